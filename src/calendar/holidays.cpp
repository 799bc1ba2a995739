#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "calendar/schedule.hpp"
#include "kernel/text.hpp"
#include "rapport/error.hpp"

namespace rapport {

namespace {

using std::chrono::days;
using std::chrono::sys_days;
using text::shown;

[[noreturn]] void refuse(int line, std::string_view why) {
  throw Error(Code::invalid, fmt::format("iCalendar, line {}: {}", line, why));
}

const std::string no_icalendar = "this is no iCalendar file; one begins with BEGIN:VCALENDAR";

// NAME;PARAMETER=...:VALUE, joined from the lines that continue it.
struct Property {
  int line = 0;
  std::string name;
  std::string value;
};

std::optional<Property> property_from(int line, std::string_view text) {
  bool quoted = false;
  std::size_t name_ends = text.size();
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (quoted || (text[i] != ':' && text[i] != ';')) continue;
    name_ends = std::min(name_ends, i);
    if (text[i] == ':')
      return Property{line, std::string(text.substr(0, name_ends)), std::string(text.substr(i + 1))};
  }
  return {};
}

std::vector<Property> properties_of(std::string_view icalendar) {
  std::vector<Property> properties;
  std::string whole;
  int began = 0;
  const auto take = [&] {
    if (whole.empty()) return;
    auto property = property_from(began, whole);
    if (!property)
      refuse(began, properties.empty() ? no_icalendar
                                       : fmt::format("expected NAME:VALUE, this is {}", shown(whole)));
    properties.push_back(*std::move(property));
  };
  if (icalendar.starts_with("\xef\xbb\xbf")) icalendar.remove_prefix(3);
  for (int line = 1; !icalendar.empty(); ++line) {
    const std::size_t end = std::min(icalendar.find('\n'), icalendar.size());
    std::string_view text = icalendar.substr(0, end);
    icalendar.remove_prefix(std::min(end + 1, icalendar.size()));
    if (text.ends_with('\r')) text.remove_suffix(1);
    if (text.starts_with(' ') || text.starts_with('\t')) {
      whole += text.substr(1);
      continue;
    }
    take();
    whole = text;
    began = line;
  }
  take();
  return properties;
}

// 20261225; absent for what has a clock time.
std::optional<sys_days> day_from(const Property& property, std::string_view text) {
  if (text.find('T') != std::string_view::npos) return {};
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const Date date{std::chrono::year{number / 10000},
                  std::chrono::month(static_cast<unsigned>(number / 100 % 100)),
                  std::chrono::day(static_cast<unsigned>(number % 100))};
  if (error != std::errc{} || end != text.data() + text.size() || text.size() != 8 || !date.ok())
    refuse(property.line, fmt::format("{} is no date that exists", shown(text)));
  return sys_days(date);
}

std::string unescaped(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) {
      ++i;
      plain += text[i] == 'n' || text[i] == 'N' ? ' ' : text[i];
    } else {
      plain += text[i];
    }
  }
  return std::string(text::trimmed(plain));
}

// FREQ=YEARLY, on the date of the first or on the n-th weekday of a month.
struct Yearly {
  int interval = 1;
  std::optional<int> count{};
  std::optional<sys_days> until{};
  std::optional<unsigned> month{};
  std::optional<std::chrono::weekday> weekday{};
  int which = 0;  // of the month's weekdays: 1 is the first, -1 the last
};

int number_from(const Property& property, std::string_view text, int lowest, int highest) {
  int number = 0;
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < lowest || number > highest)
    refuse(property.line,
           fmt::format("expected a number from {} to {}, this is {}", lowest, highest, shown(text)));
  return number;
}

