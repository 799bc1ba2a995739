// What the C interface promises beyond what the library behind it does: values, cursors, tables, transactions,
// callbacks, hooks, deadlines, threads and processes.
#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cmath>
#include <cstring>
#include <thread>

#include "support.hpp"
#include "support/book.hpp"
#include "support/files.hpp"
#include "support/incident_lines.hpp"

using namespace rapport::test;
using rapport::test::Book;

namespace {

constexpr std::int64_t monday_us = 1'763'974'800'000'000;  // 2025-11-24T09:00:00Z

struct Hook {
  std::int64_t now_us = monday_us;
  int destroyed = 0;
  bool stop = false;
  rapport_book* book = nullptr;
};
std::int64_t tell_time(void* data) { return static_cast<Hook*>(data)->now_us; }
void count_destroyed(void* data) { ++static_cast<Hook*>(data)->destroyed; }
std::int32_t ask_to_stop(void* data) { return static_cast<Hook*>(data)->stop ? 1 : 0; }

rapport_open_options with_clock(Hook& hook) {
  rapport_open_options options = RAPPORT_OPEN_OPTIONS_INIT;
  options.clock = tell_time;
  options.clock_data = &hook;
  options.clock_destroy = count_destroyed;
  return options;
}

}  // namespace

TEST_CASE("a record's fields are set and read by number, and by JSON") {
  const Record customer =
      record_of(RAPPORT_KIND_CUSTOMER, R"({"name": "Acme", "country": "FR", "employees": 12,
      "annual_revenue": "1250.50 EUR", "founded": "1987", "type": "organisation", "since": "2026-01-02T03:04:05Z"})");
  rapport_text text;
  std::int64_t number = 0;
  std::int32_t value = 0;
  rapport_money money;
  CHECK(
      (rapport_get_customer_name(customer.get(), &text) && text_of(text) == "Acme" && text.data[4] == '\0'));
  CHECK((rapport_get_customer_employees(customer.get(), &number) && number == 12));
  CHECK((rapport_get_customer_type(customer.get(), &value) && value == RAPPORT_CUSTOMER_TYPE_ORGANISATION));
  CHECK((rapport_get_customer_founded(customer.get(), &number) && number == 19870000));
  CHECK((rapport_get_customer_since(customer.get(), &number) && number == 1'767'323'045'000'000));
  CHECK((rapport_get_customer_annual_revenue(customer.get(), &money) && money.minor == 125050));
  CHECK(std::string(money.currency) == "EUR");
  CHECK_FALSE(rapport_get_customer_birthday(customer.get(), &number));

  const rapport_value sentences[] = {rapport_value_text(rapport_text_of("Beta")), rapport_value_nothing(),
                                     rapport_value_integer(RAPPORT_TYPE_PARTIAL_DATE, 512)};
  const std::int32_t fields[] = {RAPPORT_CUSTOMER_NAME, RAPPORT_CUSTOMER_COUNTRY, RAPPORT_CUSTOMER_BIRTHDAY};
  well([&](auto error) { return rapport_record_set_many(customer.get(), fields, sentences, 3, error); });
  CHECK(json_of(customer.get()).find("\"country\"") == std::string::npos);
  CHECK(json_of(customer.get()).find(R"("birthday":"--05-12")") != std::string::npos);

  // One of them is wrong: none is set.
  const std::string before = json_of(customer.get());
  const rapport_value wrong[] = {rapport_value_text(rapport_text_of("Gamma")), rapport_value_real(1),
                                 rapport_value_nothing()};
  const Outcome outcome(
      [&](auto error) { return rapport_record_set_many(customer.get(), fields, wrong, 3, error); });
  CHECK(outcome.code == RAPPORT_INVALID);
  CHECK(outcome.kind == "customer");
  CHECK(outcome.field == "country");
  CHECK(json_of(customer.get()) == before);
}

TEST_CASE("values that make no sense are refused, naming the field") {
  const Record customer = record_of(RAPPORT_KIND_CUSTOMER, R"({"name": "Acme"})");
  const auto refused = [&](std::int32_t field, rapport_value value) {
    const Outcome outcome(
        [&](auto error) { return rapport_record_set(customer.get(), field, &value, error); });
    INFO(outcome.message);
    CHECK(outcome.code < 0);
    CHECK(outcome.message.find(outcome.field) != std::string::npos);
    return outcome.code;
  };
  CHECK(refused(RAPPORT_CUSTOMER_ID, rapport_value_id(rapport_no_id())) == RAPPORT_NOT_ALLOWED);
  CHECK(refused(RAPPORT_CUSTOMER_NAME, rapport_value_nothing()) == RAPPORT_INVALID);
  CHECK(refused(RAPPORT_CUSTOMER_TYPE, rapport_value_integer(RAPPORT_TYPE_ENUMERATION, 99)) ==
        RAPPORT_INVALID);
  CHECK(refused(RAPPORT_CUSTOMER_SINCE, rapport_value_integer(RAPPORT_TYPE_INSTANT, INT64_MAX)) ==
        RAPPORT_INVALID);
  CHECK(refused(RAPPORT_CUSTOMER_FOUNDED, rapport_value_integer(RAPPORT_TYPE_PARTIAL_DATE, 20261399)) ==
        RAPPORT_INVALID);
  CHECK(refused(RAPPORT_CASE_SUBJECT, rapport_value_text(rapport_text_of("x"))) == RAPPORT_MISUSE);
  CHECK(refused(-1, rapport_value_nothing()) == RAPPORT_UNKNOWN_NAME);
}

TEST_CASE("every field of every kind is described, and reads as its type says") {
  rapport_table* made = nullptr;
  well([&](auto error) { return rapport_kinds(&made, error); });
  const Table kinds(made);
  std::size_t fields_seen = 0;
  for (std::size_t i = 0; i < rows_of(kinds.get()); ++i) {
    const auto kind = static_cast<std::int32_t>(cell(kinds, i, "number").as.integer);
    rapport_record* record = nullptr;
    well([&](auto error) { return rapport_record_new(kind, &record, error); });
    const Record holds(record);
    well([&](auto error) { return rapport_kind_fields(kind, &made, error); });
    const Table fields(made);
    for (std::size_t j = 0; j < rows_of(fields.get()); ++j, ++fields_seen) {
      const auto number = static_cast<std::int32_t>(cell(fields, j, "number").as.integer);
      std::int32_t named = 0;
      well([&](auto error) {
        return rapport_field_named(kind, cell(fields, j, "name").as.text, &named, error);
      });
      CHECK(named == number);
      rapport_value value;
      well([&](auto error) { return rapport_record_get(record, number, &value, error); });
      CHECK((value.type == RAPPORT_TYPE_NOTHING || value.type == cell(fields, j, "type").as.integer));
      CHECK((value.type != RAPPORT_TYPE_NOTHING || cell(fields, j, "is_optional").as.integer == 1));
    }
  }
  CHECK(fields_seen > 300);
}

TEST_CASE("a conflict shows itself, and a record that was refused is as it was") {
  const Book book = open_in_memory();
  const Record first = added(book, RAPPORT_KIND_CUSTOMER, R"({"name": "Acme"})");
  rapport_record* again = nullptr;
  well([&](auto error) {
    return rapport_fetch(book.get(), RAPPORT_KIND_CUSTOMER, id_of(first), &again, error);
  });
  const Record second(again);
  rapport_value name = rapport_value_text(rapport_text_of("Acme SA"));
  well([&](auto error) { return rapport_record_set(first.get(), RAPPORT_CUSTOMER_NAME, &name, error); });
  well([&](auto error) { return rapport_update(book.get(), first.get(), nullptr, error); });
  const std::string before = json_of(second.get());
  CHECK(Outcome([&](auto error) { return rapport_update(book.get(), second.get(), nullptr, error); }).code ==
        RAPPORT_CONFLICT);
  CHECK(json_of(second.get()) == before);
  well([&](auto error) { return rapport_remove(book.get(), first.get(), nullptr, error); });
  CHECK(count(book, RAPPORT_KIND_CUSTOMER) == 0);

  rapport_table* made = nullptr;
  well([&](auto error) {
    return rapport_history(book.get(), RAPPORT_KIND_CUSTOMER, id_of(first), &made, error);
  });
  const Table history(made);
  REQUIRE(rows_of(history.get()) == 3);
  CHECK(cell(history, 0, "change.operation").as.integer == RAPPORT_OPERATION_REMOVE);
  CHECK(text_of(cell(history, 1, "commit.verb").as.text) == "customer.update");
  CHECK(json_of(cell(history, 1, "fields").as.table).find(R"("before":"Acme","after":"Acme SA")") !=
        std::string::npos);
}

TEST_CASE("a cursor gives every record once, by columns and by lists, whatever the size of its pieces") {
  const Book book = open_in_memory();
  for (int i = 0; i < 57; ++i)
    added(book, RAPPORT_KIND_CUSTOMER,
          R"({"name": "Customer )" + std::to_string(i) + R"(", "employees": )" + std::to_string(i) + "}");
  added(book, RAPPORT_KIND_CUSTOMER, R"({"name": "Nobody knows"})");
  for (const char* expression :
       {"", "employees == null || employees >= 0", "name.matches('^C') || name == 'Nobody knows'"})
    for (const std::size_t piece : {1u, 7u, 58u, 1000u}) {
      CAPTURE(expression);
      CAPTURE(piece);
      rapport_cursor* made = nullptr;
      well([&](auto error) {
        return rapport_find(book.get(), RAPPORT_KIND_CUSTOMER, rapport_text_of(expression), nullptr, &made,
                            error);
      });
      const Cursor cursor(made);
      std::vector<rapport_text> names(piece);
      std::vector<std::int64_t> employees(piece);
      std::vector<std::uint8_t> known(piece);
      const rapport_column columns[] = {
          {RAPPORT_CUSTOMER_NAME, RAPPORT_TYPE_TEXT, names.data(), nullptr},
          {RAPPORT_CUSTOMER_EMPLOYEES, RAPPORT_TYPE_INTEGER, employees.data(), known.data()}};
      std::size_t got = 0, seen = 0;
      while (rapport_cursor_read(cursor.get(), columns, 2, piece, &got, nullptr) == RAPPORT_OK)
        for (std::size_t i = 0; i < got; ++i, ++seen) {
          if (seen == 57) {
            CHECK(known[i] == 0);
            CHECK(employees[i] == 0);
            continue;
          }
          CHECK(text_of(names[i]) == "Customer " + std::to_string(seen));
          CHECK((known[i] == 1 && employees[i] == static_cast<std::int64_t>(seen)));
        }
      CHECK(seen == 58);
      CHECK(rapport_cursor_read(cursor.get(), columns, 2, piece, &got, nullptr) == RAPPORT_DONE);
    }

  rapport_find_options options = RAPPORT_FIND_OPTIONS_INIT;
  options.order_field = RAPPORT_CUSTOMER_NAME;
  options.descending = 1;
  rapport_cursor* made = nullptr;
  well([&](auto error) {
    return rapport_find(book.get(), RAPPORT_KIND_CUSTOMER, rapport_no_text(), &options, &made, error);
  });
  Cursor cursor(made);
  rapport_records* list = nullptr;
  well([&](auto error) { return rapport_cursor_records(cursor.get(), 2, &list, error); });
  const RecordList first(list);
  rapport_record* record = nullptr;
  well([&](auto error) { return rapport_records_at(first.get(), 1, &record, error); });
  CHECK(json_of(record).find("Customer 9") != std::string::npos);
  rapport_text position;
  well([&](auto error) { return rapport_cursor_position(cursor.get(), &position, error); });
  const std::string after = text_of(position);
  options.after = rapport_text_of(after.c_str());
  well([&](auto error) {
    return rapport_find(book.get(), RAPPORT_KIND_CUSTOMER, rapport_no_text(), &options, &made, error);
  });
  cursor.reset(made);
  well([&](auto error) { return rapport_cursor_records(cursor.get(), 1, &list, error); });
  const RecordList next(list);
  well([&](auto error) { return rapport_records_at(next.get(), 0, &record, error); });
  CHECK(json_of(record).find("Customer 8") != std::string::npos);

  // A borrowed record may be changed and written.
  const rapport_value name = rapport_value_text(rapport_text_of("Another"));
  well([&](auto error) { return rapport_record_set(record, RAPPORT_CUSTOMER_NAME, &name, error); });
  well([&](auto error) { return rapport_update(book.get(), record, nullptr, error); });
  rapport_record_free(record);
  CHECK(count(book, RAPPORT_KIND_CUSTOMER, "name == 'Another'") == 1);
}

TEST_CASE("transactions are one commit, nest, and are rolled back with the book") {
  TemporaryFolder folder;
  const std::string path = (folder / "book.rapport").string();
  Book book = open(path);
  well([&](auto error) { return rapport_transaction_begin(book.get(), nullptr, error); });
  added(book, RAPPORT_KIND_CUSTOMER, R"({"name": "One"})");
  well([&](auto error) { return rapport_transaction_begin(book.get(), nullptr, error); });
  added(book, RAPPORT_KIND_CUSTOMER, R"({"name": "Two"})");
  well([&](auto error) { return rapport_transaction_roll_back(book.get(), error); });
  CHECK(Outcome([&](auto error) { return rapport_book_close(book.get(), error); }).code == RAPPORT_MISUSE);
  well([&](auto error) { return rapport_transaction_commit(book.get(), error); });
  CHECK(Outcome([&](auto error) { return rapport_transaction_commit(book.get(), error); }).code ==
        RAPPORT_MISUSE);
  CHECK(count(book, RAPPORT_KIND_CUSTOMER) == 1);
  rapport_table* made = nullptr;
  well([&](auto error) { return rapport_journal_commits(book.get(), 0, 10, &made, error); });
  CHECK(rows_of(Table(made).get()) == 1);

  // Freed in the middle of one, while a cursor still holds on to the book.
  rapport_cursor* cursor = nullptr;
  well([&](auto error) {
    return rapport_find(book.get(), RAPPORT_KIND_CUSTOMER, rapport_no_text(), nullptr, &cursor, error);
  });
  const Cursor holds(cursor);
  well([&](auto error) { return rapport_transaction_begin(book.get(), nullptr, error); });
  added(book, RAPPORT_KIND_CUSTOMER, R"({"name": "Three"})");
  book.reset();
  const Book again = open(path);
  added(again, RAPPORT_KIND_CUSTOMER, R"({"name": "Four"})");  // nobody holds the file
  CHECK(count(again, RAPPORT_KIND_CUSTOMER) == 2);
  rapport_records* list = nullptr;
  CHECK(rapport_cursor_records(cursor, 10, &list, nullptr) == RAPPORT_OK);
  rapport_records_free(list);
}

TEST_CASE("objects are freed in any order, and a closed book refuses them") {
  Book book = open_in_memory();
  const Record customer = added(book, RAPPORT_KIND_CUSTOMER, R"({"name": "Acme"})");
  rapport_expression* expression = nullptr;
  well([&](auto error) {
    return rapport_expression_new(book.get(), RAPPORT_KIND_CUSTOMER, rapport_text_of("name == 'Acme'"),
                                  &expression, error);
  });
  rapport_table* overview = nullptr;
  well([&](auto error) {
    return rapport_customer_overview(book.get(), id_of(customer), 10, &overview, error);
  });
  bool holds = false;
  well([&](auto error) { return rapport_expression_holds(expression, customer.get(), &holds, error); });
  CHECK(holds);
  well([&](auto error) { return rapport_book_close(book.get(), error); });
  well([&](auto error) { return rapport_book_close(book.get(), error); });
  CHECK(Outcome([&](auto error) {
          return rapport_expression_holds(expression, customer.get(), &holds, error);
        }).code == RAPPORT_MISUSE);
  book.reset();
  CHECK(Outcome([&](auto error) {
          return rapport_expression_holds(expression, customer.get(), &holds, error);
        }).code == RAPPORT_MISUSE);
  CHECK(json_of(overview).find("Acme") != std::string::npos);
  rapport_expression_free(expression);
  rapport_table_free(overview);
}

TEST_CASE("hooks are asked, refused where they call the library, and their data given back once") {
  Hook hook;
  {
    rapport_open_options options = with_clock(hook);
    options.random = [](void*, std::uint8_t*, std::size_t) -> std::int32_t { return 1; };
    rapport_book* book = nullptr;
    const Outcome outcome([&](auto error) { return rapport_book_open_in_memory(&options, &book, error); });
    CHECK(outcome.code == RAPPORT_IO);
    CHECK(book == nullptr);
    CHECK(hook.destroyed == 1);
  }
  {
    rapport_open_options options = with_clock(hook);
    options.log = [](void* data, std::int32_t, std::int32_t, rapport_text) {
      ++static_cast<Hook*>(data)->now_us;
    };
    options.log_data = &hook;
    Book book = open_in_memory(&options);
    CHECK(hook.now_us == monday_us + 1);  // a book was made
    hook.now_us = INT64_MAX;
    std::int64_t now_us = 0;
    CHECK(Outcome([&](auto error) { return rapport_book_now(book.get(), &now_us, error); }).code ==
          RAPPORT_INVALID);
    CHECK(now_us == RAPPORT_ABSENT);
    book.reset();
    CHECK(hook.destroyed == 2);
  }
  hook = Hook{};
  rapport_open_options options = with_clock(hook);
  options.clock = [](void* data) -> std::int64_t {
    Hook& of = *static_cast<Hook*>(data);
    std::int64_t at = 0;
    if (of.book) of.stop = rapport_book_now(of.book, &at, nullptr) == RAPPORT_MISUSE;
    return monday_us;
  };
  const Book book = open_in_memory(&options);
  hook.book = book.get();
  std::int64_t now_us = 0;
  well([&](auto error) { return rapport_book_now(book.get(), &now_us, error); });
  CHECK(hook.stop);
}

namespace {

// Reads every customer.
Outcome count_by_scan(const Book& book) {
  return Outcome([&](auto error) {
    std::int64_t found = 0;
    return rapport_count(book.get(), RAPPORT_KIND_CUSTOMER,
                         rapport_text_of("name.contains('9') && description == null"), &found, error);
  });
}
void fill(const Book& book, int customers) {
  well([&](auto error) { return rapport_transaction_begin(book.get(), nullptr, error); });
  for (int i = 0; i < customers; ++i)
    added(book, RAPPORT_KIND_CUSTOMER, R"({"name": "Customer )" + std::to_string(i) + R"("})");
  well([&](auto error) { return rapport_transaction_commit(book.get(), error); });
}

}  // namespace

TEST_CASE(
    "a call ends when the host asks, at its deadline, and when another thread says so; the next one is "
    "unharmed") {
  Hook hook;
  rapport_open_options options = RAPPORT_OPEN_OPTIONS_INIT;
  options.interrupt = ask_to_stop;
  options.interrupt_data = &hook;
  const Book book = open_in_memory(&options);
  fill(book, 3000);
  CHECK(count_by_scan(book).code == RAPPORT_OK);
  hook.stop = true;
  const Outcome stopped = count_by_scan(book);
  CHECK(stopped.code == RAPPORT_INTERRUPTED);
  CHECK(stopped.storage_code == 9);  // SQLITE_INTERRUPT
  hook.stop = false;
  CHECK(count_by_scan(book).code == RAPPORT_OK);

  well([&](auto error) { return rapport_book_set_deadline_us(book.get(), 1, error); });
  CHECK(count_by_scan(book).code == RAPPORT_INTERRUPTED);
  well([&](auto error) { return rapport_book_set_deadline_us(book.get(), 60'000'000, error); });
  CHECK(count_by_scan(book).code == RAPPORT_OK);
  well([&](auto error) { return rapport_book_set_deadline_us(book.get(), 0, error); });

  well([&](auto error) { return rapport_book_interrupt(book.get(), error); });
  CHECK(count_by_scan(book).code == RAPPORT_INTERRUPTED);
  CHECK(count_by_scan(book).code == RAPPORT_OK);
}

TEST_CASE("a deadline holds while another writer is waited for") {
  TemporaryFolder folder;
  const std::string path = (folder / "book.rapport").string();
  const Book holder = open(path);
  const Book waiter = open(path);
  well([&](auto error) { return rapport_transaction_begin(holder.get(), nullptr, error); });
  well([&](auto error) { return rapport_book_set_deadline_us(waiter.get(), 50'000, error); });
  const auto begun = std::chrono::steady_clock::now();
  const Record record = record_of(RAPPORT_KIND_TEAM, R"({"name": "Late"})");
  CHECK(Outcome([&](auto error) { return rapport_add(waiter.get(), record.get(), nullptr, error); }).code ==
        RAPPORT_BUSY);
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(2));
  well([&](auto error) { return rapport_transaction_roll_back(holder.get(), error); });
  well([&](auto error) { return rapport_add(waiter.get(), record.get(), nullptr, error); });
}

TEST_CASE("a book that another thread uses refuses the call") {
  Hook hook;
  rapport_open_options options = RAPPORT_OPEN_OPTIONS_INIT;
  std::atomic<int> step = 0;
  options.interrupt = [](void* data) -> std::int32_t {
    auto& at = *static_cast<std::atomic<int>*>(data);
    if (at == 0) at = 1;
    for (int i = 0; i < 5000 && at == 1; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return 0;
  };
  options.interrupt_data = &step;
  step = 2;
  const Book book = open_in_memory(&options);
  fill(book, 3000);
  step = 0;
  std::int32_t refused = 0;
  std::thread other([&] {
    while (step == 0) std::this_thread::yield();
    std::int64_t found = 0;
    refused = rapport_count(book.get(), RAPPORT_KIND_CUSTOMER, rapport_no_text(), &found, nullptr);
    step = 2;
  });
  CHECK(count_by_scan(book).code == RAPPORT_OK);
  other.join();
  CHECK(refused == RAPPORT_MISUSE);
}

TEST_CASE("a book does not pass a fork") {
  TemporaryFolder folder;
  const Book book = open((folder / "book.rapport").string());
  added(book, RAPPORT_KIND_TEAM, R"({"name": "Support"})");
  rapport_cursor* cursor = nullptr;
  well([&](auto error) {
    return rapport_find(book.get(), RAPPORT_KIND_TEAM, rapport_no_text(), nullptr, &cursor, error);
  });
  const Cursor holds(cursor);
  const pid_t child = ::fork();
  if (child == 0) {
    std::int64_t now_us = 0;
    rapport_records* list = nullptr;
    rapport_error* error = nullptr;
    const bool refused = rapport_book_now(book.get(), &now_us, &error) == RAPPORT_FORKED &&
                         std::strlen(rapport_error_message(error)) > 10 &&
                         rapport_cursor_records(cursor, 1, &list, nullptr) == RAPPORT_FORKED &&
                         rapport_book_interrupt(book.get(), nullptr) == RAPPORT_FORKED;
    rapport_cursor_free(cursor);
    rapport_book_free(const_cast<Book&>(book).release());
    ::_exit(refused ? 0 : 1);
  }
  int status = -1;
  ::waitpid(child, &status, 0);
  CHECK(status == 0);
  CHECK(count(book, RAPPORT_KIND_TEAM) == 1);
}

TEST_CASE("rules call the host's function, whose verbs are part of the firing") {
  Hook hook;
  const rapport_open_options options = with_clock(hook);
  Book book = open_in_memory(&options);
  hook.book = book.get();
  const Record acme = added(book, RAPPORT_KIND_CUSTOMER, R"({"name": "Acme"})");
  int calls = 0;
  struct Called {
    rapport_book* book;
    int* calls;
    bool leaves_open;
  } called{book.get(), &calls, false};
  well([&](auto error) {
    return rapport_rule_on_call(
        book.get(), rapport_text_of("tell"),
        [](void* data, rapport_reference record, const rapport_record* firing,
           rapport_text* trouble) -> std::int32_t {
          auto& to = *static_cast<Called*>(data);
          ++*to.calls;
          if (to.leaves_open) return rapport_transaction_begin(to.book, nullptr, nullptr);
          if (*to.calls == 1) {
            *trouble = rapport_text_of("the line is dead");
            return -1;
          }
          std::int64_t depth = 0;
          const bool ends = rapport_transaction_roll_back(to.book, nullptr) == RAPPORT_MISUSE;
          const Record note = record_of(RAPPORT_KIND_TEAM, R"({"name": "Told"})");
          return ends && record.kind == RAPPORT_KIND_CASE && rapport_get_firing_depth(firing, &depth) &&
                         depth == 1
                     ? rapport_add(to.book, note.get(), nullptr, nullptr)
                     : -1;
        },
        &called, [](void* data) { *static_cast<Called*>(data)->calls += 1000; }, error);
  });
  rapport_table* made = nullptr;
  well([&](auto error) {
    return rapport_rules_from_json(book.get(),
                                   rapport_text_of(R"({"rule": {"name": "Tell", "of": "case", "on": "opened"},
        "actions": [{"verb": "call", "value": "'tell'"}]})"),
                                   &made, error);
  });
  Table rule(made);
  rapport_records* actions = cell(rule, 0, "actions").as.records;
  rapport_record* action = nullptr;
  well([&](auto error) { return rapport_records_at(actions, 0, &action, error); });
  well([&](auto error) {
    return rapport_rule_adopt(book.get(), cell(rule, 0, "rule").as.record, &action, 1, nullptr, nullptr,
                              nullptr, error);
  });
  rule.reset();
  const auto open_case = [&](const char* subject) {
    hook.now_us += 1'000'000;
    Record opened = record_of(RAPPORT_KIND_CASE, R"({"customer": ")" + id_text(id_of(acme)) +
                                                     R"(", "subject": ")" + subject + R"("})");
    well([&](auto error) { return rapport_case_open(book.get(), opened.get(), nullptr, error); });
    return opened;
  };
  const auto sweep = [&] {
    hook.now_us += 120'000'000;
    well([&](auto error) { return rapport_sweep(book.get(), 100, &made, error); });
    return Table(made);
  };
  const Record opened = open_case("No backups");
  const Table first = sweep();
  CHECK(calls == 1);
  CHECK(json_of(first.get()).find("the line is dead") != std::string::npos);
  CHECK(count(book, RAPPORT_KIND_TEAM) == 0);
  sweep();
  CHECK(calls == 2);
  CHECK(count(book, RAPPORT_KIND_TEAM) == 1);
  well([&](auto error) {
    return rapport_rule_explain(book.get(), {RAPPORT_KIND_CASE, id_of(opened)}, &made, error);
  });
  const Table explained(made);
  CHECK(cell(explained, 0, "prospect").as.integer == RAPPORT_PROSPECT_FIRED);

  called.leaves_open = true;
  open_case("Another");
  CHECK(json_of(sweep().get()).find("left a transaction open") != std::string::npos);
  CHECK(Outcome([&](auto error) { return rapport_transaction_commit(book.get(), error); }).code ==
        RAPPORT_MISUSE);
  book.reset();
  CHECK(calls > 1000);
}

TEST_CASE("notifications are delivered, a failed one comes again") {
  Hook hook;
  const rapport_open_options options = with_clock(hook);
  const Book book = open_in_memory(&options);
  const Record zoe = added(book, RAPPORT_KIND_AGENT, R"({"name": "Zoe"})");
  added(book, RAPPORT_KIND_NOTIFICATION, R"({"agent": ")" + id_text(id_of(zoe)) + R"(", "text": "Look"})");
  const auto deliver = [&](std::int32_t answer) {
    std::int64_t handed_over = -1;
    well([&](auto error) {
      return rapport_outbox_deliver(
          book.get(),
          [](void* data, const rapport_record* notification, rapport_text* trouble) {
            rapport_text text;
            CHECK((rapport_get_notification_text(notification, &text) && text_of(text) == "Look"));
            *trouble = rapport_text_of("no network");
            return *static_cast<std::int32_t*>(data);
          },
          &answer, 10, &handed_over, error);
    });
    return handed_over;
  };
  CHECK(deliver(1) == 0);
  hook.now_us += 3'600'000'000;
  CHECK(deliver(0) == 1);
  CHECK(deliver(0) == 0);
}

TEST_CASE("an export comes back, and a progress that says stop leaves nothing") {
  TemporaryFolder folder;
  const Book book = open_in_memory();
  fill(book, 50);
  std::int64_t records = 0;
  const std::string out = (folder / "out").string();
  well([&](auto error) {
    return rapport_export(book.get(), rapport_text_of(out.c_str()), RAPPORT_FORM_JSON_LINES, nullptr, nullptr,
                          &records, error);
  });
  CHECK(records == 50);
  const Book other = open_in_memory();
  rapport_import_options options = RAPPORT_IMPORT_OPTIONS_INIT;
  options.progress = [](void*, std::int64_t, std::int64_t) -> std::int32_t { return 1; };
  const std::string file = out + "/customers.jsonl";
  rapport_table* made = nullptr;
  CHECK(Outcome([&](auto error) {
          return rapport_import_file(other.get(), rapport_text_of(file.c_str()), nullptr, &options, nullptr,
                                     &made, error);
        }).code == RAPPORT_INTERRUPTED);
  CHECK(count(other, RAPPORT_KIND_CUSTOMER) == 0);
  well([&](auto error) {
    return rapport_import_folder(other.get(), rapport_text_of(out.c_str()), nullptr, nullptr, &made, error);
  });
  const Table reports(made);
  CHECK(cell(reports, 0, "added").as.integer == 50);
  CHECK(count(other, RAPPORT_KIND_CUSTOMER) == 50);
}

TEST_CASE("a log is replayed, and rules are tried out on it") {
  TemporaryFolder folder;
  const std::string path = (folder / "log.csv").string();
  write_file(
      path,
      log_of({{}, {.state = "Active", .at = "1/2/2016 10:00"}, {.state = "Closed", .at = "1/2/2016 18:00"}}));
  rapport_incident_log* log = nullptr;
  well([&](auto error) {
    return rapport_incident_log_open(rapport_text_of(path.c_str()), rapport_no_text(), nullptr, nullptr, &log,
                                     error);
  });
  const Book book = open_in_memory();
  rapport_replay* replay = nullptr;
  well([&](auto error) { return rapport_replay_new(book.get(), log, &replay, error); });
  std::int64_t left = -1;
  well([&](auto error) { return rapport_replay_take(replay, 100, nullptr, &left, error); });
  CHECK(left == 0);
  CHECK(count(book, RAPPORT_KIND_CASE) == 1);
  rapport_table* made = nullptr;
  well([&](auto error) {
    return rapport_backtest(
        log,
        [](void*, rapport_book* scratch) -> std::int32_t {
          rapport_table* policy = nullptr;
          std::int32_t code = rapport_service_level_from_json(
              scratch, rapport_text_of(R"({"level": {"name": "All"}, "targets": [{"amount": "PT4H"}]})"),
              &policy, nullptr);
          if (code < 0) return code;
          const Table holds(policy);
          rapport_record* target = nullptr;
          rapport_records_at(cell(holds, 0, "targets").as.records, 0, &target, nullptr);
          return rapport_service_level_adopt(scratch, cell(holds, 0, "level").as.record, &target, 1, nullptr,
                                             nullptr, nullptr, nullptr);
        },
        nullptr, 0, nullptr, nullptr, &made, error);
  });
  const Table report(made);
  CHECK(cell(report, 0, "incidents").as.integer == 1);
  CHECK(cell(report, 0, "missed").as.integer == 1);
  CHECK(Outcome([&](auto error) {
          return rapport_backtest(
              log, [](void*, rapport_book*) -> std::int32_t { return RAPPORT_NOT_FOUND; }, nullptr, 0,
              nullptr, nullptr, nullptr, error);
        }).code == RAPPORT_MISUSE);
  rapport_table* unfinished = nullptr;
  const Outcome left_open([&](auto error) {
    return rapport_backtest(
        log,
        [](void*, rapport_book* scratch) { return rapport_transaction_begin(scratch, nullptr, nullptr); },
        nullptr, 0, nullptr, nullptr, &unfinished, error);
  });
  CHECK(left_open.code == RAPPORT_MISUSE);
  CHECK(left_open.message.find("left a transaction open") != std::string::npos);
  rapport_incident_log_free(log);
  rapport_replay_free(replay);
}

TEST_CASE("an expression that is wrong says where; one of a segment is found by its name") {
  const Book book = open_in_memory();
  const Outcome wrong([&](auto error) {
    rapport_expression* expression = nullptr;
    return rapport_expression_new(book.get(), RAPPORT_KIND_CUSTOMER, rapport_text_of("nam == 'x'"),
                                  &expression, error);
  });
  CHECK(wrong.code < 0);
  CHECK(wrong.message.find("name") != std::string::npos);
  added(book, RAPPORT_KIND_SEGMENT, R"({"name": "all", "of": "customer", "expression": "name != ''"})");
  rapport_expression* expression = nullptr;
  well([&](auto error) {
    return rapport_expression_of_segment(book.get(), RAPPORT_KIND_CUSTOMER, rapport_text_of("all"),
                                         &expression, error);
  });
  rapport_table* made = nullptr;
  well([&](auto error) { return rapport_expression_explain(expression, &made, error); });
  CHECK(text_of(cell(Table(made), 0, "sql").as.text).find("name") != std::string::npos);
  std::int64_t found = -1;
  well([&](auto error) { return rapport_expression_count(expression, &found, error); });
  CHECK(found == 0);
  rapport_expression_free(expression);
}
