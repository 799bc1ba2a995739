#include "rapport/calendar.hpp"

#include <cctz/time_zone.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "rapport/error.hpp"
#include "support/book.hpp"
#include "support/files.hpp"
#include "support/long.hpp"
#include "support/random.hpp"
#include "support/shared_data.hpp"

namespace {

using namespace rapport;
using rapport::test::bytes_of_file;
using rapport::test::error_of;
using rapport::test::is_missing;
using rapport::test::Random;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

Instant at(std::string_view text) { return from_text<Instant>(text); }
Date day(std::string_view text) { return from_text<Date>(text); }
BusinessDuration open(Duration amount) { return BusinessDuration(amount); }

Calendar paris() {
  return {.name = "Paris",
          .zone = "Europe/Paris",
          .hours = "mon-fri 09:00-12:00 13:00-18:00",
          .days = "2026-12-24 09:00-12:00 Christmas Eve\n2026-12-25 closed Christmas"};
}

// ---- An oracle as naive as can be: every minute is asked by itself

struct PlainSpan {
  int from;  // minutes of the day
  int to;    // beyond 1440 on the next day
};

struct PlainCalendar {
  cctz::time_zone zone;
  std::vector<PlainSpan> week[7];  // from Monday
  std::map<cctz::civil_day, std::vector<PlainSpan>> days;

  static constexpr std::int64_t minute = 60'000'000;

  const std::vector<PlainSpan>& spans_of(cctz::civil_day date) const {
    const auto special = days.find(date);
    return special != days.end() ? special->second : week[static_cast<int>(cctz::get_weekday(date))];
  }
  bool look(std::int64_t micros) const {
    const std::int64_t second = micros / 1'000'000 - (micros % 1'000'000 < 0);
    const cctz::civil_second local =
        cctz::convert(cctz::time_point<cctz::seconds>(cctz::seconds(second)), zone);
    const cctz::civil_day date(local);
    const int of_day = local.hour() * 60 + local.minute();
    const auto special = days.find(date);
    if (special != days.end() && special->second.empty()) return false;
    for (const PlainSpan& span : spans_of(date))
      if (of_day >= span.from && of_day < span.to) return true;
    for (const PlainSpan& span : spans_of(date - 1))
      if (of_day + 1440 < span.to) return true;
    return false;
  }

