#include "expression/evaluator.hpp"

#include <cmath>
#include <cstring>

#include "expression/clock.hpp"
#include "kernel/catalogue.hpp"

namespace rapport::cel {

namespace {

// A list of ids, or of kinds and ids, from the bytes a record holds.
Any records_in(Arena& arena, const Field& field, std::string_view bytes) {
  const bool typed = field.type == rapport::Type::ids;
  const std::size_t size = typed ? sizeof(Uuid) : sizeof(Reference);
  std::pmr::vector<Any> items(&arena);
  items.reserve(bytes.size() / size);
  for (; bytes.size() >= size; bytes.remove_prefix(size)) {
    if (typed) {
      items.push_back(Any::record_at(field.refers_to().number, bytes.data()));
    } else {
      Reference reference;
      std::memcpy(reference.bytes.data(), bytes.data(), size);
      items.push_back(Any::record_at(reference.kind_number(), bytes.data() + (size - sizeof(Uuid))));
    }
  }
  return make_list(arena, items);
}

// What a field is to expressions, from its first column and, of money, its second. Absent is null.
Any read(Arena& arena, const Field& field, const Value& value, const Value& second = {}) {
  const bool list = field.type == rapport::Type::ids || field.type == rapport::Type::references;
  if (list) return records_in(arena, field, value.text);
  if (value.is_nothing()) return Any::null();
  switch (field.type) {
    case rapport::Type::text:
    case rapport::Type::enumeration: return Any::of(value.text);
    case rapport::Type::boolean: return Any::of(value.integer != 0);
    case rapport::Type::integer: return Any::of(value.integer);
    case rapport::Type::real: return Any::of(value.real);
    case rapport::Type::instant: return timestamp_of(Instant{Duration{value.integer}});
    case rapport::Type::duration: return duration_of(Duration{value.integer});
    case rapport::Type::date: return Any::with(Tag::date, value.integer);
    case rapport::Type::partial_date: return Any::with(Tag::partial_date, value.integer);
    case rapport::Type::money: {
      std::int32_t letters = 0;
      std::memcpy(&letters, second.text.data(), 3);
      return Any::with(Tag::money, value.integer, letters);
    }
    case rapport::Type::id:
      if (field.number == id_field) return Any::id_at(value.text.data());
      return Any::record_at(field.refers_to().number, value.text.data());
    case rapport::Type::reference: {
      Reference reference;
      std::memcpy(reference.bytes.data(), value.text.data(), sizeof reference);
      return Any::record_at(reference.kind_number(), value.text.data() + (sizeof(Reference) - sizeof(Uuid)));
    }
    default: return Any::null();
  }
}

// One evaluation at work.
class Run {
 public:
  Run(const Program& program, const Inputs& inputs, std::span<Any> locals, Surroundings& with)
      : program_(program), inputs_(inputs), locals_(locals), with_(with) {}

  Any value_of(std::uint32_t number) { return value_of(program_.nodes[number]); }

  Any value_of(const Node& node) {
    if (--with_.left < 0) return fault(node, Fault::too_costly);
    switch (node.op) {
      case Op::literal: return node.literal;
      case Op::variable: return inputs_.variables[node.slot];
      case Op::local: return locals_[node.slot];
      case Op::root: return Any::record_at(node.kind->number, id_of(*node.kind, inputs_.record).bytes.data());
      case Op::field: return field(node);
      case Op::follow: return follow(node);
      case Op::part: return part(node);
      case Op::fault: return fault(node, node.fault);
      case Op::select: return select(node);
      case Op::has: return has(node);
      case Op::index: return index(node);
      case Op::call: return call(node);
      case Op::list: return list(node);
      case Op::map: return map(node);
      case Op::conjunction: return chain(node, false);
      case Op::disjunction: return chain(node, true);
      case Op::negation: return negation(node);
      case Op::conditional: return conditional(node);
      case Op::negative: return negative(node);
      case Op::all:
      case Op::exists:
      case Op::exists_one: return quantifier(node);
      case Op::filter:
      case Op::transform_list: return transform_list(node);
      case Op::transform_map:
      case Op::transform_map_entry: return transform_map(node);
      case Op::name: return fault(node, Fault::no_such_name);
      default: return binary(node);
    }
  }

