// Telling the host's log.
#pragma once

#include <functional>

#include "rapport/options.hpp"

namespace rapport {

// A log that throws must not turn one trouble into another, so it is not heard again about this event.
inline void tell(const std::function<void(const LogEvent&)>& log, const LogEvent& event) noexcept {
  try {
    if (log) log(event);
  } catch (...) {  // NOLINT(bugprone-empty-catch): see above
  }
}

}  // namespace rapport