  // What is asked below is read off a table of some weeks, so that no minute is asked twice.
  std::int64_t first = 0;
  std::vector<std::int64_t> open_until{};  // open time up to the beginning of each minute
  void look_around(std::int64_t micros) {
    constexpr std::int64_t count = 40 * 1440;
    first = micros - micros % minute - count / 2 * minute;
    open_until.push_back(0);
    for (std::int64_t i = 0; i < count; ++i)
      open_until.push_back(open_until.back() + (look(first + i * minute) ? minute : 0));
  }
  std::size_t minute_of(std::int64_t micros) const {
    return static_cast<std::size_t>((micros - first) / minute);
  }
  std::int64_t begin_of(std::size_t number) const {
    return first + static_cast<std::int64_t>(number) * minute;
  }
  bool is_open_minute(std::size_t number) const { return open_until.at(number + 1) > open_until.at(number); }
  bool is_open(std::int64_t micros) const { return is_open_minute(minute_of(micros)); }
  std::int64_t before(std::int64_t micros) const {
    const std::size_t number = minute_of(micros);
    return open_until.at(number) + (is_open_minute(number) ? micros - begin_of(number) : 0);
  }
  std::int64_t between(std::int64_t from, std::int64_t to) const { return before(to) - before(from); }
  // These are absent when the table does not reach so far.
  std::optional<std::int64_t> add(std::int64_t from, std::int64_t amount) const {
    if (amount == 0) return from;
    const std::int64_t wanted = before(from) + amount;
    if (amount > 0) {
      const auto end = std::ranges::lower_bound(open_until, wanted);
      if (end == open_until.end()) return {};
      return begin_of(static_cast<std::size_t>(end - open_until.begin())) - (*end - wanted);
    }
    const auto end = std::ranges::upper_bound(open_until, wanted);
    if (end == open_until.begin() || end == open_until.end()) return {};
    return begin_of(static_cast<std::size_t>(end - open_until.begin() - 1)) + wanted - end[-1];
  }
  std::optional<std::int64_t> next_close(std::int64_t from) const {
    bool was_open = false;
    for (std::size_t number = minute_of(from); number + 1 < open_until.size(); ++number) {
      if (was_open && !is_open_minute(number)) return begin_of(number);
      was_open = is_open_minute(number);
    }
    return {};
  }
};

std::string clock(int minute) {
  char text[16];
  std::snprintf(text, sizeof text, "%02d:%02d", minute / 60, minute % 60);
  return text;
}

// Spans of one day that do not overlap; the last may go over midnight until `next` at the latest.
std::vector<PlainSpan> random_spans(Random& random, int next) {
  std::vector<PlainSpan> spans;
  int minute = 0;
  while (random.below(3) && minute < 1380) {
    const int from = minute + static_cast<int>(random.below(static_cast<std::size_t>(1400 - minute)));
    int to = from + 1 + static_cast<int>(random.below(600));
    if (to > 1440 + next || to - from >= 1440) to = 1440;
    if (to > 1440 && to - 1440 == from) ++to;
    spans.push_back({from, to});
    minute = to + static_cast<int>(random.below(2)) * 30;
  }
  return spans;
}

std::string text_of(const std::vector<PlainSpan>& spans) {
  std::string text;
  for (const PlainSpan& span : spans)
    text += " " + clock(span.from) + "-" + clock(span.to > 1440 ? span.to - 1440 : span.to);
  return text;
}

struct Pair {
  PlainCalendar plain;
  Calendar calendar;
};

// A calendar at random, with special days around `near`.
Pair random_calendar(Random& random, const std::string& zone, cctz::civil_day near) {
  Pair pair;
  pair.calendar.name = "random";
  pair.calendar.zone = zone;
  cctz::load_time_zone(zone, &pair.plain.zone);
  const char* const names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  int next = 0;  // when the following day begins at the earliest
  const bool around_the_clock = random.one_in(12);
  for (int i = 6; i >= 0; --i) {
    auto& spans = pair.plain.week[i];
    spans = around_the_clock ? std::vector<PlainSpan>{{0, 1440}} : random_spans(random, i == 6 ? 0 : next);
    next = spans.empty() ? 1440 : spans.front().from;
  }
  if (pair.plain.week[2].empty()) pair.plain.week[2].push_back({600, 720});  // it must open some time
  for (int i = 0; i < 7; ++i)
    if (!pair.plain.week[i].empty())
      pair.calendar.hours += std::string(names[i]) + text_of(pair.plain.week[i]) + "; ";
  std::string days;
  for (std::size_t i = random.below(12); i > 0; --i) {
    const cctz::civil_day date = near + random.between(-12, 12);
    const auto spans = random.one_in(2) ? std::vector<PlainSpan>{} : random_spans(random, 300);
    if (!pair.plain.days.emplace(date, spans).second) continue;
    char name[16];
    std::snprintf(name, sizeof name, "%04d-%02d-%02d", static_cast<int>(date.year()), date.month(),
                  date.day());
    days += name + (spans.empty() ? " closed" : text_of(spans)) + " a name\n";
  }
  if (!days.empty()) pair.calendar.days = days;
  return pair;
}

}  // namespace

