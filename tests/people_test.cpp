// Customers, how they are reached, connected and looked after, what they need and allowed.
#include "rapport/people.hpp"

#include <doctest/doctest.h>

#include <algorithm>
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

Date day(const char* text) { return from_text<Date>(text); }

// ---- Customers

TEST_CASE("a person's name is made from its parts when it is left empty") {
  World world;
  const auto name = [&](std::optional<std::string> given, std::optional<std::string> family) {
    return world.book.customers()
        .add({.type = CustomerType::person, .given_name = std::move(given), .family_name = std::move(family)})
        .name;
  };
  CHECK(name("Ana", "Prévost") == "Ana Prévost");
  CHECK(name("Ana", {}) == "Ana");
  CHECK(name({}, "Prévost") == "Prévost");
  CHECK(error_of([&] { name({}, {}); }).field() == "name");
  CHECK(error_of([&] { world.book.customers().add({.given_name = "Ana"}); }).field() == "name");
}

TEST_CASE("a relationship begins when the customer is added, unless said otherwise") {
  World world;
  Customer acme = world.acme;
  CHECK(acme.since == world.clock.now());
  CHECK(acme.stage == Stage::exploration);
  world.clock.advance(24h);
  acme.since.reset();
  acme.name = "Acme Ltd";
  CHECK(world.book.customers().update(acme).since == world.acme.since);
}

TEST_CASE("only a person has a birthday") {
  World world;
  const Error error = error_of([&] {
    world.book.customers().add({.name = "Acme", .birthday = PartialDate{0, 5, 12}});
  });
  CHECK(error.code() == Code::invalid);
  CHECK(error.field() == "birthday");
}

// ---- Contact points

std::optional<std::string> key_of(const std::string& calling_code, ContactKind kind,
                                  const std::string& value) {
  FakeClock clock;
  Options options = fixed_options(clock);
  options.calling_code = calling_code;
  auto book = Book::in_memory(options);
  const Customer one = book.customers().add({.name = "One"});
  return book.contact_points().add({.customer = one.id, .kind = kind, .value = value}).key;
}

TEST_CASE("spellings of one e-mail address or number have one key") {
  struct Line {
    const char* calling_code;
    ContactKind kind;
    std::vector<std::string> spellings;
    const char* key;
  };
  const std::vector<Line> lines{
      {"",
       ContactKind::email,
       {"ana@acme.example", "ANA@ACME.EXAMPLE", " Ana@Acme.example ", "ana@acme.example\t"},
       "email:ana@acme.example"},
      {"", ContactKind::email, {"ana+news@acme.example"}, "email:ana+news@acme.example"},
      {"", ContactKind::email, {"a@localhost"}, "email:a@localhost"},
      {"+33",
       ContactKind::phone,
       {"01 99 00 12 34", "0199001234", "01.99.00.12.34", "01-99-00-12-34", "+33 1 99 00 12 34",
        "+33 (0)1 99 00 12 34", "0033 1 99 00 12 34", "0033 (0)1 99 00 12 34", "+33199001234",
        " +33 1 99 00 12 34 ", "(01) 99 00 12 34", "01 99 00 12 34 x12", "+33 1 99 00 12 34;ext=12"},
       "phone:+33199001234"},
      {"+44",
       ContactKind::phone,
       {"020 7946 0958", "(020) 7946 0958", "+44 20 7946 0958", "+44 (0)20 7946 0958", "0044 20 7946 0958",
        "020-7946-0958", "+44(0)2079460958"},
       "phone:+442079460958"},
      {"+44",
       ContactKind::mobile,
       {"07700 900123", "+44 7700 900123", "+44 (0)7700 900123"},
       "phone:+447700900123"},
      {"+33", ContactKind::mobile, {"+44 7700 900123", "0044 7700 900123"}, "phone:+447700900123"},
      {"", ContactKind::phone, {"01 99 00 12 34", "0199001234"}, "phone:0199001234"},
      {"",
       ContactKind::phone,
       {"+1 555 0100", "+1 555 0100 x12", "+1 555 0100 ext. 12", "+1 555 0100 Ext 12",
        "+1 555 0100 extension 12", "+1 555\u20110100", "+1\u2010555\u20130100", "+1\u00a0555\u202f0100"},
       "phone:+15550100"},
      {"", ContactKind::phone, {"+33 1 99 00 12 34", "0033 (0)1 99 00 12 34"}, "phone:+33199001234"},
  };
  for (const Line& line : lines)
    for (const std::string& spelling : line.spellings) {
      CAPTURE(line.calling_code);
      CAPTURE(spelling);
      std::optional<std::string> key;
      CHECK_NOTHROW(key = key_of(line.calling_code, line.kind, spelling));
      CHECK(key == line.key);
    }
  for (const auto& [kind, value] :
       std::vector<std::pair<ContactKind, std::string>>{{ContactKind::fax, "01 99"},
                                                        {ContactKind::address, "1 High Street"},
                                                        {ContactKind::website, "acme.example"},
                                                        {ContactKind::social, "@acme"},
                                                        {ContactKind::messenger, "acme"},
                                                        {ContactKind::other, "pigeon"}})
    CHECK_FALSE(key_of("", kind, value));
}

