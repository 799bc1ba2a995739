#include "exchange/export.hpp"

#include <fmt/format.h>

#include <deque>
#include <string>
#include <vector>

#include "engines/records.hpp"
#include "exchange/csv.hpp"
#include "exchange/pending_file.hpp"
#include "kernel/catalogue.hpp"
#include "kernel/form.hpp"

namespace rapport {

namespace {

constexpr std::int64_t records_between_progress = 1000;

// Versions are a book's own.
bool is_exported(const Field& field) { return field.number != description_of<&ImportBatch::version>.number; }

std::string header(const Kind& kind) {
  std::vector<std::string_view> names;
  for (const Field& field : kind.fields)
    if (is_exported(field)) names.push_back(field.name);
  std::string text;
  csv::append_record(text, names, ',');
  return text;
}

void append_csv(std::string& text, const Kind& kind, std::span<const Value> columns) {
  std::vector<std::string> values;
  for (const Field& field : kind.fields) {
    if (!is_exported(field)) continue;
    values.push_back(to_text(field, values_of(field, columns)).value_or(""));
  }
  const std::vector<std::string_view> fields(values.begin(), values.end());
  csv::append_record(text, fields, ',');
}

// The rows of a kind that the acting agent may read, in the order of their ids.
class Rows {
 public:
  Rows(Session& session, const Kind& kind, std::string_view columns, std::string_view order)
      : statement_(session.database().prepare(fmt::format(
            "SELECT {} FROM {}{}{}", columns, identifier(kind.name), readable(session, kind), order))) {
    if (!readable(session, kind).empty()) statement_.bind(0, Value::of(*session.actor));
  }
  Statement& statement() noexcept { return statement_; }

 private:
  static std::string readable(const Session& session, const Kind& kind) {
    const std::string condition = readable_sql(session, kind);
    return condition.empty() ? "" : " WHERE " + condition;
  }

  Statement statement_;
};

// What leads to a record that the acting agent may not read, and that is left out, leads nowhere. The lists
// that this shortens are kept in `shortened`.
void leave_out_unreadable(Session& session, const Kind& kind, std::span<Value> columns,
                          std::deque<std::string>& shortened) {
  for (const Field& field : kind.fields) {
    Value& value = columns[field.first_column];
    std::string kept;
    bool leaves_out = false;
    for_each_target(field, value, [&](const Kind* target, const Uuid& id, std::string_view item) {
      if (!target || is_readable(session, *target, id))
        kept += item;
      else
        leaves_out = true;
    });
    if (leaves_out) value = kept.empty() ? Value{} : Value::bytes(shortened.emplace_back(std::move(kept)));
  }
}

}  // namespace

std::int64_t export_book(Session& session, const std::filesystem::path& folder, Exchange::Form form,
                         const std::function<void(std::int64_t, std::int64_t)>& progress) {
  std::error_code trouble;
  std::filesystem::create_directories(folder, trouble);
  if (trouble)
    throw Error(Code::io, fmt::format("{} cannot be made: {}", folder.string(), trouble.message()));

  const Reading one_state(session);
  std::int64_t total = 0;
  if (progress)
    for (const Kind* kind : catalogue()) {
      Rows count(session, *kind, "count(*)", "");
      if (count.statement().step()) total += count.statement().integer(0);
    }

  std::int64_t written = 0;
  const auto tell_progress = [&] {
    if (progress) call_host(session, [&] { progress(written, total); });
  };
  const bool is_csv = form == Exchange::Form::csv;
  for (const Kind* kind : catalogue()) {
    PendingFile file(folder / fmt::format("{}.{}", kind->plural, is_csv ? "csv" : "jsonl"));
    Rows rows(session, *kind, sql_of(*kind).columns, " ORDER BY \"id\"");
    std::vector<Value> columns(kind->columns.size());
    std::string text = is_csv ? header(*kind) : "";
    while (rows.statement().step()) {
      for (std::size_t i = 0; i < columns.size(); ++i)
        columns[i] = rows.statement().column(static_cast<int>(i));
      columns[kind->find(description_of<&ImportBatch::version>.number)->first_column] = {};
      std::deque<std::string> shortened;
      if (session.actor) leave_out_unreadable(session, *kind, columns, shortened);
      if (is_csv) {
        append_csv(text, *kind, columns);
      } else {
        append_json(text, *kind, columns);
        text += '\n';
      }
      file.write(text);
      text.clear();
      if (++written % records_between_progress == 0) tell_progress();
    }
    if (file.is_written())
      file.publish();
    else
      std::filesystem::remove(file.path(), trouble);
  }
  tell_progress();
  return written;
}

}  // namespace rapport
