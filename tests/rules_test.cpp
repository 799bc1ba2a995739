// Rules: when they fire, what they do, and that they do it once.
#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "rapport/rapport.hpp"
#include "support/files.hpp"
#include "support/office.hpp"
#include "support/raw_file.hpp"

using namespace rapport;
using namespace rapport::test;

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

struct Office : OfficeBook {
  Team team = book.teams().add({.name = "First line"});
  Agent boss = book.agents().add({.name = "Max"});
  Agent zoe = book.agents().add({.name = "Zoé", .supervisor = boss.id});

  Office() {
    book.timekeeping().adopt({.level = {.name = "Standard", .calendar = office.id},
                              .targets = {{.kind = TargetKind::resolution, .amount = hours(10)}}});
  }

  Automation automation() { return book.automation(); }
  RuleWithActions adopt(Rule rule, std::vector<RuleAction> actions = {}) {
    if (rule.of.empty()) rule.of = "case";
    if (actions.empty()) actions = {{.verb = RuleVerb::set_level, .value = "level + 1"}};
    return automation().adopt({.rule = std::move(rule), .actions = std::move(actions)});
  }
  Case open_case(Priority priority = Priority::normal) {
    return book.service().open(
        {.customer = acme.id, .subject = "No backups", .priority = priority, .assignee = zoe.id});
  }
  RuleAction tell_zoe() const { return {.verb = RuleVerb::notify, .agent = zoe.id, .value = "name"}; }
  Customer add_person(PartialDate born) {
    return book.customers().add({.type = CustomerType::person, .name = "Ada", .birthday = born});
  }
  Case get(Id<Case> id) { return book.cases().get(id); }
  // What fires when the clock has come to an instant, as "rule occurrence".
  std::vector<std::string> at(Instant instant) {
    clock.set(instant);
    std::vector<std::string> fired;
    for (bool is_more = true; is_more;) {
      const Sweep sweep = automation().sweep();
      for (const Firing& each : sweep.firings)
        fired.push_back(book.rules().get(each.rule).name + " " + each.occurrence +
                        (each.outcome == Outcome::done ? "" : " " + std::string(to_text(each.outcome))));
      is_more = sweep.is_more;
    }
    return fired;
  }
  std::vector<Notification> told() { return book.notifications().find(Condition()).records; }
};
using Names = std::vector<std::string>;

Rule birthday(std::string name, std::optional<Duration> offset = {}) {
  return {.name = std::move(name), .of = "customer", .field = "birthday", .offset = offset, .yearly = true};
}

}  // namespace

TEST_CASE("a rule fires at a share of the time promised, once, and its commit says why") {
  Office desk;
  desk.adopt({.name = "Danger", .promise = TargetKind::resolution, .percent = 80});
  const Case made = desk.open_case();  // due on Tuesday at ten; 80 % are eight hours
  CHECK(desk.automation().next_due() == monday(17));
  CHECK(desk.at(monday(16, 59)).empty());
  CHECK(desk.at(monday(17)) == Names{"Danger resolution 1"});
  CHECK(desk.get(made.id).level == 1);
  CHECK(desk.at(tuesday(12)).empty());
  CHECK_FALSE(desk.automation().next_due());
  const Firing firing = desk.book.firings().find(Condition()).records.at(0);
  CHECK(firing.due_at == monday(17));
  const auto commits = desk.book.journal().caused_by(reference_to(firing.id));
  REQUIRE(commits.size() == 1);
  CHECK(commits[0].verb == "automation.fire");
  CHECK(commits[0].reason == "Danger: 80 % of the time of resolution");
  for (const Finding& each : desk.book.journal().verify().findings) FAIL_CHECK(each.what);
}

TEST_CASE("instants before and after a due instant, in elapsed and in open time") {
  Office desk;
  desk.adopt({.name = "Before",
              .promise = TargetKind::resolution,
              .offset = -hours(2),
              .counted_in = CountedIn::business});
  desk.adopt({.name = "Due", .promise = TargetKind::resolution});
  desk.adopt({.name = "After",
              .promise = TargetKind::resolution,
              .offset = hours(9),
              .counted_in = CountedIn::business});
  desk.adopt({.name = "Elapsed", .promise = TargetKind::resolution, .offset = hours(9)});
  desk.adopt({.name = "Days",
              .promise = TargetKind::resolution,
              .offset = days(2),
              .counted_in = CountedIn::working_days});
  desk.open_case();
  CHECK(desk.at(monday(17)) == Names{"Before resolution 1"});
  CHECK(desk.at(tuesday(10)) == Names{"Due resolution 1"});
  CHECK(desk.at(tuesday(19)) == Names{"Elapsed resolution 1"});
  CHECK(desk.at(tuesday(24 + 10)) == Names{"After resolution 1"});
  CHECK(desk.at(tuesday(48 + 9, 59)).empty());
  CHECK(desk.at(tuesday(48 + 10)) == Names{"Days resolution 1"});
}

TEST_CASE("a pause holds a rule back, and what is resolved in time sets nothing off") {
  Office desk;
  desk.adopt({.name = "Due", .promise = TargetKind::resolution});
  const Case paused = desk.open_case();
  const Case done = desk.open_case();
  desk.clock.set(monday(12));
  desk.book.service().resolve(done.id, "Done");
  desk.book.service().resolve(paused.id, "Done");
  CHECK(desk.at(tuesday(12)).empty());
  desk.book.service().move(paused.id, CaseState::open);  // seven hours are left
  CHECK(desk.automation().next_due() == tuesday(24 + 10));
  CHECK(desk.at(tuesday(24 + 10)) == Names{"Due resolution 1"});
}

TEST_CASE("a condition that does not hold at the instant is asked again when the record changes") {
  Office desk;
  desk.adopt({.name = "Urgent", .promise = TargetKind::resolution, .condition = "priority == 'urgent'"});
  const Case made = desk.open_case();
  CHECK(desk.at(tuesday(10)).empty());
  CHECK_FALSE(desk.automation().next_due());
  auto readings = desk.automation().explain(reference_to(made.id));
  REQUIRE(readings.size() == 1);
  CHECK(readings[0].prospect == Prospect::held_back);
  REQUIRE(readings[0].values.size() == 1);
  CHECK(readings[0].values[0].field == "priority");
  CHECK(readings[0].values[0].value == "normal");
  desk.clock.set(tuesday(11));
  desk.book.service().set_priority(made.id, Priority::urgent);
  CHECK(desk.automation().explain(reference_to(made.id))[0].prospect == Prospect::due);
  CHECK(desk.at(tuesday(11)) == Names{"Urgent resolution 1"});
  readings = desk.automation().explain(reference_to(made.id));
  CHECK(readings[0].prospect == Prospect::fired);
  CHECK(readings[0].at == tuesday(11));
}

TEST_CASE("a condition that reads the present or another record is asked at each instant") {
  Office desk;
  const std::string from_noon = "now() >= timestamp('" + to_text(tuesday(12)) + "')";
  desk.adopt({.name = "Again",
              .promise = TargetKind::resolution,
              .every = hours(1),
              .times = 4,
              .condition = from_noon});
  desk.open_case();
  CHECK(desk.at(monday(10)).empty());
  CHECK(desk.automation().next_due() == tuesday(10));
  CHECK(desk.at(tuesday(10)).empty());
  CHECK(desk.automation().next_due() == tuesday(11));
  CHECK(desk.at(tuesday(11)).empty());
  CHECK(desk.at(tuesday(12)) == Names{"Again resolution 1 #3"});

  Office other;
  other.adopt({.name = "Due", .promise = TargetKind::resolution, .condition = from_noon});
  other.adopt({.name = "Late",
               .promise = TargetKind::resolution,
               .offset = hours(3),
               .condition = "customer.name == 'Acme & Sons'"});
  other.open_case();
  CHECK(other.at(tuesday(10)).empty());
  CHECK(other.automation().next_due() == tuesday(12));
  other.acme.name = "Acme & Sons";
  other.book.customers().update(other.acme);
  CHECK(other.at(tuesday(13)) == Names{"Due resolution 1", "Late resolution 1"});
  CHECK_FALSE(other.automation().next_due());
}

TEST_CASE("a condition that does not hold is asked again when a record changes that it reads") {
  Office desk;
  const Team paris = desk.book.teams().add({.name = "Paris"});
  const RuleWithActions rule = desk.adopt({.name = "Paris",
                                           .promise = TargetKind::resolution,
                                           .condition = "customer.owner.team.name == 'Paris'"});
  const Case made = desk.open_case();
  CHECK(desk.at(tuesday(10)).empty());
  desk.book.people().hand_over(desk.acme.id, desk.zoe.id);
  CHECK(desk.automation().next_due() == tuesday(10));  // to look at the customer's cases
  CHECK(desk.at(tuesday(10)).empty());
  CHECK_FALSE(desk.automation().next_due());

  desk.clock.set(tuesday(11));
  desk.zoe.capacity = 20;  // nobody reads that
  desk.zoe = desk.book.agents().update(desk.zoe);
  CHECK_FALSE(desk.automation().next_due());
  desk.zoe.team = paris.id;
  desk.zoe = desk.book.agents().update(desk.zoe);
  CHECK(desk.automation().next_due() == tuesday(11));
  const auto foretold = desk.automation().forecast(tuesday(12));
  REQUIRE(foretold.size() == 1);
  CHECK(foretold[0].prospect == Prospect::due);
  CHECK(desk.automation().explain(reference_to(made.id))[0].prospect == Prospect::due);
  CHECK(desk.book.journal().verify().findings.empty());
  CHECK(desk.at(tuesday(11)) == Names{"Paris resolution 1"});
  CHECK_FALSE(desk.automation().next_due());
  CHECK(desk.book.journal().verify().findings.empty());

  // Where no rule reads it any more, there is nothing to look at.
  desk.open_case();
  desk.zoe.team.reset();
  desk.book.agents().update(desk.zoe);
  desk.automation().retire(rule.rule.id);
  CHECK(desk.at(tuesday(72)).empty());
  CHECK_FALSE(desk.automation().next_due());
}

TEST_CASE("a condition about the last contact is asked again when something is said, or taken back") {
  Office desk;
  desk.adopt({.name = "Forgotten",
              .field = "opened_at",
              .offset = hours(2),
              .condition = "customer.last_contact_at == null"});
  desk.adopt({.name = "Never spoken to",
              .of = "customer",
              .field = "since",
              .offset = hours(2),
              .condition = "name == 'Bell' && last_contact_at == null"},
             {{.verb = RuleVerb::notify, .agent = desk.boss.id, .value = "name"}});
  const Customer other = desk.book.customers().add({.name = "Bell"});
  const Interaction call = desk.book.interactions().add({.customer = other.id, .channel = Channel::phone});
  const Case made = desk.book.service().open({.customer = other.id, .subject = "No backups"});
  CHECK(desk.at(monday(11)).empty());
  CHECK(desk.automation().explain(reference_to(made.id))[0].values.back().value == to_text(monday(9)));
  desk.book.interactions().remove(call);
  const std::string since = to_text(monday(9));
  CHECK(desk.at(monday(12)) == Names{"Never spoken to since " + since, "Forgotten opened_at " + since});
}

TEST_CASE("a condition that will hold one day is no mistake") {
  Office desk;
  desk.adopt({.name = "New year",
              .promise = TargetKind::resolution,
              .condition = "now() >= timestamp('2027-01-01T00:00:00Z')"});
  const Error error = error_of(
      [&] { desk.adopt({.name = "Never", .promise = TargetKind::resolution, .condition = "1 > 2"}); });
  CHECK(error.field() == "condition");
}

TEST_CASE("repeats come so often and no more; of those that nobody swept only the last fires") {
  Office desk;
  desk.adopt({.name = "Again", .promise = TargetKind::resolution, .every = hours(1), .times = 4});
  desk.open_case();
  CHECK(desk.at(tuesday(10)) == Names{"Again resolution 1"});
  CHECK(desk.at(tuesday(12, 30)) == Names{"Again resolution 1 #3"});
  CHECK(desk.at(tuesday(13)) == Names{"Again resolution 1 #4"});
  CHECK_FALSE(desk.automation().next_due());
}

TEST_CASE("a rule follows a field: idle cases, and a field that moves sets it off again") {
  Office desk;
  desk.adopt({.name = "Idle", .field = "last_event_at", .offset = days(2), .condition = "state != 'closed'"},
             {{.verb = RuleVerb::notify, .who = Who::assignee, .value = "subject"}});
  const Case made = desk.open_case();
  desk.clock.set(tuesday(9));
  desk.book.service().reply(made.id,
                            {.channel = Channel::email, .direction = Direction::outbound, .body = "Hello"});
  CHECK(desk.at(monday(9) + days(2)).empty());
  CHECK(desk.at(tuesday(9) + days(2)).size() == 1);
  REQUIRE(desk.told().size() == 1);
  CHECK(desk.told()[0].agent == desk.zoe.id);
  CHECK(desk.told()[0].text == "No backups");
  CHECK(desk.told()[0].about == reference_to(made.id));
  desk.book.service().move(made.id, CaseState::waiting_customer);
  CHECK(desk.at(tuesday(9) + days(4)).size() == 1);
}

TEST_CASE("who was not spoken to for weeks: a rule follows the last contact, whoever it was noted with") {
  Office desk;
  const auto weeks = [](int count) { return days(7 * count); };
  desk.adopt({.name = "Quiet", .of = "customer", .field = "last_contact_at", .offset = weeks(4)},
             {{.verb = RuleVerb::note, .value = "'Nobody called'"}});
  const Customer ada =
      desk.book.customers().add({.type = CustomerType::person, .given_name = "Ada", .family_name = "B"});
  const auto say = [&](Instant at, Channel channel = Channel::phone) {
    return desk.book.interactions().add(
        {.customer = desk.acme.id, .channel = channel, .at = at, .body = "Hello"});
  };
  CHECK_FALSE(desk.automation().next_due());
  say(monday(9));
  CHECK(desk.automation().next_due() == monday(9) + weeks(4));

  desk.clock.set(monday(9) + weeks(1));
  Interaction second = say(monday(9) + weeks(1));
  say(monday(9) + weeks(1), Channel::note);  // is no contact, as what the rule writes is none
  CHECK(desk.at(monday(9) + weeks(4)).empty());
  CHECK(desk.automation().next_due() == monday(9) + weeks(5));
  second.participants = {ada.id};
  second = desk.book.interactions().update(second);
  CHECK(desk.at(monday(9) + weeks(5)).size() == 2);  // of Acme and of Ada
  CHECK_FALSE(desk.automation().next_due());

  // What is planned counts from its instant on, without anybody writing anything then.
  say(monday(9) + weeks(8));
  CHECK(desk.automation().next_due() == monday(9) + weeks(8));
  const auto foreseen = desk.automation().forecast(monday(9) + weeks(20));
  REQUIRE(foreseen.size() == 1);
  CHECK(foreseen[0].at == monday(9) + weeks(12));
  CHECK(desk.at(monday(9) + weeks(8)).empty());
  CHECK(desk.automation().next_due() == monday(9) + weeks(12));
  desk.book.customers().remove(ada);
  CHECK(desk.at(monday(9) + weeks(12)) == Names{"Quiet last_contact_at " + to_text(monday(9) + weeks(8))});

  // Nothing stays behind of what is taken back.
  const Interaction last = say(monday(9) + weeks(12));
  CHECK(desk.automation().next_due() == monday(9) + weeks(16));
  desk.book.interactions().remove(last);
  CHECK_FALSE(desk.automation().next_due());
  for (const Finding& each : desk.book.journal().verify().findings) FAIL_CHECK(each.what);
}

