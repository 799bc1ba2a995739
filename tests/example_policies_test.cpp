// The example policies: each counts as the system it is called after, so that people can move from there.
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
using enum CaseState;
using enum TargetKind;

// 23 November 2026 is a Monday; the office is open from nine to six, in UTC.
Instant at(int day, int hour, int minute = 0) {
  return from_text<Instant>("2026-11-23T00:00:00Z") + hours(24 * day + hour) + minutes(minute);
}

// A case opened on Monday at nine under one of the policies.
struct Desk {
  explicit Desk(const std::string& system, Priority priority = Priority::normal) {
    clock.set(at(0, 9));
    book.calendars().add({.name = "Office", .zone = "UTC", .hours = "mon-fri 09:00-18:00"});
    const std::filesystem::path file =
        std::filesystem::path(RAPPORT_SOURCE_DIR) / "examples/policies" / (system + ".json");
    book.timekeeping().adopt(book.exchange().read_policy(bytes_of_file(file)));
    id =
        book.service()
            .open(
                {.customer = book.customers().add({.name = "Acme"}).id, .subject = "x", .priority = priority})
            .id;
  }
  void say(Direction direction, Instant when) {
    clock.set(when);
    book.service().reply(id, {.channel = Channel::email, .direction = direction, .body = "Hello"});
  }
  void we(Instant when) { say(Direction::outbound, when); }
  void customer(Instant when) { say(Direction::inbound, when); }
  void move(CaseState to, Instant when) {
    clock.set(when);
    book.service().move(id, to);
  }
  void note(Instant when) {
    clock.set(when);
    book.service().reply(id, {.channel = Channel::note, .body = "Among ourselves"});
  }
  std::vector<Clock> clocks(TargetKind kind, Towards towards = Towards::customer) {
    std::vector<Clock> found = book.timekeeping().clocks(id);
    std::erase_if(found, [&](const Clock& each) { return each.kind != kind || each.towards != towards; });
    return found;
  }
  // When the customer may expect it; absent while nothing is owed.
  std::optional<Instant> due(TargetKind kind, Towards towards = Towards::customer) {
    for (const Clock& each : clocks(kind, towards))
      if (each.due_at) return each.due_at;
    return {};
  }
  std::optional<bool> met(TargetKind kind) { return clocks(kind).back().met; }
  Standing standing(Instant when) { return book.timekeeping().standing(id, when); }

  FakeClock clock;
  Book book = Book::in_memory(fixed_options(clock));
  Id<Case> id;
};

}  // namespace

TEST_CASE("zammad: pending and closed time is cut out; a change matches anew; notes count for nothing") {
  Desk desk("zammad");
  CHECK(desk.due(first_response) == at(0, 10));
  CHECK(desk.due(update) == at(0, 13));
  CHECK(desk.due(resolution) == at(0, 17));
  CHECK_FALSE(desk.due(next_response));
  desk.customer(at(0, 9, 15));
  desk.customer(at(0, 9, 45));  // does not move it
  CHECK(desk.due(next_response) == at(0, 11, 15));
  desk.note(at(0, 9, 50));
  CHECK(desk.due(first_response) == at(0, 10));
  desk.we(at(0, 9, 55));
  CHECK_FALSE(desk.due(first_response));
  CHECK_FALSE(desk.due(next_response));
  CHECK(desk.due(update) == at(0, 13, 55));
  desk.move(waiting_customer, at(0, 12));
  CHECK(desk.book.timekeeping().queue().empty());
  desk.customer(at(0, 15));
  CHECK(desk.due(update) == at(0, 16, 55));
  CHECK(desk.due(resolution) == at(1, 11));
  CHECK(desk.due(next_response) == at(0, 17));
  desk.we(at(0, 16));
  desk.move(closed, at(0, 17));
  CHECK(desk.book.timekeeping().queue().empty());
  desk.move(open, at(1, 16));
  CHECK(desk.due(resolution) == at(2, 10));
  CHECK_FALSE(desk.due(first_response));
}

TEST_CASE("otobo: the update clock follows the last public word and is off in pending states") {
  Desk desk("otobo");
  CHECK(desk.due(first_response) == at(0, 10));
  CHECK(desk.due(resolution) == at(0, 17));
  CHECK_FALSE(desk.due(update));
  desk.customer(at(0, 9, 10));
  desk.customer(at(0, 9, 30));
  CHECK(desk.due(update) == at(0, 13, 10));
  desk.we(at(0, 10, 30));
  CHECK(desk.met(first_response) == false);
  CHECK(desk.due(update) == at(0, 14, 30));
  desk.move(waiting_third_party, at(0, 11));
  CHECK_FALSE(desk.due(update));
  CHECK(desk.due(resolution) == at(0, 17));  // pending does not stop it
  desk.move(open, at(0, 16));
  CHECK(desk.due(update) == at(0, 14, 30));  // as if it had never been off
  CHECK(desk.standing(at(0, 16)) == Standing::failed);
  desk.move(closed, at(0, 16, 30));
  desk.move(open, at(1, 9));
  CHECK_FALSE(desk.due(resolution));  // it was closed once
}

