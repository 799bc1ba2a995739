// Verifying: that nobody altered the journal, and that rows, time lines, searches and what is due follow from it.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engines/due.hpp"
#include "engines/journal_rows.hpp"
#include "engines/records.hpp"
#include "engines/search.hpp"
#include "engines/timeline.hpp"
#include "kernel/catalogue.hpp"
#include "store/schema.hpp"

namespace rapport {

using namespace journal;

namespace {

class Verifier {
 public:
  Verifier(Session& session, const std::optional<Head>& noted,
           const std::function<void(std::int64_t, std::int64_t)>& progress)
      : session_(session), noted_(noted), progress_(progress) {}

  Verification run() {
    // One state: a writer in between must not look like an alteration.
    const Reading reading(session_);
    check_chain();
    check_records();
    const auto derived = [&](std::string what, std::optional<Reference> record) {
      report(0, std::move(what), record);
    };
    verify_time_lines(session_, derived);
    verify_search(session_, derived);
    verify_due(session_, derived);
    for (std::string& what : session_.database().damages(most_findings))
      report(0, fmt::format("the file is damaged: {}", what));
    std::stable_sort(result_.findings.begin(), result_.findings.end(),
                     [](const Finding& a, const Finding& b) { return a.commit < b.commit; });
    return std::move(result_);
  }

 private:
  static constexpr std::size_t most_findings = 100;

  void report(std::int64_t commit, std::string what, std::optional<Reference> record = {}) {
    if (record) reported_.insert(*record);
    if (result_.findings.size() < most_findings)
      result_.findings.push_back({commit, record, std::move(what)});
  }

  // Commits and changes side by side, both in the order of their numbers.
  void check_chain() {
    Database& database = session_.database();
    const std::int64_t total = database.integer(R"(SELECT max("number") FROM "journal_commit")");
    Statement commits = database.prepare(
        fmt::format("SELECT {} FROM \"journal_commit\" ORDER BY \"number\"", commit_columns));
    Statement changes = database.prepare(
        fmt::format("SELECT {} FROM \"journal_change\" ORDER BY \"number\"", change_columns));
    bool more_changes = changes.step();
    std::string previous_hash(sizeof(Hash), '\0');
    std::int64_t previous_number = 0;
    std::int64_t previous_at = 0;
    std::int64_t previous_change = 0;
    while (commits.step()) {
      const CommitRow commit = read_commit(commits);
      ++result_.commits;
      for (std::int64_t missing = previous_number + 1; missing < commit.number; ++missing) {
        report(missing, "the commit was removed");
        if (result_.findings.size() >= most_findings) break;
      }
      const bool follows = commit.number == previous_number + 1;
      if (commit.at.integer < previous_at)
        report(commit.number, "the commit is earlier than the one before it");
      crypto_generichash_state chain;
      start_chain(chain);
      while (more_changes) {
        const ChangeRow change = read_change(changes);
        if (change.number > commit.last_change) break;
        ++result_.changes;
        if (change.number != previous_change + 1 && follows)
          report(commit.number,
                 fmt::format("changes {} to {} were removed", previous_change + 1, change.number - 1));
        if (change.commit != commit.number)
          report(commit.number, fmt::format("change {} was moved to commit {}", change.number, change.commit),
                 change_from(change).record);
        add_to_chain(chain, session_.scratch, change);
        previous_change = change.number;
        more_changes = changes.step();
      }
      if (previous_change < commit.last_change)
        report(commit.number,
               fmt::format("changes {} to {} were removed", previous_change + 1, commit.last_change));
      if (bytes_of(digest_of(session_.scratch, commit)).text != commit.digest)
        report(commit.number, "the commit's reason is not what was written, or its salt was taken away");
      if (follows && bytes_of(hash_of(session_.scratch, commit, previous_hash, chain)).text != commit.hash)
        report(commit.number,
               "the commit was altered or moved: its hash does not follow from the commit before, its own "
               "instant, actor, verb and cause, and its changes");
      if (noted_ && noted_->commit == commit.number && bytes_of(noted_->hash).text != commit.hash)
        report(commit.number, "the commit is not the one that was noted: the journal was written again");
      previous_hash.assign(commit.hash);
      previous_number = commit.number;
      previous_at = commit.at.integer;
      previous_change = commit.last_change;
      if (result_.commits % 256 == 0) tell_progress(total);
    }
    // Those of the transaction that runs have no commit yet.
    const bool is_running =
        more_changes && session_.is_writing() && changes.integer(0) == session_.commit().first_change;
    for (; is_running && more_changes; more_changes = changes.step()) ++result_.changes;
    if (more_changes)
      report(previous_number + 1,
             fmt::format("changes from {} on belong to no commit: the last commits were removed",
                         changes.integer(0)));
    if (noted_ && noted_->commit > previous_number)
      report(previous_number + 1,
             fmt::format("commits {} to {} were cut off", previous_number + 1, noted_->commit));
    tell_progress(total);
  }