TEST_CASE("open time in Paris, with lunch, a half day and a holiday") {
  const OpeningHours hours_of(paris());
  CHECK(hours_of.is_open(at("2026-11-20T09:00:00+01:00")));
  CHECK_FALSE(hours_of.is_open(at("2026-11-20T12:00:00+01:00")));
  CHECK_FALSE(hours_of.is_open(at("2026-11-21T10:00:00+01:00")));
  CHECK_FALSE(hours_of.is_open(at("2026-12-25T10:00:00+01:00")));
  // Work that ends at closing time is due at closing time.
  CHECK(hours_of.add(at("2026-11-20T17:00:00+01:00"), open(hours(1))) == at("2026-11-20T18:00:00+01:00"));
  CHECK(hours_of.add(at("2026-11-20T17:00:00+01:00"), open(hours(1) + std::chrono::microseconds(1))) ==
        at("2026-11-23T09:00:00.000001+01:00"));
  // Nothing stays put, also where it is closed; back is the latest instant.
  CHECK(hours_of.add(at("2026-11-21T10:00:00+01:00"), {}) == at("2026-11-21T10:00:00+01:00"));
  CHECK(hours_of.add(at("2026-11-23T10:00:00+01:00"), open(-hours(1))) == at("2026-11-23T09:00:00+01:00"));
  CHECK(hours_of.add(at("2026-11-23T10:00:00+01:00"), open(-hours(2))) == at("2026-11-20T17:00:00+01:00"));
  CHECK(hours_of.between(at("2026-12-24T08:00:00+01:00"), at("2026-12-28T10:00:00+01:00")) == open(hours(4)));
  CHECK(hours_of.between(at("2026-12-28T10:00:00+01:00"), at("2026-12-24T08:00:00+01:00")) ==
        open(-hours(4)));
  CHECK(hours_of.next_open(at("2026-11-20T12:30:00+01:00")) == at("2026-11-20T13:00:00+01:00"));
  CHECK(hours_of.next_open(at("2026-11-20T13:00:00+01:00")) == at("2026-11-20T13:00:00+01:00"));
  CHECK(hours_of.previous_close(at("2026-11-22T12:30:00+01:00")) == at("2026-11-20T18:00:00+01:00"));
  CHECK(hours_of.previous_close(at("2026-11-20T18:00:00+01:00")) == at("2026-11-20T18:00:00+01:00"));
  CHECK(hours_of.previous_close(at("2026-11-20T17:00:00+01:00")) == at("2026-11-20T17:00:00+01:00"));
  CHECK(hours_of.next_close(at("2026-11-20T10:00:00+01:00")) == at("2026-11-20T12:00:00+01:00"));
  CHECK(hours_of.next_close(at("2026-11-20T12:00:00+01:00")) == at("2026-11-20T18:00:00+01:00"));
  CHECK(hours_of.next_close(at("2026-11-20T18:00:00+01:00")) == at("2026-11-23T12:00:00+01:00"));
}

TEST_CASE("a span over midnight belongs to the day it begins on, and a closed day closes all of itself") {
  const OpeningHours nights({.name = "night",
                             .zone = "Europe/Paris",
                             .hours = "fri 22:00-06:00",
                             .days = "2026-11-28 closed\n2026-12-04 closed\n2026-12-12 04:00-08:00"});
  CHECK(nights.between(at("2026-11-20T00:00:00+01:00"), at("2026-11-22T00:00:00+01:00")) == open(hours(8)));
  CHECK(nights.is_open(at("2026-11-21T05:59:59+01:00")));
  // The Saturday is closed: what Friday began ends at midnight.
  CHECK(nights.between(at("2026-11-27T00:00:00+01:00"), at("2026-11-29T00:00:00+01:00")) == open(hours(2)));
  // The Friday is closed: nothing begins.
  CHECK(nights.between(at("2026-12-04T00:00:00+01:00"), at("2026-12-06T00:00:00+01:00")) == open(hours(0)));
  // A Saturday with hours of its own: both together, what they share once.
  CHECK(nights.between(at("2026-12-11T00:00:00+01:00"), at("2026-12-13T00:00:00+01:00")) == open(hours(10)));
}

TEST_CASE("clocks that change: what is left out is not open, what comes twice is open twice") {
  const OpeningHours nights({.name = "night", .zone = "Europe/Paris", .hours = "sun 02:30-04:00"});
  // 29 March 2026: from 02:00 to 03:00. 25 October 2026: 03:00 is 02:00 again.
  CHECK(nights.next_open(at("2026-03-28T12:00:00Z")) == at("2026-03-29T03:00:00+02:00"));
  CHECK(nights.between(at("2026-03-28T12:00:00Z"), at("2026-03-29T12:00:00Z")) == open(hours(1)));
  CHECK(nights.between(at("2026-10-24T12:00:00Z"), at("2026-10-25T12:00:00Z")) == open(hours(2)));
  const OpeningHours always({.name = "always", .zone = "Europe/Paris", .hours = "mon-sun 00:00-24:00"});
  CHECK(always.between(at("2026-03-29T00:00:00+01:00"), at("2026-03-30T00:00:00+02:00")) == open(hours(23)));
  CHECK(always.between(at("2026-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z")) == open(hours(365 * 24)));
  CHECK(error_of([&] { always.next_close(at("2026-01-01T00:00:00Z")); }).code() == Code::invalid);
  // Samoa had no 30 December 2011.
  const OpeningHours apia({.name = "Apia", .zone = "Pacific/Apia", .hours = "mon-fri 09:00-17:00"});
  CHECK(apia.between(at("2011-12-29T00:00:00-10:00"), at("2011-12-31T00:00:00+14:00")) == open(hours(8)));
}