TEST_CASE("what is no e-mail address or number is refused, without being shown") {
  World world;
  const auto check = [&](ContactKind kind, const std::string& value) {
    CAPTURE(value);
    const Error error = error_of(
        [&] { world.book.contact_points().add({.customer = world.acme.id, .kind = kind, .value = value}); });
    CHECK(error.code() == Code::invalid);
    CHECK(error.kind() == "contact_point");
    CHECK(error.field() == "value");
  };
  for (const char* value : {"ana", "@acme.example", "ana@", "ana@@acme.example", "a@b@c", "ana @acme.example",
                            "ana@acme example", "ana@.example", "ana@acme.", "", " "})
    check(ContactKind::email, value);
  for (const char* value : {"no number", "12", "1", "", "+", "123456789012345678901", "01 99 00 poste 12",
                            "+33 1 #99", "01+99001234", "٠١٢"})
    check(ContactKind::phone, value);
}

TEST_CASE("two live contact points share a key only when both say so") {
  World world;
  Book& book = world.book;
  const auto add = [&](Id<Customer> customer, const char* value, bool shared) {
    return book.contact_points().add(
        {.customer = customer, .kind = ContactKind::phone, .value = value, .is_shared = shared});
  };
  ContactPoint first = add(world.acme.id, "+33 1 99 00 12 34", false);
  for (const bool shared : {false, true}) {
    const Error error = error_of([&] { add(world.ana.id, "0033199001234", shared); });
    CHECK(error.code() == Code::duplicate);
    CHECK(error.field() == "value");
    CHECK(error.message().find(to_text(first.id)) != std::string::npos);
    CHECK(error.message().find(to_text(world.acme.id)) != std::string::npos);
    CHECK(error.message().find("99 00") == std::string::npos);
    CHECK(error.message().find("199001234") == std::string::npos);
  }
  CHECK(error_of([&] { add(world.acme.id, "+33199001234", false); }).code() == Code::duplicate);

  first.is_shared = true;
  first = book.contact_points().update(first);
  CHECK(error_of([&] { add(world.ana.id, "+33199001234", false); }).code() == Code::duplicate);
  ContactPoint second = add(world.ana.id, "+33199001234", true);
  second.is_shared = false;
  CHECK(error_of([&] { book.contact_points().update(second); }).code() == Code::duplicate);

  // An update is held to the same.
  ContactPoint third = add(world.ana.id, "+33 1 99 00 00 00", false);
  third.value = first.value;
  CHECK(error_of([&] { book.contact_points().update(third); }).code() == Code::duplicate);

  // Deleted ones hold nothing.
  book.contact_points().remove(first);
  second = book.contact_points().update(second);
  CHECK_FALSE(second.is_shared);
  book.contact_points().remove(second);
  CHECK_NOTHROW(book.contact_points().update(third));
}

TEST_CASE("a contact point's key follows its value") {
  World world;
  ContactPoint point =
      world.book.contact_points().add({.customer = world.ana.id, .value = "ana@acme.example"});
  point.value = "Ana@Other.example";
  point = world.book.contact_points().update(point);
  CHECK(point.value == "Ana@Other.example");
  CHECK(point.key == "email:ana@other.example");
  CHECK_NOTHROW(world.book.contact_points().add({.customer = world.acme.id, .value = "ana@acme.example"}));
}

