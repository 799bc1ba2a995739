// Service levels: which policy a case gets, and how its clocks follow what happens to it.
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
using enum CaseState;

struct Office : OfficeBook {
  Team team = book.teams().add({.name = "First line"});
  Team experts = book.teams().add({.name = "Experts"});
  Agent zoe = book.agents().add({.name = "Zoé"});

  Service service() { return book.service(); }
  Timekeeping time() { return book.timekeeping(); }
  Policy adopt(std::vector<Target> targets, ServiceLevel level = {.name = "Standard"}) {
    if (!level.calendar) level.calendar = office.id;
    return time().adopt({.level = std::move(level), .targets = std::move(targets)});
  }
  Case open_case(Priority priority = Priority::normal, std::optional<Id<Team>> with = {}) {
    return service().open({.customer = acme.id, .subject = "No backups", .priority = priority, .team = with});
  }
  Interaction say(Id<Case> of, Direction direction, Instant when) {
    clock.set(std::max(clock.now(), when));
    return service().reply(of,
                           {.channel = Channel::email, .direction = direction, .at = when, .body = "Hello"});
  }
  void reply(Id<Case> of, Instant when) { say(of, Direction::outbound, when); }
  void hear(Id<Case> of, Instant when) { say(of, Direction::inbound, when); }
  void move(Id<Case> of, CaseState to, Instant when) {
    clock.set(std::max(clock.now(), when));
    service().move(of, to, {.at = when});
  }
  Case get(Id<Case> id) { return book.cases().get(id); }
  std::vector<Clock> clocks(Id<Case> of, TargetKind kind, Towards towards = Towards::customer) {
    std::vector<Clock> found = time().clocks(of);
    std::erase_if(found, [&](const Clock& each) { return each.kind != kind || each.towards != towards; });
    return found;
  }
  Clock the_clock(Id<Case> of, TargetKind kind, Towards towards = Towards::customer) {
    const std::vector<Clock> found = clocks(of, kind, towards);
    REQUIRE(found.size() == 1);
    return found.front();
  }
  std::optional<Instant> due(Id<Case> of, TargetKind kind) {
    for (const Clock& each : clocks(of, kind))
      if (each.due_at) return each.due_at;
    return {};
  }
};

using enum TargetKind;

}  // namespace

TEST_CASE("a case gets the first policy that fits, contracts first, and its clocks run from the opening") {
  Office desk;
  desk.adopt({{.kind = resolution, .amount = hours(8)}}, {.name = "All", .position = 9});
  desk.adopt({{.kind = resolution, .amount = hours(2)}},
             {.name = "Urgent", .position = 1, .fits = "priority == 'urgent'"});
  const Customer vip = desk.book.customers().add({.name = "Vip"});
  const Policy contract = desk.adopt({{.kind = resolution, .amount = hours(1)}},
                                     {.name = "Vip's", .position = 20, .customer = vip.id});
  const Case normal = desk.open_case();
  const Case urgent = desk.open_case(Priority::urgent);
  const Case theirs = desk.service().open({.customer = vip.id, .subject = "x", .priority = Priority::urgent});
  CHECK(desk.due(normal.id, resolution) == monday(17));
  CHECK(desk.due(urgent.id, resolution) == monday(11));
  CHECK(desk.due(theirs.id, resolution) == monday(10));
  CHECK(theirs.service_level == contract.level.id);
  const auto policies = desk.time().policies();
  REQUIRE(policies.size() == 3);
  CHECK(policies[0].level.name == "Vip's");
  CHECK(policies[1].level.name == "Urgent");
  const auto queue = desk.time().queue();
  REQUIRE(queue.size() == 3);
  CHECK(queue[0].clock.of == theirs.id);
  CHECK(queue[0].left == hours(1));
  CHECK(queue[2].open_left == BusinessDuration(hours(8)));
}

