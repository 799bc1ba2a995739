#include "rooms/events.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engines/journal_rows.hpp"
#include "kernel/catalogue.hpp"
#include "kernel/form.hpp"
#include "rapport/lifecycle.hpp"
#include "rooms/cases.hpp"
#include "rooms/course.hpp"

namespace rapport {

namespace {

bool changed_one_of(Session& session, const Kind& kind, std::int64_t change, const std::vector<int>& fields) {
  if (fields.empty()) return true;
  static const Sql sql(R"(SELECT "old" FROM "journal_change" WHERE "number" = ?)");
  Statement row = session.database().prepare(sql);
  row.bind(0, Value::of(change));
  return row.step() && !row.column(0).is_nothing() && keeps_one_of(kind, row.column(0).text, fields);
}

// The changes of a record, from one back to the first.
void follow_back(Session& session, std::int64_t number, std::vector<Change>& changes) {
  while (number > 0) {
    Statement row = journal::change_numbered(session, number);
    if (!row.step()) throw Error(Code::corrupt, fmt::format("the journal has no change {}", number));
    const journal::ChangeRow change = journal::read_change(row);
    changes.push_back(journal::change_from(change));
    number = change.previous;
  }
}
// Those of the records that refer to one by a field.
template <class R>
void follow_back_all(Session& session, const Field& field, const Value& target,
                     std::vector<Change>& changes) {
  for (const R& each : live_where<R>(session, field, target)) follow_back(session, each.version, changes);
}

}  // namespace

const void* as_left(const Commit& commit, Subject& subject, Versions& versions,
                    std::optional<AnyRecord>& then) {
  const void* record = subject.last_record();
  if (version_of(subject.kind(), record) <= commit.last_change) return record;
  then.emplace(subject.kind());
  const bool is_known = versions.fill_in(subject.kind(), subject.id(), commit.last_change, then->get());
  return is_known ? then->get() : record;
}

std::vector<Event> events_of_change(Session& session, const Change& change, const Commit& commit,
                                    Versions& versions) {
  const Kind* kind = find_kind(change.record.kind_number());
  // What was restored has happened elsewhere.
  if (!kind || change.operation == Operation::restore) return {};
  const Uuid id = change.record.uuid();
  std::vector<Event> events;
  const bool is_new = change.operation == Operation::add;
  events.push_back({is_new                                  ? added_event
                    : change.operation == Operation::update ? changed_event
                                                            : removed_event,
                    kind, id});
  if (!is_new) return events;
  if (commit.verb == import_verb) events.push_back({imported_event, kind, id});
  if (kind == &kind_of<CaseEvent>()) {
    const auto event = record_of<CaseEvent>(session, id);
    events.push_back({to_text(event.what), &kind_of<Case>(), event.of.uuid});
    if (event.from_state && is_done(*event.from_state) && !is_done(*event.state))
      events.push_back({reopened_event, &kind_of<Case>(), event.of.uuid});
  } else if (kind == &kind_of<Interaction>()) {
    Subject subject(session, *kind, id);  // whoever may read it
    std::optional<AnyRecord> then;
    const auto& said = *static_cast<const Interaction*>(as_left(commit, subject, versions, then));
    if (is_about_case(said) && said.channel != Channel::note && said.direction != Direction::internal)
      events.push_back({said.direction == Direction::inbound ? heard_event : replied_event, &kind_of<Case>(),
                        said.about->uuid()});
  } else if (kind == &kind_of<StageMove>()) {
    const auto move = record_of<StageMove>(session, id);
    events.push_back({moved_event, &kind_of<Customer>(), move.customer.uuid});
    if (move.to_stage == Stage::dissolution)
      events.push_back({ended_event, &kind_of<Customer>(), move.customer.uuid});
  }
  return events;
}

std::vector<Happening> events_of_record(Session& session, const Kind& kind, const Uuid& id,
                                        Versions& versions) {
  std::vector<Change> changes;
  AnyRecord record(kind);
  if (load(session, kind, id, record.get())) follow_back(session, version_of(kind, record.get()), changes);
  if (&kind == &kind_of<Case>()) {
    const Reference about = Reference::to(kind.number, id);
    follow_back_all<CaseEvent>(session, field_of<&CaseEvent::of>(), Value::of(id), changes);
    follow_back_all<Interaction>(session, field_of<&Interaction::about>(), Value::of(about), changes);
  } else if (&kind == &kind_of<Customer>()) {
    follow_back_all<StageMove>(session, field_of<&StageMove::customer>(), Value::of(id), changes);
  }
  std::ranges::sort(changes, std::greater(), &Change::number);
  std::vector<Happening> happenings;
  for (const Change& change : changes) {
    const auto commit = commit_of_change(session, change.number);
    if (!commit) continue;  // of the transaction that runs
    for (const Event& each : events_of_change(session, change, *commit, versions))
      if (each.kind == &kind && each.record == id) happenings.push_back({each, change, *commit});
  }
  return happenings;
}

bool hears(Session& session, const HeldRule& rule, const Event& event, const Change& change,
           const Commit& commit) {
  if (rule.is_of_time() || rule.kind != event.kind || *rule.rule.on != event.name) return false;
  if (rule.rule.since && commit.at < *rule.rule.since) return false;
  return changed_one_of(session, *event.kind, change.number, rule.changed);
}

Occurrence occurrence_of(const HeldRule& rule, const Change& change, const Commit& commit) {
  // However often a commit wrote a record, it changed once.
  const std::int64_t base = *rule.rule.on == changed_event ? change.commit : change.number;
  return {.rule = &rule, .at = commit.at, .base = base};
}

}  // namespace rapport
