// Timestamps, durations and days as expressions see them: to the nanosecond, from the year 1 to 9999, with the
// texts of RFC 3339 and of Go ("1h30m").
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "expression/value.hpp"
#include "rapport/time.hpp"

namespace rapport::cel {

// Nanoseconds of ten thousand years, and what a day times any integer is.
__extension__ typedef __int128 Wide;

// Each is absent (or an error) for what is out of range.
std::optional<Any> timestamp_from_text(std::string_view text);
std::optional<Any> timestamp_from_seconds(std::int64_t seconds);
std::optional<Any> duration_from_text(std::string_view text);
Any timestamp_of(Instant instant) noexcept;
Any duration_of(Duration duration) noexcept;
// Absent for what is finer than a microsecond.
std::optional<Instant> instant_of(const Any& timestamp) noexcept;
std::optional<Duration> duration_value_of(const Any& duration) noexcept;

std::string timestamp_text(const Any& timestamp);
std::string duration_text(const Any& duration);
std::string date_text(const Any& date);

// timestamp + duration, timestamp - duration, duration + duration, ... : a + sign * b.
std::optional<Any> added(const Any& a, const Any& b, int sign) noexcept;
// timestamp - timestamp.
std::optional<Any> between(const Any& later, const Any& earlier) noexcept;

struct LocalTime {
  int year, month, day;  // as people count
  int hour, minute, second;
  int weekday;      // 0 is Sunday
  int day_of_year;  // from 0
};
// In a zone as the IANA names it, or with an offset like "+01:00"; absent when there is no such zone.
std::optional<LocalTime> local_time(const Any& timestamp, std::string_view zone);

// A day on the calendar.
std::optional<Any> date_from_text(std::string_view text);
Any date_of(int year, int month, int day) noexcept;
// Days from one to the other.
std::int64_t days_between(const Any& from, const Any& to) noexcept;

}  // namespace rapport::cel
