// Escalations: who is asked, when the next one is, and what answers do.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "rapport/rapport.hpp"
#include "support/office.hpp"

using namespace rapport;
using namespace rapport::test;

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

struct Office : OfficeBook {
  Team experts = book.teams().add({.name = "Experts"});
  Agent boss = book.agents().add({.name = "Max", .team = experts.id});
  Agent zoe = book.agents().add({.name = "Zoé", .supervisor = boss.id});
  Agent kim = book.agents().add({.name = "Kim"});

  Supervision supervision() { return book.supervision(); }
  LadderWithRungs adopt(std::vector<Rung> rungs, Ladder ladder = {}) {
    if (ladder.name.empty()) ladder.name = "Usual";
    return supervision().adopt({.ladder = std::move(ladder), .rungs = std::move(rungs)});
  }
  // First the supervisor, then Kim, then the experts.
  LadderWithRungs adopt_three(Ladder ladder = {}) {
    return adopt({{.who = Who::supervisor, .wait = hours(1)},
                  {.agent = kim.id, .wait = hours(2), .level = 1},
                  {.team = experts.id, .wait = hours(4), .level = 2}},
                 std::move(ladder));
  }
  Case open_case(CaseKind kind = CaseKind::complaint) {
    return book.service().open(
        {.kind = kind, .customer = acme.id, .subject = "No backups", .assignee = zoe.id});
  }
  Escalation escalate(const Case& of) { return supervision().escalate(of.id, "is angry"); }
  Escalation get(Id<Escalation> id) { return book.escalations().get(id); }
  void sweep(Instant at) {
    clock.set(at);
    while (book.automation().sweep().is_more) {
    }
  }
  std::vector<Notification> told() { return book.notifications().find(Condition()).records; }
};

}  // namespace

TEST_CASE("whoever does not answer in time is passed; the last rung is asked again and again") {
  Office desk;
  desk.adopt_three();
  const Case made = desk.open_case();
  Escalation raised = desk.escalate(made);
  CHECK(raised.agent == desk.boss.id);
  CHECK(raised.rung == 1);
  CHECK(raised.next_at == monday(10));
  REQUIRE(desk.told().size() == 1);
  CHECK(desk.told()[0].agent == desk.boss.id);
  CHECK(desk.told()[0].text == "No backups: is angry");
  CHECK(desk.told()[0].about == reference_to(raised.id));
  CHECK(desk.book.automation().next_due() == monday(10));
  desk.sweep(monday(9, 59));
  CHECK(desk.get(raised.id).rung == 1);
  desk.sweep(monday(10));
  raised = desk.get(raised.id);
  CHECK(raised.agent == desk.kim.id);
  CHECK(raised.next_at == monday(12));
  CHECK(desk.book.cases().get(made.id).level == 1);
  desk.sweep(monday(12));
  raised = desk.get(raised.id);
  CHECK_FALSE(raised.agent);
  CHECK(raised.team == desk.experts.id);
  CHECK(desk.book.cases().get(made.id).level == 2);
  for (int i = 0; i < 20; ++i)
    if (const auto next = desk.book.automation().next_due()) desk.sweep(*next);
  raised = desk.get(raised.id);
  CHECK(raised.rung == 3);
  CHECK(raised.told == 10);
  CHECK(raised.state == EscalationState::raised);
  CHECK(desk.told().size() == 12);
  // From then on the book sees each day whether somebody else is there.
  desk.kim.team = desk.experts.id;
  desk.boss.team.reset();
  desk.book.agents().update(desk.kim);
  desk.book.agents().update(desk.boss);
  CHECK(desk.book.automation().next_due() == raised.next_at);
  CHECK(desk.book.journal().verify().intact());
}

