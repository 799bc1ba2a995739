#include "rapport/measures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "engines/records.hpp"
#include "kernel/text.hpp"
#include "kernel/zone.hpp"
#include "rooms/course.hpp"

namespace rapport {

namespace {

// The column whose value names a case's group; of months, when it counts.
std::string group_column(GroupedBy by, std::string_view instant) {
  switch (by) {
    case GroupedBy::team: return column_of<&Case::team>();
    case GroupedBy::assignee: return column_of<&Case::assignee>();
    case GroupedBy::product: return column_of<&Case::product>();
    case GroupedBy::priority: return column_of<&Case::priority>();
    case GroupedBy::month: return std::string(instant);
    default: return "NULL";
  }
}

// Finds the group of a row, and names it when all rows are read.
template <class Group>
class Groups {
 public:
  Groups(GroupedBy by, std::string_view zone) : by_(by) {
    const auto found = zone_named(zone);
    if (!found)
      throw Error(Code::invalid, fmt::format("there is no time zone {}", text::shown(zone)),
                  {"", "", "zone"});
    zone_ = *found;
    if (by == GroupedBy::all) groups_.try_emplace(std::string());
  }

  // Borrowed until the next call.
  Group& at(const Value& value) {
    if (last_ && value == last_value_.view()) return *last_;
    std::string key = by_ == GroupedBy::month ? month_of(value.integer) : std::string(value.text);
    last_ = &groups_[std::move(key)];
    last_value_ = {value, std::string(value.text)};
    return *last_;
  }

  std::vector<Group> named(Session& session) && {
    std::vector<Group> all;
    for (auto& [key, group] : groups_) {
      name(session, key, group);
      all.push_back(std::move(group));
    }
    if (by_ == GroupedBy::priority) return all_by_urgency(std::move(all));
    std::ranges::stable_sort(all, {}, &Group::name);
    return all;
  }

 private:
  struct Kept {
    Value value;
    std::string text;
    Value view() const {
      Value same = value;
      same.text = text;
      return same;
    }
  };

  std::string month_of(std::int64_t micros) const {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(Instant{Duration{micros}});
    const cctz::civil_second local =
        cctz::convert(cctz::time_point<cctz::seconds>(seconds.time_since_epoch()), zone_);
    return fmt::format("{:04}-{:02}", local.year(), local.month());
  }

  template <class R>
  static void name_record(Session& session, const std::string& key, Group& group) {
    if (key.empty()) return;
    const Id<R> id{uuid_of(key)};
    group.record = reference_to(id);
    group.name = record_of<R>(session, id.uuid).name;
  }
  void name(Session& session, const std::string& key, Group& group) const {
    if (by_ == GroupedBy::team) return name_record<Team>(session, key, group);
    if (by_ == GroupedBy::assignee) return name_record<Agent>(session, key, group);
    group.name = key;
  }
  static std::vector<Group> all_by_urgency(std::vector<Group> groups) {
    // What only a newer version can name comes last.
    std::ranges::stable_sort(groups, std::ranges::greater{}, [](const Group& each) {
      const auto& values = enumeration<Priority>.values;
      const auto named = std::ranges::find(values, each.name, &NamedValue<Priority>::name);
      return named == values.end() ? 0 : static_cast<int>(named->value);
    });
    return groups;
  }

