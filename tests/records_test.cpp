// What every kind has in common: adding, reading, changing and removing records, alone and in transactions.
#include "rapport/records.hpp"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <iterator>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/kinds.hpp"

namespace {

using namespace rapport;
using namespace std::chrono_literals;
using rapport::test::differences;
using rapport::test::error_of;
using rapport::test::FakeClock;
using rapport::test::fixed_options;
using rapport::test::for_every_added_kind;
using rapport::test::for_every_kind;
using rapport::test::TemporaryFolder;
using rapport::test::World;
using Strings = std::vector<std::string>;

constexpr std::int64_t earliest = -62'135'596'800'000'000;  // 0001-01-01T00:00:00Z
constexpr std::int64_t latest = 253'402'300'799'999'999;    // 9999-12-31T23:59:59.999999Z

std::string repeated(std::string_view text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

template <class R>
std::string name_of(const Field& field) {
  return std::string(kind_of<R>().name) + "." + std::string(field.name);
}

// What the book fills in whatever the caller says.
template <class R>
bool is_filled_in(const Field& field) {
  return is_common(field) ||
         is_one_of(name_of<R>(field), {"contact_point.key", "interaction.author", "stage_move.from_stage",
                                       "stage_move.recorded_at", "case.service_level", "case.in_hand_of",
                                       "case.last_event_at", "notification.next_at"});
}
// Where a room speaks before the description does; lifecycle_test.cpp and cases_test.cpp look at these.
template <class R>
bool is_the_rooms(const Field& field) {
  return is_one_of(name_of<R>(field), {"stage_move.customer",
                                       "stage_move.to_stage",
                                       "stage_move.effective_at",
                                       "case.opened_at",
                                       "case.state",
                                       "case.reopened",
                                       "case.resolved_at",
                                       "case.refused_because",
                                       "case.alternative",
                                       "case.accepted_at",
                                       "case.merged_into",
                                       "case.split_from",
                                       "case.first_response_at",
                                       "case.first_response_open",
                                       "case.resolution_open",
                                       "case.acceptance_open",
                                       "case.met",
                                       "case.missed",
                                       "case.in_hand_of",
                                       "case.last_event_at"});
}

Uuid target_in(const World& world, const Kind& kind) {
  if (kind.name == "team") return world.team.id.uuid;
  if (kind.name == "agent") return world.agent.id.uuid;
  if (kind.name == "interaction") return world.call.id.uuid;
  if (kind.name == "case") return world.problem.id.uuid;
  if (kind.name == "calendar") return world.calendar.id.uuid;
  if (kind.name == "problem") return world.cause.id.uuid;
  if (kind.name == "service_level") return world.policy.level.id.uuid;
  CHECK(kind.name == "customer");
  return world.ana.id.uuid;
}

void put(const Field& field, void* record, const Value& value, std::size_t column = 0) {
  CHECK(field.columns[column].set(record, value));
}

std::string bytes_of(const std::vector<Reference>& references) {
  std::string bytes;
  for (const Reference& each : references) bytes.append(each.bytes.begin(), each.bytes.end());
  return bytes;
}

// ---- The ends of what is allowed

// Sets every field to the least or to the most it takes, or to the enumeration's value so far from its end.
template <class R>
R at_the_ends(World& world, bool most, std::size_t choice) {
  R record = world.least<R>();
  for (const Field& field : kind_of<R>().fields) {
    if (is_filled_in<R>(field) || is_the_rooms<R>(field)) continue;
    switch (field.type) {
      case Type::boolean: put(field, &record, Value::of(std::int64_t{most})); break;
      case Type::integer:
      case Type::duration:
        put(field, &record, Value::of(most ? field.traits.highest : field.traits.lowest));
        break;
      case Type::real:
        put(field, &record,
            Value::of(static_cast<double>(most ? field.traits.highest : field.traits.lowest)));
        break;
      case Type::text:
        put(field, &record,
            Value::of(std::string_view(most ? repeated("\U0001D54F", field.traits.longest)
                                            : std::string(1, static_cast<char>('a' + choice)))));
        break;
      case Type::enumeration: {
        const auto& values = field.enumeration->values;
        put(field, &record, Value::of(values[choice % values.size()].name));
        break;
      }
      case Type::id:
        if (!field.traits.fixed || field.optional)
          put(field, &record, Value::of(target_in(world, field.refers_to())));
        break;
      case Type::instant: put(field, &record, Value::of(most ? latest : earliest)); break;
      case Type::date: put(field, &record, Value::of(std::int64_t{most ? 99991231 : 10101})); break;
      case Type::partial_date: put(field, &record, Value::of(std::int64_t{most ? 99991231 : 229})); break;
      case Type::money:
        put(field, &record, Value::of(most ? INT64_MAX : INT64_MIN), 0);
        put(field, &record, Value::of(std::string_view(most ? "ZZZ" : "AAA")), 1);
        break;
      case Type::reference:
      case Type::references:
        put(field, &record,
            Value::bytes(
                bytes_of(most && field.type == Type::references
                             ? std::vector{world.to(world.ana), world.to(world.agent), world.to(world.acme)}
                             : std::vector{world.to(world.ana)})));
        break;
      case Type::ids:
        put(field, &record,
            Value::bytes(
                std::string(Value::of(world.ana.id.uuid).text) +
                (most ? std::string(Value::of(world.book.customers().add({.name = "Third"}).id.uuid).text)
                      : "")));
        break;
    }
  }
  // What the rooms demand besides.
  if constexpr (std::is_same_v<R, Customer>) {
    if (record.type == CustomerType::organisation) record.birthday.reset();
  }
  if constexpr (std::is_same_v<R, ContactPoint>) {
    if (record.kind != ContactKind::address) {
      record.street.reset();
      record.city.reset();
      record.region.reset();
      record.postal_code.reset();
      record.country.reset();
    }
    if (record.kind == ContactKind::email)
      record.value = std::string(498, static_cast<char>(most ? 'm' : 'l')) + "@x";
    if (is_one_of(to_text(record.kind), {"phone", "mobile"}))
      record.value = most ? "+4412345678901234567" : "123";
  }
  if constexpr (std::is_same_v<R, Connection>) {
    if (record.role == Role::subsidiary_of)
      record.customer = world.book.customers().add({.name = "Parts"}).id;
    if (record.role == Role::reports_to)
      record.other = world.book.customers().add({.type = CustomerType::person, .name = "Boss"}).id;
  }
  if constexpr (std::is_same_v<R, StageMove>) {
    record.to_stage = choice % 2 == 0 ? Stage::dissolution : Stage::awareness;
    record.effective_at = world.clock.now();
    if (choice % 2 == 1) {
      record.ended_by.reset();
      record.ending_cause.reset();
    }
  }
  if constexpr (std::is_same_v<R, Ownership>) {
    if (most) record.valid_from = world.clock.now();
    if (most) record.valid_until = world.clock.now();
  }
  if constexpr (std::is_same_v<R, Interaction>) record.customer = world.acme.id;
  if constexpr (std::is_same_v<R, Segment>) {
    record.of = "customer";
    record.expression = "true //";
    if (most)
      record.expression += repeated("\U0001D54F", description_of<&Segment::expression>.traits.longest - 7);
  }
  if constexpr (std::is_same_v<R, Calendar>) {
    record.zone = most ? "America/Argentina/ComodRivadavia" : "UTC";
    record.hours = most ? "mon 09:00-17:00" + repeated(" ", 1985) : "mon 09:00-17:00";
    record.days = "2026-12-25 closed ";
    if (most) *record.days += repeated("\U0001D54F", description_of<&Calendar::days>.traits.longest - 18);
  }
  if constexpr (std::is_same_v<R, Case>) {
    record.opened_at = world.clock.now();
    record.state = most ? CaseState::open : CaseState::new_;
  }
  if constexpr (std::is_same_v<R, Problem>) {
    record.found_at = record.workaround_at = record.resolved_at = record.prevention_checked_at =
        world.clock.now();
  }
  if constexpr (std::is_same_v<R, Task>) record.opened_at = record.done_at = world.clock.now();
  if constexpr (std::is_same_v<R, AllowedMove>) {
    if (record.from_stage == record.to_stage)
      record.to_stage = record.from_stage == Stage::awareness ? Stage::expansion : Stage::awareness;
  }
  return record;
}

// Through text and through JSON, field by field.
template <class R>
void check_forms(const R& record) {
  const Kind& kind = kind_of<R>();
  R from_words;
  std::vector<Value> columns;
  for (const Field& field : kind.fields) {
    set_from_text(field, &from_words, to_text(field, values_of(field, &record)).value_or(""));
    for (const Column& column : field.columns) columns.push_back(column.get(&record));
  }
  CHECK(differences(kind, &from_words, &record) == Strings{});
  std::string json;
  append_json(json, kind, columns);
  CHECK(json.find('\n') == std::string::npos);
  R from_object;
  set_from_json(kind, &from_object, json);
  CHECK(differences(kind, &from_object, &record) == Strings{});
}

TEST_CASE("the kinds of these tests are those of the catalogue") {
  std::set<std::string_view> names;
  for_every_kind([&]<class R> { names.insert(kind_of<R>().name); });
  CHECK(names.size() == catalogue().size());
  for (const Kind* kind : catalogue()) CHECK(names.contains(kind->name));
}

TEST_CASE("a record with the least and the most in every field is kept as it was given") {
  for_every_added_kind([]<class R> {
    const Kind& kind = kind_of<R>();
    std::size_t choices = 2;
    for (const Field& field : kind.fields)
      if (field.enumeration) choices = std::max(choices, field.enumeration->values.size());
    for (const bool most : {false, true})
      for (std::size_t choice = 0; choice < choices; ++choice) {
        CAPTURE(kind.name);
        CAPTURE(most);
        CAPTURE(choice);
        World world;
        Book& book = world.book;
        R given = at_the_ends<R>(world, most, choice);
        book.act_as(world.agent.id);
        R added;
        REQUIRE_NOTHROW(added = book.records<R>().add(given));
        CHECK_FALSE(added.id.is_nil());
        CHECK(added.version > 0);
        CHECK_FALSE(added.deleted_at);
        for (const Field& field : kind.fields) {
          if (is_filled_in<R>(field) || name_of<R>(field) == "customer.owner") continue;
          CAPTURE(field.name);
          for (const Column& column : field.columns) CHECK(column.get(&added) == column.get(&given));
        }
        const R read = book.records<R>().get(added.id);
        CHECK(differences(kind, &read, &added) == Strings{});
        CHECK(read.version == added.version);
        check_forms(read);
      }
  });
}

TEST_CASE("records outlive their book, deleted ones included") {
  TemporaryFolder folder;
  FakeClock clock;
  Customer acme;
  Customer gone;
  {
    auto book = Book::open(folder / "book", fixed_options(clock));
    acme = book.customers().add(
        {.name = "Acme", .annual_revenue = Money{5, "JPY"}, .founded = PartialDate{1987, 5, 0}});
    gone = book.customers().remove(book.customers().add({.name = "Gone"}));
  }
  auto book = Book::open(folder / "book", fixed_options(clock));
  const Customer again = book.customers().get(acme.id);
  CHECK(differences(kind_of<Customer>(), &again, &acme) == Strings{});
  CHECK(book.customers().get(gone.id).deleted_at == gone.deleted_at);
  CHECK(book.customers().count() == 1);
}

TEST_CASE("a text of one character, of blanks between words and of every plane is kept byte for byte") {
  World world;
  for (const std::string& text :
       Strings{"x", "a b", " a ", "tab\there", "line\nbreak\r\n", "\U0010FFFF", "\u00A0x", "e\u0301",
               "\u202Eabc", "'; DROP TABLE customer; --", "\xEF\xBF\xBF", "\xED\x9F\xBF", "\xEE\x80\x80"}) {
    CAPTURE(text);
    const Team team = world.book.teams().add({.name = text, .description = text});
    CHECK(world.book.teams().get(team.id).name == text);
    CHECK(world.book.teams().get(team.id).description == text);
  }
}

// ---- What is refused

struct Bad {
  std::string what;
  std::function<void(void* record)> make;
};

const Strings& not_utf8() {
  static const Strings texts{
      "\x80",              // a continuation byte alone
      "a\xBF",             //
      "\xC3",              // cut off: two bytes
      "\xE2\x82",          // cut off: three bytes
      "\xF0\x9F\x98",      // cut off: four bytes
      "\xC3\x28",          // the second byte is none
      "\xE2\x28\xA1",      //
      "\xF0\x28\x8C\xBC",  //
      "\xC0\xAF",          // longer than needed: '/'
      "\xC1\xBF",          //
      "\xE0\x80\xAF",      //
      "\xF0\x80\x80\xAF",  //
      "\xED\xA0\x80",      // half of a surrogate pair
      "\xED\xBF\xBF",      //
      "\xF4\x90\x80\x80",  // behind the last code point
      "\xF5\x80\x80\x80",  //
      "\xF8\x88\x80\x80\x80",
      "\xFE",
      "\xFF",
      "eight or more bytes of ASCII and then \xFF",
      "caf\xE9",  // Windows-1252
  };
  return texts;
}

std::vector<Bad> bad_values(const Field& field) {
  std::vector<Bad> bad;
  const auto with = [&](std::string what, Value value, std::size_t column = 0) {
    bad.push_back({std::move(what), [&field, value = own(value), column](void* record) {
                     // A money field that is absent has no amount yet.
                     if (column == 1) put(field, record, Value::of(std::int64_t{1}), 0);
                     put(field, record, Value::of(value), column);
                   }});
  };
  switch (field.type) {
    case Type::text:
      with("too long by one",
           Value::of(std::string_view(std::string(static_cast<std::size_t>(field.traits.longest) + 1, 'x'))));
      with("too long by one of four bytes",
           Value::of(std::string_view(repeated("\U0001D54F", field.traits.longest + 1))));
      with("empty", Value::of(std::string_view("")));
      with("blank", Value::of(std::string_view(" \t\n ")));
      with("NUL inside", Value::of(std::string_view("a\0b", 3)));
      with("NUL behind", Value::of(std::string_view("a\0", 2)));
      for (const char control : {'\x01', '\x02', '\x08', '\v', '\f', '\x0e', '\x1b', '\x1f', '\x7f'})
        with("a control character", Value::of(std::string_view(std::string("a") + control + "b")));
      for (const std::string& text : not_utf8()) with("not UTF-8", Value::of(std::string_view(text)));
      break;
    case Type::integer:
    case Type::duration:
      if (field.traits.lowest > INT64_MIN) {
        with("too small", Value::of(field.traits.lowest - 1));
        with("far too small", Value::of(INT64_MIN));
      }
      if (field.traits.highest < INT64_MAX) with("too large", Value::of(field.traits.highest + 1));
      break;
    case Type::real:
      with("NaN", Value::of(std::nan("")));
      with("infinite", Value::of(HUGE_VAL));
      with("infinite below", Value::of(-HUGE_VAL));
      with("too small", Value::of(std::nextafter(static_cast<double>(field.traits.lowest), -HUGE_VAL)));
      with("too large", Value::of(std::nextafter(static_cast<double>(field.traits.highest), HUGE_VAL)));
      break;
    case Type::enumeration: with("of no name", Value::of(std::string_view("no_such_value"))); break;
    case Type::id: with("nil", Value::of(Uuid{})); break;
    case Type::ids: with("nil inside", Value::bytes(std::string(16, '\1') + std::string(16, '\0'))); break;
    case Type::reference: with("nil", Value::bytes(std::string("\0\1", 2) + std::string(16, '\0'))); break;
    case Type::references: with("nil", Value::bytes(std::string("\0\1", 2) + std::string(16, '\0'))); break;
    case Type::instant:
      with("before the year 1", Value::of(earliest - 1));
      with("after the year 9999", Value::of(latest + 1));
      if (!field.optional) with("not given", Value::of(std::int64_t{0}));
      break;
    case Type::date:
      for (const std::int64_t day :
           {0, 20250229, 20261131, 20260001, 20260100, 20261301, 1122, 20260000, -10101})
        with("no such day", Value::of(day));
      break;
    case Type::partial_date:
      for (const std::int64_t day : {0, 20250229, 20261131, 20261301, 230, 1300, 5, 500, 20260012, -10101})
        with("no such date", Value::of(day));
      break;
    case Type::money:
      for (const char* code : {"eur", "E1R", "   ", "\xC3\xA9R"})
        with("malformed currency", Value::of(std::string_view(code)), 1);
      break;
    case Type::boolean: break;
  }
  return bad;
}

TEST_CASE("a value that its description does not allow is refused by name, and nothing is written") {
  for_every_added_kind([]<class R> {
    const Kind& kind = kind_of<R>();
    World world;
    Book& book = world.book;
    const R least = world.least<R>();
    const R spare = world.least<R>();
    for (const Field& field : kind.fields) {
      if (is_filled_in<R>(field) || is_the_rooms<R>(field)) continue;
      // Only a move to dissolution has these at all.
      if (is_one_of(name_of<R>(field), {"stage_move.ended_by", "stage_move.ending_cause"})) continue;
      for (const Bad& bad : bad_values(field)) {
        CAPTURE(kind.name);
        CAPTURE(field.name);
        CAPTURE(bad.what);
        // A person's name is made from its parts; an address from its.
        if (bad.what == "empty" && name_of<R>(field) == "contact_point.value") continue;
        const Head head = book.journal().head();
        const auto count = book.records<R>().count();
        R record = least;
        bad.make(&record);
        const Error error = error_of([&] { book.records<R>().add(record); });
        CHECK(error.code() == Code::invalid);
        CHECK(error.kind() == kind.name);
        CHECK(error.field() == field.name);
        CHECK(error.record().size() == 36);
        CHECK(book.journal().head() == head);
        CHECK(book.records<R>().count() == count);
      }
    }
    // The same when the record is there already.
    R stored = book.records<R>().add(spare);
    for (const Field& field : kind.fields) {
      if (is_filled_in<R>(field) || field.traits.fixed || field.traits.derived) continue;
      for (const Bad& bad : bad_values(field)) {
        CAPTURE(kind.name);
        CAPTURE(field.name);
        CAPTURE(bad.what);
        if (bad.what == "empty" && name_of<R>(field) == "contact_point.value") continue;
        if (bad.what == "empty" && name_of<R>(field) == "customer.name") continue;
        const Head head = book.journal().head();
        R record = stored;
        bad.make(&record);
        const Error error = error_of([&] { book.records<R>().update(record); });
        CHECK(error.code() == Code::invalid);
        CHECK(error.kind() == kind.name);
        CHECK(error.record() == to_text(stored.id));
        CHECK(error.field() == field.name);
        CHECK(book.journal().head() == head);
        const R present = book.records<R>().get(stored.id);
        CHECK(differences(kind, &present, &stored) == Strings{});
      }
    }
  });
}

TEST_CASE("an enumeration's number that has no name is refused") {
  World world;
  for (const int number : {0, 14, 99, 65535}) {
    const Error error = error_of([&] {
      world.book.interactions().add({.customer = world.acme.id, .channel = static_cast<Channel>(number)});
    });
    CHECK(error.code() == Code::invalid);
    CHECK(error.field() == "channel");
    CHECK(error.message().find("phone, email, meeting") != std::string::npos);
  }
}

TEST_CASE("messages do not show what a personal field holds") {
  World world;
  const Error error =
      error_of([&] { world.book.customers().add({.name = "Prévost" + std::string(300, 'x')}); });
  CHECK(error.code() == Code::invalid);
  CHECK(std::string(error.what()).find("Prévost") == std::string::npos);
}

TEST_CASE("a reference to nothing names the field, inside lists too") {
  for_every_added_kind([]<class R> {
    const Kind& kind = kind_of<R>();
    World world;
    Book& book = world.book;
    const Uuid nobody = from_text<Uuid>("0190163d-8694-739b-aea5-966c26f8ad91");
    const R least = world.least<R>();
    R stored = book.records<R>().add(world.least<R>());
    for (const Field& field : kind.fields) {
      if (is_filled_in<R>(field) || is_the_rooms<R>(field)) continue;
      Strings values;
      const std::string good(Value::of(world.ana.id.uuid).text);
      const std::string bad(Value::of(nobody).text);
      switch (field.type) {
        case Type::id: values = {bad}; break;
        case Type::ids: values = {bad, good + bad, bad + good}; break;
        case Type::references:
          values.push_back(bytes_of({world.to(world.ana), Reference::to(1, nobody)}));
          [[fallthrough]];
        case Type::reference:
          values.push_back(bytes_of({Reference::to(1, nobody)}));
          values.push_back(bytes_of({Reference::to(5, world.ana.id.uuid)}));  // an agent with a customer's id
          values.push_back(bytes_of({Reference::to(999, world.ana.id.uuid)}));  // no such kind
          break;
        default: break;
      }
      for (const std::string& value : values) {
        CAPTURE(kind.name);
        CAPTURE(field.name);
        const Head head = book.journal().head();
        const auto count = book.records<R>().count();
        const auto check = [&](R record, auto verb) {
          put(field, &record, Value::bytes(value));
          const Error error = error_of([&] { verb(record); });
          CHECK(error.code() == Code::missing_reference);
          CHECK(error.kind() == kind.name);
          CHECK(error.field() == field.name);
          CHECK(book.journal().head() == head);
          CHECK(book.records<R>().count() == count);
        };
        check(least, [&](const R& record) { book.records<R>().add(record); });
        if (!field.traits.fixed && !field.traits.derived)
          check(stored, [&](const R& record) { book.records<R>().update(record); });
      }
    }
  });
}

TEST_CASE("a reference leads to its record also when that was deleted since") {
  World world;
  world.book.customers().remove(world.acme);
  const Interaction call = world.book.interactions().get(world.call.id);
  CHECK(call.customer == world.acme.id);
  CHECK(world.book.customers().get(call.customer).deleted_at);
}

TEST_CASE("no two live records have the same unique value, and the message names the holder") {
  int fields = 0;
  for_every_added_kind([&]<class R> {
    const Kind& kind = kind_of<R>();
    for (const Field& field : kind.fields) {
      if (!field.traits.unique) continue;
      ++fields;
      CAPTURE(kind.name);
      CAPTURE(field.name);
      World world;
      auto records = world.book.records<R>();
      const auto with = [&](std::string_view text) {
        R record = world.least<R>();
        put(field, &record, Value::of(text));
        return record;
      };
      const R holder = records.add(with("Valuable"));
      const auto check = [&](auto verb) {
        const Head head = world.book.journal().head();
        const Error error = error_of(verb);
        CHECK(error.code() == Code::duplicate);
        CHECK(error.kind() == kind.name);
        CHECK(error.field() == field.name);
        CHECK(error.message().find(to_text(holder.id)) != std::string::npos);
        CHECK((error.message().find("Valuable") == std::string::npos) == field.traits.personal);
        CHECK(world.book.journal().head() == head);
      };
      check([&] { records.add(with("Valuable")); });
      R other = records.add(with("valuable"));  // capitals count
      put(field, &other, Value::of(std::string_view("Valuable")));
      check([&] { records.update(other); });

      records.remove(holder);
      other = records.update(other);
      CHECK(field.columns[0].get(&other).text == "Valuable");
      records.remove(other);
      CHECK_NOTHROW(records.add(with("Valuable")));
      // Absent values never collide.
      if (field.optional) {
        CHECK_NOTHROW(records.add(world.least<R>()));
        CHECK_NOTHROW(records.add(world.least<R>()));
      }
    }
  });
  CHECK(fields >= 5);
}

// ---- Updates and removals

// A value of the field that differs from the stored one and that rooms accept; false where there is none.
bool change(const Field& field, void* record, std::string_view word) {
  if (is_common(field) || field.traits.fixed || field.traits.derived) return false;
  for (const Field* of_a_form : {&field_of<&Segment::of>(), &field_of<&Segment::expression>(),
                                 &field_of<&Calendar::zone>(), &field_of<&Calendar::hours>(),
                                 &field_of<&Calendar::days>(), &field_of<&Problem::prevention_worked>()})
    if (&field == of_a_form) return false;
  if (field.type == Type::text) return put(field, record, Value::of(word)), true;
  if (field.type == Type::boolean)
    return put(field, record, Value::of(std::int64_t{field.columns[0].get(record).integer == 0})), true;
  return false;
}

TEST_CASE("an update of what somebody else wrote meanwhile shows both sides, but nothing personal") {
  for_every_added_kind([]<class R> {
    const Kind& kind = kind_of<R>();
    World world;
    auto records = world.book.records<R>();
    for (const Field& field : kind.fields) {
      const R stored = records.add(world.least<R>());
      R mine = stored;
      R theirs = stored;
      if (!change(field, &theirs, "their value")) continue;
      CAPTURE(kind.name);
      CAPTURE(field.name);
      theirs = records.update(theirs);
      CHECK(theirs.version > mine.version);
      if (field.type == Type::text) change(field, &mine, "my value");
      const Head head = world.book.journal().head();
      for (const bool removing : {false, true}) {
        const Error error = error_of([&] { removing ? records.remove(mine) : records.update(mine); });
        CHECK(error.code() == Code::conflict);
        CHECK(error.kind() == kind.name);
        CHECK(error.record() == to_text(mine.id));
        const std::string& message = error.message();
        CHECK(message.find(std::to_string(theirs.version)) != std::string::npos);
        CHECK(message.find(std::to_string(mine.version)) != std::string::npos);
        CHECK(message.find(field.name) != std::string::npos);
        if (field.type == Type::text) {
          CHECK((message.find("their value") == std::string::npos) == field.traits.personal);
          CHECK((message.find("my value") == std::string::npos) == field.traits.personal);
        }
      }
      CHECK(world.book.journal().head() == head);
      const R present = records.get(mine.id);
      CHECK(differences(kind, &present, &theirs) == Strings{});
    }
  });
}

TEST_CASE("an update that changes nothing writes nothing") {
  for_every_added_kind([]<class R> {
    if constexpr (!test::stands_for_ever<R>) {
      World world;
      const R stored = world.book.records<R>().add(world.least<R>());
      const Head head = world.book.journal().head();
      const R again = world.book.records<R>().update(stored);
      CHECK(again.version == stored.version);
      CHECK(world.book.journal().head() == head);
    }
  });
}

TEST_CASE("fixed and derived fields cannot be changed") {
  for_every_added_kind([]<class R> {
    const Kind& kind = kind_of<R>();
    World world;
    const R stored = world.book.records<R>().add(world.least<R>());
    const Head head = world.book.journal().head();
    for (const Field& field : kind.fields) {
      if (is_common(field) || !(field.traits.fixed || field.traits.derived)) continue;
      CAPTURE(kind.name);
      CAPTURE(field.name);
      R record = stored;
      switch (field.type) {
        case Type::id: {
          const Uuid target = target_in(world, field.refers_to());
          put(field, &record,
              Value::of(field.columns[0].get(&record) == Value::of(target) ? world.acme.id.uuid : target));
          break;
        }
        case Type::text: put(field, &record, Value::of(std::string_view("another"))); break;
        case Type::integer:
        case Type::duration: put(field, &record, Value::of(field.columns[0].get(&record).integer + 1)); break;
        case Type::instant: put(field, &record, Value::of(std::int64_t{1})); break;
        case Type::reference:
        case Type::references: put(field, &record, Value::bytes(bytes_of({world.to(world.ana)}))); break;
        case Type::enumeration: {
          const auto& values = field.enumeration->values;
          put(field, &record,
              Value::of(values[field.columns[0].get(&record).text == values[0].name ? 1 : 0].name));
          break;
        }
        default: FAIL("a type that this test does not know");
      }
      REQUIRE(differences(kind, &record, &stored) == Strings{std::string(field.name)});
      const Error error = error_of([&] { world.book.records<R>().update(record); });
      CHECK(error.code() == Code::not_allowed);
      CHECK(error.kind() == kind.name);
      CHECK(error.record() == to_text(stored.id));
      CHECK(error.field() == field.name);
    }
    CHECK(world.book.journal().head() == head);
  });
}

TEST_CASE("removing leaves a tombstone that is read, but neither found, counted nor changed") {
  for_every_added_kind([]<class R> {
    if constexpr (!test::stands_for_ever<R>) {
      const Kind& kind = kind_of<R>();
      CAPTURE(kind.name);
      World world;
      auto records = world.book.records<R>();
      const R stored = records.add(world.least<R>());
      const auto before = records.count();
      world.clock.advance(1h);
      const R tombstone = records.remove(stored, {.reason = "no longer needed"});
      CHECK(tombstone.deleted_at == world.clock.now());
      CHECK(tombstone.version > stored.version);
      CHECK(records.count() == before - 1);
      CHECK(records.get(stored.id).deleted_at == world.clock.now());
      CHECK(records.find(stored.id)->version == tombstone.version);
      for (const R& each : records.find({}, {.limit = 10000}).records) CHECK(each.id != stored.id);
      bool found = false;
      for (const R& each : records.find({}, {.limit = 10000, .include_deleted = true}).records)
        found = found || each.id == stored.id;
      CHECK(found);

      const Head head = world.book.journal().head();
      CHECK(error_of([&] { records.update(tombstone); }).code() == Code::not_allowed);
      CHECK(error_of([&] { records.update(stored); }).code() == Code::not_allowed);
      CHECK(records.remove(tombstone).deleted_at == tombstone.deleted_at);
      CHECK(records.remove(stored).version == tombstone.version);
      CHECK(world.book.journal().head() == head);
    }
  });
}

TEST_CASE("an id that names no record is not found by any verb") {
  for_every_added_kind([]<class R> {
    World world;
    auto records = world.book.records<R>();
    for (const auto& id : {Id<R>{}, from_text<Id<R>>("0190163d-8694-739b-aea5-966c26f8ad91")}) {
      const auto check = [&](auto verb) {
        const Error error = error_of(verb);
        CHECK(error.code() == Code::not_found);
        CHECK(error.kind() == kind_of<R>().name);
        CHECK(error.record() == to_text(id));
      };
      R record = world.least<R>();
      record.id = id;
      check([&] { records.get(id); });
      check([&] { records.update(record); });
      check([&] { records.remove(record); });
      check([&] { records.history(id); });
      check([&] { records.as_of(id, world.clock.now()); });
      CHECK_FALSE(records.find(id));
    }
  });
}

TEST_CASE("a name that a newer version wrote is read as unknown and left alone by updates of other fields") {
  TemporaryFolder folder;
  FakeClock clock;
  Customer acme;
  {
    auto book = Book::open(folder / "book", fixed_options(clock));
    acme = book.customers().add({.name = "Acme", .relationship = RelationshipType::community});
  }
  const auto relationship = [&](const char* sql) {
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open((folder / "book").c_str(), &database) == SQLITE_OK);
    std::string value;
    CHECK(sqlite3_exec(
              database, sql,
              [](void* to, int, char** columns, char**) {
                return *static_cast<std::string*>(to) = columns[0], 0;
              },
              &value, nullptr) == SQLITE_OK);
    sqlite3_close(database);
    return value;
  };
  relationship("UPDATE customer SET relationship = 'barter'");
  {
    auto book = Book::open(folder / "book", fixed_options(clock, 2));
    Customer read = book.customers().get(acme.id);
    CHECK(read.relationship == RelationshipType{});
    read.name = "Acme Ltd";
    CHECK_NOTHROW(read = book.customers().update(read));
    CHECK(read.name == "Acme Ltd");
  }
  CHECK(relationship("SELECT relationship FROM customer") == "barter");
}

TEST_CASE("what add returns is what is stored, also where a room writes more") {
  World world;
  const Customer later = world.book.customers().add(
      {.name = "Later", .since = world.clock.now() + 48h, .owner = world.agent.id});
  const Customer stored = world.book.customers().get(later.id);
  CHECK(later.version == stored.version);
  CHECK(differences(kind_of<Customer>(), &later, &stored) == Strings{});
}

// ---- Transactions

TEST_CASE("a transaction is one commit, whatever it writes") {
  World world;
  Book& book = world.book;
  const auto before = book.journal().head().commit;
  const Customer made = book.transaction(
      [&] {
        Customer acme = book.customers().add({.name = "Big"}, {.reason = "met at a fair"});
        book.transaction(
            [&] { book.contact_points().add({.customer = acme.id, .value = "info@big.example"}); },
            {.reason = "on the card"});
        acme.industry = "hardware";
        return book.customers().update(acme, {.reason = "met at a fair"});
      },
      {.reason = "new"});
  CHECK(made.industry == "hardware");
  const auto commits = book.journal().commits(before, 10);
  REQUIRE(commits.size() == 1);
  CHECK(commits[0].verb == "transaction");
  CHECK(commits[0].reason == "new; met at a fair; on the card");
  CHECK(book.journal().changes_of(commits[0].number, 0, 10).size() == 3);
}

TEST_CASE("a transaction that writes nothing is no commit") {
  World world;
  const Head head = world.book.journal().head();
  CHECK(world.book.transaction([&] { return world.book.customers().count(); }) == 2);
  CHECK(world.book.journal().head() == head);
}

TEST_CASE("an exception rolls everything back and goes on to the caller") {
  World world;
  Book& book = world.book;
  const Head head = book.journal().head();
  CHECK_THROWS_AS(book.transaction([&] {
    book.teams().add({.name = "First"});
    book.transaction([&] { book.teams().add({.name = "Second"}); });
    throw std::runtime_error("changed my mind");
  }),
                  std::runtime_error);
  CHECK(book.journal().head() == head);
  CHECK(book.teams().count() == 1);
  CHECK_NOTHROW(book.teams().add({.name = "First"}));
}

// Names of the live teams besides the one every world has.
Strings teams_of(Book& book) {
  Strings names;
  book.teams().for_each({}, [&](const Team& team) {
    if (team.name != "Support") names.push_back(team.name);
  });
  return names;
}

TEST_CASE("an inner transaction that fails leaves nothing behind, and the outer one goes on") {
  World world;
  Book& book = world.book;
  const auto before = book.journal().head().commit;
  const auto fail = [] { throw std::runtime_error("inner"); };
  book.transaction(
      [&] {
        book.teams().add({.name = "A"});
        CHECK_THROWS(book.transaction(
            [&] {
              book.teams().add({.name = "B"});
              book.transaction([&] { book.teams().add({.name = "C"}); }, {.reason = "innermost"});
              fail();
            },
            {.reason = "inner"}));
        book.teams().add({.name = "D"});
      },
      {.reason = "outer"});
  CHECK(teams_of(book) == Strings{"A", "D"});
  const auto commits = book.journal().commits(before, 10);
  REQUIRE(commits.size() == 1);
  CHECK(commits[0].reason == "outer");
  CHECK(book.journal().changes_of(commits[0].number, 0, 10).size() == 2);
  CHECK(book.journal().verify().intact());
}

TEST_CASE("a part that fails before it wrote anything does not change what its whole can take back") {
  World world;
  Book& book = world.book;
  book.transaction([&] {
    CHECK_THROWS(book.transaction([&] {
      book.teams().add({.name = "A"});
      CHECK_THROWS(book.transaction([] { throw std::runtime_error("nothing written yet"); }));
      CHECK_THROWS(book.customers().add({.name = ""}));
      book.teams().add({.name = "B"});
      throw std::runtime_error("take back A and B");
    }));
    book.teams().add({.name = "C"});
  });
  CHECK(teams_of(book) == Strings{"C"});
  CHECK(book.journal().verify().intact());
}

TEST_CASE("a verb that fails inside a transaction leaves nothing of itself, its reason included") {
  World world;
  Book& book = world.book;
  const auto before = book.journal().head().commit;
  book.transaction([&] {
    book.teams().add({.name = "A"}, {.reason = "first"});
    CHECK(error_of([&] { book.teams().add({.name = "A"}, {.reason = "twice"}); }).code() == Code::duplicate);
    CHECK(error_of([&] { book.teams().add({.name = ""}, {.reason = "nameless"}); }).code() == Code::invalid);
    CHECK(error_of([&] {
            book.lifecycle().move(world.acme.id, Stage::commitment, {.reason = "too early"});
          }).code() == Code::not_allowed);
    CHECK(error_of([&] {
            book.connections().add({.customer = world.ana.id, .other = {world.team.id.uuid}},
                                   {.reason = "who?"});
          }).code() == Code::missing_reference);
    book.teams().add({.name = "B"}, {.reason = "second"});
  });
  CHECK(teams_of(book) == Strings{"A", "B"});
  const auto commits = book.journal().commits(before, 10);
  REQUIRE(commits.size() == 1);
  CHECK(commits[0].reason == "first; second");
  CHECK(book.journal().changes_of(commits[0].number, 0, 10).size() == 2);
  CHECK(book.journal().verify().intact());
}

TEST_CASE("random trees of transactions keep exactly what every level above them kept") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    World world;
    Book& book = world.book;
    std::mt19937_64 engine(seed);
    int next = 0;
    // Runs one level; returns the names it added when it succeeds.
    const std::function<Strings(int)> level = [&](int depth) {
      Strings kept;
      const std::size_t steps = engine() % 5;
      for (std::size_t step = 0; step < steps; ++step) {
        const auto what = engine() % 4;
        if (what == 0) {
          CHECK_THROWS(book.customers().add({.name = " "}));
        } else if (what == 1 || depth == 4) {
          kept.push_back("team " + std::to_string(next++));
          book.teams().add({.name = kept.back()});
        } else {
          try {
            const Strings inner = book.transaction([&] { return level(depth + 1); });
            kept.insert(kept.end(), inner.begin(), inner.end());
          } catch (const std::runtime_error&) {
          }
        }
      }
      if (depth > 0 && engine() % 3 == 0) throw std::runtime_error("this level fails");
      return kept;
    };
    const Strings expected = book.transaction([&] { return level(0); });
    CHECK(teams_of(book) == expected);
    CHECK(book.journal().verify().intact());
  }
}

