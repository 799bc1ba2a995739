// Plans: what the columns of a file of another program probably mean.
#pragma once

#include <filesystem>
#include <span>
#include <string_view>

#include "exchange/csv.hpp"
#include "rapport/exchange.hpp"

namespace rapport {

// What a column of a kind may be called, folded and without anything between its words, separated by blanks;
// the likelier first.
struct Synonyms {
  std::string_view kind;
  std::string_view target;  // a field or an import target
  std::string_view names;
};
std::span<const Synonyms> synonyms();

// The kind empty: guessed.
ImportPlan make_plan(const std::filesystem::path& file, const csv::Format& format, std::string_view kind);

}  // namespace rapport
