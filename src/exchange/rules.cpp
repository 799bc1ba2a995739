// Rules as JSON: an object with a rule and its actions, or a list of them.
#include <fmt/format.h>

#include "exchange/document.hpp"
#include "kernel/text.hpp"
#include "rapport/exchange.hpp"
#include "rapport/rules.hpp"

namespace rapport {

namespace {

constexpr std::string_view rule_key = "rule";
constexpr std::string_view actions_key = "actions";

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

}  // namespace rapport
