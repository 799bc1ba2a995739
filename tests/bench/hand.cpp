#include "hand.hpp"

#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/random.h>
#include <time.h>

#include <cstdio>
#include <cstring>
#include <memory>
#include <stdexcept>

#include "rapport/book.hpp"
#include "rapport/time.hpp"

namespace rapport::bench {

enum Hand::Sql : std::size_t {
  begin_transaction,
  commit_transaction,
  insert_commit,
  insert_change,
  insert_customer,
  insert_contact_point,
  insert_interaction,
  insert_time_line,
  insert_case_time_line,
  insert_case,
  insert_case_event,
  insert_clock,
  insert_closed_case,
  count_open_cases,
  case_version,
  assign_case,
  insert_assignment,
  insert_open_case,
  insert_due,
  due_records,
  case_to_escalate,
  whole_case,
  escalate_case,
  insert_firing,
  insert_levelled,
  delete_due,
  find_key,
  newest_interactions,
  one_customer,
  contact_points,
  connections_from,
  connections_to,
  needs,
  consents,
  stage_moves,
  sql_count
};

namespace {

// In the order of Hand::Sql.
constexpr const char* texts[] = {
    "BEGIN IMMEDIATE",
    "COMMIT",
    "INSERT INTO journal_commit (number, at, verb, reason, cause, last_change, salt, digest, hash) VALUES "
    "(?,?,?,?,?,?,?,?,?)",
    "INSERT INTO journal_change (number, commit_number, operation, kind, record, previous, old, salt, "
    "digest) "
    "VALUES (?,?,?,?,?,?,?,?,?)",
    "INSERT INTO customer (id, version, type, name, stage, since, country) VALUES (?,?,?,?,?,?,?)",
    "INSERT INTO contact_point (id, version, customer, kind, value, key, is_primary, is_shared) VALUES "
    "(?,?,?,?,?,?,0,0)",
    "INSERT INTO interaction (id, version, customer, channel, direction, at, subject, body, visibility) "
    "VALUES (?,?,?,?,?,?,?,?,?)",
    "INSERT INTO timeline_entry (customer, at, record, kind) VALUES (?,?,?,9)",
    "INSERT INTO timeline_entry (customer, at, record, kind) VALUES (?,?,?,15)",
    "INSERT INTO \"case\" (id, version, kind, customer, subject, priority, channel, opened_at, state, team, "
    "assignee, "
    "in_hand_of, level, reopened, service_level, last_event_at) VALUES "
    "(?,?,'problem',?,?,'normal','email',?,'new',?,?,?,0,0,?,?)",
    "INSERT INTO case_event (id, version, of, what, at, recorded_at, state, team, assignee, priority, level, "
    "service_level, calendar_version) VALUES (?,?,?,'opened',?,?,'new',?,?,'normal',0,?,?)",
    "INSERT INTO clock (id, version, of, kind, towards, round, target, state, started_at, due_at, check_at, "
    "events) "
    "VALUES "
    "(?,?,?,?,'customer',1,?,'running',?,?,?,?)",
    "INSERT INTO \"case\" (id, version, kind, customer, subject, priority, channel, product, opened_at, "
    "state, team, "
    "assignee, level, reopened, resolved_at, first_response_at, first_response_open, resolution_open, met, "
    "missed) "
    "VALUES (?,1,'problem',?,'Something does not work as it "
    "should',?,'email',?,?,'closed',?,?,0,?,?,?,?,?,?,?)",
    "SELECT count(*) FROM \"case\" WHERE in_hand_of = ? AND in_hand_of IS NOT NULL",
    "SELECT version FROM \"case\" WHERE id = ?",
    "UPDATE \"case\" SET assignee = ?, in_hand_of = ?, version = ? WHERE id = ?",
    "INSERT INTO case_event (id, version, of, what, at, recorded_at, reason, team, assignee) VALUES "
    "(?,?,?,'assigned',?,?,?,?,?)",
    "INSERT INTO \"case\" (id, version, kind, customer, subject, priority, channel, opened_at, state, team, "
    "assignee, in_hand_of, level, reopened, service_level, last_event_at) VALUES "
    "(?,1,'problem',?,?,?,'email',?,'open',?,?,?,0,0,?,?)",
    "INSERT INTO rule_due (record, kind, at, rule, occurrence) VALUES (?,15,?,?,'resolution 1')",
    // As many as the hundred firings of a batch of the library look at.
    "SELECT record FROM rule_due WHERE at <= ? ORDER BY at, record LIMIT 200",
    "SELECT priority, level, last_event_at, version FROM \"case\" WHERE id = ?",
    "SELECT * FROM \"case\" WHERE id = ?",
    "UPDATE \"case\" SET level = ?, last_event_at = ?, version = ? WHERE id = ?",
    "INSERT INTO firing (id, version, rule, record, occurrence, due_at, at, outcome, depth, tries) VALUES "
    "(?,?,?,?,'resolution 1',?,?,'done',1,1)",
    "INSERT INTO case_event (id, version, of, what, at, recorded_at, reason, level) VALUES "
    "(?,?,?,'levelled',?,?,?,?)",
    "DELETE FROM rule_due WHERE record = ?",
    "SELECT 1 FROM contact_point WHERE key = ? AND key IS NOT NULL AND deleted_at IS NULL",
    "SELECT i.* FROM timeline_entry t JOIN interaction i ON i.id = t.record WHERE t.customer = ? AND t.kind "
    "= 9 "
    "ORDER BY t.at DESC, t.record DESC LIMIT ?",
    "SELECT * FROM customer WHERE id = ?",
    "SELECT * FROM contact_point WHERE customer = ? AND deleted_at IS NULL ORDER BY id",
    "SELECT * FROM connection WHERE customer = ? AND deleted_at IS NULL ORDER BY id",
    "SELECT * FROM connection WHERE other = ? AND deleted_at IS NULL ORDER BY id",
    "SELECT * FROM need WHERE customer = ? AND deleted_at IS NULL ORDER BY id",
    "SELECT * FROM consent WHERE customer = ? AND deleted_at IS NULL ORDER BY id",
    "SELECT * FROM stage_move WHERE customer = ? AND deleted_at IS NULL ORDER BY id",
};

[[noreturn]] void fail(sqlite3* connection) { throw std::runtime_error(sqlite3_errmsg(connection)); }

std::int64_t now() {
  timespec time{};
  clock_gettime(CLOCK_REALTIME, &time);
  return std::int64_t{time.tv_sec} * 1'000'000 + time.tv_nsec / 1000;
}

// What every program must look at: that a text is UTF-8 and not too long. Eight bytes at a time while ASCII.
void check(std::string_view text, std::size_t longest) {
  std::size_t points = 0;
  for (std::size_t i = 0; i < text.size();) {
    std::uint64_t word = 0;
    if (i + 8 <= text.size() && (std::memcpy(&word, text.data() + i, 8), (word & 0x8080808080808080u) == 0)) {
      i += 8;
      points += 8;
      continue;
    }
    const auto byte = static_cast<unsigned char>(text[i]);
    const std::size_t size = byte < 0x80 ? 1 : byte < 0xc2 ? 0 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    if (byte == 0 || size == 0 || i + size > text.size()) throw std::runtime_error("not UTF-8");
    for (std::size_t j = 1; j < size; ++j)
      if ((static_cast<unsigned char>(text[i + j]) & 0xc0) != 0x80) throw std::runtime_error("not UTF-8");
    i += size;
    ++points;
  }
  if (points == 0 || points > longest) throw std::runtime_error("the text is empty or too long");
}

void bind(sqlite3_stmt* s, int i, std::int64_t value) { sqlite3_bind_int64(s, i, value); }
void bind(sqlite3_stmt* s, int i, std::string_view value) {
  sqlite3_bind_text(s, i, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
}
void bind(sqlite3_stmt* s, int i, const Uuid& id) {
  sqlite3_bind_blob(s, i, id.bytes.data(), 16, SQLITE_STATIC);
}
template <std::size_t n>
void bind(sqlite3_stmt* s, int i, const std::array<unsigned char, n>& bytes) {
  sqlite3_bind_blob(s, i, bytes.data(), n, SQLITE_STATIC);
}
template <class T>
void bind(sqlite3_stmt* s, int i, const std::optional<T>& value) {
  if (value)
    bind(s, i, *value);
  else
    sqlite3_bind_null(s, i);
}
template <class... Values>
void bind_all(sqlite3_stmt* s, const Values&... values) {
  int i = 0;
  (bind(s, ++i, values), ...);
}

void get(sqlite3_stmt* s, int i, std::int64_t& value) { value = sqlite3_column_int64(s, i); }
void get(sqlite3_stmt* s, int i, double& value) { value = sqlite3_column_double(s, i); }
void get(sqlite3_stmt* s, int i, std::string& value) {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(s, i));
  value.assign(bytes ? bytes : "", static_cast<std::size_t>(sqlite3_column_bytes(s, i)));
}
void get(sqlite3_stmt* s, int i, Uuid& value) {
  if (sqlite3_column_bytes(s, i) == 16) std::memcpy(value.bytes.data(), sqlite3_column_blob(s, i), 16);
}
template <class T>
void get(sqlite3_stmt* s, int i, std::optional<T>& value) {
  if (sqlite3_column_type(s, i) != SQLITE_NULL) get(s, i, value.emplace());
}
template <class... Values>
void get_all(sqlite3_stmt* s, Values&... values) {
  int i = 0;
  (get(s, i++, values), ...);
}

void read(sqlite3_stmt* s, InteractionRow& r) {
  get_all(s, r.id, r.version, r.deleted_at, r.customer, r.channel, r.direction, r.at, r.duration, r.agent,
          r.participants, r.subject, r.body, r.outcome, r.sentiment, r.about, r.external_id, r.visibility,
          r.author);
}
void read(sqlite3_stmt* s, CustomerRow& r) {
  get_all(s, r.id, r.version, r.deleted_at, r.type, r.name, r.given_name, r.family_name, r.external_id,
          r.relationship, r.stage, r.since, r.owner, r.industry, r.employees, r.annual_revenue, r.currency,
          r.founded, r.birthday, r.country, r.language, r.description);
}
void read(sqlite3_stmt* s, ContactPointRow& r) {
  get_all(s, r.id, r.version, r.deleted_at, r.customer, r.kind, r.value, r.key, r.label, r.is_primary,
          r.verified_at, r.valid_from, r.valid_until, r.street, r.city, r.region, r.postal_code, r.country,
          r.is_shared);
}
void read(sqlite3_stmt* s, ConnectionRow& r) {
  get_all(s, r.id, r.version, r.deleted_at, r.customer, r.role, r.other, r.title, r.valid_from,
          r.valid_until);
}
void read(sqlite3_stmt* s, NeedRow& r) {
  get_all(s, r.id, r.version, r.deleted_at, r.customer, r.aspect, r.topic, r.statement, r.product,
          r.product_version, r.budget, r.currency, r.technical_level, r.source, r.confidence, r.review_on);
}
void read(sqlite3_stmt* s, ConsentRow& r) {
  get_all(s, r.id, r.version, r.deleted_at, r.customer, r.purpose, r.channel, r.given_at, r.withdrawn_at,
          r.evidence, r.source);
}
void read(sqlite3_stmt* s, StageMoveRow& r) {
  get_all(s, r.id, r.version, r.deleted_at, r.customer, r.from_stage, r.to_stage, r.effective_at,
          r.recorded_at, r.agent, r.reason, r.evidence, r.ended_by, r.ending_cause);
}

std::array<unsigned char, 18> reference_to(int kind, const Uuid& id) {
  std::array<unsigned char, 18> reference{0, static_cast<unsigned char>(kind)};
  std::copy(id.bytes.begin(), id.bytes.end(), reference.begin() + 2);
  return reference;
}

std::string_view bytes_of(const Uuid& id) { return {reinterpret_cast<const char*>(id.bytes.data()), 16}; }

// ---- What digests are of, as docs/architecture.md tells

using std::string_view_literals::operator""sv;
constexpr std::int64_t zero = 0;
constexpr std::int64_t one = 1;
constexpr char integer_tag = 1;
constexpr char text_tag = 3;
constexpr char bytes_tag = 4;

void append(std::string& content, std::int64_t number) {
  char bytes[sizeof number];
  std::memcpy(bytes, &number, sizeof number);  // of a little-endian machine
  content.append(bytes, sizeof bytes);
}
void append_text(std::string& content, char tag, std::string_view text) {
  content += tag;
  append(content, static_cast<std::int64_t>(text.size()));
  content += text;
}
void append_value(std::string& content, std::int64_t value) {
  content += integer_tag;
  append(content, value);
}
void append_value(std::string& content, std::string_view value) { append_text(content, text_tag, value); }
void append_value(std::string& content, const Uuid& value) {
  append_text(content, bytes_tag, bytes_of(value));
}
template <std::size_t n>
void append_value(std::string& content, const std::array<unsigned char, n>& value) {
  append_text(content, bytes_tag, {reinterpret_cast<const char*>(value.data()), n});
}
template <class T>
void append_value(std::string& content, const std::optional<T>& value) {
  if (value)
    append_value(content, *value);
  else
    content += '\0';
}

std::array<unsigned char, 32> digest_of(std::string_view content, const unsigned char* salt) {
  std::array<unsigned char, 32> digest;
  crypto_generichash_blake2b_salt_personal(digest.data(), digest.size(),
                                           reinterpret_cast<const unsigned char*>(content.data()),
                                           content.size(), nullptr, 0, salt, nullptr);
  return digest;
}

template <class T>
bool is_absent(const T&) {
  return false;
}
template <class T>
bool is_absent(const std::optional<T>& value) {
  return !value;
}

}  // namespace

template <class Value, class... Rest>
void Hand::hash(int field, const Value& value, const Rest&... rest) {
  if (hashes_ != Hashes::computed) return;
  if (!is_absent(value)) {
    append(content_, field * 2);
    append_value(content_, value);
  }
  if constexpr (sizeof...(rest) > 0) hash(rest...);
}

Hand::Hand(const std::filesystem::path& book, Hashes hashes) : hashes_(hashes) {
  static_assert(std::size(texts) == sql_count);
  if (sqlite3_open_v2(book.c_str(), &connection_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr) !=
      SQLITE_OK)
    fail(connection_);
  // As the library sets them.
  const char* pragmas =
      "PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536; PRAGMA trusted_schema = OFF;"
      "PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY; PRAGMA journal_mode = WAL;"
      "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 16000;";
  if (sqlite3_exec(connection_, pragmas, nullptr, nullptr, nullptr) != SQLITE_OK) fail(connection_);
  for (const char* text : texts) {
    sqlite3_stmt*& statement = statements_.emplace_back();
    if (sqlite3_prepare_v3(connection_, text, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) !=
        SQLITE_OK)
      fail(connection_);
  }
  // It goes on behind what the library wrote.
  const auto last = [&](const char* sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(connection_, sql, -1, &statement, nullptr) != SQLITE_OK ||
        sqlite3_step(statement) != SQLITE_ROW)
      fail(connection_);
    const std::int64_t number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return number;
  };
  commit_ = last("SELECT coalesce(max(number), 0) FROM journal_commit");
  change_ = last("SELECT coalesce(max(number), 0) FROM journal_change");
  int field = 0;
  for (int i = 0; i < sqlite3_column_count(start(whole_case)); ++i) {
    // The second column of an amount of money is its currency; the version is not part of the content.
    const bool is_second =
        std::string_view(sqlite3_column_name(start(whole_case), i)).ends_with("_currency"sv);
    field += !is_second;
    case_keys_.push_back(field == 2 ? 0 : field * 2 + is_second);
  }
  const std::string hash = answer("SELECT hex(hash) FROM journal_commit ORDER BY number DESC LIMIT 1");
  for (std::size_t i = 0; i * 2 + 1 < hash.size() && i < last_hash_.size(); ++i)
    last_hash_[i] = static_cast<unsigned char>(std::stoi(hash.substr(i * 2, 2), nullptr, 16));
}

