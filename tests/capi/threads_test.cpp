// Eight threads, each with a book of its own on one file: everybody writes, everybody reads, nothing is lost.
#include <atomic>
#include <thread>
#include <vector>

#include "support.hpp"
#include "support/book.hpp"
#include "support/long.hpp"

using namespace rapport::test;
using rapport::test::Book;

TEST_CASE("eight threads with a book each write and read one file") {
  TemporaryFolder folder;
  const std::string path = (folder / "book.rapport").string();
  open(path);
  constexpr int threads = 8;
  const int rounds = is_long() ? 500 : 25;
  std::atomic<int> failed = 0;
  std::vector<std::thread> all;
  for (int i = 0; i < threads; ++i)
    all.emplace_back([&, i] {
      rapport_open_options options = RAPPORT_OPEN_OPTIONS_INIT;
      options.busy_timeout_us = 60'000'000;
      options.durability = RAPPORT_DURABILITY_NORMAL;
      rapport_book* book = nullptr;
      failed += rapport_book_open(rapport_text_of(path.c_str()), &options, &book, nullptr) < 0;
      for (int round = 0; round < rounds; ++round) {
        rapport_record* customer = nullptr;
        failed += rapport_record_new(RAPPORT_KIND_CUSTOMER, &customer, nullptr) < 0;
        const std::string name = "Customer " + std::to_string(i) + " " + std::to_string(round);
        const rapport_value value = rapport_value_text({name.data(), name.size()});
        failed += rapport_record_set(customer, RAPPORT_CUSTOMER_NAME, &value, nullptr) < 0;
        failed += rapport_add(book, customer, nullptr, nullptr) < 0;
        rapport_id id;
        failed += rapport_record_id(customer, &id, nullptr) < 0;
        failed +=
            rapport_stage_move(book, id, RAPPORT_STAGE_AWARENESS, nullptr, nullptr, nullptr, nullptr) < 0;
        std::int64_t found = 0;
        failed += rapport_count(book, RAPPORT_KIND_CUSTOMER, rapport_text_of("stage == 'awareness'"), &found,
                                nullptr) < 0;
        failed += found <= round;
        rapport_table* hits = nullptr;
        failed += rapport_search(book, rapport_text_of("Customer"), nullptr, &hits, nullptr) < 0;
        rapport_table_free(hits);
        rapport_record_free(customer);
      }
      rapport_book_free(book);
    });
  for (std::thread& each : all) each.join();
  CHECK(failed == 0);
  const Book book = open(path);
  CHECK(count(book, RAPPORT_KIND_CUSTOMER) == threads * rounds);
  rapport_table* verification = nullptr;
  well([&](auto error) {
    return rapport_journal_verify(book.get(), rapport_no_text(), nullptr, nullptr, &verification, error);
  });
  CHECK(json_of(verification).find("\"findings\":[]") != std::string::npos);
  rapport_table_free(verification);
}