TEST_CASE("answers: taken on, declined, a rung down, ended; the history says who and why") {
  Office desk;
  desk.adopt_three();
  const Case made = desk.open_case();
  Escalation raised = desk.escalate(made);
  raised = desk.supervision().decline(raised.id, {.agent = desk.boss.id, .reason = "on a train"});
  CHECK(raised.rung == 2);
  raised = desk.supervision().acknowledge(raised.id, {.reason = "mine"});
  CHECK(raised.state == EscalationState::acknowledged);
  CHECK(raised.acknowledged_by == desk.kim.id);
  CHECK_FALSE(desk.book.automation().next_due());
  raised = desk.supervision().step_down(raised.id, {.reason = "the first line can do it"});
  CHECK(raised.rung == 1);
  CHECK(raised.state == EscalationState::raised);
  CHECK_FALSE(raised.acknowledged_at);
  CHECK_FALSE(raised.acknowledged_by);
  CHECK(raised.agent == desk.boss.id);
  // Escalated again it climbs, it does not begin anew.
  CHECK(desk.escalate(made).id == raised.id);
  CHECK(desk.get(raised.id).rung == 2);
  raised = desk.supervision().step_down(raised.id, {.reason = "again"});
  raised = desk.supervision().step_down(raised.id, {.reason = "settled"});
  CHECK(raised.state == EscalationState::ended);
  CHECK(error_of([&] { desk.supervision().acknowledge(raised.id); }).code() == Code::not_allowed);
  CHECK(error_of([&] { desk.supervision().decline(raised.id, {.reason = "no"}); }).code() ==
        Code::not_allowed);
  CHECK(desk.supervision().end(raised.id).version == raised.version);
  std::vector<std::string> reasons;
  for (const HistoryEntry& each : desk.book.escalations().history(raised.id))
    reasons.push_back(each.commit.reason.value_or(""));
  CHECK(reasons.size() == 7);
  CHECK(std::ranges::find(reasons, "on a train") != reasons.end());
  CHECK(desk.escalate(made).id != raised.id);
  CHECK(desk.supervision().escalations(made.id).size() == 2);
}

TEST_CASE("the end of a case ends its escalation at once, acknowledged or not") {
  Office desk;
  desk.adopt_three();
  const auto escalated = [&](const Case& of) { return desk.escalate(of).id; };
  const Case resolved = desk.open_case();
  const Id<Escalation> of_resolved = escalated(resolved);
  desk.book.service().resolve(resolved.id, "Done");
  const Escalation ended = desk.get(of_resolved);
  CHECK(ended.state == EscalationState::ended);
  CHECK(ended.ended_at == monday(9));
  const Case merged = desk.open_case();
  const Id<Escalation> of_merged = escalated(merged);
  desk.supervision().acknowledge(of_merged);
  desk.book.service().merge(merged.id, desk.open_case().id);
  CHECK(desk.get(of_merged).state == EscalationState::ended);
  const Case removed = desk.open_case();
  const Id<Escalation> of_removed = escalated(removed);
  desk.book.cases().remove(desk.book.cases().get(removed.id));
  CHECK(desk.get(of_removed).state == EscalationState::ended);
  CHECK_FALSE(desk.book.automation().next_due());
  CHECK(desk.told().size() == 3);
  CHECK(error_of([&] { desk.escalate(resolved); }).code() == Code::not_allowed);
}

TEST_CASE("nobody is told outside of the ladder's hours, and time to answer counts in them") {
  Office desk;
  desk.adopt_three({.calendar = desk.office.id});
  const Case made = desk.open_case();
  desk.clock.set(monday(17, 30));
  const Escalation evening = desk.escalate(made);
  CHECK(evening.next_at == tuesday(9, 30));
  CHECK(desk.told()[0].next_at == monday(17, 30));
  desk.clock.set(monday(23));
  const Escalation night = desk.escalate(desk.open_case());
  CHECK(night.next_at == tuesday(10));
  CHECK(desk.told()[1].next_at == tuesday(9));
  CHECK(desk.book.outbox().pending().size() == 1);
}

TEST_CASE("who is absent is replaced; who has no capacity left, or is nobody, is passed over") {
  Office desk;
  desk.adopt_three();
  desk.book.absences().add({.agent = desk.boss.id, .stand_in = desk.zoe.id});
  CHECK(desk.escalate(desk.open_case()).agent == desk.zoe.id);
  desk.zoe.capacity = 1;  // one other case
  desk.book.agents().update(desk.zoe);
  const Escalation full = desk.escalate(desk.open_case());
  CHECK(full.rung == 2);
  CHECK(full.agent == desk.kim.id);
  const Case nobodys = desk.book.service().open({.customer = desk.acme.id, .subject = "Whose?"});
  CHECK(desk.escalate(nobodys).rung == 2);
}

