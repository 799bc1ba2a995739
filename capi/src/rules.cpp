// Rules, ladders and the outbox.
#include "columns.hpp"
#include "rapport/rapport.hpp"
#include "verbs.hpp"

using namespace rapport;
using namespace rapport::capi;

namespace {

// An instant that there may be: RAPPORT_DONE where there is none.
template <class Question>
int32_t next_instant(rapport_book* book, int64_t* at_us, rapport_error** error, Question&& question) {
  clear(at_us, RAPPORT_ABSENT);
  return guarded(error, [&]() -> int32_t {
    const Use at_work = use(book);
    const std::optional<Instant> next = question(at_work.book());
    wanted(at_us, "at_us") = next ? us_of(*next) : RAPPORT_ABSENT;
    return next ? RAPPORT_OK : RAPPORT_DONE;
  });
}

}  // namespace

int32_t rapport_rule_adopt(rapport_book* book, const rapport_record* rule,
                           const rapport_record* const* actions, size_t action_count,
                           const rapport_because* because, rapport_record** adopted,
                           rapport_records** adopted_actions, rapport_error** error) {
  return adopting_verb<Rule, RuleAction>(
      book, because, adopted, adopted_actions, error,
      [&](Book& in_book, const Because& why, Rule& one, std::vector<RuleAction>& many) {
        RuleWithActions made = in_book.automation().adopt(
            {record_in<Rule>(rule), records_in<RuleAction>(actions, action_count, "actions")}, why);
        one = std::move(made.rule);
        many = std::move(made.actions);
      });
}

int32_t rapport_rule_check(rapport_book* book, const rapport_record* rule,
                           const rapport_record* const* actions, size_t action_count, rapport_error** error) {
  return guarded(error, [&] {
    const Use at_work = use(book);
    at_work.book().automation().check(
        {record_in<Rule>(rule), records_in<RuleAction>(actions, action_count, "actions")});
  });
}

int32_t rapport_rule_retire(rapport_book* book, rapport_id rule, const rapport_because* because,
                            rapport_record** retired, rapport_error** error) {
  return record_verb<Rule>(book, because, retired, error, [&](Book& in_book, const Because& why) {
    return in_book.automation().retire(id_in<Rule>(rule), why);
  });
}

int32_t rapport_rules(rapport_book* book, rapport_table** rules, rapport_error** error) {
  return table_question(book, rules, error, [](Book& in_book) { return in_book.automation().all(); });
}

int32_t rapport_sweep(rapport_book* book, int64_t limit, rapport_table** sweep, rapport_error** error) {
  return table_verb(book, nullptr, sweep, error, [&](Book& in_book, const Because&) {
    return in_book.automation().sweep(limit_of(limit, "limit"));
  });
}

int32_t rapport_firing_again(rapport_book* book, rapport_id firing, const rapport_because* because,
                             rapport_record** changed, rapport_error** error) {
  return record_verb<Firing>(book, because, changed, error, [&](Book& in_book, const Because& why) {
    return in_book.automation().again(id_in<Firing>(firing), why);
  });
}

int32_t rapport_next_due(rapport_book* book, int64_t* at_us, rapport_error** error) {
  return next_instant(book, at_us, error, [](Book& in_book) { return in_book.automation().next_due(); });
}

int32_t rapport_rule_forecast(rapport_book* book, int64_t until_us, int64_t limit, rapport_table** readings,
                              rapport_error** error) {
  return table_question(book, readings, error, [&](Book& in_book) {
    return in_book.automation().forecast(instant_of(until_us, "until_us"), limit_of(limit, "limit"));
  });
}

int32_t rapport_rule_explain(rapport_book* book, rapport_reference record, rapport_table** readings,
                             rapport_error** error) {
  return table_question(book, readings, error, [&](Book& in_book) {
    return in_book.automation().explain(reference_in(record.kind, record.id));
  });
}

int32_t rapport_rule_on_call(rapport_book* book, rapport_text name, rapport_rule_function function,
                             void* data, void (*destroy)(void* data), rapport_error** error) {
  return guarded(error, [&] {
    const auto kept_data = keep(data, destroy);
    const Use at_work = use(book);
    if (!function) throw_argument("function", "is NULL");
    const auto called = capi::text_of(name, "name");
    if (called.empty()) throw_argument("name", "is empty; rules call the function by it");
    at_work.book().automation().on_call(
        std::string(called), [function, kept_data](const Reference& record, const Firing& firing) {
          const rapport_record handle(kind_of<Firing>(), const_cast<Firing*>(&firing));
          rapport_text trouble = rapport_no_text();
          const int32_t code = function(kept_data->get(), reference_of(record), &handle, &trouble);
          if (code != 0) throw Error(Code::not_allowed, trouble_of(trouble, code));
        });
  });
}

int32_t rapport_ladder_adopt(rapport_book* book, const rapport_record* ladder,
                             const rapport_record* const* rungs, size_t rung_count,
                             const rapport_because* because, rapport_record** adopted,
                             rapport_records** adopted_rungs, rapport_error** error) {
  return adopting_verb<Ladder, Rung>(
      book, because, adopted, adopted_rungs, error,
      [&](Book& in_book, const Because& why, Ladder& one, std::vector<Rung>& many) {
        LadderWithRungs made = in_book.supervision().adopt(
            {record_in<Ladder>(ladder), records_in<Rung>(rungs, rung_count, "rungs")}, why);
        one = std::move(made.ladder);
        many = std::move(made.rungs);
      });
}

