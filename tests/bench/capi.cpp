#include "capi.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <limits>
#include <stdexcept>
#include <utility>
#include <vector>

#include "rapport.h"
#include "rapport/rapport.hpp"

namespace rapport::bench {

namespace {

constexpr std::size_t rows_per_transaction = 1000;

void need(std::int32_t code) {
  if (code < 0) throw std::runtime_error(fmt::format("the C interface said {}", rapport_code_name(code)));
}

rapport_text text_of(std::string_view text) { return {text.data(), text.size()}; }

// Calls work(from, until) for each transaction's share, and returns the seconds of all.
template <class F>
double timed_shares(std::size_t count, F&& work) {
  const Stopwatch watch;
  for (std::size_t from = 0; from < count; from += rows_per_transaction)
    work(from, std::min(from + rows_per_transaction, count));
  return watch.seconds();
}

double record_by_cpp(const std::filesystem::path& path, const Data& data) {
  Book book = Book::open(path);
  std::vector<Id<Customer>> customers;
  timed_shares(data.customers(), [&](std::size_t from, std::size_t until) {
    book.transaction([&] {
      for (std::size_t i = from; i < until; ++i)
        customers.push_back(book.customers().add({.name = data.customer_name(i)}).id);
    });
  });
  Dice dice(1);
  return timed_shares(data.interactions(), [&](std::size_t from, std::size_t until) {
    book.transaction([&] {
      for (std::size_t i = from; i < until; ++i) {
        const InteractionData next = data.interaction(i, dice);
        Interaction interaction{
            .customer = customers[next.customer], .channel = Channel::email, .direction = Direction::inbound};
        interaction.at = Instant{Duration{next.at}};
        interaction.subject = next.subject;
        interaction.body = next.body;
        book.interactions().add(std::move(interaction));
      }
    });
  });
}

double record_by_c(const std::filesystem::path& path, const Data& data) {
  rapport_book* book = nullptr;
  need(rapport_book_open(text_of(path.native()), nullptr, &book, nullptr));
  std::vector<rapport_id> customers;
  const auto add = [&](std::int32_t kind, const std::int32_t* fields, const rapport_value* values,
                       std::size_t count) {
    rapport_record* record = nullptr;
    rapport_id id;
    need(rapport_record_new(kind, &record, nullptr));
    need(rapport_record_set_many(record, fields, values, count, nullptr));
    need(rapport_add(book, record, nullptr, nullptr));
    need(rapport_record_id(record, &id, nullptr));
    rapport_record_free(record);
    return id;
  };
  timed_shares(data.customers(), [&](std::size_t from, std::size_t until) {
    need(rapport_transaction_begin(book, nullptr, nullptr));
    for (std::size_t i = from; i < until; ++i) {
      const std::string name = data.customer_name(i);
      const std::int32_t field = RAPPORT_CUSTOMER_NAME;
      const rapport_value value = rapport_value_text(text_of(name));
      customers.push_back(add(RAPPORT_KIND_CUSTOMER, &field, &value, 1));
    }
    need(rapport_transaction_commit(book, nullptr));
  });
  Dice dice(1);
  const double seconds = timed_shares(data.interactions(), [&](std::size_t from, std::size_t until) {
    need(rapport_transaction_begin(book, nullptr, nullptr));
    for (std::size_t i = from; i < until; ++i) {
      const InteractionData next = data.interaction(i, dice);
      constexpr std::int32_t fields[] = {RAPPORT_INTERACTION_CUSTOMER,  RAPPORT_INTERACTION_CHANNEL,
                                         RAPPORT_INTERACTION_DIRECTION, RAPPORT_INTERACTION_AT,
                                         RAPPORT_INTERACTION_SUBJECT,   RAPPORT_INTERACTION_BODY};
      const rapport_value values[] = {
          rapport_value_id(customers[next.customer]),
          rapport_value_integer(RAPPORT_TYPE_ENUMERATION, RAPPORT_CHANNEL_EMAIL),
          rapport_value_integer(RAPPORT_TYPE_ENUMERATION, RAPPORT_DIRECTION_INBOUND),
          rapport_value_integer(RAPPORT_TYPE_INSTANT, next.at),
          rapport_value_text(text_of(next.subject)),
          rapport_value_text(text_of(next.body))};
      add(RAPPORT_KIND_INTERACTION, fields, values, std::size(fields));
    }
    need(rapport_transaction_commit(book, nullptr));
  });
  rapport_book_free(book);
  return seconds;
}

// What a walk saw, so that both sides are known to have read the same.
struct Walked {
  double seconds = std::numeric_limits<double>::max();
  std::int64_t rows = 0;
  std::int64_t instants = 0;
  std::size_t bytes = 0;
};

Walked walk_by_cursor(const std::filesystem::path& path) {
  constexpr std::size_t piece = 1000;
  rapport_book* book = nullptr;
  rapport_cursor* cursor = nullptr;
  need(rapport_book_open(text_of(path.native()), nullptr, &book, nullptr));
  const Stopwatch watch;
  Walked walked;
  need(rapport_find(book, RAPPORT_KIND_INTERACTION, rapport_no_text(), nullptr, &cursor, nullptr));
  std::vector<rapport_id> customers(piece);
  std::vector<std::int64_t> instants(piece);
  std::vector<rapport_text> subjects(piece), bodies(piece);
  const rapport_column columns[] = {
      {RAPPORT_INTERACTION_CUSTOMER, RAPPORT_TYPE_ID, customers.data(), nullptr},
      {RAPPORT_INTERACTION_AT, RAPPORT_TYPE_INSTANT, instants.data(), nullptr},
      {RAPPORT_INTERACTION_SUBJECT, RAPPORT_TYPE_TEXT, subjects.data(), nullptr},
      {RAPPORT_INTERACTION_BODY, RAPPORT_TYPE_TEXT, bodies.data(), nullptr}};
  for (std::size_t got = 0;;) {
    const std::int32_t code = rapport_cursor_read(cursor, columns, std::size(columns), piece, &got, nullptr);
    need(code);
    if (code == RAPPORT_DONE) break;
    for (std::size_t i = 0; i < got; ++i) {
      walked.instants += instants[i];
      walked.bytes += customers[i].bytes[15] + subjects[i].length + bodies[i].length;
    }
    walked.rows += static_cast<std::int64_t>(got);
  }
  walked.seconds = watch.seconds();
  rapport_cursor_free(cursor);
  rapport_book_free(book);
  return walked;
}

Walked walk_by_sqlite(const std::filesystem::path& path) {
  sqlite3* connection = nullptr;
  sqlite3_stmt* rows = nullptr;
  if (sqlite3_open_v2(path.c_str(), &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr) !=
      SQLITE_OK)
    throw std::runtime_error("SQLite cannot open the book");
  sqlite3_exec(connection, "PRAGMA cache_size = -65536", nullptr, nullptr, nullptr);
  const Stopwatch watch;
  Walked walked;
  sqlite3_prepare_v2(connection,
                     R"(SELECT "customer", "at", "subject", "body" FROM "interaction"
                        WHERE "deleted_at" IS NULL ORDER BY "id")",
                     -1, &rows, nullptr);
  while (sqlite3_step(rows) == SQLITE_ROW) {
    const auto* customer = static_cast<const unsigned char*>(sqlite3_column_blob(rows, 0));
    walked.instants += sqlite3_column_int64(rows, 1);
    const unsigned char* subject = sqlite3_column_text(rows, 2);
    const unsigned char* body = sqlite3_column_text(rows, 3);
    if (!subject || !body) throw std::runtime_error("an interaction has no words");
    walked.bytes += customer[15] + static_cast<std::size_t>(sqlite3_column_bytes(rows, 2)) +
                    static_cast<std::size_t>(sqlite3_column_bytes(rows, 3));
    ++walked.rows;
  }
  walked.seconds = watch.seconds();
  sqlite3_finalize(rows);
  sqlite3_close(connection);
  return walked;
}

}  // namespace

