// Fuzzes parser, checker, evaluator and the SQL writer together: any text ends in an error or in the same
// records, whether they are chosen in memory or by the database.
//
//   build/release/tests/fuzz/expression_fuzz tests/fuzz/corpus        (as long as one likes)
#include <cstdio>
#include <cstdlib>
#include <map>
#include <vector>

#include "expression/checker.hpp"
#include "expression/evaluator.hpp"
#include "expression/sql.hpp"
#include "kernel/catalogue.hpp"
#include "rapport/rapport.hpp"
#include "store/schema.hpp"

namespace rapport {

enum class Colour : std::uint16_t { red = 1, blue = 2 };
template <>
inline constexpr auto enumeration<Colour> = enumerate<Colour>("colour", "What it looks like.",
                                                              {{Colour::red, "red", "Like fire."},
                                                               {Colour::blue, "blue", "Like the sky."}});

struct Thing {
  Id<Thing> id{};
  std::int64_t version = 0;
  std::optional<Instant> deleted_at{};
  std::string name{};
  std::optional<std::string> note{};
  std::optional<std::int64_t> count{};
  std::optional<double> weight{};
  bool good = false;
  std::optional<Colour> colour{};
  std::optional<Instant> at{};
  std::optional<Duration> lasts{};
  std::optional<Date> day{};
  std::optional<PartialDate> birthday{};
  std::optional<Money> price{};
  std::optional<Id<Thing>> parent{};
  std::vector<Id<Thing>> parts{};
};
template <>
inline constexpr auto description<Thing> = describe<Thing>(
    {"thing", "things", 1, "Something with a field of each type."}, field<&Thing::name>("name", 4, "A text."),
    field<&Thing::note>("note", 5, "A text or nothing."),
    field<&Thing::count>("count", 6, "A number or nothing."),
    field<&Thing::weight>("weight", 7, "A real or nothing."), field<&Thing::good>("good", 8, "Yes or no."),
    field<&Thing::colour>("colour", 9, "A colour or nothing."),
    field<&Thing::at>("at", 10, "An instant or nothing."),
    field<&Thing::lasts>("lasts", 11, "A duration or nothing."),
    field<&Thing::day>("day", 12, "A day or nothing."),
    field<&Thing::birthday>("birthday", 13, "A part of a day or nothing."),
    field<&Thing::price>("price", 14, "Money or nothing."),
    field<&Thing::parent>("parent", 15, "Another one or nothing."),
    field<&Thing::parts>("parts", 16, "Others."));
RAPPORT_KIND(Thing)

std::span<const Kind* const> catalogue() {
  static const Kind* const all[] = {&kind_of<Thing>()};
  return all;
}
std::span<const cel::Computed> cel::computed_of(const Kind&) { return {}; }

namespace {

const Instant now = from_text<Instant>("2026-01-01T00:00:00Z");

Id<Thing> id_number(int number) {
  Id<Thing> id;
  id.uuid.bytes[15] = static_cast<std::uint8_t>(number);
  return id;
}

std::vector<Thing> make_things() {
  std::vector<Thing> things(6);
  for (int i = 0; i < 6; ++i) {
    Thing& thing = things[static_cast<std::size_t>(i)];
    thing.id = id_number(i + 1);
    thing.name = std::vector<std::string>{"", "red", "Épi", "a b", "zz", "blue"}[static_cast<std::size_t>(i)];
    thing.good = i % 2 == 0;
    if (i == 0) continue;
    thing.note = i % 2 ? "note" : "";
    if (i != 2) thing.count = i * 3 - 6;
    if (i != 3) thing.weight = i / 2.0;
    if (i != 4) thing.colour = i % 2 ? Colour::red : Colour::blue;
    if (i != 5) thing.at = now - std::chrono::hours(i * 30);
    if (i != 2) thing.lasts = std::chrono::minutes(i);
    if (i != 3)
      thing.day =
          Date{std::chrono::year{2025}, std::chrono::month{12}, std::chrono::day{static_cast<unsigned>(i)}};
    if (i != 4) thing.birthday = PartialDate{0, 5, static_cast<std::uint8_t>(i)};
    if (i != 5) thing.price = Money{i * 100, Currency("EUR")};
    if (i > 2) thing.parent = id_number(i - 1);
    thing.parts = {id_number(1), id_number(i)};
  }
  return things;
}

class Shelf : public cel::Loader {
 public:
  const std::vector<Thing> things = make_things();

  const void* load(const Kind&, const Uuid& id) override {
    for (const Thing& each : things)
      if (each.id.uuid == id) return &each;
    return nullptr;
  }
  Value compute(const cel::Computed&, const Uuid&) override { return {}; }
};

struct World {
  Shelf shelf;
  Database database{"", Options{}};

  World() {
    for (const std::string& each : schema_statements()) database.execute(each);
    const Kind& kind = kind_of<Thing>();
    for (const Thing& each : shelf.things) {
      Statement insert = database.prepare(sql_of(kind).insert);
      int parameter = 0;
      for (const Field& field : kind.fields)
        for (const Column& column : field.columns) insert.bind(parameter++, column.get(&each));
      insert.run();
    }
  }
};

bool is_true(const cel::Any& any) { return any.tag == cel::Tag::boolean && any.boolean; }

void compare(World& world, cel::Program& program) {
  const Kind& kind = kind_of<Thing>();
  cel::Evaluator evaluator(program);
  const cel::Split split = cel::to_sql(program, kind, {.now = now});
  const auto inputs = [&](const Thing& thing) {
    return cel::Inputs{.record = &thing, .loader = &world.shelf, .now = now, .limit = 20000};
  };
  std::map<Uuid, bool> let_through;
  Statement rows = world.database.prepare("SELECT \"id\" FROM \"thing\"" +
                                          (split.where.text.empty() ? "" : " WHERE " + split.where.text));
  for (std::size_t i = 0; i < split.where.values.size(); ++i)
    rows.bind(static_cast<int>(i), Value::of(split.where.values[i]));
  while (rows.step()) {
    Uuid id;
    const Value bytes = rows.column(0);
    std::copy(bytes.text.begin(), bytes.text.end(), id.bytes.begin());
    let_through[id] = true;
  }
  for (const Thing& each : world.shelf.things) {
    const cel::Any whole = evaluator.evaluate(inputs(each));
    if (whole.is_error() && whole.fault() == cel::Fault::too_costly) return;
    const bool expected = is_true(whole);
    bool chosen = let_through.contains(each.id.uuid);
    for (const std::uint32_t part : split.rest)
      chosen = chosen && is_true(evaluator.evaluate(part, inputs(each)));
    if (chosen == expected) continue;
    std::fprintf(stderr, "memory says %d of \"%s\", SQL %d:\n%s\n%s\n", expected, each.name.c_str(), chosen,
                 program.text.c_str(), split.where.text.c_str());
    std::abort();
  }
}

}  // namespace

}  // namespace rapport

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rapport;
  static World world;
  cel::Program program;
  program.text.assign(reinterpret_cast<const char*>(data), size);
  try {
    cel::parse(program);
    cel::check(program, {.kind = &kind_of<Thing>()});
  } catch (const Error& error) {
    if (error.code() == Code::invalid || error.code() == Code::unknown_name) return 0;
    std::fprintf(stderr, "%s\n", error.what());
    std::abort();
  }
  // What was accepted must be answered: an exception from here on ends the run.
  const cel::Tag result = program.nodes[program.root].type.tag;
  if (result == cel::Tag::boolean || result == cel::Tag::dynamic) compare(world, program);
  return 0;
}
