// The journal: one commit for each verb, every past state, the feed, and what becomes of those who alter it.
#include <doctest/doctest.h>
#include <sodium.h>

#include <map>

#include "support/book.hpp"
#include "support/random_verbs.hpp"
#include "support/raw_file.hpp"

using namespace rapport;
using namespace rapport::test;
using namespace std::string_literals;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t all = 100000;

// ---- A small book of known commits, to be altered ---------------------------------------------------------

//   1 adds a team, 2 an agent, 3 a customer with its ownership, 4 updates the customer with a reason and a
//   cause, 5 adds three records at once, 6 updates the interaction, 7 removes it, 8 moves the customer
struct SmallBook {
  static constexpr std::int64_t last_commit = 8;
  TemporaryFolder folder;
  std::filesystem::path path = folder / "small.rapport";
  Head head;

  SmallBook() {
    FakeClock clock;
    auto book = Book::open(path, fixed_options(clock));
    const auto tick = [&] { clock.advance(1min); };
    auto team = book.teams().add({.name = "Support"});
    tick();
    auto agent = book.agents().add({.name = "Ana", .team = team.id});
    tick();
    book.act_as(agent.id);
    auto customer = book.customers().add({.name = "Acme", .owner = agent.id});
    tick();
    customer = book.customers().get(customer.id);
    customer.name = "Acme Ltd";
    customer.industry = "hardware";
    book.customers().update(customer, {.reason = "on the telephone",
                                       .commit = 3,
                                       .cause = Reference::to(kind_of<Team>().number, team.id.uuid)});
    tick();
    Interaction talk;
    book.transaction([&] {
      book.needs().add({.customer = customer.id, .aspect = NeedAspect::goal, .statement = "backups"});
      talk = book.interactions().add({.customer = customer.id, .subject = "First call"});
      book.contact_points().add(
          {.customer = customer.id, .kind = ContactKind::email, .value = "info@acme.example"});
    });
    tick();
    talk.body = "They want backups.";
    talk = book.interactions().update(talk);
    tick();
    book.interactions().remove(talk);
    tick();
    book.lifecycle().move(customer.id, Stage::awareness, {.reason = "asked for a demonstration"});
    head = book.journal().head();
    book.close();
  }

  // What verify finds in a copy on which these statements were run.
  Verification after(const std::string& tampering, const std::optional<Head>& noted = {}) const {
    const auto copy = folder / "altered.rapport";
    copy_book(path, copy);
    {
      RawFile raw(copy);
      REQUIRE_MESSAGE(raw.run("PRAGMA foreign_keys = OFF;" + tampering) > 0, tampering);
    }
    return verify(copy, noted);
  }
  static Verification verify(const std::filesystem::path& copy, const std::optional<Head>& noted = {}) {
    return Book::open(copy).journal().verify(noted);
  }
};

std::string in_words(const Verification& verification) {
  std::string text;
  for (const Finding& finding : verification.findings)
    text += "commit " + std::to_string(finding.commit) + ": " + finding.what + "\n";
  return text.empty() ? "intact" : text;
}

bool names_commit(const Verification& verification, std::int64_t commit) {
  for (const Finding& finding : verification.findings)
    if (finding.commit == commit) return true;
  return false;
}

// A literal of the same type as this one, but another value.
std::string other_value(const std::string& literal) {
  if (literal == "NULL") return "'written later'";
  if (literal.front() == 'X') return "X'" + std::string(literal[2] == '0' ? "1" : "0") + literal.substr(3);
  if (literal.front() == '\'') return "'" + std::string(literal[1] == 'q' ? "z" : "q") + literal.substr(1);
  return literal + " + 1";
}

}  // namespace

// ---- Commits
// ------------------------------------------------------------------------------------------------

TEST_CASE("every verb is one commit that says who, what, why and because of what") {
  FakeClock clock;
  auto book = Book::in_memory(fixed_options(clock));
  auto agent = book.agents().add({.name = "Ana"}, {.reason = "first day"});
  book.act_as(agent.id);
  auto customer = book.customers().add({.name = "Acme"}, {.reason = "fair", .commit = 1});
  const Reference cause = Reference::to(kind_of<Agent>().number, agent.id.uuid);
  customer.industry = "hardware";
  customer = book.customers().update(customer, {.cause = cause});
  book.lifecycle().move(customer.id, Stage::awareness, {.reason = "demonstration"});
  book.people().hand_over(customer.id, agent.id);
  book.transaction(
      [&] {
        book.teams().add({.name = "Support"}, {.reason = "growing"});
        book.teams().add({.name = "Sales"});
      },
      {.reason = "new year"});
  book.act_as({});
  book.customers().remove(book.customers().get(customer.id));

  const auto commits = book.journal().commits(0, all);
  const std::vector<std::string> verbs{"agent.add",      "customer.add",     "customer.update",
                                       "lifecycle.move", "people.hand_over", "transaction",
                                       "customer.remove"};
  REQUIRE(commits.size() == verbs.size());
  for (std::size_t i = 0; i < verbs.size(); ++i) {
    CHECK(commits[i].number == static_cast<std::int64_t>(i + 1));
    CHECK(commits[i].verb == verbs[i]);
    const bool by_the_host = i == 0 || i == 6;
    CHECK(commits[i].actor == (by_the_host ? std::optional<Id<Agent>>{} : agent.id));
  }
  CHECK(commits[0].reason == "first day");
  CHECK(commits[1].reason == "fair");
  CHECK(commits[1].cause_commit == 1);
  CHECK(commits[2].reason == std::nullopt);
  CHECK(commits[2].cause == cause);
  CHECK(commits[3].reason == "demonstration");
  CHECK(commits[5].reason == "new year; growing");
  CHECK(book.journal().commit(2).verb == "customer.add");
  CHECK(error_of([&] { book.journal().commit(8); }).code() == Code::not_found);
}

