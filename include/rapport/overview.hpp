// The overview: everything about one customer in one call, as one screen shows it.
//
// Not here: older interactions (timeline.hpp). Threads: as the book.
//
//   auto acme = book.overview(id);
//   std::cout << acme.customer.name << ", " << acme.interactions.size() << " of the newest interactions\n";
#pragma once

#include <optional>
#include <vector>

#include "rapport/interactions.hpp"
#include "rapport/lifecycle.hpp"
#include "rapport/people.hpp"

namespace rapport {

struct Overview {
  Customer customer{};
  std::optional<Agent> owner{};
  std::vector<ContactPoint> contact_points{};
  std::vector<Connection> connections{};  // from and to the customer
  std::vector<Need> needs{};
  std::vector<Consent> consents{};
  std::vector<StageMove> stage_moves{};     // oldest first, by when they took effect
  std::vector<Interaction> interactions{};  // the newest, newest first
};

}  // namespace rapport
