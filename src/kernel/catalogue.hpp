// The catalogue: every kind there is. The list itself stands in src/book/catalogue.cpp, above the rooms.
#pragma once

#include <span>
#include <string_view>

#include "kernel/kind.hpp"

namespace rapport {

// In an order in which every kind comes after those its required fields refer to.
std::span<const Kind* const> catalogue();

// Null when there is none.
const Kind* find_kind(int number);
// By name or plural; null when there is none.
const Kind* find_kind(std::string_view name);
// Throws unknown_name with the nearest name.
const Kind& kind_named(std::string_view name);

}  // namespace rapport
