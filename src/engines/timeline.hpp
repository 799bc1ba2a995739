// Keeps time lines right as records are written; reading them is Book::timeline.
#pragma once

#include <functional>
#include <optional>

#include "engines/session.hpp"
#include "rapport/timeline.hpp"

namespace rapport {

// Takes the record's former state off the time lines and puts its new state on them; either may be null.
void move_on_time_line(Session& session, const Kind& kind, const void* before, const void* after);

// Compares the entries with what the rows say and reports each difference, with the record where one is
// concerned.
void verify_time_lines(Session& session,
                       const std::function<void(std::string what, std::optional<Reference> record)>& report);

// One page of the merged time lines of some customers.
Timeline read_timeline(Session& session, const std::vector<Uuid>& customers, std::size_t limit,
                       std::string_view after);

}  // namespace rapport
