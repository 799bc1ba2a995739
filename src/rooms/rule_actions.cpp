// What rules do: each verb of a rule, by the verbs that everybody uses.
#include <fmt/format.h>

#include <algorithm>

#include "engines/records.hpp"
#include "kernel/text.hpp"
#include "kernel/validate.hpp"
#include "rapport/lifecycle.hpp"
#include "rapport/outbox.hpp"
#include "rapport/tasks.hpp"
#include "rooms/addressees.hpp"
#include "rooms/policies.hpp"
#include "rooms/routing.hpp"
#include "rooms/rules.hpp"

namespace rapport {

namespace {

// Why, for what the verb writes: the rule's name.
CaseEventDetails details_of(const HeldRule& rule) { return {.reason = rule.rule.name}; }

[[noreturn]] void refuse_nobody(Session& session, Subject& subject, const RuleAction& action) {
  throw Error(Code::not_allowed,
              action.role ? nobody_of(session, *action.role)
                          : fmt::format("has no {}, so there is nobody to turn to", to_text(*action.who)),
              {std::string(subject.kind().name), to_text(subject.id()), ""});
}

// Nobody where it is neither a case, a task nor a customer: rules about other records name whom they turn to.
Concerned concerned_by(Subject& subject) {
  const auto of = [](const auto& record) {
    return Concerned{.assignee = record.assignee, .customer = record.customer};
  };
  if (&subject.kind() == &kind_of<Customer>()) return {.customer = {subject.id()}};
  if (&subject.kind() == &kind_of<Case>()) return of(subject.as<Case>());
  if (&subject.kind() == &kind_of<Task>()) return of(subject.as<Task>());
  return {};
}

// The agent, or whoever stands in for them; an agent who is absent without a stand-in is meant nevertheless.
struct Addressed {
  Agent agent;
  Instant from;  // they are told
};
Addressed addressed(Session& session, Subject& subject, const RuleAction& action) {
  const auto opening = [&](const Agent& of, Instant from) {
    if (!action.in_hours || !of.calendar) return from;
    return OpeningHours(record_of<Calendar>(session, of.calendar->uuid)).next_open(from);
  };
  const auto opens = [&](const Agent& of) { return opening(of, session.commit().at); };
  const auto named = agent_named(session, concerned_by(subject), action, opens);
  if (!named) refuse_nobody(session, subject, action);
  Addressed told{record_of<Agent>(session, named->uuid), {}};
  told.from = opens(told.agent);
  // Whoever stands in has hours, too, in which yet another one may stand in.
  for (int most = 10; most > 0; --most) {
    const auto there = stand_in_for(session, told.agent, told.from);
    if (!there) break;
    const Instant from = opening(*there, told.from);
    const bool is_there = from == told.from;
    told = {*there, from};
    if (is_there) break;
  }
  return told;
}

void notify(Session& session, const RuleAction& action, Subject& subject, std::string text) {
  Notification told{.team = action.team, .text = std::move(text), .about = subject.reference()};
  if (!action.team) {
    const auto [agent, from] = addressed(session, subject, action);
    told.agent = agent.id;
    if (action.in_hours) told.next_at = from;
  }
  add(session, std::move(told), {}, Origin::library);
}

void assign(Session& session, const HeldRule& rule, const RuleAction& action, Subject& subject) {
  const Case& of = subject.as<Case>();
  Assignment to{.team = of.team};
  if (action.team)
    to.team = action.team;
  else
    to.assignee = addressed(session, subject, action).agent.id;
  Service(session).assign(of.id, to, details_of(rule));
}

void tag(Session& session, Subject& subject, std::string_view words) {
  Case of = subject.as<Case>();
  const std::string before = of.tags.value_or("");
  std::string tags = before;
  for (const std::string_view each : text::parts_of(words, " ")) {
    const auto there = text::parts_of(tags, " ");
    if (std::ranges::find(there, each) != there.end()) continue;
    // `there` borrows from the tags, so they grow only now.
    tags += fmt::format("{}{}", tags.empty() ? "" : " ", each);
  }
  if (tags == before) return;
  of.tags = std::move(tags);
  update(session, std::move(of), {}, Origin::call);
}

void write_note(Session& session, Subject& subject, std::string text) {
  Interaction note{
      .customer = concerned_by(subject).customer, .channel = Channel::note, .body = std::move(text)};
  if (&subject.kind() != &kind_of<Customer>()) note.about = subject.reference();
  add(session, std::move(note), {}, Origin::call);
}

// The rule's hours, or else an agent's own, or else those in which the case was promised to be dealt with.
OpeningHours hours_for(Session& session, const HeldRule& rule, const std::optional<Agent>& agent,
                       Subject& subject) {
  if (rule.hours) return *rule.hours;
  if (agent && agent->calendar) return OpeningHours(record_of<Calendar>(session, agent->calendar->uuid));
  const bool is_case = &subject.kind() == &kind_of<Case>();
  const auto level = is_case ? subject.as<Case>().service_level : std::nullopt;
  if (!level) return day_and_night();
  return hours_of(session, held_policy(session, *level), calendar_version(session, *level));
}

void open_task(Session& session, const HeldRule& rule, const RuleAction& action, Subject& subject,
               std::string text) {
  Task task{.subject = std::move(text), .customer = concerned_by(subject).customer, .team = action.team};
  if (&subject.kind() != &kind_of<Customer>()) task.about = subject.reference();
  std::optional<Agent> agent;
  if (!action.team) agent = addressed(session, subject, action).agent;
  if (agent) task.assignee = agent->id;
  if (action.within)
    task.due_at = later(hours_for(session, rule, agent, subject), action.counted_in, session.commit().at,
                        *action.within);
  add(session, std::move(task), {}, Origin::call);
}

void move(Session& session, const HeldRule& rule, Subject& subject, std::string_view to) {
  const Uuid& id = subject.id();
  if (&subject.kind() == &kind_of<Customer>())
    Lifecycle(session).move({id}, from_text<Stage>(to), {.reason = rule.rule.name});
  else
    Service(session).move({id}, from_text<CaseState>(to), details_of(rule));
}

void call(Session& session, std::string_view name, Subject& subject, const Firing& firing) {
  const auto& functions = session.remembered<HostFunctions>().by_name;
  const auto found = functions.find(name);
  if (found == functions.end())
    throw Error(
        Code::not_found,
        fmt::format("this program has given no function {}; Automation::on_call does", text::shown(name)));
  const Automation::Function function = found->second;  // it may give another of its name
  // As in a transaction of the host, a verb may fail and the others go on.
  Work work(session, {}, {}, Work::Size::transaction);
  call_host(session, [&] { function(subject.reference(), firing); });
  work.finish();
}

}  // namespace

void act(Session& session, const HeldRule& rule, const HeldAction& action, Subject& subject,
         const Firing& firing) {
  const Uuid& id = subject.id();
  const bool only_tells = action.action.verb == RuleVerb::notify || action.action.verb == RuleVerb::call;
  if (!only_tells && !subject.record())
    throw Error(Code::not_allowed, "was removed, so it can only be told of",
                {std::string(subject.kind().name), to_text(id), ""});
  std::string word;
  if (action.value) word = action.value->word(subject.last_record());
  switch (action.action.verb) {
    case RuleVerb::assign: return assign(session, rule, action.action, subject);
    case RuleVerb::route: Routing(session).route({id}); return;
    case RuleVerb::set_priority:
      Service(session).set_priority({id}, from_text<Priority>(word), details_of(rule));
      return;
    case RuleVerb::set_level: Service(session).set_level({id}, level_from(word), details_of(rule)); return;
    case RuleVerb::move: return move(session, rule, subject, word);
    case RuleVerb::tag: return tag(session, subject, word);
    case RuleVerb::note: return write_note(session, subject, std::move(word));
    case RuleVerb::notify: return notify(session, action.action, subject, std::move(word));
    case RuleVerb::call: return call(session, word, subject, firing);
    case RuleVerb::escalate: Supervision(session).escalate({id}, word); return;
    case RuleVerb::open_task: return open_task(session, rule, action.action, subject, std::move(word));
  }
}

}  // namespace rapport