TEST_CASE("a birthday comes each year, at nine in its zone, also for who was born on a leap day") {
  Office desk;
  desk.adopt({.name = "Birthday",
              .of = "customer",
              .field = "birthday",
              .offset = hours(9),
              .calendar = desk.office.id,
              .yearly = true},
             {{.verb = RuleVerb::note, .value = "'Congratulate ' + name"}});
  const auto add = [&](std::string name, PartialDate born) {
    desk.book.customers().add({.type = CustomerType::person, .name = std::move(name), .birthday = born});
  };
  add("Ana", {0, 12, 24});
  add("Leo", {2000, 2, 29});
  add("Old", {1950, 11, 22});  // was yesterday: next year
  CHECK(desk.at(from_text<Instant>("2026-12-24T07:59:59Z")).empty());
  CHECK(desk.at(from_text<Instant>("2026-12-24T08:00:00Z")) == Names{"Birthday birthday 2026"});
  CHECK(desk.at(from_text<Instant>("2027-02-28T08:00:00Z")) == Names{"Birthday birthday 2027"});
  CHECK(desk.at(from_text<Instant>("2028-02-28T23:00:00Z")).size() == 2);  // Old and Ana of 2027
  CHECK(desk.at(from_text<Instant>("2028-02-29T08:00:00Z")) == Names{"Birthday birthday 2028"});
}

TEST_CASE("a day that comes each year, from a date years ahead on") {
  Office desk;
  desk.adopt({.name = "Anniversary",
              .of = "customer",
              .field = "since",
              .yearly = true,
              .condition = "name == 'Later'"},
             {{.verb = RuleVerb::note, .value = "'Another year'"}});
  const auto begins = from_text<Instant>("2031-05-01T00:00:00Z");
  desk.book.customers().add({.name = "Later", .since = begins});
  CHECK(desk.at(begins + days(300)).empty());
  CHECK(desk.at(from_text<Instant>("2032-05-01T00:00:00Z")).size() == 1);
  CHECK(desk.book.journal().verify().intact());
}

TEST_CASE("events set rules off, in order, from the adoption on") {
  Office desk;
  const Case before = desk.open_case();
  for (const char* event :
       {"opened", "moved", "reopened", "assigned", "prioritised", "replied", "heard", "removed", "changed"})
    desk.adopt(
        {.name = std::string(event),
         .on = event,
         .changed = event == std::string("changed") ? std::optional<std::string>("tags") : std::nullopt},
        {{.verb = RuleVerb::notify, .agent = desk.zoe.id, .value = "subject"}});
  CHECK(desk.at(monday(10)).empty());
  const auto names = [&](Instant instant) {
    Names fired = desk.at(instant);
    for (std::string& each : fired) each.resize(each.find(' '));
    return fired;
  };
  Case made = desk.open_case();
  CHECK(names(monday(10)) == Names{"opened"});
  desk.book.service().resolve(made.id, "Done");
  desk.book.service().move(made.id, CaseState::open);
  CHECK(names(monday(11)) == Names{"moved", "moved", "reopened"});
  desk.book.service().assign(made.id, {.assignee = desk.boss.id});
  desk.book.service().set_priority(made.id, Priority::high);
  CHECK(names(monday(11)) == Names{"assigned", "prioritised"});
  desk.book.service().reply(made.id,
                            {.channel = Channel::email, .direction = Direction::inbound, .body = "Hello"});
  desk.book.service().reply(made.id, {.channel = Channel::note, .body = "Hm"});
  CHECK(names(monday(11)) == Names{"heard"});
  made = desk.get(made.id);
  made.tags = "vip";
  made = desk.book.cases().update(made);
  made.skills = "backup";
  desk.book.cases().update(made);
  CHECK(names(monday(12)) == Names{"changed"});
  desk.book.cases().remove(desk.get(before.id));
  CHECK(names(monday(12)) == Names{"removed"});
  CHECK(desk.at(monday(13)).empty());
}

TEST_CASE("stage moves and imports are events, too") {
  Office desk;
  desk.adopt({.name = "Lost", .of = "customer", .on = "ended"},
             {{.verb = RuleVerb::notify, .agent = desk.boss.id, .value = "name + ' has left'"}});
  desk.adopt({.name = "New", .of = "customer", .on = "imported"},
             {{.verb = RuleVerb::notify, .agent = desk.boss.id, .value = "name + ' was imported'"}});
  desk.book.lifecycle().move(
      desk.acme.id, Stage::dissolution,
      {.reason = "left", .ended_by = EndedBy::customer, .ending_cause = EndingCause::need_gone});
  const TemporaryFolder folder;
  const auto file = folder / "c.csv";
  std::FILE* out = std::fopen(file.c_str(), "w");
  std::fputs("name\nBolt\n", out);
  std::fclose(out);
  desk.book.exchange().import_file(file, desk.book.exchange().plan(file, "customer"));
  desk.at(monday(10));
  REQUIRE(desk.told().size() == 2);
  CHECK(desk.told()[0].text == "Acme has left");
  CHECK(desk.told()[1].text == "Bolt was imported");
}

TEST_CASE("every verb of a rule does what it says") {
  Office desk;
  const Agent kim = desk.book.agents().add({.name = "Kim", .team = desk.team.id});
  desk.adopt({.name = "All", .on = "opened"},
             {{.verb = RuleVerb::assign, .team = desk.team.id},
              {.verb = RuleVerb::route},
              {.verb = RuleVerb::set_priority, .value = "priority == 'low' ? 'normal' : 'urgent'"},
              {.verb = RuleVerb::set_level, .value = "level + 2"},
              {.verb = RuleVerb::move, .value = "'open'"},
              {.verb = RuleVerb::tag, .value = "'late ' + 'vip'"},
              {.verb = RuleVerb::note, .value = "'Opened for ' + customer.name"},
              {.verb = RuleVerb::notify, .team = desk.team.id, .value = "assignee.name"}});
  Case made = desk.open_case();
  CHECK(desk.at(monday(10)).size() == 1);
  made = desk.get(made.id);
  CHECK(made.team == desk.team.id);
  CHECK(made.assignee == kim.id);
  CHECK(made.priority == Priority::urgent);
  CHECK(made.level == 2);
  CHECK(made.state == CaseState::open);
  CHECK(made.tags == "late vip");
  REQUIRE(desk.told().size() == 1);
  CHECK(desk.told()[0].team == desk.team.id);
  CHECK(desk.told()[0].text == "Kim");
  bool noted = false;
  for (const Interaction& each : desk.book.service().said(made.id))
    noted = noted || each.body == "Opened for Acme";
  CHECK(noted);
  for (const CaseEvent& each : desk.book.service().events(made.id))
    if (each.what == CaseEventKind::levelled) CHECK(each.reason == "All");
}

TEST_CASE("the supervisor gets it, or whoever stands in, and waits for working hours when asked to") {
  Office desk;
  desk.boss.calendar = desk.office.id;
  desk.boss = desk.book.agents().update(desk.boss);
  desk.adopt({.name = "Up", .promise = TargetKind::resolution, .offset = hours(9)},
             {{.verb = RuleVerb::assign, .who = Who::supervisor},
              {.verb = RuleVerb::notify, .who = Who::assignee, .value = "subject", .in_hours = true}});
  const Case made = desk.open_case();
  desk.at(tuesday(19));
  CHECK(desk.get(made.id).assignee == desk.boss.id);
  REQUIRE(desk.told().size() == 1);
  CHECK(desk.told()[0].next_at == tuesday(24 + 9));
  CHECK(desk.book.outbox().pending().empty());
  desk.book.absences().add({.agent = desk.boss.id, .stand_in = desk.zoe.id});
  desk.adopt({.name = "Tell", .on = "heard"},
             {{.verb = RuleVerb::notify, .agent = desk.boss.id, .value = "'x'"}});
  desk.book.service().reply(made.id,
                            {.channel = Channel::email, .direction = Direction::inbound, .body = "Hello"});
  desk.at(tuesday(24 + 9));
  CHECK(desk.told().back().agent == desk.zoe.id);
  CHECK(desk.book.outbox().pending().size() == 2);
}

TEST_CASE("a role gets it: whoever has it and is there") {
  Office desk;
  desk.boss.role = "dispatcher";
  desk.boss = desk.book.agents().update(desk.boss);
  desk.adopt({.name = "To the dispatcher", .on = "opened"},
             {{.verb = RuleVerb::assign, .role = "dispatcher"},
              {.verb = RuleVerb::notify, .value = "subject", .role = "dispatcher"}});
  const Case made = desk.open_case();
  desk.at(monday(10));
  CHECK(desk.get(made.id).assignee == desk.boss.id);
  REQUIRE(desk.told().size() == 1);
  CHECK(desk.told()[0].agent == desk.boss.id);
  // Whoever has it later is meant, and nobody may.
  desk.boss.role.reset();
  desk.boss = desk.book.agents().update(desk.boss);
  desk.open_case();
  const Names fired = desk.at(monday(11));
  REQUIRE(fired.size() == 1);
  CHECK(fired[0].ends_with(" failed"));
}

TEST_CASE("what fails takes the firing back, is tried again ever later, and gives up in the end") {
  Office desk;
  int calls = 0;
  bool works = false;
  desk.automation().on_call("print", [&](const Reference& record, const Firing& firing) {
    ++calls;
    CHECK(record == firing.record);
    desk.book.customers().add({.name = "Half done"});
    if (!works) throw std::runtime_error("no paper");
  });
  desk.adopt({.name = "Label", .on = "opened"},
             {{.verb = RuleVerb::set_level, .value = "9"}, {.verb = RuleVerb::call, .value = "'print'"}});
  const Case made = desk.open_case();
  CHECK(desk.at(monday(10)).size() == 1);
  Firing firing = desk.book.firings().find(Condition()).records.at(0);
  CHECK(firing.outcome == Outcome::failed);
  CHECK(firing.trouble == "no paper");
  CHECK(firing.next_try_at == monday(10, 1));
  const auto foretold = desk.automation().forecast(monday(11));
  REQUIRE(foretold.size() == 1);
  CHECK(foretold[0].firing == firing.id);
  CHECK(foretold[0].at == monday(10, 1));
  CHECK(desk.get(made.id).level == 0);
  CHECK(desk.book.customers().count() == 1);
  CHECK(desk.at(monday(10)).empty());
  CHECK(desk.automation().next_due() == monday(10, 1));
  works = true;
  CHECK(desk.at(monday(10, 1)).size() == 1);
  firing = desk.book.firings().get(firing.id);
  CHECK(firing.outcome == Outcome::done);
  CHECK(firing.tries == 2);
  CHECK_FALSE(firing.trouble);
  CHECK(desk.get(made.id).level == 9);
  CHECK(desk.book.customers().count() == 2);
  works = false;
  desk.open_case();
  desk.at(monday(11));
  int rounds = 0;
  while (const auto next = desk.automation().next_due()) {
    desk.at(*next);
    REQUIRE(++rounds < 20);
  }
  CHECK(rounds == 9);
  CHECK(calls == 12);
  CHECK(desk.book.journal().verify().intact());
}

TEST_CASE("callbacks that sweep, or change rules, fail alone") {
  Office desk;
  desk.automation().on_call("sweep", [&](const Reference&, const Firing&) { desk.automation().sweep(); });
  desk.automation().on_call(
      "adopt", [&](const Reference&, const Firing&) { desk.adopt({.name = "More", .on = "opened"}); });
  desk.adopt({.name = "A", .on = "opened"}, {{.verb = RuleVerb::call, .value = "'sweep'"}});
  desk.adopt({.name = "B", .on = "opened"}, {{.verb = RuleVerb::call, .value = "'adopt'"}});
  desk.adopt({.name = "C", .on = "opened"}, {{.verb = RuleVerb::call, .value = "'nobody gave it'"}});
  desk.adopt({.name = "D", .on = "opened"});
  const Case made = desk.open_case();
  CHECK(desk.at(monday(10)).size() == 4);
  CHECK(desk.get(made.id).level == 1);
  CHECK(desk.automation().all().size() == 4);
  CHECK(error_of([&] { desk.book.transaction([&] { desk.automation().sweep(); }); }).code() == Code::misuse);
}

TEST_CASE("rules that set one another off are cut, and the chain is shown") {
  Office desk;
  desk.adopt({.name = "Up", .on = "levelled"});
  desk.adopt({.name = "Begin", .on = "opened"});
  const Case made = desk.open_case();
  const Names fired = desk.at(monday(10));
  CHECK(fired.size() == 9);
  CHECK(fired.back().ends_with(" cut"));
  CHECK(desk.get(made.id).level == 8);
  const Firing last = desk.book.firings().find(Condition()).records.back();
  CHECK(last.trouble == "rules set one another off: Begin > Up > Up > Up > Up > Up > Up > Up > Up");
  // A rule about time that moves its own instant has fired for that instant already.
  Office other;
  other.adopt({.name = "Loop", .field = "last_event_at"});
  other.open_case();
  CHECK(other.at(monday(10)).size() == 2);
}

TEST_CASE("rules that are due together, and repeats, are no chain") {
  Office desk;
  for (int i = 0; i < 12; ++i)
    desk.adopt({.name = "Rule " + std::to_string(i), .field = "opened_at", .offset = hours(1)});
  desk.adopt({.name = "Again", .field = "opened_at", .offset = hours(2), .every = minutes(1), .times = 20});
  const Case made = desk.open_case();
  std::vector<std::string> fired = desk.at(monday(10));
  CHECK(fired.size() == 12);
  for (int i = 0; i < 20; ++i)
    for (std::string& each : desk.at(monday(11, i))) fired.push_back(std::move(each));
  CHECK(fired.size() == 32);
  CHECK(desk.get(made.id).level == 32);
  desk.book.firings().for_each(Condition(), [](const Firing& each) { CHECK(each.depth == 1); });
}

TEST_CASE("the end of a chain sets nothing off, not even a rule about firings") {
  Office desk;
  desk.adopt({.name = "Told", .of = "firing", .on = "added"},
             {{.verb = RuleVerb::notify, .agent = desk.boss.id, .value = "'fired'"}});
  desk.adopt({.name = "Opened", .on = "opened"});
  desk.open_case();
  const std::vector<std::string> fired = desk.at(monday(9));
  CHECK(fired.size() == static_cast<std::size_t>(deepest_chain) + 1);
  CHECK(fired.back().ends_with(" cut"));
  CHECK_FALSE(desk.automation().next_due());
}

