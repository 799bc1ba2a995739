// The lifecycle room's part in writing.
#pragma once

#include "engines/session.hpp"
#include "rapport/lifecycle.hpp"

namespace rapport {

extern const Hooks stage_move_hooks;
extern const Hooks allowed_move_hooks;

}  // namespace rapport
