// Who is drifting away: committed customers who have not heard from us for two months.
#include <chrono>
#include <iostream>

#include "rapport/rapport.hpp"

using namespace rapport;

namespace {

Customer add_committed(Book& book, const std::string& name, Instant since, Instant last_call) {
  auto customer = book.customers().add({.name = name, .stage = Stage::commitment, .since = since});
  book.interactions().add({.customer = customer.id,
                           .channel = Channel::phone,
                           .direction = Direction::outbound,
                           .at = last_call,
                           .subject = "How are the backups doing?"});
  return customer;
}

}  // namespace

int main() {
  const auto now = from_text<Instant>("2026-11-22T09:00:00Z");
  Options options;
  options.clock = [now] { return now; };
  auto book = Book::in_memory(options);
  const auto since = now - std::chrono::days(700);
  add_committed(book, "Boulangerie Épi d'Or", since, now - std::chrono::days(9));
  add_committed(book, "Garage du Pont", since, now - std::chrono::days(95));

  book.segments().add({.name = "drifting away",
                       .of = "customer",
                       .expression = "stage == 'commitment' && days_since(last_contact_at) > 60"});

  int drifting = 0;
  book.customers().for_each(book.customers().segment("drifting away"), [&](const Customer& customer) {
    ++drifting;
    std::cout << customer.name << ": call them\n";
  });
  return drifting == 1 ? 0 : 1;
}
