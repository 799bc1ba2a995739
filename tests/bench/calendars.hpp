// What open time costs: deadlines in a calendar with a lunch break and holidays.
#pragma once

#include "harness.hpp"

namespace rapport::bench {

void measure_calendar(Report& report);

}  // namespace rapport::bench