TEST_CASE("accents make another address, capitals and a scheme do not") {
  World world;
  const auto add = [&](const std::string& value) {
    return world.book.contact_points().add(
        {.customer = world.acme.id, .kind = ContactKind::email, .value = value});
  };
  add("Ana.Prevost@acme.example");
  add("ana.prévost@acme.example");
  CHECK(error_of([&] { add("mailto:ana.prevost@ACME.example"); }).code() == Code::duplicate);
  CHECK(error_of([&] { add("ANA.PRÉVOST@acme.example"); }).code() == Code::duplicate);
}

TEST_CASE("deleting a customer frees its addresses") {
  World world;
  Book& book = world.book;
  const ContactPoint point =
      book.contact_points().add({.customer = world.ana.id, .value = "ana@acme.example"});
  book.customers().remove(world.ana);
  CHECK(book.contact_points().get(point.id).deleted_at);
  CHECK_FALSE(book.people().find_collision(ContactKind::email, "ana@acme.example"));
  CHECK_NOTHROW(book.contact_points().add({.customer = world.acme.id, .value = "ana@acme.example"}));
}

TEST_CASE("nothing new refers to a deleted customer") {
  World world;
  Book& book = world.book;
  const Customer gone = book.customers().add({.name = "Gone"});
  Interaction call = book.interactions().add({.customer = world.acme.id, .subject = "Call"});
  Interaction old = book.interactions().add({.customer = gone.id, .subject = "Old"});
  book.customers().remove(gone);
  const auto check = [&]<class R>(Records<R> records, R record, std::string_view field) {
    const Error error = error_of([&] { records.add(record); });
    CHECK(error.code() == Code::not_allowed);
    CHECK(error.kind() == kind_of<R>().name);
    CHECK(error.field() == field);
    CHECK(error.message() == "customer " + to_text(gone.id) + " was deleted");
  };
  check(book.contact_points(), {.customer = gone.id, .value = "a@gone.example"}, "customer");
  check(book.connections(), {.customer = gone.id, .role = Role::partner_of, .other = world.acme.id},
        "customer");
  check(book.connections(), {.customer = world.acme.id, .role = Role::partner_of, .other = gone.id}, "other");
  check(book.ownerships(), {.customer = gone.id, .agent = world.agent.id, .valid_from = book.now()},
        "customer");
  check(book.interactions(), {.customer = gone.id}, "customer");
  check(book.interactions(), {.customer = world.acme.id, .participants = {world.ana.id, gone.id}},
        "participants");
  check(book.needs(), {.customer = gone.id, .statement = "Backups"}, "customer");
  check(book.consents(), {.customer = gone.id}, "customer");
  call.customer = gone.id;
  CHECK(error_of([&] { book.interactions().update(call); }).field() == "customer");
  // What referred to it before can still be changed.
  old.outcome = "no answer";
  CHECK_NOTHROW(book.interactions().update(old));
}

TEST_CASE("one contact point of each kind is primary, the last that was made so") {
  World world;
  Book& book = world.book;
  const auto add = [&](Id<Customer> customer, ContactKind kind, const char* value) {
    return book.contact_points()
        .add({.customer = customer, .kind = kind, .value = value, .is_primary = true})
        .id;
  };
  const auto first = add(world.ana.id, ContactKind::email, "ana@acme.example");
  const auto phone = add(world.ana.id, ContactKind::phone, "+33199001234");
  const auto other = add(world.acme.id, ContactKind::email, "hello@acme.example");
  const auto is_primary = [&](Id<ContactPoint> id) { return book.contact_points().get(id).is_primary; };
  const auto head = book.journal().head().commit;
  const auto second = add(world.ana.id, ContactKind::email, "ana@home.example");
  CHECK(book.journal().head().commit == head + 1);
  CHECK_FALSE(is_primary(first));
  CHECK(is_primary(second));
  CHECK(is_primary(phone));
  CHECK(is_primary(other));
  ContactPoint again = book.contact_points().get(first);
  again.is_primary = true;
  book.contact_points().update(again);
  CHECK(is_primary(first));
  CHECK_FALSE(is_primary(second));
  CHECK(book.journal().verify().intact());
}

