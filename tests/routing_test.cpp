// Routing: who gets a case, by each criterion alone and by all of them, and agents who are absent or leave.
#include "rapport/routing.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "rapport/rapport.hpp"
#include "support/book.hpp"
#include "support/random.hpp"

using namespace rapport;
using namespace rapport::test;

namespace {

using std::chrono::hours;

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

struct Desk {
  FakeClock clock;
  Book book = Book::in_memory(fixed_options(clock));
  Customer acme = book.customers().add({.name = "Acme"});

  Routing routing() { return book.routing(); }
  Agent agent(Agent described) { return book.agents().add(std::move(described)); }
  Case open_case(Case described = {}) {
    described.customer = acme.id;
    described.subject = "No backups";
    return book.service().open(described);
  }
  // Gives the agent so many open cases.
  void burden(const Agent& agent, int cases) {
    for (int i = 0; i < cases; ++i) open_case({.assignee = agent.id});
  }
  // Whom routing chooses, by name, and the reason.
  std::string chosen(Id<Case> of) {
    const Case after = routing().route(of);
    return book.agents().get(*after.assignee).name;
  }
  std::string chosen(const Case& described = {}) { return chosen(open_case(described).id); }
  std::string reason(Id<Case> of) {
    std::string why;
    for (const CaseEvent& each : book.service().events(of))
      if (each.what == CaseEventKind::assigned) why = each.reason.value_or("");
    return why;
  }
  void know_technical_level(TechnicalLevel level, std::optional<std::string> topic = {}) {
    book.needs().add({.customer = acme.id,
                      .aspect = NeedAspect::technical_level,
                      .topic = std::move(topic),
                      .technical_level = level});
  }
  Case refused(const Case& described, std::string_view part) {
    const Case made = open_case(described);
    const Head head = book.journal().head();
    const Error error = error_of([&] { routing().route(made.id); });
    CHECK(error.code() == Code::not_allowed);
    CHECK(error.kind() == "case");
    CHECK(error.record() == to_text(made.id));
    CHECK(error.field() == "assignee");
    CHECK_MESSAGE(contains(error.message(), part), error.message());
    CHECK(book.journal().head() == head);
    return made;
  }
};

}  // namespace

TEST_CASE("a case goes to the only agent there is, and the event and the commit say why") {
  Desk desk;
  desk.refused({}, "there is no agent");
  const Agent zoe = desk.agent({.name = "Zoé"});
  const Case made = desk.open_case();
  const Case after = desk.routing().route(made.id);
  CHECK(after.assignee == zoe.id);
  CHECK_FALSE(after.team);
  CHECK(desk.reason(made.id) == "Zoé: 0 cases, the only one who fits");
  CHECK(desk.book.cases().history(made.id).front().commit.reason == desk.reason(made.id));
  desk.routing().route(made.id, {.reason = "by hand"});
  const CaseEvent again = desk.book.service().events(made.id).back();
  CHECK(desk.book.case_events().history(again.id).front().commit.reason == "by hand");
  CHECK(desk.reason(made.id) == "Zoé: 0 cases, the only one who fits");
}

TEST_CASE("a reason names all that counted") {
  Desk desk;
  desk.know_technical_level(TechnicalLevel::beginner);
  const Agent zoe = desk.agent({.name = "Zoé",
                                .skills = "network Backup",
                                .languages = "de fr",
                                .highest_technical_level = TechnicalLevel::beginner,
                                .capacity = 10});
  const Agent kim = desk.agent({.name = "Kim", .skills = "backup", .languages = "fr", .capacity = 10});
  desk.burden(zoe, 2);
  desk.burden(kim, 3);
  const Case made = desk.open_case({.language = "fr-CA", .skills = "backup network"});
  CHECK(desk.chosen(made.id) == "Zoé");
  CHECK(desk.reason(made.id) ==
        "Zoé: speaks fr-CA, knows backup and network, works with customers of the technical level beginner, "
        "2 of 10 cases, the only one who fits");
  const Case easier = desk.open_case({.language = "fr", .skills = "BACKUP"});
  CHECK(desk.chosen(easier.id) == "Kim");
  CHECK(desk.reason(easier.id) == "Kim: speaks fr, knows BACKUP, 3 of 10 cases, waited longest of 2 agents");
}

