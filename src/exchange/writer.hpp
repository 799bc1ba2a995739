// Row writers: what one row of a file becomes. Made for one import of one file, from its plan.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engines/session.hpp"
#include "rapport/exchange.hpp"

namespace rapport {

class RowWriter {
 public:
  virtual ~RowWriter() = default;

  // Throws Error for a bad row, of which nothing is written.
  virtual void write(std::span<const std::string_view> fields) = 0;
  // When the row takes effect, for rows each of which follows from the one before; absent: the order is not
  // this writer's business.
  virtual std::optional<Instant> takes_effect(std::span<const std::string_view>) { return {}; }
  // The row was bad.
  virtual void give_up() {}
  // From now on what rows name and the book does not know is added even if it might have come in the file,
  // except what the expected rows bring themselves.
  virtual void add_own() {}
  virtual void expect(std::span<const std::string_view>) {}
  // After the last row. Adds sentences on what was left undone.
  virtual void finish(std::vector<std::string>&) {}
};

// The kind of deals, which are no records.
inline constexpr std::string_view opportunity = "opportunity";

// For CSV rows by a plan. Throws unknown_name, invalid. Session and options outlive the writer.
std::unique_ptr<RowWriter> make_writer(Session& session, const ImportPlan& plan,
                                       const ImportOptions& options);
// For JSON Lines of a kind.
std::unique_ptr<RowWriter> make_json_writer(Session& session, const Kind& kind);

}  // namespace rapport
