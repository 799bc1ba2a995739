// Escalations: how a case climbs a ladder until somebody takes it on.
//
// A Ladder says which cases it fits, and its Rungs say who is asked, one after the other, and how long each has to
// answer. The first ladder that fits, in the order of positions, is taken. escalate() asks the first rung; whoever
// is asked finds a notification in the outbox (outbox.hpp), outside the ladder's hours at their next opening. Who
// does not acknowledge it in time, or declines, is passed, and the next rung is asked; the last one is asked again,
// ten times at most, and then, once a day, only somebody else who is there. sweep() (rules.hpp) does the climbing,
// and rules can begin it (RuleVerb::escalate).
//
// Who is absent, when they would be told, is replaced by whoever stands in. A rung with nobody there, or with nobody
// who has capacity left, is passed over; on the last one capacity does not count. A ladder is refused unless its last
// rung is an agent, a role or a team of whom somebody is there or will be again. While nobody is, the highest rung
// below is asked, and where nobody is on any, whoever is absent, so that every case has a way up to somebody. An
// escalation of a case that is merged into another goes on there; of two by one ladder, the higher one, and of two by
// different ladders, the one that was there. Ladders never change: adopting one of the same name makes its next
// revision, to which an escalation goes over when all on its own have left. What happened to an escalation, with who
// and why, is its history in the journal.
//
// Not here: levels of a case by themselves (cases.hpp), ladders as JSON (exchange.hpp).
// Threads: as the book.
//
//   auto boss = book.agents().add({.name = "Max"});
//   auto complaint =
//       book.service().open({.kind = CaseKind::complaint, .customer = acme.id, .subject = "Overcharged"});
//   book.supervision().adopt({.ladder = {.name = "Complaints", .fits = "kind == 'complaint'"},
//                             .rungs = {{.who = Who::supervisor, .wait = std::chrono::hours(1)},
//                                       {.agent = boss.id, .wait = std::chrono::hours(4), .level = 2}}});
//   auto raised = book.supervision().escalate(complaint.id, "wants to speak to somebody else");
//   book.supervision().acknowledge(raised.id, {.agent = boss.id});
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/service_levels.hpp"

