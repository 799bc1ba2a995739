// A help desk: a case from the customer's first word to an accepted answer, and the course that it took.
#include <chrono>
#include <iostream>

#include "rapport/rapport.hpp"

using namespace rapport;

int main() {
  // A clock of our own, so that the story has hours in it.
  auto now = from_text<Instant>("2026-03-02T09:00:00Z");
  Options options;
  options.clock = [&now] { return now; };
  auto book = Book::in_memory(options);
  auto service = book.service();

  auto acme = book.customers().add({.name = "Acme"});
  auto zoe = book.agents().add({.name = "Zoé"});
  auto opened = service.open({.kind = CaseKind::problem,
                              .customer = acme.id,
                              .subject = "No backups since Monday",
                              .channel = Channel::email});
  service.assign(opened.id, {.assignee = zoe.id});

  // Our answer opens the case; then it is the customer's turn.
  now += std::chrono::minutes(20);
  service.reply(opened.id, {.channel = Channel::email,
                            .direction = Direction::outbound,
                            .agent = zoe.id,
                            .body = "What does the log say?"});
  service.move(opened.id, CaseState::waiting_customer, {.reason = "asked for the log"});

  // The customer's word brings it back to us.
  now += std::chrono::hours(5);
  service.reply(
      opened.id,
      {.channel = Channel::email, .direction = Direction::inbound, .body = "No space left on the device."});
  now += std::chrono::minutes(30);
  service.resolve(opened.id, "Old backups were removed.", {.reason = "the disk was full"});
  now += std::chrono::hours(1);
  const Case done = service.accept(opened.id);

  for (const CaseEvent& event : service.events(done.id))
    if (event.from_state)
      std::cout << to_text(event.at) << "  " << to_text(*event.from_state) << " -> " << to_text(*event.state)
                << "  " << event.reason.value_or("because of what was said") << '\n';
  std::cout << to_text(*done.accepted_at) << "  accepted: " << *done.resolution << '\n';
  return service.events(done.id).size() == 6 && service.said(done.id).size() == 2 ? 0 : 1;
}
