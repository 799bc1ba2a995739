// What expressions cost: to parse and check, to evaluate, and as SQL beside the same SQL by hand. The
// JavaScript peers are measured on the same expressions when `./dev bench` has installed them.
#pragma once

#include <filesystem>

#include "harness.hpp"

namespace rapport::bench {

void measure_language(Report& report);
// On a book with many interactions.
void measure_filters(Report& report, const std::filesystem::path& book);

}  // namespace rapport::bench
