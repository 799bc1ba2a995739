// Plans: what the columns of a file of another program probably mean.
#pragma once

#include <filesystem>

#include "exchange/csv.hpp"
#include "rapport/exchange.hpp"

namespace rapport {

// The kind empty: guessed.
ImportPlan make_plan(const std::filesystem::path& file, const csv::Format& format, std::string_view kind);

}  // namespace rapport
