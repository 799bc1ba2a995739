#include "rooms/calendars.hpp"

#include <fmt/format.h>

#include "engines/records.hpp"
#include "kernel/validate.hpp"
#include "rooms/policies.hpp"
#include "rooms/rules.hpp"

namespace rapport {

namespace {

// Time must go on for whoever gets a policy that counts by it.
void prepare_calendar(const Writing& writing) {
  if (writing.operation != Operation::remove) return;
  const auto& calendar = *static_cast<const Calendar*>(writing.record);
  for (const Id<ServiceLevel> each : live_levels(writing.session, {})) {
    const ServiceLevel& level = held_policy(writing.session, each).level;
    if (level.calendar == calendar.id)
      throw Error(Code::not_allowed,
                  fmt::format("counts the time of the service level {}; retire that first", level.name),
                  place_of(kind_of<Calendar>(), &calendar, field_of<&Calendar::deleted_at>()));
  }
  for (const HeldRule& each : rule_set(writing.session).rules)
    if (each.rule.calendar == calendar.id)
      throw Error(Code::not_allowed,
                  fmt::format("counts the time of the rule {}; retire that first", each.rule.name),
                  place_of(kind_of<Calendar>(), &calendar, field_of<&Calendar::deleted_at>()));
}

}  // namespace

const Hooks calendar_hooks{.prepare = prepare_calendar, .check = [](const Writing& writing) {
                             OpeningHours{*static_cast<const Calendar*>(writing.record)};
                           }};

}  // namespace rapport
