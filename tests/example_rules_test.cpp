// The example rules: each does what the system does that it is called after.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "rapport/rapport.hpp"
#include "support/book.hpp"
#include "support/files.hpp"

using namespace rapport;
using namespace rapport::test;

namespace {

using std::chrono::hours;
using std::chrono::minutes;

// 23 November 2026 is a Monday; the office is open from nine to six, in UTC.
Instant at(int day, int hour, int minute = 0) {
  return from_text<Instant>("2026-11-23T00:00:00Z") + hours(24 * day + hour) + minutes(minute);
}

struct Desk {
  Desk() {
    clock.set(at(0, 9));
    const Calendar office =
        book.calendars().add({.name = "Office", .zone = "UTC", .hours = "mon-fri 09:00-18:00"});
    book.timekeeping().adopt(
        {.level = {.name = "All", .calendar = office.id},
         .targets = {{.kind = TargetKind::ownership, .amount = hours(2)},
                     {.kind = TargetKind::first_response, .amount = hours(5)},
                     {.kind = TargetKind::update, .amount = hours(10)},
                     {.kind = TargetKind::resolution, .amount = hours(10)},
                     {.kind = TargetKind::resolution, .towards = Towards::team, .amount = hours(4)}}});
    for (const char* team : {"Service desk", "Second line", "Support", "Direction"})
      book.agents().add({.name = std::string("One of ") + team, .team = book.teams().add({.name = team}).id});
  }
  std::string content(const std::string& name) {
    return bytes_of_file(std::filesystem::path(RAPPORT_SOURCE_DIR) / "examples/rules" / (name + ".json"));
  }
  void adopt(const std::string& name) {
    for (RuleWithActions& each : book.exchange().read_rules(content(name)))
      book.automation().adopt(std::move(each));
  }
  Case open_case() {
    return book.service().open(
        {.kind = CaseKind::problem, .customer = acme.id, .subject = "No backups", .team = desk().id});
  }
  Team desk() { return book.teams().find(where<&Team::name> == "Service desk").records.at(0); }
  // What fires when the clock has come to an instant, by name.
  std::vector<std::string> fires(Instant when) {
    clock.set(when);
    std::vector<std::string> names;
    for (const Firing& each : book.automation().sweep().firings) {
      CAPTURE(each.trouble.value_or(""));
      CHECK(each.outcome == Outcome::done);
      names.push_back(book.rules().get(each.rule).name);
    }
    return names;
  }

