// Entries: the verbs with what each takes, and the options and arguments that several of them share.
#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

#include "command/arguments.hpp"
#include "command/verbs.hpp"

namespace rapport::command {

struct Entry {
  Access access;
  int (*answer)(Call&);
  Verb verb;
  // Refuses words that are wrong whatever the book holds, before it is opened; null: all of them are good.
  void (*check)(const Arguments&) = nullptr;
};

// "One of low, normal, high, urgent."
template <class E>
std::string one_of() {
  std::string names;
  for (const auto& each : enumeration<E>.values)
    names += fmt::format("{}{}", names.empty() ? "" : ", ", each.name);
  return fmt::format("One of {}.", names);
}

inline Option limit(std::string fallback) {
  return {"--limit", "N", "Shows at most N of them.", std::move(fallback)};
}
inline const Option after{
    "--after", "CURSOR",
    "Goes on where the page before ended; with --json that was the line {\"next\": CURSOR}."};
inline const Option zone{"--zone", "ZONE", "Shows times in this zone, as in Europe/Paris.", "UTC"};
inline const Argument kind{"KIND", "A kind of record; rapport BOOK kinds lists them."};
inline const Argument record{"RECORD", "An id, or what the record is called."};
inline const Argument a_case{"CASE", "An id, or an external id."};
inline const Argument an_agent{"AGENT", "An id, an e-mail address, a name, or how a name begins."};

// rule_entries.cpp: rules, ladders, the sweep, backtests and the outbox.
const std::vector<Entry>& rule_entries();

}  // namespace rapport::command
