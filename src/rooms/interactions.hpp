// The interactions room's part in writing.
#pragma once

#include <span>

#include "engines/session.hpp"
#include "expression/computed.hpp"
#include "rapport/interactions.hpp"

namespace rapport {

extern const Hooks interaction_hooks;

// Of customers: when somebody last had contact with them.
std::span<const cel::Computed> customer_computed();

}  // namespace rapport