TEST_CASE("a case keeps the revision it was given; rating it anew is a verb, and the past stays readable") {
  Office desk;
  const Policy first = desk.adopt({{.kind = resolution, .amount = hours(4)}});
  const Case made = desk.open_case();
  const Policy second = desk.adopt({{.kind = resolution, .amount = hours(2)}});
  CHECK(second.level.revision == 2);
  CHECK(desk.adopt({{.kind = resolution, .amount = hours(2)}}).level.id == second.level.id);
  CHECK(desk.book.service_levels().get(first.level.id).retired_at);
  CHECK(desk.due(made.id, resolution) == monday(13));
  CHECK(desk.due(desk.open_case().id, resolution) == monday(11));
  // A holiday that is declared later changes no promise.
  desk.office.days = "2026-11-23 closed";
  desk.office = desk.book.calendars().update(desk.office);
  desk.reply(made.id, monday(9, 30));
  CHECK(desk.due(made.id, resolution) == monday(13));
  desk.clock.set(monday(12));
  const Case rated = desk.time().rate(made.id, {.reason = "new contract"});
  CHECK(rated.service_level == second.level.id);
  CHECK(desk.due(made.id, resolution) == tuesday(11));
  const Clock clock = desk.the_clock(made.id, resolution);
  CHECK(desk.time().read(clock, monday(11, 59)).due_at == monday(13));
  CHECK(desk.time().read(clock, monday(12)).due_at == tuesday(11));
  CHECK(desk.time().events(clock).back().action == ClockAction::rerate);
  // What was missed under the old terms and not under the new ones can be read both ways.
  desk.move(made.id, resolved, tuesday(10));
  CHECK(desk.get(made.id).met == "resolution");
  desk.time().retire(second.level.id);
  CHECK_FALSE(desk.open_case().service_level);
}

TEST_CASE("a change of priority does what the policy says") {
  for (const OnChange choice : {OnChange::keep, OnChange::retarget, OnChange::match}) {
    CAPTURE(to_text(choice));
    Office desk;
    desk.adopt({{.kind = resolution, .amount = hours(8)},
                {.kind = resolution, .priority = Priority::high, .amount = hours(4)}},
               {.name = "Table", .position = 2, .on_change = choice});
    const Policy urgent = desk.adopt({{.kind = first_response, .amount = hours(1)}},
                                     {.name = "Urgent", .position = 1, .fits = "priority == 'urgent'"});
    Case made = desk.open_case();
    desk.clock.set(monday(10));
    made.priority = Priority::high;
    made = desk.book.cases().update(made);
    CHECK(desk.due(made.id, resolution) == (choice == OnChange::keep ? monday(17) : monday(13)));
    made = desk.service().set_priority(made.id, Priority::urgent);
    if (choice == OnChange::match) {
      CHECK(made.service_level == urgent.level.id);
      CHECK(desk.the_clock(made.id, resolution).state == ClockState::cancelled);
      CHECK(desk.due(made.id, first_response) == monday(10));  // from the beginning
    } else {
      CHECK(desk.due(made.id, resolution) == monday(17));
      CHECK(desk.due(made.id, first_response) == std::nullopt);
    }
  }
}

TEST_CASE("a change that is written down late is rated no earlier than the last rating") {
  Office desk;
  desk.adopt({{.kind = resolution, .amount = hours(8)}},
             {.name = "Usual", .position = 2, .on_change = OnChange::match});
  const Policy urgent = desk.adopt({{.kind = resolution, .amount = hours(1)}},
                                   {.name = "Urgent", .position = 1, .fits = "priority == 'urgent'"});
  const Case made = desk.open_case();
  desk.clock.set(monday(11));
  desk.time().rate(made.id);
  const Case rated = desk.book.transaction(
      [&] { return desk.service().set_priority(made.id, Priority::urgent, {.at = monday(10)}); });
  CHECK(rated.service_level == urgent.level.id);
  std::vector<Instant> ratings;
  for (const CaseEvent& each : desk.service().events(made.id))
    if (each.what == CaseEventKind::rated) ratings.push_back(each.at);
  CHECK(ratings == std::vector<Instant>{monday(11), monday(11)});
}

TEST_CASE("what only the new priority is promised is promised from the beginning") {
  for (const OnChange choice : {OnChange::retarget, OnChange::match}) {
    CAPTURE(to_text(choice));
    Office desk;
    desk.adopt({{.kind = resolution, .priority = Priority::high, .amount = hours(9)},
                {.kind = update, .priority = Priority::high, .amount = hours(3)},
                {.kind = ownership, .amount = hours(1)}},
               {.name = "All", .on_change = choice});
    const Case made = desk.open_case();
    CHECK(desk.clocks(made.id, resolution).empty());
    desk.clock.set(monday(10));
    desk.service().set_priority(made.id, Priority::high);
    CHECK(desk.due(made.id, resolution) == monday(18));
    CHECK(desk.due(made.id, update) == monday(12));
    CHECK(desk.time().read(desk.the_clock(made.id, resolution), monday(9, 30)).state == ClockState::running);
  }
}