  FakeClock clock;
  Book book = Book::in_memory(fixed_options(clock));
  Customer acme = book.customers().add({.name = "Acme"});
};
using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("escalation.json: level by level, as the time promised passes") {
  Desk desk;
  desk.adopt("escalation");
  const Case made = desk.open_case();
  CHECK(desk.fires(at(0, 13, 59)).empty());
  CHECK(desk.fires(at(0, 14)) == Names{"Half of the time is over"});
  CHECK(desk.fires(at(0, 17)) == Names{"Four fifths of the time are over"});
  CHECK(desk.fires(at(1, 10)) == Names{"Late"});
  const Case after = desk.book.cases().get(made.id);
  CHECK(after.level == 3);
  CHECK(after.tags == "escalated");
  // Who raised it by hand is not called again.
  const Case second = desk.open_case();
  desk.book.service().set_level(second.id, 3);
  CHECK(desk.fires(at(3, 12)).empty());
}

TEST_CASE("glpi.json: levels before and after due, towards the customer and between teams, each once") {
  Desk desk;
  desk.adopt("glpi");
  const Case made = desk.open_case();
  CHECK(desk.fires(at(0, 10, 30)) == Names{"Time to own, level 1"});
  // The second line gets it at the instant at which the first would have been told of its own promise.
  CHECK(desk.fires(at(0, 12)) == Names{"Time to own, level 2"});
  Case after = desk.book.cases().get(made.id);
  CHECK(after.priority == Priority::high);
  CHECK(desk.book.teams().get(*after.team).name == "Second line");
  CHECK(desk.fires(at(0, 14)).empty());  // the second team has had it for two hours of its four
  CHECK(desk.fires(at(0, 15)) == Names{"Between teams"});
  CHECK(desk.fires(at(0, 17)) == Names{"Time to resolve, level 1"});
  CHECK(desk.fires(at(1, 10)).empty());
  CHECK(desk.fires(at(2, 10)) == Names{"Time to resolve, level 2"});
  CHECK(desk.fires(at(7, 10)).empty());
}

TEST_CASE("otobo.json: notices before at their percentages, then again and again, in opening hours only") {
  Desk desk;
  desk.adopt("otobo");
  const Case made = desk.open_case();
  CHECK(desk.fires(at(0, 12)) == Names{"First response, notice before"});
  CHECK(desk.fires(at(0, 14)) == Names{"First response, escalation starts"});
  CHECK(desk.fires(at(0, 16)) == Names{"Update, notice before"});
  CHECK(desk.fires(at(0, 17)) == Names{"Solution, notice before"});
  CHECK(desk.fires(at(0, 18)) == Names{"First response, escalation starts"});
  CHECK(desk.fires(at(0, 23)).empty());
  CHECK(desk.fires(at(1, 9, 59)).empty());
  CHECK(desk.fires(at(1, 10)) == Names{"Solution, escalation starts"});
  desk.clock.set(at(1, 11));
  desk.book.service().reply(
      made.id, {.channel = Channel::email, .direction = Direction::outbound, .body = "We are at it"});
  CHECK(desk.fires(at(1, 11)) == Names{"First response, escalation stops"});
  CHECK(desk.fires(at(1, 13)).empty());
  CHECK(desk.fires(at(1, 14)) == Names{"Solution, escalation starts"});
}

TEST_CASE("follow_up.json: the owner hears of customers to whom nobody spoke, and of birthdays") {
  Desk desk;
  const Agent zoe = desk.book.agents().add({.name = "Zoé"});
  desk.adopt("follow_up");
  const Customer ada = desk.book.customers().add({.type = CustomerType::person,
                                                  .given_name = "Ada",
                                                  .stage = Stage::expansion,
                                                  .owner = zoe.id,
                                                  .birthday = from_text<PartialDate>("1990-12-01")});
  desk.book.interactions().add({.customer = ada.id, .channel = Channel::phone});
  desk.book.interactions().add({.customer = desk.acme.id, .channel = Channel::phone});  // explores
  CHECK(desk.fires(at(8, 8)) == Names{"Birthday"});
  CHECK(desk.fires(at(89, 9)).empty());
  CHECK(desk.fires(at(90, 9)) == Names{"Not spoken to for a quarter"});
  const auto told = desk.book.notifications().find(Condition()).records;
  REQUIRE(told.size() == 2);
  for (const Notification& each : told) CHECK(each.agent == zoe.id);
}

TEST_CASE(
    "tasks.json: what is to be done later is told to whom it falls, and to others when it was forgotten") {
  Desk desk;
  desk.adopt("tasks");
  const Agent max = desk.book.agents().add({.name = "Max"});
  const Agent zoe = desk.book.agents().add({.name = "Zoé", .supervisor = max.id});
  desk.book.people().hand_over(desk.acme.id, zoe.id);
  const Case made =
      desk.book.service().open({.kind = CaseKind::complaint, .customer = desk.acme.id, .subject = "Late"});
  desk.book.service().resolve(made.id, "Sent anew");
  CHECK(desk.fires(at(0, 9)) == Names{"Ask whether all is well"});
  desk.book.lifecycle().move(desk.acme.id, Stage::awareness);
  desk.book.lifecycle().move(desk.acme.id, Stage::expansion);
  CHECK(desk.fires(at(0, 9)) == Names{"Welcome"});
  const auto tasks = desk.book.tasks().find(Condition()).records;
  REQUIRE(tasks.size() == 2);
  CHECK(tasks[0].subject == "Ask Acme whether all is well: Late");
  CHECK(tasks[0].due_at == at(2, 9));
  CHECK(tasks[1].due_at == at(1, 9));
  CHECK(desk.fires(at(1, 9)) == Names{"Task is due"});
  Task done = tasks[1];
  done.outcome = "They are glad";
  desk.book.tasks().update(done);
  CHECK(desk.fires(at(2, 9)) == Names{"Task is due"});
  CHECK(desk.fires(at(7, 9)) == Names{"Task was forgotten"});
  const auto told = desk.book.notifications().find(Condition()).records;
  REQUIRE(told.size() == 3);
  CHECK(told[1].agent == zoe.id);
  CHECK(told[2].agent == max.id);
  CHECK(told[2].text == "Not done since yesterday: Ask Acme whether all is well: Late");
}

TEST_CASE("ladder.json: complaints go to the supervisor, to the team, to the direction") {
  Desk desk;
  desk.book.supervision().adopt(desk.book.exchange().read_ladder(desk.content("ladder")));
  const Case made =
      desk.book.service().open({.kind = CaseKind::complaint, .customer = desk.acme.id, .subject = "Late"});
  const Escalation raised = desk.book.supervision().escalate(made.id, "is angry");
  CHECK(raised.rung == 2);  // nobody deals with it, so there is no supervisor
  CHECK(desk.book.teams().get(*raised.team).name == "Support");
  desk.fires(at(0, 11));
  CHECK(desk.book.teams().get(*desk.book.escalations().get(raised.id).team).name == "Direction");
}

TEST_CASE("what is wrong in a file is named by its path") {
  Desk desk;
  const auto place = [&](std::string_view json) {
    const Error error = error_of([&] { desk.book.exchange().read_rules(json); });
    CAPTURE(error.what());
    CHECK(error.kind() == "rule");
    return error.field();
  };
  CHECK(place("[1]") == "[0]");
  CHECK(place("nothing") == "");
  CHECK(place(R"({"rule": {"nmae": "x"}})") == "rule.nmae");
  CHECK(place(R"([{"rule": {"name": "x", "promise": "resolutoin"}}])") == "[0].rule.promise");
  CHECK(place(R"({"actions": [{"verb": "notify", "agent": "Nobody"}]})") == "actions[0].agent");
  CHECK(place(R"({"actions": [{"verb": "notfy"}]})") == "actions[0].verb");
  CHECK(place(R"({"rules": []})") == "rules");
  CHECK(error_of([&] { desk.book.exchange().read_ladder(R"({"rungs": [{"wait": "soon"}]})"); }).field() ==
        "rungs[0].wait");
}
