#include "kernel/condition.hpp"

#include <cmath>
#include <utility>

#include "rapport/error.hpp"

namespace rapport {

namespace {

bool takes(Comparison comparison, std::size_t values) {
  switch (comparison) {
    case Comparison::equal:
    case Comparison::not_equal:
    case Comparison::less:
    case Comparison::less_or_equal:
    case Comparison::greater:
    case Comparison::greater_or_equal:
    case Comparison::starts_with: return values == 1;
    case Comparison::absent: return values == 0;
    case Comparison::in: return true;
    case Comparison::both:
    case Comparison::either:
    case Comparison::negated: return false;
  }
  return false;
}

}  // namespace

Condition Condition::compare(int field, Comparison comparison, std::vector<detail::Stored> values) {
  if (!takes(comparison, values.size()))
    throw Error(Code::misuse, "the comparison of a field does not take so many values");
  // Equal to nothing; SQL has no NaN.
  if (comparison == Comparison::in)
    std::erase_if(values, [](const detail::Stored& value) {
      const double* real = std::get_if<double>(&value);
      return real && std::isnan(*real);
    });
  Condition condition;
  condition.node_ = std::make_shared<const Node>(Node{comparison, field, std::move(values), {}});
  return condition;
}

Condition Condition::combine(Comparison comparison, std::vector<Condition> parts) {
  Condition condition;
  condition.node_ = std::make_shared<const Node>(Node{comparison, 0, {}, std::move(parts)});
  return condition;
}

Condition Condition::negate(Condition part) {
  if (part.node_ && part.node_->comparison == Comparison::negated) return part.node_->parts.front();
  return combine(Comparison::negated, {std::move(part)});
}

Condition detail::compare(int field, Comparison comparison, std::vector<Stored> values) {
  return Condition::compare(field, comparison, std::move(values));
}

}  // namespace rapport
