#include "engines/journal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "engines/journal_rows.hpp"
#include "engines/records.hpp"
#include "kernel/text.hpp"
#include "kernel/validate.hpp"

namespace rapport {

using namespace journal;

// ---- Writing

LastCommit last_commit(Session& session) {
  if (const LastCommit* known = session.last_commit()) return *known;
  static const Sql sql(
      R"(SELECT "number", "at", "last_change", "hash" FROM "journal_commit" ORDER BY "number" DESC LIMIT 1)");
  Statement row = session.database().prepare(sql);
  if (!row.step()) return {.at = Instant::min()};
  LastCommit last{row.integer(0), Instant{Duration{row.integer(1)}}, row.integer(2), {}};
  const std::string_view hash = row.column(3).text;
  std::copy_n(hash.begin(), std::min(hash.size(), last.hash.size()), last.hash.begin());
  return last;
}

void begin_commit(Session& session, std::string_view verb, const Because& because) {
  OpenCommit& commit = session.commit();
  const LastCommit last = last_commit(session);
  commit.number = last.number + 1;
  // The journal's order is time's order, also when a clock goes back.
  commit.at = std::max(session.now(), last.at);
  commit.first_change = last.last_change + 1;
  commit.previous_hash = last.hash;
  commit.next_change = commit.first_change;
  commit.verb = verb;
  commit.because = because;
  start_chain(commit.changes);
}

void join_commit(Session& session, const Because& because) {
  validate_text(because.reason, longest_reason, "reason");
  Because& common = session.commit().because;
  // Each reason once, as a whole: "no" is not said by "unknown".
  constexpr std::string_view between = "; ";
  const auto bounded = [&](std::string_view text) { return fmt::format("{}{}{}", between, text, between); };
  if (common.reason.empty()) {
    common.reason = because.reason;
  } else if (!because.reason.empty() &&
             bounded(common.reason).find(bounded(because.reason)) == std::string::npos) {
    std::string joined = fmt::format("{}{}{}", common.reason, between, because.reason);
    if (text::length(joined) > longest_reason)
      throw Error(
          Code::invalid,
          fmt::format("is too long with those of the transaction's other verbs: {} characters, at most "
                      "{}; give the transaction one reason",
                      text::length(joined), longest_reason),
          {"", "", "reason"});
    common.reason = std::move(joined);
  }
  if (!common.commit) common.commit = because.commit;
  if (!common.cause) common.cause = because.cause;
}

void write_change(Session& session, Operation operation, const Kind& kind, const Uuid& record,
                  std::int64_t previous, std::string_view old) {
  OpenCommit& commit = session.commit();
  Salt salt;
  session.fill_random(salt);
  ChangeRow change{commit.next_change,
                   commit.number,
                   static_cast<std::int64_t>(operation),
                   kind.number,
                   Value::of(record).text,
                   previous,
                   old.empty() ? Value{} : Value::of(old),
                   bytes_of(salt),
                   {}};
  const Hash digest = digest_of(session.scratch, change);
  change.digest = bytes_of(digest).text;
  static const Sql sql(
      fmt::format("INSERT INTO \"journal_change\" ({}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", change_columns));
  session.database()
      .prepare(sql)
      .bind_all(Value::of(change.number), Value::of(change.commit), Value::of(change.operation),
                Value::of(change.kind), Value::bytes(change.record), Value::of(change.previous), change.old,
                change.salt, Value::bytes(change.digest))
      .run();
  add_to_chain(commit.changes, session.scratch, change);
  ++commit.next_change;
}

void finish_commit(Session& session) {
  const OpenCommit& commit = session.commit();
  Salt salt;
  session.fill_random(salt);
  CommitRow row;
  row.number = commit.number;
  row.at = Value::of(std::int64_t{commit.at.time_since_epoch().count()});
  if (session.actor) row.actor = Value::of(*session.actor);
  row.verb = Value::of(std::string_view(commit.verb));
  if (!commit.because.reason.empty()) row.reason = Value::of(std::string_view(commit.because.reason));
  if (commit.because.commit) row.cause_commit = Value::of(*commit.because.commit);
  if (commit.because.cause) row.cause = bytes_of(commit.because.cause->bytes);
  row.last_change = commit.next_change - 1;
  row.salt = bytes_of(salt);
  const Hash digest = digest_of(session.scratch, row);
  row.digest = bytes_of(digest).text;
  const Hash hash = hash_of(session.scratch, row, bytes_of(commit.previous_hash).text, commit.changes);
  row.hash = bytes_of(hash).text;
  static const Sql sql(fmt::format(
      "INSERT INTO \"journal_commit\" ({}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", commit_columns));
  session.database()
      .prepare(sql)
      .bind_all(Value::of(row.number), row.at, row.actor, row.verb, row.reason, row.cause_commit, row.cause,
                Value::of(row.last_change), row.salt, Value::bytes(row.digest), Value::bytes(row.hash))
      .run();
  session.keep_last_commit({commit.number, commit.at, row.last_change, hash});
}

// ---- Reading

std::vector<Change> Journal::changes(std::int64_t after, std::size_t limit) const {
  static const std::string sql = fmt::format(
      "SELECT {} FROM \"journal_change\" WHERE \"number\" > ? ORDER BY \"number\" LIMIT ?", change_columns);
  Statement rows = session_->database().prepare(sql);
  rows.bind_all(Value::of(after), Value::of(static_cast<std::int64_t>(limit)));
  std::vector<Change> changes;
  while (rows.step()) changes.push_back(change_from(read_change(rows)));
  return changes;
}

std::vector<Commit> Journal::commits(std::int64_t after, std::size_t limit) const {
  static const std::string sql = fmt::format(
      "SELECT {} FROM \"journal_commit\" WHERE \"number\" > ? ORDER BY \"number\" LIMIT ?", commit_columns);
  Statement rows = session_->database().prepare(sql);
  rows.bind_all(Value::of(after), Value::of(static_cast<std::int64_t>(limit)));
  std::vector<Commit> commits;
  while (rows.step()) commits.push_back(commit_from(read_commit(rows)));
  return commits;
}

Commit Journal::commit(std::int64_t number) const {
  // The one that is being written has no row yet.
  if (session_->is_writing() && number == session_->commit().number) {
    const OpenCommit& open = session_->commit();
    Commit commit{.number = number,
                  .at = open.at,
                  .verb = open.verb,
                  .cause_commit = open.because.commit,
                  .cause = open.because.cause,
                  .last_change = open.next_change - 1};
    if (session_->actor) commit.actor = Id<Agent>{*session_->actor};
    if (!open.because.reason.empty()) commit.reason = open.because.reason;
    return commit;
  }
  static const std::string sql =
      fmt::format("SELECT {} FROM \"journal_commit\" WHERE \"number\" = ?", commit_columns);
  Statement row = session_->database().prepare(sql);
  row.bind_all(Value::of(number));
  if (!row.step()) throw Error(Code::not_found, fmt::format("there is no commit {}", number));
  return commit_from(read_commit(row));
}

std::optional<Commit> commit_of_change(Session& session, std::int64_t change) {
  static const Sql sql(fmt::format(R"(SELECT {} FROM "journal_commit" WHERE "number" = )"
                                   R"((SELECT "commit_number" FROM "journal_change" WHERE "number" = ?))",
                                   commit_columns));
  Statement row = session.database().prepare(sql);
  row.bind(0, Value::of(change));
  return row.step() ? std::optional(commit_from(read_commit(row))) : std::nullopt;
}

std::vector<Commit> Journal::caused_by(const Reference& cause) const {
  static const std::string sql = fmt::format(
      "SELECT {} FROM \"journal_commit\" WHERE \"cause\" = ? ORDER BY \"number\"", commit_columns);
  Statement rows = session_->database().prepare(sql);
  rows.bind_all(bytes_of(cause.bytes));
  std::vector<Commit> commits;
  while (rows.step()) commits.push_back(commit_from(read_commit(rows)));
  return commits;
}

std::vector<Change> Journal::changes_of(std::int64_t number, std::int64_t after, std::size_t limit) const {
  const Reading reading(*session_);
  const Commit asked = commit(number);
  const std::int64_t first = number == 1 ? 1 : commit(number - 1).last_change + 1;
  std::vector<Change> changes = this->changes(std::max(after, first - 1), limit);
  std::erase_if(changes, [&](const Change& change) { return change.number > asked.last_change; });
  return changes;
}

std::string to_text(const Head& head) {
  return fmt::format("{}:{}", head.commit,
                     text::hexadecimal({reinterpret_cast<const char*>(head.hash.data()), head.hash.size()}));
}

Head TextForm<Head>::parse(std::string_view text) {
  Head head;
  const auto [colon, trouble] = std::from_chars(text.data(), text.data() + text.size(), head.commit);
  const std::string_view rest = text.substr(static_cast<std::size_t>(colon - text.data()));
  const auto hash = rest.starts_with(':') ? text::from_hexadecimal(rest.substr(1)) : std::nullopt;
  if (trouble != std::errc{} || head.commit < 0 || !hash || hash->size() != head.hash.size())
    throw Error(Code::invalid, "is not a head; write it as verify() or head() gave it, NUMBER:HASH");
  std::copy(hash->begin(), hash->end(), head.hash.begin());
  return head;
}

Head Journal::head() const {
  Statement row = session_->database().prepare(
      R"(SELECT "number", "hash" FROM "journal_commit" ORDER BY "number" DESC LIMIT 1)");
  Head head;
  if (row.step()) {
    head.commit = row.integer(0);
    const std::string_view hash = row.column(1).text;
    std::copy_n(hash.begin(), std::min(hash.size(), head.hash.size()), head.hash.begin());
  }
  return head;
}

}  // namespace rapport
