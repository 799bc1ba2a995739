// Measures beside a naive count, and in the groups there are.
#include "rapport/measures.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <vector>

#include "rapport/rapport.hpp"
#include "support/book.hpp"
#include "support/random.hpp"

using namespace rapport;
using namespace rapport::test;

namespace {

using std::chrono::hours;
using std::chrono::minutes;

struct Desk {
  FakeClock clock;
  Book book = Book::in_memory(fixed_options(clock));
  Customer acme = book.customers().add({.name = "Acme"});
  std::vector<Team> teams{book.teams().add({.name = "Lyon"}), book.teams().add({.name = "Paris"})};
  std::vector<Agent> agents{book.agents().add({.name = "Ana"}), book.agents().add({.name = "Bo"})};
  OpeningHours office{{.name = "Office", .zone = "Europe/Paris", .hours = "mon-fri 09:00-18:00"}};

  Desk() {
    const Calendar calendar =
        book.calendars().add({.name = "Office", .zone = "Europe/Paris", .hours = "mon-fri 09:00-18:00"});
    book.timekeeping().adopt({.level = {.name = "All", .fits = "product != 'none'", .calendar = calendar.id},
                              .targets = {{.kind = TargetKind::first_response, .amount = hours(4)},
                                          {.kind = TargetKind::resolution, .amount = hours(20)}}});
  }
};

// The least that so many percent do not exceed, found by counting.
Duration naive_percentile(std::vector<Duration> values, int percent) {
  std::ranges::sort(values);
  for (const Duration each : values) {
    const auto within = std::ranges::count_if(values, [&](Duration other) { return other <= each; });
    if (within * 100 >= static_cast<std::ptrdiff_t>(values.size()) * percent) return each;
  }
  return {};
}

void compare(const Times& times, const std::vector<Duration>& values) {
  CHECK(times.count == static_cast<std::int64_t>(values.size()));
  if (values.empty()) return;
  CHECK(times.median == naive_percentile(values, 50));
  CHECK(times.p90 == naive_percentile(values, 90));
  long double sum = 0;
  for (const Duration each : values) sum += static_cast<long double>(each.count());
  const auto mean = static_cast<std::int64_t>(sum / static_cast<long double>(values.size()));
  CHECK(std::abs(times.mean.count() - mean) <= 1);
}

}  // namespace

TEST_CASE("an empty book has one group for all, and no others") {
  Desk desk;
  const auto all = desk.book.measures().groups();
  REQUIRE(all.size() == 1);
  CHECK(all[0].cases == 0);
  CHECK(all[0].resolution.elapsed.count == 0);
  CHECK(desk.book.measures().groups({.by = GroupedBy::team}).empty());
  CHECK(desk.book.measures().backlog().front().cases == 0);
  CHECK(error_of([&] { desk.book.measures().groups({.zone = "Mars"}); }).field() == "zone");
}