TEST_CASE("a collision is found however it is typed") {
  World world;
  Book& book = world.book;
  const ContactPoint email =
      book.contact_points().add({.customer = world.ana.id, .value = "Ana@Acme.example"});
  const ContactPoint phone = book.contact_points().add(
      {.customer = world.acme.id, .kind = ContactKind::phone, .value = "+33 1 99 00 12 34"});
  const auto found = book.people().find_collision(ContactKind::email, " ANA@ACME.EXAMPLE");
  REQUIRE(found);
  CHECK(found->contact_point.id == email.id);
  CHECK(found->customer.id == world.ana.id);
  CHECK(book.people().find_collision(ContactKind::mobile, "0033 (0)199-00-12-34")->contact_point.id ==
        phone.id);
  CHECK_FALSE(book.people().find_collision(ContactKind::email, "bob@acme.example"));
  CHECK_FALSE(book.people().find_collision(ContactKind::website, "Ana@Acme.example"));
  CHECK(error_of([&] { book.people().find_collision(ContactKind::email, "nonsense"); }).code() ==
        Code::invalid);
}

TEST_CASE("an address may be made from its parts, which belong to addresses only") {
  World world;
  const auto add = [&](ContactPoint point) {
    point.customer = world.acme.id;
    return world.book.contact_points().add(point);
  };
  CHECK(add({.kind = ContactKind::address,
             .street = "1 High Street",
             .city = "Leeds",
             .postal_code = "LS1 1AA",
             .country = "GB"})
            .value == "1 High Street, LS1 1AA Leeds, GB");
  CHECK(add({.kind = ContactKind::address, .city = "Leeds", .region = "Yorkshire"}).value ==
        "Leeds, Yorkshire");
  CHECK(add({.kind = ContactKind::address, .value = "as typed", .city = "Leeds"}).value == "as typed");
  CHECK(error_of([&] { add({.kind = ContactKind::address}); }).field() == "value");
  CHECK(error_of([&] { add({.value = "a@b.example", .city = "Leeds"}); }).code() == Code::invalid);
  CHECK(error_of([&] {
          add({.kind = ContactKind::other,
               .value = "x",
               .valid_from = day("2026-01-02"),
               .valid_until = day("2026-01-01")});
        }).field() == "valid_until");
  CHECK_NOTHROW(add({.kind = ContactKind::other,
                     .value = "x",
                     .valid_from = day("2026-01-02"),
                     .valid_until = day("2026-01-02")}));
}

// ---- Connections and supervisors

TEST_CASE("a person may have several employers, at once and one after the other") {
  World world;
  Book& book = world.book;
  const Customer other = book.customers().add({.name = "Other"});
  const auto works = [&](Id<Customer> where, std::optional<Date> from, std::optional<Date> until) {
    return book.connections().add({.customer = world.ana.id,
                                   .role = Role::works_for,
                                   .other = where,
                                   .valid_from = from,
                                   .valid_until = until});
  };
  works(world.acme.id, day("2019-01-01"), day("2021-12-31"));
  works(other.id, day("2021-06-01"), {});
  works(world.acme.id, day("2024-01-01"), {});
  CHECK(book.connections().count(where<&Connection::customer> == world.ana.id) == 3);
  CHECK(error_of([&] { works(other.id, day("2026-01-02"), day("2026-01-01")); }).field() == "valid_until");
  CHECK(error_of([&] { works(world.ana.id, {}, {}); }).field() == "other");
}

TEST_CASE("a connection is made once for one time, whatever its title") {
  World world;
  Book& book = world.book;
  const auto works = [&](std::optional<Date> from, std::optional<Date> until) {
    return book.connections().add({.customer = world.ana.id,
                                   .role = Role::works_for,
                                   .other = world.acme.id,
                                   .valid_from = from,
                                   .valid_until = until});
  };
  Connection first = works(day("2020-01-01"), day("2020-12-31"));
  for (const auto& [from, until] : std::vector<std::pair<std::optional<Date>, std::optional<Date>>>{
           {{}, {}},
           {day("2020-12-31"), {}},
           {{}, day("2020-01-01")},
           {day("2020-02-01"), day("2020-03-01")}}) {
    const Error error = error_of([&] { works(from, until); });
    CHECK(error.code() == Code::duplicate);
    CHECK(error.field() == "other");
    CHECK(error.message().find(to_text(first.id)) != std::string::npos);
  }
  CHECK_NOTHROW(works({}, day("2019-12-31")));
  Connection later = works(day("2021-01-01"), {});
  first.valid_until.reset();
  CHECK(error_of([&] { book.connections().update(first); }).code() == Code::duplicate);
  later.title = "Owner";
  later = book.connections().update(later);
  book.connections().remove(later);
  CHECK_NOTHROW(book.connections().update(first));
  book.connections().add({.customer = world.ana.id, .role = Role::key_contact_of, .other = world.acme.id});
}