TEST_CASE("a team of which nobody has room left is passed over, but on the last rung") {
  Office desk;
  const Team second = desk.book.teams().add({.name = "Second line"});
  Agent busy = desk.book.agents().add({.name = "Ben", .team = second.id, .capacity = 1});
  desk.adopt({{.team = second.id, .wait = hours(1)}, {.agent = desk.kim.id, .wait = hours(1)}});
  CHECK(desk.escalate(desk.open_case()).team == second.id);
  const auto give_work = [&](const Agent& to) {
    desk.book.service().open({.customer = desk.acme.id, .subject = "Work", .assignee = to.id});
  };
  // The case that goes up does not count.
  const Case own = desk.open_case();
  desk.book.service().assign(own.id, {.assignee = busy.id});
  CHECK(desk.escalate(own).team == second.id);
  CHECK(desk.escalate(desk.open_case()).agent == desk.kim.id);
  const Agent free = desk.book.agents().add({.name = "Ida", .team = second.id, .capacity = 1});
  CHECK(desk.escalate(desk.open_case()).team == second.id);
  give_work(free);
  desk.adopt({{.agent = desk.kim.id, .wait = hours(1)}, {.team = second.id, .wait = hours(1)}});
  const Escalation raised = desk.escalate(desk.open_case());
  desk.sweep(monday(10));
  CHECK(desk.get(raised.id).team == second.id);
}

TEST_CASE(
    "who is absent at the top is not asked while somebody is there below, but rather than who said no") {
  Office desk;
  desk.adopt({{.agent = desk.kim.id, .wait = hours(1)}, {.agent = desk.boss.id, .wait = hours(1)}},
             {.calendar = desk.office.id});
  // Until Wednesday.
  desk.book.absences().add({.agent = desk.boss.id, .valid_from = monday(8), .valid_until = monday(48 + 8)});
  const Escalation raised = desk.escalate(desk.open_case());
  desk.sweep(monday(10));
  CHECK(desk.get(raised.id).agent == desk.kim.id);
  CHECK(desk.get(raised.id).told == 2);
  const Escalation declined = desk.supervision().decline(raised.id, {.reason = "cannot help"});
  CHECK(declined.rung == 2);
  CHECK(declined.agent == desk.boss.id);
  // Who is back when the next one is told is asked.
  const Escalation later = desk.escalate(desk.open_case());
  desk.clock.set(monday(24 + 20));
  while (desk.book.automation().sweep(1).is_more) {
  }
  CHECK(desk.get(later.id).rung == 2);
  CHECK(desk.get(later.id).agent == desk.boss.id);
}

TEST_CASE("a rung raises the case's level and never lowers it; a step down does") {
  Office desk;
  desk.adopt({{.agent = desk.kim.id, .wait = hours(1), .level = 1},
              {.agent = desk.boss.id, .wait = hours(1), .level = 4}});
  const Case made = desk.open_case();
  desk.book.service().set_level(made.id, 3);
  const Escalation raised = desk.escalate(made);
  CHECK(desk.book.cases().get(made.id).level == 3);
  desk.sweep(monday(10));
  CHECK(desk.book.cases().get(made.id).level == 4);
  const HistoryEntry climbed = desk.book.escalations().history(raised.id).at(0);
  CHECK(climbed.commit.verb == "supervision.climb");
  CHECK(climbed.commit.reason == "rung 1 has not answered");
  CHECK(climbed.commit.cause == reference_to(raised.id));
  desk.supervision().step_down(raised.id, {.reason = "can be done below"});
  CHECK(desk.book.cases().get(made.id).level == 1);
}

TEST_CASE("the outbox says when the next one is to be told, also after hours and after a failure") {
  Office desk;
  desk.adopt({{.agent = desk.kim.id, .wait = hours(1)}}, {.calendar = desk.office.id});
  CHECK_FALSE(desk.book.outbox().next_due());
  desk.clock.set(monday(22));
  desk.escalate(desk.open_case());
  CHECK(desk.book.outbox().next_due() == tuesday(9));
  desk.clock.set(tuesday(9));
  const Id<Notification> told = desk.book.outbox().pending().at(0).id;
  desk.book.outbox().failed(told, "no mail");
  CHECK(desk.book.outbox().next_due() == tuesday(9, 1));
  desk.book.outbox().handed_over(told);
  CHECK_FALSE(desk.book.outbox().next_due());
}

TEST_CASE("an escalation that goes on by a shorter revision of its ladder stands on the last of its rungs") {
  Office desk;
  const Rung kim{.agent = desk.kim.id, .wait = hours(1)};
  desk.adopt({kim, kim, kim, kim, kim});
  const Escalation high = desk.escalate(desk.open_case());
  for (int i = 0; i < 4; ++i) desk.supervision().decline(high.id, {.reason = "no"});
  desk.supervision().acknowledge(high.id);
  desk.adopt({kim, kim});
  const Case other = desk.open_case();
  desk.escalate(other);
  desk.book.service().merge(high.of, other.id);
  const Escalation one = desk.supervision().escalations(other.id).at(0);
  CHECK(one.state == EscalationState::acknowledged);
  CHECK(one.rung == 2);
  const Escalation down = desk.supervision().step_down(one.id, {.reason = "can be done below"});
  CHECK(down.rung == 1);
  CHECK(down.answered_by == desk.kim.id);  // who was asked
  CHECK(desk.supervision().end(one.id).answered_by == desk.kim.id);
}

