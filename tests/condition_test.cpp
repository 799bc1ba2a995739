// Finding: conditions against plain C++, and pages against a sorted list.
#include "rapport/condition.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "support/kinds.hpp"
#include "support/random.hpp"

namespace {

using namespace rapport;
using namespace std::chrono_literals;
using rapport::test::error_of;
using rapport::test::FakeClock;
using rapport::test::fixed_options;
using rapport::test::Random;
using rapport::test::World;

// ---- Conditions

// A condition, and the same question asked in plain C++.
template <class R>
struct Both {
  Condition condition;
  std::function<bool(const R&)> holds;
};

template <class T>
const std::optional<T>& as_optional(const std::optional<T>& value) {
  return value;
}
template <class T>
std::optional<T> as_optional(const T& value) {
  return value;
}

// One comparison, chosen at random, of a field with a value: what is absent equals nothing but absence.
template <auto member, class R, class T>
Both<R> compare(Random& random, const T& value, const T& other) {
  using Given = typename Where<member>::Value;
  const Given given(value);
  const auto test = [](auto holds) {
    return [holds](const R& record) {
      const auto field = as_optional(record.*member);
      return field && holds(*field);
    };
  };
  constexpr bool ordered = !Enumerated<T>;
  switch (random.below(ordered ? 9 : 5)) {
    case 0: return {where<member> == given, test([value](const auto& v) { return v == value; })};
    case 1:
      return {where<member> != given, [value](const R& record) {
                const auto field = as_optional(record.*member);
                return !field || *field != value;
              }};
    case 2:
      return {where<member>.in({given, Given(other)}),
              test([=](const auto& v) { return v == value || v == other; })};
    case 3:
      return {where<member>.absent(),
              [](const R& record) { return !as_optional(record.*member).has_value(); }};
    case 4:
      return {where<member>.present(),
              [](const R& record) { return as_optional(record.*member).has_value(); }};
    default: break;
  }
  if constexpr (ordered) {
    switch (random.below(4)) {
      case 0: return {where<member> < given, test([value](const auto& v) { return v < value; })};
      case 1: return {where<member> <= given, test([value](const auto& v) { return v <= value; })};
      case 2: return {where<member> > given, test([value](const auto& v) { return v > value; })};
      default: return {where<member> >= given, test([value](const auto& v) { return v >= value; })};
    }
  }
  return {};
}

template <class R>
Both<R> combine(Random& random, int depth, const std::function<Both<R>()>& leaf) {
  if (depth == 0 || random.one_in(4)) return leaf();
  const Both<R> a = combine<R>(random, depth - 1, leaf);
  if (random.one_in(3)) return {!a.condition, [a](const R& record) { return !a.holds(record); }};
  const Both<R> b = combine<R>(random, depth - 1, leaf);
  if (random.one_in(2))
    return {a.condition && b.condition,
            [a, b](const R& record) { return a.holds(record) && b.holds(record); }};
  return {a.condition || b.condition, [a, b](const R& record) { return a.holds(record) || b.holds(record); }};
}

template <class R>
void check_against(Book& book, const std::vector<R>& all, const Both<R>& both) {
  std::vector<Id<R>> expected;
  for (const R& each : all)
    if (!each.deleted_at && both.holds(each)) expected.push_back(each.id);
  std::vector<Id<R>> found;
  book.records<R>().for_each(both.condition, [&](const R& each) { found.push_back(each.id); });
  CHECK(found == expected);
  CHECK(book.records<R>().count(both.condition) == static_cast<std::int64_t>(expected.size()));
}

const std::vector<std::string> words{"Acme",    "acme",       "Acme Ltd",    "Ácme", "Z",    "",  "%", "_cme",
                                     "A'c\"me", "\U0001D54F", "\U0001D54Fy", "Ac",   "b\nc", "é", "~"};

TEST_CASE("find and count agree with the same question in plain C++: customers") {
  World world;
  Book& book = world.book;
  Random random(11);
  const auto maybe = [&](auto value) { return random.one_in(3) ? std::nullopt : std::optional(value); };
  const std::vector<PartialDate> dates{{1987, 5, 12}, {1987, 5, 0},  {1987, 0, 0},
                                       {0, 5, 12},    {2024, 2, 29}, {1, 0, 0}};
  const std::vector<Stage> stages{Stage::exploration, Stage::awareness, Stage::expansion, Stage::commitment};
  const std::vector<RelationshipType> relationships{RelationshipType::automated, RelationshipType::community};
  book.transaction([&] {
    for (int i = 0; i < 300; ++i) {
      const std::string& name = random.of(words);
      book.customers().add({.type = random.one_in(2) ? CustomerType::person : CustomerType::organisation,
                            .name = name.empty() ? "x" : name,
                            .external_id = maybe("n" + std::to_string(i)),
                            .relationship = maybe(random.of(relationships)),
                            .stage = random.of(stages),
                            .since = Instant{Duration{random.between(1, 10)}},
                            .owner = maybe(world.agent.id),
                            .employees = maybe(random.between(0, 4)),
                            .founded = maybe(random.of(dates)),
                            .country = maybe(random.one_in(2) ? std::string("FR") : std::string("BE"))});
    }
  });
  std::vector<Customer> all = book.customers().find({}, {.limit = 10000}).records;
  for (std::size_t i = 0; i < all.size(); i += 10) all[i] = book.customers().remove(all[i]);

  const auto text = [&] { return random.of(words); };
  const std::function<Both<Customer>()> leaf = [&]() -> Both<Customer> {
    switch (random.below(12)) {
      case 0: return compare<&Customer::name, Customer>(random, text(), text());
      case 1: return compare<&Customer::country, Customer>(random, std::string("FR"), std::string("DE"));
      case 2:
        return compare<&Customer::employees, Customer>(random, random.between(-1, 5), random.between(0, 4));
      case 3:
        return compare<&Customer::since, Customer>(random, Instant{Duration{random.between(1, 10)}},
                                                   Instant{Duration{4}});
      case 4: return compare<&Customer::type, Customer>(random, CustomerType::person, CustomerType::person);
      case 5:
        return compare<&Customer::relationship, Customer>(random, random.of(relationships),
                                                          random.of(relationships));
      case 6: return compare<&Customer::stage, Customer>(random, random.of(stages), random.of(stages));
      case 7: return compare<&Customer::owner, Customer>(random, world.agent.id, Id<Agent>{});
      case 8:
        return compare<&Customer::external_id, Customer>(random, "n" + std::to_string(random.below(300)),
                                                         text());
      case 9: {
        const Id<Customer> id = random.of(all).id;
        return compare<&Customer::id, Customer>(random, id, random.of(all).id);
      }
      case 10: {
        const std::string prefix = text();
        return {where<&Customer::name>.starts_with(prefix),
                [prefix](const Customer& each) { return each.name.starts_with(prefix); }};
      }
      default: {
        const std::string prefix = random.one_in(2) ? "F" : "n1";
        if (prefix == "F")
          return {where<&Customer::country>.starts_with(prefix),
                  [](const Customer& each) { return each.country && each.country->starts_with("F"); }};
        return {where<&Customer::external_id>.starts_with(prefix),
                [](const Customer& each) { return each.external_id && each.external_id->starts_with("n1"); }};
      }
    }
  };
  for (int round = 0; round < 1500; ++round) {
    CAPTURE(round);
    check_against(book, all, combine<Customer>(random, 4, leaf));
  }
  check_against<Customer>(book, all, {{}, [](const Customer&) { return true; }});
  check_against<Customer>(book, all, {!Condition{}, [](const Customer&) { return false; }});
  check_against<Customer>(book, all, {Condition{} && !Condition{}, [](const Customer&) { return false; }});
  check_against<Customer>(book, all, {Condition{} || !Condition{}, [](const Customer&) { return true; }});
  check_against<Customer>(book, all, {where<&Customer::name>.in({}), [](const Customer&) { return false; }});
  check_against<Customer>(book, all,
                          {!where<&Customer::country>.in({}), [](const Customer&) { return true; }});
}

TEST_CASE("find and count agree with the same question in plain C++: needs, interactions, contact points") {
  World world;
  Book& book = world.book;
  Random random(12);
  const auto maybe = [&](auto value) { return random.one_in(3) ? std::nullopt : std::optional(value); };
  const auto day = [&] {
    return Date{std::chrono::sys_days(std::chrono::days(random.between(20000, 20005)))};
  };
  std::vector<Id<Customer>> customers;
  for (int i = 0; i < 5; ++i) customers.push_back(book.customers().add({.name = std::to_string(i)}).id);
  book.transaction([&] {
    for (int i = 0; i < 150; ++i) {
      book.needs().add({.customer = random.of(customers),
                        .statement = "x",
                        .confidence = maybe(static_cast<double>(random.below(5)) / 4),
                        .review_on = maybe(day())});
      Interaction interaction{.customer = random.of(customers),
                              .duration = maybe(Duration{random.between(0, 3)})};
      const auto other = random.of(customers);
      if (other != interaction.customer) interaction.participants.push_back(other);
      book.interactions().add(interaction);
      book.contact_points().add({.customer = random.of(customers),
                                 .kind = ContactKind::other,
                                 .value = "x",
                                 .is_primary = random.one_in(2),
                                 .valid_from = maybe(day())});
    }
  });
  std::vector<Need> needs = book.needs().find({}, {.limit = 1000}).records;
  std::vector<Interaction> interactions = book.interactions().find({}, {.limit = 1000}).records;
  std::vector<ContactPoint> points = book.contact_points().find({}, {.limit = 1000}).records;
  for (std::size_t i = 0; i < interactions.size(); i += 7)
    interactions[i] = book.interactions().remove(interactions[i]);

  const std::function<Both<Need>()> need = [&]() -> Both<Need> {
    if (random.one_in(3))
      return compare<&Need::customer, Need>(random, random.of(customers), random.of(customers));
    if (random.one_in(2)) return compare<&Need::review_on, Need>(random, day(), day());
    return compare<&Need::confidence, Need>(random, static_cast<double>(random.below(9)) / 8, 1.0);
  };
  const std::function<Both<Interaction>()> interaction = [&]() -> Both<Interaction> {
    if (random.one_in(3))
      return compare<&Interaction::duration, Interaction>(random, Duration{random.between(0, 3)},
                                                          Duration{1});
    return compare<&Interaction::customer, Interaction>(random, random.of(customers), random.of(customers));
  };
  const std::function<Both<ContactPoint>()> point = [&]() -> Both<ContactPoint> {
    if (random.one_in(2))
      return compare<&ContactPoint::is_primary, ContactPoint>(random, random.one_in(2), false);
    return compare<&ContactPoint::valid_from, ContactPoint>(random, day(), day());
  };
  for (int round = 0; round < 400; ++round) {
    CAPTURE(round);
    check_against(book, needs, combine<Need>(random, 3, need));
    check_against(book, interactions, combine<Interaction>(random, 3, interaction));
    check_against(book, points, combine<ContactPoint>(random, 3, point));
  }
}

TEST_CASE("not being something includes not being known") {
  World world;
  Book& book = world.book;
  book.customers().add({.name = "French", .country = "FR"});
  book.customers().add({.name = "Belgian", .country = "BE"});
  const auto country = where<&Customer::country>;
  CHECK(book.customers().count(country != "FR") == 3);
  CHECK(book.customers().count(!(country == "FR")) == 3);
  CHECK(book.customers().count(!(country < "ZZ")) == 2);
  CHECK(book.customers().count(country.absent()) == 2);
  CHECK(book.customers().count(country.present()) == 2);
}

TEST_CASE("a customer's interactions are found deleted ones included, when that is asked for") {
  World world;
  Book& book = world.book;
  const Interaction gone = book.interactions().remove(world.call);
  const Condition of_acme = where<&Interaction::customer> == world.acme.id;
  CHECK(book.interactions().find(of_acme).records.empty());
  const auto page = book.interactions().find(of_acme, {.include_deleted = true});
  REQUIRE(page.records.size() == 1);
  CHECK(page.records[0].id == gone.id);
  CHECK(book.interactions().find(!of_acme, {.include_deleted = true}).records.empty());
}

TEST_CASE("a condition of many parts is answered, or refused; it never harms") {
  World world;
  Condition any;
  Condition all;
  for (int i = 0; i < 3000; ++i) {
    const Condition one = where<&Customer::name> == "name " + std::to_string(i);
    any = i == 0 ? one : any || one;
    all = i == 0 ? !one : all && !one;
  }
  CHECK(world.book.customers().count(any) == 0);
  CHECK(world.book.customers().count(all) == 2);
  CHECK(world.book.customers().count(any || where<&Customer::name> == "Acme") == 1);
}

TEST_CASE("a field of another kind is no field of this one") {
  World world;
  CHECK(error_of([&] { world.book.teams().count(where<&Customer::owner> == world.agent.id); }).code() ==
        Code::unknown_name);
}

// ---- Pages

// Walks all pages, with the book changing in between if told to.
template <class R, class F>
std::vector<R> walk(Book& book, const Condition& condition, Paging paging, F&& between) {
  std::vector<R> all;
  for (;;) {
    Page<R> page = book.records<R>().find(condition, paging);
    CHECK(page.records.size() <= paging.limit);
    if (!page.next.empty()) CHECK(page.records.size() == paging.limit);
    all.insert(all.end(), page.records.begin(), page.records.end());
    if (page.next.empty()) return all;
    paging.after = page.next;
    between();
  }
}

// Smaller first; what is absent before everything.
int compare_values(const Value& a, const Value& b) {
  if (a.is_nothing() || b.is_nothing())
    return static_cast<int>(b.is_nothing()) - static_cast<int>(a.is_nothing());
  if (a.tag == Value::Tag::integer) return a.integer < b.integer ? -1 : a.integer > b.integer ? 1 : 0;
  return a.text.compare(b.text);
}

template <class R>
bool comes_before(const Order& order, const R& a, const R& b) {
  int compared = 0;
  if (order.field != 0) {
    const Column& column = kind_of<R>().field(order.field).columns[0];
    compared = compare_values(column.get(&a), column.get(&b));
  }
  if (compared == 0) compared = a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
  return order.descending ? compared > 0 : compared < 0;
}

template <class R>
std::vector<Order> orders() {
  std::vector<Order> all;
  for (const bool down : {false, true}) {
    all.push_back({0, down});
    for (const Field& field : kind_of<R>().fields)
      if (field.traits.indexed || field.traits.unique) all.push_back({field.number, down});
  }
  return all;
}

template <class R>
void check_pages(Book& book) {
  const std::vector<R> all = book.records<R>().find({}, {.limit = 10000, .include_deleted = true}).records;
  for (const Order& order : orders<R>())
    for (const std::size_t limit : {std::size_t{1}, std::size_t{3}, all.size(), std::size_t{10000}})
      for (const bool with_deleted : {false, true}) {
        CAPTURE(kind_of<R>().name);
        CAPTURE(order.field);
        CAPTURE(order.descending);
        CAPTURE(limit);
        std::vector<R> expected;
        for (const R& each : all)
          if (with_deleted || !each.deleted_at) expected.push_back(each);
        std::sort(expected.begin(), expected.end(),
                  [&](const R& a, const R& b) { return comes_before(order, a, b); });
        const std::vector<R> found =
            walk<R>(book, {}, {.limit = limit, .order = order, .include_deleted = with_deleted}, [] {});
        REQUIRE(found.size() == expected.size());
        for (std::size_t i = 0; i < found.size(); ++i) CHECK(found[i].id == expected[i].id);
      }
}

TEST_CASE("pages in every order, up and down, show each record once, the absent first") {
  World world;
  Book& book = world.book;
  Random random(13);
  const auto maybe = [&](auto value) { return random.one_in(3) ? std::nullopt : std::optional(value); };
  std::vector<Id<Agent>> agents{world.agent.id};
  book.transaction([&] {
    for (int i = 0; i < 40; ++i) {
      agents.push_back(book.agents()
                           .add({.name = random.of(words).empty() ? "x" : "y" + random.of(words),
                                 .email = maybe(std::to_string(random.bits())),
                                 .external_id = maybe(std::to_string(i)),
                                 .team = maybe(world.team.id),
                                 .supervisor = maybe(random.of(agents))})
                           .id);
      const Customer customer =
          book.customers().add({.name = "z" + random.of(words),
                                .external_id = maybe(std::to_string(random.bits())),
                                .stage = random.one_in(2) ? Stage::awareness : Stage::expansion,
                                .owner = maybe(random.of(agents))});
      book.needs().add({.customer = random.one_in(2) ? customer.id : world.acme.id,
                        .statement = "x",
                        .review_on = maybe(Date{std::chrono::sys_days(std::chrono::days(random.below(5)))})});
      book.contact_points().add(
          {.customer = customer.id, .value = std::to_string(i) + "@a.example", .is_shared = true});
      book.interactions().add({.customer = customer.id, .external_id = maybe(std::to_string(i))});
    }
  });
  for (int i = 0; i < 5; ++i) {
    book.customers().remove(random.of(book.customers().find({}, {.limit = 1000}).records));
    book.needs().remove(random.of(book.needs().find({}, {.limit = 1000}).records));
  }
  check_pages<Agent>(book);
  check_pages<Customer>(book);
  check_pages<Need>(book);
  check_pages<ContactPoint>(book);
  check_pages<Interaction>(book);
  check_pages<Team>(book);
  check_pages<Ownership>(book);
}

TEST_CASE("rows that come and go between pages shift nothing") {
  for (const Order& order : orders<Customer>()) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
      CAPTURE(order.field);
      CAPTURE(order.descending);
      CAPTURE(seed);
      World world;
      Book& book = world.book;
      Random random(seed);
      const auto maybe = [&](auto value) { return random.one_in(3) ? std::nullopt : std::optional(value); };
      const auto add = [&] {
        return book.customers()
            .add({.name = std::string(1, static_cast<char>('a' + random.below(3))),
                  .external_id = maybe(std::to_string(random.bits())),
                  .stage = random.one_in(2) ? Stage::awareness : Stage::expansion,
                  .owner = maybe(world.agent.id)})
            .id;
      };
      std::set<Id<Customer>> lasting;
      for (const Customer& each : book.customers().find().records) lasting.insert(each.id);
      for (int i = 0; i < 30; ++i) lasting.insert(add());
      std::vector<Id<Customer>> fleeting;
      for (int i = 0; i < 15; ++i) fleeting.push_back(add());
      const auto seen = walk<Customer>(book, {}, {.limit = 4, .order = order}, [&] {
        add();
        if (fleeting.empty()) return;
        book.customers().remove(book.customers().get(fleeting.back()));
        fleeting.pop_back();
      });
      std::set<Id<Customer>> ids;
      for (const Customer& each : seen) {
        CHECK(ids.insert(each.id).second);  // nothing twice
        lasting.erase(each.id);
      }
      CHECK(lasting.empty());  // nothing missed
      CHECK(std::is_sorted(seen.begin(), seen.end(),
                           [&](const Customer& a, const Customer& b) { return comes_before(order, a, b); }));
    }
  }
}

