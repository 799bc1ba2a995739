// Target clocks and the clocks of cases against an oracle that goes from minute to minute.
#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <span>
#include <sstream>
#include <string>
#include <vector>

#include "rapport/rapport.hpp"
#include "support/book.hpp"
#include "support/long.hpp"
#include "support/minute_by_minute.hpp"

namespace {

using namespace rapport;
using namespace rapport::test;
using rapport::test::text_of;

void compare(const ClockReading& read, const PlainClock& plain, const PlainCalendar& calendar, Minute now) {
  REQUIRE(to_text(read.state) == to_text(plain.state));
  REQUIRE(text_of(read.due_at) == text_of(instant_of(plain.due())));
  REQUIRE(read.elapsed == minutes(plain.elapsed));
  REQUIRE(read.open_elapsed.amount == minutes(plain.open_elapsed));
  REQUIRE(read.paused == minutes(plain.paused()));
  REQUIRE(read.open_paused.amount == minutes(plain.open_paused()));
  REQUIRE(text_of(read.breached_at) == text_of(instant_of(plain.breached())));
  REQUIRE(read.is_late() == plain.is_late(now));
  if (!plain.due()) {
    REQUIRE(read.left == Duration{});
    REQUIRE(read.open_left == BusinessDuration{});
    return;
  }
  const auto [from, to] = plain.way_left(now);
  REQUIRE(read.left == minutes(to - from));
  REQUIRE(read.open_left.amount == minutes(calendar.open_between(from, to)));
}

ClockAction random_action(Random& random, const PlainClock& plain) {
  using enum ClockAction;
  const ClockState state = plain.underneath();
  static const std::vector<ClockAction> running{pause, pause, pause, satisfy, satisfy, quote, rerate, breach};
  static const std::vector<ClockAction> paused{resume,  resume, resume, resume,
                                               satisfy, quote,  rerate, breach};
  static const std::vector<ClockAction> satisfied{resume, resume, rerate};
  // A cancelled clock waits for other terms.
  static const std::vector<ClockAction> runs_cancelled{pause, satisfy, rerate, rerate};
  static const std::vector<ClockAction> paused_cancelled{resume, resume, satisfy, rerate, rerate};
  if (plain.state == ClockState::cancelled)
    return random.of(state == ClockState::running  ? runs_cancelled
                     : state == ClockState::paused ? paused_cancelled
                                                   : satisfied);
  if (state != ClockState::satisfied && random.one_in(12)) return cancel;
  return random.of(state == ClockState::running ? running : state == ClockState::paused ? paused : satisfied);
}

void act(PlainClock& plain, const ClockEvent& event, Minute now, const std::vector<Terms>& terms) {
  switch (event.action) {
    case ClockAction::start: plain.start(now, terms[event.terms]); break;
    case ClockAction::pause: plain.pause(now); break;
    case ClockAction::resume: plain.resume(); break;
    case ClockAction::satisfy: plain.satisfy(now); break;
    case ClockAction::cancel: plain.cancel(now); break;
    case ClockAction::quote:
      plain.quote(now, std::chrono::duration_cast<minutes>(event.due_at->time_since_epoch()).count());
      break;
    case ClockAction::rerate: plain.rerate(terms[event.terms]); break;
    case ClockAction::breach: plain.breach(now); break;
  }
}

// One clock with what happens to it at random, read at each event and some minutes later.
void go_through_a_clock(Random& random, const PlainCalendar& calendar, const OpeningHours& hours, int& late) {
  const std::vector<Terms> terms{random_terms(random, hours), random_terms(random, hours)};
  Minute now = random_start(random, calendar);
  std::vector<ClockEvent> events;
  PlainClock plain(calendar);
  // What happens is decided on the way: the oracle knows the state, and can look back only.
  struct Reading {
    Minute at;
    PlainClock plain;
  };
  std::vector<Reading> readings{{now - 1, plain}};
  for (std::size_t left = 1 + random.below(8); left > 0; --left) {
    ClockEvent event{.at = instant_of(now), .terms = random.below(2)};
    event.action = plain.state == ClockState::waiting
                       ? (random.one_in(50) ? ClockAction::cancel : ClockAction::start)
                       : random_action(random, plain);
    if (event.action == ClockAction::quote) event.due_at = instant_of(now + random.between(-600, 6000));
    events.push_back(event);
    act(plain, event, now, terms);
    const Minute passing = random.one_in(6) ? 0 : random.between(1, random.one_in(2) ? 200 : 2500);
    const Minute read_at = now + random.between(0, std::max<Minute>(passing - 1, 0));
    for (const Minute until = now + passing; now < until; ++now) {
      if (now == read_at) readings.push_back({now, plain});
      plain.pass(now);
    }
    if (plain.state != ClockState::waiting && plain.underneath() == ClockState::waiting) break;
  }
  readings.push_back({now, plain});
  CAPTURE(text_of(terms));
  CAPTURE(text_of(events));
  for (const Reading& reading : readings) {
    CAPTURE(to_text(instant_of(reading.at)));
    const ClockReading read = read_clock(terms, events, instant_of(reading.at));
    compare(read, reading.plain, calendar, reading.at);
    late += read.is_late();
  }
}

}  // namespace