TEST_CASE("who takes the place of somebody who was asked ten times is asked, too") {
  Office desk;
  Agent ann = desk.book.agents().add({.name = "Ann", .role = "duty"});
  desk.adopt({{.wait = hours(1), .role = "duty"}});
  const Escalation raised = desk.escalate(desk.open_case());
  desk.sweep(monday(9));
  for (int hour = 0; hour < 20; ++hour) desk.sweep(monday(10 + hour));
  CHECK(desk.get(raised.id).told == 10);
  const Agent ben = desk.book.agents().add({.name = "Ben", .role = "duty"});
  desk.sweep(monday(24 + 24));
  CHECK(desk.get(raised.id).agent == ann.id);  // who is still there
  desk.book.agents().remove(desk.book.agents().get(ann.id));
  desk.sweep(monday(24 + 48));
  CHECK(desk.get(raised.id).agent == ben.id);
  CHECK(desk.get(raised.id).told == 1);
}

TEST_CASE("who is back after a stand-in was asked ten times is asked, too") {
  Office desk;
  desk.adopt({{.agent = desk.boss.id, .wait = hours(1)}});
  desk.book.absences().add({.agent = desk.boss.id,
                            .valid_from = monday(8),
                            .valid_until = monday(3 * 24),
                            .stand_in = desk.zoe.id});
  const Escalation raised = desk.escalate(desk.open_case());
  for (int hour = 1; hour < 5 * 24; ++hour) desk.sweep(monday(9 + hour));
  CHECK(desk.get(raised.id).agent == desk.boss.id);
  std::size_t told = 0;
  for (const Notification& each : desk.told()) told += each.agent == desk.boss.id;
  CHECK(told == 1);
  CHECK(desk.told().size() == 11);
}

TEST_CASE("a step down asks whoever is below, though they have no room for more") {
  Office desk;
  Agent full = desk.book.agents().add({.name = "Full", .capacity = 0});
  desk.adopt({{.agent = full.id, .wait = hours(1)}, {.agent = desk.boss.id, .wait = hours(1)}});
  const Escalation raised = desk.escalate(desk.open_case());
  CHECK(raised.rung == 2);
  const Escalation down = desk.supervision().step_down(raised.id, {.reason = "can be done below"});
  CHECK(down.rung == 1);
  CHECK(down.state == EscalationState::raised);
}

TEST_CASE("who has declined is not told of it again") {
  Office desk;
  desk.adopt({{.agent = desk.kim.id, .wait = hours(1)}, {.agent = desk.boss.id, .wait = hours(1)}});
  const Escalation raised = desk.escalate(desk.open_case());
  const Notification told = desk.told().at(0);
  desk.book.outbox().handed_over(told.id);
  desk.supervision().decline(raised.id, {.reason = "not mine"});
  CHECK(error_of([&] { desk.book.outbox().again(told.id); }).code() == Code::not_allowed);
}

TEST_CASE("where nobody is up there any more, whoever is below is asked, and nothing else waits for it") {
  Office desk;
  desk.adopt({{.agent = desk.kim.id, .wait = hours(1)}, {.team = desk.experts.id, .wait = hours(1)}});
  const Escalation raised = desk.escalate(desk.open_case());
  desk.book.agents().remove(desk.boss);  // the only expert
  desk.sweep(monday(10));
  CHECK(desk.get(raised.id).rung == 1);
  CHECK(desk.get(raised.id).told == 2);
  // Nobody at all: it waits, and what else is due is done.
  desk.book.automation().adopt(
      {.rule = {.name = "Old", .of = "case", .field = "opened_at", .offset = hours(2)},
       .actions = {{.verb = RuleVerb::set_level, .value = "7"}}});
  desk.book.agents().remove(desk.kim);
  desk.sweep(monday(11));
  CHECK(desk.book.cases().get(raised.of).level == 7);
  CHECK(desk.get(raised.id).told == 2);
  CHECK(desk.get(raised.id).next_at == monday(12));
  const auto history = desk.book.escalations().history(raised.id);
  const auto failed = std::ranges::find(history, "supervision.fail",
                                        [](const HistoryEntry& each) { return each.commit.verb; });
  REQUIRE(failed != history.end());
  CHECK(failed->commit.reason->find("Usual") != std::string::npos);
  desk.zoe.team = desk.experts.id;
  desk.book.agents().update(desk.zoe);
  desk.sweep(monday(12));
  CHECK(desk.get(raised.id).team == desk.experts.id);
  CHECK(desk.book.journal().verify().findings.empty());
}