TEST_CASE("each criterion alone keeps an agent away") {
  const auto only_kim = [](Agent zoe, Agent kim, const Case& of, std::string_view why) {
    Desk desk;
    zoe.name = "Zoé";
    kim.name = "Kim";
    desk.agent(zoe);
    desk.agent(kim);
    CHECK(desk.chosen(of) == "Kim");
    const auto candidates = desk.routing().candidates(desk.open_case(of).id);
    REQUIRE(candidates.size() == 2);
    CHECK(candidates[0].fits);
    CHECK(candidates[0].agent.name == "Kim");
    CHECK(candidates[0].open_cases == 1);
    CHECK_FALSE(candidates[1].fits);
    CHECK(candidates[1].why == why);
  };
  only_kim({}, {.skills = "backup"}, {.skills = "backup"}, "does not know backup");
  only_kim({.skills = "backup"}, {.skills = "safe Backup"}, {.skills = "backup safe"}, "does not know safe");
  only_kim({.languages = "en"}, {.languages = "fr"}, {.language = "fr-CA"}, "does not speak fr-CA");
  only_kim({.languages = "en"}, {}, {.language = "fr"}, "does not speak fr");
  only_kim({.languages = "fra"}, {.languages = "FR-be"}, {.language = "fr"}, "does not speak fr");
  only_kim({.capacity = 0}, {.capacity = 2}, {}, "has 0 of 0 cases");
}

TEST_CASE("the team's agents only, and all of them without a team") {
  Desk desk;
  const Team team = desk.book.teams().add({.name = "Paris"});
  desk.refused({.team = team.id}, "its team has no agent");
  desk.agent({.name = "Zoé"});
  desk.agent({.name = "Kim", .team = team.id});
  for (int i = 0; i < 3; ++i) CHECK(desk.chosen({.team = team.id}) == "Kim");
  const Case made = desk.open_case({.team = team.id});
  CHECK(desk.routing().route(made.id).team == team.id);
  CHECK(desk.chosen() == "Zoé");
}

TEST_CASE("the customer's language counts where the case has none, and what is not known refuses nobody") {
  Desk desk;
  desk.agent({.name = "Zoé", .languages = "en"});
  CHECK(desk.chosen() == "Zoé");
  desk.acme.language = "fr";
  desk.acme = desk.book.customers().update(desk.acme);
  desk.refused({}, "does not speak fr");
  CHECK(desk.chosen({.language = "en"}) == "Zoé");
}

TEST_CASE(
    "the technical level: of a topic of the case, or else of the customer as a whole, the newest word") {
  Desk desk;
  desk.agent({.name = "Gentle", .highest_technical_level = TechnicalLevel::beginner});
  desk.agent({.name = "Deep", .lowest_technical_level = TechnicalLevel::advanced});
  desk.know_technical_level(TechnicalLevel::expert);
  CHECK(desk.chosen() == "Deep");
  desk.know_technical_level(TechnicalLevel::none);
  CHECK(desk.chosen() == "Gentle");
  desk.know_technical_level(TechnicalLevel::expert, "Backup");
  CHECK(desk.chosen() == "Gentle");
  CHECK(desk.chosen({.product = "backup"}) == "Deep");
  desk.know_technical_level(TechnicalLevel::intermediate, "Accounting");
  desk.refused({.product = "Accounting"}, "does not work with customers of the technical level intermediate");
  const Error error = error_of([&] {
    desk.agent({.name = "Kim",
                .lowest_technical_level = TechnicalLevel::expert,
                .highest_technical_level = TechnicalLevel::none});
  });
  CHECK(error.code() == Code::invalid);
  CHECK(error.field() == "highest_technical_level");
}

