// What was promised, and how it stands: a policy, a case, a pause, a date that was quoted, and the measures.
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
  book.timekeeping().adopt(
      {.level = {.name = "Standard", .calendar = office.id},
       .targets = {{.kind = TargetKind::first_response, .amount = hours(2)},
                   {.kind = TargetKind::resolution, .amount = hours(8), .stopped_in = "waiting_customer"}}});
  const Customer acme = book.customers().add({.name = "Acme"});
  const Case opened = book.service().open({.customer = acme.id, .subject = "No backups since Friday"});

  now += hours(1);
  book.service().reply(opened.id,
                       {.channel = Channel::email, .direction = Direction::outbound, .body = "Which disk?"});
  book.service().move(opened.id, CaseState::waiting_customer);
  now += hours(3);
  book.service().reply(opened.id,
                       {.channel = Channel::email, .direction = Direction::inbound, .body = "The old one."});
  for (const Due& each : book.timekeeping().queue())
    std::cout << to_text(each.clock.kind) << " due " << to_text(*each.clock.due_at) << ", "
              << to_text(each.open_left.amount) << " of open time left\n";

  book.timekeeping().quote(opened.id, TargetKind::resolution, now + hours(72),
                           {.reason = "we said Thursday"});
  now += hours(48);
  const Case done = book.service().resolve(opened.id, "A new disk");
  const MeasureGroup all = book.measures().groups().front();
  std::cout << "kept: " << done.met.value_or("nothing") << "; resolved after "
            << to_text(all.resolution.elapsed.median) << ", " << to_text(all.resolution.open.median)
            << " of them open\n";
  return done.met == "first_response resolution" ? 0 : 1;
}
