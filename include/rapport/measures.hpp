// Measures: how well cases were dealt with, and what is left to do.
//
// Cases are measured once they are resolved, by the instant when they last were; those that were merged into
// another are not. Each time is measured twice: as elapsed, from the opening, waiting for others included; and as
// open time by the calendar of the case's service level, where it has one.
//
// The median is the least time that half of the cases do not exceed, the 90th percentile (p90) the least that nine
// of ten do not.
//
// Not here: single cases, whose times are their fields (cases.hpp).
// Threads: as the book.
//
//   for (const MeasureGroup& each : book.measures().groups({.by = GroupedBy::team}))
//     show(each.resolution.elapsed.median);
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "rapport/cases.hpp"

namespace rapport {

enum class GroupedBy : std::uint16_t {
  all = 1,
  team = 2,
  assignee = 3,
  product = 4,
  priority = 5,
  month = 6
};
template <>
inline constexpr auto enumeration<GroupedBy> = enumerate<GroupedBy>(
    "grouped_by", "Which cases are measured together.",
    {{GroupedBy::all, "all", "All of them."},
     {GroupedBy::team, "team", "Those of a team."},
     {GroupedBy::assignee, "assignee", "Those of an agent."},
     {GroupedBy::product, "product", "Those about a product."},
     {GroupedBy::priority, "priority", "Those of a priority."},
     {GroupedBy::month, "month", "Those resolved, or still open and begun, in a month."}});

struct MeasureSearch {
  GroupedBy by = GroupedBy::all;
  std::optional<Instant> from{};   // resolved at or after it
  std::optional<Instant> until{};  // resolved before it
  std::string zone = "UTC";        // of months
};

struct Times {
  std::int64_t count = 0;
  Duration mean{};  // all zero for a count of 0
  Duration median{};
  Duration p90{};
};
struct MeasuredTime {
  Times elapsed{};
  Times open{};
};

struct KeptPromises {
  TargetKind kind = TargetKind::ownership;
  std::int64_t met = 0;  // cases
  std::int64_t missed = 0;
};

struct MeasureGroup {
  std::string name{};  // of the team, the agent, the product; 2026-11 of a month; empty for none
  std::optional<Reference> record{};  // the team or the agent
  std::int64_t cases = 0;
  std::int64_t reopened = 0;  // cases that were opened again at least once
  MeasuredTime first_response{};
  MeasuredTime resolution{};
  MeasuredTime acceptance{};  // to the satisfactory resolution
  // To customers, by kind.
  std::array<KeptPromises, enumeration<TargetKind>.values.size()> promises{};
};

// Up to which age cases are counted together; what is older is in the last band.
inline constexpr std::array<Duration, 5> age_bands{std::chrono::days(1), std::chrono::days(3),
                                                   std::chrono::days(7), std::chrono::days(30),
                                                   std::chrono::days(90)};
struct BacklogGroup {
  std::string name{};
  std::optional<Reference> record{};
  std::int64_t cases = 0;
  std::array<std::int64_t, age_bands.size() + 1> by_age{};
};

class Measures {
 public:
  explicit Measures(Session& session) : session_(&session) {}

  // By name; one group for all, also when there is no case. Throws invalid for an unknown zone. Cost: as many
  // index entries are read as cases are measured.
  std::vector<MeasureGroup> groups(const MeasureSearch& search = {}) const;
  // Cases that are neither resolved nor closed, by how long ago they were opened.
  std::vector<BacklogGroup> backlog(GroupedBy by = GroupedBy::all, const std::string& zone = "UTC") const;

 private:
  Session* session_;
};

}  // namespace rapport
