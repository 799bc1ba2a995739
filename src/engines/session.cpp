#include "engines/session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <random>
#include <thread>
#include <utility>

#include "engines/due.hpp"
#include "engines/journal.hpp"
#include "engines/records.hpp"
#include "kernel/catalogue.hpp"
#include "kernel/log.hpp"
#include "kernel/validate.hpp"
#include "store/migrations.hpp"
#include "store/schema.hpp"

namespace rapport {

RandomSource seeded_random(std::uint64_t seed) {
  return [engine = std::mt19937_64(seed)](std::span<std::byte> bytes) mutable {
    for (std::byte& byte : bytes) byte = static_cast<std::byte>(engine() & 0xff);
  };
}

namespace {

// The pages after which SQLite moves the log into the file. Rare moves write each page once instead of many
// times.
constexpr int checkpoint_pages = 16000;

[[noreturn]] void throw_given_up() {
  throw Error(Code::misuse, "an earlier failure inside this transaction ended it; nothing of it was written");
}

Options with_defaults(Options options) {
  if (sodium_init() < 0) throw Error(Code::internal, "libsodium could not be started");
  if (!options.clock)
    options.clock = [] { return std::chrono::floor<Duration>(std::chrono::system_clock::now()); };
  if (!options.random)
    options.random = [](std::span<std::byte> bytes) { randombytes_buf(bytes.data(), bytes.size()); };
  // SQLite counts it in an int.
  using std::chrono::milliseconds;
  options.busy_timeout =
      std::clamp(options.busy_timeout, milliseconds(0), milliseconds(std::numeric_limits<int>::max()));
  return options;
}

}  // namespace

Session::Session(const std::filesystem::path& path, Options options)
    : options_(with_defaults(std::move(options))), database_(path, options_) {
  open_file();
}

void Session::open_file() {
  FileState state = inspect(database_, options_);
  if (options_.read_only) {
    if (state == FileState::empty)
      throw Error(Code::not_a_book, "the file is empty; open it for writing to make a book");
    if (state == FileState::older)
      throw Error(Code::read_only, "the book has an older format; open it once for writing to migrate it");
    return;
  }
  // Another process may be making the same file: whoever comes second waits, looks again and goes on.
  const auto give_up = std::chrono::steady_clock::now() + options_.busy_timeout;
  for (;;) {
    try {
      database_.execute("PRAGMA journal_mode = WAL");
      break;
    } catch (const Error& error) {
      if (error.code() != Code::busy || std::chrono::steady_clock::now() >= give_up) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }
  database_.execute(fmt::format("PRAGMA synchronous = {}; PRAGMA wal_autocheckpoint = {};",
                                options_.durability == Durability::full ? "FULL" : "NORMAL",
                                checkpoint_pages));
  if (state == FileState::current) return;
  database_.execute("BEGIN IMMEDIATE");
  try {
    state = inspect(database_, options_);
    if (state == FileState::empty) create_schema(database_, make_id(), now());
    if (state == FileState::older) migrate(database_);
    database_.execute("COMMIT");
    tell(options_.log, LogLevel::information, {},
         [&] { return state == FileState::empty ? "made a new book" : "migrated the book"; });
  } catch (...) {
    roll_back();
    throw;
  }
}

void Session::need_idle() const {
  if (depth_ > 0 || in_batch_ || is_reading() || database_.is_lent())
    throw Error(Code::misuse, "a transaction or another call is still running; call this after it");
}

void Session::close() {
  need_idle();
  if (host_transactions_.is_calling())
    throw Error(Code::misuse, "a function of the host is called by a verb; close the book after that");
  database_.close();
}

Instant Session::now() const { return options_.clock(); }

void Session::fill_random(std::span<std::uint8_t> bytes) {
  // Asked for in large pieces: a call of the host's source costs more than the bytes.
  while (!bytes.empty()) {
    if (pool_left_ == 0) {
      options_.random(std::as_writable_bytes(std::span(pool_)));
      pool_left_ = pool_.size();
    }
    const std::size_t taken = std::min(pool_left_, bytes.size());
    std::copy_n(pool_.end() - static_cast<std::ptrdiff_t>(pool_left_), taken, bytes.begin());
    pool_left_ -= taken;
    bytes = bytes.subspan(taken);
  }
}

namespace {

std::uint64_t millis_of(const std::array<std::uint8_t, 16>& id) {
  std::uint64_t millis = 0;
  for (std::size_t i = 0; i < 6; ++i) millis = millis << 8 | id[i];
  return millis;
}

}  // namespace

// Another session, whose clock may be ahead of this one's, may have made ids since this one did. An id that was
// brought back from elsewhere may lie in any future; it is not followed.
void Session::follow_ids_of_others(std::uint64_t millis) {
  ids_follow_ = commit_.number;
  // A commit's instant is never before the last one's, so only ids of the same millisecond matter: they are
  // among the latest changes.
  Statement newest = database_.prepare(
      R"(SELECT "record" FROM "journal_change"
         WHERE "number" > (SELECT max("number") FROM "journal_change") - 1000 AND "operation" = ?
         ORDER BY "number" DESC LIMIT 1)");
  newest.bind_all(Value::of(static_cast<std::int64_t>(Operation::add)));
  if (!newest.step()) return;
  const Uuid id = uuid_of(newest.column(0).text);
  if (id.bytes > last_id_ && millis_of(id.bytes) <= millis) last_id_ = id.bytes;
}

Uuid Session::make_id() {
  // RFC 9562, version 7: 48 bits of milliseconds, 12 bits of counter (method 1), 62 random bits. Ids of one
  // book ascend: within a millisecond, or when the clock goes back, the counter goes on from the last id.
  const Instant at = depth_ > 0 ? commit_.at : now();
  const auto millis = static_cast<std::uint64_t>(
      std::chrono::floor<std::chrono::milliseconds>(at).time_since_epoch().count());
  if (depth_ > 0 && ids_follow_ != commit_.number) follow_ids_of_others(millis);
  const std::uint64_t last_millis = millis_of(last_id_);
  unsigned counter = (last_id_[6] & 0x0fu) << 8 | last_id_[7];
  std::uint64_t used = millis;
  Uuid id;
  fill_random(std::span(id.bytes).subspan(6));
  if (millis > last_millis) {
    counter = (id.bytes[6] & 0x07u) << 8 | id.bytes[7];  // starts low, so that it can count
  } else {
    used = last_millis;
    if (++counter > 0xfff) {
      ++used;
      counter = 0;
    }
  }
  for (int i = 5; i >= 0; --i, used >>= 8)
    id.bytes[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(used);
  id.bytes[6] = static_cast<std::uint8_t>(0x70u | counter >> 8);
  id.bytes[7] = static_cast<std::uint8_t>(counter);
  id.bytes[8] = static_cast<std::uint8_t>(0x80u | (id.bytes[8] & 0x3fu));
  last_id_ = id.bytes;
  return id;
}

namespace {

void need_causes(Session& session, const Because& because) {
  const auto refuse = [](std::string_view field, std::string why) {
    throw Error(Code::missing_reference, std::move(why), {"", "", std::string(field)});
  };
  if (because.commit && (*because.commit < 1 || *because.commit >= session.commit().number))
    refuse("commit", fmt::format("names commit {}, which does not exist", *because.commit));
  if (!because.cause) return;
  const Uuid id = because.cause->uuid();
  const Kind* kind = find_kind(because.cause->kind_number());
  if (!kind)
    refuse("cause", fmt::format("refers to a record of an unknown kind, {}", to_text(id)));
  else if (AnyRecord record(*kind); !detail::get(session, *kind, id, record.get()))
    refuse("cause", fmt::format("refers to {} {}, which does not exist", kind->name, to_text(id)));
}

}  // namespace

void Session::begin(std::string_view verb, const Because& because) {
  if (options_.read_only) throw Error(Code::read_only, "the book was opened read-only");
  if (is_reading())
    throw Error(Code::misuse, "a question is still being answered; call verbs when it has returned");
  validate_text(because.reason, longest_reason, "reason");
  if (block_waits_) begin_block();
  if (is_grouping()) need_transaction();
  for (const char* each : undo()) database_.prepare(each);  // ready before they are needed: no memory then
  if (!is_grouping() || has_savepoints_)
    database_.prepare(is_grouping() ? "SAVEPOINT one" : "BEGIN IMMEDIATE").run();
  try {
    noted.clear();
    if (!is_grouping()) last_records.clear();
    if (!in_batch_) begin_due(*this);  // a batch's rules are those it began with
    begin_commit(*this, verb, because);
    need_causes(*this, because);
  } catch (...) {
    roll_back();
    throw;
  }
  doomed_ = false;
}

void Session::finish() {
  if (doomed_ || !database_.in_transaction()) throw_given_up();
  if (commit_.next_change > commit_.first_change) {
    keep_due(*this);
    finish_commit(*this);
  }
  if (!is_grouping() || has_savepoints_) database_.prepare(is_grouping() ? "RELEASE one" : "COMMIT").run();
  if (ids_follow_ == commit_.number) ++ids_follow_;
}

std::span<const char* const> Session::undo() const noexcept {
  static constexpr const char* all[] = {"ROLLBACK"};
  static constexpr const char* one[] = {"ROLLBACK TO one", "RELEASE one"};
  return has_savepoints_ ? std::span<const char* const>(one) : all;
}

void Session::roll_back() noexcept {
  last_records.clear();
  ++rollbacks;
  try {
    for (const char* each : undo())
      if (database_.in_transaction()) database_.prepare(each).run();
  } catch (const std::exception&) {
    // SQLite has rolled back by itself: that is what makes ROLLBACK fail.
  }
}

Work::Work(Session& session, std::string_view verb, const Because& because, Size size)
    : session_(session),
      outermost_(session.depth_ == 0),
      verbs_before_(session.verbs_),
      writes_before_(session.writes) {
  if (outermost_) {
    session.begin(verb, because);
  } else {
    // SQLite may have rolled back by itself; then nothing more may be written, least of all outside a
    // transaction.
    if (session.doomed_ || !session.database_.in_transaction()) throw_given_up();
    const bool says_why = !because.reason.empty() || because.commit || because.cause;
    need_causes(session, because);
    if (size != Size::one_write && session.verbs_ == 0)
      commit_before_ = session.commit_;
    else if (says_why)
      because_before_ = session.commit_.because;
    if (says_why) join_commit(session, because);
    if (commit_before_) session.database_.prepare("SAVEPOINT verb").run();
  }
  ++session.depth_;
  session.verbs_ = size == Size::transaction ? 0 : session.verbs_ + 1;
}

Work::~Work() {
  if (!open_) return;
  --session_.depth_;
  session_.verbs_ = verbs_before_;
  if (outermost_) {
    session_.roll_back();
    if (session_.writes != writes_before_)
      tell(session_.options_.log, LogLevel::warning, {},
           [&] { return session_.commit_.verb + " was rolled back"; });
    return;
  }
  if (!commit_before_ || !session_.database_.in_transaction()) {
    if (session_.writes != writes_before_)
      session_.doomed_ = true;
    else if (because_before_)
      session_.commit_.because = std::move(*because_before_);
    return;
  }
  session_.last_records.clear();
  ++session_.rollbacks;
  try {
    session_.database_.execute("ROLLBACK TO verb; RELEASE verb;");
    session_.commit_ = std::move(*commit_before_);
    session_.doomed_ = false;  // what was written half-way is gone; before this verb there was nothing of it
  } catch (const std::exception&) {
    session_.doomed_ = true;
  }
}

void Work::finish() {
  if (outermost_)
    session_.finish();
  else if (commit_before_)
    session_.database_.prepare("RELEASE verb").run();
  open_ = false;
  --session_.depth_;
  session_.verbs_ = verbs_before_;
}

void Session::need_transaction() const {
  if (!database_.in_transaction()) throw_given_up();
}

void Session::begin_block() {
  block_.emplace(database_);
  last_records.clear();
  last_commit_age_ = -1;
  block_waits_ = false;
  has_savepoints_ = true;
}

Batch::Batch(Session& session, Failure failure) : session_(session) {
  if (session.options_.read_only) throw Error(Code::read_only, "the book was opened read-only");
  session.need_idle();
  if (session.block_waits_) session.begin_block();
  if (session.block_) session.need_transaction();
  part_.emplace(session.database_);
  session.in_batch_ = true;
  session.last_commit_age_ = -1;
  session.last_records.clear();
  session.has_savepoints_ = session.block_ || failure == Failure::leaves_others;
}

Batch::~Batch() {
  if (!session_.in_batch_) return;
  end();
  session_.last_records.clear();
  ++session_.rollbacks;
}

void Batch::finish() {
  session_.need_transaction();
  part_->keep();
  end();
}

void Batch::end() noexcept {
  session_.in_batch_ = false;
  session_.has_savepoints_ = session_.block_.has_value();
}

Block::Block(Session& session) : session_(session) {
  session.need_idle();
  session.block_waits_ = true;
}

Block::~Block() {
  session_.host_transactions().roll_back_all();  // they are inside of it
  if (session_.block_) ++session_.rollbacks;
  end();
}

void Block::keep() {
  session_.need_idle();
  if (session_.block_) {
    session_.need_transaction();
    session_.block_->keep();
  }
  end();
  session_.block_waits_ = true;
}

void Block::end() noexcept {
  session_.block_waits_ = session_.has_savepoints_ = false;
  session_.block_.reset();
  session_.last_records.clear();
}

Reading::Reading(Session& session) {
  if (session.database().in_transaction()) return;
  end_.emplace(session.database().prepare("COMMIT"));
  session.database().prepare("BEGIN").run();
}

Reading::~Reading() {
  try {
    if (end_) end_->run();
  } catch (const std::exception&) {
    // Nothing was written; after an error of the disk SQLite has ended the transaction by itself.
  }
}

}  // namespace rapport
