// Time zones by their IANA names, with their history, from the system's database.
#pragma once

#include <cctz/time_zone.h>

#include <optional>
#include <string_view>

namespace rapport {

// Absent when there is no such zone.
std::optional<cctz::time_zone> zone_named(std::string_view name);

}  // namespace rapport
