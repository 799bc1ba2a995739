#include "calendars.hpp"

#include <fmt/format.h>

#include <random>
#include <vector>

#include "rapport/calendar.hpp"

namespace rapport::bench {

namespace {

// Paris hours with a lunch break and eleven holidays in each of twenty years.
Calendar paris() {
  std::string days;
  for (int year = 2015; year < 2035; ++year)
    for (const char* day :
         {"01-01", "04-06", "05-01", "05-08", "05-14", "05-25", "07-14", "08-15", "11-01", "11-11", "12-25"})
      days += fmt::format("{}-{} closed\n", year, day);
  return {.name = "Paris", .zone = "Europe/Paris", .hours = "mon-fri 09:00-12:00 13:00-18:00", .days = days};
}

struct Question {
  Instant from;
  Instant to;
  BusinessDuration amount;
};

std::vector<Question> questions(std::chrono::years within) {
  std::mt19937_64 random(1);
  std::vector<Question> made(1 << 14);
  const auto up_to = [&](Duration most) {
    return Duration(static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most.count())));
  };
  constexpr Instant start{std::chrono::sys_days(std::chrono::year{2020} / 1 / 1)};
  for (Question& each : made)
    each = {start + up_to(std::chrono::years(10)), start + up_to(within),
            BusinessDuration(up_to(std::chrono::hours(80)))};
  return made;
}

}  // namespace

void measure_calendar(Report& report) {
  const OpeningHours hours(paris());
  const std::vector<Question> near = questions(std::chrono::years(10));
  const std::vector<Question> far = questions(std::chrono::years(5000));
  std::int64_t sum = 0;
  const auto each = [&](const std::vector<Question>& asked, auto&& answer) {
    return seconds_each(1,
                        [&] {
                          for (const Question& question : asked) sum += answer(question);
                        }) /
           static_cast<double>(asked.size());
  };
  const double add =
      each(near, [&](const Question& q) { return hours.add(q.from, q.amount).time_since_epoch().count(); });
  report.add({"calendar", "add up to 80 open hours", Unit::nanoseconds, add, {}, {}, 100e-9});
  report.add({"calendar", "open time between instants of ten years", Unit::nanoseconds,
              each(near, [&](const Question& q) { return hours.between(q.from, q.to).amount.count(); })});
  report.add({"calendar", "open time between instants of 5,000 years", Unit::nanoseconds,
              each(far, [&](const Question& q) { return hours.between(q.from, q.to).amount.count(); })});
  report.add({"calendar", "make the timetable of twenty years", Unit::microseconds,
              seconds_each(20, [] { OpeningHours{paris()}; })});
  for (const auto& [what, seconds] : peers("business_hours.mjs"))
    report.add({"calendar", fmt::format("beside {}", what), Unit::microseconds, add, seconds});
  if (sum == 0) throw std::runtime_error("nothing was counted");
}

}  // namespace rapport::bench
