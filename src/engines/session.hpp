// The session: what stands behind one Book. It holds the database, the options, the acting agent and the
// running transaction, and makes ids.
#pragma once

#include <sodium.h>

#include <array>
#include <atomic>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engines/host_transactions.hpp"
#include "engines/last_records.hpp"
#include "kernel/kind.hpp"
#include "rapport/journal.hpp"
#include "rapport/options.hpp"
#include "store/database.hpp"

namespace rapport {

// Where a write comes from.
enum class Origin : std::uint8_t {
  call,      // a caller's verb
  restored,  // an import that brings back an exported record with its id and derived fields
  library,   // a verb of the library that keeps derived fields right
};

// What a room is told of a write, before and after it.
struct Writing {
  Session& session;
  Operation operation;
  Origin origin;
  const void* before;  // null when adding
  void* record;
};

// What a room adds to the writing of one of its kinds. Each may be null.
struct Hooks {
  // Fills in what is derived, before the fields are validated; refuses what would make no sense later.
  void (*prepare)(const Writing& writing) = nullptr;
  // Refuses what must not be when adding and updating. The fields are valid.
  void (*check)(const Writing& writing) = nullptr;
  // Writes what else follows.
  void (*wrote)(const Writing& writing) = nullptr;
  // Whether `wrote` may write for this record what could be refused; null: it may.
  bool (*follows)(Operation operation, const void* record) = nullptr;
};
// Defined beside the catalogue, above the rooms.
const Hooks& hooks_of(const Kind& kind);

using Hash = std::array<std::uint8_t, crypto_generichash_BYTES>;
using Salt = std::array<std::uint8_t, crypto_generichash_blake2b_SALTBYTES>;

// The last commit of the book.
struct LastCommit {
  std::int64_t number = 0;
  Instant at{};
  std::int64_t last_change = 0;
  Hash hash{};
};

// The commit that is being written.
struct OpenCommit {
  std::int64_t number = 0;
  Instant at{};
  std::string verb;
  Because because;
  Hash previous_hash{};
  std::int64_t first_change = 0;
  std::int64_t next_change = 0;
  crypto_generichash_state changes{};  // running hash over the changes
};

class Session {
 public:
  Session(const std::filesystem::path& path, Options options);

  // Throws misuse while a transaction or another call runs.
  void close();
  bool is_closed() const noexcept { return !database_.is_open(); }
  // Whether a verb or a transaction of the host runs, or else a question that reads one state of the book.
  bool is_writing() const noexcept { return depth_ > 0; }
  bool is_reading() const noexcept { return depth_ == 0 && !is_grouping() && database_.in_transaction(); }

  HostTransactions& host_transactions() noexcept { return host_transactions_; }

  bool in_batch() const noexcept { return in_batch_; }
  // Whether what verbs write is not kept before a Batch or a Block ends.
  bool is_grouping() const noexcept { return in_batch_ || block_; }

  Database& database() noexcept { return database_; }
  const Options& options() const noexcept { return options_; }
  Instant now() const;
  Uuid make_id();
  void fill_random(std::span<std::uint8_t> bytes);

  // The records of an imported row are all checked before the first of them is written. Until the row ends,
  // is_of_row() tells their ids: nothing in the book is about them yet, so nobody need look.
  void begin_row() noexcept { row_follows_ = last_id_; }
  void end_row() noexcept { row_follows_.reset(); }
  bool is_of_row(const Uuid& id) const noexcept {
    return row_follows_ && *row_follows_ < id.bytes && id.bytes <= last_id_;
  }

  // What a room remembers between calls, made when it first asks: copies of what never changes in the file.
  template <class T>
  T& remembered() {
    static const std::size_t place = memories_++;
    if (place >= remembered_.size()) remembered_.resize(place + 1);
    std::shared_ptr<void>& slot = remembered_[place];
    if (!slot) slot = std::make_shared<T>();
    return *static_cast<T*>(slot.get());
  }

  std::optional<Uuid> actor;

  // Filled only where nobody else can write.
  LastRecords last_records;
  bool keeps_records() const noexcept { return depth_ > 0 || (is_grouping() && database_.in_transaction()); }

  // The commit that changes go into; only inside a Work.
  OpenCommit& commit() { return commit_; }
  // Null where another session may have written one since, or it was taken back.
  const LastCommit* last_commit() const noexcept {
    return is_grouping() && last_commit_age_ == rollbacks ? &last_commit_ : nullptr;
  }
  void keep_last_commit(const LastCommit& last) noexcept {
    last_commit_ = last;
    last_commit_age_ = rollbacks;
  }
  // Kinds that rules are about, a bit for each number. What is written of them is noted until the commit ends.
  std::uint64_t watched = 0;
  bool watches(const Kind& kind) const noexcept { return (watched >> kind.number & 1) != 0; }
  void note_written(const Kind& kind, const Uuid& id) {
    ++writes_of_[static_cast<std::size_t>(kind.number)];
    if (watches(kind) && (noted.empty() || noted.back() != std::pair(&kind, id)))
      noted.emplace_back(&kind, id);
  }
  std::vector<std::pair<const Kind*, Uuid>> noted;
  // Inside a transaction: grows whenever records of a kind may have become others.
  std::int64_t age_of(const Kind& kind) const {
    return writes_of_[static_cast<std::size_t>(kind.number)] + rollbacks;
  }
  // Counts what was taken back: commits of that are numbered anew, so what is remembered by a number of theirs is
  // no longer so.
  std::int64_t rollbacks = 0;
  // Throws misuse while a transaction, a sweep or another call runs.
  void need_idle() const;

