// The demonstration's help desk: a week of a small one, or the log of a large one.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "command/meter.hpp"
#include "command/story.hpp"
#include "command/verbs.hpp"
#include "rapport/replay.hpp"

namespace rapport::command {

using terminal::Align;
using terminal::Style;
using terminal::Table;

namespace {

constexpr std::size_t events_per_commit = 1000;

// The book's clock goes along with the log, a commit at a time.
ReplayReport replay(Book& book, const IncidentLog& log, Instant& now) {
  Meter meter("Replaying", "events");
  Replay replay(book, log);
  const auto events = log.events();
  for (std::size_t taken = 0; taken < events.size();) {
    taken = std::min(taken + events_per_commit, events.size());
    now = events[taken - 1].at;
    replay.take(events_per_commit);
    meter.show(replay.report().events, static_cast<std::int64_t>(events.size()));
  }
  return replay.report();
}

// What the log says beside what the book says, by name.
struct Line {
  std::string what;
  std::int64_t log;
  std::int64_t book;
};
std::vector<Line> comparison(Book& book, const IncidentLog& log, const ReplayReport& report) {
  const IncidentSummary& sum = log.summary();
  Records<Case> cases = book.cases();
  std::vector<Line> lines{{"events", static_cast<std::int64_t>(log.events().size()), report.events},
                          {"incidents", sum.incidents, cases.count()}};
  for (const auto& [priority, count] : sum.priorities)
    lines.push_back({fmt::format("{} priority", to_text(priority)), count,
                     cases.count(where<&Case::priority> == priority)});
  for (const auto& [state, count] : sum.states)
    lines.push_back({std::string(to_text(state)), count, cases.count(where<&Case::state> == state)});
  lines.push_back({"reopened", sum.reopened, cases.count(where<&Case::reopened> > 0)});
  lines.push_back({"all promises kept", sum.made_sla,
                   cases.count(where<&Case::met>.present() && where<&Case::missed>.absent())});
  lines.push_back({"a promise missed", sum.missed_sla, cases.count(where<&Case::missed>.present())});
  return lines;
}

Json json_of(const std::vector<Line>& lines, const ReplayReport& report) {
  Json answer{{"opened", report.opened},
              {"moves", report.moves},
              {"reopenings", report.reopenings},
              {"assignments", report.assignments},
              {"priorities", report.priorities},
              {"detours", report.detours},
              {"unknown_states", report.unknown_states}};
  for (const Line& each : lines) answer["compared"][each.what] = {{"log", each.log}, {"book", each.book}};
  return answer;
}

void tell_report(Call& call, Book& book, const IncidentLog& log, const ReplayReport& report) {
  const auto lines = comparison(book, log, report);
  if (call.json()) return call.line(json_of(lines, report));
  call.write(fmt::format("{} ({}), {}, {}\n\n", counted(report.moves, "move"),
                         counted(report.reopenings, "reopening"), counted(report.assignments, "assignment"),
                         counted(report.priorities, "priority change")));
  Table table({{"what"}, {"the log", Align::right}, {"the book", Align::right}});
  for (const Line& each : lines)
    table.add({each.what, {std::to_string(each.log), Style::dim}, std::to_string(each.book)});
  call.write(table.render(call.screen));
  call.remark("What was promised there is not in the log; the book counts by the policy above.");
  call.remark(
      fmt::format("{} events have a state that the log does not know, {} lie before the opening, {} moves "
                  "went by way of open.",
                  report.unknown_states, log.early(), report.detours));
}

// The incident that changed hands most often.
const IncidentEvent& most_reassigned(const IncidentLog& log) {
  return *std::ranges::max_element(log.events(), {}, &IncidentEvent::reassigned);
}

}  // namespace

IncidentLog read_log(const Call& call, const std::string& file) {
  Meter meter("Reading " + std::filesystem::path(file).filename().string(), "bytes");
  return IncidentLog(file, {.zone = call.arguments.text("--zone"),
                            .progress = [&](std::int64_t read, std::int64_t all) { meter.show(read, all); }});
}

void tell_week(Story& story, const std::filesystem::path& folder, const std::string& page) {
  story.ask("A second act: a week at the help desk. When is it open?",
            {"add", "calendar", "name=Office", "zone=Europe/Paris", "hours=mon-fri 08:30-12:00 13:00-18:00"});
  story.ask("What does it promise?", {"policy", "load", (folder / "policy.json").string()});
  const std::int64_t things = story.play(folder / "week.csv");
  story.ask(fmt::format("{} things happen from Monday to Friday, a command each. What is left?", things),
            {"case", "list", "--where", "state != 'resolved' && state != 'closed' && merged_into == null"});
  story.ask("How did the night backups of the clinic go on?", {"case", "show", "T-01"});
  story.ask("Which promises were missed?", {"case", "list", "--where", "missed != null"});
  story.ask("A complaint: what did we give, and did it do?", {"case", "show", "T-18"});
  story.ask("Which wishes did we refuse, and what did we offer instead?",
            {"case", "list", "--where", "refused_because != null"});
  story.ask("Friday evening, one more.",
            {"case", "open", "C0023", "Le chat a trouvé la prise du serveur", "--kind", "problem",
             "--priority", "urgent", "--channel", "phone", "--language", "fr", "--team", "Support",
             "--external-id", "T-42", "--at", "2026-11-20T16:20:00Z"});
  story.ask("We say by when: on Monday at ten.",
            {"case", "quote", "T-42", "resolution", "2026-11-23T09:00:00Z", "--at", "2026-11-20T16:22:00Z"});
  story.ask("We answer at once.", {"case", "reply", "T-42", "Rebranchez la prise bleue, éloignez le chat.",
                                   "--agent", "Loïc d'Arbessan", "--at", "2026-11-20T16:24:00Z"});
  story.ask("It works again.",
            {"case", "resolve", "T-42", "Prise rebranchée, chat éloigné.", "--at", "2026-11-20T16:40:00Z"});
  story.ask("And what is due on Monday, or late already?", {"queue", "--limit", "10"});
  story.ask("How good was the week?", {"measures", "--by", "priority"});
  story.ask(
      "A third act: what would rules have been worth in the months before? They warn when half, and four "
      "fifths, "
      "of the time promised are over.",
      {"backtest", (folder / "incidents.csv").string(), "--rules",
       (folder / "../../rules/escalation.json").lexically_normal().string(), "--policy",
       (folder / "policy.json").string(), "--zone", "Europe/Paris", "--hours",
       "mon-fri 08:30-12:00 13:00-18:00", "--page", page});
}

int replay_incidents(Call& call) {
  const IncidentLog log = read_log(call, call.arguments.text("--incidents"));
  if (log.events().empty()) throw Error(Code::invalid, "the log holds no events");
  Instant now = log.events().front().at;
  Book book = open_new_book(call.arguments, [&now] { return now; });
  Story story(call, book);
  story.ask("When is this help desk open?",
            {"add", "calendar", "name=Office", "zone=" + call.arguments.text("--zone"),
             "hours=mon-fri 08:00-18:00"});
  story.ask("What does it promise?", {"policy", "load", call.arguments.text("--policy")});
  story.tell("The log is replayed");
  tell_report(call, book, log, replay(book, log, now));
  story.ask("Which promises would have been kept?", {"measures", "--by", "priority"});
  story.ask("Which case changed hands most often?", {"case", "show", most_reassigned(log).number});
  story.ask("Which urgent cases were late?",
            {"case", "list", "--priority", "urgent", "--where", "missed != null", "--limit", "10"});
  story.ask(
      "What would rules have been worth that warn when half, and four fifths, of the time promised are over?",
      {"backtest", call.arguments.text("--incidents"), "--rules", call.arguments.text("--rules"), "--policy",
       call.arguments.text("--policy"), "--zone", call.arguments.text("--zone"), "--page",
       backtest_page_of(call)});
  return done;
}

}  // namespace rapport::command
