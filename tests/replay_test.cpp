// Replay: the log of a help desk becomes cases whose clocks ran as they would have.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "support/book.hpp"
#include "support/files.hpp"
#include "support/incident_lines.hpp"
#include "support/shared_data.hpp"

using namespace rapport;
using namespace rapport::test;

namespace {

using enum CaseState;

struct Desk {
  TemporaryFolder folder;
  FakeClock clock;
  Book book = Book::in_memory(fixed_options(clock));

  Desk() { clock.set(from_text<Instant>("2017-12-31T00:00:00Z")); }

  std::filesystem::path file(const std::vector<IncidentLine>& lines) const {
    write_file(folder / "log.csv", log_of(lines));
    return folder / "log.csv";
  }
  ReplayReport replay(const std::vector<IncidentLine>& lines) {
    const IncidentLog log(file(lines));
    Replay replay(book, log);
    while (replay.take(2) > 0) {
    }
    return replay.report();
  }
  Case incident(const std::string& number) {
    return book.cases().find(where<&Case::external_id> == number).records.at(0);
  }
  std::vector<std::string> course(const std::string& number) {
    std::vector<std::string> course;
    for (const CaseEvent& each : book.service().events(incident(number).id))
      course.push_back(to_text(each.at).substr(5, 11) + " " + std::string(to_text(each.what)) +
                       (each.state ? " " + std::string(to_text(*each.state)) : ""));
    return course;
  }
};

// The calendar and the policy of the documentation.
void adopt_help_desk(Book& book) {
  book.calendars().add({.name = "Office", .zone = "UTC", .hours = "mon-fri 08:00-18:00"});
  book.timekeeping().adopt(book.exchange().read_policy(
      bytes_of_file(std::filesystem::path(RAPPORT_SOURCE_DIR) / "examples/policies/help_desk.json")));
}

}  // namespace

TEST_CASE("an incident becomes a case with its course, whatever the order of the file") {
  Desk desk;
  const ReplayReport report = desk.replay(
      {{.state = "Closed", .at = "6/2/2016 10:00", .group = "G", .assignee = "A"},
       {.group = "G"},
       {.number = "I2", .at = "1/2/2016 09:01", .priority = "1 - Critical"},
       {.state = "Active", .at = "1/2/2016 09:30", .group = "G", .assignee = "A"},
       {.state = "Awaiting User Info", .at = "1/2/2016 10:00", .group = "G", .assignee = "A"},
       {.state = "Awaiting User Info", .at = "1/2/2016 10:05", .priority = "2 - High", .group = "H"},
       {.state = "Resolved", .at = "2/2/2016 11:00", .priority = "2 - High", .group = "G", .assignee = "A"}});
  CHECK(report.events == 7);
  CHECK(report.opened == 2);
  CHECK(report.moves == 4);
  CHECK(report.assignments == 3);
  CHECK(report.priorities == 2);
  CHECK(report.reopenings == 0);
  CHECK(report.detours == 0);
  CHECK(desk.course("I1") ==
        std::vector<std::string>{"02-01T08:50 opened new", "02-01T09:30 assigned", "02-01T09:30 moved open",
                                 "02-01T10:00 moved waiting_customer", "02-01T10:05 prioritised",
                                 "02-01T10:05 assigned", "02-02T11:00 assigned", "02-02T11:00 moved resolved",
                                 "02-06T10:00 prioritised", "02-06T10:00 moved closed"});
  const Case of = desk.incident("I1");
  CHECK(of.kind == CaseKind::problem);
  CHECK(of.subject == "Category 5, Subcategory  7");
  CHECK(of.product == "Category 5");
  CHECK(of.tags == "Subcategory__7");
  CHECK(of.severity == Severity::major);
  CHECK(of.channel == Channel::email);
  CHECK(of.priority == Priority::normal);
  CHECK(desk.book.customers().get(of.customer).external_id == "Caller 1");
  CHECK(desk.book.teams().get(*of.team).name == "G");
  CHECK(desk.book.agents().get(*of.assignee).external_id == "A");
  CHECK(to_text(*of.resolved_at) == "2016-02-02T11:00:00Z");
  CHECK(desk.book.customers().count() == 1);
  CHECK(desk.incident("I2").state == new_);
  CHECK(desk.book.journal().verify().intact());
}

