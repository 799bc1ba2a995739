// A calendar and a target clock that go from minute to minute. They are written from the words of the headers,
// know no sums and no shortcuts, and every instant is a whole minute, so they are exact.
#pragma once

#include <cctz/time_zone.h>

#include <algorithm>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "rapport/target_clock.hpp"
#include "support/random.hpp"

namespace rapport::test {

using std::chrono::minutes;

using Minute = std::int64_t;  // since 1970, UTC

inline Instant instant_of(Minute minute) { return Instant(minutes(minute)); }
inline std::optional<Instant> instant_of(std::optional<Minute> minute) {
  return minute ? std::optional(instant_of(*minute)) : std::nullopt;
}
inline std::string text_of(std::optional<Instant> instant) { return instant ? to_text(*instant) : "absent"; }

// What the table of minutes does not reach is left out of the comparison.
struct BeyondTheTable {};

// ---- The calendar, asked minute by minute

struct Span {
  int from;  // minutes of the day
  int to;    // beyond 1440 on the next day
};

class PlainCalendar {
 public:
  std::string zone_name;
  cctz::time_zone zone;
  std::vector<Span> week[7];  // from Monday
  std::map<cctz::civil_day, std::vector<Span>> days;

  void look(Minute from, Minute until) {
    first_ = from;
    open_.clear();
    local_.clear();
    for (Minute minute = from; minute < until; ++minute) {
      const cctz::civil_minute local(
          cctz::convert(cctz::time_point<cctz::seconds>(cctz::seconds(minute * 60)), zone));
      local_.push_back(local - cctz::civil_minute());
      open_.push_back(shows_open(local));
    }
  }
  Minute first() const { return first_; }

  bool is_open(Minute minute) const { return open_[place(minute)]; }
  // What the clock on the wall shows, in minutes since 1970.
  std::int64_t local(Minute minute) const { return local_[place(minute)]; }

  Minute open_between(Minute from, Minute to) const {
    if (to < from) return -open_between(to, from);
    Minute open = 0;
    for (Minute minute = from; minute < to; ++minute) open += is_open(minute);
    return open;
  }
  // The end of the next open minute.
  Minute next_open_minute(Minute from) const {
    while (!is_open(from)) ++from;
    return from + 1;
  }
  Minute add_open(Minute from, Minute amount) const {
    while (amount-- > 0) from = next_open_minute(from);
    return from;
  }
  Minute add_working_days(Minute from, Minute count) const {
    const std::int64_t time_of_day = of_day(local(from));
    std::int64_t day = local(from) - time_of_day;
    Minute minute = from;
    while (count > 0) {
      ++minute;
      // Clocks that go back over midnight show the day before again: it is no new day.
      if (local(minute) < day + 1440) continue;
      day = local(minute) - of_day(local(minute));
      if (!spans_of(day_of(day)).empty()) --count;
    }
    while (local(minute) < day + time_of_day) ++minute;
    return minute;
  }
  Minute end_of_day(Minute at) const {
    const std::int64_t day = local(at) - of_day(local(at));
    if (spans_of(day_of(day)).empty()) return at;
    Minute end = at;
    for (Minute minute = at - 2 * 1440; minute < at + 3 * 1440; ++minute)
      for (const Span& span : spans_of(day_of(day)))
        if (is_open(minute) && local(minute) >= day + span.from && local(minute) < day + span.to)
          end = minute + 1;
    return end;
  }

  Calendar record() const {
    static const char* const names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    Calendar calendar{.name = "random", .zone = zone_name};
    for (int i = 0; i < 7; ++i)
      if (!week[i].empty()) calendar.hours += std::string(names[i]) + text_of_spans(week[i]) + "; ";
    std::ostringstream lines;
    for (const auto& [day, spans] : days)
      lines << day << (spans.empty() ? " closed" : text_of_spans(spans)) << "\n";
    if (!days.empty()) calendar.days = lines.str();
    return calendar;
  }

