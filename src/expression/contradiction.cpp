#include "expression/contradiction.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <string>

namespace rapport::cel {

namespace {

// What a field may still be.
struct Room {
  std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
  std::int64_t highest = std::numeric_limits<std::int64_t>::max();
  std::optional<std::string> word{};
};

// "customer.country"; empty for what is no field.
std::string path_of(const Program& program, const Node& node) {
  if (node.op == Op::field) return std::string(node.field->name);
  if (node.op != Op::follow) return {};
  const std::string path = path_of(program, program.child(node, 0));
  return path.empty() ? path : path + "." + std::string(node.field->name);
}

class Rooms {
 public:
  explicit Rooms(const Program& program) : program_(program) {}

  // Takes in what must be true, too; whether anything is left.
  bool narrow(const Node& node) {
    switch (node.op) {
      case Op::literal: return node.literal.tag != Tag::boolean || node.literal.boolean;
      case Op::conjunction:
        return std::ranges::all_of(program_.children_of(node),
                                   [&](std::uint32_t each) { return narrow(program_.nodes[each]); });
      case Op::disjunction:
        return std::ranges::any_of(program_.children_of(node), [&](std::uint32_t each) {
          return Rooms(*this).narrow(program_.nodes[each]);
        });
      case Op::equal:
      case Op::less:
      case Op::less_or_equal:
      case Op::greater:
      case Op::greater_or_equal: return compare(node);
      default: return true;
    }
  }

 private:
  bool compare(const Node& node) {
    const Node* field = &program_.child(node, 0);
    const Node* literal = &program_.child(node, 1);
    Op op = node.op;
    if (field->op == Op::literal) {
      std::swap(field, literal);
      op = mirrored(op);
    }
    const std::string path = path_of(program_, *field);
    if (path.empty() || literal->op != Op::literal) return true;
    const auto [found, is_new] = rooms_.try_emplace(path);
    Room& room = found->second;
    if (is_new && field->field->type == rapport::Type::integer) {
      room.lowest = field->field->traits.lowest;
      room.highest = field->field->traits.highest;
    }
    if (literal->literal.tag == Tag::text && op == Op::equal) {
      const std::string word(literal->literal.text());
      if (room.word && *room.word != word) return false;
      room.word = word;
    }
    if (literal->literal.tag != Tag::integer || field->field->type != rapport::Type::integer) return true;
    const std::int64_t value = literal->literal.integer;
    // Values beside the least and the greatest number there is are of no interest.
    if (op == Op::less && value > room.lowest)
      room.highest = std::min(room.highest, value - 1);
    else if (op == Op::greater && value < room.highest)
      room.lowest = std::max(room.lowest, value + 1);
    else if (op == Op::less_or_equal)
      room.highest = std::min(room.highest, value);
    else if (op == Op::greater_or_equal)
      room.lowest = std::max(room.lowest, value);
    else if (op == Op::equal && room.lowest <= value && value <= room.highest)
      room.lowest = room.highest = value;
    else
      return false;
    return room.lowest <= room.highest;
  }

  const Program& program_;
  std::map<std::string, Room> rooms_;
};

}  // namespace

bool contradicts_itself(const Program& program) {
  return !Rooms(program).narrow(program.nodes[program.root]);
}

}  // namespace rapport::cel
