// Validation: what the description of a field demands of its value.
#pragma once

#include <string>
#include <utility>

#include "kernel/kind.hpp"

namespace rapport {

// The instants that a field may hold: the years 1 to 9999.
inline constexpr Instant earliest_instant{Duration{-62'135'596'800'000'000}};
inline constexpr Instant latest_instant{Duration{253'402'300'799'999'999}};

// Checks every field that callers give; of an update only those that differ from `before`, so that what a
// newer version wrote is left alone. Throws invalid, naming record and field.
void validate(const Kind& kind, const void* record, const void* before = nullptr);
bool differs(const Field& field, const void* a, const void* b);

// The place of a field of a record, for errors.
Place place_of(const Kind& kind, const void* record, const Field& field);

// Throws, naming the record and the field of that member.
template <auto member, class R>
[[noreturn]] void refuse(Code code, const R& record, std::string why) {
  throw Error(code, std::move(why), place_of(kind_of<R>(), &record, field_of<member>()));
}

// Checks text that belongs to no record (a commit's reason). Throws invalid with this field's name.
void validate_text(std::string_view text, std::size_t longest, std::string_view field);

}  // namespace rapport
