// What rules cost: sweeping a million open cases, and what the due index adds to opening one.
#pragma once

#include <filesystem>

#include "harness.hpp"

namespace rapport::bench {

// The better of so many runs counts.
void measure_sweep(Report& report, const Folder& folder, std::size_t cases, int runs);
// The files are new ones.
void measure_due_index(Report& report, const std::filesystem::path& with,
                       const std::filesystem::path& without);

}  // namespace rapport::bench