int32_t rapport_ladder_retire(rapport_book* book, rapport_id ladder, const rapport_because* because,
                              rapport_record** retired, rapport_error** error) {
  return record_verb<Ladder>(book, because, retired, error, [&](Book& in_book, const Because& why) {
    return in_book.supervision().retire(id_in<Ladder>(ladder), why);
  });
}

int32_t rapport_ladders(rapport_book* book, rapport_table** ladders, rapport_error** error) {
  return table_question(book, ladders, error, [](Book& in_book) { return in_book.supervision().ladders(); });
}

namespace {

using Answer = Escalation (Supervision::*)(Id<Escalation>, const EscalationAnswer&, const Because&);

int32_t answer(rapport_book* book, rapport_id id, rapport_id agent, rapport_text reason,
               const rapport_because* because, rapport_record** changed, rapport_error** error, Answer verb) {
  return record_verb<Escalation>(book, because, changed, error, [&](Book& in_book, const Because& why) {
    const EscalationAnswer given{.agent = optional_id<Agent>(agent),
                                 .reason = std::string(capi::text_of(reason, "reason"))};
    Supervision supervision = in_book.supervision();
    return (supervision.*verb)(id_in<Escalation>(id), given, why);
  });
}

}  // namespace

int32_t rapport_escalation_acknowledge(rapport_book* book, rapport_id id, rapport_id agent,
                                       rapport_text reason, const rapport_because* because,
                                       rapport_record** changed, rapport_error** error) {
  return answer(book, id, agent, reason, because, changed, error, &Supervision::acknowledge);
}

int32_t rapport_escalation_decline(rapport_book* book, rapport_id id, rapport_id agent, rapport_text reason,
                                   const rapport_because* because, rapport_record** changed,
                                   rapport_error** error) {
  return answer(book, id, agent, reason, because, changed, error, &Supervision::decline);
}

int32_t rapport_escalation_step_down(rapport_book* book, rapport_id id, rapport_id agent, rapport_text reason,
                                     const rapport_because* because, rapport_record** changed,
                                     rapport_error** error) {
  return answer(book, id, agent, reason, because, changed, error, &Supervision::step_down);
}

int32_t rapport_escalation_end(rapport_book* book, rapport_id id, rapport_id agent, rapport_text reason,
                               const rapport_because* because, rapport_record** changed,
                               rapport_error** error) {
  return answer(book, id, agent, reason, because, changed, error, &Supervision::end);
}

int32_t rapport_outbox_pending(rapport_book* book, int64_t limit, rapport_records** notifications,
                               rapport_error** error) {
  return records_question<Notification>(book, notifications, error, [&](Book& in_book) {
    return in_book.outbox().pending(limit_of(limit, "limit"));
  });
}

int32_t rapport_outbox_next_due(rapport_book* book, int64_t* at_us, rapport_error** error) {
  return next_instant(book, at_us, error, [](Book& in_book) { return in_book.outbox().next_due(); });
}

int32_t rapport_outbox_handed_over(rapport_book* book, rapport_id id, const rapport_because* because,
                                   rapport_record** changed, rapport_error** error) {
  return record_verb<Notification>(book, because, changed, error, [&](Book& in_book, const Because& why) {
    return in_book.outbox().handed_over(id_in<Notification>(id), why);
  });
}

int32_t rapport_outbox_failed(rapport_book* book, rapport_id id, rapport_text trouble,
                              const rapport_because* because, rapport_record** changed,
                              rapport_error** error) {
  return record_verb<Notification>(book, because, changed, error, [&](Book& in_book, const Because& why) {
    return in_book.outbox().failed(id_in<Notification>(id), capi::text_of(trouble, "trouble"), why);
  });
}

int32_t rapport_outbox_again(rapport_book* book, rapport_id id, const rapport_because* because,
                             rapport_record** changed, rapport_error** error) {
  return record_verb<Notification>(book, because, changed, error, [&](Book& in_book, const Because& why) {
    return in_book.outbox().again(id_in<Notification>(id), why);
  });
}

int32_t rapport_outbox_digest(rapport_book* book, const rapport_because* because,
                              rapport_records** notifications, rapport_error** error) {
  return records_verb<Notification>(
      book, because, notifications, error,
      [](Book& in_book, const Because& why) { return in_book.outbox().digest(why); });
}

int32_t rapport_outbox_deliver(rapport_book* book, rapport_delivery_function function, void* data,
                               int64_t limit, int64_t* handed_over, rapport_error** error) {
  clear(handed_over);
  return guarded(error, [&] {
    const Use at_work = use(book);
    if (!function) throw_argument("function", "is NULL");
    const auto hand_over = [&](const Notification& each) {
      const rapport_record handle(kind_of<Notification>(), const_cast<Notification*>(&each));
      rapport_text trouble = rapport_no_text();
      const int32_t code = function(data, &handle, &trouble);
      if (code != 0) throw Error(Code::not_allowed, trouble_of(trouble, code));
    };
    const std::size_t count = at_work.book().outbox().deliver(hand_over, limit_of(limit, "limit"));
    give(handed_over, static_cast<int64_t>(count));
  });
}
