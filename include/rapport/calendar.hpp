// Business calendars: when somebody is there, and open time counted by it.
//
// A Calendar is a record (records.hpp): a time zone, the open hours of each weekday, and days that differ.
//
//   hours   mon-fri 09:00-12:00 13:00-18:00; sat 10:00-12:00; fri 22:00-06:00
//   days    2026-12-24 09:00-12:00 Christmas Eve
//           2026-12-25 closed Christmas
//
// A span that ends at or before its beginning ends on the next day and belongs to the day it begins on. A day
// listed in `days` has its own spans instead of its weekday's; a closed one is closed from midnight to
// midnight, also to a span that the day before began. Clock times are local: what a change of the clocks
// leaves out is not open, and an hour that comes twice is open twice. A calendar that could never open is
// refused. The version of the record is the revision of the calendar.
//
// OpeningHours answers for one calendar. An instant is open from an opening on up to, and without, the closing.
// The cost does not depend on how far apart instants are.
//
// Threads: OpeningHours never changes; any number of threads may use one.
//
//   const rapport::OpeningHours paris({.name = "Paris", .zone = "Europe/Paris",
//                                      .hours = "mon-fri 09:00-12:00 13:00-18:00"});
//   const auto friday = rapport::from_text<rapport::Instant>("2026-11-20T17:00:00+01:00");
//   const auto due = paris.add(friday, rapport::BusinessDuration(std::chrono::hours(4)));
//   assert(rapport::to_text(due) == "2026-11-23T11:00:00Z");  // Monday, noon in Paris
#pragma once

#include <compare>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/describe.hpp"
#include "rapport/time.hpp"

namespace rapport {

struct Calendar {
  Id<Calendar> id{};
  std::int64_t version = 0;
  std::optional<Instant> deleted_at{};
  std::string name{};
  std::string zone{};
  std::string hours{};
  std::optional<std::string> days{};
};
template <>
inline constexpr auto description<Calendar> = describe<Calendar>(
    {"calendar", "calendars", 14, "When somebody is there to work for customers."},
    field<&Calendar::name>("name", 4, "What the calendar is called.", {.unique = true, .natural_key = true}),
    field<&Calendar::zone>("zone", 5, "The time zone of its clock times, as in Europe/Paris.",
                           {.longest = 80}),
    field<&Calendar::hours>("hours", 6, "Open hours, as in mon-fri 09:00-12:00 13:00-18:00; sat 10:00-12:00.",
                            {.longest = 2000}),
    field<&Calendar::days>(
        "days", 7, "Days that differ, a line each, as in 2026-12-25 closed Christmas; absent for none.",
        {.longest = 200'000}));

// Open time. It is no Duration: eight hours of it may take a weekend.
struct BusinessDuration {
  Duration amount{};

  constexpr BusinessDuration() = default;
  constexpr explicit BusinessDuration(Duration open_time) : amount(open_time) {}
  friend constexpr auto operator<=>(const BusinessDuration&, const BusinessDuration&) = default;
  friend constexpr BusinessDuration operator+(BusinessDuration a, BusinessDuration b) {
    return BusinessDuration(a.amount + b.amount);
  }
  friend constexpr BusinessDuration operator-(BusinessDuration a, BusinessDuration b) {
    return BusinessDuration(a.amount - b.amount);
  }
  constexpr BusinessDuration operator-() const { return BusinessDuration(-amount); }
};

namespace detail {
class Timetable;
}

class OpeningHours {
 public:
  // Throws invalid for an unknown zone, for hours or days that cannot be read, spans that overlap, a day
  // listed twice, and a calendar that never opens.
  explicit OpeningHours(const Calendar& calendar);

  bool is_open(Instant at) const;

  // The earliest instant by which that much open time has passed, so that work which ends at closing time is
  // due at closing time. Back for a negative amount: the latest instant since which that much has passed.
  // Nothing added is `from` itself. Throws invalid when so much open time is not left within the years 1 to
  // 9999.
  Instant add(Instant from, BusinessDuration amount) const;

  // Open time from the first to the second; negative when the second is earlier.
  BusinessDuration between(Instant from, Instant to) const;

  // The same instant when it is open. Throws invalid when nothing opens any more, or nothing has closed yet.
  Instant next_open(Instant at) const;
  Instant previous_close(Instant at) const;

  // The first closing later than `at`: of what is open then, or else of what opens next. Throws invalid when
  // nothing closes any more.
  Instant next_close(Instant at) const;

  // The same clock time that many working days later; earlier for a negative number. A working day has hours
  // of its own; what an overnight span adds to the next day does not make one. From a day without work, the
  // next working day is the first. Nothing added is `from` itself.
  Instant add_days(Instant from, int working_days) const;

  // When the last span of that local day closes; `at` itself when the day has none.
  Instant end_of_day(Instant at) const;

 private:
  std::shared_ptr<const detail::Timetable> timetable_;
};

// ---- Holidays

struct Holiday {
  Date day{};
  std::string name{};

  friend auto operator<=>(const Holiday&, const Holiday&) = default;
};

// The days of an iCalendar file (RFC 5545) from one day to another, both included, in order: whole-day events,
// once or each year, on a date or on the n-th weekday of a month, moved or left out in some years. Events with
// a clock time are no holidays and are passed over. Throws invalid for what is no iCalendar file, also when it
// is empty, and, naming the line, for a recurrence of another kind.
std::vector<Holiday> holidays_of(std::string_view icalendar, Date from, Date until);

// The calendar with these days closed, too. A day that it lists already stays as it is. Throws invalid for a
// calendar whose hours or days cannot be read.
Calendar with_holidays(Calendar calendar, const std::vector<Holiday>& holidays);

}  // namespace rapport
