// What a help desk costs: opening cases with their promises, and measuring a million of them.
#pragma once

#include <filesystem>

#include "harness.hpp"

namespace rapport::bench {

// The files are new ones; the second is a book as well.
void measure_opening(Report& report, const std::filesystem::path& ours, const std::filesystem::path& by_hand);
void measure_measures(Report& report, const std::filesystem::path& book, std::size_t cases);

}  // namespace rapport::bench
