// Records as they were: their history, and their state as of an instant or in a version.
#include <fmt/format.h>

#include <algorithm>

#include "engines/journal_rows.hpp"
#include "engines/records.hpp"
#include "kernel/form.hpp"

namespace rapport {

using namespace journal;

namespace {

// The columns of a record as they are now; false when it does not exist.
bool present_columns(Session& session, const Kind& kind, const Uuid& id, std::vector<OwnedValue>& columns) {
  Statement row = session.database().prepare(sql_of(kind).select);
  row.bind_all(Value::of(id));
  if (!row.step()) return false;
  for (std::size_t i = 0; i < kind.columns.size(); ++i)
    columns.push_back(own(row.column(static_cast<int>(i))));
  return true;
}

void set_columns(const Kind& kind, const std::vector<OwnedValue>& columns, void* record) {
  for (std::size_t i = 0; i < columns.size(); ++i) kind.columns[i].set(record, Value::of(columns[i]));
}

FieldValues values_at(const Field& field, const std::vector<OwnedValue>& columns) {
  FieldValues values;
  for (std::size_t i = 0; i < field.columns.size(); ++i)
    values.columns[i] = Value::of(columns[field.first_column + i]);
  return values;
}

Error missing_change(const Kind& kind, const Uuid& id, std::int64_t number) {
  return Error(Code::corrupt, fmt::format("its change {} is missing in the journal; verify the book", number),
               {std::string(kind.name), to_text(id), ""});
}

// Calls visit(change, columns) for each version of a record, the newest first, with the change that made it and the
// columns that it left, until that is true; whether it was. Throws not_found.
template <class Visit>
bool go_back(Session& session, const Kind& kind, const Uuid& id, Visit&& visit) {
  std::vector<OwnedValue> columns;
  if (!present_columns(session, kind, id, columns)) detail::throw_not_found(kind, id);
  while (const std::int64_t number = version_in(kind, columns)) {
    Statement row = change_numbered(session, number);
    if (!row.step()) throw missing_change(kind, id, number);
    const ChangeRow change = read_change(row);
    if (visit(change, columns)) return true;
    undo(kind, change, columns);
  }
  return false;
}

}  // namespace

std::optional<std::int64_t> change_that_wrote(Session& session, const Kind& kind, std::int64_t version,
                                              const Field& field) {
  static const Sql sql(R"(SELECT "operation", "previous", "old" FROM "journal_change" WHERE "number" = ?)");
  while (version > 0) {
    Statement change = session.database().prepare(sql);
    change.bind(0, Value::of(version));
    if (!change.step()) return {};
    const auto operation = static_cast<Operation>(change.integer(0));
    if (operation == Operation::restore) return {};
    const Value old = change.column(2);
    const bool replaced_it = !old.is_nothing() && keeps_one_of(kind, old.text, {field.number});
    if (operation == Operation::add || replaced_it) return version;
    version = change.integer(1);
  }
  return {};
}

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
  need_readable(session, kind, id);
  const Journal journal(session);
  return go_back(session, kind, id,
                 [&](const ChangeRow& change, const std::vector<OwnedValue>& columns) {
                   if (journal.commit(change.commit).at > at) return false;
                   set_columns(kind, columns, record);
                   return true;
                 }) &&
         is_readable(session, kind, record);
}

}  // namespace detail

bool Versions::fill_in(const Kind& kind, const Uuid& id, std::int64_t version, void* record) {
  const Reading reading(*session_);
  if (states_.size() > most_records) states_.clear();
  std::deque<State>& states = states_[id];
  const auto is_old_enough = [&](const State& each) { return each.version <= version; };
  // Newer ones than the newest may have been dropped, or have come since.
  if (states.empty() || is_old_enough(states.front()) || !is_old_enough(states.back())) {
    states.clear();
    go_back(*session_, kind, id, [&](const ChangeRow& change, const std::vector<OwnedValue>& columns) {
      states.push_back({change.number, columns});
      if (states.size() > most_states) states.pop_front();
      return change.number <= version;
    });
  }
  const auto found = std::ranges::find_if(states, is_old_enough);
  if (found == states.end()) return false;
  set_columns(kind, found->columns, record);
  return true;
}

}  // namespace rapport