TEST_CASE("load is in relation to capacity where everybody has one") {
  Desk desk;
  Agent zoe = desk.agent({.name = "Zoé", .capacity = 10});
  const Agent kim = desk.agent({.name = "Kim", .capacity = 2});
  desk.burden(zoe, 3);
  desk.burden(kim, 1);
  const Case made = desk.open_case();
  CHECK(desk.chosen(made.id) == "Zoé");
  CHECK(desk.reason(made.id) == "Zoé: 3 of 10 cases, the least load of 2 agents");
  // The case that is routed burdens nobody.
  CHECK(desk.chosen(made.id) == "Zoé");
  CHECK(desk.reason(made.id) == "Zoé: 3 of 10 cases, the least load of 2 agents");
  zoe.capacity.reset();
  desk.book.agents().update(zoe);
  CHECK(desk.chosen(made.id) == "Kim");
  CHECK(desk.chosen() == "Zoé");  // Kim is full
  // As much in relation, but fewer.
  Desk other;
  const Agent much = other.agent({.name = "Much", .capacity = 10});
  const Agent little = other.agent({.name = "Little", .capacity = 2});
  other.burden(much, 5);
  other.burden(little, 1);
  const Case even = other.open_case();
  CHECK(other.chosen(even.id) == "Little");
  CHECK(other.reason(even.id) == "Little: 1 of 2 cases, the fewest of 2 agents");
}

TEST_CASE("only open cases burden an agent") {
  Desk desk;
  const Agent zoe = desk.agent({.name = "Zoé", .capacity = 1});
  const Case kept = desk.open_case();
  Case made = desk.open_case({.assignee = zoe.id});
  desk.refused({}, "has 1 of 1 cases");
  desk.book.service().resolve(made.id, "Done");
  CHECK(desk.routing().candidates(kept.id)[0].fits);
  desk.book.service().move(made.id, CaseState::open);
  CHECK_FALSE(desk.routing().candidates(kept.id)[0].fits);
  desk.book.service().merge(made.id, kept.id);
  CHECK(desk.routing().candidates(kept.id)[0].fits);
  made = desk.book.service().unmerge(made.id);
  CHECK_FALSE(desk.routing().candidates(kept.id)[0].fits);
  desk.book.cases().remove(made);
  CHECK(desk.routing().candidates(kept.id)[0].fits);
}

TEST_CASE("turns are taken by those with equal load") {
  Desk desk;
  for (const char* name : {"Zoé", "Kim", "Max"}) desk.agent({.name = name});
  std::vector<std::string> names;
  for (int i = 0; i < 6; ++i) {
    const Case made = desk.open_case();
    names.push_back(desk.chosen(made.id));
    desk.book.service().resolve(made.id, "Done");
  }
  CHECK(names == std::vector<std::string>{"Zoé", "Kim", "Max", "Zoé", "Kim", "Max"});
}

TEST_CASE("who works now comes before who does not, but anybody before nobody") {
  Desk desk;
  const Calendar office =
      desk.book.calendars().add({.name = "Office", .zone = "UTC", .hours = "mon-fri 09:00-17:00"});
  const Calendar night =
      desk.book.calendars().add({.name = "Night", .zone = "UTC", .hours = "mon-sun 20:00-04:00"});
  const Agent zoe = desk.agent({.name = "Zoé", .calendar = office.id});
  const Agent kim = desk.agent({.name = "Kim", .calendar = night.id});
  desk.burden(kim, 3);
  desk.clock.set(from_text<Instant>("2026-01-05T03:00:00Z"));
  const Case made = desk.open_case();
  CHECK(desk.chosen(made.id) == "Kim");
  CHECK(desk.reason(made.id) == "Kim: 3 cases, the only one at work of 2 agents");
  desk.clock.set(from_text<Instant>("2026-01-05T09:00:00Z"));
  CHECK(desk.chosen(made.id) == "Zoé");
  desk.clock.set(from_text<Instant>("2026-01-05T18:00:00Z"));
  CHECK(desk.chosen(made.id) == "Zoé");
  CHECK(desk.reason(made.id) == "Zoé: 0 cases, not at work now, the least load of 2 agents");
}