Yearly yearly_from(const Property& property) {
  constexpr std::array<std::string_view, 7> weekdays{"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
  Yearly yearly;
  bool is_yearly = false;
  for (const std::string_view part : text::parts_of(property.value, ";")) {
    const std::string_view key = part.substr(0, part.find('='));
    const std::string_view value = part.substr(std::min(key.size() + 1, part.size()));
    const auto weekday = std::ranges::find(weekdays, value.size() > 2 ? value.substr(value.size() - 2) : "");
    if (key == "FREQ" && value == "YEARLY") {
      is_yearly = true;
    } else if (key == "INTERVAL") {
      yearly.interval = number_from(property, value, 1, 9999);
    } else if (key == "COUNT") {
      yearly.count = number_from(property, value, 1, 9999);
    } else if (key == "UNTIL") {
      yearly.until = day_from(property, value.substr(0, value.find('T')));
    } else if (key == "BYMONTH") {
      yearly.month = static_cast<unsigned>(number_from(property, value, 1, 12));
    } else if (key == "BYDAY" && weekday != weekdays.end()) {
      yearly.weekday = std::chrono::weekday(static_cast<unsigned>(weekday - weekdays.begin()));
      yearly.which = number_from(property, value.substr(0, value.size() - 2), -5, 5);
    } else if (key != "WKST") {
      refuse(property.line,
             fmt::format("a recurrence with {} is not known; known are holidays that come each "
                         "year on a date or on the n-th weekday of a month",
                         shown(part)));
    }
  }
  if (!is_yearly || yearly.weekday.has_value() != yearly.month.has_value() ||
      (yearly.weekday && yearly.which == 0))
    refuse(property.line,
           fmt::format("the recurrence {} is not known; known are holidays that come each year on "
                       "a date or on the n-th weekday of a month",
                       shown(property.value)));
  return yearly;
}

// The day of that year; absent for 29 February and fifth Mondays where there is none.
std::optional<sys_days> in_year(const Yearly& yearly, Date first, std::chrono::year year) {
  if (!yearly.weekday) {
    const Date date = year / first.month() / first.day();
    if (!date.ok()) return {};
    return sys_days(date);
  }
  const std::chrono::month month(*yearly.month);
  const unsigned which = static_cast<unsigned>(std::abs(yearly.which));
  if (yearly.which > 0) {
    const auto date = year / month / (*yearly.weekday)[which];
    if (!date.ok()) return {};
    return sys_days(date);
  }
  const sys_days day = sys_days(year / month / (*yearly.weekday)[std::chrono::last]) - days(7 * (which - 1));
  if (Date(day).month() != month) return {};
  return day;
}

struct Event {
  int line = 0;
  std::string uid{};
  std::string summary{};
  std::optional<sys_days> start{};
  std::optional<sys_days> end{};
  std::optional<Yearly> yearly{};
  std::optional<sys_days> instead_of{};  // of a series
  std::set<sys_days> without{};
  bool cancelled = false;
};

std::vector<Event> events_of(std::string_view icalendar) {
  std::vector<Event> events;
  std::vector<std::string> open;
  const std::vector<Property> properties = properties_of(icalendar);
  if (properties.empty()) refuse(1, no_icalendar);
  for (const Property& property : properties) {
    if (open.empty() && property.name != "BEGIN") refuse(property.line, no_icalendar);
    if (property.name == "BEGIN") {
      open.push_back(property.value);
      if (open.front() != "VCALENDAR") refuse(property.line, no_icalendar);
      if (property.value == "VEVENT") events.push_back({.line = property.line});
      continue;
    }
    if (property.name == "END") {
      if (open.back() != property.value) refuse(property.line, fmt::format("expected END:{}", open.back()));
      open.pop_back();
      continue;
    }
    if (open.back() != "VEVENT") continue;
    Event& event = events.back();
    if (property.name == "UID") event.uid = property.value;
    if (property.name == "SUMMARY") event.summary = unescaped(property.value);
    if (property.name == "DTSTART") event.start = day_from(property, property.value);
    if (property.name == "DTEND") event.end = day_from(property, property.value);
    if (property.name == "RECURRENCE-ID") event.instead_of = day_from(property, property.value);
    if (property.name == "RRULE") event.yearly = yearly_from(property);
    if (property.name == "STATUS") event.cancelled = property.value == "CANCELLED";
    if (property.name == "EXDATE")
      for (const std::string_view part : text::parts_of(property.value, ","))
        if (const auto day = day_from(property, part)) event.without.insert(*day);
  }
  if (!open.empty())
    throw Error(Code::invalid, fmt::format("the iCalendar file ends before END:{}", open.back()));
  return events;
}

}  // namespace

std::vector<Holiday> holidays_of(std::string_view icalendar, Date from, Date until) {
  const std::vector<Event> events = events_of(icalendar);
  std::map<std::string, std::set<sys_days>> replaced;
  for (const Event& event : events)
    if (event.instead_of) replaced[event.uid].insert(*event.instead_of);
  std::set<Holiday> found;
  for (const Event& event : events) {
    if (!event.start || event.cancelled) continue;
    const auto add = [&](sys_days first) {
      const days length = event.end && *event.end > *event.start ? *event.end - *event.start : days(1);
      const sys_days begin = std::max(first, sys_days(from));
      for (sys_days day = begin; day < first + length && day <= sys_days(until); day += days(1))
        found.insert({Date(day), event.summary});
    };
    if (!event.yearly) {
      add(*event.start);
      continue;
    }
    const Yearly& yearly = *event.yearly;
    const Date first(*event.start);
    int count = 0;
    for (std::chrono::year year = first.year(); year <= until.year();
         year += std::chrono::years(yearly.interval)) {
      const auto day = in_year(yearly, first, year);
      if (!day || *day < *event.start) continue;
      if ((yearly.until && *day > *yearly.until) || (yearly.count && ++count > *yearly.count)) break;
      const auto other = replaced.find(event.uid);
      const bool elsewhere = other != replaced.end() && other->second.contains(*day);
      if (!elsewhere && !event.without.contains(*day)) add(*day);
    }
  }
  return {found.begin(), found.end()};
}

Calendar with_holidays(Calendar calendar, const std::vector<Holiday>& holidays) {
  auto listed = schedule_of(calendar).days;
  std::string lines = calendar.days.value_or("");
  for (const Holiday& each : holidays) {
    if (!listed.try_emplace(Schedule::day_of(each.day)).second) continue;
    if (!lines.empty() && !lines.ends_with('\n')) lines += '\n';
    lines += fmt::format("{} closed{}{}", to_text(each.day), each.name.empty() ? "" : " ", each.name);
  }
  if (!lines.empty()) calendar.days = lines;
  return calendar;
}

}  // namespace rapport
