// The cases room's part in writing.
#pragma once

#include "engines/session.hpp"
#include "rapport/cases.hpp"

namespace rapport {

extern const Hooks case_hooks;
extern const Hooks case_move_hooks;

// Whether an interaction is about a case.
bool is_about_case(const Interaction& interaction);
// About the case that goes on, when it is about one that was merged.
void redirect(Session& session, Interaction& interaction);
// What a new interaction does to the case it is about.
void heard(Session& session, const Interaction& interaction);

}  // namespace rapport
