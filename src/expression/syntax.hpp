// Syntax: an expression as a tree of nodes in one array, as the parser makes it and the checker completes it.
//
// The evaluator and the SQL writer walk the same nodes; there is no second form.
#pragma once

#include <cstdint>
#include <deque>
#include <memory_resource>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "expression/computed.hpp"
#include "expression/type.hpp"
#include "expression/value.hpp"
#include "kernel/kind.hpp"

namespace rapport::cel {

struct Function;

enum class Op : std::uint8_t {
  // From the parser. In brackets: the children.
  literal,
  name,         // an identifier; the checker turns it into one of those below
  select,       // .field (operand)
  has,          // has(operand.field) (operand)
  index,        // (operand, index)
  call,         // name(arguments), and operand.name(arguments) when `member` (operand, arguments)
  list,         // (items)
  map,          // (key, value, key, value, ...)
  conjunction,  // && (two or more)
  disjunction,  // || (two or more)
  negation,     // !
  conditional,  // (condition, then, else)
  negative,     // unary -
  add,
  subtract,
  multiply,
  divide,
  remainder,
  equal,
  not_equal,
  less,
  less_or_equal,
  greater,
  greater_or_equal,
  in,
  // Macros (range, variable..., bodies...): the variables are `name` nodes.
  all,
  exists,
  exists_one,
  filter,
  transform_list,  // also map(); with a filter: (range, variables, filter, transform)
  transform_map,
  transform_map_entry,
  // From the checker.
  variable,  // of the environment, by `slot`
  local,     // of a macro, by `slot`
  root,      // the record itself
  field,     // of the record itself
  follow,    // `field` of another record (operand)
  part,      // (operand)
  fault,     // what could not be resolved, where that is not an error at once
};

// Two-sided operators, which group from the left; a higher level binds tighter.
struct Operator {
  Op op;
  std::string_view sign;
  int level;
};
inline constexpr Operator operators[] = {{Op::equal, "==", 0},   {Op::not_equal, "!=", 0},
                                         {Op::less, "<", 0},     {Op::less_or_equal, "<=", 0},
                                         {Op::greater, ">", 0},  {Op::greater_or_equal, ">=", 0},
                                         {Op::in, "in", 0},      {Op::add, "+", 1},
                                         {Op::subtract, "-", 1}, {Op::multiply, "*", 2},
                                         {Op::divide, "/", 2},   {Op::remainder, "%", 2}};
inline constexpr int tightest = 2;
std::string_view sign_of(Op op) noexcept;
// The comparison that says the same with its sides exchanged: > for <.
Op mirrored(Op op) noexcept;

// range.name(variables..., bodies...).
struct Macro {
  std::string_view name;
  Op op;
  int variables;
  int least;  // bodies
  int most;
  std::string_view form;  // for the reference page
  std::string_view sentence;
};
std::span<const Macro> macros();

// Of a date, of money, of a reference to a record of any kind.
enum class Part : std::uint8_t { year, month, day, minor, currency, id, kind };

struct Node {
  Op op = Op::literal;
  bool member = false;         // of a call: written behind an operand
  bool two_variables = false;  // of a macro
  bool guarded = false;        // of transform_...: has a filter
  Part part = Part::year;
  Fault fault = Fault::no_such_name;
  std::uint32_t at = 0;     // where to point when something is wrong, in bytes
  std::uint32_t begin = 0;  // what of the text it is, with the brackets around it
  std::uint32_t end = 0;
  std::uint32_t first = 0;  // position of the first child in Program::children
  std::uint32_t count = 0;
  std::uint32_t slot = 0;
  Any literal{};
  std::string_view name{};  // of a name, field or function; in Program::names
  const Field* field = nullptr;
  const Computed* computed = nullptr;            // set when the field is no column
  const Kind* kind = nullptr;                    // whose field it is; of root and follow
  std::span<const Function* const> functions{};  // what a call may mean
  Type type{};
};

// One expression. Nodes are numbered from 0; children come before their parents.
struct Program {
  std::string text;
  std::vector<Node> nodes;
  std::vector<std::uint32_t> children;
  std::uint32_t root = 0;
  std::deque<std::string> names;                  // what names, texts and bytes of the nodes borrow from
  std::deque<Type> types;                         // what list and map types borrow from
  std::pmr::monotonic_buffer_resource constants;  // lists, maps and texts that were computed once
  std::uint32_t locals = 0;                       // variables of macros that live at the same time
  std::vector<std::string> fields;                // what it reads: "stage", "owner.team.name"

  std::span<const std::uint32_t> children_of(const Node& node) const {
    return {children.data() + node.first, node.count};
  }
  const Node& child(const Node& node, std::size_t i) const { return nodes[children[node.first + i]]; }
};

// Throws invalid with line, column, what was expected and the line with a caret under the place.
[[noreturn]] void fail(std::string_view text, std::size_t at, std::string_view what);

// At most this many bytes, and this many levels of brackets and operands.
constexpr std::size_t longest_text = 65536;
constexpr int deepest = 250;

void parse(Program& program);

// The type of a field as expressions see it.
Type type_of(const Field& field, Program& program);

}  // namespace rapport::cel