TEST_CASE("a clock reads as one that goes from minute to minute") {
  Random random(101);
  int late = 0;
  int beyond = 0;
  const int calendars = test::is_long() ? 1000 : 40;
  const int rounds = test::is_long() ? 1000 : 100;
  for (int i = 0; i < calendars; ++i) {
    const PlainCalendar calendar = random_calendar(random);
    const Calendar record = calendar.record();
    const OpeningHours hours(record);
    CAPTURE(record.zone);
    CAPTURE(record.hours);
    CAPTURE(record.days.value_or(""));
    for (int round = 0; round < rounds; ++round) {
      try {
        go_through_a_clock(random, calendar, hours, late);
      } catch (const BeyondTheTable&) {
        ++beyond;
      }
    }
  }
  CHECK(late > calendars * rounds / 10);
  CHECK(beyond < calendars * rounds / 10);
}

// ---- A case, from minute to minute

namespace {

using enum TargetKind;

struct Happening {
  enum What { move, assign, prioritise, hear, reply, check };
  Minute at = 0;
  What what = check;
  CaseState state = CaseState::open;
  std::optional<Id<Team>> team{};
  std::optional<Id<Agent>> assignee{};
  Priority priority = Priority::normal;
  // Of a word: where it moves the case. That is decided when it is written down.
  std::optional<CaseState> moves_to{};
};

std::string text_of(const Happening& each) {
  static const char* const names[] = {"move", "assign", "prioritise", "hear", "reply", "check"};
  std::string text = to_text(instant_of(each.at)) + " " + names[each.what];
  if (each.what == Happening::move) text += " " + std::string(to_text(each.state));
  if (each.what == Happening::assign)
    text += " team " + (each.team ? to_text(*each.team).substr(28) : "-") + " agent " +
            (each.assignee ? "yes" : "-");
  if (each.what == Happening::prioritise) text += " " + std::string(to_text(each.priority));
  return text + "\n";
}

bool is_over(CaseState state) { return state == CaseState::resolved || state == CaseState::closed; }

// What is promised of one kind to the customer or by teams, and the clocks that come of it.
struct PlainLane {
  struct Round {
    PlainClock clock;
    const Target* target = nullptr;
    std::optional<Minute> ended{};
    bool late_when_cancelled = false;
    bool passed_on = false;
    // A change of priority to come: whose terms it has already, or waits for, cancelled since then.
    const Happening* ahead = nullptr;
    const Happening* waits_for = nullptr;
    Minute ceased = 0;
  };
  TargetKind kind = resolution;
  Towards towards = Towards::customer;
  std::vector<Round> rounds{};
};

class PlainCase {
 public:
  PlainCase(const PlainCalendar& calendar, const OpeningHours& hours, const std::vector<Policy>& policies)
      : calendar_(&calendar), hours_(&hours), policies_(&policies) {
    for (const Towards towards : {Towards::customer, Towards::team})
      for (const TargetKind kind : {ownership, first_response, next_response, update, resolution})
        lanes.push_back({.kind = kind, .towards = towards});
  }

