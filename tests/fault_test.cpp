// Faults: a disk that is full or broken, memory that runs out, a process that is killed. Whatever happens, a
// call that was acknowledged is in the book, one that failed is not, and the journal verifies.
#include "support/fault_vfs.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <random>

#include "support/random_verbs.hpp"
#include "support/raw_file.hpp"

using namespace rapport;
using namespace rapport::test;

namespace {

struct Known {
  Id<Agent> agent;
  Id<Customer> customer;
};

// A book with something in it, made without faults.
Known prepare(const std::filesystem::path& path) {
  Faults::install();
  FakeClock clock;
  auto book = Book::open(path, fixed_options(clock));
  Known known;
  known.agent = book.agents().add({.name = "Ana"}).id;
  known.customer = book.customers().add({.name = "Acme", .description = "An old customer"}).id;
  for (int i = 0; i < 30; ++i)
    book.interactions().add({.customer = known.customer, .subject = "Call", .body = std::string(3000, 'b')});
  book.search("old");
  book.close();
  return known;
}

// A small cache, so that pages are written and read while a transaction runs.
Options troubled() {
  FakeClock clock;
  clock.advance(std::chrono::hours(24));
  Options options = fixed_options(clock, 7);
  options.page_cache_bytes = 20 * 1024;
  return options;
}

struct Scenario {
  const char* name;
  void (*run)(Book& book, const Known& known);
};

const Scenario scenarios[] = {
    {"add", [](Book& book, const Known&) { book.customers().add({.name = "Blue"}); }},
    {"update",
     [](Book& book, const Known& known) {
       auto customer = book.customers().get(known.customer);
       customer.name = "Acme Ltd";
       book.customers().update(customer);
     }},
    {"remove",
     [](Book& book, const Known& known) { book.customers().remove(book.customers().get(known.customer)); }},
    {"transaction",
     [](Book& book, const Known& known) {
       book.transaction([&] {
         for (int i = 0; i < 12; ++i)
           book.interactions().add({.customer = known.customer, .body = std::string(4000, 'x')});
       });
     }},
    {"nested, with a part taken back and a failure that the host ignores",
     [](Book& book, const Known& known) {
       book.transaction([&] {
         book.teams().add({.name = "Outer"});
         try {
           book.transaction([&] {
             for (int i = 0; i < 8; ++i)
               book.interactions().add({.customer = known.customer, .body = std::string(4000, 'y')});
             throw std::logic_error("no");
           });
         } catch (const std::logic_error&) {
         }
         book.customers().add({.name = "Later", .owner = known.agent});
       });
     }},
    {"lifecycle.move",
     [](Book& book, const Known& known) {
       book.lifecycle().move(known.customer, Stage::awareness, {.reason = "asked"});
     }},
    {"hand_over",
     [](Book& book, const Known& known) { book.people().hand_over(known.customer, known.agent); }},
    {"a host that goes on after any error inside a transaction",
     [](Book& book, const Known& known) {
       book.transaction([&] {
         std::exception_ptr first;
         for (int i = 0; i < 10; ++i) try {
             (void)book.interactions().find({}, {.limit = 40});
             book.interactions().add({.customer = known.customer, .body = std::string(4000, 'z')});
             book.customers().add({.name = "Number " + std::to_string(i)});
           } catch (const std::exception&) {
             if (!first) first = std::current_exception();
           }
         if (first) std::rethrow_exception(first);
       });
     }},
};

struct Fault {
  const char* name;
  Call call;
  int result;
  Code code;
};

const Fault disk_faults[] = {
    {"the disk is full", Call::write, SQLITE_FULL, Code::full},
    {"writing fails", Call::write, SQLITE_IOERR_WRITE, Code::io},
    {"syncing fails", Call::sync, SQLITE_IOERR_FSYNC, Code::io},
    {"reading fails", Call::read, SQLITE_IOERR_READ, Code::io},
    {"truncating fails", Call::truncate, SQLITE_IOERR_TRUNCATE, Code::io},
};

std::string content_of(const std::filesystem::path& path) {
  auto book = Book::open(path);
  const auto verification = book.journal().verify();
  for (const Finding& finding : verification.findings) FAIL_CHECK(finding.what);
  CHECK(RawFile(path).value("PRAGMA integrity_check") == "'ok'");
  return whole_content(book);
}

std::string standing(const std::string& now, const std::string& before, const std::string& after) {
  return now == before ? "before" : now == after ? "after" : "half way";
}

// A book that scenarios begin with, and a copy to try them on.
struct Ground {
  TemporaryFolder folder;
  std::filesystem::path original = folder / "original.rapport";
  std::filesystem::path path = folder / "b.rapport";
  Known known = prepare(original);
  std::string before = content_of(original);