TEST_CASE("a sweep fires at most as many as it may, also of one event, and none twice") {
  Office desk;
  for (int i = 0; i < 5; ++i) desk.adopt({.name = "Rule " + std::to_string(i), .on = "opened"});
  const Case made = desk.open_case();
  CHECK(desk.automation().sweep(2).firings.size() == 2);
  CHECK(desk.automation().sweep(2).firings.size() == 2);
  CHECK(desk.automation().sweep(2).firings.size() == 1);
  CHECK(desk.automation().sweep(2).firings.empty());
  CHECK(desk.get(made.id).level == 5);
}

TEST_CASE("what fired is told with a condition that held, whatever it would read now") {
  Office desk;
  desk.adopt({.name = "Acme's", .on = "opened", .condition = "customer.name == 'Acme'"});
  const Case made = desk.open_case();
  CHECK(desk.at(monday(9)).size() == 1);
  desk.acme.name = "Globex";
  desk.book.customers().update(desk.acme);
  const RuleReading reading = desk.automation().explain(reference_to(made.id)).at(0);
  CHECK(reading.prospect == Prospect::fired);
  CHECK(reading.holds);
}

TEST_CASE("an instant that is to come is told as the condition's reading of the present will have it") {
  Office desk;
  desk.adopt({.name = "Morning",
              .field = "opened_at",
              .offset = days(1),
              .condition = "now().getHours('UTC') >= 12"});
  const Case made = desk.open_case();
  const auto readings = desk.automation().explain(reference_to(made.id));
  const auto foretold = desk.automation().forecast(tuesday(23));
  REQUIRE(foretold.size() == 1);
  CHECK(readings.at(0).at == foretold[0].at);
  CHECK(to_text(*readings[0].at) == "2026-11-24T12:00:00Z");
}

TEST_CASE("the time that an offset counts is named") {
  Office desk;
  desk.adopt({.name = "Days",
              .promise = TargetKind::resolution,
              .offset = days(1),
              .counted_in = CountedIn::working_days});
  desk.adopt({.name = "Hours",
              .promise = TargetKind::resolution,
              .offset = hours(2),
              .counted_in = CountedIn::business});
  desk.adopt({.name = "Ours", .promise = TargetKind::resolution, .towards = Towards::team});
  const auto readings = desk.automation().explain(reference_to(desk.open_case().id));
  REQUIRE(readings.size() == 3);
  CHECK(readings[0].why == "1 working day after the due instant of resolution");
  CHECK(readings[1].why == "2 hours of open time after the due instant of resolution");
  CHECK(readings[2].why == "no resolution towards the team is running");
}

TEST_CASE("who will be absent when they would be told is replaced") {
  Office desk;
  desk.zoe.calendar = desk.office.id;
  desk.zoe = desk.book.agents().update(desk.zoe);
  desk.book.absences().add(
      {.agent = desk.zoe.id, .valid_from = tuesday(0), .valid_until = tuesday(23), .stand_in = desk.boss.id});
  desk.adopt({.name = "Late", .on = "opened"},
             {{.verb = RuleVerb::notify, .agent = desk.zoe.id, .value = "subject", .in_hours = true}});
  desk.clock.set(monday(20));
  desk.open_case();
  desk.at(monday(20));
  REQUIRE(desk.told().size() == 1);
  CHECK(desk.told()[0].agent == desk.boss.id);
  CHECK(desk.told()[0].next_at == tuesday(9));  // stands in from then on
}

TEST_CASE("no instants come of the firing at which a chain was cut") {
  Office desk;
  desk.adopt({.name = "Watch", .of = "firing", .field = "at"},
             {{.verb = RuleVerb::notify, .agent = desk.boss.id, .value = "'fired'"}});
  desk.adopt({.name = "Opened", .on = "opened"});
  desk.open_case();
  CHECK(desk.automation().sweep().firings.size() == static_cast<std::size_t>(deepest_chain) + 1);
  CHECK_FALSE(desk.automation().next_due());
  const auto cut = desk.book.firings().find(where<&Firing::outcome> == Outcome::cut).records;
  REQUIRE(cut.size() == 1);
  const RuleReading reading = desk.automation().explain(reference_to(cut[0].id)).at(0);
  CHECK(reading.prospect == Prospect::never);
  CHECK(reading.why == "a chain of rules was cut at it");
  CHECK(desk.book.journal().verify().findings.empty());
}

TEST_CASE("a failed firing of an event is tried again, though the record is gone or another by then") {
  Office desk;
  int calls = 0;
  desk.automation().on_call("print", [&](const Reference&, const Firing&) {
    if (++calls % 2 == 1) throw std::runtime_error("no paper");
  });
  const std::vector<RuleAction> print{{.verb = RuleVerb::call, .value = "'print'"}};
  desk.adopt({.name = "Gone", .on = "removed"}, print);
  const Case gone = desk.open_case();
  desk.book.cases().remove(gone);
  CHECK(desk.at(monday(9)).size() == 1);
  CHECK(desk.automation().next_due() == monday(9, 1));
  CHECK(desk.at(monday(9, 1)).size() == 1);
  CHECK(calls == 2);
  desk.adopt({.name = "New", .on = "added", .condition = "level == 0"}, print);
  const Case made = desk.open_case();
  CHECK(desk.at(monday(10)).size() == 1);
  desk.book.service().set_level(made.id, 1);
  CHECK(desk.at(monday(10, 1)) ==
        Names{"New " + desk.book.firings().find(Condition()).records.back().occurrence});
  CHECK(calls == 4);
  CHECK_FALSE(desk.automation().next_due());
}

TEST_CASE("a function of the host may give another one of its name") {
  Office desk;
  int first = 0;
  int second = 0;
  const std::string long_name(100, 'x');  // what the function holds lives on the heap
  desk.automation().on_call("turn", [&, long_name](const Reference&, const Firing&) {
    desk.automation().on_call("turn", [&](const Reference&, const Firing&) { ++second; });
    first += static_cast<int>(long_name.size());
  });
  desk.adopt({.name = "Turn", .on = "opened"}, {{.verb = RuleVerb::call, .value = "'turn'"}});
  desk.open_case();
  CHECK(desk.at(monday(9)).size() == 1);
  desk.open_case();
  CHECK(desk.at(monday(10)).size() == 1);
  CHECK(first == 100);
  CHECK(second == 1);
}

TEST_CASE("a rule of time about escalations fires beside their climbing, and forecasts tell of both") {
  Office desk;
  desk.book.supervision().adopt(
      {.ladder = {.name = "Usual"},
       .rungs = {{.agent = desk.zoe.id, .wait = hours(2)}, {.agent = desk.boss.id, .wait = hours(3)}}});
  desk.adopt({.name = "Long",
              .of = "escalation",
              .field = "raised_at",
              .offset = hours(1),
              .condition = "rung == 1"},
             {{.verb = RuleVerb::notify, .agent = desk.boss.id, .value = "reason"}});
  const Escalation raised = desk.book.supervision().escalate(desk.open_case().id, "is angry");
  const auto foretold = desk.automation().forecast(monday(11));
  REQUIRE(foretold.size() == 2);
  CHECK(foretold[0].rule.name == "Long");
  CHECK(foretold[0].at == monday(10));
  CHECK(foretold[1].rule.name == "Usual");
  CHECK(foretold[1].at == monday(11));
  CHECK(foretold[1].why == "rung 1 has not answered");
  CHECK(desk.automation().explain(reference_to(raised.id)).size() == 2);
  CHECK(desk.at(monday(10)) == Names{"Long raised_at " + to_text(monday(9))});
  CHECK(desk.book.escalations().get(raised.id).rung == 1);
  desk.at(monday(11));
  CHECK(desk.book.escalations().get(raised.id).rung == 2);
}

TEST_CASE("a rule that is made to repeat does not fire for the first time again") {
  Office desk;
  desk.adopt({.name = "Reminder", .field = "opened_at", .offset = hours(1)});
  desk.open_case();
  CHECK(desk.at(monday(10)).size() == 1);
  desk.adopt({.name = "Reminder", .field = "opened_at", .offset = hours(1), .every = hours(2), .times = 3});
  CHECK(desk.at(monday(10)).empty());
  CHECK(desk.at(monday(12)) == Names{"Reminder opened_at " + to_text(monday(9)) + " #2"});
}

TEST_CASE("a rule that was retired and comes back lets pass what came in between") {
  Office desk;
  const RuleWithActions rule = desk.adopt(birthday("Birthday"), {desk.tell_zoe()});
  const RuleWithActions opened = desk.adopt({.name = "Opened", .on = "opened"});
  desk.adopt({.name = "Other", .on = "assigned"});
  desk.add_person({.year = 1990, .month = 11, .day = 24});
  desk.automation().retire(rule.rule.id);
  desk.automation().retire(opened.rule.id);
  desk.clock.set(tuesday(10));
  desk.open_case();
  desk.clock.set(tuesday(12));
  desk.adopt(birthday("Birthday"), {desk.tell_zoe()});
  desk.adopt({.name = "Opened", .on = "opened"});
  CHECK(desk.at(tuesday(12)).empty());
  desk.clock.set(tuesday(13));
  desk.open_case();
  CHECK(desk.at(tuesday(13)).size() == 1);
}

TEST_CASE("a year's day that is moved after it came fires no second time, and nobody foretells it") {
  Office desk;
  desk.adopt({.name = "Birthday", .of = "customer", .field = "birthday", .yearly = true, .since = monday(0)},
             {desk.tell_zoe()});
  Customer person = desk.add_person({.year = 1990, .month = 11, .day = 23});
  CHECK(desk.at(monday(9)).size() == 1);
  person.birthday = PartialDate{.year = 1990, .month = 11, .day = 30};
  desk.book.customers().update(person);
  const auto readings = desk.automation().explain(reference_to(person.id));
  CHECK(readings.front().prospect == Prospect::fired);
  CHECK(readings.back().prospect == Prospect::waits);
  CHECK(to_text(*readings.back().at) == "2027-11-30T00:00:00Z");
  CHECK(desk.automation().forecast(monday(9) + days(30)).empty());
  CHECK(desk.at(monday(9) + days(30)).empty());
  CHECK(desk.automation().forecast(monday(9) + days(380)).size() == 1);
}

TEST_CASE("a day that was over when it was written down waits for the next year") {
  Office desk;
  desk.adopt(birthday("Birthday"), {desk.tell_zoe()});
  const Instant june = from_text<Instant>("2027-06-01T09:00:00Z");
  desk.clock.set(june);
  Customer person = desk.add_person({.month = 2, .day = 2});
  const Customer today = desk.add_person({.month = 6, .day = 1});
  CHECK(desk.at(june) == Names{"Birthday birthday 2027"});
  CHECK(desk.automation().explain(reference_to(today.id))[0].prospect == Prospect::fired);
  const auto first = [&] {
    const auto readings = desk.automation().explain(reference_to(person.id));
    return readings.empty() ? std::string() : to_text(*readings[0].at);
  };
  CHECK(first() == "2028-02-02T00:00:00Z");
  person.birthday = PartialDate{.month = 8, .day = 20};
  desk.book.customers().update(person);
  CHECK(first() == "2027-08-20T00:00:00Z");
  // The day decides, not the reminder of it.
  desk.adopt(birthday("Soon", -days(7)), {desk.tell_zoe()});
  desk.adopt(birthday("After", days(14)), {desk.tell_zoe()});
  desk.clock.set(june + days(30));
  desk.add_person({.month = 7, .day = 3});
  desk.add_person({.month = 6, .day = 25});
  CHECK(desk.at(june + days(30)) == Names{"After birthday 2027", "Soon birthday 2027"});
  CHECK(desk.at(june + days(40)) == Names{"Birthday birthday 2027"});
  CHECK(desk.at(june + days(50)) == Names{"After birthday 2027"});
  // Of days that nobody swept, those of an earlier year are over when a later one's has come: each of three rules fires
  // once for each of four people.
  const Names fired = desk.at(from_text<Instant>("2029-09-01T00:00:00Z"));
  CHECK(fired.size() == 12);
  CHECK(fired.front() == "After birthday 2028");  // of 20 August: two weeks after that of 2029 are to come
  CHECK(std::ranges::count_if(fired, [](const std::string& each) { return each.ends_with(" 2029"); }) == 11);
  person = desk.book.customers().get(person.id);
  person.birthday = PartialDate{.month = 12, .day = 20};
  desk.book.customers().update(person);
  CHECK(desk.at(from_text<Instant>("2029-09-01T00:00:00Z")).empty());
  for (const Finding& each : desk.book.journal().verify().findings) FAIL_CHECK(each.what);
}

TEST_CASE("nothing is held back, or foretold, of a day that was over when it was written down") {
  Office desk;
  desk.adopt({.name = "Railways",
              .of = "customer",
              .field = "birthday",
              .yearly = true,
              .condition = "industry == 'rail'"},
             {desk.tell_zoe()});
  desk.adopt(birthday("After", days(60)), {desk.tell_zoe()});
  const Instant june = from_text<Instant>("2027-06-01T09:00:00Z");
  desk.clock.set(june);
  const Customer person = desk.add_person({.month = 5, .day = 30});
  const auto readings = desk.automation().explain(reference_to(person.id));
  REQUIRE(readings.size() == 2);
  CHECK(readings[0].prospect == Prospect::waits);
  CHECK(to_text(*readings[0].at) == "2028-05-30T00:00:00Z");
  CHECK(to_text(*readings[1].at) == "2028-07-29T00:00:00Z");
  const auto foretold = desk.automation().forecast(june + days(500));
  REQUIRE(foretold.size() == 1);
  CHECK(foretold[0].at == readings[1].at);
}

TEST_CASE("each year, so many working days after the day") {
  Office desk;
  desk.adopt({.name = "Review",
              .of = "customer",
              .field = "birthday",
              .offset = days(300),
              .counted_in = CountedIn::working_days,
              .calendar = desk.office.id,
              .yearly = true},
             {desk.tell_zoe()});
  desk.add_person({.year = 1990, .month = 5, .day = 4});
  std::size_t fired = 0;
  for (int month = 1; month <= 36; ++month) fired += desk.at(monday(9) + days(30 * month)).size();
  CHECK(fired == 2);  // not for the May that was over when the day was written down
}

TEST_CASE("instants before a rule's beginning are let pass, and nobody foretells them") {
  Office desk;
  desk.adopt({.name = "Later", .field = "opened_at", .offset = hours(1), .since = tuesday(9)});
  desk.adopt({.name = "Repeats",
              .field = "opened_at",
              .offset = hours(1),
              .every = hours(24),
              .times = 3,
              .since = tuesday(9)});
  desk.open_case();
  const auto foretold = desk.automation().forecast(monday(9) + days(7));
  REQUIRE(foretold.size() == 2);
  CHECK(foretold[0].at == tuesday(10));
  CHECK(desk.at(monday(12)).empty());
  CHECK(desk.at(tuesday(10)) == Names{"Repeats opened_at " + to_text(monday(9)) + " #2"});
}

