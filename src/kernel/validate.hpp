// Validation: what the description of a field demands of its value.
#pragma once

#include <string>
#include <utility>

#include "kernel/kind.hpp"

namespace rapport {

// The instants that a field may hold: the years 1 to 9999.
inline constexpr Instant earliest_instant{Duration{-62'135'596'800'000'000}};
inline constexpr Instant latest_instant{Duration{253'402'300'799'999'999}};
// No time span that is longer makes sense to anybody.
inline constexpr Duration century = std::chrono::days(36525);

// Checks every field that callers give. Throws invalid, naming record and field.
void validate(const Kind& kind, const void* record);
// One field: of an update those that change, so that what a newer version wrote is left alone.
void validate(const Kind& kind, const void* record, const Field& field);

// Whether an error is about what was given, or else about the book and the machine.
bool is_about_input(Code code) noexcept;

// The place of a field of a record, for errors.
Place place_of(const Kind& kind, const void* record, const Field& field);

// The place of a record as a whole.
template <class R>
Place place_of(Id<R> id) {
  return {std::string(kind_of<R>().name), to_text(id), ""};
}

// Throws, naming the record and the field of that member.
template <auto member, class R>
[[noreturn]] void refuse(Code code, const R& record, std::string why) {
  throw Error(code, std::move(why), place_of(kind_of<R>(), &record, field_of<member>()));
}

// Does what may fail because of a field; an error then names the record and the field of that member.
template <auto member, class R, class F>
decltype(auto) in_field(const R& record, F&& work) {
  try {
    return work();
  } catch (const Error& error) {
    refuse<member>(error.code(), record, error.message());
  }
}

// Checks text that belongs to no record (a commit's reason). Throws invalid with this field's name.
void validate_text(std::string_view text, std::size_t longest, std::string_view field);

}  // namespace rapport