TEST_CASE("the same calls with the same clock and seed give the same file, byte for byte") {
  TemporaryFolder folder;
  const auto write = [&](const char* name, std::uint64_t seed) {
    FakeClock clock;
    auto book = Book::open(folder / name, fixed_options(clock, seed));
    const Agent zoe = book.agents().add({.name = "Zoé"});
    book.act_as(zoe.id);
    for (int i = 0; i < 50; ++i) {
      clock.advance(1min);
      Customer customer = book.customers().add({.name = "Customer " + std::to_string(i), .owner = zoe.id});
      if (i % 3 == 0) book.lifecycle().move(customer.id, Stage::awareness);
      if (i % 5 == 0) CHECK_THROWS(book.customers().add({.name = ""}));
      book.interactions().add({.customer = customer.id, .subject = "Call " + std::to_string(i)});
      if (i % 7 == 0) book.customers().remove(book.customers().get(customer.id));
    }
    CHECK(book.search("call").size() == 20);
    book.close();
    CHECK_FALSE(std::filesystem::exists(folder / (std::string(name) + "-wal")));
    std::ifstream file(folder / name, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  const std::string one = write("one", 7);
  const std::string two = write("two", 7);
  const std::string other = write("other", 8);
  CHECK(one.size() > 10000);
  CHECK(one == two);
  CHECK(one != other);
}

TEST_CASE("a closed book refuses every call") {
  World world;
  world.book.close();
  CHECK_NOTHROW(world.book.close());
  CHECK(error_of([&] { world.book.customers(); }).code() == Code::misuse);
  CHECK(error_of([&] { world.book.transaction([] {}); }).code() == Code::misuse);
  CHECK(error_of([&] { world.book.search("x"); }).code() == Code::misuse);
  CHECK(error_of([&] { world.book.now(); }).code() == Code::misuse);
}

}  // namespace
