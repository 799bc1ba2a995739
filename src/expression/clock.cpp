#include "expression/clock.hpp"

#include <cctz/time_zone.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "kernel/zone.hpp"
#include "rapport/error.hpp"

namespace rapport::cel {

namespace {

constexpr std::int64_t first_second = -62135596800;  // 0001-01-01T00:00:00Z
constexpr std::int64_t last_second = 253402300799;   // 9999-12-31T23:59:59Z
constexpr std::int64_t longest_duration = 315576000000;
constexpr std::int64_t billion = 1'000'000'000;
constexpr std::int64_t million = 1'000'000;

std::optional<Any> timestamp(std::int64_t seconds, std::int64_t nanoseconds) noexcept {
  if (seconds < first_second || seconds > last_second) return {};
  return Any::with(Tag::timestamp, seconds, static_cast<std::int32_t>(nanoseconds));
}

// Seconds and nanoseconds get the same sign.
std::optional<Any> duration(Wide nanoseconds) noexcept {
  const auto seconds = nanoseconds / billion;
  if (seconds > longest_duration || seconds < -longest_duration) return {};
  return Any::with(Tag::duration, static_cast<std::int64_t>(seconds),
                   static_cast<std::int32_t>(nanoseconds % billion));
}

Wide nanoseconds_of(const Any& any) noexcept { return Wide{any.integer} * billion + any.extra; }

std::optional<Any> timestamp_of_nanoseconds(Wide nanoseconds) noexcept {
  auto seconds = nanoseconds / billion;
  auto rest = nanoseconds % billion;
  if (rest < 0) {
    rest += billion;
    --seconds;
  }
  if (seconds < first_second || seconds > last_second) return {};
  return timestamp(static_cast<std::int64_t>(seconds), static_cast<std::int64_t>(rest));
}

// ".5" as nanoseconds, without trailing zeros; empty for none.
std::string fraction(std::int64_t nanoseconds) {
  if (nanoseconds == 0) return "";
  std::string text = fmt::format(".{:09}", nanoseconds);
  while (text.back() == '0') text.pop_back();
  return text;
}

}  // namespace

std::optional<Any> timestamp_from_seconds(std::int64_t seconds) { return timestamp(seconds, 0); }

// The microseconds are read by the kernel's own form; nanoseconds are finer than it goes.
std::optional<Any> timestamp_from_text(std::string_view text) {
  std::string whole(text);
  std::int64_t nanoseconds = 0;
  if (const std::size_t point = text.find('.'); point != std::string_view::npos) {
    std::size_t end = point + 1;
    std::int64_t scale = billion;
    for (; end < text.size() && text[end] >= '0' && text[end] <= '9'; ++end)
      if (scale > 1) nanoseconds += (text[end] - '0') * (scale /= 10);
    if (end == point + 1 || end - point > 10) return {};
    whole = std::string(text.substr(0, point)) + std::string(text.substr(end));
  }
  if (whole.size() < 20 || (whole[10] != 'T' && whole[10] != 't'))
    return {};  // RFC 3339: with seconds and offset
  try {
    const Instant instant = from_text<Instant>(whole);
    return timestamp(instant.time_since_epoch().count() / million, nanoseconds);
  } catch (const Error&) {
    return {};
  }
}

Any timestamp_of(Instant instant) noexcept {
  const std::int64_t micros = instant.time_since_epoch().count();
  std::int64_t seconds = micros / million;
  std::int64_t rest = micros % million;
  if (rest < 0) {
    rest += million;
    --seconds;
  }
  return Any::with(Tag::timestamp, seconds, static_cast<std::int32_t>(rest * 1000));
}

Any duration_of(Duration value) noexcept {
  return Any::with(Tag::duration, value.count() / million,
                   static_cast<std::int32_t>(value.count() % million * 1000));
}

std::optional<Instant> instant_of(const Any& any) noexcept {
  if (any.extra % 1000 != 0) return {};
  return Instant{Duration{any.integer * million + any.extra / 1000}};
}
std::optional<Duration> duration_value_of(const Any& any) noexcept {
  if (any.extra % 1000 != 0) return {};
  return Duration{any.integer * million + any.extra / 1000};
}

// A row of numbers with units: 1h30m, -1.5s, 250ms.
std::optional<Any> duration_from_text(std::string_view text) {
  struct Unit {
    std::string_view name;
    std::int64_t nanoseconds;
  };
  static constexpr Unit units[] = {{"ns", 1},           {"us", 1000},         {"µs", 1000},
                                   {"μs", 1000},        {"ms", 1'000'000},    {"s", billion},
                                   {"m", 60 * billion}, {"h", 3600 * billion}};
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text == "0") return duration(0);
  if (text.empty()) return {};
  Wide total = 0;
  while (!text.empty()) {
    std::int64_t whole = 0;
    const char* begin = text.data();
    const char* end = begin + text.size();
    const bool has_whole = *begin >= '0' && *begin <= '9';
    if (has_whole) {
      const auto [rest, trouble] = std::from_chars(begin, end, whole);
      if (trouble != std::errc{}) return {};
      text.remove_prefix(static_cast<std::size_t>(rest - begin));
    }
    std::int64_t part = 0;  // of a unit
    std::int64_t scale = 1;
    bool has_part = false;
    if (text.starts_with('.')) {
      for (text.remove_prefix(1); !text.empty() && text.front() >= '0' && text.front() <= '9';
           text.remove_prefix(1)) {
        has_part = true;
        if (scale >= billion * 1'000'000) continue;
        part = part * 10 + (text.front() - '0');
        scale *= 10;
      }
    }
    if (!has_whole && !has_part) return {};
    const auto unit = std::ranges::find_if(units, [&](const Unit& each) {
      if (!text.starts_with(each.name)) return false;
      const std::string_view behind = text.substr(each.name.size());  // "m" is not the beginning of "ms"
      return behind.empty() || (behind.front() >= '0' && behind.front() <= '9') || behind.front() == '.';
    });
    if (unit == std::end(units)) return {};
    text.remove_prefix(unit->name.size());
    total += Wide{whole} * unit->nanoseconds + Wide{part} * unit->nanoseconds / scale;
    if (total > Wide{longest_duration + 1} * billion) return {};
  }
  return duration(negative ? -total : total);
}