TEST_CASE("a dedicated agent gets the cases of the customer, whoever else would fit better") {
  Desk desk;
  const Team team = desk.book.teams().add({.name = "Paris"});
  const Agent zoe = desk.agent({.name = "Zoé", .capacity = 0});
  const Agent kim = desk.agent({.name = "Kim", .team = team.id, .skills = "backup"});
  const Agent max = desk.agent({.name = "Max"});
  desk.book.people().hand_over(desk.acme.id, zoe.id);
  const Case made = desk.open_case({.team = team.id, .skills = "backup"});
  CHECK(desk.chosen(made.id) == "Kim");
  desk.acme = desk.book.customers().get(desk.acme.id);
  desk.acme.relationship = RelationshipType::dedicated_assistance;
  desk.acme = desk.book.customers().update(desk.acme);
  CHECK(desk.chosen(made.id) == "Zoé");
  CHECK(desk.reason(made.id) == "Zoé: looks after the customer");
  const auto candidates = desk.routing().candidates(made.id);
  REQUIRE(candidates.size() == 2);
  CHECK(candidates[0].agent.id == zoe.id);
  CHECK(candidates[1].agent.id == kim.id);
  // Who stands in does, too.
  const Absence away = desk.book.absences().add({.agent = zoe.id, .stand_in = max.id});
  CHECK(desk.chosen(made.id) == "Max");
  CHECK(desk.reason(made.id) == "Max: stands in for Zoé, who looks after the customer");
  // Nobody does: like everybody's cases.
  desk.book.absences().add({.agent = max.id});
  CHECK(desk.chosen(made.id) == "Kim");
  desk.book.absences().remove(away);
  CHECK(desk.chosen(made.id) == "Zoé");
  desk.book.service().assign(made.id, {});
  desk.book.agents().remove(zoe);
  CHECK(desk.chosen(made.id) == "Kim");
}

TEST_CASE("absences: from their beginning up to their end, and along those who stand in") {
  Desk desk;
  const Team team = desk.book.teams().add({.name = "Paris"});
  const Agent zoe = desk.agent({.name = "Zoé", .team = team.id});
  const Agent kim = desk.agent({.name = "Kim"});
  const Agent max = desk.agent({.name = "Max", .skills = "backup"});
  const Instant now = desk.clock.now();
  desk.book.absences().add({.agent = zoe.id,
                            .valid_from = now + hours(1),
                            .valid_until = now + hours(9),
                            .stand_in = kim.id,
                            .reason = "ill"});
  desk.book.absences().add(
      {.agent = kim.id, .valid_from = now + hours(2), .valid_until = now + hours(3), .stand_in = max.id});
  desk.book.absences().add({.agent = max.id, .valid_from = now + hours(8)});
  const Case made = desk.open_case({.team = team.id});
  const Case hard = desk.open_case({.team = team.id, .skills = "backup"});
  const std::map<int, std::string> expected{{0, "Zoé"}, {1, "Kim"}, {2, "Max"}, {3, "Kim"}, {9, "Zoé"}};
  for (const auto& [hour, name] : expected) {
    CAPTURE(hour);
    desk.clock.set(now + hours(hour));
    CHECK(desk.chosen(made.id) == name);
    if (name == "Max") CHECK(desk.chosen(hard.id) == name);
  }
  CHECK(desk.reason(hard.id) == "Max: knows backup, 1 case, stands in for Zoé, the only one who fits");
  // Who stands in must fit.
  desk.clock.set(now + hours(4));
  const auto candidates = desk.routing().candidates(hard.id);
  REQUIRE(candidates.size() == 2);
  CHECK(candidates[0].why == "is absent, somebody stands in");
  CHECK(candidates[1].why == "does not know backup");
}

