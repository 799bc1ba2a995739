// The due index: for each record that rules about time are about, the next instant at which one may fire. What the
// session calls of it; the rooms define it.
#pragma once

#include "engines/session.hpp"

namespace rapport {

// A transaction begins: says which kinds are watched, as the rules are now.
void begin_due(Session& session);

// A commit ends: brings the index up to date with the records that were noted.
void keep_due(Session& session);

}  // namespace rapport