TEST_CASE("a team that passed the case on owes nothing when it is opened again") {
  Office desk;
  desk.adopt({{.kind = resolution, .towards = Towards::team, .team = desk.team.id, .amount = hours(4)}});
  const Case made = desk.open_case(Priority::normal, desk.team.id);
  desk.service().assign(made.id, {.team = desk.experts.id});
  desk.move(made.id, resolved, monday(10));
  desk.move(made.id, open, monday(11));
  CHECK(desk.the_clock(made.id, resolution, Towards::team).state == ClockState::satisfied);
}

TEST_CASE("what was quoted wins over the policy, and can be quoted without one") {
  Office desk;
  const Case bare = desk.open_case();
  desk.time().quote(bare.id, resolution, tuesday(12), {.reason = "said so on the phone"});
  CHECK(desk.due(bare.id, resolution) == tuesday(12));
  desk.move(bare.id, resolved, tuesday(13));
  CHECK(desk.get(bare.id).missed == "resolution");
  CHECK(desk.service().events(bare.id)[1].reason == "said so on the phone");

  desk.adopt({{.kind = resolution, .amount = hours(2)}});
  const Case made = desk.open_case();
  const Clock quoted = desk.time().quote(made.id, resolution, monday(24 * 3 + 12));
  CHECK(quoted.due_at == monday(24 * 3 + 12));
  desk.service().set_priority(made.id, Priority::urgent);
  CHECK(desk.due(made.id, resolution) == monday(24 * 3 + 12));
  CHECK(error_of([&] { desk.time().quote(made.id, resolution, monday(9)); }).field() == "due_at");
  CHECK(error_of([&] { desk.time().quote(made.id, update, monday(99)); }).code() == Code::not_allowed);
  desk.service().resolve(made.id, "Done");
  CHECK(error_of([&] { desk.time().quote(made.id, resolution, monday(99)); }).code() == Code::not_allowed);
  CHECK(desk.service().events(made.id).back().what == CaseEventKind::moved);  // nothing half written
}

TEST_CASE("states pause, reopening resumes a resolution and leaves a first response alone") {
  Office desk;
  desk.adopt({{.kind = first_response, .amount = hours(1)},
              {.kind = resolution, .amount = hours(8), .stopped_in = "waiting_customer"}});
  const Case made = desk.open_case();
  desk.reply(made.id, monday(9, 30));
  desk.move(made.id, waiting_customer, monday(10));
  CHECK_FALSE(desk.due(made.id, resolution));
  const Clock paused = desk.the_clock(made.id, resolution);
  CHECK(paused.state == ClockState::paused);
  CHECK(desk.time().read(paused, monday(12)).open_left == BusinessDuration(hours(7)));
  desk.hear(made.id, monday(14));
  CHECK(desk.due(made.id, resolution) == tuesday(12));
  desk.move(made.id, resolved, monday(16));
  CHECK(desk.get(made.id).met == "first_response resolution");
  CHECK(desk.get(made.id).resolution_open == hours(7));
  desk.hear(made.id, tuesday(10));
  CHECK(desk.get(made.id).reopened == 1);
  CHECK(desk.due(made.id, resolution) == tuesday(15));  // five hours were left
  CHECK(desk.the_clock(made.id, first_response).state == ClockState::satisfied);
  CHECK(desk.get(made.id).first_response_open == minutes(30));
  desk.move(made.id, closed, tuesday(16));
  CHECK(desk.get(made.id).missed == "resolution");
  desk.service().accept(made.id, tuesday(16));
  CHECK(desk.get(made.id).acceptance_open == hours(16));
}

