#include "rapport/target_clock.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <vector>

#include "rapport/error.hpp"
#include "support/book.hpp"
#include "support/random.hpp"

namespace {

using namespace rapport;
using rapport::test::error_of;
using rapport::test::Random;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

using Events = std::vector<ClockEvent>;
using enum ClockAction;

Instant at(std::string_view text) { return from_text<Instant>(text); }
BusinessDuration open(Duration amount) { return BusinessDuration(amount); }

const OpeningHours& paris() {
  static const OpeningHours hours_of({.name = "Paris",
                                      .zone = "Europe/Paris",
                                      .hours = "mon-fri 09:00-12:00 13:00-18:00",
                                      .days = "2026-12-25 closed Christmas"});
  return hours_of;
}
// 23 November 2026 is a Monday.
Instant monday(int hour, int minute = 0) {
  return at("2026-11-23T00:00:00+01:00") + hours(hour) + minutes(minute);
}

Terms business(Duration amount, std::optional<PausesCount> pauses = {}) {
  return {.amount = amount, .pauses = pauses, .hours = paris()};
}
Terms wall(Duration amount) { return {.amount = amount, .counted_in = CountedIn::wall, .hours = paris()}; }
ClockReading read(const Terms& terms, const Events& events, Instant when) {
  return read_clock({&terms, 1}, events, when);
}

}  // namespace

TEST_CASE("a clock runs in open time, and is late only behind its due instant") {
  const Terms terms = business(hours(4));
  const Events events{{monday(10), start}};
  CHECK(read(terms, events, monday(9)).state == ClockState::waiting);
  CHECK_FALSE(read(terms, events, monday(9)).due_at);
  const ClockReading reading = read(terms, events, monday(14));
  CHECK(reading.state == ClockState::running);
  CHECK(reading.due_at == monday(15));
  CHECK(reading.open_elapsed == open(hours(3)));
  CHECK(reading.elapsed == hours(4));
  CHECK(reading.open_left == open(hours(1)));
  CHECK_FALSE(read(terms, events, monday(15)).is_late());
  CHECK(read(terms, events, monday(15) + Duration(1)).is_late());
  CHECK(read(terms, events, monday(16)).open_left == open(-hours(1)));
  CHECK(read(terms, {{monday(10), start}, {monday(15), satisfy}}, monday(20)).is_late() == false);
  CHECK(read(terms, {{monday(10), start}, {monday(16), satisfy}}, monday(90)).left == -hours(1));
}

TEST_CASE("a pause is cut out: in open time, or as elapsed") {
  const Events events{
      {monday(10), start}, {monday(11), ClockAction::pause}, {monday(33), resume}};  // Tuesday 09:00
  // Three hours were left, from Tuesday nine on.
  CHECK(read(business(hours(4)), events, monday(33)).due_at == monday(36));
  // 22 hours elapsed are added to Monday 15:00.
  CHECK(read(business(hours(4), PausesCount::in_wall), events, monday(33)).due_at == monday(15) + hours(22));
  CHECK(read(wall(hours(4)), events, monday(33)).due_at == monday(14) + hours(22));
  // A pause that moves nothing hides that it is late, and no more.
  const Terms hidden = business(hours(4), PausesCount::not_at_all);
  CHECK_FALSE(read(hidden, events, monday(20)).is_late());
  CHECK(read(hidden, events, monday(20)).due_at == monday(15));
  CHECK(read(hidden, events, monday(33)).is_late());
  const ClockReading paused = read(business(hours(4)), events, monday(17));
  CHECK(paused.state == ClockState::paused);
  CHECK(paused.due_at == monday(35));  // moves on with the time: three open hours after 17:00
  CHECK(paused.open_left == open(hours(3)));
  CHECK(paused.open_paused == open(hours(5)));
  CHECK(paused.paused == hours(6));
}

