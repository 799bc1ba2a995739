#include "rooms/rules.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engines/due.hpp"
#include "engines/records.hpp"
#include "kernel/form.hpp"
#include "kernel/log.hpp"
#include "kernel/text.hpp"
#include "kernel/validate.hpp"
#include "rapport/lifecycle.hpp"
#include "rapport/tasks.hpp"
#include "rooms/addressees.hpp"
#include "rooms/people.hpp"
#include "rooms/revisions.hpp"

namespace rapport {

RAPPORT_KIND(Rule)
RAPPORT_KIND(RuleAction)
RAPPORT_KIND(Firing)

namespace {

// The place of an action's field: "actions[0].value".
template <auto member>
std::string place_in(const HeldRule& rule, const HeldAction& action) {
  return rule_form.place(static_cast<std::size_t>(&action - rule.actions.data()), field_of<member>().name);
}

bool is_case(const HeldRule& rule) { return rule.kind == &kind_of<Case>(); }
bool is_customer(const HeldRule& rule) { return rule.kind == &kind_of<Customer>(); }
bool has_assignee(const HeldRule& rule) { return is_case(rule) || rule.kind == &kind_of<Task>(); }

// What a verb is done to, and what it takes.
struct VerbForm {
  enum class About : std::uint8_t { anything, cases_and_customers, cases };

  RuleVerb verb;
  About about;
  bool takes_value;
  bool names_somebody = false;
  cel::Tag value = cel::Tag::unknown;  // what its value is to be, where either would not do
};
constexpr VerbForm verb_forms[] = {
    {RuleVerb::assign, VerbForm::About::cases, false, true},
    {RuleVerb::route, VerbForm::About::cases, false},
    {RuleVerb::set_priority, VerbForm::About::cases, true, false, cel::Tag::text},
    {RuleVerb::set_level, VerbForm::About::cases, true, false, cel::Tag::integer},
    {RuleVerb::move, VerbForm::About::cases_and_customers, true, false, cel::Tag::text},
    {RuleVerb::tag, VerbForm::About::cases, true},
    {RuleVerb::note, VerbForm::About::cases_and_customers, true},
    {RuleVerb::notify, VerbForm::About::anything, true, true},
    {RuleVerb::call, VerbForm::About::anything, true},
    {RuleVerb::escalate, VerbForm::About::cases, true},
    {RuleVerb::open_task, VerbForm::About::cases_and_customers, true, true},
};
static_assert(std::size(verb_forms) == enumeration<RuleVerb>.values.size());

const VerbForm& form_of(RuleVerb verb) { return *std::ranges::find(verb_forms, verb, &VerbForm::verb); }

// ---- Checking

// What only rules of time have.
const std::vector<const Field*>& fields_of_time() {
  static const std::vector<const Field*> fields{&field_of<&Rule::towards>(), &field_of<&Rule::percent>(),
                                                &field_of<&Rule::offset>(),  &field_of<&Rule::counted_in>(),
                                                &field_of<&Rule::yearly>(),  &field_of<&Rule::every>(),
                                                &field_of<&Rule::times>()};
  return fields;
}

// Looks at a rule and finds what cannot work, all of it.
class Inspection {
 public:
  Inspection(const HeldRule& held, Faults& faults) : held_(held), rule_(held.rule), faults_(faults) {}

  void look_at_rule() {
    const bool is_instant = rule_.promise || rule_.field;
    if (int{rule_.on.has_value()} + int{rule_.promise.has_value()} + int{rule_.field.has_value()} != 1)
      fault<&Rule::on>("says never, or several things: one of on, promise and field sets it off");
    if (rule_.on) look_at_event();
    if (is_instant && !rule_.on) look_at_instant();
    if (held_.condition && held_.condition->never_holds())
      fault<&Rule::condition>("never holds, whatever the record is like");
    if (held_.actions.empty())
      faults_.look([&] { refuse_named(rule_, rule_form.many, "does nothing: a rule has actions"); });
  }

