// Columns: records turned into the buffers of Arrow's format, one column for each field and two for money.
//
// Texts, names, ids, references, lists and partial dates become texts; instants keep their microseconds in UTC, and a
// value that is absent is null.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kernel/kind.hpp"

namespace rapport::python {

class Column {
 public:
  Column(const Field& field, std::size_t part);

  void add(const void* record);

  const std::string& name() const noexcept { return name_; }
  // As Arrow's C interface writes types: "U" a text, "l" a whole number, "tsu:UTC" an instant, ...
  const char* format() const noexcept { return format_; }
  const Field& field() const noexcept { return *field_; }
  bool is_text() const noexcept { return format_[0] == 'U'; }
  std::int64_t rows() const noexcept { return rows_; }
  std::int64_t nulls() const noexcept { return nulls_; }
  // A bit for each row, set where there is a value.
  const std::vector<std::uint8_t>& validity() const noexcept { return validity_; }
  // Where each text begins, and the end of the last.
  const std::vector<std::int64_t>& offsets() const noexcept { return offsets_; }
  const std::vector<char>& data() const noexcept { return data_; }

 private:
  template <class T>
  void append(T value);
  void append_text(std::string_view text);
  void append_nothing();
  void append_value(const Value& value, const void* record);

  const Field* field_;
  std::size_t part_;
  std::string name_;
  const char* format_;
  std::int64_t rows_ = 0;
  std::int64_t nulls_ = 0;
  std::vector<std::uint8_t> validity_;
  std::vector<std::int64_t> offsets_;
  std::vector<char> data_;
};

std::vector<Column> columns_of(const Kind& kind);

}  // namespace rapport::python
