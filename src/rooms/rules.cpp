#include "rooms/rules.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engines/due.hpp"
#include "engines/records.hpp"
#include "kernel/log.hpp"
#include "kernel/text.hpp"
#include "kernel/validate.hpp"
#include "kernel/zone.hpp"
#include "rooms/people.hpp"

namespace rapport {

RAPPORT_KIND(Rule)
RAPPORT_KIND(RuleAction)
RAPPORT_KIND(Firing)

namespace {

[[noreturn]] void refuse(const Rule& rule, std::string_view field, std::string why,
                         Code code = Code::invalid) {
  throw Error(code, std::move(why), {std::string(kind_of<Rule>().name), rule.name, std::string(field)});
}
template <auto member>
[[noreturn]] void refuse(const Rule& rule, std::string why, Code code = Code::invalid) {
  refuse(rule, field_of<member>().name, std::move(why), code);
}
// The same for a field of an action: "actions[0].value".
template <auto member>
[[noreturn]] void refuse(const HeldRule& rule, const HeldAction& action, std::string why) {
  const auto place = &action - rule.actions.data();
  refuse(rule.rule, fmt::format("actions[{}].{}", place, field_of<member>().name), std::move(why));
}

template <class F>
decltype(auto) in_place(const Rule& rule, std::string_view field, F&& work) {
  try {
    return work();
  } catch (const Error& error) {
    refuse(rule, field, error.message(), error.code());
  }
}

bool is_case(const HeldRule& rule) { return rule.kind == &kind_of<Case>(); }
bool is_customer(const HeldRule& rule) { return rule.kind == &kind_of<Customer>(); }

template <Enumerated E>
std::string names_of() {
  std::vector<std::string_view> names;
  for (const auto& each : enumeration<E>.values) names.push_back(each.name);
  return fmt::format("{}", fmt::join(names, ", "));
}

// ---- Checking

void check_event(const HeldRule& held) {
  const Rule& rule = held.rule;
  const std::vector<std::string_view> events = events_of(*held.kind);
  if (std::ranges::find(events, *rule.on) == events.end())
    refuse<&Rule::on>(
        rule,
        fmt::format("{} is nothing that happens to a {}{}; there are {}", text::shown(*rule.on),
                    held.kind->name, text::did_you_mean(*rule.on, events), fmt::join(events, ", ")),
        Code::unknown_name);
  if (rule.changed && *rule.on != changed_event)
    refuse<&Rule::changed>(rule, fmt::format("belongs to the event {}", changed_event));
  if (rule.offset) refuse<&Rule::offset>(rule, "belongs to instants, not to events; name a field to follow");
  if (rule.every) refuse<&Rule::every>(rule, "belongs to instants, not to events; name a field to follow");
  if (rule.calendar) refuse<&Rule::calendar>(rule, "belongs to instants, not to events");
}

void check_instant(const HeldRule& held) {
  const Rule& rule = held.rule;
  if (rule.promise && !is_case(held))
    refuse<&Rule::promise>(rule, fmt::format("is promised about a case, not about a {}", held.kind->name));
  if (rule.promise && rule.yearly) refuse<&Rule::yearly>(rule, "belongs to fields");
  if (!rule.promise && rule.percent) refuse<&Rule::percent>(rule, "belongs to promises");
  if (!rule.promise && rule.towards) refuse<&Rule::towards>(rule, "belongs to promises");
  if (rule.changed) refuse<&Rule::changed>(rule, fmt::format("belongs to the event {}", changed_event));
  if (held.field && held.field->type != Type::instant && held.field->type != Type::date &&
      held.field->type != Type::partial_date)
    refuse<&Rule::field>(rule, fmt::format("{} is neither an instant nor a date", held.field->name));
  if (held.field && held.field->type == Type::partial_date && !rule.yearly)
    refuse<&Rule::field>(rule, fmt::format("{} may lack its year; say yearly", held.field->name));
  constexpr Duration longest = std::chrono::days(36525);
  if (rule.offset && (*rule.offset > longest || *rule.offset < -longest))
    refuse<&Rule::offset>(rule, "is longer than a century");
  if (rule.counted_in && !rule.offset && !rule.every)
    refuse<&Rule::counted_in>(rule, "belongs to offset and every");
  if (rule.counted_in == CountedIn::working_days &&
      ((rule.offset && *rule.offset % std::chrono::days(1) != Duration{}) || rule.every))
    refuse<&Rule::counted_in>(rule,
                              "working days are whole days of an offset; every is counted in the others");
  if (rule.every.has_value() != rule.times.has_value())
    refuse<&Rule::times>(rule, "belongs together with every: how often it repeats, and how often at most");
  if (rule.every && (*rule.every < std::chrono::minutes(1) || *rule.every > longest))
    refuse<&Rule::every>(rule, "is shorter than a minute, or longer than a century");
  if (rule.every && rule.yearly) refuse<&Rule::every>(rule, "does not belong to what comes each year anyway");
}

void check_addressee(const HeldRule& held, const HeldAction& each) {
  const RuleAction& action = each.action;
  const int named =
      int{action.who.has_value()} + int{action.agent.has_value()} + int{action.team.has_value()};
  const bool needs = action.verb == RuleVerb::assign || action.verb == RuleVerb::notify;
  if (!needs && named > 0)
    refuse<&RuleAction::who>(held, each, fmt::format("does not belong to {}", to_text(action.verb)));
  if (needs && named != 1)
    refuse<&RuleAction::who>(
        held, each,
        fmt::format("{} names nobody, or several; one of who, agent and team", to_text(action.verb)));
  if (action.in_hours && action.verb != RuleVerb::notify)
    refuse<&RuleAction::in_hours>(held, each, "belongs to notify");
  if (action.who && !is_case(held) && (!is_customer(held) || action.who == Who::assignee))
    refuse<&RuleAction::who>(held, each,
                             fmt::format("a {} has no {}", held.kind->name, to_text(*action.who)));
  if (action.verb == RuleVerb::assign && action.who == Who::assignee)
    refuse<&RuleAction::who>(held, each, "the assignee has it already");
}

// A value that reads nothing is known already.
void check_constant(const HeldRule& held, const HeldAction& each) {
  if (!each.value->fields().empty()) return;
  const AnyRecord any(*held.kind);
  const std::string word = each.value->word(any.get());
  const auto need = [&]<class E>(E) {
    for (const auto& value : enumeration<E>.values)
      if (value.name == word) return;
    refuse<&RuleAction::value>(held, each, fmt::format("{} is none of {}", text::shown(word), names_of<E>()));
  };
  if (each.action.verb == RuleVerb::set_priority) need(Priority{});
  if (each.action.verb == RuleVerb::move && is_case(held)) need(CaseState{});
  if (each.action.verb == RuleVerb::move && is_customer(held)) need(Stage{});
}

void check_verb(const HeldRule& held, const HeldAction& each) {
  const RuleVerb verb = each.action.verb;
  using enum RuleVerb;
  const bool any_kind = verb == notify || verb == call;
  const bool customers = verb == move || verb == note;
  if (!any_kind && !is_case(held) && !(customers && is_customer(held)))
    refuse<&RuleAction::verb>(held, each,
                              fmt::format("{} is done to a case{}, not to a {}", to_text(verb),
                                          customers ? " or customer" : "", held.kind->name));
  const bool needs_value = verb != assign && verb != route;
  if (needs_value != each.action.value.has_value())
    refuse<&RuleAction::value>(
        held, each, fmt::format("{} {} value", to_text(verb), needs_value ? "needs a" : "takes no"));
  check_addressee(held, each);
}

void check_rule(const HeldRule& held) {
  const Rule& rule = held.rule;
  if (int{rule.on.has_value()} + int{rule.promise.has_value()} + int{rule.field.has_value()} != 1)
    refuse<&Rule::on>(rule, "says never, or several things: one of on, promise and field sets it off");
  if (rule.on)
    check_event(held);
  else
    check_instant(held);
  if (rule.position < 0) refuse<&Rule::position>(rule, "is below 0");
  const AnyRecord any(*held.kind);
  if (held.condition && held.condition->fields().empty() && !held.condition->holds(any.get()))
    refuse<&Rule::condition>(rule, "never holds, whatever the record is like");
}

}  // namespace

std::vector<std::string_view> events_of(const Kind& kind) {
  std::vector<std::string_view> events{added_event, changed_event, removed_event, imported_event};
  if (&kind == &kind_of<Case>()) {
    for (const auto& each : enumeration<CaseEventKind>.values) events.push_back(each.name);
    for (const std::string_view each : {reopened_event, replied_event, heard_event}) events.push_back(each);
  }
  if (&kind == &kind_of<Customer>()) {
    events.push_back(moved_event);
    events.push_back(ended_event);
  }
  return events;
}

bool HeldRule::owns(const Firing& firing) const {
  return std::ranges::find(revisions, firing.rule.uuid) != revisions.end();
}

HeldRule held(Session& session, Rule rule, std::vector<RuleAction> actions) {
  HeldRule made;
  made.rule = std::move(rule);
  const Rule& of = made.rule;
  const auto name = [](const Field& field) { return field.name; };
  made.kind = in_place(of, name(field_of<&Rule::of>()), [&] { return &kind_named(of.of); });
  if (of.condition)
    made.condition = in_place(of, name(field_of<&Rule::condition>()), [&] {
      return std::make_unique<detail::Filter>(session, *made.kind, *of.condition);
    });
  if (of.field) {
    const Field& followed = in_place(of, name(field_of<&Rule::field>()),
                                     [&]() -> const Field& { return made.kind->field(*of.field); });
    made.field = &followed;
  }
  if (of.changed)
    for (const std::string_view each : text::parts_of(*of.changed, " "))
      made.changed.push_back(in_place(of, name(field_of<&Rule::changed>()), [&]() -> const Field& {
                               return made.kind->field(each);
                             }).number);
  if (of.calendar) {
    const auto calendar = record_of<Calendar>(session, of.calendar->uuid);
    made.hours.emplace(calendar);
    made.zone = calendar.zone;
  }
  check_rule(made);
  if (actions.empty()) refuse(of, "", "does nothing: a rule has actions");
  for (RuleAction& each : actions) {
    HeldAction& action = made.actions.emplace_back(std::move(each), nullptr);
    check_verb(made, action);
    if (!action.action.value) continue;
    const std::string place =
        fmt::format("actions[{}].{}", made.actions.size() - 1, field_of<&RuleAction::value>().name);
    action.value = in_place(of, place, [&] {
      return std::make_unique<detail::Filter>(session, *made.kind, *action.action.value,
                                              detail::Filter::Result::word);
    });
    check_constant(made, action);
  }
  return made;
}

// ---- The set
// ----------------------------------------------------------------------------------------------------

namespace {

std::int64_t generation_of(Session& session) {
  static const Sql sql(R"(SELECT "generation" FROM "rule_state")");
  Statement row = session.database().prepare(sql);
  return row.step() ? row.column(0).integer : 0;
}

std::vector<Rule> revisions_of(Session& session, std::string_view name) {
  return live_where<Rule>(session, field_of<&Rule::name>(), Value::of(name));
}

std::vector<Rule> live_rules(Session& session) {
  static const Sql sql(fmt::format(
      "SELECT {0} FROM {1} WHERE {2} IS NOT NULL AND \"deleted_at\" IS NULL ORDER BY {2}, \"id\"",
      sql_of(kind_of<Rule>()).columns, identifier(kind_of<Rule>().name), column_of<&Rule::turn>()));
  Statement rows = session.database().prepare(sql);
  return load_all<Rule>(rows);
}

std::vector<RuleAction> actions_of(Session& session, Id<Rule> rule) {
  return live_where<RuleAction>(session, field_of<&RuleAction::rule>(), Value::of(rule.uuid));
}

}  // namespace

const RuleSet& rule_set(Session& session) {
  auto& set = session.remembered<RuleSet>();
  const std::int64_t generation = generation_of(session);
  if (set.generation == generation) return set;
  RuleSet made;
  made.generation = generation;
  const auto watch = [&](const Kind& kind) { made.watched |= std::uint64_t{1} << kind.number; };
  watch(kind_of<Escalation>());
  for (Rule& each : live_rules(session)) {
    try {
      HeldRule rule = held(session, each, actions_of(session, each.id));
      for (const Rule& revision : revisions_of(session, each.name))
        rule.revisions.push_back(revision.id.uuid);
      made.has_events = made.has_events || !rule.is_of_time();
      if (rule.is_of_time()) watch(*rule.kind);
      if (rule.hours) watch(kind_of<Calendar>());
      made.rules.push_back(std::move(rule));
    } catch (const Error& error) {
      // Another version wrote it. That must not keep anybody from writing.
      if (error.code() != Code::invalid && error.code() != Code::unknown_name) throw;
      tell(session.options().log, LogLevel::warning, error.code(),
           [&] { return fmt::format("rule {} is not understood and does not fire", to_text(each.id)); });
    }
  }
  set = std::move(made);
  return set;
}

// ---- Hooks

namespace {

void prepare_rule(const Writing& writing) {
  const auto& rule = *static_cast<const Rule*>(writing.record);
  if (writing.origin != Origin::call) return;
  if (writing.operation == Operation::remove)
    rapport::refuse<&Rule::deleted_at>(Code::not_allowed, rule,
                                       "cannot be deleted, since it may have fired; retire it");
  if (writing.operation == Operation::add)
    throw Error(Code::not_allowed, "comes with its actions: use Automation::adopt", place_of(rule.id));
}

void rule_written(const Writing& writing) {
  const auto& rule = *static_cast<const Rule*>(writing.record);
  const Kind* kind = find_kind(rule.of);
  const bool is_new = writing.operation == Operation::add && rule.turn;
  rules_changed(writing.session, is_new && !rule.on ? kind : nullptr);
}

void prepare_action(const Writing& writing) {
  if (writing.origin == Origin::call)
    throw Error(Code::not_allowed, "belongs to a rule, which never changes: adopt another revision of it",
                place_of(static_cast<const RuleAction*>(writing.record)->id));
  if (writing.operation != Operation::add) return;
  need_live<&RuleAction::agent>(writing);
  need_live<&RuleAction::team>(writing);
}

void prepare_firing(const Writing& writing) {
  if (writing.origin == Origin::call)
    throw Error(Code::not_allowed, "is kept by the book; a sweep writes it",
                place_of(static_cast<const Firing*>(writing.record)->id));
}

Rule retired(Session& session, Rule rule) {
  if (rule.retired_at) return rule;
  rule.retired_at = session.commit().at;
  rule.turn.reset();
  return update(session, std::move(rule), {}, Origin::library);
}

}  // namespace

const Hooks rule_hooks{.prepare = prepare_rule, .wrote = rule_written};
const Hooks rule_action_hooks{.prepare = prepare_action, .wrote = [](const Writing& writing) {
                                rules_changed(writing.session, nullptr);
                              }};
const Hooks firing_hooks{.prepare = prepare_firing};

// ---- Verbs

RuleWithActions Automation::adopt(RuleWithActions rule, const Because& because) {
  Work work(*session_, "automation.adopt", because, Work::Size::several_writes);
  held(*session_, rule.rule, rule.actions);
  // Events that nobody waited for are not looked at; rules that wait already may still have some to see.
  if (rule.rule.on && !rule_set(*session_).has_events)
    set_event_position(*session_, session_->commit().first_change - 1);
  const Instant now = session_->commit().at;
  std::optional<Instant> since;
  if (!rule.rule.promise) since = now;
  rule.rule.revision = 1;
  for (const Rule& each : revisions_of(*session_, rule.rule.name)) {
    if (each.revision >= rule.rule.revision) since = each.since;
    rule.rule.revision = std::max(rule.rule.revision, each.revision + 1);
    retired(*session_, each);
  }
  if (!rule.rule.since) rule.rule.since = since;
  rule.rule.retired_at.reset();
  rule.rule.turn = rule.rule.position;
  rule.rule = add(*session_, std::move(rule.rule), {}, Origin::library);
  for (RuleAction& each : rule.actions) {
    each.rule = rule.rule.id;
    each = add(*session_, std::move(each), {}, Origin::library);
  }
  // Where there is little to look at, it is done at once.
  reindex(*session_, 1000);
  work.finish();
  return rule;
}

void Automation::check(RuleWithActions rule) const {
  const Reading reading(*session_);
  held(*session_, std::move(rule.rule), std::move(rule.actions));
}

Rule Automation::retire(Id<Rule> rule, const Because& because) {
  Work work(*session_, "automation.retire", because, Work::Size::several_writes);
  Rule gone = retired(*session_, record_of<Rule>(*session_, rule.uuid));
  work.finish();
  return gone;
}

std::vector<RuleWithActions> Automation::all() const {
  const Reading reading(*session_);
  std::vector<RuleWithActions> rules;
  for (Rule& each : live_rules(*session_)) {
    const Id<Rule> id = each.id;
    rules.push_back({std::move(each), actions_of(*session_, id)});
  }
  return rules;
}

void Automation::on_call(std::string name, Function function) {
  session_->remembered<HostFunctions>().by_name.insert_or_assign(std::move(name), std::move(function));
}

}  // namespace rapport
