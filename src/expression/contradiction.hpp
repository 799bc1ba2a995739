// Contradictions: expressions that are true of no record, as far as they show it themselves.
#pragma once

#include "expression/syntax.hpp"

namespace rapport::cel {

// Whether a part that is asked with && is false, or compares a field with numbers or words no value of which fits all:
// `level < 1 && level > 3`. False says nothing.
bool contradicts_itself(const Program& program);

}  // namespace rapport::cel
