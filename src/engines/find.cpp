// Finding records: conditions and expressions as SQL, pages by key, and counts.
#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <deque>
#include <optional>
#include <span>

#include "engines/filter.hpp"
#include "engines/records.hpp"
#include "kernel/condition.hpp"
#include "kernel/text.hpp"
#include "store/schema.hpp"

namespace rapport {

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
    const std::string column = column_name(field.columns[0]);
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

std::string find_rows(Session& session, const Kind& kind, const detail::Which& which, const Paging& paging,
                      std::span<const Field* const> fields, const FoundRow& found) {
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
  // Otherwise some fields are read without the others, behind what the next page begins with.
  const bool whole = fields.empty() || candidate;
  const std::string column = column_name(by.columns[0]);
  std::string columns = whole ? sql_of(kind).columns : "\"id\", " + column;
  std::vector<int> positions;
  int width = 2;
  for (const Field* field : fields) {
    positions.push_back(whole ? static_cast<int>(field->first_column) : width);
    if (whole) continue;
    for (const Column& each : field->columns) columns += ", " + column_name(each);
    width += static_cast<int>(field->columns.size());
  }
  const int by_position = whole ? static_cast<int>(by.first_column) : 1;
  std::optional<Reading> reading;
  if (runs.size() > 1 || candidate) reading.emplace(session);
  std::size_t room = paging.limit;
  std::string next;
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
    Statement rows = session.database().prepare(fmt::format(
        "SELECT {} FROM {}{} ORDER BY {} LIMIT ?", columns, identifier(kind.name), clause.sql(), order));
    clause.bind_to(rows);
    while (rows.step()) {
      if (candidate) {
        load(kind, rows, candidate->get());
        if (!which.filter->passes(candidate->get())) continue;
      }
      if (room == 0) return next;
      found(rows, positions, candidate ? candidate->get() : nullptr);
      if (--room == 0)
        next = cursor_text(kind, paging.order, by_id ? Value{} : rows.column(by_position),
                           uuid_of(rows.column(0).text));
    }
  }
  return {};
}

namespace detail {

std::string find(Session& session, const Kind& kind, const Which& which, const Paging& paging, Receiver to) {
  return find_rows(session, kind, which, paging, {},
                   [&](const Statement& row, std::span<const int>, const void* record) {
                     if (record)
                       kind.copy(to.slot(to.context), record);
                     else
                       load(kind, row, to.slot(to.context));
                   });
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