 private:
  static Any fault(const Node& node, Fault which) { return Any::error(which, node.at); }
  // Gives an error its place.
  static Any placed(const Node& node, Any any) {
    if (any.is_error() && any.integer == 0) any.integer = node.at;
    return any;
  }
  Any child(const Node& node, std::size_t i) { return value_of(program_.children[node.first + i]); }

  // ---- Records and maps

  const void* load(const Kind& kind, const Any& record) {
    if (inputs_.record && record.id == id_of(kind, inputs_.record).bytes.data()) return inputs_.record;
    return inputs_.loader ? inputs_.loader->load(kind, uuid_of(record)) : nullptr;
  }

  // A list is copied, which is paid for.
  Any field_of(const Node& node, const Field& field, const void* record) {
    const Value value = field.columns[0].get(record);
    if (value.tag == Value::Tag::bytes && !with_.spend_bytes(value.text.size()))
      return fault(node, Fault::too_costly);
    return read(with_.arena, field, value, field.columns.size() > 1 ? field.columns[1].get(record) : Value{});
  }

  Any field(const Node& node) {
    if (node.computed) return compute(*node.computed, id_of(*node.kind, inputs_.record));
    return field_of(node, *node.field, inputs_.record);
  }

  Any compute(const Computed& computed, const Uuid& id) {
    if (!inputs_.loader) return Any::null();
    return read(with_.arena, computed.field, inputs_.loader->compute(computed, id));
  }

  // A field of another record.
  Any field_behind(const Node& node, const Kind& kind, const Field& field, const Computed* computed,
                   const Any& reference) {
    if (field.number == id_field) return Any::id_at(reference.id);
    const void* record = load(kind, reference);
    if (!record) return Any::null();
    return computed ? compute(*computed, uuid_of(reference)) : field_of(node, field, record);
  }

  // Of a record whose kind nobody knew before.
  Any field_named(const Node& node, const Any& reference) {
    const Kind* kind = find_kind(reference.extra);
    if (!kind) return fault(node, Fault::no_such_field);
    if (const Field* field = kind->find(node.name))
      return field_behind(node, *kind, *field, nullptr, reference);
    if (const Computed* computed = find_computed(*kind, node.name))
      return field_behind(node, *kind, computed->field, computed, reference);
    return fault(node, Fault::no_such_field);
  }

  Any follow(const Node& node) {
    const Any operand = child(node, 0);
    if (operand.tag != Tag::record) return operand;  // null stays null, an error an error
    return field_behind(node, *node.kind, *node.field, node.computed, operand);
  }

  Any part(const Node& node) {
    const Any operand = child(node, 0);
    if (operand.is_error() || operand.tag == Tag::null) return operand;
    const auto known = [](std::int64_t number) { return number == 0 ? Any::null() : Any::of(number); };
    switch (node.part) {
      case Part::year: return known(operand.integer / 10000);
      case Part::month: return known(operand.integer / 100 % 100);
      case Part::day: return known(operand.integer % 100);
      case Part::minor: return Any::of(operand.integer);
      case Part::currency: return make_text(with_.arena, currency_of(operand));
      case Part::id: return Any::id_at(operand.id);
      case Part::kind: {
        const Kind* kind = find_kind(operand.extra);
        return kind ? Any::of(kind->name) : Any::null();
      }
    }
    return Any::null();
  }

  Any select(const Node& node) {
    const Any operand = child(node, 0);
    if (operand.is_error()) return operand;
    if (operand.tag == Tag::record) return field_named(node, operand);
    if (operand.tag != Tag::map) return fault(node, Fault::no_such_field);
    const Any* found = find(*operand.map, Any::of(node.name));
    return found ? *found : fault(node, Fault::no_such_key);
  }

