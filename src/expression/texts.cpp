#include "expression/texts.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

#include "expression/clock.hpp"
#include "rapport/money.hpp"

namespace rapport::cel {

namespace {

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// The code point at the front of a text that is not empty, and its bytes.
std::pair<std::int32_t, std::size_t> front(std::string_view text) noexcept {
  utf8proc_int32_t point = 0;
  const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                     static_cast<utf8proc_ssize_t>(text.size()), &point);
  return size > 0 ? std::pair{point, static_cast<std::size_t>(size)}
                  : std::pair{std::int32_t{0xFFFD}, std::size_t{1}};
}

bool is_blank(std::int32_t point) noexcept {
  return (point >= 9 && point <= 13) || point == 0x85 || point == 0x2028 || point == 0x2029 ||
         utf8proc_category(point) == UTF8PROC_CATEGORY_ZS;
}

}  // namespace

void append_code_point(std::string& text, std::uint32_t code_point) {
  utf8proc_uint8_t bytes[4];
  const auto size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(code_point), bytes);
  text.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

std::optional<std::size_t> offset_of(std::string_view text, std::int64_t code_point) noexcept {
  if (code_point < 0) return {};
  std::size_t i = 0;
  for (; code_point > 0; --code_point) {
    if (i == text.size()) return {};
    for (++i; i < text.size() && continues(text[i]);) ++i;
  }
  return i;
}

std::optional<double> real_from_text(std::string_view text) noexcept {
  double value = 0;
  const char* last = text.data() + text.size();
  const auto [end, trouble] = std::from_chars(text.data(), last, value);
  if (end != last || text.empty()) return {};
  if (trouble == std::errc{}) return value;
  // Too near to zero is zero; from_chars says the same of too large.
  const bool tiny = text.find("e-") != std::string_view::npos || text.find("E-") != std::string_view::npos;
  if (trouble == std::errc::result_out_of_range && tiny) return text.starts_with('-') ? -0.0 : 0.0;
  return {};
}

std::string number_text(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
  return fmt::format("{}", number).ends_with(".0") ? fmt::format("{:.0f}", number)
                                                   : fmt::format("{}", number);
}

std::string quoted(std::string_view text) {
  std::string result = "\"";
  while (!text.empty()) {
    const auto [point, size] = front(text);
    switch (point) {
      case '\a': result += "\\a"; break;
      case '\b': result += "\\b"; break;
      case '\f': result += "\\f"; break;
      case '\n': result += "\\n"; break;
      case '\r': result += "\\r"; break;
      case '\t': result += "\\t"; break;
      case '\v': result += "\\v"; break;
      case '\\': result += "\\\\"; break;
      case '"': result += "\\\""; break;
      default: append_code_point(result, static_cast<std::uint32_t>(point));
    }
    text.remove_prefix(size);
  }
  return result + "\"";
}

std::string_view trimmed(std::string_view text) noexcept {
  while (!text.empty()) {
    const auto [point, size] = front(text);
    if (!is_blank(point)) break;
    text.remove_prefix(size);
  }
  while (!text.empty()) {
    std::size_t last = text.size() - 1;
    while (last > 0 && continues(text[last])) --last;
    if (!is_blank(front(text.substr(last)).first)) break;
    text = text.substr(0, last);
  }
  return text;
}

// ---- format()