namespace rapport {

enum class Who : std::uint16_t { assignee = 1, supervisor = 2, owner = 3 };
template <>
inline constexpr auto enumeration<Who> =
    enumerate<Who>("who", "To whom something is given or told.",
                   {{Who::assignee, "assignee", "Whoever deals with the case."},
                    {Who::supervisor, "supervisor", "The supervisor of the assignee, or else of the owner."},
                    {Who::owner, "owner", "Whoever looks after the customer."}});

struct Ladder {
  Id<Ladder> id{};
  std::int64_t version = 0;
  std::optional<Instant> deleted_at{};
  std::string name{};
  std::int64_t revision = 0;
  std::int64_t position = 0;
  std::optional<std::string> fits{};
  std::optional<Id<Calendar>> calendar{};
  std::optional<Instant> retired_at{};
  std::optional<std::int64_t> turn{};
};
template <>
inline constexpr auto description<Ladder> = describe<Ladder>(
    {"ladder", "ladders", 27, "One revision of a way up: who is asked, one after the other."},
    field<&Ladder::name>("name", 4, "What the ladder is called; its revisions share it.",
                         {.indexed = true, .fixed = true, .natural_key = true}),
    field<&Ladder::revision>("revision", 5, "Which revision it is; the book counts them.",
                             {.lowest = 0, .fixed = true}),
    field<&Ladder::position>("position", 6, "Its place among ladders; the first that fits is taken.",
                             {.lowest = 0, .fixed = true}),
    field<&Ladder::fits>("fits", 7, "Which cases it fits, in CEL; absent for every case.",
                         {.longest = 10'000, .fixed = true}),
    field<&Ladder::calendar>("calendar", 8,
                             "Nobody is told outside of its hours, and time to answer is counted in them; "
                             "absent for day and night.",
                             {.fixed = true}),
    field<&Ladder::retired_at>("retired_at", 9, "Since when it is not taken any more; absent while it is.",
                               {.derived = true}),
    field<&Ladder::turn>("turn", 10, "When it is tried: its position while it is taken; absent once retired.",
                         {.indexed = true, .derived = true}));

struct Rung {
  Id<Rung> id{};
  std::int64_t version = 0;
  std::optional<Instant> deleted_at{};
  Id<Ladder> ladder{};
  std::optional<Who> who{};
  std::optional<Id<Agent>> agent{};
  std::optional<Id<Team>> team{};
  Duration wait{};
  std::optional<std::int64_t> level{};
  std::optional<std::string> role{};
};
template <>
inline constexpr auto description<Rung> = describe<Rung>(
    {"rung", "rungs", 28, "One step of a ladder."},
    field<&Rung::ladder>("ladder", 4, "Whose it is.", {.indexed = true, .fixed = true}),
    field<&Rung::who>("who", 5, "Who is asked; absent where an agent, a role or a team is named.",
                      {.fixed = true}),
    field<&Rung::agent>("agent", 6, "The agent who is asked; absent for none.", {.fixed = true}),
    field<&Rung::team>("team", 7, "The team that is asked; absent for none.", {.fixed = true}),
    field<&Rung::wait>(
        "wait", 8, "How long they have to acknowledge, from a minute to a century.",
        {.lowest = 60'000'000, .highest = Duration(std::chrono::days(36525)).count(), .fixed = true}),
    field<&Rung::level>("level", 9,
                        "The level that the case is raised to, or steps down to; absent for none.",
                        {.lowest = 0, .highest = 1000, .fixed = true}),
    field<&Rung::role>("role", 10,
                       "The role that is asked: of its agents who are there, the one with the fewest open "
                       "cases; absent for none.",
                       {.longest = 100, .fixed = true}));

enum class EscalationState : std::uint16_t { raised = 1, acknowledged = 2, ended = 3 };
template <>
inline constexpr auto enumeration<EscalationState> = enumerate<EscalationState>(
    "escalation_state", "How an escalation stands.",
    {{EscalationState::raised, "raised", "Somebody is asked and has not answered."},
     {EscalationState::acknowledged, "acknowledged", "Somebody has taken it on."},
     {EscalationState::ended, "ended", "It is over."}});

struct Escalation {
  Id<Escalation> id{};
  std::int64_t version = 0;
  std::optional<Instant> deleted_at{};
  Id<Case> of{};
  Id<Ladder> ladder{};
  std::string reason{};
  std::int64_t rung = 0;
  std::int64_t told = 0;
  std::optional<Id<Agent>> agent{};
  std::optional<Id<Team>> team{};
  EscalationState state = EscalationState::raised;
  Instant raised_at{};
  std::optional<Instant> next_at{};
  std::optional<Instant> acknowledged_at{};
  std::optional<Id<Agent>> acknowledged_by{};
  std::optional<Instant> ended_at{};
  std::optional<Id<Agent>> answered_by{};
};
template <>
inline constexpr auto description<Escalation> = describe<Escalation>(
    {"escalation", "escalations", 29, "A case on its way up."},
    field<&Escalation::of>("of", 4, "The case.", {.indexed = true, .fixed = true}),
    field<&Escalation::ladder>("ladder", 5, "The ladder, in the revision by which it climbs.",
                               {.derived = true}),
    field<&Escalation::reason>("reason", 6,
                               "Why it was escalated, the last time that somebody or a rule did.",
                               {.longest = 2000, .personal = true, .derived = true}),
    field<&Escalation::rung>("rung", 7, "Which rung is asked; 1 is the first.",
                             {.lowest = 1, .derived = true}),
    field<&Escalation::told>("told", 8, "How often that rung was told.", {.derived = true}),
    field<&Escalation::agent>("agent", 9, "The agent who is asked; absent for a team.",
                              {.indexed = true, .derived = true}),
    field<&Escalation::team>("team", 10, "The team that is asked; absent for an agent.", {.derived = true}),
    field<&Escalation::state>("state", 11, "How it stands.", {.derived = true}),
    field<&Escalation::raised_at>("raised_at", 12, "When it began.", {.fixed = true}),
    field<&Escalation::next_at>("next_at", 13,
                                "When the next rung is asked, or the same one again; absent for never.",
                                {.derived = true}),
    field<&Escalation::acknowledged_at>("acknowledged_at", 14, "When somebody took it on; absent before.",
                                        {.derived = true}),
    field<&Escalation::acknowledged_by>("acknowledged_by", 15, "Who did; absent when nobody said.",
                                        {.derived = true}),
    field<&Escalation::ended_at>("ended_at", 16, "When it ended; absent before.", {.derived = true}),
    field<&Escalation::answered_by>(
        "answered_by", 17,
        "Who answered last: took it on, declined, stepped down or ended it; absent "
        "when nobody did, or nobody said who.",
        {.derived = true}));

struct LadderWithRungs {
  Ladder ladder{};
  std::vector<Rung> rungs{};  // from the first to the last
};

// Who answers, and why. Absent `agent`: whoever acts, or whoever is asked.
struct EscalationAnswer {
  std::optional<Id<Agent>> agent{};
  std::string reason{};
};

class Supervision {
 public:
  explicit Supervision(Session& session) : session_(&session) {}

  // From now on cases that it fits get it; one of the same name is retired, but stays where it says the same. Throws
  // invalid, naming the field, for one that leads to nobody, or whose expression is wrong.
  LadderWithRungs adopt(LadderWithRungs ladder, const Because& because = {});
  Ladder retire(Id<Ladder> ladder, const Because& because = {});
  // Those that are taken, in the order in which they are tried.
  std::vector<LadderWithRungs> ladders() const;

  // Asks the first rung that somebody is on. A case that is on its way already climbs at once instead. Throws
  // invalid without a reason, and not_allowed for a case that is done and when no ladder fits.
  Escalation escalate(Id<Case> of, std::string_view reason, const Because& because = {});

  // Each of these throws not_allowed for an escalation that has ended.
  // Somebody takes it on: nobody else is asked, and who was not told yet is not told any more. Whoever acknowledges it
  // after that takes it over.
  Escalation acknowledge(Id<Escalation> id, const EscalationAnswer& answer = {}, const Because& because = {});
  // Whoever is asked says no: the next rung is asked at once. Throws invalid without a reason, and not_allowed on the
  // last rung.
  Escalation decline(Id<Escalation> id, const EscalationAnswer& answer, const Because& because = {});
  // The next rung below on which somebody is is asked; where there is none, it ends. Throws invalid without a reason.
  Escalation step_down(Id<Escalation> id, const EscalationAnswer& answer, const Because& because = {});
  // It is settled. Ending again is not an error. The end of its case ends it, too.
  Escalation end(Id<Escalation> id, const EscalationAnswer& answer = {}, const Because& because = {});

  // Those of a case, oldest first.
  std::vector<Escalation> escalations(Id<Case> of) const;

 private:
  Session* session_;
};

}  // namespace rapport
