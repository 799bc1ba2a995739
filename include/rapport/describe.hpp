// Descriptions: the one place where a record kind and its fields are written down.
//
// A record is a plain aggregate. Directly below it stands one constexpr description, and everything that must
// know the fields (tables, validation, journal, filters, JSON, CSV, reference pages) derives from it. Numbers
// are the file format: they are never changed and never used again; those of kinds are 1 to 63. The checks run
// while compiling: every member of the aggregate is described, numbers and names are used once, names are
// lower_snake_case, each sentence ends in a full stop.
//
// A text is UTF-8 without control characters other than tab, line feed and carriage return. A field that is
// not std::optional is required; a required text must not be empty. A std::vector is a list
// and may be empty.
//
// Not here: what is derived (src/kernel/kind.hpp). Threads: constants; no rules.
//
//   struct Room {
//     Id<Room> id;
//     std::int64_t version = 0;
//     std::optional<Instant> deleted_at;
//     std::string name;
//   };
//   template <>
//   inline constexpr auto description<Room> = describe<Room>(
//       {"room", "rooms", 60, "A room that can be booked."},
//       field<&Room::name>("name", 4, "What the door says.", {.longest = 80, .unique = true}));
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

#include "rapport/id.hpp"
#include "rapport/time.hpp"

namespace rapport {

// ---- Enumerations

template <class E>
struct NamedValue {
  E value;
  std::string_view name{};
  std::string_view sentence{};
};

template <class E, std::size_t n>
struct EnumerationTable {
  std::string_view name{};
  std::string_view sentence{};
  std::array<NamedValue<E>, n> values{};
};

// Specialised beside each enumeration. Number 0 is kept for a name that a newer version wrote: such a value
// can be read and is left alone by updates, but it cannot be written.
template <class E>
inline constexpr auto enumeration = nullptr;

namespace detail {

constexpr bool is_snake_case(std::string_view text) {
  if (text.empty() || text.front() < 'a' || text.front() > 'z') return false;
  for (char c : text)
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) return false;
  return true;
}
constexpr bool is_sentence(std::string_view text) { return text.size() > 1 && text.back() == '.'; }
// Called where a description is wrong: not constexpr, so the compiler stops there and shows the text.
inline void wrong_description(const char*) {}

struct AnyMember {
  template <class T>
  operator T() const;  // NOLINT: converts to whatever a member is, only to be counted
};
template <class R, std::size_t... i>
constexpr bool has_members(std::index_sequence<i...>) {
  return requires { R{((void)i, AnyMember{})...}; };
}
template <class R, std::size_t n>
constexpr bool has_exactly() {
  return has_members<R>(std::make_index_sequence<n>{}) && !has_members<R>(std::make_index_sequence<n + 1>{});
}

template <class M>
struct MemberPointer;
template <class R, class T>
struct MemberPointer<T R::*> {
  using Record = R;
  using Type = T;
};

}  // namespace detail

template <class E, std::size_t n>
constexpr EnumerationTable<E, n> enumerate(std::string_view name, std::string_view sentence,
                                           const NamedValue<E> (&values)[n]) {
  EnumerationTable<E, n> table{name, sentence, std::to_array(values)};
  if (!detail::is_snake_case(name)) detail::wrong_description("an enumeration's name is lower_snake_case");
  if (!detail::is_sentence(sentence)) detail::wrong_description("an enumeration has a sentence");
  for (std::size_t i = 0; i < n; ++i) {
    if (static_cast<int>(values[i].value) == 0)
      detail::wrong_description("number 0 is kept for unknown names");
    if (!detail::is_snake_case(values[i].name))
      detail::wrong_description("a value's name is lower_snake_case");
    if (!detail::is_sentence(values[i].sentence)) detail::wrong_description("a value has a sentence");
    for (std::size_t j = 0; j < i; ++j)
      if (values[i].value == values[j].value || values[i].name == values[j].name)
        detail::wrong_description("a value's number and name are used once");
  }
  return table;
}

template <class E>
concept Enumerated = std::is_enum_v<E> && !std::is_same_v<decltype(enumeration<E>), const std::nullptr_t>;

// "" for number 0 and for a number that is not in the table.
template <Enumerated E>
constexpr std::string_view to_text(E value) noexcept {
  for (const auto& named : enumeration<E>.values)
    if (named.value == value) return named.name;
  return {};
}

namespace detail {
[[noreturn]] void throw_not_one_of(std::string_view text, std::span<const std::string_view> names);
}

// By name. Throws invalid, listing the names.
template <Enumerated E>
struct TextForm<E> {
  static E parse(std::string_view text) {
    constexpr const auto& values = enumeration<E>.values;
    std::array<std::string_view, values.size()> names;
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (values[i].name == text) return values[i].value;
      names[i] = values[i].name;
    }
    detail::throw_not_one_of(text, names);
  }
};

// ---- Fields

enum class OnTimeLine : std::uint8_t { no, customer, instant };
enum class Reader : std::uint8_t { any, visibility, author };
// Measures read finished records through one index that holds these fields; the instant of the end leads it.
enum class Measured : std::uint8_t { no, yes, end };

