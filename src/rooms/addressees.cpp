#include "rooms/addressees.hpp"

#include <fmt/format.h>

#include <tuple>

#include "engines/records.hpp"
#include "kernel/text.hpp"
#include "rooms/routing.hpp"

namespace rapport {

std::optional<Id<Agent>> agent_meant(Session& session, const Concerned& concerned, Who who) {
  const auto owner = [&] { return record_of<Customer>(session, concerned.customer.uuid).owner; };
  switch (who) {
    case Who::assignee: return concerned.assignee;
    case Who::owner: return owner();
    case Who::supervisor: {
      const auto below = concerned.assignee ? concerned.assignee : owner();
      return below ? record_of<Agent>(session, below->uuid).supervisor : std::nullopt;
    }
  }
  return {};
}

std::optional<Id<Agent>> agent_of_role(Session& session, std::string_view role, const WhenTold& told_at) {
  using Rank = std::tuple<bool, bool, std::int64_t, Uuid>;
  std::optional<Rank> best;
  for (const Agent& each : live_where<Agent>(session, field_of<&Agent::role>(), Value::of(role))) {
    const auto there = stand_in_for(session, each, told_at(each));
    const Agent& asked = there ? *there : each;
    const std::int64_t open_cases = open_cases_of(session, asked.id);
    const Rank rank{!there, is_full(asked, open_cases), open_cases, each.id.uuid};
    if (!best || rank < *best) best = rank;
  }
  if (!best) return {};
  return Id<Agent>{std::get<Uuid>(*best)};
}

bool is_role(Session& session, std::string_view role) {
  return !live_where<Agent>(session, field_of<&Agent::role>(), Value::of(role)).empty();
}

std::string nobody_of(Session& session, std::string_view role) {
  static const Sql sql(fmt::format(
      "SELECT DISTINCT {0} FROM {1} WHERE {0} IS NOT NULL AND \"deleted_at\" IS NULL ORDER BY {0}",
      column_of<&Agent::role>(), identifier(kind_of<Agent>().name)));
  Statement rows = session.database().prepare(sql);
  std::vector<std::string> roles;
  while (rows.step()) roles.emplace_back(rows.column(0).text);
  const std::vector<std::string_view> names(roles.begin(), roles.end());
  return fmt::format("no agent has the role {}{}", text::shown(role), text::did_you_mean(role, names));
}

}  // namespace rapport
