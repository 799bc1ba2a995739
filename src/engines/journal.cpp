#include "engines/journal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstring>
#include <set>

#include "engines/due.hpp"
#include "engines/records.hpp"
#include "engines/search.hpp"
#include "engines/timeline.hpp"
#include "kernel/catalogue.hpp"
#include "kernel/text.hpp"
#include "kernel/validate.hpp"
#include "store/schema.hpp"

namespace rapport {

namespace {

// ---- Hashing: numbers as eight bytes, least significant first; texts behind their length

void append_number(std::string& buffer, std::int64_t number) {
  char bytes[sizeof number];
  std::memcpy(bytes, &number, sizeof number);
  if constexpr (std::endian::native == std::endian::big) std::reverse(bytes, bytes + sizeof bytes);
  buffer.append(bytes, sizeof bytes);
}

void append_value(std::string& buffer, const Value& value) {
  buffer += static_cast<char>(value.tag);
  switch (value.tag) {
    case Value::Tag::nothing: break;
    case Value::Tag::integer: append_number(buffer, value.integer); break;
    case Value::Tag::real: {
      std::int64_t bits;
      std::memcpy(&bits, &value.real, sizeof bits);
      append_number(buffer, bits);
      break;
    }
    case Value::Tag::text:
    case Value::Tag::bytes:
      append_number(buffer, static_cast<std::int64_t>(value.text.size()));
      buffer += value.text;
      break;
  }
}

Value bytes_of(std::span<const std::uint8_t> bytes) {
  return Value::bytes({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

// BLAKE2b-256 of the text, under a salt unless that is empty.
Hash salted_hash(std::string_view text, std::string_view salt) {
  Hash hash{};  // stays so for a salt of another size, as only another program writes it
  if (!salt.empty() && salt.size() != sizeof(Salt)) return hash;
  const auto start = [](std::string_view of) { return reinterpret_cast<const unsigned char*>(of.data()); };
  crypto_generichash_blake2b_salt_personal(hash.data(), hash.size(), start(text), text.size(), nullptr, 0,
                                           salt.empty() ? nullptr : start(salt), nullptr);
  return hash;
}

// ---- Changes

// A change as it stands in the journal. Views are borrowed from the row.
struct ChangeRow {
  std::int64_t number = 0;
  std::int64_t commit = 0;
  std::int64_t operation = 0;
  std::int64_t kind = 0;
  std::string_view record;
  std::int64_t previous = 0;
  Value old;
  Value salt;
  std::string_view digest;
};

constexpr std::string_view change_columns =
    R"("number", "commit_number", "operation", "kind", "record", "previous", "old", "salt", "digest")";

ChangeRow read_change(const Statement& row) {
  return {row.integer(0), row.integer(1), row.integer(2), row.integer(3),    row.column(4).text,
          row.integer(5), row.column(6),  row.column(7),  row.column(8).text};
}

// What ties a change's payload to its place.
Hash digest_of(std::string& content, const ChangeRow& change) {
  append_number(content, change.number);
  append_number(content, change.kind);
  content += change.record;
  append_value(content, change.old);
  return salted_hash(content, change.salt.text);
}

// What the chain holds of a change: enough to notice any alteration when the payload has been erased.
void add_to_chain(crypto_generichash_state& state, std::string& link, const ChangeRow& change) {
  link.clear();
  append_number(link, change.number);
  append_number(link, change.operation);
  append_number(link, change.kind);
  append_number(link, change.previous);
  link += change.record;
  link += change.digest;
  crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(link.data()), link.size());
}

void start_chain(crypto_generichash_state& state) {
  crypto_generichash_init(&state, nullptr, 0, sizeof(Hash));
}

// ---- Commits

struct CommitRow {
  std::int64_t number = 0;
  Value at, actor, verb, reason, cause_commit, cause;
  std::int64_t last_change = 0;
  Value salt;
  std::string_view digest;
  std::string_view hash;
};

constexpr std::string_view commit_columns =
    R"("number", "at", "actor", "verb", "reason", "cause_commit", "cause", "last_change", "salt", "digest", "hash")";

CommitRow read_commit(const Statement& row) {
  return {row.integer(0), row.column(1),      row.column(2),      row.column(3),
          row.column(4),  row.column(5),      row.column(6),      row.integer(7),
          row.column(8),  row.column(9).text, row.column(10).text};
}

// Of the reason only: words may name people, so the chain holds them under a salt.
Hash digest_of(std::string& content, const CommitRow& commit) {
  content.clear();
  append_number(content, commit.number);
  append_value(content, commit.reason);
  return salted_hash(content, commit.salt.text);
}

Hash hash_of(std::string& link, const CommitRow& commit, std::string_view previous,
             crypto_generichash_state changes) {
  Hash of_changes;
  crypto_generichash_final(&changes, of_changes.data(), of_changes.size());
  link = previous;
  append_number(link, commit.number);
  append_number(link, commit.last_change);
  for (const Value* value : {&commit.at, &commit.actor, &commit.verb, &commit.cause_commit, &commit.cause})
    append_value(link, *value);
  link += commit.digest;
  link += bytes_of(of_changes).text;
  return salted_hash(link, {});
}

Value value_of(const std::optional<Reference>& reference) {
  return reference ? bytes_of(reference->bytes) : Value{};
}

Commit commit_from(const CommitRow& row) {
  Commit commit;
  commit.number = row.number;
  commit.at = Instant{Duration{row.at.integer}};
  if (!row.actor.is_nothing()) {
    commit.actor.emplace();
    detail::Member<Id<Agent>>::set(*commit.actor, 0, row.actor);
  }
  commit.verb = row.verb.text;
  if (!row.reason.is_nothing()) commit.reason = std::string(row.reason.text);
  if (!row.cause_commit.is_nothing()) commit.cause_commit = row.cause_commit.integer;
  if (!row.cause.is_nothing()) commit.cause = reference_of(row.cause.text);
  commit.last_change = row.last_change;
  return commit;
}

Change change_from(const ChangeRow& row) {
  return {row.number, row.commit, static_cast<Operation>(row.operation),
          Reference::to(static_cast<int>(row.kind), uuid_of(row.record))};
}

}  // namespace

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

void Content::append(const Field& field, std::size_t column, const Value& value) {
  append_number(buffer_, field.number * 2 + static_cast<int>(column));
  append_value(buffer_, value);
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
  row.cause = value_of(commit.because.cause);
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
  static const std::string sql =
      fmt::format("SELECT {} FROM \"journal_commit\" WHERE \"number\" = ?", commit_columns);
  Statement row = session_->database().prepare(sql);
  row.bind_all(Value::of(number));
  if (!row.step()) throw Error(Code::not_found, fmt::format("there is no commit {}", number));
  return commit_from(read_commit(row));
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

namespace {

// The columns of a record as they are now; false when it does not exist.
bool present_columns(Session& session, const Kind& kind, const Uuid& id, std::vector<OwnedValue>& columns) {
  Statement row = session.database().prepare(sql_of(kind).select);
  row.bind_all(Value::of(id));
  if (!row.step()) return false;
  for (std::size_t i = 0; i < kind.column_count; ++i) columns.push_back(own(row.column(static_cast<int>(i))));
  return true;
}

void set_columns(const Kind& kind, const std::vector<OwnedValue>& columns, void* record) {
  for (const Field& field : kind.fields)
    for (std::size_t i = 0; i < field.columns.size(); ++i)
      field.columns[i].set(record, Value::of(columns[field.first_column + i]));
}

FieldValues values_at(const Field& field, const std::vector<OwnedValue>& columns) {
  FieldValues values;
  for (std::size_t i = 0; i < field.columns.size(); ++i)
    values.columns[i] = Value::of(columns[field.first_column + i]);
  return values;
}

std::int64_t& version_in(const Kind& kind, std::vector<OwnedValue>& columns) {
  if (auto* version = std::get_if<std::int64_t>(&columns[kind.find(version_field)->first_column]))
    return *version;
  throw Error(Code::corrupt, "holds a record whose version is no number; verify the book",
              {std::string(kind.name), "", "version"});
}

// Turns the state after a change into the state before it.
void undo(const Kind& kind, const ChangeRow& change, std::vector<OwnedValue>& columns) {
  if (change.previous >= change.number)
    throw Error(Code::corrupt, fmt::format("change {} does not follow from an earlier one", change.number),
                {std::string(kind.name), to_text(uuid_of(change.record)), ""});
  if (!change.old.is_nothing())
    visit_stored_fields(kind, change.old.text, [&](const Field& field, const FieldValues& old) {
      for (std::size_t i = 0; i < field.columns.size(); ++i)
        columns[field.first_column + i] = own(old.columns[i]);
    });
  version_in(kind, columns) = change.previous;
}

// The statement that finds the change a version names.
Statement change_numbered(Session& session, std::int64_t number) {
  static const Sql sql(fmt::format(R"(SELECT {} FROM "journal_change" WHERE "number" = ?)", change_columns));
  Statement row = session.database().prepare(sql);
  row.bind(0, Value::of(number));
  return row;
}

Error missing_change(const Kind& kind, const Uuid& id, std::int64_t number) {
  return Error(Code::corrupt, fmt::format("its change {} is missing in the journal; verify the book", number),
               {std::string(kind.name), to_text(id), ""});
}

}  // namespace

namespace detail {

std::vector<HistoryEntry> history(Session& session, const Kind& kind, const Uuid& id) {
  const Reading reading(session);
  std::vector<OwnedValue> columns;
  need_readable(session, kind, id);
  if (!present_columns(session, kind, id, columns)) throw_not_found(kind, id);
  std::vector<HistoryEntry> entries;
  AnyRecord former(kind);
  const Journal journal(session);
  while (const std::int64_t number = version_in(kind, columns)) {
    Statement row = change_numbered(session, number);
    if (!row.step()) throw missing_change(kind, id, number);
    const ChangeRow change = read_change(row);
    HistoryEntry entry{journal.commit(change.commit), change_from(change), {}};
    if (change.previous == 0) {
      for (const Field& field : kind.fields)
        if (!is_common(field))
          if (auto after = to_text(field, values_at(field, columns)))
            entry.fields.push_back({field.name, {}, std::move(after)});
    } else if (!change.old.is_nothing()) {
      visit_stored_fields(kind, change.old.text, [&](const Field& field, const FieldValues& old) {
        entry.fields.push_back({field.name, to_text(field, old), to_text(field, values_at(field, columns))});
      });
    }
    undo(kind, change, columns);
    if (kind.visibility && session.actor && version_in(kind, columns) != 0) {
      // What somebody else's note said before it was shown to everybody stays theirs.
      set_columns(kind, columns, former.get());
      if (!is_readable(session, kind, former.get())) {
        for (FieldChange& field : entry.fields) field.before.reset();
        entries.push_back(std::move(entry));
        break;
      }
    }
    entries.push_back(std::move(entry));
  }
  return entries;
}

bool as_of(Session& session, const Kind& kind, const Uuid& id, Instant at, void* record) {
  const Reading reading(session);
  std::vector<OwnedValue> columns;
  need_readable(session, kind, id);
  if (!present_columns(session, kind, id, columns)) throw_not_found(kind, id);
  const Journal journal(session);
  while (const std::int64_t number = version_in(kind, columns)) {
    Statement row = change_numbered(session, number);
    if (!row.step()) throw missing_change(kind, id, number);
    const ChangeRow change = read_change(row);
    if (journal.commit(change.commit).at <= at) {
      set_columns(kind, columns, record);
      return is_readable(session, kind, record);
    }
    undo(kind, change, columns);
  }
  return false;
}

}  // namespace detail

void record_in_version(Session& session, const Kind& kind, const Uuid& id, std::int64_t version,
                       void* record) {
  const Reading reading(session);
  std::vector<OwnedValue> columns;
  if (!present_columns(session, kind, id, columns)) detail::throw_not_found(kind, id);
  while (const std::int64_t number = version_in(kind, columns)) {
    if (number <= version) return set_columns(kind, columns, record);
    Statement row = change_numbered(session, number);
    if (!row.step()) throw missing_change(kind, id, number);
    undo(kind, read_change(row), columns);
  }
  throw Error(Code::not_found, fmt::format("has no version {}", version),
              {std::string(kind.name), to_text(id), ""});
}

// ---- Verifying

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
      if (progress_ && result_.commits % 256 == 0) progress_(result_.commits, total);
    }
    if (more_changes)
      report(previous_number + 1,
             fmt::format("changes from {} on belong to no commit: the last commits were removed",
                         changes.integer(0)));
    if (noted_ && noted_->commit > previous_number)
      report(previous_number + 1,
             fmt::format("commits {} to {} were cut off", previous_number + 1, noted_->commit));
    if (progress_) progress_(result_.commits, total);
  }

  // Every record from its present state back to its adding.
  void check_records() {
    reached_.assign(static_cast<std::size_t>(result_.changes) + 1, false);
    for (const Kind* kind : catalogue()) {
      Statement rows = session_.database().prepare(
          fmt::format("SELECT {} FROM {}", sql_of(*kind).columns, identifier(kind->name)));
      std::vector<OwnedValue> columns(kind->column_count);
      while (rows.step()) {
        for (std::size_t i = 0; i < kind->column_count; ++i)
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
      for (const Field& field : kind.fields)
        for (std::size_t i = 0; i < field.columns.size(); ++i)
          content.add(field, i, Value::of(columns[field.first_column + i]));
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