TEST_CASE("exchanges are measured from word to word, in each rhythm") {
  struct Row {
    Rhythm rhythm;
    std::vector<Instant> starts;
  };
  // Opened at nine; the customer writes at 10 and 11, we at 12, 13, the customer at 14, 15, we at 16.
  const Row rows[] = {
      {Rhythm::customer_waits, {monday(10), monday(14)}},
      {Rhythm::customer_waits_again, {monday(14)}},
      {Rhythm::between_replies, {monday(9), monday(12), monday(13), monday(16)}},
      {Rhythm::after_replies, {monday(12), monday(13), monday(16)}},
      {Rhythm::any_word,
       {monday(9), monday(10), monday(11), monday(12), monday(13), monday(14), monday(15), monday(16)}},
      {Rhythm::last_word, {monday(10), monday(12), monday(13), monday(14), monday(16)}},
  };
  for (const Row& row : rows) {
    CAPTURE(to_text(row.rhythm));
    Office desk;
    desk.adopt({{.kind = update, .amount = hours(1), .rhythm = row.rhythm}});
    const Case made = desk.open_case();
    const auto all = [&](auto say) {
      say(Direction::inbound, monday(10));
      say(Direction::inbound, monday(11));
      say(Direction::outbound, monday(12));
      say(Direction::outbound, monday(13));
      say(Direction::inbound, monday(14));
      say(Direction::inbound, monday(15));
      say(Direction::outbound, monday(16));
    };
    all([&](Direction direction, Instant when) { desk.say(made.id, direction, when); });
    std::vector<Instant> starts;
    for (const Clock& each : desk.clocks(made.id, update)) starts.push_back(each.started_at);
    CHECK(starts == row.starts);
    // Written down late and out of order they make the same clocks.
    const Case late =
        desk.service().open({.customer = desk.acme.id, .subject = "Late", .opened_at = monday(9)});
    const std::vector<std::pair<Direction, Instant>> words{
        {Direction::outbound, monday(16)}, {Direction::inbound, monday(11)},
        {Direction::outbound, monday(13)}, {Direction::inbound, monday(15)},
        {Direction::inbound, monday(10)},  {Direction::outbound, monday(12)},
        {Direction::inbound, monday(14)}};
    for (const auto& [direction, when] : words) desk.say(late.id, direction, when);
    std::vector<Instant> again;
    for (const Clock& each : desk.clocks(late.id, update)) again.push_back(each.started_at);
    CHECK(again == row.starts);
  }
}

TEST_CASE("a team's promises run from when it gets the case to when it passes it on") {
  Office desk;
  desk.adopt({{.kind = ownership, .towards = Towards::team, .amount = hours(1)},
              {.kind = resolution, .towards = Towards::team, .amount = hours(4)},
              {.kind = resolution, .towards = Towards::team, .team = desk.experts.id, .amount = hours(2)}});
  const Case made = desk.open_case(Priority::normal, desk.team.id);
  CHECK(desk.the_clock(made.id, resolution, Towards::team).team == desk.team.id);
  desk.clock.set(monday(10));
  desk.service().assign(made.id, {.team = desk.experts.id});
  auto resolutions = desk.clocks(made.id, resolution, Towards::team);
  REQUIRE(resolutions.size() == 2);
  CHECK(resolutions[0].met == true);
  CHECK(resolutions[1].due_at == monday(12));
  auto ownerships = desk.clocks(made.id, ownership, Towards::team);
  REQUIRE(ownerships.size() == 2);
  CHECK(ownerships[0].state == ClockState::cancelled);
  desk.clock.set(monday(12, 30));
  desk.service().assign(made.id, {.team = desk.experts.id, .assignee = desk.zoe.id});
  ownerships = desk.clocks(made.id, ownership, Towards::team);
  CHECK(ownerships[1].met == false);
  desk.service().resolve(made.id, "Done");
  resolutions = desk.clocks(made.id, resolution, Towards::team);
  CHECK(resolutions[1].met == false);
  CHECK_FALSE(desk.get(made.id).missed);  // nothing was promised to the customer
}

