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

// The terms that hold: those of course_of() that came last.
Terms terms_of(Session& session, const Clock& clock);

// The live clocks of a case, by start.
std::vector<Clock> clocks_of(Session& session, Id<Case> of);

}  // namespace rapport