TEST_CASE("what led to a verb is there") {
  World world;
  Book& book = world.book;
  const auto refused = [&](const Because& because) {
    const auto head = book.journal().head();
    const Error error = error_of([&] { book.teams().add({.name = "Sales"}, because); });
    CHECK(error.code() == Code::missing_reference);
    // The same inside a transaction, which goes on.
    book.transaction([&] {
      CHECK(error_of([&] { book.teams().add({.name = "Sales"}, because); }).code() ==
            Code::missing_reference);
    });
    CHECK(book.journal().head() == head);
    return error.field();
  };
  for (const std::int64_t number : {std::int64_t{-1}, std::int64_t{0}, book.journal().head().commit + 1})
    CHECK(refused({.commit = number}) == "commit");
  CHECK(refused({.cause = Reference{}}) == "cause");
  CHECK(refused({.cause = Reference::to(kind_of<Agent>().number, world.team.id.uuid)}) == "cause");
  CHECK_NOTHROW(book.teams().add({.name = "Sales"}, {.commit = book.journal().head().commit}));
  // Another agent's note is, for this one, not there.
  book.act_as(world.agent.id);
  const Interaction note =
      book.interactions().add({.customer = world.acme.id, .visibility = Visibility::author});
  const Reference cause = Reference::to(kind_of<Interaction>().number, note.id.uuid);
  CHECK_NOTHROW(book.teams().add({.name = "Marketing"}, {.cause = cause}));
  book.act_as({});
  const Agent other = book.agents().add({.name = "Bob"});
  book.act_as(other.id);
  CHECK(refused({.cause = cause}) == "cause");
}

TEST_CASE("the reasons of a transaction's verbs come together, each once and whole; none is lost") {
  auto book = Book::in_memory();
  const auto reason = [&] { return book.journal().commit(book.journal().head().commit).reason; };
  int count = 0;
  const auto add = [&](const std::string& why) {
    book.teams().add({.name = "Team " + std::to_string(count++)}, {.reason = why});
  };
  book.transaction([&] {
    for (const char* why : {"unknown caller", "no", "unknown", "", "caller", "no", "unknown caller"})
      add(why);
  });
  CHECK(reason() == "unknown caller; no; unknown; caller");
  const Head before = book.journal().head();
  CHECK(error_of([&] {
          book.transaction([&] {
            add("first");
            add(std::string(1993, 'r'));
            add("last");
          });
        }).code() == Code::invalid);
  CHECK(book.journal().head() == before);
  book.transaction([&] {
    add("first");
    CHECK(error_of([&] { add(std::string(1994, 'r')); }).field() == "reason");
    add(std::string(1993, 'r'));
  });
  CHECK(reason()->size() == 2000);
}

TEST_CASE("the reasons of many moves in one transaction stand in the moves") {
  auto book = Book::in_memory();
  std::vector<Id<Customer>> customers;
  for (int i = 0; i < 100; ++i) customers.push_back(book.customers().add({.name = "Customer"}).id);
  book.transaction(
      [&] {
        for (const auto id : customers)
          book.lifecycle().move(id, Stage::awareness, {.reason = "has read " + to_text(id)});
      },
      {.reason = "evening run"});
  CHECK(book.journal().commit(book.journal().head().commit).reason == "evening run");
  for (const StageMove& move : everything<StageMove>(book))
    CHECK(move.reason == "has read " + to_text(move.customer));
}

TEST_CASE("what fails or changes nothing leaves no commit") {
  auto book = Book::in_memory();
  auto customer = book.customers().add({.name = "Acme"});
  const Head before = book.journal().head();
  book.customers().update(customer);
  book.transaction([&] { CHECK(error_of([&] { book.customers().add({}); }).code() == Code::invalid); });
  CHECK(error_of([&] { book.customers().add({.name = "\xff"}); }).code() == Code::invalid);
  CHECK(error_of([&] { book.teams().add({.name = "A"}, {.reason = std::string(2001, 'x')}); }).code() ==
        Code::invalid);
  CHECK(book.journal().head() == before);
}

