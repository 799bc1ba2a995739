#include "kernel/validate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kernel/catalogue.hpp"
#include "kernel/text.hpp"

namespace rapport {

namespace {

// What is wrong with the text, or nothing.
std::string text_problem(std::string_view value, std::size_t longest) {
  if (const auto offset = text::first_invalid(value))
    return fmt::format("is not UTF-8 from byte {} on; convert it first", *offset + 1);
  const auto control = std::find_if(value.begin(), value.end(), [](char c) {
    return (c >= 0 && c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == '\x7f';
  });
  if (control != value.end())
    return fmt::format("holds the control character U+{:04X}; remove it", static_cast<int>(*control));
  if (value.size() > longest && text::length(value) > longest)
    return fmt::format("is too long: {} characters, at most {}", text::length(value), longest);
  return {};
}

constexpr Uuid nil{};

bool list_has_nil(Type type, std::string_view bytes) {
  const std::size_t size = type == Type::ids ? sizeof(Uuid) : sizeof(Reference);
  for (std::size_t i = 0; i < bytes.size(); i += size)
    if (Value::bytes(bytes.substr(i + size - sizeof(Uuid), sizeof(Uuid))) == Value::of(nil)) return true;
  return false;
}

// What is wrong with a value that is there, or nothing.
std::string problem(const Field& field, const void* record) {
  const Value value = field.columns[0].get(record);
  const Traits& traits = field.traits;
  if (value.is_nothing()) return {};
  switch (field.type) {
    case Type::boolean: return {};
    case Type::integer:
      if (value.integer < traits.lowest)
        return fmt::format("is {}, at least {} is right", value.integer, traits.lowest);
      if (value.integer > traits.highest)
        return fmt::format("is {}, at most {} is right", value.integer, traits.highest);
      return {};
    case Type::duration: {
      const Duration lowest{traits.lowest};
      const Duration highest{traits.highest};
      const Duration given{value.integer};
      // The least there is is said as such: a microsecond helps nobody.
      if (given < lowest && lowest == Duration{1})
        return fmt::format("is {}, more than nothing is right", to_text(given));
      if (given < lowest) return fmt::format("is {}, at least {} is right", to_text(given), to_text(lowest));
      if (given > highest) return fmt::format("is {}, at most {} is right", to_text(given), to_text(highest));
      return {};
    }
    case Type::real:
      if (!std::isfinite(value.real)) return "is not a number";
      if (value.real < static_cast<double>(traits.lowest))
        return fmt::format("is {}, at least {} is right", value.real, traits.lowest);
      if (value.real > static_cast<double>(traits.highest))
        return fmt::format("is {}, at most {} is right", value.real, traits.highest);
      return {};
    case Type::text:
      if (text::trimmed(value.text).empty())
        return field.optional ? "is empty; leave it absent instead" : "is empty; it is required";
      return text_problem(value.text, static_cast<std::size_t>(traits.longest));
    case Type::enumeration: {
      if (!value.text.empty()) return {};
      std::vector<std::string_view> names;
      for (const EnumerationValue& each : field.enumeration->values) names.push_back(each.name);
      return fmt::format("is not one of {}", fmt::join(names, ", "));
    }
    case Type::id:
      if (value == Value::of(nil)) return fmt::format("names no {}; it is required", field.refers_to().name);
      return {};
    case Type::instant:
      // The epoch is what a forgotten instant looks like.
      if (value.integer == 0 && !field.optional) return "is not given; it is required";
      if (const Instant at{Duration{value.integer}}; at < earliest_instant || at > latest_instant)
        return "lies outside the years 1 to 9999";
      return {};
    case Type::date:
    case Type::partial_date: {
      const PartialDate date = detail::date_of(value.integer);
      if (!exists(date) || (field.type == Type::date && (date.year == 0 || date.month == 0 || date.day == 0)))
        return "is not a date that exists";
      return {};
    }
    case Type::money: {
      Money money;
      detail::Member<Money>::set(money, 1, field.columns[1].get(record));
      if (!money.currency.is_well_formed()) return "has no ISO 4217 currency, as EUR";
      return {};
    }
    case Type::reference:
    case Type::ids:
    case Type::references:
      if (list_has_nil(field.type, value.text)) return "names no record";
      return {};
  }
  return {};
}

}  // namespace

Place place_of(const Kind& kind, const void* record, const Field& field) {
  const Uuid& id = id_of(kind, record);
  return {std::string(kind.name), id.is_nil() ? "" : to_text(id), std::string(field.name)};
}

void validate(const Kind& kind, const void* record, const Field& field) {
  if (is_common(field)) return;
  if (std::string what = problem(field, record); !what.empty())
    throw Error(Code::invalid, std::move(what), place_of(kind, record, field));
}

void validate(const Kind& kind, const void* record) {
  for (const Field& field : kind.fields) validate(kind, record, field);
}

bool is_about_input(Code code) noexcept {
  switch (code) {
    case Code::invalid:
    case Code::unknown_name:
    case Code::not_found:
    case Code::missing_reference:
    case Code::duplicate:
    case Code::conflict:
    case Code::not_allowed: return true;
    default: return false;
  }
}

void validate_text(std::string_view text, std::size_t longest, std::string_view field) {
  if (std::string what = text_problem(text, longest); !what.empty())
    throw Error(Code::invalid, std::move(what), {"", "", std::string(field)});
}

}  // namespace rapport
