// Policies, rules and ladders as JSON.
#include <fmt/format.h>

#include "exchange/document.hpp"
#include "rapport/exchange.hpp"

namespace rapport {

Policy Exchange::read_policy(std::string_view json) const {
  Policy policy;
  const Document document(*session_, policy_form, json);
  document.read(document.root(), policy.level, policy.targets);
  return policy;
}

LadderWithRungs Exchange::read_ladder(std::string_view json) const {
  LadderWithRungs ladder;
  const Document document(*session_, ladder_form, json);
  document.read(document.root(), ladder.ladder, ladder.rungs);
  return ladder;
}

std::vector<RuleWithActions> Exchange::read_rules(std::string_view json) const {
  const Document document(*session_, rule_form, json);
  const JsonPart& root = document.root();
  std::vector<RuleWithActions> rules;
  if (!root.value.is_array()) {
    RuleWithActions& only = rules.emplace_back();
    document.read(root, only.rule, only.actions);
    return rules;
  }
  for (std::size_t i = 0; i < root.parts.size(); ++i) {
    RuleWithActions& each = rules.emplace_back();
    document.read(root.parts[i], each.rule, each.actions, fmt::format("[{}]", i));
  }
  return rules;
}

}  // namespace rapport
