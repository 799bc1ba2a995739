// Shapes: the plain structs with which the library answers, member by member, for the faces that show them. Each
// member is named here and nowhere else; one that is forgotten does not compile.
#pragma once

#include <tuple>

#include "rapport/rapport.hpp"

namespace rapport {

template <class T, class M>
struct NamedMember {
  const char* name;
  M T::*member;
};
template <class T, class M>
NamedMember(const char*, M T::*) -> NamedMember<T, M>;

// Empty for what has none.
template <class T>
struct Shape {};

// RAPPORT_SHAPE(Spell, "One unbroken stay in a stage.", RAPPORT_MEMBER(stage), ...), in the namespace of a Shape.
#define RAPPORT_MEMBER(member) \
  NamedMember { #member, &T::member }
#define RAPPORT_SHAPE(Type, sentence, ...)                                                 \
  template <>                                                                              \
  struct Shape<Type> {                                                                     \
    using T = Type;                                                                        \
    static constexpr char name[] = #Type;                                                  \
    static constexpr const char* doc = sentence;                                           \
    static constexpr auto members = std::tuple{__VA_ARGS__};                               \
    static_assert(rapport::detail::has_exactly<T, std::tuple_size_v<decltype(members)>>(), \
                  "each member stands");                                                   \
  };

RAPPORT_SHAPE(Affected, "A customer with cases that come from a problem.", RAPPORT_MEMBER(customer),
              RAPPORT_MEMBER(cases), RAPPORT_MEMBER(open_cases), RAPPORT_MEMBER(last_notice))
RAPPORT_SHAPE(BacklogGroup, "The open cases of a group, by age: up to 1, 3, 7, 30, 90 days, and older.",
              RAPPORT_MEMBER(name), RAPPORT_MEMBER(record), RAPPORT_MEMBER(cases), RAPPORT_MEMBER(by_age))
RAPPORT_SHAPE(BacktestReport, "What rules would have been worth.", RAPPORT_MEMBER(incidents),
              RAPPORT_MEMBER(missed), RAPPORT_MEMBER(never_raised), RAPPORT_MEMBER(trouble),
              RAPPORT_MEMBER(together), RAPPORT_MEMBER(by_rule), RAPPORT_MEMBER(raised_or_missed))
RAPPORT_SHAPE(BacktestScore, "How often something raised incidents, and what that was worth.",
              RAPPORT_MEMBER(firings), RAPPORT_MEMBER(failures), RAPPORT_MEMBER(in_time),
              RAPPORT_MEMBER(late), RAPPORT_MEMBER(for_nothing), RAPPORT_MEMBER(lead_times))
RAPPORT_SHAPE(BacktestedIncident, "An incident that was raised, or whose promise was missed.",
              RAPPORT_MEMBER(number), RAPPORT_MEMBER(raised_at), RAPPORT_MEMBER(missed_at))
RAPPORT_SHAPE(Candidate, "An agent, whether the agent fits a case, and why.", RAPPORT_MEMBER(agent),
              RAPPORT_MEMBER(fits), RAPPORT_MEMBER(why), RAPPORT_MEMBER(open_cases))
RAPPORT_SHAPE(ClockEvent, "Something that happened to a clock.", RAPPORT_MEMBER(at), RAPPORT_MEMBER(action),
              RAPPORT_MEMBER(terms), RAPPORT_MEMBER(due_at))
RAPPORT_SHAPE(ClockReading,
              "How a clock stands at an instant. open_ is counted in open time; left is negative when late.",
              RAPPORT_MEMBER(state), RAPPORT_MEMBER(due_at), RAPPORT_MEMBER(breached_at),
              RAPPORT_MEMBER(elapsed), RAPPORT_MEMBER(open_elapsed), RAPPORT_MEMBER(paused),
              RAPPORT_MEMBER(open_paused), RAPPORT_MEMBER(left), RAPPORT_MEMBER(open_left))
RAPPORT_SHAPE(ColumnPlan, "What becomes of one column of a file.", RAPPORT_MEMBER(column),
              RAPPORT_MEMBER(target), RAPPORT_MEMBER(example))
RAPPORT_SHAPE(Commit, "One verb or transaction: number, instant, actor, verb, reason and what led to it.",
              RAPPORT_MEMBER(number), RAPPORT_MEMBER(at), RAPPORT_MEMBER(actor), RAPPORT_MEMBER(verb),
              RAPPORT_MEMBER(reason), RAPPORT_MEMBER(cause_commit), RAPPORT_MEMBER(cause),
              RAPPORT_MEMBER(last_change))
RAPPORT_SHAPE(Due, "A clock that runs, and what is left of its time; negative when late.",
              RAPPORT_MEMBER(clock), RAPPORT_MEMBER(left), RAPPORT_MEMBER(open_left))
RAPPORT_SHAPE(Explanation, "How a search by expression is done.", RAPPORT_MEMBER(sql), RAPPORT_MEMBER(values),
              RAPPORT_MEMBER(afterwards), RAPPORT_MEMBER(fields))
RAPPORT_SHAPE(FieldChange, "One field before and after a change, as text; absent for no value.",
              RAPPORT_MEMBER(field), RAPPORT_MEMBER(before), RAPPORT_MEMBER(after))
RAPPORT_SHAPE(Finding, "Something that is wrong: the commit and the record, where there is one.",
              RAPPORT_MEMBER(commit), RAPPORT_MEMBER(record), RAPPORT_MEMBER(what))
RAPPORT_SHAPE(
    FunnelLine,
    "What happened in a stage between two instants: how many relationships entered it, left it for a later "
    "or an earlier one or for dissolution, stood in it at the end, and the median of the stays that ended.",
    RAPPORT_MEMBER(stage), RAPPORT_MEMBER(entered), RAPPORT_MEMBER(moved_on), RAPPORT_MEMBER(moved_back),
    RAPPORT_MEMBER(ended), RAPPORT_MEMBER(present), RAPPORT_MEMBER(median_time))
RAPPORT_SHAPE(HistoryEntry, "One change of a record.", RAPPORT_MEMBER(commit), RAPPORT_MEMBER(change),
              RAPPORT_MEMBER(fields))
RAPPORT_SHAPE(Holiday, "A day that is closed.", RAPPORT_MEMBER(day), RAPPORT_MEMBER(name))
RAPPORT_SHAPE(ImportFile, "A file of a folder; trouble says why it is passed over.", RAPPORT_MEMBER(path),
              RAPPORT_MEMBER(plan), RAPPORT_MEMBER(trouble))
RAPPORT_SHAPE(ImportPlan, "What becomes of a file.", RAPPORT_MEMBER(kind), RAPPORT_MEMBER(format),
              RAPPORT_MEMBER(columns))
RAPPORT_SHAPE(ImportReport, "What became of a file.", RAPPORT_MEMBER(file), RAPPORT_MEMBER(kind),
              RAPPORT_MEMBER(batch), RAPPORT_MEMBER(rows), RAPPORT_MEMBER(added), RAPPORT_MEMBER(rejected),
              RAPPORT_MEMBER(records), RAPPORT_MEMBER(rejects), RAPPORT_MEMBER(reasons),
              RAPPORT_MEMBER(remarks))
RAPPORT_SHAPE(ImportTarget, "A place a column can go to, beside the fields of a kind.", RAPPORT_MEMBER(name),
              RAPPORT_MEMBER(sentence))
RAPPORT_SHAPE(KeptPromises, "How many cases met a promise, and how many missed it.", RAPPORT_MEMBER(kind),
              RAPPORT_MEMBER(met), RAPPORT_MEMBER(missed))
RAPPORT_SHAPE(MeasureGroup, "How well the cases of a group were dealt with.", RAPPORT_MEMBER(name),
              RAPPORT_MEMBER(record), RAPPORT_MEMBER(cases), RAPPORT_MEMBER(reopened),
              RAPPORT_MEMBER(first_response), RAPPORT_MEMBER(resolution), RAPPORT_MEMBER(acceptance),
              RAPPORT_MEMBER(promises))
RAPPORT_SHAPE(MeasuredTime, "A time as elapsed, and as open time.", RAPPORT_MEMBER(elapsed),
              RAPPORT_MEMBER(open))
RAPPORT_SHAPE(ReadValue, "A value that a condition reads, as text.", RAPPORT_MEMBER(field),
              RAPPORT_MEMBER(value))
RAPPORT_SHAPE(ReplayReport, "What a replay did in the book.", RAPPORT_MEMBER(events), RAPPORT_MEMBER(opened),
              RAPPORT_MEMBER(moves), RAPPORT_MEMBER(reopenings), RAPPORT_MEMBER(assignments),
              RAPPORT_MEMBER(priorities), RAPPORT_MEMBER(detours), RAPPORT_MEMBER(unknown_states))
RAPPORT_SHAPE(RuleReading, "How a rule stands to a record, and why.", RAPPORT_MEMBER(rule),
              RAPPORT_MEMBER(record), RAPPORT_MEMBER(prospect), RAPPORT_MEMBER(at), RAPPORT_MEMBER(firing),
              RAPPORT_MEMBER(trouble), RAPPORT_MEMBER(why), RAPPORT_MEMBER(holds), RAPPORT_MEMBER(values))
RAPPORT_SHAPE(Spell, "One unbroken stay in a stage; until is absent for the present one.",
              RAPPORT_MEMBER(stage), RAPPORT_MEMBER(from), RAPPORT_MEMBER(until))
RAPPORT_SHAPE(Sweep, "What a sweep did, and whether something else is to be done already.",
              RAPPORT_MEMBER(firings), RAPPORT_MEMBER(climbed), RAPPORT_MEMBER(is_more))
RAPPORT_SHAPE(Times, "How long something took: how many, mean, median, and what nine of ten do not exceed.",
              RAPPORT_MEMBER(count), RAPPORT_MEMBER(mean), RAPPORT_MEMBER(median), RAPPORT_MEMBER(p90))
RAPPORT_SHAPE(Verification, "What was read, and what is wrong.", RAPPORT_MEMBER(commits),
              RAPPORT_MEMBER(changes), RAPPORT_MEMBER(findings))

}  // namespace rapport
