// The course of a case: what happened to it and what was said, in order, and what that makes of the promises of
// its service levels. A pure function; nothing is read or written.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "rapport/service_levels.hpp"

namespace rapport {

// A policy as it is applied. It never changes once it is adopted.
struct HeldTarget {
  Target target;
  std::uint32_t stopped_in = 0;  // a bit for each state
};
struct HeldPolicy {
  ServiceLevel level;
  std::vector<HeldTarget> targets;

  // The one for the priority, or else the one for those without their own; the team's before every team's. Null
  // when there is none. Borrowed.
  const HeldTarget* find(TargetKind kind, Towards towards, Priority priority,
                         std::optional<Id<Team>> team) const noexcept;
};

struct Step {
  enum class What : std::uint8_t { event, customer_spoke, we_spoke, over };
  Instant at{};
  Uuid id{};  // decides between steps of one instant: ids are in the order of writing
  What what = What::event;
  const CaseEvent* event = nullptr;
};

struct DraftEvent {
  Instant at{};
  ClockAction action = ClockAction::start;
  const HeldTarget* terms = nullptr;               // of start and rerate; null when only quoted
  std::optional<std::int64_t> calendar_version{};  // of the same
  std::optional<Instant> due_at{};                 // of quote
};

// A clock as the course makes it.
struct Draft {
  TargetKind kind = TargetKind::resolution;
  Towards towards = Towards::customer;
  std::int64_t round = 1;
  std::optional<Id<Team>> team{};
  ClockState state = ClockState::running;
  std::vector<DraftEvent> events{};

  // The terms that hold; null when only quoted.
  const HeldTarget* held() const noexcept;
};

// Steps in order, the opening first. The policies outlive the drafts.
std::vector<Draft> drafts_of(std::span<const Step> steps,
                             const std::function<const HeldPolicy*(Id<ServiceLevel>)>& policy_of);

bool is_done(CaseState state) noexcept;

}  // namespace rapport
