// Policies, rules and ladders as JSON.
#include <fmt/format.h>

#include "exchange/document.hpp"
#include "rapport/exchange.hpp"

namespace rapport {

Policy Exchange::read_policy(std::string_view json) const {
  Policy policy;
  Document(*session_, policy_form).read(parse_json(json), policy.level, policy.targets);
  return policy;
}

LadderWithRungs Exchange::read_ladder(std::string_view json) const {
  LadderWithRungs ladder;
  Document(*session_, ladder_form).read(parse_json(json), ladder.ladder, ladder.rungs);
  return ladder;
}

std::vector<RuleWithActions> Exchange::read_rules(std::string_view json) const {
  const Document document(*session_, rule_form);
  const Json parsed = parse_json(json);
  std::vector<RuleWithActions> rules;
  if (!parsed.is_array()) {
    RuleWithActions& only = rules.emplace_back();
    document.read(parsed, only.rule, only.actions);
    return rules;
  }
  for (std::size_t i = 0; i < parsed.size(); ++i) {
    RuleWithActions& each = rules.emplace_back();
    document.read(parsed[i], each.rule, each.actions, fmt::format("[{}]", i));
  }
  return rules;
}

}  // namespace rapport
