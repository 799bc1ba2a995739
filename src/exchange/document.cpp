#include "exchange/document.hpp"

#include <fmt/format.h>

#include <set>

#include "exchange/lookup.hpp"
#include "kernel/form.hpp"
#include "kernel/text.hpp"

namespace rapport {

void Document::refuse(Code code, std::string why, std::string path) const {
  throw Error(code, std::move(why), {std::string(form_.name), "", std::move(path)});
}

Json Document::parse(std::string_view json) const {
  Json parsed = parse_json(json);
  if (parsed.is_discarded()) refuse(Code::invalid, "is no JSON", "");
  std::vector<std::set<std::string>> open;
  std::string repeated;
  const auto note = [&](int, Json::parse_event_t event, const Json& part) {
    if (event == Json::parse_event_t::object_start) open.emplace_back();
    if (event == Json::parse_event_t::object_end) open.pop_back();
    if (event == Json::parse_event_t::key && !open.back().insert(part.get<std::string>()).second)
      repeated = part.get<std::string>();
    return true;
  };
  if (!Json::parse(json, note, false).is_discarded() && !repeated.empty())
    refuse(Code::invalid, "is there twice", text::printable(repeated));
  return parsed;
}

// What a field is set from: a text as it is, a list of texts with blanks between them, anything else as written.
std::string Document::text_in(const Json& value, const std::string& path) const {
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

void Document::read(const Json& json, void* one, const std::function<void*()>& next,
                    const std::string& place) const {
  const std::string before = place.empty() ? "" : place + ".";
  if (!json.is_object())
    refuse(Code::invalid, fmt::format("is no JSON object with {} and {}", form_.one, form_.many), place);
  for (const auto& [key, value] : json.items()) {
    if (key == form_.one) {
      read_record(form_.of_one(), one, value, before + key);
    } else if (key == form_.many) {
      if (!value.is_array()) refuse(Code::invalid, "is no list", before + key);
      for (std::size_t i = 0; i < value.size(); ++i)
        read_record(form_.of_many(), next(), value[i], before + form_.place(i));
    } else {
      refuse(Code::unknown_name, fmt::format("is neither {} nor {}", form_.one, form_.many),
             before + text::printable(key));
    }
  }
}

void Document::read_record(const Kind& kind, void* record, const Json& json, const std::string& path) const {
  if (!json.is_object())
    refuse(Code::invalid, fmt::format("is no object with the fields of a {}", kind.name), path);
  RowRecords none(session_);
  Lookup lookup(session_, none, nullptr, false);
  for (const auto& [key, value] : json.items()) {
    const std::string place = path + "." + text::printable(key);
    const auto in_place = [&](auto&& work) -> decltype(auto) {
      try {
        return work();
      } catch (const Error& error) {
        refuse(error.code(), error.message(), place);
      }
    };
    const Field& field = in_place([&]() -> const Field& { return kind.field(key); });
    if (field.traits.derived || is_common(field)) refuse(Code::not_allowed, "is kept by the book", place);
    if (value.is_null()) continue;
    const std::string text = text_in(value, place);
    in_place([&] {
      const bool is_name = field.type == Type::id;
      set_from_text(field, record, is_name ? to_text(lookup.find(field.refers_to(), text)) : text);
    });
  }
}

}  // namespace rapport
