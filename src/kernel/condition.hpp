// What a Condition is made of.
#pragma once

#include <vector>

#include "rapport/condition.hpp"

namespace rapport {

struct Condition::Node {
  Comparison comparison;
  int field;                           // of a comparison; 0 for both, either, negated
  std::vector<detail::Stored> values;  // what to compare with
  std::vector<Condition> parts;
};

}  // namespace rapport