TEST_CASE("years away is as near as tomorrow, and far beyond the zone's own table") {
  const OpeningHours hours_of(paris());
  const Instant start = at("2026-11-20T17:00:00+01:00");
  const Instant far = hours_of.add(start, open(hours(40 * 52 * 7000)));
  CHECK(far > at("8900-01-01T00:00:00Z"));
  CHECK(hours_of.between(start, far) == open(hours(40 * 52 * 7000)));
  const auto last = [&] { return hours_of.add(start, open(hours(40 * 52 * 9000))); };
  CHECK(error_of(last).code() == Code::invalid);
  CHECK(error_of([&] { hours_of.add(start, open(Duration::max())); }).code() == Code::invalid);
  CHECK(error_of([&] { hours_of.add(start, open(Duration::min())); }).code() == Code::invalid);
  CHECK(error_of([&] { hours_of.is_open(Instant::max()); }).code() == Code::invalid);
  // The clock of every century is the zone's.
  cctz::time_zone zone;
  for (const char* name :
       {"Europe/Paris", "America/New_York", "Africa/Cairo", "Asia/Tokyo", "Africa/Casablanca"}) {
    CAPTURE(name);
    const OpeningHours nine({.name = name, .zone = name, .hours = "mon-sun 09:00-10:00"});
    cctz::load_time_zone(name, &zone);
    Random random(3);
    for (int i = 0; i < 3000; ++i) {
      const std::int64_t second = random.between(-62'000'000'000, 253'000'000'000);
      const auto local = cctz::convert(cctz::time_point<cctz::seconds>(cctz::seconds(second)), zone);
      CAPTURE(second);
      REQUIRE(nine.is_open(Instant(seconds(second))) == (local.hour() == 9));
    }
  }
}

TEST_CASE("what stays open for years closes at last") {
  const OpeningHours shelter({.name = "shelter",
                              .zone = "Europe/Paris",
                              .hours = "mon-sun 00:00-24:00",
                              .days = "2390-06-01 closed Renovation"});
  CHECK(shelter.next_close(at("1990-01-01T00:00:00Z")) == at("2390-06-01T00:00:00+02:00"));
  CHECK(error_of([&] { shelter.next_close(at("2390-06-01T00:00:00+02:00")); }).code() == Code::invalid);
}

TEST_CASE("working days move by the clock, not by hours") {
  const OpeningHours hours_of(paris());
  const Instant wednesday = at("2026-12-23T17:30:00+01:00");
  CHECK(hours_of.add_days(wednesday, 0) == wednesday);
  CHECK(hours_of.add_days(wednesday, 1) == at("2026-12-24T17:30:00+01:00"));
  CHECK(hours_of.add_days(wednesday, 2) == at("2026-12-28T17:30:00+01:00"));
  CHECK(hours_of.add_days(wednesday, -3) == at("2026-12-18T17:30:00+01:00"));
  CHECK(hours_of.add_days(at("2026-12-26T08:00:00+01:00"), 1) == at("2026-12-28T08:00:00+01:00"));
  CHECK(hours_of.add_days(at("2026-12-26T08:00:00+01:00"), -1) == at("2026-12-24T08:00:00+01:00"));
  CHECK(hours_of.end_of_day(at("2026-12-24T11:00:00+01:00")) == at("2026-12-24T12:00:00+01:00"));
  CHECK(hours_of.end_of_day(at("2026-12-23T03:00:00+01:00")) == at("2026-12-23T18:00:00+01:00"));
  CHECK(hours_of.end_of_day(at("2026-12-26T03:00:00+01:00")) == at("2026-12-26T03:00:00+01:00"));
  // 02:30 does not exist on 29 March 2026: the clock stands at 03:00.
  const OpeningHours daily({.name = "daily", .zone = "Europe/Paris", .hours = "mon-sun 00:00-24:00"});
  CHECK(daily.add_days(at("2026-03-28T02:30:00+01:00"), 1) == at("2026-03-29T03:00:00+02:00"));
}