TEST_CASE("a check writes each miss down once") {
  Office desk;
  desk.adopt({{.kind = resolution, .amount = hours(2)}, {.kind = first_response, .amount = hours(1)}});
  const Case made = desk.open_case();
  desk.clock.set(monday(10));
  CHECK(desk.time().check().empty());  // at the due instant it is in time
  desk.clock.set(monday(12));
  CHECK(desk.the_clock(made.id, resolution).check_at == monday(11));
  CHECK(desk.time().check(1).size() == 1);
  CHECK(desk.time().check().size() == 1);
  CHECK(desk.time().check().empty());
  CHECK_FALSE(desk.the_clock(made.id, resolution).check_at);
  CHECK(desk.the_clock(made.id, resolution).due_at == monday(11));
  CHECK(desk.get(made.id).missed == "first_response resolution");
  CHECK(desk.the_clock(made.id, resolution).breached_at == monday(12));
  CHECK(desk.time().standing(made.id, monday(9)) == Standing::response_due);
  CHECK(desk.time().standing(made.id, monday(12)) == Standing::failed);
  // That it was seen stays when something else is written down behind it.
  desk.reply(made.id, monday(13));
  CHECK(desk.the_clock(made.id, first_response).breached_at == monday(12));
  CHECK(desk.the_clock(made.id, first_response).met == false);
}

TEST_CASE("a promise that holds again counts from the beginning") {
  SUBCASE("a policy fits no more, and again") {
    Office desk;
    desk.adopt({{.kind = first_response, .amount = hours(4)}, {.kind = resolution, .amount = hours(8)}},
               {.name = "All", .fits = "priority != 'low'", .on_change = OnChange::match});
    const Case made = desk.open_case();
    desk.clock.set(monday(10));
    desk.service().set_priority(made.id, Priority::low);
    CHECK(desk.the_clock(made.id, resolution).state == ClockState::cancelled);
    desk.clock.set(monday(11));
    desk.service().set_priority(made.id, Priority::high);
    CHECK(desk.due(made.id, resolution) == monday(17));
    CHECK(desk.due(made.id, first_response) == monday(13));
    // What the clock was between is still there to be read.
    const Clock clock = desk.the_clock(made.id, resolution);
    CHECK(desk.time().read(clock, monday(10, 30)).state == ClockState::cancelled);
    CHECK(desk.time().read(clock, monday(12)).open_elapsed == BusinessDuration(hours(3)));
    std::vector<ClockAction> actions;
    for (const ClockEvent& each : desk.time().events(clock)) actions.push_back(each.action);
    CHECK(actions == std::vector{ClockAction::start, ClockAction::cancel, ClockAction::rerate});
  }
  SUBCASE("by way of a policy that promises something else") {
    Office desk;
    desk.adopt({{.kind = first_response, .amount = hours(4)},
                {.kind = next_response, .amount = hours(1)},
                {.kind = resolution, .amount = hours(8), .stopped_in = "waiting_customer"}},
               {.name = "A", .position = 1, .fits = "priority != 'low'", .on_change = OnChange::match});
    desk.adopt({{.kind = ownership, .amount = hours(16)}},
               {.name = "B", .position = 2, .on_change = OnChange::match});
    const Case made = desk.open_case();
    desk.clock.set(monday(10));
    desk.service().set_priority(made.id, Priority::low);
    // What happens meanwhile counts as if the promise had been there.
    desk.hear(made.id, monday(10, 10));
    desk.reply(made.id, monday(11));
    desk.move(made.id, waiting_customer, monday(12));
    desk.hear(made.id, monday(14));
    CHECK(desk.the_clock(made.id, first_response).state == ClockState::cancelled);
    desk.clock.set(monday(15));
    desk.service().set_priority(made.id, Priority::normal);
    CHECK(desk.due(made.id, resolution) == tuesday(10));
    const Clock answered = desk.the_clock(made.id, first_response);
    CHECK(answered.state == ClockState::satisfied);
    CHECK(answered.ended_at == monday(11));
    CHECK(answered.met == true);
    const std::vector<Clock> rounds = desk.clocks(made.id, next_response);
    REQUIRE(rounds.size() == 2);
    CHECK(rounds[0].met == true);
    CHECK(rounds[1].due_at == monday(15));
  }
  SUBCASE("a target for some priorities") {
    Office desk;
    desk.adopt({{.kind = first_response, .priority = Priority::high, .amount = hours(1)},
                {.kind = resolution, .amount = hours(8)}});
    const Case made = desk.open_case(Priority::high);
    desk.clock.set(monday(9, 10));
    desk.service().set_priority(made.id, Priority::normal);
    CHECK_FALSE(desk.due(made.id, first_response));
    desk.clock.set(monday(9, 20));
    desk.service().set_priority(made.id, Priority::high);
    CHECK(desk.due(made.id, first_response) == monday(10));
  }
  SUBCASE("policies that come and go, judged by those that hold") {
    Office desk;
    const Policy strict = desk.adopt({{.kind = first_response, .amount = hours(4)}});
    const Case made = desk.open_case();
    desk.clock.set(monday(14));
    CHECK(desk.time().check().size() == 1);
    desk.time().retire(strict.level.id);
    CHECK(desk.time().rate(made.id).missed == "first_response");
    desk.adopt({{.kind = first_response, .amount = hours(6)}});
    CHECK_FALSE(desk.time().rate(made.id).missed);
    CHECK(desk.due(made.id, first_response) == monday(15));
    CHECK_FALSE(desk.the_clock(made.id, first_response).breached_at);
    // Late once more, it is seen once more, and both stay in the list.
    desk.clock.set(monday(16));
    CHECK(desk.time().check().size() == 1);
    CHECK(desk.get(made.id).missed == "first_response");
    const Clock clock = desk.the_clock(made.id, first_response);
    CHECK(clock.breached_at == monday(16));
    CHECK(std::ranges::count(desk.time().events(clock), ClockAction::breach, &ClockEvent::action) == 2);
  }
  SUBCASE("what is quoted meanwhile needs no policy") {
    Office desk;
    const Policy all = desk.adopt({{.kind = resolution, .amount = hours(8)}});
    const Case made = desk.open_case();
    desk.clock.set(monday(10));
    desk.time().quote(made.id, resolution, tuesday(12));
    desk.time().retire(all.level.id);
    desk.time().rate(made.id);
    CHECK(desk.due(made.id, resolution) == tuesday(12));
  }
  SUBCASE("a team that has passed the case on is rated again, too") {
    Office desk;
    desk.adopt({{.kind = resolution, .towards = Towards::team, .amount = hours(2)}},
               {.name = "All", .fits = "priority != 'low'", .on_change = OnChange::match});
    const Case made = desk.open_case(Priority::normal, desk.team.id);
    desk.clock.set(monday(10));
    desk.service().set_priority(made.id, Priority::low);
    desk.clock.set(monday(12));
    desk.service().assign(made.id, {.team = desk.experts.id});
    desk.clock.set(monday(13));
    desk.service().set_priority(made.id, Priority::high);
    const auto stays = desk.clocks(made.id, resolution, Towards::team);
    REQUIRE(stays.size() == 2);
    CHECK(stays[0].met == false);
    CHECK(stays[1].due_at == monday(14));
  }
}