Hand::~Hand() {
  for (sqlite3_stmt* statement : statements_) sqlite3_finalize(statement);
  sqlite3_close(connection_);
}

sqlite3_stmt* Hand::start(Sql which) { return statements_[which]; }

bool Hand::row(sqlite3_stmt* statement) {
  const int result = sqlite3_step(statement);
  if (result == SQLITE_ROW) return true;
  sqlite3_reset(statement);
  if (result != SQLITE_DONE) fail(connection_);
  return false;
}

void Hand::run(sqlite3_stmt* statement) { row(statement); }

void Hand::random(unsigned char* bytes, std::size_t size) {
  if (pool_left_ < size) {
    for (std::size_t i = 0; i < pool_.size(); i += 256)
      if (getrandom(pool_.data() + i, 256, 0) != 256) throw std::runtime_error("no random bytes");
    pool_left_ = pool_.size();
  }
  std::memcpy(bytes, pool_.data() + pool_.size() - pool_left_, size);
  pool_left_ -= size;
}

Uuid Hand::make_id() {
  Uuid id;
  random(id.bytes.data() + 8, 8);
  const auto millis = static_cast<std::uint64_t>(now() / 1000);
  if (millis > last_millis_) {
    last_millis_ = millis;
    counter_ = 0;
  } else if (++counter_ > 0xfff) {
    ++last_millis_;
    counter_ = 0;
  }
  for (std::size_t i = 0; i < 6; ++i) id.bytes[i] = static_cast<std::uint8_t>(last_millis_ >> (40 - 8 * i));
  id.bytes[6] = static_cast<std::uint8_t>(0x70u | counter_ >> 8);
  id.bytes[7] = static_cast<std::uint8_t>(counter_);
  id.bytes[8] = static_cast<std::uint8_t>(0x80u | (id.bytes[8] & 0x3fu));
  return id;
}