TEST_CASE("calendars agree with one that looks at every minute") {
  const std::vector<std::string> zones{"Europe/Paris",        "Australia/Lord_Howe", "Africa/Casablanca",
                                       "Europe/Dublin",       "Pacific/Apia",        "America/St_Johns",
                                       "Asia/Kathmandu",      "Asia/Tehran",         "America/Sao_Paulo",
                                       "Asia/Gaza",           "Antarctica/Troll",    "UTC",
                                       "America/Los_Angeles", "Pacific/Chatham",     "Europe/Lisbon"};
  Random random(11);
  int in_all = 0;
  for (const int rounds = test::is_long() ? 5000 : 30; in_all < rounds * 200;) {
    const std::string& zone = random.of(zones);
    cctz::time_zone loaded;
    cctz::load_time_zone(zone, &loaded);
    // Around a change of the clocks as often as not.
    std::int64_t near = random.between(0, 2'100'000'000);
    cctz::time_zone::civil_transition change;
    if (random.below(2) &&
        loaded.next_transition(cctz::time_point<cctz::seconds>(cctz::seconds(near)), &change))
      near = loaded.lookup(change.to).trans.time_since_epoch().count();
    const cctz::civil_day date(cctz::convert(cctz::time_point<cctz::seconds>(cctz::seconds(near)), loaded));
    Pair pair = random_calendar(random, zone, date);
    pair.plain.look_around(near * 1'000'000);
    CAPTURE(zone);
    CAPTURE(pair.calendar.hours);
    CAPTURE(pair.calendar.days.value_or(""));
    const OpeningHours calendar(pair.calendar);
    for (int i = 0; i < 200; ++i, ++in_all) {
      const auto moment = [&] {
        const std::int64_t exact = near * 1'000'000 + random.between(-5 * 86'400'000'000, 5 * 86'400'000'000);
        return random.below(3) ? exact - exact % (30 * PlainCalendar::minute) : exact;
      };
      const std::int64_t from = moment();
      const std::int64_t to = moment();
      const Instant begin{Duration(from)};
      CAPTURE(to_text(begin));
      CAPTURE(to_text(Instant{Duration(to)}));
      REQUIRE(calendar.is_open(begin) == pair.plain.is_open(from));
      if (const auto closes = pair.plain.next_close(from))
        REQUIRE(to_text(calendar.next_close(begin)) == to_text(Instant{Duration(*closes)}));
      const std::int64_t amount = pair.plain.between(from, to);
      REQUIRE(calendar.between(begin, Instant{Duration(to)}).amount.count() == amount);
      for (const std::int64_t wanted : {amount, random.between(-40, 40) * 30 * PlainCalendar::minute}) {
        const auto expected = pair.plain.add(from, wanted);
        CAPTURE(wanted);
        if (expected)
          REQUIRE(to_text(calendar.add(begin, open(Duration(wanted)))) ==
                  to_text(Instant{Duration(*expected)}));
      }
    }
  }
}

TEST_CASE("bad calendars are refused with what is wrong") {
  struct Row {
    Calendar calendar;
    const char* field;
    const char* says;
  };
  const std::string ok = "mon-fri 09:00-17:00";
  const Row rows[] = {
      {{.zone = "Europe/Pariss", .hours = ok}, "zone", "no time zone"},
      {{.zone = "../../etc/passwd", .hours = ok}, "zone", "no time zone"},
      {{.zone = "posixrules", .hours = ok}, "zone", "no time zone"},
      {{.zone = "posix/Europe/Paris", .hours = ok}, "zone", "no time zone"},
      {{.zone = "right/Europe/Paris", .hours = ok}, "zone", "no time zone"},
      {{.zone = "UTC", .hours = "mon 09:00-12:00 11:00-13:00"},
       "hours",
       "mon 09:00-12:00 and mon 11:00-13:00 overlap"},
      {{.zone = "UTC", .hours = "fri 22:00-06:00; sat 05:00-08:00"},
       "hours",
       "fri 22:00-06:00 and sat 05:00"},
      {{.zone = "UTC", .hours = "sun 22:00-06:00; mon 05:00-08:00"},
       "hours",
       "sun 22:00-06:00 and mon 05:00"},
      {{.zone = "UTC", .hours = "mon 09:00-09:00"}, "hours", "00:00-24:00"},
      {{.zone = "UTC", .hours = "mon 09:00-25:00"}, "hours", "expected 09:00-17:00"},
      {{.zone = "UTC", .hours = "mon 09:60-10:00"}, "hours", "expected 09:00-17:00"},
      {{.zone = "UTC", .hours = "mo 09:00-10:00"}, "hours", "expected weekdays"},
      {{.zone = "UTC", .hours = "mon"}, "hours", "no hours"},
      {{.zone = "UTC", .hours = ""}, "hours", "never opens"},
      {{.zone = "UTC", .hours = "", .days = "2026-12-25 closed"}, "hours", "never opens"},
      {{.zone = "UTC", .hours = ok, .days = "2026-02-30 closed"}, "days", "2026-02-30"},
      {{.zone = "UTC", .hours = ok, .days = "2026-12-25"}, "days", "or closed"},
      {{.zone = "UTC", .hours = ok, .days = "2026-12-24 09:00-12:00 13:00-25:00"},
       "days",
       "\"13:00-25:00\" of 2026-12-24 cannot be read"},
      {{.zone = "UTC", .hours = ok, .days = "2026-12-24 09:00-12:00 9-17"}, "days", "9-17"},
      {{.zone = "UTC", .hours = ok, .days = "2026-12-24 09:00-12:00 closed"},
       "days",
       "\"closed\" of 2026-12-24"},
      {{.zone = "UTC", .hours = ok, .days = "2026-02-28 closed 10:00-11:00"}, "days", "10:00-11:00"},
      {{.zone = "UTC", .hours = ok, .days = "2026-12-25 closed\n2026-12-25 09:00-10:00"},
       "days",
       "listed twice"},
      {{.zone = "UTC", .hours = ok, .days = "2026-12-25 09:00-12:00 11:00-13:00"}, "days", "overlap"},
      {{.zone = "UTC", .hours = ok, .days = "0001-01-01 closed\n9999-01-01 closed"}, "days", "400 years"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.calendar.hours);
    CAPTURE(row.calendar.days.value_or(""));
    const Error error = error_of([&] { OpeningHours{row.calendar}; });
    CHECK(error.code() == Code::invalid);
    CHECK(error.kind() == "calendar");
    CHECK(error.field() == row.field);
    CHECK_MESSAGE(error.message().find(row.says) != std::string::npos, error.message());
  }
  for (const char* name : {"1st of May", "Closed early", "24/12", "Saint-Jean", "2-Euro-Tag"})
    CHECK_NOTHROW(
        OpeningHours{{.zone = "UTC", .hours = ok, .days = "2026-12-24 09:00-12:00 " + std::string(name)}});
  // Nothing left to open.
  const OpeningHours once(
      {.name = "fair", .zone = "UTC", .hours = "", .days = "2026-05-01 09:00-17:00 Fair"});
  CHECK(once.add(at("2026-01-01T00:00:00Z"), open(hours(8))) == at("2026-05-01T17:00:00Z"));
  CHECK(error_of([&] { once.add(at("2026-01-01T00:00:00Z"), open(hours(9))); }).code() == Code::invalid);
  CHECK(error_of([&] { once.next_open(at("2026-05-01T17:00:00Z")); }).code() == Code::invalid);
  CHECK(once.next_close(at("2026-01-01T00:00:00Z")) == at("2026-05-01T17:00:00Z"));
  CHECK(error_of([&] { once.next_close(at("2026-05-01T17:00:00Z")); }).code() == Code::invalid);
  CHECK(error_of([&] { once.previous_close(at("2026-04-01T17:00:00Z")); }).code() == Code::invalid);
  CHECK(error_of([&] { once.add_days(at("2026-05-01T17:00:00Z"), 1); }).code() == Code::invalid);
  CHECK(once.between(at("0001-01-01T00:00:00Z"), at("9999-01-01T00:00:00Z")) == open(hours(8)));
  // More than there is, also where it would take longer than microseconds can count.
  const OpeningHours seldom({.name = "seldom", .zone = "UTC", .hours = "mon 09:00-09:01"});
  const Instant then = at("2026-01-01T00:00:00Z");
  for (const int days :
       {std::numeric_limits<int>::max(), 10'000 * 366, -10'000 * 366, -std::numeric_limits<int>::max()})
    CHECK(error_of([&] { seldom.add_days(then, days); }).code() == Code::invalid);
  for (const auto amount : {hours(24 * 366 * 9000), -hours(24 * 366 * 9000), hours(10'000), -hours(10'000)})
    CHECK(error_of([&] { seldom.add(then, open(amount)); }).code() == Code::invalid);
}

// ---- Holidays

namespace {

const std::filesystem::path holidays_folder = rapport::test::shared_data / "holidays";

std::set<std::string> days_of(const std::vector<Holiday>& holidays) {
  std::set<std::string> days;
  for (const Holiday& each : holidays) days.insert(to_text(each.day));
  return days;
}

std::string event(const std::string& lines) {
  return "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:A day\r\n" + lines +
         "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
}

}  // namespace

TEST_CASE("the French holidays are those of the published table") {
  const auto path = holidays_folder / "france/jours_feries_metropole.ics";
  if (is_missing(path)) return;
  std::set<std::string> expected;
  std::ifstream table(holidays_folder / "france/jours_feries_metropole.csv");
  for (std::string line; std::getline(table, line);)
    if (line >= "2021" && line < "2032") expected.insert(line.substr(0, 10));
  const auto found = holidays_of(bytes_of_file(path), day("2021-01-01"), day("2031-12-31"));
  REQUIRE(expected.size() == 121);
  CHECK(days_of(found) == expected);
}

TEST_CASE("the English holidays are those of the government's list, recurrences and moved days included") {
  const auto path = holidays_folder / "thunderbird/UKHolidays-EnglandWales.ics";
  if (is_missing(path)) return;
  const auto found = holidays_of(bytes_of_file(path), day("2021-01-01"), day("2022-12-31"));
  const auto days = days_of(found);
  for (const char* each :
       {"2021-04-02", "2022-04-15", "2021-05-03", "2021-05-31", "2021-08-30", "2022-08-29"})
    CHECK_MESSAGE(days.contains(each), each);
  CHECK_FALSE(days.contains("2022-04-02"));  // Good Friday moved
}

TEST_CASE("every holiday file is read, and every day of it closes the calendar") {
  if (is_missing(holidays_folder)) return;
  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(holidays_folder)) {
    if (entry.path().extension() != ".ics") continue;
    CAPTURE(entry.path().filename().string());
    ++files;
    const auto holidays = holidays_of(bytes_of_file(entry.path()), day("2000-01-01"), day("2040-12-31"));
    CHECK(holidays.size() > 20);
    const OpeningHours calendar(
        with_holidays({.name = "x", .zone = "Europe/Brussels", .hours = "mon-sun 00:00-24:00"}, holidays));
    for (const Holiday& each : holidays)
      CHECK_FALSE(calendar.is_open(std::chrono::sys_days(each.day) + hours(12)));
  }
  CHECK(files == 5);
}

