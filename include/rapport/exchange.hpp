// Exchange: taking in what other systems export, and giving everything back.
//
// A CSV file is read as people really export it: comma, semicolon, tab or bar; UTF-8 with or without byte
// order mark, UTF-16, Windows-1252; quoted line breaks; rows with too few or too many columns. plan() looks
// at the file and guesses what each column means; show the plan, change it, run it with import_file(). JSON
// Lines files hold one record in each line with the fields' names, as export_to() writes them. A file is what
// its ending says (.csv and .tsv, .jsonl and .ndjson), in any capitals; with another ending it is JSON Lines
// when it begins with {, else CSV.
//
// An import is one commit, caused by one ImportBatch record: it is there as a whole or not at all, whatever
// happens meanwhile, and every record it touched can be asked for (touched_by); inside a transaction it joins
// the commit of that. A bad row does not stop the good ones: it goes to the reject file with a column that
// says why, and that file, mended, can be imported again. Files are written under a name that ends in .part
// until they are complete; a process that was killed may leave such a file, which can be deleted.
//
// Files with an `id` column are taken as an export of a book: ids are kept, derived fields are taken as they
// are, and a whole exported folder gives the same records. Versions are the new book's own, and its import
// batches tell of these imports, too.
//
// Not here: rehearsal, undo and merging. Threads: as the book.
//
//   auto plan = book.exchange().plan("clients.csv", "customer");
//   plan.set("Société", "name");
//   auto report = book.exchange().import_file("clients.csv", plan, {.rejects = "clients.rejects.csv"});
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/describe.hpp"
#include "rapport/journal.hpp"
#include "rapport/records.hpp"

namespace rapport {

struct ImportBatch {
  Id<ImportBatch> id{};
  std::int64_t version = 0;
  std::optional<Instant> deleted_at{};
  std::string source{};
  std::string target{};
  std::optional<std::string> mapping{};
  std::int64_t rows = 0;
  std::int64_t added = 0;
  std::int64_t rejected = 0;
};
template <>
inline constexpr auto description<ImportBatch> = describe<ImportBatch>(
    {"import_batch", "import_batches", 12, "One import of one file."},
    field<&ImportBatch::source>("source", 4, "The file's name without its folder.", {.longest = 500}),
    field<&ImportBatch::target>("target", 5, "The kind of record that each row became."),
    field<&ImportBatch::mapping>("mapping", 6,
                                 "Which column went where, as column=target; absent for JSON Lines.",
                                 {.longest = 20000}),
    field<&ImportBatch::rows>("rows", 7, "How many rows the file has.", {.lowest = 0}),
    field<&ImportBatch::added>("added", 8, "How many rows became records.", {.lowest = 0}),
    field<&ImportBatch::rejected>("rejected", 9, "How many rows went to the reject file.", {.lowest = 0}));

// What becomes of one column of a file.
struct ColumnPlan {
  std::string column{};   // as the header names it
  std::string target{};   // a field of the kind, or a target of Exchange::targets; empty: not imported
  std::string example{};  // the first value that is not empty
};

// What becomes of a file.
struct ImportPlan {
  std::string kind{};    // "customer"; "opportunity" for deals; empty when the file does not tell
  std::string format{};  // for people: "CSV, ';', Windows-1252", "JSON Lines"
  std::vector<ColumnPlan> columns{};  // none for JSON Lines, which name the fields themselves

  // Sends a column to another target; empty: leave it out. Throws unknown_name for a column that is not
  // there.
  ImportPlan& set(std::string_view column, std::string_view target);
};

// A file of a folder.
struct ImportFile {
  std::filesystem::path path{};
  ImportPlan plan{};
  std::string trouble{};  // why it is passed over; empty when it is taken
};

// How the values of other programs are to be read. Files with an `id` column need none of this.
struct ImportOptions {
  // A file for the rows that are not imported, or a folder: one that is there, or a path that ends in a slash;
  // empty: the folder of the imported file. In a folder the file gets the name of the imported one with
  // .rejects before its ending. What is there already is never overwritten: the name gets a number.
  std::filesystem::path rejects{};
  // Zone of times that carry no offset, as an IANA name; empty: such times are refused.
  std::string zone{};
  // Whether 3/4/2026 is the third of April; absent: refused, because nobody can know.
  std::optional<bool> day_first{};
  // Currency of amounts that name none, as EUR; empty: such amounts are refused.
  std::string currency{};
  // Columns whose amounts are in thousands, and in millions. Throws unknown_name for one that is not there.
  std::vector<std::string> thousands{};
  std::vector<std::string> millions{};
  // Texts that stand for no value, as NULL or N/A.
  std::vector<std::string> missing{};
  // Add agents, teams and organisations that a row names and the book does not know.
  bool add_missing = false;
  // Hears bytes read and bytes in all; returns false to stop the import, which then leaves nothing behind.
  std::function<bool(std::int64_t, std::int64_t)> progress{};
};

struct ImportReport {
  std::string file{};  // its name without its folder
  std::string kind{};  // as in the plan; empty: nothing was imported
  Id<ImportBatch> batch{};
  std::int64_t rows = 0;               // rows in the file, the header and blank lines not counted
  std::int64_t added = 0;              // rows that became records
  std::int64_t rejected = 0;           // rows in the reject file
  std::int64_t records = 0;            // writes in all, those of contact points and connections included
  std::filesystem::path rejects{};     // where those rows are; empty when every row was good
  std::vector<std::string> reasons{};  // the first ten, with their lines
  std::vector<std::string> remarks{};  // sentences: what else did not go as it might have
};

// A place a column can go to, beside the fields of a kind.
struct ImportTarget {
  std::string_view name{};      // "email"
  std::string_view sentence{};  // what becomes of the value
};

struct Policy;
struct LadderWithRungs;
struct RuleWithActions;

class Exchange {
 public:
  explicit Exchange(Session& session) : session_(&session) {}

