// The places, beside fields, to which columns can go. Positions are the enumerations of targets.hpp.
#include "exchange/targets.hpp"

#include <algorithm>
#include <array>

#include "exchange/writer.hpp"
#include "kernel/catalogue.hpp"

namespace rapport {

namespace {

constexpr std::array<ImportTarget, customer_target::count> customer_targets{{
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
}};

constexpr std::array<ImportTarget, agent_target::count> agent_targets{{
    {"given_name", "Given names; put before the family name when no name is given."},
    {"family_name", "Family name."},
}};

constexpr std::array<ImportTarget, opportunity_target::count> opportunity_targets{{
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
}};

}  // namespace

std::span<const ImportTarget> targets_of(std::string_view kind) {
  if (kind == opportunity) return opportunity_targets;
  const Kind& described = kind_named(kind);
  if (described.name == "customer") return customer_targets;
  if (described.name == "agent") return agent_targets;
  return {};
}

std::size_t target_position(std::span<const ImportTarget> targets, std::string_view name) {
  const auto found = std::find_if(targets.begin(), targets.end(),
                                  [&](const ImportTarget& each) { return each.name == name; });
  return static_cast<std::size_t>(found - targets.begin());
}

}  // namespace rapport