enum class Visibility : std::uint16_t { everybody = 1, author = 2 };
template <>
inline constexpr auto enumeration<Visibility> =
    enumerate<Visibility>("visibility", "Who may read a record.",
                          {{Visibility::everybody, "everybody", "Every agent."},
                           {Visibility::author, "author", "The agent who wrote it."}});

// What else is true of a field.
struct Traits {
  int longest = 200;  // text: most code points
  std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
  std::int64_t highest = std::numeric_limits<std::int64_t>::max();
  bool unique = false;       // no two live records have the same value
  bool indexed = false;      // find and order by it cost no scan
  bool searchable = false;   // full-text search looks into it
  bool personal = false;     // about a person: kept from logs and messages, removed by erasure
  bool derived = false;      // kept by the library; callers may give it when adding, never change it
  bool fixed = false;        // given when adding, cannot change afterwards
  bool natural_key = false;  // people call the record by it: imports find references through it
  OnTimeLine on_time_line =
      OnTimeLine::no;           // the record stands on this customer's time line, at this instant
  Reader reader = Reader::any;  // who may read the record
  Measured measured = Measured::no;
  int since = 1;  // the format version it came in
};

template <auto member>
struct FieldDescription {
  using Record = typename detail::MemberPointer<decltype(member)>::Record;
  using Type = typename detail::MemberPointer<decltype(member)>::Type;

  std::string_view name{};
  int number;
  std::string_view sentence{};  // unit, and what absent means
  Traits traits;
};

template <auto member>
constexpr FieldDescription<member> field(std::string_view name, int number, std::string_view sentence,
                                         Traits traits = {}) {
  if (!detail::is_snake_case(name)) detail::wrong_description("a field's name is lower_snake_case");
  if (!detail::is_sentence(sentence)) detail::wrong_description("a field has a sentence");
  if (number < 1) detail::wrong_description("a field's number begins at 1");
  return {name, number, sentence, traits};
}

// ---- Kinds

struct KindDescription {
  std::string_view name{};
  std::string_view plural{};
  int number;
  std::string_view sentence{};
  int since = 1;
};

// Each field is a base: a tuple of forty is slow to compile.
template <auto... members>
struct FieldDescriptions : FieldDescription<members>... {};

template <auto... members>
struct RecordDescription {
  KindDescription kind;
  FieldDescriptions<members...> fields;
};

// Specialised beside each record.
template <class R>
inline constexpr auto description = nullptr;

// What fields hold that lead to a record of any kind: {.about = reference_to(opened.id)}.
template <class R>
Reference reference_to(Id<R> id) {
  return Reference::to(description<R>.kind.number, id.uuid);
}

// Every kind begins with the members id, version and deleted_at, which this function describes. They are the
// library's; the numbers of a kind's own fields follow.
inline constexpr int id_field = 1;
inline constexpr int version_field = 2;
inline constexpr int deleted_at_field = 3;

namespace detail {
struct UsedName {
  std::string_view name;
  int number;
};
constexpr void check_used_once(std::span<const UsedName> used) {
  for (std::size_t i = 0; i < used.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (used[i].number == used[j].number || used[i].name == used[j].name)
        wrong_description("a field's name and number are used once");
}
}  // namespace detail

template <class R, auto... members>
constexpr auto describe(const KindDescription& kind, const FieldDescription<members>&... fields) {
  using Deleted = std::optional<Instant>;
  static_assert(std::is_same_v<decltype(R::id), Id<R>>, "a record has Id<R> id");
  static_assert(std::is_same_v<decltype(R::version), std::int64_t>, "a record has std::int64_t version");
  static_assert(std::is_same_v<decltype(R::deleted_at), Deleted>, "a record has a deleted_at");
  static_assert(detail::has_exactly<R, sizeof...(members) + 3>(),
                "each member of a record is described, and nothing else");
  if (!detail::is_snake_case(kind.name) || !detail::is_snake_case(kind.plural))
    detail::wrong_description("a kind's name is lower_snake_case");
  if (!detail::is_sentence(kind.sentence)) detail::wrong_description("a kind has a sentence");
  if (kind.number < 1 || kind.number > 63)
    detail::wrong_description("a kind's number is 1 to 63: sets of kinds are bits");
  constexpr auto id =
      field<&R::id>("id", id_field, "The record's name for ever; the library makes it.", {.fixed = true});
  constexpr auto version = field<&R::version>(
      "version", version_field, "Number of the change that last wrote the record; 0 before it is stored.",
      {.derived = true});
  constexpr auto deleted_at =
      field<&R::deleted_at>("deleted_at", deleted_at_field,
                            "When the record was deleted; absent while it is live.", {.derived = true});
  const detail::UsedName used[] = {{id.name, id.number},
                                   {version.name, version.number},
                                   {deleted_at.name, deleted_at.number},
                                   {fields.name, fields.number}...};
  detail::check_used_once(used);
  return RecordDescription<&R::id, &R::version, &R::deleted_at, members...>{
      kind, {id, version, deleted_at, fields...}};
}

template <class R>
concept Described = !std::is_same_v<decltype(description<R>), const std::nullptr_t>;

// The description of one field: description_of<&Customer::name>.sentence.
template <auto member>
inline constexpr const FieldDescription<member>& description_of =
    description<typename detail::MemberPointer<decltype(member)>::Record>.fields;

}  // namespace rapport