TEST_CASE("glpi: owning and resolving, for the customer and between teams, in working days") {
  Desk desk("glpi");
  const Team team = desk.book.teams().add({.name = "Experts"});
  const Agent zoe = desk.book.agents().add({.name = "Zoé"});
  CHECK(desk.due(ownership) == at(0, 11));
  CHECK(desk.due(resolution) == at(2, 18));  // the end of the second working day
  CHECK_FALSE(desk.due(ownership, Towards::team));
  desk.clock.set(at(0, 10));
  desk.book.service().assign(desk.id, {.team = team.id});
  CHECK(desk.due(ownership, Towards::team) == at(0, 11));
  CHECK(desk.due(resolution, Towards::team) == at(0, 16));
  desk.move(waiting_customer, at(0, 10, 30));
  CHECK(desk.due(ownership) == at(0, 11));  // waiting does not stop it
  CHECK_FALSE(desk.due(resolution));
  CHECK(desk.standing(at(0, 10, 45)) == Standing::response_due);
  desk.move(open, at(0, 12, 30));
  CHECK(desk.due(resolution) == at(3, 11));  // two hours of work later, from the end of that day
  CHECK(desk.due(resolution, Towards::team) == at(0, 18));
  CHECK(desk.standing(at(0, 12, 30)) == Standing::failed);
  desk.clock.set(at(0, 13));
  desk.book.service().assign(desk.id, {.team = team.id, .assignee = zoe.id});
  CHECK(desk.met(ownership) == false);
  // A deadline that was typed by hand is pushed by waiting as the wall clock has it.
  desk.book.timekeeping().quote(desk.id, resolution, at(1, 12));
  desk.move(waiting_customer, at(0, 17));
  desk.move(open, at(1, 10));
  CHECK(desk.due(resolution) == at(1, 12) + hours(17));
}

TEST_CASE("frappe: a reply waits for the customer and is the first response; so is resolving") {
  Desk desk("frappe", Priority::high);
  CHECK(desk.due(first_response) == at(0, 10));
  CHECK(desk.due(resolution) == at(0, 17));
  CHECK(desk.standing(at(0, 9)) == Standing::response_due);
  desk.we(at(0, 9, 30));
  CHECK(desk.book.cases().get(desk.id).state == waiting_customer);
  CHECK(desk.met(first_response) == true);
  CHECK(desk.standing(at(0, 10)) == Standing::paused);
  desk.customer(at(1, 9, 30));
  CHECK(desk.due(resolution) == at(1, 17));  // nine open hours later
  CHECK(desk.standing(at(1, 10)) == Standing::resolution_due);
  desk.move(resolved, at(1, 12));
  CHECK(desk.standing(at(5, 0)) == Standing::fulfilled);

  Desk silent("frappe", Priority::high);
  silent.move(resolved, at(0, 9, 30));
  CHECK(silent.met(first_response) == true);
  Desk late("frappe", Priority::high);
  late.we(at(0, 11));
  CHECK(late.met(first_response) == false);
  CHECK(late.standing(at(0, 12)) == Standing::failed);  // even while it waits
  Desk changed("frappe", Priority::low);
  CHECK(changed.due(resolution) == at(4, 13));
  changed.clock.set(at(0, 10));
  changed.book.service().set_priority(changed.id, Priority::urgent);
  CHECK(changed.due(first_response) == at(0, 9, 30));
  CHECK(changed.due(resolution) == at(0, 13));
}

TEST_CASE("erpnext: as frappe, but what waits counts as the wall clock has it") {
  Desk desk("erpnext", Priority::high);
  desk.we(at(0, 9, 30));
  desk.customer(at(1, 9, 30));
  CHECK(desk.due(resolution) == at(0, 17) + hours(24));
  CHECK(desk.due(first_response) == std::nullopt);
}

