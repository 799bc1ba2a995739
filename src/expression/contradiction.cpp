#include "expression/contradiction.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace rapport::cel {

namespace {

// What a field may still be.
struct Room {
  std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
  std::int64_t highest = std::numeric_limits<std::int64_t>::max();
  std::optional<std::string> word{};
  std::set<std::string> other_words{};  // that it is not
  std::optional<bool> is_null{};        // absent where it may be either
};

// The comparison that is true where another one is false of values.
Op opposite(Op op) {
  switch (op) {
    case Op::equal: return Op::not_equal;
    case Op::not_equal: return Op::equal;
    case Op::less: return Op::greater_or_equal;
    case Op::less_or_equal: return Op::greater;
    case Op::greater: return Op::less_or_equal;
    default: return Op::less;
  }
}

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

  // Takes in what must be true, or false, too; whether anything is left.
  bool narrow(const Node& node, bool truth) {
    switch (node.op) {
      case Op::literal: return node.literal.tag != Tag::boolean || node.literal.boolean == truth;
      case Op::negation: return narrow(program_.child(node, 0), !truth);
      case Op::conjunction:
      case Op::disjunction: {
        const auto children = program_.children_of(node);
        if ((node.op == Op::conjunction) == truth)
          return std::ranges::all_of(children,
                                     [&](std::uint32_t each) { return narrow(program_.nodes[each], truth); });
        return std::ranges::any_of(
            children, [&](std::uint32_t each) { return Rooms(*this).narrow(program_.nodes[each], truth); });
      }
      case Op::equal:
      case Op::not_equal:
      case Op::less:
      case Op::less_or_equal:
      case Op::greater:
      case Op::greater_or_equal: return compare(node, truth ? node.op : opposite(node.op));
      default: return true;
    }
  }

 private:
  bool compare(const Node& node, Op op) {
    const Node* field = &program_.child(node, 0);
    const Node* literal = &program_.child(node, 1);
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
    const Any& value = literal->literal;
    if (value.tag == Tag::null) return be_null(room, op == Op::equal);
    // Of what is null only != is true.
    if (op != Op::not_equal && !be_null(room, false)) return false;
    if (value.tag == Tag::text) return compare_word(room, *field, op, std::string(value.text()));
    if (value.tag != Tag::integer || field->field->type != rapport::Type::integer) return true;
    return compare_number(room, op, value.integer);
  }

  static bool be_null(Room& room, bool is_null) {
    if (room.is_null && *room.is_null != is_null) return false;
    room.is_null = is_null;
    return true;
  }

  static bool compare_word(Room& room, const Node& field, Op op, std::string word) {
    if (op == Op::equal) {
      if ((room.word && *room.word != word) || room.other_words.contains(word)) return false;
      room.word = std::move(word);
    } else if (op == Op::not_equal) {
      if (room.word == word) return false;
      room.other_words.insert(std::move(word));
      if (!field.type.names || field.type.nullable) return true;
      return !std::ranges::all_of(field.type.names->values, [&](const EnumerationValue& each) {
        return room.other_words.contains(std::string(each.name));
      });
    }
    return true;
  }

  static bool compare_number(Room& room, Op op, std::int64_t value) {
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
    else if (op == Op::not_equal)
      return room.lowest != value || room.highest != value || room.is_null != false;
    else
      return false;
    return room.lowest <= room.highest;
  }

  const Program& program_;
  std::map<std::string, Room> rooms_;
};

}  // namespace

bool contradicts_itself(const Program& program) {
  return !Rooms(program).narrow(program.nodes[program.root], true);
}

}  // namespace rapport::cel
