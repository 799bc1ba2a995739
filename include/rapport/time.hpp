// Time: instants, calendar days and durations, which are three different things.
//
// An Instant is a point on the UTC time line, in microseconds. A Date is a day on somebody's calendar; it
// never becomes an instant without a time zone. A PartialDate is a date of which somebody knows only a part:
// a birthday without its year, the year a firm was founded. A Duration is elapsed (wall) time.
//
// Years run from 1 to 9999. Text is ISO 8601: 2026-11-22T09:30:00Z, 2026-11-22, --05-12, 1987, PT1H30M.
//
// Not here: time zones and business hours.
// Threads: values; no rules.
//
//   auto at = rapport::from_text<rapport::Instant>("2026-11-22T10:30:00+01:00");
//   assert(rapport::to_text(at) == "2026-11-22T09:30:00Z");
#pragma once

#include <chrono>
#include <compare>
#include <string>
#include <string_view>

#include "rapport/id.hpp"

namespace rapport {

using Instant = std::chrono::sys_time<std::chrono::microseconds>;
using Duration = std::chrono::microseconds;
using Date = std::chrono::year_month_day;

// Zero stands for a part that is not known. Known parts: year; year and month; all three; month and day.
struct PartialDate {
  std::int16_t year = 0;
  std::uint8_t month = 0;
  std::uint8_t day = 0;

  friend constexpr auto operator<=>(const PartialDate&, const PartialDate&) = default;
};

// True when the known parts make a day, a month or a year that exists; 29 February needs no year.
bool exists(const PartialDate& date) noexcept;

std::string to_text(Instant instant);
std::string to_text(Date date);
std::string to_text(const PartialDate& date);
std::string to_text(Duration duration);

// An instant needs its offset ("Z", "+01:00"); text without one is refused, because it is not an instant yet.
template <>
struct TextForm<Instant> {
  static Instant parse(std::string_view text);
};
template <>
struct TextForm<Date> {
  static Date parse(std::string_view text);
};
// Also the vCard forms without hyphens: 19870512, --0512.
template <>
struct TextForm<PartialDate> {
  static PartialDate parse(std::string_view text);
};
// Days, hours, minutes and seconds; a month has no fixed length and is refused.
template <>
struct TextForm<Duration> {
  static Duration parse(std::string_view text);
};

}  // namespace rapport
