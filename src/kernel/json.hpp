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

// A document, or a part of it. Objects of the JSON library ask for memory when they grow and when they are destroyed,
// and end the program when there is none; so they hold no more than one value here.
struct JsonPart {
  std::string name{};             // in an object
  Json value{};                   // a scalar, or an empty list or object in place of one
  std::vector<JsonPart> parts{};  // what is in that, in order; an object may have a name twice
};

// Absent for what is no JSON, or nested too deeply. Says, where somebody asks, behind how many bytes it is no JSON; npos
// for what is nested too deeply.
std::optional<JsonPart> parse_json(std::string_view text, int deepest = deepest_json,
                                   std::size_t* wrong_at = nullptr);

}  // namespace rapport