  void tell_progress(std::int64_t total) const {
    if (progress_) call_host(session_, [&] { progress_(result_.commits, total); });
  }

  // Every record from its present state back to its adding.
  void check_records() {
    reached_.assign(static_cast<std::size_t>(result_.changes) + 1, false);
    for (const Kind* kind : catalogue()) {
      Statement rows = session_.database().prepare(
          fmt::format("SELECT {} FROM {}", sql_of(*kind).columns, identifier(kind->name)));
      std::vector<OwnedValue> columns(kind->columns.size());
      while (rows.step()) {
        for (std::size_t i = 0; i < kind->columns.size(); ++i)
          columns[i] = own(rows.column(static_cast<int>(i)));
        check_record(*kind, columns);
      }
    }
    // A change that adds must have its row still: rows are never taken out.
    for (const Kind* kind : catalogue()) {
      Statement orphans = session_.database().prepare(fmt::format(
          R"(SELECT "commit_number", "record" FROM "journal_change" WHERE "kind" = ? AND "previous" = 0
             AND NOT EXISTS (SELECT 1 FROM {} WHERE "id" = "journal_change"."record"))",
          identifier(kind->name)));
      orphans.bind_all(Value::of(std::int64_t{kind->number}));
      while (orphans.step())
        report(orphans.integer(0), "a record that the commit added is gone",
               Reference::to(kind->number, uuid_of(orphans.column(1).text)));
    }
    check_reached();
  }

  // Each change leads to a record's present state; one that does not was made undone in the row.
  void check_reached() {
    for (std::size_t number = 1; number < reached_.size(); ++number) {
      if (reached_[number]) continue;
      Statement row = change_numbered(session_, static_cast<std::int64_t>(number));
      if (!row.step()) continue;
      const ChangeRow change = read_change(row);
      const Reference record = change_from(change).record;
      if (find_kind(record.kind_number()) && !reported_.contains(record))
        report(change.commit, "the record does not show what the commit wrote: the row was set back", record);
    }
  }

  void check_record(const Kind& kind, std::vector<OwnedValue>& columns) {
    const Uuid id = uuid_of(Value::of(columns[0]).text);
    const Reference reference = Reference::to(kind.number, id);
    bool newest = true;
    while (const std::int64_t number = version_in(kind, columns)) {
      Statement row = change_numbered(session_, number);
      if (!row.step())
        return report(0, fmt::format("change {} of the record is missing in the journal", number), reference);
      const ChangeRow change = read_change(row);
      if (change.record != Value::of(id).text || change.kind != kind.number)
        return report(change.commit, fmt::format("change {} belongs to another record", number), reference);
      if (static_cast<std::size_t>(number) < reached_.size())
        reached_[static_cast<std::size_t>(number)] = true;
      Content content(session_.scratch);
      for (std::size_t i = 0; i < columns.size(); ++i) content.add(kind.columns[i], Value::of(columns[i]));
      if (bytes_of(digest_of(session_.scratch, change)).text != change.digest)
        // Older states are derived from this one, so they could not match either.
        return report(change.commit,
                      newest ? "the record is not what the commit wrote: the row, or the change's old values "
                               "or salt, were altered"
                             : "the old values of the record, or their salt, were altered",
                      reference);
      if (change.previous >= number)
        return report(change.commit, "the record's changes go in a circle", reference);
      undo(kind, change, columns);
      newest = false;
    }
    if (newest) report(0, "the record has no change in the journal", reference);
  }

  Session& session_;
  const std::optional<Head>& noted_;
  const std::function<void(std::int64_t, std::int64_t)>& progress_;
  Verification result_;
  std::vector<bool> reached_;     // by number of change
  std::set<Reference> reported_;  // one finding for each is enough
};

}  // namespace

Verification Journal::verify(const std::optional<Head>& noted,
                             const std::function<void(std::int64_t, std::int64_t)>& progress) const {
  return Verifier(*session_, noted, progress).run();
}

}  // namespace rapport
