// The verbs of the `rapport` command for routing, agents and problems.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "command/verbs.hpp"
#include "support/shell.hpp"

namespace rapport::test {
namespace {

// A shop with the agents Ana, Zoé and Kim, and cases T1 and T2.
struct Desk : Shop {
  Desk() {
    for (const Words& each : std::vector<Words>{
             {"add", "agent", "name=Zoé", "skills=backup", "languages=fr", "capacity=2"},
             {"add", "agent", "name=Kim", "skills=backup network"},
             {"case", "open", "C1", "No backups", "--external-id", "T1", "--skills", "backup", "--language",
              "fr"},
             {"case", "open", "C2", "No backups either", "--external-id", "T2"},
         })
      well(each);
  }
};

}  // namespace

TEST_CASE("command: a case is routed, and the candidates explained") {
  const Desk desk;
  const Json candidates = desk.json({"case", "candidates", "T1"});
  REQUIRE(candidates.size() == 3);
  CHECK(candidates.at(0).at("agent").at("name") == "Zoé");
  CHECK(candidates.at(0).at("fits") == true);
  CHECK(candidates.at(0).at("open_cases") == 0);
  CHECK(candidates.at(2).at("why") == "does not know backup");
  const std::string table = desk.well({"case", "candidates", "T1"});
  for (const std::string_view part : {"Zoé", "speaks fr, knows backup, 0 of 2 cases", "does not know backup"})
    CHECK(has(table, part));

  const std::string routed = desk.well({"case", "route", "T1"});
  CHECK(has(routed, "assignee"));
  CHECK(has(routed, "Zoé: speaks fr, knows backup, 0 of 2 cases, the first of 2 agents"));
  CHECK(desk.json({"case", "route", "T2"}).at(0).contains("assignee"));
  desk.well({"update", "case", "T2", "skills=sewing"});
  const std::string nobody = desk.refused({"case", "route", "T2"});
  CHECK(has(nobody, "nobody fits: "));
  CHECK(has(nobody, "Zoé does not know sewing"));
  CHECK_FALSE(has(nobody, "agent "));
}

TEST_CASE("command: agents who are absent, and agents who leave") {
  const Desk desk;
  desk.well({"case", "route", "T1"});
  const Json absence = desk.json({"agent", "absent", "Zoé", "--from", "2026-01-01", "--stand-in", "Kim",
                                  "--reason", "holiday", "--zone", "Europe/Paris"});
  CHECK(absence.at(0).at("valid_from") == "2025-12-31T23:00:00Z");
  CHECK(absence.at(0).at("reason") == "holiday");
  CHECK_FALSE(absence.at(0).contains("valid_until"));
  CHECK(has(desk.refused({"agent", "absent", "Kim", "--stand-in", "Zoé"}), "leads back to the agent"));
  CHECK(has(desk.well({"case", "route", "T1"}), "Kim: knows backup, 0 cases, stands in for Zoé"));

  CHECK(has(desk.refused({"remove", "agent", "Kim"}), "has 1 open case;"));
  CHECK(has(desk.well({"agent", "hand-over", "Kim", "--to", "Ana"}), "1 case handed over"));
  desk.well({"remove", "agent", "Kim"});
  CHECK(has(desk.refused({"agent", "hand-over", "Ana"}), "nobody fits"));
  desk.well({"update", "case", "T1", "skills="});
  desk.well({"add", "agent", "name=Max"});
  CHECK(desk.json({"agent", "hand-over", "Ana"}).size() == 1);
  CHECK(has(desk.well({"agent", "hand-over", "Ana"}), "0 cases handed over"));
}

TEST_CASE("command: a problem from its name to the check that it stays away") {
  const Desk desk;
  const Json problem = desk.json({"problem", "open", "Certificate expired", "--severity", "major",
                                  "--prevention", "Remind", "--prevention-due", "2026-04-01"});
  CHECK(problem.at(0).at("severity") == "major");
  CHECK(desk.json({"problem", "link", "Certificate", "T1", "T2"}).size() == 2);
  CHECK(desk.json({"case", "list", "--problem", "Certificate"}).size() == 2);
  CHECK(has(desk.refused({"problem", "tell", "Certificate"}), "nothing to tell"));
  desk.well({"update", "problem", "Certificate", "workaround=Switch it off"});
  CHECK(desk.json({"problem", "tell", "Certificate", "--customer", "C1", "--channel", "phone"}).size() == 1);
  CHECK(has(desk.well({"timeline", "C1"}), "Certificate expired"));
  const Json shown = desk.json({"problem", "show", "Certificate"}).at(0);
  CHECK(shown.at("affected").at(0).at("last_notice").at("told") == "workaround");
  CHECK_FALSE(shown.at("affected").at(1).contains("last_notice"));
  CHECK(shown.at("cases").size() == 2);
  const std::string page = desk.well({"problem", "show", "Certificate"});
  for (const std::string_view part :
       {"Certificate expired", "Switch it off", "Affected", "Acme Lyon", "never", "Cases", "No backups"}) {
    CAPTURE(part);
    CHECK(has(page, part));
  }
  CHECK(has(desk.well({"problem", "tell", "Certificate"}), "workaround"));
  CHECK(has(desk.well({"problem", "tell", "Certificate"}), "everybody affected was told already"));

  CHECK(desk.json({"problem", "list", "--owner=", "--where", "resolved_at == null"}).size() == 1);
  CHECK(desk.json({"problem", "due", "--on", "2026-04-01"}).empty());
  CHECK(has(desk.well({"problem", "resolve", "Certificate", "A new one", "--cases"}), "resolved problem"));
  CHECK(desk.json({"case", "list", "--state", "resolved"}).size() == 2);
  CHECK(desk.json({"problem", "list", "--owner=", "--where", "resolved_at == null"}).empty());
  CHECK(desk.json({"problem", "tell", "Certificate", "--told", "resolution"}).size() == 2);
  CHECK(desk.json({"problem", "due", "--on", "2026-04-01"}).size() == 1);
  desk.well({"update", "problem", "Certificate", "prevention_worked=true"});
  CHECK(has(desk.well({"problem", "due", "--on", "2026-04-01"}), "nothing to check"));
}

}  // namespace rapport::test
