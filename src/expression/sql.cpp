#include "expression/sql.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>

#include "expression/clock.hpp"
#include "expression/evaluator.hpp"
#include "kernel/text.hpp"
#include "store/schema.hpp"

namespace rapport::cel {

namespace {

// One condition. One about a record that a field refers to says so, so that several about the same are asked
// together: owner IN (SELECT id FROM agent WHERE inner).
struct Piece {
  Piece(Fragment whole) : sql(std::move(whole)) {}  // NOLINT: most conditions are just SQL
  Piece(std::string before, Fragment condition, Fragment behind)
      : sql{before, {}}, through(std::move(before)), inner(std::move(condition)), after(std::move(behind)) {
    sql += inner;
    sql += after;
  }
  Fragment sql;
  std::string through{};  // empty: about the record itself
  Fragment inner{};
  Fragment after{};
};
using Maybe = std::optional<Piece>;

// How exact a condition must be.
enum class Need : std::uint8_t {
  choice,  // it chooses rows: false and NULL are alike
  value,   // NULL for an error, and false only for false
};

// What a comparison compares: a column of the record or of one it leads to, perhaps inside a little SQL.
struct Operand {
  std::vector<const Node*> path;  // fields from the record on; the last one is the column's
  std::size_t column = 0;
  std::string before{};  // SQL around the column
  std::string behind{};
  Tag tag = Tag::null;           // of its values; null for one that is only absent or not
  bool nullable = false;         // absent is null
  bool absent_is_error = false;  // a function of an absent value; NULL does for that, too

  bool is_plain() const { return before.empty(); }
  const Field& field() const { return *path.back()->field; }
};

// Of what is stored in the column of a field of this type; null for what is only absent or not.
Tag stored_tag(const Type& type) {
  switch (type.tag) {
    case Tag::text: return type.is_id ? Tag::id : Tag::text;
    case Tag::record: return type.kind ? Tag::id : Tag::null;
    case Tag::partial_date:
    case Tag::money: return Tag::null;
    default: return type.tag;
  }
}

std::string_view sql_sign_of(Op op) {
  return op == Op::equal ? "=" : op == Op::not_equal ? "<>" : sign_of(op);
}

Fragment plain(std::string text) { return {std::move(text), {}}; }

// One text with AND or OR between the parts, as a tree that stays within SQLite's depth.
Fragment joined(std::span<const Fragment> parts, std::string_view word) {
  if (parts.size() == 1) return parts.front();
  const std::size_t half = parts.size() / 2;
  Fragment result = plain("(");
  result += joined(parts.first(half), word);
  result += fmt::format(" {} ", word);
  result += joined(parts.subspan(half), word);
  result += ")";
  return result;
}

// The same of pieces, with those about the same referred record together.
Fragment together(const std::vector<Piece>& pieces, std::string_view word) {
  std::vector<Fragment> parts;
  std::vector<bool> done(pieces.size());
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (done[i]) continue;
    std::vector<Fragment> inner{pieces[i].inner};
    for (std::size_t j = i + 1; !pieces[i].through.empty() && j < pieces.size(); ++j) {
      if (pieces[j].through != pieces[i].through) continue;
      inner.push_back(pieces[j].inner);
      done[j] = true;
    }
    parts.push_back(inner.size() == 1 ? pieces[i].sql
                                      : Piece(pieces[i].through, joined(inner, word), pieces[i].after).sql);
  }
  return joined(parts, word);
}

class Writer {
 public:
  Writer(const Program& program, const Kind& kind, const SqlOptions& options)
      : program_(program), kind_(kind), options_(options), evaluator_(program) {}

  // Absent for what has no SQL form.
  Maybe condition(std::uint32_t number, Need need) {
    const Node& node = program_.nodes[number];
    if (is_constant(number)) return constant(number);
    switch (node.op) {
      case Op::conjunction: return chain(node, "AND", need);
      case Op::disjunction: return chain(node, "OR", need);
      case Op::negation: {
        Maybe inner = condition(child(node, 0), Need::value);
        if (!inner) return {};
        Fragment result = plain("(NOT ");
        result += inner->sql;
        result += ")";
        return result;
      }
      case Op::conditional: return conditional(node);
      case Op::field:
      case Op::follow: {
        const auto operand = operand_of(number);
        if (!operand || operand->tag != Tag::boolean) return {};
        return test(*operand, need, [](const Fragment& column) { return around(column, "(", " = 1)"); });
      }
      case Op::has: return has(number);
      case Op::equal:
      case Op::not_equal: return equality(node, need);
      case Op::less:
      case Op::less_or_equal:
      case Op::greater:
      case Op::greater_or_equal: return ordering(node, need);
      case Op::in: return in(node, need);
      case Op::call: return call(node, need);
      default: return {};
    }
  }

