// agent absent, agent hand-over: agents who are away, and agents who leave.
#include <fmt/format.h>

#include "command/field_options.hpp"
#include "command/verbs.hpp"
#include "kernel/catalogue.hpp"

namespace rapport::command {

namespace {

Id<Agent> named(Call& call) { return find_one<Agent>(call.book(), call.arguments.positional(0)); }

}  // namespace

int agent_absent(Call& call) {
  AnyRecord record(kind_of<Absence>());
  auto& absence = *static_cast<Absence*>(record.get());
  absence.agent = named(call);
  absence.valid_from = call.instant("--from");
  absence.valid_until = call.instant("--until");
  if (call.arguments.flag("--reason")) absence.reason = call.arguments.text("--reason");
  assign_given(call, record);
  const Absence added = call.book().absences().add(absence, call.because());
  return call.wrote("added", kind_of<Absence>(), &added);
}

int agent_hand_over(Call& call) {
  std::optional<Id<Agent>> to;
  if (call.arguments.flag("--to")) to = find_one<Agent>(call.book(), call.arguments.text("--to"));
  const auto cases = with_names(
      call.book(), [&] { return call.book().routing().hand_over(named(call), to, call.because()); });
  if (call.json()) {
    for (const Case& each : cases) call.line(to_json(each));
    return done;
  }
  if (!cases.empty()) call.write(call.teller().table(cases, {.ids = true, .most = 4}).render(call.screen));
  call.remark(fmt::format("{} handed over; open tasks are {} now", counted(std::ssize(cases), "case"),
                          to ? "theirs" : "nobody's"));
  return done;
}

}  // namespace rapport::command
