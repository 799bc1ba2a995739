// Problems: what several cases have as their common cause, who is affected by it, and who has been told what.
//
// A Problem is a record (records.hpp): book.problems() adds and finds problems and changes what people find out
// about them. Case::problem says which problem a case comes from. A ProblemNotice says that a customer was told
// the workaround or the resolution.
//
// What makes no sense is refused: an instant of publishing without a workaround, of resolving without a
// resolution, or of checking without an outcome; a workaround that was published only after the resolution; a
// date or an outcome of a prevention that nobody wrote down; an outcome before the problem was resolved; an
// instant before the problem was found, or in the future; a notice of what there is not; removing a problem from
// which cases still come.
//
// Not here: what customers came with (cases.hpp).
// Threads: as the book.
//
//   auto problem = book.problems().add({.name = "Certificate expired", .symptom = "Backups end with error 60"});
//   auto opened = book.service().open({.customer = acme.id, .subject = "No backups"});
//   book.problem_management().link(opened.id, problem.id);
//   problem.workaround = "Switch the check of certificates off until tomorrow.";
//   book.problems().update(problem);
//   book.problem_management().tell(problem.id);
//   book.problem_management().resolve(problem.id, "There is a new certificate.", LinkedCases::resolve);
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/cases.hpp"

namespace rapport {

struct Problem {
  Id<Problem> id{};
  std::int64_t version = 0;
  std::optional<Instant> deleted_at{};
  std::string name{};
  std::optional<std::string> product{};
  std::optional<Severity> severity{};
  std::optional<Id<Agent>> owner{};
  std::optional<Instant> found_at{};
  std::optional<std::string> symptom{};
  std::optional<std::string> impact{};
  std::optional<std::string> root_cause{};
  std::optional<std::string> workaround{};
  std::optional<Instant> workaround_at{};
  std::optional<std::string> resolution{};
  std::optional<Instant> resolved_at{};
  std::optional<std::string> prevention{};
  std::optional<Date> prevention_due{};
  std::optional<Instant> prevention_checked_at{};
  std::optional<bool> prevention_worked{};
};
template <>
inline constexpr auto description<Problem> = describe<Problem>(
    {"problem", "problems", 21, "One cause from which several cases come."},
    field<&Problem::name>("name", 4, "What it is called, in one line.",
                          {.longest = 500, .indexed = true, .searchable = true, .natural_key = true}),
    field<&Problem::product>("product", 5, "What it is a problem of, by name; absent for none or not known."),
    field<&Problem::severity>("severity", 6, "How bad it is for customers; absent when nobody said."),
    field<&Problem::owner>("owner", 7, "The agent who looks after it; absent for nobody.", {.indexed = true}),
    field<&Problem::found_at>("found_at", 8, "When it was found; when left absent, the instant of adding."),
    field<&Problem::symptom>("symptom", 9, "How customers notice it; absent when not known.",
                             {.longest = 10'000, .searchable = true}),
    field<&Problem::impact>("impact", 10, "What it does to whom; absent when not known.",
                            {.longest = 10'000, .searchable = true}),
    field<&Problem::root_cause>("root_cause", 11, "What it comes from; absent when not known.",
                                {.longest = 10'000, .searchable = true}),
    field<&Problem::workaround>("workaround", 12,
                                "What customers can do until it is resolved; absent for nothing.",
                                {.longest = 10'000, .searchable = true}),
    field<&Problem::workaround_at>(
        "workaround_at", 13,
        "When the workaround was published; when left absent, the instant of writing it down."),
    field<&Problem::resolution>("resolution", 14, "What was done about it; absent while nothing was.",
                                {.longest = 10'000, .searchable = true}),
    field<&Problem::resolved_at>(
        "resolved_at", 15,
        "When it was resolved; when left absent, the instant of writing the resolution down."),
    field<&Problem::prevention>("prevention", 16, "What keeps it from coming back; absent for nothing.",
                                {.longest = 10'000, .searchable = true}),
    field<&Problem::prevention_due>("prevention_due", 17,
                                    "The day on which to check that the prevention worked; absent for never.",
                                    {.indexed = true}),
    field<&Problem::prevention_checked_at>(
        "prevention_checked_at", 18,
        "When that was checked; when left absent, the instant of writing the outcome down."),
    field<&Problem::prevention_worked>("prevention_worked", 19,
                                       "Whether it worked; absent while nobody checked."));

enum class Told : std::uint16_t { workaround = 1, resolution = 2 };
template <>
inline constexpr auto enumeration<Told> =
    enumerate<Told>("told", "What a customer was told about a problem.",
                    {{Told::workaround, "workaround", "What to do until it is resolved."},
                     {Told::resolution, "resolution", "What was done about it."}});

struct ProblemNotice {
  Id<ProblemNotice> id{};
  std::int64_t version = 0;
  std::optional<Instant> deleted_at{};
  Id<Problem> problem{};
  Id<Customer> customer{};
  Told told = Told::workaround;
  std::optional<Instant> at{};
  std::optional<Id<Interaction>> interaction{};
};
template <>
inline constexpr auto description<ProblemNotice> = describe<ProblemNotice>(
    {"problem_notice", "problem_notices", 22, "That a customer was told something about a problem."},
    field<&ProblemNotice::problem>("problem", 4, "About which problem.", {.indexed = true, .fixed = true}),
    field<&ProblemNotice::customer>("customer", 5, "Who was told.", {.indexed = true, .fixed = true}),
    field<&ProblemNotice::told>("told", 6, "What the customer was told.", {.fixed = true}),
    field<&ProblemNotice::at>("at", 7, "When; when left absent, the instant of adding."),
    field<&ProblemNotice::interaction>("interaction", 8,
                                       "What was said; absent when it was not written down."));

// A customer with cases that come from a problem.
struct Affected {
  Customer customer{};
  std::int64_t cases = 0;
  std::int64_t open_cases = 0;
  std::optional<ProblemNotice> last_notice{};  // absent when the customer was told nothing
};

struct Telling {
  // Empty: everybody affected who was not told that yet.
  std::vector<Id<Customer>> customers{};
  // Absent: the resolution, or while there is none the workaround.
  std::optional<Told> told{};
  // How it is said. It goes out to each customer, about the problem; without a subject and a body it has the
  // problem's name, and the workaround or the resolution.
  Interaction said{.channel = Channel::email};
};

// What becomes of the open cases that come from a problem when it is resolved.
enum class LinkedCases : std::uint8_t { stay, resolve };

class ProblemManagement {
 public:
  explicit ProblemManagement(Session& session) : session_(&session) {}

  // Says that a case comes from a problem. Throws not_found, not_allowed for what was deleted or a case that was
  // merged.
  Case link(Id<Case> of, Id<Problem> problem, const Because& because = {});

  // Whose cases come from the problem, by when the customers were added; cases that were merged count, too.
  // Throws not_found.
  std::vector<Affected> affected(Id<Problem> problem) const;

  // Adds for each customer an interaction and a notice; returns the notices. Throws not_allowed while there is
  // neither a workaround nor a resolution to tell.
  std::vector<ProblemNotice> tell(Id<Problem> problem, const Telling& telling = {},
                                  const Because& because = {});

  // Writes the resolution down and, where that is wanted, resolves every open case that comes from the problem
  // with the same words.
  Problem resolve(Id<Problem> problem, std::string_view resolution, LinkedCases cases = LinkedCases::stay,
                  const Because& because = {});

  // Problems that are resolved and whose prevention is to be checked on or before a day and was not, the longest
  // due first.
  std::vector<Problem> to_check(Date on) const;

 private:
  Session* session_;
};

}  // namespace rapport