TEST_CASE("what a case cannot do straight away it does by way of open, and no event is lost") {
  Desk desk;
  const ReplayReport report = desk.replay({{.state = "-100"},
                                           {.state = "Resolved", .at = "1/2/2016 10:00"},
                                           {.state = "Awaiting Vendor", .at = "1/2/2016 11:00"},
                                           {.state = "Closed", .at = "1/2/2016 12:00"},
                                           {.state = "Closed", .at = "1/2/2016 13:00"},
                                           {.state = "New", .at = "1/2/2016 14:00"},
                                           {.state = "New", .at = "1/2/2016 14:30"},
                                           {.number = "I2", .state = "Active", .at = "1/2/2016 08:00"}});
  CHECK(report.unknown_states == 1);
  CHECK(report.detours == 1);
  CHECK(report.reopenings == 2);
  CHECK(report.moves == 6);
  CHECK(desk.course("I1") == std::vector<std::string>{"02-01T08:50 opened new", "02-01T10:00 moved resolved",
                                                      "02-01T11:00 moved open",
                                                      "02-01T11:00 moved waiting_third_party",
                                                      "02-01T12:00 moved closed", "02-01T14:00 moved open"});
  CHECK(desk.incident("I1").reopened == 2);
  // An event before the opening stands at the opening.
  CHECK(IncidentLog(desk.folder / "log.csv").early() == 1);
  CHECK(desk.course("I2") == std::vector<std::string>{"02-01T08:50 opened new", "02-01T08:50 moved open"});
}

TEST_CASE("a log sums up its incidents by their last events") {
  const Desk desk;
  const IncidentLog log(desk.file(
      {{.state = "Closed", .at = "1/2/2016 12:00", .made_sla = "false", .reopened = "2"},
       {.state = "Active", .priority = "1 - Critical"},
       {.number = "I2", .state = "Resolved", .at = "1/2/2016 12:00", .resolved_at = "1/2/2016 11:59"},
       {.number = "I2",
        .state = "-100",
        .at = "1/2/2016 12:01",
        .priority = "?",
        .resolved_at = "1/2/2016 11:59"}}));
  const IncidentSummary& sum = log.summary();
  CHECK(sum.incidents == 2);
  CHECK(sum.made_sla == 1);
  CHECK(sum.missed_sla == 1);
  CHECK(sum.reopened == 1);
  CHECK(sum.most_reopened == 2);
  CHECK(sum.reassigned == 0);
  CHECK(sum.never_resolved == 1);
  CHECK(sum.priorities == std::map<Priority, std::int64_t>{{Priority::normal, 2}});
  CHECK(sum.states == std::map<CaseState, std::int64_t>{{resolved, 1}, {closed, 1}});
}

TEST_CASE("the log's zone is the one that its times are in") {
  const Desk desk;
  const auto file = desk.file({{.at = "1/8/2016 9:00"}});
  CHECK(to_text(IncidentLog(file, {.zone = "Europe/Lisbon"}).events().front().at) == "2016-08-01T08:00:00Z");
  CHECK(to_text(IncidentLog(file).events().front().at) == "2016-08-01T09:00:00Z");
  CHECK(error_of([&] { IncidentLog(file, {.zone = "Lisbon"}); }).field() == "zone");
}

