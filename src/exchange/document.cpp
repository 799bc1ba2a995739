#include "exchange/document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "exchange/lookup.hpp"
#include "kernel/form.hpp"
#include "kernel/text.hpp"

namespace rapport {

namespace {

// By which editors find the schema of a file.
constexpr std::string_view schema_key = "$schema";

}  // namespace

void Document::refuse(Code code, std::string why, std::string path) const {
  throw Error(code, std::move(why), {std::string(form_.name), "", std::move(path)});
}

Document::Document(Session& session, const WholeForm& form, std::string_view json)
    : session_(session), form_(form) {
  std::size_t wrong_at = 0;
  auto parsed = parse_json(json, deepest_json, &wrong_at);
  if (!parsed && wrong_at == std::string_view::npos) refuse(Code::invalid, "is nested too deeply", "");
  if (!parsed) {
    const std::string_view before = json.substr(0, wrong_at);
    const std::size_t line = before.rfind('\n') + 1;  // where it begins, also the first
    refuse(Code::invalid,
           fmt::format("is no JSON from line {}, character {} on", std::ranges::count(before, '\n') + 1,
                       text::length(before.substr(line)) + 1),
           "");
  }
  root_ = std::move(*parsed);
}

// What a field is set from: a text as it is, a list of texts with blanks between them, anything else as written.
std::string Document::text_in(const JsonPart& of, const std::string& path) const {
  const Json& value = of.value;
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean() || value.is_number()) return value.dump();
  if (!value.is_array())
    refuse(Code::invalid, "is neither a text, a number, true, false nor a list of texts", path);
  std::string text;
  for (const JsonPart& each : of.parts) {
    if (!each.value.is_string()) refuse(Code::invalid, "is a list of something else than texts", path);
    text += (text.empty() ? "" : " ") + each.value.get<std::string>();
  }
  return text;
}

void Document::need_once(const JsonPart& object, const JsonPart& part, const std::string& path) const {
  if (&*std::ranges::find(object.parts, part.name, &JsonPart::name) != &part)
    refuse(Code::invalid, "is there twice", path);
}

void Document::read(const JsonPart& json, void* one, const std::function<void*()>& next,
                    const std::string& place) {
  const std::string before = place.empty() ? "" : place + ".";
  if (!json.value.is_object())
    return faults_.look([&] {
      refuse(Code::invalid, fmt::format("is no JSON object with {} and {}", form_.one, form_.many), place);
    });
  for (const JsonPart& part : json.parts) {
    const std::string path = before + text::printable(part.name);
    faults_.look([&] { need_once(json, part, path); });
    if (part.name == form_.one) {
      faults_.look([&] { read_record(form_.of_one(), one, part, path); });
    } else if (part.name == form_.many) {
      faults_.look([&] {
        if (!part.value.is_array()) refuse(Code::invalid, "is no list", path);
      });
      for (std::size_t i = 0; part.value.is_array() && i < part.parts.size(); ++i)
        faults_.look([&] { read_record(form_.of_many(), next(), part.parts[i], before + form_.place(i)); });
    } else if (part.name != schema_key) {
      faults_.look([&] {
        refuse(Code::unknown_name, fmt::format("is neither {} nor {}", form_.one, form_.many), path);
      });
    }
  }
}

void Document::read_record(const Kind& kind, void* record, const JsonPart& json, const std::string& path) {
  if (!json.value.is_object())
    refuse(Code::invalid, fmt::format("is no object with the fields of a {}", kind.name), path);
  RowRecords none(session_);
  Lookup lookup(session_, none, nullptr, false);
  std::vector<std::string_view> wrong;
  const auto look = [&](std::string_view name, const auto& work) {
    const std::string place = fmt::format("{}.{}", path, text::printable(name));
    faults_.look([&] {
      try {
        work(place);
      } catch (const Error& error) {
        wrong.push_back(name);
        refuse(error.code(), error.message(), place);
      }
    });
  };
  for (const JsonPart& part : json.parts)
    look(part.name, [&](const std::string& place) {
      need_once(json, part, place);
      const Field& field = kind.field(part.name);
      if (field.traits.derived || is_common(field)) refuse(Code::not_allowed, "is kept by the book", place);
      if (part.value.is_null()) return;
      const std::string text = text_in(part, place);
      const bool is_name = field.type == Type::id;
      set_from_text(field, record, is_name ? to_text(lookup.find(field.refers_to(), text)) : text);
    });
  // What is missing, or no value that the field may have.
  for (const Field& field : kind.fields) {
    const bool is_of_whole = field.type == Type::id && &field.refers_to() == &form_.of_one();
    if (field.traits.derived || is_common(field) || is_of_whole) continue;
    if (std::ranges::find(wrong, field.name) != wrong.end()) continue;
    look(field.name, [&](const std::string&) { validate(kind, record, field); });
  }
}

namespace {

// Whether one is the other, or lies in it.
bool is_in(std::string_view path, std::string_view whole) {
  return path.starts_with(whole) && (whole.empty() || path.size() == whole.size() ||
                                     path[whole.size()] == '.' || path[whole.size()] == '[');
}

}  // namespace

void Document::add(const Faults& faults, const std::string& place) {
  const std::vector<Error> unread = faults_.found();
  const std::string before = place.empty() ? "" : place + ".";
  for (const Error& each : faults.found()) {
    const bool is_of_many = each.field().starts_with(form_.many);
    const std::string path = before + (is_of_many ? "" : std::string(form_.one) + ".") + each.field();
    // Where a part could not be read whole, nothing but its expressions is known.
    const std::size_t dot = path.rfind('.');
    const std::string_view name = std::string_view(path).substr(dot + 1);
    const bool is_expression =
        name == field_of<&Rule::condition>().name || name == field_of<&RuleAction::value>().name;
    const bool is_part = path == before + std::string(form_.many);
    const std::string_view looked_at =
        is_expression || is_part ? path : std::string_view(path).substr(0, dot);
    if (std::ranges::any_of(unread, [&](const Error& other) {
          return is_in(other.field(), looked_at) || is_in(looked_at, other.field());
        }))
      continue;
    faults_.look([&] { throw Error(each.code(), each.message(), {each.kind(), each.record(), path}); });
  }
}

void Document::need_new_name(const std::vector<std::string>& names, const std::string& path) {
  const auto first = std::ranges::find(names, names.back());
  if (names.back().empty() || &*first == &names.back()) return;
  faults_.look([&] {
    refuse(Code::duplicate,
           fmt::format("{} is what [{}] is called, too", text::shown(names.back()), first - names.begin()),
           path);
  });
}

}  // namespace rapport