std::string plain(const Any& any) {
  switch (any.tag) {
    case Tag::text: return std::string(any.text());
    case Tag::bytes: return std::string(any.text());
    case Tag::id: return rapport::to_text(uuid_of(any));
    case Tag::real: return number_text(any.real);
    case Tag::unsigned_integer: return fmt::format("{}", any.unsigned_integer);
    case Tag::timestamp: return timestamp_text(any);
    case Tag::duration: return duration_text(any);
    case Tag::date: return date_text(any);
    case Tag::partial_date:
      return rapport::to_text(PartialDate{static_cast<std::int16_t>(any.integer / 10000),
                                          static_cast<std::uint8_t>(any.integer / 100 % 100),
                                          static_cast<std::uint8_t>(any.integer % 100)});
    case Tag::money: return rapport::to_text(Money{any.integer, from_text<Currency>(currency_of(any))});
    case Tag::record: return rapport::to_text(uuid_of(any));
    case Tag::list: {
      std::string result;
      for (const Any& item : any.list->span()) result += (result.empty() ? "" : ", ") + plain(item);
      return "[" + result + "]";
    }
    case Tag::map: {
      std::vector<std::string> entries;
      for (const auto& [key, value] : any.map->span()) entries.push_back(plain(key) + ": " + plain(value));
      std::ranges::sort(entries);
      return fmt::format("{{{}}}", fmt::join(entries, ", "));
    }
    default: return to_expression(any);
  }
}

namespace {

std::optional<std::string> special(const Any& any) {
  if (any.tag == Tag::real && !std::isfinite(any.real)) return number_text(any.real);
  return {};
}

std::optional<std::string> in_base(const Any& any, char verb) {
  const auto digits = [&](std::uint64_t value) {
    switch (verb) {
      case 'b': return fmt::format("{:b}", value);
      case 'o': return fmt::format("{:o}", value);
      case 'x': return fmt::format("{:x}", value);
      case 'X': return fmt::format("{:X}", value);
      default: return fmt::format("{}", value);
    }
  };
  switch (any.tag) {
    case Tag::integer:
      return (any.integer < 0 ? "-" : "") + digits(any.integer < 0
                                                       ? 0 - static_cast<std::uint64_t>(any.integer)
                                                       : static_cast<std::uint64_t>(any.integer));
    case Tag::unsigned_integer: return digits(any.unsigned_integer);
    case Tag::boolean:
      if (verb != 'b') return {};
      return std::string(any.boolean ? "1" : "0");
    case Tag::text:
    case Tag::bytes: {
      if (verb != 'x' && verb != 'X') return {};
      std::string result;
      for (const char c : any.text())
        result += verb == 'x' ? fmt::format("{:02x}", static_cast<unsigned char>(c))
                              : fmt::format("{:02X}", static_cast<unsigned char>(c));
      return result;
    }
    default: return {};
  }
}

std::optional<std::string> with_point(const Any& any, char verb, int precision) {
  double number = 0;
  switch (any.tag) {
    case Tag::real: number = any.real; break;
    case Tag::integer: number = static_cast<double>(any.integer); break;
    case Tag::unsigned_integer: number = static_cast<double>(any.unsigned_integer); break;
    default: return {};
  }
  return verb == 'f' ? fmt::format("{:.{}f}", number, precision) : fmt::format("{:.{}e}", number, precision);
}

std::optional<std::string> one(const Any& any, char verb, int precision) {
  switch (verb) {
    case 's': return plain(any);
    case 'd':
      if (auto text = special(any)) return text;
      if (any.tag == Tag::real) return number_text(any.real);
      return in_base(any, verb);
    case 'b':
    case 'o':
    case 'x':
    case 'X': return in_base(any, verb);
    case 'f':
    case 'e':
      if (auto text = special(any)) return text;
      return with_point(any, verb, precision);
    default: return {};
  }
}

}  // namespace

std::optional<std::string> formatted(std::string_view format, std::span<const Any> values) {
  std::string result;
  std::size_t used = 0;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') {
      result += format[i];
      continue;
    }
    if (++i == format.size()) return {};
    if (format[i] == '%') {
      result += '%';
      continue;
    }
    int precision = 6;
    if (format[i] == '.') {
      precision = 0;
      std::size_t digits = 0;
      for (++i; i < format.size() && format[i] >= '0' && format[i] <= '9'; ++i, ++digits)
        if (precision <= 100) precision = precision * 10 + (format[i] - '0');
      if (digits == 0 || precision > 100 || i == format.size()) return {};
    }
    if (used == values.size()) return {};
    const auto text = one(values[used++], format[i], precision);
    if (!text) return {};
    result += *text;
  }
  if (used != values.size()) return {};
  return result;
}

}  // namespace rapport::cel