TEST_CASE("where all have left, an escalation goes on by the ladder's next revision") {
  Office desk;
  const LadderWithRungs first = desk.adopt({{.agent = desk.kim.id, .wait = hours(1)}});
  const Escalation raised = desk.escalate(desk.open_case());
  const LadderWithRungs next =
      desk.adopt({{.agent = desk.zoe.id, .wait = hours(1)}, {.agent = desk.boss.id, .wait = hours(1)}});
  desk.sweep(monday(10));
  CHECK(desk.get(raised.id).ladder == first.ladder.id);
  CHECK(desk.get(raised.id).told == 2);
  desk.book.agents().remove(desk.kim);
  desk.sweep(monday(11));
  CHECK(desk.get(raised.id).ladder == next.ladder.id);
  CHECK(desk.get(raised.id).agent == desk.boss.id);
  const Error last = error_of([&] { desk.supervision().decline(raised.id, {.reason = "not mine"}); });
  CHECK(last.code() == Code::not_allowed);
  CHECK(desk.supervision().step_down(raised.id, {.reason = "not mine"}).agent == desk.zoe.id);
}

TEST_CASE("who is below is not asked for ever; whether somebody is above again is seen every day") {
  Office desk;
  desk.adopt({{.agent = desk.kim.id, .wait = hours(1)}, {.team = desk.experts.id, .wait = hours(1)}});
  const Escalation raised = desk.escalate(desk.open_case());
  desk.boss.team.reset();
  desk.boss = desk.book.agents().update(desk.boss);
  for (int i = 1; i <= 12; ++i) desk.sweep(monday(9 + i));
  CHECK(desk.get(raised.id).told == 10);
  CHECK(desk.told().size() == 10);
  CHECK(desk.get(raised.id).next_at == monday(19) + days(1));
  desk.boss.team = desk.experts.id;
  desk.book.agents().update(desk.boss);
  desk.sweep(monday(19) + days(1));
  CHECK(desk.get(raised.id).rung == 2);
  CHECK(desk.told().size() == 11);
}

TEST_CASE("who escalates again says why, and that is told") {
  Office desk;
  desk.adopt_three();
  const Case made = desk.open_case();
  desk.escalate(made);
  const Escalation again = desk.supervision().escalate(made.id, "threatens to leave");
  CHECK(again.rung == 2);
  CHECK(again.reason == "threatens to leave");
  CHECK(desk.told().back().text == "No backups: threatens to leave");
}

TEST_CASE("a rung down is the next one on which somebody is; on the last rung nobody can decline") {
  Office desk;
  desk.adopt({{.who = Who::owner, .wait = hours(1)},
              {.agent = desk.kim.id, .wait = hours(1)},
              {.agent = desk.boss.id, .wait = hours(1)}});
  Escalation raised = desk.escalate(desk.open_case());  // nobody owns the customer
  CHECK(raised.rung == 2);
  raised = desk.supervision().decline(raised.id, {.agent = desk.kim.id, .reason = "not mine"});
  CHECK(raised.rung == 3);
  CHECK(raised.answered_by == desk.kim.id);
  CHECK(error_of([&] { desk.supervision().decline(raised.id, {.reason = "not mine"}); }).code() ==
        Code::not_allowed);
  raised = desk.supervision().step_down(raised.id, {.agent = desk.boss.id, .reason = "for the first line"});
  CHECK(raised.rung == 2);
  raised = desk.supervision().step_down(raised.id, {.agent = desk.zoe.id, .reason = "for me"});
  CHECK(raised.state == EscalationState::ended);
  CHECK(raised.answered_by == desk.zoe.id);
  CHECK(error_of([&] {
          desk.supervision().acknowledge(desk.escalate(desk.open_case()).id, {.agent = Id<Agent>{Uuid{{1}}}});
        }).code() == Code::missing_reference);
}