 private:
  static std::int64_t of_day(std::int64_t local) { return ((local % 1440) + 1440) % 1440; }
  static cctz::civil_day day_of(std::int64_t local) { return cctz::civil_day() + local / 1440; }
  static std::string text_of_spans(const std::vector<Span>& spans) {
    std::string text;
    for (const Span& span : spans) {
      char buffer[32];
      const int to = span.to > 1440 ? span.to - 1440 : span.to;
      std::snprintf(buffer, sizeof buffer, " %02d:%02d-%02d:%02d", span.from / 60, span.from % 60, to / 60,
                    to % 60);
      text += buffer;
    }
    return text;
  }

  std::size_t place(Minute minute) const {
    if (minute < first_ || minute >= first_ + static_cast<Minute>(open_.size())) throw BeyondTheTable();
    return static_cast<std::size_t>(minute - first_);
  }
  const std::vector<Span>& spans_of(cctz::civil_day day) const {
    const auto special = days.find(day);
    return special != days.end() ? special->second : week[static_cast<int>(cctz::get_weekday(day))];
  }
  bool shows_open(cctz::civil_minute local) const {
    const cctz::civil_day day(local);
    const int minute = local.hour() * 60 + local.minute();
    const auto special = days.find(day);
    if (special != days.end() && special->second.empty()) return false;
    for (const Span& span : spans_of(day))
      if (minute >= span.from && minute < span.to) return true;
    for (const Span& span : spans_of(day - 1))
      if (minute + 1440 < span.to) return true;
    return false;
  }

