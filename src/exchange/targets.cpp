#include "exchange/targets.hpp"

#include "exchange/writer.hpp"
#include "kernel/catalogue.hpp"
#include "rapport/people.hpp"

namespace rapport {

std::span<const ImportTarget> targets_of(std::string_view kind) {
  if (kind == opportunity) return opportunity_targets;
  const Kind& described = kind_named(kind);
  if (&described == &kind_of<Customer>()) return customer_targets;
  if (&described == &kind_of<Agent>()) return agent_targets;
  return {};
}

}  // namespace rapport
