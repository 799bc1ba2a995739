// problem open to problem show: the common causes of cases, whom they affect, and who was told what.
#include <fmt/format.h>

#include "command/field_options.hpp"
#include "command/verbs.hpp"
#include "kernel/catalogue.hpp"

namespace rapport::command {

using terminal::Align;
using terminal::Style;
using terminal::Table;

namespace {

// The problem that the first argument names.
Id<Problem> named(Call& call) { return find_one<Problem>(call.book(), call.arguments.positional(0)); }

template <class R>
void tell_all(Call& call, const std::vector<R>& records, std::string_view none) {
  if (call.json())
    for (const R& each : records) call.line(to_json(each));
  else if (records.empty())
    call.remark(none);
  else
    call.write(call.teller().table(records, {.ids = true, .most = 5}).render(call.screen));
}

std::string told(Call& call, const std::vector<Affected>& affected) {
  Table table({{"customer"},
               {"cases", Align::right},
               {"open", Align::right},
               whole_column("last told"),
               whole_column("what")});
  for (const Affected& each : affected) {
    const auto& notice = each.last_notice;
    table.add({{each.customer.name},
               std::to_string(each.cases),
               std::to_string(each.open_cases),
               notice ? call.teller().moment(*notice->at) : std::string("never"),
               {notice ? std::string(to_text(notice->told)) : std::string(), Style::dim}});
  }
  return table.render(call.screen);
}

}  // namespace

int problem_open(Call& call) {
  AnyRecord record(kind_of<Problem>());
  auto& problem = *static_cast<Problem*>(record.get());
  problem.name = call.arguments.positional(0);
  assign_given(call, record);
  const Problem added = call.book().problems().add(problem, call.because());
  return call.wrote("added", kind_of<Problem>(), &added);
}

int problem_link(Call& call) {
  Book& book = call.book();
  const Id<Problem> problem = named(call);
  std::vector<Case> linked;
  book.transaction(
      [&] {
        for (std::size_t i = 1; i < call.arguments.positionals().size(); ++i)
          linked.push_back(
              book.problem_management().link(find_one<Case>(book, call.arguments.positional(i)), problem));
      },
      call.because());
  tell_all(call, linked, "no cases");
  return done;
}

int problem_tell(Call& call) {
  Book& book = call.book();
  Telling telling;
  AnyRecord said(kind_of<Interaction>());
  *static_cast<Interaction*>(said.get()) = telling.said;
  assign_given(call, said);
  telling.said = *static_cast<const Interaction*>(said.get());
  if (call.arguments.flag("--told")) telling.told = from_text<Told>(call.arguments.text("--told"));
  for (const std::string& each : call.arguments.all("--customer"))
    telling.customers.push_back(find_one<Customer>(book, each));
  tell_all(call, book.problem_management().tell(named(call), telling, call.because()),
           "everybody affected was told already");
  return done;
}

int problem_resolve(Call& call) {
  const auto cases = call.arguments.flag("--cases") ? LinkedCases::resolve : LinkedCases::stay;
  const Problem resolved = call.book().problem_management().resolve(named(call), call.arguments.positional(1),
                                                                    cases, call.because());
  return call.wrote("resolved", kind_of<Problem>(), &resolved);
}

int problem_due(Call& call) {
  const std::string& on = call.arguments.text("--on");
  const auto day = from_text<Date>(on.empty() ? call.teller().day(call.book().now()) : on);
  tell_all(call, call.book().problem_management().to_check(day), "nothing to check");
  return done;
}

int problem_list(Call& call) {
  return list_where(call, kind_of<Problem>(), conditions_given(call, kind_of<Problem>()));
}

int problem_show(Call& call) {
  Book& book = call.book();
  const Problem problem = book.problems().get(named(call));
  const auto affected = book.problem_management().affected(problem.id);
  std::vector<Case> cases;
  book.cases().for_each(where<&Case::problem> == problem.id,
                        [&](const Case& each) { cases.push_back(each); });
  if (call.json()) {
    Json customers = Json::array();
    for (const Affected& each : affected) {
      Json entry{
          {"customer", to_json(each.customer)}, {"cases", each.cases}, {"open_cases", each.open_cases}};
      if (each.last_notice) entry["last_notice"] = to_json(*each.last_notice);
      customers.push_back(std::move(entry));
    }
    call.line({{"problem", to_json(problem)}, {"affected", customers}, {"cases", array_of(cases)}});
    return done;
  }
  call.write(call.screen.paint(Style::bold, terminal::one_line(problem.name)) + '\n');
  call.write(call.teller().facts(call.screen, kind_of<Problem>(), &problem, {&field_of<&Problem::name>()}));
  if (!affected.empty()) call.section("Affected", told(call, affected));
  if (!cases.empty())
    call.section("Cases", call.teller().table(cases, {.ids = true, .most = 4}).render(call.screen));
  return done;
}

}  // namespace rapport::command