TEST_CASE("a log that cannot be understood is refused with its line and column") {
  const Desk desk;
  const struct {
    IncidentLine line;
    std::string column;
    std::string why;
  } wrong[] = {
      {{.at = "31/2/2016 09:00"}, "sys_updated_at", "is not a date that exists; write it as in 2026-11-22"},
      {{.at = "?"}, "sys_updated_at", "is needed"},
      {{.opened_at = "soon"}, "opened_at", ""},
      {{.number = ""}, "number", "is needed"},
      {{.priority = "Urgent"},
       "priority",
       "\"Urgent\" is none of 1 - Critical, 2 - High, 3 - Moderate, 4 - Low"},
      {{.made_sla = "perhaps"}, "made_sla", "\"perhaps\" is none of true, false"},
      {{.reopened = "-1"}, "reopen_count", "\"-1\" is no count; a whole number is right"},
      {{.group = "G,H"}, "", "has 17 columns, the header has 16"}};
  for (const auto& [line, column, why] : wrong) {
    const auto file = desk.file({{}, line});
    const Error error = error_of([&] { IncidentLog{file}; });
    CAPTURE(error.what());
    CHECK(error.code() == Code::invalid);
    CHECK(error.record() == "line 3");
    CHECK(error.field() == column);
    CHECK(error.message().find(why) != std::string::npos);
  }
  write_file(desk.folder / "other.csv", "number,incident_state,priority\nI1,New,4 - Low\n");
  const Error error = error_of([&] { IncidentLog(desk.folder / "other.csv"); });
  CHECK(error.code() == Code::invalid);
  CHECK(error.message().starts_with("other.csv is no incident log: it has no column reassignment_count, "));
  CHECK(error_of([&] { IncidentLog(desk.folder / "none.csv"); }).code() == Code::io);
}

TEST_CASE("events that a book refuses may be taken again") {
  Desk desk;
  const IncidentLog log(desk.file({{.group = "G"},
                                   {.state = "Active", .at = "1/2/2016 10:00", .group = "G", .assignee = "A"},
                                   {.state = "Closed", .at = "1/2/2016 11:00", .group = "G"}}));
  desk.clock.set(from_text<Instant>("2016-02-01T09:30:00Z"));
  Book book = Book::in_memory(fixed_options(desk.clock));
  Replay replay(book, log);
  const Error error = error_of([&] { replay.take(2); });
  CHECK(error.code() == Code::not_allowed);
  CHECK(replay.report().events == 0);
  CHECK(book.cases().count() == 0);
  desk.clock.set(from_text<Instant>("2016-02-01T12:00:00Z"));
  CHECK(replay.take(2) == 1);
  CHECK(replay.take(2) == 0);
  CHECK(replay.take(2) == 0);
  CHECK(replay.report().events == 3);
  CHECK(replay.report().opened == 1);
  CHECK(book.cases().find().records.at(0).state == closed);
}

TEST_CASE("a log goes on where an earlier one ended") {
  Desk desk;
  desk.replay({{.group = "G"}, {.state = "Active", .at = "1/2/2016 10:00", .group = "G", .assignee = "A"}});
  const ReplayReport report =
      desk.replay({{.state = "Resolved", .at = "1/3/2016 10:00", .group = "G", .assignee = "A"}});
  CHECK(report.opened == 0);
  CHECK(report.moves == 1);
  CHECK(report.assignments == 0);
  CHECK(desk.book.cases().count() == 1);
  CHECK(desk.book.agents().count() == 1);
  CHECK(desk.incident("I1").state == resolved);
}

