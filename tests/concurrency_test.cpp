// Several books on one file at once, in threads and in processes.
#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <set>
#include <thread>

#include "support/random_verbs.hpp"
#include "support/raw_file.hpp"

using namespace rapport;
using namespace rapport::test;
using namespace std::chrono_literals;

namespace {

Options patient() {
  Options options;
  options.busy_timeout = 60s;
  return options;
}

constexpr int writes_each = 40;

// What each writer does: reads, writes alone and in transactions, and checks what it reads.
void write_much(const std::filesystem::path& path, const std::string& who) {
  auto book = Book::open(path, patient());
  for (int i = 0; i < writes_each; ++i) {
    book.transaction([&] {
      auto customer = book.customers().add({.name = who + "/" + std::to_string(i)});
      book.needs().add({.customer = customer.id, .statement = "of " + customer.name});
    });
    if (i % 10 == 0) book.search(who);
    const auto changes = book.journal().changes(0, 10);
    if (changes.size() < 2) throw std::runtime_error("its own commit is not to be seen");
  }
}

void check_all_there(const std::filesystem::path& path, int writers) {
  auto book = Book::open(path, patient());
  CHECK(book.customers().count() == writers * writes_each);
  CHECK(book.needs().count() == writers * writes_each);
  const auto commits = book.journal().commits(0, 100000);
  REQUIRE(commits.size() == static_cast<std::size_t>(writers * writes_each));
  for (std::size_t i = 0; i < commits.size(); ++i) {
    CHECK(commits[i].number == static_cast<std::int64_t>(i + 1));
    CHECK(commits[i].last_change == static_cast<std::int64_t>(2 * i + 2));
  }
  std::set<std::string> names;
  for (const Customer& customer : everything<Customer>(book)) names.insert(customer.name);
  CHECK(names.size() == commits.size());
  CHECK(book.journal().verify().intact());
}

}  // namespace

TEST_CASE("threads with a book each write at once: every commit is there, in one order") {
  TemporaryFolder folder;
  const auto path = folder / "b.rapport";
  std::vector<std::thread> threads;
  std::vector<std::string> errors(4);
  for (std::size_t i = 0; i < errors.size(); ++i)
    threads.emplace_back([&, i] {
      try {
        write_much(path, "thread" + std::to_string(i));
      } catch (const std::exception& error) {
        errors[i] = error.what();
      }
    });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& error : errors) CHECK(error == "");
  check_all_there(path, 4);
}

TEST_CASE("processes create one file at once and write to it: every commit is there, in one order") {
  for (int round = 0; round < 5; ++round) {
    TemporaryFolder folder;
    const auto path = folder / "b.rapport";
    std::vector<pid_t> children;
    for (int i = 0; i < 4; ++i) {
      const pid_t child = ::fork();
      REQUIRE(child >= 0);
      if (child == 0) {
        try {
          write_much(path, "process" + std::to_string(i));
          ::_exit(0);
        } catch (const std::exception& error) {
          (void)!::write(2, error.what(), std::string_view(error.what()).size());
          ::_exit(1);
        }
      }
      children.push_back(child);
    }
    for (const pid_t child : children) {
      int status = 0;
      ::waitpid(child, &status, 0);
      CHECK(status == 0);
    }
    check_all_there(path, 4);
  }
}

TEST_CASE("without patience the second writer is told that the book is busy, and may try again") {
  TemporaryFolder folder;
  const auto path = folder / "b.rapport";
  auto first = Book::open(path);
  Options impatient;
  impatient.busy_timeout = 0ms;
  auto second = Book::open(path, impatient);
  first.transaction([&] {
    first.teams().add({.name = "A"});
    CHECK(error_of([&] { second.teams().add({.name = "B"}); }).code() == Code::busy);
    CHECK(error_of([&] { second.transaction([] {}); }).code() == Code::busy);
    CHECK(second.teams().count() == 0);  // readers never wait
    CHECK(second.journal().verify().intact());
  });
  second.teams().add({.name = "B"});
  CHECK(first.teams().count() == 2);
  CHECK(first.journal().verify().intact());
}

