// The verbs of the `rapport` command for cases and calendars.
#include <doctest/doctest.h>

#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "command/verbs.hpp"
#include "support/files.hpp"
#include "support/shell.hpp"

namespace rapport::test {
namespace {

// A shop with a team and two cases, T1 and T2.
struct Desk : Shop {
  Desk() {
    for (const Words& each : std::vector<Words>{
             {"add", "team", "name=Paris"},
             {"case", "open", "C1", "No backups", "--kind", "problem", "--channel", "email", "--severity",
              "major", "--external-id", "T1", "--at", "2026-03-01T09:00:00Z", "--description",
              "Since Monday"},
             {"case", "open", "C1", "Still no backups", "--external-id", "T2", "--team", "Paris", "--at",
              "2026-03-02", "--zone", "Europe/Paris"},
         }) {
      const Answer answer = (*this)(each);
      CAPTURE(answer.err);
      REQUIRE(answer.status == 0);
    }
  }
  Json shown(const std::string& name) const { return json({"case", "show", name}).at(0); }
};

}  // namespace

TEST_CASE("command: a case from the first word to an accepted answer") {
  const Desk desk;
  const Json opened = desk.shown("T1").at("case");
  CHECK(opened.at("state") == "new");
  CHECK(opened.at("severity") == "major");
  CHECK(opened.at("priority") == "normal");
  CHECK(desk.shown("T2").at("case").at("opened_at") == "2026-03-01T23:00:00Z");
  CHECK(desk.shown(opened.at("id")).at("case") == opened);

  const Answer reply =
      desk({"case", "reply", "T1", "What does the log say?", "--at", "2026-03-01T10:00:00Z"});
  CHECK(has(reply.out, "What does the log say?"));
  CHECK(has(reply.out, "new → open"));
  const Answer waits = desk({"case", "move", "T1", "waiting_customer", "--reason", "asked for the log",
                             "--at", "2026-03-01T11:00:00Z", "--actor", "Ana"});
  CHECK(has(waits.out, "No backups  waiting customer"));
  CHECK(has(waits.out, "open → waiting customer"));
  const auto word = desk.json({"case", "reply", "T1", "No space left", "--inbound", "--channel", "phone",
                               "--at", "2026-03-02T10:00:00Z"});
  CHECK(word.at(0).at("direction") == "inbound");
  CHECK(word.at(0).at("channel") == "phone");
  CHECK(desk.shown("T1").at("case").at("state") == "open");
  const auto note = desk.json({"case", "reply", "T1", "Talk to Bo", "--channel", "note"});
  CHECK(note.at(0).at("direction") == "internal");

  const auto resolved = desk.json({"case", "resolve", "T1", "Old backups removed", "--reason", "disk full"});
  CHECK(resolved.at(0).at("resolution") == "Old backups removed");
  CHECK(has(desk({"case", "accept", "T1"}).out, "accepted at"));

  const Json all = desk.shown("T1");
  REQUIRE(all.at("events").size() == 5);
  CHECK(all.at("events").at(2).at("reason") == "asked for the log");
  CHECK(all.at("events").at(2).contains("agent"));
  CHECK(all.at("events").at(4).at("reason") == "disk full");
  CHECK(all.at("said").size() == 3);
  const Answer shown = desk({"case", "show", "T1", "--zone", "Europe/Paris"});
  for (const std::string_view part :
       {"No backups  resolved", "Acme Paris", "Course", "2026-03-01 12:00", "23 hours", "asked for the log",
        "Ana Prévost", "disk full", "Said", "No space left", "accepted at"}) {
    CAPTURE(part);
    CHECK(has(shown.out, part));
  }

  CHECK(has(desk({"timeline", "C1"}).out, "Since Monday"));
  CHECK(has(desk({"timeline", "C1"}).out, "problem"));
  CHECK(has(desk({"show", "C1"}).out, "\nCases\n"));
  CHECK(desk.json({"show", "C1"}).at(0).at("cases").size() == 2);
  CHECK(desk.json({"show", "C2"}).at(0).at("cases").empty());
}

TEST_CASE("command: the log of a help desk is replayed") {
  const Shell shell;
  const std::string log = (shell.folder / "log.csv").string();
  write_file(
      log,
      "number,incident_state,reassignment_count,reopen_count,made_sla,caller_id,opened_at,sys_updated_at,"
      "contact_type,category,subcategory,impact,priority,assignment_group,assigned_to,resolved_at\n"
      "I1,New,0,0,true,C1,1/8/2016 08:50,1/8/2016 09:00,Phone,K,S,2 - Medium,1 - Critical,G,?,?\n"
      "I1,Active,0,0,true,C1,1/8/2016 08:50,1/8/2016 09:30,Phone,K,S,2 - Medium,1 - Critical,G,A,?\n"
      "I1,Closed,1,0,true,C1,1/8/2016 08:50,1/8/2016 11:00,Phone,K,S,2 - Medium,1 - Critical,G,A,?\n");
  const Words words{"demo",
                    "--incidents",
                    log,
                    "--zone",
                    "Europe/Lisbon",
                    "--policy",
                    RAPPORT_SOURCE_DIR "/examples/policies/help_desk.json",
                    "--rules",
                    RAPPORT_SOURCE_DIR "/examples/rules/escalation.json"};
  const Answer demo = shell(words);
  CAPTURE(demo.err);
  CHECK(demo.status == 0);
  for (const std::string_view part :
       {"The log is replayed", "2 moves (0 reopenings), 1 assignment, 0 priority changes", "case show I1",
        "urgent priority"}) {
    CAPTURE(part);
    CHECK(has(demo.out, part));
  }
  CHECK(shell.json({"case", "show", "I1"}).at(0).at("case").at("opened_at") == "2016-08-01T07:50:00Z");
  CHECK(has(shell(words).err, "is in use already"));
  // The same log makes the same book.
  const Shell again;
  CHECK(again(words).status == 0);
  CHECK(again({"case", "list", "--json"}).out == shell({"case", "list", "--json"}).out);
  CHECK(shell.json({"case", "show", "I1"}).at(0).at("events").back().at("recorded_at") ==
        "2016-08-01T10:00:00Z");
  write_file(log, "number\nI1\n");
  CHECK(has(shell(words).err, "log.csv is no incident log: it has no column incident_state"));
}

TEST_CASE("command: cases are refused, assigned, merged and split") {
  const Desk desk;
  const auto refused = desk.json({"case", "refuse", "T1", "Out of warranty", "--instead", "A discount"});
  CHECK(refused.at(0).at("refused_because") == "Out of warranty");
  CHECK(refused.at(0).at("alternative") == "A discount");
  CHECK(refused.at(0).at("state") == "resolved");

  CHECK(has(desk({"case", "assign", "T2", "--assignee", "Ana"}).out, "Ana Prévost"));
  CHECK(desk.shown("T2").at("case").contains("team"));
  CHECK(has(desk({"case", "assign", "T2", "--team="}).out, "Paris → nothing"));
  CHECK(desk.shown("T2").at("case").contains("assignee"));
  CHECK(desk.json({"case", "level", "T2", "2"}).at(0).at("level") == 2);

  CHECK(desk.json({"case", "list"}).size() == 2);
  CHECK(desk.json({"case", "list", "--state", "resolved"}).at(0).at("external_id") == "T1");
  CHECK(desk.json({"case", "list", "--assignee", "Ana"}).at(0).at("external_id") == "T2");
  CHECK(desk.json({"case", "list", "--assignee="}).at(0).at("external_id") == "T1");
  CHECK(desk.json({"case", "list", "--team="}).size() == 2);
  CHECK(desk.json({"case", "list", "--team", "Paris"}).empty());
  CHECK(desk.json({"case", "list", "--state", "new", "--where", "level > 1"}).size() == 1);
  CHECK(desk.json({"case", "list", "--state", "new", "--where", "level > 2"}).empty());
  CHECK(desk({"case", "list", "--customer", "C1", "--count"}).out == "2\n");
  const auto page = desk.json({"case", "list", "--limit", "1"});
  REQUIRE(page.size() == 2);
  CHECK(desk.json({"case", "list", "--after", page.at(1).at("next")}).size() == 1);
  CHECK(has(desk({"case", "list"}).out, "Still no backups"));

  CHECK(desk.json({"case", "merge", "T2", "T1"}).at(0).contains("merged_into"));
  CHECK(has(desk({"case", "show", "T2"}).out, "(merged)"));
  CHECK(has(desk({"case", "show", "T1"}).out, "Merged into it"));
  CHECK(desk.shown("T1").at("merged").size() == 1);
  const auto said = desk.json({"case", "reply", "T2", "Hello?"});
  CHECK(said.at(0).at("about") == "case/" + desk.shown("T1").at("case").at("id").get<std::string>());
  CHECK_FALSE(desk.json({"case", "unmerge", "T2"}).at(0).contains("merged_into"));

  const std::string interaction = said.at(0).at("id");
  const auto part =
      desk.json({"case", "split", "T1", "An invoice", "--kind", "request", "--interaction", interaction});
  CHECK(part.at(0).at("kind") == "request");
  CHECK(part.at(0).at("severity") == "major");
  CHECK(part.at(0).at("channel") == "email");
  CHECK(part.at(0).at("split_from") == desk.shown("T1").at("case").at("id"));
  CHECK(desk.shown("T1").at("said").empty());
  CHECK(desk.shown(part.at(0).at("id")).at("said").size() == 1);
}

TEST_CASE("command: cases that cannot be") {
  const Desk desk;
  REQUIRE(desk({"case", "open", "C1", "Other", "--external-id", "T3"}).status == 0);
  REQUIRE(desk({"case", "merge", "T3", "T2"}).status == 0);
  const std::string before = desk({"log", "--json"}).out;
  const struct {
    Words words;
    int status;
    std::string_view message;
  } wrong[] = {
      {{"case"}, 2, "write rapport BOOK case VERB (rapport case --help lists the verbs)"},
      {{"case", "opne"}, 2, "no verb \"case opne\", did you mean \"case open\"?"},
      {{"case", "open", "C1"}, 2, "case open needs SUBJECT"},
      {{"case", "show"}, 2, "case show needs CASE"},
      {{"case", "assign", "T1"}, 2, "--team or --assignee"},
      {{"case", "move", "T1", "open", "--at", "soon"}, 2, "--at"},
      {{"case", "move", "T1", "open", "--sate", "x"}, 2, "(rapport case move --help lists them)"},
      {{"case", "show", "T9"}, 1, "no case is called \"T9\""},
      {{"case", "open", "C9", "x"}, 1, "no customer is called"},
      {{"case", "open", "C1", "x", "--kind", "problme"}, 1, "problem"},
      {{"case", "open", "C1", "x", "--external-id", "T1"}, 1, "already has \"T1\""},
      {{"case", "open", "C1", "x", "--at", "2999-01-01"}, 1, "in the future"},
      {{"case", "assign", "T1", "--assignee", "Bob"}, 1, "no agent"},
      {{"case", "move", "T1", "sleeping"}, 1, "waiting_customer"},
      {{"case", "move", "T1", "new"}, 1, "cannot move from new to new; allowed from here: open"},
      {{"case", "accept", "T1"}, 1, "no answer to accept"},
      {{"case", "refuse", "T1", ""}, 1, "say why"},
      {{"case", "level", "T1", "-1"}, 1, "level"},
      {{"case", "move", "T3", "open"}, 1, "was merged into"},
      {{"case", "merge", "T1", "T1"}, 1, "cannot go on in itself"},
      {{"case", "unmerge", "T1"}, 1, "was not merged"},
      {{"case", "list", "--state", "asleep"}, 1, "state"},
      {{"case", "split", "T1", "x", "--interaction", "I9"}, 1, "no interaction"},
  };
  for (const auto& each : wrong) {
    CAPTURE(each.message);
    const Answer answer = desk(each.words);
    CAPTURE(answer.err);
    CHECK(answer.status == each.status);
    CHECK(answer.out.empty());
    CHECK(has(answer.err, each.message));
  }
  CHECK(desk({"log", "--json"}).out == before);
  CHECK(has(desk.words({"case", "open", "C1", "x"}).err, "no book; write rapport BOOK case open"));
  CHECK(has(desk.words({"case"}).err, "no book; write rapport BOOK case"));
}

TEST_CASE("command: everything that happened to a case, who did it and why") {
  const Desk desk;
  const auto done = [&](Words words) {
    const Answer answer = desk(words);
    CAPTURE(answer.err);
    CHECK(answer.status == 0);
    return answer.out;
  };
  done({"case", "assign", "T1", "--team", "Paris", "--assignee", "Ana", "--reason", "knows the customer",
        "--at", "2026-03-01T10:00:00Z"});
  done({"case", "priority", "T1", "urgent", "--reason", "the week-end is near", "--at",
        "2026-03-01T11:00:00Z"});
  done({"case", "level", "T1", "2", "--reason", "beyond us", "--at", "2026-03-01T12:00:00Z"});
  const std::string quoted =
      done({"case", "quote", "T1", "resolution", "2099-03-04", "--zone", "Europe/Paris", "--reason",
            "on the phone", "--actor", "Ana", "--at", "2026-03-01T13:00:00Z"});
  CHECK(has(quoted, "told: resolution by 2099-03-05 00:00"));
  done({"case", "rate", "T1", "--at", "2026-03-01T14:00:00Z"});
  done({"case", "merge", "T1", "T2"});
  const std::string shown = done({"case", "show", "T1", "--zone", "Europe/Paris"});
  for (const std::string_view part :
       {"Ana Prévost, Paris", "knows the customer", "urgent", "the week-end is near", "level 2", "beyond us",
        "resolution by 2099-03-05 00:00", "on the phone", "nothing fits", "merged", "T2"}) {
    CAPTURE(part);
    CHECK(has(shown, part));
  }
  // What is said to it from now on is said to its own customer.
  REQUIRE(desk({"case", "open", "C2", "Theirs", "--external-id", "T3"}).status == 0);
  done({"case", "merge", "T2", "T3"});
  const auto said = desk.json({"case", "reply", "T1", "Hello?", "--inbound"});
  CHECK(said.at(0).at("customer") == desk.shown("T1").at("case").at("customer"));
  CHECK(said.at(0).at("about") == "case/" + desk.shown("T3").at("case").at("id").get<std::string>());
}

TEST_CASE("command: what is late shows by how much open time it is") {
  const Desk desk;
  const std::string file = (desk.folder / "policy.json").string();
  const auto policy = [&](std::string_view target) {
    write_file(file, R"({"level": {"name": "All"}, "targets": [)" + std::string(target) + "]}");
    return desk({"policy", "load", file});
  };
  CHECK(has(policy(R"({"kind": "resolution", "amount": "-PT1H"})").err,
            "field targets[0].amount: is -PT1H, more than nothing is right"));
  CHECK(has(policy(R"({"kind": "resolution", "amount": "PT1H", "amount": "PT2H"})").err,
            "field targets[0].amount: is there twice"));
  REQUIRE(policy(R"({"kind": "resolution", "amount": "P3D"})").status == 0);
  REQUIRE(desk({"case", "open", "C1", "Late", "--external-id", "T4", "--at", "2026-03-01"}).status == 0);
  const std::string queue = desk({"queue"}).out;
  CHECK_FALSE(has(queue, "0 seconds"));
  const std::size_t late = queue.find(" late");
  REQUIRE(late != std::string::npos);
  CHECK(queue.find(" late", late + 1) != std::string::npos);
  CHECK_FALSE(has(desk({"case", "show", "T4"}).out, "0 seconds"));
  REQUIRE(desk({"case", "resolve", "T4", "Done"}).status == 0);
  const std::string measured = desk({"measures", "--by", "priority"}).out;
  CHECK(has(measured, "resolution mean"));
  CHECK(has(measured, "open median"));
}

TEST_CASE("command: a customer shows what their cases cost") {
  const Desk desk;
  CHECK(desk.json({"show", "C1"}).at(0).at("cost_to_serve").empty());
  CHECK_FALSE(has(desk({"show", "C1"}).out, "What cases cost"));
  REQUIRE(desk({"update", "case", "T1", "cost=80 EUR"}).status == 0);
  REQUIRE(desk({"update", "case", "T1", "redress_cost=19.90 EUR"}).status == 0);
  REQUIRE(desk({"update", "case", "T2", "cost=5 USD"}).status == 0);
  CHECK(desk.json({"show", "C1"}).at(0).at("cost_to_serve") == Json{"99.90 EUR", "5.00 USD"});
  CHECK(has(desk({"show", "C1"}).out, "What cases cost\n"));
  CHECK(has(desk({"show", "C1"}).out, "99.90 EUR, 5.00 USD"));
}

TEST_CASE("command: calendars") {
  const Shop shop;
  REQUIRE(shop({"add", "calendar", "name=Paris", "zone=Europe/Paris", "hours=mon-fri 09:00-12:30 13:00-18:00",
                "days=2020-12-25 closed Past\n2399-12-24 09:00-12:00 Christmas Eve"})
              .status == 0);
  const Answer shown = shop({"calendar", "Paris"});
  CHECK(has(shown.out, "fri  ·········███▌█████······"));
  CHECK(has(shown.out, "sun  ························"));
  CHECK(has(shown.out, "2399-12-24  09:00-12:00 Christmas Eve"));
  CHECK_FALSE(has(shown.out, "Past"));
  const Json told = shop.json({"calendar", "Par"}).at(0);
  CHECK(told.at("coming_days") ==
        Json{{{"day", "2399-12-24"}, {"hours", "09:00-12:00"}, {"name", "Christmas Eve"}}});
  CHECK(told.contains(told.at("open").get<bool>() ? "closes_at" : "opens_at"));

  const Words late{"calendar", "Paris", "--add", "PT4H", "--from", "2026-04-30T17:30:00+02:00"};
  CHECK(shop(late).out == "2026-05-01 12:30\n");
  const std::string file = (shop.folder / "days.ics").string();
  std::ofstream(file)
      << "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Labour Day\r\nDTSTART;VALUE=DATE:20200501\r\n"
         "RRULE:FREQ=YEARLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
  const auto closed = shop.json({"holidays", "Paris", file, "--from", "2026-01-01", "--until", "2027-12-31"});
  REQUIRE(closed.at(0).at("closed").size() == 2);
  CHECK(closed.at(0).at("closed").at(0) == Json{{"day", "2026-05-01"}, {"name", "Labour Day"}});
  CHECK(shop.json(late).at(0).at("until") == "2026-05-04T10:30:00Z");
  CHECK(has(shop({"holidays", "Paris", file, "--from", "2026-01-01", "--until", "2028-12-31"}).out,
            "2028-05-01  Labour Day\n1 more day closed"));
  CHECK(shop.json({"holidays", "Paris", file}).at(0).at("closed").size() >= 8);

  REQUIRE(shop({"add", "calendar", "name=Always", "zone=UTC", "hours=mon-sun 00:00-24:00"}).status == 0);
  CHECK(has(shop({"calendar", "Always"}).out, "Always  open  for good"));
  REQUIRE(shop({"add", "calendar", "name=Fair", "zone=UTC", "hours=;", "days=2020-12-25 09:00-12:00 Fair"})
              .status == 0);
  CHECK(has(shop({"calendar", "Fair"}).out, "Fair  closed  for good"));

  CHECK(shop({"calendar", "Rome"}).status == 1);
  CHECK(shop({"calendar", "Paris", "--add", "4 hours"}).status == 2);
  CHECK(shop({"calendar", "Paris", "--add", "PT4H", "--from", "soon"}).status == 2);
  CHECK(shop({"holidays", "Paris", "no-such-file.ics"}).status == 4);
  CHECK(shop({"holidays", "Paris", file, "--from", "May"}).status == 2);
  CHECK(shop({"holidays", "Paris", file, "--from", "2030-01-01", "--until", "2029-01-01"}).status == 2);
  for (const char* content : {"no calendar", ""}) {
    std::ofstream(file) << content;
    const Answer answer = shop({"holidays", "Paris", file});
    CHECK(answer.status == 1);
    CHECK(has(answer.err, "no iCalendar file"));
    CHECK(has(answer.err, "days.ics"));
  }
  const Answer folder = shop({"holidays", "Paris", shop.folder.path().string()});
  CHECK(folder.status == 4);
  CHECK(has(folder.err, "cannot be read"));
}

TEST_CASE("command: an open calendar says when it closes") {
  TemporaryFolder folder;
  const auto answer = [&](Instant now) {
    Options options;
    options.clock = [now] { return now; };
    Book book = Book::in_memory(options);
    book.calendars().add(
        {.name = "Paris", .zone = "Europe/Paris", .hours = "mon-fri 09:00-12:00 13:00-18:00"});
    const auto path = folder / "answer";
    std::FILE* file = std::fopen(path.c_str(), "w");
    REQUIRE(file != nullptr);
    CHECK(command::run(command::grammar().parse({":memory:", "calendar", "Paris"}),
                       terminal::Screen(file, {}), book) == 0);
    std::fclose(file);
    return bytes_of_file(path);
  };
  CHECK(has(answer(from_text<Instant>("2026-11-20T11:15:00+01:00")),
            "open  closes 2026-11-20 12:00, in 45 minutes"));
  CHECK(has(answer(from_text<Instant>("2026-11-20T12:00:00+01:00")),
            "closed  opens 2026-11-20 13:00, in 60 minutes"));
  CHECK(has(answer(from_text<Instant>("2026-11-20T18:00:00+01:00")),
            "closed  opens 2026-11-23 09:00, in 2 days"));
}

}  // namespace rapport::test