TEST_CASE("a clock that goes along with the log gives the same clocks as one behind it") {
  Desk desk;
  adopt_help_desk(desk.book);
  const std::vector<IncidentLine> lines{
      {.group = "G"},
      {.number = "I2", .at = "1/2/2016 09:00", .priority = "1 - Critical"},
      {.state = "Active", .at = "1/2/2016 12:00", .group = "G", .assignee = "A"},
      {.number = "I2",
       .state = "Awaiting User Info",
       .at = "1/2/2016 12:00",
       .priority = "1 - Critical",
       .assignee = "B"},
      {.state = "Resolved", .at = "2/2/2016 11:00", .group = "G", .assignee = "A"},
      {.number = "I2",
       .state = "Resolved",
       .at = "3/2/2016 12:00",
       .priority = "1 - Critical",
       .assignee = "B"}};
  desk.replay(lines);
  const IncidentLog log(desk.folder / "log.csv");
  FakeClock clock;
  clock.set(from_text<Instant>("2016-02-01T00:00:00Z"));
  Book trial = Book::in_memory(fixed_options(clock));
  adopt_help_desk(trial);
  Replay replay(trial, log);
  for (const IncidentEvent& each : log.events()) {
    clock.set(each.at);
    replay.take(1);
  }
  for (const std::string number : {"I1", "I2"}) {
    const Case of = desk.incident(number);
    const Case other = trial.cases().find(where<&Case::external_id> == number).records.at(0);
    CHECK(of.met == other.met);
    CHECK(of.missed == other.missed);
    CHECK(of.resolution_open == other.resolution_open);
  }
  CHECK(desk.incident("I1").met == "ownership resolution");
  CHECK(desk.incident("I2").met == "resolution");
  CHECK(desk.incident("I2").missed == "ownership");
}

TEST_CASE("the whole log of a real help desk") {
  const std::filesystem::path packed = shared_data / "incidents/incident_event_log.csv.xz";
  if (is_missing(packed)) return;
  const TemporaryFolder folder;
  const std::filesystem::path file = folder / "log.csv";
  REQUIRE(std::system(("xz -dc '" + packed.string() + "' > '" + file.string() + "'").c_str()) == 0);
  const IncidentLog log(file);
  REQUIRE(log.events().size() == 141'712);
  CHECK(std::ranges::is_sorted(log.events(), {}, &IncidentEvent::at));
  CHECK(std::ranges::count(log.events(), closed, &IncidentEvent::state) == 24'985);
  const IncidentSummary& sum = log.summary();
  CHECK(sum.incidents == 24'918);
  CHECK(sum.made_sla == 15'803);
  CHECK(sum.missed_sla == 9'115);
  CHECK(sum.reassigned == 11'369);
  CHECK(sum.most_reassigned == 27);
  CHECK(sum.reopened == 275);
  CHECK(sum.most_reopened == 8);
  CHECK(sum.never_resolved == 1'556);
  CHECK(sum.priorities == std::map<Priority, std::int64_t>{{Priority::low, 774},
                                                           {Priority::normal, 23'466},
                                                           {Priority::high, 408},
                                                           {Priority::urgent, 270}});
  CHECK(sum.states == std::map<CaseState, std::int64_t>{{closed, 24'918}});

  // A book that follows the log to its end, and what its journal says a part of the way.
  constexpr std::int64_t part = 20'000;
  const auto until = [&](Book& book, Replay& replay, std::int64_t events) {
    while (replay.report().events < events) replay.take(1000);
    return book.journal().head();
  };
  FakeClock clock;
  clock.set(log.events().back().at);
  Book book = Book::in_memory(fixed_options(clock));
  adopt_help_desk(book);
  Replay replay(book, log);
  const Head head = until(book, replay, part);
  until(book, replay, 141'712);
  const ReplayReport& report = replay.report();
  CHECK(report.events == 141'712);
  CHECK(report.opened == 24'918);
  CHECK(report.unknown_states == 5);
  CHECK(book.cases().count() == 24'918);
  CHECK(book.cases().count(where<&Case::state> == closed) == 24'918);
  for (const auto& [priority, count] : sum.priorities)
    CHECK(book.cases().count(where<&Case::priority> == priority) == count);
  CHECK(book.case_events().count() == report.opened + report.moves + report.assignments + report.priorities);
  // Two promises for each case, and all of them decided.
  CHECK(book.clocks().count() == 2 * 24'918);
  CHECK(book.clocks().count(where<&Clock::met>.present()) == 2 * 24'918);

  Book again = Book::in_memory(fixed_options(clock));
  adopt_help_desk(again);
  Replay same(again, log);
  CHECK(until(again, same, part) == head);
}
