#include "expression/checker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "expression/clock.hpp"
#include "expression/evaluator.hpp"
#include "expression/texts.hpp"
#include "kernel/catalogue.hpp"
#include "kernel/text.hpp"
#include "rapport/error.hpp"

namespace rapport::cel {

namespace {

const Type dynamic{.tag = Tag::dynamic};

// What type names mean as values.
std::optional<Tag> type_named(std::string_view name) {
  for (const Tag tag : {Tag::null, Tag::boolean, Tag::integer, Tag::unsigned_integer, Tag::real, Tag::text,
                        Tag::bytes, Tag::timestamp, Tag::duration, Tag::list, Tag::map, Tag::type})
    if (name_of(tag) == name) return tag;
  return {};
}

class Checker {
 public:
  Checker(Program& program, const Environment& environment) : program_(program), environment_(environment) {}

  void run() { visit(program_.root); }

 private:
  struct Local {
    std::string_view name;
    Type type;
  };

  [[noreturn]] void refuse(const Node& node, const std::string& what) { fail(program_.text, node.at, what); }
  // Refuses, or leaves the trouble to the evaluation.
  void leave(Node& node, Fault fault, const std::string& what) {
    if (!environment_.lenient) refuse(node, what);
    node.op = Op::fault;
    node.fault = fault;
    node.type = dynamic;
  }

  const Type* keep(const Type& type) { return &program_.types.emplace_back(type); }
  Type list_of(const Type& item) { return {.tag = Tag::list, .item = keep(item)}; }
  Type map_of(const Type& key, const Type& item) {
    return {.tag = Tag::map, .key = keep(key), .item = keep(item)};
  }

  Node& child(const Node& node, std::size_t i) { return program_.nodes[program_.children[node.first + i]]; }

  void visit(std::uint32_t number) {
    Node& node = program_.nodes[number];
    if (node.op == Op::select && qualified(node)) return;
    if (node.op == Op::call && node.member && name_space(node)) return fold(number);
    if (is_macro(node.op)) return macro(node);
    if (node.op == Op::call) find_functions(node);
    for (const std::uint32_t each : program_.children_of(node)) visit(each);
    switch (node.op) {
      case Op::literal: node.type = {.tag = node.literal.tag}; break;
      case Op::name: name(node); break;
      case Op::select:
      case Op::has: select(node); break;
      case Op::index: index(node); break;
      case Op::call: call(node); break;
      case Op::list: list(node); break;
      case Op::map: map(node); break;
      case Op::conjunction:
      case Op::disjunction:
      case Op::negation: logic(node); break;
      case Op::conditional: conditional(node); break;
      case Op::negative: negative(node); break;
      default: binary(node); break;
    }
    fold(number);
  }

  static bool is_macro(Op op) {
    return op == Op::all || op == Op::exists || op == Op::exists_one || op == Op::filter ||
           op == Op::transform_list || op == Op::transform_map || op == Op::transform_map_entry;
  }

  // ---- Constants

  // Computes at once what depends on nothing. What fails is left to the evaluation.
  void fold(std::uint32_t number) {
    const Node node = program_.nodes[number];
    switch (node.op) {
      case Op::list:
      case Op::map:
      case Op::call:
      case Op::index:
      case Op::negation:
      case Op::negative:
      case Op::add:
      case Op::subtract:
      case Op::multiply:
      case Op::divide:
      case Op::remainder: break;
      default: return;
    }
    bool constant = true;
    for (const std::uint32_t each : program_.children_of(node))
      constant = constant && program_.nodes[each].op == Op::literal;
    for (const Function* each : node.functions) constant = constant && !each->clock;
    if (!constant) return try_literals(node);
    constexpr std::int64_t most = 10000;
    Evaluator evaluator(program_);
    const Any value = evaluator.evaluate(number, {.limit = most});
    if (value.is_error() && environment_.kind && value.fault() != Fault::too_costly)
      refuse(node, std::string(message_of(value.fault())));
    if (value.is_error()) return;
    Node& folded = program_.nodes[number];
    folded.literal = copy(value);
    folded.op = Op::literal;
    folded.count = 0;
  }