TEST_CASE("verifying while another writes sees one state of the book") {
  TemporaryFolder folder;
  const auto path = folder / "b.rapport";
  auto writer = Book::open(path);
  auto team = writer.teams().add({.name = "A"});
  for (int i = 0; i < 600; ++i) {
    team.name = "A" + std::to_string(i);
    team = writer.teams().update(team);
  }
  auto reader = Book::open(path);
  int interruptions = 0;
  const auto verification = reader.journal().verify({}, [&](std::int64_t, std::int64_t) {
    team.name = "B" + std::to_string(interruptions++);
    team = writer.teams().update(team);
  });
  CHECK(interruptions >= 3);
  CHECK(verification.intact());
  CHECK(verification.commits == 601);
  CHECK(reader.journal().head().commit == 601 + interruptions);
}

TEST_CASE("two books that change one record: the second is shown both sides and changes nothing") {
  TemporaryFolder folder;
  const auto path = folder / "b.rapport";
  auto one = Book::open(path);
  auto other = Book::open(path);
  auto customer = one.customers().add({.name = "Acme", .country = "FR"});
  auto stale = other.customers().get(customer.id);
  customer.country = "DE";
  one.customers().update(customer);
  stale.country = "ES";
  const Error error = error_of([&] { other.customers().update(stale); });
  CHECK(error.code() == Code::conflict);
  CHECK(error.message().find("\"DE\"") != std::string::npos);
  CHECK(error.message().find("\"ES\"") != std::string::npos);
  CHECK(error_of([&] { other.customers().remove(stale); }).code() == Code::conflict);
  CHECK(other.customers().get(customer.id).country == "DE");
  auto fresh = other.customers().get(customer.id);
  fresh.country = "ES";
  other.customers().update(fresh);
  CHECK(one.customers().get(customer.id).country == "ES");
  CHECK(one.journal().head().commit == 3);
}

TEST_CASE("what one book writes another finds by search, whichever of them catches up") {
  TemporaryFolder folder;
  const auto path = folder / "b.rapport";
  auto one = Book::open(path);
  auto other = Book::open(path);
  one.customers().add({.name = "Findable"});
  CHECK(other.search("findable").size() == 1);
  other.customers().add({.name = "Findable too"});
  CHECK(one.search("findable").size() == 2);
}

TEST_CASE("a second book opened and closed in one process leaves the first one's hold on the file") {
  TemporaryFolder folder;
  const auto path = folder / "b.rapport";
  int asked[2];
  int answered[2];
  REQUIRE(::pipe(asked) == 0);
  REQUIRE(::pipe(answered) == 0);
  // The other process opens the book, writes once and closes it whenever it is asked to. It is made before this
  // one opens the file: what is opened before a fork must not be used after it.
  const pid_t other = ::fork();
  REQUIRE(other >= 0);
  if (other == 0) {
    char word = 0;
    while (::read(asked[0], &word, 1) == 1 && word == 'w') {
      try {
        auto book = Book::open(path, patient());
        book.customers().add({.name = "from the other process"});
        book.close();
      } catch (const std::exception&) {
        word = 'x';
      }
      if (::write(answered[1], &word, 1) != 1) break;
    }
    ::_exit(0);
  }
  const auto let_the_other_write = [&] {
    char word = 'w';
    REQUIRE(::write(asked[1], &word, 1) == 1);
    REQUIRE(::read(answered[0], &word, 1) == 1);
    CHECK(word == 'w');
  };
  {
    auto first = Book::open(path, patient());
    const auto write = [&](int count) {
      for (int i = 0; i < count; ++i) first.customers().add({.name = "from the first book"});
    };
    write(10);
    Book::open(path, patient()).close();
    let_the_other_write();
    // The other process was not the last to leave, so it may not have taken the log away.
    CHECK(std::filesystem::exists(path.string() + "-wal"));
    write(10);
    let_the_other_write();
    let_the_other_write();
    write(200);
    CHECK(first.customers().count() == 223);
  }
  const char enough = 'q';
  CHECK(::write(asked[1], &enough, 1) == 1);
  ::waitpid(other, nullptr, 0);
  for (const int end : {asked[0], asked[1], answered[0], answered[1]}) ::close(end);
  auto book = Book::open(path, patient());
  CHECK(book.customers().count() == 223);
  CHECK(book.journal().verify().intact());
}
