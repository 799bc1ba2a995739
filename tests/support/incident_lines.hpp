// Logs of incidents, written line by line.
#pragma once

#include <string>
#include <vector>

namespace rapport::test {

inline const std::string incident_header =
    "number,incident_state,reassignment_count,reopen_count,made_sla,caller_id,opened_at,sys_updated_at,"
    "contact_type,category,subcategory,impact,priority,assignment_group,assigned_to,resolved_at\n";

// A line of a log: what most tests do not care about stays the same.
struct IncidentLine {
  std::string number = "I1";
  std::string state = "New";
  std::string at = "1/2/2016 09:00";
  std::string priority = "3 - Moderate";
  std::string group = "?";
  std::string assignee = "?";
  std::string opened_at = "1/2/2016 08:50";
  std::string made_sla = "true";
  std::string reopened = "0";
  std::string resolved_at = "?";

  std::string text() const {
    return number + "," + state + ",0," + reopened + "," + made_sla + ",Caller 1," + opened_at + "," + at +
           ",Email,Category 5,Subcategory  7,1 - High," + priority + "," + group + "," + assignee + "," +
           resolved_at + "\n";
  }
};

inline std::string log_of(const std::vector<IncidentLine>& lines) {
  std::string text = incident_header;
  for (const IncidentLine& each : lines) text += each.text();
  return text;
}

}  // namespace rapport::test
