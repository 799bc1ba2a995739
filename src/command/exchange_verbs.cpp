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

bool is_folder(const files::path& path) {
  std::error_code nothing_there;
  return files::is_directory(path, nothing_there);
}

// What each column would become, as guessed and as --map has it.
ImportPlan plan_of(const Arguments& arguments, const Exchange& exchange, const files::path& file) {
  ImportPlan plan = exchange.plan(file, arguments.text("--kind"));
  for (const std::string& each : arguments.all("--map")) {
    const auto [column, target] = halves(each);
    plan.set(column, target);
  }
  return plan;
}

void tell_plan(const Call& call, const ImportFile& planned) {
  const auto& [file, plan, trouble] = planned;
  if (call.json()) {
    Json answer{
        {"file", file.string()}, {"kind", plan.kind}, {"format", plan.format}, {"columns", Json::array()}};
    if (!trouble.empty()) answer["trouble"] = trouble;
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
  if (!trouble.empty()) call.remark(trouble);
  call.write("\n");
}

ImportOptions options_of(const Call& call, Meter& meter) {
  const auto& given = call.arguments;
  ImportOptions options{.rejects = given.text("--rejects"),
                        .zone = given.text("--zone"),
                        .currency = given.text("--currency"),
                        .thousands = given.all("--thousands"),
                        .millions = given.all("--millions"),
                        .missing = given.all("--missing"),
                        .add_missing = given.flag("--add-missing")};
  if (given.flag("--day-first") || given.flag("--month-first")) options.day_first = given.flag("--day-first");
  if (!options.rejects.empty() && given.positionals().size() > 1) options.rejects /= "";  // a folder
  options.progress = [&](std::int64_t done_bytes, std::int64_t all) {
    meter.show(done_bytes, all);
    return true;
  };
  return options;
}

// What would become of the file or the folder that a word names; refuses what could not be imported. Folders
// plan their files themselves.
ImportPlan look_at(Call& call, const Exchange& exchange, const files::path& path, bool tells) {
  if (is_folder(path)) {
    if (tells)
      for (const ImportFile& each : exchange.files(path)) tell_plan(call, each);
    return {};
  }
  Meter unseen("", "");
  ImportPlan plan = plan_of(call.arguments, exchange, path);
  if (tells) tell_plan(call, {path, plan});
  if (plan.kind.empty())
    throw Error(Code::unknown_name, fmt::format("{} does not tell what its rows are; say it with --kind",
                                                terminal::one_line(path.filename().string())));
  exchange.check(plan, options_of(call, unseen));
  return plan;
}

// One report for each file that the word stands for.
std::vector<ImportReport> import_one(Call& call, const files::path& path, const ImportPlan& plan) {
  Meter meter("Importing " + path.filename().string(), "bytes");
  const ImportOptions options = options_of(call, meter);
  Exchange exchange = call.book().exchange();
  if (is_folder(path)) return exchange.import_folder(path, options, call.because());
  return {exchange.import_file(path, plan, options, call.because())};
}

Json json_of(const ImportReport& report) {
  Json answer{{"file", report.file}, {"kind", report.kind}};
  if (report.kind.empty()) {
    answer["reasons"] = report.reasons;
    return answer;
  }
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

void check_import(const Arguments& arguments) {
  if (arguments.flag("--day-first") && arguments.flag("--month-first"))
    throw UsageError(Code::invalid, "--day-first and --month-first exclude each other");
  std::error_code unknown;
  for (const std::string& word : arguments.positionals()) {
    if (word == "-")
      throw UsageError(Code::invalid, "standard input cannot be imported; write it into a file");
    if (!files::exists(word, unknown))
      throw Error(Code::io, fmt::format("there is no {}", terminal::one_line(word)));
    if (is_folder(word) && (arguments.flag("--kind") || arguments.flag("--map")))
      throw UsageError(Code::invalid, "--kind and --map go with a file, not with a folder");
    if (!is_folder(word) && arguments.flag("--map")) plan_of(arguments, Book::in_memory().exchange(), word);
  }
  const std::string& rejects = arguments.text("--rejects");
  if (arguments.positionals().size() > 1 && files::exists(rejects, unknown) && !is_folder(rejects))
    throw UsageError(Code::invalid, "--rejects names a folder where several files are imported");
}

bool is_only_plan(const Arguments& arguments) {
  return arguments.knows("--plan") && arguments.flag("--plan");
}

int import_files(Call& call) {
  const auto& words = call.arguments.positionals();
  const bool only_plans = is_only_plan(call.arguments);
  // Nothing is imported before all of it was looked at.
  std::vector<ImportPlan> plans;
  {
    Book empty = Book::in_memory();
    for (const std::string& word : words)
      plans.push_back(look_at(call, empty.exchange(), word, only_plans || !call.json()));
  }
  if (only_plans) return done;
  std::vector<ImportReport> reports;
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::vector<ImportReport> more = import_one(call, words[i], plans[i]);
    if (call.json())
      for (const ImportReport& each : more) call.line(json_of(each));
    std::ranges::move(more, std::back_inserter(reports));
  }
  index_for_search(call.book());
  if (!call.json()) tell_reports(call, reports);
  const bool took_nothing = std::ranges::any_of(
      reports, [](const ImportReport& each) { return each.rejected > 0 && each.added == 0; });
  return took_nothing ? nothing_taken : done;
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
