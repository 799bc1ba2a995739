// The escalations room's part in writing and in the sweep.
#pragma once

#include "engines/session.hpp"
#include "rapport/escalations.hpp"

namespace rapport {

extern const Hooks ladder_hooks;
extern const Hooks rung_hooks;
extern const Hooks escalation_hooks;

// What a sweep does with an escalation whose time has come: the next rung is asked, or it ends with its case.
Escalation climb(Session& session, Escalation escalation);

}  // namespace rapport
