// The rooms of cases: service, timekeeping, measures, routing and problems; and opening hours.
#include "common_shapes.hpp"
#include "rapport/calendar.hpp"

namespace rapport::python {

RAPPORT_ARGUMENTS(CaseEventDetails, "When and why something happens to a case.", RAPPORT_MEMBER(at),
                  RAPPORT_MEMBER(reason))
RAPPORT_ARGUMENTS(Assignment, "Who shall deal with a case.", RAPPORT_MEMBER(team), RAPPORT_MEMBER(assignee))
RAPPORT_ARGUMENTS(DueSearch, "Whose clocks.", RAPPORT_MEMBER(team), RAPPORT_MEMBER(assignee),
                  RAPPORT_MEMBER(limit))
RAPPORT_ARGUMENTS(MeasureSearch, "Which cases, and how they are grouped.", RAPPORT_MEMBER(by),
                  RAPPORT_MEMBER(from), RAPPORT_MEMBER(until), RAPPORT_MEMBER(zone))
RAPPORT_ARGUMENTS(Telling, "Who is told what about a problem, and how it is said.", RAPPORT_MEMBER(customers),
                  RAPPORT_MEMBER(told), RAPPORT_MEMBER(said))

namespace {

using py::arg;
using BookClass = py::class_<OpenBook, BookPointer>;

void add_service_room(BookClass& book, py::module_& module) {
  auto room =
      add_room<Service>(book, module, "Service", "service",
                        "Cases, from the first word to an accepted answer. Every verb raises NotFound, and "
                        "NotAllowed for a case that was merged into another or deleted.");
  verb(room, "open", &Service::open,
       "Opens a case: open(Case(customer=acme.id, subject=\"No backups\")). Raises NotAllowed for a state "
       "other than "
       "new and open.",
       arg("opened"));
  verb(room, "reply", &Service::reply,
       "Adds an interaction about the case, with its customer unless another is named.", arg("of"),
       arg("said"));
  verb(room, "move", &Service::move,
       "Moves a case to a state. Raises NotAllowed, naming what is allowed from here; like every verb that "
       "takes an "
       "instant, also for one in the future, before the opening, or before the last event of its kind.",
       arg("of"), arg("to"));
  verb(room, "resolve", &Service::resolve, "Says what was done.", arg("of"), arg("resolution"));
  verb(room, "refuse", &Service::refuse,
       "Resolves it by saying no, and what we offer instead; empty for nothing. Raises Invalid without a "
       "reason.",
       arg("of"), arg("why"), arg("alternative") = "");
  verb(room, "accept", &Service::accept,
       "The customer says that the answer will do. Raises NotAllowed unless it is resolved or closed.",
       arg("of"), arg("at") = py::none());
  verb(room, "assign", &Service::assign, "Gives the case to a team, an agent, or nobody.", arg("of"));
  verb(room, "set_priority", &Service::set_priority, "Gives the case another priority.", arg("of"),
       arg("priority"));
  verb(room, "set_level", &Service::set_level, "Takes the case to a level; 0 is the first line.", arg("of"),
       arg("level"));
  verb(room, "merge", &Service::merge, "The first case goes on in the second.", arg("of"), arg("into"));
  verb(room, "unmerge", &Service::unmerge, "Takes a merge back.", arg("of"));
  verb(room, "survivor", &Service::survivor, "The case that goes on: the same one unless it was merged.",
       arg("of"));
  verb(room, "split", &Service::split,
       "Makes a new case out of a part of one, and the interactions that are about it. Raises Invalid for an "
       "interaction "
       "about something else.",
       arg("of"), arg("part"), arg("interactions"));
  verb(room, "events", &Service::events, "What happened to the case, oldest first.", arg("of"));
  verb(room, "said", &Service::said, "What was said about the case and those merged into it, oldest first.",
       arg("of"));
  verb(room, "cost_to_serve", &Service::cost_to_serve,
       "What a customer's cases cost, redress included, one amount for each currency.", arg("customer"));
  room.def(
      "allowed_from",
      [](const RoomOf<Service>&, CaseState state) {
        const auto allowed = allowed_from(state);
        return std::vector<CaseState>(allowed.begin(), allowed.end());
      },
      "The states a case may move to from a state.", arg("state"));
}

void add_timekeeping(BookClass& book, py::module_& module) {
  auto room = add_room<Timekeeping>(book, module, "Timekeeping", "timekeeping",
                                    "What was promised to whom by when, and how each promise stands.");
  verb(room, "adopt", &Timekeeping::adopt,
       "From now on cases that it fits get this policy; one of the same name is retired and goes on in it, "
       "but stays where it says the same. Raises Invalid, naming the field, for what cannot work.",
       arg("policy"));
  verb(room, "retire", &Timekeeping::retire, "No more cases get it; those that have it keep it.",
       arg("level"));
  verb(room, "policy", &Timekeeping::policy, "A service level with its targets.", arg("level"));
  verb(room, "policies", &Timekeeping::policies,
       "Those that cases get, in the order in which they are tried.");
  verb(room, "quote", &Timekeeping::quote,
       "\"You will have it on Thursday\": the instant wins over the policy's. Raises NotAllowed for a "
       "promise that is kept already.",
       arg("of"), arg("what"), arg("due_at"));
  verb(room, "rate", &Timekeeping::rate, "Matches the case anew by the present policies and calendars.",
       arg("of"));
  verb(room, "clocks", &Timekeeping::clocks, "The clocks of a case, by start.", arg("of"));
  verb(room, "read", &Timekeeping::read, "How a clock stands at an instant, past or to come.", arg("clock"),
       arg("at"));
  verb(room, "events", &Timekeeping::events, "What happened to a clock.", arg("clock"));
  verb(room, "standing", &Timekeeping::standing, "One word for all promises to the customer of one case.",
       arg("of"), arg("at"));
  verb(room, "queue", &Timekeeping::queue, "The clocks that run, the one due first in front.");
  verb(room, "check", &Timekeeping::check,
       "Writes down which running clocks are beyond their due instant, each once, and returns these.",
       arg("limit") = 1000);
}

void add_measures(BookClass& book, py::module_& module) {
  auto room = add_room<Measures>(book, module, "Measures", "measures",
                                 "How well cases were dealt with, and what is left to do.");
  verb(room, "groups", &Measures::groups,
       "Resolved cases by group, by name; months are those of a zone. Raises Invalid for an unknown zone.");
  verb(room, "backlog", &Measures::backlog,
       "Cases that are neither resolved nor closed, by how long ago they were opened.",
       arg("by") = GroupedBy::all, arg("zone") = "UTC");
}

void add_routing(BookClass& book, py::module_& module) {
  auto room = add_room<Routing>(book, module, "Routing", "routing", "Which agent gets a case, and why.");
  verb(room, "candidates", &Routing::candidates, "Those who fit, the first one first, then those who do not.",
       arg("of"));
  verb(
      room, "route", &Routing::route,
      "Assigns the case to the first candidate. Raises NotAllowed, naming what is in the way for each agent.",
      arg("of"));
  verb(room, "hand_over", &Routing::hand_over,
       "Hands every open case of an agent to another, or without one routes each anew; all of them or none.",
       arg("from_"), arg("to"));
}

Problem resolve_problem(ProblemManagement& room, Id<Problem> problem, std::string_view resolution,
                        bool resolve_cases, const Because& because) {
  return room.resolve(problem, resolution, resolve_cases ? LinkedCases::resolve : LinkedCases::stay, because);
}

void add_problems(BookClass& book, py::module_& module) {
  auto room = add_room<ProblemManagement>(book, module, "ProblemManagement", "problem_management",
                                          "The common causes of several cases.");
  verb(room, "link", &ProblemManagement::link, "Says that a case comes from a problem.", arg("of"),
       arg("problem"));
  verb(room, "affected", &ProblemManagement::affected, "Whose cases come from the problem.", arg("problem"));
  verb(room, "tell", &ProblemManagement::tell,
       "Tells customers the workaround or the resolution; without customers, everybody affected who was not "
       "told yet.",
       arg("problem"));
  verb(room, "resolve", &resolve_problem,
       "Writes the resolution down and, where that is wanted, resolves every open case that comes from the "
       "problem.",
       arg("problem"), arg("resolution"), arg("resolve_cases") = false);
  verb(room, "to_check", &ProblemManagement::to_check,
       "Resolved problems whose prevention is to be checked on or before a day.", arg("on"));
}

void add_opening_hours(py::module_& module) {
  py::class_<OpeningHours>(
      module, "OpeningHours",
      "Open time counted by a calendar: OpeningHours(Calendar(zone=\"Europe/Paris\", hours=\"mon-fri "
      "09:00-18:00\")). Raises Invalid for a calendar that cannot be read.")
      .def(py::init<const Calendar&>(), arg("calendar"))
      .def("is_open", &OpeningHours::is_open, "Whether an instant is open.", arg("at"))
      .def(
          "add",
          [](const OpeningHours& self, Instant from, BusinessDuration amount) {
            return self.add(from, amount);
          },
          "The earliest instant by which that much open time has passed.", arg("from_"), arg("amount"))
      .def("between", &OpeningHours::between,
           "Open time from the first to the second; negative when it is earlier.", arg("from_"), arg("to"))
      .def("next_open", &OpeningHours::next_open, "The same instant when it is open.", arg("at"))
      .def("next_close", &OpeningHours::next_close, "The first closing later than an instant.", arg("at"))
      .def("previous_close", &OpeningHours::previous_close, "The last closing before an instant.", arg("at"))
      .def("add_days", &OpeningHours::add_days, "The same clock time that many working days later.",
           arg("from_"), arg("working_days"))
      .def("end_of_day", &OpeningHours::end_of_day, "When the last span of that local day closes.",
           arg("at"));
  introduce<Holiday>();
  module.def("holidays_of", &holidays_of,
             "The whole-day events of an iCalendar file from one day to another. Raises Invalid.",
             arg("icalendar"), arg("from_"), arg("until"));
  module.def("with_holidays", &with_holidays, "The calendar with these days closed, too.", arg("calendar"),
             arg("holidays"));
}

}  // namespace

void add_service(BookClass& book, py::module_& module) {
  add_service_room(book, module);
  add_timekeeping(book, module);
  add_measures(book, module);
  add_routing(book, module);
  add_problems(book, module);
  add_opening_hours(module);
}

}  // namespace rapport::python
