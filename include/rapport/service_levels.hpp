// Service levels: what was promised to whom by when, and the clocks that tell how each promise stands.
//
// A ServiceLevel says which cases it fits and by which calendar time is counted; its Targets say what is
// promised. Together they are a policy. Policies never change: adopting one of the same name makes its next
// revision, and a case keeps the revision it was given when it was opened. A policy for one customer (a contract)
// comes before those for all; among the others the lowest position that fits decides.
//
// Each target makes Clocks on the cases it applies to: one, or for an exchange with the customer one each round.
// A clock holds the list of what happened to it, made from the case's events and from what was said; the book
// keeps it as they are written, in whatever order. How it stands at an instant is computed from that list
// (target_clock.hpp), by the calendar as it was when the case was rated.
//
// What was quoted to the customer (quote) wins over the policy. While a case is resolved or closed its clocks
// stand still.
//
// Not here: cases (cases.hpp), calendars (calendar.hpp), policies as JSON (exchange.hpp; examples/policies has
// those of seven systems).
// Threads: as the book.
//
//   auto paris = book.calendars().add({.name = "Paris", .zone = "Europe/Paris", .hours = "mon-fri 09:00-18:00"});
//   book.timekeeping().adopt({.level = {.name = "Standard", .calendar = paris.id},
//                             .targets = {{.kind = TargetKind::first_response, .amount = std::chrono::hours(4)},
//                                         {.kind = TargetKind::resolution, .amount = std::chrono::hours(16)}}});
//   auto opened = book.service().open({.customer = acme.id, .subject = "No backups"});
//   for (const Clock& each : book.timekeeping().clocks(opened.id)) show(each.due_at);
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "rapport/cases.hpp"
#include "rapport/target_clock.hpp"

