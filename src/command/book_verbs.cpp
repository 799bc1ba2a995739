// open, kinds, schema: what a book is and what it holds.
#include <fmt/format.h>

#include <filesystem>

#include "command/any_records.hpp"
#include "command/verbs.hpp"
#include "exchange/targets.hpp"
#include "exchange/writer.hpp"
#include "expression/computed.hpp"
#include "kernel/catalogue.hpp"
#include "rapport/version.hpp"
#include "store/schema.hpp"

namespace rapport::command {

using terminal::Align;
using terminal::Style;
using terminal::Table;

namespace {

std::string size_in_words(std::uintmax_t bytes) {
  const auto size = static_cast<double>(bytes);
  if (size < 1e6) return fmt::format("{:.0f} kB", size / 1e3);
  return size < 1e9 ? fmt::format("{:.1f} MB", size / 1e6) : fmt::format("{:.2f} GB", size / 1e9);
}

// What a field is, for people: "customer", "one of stage", "text".
std::string type_of(const Field& field) {
  if (field.enumeration) return spaced(field.enumeration->name);
  if (field.refers_to && field.number != 1)
    return fmt::format("{}{}", field.type == Type::ids ? "list of " : "→ ", spaced(field.refers_to().name));
  return spaced(name(field.type));
}

Json traits_of(const Field& field) {
  Json traits = Json::array();
  const auto put = [&](bool holds, std::string_view word) {
    if (holds) traits.push_back(word);
  };
  put(!field.optional, "required");
  put(field.traits.unique, "unique");
  put(field.traits.indexed, "indexed");
  put(field.traits.searchable, "searchable");
  put(field.traits.personal, "personal");
  put(field.traits.derived, "derived");
  put(field.traits.fixed, "fixed");
  return traits;
}

Json targets_json(std::string_view kind) {
  Json targets = Json::array();
  for (const ImportTarget& each : targets_of(kind))
    targets.push_back({{"name", each.name}, {"sentence", each.sentence}});
  return targets;
}

// Where else a column of an import can go; nothing for most kinds.
void tell_targets(Call& call, std::string_view kind) {
  std::vector<terminal::KeyValue> lines;
  for (const ImportTarget& each : targets_of(kind)) lines.push_back({std::string(each.name), each.sentence});
  if (!lines.empty())
    call.write('\n' + terminal::heading(call.screen, "Targets of an import, beside the fields") +
               terminal::key_values(call.screen, lines, 2, Style::cyan));
}

Json to_json(const Kind& kind) {
  Json fields = Json::array();
  for (const Field& field : kind.fields) {
    Json each{{"name", field.name},
              {"number", field.number},
              {"type", name(field.type)},
              {"traits", traits_of(field)},
              {"sentence", field.sentence}};
    if (field.refers_to) each["refers_to"] = field.refers_to().name;
    if (field.enumeration)
      for (const EnumerationValue& value : field.enumeration->values) each["values"].push_back(value.name);
    fields.push_back(std::move(each));
  }
  return {{"name", kind.name},         {"plural", kind.plural},       {"number", kind.number},
          {"sentence", kind.sentence}, {"fields", std::move(fields)}, {"targets", targets_json(kind.name)}};
}

void tell(Call& call, const Kind& kind) {
  call.write(terminal::heading(call.screen, spaced(kind.name)));
  call.write(fmt::format("{}\n\n", kind.sentence));
  Table fields({whole_column("field"), {"type"}, {"traits"}, {"meaning"}});
  for (const Field& field : kind.fields) {
    std::string traits;
    for (const Json& each : traits_of(field))
      traits += (traits.empty() ? "" : ", ") + each.get<std::string>();
    fields.add({{field.name, Style::cyan}, type_of(field), {traits, Style::dim}, field.sentence});
  }
  for (const cel::Computed& each : cel::computed_of(kind))
    fields.add({{each.field.name, Style::cyan},
                type_of(each.field),
                {"in expressions only", Style::dim},
                each.field.sentence});
  call.write(fields.render(call.screen));
  for (const Field& field : kind.fields) {
    if (!field.enumeration) continue;
    std::vector<terminal::KeyValue> values;
    for (const EnumerationValue& each : field.enumeration->values)
      values.push_back({std::string(each.name), each.sentence});
    call.write('\n' + terminal::heading(call.screen, fmt::format("Values of {}", field.name)) +
               terminal::key_values(call.screen, values, 2, Style::cyan));
  }
  tell_targets(call, kind.name);
}

// Deals are no records, but files of them can be imported.
int tell_opportunity(Call& call) {
  constexpr std::string_view sentence =
      "A deal in a file to import; it becomes interactions with the account, and stage moves.";
  if (call.json()) {
    call.line({{"name", opportunity}, {"sentence", sentence}, {"targets", targets_json(opportunity)}});
    return done;
  }
  call.write(fmt::format("{}{}\n", terminal::heading(call.screen, opportunity), sentence));
  tell_targets(call, opportunity);
  return done;
}

}  // namespace

int open(Call& call) {
  const std::string& path = call.arguments.book();
  std::error_code nowhere;
  std::uintmax_t bytes = std::filesystem::file_size(path, nowhere);
  // What the newest commits wrote stands beside the file until it is folded in.
  std::error_code folded;
  if (const auto beside = std::filesystem::file_size(path + "-wal", folded); !folded) bytes += beside;
  const Head head = call.book().journal().head();
  const std::int64_t format = format_of(detail::session_of(call.book()).database());
  Json counts = Json::object();
  Table table({{"kind"}, {"records", Align::right}});
  for (const Kind* kind : catalogue()) {
    const std::int64_t count = detail::count(detail::session_of(call.book()), *kind, {});
    counts[std::string(kind->plural)] = count;
    table.add({spaced(kind->plural), {std::to_string(count), count ? Style::plain : Style::dim}});
  }
  if (call.json()) {
    Json answer{{"book", path}, {"format", format}, {"commits", head.commit}, {"records", counts}};
    if (!nowhere) answer["bytes"] = bytes;
    if (head.commit) answer["last_commit_at"] = to_text(call.book().journal().commit(head.commit).at);
    call.line(answer);
    return done;
  }
  std::string last = "none yet";
  if (head.commit) {
    const Commit commit = call.book().journal().commit(head.commit);
    last = fmt::format("{} at {}, {}", commit.number, call.teller().moment(commit.at), commit.verb);
  }
  call.write(terminal::heading(call.screen, path));
  call.write(terminal::key_values(call.screen, {{"format", std::to_string(format)},
                                                {"size", nowhere ? "in memory" : size_in_words(bytes)},
                                                {"last commit", last}}));
  call.write('\n' + table.render(call.screen));
  return done;
}

int kinds(Call& call) {
  const std::string& wanted = call.arguments.positional(0);
  if (wanted == opportunity) return tell_opportunity(call);
  if (!wanted.empty()) {
    if (call.json())
      call.line(to_json(kind_named(wanted)));
    else
      tell(call, kind_named(wanted));
    return done;
  }
  Table table({whole_column("kind"), {"fields", Align::right}, {"meaning"}});
  for (const Kind* kind : catalogue()) {
    if (call.json()) call.line(to_json(*kind));
    table.add({{kind->name, Style::cyan}, std::to_string(kind->fields.size()), kind->sentence});
  }
  if (call.json()) return done;
  call.write(table.render(call.screen) + '\n');
  call.remark(fmt::format("a file of deals can be imported, too; kinds {} lists its columns", opportunity));
  return done;
}

int schema(Call& call) {
  if (call.json())
    call.line({{"schema", schema_text()}});
  else
    call.write(schema_text());
  return done;
}

}  // namespace rapport::command
