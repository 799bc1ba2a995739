#include "rooms/escalations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>

#include "engines/filter.hpp"
#include "engines/records.hpp"
#include "kernel/validate.hpp"
#include "rapport/outbox.hpp"
#include "rooms/addressees.hpp"
#include "rooms/cases.hpp"
#include "rooms/course.hpp"
#include "rooms/people.hpp"
#include "rooms/policies.hpp"
#include "rooms/routing.hpp"

namespace rapport {

RAPPORT_KIND(Ladder)
RAPPORT_KIND(Rung)
RAPPORT_KIND(Escalation)

namespace {

// The last rung is not asked more often than this, so that nobody is told for ever.
constexpr std::int64_t most_told = 10;

// ---- Ladders

[[noreturn]] void refuse(const Ladder& ladder, std::string_view field, std::string why,
                         Code code = Code::invalid) {
  throw Error(code, std::move(why), {std::string(kind_of<Ladder>().name), ladder.name, std::string(field)});
}

void check_rung(const Ladder& ladder, const Rung& rung, std::size_t place) {
  const int named = int{rung.who.has_value()} + int{rung.agent.has_value()} + int{rung.team.has_value()};
  if (named != 1)
    refuse(ladder, fmt::format("rungs[{}]", place),
           "names nobody, or several; one of who, agent and team is asked");
}

// Whether somebody is there for good: not away without an end and without a stand-in.
bool is_somebody(Session& session, const Rung& rung) {
  if (rung.agent) {
    const auto there =
        stand_in_for(session, record_of<Agent>(session, rung.agent->uuid), session.commit().at);
    return there.has_value();
  }
  return rung.team &&
         !live_where<Agent>(session, field_of<&Agent::team>(), Value::of(rung.team->uuid)).empty();
}

void check_ladder(Session& session, const LadderWithRungs& ladder) {
  if (ladder.rungs.empty()) refuse(ladder.ladder, "rungs", "leads to nobody: a ladder has rungs");
  for (std::size_t i = 0; i < ladder.rungs.size(); ++i) check_rung(ladder.ladder, ladder.rungs[i], i);
  if (!is_somebody(session, ladder.rungs.back()))
    refuse(
        ladder.ladder, fmt::format("rungs[{}]", ladder.rungs.size() - 1),
        "may lead to nobody: the last rung is an agent who is there, or who has a stand-in, or a team with "
        "agents");
}

void prepare_ladder(const Writing& writing) {
  const auto& ladder = *static_cast<const Ladder*>(writing.record);
  if (writing.origin == Origin::call && writing.operation == Operation::remove)
    rapport::refuse<&Ladder::deleted_at>(Code::not_allowed, ladder,
                                         "cannot be deleted, since cases may have gone up it; retire it");
  if (writing.origin == Origin::call && writing.operation == Operation::add)
    throw Error(Code::not_allowed, "comes with its rungs: use Supervision::adopt", place_of(ladder.id));
  if (writing.origin == Origin::restored || writing.operation != Operation::add) return;
  if (ladder.fits)
    in_field<&Ladder::fits>(ladder, [&] { detail::Filter(writing.session, kind_of<Case>(), *ladder.fits); });
  need_live<&Ladder::calendar>(writing);
}

void prepare_rung(const Writing& writing) {
  if (writing.origin == Origin::call)
    throw Error(Code::not_allowed, "belongs to a ladder, which never changes: adopt another revision of it",
                place_of(static_cast<const Rung*>(writing.record)->id));
  if (writing.operation != Operation::add) return;
  need_live<&Rung::agent>(writing);
  need_live<&Rung::team>(writing);
}

std::vector<Rung> rungs_of(Session& session, Id<Ladder> ladder) {
  return live_where<Rung>(session, field_of<&Rung::ladder>(), Value::of(ladder.uuid));
}

std::vector<Ladder> live_ladders(Session& session) {
  static const Sql sql(fmt::format(
      "SELECT {0} FROM {1} WHERE {2} IS NOT NULL AND \"deleted_at\" IS NULL ORDER BY {2}, \"id\"",
      sql_of(kind_of<Ladder>()).columns, identifier(kind_of<Ladder>().name), column_of<&Ladder::turn>()));
  Statement rows = session.database().prepare(sql);
  return load_all<Ladder>(rows);
}

// The first ladder that fits; absent for none.
std::optional<Ladder> ladder_for(Session& session, const Case& of) {
  for (Ladder& each : live_ladders(session))
    if (!each.fits || detail::Filter(session, kind_of<Case>(), *each.fits).holds(&of)) return std::move(each);
  return {};
}

Ladder retired(Session& session, Ladder ladder) {
  if (ladder.retired_at) return ladder;
  ladder.retired_at = session.commit().at;
  ladder.turn.reset();
  return update(session, std::move(ladder), {}, Origin::library);
}

// ---- Climbing

bool is_full(Session& session, const Agent& agent) {
  return agent.capacity && open_cases_of(session, agent.id) >= *agent.capacity;
}

// Whom a rung means as things stand; absent when it is to be passed over.
struct Asked {
  std::optional<Id<Agent>> agent{};
  std::optional<Id<Team>> team{};
};
std::optional<Asked> asked_on(Session& session, const Rung& rung, const Case& of, bool is_last) {
  if (rung.team) return Asked{.team = rung.team};
  const auto meant =
      rung.agent ? rung.agent : agent_meant(session, {.of = &of, .customer = of.customer}, *rung.who);
  if (!meant) return {};
  const auto agent = record_of<Agent>(session, meant->uuid);
  const auto there = stand_in_for(session, agent, session.commit().at);
  if (is_last) return Asked{.agent = there ? there->id : agent.id};
  if (!there || is_full(session, *there)) return {};
  return Asked{.agent = there->id};
}

OpeningHours hours_of(Session& session, const Ladder& ladder) {
  return ladder.calendar ? OpeningHours(record_of<Calendar>(session, ladder.calendar->uuid))
                         : day_and_night();
}

void tell(Session& session, const Escalation& escalation, const Case& of, Instant from) {
  add(session,
      Notification{.agent = escalation.agent,
                   .team = escalation.team,
                   .text = fmt::format("{}: {}", of.subject, escalation.reason),
                   .about = reference_to(escalation.id),
                   .next_at = from},
      {}, Origin::library);
}

bool is_over(const Case& of) { return is_done(of.state) || of.merged_into || of.deleted_at; }

Escalation stored(Session& session, Escalation escalation) {
  if (escalation.rung > 0 && escalation.version > 0)
    return update(session, std::move(escalation), {}, Origin::library);
  return add(session, std::move(escalation), {}, Origin::library);
}

// Asks a rung, or the next one above on which somebody is. Rungs are counted from 1.
Escalation ask(Session& session, Escalation escalation, std::size_t rung) {
  const auto ladder = record_of<Ladder>(session, escalation.ladder.uuid);
  const std::vector<Rung> rungs = rungs_of(session, ladder.id);
  const auto of = record_of<Case>(session, escalation.of.uuid);
  std::optional<Asked> asked;
  for (rung = std::min(rung, rungs.size());; ++rung) {
    asked = asked_on(session, rungs[rung - 1], of, rung == rungs.size());
    if (asked || rung == rungs.size()) break;
  }
  const Rung& present = rungs[rung - 1];
  const bool is_again = escalation.rung == static_cast<std::int64_t>(rung);
  escalation.rung = static_cast<std::int64_t>(rung);
  escalation.told = is_again ? escalation.told + 1 : 1;
  escalation.agent = asked ? asked->agent : std::nullopt;
  escalation.team = asked ? asked->team : std::nullopt;
  escalation.state = EscalationState::raised;
  const OpeningHours hours = hours_of(session, ladder);
  const Instant from = hours.next_open(session.commit().at);
  escalation.next_at.reset();
  if (rung < rungs.size() || escalation.told < most_told)
    escalation.next_at = hours.add(from, BusinessDuration(present.wait));
  escalation = stored(session, std::move(escalation));
  tell(session, escalation, of, from);
  if (present.level && *present.level != of.level)
    Service(session).set_level(of.id, *present.level, {.reason = escalation.reason});
  return escalation;
}

Escalation ended(Session& session, Escalation escalation) {
  if (escalation.state == EscalationState::ended) return escalation;
  escalation.state = EscalationState::ended;
  escalation.ended_at = session.commit().at;
  escalation.next_at.reset();
  return update(session, std::move(escalation), {}, Origin::library);
}

void need_reason(std::string_view reason) {
  if (reason.empty())
    throw Error(
        Code::invalid, "says no reason; one is needed",
        {std::string(kind_of<Escalation>().name), "", std::string(field_of<&Escalation::reason>().name)});
}

Escalation under_way(Session& session, Id<Escalation> id) {
  auto escalation = record_of<Escalation>(session, id.uuid);
  if (escalation.state == EscalationState::ended)
    rapport::refuse<&Escalation::state>(Code::not_allowed, escalation,
                                        fmt::format("has ended, {}", to_text(*escalation.ended_at)));
  return escalation;
}

// The answer's reason is the commit's.
Because why(const EscalationAnswer& answer, Because because) {
  if (because.reason.empty()) because.reason = answer.reason;
  return because;
}

void prepare_escalation(const Writing& writing) {
  if (writing.origin == Origin::call)
    throw Error(Code::not_allowed, "moves by the verbs of Supervision",
                place_of(static_cast<const Escalation*>(writing.record)->id));
}

}  // namespace

const Hooks ladder_hooks{.prepare = prepare_ladder};
const Hooks rung_hooks{.prepare = prepare_rung};
const Hooks escalation_hooks{.prepare = prepare_escalation};

Escalation climb(Session& session, Escalation escalation) {
  if (is_over(record_of<Case>(session, escalation.of.uuid))) return ended(session, std::move(escalation));
  const auto next = static_cast<std::size_t>(escalation.rung) + 1;
  return ask(session, std::move(escalation), next);
}

// ---- Verbs

LadderWithRungs Supervision::adopt(LadderWithRungs ladder, const Because& because) {
  Work work(*session_, "supervision.adopt", because, Work::Size::several_writes);
  check_ladder(*session_, ladder);
  ladder.ladder.revision = 1;
  for (const Ladder& each : live_where<Ladder>(*session_, field_of<&Ladder::name>(),
                                               Value::of(std::string_view(ladder.ladder.name)))) {
    ladder.ladder.revision = std::max(ladder.ladder.revision, each.revision + 1);
    retired(*session_, each);
  }
  ladder.ladder.retired_at.reset();
  ladder.ladder.turn = ladder.ladder.position;
  ladder.ladder = add(*session_, std::move(ladder.ladder), {}, Origin::library);
  for (Rung& each : ladder.rungs) {
    each.ladder = ladder.ladder.id;
    each = add(*session_, std::move(each), {}, Origin::library);
  }
  work.finish();
  return ladder;
}

Ladder Supervision::retire(Id<Ladder> ladder, const Because& because) {
  Work work(*session_, "supervision.retire", because, Work::Size::several_writes);
  Ladder gone = retired(*session_, record_of<Ladder>(*session_, ladder.uuid));
  work.finish();
  return gone;
}

std::vector<LadderWithRungs> Supervision::ladders() const {
  const Reading reading(*session_);
  std::vector<LadderWithRungs> ladders;
  for (Ladder& each : live_ladders(*session_)) {
    const Id<Ladder> id = each.id;
    ladders.push_back({std::move(each), rungs_of(*session_, id)});
  }
  return ladders;
}

Escalation Supervision::escalate(Id<Case> of, std::string_view reason, const Because& because) {
  need_reason(reason);
  Work work(*session_, "supervision.escalate", why({.reason = std::string(reason)}, because),
            Work::Size::several_writes);
  const Case escalated = writable(*session_, of);
  if (is_over(escalated))
    rapport::refuse<&Case::state>(
        Code::not_allowed, escalated,
        fmt::format("is {}, so there is nothing to escalate; open it again first", to_text(escalated.state)));
  for (Escalation& each :
       live_where<Escalation>(*session_, field_of<&Escalation::of>(), Value::of(of.uuid))) {
    if (each.state == EscalationState::ended) continue;
    Escalation higher = climb(*session_, std::move(each));
    work.finish();
    return higher;
  }
  const auto ladder = ladder_for(*session_, escalated);
  if (!ladder) throw Error(Code::not_allowed, "fits no ladder; adopt one that fits every case", place_of(of));
  Escalation raised{
      .of = of, .ladder = ladder->id, .reason = std::string(reason), .raised_at = session_->commit().at};
  raised = ask(*session_, std::move(raised), 1);
  work.finish();
  return raised;
}

Escalation Supervision::acknowledge(Id<Escalation> id, const EscalationAnswer& answer,
                                    const Because& because) {
  Work work(*session_, "supervision.acknowledge", why(answer, because), Work::Size::several_writes);
  Escalation escalation = under_way(*session_, id);
  escalation.state = EscalationState::acknowledged;
  escalation.acknowledged_at = session_->commit().at;
  escalation.acknowledged_by = answer.agent ? answer.agent : escalation.agent;
  if (!answer.agent && session_->actor) escalation.acknowledged_by = Id<Agent>{*session_->actor};
  escalation.next_at.reset();
  escalation = update(*session_, std::move(escalation), {}, Origin::library);
  work.finish();
  return escalation;
}

Escalation Supervision::decline(Id<Escalation> id, const EscalationAnswer& answer, const Because& because) {
  need_reason(answer.reason);
  Work work(*session_, "supervision.decline", why(answer, because), Work::Size::several_writes);
  Escalation escalation = climb(*session_, under_way(*session_, id));
  work.finish();
  return escalation;
}

Escalation Supervision::step_down(Id<Escalation> id, const EscalationAnswer& answer, const Because& because) {
  need_reason(answer.reason);
  Work work(*session_, "supervision.step_down", why(answer, because), Work::Size::several_writes);
  Escalation escalation = under_way(*session_, id);
  escalation = escalation.rung == 1
                   ? ended(*session_, std::move(escalation))
                   : ask(*session_, escalation, static_cast<std::size_t>(escalation.rung) - 1);
  work.finish();
  return escalation;
}

Escalation Supervision::end(Id<Escalation> id, const EscalationAnswer& answer, const Because& because) {
  Work work(*session_, "supervision.end", why(answer, because), Work::Size::several_writes);
  Escalation escalation = ended(*session_, record_of<Escalation>(*session_, id.uuid));
  work.finish();
  return escalation;
}

std::vector<Escalation> Supervision::escalations(Id<Case> of) const {
  const Reading reading(*session_);
  record_of<Case>(*session_, of.uuid);
  return live_where<Escalation>(*session_, field_of<&Escalation::of>(), Value::of(of.uuid));
}

}  // namespace rapport