TEST_CASE("a planned call that sets a rule off at once is foretold") {
  Office desk;
  desk.adopt({.name = "Before", .of = "customer", .field = "last_contact_at", .offset = -hours(1)},
             {desk.tell_zoe()});
  desk.book.interactions().add({.customer = desk.acme.id, .channel = Channel::phone, .at = monday(14)});
  const auto foretold = desk.automation().forecast(monday(18));
  REQUIRE(foretold.size() == 1);
  CHECK(foretold[0].at == monday(14));
  CHECK(desk.at(monday(13)).empty());
  CHECK(desk.at(monday(14)) == Names{"Before last_contact_at " + to_text(monday(14))});
}

TEST_CASE("half of the working days promised is half of their open time") {
  Office desk;
  desk.book.timekeeping().adopt(
      {.level = {.name = "Standard", .calendar = desk.office.id},
       .targets = {
           {.kind = TargetKind::resolution, .amount = days(2), .counted_in = CountedIn::working_days}}});
  desk.adopt({.name = "Half", .promise = TargetKind::resolution, .percent = 50});
  desk.clock.set(monday(10) + days(4));  // a Friday; two working days later is Tuesday
  desk.open_case();
  CHECK(desk.automation().next_due() == monday(10) + days(7));
}

TEST_CASE("a condition becomes true by itself: when, the book finds out ahead") {
  Office desk;
  desk.adopt({.name = "Morning",
              .promise = TargetKind::resolution,
              .offset = hours(10),
              .condition = "priority == 'urgent' && now().getHours('Europe/Paris') == 7"});
  desk.adopt(
      {.name = "Old", .field = "opened_at", .offset = hours(1), .condition = "days_since(opened_at) >= 90"});
  const Case made = desk.open_case(Priority::urgent);  // due on Tuesday at ten
  desk.open_case();
  CHECK(desk.at(tuesday(20)).empty());
  CHECK(desk.automation().next_due() == tuesday(24 + 7));
  const auto readings = desk.automation().explain(reference_to(made.id));
  REQUIRE(readings.size() == 2);
  CHECK(readings[0].prospect == Prospect::waits);
  CHECK(readings[0].at == tuesday(24 + 7));
  CHECK(readings[1].at == monday(9) + days(90));
  CHECK(desk.automation().forecast(tuesday(40)).size() == 1);
  CHECK(desk.book.journal().verify().findings.empty());
  CHECK(desk.at(tuesday(24 + 7)) == Names{"Morning resolution 1"});
  CHECK(desk.automation().next_due() == monday(9) + days(90));
  CHECK(desk.at(monday(9) + days(90)).size() == 2);
  CHECK_FALSE(desk.automation().next_due());
}

TEST_CASE("what is true of some hours only is found by looking again each week, and foretold") {
  Office desk;
  const std::string one_hour = "now().getHours() == 7 && now().getDate() == 21 && now().getMonth() == 0";
  desk.adopt({.name = "Window", .field = "opened_at", .condition = one_hour});
  const Case made = desk.open_case();
  const auto window = from_text<Instant>("2027-01-21T07:00:00Z");
  const auto readings = desk.automation().explain(reference_to(made.id));
  REQUIRE(readings.size() == 1);
  CHECK(readings[0].prospect == Prospect::waits);
  CHECK(readings[0].at == window);
  CHECK(desk.automation().forecast(window - minutes(1)).empty());
  const auto foretold = desk.automation().forecast(window);
  REQUIRE(foretold.size() == 1);
  CHECK(foretold[0].at == window);
  int sweeps = 0;
  for (auto next = desk.automation().next_due(); next && *next < window;
       next = desk.automation().next_due()) {
    CHECK(desk.at(*next).empty());
    CHECK(desk.book.journal().verify().findings.empty());
    ++sweeps;
  }
  CHECK(sweeps > 5);
  CHECK(sweeps < 12);
  CHECK(desk.automation().next_due() == window);
  CHECK(desk.at(window).size() == 1);
  CHECK_FALSE(desk.automation().next_due());
}

TEST_CASE("an hour between two instants far away is found at once") {
  Office desk;
  const auto from = from_text<Instant>("2031-05-05T07:00:00Z");
  desk.adopt({.name = "Hour",
              .field = "opened_at",
              .condition = "!(now() < timestamp('" + to_text(from) + "')) && " +
                           "timestamp('2031-05-05T08:00:00Z') - now() > duration('0s')"});
  desk.open_case();
  CHECK(desk.automation().next_due() == from);
  CHECK(desk.at(from + hours(1)).empty());  // nobody swept meanwhile
  CHECK_FALSE(desk.automation().next_due());
}

TEST_CASE("a failed firing whose condition stops to hold is tried again when it holds again") {
  Office desk;
  bool is_there = false;
  desk.automation().on_call("print", [&](const Reference&, const Firing&) {
    if (!is_there) throw std::runtime_error("no paper");
  });
  desk.adopt({.name = "Print", .field = "opened_at", .condition = "now().getHours('Europe/Paris') == 9"},
             {{.verb = RuleVerb::call, .value = "'print'"}});
  const Case made = desk.open_case();
  CHECK(desk.at(monday(9, 59)).back().ends_with(" failed"));
  CHECK(desk.automation().next_due() == monday(10));
  CHECK(desk.at(monday(10)).empty());
  CHECK(desk.automation().next_due() == tuesday(9));
  CHECK(desk.automation().explain(reference_to(made.id))[0].at == tuesday(9));
  REQUIRE(desk.automation().forecast(tuesday(12)).size() == 1);
  CHECK(desk.automation().forecast(tuesday(12))[0].at == tuesday(9));
  is_there = true;
  CHECK(desk.at(tuesday(9)).size() == 1);
  CHECK_FALSE(desk.automation().next_due());
}

TEST_CASE("a forecast tells of repeats whose condition turns, and of turns that lead to others") {
  Office desk;
  desk.adopt({.name = "Mornings",
              .field = "opened_at",
              .every = hours(8),
              .times = 6,
              .condition = "now().getHours('Europe/Paris') >= 8 && now().getHours('Europe/Paris') < 12"});
  desk.open_case();
  std::vector<std::string> foretold;
  std::vector<std::string> fired;
  for (const RuleReading& each : desk.automation().forecast(monday(9) + days(7)))
    foretold.push_back(to_text(*each.at));
  for (auto next = desk.automation().next_due(); next && *next < monday(9) + days(7);
       next = desk.automation().next_due())
    for (std::size_t i = desk.at(*next).size(); i > 0; --i) fired.push_back(to_text(*next));
  CHECK(foretold == fired);
  // The third comes at one at night and waits until eight; the sixth at one, too.
  CHECK(foretold ==
        Names{to_text(monday(9)), to_text(tuesday(8)), to_text(tuesday(9)), to_text(tuesday(24 + 8))});
}

TEST_CASE("a condition that costs too much does not hold, and keeps nobody from writing or sweeping") {
  Office desk;
  std::string costly = "[0,1,2,3,4,5,6,7,8,9]";
  std::string condition = "subject.size() > 0";
  for (const std::string_view each : {"a", "b", "c", "d", "e", "f", "g", "h"})
    condition = costly + ".all(" + std::string(each) + ", " + condition + ")";
  desk.adopt({.name = "Costly", .field = "opened_at", .condition = condition});
  desk.adopt({.name = "Plain", .field = "opened_at"});
  const Case made = desk.open_case();
  CHECK(desk.at(monday(9)).size() == 1);
  CHECK(desk.automation().explain(reference_to(made.id))[0].prospect == Prospect::held_back);
  CHECK(desk.automation().forecast(tuesday(9)).empty());
  CHECK(desk.book.journal().verify().findings.empty());
}

TEST_CASE("rules read what they lead to, whoever acts; whoever asks sees what they may read") {
  Office desk;
  const std::vector<RuleAction> notify{{.verb = RuleVerb::notify, .agent = desk.boss.id, .value = "'noted'"}};
  desk.adopt({.name = "Learnt", .of = "need", .field = "review_on", .condition = "source.body == 'secret'"},
             notify);
  desk.adopt({.name = "Said", .of = "interaction", .field = "at", .offset = days(1)}, notify);
  desk.book.act_as(desk.boss.id);
  const Interaction note = desk.book.interactions().add({.customer = desk.acme.id,
                                                         .channel = Channel::note,
                                                         .body = "secret",
                                                         .visibility = Visibility::author});
  const Need need = desk.book.needs().add({.customer = desk.acme.id,
                                           .statement = "Backups",
                                           .source = note.id,
                                           .review_on = from_text<Date>("2026-11-24")});
  const auto foretold = [&] { return desk.automation().forecast(tuesday(12)); };
  const auto read = [&] { return desk.automation().explain(reference_to(need.id)).at(0).values; };
  CHECK(foretold().size() == 2);
  REQUIRE(read().size() == 2);
  CHECK(read()[1].field == "source.body");
  CHECK(read()[1].value == "secret");

  desk.book.act_as(desk.zoe.id);
  desk.book.needs().update(need);
  REQUIRE(foretold().size() == 1);
  CHECK(foretold()[0].record == reference_to(need.id));
  CHECK(foretold()[0].values.size() == 1);
  CHECK(read().size() == 1);
  CHECK(desk.at(tuesday(12)).size() == 2);
}

TEST_CASE("an event that a firing caused may set a rule off that fails; what else is due is done") {
  Office desk;
  desk.adopt({.name = "Up", .field = "opened_at", .offset = hours(1)});
  desk.adopt({.name = "Tell", .on = "levelled"},
             {{.verb = RuleVerb::notify, .who = Who::assignee, .value = "subject"}});
  desk.book.service().open({.customer = desk.acme.id, .subject = "Nobody's"});
  const std::vector<std::string> fired = desk.at(monday(10));
  REQUIRE(fired.size() == 2);
  CHECK(fired[0] == "Up opened_at " + to_text(monday(9)));
  CHECK(fired[1].ends_with(" failed"));
  CHECK(desk.book.journal().verify().findings.empty());
}

TEST_CASE("whoever sweeps, events of what others may not read are taken") {
  Office desk;
  desk.adopt({.name = "New", .on = "added"});
  desk.book.act_as(desk.boss.id);
  desk.book.interactions().add(
      {.customer = desk.acme.id, .channel = Channel::note, .visibility = Visibility::author});
  desk.book.act_as(desk.zoe.id);
  desk.open_case();
  CHECK(desk.at(monday(9)).size() == 1);
  CHECK_FALSE(desk.automation().next_due());
}

TEST_CASE("a condition that turned before the last commit is not lost by who has a slower clock") {
  Office desk;
  desk.adopt({.name = "Old",
              .field = "opened_at",
              .condition = "level > 0 && now() > timestamp('" + to_text(monday(10)) + "')"});
  const Case made = desk.open_case();
  desk.clock.set(monday(12));
  desk.book.teams().add({.name = "Anything"});
  desk.clock.set(monday(9, 30));
  desk.book.service().set_level(made.id, 1);
  CHECK(desk.automation().next_due());
  desk.at(monday(9, 30));
  CHECK(desk.book.journal().verify().findings.empty());
  CHECK(desk.at(monday(12)).size() == 1);
}

TEST_CASE("what failed by a rule of time is not done by its revision that waits for events") {
  Office desk;
  const std::vector<RuleAction> tell{{.verb = RuleVerb::notify, .who = Who::assignee, .value = "subject"}};
  desk.adopt({.name = "Tell", .field = "opened_at"}, tell);
  const Case made = desk.book.service().open({.customer = desk.acme.id, .subject = "Nobody's"});
  REQUIRE(desk.at(monday(9)).size() == 1);
  desk.adopt({.name = "Tell", .on = "levelled"}, tell);
  desk.book.service().assign(made.id, {.assignee = desk.zoe.id});
  CHECK(desk.at(tuesday(9)).empty());
  CHECK(desk.told().empty());
  CHECK(desk.book.journal().verify().findings.empty());
}

TEST_CASE("what failed by a rule of events that was retired is given up, though the rule comes back") {
  Office desk;
  const Rule rule{.name = "Tell", .of = "case", .on = "opened"};
  const std::vector<RuleAction> tell{{.verb = RuleVerb::notify, .who = Who::assignee, .value = "subject"}};
  desk.adopt({.name = "Late", .promise = TargetKind::resolution});  // cases are in the due index
  const RuleWithActions first = desk.adopt(rule, tell);
  const Case made = desk.book.service().open({.customer = desk.acme.id, .subject = "Nobody's"});
  REQUIRE(desk.at(monday(9)).size() == 1);
  desk.automation().retire(first.rule.id);
  CHECK(desk.at(monday(9, 30)).empty());
  desk.adopt(rule, tell);
  // A revision that is retired already takes nothing from the one at work.
  desk.book.service().open({.customer = desk.acme.id, .subject = "Nobody's either"});
  REQUIRE(desk.at(monday(9, 30)).size() == 1);
  desk.automation().retire(first.rule.id);
  CHECK(desk.automation().next_due() == monday(9, 31));
  desk.automation().retire(desk.automation().all().back().rule.id);
  desk.book.service().assign(made.id, {.assignee = desk.zoe.id});
  CHECK(desk.book.journal().verify().findings.empty());
  CHECK(desk.at(monday(15)).empty());
  CHECK(desk.told().empty());
}

TEST_CASE("verifying believes nothing of a rule that has gone") {
  Office desk;
  const RuleWithActions first = desk.adopt({.name = "First", .field = "opened_at", .offset = hours(1)});
  desk.adopt({.name = "Second", .field = "opened_at", .offset = hours(2)});
  desk.open_case();
  desk.automation().retire(first.rule.id);
  CHECK(desk.book.journal().verify().findings.empty());
  CHECK(desk.at(monday(10)).empty());
  CHECK(desk.at(monday(11)).size() == 1);
  CHECK(desk.book.journal().verify().findings.empty());
}

TEST_CASE("verifying asks no condition anew of a firing that waits to be tried again") {
  Office desk;
  desk.book.people().hand_over(desk.acme.id, desk.zoe.id);
  desk.automation().on_call("print", [](const Reference&, const Firing&) { throw std::runtime_error("no"); });
  desk.adopt({.name = "Print", .field = "opened_at", .condition = "customer.owner.name == 'Zoé'"},
             {{.verb = RuleVerb::call, .value = "'print'"}});
  desk.open_case();
  desk.at(monday(9));
  desk.zoe.name = "Zoe";
  desk.zoe = desk.book.agents().update(desk.zoe);
  desk.at(monday(9));
  desk.zoe.name = "Zoé";
  desk.book.agents().update(desk.zoe);
  CHECK(desk.book.journal().verify().findings.empty());
  CHECK(desk.at(monday(9, 1)).size() == 1);
}

TEST_CASE("an event's condition is asked once, however few firings a sweep may do") {
  for (const std::size_t limit : {1000, 1, 2}) {
    Office desk;
    desk.adopt({.name = "Up", .field = "opened_at"});
    desk.adopt({.name = "New", .on = "opened", .condition = "level > 0"});
    for (int i = 0; i < 3; ++i) desk.open_case();
    int fired = 0;
    for (bool is_more = true; is_more;) {
      const Sweep sweep = desk.automation().sweep(limit);
      fired += static_cast<int>(sweep.firings.size());
      is_more = sweep.is_more;
    }
    CAPTURE(limit);
    CHECK(fired == 3);
  }
}

