// The lifecycle room's part in writing.
#pragma once

#include "engines/session.hpp"
#include "rapport/lifecycle.hpp"

namespace rapport {

extern const Hooks stage_move_hooks;
extern const Hooks allowed_move_hooks;

// The moves of a customer, oldest first; those of one instant in the order in which they were made.
std::vector<StageMove> moves_of(Session& session, Id<Customer> customer);

}  // namespace rapport
