// JSON that comes from outside: one way to parse it, which no input can make recurse too deeply.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rapport {

using Json = nlohmann::ordered_json;

// What is nested more deeply is no record of ours; writing and comparing JSON recurses.
inline constexpr int deepest_json = 32;

// Discarded for what is no JSON, or nested too deeply.
inline Json parse_json(std::string_view text, int deepest = deepest_json) {
  bool too_deep = false;
  const auto keep = [&](int depth, Json::parse_event_t, const Json&) {
    too_deep = too_deep || depth >= deepest;
    return !too_deep;
  };
  Json json = Json::parse(text, keep, false);
  return too_deep ? Json(Json::value_t::discarded) : json;
}

// A member of a JSON object. `value` is a scalar, or an empty list or object in place of one; of a list, the items
// are such values.
struct JsonMember {
  std::string name;
  Json value;
  std::vector<Json> items;
};
// The members of an object, in order; absent for what parse_json discards and for what is no object. Nothing nested
// is made on the way: objects of the JSON library ask for memory when they are destroyed, and end the program when
// there is none.
std::optional<std::vector<JsonMember>> members_of_json(std::string_view text);

}  // namespace rapport
