// Policies as JSON: an object with a service level and its targets, fields by their names.
#include <fmt/format.h>

#include <optional>
#include <set>
#include <vector>

#include "exchange/lookup.hpp"
#include "kernel/form.hpp"
#include "kernel/json.hpp"
#include "kernel/text.hpp"
#include "rapport/exchange.hpp"
#include "rapport/service_levels.hpp"

namespace rapport {

namespace {

constexpr std::string_view level_key = "level";
constexpr std::string_view targets_key = "targets";

[[noreturn]] void refuse(Code code, std::string why, std::string path) {
  throw Error(code, std::move(why), {"policy", "", std::move(path)});
}

// What a field is set from: a text as it is, a list of texts with blanks between them, anything else as written.
std::string text_in(const Json& value, const std::string& path) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean() || value.is_number()) return value.dump();
  if (!value.is_array())
    refuse(Code::invalid, "is neither a text, a number, true, false nor a list of texts", path);
  std::string text;
  for (const Json& each : value) {
    if (!each.is_string()) refuse(Code::invalid, "is a list of something else than texts", path);
    text += (text.empty() ? "" : " ") + each.get<std::string>();
  }
  return text;
}

// A member that an object has twice; the one would silently win over the other.
std::optional<std::string> repeated_member(std::string_view json) {
  std::vector<std::set<std::string>> open;
  std::optional<std::string> repeated;
  const auto note = [&](int, Json::parse_event_t event, const Json& parsed) {
    if (event == Json::parse_event_t::object_start) open.emplace_back();
    if (event == Json::parse_event_t::object_end) open.pop_back();
    if (event == Json::parse_event_t::key && !open.back().insert(parsed.get<std::string>()).second)
      repeated = parsed.get<std::string>();
    return true;
  };
  return Json::parse(json, note, false).is_discarded() ? std::nullopt : repeated;
}

void read_record(Session& session, const Kind& kind, void* record, const Json& json,
                 const std::string& path) {
  if (!json.is_object())
    refuse(Code::invalid, fmt::format("is no object with the fields of a {}", kind.name), path);
  RowRecords none(session);
  Lookup lookup(session, none, nullptr, false);
  for (const auto& [key, value] : json.items()) {
    const std::string place = path + "." + text::printable(key);
    try {
      const Field& field = kind.field(key);
      if (field.traits.derived || is_common(field)) refuse(Code::not_allowed, "is kept by the book", place);
      if (value.is_null()) continue;
      const std::string text = text_in(value, place);
      if (field.type == Type::id)
        set_from_text(field, record, to_text(lookup.find(field.refers_to(), text)));
      else
        set_from_text(field, record, text);
    } catch (const Error& error) {
      if (error.kind() == "policy") throw;
      refuse(error.code(), error.message(), place);
    }
  }
}

}  // namespace

Policy Exchange::read_policy(std::string_view json) const {
  const Json document = parse_json(json);
  if (!document.is_object()) refuse(Code::invalid, "is no JSON object with a level and targets", "");
  if (const auto twice = repeated_member(json))
    refuse(Code::invalid, "is there twice", text::printable(*twice));
  Policy policy;
  for (const auto& [key, value] : document.items()) {
    if (key == level_key) {
      read_record(*session_, kind_of<ServiceLevel>(), &policy.level, value, key);
    } else if (key == targets_key) {
      if (!value.is_array()) refuse(Code::invalid, "is no list", key);
      for (std::size_t i = 0; i < value.size(); ++i)
        read_record(*session_, kind_of<Target>(), &policy.targets.emplace_back(), value[i],
                    fmt::format("{}[{}]", key, i));
    } else {
      refuse(Code::unknown_name, fmt::format("is neither {} nor {}", level_key, targets_key),
             text::printable(key));
    }
  }
  return policy;
}

}  // namespace rapport