  std::vector<PlainLane> lanes{};
  CaseState state = CaseState::new_;
  std::span<const Happening> to_come{};

  void open(Minute at, Priority priority, std::optional<Id<Team>> team, std::optional<Id<Agent>> assignee) {
    priority_ = priority;
    team_ = team;
    assignee_ = assignee;
    policy_ = fitting();
    for (PlainLane& lane : lanes) {
      if (lane.towards == Towards::team ? !team_ : !starts_at_opening(lane)) continue;
      begin(lane, at);
      if (lane.kind == ownership && assignee_) satisfy(lane, at);
    }
    stand_still_or_run(at);
  }

  void happen(const Happening& it) {
    switch (it.what) {
      case Happening::move: move(it.at, it.state); break;
      case Happening::assign: assign(it); break;
      case Happening::prioritise: prioritise(it); break;
      case Happening::hear: hear(it.at); break;
      case Happening::reply: reply(it.at); break;
      case Happening::check: break;
    }
    if (it.moves_to) move(it.at, *it.moves_to);
    stand_still_or_run(it.at);
  }

  void pass(Minute minute) {
    for (PlainLane& lane : lanes)
      for (PlainLane::Round& round : lane.rounds) round.clock.pass(minute);
  }

 private:
  const Policy* fitting() const {
    for (const Policy& each : *policies_)
      if (!each.level.fits || priority_ == Priority::urgent) return &each;
    return nullptr;
  }
  const Target* target_of(const PlainLane& lane) const { return target_for(lane, priority_); }
  // What is promised now or, where nothing is, by a change of priority to come, which is then named.
  std::pair<const Target*, const Happening*> promised(const PlainLane& lane) const {
    if (const Target* now = target_of(lane)) return {now, nullptr};
    if (policy_ && policy_->level.on_change != OnChange::keep)
      for (const Happening& each : to_come)
        if (each.what == Happening::prioritise)
          if (const Target* later = target_for(lane, each.priority)) return {later, &each};
    return {};
  }
  const Target* target_for(const PlainLane& lane, Priority priority) const {
    const Target* found = nullptr;
    if (!policy_) return nullptr;
    for (const Target& each : policy_->targets) {
      if (each.kind != lane.kind || each.towards != lane.towards) continue;
      if (each.priority && each.priority != priority) continue;
      if (each.team && each.team != team_) continue;
      if (!found || each.priority || each.team) found = &each;
    }
    return found;
  }
  Terms terms_of(const Target& target) const {
    return {.amount = target.amount,
            .counted_in = target.counted_in,
            .to_end_of_day = target.to_end_of_day,
            .pauses = target.pauses,
            .quoted_pauses = target.quoted_pauses,
            .hours = *hours_};
  }
  static bool is_exchange(const PlainLane& lane) { return lane.kind == next_response || lane.kind == update; }
  static Rhythm rhythm_of(const PlainLane& lane, const Target& target) {
    return target.rhythm.value_or(lane.kind == update ? Rhythm::between_replies : Rhythm::customer_waits);
  }
  bool starts_at_opening(const PlainLane& lane) const {
    if (!is_exchange(lane)) return true;
    const Target* target = promised(lane).first;
    if (!target) return false;
    const Rhythm rhythm = rhythm_of(lane, *target);
    return rhythm == Rhythm::between_replies || rhythm == Rhythm::any_word;
  }

