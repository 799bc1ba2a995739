// A problem: three cases with one cause, a workaround for everybody affected, and a check that it stays away.
#include <chrono>
#include <iostream>

#include "rapport/rapport.hpp"

using namespace rapport;

int main() {
  auto now = from_text<Instant>("2026-03-02T09:00:00Z");
  Options options;
  options.clock = [&now] { return now; };
  auto book = Book::in_memory(options);
  auto management = book.problem_management();

  auto problem = book.problems().add({.name = "Certificate expired", .symptom = "Backups end with error 60"});
  for (const char* name : {"Acme", "Best", "Acme again"}) {
    auto customer = book.customers().add({.name = name});
    auto opened = book.service().open({.customer = customer.id, .subject = "No backups"});
    management.link(opened.id, problem.id);
  }

  // The workaround comes before anybody knows what it is.
  now += std::chrono::hours(1);
  problem.workaround = "Switch the check of certificates off until tomorrow.";
  problem = book.problems().update(problem);
  const std::size_t told = management.tell(problem.id).size();

  // The resolution closes what is open; then everybody hears of it.
  now += std::chrono::hours(20);
  problem.root_cause = "Nobody looked at its last day.";
  problem.prevention = "A reminder four weeks before.";
  problem.prevention_due = from_text<Date>("2026-04-01");
  book.problems().update(problem);
  problem = management.resolve(problem.id, "There is a new certificate.", LinkedCases::resolve);
  management.tell(problem.id);
  for (const Affected& each : management.affected(problem.id))
    std::cout << each.customer.name << ": " << each.open_cases << " of " << each.cases << " open, told the "
              << to_text(each.last_notice->told) << " at " << to_text(*each.last_notice->at) << '\n';

  const auto due = management.to_check(from_text<Date>("2026-04-01"));
  for (const Problem& each : due) std::cout << "did it work? " << *each.prevention << '\n';
  return told == 3 && due.size() == 1 && book.cases().count("state == 'resolved'") == 3 ? 0 : 1;
}
