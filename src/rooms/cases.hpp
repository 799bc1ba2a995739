// The cases room's part in writing.
#pragma once

#include <string>

#include "engines/session.hpp"
#include "rapport/cases.hpp"

namespace rapport {

extern const Hooks case_hooks;
extern const Hooks case_event_hooks;

// A case that a verb may change. Throws not_found, not_allowed.
Case writable(Session& session, Id<Case> id);
// Whether nobody has to deal with a case any more.
bool is_over(const Case& of);
// The opposite in SQL over its columns.
const std::string& open_sql();

// Writes down an event, does to the case what it says, and returns the case.
Case happened(Session& session, CaseEvent event, const CaseEventDetails& details = {});
// The commit's reason is the event's, unless it shares a commit with others, which say it themselves.
Because why(const Session& session, const CaseEventDetails& details, const Because& because);

// Whether an interaction is about a case.
bool is_about_case(const Interaction& interaction);
// About the case that goes on, when it is about one that was merged.
void redirect(Session& session, Interaction& interaction);
// What a new interaction does to the case it is about.
void heard(Session& session, const Interaction& interaction);
// The interaction changed or is gone: the case it is about is rated again.
void heard_otherwise(Session& session, const Interaction& interaction);

}  // namespace rapport