  void reset() const { copy_book(original, path); }
  // What the scenario leaves when nothing fails.
  std::string content_after(const Scenario& scenario) const {
    reset();
    {
      auto book = Book::open(path, troubled());
      scenario.run(book, known);
    }
    return content_of(path);
  }
};

}  // namespace

TEST_CASE("a disk that fails at any one moment: all or nothing, and the right code") {
  Ground ground;
  std::size_t failures = 0;
  for (const Scenario& scenario : scenarios) {
    CAPTURE(std::string(scenario.name));
    const std::string after = ground.content_after(scenario);
    REQUIRE(after != ground.before);
    for (const Fault& fault : disk_faults)
      for (const bool for_ever : {false, true}) {
        CAPTURE(fault.name);
        CAPTURE(for_ever);
        bool struck = true;
        for (int n = 1; struck; n += n < 12 ? 1 : 7) {
          CAPTURE(n);
          REQUIRE(n < 3000);
          ground.reset();
          bool acknowledged = false;
          auto book = Book::open(ground.path, troubled());
          Faults::arm(fault.call, n, fault.result, for_ever);
          try {
            scenario.run(book, ground.known);
            acknowledged = true;
          } catch (const Error& error) {
            ++failures;
            CHECK_MESSAGE(error.code() == fault.code, error.what());
          }
          struck = Faults::disarm();
          // The same book, once the trouble is over, is at one of the two states and goes on.
          CHECK(standing(whole_content(book), ground.before, after) == (acknowledged ? "after" : "before"));
          CHECK(book.journal().verify().intact());
          book.close();
          CHECK(standing(content_of(ground.path), ground.before, after) ==
                (acknowledged ? "after" : "before"));
        }
      }
  }
  CHECK(failures > 100);
}

namespace {

// Runs `attempt` with each disk fault at its first, second, third ... moment, and then at each after a stride, until none
// strikes any more; `check` looks afterwards, without faults.
template <class Before, class Attempt, class Check>
void at_every_moment(Before&& before, Attempt&& attempt, Check&& check, int stride = 9) {
  std::vector<Fault> faults(std::begin(disk_faults), std::end(disk_faults));
  faults.push_back({"opening fails", Call::open, SQLITE_CANTOPEN, Code::io});
  for (const Fault& fault : faults) {
    CAPTURE(fault.name);
    bool struck = true;
    for (int n = 1; struck; n += n < 16 ? 1 : stride) {
      CAPTURE(n);
      REQUIRE(n < 300 * stride);
      before();
      Faults::arm(fault.call, n, fault.result);
      try {
        attempt();
      } catch (const Error& error) {
        CHECK_MESSAGE(error.code() == fault.code, error.what());
      }
      struck = Faults::disarm();
      check();
    }
  }
}

}  // namespace

TEST_CASE("a disk that fails while a book is made does not stand in the way of the next attempt") {
  TemporaryFolder folder;
  const auto path = folder / "b.rapport";
  Faults::install();
  at_every_moment(
      [&] {
        for (const char* tail : {"", "-wal", "-shm", "-journal"})
          std::filesystem::remove(path.string() + tail);
      },
      [&] { Book::open(path, troubled()); },
      [&] {
        auto book = Book::open(path, troubled());
        book.teams().add({.name = "Support"});
        CHECK(book.journal().verify().intact());
      });
}