TEST_CASE("a day that a calendar lists, however its line is written, stays as it is") {
  const Calendar listed{.name = "x",
                        .zone = "UTC",
                        .hours = "mon-fri 09:00-17:00",
                        .days = "  2026-12-24 09:00-12:00 Eve\r\n2026-12-25\tclosed"};
  const std::vector<Holiday> holidays{{from_text<Date>("2026-12-24"), "Eve"},
                                      {from_text<Date>("2026-12-25"), "Christmas"},
                                      {from_text<Date>("2026-12-26"), "Boxing Day"}};
  const Calendar closed = with_holidays(listed, holidays);
  CHECK(closed.days == *listed.days + "\n2026-12-26 closed Boxing Day");
  CHECK(OpeningHours(closed).is_open(from_text<Instant>("2026-12-24T10:00:00Z")));
  CHECK(error_of([&] { with_holidays({.zone = "UTC", .hours = "mon-frx 09:00-17:00"}, holidays); }).code() ==
        Code::invalid);
}

TEST_CASE("recurrences of holidays") {
  const auto days = [](const std::string& lines) {
    return days_of(holidays_of(event(lines), day("2026-01-01"), day("2029-12-31")));
  };
  using Days = std::set<std::string>;
  CHECK(days("DTSTART;VALUE=DATE:20200501\r\nRRULE:FREQ=YEARLY") ==
        Days{"2026-05-01", "2027-05-01", "2028-05-01", "2029-05-01"});
  CHECK(days("DTSTART;VALUE=DATE:20240229\r\nRRULE:FREQ=YEARLY") == Days{"2028-02-29"});
  CHECK(days("DTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=YEARLY;COUNT=2") == Days{"2026-01-01", "2027-01-01"});
  CHECK(days("DTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=YEARLY;INTERVAL=2;UNTIL=20280101") ==
        Days{"2026-01-01", "2028-01-01"});
  CHECK(days("DTSTART;VALUE=DATE:20261126\r\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH") ==
        Days{"2026-11-26", "2027-11-25", "2028-11-23", "2029-11-22"});
  CHECK(days("DTSTART;VALUE=DATE:20260525\r\nRRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO\r\n"
             "EXDATE;VALUE=DATE:20270531,20280529") == Days{"2026-05-25", "2029-05-28"});
  CHECK(days("DTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261227") ==
        Days{"2026-12-24", "2026-12-25", "2026-12-26"});
  CHECK(days("DTSTART:20260101T090000Z").empty());
  CHECK(days("DTSTART;VALUE=DATE:20260101\r\nSTATUS:CANCELLED").empty());
  const auto why = [&](const std::string& text) {
    const Error error = error_of([&] { holidays_of(text, day("2026-01-01"), day("2029-12-31")); });
    CHECK(error.code() == Code::invalid);
    return error.message();
  };
  CHECK(why(event("DTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=MONTHLY")).find("line 5") != std::string::npos);
  CHECK(why(event("DTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=YEARLY;BYDAY=MO")).find("line 5") !=
        std::string::npos);
  CHECK(why(event("DTSTART;VALUE=DATE:20260230")).find("20260230") != std::string::npos);
  for (const char* nothing : {"", "\n", "\xef\xbb\xbf\r\n"})
    CHECK(why(nothing).find("no iCalendar file") != std::string::npos);
  CHECK(why("name,date\n").find("no iCalendar file") != std::string::npos);
  CHECK(why("BEGIN:VCALENDAR\nBEGIN:VEVENT\n").find("END:VEVENT") != std::string::npos);
  CHECK(why("BEGIN:VCALENDAR\nEND:VEVENT\n").find("END:VCALENDAR") != std::string::npos);
  CHECK(why("BEGIN:VCARD\nEND:VCARD\n").find("no iCalendar file") != std::string::npos);
}

TEST_CASE(
    "a day that a zone never had is no working day; a closing that is shown twice is the one behind work") {
  const OpeningHours apia({.name = "Apia", .zone = "Pacific/Apia", .hours = "mon-fri 09:00-17:00"});
  CHECK(apia.add_days(from_text<Instant>("2011-12-29T10:00:00-10:00"), 1) ==
        from_text<Instant>("2012-01-02T10:00:00+14:00"));
  const OpeningHours paris({.name = "Paris", .zone = "Europe/Paris", .hours = "sun 00:00-02:00"});
  CHECK(paris.end_of_day(from_text<Instant>("2026-10-24T23:30:00Z")) ==
        from_text<Instant>("2026-10-25T00:00:00Z"));
  const OpeningHours longer({.name = "Paris", .zone = "Europe/Paris", .hours = "sun 00:00-02:30"});
  CHECK(longer.end_of_day(from_text<Instant>("2026-10-24T23:30:00Z")) ==
        from_text<Instant>("2026-10-25T01:30:00Z"));
}