  void begin(PlainLane& lane, Minute at) {
    const auto [target, ahead] = promised(lane);
    if (!target) return;
    lane.rounds.push_back({.clock = PlainClock(*calendar_), .target = target, .ahead = ahead});
    lane.rounds.back().clock.start(at, terms_of(*target));
  }
  static PlainLane::Round* going(PlainLane& lane) {
    if (lane.rounds.empty() || lane.rounds.back().ended) return nullptr;
    return &lane.rounds.back();
  }
  static void satisfy(PlainLane& lane, Minute at) {
    if (PlainLane::Round* round = going(lane)) {
      round->clock.satisfy(at);
      round->ended = at;
    }
  }
  static void cancel(PlainLane& lane, Minute at) {
    PlainLane::Round* round = going(lane);
    if (!round) return;
    if (!round->waits_for) {
      round->late_when_cancelled = round->clock.is_late(at);
      round->clock.cancel(at);
    }
    round->ended = round->waits_for ? round->ceased : at;
    round->waits_for = nullptr;
  }
  // Nothing is promised of it any more, or not until later.
  void cease(PlainLane& lane, Minute at) {
    const auto [target, later] = promised(lane);
    if (!target) return cancel(lane, at);
    PlainLane::Round& round = lane.rounds.back();
    round.late_when_cancelled = round.clock.is_late(at);
    round.clock.cancel(at);
    round.ceased = at;
    round.target = target;
    round.ahead = later;
    round.waits_for = later;
  }

  void stand_still_or_run(Minute at) {
    for (PlainLane& lane : lanes) {
      PlainLane::Round* round = going(lane);
      if (!round) continue;
      bool stops = is_over(state);
      std::istringstream states(round->target->stopped_in.value_or(""));
      for (std::string each; states >> each;) stops |= each == to_text(state);
      const ClockState stands = round->clock.underneath();
      if (stops && stands == ClockState::running) round->clock.pause(at);
      if (!stops && stands == ClockState::paused) round->clock.resume();
    }
  }

  void move(Minute at, CaseState to) {
    const bool was_over = is_over(state);
    state = to;
    if (!was_over && is_over(to)) {
      for (PlainLane& lane : lanes)
        if (PlainLane::Round* round = going(lane))
          if (lane.kind == resolution || round->target->met_by_resolution) satisfy(lane, at);
    }
    if (was_over && !is_over(to)) {
      for (PlainLane& lane : lanes) reopen(lane, at);
    }
  }
  void reopen(PlainLane& lane, Minute at) {
    if (lane.rounds.empty()) return;
    PlainLane::Round& last = lane.rounds.back();
    if (last.clock.underneath() != ClockState::satisfied) return;
    if (lane.towards == Towards::team && last.passed_on) return;
    const Reopening usual = lane.kind == resolution ? Reopening::resumes : Reopening::stays;
    const Reopening does = last.target->reopening.value_or(usual);
    if (does == Reopening::resumes && promised(lane).first) {
      last.clock.resume();
      last.ended.reset();
      if (!target_of(lane) && !last.waits_for) cease(lane, at);
    }
    if (does == Reopening::restarts) begin(lane, at);
  }

  void assign(const Happening& it) {
    const bool passed_on = it.team != team_;
    assignee_ = it.assignee;
    for (PlainLane& lane : lanes) {
      if (lane.towards != Towards::team || !passed_on || lane.rounds.empty()) continue;
      lane.kind == resolution ? satisfy(lane, it.at) : cancel(lane, it.at);
      lane.rounds.back().passed_on = true;
    }
    team_ = it.team;
    for (PlainLane& lane : lanes) {
      if (lane.towards == Towards::team && passed_on && team_) begin(lane, it.at);
      if (lane.kind == ownership && assignee_) satisfy(lane, it.at);
    }
  }

