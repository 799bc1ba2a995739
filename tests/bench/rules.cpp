#include "rules.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "hand.hpp"
#include "rapport/book.hpp"

namespace rapport::bench {

namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr std::size_t first_due = 100;
constexpr std::size_t then_due = 10'000;
const Instant begin = std::chrono::sys_days(std::chrono::year(2026) / 1 / 5);

std::int64_t micros(Instant at) { return at.time_since_epoch().count(); }

// The cases of which a hundred are due after eight days, ten thousand an hour later, the others long afterwards. Every
// second one is urgent.
OpenCase case_number(std::size_t i) {
  Instant opened = begin + days(100) + Duration{static_cast<std::int64_t>(i)};
  if (i < first_due + then_due) opened = begin + hours(1);
  if (i < first_due) opened = begin;
  return {.opened_at = micros(opened),
          .due_at = micros(opened + days(10)),
          .fires_at = micros(opened + days(8)),
          .is_urgent = i % 2 == 0};
}

RuleWithActions danger() {
  return {.rule = {.name = "Danger",
                   .of = "case",
                   .promise = TargetKind::resolution,
                   .percent = 80,
                   .condition = "priority == 'urgent'"},
          .actions = {{.verb = RuleVerb::set_level, .value = "level + 1"}}};
}

struct SetUp {
  Uuid rule{};
  Id<Customer> customer{};
  DeskRows desk{};
};
SetUp set_up(Book& book) {
  const Policy policy = book.timekeeping().adopt(
      {.level = {.name = "All"},
       .targets = {{.kind = TargetKind::resolution, .amount = days(10), .counted_in = CountedIn::wall}}});
  const Uuid rule = book.automation().adopt(danger()).rule.id.uuid;
  const Id<Customer> customer = book.customers().add({.name = "Acme"}).id;
  const Uuid team = book.teams().add({.name = "First line"}).id.uuid;
  const Uuid agent = book.agents().add({.name = "Zoé"}).id.uuid;
  return {rule,
          customer,
          {.service_level = policy.level.id.uuid,
           .team = team,
           .assignee = agent,
           .targets = {policy.targets[0].id.uuid, {}}}};
}

// Returns the rule.
Uuid fill(const std::filesystem::path& path, std::size_t cases) {
  Book book = Book::open(path, {.clock = [] { return begin; }});
  const SetUp made = set_up(book);
  book.close();
  Hand(path).add_open_cases(cases, made.customer.uuid, made.desk, made.rule, case_number);
  return made.rule;
}

struct SweepFigures {
  double nothing = std::numeric_limits<double>::infinity();
  double hundred = nothing;
  double ten_thousand = nothing;

