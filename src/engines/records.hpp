// The record engine: writes and reads records of any kind. Collections (rapport/records.hpp) and rooms stand
// on it.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "engines/session.hpp"
#include "kernel/catalogue.hpp"
#include "kernel/kind.hpp"
#include "store/schema.hpp"

namespace rapport {

// Each writes one change and tells the room. The record comes back as stored.
void add_record(Session& session, const Kind& kind, void* record, const Because& because, Origin origin);
void update_record(Session& session, const Kind& kind, void* record, const Because& because, Origin origin);
void remove_record(Session& session, const Kind& kind, void* record, const Because& because, Origin origin);

// The halves of add_record, for a verb that adds several records and must know that all of them are good
// before it writes the first. The first half gives the record its id and throws what add_record throws, except
// for a value that only one record may have and an id that leads nowhere: the second half finds those.
void prepare_record(Session& session, const Kind& kind, void* record, Origin origin);
void write_record(Session& session, const Kind& kind, void* record, Origin origin);

// The same for rooms, typed.
template <class R>
R add(Session& session, R record, const Because& because, Origin origin) {
  add_record(session, kind_of<R>(), &record, because, origin);
  return record;
}
template <class R>
R update(Session& session, R record, const Because& because, Origin origin) {
  update_record(session, kind_of<R>(), &record, because, origin);
  return record;
}

// Fills a record from a row that begins at a column. Throws corrupt, naming record and field.
void load(const Kind& kind, const Statement& row, void* record, int first_column = 0);
// One field of it, from the columns that begin at one.
void load_field(const Kind& kind, const Field& field, const Statement& row, void* record, int first_column);
// The record of an id, deleted or not, whoever may see it; whether there is one.
bool load(Session& session, const Kind& kind, const Uuid& id, void* record);

// The same for verify(), which finds values of the wrong type by other means: they are left out.
void load_what_fits(const Kind& kind, const Statement& row, void* record);

// The search behind detail::find, for those who read some fields of the records and not the others. No fields:
// all of them. Calls `found` with each row and where in it the columns of each field begin; with the record, too,
// where the search had to read it whole. Returns where the next page begins; empty when there is none.
using FoundRow =
    std::function<void(const Statement& row, std::span<const int> positions, const void* record)>;
std::string find_rows(Session& session, const Kind& kind, const detail::Which& which, const Paging& paging,
                      std::span<const Field* const> fields, const FoundRow& found);

// Whether the acting agent may read the record: everybody may, or it is the agent's own. A visibility that a
// newer version named is not for everybody.
bool is_readable(const Session& session, const Kind& kind, const void* record);
// The same in SQL over the kind's columns, with one parameter, the acting agent; empty where all is readable.
std::string readable_sql(const Session& session, const Kind& kind);
// The same by the record's id; false, where not all of the kind is readable, for one that does not exist.
bool is_readable(Session& session, const Kind& kind, const Uuid& id);
// Throws not_found for a record the acting agent may not read.
void need_readable(Session& session, const Kind& kind, const Uuid& id);

bool exists(Session& session, const Kind& kind, const Uuid& id);

// Calls visit(kind, id, item) for each record that a field's value leads to, with its bytes in the value. The
// kind is null when this version does not know it.
template <class F>
void for_each_target(const Field& field, const Value& value, F&& visit) {
  const bool typed = field.type == Type::id || field.type == Type::ids;
  if (field.number == id_field || (!typed && field.type != Type::reference && field.type != Type::references))
    return;
  const std::size_t size = typed ? sizeof(Uuid) : sizeof(Reference);
  for (std::string_view bytes = value.text; bytes.size() >= size; bytes.remove_prefix(size)) {
    const std::string_view item = bytes.substr(0, size);
    if (typed)
      visit(&field.refers_to(), uuid_of(item), item);
    else
      visit(find_kind(reference_of(item).kind_number()), reference_of(item).uuid(), item);
  }
}

// A record by its id, deleted or not. Throws not_found.
template <class R>
R record_of(Session& session, const Uuid& id) {
  R record;
  if (!detail::get(session, kind_of<R>(), id, &record)) detail::throw_not_found(kind_of<R>(), id);
  return record;
}

// Every record a prepared statement finds, typed; the statement selects sql_of(kind).columns.
template <class R>
std::vector<R> load_all(Statement& rows) {
  std::vector<R> records;
  while (rows.step()) load(kind_of<R>(), rows, &records.emplace_back());
  return records;
}

// The live records of a kind whose field has a value, by id; the field must be indexed.
template <class R>
std::vector<R> live_where(Session& session, const Field& field, const Value& value) {
  static const auto by_field = [] {
    std::map<int, Sql> made;
    const Kind& kind = kind_of<R>();
    for (const Field& each : kind.fields) {
      const std::string column = column_name(each.columns[0]);
      made.emplace(each.number, Sql("SELECT " + sql_of(kind).columns + " FROM " + identifier(kind.name) +
                                    " WHERE " + column + " = ? AND " + column +
                                    " IS NOT NULL AND \"deleted_at\" IS NULL ORDER BY \"id\""));
    }
    return made;
  }();
  Statement rows = session.database().prepare(by_field.at(field.number));
  rows.bind(0, value);
  return load_all<R>(rows);
}

}  // namespace rapport
