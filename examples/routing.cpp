// Routing: cases find their agents, by what they know, whether they are there and how much they have to do.
#include <chrono>
#include <iostream>

#include "rapport/rapport.hpp"

using namespace rapport;

int main() {
  auto now = from_text<Instant>("2026-03-02T09:00:00Z");
  Options options;
  options.clock = [&now] { return now; };
  auto book = Book::in_memory(options);

  auto zoe =
      book.agents().add({.name = "Zoé", .skills = "backup network", .languages = "fr en", .capacity = 10});
  auto kim = book.agents().add({.name = "Kim", .skills = "backup", .languages = "en", .capacity = 5});
  auto max = book.agents().add({.name = "Max", .languages = "fr", .capacity = 5});
  auto acme = book.customers().add({.name = "Acme", .language = "fr"});
  auto best = book.customers().add({.name = "Best",
                                    .relationship = RelationshipType::dedicated_assistance,
                                    .owner = max.id,
                                    .language = "en"});

  // Whom a case goes to, and why.
  const auto route = [&](const Case& of) {
    const Case routed = book.routing().route(of.id);
    const auto events = book.service().events(of.id);
    std::cout << of.subject << "  ->  " << events.back().reason.value_or("") << '\n';
    return *routed.assignee;
  };
  const auto open = [&](const Customer& customer, const char* subject,
                        const std::optional<std::string>& skills) {
    return book.service().open({.customer = customer.id, .subject = subject, .skills = skills});
  };
  const bool by_skill = route(open(acme, "No backups since Monday", "backup")) == zoe.id;
  const bool by_load = route(open(acme, "Where is the invoice?", {})) == max.id;
  const bool dedicated = route(open(best, "No backups at all", "backup")) == max.id;

  // Max is on holiday, and Kim stands in; then Kim leaves.
  book.absences().add({.agent = max.id,
                       .valid_until = now + std::chrono::days(7),
                       .stand_in = kim.id,
                       .reason = "on holiday"});
  const Case urgent = open(best, "Still no backups", "backup");
  const bool stands_in = route(urgent) == kim.id;
  for (const Candidate& each : book.routing().candidates(urgent.id))
    std::cout << "  " << each.agent.name << (each.fits ? " fits: " : " does not: ") << each.why << '\n';
  try {
    book.agents().remove(kim);
  } catch (const Error& error) {
    std::cout << error.what() << '\n';
  }
  book.routing().hand_over(kim.id, zoe.id);
  book.agents().remove(kim);
  return by_skill && by_load && dedicated && stands_in ? 0 : 1;
}
