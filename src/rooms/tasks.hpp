// The part of tasks in writing.
#pragma once

#include "engines/session.hpp"
#include "rapport/tasks.hpp"

namespace rapport {

extern const Hooks task_hooks;

}  // namespace rapport
