// The journal's writing side: what Session and the record engine call.
#pragma once

#include <deque>
#include <map>
#include <vector>

#include "engines/session.hpp"
#include "kernel/form.hpp"

namespace rapport {

// In code points; of all verbs of a transaction together.
inline constexpr std::size_t longest_reason = 2000;

// The verb of an import's commit.
inline constexpr std::string_view import_verb = "import";

// The last commit; its number is 0 and its instant the first there is where there is none.
LastCommit last_commit(Session& session);

void begin_commit(Session& session, std::string_view verb, const Because& because);
// A verb inside a transaction: its reason and cause go to the common commit. Throws invalid when the reasons
// become too long together.
void join_commit(Session& session, const Because& because);
void finish_commit(Session& session);

// Collects the content of a record for its change's digest. The version is the change's own number and stays
// out.
class Content {
 public:
  explicit Content(std::string& buffer) : buffer_(buffer) { buffer_.clear(); }
  void add(const Column& column, const Value& value) {
    if (column.number != 2 * version_field && !value.is_nothing()) append(column, value);
  }

 private:
  void append(const Column& column, const Value& value);

  std::string& buffer_;
};

// Writes one change; the session's scratch holds the content of the record after it. `previous` is 0 when
// adding, `old` the replaced values as StoredFields writes them, or empty. The number must be the commit's
// next.
void write_change(Session& session, Operation operation, const Kind& kind, const Uuid& record,
                  std::int64_t previous, std::string_view old);

// The commit that made a change; absent where there is no such change.
std::optional<Commit> commit_of_change(Session& session, std::int64_t change);

// The change by which a field got the value that it has in a version of a record; absent where that was elsewhere: the
// record was brought from another book.
std::optional<std::int64_t> change_that_wrote(Session& session, const Kind& kind, std::int64_t version,
                                              const Field& field);

// The versions of records, for questions that ascend: one way back serves many of them. Good for as long as nothing that
// it has seen is taken back.
class Versions {
 public:
  explicit Versions(Session& session) : session_(&session) {}
  // Fills in a record as it was in the last of its versions up to this one; false when it was not there yet. Throws
  // not_found for one that never was.
  bool fill_in(const Kind& kind, const Uuid& id, std::int64_t version, void* record);

 private:
  struct State {
    std::int64_t version;
    std::vector<OwnedValue> columns;
  };
  static constexpr std::size_t most_states = 200;  // of one record
  static constexpr std::size_t most_records = 50;

  Session* session_;
  std::map<Uuid, std::deque<State>> states_;  // newest first; those before the oldest were not asked for
};

}  // namespace rapport
