#include "engines/records.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engines/journal.hpp"
#include "engines/timeline.hpp"
#include "kernel/catalogue.hpp"
#include "kernel/form.hpp"
#include "kernel/text.hpp"
#include "kernel/validate.hpp"

namespace rapport {

namespace {

Place place_of(const Kind& kind, const Uuid& id) { return {std::string(kind.name), to_text(id), ""}; }

// ---- What a violated constraint means

std::string value_for_message(const Field& field, const void* record) {
  if (field.traits.personal) return "the same value";
  return fmt::format("\"{}\"", to_text(field, values_of(field, record)).value_or(""));
}

[[noreturn]] void throw_missing_reference(Session& session, const Kind& kind, const void* record) {
  for (const Field& field : kind.fields) {
    if (field.type != Type::id || field.number == id_field) continue;
    const Value value = field.columns[0].get(record);
    if (value.is_nothing()) continue;
    const Uuid target = uuid_of(value.text);
    if (!exists(session, field.refers_to(), target))
      throw Error(
          Code::missing_reference,
          fmt::format("refers to {} {}, which does not exist", field.refers_to().name, to_text(target)),
          rapport::place_of(kind, record, field));
  }
  throw Error(Code::missing_reference, "refers to a record that does not exist",
              place_of(kind, id_of(kind, record)));
}

[[noreturn]] void throw_duplicate(Session& session, const Kind& kind, const void* record,
                                  std::string_view message) {
  for (const Field& field : kind.fields) {
    if (!message.ends_with(fmt::format("{}.{}", kind.name, field.name))) continue;
    if (field.number == id_field)
      throw Error(Code::duplicate, "a record with this id is there already",
                  rapport::place_of(kind, record, field));
    const std::string column = column_name(field.columns[0]);
    Statement other = session.database().prepare(
        fmt::format("SELECT \"id\" FROM {} WHERE {} = ? AND {} IS NOT NULL AND \"deleted_at\" IS NULL",
                    identifier(kind.name), column, column));
    other.bind(0, field.columns[0].get(record));
    const Uuid id = other.step() ? uuid_of(other.column(0).text) : Uuid{};
    AnyRecord holder(kind);
    const bool nameable = detail::get(session, kind, id, holder.get());  // not another agent's note
    throw Error(Code::duplicate,
                fmt::format("{} {} already has {}", kind.name, nameable ? to_text(id) : "of another agent",
                            value_for_message(field, record)),
                rapport::place_of(kind, record, field));
  }
  throw Error(Code::internal, "a constraint was violated that no field describes",
              place_of(kind, id_of(kind, record)));
}

// Runs the statement that writes the row.
void write_row(Session& session, const Kind& kind, const void* record, Statement& statement) {
  try {
    statement.run();
  } catch (const ConstraintViolation& violation) {
    switch (violation.kind) {
      case ConstraintViolation::Kind::missing_reference: throw_missing_reference(session, kind, record);
      case ConstraintViolation::Kind::unique: throw_duplicate(session, kind, record, violation.constraint);
      case ConstraintViolation::Kind::other:
        throw Error(Code::internal, violation.constraint, place_of(kind, id_of(kind, record)));
    }
  }
  ++session.writes;
}

// Lists have no foreign keys, so their items are looked up. What an exported record refers to by kind and id
// may be in a file that is imported later.
void check_list(Session& session, const Kind& kind, const Field& field, const void* record, Origin origin) {
  if (field.type != Type::ids && origin == Origin::restored) return;
  for_each_target(field, field.columns[0].get(record), [&](const Kind* target, const Uuid& id, auto) {
    if (target && exists(session, *target, id)) return;
    throw Error(
        Code::missing_reference,
        fmt::format("refers to {} {}, which does not exist",
                    target ? target->name : std::string_view("a record of an unknown kind"), to_text(id)),
        rapport::place_of(kind, record, field));
  });
}

void tell(const Hooks& hooks, const Writing& writing) {
  if (hooks.wrote) hooks.wrote(writing);
}

// Empty where the writing joins a verb, which has a name.
std::string verb_name(const Session& session, const Kind& kind, Operation operation) {
  return session.is_writing() ? std::string() : fmt::format("{}.{}", kind.name, to_text(operation));
}

Work::Size size_of(const Hooks& hooks, Operation operation, const void* record) {
  const bool more = hooks.wrote && (!hooks.follows || hooks.follows(operation, record));
  return more ? Work::Size::several_writes : Work::Size::one_write;
}

// Both sides of a conflict; values of personal fields are only named.
[[noreturn]] void throw_conflict(const Kind& kind, const void* stored, const void* given) {
  std::string sides;
  for (const Field& field : kind.fields) {
    if (field.number <= version_field || field.same(stored, given)) continue;
    sides += sides.empty() ? "; " : ", ";
    if (field.traits.personal)
      sides += fmt::format("{} differs", field.name);
    else
      sides += fmt::format("{} is \"{}\" in the book and \"{}\" here", field.name,
                           to_text(field, values_of(field, stored)).value_or(""),
                           to_text(field, values_of(field, given)).value_or(""));
  }
  throw Error(Code::conflict,
              fmt::format("was changed meanwhile: the book has version {}, this one is {}; read it again{}",
                          version_of(kind, stored), version_of(kind, given), sides),
              place_of(kind, id_of(kind, given)));
}

// What the room wrote may have changed the record itself, as an ownership does its customer.
void read_again(Session& session, const Kind& kind, void* record) {
  if (session.commit().next_change == version_of(kind, record) + 1) return;
  {
    Statement row = session.database().prepare(sql_of(kind).version);
    row.bind(0, Value::of(id_of(kind, record)));
    if (row.step() && row.column(0).integer == version_of(kind, record)) return;
  }
  detail::get(session, kind, id_of(kind, record), record);
}

// Whether this version can name every value of its enumerations.
bool names_are_known(const Kind& kind, const void* record) {
  return std::ranges::none_of(kind.enumerations, [&](const Field* field) {
    const Value value = field->columns[0].get(record);
    return !value.is_nothing() && value.text.empty();
  });
}

// The version aside, which is no matter of the record's.
std::vector<const Field*> fields_that_differ(const Kind& kind, const void* a, const void* b) {
  std::vector<const Field*> fields;
  fields.reserve(4);
  for (const Column& column : kind.columns)
    if (column.number != 2 * version_field && !column.same(a, b) &&
        (fields.empty() || fields.back() != column.field))
      fields.push_back(column.field);
  return fields;
}

// Updates and removals: reads the row, lets `change` alter the record, writes what differs.
void rewrite(Session& session, const Kind& kind, void* record, const Because& because, Origin origin,
             Operation operation) {
  const Hooks& hooks = hooks_of(kind);
  Work work(session, verb_name(session, kind, operation), because, size_of(hooks, operation, record));
  const Uuid id = id_of(kind, record);
  AnyRecord before(kind);
  if (!detail::get(session, kind, id, before.get())) detail::throw_not_found(kind, id);
  const bool removing = operation == Operation::remove;
  if (is_deleted(kind, before.get())) {
    if (!removing) throw Error(Code::not_allowed, "was deleted; it cannot be changed", place_of(kind, id));
    kind.copy(record, before.get());
    return work.finish();
  }
  if (version_of(kind, record) != version_of(kind, before.get())) throw_conflict(kind, before.get(), record);
  if (removing) {
    kind.copy(record, before.get());
    kind.deleted_at(record) = session.commit().at;
  } else {
    kind.deleted_at(record).reset();
    for (const Field* field : fields_that_differ(kind, before.get(), record))
      if (field->traits.fixed || (field->traits.derived && origin == Origin::call))
        throw Error(Code::not_allowed,
                    field->traits.fixed
                        ? std::string("cannot change once the record is added; add another instead")
                        : fmt::format("cannot be changed directly: {}", field->sentence),
                    rapport::place_of(kind, record, *field));
  }
  const Writing writing{session, operation, origin, before.get(), record};
  if (hooks.prepare) hooks.prepare(writing);
  const std::vector<const Field*> changed = fields_that_differ(kind, before.get(), record);
  if (!removing) {
    for (const Field* field : changed) {
      validate(kind, record, *field);
      if (std::ranges::find(kind.lists, field) != kind.lists.end())
        check_list(session, kind, *field, record, origin);
    }
    if (hooks.check) hooks.check(writing);
  }

  if (changed.empty()) return work.finish();
  StoredFields old;
  std::string sql;
  sql.reserve(64 + 32 * changed.size());
  sql.append("UPDATE \"").append(kind.name).append("\" SET ");
  std::vector<Value> values;
  values.reserve(changed.size() + 1);  // money has two
  Content content(session.scratch);
  // A value that only a newer version can name is unknown before and after, and stays as it is in the row.
  std::optional<Statement> row;
  if (!names_are_known(kind, before.get())) {
    row.emplace(session.database().prepare(sql_of(kind).select));
    row->bind(0, Value::of(id));
    if (!row->step()) throw Error(Code::corrupt, "the row has gone", place_of(kind, id));
  }
  const auto in_row = [&](const Column& column) {
    if (!row) return column.get(before.get());
    return row->column(static_cast<int>(&column - kind.columns.data()));
  };
  auto next = changed.begin();
  for (const Column& column : kind.columns) {
    if (next == changed.end() || *next != column.field) {
      content.add(column, in_row(column));
      continue;
    }
    values.push_back(column.get(record));
    content.add(column, values.back());
    sql.append(column_name(column)).append(" = ?, ");
    if (&column != &column.field->columns.back()) continue;
    FieldValues replaced;
    std::ranges::transform(column.field->columns, replaced.columns.begin(), in_row);
    old.add(*column.field, replaced);
    ++next;
  }
  const std::int64_t previous = version_of(kind, before.get());
  const std::int64_t number = session.commit().next_change;
  kind.version(record) = number;

  Statement statement = session.database().prepare(sql.append("\"version\" = ? WHERE \"id\" = ?"));
  int parameter = 0;
  for (const Value& value : values) statement.bind(parameter++, value);
  statement.bind(parameter++, Value::of(number));
  statement.bind(parameter, Value::of(id));
  row.reset();
  write_row(session, kind, record, statement);
  if (names_are_known(kind, record)) session.last_records.keep(kind, record);
  const auto places_it = [](const Field* each) { return each->traits.on_time_line != OnTimeLine::no; };
  if (kind.on_time_line && (removing || std::ranges::any_of(changed, places_it)))
    move_on_time_line(session, kind, before.get(), removing ? nullptr : record);
  write_change(session, operation, kind, id, previous, old.text());
  session.note_written(kind, id);
  tell(hooks, writing);
  read_again(session, kind, record);
  work.finish();
}

}  // namespace

void prepare_record(Session& session, const Kind& kind, void* record, Origin origin) {
  const Hooks& hooks = hooks_of(kind);
  if (origin != Origin::restored) {
    kind.id(record) = session.make_id();
    kind.deleted_at(record).reset();
  }
  const Writing writing{session, Operation::add, origin, nullptr, record};
  // A tombstone that is brought back stands in nobody's way.
  const bool live = !is_deleted(kind, record);
  if (hooks.prepare && live) hooks.prepare(writing);
  validate(kind, record);
  for (const Field* field : kind.lists) check_list(session, kind, *field, record, origin);
  if (hooks.check && live) hooks.check(writing);
}

namespace {

void write_prepared(Session& session, const Kind& kind, void* record, Origin origin) {
  kind.version(record) = session.commit().next_change;
  {
    Statement statement = session.database().prepare(sql_of(kind).insert);
    Content content(session.scratch);
    int parameter = 0;
    for (const Column& column : kind.columns) {
      const Value value = column.get(record);
      if (!value.is_nothing()) statement.bind(parameter, value);
      content.add(column, value);
      ++parameter;
    }
    write_row(session, kind, record, statement);
  }
  const bool is_restored = origin == Origin::restored;
  write_change(session, is_restored ? Operation::restore : Operation::add, kind, id_of(kind, record), 0, {});
  if (kind.on_time_line && !is_deleted(kind, record)) move_on_time_line(session, kind, nullptr, record);
  session.note_written(kind, id_of(kind, record));
  tell(hooks_of(kind), {session, Operation::add, origin, nullptr, record});
  read_again(session, kind, record);
}

}  // namespace

void write_record(Session& session, const Kind& kind, void* record, Origin origin) {
  // It joins the verb that prepared the record, so it needs no name.
  Work work(session, {}, {}, size_of(hooks_of(kind), Operation::add, record));
  write_prepared(session, kind, record, origin);
  work.finish();
}

void add_record(Session& session, const Kind& kind, void* record, const Because& because, Origin origin) {
  Work work(session, verb_name(session, kind, Operation::add), because,
            size_of(hooks_of(kind), Operation::add, record));
  prepare_record(session, kind, record, origin);
  write_prepared(session, kind, record, origin);
  work.finish();
}

void update_record(Session& session, const Kind& kind, void* record, const Because& because, Origin origin) {
  rewrite(session, kind, record, because, origin, Operation::update);
}

void remove_record(Session& session, const Kind& kind, void* record, const Because& because, Origin origin) {
  rewrite(session, kind, record, because, origin, Operation::remove);
}

bool load(Session& session, const Kind& kind, const Uuid& id, void* record) {
  if (session.keeps_records())
    if (const void* last = session.last_records.find(kind, id)) {
      kind.copy(record, last);
      return true;
    }
  Statement row = session.database().prepare(sql_of(kind).select);
  row.bind(0, Value::of(id));
  if (!row.step()) return false;
  load(kind, row, record);
  // A name that only a newer version knows stands in the row alone.
  if (session.keeps_records() && names_are_known(kind, record)) session.last_records.keep(kind, record);
  return true;
}

namespace {

// Fills in columns from those of a row that begin at one.
void load_columns(const Kind& kind, std::span<const Column> columns, const Statement& row, void* record,
                  int first) {
  for (const Column& column : columns)
    if (!column.set(record, row.column(first++)))
      throw Error(Code::corrupt,
                  fmt::format("holds a value that is not {}; the row was written by another program",
                              name(column.field->type)),
                  rapport::place_of(kind, record, *column.field));
}

}  // namespace

void load(const Kind& kind, const Statement& row, void* record, int first_column) {
  load_columns(kind, kind.columns, row, record, first_column);
}

void load_field(const Kind& kind, const Field& field, const Statement& row, void* record, int first_column) {
  load_columns(kind, field.columns, row, record, first_column);
}

void load_what_fits(const Kind& kind, const Statement& row, void* record) {
  int position = 0;
  for (const Column& column : kind.columns) column.set(record, row.column(position++));
}

bool is_readable(const Session& session, const Kind& kind, const void* record) {
  if (!kind.visibility || !session.actor) return true;
  if (kind.visibility->columns[0].get(record).text == to_text(Visibility::everybody)) return true;
  return kind.author->columns[0].get(record) == Value::of(*session.actor);
}

std::string readable_sql(const Session& session, const Kind& kind) {
  if (!kind.visibility || !session.actor) return {};
  const std::string author = column_name(kind.author->columns[0]);
  return fmt::format("({} = '{}' OR ({} IS NOT NULL AND {} = ?))", column_name(kind.visibility->columns[0]),
                     to_text(Visibility::everybody), author, author);
}

bool is_readable(Session& session, const Kind& kind, const Uuid& id) {
  if (!kind.visibility || !session.actor) return true;
  AnyRecord record(kind);
  return detail::get(session, kind, id, record.get());
}

void need_readable(Session& session, const Kind& kind, const Uuid& id) {
  if (!is_readable(session, kind, id)) detail::throw_not_found(kind, id);
}

bool exists(Session& session, const Kind& kind, const Uuid& id) {
  if (session.keeps_records() && session.last_records.find(kind, id)) return true;
  Statement row = session.database().prepare(sql_of(kind).version);
  row.bind(0, Value::of(id));
  return row.step();
}

namespace detail {

void add(Session& session, const Kind& kind, void* record, const Because& because) {
  add_record(session, kind, record, because, Origin::call);
}

void update(Session& session, const Kind& kind, void* record, const Because& because) {
  update_record(session, kind, record, because, Origin::call);
}

void remove(Session& session, const Kind& kind, void* record, const Because& because) {
  remove_record(session, kind, record, because, Origin::call);
}

bool get(Session& session, const Kind& kind, const Uuid& id, void* record) {
  return rapport::load(session, kind, id, record) && is_readable(session, kind, record);
}

void throw_not_found(const Kind& kind, const Uuid& id) {
  throw Error(Code::not_found, "there is no such record", place_of(kind, id));
}

}  // namespace detail

}  // namespace rapport
