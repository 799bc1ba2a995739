// The verbs of the `rapport` command for rules, ladders, sweeps, backtests and the outbox.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/incident_lines.hpp"
#include "support/shell.hpp"

namespace rapport::test {
namespace {

const std::string examples = RAPPORT_SOURCE_DIR "/examples";

// A shop where everything is promised within an hour and T1 has waited since the beginning of the year.
struct Desk : Shop {
  Desk() {
    file("policy.json",
         R"({"level": {"name": "Standard"},
             "targets": [{"kind": "resolution", "amount": "PT1H", "counted_in": "wall"}]})");
    file(
        "rules.json",
        R"([{"rule": {"name": "Late", "of": "case", "promise": "resolution", "condition": "priority != 'low'"},
              "actions": [{"verb": "set_level", "value": "level + 1"},
                          {"verb": "notify", "agent": "Ana Prévost", "value": "subject + ' is late'"}]},
             {"rule": {"name": "Tomorrow", "of": "case", "promise": "resolution", "offset": "P3650D"},
              "actions": [{"verb": "tag", "value": "'old'"}]}])");
    file("ladder.json", R"({"ladder": {"name": "Up"}, "rungs": [{"agent": "Ana Prévost", "wait": "PT1H"}]})");
    well({"policy", "load", path("policy.json")});
    well({"case", "open", "C1", "No backups", "--external-id", "T1", "--at", "2026-01-01T09:00:00Z"});
    well({"case", "open", "C1", "No hurry", "--external-id", "T2", "--priority", "low", "--at",
          "2026-01-01T09:00:00Z"});
  }
  std::string path(const std::string& name) const { return (folder / name).string(); }
  void file(const std::string& name, const std::string& content) const { write_file(folder / name, content); }
  void has_all(const std::string& text, const std::vector<std::string>& parts) const {
    CAPTURE(text);
    for (const std::string& part : parts) {
      CAPTURE(part);
      CHECK(has(text, part));
    }
  }
};

}  // namespace

TEST_CASE("command: rules are checked, loaded, foretold, explained, swept and retired") {
  const Desk desk;
  desk.has_all(desk.well({"rule", "check", desk.path("rules.json")}), {"2 rules can work"});
  desk.has_all(desk.well({"rule", "list"}), {"no rules"});
  desk.has_all(desk.well({"rule", "load", desk.path("rules.json")}),
               {"Late", "100 % of resolution", "if priority != 'low'", "notify Ana"});
  CHECK(desk.json({"rule", "list"}).size() == 2);
  desk.has_all(desk.well({"forecast"}), {"Late", "T1", "due instant of resolution"});
  desk.has_all(desk.well({"explain", "case", "T2"}),
               {"held back", "does not hold", "priority = low", "Tomorrow", "waits",
                "3650 days after the due instant of resolution"});
  CHECK(desk.json({"explain", "case", "T1"}).at(0).at("prospect") == "due");
  desk.has_all(desk.well({"sweep"}), {"Late", "T1", "done", "1 rule fired, the next is due"});
  const auto rest = desk.json({"sweep"});
  REQUIRE(rest.size() == 1);
  CHECK(rest.at(0).at("is_more") == false);
  desk.has_all(desk.well({"outbox", "list"}), {"Ana", "No backups is late"});
  // What cannot be read is not handed over.
  if (std::filesystem::exists("/dev/full")) {
    const std::string command =
        RAPPORT_BINARY_DIR "/rapport '" + desk.book + "' outbox take > /dev/full 2>&1";
    CHECK(WEXITSTATUS(std::system(command.c_str())) == 4);
  }
  CHECK(desk.json({"outbox", "take"}).size() == 1);
  desk.has_all(desk.well({"outbox", "list"}), {"nothing to tell"});
  desk.has_all(desk.well({"outbox", "again"}), {"nothing to tell"});  // nothing failed
  const std::string told = desk.json({"list", "notification"}).at(0).at("id");
  desk.has_all(desk.well({"outbox", "again", told}), {"Ana", "No backups is late"});
  CHECK(desk.json({"outbox", "list"}).size() == 1);
  desk.has_all(desk.well({"history", "case", "T1"}), {"automation.fire", "Late: due instant of resolution"});
  desk.has_all(desk.well({"rule", "again"}), {"0 due again, of 0 that failed for good"});
  const std::string fired = desk.json({"list", "firing"}).at(0).at("id");
  CHECK(has(desk.refused({"rule", "again", fired}), "is done, not failed"));
  desk.well({"rule", "retire", "Late"});
  CHECK(desk.json({"rule", "list"}).size() == 1);
  desk.refused({"rule", "retire", "Late"});
  CHECK(has(desk.well({"verify"}), "intact"));
}

