// Schedules: the hours and days of a calendar, read from their texts.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "rapport/calendar.hpp"

namespace rapport {

// In seconds from the midnight that begins its day; `to` passes 86400 when it ends on the next day.
struct Span {
  std::int32_t from = 0;
  std::int32_t to = 0;
};

struct Schedule {
  // Days are counted from 1970-01-01, weekdays from Monday.
  static int weekday_of(std::int64_t day) noexcept {
    const auto weekday = static_cast<int>((day + 3) % 7);
    return weekday < 0 ? weekday + 7 : weekday;
  }

  std::array<std::vector<Span>, 7> week;
  std::map<std::int64_t, std::vector<Span>> days;  // instead of their weekday's; none when it is closed

  // What begins on the day, in order.
  const std::vector<Span>& spans_of(std::int64_t day) const;
  bool is_closed(std::int64_t day) const;  // a day that is listed as closed, not one that just has no hours
};

// Throws invalid, naming the calendar and the field.
Schedule schedule_of(const Calendar& calendar);

}  // namespace rapport