 private:
  std::uint32_t child(const Node& node, std::size_t i) const { return program_.children[node.first + i]; }
  // Of a call that can mean only one function or several with the same form.
  static SqlForm form_of(const Node& node) {
    return node.functions.empty() ? SqlForm::none : node.functions.front()->sql;
  }

  // ---- Constants

  bool is_constant(std::uint32_t number) const {
    const Node& node = program_.nodes[number];
    switch (node.op) {
      case Op::literal: return true;
      case Op::name:
      case Op::variable:
      case Op::local:
      case Op::root:
      case Op::field:
      case Op::follow: return false;
      default: break;
    }
    if (node.field) return false;
    for (const std::uint32_t each : program_.children_of(node))
      if (!is_constant(each)) return false;
    return true;
  }

  Any value(std::uint32_t number) { return evaluator_.evaluate(number, {.now = options_.now}); }

  Maybe constant(std::uint32_t number) {
    const Any any = value(number);
    if (any.is_error() && any.fault() == Fault::too_costly) return {};
    if (any.tag != Tag::boolean) return plain("NULL");
    return plain(any.boolean ? "1 = 1" : "1 = 0");
  }

  // As a column of such values holds it; absent for what it cannot hold or be compared with.
  static std::optional<OwnedValue> stored(Tag column, const Any& any) {
    constexpr double exact = 0x1p53;  // up to here every whole number is a double
    if (column == Tag::integer && any.tag == Tag::real) {
      if (!(std::abs(any.real) < exact)) return {};
      return any.real;
    }
    if (column == Tag::integer && any.tag == Tag::unsigned_integer) {
      if (any.unsigned_integer > INT64_MAX) return {};
      return static_cast<std::int64_t>(any.unsigned_integer);
    }
    if (column == Tag::real && any.tag == Tag::integer) return static_cast<double>(any.integer);
    if (column != any.tag) return {};
    switch (column) {
      case Tag::boolean: return std::int64_t{any.boolean};
      case Tag::integer:
      case Tag::date: return any.integer;
      case Tag::real:
        if (std::isnan(any.real)) return {};
        return any.real;
      case Tag::text: return std::string(any.text());
      case Tag::id: return detail::stored_blob(uuid_of(any));
      case Tag::timestamp: {
        const auto instant = instant_of(any);
        if (!instant) return {};
        return instant->time_since_epoch().count();
      }
      case Tag::duration: {
        const auto duration = duration_value_of(any);
        if (!duration) return {};
        return duration->count();
      }
      default: return {};
    }
  }

  // ---- Columns

  // The path to a field from the record on; false when it begins elsewhere.
  bool path_to(std::uint32_t number, std::vector<const Node*>& path) const {
    const Node& node = program_.nodes[number];
    const bool of_root = node.op == Op::field || (node.op == Op::has && node.field && node.count == 0);
    if (of_root) {
      path.push_back(&node);
      return true;
    }
    if ((node.op != Op::follow && node.op != Op::has) || !node.field || !path_to(child(node, 0), path))
      return false;
    path.push_back(&node);
    return true;
  }

  // The column that a path leads to; `tag` is left to the caller.
  std::optional<Operand> column_at(std::uint32_t number) const {
    Operand operand;
    if (!path_to(number, operand.path)) return {};
    // The id of what a field refers to is the field itself.
    if (operand.path.size() > 1 && operand.field().number == id_field) operand.path.pop_back();
    if (operand.field().type == rapport::Type::ids || operand.field().type == rapport::Type::references)
      return {};
    operand.nullable = operand.path.size() > 1 || operand.field().optional;
    return operand;
  }