TEST_CASE("a comparison made by hand takes the number of values that it can take") {
  World world;
  const int name = description_of<&Customer::name>.number;
  for (const Comparison comparison :
       {Comparison::equal, Comparison::not_equal, Comparison::less, Comparison::less_or_equal,
        Comparison::greater, Comparison::greater_or_equal, Comparison::starts_with}) {
    CHECK(error_of([&] { detail::compare(name, comparison, {}); }).code() == Code::misuse);
    CHECK(error_of([&] {
            detail::compare(name, comparison, {std::string("a"), std::string("b")});
          }).code() == Code::misuse);
    CHECK_NOTHROW(world.book.customers().count(detail::compare(name, comparison, {std::string("a")})));
  }
  for (const Comparison comparison : {Comparison::both, Comparison::either, Comparison::negated})
    CHECK(error_of([&] { detail::compare(name, comparison, {}); }).code() == Code::misuse);
  CHECK(error_of([&] { detail::compare(name, Comparison::absent, {std::string("a")}); }).code() ==
        Code::misuse);
  CHECK(world.book.customers().count(detail::compare(name, Comparison::in, {})) == 0);
}

TEST_CASE("a condition negated many times is itself or its opposite") {
  World world;
  Condition condition = where<&Customer::name> == "Acme";
  for (int i = 1; i <= 1000; ++i) {
    condition = !condition;
    if (i % 333 == 0) CHECK(world.book.customers().count(condition) == 1);
  }
  CHECK(world.book.customers().find(condition).records.front().name == "Acme");
  CHECK(world.book.customers().find(!condition).records.front().name == "Ana");
  CHECK(world.book.customers().count(!!Condition{}) == 2);
}