void Hand::begin() {
  run(start(begin_transaction));
  begin_commit();
}

void Hand::begin_commit() {
  ++commit_;
  if (hashes_ == Hashes::computed) crypto_generichash_init(&changes_, nullptr, 0, 32);
}

void Hand::commit(std::string_view verb, const CommitRow& row) {
  write_commit(verb, row);
  run(start(commit_transaction));
}

void Hand::write_commit(std::string_view verb, const CommitRow& of) {
  std::array<unsigned char, 16> salt;
  std::array<unsigned char, 32> digest{};
  random(salt.data(), salt.size());
  const std::int64_t at = of.at ? *of.at : now();
  if (hashes_ == Hashes::computed) {
    content_.clear();
    append(content_, commit_);
    append_value(content_, of.reason);
    digest = digest_of(content_, salt.data());
    std::array<unsigned char, 32> changes;
    crypto_generichash_final(&changes_, changes.data(), 32);
    content_.assign(reinterpret_cast<const char*>(last_hash_.data()), 32);
    append(content_, commit_);
    append(content_, change_);
    append_value(content_, at);
    append_value(content_, Number{});
    append_value(content_, verb);
    append_value(content_, Number{});
    append_value(content_, of.cause);
    content_.append(reinterpret_cast<const char*>(digest.data()), 32);
    content_.append(reinterpret_cast<const char*>(changes.data()), 32);
    last_hash_ = digest_of(content_, nullptr);
    content_.clear();
  }
  sqlite3_stmt* statement = start(insert_commit);
  bind_all(statement, commit_, at, verb, of.reason, of.cause, change_, salt, digest, last_hash_);
  run(statement);
}