TEST_CASE("command: what a rule wants done later is shown with the customer until it is done") {
  const Desk desk;
  desk.file("rules.json", R"({"rule": {"name": "Call back", "of": "case", "on": "opened"},
                              "actions": [{"verb": "open_task", "agent": "Ana Prévost", "within": "P2D",
                                           "counted_in": "working_days", "value": "'Call about ' + subject"}]})");
  desk.has_all(desk.well({"rule", "load", desk.path("rules.json")}),
               {"open task Ana Prévost within 2 working days: 'Call about ' + subject"});
  desk.well({"case", "open", "C1", "No light"});
  desk.has_all(desk.well({"sweep"}), {"Call back", "done"});
  desk.has_all(desk.well({"show", "C1"}), {"Tasks", "Call about No light"});
  const auto tasks = desk.json({"list", "tasks", "--where", "done_at == null"});
  REQUIRE(tasks.size() == 1);
  desk.well({"update", "task", tasks.at(0).at("id").get<std::string>(), "outcome=Nobody there"});
  CHECK(desk.json({"list", "tasks", "--where", "done_at == null"}).empty());
}

TEST_CASE("command: a file with one wrong rule is refused as a whole, with the place") {
  const Desk desk;
  desk.file("wrong.json",
            R"([{"rule": {"name": "Good", "of": "case", "on": "opened"}, "actions": [{"verb": "route"}]},
                {"rule": {"name": "Bad", "of": "case", "on": "openend"}, "actions": [{"verb": "route"}]}])");
  desk.has_all(desk.refused({"rule", "check", desk.path("wrong.json")}),
               {"rule Bad, field [1].rule.on", "did you mean \"opened\"?"});
  desk.refused({"rule", "load", desk.path("wrong.json")});
  CHECK(desk.json({"rule", "list"}).empty());
  desk.file("wrong.json",
            R"([{"rule": {"name": "Bad", "of": "case", "on": "openend"}, "actions": [{"verb": "route"}]},
                {"rule": {"name": "Worse", "of": "case", "on": "opened"}, "actions": [{"verb": "tag"}]}])");
  desk.has_all(desk.refused({"rule", "check", desk.path("wrong.json")}),
               {"rule Bad, field [0].rule.on", "rule Worse, field [1].actions[0].value"});
  desk.file("wrong.json",
            R"([{"rule": {"nam": "Bad", "of": "case", "percent": "half"}, "actions": [{"verb": "rout"}]},
                {"rule": {"name": "Worse"}, "action": []}])");
  desk.has_all(desk.refused({"rule", "check", desk.path("wrong.json")}),
               {"[0].rule.nam", "[0].rule.percent", "[0].actions[0].verb", "[1].action"});
  // Of what could not be read whole, the expressions are told, and all of what could be.
  desk.file("wrong.json",
            R"({"rule": {"name": "X", "of": "case", "on": "opend", "condition": "lvel > 2"},
                "actions": [{"verb": "notify", "agent": "Nobody", "value": "subjct"},
                            {"verb": "set_level", "value": "-1"}]})");
  desk.has_all(
      desk.refused({"rule", "check", desk.path("wrong.json")}),
      {"rule.on: ", "rule.condition: ", "actions[0].agent: ", "actions[0].value: ", "actions[1].value: "});
  desk.file("wrong.json",
            R"({"rule": {"name": "X", "of": "case", "on": "opened", "percent": 0, "condition": "lvel > 2"},
                "actions": [{"verb": "route"}]})");
  const std::string half = desk.refused({"rule", "check", desk.path("wrong.json")});
  desk.has_all(half, {"rule.percent: is 0", "rule.condition: "});
  CHECK(!has(half, "belongs to instants"));
  // What cannot work in one rule is told though another one cannot be read.
  desk.file("wrong.json",
            R"([{"rule": {"name": "Idle", "of": "case", "field": "opened_at"}, "actions": []},
                {"rule": {"name": "Bad", "when": "opened"}}])");
  desk.has_all(desk.refused({"rule", "check", desk.path("wrong.json")}),
               {"[0].actions: does nothing", "[1].rule.when: has no field"});
  desk.file("wrong.json",
            R"([{"rule": {"name": "Idle", "on": "opened"}, "actions": [{"verb": "route"}]}, 5])");
  const std::string refused = desk.refused({"rule", "check", desk.path("wrong.json")});
  desk.has_all(refused, {"[0].rule.of: is empty", "[1]: is no JSON object"});
  CHECK(!has(refused, "there is no kind"));
  desk.file("wrong.json",
            R"([{"rule": {"of": "case", "on": "opened"}, "actions": [{"value": "'x'"}]},
                {"rule": {"name": "Same", "of": "case", "percent": 0}, "actions": []},
                {"rule": {"name": "Same", "of": "case"}, "actions": []}])");
  desk.has_all(desk.refused({"rule", "check", desk.path("wrong.json")}),
               {"[0].rule.name: is empty", "[0].actions[0].verb: is not one of assign, route",
                "[1].rule.percent: is 0", "[2].rule.name: \"Same\" is what [1] is called, too"});
  desk.file("wrong.json", "{\"rule\":\n  {\"name\": \"é\",,}}");
  desk.has_all(desk.refused({"rule", "check", desk.path("wrong.json")}),
               {"is no JSON from line 2, character 16 on"});
  desk.file("empty.json", "[]");
  desk.has_all(desk.well({"rule", "load", desk.path("empty.json")}), {"no rules"});
  desk.file("good.json",
            R"({"$schema": "rule.schema.json", "rule": {"name": "Good", "of": "case", "on": "opened"},
                "actions": [{"verb": "notify", "team": "Nobody's", "value": "subject"}]})");
  desk.has_all(desk.refused({"rule", "check", desk.path("good.json")}),
               {"Nobody's", "is no team of the book"});
  desk.file("wrong.json", R"({"rule": {"name": "x", "name": "y"}, "actions": []})");
  desk.has_all(desk.refused({"rule", "load", desk.path("wrong.json")}), {"field rule.name: is there twice"});
}

