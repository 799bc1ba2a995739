#include "rooms/policies.hpp"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <tuple>
#include <utility>

#include "engines/filter.hpp"
#include "engines/journal.hpp"
#include "engines/records.hpp"
#include "kernel/text.hpp"
#include "kernel/validate.hpp"
#include "rooms/people.hpp"

namespace rapport {

RAPPORT_KIND(ServiceLevel)
RAPPORT_KIND(Target)

namespace {

struct Held {
  HeldPolicy policy;
  std::unique_ptr<detail::Filter> fits;  // null for every case
};

struct Remembered {
  std::map<Uuid, Held> levels;
  std::map<Uuid, TargetInPolicy> targets;
  // By calendar, its version, and what the session had taken back when they were read.
  std::map<std::tuple<Uuid, std::int64_t, std::int64_t>, OpeningHours> hours;
};

// The bits of the states that a text names.
std::uint32_t states_in(const Target& target) {
  std::uint32_t bits = 0;
  if (!target.stopped_in) return bits;
  for (const std::string_view each : text::parts_of(*target.stopped_in, " "))
    bits |= 1U << static_cast<unsigned>(from_text<CaseState>(each));
  return bits;
}

const Held& held(Session& session, Id<ServiceLevel> id) {
  auto& remembered = session.remembered<Remembered>();
  const auto found = remembered.levels.find(id.uuid);
  if (found != remembered.levels.end()) return found->second;
  Held made{{record_of<ServiceLevel>(session, id.uuid), {}}, {}};
  for (Target& each : live_where<Target>(session, field_of<&Target::service_level>(), Value::of(id.uuid))) {
    const std::uint32_t states = states_in(each);
    made.policy.targets.push_back({std::move(each), states});
  }
  if (made.policy.level.fits)
    made.fits = std::make_unique<detail::Filter>(session, kind_of<Case>(), *made.policy.level.fits,
                                                 detail::Filter::Asker::book);
  const Held& kept = remembered.levels.emplace(id.uuid, std::move(made)).first->second;
  for (const HeldTarget& each : kept.policy.targets)
    remembered.targets.insert_or_assign(each.target.id.uuid, TargetInPolicy{&kept.policy, &each});
  return kept;
}

// ---- Service levels

void prepare_level(const Writing& writing) {
  auto& level = *static_cast<ServiceLevel*>(writing.record);
  if (writing.origin == Origin::call && writing.operation == Operation::remove)
    refuse<&ServiceLevel::deleted_at>(Code::not_allowed, level,
                                      "cannot be deleted, since cases may have it; retire it");
  if (writing.origin == Origin::restored || writing.operation != Operation::add) return;
  if (writing.origin == Origin::call)
    throw Error(Code::not_allowed, "comes with its targets: use Timekeeping::adopt", place_of(level.id));
  if (level.fits) in_field<&ServiceLevel::fits>(level, [&] { check_fits(writing.session, *level.fits); });
  need_live<&ServiceLevel::calendar>(writing);
  need_live<&ServiceLevel::customer>(writing);
}

// ---- Targets

void check_exchange(const Target& target) {
  const bool is_exchange = target.kind == TargetKind::next_response || target.kind == TargetKind::update;
  if (target.rhythm && !is_exchange)
    refuse<&Target::rhythm>(
        Code::invalid, target,
        fmt::format("belongs to next_response and update, not to {}", to_text(target.kind)));
  if (target.towards != Towards::team) {
    if (target.team) refuse<&Target::team>(Code::invalid, target, "belongs to promises towards teams");
    return;
  }
  if (is_exchange)
    refuse<&Target::kind>(
        Code::invalid, target,
        "is promised to customers; a team promises ownership, first_response and resolution");
}

// Resolved and closed stop every clock.
void check_states(std::uint32_t stopped_in) {
  for (const auto& each : enumeration<CaseState>.values)
    if (!is_done(each.value) && !(stopped_in >> static_cast<unsigned>(each.value) & 1U)) return;
  throw Error(Code::invalid, "leaves no state in which the clock runs; leave one out");
}

void prepare_target(const Writing& writing) {
  if (writing.origin == Origin::call)
    throw Error(Code::not_allowed, "belongs to a policy, which never changes: adopt another revision of it",
                place_of(static_cast<const Target*>(writing.record)->id));
}

void check_target(const Writing& writing) {
  const auto& target = *static_cast<const Target*>(writing.record);
  if (writing.origin == Origin::restored) return;
  check_exchange(target);
  if (target.to_end_of_day && target.counted_in != CountedIn::working_days)
    refuse<&Target::to_end_of_day>(Code::invalid, target, "belongs to what is counted in working_days");
  in_field<&Target::stopped_in>(target, [&] { check_states(states_in(target)); });
  in_field<&Target::amount>(target, [&] {
    const Terms terms{.amount = target.amount, .counted_in = target.counted_in, .hours = day_and_night()};
    const ClockEvent start{};
    read_clock({&terms, 1}, {&start, 1}, start.at);
  });
}

}  // namespace

const Hooks service_level_hooks{.prepare = prepare_level};
const Hooks target_hooks{.prepare = prepare_target, .check = check_target};

std::vector<Id<ServiceLevel>> live_levels(Session& session, std::optional<Id<Customer>> customer) {
  static const Sql sql(
      fmt::format("SELECT \"id\" FROM {0} WHERE {1} IS NOT NULL AND ({2} IS NULL OR {2} = ? OR ?) "
                  "ORDER BY {2} IS NULL, {1}, \"id\"",
                  identifier(kind_of<ServiceLevel>().name), column_of<&ServiceLevel::turn>(),
                  column_of<&ServiceLevel::customer>()));
  Statement rows = session.database().prepare(sql);
  rows.bind_all(customer ? Value::of(customer->uuid) : Value{}, Value::of(std::int64_t{!customer}));
  std::vector<Id<ServiceLevel>> levels;
  while (rows.step()) levels.push_back({uuid_of(rows.column(0).text)});
  return levels;
}

std::optional<Id<ServiceLevel>> match(Session& session, const Case& of) {
  for (const Id<ServiceLevel> each : live_levels(session, of.customer)) {
    const Held& tried = held(session, each);
    if (tried.fits && !tried.fits->holds(&of)) continue;
    return each;
  }
  return {};
}

std::optional<std::int64_t> calendar_version(Session& session, Id<ServiceLevel> level) {
  const auto& calendar = held(session, level).policy.level.calendar;
  if (!calendar) return {};
  // Its days may be a long text, and nobody needs them here.
  static const Sql sql(fmt::format("SELECT {} FROM {} WHERE \"id\" = ?", column_of<&Calendar::version>(),
                                   identifier(kind_of<Calendar>().name)));
  Statement row = session.database().prepare(sql);
  row.bind(0, Value::of(calendar->uuid));
  if (!row.step()) detail::throw_not_found(kind_of<Calendar>(), calendar->uuid);
  return row.column(0).integer;
}

void check_fits(Session& session, std::string_view fits) {
  if (detail::Filter(session, kind_of<Case>(), fits).never_holds())
    throw Error(Code::invalid, "never holds, so it fits no case");
}

const HeldPolicy& held_policy(Session& session, Id<ServiceLevel> level) {
  return held(session, level).policy;
}

TargetInPolicy held_target(Session& session, Id<Target> target) {
  auto& targets = session.remembered<Remembered>().targets;
  const auto found = targets.find(target.uuid);
  if (found != targets.end()) return found->second;
  held(session, record_of<Target>(session, target.uuid).service_level);
  return targets.at(target.uuid);
}

const OpeningHours& hours_of(Session& session, const HeldPolicy& policy,
                             std::optional<std::int64_t> calendar_version) {
  const auto& id = policy.level.calendar;
  if (!id) return day_and_night();
  auto& hours = session.remembered<Remembered>().hours;
  const std::int64_t version = calendar_version.value_or(0);
  const std::tuple key(id->uuid, version, session.rollbacks);
  const auto found = hours.find(key);
  if (found != hours.end()) return found->second;
  Calendar calendar;
  if (!calendar_version)
    calendar = record_of<Calendar>(session, id->uuid);
  else if (!Versions(session).fill_in(kind_of<Calendar>(), id->uuid, version, &calendar))
    throw Error(Code::not_found, fmt::format("has no version {}", version), place_of(*id));
  return hours.emplace(key, OpeningHours(calendar)).first->second;
}

const OpeningHours& day_and_night() {
  static const OpeningHours hours({.name = "day and night", .zone = "UTC", .hours = "mon-sun 00:00-24:00"});
  return hours;
}

}  // namespace rapport
