#include "rooms/trying.hpp"

#include <algorithm>

#include "kernel/text.hpp"

namespace rapport {

Duration next_wait(std::int64_t tries) {
  Duration wait = std::chrono::minutes(1);
  for (std::int64_t i = 1; i < tries && wait < std::chrono::days(1); ++i) wait *= 4;
  return std::min<Duration>(wait, std::chrono::days(1));
}

std::string trouble_text(std::string_view trouble) {
  constexpr std::size_t most = 500;  // bytes, so that the text fits however many code points it has
  std::string kept;
  for (const char each : trouble.substr(0, most))
    kept += static_cast<unsigned char>(each) < 0x20 ? ' ' : each;
  while (text::first_invalid(kept)) kept.resize(*text::first_invalid(kept));
  return kept.empty() ? "failed" : kept;
}

}  // namespace rapport
