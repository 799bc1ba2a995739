// Text: UTF-8 checked on the way in, folded for matching, made harmless on the way out.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/time.hpp"

namespace rapport::text {

// Offset of the first byte that is not UTF-8; absent when all of it is.
std::optional<std::size_t> first_invalid(std::string_view text) noexcept;

// Code points of valid UTF-8.
std::size_t length(std::string_view text) noexcept;

// Whether there is a letter or a digit, of any script.
bool has_word(std::string_view text) noexcept;

// The key under which texts that people take for the same match: compatibility forms, capitals and accents
// folded, blanks at both ends removed and inner runs made one. Invalid UTF-8 is returned as it is.
std::string folded(std::string_view text);

// In small letters, accents kept, trimmed. Invalid UTF-8 is returned as it is.
std::string lower_case(std::string_view text);

// The first text that sorts behind everything beginning with the prefix; absent when nothing does.
std::optional<std::string> after_prefix(std::string_view prefix);

std::string_view trimmed(std::string_view text) noexcept;

// The parts of a text between any of the separators, without those that are empty.
std::vector<std::string_view> parts_of(std::string_view text, std::string_view separators);

// Bytes as hexadecimal digits, and back; absent for anything that is not an even number of digits.
std::string hexadecimal(std::string_view bytes);
std::optional<std::string> from_hexadecimal(std::string_view digits);

// Text from outside for use inside a message: control characters and invalid bytes replaced, cut after so
// many code points.
std::string printable(std::string_view text, std::size_t most = 60);
// The same in quotation marks.
std::string shown(std::string_view text);

// "1 commit", "2 commits".
std::string counted(std::int64_t count, std::string_view one);

// "2 days 30 minutes", "48 hours" where days are not of 24 hours. Nothing is rounded; the sign is not told.
std::string spelled_out(Duration duration, bool in_days = true);

// ", did you mean \"name\"?" for the name that is most likely meant, the nearest one or one that begins so; ""
// when none is near.
std::string did_you_mean(std::string_view wanted, std::span<const std::string_view> names);

}  // namespace rapport::text
