// What a help desk costs: a log of incidents replayed through cases and their clocks.
#pragma once

#include <filesystem>

#include "harness.hpp"

namespace rapport::bench {

// Nothing without a log.
void measure_replay(Report& report, const std::filesystem::path& log);

}  // namespace rapport::bench
