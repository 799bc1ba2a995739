// What tests of the C interface share: calls that must go well, and objects that free themselves.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "rapport.h"

namespace rapport::test {

template <auto free>
struct Freed {
  template <class T>
  void operator()(T* handle) const {
    free(handle);
  }
};
using Book = std::unique_ptr<rapport_book, Freed<rapport_book_free>>;
using Record = std::unique_ptr<rapport_record, Freed<rapport_record_free>>;
using RecordList = std::unique_ptr<rapport_records, Freed<rapport_records_free>>;
using Table = std::unique_ptr<rapport_table, Freed<rapport_table_free>>;
using Cursor = std::unique_ptr<rapport_cursor, Freed<rapport_cursor_free>>;
using Text = std::unique_ptr<rapport_string, Freed<rapport_string_free>>;

// The code of a call, and what its error said. Made of a call: Outcome([&](auto error) { return rapport_...(error); }).
struct Outcome {
  template <class F>
  explicit Outcome(F&& call) {
    rapport_error* error = nullptr;
    code = call(&error);
    message = rapport_error_message(error);
    kind = rapport_error_kind(error);
    field = rapport_error_field(error);
    storage_code = rapport_error_storage_code(error);
    CHECK((code < 0) == (error != nullptr));
    rapport_error_free(error);
  }
  std::int32_t code;
  std::string message, kind, field;
  std::int32_t storage_code;
};
template <class F>
void well(F&& call) {
  const Outcome outcome(call);
  REQUIRE_MESSAGE(outcome.code >= 0, outcome.message);
}

inline Book open_in_memory(const rapport_open_options* options = nullptr) {
  rapport_book* book = nullptr;
  well([&](auto error) { return rapport_book_open_in_memory(options, &book, error); });
  return Book(book);
}
inline Book open(const std::string& path, const rapport_open_options* options = nullptr) {
  rapport_book* book = nullptr;
  well([&](auto error) { return rapport_book_open(rapport_text_of(path.c_str()), options, &book, error); });
  return Book(book);
}
// A record with the fields of a JSON object.
inline Record record_of(std::int32_t kind, const std::string& json) {
  rapport_record* record = nullptr;
  well([&](auto error) { return rapport_record_new(kind, &record, error); });
  well([&](auto error) { return rapport_record_set_json(record, rapport_text_of(json.c_str()), error); });
  return Record(record);
}
inline Record added(const Book& book, std::int32_t kind, const std::string& json) {
  Record record = record_of(kind, json);
  well([&](auto error) { return rapport_add(book.get(), record.get(), nullptr, error); });
  return record;
}
inline rapport_id id_of(const Record& record) {
  rapport_id id;
  well([&](auto error) { return rapport_record_id(record.get(), &id, error); });
  return id;
}
inline std::string text_of(rapport_text text) { return {text.data, text.length}; }
inline std::string text_of(const rapport_string* string) {
  rapport_text text;
  well([&](auto error) { return rapport_string_text(string, &text, error); });
  return text_of(text);
}
inline std::string id_text(const rapport_id& id) {
  rapport_string* text = nullptr;
  well([&](auto error) { return rapport_id_to_text(id, &text, error); });
  return text_of(Text(text).get());
}
inline std::string json_of(const rapport_record* record) {
  rapport_string* json = nullptr;
  well([&](auto error) { return rapport_record_to_json(record, &json, error); });
  return text_of(Text(json).get());
}
inline std::string json_of(const rapport_table* table) {
  rapport_string* json = nullptr;
  well([&](auto error) { return rapport_table_to_json(table, &json, error); });
  return text_of(Text(json).get());
}
inline rapport_value cell(const Table& table, std::size_t row, const char* column) {
  std::size_t number = 0;
  rapport_value value;
  well([&](auto error) {
    return rapport_table_column_named(table.get(), rapport_text_of(column), &number, error);
  });
  well([&](auto error) { return rapport_table_get(table.get(), row, number, &value, error); });
  return value;
}
inline std::size_t rows_of(const rapport_table* table) {
  std::size_t rows = 0;
  well([&](auto error) { return rapport_table_rows(table, &rows, error); });
  return rows;
}
inline std::int64_t count(const Book& book, std::int32_t kind, const char* expression = "") {
  std::int64_t found = -1;
  well([&](auto error) {
    return rapport_count(book.get(), kind, rapport_text_of(expression), &found, error);
  });
  return found;
}

}  // namespace rapport::test
