// Sweeps that are killed, that run two at a time, and whose clock leaps: what is due is done once, and in order.
#include <doctest/doctest.h>

#include <csignal>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

#include "rapport/rapport.hpp"
#include "support/book.hpp"
#include "support/long.hpp"

using namespace rapport;
using namespace rapport::test;

namespace {

using std::chrono::seconds;

// Time goes on with every look at the clock, from the last commit on; now and then it leaps.
Options leaping(const std::filesystem::path& path, unsigned seed) {
  Instant last{};
  if (std::filesystem::exists(path)) {
    Book book = Book::open(path, {.read_only = true});
    last = book.journal().commit(book.journal().head().commit).at;
  } else {
    last = from_text<Instant>("2026-11-23T09:00:00Z");
  }
  auto engine = std::make_shared<std::mt19937>(seed);
  auto now = std::make_shared<Instant>(last);
  Options options;
  options.durability = Durability::normal;
  options.clock = [engine, now] {
    *now += std::chrono::milliseconds(200);
    if ((*engine)() % 50 == 0) *now += seconds(static_cast<int>((*engine)() % 200) - 80);
    return *now;
  };
  return options;
}

void prepare(const std::filesystem::path& path) {
  Book book = Book::open(path, leaping(path, 0));
  book.customers().add({.name = "Acme"});
  book.timekeeping().adopt(
      {.level = {.name = "All"},
       .targets = {{.kind = TargetKind::resolution, .amount = seconds(60), .counted_in = CountedIn::wall}}});
  const Agent zoe = book.agents().add({.name = "Zoé"});
  book.supervision().adopt({.ladder = {.name = "Up"}, .rungs = {{.agent = zoe.id, .wait = seconds(60)}}});
  const std::vector<RuleAction> up{{.verb = RuleVerb::set_level, .value = "level + 1"}};
  std::vector<RuleAction> up_and_tell = up;
  up_and_tell.push_back({.verb = RuleVerb::escalate, .value = "'is late'"});
  book.automation().adopt(
      {.rule = {.name = "half", .of = "case", .promise = TargetKind::resolution, .percent = 50},
       .actions = up});
  book.automation().adopt(
      {.rule = {.name = "late", .of = "case", .promise = TargetKind::resolution}, .actions = up_and_tell});
  book.automation().adopt({.rule = {.name = "opened", .of = "case", .on = "opened"}, .actions = up});
}

// With which it ends when another one held the file for too long.
constexpr int met_another = 2;

// Opens cases and sweeps until it is killed.
[[noreturn]] void work(const std::filesystem::path& path, unsigned seed) {
  try {
    Book book = Book::open(path, leaping(path, seed));
    const Id<Customer> customer = book.customers().find(Condition()).records.at(0).id;
    std::mt19937 engine(seed);
    for (;;) {
      if (engine() % 2 == 0)
        book.service().open({.customer = customer, .subject = "Case"});
      else
        book.automation().sweep(1 + engine() % 20);
    }
  } catch (const Error& error) {
    ::_exit(error.code() == Code::busy ? met_another : 1);
  } catch (const std::exception&) {
    ::_exit(1);
  }
}

std::size_t cases_in(const std::filesystem::path& path) {
  return static_cast<std::size_t>(Book::open(path, {.read_only = true}).cases().count(Condition()));
}

}  // namespace

TEST_CASE("sweeps that are killed at any moment, one or two at once: everything due once, in order") {
  const TemporaryFolder folder;
  const auto path = folder / "b.rapport";
  prepare(path);
  std::mt19937 engine(7);
  const int rounds = is_long() ? 3000 : 60;
  // A busy machine opens few cases before they are killed.
  const std::size_t enough = is_long() ? 1000 : 51;
  for (int round = 0; round < rounds || cases_in(path) < enough; ++round) {
    std::vector<pid_t> children;
    for (unsigned i = 0; i < 1 + engine() % 2; ++i) {
      const unsigned seed = static_cast<unsigned>(engine());
      const pid_t child = ::fork();
      REQUIRE(child >= 0);
      if (child == 0) work(path, seed);
      children.push_back(child);
    }
    ::usleep(static_cast<useconds_t>(2000 + engine() % 12000));
    for (const pid_t child : children) ::kill(child, SIGKILL);
    for (const pid_t child : children) {
      int status = 0;
      ::waitpid(child, &status, 0);
      const bool met = WIFEXITED(status) && WEXITSTATUS(status) == met_another && children.size() > 1;
      CHECK((WIFSIGNALED(status) || met));
    }
  }
  Book book = Book::open(path, leaping(path, 1));
  // Escalations are never over here: they are looked at again and again.
  const auto is_done = [&] { return book.cases().count(where<&Case::level> == 3) == book.cases().count(); };
  while (!is_done() || book.automation().next_due().value_or(Instant::max()) <= book.now())
    book.automation().sweep();
  std::map<Uuid, std::map<std::string, int>> fired;
  Instant last_due{};
  std::size_t firings = 0;
  book.firings().for_each({}, [&](const Firing& each) {
    ++firings;
    CHECK(each.outcome == Outcome::done);
    ++fired[each.record.uuid()][book.rules().get(each.rule).name + " " +
                                (each.occurrence == "resolution 1" ? each.occurrence : "")];
    if (each.occurrence != "resolution 1") return;
    CHECK(each.due_at >= last_due);
    last_due = each.due_at;
  });
  std::size_t cases = 0;
  book.cases().for_each({}, [&](const Case& each) {
    ++cases;
    CHECK(each.level == 3);
    CHECK(fired[each.id.uuid] ==
          std::map<std::string, int>{{"half resolution 1", 1}, {"late resolution 1", 1}, {"opened ", 1}});
  });
  std::map<Reference, std::int64_t> told;
  book.notifications().for_each({}, [&](const Notification& each) { ++told[*each.about]; });
  std::map<Uuid, int> escalated;
  book.escalations().for_each({}, [&](const Escalation& each) {
    ++escalated[each.of.uuid];
    CHECK(told[reference_to(each.id)] == each.told);
  });
  for (const auto& [of, times] : escalated) CHECK(times == 1);
  CHECK(escalated.size() == cases);
  CHECK(cases > 50);
  CHECK(firings == 3 * cases);
  for (const Finding& each : book.journal().verify().findings) FAIL_CHECK(each.what);
}