TEST_CASE("a commit changes a record once, however often it writes it") {
  Office desk;
  desk.adopt({.name = "Busy", .on = "changed"}, {{.verb = RuleVerb::set_level, .value = "level + 1"},
                                                 {.verb = RuleVerb::tag, .value = "'l' + string(level)"}});
  const Case made = desk.open_case();
  desk.book.service().set_level(made.id, 1);
  CHECK(desk.at(monday(9)).size() == static_cast<std::size_t>(deepest_chain) + 1);
}

TEST_CASE("comparisons with the present that leave the range of numbers turn before") {
  Office desk;
  const auto due = [&](std::string condition) {
    desk.adopt({.name = "Turns", .field = "opened_at", .condition = std::move(condition)});
    desk.at(monday(9));
    return desk.automation().next_due();
  };
  desk.open_case();
  CHECK(due("now() + duration('69810000h') > timestamp('9991-06-01T00:00:00Z')") ==
        from_text<Instant>("9991-06-01T00:00:00Z") - hours(69810000) + Duration(1));
  CHECK(due("days_since(opened_at) + 9223372036854775700 > 9223372036854775703") == monday(9) + days(4));
  CHECK_FALSE(due("now() - timestamp('2300-01-01T00:00:00Z') > duration('1h')"));
}

TEST_CASE("what comes each year comes no more after the last day there is") {
  Office desk;
  desk.adopt({.name = "Ends", .of = "contact_point", .field = "valid_until", .yearly = true},
             {{.verb = RuleVerb::notify, .agent = desk.boss.id, .value = "value"}});
  desk.book.contact_points().add({.customer = desk.acme.id,
                                  .kind = ContactKind::email,
                                  .value = "a@example.com",
                                  .valid_until = from_text<Date>("9999-12-31")});
  const auto end = from_text<Instant>("9999-12-31T23:59:59.999999Z");
  const auto next = desk.automation().next_due();
  CHECK((!next || *next <= end));
  CHECK(desk.automation().forecast(end).empty());
  desk.book.contact_points().add({.customer = desk.acme.id,
                                  .kind = ContactKind::email,
                                  .value = "b@example.com",
                                  .valid_until = from_text<Date>("9990-12-30")});
  CHECK(desk.automation().forecast(end).size() == 9);
}

TEST_CASE("in a function of the host a verb may fail, and the others go on") {
  Office desk;
  desk.automation().on_call("write", [&](const Reference&, const Firing&) {
    CHECK_THROWS(desk.book.transaction([&] {
      desk.book.teams().add({.name = "Lost"});
      desk.book.teams().add({.name = ""});
    }));
    desk.book.teams().add({.name = "Kept"});
  });
  desk.adopt({.name = "Write", .on = "opened"}, {{.verb = RuleVerb::call, .value = "'write'"}});
  desk.open_case();
  const auto fired = desk.at(monday(9));
  REQUIRE(fired.size() == 1);
  CHECK_FALSE(fired[0].ends_with("failed"));
  CHECK(desk.book.teams().count(where<&Team::name> == "Kept") == 1);
  CHECK(desk.book.teams().count(where<&Team::name> == "Lost") == 0);
  CHECK(desk.book.journal().verify().findings.empty());
}

TEST_CASE(
    "an expensive condition that reads the present is tried less often, and one that costs too much never") {
  Office desk;
  const std::string numbers = "[0,1,2,3,4,5,6,7,8,9]";
  std::string costly = "x0 >= 0";
  for (const std::string_view each : {"x0", "x1", "x2", "x3"})
    costly = numbers + ".all(" + std::string(each) + ", " + costly + ")";
  desk.adopt({.name = "Late",
              .field = "opened_at",
              .condition = "now().getHours('Europe/Paris') == 12 && " + costly});
  desk.open_case();
  CHECK(desk.automation().next_due());
  for (auto next = desk.automation().next_due(); next && *next < monday(12);
       next = desk.automation().next_due())
    CHECK(desk.at(*next).empty());
  CHECK(desk.at(monday(12)).size() == 1);
  for (const std::string_view each : {"x4", "x5", "x6"})
    costly = numbers + ".all(" + std::string(each) + ", " + costly + ")";
  desk.adopt({.name = "Never", .field = "opened_at", .condition = "now().getHours() == 12 || " + costly});
  const Case made = desk.open_case();
  CHECK(desk.automation().explain(reference_to(made.id)).back().prospect == Prospect::held_back);
}

TEST_CASE("a revision that follows another field has not fired for it, though its instant is the same") {
  Office desk;
  desk.adopt({.name = "Call", .field = "opened_at", .offset = hours(1)});
  desk.open_case();
  CHECK(desk.at(monday(10)).size() == 1);
  desk.adopt({.name = "Call", .field = "last_event_at", .offset = hours(1)});
  CHECK(desk.at(monday(12)).size() == 1);
}

TEST_CASE("a new revision goes on where the last one stopped; a retired rule rests") {
  Office desk;
  const RuleWithActions first = desk.adopt({.name = "Due", .promise = TargetKind::resolution});
  const Case one = desk.open_case();
  CHECK(desk.at(tuesday(10)).size() == 1);
  const RuleWithActions second = desk.adopt({.name = "Due", .promise = TargetKind::resolution},
                                            {{.verb = RuleVerb::set_level, .value = "level + 5"}});
  CHECK(second.rule.revision == 2);
  CHECK(desk.book.rules().get(first.rule.id).retired_at == tuesday(10));
  CHECK(desk.at(tuesday(11)).empty());  // has fired for this case already
  const Case two = desk.open_case();
  desk.at(monday(9) + days(7));
  CHECK(desk.get(one.id).level == 1);
  CHECK(desk.get(two.id).level == 5);
  desk.automation().retire(second.rule.id);
  CHECK(desk.automation().all().empty());
  desk.open_case();
  CHECK(desk.at(monday(9) + days(14)).empty());
}

TEST_CASE(
    "adopting what is in force already writes nothing; another action, order of actions or place does") {
  Office desk;
  const Rule rule{.name = "Reply", .position = 3, .on = "replied", .condition = "level > 0"};
  const std::vector<RuleAction> actions{{.verb = RuleVerb::tag, .value = "'a'"},
                                        {.verb = RuleVerb::tag, .value = "'b'"}};
  const RuleWithActions first = desk.adopt(rule, actions);
  const Head head = desk.book.journal().head();
  desk.clock.set(tuesday(9));
  const RuleWithActions again = desk.adopt(rule, actions);
  CHECK(again.rule.id == first.rule.id);
  CHECK(again.rule.since == first.rule.since);
  REQUIRE(again.actions.size() == 2);
  CHECK(again.actions[0].id == first.actions[0].id);
  CHECK(desk.book.journal().head() == head);
  desk.book.transaction([&] { CHECK(desk.adopt(rule, actions).rule.id == first.rule.id); });
  CHECK(desk.book.journal().head() == head);
  CHECK(desk.adopt(rule, {actions[1], actions[0]}).rule.revision == 2);
  CHECK(desk.adopt(rule, {actions[1]}).rule.revision == 3);
  Rule later = rule;
  later.position = 4;
  CHECK(desk.adopt(later, {actions[1]}).rule.revision == 4);
  // One that was retired comes back as another.
  desk.automation().retire(desk.automation().all()[0].rule.id);
  CHECK(desk.adopt(later, {actions[1]}).rule.revision == 5);
}

TEST_CASE("a new rule takes hold of what is there: what is late already, not the instants of the past") {
  Office desk;
  desk.open_case();
  desk.open_case();
  desk.clock.set(tuesday(12));
  desk.adopt({.name = "Due", .promise = TargetKind::resolution});
  desk.adopt({.name = "Old", .field = "opened_at", .offset = hours(1)});
  CHECK(desk.automation().next_due() == tuesday(10));  // was due then
  CHECK(desk.at(tuesday(12)) == Names{"Due resolution 1", "Due resolution 1"});
  desk.adopt({.name = "Older", .field = "opened_at", .offset = hours(1), .since = monday(0)});
  CHECK(desk.at(tuesday(12)).size() == 2);
}

TEST_CASE("the log hears nothing of rules that are in order") {
  const FakeClock clock;
  Options options = fixed_options(clock);
  std::vector<std::string> heard;
  options.log = [&](const LogEvent& event) {
    if (event.level != LogLevel::information) heard.emplace_back(event.message);
  };
  Book book = Book::in_memory(std::move(options));
  const Customer acme = book.customers().add({.name = "Acme"});
  book.automation().adopt({.rule = {.name = "Opened", .of = "case", .on = "opened"},
                           .actions = {{.verb = RuleVerb::tag, .value = "'new'"}}});
  book.service().open({.customer = acme.id, .subject = "No backups"});
  CHECK(book.automation().sweep().firings.size() == 1);
  CHECK(heard == std::vector<std::string>{});
}

TEST_CASE("of one instant the lower position fires first; what is due earlier comes earlier") {
  Office desk;
  desk.adopt({.name = "Second", .position = 2, .promise = TargetKind::resolution});
  desk.adopt({.name = "First", .position = 1, .promise = TargetKind::resolution});
  desk.adopt({.name = "Early", .position = 3, .promise = TargetKind::resolution, .percent = 50});
  desk.open_case();
  desk.clock.set(monday(10));
  desk.open_case();
  Names order;
  for (std::string& each : desk.at(tuesday(14))) order.push_back(each.substr(0, each.find(' ')));
  CHECK(order == Names{"Early", "Early", "First", "Second", "First", "Second"});
}

TEST_CASE("a due index that was altered is found by verifying") {
  TemporaryFolder folder;
  const auto path = folder / "book";
  {
    auto book = Book::open(path);
    const Calendar calendar =
        book.calendars().add({.name = "Office", .zone = "UTC", .hours = "mon-sun 00:00-24:00"});
    book.automation().adopt({.rule = {.name = "Idle",
                                      .of = "case",
                                      .field = "opened_at",
                                      .offset = hours(4),
                                      .calendar = calendar.id},
                             .actions = {{.verb = RuleVerb::set_level, .value = "level + 1"}}});
    while (book.automation().sweep().is_more) {
    }
    const Customer acme = book.customers().add({.name = "Acme"});
    for (int i = 0; i < 3; ++i) book.service().open({.customer = acme.id, .subject = "No backups"});
    // Early is not wrong.
    CHECK(book.journal().verify().intact());
  }
  const auto findings = [&](const char* sql) {
    const auto altered = folder / "altered";
    copy_book(path, altered);
    CHECK(RawFile(altered).run(sql) > 0);
    return Book::open(altered).journal().verify().findings.size();
  };
  CHECK(findings("UPDATE rule_due SET at = at - 1000000, next_at = at - 1000000, rule = NULL") == 0);
  // Early, but what comes then is not held.
  CHECK(findings("UPDATE rule_due SET at = at - 1000000, rule = NULL") == 3);
  // What it says is believed, so it must be so.
  CHECK(findings("UPDATE rule_due SET at = at - 1000000, next_at = at - 1000000") == 3);
  CHECK(findings("UPDATE rule_due SET occurrence = '2026-01-01T00:00:00Z'") == 3);
  CHECK(findings("UPDATE rule_due SET at = at + 1000000") == 3);
  CHECK(findings("DELETE FROM rule_due WHERE record = (SELECT max(record) FROM rule_due)") == 1);
  CHECK(findings(
            "INSERT INTO rule_due SELECT at, zeroblob(16), kind, at, NULL, NULL FROM rule_due LIMIT 1") == 1);
  // What cannot be computed any more is a finding, too, beside that of the altered record itself.
  CHECK(findings("UPDATE calendar SET zone = 'Nowhere/Land'") > 0);
  CHECK(findings("PRAGMA foreign_keys = OFF; DELETE FROM calendar") > 0);
}

TEST_CASE("verifying asks no condition anew, and does not take a slow clock for damage") {
  Office desk;
  desk.adopt(
      {.name = "French", .field = "opened_at", .offset = hours(1), .condition = "customer.country == 'FR'"});
  desk.adopt({.name = "Late", .field = "opened_at", .offset = hours(2)});
  desk.open_case();
  CHECK(desk.at(monday(9) + hours(3)).size() == 1);
  desk.acme.country = "FR";
  desk.book.customers().update(desk.acme);
  CHECK(desk.book.journal().verify().intact());
  desk.clock.set(monday(9) + minutes(30));
  CHECK(desk.book.journal().verify().intact());

  // What is due and was not swept yet is in order.
  Office late;
  late.adopt({.name = "Urgent", .promise = TargetKind::resolution, .condition = "priority == 'urgent'"});
  late.open_case(Priority::urgent);
  late.clock.set(tuesday(11));
  CHECK(late.book.journal().verify().findings.empty());
  CHECK(late.at(tuesday(11)).size() == 1);
}

TEST_CASE("a sweep does so many and says that there is more") {
  Office desk;
  desk.adopt({.name = "Due", .promise = TargetKind::resolution});
  for (int i = 0; i < 250; ++i) desk.open_case();
  desk.clock.set(tuesday(10));
  Sweep sweep = desk.automation().sweep(120);
  CHECK(sweep.firings.size() == 120);
  CHECK(sweep.is_more);
  sweep = desk.automation().sweep();
  CHECK(sweep.firings.size() == 130);
  CHECK_FALSE(sweep.is_more);
  std::int64_t levels = 0;
  desk.book.cases().for_each({}, [&](const Case& each) { levels += each.level; });
  CHECK(levels == 250);
}

TEST_CASE("a forecast tells what would fire, repeats one by one, and writes nothing") {
  Office desk;
  desk.adopt({.name = "Due", .promise = TargetKind::resolution, .every = hours(1), .times = 3});
  desk.adopt({.name = "Never", .promise = TargetKind::resolution, .condition = "priority == 'urgent'"});
  desk.adopt({.name = "Half", .promise = TargetKind::resolution, .percent = 50});
  const Case made = desk.open_case();
  const Head head = desk.book.journal().head();
  std::vector<std::string> foretold;
  for (const RuleReading& each : desk.automation().forecast(tuesday(11))) {
    CHECK(each.record == reference_to(made.id));
    foretold.push_back(each.rule.name + " " + to_text(*each.at));
  }
  CHECK(foretold ==
        Names{"Half " + to_text(monday(14)), "Due " + to_text(tuesday(10)), "Due " + to_text(tuesday(11))});
  CHECK(desk.automation().forecast(tuesday(11), 1).size() == 1);
  CHECK(desk.automation().forecast(tuesday(11), std::numeric_limits<std::size_t>::max()).size() == 3);
  CHECK(desk.book.journal().head() == head);
}