TEST_CASE("persons work and have superiors, organisations have parents") {
  World world;
  Book& book = world.book;
  const Id<Customer> blue = book.customers().add({.name = "Blue"}).id;
  const Id<Customer> bob = book.customers().add({.type = CustomerType::person, .name = "Bob"}).id;
  const auto refused = [&](Id<Customer> from, Role role, Id<Customer> to) {
    const Error error =
        error_of([&] { book.connections().add({.customer = from, .role = role, .other = to}); });
    CHECK(error.code() == Code::not_allowed);
    return error.field();
  };
  CHECK(refused(blue, Role::works_for, world.acme.id) == "customer");
  CHECK(refused(blue, Role::reports_to, bob) == "customer");
  CHECK(refused(bob, Role::reports_to, blue) == "other");
  CHECK(refused(bob, Role::subsidiary_of, blue) == "customer");
  CHECK(refused(blue, Role::subsidiary_of, bob) == "other");
  CHECK_NOTHROW(book.connections().add({.customer = bob, .role = Role::reports_to, .other = world.ana.id}));
  CHECK_NOTHROW(book.connections().add({.customer = blue, .role = Role::referred_by, .other = bob}));
}

TEST_CASE("parents and superiors never form a circle, also not by opening an ended connection again") {
  for (const Role role : {Role::subsidiary_of, Role::reports_to}) {
    World world;
    Book& book = world.book;
    std::vector<Id<Customer>> chain;
    const auto type = role == Role::reports_to ? CustomerType::person : CustomerType::organisation;
    for (int i = 0; i < 5; ++i)
      chain.push_back(book.customers().add({.type = type, .name = std::to_string(i)}).id);
    const auto connect = [&](std::size_t from, std::size_t to, std::optional<Date> until = {}, Role as = {}) {
      return book.connections().add({.customer = chain[from],
                                     .role = as == Role{} ? role : as,
                                     .other = chain[to],
                                     .valid_until = until});
    };
    std::vector<Connection> made;
    for (std::size_t i = 0; i + 1 < chain.size(); ++i) made.push_back(connect(i, i + 1));
    for (std::size_t i = 1; i < chain.size(); ++i)
      for (std::size_t j = 0; j < i; ++j) {
        const Error error = error_of([&] { connect(i, j); });
        CHECK(error.code() == Code::not_allowed);
        CHECK(error.field() == "other");
      }
    CHECK_NOTHROW(connect(0, 4));                         // two ways up are no circle
    CHECK_NOTHROW(connect(4, 0, {}, Role::partner_of));   // other roles may turn round
    Connection ended = connect(4, 0, day("2020-01-01"));  // what has ended forms none
    ended.valid_until.reset();
    CHECK(error_of([&] { book.connections().update(ended); }).code() == Code::not_allowed);

    // Where the chain is cut, the other direction is free.
    book.connections().remove(made[1]);
    CHECK_NOTHROW(connect(1, 0, day("2020-01-01")));
    CHECK(error_of([&] { connect(3, 2); }).code() == Code::not_allowed);
    CHECK_NOTHROW(connect(2, 1));
  }
}

TEST_CASE("supervisors never form a circle") {
  World world;
  Book& book = world.book;
  std::vector<Agent> agents;
  for (int i = 0; i < 6; ++i) {
    Agent agent{.name = std::to_string(i)};
    if (i > 0) agent.supervisor = agents.back().id;
    agents.push_back(book.agents().add(agent));
  }
  for (std::size_t i = 0; i < agents.size(); ++i)
    for (std::size_t j = i; j < agents.size(); ++j) {
      Agent agent = agents[i];
      agent.supervisor = agents[j].id;
      const Error error = error_of([&] { book.agents().update(agent); });
      CHECK(error.code() == Code::not_allowed);
      CHECK(error.field() == "supervisor");
    }
  agents[5].supervisor = agents[0].id;
  CHECK_NOTHROW(book.agents().update(agents[5]));
}