  void prioritise(const Happening& it) {
    if (policy_->level.on_change == OnChange::keep) return;
    priority_ = it.priority;
    for (PlainLane& lane : lanes) {
      PlainLane::Round* round = going(lane);
      if (round && round->ahead) round = nullptr;  // it has these terms already, or those of later
      for (PlainLane::Round& each : lane.rounds) {
        if (each.waits_for == &it) each.clock.rerate(terms_of(*each.target));
        if (each.waits_for == &it) each.waits_for = nullptr;
        if (each.ahead == &it) each.ahead = nullptr;
      }
      if (!round) continue;
      const Target* target = target_of(lane);
      if (!target) {
        cease(lane, it.at);
        continue;
      }
      round->target = target;
      round->clock.rerate(terms_of(*target));
    }
  }

  void hear(Minute at) {
    for (PlainLane& lane : lanes) {
      const Target* target = promised(lane).first;
      if (!is_exchange(lane) || !target) continue;
      switch (rhythm_of(lane, *target)) {
        case Rhythm::customer_waits_again:
          if (!replied_) break;
          [[fallthrough]];
        case Rhythm::customer_waits:
          if (!going(lane)) begin(lane, at);
          break;
        case Rhythm::between_replies: break;
        case Rhythm::after_replies: cancel(lane, at); break;
        case Rhythm::any_word:
          satisfy(lane, at);
          begin(lane, at);
          break;
        case Rhythm::last_word:
          if (heard_since_reply_) break;
          satisfy(lane, at);
          begin(lane, at);
          break;
      }
    }
    heard_since_reply_ = true;
  }

  void reply(Minute at) {
    for (PlainLane& lane : lanes) {
      if (lane.kind == first_response) satisfy(lane, at);
      const Target* target = promised(lane).first;
      if (!is_exchange(lane) || !target) continue;
      satisfy(lane, at);
      const Rhythm rhythm = rhythm_of(lane, *target);
      if (rhythm != Rhythm::customer_waits && rhythm != Rhythm::customer_waits_again) begin(lane, at);
    }
    replied_ = true;
    heard_since_reply_ = false;
  }

  const PlainCalendar* calendar_;
  const OpeningHours* hours_;
  const std::vector<Policy>* policies_;
  const Policy* policy_ = nullptr;
  Priority priority_ = Priority::normal;
  std::optional<Id<Team>> team_{};
  std::optional<Id<Agent>> assignee_{};
  bool replied_ = false;
  bool heard_since_reply_ = false;
};

std::string text_of(const Target& target) {
  std::string text = std::string(to_text(target.kind)) + " " + std::string(to_text(target.towards)) + " " +
                     to_text(target.amount) + " " + std::string(to_text(target.counted_in));
  const auto say = [&](const char* name, const auto& value) {
    if (value) text += std::string(" ") + name + "=" + std::string(to_text(*value));
  };
  say("priority", target.priority);
  say("rhythm", target.rhythm);
  say("pauses", target.pauses);
  say("reopening", target.reopening);
  if (target.team) text += " team=" + to_text(*target.team).substr(28);
  if (target.stopped_in) text += " stopped_in=" + *target.stopped_in;
  if (target.to_end_of_day) text += " to_end_of_day";
  if (target.met_by_resolution) text += " met_by_resolution";
  return text + "\n";
}

// The book's time never goes back, so it begins with the course.
FakeClock clock_at(Instant instant) {
  FakeClock clock;
  clock.set(instant);
  return clock;
}

struct Desk {
  explicit Desk(Instant opens) : clock(clock_at(opens)) {}