TEST_CASE("who was late before a pause is as late after it, and no more") {
  const Events events{{monday(10), start}, {monday(16), ClockAction::pause}, {monday(34), resume}};
  CHECK(read(business(hours(4)), events, monday(20)).open_left == open(-hours(1)));
  CHECK(read(business(hours(4)), events, monday(34)).open_left == open(-hours(1)));
  CHECK(read(business(hours(4)), events, monday(35)).open_left == open(-hours(2)));
}

TEST_CASE("an end that is taken back was a pause; the past stays as it was") {
  const Events events{
      {monday(10), start}, {monday(11), satisfy}, {monday(34), resume}, {monday(35), satisfy}};
  CHECK(read(business(hours(4)), events, monday(12)).state == ClockState::satisfied);
  CHECK(read(business(hours(4)), events, monday(12)).due_at == monday(15));
  const ClockReading again = read(business(hours(4)), events, monday(34, 30));
  CHECK(again.state == ClockState::running);
  CHECK(again.due_at == monday(38));
  CHECK(again.paused == hours(23));
  CHECK(read(business(hours(4)), events, monday(40)).open_left == open(hours(2)));
  // What is done during a pause counts as done when it began.
  CHECK(read(business(hours(4)),
             {{monday(10), start}, {monday(11), ClockAction::pause}, {monday(90), satisfy}}, monday(99))
            .open_left == open(hours(3)));
}

TEST_CASE("working days go by the clock, to the end of the day if so agreed") {
  Terms terms{.amount = days(2), .counted_in = CountedIn::working_days, .hours = paris()};
  const Events events{{monday(10), start}};
  CHECK(read(terms, events, monday(11)).due_at == monday(58));
  terms.to_end_of_day = true;
  CHECK(read(terms, events, monday(11)).due_at == monday(66));
}

TEST_CASE("what was quoted wins over the terms, also over other ones, and pauses move it") {
  const Terms terms[] = {business(hours(4), PausesCount::in_wall), business(hours(1))};
  const Events quoted{{monday(10), start}, {monday(11), quote, 0, monday(58)}};
  CHECK(read_clock(terms, quoted, monday(12)).due_at == monday(58));
  Events events = quoted;
  events.push_back({monday(12), rerate, 1});
  CHECK(read_clock(terms, events, monday(12)).due_at == monday(58));
  events = quoted;
  events.push_back({monday(34), ClockAction::pause});
  events.push_back({monday(37), resume});
  CHECK(read_clock(terms, events, monday(37)).due_at == monday(61));
  Terms otherwise = terms[0];
  otherwise.quoted_pauses = PausesCount::not_at_all;
  CHECK(read(otherwise, events, monday(37)).due_at == monday(58));
  // A pause that began before the quotation moves it from the quotation on.
  const Events during{{monday(10), start},
                      {monday(10), ClockAction::pause},
                      {monday(14), quote, 0, monday(58)},
                      {monday(16), resume}};
  CHECK(read_clock(terms, during, monday(15)).left == hours(44));
  CHECK(read_clock(terms, during, monday(17)).due_at == monday(60));
}

TEST_CASE("rating again counts from the beginning, and what was before can still be read") {
  const Terms terms[] = {business(hours(8)), business(hours(2))};
  const Events events{
      {monday(9), start}, {monday(10), ClockAction::pause}, {monday(11), resume}, {monday(14), rerate, 1}};
  CHECK(read_clock(terms, events, monday(14) - Duration(1)).due_at == monday(34));
  CHECK(read_clock(terms, events, monday(14)).due_at == monday(12));
  CHECK(read_clock(terms, events, monday(14)).open_left == open(-hours(1)));
}

