// Problems: what makes no sense is refused, whom they affect, who was told what, and the cases that come from them.
#include "rapport/problems.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "rapport/rapport.hpp"
#include "support/book.hpp"
#include "support/random.hpp"

using namespace rapport;
using namespace rapport::test;

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::year;

struct Desk {
  FakeClock clock;
  Book book = Book::in_memory(fixed_options(clock));
  Customer acme = book.customers().add({.name = "Acme"});
  Customer best = book.customers().add({.name = "Best"});
  Problem problem = book.problems().add({.name = "Certificate expired"});

  ProblemManagement management() { return book.problem_management(); }
  Case open_case(Id<Customer> customer, std::optional<Id<Problem>> of = {}) {
    return book.service().open({.customer = customer, .subject = "No backups", .problem = of});
  }
  void refused(const Problem& wrong, std::string_view field, Code code = Code::invalid) {
    const Head head = book.journal().head();
    const Error error =
        error_of([&] { wrong.version == 0 ? book.problems().add(wrong) : book.problems().update(wrong); });
    CHECK(error.code() == code);
    CHECK(error.kind() == "problem");
    CHECK(error.field() == field);
    CHECK(book.journal().head() == head);
  }
};

}  // namespace

TEST_CASE("instants are filled in when something is written down, and go when it is taken back") {
  Desk desk;
  Problem problem = desk.problem;
  const Instant start = desk.clock.now();
  CHECK(problem.found_at == start);
  desk.clock.advance(hours(1));
  problem.symptom = "Backups end with error 60";
  problem = desk.book.problems().update(problem);
  CHECK_FALSE(problem.workaround_at);
  problem.workaround = "Wait";
  problem = desk.book.problems().update(problem);
  CHECK(problem.workaround_at == start + hours(1));
  desk.clock.advance(hours(1));
  problem.workaround = "Switch the check off";
  problem = desk.book.problems().update(problem);
  CHECK(problem.workaround_at == start + hours(1));  // when it was first published
  problem.resolution = "A new one";
  problem.prevention = "A reminder";
  problem = desk.book.problems().update(problem);
  CHECK(problem.resolved_at == start + hours(2));
  desk.clock.advance(days(30));
  problem.prevention_worked = true;
  problem = desk.book.problems().update(problem);
  CHECK(problem.prevention_checked_at == desk.clock.now());
  problem.prevention_worked.reset();
  problem = desk.book.problems().update(problem);
  CHECK_FALSE(problem.prevention_checked_at);
  problem.resolution.reset();
  problem.workaround.reset();
  problem = desk.book.problems().update(problem);
  CHECK_FALSE(problem.resolved_at);
  CHECK_FALSE(problem.workaround_at);
  problem.found_at.reset();
  CHECK(desk.book.problems().update(problem).found_at == start);
}

TEST_CASE("what makes no sense is refused, added or updated") {
  Desk desk;
  const Instant now = desk.clock.now() + days(10);
  desk.clock.set(now);
  const Date day{year{2026}, std::chrono::March, std::chrono::day{1}};
  const std::map<std::string, std::vector<std::function<void(Problem&)>>> wrong{
      {"found_at", {[&](Problem& p) { p.found_at = now + hours(1); }}},
      {"workaround_at",
       {[&](Problem& p) { p.workaround_at = now; },
        [&](Problem& p) { p.workaround = "Wait", p.workaround_at = now + hours(1); },
        [&](Problem& p) { p.workaround = "Wait", p.workaround_at = now - days(20); },
        [&](Problem& p) { p.resolution = "Done", p.resolved_at = now - hours(1), p.workaround = "Wait"; }}},
      {"resolved_at",
       {[&](Problem& p) { p.resolved_at = now; },
        [&](Problem& p) { p.resolution = "Done", p.resolved_at = now + hours(1); },
        [&](Problem& p) { p.resolution = "Done", p.resolved_at = now - days(20); }}},
      {"prevention_due", {[&](Problem& p) { p.prevention_due = day; }}},
      {"prevention_worked",
       {[&](Problem& p) { p.resolution = "Done", p.prevention_worked = true; },
        [&](Problem& p) { p.prevention = "Remind", p.prevention_worked = false; }}},
      {"prevention_checked_at",
       {[&](Problem& p) { p.prevention_checked_at = now; },
        [&](Problem& p) {
          p.resolution = "Done", p.prevention = "Remind", p.prevention_worked = true;
          p.prevention_checked_at = now - hours(1);
        }}},
  };
  for (const auto& [field, changes] : wrong)
    for (const auto& change : changes) {
      CAPTURE(field);
      Problem updated = desk.problem;
      change(updated);
      desk.refused(updated, field);
      Problem added{.name = "Another", .found_at = now - days(10)};
      change(added);
      desk.refused(added, field);
    }
  const Agent gone = desk.book.agents().remove(desk.book.agents().add({.name = "Zoé"}));
  desk.refused({.name = "Another", .owner = gone.id}, "owner", Code::not_allowed);
}