void measure_fields(Report& report) {
  rapport_record* record = nullptr;
  need(rapport_record_new(RAPPORT_KIND_INTERACTION, &record, nullptr));
  need(rapport_record_set_json(
      record,
      rapport_text_of(R"({"subject": "No backups", "body": "Since Monday", "at": "2026-11-22T09:30:00Z",
                                  "channel": "email", "direction": "inbound", "duration": "PT5M"})"),
      nullptr));
  constexpr int calls = 100'000;
  std::int64_t seen = 0;
  rapport_value value;
  const auto read = [&](std::int32_t field) {
    return seconds_each(calls, [&] {
      rapport_record_get(record, field, &value, nullptr);
      seen += value.type;
    });
  };
  report.add({"capi", "get a text", Unit::nanoseconds, read(RAPPORT_INTERACTION_SUBJECT), {}, {}, 10e-9});
  report.add({"capi", "get an instant", Unit::nanoseconds, read(RAPPORT_INTERACTION_AT), {}, {}, 10e-9});
  report.add(
      {"capi", "get an enumeration", Unit::nanoseconds, read(RAPPORT_INTERACTION_CHANNEL), {}, {}, 10e-9});
  constexpr std::int32_t fields[] = {RAPPORT_INTERACTION_ID,       RAPPORT_INTERACTION_VERSION,
                                     RAPPORT_INTERACTION_CUSTOMER, RAPPORT_INTERACTION_CHANNEL,
                                     RAPPORT_INTERACTION_AT,       RAPPORT_INTERACTION_DIRECTION,
                                     RAPPORT_INTERACTION_DURATION, RAPPORT_INTERACTION_SUBJECT,
                                     RAPPORT_INTERACTION_BODY,     RAPPORT_INTERACTION_OUTCOME};
  std::array<rapport_value, std::size(fields)> values;
  const double bulk = seconds_each(calls / 10, [&] {
    rapport_record_get_many(record, fields, values.size(), values.data(), nullptr);
    seen += values[4].type;
  });
  report.add({"capi",
              fmt::format("get {} fields at once, each", values.size()),
              Unit::nanoseconds,
              bulk / static_cast<double>(values.size()),
              {},
              {},
              5e-9});
  rapport_record_free(record);
  if (seen == 0) throw std::runtime_error("nothing was read");
}