TEST_CASE("instants never go back, although the clock does") {
  FakeClock clock;
  auto book = Book::in_memory(fixed_options(clock));
  auto team = book.teams().add({.name = "A"});
  const Instant first = clock.now();
  clock.advance(-24h);
  team.name = "B";
  team = book.teams().update(team);
  clock.advance(25h);
  team.name = "C";
  book.teams().update(team);
  const auto commits = book.journal().commits(0, all);
  CHECK(commits[0].at == first);
  CHECK(commits[1].at == first);
  CHECK(commits[2].at == first + 1h);
  CHECK(book.journal().verify().intact());
}

// ---- Nesting
// --------------------------------------------------------------------------------------------------

TEST_CASE("an inner transaction that fails takes all of itself back, also when a part of it failed before") {
  auto book = Book::in_memory();
  book.transaction([&] {
    book.teams().add({.name = "before"});
    CHECK(error_of([&] {
            book.transaction([&] {
              book.teams().add({.name = "inner"});
              CHECK_THROWS_AS(book.customers().add({}), Error);
              CHECK_THROWS_AS(book.transaction([&] { book.teams().add({}); }), Error);
              book.teams().add({.name = "inner too"});
              throw Error(Code::invalid, "no");
            });
          }).code() == Code::invalid);
    book.teams().add({.name = "after"});
  });
  std::vector<std::string> names;
  for (const Team& team : everything<Team>(book)) names.push_back(team.name);
  CHECK(names == std::vector<std::string>{"before", "after"});
  CHECK(book.journal().changes(0, all).size() == 2);
  CHECK(in_words(book.journal().verify()) == "intact");
}

TEST_CASE("the reason of a verb that failed inside a transaction is not the commit's") {
  auto book = Book::in_memory();
  book.transaction([&] {
    CHECK_THROWS_AS(book.teams().add({}, {.reason = "of the failed team", .commit = 77}), Error);
    CHECK_THROWS_AS(book.customers().add({}, {.reason = "of the failed customer"}), Error);
    CHECK_THROWS_AS(book.transaction([] { throw Error(Code::invalid, "no"); }, {.reason = "of nothing"}),
                    Error);
    book.teams().add({.name = "Support"}, {.reason = "growing"});
  });
  CHECK(book.journal().commit(1).reason == "growing");
  CHECK(book.journal().commit(1).cause_commit == std::nullopt);
}

// ---- The past
// -----------------------------------------------------------------------------------------------

TEST_CASE("history tells each change, newest first, with the fields before and after") {
  FakeClock clock;
  auto book = Book::in_memory(fixed_options(clock));
  auto customer = book.customers().add({.name = "Acme", .employees = 12});
  clock.advance(1h);
  customer.name = "Acme Ltd";
  customer.employees.reset();
  customer.industry = "hardware";
  customer.annual_revenue = Money{1250, "EUR"};
  customer = book.customers().update(customer, {.reason = "register"});
  clock.advance(1h);
  book.customers().remove(customer);

  const auto history = book.customers().history(customer.id);
  REQUIRE(history.size() == 3);
  const auto told = [](const HistoryEntry& entry) {
    std::string text = std::string(to_text(entry.change.operation)) + " in " + entry.commit.verb + ":";
    for (const FieldChange& field : entry.fields)
      text +=
          " " + std::string(field.field) + " " + field.before.value_or("-") + ">" + field.after.value_or("-");
    return text;
  };
  CHECK(told(history[0]) == "remove in customer.remove: deleted_at ->2026-01-01T02:00:00Z");
  CHECK(told(history[1]) ==
        "update in customer.update: name Acme>Acme Ltd industry ->hardware employees 12>- annual_revenue "
        "->12.50 EUR");
  CHECK(history[1].commit.reason == "register");
  CHECK(told(history[2]) ==
        "add in customer.add: type ->organisation name ->Acme stage ->exploration since "
        "->2026-01-01T00:00:00Z employees ->12");
  CHECK(error_of([&] { book.customers().history({}); }).code() == Code::not_found);
}

TEST_CASE("as_of gives each record as it was at every instant: full copies kept by the test agree") {
  for (const std::uint64_t seed : {1, 2, 3}) {
    CAPTURE(seed);
    FakeClock clock;
    auto book = Book::in_memory(fixed_options(clock, seed));
    RandomVerbs host(book, seed);
    std::mt19937_64 engine(seed);
    using Copies = std::map<std::pair<int, Uuid>, std::string>;
    std::map<Instant, Copies> at;
    for (int i = 0; i < 120; ++i) {
      clock.advance(std::chrono::microseconds(static_cast<std::int64_t>(engine() % 5) * 1000000 - 1000000));
      host.step();
      book.act_as({});  // sees everything
      const auto newest = book.journal().commit(book.journal().head().commit).at;
      Copies& copies = at[newest];
      for_every_kind([&]<class R>() {
        for (const R& record : everything<R>(book))
          copies[{kind_of<R>().number, record.id.uuid}] = shown(record);
      });
    }
    REQUIRE(at.size() > 40);
    std::size_t compared = 0;
    std::size_t different = 0;
    for_every_kind([&]<class R>() {
      for (const R& record : everything<R>(book))
        for (const auto& [instant, copies] : at) {
          const auto copy = copies.find({kind_of<R>().number, record.id.uuid});
          const auto then = book.records<R>().as_of(record.id, instant);
          ++compared;
          if ((then ? shown(*then) : "") != (copy == copies.end() ? "" : copy->second)) ++different;
        }
    });
    CHECK(compared > 2000);
    CHECK(different == 0);
    CHECK(book.customers().as_of(book.customers().find().records.front().id, Instant{}) == std::nullopt);
    CHECK(in_words(book.journal().verify()) == "intact");
  }
}

