// Events: what changes in the journal mean to rules.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "engines/journal.hpp"
#include "engines/records.hpp"
#include "rooms/rules.hpp"

namespace rapport {

struct Event {
  std::string_view name;
  const Kind* kind;
  Uuid record;
};

// A change that a commit made, and an event that it means.
struct Happening {
  Event event;
  Change change;
  Commit commit;
};

// What a change means, for each of those whom it concerns.
std::vector<Event> events_of_change(Session& session, const Change& change, const Commit& commit,
                                    Versions& versions);

// Those of one record, newest first, whether a sweep has looked at them or not.
std::vector<Happening> events_of_record(Session& session, const Kind& kind, const Uuid& id,
                                        Versions& versions);

// Whether a rule is about an event, its condition aside.
bool hears(Session& session, const HeldRule& rule, const Event& event, const Change& change,
           const Commit& commit);
Occurrence occurrence_of(const HeldRule& rule, const Change& change, const Commit& commit);

// A record as a commit left it: meanwhile it may have been written again. Borrowed from the subject or `then`.
const void* as_left(const Commit& commit, Subject& subject, Versions& versions,
                    std::optional<AnyRecord>& then);

}  // namespace rapport
