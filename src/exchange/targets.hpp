// Positions of the import targets of each kind that has some, in the order of targets.cpp.
#pragma once

#include <cstddef>

namespace rapport {

namespace customer_target {
enum Position : std::size_t {
  email,
  email_2,
  phone,
  phone_2,
  mobile,
  fax,
  website,
  street,
  city,
  region,
  postal_code,
  employer,
  job_title,
  parent,
  contact,
  contact_title,
  count
};
}  // namespace customer_target

namespace agent_target {
enum Position : std::size_t { given_name, family_name, count };
}  // namespace agent_target

namespace opportunity_target {
enum Position : std::size_t {
  account,
  agent,
  product,
  opportunity_id,
  deal_stage,
  opened_on,
  closed_on,
  value,
  count
};
}  // namespace opportunity_target

}  // namespace rapport