TEST_CASE("an added record costs the journal no copy of itself, an update only the old values") {
  TemporaryFolder folder;
  const auto path = folder / "b.rapport";
  {
    auto book = Book::open(path);
    auto customer = book.customers().add({.name = "Unmistakable", .description = std::string(5000, 'd')});
    customer.name = "Renamed";
    book.customers().update(customer);
  }
  RawFile raw(path);
  CHECK(raw.value(R"(SELECT "old" FROM "journal_change" WHERE "number" = 1)") == "NULL");
  CHECK(raw.value(R"(SELECT "old" FROM "journal_change" WHERE "number" = 2)") == R"('{"5":"Unmistakable"}')");
  CHECK(raw.integer(R"(SELECT length("salt") FROM "journal_change" WHERE "number" = 1)") == 16);
  CHECK(raw.integer(R"(SELECT length("digest") FROM "journal_change" WHERE "number" = 1)") == 32);
}

// ---- The feed
// -----------------------------------------------------------------------------------------------

TEST_CASE("the feed is complete and without repetition while others write on") {
  TemporaryFolder folder;
  FakeClock clock;
  auto writer = Book::open(folder / "b.rapport", fixed_options(clock));
  auto reader = Book::open(folder / "b.rapport");
  RandomVerbs host(writer, 5);
  std::vector<Change> heard;
  std::int64_t seen = 0;
  const auto listen = [&](std::size_t limit) {
    const auto changes = reader.journal().changes(seen, limit);
    REQUIRE(changes.size() <= limit);
    for (const Change& change : changes) {
      REQUIRE(change.number == seen + 1);
      seen = change.number;
      heard.push_back(change);
    }
    return !changes.empty();
  };
  for (std::size_t i = 0; i < 200; ++i) {
    host.step();
    if (i % 3 == 0) listen(1 + i % 4);
  }
  while (listen(7)) {
  }
  std::size_t from_commits = 0;
  for (const Commit& commit : reader.journal().commits(0, all))
    for (const Change& change : reader.journal().changes_of(commit.number, 0, all)) {
      CHECK(change.commit == commit.number);
      CHECK(change.number == heard.at(from_commits).number);
      CHECK(change.record == heard.at(from_commits).record);
      ++from_commits;
    }
  CHECK(heard.size() > 100);
  CHECK(from_commits == heard.size());
}

TEST_CASE("changes of one commit come in pages, and commits are found by their cause") {
  auto book = Book::in_memory();
  auto team = book.teams().add({.name = "A"});
  const Reference cause = Reference::to(kind_of<Team>().number, team.id.uuid);
  book.transaction(
      [&] {
        for (int i = 0; i < 5; ++i) book.customers().add({.name = "Customer " + std::to_string(i)});
      },
      {.cause = cause});
  book.customers().add({.name = "Alone"});
  book.transaction([&] { book.customers().add({.name = "Named inside"}, {.cause = cause}); });

  CHECK(book.journal().changes_of(2, 0, 2).size() == 2);
  CHECK(book.journal().changes_of(2, 3, 2).front().number == 4);
  CHECK(book.journal().changes_of(2, 5, 2).size() == 1);
  CHECK(book.journal().changes_of(2, 6, 2).empty());
  CHECK(book.journal().changes_of(1, 0, 10).size() == 1);
  CHECK(error_of([&] { book.journal().changes_of(9, 0, 1); }).code() == Code::not_found);
  const auto caused = book.journal().caused_by(cause);
  REQUIRE(caused.size() == 2);
  CHECK(caused[0].number == 2);
  CHECK(caused[1].number == 4);
  CHECK(book.journal().caused_by(Reference::to(1, team.id.uuid)).empty());
  CHECK(book.journal().commits(2, 1).front().number == 3);
}

// ---- Verifying
// ----------------------------------------------------------------------------------------------