TEST_CASE("an agent without a stand-in is away, and so is one whose stand-in left") {
  Desk desk;
  const Agent zoe = desk.agent({.name = "Zoé"});
  const Agent kim = desk.agent({.name = "Kim"});
  Absence away = desk.book.absences().add({.agent = zoe.id});
  CHECK(away.valid_from == desk.clock.now());
  const Case made = desk.open_case();
  CHECK(desk.routing().candidates(made.id)[1].why == "is absent, nobody stands in");
  away.stand_in = kim.id;
  desk.book.absences().update(away);
  CHECK(desk.routing().candidates(made.id)[1].why == "is absent, somebody stands in");
  desk.book.agents().remove(kim);
  desk.refused({}, "is absent, nobody stands in");
}

TEST_CASE("absences that make no sense are refused") {
  Desk desk;
  const Agent zoe = desk.agent({.name = "Zoé"});
  const Agent kim = desk.agent({.name = "Kim"});
  const Agent max = desk.agent({.name = "Max"});
  const Instant now = desk.clock.now();
  const auto refused = [&](const Absence& absence, Code code, std::string_view field) {
    const Error error = error_of([&] { desk.book.absences().add(absence); });
    CHECK(error.code() == code);
    CHECK(error.kind() == "absence");
    CHECK(error.field() == field);
  };
  refused({.agent = zoe.id, .valid_from = now, .valid_until = now - hours(1)}, Code::invalid, "valid_until");
  refused({.agent = zoe.id, .stand_in = zoe.id}, Code::not_allowed, "stand_in");
  desk.book.absences().add({.agent = zoe.id, .valid_until = now + hours(5), .stand_in = kim.id});
  refused({.agent = zoe.id, .valid_from = now + hours(4)}, Code::not_allowed, "valid_from");
  refused({.agent = zoe.id, .valid_from = now - hours(4)}, Code::not_allowed, "valid_from");
  desk.book.absences().add({.agent = zoe.id, .valid_from = now + hours(5), .stand_in = max.id});
  // Circles count only where all of them are absent at one time.
  desk.book.absences().add(
      {.agent = kim.id, .valid_from = now + hours(2), .valid_until = now + hours(7), .stand_in = max.id});
  refused({.agent = max.id, .valid_from = now + hours(4), .valid_until = now + hours(5), .stand_in = zoe.id},
          Code::not_allowed, "stand_in");
  refused({.agent = max.id, .valid_from = now + hours(6), .valid_until = now + hours(8), .stand_in = kim.id},
          Code::not_allowed, "stand_in");
  Absence fine = desk.book.absences().add(
      {.agent = max.id, .valid_from = now, .valid_until = now + hours(2), .stand_in = zoe.id});
  fine.valid_until = now + hours(3);
  CHECK(error_of([&] { desk.book.absences().update(fine); }).field() == "stand_in");
  const Agent gone = desk.book.agents().remove(desk.agent({.name = "Gone"}));
  refused({.agent = gone.id}, Code::not_allowed, "agent");
  refused({.agent = desk.agent({.name = "Bo"}).id, .stand_in = gone.id}, Code::not_allowed, "stand_in");
}