  GroupedBy by_;
  cctz::time_zone zone_;
  std::map<std::string, Group> groups_;
  Group* last_ = nullptr;
  Kept last_value_;
};

// What is collected of a group until its times can be summed up.
struct Sample {
  std::vector<std::int64_t> elapsed;
  std::vector<std::int64_t> open;
};
struct Collected {
  std::string name;
  std::optional<Reference> record;
  std::int64_t cases = 0;
  std::int64_t reopened = 0;
  Sample first_response;
  Sample resolution;
  Sample acceptance;
  std::array<KeptPromises, enumeration<TargetKind>.values.size()> promises{};
};

// The least value that so many percent of all do not exceed.
Duration percentile(std::vector<std::int64_t>& values, std::size_t percent) {
  const std::size_t rank = (values.size() * percent + 99) / 100;
  const auto nth = values.begin() + static_cast<std::ptrdiff_t>(rank - 1);
  std::nth_element(values.begin(), nth, values.end());
  return Duration{*nth};
}

Times times_of(std::vector<std::int64_t>& values) {
  Times times{.count = static_cast<std::int64_t>(values.size())};
  if (values.empty()) return times;
  // Summed up in quotients and rests: a million cases of some years would not fit into one number.
  std::int64_t mean = 0;
  std::int64_t rest = 0;
  for (const std::int64_t each : values) {
    mean += each / times.count;
    rest += each % times.count;
  }
  times.mean = Duration{mean + rest / times.count};
  times.median = percentile(values, 50);
  times.p90 = percentile(values, 90);
  return times;
}
MeasuredTime measured(Sample& sample) { return {times_of(sample.elapsed), times_of(sample.open)}; }

// Counts each promise that a text names.
void count_promises(std::array<KeptPromises, enumeration<TargetKind>.values.size()>& promises,
                    std::string_view names, std::int64_t KeptPromises::*counter) {
  while (!names.empty()) {
    const std::string_view name = names.substr(0, names.find(' '));
    for (std::size_t i = 0; i < promises.size(); ++i)
      if (enumeration<TargetKind>.values[i].name == name) ++(promises[i].*counter);
    names.remove_prefix(std::min(names.size(), name.size() + 1));
  }
}

// From the opening to an instant, and the open time that stands for it.
void take(Sample& sample, std::int64_t opened, const Value& until, const Value& open) {
  if (!until.is_nothing()) sample.elapsed.push_back(until.integer - opened);
  if (!open.is_nothing()) sample.open.push_back(open.integer);
}

}  // namespace

std::vector<MeasureGroup> Measures::groups(const MeasureSearch& search) const {
  const Reading reading(*session_);
  Groups<Collected> groups(search.by, search.zone);
  Statement rows = session_->database().prepare(fmt::format(
      "SELECT {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {} FROM {} WHERE {} IS NOT NULL AND \"deleted_at\" IS "
      "NULL "
      "AND {} >= ? AND {} < ? AND {} IS NULL",
      group_column(search.by, column_of<&Case::resolved_at>()), column_of<&Case::opened_at>(),
      column_of<&Case::resolved_at>(), column_of<&Case::first_response_at>(), column_of<&Case::accepted_at>(),
      column_of<&Case::first_response_open>(), column_of<&Case::resolution_open>(),
      column_of<&Case::acceptance_open>(), column_of<&Case::reopened>(), column_of<&Case::met>(),
      column_of<&Case::missed>(), identifier(kind_of<Case>().name), column_of<&Case::resolved_at>(),
      column_of<&Case::resolved_at>(), column_of<&Case::resolved_at>(), column_of<&Case::merged_into>()));
  const auto micros = [](Instant at) { return Value::of(std::int64_t{at.time_since_epoch().count()}); };
  rows.bind_all(micros(search.from.value_or(Instant::min())), micros(search.until.value_or(Instant::max())));
  while (rows.step()) {
    Collected& group = groups.at(rows.column(0));
    ++group.cases;
    const std::int64_t opened = rows.column(1).integer;
    take(group.resolution, opened, rows.column(2), rows.column(6));
    take(group.first_response, opened, rows.column(3), rows.column(5));
    take(group.acceptance, opened, rows.column(4), rows.column(7));
    if (rows.column(8).integer > 0) ++group.reopened;
    count_promises(group.promises, rows.column(9).text, &KeptPromises::met);
    count_promises(group.promises, rows.column(10).text, &KeptPromises::missed);
  }
  std::vector<MeasureGroup> measures;
  for (Collected& each : std::move(groups).named(*session_)) {
    for (std::size_t i = 0; i < each.promises.size(); ++i)
      each.promises[i].kind = enumeration<TargetKind>.values[i].value;
    measures.push_back({std::move(each.name), each.record, each.cases, each.reopened,
                        measured(each.first_response), measured(each.resolution), measured(each.acceptance),
                        each.promises});
  }
  return measures;
}

std::vector<BacklogGroup> Measures::backlog(GroupedBy by, const std::string& zone) const {
  const Reading reading(*session_);
  Groups<BacklogGroup> groups(by, zone);
  std::string open;
  for (const auto& state : enumeration<CaseState>.values)
    if (!is_done(state.value)) open += fmt::format("{}'{}'", open.empty() ? "" : ", ", state.name);
  Statement rows = session_->database().prepare(fmt::format(
      "SELECT {}, {} FROM {} WHERE {} IN ({}) AND \"deleted_at\" IS NULL AND {} IS NULL",
      group_column(by, column_of<&Case::opened_at>()), column_of<&Case::opened_at>(),
      identifier(kind_of<Case>().name), column_of<&Case::state>(), open, column_of<&Case::merged_into>()));
  const Instant now = session_->now();
  while (rows.step()) {
    BacklogGroup& group = groups.at(rows.column(0));
    ++group.cases;
    const Duration age = now - Instant{Duration{rows.column(1).integer}};
    const auto band = std::ranges::upper_bound(age_bands, age) - age_bands.begin();
    ++group.by_age[static_cast<std::size_t>(band)];
  }
  return std::move(groups).named(*session_);
}

}  // namespace rapport
