#include "calendar/schedule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "kernel/form.hpp"
#include "kernel/text.hpp"
#include "kernel/validate.hpp"
#include "rapport/error.hpp"

namespace rapport {

RAPPORT_KIND(Calendar)

namespace {

using text::parts_of;
using text::shown;

constexpr int day_seconds = 86400;

[[noreturn]] void refuse(const Calendar& calendar, const Field& field, std::string_view why) {
  throw Error(Code::invalid, std::string(why), place_of(kind_of<Calendar>(), &calendar, field));
}

// 9:00, 09:00 or 09:00:30, up to 24:00.
std::optional<int> clock_time(std::string_view text) {
  int total = 0;
  int unit = 3600;
  const std::vector<std::string_view> parts = parts_of(text, ":");
  if (parts.size() < 2 || parts.size() > 3 || text.ends_with(':')) return {};
  for (const std::string_view part : parts) {
    int number = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
    if (error != std::errc{} || end != part.data() + part.size() || number < 0 || part.size() > 2) return {};
    if ((unit < 3600 && part.size() != 2) || number > (unit == 3600 ? 24 : 59)) return {};
    total += number * unit;
    unit /= 60;
  }
  if (total > day_seconds) return {};
  return total;
}

// Absent for what is no span at all.
std::optional<Span> span_from(const Calendar& calendar, const Field& field, std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return {};
  const auto from = clock_time(text.substr(0, dash));
  const auto to = clock_time(text.substr(dash + 1));
  if (!from || !to) return {};
  if (*from == *to)
    refuse(calendar, field, fmt::format("{} is empty; a span of a whole day is 00:00-24:00", shown(text)));
  if (*from == day_seconds) refuse(calendar, field, fmt::format("{} begins at 24:00", shown(text)));
  return Span{*from, *to > *from ? *to : *to + day_seconds};
}

std::optional<int> weekday_from(std::string_view text) {
  if (text.size() < 3) return {};
  const auto found =
      std::ranges::find_if(weekday_names, [&](std::string_view name) { return name.starts_with(text); });
  if (found == weekday_names.end()) return {};
  return static_cast<int>(found - weekday_names.begin());
}

// "mon-fri,sun"
std::vector<int> weekdays_from(const Calendar& calendar, std::string_view text) {
  const std::string lower = text::folded(text);
  std::vector<int> found;
  for (const std::string_view part : parts_of(lower, ",")) {
    const std::size_t dash = part.find('-');
    const auto first = weekday_from(part.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : weekday_from(part.substr(dash + 1));
    if (!first || !last)
      refuse(calendar, field_of<&Calendar::hours>(),
             fmt::format("expected weekdays as in mon-fri, this is {}", shown(text)));
    for (int day = *first;; day = (day + 1) % 7) {
      found.push_back(day);
      if (day == *last) break;
    }
  }
  return found;
}

void read_hours(const Calendar& calendar, Schedule& schedule) {
  const Field& field = field_of<&Calendar::hours>();
  for (const std::string_view rule : parts_of(calendar.hours, ";\n\r")) {
    const std::vector<std::string_view> words = parts_of(rule, " \t");
    if (words.empty()) continue;
    const std::vector<int> days = weekdays_from(calendar, words.front());
    if (words.size() == 1)
      refuse(calendar, field, fmt::format("{} has no hours, as in mon 09:00-17:00", shown(rule)));
    for (std::size_t i = 1; i < words.size(); ++i)
      for (const std::string_view part : parts_of(words[i], ",")) {
        const auto span = span_from(calendar, field, part);
        if (!span) refuse(calendar, field, fmt::format("expected 09:00-17:00, this is {}", shown(part)));
        for (const int day : days) schedule.week[static_cast<std::size_t>(day)].push_back(*span);
      }
  }
}

// Whether a word was meant to say when it is open: closed, or a colon or hyphen between digits.
bool is_about_hours(std::string_view word) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  for (std::size_t i = 1; i + 1 < word.size(); ++i)
    if ((word[i] == ':' || word[i] == '-') && is_digit(word[i - 1]) && is_digit(word[i + 1])) return true;
  return word == "closed";
}

void read_days(const Calendar& calendar, Schedule& schedule) {
  const Field& field = field_of<&Calendar::days>();
  const std::string_view days = calendar.days ? std::string_view(*calendar.days) : std::string_view();
  for (const std::string_view line : parts_of(days, "\n\r")) {
    const std::vector<std::string_view> words = parts_of(line, " \t");
    if (words.empty()) continue;
    std::int64_t day = 0;
    try {
      day = Schedule::day_of(from_text<Date>(words.front()));
    } catch (const Error& error) {
      refuse(calendar, field, fmt::format("{} {}", shown(words.front()), error.message()));
    }
    SpecialDay special;
    std::size_t i = 1;
    for (; i < words.size(); ++i) {
      const auto span = span_from(calendar, field, words[i]);
      if (!span) break;
      special.spans.push_back(*span);
    }
    if (special.spans.empty()) {
      if (i == words.size() || words[i] != "closed")
        refuse(calendar, field,
               fmt::format("{} needs hours as in 09:00-12:00, or closed, behind the date", shown(line)));
      ++i;
    }
    if (i < words.size() && is_about_hours(words[i]))
      refuse(
          calendar, field,
          fmt::format("{} of {} cannot be read; either hours as in 09:00-12:00 or closed, then a name that "
                      "begins otherwise, are right",
                      shown(words[i]), words.front()));
    if (i < words.size())
      special.name = text::trimmed(line.substr(static_cast<std::size_t>(words[i].data() - line.data())));
    if (!schedule.days.emplace(day, std::move(special)).second)
      refuse(calendar, field, fmt::format("{} is listed twice", words.front()));
  }
}

void sort(std::vector<Span>& spans) { std::ranges::sort(spans, {}, &Span::from); }

void check_overlaps(const Calendar& calendar, Schedule& schedule) {
  struct Placed {
    int weekday;
    Span span;
    int from() const { return weekday * day_seconds + span.from; }
    int to() const { return weekday * day_seconds + span.to; }
    std::string text() const {
      return fmt::format("{} {}", weekday_names[static_cast<std::size_t>(weekday)].substr(0, 3),
                         to_text(span));
    }
  };
  std::vector<Placed> all;
  for (int weekday = 0; weekday < 7; ++weekday) {
    auto& spans = schedule.week[static_cast<std::size_t>(weekday)];
    sort(spans);
    for (const Span& span : spans) all.push_back({weekday, span});
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    // After Sunday comes Monday.
    const Placed& next = all[(i + 1) % all.size()];
    const int begins = next.from() + (i + 1 == all.size() ? 7 * day_seconds : 0);
    if (begins < all[i].to())
      refuse(calendar, field_of<&Calendar::hours>(),
             fmt::format("{} and {} overlap", all[i].text(), next.text()));
  }
  for (auto& [day, special] : schedule.days) {
    std::vector<Span>& spans = special.spans;
    sort(spans);
    for (std::size_t i = 1; i < spans.size(); ++i)
      if (spans[i].from < spans[i - 1].to)
        refuse(calendar, field_of<&Calendar::days>(),
               fmt::format("{} and {} of {} overlap", to_text(spans[i - 1]), to_text(spans[i]),
                           to_text(Schedule::date_of(day))));
  }
}

}  // namespace

std::string to_text(const Span& span) {
  const auto clock = [](int seconds) {
    const int of_day = seconds > day_seconds ? seconds - day_seconds : seconds;
    const std::string text = fmt::format("{:02}:{:02}", of_day / 3600, of_day / 60 % 60);
    return of_day % 60 ? fmt::format("{}:{:02}", text, of_day % 60) : text;
  };
  return fmt::format("{}-{}", clock(span.from), clock(span.to));
}

const std::vector<Span>& Schedule::spans_of(std::int64_t day) const {
  const auto special = days.find(day);
  return special == days.end() ? week[static_cast<std::size_t>(weekday_of(day))] : special->second.spans;
}

bool Schedule::is_closed(std::int64_t day) const {
  const auto special = days.find(day);
  return special != days.end() && special->second.spans.empty();
}

Schedule schedule_of(const Calendar& calendar) {
  Schedule schedule;
  read_hours(calendar, schedule);
  read_days(calendar, schedule);
  check_overlaps(calendar, schedule);
  const auto opens = [](const auto& spans) { return !spans.empty(); };
  if (std::ranges::none_of(schedule.week, opens) &&
      std::ranges::none_of(
          schedule.days, opens, [](const auto& day) -> const auto& { return day.second.spans; }))
    refuse(calendar, field_of<&Calendar::hours>(), "never opens; give it hours as in mon-fri 09:00-17:00");
  constexpr std::int64_t longest_range = 146'097;  // days of 400 years
  if (!schedule.days.empty() && schedule.days.rbegin()->first - schedule.days.begin()->first > longest_range)
    refuse(calendar, field_of<&Calendar::days>(), "spans more than 400 years; leave the far ones out");
  return schedule;
}

}  // namespace rapport
