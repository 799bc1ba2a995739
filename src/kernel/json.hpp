// JSON that comes from outside: one way to parse it, which no input can make recurse too deeply.
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

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

}  // namespace rapport