  // Counts rows written; shows whether a failed verb had begun to write.
  std::int64_t writes = 0;
  // Reused by hashing.
  std::string scratch;

 private:
  friend class Work;
  friend class Batch;
  friend class Block;
  void begin(std::string_view verb, const Because& because);
  void finish();
  void roll_back() noexcept;
  std::span<const char* const> undo() const noexcept;
  void open_file();

  void follow_ids_of_others(std::uint64_t millis);
  void begin_block();
  void need_transaction() const;

  Options options_;
  Database database_;
  int depth_ = 0;
  bool in_batch_ = false;
  bool block_waits_ = false;        // for its first verb
  std::optional<Savepoint> block_;  // from its first verb on
  bool has_savepoints_ = false;     // for each commit of a batch or a block
  int verbs_ = 0;                   // verbs inside the innermost transaction
  bool doomed_ = false;             // a verb inside the transaction failed half-way: all of it must go
  OpenCommit commit_;
  LastCommit last_commit_;
  std::int64_t last_commit_age_ = -1;  // rollbacks when it was kept
  std::array<std::uint8_t, 16> last_id_{};
  std::optional<std::array<std::uint8_t, 16>> row_follows_;  // the last id before the row
  std::int64_t ids_follow_ = 0;            // the commit for which last_id_ is the book's last, not only ours
  std::array<std::uint8_t, 1024> pool_{};  // random bytes not used yet, at the end
  std::size_t pool_left_ = 0;
  inline static std::atomic<std::size_t> memories_ = 0;  // types that are remembered by anybody
  std::vector<std::shared_ptr<void>> remembered_;
  std::array<std::int64_t, 64> writes_of_{};   // by the kind's number
  HostTransactions host_transactions_{*this};  // the last, since what they roll back uses the others
};

// One verb at work: begins a transaction, or joins the one that runs. Unless finished, nothing of it remains.
class Work {
 public:
  // A verb of several writes that joins gets a savepoint, which costs a copy of each page it touches; for a
  // single one the transaction is given up instead, since a failure after its first statement means that the
  // disk or the file is in trouble. A verb inside a verb needs none: its failure is that of the outer one. Inside
  // `transaction` a verb may fail and the others go on, as in a transaction of the host or in an import.
  enum class Size : std::uint8_t { one_write, several_writes, transaction };

  Work(Session& session, std::string_view verb, const Because& because, Size size);
  ~Work();
  Work(const Work&) = delete;
  Work& operator=(const Work&) = delete;
  void finish();

 private:
  Session& session_;
  bool outermost_;
  int verbs_before_;
  bool open_ = true;
  std::int64_t writes_before_ = 0;
  std::optional<OpenCommit> commit_before_;  // only with a savepoint
  std::optional<Because> because_before_;    // only without one, when the verb gives a reason or a cause
};

// Several commits in one transaction of the file, which costs one fsync and is there as a whole or not at all.
// Throws misuse inside a transaction; is a part of a Block.
class Batch {
 public:
  // Whether a commit that fails leaves the others, which costs a savepoint for each, and so a copy of each page it
  // touches; or takes all of them with it.
  enum class Failure : std::uint8_t { leaves_others, takes_all };

  Batch(Session& session, Failure failure);
  ~Batch();
  Batch(const Batch&) = delete;
  Batch& operator=(const Batch&) = delete;
  void finish();

 private:
  void end() noexcept;

  Session& session_;
  std::optional<Savepoint> part_;
};

// All that a host does until it says that it is done: from the first verb on, one transaction of the file, in which
// each verb is a commit and can fail by itself. Before that nothing is locked. What was written since the block began,
// or was last kept, does not remain.
class Block {
 public:
  // Throws misuse while a transaction or another call runs, as keep() does.
  explicit Block(Session& session);
  ~Block();
  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;
  void keep();

 private:
  void end() noexcept;

  Session& session_;
};

// Several reads of one state of the book: begins a read transaction unless a transaction runs. Also faster,
// since each statement outside a transaction takes and gives back the file's locks.
class Reading {
 public:
  explicit Reading(Session& session);
  ~Reading();
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

 private:
  std::optional<Statement> end_;  // absent inside a transaction
};

}  // namespace rapport
