// The due index: for each record that rules about time are about, the next instant at which one may fire. What the
// session calls of it; the rooms define it.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "engines/session.hpp"

namespace rapport {

// A transaction begins: says which kinds are watched, as the rules are now.
void begin_due(Session& session);

// A commit ends: brings the index up to date with the records that were noted.
void keep_due(Session& session);

// Tells of records on which a rule may fire and which the index holds too late or not at all, and of what it holds
// beside them. Early is right: a sweep looks and finds when the record is really due.
void verify_due(Session& session,
                const std::function<void(std::string what, std::optional<Reference> record)>& report);

}  // namespace rapport
