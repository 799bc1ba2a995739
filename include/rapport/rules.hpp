// Rules: what must happen by itself, and when.
//
// A rule says when it may fire: on an event (on), or at an instant that is computed from a record: at a share of
// a promise's time, or at one of its instants, so much before or after. It says under which condition, in CEL
// over the record, and what is then done: RuleActions, in order. Rules are adopted as policies are: adopting one
// of the same name makes its next revision, which goes on where the last one stopped.
//
// Nothing fires by itself: the host calls sweep(), and next_due() says when to come back. The writes themselves
// keep, for each record, the next instant at which a rule may fire on it, so that a sweep reads what is due and
// nothing else. Every occurrence (this rule, this record, this promise or instant or event, this repeat) fires
// once, in the order of their instants, each in a commit of its own whose cause is the Firing; no crash, no
// second sweeper and no leap of the clock makes it two or none. An occurrence whose instant has come while the
// condition does not hold is asked again when the record changes; that of an event is asked once, of the record as
// the event left it. Of repeats that nobody swept only the last one fires.
//
// Rules that set one another off are cut when a chain is `deepest_chain` firings long; the last Firing says so.
// An action that fails takes the firing back; it is tried again a minute later, then after ever longer times.
//
// Not here: ladders (escalations.hpp), what is told to people (outbox.hpp), rules tried out on a log
// (backtest.hpp), rules as JSON (exchange.hpp; examples/rules).
// Threads: as the book.
//
//   book.automation().adopt({.rule = {.name = "Resolution in danger", .of = "case",
//                                     .promise = TargetKind::resolution, .percent = 80,
//                                     .condition = "priority == 'urgent'"},
//                            .actions = {{.verb = RuleVerb::set_level, .value = "level + 1"},
//                                        {.verb = RuleVerb::notify, .who = Who::supervisor,
//                                         .value = "subject + ' will soon be late'"}}});
//   for (bool is_more = true; is_more;) is_more = book.automation().sweep().is_more;
//   if (auto next = book.automation().next_due()) show(*next);
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/escalations.hpp"
#include "rapport/service_levels.hpp"