  Any has(const Node& node) {
    const auto is_there = [](const Any& value) {
      if (value.is_error()) return value;
      return Any::of(value.tag == Tag::list ? value.list->size > 0 : value.tag != Tag::null);
    };
    if (node.field) return is_there(node.count == 0 ? field(node) : follow(node));
    const Any operand = child(node, 0);
    if (operand.is_error()) return operand;
    if (operand.tag == Tag::record) return is_there(field_named(node, operand));
    if (operand.tag != Tag::map) return fault(node, Fault::no_such_field);
    return Any::of(find(*operand.map, Any::of(node.name)) != nullptr);
  }

  const Any* find(const Map& map, const Any& key) {
    for (const Entry& entry : map.span()) {
      if (--with_.left < 0 || !with_.spend_on(key)) return nullptr;  // too costly, whatever is answered
      if (equal(entry.key, key)) return &entry.value;
    }
    return nullptr;
  }

  Any index(const Node& node) {
    const Any operand = child(node, 0);
    if (operand.is_error()) return operand;
    const Any key = child(node, 1);
    if (key.is_error()) return key;
    if (operand.tag == Tag::map) {
      const Any* found = find(*operand.map, key);
      return found ? *found : fault(node, Fault::no_such_key);
    }
    if (operand.tag != Tag::list) return fault(node, Fault::no_such_overload);
    std::uint64_t place = 0;
    switch (key.tag) {
      case Tag::integer: place = static_cast<std::uint64_t>(key.integer); break;  // negative: beyond the end
      case Tag::unsigned_integer: place = key.unsigned_integer; break;
      case Tag::real:
        if (!(key.real >= 0 && key.real < 0x1p53) || key.real != std::trunc(key.real))
          return fault(node, Fault::index_out_of_range);
        place = static_cast<std::uint64_t>(key.real);
        break;
      default: return fault(node, Fault::no_such_overload);
    }
    return place < operand.list->size ? operand.list->items[place] : fault(node, Fault::index_out_of_range);
  }

  Any list(const Node& node) {
    std::pmr::vector<Any> items(&with_.arena);
    items.reserve(node.count);
    for (std::size_t i = 0; i < node.count; ++i) {
      items.push_back(child(node, i));
      if (items.back().is_error()) return items.back();
    }
    return make_list(with_.arena, items);
  }

  Any map(const Node& node) {
    std::pmr::vector<Entry> entries(&with_.arena);
    for (std::size_t i = 0; i < node.count; i += 2) {
      const Any key = child(node, i);
      if (key.is_error()) return key;
      const Any value = child(node, i + 1);
      if (value.is_error()) return value;
      if (const Any trouble = add_entry(node, entries, key, value); trouble.is_error()) return trouble;
    }
    return make_map(with_.arena, entries);
  }

  // Null, or an error.
  Any add_entry(const Node& node, std::pmr::vector<Entry>& entries, const Any& key, const Any& value) {
    const bool fits = key.tag == Tag::integer || key.tag == Tag::unsigned_integer ||
                      key.tag == Tag::boolean || is_text(key);
    if (!fits) return fault(node, Fault::bad_key);
    if (find({entries.data(), entries.size()}, key)) return fault(node, Fault::repeated_key);
    entries.push_back({key, value});
    return Any::null();
  }

  // ---- Logic

  // && and ||: the deciding value wins over errors, wherever it stands.
  Any chain(const Node& node, bool deciding) {
    Any trouble;
    for (std::size_t i = 0; i < node.count; ++i) {
      const Any part = child(node, i);
      if (part.tag == Tag::boolean) {
        if (part.boolean == deciding) return part;
      } else if (!trouble.is_error()) {
        trouble = part.is_error() ? part : fault(program_.child(node, i), Fault::no_such_overload);
      }
    }
    return trouble.is_error() ? trouble : Any::of(!deciding);
  }

