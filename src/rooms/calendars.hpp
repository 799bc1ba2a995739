// The calendars room's part in writing.
#pragma once

#include "engines/session.hpp"
#include "rapport/calendar.hpp"

namespace rapport {

extern const Hooks calendar_hooks;

}  // namespace rapport
