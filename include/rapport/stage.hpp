// The five stages of a relationship, on their own because both customers and the lifecycle speak of them.
#pragma once

#include "rapport/describe.hpp"

namespace rapport {

enum class Stage : std::uint16_t {
  exploration = 1,
  awareness = 2,
  expansion = 3,
  commitment = 4,
  dissolution = 5
};
template <>
inline constexpr auto enumeration<Stage> = enumerate<Stage>(
    "stage", "Where a relationship stands.",
    {{Stage::exploration, "exploration", "Both sides look whether there is something to gain."},
     {Stage::awareness, "awareness",
      "The customer knows us and what we offer, and we know the customer's needs."},
     {Stage::expansion, "expansion", "The customer has bought and both sides come to depend on each other."},
     {Stage::commitment, "commitment", "Both sides intend to stay."},
     {Stage::dissolution, "dissolution", "At least one side has ended the relationship."}});

}  // namespace rapport