// The content was collected by hash().
void Hand::write_change(int kind, const Uuid& id, const Replaced& replaced) {
  const std::int64_t operation = replaced.values ? 2 : 1;
  std::array<unsigned char, 16> salt;
  std::array<unsigned char, 32> digest{};
  random(salt.data(), salt.size());
  if (hashes_ == Hashes::computed) {
    append(content_, change_);
    append(content_, kind);
    content_ += bytes_of(id);
    append_value(content_, replaced.values);
    digest = digest_of(content_, salt.data());
    content_.clear();
    for (const std::int64_t each : {change_, operation, std::int64_t{kind}, replaced.version})
      append(content_, each);
    content_ += bytes_of(id);
    content_.append(reinterpret_cast<const char*>(digest.data()), 32);
    crypto_generichash_update(&changes_, reinterpret_cast<const unsigned char*>(content_.data()),
                              content_.size());
    content_.clear();
  }
  sqlite3_stmt* statement = start(insert_change);
  bind_all(statement, change_, commit_, operation, std::int64_t{kind}, id, replaced.version, replaced.values,
           salt, digest);
  run(statement);
}

// A change's digest is of the whole row, as it is then.
void Hand::hash_case(const Uuid& of) {
  if (hashes_ != Hashes::computed) return;
  sqlite3_stmt* statement = start(whole_case);
  bind_all(statement, of);
  row(statement);
  for (std::size_t i = 0; i < case_keys_.size(); ++i) {
    const int column = static_cast<int>(i);
    const int type = sqlite3_column_type(statement, column);
    if (case_keys_[i] == 0 || type == SQLITE_NULL) continue;
    append(content_, case_keys_[i]);
    if (type == SQLITE_INTEGER) {
      append_value(content_, std::int64_t{sqlite3_column_int64(statement, column)});
    } else {
      const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
      append_text(content_, type == SQLITE_TEXT ? text_tag : bytes_tag,
                  {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement, column))});
    }
  }
  sqlite3_reset(statement);
}

