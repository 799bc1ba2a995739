// Backtests: what rules would have been worth on a log.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "rapport/rapport.hpp"
#include "support/book.hpp"
#include "support/files.hpp"
#include "support/incident_lines.hpp"

using namespace rapport;
using namespace rapport::test;

namespace {

using std::chrono::hours;

// Eight hours from the opening, day and night.
void promise_eight_hours(Book& book) {
  book.timekeeping().adopt(
      {.level = {.name = "All"},
       .targets = {{.kind = TargetKind::resolution, .amount = hours(8), .counted_in = CountedIn::wall}}});
}
void adopt(Book& book, std::string name, std::int64_t percent, std::string condition = "true") {
  book.automation().adopt({.rule = {.name = std::move(name),
                                    .of = "case",
                                    .promise = TargetKind::resolution,
                                    .percent = percent,
                                    .condition = std::move(condition)},
                           .actions = {{.verb = RuleVerb::set_level, .value = "level + 1"}}});
}

// Opened at nine and resolved later that day.
std::vector<IncidentLine> incident(std::string number, std::string resolved_at,
                                   std::string priority = "3 - Moderate") {
  const std::string opened = "1/2/2016 09:00";
  IncidentLine first{.number = number, .at = opened, .priority = priority, .opened_at = opened};
  IncidentLine last = first;
  last.state = "Resolved";
  last.at = "1/2/2016 " + resolved_at;
  return {first, last};
}

IncidentLog log_in(const TemporaryFolder& folder, const std::vector<std::vector<IncidentLine>>& incidents) {
  std::vector<IncidentLine> lines;
  for (const auto& each : incidents) lines.insert(lines.end(), each.begin(), each.end());
  write_file(folder / "log.csv", log_of(lines));
  return IncidentLog(folder / "log.csv");
}

}  // namespace

TEST_CASE("what a rule moved already, the log need not move; the log has the last word") {
  const TemporaryFolder folder;
  const IncidentLog log = log_in(folder, {incident("I1", "18:00"), incident("I2", "11:00")});
  for (const char* state : {"open", "waiting_customer", "resolved", "closed"}) {
    CAPTURE(state);
    const BacktestReport report = backtest(log, [&](Book& book) {
      promise_eight_hours(book);
      book.automation().adopt(
          {.rule = {.name = "Moves", .of = "case", .field = "opened_at", .offset = hours(3)},
           .actions = {{.verb = RuleVerb::move, .value = "'" + std::string(state) + "'"}}});
    });
    CAPTURE(report.trouble);
    CHECK(report.incidents == 2);
    CHECK(report.together.firings >= 1);
  }
}

TEST_CASE("raised in time, too late, for nothing, or never: all together and by rule") {
  const TemporaryFolder folder;
  const IncidentLog log =
      log_in(folder, {incident("I1", "18:00"), incident("I2", "14:00"), incident("I3", "10:00"),
                      incident("I4", "18:30", "1 - Critical"), incident("I5", "17:00")});
  const BacktestReport report = backtest(log, [](Book& book) {
    promise_eight_hours(book);
    adopt(book, "half", 50, "priority != 'urgent'");
    adopt(book, "behind", 105);
  });
  CHECK(report.incidents == 5);
  CHECK(report.missed == 2);  // I1 and I4; at the due instant I5 was in time
  CHECK(report.never_raised == 0);
  CHECK(report.together.failures == 0);
  CHECK(report.together.in_time == 1);
  CHECK(report.together.late == 1);
  CHECK(report.together.for_nothing == 2);
  CHECK(report.together.lead_times == std::vector<Duration>{hours(4)});
  CHECK(report.together.firings == 5);
  const BacktestScore& half = report.by_rule.at("half");
  CHECK(half.firings == 3);
  CHECK(half.in_time == 1);
  CHECK(half.for_nothing == 2);
  CHECK(report.by_rule.at("behind").late == 2);
  REQUIRE(report.raised_or_missed.size() == 4);
  const BacktestedIncident& first = report.raised_or_missed.front();
  CHECK(first.number == "I1");
  CHECK(first.raised_at == from_text<Instant>("2016-02-01T13:00:00Z"));
  CHECK(first.missed_at == from_text<Instant>("2016-02-01T17:00:00Z"));
}

TEST_CASE(
    "what is raised after the miss is late, though it had been due before: the incident got less time") {
  const TemporaryFolder folder;
  IncidentLine opened{
      .number = "I1", .at = "1/2/2016 09:00", .priority = "4 - Low", .opened_at = "1/2/2016 09:00"};
  IncidentLine hurried = opened;
  hurried.at = "1/2/2016 20:00";
  hurried.priority = "1 - Critical";
  IncidentLine resolved = hurried;
  resolved.at = "1/2/2016 21:00";
  resolved.state = "Resolved";
  const BacktestReport report = backtest(log_in(folder, {{opened, hurried, resolved}}), [](Book& book) {
    book.timekeeping().adopt(
        {.level = {.name = "All"},
         .targets = {{.kind = TargetKind::resolution,
                      .priority = Priority::urgent,
                      .amount = hours(8),
                      .counted_in = CountedIn::wall},
                     {.kind = TargetKind::resolution, .amount = hours(48), .counted_in = CountedIn::wall}}});
    adopt(book, "half", 50);
  });
  CHECK(report.missed == 1);
  CHECK(report.together.late == 1);
  CHECK(report.together.in_time == 0);
  REQUIRE(report.raised_or_missed.size() == 1);
  CHECK(report.raised_or_missed[0].raised_at == from_text<Instant>("2016-02-01T20:00:00Z"));
}

TEST_CASE("what is late when the log ends was missed") {
  const TemporaryFolder folder;
  const auto open = std::vector<IncidentLine>{incident("I1", "18:00").front()};
  IncidentLine later = open.front();
  later.number = "I2";
  later.at = later.opened_at = "2/2/2016 09:00";
  const BacktestReport report = backtest(log_in(folder, {open, {later}}), [](Book& book) {
    promise_eight_hours(book);
    adopt(book, "half", 50);
  });
  CHECK(report.missed == 1);
  CHECK(report.together.in_time == 1);
  CHECK(report.together.for_nothing == 0);
}

TEST_CASE("without rules everything that was missed was never raised; the same log gives the same report") {
  const TemporaryFolder folder;
  const IncidentLog log = log_in(folder, {incident("I1", "18:00"), incident("I2", "14:00")});
  CHECK(backtest(log, promise_eight_hours).never_raised == 1);
  std::int64_t last = 0;
  const BacktestReport report = backtest(log, [](Book& book) { adopt(book, "half", 50); },
                                         {.progress = [&](std::int64_t done, std::int64_t all) {
                                           CHECK(all == 4);
                                           last = done;
                                         }});
  CHECK(last == 4);
  CHECK(report.missed == 0);  // nothing was promised
  CHECK(report.together.firings == 0);
}
