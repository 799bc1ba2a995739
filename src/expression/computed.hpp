// Computed fields: what expressions may read of a record that no column holds, as the last contact with a
// customer. They are read whenever they are asked for and so are always right; records do not have them.
#pragma once

#include <span>
#include <string>

#include "kernel/kind.hpp"

namespace rapport::cel {

struct Computed {
  Field field;  // its name, sentence and type; no columns
  // One value in SQL; {} stands for the record's id, and the one ? behind it for the present instant.
  std::string sql;
  // In the same form: the first instant after the present at which it is another though nobody writes anything.
  std::string turns;
  // The kind that it is computed from. Whoever writes one of those notes whose value may be another.
  const Kind& (*source)();
};

Computed computed(std::string_view name, std::string_view sentence, rapport::Type type, std::string sql,
                  std::string turns, const Kind& (*source)());

// Those of a kind. Defined beside the catalogue, above the rooms.
std::span<const Computed> computed_of(const Kind& kind);
// Null when there is none.
const Computed* find_computed(const Kind& kind, std::string_view name);

}  // namespace rapport::cel