// ---- Ownership

TEST_CASE("the owner follows the ownerships, handed over in time") {
  World world;
  Book& book = world.book;
  const Id<Agent> zoe = world.agent.id;
  const Id<Agent> max = book.agents().add({.name = "Max"}).id;
  const Instant begin = world.clock.now();
  const Customer one = book.customers().add({.name = "One", .owner = zoe});
  CHECK(one.owner == zoe);
  REQUIRE(book.ownerships().count() == 1);
  world.clock.advance(24h);
  CHECK(book.people().hand_over(one.id, max).owner == max);
  world.clock.advance(24h);
  CHECK(book.people().hand_over(one.id, max).owner == max);  // already
  CHECK_FALSE(book.people().hand_over(one.id, {}, begin + 36h).owner);
  CHECK(book.people().hand_over(one.id, zoe).owner == zoe);
  CHECK(book.customers().get(one.id).owner == zoe);

  struct Line {
    Instant at;
    std::optional<Id<Agent>> owner;
  };
  for (const Line& line : std::vector<Line>{{begin - 1us, {}},
                                            {begin, zoe},
                                            {begin + 24h - 1us, zoe},
                                            {begin + 24h, max},
                                            {begin + 36h - 1us, max},
                                            {begin + 36h, {}},
                                            {begin + 48h - 1us, {}},
                                            {begin + 48h, zoe},
                                            {begin + 1000h, zoe}})
    CHECK(book.people().owner_at(one.id, line.at) == line.owner);
  CHECK(error_of([&] { book.people().hand_over(one.id, max, begin + 47h); }).code() == Code::not_allowed);
  const Id<Customer> nobodys = book.customers().add({.name = "Nobody's"}).id;
  for (const auto to : {std::optional<Id<Agent>>{}, std::optional(max), std::optional(zoe)})
    for (const auto id : {one.id, nobodys})
      CHECK(error_of([&] { book.people().hand_over(id, to, world.clock.now() + 1us); }).code() ==
            Code::not_allowed);
  CHECK(error_of([&] { book.people().hand_over({}, max); }).code() == Code::not_found);
  CHECK(error_of([&] { book.people().hand_over(one.id, Id<Agent>{one.id.uuid}); }).code() ==
        Code::missing_reference);
  CHECK(book.customers().get(one.id).owner == zoe);
  CHECK(book.journal().verify().intact());
}

TEST_CASE("two ownerships of one customer never overlap") {
  World world;
  Book& book = world.book;
  const Instant now = world.clock.now();
  const auto own = [&](Instant from, std::optional<Instant> until) {
    return book.ownerships().add(
        {.customer = world.acme.id, .agent = world.agent.id, .valid_from = from, .valid_until = until});
  };
  own(now - 20h, now - 10h);
  const auto refused = [&](Instant from, std::optional<Instant> until) {
    return error_of([&] { own(from, until); }).code() == Code::not_allowed;
  };
  CHECK(refused(now - 20h, now - 10h));
  CHECK(refused(now - 30h, now - 20h + 1us));
  CHECK(refused(now - 10h - 1us, {}));
  CHECK(refused(now - 30h, {}));
  CHECK(refused(now - 16h, now - 14h));
  CHECK(refused(now - 30h, now));
  CHECK(error_of([&] { own(now, now - 1us); }).field() == "valid_until");
  own(now - 30h, now - 20h);
  Ownership last = own(now - 10h, {});
  CHECK(book.customers().get(world.acme.id).owner == world.agent.id);
  CHECK(refused(now + 100h, {}));

  last.valid_until = now - 1h;
  last = book.ownerships().update(last);
  CHECK_FALSE(book.customers().get(world.acme.id).owner);
  last.valid_from = now - 10h - 1us;
  CHECK(error_of([&] { book.ownerships().update(last); }).code() == Code::not_allowed);
  last.valid_from = now - 10h;
  last.valid_until.reset();
  last = book.ownerships().update(last);
  CHECK(book.customers().get(world.acme.id).owner == world.agent.id);
  book.ownerships().remove(last);
  CHECK_FALSE(book.customers().get(world.acme.id).owner);
}

// ---- Needs and consents