TEST_CASE("a forecast asks a condition that reads the present at the instant that it foretells") {
  Office desk;
  desk.adopt({.name = "Later",
              .promise = TargetKind::resolution,
              .every = hours(1),
              .times = 3,
              .condition = "now() >= timestamp('" + to_text(tuesday(11)) + "')"});
  desk.adopt({.name = "Not later",
              .promise = TargetKind::resolution,
              .condition = "now() < timestamp('" + to_text(tuesday(10)) + "')"});
  desk.open_case();
  std::vector<std::string> foretold;
  for (const RuleReading& each : desk.automation().forecast(tuesday(14)))
    foretold.push_back(each.rule.name + " " + to_text(*each.at));
  CHECK(foretold == Names{"Later " + to_text(tuesday(11)), "Later " + to_text(tuesday(12))});
}

TEST_CASE("a forecast asks a condition about the last contact as it will be by then") {
  Office desk;
  const Instant called = desk.clock.now() + days(2);
  desk.adopt({.name = "Spoken to",
              .of = "customer",
              .field = "since",
              .offset = days(1),
              .every = days(1),
              .times = 4,
              .condition = "last_contact_at != null"},
             {desk.tell_zoe()});
  const Customer ada = desk.book.customers().add({.name = "Ada", .since = desk.clock.now()});
  desk.book.interactions().add({.customer = ada.id, .channel = Channel::phone, .at = called});
  std::vector<Instant> foretold;
  for (const RuleReading& each : desk.automation().forecast(desk.clock.now() + days(5)))
    if (each.record == reference_to(ada.id)) foretold.push_back(*each.at);
  CHECK(foretold == std::vector{called, called + days(1), called + days(2)});
}

TEST_CASE("a calendar that changes moves what is counted by it") {
  Office desk;
  desk.adopt({.name = "Later",
              .field = "opened_at",
              .offset = hours(10),
              .counted_in = CountedIn::business,
              .calendar = desk.office.id});
  desk.open_case();
  desk.at(monday(9));
  CHECK(desk.automation().next_due() == tuesday(10));
  desk.office.hours = "mon-fri 09:00-20:00";
  desk.office = desk.book.calendars().update(desk.office);
  desk.at(monday(9));
  CHECK(desk.automation().next_due() == monday(19));
  CHECK(error_of([&] { desk.book.calendars().remove(desk.office); }).code() == Code::not_allowed);
}

TEST_CASE("everything that is wrong with a rule is told at once") {
  Office desk;
  const Error error = error_of([&] {
    desk.adopt(
        {.name = "Wrong", .promise = TargetKind::resolution, .percent = 0, .condition = "priorty == 'low'"},
        {{.verb = RuleVerb::set_level, .value = "9999"}, {.verb = RuleVerb::tag, .value = "lvel"}});
  });
  CHECK(error.field() == "percent");
  const std::string what = error.what();
  for (const std::string_view place :
       {"field percent", "field condition", "field actions[0].value", "field actions[1].value"})
    CHECK(what.find(place) != std::string::npos);
  CHECK(std::ranges::count(what, '\n') >= 3);
}

TEST_CASE("rules that cannot work are refused, by name and place, and nothing is written") {
  Office desk;
  const auto refused = [&](Rule rule, std::vector<RuleAction> actions, std::string_view field,
                           Code code = Code::invalid) {
    rule.name = "Wrong";
    if (rule.of.empty()) rule.of = "case";
    const Error error = error_of([&] { desk.automation().adopt({rule, actions}); });
    CAPTURE(error.what());
    CHECK(error.code() == code);
    CHECK(error.kind() == "rule");
    CHECK(error.field() == field);
    const Error checked = error_of([&] { desk.automation().check({rule, actions}); });
    CHECK(checked.field() == field);
  };
  const std::vector<RuleAction> up{{.verb = RuleVerb::set_level, .value = "level + 1"}};
  refused({}, up, "on");
  refused({.on = "opened"}, {{.verb = RuleVerb::assign, .role = "nobody"}}, "actions[0].role");
  refused({.on = "opened"}, {{.verb = RuleVerb::assign, .who = Who::owner, .role = "nobody"}},
          "actions[0].who");
  refused({.on = "opened", .field = "opened_at"}, up, "on");
  refused({.on = "openend"}, up, "on", Code::unknown_name);
  refused({.of = "cas", .on = "opened"}, up, "of", Code::unknown_name);
  refused({.on = "opened", .changed = "tags"}, up, "changed");
  refused({.on = "changed", .changed = "tag"}, up, "changed", Code::unknown_name);
  refused({.on = "opened", .offset = hours(1)}, up, "offset");
  refused({.on = "opened", .every = hours(1), .times = 2}, up, "every");
  refused({.of = "customer", .promise = TargetKind::resolution}, up, "promise");
  refused({.percent = 80, .field = "opened_at"}, up, "percent");
  refused({.field = "subject"}, up, "field");
  refused({.field = "due"}, up, "field", Code::unknown_name);
  refused({.of = "customer", .field = "birthday"}, {{.verb = RuleVerb::note, .value = "'x'"}}, "field");
  refused({.promise = TargetKind::resolution, .counted_in = CountedIn::business}, up, "counted_in");
  refused({.promise = TargetKind::resolution, .offset = hours(1), .counted_in = CountedIn::working_days}, up,
          "counted_in");
  refused({.promise = TargetKind::resolution, .every = hours(1)}, up, "times");
  refused({.promise = TargetKind::resolution, .every = std::chrono::microseconds(1), .times = 5}, up,
          "every");
  refused({.promise = TargetKind::resolution, .offset = days(40000)}, up, "offset");
  refused({.promise = TargetKind::resolution, .condition = "priorty == 'urgent'"}, up, "condition");
  refused({.promise = TargetKind::resolution, .condition = "1 == 2"}, up, "condition");
  refused({.on = "opened"}, {}, "actions");
  refused({.on = "opened"}, {{.verb = RuleVerb::notify, .value = "'x'"}}, "actions[0].who");
  refused({.on = "opened"},
          {{.verb = RuleVerb::notify, .who = Who::owner, .agent = desk.zoe.id, .value = "'x'"}},
          "actions[0].who");
  refused({.on = "opened"}, {{.verb = RuleVerb::set_level, .who = Who::owner, .value = "1"}},
          "actions[0].who");
  refused({.on = "opened"}, {{.verb = RuleVerb::set_level}}, "actions[0].value");
  refused({.on = "opened"}, {{.verb = RuleVerb::route, .value = "1"}}, "actions[0].value");
  refused(
      {.on = "opened"},
      {{.verb = RuleVerb::set_level, .value = "1"}, {.verb = RuleVerb::set_priority, .value = "'urgentt'"}},
      "actions[1].value");
  refused({.on = "opened"}, {{.verb = RuleVerb::note, .value = "priority == 'low'"}}, "actions[0].value");
  refused({.on = "opened"}, {{.verb = RuleVerb::set_level, .value = "priority"}}, "actions[0].value");
  refused({.on = "opened"}, {{.verb = RuleVerb::set_priority, .value = "level + 1"}}, "actions[0].value");
  refused({.on = "opened"}, {{.team = desk.team.id, .value = "'x'"}}, "actions[0].verb");
  refused({.on = "opened"},
          {{.verb = RuleVerb::notify, .team = desk.team.id, .value = "'x'", .in_hours = true}},
          "actions[0].in_hours");
  refused({.on = "opened"}, {{.verb = RuleVerb::open_task, .value = "'x'"}}, "actions[0].who");
  refused({.on = "opened"}, {{.verb = RuleVerb::note, .value = "'x'", .within = hours(1)}},
          "actions[0].within");
  const auto task_within = [&](Duration within, CountedIn counted_in) -> std::vector<RuleAction> {
    return {{.verb = RuleVerb::open_task,
             .who = Who::owner,
             .value = "'x'",
             .within = within,
             .counted_in = counted_in}};
  };
  refused({.on = "opened"}, task_within(hours(30), CountedIn::working_days), "actions[0].within");
  refused({.on = "opened"}, task_within(-hours(1), CountedIn::wall), "actions[0].within");
  refused({.on = "opened"}, task_within(days(40000), CountedIn::wall), "actions[0].within");
  refused({.on = "opened"},
          {{.verb = RuleVerb::open_task,
            .team = desk.team.id,
            .value = "'x'",
            .counted_in = CountedIn::business}},
          "actions[0].counted_in");
  refused({.of = "task", .on = "added"}, task_within(hours(1), CountedIn::wall), "actions[0].verb");
  refused({.of = "customer", .on = "added"}, up, "actions[0].verb");
  refused({.of = "customer", .on = "added"},
          {{.verb = RuleVerb::notify, .who = Who::assignee, .value = "name"}}, "actions[0].who");
  // What is no more.
  const Calendar old = desk.book.calendars().add({.name = "Old", .zone = "UTC", .hours = "mon 09:00-17:00"});
  desk.book.calendars().remove(old);
  const Agent left = desk.book.agents().add({.name = "Left"});
  desk.book.agents().remove(left);
  const Head now = desk.book.journal().head();
  refused({.field = "opened_at", .calendar = old.id}, up, "calendar", Code::not_allowed);
  refused({.on = "opened"}, {{.verb = RuleVerb::notify, .agent = left.id, .value = "'x'"}},
          "actions[0].agent", Code::not_allowed);
  // What never happens, or never holds.
  refused({.on = "changed", .changed = "tags opened_at"}, up, "changed");
  refused({.on = "opened", .percent = 50}, up, "percent");
  refused({.on = "opened", .yearly = true}, up, "yearly");
  refused({.on = "opened", .times = 3}, up, "times");
  refused({.field = "deleted_at"}, up, "field");
  for (const std::string_view never :
       {"level < 1 && level > 3", "level > 5000", "priority == 'low' && 'high' == priority",
        "has(customer.name) && false", "level == 1 && (level == 2 || level >= 1001)",
        "3 <= level && tags == 'x' && level < 3", "!(level >= 0)", "!(level < 5 || level > 4)",
        "assignee == null && assignee != null",
        "assignee == null && assignee.name == 'Zoé' && !(assignee == null)",
        "kind == 'complaint' && !(kind == 'complaint')", "level == 2 && level != 2",
        "priority != 'low' && priority != 'normal' && priority != 'high' && priority != 'urgent'"})
    refused({.on = "opened", .condition = std::string(never)}, up, "condition");
  for (const std::string_view sometimes :
       {"level < 3 && level > 1", "priority == 'low' || priority == 'high'", "level == 1 || level > 5000",
        "level >= 0 && customer.country == 'France' && priority == 'low'", "!(level == 0) || level != 1",
        "severity != 'critical' && severity != 'major'", "assignee != null || assignee == null",
        "product != 'x' && product == null", "!(priority == 'low' && level == 0)",
        "now() >= timestamp('2020-01-01T00:00:00Z')", "now() < timestamp('2126-01-01T00:00:00Z')"})
    desk.automation().check(
        {{.name = "x", .of = "case", .on = "opened", .condition = std::string(sometimes)}, up});
  refused({.on = "removed"}, up, "actions[0].verb");
  refused({.on = "opened"}, {{.verb = RuleVerb::set_level, .value = "1001"}}, "actions[0].value");
  refused({.on = "opened"}, {{.verb = RuleVerb::tag, .value = "''"}}, "actions[0].value");
  refused({.promise = TargetKind::resolution, .percent = 0}, up, "percent");
  refused({.on = "opened", .calendar = desk.office.id}, up, "calendar");
  CHECK(desk.book.journal().head() == now);
  CHECK(error_of([&] { desk.book.rules().add({.name = "x", .of = "case"}); }).code() == Code::not_allowed);
  const RuleWithActions good = desk.adopt({.name = "Good", .on = "opened"});
  CHECK(error_of([&] { desk.book.rules().remove(good.rule); }).code() == Code::not_allowed);
  CHECK(error_of([&] { desk.book.firings().add({.rule = good.rule.id}); }).code() == Code::not_allowed);
}