  void take(const SweepFigures& other) {
    nothing = std::min(nothing, other.nothing);
    hundred = std::min(hundred, other.hundred);
    ten_thousand = std::min(ten_thousand, other.ten_thousand);
  }
};
SweepFigures sweep(const std::filesystem::path& path) {
  Instant now = begin + days(2);
  Book book = Book::open(path, {.clock = [&] { return now; }});
  const auto timed = [&](std::size_t expected) {
    const Stopwatch watch;
    const std::size_t fired = book.automation().sweep(100'000).firings.size();
    const double seconds = watch.seconds();
    if (fired != expected) throw std::runtime_error(fmt::format("{} fired, not {}", fired, expected));
    return seconds;
  };
  timed(0);  // statements are made once
  SweepFigures figures;
  Samples nothing;
  for (int i = 0; i < 51; ++i) nothing.add(timed(0));
  figures.nothing = nothing.p50();
  now = begin + days(8);
  figures.hundred = timed(first_due / 2);
  now += hours(1);
  figures.ten_thousand = timed(then_due / 2);
  return figures;
}

double sweep_by_hand(const std::filesystem::path& path, const Uuid& rule, Hashes hashes) {
  Hand hand(path, hashes);
  hand.sweep(micros(begin + days(8)), rule);
  const Stopwatch watch;
  if (hand.sweep(micros(begin + days(8) + hours(1)), rule) != then_due / 2)
    throw std::runtime_error("by hand other cases were escalated");
  return watch.seconds();
}

// Both sides write the same, as a small book shows: as much into each column, and what `verify()` finds intact.
void need_same_writes(const Folder& folder) {
  const auto mine = folder.fresh("mine.rapport");
  const auto other = folder.fresh("other.rapport");
  Instant now = begin;
  Book book = Book::open(mine, {.clock = [&] { return now; }});
  const SetUp made = set_up(book);
  for (std::size_t i = 0; i < 2 * first_due; ++i)
    book.service().open({.customer = made.customer,
                         .subject = "Nothing works",
                         .priority = i % 2 == 0 ? Priority::urgent : Priority::normal});
  book.close();
  std::filesystem::copy_file(mine, other);
  now += days(9);
  book = Book::open(mine, {.clock = [&] { return now; }});
  const std::size_t fired = book.automation().sweep().firings.size();
  book.close();
  if (fired != first_due || Hand(other, Hashes::computed).sweep(micros(now), made.rule) != first_due)
    throw std::runtime_error("not each urgent case was escalated");
  const std::string lengths = Hand(mine).lengths();
  const std::string by_hand = Hand(other).lengths();
  if (lengths != by_hand)
    throw std::runtime_error(fmt::format("other rows were written:\n{}\nand by hand:\n{}", lengths, by_hand));
  need_intact(other);
}

}  // namespace

void measure_sweep(Report& report, const Folder& folder, std::size_t cases, int runs) {
  need_same_writes(folder);
  const auto filled = folder.fresh("filled.rapport");
  const auto copy = [&] {
    const auto made = folder.fresh("rules.rapport");
    std::filesystem::copy_file(filled, made);
    ::sync();  // or writing the copy to the disk would be measured, too
    return made;
  };
  const std::size_t few = std::max(first_due + then_due, cases / 100);
  fill(filled, few);
  SweepFigures small;
  for (int run = 0; run < runs; ++run) small.take(sweep(copy()));
  remove_book(filled);
  const Uuid rule = fill(filled, cases);
  SweepFigures large;
  double theirs = std::numeric_limits<double>::infinity();
  double hashed = theirs;
  for (int run = 0; run < runs; ++run) {
    large.take(sweep(copy()));
    theirs = std::min(theirs, sweep_by_hand(copy(), rule, Hashes::none));
    hashed = std::min(hashed, sweep_by_hand(copy(), rule, Hashes::computed));
  }
  const auto of = [&](std::string_view what) { return fmt::format("sweep {} open cases, {}", cases, what); };
  report.add({"rules", of("nothing due"), Unit::microseconds, large.nothing, {}, {}, 0.001});
  report.add({"rules", of("100 due, 50 fire"), Unit::milliseconds, large.hundred, {}, {}, 0.010});
  // Without its digests the journal is not the one that the library writes, but the bound is the same.
  report.add(
      {"rules", of("10,000 due, 5,000 escalated"), Unit::milliseconds, large.ten_thousand, hashed, 1.3});
  report.add({"rules", "the same, no digests by hand", Unit::milliseconds, large.ten_thousand, theirs, 1.3});
  report.add({"rules", fmt::format("the same beside {} open cases", few), Unit::milliseconds,
              large.ten_thousand, small.ten_thousand, 1.5});
  for (const auto& [what, seconds] : peers("rules.mjs", cases))
    report.add({"rules", fmt::format("find and escalate them, beside {} over all", what), Unit::milliseconds,
                large.ten_thousand, seconds});
}

void measure_due_index(Report& report, const std::filesystem::path& with,
                       const std::filesystem::path& without) {
  constexpr int batch = 1000;
  constexpr int rules = 50;
  struct Desk {
    explicit Desk(const std::filesystem::path& path) : book(Book::open(path)) {
      const Calendar office = book.calendars().add(
          {.name = "Office", .zone = "Europe/Paris", .hours = "mon-fri 09:00-12:00 13:00-18:00"});
      book.timekeeping().adopt({.level = {.name = "Standard", .calendar = office.id},
                                .targets = {{.kind = TargetKind::first_response, .amount = hours(4)},
                                            {.kind = TargetKind::resolution, .amount = hours(16)}}});
      customer = book.customers().add({.name = "Acme"}).id;
    }
    double open() {
      const Stopwatch watch;
      book.transaction([&] {
        for (int i = 0; i < batch; ++i)
          book.service().open({.customer = customer, .subject = "The nightly backup fails"});
      });
      return watch.seconds() / batch;
    }
    Book book;
    Id<Customer> customer;
  };
  Desk ruled(with);
  Desk plain(without);
  for (int i = 0; i < rules; ++i) {
    RuleWithActions rule = danger();
    rule.rule.name = fmt::format("Rule {}", i);
    rule.rule.percent = 40 + i;
    rule.rule.promise = i % 2 == 0 ? TargetKind::resolution : TargetKind::first_response;
    ruled.book.automation().adopt(std::move(rule));
  }
  Samples mine;
  Samples theirs;
  for (int round = 0; round < 31; ++round) {
    mine.add(ruled.open());
    theirs.add(plain.open());
  }
  report.add({"rules", "open one of 1,000 with 50 rules, beside none", Unit::microseconds, mine.p50(),
              theirs.p50(), 1.3});
}

}  // namespace rapport::bench
