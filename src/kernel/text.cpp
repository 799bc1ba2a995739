#include "kernel/text.hpp"

#include <fmt/format.h>
#include <sodium.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <vector>

namespace rapport::text {

namespace {

const utf8proc_uint8_t* bytes(std::string_view text) {
  return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

// How many bytes at the front are ASCII; eight at a time, since most text is.
std::size_t ascii_prefix(std::string_view text) noexcept {
  std::size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + i, 8);
    if ((word & 0x8080808080808080u) != 0) break;
  }
  while (i < text.size() && static_cast<unsigned char>(text[i]) < 0x80) ++i;
  return i;
}

// Without the blanks at both ends, inner runs made one.
std::string squeezed(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (char c : trimmed(text)) {
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (blank && result.back() == ' ') continue;
    result += blank ? ' ' : c;
  }
  return result;
}

// Edits that turn one word into the other: insert, delete, replace a byte, or swap two neighbours. No part is
// edited twice (the variant called optimal string alignment).
std::size_t edit_distance(std::string_view from, std::string_view to) {
  std::vector<std::size_t> before(to.size() + 1);
  std::vector<std::size_t> above(to.size() + 1);
  std::vector<std::size_t> row(to.size() + 1);
  for (std::size_t j = 0; j <= to.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= from.size(); ++i) {
    before.swap(above);
    above.swap(row);
    row[0] = i;
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const std::size_t replaced = above[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
      const bool swapped = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return row.back();
}

}  // namespace

std::optional<std::size_t> first_invalid(std::string_view text) noexcept {
  std::size_t i = 0;
  for (;;) {
    i += ascii_prefix(text.substr(i));
    if (i == text.size()) return {};
    utf8proc_int32_t code_point;
    const auto size =
        utf8proc_iterate(bytes(text) + i, static_cast<utf8proc_ssize_t>(text.size() - i), &code_point);
    if (size <= 0) return i;
    i += static_cast<std::size_t>(size);
  }
}

std::size_t length(std::string_view text) noexcept {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

bool has_word(std::string_view text) noexcept {
  while (!text.empty()) {
    utf8proc_int32_t point = 0;
    const auto size = utf8proc_iterate(bytes(text), static_cast<utf8proc_ssize_t>(text.size()), &point);
    const auto category = size > 0 ? utf8proc_category(point) : UTF8PROC_CATEGORY_CN;
    const bool letter = category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
    const bool digit = category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO;
    if (letter || digit || category == UTF8PROC_CATEGORY_CO) return true;
    text.remove_prefix(size > 0 ? static_cast<std::size_t>(size) : 1);
  }
  return false;
}

namespace {

// As most text is: its folding is lower case.
bool is_ascii(std::string_view text) { return ascii_prefix(text) == text.size(); }

std::string lowered_ascii(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return text;
}

// The text as it is where it is not UTF-8.
std::string mapped(std::string_view text, int options) {
  utf8proc_uint8_t* made = nullptr;
  const auto size = utf8proc_map(bytes(text), static_cast<utf8proc_ssize_t>(text.size()), &made,
                                 static_cast<utf8proc_option_t>(options));
  const std::unique_ptr<utf8proc_uint8_t, void (*)(void*)> owner(made, std::free);
  if (size < 0) return std::string(text);
  return {reinterpret_cast<const char*>(made), static_cast<std::size_t>(size)};
}

}  // namespace

std::string folded(std::string_view text) {
  if (is_ascii(text)) return lowered_ascii(squeezed(text));
  return squeezed(mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD |
                                   UTF8PROC_STRIPMARK | UTF8PROC_IGNORE));
}

std::optional<std::string> after_prefix(std::string_view prefix) {
  // UTF-8 sorts as its code points do, so the last one that has a successor is moved on by one.
  while (!prefix.empty()) {
    std::size_t last = prefix.size() - 1;
    while (last > 0 && (static_cast<unsigned char>(prefix[last]) & 0xc0) == 0x80) --last;
    utf8proc_int32_t point = 0;
    if (utf8proc_iterate(bytes(prefix) + last, static_cast<utf8proc_ssize_t>(prefix.size() - last), &point) <=
        0)
      return {};
    if (point == 0x10FFFF) {
      prefix = prefix.substr(0, last);
      continue;
    }
    point = point == 0xD7FF ? 0xE000 : point + 1;  // no text holds the surrogates between
    utf8proc_uint8_t encoded[4];
    const auto size = utf8proc_encode_char(point, encoded);
    std::string next(prefix.substr(0, last));
    return next.append(reinterpret_cast<const char*>(encoded), static_cast<std::size_t>(size));
  }
  return {};
}

std::string lower_case(std::string_view text) {
  text = trimmed(text);
  if (is_ascii(text)) return lowered_ascii(std::string(text));
  return mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
}

std::string_view trimmed(std::string_view text) noexcept {
  constexpr std::string_view blanks = " \t\r\n\v\f";
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::vector<std::string_view> parts_of(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(separators), text.size());
    if (end > 0) parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::string hexadecimal(std::string_view bytes) {
  std::string digits(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(digits.data(), digits.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                 bytes.size());
  digits.pop_back();
  return digits;
}

std::optional<std::string> from_hexadecimal(std::string_view digits) {
  std::string bytes(digits.size() / 2, '\0');
  const char* end = nullptr;
  const int failed = sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(),
                                    digits.data(), digits.size(), nullptr, nullptr, &end);
  if (failed != 0 || end != digits.data() + digits.size()) return {};
  return bytes;
}

std::string printable(std::string_view text, std::size_t most) {
  std::string result;
  std::size_t shown = 0;
  for (std::size_t i = 0; i < text.size() && shown < most; ++shown) {
    utf8proc_int32_t code_point;
    const auto size =
        utf8proc_iterate(bytes(text) + i, static_cast<utf8proc_ssize_t>(text.size() - i), &code_point);
    const bool plain = size > 0 && utf8proc_category(code_point) != UTF8PROC_CATEGORY_CC;
    const std::size_t taken = size > 0 ? static_cast<std::size_t>(size) : 1;
    result += plain ? text.substr(i, taken) : std::string_view("?");
    i += taken;
    if (shown + 1 == most && i < text.size()) result += "…";
  }
  return result;
}

std::string shown(std::string_view text) { return '"' + printable(text) + '"'; }

std::string counted(std::int64_t count, std::string_view one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

std::string spelled_out(Duration duration, bool in_days) {
  const struct {
    Duration unit;
    std::int64_t least;  // so many of it are told in it, and fewer in the next
    std::string_view name;
  } units[] = {{std::chrono::days(1), 2, "day"},
               {std::chrono::hours(1), 1, "hour"},
               {std::chrono::minutes(1), 1, "minute"},
               {std::chrono::seconds(1), 1, "second"},
               {Duration(1), 1, "microsecond"}};
  std::string words;
  for (const auto& [unit, least, name] : std::span(units).subspan(in_days ? 0 : 1)) {
    const std::int64_t count = std::abs(duration / unit);
    if (count < least) continue;
    words.append(words.empty() ? "" : " ").append(counted(count, name));
    duration %= unit;
  }
  return words.empty() ? "0 seconds" : words;
}

std::string did_you_mean(std::string_view wanted, std::span<const std::string_view> names) {
  if (wanted.size() > 100) return {};
  std::string_view nearest;
  // A third of the word may be wrong; more, and the suggestion would be a guess.
  std::size_t least = (wanted.size() + 2) / 3 + 1;
  for (const std::string_view name : names) {
    const bool begins = wanted.size() > 1 && name.starts_with(wanted);
    const std::size_t distance = begins ? 1 : edit_distance(wanted, name);
    if (distance >= least) continue;
    least = distance;
    nearest = name;
  }
  if (nearest.empty()) return {};
  return ", did you mean \"" + std::string(nearest) + "\"?";
}

}  // namespace rapport::text