TEST_CASE("what verbs write verifies, and progress is told to its end") {
  for (std::uint64_t seed = 10; seed < 20; ++seed) {
    CAPTURE(seed);
    FakeClock clock;
    auto book = Book::in_memory(fixed_options(clock, seed));
    RandomVerbs host(book, seed);
    Head noted;
    for (int i = 0; i < 200; ++i) {
      host.step();
      if (i == 100) noted = book.journal().head();
    }
    std::int64_t done = 0;
    std::int64_t in_all = 0;
    const auto verification = book.journal().verify(noted, [&](std::int64_t commits, std::int64_t of) {
      CHECK(commits >= done);
      done = commits;
      in_all = of;
    });
    CHECK(in_words(verification) == "intact");
    CHECK(verification.commits == book.journal().head().commit);
    CHECK(verification.changes == book.journal().commit(verification.commits).last_change);
    CHECK(done == verification.commits);
    CHECK(in_all == verification.commits);
  }
  CHECK(Book::in_memory().journal().verify().intact());
  CHECK(Book::in_memory().journal().head() == Head{});
}

TEST_CASE("altering any column of any commit is found, and the commit named") {
  const SmallBook small;
  RawFile raw(small.path);
  for (const char* column :
       {"at", "actor", "verb", "reason", "cause_commit", "cause", "last_change", "salt", "digest", "hash"})
    for (std::int64_t commit = 1; commit <= SmallBook::last_commit; ++commit) {
      CAPTURE(column);
      CAPTURE(commit);
      const std::string row = " FROM journal_commit WHERE number = " + std::to_string(commit);
      std::string value = other_value(raw.value("SELECT " + std::string(column) + row));
      const std::string type = raw.value(
          "SELECT type FROM pragma_table_info('journal_commit') WHERE name = '" + std::string(column) + "'");
      if (value == "'written later'" && type == "'BLOB'") value = "X'0102'";
      if (value == "'written later'" && type == "'INTEGER'") value = "1";
      const auto found = small.after("UPDATE journal_commit SET \"" + std::string(column) + "\" = " + value +
                                     " WHERE number = " + std::to_string(commit));
      CHECK_MESSAGE(names_commit(found, commit), in_words(found));
    }
}

TEST_CASE("altering any column of any change is found, and its commit named") {
  const SmallBook small;
  RawFile raw(small.path);
  const auto rows = raw.rows("SELECT number, commit_number FROM journal_change");
  REQUIRE(rows.size() == 12);
  for (const char* column :
       {"number", "commit_number", "operation", "kind", "record", "previous", "old", "salt", "digest"})
    for (const auto& row : rows) {
      CAPTURE(column);
      CAPTURE(row[0]);
      const std::string where = " WHERE number = " + row[0];
      const std::string value =
          column == std::string("number")
              ? "number + 1000"
              : other_value(raw.value("SELECT \"" + std::string(column) + "\" FROM journal_change" + where));
      const auto found =
          small.after("UPDATE journal_change SET \"" + std::string(column) + "\" = " + value + where);
      CHECK_MESSAGE(names_commit(found, std::stoll(row[1])), in_words(found));
    }
}

TEST_CASE("altering any field of any row is found: the record and the commit that wrote it are named") {
  const SmallBook small;
  RawFile raw(small.path);
  std::size_t altered = 0;
  for (const Kind* kind : catalogue()) {
    const std::string table = "\"" + std::string(kind->name) + "\"";
    for (const auto& row : raw.rows("SELECT id, version FROM " + table))
      for (const Field& field : kind->fields)
        for (const Column& column : field.columns) {
          const std::string name = "\"" + std::string(field.name) + std::string(column.suffix) + "\"";
          CAPTURE(table);
          CAPTURE(name);
          const std::string where = " WHERE id = " + row[0];
          std::string value = other_value(raw.value("SELECT " + name + " FROM " + table + where));
          if (value == "'written later'" && column.storage == Value::Tag::integer) value = "1";
          if (value == "'written later'" && column.storage == Value::Tag::real) value = "0.5";
          if (value == "'written later'" && column.storage == Value::Tag::bytes) value = "X'0102'";
          const auto found = small.after("UPDATE " + table + " SET " + name + " = " + value + where);
          ++altered;
          const auto commit =
              raw.integer("SELECT commit_number FROM journal_change WHERE number = " + row[1]);
          if (field.number == version_field)
            CHECK_FALSE(found.intact());
          else
            CHECK_MESSAGE(names_commit(found, commit), in_words(found));
          bool record_named = false;
          for (const Finding& finding : found.findings)
            if (finding.record && finding.record->kind_number() == kind->number) record_named = true;
          CHECK(record_named);
        }
  }
  CHECK(altered > 80);
}