TEST_CASE("who need not be told any more is not told") {
  Office desk;
  desk.adopt({{.agent = desk.kim.id, .wait = hours(1)}, {.agent = desk.boss.id, .wait = hours(1)}},
             {.calendar = desk.office.id});
  desk.clock.set(monday(22));
  Escalation raised = desk.escalate(desk.open_case());
  desk.supervision().acknowledge(raised.id, {.agent = desk.kim.id});
  raised = desk.escalate(desk.open_case());
  desk.supervision().decline(raised.id, {.agent = desk.kim.id, .reason = "is asleep"});
  raised = desk.escalate(desk.open_case());
  desk.book.service().move(raised.of, CaseState::resolved);
  desk.clock.set(tuesday(9));
  const auto pending = desk.book.outbox().pending();
  REQUIRE(pending.size() == 1);
  CHECK(pending[0].agent == desk.boss.id);
  CHECK(desk.told()[0].state == Delivery::withdrawn);
}

TEST_CASE("what was withdrawn is not told again") {
  Office desk;
  desk.adopt_three();
  const Escalation raised = desk.escalate(desk.open_case());
  desk.supervision().acknowledge(raised.id);
  const Notification told = desk.told().at(0);
  CHECK(told.state == Delivery::withdrawn);
  CHECK(error_of([&] { desk.book.outbox().again(told.id); }).code() == Code::not_allowed);

  const Escalation failed = desk.escalate(desk.open_case());
  const Id<Notification> id = desk.book.outbox().pending().at(0).id;
  for (int i = 0; i < 10; ++i) desk.book.outbox().failed(id, "no mail");
  desk.supervision().acknowledge(failed.id);
  CHECK(desk.book.notifications().get(id).state == Delivery::withdrawn);
  const Escalation heard = desk.escalate(desk.open_case());
  const Id<Notification> handed = desk.book.outbox().pending().at(0).id;
  desk.book.outbox().handed_over(handed);
  desk.book.outbox().again(handed);
  desk.book.outbox().handed_over(handed);
  desk.supervision().end(heard.id);
  CHECK(error_of([&] { desk.book.outbox().again(handed); }).code() == Code::not_allowed);
}

TEST_CASE("an escalation goes on with the case into which its case was merged") {
  Office desk;
  desk.adopt_three();
  const Case into = desk.open_case();
  const Escalation asked = desk.escalate(desk.open_case());
  desk.supervision().decline(asked.id, {.reason = "on a train"});
  desk.book.service().merge(asked.of, into.id);
  CHECK(desk.get(asked.id).state == EscalationState::ended);
  auto after = desk.supervision().escalations(into.id);
  REQUIRE(after.size() == 1);
  CHECK(after[0].rung == 2);
  CHECK(after[0].agent == desk.kim.id);
  CHECK(after[0].raised_at == asked.raised_at);

  const Case other = desk.open_case();
  const Escalation taken = desk.escalate(desk.open_case());
  desk.supervision().acknowledge(taken.id, {.agent = desk.boss.id});
  desk.book.service().merge(taken.of, other.id);
  after = desk.supervision().escalations(other.id);
  REQUIRE(after.size() == 1);
  CHECK(after[0].state == EscalationState::acknowledged);
  CHECK(after[0].acknowledged_by == desk.boss.id);
}

TEST_CASE("of two escalations that become one the higher goes on; where nobody is left it waits") {
  Office desk;
  desk.adopt_three();
  const Case into = desk.open_case();
  const Escalation low = desk.escalate(into);
  const Escalation high = desk.escalate(desk.open_case());
  desk.supervision().escalate(high.of, "is very angry");
  desk.book.service().merge(high.of, into.id);
  CHECK(desk.get(high.id).state == EscalationState::ended);
  CHECK(desk.get(low.id).rung == 2);
  CHECK(desk.get(low.id).reason == "is very angry");
  CHECK(desk.get(low.id).agent == desk.kim.id);
  desk.adopt_three({.position = 1});  // a revision of the same ladder
  // A lower one, and one that somebody took on higher up.
  const Escalation third = desk.escalate(desk.open_case());
  desk.book.service().merge(third.of, into.id);
  CHECK(desk.get(low.id).rung == 2);
  const Escalation taken = desk.escalate(desk.open_case());
  for (int i = 0; i < 2; ++i) desk.supervision().escalate(taken.of, "is in a hurry");
  desk.supervision().acknowledge(taken.id, {.agent = desk.boss.id});
  desk.book.service().merge(taken.of, into.id);
  CHECK(desk.get(low.id).rung == 3);
  CHECK(desk.get(low.id).state == EscalationState::acknowledged);
  CHECK(desk.get(low.id).acknowledged_by == desk.boss.id);
  CHECK_FALSE(desk.get(low.id).next_at);

  Office empty;
  empty.adopt({{.agent = empty.kim.id, .wait = hours(1)}});
  const Escalation lonely = empty.escalate(empty.open_case());
  const Case other = empty.open_case();
  empty.book.agents().remove(empty.kim);
  empty.book.service().merge(lonely.of, other.id);
  const auto after = empty.supervision().escalations(other.id);
  REQUIRE(after.size() == 1);
  CHECK(after[0].state == EscalationState::raised);
  CHECK(after[0].next_at == monday(10));
}

