// case open, case reply, case show and their like: what customers came with, and where it stands.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "command/clocks.hpp"
#include "command/field_options.hpp"
#include "command/verbs.hpp"
#include "kernel/catalogue.hpp"

namespace rapport::command {

using terminal::Align;
using terminal::Cell;
using terminal::Style;
using terminal::Table;

namespace {

// The case that the first argument names.
Case named(Call& call) {
  return call.book().cases().get(find_one<Case>(call.book(), call.arguments.positional(0)));
}

CaseEventDetails details(Call& call) {
  return {.at = call.instant("--at"), .reason = call.arguments.text("--reason")};
}

std::string title(Call& call, const Case& of) {
  const Cell state = state_cell(of.state);
  std::string text = fmt::format("{}  {}", call.screen.paint(Style::bold, terminal::one_line(of.subject)),
                                 call.screen.paint(state.style, state.text));
  if (of.merged_into) text += "  (merged)";
  if (of.deleted_at) text += "  (deleted)";
  return text + '\n';
}

// The case with every field that a verb changed.
void tell_changes(Call& call, const Case& before, const Case& after) {
  std::vector<terminal::KeyValue> changed;
  for (const Field& field : kind_of<Case>().fields) {
    if (is_common(field)) continue;
    const std::string old_value = call.teller().value(field, &before);
    const std::string new_value = call.teller().value(field, &after);
    if (old_value == new_value) continue;
    const std::string shown = new_value.empty() ? "nothing" : new_value;
    changed.push_back(
        {spaced(field.name), old_value.empty() ? shown : fmt::format("{} → {}", old_value, shown)});
  }
  call.write(title(call, after) + terminal::key_values(call.screen.narrowed(100), changed));
}

int changed(Call& call, const Case& before, const Case& after) {
  if (call.json())
    call.line(to_json(after));
  else
    tell_changes(call, before, after);
  return done;
}

// A case with what the options say of it.
Case described(Call& call, Case start) {
  AnyRecord record(kind_of<Case>());
  auto& described = *static_cast<Case*>(record.get());
  described = std::move(start);
  assign_given(call, record);
  return described;
}

// What an event changed, or told, in a word or two.
Cell gist(Call& call, const CaseEvent& event) {
  Teller& teller = call.teller();
  switch (event.what) {
    case CaseEventKind::assigned: {
      const std::string team = teller.name(event.team);
      if (!event.assignee) return team.empty() ? std::string("nobody") : team;
      return teller.name(event.assignee) + (team.empty() ? "" : ", " + team);
    }
    case CaseEventKind::prioritised: return spaced(to_text(*event.priority));
    case CaseEventKind::levelled: return fmt::format("level {}", *event.level);
    case CaseEventKind::rated: return event.service_level ? teller.name(event.service_level) : "nothing fits";
    case CaseEventKind::quoted:
      return fmt::format("{} by {}", spaced(to_text(*event.target)), teller.moment(*event.due_at));
    case CaseEventKind::merged: return teller.name(event.other);
    default: return event.state ? state_cell(*event.state) : Cell(std::string());
  }
}

// Everything that happened, oldest first; a stay in a state with how long it took.
std::string course(Call& call, const std::vector<CaseEvent>& events) {
  Table table({whole_column("at"),
               whole_column("what"),
               {"", Align::left, 40},
               {"time", Align::right},
               {"by", Align::left, 18},
               {"why", Align::left, 60}});
  for (auto each = events.begin(); each != events.end(); ++each) {
    std::string stay;
    if (each->state) {
      const auto next = std::find_if(each + 1, events.end(), [](const CaseEvent& e) { return e.state; });
      stay = in_words((next == events.end() ? call.book().now() : next->at) - each->at);
    }
    table.add({call.teller().moment(each->at),
               {spaced(to_text(each->what)), Style::dim},
               gist(call, *each),
               stay,
               {call.teller().name(each->agent), Style::dim},
               {each->reason ? *each->reason : call.teller().name(each->because_of), Style::dim}});
  }
  return table.render(call.screen);
}

// Each step of an escalation, oldest first: who was asked on which rung, who answered, and why.
std::string steps(Call& call, const Escalation& escalation) {
  Table table({whole_column("at"),
               whole_column("what"),
               {"rung", Align::right},
               {"asked", Align::left, 30},
               {"by", Align::left, 18},
               {"why", Align::left, 60}});
  const auto entries = call.book().escalations().history(escalation.id);
  std::map<std::string_view, std::optional<std::string>> then;
  const auto told = [&]<auto member>() {
    const Field& field = field_of<member>();
    return call.teller().value(field, then[field.name]);
  };
  for (auto each = entries.rbegin(); each != entries.rend(); ++each) {
    for (const FieldChange& change : each->fields) then[change.field] = change.after;
    const std::string agent = told.operator()<&Escalation::agent>();
    const std::string& verb = each->commit.verb;
    table.add({call.teller().moment(each->commit.at),
               {spaced(verb.substr(verb.find('.') + 1)), Style::dim},
               told.operator()<&Escalation::rung>(),
               agent.empty() ? told.operator()<&Escalation::team>() : agent,
               {told.operator()<&Escalation::answered_by>(), Style::dim},
               {each->commit.reason.value_or(""), Style::dim}});
  }
  return table.render(call.screen);
}

// Each promise, how it stands and what is left of its time.
std::string promises(Call& call, const std::vector<Clock>& clocks) {
  Table table({whole_column("promise"),
               {"to", Align::left, 18},
               whole_column("state"),
               whole_column("due"),
               {"left", Align::right},
               {"open", Align::right},
               whole_column("kept")});
  for (const Clock& each : clocks) {
    const ClockReading now = call.book().timekeeping().read(each, call.book().now());
    const bool is_over = !now.due_at;
    table.add({spaced(to_text(each.kind)),
               each.towards == Towards::team ? call.teller().name(each.team) : "customer",
               {to_text(now.state), now.state == ClockState::running ? Style::plain : Style::dim},
               is_over ? std::string() : call.teller().moment(*now.due_at),
               is_over ? Cell(std::string()) : left_cell(now.left),
               is_over ? Cell(std::string()) : open_left_cell(now.open_left),
               !each.met   ? Cell(std::string())
               : *each.met ? Cell(std::string("in time"), Style::green)
                           : Cell(std::string("late"), Style::red)});
  }
  return table.render(call.screen);
}

}  // namespace

int case_open(Call& call) {
  const auto customer = find_one<Customer>(call.book(), call.arguments.positional(0));
  const Case opened = call.book().service().open(described(call, {.customer = customer,
                                                                  .subject = call.arguments.positional(1),
                                                                  .opened_at = call.instant("--at")}),
                                                 call.because());
  return call.wrote("opened", kind_of<Case>(), &opened);
}

int case_reply(Call& call) {
  Book& book = call.book();
  const Case asked = named(call);
  const Case before = book.service().survivor(asked.id);
  AnyRecord record(kind_of<Interaction>());
  auto& said = *static_cast<Interaction*>(record.get());
  said.channel = before.channel;
  said.direction = call.arguments.flag("--inbound") ? Direction::inbound : Direction::outbound;
  said.body = call.arguments.positional(1);
  assign_given(call, record);
  // A note is among ourselves.
  if (said.channel == Channel::note && said.direction == Direction::outbound)
    said.direction = Direction::internal;
  const Interaction reply = book.service().reply(asked.id, said, call.because());
  call.wrote("added", kind_of<Interaction>(), &reply);
  if (!call.json()) tell_changes(call, before, book.cases().get(before.id));
  return done;
}

int case_move(Call& call) {
  const Case before = named(call);
  const auto to = from_text<CaseState>(call.arguments.positional(1));
  return changed(call, before, call.book().service().move(before.id, to, details(call), call.because()));
}

int case_resolve(Call& call) {
  const Case before = named(call);
  return changed(
      call, before,
      call.book().service().resolve(before.id, call.arguments.positional(1), details(call), call.because()));
}

int case_refuse(Call& call) {
  const Case before = named(call);
  return changed(
      call, before,
      call.book().service().refuse(before.id, call.arguments.positional(1), call.arguments.text("--instead"),
                                   details(call), call.because()));
}

int case_accept(Call& call) {
  const Case before = named(call);
  return changed(call, before, call.book().service().accept(before.id, call.instant("--at"), call.because()));
}

void check_assignment(const Arguments& arguments) {
  if (!arguments.flag("--team") && !arguments.flag("--assignee"))
    throw UsageError(Code::invalid, "case assign needs --team or --assignee; --assignee= hands it to nobody");
}

int case_assign(Call& call) {
  const Case before = named(call);
  const Case wanted = described(call, before);
  return changed(
      call, before,
      call.book().service().assign(before.id, {wanted.team, wanted.assignee}, details(call), call.because()));
}

int case_route(Call& call) {
  const Case before = named(call);
  const Case after =
      with_names(call.book(), [&] { return call.book().routing().route(before.id, call.because()); });
  changed(call, before, after);
  if (call.json()) return done;
  std::string why;
  for (const CaseEvent& each : call.book().service().events(after.id))
    if (each.what == CaseEventKind::assigned) why = each.reason.value_or("");
  call.remark(why);
  return done;
}

int case_candidates(Call& call) {
  const auto candidates = call.book().routing().candidates(named(call).id);
  Table table({{"agent"}, whole_column("fits"), {"open cases", Align::right}, {"why", Align::left, 80}});
  for (const Candidate& each : candidates) {
    if (call.json())
      call.line({{"agent", to_json(each.agent)},
                 {"fits", each.fits},
                 {"open_cases", each.open_cases},
                 {"why", each.why}});
    table.add({{each.agent.name},
               each.fits ? Cell{"yes", Style::green} : Cell{"no", Style::red},
               std::to_string(each.open_cases),
               {each.why, Style::dim}});
  }
  if (!call.json()) call.write(table.render(call.screen));
  return done;
}

int case_level(Call& call) {
  const Case before = named(call);
  AnyRecord wanted(kind_of<Case>());
  assign(call.book(), wanted, field_of<&Case::level>(), call.arguments.positional(1));
  return changed(call, before,
                 call.book().service().set_level(before.id, static_cast<const Case*>(wanted.get())->level,
                                                 details(call), call.because()));
}

int case_priority(Call& call) {
  const Case before = named(call);
  const auto priority = from_text<Priority>(call.arguments.positional(1));
  return changed(call, before,
                 call.book().service().set_priority(before.id, priority, details(call), call.because()));
}

int case_quote(Call& call) {
  const Case before = named(call);
  const auto what = from_text<TargetKind>(call.arguments.positional(1));
  const Instant due_at = call.by_instant(call.arguments.positional(2), "WHEN");
  const Clock clock = call.book().timekeeping().quote(before.id, what, due_at, details(call), call.because());
  if (call.json()) {
    call.line(to_json(clock));
  } else {
    call.write(title(call, before) + promises(call, {clock}));
    call.remark(fmt::format("told: {} by {}", spaced(to_text(what)), call.teller().moment(due_at)));
  }
  return done;
}

int case_rate(Call& call) {
  const Case before = named(call);
  return changed(call, before, call.book().timekeeping().rate(before.id, details(call), call.because()));
}

int case_merge(Call& call) {
  const Case before = named(call);
  const auto into = find_one<Case>(call.book(), call.arguments.positional(1));
  return changed(call, before, call.book().service().merge(before.id, into, call.because()));
}

int case_unmerge(Call& call) {
  const Case before = named(call);
  return changed(call, before, call.book().service().unmerge(before.id, call.because()));
}

int case_split(Call& call) {
  const Case whole = named(call);
  std::vector<Id<Interaction>> interactions;
  for (const std::string& each : call.arguments.all("--interaction"))
    interactions.push_back(find_one<Interaction>(call.book(), each));
  const Case wanted = described(call, {.kind = whole.kind,
                                       .subject = call.arguments.positional(1),
                                       .contact = whole.contact,
                                       .severity = whole.severity,
                                       .priority = whole.priority,
                                       .channel = whole.channel,
                                       .language = whole.language,
                                       .team = whole.team,
                                       .assignee = whole.assignee});
  const Case part = call.book().service().split(whole.id, wanted, interactions, call.because());
  return call.wrote("opened", kind_of<Case>(), &part);
}

int case_list(Call& call) {
  return list_where(call, kind_of<Case>(), conditions_given(call, kind_of<Case>()));
}

int case_show(Call& call) {
  const Case of = named(call);
  const auto events = call.book().service().events(of.id);
  const auto clocks = call.book().timekeeping().clocks(of.id);
  const auto said = call.book().service().said(of.id);
  const auto escalations = call.book().supervision().escalations(of.id);
  std::vector<Case> merged;
  call.book().cases().for_each(where<&Case::merged_into> == of.id,
                               [&](const Case& each) { merged.push_back(each); });
  if (call.json()) {
    call.line({{"case", to_json(of)},
               {"events", array_of(events)},
               {"clocks", array_of(clocks)},
               {"said", array_of(said)},
               {"escalations", array_of(escalations)},
               {"merged", array_of(merged)}});
    return done;
  }
  call.write(title(call, of));
  call.write(call.teller().facts(call.screen, kind_of<Case>(), &of,
                                 {&field_of<&Case::subject>(), &field_of<&Case::state>()}));
  if (!clocks.empty()) call.section("Promises", promises(call, clocks));
  std::string raised;
  for (const Escalation& each : escalations)
    raised +=
        fmt::format("{}: {}\n{}", terminal::one_line(each.reason), words_of(call, each), steps(call, each));
  if (!raised.empty()) call.section("Escalations", raised);
  call.section("Course", course(call, events));
  if (!said.empty()) {
    Happenings happenings(call.teller(), false);
    for (const Interaction& each : said)
      happenings.add(kind_of<Interaction>(), &each, each.at.value_or(Instant{}), each.customer);
    call.section("Said", happenings.render(call.screen));
  }
  if (!merged.empty())
    call.section("Merged into it", call.teller().table(merged, {.ids = true, .most = 4}).render(call.screen));
  return done;
}

}  // namespace rapport::command
