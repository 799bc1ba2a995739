// People and the lifecycle.
#include "rapport/rapport.hpp"
#include "verbs.hpp"

namespace rapport::capi {

namespace {

// A record of a time line, whatever its kind.
struct HeldRecord {
  const Kind* kind = nullptr;
  std::shared_ptr<const void> record{};
};
struct TimelineRow {
  Instant at{};
  Id<Customer> customer{};
  Reference record{};
  HeldRecord held{};
};
using StageTime = std::pair<Stage, Duration>;

}  // namespace

template <>
struct Cell<HeldRecord> : CellOf<RAPPORT_TYPE_RECORD> {
  static rapport_value get(Parts& parts, const HeldRecord& member) {
    rapport_value made = nothing();
    made.type = RAPPORT_TYPE_RECORD;
    made.as.record =
        &parts.part<rapport_record>(&member, *member.kind, const_cast<void*>(member.record.get()));
    return made;
  }
};
template <>
inline constexpr auto columns_of<TimelineRow> =
    std::tuple{NamedMember{"at", &TimelineRow::at}, NamedMember{"customer", &TimelineRow::customer},
               NamedMember{"record", &TimelineRow::record}, NamedMember{"held", &TimelineRow::held}};
template <>
inline constexpr auto columns_of<Overview> =
    std::tuple{NamedMember{"customer", &Overview::customer},
               NamedMember{"owner", &Overview::owner},
               NamedMember{"contact_points", &Overview::contact_points},
               NamedMember{"connections", &Overview::connections},
               NamedMember{"needs", &Overview::needs},
               NamedMember{"consents", &Overview::consents},
               NamedMember{"stage_moves", &Overview::stage_moves},
               NamedMember{"interactions", &Overview::interactions}};
template <>
inline constexpr auto columns_of<StageTime> =
    std::tuple{NamedMember{"stage", &StageTime::first}, NamedMember{"time", &StageTime::second}};

}  // namespace rapport::capi

using namespace rapport;
using namespace rapport::capi;

int32_t rapport_customer_hand_over(rapport_book* book, rapport_id customer, rapport_id to, int64_t at_us,
                                   const rapport_because* because, rapport_record** changed,
                                   rapport_error** error) {
  return record_verb<Customer>(book, because, changed, error, [&](Book& in_book, const Because& why) {
    return in_book.people().hand_over(id_in<Customer>(customer), optional_id<Agent>(to),
                                      optional_instant(at_us, "at_us"), why);
  });
}

int32_t rapport_customer_owner_at(rapport_book* book, rapport_id customer, int64_t at_us, rapport_id* agent,
                                  rapport_error** error) {
  clear(agent, rapport_no_id());
  return guarded(error, [&] {
    const Use at_work = use(book);
    const auto owner =
        at_work.book().people().owner_at(id_in<Customer>(customer), instant_of(at_us, "at_us"));
    wanted(agent, "agent") = owner ? capi::id_of(owner->uuid) : rapport_no_id();
  });
}

int32_t rapport_contact_point_find_collision(rapport_book* book, int32_t kind, rapport_text value,
                                             rapport_record** contact_point, rapport_record** customer,
                                             rapport_error** error) {
  clear(contact_point);
  clear(customer);
  return guarded(error, [&]() -> int32_t {
    const Use at_work = use(book);
    auto found = at_work.book().people().find_collision(enumerated<ContactKind>(kind, "kind"),
                                                        capi::text_of(value, "value"));
    if (!found) return RAPPORT_DONE;
    auto made_point = new_record<ContactPoint>();
    auto made_customer = new_record<Customer>();
    in<ContactPoint>(*made_point) = std::move(found->contact_point);
    in<Customer>(*made_customer) = std::move(found->customer);
    give(contact_point, std::move(made_point));
    give(customer, std::move(made_customer));
    return RAPPORT_OK;
  });
}

int32_t rapport_customer_has_consented(rapport_book* book, rapport_id customer, int32_t purpose,
                                       int32_t channel, int64_t at_us, bool* consented,
                                       rapport_error** error) {
  clear(consented);
  return guarded(error, [&] {
    const Use at_work = use(book);
    wanted(consented, "consented") = at_work.book().people().has_consented(
        id_in<Customer>(customer), enumerated<Purpose>(purpose, "purpose"),
        optional_enumerated<ContactKind>(channel, "channel"), instant_of(at_us, "at_us"));
  });
}

int32_t rapport_customer_overview(rapport_book* book, rapport_id customer, int64_t interactions,
                                  rapport_table** overview, rapport_error** error) {
  return table_question(book, overview, error, [&](Book& in_book) {
    return in_book.overview(id_in<Customer>(customer), limit_of(interactions, "interactions"));
  });
}

