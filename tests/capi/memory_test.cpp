// Memory that runs out at every place in turn, in C++ and in SQLite, while typical calls run: each call is done, or it
// says that memory ran out and has done nothing.
#include <sqlite3.h>

#include <cstdlib>
#include <functional>
#include <new>
#include <utility>
#include <vector>

#include "support.hpp"
#include "support/long.hpp"

namespace {

// So many allocations still go well, those of the library's calls only; below zero: all of them.
long allocations_left = -1;
bool in_a_call = false;
long allocations_made = 0;

bool may_allocate() {
  if (!in_a_call) return true;
  ++allocations_made;
  if (allocations_left < 0) return true;
  if (allocations_left == 0) return false;
  --allocations_left;
  return true;
}

sqlite3_mem_methods sqlite_memory;

void* sqlite_allocate(int size) { return may_allocate() ? sqlite_memory.xMalloc(size) : nullptr; }
void* sqlite_reallocate(void* place, int size) {
  return may_allocate() ? sqlite_memory.xRealloc(place, size) : nullptr;
}

// Before anything of SQLite runs.
const bool memory_is_ours = [] {
  sqlite3_config(SQLITE_CONFIG_GETMALLOC, &sqlite_memory);
  sqlite3_mem_methods ours = sqlite_memory;
  ours.xMalloc = sqlite_allocate;
  ours.xRealloc = sqlite_reallocate;
  return sqlite3_config(SQLITE_CONFIG_MALLOC, &ours) == SQLITE_OK;
}();

}  // namespace

void* operator new(std::size_t size) {
  if (may_allocate())
    if (void* place = std::malloc(size > 0 ? size : 1)) return place;
  throw std::bad_alloc();
}
void operator delete(void* place) noexcept { std::free(place); }
void operator delete(void* place, std::size_t) noexcept { std::free(place); }

using namespace rapport::test;

namespace {

std::string head_of(rapport_book* book) {
  rapport_string* head = nullptr;
  rapport_text text = rapport_no_text();
  std::string made;
  if (rapport_journal_head(book, &head, nullptr) == RAPPORT_OK &&
      rapport_string_text(head, &text, nullptr) == RAPPORT_OK)
    made.assign(text.data, text.length);
  rapport_string_free(head);
  return made;
}

// The calls of a script, one after the other, until one fails.
class Script {
 public:
  explicit Script(long allowed) : allowed_(allowed) {}

