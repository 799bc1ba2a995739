#include "kernel/zone.hpp"

#include <algorithm>
#include <string>

namespace rapport {

std::optional<cctz::time_zone> zone_named(std::string_view name) {
  // A name is a path below the database; nothing else may be opened through it, nor the machine's own zone.
  const bool harmless = std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '/' || c == '+' || c == '-';
  });
  if (name.empty() || !harmless || name.front() == '/') return {};
  // Beside the zones the folder holds the machine's own one, and copies of all that count leap seconds, or not.
  if (name == "localtime" || name == "posixrules" || name.starts_with("posix/") || name.starts_with("right/"))
    return {};
  cctz::time_zone zone;
  if (!cctz::load_time_zone(std::string(name), &zone)) return {};
  return zone;
}

}  // namespace rapport
