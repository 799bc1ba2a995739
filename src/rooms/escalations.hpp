// The escalations room's part in writing and in the sweep.
#pragma once

#include "engines/session.hpp"
#include "rapport/escalations.hpp"

namespace rapport {

extern const Hooks ladder_hooks;
extern const Hooks rung_hooks;
extern const Hooks escalation_hooks;

// Nobody has answered in time: asks the next rung, or the same ones again where nobody else is there, but not for ever.
std::string why_it_climbs(const Escalation& escalation);
void climb(Session& session, Escalation escalation);
// The same when nobody could be asked: it is tried again later.
void wait_to_climb(Session& session, Escalation escalation);
// Ends what runs about a case that is over.
void end_with_case(Session& session, Id<Case> of);
// What runs about a case that was merged into another goes on there, unless that is over, or on its way already by
// another ladder or as high.
void go_on_with(Session& session, Id<Case> of, Id<Case> into);

}  // namespace rapport
