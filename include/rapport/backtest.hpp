// Backtests: what rules would have been worth, tried out on the log of a help desk before they are switched on.
//
// A backtest replays the log (replay.hpp) in a scratch book in memory, whose clock goes along with it, and sweeps
// whenever something is due. What it tells of each incident: whether a rule raised it, when first, whether its
// promise was missed, and when. The scratch book is gone afterwards; nothing else is written.
//
// Threads: functions of their arguments.
//
//   IncidentLog log("incidents.csv");
//   auto report = backtest(log, [&](Book& scratch) {
//     scratch.timekeeping().adopt({.level = {.name = "All"}, .targets = {{.amount = std::chrono::hours(8)}}});
//     scratch.automation().adopt({.rule = {.name = "Half", .of = "case", .promise = TargetKind::resolution, .percent = 50},
//                                 .actions = {{.verb = RuleVerb::set_level, .value = "level + 1"}}});
//   });
//   show(report.together.in_time);
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "rapport/replay.hpp"
#include "rapport/service_levels.hpp"

namespace rapport {

class Book;

struct BacktestOptions {
  TargetKind promise = TargetKind::resolution;  // which promise to the customer counts
  // Hears events done and events in all.
  std::function<void(std::int64_t, std::int64_t)> progress{};
};

// An incident that was raised, or whose promise was missed.
struct BacktestedIncident {
  std::string number{};
  std::optional<Instant> raised_at{};  // when a rule first fired on it
  std::optional<Instant> missed_at{};  // when the promise was due that was not kept
};

// How often something raised incidents, and what that was worth.
struct BacktestScore {
  std::int64_t firings = 0;
  std::int64_t failures = 0;           // firings that could not do what they should, which raise nothing
  std::int64_t in_time = 0;            // incidents that were missed, and raised before
  std::int64_t late = 0;               // missed, and raised only afterwards
  std::int64_t for_nothing = 0;        // raised, and kept
  std::vector<Duration> lead_times{};  // of those raised in time, ascending

  // The longer of the two in the middle where there are two; absent for none.
  std::optional<Duration> median_lead() const {
    if (lead_times.empty()) return {};
    return lead_times[lead_times.size() / 2];
  }
};

struct BacktestReport {
  std::int64_t incidents = 0;
  std::int64_t missed = 0;
  std::int64_t never_raised = 0;                   // of those missed
  std::string trouble{};                           // of the first firing that failed, behind its rule's name
  BacktestScore together{};                        // all rules
  std::map<std::string, BacktestScore> by_rule{};  // those that never fired, too
  std::vector<BacktestedIncident> raised_or_missed{};  // in the order of the cases
};

// `prepare` gets the scratch book before the first event: it adopts policies and rules, with the calendars, teams
// and agents that they name. Throws what it throws and what Replay throws.
BacktestReport backtest(const IncidentLog& log, const std::function<void(Book&)>& prepare,
                        const BacktestOptions& options = {});

}  // namespace rapport
