#include "expression/value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "expression/clock.hpp"
#include "expression/texts.hpp"
#include "rapport/error.hpp"

namespace rapport::cel {

std::string_view name_of(Tag tag) noexcept {
  switch (tag) {
    case Tag::error: return "error";
    case Tag::null: return "null_type";
    case Tag::boolean: return "bool";
    case Tag::integer: return "int";
    case Tag::unsigned_integer: return "uint";
    case Tag::real: return "double";
    case Tag::text:
    case Tag::id: return "string";
    case Tag::bytes: return "bytes";
    case Tag::timestamp: return "google.protobuf.Timestamp";
    case Tag::duration: return "google.protobuf.Duration";
    case Tag::list: return "list";
    case Tag::map: return "map";
    case Tag::type: return "type";
    case Tag::date: return "date";
    case Tag::partial_date: return "partial_date";
    case Tag::money: return "money";
    case Tag::record: return "record";
    case Tag::dynamic:
    case Tag::unknown: return "dyn";
  }
  return "";
}

std::string_view short_name_of(Tag tag) noexcept {
  switch (tag) {
    case Tag::null: return "null";
    case Tag::timestamp: return "timestamp";
    case Tag::duration: return "duration";
    default: return name_of(tag);
  }
}

std::string_view message_of(Fault fault) noexcept {
  switch (fault) {
    case Fault::overflow: return "the result is out of range";
    case Fault::division_by_zero: return "division by zero";
    case Fault::no_such_overload: return "no such operation for values of these types";
    case Fault::no_such_key: return "no such key";
    case Fault::no_such_field: return "no such field";
    case Fault::no_such_name: return "nothing of this name is known";
    case Fault::no_such_function: return "no such function";
    case Fault::index_out_of_range: return "the index is out of range";
    case Fault::repeated_key: return "the key is there twice";
    case Fault::bad_key: return "a key is an int, a uint, a bool or a string";
    case Fault::bad_text: return "the text cannot be read as that";
    case Fault::bad_timestamp: return "not a timestamp between the years 1 and 9999";
    case Fault::bad_duration: return "not a duration of at most 10,000 years";
    case Fault::bad_date: return "not a day that exists";
    case Fault::bad_zone: return "no such time zone";
    case Fault::bad_pattern: return "not a regular expression";
    case Fault::bad_format: return "the format does not fit its values";
    case Fault::bad_argument: return "an argument has no meaning here";
    case Fault::too_costly: return "costs more than an evaluation may";
  }
  return "";
}

namespace {

template <class T>
T* array_in(Arena& arena, std::span<const T> items) {
  if (items.empty()) return nullptr;
  T* made = static_cast<T*>(arena.allocate(items.size_bytes(), alignof(T)));
  std::copy(items.begin(), items.end(), made);
  return made;
}

std::string_view text_in(Arena& arena, std::string_view text) {
  return {array_in<char>(arena, {text.data(), text.size()}), text.size()};
}

}  // namespace

Any make_text(Arena& arena, std::string_view text) { return Any::of(text_in(arena, text)); }
Any make_bytes(Arena& arena, std::string_view bytes) { return Any::bytes(text_in(arena, bytes)); }
Any make_list(Arena& arena, std::span<const Any> items) {
  return Any::of(new (arena.allocate(sizeof(List), alignof(List)))
                     List{array_in<Any>(arena, items), items.size()});
}
Any make_map(Arena& arena, std::span<const Entry> entries) {
  return Any::of(new (arena.allocate(sizeof(Map), alignof(Map)))
                     Map{array_in<Entry>(arena, entries), entries.size()});
}

const Any* Map::find(const Any& key) const noexcept {
  for (const Entry& entry : span())
    if (equal(entry.key, key)) return &entry.value;
  return nullptr;
}

Uuid uuid_of(const Any& any) noexcept {
  Uuid uuid;
  std::memcpy(uuid.bytes.data(), any.id, uuid.bytes.size());
  return uuid;
}

// ---- Equality and order

namespace {

using Outcome = Ordered::Outcome;

template <class T>
Outcome order(const T& a, const T& b) noexcept {
  return a < b ? Outcome::less : b < a ? Outcome::greater : Outcome::equal;
}

// An integer beside a real counts as the nearest real: that is what CEL's implementations agree on.
Outcome order_reals(double a, double b) noexcept {
  return std::isnan(a) || std::isnan(b) ? Outcome::unordered : order(a, b);
}

Outcome reversed(Outcome outcome) noexcept {
  if (outcome == Outcome::less) return Outcome::greater;
  if (outcome == Outcome::greater) return Outcome::less;
  return outcome;
}

double real_of(const Any& number) noexcept {
  switch (number.tag) {
    case Tag::integer: return static_cast<double>(number.integer);
    case Tag::unsigned_integer: return static_cast<double>(number.unsigned_integer);
    default: return number.real;
  }
}

Outcome order_numbers(const Any& a, const Any& b) noexcept {
  if (a.tag == b.tag) {
    switch (a.tag) {
      case Tag::integer: return order(a.integer, b.integer);
      case Tag::unsigned_integer: return order(a.unsigned_integer, b.unsigned_integer);
      default: return order_reals(a.real, b.real);
    }
  }
  if (a.tag == Tag::real || b.tag == Tag::real) return order_reals(real_of(a), real_of(b));
  if (a.tag == Tag::integer)
    return a.integer < 0 ? Outcome::less : order(static_cast<std::uint64_t>(a.integer), b.unsigned_integer);
  return reversed(order_numbers(b, a));
}

// An id and a text.
bool spells(const Any& id, std::string_view text) noexcept {
  return text.size() == 36 && to_text(uuid_of(id)) == text;
}

}  // namespace

bool equal(const Any& a, const Any& b) noexcept {
  if (is_number(a) && is_number(b)) return order_numbers(a, b) == Outcome::equal;
  if (a.tag != b.tag) {
    if (a.tag == Tag::id && b.tag == Tag::text) return spells(a, b.text());
    if (b.tag == Tag::id && a.tag == Tag::text) return spells(b, a.text());
    return false;
  }
  switch (a.tag) {
    case Tag::null: return true;
    case Tag::boolean: return a.boolean == b.boolean;
    case Tag::text:
    case Tag::bytes: return a.text() == b.text();
    case Tag::timestamp:
    case Tag::duration:
    case Tag::money:
    case Tag::date:
    case Tag::partial_date: return a.integer == b.integer && a.extra == b.extra;
    case Tag::type: return name_of(a.type) == name_of(b.type);
    case Tag::id: return std::memcmp(a.id, b.id, sizeof(Uuid)) == 0;
    case Tag::record: return a.extra == b.extra && std::memcmp(a.id, b.id, sizeof(Uuid)) == 0;
    case Tag::list:
      return std::ranges::equal(a.list->span(), b.list->span(),
                                [](const Any& one, const Any& other) { return equal(one, other); });
    case Tag::map:
      return a.map->size == b.map->size && std::ranges::all_of(a.map->span(), [&](const Entry& entry) {
               const Any* other = b.map->find(entry.key);
               return other && equal(entry.value, *other);
             });
    default: return false;
  }
}

Ordered compare(const Any& a, const Any& b) noexcept {
  if (is_number(a) && is_number(b)) return {order_numbers(a, b)};
  if (a.tag != b.tag) {
    // An id is text to expressions, and its bytes sort as its text does.
    if (a.tag == Tag::id && b.tag == Tag::text)
      return {order(std::string_view(to_text(uuid_of(a))), b.text())};
    if (a.tag == Tag::text && b.tag == Tag::id) return {reversed(compare(b, a).outcome)};
    return {Outcome::no_overload};
  }
  switch (a.tag) {
    case Tag::boolean: return {order(a.boolean, b.boolean)};
    case Tag::text:
    case Tag::bytes: return {order(a.text(), b.text())};
    case Tag::timestamp:
    case Tag::duration:
      return {a.integer != b.integer ? order(a.integer, b.integer) : order(a.extra, b.extra)};
    case Tag::date: return {order(a.integer, b.integer)};
    case Tag::id: {
      const int sign = std::memcmp(a.id, b.id, sizeof(Uuid));
      return {order(sign, 0)};
    }
    default: return {Outcome::no_overload};
  }
}

std::string_view text_of(Arena& arena, const Any& any) {
  return any.tag == Tag::id ? make_text(arena, to_text(uuid_of(any))).text() : any.text();
}

std::string_view currency_of(const Any& money) noexcept {
  return {reinterpret_cast<const char*>(&money.extra), 3};
}

std::string to_expression(const Any& any) {
  switch (any.tag) {
    case Tag::error: return std::string(message_of(any.fault()));
    case Tag::null: return "null";
    case Tag::boolean: return any.boolean ? "true" : "false";
    case Tag::integer: return fmt::format("{}", any.integer);
    case Tag::unsigned_integer: return fmt::format("{}u", any.unsigned_integer);
    case Tag::real: {
      std::string text = number_text(any.real);
      return text.find_first_of(".eIN") == std::string::npos ? text + ".0" : text;
    }
    case Tag::text: return quoted(any.text());
    case Tag::bytes: {
      std::string text = "b\"";
      for (const char c : any.text()) text += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
      return text + "\"";
    }
    case Tag::timestamp: return fmt::format("timestamp(\"{}\")", timestamp_text(any));
    case Tag::duration: return fmt::format("duration(\"{}\")", duration_text(any));
    case Tag::list: {
      std::string text;
      for (const Any& item : any.list->span()) text += (text.empty() ? "" : ", ") + to_expression(item);
      return "[" + text + "]";
    }
    case Tag::map: {
      std::string text;
      for (const auto& [key, value] : any.map->span())
        text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", to_expression(key), to_expression(value));
      return "{" + text + "}";
    }
    case Tag::type: return std::string(name_of(any.type));
    case Tag::date:
    case Tag::partial_date:
      return fmt::format("date(\"{:04}-{:02}-{:02}\")", any.integer / 10000, any.integer / 100 % 100,
                         any.integer % 100);
    case Tag::money: return fmt::format("{} {}", any.integer, currency_of(any));
    case Tag::id:
    case Tag::record: return fmt::format("'{}'", to_text(uuid_of(any)));
    case Tag::dynamic:
    case Tag::unknown: break;
  }
  return "";
}

}  // namespace rapport::cel