TEST_CASE("what is measured is what counting case by case gives, in every grouping") {
  Desk desk;
  Random random(11);
  const Instant start = desk.clock.now();
  std::vector<Id<Case>> cases;
  for (int i = 0; i < 150; ++i) {
    desk.clock.set(start + hours(random.between(0, 24 * 100)));
    Case opened{.customer = desk.acme.id, .subject = "x"};
    opened.priority = enumeration<Priority>.values[random.below(4)].value;
    if (random.one_in(2)) opened.product = random.one_in(2) ? "Backups" : "none";
    if (!random.one_in(3)) opened.team = desk.teams[random.below(2)].id;
    if (!random.one_in(3)) opened.assignee = desk.agents[random.below(2)].id;
    const Id<Case> id = desk.book.service().open(opened).id;
    cases.push_back(id);
    const auto pass = [&] { desk.clock.advance(minutes(random.between(1, 3000))); };
    if (!random.one_in(3)) {
      pass();
      desk.book.service().reply(id,
                                {.channel = Channel::email, .direction = Direction::outbound, .body = "x"});
    }
    if (random.one_in(4)) continue;
    pass();
    desk.book.service().resolve(id, "Done");
    if (random.one_in(4)) {
      pass();
      desk.book.service().move(id, CaseState::open);
      pass();
      if (!random.one_in(3)) desk.book.service().move(id, CaseState::closed);
    }
    const Case now = desk.book.cases().get(id);
    if (now.resolved_at && random.one_in(2)) {
      pass();
      desk.book.service().accept(id);
    }
    if (random.one_in(15)) desk.book.service().merge(id, cases.front() == id ? cases.back() : cases.front());
  }
  const Instant now = start + hours(24 * 120);
  desk.clock.set(now);

  const auto name_of = [&](const Case& of, GroupedBy by, Instant at) -> std::string {
    switch (by) {
      case GroupedBy::team: return of.team ? desk.book.teams().get(*of.team).name : "";
      case GroupedBy::assignee: return of.assignee ? desk.book.agents().get(*of.assignee).name : "";
      case GroupedBy::product: return of.product.value_or("");
      case GroupedBy::priority: return std::string(to_text(of.priority));
      case GroupedBy::month: return to_text(at).substr(0, 7);
      default: return "";
    }
  };
  const Instant from = start + hours(24 * 20);
  const Instant until = start + hours(24 * 80);
  for (const auto& by : enumeration<GroupedBy>.values) {
    CAPTURE(by.name);
    std::map<std::string, std::vector<Case>> done;
    std::map<std::string, std::vector<Case>> open;
    desk.book.cases().for_each({}, [&](const Case& each) {
      if (each.merged_into) return;
      if (!each.resolved_at)
        open[name_of(each, by.value, *each.opened_at)].push_back(each);
      else if (*each.resolved_at >= from && *each.resolved_at < until)
        done[name_of(each, by.value, *each.resolved_at)].push_back(each);
    });
    const auto groups = desk.book.measures().groups({.by = by.value, .from = from, .until = until});
    CHECK(groups.size() == done.size());
    for (const MeasureGroup& group : groups) {
      CAPTURE(group.name);
      const std::vector<Case>& of = done[group.name];
      CHECK(group.cases == static_cast<std::int64_t>(of.size()));
      std::vector<Duration> resolution;
      std::vector<Duration> resolution_open;
      std::vector<Duration> response;
      std::vector<Duration> acceptance;
      std::int64_t reopened = 0;
      std::map<TargetKind, std::pair<std::int64_t, std::int64_t>> kept;
      for (const Case& each : of) {
        resolution.push_back(*each.resolved_at - *each.opened_at);
        if (each.first_response_at) response.push_back(*each.first_response_at - *each.opened_at);
        if (each.accepted_at) acceptance.push_back(*each.accepted_at - *each.opened_at);
        if (each.product != "none")
          resolution_open.push_back(desk.office.between(*each.opened_at, *each.resolved_at).amount);
        reopened += each.reopened > 0;
        for (const Clock& clock : desk.book.timekeeping().clocks(each.id))
          if (clock.met) ++(*clock.met ? kept[clock.kind].first : kept[clock.kind].second);
      }
      compare(group.resolution.elapsed, resolution);
      compare(group.resolution.open, resolution_open);
      compare(group.first_response.elapsed, response);
      compare(group.acceptance.elapsed, acceptance);
      CHECK(group.reopened == reopened);
      for (const KeptPromises& each : group.promises) {
        CHECK(each.met == kept[each.kind].first);
        CHECK(each.missed == kept[each.kind].second);
      }
    }
    const auto backlog = desk.book.measures().backlog(by.value);
    CHECK(backlog.size() == std::max<std::size_t>(open.size(), by.value == GroupedBy::all));
    for (const BacklogGroup& group : backlog) {
      std::array<std::int64_t, age_bands.size() + 1> by_age{};
      for (const Case& each : open[group.name]) {
        std::size_t band = 0;
        while (band < age_bands.size() && now - *each.opened_at >= age_bands[band]) ++band;
        ++by_age[band];
      }
      CHECK(group.by_age == by_age);
    }
  }
}
