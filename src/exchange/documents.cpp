// Policies, rules and ladders as JSON.
#include <fmt/format.h>

#include "exchange/document.hpp"
#include "rapport/exchange.hpp"

namespace rapport {

Policy Exchange::read_policy(std::string_view json) const {
  Policy policy;
  Document document(*session_, policy_form, json);
  document.read(document.root(), policy.level, policy.targets);
  document.need_right();
  return policy;
}

LadderWithRungs Exchange::read_ladder(std::string_view json) const {
  LadderWithRungs ladder;
  Document document(*session_, ladder_form, json);
  document.read(document.root(), ladder.ladder, ladder.rungs);
  document.need_right();
  return ladder;
}

std::vector<RuleWithActions> Exchange::read_rules(std::string_view json) const {
  Document document(*session_, rule_form, json);
  const JsonPart& root = document.root();
  std::vector<RuleWithActions> rules;
  if (!root.value.is_array()) {
    RuleWithActions& only = rules.emplace_back();
    document.read(root, only.rule, only.actions);
    document.need_right();
    return rules;
  }
  std::vector<std::string> names;
  for (std::size_t i = 0; i < root.parts.size(); ++i) {
    RuleWithActions& each = rules.emplace_back();
    document.read(root.parts[i], each.rule, each.actions, fmt::format("[{}]", i));
    names.push_back(each.rule.name);
    document.need_new_name(names, fmt::format("[{}].{}.{}", i, rule_form.one, field_of<&Rule::name>().name));
  }
  document.need_right();
  return rules;
}

}  // namespace rapport