TEST_CASE("what no policy promises any more is not resumed when the case is opened again") {
  Office desk;
  desk.adopt({{.kind = resolution, .amount = hours(8)}},
             {.name = "All", .fits = "priority != 'low'", .on_change = OnChange::match});
  const Case made = desk.open_case();
  desk.move(made.id, resolved, monday(10));
  desk.clock.set(monday(11));
  desk.service().set_priority(made.id, Priority::low);
  desk.move(made.id, open, monday(12));
  CHECK(desk.the_clock(made.id, resolution).met == true);
  CHECK(desk.time().queue().empty());
  // Promised again, it is what it would have been all along.
  desk.clock.set(monday(13));
  desk.service().set_priority(made.id, Priority::high);
  CHECK(desk.due(made.id, resolution) == tuesday(10));
}

TEST_CASE("what a check saw is not undone by what comes at the same instant") {
  Office desk;
  desk.adopt({{.kind = first_response, .amount = hours(1), .missed_when_seen = true}});
  const Case made = desk.open_case();
  const Case other = desk.open_case();
  desk.clock.set(monday(11));
  desk.reply(other.id, monday(11));
  CHECK(desk.time().check().size() == 1);
  desk.reply(made.id, monday(11));
  const Clock seen = desk.the_clock(made.id, first_response);
  CHECK(seen.breached_at == monday(11));
  CHECK(seen.met == false);
  CHECK(seen.state == ClockState::satisfied);
  CHECK(desk.the_clock(other.id, first_response).met == true);
  desk.hear(made.id, monday(12));
  CHECK(desk.get(made.id).missed == "first_response");
}

