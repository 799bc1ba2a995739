// The file's form: its schema, its marks, its migrations, and the numbers that are kept for ever.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <map>
#include <set>
#include <sstream>

#include "rapport/version.hpp"
#include "store/schema.hpp"
#include "support/files.hpp"
#include "support/random_verbs.hpp"
#include "support/raw_file.hpp"

using namespace rapport;
using namespace rapport::test;

namespace {

const std::filesystem::path golden = std::filesystem::path(RAPPORT_SOURCE_DIR) / "tests" / "golden";

// Tables and indexes as the file tells them, in the order of their names; those that FTS5 makes by itself and
// SQLite's own are left out.
std::vector<std::string> schema_of(const std::filesystem::path& path) {
  std::vector<std::string> all;
  for (const auto& row :
       RawFile(path).rows("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE "
                          "'search_text_%' ORDER BY type, name"))
    all.push_back(row[0]);
  return all;
}

std::vector<std::string> sorted(std::vector<std::string> list) {
  std::sort(list.begin(), list.end());
  return list;
}

// Everything that has a number now, and what it means: kinds, fields with their type, values of enumerations.
std::map<std::string, std::string> present_numbers() {
  std::map<std::string, std::string> numbers;
  for (const Kind* kind : catalogue()) {
    numbers[fmt::format("kind {:04}", kind->number)] = fmt::format("{} since {}", kind->name, kind->since);
    for (const Field& field : kind->fields) {
      numbers[fmt::format("field {:04}.{:04}", kind->number, field.number)] =
          fmt::format("{}.{} {} since {}", kind->name, field.name, name(field.type), field.traits.since);
      if (field.enumeration)
        for (const EnumerationValue& value : field.enumeration->values)
          numbers[fmt::format("value {} {:04}", field.enumeration->name, value.number)] = value.name;
    }
  }
  return numbers;
}

}  // namespace

TEST_CASE("a new file has the schema of the descriptions, every table of it strict") {
  TemporaryFolder folder;
  const auto path = folder / "b.rapport";
  Book::open(path).close();
  std::vector<std::string> expected;
  for (const std::string& statement : schema_statements()) {
    std::string literal = "'";
    for (const char c : statement) literal += c == '\'' ? std::string("''") : std::string(1, c);
    expected.push_back(literal + "'");
  }
  CHECK(sorted(schema_of(path)) == sorted(expected));
  RawFile raw(path);
  for (const auto& row :
       raw.rows("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = "
                "'table' AND name NOT LIKE 'sqlite_%'")) {
    CAPTURE(row[0]);
    CHECK(row[1] == "1");
  }
}

TEST_CASE("the file carries the marks by which it is known") {
  TemporaryFolder folder;
  const auto path = folder / "b.rapport";
  FakeClock clock;
  Book::open(path, fixed_options(clock)).close();
  CHECK(bytes_of_file(path).substr(0, 16) == std::string("SQLite format 3\0", 16));
  CHECK(bytes_of_file(path).substr(68, 4) == "RPRT");
  RawFile raw(path);
  CHECK(raw.integer("PRAGMA user_version") == format_version);
  CHECK(raw.value("PRAGMA journal_mode") == "'wal'");
  const auto rows = raw.rows("SELECT format, oldest_reader, oldest_writer, created_at, length(id) FROM book");
  REQUIRE(rows.size() == 1);
  const std::string format = std::to_string(format_version);
  CHECK(rows[0] == std::vector<std::string>{format, format, format,
                                            std::to_string(clock.now().time_since_epoch().count()), "16"});
  CHECK(raw.value("PRAGMA integrity_check") == "'ok'");
}

