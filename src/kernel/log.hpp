// Telling the host's log.
#pragma once

#include <functional>

#include "rapport/options.hpp"

namespace rapport {

// A log that throws must not turn one trouble into another, so it is not heard again about this event.
// `text` makes the message, and only when somebody listens: also when memory runs out nothing leaves this.
template <class Text>
void tell(const std::function<void(const LogEvent&)>& log, LogLevel level, Code code, Text&& text) noexcept {
  try {
    if (log) log({level, code, text()});
  } catch (...) {  // NOLINT(bugprone-empty-catch): see above
  }
}

}  // namespace rapport
