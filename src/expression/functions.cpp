#include "expression/functions.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <deque>
#include <map>

#include "expression/clock.hpp"
#include "expression/texts.hpp"
#include "kernel/text.hpp"

namespace rapport::cel {

Patterns::Patterns() = default;
Patterns::~Patterns() = default;

const re2::RE2* Patterns::find(std::string_view pattern, bool& is_new) {
  constexpr std::size_t most = 64;
  auto found = kept_.find(pattern);
  is_new = found == kept_.end();
  if (is_new) {
    if (kept_.size() >= most) kept_.clear();
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(1 << 20);
    found = kept_
                .emplace(pattern,
                         std::make_unique<RE2>(re2::StringPiece(pattern.data(), pattern.size()), options))
                .first;
  }
  return found->second->ok() ? found->second.get() : nullptr;
}

bool Surroundings::spend_on(const Any& any) {
  switch (any.tag) {
    case Tag::text:
    case Tag::bytes: return spend_bytes(any.text().size());
    case Tag::list:
      left -= static_cast<std::int64_t>(any.list->size);
      for (const Any& item : any.list->span())
        if (left < 0 || !spend_on(item)) return false;
      return left >= 0;
    case Tag::map:
      // Each key may be compared with each.
      left -= static_cast<std::int64_t>(any.map->size * any.map->size);
      for (const auto& [key, value] : any.map->span())
        if (left < 0 || !spend_on(key) || !spend_on(value)) return false;
      return left >= 0;
    default: return left >= 0;
  }
}

namespace {

Any fault(Fault which) { return Any::error(which); }
template <class T>
Any or_fault(const std::optional<T>& value, Fault which) {
  return value ? Any(*value) : fault(which);
}
// New text, paid for.
Any new_text(Surroundings& with, std::string_view text) {
  return with.spend_bytes(text.size()) ? make_text(with.arena, text) : fault(Fault::too_costly);
}
Any number(std::size_t value) { return Any::of(static_cast<std::int64_t>(value)); }

// ---- Conversions

template <class Integer>
std::optional<Integer> whole(double real, double past_the_end) {
  // The lowest int is excluded with the rest of its neighbourhood, as the specification's tests have it.
  const double lowest = std::is_signed_v<Integer> ? -past_the_end : -1.0;
  if (!(real > lowest && real < past_the_end)) return {};
  return static_cast<Integer>(real);
}

template <class Integer>
std::optional<Integer> read_number(std::string_view text) {
  Integer value{};
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (trouble != std::errc{} || end != text.data() + text.size()) return {};
  return value;
}

Any to_int(Surroundings&, const Any* a) {
  switch (a->tag) {
    case Tag::integer: return *a;
    case Tag::unsigned_integer:
      if (a->unsigned_integer > INT64_MAX) return fault(Fault::overflow);
      return Any::of(static_cast<std::int64_t>(a->unsigned_integer));
    case Tag::real:
      if (const auto value = whole<std::int64_t>(a->real, 0x1p63)) return Any::of(*value);
      return fault(Fault::overflow);
    case Tag::text:
      if (const auto value = read_number<std::int64_t>(a->text())) return Any::of(*value);
      return fault(Fault::bad_text);
    case Tag::timestamp: return Any::of(a->integer);
    default: return fault(Fault::no_such_overload);
  }
}

Any to_uint(Surroundings&, const Any* a) {
  switch (a->tag) {
    case Tag::unsigned_integer: return *a;
    case Tag::integer:
      if (a->integer < 0) return fault(Fault::overflow);
      return Any::of(static_cast<std::uint64_t>(a->integer));
    case Tag::real:
      if (const auto value = whole<std::uint64_t>(a->real, 0x1p64)) return Any::of(*value);
      return fault(Fault::overflow);
    case Tag::text:
      if (const auto value = read_number<std::uint64_t>(a->text())) return Any::of(*value);
      return fault(Fault::bad_text);
    default: return fault(Fault::no_such_overload);
  }
}

Any to_double(Surroundings&, const Any* a) {
  switch (a->tag) {
    case Tag::real: return *a;
    case Tag::integer: return Any::of(static_cast<double>(a->integer));
    case Tag::unsigned_integer: return Any::of(static_cast<double>(a->unsigned_integer));
    case Tag::text: {
      const std::string_view text = a->text();
      if (text == "NaN") return Any::of(std::nan(""));
      if (text == "Infinity" || text == "+Infinity") return Any::of(HUGE_VAL);
      if (text == "-Infinity") return Any::of(-HUGE_VAL);
      if (const auto value = real_from_text(text.starts_with('+') ? text.substr(1) : text))
        return Any::of(*value);
      return fault(Fault::bad_text);
    }
    default: return fault(Fault::no_such_overload);
  }
}

Any to_bool(Surroundings&, const Any* a) {
  if (a->tag == Tag::boolean) return *a;
  const std::string_view text = a->text();
  for (const std::string_view yes : {"1", "t", "T", "true", "True", "TRUE"})
    if (text == yes) return Any::of(true);
  for (const std::string_view no : {"0", "f", "F", "false", "False", "FALSE"})
    if (text == no) return Any::of(false);
  return fault(Fault::bad_text);
}

Any to_string(Surroundings& with, const Any* a) {
  switch (a->tag) {
    case Tag::text: return *a;
    case Tag::bytes:
      if (text::first_invalid(a->text())) return fault(Fault::bad_text);
      return Any::of(a->text());
    default: return new_text(with, plain(*a));
  }
}

Any to_bytes(Surroundings& with, const Any* a) { return Any::bytes(text_of(with.arena, *a)); }

// ---- Text

Any starts_with(Surroundings& with, const Any* a) {
  if (!with.spend_on(a[1])) return fault(Fault::too_costly);
  return Any::of(text_of(with.arena, a[0]).starts_with(text_of(with.arena, a[1])));
}
Any ends_with(Surroundings& with, const Any* a) {
  if (!with.spend_on(a[1])) return fault(Fault::too_costly);
  return Any::of(text_of(with.arena, a[0]).ends_with(text_of(with.arena, a[1])));
}
// What a search costs: at worst a long text that is looked for is compared at each place.
bool spend_on_search(Surroundings& with, std::string_view text, std::string_view wanted) {
  return with.spend_bytes(text.size() * (1 + wanted.size() / 64));
}
Any contains(Surroundings& with, const Any* a) {
  const std::string_view text = text_of(with.arena, a[0]);
  const std::string_view wanted = text_of(with.arena, a[1]);
  if (!spend_on_search(with, text, wanted)) return fault(Fault::too_costly);
  return Any::of(text.find(wanted) != std::string_view::npos);
}
Any contains_folded(Surroundings& with, const Any* a) {
  constexpr std::size_t folding = 4;  // as dear as looking so many times
  const std::string_view text = text_of(with.arena, a[0]);
  const std::string_view wanted = text_of(with.arena, a[1]);
  if (!with.spend_bytes(folding * (text.size() + wanted.size())) || !spend_on_search(with, text, wanted))
    return fault(Fault::too_costly);
  return Any::of(text::folded(text).find(text::folded(wanted)) != std::string::npos);
}
Any matches(Surroundings& with, const Any* a) {
  constexpr std::size_t compiling = 16000;  // costs as much as looking at so many bytes
  const std::string_view text = text_of(with.arena, a[0]);
  const std::string_view pattern = text_of(with.arena, a[1]);
  // At worst each byte of the text meets each state of the pattern.
  if (!with.spend_bytes(pattern.size() + text.size() * (1 + pattern.size() / 16)))
    return fault(Fault::too_costly);
  bool is_new = false;
  const re2::RE2* compiled = with.patterns.find(pattern, is_new);
  if (is_new && !with.spend_bytes(compiling)) return fault(Fault::too_costly);
  if (!compiled) return fault(Fault::bad_pattern);
  return Any::of(RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *compiled));
}
Any size_of(Surroundings& with, const Any* a) {
  switch (a->tag) {
    case Tag::text: return with.spend_on(*a) ? number(text::length(a->text())) : fault(Fault::too_costly);
    case Tag::id: return Any::of(std::int64_t{36});
    case Tag::bytes: return number(a->text().size());
    case Tag::list: return number(a->list->size);
    case Tag::map: return number(a->map->size);
    default: return fault(Fault::no_such_overload);
  }
}
Any char_at(Surroundings& with, const Any* a) {
  if (!with.spend_on(a[0])) return fault(Fault::too_costly);
  const std::string_view text = text_of(with.arena, a[0]);
  const auto begin = offset_of(text, a[1].integer);
  if (!begin) return fault(Fault::index_out_of_range);
  const std::size_t size = *begin == text.size() ? 0 : *offset_of(text.substr(*begin), 1);
  return Any::of(text.substr(*begin, size));
}
Any index_of(Surroundings& with, const Any* a, std::int64_t from) {
  const std::string_view text = text_of(with.arena, a[0]);
  const std::string_view wanted = text_of(with.arena, a[1]);
  if (!spend_on_search(with, text, wanted)) return fault(Fault::too_costly);
  const auto begin = offset_of(text, from);
  if (!begin) return fault(Fault::index_out_of_range);
  const std::size_t found = text.find(wanted, *begin);
  return found == std::string_view::npos ? Any::of(std::int64_t{-1})
                                         : number(text::length(text.substr(0, found)));
}
Any index_of(Surroundings& with, const Any* a) { return index_of(with, a, 0); }
Any index_of_from(Surroundings& with, const Any* a) { return index_of(with, a, a[2].integer); }
Any last_index_of(Surroundings& with, const Any* a, std::optional<std::int64_t> from) {
  const std::string_view text = text_of(with.arena, a[0]);
  const std::string_view wanted = text_of(with.arena, a[1]);
  if (!spend_on_search(with, text, wanted)) return fault(Fault::too_costly);
  const auto begin = from ? offset_of(text, *from) : text.size();
  if (!begin) return fault(Fault::index_out_of_range);
  const std::size_t found = text.rfind(wanted, *begin);
  return found == std::string_view::npos ? Any::of(std::int64_t{-1})
                                         : number(text::length(text.substr(0, found)));
}
Any last_index_of(Surroundings& with, const Any* a) { return last_index_of(with, a, std::nullopt); }
Any last_index_of_from(Surroundings& with, const Any* a) { return last_index_of(with, a, a[2].integer); }

Any substring(Surroundings& with, const Any* a, std::optional<std::int64_t> end_at) {
  if (!with.spend_on(a[0])) return fault(Fault::too_costly);
  const std::string_view text = text_of(with.arena, a[0]);
  const auto begin = offset_of(text, a[1].integer);
  const auto end = end_at ? offset_of(text, *end_at) : text.size();
  if (!begin || !end || *begin > *end) return fault(Fault::index_out_of_range);
  return Any::of(text.substr(*begin, *end - *begin));
}
Any substring(Surroundings& with, const Any* a) { return substring(with, a, std::nullopt); }
Any substring_to(Surroundings& with, const Any* a) { return substring(with, a, a[2].integer); }

template <char from, char to>
Any in_case(Surroundings& with, const Any* a) {
  std::string text(text_of(with.arena, a[0]));
  for (char& c : text)
    if (c >= from && c <= from + 25) c = static_cast<char>(c - from + to);
  return new_text(with, text);
}
Any trim(Surroundings& with, const Any* a) {
  return with.spend_on(a[0]) ? Any::of(trimmed(text_of(with.arena, a[0]))) : fault(Fault::too_costly);
}
Any reverse(Surroundings& with, const Any* a) {
  if (!with.spend_on(a[0])) return fault(Fault::too_costly);
  std::string_view text = text_of(with.arena, a[0]);
  std::string result(text.size(), '\0');
  for (auto place = result.end(); !text.empty();) {
    const std::size_t size = *offset_of(text, 1);
    place -= static_cast<std::ptrdiff_t>(size);
    std::copy_n(text.begin(), size, place);
    text.remove_prefix(size);
  }
  return new_text(with, result);
}

// The next place where a separator stands, from `at`; an empty one stands between any two code points.
std::size_t find_next(std::string_view text, std::string_view separator, std::size_t at) {
  if (!separator.empty()) return text.find(separator, at);
  return at >= text.size() ? std::string_view::npos : at;
}

Any replace(Surroundings& with, const Any* a, std::int64_t most) {
  const std::string_view text = text_of(with.arena, a[0]);
  const std::string_view old = text_of(with.arena, a[1]);
  if (!spend_on_search(with, text, old)) return fault(Fault::too_costly);
  const std::string_view now = text_of(with.arena, a[2]);
  std::string result;
  std::size_t at = 0;
  for (std::int64_t done = 0; most < 0 || done < most; ++done) {
    if (!with.spend_bytes(now.size() + 16)) return fault(Fault::too_costly);
    if (old.empty()) {  // before every code point and at the end
      result += now;
      if (at == text.size()) return new_text(with, result);
      const std::size_t size = *offset_of(text.substr(at), 1);
      result += text.substr(at, size);
      at += size;
      continue;
    }
    const std::size_t found = text.find(old, at);
    if (found == std::string_view::npos) break;
    result += text.substr(at, found - at);
    result += now;
    at = found + old.size();
  }
  result += text.substr(at);
  return new_text(with, result);
}
Any replace(Surroundings& with, const Any* a) { return replace(with, a, -1); }
Any replace_some(Surroundings& with, const Any* a) { return replace(with, a, a[3].integer); }

Any split(Surroundings& with, const Any* a, std::int64_t most) {
  const std::string_view text = text_of(with.arena, a[0]);
  const std::string_view separator = text_of(with.arena, a[1]);
  if (!spend_on_search(with, text, separator)) return fault(Fault::too_costly);
  std::vector<Any> parts;
  std::size_t at = 0;
  while (most < 0 || static_cast<std::int64_t>(parts.size()) + 1 < most) {
    if (!with.spend_bytes(16)) return fault(Fault::too_costly);
    std::size_t found = find_next(text, separator, at);
    if (found == std::string_view::npos) break;
    if (separator.empty()) {
      found += *offset_of(text.substr(found), 1);
      if (found == text.size()) break;
    }
    parts.push_back(Any::of(text.substr(at, found - at)));
    at = found + separator.size();
  }
  const bool nothing = most == 0 || (separator.empty() && text.empty());
  if (!nothing) parts.push_back(Any::of(text.substr(at)));
  return make_list(with.arena, parts);
}
Any split(Surroundings& with, const Any* a) { return split(with, a, -1); }
Any split_some(Surroundings& with, const Any* a) { return split(with, a, a[2].integer); }

Any join(Surroundings& with, const Any* a, std::string_view separator) {
  std::string result;
  bool first = true;
  for (const Any& item : a->list->span()) {
    if (!is_text(item)) return fault(Fault::no_such_overload);
    if (!first) result += separator;
    first = false;
    result += text_of(with.arena, item);
    if (!with.spend_bytes(16)) return fault(Fault::too_costly);
  }
  return new_text(with, result);
}
Any join(Surroundings& with, const Any* a) { return join(with, a, ""); }
Any join_with(Surroundings& with, const Any* a) { return join(with, a, text_of(with.arena, a[1])); }
Any quote(Surroundings& with, const Any* a) { return new_text(with, quoted(text_of(with.arena, a[0]))); }
Any format(Surroundings& with, const Any* a) {
  const std::string_view format = text_of(with.arena, a[0]);
  if (!with.spend_bytes(format.size())) return fault(Fault::too_costly);
  // Each value is put in once, so what they cost together bounds the result.
  if (!with.spend_on(a[1])) return fault(Fault::too_costly);
  const auto result = formatted(format, a[1].list->span());
  return result ? new_text(with, *result) : fault(Fault::bad_format);
}

// ---- Time

Any to_timestamp(Surroundings&, const Any* a) {
  switch (a->tag) {
    case Tag::timestamp: return *a;
    case Tag::integer: return or_fault(timestamp_from_seconds(a->integer), Fault::bad_timestamp);
    default: return or_fault(timestamp_from_text(a->text()), Fault::bad_timestamp);
  }
}
Any to_duration(Surroundings&, const Any* a) {
  return a->tag == Tag::duration ? *a : or_fault(duration_from_text(a->text()), Fault::bad_duration);
}

using Pick = std::int64_t (*)(const LocalTime&);
template <Pick pick>
Any of_local(Surroundings& with, const Any* a) {
  const auto local = local_time(a[0], text_of(with.arena, a[1]));
  return local ? Any::of(pick(*local)) : fault(Fault::bad_zone);
}
template <Pick pick>
Any of_utc(Surroundings&, const Any* a) {
  return Any::of(pick(*local_time(a[0], "UTC")));
}
constexpr Pick year = [](const LocalTime& t) { return std::int64_t{t.year}; };
constexpr Pick month = [](const LocalTime& t) { return std::int64_t{t.month - 1}; };
constexpr Pick day_of_month = [](const LocalTime& t) { return std::int64_t{t.day - 1}; };
constexpr Pick day = [](const LocalTime& t) { return std::int64_t{t.day}; };
constexpr Pick day_of_week = [](const LocalTime& t) { return std::int64_t{t.weekday}; };
constexpr Pick day_of_year = [](const LocalTime& t) { return std::int64_t{t.day_of_year}; };
constexpr Pick hour = [](const LocalTime& t) { return std::int64_t{t.hour}; };
constexpr Pick minute = [](const LocalTime& t) { return std::int64_t{t.minute}; };
constexpr Pick second = [](const LocalTime& t) { return std::int64_t{t.second}; };

template <std::int64_t seconds>
Any whole_units(Surroundings&, const Any* a) {
  return Any::of(a->integer / seconds);
}
Any milliseconds(Surroundings&, const Any* a) { return Any::of(std::int64_t{a->extra / 1'000'000}); }
Any milliseconds_in(Surroundings& with, const Any* a) {
  return local_time(a[0], text_of(with.arena, a[1])) ? milliseconds(with, a) : fault(Fault::bad_zone);
}

// ---- The domain

Any now(Surroundings& with, const Any*) { return timestamp_of(with.now); }
Any date_at(Surroundings& with, const Any& timestamp, const Any& zone) {
  const auto local = local_time(timestamp, text_of(with.arena, zone));
  return local ? date_of(local->year, local->month, local->day) : fault(Fault::bad_zone);
}
Any today(Surroundings& with, const Any* a) { return date_at(with, timestamp_of(with.now), a[0]); }
Any to_date(Surroundings& with, const Any* a) {
  return or_fault(date_from_text(text_of(with.arena, a[0])), Fault::bad_date);
}
// Of a partial date with all its parts.
Any to_whole_date(Surroundings&, const Any* a) {
  const bool whole = a->integer / 10000 != 0 && a->integer / 100 % 100 != 0 && a->integer % 100 != 0;
  return whole ? Any::with(Tag::date, a->integer) : fault(Fault::bad_date);
}
Any to_date_in(Surroundings& with, const Any* a) { return date_at(with, a[0], a[1]); }

Any days_since(Surroundings& with, const Any* a) {
  constexpr std::int64_t day_seconds = 86400;
  const Any present = timestamp_of(with.now);
  std::int64_t seconds = present.integer - a->integer - (present.extra < a->extra ? 1 : 0);
  // Downwards: what comes in an hour was -1 days ago.
  return Any::of(seconds / day_seconds - (seconds % day_seconds < 0 ? 1 : 0));
}
Any days_from_to(Surroundings&, const Any* a) { return Any::of(days_between(a[0], a[1])); }
Any age_in_days(Surroundings& with, const Any* a) {
  const Any date = a->tag == Tag::partial_date ? to_whole_date(with, a) : *a;
  if (date.is_error()) return date;
  const Any present = today(with, a + 1);
  return present.is_error() ? present : Any::of(days_between(date, present));
}

// ---- The table

Any type_of(Surroundings&, const Any* a) { return Any::of_type(a->tag); }
Any same(Surroundings&, const Any* a) { return *a; }

#define IN_A_ZONE(name, sentence, pick)                                               \
  {"timestamp." name "() -> int", sentence ", in UTC.", of_utc<pick>}, {              \
    "timestamp." name "(string) -> int", sentence ", in a time zone.", of_local<pick> \
  }

const Function table[] = {
    {"size(string) -> int", "How many code points a text has.", size_of, SqlForm::length},
    {"size(bytes) -> int", "How many bytes there are.", size_of},
    {"size(list) -> int", "How many items a list has.", size_of},
    {"size(map) -> int", "How many entries a map has.", size_of},
    {"string.size() -> int", "The same, behind the value.", size_of, SqlForm::length},
    {"bytes.size() -> int", "The same, behind the value.", size_of},
    {"list.size() -> int", "The same, behind the value.", size_of},
    {"map.size() -> int", "The same, behind the value.", size_of},
    {"string.contains(string) -> bool", "Whether the other text stands somewhere inside.", contains,
     SqlForm::contains},
    {"string.startsWith(string) -> bool", "Whether the text begins with the other.", starts_with,
     SqlForm::starts_with},
    {"string.endsWith(string) -> bool", "Whether the text ends with the other.", ends_with,
     SqlForm::ends_with},
    {"string.matches(string) -> bool",
     "Whether a part of the text matches a regular expression in RE2's syntax; ^ and $ ask for all of it.",
     matches},
    {"matches(string, string) -> bool", "The same, before the value.", matches},
    {"string.charAt(int) -> string", "The code point at a position from 0; empty behind the last.", char_at},
    {"string.indexOf(string) -> int", "The position where the other text first stands; -1 for nowhere.",
     index_of},
    {"string.indexOf(string, int) -> int", "The same, from a position on.", index_of_from},
    {"string.lastIndexOf(string) -> int", "The position where the other text last stands; -1 for nowhere.",
     last_index_of},
    {"string.lastIndexOf(string, int) -> int", "The same, up to a position.", last_index_of_from},
    {"string.substring(int) -> string", "What stands from a position on.", substring},
    {"string.substring(int, int) -> string", "What stands from a position to before another.", substring_to},
    {"string.replace(string, string) -> string", "With every occurrence of one text replaced by another.",
     replace},
    {"string.replace(string, string, int) -> string", "The same, at most so many times.", replace_some},
    {"string.split(string) -> list(string)", "The parts between a separator.", split},
    {"string.split(string, int) -> list(string)", "The same, at most so many parts.", split_some},
    {"list(string).join() -> string", "The texts one behind the other.", join},
    {"list(string).join(string) -> string", "The texts with a separator between them.", join_with},
    {"string.lowerAscii() -> string", "With A to Z made small.", in_case<'A', 'a'>},
    {"string.upperAscii() -> string", "With a to z made capital.", in_case<'a', 'A'>},
    {"string.trim() -> string", "Without white space at both ends.", trim},
    {"string.reverse() -> string", "Its code points backwards.", reverse},
    {"string.format(list(dyn)) -> string",
     "With the values put in for %s %d %f %e %b %o %x %X, %.3f and the like; %% is a per cent sign.", format},
    {"strings.quote(string) -> string", "In double quotes, with escapes.", quote},

    {"int(int) -> int", "As it is.", to_int},
    {"int(uint) -> int", "As an int.", to_int},
    {"int(double) -> int", "Without its fraction.", to_int},
    {"int(string) -> int", "The number that a text spells.", to_int},
    {"int(timestamp) -> int", "Seconds since 1970.", to_int},
    {"uint(uint) -> uint", "As it is.", to_uint},
    {"uint(int) -> uint", "As a uint.", to_uint},
    {"uint(double) -> uint", "Without its fraction.", to_uint},
    {"uint(string) -> uint", "The number that a text spells.", to_uint},
    {"double(double) -> double", "As it is.", to_double},
    {"double(int) -> double", "As a double.", to_double},
    {"double(uint) -> double", "As a double.", to_double},
    {"double(string) -> double", "The number that a text spells, also NaN and Infinity.", to_double},
    {"bool(bool) -> bool", "As it is.", to_bool},
    {"bool(string) -> bool", "What a text says: true, t, 1, false, f, 0.", to_bool},
    {"string(string) -> string", "As it is; an id as its 36 characters.", to_string},
    {"string(bool) -> string", "true or false.", to_string},
    {"string(int) -> string", "The number's digits.", to_string},
    {"string(uint) -> string", "The number's digits.", to_string},
    {"string(double) -> string", "The shortest digits that read back the same.", to_string},
    {"string(bytes) -> string", "Bytes that are UTF-8, as text.", to_string},
    {"string(timestamp) -> string", "2026-11-22T09:30:00Z.", to_string},
    {"string(duration) -> string", "90s.", to_string},
    {"string(date) -> string", "2026-11-22.", to_string},
    {"bytes(bytes) -> bytes", "As they are.", same},
    {"bytes(string) -> bytes", "The text's UTF-8.", to_bytes},
    {"type(dyn) -> type", "The type of a value, to compare with int, string, ...", type_of},
    {"dyn(dyn) -> dyn", "The value, of which nothing is known before the evaluation.", same},

    {"timestamp(timestamp) -> timestamp", "As it is.", to_timestamp},
    {"timestamp(string) -> timestamp", "From RFC 3339: 2026-11-22T10:30:00+01:00.", to_timestamp},
    {"timestamp(int) -> timestamp", "From seconds since 1970.", to_timestamp},
    {"duration(duration) -> duration", "As it is.", to_duration},
    {"duration(string) -> duration", "From 1h30m, 90s, 1.5s, 250ms, ...", to_duration},
    IN_A_ZONE("getFullYear", "The year", year),
    IN_A_ZONE("getMonth", "The month, from 0", month),
    IN_A_ZONE("getDate", "The day of the month, from 1", day),
    IN_A_ZONE("getDayOfMonth", "The day of the month, from 0", day_of_month),
    IN_A_ZONE("getDayOfWeek", "The day of the week, from 0 for Sunday", day_of_week),
    IN_A_ZONE("getDayOfYear", "The day of the year, from 0", day_of_year),
    IN_A_ZONE("getHours", "The hour", hour),
    IN_A_ZONE("getMinutes", "The minute", minute),
    IN_A_ZONE("getSeconds", "The second", second),
    {"timestamp.getMilliseconds() -> int", "The milliseconds of the second.", milliseconds},
    {"timestamp.getMilliseconds(string) -> int", "The same; a zone changes nothing.", milliseconds_in},
    {"duration.getHours() -> int", "All of it in whole hours.", whole_units<3600>},
    {"duration.getMinutes() -> int", "All of it in whole minutes.", whole_units<60>},
    {"duration.getSeconds() -> int", "All of it in whole seconds.", whole_units<1>},
    {"duration.getMilliseconds() -> int", "The milliseconds beyond the last whole second.", milliseconds},

    {"now() -> timestamp", "The present instant by the book's clock.", now, SqlForm::none, true},
    {"today(string) -> date", "The present day in a time zone.", today, SqlForm::none, true},
    {"date(string) -> date", "From 2026-11-22.", to_date},
    {"date(partial_date) -> date", "From a date of which all parts are known; anything less is an error.",
     to_whole_date},
    {"date(timestamp, string) -> date", "The day that an instant belongs to in a time zone.", to_date_in},
    {"days_since(timestamp) -> int", "Whole days from an instant to now; negative for what is to come.",
     days_since, SqlForm::days_since, true},
    {"days_between(date, date) -> int", "Days from the first to the second.", days_from_to},
    {"age_in_days(date, string) -> int", "Days from a date to the present day in a time zone.", age_in_days,
     SqlForm::none, true},
    {"age_in_days(partial_date, string) -> int", "The same of a date of which all parts are known.",
     age_in_days, SqlForm::none, true},
    {"string.contains_folded(string) -> bool",
     "Whether the other text stands inside when capitals and accents do not count.", contains_folded},
};
#undef IN_A_ZONE

// ---- Signatures

constexpr Tag in_signatures[] = {
    Tag::partial_date, Tag::dynamic,   Tag::boolean,  Tag::integer, Tag::unsigned_integer,
    Tag::real,         Tag::text,      Tag::bytes,    Tag::date,    Tag::type,
    Tag::list,         Tag::timestamp, Tag::duration, Tag::map};

const Type any_type{.tag = Tag::dynamic};
const Type text_type{.tag = Tag::text};

// Reads the type at the front of a text. Absent when a function's name stands there.
std::optional<Type> take_type(std::string_view& text) {
  for (const Tag tag : in_signatures) {
    const std::string_view name = short_name_of(tag);
    if (!text.starts_with(name)) continue;
    std::string_view rest = text.substr(name.size());
    Type type{.tag = tag};
    if (tag == Tag::list || tag == Tag::map) {
      type.key = &any_type;
      type.item = &any_type;
      if (rest.starts_with("(string)")) type.item = &text_type;
      if (rest.starts_with("(")) rest.remove_prefix(rest.find(')') + 1);
      if (tag == Tag::list) type.key = nullptr;
    }
    if (!rest.empty() && rest.find_first_of(".,) ") != 0) continue;
    text = rest;
    return type;
  }
  return {};
}

Function read_signature(Function function) {
  std::string_view text = function.signature;
  if (const auto receiver = take_type(text)) {
    function.member = true;
    function.parameters.push_back(*receiver);
    text.remove_prefix(1);  // the dot
  }
  const std::size_t open = text.find('(');
  function.name = text.substr(0, open);
  text.remove_prefix(open + 1);
  while (!text.starts_with(')')) {
    function.parameters.push_back(*take_type(text));
    if (text.starts_with(", ")) text.remove_prefix(2);
  }
  text.remove_prefix(std::string_view(") -> ").size());
  function.result = *take_type(text);
  return function;
}

struct Library {
  std::vector<Function> all;
  std::map<std::string, std::vector<const Function*>, std::less<>> by_name;
  std::vector<std::string_view> names;
};

const Library& library() {
  static const Library made = [] {
    Library library;
    for (const Function& each : table) library.all.push_back(read_signature(each));
    for (const Function& each : library.all) library.by_name[each.name].push_back(&each);
    for (const auto& [name, functions] : library.by_name) library.names.push_back(name);
    return library;
  }();
  return made;
}

}  // namespace

std::span<const Function> functions() { return library().all; }

std::span<const Function* const> functions_named(std::string_view name) {
  const auto found = library().by_name.find(name);
  if (found == library().by_name.end()) return {};
  return found->second;
}

std::span<const std::string_view> function_names() { return library().names; }

}  // namespace rapport::cel
