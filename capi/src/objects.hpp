// Objects: what stands behind the opaque types of rapport.h, and the one wrapper around every function.
//
// Each object begins with a tag, so that NULL, a freed object and an object of another type are refused where
// that can be known. Objects share what they need of one another, so they may be freed in any order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "kernel/kind.hpp"
#include "rapport.h"
#include "rapport/error.hpp"

namespace rapport::capi {

enum class Tag : std::uint32_t {
  freed = 0,
  book = 0x72617001,
  record,
  records,
  table,
  cursor,
  expression,
  string,
  error,
  opening_hours,
  import_plan,
  incident_log,
  replay
};

struct Object {
  explicit Object(Tag what) : tag(what) {}
  // The write is seen by whoever still holds the address, so it must not be optimised away.
  virtual ~Object() { const_cast<volatile Tag&>(tag) = Tag::freed; }
  Object(const Object&) = delete;
  Object& operator=(const Object&) = delete;

  Tag tag;
};

// The tag of each opaque type, and its name for messages.
template <class T>
struct Opaque;
#define RAPPORT_OPAQUE(name)                                        \
  template <>                                                       \
  struct Opaque<::rapport_##name> {                                 \
    static constexpr Tag tag = Tag::name;                           \
    static constexpr std::string_view type_name = "rapport_" #name; \
  };
RAPPORT_OPAQUE(book)
RAPPORT_OPAQUE(record)
RAPPORT_OPAQUE(records)
RAPPORT_OPAQUE(table)
RAPPORT_OPAQUE(cursor)
RAPPORT_OPAQUE(expression)
RAPPORT_OPAQUE(string)
RAPPORT_OPAQUE(opening_hours)
RAPPORT_OPAQUE(import_plan)
RAPPORT_OPAQUE(incident_log)
RAPPORT_OPAQUE(replay)
#undef RAPPORT_OPAQUE

[[noreturn]] void throw_wrong_object(const void* given, std::string_view wanted);
[[noreturn]] void throw_no_place(std::string_view what);

// The object itself. Throws misuse for NULL and for an object of another type.
template <class T>
T& checked(T* given) {
  if (!given || reinterpret_cast<const Object*>(given)->tag != Opaque<std::remove_const_t<T>>::tag)
      [[unlikely]]
    throw_wrong_object(given, Opaque<std::remove_const_t<T>>::type_name);
  return *given;
}

// Frees an object, if it is one.
template <class T>
void free_object(T* given) noexcept {
  if (given && reinterpret_cast<const Object*>(given)->tag == Opaque<T>::tag) delete given;
}

// What is thrown inside and only C callers see: a code that the library's errors do not have.
struct ForkedBook {};

// The library's code for a negative number; internal for one that it does not have.
Code code_named(std::int32_t code) noexcept;

// Turns the exception being handled into a code and, where one is wanted, an error object.
std::int32_t report(rapport_error** error) noexcept;

// Around the body of every function: no exception passes. The body returns nothing, or a code of its own.
template <class F>
std::int32_t guarded(rapport_error** error, F&& body) noexcept {
  if (error) *error = nullptr;
  try {
    if constexpr (std::is_void_v<std::invoke_result_t<F&>>) {
      body();
      return RAPPORT_OK;
    } else {
      return body();
    }
  } catch (...) {
    return report(error);
  }
}

// Empties a result, before anything can fail.
template <class T>
void clear(T* result, std::type_identity_t<T> nothing = {}) {
  if (result) *result = nothing;
}
// Gives a result, where it is wanted.
template <class T, class U>
void give(T* result, U&& value) {
  if (result) *result = std::forward<U>(value);
}
template <class T, class U>
void give(T** result, std::unique_ptr<U>&& object) {
  if (result) *result = object.release();
}
// A question's result, without which the question makes no sense.
template <class T>
T& wanted(T* result, std::string_view what) {
  if (!result) throw_no_place(what);
  return *result;
}

}  // namespace rapport::capi

