// Addressees: whom rules and rungs mean by the assignee, the supervisor or the owner.
#pragma once

#include <optional>

#include "engines/session.hpp"
#include "rapport/escalations.hpp"

namespace rapport {

// A case, or else a customer.
struct Concerned {
  const Case* of = nullptr;
  Id<Customer> customer{};
};

// The agent meant, whether there or not; absent for nobody.
std::optional<Id<Agent>> agent_meant(Session& session, const Concerned& concerned, Who who);

}  // namespace rapport
