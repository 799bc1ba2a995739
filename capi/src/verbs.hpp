// Verbs and questions: the forms that most functions have. The result's object is made before the verb begins, so
// that a verb that was done can always give its result.
#pragma once

#include <concepts>

#include "book.hpp"
#include "rapport/cases.hpp"
#include "table.hpp"

namespace rapport::capi {

// A verb that returns a record.
template <class R, class F>
std::int32_t record_verb(rapport_book* book, const rapport_because* because, rapport_record** result,
                         rapport_error** error, F&& verb) noexcept {
  clear(result);
  return guarded(error, [&] {
    const Use at_work = use(book);
    const Because why = because_in(because);
    auto made = new_record<R>();
    in<R>(*made) = verb(at_work.book(), why);
    give(result, std::move(made));
  });
}

// A verb that adds a record and makes it what is stored. `verb` gets a copy.
template <class R, class F>
std::int32_t adding_verb(rapport_book* book, rapport_record* record, const rapport_because* because,
                         rapport_error** error, F&& verb) noexcept {
  return guarded(error, [&] {
    const Use at_work = use(book);
    R& given = record_in<R>(record);
    given = verb(at_work.book(), R(given), because_in(because));
    record->references.clear();
  });
}

// A verb that returns records of one kind.
template <class R, class F>
std::int32_t records_verb(rapport_book* book, const rapport_because* because, rapport_records** result,
                          rapport_error** error, F&& verb) noexcept {
  clear(result);
  return guarded(error, [&] {
    const Use at_work = use(book);
    const Because why = because_in(because);
    auto made = std::make_unique<RecordsOf<R>>();
    made->records = verb(at_work.book(), why);
    give(result, std::move(made));
  });
}

// A question that is answered by records of one kind, by a record, or by a table.
template <class R, class F>
std::int32_t records_question(rapport_book* book, rapport_records** result, rapport_error** error,
                              F&& question) noexcept {
  clear(result);
  return guarded(error, [&] {
    wanted(result, "the list of records");
    const Use at_work = use(book);
    auto made = std::make_unique<RecordsOf<R>>();
    made->records = question(at_work.book());
    give(result, std::move(made));
  });
}
template <class R, class F>
std::int32_t record_question(rapport_book* book, rapport_record** result, rapport_error** error,
                             F&& question) noexcept {
  clear(result);
  return guarded(error, [&] {
    wanted(result, "the record");
    const Use at_work = use(book);
    auto made = new_record<R>();
    in<R>(*made) = question(at_work.book());
    give(result, std::move(made));
  });
}
// For questions that need no book.
template <class F>
std::int32_t table_of(rapport_table** result, rapport_error** error, F&& question) noexcept {
  clear(result);
  return guarded(error, [&] {
    wanted(result, "the table");
    auto made = std::make_unique<TableOf<std::remove_cvref_t<std::invoke_result_t<F&>>>>();
    made->answer = question();
    give(result, std::move(made));
  });
}
template <class F>
std::int32_t table_question(rapport_book* book, rapport_table** result, rapport_error** error,
                            F&& question) noexcept {
  return table_of(result, error, [&] {
    const Use at_work = use(book);
    return question(at_work.book());
  });
}
// A verb that answers with a table.
template <class F>
std::int32_t table_verb(rapport_book* book, const rapport_because* because, rapport_table** result,
                        rapport_error** error, F&& verb) noexcept {
  clear(result);
  return guarded(error, [&] {
    const Use at_work = use(book);
    const Because why = because_in(because);
    auto made =
        std::make_unique<TableOf<std::remove_cvref_t<std::invoke_result_t<F&, Book&, const Because&>>>>();
    made->answer = verb(at_work.book(), why);
    give(result, std::move(made));
  });
}

// The records of an array.
template <class R>
std::vector<R> records_in(const rapport_record* const* records, std::size_t count, std::string_view name) {
  std::vector<R> all;
  for (const rapport_record* each : span_of(records, count, name)) all.push_back(record_in<R>(each));
  return all;
}

// A verb that takes one record and those that belong to it, and returns such.
template <class One, class Many, class F>
std::int32_t adopting_verb(rapport_book* book, const rapport_because* because, rapport_record** one,
                           rapport_records** many, rapport_error** error, F&& verb) noexcept {
  clear(one);
  clear(many);
  return guarded(error, [&] {
    const Use at_work = use(book);
    const Because why = because_in(because);
    auto made_one = new_record<One>();
    auto made_many = std::make_unique<RecordsOf<Many>>();
    verb(at_work.book(), why, in<One>(*made_one), made_many->records);
    give(one, std::move(made_one));
    give(many, std::move(made_many));
  });
}

inline CaseEventDetails details_in(const rapport_event_details* details) {
  const rapport_event_details given = options_in(details, RAPPORT_EVENT_DETAILS_INIT, "details");
  need_zero(given.zero);
  return {.at = optional_instant(given.at_us, "at_us"),
          .reason = std::string(text_of(given.reason, "reason"))};
}

// What a callback that failed says.
inline std::string trouble_of(rapport_text trouble, std::int32_t code) {
  if (trouble.data && trouble.length > 0) return {trouble.data, trouble.length};
  return fmt::format("the host's function returned {}", code);
}

}  // namespace rapport::capi