std::string timestamp_text(const Any& any) {
  const std::string text = rapport::to_text(Instant{Duration{any.integer * million}});
  return text.substr(0, text.size() - 1) + fraction(any.extra) + "Z";
}

std::string duration_text(const Any& any) {
  const bool negative = any.integer < 0 || any.extra < 0;
  return fmt::format("{}{}{}s", negative ? "-" : "", std::abs(any.integer), fraction(std::abs(any.extra)));
}

std::string date_text(const Any& date) {
  return fmt::format("{:04}-{:02}-{:02}", date.integer / 10000, date.integer / 100 % 100, date.integer % 100);
}

std::optional<Any> added(const Any& a, const Any& b, int sign) noexcept {
  const Wide sum = nanoseconds_of(a) + sign * nanoseconds_of(b);
  return a.tag == Tag::duration && b.tag == Tag::duration ? duration(sum) : timestamp_of_nanoseconds(sum);
}

std::optional<Any> between(const Any& later, const Any& earlier) noexcept {
  // As in the reference implementations, a difference fits 64 bits of nanoseconds.
  const Wide difference = nanoseconds_of(later) - nanoseconds_of(earlier);
  if (difference > INT64_MAX || difference < INT64_MIN) return {};
  return duration(difference);
}

namespace {

// "+01:00", "-08:00", "02:00".
std::optional<cctz::time_zone> fixed_zone(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const auto two = [](std::string_view digits) {
    return digits[0] >= '0' && digits[0] <= '9' && digits[1] >= '0' && digits[1] <= '9'
               ? (digits[0] - '0') * 10 + (digits[1] - '0')
               : 99;
  };
  if (text.size() != 5 || text[2] != ':') return {};
  const int hours = two(text.substr(0, 2));
  const int minutes = two(text.substr(3, 2));
  if (hours > 23 || minutes > 59) return {};
  const int seconds = (hours * 60 + minutes) * 60;
  return cctz::fixed_time_zone(cctz::seconds(negative ? -seconds : seconds));
}

// A name or an offset.
std::optional<cctz::time_zone> zone_of(std::string_view text) {
  if (text.empty() || text == "Z") return cctz::utc_time_zone();
  if (auto fixed = fixed_zone(text)) return fixed;
  return zone_named(text);
}

cctz::civil_day day_of(const Any& date) noexcept {
  return cctz::civil_day(date.integer / 10000, static_cast<int>(date.integer / 100 % 100),
                         static_cast<int>(date.integer % 100));
}

}  // namespace

std::optional<LocalTime> local_time(const Any& any, std::string_view zone_name) {
  const auto zone = zone_of(zone_name);
  if (!zone) return {};
  const cctz::civil_second at =
      cctz::convert(cctz::time_point<cctz::seconds>(cctz::seconds(any.integer)), *zone);
  const auto weekday = static_cast<int>(cctz::get_weekday(cctz::civil_day(at)));  // cctz: 0 is Monday
  return LocalTime{static_cast<int>(at.year()),
                   at.month(),
                   at.day(),
                   at.hour(),
                   at.minute(),
                   at.second(),
                   (weekday + 1) % 7,
                   cctz::get_yearday(cctz::civil_day(at)) - 1};
}

std::optional<Any> date_from_text(std::string_view text) {
  try {
    const Date date = from_text<Date>(text);
    return date_of(int{date.year()}, static_cast<int>(unsigned{date.month()}),
                   static_cast<int>(unsigned{date.day()}));
  } catch (const Error&) {
    return {};
  }
}

Any date_of(int year, int month, int day) noexcept {
  return Any::with(Tag::date, (std::int64_t{year} * 100 + month) * 100 + day);
}

std::int64_t days_between(const Any& from, const Any& to) noexcept { return day_of(to) - day_of(from); }

}  // namespace rapport::cel
