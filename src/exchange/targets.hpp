// Import targets: the places, beside the fields of its kind, to which a column can go.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>

#include "rapport/exchange.hpp"

namespace rapport {

inline constexpr ImportTarget customer_targets[] = {
    {"email", "An e-mail address of the customer, the one to try first."},
    {"email_2", "A second e-mail address."},
    {"phone", "A telephone number, the one to try first."},
    {"phone_2", "A second telephone number."},
    {"mobile", "A mobile telephone number."},
    {"fax", "A fax number."},
    {"website", "A page on the web."},
    {"street", "Street and house of the postal address; several columns are put together in their order."},
    {"city", "Town of the postal address."},
    {"region", "State, county or region of the postal address."},
    {"postal_code", "Postal code of the address."},
    {"employer", "External id or name of the organisation the person works for."},
    {"job_title",
     "What the person is there; needs an employer or a company name and is left out without one."},
    {"parent", "External id or name of the organisation whose subsidiary this one is."},
    {"contact",
     "Name of a person who works for the organisation and is its key contact; added as a customer."},
    {"contact_title", "What that person is there."},
};

inline constexpr ImportTarget agent_targets[] = {
    {"given_name", "Given names; put before the family name when no name is given."},
    {"family_name", "Family name."},
};

inline constexpr ImportTarget opportunity_targets[] = {
    {"account", "External id or name of the customer; a row without one is rejected."},
    {"agent", "External id, e-mail address or name of the agent."},
    {"product", "What is to be sold; goes into the subjects."},
    {"opportunity_id", "The deal's number; makes the external ids of the interactions."},
    {"deal_stage", "One of prospecting, engaging, won, lost."},
    {"opened_on", "When the engagement began; the first one of an account moves it to awareness."},
    {"closed_on",
     "When the deal was won or lost; an account's first win moves it to expansion, its second to "
     "commitment."},
    {"value", "The amount; goes into the subject of the win or loss."},
};

// The targets of a kind; none for most. Throws unknown_name for a kind that is none.
std::span<const ImportTarget> targets_of(std::string_view kind);

// A target's position among them; their number when there is none of this name.
constexpr std::size_t target_position(std::span<const ImportTarget> targets, std::string_view name) {
  const auto found = std::find_if(targets.begin(), targets.end(),
                                  [&](const ImportTarget& each) { return each.name == name; });
  return static_cast<std::size_t>(found - targets.begin());
}

// The position of a target known by name; a name that is none does not compile.
template <const auto& targets>
struct TargetPosition {
  std::size_t position;
  consteval TargetPosition(const char* name)
      : position(target_position(targets, name)) {  // NOLINT: it is its name
    if (position == std::size(targets)) throw "there is no target of this name";
  }
  constexpr operator std::size_t() const noexcept { return position; }  // NOLINT
};
using CustomerTarget = TargetPosition<customer_targets>;
using AgentTarget = TargetPosition<agent_targets>;
using OpportunityTarget = TargetPosition<opportunity_targets>;

}  // namespace rapport