TEST_CASE("a cancelled clock that is rated again counts as if it had not been cancelled") {
  const Terms terms[] = {business(hours(4)), business(hours(6))};
  Events events{{monday(10), start}, {monday(11), cancel}};
  CHECK(read_clock(terms, events, monday(16)).open_elapsed == open(hours(1)));
  events.push_back({monday(14), ClockAction::pause});
  events.push_back({monday(15), resume});
  const ClockReading meanwhile = read_clock(terms, events, monday(15));
  CHECK(meanwhile.state == ClockState::cancelled);
  CHECK_FALSE(meanwhile.due_at);
  CHECK(meanwhile.elapsed == hours(1));
  events.push_back({monday(16), rerate, 1});
  const ClockReading again = read_clock(terms, events, monday(16));
  CHECK(again.state == ClockState::running);
  CHECK(again.due_at == monday(18));
  CHECK(again.open_elapsed == open(hours(4)));
  CHECK(again.open_paused == open(hours(1)));
  CHECK(read_clock(terms, events, monday(15)).state == ClockState::cancelled);
  // What was done meanwhile was done.
  const Events done{
      {monday(10), start}, {monday(11), cancel}, {monday(12), satisfy}, {monday(20), rerate, 0}};
  CHECK(read_clock(terms, done, monday(19)).state == ClockState::cancelled);
  CHECK(read_clock(terms, done, monday(21)).state == ClockState::satisfied);
  CHECK_FALSE(read_clock(terms, done, monday(21)).is_late());
  // It cannot be quoted, seen late or called off while it is.
  for (const ClockAction action : {quote, breach, cancel, start})
    CHECK(error_of([&] {
            read_clock(terms,
                       Events{{monday(10), start}, {monday(11), cancel}, {monday(12), action, 0, monday(13)}},
                       monday(14));
          }).message() ==
          fmt::format("cannot {} at {}: it is cancelled", to_text(action), to_text(monday(12))));
}

TEST_CASE("what ran and what stood still counts by the terms that hold") {
  const OpeningHours strike({.name = "Paris",
                             .zone = "Europe/Paris",
                             .hours = "mon-fri 09:00-12:00 13:00-18:00",
                             .days = "2026-11-23 closed Strike"});
  const Terms terms[] = {business(hours(8)), {.amount = hours(8), .hours = strike}};
  const Events events{
      {monday(9), start}, {monday(10), ClockAction::pause}, {monday(11), resume}, {monday(14), rerate, 1}};
  const ClockReading before = read_clock(terms, events, monday(14) - Duration(1));
  CHECK(before.open_elapsed == open(hours(3) - Duration(1)));
  CHECK(before.open_paused == open(hours(1)));
  const ClockReading reading = read_clock(terms, events, monday(34));  // Tuesday at ten
  CHECK(reading.open_elapsed == open(hours(1)));
  CHECK(reading.open_paused == open({}));
  CHECK(reading.open_left == open(hours(7)));
  CHECK(reading.elapsed == hours(24));
}

TEST_CASE("what was seen late is a miss only by the terms that hold") {
  const Terms terms[] = {business(hours(2)), business(hours(4))};
  Events events{{monday(9), start}, {monday(14), breach}, {monday(15), rerate, 1}};
  CHECK(read_clock(terms, events, monday(14)).breached_at == monday(14));
  CHECK_FALSE(read_clock(terms, events, monday(15)).breached_at);
  events.push_back({monday(16), breach});
  CHECK(read_clock(terms, events, monday(16)).breached_at == monday(16));
  events.push_back({monday(17), rerate, 0});
  CHECK(read_clock(terms, events, monday(17)).breached_at == monday(14));
  // What was quoted then was promised then.
  const Events quoted{
      {monday(9), start}, {monday(10), quote, 0, monday(11)}, {monday(12), breach}, {monday(13), rerate, 1}};
  CHECK(read_clock(terms, quoted, monday(14)).breached_at == monday(12));
}

TEST_CASE("that somebody saw it late is kept, the first time") {
  const Events events{{monday(10), start}, {monday(16), breach}, {monday(17), breach}, {monday(18), satisfy}};
  CHECK_FALSE(read(business(hours(4)), events, monday(15)).breached_at);
  CHECK(read(business(hours(4)), events, monday(20)).breached_at == monday(16));
}