TEST_CASE("each side of the needs asks for what it tells") {
  struct Line {
    NeedAspect aspect;
    const char* field;
  };
  for (const Line& line : std::vector<Line>{{NeedAspect::goal, "statement"},
                                            {NeedAspect::direction, "statement"},
                                            {NeedAspect::capability, "product"},
                                            {NeedAspect::budget, "budget"},
                                            {NeedAspect::technical_level, "technical_level"}}) {
    CAPTURE(line.field);
    World world;
    Need full{.customer = world.acme.id,
              .aspect = line.aspect,
              .statement = "less work",
              .product = "Saver",
              .budget = Money{100, "EUR"},
              .technical_level = TechnicalLevel::expert};
    Need stored = world.book.needs().add(full);
    const std::string_view field = line.field;
    for (Need* need : {&full, &stored}) {
      if (field == "statement") need->statement.reset();
      if (field == "product") need->product.reset();
      if (field == "budget") need->budget.reset();
      if (field == "technical_level") need->technical_level.reset();
    }
    for (const Error& error : {error_of([&] { world.book.needs().add(full); }),
                               error_of([&] { world.book.needs().update(stored); })}) {
      CHECK(error.code() == Code::invalid);
      CHECK(error.field() == field);
    }
    Need only{.customer = world.acme.id, .aspect = line.aspect};
    if (field == "statement") only.statement = "x";
    if (field == "product") only.product = "x";
    if (field == "budget") only.budget = Money{1, "EUR"};
    if (field == "technical_level") only.technical_level = TechnicalLevel::none;
    CHECK_NOTHROW(world.book.needs().add(only));
  }
}

TEST_CASE("a consent holds for its purpose and means from when it is given until it is withdrawn") {
  World world;
  Book& book = world.book;
  const Instant now = world.clock.now();
  const auto holds = [&](Purpose purpose, std::optional<ContactKind> channel, Instant at) {
    return book.people().has_consented(world.ana.id, purpose, channel, at);
  };
  Consent news = book.consents().add(
      {.customer = world.ana.id, .purpose = Purpose::newsletter, .channel = ContactKind::email});
  CHECK(news.given_at == now);
  CHECK(holds(Purpose::newsletter, ContactKind::email, now));
  CHECK_FALSE(holds(Purpose::newsletter, ContactKind::email, now - 1us));
  CHECK_FALSE(holds(Purpose::newsletter, ContactKind::phone, now));
  CHECK_FALSE(holds(Purpose::newsletter, {}, now));  // one means is not any
  CHECK_FALSE(holds(Purpose::marketing, ContactKind::email, now));
  CHECK_FALSE(book.people().has_consented(world.acme.id, Purpose::newsletter, ContactKind::email, now));

  world.clock.advance(10h);
  news.given_at.reset();
  news.withdrawn_at = now + 5h;
  news = book.consents().update(news);
  CHECK(news.given_at == now);
  CHECK(holds(Purpose::newsletter, ContactKind::email, now + 5h - 1us));
  CHECK_FALSE(holds(Purpose::newsletter, ContactKind::email, now + 5h));

  book.consents().add({.customer = world.ana.id, .purpose = Purpose::survey, .given_at = now + 1h});
  CHECK(holds(Purpose::survey, {}, now + 1h));
  CHECK(holds(Purpose::survey, ContactKind::mobile, now + 1h));  // any means includes each

  Consent again = book.consents().add({.customer = world.ana.id, .purpose = Purpose::newsletter});
  CHECK(holds(Purpose::newsletter, ContactKind::email, now + 10h));
  CHECK_FALSE(holds(Purpose::newsletter, ContactKind::email, now + 7h));
  book.consents().remove(again);
  CHECK_FALSE(holds(Purpose::newsletter, ContactKind::email, now + 10h));
  CHECK(error_of([&] {
          book.consents().add({.customer = world.ana.id, .given_at = now, .withdrawn_at = now - 1us});
        }).field() == "withdrawn_at");
}

// ---- The overview

template <class R>
std::vector<Id<R>> ids_of(const std::vector<R>& records) {
  std::vector<Id<R>> ids;
  for (const R& each : records) ids.push_back(each.id);
  return ids;
}
template <class R, class F>
std::vector<Id<R>> live(Book& book, F&& belongs) {
  std::vector<Id<R>> ids;
  for (const R& each : book.records<R>().find({}, {.limit = 10000}).records)
    if (belongs(each)) ids.push_back(each.id);
  return ids;
}
template <class T>
std::vector<T> sorted(std::vector<T> values) {
  std::sort(values.begin(), values.end());
  return values;
}