TEST_CASE("a case stands as its clocks came out") {
  Office desk;
  desk.adopt({{.kind = first_response, .amount = hours(1), .missed_when_seen = true},
              {.kind = next_response, .amount = hours(1)}},
             {.name = "Seen", .fits = "priority == 'high'", .on_change = OnChange::match});
  const Case unseen = desk.open_case(Priority::high);
  desk.clock.set(monday(11));
  CHECK(desk.time().standing(unseen.id, monday(11)) == Standing::response_due);  // late, but nobody looked
  desk.reply(unseen.id, monday(11));
  CHECK(desk.time().standing(unseen.id, monday(12)) == Standing::fulfilled);
  // A question that was left open when the case was closed stands still for good.
  desk.hear(unseen.id, monday(11, 30));
  desk.move(unseen.id, closed, monday(12));
  CHECK(desk.clocks(unseen.id, next_response).front().state == ClockState::paused);
  CHECK(desk.time().standing(unseen.id, monday(11, 45)) == Standing::response_due);
  CHECK(desk.time().standing(unseen.id, monday(13)) == Standing::fulfilled);
  // One that was late already was missed.
  const Case late = desk.open_case(Priority::high);
  desk.hear(late.id, monday(13));
  desk.move(late.id, closed, monday(15));
  CHECK(desk.get(late.id).missed == "next_response");
  CHECK(desk.time().standing(late.id, monday(16)) == Standing::failed);
  // So is one that was late when it was called off.
  const Case gone = desk.open_case(Priority::high);
  desk.hear(gone.id, monday(15));
  desk.clock.set(monday(17));
  desk.service().set_priority(gone.id, Priority::low);
  CHECK(desk.get(gone.id).missed == "next_response");
  CHECK(desk.time().standing(gone.id, monday(17)) == Standing::failed);
  const Case kept = desk.open_case(Priority::high);
  desk.service().set_priority(kept.id, Priority::low);
  CHECK_FALSE(desk.get(kept.id).missed);
  CHECK(desk.time().standing(kept.id, tuesday(17)) == Standing::no_promise);
}

TEST_CASE("rated by another calendar, what ran and what is left add up") {
  Office desk;
  desk.adopt({{.kind = resolution, .amount = hours(8)}});
  const Case made = desk.open_case();
  desk.office.days = "2026-11-23 closed Strike";
  desk.book.calendars().update(desk.office);
  desk.clock.set(monday(13));
  desk.time().rate(made.id);
  const ClockReading reading = desk.time().read(desk.the_clock(made.id, resolution), tuesday(10));
  CHECK(reading.open_elapsed == BusinessDuration(hours(1)));
  CHECK(reading.open_left == BusinessDuration(hours(7)));
}

TEST_CASE("what cannot be quoted cannot be written down as quoted either") {
  Office desk;
  desk.adopt({{.kind = first_response, .amount = hours(1)}, {.kind = resolution, .amount = hours(8)}});
  const Case made = desk.open_case();
  desk.reply(made.id, monday(9, 30));
  const auto quoted = [&](TargetKind what) {
    return CaseEvent{.of = made.id, .what = CaseEventKind::quoted, .target = what, .due_at = tuesday(12)};
  };
  const Error kept = error_of([&] { desk.book.case_events().add(quoted(first_response)); });
  CHECK(kept.code() == Code::not_allowed);
  CHECK(kept.message() ==
        error_of([&] { desk.time().quote(made.id, first_response, tuesday(12)); }).message());
  desk.book.case_events().add(quoted(resolution));
  CHECK(desk.due(made.id, resolution) == tuesday(12));
  // It was kept at half past nine: what was said before that can be written down no more.
  CHECK(error_of([&] {
          desk.time().quote(made.id, first_response, tuesday(12), {.at = monday(9, 10)});
        }).code() == Code::not_allowed);
}

