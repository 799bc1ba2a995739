// The segments room's part in writing.
#pragma once

#include "engines/session.hpp"
#include "rapport/segments.hpp"

namespace rapport {

extern const Hooks segment_hooks;

}  // namespace rapport
