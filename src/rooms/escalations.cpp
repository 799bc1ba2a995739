#include "rooms/escalations.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engines/filter.hpp"
#include "engines/records.hpp"
#include "kernel/validate.hpp"
#include "rapport/outbox.hpp"
#include "rooms/addressees.hpp"
#include "rooms/cases.hpp"
#include "rooms/people.hpp"
#include "rooms/policies.hpp"
#include "rooms/revisions.hpp"
#include "rooms/routing.hpp"

namespace rapport {

RAPPORT_KIND(Ladder)
RAPPORT_KIND(Rung)
RAPPORT_KIND(Escalation)

namespace {

// Nobody is asked more often than this on one rung, so that nobody is told for ever.
constexpr std::int64_t most_told = 10;
// When nobody could be asked, or nobody else, somebody may be there later.
constexpr std::chrono::hours until_somebody_is_there{1};
constexpr std::chrono::days until_somebody_else_is_there{1};

// ---- Ladders

// Whether an agent, or who stands in, is there now or will be again.
bool is_somebody(Session& session, const Agent& agent) {
  return stand_in_for(session, agent, session.commit().at) ||
         stand_in_for(session, agent, latest_instant - std::chrono::days(1));
}
bool is_somebody(Session& session, const Rung& rung) {
  const auto any = [&](const Field& field, const Value& value) {
    return std::ranges::any_of(live_where<Agent>(session, field, value),
                               [&](const Agent& each) { return is_somebody(session, each); });
  };
  if (rung.role) return any(field_of<&Agent::role>(), Value::of(std::string_view(*rung.role)));
  if (rung.team) return any(field_of<&Agent::team>(), Value::of(rung.team->uuid));
  return rung.agent && is_somebody(session, record_of<Agent>(session, rung.agent->uuid));
}

// Throws what is wrong with a ladder that is to be adopted.
void check_ladder(Session& session, const LadderWithRungs& given) {
  Faults faults;
  look_at_fields<&Rung::ladder>(session, ladder_form, given.ladder, given.rungs, faults);
  const auto refuse = [&](std::string_view field, std::string why) {
    refuse_named(given.ladder, field, std::move(why));
  };
  faults.look([&] {
    if (given.rungs.empty()) refuse(ladder_form.many, "leads to nobody: a ladder has rungs");
  });
  if (given.ladder.fits)
    faults.look([&] {
      in_named(given.ladder, field_of<&Ladder::fits>().name,
               [&] { check_fits(session, *given.ladder.fits); });
    });
  for (std::size_t i = 0; i < given.rungs.size(); ++i) {
    const Rung& each = given.rungs[i];
    faults.look([&] {
      if (how_many_are_named(each) != 1)
        refuse(ladder_form.place(i), fmt::format("names nobody, or several; {} is asked", ways_to_name));
    });
    faults.look([&] {
      if (each.role && !is_role(session, *each.role))
        refuse(ladder_form.place(i, field_of<&Rung::role>().name), nobody_of(session, *each.role));
    });
  }
  // Who is on the last rung is asked only where it says whom it means.
  faults.tell();
  if (!is_somebody(session, given.rungs.back()))
    refuse(ladder_form.place(given.rungs.size() - 1),
           "may lead to nobody: the last rung is an agent who is there, or who has a stand-in, a role of "
           "such an agent, or a team with agents");
}

void prepare_ladder(const Writing& writing) {
  const auto& ladder = *static_cast<const Ladder*>(writing.record);
  if (writing.origin == Origin::call && writing.operation == Operation::remove)
    refuse<&Ladder::deleted_at>(Code::not_allowed, ladder,
                                "cannot be deleted, since cases may have gone up it; retire it");
  if (writing.origin == Origin::call && writing.operation == Operation::add)
    throw Error(Code::not_allowed, "comes with its rungs: use Supervision::adopt", place_of(ladder.id));
}

void prepare_rung(const Writing& writing) {
  if (writing.origin == Origin::call)
    throw Error(Code::not_allowed, "belongs to a ladder, which never changes: adopt another revision of it",
                place_of(static_cast<const Rung*>(writing.record)->id));
}

// The first ladder that fits; absent for none.
std::optional<Ladder> ladder_for(Session& session, const Case& of) {
  for (Ladder& each : in_turn<Ladder>(session))
    if (!each.fits ||
        detail::Filter(session, kind_of<Case>(), *each.fits, detail::Filter::Asker::book).holds(&of))
      return std::move(each);
  return {};
}

// ---- Climbing

OpeningHours hours_of(Session& session, const Ladder& ladder) {
  return ladder.calendar ? OpeningHours(record_of<Calendar>(session, ladder.calendar->uuid))
                         : day_and_night();
}

// What an escalation is about, its ladder, and from when on people may be told.
struct Way {
  Case of;
  Ladder ladder;
  std::vector<Rung> rungs;
  OpeningHours hours;
  Instant from;
};
Way way_by(Session& session, Case of, Ladder ladder) {
  auto rungs = parts_of<&Rung::ladder>(session, ladder.id);
  auto hours = hours_of(session, ladder);
  const Instant from = hours.next_open(session.commit().at);
  return {std::move(of), std::move(ladder), std::move(rungs), std::move(hours), from};
}

// A rung, counted from 1, and who is asked on it.
struct Step {
  std::size_t rung = 0;
  std::optional<Id<Agent>> agent{};
  std::optional<Id<Team>> team{};
};

// Who can be asked: whoever is there and has room for more; whoever is there; whoever has not left.
enum class Askable { is_free, is_there, is_known };
std::optional<Step> step_on(Session& session, const Way& way, std::size_t number, Askable least) {
  const Rung& rung = way.rungs[number - 1];
  const auto there = [&](const Agent& agent) { return stand_in_for(session, agent, way.from); };
  // This case aside.
  const auto has_no_room = [&](const Agent& agent) {
    const bool has_it = way.of.in_hand_of == agent.id;
    return least == Askable::is_free && is_full(agent, open_cases_of(session, agent.id) - (has_it ? 1 : 0));
  };
  if (rung.team) {
    if (record_of<Team>(session, rung.team->uuid).deleted_at) return {};
    const auto agents = live_where<Agent>(session, field_of<&Agent::team>(), Value::of(rung.team->uuid));
    const bool is_askable = std::ranges::any_of(agents, [&](const Agent& each) {
      const auto who = there(each);
      return least == Askable::is_known || (who && !has_no_room(*who));
    });
    return is_askable ? std::optional(Step{.rung = number, .team = rung.team}) : std::nullopt;
  }
  const auto named = agent_named(session, {.assignee = way.of.assignee, .customer = way.of.customer}, rung,
                                 [&](const Agent&) { return way.from; });
  if (!named) return {};
  const auto agent = record_of<Agent>(session, named->uuid);
  if (const auto who = there(agent)) {
    if (has_no_room(*who)) return {};
    return Step{.rung = number, .agent = who->id};
  }
  if (least == Askable::is_known && !agent.deleted_at) return Step{.rung = number, .agent = agent.id};
  return {};
}

// Of the rungs from one down to the first; absent when nobody is on any.
std::optional<Step> step_down_from(Session& session, const Way& way, std::size_t rung, Askable least) {
  for (rung = std::min(rung, way.rungs.size()); rung > 0; --rung)
    if (const auto step = step_on(session, way, rung, least)) return step;
  return {};
}
// Of a rung or the next one above on which somebody is; on the last one they may have no room for more. Where nobody is
// up there, of the highest below, and where nobody is anywhere, of the highest whose agent is absent. Absent when all
// have left.
std::optional<Step> find_step_up_to(Session& session, const Way& way, std::size_t rung) {
  const std::size_t last = way.rungs.size();
  for (rung = std::max<std::size_t>(1, std::min(rung, last)); rung <= last; ++rung)
    if (const auto step = step_on(session, way, rung, rung == last ? Askable::is_there : Askable::is_free))
      return step;
  if (const auto below = step_down_from(session, way, last, Askable::is_there)) return below;
  return step_down_from(session, way, last, Askable::is_known);
}
// By the revision it climbs by, or where all on that have left, by the one in force.
Way way_of(Session& session, const Escalation& escalation) {
  Way way = way_by(session, record_of<Case>(session, escalation.of.uuid),
                   record_of<Ladder>(session, escalation.ladder.uuid));
  if (step_down_from(session, way, way.rungs.size(), Askable::is_known)) return way;
  for (Ladder& each : revisions_of<Ladder>(session, way.ladder.name))
    if (!each.retired_at) return way_by(session, std::move(way.of), std::move(each));
  return way;
}
Step step_up_to(Session& session, const Way& way, std::size_t rung) {
  if (const auto step = find_step_up_to(session, way, rung)) return *step;
  throw Error(Code::not_allowed,
              fmt::format("goes up the ladder {}, on which nobody is any more; adopt it with rungs of those "
                          "who are there",
                          way.ladder.name),
              place_of(way.of.id));
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

// Whom it asked need not be told any more, unless that has happened.
void withdraw(Session& session, const Escalation& escalation) {
  for (Notification& told : live_where<Notification>(session, field_of<&Notification::about>(),
                                                     Value::of(reference_to(escalation.id)))) {
    if (told.state != Delivery::pending && told.state != Delivery::failed) continue;
    told.state = Delivery::withdrawn;
    update(session, std::move(told), {}, Origin::library);
  }
}

bool is_on_same_rung(const Escalation& escalation, const Step& step) {
  return escalation.rung == static_cast<std::int64_t>(step.rung);
}
bool is_same(const Escalation& escalation, const Step& step) {
  return is_on_same_rung(escalation, step) && escalation.agent == step.agent && escalation.team == step.team;
}
// Whether whoever was asked is not there any more.
bool is_gone(Session& session, const Escalation& escalation, const Way& way) {
  if (!escalation.agent) return false;
  const auto there = stand_in_for(session, record_of<Agent>(session, escalation.agent->uuid), way.from);
  return !there || there->id != *escalation.agent;
}

void take_to_level(Session& session, const Escalation& escalation, std::int64_t level) {
  Service(session).set_level(escalation.of, level, {.reason = escalation.reason});
}

// Asks those on a rung. The case's level may be higher than theirs already.
Escalation ask(Session& session, Escalation escalation, const Way& way, const Step& step) {
  const Rung& present = way.rungs[step.rung - 1];
  const bool is_new = escalation.id.uuid.is_nil();
  const bool is_again =
      is_on_same_rung(escalation, step) && (is_same(escalation, step) || !is_gone(session, escalation, way));
  escalation.ladder = way.ladder.id;
  escalation.rung = static_cast<std::int64_t>(step.rung);
  escalation.told = is_again ? escalation.told + 1 : 1;
  escalation.agent = step.agent;
  escalation.team = step.team;
  escalation.state = EscalationState::raised;
  escalation.acknowledged_at.reset();
  escalation.acknowledged_by.reset();
  escalation.next_at = way.hours.add(way.from, BusinessDuration(present.wait));
  // Somebody else after so many times, who may be another one each time.
  if (escalation.told > most_told)
    escalation.next_at = std::max(*escalation.next_at, session.commit().at + until_somebody_else_is_there);
  escalation = is_new ? add(session, std::move(escalation), {}, Origin::library)
                      : update(session, std::move(escalation), {}, Origin::library);
  tell(session, escalation, way.of, way.from);
  if (present.level.value_or(0) > way.of.level) take_to_level(session, escalation, *present.level);
  return escalation;
}

Escalation raise(Session& session, Escalation raised, std::size_t rung) {
  const Way way = way_of(session, raised);
  return ask(session, std::move(raised), way, step_up_to(session, way, rung));
}

Escalation unanswered(Escalation escalation) {
  escalation.answered_by.reset();
  return escalation;
}

void wait(Session& session, Escalation escalation, Duration until_next_try) {
  escalation.next_at = session.commit().at + until_next_try;
  update(session, std::move(escalation), {}, Origin::library);
}

Escalation ended(Session& session, Escalation escalation) {
  if (escalation.state == EscalationState::ended) return escalation;
  withdraw(session, escalation);
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
    refuse<&Escalation::state>(Code::not_allowed, escalation,
                               fmt::format("has ended, {}", to_text(*escalation.ended_at)));
  return escalation;
}

// The one of a case that has not ended; absent for none.
std::optional<Escalation> running(Session& session, Id<Case> of) {
  for (Escalation& each : live_where<Escalation>(session, field_of<&Escalation::of>(), Value::of(of.uuid)))
    if (each.state != EscalationState::ended) return std::move(each);
  return {};
}

// Who answers: whoever is said to, or acts, or is asked.
std::optional<Id<Agent>> who_answers(const Session& session, const Escalation& escalation,
                                     const EscalationAnswer& answer) {
  if (answer.agent) return answer.agent;
  return session.actor ? std::optional(Id<Agent>{*session.actor}) : escalation.agent;
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

std::string why_it_climbs(const Escalation& escalation) {
  return fmt::format("rung {} has not answered", escalation.rung);
}

void climb(Session& session, Escalation escalation) {
  const Way way = way_of(session, escalation);
  const auto step = step_up_to(session, way, static_cast<std::size_t>(escalation.rung) + 1);
  if (escalation.told >= most_told && is_same(escalation, step))
    wait(session, std::move(escalation), until_somebody_else_is_there);
  else
    ask(session, unanswered(std::move(escalation)), way, step);
}

void wait_to_climb(Session& session, Escalation escalation) {
  wait(session, std::move(escalation), until_somebody_is_there);
}

void end_with_case(Session& session, Id<Case> of) {
  if (auto escalation = running(session, of)) ended(session, std::move(*escalation));
}

void go_on_with(Session& session, Id<Case> of, Id<Case> into) {
  const auto before = running(session, of);
  if (!before) return;
  ended(session, *before);
  const auto target = record_of<Case>(session, into.uuid);
  if (is_over(target) || target.deleted_at) return;
  auto there = running(session, into);
  // Whoever is asked there stays so, unless the other one was higher on the same way.
  const auto ladder_of = [&](const Escalation& each) {
    return record_of<Ladder>(session, each.ladder.uuid).name;
  };
  if (there && (ladder_of(*there) != ladder_of(*before) || there->rung >= before->rung)) return;
  Escalation after = *before;
  after.of = into;
  after.id = there ? there->id : Id<Escalation>{};
  if (there) {
    after.version = there->version;
    after.ladder = there->ladder;  // perhaps another revision, with fewer rungs
    const auto last = static_cast<std::int64_t>(parts_of<&Rung::ladder>(session, after.ladder).size());
    after.rung = std::clamp<std::int64_t>(after.rung, 1, std::max<std::int64_t>(1, last));
    after.raised_at = there->raised_at;
    withdraw(session, *there);
  }
  if (after.state == EscalationState::raised) {
    const Way way = way_of(session, after);
    if (const auto step = find_step_up_to(session, way, static_cast<std::size_t>(after.rung))) {
      ask(session, unanswered(std::move(after)), way, *step);
      return;
    }
    after.next_at = session.commit().at + until_somebody_is_there;
  }
  if (there)
    update(session, std::move(after), {}, Origin::library);
  else
    add(session, std::move(after), {}, Origin::library);
}

// ---- Verbs

LadderWithRungs Supervision::adopt(LadderWithRungs ladder, const Because& because) {
  Work work(*session_, "supervision.adopt", because, Work::Size::several_writes);
  check_ladder(*session_, ladder);
  adopt_revision<&Rung::ladder>(*session_, ladder_form, ladder.ladder, ladder.rungs);
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
  for (Ladder& each : in_turn<Ladder>(*session_)) {
    const Id<Ladder> id = each.id;
    ladders.push_back({std::move(each), parts_of<&Rung::ladder>(*session_, id)});
  }
  return ladders;
}

Escalation Supervision::escalate(Id<Case> of, std::string_view reason, const Because& because) {
  need_reason(reason);
  Work work(*session_, "supervision.escalate", why({.reason = std::string(reason)}, because),
            Work::Size::several_writes);
  const Case escalated = writable(*session_, of);
  if (is_over(escalated))
    refuse<&Case::state>(
        Code::not_allowed, escalated,
        fmt::format("is {}, so there is nothing to escalate; open it again first", to_text(escalated.state)));
  if (auto lower = running(*session_, of)) {
    lower->reason = reason;
    lower->told = 0;  // for this reason
    const auto next = static_cast<std::size_t>(lower->rung) + 1;
    Escalation higher = raise(*session_, unanswered(std::move(*lower)), next);
    work.finish();
    return higher;
  }
  const auto ladder = ladder_for(*session_, escalated);
  if (!ladder) throw Error(Code::not_allowed, "fits no ladder; adopt one that fits every case", place_of(of));
  Escalation raised{
      .of = of, .ladder = ladder->id, .reason = std::string(reason), .raised_at = session_->commit().at};
  raised = raise(*session_, std::move(raised), 1);
  work.finish();
  return raised;
}

Escalation Supervision::acknowledge(Id<Escalation> id, const EscalationAnswer& answer,
                                    const Because& because) {
  Work work(*session_, "supervision.acknowledge", why(answer, because), Work::Size::several_writes);
  Escalation escalation = under_way(*session_, id);
  withdraw(*session_, escalation);
  escalation.state = EscalationState::acknowledged;
  escalation.acknowledged_at = session_->commit().at;
  escalation.answered_by = escalation.acknowledged_by = who_answers(*session_, escalation, answer);
  escalation.next_at.reset();
  escalation = update(*session_, std::move(escalation), {}, Origin::library);
  work.finish();
  return escalation;
}

Escalation Supervision::decline(Id<Escalation> id, const EscalationAnswer& answer, const Because& because) {
  need_reason(answer.reason);
  Work work(*session_, "supervision.decline", why(answer, because), Work::Size::several_writes);
  Escalation escalation = under_way(*session_, id);
  const Way way = way_of(*session_, escalation);
  const auto next = static_cast<std::size_t>(escalation.rung) + 1;
  if (next > way.rungs.size())
    refuse<&Escalation::rung>(Code::not_allowed, escalation,
                              "is the last one, and nobody is above; step down, or take it on and end it");
  withdraw(*session_, escalation);
  escalation.answered_by = who_answers(*session_, escalation, answer);
  auto step = step_up_to(*session_, way, next);
  // Whoever is absent above will be back; those below have passed it up.
  if (step.rung < next)
    if (const auto absent = step_down_from(*session_, way, way.rungs.size(), Askable::is_known);
        absent && absent->rung >= next)
      step = *absent;
  escalation = ask(*session_, std::move(escalation), way, step);
  work.finish();
  return escalation;
}

Escalation Supervision::step_down(Id<Escalation> id, const EscalationAnswer& answer, const Because& because) {
  need_reason(answer.reason);
  Work work(*session_, "supervision.step_down", why(answer, because), Work::Size::several_writes);
  Escalation escalation = under_way(*session_, id);
  const Way way = way_of(*session_, escalation);
  const auto lower = static_cast<std::size_t>(escalation.rung) - 1;
  auto below = step_down_from(*session_, way, lower, Askable::is_free);
  if (!below) below = step_down_from(*session_, way, lower, Askable::is_there);
  escalation.answered_by = who_answers(*session_, escalation, answer);
  if (below) {
    withdraw(*session_, escalation);
    escalation = ask(*session_, std::move(escalation), way, *below);
    const auto level = way.rungs[below->rung - 1].level;
    if (level && *level < way.of.level) take_to_level(*session_, escalation, *level);
  } else {
    escalation = ended(*session_, std::move(escalation));
  }
  work.finish();
  return escalation;
}

Escalation Supervision::end(Id<Escalation> id, const EscalationAnswer& answer, const Because& because) {
  Work work(*session_, "supervision.end", why(answer, because), Work::Size::several_writes);
  auto escalation = record_of<Escalation>(*session_, id.uuid);
  if (escalation.state != EscalationState::ended)
    escalation.answered_by = who_answers(*session_, escalation, answer);
  escalation = ended(*session_, std::move(escalation));
  work.finish();
  return escalation;
}

std::vector<Escalation> Supervision::escalations(Id<Case> of) const {
  const Reading reading(*session_);
  record_of<Case>(*session_, of.uuid);
  return live_where<Escalation>(*session_, field_of<&Escalation::of>(), Value::of(of.uuid));
}

}  // namespace rapport
