// The public conformance cases of the Common Expression Language, as far as they need no protobuf message.
#include <doctest/doctest.h>
#include <sodium.h>

#include <cmath>
#include <fstream>
#include <memory_resource>
#include <nlohmann/json.hpp>
#include <string>

#include "expression/checker.hpp"
#include "expression/evaluator.hpp"
#include "rapport/error.hpp"
#include "support/shared_data.hpp"

namespace {

namespace cel = rapport::cel;
using cel::Any;
using cel::Tag;
using nlohmann::json;

std::pmr::monotonic_buffer_resource arena;

std::string from_base64(const std::string& text) {
  std::string bytes(text.size(), '\0');
  std::size_t size = 0;
  REQUIRE(sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                            text.size(), "", &size, nullptr, sodium_base64_VARIANT_ORIGINAL) == 0);
  bytes.resize(size);
  return bytes;
}

double real_of(const json& value) {
  if (value.is_number()) return value.get<double>();
  const std::string text = value.get<std::string>();
  return text == "NaN"         ? std::nan("")
         : text == "Infinity"  ? HUGE_VAL
         : text == "-Infinity" ? -HUGE_VAL
                               : std::stod(text);
}

// A value as the cases write it.
Any value_of(const json& from) {
  if (from.contains("nullValue")) return Any::null();
  if (from.contains("boolValue")) return Any::of(from["boolValue"].get<bool>());
  if (from.contains("int64Value"))
    return Any::of(std::int64_t{std::stoll(from["int64Value"].get<std::string>())});
  if (from.contains("uint64Value"))
    return Any::of(std::uint64_t{std::stoull(from["uint64Value"].get<std::string>())});
  if (from.contains("doubleValue")) return Any::of(real_of(from["doubleValue"]));
  if (from.contains("stringValue")) return cel::make_text(arena, from["stringValue"].get<std::string>());
  if (from.contains("bytesValue"))
    return cel::make_bytes(arena, from_base64(from["bytesValue"].get<std::string>()));
  if (from.contains("typeValue")) {
    for (int tag = 0; tag <= static_cast<int>(Tag::record); ++tag)
      if (cel::name_of(static_cast<Tag>(tag)) == from["typeValue"].get<std::string>())
        return Any::of_type(static_cast<Tag>(tag));
  }
  if (from.contains("listValue")) {
    std::vector<Any> items;
    if (from["listValue"].contains("values"))
      for (const json& each : from["listValue"]["values"]) items.push_back(value_of(each));
    return cel::make_list(arena, items);
  }
  if (from.contains("mapValue")) {
    std::vector<cel::Entry> entries;
    if (from["mapValue"].contains("entries"))
      for (const json& each : from["mapValue"]["entries"])
        entries.push_back({value_of(each["key"]), value_of(each["value"])});
    return cel::make_map(arena, entries);
  }
  FAIL("a value of an unknown form: " << from.dump());
  return {};
}

// Also by type: 1 is not 1u here. NaN is NaN.
bool same(const Any& a, const Any& b) {
  if (a.tag != b.tag) return false;
  if (a.tag == Tag::real && std::isnan(a.real)) return std::isnan(b.real);
  if (a.tag == Tag::list)
    return std::ranges::equal(a.list->span(), b.list->span(),
                              [](const Any& x, const Any& y) { return same(x, y); });
  return cel::equal(a, b);
}

cel::Type type_of(const json& from, cel::Program& program) {
  using cel::Tag;
  if (from.contains("primitive")) {
    const std::string name = from["primitive"].get<std::string>();
    if (name == "BOOL") return {.tag = Tag::boolean};
    if (name == "INT64") return {.tag = Tag::integer};
    if (name == "UINT64") return {.tag = Tag::unsigned_integer};
    if (name == "DOUBLE") return {.tag = Tag::real};
    if (name == "STRING") return {.tag = Tag::text};
    if (name == "BYTES") return {.tag = Tag::bytes};
  }
  if (from.contains("null")) return {.tag = Tag::null};
  const auto keep = [&](const json& inner) { return &program.types.emplace_back(type_of(inner, program)); };
  if (from.contains("listType")) return {.tag = Tag::list, .item = keep(from["listType"]["elemType"])};
  if (from.contains("mapType"))
    return {
        .tag = Tag::map, .key = keep(from["mapType"]["keyType"]), .item = keep(from["mapType"]["valueType"])};
  return {.tag = Tag::dynamic};
}

struct Outcome {
  bool parses = true;
  std::string trouble{};  // of parsing and checking
  Any value{};
  cel::Type type{};
};

Outcome run(const json& from, cel::Program& program, std::unique_ptr<cel::Evaluator>& evaluator) {
  program.text = from["expr"].get<std::string>();
  cel::Environment environment;
  environment.lenient = from.value("disableCheck", false);
  std::vector<Any> variables;
  if (from.contains("typeEnv"))
    for (const json& each : from["typeEnv"]) {
      if (!each.contains("ident")) continue;
      environment.variables.push_back(
          {each["name"].get<std::string>(), type_of(each["ident"]["type"], program)});
      variables.push_back(Any::error(cel::Fault::no_such_name));
      if (from.contains("bindings") && from["bindings"].contains(each["name"].get<std::string>()))
        variables.back() = value_of(from["bindings"][each["name"].get<std::string>()]["value"]);
    }
  if (from.contains("bindings"))
    for (const auto& [name, bound] : from["bindings"].items())
      if (std::ranges::none_of(environment.variables, [&](const auto& each) { return each.name == name; })) {
        environment.variables.push_back({name, {.tag = cel::Tag::dynamic}});
        variables.push_back(value_of(bound["value"]));
      }
  Outcome outcome{.parses = false};
  try {
    cel::parse(program);
    outcome.parses = true;
    cel::check(program, environment);
  } catch (const rapport::Error& error) {
    outcome.trouble = error.what();
    return outcome;
  }
  evaluator = std::make_unique<cel::Evaluator>(program);
  outcome.value = evaluator->evaluate({.variables = variables});
  outcome.type = program.nodes[program.root].type;
  return outcome;
}

}  // namespace

TEST_CASE("the public conformance cases") {
  const auto path = rapport::test::shared_data / "cel/conformance.jsonl";
  if (rapport::test::is_missing(path)) return;
  std::ifstream file(path);
  int cases = 0;
  for (std::string line; std::getline(file, line);) {
    const json from = json::parse(line);
    ++cases;
    CAPTURE(from["suite"].get<std::string>());
    CAPTURE(from["name"].get<std::string>());
    CAPTURE(from["expr"].get<std::string>());
    cel::Program program;
    std::unique_ptr<cel::Evaluator> evaluator;
    const Outcome outcome = run(from, program, evaluator);
    if (from.contains("evalError")) {
      // Refused by the checker, or an error at the evaluation; never for its syntax.
      CHECK(outcome.parses);
      CHECK_MESSAGE((!outcome.trouble.empty() || outcome.value.is_error()),
                    cel::to_expression(outcome.value));
      continue;
    }
    CHECK(outcome.trouble == "");
    const json& expected = from.contains("value")         ? from["value"]
                           : from.contains("typedResult") ? from["typedResult"]["result"]
                                                          : json{{"boolValue", true}};
    CHECK_MESSAGE(same(outcome.value, value_of(expected)), cel::to_expression(outcome.value)
                                                               << " is not " << expected.dump());
    if (from.contains("typedResult"))
      CHECK(cel::to_text(outcome.type) == cel::to_text(type_of(from["typedResult"]["deducedType"], program)));
  }
  CHECK(cases == 787);
  MESSAGE(cases << " cases; none is left out");
}
