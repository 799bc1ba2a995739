// Service levels, routing, problems and measures.
#include "columns.hpp"
#include "rapport/rapport.hpp"
#include "verbs.hpp"

using namespace rapport;
using namespace rapport::capi;

int32_t rapport_service_level_adopt(rapport_book* book, const rapport_record* level,
                                    const rapport_record* const* targets, size_t target_count,
                                    const rapport_because* because, rapport_record** adopted,
                                    rapport_records** adopted_targets, rapport_error** error) {
  return adopting_verb<ServiceLevel, Target>(
      book, because, adopted, adopted_targets, error,
      [&](Book& in_book, const Because& why, ServiceLevel& one, std::vector<Target>& many) {
        Policy policy = in_book.timekeeping().adopt(
            {record_in<ServiceLevel>(level), records_in<Target>(targets, target_count, "targets")}, why);
        one = std::move(policy.level);
        many = std::move(policy.targets);
      });
}

int32_t rapport_service_level_retire(rapport_book* book, rapport_id level, const rapport_because* because,
                                     rapport_record** retired, rapport_error** error) {
  return record_verb<ServiceLevel>(book, because, retired, error, [&](Book& in_book, const Because& why) {
    return in_book.timekeeping().retire(id_in<ServiceLevel>(level), why);
  });
}

int32_t rapport_service_level_policy(rapport_book* book, rapport_id of, rapport_record** level,
                                     rapport_records** targets, rapport_error** error) {
  return adopting_verb<ServiceLevel, Target>(
      book, nullptr, level, targets, error,
      [&](Book& in_book, const Because&, ServiceLevel& one, std::vector<Target>& many) {
        Policy policy = in_book.timekeeping().policy(id_in<ServiceLevel>(of));
        one = std::move(policy.level);
        many = std::move(policy.targets);
      });
}

int32_t rapport_service_level_policies(rapport_book* book, rapport_table** policies, rapport_error** error) {
  return table_question(book, policies, error,
                        [](Book& in_book) { return in_book.timekeeping().policies(); });
}

int32_t rapport_clock_queue(rapport_book* book, const rapport_queue_options* options, rapport_table** queue,
                            rapport_error** error) {
  return table_question(book, queue, error, [&](Book& in_book) {
    const auto given = options_in<rapport_queue_options>(options, RAPPORT_QUEUE_OPTIONS_INIT, "options");
    need_zero(given.zero);
    return in_book.timekeeping().queue({.team = optional_id<Team>(given.team),
                                        .assignee = optional_id<Agent>(given.assignee),
                                        .limit = limit_of(given.limit, "limit")});
  });
}

int32_t rapport_clock_check(rapport_book* book, int64_t limit, const rapport_because* because,
                            rapport_records** late, rapport_error** error) {
  return records_verb<Clock>(book, because, late, error, [&](Book& in_book, const Because& why) {
    return in_book.timekeeping().check(limit_of(limit, "limit"), why);
  });
}

int32_t rapport_case_candidates(rapport_book* book, rapport_id of, rapport_table** candidates,
                                rapport_error** error) {
  return table_question(book, candidates, error,
                        [&](Book& in_book) { return in_book.routing().candidates(id_in<Case>(of)); });
}

int32_t rapport_agent_hand_over_cases(rapport_book* book, rapport_id from, rapport_id to,
                                      const rapport_because* because, rapport_records** cases,
                                      rapport_error** error) {
  return records_verb<Case>(book, because, cases, error, [&](Book& in_book, const Because& why) {
    return in_book.routing().hand_over(id_in<Agent>(from), optional_id<Agent>(to), why);
  });
}

int32_t rapport_problem_affected(rapport_book* book, rapport_id problem, rapport_table** affected,
                                 rapport_error** error) {
  return table_question(book, affected, error, [&](Book& in_book) {
    return in_book.problem_management().affected(id_in<Problem>(problem));
  });
}

int32_t rapport_problem_tell(rapport_book* book, rapport_id problem, const rapport_telling* telling,
                             const rapport_because* because, rapport_records** notices,
                             rapport_error** error) {
  return records_verb<ProblemNotice>(book, because, notices, error, [&](Book& in_book, const Because& why) {
    const auto given = options_in<rapport_telling>(telling, RAPPORT_TELLING_INIT, "telling");
    Telling made{.told = optional_enumerated<Told>(given.told, "told")};
    for (const rapport_id& each : span_of(given.customers, given.customer_count, "customers"))
      made.customers.push_back(id_in<Customer>(each));
    if (given.said) made.said = record_in<Interaction>(given.said);
    return in_book.problem_management().tell(id_in<Problem>(problem), made, why);
  });
}

int32_t rapport_problem_resolve(rapport_book* book, rapport_id problem, rapport_text resolution,
                                bool resolve_cases, const rapport_because* because, rapport_record** changed,
                                rapport_error** error) {
  return record_verb<Problem>(book, because, changed, error, [&](Book& in_book, const Because& why) {
    return in_book.problem_management().resolve(
        id_in<Problem>(problem), capi::text_of(resolution, "resolution"),
        resolve_cases ? LinkedCases::resolve : LinkedCases::stay, why);
  });
}

int32_t rapport_problem_to_check(rapport_book* book, int64_t on, rapport_records** problems,
                                 rapport_error** error) {
  return records_question<Problem>(book, problems, error, [&](Book& in_book) {
    return in_book.problem_management().to_check(day_of(on, "on"));
  });
}

namespace {

MeasureSearch search_in(const rapport_measure_options* options) {
  const auto given = options_in<rapport_measure_options>(options, RAPPORT_MEASURE_OPTIONS_INIT, "options");
  MeasureSearch search{.by = enumerated<GroupedBy>(given.by, "by"),
                       .from = optional_instant(given.from_us, "from_us"),
                       .until = optional_instant(given.until_us, "until_us")};
  if (const auto zone = capi::text_of(given.zone, "zone"); !zone.empty()) search.zone = zone;
  return search;
}

}  // namespace

int32_t rapport_measure_groups(rapport_book* book, const rapport_measure_options* options,
                               rapport_table** groups, rapport_error** error) {
  return table_question(book, groups, error,
                        [&](Book& in_book) { return in_book.measures().groups(search_in(options)); });
}

int32_t rapport_measure_backlog(rapport_book* book, const rapport_measure_options* options,
                                rapport_table** groups, rapport_error** error) {
  return table_question(book, groups, error, [&](Book& in_book) {
    const MeasureSearch search = search_in(options);
    return in_book.measures().backlog(search.by, search.zone);
  });
}
