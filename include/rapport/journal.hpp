// The journal: every change that was ever made to the book, and the proof that nobody altered it since.
//
// Each verb (or each transaction) is one commit: number, instant, actor, verb, reason, cause. A commit has
// changes, one for each time it wrote a record, numbered through the whole book; the number of the last change
// of a record is the record's version. Rows are the present; a change keeps the old values of what it replaced,
// so every past state can be had again, and an added record costs no copy of itself.
//
// Commits form a chain of BLAKE2b-256 hashes. Values and reasons, which may be about people, enter it as salted
// digests: the chain can be followed without them, so that personal data can be erased one day.
//
// The feed: read changes after the number you have seen, keep the last number, come back. Nothing is missed
// and nothing comes twice.
//
// Not here: history of one record and the record as of an instant (records.hpp, on each collection).
// Threads: as the book.
//
//   for (const auto& change : book.journal().changes(seen, 1000)) seen = change.number;
//   assert(book.journal().verify().intact());
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "rapport/describe.hpp"
#include "rapport/time.hpp"

namespace rapport {

class Session;
struct Agent;

// Why a verb is called. All of it is optional.
struct Because {
  // In words; UTF-8, at most 2,000 code points. Reasons of verbs in one transaction are joined with "; " and
  // share this length; beyond it the verb throws invalid.
  std::string reason{};
  // The commit, and the record (an import, a rule), that led to it. The verb throws missing_reference for one
  // that is not there.
  std::optional<std::int64_t> commit{};
  std::optional<Reference> cause{};
};

struct Commit {
  std::int64_t number = 0;           // 1, 2, 3, ...
  Instant at{};                      // never earlier than the commit before it
  std::optional<Id<Agent>> actor{};  // absent for the host program
  std::string verb{};                // "customer.add", "lifecycle.move", "transaction", "import"
  std::optional<std::string> reason{};
  std::optional<std::int64_t> cause_commit{};
  std::optional<Reference> cause{};
  std::int64_t last_change =
      0;  // number of its last change; its first follows the last one of the commit before
};

enum class Operation : std::uint16_t { add = 1, update = 2, remove = 3, restore = 4 };
template <>
inline constexpr auto enumeration<Operation> = enumerate<Operation>(
    "operation", "What a change did to a record.",
    {{Operation::add, "add", "The record was added."},
     {Operation::update, "update", "Fields of the record changed."},
     {Operation::remove, "remove", "The record was deleted; references still resolve to it."},
     {Operation::restore, "restore", "The record came from elsewhere with its id, as from an export."}});

struct Change {
  std::int64_t number = 0;  // 1, 2, 3, ... through the whole book
  std::int64_t commit = 0;
  Operation operation = Operation::add;
  Reference record{};
};

// One field before and after a change, in text form; absent for no value.
struct FieldChange {
  std::string_view field{};
  std::optional<std::string> before{};
  std::optional<std::string> after{};
};

struct HistoryEntry {
  Commit commit{};
  Change change{};
  std::vector<FieldChange> fields{};
};

struct Finding {
  std::int64_t commit = 0;            // the commit that is wrong; 0 where none is
  std::optional<Reference> record{};  // the record, where one is concerned
  std::string what{};                 // a sentence
};

struct Verification {
  std::int64_t commits = 0;  // how many were read
  std::int64_t changes = 0;
  std::vector<Finding> findings{};  // at most 100

  bool intact() const noexcept { return findings.empty(); }
};

// The newest commit and its hash: noted elsewhere, it proves later that the journal was not cut off or
// rewritten.
struct Head {
  std::int64_t commit = 0;
  std::array<std::uint8_t, 32> hash{};

  friend bool operator==(const Head&, const Head&) = default;
};
// "12:9f86d081…": the commit, a colon, the hash in 64 hexadecimal digits.
std::string to_text(const Head& head);
template <>
struct TextForm<Head> {
  static Head parse(std::string_view text);
};

class Journal {
 public:
  explicit Journal(Session& session) : session_(&session) {}

  // Changes after a number, oldest first; an empty answer means that there are no more.
  std::vector<Change> changes(std::int64_t after, std::size_t limit) const;
  // Commits after a number, oldest first.
  std::vector<Commit> commits(std::int64_t after, std::size_t limit) const;
  // Throws not_found.
  Commit commit(std::int64_t number) const;
  // The commits that name this record as their cause: an import's, later a rule's.
  std::vector<Commit> caused_by(const Reference& cause) const;
  // What a commit wrote, in the order of writing; a record that it wrote twice comes twice. Keyset pages by
  // change number. Throws not_found.
  std::vector<Change> changes_of(std::int64_t commit, std::int64_t after, std::size_t limit) const;

  Head head() const;

  // Reads the whole journal and every record and reports each commit that was altered, removed or moved, each
  // record that differs from what the journal says was written, time lines and a search index that differ from
  // the records, and tables and indexes that are damaged. Given a head noted earlier, also a journal that no
  // longer leads to it. `progress` hears commits done and commits in all; it may ask the book, but call no verb.
  // Reads only; cost grows with the book.
  Verification verify(const std::optional<Head>& noted = {},
                      const std::function<void(std::int64_t, std::int64_t)>& progress = {}) const;

 private:
  Session* session_;
};

}  // namespace rapport