TEST_CASE("whatever else is done to the journal or the rows is found") {
  const SmallBook small;
  struct Tampering {
    const char* what;
    const char* sql;
    std::int64_t commit;  // which a finding names; 0: a record that has none
  };
  const Tampering table[] = {
      {"a commit is deleted, its changes stay", "DELETE FROM journal_commit WHERE number = 4", 4},
      {"a commit is deleted with its changes",
       "DELETE FROM journal_change WHERE commit_number = 4; DELETE FROM journal_commit WHERE number = 4", 4},
      {"the first commit is deleted",
       "DELETE FROM journal_change WHERE commit_number = 1; DELETE FROM journal_commit WHERE number = 1", 1},
      {"only the changes of a commit are deleted", "DELETE FROM journal_change WHERE commit_number = 5", 5},
      {"one change of several is deleted",
       "DELETE FROM journal_change WHERE number = (SELECT min(number) FROM journal_change WHERE "
       "commit_number = 5)",
       5},
      {"the last commits are deleted, their changes stay", "DELETE FROM journal_commit WHERE number > 6", 7},
      {"the last commits are deleted with their changes",
       "DELETE FROM journal_change WHERE commit_number > 6; DELETE FROM journal_commit WHERE number > 6", 0},
      {"everything is deleted from the journal", "DELETE FROM journal_change; DELETE FROM journal_commit", 0},
      {"two commits change places",
       "UPDATE journal_commit SET number = 100 WHERE number = 1; UPDATE journal_commit SET number = 1 WHERE "
       "number = 2; UPDATE journal_commit SET number = 2 WHERE number = 100",
       1},
      {"two commits change places, with their changes and ranges",
       "UPDATE journal_commit SET number = number + 100 WHERE number IN (6, 7);"
       "UPDATE journal_commit SET last_change = 19 - last_change WHERE number > 100;"
       "UPDATE journal_change SET number = number + 100 WHERE commit_number IN (6, 7);"
       "UPDATE journal_change SET commit_number = 13 - commit_number, number = 119 - number WHERE number > "
       "100;"
       "UPDATE journal_commit SET number = 113 - number WHERE number > 100",
       6},
      {"the commits are renumbered from one on",
       "UPDATE journal_commit SET number = -number - 1 WHERE number > 3;"
       "UPDATE journal_commit SET number = -number WHERE number < 0",
       4},
      {"a commit's number leaps far", "UPDATE journal_commit SET number = 1000000000000 WHERE number = 8", 8},
      {"a change is moved to another commit",
       "UPDATE journal_change SET commit_number = 5 WHERE commit_number = 4", 4},
      {"a commit is moved in time", "UPDATE journal_commit SET at = at - 3600000000 WHERE number = 6", 6},
      {"a commit is made up",
       "INSERT INTO journal_commit SELECT 9, at, actor, verb, reason, cause_commit, cause, last_change, "
       "salt, "
       "digest, hash FROM journal_commit WHERE number = 8",
       9},
      {"a change is made up",
       "INSERT INTO journal_change SELECT number + 1, commit_number, operation, kind, record, number, old, "
       "salt, digest FROM journal_change ORDER BY number DESC LIMIT 1",
       9},
      {"old values are rewritten",
       R"(UPDATE journal_change SET old = '{"5":"Another"}' WHERE commit_number = 4)", 4},
      {"old values are emptied", "UPDATE journal_change SET old = NULL WHERE commit_number = 4", 4},
      {"old values are rewritten and their salt taken away",
       R"(UPDATE journal_change SET old = '{"5":"Another"}', salt = NULL WHERE commit_number = 4)", 4},
      {"old values are no longer readable and their salt is taken away",
       "UPDATE journal_change SET old = 'nonsense', salt = NULL WHERE commit_number = 4", 4},
      {"a reason is rewritten and the salt taken away",
       "UPDATE journal_commit SET reason = 'for nothing', salt = NULL WHERE number = 4", 4},
      {"a row is altered and the change's salt taken away",
       "UPDATE contact_point SET label = 'forged'; UPDATE journal_change SET salt = NULL WHERE number = "
       "(SELECT version FROM contact_point)",
       5},
      {"a row is altered and the change's salt made empty",
       "UPDATE contact_point SET label = 'forged'; UPDATE journal_change SET salt = X'' WHERE number = "
       "(SELECT version FROM contact_point)",
       5},
      {"a commit's actor and verb are altered, its reason and salt taken away",
       "UPDATE journal_commit SET actor = NULL, verb = 'forged', reason = NULL, salt = NULL WHERE number = 4",
       4},
      {"a commit's instant is altered, its reason and salt taken away",
       "UPDATE journal_commit SET at = at + 1, reason = NULL, salt = NULL WHERE number = 4", 4},
      {"a reason is taken away with its salt",
       "UPDATE journal_commit SET reason = NULL, salt = NULL WHERE number = 8", 8},
      {"old values are taken away with their salt",
       "UPDATE journal_change SET old = NULL, salt = NULL WHERE commit_number = 4", 4},
      {"every salt is taken away",
       "UPDATE journal_commit SET salt = NULL; UPDATE journal_change SET salt = NULL", 1},
      {"a row appears without a journal",
       R"(INSERT INTO team (id, version, name) VALUES (X'00112233445566778899AABBCCDDEEFF', 0, 'Ghosts'))",
       0},
      {"a row appears under another's change",
       R"(INSERT INTO team (id, version, name) VALUES (X'00112233445566778899AABBCCDDEEFF', 1, 'Ghosts'))",
       1},
      {"a row appears under a change that never was",
       R"(INSERT INTO team (id, version, name) VALUES (X'00112233445566778899AABBCCDDEEFF', 99, 'Ghosts'))",
       0},
      {"a row is deleted", "DELETE FROM need", 5},
      {"a tombstone comes to life", "UPDATE interaction SET deleted_at = NULL", 7},
      {"a row is set back to what it was before its last change",
       "UPDATE customer SET stage = 'exploration', version = (SELECT number FROM journal_change WHERE "
       "commit_number = 4)",
       8},
      {"a removal is taken back as if it had never been",
       "UPDATE interaction SET deleted_at = NULL, version = (SELECT number FROM journal_change WHERE "
       "commit_number = 6)",
       7},
      {"a record is taken off the time line", "DELETE FROM timeline_entry WHERE kind = 10", 0},
      {"a record is moved along the time line", "UPDATE timeline_entry SET at = at - 1 WHERE kind = 10", 0},
      {"a record is moved to another time line",
       "UPDATE timeline_entry SET customer = X'00112233445566778899AABBCCDDEEFF'", 0},
      {"an entry of the time line becomes another kind's", "UPDATE timeline_entry SET kind = 9", 0},
      {"a record stands on the time line twice",
       "INSERT INTO timeline_entry SELECT customer, at + 1, record, kind FROM timeline_entry", 0},
      {"a deleted record stands on the time line",
       "INSERT INTO timeline_entry SELECT customer, at, id, 9 FROM interaction", 0},
      {"changes go in a circle", "UPDATE journal_change SET previous = number WHERE commit_number = 4", 4},
  };
  for (const Tampering& tampering : table) {
    CAPTURE(tampering.what);
    const auto found = small.after(tampering.sql);
    CHECK_MESSAGE(names_commit(found, tampering.commit), in_words(found));
  }
  CHECK(in_words(SmallBook::verify(small.path)) == "intact");
}

