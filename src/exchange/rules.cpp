// Rules and ladders as JSON: an object with a rule and its actions, or a list of them; a ladder with its rungs.
#include <fmt/format.h>

#include "exchange/document.hpp"
#include "kernel/text.hpp"
#include "rapport/exchange.hpp"
#include "rapport/rules.hpp"

namespace rapport {

namespace {

constexpr std::string_view rule_key = "rule";
constexpr std::string_view actions_key = "actions";
constexpr std::string_view ladder_key = "ladder";
constexpr std::string_view rungs_key = "rungs";

RuleWithActions read_rule(const Document& document, const Json& json, const std::string& place) {
  const std::string before = place.empty() ? "" : place + ".";
  if (!json.is_object())
    document.refuse(Code::invalid, fmt::format("is no object with {} and {}", rule_key, actions_key), place);
  RuleWithActions rule;
  for (const auto& [key, value] : json.items()) {
    if (key == rule_key)
      document.read(kind_of<Rule>(), &rule.rule, value, before + key);
    else if (key == actions_key)
      rule.actions = document.read_list<RuleAction>(value, before + key);
    else
      document.refuse(Code::unknown_name, fmt::format("is neither {} nor {}", rule_key, actions_key),
                      before + text::printable(key));
  }
  return rule;
}

}  // namespace

std::vector<RuleWithActions> Exchange::read_rules(std::string_view json) const {
  const Document document(*session_, "rule");
  const Json parsed = parse_json(json);
  std::vector<RuleWithActions> rules;
  if (!parsed.is_array()) {
    rules.push_back(read_rule(document, parsed, ""));
    return rules;
  }
  for (std::size_t i = 0; i < parsed.size(); ++i)
    rules.push_back(read_rule(document, parsed[i], fmt::format("[{}]", i)));
  return rules;
}

LadderWithRungs Exchange::read_ladder(std::string_view json) const {
  const Document document(*session_, "ladder");
  const Json parsed = parse_json(json);
  if (!parsed.is_object())
    document.refuse(Code::invalid, fmt::format("is no JSON object with {} and {}", ladder_key, rungs_key),
                    "");
  LadderWithRungs ladder;
  for (const auto& [key, value] : parsed.items()) {
    if (key == ladder_key)
      document.read(kind_of<Ladder>(), &ladder.ladder, value, key);
    else if (key == rungs_key)
      ladder.rungs = document.read_list<Rung>(value, key);
    else
      document.refuse(Code::unknown_name, fmt::format("is neither {} nor {}", ladder_key, rungs_key),
                      text::printable(key));
  }
  return ladder;
}

}  // namespace rapport
