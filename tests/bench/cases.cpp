#include "cases.hpp"

#include <fmt/format.h>

#include "hand.hpp"
#include "rapport/book.hpp"

namespace rapport::bench {

namespace {

using std::chrono::hours;

// What both sides write into: a customer, a team, an agent, and a policy of two promises.
struct Desk {
  explicit Desk(const std::filesystem::path& path) : book(Book::open(path)) {
    const Calendar office = book.calendars().add(
        {.name = "Office", .zone = "Europe/Paris", .hours = "mon-fri 09:00-12:00 13:00-18:00"});
    hours_open.emplace(office);
    policy = book.timekeeping().adopt({.level = {.name = "Standard", .calendar = office.id},
                                       .targets = {{.kind = TargetKind::first_response, .amount = hours(4)},
                                                   {.kind = TargetKind::resolution, .amount = hours(16)}}});
    customer = book.customers().add({.name = "Acme"}).id;
    team = book.teams().add({.name = "First line"}).id;
    agent = book.agents().add({.name = "Zoé"}).id;
    for (int i = 0; i < 20; ++i)
      routed_team.push_back(book.agents().add({.name = fmt::format("Agent {}", i), .team = team}).id.uuid);
    rows = {.service_level = policy.level.id.uuid,
            .team = team.uuid,
            .assignee = agent.uuid,
            .targets = {policy.targets[0].id.uuid, policy.targets[1].id.uuid},
            .amounts = {policy.targets[0].amount.count(), policy.targets[1].amount.count()},
            .calendar_version = office.version};
  }
  std::int64_t due(std::int64_t from, std::int64_t amount) const {
    return hours_open->add(Instant{Duration{from}}, BusinessDuration(Duration{amount}))
        .time_since_epoch()
        .count();
  }

  Book book;
  std::optional<OpeningHours> hours_open;
  Policy policy;
  Id<Customer> customer;
  Id<Team> team;
  Id<Agent> agent;
  std::vector<Uuid> routed_team;
  DeskRows rows;
};

constexpr std::string_view subject = "The nightly backup fails since Monday";

}  // namespace

namespace {

void measure_opening(Report& report, Desk& desk, Desk& other, const std::filesystem::path& by_hand,
                     Hashes hashes) {
  Hand hand(by_hand, hashes);
  const auto named = [&](std::string_view what) {
    return fmt::format("{}{}", what, hashes == Hashes::computed ? ", digests by hand, too" : "");
  };
  const auto open_one = [&] {
    desk.book.service().open({.kind = CaseKind::problem,
                              .customer = desk.customer,
                              .subject = std::string(subject),
                              .channel = Channel::email,
                              .team = desk.team,
                              .assignee = desk.agent});
  };
  const auto due = [&](std::int64_t from, std::int64_t amount) { return other.due(from, amount); };
  const auto open_by_hand = [&] { hand.open_case(other.customer.uuid, subject, other.rows, due); };
  constexpr int batch = 1000;
  const auto timed = [](Samples& samples, double share, auto&& work) {
    const Stopwatch watch;
    work();
    samples.add(watch.seconds() * share);
  };
  Samples mine;
  Samples theirs;
  for (int round = 0; round < 11; ++round) {
    timed(mine, 1.0 / batch, [&] {
      desk.book.transaction([&] {
        for (int i = 0; i < batch; ++i) open_one();
      });
    });
    timed(theirs, 1.0 / batch, [&] {
      hand.begin();
      for (int i = 0; i < batch; ++i) open_by_hand();
      hand.commit("transaction");
    });
  }
  report.add({"cases", named("open one of 1,000 in a commit, two promises"), Unit::microseconds, mine.p50(),
              theirs.p50(), 1.5});
  DeskRows unassigned = other.rows;
  unassigned.assignee.reset();
  Samples mine_routed;
  Samples theirs_routed;
  for (int round = 0; round < 11; ++round) {
    timed(mine_routed, 1.0 / batch, [&] {
      desk.book.transaction([&] {
        for (int i = 0; i < batch; ++i)
          desk.book.routing().route(desk.book.service()
                                        .open({.kind = CaseKind::problem,
                                               .customer = desk.customer,
                                               .subject = std::string(subject),
                                               .channel = Channel::email,
                                               .team = desk.team})
                                        .id);
      });
    });
    timed(theirs_routed, 1.0 / batch, [&] {
      hand.begin();
      for (int i = 0; i < batch; ++i)
        hand.route_case(hand.open_case(other.customer.uuid, subject, unassigned, due), other.team.uuid,
                        other.routed_team);
      hand.commit("transaction");
    });
  }
  report.add({"cases", named("open and route one of 1,000, 20 agents"), Unit::microseconds, mine_routed.p50(),
              theirs_routed.p50(), 1.5});
  Samples mine_alone;
  Samples theirs_alone;
  for (int i = 0; i < 300; ++i) {
    timed(mine_alone, 1, open_one);
    timed(theirs_alone, 1, [&] {
      hand.begin();
      open_by_hand();
      hand.commit("service.open");
    });
  }
  report.add({"cases", named("open one, one commit, FULL, p50"), Unit::microseconds, mine_alone.p50(),
              theirs_alone.p50(), 1.5});
}

}  // namespace

void measure_opening(Report& report, const std::filesystem::path& ours,
                     const std::filesystem::path& by_hand) {
  Desk desk(ours);
  Desk other(by_hand);
  other.book.close();
  // The same rows hold digests, which a program that does not care leaves zero.
  for (const Hashes hashes : {Hashes::none, Hashes::computed})
    measure_opening(report, desk, other, by_hand, hashes);
}

void measure_measures(Report& report, const std::filesystem::path& path, std::size_t cases) {
  {
    std::vector<Uuid> customers;
    std::vector<Uuid> teams;
    std::vector<Uuid> agents;
    Book book = Book::open(path);
    for (int i = 0; i < 100; ++i)
      customers.push_back(book.customers().add({.name = fmt::format("C{}", i)}).id.uuid);
    for (int i = 0; i < 8; ++i) teams.push_back(book.teams().add({.name = fmt::format("T{}", i)}).id.uuid);
    for (int i = 0; i < 40; ++i) agents.push_back(book.agents().add({.name = fmt::format("A{}", i)}).id.uuid);
    book.close();
    Hand(path).add_closed_cases(cases, customers, teams, agents);
  }
  Book book = Book::open(path);
  for (const GroupedBy by : {GroupedBy::all, GroupedBy::team, GroupedBy::assignee, GroupedBy::month}) {
    Samples samples;
    for (int round = 0; round < 3; ++round) {
      const Stopwatch watch;
      std::int64_t measured = 0;
      for (const MeasureGroup& each : book.measures().groups({.by = by})) measured += each.cases;
      samples.add(watch.seconds());
      if (measured != static_cast<std::int64_t>(cases)) throw std::runtime_error("cases were left out");
    }
    report.add({"cases",
                fmt::format("measures of {} closed cases, by {}", cases, to_text(by)),
                Unit::milliseconds,
                samples.p50(),
                {},
                {},
                1.0});
  }
}

}  // namespace rapport::bench