TEST_CASE("command: a case goes up its ladder, is declined, taken on and handed back") {
  const Desk desk;
  desk.has_all(desk.well({"ladder", "load", desk.path("ladder.json")}), {"Up", "Ana Prévost, for 1 hour"});
  CHECK(desk.json({"ladder", "list"}).size() == 1);
  desk.refused({"case", "acknowledge", "T1"});
  desk.has_all(desk.well({"case", "escalate", "T1", "--reason", "angry"}),
               {"raised, rung 1: Ana", "has until"});
  desk.has_all(desk.well({"outbox", "list"}), {"angry", "No backups"});
  desk.refused({"case", "decline", "T1", "--reason", "busy"});  // nobody is above
  desk.has_all(desk.well({"case", "acknowledge", "T1", "--by", "Ana"}), {"acknowledged", "taken on by Ana"});
  desk.has_all(desk.well({"case", "show", "T1"}),
               {"Escalations", "angry", "taken on by Ana", "escalate  ", "acknowledge"});
  desk.has_all(desk.well({"case", "step-down", "T1", "--reason", "settled"}), {"ended"});
  desk.refused({"case", "step-down", "T1", "--reason", "again"});
  desk.well({"case", "escalate", "T1", "--reason", "angry again"});
  desk.has_all(desk.well({"case", "end-escalation", "T1", "--reason", "was called back"}), {"ended"});
  desk.well({"ladder", "retire", "Up"});
  desk.refused({"case", "escalate", "T1", "--reason", "again"});
}

TEST_CASE("command: a backtest prints a table and writes a page") {
  const Desk desk;
  IncidentLine first{.at = "1/2/2016 09:00", .opened_at = "1/2/2016 09:00"};
  IncidentLine last = first;
  last.state = "Resolved";
  last.at = "4/2/2016 18:00";
  desk.file("log.csv", log_of({first, last}));
  const Words words{"backtest", desk.path("log.csv"),
                    "--rules",  examples + "/rules/escalation.json",
                    "--policy", examples + "/policies/help_desk.json",
                    "--page",   desk.path("page.html")};
  desk.has_all(desk.well(words), {"1 incident, of which 1 missed the promise", "all together", "How early"});
  desk.file("rules.json", R"({"rule": {"name": "Half", "of": "case", "promise": "resolution", "percent": 50},
                              "actions": [{"verb": "escalate", "value": "'half'"}]})");
  desk.file(
      "team_ladder.json",
      R"({"ladder": {"name": "Up"}, "rungs": [{"role": "duty", "wait": "PT1H"}, {"team": "Late", "wait": "PT1H"}]})");
  Words raised{"backtest", desk.path("log.csv"),
               "--rules",  desk.path("rules.json"),
               "--policy", examples + "/policies/help_desk.json"};
  desk.has_all(desk.well(raised), {"1 firing failed, the first by Half: "});
  raised.insert(raised.end(), {"--ladder", desk.path("team_ladder.json")});
  CHECK(desk.json(raised).at(0).at("together").at("in_time") == 1);
  const Json json = desk.json(words).at(0);
  CHECK(json.at("together").at("in_time") == 1);
  CHECK(json.at("by_rule").at("Late").at("late") == 1);
  desk.has_all(bytes_of_file(desk.folder / "page.html"),
               {"<svg", "Backtest of log.csv", "Of 1 incident, 1 missed"});
}

}  // namespace rapport::test