TEST_CASE("cases are linked, and a problem from which cases come is not removed") {
  Desk desk;
  const Case first = desk.open_case(desk.acme.id);
  CHECK(desk.management().link(first.id, desk.problem.id).problem == desk.problem.id);
  const Case second = desk.open_case(desk.acme.id, desk.problem.id);
  const Error error = error_of([&] { desk.book.problems().remove(desk.problem); });
  CHECK(error.code() == Code::not_allowed);
  CHECK(error.message().find("2 cases") != std::string::npos);

  const Problem other = desk.book.problems().add({.name = "Full disk"});
  for (const Case& each : {first, second}) desk.management().link(each.id, other.id);
  desk.book.problems().remove(desk.problem);
  const auto refused = [](const Error& thrown, std::string_view kind, std::string_view field) {
    CHECK(thrown.code() == Code::not_allowed);
    CHECK(thrown.kind() == kind);
    CHECK(thrown.field() == field);
  };
  refused(error_of([&] { desk.management().link(first.id, desk.problem.id); }), "problem", "deleted_at");
  refused(error_of([&] { desk.open_case(desk.acme.id, desk.problem.id); }), "case", "problem");
  desk.book.service().merge(first.id, second.id);
  refused(error_of([&] { desk.management().link(first.id, other.id); }), "case", "merged_into");
  CHECK(error_of([&] { desk.management().link(second.id, {}); }).code() == Code::not_found);
  CHECK(error_of([&] { desk.management().link({}, other.id); }).code() == Code::not_found);
}

TEST_CASE("policies are matched with what a case comes from") {
  Desk desk;
  const Policy policy = desk.book.timekeeping().adopt(
      {.level = {.name = "Known problems", .fits = "problem != null"}, .targets = {{.amount = hours(8)}}});
  const Case made = desk.open_case(desk.acme.id);
  CHECK_FALSE(made.service_level);
  CHECK(desk.management().link(made.id, desk.problem.id).service_level == policy.level.id);
}

TEST_CASE("who is affected is told the workaround, then the resolution, and nobody twice") {
  Desk desk;
  const auto management = [&] { return desk.book.problem_management(); };
  const Case first = desk.open_case(desk.acme.id, desk.problem.id);
  desk.open_case(desk.acme.id, desk.problem.id);
  desk.open_case(desk.best.id, desk.problem.id);
  desk.book.service().resolve(first.id, "Worked around");
  const Customer calm = desk.book.customers().add({.name = "Calm"});
  desk.open_case(calm.id);

  auto affected = management().affected(desk.problem.id);
  REQUIRE(affected.size() == 2);
  CHECK(affected[0].customer.name == "Acme");
  CHECK(affected[0].cases == 2);
  CHECK(affected[0].open_cases == 1);
  CHECK_FALSE(affected[0].last_notice);
  CHECK(affected[1].customer.name == "Best");
  CHECK(affected[1].cases == 1);

  const Error nothing = error_of([&] { management().tell(desk.problem.id); });
  CHECK(nothing.code() == Code::not_allowed);
  CHECK(nothing.field() == "workaround");
  desk.problem.workaround = "Switch the check off";
  desk.problem = desk.book.problems().update(desk.problem);
  CHECK(error_of([&] { management().tell(desk.problem.id, {.told = Told::resolution}); }).field() ==
        "resolution");

  auto notices = management().tell(desk.problem.id, {.customers = {desk.best.id}});
  REQUIRE(notices.size() == 1);
  CHECK(notices[0].told == Told::workaround);
  CHECK(notices[0].at == desk.clock.now());
  const Interaction said = desk.book.interactions().get(*notices[0].interaction);
  CHECK(said.customer == desk.best.id);
  CHECK(said.direction == Direction::outbound);
  CHECK(said.channel == Channel::email);
  CHECK(said.subject == "Certificate expired");
  CHECK(said.body == "Switch the check off");
  CHECK(said.about == reference_to(desk.problem.id));

  // The others only.
  notices = management().tell(desk.problem.id, {.said = {.channel = Channel::phone, .body = "As agreed"}});
  REQUIRE(notices.size() == 1);
  CHECK(notices[0].customer == desk.acme.id);
  CHECK(desk.book.interactions().get(*notices[0].interaction).body == "As agreed");
  CHECK(management().tell(desk.problem.id).empty());

  desk.clock.advance(hours(2));
  management().resolve(desk.problem.id, "A new certificate");
  // Somebody whom it does not affect may be told, too.
  CHECK(management().tell(desk.problem.id, {.customers = {calm.id}}).front().told == Told::resolution);
  notices = management().tell(desk.problem.id);
  REQUIRE(notices.size() == 2);
  CHECK(notices[1].told == Told::resolution);
  affected = management().affected(desk.problem.id);
  REQUIRE(affected.size() == 2);
  for (const Affected& each : affected) {
    CHECK(each.last_notice->told == Told::resolution);
    CHECK(each.last_notice->at == desk.clock.now());
  }
  // A notice that was wrong is removed; whoever was deleted is not affected any more.
  desk.book.problem_notices().remove(*affected[0].last_notice);
  CHECK(management().affected(desk.problem.id)[0].last_notice->told == Told::workaround);
  desk.book.customers().remove(desk.best);
  CHECK(management().affected(desk.problem.id).size() == 1);
  CHECK(management().tell(desk.problem.id).size() == 1);
}