TEST_CASE("an agent with open cases is not removed, and nobody who was removed gets any") {
  Desk desk;
  Agent zoe = desk.agent({.name = "Zoé"});
  const Agent kim = desk.agent({.name = "Kim"});
  desk.burden(zoe, 2);
  const Error error = error_of([&] { desk.book.agents().remove(zoe); });
  CHECK(error.code() == Code::not_allowed);
  CHECK(error.record() == to_text(zoe.id));
  CHECK(contains(error.message(), "2 open cases"));
  desk.routing().hand_over(zoe.id, kim.id);
  zoe = desk.book.agents().remove(zoe);
  for (const auto& attempt : std::vector<std::function<void()>>{
           [&] { desk.open_case({.assignee = zoe.id}); },
           [&] { desk.book.service().assign(desk.open_case().id, {.assignee = zoe.id}); }}) {
    const Error refused = error_of(attempt);
    CHECK(refused.code() == Code::not_allowed);
    CHECK(refused.field() == "assignee");
    CHECK(contains(refused.message(), to_text(zoe.id)));
  }
}

TEST_CASE("handing over: to one, or to whoever fits, all cases or none, in one commit") {
  Desk desk;
  const Team team = desk.book.teams().add({.name = "Paris"});
  const Agent zoe = desk.agent({.name = "Zoé", .team = team.id, .skills = "backup"});
  const Agent kim = desk.agent({.name = "Kim", .team = team.id});
  const Case first = desk.open_case({.team = team.id, .assignee = zoe.id});
  const Case second = desk.open_case({.assignee = zoe.id, .skills = "backup"});
  const Case done = desk.open_case({.assignee = zoe.id});
  desk.book.service().resolve(done.id, "Done");

  CHECK(error_of([&] { desk.routing().hand_over(zoe.id, zoe.id); }).code() == Code::invalid);
  Head head = desk.book.journal().head();
  const Error error = error_of([&] { desk.routing().hand_over(zoe.id, {}); });
  CHECK(error.code() == Code::not_allowed);
  CHECK(error.record() == to_text(second.id));
  CHECK(desk.book.journal().head() == head);

  auto cases = desk.routing().hand_over(zoe.id, kim.id);
  REQUIRE(cases.size() == 2);
  CHECK(cases[0].assignee == kim.id);
  CHECK(cases[0].team == team.id);
  CHECK(cases[1].assignee == kim.id);
  CHECK(desk.reason(first.id) == "Zoé hands over to Kim");
  CHECK(desk.book.journal().head().commit == head.commit + 1);
  CHECK(desk.book.cases().get(done.id).assignee == zoe.id);

  const Agent max = desk.agent({.name = "Max", .skills = "backup"});
  cases = desk.routing().hand_over(kim.id, {});
  REQUIRE(cases.size() == 2);
  CHECK(cases[0].assignee == zoe.id);
  CHECK(cases[1].assignee == max.id);
  CHECK(desk.reason(second.id) == "Max: knows backup, 0 cases, the least load of 2 agents");
  // A dedicated agent who hands over is passed over, too.
  desk.book.people().hand_over(desk.acme.id, max.id);
  Customer acme = desk.book.customers().get(desk.acme.id);
  acme.relationship = RelationshipType::dedicated_assistance;
  desk.book.customers().update(acme);
  cases = desk.routing().hand_over(max.id, {});
  REQUIRE(cases.size() == 1);
  CHECK(cases[0].assignee == zoe.id);
  CHECK(desk.routing().hand_over(max.id, {}).empty());
  desk.book.agents().remove(max);
}

TEST_CASE("a case that was merged or deleted is not routed") {
  Desk desk;
  desk.agent({.name = "Zoé"});
  const Case goes_on = desk.open_case();
  const Case merged = desk.open_case();
  desk.book.service().merge(merged.id, goes_on.id);
  CHECK(error_of([&] { desk.routing().route(merged.id); }).field() == "merged_into");
  const Case gone = desk.book.cases().remove(desk.open_case());
  CHECK(error_of([&] { desk.routing().route(gone.id); }).field() == "deleted_at");
  CHECK(error_of([&] { desk.routing().route({}); }).code() == Code::not_found);
}

// ---- An oracle

namespace {

// As the header has it, by looking at everything.
struct Oracle {
  Book& book;
  const Case of;

