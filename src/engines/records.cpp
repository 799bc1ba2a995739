#include "engines/records.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <deque>
#include <span>

#include "engines/filter.hpp"
#include "engines/journal.hpp"
#include "engines/timeline.hpp"
#include "kernel/catalogue.hpp"
#include "kernel/condition.hpp"
#include "kernel/form.hpp"
#include "kernel/text.hpp"
#include "kernel/validate.hpp"

namespace rapport {

namespace {

Place place_of(const Kind& kind, const Uuid& id) { return {std::string(kind.name), to_text(id), ""}; }

// ---- What a violated constraint means
// -------------------------------------------------------------------------

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
    const std::string column = column_name(field, 0);
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
void check_lists(Session& session, const Kind& kind, const void* record, Origin origin) {
  if (!kind.has_lists) return;
  for (const Field& field : kind.fields) {
    if (field.type == Type::id || (field.type != Type::ids && origin == Origin::restored)) continue;
    for_each_target(field, field.columns[0].get(record), [&](const Kind* target, const Uuid& id, auto) {
      if (target && exists(session, *target, id)) return;
      throw Error(
          Code::missing_reference,
          fmt::format("refers to {} {}, which does not exist",
                      target ? target->name : std::string_view("a record of an unknown kind"), to_text(id)),
          rapport::place_of(kind, record, field));
    });
  }
}

void tell(const Hooks& hooks, const Writing& writing) {
  if (hooks.wrote) hooks.wrote(writing);
}

std::string verb_name(const Kind& kind, Operation operation) {
  return fmt::format("{}.{}", kind.name, to_text(operation));
}

Work::Size size_of(const Hooks& hooks, Operation operation, const void* record) {
  const bool more = hooks.wrote && (!hooks.follows || hooks.follows(operation, record));
  return more ? Work::Size::several_writes : Work::Size::one_write;
}

// Both sides of a conflict; values of personal fields are only named.
[[noreturn]] void throw_conflict(const Kind& kind, const void* stored, const void* given) {
  std::string sides;
  for (const Field& field : kind.fields) {
    if (field.number <= version_field || !differs(field, stored, given)) continue;
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

// Updates and removals: reads the row, lets `change` alter the record, writes what differs.
void rewrite(Session& session, const Kind& kind, void* record, const Because& because, Origin origin,
             Operation operation) {
  const Hooks& hooks = hooks_of(kind);
  Work work(session, verb_name(kind, operation), because, size_of(hooks, operation, record));
  const Uuid id = id_of(kind, record);
  AnyRecord before(kind);
  Statement row = session.database().prepare(sql_of(kind).select);
  row.bind(0, Value::of(id));
  if (!row.step()) detail::throw_not_found(kind, id);
  load(kind, row, before.get());
  if (!is_readable(session, kind, before.get())) detail::throw_not_found(kind, id);
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
    for (const Field& field : kind.fields) {
      if (!(field.traits.fixed || (field.traits.derived && origin == Origin::call)) || is_common(field))
        continue;
      if (differs(field, before.get(), record))
        throw Error(Code::not_allowed,
                    field.traits.fixed
                        ? std::string("cannot change once the record is added; add another instead")
                        : fmt::format("cannot be changed directly: {}", field.sentence),
                    rapport::place_of(kind, record, field));
    }
  }
  const Writing writing{session, operation, origin, before.get(), record};
  if (hooks.prepare) hooks.prepare(writing);
  if (!removing) {
    validate(kind, record, before.get());
    check_lists(session, kind, record, origin);
    if (hooks.check) hooks.check(writing);
  }

  StoredFields old;
  std::string assignments;
  std::vector<Value> values;
  Content content(session.scratch);
  for (const Field& field : kind.fields) {
    // A value that only a newer version can name is unknown before and after, and stays as it is in the row.
    const bool changed = field.number != version_field && differs(field, before.get(), record);
    FieldValues in_row;
    for (std::size_t i = 0; i < field.columns.size(); ++i) {
      in_row.columns[i] = row.column(static_cast<int>(field.first_column + i));
      const Value now = changed ? field.columns[i].get(record) : in_row.columns[i];
      content.add(field, i, now);
      if (!changed) continue;
      assignments += column_name(field, i) + " = ?, ";
      values.push_back(now);
    }
    if (changed) old.add(field, in_row);
  }
  if (values.empty()) return work.finish();
  const std::int64_t previous = version_of(kind, before.get());
  const std::int64_t number = session.commit().next_change;
  kind.version(record) = number;

  Statement statement = session.database().prepare(
      fmt::format("UPDATE {} SET {}\"version\" = ? WHERE \"id\" = ?", identifier(kind.name), assignments));
  int parameter = 0;
  for (const Value& value : values) statement.bind(parameter++, value);
  statement.bind(parameter++, Value::of(number));
  statement.bind(parameter, Value::of(id));
  row.reset();
  write_row(session, kind, record, statement);
  if (kind.on_time_line) move_on_time_line(session, kind, before.get(), removing ? nullptr : record);
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
  check_lists(session, kind, record, origin);
  if (hooks.check && live) hooks.check(writing);
}

namespace {

void write_prepared(Session& session, const Kind& kind, void* record, Origin origin) {
  kind.version(record) = session.commit().next_change;
  {
    Statement statement = session.database().prepare(sql_of(kind).insert);
    Content content(session.scratch);
    int parameter = 0;
    for (const Field& field : kind.fields)
      for (std::size_t i = 0; i < field.columns.size(); ++i) {
        const Value value = field.columns[i].get(record);
        if (!value.is_nothing()) statement.bind(parameter, value);
        content.add(field, i, value);
        ++parameter;
      }
    write_row(session, kind, record, statement);
  }
  write_change(session, Operation::add, kind, id_of(kind, record), 0, {});
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
  Work work(session, verb_name(kind, Operation::add), because,
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

void load(const Kind& kind, const Statement& row, void* record, int first_column) {
  for (const Field& field : kind.fields)
    for (std::size_t i = 0; i < field.columns.size(); ++i)
      if (!field.columns[i].set(record, row.column(first_column + static_cast<int>(field.first_column + i))))
        throw Error(Code::corrupt,
                    fmt::format("holds a value that is not {}; the row was written by another program",
                                name(field.type)),
                    rapport::place_of(kind, record, field));
}

void load_what_fits(const Kind& kind, const Statement& row, void* record) {
  for (const Field& field : kind.fields)
    for (std::size_t i = 0; i < field.columns.size(); ++i)
      field.columns[i].set(record, row.column(static_cast<int>(field.first_column + i)));
}

bool is_readable(const Session& session, const Kind& kind, const void* record) {
  if (!kind.visibility || !session.actor) return true;
  if (kind.visibility->columns[0].get(record).text == to_text(Visibility::everybody)) return true;
  return kind.author->columns[0].get(record) == Value::of(*session.actor);
}

std::string readable_sql(const Session& session, const Kind& kind) {
  if (!kind.visibility || !session.actor) return {};
  const std::string author = column_name(*kind.author, 0);
  return fmt::format("({} = '{}' OR ({} IS NOT NULL AND {} = ?))", column_name(*kind.visibility, 0),
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
  Statement row = session.database().prepare(sql_of(kind).version);
  row.bind(0, Value::of(id));
  return row.step();
}

// ---- Finding
// --------------------------------------------------------------------------------------------------

namespace {

// A WHERE clause under construction. Every piece is true or false, never NULL, so NOT means not.
class Clause {
 public:
  Clause(const Kind& kind, bool with_deleted) : kind_(kind), with_deleted_(with_deleted) {
    if (!with_deleted) add("\"deleted_at\" IS NULL");
  }

  void add(std::string_view sql) {
    sql_ += sql_.empty() ? " WHERE " : " AND ";
    sql_ += sql;
  }
  void bind(const Value& value) { values_.push_back(value); }
  void add(const Condition& condition) {
    if (condition.node()) add(text_of(*condition.node()));
  }
  // The piece may be NULL; it must not be negated.
  void add(const cel::Fragment& sql) {
    if (sql.text.empty()) return;
    add(sql.text);
    for (const OwnedValue& value : sql.values) bind(Value::of(value));
  }
  const std::string& sql() const noexcept { return sql_; }
  void bind_to(Statement& statement) const {
    for (std::size_t i = 0; i < values_.size(); ++i) statement.bind(static_cast<int>(i), values_[i]);
  }

 private:
  std::string text_of(const Condition::Node& node) {
    // More than SQLite's parser takes; beyond it, there is the stack.
    constexpr int deepest = 100;
    if (depth_ == deepest) throw Error(Code::invalid, "the condition is nested too deeply; ask in parts");
    ++depth_;
    std::string text = nested(node);
    --depth_;
    return text;
  }

  std::string nested(const Condition::Node& node) {
    switch (node.comparison) {
      case Comparison::both:
      case Comparison::either: {
        // a || b || c || ... is a list that leans to one side; as a tree it stays within SQLite's depth.
        std::vector<const Condition*> parts;
        std::vector<const Condition*> open;
        const auto look_into = [&](const Condition::Node& each) {
          for (auto part = each.parts.rbegin(); part != each.parts.rend(); ++part) open.push_back(&*part);
        };
        for (look_into(node); !open.empty();) {
          const Condition& part = *open.back();
          open.pop_back();
          if (part.node() && part.node()->comparison == node.comparison)
            look_into(*part.node());
          else
            parts.push_back(&part);
        }
        return joined(parts, node.comparison == Comparison::both ? "AND" : "OR");
      }
      case Comparison::negated: {
        const Condition& part = node.parts.front();
        return part.node() ? fmt::format("NOT {}", text_of(*part.node())) : "1 = 0";
      }
      default: return comparison(node);
    }
  }

  std::string joined(std::span<const Condition* const> parts, std::string_view word) {
    if (parts.size() == 1) {
      const Condition& part = *parts.front();
      return part.node() ? text_of(*part.node()) : "1 = 1";
    }
    const std::size_t half = parts.size() / 2;
    const std::string left =
        joined(parts.first(half), word);  // first: values are bound in the order of the text
    return fmt::format("({} {} {})", left, word, joined(parts.subspan(half), word));
  }

  std::string comparison(const Condition::Node& node) {
    const Field& field = kind_.field(node.field);
    const std::string column = column_name(field, 0);
    if (node.comparison == Comparison::absent) return fmt::format("({} IS NULL)", column);
    std::string text;
    switch (node.comparison) {
      case Comparison::equal: text = one(column, "=", node); break;
      case Comparison::not_equal: text = one(column, "<>", node); break;
      case Comparison::less: text = one(column, "<", node); break;
      case Comparison::less_or_equal: text = one(column, "<=", node); break;
      case Comparison::greater: text = one(column, ">", node); break;
      case Comparison::greater_or_equal: text = one(column, ">=", node); break;
      case Comparison::in: {
        for (const auto& value : node.values) {
          text += text.empty() ? "?" : ", ?";
          bind(Value::of(value));
        }
        text = text.empty() ? "1 = 0" : fmt::format("{} IN ({})", column, text);
        break;
      }
      case Comparison::starts_with: {
        text = fmt::format("{} >= ?", column);
        bind(Value::of(node.values.front()));
        if (auto end = text::after_prefix(std::get<std::string>(node.values.front()))) {
          text += fmt::format(" AND {} < ?", column);
          bind(Value::of(ends_.emplace_back(*std::move(end))));
        }
        break;
      }
      default: break;
    }
    if (field.traits.on_time_line == OnTimeLine::customer && node.comparison == Comparison::equal &&
        !with_deleted_) {
      text += " AND " + sql_of(kind_).of_customer;
      bind(Value::of(node.values.front()));
    }
    if (!field.optional) return fmt::format("({})", text);
    return node.comparison == Comparison::not_equal ? fmt::format("({} IS NULL OR {})", column, text)
                                                    : fmt::format("({} IS NOT NULL AND {})", column, text);
  }

  std::string one(const std::string& column, std::string_view sign, const Condition::Node& node) {
    const double* real = std::get_if<double>(&node.values.front());
    if (real && std::isnan(*real))
      return sign == "<>" ? "1 = 1" : "1 = 0";  // equal to nothing; SQL has no NaN
    bind(Value::of(node.values.front()));
    return fmt::format("{} {} ?", column, sign);
  }

  const Kind& kind_;
  bool with_deleted_;
  int depth_ = 0;
  std::string sql_;
  std::vector<Value> values_;
  std::deque<OwnedValue> ends_;  // values that no condition owns
};

void add_readable(Clause& clause, const Session& session, const Kind& kind) {
  const std::string readable = readable_sql(session, kind);
  if (readable.empty()) return;
  clause.add(readable);
  clause.bind(Value::of(*session.actor));
}

// Where a page begins: behind a row with this value in the ordering field and this id. Records without a
// value come first, or last when descending.
struct Start {
  bool behind = false;  // false: from the beginning
  OwnedValue value;     // of the ordering field; nothing for a record without one
  Uuid id;
};

// "kind.field.direction.value.id"; the value is hexadecimal behind a letter for its tag.
std::string cursor_text(const Kind& kind, const Order& order, const Value& value, const Uuid& id) {
  std::string hex;
  if (value.tag == Value::Tag::integer) {
    hex = fmt::format("i{}", value.integer);
  } else if (!value.is_nothing()) {
    hex = (value.tag == Value::Tag::text ? "t" : "b") + text::hexadecimal(value.text);
  }
  return fmt::format("{}.{}.{}.{}.{}", kind.number, order.field, order.descending ? "d" : "a", hex,
                     to_text(id));
}

Start start_from(const Kind& kind, const Field& by, const Order& order, std::string_view cursor) {
  if (cursor.empty()) return {};
  const Error wrong(Code::misuse, "the page's `after` is not the `next` of a page in the same order");
  const std::string prefix = fmt::format("{}.{}.{}.", kind.number, order.field, order.descending ? "d" : "a");
  if (!cursor.starts_with(prefix)) throw wrong;
  cursor.remove_prefix(prefix.size());
  const std::size_t dot = cursor.find('.');
  if (dot == std::string_view::npos) throw wrong;
  Start start{true, {}, {}};
  try {
    start.id = from_text<Uuid>(cursor.substr(dot + 1));
  } catch (const Error&) {
    throw wrong;
  }
  std::string_view value = cursor.substr(0, dot);
  const bool by_id = by.number == id_field;
  if (value.empty() != by_id && !(value.empty() && by.optional)) throw wrong;
  if (value.empty()) return start;
  const char tag = value.front();
  value.remove_prefix(1);
  const Value::Tag storage = by.columns[0].storage;
  if (tag != (storage == Value::Tag::integer ? 'i' : storage == Value::Tag::text ? 't' : 'b')) throw wrong;
  if (tag == 'i') {
    std::int64_t number = 0;
    const auto [end, trouble] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (trouble != std::errc{} || end != value.data() + value.size()) throw wrong;
    start.value = number;
    return start;
  }
  auto bytes = text::from_hexadecimal(value);
  if (!bytes) throw wrong;
  if (tag == 't')
    start.value = std::move(*bytes);
  else
    start.value = detail::Blob{std::move(*bytes)};
  return start;
}

// Reads one run of a page: the records with, or those without, a value in the ordering field.
struct Run {
  bool without_value;
  bool from_start;
};

}  // namespace

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
  Statement row = session.database().prepare(sql_of(kind).select);
  row.bind(0, Value::of(id));
  if (!row.step()) return false;
  load(kind, row, record);
  return is_readable(session, kind, record);
}

void throw_not_found(const Kind& kind, const Uuid& id) {
  throw Error(Code::not_found, "there is no such record", place_of(kind, id));
}

std::string find(Session& session, const Kind& kind, const Which& which, const Paging& paging, Receiver to) {
  if (paging.limit < 1 || paging.limit > 10000)
    throw Error(Code::invalid, fmt::format("a page of {} records; 1 to 10,000 are right", paging.limit),
                {std::string(kind.name), "", "limit"});
  const Field& by = paging.order.field == 0 ? kind.fields.front() : kind.field(paging.order.field);
  const auto has_index = [](const Field& field) {
    return field.number == id_field || field.traits.indexed || field.traits.unique;
  };
  if (!has_index(by)) {
    std::vector<std::string_view> indexed;
    for (const Field& field : kind.fields)
      if (has_index(field)) indexed.push_back(field.name);
    throw Error(Code::invalid,
                fmt::format("has no index to order by; these have: {}", fmt::join(indexed, ", ")),
                {std::string(kind.name), "", std::string(by.name)});
  }
  const bool by_id = by.number == id_field;
  const bool down = paging.order.descending;
  const Start start = start_from(kind, by, paging.order, paging.after);
  const bool start_without_value = std::holds_alternative<std::monostate>(start.value);

  std::vector<Run> runs;
  if (by_id || !by.optional) {
    runs = {{false, !start.behind}};
  } else {
    // Ascending: first those without a value. Descending: last.
    for (const bool without : {!down, down}) {
      if (!start.behind || without == start_without_value)
        runs.push_back({without, !start.behind});
      else if (!runs.empty())
        runs.push_back({without, true});
    }
  }

  const cel::Split* split = which.filter ? &which.filter->split(session, paging.include_deleted) : nullptr;
  // Where an expression has a rest, records are read into this one and copied when they pass.
  std::optional<AnyRecord> candidate;
  if (split && !split->rest.empty()) candidate.emplace(kind);
  std::optional<Reading> reading;
  if (runs.size() > 1 || candidate) reading.emplace(session);
  std::size_t room = paging.limit;
  std::string next;
  const std::string column = column_name(by, 0);
  const std::string_view sign = down ? "<" : ">";
  const std::string_view direction = down ? "DESC" : "ASC";
  for (const Run& run : runs) {
    Clause clause(kind, paging.include_deleted);
    add_readable(clause, session, kind);
    clause.add(which.condition);
    if (split) clause.add(split->where);
    if (by.optional && !by_id)
      clause.add(fmt::format("{} IS {}NULL", column, run.without_value ? "" : "NOT "));
    if (!run.from_start) {
      if (by_id || run.without_value) {
        clause.add(fmt::format("\"id\" {} ?", sign));
      } else {
        clause.add(fmt::format("({}, \"id\") {} (?, ?)", column, sign));
        clause.bind(Value::of(start.value));
      }
      clause.bind(Value::of(start.id));
    }
    // With a rest, nobody knows how many rows a page takes.
    clause.bind(Value::of(candidate ? std::int64_t{-1} : static_cast<std::int64_t>(room + 1)));
    const std::string order = by_id || run.without_value
                                  ? fmt::format("\"id\" {}", direction)
                                  : fmt::format("{} {}, \"id\" {}", column, direction, direction);
    Statement rows = session.database().prepare(fmt::format("SELECT {} FROM {}{} ORDER BY {} LIMIT ?",
                                                            sql_of(kind).columns, identifier(kind.name),
                                                            clause.sql(), order));
    clause.bind_to(rows);
    while (rows.step()) {
      if (candidate) {
        load(kind, rows, candidate->get());
        if (!which.filter->passes(candidate->get())) continue;
      }
      if (room == 0) return next;
      if (candidate)
        kind.copy(to.slot(to.context), candidate->get());
      else
        load(kind, rows, to.slot(to.context));
      if (--room == 0) {
        next =
            cursor_text(kind, paging.order, by_id ? Value{} : rows.column(static_cast<int>(by.first_column)),
                        uuid_of(rows.column(0).text));
      }
    }
  }
  return {};
}

std::int64_t count(Session& session, const Kind& kind, const Which& which) {
  Clause clause(kind, false);
  add_readable(clause, session, kind);
  clause.add(which.condition);
  const cel::Split* split = which.filter ? &which.filter->split(session, false) : nullptr;
  if (split) clause.add(split->where);
  const bool all_in_sql = !split || split->rest.empty();
  Statement rows = session.database().prepare(fmt::format("SELECT {} FROM {}{}",
                                                          all_in_sql ? "count(*)" : sql_of(kind).columns,
                                                          identifier(kind.name), clause.sql()));
  clause.bind_to(rows);
  if (all_in_sql) {
    rows.step();
    return rows.integer(0);
  }
  AnyRecord candidate(kind);
  std::int64_t count = 0;
  while (rows.step()) {
    load(kind, rows, candidate.get());
    if (which.filter->passes(candidate.get())) ++count;
  }
  return count;
}

}  // namespace detail

}  // namespace rapport
