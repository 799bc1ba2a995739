// Policies, rules and ladders as JSON.
#include <fmt/format.h>

#include "exchange/document.hpp"
#include "rapport/exchange.hpp"
#include "rooms/rules.hpp"

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
  std::vector<std::string> names;
  // What cannot work is told together with what cannot be read.
  const auto read = [&](const JsonPart& from, const std::string& place) {
    RuleWithActions& each = rules.emplace_back();
    Faults faults;
    document.read(from, each.rule, each.actions, place);
    look_at_rule(*session_, each, faults);
    document.add(faults, place);
    names.push_back(each.rule.name);
  };
  if (!root.value.is_array()) read(root, {});
  for (std::size_t i = 0; root.value.is_array() && i < root.parts.size(); ++i) {
    read(root.parts[i], fmt::format("[{}]", i));
    document.need_new_name(names, fmt::format("[{}].{}.{}", i, rule_form.one, field_of<&Rule::name>().name));
  }
  document.need_right();
  return rules;
}

}  // namespace rapport