  // What would fail for every record, whatever it holds: a pattern or a zone that stands in the text, a zero to
  // divide by.
  void try_literals(const Node& node) {
    if (!environment_.kind) return;
    const auto literal = [&](std::size_t i) { return child(node, i).op == Op::literal; };
    if ((node.op == Op::divide || node.op == Op::remainder) && literal(1) &&
        child(node, 1).type.tag != Tag::real && child(node, 1).literal.integer == 0)
      refuse(node, std::string(message_of(Fault::division_by_zero)));
    for (const Function* each : node.functions) {
      if (!takes(*each, node)) continue;
      std::vector<Any> arguments;
      for (std::size_t i = 0; i < node.count; ++i) {
        Any argument = literal(i) ? child(node, i).literal : Any::of(std::string_view());
        const Tag wanted = each->parameters[i].tag;
        if (!literal(i) && wanted == Tag::timestamp) argument = timestamp_of(Instant{});
        if (!literal(i) && wanted == Tag::date) argument = date_of(1970, 1, 1);
        if (!literal(i) && wanted == Tag::partial_date) argument = Any::with(Tag::partial_date, 19700101);
        if (!accepts(each->parameters[i], argument)) break;
        arguments.push_back(argument);
      }
      if (arguments.size() != node.count) continue;
      Patterns patterns;
      std::pmr::monotonic_buffer_resource arena;
      Surroundings with{arena, patterns, {}, Inputs{}.limit};
      const Any value = each->call(with, arguments.data());
      if (value.is_error() && (value.fault() == Fault::bad_zone || value.fault() == Fault::bad_pattern))
        refuse(node, std::string(message_of(value.fault())));
    }
  }

  Any copy(const Any& any) {
    switch (any.tag) {
      case Tag::text: return make_text(program_.constants, any.text());
      case Tag::bytes: return make_bytes(program_.constants, any.text());
      case Tag::list: {
        std::vector<Any> items;
        for (const Any& item : any.list->span()) items.push_back(copy(item));
        return make_list(program_.constants, items);
      }
      case Tag::map: {
        std::vector<Entry> entries;
        for (const auto& [key, value] : any.map->span()) entries.push_back({copy(key), copy(value)});
        return make_map(program_.constants, entries);
      }
      default: return any;
    }
  }

  // ---- Names

  const Local* local_named(std::string_view name) const {
    for (auto each = locals_.rbegin(); each != locals_.rend(); ++each)
      if (each->name == name) return &*each;
    return nullptr;
  }

  bool declared(Node& node, std::string_view name) {
    for (std::size_t i = 0; i < environment_.variables.size(); ++i) {
      if (environment_.variables[i].name != name) continue;
      node.op = Op::variable;
      node.slot = static_cast<std::uint32_t>(i);
      node.type = environment_.lenient ? dynamic : environment_.variables[i].type;
      node.count = 0;
      return true;
    }
    return false;
  }

  void name(Node& node) {
    std::string_view wanted = node.name;
    if (wanted.starts_with('.')) {
      wanted.remove_prefix(1);
    } else if (const Local* local = local_named(wanted)) {
      node.op = Op::local;
      node.slot = static_cast<std::uint32_t>(local - locals_.data());
      node.type = local->type;
      return;
    }
    if (declared(node, wanted)) return;
    if (const Kind* kind = environment_.kind) {
      if (resolve(node, *kind, wanted)) {
        node.op = Op::field;
        reads(std::string(wanted));
        return;
      }
      if (wanted == kind->name) {
        node.op = Op::root;
        node.kind = kind;
        node.type = {.tag = Tag::record, .kind = kind};
        return;
      }
    }
    if (const auto type = type_named(wanted)) return type_value(node, *type);
    unknown(node, wanted);
  }

