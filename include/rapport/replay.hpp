// Replay: the log of another help desk, done again in a book: what would our promises have been worth there?
//
// An IncidentLog is a CSV file with a line for each time that somebody touched an incident, and what the
// incident was like then, as service desks export their audit tables; docs/replay.md names the columns. A Replay
// walks through its events in the order of time and does in the book what each of them tells of: it opens a
// case, moves it, assigns it, sets its priority, by the verbs that everybody uses and at the instant of the
// event. Policies that were adopted before give the cases clocks, which stand in the end as if everything had
// happened here.
//
// Every event is one step, so whoever tries out something else on a log (a rule, a sweep) does so between two
// steps. The book's clock may stand behind the log's end, or go along with it:
//
//   IncidentLog log("incidents.csv", {.zone = "Europe/Lisbon"});
//   for (Replay replay(book, log); replay.take(1000) > 0;) show(replay.report().moves);
//
// Not here: policies and clocks (service_levels.hpp), other files (exchange.hpp), packed files.
// Threads: as the book; an IncidentLog that is read may be used from any.
//
//   IncidentLog week("week.csv");
//   Instant now = week.events().front().at;
//   Book trial = Book::in_memory({.clock = [&] { return now; }});
//   Replay replay(trial, week);
//   for (const IncidentEvent& each : week.events()) {
//     now = each.at;
//     replay.take(1);
//     trial.timekeeping().check();
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "rapport/cases.hpp"

namespace rapport {

class Book;

// An incident as it was when somebody touched it.
struct IncidentEvent {
  Instant at{};  // when; not before the opening
  std::int64_t line = 0;
  std::string number{};
  std::optional<CaseState> state{};  // absent for one that the log itself does not know
  std::optional<Priority> priority{};
  std::optional<Severity> impact{};
  Channel channel = Channel::other;
  std::optional<std::string> caller{};
  std::optional<std::string> group{};
  std::optional<std::string> assignee{};
  std::optional<std::string> category{};
  std::optional<std::string> subcategory{};
  Instant opened_at{};
  bool is_resolution_known = false;  // whether the log says when it was resolved
  bool made_sla = false;
  std::int64_t reassigned = 0;
  std::int64_t reopened = 0;
};

// What the log says of its incidents in the end.
struct IncidentSummary {
  std::int64_t incidents = 0;
  std::int64_t made_sla = 0;
  std::int64_t missed_sla = 0;
  std::int64_t reassigned = 0;  // incidents that were, at least once
  std::int64_t most_reassigned = 0;
  std::int64_t reopened = 0;
  std::int64_t most_reopened = 0;
  std::int64_t never_resolved = 0;  // as far as the log knows
  std::map<Priority, std::int64_t> priorities{};
  std::map<CaseState, std::int64_t> states{};
};

struct IncidentLogOptions {
  std::string zone = "UTC";  // of the log's times, as an IANA name
  // Hears bytes read and bytes in all.
  std::function<void(std::int64_t, std::int64_t)> progress{};
};

class IncidentLog {
 public:
  // Reads all of it, about 400 bytes of memory for each event. Throws io, and invalid for a column that is not
  // there and for a line that cannot be understood, naming line and column.
  explicit IncidentLog(const std::filesystem::path& file, const IncidentLogOptions& options = {});

  // In the order of time; those of one instant as they stand in the file.
  std::span<const IncidentEvent> events() const noexcept { return events_; }
  const IncidentSummary& summary() const noexcept { return summary_; }
  // How many events are dated before the opening of their incident; they stand at the opening.
  std::int64_t early() const noexcept { return early_; }

 private:
  void summarise();

  std::vector<IncidentEvent> events_;
  IncidentSummary summary_;
  std::int64_t early_ = 0;
};

// What was done in the book.
struct ReplayReport {
  std::int64_t events = 0;
  std::int64_t opened = 0;
  std::int64_t moves = 0;
  std::int64_t reopenings = 0;  // moves among them
  std::int64_t assignments = 0;
  std::int64_t priorities = 0;      // changes of it
  std::int64_t detours = 0;         // moves that a case makes by way of open only
  std::int64_t unknown_states = 0;  // events that left the case where it was
};

class Replay {
 public:
  // Borrows both. Cases are known by their external id, the incident's number: one that the book has goes on.
  Replay(Book& book, const IncidentLog& log) : book_(&book), log_(&log) {}

  // Does at most so many of the next events, as one commit, and returns how many are left. Customers, teams and
  // agents are found by external id or name, and added where there are none. Throws what the verbs throw, above
  // all not_allowed where the book's clock is behind the log's; then nothing of these events remains, and they
  // may be taken again.
  std::int64_t take(std::size_t most, const Because& because = {});
  const ReplayReport& report() const noexcept { return report_; }

 private:
  struct Incident {
    Id<Case> id{};
    CaseState state = CaseState::new_;
    Priority priority = Priority::normal;
    Assignment assignment{};
  };
  void apply(const IncidentEvent& event);
  Incident& incident_of(const IncidentEvent& event);
  Case opened(const IncidentEvent& event);
  void move(Incident& incident, CaseState to, const CaseEventDetails& details);
  std::optional<Id<Team>> team_of(const IncidentEvent& event);
  std::optional<Id<Agent>> agent_of(const IncidentEvent& event);

  Book* book_;
  const IncidentLog* log_;
  ReplayReport report_;
  // What was found already.
  std::unordered_map<std::string, Incident> incidents_;
  std::unordered_map<std::string, Id<Customer>> callers_;
  std::unordered_map<std::string, Id<Team>> teams_;
  std::unordered_map<std::string, Id<Agent>> agents_;
};

}  // namespace rapport
