// The rooms of what happens by itself: automation, supervision, the outbox; and logs tried out on them.
#include "common_shapes.hpp"
#include "rapport/backtest.hpp"
#include "rapport/replay.hpp"

namespace rapport::python {

RAPPORT_ARGUMENTS(EscalationAnswer, "Who answers, and why.", RAPPORT_MEMBER(agent), RAPPORT_MEMBER(reason))

namespace {

using py::arg;
using BookClass = py::class_<OpenBook, BookPointer>;

std::size_t deliver(Outbox& room, std::function<void(const Notification&)> to, std::size_t limit) {
  return room.deliver(with_trouble(std::move(to)), limit);
}

void on_call(Automation& room, std::string name, Automation::Function function) {
  room.on_call(std::move(name), with_trouble(std::move(function)));
}

// The reason is the escalation's.
Escalation escalate(Supervision& room, Id<Case> of, std::string_view reason, const Causes& causes) {
  return room.escalate(of, reason, causes);
}

void add_automation_room(BookClass& book, py::module_& module) {
  auto room = add_room<Automation>(book, module, "Automation", "automation",
                                   "Rules: what must happen by itself, and when.");
  verb(
      room, "adopt", &Automation::adopt,
      "From now on it fires; one of the same name is retired and goes on in it. One that says the same stays "
      "as it is, so it may be adopted at each start. Raises Invalid, naming the field, for what cannot work.",
      arg("rule"));
  verb(room, "check", &Automation::check, "Raises what adopt would raise, and adopts nothing.", arg("rule"));
  verb(room, "retire", &Automation::retire, "From now on it does not fire any more.", arg("rule"));
  verb(room, "all", &Automation::all, "Rules that may fire, in the order in which they are asked.");
  verb(room, "sweep", &Automation::sweep,
       "Fires what is due and lets escalations climb that nobody answered, at most so many together. Raises "
       "Misuse inside a transaction.",
       arg("limit") = 1000);
  verb(room, "next_due", &Automation::next_due,
       "When there is something to sweep; None for not as things stand.");
  verb(room, "again", &Automation::again,
       "What failed is due again, as if it had not been tried. Raises NotAllowed for what was done or cut, "
       "for a rule that was retired, and where it does not come any more.",
       arg("firing"));
  verb(room, "forecast", &Automation::forecast,
       "What would fire up to an instant if nothing changes, in order; the first `limit` of it.",
       arg("until"), arg("limit") = 1000);
  verb(room, "explain", &Automation::explain,
       "Each rule about the record's kind: whether it fired, when it will, and because of which values.",
       arg("record"));
  verb(room, "on_call", &on_call,
       "The host's function of that name: it gets the id of the record and the firing, and may call verbs of "
       "the book, which are part of the firing. What it raises is the firing's trouble.",
       arg("name"), arg("function"));
}

void add_supervision(BookClass& book, py::module_& module) {
  auto room =
      add_room<Supervision>(book, module, "Supervision", "supervision",
                            "Ladders: who is asked, one after the other, until somebody takes a case on.");
  verb(room, "adopt", &Supervision::adopt,
       "From now on cases that it fits get this ladder; one of the same name is retired, but stays where it "
       "says the same. Raises Invalid for one that leads to nobody.",
       arg("ladder"));
  verb(room, "retire", &Supervision::retire, "No more cases get it.", arg("ladder"));
  verb(room, "ladders", &Supervision::ladders, "Those that are taken, in the order in which they are tried.");
  verb(room, "escalate", &escalate,
       "Asks the first rung that somebody is on; a case that is on its way already climbs. Raises NotAllowed "
       "for a case that is done and when no ladder fits.",
       arg("of"), arg("reason"));
  verb(room, "acknowledge", &Supervision::acknowledge, "Somebody takes it on: nobody else is asked.",
       arg("id"));
  verb(room, "decline", &Supervision::decline,
       "Whoever is asked says no: the next rung is asked. Raises Invalid without a reason.", arg("id"));
  verb(room, "step_down", &Supervision::step_down, "One rung down. Raises Invalid without a reason.",
       arg("id"));
  verb(room, "end", &Supervision::end, "It is settled.", arg("id"));
  verb(room, "escalations", &Supervision::escalations, "Those of a case, oldest first.", arg("of"));
}

void add_outbox(BookClass& book, py::module_& module) {
  auto room = add_room<Outbox>(book, module, "Outbox", "outbox", "What people are to be told.");
  verb(room, "pending", &Outbox::pending, "What is to be handed over now.", arg("limit") = 100);
  verb(room, "next_due", &Outbox::next_due, "When there is something to hand over; None for nothing at all.");
  verb(room, "handed_over", &Outbox::handed_over, "The host has taken it; saying it again is not an error.",
       arg("id"));
  verb(room, "failed", &Outbox::failed, "It comes again after a while, ever longer, at most ten times.",
       arg("id"), arg("trouble"));
  verb(room, "again", &Outbox::again,
       "It is pending again from now on: one that has failed, or that got lost behind the host.", arg("id"));
  verb(room, "digest", &Outbox::digest,
       "One notification for each agent to whose customers something happened since the last digest.");
  verb(room, "deliver", &deliver,
       "Hands at most so many to a function; what it raises is the notification's trouble. Returns how many "
       "were handed over.",
       arg("to"), arg("limit") = 100);
}

struct PythonReplay {
  BookPointer book;
  std::shared_ptr<const IncidentLog> log;
  Replay replay;
};

BacktestReport run_backtest(const IncidentLog& log, const std::function<void(BookPointer)>& prepare,
                            TargetKind promise, std::function<void(std::int64_t, std::int64_t)> progress) {
  if (!prepare) throw py::type_error("a function that prepares the book is right here, not None");
  // The scratch book is lent for the length of the call.
  const auto lend = [&](Book& scratch) {
    auto lent = std::make_shared<OpenBook>(std::move(scratch));
    std::exception_ptr trouble;
    try {
      prepare(lent);
    } catch (...) {
      trouble = std::current_exception();
    }
    const bool in_block = lent->block != nullptr;
    lent->block.reset();
    scratch = std::move(lent->book);
    if (trouble) std::rethrow_exception(trouble);
    if (in_block) throw Error(Code::misuse, "the preparation left a `with` block open; nothing was replayed");
  };
  return without_lock([&] { return backtest(log, lend, {promise, std::move(progress)}); });
}

void add_logs(py::module_& module) {
  py::class_<IncidentLog, std::shared_ptr<IncidentLog>>(module, "IncidentLog",
                                                        "The log of another help desk, a CSV file.")
      .def(py::init([](const std::filesystem::path& file, std::string zone) {
             const py::gil_scoped_release released;
             return std::make_shared<IncidentLog>(file, IncidentLogOptions{std::move(zone), {}});
           }),
           arg("file"), py::kw_only(), arg("zone") = "UTC")
      .def("__len__", [](const IncidentLog& self) { return self.events().size(); })
      .def_property_readonly("early", &IncidentLog::early, "How many events are dated before their opening.");
  introduce<ReplayReport>();
  introduce<BacktestReport>();
  introduce<BacktestScore>();
  py::class_<PythonReplay>(module, "Replay", "Does again in a book what a log tells of.")
      .def(py::init([](BookPointer book, std::shared_ptr<IncidentLog> log) {
             Replay replay(book->book, *log);
             return PythonReplay{std::move(book), std::move(log), std::move(replay)};
           }),
           arg("book"), arg("log"))
      .def(
          "take",
          [](PythonReplay& self, std::size_t most) {
            return work_on(*self.book, [&] { return self.replay.take(most); });
          },
          "Does at most so many of the next events, as one commit, and returns how many are left.",
          arg("most"))
      .def_property_readonly(
          "report", [](const PythonReplay& self) { return self.replay.report(); }, "What was done so far.");
  module.def(
      "backtest", &run_backtest,
      "What rules would have been worth on a log; prepare gets a scratch book and adopts policies and rules. "
      "Afterwards that book is at work and closed for everybody, functions given by on_call included.",
      arg("log"), arg("prepare"), py::kw_only(), arg("promise") = TargetKind::resolution,
      arg("progress") = std::function<void(std::int64_t, std::int64_t)>());
}

}  // namespace

void add_automation(BookClass& book, py::module_& module) {
  add_automation_room(book, module);
  add_supervision(book, module);
  add_outbox(book, module);
  add_logs(module);
}

}  // namespace rapport::python
