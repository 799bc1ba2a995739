// Tasks: what somebody is to do, and that rules open them and follow them.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "rapport/rapport.hpp"
#include "support/office.hpp"

using namespace rapport;
using namespace rapport::test;

namespace {

using std::chrono::days;
using std::chrono::hours;

struct Office : OfficeBook {
  Team team = book.teams().add({.name = "First line"});
  Agent max = book.agents().add({.name = "Max"});
  Agent zoe = book.agents().add({.name = "Zoé", .supervisor = max.id, .calendar = office.id});

  void adopt(Rule rule, RuleAction action) {
    book.automation().adopt({.rule = std::move(rule), .actions = {std::move(action)}});
  }
  std::vector<Task> tasks() { return book.tasks().find(Condition()).records; }
  void sweep() {
    for (const Firing& each : book.automation().sweep().firings) {
      CAPTURE(each.trouble.value_or(""));
      CHECK(each.outcome == Outcome::done);
    }
  }
};

}  // namespace

TEST_CASE("a task is open until it is done, which an outcome says, too") {
  Office desk;
  Task task = desk.book.tasks().add({.subject = "Send the price list", .customer = desk.acme.id});
  CHECK(task.opened_at == monday(9));
  CHECK_FALSE(task.done_at);
  const auto open = [&] { return desk.book.tasks().count("done_at == null"); };
  CHECK(open() == 1);
  desk.clock.set(monday(11));
  task.outcome = "Sent";
  task = desk.book.tasks().update(task);
  CHECK(task.done_at == monday(11));
  CHECK(open() == 0);
  // It is opened again, and what came of it before is not true any more.
  task.done_at.reset();
  task = desk.book.tasks().update(task);
  CHECK_FALSE(task.done_at);
  CHECK_FALSE(task.outcome);
  task.done_at = monday(10);
  task = desk.book.tasks().update(task);
  CHECK(task.done_at == monday(10));
  CHECK_FALSE(task.outcome);
}

TEST_CASE("who has open tasks is not removed, and hands them over") {
  Office desk;
  const Task task =
      desk.book.tasks().add({.subject = "Call", .customer = desk.acme.id, .assignee = desk.zoe.id});
  const Task done = desk.book.tasks().add(
      {.subject = "Write", .customer = desk.acme.id, .assignee = desk.zoe.id, .outcome = "Written"});
  const Error error = error_of([&] { desk.book.agents().remove(desk.zoe); });
  CHECK(error.code() == Code::not_allowed);
  CHECK(error.message() == "has 1 open task; hand it over first (Routing::hand_over)");
  desk.book.routing().hand_over(desk.zoe.id, desk.max.id);
  CHECK(desk.book.tasks().get(task.id).assignee == desk.max.id);
  CHECK(desk.book.tasks().get(done.id).assignee == desk.zoe.id);
  desk.book.agents().remove(desk.zoe);
  desk.book.routing().hand_over(desk.max.id, {});
  CHECK_FALSE(desk.book.tasks().get(task.id).assignee);
}

TEST_CASE("a task that was done before it was written down was opened no later") {
  Office desk;
  const Task task =
      desk.book.tasks().add({.subject = "Call", .customer = desk.acme.id, .done_at = monday(7)});
  CHECK(task.opened_at == monday(7));
}

TEST_CASE("a task stands on the time line of its customer and is found by its words") {
  Office desk;
  desk.clock.set(monday(10));
  const Task task = desk.book.tasks().add({.subject = "Send the price list", .customer = desk.acme.id});
  const auto entries = desk.book.timeline(desk.acme.id).entries;
  REQUIRE(!entries.empty());
  CHECK(entries[0].at == monday(10));
  REQUIRE(entries[0].as<Task>());
  CHECK(entries[0].as<Task>()->id == task.id);
  REQUIRE(desk.book.search("price").size() == 1);
}

TEST_CASE("what makes no sense of a task is refused, by its field") {
  Office desk;
  const auto refused = [&](Task task, std::string_view field, Code code) {
    const Error error = error_of([&] { desk.book.tasks().add(task); });
    CAPTURE(error.what());
    CHECK(error.code() == code);
    CHECK(error.kind() == "task");
    CHECK(error.field() == field);
  };
  const Task fine{.subject = "Call", .customer = desk.acme.id};
  const auto with = [&](auto&& change) {
    Task task = fine;
    change(task);
    return task;
  };
  refused(with([](Task& task) { task.subject.clear(); }), "subject", Code::invalid);
  refused(with([](Task& task) { task.customer = {}; }), "customer", Code::invalid);
  refused(with([](Task& task) { task.done_at = monday(10); }), "done_at", Code::invalid);
  refused(with([](Task& task) { task.opened_at = monday(8), task.done_at = monday(7); }), "done_at",
          Code::invalid);
  desk.book.agents().remove(desk.max);
  refused(with([&](Task& task) { task.assignee = desk.max.id; }), "assignee", Code::not_allowed);
  CHECK(desk.tasks().empty());
}

