// What happens by itself: a rule that sees a promise in danger, a ladder that a complaint climbs, and the outbox.
#include <iostream>

#include "rapport/rapport.hpp"

using namespace rapport;
using std::chrono::hours;

int main() {
  auto now = from_text<Instant>("2026-11-23T09:00:00+01:00");  // a Monday
  Options options;
  options.clock = [&now] { return now; };
  auto book = Book::in_memory(options);
  const Calendar office =
      book.calendars().add({.name = "Office", .zone = "Europe/Paris", .hours = "mon-fri 09:00-18:00"});
  book.timekeeping().adopt({.level = {.name = "Standard", .calendar = office.id},
                            .targets = {{.kind = TargetKind::resolution, .amount = hours(5)}}});
  const Agent max = book.agents().add({.name = "Max"});
  const Agent zoe = book.agents().add({.name = "Zoé", .supervisor = max.id});

  book.supervision().adopt({.ladder = {.name = "Complaints", .calendar = office.id},
                            .rungs = {{.who = Who::assignee, .wait = hours(1)},
                                      {.who = Who::supervisor, .wait = hours(2), .level = 1},
                                      {.agent = max.id, .wait = hours(4), .level = 2}}});
  book.automation().adopt(
      {.rule = {.name = "In danger", .of = "case", .promise = TargetKind::resolution, .percent = 80},
       .actions = {{.verb = RuleVerb::escalate, .value = "'four fifths of the time are over'"}}});

  const Customer acme = book.customers().add({.name = "Acme"});
  const Case opened = book.service().open(
      {.kind = CaseKind::complaint, .customer = acme.id, .subject = "Overcharged again", .assignee = zoe.id});
  for (const RuleReading& each : book.automation().forecast(now + hours(24)))
    std::cout << to_text(*each.at) << " would fire: " << each.rule.name << ", " << each.why << "\n";

  // A host sleeps until something is due or to be told, sweeps, and tells people what they are to be told.
  const auto next_due = [&] {
    const auto next = book.automation().next_due();
    const auto told = book.outbox().next_due();
    return next && told ? std::min(next, told) : next ? next : told;
  };
  while (const auto next = next_due()) {
    now = std::max(now, *next);
    book.automation().sweep();
    book.outbox().deliver([&](const Notification& each) {
      std::cout << to_text(now) << " " << book.agents().get(*each.agent).name << " is told: " << each.text
                << "\n";
    });
    const Escalation escalation = book.supervision().escalations(opened.id).front();
    if (escalation.agent == max.id) book.supervision().acknowledge(escalation.id, {.reason = "I call them"});
  }
  const Escalation escalation = book.supervision().escalations(opened.id).front();
  std::cout << "rung " << escalation.rung << " took it on\n";
  return escalation.rung == 2 && book.cases().get(opened.id).level == 1 ? 0 : 1;
}