  // Finds the field of a kind that a name means, stored or computed.
  bool resolve(Node& node, const Kind& kind, std::string_view name) {
    node.field = kind.find(name);
    if (!node.field) node.computed = find_computed(kind, name);
    if (node.computed) node.field = &node.computed->field;
    if (!node.field) return false;
    node.kind = &kind;
    node.type = type_of(*node.field, program_);
    return true;
  }
  static void add_names(std::vector<std::string_view>& names, const Kind& kind) {
    for (const Field& each : kind.fields) names.push_back(each.name);
    for (const Computed& each : computed_of(kind)) names.push_back(each.field.name);
  }

  static void type_value(Node& node, Tag tag) {
    node.op = Op::literal;
    node.literal = Any::of_type(tag);
    node.type = {.tag = Tag::type};
    node.count = 0;
  }

  void unknown(Node& node, std::string_view wanted) {
    std::vector<std::string_view> names;
    for (const Local& each : locals_) names.push_back(each.name);
    for (const Variable& each : environment_.variables) names.push_back(each.name);
    if (environment_.kind) {
      add_names(names, *environment_.kind);
      names.push_back(environment_.kind->name);
    }
    for (std::size_t i = 0; environment_.kind && i < environment_.kind->fields.size(); ++i)
      if (const EnumerationInfo* each = environment_.kind->fields[i].enumeration)
        for (const EnumerationValue& value : each->values)
          if (value.name == wanted) refuse(node, fmt::format("a value is written in quotes: '{}'", wanted));
    leave(node, Fault::no_such_name,
          fmt::format("{} \"{}\"{}",
                      environment_.kind ? fmt::format("{} has no field", environment_.kind->name)
                                        : "there is nothing called",
                      text::printable(wanted), text::did_you_mean(wanted, names)));
  }

  // a.b.c as one name, when such a variable or type is known; the longest wins.
  bool qualified(Node& node) {
    std::string path;
    if (!dotted(node, path)) return false;
    if (declared(node, path)) return true;
    if (const auto type = type_named(path)) {
      type_value(node, *type);
      return true;
    }
    return false;
  }
  bool dotted(const Node& node, std::string& path) {
    if (node.op == Op::name) {
      if (local_named(node.name)) return false;
      path = node.name.starts_with('.') ? node.name.substr(1) : node.name;
      return true;
    }
    if (node.op != Op::select || !dotted(child(node, 0), path)) return false;
    path += fmt::format(".{}", node.name);
    return true;
  }

  // strings.quote(x): a function in a name space, which looks like a member.
  bool name_space(Node& node) {
    const Node& operand = child(node, 0);
    if (operand.op != Op::name || local_named(operand.name)) return false;
    const std::string whole = fmt::format("{}.{}", operand.name, node.name);
    if (functions_named(whole).empty()) return false;
    node.name = program_.names.emplace_back(whole);
    node.functions = functions_named(node.name);
    node.member = false;
    ++node.first;
    --node.count;
    for (const std::uint32_t each : program_.children_of(node)) visit(each);
    call(node);
    return true;
  }

  // ---- Fields

  void reads(std::string path) {
    if (std::ranges::find(program_.fields, path) == program_.fields.end())
      program_.fields.push_back(std::move(path));
  }

  // The path of a field of the record: "owner.team"; empty for anything else.
  std::string path_of(const Node& node) {
    switch (node.op) {
      case Op::root: return "";
      case Op::field: return std::string(node.field->name);
      case Op::follow: {
        const Node& operand = child(node, 0);
        const std::string path = path_of(operand);
        if (path.empty() && operand.op != Op::root) return "";
        return path.empty() ? std::string(node.field->name) : fmt::format("{}.{}", path, node.field->name);
      }
      default: return "";
    }
  }

