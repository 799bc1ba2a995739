#include "command/any_records.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "kernel/form.hpp"
#include "kernel/text.hpp"

namespace rapport::command {

namespace {

constexpr std::size_t most_candidates = 10;

// A text that may be an id.
std::optional<Uuid> as_id(std::string_view text) {
  try {
    return from_text<Uuid>(text);
  } catch (const Error&) {
    return {};
  }
}

bool names_a_record(const Field& field) {
  return field.type == Type::text && (field.traits.unique || field.traits.natural_key);
}

// Adds the records that meet the condition and are not there yet.
void gather(const Book& book, const Kind& kind, const Condition& condition, std::vector<AnyRecord>& found) {
  AnyPage page = find(book, kind, {condition}, {.limit = most_candidates + 1});
  for (AnyRecord& each : page.records) {
    const Uuid& id = id_of(each.kind(), each.get());
    if (std::ranges::none_of(found,
                             [&](const AnyRecord& known) { return id_of(known.kind(), known.get()) == id; }))
      found.push_back(std::move(each));
  }
}

[[noreturn]] void refuse(const Kind& kind, std::string_view text, const std::vector<AnyRecord>& candidates) {
  if (candidates.empty())
    throw Error(Code::not_found, fmt::format("no {} is called \"{}\"", kind.name, text::printable(text)));
  std::string message =
      fmt::format("\"{}\" names several {}; say which one:", text::printable(text), kind.plural);
  for (std::size_t i = 0; i < std::min(candidates.size(), most_candidates); ++i)
    message += fmt::format("\n  {}  {}", to_text(id_of(kind, candidates[i].get())),
                           text::printable(label_of(kind, candidates[i].get())));
  if (candidates.size() > most_candidates) message += "\n  and others";
  throw Error(Code::not_found, message);
}

// The text form of a field's value, where a referred record is named as people name it.
std::string resolved(Book& book, const Field& field, std::string_view text) {
  if (field.type != Type::id || !field.refers_to || field.number == id_field || text.empty() || as_id(text))
    return std::string(text);
  return to_text(find_one(book, field.refers_to(), text));
}

}  // namespace

AnyRecord get(const Book& book, const Kind& kind, const Uuid& id) {
  AnyRecord record(kind);
  if (!detail::get(detail::session_of(book), kind, id, record.get())) detail::throw_not_found(kind, id);
  return record;
}

AnyPage find(const Book& book, const Kind& kind, const detail::Which& which, const Paging& paging) {
  struct Target {
    const Kind& kind;
    std::vector<AnyRecord>& records;
  };
  AnyPage page;
  Target target{kind, page.records};
  const auto slot = [](void* context) {
    auto& to = *static_cast<Target*>(context);
    return to.records.emplace_back(to.kind).get();
  };
  page.next = detail::find(detail::session_of(book), kind, which, paging, {&target, slot});
  return page;
}

std::string label_of(const Kind& kind, const void* record) {
  const auto first = [&](auto&& wanted) -> std::string {
    for (const Field& field : kind.fields)
      if (field.type == Type::text && wanted(field.traits))
        if (auto text = to_text(field, values_of(field, record)); text && !text->empty()) return *text;
    return {};
  };
  std::string label = first([](const Traits& traits) { return traits.natural_key; });
  if (label.empty()) label = first([](const Traits& traits) { return traits.searchable; });
  if (label.empty()) label = first([](const Traits&) { return true; });
  return label;
}

Uuid find_one(Book& book, const Kind& kind, std::string_view text) {
  if (const auto id = as_id(text)) return id_of(kind, get(book, kind, *id).get());
  std::vector<AnyRecord> found;
  for (const Field& field : kind.fields)
    if (names_a_record(field))
      gather(book, kind, detail::compare(field.number, Comparison::equal, {std::string(text)}), found);
  if (found.empty() && !text.empty())
    for (const Field& field : kind.fields)
      if (names_a_record(field) && field.traits.natural_key && !field.optional)
        gather(book, kind, detail::compare(field.number, Comparison::starts_with, {std::string(text)}),
               found);
  if (found.size() != 1) refuse(kind, text, found);
  return id_of(kind, found.front().get());
}

std::pair<std::string_view, std::string_view> halves(std::string_view assignment) {
  const std::size_t equals = assignment.find('=');
  if (equals == std::string_view::npos)
    throw Error(Code::invalid,
                fmt::format("\"{}\" is not FIELD=VALUE, as in industry=food", text::printable(assignment)));
  return {assignment.substr(0, equals), assignment.substr(equals + 1)};
}

void assign(Book& book, AnyRecord& record, const Field& field, std::string_view text) {
  const Place place{std::string(record.kind().name), "", std::string(field.name)};
  if (is_common(field)) throw Error(Code::not_allowed, "is kept by the book; leave it out", place);
  try {
    set_from_text(field, record.get(), resolved(book, field, text));
  } catch (const Error& error) {
    throw Error(error.code(), error.message(), place);
  }
}

void assign(Book& book, AnyRecord& record, std::string_view assignment) {
  const auto [name, value] = halves(assignment);
  assign(book, record, record.kind().field(name), value);
}

std::string with_names_of_agents(Book& book, std::string message) {
  const std::string before = fmt::format("{} ", kind_of<Agent>().name);
  const std::size_t length = to_text(Uuid{}).size();
  for (std::size_t at = message.find(before); at != std::string::npos; at = message.find(before, at + 1)) {
    const std::string id = message.substr(at + before.size(), length);
    try {
      message.replace(at, before.size() + id.size(), book.agents().get(from_text<Id<Agent>>(id)).name);
    } catch (const Error&) {
      continue;  // the word, not an agent
    }
  }
  return message;
}

}  // namespace rapport::command
