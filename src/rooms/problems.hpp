// The part of problem management in writing.
#pragma once

#include "engines/session.hpp"
#include "rapport/problems.hpp"

namespace rapport {

extern const Hooks problem_hooks;
extern const Hooks problem_notice_hooks;

}  // namespace rapport
