// Values between C and C++: arguments are checked here, once, so that verbs get what makes sense.
#pragma once

#include <fmt/format.h>

#include <cstring>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "objects.hpp"
#include "rapport/calendar.hpp"
#include "rapport/journal.hpp"
#include "rapport/money.hpp"
#include "rapport/time.hpp"

namespace rapport::capi {

[[noreturn]] void throw_argument(std::string_view name, std::string what);

// ---- Arguments. Each throws invalid or misuse with the argument's name.

std::string_view text_of(rapport_text text, std::string_view name);
inline rapport_text text_of(std::string_view text) { return {text.data(), text.size()}; }
template <class T>
std::span<const T> span_of(const T* items, std::size_t count, std::string_view name) {
  if (!items && count > 0) throw_argument(name, "is NULL, and its count is not 0");
  return {items, count};
}
std::filesystem::path path_of(rapport_text path, std::string_view name);
std::vector<std::string> texts_of(const rapport_text* texts, std::size_t count, std::string_view name);

Instant instant_of(std::int64_t us, std::string_view name);
std::optional<Instant> optional_instant(std::int64_t us, std::string_view name);
inline std::int64_t us_of(Instant at) { return at.time_since_epoch().count(); }
Duration duration_of(std::int64_t us, std::string_view name);
// Of a whole day: 20261122.
Date day_of(std::int64_t day, std::string_view name);

Uuid uuid_of(const rapport_id& id);
rapport_id id_of(const Uuid& uuid);
template <class R>
Id<R> id_in(const rapport_id& id) {
  return {uuid_of(id)};
}
template <class R>
std::optional<Id<R>> optional_id(const rapport_id& id) {
  if (uuid_of(id).is_nil()) return {};
  return id_in<R>(id);
}
// Throws invalid for a kind that no file can hold.
Reference reference_in(std::int32_t kind, const rapport_id& id);
rapport_reference reference_of(const Reference& reference);

bool flag_of(std::int32_t flag, std::string_view name);
void need_zero(std::uint32_t zero);
std::size_t limit_of(std::int64_t limit, std::string_view name);

[[noreturn]] void throw_not_in(const EnumerationInfo& enumeration, std::int64_t number,
                               std::string_view name);
template <Enumerated E>
const EnumerationInfo& info_of() {
  return *rapport::detail::Member<E>::enumeration();
}
template <Enumerated E>
E enumerated(std::int32_t number, std::string_view name) {
  for (const auto& each : enumeration<E>.values)
    if (static_cast<std::int32_t>(each.value) == number) return each.value;
  throw_not_in(info_of<E>(), number, name);
}
template <Enumerated E>
std::optional<E> optional_enumerated(std::int32_t number, std::string_view name) {
  if (number == 0) return {};
  return enumerated<E>(number, name);
}

const Kind& kind_in(std::int32_t number);

// Options as the library knows them. Throws misuse for a struct that is too short, and invalid for one in which a
// newer library's option is set.
template <class T>
T options_in(const T* given, const T& defaults, std::string_view name) {
  if (!given) return defaults;
  const std::uint32_t size = given->struct_size;
  if (size < sizeof(T))
    throw Error(Code::misuse,
                fmt::format("its struct_size is {}, it has at least {} bytes; begin with its _INIT macro",
                            size, sizeof(T)),
                {"", "", std::string(name)});
  const auto* bytes = reinterpret_cast<const unsigned char*>(given);
  for (std::size_t i = sizeof(T); i < size; ++i)
    if (bytes[i] != 0)
      throw Error(Code::invalid, "sets an option that this version of rapport does not know",
                  {"", "", std::string(name)});
  return *given;
}

Because because_in(const rapport_because* because);

// ---- Values of fields

// The number of a field in rapport.h: its kind above, its own below.
inline std::int32_t number_of(const Kind& kind, const Field& field) {
  return kind.number << 16 | field.number;
}
[[noreturn]] void throw_wrong_field(const Kind& kind, std::int32_t number);
inline const Field& field_in(const Kind& kind, std::int32_t number) {
  const auto own = static_cast<std::uint32_t>(number) & 0xffffu;
  if (number >> 16 == kind.number && own > 0) [[likely]] {
    // Numbers mostly follow one another.
    if (own <= kind.fields.size() && kind.fields[own - 1].number == static_cast<int>(own)) [[likely]]
      return kind.fields[own - 1];
    if (const Field* found = kind.find(static_cast<int>(own))) return *found;
  }
  throw_wrong_field(kind, number);
}

std::int32_t type_of(Type type);

// Borrowed from the columns; a list of references has no such form and is made by the caller.
rapport_value value_of(const Field& field, const Value& first, const Value& second);
// Of money, references and their lists.
rapport_value large_value_of(const rapport_record& record, const Field& field);
// Read more often than anything else is done, so it stands here and does no more than it must.
inline void get(const rapport_record& record, const Field& field, rapport_value& to) {
  switch (field.type) {
    case Type::money:
    case Type::reference:
    case Type::ids:
    case Type::references: to = large_value_of(record, field); return;
    default: break;
  }
  const Value value = field.columns[0].get(record.data);
  to.kind = 0;
  if (value.is_nothing()) {
    to.type = RAPPORT_TYPE_NOTHING;
    to.as.text = {nullptr, 0};
    return;
  }
  to.type = static_cast<std::int32_t>(field.type) + 1;
  switch (field.type) {
    case Type::text: to.as.text = {value.text.data(), value.text.size()}; return;
    case Type::id: std::memcpy(to.as.id.bytes, value.text.data(), sizeof to.as.id.bytes); return;
    case Type::real: to.as.real = value.real; return;
    case Type::enumeration:
      to.as.integer = 0;
      // A record's name is the table's own text.
      for (const EnumerationValue& each : field.enumeration->values)
        if (each.name.data() == value.text.data()) {
          to.as.integer = each.number;
          return;
        }
      return;
    default: to.as.integer = value.integer;
  }
}
// Throws invalid and not_allowed, naming the field.
void set(const Kind& kind, void* record, const Field& field, const rapport_value& value);

std::vector<rapport_reference> references_of(std::string_view stored);

// ---- Values of tables

inline rapport_value nothing() { return {RAPPORT_TYPE_NOTHING, 0, {0}}; }
inline rapport_value value(std::int32_t type, std::int64_t integer) {
  rapport_value made = nothing();
  made.type = type;
  made.as.integer = integer;
  return made;
}
rapport_value value(double real);
rapport_value value(std::string_view text);
rapport_value value(const Uuid& uuid);
rapport_value value(const Reference& reference);
rapport_value value(const Money& money);
rapport_value list(std::int32_t type, const void* items, std::size_t count);

}  // namespace rapport::capi
