// The interactions room's part in writing.
#pragma once

#include "engines/session.hpp"
#include "rapport/interactions.hpp"

namespace rapport {

extern const Hooks interaction_hooks;

}  // namespace rapport
