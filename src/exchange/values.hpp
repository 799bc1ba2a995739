// Values as other programs write them: dates in several orders, amounts with separators, times without an
// offset. What can mean two things is refused with advice, unless the import's options settle it.
#pragma once

#include <cctz/time_zone.h>

#include <optional>
#include <string>
#include <string_view>

#include "kernel/kind.hpp"
#include "rapport/exchange.hpp"

namespace rapport {

class ValueReader {
 public:
  // Throws invalid for a zone or a currency that is none. The options must outlive the reader.
  explicit ValueReader(const ImportOptions& options);

  // Without the blanks around it; empty for what stands for no value.
  std::string_view present(std::string_view text) const;

  // Sets a field from text that is not empty; not for fields that refer to records. Amounts are in units of so
  // many digits: 3 for thousands. Throws invalid.
  void set(const Field& field, void* record, std::string_view text, int digits = 0) const;

  // A date alone is the start of that day.
  Instant instant(std::string_view text) const;
  Money money(std::string_view text, int digits = 0) const;

 private:
  // Which of these a sign of money stands for.
  std::string_view currency_of(std::string_view currencies) const;
  PartialDate date(std::string_view text) const;
  Instant local(std::string_view date, std::string_view time) const;

  const ImportOptions& options_;
  std::optional<cctz::time_zone> zone_;
};

// Refuses control characters, line breaks among them. Throws invalid.
void need_one_line(std::string_view text);

// The name of an enumeration's value in a text: "Long term" is long_term.
std::string enumeration_name(std::string_view text);

}  // namespace rapport
