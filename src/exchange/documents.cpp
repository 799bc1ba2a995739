// Policies, rules and ladders as JSON.
#include <fmt/format.h>

#include "exchange/document.hpp"
#include "rapport/exchange.hpp"

namespace rapport {

Policy Exchange::read_policy(std::string_view json) const {
  Policy policy;
  const Document document(*session_, policy_form);
  document.read(document.parse(json), policy.level, policy.targets);
  return policy;
}

LadderWithRungs Exchange::read_ladder(std::string_view json) const {
  LadderWithRungs ladder;
  const Document document(*session_, ladder_form);
  document.read(document.parse(json), ladder.ladder, ladder.rungs);
  return ladder;
}

std::vector<RuleWithActions> Exchange::read_rules(std::string_view json) const {
  const Document document(*session_, rule_form);
  const Json parsed = document.parse(json);
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