Uuid Hand::add_customer(std::string_view name, std::string_view country) {
  check(name, 200);
  check(country, 80);
  const Uuid id = make_id();
  sqlite3_stmt* statement = start(insert_customer);
  const std::int64_t since = now();
  bind_all(statement, id, ++change_, "organisation"sv, name, "exploration"sv, since, country);
  run(statement);
  hash(1, id, 4, "organisation"sv, 5, name, 10, "exploration"sv, 11, since, 18, country);
  write_change(1, id);
  return id;
}

Uuid Hand::add_interaction(const Uuid& customer, const InteractionData& data) {
  check(data.subject, 500);
  check(data.body, 1000000);
  const Uuid id = make_id();
  sqlite3_stmt* statement = start(insert_interaction);
  bind_all(statement, id, ++change_, customer, "email"sv, "inbound"sv, data.at, data.subject, data.body,
           "everybody"sv);
  run(statement);
  hash(1, id, 4, customer, 5, "email"sv, 6, "inbound"sv, 7, data.at, 11, data.subject, 12, data.body, 17,
       "everybody"sv);
  write_change(9, id);
  statement = start(insert_time_line);
  bind_all(statement, customer, data.at, id);
  run(statement);
  return id;
}

Uuid Hand::open_case(const Uuid& customer, std::string_view subject, const DeskRows& desk,
                     const std::function<std::int64_t(std::int64_t, std::int64_t)>& due) {
  check(subject, 500);
  const std::int64_t at = now();
  const Uuid id = make_id();
  sqlite3_stmt* statement = start(insert_case);
  bind_all(statement, id, ++change_, customer, subject, at, desk.team, desk.assignee, desk.assignee,
           desk.service_level, at);
  run(statement);
  hash(1, id, 4, "problem"sv, 5, customer, 6, subject, 10, "normal"sv, 11, "email"sv, 16, at, 17, "new"sv, 18,
       desk.team, 19, desk.assignee, 20, zero, 21, zero, 33, desk.service_level, 42, desk.assignee, 43, at);
  write_change(15, id);
  statement = start(insert_case_time_line);
  bind_all(statement, customer, at, id);
  run(statement);
  const Uuid event = make_id();
  statement = start(insert_case_event);
  bind_all(statement, event, ++change_, id, at, at, desk.team, desk.assignee, desk.service_level,
           desk.calendar_version);
  run(statement);
  hash(1, event, 4, id, 5, "opened"sv, 6, at, 7, at, 12, "new"sv, 13, desk.team, 14, desk.assignee, 15,
       "normal"sv, 16, zero, 17, desk.service_level, 18, desk.calendar_version);
  write_change(16, event);
  for (std::size_t i = 0; i < desk.targets.size(); ++i) {
    const Uuid clock = make_id();
    const std::string events = fmt::format("{} start {} {}\n", to_text(Instant{Duration{at}}),
                                           to_text(desk.targets[i]), desk.calendar_version);
    statement = start(insert_clock);
    const std::int64_t due_at = due(at, desk.amounts[i]);
    bind_all(statement, clock, ++change_, id, desk.kinds[i], desk.targets[i], at, due_at, due_at,
             std::string_view(events));
    run(statement);
    hash(1, clock, 4, id, 5, desk.kinds[i], 6, "customer"sv, 7, one, 8, desk.targets[i], 10, "running"sv, 11,
         at, 12, due_at, 16, std::string_view(events), 17, due_at);
    write_change(19, clock);
  }
  return id;
}

