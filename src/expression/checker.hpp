// The checker: resolves names against what an expression may read, finds out the types, and refuses what
// cannot work, with its place and the nearest name.
#pragma once

#include <string>
#include <vector>

#include "expression/syntax.hpp"

namespace rapport::cel {

struct Variable {
  std::string name;  // may have dots
  Type type;
};

// What an expression may read.
struct Environment {
  // A record's fields stand by their names, the record itself by the name of its kind.
  const Kind* kind = nullptr;
  std::vector<Variable> variables{};
  // Names, functions and types that do not fit are then errors of the evaluation.
  bool lenient = false;
};

// Completes a parsed program. Throws invalid, with the place. Over records also for what would fail whatever
// they hold: constants that are out of range, a regular expression or a zone that does not exist.
void check(Program& program, const Environment& environment);

}  // namespace rapport::cel