  std::optional<Operand> operand_of(std::uint32_t number) const {
    const Node& node = program_.nodes[number];
    if (node.op == Op::part) return part_of(node);
    if (node.op == Op::call && form_of(node) == SqlForm::length) {
      auto inner = operand_of(child(node, 0));
      if (!inner || inner->tag != Tag::text || !inner->is_plain()) return {};
      inner->before = "length(";
      inner->behind = ")";
      inner->tag = Tag::integer;
      inner->nullable = false;
      inner->absent_is_error = true;
      return inner;
    }
    auto operand = column_at(number);
    if (operand) operand->tag = stored_tag(operand->path.back()->type);
    return operand;
  }

  std::optional<Operand> part_of(const Node& node) const {
    if (node.part == Part::id || node.part == Part::kind) return {};
    auto inner = operand_of(child(node, 0));
    if (!inner) return {};
    inner->tag = node.part == Part::currency ? Tag::text : Tag::integer;
    if (node.part == Part::currency) inner->column = 1;
    if (node.part == Part::minor || node.part == Part::currency) return inner;
    inner->nullable = inner->nullable || inner->field().type == rapport::Type::partial_date;
    inner->before = "NULLIF(";
    inner->behind = node.part == Part::year    ? " / 10000, 0)"
                    : node.part == Part::month ? " / 100 % 100, 0)"
                                               : " % 100, 0)";
    return inner;
  }

  static Fragment around(const Fragment& inner, std::string_view before, std::string_view behind) {
    Fragment result = plain(std::string(before));
    result += inner;
    result += behind;
    return result;
  }

  // The i-th column of the path, in a row known by a name; a computed one is a sub-select.
  Fragment column_in(const std::string& row, const Operand& operand, std::size_t i) const {
    const Node& node = *operand.path[i];
    if (node.computed)
      return {fmt::format(fmt::runtime(node.computed->sql), row + ".\"id\""),
              {options_.now.time_since_epoch().count()}};
    return plain(fmt::format(
        "{}.{}", row, column_name(node.field->columns[i + 1 == operand.path.size() ? operand.column : 0])));
  }
  Fragment dressed(const Operand& operand, const Fragment& column) const {
    return around(column, operand.before, operand.behind);
  }

  // The operand's value, wherever it stands, as a chain of sub-selects.
  Fragment value_of(const Operand& operand) const {
    Fragment result;
    for (std::size_t i = 0; i < operand.path.size(); ++i) {
      if (i == 0) {
        result = column_in(identifier(kind_.name), operand, 0);
        continue;
      }
      const Kind& kind = *operand.path[i]->kind;
      const std::string row = fmt::format("\"r{}\"", i);
      Fragment next = plain("(SELECT ");
      next += column_in(row, operand, i);
      next += fmt::format(" FROM {0} AS {1} WHERE {1}.\"id\" = ", identifier(kind.name), row);
      next += result;
      add_readable(next, kind);
      next += ")";
      result = std::move(next);
    }
    return dressed(operand, result);
  }

  void add_readable(Fragment& sql, const Kind& kind) const {
    if (!options_.readable) return;
    const Fragment readable = options_.readable(kind);
    if (readable.text.empty()) return;
    sql += " AND ";
    sql += readable;
  }

  // A test of a value that is never true of an absent one. Where rows are chosen, those that lead to a fitting
  // record are found from that record's side, where an index may help.
  template <class F>
  Piece test(const Operand& operand, Need need, F&& make) const {
    if (need == Need::value || operand.path.size() == 1) return Piece(make(value_of(operand)));
    const auto column = [&](std::size_t i) {
      return column_in(identifier(operand.path[i]->kind->name), operand, i);
    };
    Piece result(make(dressed(operand, column(operand.path.size() - 1))));
    for (std::size_t i = operand.path.size() - 1; i > 0; --i) {
      const Kind& kind = *operand.path[i]->kind;
      Fragment after;
      add_readable(after, kind);
      after += ")";
      result =
          Piece(fmt::format("{} IN (SELECT \"id\" FROM {} WHERE ", column(i - 1).text, identifier(kind.name)),
                result.sql, std::move(after));
    }
    return result;
  }

  // ---- Logic

