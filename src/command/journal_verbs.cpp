// history, log, touched, verify: what was written, by whom, and whether it still stands.
#include <fmt/format.h>

#include <algorithm>

#include "command/any_records.hpp"
#include "command/meter.hpp"
#include "command/verbs.hpp"
#include "kernel/catalogue.hpp"

namespace rapport::command {

using terminal::Align;
using terminal::Cell;
using terminal::Style;
using terminal::Table;

namespace {

Json json_of(const Commit& commit) {
  Json json{{"number", commit.number}, {"at", to_text(commit.at)}, {"verb", commit.verb}};
  if (commit.actor) json["actor"] = to_text(*commit.actor);
  if (commit.reason) json["reason"] = *commit.reason;
  if (commit.cause_commit) json["cause_commit"] = *commit.cause_commit;
  if (commit.cause) json["cause"] = to_text(commit.cause->uuid());
  json["last_change"] = commit.last_change;
  return json;
}

Json json_of(const Change& change) {
  const Kind* kind = find_kind(change.record.kind_number());
  return {{"number", change.number},
          {"commit", change.commit},
          {"operation", to_text(change.operation)},
          {"kind", kind ? Json(kind->name) : Json(change.record.kind_number())},
          {"id", to_text(change.record.uuid())}};
}

Cell operation_cell(Operation operation) {
  const bool is_new = operation == Operation::add || operation == Operation::restore;
  const Style style = is_new ? Style::green : operation == Operation::remove ? Style::red : Style::yellow;
  return {to_text(operation), style};
}

// Who did what, when and why, on one line.
std::string line_of(Call& call, const Commit& commit) {
  std::string line = fmt::format("{}  {}", call.teller().moment(commit.at), commit.verb);
  if (commit.actor) line += "  by " + call.teller().name(commit.actor);
  if (commit.reason) line += "  \"" + *commit.reason + '"';
  if (commit.cause) line += "  because of " + call.teller().name(*commit.cause);
  return terminal::one_line(line);
}

Head head_from(const std::string& text) {
  try {
    return from_text<Head>(text);
  } catch (const Error& error) {
    throw UsageError(error.code(), "--head: " + error.message());
  }
}

}  // namespace

int history(Call& call) {
  const bool customer = call.arguments.positional(1).empty();
  const Kind& kind = customer ? kind_of<Customer>() : kind_named(call.arguments.positional(0));
  const Uuid id = find_one(call.book(), kind, call.arguments.positional(customer ? 0 : 1));
  for (const HistoryEntry& entry : detail::history(detail::session_of(call.book()), kind, id)) {
    if (call.json()) {
      Json fields = Json::array();
      for (const FieldChange& each : entry.fields)
        fields.push_back({{"field", each.field},
                          {"before", optional_json(each.before)},
                          {"after", optional_json(each.after)}});
      call.line({{"commit", json_of(entry.commit)}, {"change", json_of(entry.change)}, {"fields", fields}});
      continue;
    }
    const Cell operation = operation_cell(entry.change.operation);
    call.write(fmt::format("{} {}  {}\n",
                           call.screen.paint(Style::bold, fmt::format("#{}", entry.commit.number)),
                           call.screen.paint(operation.style, operation.text),
                           call.screen.paint(Style::dim, line_of(call, entry.commit))));
    Table fields({{"field"}, {"before", Align::left, 60}, {""}, {"after", Align::left, 60}});
    for (const FieldChange& each : entry.fields) {
      const Field& field = kind.field(each.field);
      fields.add({{spaced(each.field), Style::cyan},
                  {call.teller().value(field, each.before), Style::red},
                  {"→", Style::dim},
                  {call.teller().value(field, each.after), Style::green}});
    }
    if (!entry.fields.empty()) call.write(fields.render(call.screen));
    call.write("\n");
  }
  return done;
}

int log(Call& call) {
  const Journal journal = call.book().journal();
  const auto limit = static_cast<std::int64_t>(call.limit());
  // Without a place to start, the newest ones.
  const std::int64_t newest = std::max<std::int64_t>(0, journal.head().commit - limit);
  const std::int64_t after = call.arguments.integer("--after", newest, 0);
  Table table({{"commit", Align::right},
               whole_column("at"),
               {"verb"},
               {"by"},
               {"changes", Align::right},
               {"reason", Align::left, 60}});
  std::int64_t last_change = after > 0 ? journal.commit(after).last_change : 0;
  for (const Commit& commit : journal.commits(after, call.limit())) {
    if (call.json()) call.line(json_of(commit));
    table.add({std::to_string(commit.number),
               {call.teller().moment(commit.at), Style::dim},
               {commit.verb, Style::cyan},
               call.teller().name(commit.actor),
               std::to_string(commit.last_change - last_change),
               commit.reason.value_or("")});
    last_change = commit.last_change;
  }
  if (!call.json()) call.write(table.render(call.screen));
  return done;
}

int touched(Call& call) {
  const auto batch = find_one<ImportBatch>(call.book(), call.arguments.positional(0));
  const auto changes =
      call.book().exchange().touched_by(batch, call.arguments.integer("--after", 0, 0), call.limit());
  Table table({{"change", Align::right}, {"operation"}, {"kind"}, {"record"}, whole_column("id")});
  for (const Change& change : changes) {
    if (call.json()) {
      call.line(json_of(change));
      continue;
    }
    const Kind* kind = find_kind(change.record.kind_number());
    table.add({std::to_string(change.number),
               operation_cell(change.operation),
               kind ? spaced(kind->name) : "?",
               call.teller().name(change.record),
               {to_text(change.record.uuid()), Style::dim}});
  }
  if (!call.json()) call.write(table.render(call.screen));
  if (changes.size() == call.limit()) call.next_page(std::to_string(changes.back().number));
  return done;
}

int verify(Call& call) {
  std::optional<Head> noted;
  if (call.arguments.flag("--head")) noted = head_from(call.arguments.text("--head"));
  const Journal journal = call.book().journal();
  const Head head = journal.head();
  Verification result;
  {
    Meter meter("Reading the journal", "commits");
    result = journal.verify(
        noted, [&](std::int64_t done_commits, std::int64_t all) { meter.show(done_commits, all); });
  }
  const int status = result.intact() ? done : found_trouble;
  if (call.json()) {
    Json findings = Json::array();
    for (const Finding& each : result.findings) {
      findings.push_back({{"commit", each.commit}, {"what", each.what}});
      if (each.record) findings.back()["id"] = to_text(each.record->uuid());
    }
    call.line({{"intact", result.intact()},
               {"commits", result.commits},
               {"changes", result.changes},
               {"head", to_text(head)},
               {"findings", findings}});
    return status;
  }
  if (result.intact()) {
    call.write(fmt::format("{}  {}, {}\n", call.screen.paint(Style::green, "intact"),
                           counted(result.commits, "commit"), counted(result.changes, "change")));
    call.write(terminal::key_values(call.screen, {{"head", to_text(head)}}));
    return status;
  }
  Table table({{"commit", Align::right}, {"record"}, {"what"}});
  for (const Finding& each : result.findings)
    table.add({each.commit ? std::to_string(each.commit) : "",
               each.record ? call.teller().name(*each.record) : "", each.what});
  call.write(call.screen.paint(Style::red, counted(std::ssize(result.findings), "finding")) + "\n" +
             table.render(call.screen));
  return status;
}

}  // namespace rapport::command
