// What rules would do, and why: forecasts and explanations.
#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "engines/records.hpp"
#include "kernel/catalogue.hpp"
#include "kernel/form.hpp"
#include "kernel/text.hpp"
#include "kernel/validate.hpp"
#include "rooms/rules.hpp"

namespace rapport {

namespace {

// What a path of fields leads to from a record: "owner.team.name".
std::string value_at(Session& session, const Kind& kind, const void* record, std::string_view path) {
  const Kind* at = &kind;
  std::deque<Subject> followed;
  const void* holder = record;
  const std::vector<std::string_view> names = text::parts_of(path, ".");
  for (const std::string_view& name : names) {
    const Field* field = at->find(name);
    if (const cel::Computed* computed = field ? nullptr : cel::find_computed(*at, name)) {
      const OwnedValue value = computed_value(session, computed->sql, id_of(*at, holder), session.now());
      return to_text(computed->field, {{Value::of(value)}}).value_or("");
    }
    if (!field) return {};  // a part of a value
    if (&name == &names.back() || field->type != Type::id)
      return to_text(*field, values_of(*field, holder)).value_or("");
    const Value id = field->columns[0].get(holder);
    if (id.is_nothing()) return {};
    at = &field->refers_to();
    followed.emplace_back(session, *at, uuid_of(id.text));
    holder = followed.back().last_record();
  }
  return {};
}

RuleReading reading_of(Session& session, const HeldRule& rule, Subject& subject) {
  RuleReading reading{
      .rule = rule.rule, .record = subject.reference(), .holds = rule.holds(subject.last_record())};
  if (!rule.condition) return reading;
  for (const std::string& path : rule.condition->fields())
    reading.values.push_back({path, value_at(session, subject.kind(), subject.last_record(), path)});
  return reading;
}

RuleReading reading_of(Session& session, const HeldRule& rule, Subject& subject, const Standpoint& from) {
  RuleReading reading = reading_of(session, rule, subject);
  reading.prospect = from.prospect;
  reading.at = from.at;
  if (from.firing) reading.firing = from.firing->id;
  reading.why = from.occurrence.why();
  return reading;
}

// Why a rule gives a record no instant.
std::string nothing_to_follow(const HeldRule& rule) {
  if (rule.rule.on) return fmt::format("waits for {}", *rule.rule.on);
  if (rule.rule.promise) return fmt::format("no {} is running", to_text(*rule.rule.promise));
  return fmt::format("{} is absent", rule.field->name);
}

// What is due, tried again or yet to come, each repeat after the other.
void foretell(Session& session, const HeldRule& rule, Subject& subject, Instant now, Instant until,
              std::vector<RuleReading>& readings) {
  for_each_standpoint(rule, subject, now, Asked::all, [&](const Standpoint& each) {
    // What has come and waits is tried again, or its condition turns.
    const bool has_come = each.prospect == Prospect::waits && each.occurrence.at <= now;
    const bool fires = each.prospect == Prospect::due ||
                       (has_come && (each.firing || rule.holds(subject.last_record(), *each.at)));
    if (fires && *each.at <= until) readings.push_back(reading_of(session, rule, subject, each));
  });
  if (!rule.is_of_time()) return;
  if (!rule.holds(subject.last_record()) && !rule.may_turn) return;
  // Where the condition does not hold then, it may turn; of repeats the next one comes before that.
  const auto foretell_at = [&](const Occurrence& each, Instant at) {
    const void* record = subject.last_record();
    if (!rule.holds(record, at) && !rule.rule.every) at = rule.turn(record, at).value_or(latest_instant);
    if (at <= until && rule.holds(record, at) && !subject.firing_of(each))
      readings.push_back(
          reading_of(session, rule, subject, {.prospect = Prospect::waits, .occurrence = each, .at = at}));
  };
  for (Instant from = now;;) {
    std::vector<Occurrence> next;  // all of one instant
    for_each_around(rule, subject, from, [&](const Around& each) {
      if (!each.upcoming || (!next.empty() && each.upcoming->at > next[0].at)) return;
      if (!next.empty() && each.upcoming->at < next[0].at) next.clear();
      next.push_back(*each.upcoming);
    });
    // What a rule follows may turn before that, as with a call that is planned; what then has come already is due.
    const auto turn = subject.next_turn(rule, from);
    if (turn && *turn <= until && (next.empty() || *turn <= next[0].at)) {
      from = *turn;
      for_each_around(rule, subject, from, [&](const Around& each) {
        if (each.passed) foretell_at(*each.passed, from);
      });
      continue;
    }
    if (next.empty() || next[0].at > until) return;
    from = next[0].at;
    for (const Occurrence& each : next) foretell_at(each, from);
  }
}

// An escalation climbs by its ladder, which is told as the ladder's name.
RuleReading climb_of(Session& session, const Escalation& escalation, Instant now) {
  return {.rule = {.name = record_of<Ladder>(session, escalation.ladder.uuid).name,
                   .of = std::string(kind_of<Escalation>().name)},
          .record = reference_to(escalation.id),
          .prospect = *escalation.next_at <= now ? Prospect::due : Prospect::waits,
          .at = escalation.next_at,
          .why = fmt::format("rung {} has not answered", escalation.rung)};
}
// That it is to climb; absent for any other record, and for one that does not.
std::optional<RuleReading> climb_of(Session& session, Subject& subject, Instant now) {
  if (&subject.kind() != &kind_of<Escalation>()) return {};
  const auto& escalation = subject.as<Escalation>();
  if (!escalation.next_at) return {};
  return climb_of(session, escalation, now);
}

// Keeps the earliest so many, in their order.
void keep_earliest(std::vector<RuleReading>& readings, std::size_t limit) {
  std::ranges::stable_sort(readings, {}, [](const RuleReading& each) { return *each.at; });
  readings.resize(std::min(readings.size(), limit));
}

}  // namespace

std::vector<RuleReading> Automation::forecast(Instant until, std::size_t limit) const {
  const Reading reading(*session_);
  const RuleSet& set = rule_set(*session_);
  const Instant now = session_->now();
  std::vector<RuleReading> readings;
  // Records come by their first instant, so that none behind the last reading kept has an earlier one.
  for_each_due(*session_, until, [&](const Kind& kind, const Uuid& id, Instant first) {
    if (first > until) return false;
    Subject subject(*session_, kind, id);
    if (!subject.record()) return true;
    for (const HeldRule& rule : set.rules)
      if (rule.kind == &kind) foretell(*session_, rule, subject, now, until, readings);
    if (auto climb = climb_of(*session_, subject, now); climb && *climb->at <= until)
      readings.push_back(std::move(*climb));
    if (readings.size() >= limit * 2) {
      keep_earliest(readings, limit);
      until = readings.empty() ? now : *readings.back().at;
    }
    return true;
  });
  keep_earliest(readings, limit);
  return readings;
}

std::vector<RuleReading> Automation::explain(const Reference& record) const {
  const Reading reading(*session_);
  const Kind* kind = find_kind(record.kind_number());
  if (!kind) throw Error(Code::unknown_name, "there is no such kind of record");
  need_readable(*session_, *kind, record.uuid());
  Subject subject(*session_, *kind, record.uuid());
  if (!subject.record()) detail::throw_not_found(*kind, record.uuid());
  std::vector<RuleReading> readings;
  if (auto climb = climb_of(*session_, subject, session_->now())) readings.push_back(std::move(*climb));
  for (const HeldRule& rule : rule_set(*session_).rules) {
    if (rule.kind != kind) continue;
    const std::size_t before = readings.size();
    for_each_standpoint(rule, subject, session_->now(), Asked::all, [&](const Standpoint& each) {
      readings.push_back(reading_of(*session_, rule, subject, each));
    });
    if (readings.size() > before) continue;
    readings.push_back(reading_of(*session_, rule, subject));
    readings.back().why = nothing_to_follow(rule);
  }
  return readings;
}

}  // namespace rapport