  FakeClock clock;
  Book book = Book::in_memory(fixed_options(clock));
  Customer acme = book.customers().add({.name = "Acme"});
  std::vector<Id<Team>> teams{book.teams().add({.name = "First line"}).id,
                              book.teams().add({.name = "Experts"}).id};
  Id<Agent> zoe = book.agents().add({.name = "Zoé"}).id;
};

std::vector<Target> random_targets(Random& random, const Desk& desk) {
  std::vector<Target> targets;
  const auto add = [&](TargetKind kind, Towards towards) {
    if (random.one_in(2)) return;
    const auto fill = [&](Target target) {
      target.kind = kind;
      target.towards = towards;
      target.counted_in = static_cast<CountedIn>(random.between(1, 3));
      target.amount = minutes(random.between(1, random.one_in(2) ? 200 : 2000));
      if (target.counted_in == CountedIn::working_days) {
        target.amount = std::chrono::days(random.between(1, 4));
        target.to_end_of_day = random.one_in(2);
      }
      target.pauses = random_pauses(random);
      return target;
    };
    Target usual;
    if (kind == next_response || kind == update) {
      if (random.below(4)) usual.rhythm = static_cast<Rhythm>(random.between(1, 6));
    }
    if (kind != resolution && kind != ownership) usual.met_by_resolution = random.one_in(3);
    if (random.one_in(3)) usual.reopening = static_cast<Reopening>(random.between(1, 3));
    if (random.one_in(3)) usual.stopped_in = "waiting_customer";
    if (random.one_in(4)) usual.stopped_in = "waiting_customer waiting_third_party";
    if (random.one_in(8)) usual.stopped_in = "new";
    const bool has_usual = random.below(4);
    if (has_usual) targets.push_back(fill(usual));
    Target special = usual;
    if (towards == Towards::team && random.one_in(2)) {
      special.team = random.of(desk.teams);
      targets.push_back(fill(special));
    } else if (!has_usual || random.one_in(2)) {
      special.priority = random.one_in(2) ? Priority::urgent : Priority::high;
      targets.push_back(fill(special));
    }
  };
  for (const TargetKind kind : {ownership, first_response, next_response, update, resolution})
    add(kind, Towards::customer);
  for (const TargetKind kind : {ownership, resolution}) add(kind, Towards::team);
  if (targets.empty()) targets.push_back({.kind = resolution, .amount = minutes(600)});
  return targets;
}

CaseState random_move(Random& random, CaseState from) {
  using enum CaseState;
  static const std::vector<CaseState> all{open, waiting_customer, waiting_third_party, resolved, closed};
  if (from == closed) return open;
  if (from == resolved) return random.one_in(3) ? closed : open;
  for (;;)
    if (const CaseState to = random.of(all); to != from) return to;
}

void tell(Desk& desk, Id<Case> of, const Happening& it, Minute now) {
  desk.clock.set(std::max(desk.clock.now(), instant_of(now)));
  const auto say = [&](Direction direction) {
    desk.book.service().reply(
        of, {.channel = Channel::email, .direction = direction, .at = instant_of(it.at), .body = "Hello"});
  };
  switch (it.what) {
    case Happening::move: desk.book.service().move(of, it.state); break;
    case Happening::assign: desk.book.service().assign(of, {.team = it.team, .assignee = it.assignee}); break;
    case Happening::prioritise: desk.book.service().set_priority(of, it.priority); break;
    case Happening::hear: say(Direction::inbound); break;
    case Happening::reply: say(Direction::outbound); break;
    case Happening::check: desk.book.timekeeping().check(); break;
  }
}

struct Opening {
  Minute at;
  Priority priority;
  std::optional<Id<Team>> team;
  std::optional<Id<Agent>> assignee;
};

// All that happened, as far as it happened until an instant, and the case as it stands then.
PlainCase go_through(PlainCase plain, const Opening& opening, const std::vector<Happening>& course,
                     Minute until) {
  plain.to_come = course;
  plain.open(opening.at, opening.priority, opening.team, opening.assignee);
  auto next = course.begin();
  for (Minute minute = opening.at;; ++minute) {
    for (; next != course.end() && next->at == minute; ++next) {
      plain.to_come = {next + 1, course.end()};
      plain.happen(*next);
    }
    if (minute >= until) return plain;
    plain.pass(minute);
  }
}

void compare(Desk& desk, const std::vector<Clock>& clocks, const PlainCase& last, const PlainCase& then,
             const PlainCalendar& calendar, Minute now, bool is_last) {
  for (std::size_t i = 0; i < last.lanes.size(); ++i) {
    const PlainLane& lane = last.lanes[i];
    CAPTURE(to_text(lane.kind));
    CAPTURE(to_text(lane.towards));
    std::vector<Clock> of_lane = clocks;
    std::erase_if(of_lane,
                  [&](const Clock& each) { return each.kind != lane.kind || each.towards != lane.towards; });
    std::ranges::sort(of_lane, {}, &Clock::round);
    REQUIRE(of_lane.size() == lane.rounds.size());
    for (std::size_t number = 0; number < of_lane.size(); ++number) {
      const Clock& clock = of_lane[number];
      const PlainLane::Round& round = lane.rounds[number];
      CAPTURE(clock.events);
      REQUIRE(clock.round == static_cast<std::int64_t>(number) + 1);
      if (is_last) {
        REQUIRE(to_text(clock.started_at) == to_text(instant_of(round.clock.started)));
        REQUIRE(to_text(clock.state) == to_text(round.clock.state));
        REQUIRE(
            text_of(clock.due_at) ==
            text_of(round.clock.state == ClockState::running ? instant_of(round.clock.due()) : std::nullopt));
        REQUIRE(text_of(clock.ended_at) == text_of(instant_of(round.ended)));
        if (round.clock.state == ClockState::satisfied) {
          REQUIRE(clock.met.has_value());
          REQUIRE(*clock.met == !round.clock.is_late(now));
        }
        // What is called off when it is late was missed.
        if (round.clock.state == ClockState::cancelled)
          REQUIRE((clock.met == (round.late_when_cancelled ? std::optional(false) : std::nullopt)));
      }
      const PlainClock waiting(calendar);
      const PlainLane& then_lane = then.lanes[i];
      compare(desk.book.timekeeping().read(clock, instant_of(now)),
              number < then_lane.rounds.size() ? then_lane.rounds[number].clock : waiting, calendar, now);
    }
  }
}

void go_through_a_case(Random& random, const PlainCalendar& calendar, const OpeningHours& hours,
                       std::size_t& rounds) {
  const Minute start = random_start(random, calendar) / 2 * 2;
  Desk desk(instant_of(start));
  const Calendar record = desk.book.calendars().add(calendar.record());
  std::vector<Policy> policies;
  // Not gone through: match; service_levels_test.cpp has it.
  const OnChange on_change = random.one_in(2) ? OnChange::keep : OnChange::retarget;
  const auto adopt = [&](ServiceLevel level) {
    level.calendar = record.id;
    level.on_change = on_change;
    policies.push_back(
        desk.book.timekeeping().adopt({.level = level, .targets = random_targets(random, desk)}));
  };
  if (random.one_in(3)) adopt({.name = "Urgent", .position = 1, .fits = "priority == 'urgent'"});
  adopt({.name = "All", .position = 2});
  std::string told = "on_change " + std::string(to_text(on_change)) + "\n";
  for (const Policy& policy : policies)
    for (const Target& each : policy.targets) told += policy.level.name + ": " + text_of(each);

  const auto any_team = [&] {
    return random.one_in(3) ? std::optional<Id<Team>>() : std::optional(random.of(desk.teams));
  };
  const auto anybody = [&] {
    return random.one_in(2) ? std::optional<Id<Agent>>() : std::optional(desk.zoe);
  };
  Opening opening{.at = start,
                  .priority = static_cast<Priority>(random.between(1, 4)),
                  .team = any_team(),
                  .assignee = random.one_in(4) ? anybody() : std::nullopt};
  const Id<Case> made = desk.book.service()
                            .open({.customer = desk.acme.id,
                                   .subject = "No backups",
                                   .priority = opening.priority,
                                   .team = opening.team,
                                   .assignee = opening.assignee})
                            .id;
  told += to_text(instant_of(start)) + " open " + std::string(to_text(opening.priority)) + " team " +
          (opening.team ? to_text(*opening.team).substr(28) : "-") + " agent " +
          (opening.assignee ? "yes" : "-") + "\n";
  const PlainCase plain(calendar, hours, policies);

  std::vector<Happening> course;
  Minute now = start;
  Minute last_move = start;
  CaseState state = CaseState::new_;
  Priority priority = opening.priority;
  for (std::size_t left = random.below(12); left > 0; --left) {
    if (random.below(8)) now += 2 * random.between(1, random.one_in(2) ? 100 : 900);
    Happening it{.at = now, .what = static_cast<Happening::What>(random.below(6))};
    if (it.what == Happening::check) it.what = random.one_in(2) ? Happening::hear : Happening::reply;
    it.state = random_move(random, state);
    it.team = any_team();
    it.assignee = anybody();
    do it.priority = static_cast<Priority>(random.between(1, 4));
    while (it.priority == priority);
    if (it.what == Happening::prioritise) priority = it.priority;
    const bool is_word = it.what == Happening::hear || it.what == Happening::reply;
    // Written down late, at an odd minute, so that nothing else happened in the same one.
    if (is_word && now > start && random.one_in(5))
      it.at = start + (now - start) / 2 / random.between(1, 9) * 2 + 1;
    if (it.at > now) it.at -= 2;
    told += (it.at < now ? "late " : "") + text_of(it);
    tell(desk, made, it, now);
    // Words before the last move move nothing.
    if (is_word && it.at >= last_move) {
      if (it.what == Happening::reply && state == CaseState::new_) it.moves_to = CaseState::open;
      if (it.what == Happening::hear && (state == CaseState::waiting_customer || is_over(state)))
        it.moves_to = CaseState::open;
    }
    if (it.moves_to || it.what == Happening::move) {
      state = it.moves_to.value_or(it.state);
      last_move = it.at;
    }
    course.insert(std::ranges::upper_bound(course, it.at, {}, &Happening::at), it);
  }
  CAPTURE(told);
  const std::vector<Clock> clocks = desk.book.timekeeping().clocks(made);
  rounds += clocks.size();
  std::string made_of;
  for (const Clock& each : clocks)
    made_of += std::string(to_text(each.kind)) + " " + std::string(to_text(each.towards)) + " " +
               std::to_string(each.round) + ":\n" + each.events + "\n";
  CAPTURE(made_of);
  const PlainCase last = go_through(plain, opening, course, now);
  compare(desk, clocks, last, last, calendar, now, true);
  for (const Minute at : {start + random.between(0, now - start + 1),
                          start + random.between(0, now - start + 1), now + random.between(1, 2000)}) {
    CAPTURE(to_text(instant_of(at)));
    compare(desk, clocks, last, go_through(plain, opening, course, at), calendar, at, false);
  }
}

}  // namespace

TEST_CASE("the clocks of a case are those of one that goes from minute to minute") {
  Random random(102);
  std::size_t rounds = 0;
  int beyond = 0;
  const int calendars = test::is_long() ? 400 : 20;
  constexpr int cases = 25;
  for (int i = 0; i < calendars; ++i) {
    const PlainCalendar calendar = random_calendar(random);
    const OpeningHours hours(calendar.record());
    CAPTURE(calendar.record().zone);
    CAPTURE(calendar.record().hours);
    CAPTURE(calendar.record().days.value_or(""));
    for (int each = 0; each < cases; ++each) {
      try {
        go_through_a_case(random, calendar, hours, rounds);
      } catch (const BeyondTheTable&) {
        ++beyond;
      }
    }
  }
  CHECK(rounds > static_cast<std::size_t>(calendars * cases));
  CHECK(beyond < calendars * cases / 10);
}