void Hand::route_case(const Uuid& of, const Uuid& team, const std::vector<Uuid>& agents) {
  const Uuid* best = nullptr;
  std::int64_t fewest = 0;
  for (const Uuid& each : agents) {
    sqlite3_stmt* statement = start(count_open_cases);
    bind_all(statement, each);
    row(statement);
    const std::int64_t open = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    if (best && open >= fewest) continue;
    best = &each;
    fewest = open;
  }
  const std::int64_t at = now();
  const std::string reason = fmt::format("has {} cases, the fewest of {}", fewest, agents.size());
  const Uuid event = make_id();
  sqlite3_stmt* statement = start(insert_assignment);
  bind_all(statement, event, ++change_, of, at, at, std::string_view(reason), team, *best);
  run(statement);
  hash(1, event, 4, of, 5, "assigned"sv, 6, at, 7, at, 9, std::string_view(reason), 13, team, 14, *best);
  write_change(16, event);
  statement = start(case_version);
  bind_all(statement, of);
  row(statement);
  const std::int64_t version = sqlite3_column_int64(statement, 0);
  sqlite3_reset(statement);
  statement = start(assign_case);
  bind_all(statement, *best, *best, ++change_, of);
  run(statement);
  hash_case(of);
  write_change(15, of, {version, R"({"19":null,"42":null})"});
}

