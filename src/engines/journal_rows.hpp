// The journal's rows: how commits and changes stand in the file, what ties each to its place, and the way back from a
// change. Shared by writing and reading (journal.cpp), going back (history.cpp) and verifying (verify.cpp).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engines/journal.hpp"

namespace rapport::journal {

Value bytes_of(std::span<const std::uint8_t> bytes);

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

inline constexpr std::string_view change_columns =
    R"("number", "commit_number", "operation", "kind", "record", "previous", "old", "salt", "digest")";

ChangeRow read_change(const Statement& row);
Change change_from(const ChangeRow& row);
// The statement that finds the change a version names.
Statement change_numbered(Session& session, std::int64_t number);

// What ties a change's payload to its place.
Hash digest_of(std::string& content, const ChangeRow& change);
// What the chain holds of a change: enough to notice any alteration when the payload has been erased.
void add_to_chain(crypto_generichash_state& state, std::string& link, const ChangeRow& change);
void start_chain(crypto_generichash_state& state);

// ---- Commits

// The same of a commit.
struct CommitRow {
  std::int64_t number = 0;
  Value at, actor, verb, reason, cause_commit, cause;
  std::int64_t last_change = 0;
  Value salt;
  std::string_view digest;
  std::string_view hash;
};

inline constexpr std::string_view commit_columns =
    R"("number", "at", "actor", "verb", "reason", "cause_commit", "cause", "last_change", "salt", "digest", "hash")";

CommitRow read_commit(const Statement& row);
Commit commit_from(const CommitRow& row);

// Of the reason only: words may name people, so the chain holds them under a salt.
Hash digest_of(std::string& content, const CommitRow& commit);
Hash hash_of(std::string& link, const CommitRow& commit, std::string_view previous,
             crypto_generichash_state changes);

// ---- Going back, by the columns of a record

std::int64_t& version_in(const Kind& kind, std::vector<OwnedValue>& columns);
// Turns the state after a change into the state before it. Throws corrupt.
void undo(const Kind& kind, const ChangeRow& change, std::vector<OwnedValue>& columns);

}  // namespace rapport::journal
