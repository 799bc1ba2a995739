// Cases.
#include "rapport/rapport.hpp"
#include "verbs.hpp"

using namespace rapport;
using namespace rapport::capi;

int32_t rapport_case_open(rapport_book* book, rapport_record* opened, const rapport_because* because,
                          rapport_error** error) {
  return adding_verb<Case>(book, opened, because, error, [](Book& in_book, Case given, const Because& why) {
    return in_book.service().open(std::move(given), why);
  });
}

int32_t rapport_case_reply(rapport_book* book, rapport_id of, rapport_record* said,
                           const rapport_because* because, rapport_error** error) {
  return adding_verb<Interaction>(book, said, because, error,
                                  [&](Book& in_book, Interaction given, const Because& why) {
                                    return in_book.service().reply(id_in<Case>(of), std::move(given), why);
                                  });
}

int32_t rapport_case_move(rapport_book* book, rapport_id of, int32_t state,
                          const rapport_event_details* details, const rapport_because* because,
                          rapport_record** changed, rapport_error** error) {
  return record_verb<Case>(book, because, changed, error, [&](Book& in_book, const Because& why) {
    return in_book.service().move(id_in<Case>(of), enumerated<CaseState>(state, "state"), details_in(details),
                                  why);
  });
}

int32_t rapport_case_resolve(rapport_book* book, rapport_id of, rapport_text resolution,
                             const rapport_event_details* details, const rapport_because* because,
                             rapport_record** changed, rapport_error** error) {
  return record_verb<Case>(book, because, changed, error, [&](Book& in_book, const Because& why) {
    return in_book.service().resolve(id_in<Case>(of), capi::text_of(resolution, "resolution"),
                                     details_in(details), why);
  });
}

int32_t rapport_case_refuse(rapport_book* book, rapport_id of, rapport_text why_not, rapport_text alternative,
                            const rapport_event_details* details, const rapport_because* because,
                            rapport_record** changed, rapport_error** error) {
  return record_verb<Case>(book, because, changed, error, [&](Book& in_book, const Because& why) {
    return in_book.service().refuse(id_in<Case>(of), capi::text_of(why_not, "why"),
                                    capi::text_of(alternative, "alternative"), details_in(details), why);
  });
}

int32_t rapport_case_accept(rapport_book* book, rapport_id of, int64_t at_us, const rapport_because* because,
                            rapport_record** changed, rapport_error** error) {
  return record_verb<Case>(book, because, changed, error, [&](Book& in_book, const Because& why) {
    return in_book.service().accept(id_in<Case>(of), optional_instant(at_us, "at_us"), why);
  });
}

int32_t rapport_case_assign(rapport_book* book, rapport_id of, rapport_id team, rapport_id assignee,
                            const rapport_event_details* details, const rapport_because* because,
                            rapport_record** changed, rapport_error** error) {
  return record_verb<Case>(book, because, changed, error, [&](Book& in_book, const Because& why) {
    return in_book.service().assign(
        id_in<Case>(of), {.team = optional_id<Team>(team), .assignee = optional_id<Agent>(assignee)},
        details_in(details), why);
  });
}

int32_t rapport_case_set_priority(rapport_book* book, rapport_id of, int32_t priority,
                                  const rapport_event_details* details, const rapport_because* because,
                                  rapport_record** changed, rapport_error** error) {
  return record_verb<Case>(book, because, changed, error, [&](Book& in_book, const Because& why) {
    return in_book.service().set_priority(id_in<Case>(of), enumerated<Priority>(priority, "priority"),
                                          details_in(details), why);
  });
}

int32_t rapport_case_set_level(rapport_book* book, rapport_id of, int64_t level,
                               const rapport_event_details* details, const rapport_because* because,
                               rapport_record** changed, rapport_error** error) {
  return record_verb<Case>(book, because, changed, error, [&](Book& in_book, const Because& why) {
    return in_book.service().set_level(id_in<Case>(of), level, details_in(details), why);
  });
}

int32_t rapport_case_merge(rapport_book* book, rapport_id of, rapport_id into, const rapport_because* because,
                           rapport_record** changed, rapport_error** error) {
  return record_verb<Case>(book, because, changed, error, [&](Book& in_book, const Because& why) {
    return in_book.service().merge(id_in<Case>(of), id_in<Case>(into), why);
  });
}

int32_t rapport_case_unmerge(rapport_book* book, rapport_id of, const rapport_because* because,
                             rapport_record** changed, rapport_error** error) {
  return record_verb<Case>(book, because, changed, error, [&](Book& in_book, const Because& why) {
    return in_book.service().unmerge(id_in<Case>(of), why);
  });
}

