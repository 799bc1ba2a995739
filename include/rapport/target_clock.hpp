// Target clocks: how a promise of time stands, from what happened to it.
//
// A clock is a list of events: it starts, pauses, resumes, is satisfied or cancelled; a due instant is quoted to
// the customer; it is rated again under other terms. Everything else follows from the events, the terms and the
// calendar, so a clock can be read as of any instant, past or to come, and always gives the same answer: events
// behind that instant are as if they had not happened yet.
//
// While a clock is paused it is as near to its due instant as when it stopped. After a pause that instant stands
// as much later as the pause was long, counted as the terms say: in open time, which cuts the pause out, in wall
// time, or not at all, which only hides the clock for a while. Where the pause is cut out, a clock that was late
// before it is as late afterwards, and no more. What is done during a pause counts as done when it began. A clock
// that is resumed after it was satisfied (the case was opened again) treats the time in between as a pause.
//
// A clock that is rated again counts from the beginning by the terms that hold from then on, also when it was
// cancelled: what happened meanwhile counts as if it had not been. What somebody saw to be late is a miss only as
// long as it was late by the terms that hold.
//
// Not here: which events a case makes (cases.hpp has its moves). Threads: functions of their arguments.
//
//   const rapport::OpeningHours paris({.name = "Paris", .zone = "Europe/Paris", .hours = "mon-fri 09:00-18:00"});
//   const auto asked = rapport::from_text<rapport::Instant>("2026-11-23T09:00:00+01:00");  // a Monday
//   const rapport::Terms terms[] = {{.amount = std::chrono::hours(4), .hours = paris}};
//   const rapport::ClockEvent events[] = {{asked, rapport::ClockAction::start}};
//   const auto reading = rapport::read_clock(terms, events, asked + std::chrono::hours(3));
//   assert(reading.open_left == rapport::BusinessDuration(std::chrono::hours(1)));
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "rapport/calendar.hpp"

namespace rapport {

enum class CountedIn : std::uint16_t { business = 1, wall = 2, working_days = 3 };
template <>
inline constexpr auto enumeration<CountedIn> = enumerate<CountedIn>(
    "counted_in", "What a promised time is counted in.",
    {{CountedIn::business, "business", "Open time of the calendar."},
     {CountedIn::wall, "wall", "Elapsed time, day and night."},
     {CountedIn::working_days, "working_days", "Working days, to the same clock time."}});

enum class PausesCount : std::uint16_t { in_business = 1, in_wall = 2, not_at_all = 3 };
template <>
inline constexpr auto enumeration<PausesCount> =
    enumerate<PausesCount>("pauses_count", "How far a pause moves a due instant.",
                           {{PausesCount::in_business, "in_business", "By the open time that passed."},
                            {PausesCount::in_wall, "in_wall", "By the time that elapsed."},
                            {PausesCount::not_at_all, "not_at_all", "It stays where it is."}});

// What was promised.
struct Terms {
  Duration amount{};  // above zero; of working days: whole days of 24 hours
  CountedIn counted_in = CountedIn::business;
  bool to_end_of_day = false;                  // of working days: until that day closes
  std::optional<PausesCount> pauses{};         // absent: wall time in wall time, the others in open time
  std::optional<PausesCount> quoted_pauses{};  // of an instant that was quoted; absent: as the others
  OpeningHours hours;
};

enum class ClockAction : std::uint16_t {
  start = 1,
  pause = 2,
  resume = 3,
  satisfy = 4,
  cancel = 5,
  quote = 6,
  rerate = 7,
  breach = 8
};
template <>
inline constexpr auto enumeration<ClockAction> =
    enumerate<ClockAction>("clock_action", "What happens to a target clock.",
                           {{ClockAction::start, "start", "It begins to run."},
                            {ClockAction::pause, "pause", "It is not our turn."},
                            {ClockAction::resume, "resume", "It is our turn again."},
                            {ClockAction::satisfy, "satisfy", "What was promised is done."},
                            {ClockAction::cancel, "cancel", "The promise means nothing any more."},
                            {ClockAction::quote, "quote", "A due instant was told to the customer."},
                            {ClockAction::rerate, "rerate", "Other terms hold, from the beginning."},
                            {ClockAction::breach, "breach", "Somebody saw that it was late."}});

struct ClockEvent {
  Instant at{};
  ClockAction action = ClockAction::start;
  std::size_t terms = 0;            // of start and rerate: which of the terms hold
  std::optional<Instant> due_at{};  // of quote
};

enum class ClockState : std::uint16_t { waiting = 1, running = 2, paused = 3, satisfied = 4, cancelled = 5 };
template <>
inline constexpr auto enumeration<ClockState> =
    enumerate<ClockState>("clock_state", "How a target clock stands.",
                          {{ClockState::waiting, "waiting", "It has not started."},
                           {ClockState::running, "running", "It runs."},
                           {ClockState::paused, "paused", "It stands still."},
                           {ClockState::satisfied, "satisfied", "What was promised is done."},
                           {ClockState::cancelled, "cancelled", "The promise means nothing any more."}});

struct ClockReading {
  ClockState state = ClockState::waiting;
  std::optional<Instant> due_at{};       // absent before the start and once cancelled
  std::optional<Instant> breached_at{};  // when somebody first saw that it was late, by the terms that hold
  // Time it ran and time it stood still, up to the instant of reading or the end of the clock, as the terms that
  // hold count it.
  Duration elapsed{};
  BusinessDuration open_elapsed{};
  Duration paused{};
  BusinessDuration open_paused{};
  // Until due, from the same instant on; negative when late. Zero without a due instant.
  Duration left{};
  BusinessDuration open_left{};

  // Done or not, it is beyond its due instant. At the due instant it is in time.
  bool is_late() const noexcept { return left < Duration{}; }
};

// Throws invalid for terms that promise nothing or centuries, for events that are out of order or cannot follow
// one another, and for an event that names terms that are not there.
ClockReading read_clock(std::span<const Terms> terms, std::span<const ClockEvent> events, Instant at);

}  // namespace rapport
