// Whether long tests were asked for: ./dev test --long.
#pragma once

#include <cstdlib>

namespace rapport::test {

inline bool is_long() { return std::getenv("RAPPORT_LONG") != nullptr; }

}  // namespace rapport::test
