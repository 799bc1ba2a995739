// Conditions: which records to find, written with members instead of strings.
//
// A condition compares one field with a value; conditions combine with && || and !. Values are bound, never
// pasted into SQL. An absent field equals nothing but absence: `where<&Customer::country> != "FR"` also finds
// customers whose country is not known, because their country is not FR.
//
// Not here: conditions as text; full-text search (search.hpp).
// Threads: values; no rules.
//
//   auto page = book.customers().find(where<&Customer::stage> == Stage::commitment &&
//                                     where<&Customer::country>.in({"FR", "BE"}));
#pragma once

#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "rapport/describe.hpp"
#include "rapport/money.hpp"

namespace rapport {

namespace detail {

struct Blob {
  std::string bytes{};
  friend bool operator==(const Blob&, const Blob&) = default;
};
// A value as the file stores it.
using Stored = std::variant<std::monostate, std::int64_t, double, std::string, Blob>;

Blob stored_blob(const Uuid& uuid);
std::int64_t stored_date(const PartialDate& date) noexcept;

inline Stored stored(bool value) { return std::int64_t{value}; }
inline Stored stored(int value) { return std::int64_t{value}; }
inline Stored stored(std::int64_t value) { return value; }
inline Stored stored(double value) { return value; }
inline Stored stored(const char* value) { return std::string(value); }
inline Stored stored(std::string_view value) { return std::string(value); }
inline Stored stored(const std::string& value) { return value; }
inline Stored stored(Instant value) { return std::int64_t{value.time_since_epoch().count()}; }
inline Stored stored(Duration value) { return std::int64_t{value.count()}; }
inline Stored stored(const PartialDate& value) { return stored_date(value); }
inline Stored stored(Date value) {
  return stored_date({static_cast<std::int16_t>(int{value.year()}),
                      static_cast<std::uint8_t>(unsigned{value.month()}),
                      static_cast<std::uint8_t>(unsigned{value.day()})});
}
template <class R>
Stored stored(const Id<R>& value) {
  return stored_blob(value.uuid);
}
template <Enumerated E>
Stored stored(E value) {
  return std::string(to_text(value));
}

template <class T>
struct ValueOf {
  using Type = T;
};
template <class T>
struct ValueOf<std::optional<T>> {
  using Type = T;
};
template <>
struct ValueOf<std::string> {
  using Type = std::string_view;
};
template <>
struct ValueOf<std::optional<std::string>> {
  using Type = std::string_view;
};

}  // namespace detail

enum class Comparison : std::uint8_t {
  equal,
  not_equal,
  less,
  less_or_equal,
  greater,
  greater_or_equal,
  in,
  absent,
  starts_with,
  both,    // all parts hold
  either,  // at least one part holds
  negated  // its one part does not hold
};

class Condition;
template <auto member>
struct Where;
namespace detail {
// For those who know fields only at run time: a condition as Where makes it. Throws misuse for a number of
// values that the comparison does not take.
Condition compare(int field, Comparison comparison, std::vector<Stored> values);
}  // namespace detail

class Condition {
 public:
  // Holds for every record.
  Condition() = default;

  friend Condition operator&&(Condition a, Condition b) {
    return combine(Comparison::both, {std::move(a), std::move(b)});
  }
  friend Condition operator||(Condition a, Condition b) {
    return combine(Comparison::either, {std::move(a), std::move(b)});
  }
  friend Condition operator!(Condition a) { return negate(std::move(a)); }

  struct Node;
  const Node* node() const noexcept { return node_.get(); }

 private:
  template <auto member>
  friend struct Where;
  friend Condition detail::compare(int, Comparison, std::vector<detail::Stored>);
  static Condition compare(int field, Comparison comparison, std::vector<detail::Stored> values);
  static Condition combine(Comparison comparison, std::vector<Condition> parts);
  static Condition negate(Condition part);
  std::shared_ptr<const Node> node_;
};

template <auto member>
struct Where {
  using Value = typename detail::ValueOf<typename FieldDescription<member>::Type>::Type;

  friend Condition operator==(Where, const Value& value) { return one(Comparison::equal, value); }
  friend Condition operator!=(Where, const Value& value) { return one(Comparison::not_equal, value); }
  // Not for enumerations, which the file holds as names: their order is not that of their numbers.
  friend Condition operator<(Where, const Value& value) requires(!Enumerated<Value>) {
    return one(Comparison::less, value);
  }
  friend Condition operator<=(Where, const Value& value) requires(!Enumerated<Value>) {
    return one(Comparison::less_or_equal, value);
  }
  friend Condition operator>(Where, const Value& value) requires(!Enumerated<Value>) {
    return one(Comparison::greater, value);
  }
  friend Condition operator>=(Where, const Value& value) requires(!Enumerated<Value>) {
    return one(Comparison::greater_or_equal, value);
  }
  Condition in(std::initializer_list<Value> values) const {
    std::vector<detail::Stored> stored;
    for (const auto& value : values) stored.push_back(detail::stored(value));
    return Condition::compare(number(), Comparison::in, std::move(stored));
  }
  Condition absent() const { return Condition::compare(number(), Comparison::absent, {}); }
  Condition present() const { return !absent(); }
  // Text fields only; capitals and accents count.
  Condition starts_with(std::string_view text) const requires std::is_same_v<Value, std::string_view> {
    return one(Comparison::starts_with, text);
  }

 private:
  static constexpr int number() { return description_of<member>.number; }
  static Condition one(Comparison comparison, const Value& value) {
    return Condition::compare(number(), comparison, {detail::stored(value)});
  }
};

template <auto member>
inline constexpr Where<member> where{};

}  // namespace rapport
