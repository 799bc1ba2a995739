#include "rapport/service_levels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "engines/records.hpp"
#include "kernel/validate.hpp"
#include "rooms/cases.hpp"
#include "rooms/policies.hpp"
#include "rooms/rating.hpp"
#include "rooms/revisions.hpp"

namespace rapport {

namespace {

void check_targets(const Policy& policy) {
  if (policy.targets.empty())
    refuse_named(policy.level, policy_form.many, "promises nothing: a policy has targets");
  const auto key = [](const Target& each) {
    return std::tuple(each.kind, each.towards, each.priority, each.team);
  };
  for (auto each = policy.targets.begin(); each != policy.targets.end(); ++each)
    if (std::ranges::find(policy.targets.begin(), each, key(*each), key) != each)
      refuse_named(policy.level, policy_form.many,
                   fmt::format("promises {} twice for the same cases", to_text(each->kind)));
}

// A policy behind one that fits every case would never be reached.
void check_place(Session& session, const ServiceLevel& level) {
  if (level.customer) return;
  for (const Id<ServiceLevel> id : live_levels(session, {})) {
    const auto other = record_of<ServiceLevel>(session, id.uuid);
    if (other.customer || other.fits || other.name == level.name || other.position > level.position) continue;
    refuse_named(
        level, field_of<&ServiceLevel::position>().name,
        fmt::format("fits nothing: it stands behind {} (position {}), which fits every case; a position "
                    "below is right",
                    other.name, other.position));
  }
}

Policy policy_of(Session& session, Id<ServiceLevel> level) {
  const HeldPolicy& held = held_policy(session, level);
  Policy policy{record_of<ServiceLevel>(session, level.uuid), {}};
  for (const HeldTarget& each : held.targets) policy.targets.push_back(each.target);
  return policy;
}

// Throws not_found.
CaseState state_at(Session& session, Id<Case> of, Instant at) {
  record_of<Case>(session, of.uuid);
  std::tuple last(Instant::min(), Id<CaseEvent>{});
  CaseState state = CaseState::new_;
  for (const CaseEvent& each : live_where<CaseEvent>(session, field_of<&CaseEvent::of>(), Value::of(of.uuid)))
    if (each.state && each.at <= at && std::tuple(each.at, each.id) > last) {
      last = {each.at, each.id};
      state = *each.state;
    }
  return state;
}

}  // namespace

Policy Timekeeping::adopt(Policy policy, const Because& because) {
  Work work(*session_, "timekeeping.adopt", because, Work::Size::several_writes);
  check_targets(policy);
  check_place(*session_, policy.level);
  adopt_revision<&Target::service_level>(*session_, policy_form, policy.level, policy.targets);
  work.finish();
  return policy;
}

ServiceLevel Timekeeping::retire(Id<ServiceLevel> level, const Because& because) {
  Work work(*session_, "timekeeping.retire", because, Work::Size::several_writes);
  ServiceLevel gone = retired(*session_, record_of<ServiceLevel>(*session_, level.uuid));
  work.finish();
  return gone;
}

Policy Timekeeping::policy(Id<ServiceLevel> level) const {
  const Reading reading(*session_);
  return policy_of(*session_, level);
}

std::vector<Policy> Timekeeping::policies() const {
  const Reading reading(*session_);
  std::vector<Policy> policies;
  for (const Id<ServiceLevel> each : live_levels(*session_, {}))
    policies.push_back(policy_of(*session_, each));
  return policies;
}

Clock Timekeeping::quote(Id<Case> of, TargetKind what, Instant due_at, const CaseEventDetails& details,
                         const Because& because) {
  Work work(*session_, "timekeeping.quote", why(*session_, details, because), Work::Size::several_writes);
  happened(*session_, {.of = of, .what = CaseEventKind::quoted, .target = what, .due_at = due_at}, details);
  const std::vector<Clock> clocks = clocks_of(*session_, of);
  const auto quoted = std::ranges::find_if(clocks, [&](const Clock& each) {
    return each.kind == what && each.towards == Towards::customer && !is_over(each.state);
  });
  work.finish();
  return *quoted;
}

Case Timekeeping::rate(Id<Case> of, const CaseEventDetails& details, const Because& because) {
  Work work(*session_, "timekeeping.rate", why(*session_, details, because), Work::Size::several_writes);
  Case rated = happened(*session_, {.of = of, .what = CaseEventKind::rated}, details);
  work.finish();
  return rated;
}

std::vector<Clock> Timekeeping::clocks(Id<Case> of) const {
  const Reading reading(*session_);
  record_of<Case>(*session_, of.uuid);
  return clocks_of(*session_, of);
}

ClockReading Timekeeping::read(const Clock& clock, Instant at) const {
  const Reading reading(*session_);
  const ClockCourse course = course_of(*session_, clock);
  return read_clock(course.terms, course.events, at);
}

std::vector<ClockEvent> Timekeeping::events(const Clock& clock) const {
  const Reading reading(*session_);
  return course_of(*session_, clock).events;
}

Standing Timekeeping::standing(Id<Case> of, Instant at) const {
  const Reading reading(*session_);
  const bool is_done = rapport::is_done(state_at(*session_, of, at));
  bool is_promised = false;
  bool is_paused = false;
  bool owes_response = false;
  bool owes_resolution = false;
  for (const Clock& each : clocks_of(*session_, of)) {
    if (each.towards != Towards::customer) continue;
    const ClockCourse course = course_of(*session_, each);
    const ClockReading now = read_clock(course.terms, course.events, at);
    const bool is_late = now.is_late() && !counts_only_seen(*session_, each);
    if (is_late || outcome(*session_, each, course, now, at) == false) return Standing::failed;
    if (now.state == ClockState::waiting || now.state == ClockState::cancelled) continue;
    is_promised = true;
    is_paused = is_paused || now.state == ClockState::paused;
    if (now.state != ClockState::running) continue;
    (each.kind == TargetKind::resolution ? owes_resolution : owes_response) = true;
  }
  if (!is_promised) return Standing::no_promise;
  if (owes_response) return Standing::response_due;
  if (is_paused && !is_done) return Standing::paused;  // a question that was left open stands still for good
  return owes_resolution ? Standing::resolution_due : Standing::fulfilled;
}

std::vector<Due> Timekeeping::queue(const DueSearch& search) const {
  const Reading reading(*session_);
  static const Sql sql(
      fmt::format("SELECT {0} FROM {1} WHERE {2} IS NOT NULL AND \"deleted_at\" IS NULL AND (? OR EXISTS "
                  "(SELECT 1 FROM {3} AS \"c\" "
                  "WHERE \"c\".\"id\" = {1}.{4} AND (? OR \"c\".{5} = ?) AND (? OR \"c\".{6} = ?))) ORDER BY "
                  "{2}, \"id\" LIMIT ?",
                  sql_of(kind_of<Clock>()).columns, identifier(kind_of<Clock>().name),
                  column_of<&Clock::due_at>(), identifier(kind_of<Case>().name), column_of<&Clock::of>(),
                  column_of<&Case::team>(), column_of<&Case::assignee>()));
  const auto flag = [](bool set) { return Value::of(std::int64_t{set}); };
  const auto id = [](const auto& of) { return of ? Value::of(of->uuid) : Value{}; };
  Statement rows = session_->database().prepare(sql);
  rows.bind_all(flag(!search.team && !search.assignee), flag(!search.team), id(search.team),
                flag(!search.assignee), id(search.assignee),
                Value::of(static_cast<std::int64_t>(search.limit)));
  const Instant now = session_->now();
  std::vector<Due> queue;
  for (Clock& each : load_all<Clock>(rows)) {
    const ClockReading reading_now = read(each, now);
    queue.push_back({std::move(each), reading_now.left, reading_now.open_left});
  }
  return queue;
}

std::vector<Clock> Timekeeping::check(std::size_t limit, const Because& because) {
  Work work(*session_, "timekeeping.check", because, Work::Size::several_writes);
  static const Sql sql(fmt::format(
      "SELECT {0} FROM {1} WHERE {2} IS NOT NULL AND {2} < ? AND \"deleted_at\" IS NULL ORDER BY {2}, \"id\" "
      "LIMIT ?",
      sql_of(kind_of<Clock>()).columns, identifier(kind_of<Clock>().name), column_of<&Clock::check_at>()));
  std::vector<Clock> late;
  {
    Statement rows = session_->database().prepare(sql);
    rows.bind_all(Value::of(std::int64_t{session_->commit().at.time_since_epoch().count()}),
                  Value::of(static_cast<std::int64_t>(limit)));
    late = load_all<Clock>(rows);
  }
  for (Clock& each : late) {
    Case of = record_of<Case>(*session_, each.of.uuid);
    rapport::rate(*session_, of, each.id);
    update(*session_, std::move(of), {}, Origin::library);
    each = record_of<Clock>(*session_, each.id.uuid);
  }
  work.finish();
  return late;
}

}  // namespace rapport
