// Lookup: finds the record a row means by what people call it, the natural keys of its kind's description.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "exchange/row_records.hpp"

namespace rapport {

// The live record whose field has this value; absent for none. The field is indexed or unique; `also` is more
// of the condition, in SQL. Throws invalid when there are several.
std::optional<Uuid> find_by(Session& session, const Kind& kind, const Field& field, const Value& value,
                            std::string_view also = {});

class Lookup {
 public:
  // Records of the imported kind (null: none) may still come in the same file: they are never cached, and
  // missing ones are added only after add_own(), and not if they are expected.
  Lookup(Session& session, RowRecords& records, const Kind* imported, bool add_missing)
      : session_(session), records_(records), imported_(imported), add_missing_(add_missing) {}

  // The live record with this id, external id, e-mail address or name. Throws missing_reference, or invalid
  // when several have the name or the id is a deleted one's.
  Uuid find(const Kind& kind, std::string_view text);
  // The same for organisations: other customers of that name do not count.
  Uuid find_organisation(std::string_view text);

  // The organisation of exactly this name, whatever its ids; absent for none.
  std::optional<Uuid> organisation_named(std::string_view name);

  void add_own() noexcept { add_own_ = true; }
  void expect(std::string_view text) { expected_.insert(std::hash<std::string_view>{}(text)); }
  void begin_row() { missing_.clear(); }
  // The row that asked was given up, and with it what was to be added for it.
  void give_up_row();

 private:
  std::optional<Uuid> query(const Kind& kind, std::string_view text, std::string_view also);
  Uuid need(const Kind& kind, std::string_view text, std::string_view also);
  Uuid add(const Kind& kind, const Field& field, std::string_view name);

  Session& session_;
  RowRecords& records_;  // of the row: missing ones are added with it
  const Kind* imported_;
  bool add_missing_;
  bool add_own_ = false;
  std::unordered_set<std::size_t> expected_;  // hashes, since there may be many
  std::deque<AnyRecord> missing_;             // added with the present row, at fixed addresses
  std::string key_;                           // reused
  std::unordered_map<std::string, Uuid> cache_;
};

}  // namespace rapport
