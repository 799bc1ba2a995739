// The time line against a plain list of what happened.
#include "rapport/timeline.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "support/kinds.hpp"
#include "support/random.hpp"

namespace {

using namespace rapport;
using namespace std::chrono_literals;
using rapport::test::error_of;
using rapport::test::Random;
using rapport::test::World;

struct Entry {
  Instant at;
  Uuid record;
  friend auto operator<=>(const Entry&, const Entry&) = default;
};

// All that stands on the time lines of these customers, newest first, read the long way.
std::vector<Entry> long_way(Book& book, const std::set<Id<Customer>>& customers) {
  std::vector<Entry> entries;
  for (const Interaction& each : book.interactions().find({}, {.limit = 10000}).records) {
    bool stands = customers.contains(each.customer);
    for (const auto& participant : each.participants) stands = stands || customers.contains(participant);
    if (stands) entries.push_back({*each.at, each.id.uuid});
  }
  for (const StageMove& each : book.stage_moves().find({}, {.limit = 10000}).records)
    if (customers.contains(each.customer)) entries.push_back({each.effective_at, each.id.uuid});
  for (const Case& each : book.cases().find({}, {.limit = 10000}).records)
    if (customers.contains(each.customer)) entries.push_back({*each.opened_at, each.id.uuid});
  std::sort(entries.rbegin(), entries.rend());
  return entries;
}

std::vector<Entry> all_pages(Book& book, Id<Customer> customer, std::size_t limit, bool with_people) {
  std::vector<Entry> entries;
  TimelinePaging paging{.limit = limit, .with_people = with_people};
  for (;;) {
    const Timeline page = book.timeline(customer, paging);
    CHECK(page.entries.size() <= limit);
    if (!page.next.empty()) CHECK(page.entries.size() == limit);
    for (const TimelineEntry& each : page.entries) {
      entries.push_back({each.at, each.record.uuid()});
      if (const auto* interaction = each.as<Interaction>()) {
        CHECK(interaction->id.uuid == each.record.uuid());
        CHECK(interaction->at == each.at);
        CHECK((interaction->customer == each.customer ||
               std::count(interaction->participants.begin(), interaction->participants.end(), each.customer) >
                   0));
        CHECK(each.as<StageMove>() == nullptr);
      } else if (const auto* opened = each.as<Case>()) {
        CHECK(opened->opened_at == each.at);
        CHECK(opened->customer == each.customer);
      } else {
        const auto* move = each.as<StageMove>();
        REQUIRE(move != nullptr);
        CHECK(move->effective_at == each.at);
        CHECK(move->customer == each.customer);
      }
    }
    if (page.next.empty()) return entries;
    paging.after = page.next;
  }
}

// A few customers to whom everything happens at random; at few different instants, so that many are equal.
struct Past {
  World world;
  Book& book = world.book;
  std::vector<Id<Customer>> customers;
  std::vector<Id<Agent>> agents{world.agent.id, book.agents().add({.name = "Max"}).id};

  Past(std::uint64_t seed, bool with_notes) {
    Random random(seed);
    // An organisation and its people.
    for (int i = 0; i < 6; ++i)
      customers.push_back(book.customers()
                              .add({.type = i == 0 ? CustomerType::organisation : CustomerType::person,
                                    .name = "x",
                                    .since = world.clock.now() - 10h})
                              .id);
    for (int i = 0; i < 250; ++i) {
      if (with_notes) book.act_as(random.of(agents));
      const Id<Customer> one = random.of(customers);
      const auto others = [&](Id<Customer> customer) {
        std::vector<Id<Customer>> participants;
        for (const auto& each : customers)
          if (each != customer && random.one_in(4)) participants.push_back(each);
        if (!participants.empty() && random.one_in(5)) participants.push_back(participants.front());
        return participants;
      };
      const Instant at = world.clock.now() - 1h * random.between(0, 10);
      const auto visibility = with_notes && random.one_in(2) ? Visibility::author : Visibility::everybody;
      const auto pick = [&] { return random.of(book.interactions().find({}, {.limit = 1000}).records); };
      const bool any = book.interactions().count() > 0;
      switch (any ? random.below(6) : 5) {
        case 0: {
          const Stage stage = book.customers().get(one).stage;
          book.lifecycle().move(one, stage == Stage::exploration ? Stage::awareness : Stage::exploration,
                                {.reason = "x"});
          break;
        }
        case 1: {
          Interaction changed = pick();
          changed.at = at;
          if (random.one_in(2)) {
            changed.customer = one;
            changed.participants = others(one);
          }
          book.interactions().update(changed);
          break;
        }
        case 2: {
          Interaction changed = pick();
          changed.subject = std::to_string(i);
          book.interactions().update(changed);
          if (random.one_in(2)) book.interactions().remove(pick());
          break;
        }
        default:
          book.interactions().add(
              {.customer = one, .at = at, .participants = others(one), .visibility = visibility});
      }
    }
    book.act_as({});
  }
};

TEST_CASE("the time line of a customer is what happened to that customer, newest first") {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    CAPTURE(seed);
    Past past(seed, false);
    for (const auto& customer : past.customers)
      for (const std::size_t limit : {1, 3, 50, 10000})
        CHECK(all_pages(past.book, customer, limit, false) == long_way(past.book, {customer}));
  }
}

