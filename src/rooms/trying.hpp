// Trying again what could not be done.
#pragma once

#include <string>
#include <string_view>

#include "rapport/time.hpp"

namespace rapport {

// How often something is tried in all.
inline constexpr std::int64_t most_tries = 10;

// How long to wait after so many tries: a minute, then four times as long each time, a day at most.
Duration next_wait(std::int64_t tries);

// What went wrong, as a field of 2,000 code points holds it.
std::string trouble_text(std::string_view trouble);

}  // namespace rapport