TEST_CASE("a condition that is nested too deeply, or has too many values, is refused as such") {
  World world;
  Condition condition = where<&Customer::name> == "Acme";
  for (int i = 0; i < 1000; ++i)
    condition =
        i % 2 == 0 ? condition && where<&Customer::name> != "x" : condition || where<&Customer::name> == "y";
  CHECK(error_of([&] { world.book.customers().count(condition); }).code() == Code::invalid);
  CHECK(error_of([&] { world.book.customers().find(condition); }).code() == Code::invalid);
  const std::vector<detail::Stored> names(300000, std::string("Acme"));
  const Condition any = detail::compare(description_of<&Customer::name>.number, Comparison::in, names);
  CHECK(error_of([&] { world.book.customers().count(any); }).code() == Code::invalid);
}

TEST_CASE("a list without a number in it holds nothing, and everything is not in it") {
  World world;
  world.book.needs().add({.customer = world.acme.id, .statement = "s", .confidence = 0.5});
  const double nan = std::nan("");
  CHECK(world.book.needs().count(where<&Need::confidence>.in({nan})) == 0);
  CHECK(world.book.needs().count(!where<&Need::confidence>.in({nan})) == 1);
  CHECK(world.book.needs().count(where<&Need::confidence>.in({nan, 0.5})) == 1);
  CHECK(world.book.needs().count(!where<&Need::confidence>.in({nan, 0.25})) == 1);
}

