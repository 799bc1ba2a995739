// Shapes that verbs of several rooms give or take.
#pragma once

#include "verbs.hpp"

namespace rapport::python {

RAPPORT_SHAPE(Commit, false,
              "One verb or transaction: number, instant, actor, verb, reason and what led to it.",
              RAPPORT_MEMBER(number), RAPPORT_MEMBER(at), RAPPORT_MEMBER(actor), RAPPORT_MEMBER(verb),
              RAPPORT_MEMBER(reason), RAPPORT_MEMBER(cause_commit), RAPPORT_MEMBER(cause),
              RAPPORT_MEMBER(last_change))
RAPPORT_SHAPE(Change, false, "That a commit wrote a record.", RAPPORT_MEMBER(number), RAPPORT_MEMBER(commit),
              RAPPORT_MEMBER(operation), RAPPORT_MEMBER(record))
RAPPORT_SHAPE(FieldChange, false, "One field before and after a change, as text; None for no value.",
              RAPPORT_MEMBER(field), RAPPORT_MEMBER(before), RAPPORT_MEMBER(after))
RAPPORT_SHAPE(HistoryEntry, false, "One change of a record.", RAPPORT_MEMBER(commit), RAPPORT_MEMBER(change),
              RAPPORT_MEMBER(fields))
RAPPORT_SHAPE(Policy, false, "A service level with its targets.", RAPPORT_MEMBER(level),
              RAPPORT_MEMBER(targets))
RAPPORT_SHAPE(RuleWithActions, false, "A rule, and what it does, in order.", RAPPORT_MEMBER(rule),
              RAPPORT_MEMBER(actions))
RAPPORT_SHAPE(LadderWithRungs, false, "A ladder, and who is asked, from the first to the last.",
              RAPPORT_MEMBER(ladder), RAPPORT_MEMBER(rungs))

}  // namespace rapport::python
