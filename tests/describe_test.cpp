// Descriptions: wrong ones do not compile, and those of the catalogue are in order.
#include "rapport/describe.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "book/enumerations.hpp"
#include "support/files.hpp"
#include "support/kinds.hpp"

namespace {

using namespace rapport;
using rapport::test::for_every_kind;
using rapport::test::TemporaryFolder;

// ---- What does not compile

// A room that can be booked, written with one thing exchanged for another.
std::string room_with(std::string_view from, std::string_view to) {
  std::string text = R"(
#include "rapport/records.hpp"
using namespace rapport;
struct Other;
void take(Id<Other>);
enum class Size : std::uint16_t { small = 1, large = 2 };
template <>
inline constexpr auto rapport::enumeration<Size> = enumerate<Size>(
    "size", "How large it is.", {{Size::small, "small", "For four."}, {Size::large, "large", "For forty."}});
struct Room {
  Id<Room> id{};
  std::int64_t version = 0;
  std::optional<Instant> deleted_at{};
  std::string name{};
  std::optional<std::int64_t> seats{};
  Size size = Size::small;
};
template <>
inline constexpr auto rapport::description<Room> = describe<Room>(
    {"room", "rooms", 60, "A room that can be booked."},
    field<&Room::name>("name", 4, "What the door says.", {.longest = 80, .indexed = true}),
    field<&Room::seats>("seats", 5, "How many may sit; absent when nobody counted."),
    field<&Room::size>("size", 6, "How large it is."));
void use(Id<Room> room, Id<Other> other) {
  (void)(room == room);
  (void)other;
  (void)order_by<&Room::name>();
  (void)(where<&Room::size> == Size::large);
  (void)(where<&Room::seats> >= 4);
}
int main() {}
)";
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

bool compiles(const std::string& text) {
  TemporaryFolder folder;
  std::ofstream(folder / "snippet.cpp") << text;
  const std::string command = "c++ -std=c++20 -fsyntax-only -I\"" RAPPORT_SOURCE_DIR "/include\" \"" +
                              (folder / "snippet.cpp").string() + "\" > \"" + (folder / "said").string() +
                              "\" 2>&1";
  return std::system(command.c_str()) == 0;
}

TEST_CASE("a wrong description, and a wrong use of one, does not compile") {
  REQUIRE(compiles(room_with("For four.", "For four.")));
  struct Line {
    const char* what;
    const char* from;
    const char* to;
  };
  for (const Line& line : std::vector<Line>{
           {"a forgotten member", "  Size size = Size::small;",
            "  Size size = Size::small;\n  bool has_window{};"},
           {"a sentence without full stop", "What the door says.", "What the door says"},
           {"a field without a sentence", "\"What the door says.\"", "\"\""},
           {"a number used twice", "\"seats\", 5", "\"seats\", 4"},
           {"the number of a member every kind has", "\"seats\", 5", "\"seats\", 3"},
           {"a number below 1", "\"seats\", 5", "\"seats\", 0"},
           {"a name used twice", "(\"seats\"", "(\"name\""},
           {"the name of a member every kind has", "(\"seats\"", "(\"version\""},
           {"a name in capitals", "(\"seats\"", "(\"Seats\""},
           {"a name with a hyphen", "(\"seats\"", "(\"seat-count\""},
           {"a name that begins with a digit", "(\"seats\"", "(\"2seats\""},
           {"no name", "(\"seats\"", "(\"\""},
           {"a kind's name in capitals", "\"room\"", "\"Room\""},
           {"a kind without a sentence", "A room that can be booked.", "A room"},
           {"a kind without id", "Id<Room> id{}", "Id<Agent> id{}"},
           {"a kind without version", "std::int64_t version", "std::int32_t version"},
           {"an enumeration's value with number 0", "small = 1", "small = 0"},
           {"an enumeration's number used twice", "large = 2", "large = 1"},
           {"an enumeration's name used twice", "\"large\", \"For", "\"small\", \"For"},
           {"an enumeration's name in capitals", "\"large\", \"For", "\"LARGE\", \"For"},
           {"an enumeration's value without a sentence", "For forty.", "For forty"},
           {"ids of two kinds compared", "(room == room)", "(room == other)"},
           {"an id of one kind taken for another's", "(room == room)", "take(room)"},
           {"an order without an index", "order_by<&Room::name>", "order_by<&Room::seats>"},
           {"a field compared with another type", "== Size::large", "== 2"},
           {"an order of an enumeration's names", "== Size::large", "< Size::large"},
           {"a prefix of a number", "(where<&Room::seats> >= 4)", "where<&Room::seats>.starts_with(\"4\")"},
       }) {
    CAPTURE(line.what);
    CHECK_FALSE(compiles(room_with(line.from, line.to)));
  }
}

// ---- Enumerations

template <Enumerated E>
void check_both_ways() {
  const auto& table = enumeration<E>;
  CAPTURE(table.name);
  CHECK(to_text(E{}) == "");
  CHECK(to_text(static_cast<E>(60000)) == "");
  for (const auto& each : table.values) {
    CHECK(to_text(each.value) == each.name);
    E read{};
    detail::Member<E>::set(read, 0, Value::of(each.name));
    CHECK(read == each.value);
  }
}

TEST_CASE("an enumeration's values have names, both ways") {
  check_both_ways<CustomerType>();
  check_both_ways<RelationshipType>();
  check_both_ways<ContactKind>();
  check_both_ways<Role>();
  check_both_ways<NeedAspect>();
  check_both_ways<TechnicalLevel>();
  check_both_ways<Purpose>();
  check_both_ways<Stage>();
  check_both_ways<EndedBy>();
  check_both_ways<EndingCause>();
  check_both_ways<Channel>();
  check_both_ways<Direction>();
  check_both_ways<Sentiment>();
  check_both_ways<Visibility>();
  check_both_ways<Operation>();
  CHECK(to_text(Channel::text_message) == "text_message");
}

// ---- The catalogue

bool is_sentence(std::string_view text) {
  return text.size() > 5 && text.front() >= 'A' && text.front() <= 'Z' && text.back() == '.';
}

TEST_CASE("every enumeration that a public header describes is known by name") {
  std::set<std::string> described;
  for (const auto& each :
       std::filesystem::directory_iterator(std::filesystem::path(RAPPORT_SOURCE_DIR) / "include/rapport")) {
    const std::string text = rapport::test::bytes_of_file(each.path());
    constexpr std::string_view table = "inline constexpr auto enumeration<";
    for (std::size_t at = text.find(table); at != std::string::npos; at = text.find(table, at + 1)) {
      // A template's own; it describes nothing.
      if (text.substr(at, 200).find("enumerate<") == std::string::npos) continue;
      const std::size_t name = text.find('"', at) + 1;
      described.insert(text.substr(name, text.find('"', name) - name));
    }
  }
  std::set<std::string> known;
  for (const auto& [name, info] : enumerations()) known.emplace(name);
  CHECK(described.size() > 30);
  CHECK(known == described);
}

TEST_CASE("kinds have a number, a name, a plural and a sentence of their own") {
  std::set<int> numbers;
  std::set<std::string_view> names;
  for (const Kind* kind : catalogue()) {
    CAPTURE(kind->name);
    CHECK(numbers.insert(kind->number).second);
    CHECK(kind->number >= 1);
    CHECK(kind->number <= 65535);  // a reference has two bytes for it
    CHECK(names.insert(kind->name).second);
    CHECK(names.insert(kind->plural).second);
    CHECK(is_sentence(kind->sentence));
    CHECK(find_kind(kind->number) == kind);
    CHECK(find_kind(kind->name) == kind);
    CHECK(find_kind(kind->plural) == kind);
    CHECK(&kind_named(kind->name) == kind);
  }
  CHECK(find_kind("nothing") == nullptr);
  CHECK(find_kind(0) == nullptr);
  const Error error = rapport::test::error_of([] { kind_named("custmers"); });
  CHECK(error.code() == Code::unknown_name);
  CHECK(error.message().find("customers") != std::string::npos);
}

TEST_CASE("numbers that were given once stay") {
  struct Line {
    const char* name;
    int number;
  };
  for (const Line& line : std::vector<Line>{{"customer", 1},
                                            {"contact_point", 2},
                                            {"connection", 3},
                                            {"team", 4},
                                            {"agent", 5},
                                            {"ownership", 6},
                                            {"need", 7},
                                            {"consent", 8},
                                            {"interaction", 9},
                                            {"stage_move", 10},
                                            {"allowed_move", 11},
                                            {"import_batch", 12}})
    CHECK(kind_named(line.name).number == line.number);
}

TEST_CASE("fields have a number, a name and a sentence of their own, and columns that do not clash") {
  for (const Kind* kind : catalogue()) {
    CAPTURE(kind->name);
    std::set<int> numbers;
    std::set<std::string_view> names;
    std::set<std::string> columns;
    std::size_t position = 0;
    REQUIRE(kind->fields.size() > 3);
    CHECK(kind->fields[0].name == "id");
    CHECK(kind->fields[1].name == "version");
    CHECK(kind->fields[2].name == "deleted_at");
    for (const Field& field : kind->fields) {
      CAPTURE(field.name);
      CHECK(numbers.insert(field.number).second);
      CHECK(names.insert(field.name).second);
      CHECK(is_sentence(field.sentence));
      CHECK(field.first_column == position);
      position += field.columns.size();
      for (const Column& column : field.columns)
        CHECK(columns.insert(std::string(field.name) + std::string(column.suffix)).second);
      CHECK((field.enumeration != nullptr) == (field.type == Type::enumeration));
      CHECK((field.refers_to != nullptr) == (field.type == Type::id || field.type == Type::ids));
      CHECK(field.traits.lowest <= field.traits.highest);
      CHECK(field.traits.longest > 0);
      CHECK(kind->find(field.name) == &field);
      CHECK(kind->find(field.number) == &field);
    }
    CHECK(kind->columns.size() == position);
    CHECK(kind->find("nothing") == nullptr);
    CHECK(rapport::test::error_of([&] { kind->field("nam"); }).code() == Code::unknown_name);
  }
}

TEST_CASE("every kind comes after those its required fields refer to") {
  std::set<std::string_view> before;
  for (const Kind* kind : catalogue()) {
    for (const Field& field : kind->fields)
      if (field.type == Type::id && !field.optional && field.number != id_field) {
        CAPTURE(kind->name);
        CAPTURE(field.name);
        CHECK(before.contains(field.refers_to().name));
      }
    before.insert(kind->name);
  }
}

TEST_CASE("a field's description can be had by its member") {
  CHECK(description_of<&Customer::name>.name == "name");
  CHECK(description_of<&Customer::name>.number == 5);
  CHECK(description_of<&Customer::id>.number == id_field);
  CHECK(description_of<&Interaction::body>.traits.searchable);
}

}  // namespace
