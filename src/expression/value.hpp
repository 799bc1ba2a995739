// Values of expressions: 16 bytes each, copied freely. Scalars stand in the value itself; text, lists and maps
// are borrowed from the record, the program or the arena of the evaluation, whichever made them.
//
// An error is a value, too: CEL's && and || may absorb it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "rapport/id.hpp"

namespace rapport::cel {

enum class Tag : std::uint8_t {
  error,
  null,
  boolean,
  integer,
  unsigned_integer,
  real,
  text,
  bytes,
  timestamp,
  duration,
  list,
  map,
  type,
  date,          // a day, yyyymmdd
  partial_date,  // the same with zeros for what is not known
  money,
  id,      // of a record: text to expressions, 16 bytes here
  record,  // known by its id until a field of it is asked for
  // Of types only:
  dynamic,  // of what is known at the evaluation
  unknown,  // of an empty list's items: fits everything
};
// What type() says: "int", "google.protobuf.Timestamp", ...
std::string_view name_of(Tag tag) noexcept;
// What signatures and messages say: "int", "timestamp", ...
std::string_view short_name_of(Tag tag) noexcept;

// Why an evaluation failed.
enum class Fault : std::uint8_t {
  overflow,
  division_by_zero,
  no_such_overload,
  no_such_key,
  no_such_field,
  no_such_name,
  no_such_function,
  index_out_of_range,
  repeated_key,
  bad_key,
  bad_text,
  bad_timestamp,
  bad_duration,
  bad_date,
  bad_zone,
  bad_pattern,
  bad_format,
  bad_argument,
  too_costly,
};
std::string_view message_of(Fault fault) noexcept;

struct List;
struct Map;

struct Any {
  Tag tag = Tag::null;
  // Text and bytes: how many bytes. Timestamps and durations: nanoseconds beside the seconds, 0 to 999,999,999,
  // of a duration with its sign. Money: the currency's three letters. Records: the number of the
  // kind. Errors: the Fault.
  std::int32_t extra = 0;
  union {
    bool boolean;
    std::int64_t integer = 0;  // also seconds, yyyymmdd, minor units; of an error, where in the text
    std::uint64_t unsigned_integer;
    double real;
    Tag type;
    const char* data;
    const List* list;
    const Map* map;
    const std::uint8_t* id;  // of records, too
  };

  static Any null() { return {}; }
  static Any of(bool value) {
    return make(Tag::boolean, [&](Any& any) { any.boolean = value; });
  }
  static Any of(std::int64_t value) {
    return make(Tag::integer, [&](Any& any) { any.integer = value; });
  }
  static Any of(std::uint64_t value) {
    return make(Tag::unsigned_integer, [&](Any& any) { any.unsigned_integer = value; });
  }
  static Any of(double value) {
    return make(Tag::real, [&](Any& any) { any.real = value; });
  }
  static Any of(std::string_view value) { return borrowed(Tag::text, value); }
  static Any of(const char*) = delete;  // would be a truth value
  static Any bytes(std::string_view value) { return borrowed(Tag::bytes, value); }
  static Any of(const List* value) {
    return make(Tag::list, [&](Any& any) { any.list = value; });
  }
  static Any of(const Map* value) {
    return make(Tag::map, [&](Any& any) { any.map = value; });
  }
  static Any of_type(Tag value) {
    return make(Tag::type, [&](Any& any) { any.type = value; });
  }
  static Any with(Tag tag, std::int64_t integer, std::int32_t extra = 0) {
    Any any = make(tag, [&](Any& made) { made.integer = integer; });
    any.extra = extra;
    return any;
  }
  static Any id_at(const void* uuid) {
    return make(Tag::id, [&](Any& any) { any.id = static_cast<const std::uint8_t*>(uuid); });
  }
  static Any record_at(int kind, const void* uuid) {
    Any any = id_at(uuid);
    any.tag = Tag::record;
    any.extra = kind;
    return any;
  }
  static Any error(Fault fault, std::uint32_t at = 0) {
    return with(Tag::error, at, static_cast<std::int32_t>(fault));
  }

  bool is_error() const noexcept { return tag == Tag::error; }
  Fault fault() const noexcept { return static_cast<Fault>(extra); }
  // Of text and bytes.
  std::string_view text() const noexcept { return {data, static_cast<std::uint32_t>(extra)}; }

 private:
  template <class F>
  static Any make(Tag tag, F&& fill) {
    Any any;
    any.tag = tag;
    fill(any);
    return any;
  }
  static Any borrowed(Tag tag, std::string_view value) {
    Any any = make(tag, [&](Any& made) { made.data = value.data(); });
    any.extra = static_cast<std::int32_t>(value.size());
    return any;
  }
};
static_assert(sizeof(Any) == 16);

struct List {
  const Any* items;
  std::size_t size;
  std::span<const Any> span() const noexcept { return {items, size}; }
};
struct Entry {
  Any key;
  Any value;
};
// Entries in the order in which they were written; keys are different.
struct Map {
  const Entry* entries;
  std::size_t size;
  std::span<const Entry> span() const noexcept { return {entries, size}; }
  // Null when there is none.
  const Any* find(const Any& key) const noexcept;
};

// Where text, lists and maps made by an evaluation stand until the next one.
using Arena = std::pmr::memory_resource;
Any make_text(Arena& arena, std::string_view text);
Any make_bytes(Arena& arena, std::string_view bytes);
Any make_list(Arena& arena, std::span<const Any> items);
Any make_map(Arena& arena, std::span<const Entry> entries);

// CEL's ==: numbers by value whatever their types, otherwise different types are different.
bool equal(const Any& a, const Any& b) noexcept;
// The order of a and b: negative, 0, positive; absent for what has none (NaN) or is not comparable.
struct Ordered {
  enum class Outcome : std::uint8_t { less, equal, greater, unordered, no_overload } outcome;
};
Ordered compare(const Any& a, const Any& b) noexcept;

inline bool is_number(const Any& any) noexcept {
  return any.tag == Tag::integer || any.tag == Tag::unsigned_integer || any.tag == Tag::real;
}
inline bool is_text(const Any& any) noexcept { return any.tag == Tag::text || any.tag == Tag::id; }
// Of an id or a record.
Uuid uuid_of(const Any& any) noexcept;
// The text of a text or an id; an id is spelled out in the arena.
std::string_view text_of(Arena& arena, const Any& any);

// The three letters of money; borrowed.
std::string_view currency_of(const Any& money) noexcept;

// As an expression that has this value, for messages and explanations: 'text', 42u, timestamp("...").
std::string to_expression(const Any& any);

}  // namespace rapport::cel