TEST_CASE("for_each visits all, stops when told, and lets the visitor write") {
  World world;
  Book& book = world.book;
  book.transaction([&] {
    for (int i = 0; i < 1200; ++i) book.teams().add({.name = "team " + std::to_string(i)});
  });
  int visited = 0;
  book.teams().for_each({}, [&](const Team&) { ++visited; });
  CHECK(visited == 1201);
  visited = 0;
  book.teams().for_each({}, [&](const Team&) { return ++visited < 700; });
  CHECK(visited == 700);
  visited = 0;
  book.teams().for_each(where<&Team::name> != "Support", [&](Team& team) {
    ++visited;
    if (visited % 2 == 0) {
      book.teams().remove(team);
    } else {
      team.description = "kept";
      book.teams().update(team);
    }
  });
  CHECK(visited == 1200);
  CHECK(book.teams().count() == 601);
  CHECK(book.teams().count(where<&Team::description> == "kept") == 600);
}

TEST_CASE("a page has 1 to 10,000 records") {
  World world;
  const auto find = [&](std::size_t limit) { return world.book.customers().find({}, {.limit = limit}); };
  CHECK(error_of([&] { find(0); }).code() == Code::invalid);
  CHECK(error_of([&] { find(10001); }).code() == Code::invalid);
  CHECK(error_of([&] { find(SIZE_MAX); }).code() == Code::invalid);
  CHECK(error_of([&] { find(0); }).field() == "limit");
  CHECK(find(1).records.size() == 1);
  CHECK(find(10000).records.size() == 2);
}

