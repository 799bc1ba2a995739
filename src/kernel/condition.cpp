#include "kernel/condition.hpp"

#include <utility>

namespace rapport {

Condition Condition::compare(int field, Comparison comparison, std::vector<detail::Stored> values) {
  Condition condition;
  condition.node_ = std::make_shared<const Node>(Node{comparison, field, std::move(values), {}});
  return condition;
}

Condition Condition::combine(Comparison comparison, std::vector<Condition> parts) {
  Condition condition;
  condition.node_ = std::make_shared<const Node>(Node{comparison, 0, {}, std::move(parts)});
  return condition;
}

}  // namespace rapport