TEST_CASE("a rule opens a task for somebody, due within their working time") {
  Office desk;
  desk.adopt({.name = "Call back", .of = "case", .on = "opened"}, {.verb = RuleVerb::open_task,
                                                                   .who = Who::assignee,
                                                                   .value = "'Call about ' + subject",
                                                                   .within = hours(4),
                                                                   .counted_in = CountedIn::business});
  desk.clock.set(monday(16));
  const Case made =
      desk.book.service().open({.customer = desk.acme.id, .subject = "No backups", .assignee = desk.zoe.id});
  desk.sweep();
  const auto tasks = desk.tasks();
  REQUIRE(tasks.size() == 1);
  CHECK(tasks[0].subject == "Call about No backups");
  CHECK(tasks[0].customer == desk.acme.id);
  CHECK(tasks[0].about == reference_to(made.id));
  CHECK(tasks[0].assignee == desk.zoe.id);
  CHECK(tasks[0].due_at == tuesday(11));
  CHECK(tasks[0].opened_at == monday(16));
}

TEST_CASE(
    "whoever has no calendar has the case's, or else day and night; a team's task is nobody's in "
    "particular") {
  Office desk;
  desk.book.timekeeping().adopt({.level = {.name = "Standard", .calendar = desk.office.id},
                                 .targets = {{.kind = TargetKind::resolution, .amount = hours(10)}}});
  const RuleAction within_a_day{.verb = RuleVerb::open_task,
                                .team = desk.team.id,
                                .value = "'Look after it'",
                                .within = hours(10),
                                .counted_in = CountedIn::business};
  desk.adopt({.name = "Of cases", .of = "case", .on = "opened"}, within_a_day);
  desk.adopt({.name = "Of customers", .of = "customer", .on = "added"}, within_a_day);
  desk.book.service().open({.customer = desk.acme.id, .subject = "No backups"});
  desk.sweep();
  desk.book.customers().add({.name = "Globex"});
  desk.sweep();
  const auto tasks = desk.tasks();
  REQUIRE(tasks.size() == 2);
  CHECK(tasks[0].team == desk.team.id);
  CHECK_FALSE(tasks[0].assignee);
  CHECK(tasks[0].due_at == tuesday(10));
  CHECK(tasks[1].due_at == monday(19));
  CHECK_FALSE(tasks[1].about);
  // The rule's own comes first, also of a rule that waits for an event.
  desk.adopt(
      {.name = "Paid", .of = "customer", .on = "changed", .changed = "industry", .calendar = desk.office.id},
      within_a_day);
  desk.acme.industry = "rail";
  desk.book.customers().update(desk.acme);
  desk.sweep();
  REQUIRE(desk.tasks().size() == 3);
  CHECK(desk.tasks()[2].due_at == tuesday(10));
}

TEST_CASE("who is absent is replaced in a task, too; a task for nobody is the firing's trouble") {
  Office desk;
  desk.book.absences().add(
      {.agent = desk.zoe.id, .valid_from = monday(0), .valid_until = tuesday(0), .stand_in = desk.max.id});
  desk.adopt({.name = "Call", .of = "customer", .on = "added"},
             {.verb = RuleVerb::open_task, .who = Who::owner, .value = "'Call ' + name"});
  desk.book.customers().add({.name = "Globex", .owner = desk.zoe.id});
  desk.sweep();
  REQUIRE(desk.tasks().size() == 1);
  CHECK(desk.tasks()[0].assignee == desk.max.id);
  CHECK_FALSE(desk.tasks()[0].due_at);
  desk.book.customers().add({.name = "Initech"});
  const auto firings = desk.book.automation().sweep().firings;
  REQUIRE(firings.size() == 1);
  CHECK(firings[0].outcome == Outcome::failed);
  CHECK(firings[0].trouble->find("has no owner") != std::string::npos);
  CHECK(desk.tasks().size() == 1);
}

TEST_CASE("rules follow tasks: what nobody did is told to the supervisor") {
  Office desk;
  desk.adopt({.name = "Forgotten",
              .of = "task",
              .field = "due_at",
              .offset = days(1),
              .condition = "done_at == null"},
             {.verb = RuleVerb::notify, .who = Who::supervisor, .value = "'Not done: ' + subject"});
  const auto add = [&](std::string subject) {
    return desk.book.tasks().add({.subject = std::move(subject),
                                  .customer = desk.acme.id,
                                  .assignee = desk.zoe.id,
                                  .due_at = monday(12)});
  };
  Task done = add("Call");
  add("Write");
  CHECK(desk.book.automation().next_due() == tuesday(12));
  done.outcome = "Nobody there";
  desk.clock.set(monday(13));
  desk.book.tasks().update(done);
  desk.clock.set(tuesday(12));
  desk.sweep();
  const auto told = desk.book.notifications().find(Condition()).records;
  REQUIRE(told.size() == 1);
  CHECK(told[0].agent == desk.max.id);
  CHECK(told[0].text == "Not done: Write");
  for (const Finding& each : desk.book.journal().verify().findings) FAIL_CHECK(each.what);
}
