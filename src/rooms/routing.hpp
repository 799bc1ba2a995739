// The routing room's part in writing.
#pragma once

#include <optional>

#include "engines/session.hpp"
#include "rapport/routing.hpp"

namespace rapport {

extern const Hooks absence_hooks;

// The agent, or whoever stands in for them at an instant; absent when nobody does, or who does has left.
std::optional<Agent> stand_in_for(Session& session, Agent agent, Instant at);

// How many cases an agent has to deal with.
std::int64_t open_cases_of(Session& session, Id<Agent> agent);
// Whether so many are as many as an agent deals with at once.
inline bool is_full(const Agent& agent, std::int64_t open_cases) {
  return agent.capacity && open_cases >= *agent.capacity;
}

// Throws not_allowed for an agent who would leave open cases or tasks behind.
void need_nothing_in_hand(Session& session, const Agent& agent);

}  // namespace rapport
