// The lifecycle: how relationships move from stage to stage, and what can be read from the moves.
//
// A relationship begins in the stage its customer is added with (exploration, unless said otherwise) at the
// instant Customer::since. From then on only moves change it. A policy says which moves are allowed; it is
// data, one AllowedMove record for each, and a host may replace it. As long as a book has no AllowedMove record
// the default policy holds, so the first one that is added replaces all of the default, and removing the last
// one brings it back. The default policy:
//
//   one step forward              exploration > awareness > expansion > commitment
//   any step back                 with a reason
//   to dissolution from anywhere  with who ended it and the cause
//   win-back                      dissolution > exploration
//
// Everything else on this page is derived from the moves.
//
// Not here: rules that move customers by themselves.
// Threads: as the book.
//
//   book.lifecycle().move(acme.id, rapport::Stage::awareness, {.reason = "asked for a demonstration"});
//   for (const auto& spell : book.lifecycle().spells(acme.id)) std::cout << to_text(spell.stage) << "\n";
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "rapport/people.hpp"

namespace rapport {

enum class EndedBy : std::uint16_t { customer = 1, vendor = 2 };
template <>
inline constexpr auto enumeration<EndedBy> =
    enumerate<EndedBy>("ended_by", "Who ended a relationship.",
                       {{EndedBy::customer, "customer", "The customer left."},
                        {EndedBy::vendor, "vendor", "The vendor ended it."}});

enum class EndingCause : std::uint16_t {
  failed_trial = 1,
  dissatisfied = 2,
  better_offer = 3,
  need_gone = 4,
  low_volume = 5,
  fraud = 6,
  non_payment = 7,
  other = 8,
};
template <>
inline constexpr auto enumeration<EndingCause> =
    enumerate<EndingCause>("ending_cause", "Why a relationship ended.",
                           {{EndingCause::failed_trial, "failed_trial", "A trial did not convince."},
                            {EndingCause::dissatisfied, "dissatisfied", "The customer was not content."},
                            {EndingCause::better_offer, "better_offer", "Somebody else offered more."},
                            {EndingCause::need_gone, "need_gone", "The customer no longer needs it."},
                            {EndingCause::low_volume, "low_volume", "Too little business to go on."},
                            {EndingCause::fraud, "fraud", "Somebody cheated."},
                            {EndingCause::non_payment, "non_payment", "Bills were not paid."},
                            {EndingCause::other, "other", "Another cause; the reason says which."}});

struct StageMove {
  Id<StageMove> id{};
  std::int64_t version = 0;
  std::optional<Instant> deleted_at{};
  Id<Customer> customer{};
  Stage from_stage = Stage::exploration;
  Stage to_stage = Stage::exploration;
  Instant effective_at{};
  Instant recorded_at{};
  std::optional<Id<Agent>> agent{};
  std::optional<std::string> reason{};
  std::vector<Reference> evidence{};
  std::optional<EndedBy> ended_by{};
  std::optional<EndingCause> ending_cause{};
};
template <>
inline constexpr auto description<StageMove> = describe<StageMove>(
    {"stage_move", "stage_moves", 10, "One move of one customer from a stage to another."},
    field<&StageMove::customer>("customer", 4, "Who moved.",
                                {.indexed = true, .fixed = true, .on_time_line = OnTimeLine::customer}),
    field<&StageMove::from_stage>("from_stage", 5, "The stage before; the book fills it in.",
                                  {.fixed = true}),
    field<&StageMove::to_stage>("to_stage", 6, "The stage afterwards.", {.fixed = true}),
    field<&StageMove::effective_at>("effective_at", 7,
                                    "When the relationship changed; absent in a call for now.",
                                    {.fixed = true, .on_time_line = OnTimeLine::instant}),
    field<&StageMove::recorded_at>("recorded_at", 8, "When the move was written down; the book fills it in.",
                                   {.fixed = true}),
    field<&StageMove::agent>("agent", 9, "Who made the move; absent for the host program.", {.fixed = true}),
    field<&StageMove::reason>("reason", 10, "Why; required for a step back.",
                              {.longest = 2000, .searchable = true, .personal = true, .fixed = true}),
    field<&StageMove::evidence>("evidence", 11, "The records that showed it; empty for none.",
                                {.fixed = true}),
    field<&StageMove::ended_by>("ended_by", 12,
                                "Who ended the relationship; required for dissolution, else absent.",
                                {.fixed = true}),
    field<&StageMove::ending_cause>("ending_cause", 13,
                                    "Why it ended; required for dissolution, else absent.", {.fixed = true}));

struct AllowedMove {
  Id<AllowedMove> id{};
  std::int64_t version = 0;
  std::optional<Instant> deleted_at{};
  Stage from_stage = Stage::exploration;
  Stage to_stage = Stage::awareness;
  bool needs_reason = false;
  bool needs_evidence = false;
};
template <>
inline constexpr auto description<AllowedMove> = describe<AllowedMove>(
    {"allowed_move", "allowed_moves", 11, "One move that the lifecycle's policy allows."},
    field<&AllowedMove::from_stage>("from_stage", 4, "The stage before."),
    field<&AllowedMove::to_stage>("to_stage", 5, "The stage afterwards."),
    field<&AllowedMove::needs_reason>("needs_reason", 6, "Whether the move must give a reason."),
    field<&AllowedMove::needs_evidence>("needs_evidence", 7,
                                        "Whether the move must name a record that showed it."));

// What a move may say beside its stage. Absent effective_at: now. The reason is the commit's too, unless the
// move is a part of a transaction.
struct MoveDetails {
  std::optional<Instant> effective_at{};
  std::string reason{};
  std::vector<Reference> evidence{};
  std::optional<EndedBy> ended_by{};
  std::optional<EndingCause> ending_cause{};
};

// One unbroken stay in a stage.
struct Spell {
  Stage stage{};
  Instant from{};
  std::optional<Instant> until{};  // absent for the present stage
};

// One line of the funnel: what happened in a stage between two instants. A stage that a newer version named
// counts as a later one.
struct FunnelLine {
  Stage stage{};
  std::int64_t entered = 0;               // relationships that came into the stage, new ones included
  std::int64_t moved_on = 0;              // that left it for a later stage, dissolution aside
  std::int64_t moved_back = 0;            // that left it for an earlier stage, win-backs included
  std::int64_t ended = 0;                 // that left it for dissolution
  std::int64_t present = 0;               // that stood in it at the end
  std::optional<Duration> median_time{};  // of the stays that ended in between; absent for none
};

class Lifecycle {
 public:
  explicit Lifecycle(Session& session) : session_(&session) {}

