// Cases: questions, requests, problems and complaints of customers, from the first word to an answer that the
// customer accepts.
//
// A Case is a record (records.hpp): book.cases() adds and finds cases and changes what people write about them.
// Where a case stands, who has it and what it was promised is written by the verbs below only. Each of them makes
// a CaseEvent, which stands for ever: what happened to a case is its events, and what was said about it.
//
// What is said about a case are interactions about it (Interaction::about), whoever adds them: our answer opens
// a new case, a word of the customer brings back one that waits for the customer, and reopens one that was
// resolved or closed.
//
// Not here: by when something must be done (service_levels.hpp), which agent gets a case (routing.hpp), what
// several cases have as their cause (problems.hpp).
// Threads: as the book.
//
//   auto opened = book.service().open({.kind = CaseKind::problem, .customer = acme.id, .subject = "No backups"});
//   book.service().reply(opened.id, {.direction = Direction::outbound, .body = "We are looking into it."});
//   book.service().move(opened.id, CaseState::waiting_customer);
//   book.service().resolve(opened.id, "The disk was full.");
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "rapport/describe.hpp"
#include "rapport/interactions.hpp"
#include "rapport/journal.hpp"
#include "rapport/people.hpp"

namespace rapport {

enum class CaseKind : std::uint16_t { question = 1, request = 2, problem = 3, complaint = 4 };
template <>
inline constexpr auto enumeration<CaseKind> =
    enumerate<CaseKind>("case_kind", "What the customer came with.",
                        {{CaseKind::question, "question", "Wants to know something."},
                         {CaseKind::request, "request", "Wants something done."},
                         {CaseKind::problem, "problem", "Something does not work."},
                         {CaseKind::complaint, "complaint", "Is not content with us."}});

enum class Severity : std::uint16_t { minor = 1, moderate = 2, major = 3, critical = 4 };
template <>
inline constexpr auto enumeration<Severity> =
    enumerate<Severity>("severity", "How bad it is for the customer.",
                        {{Severity::minor, "minor", "An annoyance."},
                         {Severity::moderate, "moderate", "Work is harder."},
                         {Severity::major, "major", "A part of the work stands still."},
                         {Severity::critical, "critical", "The work stands still."}});

enum class Priority : std::uint16_t { low = 1, normal = 2, high = 3, urgent = 4 };
template <>
inline constexpr auto enumeration<Priority> =
    enumerate<Priority>("priority", "In which order we deal with it.",
                        {{Priority::low, "low", "When there is time."},
                         {Priority::normal, "normal", "In its turn."},
                         {Priority::high, "high", "Before others."},
                         {Priority::urgent, "urgent", "Now."}});

enum class CaseState : std::uint16_t {
  new_ = 1,
  open = 2,
  waiting_customer = 3,
  waiting_third_party = 4,
  resolved = 5,
  closed = 6
};
template <>
inline constexpr auto enumeration<CaseState> = enumerate<CaseState>(
    "case_state", "Where a case stands.",
    {{CaseState::new_, "new", "Nobody has looked at it."},
     {CaseState::open, "open", "It is our turn."},
     {CaseState::waiting_customer, "waiting_customer", "It is the customer's turn."},
     {CaseState::waiting_third_party, "waiting_third_party", "It is the turn of somebody else."},
     {CaseState::resolved, "resolved", "We think that it is done; the customer may disagree."},
     {CaseState::closed, "closed", "It is done."}});

struct Problem;
struct ServiceLevel;

struct Case {
  Id<Case> id{};
  std::int64_t version = 0;
  std::optional<Instant> deleted_at{};
  CaseKind kind = CaseKind::question;
  Id<Customer> customer{};
  std::string subject{};
  std::optional<std::string> description{};
  std::optional<Id<Customer>> contact{};
  std::optional<Severity> severity{};
  Priority priority = Priority::normal;
  Channel channel = Channel::phone;
  std::optional<std::string> product{};
  std::optional<std::string> tags{};
  std::optional<std::string> language{};
  std::optional<std::string> external_id{};
  std::optional<Instant> opened_at{};
  CaseState state = CaseState::new_;
  std::optional<Id<Team>> team{};
  std::optional<Id<Agent>> assignee{};
  std::int64_t level = 0;
  std::int64_t reopened = 0;
  std::optional<Instant> resolved_at{};
  std::optional<std::string> resolution{};
  std::optional<std::string> refused_because{};
  std::optional<std::string> alternative{};
  std::optional<std::string> redress_asked{};
  std::optional<std::string> redress_given{};
  std::optional<Money> redress_cost{};
  std::optional<Instant> accepted_at{};
  std::optional<Id<Case>> merged_into{};
  std::optional<Id<Case>> split_from{};
  std::optional<Money> cost{};
  std::optional<Id<ServiceLevel>> service_level{};
  std::optional<Instant> first_response_at{};
  std::optional<Duration> first_response_open{};
  std::optional<Duration> resolution_open{};
  std::optional<Duration> acceptance_open{};
  std::optional<std::string> met{};
  std::optional<std::string> missed{};
  std::optional<Id<Problem>> problem{};
  std::optional<std::string> skills{};
  std::optional<Id<Agent>> in_hand_of{};
  std::optional<Instant> last_event_at{};
};
template <>
inline constexpr auto description<Case> = describe<Case>(
    {"case", "cases", 15, "Something that a customer came with and that we deal with."},
    field<&Case::kind>("kind", 4, "What the customer came with."),
    field<&Case::customer>("customer", 5, "Whose case it is.", {.on_time_line = OnTimeLine::customer}),
    field<&Case::subject>("subject", 6, "What it is about, in one line.",
                          {.longest = 500, .searchable = true, .personal = true}),
    field<&Case::description>("description", 7,
                              "What the customer told; absent for no more than the subject.",
                              {.longest = 1'000'000, .searchable = true, .personal = true}),
    field<&Case::contact>("contact", 8, "The person to answer; absent for the customer as such."),
    field<&Case::severity>("severity", 9, "How bad it is for the customer; absent when nobody said."),
    field<&Case::priority>("priority", 10, "In which order we deal with it.", {.measured = Measured::yes}),
    field<&Case::channel>("channel", 11, "By what means it came."),
    field<&Case::product>("product", 12, "What it is about, by name; absent for none or not known.",
                          {.measured = Measured::yes}),
    field<&Case::tags>("tags", 13, "Words to find it by, with blanks between them; absent for none.",
                       {.longest = 1000}),
    field<&Case::language>("language", 14, "In which language to answer, as in fr; absent when not known.",
                           {.longest = 35}),
    field<&Case::external_id>("external_id", 15,
                              "The case's number in another system; absent when there is none.",
                              {.unique = true, .natural_key = true}),
    field<&Case::opened_at>("opened_at", 16, "When it came; when left absent, the instant of opening.",
                            {.fixed = true, .on_time_line = OnTimeLine::instant, .measured = Measured::yes}),
    field<&Case::state>("state", 17, "Where it stands.", {.indexed = true, .derived = true}),
    field<&Case::team>("team", 18, "Whose queue it stands in; absent for none.",
                       {.indexed = true, .derived = true, .measured = Measured::yes}),
    field<&Case::assignee>("assignee", 19, "Who deals with it; absent for nobody.",
                           {.indexed = true, .derived = true, .measured = Measured::yes}),
    field<&Case::level>("level", 20, "How far up it went; 0 is the first line.",
                        {.lowest = 0, .highest = 1000, .derived = true}),
    field<&Case::reopened>("reopened", 21, "How often it was opened again.",
                           {.lowest = 0, .derived = true, .measured = Measured::yes}),
    field<&Case::resolved_at>("resolved_at", 22, "When it was last resolved; absent while it is not.",
                              {.derived = true, .measured = Measured::end}),
    field<&Case::resolution>("resolution", 23, "What was done; absent while nothing was.",
                             {.longest = 10'000, .searchable = true, .personal = true}),
    field<&Case::refused_because>("refused_because", 24,
                                  "Why we would not do it; absent when we did not refuse.",
                                  {.longest = 2000, .personal = true, .derived = true}),
    field<&Case::alternative>("alternative", 25, "What we offered instead; absent for nothing.",
                              {.longest = 2000, .personal = true, .derived = true}),
    field<&Case::redress_asked>("redress_asked", 26, "What a complaint asks for; absent for nothing.",
                                {.longest = 2000, .personal = true}),
    field<&Case::redress_given>("redress_given", 27, "What we gave; absent for nothing.",
                                {.longest = 2000, .personal = true}),
    field<&Case::redress_cost>("redress_cost", 28, "What that cost us; absent for nothing."),
    field<&Case::accepted_at>("accepted_at", 29,
                              "When the customer accepted the answer; absent while it is not accepted.",
                              {.derived = true, .measured = Measured::yes}),
    field<&Case::merged_into>("merged_into", 30, "The case that goes on in its place; absent for none.",
                              {.indexed = true, .derived = true, .measured = Measured::yes}),
    field<&Case::split_from>("split_from", 31, "The case that it was a part of; absent for none.",
                             {.indexed = true, .derived = true}),
    field<&Case::cost>("cost", 32, "What dealing with it cost us, redress aside; absent when not known."),
    field<&Case::service_level>("service_level", 33, "What we promised about it; absent for nothing.",
                                {.derived = true}),
    field<&Case::first_response_at>("first_response_at", 34,
                                    "When the customer first heard from us; absent before.",
                                    {.derived = true, .measured = Measured::yes}),
    field<&Case::first_response_open>("first_response_open", 35,
                                      "Open time from the opening to the first response, by the service "
                                      "level's calendar; absent without one.",
                                      {.derived = true, .measured = Measured::yes}),
    field<&Case::resolution_open>("resolution_open", 36,
                                  "The same to when it was resolved, waiting for others included.",
                                  {.derived = true, .measured = Measured::yes}),
    field<&Case::acceptance_open>("acceptance_open", 37, "The same to when the customer accepted the answer.",
                                  {.derived = true, .measured = Measured::yes}),
    field<&Case::met>("met", 38,
                      "Which promises to the customer were kept in time, with blanks between them.",
                      {.longest = 1000, .derived = true, .measured = Measured::yes}),
    field<&Case::missed>("missed", 39, "Which promises to the customer were not.",
                         {.longest = 1000, .derived = true, .measured = Measured::yes}),
    field<&Case::problem>("problem", 40, "The cause that it shares with other cases; absent when not known.",
                          {.indexed = true}),
    field<&Case::skills>(
        "skills", 41,
        "What an agent must know to deal with it, words with blanks between them; absent for "
        "nothing special.",
        {.longest = 1000}),
    field<&Case::in_hand_of>(
        "in_hand_of", 42,
        "Who has it to deal with: the assignee while it is neither resolved, closed, merged nor "
        "deleted; absent otherwise.",
        {.indexed = true, .derived = true}),
    field<&Case::last_event_at>("last_event_at", 43,
                                "When something last happened to it or was said about it.",
                                {.derived = true}));

enum class CaseEventKind : std::uint16_t {
  opened = 1,
  moved = 2,
  assigned = 3,
  prioritised = 4,
  levelled = 5,
  rated = 6,
  quoted = 7,
  merged = 8,
  unmerged = 9
};
template <>
inline constexpr auto enumeration<CaseEventKind> = enumerate<CaseEventKind>(
    "case_event_kind", "What happened to a case.",
    {{CaseEventKind::opened, "opened", "It was opened."},
     {CaseEventKind::moved, "moved", "It moved from a state to another."},
     {CaseEventKind::assigned, "assigned", "It was given to a team, an agent or nobody."},
     {CaseEventKind::prioritised, "prioritised", "It got another priority."},
     {CaseEventKind::levelled, "levelled", "It went a level up or down."},
     {CaseEventKind::rated, "rated", "It was matched with service levels anew."},
     {CaseEventKind::quoted, "quoted", "The customer was told an instant."},
     {CaseEventKind::merged, "merged", "It goes on in another case."},
     {CaseEventKind::unmerged, "unmerged", "It goes on by itself again."}});

enum class TargetKind : std::uint16_t {
  ownership = 1,
  first_response = 2,
  next_response = 3,
  update = 4,
  resolution = 5
};
template <>
inline constexpr auto enumeration<TargetKind> = enumerate<TargetKind>(
    "target_kind", "What is promised.",
    {{TargetKind::ownership, "ownership", "Somebody takes charge."},
     {TargetKind::first_response, "first_response", "The customer hears from us for the first time."},
     {TargetKind::next_response, "next_response", "The customer's word gets an answer."},
     {TargetKind::update, "update", "The customer does not wait longer to hear from us."},
     {TargetKind::resolution, "resolution", "It is resolved."}});

struct CaseEvent {
  Id<CaseEvent> id{};
  std::int64_t version = 0;
  std::optional<Instant> deleted_at{};
  Id<Case> of{};
  CaseEventKind what = CaseEventKind::moved;
  Instant at{};
  Instant recorded_at{};
  std::optional<Id<Agent>> agent{};
  std::optional<std::string> reason{};
  std::optional<Id<Interaction>> because_of{};
  std::optional<CaseState> from_state{};
  std::optional<CaseState> state{};
  std::optional<Id<Team>> team{};
  std::optional<Id<Agent>> assignee{};
  std::optional<Priority> priority{};
  std::optional<std::int64_t> level{};
  std::optional<Id<ServiceLevel>> service_level{};
  std::optional<std::int64_t> calendar_version{};
  std::optional<TargetKind> target{};
  std::optional<Instant> due_at{};
  std::optional<Id<Case>> other{};
};
template <>
inline constexpr auto description<CaseEvent> = describe<CaseEvent>(
    {"case_event", "case_events", 16, "One thing that happened to a case."},
    field<&CaseEvent::of>("of", 4, "The case.", {.indexed = true, .fixed = true}),
    field<&CaseEvent::what>("what", 5, "What happened.", {.fixed = true}),
    field<&CaseEvent::at>("at", 6, "When it happened; absent in a call for now.", {.fixed = true}),
    field<&CaseEvent::recorded_at>("recorded_at", 7, "When it was written down; the book fills it in.",
                                   {.fixed = true}),
    field<&CaseEvent::agent>("agent", 8, "Who did it; absent for the host program.", {.fixed = true}),
    field<&CaseEvent::reason>("reason", 9, "Why; absent when nobody said.",
                              {.longest = 2000, .searchable = true, .personal = true, .fixed = true}),
    field<&CaseEvent::because_of>("because_of", 10,
                                  "The interaction that made it happen; absent for what was done by hand.",
                                  {.fixed = true}),
    field<&CaseEvent::from_state>("from_state", 11, "Of a move: the state before; the book fills it in.",
                                  {.fixed = true}),
    field<&CaseEvent::state>("state", 12, "Of opening and moves: the state afterwards.", {.fixed = true}),
    field<&CaseEvent::team>("team", 13, "Of opening and assigning: the team; absent for none.",
                            {.fixed = true}),
    field<&CaseEvent::assignee>("assignee", 14, "Of opening and assigning: the agent; absent for nobody.",
                                {.fixed = true}),
    field<&CaseEvent::priority>("priority", 15, "Of opening and prioritising: the priority.",
                                {.fixed = true}),
    field<&CaseEvent::level>("level", 16, "Of opening and levelling: the level.",
                             {.lowest = 0, .highest = 1000, .fixed = true}),
    field<&CaseEvent::service_level>("service_level", 17,
                                     "Of opening and rating: what fits; absent for nothing.",
                                     {.fixed = true}),
    field<&CaseEvent::calendar_version>("calendar_version", 18,
                                        "The revision of its calendar; absent for none.", {.fixed = true}),
    field<&CaseEvent::target>("target", 19, "Of a quotation: what was promised.", {.fixed = true}),
    field<&CaseEvent::due_at>("due_at", 20, "Of a quotation: by when.", {.fixed = true}),
    field<&CaseEvent::other>("other", 21, "Of a merge: the case it goes on in.", {.fixed = true}));

// What a verb may say beside what it does. Absent `at`: now; what happened earlier may be written down later.
// The reason is the commit's too, unless the verb is a part of a transaction.
struct CaseEventDetails {
  std::optional<Instant> at{};
  std::string reason{};
};

// Who shall deal with a case. Absent: nobody, no team.
struct Assignment {
  std::optional<Id<Team>> team{};
  std::optional<Id<Agent>> assignee{};
};

// The states a case may move to from a state. Moving from resolved or closed to open is reopening.
std::span<const CaseState> allowed_from(CaseState state) noexcept;

// Every verb throws not_found, and not_allowed for a case that was merged into another or deleted.
class Service {
 public:
  explicit Service(Session& session) : session_(&session) {}

  // The same as book.cases().add: state, team, assignee and level may be given. Throws not_allowed for a state
  // other than new and open: what happened later are moves, which take the instant when it did.
  Case open(Case opened, const Because& because = {});

  // Adds an interaction about the case, with its customer unless another is named. About a case that was
  // merged, it is about the one that goes on; its customer is still that of the case it was said to.
  Interaction reply(Id<Case> of, Interaction said, const Because& because = {});

  // Throws not_allowed, naming what is allowed from here. Like every verb that takes an instant: also for one in
  // the future, before the opening, or before the last event of its kind.
  Case move(Id<Case> of, CaseState to, const CaseEventDetails& details = {}, const Because& because = {});
  Case resolve(Id<Case> of, std::string_view resolution, const CaseEventDetails& details = {},
               const Because& because = {});
  // Resolves it by saying no, and what we offer instead; empty for nothing. Throws invalid without a reason.
  // Opening it again takes both back; the move keeps the reason.
  Case refuse(Id<Case> of, std::string_view why, std::string_view alternative,
              const CaseEventDetails& details = {}, const Because& because = {});
  // The customer says that the answer will do. Throws not_allowed unless it is resolved or closed. Opening it
  // again takes that back.
  Case accept(Id<Case> of, std::optional<Instant> at = {}, const Because& because = {});

  Case assign(Id<Case> of, const Assignment& to, const CaseEventDetails& details = {},
              const Because& because = {});
  Case set_priority(Id<Case> of, Priority priority, const CaseEventDetails& details = {},
                    const Because& because = {});
  // To a level above or below; 0 is the first line.
  Case set_level(Id<Case> of, std::int64_t level, const CaseEventDetails& details = {},
                 const Because& because = {});

  // The first goes on in the second: what is said about it from now on is about the second. Its own past stays
  // where it is, so that unmerge takes nothing but the merge back. Their customers may differ: several people may
  // come with one thing.
  Case merge(Id<Case> of, Id<Case> into, const Because& because = {});
  Case unmerge(Id<Case> of, const Because& because = {});
  // The case that goes on: the same one unless it was merged.
  Case survivor(Id<Case> of) const;

  // A new case out of a part of one, and the interactions that are about it. The new one's customer, kind and
  // channel are as given; an empty customer is the old one's. Without opened_at it came with the first of the
  // customer's words among them, else now. Throws invalid for an interaction about something else.
  Case split(Id<Case> of, Case part, std::span<const Id<Interaction>> interactions,
             const Because& because = {});

  // Oldest first.
  std::vector<CaseEvent> events(Id<Case> of) const;
  // What was said about the case and about those merged into it, oldest first. What the acting agent may not
  // read is left out.
  std::vector<Interaction> said(Id<Case> of) const;

  // What a customer's cases cost, redress included, one amount for each currency.
  std::vector<Money> cost_to_serve(Id<Customer> customer) const;

 private:
  Session* session_;
};

}  // namespace rapport
