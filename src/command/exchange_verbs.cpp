// import, export: files in, files out.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "command/any_records.hpp"
#include "command/meter.hpp"
#include "command/verbs.hpp"

namespace rapport::command {

using terminal::Align;
using terminal::Cell;
using terminal::Style;
using terminal::Table;
namespace files = std::filesystem;

namespace {

// What each column would become, as guessed and as --map has it.
ImportPlan plan_of(const Call& call, const files::path& file) {
  ImportPlan plan = call.book().exchange().plan(file, call.arguments.text("--kind"));
  for (const std::string& each : call.arguments.all("--map")) {
    const auto [column, target] = halves(each);
    plan.set(column, target);
  }
  return plan;
}

void tell_plan(const Call& call, const files::path& file, const ImportPlan& plan) {
  if (call.json()) {
    Json answer{
        {"file", file.string()}, {"kind", plan.kind}, {"format", plan.format}, {"columns", Json::array()}};
    for (const ColumnPlan& each : plan.columns)
      answer["columns"].push_back(
          {{"column", each.column}, {"target", each.target}, {"example", each.example}});
    call.line(answer);
    return;
  }
  const std::string becomes = plan.kind.empty() ? "nothing we know" : spaced(plan.kind);
  const std::string title = terminal::one_line(fmt::format("{} → {}", file.filename().string(), becomes));
  call.write(fmt::format("{}  {}\n", call.screen.paint(Style::bold, title),
                         call.screen.paint(Style::dim, terminal::one_line(plan.format))));
  Table table({{"column", Align::left, 30}, {"example", Align::left, 44}, {"goes to"}});
  for (const ColumnPlan& each : plan.columns)
    table.add({each.column,
               {each.example, Style::dim},
               each.target.empty() ? Cell("left out", Style::yellow) : Cell(each.target, Style::cyan)});
  if (!plan.kind.empty() && !plan.columns.empty()) call.write(table.render(call.screen));
  call.write("\n");
}

ImportOptions options_of(const Call& call, Meter& meter) {
  const auto& given = call.arguments;
  if (given.flag("--day-first") && given.flag("--month-first"))
    throw UsageError(Code::invalid, "--day-first and --month-first exclude each other");
  ImportOptions options{.rejects = given.text("--rejects"),
                        .zone = given.text("--zone"),
                        .currency = given.text("--currency"),
                        .missing = given.all("--missing"),
                        .add_missing = given.flag("--add-missing")};
  if (given.flag("--day-first") || given.flag("--month-first")) options.day_first = given.flag("--day-first");
  options.progress = [&](std::int64_t done_bytes, std::int64_t all) {
    meter.show(done_bytes, all);
    return true;
  };
  return options;
}

// One report for each file that the word stands for.
std::vector<ImportReport> import_one(Call& call, const files::path& path) {
  const bool plan_only = call.arguments.flag("--plan");
  const bool tells = plan_only || !call.json();
  Meter meter("Importing " + path.filename().string(), "bytes");
  ImportOptions options = options_of(call, meter);
  Exchange exchange = call.book().exchange();
  std::error_code nothing_there;
  if (files::is_directory(path, nothing_there)) {
    if (call.arguments.flag("--kind") || call.arguments.flag("--map"))
      throw UsageError(Code::invalid, "--kind and --map go with a file, not with a folder");
    if (tells)
      for (const auto& [file, plan] : exchange.files(path)) tell_plan(call, file, plan);
    return plan_only ? std::vector<ImportReport>{} : exchange.import_folder(path, options, call.because());
  }
  const ImportPlan plan = plan_of(call, path);
  if (tells) tell_plan(call, path, plan);
  if (plan_only) return {};
  if (plan.kind.empty())
    throw Error(Code::unknown_name, fmt::format("{} does not tell what its rows are; say it with --kind",
                                                terminal::one_line(path.filename().string())));
  return {exchange.import_file(path, plan, options, call.because())};
}

Json json_of(const ImportReport& report) {
  Json answer{{"file", report.file}, {"kind", report.kind}};
  if (report.kind.empty()) return answer;
  answer.update({{"batch", to_text(report.batch)},
                 {"rows", report.rows},
                 {"added", report.added},
                 {"rejected", report.rejected},
                 {"records", report.records},
                 {"rejects", report.rejects.string()},
                 {"reasons", report.reasons},
                 {"remarks", report.remarks}});
  return answer;
}

void tell_reports(const Call& call, const std::vector<ImportReport>& reports) {
  Table table({{"file", Align::left, 32},
               {"became"},
               {"rows", Align::right},
               {"added", Align::right},
               {"rejected", Align::right},
               {"records", Align::right},
               whole_column("batch")});
  for (const ImportReport& report : reports) {
    if (report.kind.empty()) {
      table.add({report.file, {"not understood", Style::yellow}, "", "", "", "", ""});
      continue;
    }
    table.add({report.file,
               spaced(report.kind),
               std::to_string(report.rows),
               {std::to_string(report.added), Style::green},
               {std::to_string(report.rejected), report.rejected ? Style::red : Style::dim},
               std::to_string(report.records),
               {to_text(report.batch), Style::dim}});
  }
  call.write(table.render(call.screen));
  for (const ImportReport& report : reports) {
    if (report.rejected == 0) continue;
    call.write('\n' + terminal::heading(call.screen,
                                        fmt::format("Rejected rows are in {}", report.rejects.string())));
    for (const std::string& reason : report.reasons) call.write("  " + terminal::one_line(reason) + '\n');
    const auto untold = report.rejected - std::ssize(report.reasons);
    if (untold > 0) call.write(fmt::format("  and {} more\n", untold));
  }
  for (const ImportReport& report : reports)
    for (const std::string& remark : report.remarks)
      call.write('\n' + terminal::one_line(fmt::format("{}: {}", report.file, remark)) + '\n');
}

// So that the next search need not do it.
void index_for_search(Book& book) {
  constexpr std::int64_t batch = 10000;
  const std::int64_t all = book.catch_up_search(0);
  Meter meter("Indexing for search", "changes");
  while (const std::int64_t left = book.catch_up_search(batch)) meter.show(all - left, all);
}

}  // namespace

int import_files(Call& call) {
  // What is wrong with one name is said before anything of the others is imported.
  const auto& words = call.arguments.positionals();
  std::error_code unknown;
  for (const std::string& word : words)
    if (!files::exists(word, unknown))
      throw Error(Code::io, fmt::format("there is no {}", terminal::one_line(word)));
  if (words.size() > 1 && call.arguments.flag("--rejects") &&
      !files::is_directory(call.arguments.text("--rejects"), unknown))
    throw UsageError(Code::invalid, "--rejects names an existing folder where several files are imported");
  std::vector<ImportReport> reports;
  for (const std::string& word : words) {
    std::vector<ImportReport> more = import_one(call, word);
    if (call.json())
      for (const ImportReport& each : more) call.line(json_of(each));
    std::ranges::move(more, std::back_inserter(reports));
  }
  if (call.arguments.flag("--plan")) return done;
  index_for_search(call.book());
  if (!call.json()) tell_reports(call, reports);
  return done;
}

int export_all(Call& call) {
  const std::string& form = call.arguments.text("--form");
  if (form != "csv" && form != "jsonl") throw UsageError(Code::invalid, "--form is csv or jsonl");
  const files::path folder = call.arguments.positional(0);
  std::int64_t records = 0;
  {
    Meter meter("Exporting", "records");
    records = call.book().exchange().export_to(
        folder, form == "csv" ? Exchange::Form::csv : Exchange::Form::json_lines,
        [&](std::int64_t done_records, std::int64_t all) { meter.show(done_records, all); });
  }
  if (call.json())
    call.line({{"folder", folder.string()}, {"form", form}, {"records", records}});
  else
    call.write(fmt::format("{} in {}\n", counted(records, "record"), terminal::one_line(folder.string())));
  return done;
}

}  // namespace rapport::command
