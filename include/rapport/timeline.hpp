// The time line: everything that happened to a customer, whatever its kind, newest first.
//
// Kinds say in their descriptions that they stand on time lines (OnTimeLine); this page needs no change for a
// new one. The time line of an organisation can include those of all who work or worked for it.
//
// Cost: in proportion to the page (and, for an organisation, to the number of its people), never to what is
// stored.
//
// Not here: search (search.hpp). Threads: as the book.
//
//   for (const auto& entry : book.timeline(acme.id).entries)
//     if (const auto* interaction = entry.as<rapport::Interaction>())
//       std::cout << interaction->subject.value_or("");
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "rapport/people.hpp"

namespace rapport {

struct TimelineEntry {
  Instant at{};
  Id<Customer> customer{};  // on whose time line it stands
  Reference record{};       // what stands there
  const Kind* kind = nullptr;
  std::shared_ptr<const void> held{};

  // The record when it is an R, else nullptr. Valid as long as the entry.
  template <class R>
  const R* as() const noexcept {
    return kind == &kind_of<R>() ? static_cast<const R*>(held.get()) : nullptr;
  }
};

struct TimelinePaging {
  std::size_t limit = 50;    // 1 to 10,000
  std::string after{};       // Timeline::next of the page before; empty for the newest
  bool with_people = false;  // an organisation's people too
};

struct Timeline {
  std::vector<TimelineEntry> entries{};
  std::string next{};  // empty when there is no older entry
};

}  // namespace rapport