TEST_CASE("telling fails for all when it fails for one") {
  Desk desk;
  desk.problem.workaround = "Wait";
  desk.book.problems().update(desk.problem);
  desk.book.customers().remove(desk.best);
  const Head head = desk.book.journal().head();
  const Error error = error_of([&] {
    desk.management().tell(desk.problem.id, {.customers = {desk.acme.id, desk.best.id}});
  });
  CHECK(error.code() == Code::not_allowed);
  CHECK(desk.book.journal().head() == head);
  CHECK(desk.book.problem_notices().count() == 0);
}

TEST_CASE("resolving a problem resolves its open cases where that is wanted, in one commit") {
  Desk desk;
  const Case open = desk.open_case(desk.acme.id, desk.problem.id);
  const Case merged = desk.open_case(desk.acme.id, desk.problem.id);
  desk.book.service().merge(merged.id, open.id);
  Case done = desk.open_case(desk.best.id, desk.problem.id);
  done = desk.book.service().resolve(done.id, "By hand");
  const Case other = desk.open_case(desk.best.id);

  CHECK(error_of([&] { desk.management().resolve(desk.problem.id, ""); }).field() == "resolution");
  Problem problem = desk.management().resolve(desk.problem.id, "For now");
  CHECK(desk.book.cases().get(open.id).state == CaseState::new_);
  const Head head = desk.book.journal().head();
  desk.clock.advance(hours(1));
  problem = desk.management().resolve(desk.problem.id, "A new certificate", LinkedCases::resolve);
  CHECK(desk.book.journal().head().commit == head.commit + 1);
  CHECK(problem.resolution == "A new certificate");
  CHECK(problem.resolved_at == desk.clock.now() - hours(1));
  const Case resolved = desk.book.cases().get(open.id);
  CHECK(resolved.state == CaseState::resolved);
  CHECK(resolved.resolution == "A new certificate");
  CHECK(desk.book.cases().get(merged.id).state == CaseState::new_);
  CHECK(desk.book.cases().get(done.id).resolution == "By hand");
  CHECK(desk.book.cases().get(other.id).state == CaseState::new_);
}

TEST_CASE("what is to be checked: due, resolved and not checked yet, the longest due first") {
  Desk desk;
  const auto day = [](unsigned d) { return Date{year{2026}, std::chrono::March, std::chrono::day{d}}; };
  const auto with = [&](std::string name, unsigned due, bool resolved) {
    Problem problem{.name = std::move(name), .prevention = "Remind", .prevention_due = day(due)};
    if (resolved) problem.resolution = "Done";
    return desk.book.problems().add(problem);
  };
  with("late", 5, true);
  with("early", 3, true);
  with("not resolved", 1, false);
  Problem checked = with("checked", 1, true);
  checked.prevention_worked = false;
  desk.book.problems().update(checked);
  desk.book.problems().remove(with("gone", 1, true));
  const auto names = [&](unsigned on) {
    std::string all;
    for (const Problem& each : desk.management().to_check(day(on))) all += each.name + ' ';
    return all;
  };
  CHECK(names(2) == "");
  CHECK(names(3) == "early ");
  CHECK(names(31) == "early late ");
}

TEST_CASE("who is affected, counted naively") {
  Random random(3);
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    FakeClock clock;
    Book book = Book::in_memory(fixed_options(clock, seed));
    std::vector<Id<Customer>> customers;
    for (int i = 0; i < 6; ++i) customers.push_back(book.customers().add({.name = "Customer"}).id);
    std::vector<Id<Problem>> problems;
    for (int i = 0; i < 2; ++i)
      problems.push_back(book.problems().add({.name = "Problem", .workaround = "Wait"}).id);
    std::map<Id<Problem>, std::map<Id<Customer>, std::pair<std::int64_t, std::int64_t>>> expected;
    for (int i = 0; i < 40; ++i) {
      const auto customer = random.of(customers);
      const auto problem = random.of(problems);
      const Case made =
          book.service().open({.customer = customer, .subject = "Something", .problem = problem});
      auto& [cases, open] = expected[problem][customer];
      ++cases;
      if (random.one_in(3))
        book.service().resolve(made.id, "Done");
      else
        ++open;
    }
    for (const Id<Problem> problem : problems) {
      const auto affected = book.problem_management().affected(problem);
      REQUIRE(affected.size() == expected[problem].size());
      auto next = affected.begin();
      for (const auto& [customer, counts] : expected[problem]) {
        CHECK(next->customer.id == customer);
        CHECK(next->cases == counts.first);
        CHECK(next->open_cases == counts.second);
        ++next;
      }
      CHECK(book.problem_management().tell(problem).size() == affected.size());
    }
  }
}
