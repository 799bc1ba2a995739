// Records that are to be brought under the rules again: all of a kind when its rules changed, or those that lead to a
// record which conditions read and which changed. That is noted by whoever writes, and done by later sweeps.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engines/due.hpp"
#include "engines/records.hpp"
#include "kernel/catalogue.hpp"
#include "kernel/form.hpp"
#include "kernel/text.hpp"
#include "kernel/validate.hpp"
#include "rooms/rules.hpp"
#include "store/schema.hpp"

namespace rapport {

namespace {

// Those of a kind whose path leads to the target; without a path, all.
struct Behind {
  const Kind* kind;
  std::string path;
  std::string target;  // an id's bytes
  std::string after;   // those up to this id have been looked at
};

std::vector<Behind> all_behind(Session& session, std::int64_t most = -1) {
  static const Sql sql(R"(SELECT "kind", "path", "target", "after" FROM "rule_reindex" )"
                       R"(ORDER BY "kind", "path", "target" LIMIT ?)");
  Statement rows = session.database().prepare(sql);
  rows.bind(0, Value::of(most));
  std::vector<Behind> behind;
  while (rows.step())
    behind.push_back({find_kind(static_cast<int>(rows.integer(0))), std::string(rows.column(1).text),
                      std::string(rows.column(2).text), std::string(rows.column(3).text)});
  return behind;
}

void note_behind(Session& session, const Kind& kind, std::string_view path, const Value& target,
                 const Value& after = Value::bytes("")) {
  static const Sql sql(
      R"(INSERT INTO "rule_reindex" ("kind", "path", "target", "after") VALUES (?, ?, ?, ?) )"
      R"(ON CONFLICT ("kind", "path", "target") DO UPDATE SET "after" = excluded."after")");
  session.database()
      .prepare(sql)
      .bind_all(Value::of(std::int64_t{kind.number}), Value::of(path), target, after)
      .run();
}

// What is true of a row of a kind from which a path leads to the id ?1. A reference that is indexed, or the time line,
// finds such rows.
std::string leads_sql(const Kind& kind, std::span<const Field* const> path) {
  const Field& field = *path.front();
  const std::string column = column_name(field.columns[0]);
  const std::string there = path.size() == 1 ? "= ?1"
                                             : fmt::format("IN (SELECT \"id\" FROM {} WHERE {})",
                                                           identifier(field.refers_to().name),
                                                           leads_sql(field.refers_to(), path.subspan(1)));
  std::string sql = fmt::format("{0} IS NOT NULL AND {0} {1}", column, there);
  if (field.traits.on_time_line == OnTimeLine::customer)
    sql += fmt::format(
        R"( AND "id" IN (SELECT "record" FROM "timeline_entry" WHERE "customer" {} AND "kind" = {}))", there,
        kind.number);
  return sql;
}

// Calls visit(id) for each record of them in the order of ids, until it returns false.
void for_each_behind(Session& session, const RuleSet& set, const Behind& behind,
                     const std::function<bool(const Uuid&)>& visit) {
  const auto lead = std::ranges::find_if(
      set.leads, [&](const Lead& each) { return each.from == behind.kind && each.path == behind.path; });
  if (!behind.path.empty() && lead == set.leads.end()) return;  // no condition reads it any more
  const std::string leads = behind.path.empty() ? "" : leads_sql(*behind.kind, lead->fields) + " AND ";
  Statement rows = session.database().prepare(
      fmt::format(R"(SELECT "id" FROM {} WHERE {}"id" > ?2 AND "deleted_at" IS NULL ORDER BY "id")",
                  identifier(behind.kind->name), leads));
  rows.bind_all(Value::bytes(behind.target), Value::bytes(behind.after));
  while (rows.step())
    if (!visit(uuid_of(rows.column(0).text))) return;
}

// Of what the running commit wrote or noted. Whom it only noted, as customers who were spoken to, may have an older one.
std::int64_t stored_version(Session& session, const Kind& kind, const Uuid& id) {
  Statement row = session.database().prepare(sql_of(kind).version);
  row.bind(0, Value::of(id));
  const std::int64_t version = row.step() ? row.integer(0) : 0;
  return version >= session.commit().first_change ? version : 0;
}

}  // namespace

void rules_changed(Session& session, const Kind* kind) {
  if (session.in_batch())
    throw Error(Code::misuse,
                "a rule is at work; what a sweep calls cannot change rules and their calendars");
  session.database()
      .prepare(R"(INSERT INTO "rule_state" ("one", "generation") VALUES (1, 1) )"
               R"(ON CONFLICT ("one") DO UPDATE SET "generation" = "generation" + 1)")
      .run();
  if (kind) note_behind(session, *kind, "", Value::bytes(""));
  // They are read again when they are complete; until then everything is noted.
  session.remembered<RuleSet>().generation = -1;
  session.watched = ~std::uint64_t{0};
}

Touch touched(Session& session, const Kind& kind, std::int64_t version, const std::vector<int>& fields) {
  static const Sql sql(
      R"(SELECT "commit_number", "previous", "old" FROM "journal_change" WHERE "number" = ?)");
  Touch touch = Touch::otherwise;
  for (std::optional<std::int64_t> commit; version > 0;) {
    Statement change = session.database().prepare(sql);
    change.bind(0, Value::of(version));
    if (!change.step() || change.integer(0) != commit.value_or(change.integer(0))) return touch;
    commit = change.integer(0);
    version = change.integer(1);
    if (!change.column(2).is_nothing() && keeps_one_of(kind, change.column(2).text, fields))
      touch = Touch::replaced;
  }
  return Touch::added;
}

void note_those_who_lead(Session& session, const RuleSet& set, const Kind& kind, const Uuid& id) {
  for (const Lead& each : set.leads) {
    if (&each.to() != &kind) continue;
    // What leads to a record that the commit added is as new.
    const auto was_replaced = [&] {
      return touched(session, kind, stored_version(session, kind, id), each.read) == Touch::replaced;
    };
    if (each.reads_computed || was_replaced()) note_behind(session, *each.from, each.path, Value::of(id));
  }
}

bool is_reindexing(Session& session) {
  static const Sql sql(R"(SELECT 1 FROM "rule_reindex")");
  return session.database().prepare(sql).step();
}

std::map<int, Uuid> kinds_behind(Session& session) {
  std::map<int, Uuid> kinds;
  for (const Behind& each : all_behind(session))
    if (each.path.empty()) kinds[each.kind->number] = each.after.empty() ? Uuid{} : uuid_of(each.after);
  return kinds;
}

void for_each_due(Session& session, Instant until,
                  const std::function<bool(const Kind&, const Uuid&, Instant)>& visit) {
  const RuleSet& set = rule_set(session);
  const std::map<int, Uuid> kinds = kinds_behind(session);
  std::set<std::pair<int, Uuid>> led;  // those that were visited for what they lead to
  const auto was_visited = [&](const Kind& kind, const Uuid& id) {
    const auto found = kinds.find(kind.number);
    return (found != kinds.end() && id > found->second) || led.contains({kind.number, id});
  };
  bool goes_on = true;
  for (const Behind& behind : all_behind(session)) {
    for_each_behind(session, set, behind, [&](const Uuid& id) {
      if (!behind.path.empty() && was_visited(*behind.kind, id)) return true;
      if (!behind.path.empty()) led.emplace(behind.kind->number, id);
      return goes_on = visit(*behind.kind, id, {});
    });
    if (!goes_on) return;
  }
  Statement rows = session.database().prepare(
      R"(SELECT "kind", "record", "at" FROM "rule_due" WHERE "at" <= ? ORDER BY "at", "record")");
  rows.bind_all(Value::of(std::int64_t{until.time_since_epoch().count()}));
  while (rows.step()) {
    const Kind& kind = *find_kind(static_cast<int>(rows.integer(0)));
    const Uuid id = uuid_of(rows.column(1).text);
    if (!was_visited(kind, id) && !visit(kind, id, Instant{Duration{rows.integer(2)}})) return;
  }
}

void reindex(Session& session, std::size_t records) {
  const RuleSet& set = rule_set(session);
  for (std::size_t left = records; left > 0;) {
    const std::vector<Behind> first = all_behind(session, 1);
    if (first.empty()) return;
    const Behind& behind = first.front();
    std::vector<Uuid> ids;
    for_each_behind(session, set, behind, [&](const Uuid& id) {
      ids.push_back(id);
      return ids.size() < left;
    });
    for (const Uuid& id : ids) {
      Subject subject(session, *behind.kind, id);
      index_again(session, set, subject, session.commit().at);
    }
    if (ids.size() == left)
      note_behind(session, *behind.kind, behind.path, Value::bytes(behind.target), Value::of(ids.back()));
    else
      session.database()
          .prepare(R"(DELETE FROM "rule_reindex" WHERE "kind" = ? AND "path" = ? AND "target" = ?)")
          .bind_all(Value::of(std::int64_t{behind.kind->number}), Value::of(std::string_view(behind.path)),
                    Value::bytes(behind.target))
          .run();
    left -= std::min(left, ids.size() + 1);  // to look for them takes time, too
  }
}

}  // namespace rapport
