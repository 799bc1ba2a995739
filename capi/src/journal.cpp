// The journal and full-text search.
#include "columns.hpp"
#include "rapport/rapport.hpp"
#include "verbs.hpp"

namespace rapport::capi {

namespace {

using Highlight = std::pair<std::size_t, std::size_t>;

}  // namespace

template <>
inline constexpr auto columns_of<Highlight> =
    std::tuple{NamedMember{"offset", &Highlight::first}, NamedMember{"length", &Highlight::second}};
template <>
inline constexpr auto columns_of<Excerpt> =
    std::tuple{NamedMember{"text", &Excerpt::text}, NamedMember{"highlights", &Excerpt::highlights}};
template <>
inline constexpr auto columns_of<SearchHit> =
    std::tuple{NamedMember{"record", &SearchHit::record}, NamedMember{"kind", &SearchHit::kind},
               NamedMember{"score", &SearchHit::score}, NamedMember{"title", &SearchHit::title},
               NamedMember{"body", &SearchHit::body}};

}  // namespace rapport::capi

using namespace rapport;
using namespace rapport::capi;

int32_t rapport_history(rapport_book* book, int32_t kind, rapport_id id, rapport_table** history,
                        rapport_error** error) {
  return table_of(history, error, [&] {
    const Use at_work = use(book);
    return rapport::detail::history(at_work.session(), kind_in(kind), uuid_of(id));
  });
}

int32_t rapport_journal_changes(rapport_book* book, int64_t after, int64_t limit, rapport_table** changes,
                                rapport_error** error) {
  return table_question(book, changes, error, [&](Book& in_book) {
    return in_book.journal().changes(after, limit_of(limit, "limit"));
  });
}

int32_t rapport_journal_commits(rapport_book* book, int64_t after, int64_t limit, rapport_table** commits,
                                rapport_error** error) {
  return table_question(book, commits, error, [&](Book& in_book) {
    return in_book.journal().commits(after, limit_of(limit, "limit"));
  });
}

int32_t rapport_journal_commit(rapport_book* book, int64_t number, rapport_table** commit,
                               rapport_error** error) {
  return table_question(book, commit, error, [&](Book& in_book) { return in_book.journal().commit(number); });
}

int32_t rapport_journal_caused_by(rapport_book* book, rapport_reference cause, rapport_table** commits,
                                  rapport_error** error) {
  return table_question(book, commits, error, [&](Book& in_book) {
    return in_book.journal().caused_by(reference_in(cause.kind, cause.id));
  });
}

int32_t rapport_journal_changes_of(rapport_book* book, int64_t commit, int64_t after, int64_t limit,
                                   rapport_table** changes, rapport_error** error) {
  return table_question(book, changes, error, [&](Book& in_book) {
    return in_book.journal().changes_of(commit, after, limit_of(limit, "limit"));
  });
}

int32_t rapport_journal_head(rapport_book* book, rapport_string** head, rapport_error** error) {
  clear(head);
  return guarded(error, [&] {
    const Use at_work = use(book);
    wanted(head, "head");
    give(head, std::make_unique<rapport_string>(to_text(at_work.book().journal().head())));
  });
}

int32_t rapport_journal_verify(rapport_book* book, rapport_text noted, rapport_progress progress,
                               void* progress_data, rapport_table** verification, rapport_error** error) {
  return table_of(verification, error, [&] {
    const Use at_work = use(book);
    std::optional<Head> head;
    if (const auto text = capi::text_of(noted, "noted"); !text.empty()) head = from_text<Head>(text);
    return at_work.book().journal().verify(head, progress_of(progress, progress_data));
  });
}

int32_t rapport_search(rapport_book* book, rapport_text words, const rapport_search_options* options,
                       rapport_table** hits, rapport_error** error) {
  return table_question(book, hits, error, [&](Book& in_book) {
    const auto given = options_in<rapport_search_options>(options, RAPPORT_SEARCH_OPTIONS_INIT, "options");
    SearchOptions made{.limit = limit_of(given.limit, "limit")};
    if (given.kind != 0) made.kind = kind_in(given.kind).name;
    return in_book.search(capi::text_of(words, "words"), made);
  });
}

int32_t rapport_search_catch_up(rapport_book* book, int64_t limit, int64_t* left, rapport_error** error) {
  clear(left);
  return guarded(error, [&] {
    const Use at_work = use(book);
    give(left, at_work.book().catch_up_search(static_cast<std::int64_t>(limit_of(limit, "limit"))));
  });
}
