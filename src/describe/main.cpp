// Writes what must exist as a file but derives from the descriptions: docs/records.md, docs/functions.md,
// docs/schema.sql, the JSON Schemas of the documents that people write by hand, capi/include/rapport_fields.h, and
// tests/golden/ledger.txt. A test compares them with what is committed.
//
//   rapport_describe FOLDER SOURCE
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>

#include "book/enumerations.hpp"
#include "expression/computed.hpp"
#include "expression/functions.hpp"
#include "expression/syntax.hpp"
#include "kernel/catalogue.hpp"
#include "kernel/json.hpp"
#include "rooms/revisions.hpp"
#include "store/schema.hpp"

namespace rapport {

namespace {

std::string type_text(const Field& field) {
  switch (field.type) {
    case Type::id: return fmt::format("id of {}", field.refers_to().name);
    case Type::ids: return fmt::format("ids of {}", field.refers_to().plural);
    case Type::enumeration: return fmt::format("[{}](#{})", field.enumeration->name, field.enumeration->name);
    default: return std::string(name(field.type));
  }
}

std::string traits_text(const Field& field) {
  std::string text = field.optional ? "" : "required";
  const auto add = [&](bool holds, std::string_view word) {
    if (holds) text += fmt::format("{}{}", text.empty() ? "" : ", ", word);
  };
  const Traits& traits = field.traits;
  add(field.type == Type::text, fmt::format("at most {} characters", traits.longest));
  add(traits.lowest != Traits{}.lowest, fmt::format("from {}", traits.lowest));
  add(traits.highest != Traits{}.highest, fmt::format("to {}", traits.highest));
  add(traits.unique, "unique");
  add(traits.indexed, "indexed");
  add(traits.searchable, "searchable");
  add(traits.personal, "personal");
  add(traits.derived, "kept by the book");
  add(traits.fixed, "fixed");
  add(traits.on_time_line != OnTimeLine::no, "on the time line");
  add(traits.measured != Measured::no, "measured");
  return text;
}

std::string records_page() {
  std::string page =
      "# Records\n\nEvery kind of record and every field, written by `./dev regenerate` from the "
      "descriptions in "
      "`include/rapport`. Numbers are permanent: they are the file format.\n";
  for (const Kind* kind : catalogue()) {
    page += fmt::format(
        "\n## {}\n\n{} Kind {}.\n\n| field | number | type | | meaning |\n|---|---|---|---|---|\n",
        kind->name, kind->sentence, kind->number);
    for (const Field& field : kind->fields)
      page += fmt::format("| `{}` | {} | {} | {} | {} |\n", field.name, field.number, type_text(field),
                          traits_text(field), field.sentence);
  }
  page += "\n# Enumerations\n";
  std::set<std::string_view> shown;
  for (const Kind* kind : catalogue())
    for (const Field& field : kind->fields) {
      if (!field.enumeration || !shown.insert(field.enumeration->name).second) continue;
      page += fmt::format("\n## {}\n\n{}\n\n| value | number | meaning |\n|---|---|---|\n",
                          field.enumeration->name, field.enumeration->sentence);
      for (const EnumerationValue& value : field.enumeration->values)
        page += fmt::format("| `{}` | {} | {} |\n", value.name, value.number, value.sentence);
    }
  return page;
}

std::string functions_page() {
  std::string page =
      "# Functions of expressions\n\nEverything that an expression can call, and what it can read beside the "
      "fields of records, written by `./dev regenerate`. The language is explained in "
      "[expressions.md](expressions.md).\n\n"
      "| function | meaning |\n|---|---|\n";
  for (const cel::Function& each : cel::functions())
    page += fmt::format("| `{}` | {} |\n", each.signature, each.sentence);
  page +=
      "\n# Macros\n\n| macro | meaning |\n|---|---|\n"
      "| `has(record.field)` | Whether a field has a value, a map a key. |\n";
  for (const cel::Macro& each : cel::macros())
    page += fmt::format("| `{}` | {} |\n", each.form, each.sentence);
  page += "\n# Computed fields\n\n| field | type | meaning |\n|---|---|---|\n";
  for (const Kind* kind : catalogue())
    for (const cel::Computed& each : cel::computed_of(*kind))
      page += fmt::format("| `{}.{}` | {} | {} |\n", kind->name, each.field.name, name(each.field.type),
                          each.field.sentence);
  return page;
}

// A field as JSON Schema has it; what the library reads from a text may be written as one.
Json schema_of(const Field& field) {
  Json schema{{"description", field.sentence}};
  switch (field.type) {
    case Type::boolean: schema["type"] = "boolean"; break;
    case Type::integer:
      schema["type"] = "integer";
      if (field.traits.lowest != Traits{}.lowest) schema["minimum"] = field.traits.lowest;
      if (field.traits.highest != Traits{}.highest) schema["maximum"] = field.traits.highest;
      break;
    case Type::real: schema["type"] = "number"; break;
    case Type::enumeration:
      for (const EnumerationValue& value : field.enumeration->values) schema["enum"].push_back(value.name);
      break;
    case Type::duration:
      schema["type"] = "string";
      schema["pattern"] = "^-?P(?=[0-9T])([0-9]+D)?(T(?=[0-9])([0-9]+H)?([0-9]+M)?([0-9]+([.][0-9]+)?S)?)?$";
      break;
    case Type::instant: schema["format"] = "date-time"; [[fallthrough]];
    default: schema["type"] = field.type == Type::text ? Json{"string", "array"} : Json("string");
  }
  if (field.type == Type::text) schema["items"] = {{"type", "string"}};
  return schema;
}

Json schema_of(const Kind& kind) {
  Json schema{{"type", "object"}, {"additionalProperties", false}};
  const AnyRecord plain(kind);
  for (const Field& field : kind.fields) {
    if (is_common(field) || field.traits.derived) continue;
    schema["properties"][field.name] = schema_of(field);
    // Others that are not optional have a value when they are left out.
    const bool says_nothing =
        field.type == Type::enumeration && field.columns[0].get(plain.get()).text.empty();
    const bool is_needed = field.type == Type::text || field.type == Type::duration || says_nothing;
    if (is_needed && !field.optional) schema["required"].push_back(field.name);
  }
  return schema;
}

std::string document_schema(const WholeForm& form) {
  Json object{{"type", "object"}, {"additionalProperties", false}};
  object["properties"]["$schema"] = {{"type", "string"}};
  object["properties"][form.one] = schema_of(form.of_one());
  // Whose they are is said by where they stand.
  Json item = schema_of(form.of_many());
  for (const Field& field : form.of_many().fields)
    if (field.type == Type::id && &field.refers_to() == &form.of_one()) item["properties"].erase(field.name);
  object["properties"][form.many] = {{"type", "array"}, {"items", item}};
  object["required"] = {form.one, form.many};
  Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", form.name}};
  if (&form == &rule_form)
    schema["oneOf"] = {object, {{"type", "array"}, {"items", object}}};
  else
    schema.update(object);
  return schema.dump(1) + "\n";
}

// One line for each number ever used: what it numbers, then its meaning. Numbers that the descriptions no
// longer use stay as retired; one that changed its meaning is an error.
std::string ledger(std::istream& former) {
  std::map<std::string, std::string> meanings;
  for (const Kind* kind : catalogue()) {
    meanings[fmt::format("kind {:04}", kind->number)] = fmt::format("{} since {}", kind->name, kind->since);
    for (const Field& field : kind->fields) {
      meanings[fmt::format("field {:04}.{:04}", kind->number, field.number)] =
          fmt::format("{}.{} {} since {}", kind->name, field.name, name(field.type), field.traits.since);
      if (!field.enumeration) continue;
      for (const EnumerationValue& value : field.enumeration->values)
        meanings[fmt::format("value {} {:04}", field.enumeration->name, value.number)] = value.name;
    }
  }
  constexpr std::string_view retired = " (retired)";
  for (std::string line; std::getline(former, line);) {
    const std::size_t colon = line.find(": ");
    if (colon == std::string::npos) continue;
    std::string meaning = line.substr(colon + 2);
    const auto [entry, gone] = meanings.try_emplace(line.substr(0, colon), meaning);
    if (gone && !meaning.ends_with(retired)) entry->second += retired;
    if (!gone && entry->second != meaning)
      throw Error(Code::invalid, fmt::format("{} was \"{}\" and is \"{}\" now; take a new number",
                                             entry->first, meaning, entry->second));
  }
  std::string text;
  for (const auto& [number, meaning] : meanings) text += fmt::format("{}: {}\n", number, meaning);
  return text;
}

// ---- What C programs include

std::string in_capitals(std::string_view name) {
  std::string text(name);
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

// How a value of a type is had from rapport_value: the C type, and the expression.
struct InC {
  std::string_view type;
  std::string_view taken;
};
InC in_c(Type type) {
  switch (type) {
    case Type::boolean: return {"bool", "value.as.integer != 0"};
    case Type::real: return {"double", "value.as.real"};
    case Type::text: return {"rapport_text", "value.as.text"};
    case Type::enumeration: return {"int32_t", "(int32_t)value.as.integer"};
    case Type::id: return {"rapport_id", "value.as.id"};
    case Type::money: return {"rapport_money", "value.as.money"};
    case Type::reference: return {"rapport_reference", "rapport_value_as_reference(&value)"};
    case Type::ids:
    case Type::references: return {"rapport_list", "value.as.list"};
    default: return {"int64_t", "value.as.integer"};
  }
}

std::string fields_header() {
  std::string text =
      "/* rapport_fields.h: the numbers of kinds, fields and enumerations, and a getter for each field. "
      "Written by\n"
      " * `./dev regenerate` from the descriptions of the records; docs/records.md tells the same with all "
      "traits. Numbers\n"
      " * are permanent. Included by rapport.h; a getter says whether there is a value, and gives it. */\n"
      "#ifndef RAPPORT_FIELDS_H\n#define RAPPORT_FIELDS_H\n\n/* Kinds. */\nenum {\n";
  std::set<std::string> used;
  const auto constant = [&](std::string name, int number, std::string_view sentence) {
    if (!used.insert(name).second)
      throw Error(Code::internal, fmt::format("{} is the name of two things in rapport_fields.h", name));
    text += fmt::format("  {} = {}, /* {} */\n", name, number, sentence);
  };
  for (const Kind* kind : catalogue())
    constant("RAPPORT_KIND_" + in_capitals(kind->name), kind->number, kind->sentence);
  text += "};\n";
  for (const Kind* kind : catalogue()) {
    text += fmt::format("\n/* Fields of {}. {} */\nenum {{\n", kind->name, kind->sentence);
    for (const Field& field : kind->fields)
      constant(fmt::format("RAPPORT_{}_{}", in_capitals(kind->name), in_capitals(field.name)),
               kind->number << 16 | field.number, field.sentence);
    text += "};\n";
  }
  for (const auto& [name, enumeration] : enumerations()) {
    text += fmt::format("\n/* {}: {} */\nenum {{\n", name, enumeration->sentence);
    for (const EnumerationValue& value : enumeration->values)
      constant(fmt::format("RAPPORT_{}_{}", in_capitals(name), in_capitals(value.name)), value.number,
               value.sentence);
    text += "};\n";
  }
  text +=
      "\n#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n"
      "static inline bool rapport_take_value(const rapport_record* record, int32_t field, rapport_value* "
      "value) {\n"
      "  return rapport_record_get(record, field, value, NULL) == RAPPORT_OK && value->type != "
      "RAPPORT_TYPE_NOTHING;\n"
      "}\n"
      "static inline rapport_reference rapport_value_as_reference(const rapport_value* value) {\n"
      "  rapport_reference reference;\n"
      "  reference.kind = value->kind;\n"
      "  reference.id = value->as.id;\n"
      "  return reference;\n"
      "}\n";
  for (const Kind* kind : catalogue()) {
    text += fmt::format("\n/* {} */\n", kind->name);
    for (const Field& field : kind->fields) {
      const InC c = in_c(field.type);
      text += fmt::format(
          "static inline bool rapport_get_{0}_{1}(const rapport_record* record, {2}* to) {{\n"
          "  rapport_value value;\n"
          "  const bool is_there = rapport_take_value(record, RAPPORT_{3}_{4}, &value);\n"
          "  if (is_there) *to = {5};\n"
          "  return is_there;\n"
          "}}\n",
          kind->name, field.name, c.type, in_capitals(kind->name), in_capitals(field.name), c.taken);
    }
  }
  text += "\n#ifdef __cplusplus\n}\n#endif\n\n#endif\n";
  return text;
}

int write_files(const std::filesystem::path& folder, const std::filesystem::path& source) {
  std::ifstream former(source / "tests/golden/ledger.txt");
  const std::pair<const char*, std::string> files[] = {
      {"docs/records.md", records_page()},
      {"docs/schema.sql", schema_text()},
      {"docs/functions.md", functions_page()},
      {"capi/include/rapport_fields.h", fields_header()},
      {"docs/policy.schema.json", document_schema(policy_form)},
      {"docs/rule.schema.json", document_schema(rule_form)},
      {"docs/ladder.schema.json", document_schema(ladder_form)},
      {"tests/golden/ledger.txt", ledger(former)}};
  for (const auto& [name, text] : files) {
    std::filesystem::create_directories((folder / name).parent_path());
    std::ofstream file(folder / name, std::ios::binary);
    file << text;
    if (!file.flush()) throw Error(Code::io, fmt::format("cannot write {}", (folder / name).string()));
  }
  return 0;
}

}  // namespace

}  // namespace rapport

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "rapport_describe FOLDER SOURCE: writes docs, tests/golden and capi/include in FOLDER; "
                 "SOURCE has the former ledger\n";
    return 2;
  }
  try {
    return rapport::write_files(argv[1], argv[2]);
  } catch (const std::exception& error) {
    std::cerr << "rapport_describe: " << error.what() << "\n";
    return 1;
  }
}
