// The due index: one row for each record on which a rule of time may fire, at the first instant at which one may.
#include "engines/due.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <functional>

#include "engines/journal.hpp"
#include "engines/records.hpp"
#include "kernel/catalogue.hpp"
#include "kernel/validate.hpp"
#include "rooms/rules.hpp"

namespace rapport {

namespace {

// The first records of the index, read ahead in a batch.
struct DueAhead {
  static constexpr std::int64_t most = 100;
  std::deque<DueRecord> records;
  std::int64_t rollbacks = 0;  // of the session when they were read

  // The index was written.
  void follow(const Uuid& id, std::optional<Instant> at) {
    if (records.empty()) return;
    const Instant last = records.back().at;
    if (records.front().id == id && (!at || *at > last))
      records.pop_front();
    else
      records.clear();
  }
};

Value value_of(std::optional<Instant> at) {
  return at ? Value::of(std::int64_t{at->time_since_epoch().count()}) : Value{};
}
std::optional<Instant> instant_in(const Value& value) {
  return value.is_nothing() ? std::nullopt : std::optional(Instant{Duration{value.integer}});
}

// The two first instants at which rules may fire on a record.
class NextInstants {
 public:
  // What comes then, where that is known; borrows from the rule and the subject.
  void add(Instant each, const Occurrence* occurrence = nullptr) {
    if (!first_ || each < *first_) {
      second_ = first_;
      first_ = each;
      only_ = occurrence ? std::optional(*occurrence) : std::nullopt;
    } else if (each == *first_) {
      only_.reset();
    } else if (!second_ || each < *second_) {
      second_ = each;
    }
  }
  // Others may come between them.
  void leave_open() { is_open_ = true; }

  std::optional<Instant> first() const { return first_; }
  // What comes at the first, where only that does.
  const std::optional<Occurrence>& only() const { return only_; }
  // As the index holds it: where it is to be found out, the first.
  std::optional<Instant> second() const { return is_open_ ? first_ : second_; }

