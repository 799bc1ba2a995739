// Routing: which agent gets a case, and why; agents who are absent, and agents who leave.
//
// An Absence is a record (records.hpp): book.absences() adds, finds, changes and removes them. An agent is
// absent once at a time, and nobody stands in, over however many others, for somebody who stands in for them.
//
// A case goes to its customer's dedicated agent: the owner, when the relationship is dedicated_assistance.
// Otherwise it goes to an agent of its team, or to any agent when it has none, who
//
//   is not absent; whoever stands in for one who is, is asked instead, of whichever team
//   knows every skill that the case needs; capitals and accents do not matter
//   speaks its language, or else the customer's; fr and fr-CA are one language
//   works with customers of that technical level: what is known of it about a skill or the product of the case,
//   or else about the customer as a whole
//   has fewer open cases than their capacity.
//
// What is not known of the agent, the case or the customer refuses nobody. Of those who fit comes first who
// works now by their calendar; then who has the least load, which is open cases in relation to capacity, or,
// where one of them has no capacity, open cases; then the fewest open cases; then whose newest case is the
// oldest, or who never had one; then who was added first. A case is open unless it is resolved, closed, merged
// into another or deleted. When an absent dedicated agent has nobody standing in, the case is routed as those of
// other customers.
//
// Threads: as the book.
//
//   auto zoe = book.agents().add({.name = "Zoé", .skills = "backup network", .languages = "fr en", .capacity = 10});
//   auto kim = book.agents().add({.name = "Kim", .skills = "backup"});
//   auto opened = book.service().open({.customer = acme.id, .subject = "No backups", .skills = "backup"});
//   book.absences().add({.agent = zoe.id, .stand_in = kim.id, .reason = "on holiday"});
//   book.routing().route(opened.id);  // Kim: knows backup, 0 cases, stands in for Zoé, the only one who fits
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "rapport/cases.hpp"

namespace rapport {

struct Absence {
  Id<Absence> id{};
  std::int64_t version = 0;
  std::optional<Instant> deleted_at{};
  Id<Agent> agent{};
  std::optional<Instant> valid_from{};
  std::optional<Instant> valid_until{};
  std::optional<Id<Agent>> stand_in{};
  std::optional<std::string> reason{};
};
template <>
inline constexpr auto description<Absence> = describe<Absence>(
    {"absence", "absences", 20, "A period in which an agent is not there."},
    field<&Absence::agent>("agent", 4, "Who is absent.", {.indexed = true, .fixed = true}),
    field<&Absence::valid_from>("valid_from", 5, "When it begins; when left absent, the instant of adding."),
    field<&Absence::valid_until>("valid_until", 6, "When the agent is back; absent when nobody knows."),
    field<&Absence::stand_in>("stand_in", 7, "Who gets the agent's cases meanwhile; absent for nobody.",
                              {.indexed = true}),
    field<&Absence::reason>("reason", 8, "Why; absent when nobody said.",
                            {.longest = 2000, .personal = true}));

// An agent, and whether the agent fits a case.
struct Candidate {
  Agent agent{};
  bool fits = false;
  std::string
      why{};  // "speaks fr, knows backup, 2 of 10 cases"; what is in the way when the agent does not fit
  std::int64_t open_cases = 0;  // the case itself aside
};

class Routing {
 public:
  explicit Routing(Session& session) : session_(&session) {}

  // Those who fit, the first one first, then those who do not, in the order of adding. A customer's dedicated
  // agent comes first. Throws not_found.
  std::vector<Candidate> candidates(Id<Case> of) const;

  // Assigns the case to the first candidate and leaves its team as it is. The event's reason says why, and so
  // does the commit's unless one is given. Throws not_allowed, naming what is in the way for each agent, when
  // nobody fits; the case stays as it is.
  Case route(Id<Case> of, const Because& because = {});

  // Hands every open case of an agent to another, or without one routes each of them anew, to whoever else
  // fits. All of them or, when one cannot be routed, none. Returns the cases. Open tasks go to the other,
  // too, or are nobody's in particular. Customers that the agent looks after are handed over by People::hand_over.
  std::vector<Case> hand_over(Id<Agent> from, std::optional<Id<Agent>> to, const Because& because = {});

 private:
  Session* session_;
};

}  // namespace rapport
