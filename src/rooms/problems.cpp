#include "rooms/problems.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "engines/records.hpp"
#include "kernel/validate.hpp"
#include "rooms/cases.hpp"
#include "rooms/people.hpp"

namespace rapport {

RAPPORT_KIND(Problem)
RAPPORT_KIND(ProblemNotice)

namespace {

// ---- Problems

// What is written down has an instant, and what is taken back has none.
template <auto what, auto at>
void keep_instant(Problem& problem, const Problem* before, Instant now) {
  if (!(problem.*what)) {
    if (before && problem.*at == before->*at) (problem.*at).reset();
  } else if (!(problem.*at)) {
    problem.*at = before && before->*what ? before->*at : now;
  }
}

void need_no_cases(Session& session, const Problem& problem) {
  static const Sql sql(
      fmt::format("SELECT count(*) FROM {0} WHERE {1} = ? AND {1} IS NOT NULL AND \"deleted_at\" IS NULL",
                  identifier(kind_of<Case>().name), column_of<&Case::problem>()));
  Statement row = session.database().prepare(sql);
  row.bind(0, Value::of(problem.id.uuid));
  row.step();
  if (const std::int64_t cases = row.column(0).integer; cases > 0)
    refuse<&Problem::deleted_at>(Code::not_allowed, problem,
                                 fmt::format("is where {} {} from; link them to another problem first", cases,
                                             cases == 1 ? "case comes" : "cases come"));
}

void prepare_problem(const Writing& writing) {
  auto& problem = *static_cast<Problem*>(writing.record);
  if (writing.operation == Operation::remove) return need_no_cases(writing.session, problem);
  if (writing.origin == Origin::restored) return;
  const auto* before = static_cast<const Problem*>(writing.before);
  const Instant now = writing.session.commit().at;
  if (!problem.found_at) problem.found_at = before ? before->found_at : now;
  keep_instant<&Problem::workaround, &Problem::workaround_at>(problem, before, now);
  keep_instant<&Problem::resolution, &Problem::resolved_at>(problem, before, now);
  keep_instant<&Problem::prevention_worked, &Problem::prevention_checked_at>(problem, before, now);
}

// Nothing happens before the problem was found, or in the future.
template <auto at>
void check_instant(const Problem& problem, Instant now) {
  const auto& when = problem.*at;
  if (when && *when > now)
    refuse<at>(Code::invalid, problem, fmt::format("{} lies in the future", to_text(*when)));
  if (when && *when < *problem.found_at)
    refuse<at>(
        Code::invalid, problem,
        fmt::format("{} lies before the problem was found, {}", to_text(*when), to_text(*problem.found_at)));
}
template <auto what, auto at>
void check_instant_of(const Problem& problem, Instant now) {
  if (problem.*at && !(problem.*what))
    refuse<at>(Code::invalid, problem, fmt::format("needs {}", field_of<what>().name));
  check_instant<at>(problem, now);
}

void check_prevention(const Problem& problem) {
  if (problem.prevention_due && !problem.prevention)
    refuse<&Problem::prevention_due>(Code::invalid, problem, "needs prevention");
  if (!problem.prevention_worked) return;
  if (!problem.prevention) refuse<&Problem::prevention_worked>(Code::invalid, problem, "needs prevention");
  if (!problem.resolved_at)
    refuse<&Problem::prevention_worked>(Code::invalid, problem,
                                        "can be told only when the problem is resolved");
  if (*problem.prevention_checked_at < *problem.resolved_at)
    refuse<&Problem::prevention_checked_at>(
        Code::invalid, problem,
        fmt::format("lies before the problem was resolved, {}", to_text(*problem.resolved_at)));
}

void check_problem(const Writing& writing) {
  if (writing.origin == Origin::restored) return;
  const auto& problem = *static_cast<const Problem*>(writing.record);
  const Instant now = writing.session.commit().at;
  need_live<&Problem::owner>(writing);
  check_instant<&Problem::found_at>(problem, now);
  check_instant_of<&Problem::workaround, &Problem::workaround_at>(problem, now);
  check_instant_of<&Problem::resolution, &Problem::resolved_at>(problem, now);
  check_instant_of<&Problem::prevention_worked, &Problem::prevention_checked_at>(problem, now);
  if (problem.workaround_at && problem.resolved_at && *problem.resolved_at < *problem.workaround_at)
    refuse<&Problem::workaround_at>(
        Code::invalid, problem,
        fmt::format("lies behind the resolution, {}; a workaround helps until then",
                    to_text(*problem.resolved_at)));
  check_prevention(problem);
}

// ---- Notices

// What there is to tell. Throws not_allowed when there is nothing.
const std::string& text_of(const Problem& problem, Told told) {
  const bool of_workaround = told == Told::workaround;
  const auto& text = of_workaround ? problem.workaround : problem.resolution;
  if (text) return *text;
  const Field& field = of_workaround ? field_of<&Problem::workaround>() : field_of<&Problem::resolution>();
  throw Error(Code::not_allowed, "is absent: there is nothing to tell customers yet; write it down first",
              place_of(kind_of<Problem>(), &problem, field));
}

void prepare_notice(const Writing& writing) {
  auto& notice = *static_cast<ProblemNotice*>(writing.record);
  const auto* before = static_cast<const ProblemNotice*>(writing.before);
  need_live_customer<&ProblemNotice::customer>(writing);
  if (!notice.at) notice.at = before ? before->at : writing.session.commit().at;
}

void check_notice(const Writing& writing) {
  const auto& notice = *static_cast<const ProblemNotice*>(writing.record);
  need_live<&ProblemNotice::problem>(writing);
  Problem problem;
  if (writing.origin == Origin::call && writing.operation == Operation::add &&
      detail::get(writing.session, kind_of<Problem>(), notice.problem.uuid, &problem))
    text_of(problem, notice.told);
}

std::vector<ProblemNotice> notices_of(Session& session, Id<Problem> problem) {
  return live_where<ProblemNotice>(session, field_of<&ProblemNotice::problem>(), Value::of(problem.uuid));
}

Problem live_problem(Session& session, Id<Problem> id) {
  auto problem = record_of<Problem>(session, id.uuid);
  if (problem.deleted_at) refuse<&Problem::deleted_at>(Code::not_allowed, problem, "was deleted");
  return problem;
}

std::vector<Affected> affected_by(Session& session, Id<Problem> problem) {
  static const Sql sql(
      fmt::format("SELECT {0}, count(*), sum(CASE WHEN {1} THEN 1 ELSE 0 END) FROM {2} WHERE {3} = ? "
                  "AND {3} IS NOT NULL AND \"deleted_at\" IS NULL GROUP BY {0} ORDER BY {0}",
                  column_of<&Case::customer>(), open_sql(), identifier(kind_of<Case>().name),
                  column_of<&Case::problem>()));
  Statement rows = session.database().prepare(sql);
  rows.bind(0, Value::of(problem.uuid));
  std::vector<Affected> all;
  while (rows.step()) {
    auto customer = record_of<Customer>(session, uuid_of(rows.column(0).text));
    if (!customer.deleted_at)
      all.push_back({std::move(customer), rows.column(1).integer, rows.column(2).integer, {}});
  }
  for (ProblemNotice& notice : notices_of(session, problem)) {
    const auto to = std::ranges::find(all, notice.customer, [](const Affected& a) { return a.customer.id; });
    if (to != all.end() && (!to->last_notice || to->last_notice->at <= notice.at)) to->last_notice = notice;
  }
  return all;
}

// Everybody affected who was not told that.
std::vector<Id<Customer>> untold(Session& session, Id<Problem> problem, Told told) {
  std::set<Id<Customer>> know;
  for (const ProblemNotice& notice : notices_of(session, problem))
    if (notice.told == told) know.insert(notice.customer);
  std::vector<Id<Customer>> all;
  for (const Affected& each : affected_by(session, problem))
    if (!know.contains(each.customer.id)) all.push_back(each.customer.id);
  return all;
}

}  // namespace

const Hooks problem_hooks{.prepare = prepare_problem, .check = check_problem};
const Hooks problem_notice_hooks{.prepare = prepare_notice, .check = check_notice};

Case ProblemManagement::link(Id<Case> of, Id<Problem> problem, const Because& because) {
  Work work(*session_, "problem_management.link", because, Work::Size::several_writes);
  Case linked = writable(*session_, of);
  linked.problem = live_problem(*session_, problem).id;
  linked = update(*session_, std::move(linked), {}, Origin::call);
  work.finish();
  return linked;
}

std::vector<Affected> ProblemManagement::affected(Id<Problem> problem) const {
  const Reading reading(*session_);
  record_of<Problem>(*session_, problem.uuid);
  return affected_by(*session_, problem);
}

std::vector<ProblemNotice> ProblemManagement::tell(Id<Problem> id, const Telling& telling,
                                                   const Because& because) {
  Work work(*session_, "problem_management.tell", because, Work::Size::several_writes);
  const Problem problem = live_problem(*session_, id);
  const Told told = telling.told.value_or(problem.resolution ? Told::resolution : Told::workaround);
  Interaction said = telling.said;
  said.direction = Direction::outbound;
  said.about = reference_to(problem.id);
  if (!said.subject) said.subject = problem.name;
  if (const std::string& text = text_of(problem, told); !said.body) said.body = text;
  std::vector<ProblemNotice> notices;
  for (const Id<Customer> each :
       telling.customers.empty() ? untold(*session_, id, told) : telling.customers) {
    said.customer = each;
    const Interaction interaction = add(*session_, said, {}, Origin::call);
    notices.push_back(add(*session_,
                          ProblemNotice{.problem = id,
                                        .customer = each,
                                        .told = told,
                                        .at = interaction.at,
                                        .interaction = interaction.id},
                          {}, Origin::library));
  }
  work.finish();
  return notices;
}

Problem ProblemManagement::resolve(Id<Problem> id, std::string_view resolution, LinkedCases cases,
                                   const Because& because) {
  Work work(*session_, "problem_management.resolve", because, Work::Size::several_writes);
  Problem problem = live_problem(*session_, id);
  if (resolution.empty())
    refuse<&Problem::resolution>(Code::invalid, problem, "is required: say what was done about it");
  problem.resolution = resolution;
  problem = update(*session_, std::move(problem), {}, Origin::call);
  if (cases == LinkedCases::resolve) {
    static const Sql sql(
        fmt::format("SELECT \"id\" FROM {0} WHERE {1} = ? AND {1} IS NOT NULL AND {2} "
                    "ORDER BY \"id\"",
                    identifier(kind_of<Case>().name), column_of<&Case::problem>(), open_sql()));
    std::vector<Id<Case>> open;
    {
      Statement rows = session_->database().prepare(sql);
      rows.bind(0, Value::of(id.uuid));
      while (rows.step()) open.push_back({uuid_of(rows.column(0).text)});
    }
    for (const Id<Case> each : open) Service(*session_).resolve(each, resolution);
  }
  work.finish();
  return problem;
}

std::vector<Problem> ProblemManagement::to_check(Date on) const {
  static const Sql sql(fmt::format(
      "SELECT {0} FROM {1} WHERE {2} <= ? AND {2} IS NOT NULL AND {3} IS NOT NULL AND {4} IS NULL AND "
      "\"deleted_at\" IS NULL ORDER BY {2}, \"id\"",
      sql_of(kind_of<Problem>()).columns, identifier(kind_of<Problem>().name),
      column_of<&Problem::prevention_due>(), column_of<&Problem::resolved_at>(),
      column_of<&Problem::prevention_worked>()));
  Statement rows = session_->database().prepare(sql);
  rows.bind(0, detail::Member<Date>::get(on, 0));
  return load_all<Problem>(rows);
}

}  // namespace rapport
