// Looking back: who changed what and why, a record as it was, a feed to follow, and the proof that nobody
// altered it.
#include <chrono>
#include <iostream>

#include "rapport/rapport.hpp"

using namespace rapport;

int main() {
  // A clock of our own, so that the story has days in it.
  auto today = from_text<Instant>("2026-03-02T09:00:00Z");
  Options options;
  options.clock = [&today] { return today; };
  auto book = Book::in_memory(options);

  auto zoe = book.agents().add({.name = "Zoé"});
  book.act_as(zoe.id);
  auto acme = book.customers().add({.name = "Acme", .employees = 12}, {.reason = "met at the fair"});
  today += std::chrono::days(30);
  acme.employees = 15;
  acme.industry = "hardware";
  acme = book.customers().update(acme, {.reason = "said so on the phone"});

  for (const HistoryEntry& entry : book.customers().history(acme.id)) {
    std::cout << to_text(entry.commit.at) << "  " << entry.commit.verb << "  "
              << entry.commit.reason.value_or("") << "\n";
    for (const FieldChange& field : entry.fields)
      std::cout << "    " << field.field << ": " << field.before.value_or("-") << " -> "
                << field.after.value_or("-") << "\n";
  }

  const auto then = book.customers().as_of(acme.id, from_text<Instant>("2026-03-15T00:00:00Z"));
  std::cout << "in the middle of March: " << *then->employees << " people\n";

  // Another program follows the book: it keeps the last number it has seen and comes back.
  std::int64_t seen = 0;
  for (const Change& change : book.journal().changes(seen, 100)) seen = change.number;
  std::cout << "changes so far: " << seen << "\n";

  return then->employees == 12 && book.journal().verify().intact() ? 0 : 1;
}
