// The outbox room's part in writing.
#pragma once

#include "engines/session.hpp"
#include "rapport/outbox.hpp"

namespace rapport {

extern const Hooks notification_hooks;

}  // namespace rapport