TEST_CASE("the overview holds everything about a customer, and nothing else") {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    World world;
    Book& book = world.book;
    Random random(seed);
    std::vector<Id<Customer>> customers{world.acme.id, world.ana.id};
    for (int i = 0; i < 3; ++i)
      customers.push_back(book.customers().add({.name = "x", .owner = world.agent.id}).id);
    world.clock.advance(100h);
    for (int i = 0; i < 120; ++i) {
      const auto one = random.of(customers);
      const auto other = random.of(customers);
      switch (random.below(7)) {
        case 0:
          book.contact_points().add({.customer = one, .value = std::to_string(i) + "@a.example"});
          break;
        case 1:
          if (one != other)
            book.connections().add({.customer = one,
                                    .role = Role::partner_of,
                                    .other = other,
                                    .valid_from = day("2020-01-01") + std::chrono::months(i),
                                    .valid_until = day("2020-01-01") + std::chrono::months(i)});
          break;
        case 2: book.needs().add({.customer = one, .statement = "x"}); break;
        case 3: book.consents().add({.customer = one}); break;
        case 4:
          if (book.customers().get(one).stage == Stage::exploration)
            book.lifecycle().move(one, Stage::awareness);
          else
            book.lifecycle().move(one, Stage::exploration, {.reason = "x"});
          break;
        case 5: {
          Interaction interaction{.customer = one, .at = world.clock.now() - 1h * random.between(0, 9)};
          if (one != other) interaction.participants = {other};
          book.interactions().add(interaction);
          break;
        }
        default:
          if (auto page = book.needs().find({}, {.limit = 1}); page) book.needs().remove(page.records[0]);
          if (auto page = book.interactions().find({}, {.limit = 1}); page)
            book.interactions().remove(page.records[0]);
      }
    }
    for (const Id<Customer> id : customers) {
      const auto of_customer = [&](const auto& record) { return record.customer == id; };
      for (const std::size_t most : {std::size_t{0}, std::size_t{3}, std::size_t{1000}}) {
        const Overview all = book.overview(id, most);
        CHECK(all.customer.id == id);
        CHECK(all.owner.has_value() == all.customer.owner.has_value());
        if (all.owner) CHECK(all.owner->id == *all.customer.owner);
        CHECK(ids_of(all.contact_points) == live<ContactPoint>(book, of_customer));
        CHECK(ids_of(all.needs) == live<Need>(book, of_customer));
        CHECK(ids_of(all.consents) == live<Consent>(book, of_customer));
        CHECK(ids_of(all.stage_moves) == live<StageMove>(book, of_customer));
        CHECK(sorted(ids_of(all.connections)) == live<Connection>(book, [&](const Connection& each) {
                return each.customer == id || each.other == id;
              }));
        std::vector<Interaction> interactions;
        for (const Interaction& each : book.interactions().find({}, {.limit = 10000}).records)
          if (each.customer == id || std::count(each.participants.begin(), each.participants.end(), id) > 0)
            interactions.push_back(each);
        std::sort(interactions.begin(), interactions.end(), [](const Interaction& a, const Interaction& b) {
          return a.at != b.at ? a.at > b.at : a.id > b.id;
        });
        interactions.resize(std::min(interactions.size(), most));
        CHECK(ids_of(all.interactions) == ids_of(interactions));
      }
    }
    CHECK(error_of([&] { book.overview({}); }).code() == Code::not_found);
  }
}

}  // namespace

TEST_CASE("who becomes something else still fits their connections") {
  Book book = Book::in_memory();
  const Customer acme = book.customers().add({.name = "Acme"});
  Customer ana = book.customers().add({.type = CustomerType::person, .name = "Ana"});
  const Connection works =
      book.connections().add({.customer = ana.id, .role = Role::works_for, .other = acme.id});
  ana.type = CustomerType::organisation;
  const Error refused = rapport::test::error_of([&] { book.customers().update(ana); });
  CHECK(refused.code() == Code::not_allowed);
  CHECK(refused.field() == "type");
  CHECK(refused.message().find("works_for") != std::string::npos);
  book.connections().remove(works);
  CHECK(book.customers().update(ana).type == CustomerType::organisation);
}
