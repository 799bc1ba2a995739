// calendar, holidays: when somebody is there, and which days nobody is.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "calendar/schedule.hpp"
#include "command/any_records.hpp"
#include "command/verbs.hpp"

namespace rapport::command {

using terminal::Style;
using terminal::Table;

namespace {

constexpr std::size_t half_hours = 48;
using Week = std::array<std::array<bool, half_hours>, 7>;

Calendar named(Call& call) {
  return call.book().calendars().get(find_one<Calendar>(call.book(), call.arguments.positional(0)));
}

// Whatever is open for a part of a half hour shows.
Week week_of(const Schedule& schedule) {
  constexpr int half_hour = 1800;
  Week week{};
  for (std::size_t day = 0; day < week.size(); ++day)
    for (const Span& span : schedule.week[day])
      for (auto half = static_cast<std::size_t>(span.from / half_hour);
           static_cast<int>(half) * half_hour < span.to; ++half)
        week[(day + half / half_hours) % week.size()][half % half_hours] = true;
  return week;
}

// A row for each weekday, a cell for each hour.
std::string picture(Call& call, const Schedule& schedule) {
  constexpr std::string_view cells[] = {"·", "▌", "▐", "█"};
  Table table({whole_column(""), whole_column("0     6     12    18    ")});
  const Week week = week_of(schedule);
  for (std::size_t day = 0; day < week.size(); ++day) {
    std::string bar;
    for (std::size_t half = 0; half < half_hours; half += 2)
      bar += cells[week[day][half] + 2 * week[day][half + 1]];
    table.add({weekday_names[day].substr(0, 3), {bar, Style::green}});
  }
  return table.render(call.screen);
}

std::string hours_of(const SpecialDay& special) {
  std::vector<std::string> hours;
  for (const Span& span : special.spans) hours.push_back(to_text(span));
  return hours.empty() ? "closed" : fmt::format("{}", fmt::join(hours, " "));
}

// When it closes or, if it is closed, opens; absent when it stays as it is.
std::optional<Instant> next_turn(const OpeningHours& hours, Instant at) {
  try {
    return hours.is_open(at) ? hours.next_close(at) : hours.next_open(at);
  } catch (const Error& error) {
    if (error.code() != Code::invalid) throw;
    return {};
  }
}

Date day_in(const Zone& zone, Instant at) { return from_text<Date>(zone.day(at)); }

int added(Call& call, const OpeningHours& hours, const Zone& zone) {
  const Instant from = call.instant("--from", call.book().now(), zone);
  BusinessDuration amount;
  try {
    amount = BusinessDuration(from_text<Duration>(call.arguments.text("--add")));
  } catch (const Error& error) {
    throw UsageError(error.code(), "--add: " + error.message());
  }
  const Instant until = hours.add(from, amount);
  if (call.json())
    call.line({{"from", to_text(from)}, {"add", to_text(amount.amount)}, {"until", to_text(until)}});
  else
    call.write(fmt::format("{}\n", zone.moment(until)));
  return done;
}

std::vector<Holiday> holidays_in(const std::string& file, Date from, Date until) {
  try {
    return holidays_of(content_of(file), from, until);
  } catch (const Error& error) {
    if (error.code() == Code::io) throw;  // names it already
    throw Error(error.code(), fmt::format("{}: {}", terminal::one_line(file), error.what()));
  }
}

Date day_from(const Call& call, std::string_view option, Date otherwise) {
  const std::string& text = call.arguments.text(option);
  if (text.empty()) return otherwise;
  try {
    return from_text<Date>(text);
  } catch (const Error& error) {
    throw UsageError(error.code(), fmt::format("{}: {}", option, error.message()));
  }
}

}  // namespace

int calendar(Call& call) {
  const Calendar calendar = named(call);
  const OpeningHours hours(calendar);
  const Zone zone(calendar.zone);
  if (call.arguments.flag("--add")) return added(call, hours, zone);
  const Instant now = call.book().now();
  const bool is_open = hours.is_open(now);
  const auto next = next_turn(hours, now);
  const Schedule schedule = schedule_of(calendar);
  std::vector<std::pair<Date, SpecialDay>> coming;
  for (auto each = schedule.days.lower_bound(Schedule::day_of(day_in(zone, now)));
       each != schedule.days.end() && coming.size() < call.limit(); ++each)
    coming.emplace_back(Schedule::date_of(each->first), each->second);
  if (call.json()) {
    Json answer{{"calendar", to_json(calendar)}, {"open", is_open}, {"coming_days", Json::array()}};
    if (next) answer[is_open ? "closes_at" : "opens_at"] = to_text(*next);
    for (const auto& [day, special] : coming)
      answer["coming_days"].push_back(
          {{"day", to_text(day)}, {"hours", hours_of(special)}, {"name", special.name}});
    call.line(answer);
    return done;
  }
  std::string turn = "for good";
  if (next)
    turn =
        fmt::format("{} {}, in {}", is_open ? "closes" : "opens", zone.moment(*next), in_words(*next - now));
  call.write(
      fmt::format("{}  {}  {}\n", call.screen.paint(Style::bold, terminal::one_line(calendar.name)),
                  is_open ? call.screen.paint(Style::green, "open") : call.screen.paint(Style::red, "closed"),
                  call.screen.paint(Style::dim, turn)));
  call.write(call.teller().facts(call.screen, kind_of<Calendar>(), &calendar,
                                 {&field_of<&Calendar::name>(), &field_of<&Calendar::days>()}));
  call.section("Week", picture(call, schedule));
  std::vector<terminal::KeyValue> days;
  for (const auto& [day, special] : coming)
    days.push_back({to_text(day), hours_of(special) + (special.name.empty() ? "" : ' ' + special.name)});
  if (!days.empty()) call.section("Coming days", terminal::key_values(call.screen, days));
  return done;
}

void check_holidays(const Arguments& arguments) {
  std::error_code unknown;
  if (const std::string& file = arguments.positional(1); !std::filesystem::exists(file, unknown))
    throw Error(Code::io, fmt::format("there is no file {}", terminal::one_line(file)));
}

int holidays(Call& call) {
  const Calendar before = named(call);
  const auto this_year = day_in(Zone(before.zone), call.book().now()).year();
  const Date from = day_from(call, "--from", this_year / 1 / 1);
  const Date until =
      day_from(call, "--until", (std::max(from.year(), this_year) + std::chrono::years(10)) / 12 / 31);
  if (until < from) throw UsageError(Code::invalid, "--until lies before --from");
  const auto found = holidays_in(call.arguments.positional(1), from, until);
  const Calendar after = call.book().calendars().update(with_holidays(before, found), call.because());
  const auto listed = schedule_of(before).days;
  std::vector<Holiday> closed;
  for (const auto& [day, special] : schedule_of(after).days)
    if (!listed.contains(day)) closed.push_back({Schedule::date_of(day), special.name});
  if (call.json()) {
    Json answer{{"calendar", to_json(after)}, {"closed", Json::array()}};
    for (const Holiday& each : closed)
      answer["closed"].push_back({{"day", to_text(each.day)}, {"name", each.name}});
    call.line(answer);
    return done;
  }
  std::vector<terminal::KeyValue> days;
  for (const Holiday& each : closed) days.push_back({to_text(each.day), each.name});
  call.write(terminal::key_values(call.screen, days));
  call.remark(fmt::format("{} closed", counted(std::ssize(closed), "more day")));
  return done;
}

}  // namespace rapport::command
