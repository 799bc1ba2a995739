// Text as expressions see it: a row of code points, counted from 0. All texts are UTF-8.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "expression/value.hpp"

namespace rapport::cel {

void append_code_point(std::string& text, std::uint32_t code_point);

// Byte offset of a code point; absent when the text is shorter. The place behind the last one exists.
std::optional<std::size_t> offset_of(std::string_view text, std::int64_t code_point) noexcept;

// The double that a text spells; absent when it spells none, or one that is too large.
std::optional<double> real_from_text(std::string_view text) noexcept;

// A number as CEL's string() writes it: the shortest digits that read back the same; NaN, Infinity.
std::string number_text(double number);

// In double quotes, with escapes, as strings.quote() writes it.
std::string quoted(std::string_view text);

// A value inside a text, as %s writes it: texts bare, lists and maps with their items.
std::string plain(const Any& any);

// What format() makes of a format and its values; absent when they do not fit.
std::optional<std::string> formatted(std::string_view format, std::span<const Any> values);

// Unicode white space at both ends removed.
std::string_view trimmed(std::string_view text) noexcept;

}  // namespace rapport::cel
