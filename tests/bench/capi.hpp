// What the C interface costs over the C++ one, and over SQLite's own functions.
#pragma once

#include <filesystem>
#include <functional>

#include "data.hpp"
#include "harness.hpp"

namespace rapport::bench {

// Reading fields of a record in memory.
void measure_fields(Report& report);

// Recording the data's interactions, by C and by C++, so many times each; `fresh` gives a path without a book.
void measure_recording(Report& report, const Data& data, int runs,
                       const std::function<std::filesystem::path()>& fresh);

// Walking over all interactions of a book, by a cursor and by a statement of SQLite's that reads the same columns.
void measure_walking(Report& report, const std::filesystem::path& book, int runs);

}  // namespace rapport::bench