  Maybe chain(const Node& node, std::string_view word, Need need) {
    std::vector<Piece> parts;
    for (const std::uint32_t each : program_.children_of(node)) {
      Maybe part = condition(each, need);
      if (!part) return {};
      parts.push_back(std::move(*part));
    }
    return together(parts, word);
  }

  Maybe conditional(const Node& node) {
    Fragment result = plain("CASE ");
    const std::string_view words[] = {" WHEN 1 THEN ", " WHEN 0 THEN ", " END"};
    for (std::size_t i = 0; i < 3; ++i) {
      Maybe part = condition(child(node, i), Need::value);
      if (!part) return {};
      result += around(part->sql, "(", ")");
      result += words[i];
    }
    return around(result, "(", ")");
  }

  // ---- Comparisons

  // The comparison's field and constant, the field first.
  struct Sides {
    Operand operand;
    Any constant;
    Op op;
  };
  std::optional<Sides> sides_of(const Node& node) {
    const bool mirror = is_constant(child(node, 0));
    if (!mirror && !is_constant(child(node, 1))) return {};
    auto operand = operand_of(child(node, mirror ? 1 : 0));
    if (!operand) return {};
    return Sides{std::move(*operand), value(child(node, mirror ? 0 : 1)),
                 mirror ? mirrored(node.op) : node.op};
  }

  Maybe equality(const Node& node, Need need) {
    if (auto days = days_since(node, need)) return days;
    const bool not_equal = node.op == Op::not_equal;
    auto sides = sides_of(node);
    if (!sides) return two_columns(node);
    if (sides->constant.is_error()) return plain("NULL");
    if (sides->constant.tag == Tag::null && sides->operand.absent_is_error) return {};
    if (sides->constant.tag == Tag::null)
      return around(value_of(sides->operand), "(", not_equal ? " IS NOT NULL)" : " IS NULL)");
    const auto stored_value = stored(sides->operand.tag, sides->constant);
    if (!stored_value) return {};
    const auto compared = [&](const Fragment& column) {
      Fragment result = around(column, "(", fmt::format(" {} ?)", sql_sign_of(node.op)));
      result.values.push_back(*stored_value);
      return result;
    };
    if (!sides->operand.nullable)
      return with_time_line(sides->operand, compared(value_of(sides->operand)), not_equal, *stored_value);
    if (not_equal)
      return either(around(value_of(sides->operand), "", " IS NULL"), compared(value_of(sides->operand)),
                    "OR");
    if (need == Need::value)
      return either(around(value_of(sides->operand), "", " IS NOT NULL"), compared(value_of(sides->operand)),
                    "AND");
    return test(sides->operand, need, compared);
  }

  static Fragment either(const Fragment& a, const Fragment& b, std::string_view word) {
    Fragment result = around(a, "(", fmt::format(" {} ", word));
    result += b;
    result += ")";
    return result;
  }

  Fragment with_time_line(const Operand& operand, const Fragment& equal, bool not_equal,
                          const OwnedValue& customer) const {
    const bool indexed =
        operand.path.size() == 1 && operand.field().traits.on_time_line == OnTimeLine::customer;
    if (!indexed || not_equal || options_.with_deleted) return equal;
    Fragment entries = plain(sql_of(kind_).of_customer);
    entries.values = {customer};
    return either(equal, entries, "AND");
  }

  Maybe two_columns(const Node& node) {
    const auto a = operand_of(child(node, 0));
    const auto b = operand_of(child(node, 1));
    if (!a || !b || a->tag != b->tag || a->tag == Tag::null) return {};
    const Fragment left = value_of(*a);
    const Fragment right = value_of(*b);
    Fragment compared = around(left, "(", fmt::format(" {} ", sql_sign_of(node.op)));
    compared += around(right, "", ")");
    const bool order = node.op != Op::equal && node.op != Op::not_equal;
    if (order || (!a->nullable && !b->nullable)) return compared;
    if (a->absent_is_error || b->absent_is_error) return {};
    // Two absent values are equal, one absent value is not.
    const Fragment equal = [&] {
      Fragment same = around(left, "(", " = ");
      same += around(right, "", ")");
      Fragment none = either(around(left, "", " IS NULL"), around(right, "", " IS NULL"), "AND");
      Fragment both = either(around(left, "", " IS NOT NULL"), around(right, "", " IS NOT NULL"), "AND");
      return either(none, either(both, same, "AND"), "OR");
    }();
    return node.op == Op::equal ? equal : around(equal, "(NOT ", ")");
  }