TEST_CASE("every action in every state: it follows, or is refused by name") {
  struct Row {
    const char* state;
    Events before;
    std::vector<ClockAction> allowed;
  };
  const Row rows[] = {
      {"waiting", {}, {start, cancel}},
      {"running", {{monday(9), start}}, {ClockAction::pause, satisfy, cancel, quote, rerate, breach}},
      {"paused",
       {{monday(9), start}, {monday(9), ClockAction::pause}},
       {resume, satisfy, cancel, quote, rerate, breach}},
      {"satisfied", {{monday(9), start}, {monday(9), satisfy}}, {resume, rerate}},
      {"cancelled", {{monday(9), start}, {monday(9), cancel}}, {ClockAction::pause, satisfy, rerate}},
  };
  for (const Row& row : rows)
    for (const ClockAction action :
         {start, ClockAction::pause, resume, satisfy, cancel, quote, rerate, breach}) {
      CAPTURE(row.state);
      CAPTURE(to_text(action));
      Events events = row.before;
      events.push_back({monday(10), action, 0, monday(11)});
      const bool allowed = std::find(row.allowed.begin(), row.allowed.end(), action) != row.allowed.end();
      if (allowed) {
        CHECK_NOTHROW(read(business(hours(4)), events, monday(12)));
      } else {
        const Error error = error_of([&] { read(business(hours(4)), events, monday(12)); });
        CHECK(error.code() == Code::invalid);
        CHECK_MESSAGE(error.message().find("it is " + std::string(row.state)) != std::string::npos,
                      error.message());
      }
    }
}

TEST_CASE("terms and events that make no sense are refused") {
  const Events events{{monday(10), start}};
  const auto refused = [&](const Terms& terms, const Events& with) {
    return error_of([&] { read(terms, with, monday(99)); }).code() == Code::invalid;
  };
  CHECK(refused(business({}), events));
  CHECK(refused(business(-hours(1)), events));
  CHECK(refused(business(days(40'000)), events));
  CHECK(refused({.amount = hours(25), .counted_in = CountedIn::working_days, .hours = paris()}, events));
  CHECK(refused(business(hours(1)), {{monday(10), start}, {monday(9), ClockAction::pause}}));
  CHECK(refused(business(hours(1)), {{monday(10), start}, {monday(11), quote}}));
  CHECK(refused(business(hours(1)), {{monday(10), start, 1}}));
}

TEST_CASE("at random: what is left is what was promised less what ran, in the time that counts") {
  Random random(5);
  int late = 0;
  for (int round = 0; round < 3000; ++round) {
    const bool in_wall = random.one_in(2);
    const Duration amount = minutes(random.between(1, 3000));
    const Terms terms = in_wall ? wall(amount) : business(amount);
    Instant now = monday(0) + minutes(random.between(0, 50'000));
    Events events{{now, start}};
    bool runs = true;
    Duration ran{};
    Duration ran_open{};
    const auto pass = [&] {
      const Instant next = now + minutes(random.between(0, 4000));
      if (runs) ran += next - now;
      if (runs) ran_open += paris().between(now, next).amount;
      now = next;
    };
    for (std::size_t i = random.below(6); i > 0; --i) {
      pass();
      // A stop is a pause or an end that is taken back.
      events.push_back({now, !runs ? resume : random.one_in(3) ? satisfy : ClockAction::pause});
      runs = !runs;
    }
    pass();
    CAPTURE(round);
    const ClockReading reading = read(terms, events, now);
    CHECK(reading.elapsed == ran);
    CHECK(reading.open_elapsed == open(ran_open));
    if (in_wall)
      CHECK(reading.left == amount - ran);
    else
      CHECK(reading.open_left == open(amount - ran_open));
    late += reading.is_late();
    // As of an earlier instant it is as if the rest had not been written yet.
    for (std::size_t i = 1; i < events.size(); ++i) {
      if (events[i].at == events[i - 1].at) continue;
      const Instant before = events[i].at - Duration(1);
      const ClockReading then = read(terms, events, before);
      const ClockReading alone =
          read(terms, Events(events.begin(), events.begin() + static_cast<std::ptrdiff_t>(i)), before);
      CHECK(then.due_at == alone.due_at);
      CHECK(then.left == alone.left);
    }
  }
  CHECK(late > 500);
}