TEST_CASE("a book whose journal was cut off is refused further writing as damaged, and can still be read") {
  const SmallBook small;
  const auto copy = small.folder / "cut.rapport";
  copy_book(small.path, copy);
  RawFile(copy).run("DELETE FROM journal_commit WHERE number > 6");
  auto book = Book::open(copy);
  CHECK(error_of([&] { book.teams().add({.name = "Sales"}); }).code() == Code::corrupt);
  CHECK(error_of([&] { book.customers().add({.name = "Sales"}); }).code() == Code::corrupt);
  CHECK(book.teams().count() == 1);
}

TEST_CASE("a circle of changes is an error, not an endless history") {
  const SmallBook small;
  const auto copy = small.folder / "circle.rapport";
  copy_book(small.path, copy);
  RawFile(copy).run("UPDATE journal_change SET previous = number WHERE commit_number = 4");
  auto book = Book::open(copy);
  const auto customer = book.customers().find().records.front().id;
  CHECK(error_of([&] { book.customers().history(customer); }).code() == Code::corrupt);
  CHECK(error_of([&] { book.customers().as_of(customer, Instant{}); }).code() == Code::corrupt);
}

// ---- Noted heads
// ----------------------------------------------------------------------------------------------

namespace {

// The chain as the documentation of the file describes it, written down a second time: what a patient forger
// would use.
class Forger {
 public:
  explicit Forger(const std::filesystem::path& path) : raw_(path) {}
  RawFile& raw() { return raw_; }

  // Makes every hash from the first commit on follow from what now stands in the file.
  void recompute() {
    std::string previous(32, '\0');
    std::int64_t first = 1;
    for (const auto& commit : raw_.rows("SELECT number, last_change, digest, at, actor, verb, reason, "
                                        "cause_commit, cause, salt FROM journal_commit ORDER BY number")) {
      const std::string number = commit[0];
      if (commit[9] != "NULL") {
        const std::string content = eight(std::stoll(number)) + value(commit[6]);
        raw_.run("UPDATE journal_commit SET digest = " + literal(hash(content, bytes(commit[9]))) +
                 " WHERE number = " + number);
      }
      std::string changes;
      for (const auto& change : raw_.rows(
               "SELECT number, operation, kind, previous, record, digest FROM journal_change WHERE number "
               "BETWEEN " +
               std::to_string(first) + " AND " + commit[1] + " ORDER BY number")) {
        for (std::size_t i = 0; i < 4; ++i) changes += eight(std::stoll(change[i]));
        changes += bytes(change[4]) + bytes(change[5]);
      }
      std::string own;
      for (const std::size_t i : {3, 4, 5, 7, 8}) own += value(commit[i]);
      previous = hash(previous + eight(std::stoll(number)) + eight(std::stoll(commit[1])) + own +
                          bytes(raw_.value("SELECT digest FROM journal_commit WHERE number = " + number)) +
                          hash(changes, ""),
                      "");
      raw_.run("UPDATE journal_commit SET hash = " + literal(previous) + " WHERE number = " + number);
      first = std::stoll(commit[1]) + 1;
    }
  }

