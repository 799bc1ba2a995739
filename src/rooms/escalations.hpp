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
// Ends what runs about a case that is over.
void end_with_case(Session& session, Id<Case> of);

}  // namespace rapport