TEST_CASE("a disk that fails while a book is opened and read changes nothing") {
  TemporaryFolder folder;
  const auto original = folder / "original.rapport";
  const auto path = folder / "b.rapport";
  prepare(original);
  const std::string before = content_of(original);
  at_every_moment([&] { copy_book(original, path); },
                  [&] {
                    auto book = Book::open(path, troubled());
                    book.interactions().find({}, {.limit = 40});
                    book.close();
                  },
                  [&] { CHECK(standing(content_of(path), before, "") == "before"); });
}

TEST_CASE("a disk that fails while the search catches up: the next search catches up") {
  TemporaryFolder folder;
  const auto original = folder / "original.rapport";
  const auto path = folder / "b.rapport";
  prepare(original);
  {
    auto book = Book::open(original, troubled());
    for (int i = 0; i < 20; ++i)
      book.customers().add({.name = "Findable " + std::to_string(i), .description = std::string(3000, 'd')});
  }
  std::optional<Book> book;
  at_every_moment(
      [&] {
        book.reset();
        copy_book(original, path);
        book = Book::open(path, troubled());
      },
      [&] { book->search("findable"); },
      [&] {
        CHECK(book->search("findable", {.limit = 100}).size() == 20);
        CHECK(book->search("old").size() == 1);
      });
}

TEST_CASE(
    "a disk that fails while a sweep runs: what is due is done once, in order, by the sweeps after it") {
  TemporaryFolder folder;
  const auto original = folder / "original.rapport";
  const auto path = folder / "b.rapport";
  constexpr int cases = 110;  // more than one batch
  const Known known = prepare(original);
  {
    FakeClock clock;
    auto book = Book::open(original, fixed_options(clock, 3));
    book.timekeeping().adopt({.level = {.name = "All"},
                              .targets = {{.kind = TargetKind::resolution,
                                           .amount = std::chrono::hours(1),
                                           .counted_in = CountedIn::wall}}});
    book.supervision().adopt(
        {.ladder = {.name = "Up"}, .rungs = {{.agent = known.agent, .wait = std::chrono::hours(48)}}});
    book.automation().adopt({.rule = {.name = "Late", .of = "case", .promise = TargetKind::resolution},
                             .actions = {{.verb = RuleVerb::set_level, .value = "level + 1"},
                                         {.verb = RuleVerb::escalate, .value = "'is late'"}}});
    for (int i = 0; i < cases; ++i) {
      clock.advance(std::chrono::seconds(7));
      book.service().open({.customer = known.customer, .subject = "Nothing works"});
    }
    book.close();
  }
  std::size_t failures = 0;
  at_every_moment(
      [&] { copy_book(original, path); },
      [&] {
        try {
          auto book = Book::open(path, troubled());
          while (book.automation().sweep().is_more) {
          }
        } catch (const Error&) {
          ++failures;
          throw;
        }
      },
      [&] {
        auto book = Book::open(path, troubled());
        while (book.automation().sweep().is_more) {
        }
        std::vector<Firing> firings;
        book.firings().for_each({}, [&](const Firing& each) { firings.push_back(each); });
        CHECK(firings.size() == cases);
        CHECK(std::ranges::is_sorted(firings, {}, &Firing::due_at));  // by id, and so as they were made
        CHECK(book.cases().count(where<&Case::level> == 1) == cases);
        CHECK(book.outbox().pending(1000).size() == cases);
        CHECK(book.journal().verify().intact());
      },
      331);
  CHECK(failures > 50);
}

TEST_CASE("a disk that fails while a book is closed takes back nothing that was acknowledged") {
  TemporaryFolder folder;
  const auto original = folder / "original.rapport";
  const auto path = folder / "b.rapport";
  prepare(original);
  std::optional<Book> book;
  at_every_moment(
      [&] {
        book.reset();
        copy_book(original, path);
        book = Book::open(path, troubled());
        book->teams().add({.name = "Acknowledged"});
      },
      [&] { book->close(); }, [&] { CHECK(content_of(path).find("Acknowledged") != std::string::npos); });
}

