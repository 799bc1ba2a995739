// Rating: keeps the clocks of a case, and what follows from them in the case, as its course makes them.
#pragma once

#include <optional>
#include <vector>

#include "engines/session.hpp"
#include "rapport/service_levels.hpp"

namespace rapport {

extern const Hooks clock_hooks;

// Writes the clocks of a case and fills in the fields of the case that follow from them; the caller writes the
// case. A clock that was just seen to be late remembers it.
void rate(Session& session, Case& of, std::optional<Id<Clock>> seen_late = {});

// The same for a case that was only just opened, about which nothing can have been said yet.
void rate_new(Session& session, Case& of, const CaseEvent& opening);

// What a clock's text says, as the public function reads it.
struct ClockCourse {
  std::vector<Terms> terms;
  std::vector<ClockEvent> events;
};
ClockCourse course_of(Session& session, const Clock& clock);

// The terms that hold: those of course_of() that came last, with the time up to what was quoted.
Terms terms_of(Session& session, const Clock& clock);
bool is_over(ClockState state) noexcept;

// Whether only what a check saw is a miss.
bool counts_only_seen(Session& session, const Clock& clock);
// Whether the promise was kept, as far as that can be said for good at an instant, at which the clock reads so.
std::optional<bool> outcome(Session& session, const Clock& clock, const ClockCourse& course,
                            const ClockReading& reading, Instant at);

// Whether an event that quotes an instant finds a clock that runs, or stands still, in the course of a case.
bool can_be_quoted(Session& session, const Case& of, const CaseEvent& quotation);

// The live clocks of a case, by start.
std::vector<Clock> clocks_of(Session& session, Id<Case> of);

}  // namespace rapport
