#include "kernel/catalogue.hpp"

#include <fmt/format.h>

#include "kernel/text.hpp"

namespace rapport {

const Kind* find_kind(int number) {
  for (const Kind* kind : catalogue())
    if (kind->number == number) return kind;
  return nullptr;
}

const Kind* find_kind(std::string_view name) {
  for (const Kind* kind : catalogue())
    if (kind->name == name || kind->plural == name) return kind;
  return nullptr;
}

const Kind& kind_named(std::string_view name) {
  if (const Kind* kind = find_kind(name)) return *kind;
  std::vector<std::string_view> names;
  for (const Kind* kind : catalogue()) names.push_back(kind->plural);
  throw Error(Code::unknown_name, fmt::format("there is no kind \"{}\"{}", text::printable(name),
                                              text::did_you_mean(name, names)));
}

}  // namespace rapport
