// Opening hours, holidays, and clocks outside of any book.
#include "rapport/rapport.hpp"
#include "verbs.hpp"

using namespace rapport;
using namespace rapport::capi;

struct rapport_opening_hours : Object {
  explicit rapport_opening_hours(const Calendar& calendar) : Object(Tag::opening_hours), of(calendar) {}
  OpeningHours of;
};

namespace {

// A question about an instant that is answered by another.
template <class F>
int32_t instant_from(const rapport_opening_hours* hours, int64_t from_us, int64_t* at_us,
                     rapport_error** error, F&& question) {
  clear(at_us, RAPPORT_ABSENT);
  return guarded(error, [&] {
    const OpeningHours& of = checked(hours).of;
    wanted(at_us, "at_us") = us_of(question(of, instant_of(from_us, "from_us")));
  });
}

}  // namespace

int32_t rapport_opening_hours_new(const rapport_record* calendar, rapport_opening_hours** hours,
                                  rapport_error** error) {
  clear(hours);
  return guarded(error, [&] {
    auto made = std::make_unique<rapport_opening_hours>(record_in<Calendar>(calendar));
    wanted(hours, "hours");
    give(hours, std::move(made));
  });
}

void rapport_opening_hours_free(rapport_opening_hours* hours) { free_object(hours); }

int32_t rapport_opening_hours_is_open(const rapport_opening_hours* hours, int64_t at_us, bool* is_open,
                                      rapport_error** error) {
  clear(is_open);
  return guarded(error,
                 [&] { wanted(is_open, "is_open") = checked(hours).of.is_open(instant_of(at_us, "at_us")); });
}

int32_t rapport_opening_hours_between(const rapport_opening_hours* hours, int64_t from_us, int64_t to_us,
                                      int64_t* open_time_us, rapport_error** error) {
  clear(open_time_us, RAPPORT_ABSENT);
  return guarded(error, [&] {
    const OpeningHours& of = checked(hours).of;
    wanted(open_time_us, "open_time_us") =
        of.between(instant_of(from_us, "from_us"), instant_of(to_us, "to_us")).amount.count();
  });
}

int32_t rapport_opening_hours_add(const rapport_opening_hours* hours, int64_t from_us, int64_t open_time_us,
                                  int64_t* at_us, rapport_error** error) {
  return instant_from(hours, from_us, at_us, error, [&](const OpeningHours& of, Instant from) {
    return of.add(from, BusinessDuration(duration_of(open_time_us, "open_time_us")));
  });
}

int32_t rapport_opening_hours_add_days(const rapport_opening_hours* hours, int64_t from_us,
                                       int32_t working_days, int64_t* at_us, rapport_error** error) {
  return instant_from(hours, from_us, at_us, error,
                      [&](const OpeningHours& of, Instant from) { return of.add_days(from, working_days); });
}

int32_t rapport_opening_hours_next_open(const rapport_opening_hours* hours, int64_t from_us, int64_t* at_us,
                                        rapport_error** error) {
  return instant_from(hours, from_us, at_us, error,
                      [](const OpeningHours& of, Instant from) { return of.next_open(from); });
}

int32_t rapport_opening_hours_previous_close(const rapport_opening_hours* hours, int64_t from_us,
                                             int64_t* at_us, rapport_error** error) {
  return instant_from(hours, from_us, at_us, error,
                      [](const OpeningHours& of, Instant from) { return of.previous_close(from); });
}

int32_t rapport_opening_hours_next_close(const rapport_opening_hours* hours, int64_t from_us, int64_t* at_us,
                                         rapport_error** error) {
  return instant_from(hours, from_us, at_us, error,
                      [](const OpeningHours& of, Instant from) { return of.next_close(from); });
}

int32_t rapport_opening_hours_end_of_day(const rapport_opening_hours* hours, int64_t from_us, int64_t* at_us,
                                         rapport_error** error) {
  return instant_from(hours, from_us, at_us, error,
                      [](const OpeningHours& of, Instant from) { return of.end_of_day(from); });
}

int32_t rapport_holidays(rapport_text icalendar, int64_t from, int64_t until, rapport_table** holidays,
                         rapport_error** error) {
  return table_of(holidays, error, [&] {
    return holidays_of(capi::text_of(icalendar, "icalendar"), day_of(from, "from"), day_of(until, "until"));
  });
}

int32_t rapport_calendar_add_holidays(rapport_record* calendar, const rapport_table* holidays,
                                      rapport_error** error) {
  return guarded(error, [&] {
    Calendar& to = record_in<Calendar>(calendar);
    const auto* days = dynamic_cast<const TableOf<std::vector<Holiday>>*>(&checked(holidays));
    if (!days) throw Error(Code::misuse, "the table is not one that rapport_holidays() gave");
    to = with_holidays(to, days->answer);
  });
}

int32_t rapport_clock_read(rapport_book* book, const rapport_record* clock, int64_t at_us,
                           rapport_table** reading, rapport_error** error) {
  return table_question(book, reading, error, [&](Book& in_book) {
    return in_book.timekeeping().read(record_in<Clock>(clock), instant_of(at_us, "at_us"));
  });
}

int32_t rapport_clock_events_of(rapport_book* book, const rapport_record* clock, rapport_table** events,
                                rapport_error** error) {
  return table_question(book, events, error,
                        [&](Book& in_book) { return in_book.timekeeping().events(record_in<Clock>(clock)); });
}

int32_t rapport_terms_read(const rapport_terms* const* terms, size_t term_count,
                           const rapport_clock_event* events, size_t event_count, int64_t at_us,
                           rapport_table** reading, rapport_error** error) {
  return table_of(reading, error, [&] {
    std::vector<Terms> all_terms;
    for (const rapport_terms* each : span_of(terms, term_count, "terms")) {
      if (!each) throw_argument("terms", "has NULL in it");
      const auto given = options_in<rapport_terms>(each, RAPPORT_TERMS_INIT, "terms");
      need_zero(given.zero);
      all_terms.push_back(
          {.amount = duration_of(given.amount_us, "amount_us"),
           .counted_in = enumerated<CountedIn>(given.counted_in, "counted_in"),
           .to_end_of_day = flag_of(given.to_end_of_day, "to_end_of_day"),
           .pauses = optional_enumerated<PausesCount>(given.pauses, "pauses"),
           .quoted_pauses = optional_enumerated<PausesCount>(given.quoted_pauses, "quoted_pauses"),
           .hours = checked(given.hours).of});
    }
    std::vector<ClockEvent> all_events;
    for (const rapport_clock_event& each : span_of(events, event_count, "events"))
      all_events.push_back({.at = instant_of(each.at_us, "at_us"),
                            .action = enumerated<ClockAction>(each.action, "action"),
                            .terms = each.terms,
                            .due_at = optional_instant(each.due_at_us, "due_at_us")});
    return read_clock(all_terms, all_events, instant_of(at_us, "at_us"));
  });
}
