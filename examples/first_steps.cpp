// The first steps: a customer, a person who works there, a call, a promise to move on, and the questions to
// ask.
#include <iostream>

#include "rapport/rapport.hpp"

using namespace rapport;

int main() {
  auto book = Book::in_memory();
  auto acme = book.customers().add({.name = "Acme", .country = "FR"});
  auto ana =
      book.customers().add({.type = CustomerType::person, .given_name = "Ana", .family_name = "Prévost"});
  book.connections().add({.customer = ana.id, .role = Role::works_for, .other = acme.id});
  book.contact_points().add({.customer = ana.id, .kind = ContactKind::email, .value = "ana@acme.example"});
  book.interactions().add({.customer = ana.id,
                           .channel = Channel::phone,
                           .direction = Direction::inbound,
                           .subject = "Wants a quote for backups"});
  book.lifecycle().move(acme.id, Stage::awareness, {.reason = "asked for a quote"});

  for (const auto& entry : book.timeline(acme.id, {.with_people = true}).entries)
    if (const auto* call = entry.as<Interaction>())
      std::cout << to_text(entry.at) << "  " << *call->subject << "\n";
  for (const auto& hit : book.search("quote")) std::cout << "found: " << hit.title.text << "\n";
  return book.journal().verify().intact() ? 0 : 1;
}