  // Looks at a file and guesses its kind (unless given) and where each column goes. A target is given to one
  // column only, the best; all but `street`, which collects its columns. The kind of JSON Lines is in the
  // file's name, as customers.jsonl. Throws io, invalid, unknown_name.
  ImportPlan plan(const std::filesystem::path& file, std::string_view kind = {}) const;

  // Throws what import_file() would throw of the plan and the options themselves: unknown_name, invalid.
  void check(const ImportPlan& plan, const ImportOptions& options = {}) const;

  // The files of a folder that end as CSV and JSON Lines do, in the order in which import_folder() takes them.
  // Throws io.
  std::vector<ImportFile> files(const std::filesystem::path& folder) const;

  // Imports a file by a plan. Throws io, unknown_name (no kind; a target or a column that is not there),
  // invalid (an option), interrupted, busy, full; nothing of the import remains then.
  //
  // References are found by what people call a record (its external id, e-mail address or name) or by its
  // id. A row that refers to one which comes later in the file is tried again at the end. Stage moves are made
  // in the order of time, whatever their order in the file.
  //
  // A customer's row with an employer is a person. One with a company's name and a person's is the person, who works for the organisation of
  // that name, which is added when there is none; contact points belong to the person, and the trade's
  // fields (industry, employees, annual_revenue, founded) to the organisation when it is added. A `type`
  // column overrides this. A row without any name takes its external id for one.
  //
  // The kind "opportunity" is not stored as such: each row becomes interactions with its account, and
  // engagement and wins move accounts forward, as far as the lifecycle's policy allows; the report remarks on
  // moves that it refuses.
  ImportReport import_file(const std::filesystem::path& file, const ImportPlan& plan,
                           const ImportOptions& options = {}, const Because& because = {});

  // Imports a file as plan() sees it.
  ImportReport import_file(const std::filesystem::path& file, const ImportOptions& options = {},
                           const Because& because = {});

  // Imports the files of a folder that end as CSV and JSON Lines do, one commit each, in the order of their
  // references: what export_to() wrote, or files of other programs as plan() sees them. Files that cannot be
  // read or guessed are reported with an empty kind and the reason; reject files are passed over. `rejects` is
  // a folder here, which is made; `thousands` and `millions` name columns of any of the files.
  std::vector<ImportReport> import_folder(const std::filesystem::path& folder,
                                          const ImportOptions& options = {}, const Because& because = {});

  // The places, beside its fields, to which a column can go when importing this kind.
  std::vector<ImportTarget> targets(std::string_view kind) const;

  // A policy (service_levels.hpp) written as JSON: {"level": {...}, "targets": [{...}]}, fields by their names as
  // in examples/policies, where calendars, teams and customers stand by what people call them. Nothing is
  // written; Timekeeping::adopt does that. Throws invalid, unknown_name and missing_reference with the place.
  Policy read_policy(std::string_view json) const;

  // Rules (rules.hpp) written as JSON: {"rule": {...}, "actions": [{...}]}, or a list of such, fields by their
  // names as in examples/rules; docs/rule.schema.json describes it. Nothing is written; Automation::adopt does
  // that. Throws as read_policy does, and what Automation::check throws, of all of them at once.
  std::vector<RuleWithActions> read_rules(std::string_view json) const;
  // A ladder (escalations.hpp), likewise: {"ladder": {...}, "rungs": [{...}]}.
  LadderWithRungs read_ladder(std::string_view json) const;

  // The changes that an import made, oldest first; keyset pages by change number. An import inside a
  // transaction: those of the whole transaction, provided that it had no other cause. Throws not_found.
  std::vector<Change> touched_by(Id<ImportBatch> batch, std::int64_t after, std::size_t limit) const;

  enum class Form : std::uint8_t { csv, json_lines };
  // Writes every record, deleted ones included, one file for each kind that has any, and takes away a file of
  // that name for a kind that has none; returns how many records. Imported into an empty book they make the
  // same records, ids included. While the book acts as an agent, others' personal notes stay out, and with
  // them what other records say of them.
  // `progress` hears records written and in all; it must not write to the book. Throws io, full.
  std::int64_t export_to(const std::filesystem::path& folder, Form form,
                         const std::function<void(std::int64_t, std::int64_t)>& progress = {}) const;

 private:
  Session* session_;
};

}  // namespace rapport