int32_t rapport_case_route(rapport_book* book, rapport_id of, const rapport_because* because,
                           rapport_record** changed, rapport_error** error) {
  return record_verb<Case>(book, because, changed, error, [&](Book& in_book, const Because& why) {
    return in_book.routing().route(id_in<Case>(of), why);
  });
}

int32_t rapport_case_link_problem(rapport_book* book, rapport_id of, rapport_id problem,
                                  const rapport_because* because, rapport_record** changed,
                                  rapport_error** error) {
  return record_verb<Case>(book, because, changed, error, [&](Book& in_book, const Because& why) {
    return in_book.problem_management().link(id_in<Case>(of), id_in<Problem>(problem), why);
  });
}

int32_t rapport_case_rate(rapport_book* book, rapport_id of, const rapport_event_details* details,
                          const rapport_because* because, rapport_record** changed, rapport_error** error) {
  return record_verb<Case>(book, because, changed, error, [&](Book& in_book, const Because& why) {
    return in_book.timekeeping().rate(id_in<Case>(of), details_in(details), why);
  });
}

int32_t rapport_case_quote(rapport_book* book, rapport_id of, int32_t what, int64_t due_at_us,
                           const rapport_event_details* details, const rapport_because* because,
                           rapport_record** changed, rapport_error** error) {
  return record_verb<Clock>(book, because, changed, error, [&](Book& in_book, const Because& why) {
    return in_book.timekeeping().quote(id_in<Case>(of), enumerated<TargetKind>(what, "what"),
                                       instant_of(due_at_us, "due_at_us"), details_in(details), why);
  });
}

int32_t rapport_case_escalate(rapport_book* book, rapport_id of, rapport_text reason,
                              const rapport_because* because, rapport_record** changed,
                              rapport_error** error) {
  return record_verb<Escalation>(book, because, changed, error, [&](Book& in_book, const Because& why) {
    return in_book.supervision().escalate(id_in<Case>(of), capi::text_of(reason, "reason"), why);
  });
}

int32_t rapport_case_survivor(rapport_book* book, rapport_id of, rapport_record** survivor,
                              rapport_error** error) {
  return record_question<Case>(book, survivor, error,
                               [&](Book& in_book) { return in_book.service().survivor(id_in<Case>(of)); });
}

int32_t rapport_case_split(rapport_book* book, rapport_id of, rapport_record* part,
                           const rapport_id* interactions, size_t count, const rapport_because* because,
                           rapport_error** error) {
  return adding_verb<Case>(book, part, because, error, [&](Book& in_book, Case given, const Because& why) {
    std::vector<Id<Interaction>> said;
    for (const rapport_id& each : span_of(interactions, count, "interactions"))
      said.push_back(id_in<Interaction>(each));
    return in_book.service().split(id_in<Case>(of), std::move(given), said, why);
  });
}

int32_t rapport_case_events(rapport_book* book, rapport_id of, rapport_records** events,
                            rapport_error** error) {
  return records_question<CaseEvent>(
      book, events, error, [&](Book& in_book) { return in_book.service().events(id_in<Case>(of)); });
}

int32_t rapport_case_said(rapport_book* book, rapport_id of, rapport_records** said, rapport_error** error) {
  return records_question<Interaction>(
      book, said, error, [&](Book& in_book) { return in_book.service().said(id_in<Case>(of)); });
}

int32_t rapport_case_allowed_from(int32_t state, rapport_table** states, rapport_error** error) {
  return table_of(states, error, [&] {
    const auto allowed = allowed_from(enumerated<CaseState>(state, "state"));
    return std::vector<CaseState>(allowed.begin(), allowed.end());
  });
}

int32_t rapport_case_clocks(rapport_book* book, rapport_id of, rapport_records** clocks,
                            rapport_error** error) {
  return records_question<Clock>(
      book, clocks, error, [&](Book& in_book) { return in_book.timekeeping().clocks(id_in<Case>(of)); });
}

int32_t rapport_case_standing(rapport_book* book, rapport_id of, int64_t at_us, int32_t* standing,
                              rapport_error** error) {
  clear(standing);
  return guarded(error, [&] {
    const Use at_work = use(book);
    wanted(standing, "standing") = static_cast<std::int32_t>(
        at_work.book().timekeeping().standing(id_in<Case>(of), instant_of(at_us, "at_us")));
  });
}

int32_t rapport_case_escalations(rapport_book* book, rapport_id of, rapport_records** escalations,
                                 rapport_error** error) {
  return records_question<Escalation>(book, escalations, error, [&](Book& in_book) {
    return in_book.supervision().escalations(id_in<Case>(of));
  });
}
