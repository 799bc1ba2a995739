// rule load and its like, ladders, sweep, forecast, explain, outbox: what happens by itself, when, and why.
#include <fmt/format.h>

#include "command/any_records.hpp"
#include "command/verbs.hpp"
#include "kernel/catalogue.hpp"
#include "kernel/faults.hpp"
#include "kernel/text.hpp"
#include "rooms/rules.hpp"

namespace rapport::command {

using terminal::Align;
using terminal::Cell;
using terminal::Style;
using terminal::Table;

namespace {

// "80 % of resolution, 2 hours before", "on replied", "birthday, each year".
std::string when_of(const Rule& rule) {
  if (rule.on) return fmt::format("on {}{}", *rule.on, rule.changed ? " of " + *rule.changed : std::string());
  std::string text = rule.field.value_or("");
  if (rule.promise) {
    text = fmt::format("{} % of {}", rule.percent.value_or(100), spaced(to_text(*rule.promise)));
    if (rule.towards == Towards::team) text += " towards the team";
  }
  if (rule.offset)
    text = fmt::format("{} {} {}", spelled_out(*rule.offset, rule.counted_in),
                       *rule.offset < Duration{} ? "before" : "after", text);
  if (rule.yearly) text += ", each year";
  if (rule.every)
    text += fmt::format(", every {}, {} times", spelled_out(*rule.every, rule.counted_in), *rule.times);
  return text;
}

// The agent or the team.
template <class R>
std::string somebody(Call& call, const R& of) {
  return of.agent ? call.teller().name(of.agent) : call.teller().name(of.team);
}
// Whom an action or a rung turns to.
template <class R>
std::string whom(Call& call, const R& of) {
  if (of.who) return std::string(to_text(*of.who));
  return of.role ? terminal::one_line(*of.role) : somebody(call, of);
}

std::string doing_of(Call& call, const RuleAction& action) {
  std::string text = spaced(to_text(action.verb));
  if (action.who || action.role || action.agent || action.team) text += " " + whom(call, action);
  if (action.within) text += " within " + spelled_out(*action.within, action.counted_in);
  if (action.value) text += ": " + terminal::one_line(*action.value);
  return text;
}

void tell(Call& call, const RuleWithActions& each) {
  const Rule& rule = each.rule;
  std::string about = fmt::format("revision {}, of {}", rule.revision, rule.of);
  if (rule.condition) about += fmt::format(", if {}", terminal::one_line(*rule.condition));
  call.write(fmt::format("{}  {}  {}\n", call.screen.paint(Style::bold, terminal::one_line(rule.name)),
                         when_of(rule), call.screen.paint(Style::dim, about)));
  for (const RuleAction& action : each.actions) call.write(fmt::format("    {}\n", doing_of(call, action)));
}

Json json_of(const RuleWithActions& each) {
  return {{"rule", to_json(each.rule)}, {"actions", array_of(each.actions)}};
}

void tell_all(Call& call, const std::vector<RuleWithActions>& rules) {
  for (const RuleWithActions& each : rules) {
    if (call.json())
      call.line(json_of(each));
    else
      tell(call, each);
  }
}

// ---- Ladders

void tell(Call& call, const LadderWithRungs& each) {
  const Ladder& ladder = each.ladder;
  std::string about = fmt::format("revision {}", ladder.revision);
  if (ladder.fits) about += fmt::format(", where {}", terminal::one_line(*ladder.fits));
  if (ladder.calendar) about += fmt::format(", in the hours of {}", call.teller().name(ladder.calendar));
  call.write(fmt::format("{}  {}\n", call.screen.paint(Style::bold, terminal::one_line(ladder.name)),
                         call.screen.paint(Style::dim, about)));
  for (const Rung& rung : each.rungs) {
    std::string line = fmt::format("    {}, for {}", whom(call, rung), text::spelled_out(rung.wait));
    if (rung.level) line += fmt::format(", level {}", *rung.level);
    call.write(line + "\n");
  }
}

Json json_of(const LadderWithRungs& each) {
  return {{"ladder", to_json(each.ladder)}, {"rungs", array_of(each.rungs)}};
}

void tell_ladder(Call& call, const LadderWithRungs& each) {
  if (call.json())
    call.line(json_of(each));
  else
    tell(call, each);
}

// The escalation that is under way: of a case, by the case's name.
Id<Escalation> under_way(Call& call) {
  const auto of = find_one<Case>(call.book(), call.arguments.positional(0));
  for (const Escalation& each : call.book().supervision().escalations(of))
    if (each.state != EscalationState::ended) return each.id;
  throw Error(Code::not_found, "the case is not escalated; case escalate does that");
}

EscalationAnswer answer_of(Call& call) {
  EscalationAnswer answer{.reason = call.arguments.text("--reason")};
  if (call.arguments.flag("--by")) answer.agent = find_one<Agent>(call.book(), call.arguments.text("--by"));
  return answer;
}

int tell_escalation(Call& call, const Escalation& each) {
  if (call.json()) {
    call.line(to_json(each));
    return done;
  }
  call.write(words_of(call, each) + "\n");
  return done;
}

// ---- Readings

std::optional<Firing> firing_of(Call& call, const RuleReading& reading) {
  return reading.firing ? std::optional(call.book().firings().get(*reading.firing)) : std::nullopt;
}

// One that was not done has not fired for whoever looks.
Cell prospect_cell(const RuleReading& reading, const std::optional<Firing>& firing) {
  if (reading.prospect == Prospect::fired && firing && firing->outcome != Outcome::done)
    return {to_text(firing->outcome), Style::red};
  Style style = Style::dim;
  if (reading.prospect == Prospect::due) style = Style::yellow;
  if (reading.prospect == Prospect::fired) style = Style::green;
  return {spaced(to_text(reading.prospect)), style};
}

// Where a path of fields leads, as in "customer.owner"; null for what is computed, and for a part of a value.
const Field* field_at(const Kind& kind, std::string_view path) {
  const std::size_t dot = path.find('.');
  const Field* field = kind.find(path.substr(0, dot));
  if (!field || dot == std::string_view::npos) return field;
  return field->type == Type::id ? field_at(field->refers_to(), path.substr(dot + 1)) : nullptr;
}

std::string values_of(Call& call, const Kind& kind, const RuleReading& reading) {
  std::string text;
  for (const auto& [path, value] : reading.values) {
    const Field* field = field_at(kind, path);
    const std::string told = value.empty() ? "nothing" : field ? call.teller().value(*field, value) : value;
    text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", path, told);
  }
  return text;
}

// With what went wrong, where it is tried again.
std::string why_of(const RuleReading& reading, const std::optional<Firing>& firing) {
  if (!firing || !firing->trouble) return reading.why;
  return fmt::format("{}; {}: {}", reading.why, to_text(firing->outcome),
                     terminal::one_line(*firing->trouble));
}

Json json_of(const RuleReading& reading, const std::optional<Firing>& firing) {
  Json json{{"rule", reading.rule.name},
            {"record", to_text(reading.record.uuid())},
            {"prospect", to_text(reading.prospect)},
            {"why", reading.why},
            {"holds", reading.holds}};
  if (reading.at) json["at"] = to_text(*reading.at);
  if (firing) {
    json["firing"] = to_text(firing->id);
    json["outcome"] = to_text(firing->outcome);
    if (firing->trouble) json["trouble"] = *firing->trouble;
  }
  for (const ReadValue& each : reading.values) json["values"][each.field] = each.value;
  return json;
}

// What something is about; of an escalation its case.
std::string about(Call& call, const Reference& record) {
  if (record.kind_number() != kind_of<Escalation>().number) return call.teller().name(record);
  return call.teller().name(kind_of<Case>(), call.book().escalations().get({record.uuid()}).of.uuid);
}

// What is to be told, and to whom.
void tell_notifications(Call& call, const std::vector<Notification>& told) {
  if (call.json()) {
    for (const Notification& each : told) call.line(to_json(each));
    return;
  }
  Table table({whole_column("since"), {"to"}, {"what"}, {"about"}});
  for (const Notification& each : told)
    table.add({each.next_at ? call.teller().moment(*each.next_at) : std::string(),
               each.agent ? call.teller().name(each.agent) : call.teller().name(each.team),
               terminal::one_line(each.text), each.about ? about(call, *each.about) : std::string()});
  if (told.empty())
    call.remark("nothing to tell anybody");
  else
    call.write(table.render(call.screen));
}

std::vector<RuleWithActions> rules_in_file(Call& call) {
  std::vector<RuleWithActions> rules =
      call.book().exchange().read_rules(content_of(call.arguments.positional(0)));
  if (rules.empty() && !call.json()) call.remark("no rules in the file");
  return rules;
}

}  // namespace

std::string words_of(Call& call, const Escalation& each) {
  std::string text = fmt::format("{}, rung {}: {}", to_text(each.state), each.rung, somebody(call, each));
  if (each.next_at) text += fmt::format(", who has until {}", call.teller().moment(*each.next_at));
  if (each.acknowledged_by) text += fmt::format("; taken on by {}", call.teller().name(each.acknowledged_by));
  return text;
}

int rule_load(Call& call) {
  std::vector<RuleWithActions> rules = rules_in_file(call);
  call.book().transaction(
      [&] {
        for (RuleWithActions& each : rules) each = call.book().automation().adopt(std::move(each));
      },
      call.because());
  tell_all(call, rules);
  return done;
}

int rule_check(Call& call) {
  const std::vector<RuleWithActions> rules = rules_in_file(call);
  if (call.json())
    call.line({{"rules", rules.size()}});
  else
    call.remark(fmt::format("{} can work", counted(static_cast<std::int64_t>(rules.size()), "rule")));
  return done;
}

int rule_list(Call& call) {
  const std::vector<RuleWithActions> rules = call.book().automation().all();
  tell_all(call, rules);
  if (rules.empty() && !call.json()) call.remark("no rules; rule load takes some from a file");
  return done;
}

int rule_retire(Call& call) {
  const Automation automation = call.book().automation();
  return call.retire_named<&RuleWithActions::rule>(automation, automation.all(),
                                                   "no rule {} fires; rule list shows those that do");
}

int rule_again(Call& call) {
  if (!call.arguments.positionals().empty()) {
    const auto firing = find_one<Firing>(call.book(), call.arguments.positional(0));
    const Firing due = call.book().automation().again(firing, call.because());
    return call.wrote("again due", kind_of<Firing>(), &due);
  }
  std::vector<Id<Firing>> failed;
  call.book().firings().for_each(where<&Firing::outcome> == Outcome::failed, [&](const Firing& each) {
    if (!each.next_try_at) failed.push_back(each.id);
  });
  std::vector<Firing> due;
  for (const Id<Firing> each : failed) try {
      due.push_back(call.book().automation().again(each, call.because()));
    } catch (const Error& error) {
      // Its rule was retired, or it came again since.
      if (error.code() != Code::not_allowed) throw;
    }
  if (call.json())
    for (const Firing& each : due) call.line(to_json(each));
  else
    call.remark(fmt::format("{} due again, of {} that failed for good", due.size(), failed.size()));
  return done;
}

int ladder_load(Call& call) {
  tell_ladder(call, call.book().supervision().adopt(
                        call.book().exchange().read_ladder(content_of(call.arguments.positional(0))),
                        call.because()));
  return done;
}

int ladder_list(Call& call) {
  const std::vector<LadderWithRungs> ladders = call.book().supervision().ladders();
  for (const LadderWithRungs& each : ladders) tell_ladder(call, each);
  if (ladders.empty() && !call.json()) call.remark("no ladders; ladder load takes one from a file");
  return done;
}

int ladder_retire(Call& call) {
  const Supervision supervision = call.book().supervision();
  return call.retire_named<&LadderWithRungs::ladder>(supervision, supervision.ladders(),
                                                     "no case goes up a ladder {}; ladder list shows them");
}

int case_escalate(Call& call) {
  const auto of = find_one<Case>(call.book(), call.arguments.positional(0));
  return tell_escalation(call, call.book().supervision().escalate(of, call.arguments.text("--reason")));
}

int case_acknowledge(Call& call) {
  return tell_escalation(call, call.book().supervision().acknowledge(under_way(call), answer_of(call)));
}

int case_decline(Call& call) {
  return tell_escalation(call, call.book().supervision().decline(under_way(call), answer_of(call)));
}

int case_step_down(Call& call) {
  return tell_escalation(call, call.book().supervision().step_down(under_way(call), answer_of(call)));
}

int case_end_escalation(Call& call) {
  return tell_escalation(call, call.book().supervision().end(under_way(call), answer_of(call)));
}

int sweep(Call& call) {
  const Sweep swept = call.book().automation().sweep(call.limit());
  const auto next = call.book().automation().next_due();
  if (call.json()) {
    for (const Firing& each : swept.firings) call.line(to_json(each));
    for (const Id<Escalation> each : swept.climbed) call.line(to_json(call.book().escalations().get(each)));
    Json rest{{"is_more", swept.is_more}};
    if (next) rest["next_due"] = to_text(*next);
    call.line(rest);
    return done;
  }
  Table table({whole_column("due"), {"rule"}, {"record", Align::left, 40}, {"outcome"}, {"trouble"}});
  for (const Firing& each : swept.firings)
    table.add({call.teller().moment(each.due_at),
               call.teller().name(kind_of<Rule>(), each.rule.uuid),
               call.teller().name(each.record),
               {to_text(each.outcome), each.outcome == Outcome::done ? Style::green : Style::red},
               terminal::one_line(each.trouble.value_or(""))});
  if (!swept.firings.empty()) call.write(table.render(call.screen));
  if (!swept.climbed.empty())
    call.remark(fmt::format("{} climbed, since nobody answered",
                            counted(static_cast<std::int64_t>(swept.climbed.size()), "escalation")));
  call.remark(fmt::format("{} fired, {}", counted(static_cast<std::int64_t>(swept.firings.size()), "rule"),
                          swept.is_more ? std::string("there is more: sweep again")
                          : next        ? "the next is due " + call.teller().moment(*next)
                                        : std::string("nothing else is due as things stand")));
  return done;
}

int forecast(Call& call) {
  const Instant until = call.instant("--until", call.book().now() + std::chrono::days(7));
  // One more, to know whether there are others.
  std::vector<RuleReading> readings = call.book().automation().forecast(until, call.limit() + 1);
  const bool is_all = readings.size() <= call.limit();
  if (!is_all) readings.pop_back();
  if (call.json()) {
    for (const RuleReading& each : readings) call.line(json_of(each, firing_of(call, each)));
    return done;
  }
  Table table({whole_column("when"), {"rule"}, {"record", Align::left, 40}, {"because of"}});
  for (const RuleReading& each : readings)
    table.add({call.teller().moment(*each.at), each.rule.name, about(call, each.record), each.why});
  if (readings.empty())
    call.remark("nothing would fire");
  else
    call.write(table.render(call.screen));
  if (!is_all) call.remark("there is more: --limit says how much is shown");
  return done;
}

int explain(Call& call) {
  const Kind& kind = kind_named(call.arguments.positional(0));
  const Uuid id = find_one(call.book(), kind, call.arguments.positional(1));
  const auto readings = call.book().automation().explain(Reference::to(kind.number, id));
  if (call.json()) {
    for (const RuleReading& each : readings) call.line(json_of(each, firing_of(call, each)));
    return done;
  }
  Table table({{"rule"}, {"stands"}, whole_column("when"), {"because of"}, {"condition"}, {"which reads"}});
  for (const RuleReading& each : readings) {
    const bool has_condition = each.rule.condition.has_value();
    const auto firing = firing_of(call, each);
    table.add({each.rule.name,
               prospect_cell(each, firing),
               each.at ? call.teller().moment(*each.at) : std::string(),
               why_of(each, firing),
               {!has_condition ? ""
                : each.holds   ? "holds"
                               : "does not hold",
                each.holds ? Style::green : Style::red},
               values_of(call, kind, each)});
  }
  if (readings.empty())
    call.remark(fmt::format("no rule is about a {}", kind.name));
  else
    call.write(table.render(call.screen));
  return done;
}

int outbox(Call& call) {
  const std::vector<Notification> pending = call.book().outbox().pending(call.limit());
  tell_notifications(call, pending);
  const auto next = call.book().outbox().next_due();
  if (!call.json() && next && *next > call.book().now())
    call.remark("something is to be told from " + call.teller().moment(*next) + " on");
  return done;
}

int outbox_digest(Call& call) {
  tell_notifications(call, call.book().outbox().digest(call.because()));
  return done;
}

int outbox_again(Call& call) {
  std::vector<Id<Notification>> chosen;
  if (call.arguments.positionals().empty())
    call.book().notifications().for_each(where<&Notification::state> == Delivery::failed,
                                         [&](const Notification& each) { chosen.push_back(each.id); });
  else
    chosen.push_back(find_one<Notification>(call.book(), call.arguments.positional(0)));
  std::vector<Notification> told;
  call.book().transaction(
      [&] {
        for (const Id<Notification> each : chosen) told.push_back(call.book().outbox().again(each));
      },
      call.because());
  tell_notifications(call, told);
  return done;
}

int outbox_take(Call& call) {
  const std::vector<Notification> taken = call.book().outbox().pending(call.limit());
  // First it is told: what nobody could read is not handed over.
  tell_notifications(call, taken);
  call.screen.flush();
  call.book().transaction(
      [&] {
        for (const Notification& each : taken) call.book().outbox().handed_over(each.id);
      },
      call.because());
  return done;
}

}  // namespace rapport::command
