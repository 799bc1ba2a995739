#include "rooms/addressees.hpp"

#include "engines/records.hpp"

namespace rapport {

std::optional<Id<Agent>> agent_meant(Session& session, const Concerned& concerned, Who who) {
  const auto assignee = [&] { return concerned.of ? concerned.of->assignee : std::nullopt; };
  const auto owner = [&] { return record_of<Customer>(session, concerned.customer.uuid).owner; };
  switch (who) {
    case Who::assignee: return assignee();
    case Who::owner: return owner();
    case Who::supervisor: {
      const auto below = assignee() ? assignee() : owner();
      return below ? record_of<Agent>(session, below->uuid).supervisor : std::nullopt;
    }
  }
  return {};
}

}  // namespace rapport
