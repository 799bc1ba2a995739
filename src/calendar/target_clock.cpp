#include "rapport/target_clock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <utility>
#include <vector>

#include "kernel/validate.hpp"
#include "rapport/error.hpp"

namespace rapport {

namespace {

[[noreturn]] void refuse(std::string why) {
  throw Error(Code::invalid, std::move(why), {"target_clock", "", ""});
}

void check(const Terms& terms) {
  if (terms.amount <= Duration{} || terms.amount > century)
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

// The clock at work: one event after another, then the reading.
class Stopwatch {
 public:
  explicit Stopwatch(std::span<const Terms> terms) : terms_(terms) {}

  void take(const ClockEvent& event) {
    if (event.at < now_)
      refuse(fmt::format("has an event of {} behind one of {}", to_text(event.at), to_text(now_)));
    now_ = event.at;
    // What happens to a cancelled clock counts once other terms hold, and for nothing until then.
    const auto need = [&](std::initializer_list<ClockState> states, bool may_be_cancelled = false) {
      if (std::ranges::find(states, state_) != states.end() && (may_be_cancelled || !cancelled_at_)) return;
      refuse(fmt::format("cannot {} at {}: it is {}", to_text(event.action), to_text(event.at),
                         to_text(state())));
    };
    using enum ClockState;
    switch (event.action) {
      case ClockAction::start:
        need({waiting});
        start_ = event.at;
        state_ = running;
        return hold(event);
      case ClockAction::pause:
        need({running}, true);
        stood_since_ = event.at;
        state_ = paused;
        return;
      case ClockAction::resume:
        need({paused, satisfied}, true);
        pauses_.push_back({stood_since_, event.at});
        state_ = running;
        return;
      case ClockAction::satisfy:
        need({running, paused}, true);
        // What is done during a pause was in time if it was when the pause began.
        if (state_ == running) stood_since_ = event.at;
        satisfied_at_ = event.at;
        state_ = satisfied;
        return;
      case ClockAction::cancel:
        need({waiting, running, paused});
        cancelled_at_ = event.at;
        return;
      case ClockAction::quote:
        need({running, paused});
        if (!event.due_at) refuse(fmt::format("quotes nothing at {}; due_at is needed", to_text(event.at)));
        quoted_at_ = event.at;
        due_ = *event.due_at;
        return;
      case ClockAction::rerate:
        need({running, paused, satisfied}, true);
        cancelled_at_.reset();
        hold(event);
        return judge_again(event);
      case ClockAction::breach: need({running, paused}); return see_late();
    }
    refuse(fmt::format("has an event of {} that this version does not know", to_text(event.at)));
  }

  ClockReading read(Instant at) const {
    ClockReading reading{.state = state()};
    const auto miss = std::ranges::find(seen_late_, true, &Stopwatch::is_a_miss_);
    if (miss != seen_late_.end()) reading.breached_at = miss->now_;
    if (state_ == ClockState::waiting) return reading;
    count(reading, cancelled_at_ ? *cancelled_at_ : state_ == ClockState::satisfied ? satisfied_at_ : at);
    if (cancelled_at_) return reading;
    Instant due = due_;
    for (const Pause& each : pauses_) due = moved(due, each);
    // A clock that stands still is as near to its due instant as when it stopped.
    const Instant from =
        state_ == ClockState::running ? at : std::max(stood_since_, quoted_at_.value_or(stood_since_));
    reading.left = due - from;
    reading.open_left = hours().between(from, due);
    reading.due_at = state_ == ClockState::paused ? moved(due, {stood_since_, at}) : due;
    return reading;
  }

 private:
  struct Pause {
    Instant from;
    Instant until;
  };

  ClockState state() const { return cancelled_at_ ? ClockState::cancelled : state_; }
  const OpeningHours& hours() const { return terms_[held_].hours; }

  // Terms hold from the start on. What was quoted to the customer stays.
  void hold(const ClockEvent& event) {
    if (event.terms >= terms_.size())
      refuse(fmt::format("names terms {}, there are {}", event.terms, terms_.size()));
    held_ = event.terms;
    check(terms_[held_]);
    if (!quoted_at_) due_ = due_from(terms_[held_], start_);
  }

  void see_late() {
    Stopwatch then = *this;
    then.seen_late_.clear();
    seen_late_.push_back(std::move(then));
  }
  // What was seen to be late was late only if it was by the terms that hold.
  void judge_again(const ClockEvent& event) {
    for (Stopwatch& then : seen_late_) {
      then.hold(event);
      then.is_a_miss_ = then.read(then.now_).is_late();
    }
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

  // The time from the start, as the terms that hold count it: what did not stand still ran.
  void count(ClockReading& reading, Instant end) const {
    const auto stood_still = [&](Instant from, Instant until) {
      until = std::min(until, end);
      if (until <= from) return;
      reading.paused += until - from;
      reading.open_paused = reading.open_paused + hours().between(from, until);
    };
    for (const Pause& each : pauses_) stood_still(each.from, each.until);
    if (state_ != ClockState::running) stood_still(stood_since_, end);
    reading.elapsed = end - start_ - reading.paused;
    reading.open_elapsed = hours().between(start_, end) - reading.open_paused;
  }

  std::span<const Terms> terms_;
  std::size_t held_ = 0;
  ClockState state_ = ClockState::waiting;  // as if it had not been cancelled
  std::optional<Instant> cancelled_at_;
  Instant start_{};
  Instant due_{};  // by the terms or as quoted, without pauses
  std::optional<Instant> quoted_at_;
  std::vector<Pause> pauses_;
  Instant now_ = Instant::min();
  Instant stood_since_{};
  Instant satisfied_at_{};
  std::vector<Stopwatch> seen_late_;  // as it was each time when somebody saw it
  bool is_a_miss_ = true;             // one of those
};

}  // namespace

ClockReading read_clock(std::span<const Terms> terms, std::span<const ClockEvent> events, Instant at) {
  Stopwatch clock(terms);
  for (const ClockEvent& event : events)
    if (event.at <= at) clock.take(event);
  return clock.read(at);
}

}  // namespace rapport