  void select(Node& node) {
    const Type operand = child(node, 0).type;
    const bool asks = node.op == Op::has;
    switch (operand.tag) {
      case Tag::record: follow(node, operand); break;
      case Tag::date:
      case Tag::partial_date: part(node, operand, {"year", "month", "day"}, Part::year); break;
      case Tag::money: part(node, operand, {"minor", "currency"}, Part::minor); break;
      case Tag::map: node.type = *operand.item; break;
      case Tag::dynamic:
      case Tag::unknown: node.type = dynamic; break;
      default:
        leave(node, Fault::no_such_field, fmt::format("a value of type {} has no fields", to_text(operand)));
    }
    if (asks) node.type = {.tag = Tag::boolean};
  }

  void follow(Node& node, const Type& operand) {
    if (!operand.kind) {
      if (node.op == Op::has) refuse(node, "a reference to a record of any kind has no optional fields");
      return part(node, operand, {"id", "kind"}, Part::id);
    }
    if (!resolve(node, *operand.kind, node.name)) {
      std::vector<std::string_view> names;
      add_names(names, *operand.kind);
      refuse(node, fmt::format("{} has no field \"{}\"{}", operand.kind->name, text::printable(node.name),
                               text::did_you_mean(node.name, names)));
    }
    const bool of_root = child(node, 0).op == Op::root;
    const bool asks = node.op == Op::has;
    node.type.nullable = node.type.nullable || operand.nullable || !of_root;
    if (of_root) node.count = 0;
    if (!asks) node.op = of_root ? Op::field : Op::follow;
    if (asks) {
      Node path = node;
      path.op = of_root ? Op::field : Op::follow;
      if (const std::string text = path_of(path); !text.empty()) reads(text);
    } else if (const std::string text = path_of(node); !text.empty()) {
      reads(text);
    }
  }

  void part(Node& node, const Type& operand, std::initializer_list<std::string_view> names, Part first) {
    const auto* found = std::ranges::find(names, node.name);
    if (found == names.end())
      refuse(node, fmt::format("a {} has {}, not \"{}\"", to_text(Type{.tag = operand.tag}),
                               fmt::join(names, " and "), text::printable(node.name)));
    if (node.op == Op::has) refuse(node, "has() takes a field of a record; compare the part with null");
    node.op = Op::part;
    node.part = static_cast<Part>(static_cast<int>(first) + (found - names.begin()));
    const bool number = first == Part::year || node.part == Part::minor;
    node.type = {.tag = number ? Tag::integer : Tag::text,
                 .nullable = operand.nullable || operand.tag == Tag::partial_date || node.part == Part::kind,
                 .is_id = node.part == Part::id};
  }

  // ---- Operators and calls

  void index(Node& node) {
    const Type operand = child(node, 0).type;
    const Type key = child(node, 1).type;
    if (operand.tag == Tag::list) {
      node.type = *operand.item;
      if (!is_open(key) && !is_numeric(key))
        leave(node, Fault::no_such_overload,
              fmt::format("a list is indexed by an int, not by {}", to_text(key)));
    } else if (operand.tag == Tag::map) {
      node.type = *operand.item;
      const bool numbers = is_numeric(key) && is_numeric(*operand.key);
      if (!numbers && !fits(key, *operand.key))
        leave(node, Fault::no_such_key,
              fmt::format("the keys are {}, not {}", to_text(*operand.key), to_text(key)));
    } else if (is_open(operand)) {
      node.type = dynamic;
    } else {
      leave(node, Fault::no_such_overload, fmt::format("a value of type {} has no items", to_text(operand)));
    }
  }

  void list(Node& node) {
    Type item;
    for (std::size_t i = 0; i < node.count; ++i) item = common(item, child(node, i).type);
    node.type = list_of(item);
  }

  void map(Node& node) {
    Type key;
    Type item;
    for (std::size_t i = 0; i < node.count; i += 2) {
      const Type& given = child(node, i).type;
      const bool fits_a_key = is_open(given) || given.tag == Tag::integer || given.tag == Tag::text ||
                              given.tag == Tag::unsigned_integer || given.tag == Tag::boolean;
      if (!fits_a_key && !environment_.lenient)
        refuse(child(node, i), fmt::format("{}, not {}", message_of(Fault::bad_key), to_text(given)));
      key = common(key, given);
      item = common(item, child(node, i + 1).type);
    }
    node.type = map_of(key, item);
  }