  Any negation(const Node& node) {
    const Any operand = child(node, 0);
    if (operand.is_error()) return operand;
    return operand.tag == Tag::boolean ? Any::of(!operand.boolean) : fault(node, Fault::no_such_overload);
  }

  Any conditional(const Node& node) {
    const Any condition = child(node, 0);
    if (condition.is_error()) return condition;
    if (condition.tag != Tag::boolean) return fault(node, Fault::no_such_overload);
    return child(node, condition.boolean ? 1 : 2);
  }

  // ---- Operators

  Any negative(const Node& node) {
    const Any operand = child(node, 0);
    switch (operand.tag) {
      case Tag::integer:
        return operand.integer == INT64_MIN ? fault(node, Fault::overflow) : Any::of(-operand.integer);
      case Tag::real: return Any::of(-operand.real);
      case Tag::duration: return Any::with(Tag::duration, -operand.integer, -operand.extra);
      case Tag::error: return operand;
      default: return fault(node, Fault::no_such_overload);
    }
  }

  Any binary(const Node& node) {
    const Any a = child(node, 0);
    if (a.is_error()) return a;
    const Any b = child(node, 1);
    if (b.is_error()) return b;
    switch (node.op) {
      case Op::equal: return Any::of(same(a, b));
      case Op::not_equal: return Any::of(!same(a, b));
      case Op::in: return in(node, a, b);
      case Op::less:
      case Op::less_or_equal:
      case Op::greater:
      case Op::greater_or_equal: return ordered(node, a, b);
      default: return placed(node, arithmetic(node.op, a, b));
    }
  }

  bool same(const Any& a, const Any& b) { return with_.spend_on(a) && equal(a, b); }

  Any in(const Node& node, const Any& item, const Any& range) {
    if (range.tag == Tag::map) return Any::of(find(*range.map, item) != nullptr);
    if (range.tag != Tag::list) return fault(node, Fault::no_such_overload);
    for (const Any& each : range.list->span()) {
      if (--with_.left < 0 || !with_.spend_on(item)) return fault(node, Fault::too_costly);
      if (equal(each, item)) return Any::of(true);
    }
    return Any::of(false);
  }

  Any ordered(const Node& node, const Any& a, const Any& b) {
    using Outcome = Ordered::Outcome;
    if (!with_.spend_on(a)) return fault(node, Fault::too_costly);
    const Outcome outcome = compare(a, b).outcome;
    if (outcome == Outcome::no_overload) return fault(node, Fault::no_such_overload);
    switch (node.op) {
      case Op::less: return Any::of(outcome == Outcome::less);
      case Op::less_or_equal: return Any::of(outcome == Outcome::less || outcome == Outcome::equal);
      case Op::greater: return Any::of(outcome == Outcome::greater);
      default: return Any::of(outcome == Outcome::greater || outcome == Outcome::equal);
    }
  }

  template <class Integer>
  static Any integers(Op op, Integer a, Integer b) {
    Integer result{};
    bool overflow = false;
    switch (op) {
      case Op::add: overflow = __builtin_add_overflow(a, b, &result); break;
      case Op::subtract: overflow = __builtin_sub_overflow(a, b, &result); break;
      case Op::multiply: overflow = __builtin_mul_overflow(a, b, &result); break;
      default:
        if (b == 0) return Any::error(Fault::division_by_zero);
        if (std::is_signed_v<Integer> && b == static_cast<Integer>(-1)) {
          if (op == Op::remainder) return Any::of(Integer{0});
          overflow = __builtin_sub_overflow(Integer{0}, a, &result);
        } else {
          result = op == Op::divide ? static_cast<Integer>(a / b) : static_cast<Integer>(a % b);
        }
    }
    return overflow ? Any::error(Fault::overflow) : Any::of(result);
  }

