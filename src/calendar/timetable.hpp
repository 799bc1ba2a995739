// Timetables: a schedule in its time zone, laid out so that open time is counted without walking through it.
//
// Two layers. A Line counts along local clock time as if no clock ever changed: whole weeks by arithmetic, and
// days around those that differ from a table. A Timetable cuts the UTC time line into segments of one offset
// and maps each to its piece of the Line. Zones and weeks repeat after 400 years (20,871 weeks), so segments
// beyond that are not needed.
//
// Both number the microseconds that are open: `before(t)` is the number of the first one at or after t, and
// `locate(n)` says when the n-th begins. Numbers may be negative; where they start from is of no meaning.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "calendar/schedule.hpp"
#include "kernel/zone.hpp"

namespace rapport::detail {

// Local microseconds from 1970-01-01T00:00:00 of the local clock.
class Line {
 public:
  // `open` gives the open intervals of a day, in microseconds from its midnight, in order; it may differ from
  // the weekday's on days from `first` up to, and without, `end` only.
  struct Interval {
    std::int64_t from;
    std::int64_t to;
    std::int64_t before;  // open in this day until `from`
  };
  template <class F>
  Line(std::int64_t first, std::int64_t end, F&& open);

  std::int64_t before(std::int64_t local) const noexcept;
  bool contains(std::int64_t local) const noexcept;
  // Absent when there is no such number.
  std::optional<std::int64_t> locate(std::int64_t number) const noexcept;

 private:
  struct Day {
    std::int64_t before;
    std::uint32_t first;  // interval
    std::uint32_t count;
  };
  Day day_at(std::int64_t day) const noexcept;
  // Open time from a Monday long ago, if every week were like every other.
  std::int64_t in_weeks(std::int64_t day) const noexcept;

  std::int64_t first_ = 0;
  std::vector<Day> days_;
  std::vector<Interval> intervals_;
  std::array<Day, 7> week_{};
  std::int64_t of_week_ = 0;
  std::int64_t of_days_ = 0;  // all of the table
  std::int64_t weeks_at_first_ = 0;
  std::int64_t weeks_at_end_ = 0;
};

class Timetable {
 public:
  explicit Timetable(const Calendar& calendar);

  // All take and give microseconds of UTC.
  bool is_open(std::int64_t at) const noexcept;
  std::int64_t before(std::int64_t at) const noexcept;
  // Soonest where it is near the instant `near`.
  std::optional<std::int64_t> locate(std::int64_t number, std::int64_t near) const noexcept;
  // Absent when nothing closes any more within the years 1 to 9999.
  std::optional<std::int64_t> next_close(std::int64_t at) const noexcept;
  std::optional<std::int64_t> add_days(std::int64_t from, std::int64_t working_days) const;
  std::int64_t end_of_day(std::int64_t at) const;

  const std::string& name() const noexcept { return name_; }

 private:
  struct Segment {
    std::int64_t start;
    std::int64_t offset;
    std::int64_t count;  // before(start)
    std::int64_t base;   // what to add to the line's numbers
  };
  void lay_segments(std::int64_t end_of_days);
  std::size_t segment_at(std::int64_t at) const noexcept;
  std::int64_t in_segments(std::int64_t at) const noexcept;  // before(), where nothing repeats yet
  std::int64_t local(std::int64_t at) const noexcept;
  enum class Twice : std::uint8_t { first, last };
  // A local time that is left out is the instant at which the clock changes.
  std::int64_t utc(std::int64_t local, Twice twice) const;

  std::string name_;
  cctz::time_zone zone_;
  std::set<std::int64_t> missing_days_;  // the zone never had them, so nobody works on them
  Schedule schedule_;
  Line line_;
  Line working_days_;  // one microsecond each
  std::vector<Segment> segments_;
  std::vector<std::uint32_t> buckets_;  // the segment at the beginning of each stretch of 2^43 microseconds
  std::int64_t period_ = 0;             // from here on everything repeats
  std::int64_t period_count_ = 0;
  std::int64_t count_of_period_ = 0;
};

}  // namespace rapport::detail