  void look_at_action(const HeldAction& each) {
    const RuleAction& action = each.action;
    const VerbForm& form = form_of(action.verb);
    const bool fits = form.about == VerbForm::About::anything || is_case(held_) ||
                      (form.about == VerbForm::About::cases_and_customers && is_customer(held_));
    const bool needs_record = form.verb != RuleVerb::notify && form.verb != RuleVerb::call;
    if (!fits)
      fault<&RuleAction::verb>(each, fmt::format("{} is done to cases{}, not to {}", to_text(form.verb),
                                                 form.about == VerbForm::About::cases ? "" : " and customers",
                                                 held_.kind->plural));
    else if (rule_.on == removed_event && needs_record)
      fault<&RuleAction::verb>(each, fmt::format("{} cannot be done to what was removed; notify and call can",
                                                 to_text(form.verb)));
    if (form.takes_value != action.value.has_value())
      fault<&RuleAction::value>(
          each, fmt::format("{} {} value", to_text(form.verb), form.takes_value ? "needs a" : "takes no"));
    look_at_addressee(each);
    look_at_within(each);
  }

  // A value that reads nothing is known already.
  void look_at_constant(const HeldAction& each) {
    if (!each.value->fields().empty()) return;
    const AnyRecord any(*held_.kind);
    look_in<&RuleAction::value>(each, [&] {
      const std::string word = each.value->word(any.get());
      if (word.empty()) throw Error(Code::invalid, "is empty");
      if (each.action.verb == RuleVerb::set_priority) from_text<Priority>(word);
      if (each.action.verb == RuleVerb::set_level) level_from(word);
      if (each.action.verb == RuleVerb::move && is_case(held_)) from_text<CaseState>(word);
      if (each.action.verb == RuleVerb::move && is_customer(held_)) from_text<Stage>(word);
    });
  }

  // What makes no sense in a rule that is to be adopted, though one that is at work goes on with it: whom it turns to
  // must be there, but may go later.
  void look_at_sense(Session& session, const HeldAction& each) {
    const RuleAction& action = each.action;
    if (action.role && !is_role(session, *action.role))
      fault<&RuleAction::role>(each, nobody_of(session, *action.role));
    if (action.in_hours && action.team)
      fault<&RuleAction::in_hours>(each, "belongs to agents: a team has no hours of its own");
    if (!each.value || each.value->fields().empty()) return;
    const cel::Tag wanted = form_of(action.verb).value;
    const cel::Tag given = each.value->type().tag;
    const bool is_word_or_number = given == cel::Tag::text || given == cel::Tag::integer;
    if (wanted != cel::Tag::unknown && is_word_or_number && given != wanted)
      fault<&RuleAction::value>(
          each, fmt::format("{} needs a {}", to_text(action.verb),
                            wanted == cel::Tag::integer ? "number, as level + 1 is" : "word"));
  }

  template <auto member, class F>
  void look_in(const HeldAction& action, F&& work) {
    faults_.look([&] { in_named(rule_, place_in<member>(held_, action), std::forward<F>(work)); });
  }

 private:
  template <auto member>
  void fault(std::string why, Code code = Code::invalid) {
    faults_.look([&] { refuse_named(rule_, field_of<member>().name, std::move(why), code); });
  }
  template <auto member>
  void fault(const HeldAction& action, std::string why) {
    faults_.look([&] { refuse_named(rule_, place_in<member>(held_, action), std::move(why)); });
  }

  void look_at_event() {
    const std::vector<std::string_view> events = events_of(*held_.kind);
    if (std::ranges::find(events, *rule_.on) == events.end())
      fault<&Rule::on>(
          fmt::format("{} is nothing that happens to {}{}; there are {}", text::shown(*rule_.on),
                      held_.kind->plural, text::did_you_mean(*rule_.on, events), fmt::join(events, ", ")),
          Code::unknown_name);
    if (rule_.changed && *rule_.on != changed_event)
      fault<&Rule::changed>(fmt::format("belongs to the event {}", changed_event));
    const Rule plain;
    for (const Field* each : fields_of_time())
      if (!each->same(&rule_, &plain))
        faults_.look([&] {
          refuse_named(rule_, each->name,
                       "belongs to instants, not to events; name a promise or a field to follow");
        });
    const auto counts = [](const HeldAction& each) { return each.action.counted_in.has_value(); };
    if (rule_.calendar && std::ranges::none_of(held_.actions, counts))
      fault<&Rule::calendar>("counts nothing: an event has no offset, and no action says counted_in");
    for (const int number : held_.changed)
      if (const Field& field = *held_.kind->find(number); field.traits.fixed || number <= version_field)
        fault<&Rule::changed>(fmt::format("{} never changes", field.name));
  }