 private:
  std::optional<Instant> first_{};
  std::optional<Instant> second_{};
  std::optional<Occurrence> only_{};
  bool is_open_ = false;
};

void write_due(Session& session, const Kind& kind, const Uuid& id, std::optional<Instant> at,
               std::optional<Instant> next_at, const Occurrence* only = nullptr) {
  session.remembered<DueAhead>().follow(id, at);
  static const Sql leave(R"(DELETE FROM "rule_due" WHERE "record" = ?)");
  static const Sql enter(
      R"(INSERT INTO "rule_due" ("at", "record", "kind", "next_at", "rule", "occurrence") VALUES (?, ?, ?, ?, ?, ?) )"
      R"(ON CONFLICT ("record") DO UPDATE SET "at" = excluded."at", "next_at" = excluded."next_at", )"
      R"("rule" = excluded."rule", "occurrence" = excluded."occurrence")");
  if (!at) {
    session.database().prepare(leave).bind_all(Value::of(id)).run();
    return;
  }
  const std::string occurrence = only ? only->key() : std::string();
  session.database()
      .prepare(enter)
      .bind_all(value_of(at), Value::of(id), Value::of(std::int64_t{kind.number}), value_of(next_at),
                only ? Value::of(only->rule->rule.id.uuid) : Value{},
                only ? Value::of(std::string_view(occurrence)) : Value{})
      .run();
}

// Whether a standpoint says all that firing it takes: what comes for the first time, and has not been tried.
bool is_plain(const Standpoint& each) {
  const Rule& rule = each.occurrence.rule->rule;
  return !each.firing && !rule.every && !rule.yearly && *each.at == each.occurrence.at;
}

// What a condition says may depend on other records and on the present, which ask nobody anew, and what is before a
// computed instant comes about only with that; left out where only what is certain is wanted.
enum class Wanted : std::uint8_t { all, certain };

NextInstants next_of(const RuleSet& set, Subject& subject, Instant now, Wanted wanted = Wanted::all) {
  NextInstants next;
  // An escalation climbs by its ladder, too.
  if (&subject.kind() == &kind_of<Escalation>()) {
    const auto* record = static_cast<const Escalation*>(subject.record());
    if (record && record->next_at) next.add(*record->next_at);
  }
  for (const HeldRule& rule : set.rules) {
    if (rule.kind != &subject.kind()) continue;
    const auto take = [&](const Standpoint& each) {
      const bool is_asked =
          (rule.condition || rule.computed) && rule.is_of_time() && each.occurrence.at <= now;
      if (wanted == Wanted::all || !is_asked) next.add(*each.at, is_plain(each) ? &each.occurrence : nullptr);
      // Repeats and tries come one after the other.
      if (rule.rule.every || rule.rule.yearly || each.firing) next.leave_open();
    };
    for_each_standpoint(rule, subject, now, Asked::to_come, std::cref(take));
    if (const auto turn = subject.next_turn(rule, now)) {
      next.add(*turn);
      next.leave_open();
    }
  }
  return next;
}

}  // namespace

void index_again(Session& session, const RuleSet& set, Subject& subject, Instant now) {
  const NextInstants next = next_of(set, subject, now);
  // What a sweep wrote may be links of a chain, which is found out when they are due.
  const bool is_told = next.only() && !session.in_batch();
  write_due(session, subject.kind(), subject.id(), next.first(), next.second(),
            is_told ? &*next.only() : nullptr);
}

void come_back(Session& session, const DueRecord& due, Instant at) {
  write_due(session, *due.kind, due.id, at, at);
}

namespace {

const Glance* glance_of(const RuleSet& set, const Kind& kind) {
  const auto found = std::ranges::find(set.glances, &kind, &Glance::kind);
  return found == set.glances.end() ? nullptr : &*found;
}

}  // namespace

Sight glance_at(Session& session, const RuleSet& set, const DueRecord& due) {
  const Glance* glance = glance_of(set, *due.kind);
  if (!glance || !due.knows_next()) return Sight::unclear;
  void* record = glance->record->get();
  {
    Statement row = session.database().prepare(glance->sql);
    row.bind(0, Value::of(due.id));
    if (!row.step()) return Sight::unclear;
    int column = 0;
    for (const Field* each : glance->fields) {
      load_field(*due.kind, *each, row, record, column);
      column += static_cast<int>(each->columns.size());
    }
  }
  if (is_deleted(*due.kind, record)) return Sight::unclear;
  for (const HeldRule& rule : set.rules)
    if (rule.kind == due.kind && rule.is_of_time() && rule.holds(record)) return Sight::something;
  // What comes after the next one was not looked for.
  write_due(session, *due.kind, due.id, due.next_at, due.next_at);
  return Sight::nothing;
}

const HeldRule* rule_that_fires(const RuleSet& set, const DueRecord& due) {
  // What is computed may be another though nobody wrote the record.
  const auto is_computed = [&](const HeldRule& each) { return each.kind == due.kind && each.computed; };
  if (!due.rule || std::ranges::any_of(set.rules, is_computed)) return nullptr;
  const auto rule =
      std::ranges::find(set.rules, *due.rule, [](const HeldRule& each) { return each.rule.id.uuid; });
  return rule != set.rules.end() && rule->holds(glance_of(set, *due.kind)->record->get()) ? &*rule : nullptr;
}

bool goes_on(Session& session, const RuleSet& set, const DueRecord& due, std::int64_t age_of_clocks) {
  const Glance& glance = *glance_of(set, *due.kind);
  const void* after = session.last_records.find(*due.kind, due.id);
  if (!after || session.age_of(kind_of<Clock>()) != age_of_clocks) return false;
  if (std::ranges::any_of(glance.fields,
                          [&](const Field* each) { return !each->same(glance.record->get(), after); }))
    return false;
  write_due(session, *due.kind, due.id, due.next_at, due.next_at);
  return true;
}

std::optional<DueRecord> first_due(Session& session, Instant now) {
  auto& [records, rollbacks] = session.remembered<DueAhead>();
  if (rollbacks != session.rollbacks) records.clear();
  if (records.empty()) {
    static const Sql sql(R"(SELECT "kind", "record", "at", "next_at", "rule", "occurrence" FROM "rule_due" )"
                         R"(WHERE "at" <= ? ORDER BY "at", "record" LIMIT ?)");
    Statement rows = session.database().prepare(sql);
    rows.bind_all(Value::of(std::int64_t{now.time_since_epoch().count()}), Value::of(DueAhead::most));
    while (rows.step()) {
      const Value rule = rows.column(4);
      records.push_back({find_kind(static_cast<int>(rows.integer(0))), uuid_of(rows.column(1).text),
                         Instant{Duration{rows.integer(2)}}, instant_in(rows.column(3)),
                         rule.is_nothing() ? std::nullopt : std::optional(uuid_of(rule.text)),
                         std::string(rows.column(5).text)});
    }
    rollbacks = session.rollbacks;
  }
  if (records.empty() || records.front().at > now) return {};
  return records.front();
}

void begin_due(Session& session) {
  session.watched = rule_set(session).watched;
  session.remembered<DueAhead>().records.clear();
}

namespace {

// Kinds with rules that count by a calendar which was written.
std::vector<const Kind*> counted_otherwise(Session& session) {
  std::vector<const Kind*> kinds;
  for (const auto& [kind, id] : session.noted) {
    if (kind != &kind_of<Calendar>()) continue;
    for (const HeldRule& each : rule_set(session).rules)
      if (each.rule.calendar && each.rule.calendar->uuid == id) kinds.push_back(each.kind);
  }
  return kinds;
}

}  // namespace

void keep_due(Session& session) {
  auto& noted = session.noted;
  if (noted.empty()) return;
  std::ranges::sort(noted, {}, [](const auto& each) { return std::pair(each.first->number, each.second); });
  noted.erase(std::unique(noted.begin(), noted.end()), noted.end());
  for (const Kind* each : counted_otherwise(session)) rules_changed(session, each);
  const RuleSet& set = rule_set(session);
  for (const auto& [kind, id] : noted) {
    if (set.indexes(*kind)) {
      Subject subject(session, *kind, id);
      index_again(session, set, subject, session.commit().at);
    }
    note_those_who_lead(session, set, *kind, id);
  }
  noted.clear();
}

namespace {

using Report = std::function<void(std::string what, std::optional<Reference> record)>;

// Does the work; what cannot be done, because what it needs was altered, is told.
void tell_trouble(const Report& report, std::optional<Reference> record, const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    if (!is_about_input(error.code()) && error.code() != Code::corrupt) throw;
    report(fmt::format("what is due cannot be found out: {}", error.what()), record);
  }
}

// What is due is not looked for before the last commit, whatever the clock says: a sweep may have been there.
Instant present(Session& session) { return std::max(session.now(), last_commit(session).at); }

}  // namespace