  void need(Node& node, const Type& given, Tag wanted, std::string_view where) {
    if (is_open(given) || given.tag == wanted || environment_.lenient) return;
    refuse(node, fmt::format("{} needs {}, this is {}", where, to_text(Type{.tag = wanted}), to_text(given)));
  }

  void logic(Node& node) {
    const std::string_view sign = node.op == Op::conjunction ? "&&" : node.op == Op::disjunction ? "||" : "!";
    for (std::size_t i = 0; i < node.count; ++i)
      need(child(node, i), child(node, i).type, Tag::boolean, sign);
    node.type = {.tag = Tag::boolean};
  }

  void conditional(Node& node) {
    need(child(node, 0), child(node, 0).type, Tag::boolean, "? :");
    const Type& yes = child(node, 1).type;
    const Type& no = child(node, 2).type;
    if (!environment_.lenient && !fits(yes, no) && yes.tag != Tag::null && no.tag != Tag::null)
      refuse(node, fmt::format("both sides of : need the same type, these are {} and {}", to_text(yes),
                               to_text(no)));
    node.type = common(yes, no);
  }

  void negative(Node& node) {
    const Type& operand = child(node, 0).type;
    const bool fits = is_open(operand) || operand.tag == Tag::integer || operand.tag == Tag::real ||
                      operand.tag == Tag::duration;
    node.type = operand;
    if (!fits && !environment_.lenient)
      refuse(node, fmt::format("there is no negative of a {}", to_text(operand)));
  }

  void binary(Node& node) {
    const Type a = child(node, 0).type;
    const Type b = child(node, 1).type;
    node.type = {.tag = Tag::boolean};
    if (environment_.lenient) {
      if (node.op <= Op::remainder) node.type = dynamic;
      return;
    }
    bool fits = true;
    switch (node.op) {
      case Op::equal:
      case Op::not_equal:
        fits = cel::fits(a, b);
        if (!fits) explain_equality(node, a, b);
        break;
      case Op::in: fits = fits_in(a, b); break;
      case Op::less:
      case Op::less_or_equal:
      case Op::greater:
      case Op::greater_or_equal:
        if (a.names || b.names)
          refuse(node, "the values of an enumeration have no order; compare with == and in");
        fits =
            is_open(a) || is_open(b) || (is_numeric(a) && is_numeric(b)) || (a.tag == b.tag && has_order(a));
        break;
      default: fits = arithmetic(node, a, b);
    }
    if (!fits) refuse_operator(node, a, b);
    if (node.op == Op::equal || node.op == Op::not_equal) {
      restrict(child(node, 0), b);
      restrict(child(node, 1), a);
    } else if (node.op == Op::in) {
      if (b.tag == Tag::list) restrict(child(node, 1), a);
      if (b.tag == Tag::list) restrict(child(node, 0), *b.item);
    }
  }

  [[noreturn]] void explain_equality(Node& node, const Type& a, const Type& b) {
    if (a.tag == Tag::null || b.tag == Tag::null)
      refuse(node, fmt::format("a {} is never null", to_text(a.tag == Tag::null ? b : a)));
    if (a.tag == Tag::record || b.tag == Tag::record)
      refuse(node, fmt::format("there is no {} == {}; compare the record's id, as in owner.id == '...'",
                               to_text(a), to_text(b)));
    refuse_operator(node, a, b);
  }

