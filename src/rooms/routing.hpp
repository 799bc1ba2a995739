// The routing room's part in writing.
#pragma once

#include "engines/session.hpp"
#include "rapport/routing.hpp"

namespace rapport {

extern const Hooks absence_hooks;

// Throws not_allowed for an agent who would leave open cases behind.
void need_no_open_cases(Session& session, const Agent& agent);

}  // namespace rapport
