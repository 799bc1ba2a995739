// Shapes that verbs of several rooms give or take.
#pragma once

#include "verbs.hpp"

namespace rapport::python {

RAPPORT_SHAPE(Change, "That a commit wrote a record.", RAPPORT_MEMBER(number), RAPPORT_MEMBER(commit),
              RAPPORT_MEMBER(operation), RAPPORT_MEMBER(record))
RAPPORT_SHAPE(Policy, "A service level with its targets.", RAPPORT_MEMBER(level), RAPPORT_MEMBER(targets))
RAPPORT_SHAPE(RuleWithActions, "A rule, and what it does, in order.", RAPPORT_MEMBER(rule),
              RAPPORT_MEMBER(actions))
RAPPORT_SHAPE(LadderWithRungs, "A ladder, and who is asked, from the first to the last.",
              RAPPORT_MEMBER(ladder), RAPPORT_MEMBER(rungs))

}  // namespace rapport::python
