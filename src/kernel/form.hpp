// Forms: a field's value as people and other programs write it.
//
// Text form (CSV, history, the command): ids and instants as in id.hpp and time.hpp, "true" and "false",
// names of enumerations, money as "12.50 EUR", lists separated by blanks. JSON form: the same text, but
// numbers, truth values and lists are JSON's own.
//
// Values come as columns, from a record or straight from a row, so a name that a newer version wrote passes
// through.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "kernel/kind.hpp"

namespace rapport {

// The columns of one field of a record.
struct FieldValues {
  std::array<Value, 2> columns;
};
FieldValues values_of(const Field& field, const void* record);
// From all columns of a record.
FieldValues values_of(const Field& field, std::span<const Value> columns);

// Absent for no value.
std::optional<std::string> to_text(const Field& field, const FieldValues& values);

// Sets the field of a record; empty text means no value. Throws invalid without a place.
void set_from_text(const Field& field, void* record, std::string_view text);

// One record as a JSON object on one line, fields without a value left out.
void append_json(std::string& out, const Kind& kind, std::span<const Value> columns);

// Sets the fields of a record from a JSON object. Throws invalid or unknown_name, naming the field.
void set_from_json(const Kind& kind, void* record, std::string_view json);

// A line of a reject file: why, and the record as it stands there; as a text when it is no JSON object, or
// one nested too deeply.
std::string rejected_json(std::string_view because, std::string_view record);
// The record in such a line, as it stands there; absent when the line is none.
std::optional<std::string> record_of_rejected_json(std::string_view line);

// Columns of fields as a JSON object keyed by field number, in their stored form: what the journal keeps.
// Money is an array of two, bytes are hexadecimal.
class StoredFields {
 public:
  void add(const Field& field, const FieldValues& values);
  bool is_empty() const noexcept { return text_.empty(); }
  std::string text() const { return text_ + "}"; }

 private:
  std::string text_;
};
// The reverse: calls `visit` with each field and its values. Throws corrupt.
void visit_stored_fields(const Kind& kind, std::string_view json,
                         const std::function<void(const Field&, const FieldValues&)>& visit);
// Whether a field of one of these numbers is among them. Throws corrupt.
bool keeps_one_of(const Kind& kind, std::string_view json, const std::vector<int>& numbers);

}  // namespace rapport
