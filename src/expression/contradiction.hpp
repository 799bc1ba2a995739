// Contradictions: expressions that are true of no record, as far as they show it themselves.
#pragma once

#include "expression/syntax.hpp"

namespace rapport::cel {

// Whether a part that is asked with && is false, or compares a field with numbers, words or null so that no value fits
// all: `level < 1 && level > 3`, `assignee == null && assignee != null`. False says nothing.
bool contradicts_itself(const Program& program);

}  // namespace rapport::cel
