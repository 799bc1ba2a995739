// How clocks are told to people.
#pragma once

#include "command/terminal.hpp"
#include "rapport/service_levels.hpp"

namespace rapport::command {

// "3 hours", "2 days late", in the colour of its urgency.
terminal::Cell left_cell(Duration left);
// The same of open time, beside it.
terminal::Cell open_left_cell(BusinessDuration left);

}  // namespace rapport::command