  [[noreturn]] void refuse_operator(Node& node, Type a, Type b) {
    a.nullable = false;
    b.nullable = false;
    std::string advice;
    for (const auto& [one, other] : {std::pair{a, b}, std::pair{b, a}}) {
      if (one.tag != Tag::text) continue;
      if (other.tag == Tag::timestamp) advice = "; write timestamp('2026-11-22T09:30:00Z')";
      if (other.tag == Tag::duration) advice = "; write duration('24h')";
      if (other.tag == Tag::date) advice = "; write date('2026-11-22')";
    }
    refuse(node, fmt::format("there is no {} {} {}{}", to_text(a), sign_of(node.op), to_text(b), advice));
  }

  static bool fits_in(const Type& item, const Type& range) {
    if (is_open(range)) return true;
    if (range.tag == Tag::list) return fits(item, *range.item) || range.item->tag == Tag::null;
    const bool numbers = range.tag == Tag::map && is_numeric(item) && is_numeric(*range.key);
    return range.tag == Tag::map && (numbers || fits(item, *range.key));
  }

  bool arithmetic(Node& node, const Type& a, const Type& b) {
    node.type = dynamic;
    if (is_open(a) || is_open(b)) return true;
    const bool adding = node.op == Op::add;
    const bool sum = adding || node.op == Op::subtract;
    node.type = a;
    node.type.nullable = false;
    node.type.names = nullptr;
    node.type.is_id = false;
    if (a.tag == b.tag) {
      switch (a.tag) {
        case Tag::integer:
        case Tag::unsigned_integer: return true;
        case Tag::real: return node.op != Op::remainder;
        case Tag::text:
        case Tag::bytes: return adding;
        case Tag::list: node.type = list_of(common(*a.item, *b.item)); return adding;
        case Tag::duration: return sum;
        case Tag::timestamp: node.type = {.tag = Tag::duration}; return node.op == Op::subtract;
        default: return false;
      }
    }
    if (a.tag == Tag::timestamp && b.tag == Tag::duration) return sum;
    if (a.tag == Tag::duration && b.tag == Tag::timestamp) {
      node.type = b;
      return adding;
    }
    return false;
  }

  // A text beside an enumeration is one of its names; beside an id it is one.
  void restrict(Node& node, const Type& beside) {
    if (beside.tag != Tag::text || (!beside.names && !beside.is_id)) return;
    if (node.op == Op::list)
      for (std::size_t i = 0; i < node.count; ++i) restrict(child(node, i), beside);
    if (node.op != Op::literal) return;
    if (node.literal.tag == Tag::list) {
      std::vector<Any> items(node.literal.list->span().begin(), node.literal.list->span().end());
      for (Any& item : items) restrict(node, item, beside);
      node.literal = make_list(program_.constants, items);
    } else {
      restrict(node, node.literal, beside);
    }
  }
  void restrict(Node& node, Any& literal, const Type& beside) {
    if (literal.tag != Tag::text) return;
    if (beside.is_id) {
      try {
        const Uuid uuid = from_text<Uuid>(literal.text());
        const Any bytes = make_bytes(program_.constants, Value::of(uuid).text);
        literal = Any::id_at(bytes.data);
      } catch (const Error&) {
        refuse(node,
               fmt::format("\"{}\" is not an id, which has 36 characters", text::printable(literal.text())));
      }
      return;
    }
    std::vector<std::string_view> names;
    for (const EnumerationValue& each : beside.names->values) {
      if (each.name == literal.text()) return;
      names.push_back(each.name);
    }
    std::string advice = text::did_you_mean(literal.text(), names);
    if (advice.empty()) advice = fmt::format("; there are {}", fmt::join(names, ", "));
    refuse(node,
           fmt::format("{} has no \"{}\"{}", beside.names->name, text::printable(literal.text()), advice));
  }

  // Before the arguments are looked at: those of a macro that is written wrongly would mean nothing.
  void find_functions(Node& node) {
    if (!node.member && node.name.starts_with('.')) node.name.remove_prefix(1);
    node.functions = functions_named(node.name);
    if (!node.functions.empty() || environment_.lenient) return;
    std::vector<std::string_view> forms;
    std::vector<std::string_view> names(function_names().begin(), function_names().end());
    for (const Macro& each : macros()) {
      names.push_back(each.name);
      if (each.name == node.name) forms.push_back(each.form);
    }
    if (!forms.empty()) refuse(node, fmt::format("{}() is written {}", node.name, fmt::join(forms, " or ")));
    refuse(node, fmt::format("there is no function \"{}\"{}", text::printable(node.name),
                             text::did_you_mean(node.name, names)));
  }