TEST_CASE("a merged case owes nothing any more, until the merge is taken back") {
  Office desk;
  desk.adopt({{.kind = resolution, .amount = hours(2)}});
  const Case one = desk.open_case();
  const Case other = desk.open_case();
  desk.service().merge(one.id, other.id);
  CHECK(desk.the_clock(one.id, resolution).state == ClockState::cancelled);
  desk.service().unmerge(one.id);
  CHECK(desk.due(one.id, resolution) == monday(11));
  desk.book.cases().remove(desk.get(other.id));
  CHECK(desk.time().queue().size() == 1);
}

TEST_CASE("policies that cannot work are refused, by name and place, and nothing is written") {
  Office desk;
  const auto refused = [&](Policy policy) {
    if (policy.level.name.empty()) policy.level.name = "Bad";
    return error_of([&] { desk.time().adopt(std::move(policy)); });
  };
  const Target good{.kind = resolution, .amount = hours(1)};
  CHECK(refused({.targets = {}}).code() == Code::invalid);
  CHECK(refused({.targets = {good, good}}).message().find("twice") != std::string::npos);
  CHECK(refused({.targets = {{.kind = resolution}}}).field() == "targets[0].amount");
  CHECK(refused({.targets = {{.amount = -hours(1)}}}).field() == "targets[0].amount");
  CHECK(refused({.targets = {{.amount = days(50'000)}}}).field() == "targets[0].amount");
  CHECK(refused({.targets = {{.amount = hours(25), .counted_in = CountedIn::working_days}}}).field() ==
        "targets[0].amount");
  CHECK(refused({.targets = {{.amount = hours(1), .to_end_of_day = true}}}).field() ==
        "targets[0].to_end_of_day");
  CHECK(refused({.targets = {{.amount = hours(1), .rhythm = Rhythm::any_word}}}).field() ==
        "targets[0].rhythm");
  CHECK(refused({.targets = {{.team = desk.team.id, .amount = hours(1)}}}).field() == "targets[0].team");
  CHECK(refused({.targets = {{.kind = update, .towards = Towards::team, .amount = hours(1)}}}).field() ==
        "targets[0].kind");
  const Error negative = refused({.targets = {good, {.kind = first_response, .amount = -hours(1)}}});
  CHECK(std::string(negative.what()) ==
        "service_level Bad, field targets[1].amount: is -PT1H, more than nothing is right");
  const Error never = refused(
      {.targets = {{.amount = hours(1), .stopped_in = "new open waiting_customer waiting_third_party"}}});
  CHECK(never.field() == "targets[0].stopped_in");
  CHECK(never.message().find("no state in which the clock runs") != std::string::npos);
  const Error states = refused({.targets = {{.amount = hours(1), .stopped_in = "waiting"}}});
  CHECK(states.field() == "targets[0].stopped_in");
  CHECK(states.message().find("waiting_customer") != std::string::npos);
  CHECK(refused({.level = {.fits = "priority = 'urgent'"}, .targets = {good}}).field() == "fits");
  CHECK(refused({.level = {.fits = "severness == 'high'"}, .targets = {good}}).field() == "fits");
  CHECK(refused({.level = {.fits = "false"}, .targets = {good}}).message().find("no case") !=
        std::string::npos);
  CHECK(refused({.level = {.calendar = Id<Calendar>{desk.acme.id.uuid}}, .targets = {good}}).code() ==
        Code::missing_reference);
  CHECK(desk.book.service_levels().count() == 0);
  CHECK(desk.book.targets().count() == 0);

  desk.adopt({good}, {.name = "All", .position = 5});
  const Error behind = refused({.level = {.position = 5, .fits = "level > 0"}, .targets = {good}});
  CHECK(behind.field() == "position");
  CHECK(behind.message().find("All") != std::string::npos);
  const Policy all = desk.time().policies().front();
  CHECK(error_of([&] { desk.book.service_levels().remove(all.level); }).code() == Code::not_allowed);
  CHECK(error_of([&] { desk.book.service_levels().add({.name = "x"}); }).code() == Code::not_allowed);
  CHECK(error_of([&] { desk.book.targets().add(good); }).code() == Code::not_allowed);
  CHECK(error_of([&] { desk.book.targets().remove(all.targets.front()); }).code() == Code::not_allowed);
  CHECK(error_of([&] { desk.book.clocks().add({}); }).code() == Code::not_allowed);
  CHECK(error_of([&] { desk.book.calendars().remove(desk.office); }).code() == Code::not_allowed);
}