TEST_CASE("memory that runs out throws std::bad_alloc and leaves nothing half written") {
  Ground ground;
  std::size_t failures = 0;
  for (const Scenario& scenario : scenarios) {
    CAPTURE(std::string(scenario.name));
    const std::string after = ground.content_after(scenario);
    for (const auto& [memory, for_ever] : std::vector<std::pair<Call, bool>>{{Call::memory, false},
                                                                             {Call::memory, true},
                                                                             {Call::new_memory, false},
                                                                             {Call::new_memory, true}}) {
      CAPTURE(std::string(memory == Call::memory ? "SQLite's" : "C++'s"));
      CAPTURE(for_ever);
      bool struck = true;
      ground.reset();
      for (int n = 1; struck; n += n < 30 ? 3 : n / 5) {
        CAPTURE(n);
        Options options = troubled();
        options.log = [](const LogEvent&) {};
        auto book = Book::open(ground.path, options);
        bool acknowledged = false;
        Faults::arm(memory, n, 1, for_ever);
        try {
          scenario.run(book, ground.known);
          acknowledged = true;
        } catch (const std::bad_alloc&) {
          ++failures;
        } catch (const Error& error) {
          Faults::disarm();
          FAIL_CHECK(std::string(error.what()));
        }
        struck = Faults::disarm();
        const std::string now = standing(whole_content(book), ground.before, after);
        CHECK(now == (acknowledged ? "after" : "before"));
        if (now != "before") {
          CHECK(book.journal().verify().intact());
          book.close();
          ground.reset();
        }
      }
    }
    CHECK(standing(content_of(ground.path), ground.before, "") == "before");
  }
  CHECK(failures > 100);
}

TEST_CASE("a process that is killed at any moment: what it acknowledged is there, nothing is half there") {
  TemporaryFolder folder;
  const auto path = folder / "b.rapport";
  prepare(path);
  std::mt19937 engine(1);
  std::size_t acknowledged_in_all = 0;
  for (int round = 0; round < 40; ++round) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      ::close(ends[0]);
      try {
        auto book = Book::open(path);
        for (int i = 0;; ++i) {
          const std::string name = std::to_string(round) + "/" + std::to_string(i);
          // Three records that belong together.
          std::int64_t commit = 0;
          book.transaction([&] {
            auto customer = book.customers().add({.name = name});
            book.interactions().add(
                {.customer = customer.id, .subject = name, .body = std::string(2000, 'k')});
            book.needs().add({.customer = customer.id, .statement = name});
          });
          commit = book.journal().head().commit;
          if (::write(ends[1], &commit, sizeof commit) != sizeof commit) ::_exit(1);
        }
      } catch (const std::exception&) {
        ::_exit(1);
      }
    }
    ::close(ends[1]);
    // Some rounds end before the first commit, some after many.
    std::int64_t last = 0;
    std::int64_t commit = 0;
    std::size_t wanted = engine() % 12;
    while (wanted > 0 && ::read(ends[0], &commit, sizeof commit) == sizeof commit) {
      last = commit;
      --wanted;
    }
    ::usleep(static_cast<useconds_t>(engine() % 3000));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    REQUIRE(WIFSIGNALED(status));
    while (::read(ends[0], &commit, sizeof commit) == sizeof commit) last = commit;
    ::close(ends[0]);

    auto book = Book::open(path);
    CHECK(book.journal().head().commit >= last);
    if (last > 0) ++acknowledged_in_all;
    CHECK(book.customers().count() == 1 + book.needs().count());
    CHECK(book.interactions().count() == 30 + book.needs().count());
    const auto verification = book.journal().verify();
    for (const Finding& finding : verification.findings) FAIL_CHECK(finding.what);
  }
  CHECK(acknowledged_in_all > 10);
}
