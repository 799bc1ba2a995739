// Turning: how what an expression says becomes another by itself, as time goes by.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "expression/syntax.hpp"

namespace rapport::cel {

// Whether a part asks for the present, or for what is computed, and so may become another by itself.
bool may_turn(const Program& program, std::uint32_t node);

// The comparisons with the present by which alone a part turns, as `now() - at > duration("1h")`: each of them is true
// up to an instant and false from there on, or the other way round. Absent where it asks for the present in another
// way, as `now().getHours() == 9`. What is computed counts as what stays.
std::optional<std::vector<std::uint32_t>> turning_comparisons(const Program& program, std::uint32_t node);

}  // namespace rapport::cel
