// Every kind of the catalogue, and for each a least record that a book takes.
#pragma once

#include <string>
#include <tuple>
#include <vector>

#include "kernel/catalogue.hpp"
#include "kernel/form.hpp"
#include "rapport/rapport.hpp"
#include "support/book.hpp"

namespace rapport::test {

using Kinds = std::tuple<Team, Calendar, Agent, Absence, Customer, ContactPoint, Connection, Ownership,
                         Interaction, Need, Consent, AllowedMove, StageMove, ImportBatch, Segment,
                         ServiceLevel, Target, Problem, ProblemNotice, Case, CaseEvent, Clock, Task,
                         Notification, Rule, RuleAction, Firing, Ladder, Rung, Escalation>;

// Kinds whose records are neither updated nor removed.
template <class R>
constexpr bool stands_for_ever = std::is_same_v<R, StageMove> || std::is_same_v<R, CaseEvent>;
// Kinds that verbs of their own add, with rules of their own; a World has one of each.
template <class R>
constexpr bool comes_by_verbs =
    std::is_same_v<R, ServiceLevel> || std::is_same_v<R, Target> || std::is_same_v<R, CaseEvent> ||
    std::is_same_v<R, Clock> || std::is_same_v<R, Rule> || std::is_same_v<R, RuleAction> ||
    std::is_same_v<R, Firing> || std::is_same_v<R, Ladder> || std::is_same_v<R, Rung> ||
    std::is_same_v<R, Escalation>;

// Calls visit.operator()<R>() for every kind.
template <class F>
void for_every_kind(F&& visit) {
  [&]<class... R>(std::tuple<R...>*) { (visit.template operator()<R>(), ...); }(static_cast<Kinds*>(nullptr));
}

// The same for those that a collection adds.
template <class F>
void for_every_added_kind(F&& visit) {
  for_every_kind([&]<class R>() {
    if constexpr (!comes_by_verbs<R>) visit.template operator()<R>();
  });
}

// A book in memory with something to refer to.
struct World {
  FakeClock clock;
  Book book = Book::in_memory(fixed_options(clock));
  Team team = book.teams().add({.name = "Support"});
  Agent agent = book.agents().add({.name = "Zoé"});
  Customer acme = book.customers().add({.name = "Acme"});
  Customer ana = book.customers().add({.type = CustomerType::person, .name = "Ana"});
  Interaction call = book.interactions().add({.customer = acme.id, .subject = "First call"});
  Policy policy = book.timekeeping().adopt(
      {.level = {.name = "Standard"}, .targets = {{.amount = std::chrono::hours(8)}}});
  Case problem = book.cases().add({.customer = acme.id, .subject = "A problem"});
  Calendar calendar = book.calendars().add({.name = "Always", .zone = "UTC", .hours = "mon-sun 00:00-24:00"});
  Problem cause =
      book.problems().add({.name = "Full disk", .workaround = "Make room", .resolution = "Larger disks"});

  Reference to(const Customer& customer) const { return Reference::to(1, customer.id.uuid); }
  Reference to(const Agent& one) const { return Reference::to(5, one.id.uuid); }

  // The least that is accepted; a customer or agent of its own where two records may not share one.
  template <class R>
  R least() {
    const auto own = [&] { return book.customers().add({.name = "Own"}).id; };
    if constexpr (std::is_same_v<R, Team>) return {.name = "A team " + std::to_string(count_++)};
    if constexpr (std::is_same_v<R, Agent>) return {.name = "Kim"};
    if constexpr (std::is_same_v<R, Customer>) return {.type = CustomerType::person, .name = "Kim"};
    if constexpr (std::is_same_v<R, ContactPoint>)
      return {.customer = acme.id, .kind = ContactKind::address, .value = "1 High Street"};
    if constexpr (std::is_same_v<R, Connection>)
      return {.customer = ana.id, .role = Role::partner_of, .other = own()};
    if constexpr (std::is_same_v<R, Ownership>)
      return {.customer = own(), .agent = agent.id, .valid_from = clock.now()};
    if constexpr (std::is_same_v<R, Interaction>) return {.customer = acme.id};
    if constexpr (std::is_same_v<R, Need>) return {.customer = acme.id, .statement = "Safer backups"};
    if constexpr (std::is_same_v<R, Consent>) return {.customer = acme.id};
    if constexpr (std::is_same_v<R, AllowedMove>) return {};
    if constexpr (std::is_same_v<R, StageMove>) return {.customer = own(), .to_stage = Stage::awareness};
    if constexpr (std::is_same_v<R, Segment>)
      return {.name = "Segment " + std::to_string(count_++), .of = "customer", .expression = "true"};
    if constexpr (std::is_same_v<R, Calendar>)
      return {.name = "Calendar " + std::to_string(count_++), .zone = "UTC", .hours = "mon 09:00-17:00"};
    if constexpr (std::is_same_v<R, Absence>) return {.agent = book.agents().add({.name = "Own"}).id};
    if constexpr (std::is_same_v<R, Problem>) return {.name = "Certificate expired"};
    if constexpr (std::is_same_v<R, ProblemNotice>) return {.problem = cause.id, .customer = acme.id};
    if constexpr (std::is_same_v<R, Case>) return {.customer = acme.id, .subject = "No backups"};
    if constexpr (std::is_same_v<R, Task>) return {.subject = "Call back", .customer = acme.id};
    if constexpr (std::is_same_v<R, Notification>) return {.agent = agent.id, .text = "Call back"};
    if constexpr (std::is_same_v<R, ImportBatch>) return {.source = "clients.csv", .target = "customer"};
  }

 private:
  int count_ = 0;
};

// The names of the fields in which two records differ, the version aside.
inline std::vector<std::string> differences(const Kind& kind, const void* a, const void* b) {
  std::vector<std::string> names;
  for (const Field& field : kind.fields)
    if (field.number != version_field)
      for (const Column& column : field.columns)
        if (!(column.get(a) == column.get(b))) names.emplace_back(field.name);
  return names;
}

}  // namespace rapport::test