TEST_CASE("a role means whoever of it is there and has the least to do") {
  Office desk;
  for (Agent* each : {&desk.boss, &desk.kim}) {
    each->role = "duty_manager";
    *each = desk.book.agents().update(*each);
  }
  desk.book.service().open({.customer = desk.acme.id, .subject = "Busy", .assignee = desk.boss.id});
  desk.adopt({{.wait = hours(1), .role = "duty_manager"}});
  const Escalation raised = desk.escalate(desk.open_case());
  CHECK(raised.agent == desk.kim.id);
  desk.book.absences().add({.agent = desk.kim.id});
  CHECK(desk.escalate(desk.open_case()).agent == desk.boss.id);
  desk.book.absences().add({.agent = desk.boss.id});
  // Nobody of it is there; the last rung asks somebody nevertheless.
  CHECK(desk.escalate(desk.open_case()).agent == desk.kim.id);
  const Error none =
      error_of([&] { desk.adopt({{.wait = hours(1), .role = "duty_manager"}}, {.name = "Another"}); });
  CHECK(none.field() == "rungs[0]");
  // Who will be there again is somebody.
  const Agent away = desk.book.agents().add({.name = "Away", .role = "night"});
  desk.book.absences().add({.agent = away.id, .valid_until = tuesday(9)});
  desk.adopt({{.wait = hours(1), .role = "night"}}, {.name = "Night", .fits = "kind == 'request'"});
  const Error unknown =
      error_of([&] { desk.adopt({{.wait = hours(1), .role = "dutty_manager"}}, {.name = "Another"}); });
  CHECK(unknown.field() == "rungs[0].role");
  CHECK(std::string_view(unknown.what()).find("duty_manager") != std::string_view::npos);
}

TEST_CASE("the first ladder that fits is taken, and a case keeps the revision it began with") {
  Office desk;
  const LadderWithRungs all =
      desk.adopt({{.agent = desk.kim.id, .wait = hours(1)}}, {.name = "All", .position = 2});
  const LadderWithRungs complaints =
      desk.adopt({{.agent = desk.boss.id, .wait = hours(1)}, {.agent = desk.kim.id, .wait = hours(1)}},
                 {.name = "Complaints", .position = 1, .fits = "kind == 'complaint'"});
  const Escalation complaint = desk.escalate(desk.open_case());
  CHECK(complaint.ladder == complaints.ladder.id);
  CHECK(desk.escalate(desk.open_case(CaseKind::question)).ladder == all.ladder.id);
  const LadderWithRungs second =
      desk.adopt({{.agent = desk.zoe.id, .wait = hours(1)}},
                 {.name = "Complaints", .position = 1, .fits = "kind == 'complaint'"});
  CHECK(second.ladder.revision == 2);
  const LadderWithRungs same =
      desk.adopt({{.agent = desk.zoe.id, .wait = hours(1)}},
                 {.name = "Complaints", .position = 1, .fits = "kind == 'complaint'"});
  CHECK(same.ladder.id == second.ladder.id);
  CHECK(same.rungs.back().id == second.rungs.back().id);
  desk.sweep(monday(10));
  CHECK(desk.get(complaint.id).agent == desk.kim.id);
  CHECK(desk.supervision().ladders().size() == 2);
  desk.supervision().retire(all.ladder.id);
  CHECK(error_of([&] { desk.escalate(desk.open_case(CaseKind::question)); }).code() == Code::not_allowed);
}

TEST_CASE("a rule sends cases up their ladder") {
  Office desk;
  desk.adopt_three();
  desk.book.automation().adopt(
      {.rule = {.name = "Idle", .of = "case", .field = "last_event_at", .offset = days(1)},
       .actions = {{.verb = RuleVerb::escalate, .value = "'nobody has moved ' + subject"}}});
  const Case made = desk.open_case();
  desk.sweep(monday(9) + days(1));
  const auto found = desk.supervision().escalations(made.id);
  REQUIRE(found.size() == 1);
  CHECK(found[0].reason == "nobody has moved No backups");
}