TEST_CASE("a field without an index orders nothing") {
  World world;
  const Error error = error_of([&] {
    world.book.customers().find({}, {.order = {description_of<&Customer::country>.number, false}});
  });
  CHECK(error.code() == Code::invalid);
  CHECK(error.field() == "country");
  CHECK(error_of([&] {
          world.book.customers().find({}, {.order = {999, false}});
        }).code() == Code::unknown_name);
}

TEST_CASE("a cursor that is not the next of a page in the same order is misuse") {
  World world;
  Book& book = world.book;
  const auto next = [&](Order order) { return book.customers().find({}, {.limit = 1, .order = order}).next; };
  const Order name = order_by<&Customer::name>();
  const Order stage = order_by<&Customer::stage>();
  const auto code = [&](const std::string& after, Order order = {}) {
    return error_of([&] { book.customers().find({}, {.limit = 1, .after = after, .order = order}); }).code();
  };
  CHECK(code(next(name), stage) == Code::misuse);
  CHECK(code(next(name), descending(name)) == Code::misuse);
  CHECK(code(next(name)) == Code::misuse);
  CHECK(code(next({}), name) == Code::misuse);
  CHECK(code(next({}), descending()) == Code::misuse);
  for (const char* text : {"x", "0", "0.a", "0.a.", "0.a..", "0.a..x", ".", "....", "0.a..0190163d", "1.a..",
                           "\xFF\xFE", "0.a.. 190163d-8694-739b-aea5-966c26f8ad91"}) {
    CAPTURE(text);
    CHECK(code(text) == Code::misuse);
    CHECK(code(text, name) == Code::misuse);
  }
  // Cut short or altered anywhere, a cursor may still be one, but it never harms.
  for (const std::string& good : {next(name), next(descending(name)), next({})})
    for (std::size_t i = 0; i < good.size(); ++i) {
      const Order order = good == next({}) ? Order{} : good == next(name) ? name : descending(name);
      const Code cut = code(good.substr(0, i), order);
      CHECK((cut == Code::misuse || i == 0));
      std::string altered = good;
      altered[i] = '~';
      CHECK(code(altered, order) == Code::misuse);
    }
}

TEST_CASE("a cursor of another collection is misuse") {
  World world;
  world.book.agents().add({.name = "Second"});
  const std::string next = world.book.agents().find({}, {.limit = 1}).next;
  REQUIRE_FALSE(next.empty());
  CHECK(error_of([&] { world.book.customers().find({}, {.limit = 1, .after = next}); }).code() ==
        Code::misuse);
}

}  // namespace
