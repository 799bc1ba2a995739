// Schedules: the hours and days of a calendar, read from their texts.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/calendar.hpp"

namespace rapport {

inline constexpr std::array<std::string_view, 7> weekday_names{"monday", "tuesday",  "wednesday", "thursday",
                                                               "friday", "saturday", "sunday"};

// In seconds from the midnight that begins its day; `to` passes 86400 when it ends on the next day.
struct Span {
  std::int32_t from = 0;
  std::int32_t to = 0;
};
// "22:00-06:00"
std::string to_text(const Span& span);

// A day that differs from its weekday.
struct SpecialDay {
  std::vector<Span> spans;  // none when it is closed
  std::string name;
};

struct Schedule {
  // Days are counted from 1970-01-01, weekdays from Monday.
  static int weekday_of(std::int64_t day) noexcept {
    const auto weekday = static_cast<int>((day + 3) % 7);
    return weekday < 0 ? weekday + 7 : weekday;
  }
  static std::int64_t day_of(Date date) noexcept {
    return std::chrono::sys_days(date).time_since_epoch().count();
  }
  static Date date_of(std::int64_t day) noexcept { return std::chrono::sys_days(std::chrono::days(day)); }

  std::array<std::vector<Span>, 7> week;
  std::map<std::int64_t, SpecialDay> days;

  // What begins on the day, in order.
  const std::vector<Span>& spans_of(std::int64_t day) const;
  bool is_closed(std::int64_t day) const;  // a day that is listed as closed, not one that just has no hours
};

// Throws invalid, naming the calendar and the field.
Schedule schedule_of(const Calendar& calendar);

}  // namespace rapport