  // Whether all of them went well.
  bool run() {
    rapport_book* opened = nullptr;
    Record team, customer, of_case, said;
    rapport_records* list = nullptr;
    rapport_table* table = nullptr;
    rapport_table* policy = nullptr;
    rapport_table* rules = nullptr;
    rapport_table* swept = nullptr;
    rapport_cursor* cursor = nullptr;
    rapport_string* json = nullptr;
    rapport_record* resolved = nullptr;
    const bool went_well = [&] {
      if (!call([&](auto error) { return rapport_book_open_in_memory(nullptr, &opened, error); }))
        return false;
      book_ = opened;
      rapport_record* made = nullptr;
      if (!call([&](auto error) { return rapport_record_new(RAPPORT_KIND_CUSTOMER, &made, error); }))
        return false;
      customer.reset(made);
      const rapport_value name =
          rapport_value_text(rapport_text_of("A name that does not fit into a small string, of Acme"));
      const rapport_value industry =
          rapport_value_text(rapport_text_of("also something longer than a few characters"));
      if (!call([&](auto error) { return rapport_record_set(made, RAPPORT_CUSTOMER_NAME, &name, error); }))
        return false;
      if (!call([&](auto error) {
            return rapport_record_set(made, RAPPORT_CUSTOMER_INDUSTRY, &industry, error);
          }))
        return false;
      if (!call([&](auto error) { return rapport_add(opened, made, nullptr, error); })) return false;
      if (!call([&](auto error) { return rapport_transaction_begin(opened, nullptr, error); })) return false;
      if (!call([&](auto error) { return rapport_record_new(RAPPORT_KIND_TEAM, &made, error); }))
        return false;
      team.reset(made);
      if (!call([&](auto error) {
            return rapport_record_set_json(
                made, rapport_text_of(R"({"name": "Support of the first line, who are many"})"), error);
          }))
        return false;
      if (!call([&](auto error) { return rapport_add(opened, made, nullptr, error); })) return false;
      if (!call([&](auto error) { return rapport_transaction_commit(opened, error); })) return false;
      if (!call([&](auto error) {
            return rapport_service_level_from_json(
                opened, rapport_text_of(R"({"level": {"name": "Standard, as it is promised to everybody"},
                                            "targets": [{"kind": "resolution", "amount": "PT8H"},
                                                        {"kind": "first_response", "amount": "PT1H"}]})"),
                &policy, error);
          }))
        return false;
      if (!call([&](auto error) {
            return rapport_rules_from_json(
                opened,
                rapport_text_of(
                    R"({"rule": {"name": "Whatever is opened goes up", "of": "case", "on": "opened"},
                                            "actions": [{"verb": "set_level", "value": "level + 1"}]})"),
                &rules, error);
          }))
        return false;
      const rapport_record* const rule = in(rules, 0).record;
      rapport_records* const actions = in(rules, 1).records;
      rapport_record* action = nullptr;
      if (!call([&](auto error) { return rapport_records_at(actions, 0, &action, error); })) return false;
      if (!call([&](auto error) {
            return rapport_rule_adopt(opened, rule, &action, 1, nullptr, nullptr, nullptr, error);
          }))
        return false;
      const rapport_id acme = id_of(customer);
      const rapport_value whose = rapport_value_id(acme);
      if (!call([&](auto error) { return rapport_record_new(RAPPORT_KIND_CASE, &made, error); }))
        return false;
      of_case.reset(made);
      if (!call([&](auto error) { return rapport_record_set(made, RAPPORT_CASE_CUSTOMER, &whose, error); }))
        return false;
      if (!call([&](auto error) { return rapport_record_set(made, RAPPORT_CASE_SUBJECT, &industry, error); }))
        return false;
      if (!call([&](auto error) { return rapport_case_open(opened, made, nullptr, error); })) return false;
      if (!call([&](auto error) { return rapport_record_new(RAPPORT_KIND_INTERACTION, &made, error); }))
        return false;
      said.reset(made);
      const rapport_value outbound =
          rapport_value_integer(RAPPORT_TYPE_ENUMERATION, RAPPORT_DIRECTION_OUTBOUND);
      if (!call([&](auto error) { return rapport_record_set(made, RAPPORT_INTERACTION_BODY, &name, error); }))
        return false;
      if (!call([&](auto error) {
            return rapport_record_set(made, RAPPORT_INTERACTION_DIRECTION, &outbound, error);
          }))
        return false;
      const rapport_id of = id_of(of_case);
      if (!call([&](auto error) { return rapport_case_reply(opened, of, made, nullptr, error); }))
        return false;
      if (!call([&](auto error) {
            return rapport_case_resolve(opened, of, rapport_text_of("The disk of the server was full."),
                                        nullptr, nullptr, &resolved, error);
          }))
        return false;
      if (!call([&](auto error) {
            return rapport_find(opened, RAPPORT_KIND_CUSTOMER, rapport_text_of("name.contains('Acme')"),
                                nullptr, &cursor, error);
          }))
        return false;
      rapport_text names[4];
      std::size_t got = 0;
      const rapport_column column{RAPPORT_CUSTOMER_NAME, RAPPORT_TYPE_TEXT, names, nullptr};
      if (!call([&](auto error) { return rapport_cursor_read(cursor, &column, 1, 4, &got, error); }))
        return false;
      if (!call([&](auto error) { return rapport_case_events(opened, of, &list, error); })) return false;
      if (!call([&](auto error) { return rapport_records_at(list, 1, &made, error); })) return false;
      if (!call([&](auto error) { return rapport_customer_overview(opened, acme, 10, &table, error); }))
        return false;
      if (!call([&](auto error) { return rapport_table_to_json(table, &json, error); })) return false;
      // What a sweep has done stays done.
      if (!call([&](auto error) { return rapport_sweep(opened, 10, &swept, error); }, true)) return false;
      if (!call([&](auto error) { return rapport_search_catch_up(opened, 1000, nullptr, error); }))
        return false;
      return call([&](auto error) { return rapport_book_act_as(opened, rapport_no_id(), error); });
    }();
    if (opened) {
      rapport_table* verification = nullptr;
      REQUIRE(rapport_journal_verify(opened, rapport_no_text(), nullptr, nullptr, &verification, nullptr) ==
              RAPPORT_OK);
      const std::string found = json_of(verification);
      CHECK_MESSAGE(found.find("\"findings\":[]") != std::string::npos, found);
      rapport_table_free(verification);
    }
    rapport_book_free(opened);
    rapport_records_free(list);
    for (rapport_table* each : {table, policy, rules, swept}) rapport_table_free(each);
    rapport_cursor_free(cursor);
    rapport_string_free(json);
    rapport_record_free(resolved);
    return went_well;
  }

 private:
  // What a table holds in its first row.
  static decltype(rapport_value::as) in(const rapport_table* table, std::size_t column) {
    rapport_value value;
    REQUIRE(rapport_table_get(table, 0, column, &value, nullptr) == RAPPORT_OK);
    return value.as;
  }

  bool call(const std::function<std::int32_t(rapport_error** error)>& made, bool may_write = false) {
    const std::string before = book_ ? head_of(book_) : "";
    rapport_error* error = nullptr;
    allocations_left = allowed_;
    in_a_call = true;
    const std::int32_t code = made(&error);
    in_a_call = false;
    allowed_ = allocations_left;
    if (code >= 0) {
      CHECK(error == nullptr);
      return true;
    }
    CHECK_MESSAGE(code == RAPPORT_OUT_OF_MEMORY, rapport_code_name(code)
                                                     << ": " << rapport_error_message(error));
    CHECK(rapport_error_code(error) == code);
    rapport_error_free(error);
    if (book_ && !may_write) CHECK(head_of(book_) == before);
    return false;
  }

  long allowed_;
  rapport_book* book_ = nullptr;
};

}  // namespace

TEST_CASE("memory that runs out anywhere is an error, and nothing is half written") {
  REQUIRE(memory_is_ours);
  CHECK(Script(-1).run());  // also makes what is made once
  allocations_made = 0;
  CHECK(Script(-1).run());
  const long all = allocations_made;
  CHECK(all > 1000);
  int failed = 0;
  for (long allowed = 0; allowed < all; allowed += is_long() ? 1 : 11) {
    CAPTURE(allowed);
    if (!Script(allowed).run()) ++failed;
  }
  CHECK(failed > 300);
}
