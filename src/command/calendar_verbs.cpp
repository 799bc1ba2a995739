// calendar, holidays: when somebody is there, and which days nobody is.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "calendar/schedule.hpp"
#include "command/any_records.hpp"
#include "command/verbs.hpp"
#include "kernel/text.hpp"

namespace rapport::command {

using terminal::Style;
using terminal::Table;

namespace {

constexpr std::size_t date_length = std::string_view("2026-11-22").size();
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
  constexpr std::string_view names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  Table table({whole_column(""), whole_column("0     6     12    18    ")});
  const Week week = week_of(schedule);
  for (std::size_t day = 0; day < week.size(); ++day) {
    std::string bar;
    for (std::size_t half = 0; half < half_hours; half += 2)
      bar += cells[week[day][half] + 2 * week[day][half + 1]];
    table.add({names[day], {bar, Style::green}});
  }
  return table.render(call.screen);
}

// The days that differ, from a day on, in order.
struct Special {
  std::string day;
  std::string what;  // "closed Christmas"
};
std::vector<Special> specials_from(const Calendar& calendar, const std::string& today) {
  std::vector<Special> found;
  std::istringstream lines(calendar.days.value_or(""));
  for (std::string line; std::getline(lines, line);) {
    const std::string_view text = text::trimmed(line);
    const std::string_view day = text.substr(0, date_length);
    if (!day.empty() && day >= today)
      found.push_back({std::string(day), std::string(text::trimmed(text.substr(day.size())))});
  }
  std::ranges::sort(found, {}, &Special::day);
  return found;
}

// Up to when it stays open; absent when that is more than a year.
std::optional<Instant> next_close(const OpeningHours& hours, Instant at) {
  const auto is_open_for = [&](Duration time) {
    return hours.between(at, at + time) == BusinessDuration(time);
  };
  Duration open{};
  const Duration longest{std::int64_t{1} << 44};  // 203 days, so that all steps together are twice that
  for (Duration step = longest; step.count() > 0; step /= 2)
    if (is_open_for(open + step)) open += step;
  if (is_open_for(open + Duration{1})) return {};
  return at + open;
}

std::optional<Instant> next_open(const OpeningHours& hours, Instant at) {
  try {
    return hours.next_open(at);
  } catch (const Error& error) {
    if (error.code() != Code::invalid) throw;
    return {};  // the last opening is past
  }
}

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
  const auto next = is_open ? next_close(hours, now) : next_open(hours, now);
  auto specials = specials_from(calendar, zone.day(now));
  specials.resize(std::min(specials.size(), call.limit()));
  if (call.json()) {
    Json answer{{"calendar", to_json(calendar)}, {"open", is_open}, {"coming_days", Json::array()}};
    if (next) answer[is_open ? "closes_at" : "opens_at"] = to_text(*next);
    for (const Special& each : specials)
      answer["coming_days"].push_back({{"day", each.day}, {"what", each.what}});
    call.line(answer);
    return done;
  }
  std::string turn = is_open ? "for more than a year" : "for good";
  if (next)
    turn =
        fmt::format("{} {}, in {}", is_open ? "closes" : "opens", zone.moment(*next), in_words(*next - now));
  call.write(
      fmt::format("{}  {}  {}\n", call.screen.paint(Style::bold, terminal::one_line(calendar.name)),
                  is_open ? call.screen.paint(Style::green, "open") : call.screen.paint(Style::red, "closed"),
                  call.screen.paint(Style::dim, turn)));
  call.write(call.teller().facts(call.screen, kind_of<Calendar>(), &calendar,
                                 {&field_of<&Calendar::name>(), &field_of<&Calendar::days>()}));
  call.section("Week", picture(call, schedule_of(calendar)));
  std::vector<terminal::KeyValue> days;
  for (const Special& each : specials) days.push_back({each.day, each.what});
  if (!days.empty()) call.section("Coming days", terminal::key_values(call.screen, days));
  return done;
}

void check_holidays(const Arguments& arguments) {
  std::error_code unknown;
  if (const std::string& file = arguments.positional(1); !std::filesystem::is_regular_file(file, unknown))
    throw Error(Code::io, fmt::format("there is no file {}", terminal::one_line(file)));
}

int holidays(Call& call) {
  const Calendar before = named(call);
  std::ifstream file(call.arguments.positional(1), std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto this_year = from_text<Date>(Zone(before.zone).day(call.book().now())).year();
  const Date from = day_from(call, "--from", this_year / 1 / 1);
  const Date until =
      day_from(call, "--until", (std::max(from.year(), this_year) + std::chrono::years(10)) / 12 / 31);
  if (until < from) throw UsageError(Code::invalid, "--until lies before --from");
  auto found = holidays_of(text, from, until);
  // A day that is listed already stays as it is; of several on one day the first is taken.
  auto listed = schedule_of(before).days;
  std::erase_if(found, [&](const Holiday& each) {
    return !listed.try_emplace(std::chrono::sys_days(each.day).time_since_epoch().count()).second;
  });
  const Calendar after = call.book().calendars().update(with_holidays(before, found), call.because());
  if (call.json()) {
    Json answer{{"calendar", to_json(after)}, {"closed", Json::array()}};
    for (const Holiday& each : found)
      answer["closed"].push_back({{"day", to_text(each.day)}, {"name", each.name}});
    call.line(answer);
    return done;
  }
  std::vector<terminal::KeyValue> days;
  for (const Holiday& each : found) days.push_back({to_text(each.day), each.name});
  call.write(terminal::key_values(call.screen, days));
  call.remark(fmt::format("{} closed", counted(std::ssize(found), "more day")));
  return done;
}

}  // namespace rapport::command