struct rapport_error : rapport::capi::Object {
  rapport_error(std::int32_t with_code, std::string sentence, std::string without_place, rapport::Place where,
                std::int32_t of_storage)
      : Object(rapport::capi::Tag::error),
        code(with_code),
        message(std::move(sentence)),
        detail(std::move(without_place)),
        place(std::move(where)),
        storage_code(of_storage) {}

  std::int32_t code;
  std::string message;
  std::string detail;
  rapport::Place place;
  std::int32_t storage_code;
};

struct rapport_string : rapport::capi::Object {
  explicit rapport_string(std::string content = {})
      : Object(rapport::capi::Tag::string), text(std::move(content)) {}
  std::string text;
};

// A record: its own, or one that stands in a list or a table, until it is changed.
struct rapport_record : rapport::capi::Object {
  explicit rapport_record(const rapport::Kind& of)
      : Object(rapport::capi::Tag::record), kind(&of), data(of.create()), owns_data(true), borrowed(false) {}
  rapport_record(const rapport::Kind& of, void* in_place)
      : Object(rapport::capi::Tag::record), kind(&of), data(in_place), owns_data(false), borrowed(true) {}
  ~rapport_record() override {
    if (owns_data) kind->destroy(data);
  }

  const rapport::Kind* kind;
  void* data;
  bool owns_data;
  bool borrowed;  // freed by the list or the table
  // Lists of references as C sees them, by field, made when they are read.
  mutable std::vector<std::pair<int, std::vector<rapport_reference>>> references;
};

// A list of records. `at` throws std::bad_alloc only.
struct rapport_records : rapport::capi::Object {
  rapport_records() : Object(rapport::capi::Tag::records) {}
  virtual std::size_t count() const noexcept = 0;
  virtual rapport_record& at(std::size_t index) = 0;
  // Whether it stands in a table, with which it is freed.
  virtual bool borrowed() const noexcept { return false; }
};

namespace rapport::capi {

// A record of kind R, for the result of a verb: made before the verb begins, so that giving it cannot fail.
template <class R>
std::unique_ptr<rapport_record> new_record() {
  return std::make_unique<rapport_record>(kind_of<R>());
}
template <class R>
R& in(rapport_record& record) {
  return *static_cast<R*>(record.data);
}

[[noreturn]] void throw_wrong_kind(const Kind& given, const Kind& wanted);

// The record in C++. Throws misuse for one of another kind.
template <class R, class Given>
auto& record_in(Given* given) {
  auto& record = checked(given);
  if (record.kind != &kind_of<R>()) throw_wrong_kind(*record.kind, kind_of<R>());
  using Wanted = std::conditional_t<std::is_const_v<Given>, const R, R>;
  return *static_cast<Wanted*>(record.data);
}

// Handles of the records of a vector that somebody else holds.
template <class R>
class Handles {
 public:
  rapport_record& at(std::vector<R>& records, std::size_t index) {
    if (handles_.size() < records.size()) handles_.resize(records.size());
    auto& handle = handles_[index];
    if (!handle) handle = std::make_unique<rapport_record>(kind_of<R>(), &records[index]);
    return *handle;
  }

 private:
  std::vector<std::unique_ptr<rapport_record>> handles_;
};

// Made empty before the verb begins; what it returns is moved in.
template <class R>
struct RecordsOf : rapport_records {
  std::size_t count() const noexcept override { return records.size(); }
  rapport_record& at(std::size_t index) override { return handles.at(records, index); }

  std::vector<R> records;
  Handles<R> handles;
};
// Records of a kind that is known at run time only.
struct AnyRecords : rapport_records {
  std::size_t count() const noexcept override { return records.size(); }
  rapport_record& at(std::size_t index) override { return *records[index]; }

  std::vector<std::unique_ptr<rapport_record>> records;
};
// Those of a vector inside a table.
template <class R>
struct BorrowedRecords : rapport_records {
  explicit BorrowedRecords(std::vector<R>& in_place) : records(&in_place) {}
  std::size_t count() const noexcept override { return records->size(); }
  rapport_record& at(std::size_t index) override { return handles.at(*records, index); }
  bool borrowed() const noexcept override { return true; }

  std::vector<R>* records;
  Handles<R> handles;
};

}  // namespace rapport::capi
