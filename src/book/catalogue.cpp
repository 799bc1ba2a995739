#include "kernel/catalogue.hpp"

#include <array>

#include "engines/session.hpp"
#include "rapport/exchange.hpp"
#include "rooms/calendars.hpp"
#include "rooms/cases.hpp"
#include "rooms/escalations.hpp"
#include "rooms/interactions.hpp"
#include "rooms/lifecycle.hpp"
#include "rooms/outbox.hpp"
#include "rooms/people.hpp"
#include "rooms/policies.hpp"
#include "rooms/problems.hpp"
#include "rooms/rating.hpp"
#include "rooms/routing.hpp"
#include "rooms/rules.hpp"
#include "rooms/segments.hpp"
#include "rooms/tasks.hpp"

namespace rapport {

namespace {

struct Known {
  const Kind* kind;
  Hooks hooks;
  std::span<const cel::Computed> computed{};  // what expressions read beside the fields
};

// Every kind there is, with what its room does when it is written. Exports are imported in this order.
const auto& entries() {
  static const auto all = std::to_array<Known>({
      {&kind_of<Team>(), {}},
      {&kind_of<Calendar>(), calendar_hooks},
      {&kind_of<Agent>(), agent_hooks},
      {&kind_of<Absence>(), absence_hooks},
      {&kind_of<Customer>(), customer_hooks, customer_computed()},
      {&kind_of<ContactPoint>(), contact_point_hooks},
      {&kind_of<Connection>(), connection_hooks},
      {&kind_of<Ownership>(), ownership_hooks},
      {&kind_of<Interaction>(), interaction_hooks},
      {&kind_of<Need>(), need_hooks},
      {&kind_of<Consent>(), consent_hooks},
      {&kind_of<AllowedMove>(), allowed_move_hooks},
      {&kind_of<StageMove>(), stage_move_hooks},
      {&kind_of<ImportBatch>(), {}},
      {&kind_of<Segment>(), segment_hooks},
      {&kind_of<ServiceLevel>(), service_level_hooks},
      {&kind_of<Target>(), target_hooks},
      {&kind_of<Problem>(), problem_hooks},
      {&kind_of<ProblemNotice>(), problem_notice_hooks},
      {&kind_of<Case>(), case_hooks},
      {&kind_of<CaseEvent>(), case_event_hooks},
      {&kind_of<Clock>(), clock_hooks},
      {&kind_of<Task>(), task_hooks},
      {&kind_of<Notification>(), notification_hooks},
      {&kind_of<Rule>(), rule_hooks},
      {&kind_of<RuleAction>(), rule_action_hooks},
      {&kind_of<Firing>(), firing_hooks},
      {&kind_of<Ladder>(), ladder_hooks},
      {&kind_of<Rung>(), rung_hooks},
      {&kind_of<Escalation>(), escalation_hooks},
  });
  return all;
}

}  // namespace

std::span<const Kind* const> catalogue() {
  static const auto kinds = [] {
    std::array<const Kind*, std::tuple_size_v<std::remove_cvref_t<decltype(entries())>>> made{};
    for (std::size_t i = 0; i < made.size(); ++i) made[i] = entries()[i].kind;
    return made;
  }();
  return kinds;
}

const Hooks& hooks_of(const Kind& kind) {
  static const auto by_number = [] {
    std::array<const Hooks*, 64> made{};
    for (const Known& entry : entries()) made[static_cast<std::size_t>(entry.kind->number)] = &entry.hooks;
    return made;
  }();
  const Hooks* const hooks = by_number[static_cast<std::size_t>(kind.number)];
  if (hooks) return *hooks;
  throw Error(Code::internal, "the kind is not in the catalogue", {std::string(kind.name), "", ""});
}

std::span<const cel::Computed> cel::computed_of(const Kind& kind) {
  for (const Known& entry : entries())
    if (entry.kind == &kind) return entry.computed;
  return {};
}

}  // namespace rapport