TEST_CASE("ladders that lead to nobody are refused, and nothing is written") {
  Office desk;
  const Agent gone = desk.book.agents().add({.name = "Gone"});
  desk.book.absences().add({.agent = gone.id});
  const Team empty = desk.book.teams().add({.name = "Nobody"});
  const Head head = desk.book.journal().head();
  const auto refused = [&](std::vector<Rung> rungs, std::string_view field, Ladder ladder = {}) {
    const Error error = error_of([&] { desk.adopt(std::move(rungs), std::move(ladder)); });
    CAPTURE(error.what());
    CHECK(error.code() == Code::invalid);
    CHECK(error.field() == field);
  };
  refused({}, "rungs");
  refused({{.who = Who::supervisor, .wait = hours(1)}}, "rungs[0]");
  refused({{.wait = hours(1)}}, "rungs[0]");
  refused({{.who = Who::owner, .agent = desk.kim.id, .wait = hours(1)}}, "rungs[0]");
  refused({{.agent = desk.kim.id, .wait = hours(1)}, {.agent = gone.id, .wait = hours(1)}}, "rungs[1]");
  refused({{.team = empty.id, .wait = hours(1)}}, "rungs[0]");
  refused({{.agent = desk.kim.id, .wait = std::chrono::seconds(1)}}, "rungs[0].wait");
  refused({{.agent = desk.kim.id, .wait = hours(1)}}, "fits", {.fits = "kind == 'complain'"});
  refused({{.agent = desk.kim.id, .wait = hours(1)}}, "fits", {.fits = "1 > 2"});
  const Error all = error_of([&] {
    desk.adopt({{.wait = hours(1)}, {.wait = std::chrono::seconds(1), .role = "nobody"}}, {.fits = "1 > 2"});
  });
  for (const std::string_view each : {"fits", "rungs[0]", "rungs[1].role", "rungs[1].wait"}) {
    CAPTURE(each);
    CHECK(std::string_view(all.what()).find(each) != std::string_view::npos);
  }
  CHECK(desk.book.journal().head() == head);
  desk.book.agents().add({.name = "Alone", .team = empty.id});
  desk.book.absences().add({.agent = desk.book.agents().find(where<&Agent::name> == "Alone").records[0].id});
  const Head with_alone = desk.book.journal().head();
  CHECK(error_of([&] { desk.adopt({{.team = empty.id, .wait = hours(1)}}); }).field() == "rungs[0]");
  CHECK(desk.book.journal().head() == with_alone);
  CHECK(error_of([&] { desk.supervision().escalate(desk.open_case().id, ""); }).code() == Code::invalid);
  CHECK(error_of([&] { desk.book.escalations().add({.reason = "x"}); }).code() == Code::not_allowed);
}

TEST_CASE("who was asked ten times is asked as often for another reason") {
  Office desk;
  desk.adopt({{.agent = desk.boss.id, .wait = hours(1)}});
  const Case made = desk.open_case();
  const Escalation raised = desk.escalate(made);
  for (int hour = 1; hour < 2 * 24; ++hour) desk.sweep(monday(9 + hour));
  CHECK(desk.told().size() == 10);
  desk.supervision().acknowledge(raised.id);
  CHECK(desk.supervision().escalate(made.id, "once more").told == 1);
  for (int hour = 1; hour < 2 * 24; ++hour) desk.sweep(monday(3 * 24 + hour));
  CHECK(desk.told().size() == 20);
}

TEST_CASE("of a role, whoever is there when the ladder's hours begin is asked") {
  Office desk;
  const Agent first = desk.book.agents().add({.name = "First", .role = "duty"});
  const Agent second = desk.book.agents().add({.name = "Second", .role = "duty"});
  desk.book.absences().add({.agent = first.id, .valid_from = tuesday(0), .valid_until = tuesday(12)});
  desk.adopt({{.wait = hours(1), .role = "duty"}, {.agent = desk.boss.id, .wait = hours(1)}},
             {.name = "Office", .calendar = desk.office.id});
  desk.clock.set(monday(20));
  const Escalation raised = desk.escalate(desk.open_case());
  CHECK(raised.rung == 1);
  CHECK(raised.agent == second.id);
}