  template <class R>
  std::vector<R> all() {
    std::vector<R> records;
    book.records<R>().for_each({}, [&](const R& each) { records.push_back(each); });
    return records;
  }
  std::set<std::string> words(const std::optional<std::string>& text) {
    std::set<std::string> found;
    std::istringstream stream(text.value_or(""));
    for (std::string each; stream >> each;) found.insert(each);
    return found;
  }
  std::optional<Id<Agent>> there(Id<Agent> agent) {
    for (const Absence& each : all<Absence>())
      if (each.agent == agent && *each.valid_from <= book.now() &&
          (!each.valid_until || book.now() < *each.valid_until)) {
        if (!each.stand_in) return {};
        return there(*each.stand_in);
      }
    return agent;
  }
  std::int64_t open(Id<Agent> agent) {
    std::int64_t count = 0;
    for (const Case& each : all<Case>())
      count += each.assignee == agent && each.id != of.id && each.state != CaseState::resolved &&
               each.state != CaseState::closed && !each.merged_into;
    return count;
  }
  bool fits(const Agent& agent) {
    const auto known = words(agent.skills);
    for (const std::string& each : words(of.skills))
      if (!known.contains(each)) return false;
    const Customer customer = book.customers().get(of.customer);
    const auto language = of.language ? of.language : customer.language;
    if (language && agent.languages && !words(agent.languages).contains(*language)) return false;
    std::optional<TechnicalLevel> level;
    for (const Need& each : all<Need>())
      if (each.customer == customer.id) level = each.technical_level;
    if (level && agent.lowest_technical_level && *level < *agent.lowest_technical_level) return false;
    if (level && agent.highest_technical_level && *level > *agent.highest_technical_level) return false;
    return !agent.capacity || open(agent.id) < *agent.capacity;
  }
  bool works(const Agent& agent) {
    return !agent.calendar || OpeningHours(book.calendars().get(*agent.calendar)).is_open(book.now());
  }
  std::string newest(Id<Agent> agent) {
    std::string id;
    for (const Case& each : all<Case>())
      if (each.assignee == agent && each.id != of.id) id = std::max(id, to_text(each.id));
    return id;
  }
  bool is_better(const Agent& a, const Agent& b, bool by_capacity) {
    if (works(a) != works(b)) return works(a);
    if (by_capacity && open(a.id) * *b.capacity != open(b.id) * *a.capacity)
      return open(a.id) * *b.capacity < open(b.id) * *a.capacity;
    if (open(a.id) != open(b.id)) return open(a.id) < open(b.id);
    if (newest(a.id) != newest(b.id)) return newest(a.id) < newest(b.id);
    return a.id < b.id;
  }
  std::optional<Id<Agent>> choice() {
    const Customer customer = book.customers().get(of.customer);
    if (customer.relationship == RelationshipType::dedicated_assistance && customer.owner)
      if (const auto agent = there(*customer.owner)) return agent;
    std::vector<Agent> fitting;
    for (const Agent& each : all<Agent>()) {
      if (of.team && each.team != of.team) continue;
      const auto asked = there(each.id);
      if (!asked || std::ranges::find(fitting, *asked, &Agent::id) != fitting.end()) continue;
      if (const Agent agent = book.agents().get(*asked); fits(agent)) fitting.push_back(agent);
    }
    const bool by_capacity =
        std::ranges::all_of(fitting, [](const Agent& each) { return each.capacity.has_value(); });
    const Agent* best = nullptr;
    for (const Agent& each : fitting)
      if (!best || is_better(each, *best, by_capacity)) best = &each;
    if (!best) return {};
    return best->id;
  }
};

}  // namespace