  Maybe ordering(const Node& node, Need need) {
    if (auto days = days_since(node, need)) return days;
    const auto sides = sides_of(node);
    if (!sides) return two_columns(node);
    if (sides->constant.is_error() || sides->constant.tag == Tag::null) return plain("NULL");
    const auto stored_value = stored(sides->operand.tag, sides->constant);
    if (!stored_value || sides->operand.tag == Tag::boolean) return {};
    return test(sides->operand, need, [&](const Fragment& column) {
      Fragment result = around(column, "(", fmt::format(" {} ?)", sql_sign_of(sides->op)));
      result.values.push_back(*stored_value);
      return result;
    });
  }

  // days_since(column) OP constant becomes a comparison of the column with an instant, which an index serves.
  Maybe days_since(const Node& node, Need need) {
    for (const bool mirror : {false, true}) {
      const Node& days = program_.nodes[child(node, mirror ? 1 : 0)];
      const std::uint32_t other = child(node, mirror ? 0 : 1);
      if (days.op != Op::call || form_of(days) != SqlForm::days_since || !is_constant(other)) continue;
      const auto operand = operand_of(child(days, 0));
      const Any number = value(other);
      if (!operand || operand->tag != Tag::timestamp || number.tag != Tag::integer) return {};
      return test(*operand, need, [&](const Fragment& column) {
        return within_days(column, mirror ? mirrored(node.op) : node.op, number.integer);
      });
    }
    return {};
  }

  // At least n days ago is: not after now - n days.
  Fragment within_days(const Fragment& column, Op op, std::int64_t days) const {
    const auto bound = [&](Wide number, std::string_view sign) {
      constexpr Wide day = Wide{86400} * 1'000'000;
      Wide at = Wide{options_.now.time_since_epoch().count()} - number * day;
      at = at > INT64_MAX ? INT64_MAX : at < INT64_MIN ? INT64_MIN : at;
      Fragment result = around(column, "(", fmt::format(" {} ?)", sign));
      result.values.emplace_back(static_cast<std::int64_t>(at));
      return result;
    };
    switch (op) {
      case Op::greater_or_equal: return bound(days, "<=");
      case Op::greater: return bound(Wide{days} + 1, "<=");
      case Op::less: return bound(days, ">");
      case Op::less_or_equal: return bound(Wide{days} + 1, ">");
      case Op::equal: return either(bound(days, "<="), bound(Wide{days} + 1, ">"), "AND");
      default: return either(bound(days, ">"), bound(Wide{days} + 1, "<="), "OR");
    }
  }

  Maybe in(const Node& node, Need need) {
    constexpr std::size_t most = 1000;  // bound values; a longer list stays behind
    const auto operand = operand_of(child(node, 0));
    if (!operand || !is_constant(child(node, 1))) return {};
    const Any range = value(child(node, 1));
    if (range.tag != Tag::list || range.list->size > most) return {};
    if (range.list->size == 0 && operand->absent_is_error) return {};
    if (range.list->size == 0) return plain("1 = 0");
    std::vector<OwnedValue> values;
    std::string marks;
    for (const Any& item : range.list->span()) {
      const auto stored_value = stored(operand->tag, item);
      if (!stored_value) return {};
      values.push_back(*stored_value);
      marks += marks.empty() ? "?" : ", ?";
    }
    const auto among = [&](const Fragment& column) {
      Fragment result = around(column, "(", fmt::format(" IN ({}))", marks));
      result.values.insert(result.values.end(), values.begin(), values.end());
      return result;
    };
    if (need == Need::choice || !operand->nullable) return test(*operand, need, among);
    return either(around(value_of(*operand), "", " IS NOT NULL"), among(value_of(*operand)), "AND");
  }

  Maybe has(std::uint32_t number) {
    const auto operand = column_at(number);
    if (!operand) return {};
    return around(value_of(*operand), "(", " IS NOT NULL)");
  }

  // ---- Functions

