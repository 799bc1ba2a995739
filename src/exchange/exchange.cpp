#include "rapport/exchange.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <utility>

#include "engines/records.hpp"
#include "exchange/export.hpp"
#include "exchange/import.hpp"
#include "exchange/plan.hpp"
#include "exchange/targets.hpp"
#include "kernel/catalogue.hpp"
#include "kernel/text.hpp"
#include "rapport/rules.hpp"

namespace rapport {

RAPPORT_KIND(ImportBatch)

namespace {

namespace fs = std::filesystem;

constexpr std::string_view rejects_mark = ".rejects";

bool ends_in(const fs::path& file, std::initializer_list<std::string_view> endings) {
  const std::string ending = text::folded(file.extension().string());
  return std::find(endings.begin(), endings.end(), ending) != endings.end();
}
bool is_named_json(const fs::path& file) { return ends_in(file, {".jsonl", ".ndjson"}); }
bool is_named_csv(const fs::path& file) { return ends_in(file, {".csv", ".tsv"}); }

// The one place that decides what a file is: its ending does, or else how it begins.
bool is_json_lines(const fs::path& file) {
  if (is_named_json(file) || is_named_csv(file)) return is_named_json(file);
  std::ifstream stream(file, std::ios::binary);
  return stream.peek() == '{';
}

ImportPlan plan_of(const fs::path& file, std::string_view kind) {
  if (!is_json_lines(file)) return make_plan(file, csv::sniff(file), kind);
  const JsonSource readable(file);
  // "customers.rejects.jsonl" is about customers.
  const std::string name = file.filename().string();
  const Kind* named =
      kind.empty() ? find_kind(std::string_view(name).substr(0, name.find('.'))) : &kind_named(kind);
  return {.kind = named ? std::string(named->name) : std::string(), .format = "JSON Lines"};
}

// "clients.rejects.csv" and "clients.rejects.2.csv" are reject files of "clients".
std::optional<std::string> stem_of_rejects(const fs::path& file) {
  const std::string name = file.filename().string();
  const std::size_t mark = name.find(fmt::format("{}.", rejects_mark));
  return mark == std::string::npos ? std::nullopt : std::optional(name.substr(0, mark));
}

// Under a name that is free: somebody may be mending what an earlier import left.
fs::path rejects_of(const fs::path& file, const ImportOptions& options) {
  std::error_code nothing_there;
  fs::path wanted = options.rejects;
  if (wanted.empty() || !wanted.has_filename() || fs::is_directory(wanted, nothing_there)) {
    const fs::path folder = wanted.empty() ? file.parent_path() : wanted;
    wanted = folder / fmt::format("{}{}{}", stem_of_rejects(file).value_or(file.stem().string()),
                                  rejects_mark, file.extension().string());
  }
  fs::path free = wanted;
  for (int number = 2; fs::exists(fs::symlink_status(free, nothing_there)); ++number)
    free.replace_filename(
        fmt::format("{}.{}{}", wanted.stem().string(), number, wanted.extension().string()));
  return free;
}

bool has_column(const ImportPlan& plan, std::string_view name) {
  return std::ranges::find(plan.columns, name, &ColumnPlan::column) != plan.columns.end();
}

// The options without the columns that the plan has not.
ImportOptions for_plan(const ImportOptions& options, const ImportPlan& plan) {
  ImportOptions fit = options;
  for (auto* columns : {&fit.thousands, &fit.millions})
    std::erase_if(*columns, [&](const std::string& each) { return !has_column(plan, each); });
  return fit;
}

void need_columns(const std::vector<const ImportPlan*>& plans, const ImportOptions& options) {
  for (const auto* columns : {&options.thousands, &options.millions})
    for (const std::string& each : *columns)
      if (std::ranges::none_of(plans, [&](const ImportPlan* plan) { return has_column(*plan, each); }))
        throw Error(Code::unknown_name, fmt::format("there is no column \"{}\"", text::printable(each)));
}

// A name that may be kept, whatever the file system allows.
std::string name_of(const fs::path& file) {
  const std::string name = file.filename().string();
  return text::first_invalid(name) ? text::printable(name) : name;
}

// Which column went where, as far as a record can hold it.
std::optional<std::string> mapping_of(const ImportPlan& plan) {
  constexpr auto longest = static_cast<std::size_t>(description_of<&ImportBatch::mapping>.traits.longest);
  std::string mapping;
  for (const ColumnPlan& each : plan.columns) {
    if (each.target.empty()) continue;
    const std::string part = fmt::format("{}{}={}", mapping.empty() ? "" : ", ", each.column, each.target);
    if (mapping.size() + part.size() > longest) break;
    mapping += part;
  }
  return mapping.empty() ? std::nullopt : std::optional(mapping);
}

// The plan with its columns in the order of the file, those it does not name without a target.
ImportPlan fitted(const ImportPlan& plan, const std::vector<std::string>& columns) {
  ImportPlan fit{.kind = plan.kind, .format = plan.format};
  std::vector<ColumnPlan> left = plan.columns;
  for (const std::string& column : columns) {
    const auto found =
        std::find_if(left.begin(), left.end(), [&](const ColumnPlan& each) { return each.column == column; });
    if (found == left.end()) {
      fit.columns.push_back({.column = column});
    } else {
      fit.columns.push_back(std::move(*found));
      left.erase(found);
    }
  }
  for (const ColumnPlan& each : left)
    if (!each.target.empty())
      throw Error(Code::unknown_name,
                  fmt::format("the file has no column \"{}\"; plan it again", text::printable(each.column)));
  return fit;
}

ImportReport import_json(Session& session, const fs::path& file, const ImportPlan& plan,
                         const ImportOptions& options, const Because& because) {
  const Kind& kind = kind_named(plan.kind);
  fitted(plan, {});  // there are no columns
  JsonSource source(file);
  const auto writer = make_json_writer(session, kind);
  JsonRejects rejects(rejects_of(file, options));
  return import_rows(
      session,
      {source, *writer, rejects, ImportBatch{.source = name_of(file), .target = std::string(kind.name)}},
      options, because);
}

ImportReport import_csv(Session& session, const fs::path& file, const ImportPlan& plan,
                        const ImportOptions& options, const Because& because) {
  const csv::Format format = csv::sniff(file);
  CsvSource source(file, format);
  const ImportPlan fit = fitted(plan, source.columns());
  need_columns({&fit}, options);
  const auto writer = make_writer(session, fit, options);
  CsvRejects rejects(rejects_of(file, options), source.columns(), format.delimiter);
  return import_rows(session,
                     {source, *writer, rejects,
                      ImportBatch{.source = name_of(file), .target = fit.kind, .mapping = mapping_of(fit)}},
                     options, because);
}

[[noreturn]] void throw_unreadable(const fs::path& path, const std::error_code& trouble) {
  throw Error(Code::io, fmt::format("{} cannot be read: {}", path.string(), trouble.message()));
}

std::vector<fs::path> importable(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code trouble;
  for (fs::directory_iterator at(folder, trouble), end; !trouble && at != end; at.increment(trouble)) {
    const fs::path& path = at->path();
    if (stem_of_rejects(path) || (!is_named_csv(path) && !is_named_json(path))) continue;
    std::error_code unknown;
    if (at->is_regular_file(unknown)) found.push_back(path);
    if (unknown) throw_unreadable(path, unknown);
  }
  if (trouble) throw_unreadable(folder, trouble);
  return found;
}

// The place of a kind in the order of references. What rules do comes behind it, when what they did is there: until then
// they do nothing, whoever sweeps meanwhile. Kinds that are no records come last.
std::size_t place_of(std::string_view kind) {
  const auto kinds = catalogue();
  if (kind == kind_of<RuleAction>().name) return kinds.size();
  return static_cast<std::size_t>(
      std::find_if(kinds.begin(), kinds.end(), [&](const Kind* each) { return each->name == kind; }) -
      kinds.begin());
}

}  // namespace

ImportPlan Exchange::plan(const fs::path& file, std::string_view kind) const { return plan_of(file, kind); }

void Exchange::check(const ImportPlan& plan, const ImportOptions& options) const {
  if (plan.kind.empty())
    throw Error(Code::unknown_name, "the plan does not tell what the rows are; give it a kind");
  if (plan.columns.empty())
    kind_named(plan.kind);
  else
    make_writer(*session_, plan, options);
  need_columns({&plan}, options);
}

std::vector<ImportFile> Exchange::files(const fs::path& folder) const {
  std::vector<ImportFile> files;
  for (const fs::path& path : importable(folder)) {
    ImportFile& file = files.emplace_back(ImportFile{.path = path});
    try {
      file.plan = plan_of(path, {});
      if (file.plan.kind.empty()) file.trouble = "it does not tell what its rows are";
    } catch (const Error& error) {
      file.trouble = error.message();
    }
  }
  std::sort(files.begin(), files.end(), [](const ImportFile& a, const ImportFile& b) {
    return std::pair(place_of(a.plan.kind), a.path) < std::pair(place_of(b.plan.kind), b.path);
  });
  return files;
}

ImportReport Exchange::import_file(const fs::path& file, const ImportPlan& plan, const ImportOptions& options,
                                   const Because& because) {
  if (plan.kind.empty())
    throw Error(Code::unknown_name, fmt::format("{} does not tell what its rows are; plan it with a kind",
                                                file.filename().string()));
  const auto import = is_json_lines(file) ? import_json : import_csv;
  return import(*session_, file, plan, options, because);
}

ImportReport Exchange::import_file(const fs::path& file, const ImportOptions& options,
                                   const Because& because) {
  return import_file(file, plan(file), options, because);
}

std::vector<ImportReport> Exchange::import_folder(const fs::path& folder, const ImportOptions& options,
                                                  const Because& because) {
  const std::vector<ImportFile> found = files(folder);
  std::vector<const ImportPlan*> plans;
  for (const ImportFile& each : found) plans.push_back(&each.plan);
  need_columns(plans, options);
  std::vector<ImportReport> reports;
  for (const auto& [path, plan, trouble] : found) {
    if (!trouble.empty()) {
      reports.push_back({.file = name_of(path), .reasons = {trouble}});
      continue;
    }
    ImportOptions with = for_plan(options, plan);
    if (!options.rejects.empty()) with.rejects = options.rejects / "";
    reports.push_back(import_file(path, plan, with, because));
  }
  return reports;
}

std::vector<ImportTarget> Exchange::targets(std::string_view kind) const {
  const auto targets = targets_of(kind);
  return {targets.begin(), targets.end()};
}

std::vector<Change> Exchange::touched_by(Id<ImportBatch> batch, std::int64_t after, std::size_t limit) const {
  const Kind& kind = kind_of<ImportBatch>();
  if (!exists(*session_, kind, batch.uuid)) detail::throw_not_found(kind, batch.uuid);
  const Journal journal(*session_);
  std::vector<Change> touched;
  for (const Commit& commit : journal.caused_by(Reference::to(kind.number, batch.uuid))) {
    const auto changes = journal.changes_of(commit.number, after, limit - touched.size());
    touched.insert(touched.end(), changes.begin(), changes.end());
    if (touched.size() == limit) break;
  }
  return touched;
}

std::int64_t Exchange::export_to(const fs::path& folder, Form form,
                                 const std::function<void(std::int64_t, std::int64_t)>& progress) const {
  return export_book(*session_, folder, form, progress);
}

}  // namespace rapport