TEST_CASE("what is routed at random goes where an oracle says") {
  int routed = 0;
  int refused = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    FakeClock clock;
    Book book = Book::in_memory(fixed_options(clock, seed));
    const auto maybe = [&](auto value) { return random.one_in(2) ? std::optional(value) : std::nullopt; };
    const std::vector<std::string> skills{"backup", "network", "backup network", "safe"};
    const std::vector<std::string> languages{"fr", "en", "de"};
    const std::vector<TechnicalLevel> levels{TechnicalLevel::none, TechnicalLevel::intermediate,
                                             TechnicalLevel::expert};
    std::vector<Id<Team>> teams;
    for (const char* name : {"Paris", "Lyon"}) teams.push_back(book.teams().add({.name = name}).id);
    const std::vector calendars{
        book.calendars().add({.name = "Day", .zone = "UTC", .hours = "mon-sun 08:00-20:00"}).id,
        book.calendars().add({.name = "Night", .zone = "UTC", .hours = "mon-sun 20:00-08:00"}).id};
    std::vector<Id<Agent>> agents;
    const bool with_capacity = random.one_in(2);
    for (int i = 0; i < 8; ++i) {
      const auto level = maybe(random.of(levels));
      agents.push_back(book.agents()
                           .add({.name = "Agent " + std::to_string(i),
                                 .team = maybe(random.of(teams)),
                                 .skills = maybe(random.of(skills)),
                                 .languages = maybe(random.of(languages) + " fr"),
                                 .lowest_technical_level = random.one_in(3) ? level : std::nullopt,
                                 .highest_technical_level = random.one_in(3) ? level : std::nullopt,
                                 .capacity = with_capacity || random.one_in(2)
                                                 ? std::optional<std::int64_t>(random.below(9))
                                                 : std::nullopt,
                                 .calendar = maybe(random.of(calendars))})
                           .id);
    }
    std::vector<Id<Customer>> customers;
    for (int i = 0; i < 5; ++i) {
      const Customer added =
          book.customers().add({.name = "Customer",
                                .relationship = random.one_in(3) ? RelationshipType::dedicated_assistance
                                                                 : RelationshipType::long_term,
                                .owner = maybe(random.of(agents)),
                                .language = maybe(random.of(languages))});
      customers.push_back(added.id);
      if (random.one_in(2))
        book.needs().add({.customer = added.id,
                          .aspect = NeedAspect::technical_level,
                          .technical_level = random.of(levels)});
    }
    std::vector<Id<Case>> cases;
    for (int step = 0; step < 60; ++step) {
      clock.advance(hours(random.below(10)) + std::chrono::minutes(1));
      if (random.one_in(4)) {
        try {
          book.absences().add({.agent = random.of(agents),
                               .valid_until = maybe(book.now() + hours(random.below(48))),
                               .stand_in = maybe(random.of(agents))});
        } catch (const Error& error) {
          CHECK(error.code() == Code::not_allowed);
        }
      }
      if (random.one_in(3) && !cases.empty()) {
        const Case any = book.cases().get(random.of(cases));
        if (any.state == CaseState::new_) book.service().resolve(any.id, "Done");
      }
      const Case made = book.service().open({.customer = random.of(customers),
                                             .subject = "Something",
                                             .language = maybe(random.of(languages)),
                                             .team = maybe(random.of(teams)),
                                             .skills = maybe(random.of(skills))});
      cases.push_back(made.id);
      const auto expected = Oracle{book, made}.choice();
      const auto candidates = book.routing().candidates(made.id);
      CHECK((!candidates.empty() && candidates.front().fits) == expected.has_value());
      CHECK(std::ranges::is_partitioned(candidates, &Candidate::fits));
      if (expected) {
        CHECK(candidates.front().agent.id == *expected);
        CHECK(book.routing().route(made.id).assignee == expected);
        ++routed;
      } else {
        CHECK(error_of([&] { book.routing().route(made.id); }).code() == Code::not_allowed);
        CHECK_FALSE(book.cases().get(made.id).assignee);
        ++refused;
      }
    }
  }
  CHECK(routed > 200);
  CHECK(refused > 20);
}