TEST_CASE("every old file, migrated, has the schema of a new one") {
  TemporaryFolder folder;
  Book::open(folder / "new.rapport").close();
  for (int format = 1; format <= format_version; ++format) {
    CAPTURE(format);
    const auto text = golden / ("format-" + std::to_string(format) + ".sql");
    // Each format that was ever released leaves its file here; write a new one with `schema_statements()`,
    // each statement followed by a semicolon, and the file's marks at the end.
    REQUIRE_MESSAGE(std::filesystem::exists(text), text.string());
    const auto path = folder / ("format-" + std::to_string(format) + ".rapport");
    RawFile(path).run(bytes_of_file(text));
    auto book = Book::open(path);
    book.customers().add({.name = "Acme"});
    CHECK(book.search("acme").size() == 1);
    CHECK(book.journal().verify().intact());
    book.close();
    CHECK(schema_of(path) == schema_of(folder / "new.rapport"));
    CHECK(RawFile(path).integer("PRAGMA user_version") == format_version);
  }
}

TEST_CASE("the golden file of the present format is the present schema") {
  std::string text;
  for (const std::string& statement : schema_statements()) text += statement + ";\n";
  const std::string file = bytes_of_file(golden / ("format-" + std::to_string(format_version) + ".sql"));
  // It may change as long as the format has not been released; afterwards a change needs a new format and a
  // migration.
  CHECK(file.starts_with(text));
}

TEST_CASE("no number disappears or changes its meaning") {
  const auto present = present_numbers();
  std::set<std::string> kept;
  std::istringstream file(bytes_of_file(golden / "ledger.txt"));
  for (std::string line; std::getline(file, line);) {
    const std::size_t colon = line.find(": ");
    REQUIRE_MESSAGE(colon != std::string::npos, line);
    const std::string number = line.substr(0, colon);
    const std::string meaning = line.substr(colon + 2);
    kept.insert(number);
    const auto found = present.find(number);
    if (meaning.ends_with(" (retired)"))
      CHECK_MESSAGE(found == present.end(), number << " was retired and is never used again; take a new one");
    else if (found == present.end())
      FAIL_CHECK(number << " (" << meaning << ") is gone; when that is meant, ./dev regenerate retires it");
    else
      CHECK_MESSAGE(found->second == meaning, number << " keeps its meaning for ever; take a new number");
  }
  CHECK(kept.size() > 200);
  for (const auto& [number, meaning] : present)
    CHECK_MESSAGE(kept.contains(number),
                  number << " (" << meaning << ") is new; ./dev regenerate appends it");
}

TEST_CASE("a name that a newer version wrote is kept through reading, updating, history and removal") {
  TemporaryFolder folder;
  const auto path = folder / "b.rapport";
  Id<Customer> customer;
  Id<Interaction> talk;
  {
    auto book = Book::open(path);
    customer = book.customers().add({.name = "Acme", .relationship = RelationshipType::community}).id;
    talk = book.interactions().add({.customer = customer, .channel = Channel::chat}).id;
  }
  RawFile(path).run(
      "UPDATE customer SET relationship = 'telepathic'; UPDATE interaction SET channel = 'hologram'");
  {
    auto book = Book::open(path);
    auto read = book.customers().get(customer);
    CHECK(static_cast<int>(read.relationship.value()) == 0);
    read.industry = "hardware";
    read = book.customers().update(read);
    CHECK(static_cast<int>(read.relationship.value()) == 0);
    auto said = book.interactions().get(talk);
    CHECK(static_cast<int>(said.channel) == 0);
    said.subject = "Later";
    said = book.interactions().update(said);
    CHECK(RawFile(path).value("SELECT relationship FROM customer") == "'telepathic'");
    CHECK(RawFile(path).value("SELECT channel FROM interaction") == "'hologram'");

    // Given a name of this version, the old one goes to history.
    said.channel = Channel::phone;
    said = book.interactions().update(said);
    const auto change = book.interactions().history(talk).front();
    REQUIRE(change.fields.size() == 1);
    CHECK(change.fields[0].before == "hologram");
    CHECK(change.fields[0].after == "phone");
    CHECK(error_of([&] {
            auto wrong = said;
            wrong.channel = Channel{};
            book.interactions().update(wrong);
          }).code() == Code::invalid);
    CHECK(book.customers().remove(read).deleted_at);
    CHECK(RawFile(path).value("SELECT relationship FROM customer") == "'telepathic'");
  }
}