void measure_recording(Report& report, const Data& data, int runs,
                       const std::function<std::filesystem::path()>& fresh) {
  double by_c = std::numeric_limits<double>::max(), by_cpp = by_c;
  for (int i = 0; i < runs; ++i) {
    by_cpp = std::min(
        by_cpp, in_child([&](Figures& figures) { figures.first = record_by_cpp(fresh(), data); }).first);
    by_c =
        std::min(by_c, in_child([&](Figures& figures) { figures.first = record_by_c(fresh(), data); }).first);
  }
  report.add({"capi", fmt::format("record {} interactions, beside C++", data.interactions()), Unit::seconds,
              by_c, by_cpp, 1.05});
}

void measure_walking(Report& report, const std::filesystem::path& book, int runs) {
  Walked ours, theirs;
  for (int i = 0; i < runs + 1; ++i) {
    const Walked by_cursor = walk_by_cursor(book);
    const Walked by_sqlite = walk_by_sqlite(book);
    if (by_cursor.rows != by_sqlite.rows || by_cursor.instants != by_sqlite.instants ||
        by_cursor.bytes != by_sqlite.bytes)
      throw std::runtime_error("the cursor and SQLite read different things");
    if (by_cursor.seconds < ours.seconds) ours = by_cursor;
    if (by_sqlite.seconds < theirs.seconds) theirs = by_sqlite;
  }
  report.add({"capi", fmt::format("walk {} rows of 4 columns, beside SQLite", ours.rows), Unit::milliseconds,
              ours.seconds, theirs.seconds, 1.3});
}

}  // namespace rapport::bench