namespace rapport {

// ---- Rules

struct Rule {
  Id<Rule> id{};
  std::int64_t version = 0;
  std::optional<Instant> deleted_at{};
  std::string name{};
  std::int64_t revision = 0;
  std::int64_t position = 0;
  std::string of{};
  std::optional<std::string> on{};
  std::optional<std::string> changed{};
  std::optional<TargetKind> promise{};
  std::optional<Towards> towards{};
  std::optional<std::int64_t> percent{};
  std::optional<std::string> field{};
  std::optional<Duration> offset{};
  std::optional<CountedIn> counted_in{};
  std::optional<Id<Calendar>> calendar{};
  bool yearly = false;
  std::optional<Duration> every{};
  std::optional<std::int64_t> times{};
  std::optional<std::string> condition{};
  std::optional<Instant> since{};
  std::optional<Instant> retired_at{};
  std::optional<std::int64_t> turn{};
};
template <>
inline constexpr auto description<Rule> = describe<Rule>(
    {"rule", "rules", 23, "One revision of a rule: when it fires, and under which condition."},
    field<&Rule::name>("name", 4, "What the rule is called; its revisions share it.",
                       {.indexed = true, .fixed = true, .natural_key = true}),
    field<&Rule::revision>("revision", 5, "Which revision it is; the book counts them.",
                           {.lowest = 0, .fixed = true}),
    field<&Rule::position>(
        "position", 6, "Its place among rules; of those that are due at one instant the lower fires first.",
        {.fixed = true}),
    field<&Rule::of>("of", 7, "The kind of the records it is about, as in case.",
                     {.longest = 80, .fixed = true}),
    field<&Rule::on>("on", 8, "The event that sets it off; absent when an instant does.",
                     {.longest = 80, .fixed = true}),
    field<&Rule::changed>("changed", 9,
                          "Of the event changed: the fields of which one must have changed, with blanks "
                          "between them; absent for any.",
                          {.longest = 2000, .fixed = true}),
    field<&Rule::promise>("promise", 10, "Whose instants it follows, of cases; absent for none.",
                          {.fixed = true}),
    field<&Rule::towards>("towards", 11, "To whom that is promised; absent for the customer.",
                          {.fixed = true}),
    field<&Rule::percent>("percent", 12,
                          "At which share of the time promised; absent for 100, which is the due instant.",
                          {.lowest = 1, .highest = 1000, .fixed = true}),
    field<&Rule::field>("field", 13, "The field, an instant or a date, that it follows; absent for none.",
                        {.longest = 80, .fixed = true}),
    field<&Rule::offset>("offset", 14,
                         "So much later than that, negative for earlier; absent for not at all.",
                         {.fixed = true}),
    field<&Rule::counted_in>("counted_in", 15,
                             "What offset and every are counted in; absent for elapsed time.",
                             {.fixed = true}),
    field<&Rule::calendar>("calendar", 16,
                           "By which open time is counted, and in whose zone days begin; absent for that of "
                           "the case's service level, or else day and night in UTC.",
                           {.fixed = true}),
    field<&Rule::yearly>("yearly", 17,
                         "Whether the day of the field comes again, each year after the one that it names.",
                         {.fixed = true}),
    field<&Rule::every>("every", 18, "How long after an occurrence the next one follows; absent for never.",
                        {.fixed = true}),
    field<&Rule::times>("times", 19, "How often it fires then, the first time included.",
                        {.lowest = 2, .highest = 1000, .fixed = true}),
    field<&Rule::condition>("condition", 20, "Under which condition, in CEL; absent for any.",
                            {.longest = 10'000, .fixed = true}),
    field<&Rule::since>("since", 21,
                        "Instants and events before it are let pass; when left absent, the adoption of the "
                        "first revision, but for a promise's, none of which are let pass. Of an event never "
                        "before that adoption, nor before that of the revision that it follows.",
                        {.fixed = true}),
    field<&Rule::retired_at>("retired_at", 22, "Since when it does not fire any more; absent while it does.",
                             {.derived = true}),
    field<&Rule::turn>("turn", 23, "When it is asked: its position while it may fire; absent once retired.",
                       {.indexed = true, .derived = true}));

enum class RuleVerb : std::uint16_t {
  assign = 1,
  route = 2,
  set_priority = 3,
  set_level = 4,
  move = 5,
  tag = 6,
  note = 7,
  notify = 8,
  call = 9,
  escalate = 10,
  open_task = 11
};
template <>
inline constexpr auto enumeration<RuleVerb> = enumerate<RuleVerb>(
    "rule_verb", "What a rule does.",
    {{RuleVerb::assign, "assign", "Gives the case to somebody."},
     {RuleVerb::route, "route", "Gives the case to whoever fits best."},
     {RuleVerb::set_priority, "set_priority", "Gives the case the priority that the value names."},
     {RuleVerb::set_level, "set_level", "Takes the case to the level that the value is."},
     {RuleVerb::move, "move", "Moves the case, or the customer's stage, to the one that the value names."},
     {RuleVerb::tag, "tag", "Adds the words of the value to the tags of the record."},
     {RuleVerb::note, "note", "Writes the value down as a note about the record."},
     {RuleVerb::notify, "notify", "Tells somebody the value, by way of the outbox."},
     {RuleVerb::call, "call", "Calls the host's function that the value names."},
     {RuleVerb::escalate, "escalate", "Sends the case up its ladder; the value is the reason."},
     {RuleVerb::open_task, "open_task", "Opens a task for somebody, who is to do what the value says."}});

struct RuleAction {
  Id<RuleAction> id{};
  std::int64_t version = 0;
  std::optional<Instant> deleted_at{};
  Id<Rule> rule{};
  RuleVerb verb{};
  std::optional<Who> who{};
  std::optional<Id<Agent>> agent{};
  std::optional<Id<Team>> team{};
  std::optional<std::string> value{};
  bool in_hours = false;
  std::optional<std::string> role{};
  std::optional<Duration> within{};
  std::optional<CountedIn> counted_in{};
};
template <>
inline constexpr auto description<RuleAction> = describe<RuleAction>(
    {"rule_action", "rule_actions", 24, "One thing that a rule does."},
    field<&RuleAction::rule>("rule", 4, "Whose it is.", {.indexed = true, .fixed = true}),
    field<&RuleAction::verb>("verb", 5, "What is done.", {.fixed = true}),
    field<&RuleAction::who>(
        "who", 6,
        "Of assign, notify and open_task: to whom; absent where an agent, a role or a team is named.",
        {.fixed = true}),
    field<&RuleAction::agent>("agent", 7, "The agent; absent for none.", {.fixed = true}),
    field<&RuleAction::team>("team", 8, "The team; absent for none.", {.fixed = true}),
    field<&RuleAction::value>("value", 9, "What it takes, in CEL over the record; absent for nothing.",
                              {.longest = 10'000, .fixed = true}),
    field<&RuleAction::in_hours>("in_hours", 10,
                                 "Of notify: whether it waits until the agent works, by their calendar.",
                                 {.fixed = true}),
    field<&RuleAction::role>("role", 11,
                             "The role: of its agents who are there, the one with the fewest open cases; "
                             "absent for none.",
                             {.longest = 100, .fixed = true}),
    field<&RuleAction::within>(
        "within", 12, "Of open_task: how long after the firing it is due; absent for no due instant.",
        {.lowest = 0, .fixed = true}),
    field<&RuleAction::counted_in>("counted_in", 13,
                                   "What within is counted in: by the rule's calendar, else the agent's, "
                                   "else that of the case's service level; "
                                   "absent for elapsed time.",
                                   {.fixed = true}));

// ---- Firings

enum class Outcome : std::uint16_t { done = 1, failed = 2, cut = 3 };
template <>
inline constexpr auto enumeration<Outcome> =
    enumerate<Outcome>("outcome", "How a firing ended.",
                       {{Outcome::done, "done", "Everything was done."},
                        {Outcome::failed, "failed", "Something could not be done, so nothing was."},
                        {Outcome::cut, "cut", "Rules had set one another off too often; nothing was done."}});

struct Firing {
  Id<Firing> id{};
  std::int64_t version = 0;
  std::optional<Instant> deleted_at{};
  Id<Rule> rule{};
  Reference record{};
  std::string occurrence{};
  Instant due_at{};
  Instant at{};
  Outcome outcome = Outcome::done;
  std::int64_t depth = 1;
  std::int64_t tries = 1;
  std::optional<std::string> trouble{};
  std::optional<Instant> next_try_at{};
  std::optional<Id<Firing>> set_off_by{};
};
template <>
inline constexpr auto description<Firing> = describe<Firing>(
    {"firing", "firings", 25, "That a rule fired on a record."},
    field<&Firing::rule>("rule", 4, "The rule, in the revision that fired, or was last tried.",
                         {.indexed = true, .derived = true}),
    field<&Firing::record>("record", 5, "What it fired on.", {.indexed = true, .fixed = true}),
    field<&Firing::occurrence>("occurrence", 6,
                               "Which occurrence it was: the promise, or field and value, or the event's "
                               "instant and the number of its change or commit; and the number of a "
                               "repeat.",
                               {.longest = 200, .fixed = true}),
    field<&Firing::due_at>("due_at", 7, "When it was due.", {.fixed = true}),
    field<&Firing::at>("at", 8, "When it fired, or was last tried.", {.derived = true}),
    field<&Firing::outcome>("outcome", 9, "How it ended.", {.derived = true}),
    field<&Firing::depth>("depth", 10,
                          "Its place in a chain of rules that set one another off; 1 is the first.",
                          {.fixed = true}),
    field<&Firing::tries>("tries", 11, "How often it was tried.", {.derived = true}),
    field<&Firing::trouble>("trouble", 12, "What went wrong, or the chain that was cut; absent for nothing.",
                            {.longest = 2000, .personal = true, .derived = true}),
    field<&Firing::next_try_at>("next_try_at", 13, "When a failed one is tried again; absent for never.",
                                {.derived = true}),
    field<&Firing::set_off_by>("set_off_by", 14, "The firing that led to it; absent for none.",
                               {.fixed = true}));

// A chain of firings that set one another off ends with this one.
inline constexpr std::int64_t deepest_chain = 8;

// ---- Verbs and questions

struct RuleWithActions {
  Rule rule{};
  std::vector<RuleAction> actions{};
};

struct Sweep {
  std::vector<Firing> firings{};
  std::vector<Id<Escalation>> climbed{};  // escalations that nobody answered in time
  bool is_more = false;                   // whether something else is to be done already
};

// What an occurrence of a rule on a record comes to.
enum class Prospect : std::uint16_t { fired = 1, due = 2, waits = 3, held_back = 4, never = 5 };
template <>
inline constexpr auto enumeration<Prospect> = enumerate<Prospect>(
    "prospect", "How a rule stands to a record.",
    {{Prospect::fired, "fired", "It has fired."},
     {Prospect::due, "due", "The next sweep fires it."},
     {Prospect::waits, "waits", "Its instant, or the event, is to come."},
     {Prospect::held_back, "held_back",
      "Its instant has come, but its condition does not hold; or did not when its event came."},
     {Prospect::never, "never", "The record gives it no instant, and no event any more."}});

// A value that a condition reads.
struct ReadValue {
  std::string field{};  // "customer.owner"
  std::string value{};  // as text; empty for none
};

struct RuleReading {
  Rule rule{};
  Reference record{};
  Prospect prospect = Prospect::never;
  std::optional<Instant> at{};           // when it fired, or is to fire
  std::optional<Id<Firing>> firing{};    // of one that fired
  std::optional<std::string> trouble{};  // what was in its way, or the chain that was cut; absent for nothing
  std::string why{};                     // in words: "80 % of the time of resolution", "no update is running"
  bool holds = true;                // whether the condition holds; of one that fired, whether it did then
  std::vector<ReadValue> values{};  // what the condition reads, or read, of records that the actor may read
};

class Automation {
 public:
  explicit Automation(Session& session) : session_(&session) {}

  // From now on it fires; one of the same name is retired and goes on in it. One that says the same stays as it is, so
  // a host may adopt its rules at each start. Throws invalid, naming the field, for what cannot work: an event or field
  // that the kind does not have, a condition that never holds, nothing to do, nobody to do it for, repeats without end
  // or closer than a minute. Where several things are wrong, the message tells of the others in lines of their own,
  // each behind the field.
  RuleWithActions adopt(RuleWithActions rule, const Because& because = {});
  // Throws what adopt would throw, and adopts nothing.
  void check(const RuleWithActions& rule) const;
  Rule retire(Id<Rule> rule, const Because& because = {});
  // Those that may fire, in the order in which they are asked.
  std::vector<RuleWithActions> all() const;

  // Fires what is due and lets escalations climb that nobody answered, at most so many together, and brings the
  // records that a new rule is about under it, in batches between which others may write. What earlier batches did
  // stays done when it throws. Throws misuse inside a transaction, and not_allowed by a clock that is more than ten years
  // ahead of the last commit.
  Sweep sweep(std::size_t limit = 1000);
  // When there is something to sweep, which may be over already; absent for not as things stand.
  std::optional<Instant> next_due() const;

  // What failed is due again, as if it had not been tried: what was in its way is away now. Throws not_found, and
  // not_allowed for what was done or cut, for a rule that was retired, and where it does not come any more.
  Firing again(Id<Firing> firing, const Because& because = {});

  // What would fire up to an instant, and when, if nothing changes, in order; the first `limit` of it. Repeats are told
  // one by one. Escalations that are to climb are told by the ladder's name.
  std::vector<RuleReading> forecast(Instant until, std::size_t limit = 1000) const;
  // Each rule about the record's kind: whether it fired, when it will, and because of which values. Throws
  // not_found.
  std::vector<RuleReading> explain(const Reference& record) const;

  // The host's function of that name: it gets the record and the firing, and may call verbs of the book, which
  // are part of the firing. What it throws is the firing's trouble, but for interrupted, which ends the sweep. Lives
  // as long as the book is open. What it does outside of the book may be done twice, when a sweep ends before its batch
  // is written; the firing's rule, record and occurrence are the same then, its id is not.
  using Function = std::function<void(const Reference& record, const Firing& firing)>;
  void on_call(std::string name, Function function);

 private:
  Session* session_;
};

}  // namespace rapport