  Any arithmetic(Op op, const Any& a, const Any& b) {
    const auto or_overflow = [](const std::optional<Any>& any) {
      return any ? *any : Any::error(Fault::overflow);
    };
    const bool adding = op == Op::add;
    if (a.tag == Tag::integer && b.tag == Tag::integer) return integers(op, a.integer, b.integer);
    if (a.tag == Tag::unsigned_integer && b.tag == Tag::unsigned_integer)
      return integers(op, a.unsigned_integer, b.unsigned_integer);
    if (a.tag == Tag::real && b.tag == Tag::real) {
      switch (op) {
        case Op::add: return Any::of(a.real + b.real);
        case Op::subtract: return Any::of(a.real - b.real);
        case Op::multiply: return Any::of(a.real * b.real);
        case Op::divide: return Any::of(a.real / b.real);
        default: return Any::error(Fault::no_such_overload);
      }
    }
    if (adding && is_text(a) && is_text(b))
      return joined(text_of(with_.arena, a), text_of(with_.arena, b), false);
    if (adding && a.tag == Tag::bytes && b.tag == Tag::bytes) return joined(a.text(), b.text(), true);
    if (adding && a.tag == Tag::list && b.tag == Tag::list) {
      if ((with_.left -= static_cast<std::int64_t>(a.list->size + b.list->size)) < 0)
        return Any::error(Fault::too_costly);
      std::pmr::vector<Any> items(a.list->span().begin(), a.list->span().end(), &with_.arena);
      items.insert(items.end(), b.list->span().begin(), b.list->span().end());
      return make_list(with_.arena, items);
    }
    if (adding || op == Op::subtract) {
      const bool length = b.tag == Tag::duration;
      if (length && (a.tag == Tag::duration || a.tag == Tag::timestamp))
        return or_overflow(added(a, b, adding ? 1 : -1));
      if (adding && a.tag == Tag::duration && b.tag == Tag::timestamp) return or_overflow(added(b, a, 1));
      if (!adding && a.tag == Tag::timestamp && b.tag == Tag::timestamp) return or_overflow(between(a, b));
    }
    return Any::error(Fault::no_such_overload);
  }

  Any joined(std::string_view a, std::string_view b, bool bytes) {
    const std::size_t size = a.size() + b.size();
    if (!with_.spend_bytes(size)) return Any::error(Fault::too_costly);
    char* made = static_cast<char*>(with_.arena.allocate(size + 1, 1));
    std::copy(a.begin(), a.end(), made);
    std::copy(b.begin(), b.end(), made + a.size());
    return bytes ? Any::bytes({made, size}) : Any::of(std::string_view(made, size));
  }

  // ---- Calls

  Any call(const Node& node) {
    constexpr std::size_t most = 4;  // arguments of any function
    Any arguments[most];
    for (std::size_t i = 0; i < node.count; ++i) {
      arguments[i] = child(node, i);
      if (arguments[i].is_error()) return arguments[i];
    }
    for (const Function* each : node.functions) {
      bool fits = each->member == node.member && each->parameters.size() == node.count;
      for (std::size_t i = 0; fits && i < node.count; ++i) fits = accepts(each->parameters[i], arguments[i]);
      if (fits) return placed(node, each->call(with_, arguments));
    }
    return fault(node, Fault::no_such_overload);
  }

  // ---- Macros

