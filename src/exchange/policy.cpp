// Policies as JSON: an object with a service level and its targets.
#include <fmt/format.h>

#include "exchange/document.hpp"
#include "kernel/text.hpp"
#include "rapport/exchange.hpp"
#include "rapport/service_levels.hpp"

namespace rapport {

namespace {

constexpr std::string_view level_key = "level";
constexpr std::string_view targets_key = "targets";

}  // namespace

Policy Exchange::read_policy(std::string_view json) const {
  const Document document(*session_, "policy");
  const Json parsed = parse_json(json);
  if (!parsed.is_object()) document.refuse(Code::invalid, "is no JSON object with a level and targets", "");
  Policy policy;
  for (const auto& [key, value] : parsed.items()) {
    if (key == level_key)
      document.read(kind_of<ServiceLevel>(), &policy.level, value, key);
    else if (key == targets_key)
      policy.targets = document.read_list<Target>(value, key);
    else
      document.refuse(Code::unknown_name, fmt::format("is neither {} nor {}", level_key, targets_key),
                      text::printable(key));
  }
  return policy;
}

}  // namespace rapport
