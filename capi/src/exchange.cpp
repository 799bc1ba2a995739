// Import and export.
#include "columns.hpp"
#include "rapport/rapport.hpp"
#include "verbs.hpp"

using namespace rapport;
using namespace rapport::capi;

struct rapport_import_plan : Object {
  explicit rapport_import_plan(ImportPlan made) : Object(Tag::import_plan), plan(std::move(made)) {}
  ImportPlan plan;
};

int32_t rapport_import_plan_new(rapport_book* book, rapport_text file, rapport_text kind,
                                rapport_import_plan** plan, rapport_error** error) {
  clear(plan);
  return guarded(error, [&] {
    const Use at_work = use(book);
    wanted(plan, "plan");
    give(plan, std::make_unique<rapport_import_plan>(
                   at_work.book().exchange().plan(path_of(file, "file"), capi::text_of(kind, "kind"))));
  });
}

int32_t rapport_import_plan_read(const rapport_import_plan* plan, rapport_table** contents,
                                 rapport_error** error) {
  return table_of(contents, error, [&] { return checked(plan).plan; });
}

int32_t rapport_import_plan_set(rapport_import_plan* plan, rapport_text column, rapport_text target,
                                rapport_error** error) {
  return guarded(error, [&] {
    checked(plan).plan.set(capi::text_of(column, "column"), capi::text_of(target, "target"));
  });
}

void rapport_import_plan_free(rapport_import_plan* plan) { free_object(plan); }

namespace {

std::optional<bool> day_first_in(int32_t order) {
  switch (order) {
    case RAPPORT_DAY_ORDER_UNKNOWN: return {};
    case RAPPORT_DAY_FIRST: return true;
    case RAPPORT_MONTH_FIRST: return false;
    default:
      throw_argument("day_order",
                     fmt::format("is {}; 0 (unknown), 1 (day first) and 2 (month first) are right", order));
  }
}

ImportOptions options_of(const rapport_import_options* options) {
  const auto given = options_in<rapport_import_options>(options, RAPPORT_IMPORT_OPTIONS_INIT, "options");
  need_zero(given.zero);
  ImportOptions made{.rejects = path_of(given.rejects, "rejects"),
                     .zone = std::string(capi::text_of(given.zone, "zone")),
                     .day_first = day_first_in(given.day_order),
                     .currency = std::string(capi::text_of(given.currency, "currency")),
                     .thousands = texts_of(given.thousands, given.thousand_count, "thousands"),
                     .millions = texts_of(given.millions, given.million_count, "millions"),
                     .missing = texts_of(given.missing, given.missing_count, "missing"),
                     .add_missing = flag_of(given.add_missing, "add_missing")};
  if (auto hears = progress_of(given.progress, given.progress_data))
    made.progress = [hears = std::move(hears)](std::int64_t done, std::int64_t all) {
      hears(done, all);
      return true;
    };
  return made;
}

}  // namespace

int32_t rapport_import_check(rapport_book* book, const rapport_import_plan* plan,
                             const rapport_import_options* options, rapport_error** error) {
  return guarded(error, [&] {
    const Use at_work = use(book);
    at_work.book().exchange().check(checked(plan).plan, options_of(options));
  });
}

int32_t rapport_import_file(rapport_book* book, rapport_text file, const rapport_import_plan* plan,
                            const rapport_import_options* options, const rapport_because* because,
                            rapport_table** report, rapport_error** error) {
  clear(report);
  return guarded(error, [&] {
    const Use at_work = use(book);
    const auto path = path_of(file, "file");
    const ImportOptions made_options = options_of(options);
    const Because why = because_in(because);
    auto made = std::make_unique<TableOf<ImportReport>>();
    Exchange exchange = at_work.book().exchange();
    made->answer = plan ? exchange.import_file(path, checked(plan).plan, made_options, why)
                        : exchange.import_file(path, made_options, why);
    give(report, std::move(made));
  });
}

int32_t rapport_import_folder(rapport_book* book, rapport_text folder, const rapport_import_options* options,
                              const rapport_because* because, rapport_table** reports,
                              rapport_error** error) {
  clear(reports);
  return guarded(error, [&] {
    const Use at_work = use(book);
    auto made = std::make_unique<TableOf<std::vector<ImportReport>>>();
    made->answer = at_work.book().exchange().import_folder(path_of(folder, "folder"), options_of(options),
                                                           because_in(because));
    give(reports, std::move(made));
  });
}

int32_t rapport_import_files(rapport_book* book, rapport_text folder, rapport_table** files,
                             rapport_error** error) {
  return table_question(book, files, error,
                        [&](Book& in_book) { return in_book.exchange().files(path_of(folder, "folder")); });
}

int32_t rapport_import_targets(rapport_book* book, rapport_text kind, rapport_table** targets,
                               rapport_error** error) {
  return table_question(book, targets, error, [&](Book& in_book) {
    return in_book.exchange().targets(capi::text_of(kind, "kind"));
  });
}

int32_t rapport_import_touched(rapport_book* book, rapport_id batch, int64_t after, int64_t limit,
                               rapport_table** changes, rapport_error** error) {
  return table_question(book, changes, error, [&](Book& in_book) {
    return in_book.exchange().touched_by(id_in<ImportBatch>(batch), after, limit_of(limit, "limit"));
  });
}

int32_t rapport_service_level_from_json(rapport_book* book, rapport_text json, rapport_table** policy,
                                        rapport_error** error) {
  return table_question(book, policy, error, [&](Book& in_book) {
    return in_book.exchange().read_policy(capi::text_of(json, "json"));
  });
}

int32_t rapport_rules_from_json(rapport_book* book, rapport_text json, rapport_table** rules,
                                rapport_error** error) {
  return table_question(book, rules, error, [&](Book& in_book) {
    return in_book.exchange().read_rules(capi::text_of(json, "json"));
  });
}

int32_t rapport_ladder_from_json(rapport_book* book, rapport_text json, rapport_table** ladder,
                                 rapport_error** error) {
  return table_question(book, ladder, error, [&](Book& in_book) {
    return in_book.exchange().read_ladder(capi::text_of(json, "json"));
  });
}

int32_t rapport_export(rapport_book* book, rapport_text folder, int32_t form, rapport_progress progress,
                       void* progress_data, int64_t* records, rapport_error** error) {
  clear(records);
  return guarded(error, [&] {
    const Use at_work = use(book);
    if (form != RAPPORT_FORM_CSV && form != RAPPORT_FORM_JSON_LINES)
      throw_argument("form", fmt::format("is {}; 0 (CSV) and 1 (JSON Lines) are right", form));
    const auto as = form == RAPPORT_FORM_CSV ? Exchange::Form::csv : Exchange::Form::json_lines;
    give(records, at_work.book().exchange().export_to(path_of(folder, "folder"), as,
                                                      progress_of(progress, progress_data)));
  });
}