 private:
  static std::string hash(const std::string& text, const std::string& salt) {
    std::string out(32, '\0');
    crypto_generichash_blake2b_salt_personal(
        reinterpret_cast<unsigned char*>(out.data()), out.size(),
        reinterpret_cast<const unsigned char*>(text.data()), text.size(), nullptr, 0,
        salt.empty() ? nullptr : reinterpret_cast<const unsigned char*>(salt.data()), nullptr);
    return out;
  }
  static std::string eight(std::int64_t number) {
    std::string out;
    for (int i = 0; i < 8; ++i)
      out += static_cast<char>(static_cast<std::uint64_t>(number) >> (8 * i) & 0xff);
    return out;
  }
  static std::string bytes(const std::string& literal) {
    std::string out;
    for (std::size_t i = 2; i + 1 < literal.size(); i += 2)
      out += static_cast<char>(std::stoi(literal.substr(i, 2), nullptr, 16));
    return out;
  }
  static std::string literal(const std::string& bytes) {
    std::string out = "X'";
    for (const char c : bytes) {
      out += "0123456789ABCDEF"[static_cast<unsigned char>(c) >> 4];
      out += "0123456789ABCDEF"[static_cast<unsigned char>(c) & 15];
    }
    return out + "'";
  }
  // A value in a commit's digest: its shape, then what it is.
  static std::string value(const std::string& literal) {
    if (literal == "NULL") return std::string(1, '\0');
    if (literal.front() == '\'') {
      const std::string text = literal.substr(1, literal.size() - 2);  // the texts here hold no quotes
      return '\3' + eight(static_cast<std::int64_t>(text.size())) + text;
    }
    if (literal.front() == 'X') {
      const std::string held = bytes(literal);
      return '\4' + eight(static_cast<std::int64_t>(held.size())) + held;
    }
    return '\1' + eight(std::stoll(literal));
  }

  RawFile raw_;
};

}  // namespace

TEST_CASE("recomputing the chain over an untouched book gives the same chain: the format is as documented") {
  const SmallBook small;
  const auto copy = small.folder / "copy.rapport";
  copy_book(small.path, copy);
  Forger(copy).recompute();
  CHECK(in_words(SmallBook::verify(copy, small.head)) == "intact");
}

TEST_CASE("a head is noted as text") {
  Book book = Book::in_memory();
  for (int i = 0; i < 2; ++i) {
    const Head head = book.journal().head();
    CHECK(from_text<Head>(to_text(head)) == head);
    book.teams().add({.name = "Team " + std::to_string(i)});
  }
  const std::string hash(64, 'a');
  CHECK(to_text(from_text<Head>("12:" + hash)) == "12:" + hash);
  for (const std::string& text : {""s, "12"s, ":" + hash, "12" + hash, "-1:" + hash, "12:" + hash + "aa",
                                  "12:" + hash.substr(2), "12:" + hash.substr(1) + "g"}) {
    CAPTURE(text);
    CHECK(error_of([&] { from_text<Head>(text); }).code() == Code::invalid);
  }
}

TEST_CASE("a head noted elsewhere proves that the end was cut off or the whole chain written again") {
  const SmallBook small;
  const auto copy = small.folder / "forged.rapport";

  SUBCASE("cut off with everything that belonged to it") {
    copy_book(small.path, copy);
    RawFile(copy).run(
        "UPDATE customer SET stage = 'exploration', version = (SELECT number FROM journal_change WHERE "
        "commit_number = 4); DELETE FROM stage_move; DELETE FROM timeline_entry;"
        "DELETE FROM journal_change WHERE commit_number = 8; DELETE FROM journal_commit WHERE number = 8");
    CHECK(in_words(SmallBook::verify(copy)) == "intact");  // nothing in the file can show it
    const auto found = SmallBook::verify(copy, small.head);
    CHECK_MESSAGE(names_commit(found, 8), in_words(found));
  }
  SUBCASE("a reason rewritten and the chain rolled forward") {
    copy_book(small.path, copy);
    Forger forger(copy);
    forger.raw().run("UPDATE journal_commit SET reason = 'another reason' WHERE number = 4");
    CHECK(names_commit(SmallBook::verify(copy), 4));
    forger.recompute();
    CHECK(in_words(SmallBook::verify(copy)) == "intact");
    const auto found = SmallBook::verify(copy, small.head);
    CHECK_MESSAGE(names_commit(found, 8), in_words(found));
  }
  SUBCASE("the chain rolled forward without the salted digests") {
    copy_book(small.path, copy);
    RawFile raw(copy);
    raw.run(
        R"(UPDATE customer SET name = 'Another'; UPDATE journal_change SET old = '{"5":"X"}' WHERE commit_number = 4)");
    Forger(copy).recompute();
    CHECK(names_commit(SmallBook::verify(copy), 8));  // the commit that wrote the row last
  }
  SUBCASE("a head of the middle still holds after more was written") {
    copy_book(small.path, copy);
    auto book = Book::open(copy);
    book.teams().add({.name = "Sales"});
    CHECK(in_words(book.journal().verify(small.head)) == "intact");
    Head wrong = small.head;
    wrong.hash[0] ^= 1;
    CHECK(names_commit(book.journal().verify(wrong), 8));
  }
}