  Minute first_ = 0;
  std::vector<char> open_{};
  std::vector<std::int64_t> local_{};
};

// The last span goes over midnight until `next` at the latest.
inline std::vector<Span> random_spans(Random& random, int next) {
  std::vector<Span> spans;
  int minute = 0;
  while (random.below(4) && minute < 1380) {
    const int from = minute + static_cast<int>(random.below(static_cast<std::size_t>(1400 - minute)));
    int to = from + 1 + static_cast<int>(random.below(600));
    if (to > 1440 + next || to - from >= 1440) to = 1440;
    spans.push_back({from, to});
    minute = to + static_cast<int>(random.below(2)) * 30;
  }
  return spans;
}

constexpr Minute days_before = 10;
constexpr Minute days_behind = 70;

// Around a change of the clocks as often as not.
inline PlainCalendar random_calendar(Random& random) {
  static const std::vector<std::string> zones{"Australia/Lord_Howe", "Africa/Casablanca", "Europe/Dublin",
                                              "Pacific/Apia",        "America/New_York",  "Europe/Paris",
                                              "Asia/Gaza",           "America/Sao_Paulo", "UTC"};
  PlainCalendar calendar;
  calendar.zone_name = random.of(zones);
  cctz::load_time_zone(calendar.zone_name, &calendar.zone);
  std::int64_t near = random.between(631'000'000, 2'050'000'000);
  cctz::time_zone::civil_transition change;
  if (random.below(2) &&
      calendar.zone.next_transition(cctz::time_point<cctz::seconds>(cctz::seconds(near)), &change))
    near = calendar.zone.lookup(change.to).trans.time_since_epoch().count();
  if (calendar.zone_name == "Pacific/Apia" && random.one_in(2)) near = 1'325'239'200;  // the day it left out
  int next = 0;
  const bool around_the_clock = random.one_in(12);
  for (int i = 6; i >= 0; --i) {
    auto& spans = calendar.week[i];
    spans = around_the_clock ? std::vector<Span>{{0, 1440}} : random_spans(random, i == 6 ? 0 : next);
    next = spans.empty() ? 1440 : spans.front().from;
  }
  if (calendar.week[2].empty()) calendar.week[2].push_back({600, 720});  // it must open some time
  const cctz::civil_day day(
      cctz::convert(cctz::time_point<cctz::seconds>(cctz::seconds(near)), calendar.zone));
  for (std::size_t i = random.below(12); i > 0; --i)
    calendar.days.emplace(day + random.between(-8, 15),
                          random.one_in(2) ? std::vector<Span>{} : random_spans(random, 300));
  calendar.look(near / 60 - days_before * 1440, near / 60 + days_behind * 1440);
  return calendar;
}

inline Minute random_start(Random& random, const PlainCalendar& calendar) {
  const Minute minute = calendar.first() + (days_before - 5) * 1440 + random.between(0, 9 * 1440);
  return random.one_in(2) ? minute - minute % 30 : minute;
}

// ---- A clock, from minute to minute

// Events of one minute first, then the minute passes.
class PlainClock {
 public:
  explicit PlainClock(const PlainCalendar& calendar) : calendar_(&calendar) {}

  ClockState state = ClockState::waiting;
  Minute started = 0;
  Minute elapsed = 0;
  Minute open_elapsed = 0;

  void start(Minute at, const Terms& terms) {
    state = ClockState::running;
    started = at;
    rerate(terms);
  }
  void pause(Minute at) {
    if (state == ClockState::cancelled) return going_on_.front().pause(at);
    before_pause_ = {*this};
    state = ClockState::paused;
    stopped_ = at;
  }
  void resume() {
    if (state == ClockState::cancelled) return going_on_.front().resume();
    // The time behind an end that is taken back was a pause.
    if (state == ClockState::satisfied) *this = PlainClock(going_on_.front());
    state = ClockState::running;
    before_pause_.clear();
  }
  void satisfy(Minute at) {
    if (state == ClockState::cancelled) return going_on_.front().satisfy(at);
    PlainClock going_on = *this;
    if (state == ClockState::paused) {
      // What is done during a pause counts as done when it began.
      const std::vector<PlainClock> seen = seen_late_;
      const PlainClock then = before_pause_.front();
      *this = then;
      seen_late_ = seen;
      stopped_ = going_on.stopped_;
    } else {
      stopped_ = at;
      going_on.pause(at);
    }
    stood_still_ = going_on.paused_;
    going_on_ = {going_on};
    state = ClockState::satisfied;
  }
  void cancel(Minute at) {
    going_on_ = {*this};
    state = ClockState::cancelled;
    stopped_ = at;
  }
  void quote(Minute at, Minute due) {
    quoted_at_ = at;
    quoted_ = due;
    settle();
    for (PlainClock& each : before_pause_) each.quote(at, due);
  }
  void rerate(const Terms& terms) {
    // As if it had not been cancelled.
    if (state == ClockState::cancelled) *this = PlainClock(going_on_.front());
    terms_ = terms;
    settle();
    for (PlainClock& each : before_pause_) each.rerate(terms);
    for (PlainClock& each : going_on_) each.rerate(terms);
    for (PlainClock& then : seen_late_) {
      then.rerate(terms);
      then.counts_ = then.is_late(then.seen_at_);
    }
  }
  void breach(Minute at) {
    PlainClock then = *this;
    then.seen_late_.clear();
    then.seen_at_ = at;
    seen_late_.push_back(then);
  }
  std::optional<Minute> breached() const {
    for (const PlainClock& then : seen_late_)
      if (then.counts_) return then.seen_at_;
    return {};
  }
  // What it would be if it had not been cancelled.
  ClockState underneath() const { return state == ClockState::cancelled ? going_on_.front().state : state; }

  void pass(Minute minute) {
    if (state == ClockState::running) {
      ++elapsed;
      open_elapsed += calendar_->is_open(minute);
    }
    if (state == ClockState::paused) {
      paused_.push_back(minute);
      move_due(minute);
    }
    for (PlainClock& each : going_on_) each.pass(minute);
  }

  std::optional<Minute> due() const {
    if (state == ClockState::waiting || state == ClockState::cancelled) return {};
    return due_;
  }
  // Up to the end of the clock, even if it was done when the pause began.
  const std::vector<Minute>& stood_still() const {
    return state == ClockState::satisfied ? stood_still_ : paused_;
  }
  Minute paused() const { return static_cast<Minute>(stood_still().size()); }
  Minute open_paused() const {
    Minute open = 0;
    for (const Minute each : stood_still()) open += calendar_->is_open(each);
    return open;
  }
  // From when to when it is until it is due. While it is paused it is as near as when it stopped, or as when an
  // instant was quoted during the pause.
  std::pair<Minute, Minute> way_left(Minute now) const {
    if (state != ClockState::paused && state != ClockState::satisfied) return {now, due_};
    const Minute from = quoted_ ? std::max(stopped_, quoted_at_) : stopped_;
    return {from, state == ClockState::paused ? before_pause_.front().due_ : due_};
  }
  bool is_late(Minute now) const { return due() && way_left(now).second < way_left(now).first; }

 private:
  PausesCount pauses() const {
    const PausesCount usual = terms_.pauses.value_or(
        terms_.counted_in == CountedIn::wall ? PausesCount::in_wall : PausesCount::in_business);
    return quoted_ ? terms_.quoted_pauses.value_or(usual) : usual;
  }
  void move_due(Minute passed) {
    if (quoted_ && passed < quoted_at_) return;
    if (pauses() == PausesCount::in_wall) ++due_;
    if (pauses() == PausesCount::in_business && calendar_->is_open(passed))
      due_ = calendar_->next_open_minute(due_);
  }
  // The due instant from the beginning: what was promised, then each minute in which the clock stood still.
  void settle() {
    const Minute amount = std::chrono::duration_cast<minutes>(terms_.amount).count();
    if (quoted_) {
      due_ = *quoted_;
    } else if (terms_.counted_in == CountedIn::wall) {
      due_ = started + amount;
    } else if (terms_.counted_in == CountedIn::business) {
      due_ = calendar_->add_open(started, amount);
    } else {
      due_ = calendar_->add_working_days(started, amount / 1440);
      if (terms_.to_end_of_day) due_ = calendar_->end_of_day(due_);
    }
    for (const Minute each : paused_) move_due(each);
  }

  const PlainCalendar* calendar_;
  Terms terms_{.hours = OpeningHours({.name = "none", .zone = "UTC", .hours = "mon 00:00-24:00"})};
  Minute due_ = 0;
  Minute stopped_ = 0;
  Minute quoted_at_ = 0;
  std::optional<Minute> quoted_{};
  std::vector<Minute> paused_{};
  std::vector<Minute> stood_still_{};
  std::vector<PlainClock> before_pause_{};  // at most one
  std::vector<PlainClock> going_on_{};      // behind an end: the clock if it is taken back; at most one
  std::vector<PlainClock> seen_late_{};     // as it was each time when somebody saw it
  Minute seen_at_ = 0;
  bool counts_ = true;
};

inline std::optional<PausesCount> random_pauses(Random& random) {
  if (random.one_in(3)) return {};
  return static_cast<PausesCount>(random.between(1, 3));
}

inline Terms random_terms(Random& random, const OpeningHours& hours) {
  Terms terms{.amount = minutes(random.one_in(2) ? random.between(1, 300) : random.between(1, 3000)),
              .counted_in = static_cast<CountedIn>(random.between(1, 3)),
              .pauses = random_pauses(random),
              .quoted_pauses = random_pauses(random),
              .hours = hours};
  if (terms.counted_in == CountedIn::working_days) {
    terms.amount = std::chrono::days(random.between(1, 6));
    terms.to_end_of_day = random.one_in(2);
  }
  return terms;
}

inline std::string text_of(const std::vector<Terms>& terms) {
  std::string text;
  for (const Terms& each : terms)
    text += to_text(each.amount) + " " + std::string(to_text(each.counted_in)) +
            (each.to_end_of_day ? " to_end_of_day" : "") + " pauses " +
            (each.pauses ? std::string(to_text(*each.pauses)) : "-") + " quoted " +
            (each.quoted_pauses ? std::string(to_text(*each.quoted_pauses)) : "-") + "\n";
  return text;
}
inline std::string text_of(const std::vector<ClockEvent>& events) {
  std::string text;
  for (const ClockEvent& each : events)
    text += to_text(each.at) + " " + std::string(to_text(each.action)) + " " + std::to_string(each.terms) +
            " " + (each.due_at ? to_text(*each.due_at) : "") + "\n";
  return text;
}

}  // namespace rapport::test
