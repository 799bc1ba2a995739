// The escalations room's part in writing and in the sweep.
#pragma once

#include "engines/session.hpp"
#include "rapport/escalations.hpp"

namespace rapport {

extern const Hooks ladder_hooks;
extern const Hooks rung_hooks;
extern const Hooks escalation_hooks;

// Asks the next rung, as a sweep does when nobody has answered in time.
Escalation climb(Session& session, Escalation escalation);
// The same when nobody could be asked: it is tried again later.
void wait_to_climb(Session& session, Escalation escalation);
// Ends what runs about a case that is over.
void end_with_case(Session& session, Id<Case> of);
// What runs about a case that was merged into another goes on there, unless that is over or on its way already.
void go_on_with(Session& session, Id<Case> of, Id<Case> into);

}  // namespace rapport