  void call(Node& node) {
    if (node.functions.empty()) return leave(node, Fault::no_such_function, "");
    bool found = false;
    for (const Function* each : node.functions) {
      if (!takes(*each, node)) continue;
      node.type = found && !(node.type == each->result) ? dynamic : each->result;
      found = true;
    }
    if (!found) {
      node.type = dynamic;
      if (environment_.lenient) return leave(node, Fault::no_such_overload, "");
      refuse(node, fmt::format("{}() takes {}", node.name, signatures(node)));
    }
    if (node.name == "dyn") node.type = dynamic;
  }

  bool takes(const Function& function, const Node& node) {
    if (function.member != node.member || function.parameters.size() != node.count) return false;
    for (std::size_t i = 0; i < node.count; ++i)
      if (!fits(child(node, i).type, function.parameters[i])) return false;
    return true;
  }

  // "size(string) or size(list), not size(int)".
  std::string signatures(const Node& node) {
    std::vector<std::string_view> known;
    for (const Function* each : node.functions)
      known.push_back(each->signature.substr(0, each->signature.find(" ->")));
    std::vector<std::string> given;
    for (std::size_t i = node.member ? 1 : 0; i < node.count; ++i)
      given.push_back(to_text(child(node, i).type));
    return fmt::format("{}; this is {}{}({})", fmt::join(known, " or "),
                       node.member ? to_text(child(node, 0).type) + "." : "", node.name,
                       fmt::join(given, ", "));
  }

  // ---- Macros

  void macro(Node& node) {
    visit(program_.children[node.first]);
    const Type range = child(node, 0).type;
    Type key = dynamic;
    Type item = dynamic;
    if (range.tag == Tag::list) {
      key = {.tag = Tag::integer};
      item = *range.item;
    } else if (range.tag == Tag::map) {
      key = *range.key;
      item = node.two_variables ? *range.item : *range.key;
    } else if (!is_open(range) && !environment_.lenient) {
      refuse(node, fmt::format("{} goes through a list or a map, this is {}", node.name, to_text(range)));
    }
    node.slot = static_cast<std::uint32_t>(locals_.size());
    if (node.two_variables) locals_.push_back({child(node, 1).name, key});
    locals_.push_back({child(node, node.two_variables ? 2 : 1).name, item});
    program_.locals = std::max(program_.locals, static_cast<std::uint32_t>(locals_.size()));
    const std::size_t first = node.two_variables ? 3 : 2;
    for (std::size_t i = first; i < node.count; ++i) visit(program_.children[node.first + i]);
    locals_.resize(node.slot);
    const bool asks =
        node.op != Op::transform_list && node.op != Op::transform_map && node.op != Op::transform_map_entry;
    if (asks || node.guarded) need(child(node, first), child(node, first).type, Tag::boolean, node.name);
    const Type& made = child(node, node.count - 1).type;
    switch (node.op) {
      case Op::filter: node.type = range.tag == Tag::list ? range : list_of(item); break;
      case Op::transform_list: node.type = list_of(made); break;
      case Op::transform_map: node.type = map_of(key, made); break;
      case Op::transform_map_entry:
        need(child(node, node.count - 1), made, Tag::map, node.name);
        node.type = made.tag == Tag::map ? made : map_of(dynamic, dynamic);
        break;
      default: node.type = {.tag = Tag::boolean};
    }
  }

  Program& program_;
  const Environment& environment_;
  std::vector<Local> locals_;
};

}  // namespace

void check(Program& program, const Environment& environment) { Checker(program, environment).run(); }

}  // namespace rapport::cel
