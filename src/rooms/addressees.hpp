// Addressees: whom rules and rungs mean by the assignee, the supervisor or the owner.
#pragma once

#include <functional>
#include <optional>

#include "engines/session.hpp"
#include "rapport/escalations.hpp"

namespace rapport {

// What somebody is to do something about.
struct Concerned {
  std::optional<Id<Agent>> assignee{};
  Id<Customer> customer{};
};

// The agent meant, whether there or not; absent for nobody.
std::optional<Id<Agent>> agent_meant(Session& session, const Concerned& concerned, Who who);

// When an agent would be told.
using WhenTold = std::function<Instant(const Agent& agent)>;

// The agent of a role; of several one who is there then and has capacity left, with the fewest open cases. Absent when
// nobody has it.
std::optional<Id<Agent>> agent_of_role(Session& session, std::string_view role, const WhenTold& told_at);
bool is_role(Session& session, std::string_view role);
// Says that nobody has a role, and which one was perhaps meant.
std::string nobody_of(Session& session, std::string_view role);

// Actions and rungs name somebody by `who`, `agent`, `role` or `team`.
inline constexpr std::string_view ways_to_name = "one of who, agent, role and team";
template <class R>
int how_many_are_named(const R& of) {
  return int{of.who.has_value()} + int{of.agent.has_value()} + int{of.role.has_value()} +
         int{of.team.has_value()};
}
// Of what names no team: the agent, whether there or not; absent for nobody.
template <class R>
std::optional<Id<Agent>> agent_named(Session& session, const Concerned& concerned, const R& of,
                                     const WhenTold& told_at) {
  if (of.agent) return of.agent;
  return of.role ? agent_of_role(session, *of.role, told_at) : agent_meant(session, concerned, *of.who);
}

}  // namespace rapport