void Hand::add_closed_cases(std::size_t count, const std::vector<Uuid>& customers,
                            const std::vector<Uuid>& teams, const std::vector<Uuid>& agents) {
  Dice dice(7);
  constexpr std::string_view priorities[] = {"low", "normal", "high", "urgent"};
  constexpr std::string_view products[] = {"Backups", "Mail", "Printing", "Accounting", "Network"};
  constexpr std::string_view outcomes[] = {"first_response resolution", "first_response", "resolution"};
  constexpr std::int64_t minute = 60'000'000;
  const auto drawn = [&](const auto& from) -> const auto& { return from[dice.below(std::size(from))]; };
  std::int64_t opened = now() - std::int64_t{3} * 365 * 24 * 60 * minute;
  begin();
  for (std::size_t i = 0; i < count; ++i) {
    opened += minute;
    const auto response = static_cast<std::int64_t>(dice.below(600)) * minute;
    const std::int64_t resolution = response + static_cast<std::int64_t>(dice.below(10'000)) * minute;
    const std::size_t outcome = dice.below(std::size(outcomes));
    sqlite3_stmt* statement = start(insert_closed_case);
    bind_all(statement, make_id(), drawn(customers), drawn(priorities), drawn(products), opened, drawn(teams),
             drawn(agents), static_cast<std::int64_t>(dice.below(10) == 0), opened + resolution,
             opened + response, response / 3, resolution / 3, outcomes[outcome],
             outcome == 0 ? "" : outcomes[3 - outcome]);
    run(statement);
  }
  commit("transaction");
}

void Hand::add_open_cases(std::size_t count, const Uuid& customer, const DeskRows& desk, const Uuid& rule,
                          const std::function<OpenCase(std::size_t)>& timed) {
  begin();
  for (std::size_t i = 0; i < count; ++i) {
    const OpenCase each = timed(i);
    const Uuid id = make_id();
    sqlite3_stmt* statement = start(insert_open_case);
    bind_all(statement, id, customer, std::string_view("Nothing works"),
             std::string_view(each.is_urgent ? "urgent" : "normal"), each.opened_at, desk.team, desk.assignee,
             desk.assignee, desk.service_level, each.opened_at);
    run(statement);
    statement = start(insert_case_event);
    bind_all(statement, make_id(), std::int64_t{1}, id, each.opened_at, each.opened_at, desk.team,
             desk.assignee, desk.service_level, Number{});
    run(statement);
    const std::string events =
        fmt::format("{} start {} -\n", to_text(Instant{Duration{each.opened_at}}), to_text(desk.targets[0]));
    statement = start(insert_clock);
    bind_all(statement, make_id(), std::int64_t{1}, id, std::string_view("resolution"), desk.targets[0],
             each.opened_at, each.due_at, each.due_at, std::string_view(events));
    run(statement);
    statement = start(insert_due);
    bind_all(statement, id, each.fires_at, rule);
    run(statement);
  }
  commit("transaction", {.at = timed(0).opened_at});
}

std::size_t Hand::sweep(std::int64_t at, const Uuid& rule) {
  std::size_t escalated = 0;
  for (;;) {
    std::vector<Uuid> records;
    run(start(begin_transaction));
    sqlite3_stmt* statement = start(due_records);
    bind_all(statement, at);
    while (row(statement)) get(statement, 0, records.emplace_back());
    for (const Uuid& each : records) escalated += escalate(each, at, rule);
    run(start(commit_transaction));
    if (records.empty()) return escalated;
  }
}

bool Hand::escalate(const Uuid& of, std::int64_t at, const Uuid& rule) {
  sqlite3_stmt* statement = start(case_to_escalate);
  bind_all(statement, of);
  row(statement);
  const bool is_urgent =
      std::string_view(reinterpret_cast<const char*>(sqlite3_column_text(statement, 0))) == "urgent";
  const std::int64_t level = sqlite3_column_int64(statement, 1);
  const std::int64_t last_event_at = sqlite3_column_int64(statement, 2);
  const std::int64_t version = sqlite3_column_int64(statement, 3);
  sqlite3_reset(statement);
  statement = start(delete_due);
  bind_all(statement, of);
  run(statement);
  if (!is_urgent) return false;
  begin_commit();
  const Uuid firing = make_id();
  statement = start(insert_firing);
  bind_all(statement, firing, ++change_, rule, reference_to(15, of), at, at);
  run(statement);
  hash(1, firing, 4, rule, 5, reference_to(15, of), 6, "resolution 1"sv, 7, at, 8, at, 9, "done"sv, 10, one,
       11, one);
  write_change(25, firing);
  const Uuid event = make_id();
  statement = start(insert_levelled);
  bind_all(statement, event, ++change_, of, at, at, std::string_view("Danger"), level + 1);
  run(statement);
  hash(1, event, 4, of, 5, "levelled"sv, 6, at, 7, at, 9, "Danger"sv, 16, level + 1);
  write_change(16, event);
  statement = start(escalate_case);
  bind_all(statement, level + 1, at, ++change_, of);
  run(statement);
  const std::string old = fmt::format(R"({{"20":{},"43":{}}})", level, last_event_at);
  hash_case(of);
  write_change(15, of, {version, old});
  write_commit("automation.fire", {"Danger: 80 % of the time of resolution", reference_to(25, firing), at});
  return true;
}

void Hand::add_contact_point(const Uuid& customer, std::string_view kind, std::string_view value,
                             std::string_view key) {
  check(value, 500);
  const Uuid id = make_id();
  sqlite3_stmt* statement = start(insert_contact_point);
  bind_all(statement, id, ++change_, customer, kind, value, key);
  run(statement);
  hash(1, id, 4, customer, 5, kind, 6, value, 7, key, 9, zero, 18, zero);
  write_change(2, id);
}

bool Hand::is_taken(std::string_view key) {
  sqlite3_stmt* statement = start(find_key);
  bind_all(statement, key);
  const bool taken = row(statement);
  if (taken) sqlite3_reset(statement);
  return taken;
}

namespace {

// A simple parser: commas, quotes doubled inside quotes, one record in a line. Fields point into the line.
void split(char* line, std::vector<std::string_view>& fields) {
  fields.clear();
  for (char* at = line;; ++at) {
    char* first = at;
    char* last = at;
    if (*at == '"') {
      first = last = ++at;
      for (; *at != '\0' && (*at != '"' || at[1] == '"'); ++at) {
        if (*at == '"') ++at;
        *last++ = *at;
      }
      if (*at == '"') ++at;
    } else {
      while (*at != '\0' && *at != ',' && *at != '\r' && *at != '\n') ++at;
      last = at;
    }
    fields.emplace_back(first, static_cast<std::size_t>(last - first));
    if (*at != ',') return;
  }
}

}  // namespace

std::size_t Hand::import_csv(const std::filesystem::path& csv) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(csv.c_str(), "rb"), &std::fclose);
  if (!file) throw std::runtime_error("the CSV file cannot be read");
  char line[4096];
  std::vector<std::string_view> fields;
  std::string email_key;
  std::string phone_key;
  std::size_t added = 0;
  if (!std::fgets(line, sizeof line, file.get())) return 0;
  begin();
  while (std::fgets(line, sizeof line, file.get())) {
    split(line, fields);
    if (fields.size() != 4) throw std::runtime_error("a row has another number of columns");
    email_key = "email:";
    for (char c : fields[1]) email_key += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    phone_key = "phone:";
    for (char c : fields[2])
      if (c == '+' || (c >= '0' && c <= '9')) phone_key += c;
    if (is_taken(email_key) || is_taken(phone_key)) continue;
    const Uuid customer = add_customer(fields[0], fields[3]);
    add_contact_point(customer, "email", fields[1], email_key);
    add_contact_point(customer, "phone", fields[2], phone_key);
    ++added;
  }
  commit("import");
  return added;
}