  void look_at_instant() {
    if (rule_.promise && !is_case(held_))
      fault<&Rule::promise>(fmt::format("is promised about cases, not about {}", held_.kind->plural));
    if (rule_.promise && rule_.yearly) fault<&Rule::yearly>("belongs to fields");
    if (!rule_.promise && rule_.percent) fault<&Rule::percent>("belongs to promises");
    if (!rule_.promise && rule_.towards) fault<&Rule::towards>("belongs to promises");
    if (rule_.changed) fault<&Rule::changed>(fmt::format("belongs to the event {}", changed_event));
    if (held_.field) look_at_field(*held_.field);
    if (rule_.offset && (*rule_.offset > century || *rule_.offset < -century))
      fault<&Rule::offset>("is longer than a century");
    if (rule_.counted_in && !rule_.offset && !rule_.every)
      fault<&Rule::counted_in>("belongs to offset and every");
    if (rule_.counted_in == CountedIn::working_days &&
        ((rule_.offset && *rule_.offset % std::chrono::days(1) != Duration{}) || rule_.every))
      fault<&Rule::counted_in>("working days are whole days of an offset; every is counted in the others");
    if (rule_.every.has_value() != rule_.times.has_value())
      fault<&Rule::times>("belongs together with every: how often it repeats, and how often at most");
    if (rule_.every && (*rule_.every < std::chrono::minutes(1) || *rule_.every > century))
      fault<&Rule::every>("is shorter than a minute, or longer than a century");
    if (rule_.every && rule_.yearly) fault<&Rule::every>("does not belong to what comes each year anyway");
  }

  void look_at_field(const Field& field) {
    const bool is_date = field.type == Type::date || field.type == Type::partial_date;
    if (field.type != Type::instant && !is_date)
      fault<&Rule::field>(fmt::format("{} is neither an instant nor a date", field.name));
    if (field.number == deleted_at_field)
      fault<&Rule::field>("is absent as long as the record is there; use the event removed");
    if (field.type == Type::partial_date && !rule_.yearly)
      fault<&Rule::field>(fmt::format("{} may lack its year; say yearly", field.name));
  }

  void look_at_addressee(const HeldAction& each) {
    const RuleAction& action = each.action;
    const bool needs = form_of(action.verb).names_somebody;
    const int named = how_many_are_named(action);
    if (!needs && named > 0)
      fault<&RuleAction::who>(each, fmt::format("does not belong to {}", to_text(action.verb)));
    else if (needs && named != 1)
      fault<&RuleAction::who>(
          each, fmt::format("{} names nobody, or several; {} is right", to_text(action.verb), ways_to_name));
    else if (action.who && !has_assignee(held_) && (!is_customer(held_) || action.who == Who::assignee))
      fault<&RuleAction::who>(each, fmt::format("{} have no {}", held_.kind->plural, to_text(*action.who)));
    else if (action.verb == RuleVerb::assign && action.who == Who::assignee)
      fault<&RuleAction::who>(each, "the assignee has it already");
    if (action.in_hours && action.verb != RuleVerb::notify)
      fault<&RuleAction::in_hours>(each, "belongs to notify");
  }

  void look_at_within(const HeldAction& each) {
    const RuleAction& action = each.action;
    if (action.within && action.verb != RuleVerb::open_task)
      fault<&RuleAction::within>(each, fmt::format("belongs to {}", to_text(RuleVerb::open_task)));
    if (action.within && *action.within > century)
      fault<&RuleAction::within>(each, "is longer than a century");
    if (action.counted_in && !action.within)
      fault<&RuleAction::counted_in>(each,
                                     fmt::format("belongs to {}", field_of<&RuleAction::within>().name));
    else if (action.counted_in == CountedIn::working_days &&
             *action.within % std::chrono::days(1) != Duration{})
      fault<&RuleAction::within>(each, "is counted in working days, which are whole");
  }