int32_t rapport_customer_timeline(rapport_book* book, rapport_id customer,
                                  const rapport_timeline_options* options, rapport_table** entries,
                                  rapport_string** next, rapport_error** error) {
  clear(entries);
  clear(next);
  return guarded(error, [&] {
    const Use at_work = use(book);
    const auto given =
        options_in<rapport_timeline_options>(options, RAPPORT_TIMELINE_OPTIONS_INIT, "options");
    Timeline page = at_work.book().timeline(id_in<Customer>(customer),
                                            {.limit = limit_of(given.limit, "limit"),
                                             .after = std::string(capi::text_of(given.after, "after")),
                                             .with_people = flag_of(given.with_people, "with_people")});
    auto made = std::make_unique<TableOf<std::vector<TimelineRow>>>();
    for (TimelineEntry& each : page.entries)
      made->answer.push_back({each.at, each.customer, each.record, {each.kind, std::move(each.held)}});
    auto made_next = std::make_unique<rapport_string>(std::move(page.next));
    give(entries, std::move(made));
    give(next, std::move(made_next));
  });
}

int32_t rapport_customer_cost_to_serve(rapport_book* book, rapport_id customer, rapport_table** costs,
                                       rapport_error** error) {
  return table_question(book, costs, error, [&](Book& in_book) {
    return in_book.service().cost_to_serve(id_in<Customer>(customer));
  });
}

int32_t rapport_stage_move(rapport_book* book, rapport_id customer, int32_t stage,
                           const rapport_move_details* details, const rapport_because* because,
                           rapport_record** move, rapport_error** error) {
  return record_verb<StageMove>(book, because, move, error, [&](Book& in_book, const Because& why) {
    const auto given = options_in<rapport_move_details>(details, RAPPORT_MOVE_DETAILS_INIT, "details");
    need_zero(given.zero);
    MoveDetails made{.effective_at = optional_instant(given.effective_at_us, "effective_at_us"),
                     .reason = std::string(capi::text_of(given.reason, "reason")),
                     .ended_by = optional_enumerated<EndedBy>(given.ended_by, "ended_by"),
                     .ending_cause = optional_enumerated<EndingCause>(given.ending_cause, "ending_cause")};
    for (const rapport_reference& each : span_of(given.evidence, given.evidence_count, "evidence"))
      made.evidence.push_back(reference_in(each.kind, each.id));
    return in_book.lifecycle().move(id_in<Customer>(customer), enumerated<Stage>(stage, "stage"), made, why);
  });
}

int32_t rapport_stage_policy(rapport_book* book, rapport_records** moves, rapport_error** error) {
  return records_question<AllowedMove>(book, moves, error,
                                       [](Book& in_book) { return in_book.lifecycle().policy(); });
}

int32_t rapport_stage_replace_policy(rapport_book* book, const rapport_record* const* moves, size_t count,
                                     const rapport_because* because, rapport_error** error) {
  return guarded(error, [&] {
    const Use at_work = use(book);
    at_work.book().lifecycle().replace_policy(records_in<AllowedMove>(moves, count, "moves"),
                                              because_in(because));
  });
}

int32_t rapport_stage_at(rapport_book* book, rapport_id customer, int64_t at_us, int32_t* stage,
                         rapport_error** error) {
  clear(stage);
  return guarded(error, [&]() -> int32_t {
    const Use at_work = use(book);
    const auto found =
        at_work.book().lifecycle().stage_at(id_in<Customer>(customer), instant_of(at_us, "at_us"));
    wanted(stage, "stage") = found ? static_cast<std::int32_t>(*found) : 0;
    return found ? RAPPORT_OK : RAPPORT_DONE;
  });
}

int32_t rapport_stage_spells(rapport_book* book, rapport_id customer, rapport_table** spells,
                             rapport_error** error) {
  return table_question(book, spells, error,
                        [&](Book& in_book) { return in_book.lifecycle().spells(id_in<Customer>(customer)); });
}

int32_t rapport_stage_times(rapport_book* book, rapport_id customer, int64_t until_us, rapport_table** times,
                            rapport_error** error) {
  return table_question(book, times, error, [&](Book& in_book) {
    return in_book.lifecycle().time_in_stages(id_in<Customer>(customer), instant_of(until_us, "until_us"));
  });
}

int32_t rapport_stage_funnel(rapport_book* book, int64_t from_us, int64_t until_us, rapport_table** funnel,
                             rapport_error** error) {
  return table_question(book, funnel, error, [&](Book& in_book) {
    return in_book.lifecycle().funnel(instant_of(from_us, "from_us"), instant_of(until_us, "until_us"));
  });
}
