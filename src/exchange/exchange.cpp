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

namespace rapport {

RAPPORT_KIND(ImportBatch)

namespace {

namespace fs = std::filesystem;

constexpr std::string_view rejects_mark = ".rejects";

bool ends_in(const fs::path& file, std::initializer_list<std::string_view> endings) {
  const std::string ending = text::folded(file.extension().string());
  return std::find(endings.begin(), endings.end(), ending) != endings.end();
}
bool is_json(const fs::path& file) { return ends_in(file, {".jsonl", ".ndjson"}); }
bool is_csv(const fs::path& file) { return ends_in(file, {".csv", ".tsv"}); }

bool begins_as_json(const fs::path& file) { return std::ifstream(file, std::ios::binary).peek() == '{'; }

// "customers.rejects.jsonl" is about customers; null when the name is no kind's.
const Kind* kind_by_name(const fs::path& file) {
  const std::string name = file.filename().string();
  return find_kind(std::string_view(name).substr(0, name.find('.')));
}

fs::path rejects_of(const fs::path& file, const ImportOptions& options) {
  if (!options.rejects.empty()) return options.rejects;
  fs::path path = file;
  path.replace_filename(fmt::format("{}{}{}", file.stem().string(), rejects_mark, file.extension().string()));
  return path;
}

// A name that may be kept, whatever the file system allows.
std::string name_of(const fs::path& file) {
  const std::string name = file.filename().string();
  return text::first_invalid(name) ? text::printable(name) : name;
}

// Which column went where, cut to what a record may hold.
std::optional<std::string> mapping_of(const ImportPlan& plan) {
  std::string mapping;
  for (const ColumnPlan& each : plan.columns)
    if (!each.target.empty())
      mapping += fmt::format("{}{}={}", mapping.empty() ? "" : ", ", each.column, each.target);
  constexpr auto longest = static_cast<std::size_t>(description_of<&ImportBatch::mapping>.traits.longest);
  if (mapping.size() > longest) mapping.resize(mapping.rfind(", ", longest));
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

ImportReport import_json(Session& session, const fs::path& file, const ImportOptions& options,
                         const Because& because) {
  const Kind* kind = kind_by_name(file);
  if (!kind)
    throw Error(
        Code::unknown_name,
        fmt::format("{} does not say what its records are; name it after the kind, as customers.jsonl",
                    file.filename().string()));
  JsonSource source(file);
  const auto writer = make_json_writer(session, *kind);
  JsonRejects rejects(rejects_of(file, options));
  return import_rows(
      session,
      {source, *writer, rejects, ImportBatch{.source = name_of(file), .target = std::string(kind->name)}},
      options, because);
}

ImportReport import_csv(Session& session, const fs::path& file, const csv::Format& format,
                        const ImportPlan& plan, const ImportOptions& options, const Because& because) {
  if (plan.kind.empty())
    throw Error(Code::unknown_name,
                fmt::format("the columns of {} do not tell what its rows are; plan it with a kind",
                            file.filename().string()));
  CsvSource source(file, format);
  const ImportPlan fit = fitted(plan, source.columns());
  const auto writer = make_writer(session, fit, options);
  CsvRejects rejects(rejects_of(file, options), source.columns(), format.delimiter);
  return import_rows(session,
                     {source, *writer, rejects,
                      ImportBatch{.source = name_of(file), .target = fit.kind, .mapping = mapping_of(fit)}},
                     options, because);
}

// A file of a folder, with its place in the order of references; kinds that are no records come last.
struct FolderFile {
  fs::path path;
  std::optional<ImportPlan> plan;  // absent for JSON Lines
  std::size_t place = 0;
};

std::size_t place_of(std::string_view kind) {
  const auto kinds = catalogue();
  return static_cast<std::size_t>(
      std::find_if(kinds.begin(), kinds.end(), [&](const Kind* each) { return each->name == kind; }) -
      kinds.begin());
}

std::vector<FolderFile> files_of(const fs::path& folder) {
  std::vector<FolderFile> files;
  std::error_code trouble;
  for (const auto& entry : fs::directory_iterator(folder, trouble)) {
    const fs::path& path = entry.path();
    if (!entry.is_regular_file() || path.stem().extension() == rejects_mark) continue;
    if (!is_csv(path) && !is_json(path)) continue;
    FolderFile& file = files.emplace_back(FolderFile{path, {}, 0});
    if (is_csv(path)) file.plan = make_plan(path, csv::sniff(path), {});
    const Kind* kind = kind_by_name(path);
    file.place = place_of(file.plan ? std::string_view(file.plan->kind) : kind ? kind->name : "");
  }
  if (trouble)
    throw Error(Code::io, fmt::format("{} cannot be read: {}", folder.string(), trouble.message()));
  std::sort(files.begin(), files.end(), [](const FolderFile& a, const FolderFile& b) {
    return std::pair(a.place, a.path) < std::pair(b.place, b.path);
  });
  return files;
}

}  // namespace

ImportPlan Exchange::plan(const fs::path& file, std::string_view kind) const {
  return make_plan(file, csv::sniff(file), kind);
}

ImportReport Exchange::import_file(const fs::path& file, const ImportPlan& plan, const ImportOptions& options,
                                   const Because& because) {
  return import_csv(*session_, file, csv::sniff(file), plan, options, because);
}

ImportReport Exchange::import_file(const fs::path& file, const ImportOptions& options,
                                   const Because& because) {
  if (is_json(file) || begins_as_json(file)) return import_json(*session_, file, options, because);
  const csv::Format format = csv::sniff(file);
  return import_csv(*session_, file, format, make_plan(file, format, {}), options, because);
}

std::vector<ImportReport> Exchange::import_folder(const fs::path& folder, const ImportOptions& options,
                                                  const Because& because) {
  std::vector<ImportReport> reports;
  for (const FolderFile& file : files_of(folder)) {
    ImportOptions with = options;
    if (!options.rejects.empty()) with.rejects = options.rejects / rejects_of(file.path, {}).filename();
    if (file.plan ? file.plan->kind.empty() : !kind_by_name(file.path))
      reports.push_back({.file = name_of(file.path), .reasons = {"it does not tell what its rows are"}});
    else if (file.plan)
      reports.push_back(import_file(file.path, *file.plan, with, because));
    else
      reports.push_back(import_file(file.path, with, because));
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
