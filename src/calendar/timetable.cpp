#include "calendar/timetable.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "kernel/kind.hpp"
#include "kernel/text.hpp"
#include "kernel/validate.hpp"
#include "rapport/error.hpp"

namespace rapport::detail {

namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t day_length = 86'400 * second;
constexpr std::int64_t period_length = 146'097 * day_length;  // 400 years
constexpr int bucket_bits = 43;                               // 101 days

std::int64_t floor_divided(std::int64_t a, std::int64_t b) noexcept { return a / b - (a % b < 0 ? 1 : 0); }

// The local day that an instant of the local clock belongs to.
std::int64_t day_of(std::int64_t local) noexcept { return floor_divided(local, day_length); }

// The open intervals of a day: its own, and what the day before left over.
std::vector<Line::Interval> intervals_of(const Schedule& schedule, std::int64_t day) {
  std::vector<Line::Interval> intervals;
  const auto add = [&](std::int64_t from, std::int64_t to) {
    if (!intervals.empty() && from <= intervals.back().to)
      intervals.back().to = std::max(intervals.back().to, to);
    else
      intervals.push_back({from, to, 0});
  };
  if (!schedule.is_closed(day))
    for (const Span& span : schedule.spans_of(day - 1))
      if (span.to > 86'400) add(0, (span.to - 86'400) * second);
  for (const Span& span : schedule.spans_of(day)) add(span.from * second, std::min(span.to, 86'400) * second);
  return intervals;
}

std::vector<Line::Interval> mark_of(const Schedule& schedule, std::int64_t day) {
  if (schedule.spans_of(day).empty()) return {};
  return {{0, 1, 0}};
}

std::int64_t first_special(const Schedule& schedule) {
  return schedule.days.empty() ? 0 : schedule.days.begin()->first;
}
// The day behind a special one may have more or less left over from it than usual.
std::int64_t end_of_special(const Schedule& schedule) {
  return schedule.days.empty() ? 0 : schedule.days.rbegin()->first + 2;
}

cctz::time_zone zone_of(const Calendar& calendar) {
  const auto zone = zone_named(calendar.zone);
  if (!zone)
    refuse<&Calendar::zone>(
        Code::invalid, calendar,
        fmt::format("there is no time zone {}; names are like Europe/Paris", text::shown(calendar.zone)));
  return *zone;
}

// The days that the zone never had, as Samoa's 30 December 2011.
std::set<std::int64_t> days_without(const cctz::time_zone& zone) {
  std::set<std::int64_t> missing;
  cctz::time_zone::civil_transition change;
  for (auto at = cctz::time_point<cctz::seconds>::min(); zone.next_transition(at, &change);) {
    at = zone.lookup(change.to).trans;
    const cctz::civil_day first(change.from + (24 * 60 * 60 - 1));
    for (cctz::civil_day day = first; day < cctz::civil_day(change.to); ++day)
      missing.insert(day - cctz::civil_day());
  }
  return missing;
}
std::int64_t first_of(std::int64_t day, const std::set<std::int64_t>& missing) {
  return missing.empty() ? day : std::min(day, *missing.begin());
}
std::int64_t end_of(std::int64_t day, const std::set<std::int64_t>& missing) {
  return missing.empty() ? day : std::max(day, *missing.rbegin() + 1);
}

}  // namespace

// ---- Line

template <class F>
Line::Line(std::int64_t first, std::int64_t end, F&& open) : first_(first) {
  const auto lay = [&](std::int64_t day, std::int64_t& total) {
    Day laid{total, static_cast<std::uint32_t>(intervals_.size()), 0};
    for (Interval interval : open(day)) {
      interval.before = total - laid.before;
      total += interval.to - interval.from;
      intervals_.push_back(interval);
      ++laid.count;
    }
    return laid;
  };
  // A week before the table looks like every other; 4 is a Monday.
  const std::int64_t monday = floor_divided(first - 4, 7) * 7 + 4 - 14;
  for (std::size_t i = 0; i < 7; ++i) week_[i] = lay(monday + static_cast<std::int64_t>(i), of_week_);
  for (std::int64_t day = first; day < end; ++day) days_.push_back(lay(day, of_days_));
  weeks_at_first_ = in_weeks(first);
  weeks_at_end_ = in_weeks(end);
}

std::int64_t Line::in_weeks(std::int64_t day) const noexcept {
  const std::int64_t week = floor_divided(day + 3, 7);
  return week * of_week_ + week_[static_cast<std::size_t>(day + 3 - week * 7)].before;
}

Line::Day Line::day_at(std::int64_t day) const noexcept {
  const auto in_table = static_cast<std::uint64_t>(day - first_);
  if (in_table < days_.size()) return days_[in_table];
  Day found = week_[static_cast<std::size_t>(Schedule::weekday_of(day))];
  found.before = in_weeks(day) + (day < first_ ? -weeks_at_first_ : of_days_ - weeks_at_end_);
  return found;
}

std::int64_t Line::before(std::int64_t local) const noexcept {
  const std::int64_t number = day_of(local);
  const std::int64_t in_day = local - number * day_length;
  const Day day = day_at(number);
  std::int64_t open = 0;
  for (std::uint32_t i = day.first; i < day.first + day.count; ++i) {
    const Interval& interval = intervals_[i];
    if (in_day <= interval.from) break;
    open = interval.before + std::min(in_day, interval.to) - interval.from;
  }
  return day.before + open;
}

bool Line::contains(std::int64_t local) const noexcept {
  const std::int64_t number = day_of(local);
  const std::int64_t in_day = local - number * day_length;
  const Day day = day_at(number);
  for (std::uint32_t i = day.first; i < day.first + day.count; ++i)
    if (in_day >= intervals_[i].from && in_day < intervals_[i].to) return true;
  return false;
}

std::optional<std::int64_t> Line::locate(std::int64_t number) const noexcept {
  std::int64_t day = 0;
  Day found;
  std::int64_t rest = 0;
  if (number >= 0 && number < of_days_) {
    // Open time grows evenly over the table, so the day is near where it would be if it grew exactly so.
    const double share = static_cast<double>(number) / static_cast<double>(of_days_);
    auto guess = static_cast<std::size_t>(share * static_cast<double>(days_.size()));
    guess = std::min(guess, days_.size() - 1);
    std::size_t low = guess;
    std::size_t high = guess + 1;
    for (std::size_t step = 1; days_[low].before > number; step *= 2) {
      high = low;
      low = low > step ? low - step : 0;
    }
    for (std::size_t step = 1; high < days_.size() && days_[high].before <= number; step *= 2) {
      low = high;
      high = std::min(high + step, days_.size());
    }
    while (high - low > 1) {
      const std::size_t middle = low + (high - low) / 2;
      (days_[middle].before <= number ? low : high) = middle;
    }
    day = first_ + static_cast<std::int64_t>(low);
    found = days_[low];
    rest = number - found.before;
  } else {
    if (of_week_ == 0) return {};
    const std::int64_t in_week = number < 0 ? number + weeks_at_first_ : number - of_days_ + weeks_at_end_;
    const std::int64_t week = floor_divided(in_week, of_week_);
    rest = in_week - week * of_week_;
    std::size_t weekday = 6;
    while (week_[weekday].before > rest) --weekday;
    found = week_[weekday];
    day = week * 7 + static_cast<std::int64_t>(weekday) - 3;
    rest -= found.before;
  }
  // Further away than any instant is; microseconds of it would not fit.
  constexpr std::int64_t most_days = std::int64_t{10'000} * 366;
  if (day < -most_days || day > most_days) return {};
  std::uint32_t i = found.first + found.count - 1;
  while (intervals_[i].before > rest) --i;
  return day * day_length + intervals_[i].from + rest - intervals_[i].before;
}

// ---- Timetable

Timetable::Timetable(const Calendar& calendar)
    : name_(calendar.name),
      zone_(zone_of(calendar)),
      missing_days_(days_without(zone_)),
      schedule_(schedule_of(calendar)),
      line_(first_special(schedule_), end_of_special(schedule_),
            [this](std::int64_t day) { return intervals_of(schedule_, day); }),
      working_days_(first_of(first_special(schedule_), missing_days_),
                    end_of(end_of_special(schedule_), missing_days_), [this](std::int64_t day) {
                      return missing_days_.contains(day) ? std::vector<Line::Interval>()
                                                         : mark_of(schedule_, day);
                    }) {
  lay_segments(end_of_special(schedule_) * day_length);
}

void Timetable::lay_segments(std::int64_t end_of_days) {
  using Seconds = cctz::time_point<cctz::seconds>;
  const auto micros = [](Seconds at) { return at.time_since_epoch().count() * second; };
  std::vector<std::int64_t> changes;
  cctz::time_zone::civil_transition change;
  for (Seconds at = Seconds::min(); zone_.next_transition(at, &change);) {
    at = zone_.lookup(change.to).trans;
    changes.push_back(micros(at));
  }
  const std::int64_t last = changes.empty() ? end_of_days : changes.back();
  // The zone database's rules for all time to come are laid out for 400 years; zones without such rules end
  // with their last change.
  constexpr std::int64_t year_2200 = std::int64_t{84'006} * day_length;
  const bool goes_on = last > year_2200;
  period_ = std::max(goes_on ? last - period_length : last, end_of_days + 2 * day_length);
  for (std::size_t i = 0; goes_on && changes.back() < period_ + period_length; ++i) {
    const std::int64_t again = changes[i] + period_length;
    if (again > last) changes.push_back(again);
  }
  const auto offset_at = [&](std::int64_t at) {
    return zone_.lookup(Seconds(cctz::seconds(floor_divided(at, second)))).offset * second;
  };
  const std::int64_t start = std::numeric_limits<std::int64_t>::min() / 2;
  segments_.push_back({start, offset_at(changes.empty() ? 0 : changes.front() - second), 0, 0});
  for (const std::int64_t at : changes) {
    if (at >= period_ + period_length) break;
    Segment next{at, offset_at(at), 0, 0};
    next.count = line_.before(at + segments_.back().offset) + segments_.back().base;
    next.base = next.count - line_.before(at + next.offset);
    segments_.push_back(next);
  }
  segments_.front().count = start;
  if (segments_.size() > 1) {
    const std::int64_t first = segments_[1].start;
    const auto count = static_cast<std::size_t>(((period_ + period_length - first) >> bucket_bits) + 1);
    for (std::size_t bucket = 0, segment = 1; bucket < count; ++bucket) {
      const std::int64_t at = first + (static_cast<std::int64_t>(bucket) << bucket_bits);
      while (segment + 1 < segments_.size() && segments_[segment + 1].start <= at) ++segment;
      buckets_.push_back(static_cast<std::uint32_t>(segment));
    }
  }
  period_count_ = in_segments(period_);
  count_of_period_ = in_segments(period_ + period_length) - period_count_;
}

std::size_t Timetable::segment_at(std::int64_t at) const noexcept {
  if (segments_.size() == 1 || at < segments_[1].start) return 0;
  std::size_t i = buckets_[static_cast<std::size_t>((at - segments_[1].start) >> bucket_bits)];
  while (i + 1 < segments_.size() && segments_[i + 1].start <= at) ++i;
  return i;
}

std::int64_t Timetable::in_segments(std::int64_t at) const noexcept {
  const Segment& segment = segments_[segment_at(at)];
  return segment.base + line_.before(at + segment.offset);
}

std::int64_t Timetable::local(std::int64_t at) const noexcept {
  const std::int64_t periods = at < period_ ? 0 : (at - period_) / period_length;
  return at + segments_[segment_at(at - periods * period_length)].offset;
}

std::int64_t Timetable::utc(std::int64_t local, Twice twice) const {
  const std::int64_t seconds = floor_divided(local, second);
  const auto found = zone_.lookup(cctz::civil_second() + seconds);
  if (found.kind == cctz::time_zone::civil_lookup::SKIPPED)
    return found.trans.time_since_epoch().count() * second;
  const auto at = twice == Twice::first ? found.pre : found.post;
  return at.time_since_epoch().count() * second + local - seconds * second;
}

bool Timetable::is_open(std::int64_t at) const noexcept { return line_.contains(local(at)); }

std::int64_t Timetable::before(std::int64_t at) const noexcept {
  if (at < period_) return in_segments(at);
  const std::int64_t periods = (at - period_) / period_length;
  return in_segments(at - periods * period_length) + periods * count_of_period_;
}

std::optional<std::int64_t> Timetable::locate(std::int64_t number, std::int64_t near) const noexcept {
  std::int64_t periods = 0;
  if (number >= period_count_ + count_of_period_) {
    if (count_of_period_ == 0) return {};
    periods = (number - period_count_) / count_of_period_;
    if (periods * 400 > 10'000) return {};  // years
    number -= periods * count_of_period_;
  }
  const Segment* found = &segments_[segment_at(std::min(near, period_))];
  const bool is_last = found == &segments_.back();
  if (number < found->count || (!is_last && number >= found[1].count))
    found = &*std::ranges::upper_bound(segments_, number, {}, &Segment::count) - 1;
  const Segment& segment = *found;
  const auto local = line_.locate(number - segment.base);
  if (!local) return {};
  return *local - segment.offset + periods * period_length;
}

std::optional<std::int64_t> Timetable::next_close(std::int64_t at) const noexcept {
  const std::int64_t number = before(at);
  const auto opens = locate(number, at);
  if (!opens) return {};
  // Up to the closing, and no further, every microsecond counts.
  const auto is_open_until = [&](std::int64_t until) { return before(until) - number == until - *opens; };
  std::int64_t open = *opens;
  std::int64_t closed = latest_instant.time_since_epoch().count() + 1;
  if (is_open_until(closed)) return {};
  while (closed - open > 1) {
    const std::int64_t middle = open + (closed - open) / 2;
    (is_open_until(middle) ? open : closed) = middle;
  }
  return open;
}

std::optional<std::int64_t> Timetable::add_days(std::int64_t from, std::int64_t working_days) const {
  if (working_days == 0) return from;
  const std::int64_t clock = local(from);
  const std::int64_t midnight = day_of(clock) * day_length;
  const bool counts = working_days > 0 && !working_days_.contains(midnight);
  const auto day = working_days_.locate(working_days_.before(midnight) + working_days - (counts ? 1 : 0));
  if (!day) return {};
  return utc(*day + clock - midnight, Twice::first);
}

std::int64_t Timetable::end_of_day(std::int64_t at) const {
  const std::int64_t day = day_of(local(at));
  const std::vector<Span>& spans = schedule_.spans_of(day);
  if (spans.empty()) return at;
  const std::int64_t end = spans.back().to * second;
  // It closes behind the last microsecond that is open, which the clock may show twice; the closing time itself
  // may be shown again without anything being open before it.
  const std::int64_t last =
      day * day_length + (schedule_.is_closed(day + 1) ? std::min(end, day_length) : end) - 1;
  const std::int64_t closing = utc(last, Twice::last);
  return local(closing) == last ? closing + 1 : closing;
}

}  // namespace rapport::detail

namespace rapport {

namespace {

std::int64_t micros_of(Instant at) {
  if (at < earliest_instant || at > latest_instant)
    throw Error(Code::invalid, "an instant lies outside the years 1 to 9999");
  return at.time_since_epoch().count();
}

Instant instant_of(const detail::Timetable& timetable, std::optional<std::int64_t> micros,
                   std::string_view what) {
  const Instant at{Duration{micros.value_or(0)}};
  if (!micros || at < earliest_instant || at > latest_instant)
    throw Error(Code::invalid, std::string(what), {"calendar", timetable.name(), ""});
  return at;
}

constexpr std::string_view nothing_left = "has no open time left for this within the years 1 to 9999";

}  // namespace

OpeningHours::OpeningHours(const Calendar& calendar)
    : timetable_(std::make_shared<const detail::Timetable>(calendar)) {}

bool OpeningHours::is_open(Instant at) const { return timetable_->is_open(micros_of(at)); }

Instant OpeningHours::add(Instant from, BusinessDuration amount) const {
  const std::int64_t open = amount.amount.count();
  const std::int64_t at = micros_of(from);
  if (open == 0) return from;
  constexpr std::int64_t longest = (latest_instant - earliest_instant).count();
  if (open > longest || open < -longest) return instant_of(*timetable_, {}, nothing_left);
  const std::int64_t number = timetable_->before(at) + open;
  if (open < 0) return instant_of(*timetable_, timetable_->locate(number, at), nothing_left);
  // Behind the last microsecond of it, not at the beginning of the one that follows.
  const auto last = timetable_->locate(number - 1, at);
  return instant_of(*timetable_, last ? std::optional(*last + 1) : last, nothing_left);
}

BusinessDuration OpeningHours::between(Instant from, Instant to) const {
  return BusinessDuration(Duration(timetable_->before(micros_of(to)) - timetable_->before(micros_of(from))));
}

Instant OpeningHours::next_open(Instant at) const {
  if (is_open(at)) return at;
  const std::int64_t micros = micros_of(at);
  return instant_of(*timetable_, timetable_->locate(timetable_->before(micros), micros),
                    "does not open any more");
}

Instant OpeningHours::previous_close(Instant at) const {
  if (is_open(at)) return at;
  const std::int64_t micros = micros_of(at);
  const auto last = timetable_->locate(timetable_->before(micros) - 1, micros);
  return instant_of(*timetable_, last ? std::optional(*last + 1) : last, "was never open before");
}

Instant OpeningHours::next_close(Instant at) const {
  return instant_of(*timetable_, timetable_->next_close(micros_of(at)), "does not close any more");
}

Instant OpeningHours::add_days(Instant from, int working_days) const {
  return instant_of(*timetable_, timetable_->add_days(micros_of(from), working_days),
                    "has not so many working days within the years 1 to 9999");
}

Instant OpeningHours::end_of_day(Instant at) const {
  return instant_of(*timetable_, timetable_->end_of_day(micros_of(at)), nothing_left);
}

}  // namespace rapport