namespace rapport {

// ---- Service levels

enum class OnChange : std::uint16_t { keep = 1, retarget = 2, match = 3 };
template <>
inline constexpr auto enumeration<OnChange> = enumerate<OnChange>(
    "on_change", "What a change of a case does to its service level.",
    {{OnChange::keep, "keep", "Nothing."},
     {OnChange::retarget, "retarget", "The target for the new priority holds, from the beginning."},
     {OnChange::match, "match", "Policies are matched anew; what fits now holds from the beginning."}});

struct ServiceLevel {
  Id<ServiceLevel> id{};
  std::int64_t version = 0;
  std::optional<Instant> deleted_at{};
  std::string name{};
  std::int64_t revision = 0;
  std::int64_t position = 0;
  std::optional<std::string> fits{};
  std::optional<Id<Customer>> customer{};
  std::optional<Id<Calendar>> calendar{};
  OnChange on_change = OnChange::retarget;
  bool reply_waits = false;
  std::optional<Instant> retired_at{};
  std::optional<std::int64_t> turn{};
};
template <>
inline constexpr auto description<ServiceLevel> = describe<ServiceLevel>(
    {"service_level", "service_levels", 17,
     "One revision of a policy: which cases it fits, and how time counts."},
    field<&ServiceLevel::name>("name", 4, "What the policy is called; its revisions share it.",
                               {.indexed = true, .fixed = true, .natural_key = true}),
    field<&ServiceLevel::revision>("revision", 5, "Which revision it is; the book counts them.",
                                   {.lowest = 0, .fixed = true}),
    field<&ServiceLevel::position>("position", 6, "Its place among policies; the first that fits is taken.",
                                   {.lowest = 0, .fixed = true}),
    field<&ServiceLevel::fits>("fits", 7, "Which cases it fits, in CEL; absent for every case.",
                               {.longest = 10'000, .fixed = true}),
    field<&ServiceLevel::customer>("customer", 8, "Whose contract it is; absent for a policy for everybody.",
                                   {.fixed = true}),
    field<&ServiceLevel::calendar>("calendar", 9,
                                   "By which calendar open time is counted; absent for day and night.",
                                   {.fixed = true}),
    field<&ServiceLevel::on_change>("on_change", 10,
                                    "What a change of the case's priority, or of anything else "
                                    "that policies are matched on, does.",
                                    {.fixed = true}),
    field<&ServiceLevel::reply_waits>("reply_waits", 11, "Whether our reply makes it the customer's turn.",
                                      {.fixed = true}),
    field<&ServiceLevel::retired_at>("retired_at", 12,
                                     "Since when no more cases get it; absent while they do.",
                                     {.derived = true}),
    field<&ServiceLevel::turn>("turn", 13,
                               "When it is tried: its position while cases get it; absent once retired.",
                               {.indexed = true, .derived = true}));

// ---- Targets

enum class Towards : std::uint16_t { customer = 1, team = 2 };
template <>
inline constexpr auto enumeration<Towards> = enumerate<Towards>(
    "towards", "To whom something is promised.",
    {{Towards::customer, "customer", "The customer; it counts from the opening."},
     {Towards::team, "team", "By a team to the others; it counts from when the team gets it."}});

enum class Rhythm : std::uint16_t {
  customer_waits = 1,
  customer_waits_again = 2,
  between_replies = 3,
  after_replies = 4,
  any_word = 5,
  last_word = 6
};
template <>
inline constexpr auto enumeration<Rhythm> = enumerate<Rhythm>(
    "rhythm", "From which word to which an exchange is measured.",
    {{Rhythm::customer_waits, "customer_waits",
      "From the customer's first word without an answer to our reply."},
     {Rhythm::customer_waits_again, "customer_waits_again",
      "The same, once we have replied for the first time."},
     {Rhythm::between_replies, "between_replies", "From the opening, then from each reply, to our next one."},
     {Rhythm::after_replies, "after_replies",
      "From each reply to our next one; a word of the customer calls it off."},
     {Rhythm::any_word, "any_word", "From the opening, then from each word of either side, to the next one."},
     {Rhythm::last_word, "last_word",
      "From our last reply, or from the customer's first word after it; from nothing else."}});

enum class Reopening : std::uint16_t { stays = 1, resumes = 2, restarts = 3 };
template <>
inline constexpr auto enumeration<Reopening> =
    enumerate<Reopening>("reopening", "What reopening a case does to a promise that was kept.",
                         {{Reopening::stays, "stays", "It stays kept."},
                          {Reopening::resumes, "resumes", "Its clock goes on; the time between was a pause."},
                          {Reopening::restarts, "restarts", "A new clock starts."}});

struct Target {
  Id<Target> id{};
  std::int64_t version = 0;
  std::optional<Instant> deleted_at{};
  Id<ServiceLevel> service_level{};
  TargetKind kind = TargetKind::resolution;
  Towards towards = Towards::customer;
  std::optional<Priority> priority{};
  std::optional<Id<Team>> team{};
  Duration amount{};
  CountedIn counted_in = CountedIn::business;
  bool to_end_of_day = false;
  std::optional<Rhythm> rhythm{};
  std::optional<std::string> stopped_in{};
  std::optional<PausesCount> pauses{};
  std::optional<PausesCount> quoted_pauses{};
  std::optional<Reopening> reopening{};
  bool met_by_resolution = false;
  bool missed_when_seen = false;
};
template <>
inline constexpr auto description<Target> = describe<Target>(
    {"target", "targets", 18, "One promise of a service level."},
    field<&Target::service_level>("service_level", 4, "Whose target it is.",
                                  {.indexed = true, .fixed = true}),
    field<&Target::kind>("kind", 5, "What is promised.", {.fixed = true}),
    field<&Target::towards>("towards", 6, "To whom.", {.fixed = true}),
    field<&Target::priority>("priority", 7,
                             "For cases of this priority; absent for those that have no target of their own.",
                             {.fixed = true}),
    field<&Target::team>("team", 8, "Towards teams: whose promise it is; absent for every team's.",
                         {.fixed = true}),
    field<&Target::amount>("amount", 9, "The time promised; of working days, whole days of 24 hours.",
                           {.lowest = 1, .fixed = true}),
    field<&Target::counted_in>("counted_in", 10, "What it is counted in.", {.fixed = true}),
    field<&Target::to_end_of_day>("to_end_of_day", 11, "Of working days: until the last of them closes.",
                                  {.fixed = true}),
    field<&Target::rhythm>("rhythm", 12,
                           "Of next_response and update: from which word to which; absent for customer_waits "
                           "and between_replies.",
                           {.fixed = true}),
    field<&Target::stopped_in>(
        "stopped_in", 13,
        "States in which it stands still, with blanks between them; resolved and closed "
        "always do; absent for no more.",
        {.fixed = true}),
    field<&Target::pauses>("pauses", 14,
                           "How far a pause moves the due instant; absent for the time it is counted in.",
                           {.fixed = true}),
    field<&Target::quoted_pauses>(
        "quoted_pauses", 15, "How far a pause moves an instant that was quoted; absent for as far as others.",
        {.fixed = true}),
    field<&Target::reopening>("reopening", 16,
                              "What reopening does; absent for resumes of a resolution and stays of others.",
                              {.fixed = true}),
    field<&Target::met_by_resolution>("met_by_resolution", 17, "Whether resolving the case keeps it, too.",
                                      {.fixed = true}),
    field<&Target::missed_when_seen>("missed_when_seen", 18,
                                     "Whether only a miss that a check saw counts as one.", {.fixed = true}));

// ---- Clocks

struct Clock {
  Id<Clock> id{};
  std::int64_t version = 0;
  std::optional<Instant> deleted_at{};
  Id<Case> of{};
  TargetKind kind = TargetKind::resolution;
  Towards towards = Towards::customer;
  std::int64_t round = 1;
  std::optional<Id<Target>> target{};
  std::optional<Id<Team>> team{};
  ClockState state = ClockState::running;
  Instant started_at{};
  std::optional<Instant> due_at{};
  std::optional<Instant> ended_at{};
  std::optional<bool> met{};
  std::optional<Instant> breached_at{};
  std::string events{};
  std::optional<Instant> check_at{};
};
template <>
inline constexpr auto description<Clock> = describe<Clock>(
    {"clock", "clocks", 19, "How one promise to one customer, or of one team, stands."},
    field<&Clock::of>("of", 4, "The case.", {.indexed = true, .fixed = true}),
    field<&Clock::kind>("kind", 5, "What is promised.", {.fixed = true}),
    field<&Clock::towards>("towards", 6, "To whom.", {.fixed = true}),
    field<&Clock::round>("round", 7, "Which exchange, or which stay in a team, it is; 1 is the first.",
                         {.lowest = 1, .fixed = true}),
    field<&Clock::target>("target", 8, "The target that holds; absent when it was only quoted.",
                          {.derived = true}),
    field<&Clock::team>("team", 9, "Towards teams: whose promise it is; absent otherwise.",
                        {.derived = true}),
    field<&Clock::state>("state", 10, "How it stands.", {.derived = true}),
    field<&Clock::started_at>("started_at", 11, "When it began to run.", {.derived = true}),
    field<&Clock::due_at>("due_at", 12, "When it is due; absent unless it runs.",
                          {.indexed = true, .derived = true}),
    field<&Clock::ended_at>("ended_at", 13, "When it was kept or called off; absent before.",
                            {.derived = true}),
    field<&Clock::met>("met", 14, "Whether it was kept in time; absent while that is open.",
                       {.derived = true}),
    field<&Clock::breached_at>("breached_at", 15, "When a check first saw it late; absent for never.",
                               {.derived = true}),
    field<&Clock::events>("events", 16,
                          "What happened to it, a line each: instant, action, and for terms the "
                          "target and the calendar's revision.",
                          {.longest = 1'000'000, .derived = true}),
    field<&Clock::check_at>(
        "check_at", 17,
        "When a check is to look at it: when it is due, until one saw it late; absent otherwise.",
        {.indexed = true, .derived = true}));

// ---- Verbs and questions

struct Policy {
  ServiceLevel level{};
  std::vector<Target> targets{};
};

struct Due {
  Clock clock{};
  Duration left{};  // negative when late
  BusinessDuration open_left{};
};

// Whose clocks; absent for all.
struct DueSearch {
  std::optional<Id<Team>> team{};
  std::optional<Id<Agent>> assignee{};
  std::size_t limit = 50;
};

// One word for all promises to the customer of one case.
enum class Standing : std::uint16_t {
  no_promise = 1,
  response_due = 2,
  resolution_due = 3,
  paused = 4,
  failed = 5,
  fulfilled = 6
};
template <>
inline constexpr auto enumeration<Standing> =
    enumerate<Standing>("standing", "How the promises to the customer of a case stand.",
                        {{Standing::no_promise, "no_promise", "Nothing was promised."},
                         {Standing::response_due, "response_due", "We owe an answer."},
                         {Standing::resolution_due, "resolution_due", "We owe the resolution."},
                         {Standing::paused, "paused", "It is somebody else's turn."},
                         {Standing::failed, "failed", "Something was, or is, late."},
                         {Standing::fulfilled, "fulfilled", "Everything was done in time."}});

class Timekeeping {
 public:
  explicit Timekeeping(Session& session) : session_(&session) {}

  // From now on cases that it fits get this policy; one of the same name is retired and goes on in it, but stays
  // where it says the same. Throws invalid, naming the field (of a target as in targets[0].amount), for what cannot
  // work: no targets, two for the same thing, one that never runs, an expression that is wrong or fits no case, and
  // a place behind a policy that fits every case.
  Policy adopt(Policy policy, const Because& because = {});
  // No more cases get it; those that have it keep it.
  ServiceLevel retire(Id<ServiceLevel> level, const Because& because = {});
  Policy policy(Id<ServiceLevel> level) const;
  // Those that cases get, in the order in which they are tried; contracts first.
  std::vector<Policy> policies() const;

  // "You will have it on Thursday": the instant wins over the policy's. Throws not_allowed for a promise that is
  // kept already or, of next_response and update, that does not run, and invalid for an instant not behind `at`.
  Clock quote(Id<Case> of, TargetKind what, Instant due_at, const CaseEventDetails& details = {},
              const Because& because = {});
  // Matches the case anew by the present policies and calendars and counts from the beginning; a clock that was
  // cancelled for want of a policy runs again. What the clocks said before can still be read as of then.
  Case rate(Id<Case> of, const CaseEventDetails& details = {}, const Because& because = {});

  // By start.
  std::vector<Clock> clocks(Id<Case> of) const;
  // How a clock stands at an instant, past or to come if nothing else happens.
  ClockReading read(const Clock& clock, Instant at) const;
  std::vector<ClockEvent> events(const Clock& clock) const;
  // What counts as missed by then, or runs late, is failed; an exchange that a resolved case left open is nothing.
  Standing standing(Id<Case> of, Instant at) const;

  // The clocks that run, the one due first in front.
  std::vector<Due> queue(const DueSearch& search = {}) const;
  // Writes down which running clocks are beyond their due instant, each once, at most `limit` of them, and
  // returns these.
  std::vector<Clock> check(std::size_t limit = 1000, const Because& because = {});

 private:
  Session* session_;
};

}  // namespace rapport
