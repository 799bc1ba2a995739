#include "expression/turning.hpp"

#include <algorithm>

#include "expression/functions.hpp"

namespace rapport::cel {

namespace {

// How a value moves with time.
enum class Course : std::uint8_t { stays, ascends, descends, unknown };

Course reversed(Course course) {
  switch (course) {
    case Course::ascends: return Course::descends;
    case Course::descends: return Course::ascends;
    default: return course;
  }
}

Course sum(Course left, Course right) {
  if (left == Course::stays || left == right) return right;
  return right == Course::stays ? left : Course::unknown;
}

bool is_clock(const Node& node) { return std::ranges::any_of(node.functions, &Function::clock); }

bool asks_clock(const Program& program, std::uint32_t node) {
  const Node& at = program.nodes[node];
  return is_clock(at) || std::ranges::any_of(program.children_of(at),
                                             [&](std::uint32_t each) { return asks_clock(program, each); });
}

Course course_of(const Program& program, std::uint32_t at) {
  if (!asks_clock(program, at)) return Course::stays;
  const Node& node = program.nodes[at];
  const auto children = program.children_of(node);
  const auto side = [&](std::size_t i) { return course_of(program, children[i]); };
  if (node.op == Op::call && is_clock(node)) {
    const bool of_what_stays =
        std::ranges::none_of(children, [&](std::uint32_t each) { return asks_clock(program, each); });
    return of_what_stays ? Course::ascends : Course::unknown;
  }
  if (node.op == Op::negative) return reversed(side(0));
  if (node.op == Op::add) return sum(side(0), side(1));
  if (node.op == Op::subtract) return sum(side(0), reversed(side(1)));
  return Course::unknown;
}

bool add_comparisons(const Program& program, std::uint32_t at, std::vector<std::uint32_t>& found) {
  if (!asks_clock(program, at)) return true;
  const Node& node = program.nodes[at];
  const auto children = program.children_of(node);
  switch (node.op) {
    case Op::conjunction:
    case Op::disjunction:
    case Op::negation:
    case Op::conditional:
      return std::ranges::all_of(children,
                                 [&](std::uint32_t each) { return add_comparisons(program, each, found); });
    case Op::less:
    case Op::less_or_equal:
    case Op::greater:
    case Op::greater_or_equal:
      found.push_back(at);
      return sum(course_of(program, children[0]), reversed(course_of(program, children[1]))) !=
             Course::unknown;
    default: return false;
  }
}

}  // namespace

bool may_turn(const Program& program, std::uint32_t node) {
  const Node& at = program.nodes[node];
  return at.computed || is_clock(at) || std::ranges::any_of(program.children_of(at), [&](std::uint32_t each) {
           return may_turn(program, each);
         });
}

std::optional<std::vector<std::uint32_t>> turning_comparisons(const Program& program, std::uint32_t node) {
  std::vector<std::uint32_t> found;
  if (!add_comparisons(program, node, found)) return {};
  return found;
}

}  // namespace rapport::cel