  Maybe call(const Node& node, Need need) {
    const SqlForm form = form_of(node);
    if (form == SqlForm::none || node.count != 2 || !is_constant(child(node, 1))) return {};
    const auto operand = operand_of(child(node, 0));
    if (!operand || operand->tag != Tag::text) return {};
    const Any argument = value(child(node, 1));
    if (argument.tag != Tag::text) return {};
    constexpr std::size_t longest = 256;  // bytes; the database counts no cost
    if (argument.text().size() > longest) return {};
    const std::string wanted(argument.text());
    const auto with = [&](std::string_view before, std::string_view behind) {
      return [=](const Fragment& column) {
        Fragment result = around(column, before, behind);
        result.values.emplace_back(wanted);
        return result;
      };
    };
    if (wanted.empty())
      return test(*operand, need,
                  [](const Fragment& column) { return around(column, "(length(", ") >= 0)"); });
    switch (form) {
      case SqlForm::contains: return test(*operand, need, with("(instr(", ", ?) > 0)"));
      case SqlForm::ends_with:
        return test(*operand, need, with("(substr(", fmt::format(", -{}) = ?)", text::length(wanted))));
      case SqlForm::starts_with:
        return test(*operand, need, [&](const Fragment& column) {
          Fragment from = with("(", " >= ?)")(column);
          const auto next = text::after_prefix(wanted);
          if (!next) return from;
          Fragment to = around(column, "(", " < ?)");
          to.values.emplace_back(*next);
          return either(from, to, "AND");
        });
      default: return {};
    }
  }

  const Program& program_;
  const Kind& kind_;
  const SqlOptions& options_;
  Evaluator evaluator_;
};

}  // namespace

std::string shown(const OwnedValue& owned) {
  const Value value = Value::of(owned);
  switch (value.tag) {
    case Value::Tag::nothing: return "NULL";
    case Value::Tag::integer: return fmt::format("{}", value.integer);
    case Value::Tag::real: return fmt::format("{}", value.real);
    case Value::Tag::text: {
      std::string text = text::printable(value.text);
      for (std::size_t at = 0; (at = text.find('\'', at)) != std::string::npos; at += 2) text.insert(at, "'");
      return fmt::format("'{}'", text);
    }
    case Value::Tag::bytes: return fmt::format("X'{}'", text::hexadecimal(value.text));
  }
  return "";
}

// SQLite's parser stops at a hundred open brackets and words; a condition that would bring it there stays behind.
constexpr int deepest_where = 85;  // the rest is for the statement around it
constexpr int of_chain = 3;        // for each level of the tree that joined() makes

// How much of that a condition needs; bound values and names hold no brackets.
int depth_of(std::string_view sql) {
  struct Opening {
    std::string_view text;
    int weight;  // what waits on the parser's stack for the other end: "x AND (", "CASE x y WHEN z THEN"
  };
  constexpr Opening openings[] = {{"(SELECT", 8}, {"(", 3}, {"CASE", 6}};
  std::vector<int> open;
  int depth = 0;
  int most = 0;
  while (!sql.empty()) {
    const auto* opening =
        std::ranges::find_if(openings, [&](const Opening& each) { return sql.starts_with(each.text); });
    if (opening != std::end(openings)) {
      open.push_back(opening->weight);
      most = std::max(most, depth += opening->weight);
    } else if (sql.starts_with(")") || sql.starts_with("END)")) {
      depth -= open.back();
      open.pop_back();
    }
    sql.remove_prefix(1);
  }
  return most;
}

Split to_sql(const Program& program, const Kind& kind, const SqlOptions& options) {
  Writer writer(program, kind, options);
  const Node& root = program.nodes[program.root];
  std::vector<std::uint32_t> conjuncts{program.root};
  if (root.op == Op::conjunction) {
    const auto children = program.children_of(root);
    conjuncts.assign(children.begin(), children.end());
  }
  Split split;
  const int room = deepest_where - of_chain * static_cast<int>(std::bit_width(conjuncts.size()));
  std::vector<Piece> parts;
  for (const std::uint32_t each : conjuncts) {
    auto part = writer.condition(each, Need::choice);
    if (part && depth_of(part->sql.text) <= room)
      parts.push_back(std::move(*part));
    else
      split.rest.push_back(each);
  }
  if (!parts.empty()) split.where = together(parts, "AND");
  return split;
}

}  // namespace rapport::cel
