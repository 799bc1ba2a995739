#include "rapport/time.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "kernel/text.hpp"
#include "rapport/error.hpp"
#include "support/book.hpp"
#include "support/random.hpp"

namespace {

using namespace rapport;
using rapport::test::error_of;
using rapport::test::Random;
using std::chrono::day;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::month;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::year;

Date date(int y, unsigned m, unsigned d) { return year{y} / month{m} / day{d}; }
Instant at(int y, unsigned m, unsigned d, Duration time = {}) { return sys_days(date(y, m, d)) + time; }

template <class T>
void check_refused(const std::vector<std::string>& wrong) {
  for (const std::string& text : wrong) {
    CAPTURE(text);
    CHECK(error_of([&] { from_text<T>(text); }).code() == Code::invalid);
  }
}

TEST_CASE("an instant is written in UTC, and read back") {
  struct Line {
    Instant instant;
    const char* text;
  };
  const std::vector<Line> lines{
      {at(2026, 11, 22, hours(9) + minutes(30)), "2026-11-22T09:30:00Z"},
      {at(1970, 1, 1), "1970-01-01T00:00:00Z"},
      {at(1969, 12, 31, hours(24) - microseconds(1)), "1969-12-31T23:59:59.999999Z"},
      {at(1, 1, 1), "0001-01-01T00:00:00Z"},
      {at(9999, 12, 31, hours(24) - microseconds(1)), "9999-12-31T23:59:59.999999Z"},
      {at(2024, 2, 29, microseconds(500000)), "2024-02-29T00:00:00.5Z"},
      {at(2000, 2, 29, microseconds(1)), "2000-02-29T00:00:00.000001Z"},
      {at(1900, 3, 1, microseconds(120)), "1900-03-01T00:00:00.00012Z"},
  };
  for (const Line& line : lines) {
    CAPTURE(line.text);
    CHECK(to_text(line.instant) == line.text);
    CHECK(from_text<Instant>(line.text) == line.instant);
  }
}

TEST_CASE("an instant is read with its offset and fraction") {
  struct Line {
    const char* text;
    const char* in_utc;
  };
  const std::vector<Line> lines{
      {"2026-11-22T10:30:00+01:00", "2026-11-22T09:30:00Z"},
      {"2026-11-22T10:30:00+0100", "2026-11-22T09:30:00Z"},
      {"2026-11-22 10:30:00+01:00", "2026-11-22T09:30:00Z"},
      {"2026-11-22T10:30+01:00", "2026-11-22T09:30:00Z"},
      {"2026-11-22T10:30Z", "2026-11-22T10:30:00Z"},
      {"2026-11-22T23:30:00-05:30", "2026-11-23T05:00:00Z"},
      {"2024-02-29T00:15:00+00:30", "2024-02-28T23:45:00Z"},
      {"2026-01-01T00:00:00+14:00", "2025-12-31T10:00:00Z"},
      {"2026-11-22T09:30:00.25Z", "2026-11-22T09:30:00.25Z"},
      {"2026-11-22T09:30:00,25Z", "2026-11-22T09:30:00.25Z"},
      {"2026-11-22T09:30:00.1234567899Z", "2026-11-22T09:30:00.123456Z"},
      {"1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.5Z"},
      {"2026-11-22T09:30:00-00:00", "2026-11-22T09:30:00Z"},
      {"0001-01-01T01:00:00+01:00", "0001-01-01T00:00:00Z"},
      {"9999-12-31T22:59:59-01:00", "9999-12-31T23:59:59Z"},
  };
  for (const Line& line : lines) {
    CAPTURE(line.text);
    CHECK(to_text(from_text<Instant>(line.text)) == line.in_utc);
  }
}

TEST_CASE("what is no instant is refused: without an offset it is none yet") {
  check_refused<Instant>({
      "",
      "now",
      "2026-11-22",
      "2026-11-22T09:30:00",
      "2026-11-22T09:30",
      "09:30:00Z",
      "2026-11-22T",
      "2026-11-22Z",
      "2026-11-22T24:00:00Z",
      "2026-11-22T09:60:00Z",
      "2026-11-22T09:30:60Z",
      "2026-11-22T9:30:00Z",
      "2026-13-01T00:00:00Z",
      "2026-00-01T00:00:00Z",
      "2026-11-31T00:00:00Z",
      "2026-11-00T00:00:00Z",
      "2025-02-29T00:00:00Z",
      "1900-02-29T00:00:00Z",
      "0000-01-01T00:00:00Z",
      "-001-01-01T00:00:00Z",
      "10000-01-01T00:00:00Z",
      "+2026-11-22T09:30:00Z",
      "2026-11-22T09:30:00.Z",
      "2026-11-22T09:30:00+1:00",
      "2026-11-22T09:30:00+01",
      "2026-11-22T09:30:00+24:00",
      "2026-11-22T09:30:00+01:60",
      "2026-11-22T09:30:00+01:",
      "2026-11-22T09:30:00Z ",
      " 2026-11-22T09:30:00Z",
      "2026-11-22T09:30:00ZZ",
      "2026-11-22T09:30:00 Z",
      "2026-11-22T09:30:00 Europe/Paris",
      "2026/11/22T09:30:00Z",
      "20261122T093000Z",
      "2026-11-22T-1:30:00Z",
      "1795339800",
      std::string("2026-11-22T09:30:00Z\0", 21),
      "0001-01-01T00:00:00+00:01",  // still year 0 in UTC
      "0001-01-01T00:00:00+23:59",
      "9999-12-31T23:59:59.999999-00:01",  // already year 10000 in UTC
  });
}

TEST_CASE("a date is a day that exists") {
  struct Line {
    Date day;
    const char* text;
  };
  for (const Line& line : std::vector<Line>{{date(2026, 11, 22), "2026-11-22"},
                                            {date(1, 1, 1), "0001-01-01"},
                                            {date(9999, 12, 31), "9999-12-31"},
                                            {date(2024, 2, 29), "2024-02-29"},
                                            {date(2000, 2, 29), "2000-02-29"}}) {
    CHECK(to_text(line.day) == line.text);
    CHECK(from_text<Date>(line.text) == line.day);
  }
  check_refused<Date>({"",
                       "2026",
                       "2026-11",
                       "2026-11-31",
                       "2026-02-30",
                       "2025-02-29",
                       "2100-02-29",
                       "2026-13-01",
                       "2026-00-10",
                       "2026-01-00",
                       "0000-01-01",
                       "10000-01-01",
                       "20261122",
                       "22/11/2026",
                       "2026-1-2",
                       "2026-11-22T00:00:00Z",
                       "2026-11-22 ",
                       " 2026-11-22",
                       "-2026-11-22",
                       "--11-22",
                       "2026-11-2x",
                       std::string("2026-11-22\0", 11)});
}

TEST_CASE("a partial date says what is known of a date") {
  struct Line {
    PartialDate day;
    const char* text;
  };
  for (const Line& line : std::vector<Line>{{{1987, 5, 12}, "1987-05-12"},
                                            {{1987, 5, 0}, "1987-05"},
                                            {{1987, 0, 0}, "1987"},
                                            {{0, 5, 12}, "--05-12"},
                                            {{0, 2, 29}, "--02-29"},
                                            {{2024, 2, 29}, "2024-02-29"},
                                            {{1, 0, 0}, "0001"},
                                            {{1, 1, 1}, "0001-01-01"},
                                            {{9999, 12, 31}, "9999-12-31"}}) {
    CAPTURE(line.text);
    CHECK(exists(line.day));
    CHECK(to_text(line.day) == line.text);
    CHECK(from_text<PartialDate>(line.text) == line.day);
  }
  CHECK(from_text<PartialDate>("19870512") == PartialDate{1987, 5, 12});
  CHECK(from_text<PartialDate>("--0512") == PartialDate{0, 5, 12});
  check_refused<PartialDate>(
      {"",           "-",         "--",         "---",         "---12",      "--05",
       "--05-",      "--00-12",   "--05-00",    "--13-01",     "--02-30",    "--04-31",
       "-05-12",     "--5-12",    "0000",       "0000-05-12",  "0000-05",    "1987-",
       "1987-05-",   "1987-13",   "1987-00",    "1987-00-12",  "1987-05-00", "1987-05-32",
       "1987-02-29", "1987-0512", "198705",     "1987051",     "198705123",  "19870229",
       "87",         "187",       "12/05/1987", "1987-05-12 ", " 1987",      "1987-05-12T00:00:00Z",
       "10000",      "--02-29-"});
}

TEST_CASE("only these parts of a date make sense together") {
  CHECK_FALSE(exists(PartialDate{}));
  CHECK_FALSE(exists(PartialDate{0, 5, 0}));
  CHECK_FALSE(exists(PartialDate{0, 0, 12}));
  CHECK_FALSE(exists(PartialDate{1987, 0, 12}));
  CHECK_FALSE(exists(PartialDate{1987, 13, 0}));
  CHECK_FALSE(exists(PartialDate{1987, 4, 31}));
  CHECK_FALSE(exists(PartialDate{1987, 2, 29}));
  CHECK_FALSE(exists(PartialDate{0, 2, 30}));
  CHECK_FALSE(exists(PartialDate{-1, 1, 1}));
  CHECK_FALSE(exists(PartialDate{10000, 1, 1}));
}

TEST_CASE("a duration is written in hours, minutes and seconds") {
  struct Line {
    Duration duration;
    const char* text;
  };
  for (const Line& line : std::vector<Line>{{hours(1) + minutes(30), "PT1H30M"},
                                            {Duration{}, "PT0S"},
                                            {seconds(45), "PT45S"},
                                            {hours(49), "PT49H"},
                                            {hours(1) + seconds(1), "PT1H1S"},
                                            {microseconds(1), "PT0.000001S"},
                                            {microseconds(1500000), "PT1.5S"},
                                            {-minutes(5), "-PT5M"},
                                            {-microseconds(500000), "-PT0.5S"},
                                            {Duration::max(), "PT2562047788H54.775807S"},
                                            {Duration::min(), "-PT2562047788H54.775808S"}}) {
    CAPTURE(line.text);
    CHECK(to_text(line.duration) == line.text);
    CHECK(from_text<Duration>(line.text) == line.duration);
  }
  CHECK(from_text<Duration>("P2D") == hours(48));
  CHECK(from_text<Duration>("P1DT1H") == hours(25));
  CHECK(from_text<Duration>("PT90M") == minutes(90));
  CHECK(from_text<Duration>("PT90,25S") == seconds(90) + microseconds(250000));
  CHECK(from_text<Duration>("PT0H") == Duration{});
  CHECK(from_text<Duration>("-P1DT1S") == -(hours(24) + seconds(1)));
}

TEST_CASE("what is no duration is refused: a month has no fixed length") {
  check_refused<Duration>({"",
                           "P",
                           "PT",
                           "-P",
                           "-PT",
                           "T1H",
                           "1H",
                           "90",
                           "P1M",
                           "P1Y",
                           "P1W",
                           "P1Y2M3DT4H",
                           "P1H",
                           "P1S",
                           "P1D1H",
                           "P1DT",
                           "PT1D",
                           "PTT1H",
                           "PT1H1H",
                           "PT1M1H",
                           "PT1S1M",
                           "P1D1D",
                           "PT1",
                           "PT1.S",
                           "PT.5S",
                           "PT1.5H",
                           "PT1.5M",
                           "P0.5D",
                           "PT-1H",
                           "PT-0S",
                           "P-1D",
                           "PT+1H",
                           "+PT1H",
                           "--PT1H",
                           "PT1H ",
                           " PT1H",
                           "pt1h",
                           "PT1h",
                           "PT1H30",
                           "PT 1H",
                           "PT1HT1M",
                           "PT99999999999999999999S",
                           "PT9223372036855S",
                           "P106751992D",
                           "PT2562047789H",
                           "PT2562047788H54.775808S",
                           "-PT2562047788H54.775809S",
                           std::string("PT1H\0", 5)});
}

TEST_CASE("random values survive their text") {
  Random random(3);
  const std::int64_t earliest = at(1, 1, 1).time_since_epoch().count();
  const std::int64_t latest = at(9999, 12, 31, hours(24) - microseconds(1)).time_since_epoch().count();
  for (int round = 0; round < 5000; ++round) {
    Instant instant{Duration{random.between(earliest, latest)}};
    if (random.one_in(2)) instant = std::chrono::floor<seconds>(instant);
    if (instant < at(1, 1, 1)) instant = at(1, 1, 1);
    REQUIRE(from_text<Instant>(to_text(instant)) == instant);
    const Date on{std::chrono::floor<days>(instant)};
    REQUIRE(from_text<Date>(to_text(on)) == on);
    const PartialDate part{static_cast<std::int16_t>(random.below(3) * 1000),
                           static_cast<std::uint8_t>(random.below(14)),
                           static_cast<std::uint8_t>(random.below(33))};
    if (exists(part)) REQUIRE(from_text<PartialDate>(to_text(part)) == part);
    const Duration duration{static_cast<std::int64_t>(random.bits()) >> random.below(64)};
    REQUIRE(from_text<Duration>(to_text(duration)) == duration);
  }
}

TEST_CASE("durations are spelled out exactly, in days only where those have 24 hours") {
  const struct {
    Duration duration;
    std::string_view words, without_days;
  } cases[] = {
      {Duration{}, "0 seconds", "0 seconds"},
      {seconds(1), "1 second", "1 second"},
      {minutes(90), "1 hour 30 minutes", "1 hour 30 minutes"},
      {-hours(2), "2 hours", "2 hours"},
      {hours(24), "24 hours", "24 hours"},
      {hours(49), "2 days 1 hour", "49 hours"},
      {days(90), "90 days", "2160 hours"},
      {seconds(61) + microseconds(5), "1 minute 1 second 5 microseconds", "1 minute 1 second 5 microseconds"},
      {Duration::min(), "106751991 days 4 hours 54 seconds 775808 microseconds",
       "2562047788 hours 54 seconds 775808 microseconds"},
  };
  for (const auto& each : cases) {
    CHECK(text::spelled_out(each.duration) == each.words);
    CHECK(text::spelled_out(each.duration, false) == each.without_days);
  }
}

TEST_CASE("texts sort as the instants they name, as long as these have whole seconds") {
  Random random(4);
  for (int round = 0; round < 2000; ++round) {
    const Instant a{seconds(random.between(-60'000'000'000, 200'000'000'000))};
    const Instant b{seconds(random.between(-60'000'000'000, 200'000'000'000))};
    REQUIRE((to_text(a) < to_text(b)) == (a < b));
  }
}

}  // namespace