void verify_due(Session& session, const Report& report) {
  const RuleSet* set = nullptr;
  tell_trouble(report, {}, [&] { set = &rule_set(session); });
  if (!set) return;
  const Instant now = present(session);
  const std::map<int, Uuid> behind = kinds_behind(session);
  const auto is_there = [&](const Value& rule) {
    return !rule.is_nothing() && std::ranges::any_of(set->rules, [&](const HeldRule& each) {
      return Value::of(each.rule.id.uuid) == rule;
    });
  };
  Statement indexed = session.database().prepare(
      R"(SELECT "at", "next_at", "rule", "occurrence" FROM "rule_due" WHERE "record" = ?)");
  for (const Kind* kind : catalogue()) {
    if (!set->indexes(*kind)) continue;
    const auto under_way = behind.find(kind->number);
    Statement rows = session.database().prepare("SELECT \"id\" FROM " + identifier(kind->name) +
                                                " WHERE \"deleted_at\" IS NULL ORDER BY \"id\"");
    while (rows.step()) {
      const Uuid id = uuid_of(rows.column(0).text);
      if (under_way != behind.end() && id > under_way->second) break;
      const Reference reference = Reference::to(kind->number, id);
      tell_trouble(report, reference, [&] {
        Subject subject(session, *kind, id);
        const NextInstants next = next_of(*set, subject, now, Wanted::certain);
        if (!next.first()) return;
        indexed.reset();
        indexed.bind_all(Value::of(id));
        if (!indexed.step())
          return report("the due index does not hold a record on which a rule may fire", reference);
        const Instant at{Duration{indexed.integer(0)}};
        const std::optional<Instant> next_at = instant_in(indexed.column(1));
        const std::optional<Instant> then = *next.first() > at ? next.first() : next.second();
        if (at > *next.first() || (then && *then > at && (!next_at || *next_at > *then)))
          report("the due index holds a record too late", reference);
        // It is believed where it says what fires, and that rule is there; what has come since only a sweep finds out.
        else if (at > now && is_there(indexed.column(2)) &&
                 (at != *next.first() || (next.only() && next.only()->key() != indexed.column(3).text)))
          report("the due index says that something else fires", reference);
      });
    }
    Statement strangers = session.database().prepare(
        "SELECT \"record\" FROM \"rule_due\" WHERE \"kind\" = ? AND \"record\" NOT IN (SELECT \"id\" FROM " +
        identifier(kind->name) + ")");
    strangers.bind_all(Value::of(std::int64_t{kind->number}));
    while (strangers.step())
      report("the due index holds a record that does not exist",
             Reference::to(kind->number, uuid_of(strangers.column(0).text)));
  }
}

std::int64_t event_position(Session& session) {
  static const Sql sql(R"(SELECT "change" FROM "rule_state")");
  Statement row = session.database().prepare(sql);
  return row.step() ? row.column(0).integer : 0;
}

void set_event_position(Session& session, std::int64_t change) {
  session.database()
      .prepare(R"(INSERT INTO "rule_state" ("one", "change") VALUES (1, ?) )"
               R"(ON CONFLICT ("one") DO UPDATE SET "change" = excluded."change")")
      .bind_all(Value::of(change))
      .run();
}

}  // namespace rapport