TEST_CASE("the time line of an organisation includes, if wished, those of all who work or worked for it") {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    CAPTURE(seed);
    Past past(seed, false);
    Book& book = past.book;
    const auto connect = [&](std::size_t who, Role role, std::optional<Date> until = {}) {
      return book.connections().add(
          {.customer = past.customers[who], .role = role, .other = past.customers[0], .valid_until = until});
    };
    connect(1, Role::works_for);
    connect(1, Role::key_contact_of);
    connect(2, Role::works_for, from_text<Date>("2020-01-01"));
    connect(3, Role::partner_of);
    book.connections().remove(connect(4, Role::works_for));
    const std::set<Id<Customer>> people{past.customers[0], past.customers[1], past.customers[2]};
    for (const std::size_t limit : {1, 2, 7, 10000})
      CHECK(all_pages(book, past.customers[0], limit, true) == long_way(book, people));
    CHECK(all_pages(book, past.customers[0], 10, false) == long_way(book, {past.customers[0]}));
    CHECK(all_pages(book, past.customers[5], 10, true) == long_way(book, {past.customers[5]}));
  }
}

TEST_CASE("notes of others do not shorten pages") {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    CAPTURE(seed);
    Past past(seed, true);
    Book& book = past.book;
    book.connections().add({.customer = past.customers[1], .other = past.customers[0]});
    const auto everything = long_way(book, {past.customers[0]});
    for (const auto& agent : past.agents) {
      book.act_as(agent);
      const auto readable = long_way(book, {past.customers[0]});
      CHECK(readable.size() < everything.size());
      for (const std::size_t limit : {1, 3, 10, 1000}) {
        CHECK(all_pages(book, past.customers[0], limit, false) == readable);
        CHECK(all_pages(book, past.customers[0], limit, true) ==
              long_way(book, {past.customers[0], past.customers[1]}));
      }
    }
  }
}

TEST_CASE("what happens between two pages shifts nothing") {
  World world;
  Book& book = world.book;
  book.interactions().remove(world.call);
  book.cases().remove(world.problem);
  std::vector<Interaction> added;
  for (int i = 0; i < 20; ++i) {
    world.clock.advance(1h);
    added.push_back(book.interactions().add({.customer = world.acme.id}));
  }
  std::vector<Uuid> seen;
  TimelinePaging paging{.limit = 3};
  do {
    const Timeline page = book.timeline(world.acme.id, paging);
    for (const auto& each : page.entries) seen.push_back(each.record.uuid());
    paging.after = page.next;
    world.clock.advance(1h);
    book.interactions().add({.customer = world.acme.id});         // newer: not on older pages
    if (seen.size() == 6) book.interactions().remove(added[14]);  // the last one seen
    if (seen.size() == 9) book.interactions().remove(added[0]);   // not seen yet
  } while (!paging.after.empty());
  std::vector<Uuid> expected;
  for (std::size_t i = 20; i-- > 1;) expected.push_back(added[i].id.uuid);
  CHECK(seen == expected);
}

TEST_CASE("the time line of nobody is not found; one on which nothing stands is empty") {
  World world;
  CHECK(error_of([&] { world.book.timeline({}); }).code() == Code::not_found);
  CHECK(error_of([&] { world.book.timeline({}, {.with_people = true}); }).code() == Code::not_found);
  CHECK(world.book.timeline(world.ana.id).entries.empty());
  CHECK(world.book.timeline(world.ana.id).next.empty());
}

TEST_CASE("a page has 1 to 10,000 entries and begins where another ended") {
  World world;
  const auto code = [&](const TimelinePaging& paging) {
    return error_of([&] { world.book.timeline(world.acme.id, paging); }).code();
  };
  CHECK(code({.limit = 0}) == Code::invalid);
  CHECK(code({.limit = 10001}) == Code::invalid);
  for (const char* after : {"x", ".", "1.", "1.x", ".0190163d-8694-739b-aea5-966c26f8ad91",
                            "x.0190163d-8694-739b-aea5-966c26f8ad91", "1.0190163d-8694-739b-aea5-966c26f8ad9",
                            "1 .0190163d-8694-739b-aea5-966c26f8ad91",
                            "99999999999999999999.0190163d-8694-739b-aea5-966c26f8ad91"}) {
    CAPTURE(after);
    CHECK(code({.after = after}) == Code::misuse);
  }
}

}  // namespace