  // Calls `visit` with the body's children prepared for each item, until it returns false. Returns an error
  // for what cannot be gone through, else null.
  template <class F>
  Any for_each(const Node& node, F&& visit) {
    const Any range = child(node, 0);
    if (range.is_error()) return range;
    const auto step = [&](const Any& first, const Any& second) {
      locals_[node.slot] = first;
      if (node.two_variables) locals_[node.slot + 1] = second;
      return with_.left >= 0 && visit();
    };
    if (range.tag == Tag::list) {
      for (std::size_t i = 0; i < range.list->size; ++i) {
        const Any place = Any::of(static_cast<std::int64_t>(i));
        const Any& item = range.list->items[i];
        if (!(node.two_variables ? step(place, item) : step(item, item))) break;
      }
    } else if (range.tag == Tag::map) {
      for (const auto& [key, value] : range.map->span())
        if (!step(key, value)) break;
    } else {
      return fault(node, Fault::no_such_overload);
    }
    return Any::null();
  }
  std::size_t first_body(const Node& node) const { return node.two_variables ? 3 : 2; }

  Any quantifier(const Node& node) {
    Any trouble;
    std::size_t count = 0;
    bool decided = false;
    const Any failed = for_each(node, [&] {
      const Any holds = child(node, first_body(node));
      if (holds.tag != Tag::boolean) {
        if (!trouble.is_error()) trouble = holds.is_error() ? holds : fault(node, Fault::no_such_overload);
        return node.op != Op::exists_one;
      }
      count += holds.boolean;
      decided = (node.op == Op::all && !holds.boolean) || (node.op == Op::exists && holds.boolean);
      return !decided;
    });
    if (failed.is_error()) return failed;
    if (decided) return Any::of(node.op == Op::exists);
    if (trouble.is_error()) return trouble;
    return Any::of(node.op == Op::exists_one ? count == 1 : node.op == Op::all);
  }

  // Whether the filter lets the item through; an error ends the macro.
  bool passes(const Node& node, Any& trouble) {
    if (!node.guarded && node.op != Op::filter) return true;
    const Any holds = child(node, first_body(node));
    if (holds.tag == Tag::boolean) return holds.boolean;
    trouble = holds.is_error() ? holds : fault(node, Fault::no_such_overload);
    return false;
  }

  Any transform_list(const Node& node) {
    std::pmr::vector<Any> items(&with_.arena);
    Any trouble;
    const Any failed = for_each(node, [&] {
      if (!passes(node, trouble)) return !trouble.is_error();
      const std::size_t body = first_body(node) + (node.guarded ? 1 : 0);
      const Any item = node.op == Op::filter ? locals_[node.slot] : child(node, body);
      if (item.is_error()) trouble = item;
      items.push_back(item);
      return !trouble.is_error();
    });
    if (failed.is_error()) return failed;
    return trouble.is_error() ? trouble : make_list(with_.arena, items);
  }

  Any transform_map(const Node& node) {
    std::pmr::vector<Entry> entries(&with_.arena);
    Any trouble;
    const Any failed = for_each(node, [&] {
      if (!passes(node, trouble)) return !trouble.is_error();
      const Any key = locals_[node.slot];
      const Any made = child(node, first_body(node) + (node.guarded ? 1 : 0));
      if (made.is_error()) {
        trouble = made;
      } else if (node.op == Op::transform_map) {
        trouble = add_entry(node, entries, key, made);
      } else if (made.tag != Tag::map) {
        trouble = fault(node, Fault::no_such_overload);
      } else {
        for (const auto& [new_key, value] : made.map->span())
          if (!trouble.is_error()) trouble = add_entry(node, entries, new_key, value);
      }
      return !trouble.is_error();
    });
    if (failed.is_error()) return failed;
    return trouble.is_error() ? trouble : make_map(with_.arena, entries);
  }

  const Program& program_;
  const Inputs& inputs_;
  std::span<Any> locals_;
  Surroundings& with_;
};

}  // namespace

Any Evaluator::evaluate(std::uint32_t node, const Inputs& inputs) {
  arena_.release();
  Surroundings with{arena_, patterns_, inputs.now, inputs.limit};
  const Any result = Run(program_, inputs, locals_, with).value_of(node);
  spent_ += inputs.limit - with.left;
  return with.left < 0 ? Any::error(Fault::too_costly, program_.nodes[node].at) : result;
}

}  // namespace rapport::cel