  const HeldRule& held_;
  const Rule& rule_;
  Faults& faults_;
};

}  // namespace

std::vector<const Kind*> sources_of(const Kind& kind) {
  if (&kind == &kind_of<Case>()) return {&kind_of<CaseEvent>(), &kind_of<Interaction>()};
  if (&kind == &kind_of<Customer>()) return {&kind_of<StageMove>()};
  return {};
}

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

std::int64_t level_from(std::string_view word) {
  CaseEvent levelled;
  set_from_text(field_of<&CaseEvent::level>(), &levelled, word);
  validate(kind_of<CaseEvent>(), &levelled, field_of<&CaseEvent::level>());
  return *levelled.level;
}

bool HeldRule::owns(const Firing& firing) const {
  return std::ranges::find(revisions, firing.rule.uuid) != revisions.end();
}

namespace {

bool is_known(RuleVerb verb) { return !to_text(verb).empty(); }

void hold_action(Session& session, const HeldRule& rule, HeldAction& action, Faults& faults) {
  if (!is_known(action.action.verb)) return;  // which its field tells
  Inspection inspection(rule, faults);
  inspection.look_at_action(action);
  if (!action.action.value || !form_of(action.action.verb).takes_value) return;
  inspection.look_in<&RuleAction::value>(action, [&] {
    action.value = std::make_unique<detail::Filter>(
        session, *rule.kind, *action.action.value, detail::Filter::Asker::book, detail::Filter::Result::word);
  });
  if (action.value) inspection.look_at_constant(action);
}

HeldRule held(Session& session, Rule rule, std::vector<RuleAction> actions, Faults& faults) {
  HeldRule made;
  made.rule = std::move(rule);
  const Rule& of = made.rule;
  const auto in = [&]<class F>(const Field& field, F&& work) {
    faults.look([&] { in_named(of, field.name, std::forward<F>(work)); });
  };
  if (of.of.empty()) return made;  // which the field tells
  in(field_of<&Rule::of>(), [&] { made.kind = &kind_named(of.of); });
  if (!made.kind) return made;
  if (of.condition)
    in(field_of<&Rule::condition>(), [&] {
      made.condition =
          std::make_unique<detail::Filter>(session, *made.kind, *of.condition, detail::Filter::Asker::book);
    });
  made.may_turn = made.condition && made.condition->may_turn();
  if (of.field) {
    made.computed = cel::find_computed(*made.kind, *of.field);
    in(field_of<&Rule::field>(),
       [&] { made.field = made.computed ? &made.computed->field : &made.kind->field(*of.field); });
  }
  if (of.changed)
    for (const std::string_view each : text::parts_of(*of.changed, " "))
      in(field_of<&Rule::changed>(), [&] { made.changed.push_back(made.kind->field(each).number); });
  if (of.calendar)
    in(field_of<&Rule::calendar>(), [&] {
      const auto calendar = record_of<Calendar>(session, of.calendar->uuid);
      made.hours.emplace(calendar);
      made.zone = calendar.zone;
    });
  made.actions.reserve(actions.size());
  for (RuleAction& each : actions) made.actions.emplace_back(std::move(each), nullptr);
  Inspection(made, faults).look_at_rule();
  for (HeldAction& each : made.actions) hold_action(session, made, each, faults);
  return made;
}

}  // namespace

void look_at_rule(Session& session, const RuleWithActions& given, Faults& faults) {
  look_at_fields<&RuleAction::rule>(session, rule_form, given.rule, given.actions, faults);
  const HeldRule rule = held(session, given.rule, given.actions, faults);
  if (!rule.kind) return;
  Inspection inspection(rule, faults);
  for (const HeldAction& each : rule.actions)
    if (is_known(each.action.verb)) inspection.look_at_sense(session, each);
}

HeldRule held(Session& session, Rule rule, std::vector<RuleAction> actions) {
  Faults faults;
  HeldRule made = held(session, std::move(rule), std::move(actions), faults);
  for (const HeldAction& each : made.actions)
    faults.look([&] { validate(kind_of<RuleAction>(), &each.action, field_of<&RuleAction::verb>()); });
  faults.tell();
  return made;
}

// ---- The set

namespace {

std::int64_t generation_of(Session& session) {
  static const Sql sql(R"(SELECT "generation" FROM "rule_state")");
  Statement row = session.database().prepare(sql);
  return row.step() ? row.column(0).integer : 0;
}

// Nothing where a rule has no condition, or one that may become true by itself.
std::optional<Glance> glance_for(const std::vector<HeldRule>& rules, const Kind& kind) {
  Glance glance{&kind, {&kind.field(deleted_at_field)}, {}, std::make_unique<AnyRecord>(kind)};
  const auto add = [&](const Field* field) {
    if (std::ranges::find(glance.fields, field) == glance.fields.end()) glance.fields.push_back(field);
  };
  for (const HeldRule& rule : rules) {
    if (rule.kind != &kind || !rule.is_of_time()) continue;
    if (!rule.condition || rule.may_turn) return {};
    for (const std::string& path : rule.condition->fields()) add(kind.find(path.substr(0, path.find('.'))));
    if (rule.field && !rule.computed) add(rule.field);
  }
  std::string columns;
  for (const Field* each : glance.fields)
    for (const Column& column : each->columns) columns += (columns.empty() ? "" : ", ") + column_name(column);
  glance.sql = fmt::format("SELECT {} FROM {} WHERE \"id\" = ?", columns, identifier(kind.name));
  return glance;
}

void watch(RuleSet& set, const Kind& kind) { set.watched |= std::uint64_t{1} << kind.number; }

Lead& lead_by(RuleSet& set, const Kind& from, const std::vector<const Field*>& fields) {
  const auto found = std::ranges::find_if(
      set.leads, [&](const Lead& each) { return each.from == &from && each.fields == fields; });
  if (found != set.leads.end()) return *found;
  std::string path;
  for (const Field* each : fields) path.append(path.empty() ? "" : ".").append(each->name);
  Lead& lead = set.leads.emplace_back(Lead{&from, std::move(path), fields});
  watch(set, lead.to());
  return lead;
}

// What a condition reads of other records, and what that is computed from.
void add_leads(RuleSet& set, const HeldRule& rule) {
  for (const std::string& path : rule.condition->fields()) {
    const Kind* kind = rule.kind;
    std::vector<const Field*> followed;
    for (const std::string_view name : text::parts_of(path, ".")) {
      const Field* field = kind->find(name);
      const cel::Computed* computed = field ? nullptr : cel::find_computed(*kind, name);
      if (computed) watch(set, computed->source());
      if (computed && !followed.empty()) lead_by(set, *rule.kind, followed).reads_computed = true;
      if (!field) break;
      if (!followed.empty() && !field->traits.fixed && field->number != id_field)
        lead_by(set, *rule.kind, followed).read.push_back(field->number);
      if (field->type != Type::id) break;
      followed.push_back(field);
      kind = &field->refers_to();
    }
  }
}

}  // namespace

const RuleSet& rule_set(Session& session) {
  auto& set = session.remembered<RuleSet>();
  const std::int64_t generation = generation_of(session);
  // A sweep borrows it, and nobody changes rules meanwhile.
  if (set.generation == generation && (set.rollbacks == session.rollbacks || session.in_batch())) return set;
  RuleSet made;
  made.generation = generation;
  made.rollbacks = session.rollbacks;
  const auto index = [&](const Kind& kind) {
    made.indexed |= std::uint64_t{1} << kind.number;
    watch(made, kind);
  };
  index(kind_of<Escalation>());
  const auto hear = [&](const Kind& kind) {
    made.heard |= std::uint64_t{1} << kind.number;
    for (const Kind* each : sources_of(kind)) made.heard |= std::uint64_t{1} << each->number;
  };
  for (Rule& each : in_turn<Rule>(session)) {
    auto actions = parts_of<&RuleAction::rule>(session, each.id);
    if (actions.empty()) continue;  // it is being restored, and its actions come last
    try {
      HeldRule rule = held(session, each, std::move(actions));
      for (const Rule& revision : revisions_of<Rule>(session, each.name))
        if (revision.on.has_value() == each.on.has_value()) rule.revisions.push_back(revision.id.uuid);
      if (rule.is_of_time())
        index(*rule.kind);
      else
        hear(*rule.kind);
      if (rule.computed) watch(made, rule.computed->source());
      if (rule.hours) watch(made, kind_of<Calendar>());
      if (rule.is_of_time() && rule.condition) add_leads(made, rule);
      made.calls_host = made.calls_host || std::ranges::any_of(rule.actions, [](const HeldAction& held) {
                          return held.action.verb == RuleVerb::call;
                        });
      made.rules.push_back(std::move(rule));
    } catch (const Error& error) {
      // Another version wrote it. That must not keep anybody from writing.
      if (error.code() != Code::invalid && error.code() != Code::unknown_name) throw;
      tell(session.options().log, LogLevel::warning, error.code(),
           [&] { return fmt::format("rule {} is not understood and does not fire", to_text(each.id)); });
    }
  }
  for (const HeldRule& each : made.rules)
    if (each.is_of_time() && each.kind != &kind_of<Escalation>() &&
        std::ranges::find(made.glances, each.kind, &Glance::kind) == made.glances.end())
      if (auto glance = glance_for(made.rules, *each.kind)) made.glances.push_back(std::move(*glance));
  set = std::move(made);
  return set;
}

// ---- Hooks

namespace {

void prepare_rule(const Writing& writing) {
  const auto& rule = *static_cast<const Rule*>(writing.record);
  if (writing.origin != Origin::call) return;
  if (writing.operation == Operation::remove)
    refuse<&Rule::deleted_at>(Code::not_allowed, rule,
                              "cannot be deleted, since it may have fired; retire it");
  if (writing.operation == Operation::add)
    throw Error(Code::not_allowed, "comes with its actions: use Automation::adopt", place_of(rule.id));
}

// Whether rules beside this one wait for events.
bool others_hear(Session& session, const Rule& rule) {
  static const Sql sql(fmt::format(
      R"(SELECT 1 FROM {} WHERE {} IS NOT NULL AND {} IS NOT NULL AND "deleted_at" IS NULL AND "id" <> ?)",
      identifier(kind_of<Rule>().name), column_of<&Rule::on>(), column_of<&Rule::turn>()));
  Statement row = session.database().prepare(sql);
  row.bind(0, Value::of(rule.id.uuid));
  return row.step();
}

void rule_written(const Writing& writing) {
  const auto& rule = *static_cast<const Rule*>(writing.record);
  const Kind* kind = find_kind(rule.of);
  const bool is_new = writing.operation == Operation::add && rule.turn;
  // Adopting does so itself, since it retires the revision before.
  if (is_new && rule.on && writing.origin == Origin::restored && !others_hear(writing.session, rule))
    set_event_position(writing.session, writing.session.commit().first_change - 1);
  rules_changed(writing.session, is_new && !rule.on ? kind : nullptr);
}

void prepare_action(const Writing& writing) {
  if (writing.origin == Origin::call)
    throw Error(Code::not_allowed, "belongs to a rule, which never changes: adopt another revision of it",
                place_of(static_cast<const RuleAction*>(writing.record)->id));
}

// A rule is adopted with its actions, but restored before them: records come under it when it can work.
void action_written(const Writing& writing) {
  const Kind* kind = nullptr;
  if (writing.origin == Origin::restored) {
    const auto rule =
        record_of<Rule>(writing.session, static_cast<const RuleAction*>(writing.record)->rule.uuid);
    if (rule.turn && !rule.on) kind = find_kind(rule.of);
  }
  rules_changed(writing.session, kind);
}

void prepare_firing(const Writing& writing) {
  if (writing.origin == Origin::call)
    throw Error(Code::not_allowed, "is kept by the book; a sweep writes it",
                place_of(static_cast<const Firing*>(writing.record)->id));
}

}  // namespace

const Hooks rule_hooks{.prepare = prepare_rule, .wrote = rule_written};
const Hooks rule_action_hooks{.prepare = prepare_action, .wrote = action_written};
const Hooks firing_hooks{.prepare = prepare_firing};

// ---- Verbs

namespace {

void need_right(Session& session, const RuleWithActions& given) {
  Faults faults;
  look_at_rule(session, given, faults);
  faults.tell();
}

// What failed for an event is tried again no more when nobody waits for events of that name any longer: should a rule
// come back, it begins anew.
void give_up(Session& session, const Rule& rule) {
  if (!rule.on) return;
  static const Sql sql(fmt::format("SELECT {} FROM {} WHERE {} = ? AND {} IS NOT NULL",
                                   sql_of(kind_of<Firing>()).columns, identifier(kind_of<Firing>().name),
                                   column_of<&Firing::rule>(), column_of<&Firing::next_try_at>()));
  std::vector<Firing> waiting;
  {
    Statement rows = session.database().prepare(sql);
    rows.bind(0, Value::of(rule.id.uuid));
    waiting = load_all<Firing>(rows);
  }
  for (Firing& each : waiting) {
    each.next_try_at.reset();
    update(session, std::move(each), {}, Origin::library);
  }
}

}  // namespace

RuleWithActions Automation::adopt(RuleWithActions rule, const Because& because) {
  Work work(*session_, "automation.adopt", because, Work::Size::several_writes);
  need_right(*session_, rule);
  // Events that nobody waited for are not looked at; rules that wait already may still have some to see.
  if (rule.rule.on && rule_set(*session_).heard == 0)
    set_event_position(*session_, session_->commit().first_change - 1);
  // A revision goes on where the last one stopped, unless that was retired.
  const std::vector<Rule> before = revisions_of<Rule>(*session_, rule.rule.name);
  const auto last = std::ranges::max_element(before, {}, &Rule::revision);
  const bool continues = last != before.end() && !last->retired_at;
  if (rule.rule.on) {
    // How far others have looked at events decides nothing: they begin with the adoption, or where the last revision did.
    const bool waits_for_the_same = continues && last->on == rule.rule.on && last->of == rule.rule.of;
    const Instant begin = waits_for_the_same && last->since ? *last->since : session_->commit().at;
    rule.rule.since = std::max(rule.rule.since.value_or(begin), begin);
  } else if (!rule.rule.since && continues) {
    rule.rule.since = last->since;
  } else if (!rule.rule.since && !rule.rule.promise) {
    rule.rule.since = session_->commit().at;
  }
  if (!rule.rule.on)
    for (const Rule& each : before) give_up(*session_, each);
  adopt_revision<&RuleAction::rule>(*session_, rule_form, rule.rule, rule.actions);
  // Where there is little to look at, it is done at once.
  reindex(*session_, 1000);
  work.finish();
  return rule;
}

void Automation::check(const RuleWithActions& rule) const {
  const Reading reading(*session_);
  need_right(*session_, rule);
}

Rule Automation::retire(Id<Rule> rule, const Because& because) {
  Work work(*session_, "automation.retire", because, Work::Size::several_writes);
  Rule gone = record_of<Rule>(*session_, rule.uuid);
  // A later revision may be at work where this one is retired already.
  if (!gone.retired_at) {
    for (const Rule& each : revisions_of<Rule>(*session_, gone.name)) give_up(*session_, each);
    gone = retired(*session_, std::move(gone));
  }
  work.finish();
  return gone;
}

Firing Automation::again(Id<Firing> id, const Because& because) {
  Work work(*session_, "automation.again", because, Work::Size::several_writes);
  auto firing = record_of<Firing>(*session_, id.uuid);
  if (firing.outcome != Outcome::failed)
    refuse<&Firing::outcome>(Code::not_allowed, firing,
                             fmt::format("is {}, not failed", to_text(firing.outcome)));
  const RuleSet& set = rule_set(*session_);
  const auto rule = std::ranges::find_if(set.rules, [&](const HeldRule& each) { return each.owns(firing); });
  if (rule == set.rules.end())
    refuse<&Firing::rule>(Code::not_allowed, firing, "does not fire any more: it was retired");
  firing.tries = 0;
  firing.next_try_at = session_->commit().at;
  firing = update(*session_, std::move(firing), {}, Origin::library);
  Subject subject(*session_, *rule->kind, firing.record.uuid());
  bool is_to_come = false;
  for_each_standpoint(*rule, subject, session_->commit().at, Asked::all, [&](const Standpoint& each) {
    is_to_come = is_to_come || (each.firing && each.firing->id == id);
  });
  if (!is_to_come)
    refuse<&Firing::occurrence>(Code::not_allowed, firing,
                                "does not come any more, or a later one has come since");
  index_again(*session_, set, subject, session_->commit().at);
  work.finish();
  return firing;
}

std::vector<RuleWithActions> Automation::all() const {
  const Reading reading(*session_);
  std::vector<RuleWithActions> rules;
  for (Rule& each : in_turn<Rule>(*session_)) {
    const Id<Rule> id = each.id;
    rules.push_back({std::move(each), parts_of<&RuleAction::rule>(*session_, id)});
  }
  return rules;
}

void Automation::on_call(std::string name, Function function) {
  session_->remembered<HostFunctions>().by_name.insert_or_assign(std::move(name), std::move(function));
}

}  // namespace rapport