template <class Row, class Read>
std::vector<Row> Hand::all(Sql which, const Uuid& customer, Read reader) {
  std::vector<Row> rows;
  sqlite3_stmt* statement = start(which);
  bind(statement, 1, customer);
  while (row(statement)) reader(statement, rows.emplace_back());
  return rows;
}

std::vector<InteractionRow> Hand::newest(const Uuid& customer, int limit) {
  sqlite3_bind_int(start(newest_interactions), 2, limit);
  return all<InteractionRow>(newest_interactions, customer, [](auto* s, auto& r) { read(s, r); });
}

OverviewRows Hand::overview(const Uuid& customer, int interactions) {
  const auto reader = [](auto* s, auto& r) { read(s, r); };
  OverviewRows rows;
  auto found = all<CustomerRow>(one_customer, customer, reader);
  if (found.empty()) throw std::runtime_error("there is no such customer");
  rows.customer = std::move(found.front());
  rows.contact_points = all<ContactPointRow>(contact_points, customer, reader);
  rows.connections = all<ConnectionRow>(connections_from, customer, reader);
  for (auto& each : all<ConnectionRow>(connections_to, customer, reader))
    rows.connections.push_back(std::move(each));
  rows.needs = all<NeedRow>(needs, customer, reader);
  rows.consents = all<ConsentRow>(consents, customer, reader);
  rows.stage_moves = all<StageMoveRow>(stage_moves, customer, reader);
  rows.interactions = newest(customer, interactions);
  return rows;
}

std::vector<Uuid> Hand::customer_ids() {
  std::vector<Uuid> ids;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(connection_, "SELECT id FROM customer ORDER BY id", -1, &statement, nullptr) !=
      SQLITE_OK)
    fail(connection_);
  while (row(statement)) get(statement, 0, ids.emplace_back());
  sqlite3_finalize(statement);
  return ids;
}

std::string Hand::summary() {
  // Ids, salts and hashes are each side's own; everything else must be the same, and in the same order.
  constexpr const char* questions[] = {
      "SELECT count(*), sum(length(id)), total((version - (SELECT min(version) FROM customer)) * "
      "(length(name) + unicode(name)) % 1000003), "
      "count(country), count(since), min(type), max(stage) FROM customer",
      "SELECT count(*), sum(length(id)), total((version - (SELECT min(version) FROM customer)) * "
      "(length(value) + unicode(key)) % 1000003), "
      "min(kind), "
      "max(kind), total(length(key)) FROM contact_point",
      "SELECT count(*), sum(length(id)), total((version - (SELECT min(version) FROM customer)) * "
      "(length(body) + unicode(subject) + at / 1000) % "
      "1000003), "
      "min(channel), max(direction), total(length(subject)), min(visibility) FROM interaction",
      "SELECT count(*), total(at / 1000 % 1000003), sum(length(customer) + length(record)), sum(kind) "
      "FROM timeline_entry",
      "SELECT count(*), sum(kind * (number - (SELECT min(version) FROM customer)) % 1000003), "
      "sum(length(record)), sum(operation), sum(previous), "
      "count(old) FROM journal_change WHERE kind <> 12",
      "SELECT sum(length(salt) + length(digest)), count(*) FROM journal_change WHERE kind <> 12",
      "SELECT count(*), sum(length(salt) + length(digest) + length(hash)) FROM journal_commit",
  };
  std::string text;
  for (const char* question : questions) text += answer(question) + "\n";
  return text;
}

std::string Hand::lengths() {
  std::string columns = answer(
      "SELECT group_concat(t.name || '.' || c.name, ' ') FROM sqlite_master t, pragma_table_info(t.name) c "
      "WHERE t.type = 'table' AND t.name NOT LIKE 'search%'");
  std::string text;
  for (std::size_t at = 0; at < columns.size();) {
    const std::size_t end = columns.find(' ', at);
    const std::string name = columns.substr(at, end - at);
    const std::size_t dot = name.find('.');
    text += fmt::format(
        "{}: {}\n", name,
        answer(fmt::format("SELECT count(\"{0}\"), total(length(CAST(\"{0}\" AS BLOB))) FROM \"{1}\"",
                           name.substr(dot + 1), name.substr(0, dot))));
    at = end + 1;
  }
  return text;
}

std::string Hand::answer(const std::string& question) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(connection_, question.c_str(), -1, &statement, nullptr) != SQLITE_OK)
    fail(connection_);
  std::string text;
  while (row(statement))
    for (int i = 0; i < sqlite3_column_count(statement); ++i) {
      const auto* value = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
      text += fmt::format("{} ", value ? value : "-");
    }
  sqlite3_finalize(statement);
  return text;
}

void need_intact(const std::filesystem::path& book) {
  const Verification found = Book::open(book).journal().verify();
  if (!found.intact()) throw std::runtime_error("what was written by hand: " + found.findings[0].what);
}

}  // namespace rapport::bench
