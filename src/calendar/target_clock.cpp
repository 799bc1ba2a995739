#include "rapport/target_clock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <utility>
#include <vector>

#include "rapport/error.hpp"

namespace rapport {

namespace {

constexpr Duration longest = std::chrono::days(36525);  // a century

[[noreturn]] void refuse(std::string why) {
  throw Error(Code::invalid, std::move(why), {"target_clock", "", ""});
}

void check(const Terms& terms) {
  if (terms.amount <= Duration{} || terms.amount > longest)
    refuse(
        fmt::format("promises {}; more than nothing and at most a century is right", to_text(terms.amount)));
  if (terms.counted_in == CountedIn::working_days && terms.amount % std::chrono::days(1) != Duration{})
    refuse(fmt::format("promises {} in working days; whole days are right", to_text(terms.amount)));
}

Instant due_from(const Terms& terms, Instant start) {
  switch (terms.counted_in) {
    case CountedIn::wall: return start + terms.amount;
    case CountedIn::working_days: {
      const Instant due =
          terms.hours.add_days(start, static_cast<int>(terms.amount / Duration(std::chrono::days(1))));
      return terms.to_end_of_day ? terms.hours.end_of_day(due) : due;
    }
    default: return terms.hours.add(start, BusinessDuration(terms.amount));
  }
}

// The clock at work: one event after another, then the time up to the reading.
class Clock {
 public:
  explicit Clock(std::span<const Terms> terms) : terms_(terms) {}

  void take(const ClockEvent& event) {
    if (event.at < now_)
      refuse(fmt::format("has an event of {} behind one of {}", to_text(event.at), to_text(now_)));
    pass_until(event.at);
    const auto need = [&](std::initializer_list<ClockState> states) {
      if (std::ranges::find(states, reading_.state) != states.end()) return;
      refuse(fmt::format("cannot {} at {}: it is {}", to_text(event.action), to_text(event.at),
                         to_text(reading_.state)));
    };
    using enum ClockState;
    switch (event.action) {
      case ClockAction::start:
        need({waiting});
        start_ = event.at;
        reading_.state = running;
        return hold(event);
      case ClockAction::pause:
        need({running});
        stood_since_ = event.at;
        reading_.state = paused;
        return;
      case ClockAction::resume:
        need({paused, satisfied});
        pauses_.push_back({stood_since_, event.at});
        if (reading_.state == satisfied) count(reading_.paused, reading_.open_paused, satisfied_at_);
        reading_.state = running;
        return;
      case ClockAction::satisfy:
        need({running, paused});
        // What is done during a pause was in time if it was when the pause began.
        if (reading_.state == running) stood_since_ = event.at;
        satisfied_at_ = event.at;
        reading_.state = satisfied;
        return;
      case ClockAction::cancel:
        need({waiting, running, paused});
        reading_.state = cancelled;
        return;
      case ClockAction::quote:
        need({running, paused});
        if (!event.due_at) refuse(fmt::format("quotes nothing at {}; due_at is needed", to_text(event.at)));
        quoted_at_ = event.at;
        due_ = *event.due_at;
        return;
      case ClockAction::rerate: need({running, paused, satisfied}); return hold(event);
      case ClockAction::breach:
        need({running, paused});
        if (!reading_.breached_at) reading_.breached_at = event.at;
        return;
    }
    refuse(fmt::format("has an event of {} that this version does not know", to_text(event.at)));
  }

  ClockReading read(Instant at) {
    pass_until(at);
    if (reading_.state == ClockState::waiting || reading_.state == ClockState::cancelled) return reading_;
    Instant due = due_;
    for (const Pause& each : pauses_) due = moved(due, each);
    // A clock that stands still is as near to its due instant as when it stopped.
    const Instant from = reading_.state == ClockState::running
                             ? at
                             : std::max(stood_since_, quoted_at_.value_or(stood_since_));
    ClockReading reading = reading_;
    reading.left = due - from;
    reading.open_left = hours().between(from, due);
    reading.due_at = reading.state == ClockState::paused ? moved(due, {stood_since_, at}) : due;
    return reading;
  }

 private:
  struct Pause {
    Instant from;
    Instant until;
  };

  const OpeningHours& hours() const { return terms_[held_].hours; }

  // Terms hold from the start on. What was quoted to the customer stays.
  void hold(const ClockEvent& event) {
    if (event.terms >= terms_.size())
      refuse(fmt::format("names terms {}, there are {}", event.terms, terms_.size()));
    held_ = event.terms;
    check(terms_[held_]);
    if (!quoted_at_) due_ = due_from(terms_[held_], start_);
  }

  // What stood still before an instant was quoted is in that instant already.
  Instant moved(Instant due, Pause pause) const {
    if (quoted_at_) pause.from = std::max(pause.from, *quoted_at_);
    if (pause.until <= pause.from) return due;
    const Terms& terms = terms_[held_];
    const PausesCount pauses = terms.pauses.value_or(
        terms.counted_in == CountedIn::wall ? PausesCount::in_wall : PausesCount::in_business);
    switch (quoted_at_ ? terms.quoted_pauses.value_or(pauses) : pauses) {
      case PausesCount::not_at_all: return due;
      case PausesCount::in_wall: return due + (pause.until - pause.from);
      default: return hours().add(due, hours().between(pause.from, pause.until));
    }
  }

  void count(Duration& wall, BusinessDuration& open, Instant from) const {
    wall += now_ - from;
    open = open + hours().between(from, now_);
  }

  void pass_until(Instant at) {
    const Instant from = std::exchange(now_, at);
    if (reading_.state == ClockState::running) count(reading_.elapsed, reading_.open_elapsed, from);
    if (reading_.state == ClockState::paused) count(reading_.paused, reading_.open_paused, from);
  }

  std::span<const Terms> terms_;
  std::size_t held_ = 0;
  ClockReading reading_;
  Instant start_{};
  Instant due_{};  // by the terms or as quoted, without pauses
  std::optional<Instant> quoted_at_;
  std::vector<Pause> pauses_;
  Instant now_ = Instant::min();
  Instant stood_since_{};
  Instant satisfied_at_{};
};

}  // namespace

ClockReading read_clock(std::span<const Terms> terms, std::span<const ClockEvent> events, Instant at) {
  Clock clock(terms);
  for (const ClockEvent& event : events)
    if (event.at <= at) clock.take(event);
  return clock.read(at);
}

}  // namespace rapport