  // Moves a customer. Throws not_allowed, naming what is allowed from here, when the policy refuses, when a
  // reason, evidence, or who ended it and why is missing, and when the effective instant lies before the last
  // move, before the beginning of the relationship or in the future.
  StageMove move(Id<Customer> customer, Stage to, const MoveDetails& details = {},
                 const Because& because = {});

  // The policy in force.
  std::vector<AllowedMove> policy() const;
  // Replaces it as a whole; no moves: the default policy. To change one move, give back policy() with that
  // move changed. Throws invalid for a move from a stage to itself and for one that is listed twice.
  void replace_policy(std::span<const AllowedMove> moves, const Because& because = {});

  // The stage at an instant; absent before the relationship began.
  std::optional<Stage> stage_at(Id<Customer> customer, Instant at) const;
  // Every stay, oldest first; one in a stage that a newer version named has Stage{}.
  std::vector<Spell> spells(Id<Customer> customer) const;
  // Time spent in each stage up to an instant, in the order of the stages; zero where it never was. Stages that
  // a newer version named are left out.
  std::vector<std::pair<Stage, Duration>> time_in_stages(Id<Customer> customer, Instant until) const;
  // One line for each stage, for what happened from an instant (included) to another (excluded). Cost: one
  // pass over the moves.
  std::vector<FunnelLine> funnel(Instant from, Instant until) const;

 private:
  Session* session_;
};

}  // namespace rapport
