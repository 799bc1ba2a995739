// Replays and backtests.
#include "rapport/rapport.hpp"
#include "verbs.hpp"

namespace rapport::capi {

namespace {

struct LogSummary : IncidentSummary {
  std::int64_t early = 0;
};

}  // namespace

template <>
inline constexpr auto columns_of<IncidentEvent> =
    std::tuple{NamedMember{"at", &IncidentEvent::at},
               NamedMember{"line", &IncidentEvent::line},
               NamedMember{"number", &IncidentEvent::number},
               NamedMember{"state", &IncidentEvent::state},
               NamedMember{"priority", &IncidentEvent::priority},
               NamedMember{"impact", &IncidentEvent::impact},
               NamedMember{"channel", &IncidentEvent::channel},
               NamedMember{"caller", &IncidentEvent::caller},
               NamedMember{"group", &IncidentEvent::group},
               NamedMember{"assignee", &IncidentEvent::assignee},
               NamedMember{"category", &IncidentEvent::category},
               NamedMember{"subcategory", &IncidentEvent::subcategory},
               NamedMember{"opened_at", &IncidentEvent::opened_at},
               NamedMember{"is_resolution_known", &IncidentEvent::is_resolution_known},
               NamedMember{"made_sla", &IncidentEvent::made_sla},
               NamedMember{"reassigned", &IncidentEvent::reassigned},
               NamedMember{"reopened", &IncidentEvent::reopened}};
template <>
inline constexpr auto columns_of<LogSummary> =
    std::tuple{NamedMember{"incidents", &LogSummary::incidents},
               NamedMember{"made_sla", &LogSummary::made_sla},
               NamedMember{"missed_sla", &LogSummary::missed_sla},
               NamedMember{"reassigned", &LogSummary::reassigned},
               NamedMember{"most_reassigned", &LogSummary::most_reassigned},
               NamedMember{"reopened", &LogSummary::reopened},
               NamedMember{"most_reopened", &LogSummary::most_reopened},
               NamedMember{"never_resolved", &LogSummary::never_resolved},
               NamedMember{"priorities", &LogSummary::priorities},
               NamedMember{"states", &LogSummary::states},
               NamedMember{"early", &LogSummary::early}};

}  // namespace rapport::capi

using namespace rapport;
using namespace rapport::capi;

struct rapport_incident_log : Object {
  explicit rapport_incident_log(std::shared_ptr<const IncidentLog> read)
      : Object(Tag::incident_log), log(std::move(read)) {}
  std::shared_ptr<const IncidentLog> log;
};

struct rapport_replay : Object {
  rapport_replay(std::shared_ptr<BookState> into, std::shared_ptr<const IncidentLog> of)
      : Object(Tag::replay), state(std::move(into)), log(std::move(of)), replay(state->book, *log) {}
  std::shared_ptr<BookState> state;
  std::shared_ptr<const IncidentLog> log;
  Replay replay;
};

int32_t rapport_incident_log_open(rapport_text file, rapport_text zone, rapport_progress progress,
                                  void* progress_data, rapport_incident_log** log, rapport_error** error) {
  clear(log);
  return guarded(error, [&] {
    wanted(log, "log");
    IncidentLogOptions options{.progress = progress_of(progress, progress_data)};
    if (const auto named = capi::text_of(zone, "zone"); !named.empty()) options.zone = named;
    give(log, std::make_unique<rapport_incident_log>(
                  std::make_shared<const IncidentLog>(path_of(file, "file"), options)));
  });
}

int32_t rapport_incident_log_summary(const rapport_incident_log* log, rapport_table** summary,
                                     rapport_error** error) {
  return table_of(summary, error, [&] {
    const IncidentLog& of = *checked(log).log;
    return LogSummary{of.summary(), of.early()};
  });
}

int32_t rapport_incident_log_events(const rapport_incident_log* log, int64_t first, int64_t limit,
                                    rapport_table** events, rapport_error** error) {
  return table_of(events, error, [&] {
    const auto all = checked(log).log->events();
    if (first < 0) throw_argument("first", "is below 0");
    const auto from = std::min(static_cast<std::size_t>(first), all.size());
    const auto some = all.subspan(from, std::min(limit_of(limit, "limit"), all.size() - from));
    return std::vector<IncidentEvent>(some.begin(), some.end());
  });
}

void rapport_incident_log_free(rapport_incident_log* log) { free_object(log); }

int32_t rapport_replay_new(rapport_book* book, const rapport_incident_log* log, rapport_replay** replay,
                           rapport_error** error) {
  clear(replay);
  return guarded(error, [&] {
    const Use at_work = use(book);
    at_work.session();  // refuses a closed book
    auto made = std::make_unique<rapport_replay>(at_work.shared(), checked(log).log);
    wanted(replay, "replay");
    give(replay, std::move(made));
  });
}

int32_t rapport_replay_take(rapport_replay* replay, int64_t most, const rapport_because* because,
                            int64_t* left, rapport_error** error) {
  clear(left);
  return guarded(error, [&] {
    rapport_replay& of = checked(replay);
    const Use at_work(of.state);
    give(left, of.replay.take(limit_of(most, "most"), because_in(because)));
  });
}

int32_t rapport_replay_report(rapport_replay* replay, rapport_table** report, rapport_error** error) {
  return table_of(report, error, [&] {
    rapport_replay& of = checked(replay);
    const Use at_work(of.state);
    return of.replay.report();
  });
}

void rapport_replay_free(rapport_replay* replay) { free_object(replay); }

namespace {

// Lends a book that C++ holds to a function in C: for the time of the call it is a handle's.
int32_t lend(Book& book, rapport_prepare_function function, void* data) {
  rapport_book handle(std::make_shared<BookState>(std::move(book)));
  BookState& state = *handle.state;
  state.listen();
  const int32_t code = function(data, &handle);
  detail::session_of(state.book).database().ask_whether_to_go_on({});
  book = std::move(state.book);
  return code;
}

}  // namespace

int32_t rapport_backtest(const rapport_incident_log* log, rapport_prepare_function prepare,
                         void* prepare_data, int32_t promise, rapport_progress progress, void* progress_data,
                         rapport_table** report, rapport_error** error) {
  return table_of(report, error, [&] {
    const IncidentLog& of = *checked(log).log;
    if (!prepare) throw_argument("prepare", "is NULL");
    BacktestOptions options{.progress = progress_of(progress, progress_data)};
    if (promise != 0) options.promise = enumerated<TargetKind>(promise, "promise");
    return backtest(
        of,
        [&](Book& scratch) {
          if (const int32_t code = lend(scratch, prepare, prepare_data); code < 0)
            throw Error(code_named(code), "the preparation failed");
        },
        options);
  });
}