TEST_CASE("all that is wrong with a rule is told at once, each mistake once") {
  Office desk;
  const auto told = [&](const Rule& rule, const std::vector<RuleAction>& actions) {
    const Error error = error_of([&] { desk.automation().check({rule, actions}); });
    Names fields{error.field()};
    const std::string_view message = error.message();
    for (std::size_t at = message.find("\nrule x, field "); at != std::string_view::npos;
         at = message.find("\nrule x, field ", at + 1)) {
      const std::string_view rest = message.substr(at + std::string_view("\nrule x, field ").size());
      fields.emplace_back(rest.substr(0, rest.find(": ")));
    }
    std::ranges::sort(fields);
    return fields;
  };
  CHECK(told({.name = "x",
              .of = "case",
              .on = "heard",
              .changed = "tags",
              .towards = Towards::team,
              .percent = 50,
              .offset = days(1),
              .yearly = true},
             {{.verb = RuleVerb::set_level, .who = Who::owner, .value = "'x'"},
              {.verb = RuleVerb::tag, .value = "nosuch", .in_hours = true, .within = hours(1)}}) ==
        Names{"actions[0].value", "actions[0].who", "actions[1].in_hours", "actions[1].value",
              "actions[1].within", "changed", "offset", "percent", "towards", "yearly"});
  CHECK(told({.name = "x",
              .of = "customer",
              .towards = Towards::team,
              .percent = 50,
              .field = "birthday",
              .offset = days(40'000),
              .every = std::chrono::seconds(30)},
             {{.verb = RuleVerb::notify, .value = "nosuch"}}) == Names{"actions[0].value", "actions[0].who",
                                                                       "every", "field", "offset", "percent",
                                                                       "times", "towards"});
}

TEST_CASE(
    "a clock that leaps by more than ten years fires nothing; one that goes back neither loses nor repeats") {
  Office desk;
  desk.adopt({.name = "Due", .promise = TargetKind::resolution});
  desk.open_case();
  desk.clock.set(monday(9) + days(36525));
  CHECK(error_of([&] { desk.automation().sweep(); }).code() == Code::not_allowed);
  CHECK(desk.at(tuesday(10)).size() == 1);
  desk.open_case();
  CHECK(desk.at(monday(9)).empty());
  CHECK(desk.at(tuesday(11)).empty());
  CHECK(desk.at(tuesday(24 + 11)).size() == 1);
}

TEST_CASE("an event's condition is asked of the record as the event left it, whenever somebody sweeps") {
  Office desk;
  desk.adopt({.name = "Again", .on = "reopened", .condition = "reopened == 2"});
  desk.adopt({.name = "Done", .on = "moved", .condition = "state == 'resolved' && level < 1"},
             {{.verb = RuleVerb::tag, .value = "'was done'"}});
  desk.adopt({.name = "Night", .on = "opened", .condition = "now().getHours('Europe/Paris') >= 22"});
  const Case made = desk.open_case();
  const auto resolve_and_reopen = [&] {
    desk.book.service().move(made.id, CaseState::resolved);
    desk.book.service().move(made.id, CaseState::open);
  };
  SUBCASE("at once") {
    std::vector<std::string> fired;
    for (int i = 0; i < 3; ++i) {
      resolve_and_reopen();
      for (const std::string& each : desk.at(monday(10))) fired.push_back(each.substr(0, 4));
    }
    CHECK(std::ranges::count(fired, "Agai") == 1);
  }
  SUBCASE("long afterwards") {
    for (int i = 0; i < 3; ++i) resolve_and_reopen();
    const Names fired = desk.at(monday(22));
    CHECK(std::ranges::count_if(fired, [](const auto& each) { return each.starts_with("Again"); }) == 1);
    // Of the three times the first came before the level rose, by a rule that fired only now.
    CHECK(std::ranges::count_if(fired, [](const auto& each) { return each.starts_with("Done"); }) == 3);
    CHECK(std::ranges::count_if(fired, [](const auto& each) { return each.starts_with("Night"); }) == 0);
  }
  CHECK(desk.book.journal().verify().intact());
}

TEST_CASE("what was said is an event of the case that it was about then, and in the direction of then") {
  const auto fired = [](bool is_swept_between) {
    Office desk;
    for (const char* each : {"heard", "replied"})
      desk.adopt({.name = each, .on = each},
                 {{.verb = RuleVerb::notify, .agent = desk.zoe.id, .value = "subject"}});
    const Case made = desk.open_case();
    const auto sweep = [&] {
      for (bool is_more = true; is_more;) is_more = desk.automation().sweep().is_more;
    };
    const auto hear = [&] {
      return desk.book.service().reply(
          made.id, {.channel = Channel::email, .direction = Direction::inbound, .subject = "Two things"});
    };
    Interaction said = hear();
    if (is_swept_between) sweep();
    desk.book.service().split(made.id, {.subject = "The other thing"}, std::vector{said.id});
    said = hear();
    if (is_swept_between) sweep();
    said.direction = Direction::outbound;
    desk.book.interactions().update(said);
    sweep();
    Names names;
    for (const Firing& each : desk.book.firings().find(Condition()).records) {
      CHECK(each.record == reference_to(made.id));
      names.push_back(desk.book.rules().get(each.rule).name);
    }
    return names;
  };
  CHECK(fired(true) == Names{"heard", "heard"});
  CHECK(fired(false) == Names{"heard", "heard"});
}

TEST_CASE("events of before a rule's adoption are no matter of it, whatever other rules there are") {
  for (const bool has_others : {false, true}) {
    Office desk;
    if (has_others) desk.adopt({.name = "Other", .on = "merged"});
    const Case made = desk.open_case();
    desk.clock.set(monday(10));
    desk.book.service().set_level(made.id, 1);
    desk.clock.set(monday(11));
    const auto adopt = [&] {
      return desk.adopt({.name = "Up", .on = "levelled", .since = monday(8)},
                        {{.verb = RuleVerb::tag, .value = "'up'"}});
    };
    adopt();
    CHECK(desk.at(monday(11)).empty());
    // Its next revision goes on where it stood; one that waits for something else begins anew.
    desk.clock.set(monday(12));
    desk.book.service().set_level(made.id, 2);
    desk.clock.set(monday(13));
    adopt();
    CHECK(desk.at(monday(13)).size() == 1);
    desk.book.service().set_priority(made.id, Priority::high);
    desk.clock.set(monday(14));
    desk.adopt({.name = "Up", .on = "prioritised"}, {{.verb = RuleVerb::tag, .value = "'up'"}});
    CHECK(desk.at(monday(14)).empty());
  }
}

TEST_CASE("a rule about any kind of record tells whom it names") {
  Office desk;
  desk.adopt({.name = "Team", .of = "team", .on = "added"}, {desk.tell_zoe()});
  desk.book.teams().add({.name = "Second line"});
  CHECK(desk.at(monday(10)).size() == 1);
  REQUIRE(desk.told().size() == 1);
  CHECK(desk.told()[0].text == "Second line");
}

TEST_CASE("an explanation of what never comes tells why") {
  Office desk;
  const Case made = desk.open_case();
  const Customer ada = desk.add_person({.year = 1990});
  desk.clock.set(tuesday(9));
  desk.adopt({.name = "Idle", .field = "opened_at", .offset = hours(1)});
  desk.adopt({.name = "Due", .promise = TargetKind::resolution, .percent = 10, .since = tuesday(9)});
  desk.adopt({.name = "Reply", .promise = TargetKind::first_response});
  desk.adopt({.name = "Done", .field = "resolved_at"});
  desk.adopt(birthday("Birthday"), {{.verb = RuleVerb::note, .value = "name"}});
  const auto whys = [&](const Reference& record) {
    Names found;
    for (const RuleReading& each : desk.automation().explain(record)) {
      CHECK(each.prospect == Prospect::never);
      found.push_back(each.why);
    }
    return found;
  };
  const std::string since = "came before " + to_text(tuesday(9)) + ", since when the rule fires";
  CHECK(whys(reference_to(made.id)) ==
        Names{since, since, "no first_response is running", "resolved_at is absent"});
  CHECK(whys(reference_to(ada.id)) == Names{"birthday names no day"});
}

TEST_CASE("of a case that goes on in another, no instants come any more") {
  Office desk;
  desk.adopt({.name = "Idle", .field = "last_event_at", .offset = hours(2)});
  const Case gone = desk.open_case();
  const Case other = desk.open_case();
  desk.book.service().merge(gone.id, other.id);
  CHECK(desk.automation().explain(reference_to(gone.id))[0].why == "the case goes on in another");
  CHECK(desk.at(monday(12)).size() == 1);
  CHECK(desk.book.firings().find(Condition()).records.at(0).record == reference_to(other.id));
  desk.book.service().unmerge(gone.id);
  CHECK(desk.at(monday(15)).size() == 2);
  CHECK(desk.book.journal().verify().intact());
}

TEST_CASE("what is due comes in the order of its instants, also the last of several repeats") {
  Office desk;
  desk.adopt({.name = "Again",
              .field = "opened_at",
              .offset = hours(1),
              .every = hours(1),
              .times = 10,
              .condition = "subject == 'A'"},
             {{.verb = RuleVerb::tag, .value = "'again'"}});
  desk.adopt({.name = "Once", .field = "opened_at", .offset = hours(3), .condition = "subject == 'B'"},
             {{.verb = RuleVerb::tag, .value = "'once'"}});
  for (const char* subject : {"A", "B"})
    desk.book.service().open({.customer = desk.acme.id, .subject = subject});
  desk.clock.set(monday(15));
  const Sweep first = desk.automation().sweep(1);
  REQUIRE(first.firings.size() == 1);
  CHECK(first.firings[0].due_at == monday(12));
  const Sweep then = desk.automation().sweep(1);
  REQUIRE(then.firings.size() == 1);
  CHECK(then.firings[0].due_at == monday(15));
  CHECK(desk.automation().next_due() == monday(16));
}

TEST_CASE("a day that comes each year waits for its since, however far that is") {
  Office desk;
  const Customer ada = desk.add_person({.month = 3, .day = 1});
  desk.adopt({.name = "Birthday",
              .of = "customer",
              .field = "birthday",
              .yearly = true,
              .since = from_text<Instant>("2028-06-01T00:00:00Z")},
             {desk.tell_zoe()});
  CHECK(desk.automation().next_due() == from_text<Instant>("2029-03-01T00:00:00Z"));
  CHECK(desk.automation().explain(reference_to(ada.id)).at(0).prospect == Prospect::waits);
  CHECK(desk.at(from_text<Instant>("2028-12-01T00:00:00Z")).empty());
  CHECK(desk.at(from_text<Instant>("2029-03-01T08:00:00Z")).size() == 1);
  CHECK(desk.book.journal().verify().intact());
}

TEST_CASE("a share of what was quoted is one of the time up to then") {
  Office desk;
  desk.adopt({.name = "Half", .promise = TargetKind::resolution, .percent = 50});
  const Case made = desk.open_case();  // at nine; ten open hours are promised
  desk.book.timekeeping().quote(made.id, TargetKind::resolution, monday(11));
  CHECK(desk.automation().explain(reference_to(made.id)).at(0).at == monday(10));
  desk.book.timekeeping().quote(made.id, TargetKind::resolution, tuesday(16));
  CHECK(desk.automation().explain(reference_to(made.id)).at(0).at == monday(17));
}

TEST_CASE("what failed before its promise moved is tried again when that has come") {
  Office desk;
  desk.adopt({.name = "Late", .promise = TargetKind::resolution},
             {{.verb = RuleVerb::call, .value = "'page'"}});
  const Case made = desk.open_case();
  CHECK(desk.at(tuesday(10)).size() == 1);
  desk.book.timekeeping().quote(made.id, TargetKind::resolution, tuesday(15));
  CHECK(desk.automation().explain(reference_to(made.id)).at(0).at == tuesday(15));
  CHECK(desk.at(tuesday(14)).empty());
  desk.clock.set(tuesday(16));
  CHECK(desk.book.journal().verify().intact());
  CHECK(desk.at(tuesday(16)).size() == 1);
}

TEST_CASE("what failed for good is due again when somebody says so") {
  Office desk;
  const RuleWithActions rule = desk.adopt({.name = "Up", .on = "opened"},
                                          {{.verb = RuleVerb::escalate, .value = "'there is no ladder'"}});
  desk.adopt({.name = "Twice", .field = "opened_at", .every = hours(1), .times = 400},
             {{.verb = RuleVerb::escalate, .value = "'nor here'"}});
  const Case made = desk.open_case();
  desk.clock.set(monday(9, 30));
  for (int day = 0; day < 10; ++day) desk.at(monday(9, 30) + days(day));
  std::vector<Firing> failed;
  desk.book.firings().for_each({}, [&](const Firing& each) {
    CHECK(each.outcome == Outcome::failed);
    failed.push_back(each);
  });
  const auto of_event = std::ranges::find(failed, rule.rule.id, &Firing::rule);
  REQUIRE(of_event != failed.end());
  CHECK_FALSE(of_event->next_try_at);
  desk.book.supervision().adopt(
      {.ladder = {.name = "Usual"}, .rungs = {{.agent = desk.boss.id, .wait = hours(1)}}});
  const Firing again = desk.automation().again(of_event->id);
  CHECK(again.tries == 0);
  CHECK(desk.automation().next_due() <= desk.clock.now());
  CHECK(desk.at(monday(10) + days(9)).at(0).starts_with("Up "));
  CHECK(desk.book.firings().get(again.id).outcome == Outcome::done);
  CHECK(desk.book.supervision().escalations(made.id).size() == 1);
  CHECK(error_of([&] { desk.automation().again(again.id); }).field() == "outcome");
  // A repeat that was passed long ago is over.
  const auto first =
      std::ranges::find_if(failed, [&](const Firing& each) { return each.rule != rule.rule.id; });
  CHECK(error_of([&] { desk.automation().again(first->id); }).field() == "occurrence");
  CHECK(desk.book.journal().verify().intact());
}

TEST_CASE("of many changes that nobody swept, each is asked as it was") {
  Office desk;
  desk.adopt({.name = "Seven", .of = "customer", .on = "changed", .condition = "employees == 7"},
             {desk.tell_zoe()});
  Customer one = desk.acme;
  Customer other = desk.book.customers().add({.name = "Other"});
  for (int i = 0; i < 900; ++i) {
    one.employees = i % 10;
    one = desk.book.customers().update(one);
    other.employees = i % 9 == 0 ? 7 : 8;
    if (i % 9 < 2) other = desk.book.customers().update(other);
  }
  CHECK(desk.at(monday(10)).size() == 90 + 100);
  const auto readings = desk.automation().explain(reference_to(one.id));
  REQUIRE(readings.size() == 91);
  for (const RuleReading& each : readings) {
    const bool fired = each.prospect == Prospect::fired;
    CHECK(each.holds == fired);
    CHECK(each.values.at(0).value == (fired ? "7" : "9"));
  }
  CHECK(readings.back().prospect == Prospect::held_back);  // the last change
}

TEST_CASE("an explanation of what fired tells the values of that time") {
  Office desk;
  desk.adopt({.name = "Danger", .promise = TargetKind::resolution, .percent = 80, .condition = "level < 1"});
  desk.adopt({.name = "Opened", .on = "opened", .condition = "priority == 'normal'"},
             {{.verb = RuleVerb::tag, .value = "'seen'"}});
  desk.adopt({.name = "Moved", .on = "moved"});
  const Case made = desk.open_case();
  CHECK(desk.at(monday(17)).size() == 2);
  desk.book.service().set_priority(made.id, Priority::high);
  const auto readings = desk.automation().explain(reference_to(made.id));
  REQUIRE(readings.size() == 3);
  CHECK(readings[0].prospect == Prospect::fired);
  CHECK(readings[0].holds);
  CHECK(readings[0].values.at(0).value == "0");
  CHECK(readings[1].prospect == Prospect::fired);
  CHECK(readings[1].holds);
  CHECK(readings[1].values.at(0).value == "normal");
  CHECK(readings[2].prospect == Prospect::waits);
  CHECK(readings[2].why == "waits for moved");
}

TEST_CASE("the outbox keeps what is to be told until the host has taken it") {
  Office desk;
  Notification told = desk.book.notifications().add({.agent = desk.zoe.id, .text = "Hello"});
  CHECK(told.next_at == monday(9));
  REQUIRE(desk.book.outbox().pending().size() == 1);
  CHECK(desk.book.outbox().deliver([](const Notification&) { throw std::runtime_error("mail is down"); }) ==
        0);
  told = desk.book.notifications().get(told.id);
  CHECK(told.tries == 1);
  CHECK(told.trouble == "mail is down");
  CHECK(told.next_at == monday(9, 1));
  CHECK(desk.book.outbox().pending().empty());
  desk.clock.set(monday(9, 1));
  std::vector<std::string> texts;
  CHECK(desk.book.outbox().deliver([&](const Notification& each) { texts.push_back(each.text); }) == 1);
  CHECK(texts == Names{"Hello"});
  CHECK(desk.book.outbox().handed_over(told.id).state == Delivery::handed_over);
  CHECK(error_of([&] { desk.book.outbox().failed(told.id, "late"); }).code() == Code::not_allowed);
  told = desk.book.notifications().add({.team = desk.team.id, .text = "Never"});
  for (int i = 0; i < 10; ++i) told = desk.book.outbox().failed(told.id, "no");
  CHECK(told.state == Delivery::failed);
  CHECK_FALSE(told.next_at);
  CHECK(desk.book.outbox().pending().empty());
  told = desk.book.outbox().again(told.id);
  CHECK(told.state == Delivery::pending);
  CHECK(told.tries == 0);
  CHECK_FALSE(told.trouble);
  CHECK(desk.book.outbox().pending().size() == 1);
  desk.book.outbox().handed_over(told.id);
  CHECK(desk.book.outbox().again(told.id).next_at == monday(9, 1));
  CHECK(error_of([&] { desk.book.notifications().add({.text = "Nobody"}); }).field() == "agent");
}

TEST_CASE("a digest tells whoever looks after customers what happened, most important first, and once") {
  Office desk;
  const auto owned = [&](std::string name) {
    return desk.book.customers().add({.name = std::move(name), .owner = desk.zoe.id}).id;
  };
  const Id<Customer> quiet = owned("Quiet");
  const Id<Customer> angry = owned("Angry");
  const Id<Customer> leaving = owned("Leaving");
  CHECK(desk.book.outbox().digest().empty());  // begins here
  desk.book.interactions().add({.customer = quiet, .channel = Channel::phone, .subject = "Hello"});
  desk.book.needs().add({.customer = quiet, .statement = "Backups"});
  Customer renamed = desk.book.customers().get(quiet);
  renamed.name = "Quiet";
  renamed.country = "FR";
  renamed = desk.book.customers().update(renamed);
  renamed.name = "Quiet one";
  desk.book.customers().update(renamed);
  desk.book.service().open({.kind = CaseKind::complaint, .customer = angry, .subject = "Overcharged"});
  desk.book.lifecycle().move(
      leaving, Stage::dissolution,
      {.reason = "left", .ended_by = EndedBy::customer, .ending_cause = EndingCause::need_gone});
  desk.book.service().open({.customer = desk.acme.id, .subject = "Nobody looks after them"});
  desk.book.act_as(desk.zoe.id);
  desk.book.interactions().add({.customer = angry, .channel = Channel::phone, .subject = "Her own call"});
  desk.book.act_as({});
  const auto told = desk.book.outbox().digest();
  REQUIRE(told.size() == 1);
  CHECK(told[0].agent == desk.zoe.id);
  CHECK(told[0].text ==
        "Leaving: is in dissolution now\n"
        "Angry: complaint: Overcharged (opened)\n"
        "Quiet one: 1 interaction; customer changed: country, name; need written\n");
  CHECK(desk.book.outbox().digest().empty());
}

TEST_CASE("a digest tells of cases once they went on, and of nothing to who has left") {
  Office desk;
  const Agent gone = desk.book.agents().add({.name = "Gone"});
  const Id<Customer> angry = desk.book.customers().add({.name = "Angry", .owner = desk.zoe.id}).id;
  const Id<Customer> orphan = desk.book.customers().add({.name = "Orphan", .owner = gone.id}).id;
  const Case complaint =
      desk.book.service().open({.kind = CaseKind::complaint, .customer = angry, .subject = "Overcharged"});
  desk.book.outbox().digest();
  desk.book.agents().remove(gone);
  desk.book.interactions().add({.customer = orphan, .channel = Channel::phone});
  desk.book.service().assign(complaint.id, {.assignee = desk.zoe.id});
  CHECK(desk.book.outbox().digest().empty());
  desk.book.service().move(complaint.id, CaseState::resolved);
  desk.book.service().move(complaint.id, CaseState::open);
  desk.book.service().set_priority(complaint.id, Priority::urgent);
  const auto told = desk.book.outbox().digest();
  REQUIRE(told.size() == 1);
  CHECK(told[0].text == "Angry: complaint: Overcharged (resolved, open, urgent)\n");
}

TEST_CASE(
    "a digest counts what has no place on a line, and does not tell of deleted cases as if they were there") {
  Office desk;
  const Id<Customer> busy = desk.book.customers().add({.name = "Busy", .owner = desk.zoe.id}).id;
  desk.book.outbox().digest();
  const auto open_case = [&](std::string subject) {
    return desk.book.service().open({.customer = busy, .subject = std::move(subject)});
  };
  desk.book.cases().remove(open_case("Mistake"));
  std::string text = desk.book.outbox().digest().at(0).text;
  CHECK(text == "Busy: question: Mistake (deleted)\n");
  for (int i = 0; i < 8; ++i) open_case("Something that takes room " + std::to_string(i));
  text = desk.book.outbox().digest().at(0).text;
  CHECK(text.ends_with("; and 5 more\n"));
  // A notification holds so much.
  for (int i = 0; i < 60; ++i) {
    const Customer other =
        desk.book.customers().add({.name = std::to_string(i) + std::string(150, 'n'), .owner = desk.zoe.id});
    for (const char subject : {'s', 't'})
      desk.book.service().open(
          {.kind = CaseKind::complaint, .customer = other.id, .subject = std::string(190, subject)});
  }
  text = desk.book.outbox().digest().at(0).text;
  CHECK(text.size() < 10'000);
  CHECK(text.find("\nand ") != std::string::npos);
}

TEST_CASE("what a host says of a notification while it is handed over stands") {
  Office desk;
  const auto told = [&](std::string text) {
    return desk.book.notifications().add({.agent = desk.zoe.id, .text = std::move(text)}).id;
  };
  Outbox outbox = desk.book.outbox();
  const Id<Notification> failing = told("failing");
  const Id<Notification> removing = told("removing");
  const Id<Notification> other = told("other");
  const std::size_t handed_over = outbox.deliver([&](const Notification& each) {
    CHECK(error_of([&] { outbox.deliver([](const Notification&) {}); }).code() == Code::misuse);
    if (each.id == failing) {
      outbox.failed(failing, "no");
      throw std::runtime_error("no");
    }
    if (each.id == removing) desk.book.notifications().remove(each);
  });
  CHECK(handed_over == 1);
  CHECK(desk.book.notifications().get(failing).tries == 1);
  CHECK(desk.book.notifications().get(removing).deleted_at);
  Notification taken = desk.book.notifications().get(other);
  CHECK(taken.state == Delivery::handed_over);
  taken.next_at = monday(9);
  desk.book.notifications().update(taken);
  CHECK(outbox.pending().empty());
}

TEST_CASE("many records come under a new rule in batches; until then there is something to do") {
  Office desk;
  desk.book.transaction([&] {
    for (int i = 0; i < 2500; ++i) desk.open_case();
  });
  desk.adopt({.name = "Due", .promise = TargetKind::resolution});
  CHECK(desk.automation().next_due() == monday(9));
  CHECK(desk.automation().forecast(tuesday(10), 5000).size() == 2500);
  CHECK(desk.automation().sweep().firings.empty());
  CHECK(desk.automation().next_due() == tuesday(10));
  CHECK(desk.at(tuesday(10)).size() == 2500);
}

TEST_CASE("what many records read is looked at in batches when it changes") {
  Office desk;
  desk.book.transaction([&] {
    for (int i = 0; i < 2500; ++i) desk.open_case();
  });
  desk.adopt({.name = "Due", .promise = TargetKind::resolution, .condition = "customer.country == 'France'"});
  CHECK(desk.at(tuesday(10)).empty());
  CHECK_FALSE(desk.automation().next_due());
  desk.acme.country = "France";
  desk.acme = desk.book.customers().update(desk.acme);
  CHECK(desk.automation().forecast(tuesday(10), 5000).size() == 2500);
  CHECK(desk.at(tuesday(10)).size() == 2500);
  CHECK_FALSE(desk.automation().next_due());
}

TEST_CASE("whatever a function of the host throws is trouble, and nothing else waits for it") {
  Office desk;
  desk.automation().on_call("page", [](const Reference&, const Firing&) { throw 42; });
  desk.adopt({.name = "Page", .on = "opened"}, {{.verb = RuleVerb::call, .value = "'page'"}});
  desk.adopt({.name = "Up", .on = "opened"});
  const Case made = desk.open_case();
  const auto fired = desk.at(monday(9));
  REQUIRE(fired.size() == 2);
  CHECK(fired[0].ends_with(" failed"));
  CHECK(desk.get(made.id).level == 1);
  const RuleReading reading = desk.automation().explain(reference_to(made.id)).at(0);
  CHECK(reading.prospect == Prospect::waits);  // for the next try
  CHECK(reading.trouble == "the host's function threw something that is no std::exception");
  desk.book.notifications().add({.agent = desk.zoe.id, .text = "Hello"});
  CHECK(desk.book.outbox().deliver([](const Notification&) { throw "pager"; }) == 0);
  CHECK(desk.told().at(0).tries == 1);
  CHECK(desk.told().at(0).trouble == "the host's function threw something that is no std::exception");
}

TEST_CASE("a function that is told of a notification cannot close the book") {
  Office desk;
  desk.book.notifications().add({.agent = desk.zoe.id, .text = "Hello"});
  std::optional<Error> refused;
  const auto close = [&](const Notification&) { refused = error_of([&] { desk.book.close(); }); };
  CHECK(desk.book.outbox().deliver(close) == 1);
  REQUIRE(refused);
  CHECK(refused->code() == Code::misuse);
  desk.book.close();
}

TEST_CASE("an explanation tells of the last event, what it did or why it did nothing") {
  Office desk;
  const Customer before = desk.book.customers().add({.name = "There already"});
  desk.adopt({.name = "High", .on = "opened", .condition = "priority == 'high'"});
  desk.adopt({.name = "Said", .on = "heard"});
  desk.adopt({.name = "New", .of = "customer", .on = "added"}, {desk.tell_zoe()});
  const auto prospects = [&](const Reference& record) {
    std::vector<Prospect> found;
    for (const RuleReading& each : desk.automation().explain(record)) found.push_back(each.prospect);
    return found;
  };
  const Case high = desk.open_case(Priority::high);
  const Case low = desk.open_case(Priority::low);
  CHECK(prospects(reference_to(high.id)) == std::vector{Prospect::due, Prospect::waits});
  CHECK(prospects(reference_to(low.id)) == std::vector{Prospect::held_back, Prospect::waits});
  CHECK(desk.at(monday(10)).size() == 1);
  CHECK(prospects(reference_to(high.id)) == std::vector{Prospect::fired, Prospect::waits});
  // It is high now, but was not when the event came.
  desk.book.service().set_priority(low.id, Priority::high);
  const RuleReading reading = desk.automation().explain(reference_to(low.id)).at(0);
  CHECK(reading.prospect == Prospect::held_back);
  CHECK_FALSE(reading.holds);
  CHECK(reading.values.at(0).value == "low");
  CHECK(reading.at == monday(9));
  CHECK(reading.why == "opened");
  CHECK(prospects(reference_to(before.id)) == std::vector{Prospect::never});
  CHECK(desk.automation().explain(reference_to(before.id))[0].why == "was not added since the rule began");
  // Each further event of one kind is told when it is due.
  for (const int each : {11, 12}) {
    desk.clock.set(monday(each));
    desk.book.service().reply(high.id,
                              {.channel = Channel::email, .direction = Direction::inbound, .body = "Hello"});
    CHECK(prospects(reference_to(high.id)).back() == Prospect::due);
    CHECK(desk.at(monday(each)).size() == 1);
    CHECK(prospects(reference_to(high.id)).back() == Prospect::fired);
  }
}

TEST_CASE("who waits for a stand-in's hours is told whoever stands in then") {
  Office desk;
  const auto works = [&](std::string hours_of_week) {
    return desk.book.calendars()
        .add({.name = hours_of_week, .zone = "Europe/Paris", .hours = hours_of_week})
        .id;
  };
  const Agent cleo = desk.book.agents().add({.name = "Cleo"});
  const Agent bob = desk.book.agents().add({.name = "Bob", .calendar = works("sat 10:00-12:00")});
  const Agent anna = desk.book.agents().add({.name = "Anna", .calendar = works("mon-fri 09:00-17:00")});
  desk.book.absences().add({.agent = anna.id, .stand_in = bob.id});
  desk.book.absences().add({.agent = bob.id, .valid_from = tuesday(0), .stand_in = cleo.id});
  desk.adopt({.name = "Late", .on = "opened"},
             {{.verb = RuleVerb::notify, .agent = anna.id, .value = "subject", .in_hours = true}});
  desk.open_case();
  desk.at(monday(9));
  REQUIRE(desk.told().size() == 1);
  CHECK(desk.told()[0].agent == cleo.id);
}

TEST_CASE("of a role, those are told who are there when they are told") {
  Office desk;
  const auto of_role = [&](std::string name) {
    return desk.book.agents().add({.name = std::move(name), .calendar = desk.office.id, .role = "duty"});
  };
  const Agent first = of_role("First");
  const Agent second = of_role("Second");
  desk.book.absences().add({.agent = first.id, .valid_from = tuesday(0), .valid_until = tuesday(12)});
  desk.adopt({.name = "Late", .on = "opened"},
             {{.verb = RuleVerb::notify, .value = "subject", .in_hours = true, .role = "duty"}});
  desk.clock.set(monday(20));
  desk.open_case();
  desk.at(monday(20));
  REQUIRE(desk.told().size() == 1);
  CHECK(desk.told()[0].agent == second.id);
  CHECK(desk.told()[0].next_at == tuesday(9));
}

TEST_CASE("what a transaction wrote before its digest is told of by the next one") {
  Office desk;
  const Customer owned = desk.book.customers().add({.name = "Owned", .owner = desk.zoe.id});
  desk.book.outbox().digest();
  desk.book.interactions().add({.customer = owned.id, .channel = Channel::phone, .subject = "Hello"});
  desk.book.transaction([&] {
    const Need need = desk.book.needs().add({.customer = owned.id, .statement = "Backups"});
    const auto told = desk.book.outbox().digest();
    REQUIRE(told.size() == 1);
    CHECK(told[0].text == "Owned: 1 interaction\n");
    CHECK(desk.book.journal().verify().intact());
    CHECK(desk.book.needs().history(need.id).at(0).commit.verb == "transaction");
  });
  desk.book.absences().add({.agent = desk.zoe.id, .stand_in = desk.boss.id});
  const auto told = desk.book.outbox().digest();
  REQUIRE(told.size() == 1);
  CHECK(told[0].text == "Owned: need written\n");
  CHECK(told[0].agent == desk.boss.id);  // stands in
  CHECK(desk.book.outbox().digest().empty());
}

TEST_CASE("what an action removed can only be told of by those after it") {
  Office desk;
  desk.automation().on_call("remove", [&](const Reference& record, const Firing&) {
    desk.book.cases().remove(desk.get({record.uuid()}));
  });
  const RuleAction removes{.verb = RuleVerb::call, .value = "'remove'"};
  desk.adopt({.name = "Note", .on = "opened"}, {removes, {.verb = RuleVerb::note, .value = "'gone'"}});
  const Case kept = desk.open_case();
  CHECK(desk.at(monday(9)).at(0).ends_with(" failed"));
  CHECK_FALSE(desk.get(kept.id).deleted_at);  // what failed is taken back
  desk.adopt({.name = "Note", .on = "opened"},
             {removes, {.verb = RuleVerb::notify, .agent = desk.zoe.id, .value = "'gone'"}});
  desk.open_case();
  desk.at(monday(10));
  CHECK(desk.book.firings().count(where<&Firing::outcome> == Outcome::done) == 2);
}

TEST_CASE("a firing tells the revision that did it, of what failed before also a later one") {
  Office desk;
  desk.adopt({.name = "Page", .on = "opened"}, {{.verb = RuleVerb::call, .value = "'nobody'"}});
  desk.open_case();
  desk.at(monday(9));
  const RuleWithActions second = desk.adopt({.name = "Page", .on = "opened"});
  desk.at(monday(10));
  const auto firings = desk.book.firings().find(Condition()).records;
  REQUIRE(firings.size() == 1);
  CHECK(firings[0].outcome == Outcome::done);
  CHECK(firings[0].rule == second.rule.id);
  CHECK(firings[0].tries == 2);
}
