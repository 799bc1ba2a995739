// Policies at work: which one fits a case, and by which hours it counts. What is read is remembered by the
// session, since a revision never changes.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "engines/session.hpp"
#include "rooms/course.hpp"

namespace rapport {

extern const Hooks service_level_hooks;
extern const Hooks target_hooks;

// The first policy that fits a case, as policies are now; absent when none does.
std::optional<Id<ServiceLevel>> match(Session& session, const Case& of);

// The present revision of a policy's calendar; absent without one.
std::optional<std::int64_t> calendar_version(Session& session, Id<ServiceLevel> level);

// Those that cases get, in the order in which they are tried; a customer's contracts, where one is given, first.
std::vector<Id<ServiceLevel>> live_levels(Session& session, std::optional<Id<Customer>> customer);

// Throws invalid for what is no expression about a case, or shows itself that no case fits it.
void check_fits(Session& session, std::string_view fits);

// Throws not_found. Whether it has been retired since is not in it. Borrowed from the session.
const HeldPolicy& held_policy(Session& session, Id<ServiceLevel> level);
struct TargetInPolicy {
  const HeldPolicy* policy;
  const HeldTarget* target;
};
TargetInPolicy held_target(Session& session, Id<Target> target);

// The hours of a policy's calendar in a revision of it; day and night without a calendar.
const OpeningHours& hours_of(Session& session, const HeldPolicy& policy,
                             std::optional<std::int64_t> calendar_version);
const OpeningHours& day_and_night();

}  // namespace rapport