TEST_CASE("chatwoot: a miss counts when somebody looks while it is open, once for each exchange") {
  Desk desk("chatwoot");
  CHECK(desk.due(first_response) == at(0, 10));
  CHECK(desk.due(resolution) == at(1, 9));  // the wall clock
  desk.customer(at(0, 9, 30));
  CHECK_FALSE(desk.due(next_response));  // not before the first response
  desk.we(at(0, 11));
  CHECK(desk.met(first_response) == true);  // late, but nobody looked
  desk.customer(at(0, 12));
  desk.customer(at(0, 13));
  CHECK(desk.due(next_response) == at(0, 14));
  desk.clock.set(at(0, 14));
  CHECK(desk.book.timekeeping().check().empty());  // at the deadline is a hit
  desk.clock.set(at(0, 15));
  CHECK(desk.book.timekeeping().check().size() == 1);
  CHECK(desk.book.timekeeping().check().empty());
  desk.we(at(0, 16));
  CHECK(desk.met(next_response) == false);
  desk.customer(at(0, 17));
  desk.we(at(0, 18));
  CHECK(desk.met(next_response) == true);
  desk.move(waiting_customer, at(0, 19));
  desk.clock.set(at(1, 10));
  CHECK(desk.book.timekeeping().check().empty());       // nobody looks at what is not open
  CHECK(desk.standing(at(1, 10)) == Standing::failed);  // of the answer at four
  desk.move(resolved, at(1, 12));
  CHECK(desk.met(resolution) == true);

  Desk snoozed("chatwoot");
  snoozed.move(waiting_customer, at(0, 9, 30));
  snoozed.clock.set(at(0, 10, 30));
  CHECK(snoozed.book.timekeeping().check().empty());
  CHECK(snoozed.standing(at(0, 10, 30)) == Standing::paused);
  snoozed.move(open, at(0, 11));
  CHECK(snoozed.due(first_response) == at(0, 10));  // no pause
  CHECK(snoozed.standing(at(0, 11)) == Standing::response_due);
  CHECK(snoozed.book.timekeeping().check().size() == 1);
  CHECK(snoozed.standing(at(0, 11)) == Standing::failed);
}

TEST_CASE("request tracker: answers to the requestor, kept in the loop, ignored while stalled") {
  Desk desk("request_tracker");
  CHECK_FALSE(desk.due(next_response));
  desk.customer(at(0, 9));  // the message that made the ticket
  CHECK(desk.due(next_response) == at(0, 11));
  CHECK_FALSE(desk.due(update));
  desk.we(at(0, 10));
  CHECK_FALSE(desk.due(next_response));
  CHECK(desk.due(update) == at(0, 18));
  desk.we(at(0, 12));
  CHECK(desk.due(update) == at(1, 11));
  desk.customer(at(0, 13));
  CHECK_FALSE(desk.due(update));  // only while the customer is not waiting
  CHECK(desk.due(next_response) == at(0, 15));
  desk.move(waiting_third_party, at(0, 14));
  CHECK(desk.book.timekeeping().queue().empty());
  CHECK(desk.standing(at(0, 17)) == Standing::paused);
  desk.move(open, at(0, 17));
  CHECK(desk.due(next_response) == at(0, 15));  // the time is not cut out
  CHECK(desk.due(resolution) == at(1, 16));
}

TEST_CASE("what is wrong in a policy's JSON is named by its place") {
  FakeClock clock;
  Book book = Book::in_memory(fixed_options(clock));
  const auto refused = [&](std::string_view json) {
    return error_of([&] { book.exchange().read_policy(json); });
  };
  CHECK(refused("").code() == Code::invalid);
  CHECK(refused("[]").code() == Code::invalid);
  CHECK(refused(R"({"goals": []})").field() == "goals");
  const Error twice = refused(R"({"level": {"name": "x", "fits": "true", "name": "y"}})");
  CHECK(twice.field() == "level.name");
  CHECK(twice.message() == "is there twice");
  CHECK(refused(R"({"level": {"name": "x"}, "level": {"name": "y"}})").field() == "level");
  CHECK(refused(R"({"level": 3})").field() == "level");
  CHECK(refused(R"({"targets": {}})").field() == "targets");
  CHECK(refused(R"({"level": {"nam": "x"}})").field() == "level.nam");
  CHECK(refused(R"({"level": {"nam": "x"}})").message().find("name") != std::string::npos);
  CHECK(refused(R"({"level": {"retired_at": "2026-01-01T00:00:00Z"}})").field() == "level.retired_at");
  const Error missing = refused(R"({"level": {"calendar": "Office"}})");
  CHECK(missing.code() == Code::missing_reference);
  CHECK(missing.field() == "level.calendar");
  CHECK(refused(R"({"targets": [{"amount": "PT1H"}, {"amount": "soon"}]})").field() == "targets[1].amount");
  CHECK(refused(R"({"targets": [{"kind": "solution"}]})").field() == "targets[0].kind");
  CHECK(refused(R"({"targets": [{"stopped_in": [3]}]})").field() == "targets[0].stopped_in");
}
