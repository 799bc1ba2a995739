#include "replays.hpp"

#include <fmt/format.h>

#include "rapport/rapport.hpp"

namespace rapport::bench {

namespace {

constexpr std::size_t events_per_commit = 1000;

// Two promises for each priority, in office hours.
void adopt(Book& book) {
  using std::chrono::hours;
  const Calendar office =
      book.calendars().add({.name = "Office", .zone = "UTC", .hours = "mon-fri 08:00-18:00"});
  Policy policy{.level = {.name = "Help desk", .calendar = office.id}};
  for (const auto& priority : enumeration<Priority>.values) {
    policy.targets.push_back({.kind = TargetKind::ownership,
                              .priority = priority.value,
                              .amount = hours(4),
                              .met_by_resolution = true});
    policy.targets.push_back({.kind = TargetKind::resolution,
                              .priority = priority.value,
                              .amount = hours(24),
                              .stopped_in = "waiting_customer"});
  }
  book.timekeeping().adopt(std::move(policy));
}

}  // namespace

void measure_replay(Report& report, const std::filesystem::path& log_file) {
  if (log_file.empty()) return report.note("replay: left out; it needs --incidents FILE");
  const Stopwatch reading;
  const IncidentLog log(log_file);
  const double read = reading.seconds();
  Book book = Book::in_memory({.clock = [&] { return log.events().back().at; }});
  adopt(book);
  const Stopwatch replaying;
  for (Replay replay(book, log); replay.take(events_per_commit) > 0;) {
  }
  const double seconds = replaying.seconds();
  const std::size_t events = log.events().size();
  report.add({"replay", "read the log", Unit::seconds, read});
  report.add({"replay",
              fmt::format("{} events of a help desk, with all clocks", events),
              Unit::seconds,
              read + seconds,
              {},
              {},
              12});
  report.add({"replay", "events per second", Unit::per_second, static_cast<double>(events) / seconds});
}

}  // namespace rapport::bench
