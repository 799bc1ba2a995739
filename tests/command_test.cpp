// The `rapport` command as a shell sees it: what it prints where, and its exit status.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/wait.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "command/teller.hpp"
#include "command/verbs.hpp"
#include "support/book.hpp"

using Json = nlohmann::json;
using Words = std::vector<std::string>;

namespace rapport::test {
namespace {

struct Answer {
  int status;
  std::string out;
  std::string err;
};

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<Json> lines(const std::string& text) {
  std::vector<Json> result;
  std::istringstream all(text);
  for (std::string line; std::getline(all, line);) result.push_back(Json::parse(line));
  return result;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

class Shell {
 public:
  // `rapport` with these words.
  Answer words(const Words& given) const {
    std::string command = quoted(RAPPORT_BINARY_DIR "/rapport");
    for (const std::string& each : given) command += ' ' + quoted(each);
    const auto errors = folder / "errors";
    std::FILE* pipe = ::popen((command + " 2>" + quoted(errors.string())).c_str(), "r");
    REQUIRE(pipe != nullptr);
    Answer answer{};
    char buffer[4096];
    while (const std::size_t size = std::fread(buffer, 1, sizeof buffer, pipe))
      answer.out.append(buffer, size);
    answer.status = WEXITSTATUS(::pclose(pipe));
    answer.err = text_of(errors);
    return answer;
  }
  // `rapport BOOK` with these words.
  Answer operator()(Words given) const {
    given.insert(given.begin(), book);
    return words(given);
  }
  // The same with --json, and well.
  std::vector<Json> json(Words given) const {
    given.push_back("--json");
    const Answer answer = (*this)(given);
    CAPTURE(answer.err);
    CHECK(answer.status == 0);
    return lines(answer.out);
  }

  TemporaryFolder folder;
  std::string book = (folder / "shop.book").string();

 private:
  static std::string quoted(const std::string& word) {
    std::string result = "'";
    for (char c : word) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return result + "'";
  }
};

// A book with an agent, two customers and some talk.
struct Shop : Shell {
  Shop() {
    for (const Words& each : std::vector<Words>{
             {"open"},
             {"add", "agent", "name=Ana Prévost", "email=ana@shop.example"},
             {"add", "customer", "name=Acme Paris", "external_id=C1", "country=FR", "industry=food",
              "since=2026-01-01T00:00:00Z"},
             {"add", "customer", "name=Acme Lyon", "external_id=C2", "since=2026-01-01T00:00:00Z"},
             {"add", "contact_point", "customer=C1", "kind=email", "value=hello@acme.example"},
             {"add", "interaction", "customer=C1", "channel=phone", "direction=outbound",
              "subject=Sauvegarde échouée", "body=La sauvegarde de lundi\nmanque.", "at=2026-02-01T09:00:00Z",
              "agent=Ana"},
             {"stage", "C1", "awareness", "--at", "2026-03-01T00:00:00Z", "--because", "asked for an offer"},
         }) {
      const Answer answer = (*this)(each);
      CAPTURE(answer.err);
      REQUIRE(answer.status == 0);
    }
  }
};

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

TEST_CASE("command: help and version") {
  const Shell shell;
  const Answer help = shell.words({"--help"});
  CHECK(help.status == 0);
  for (const std::string verb :
       {"open",   "import", "export", "list",    "show", "timeline", "stage",   "owner",
        "funnel", "quiet",  "search", "history", "log",  "touched",  "verify",  "add",
        "update", "remove", "kinds",  "schema",  "demo", "calendar", "holidays"}) {
    CAPTURE(verb);
    CHECK(has(help.out, "\n  " + verb + " "));
    const Answer one = shell.words({verb, "--help"});
    CHECK(one.status == 0);
    CHECK(has(one.out, "Example\n  rapport "));
  }
  const Answer family = shell.words({"case", "--help"});
  CHECK(has(family.out, "rapport BOOK case VERB"));
  CHECK_FALSE(has(family.out, "\n  list "));
  for (const std::string verb : {"open", "reply", "move", "resolve", "refuse", "accept", "assign", "level",
                                 "merge", "unmerge", "split", "list", "show"}) {
    CAPTURE(verb);
    CHECK(has(help.out, "\n  case " + verb + " "));
    CHECK(has(family.out, "\n  case " + verb + " "));
    CHECK(has(shell.words({"case", verb, "--help"}).out, "Example\n  rapport shop.book case " + verb));
  }
  CHECK(has(help.out, "\nExit status\n"));
  CHECK(has(help.out, "rapport --version"));
  CHECK(has(shell.words({"--version"}).out, "rapport " + std::string(version)));
  CHECK(has(shell.words({"--version", "--json"}).out, "rapport " + std::string(version)));
}

TEST_CASE("command: exit statuses and errors") {
  const Shop shop;
  const struct {
    Words words;
    int status;
    std::string_view code;
    std::string_view message;
  } cases[] = {
      {{"show", "Nobody"}, 1, "not_found", "no customer is called \"Nobody\""},
      {{"show", "Acme"}, 1, "not_found", "names several customers"},
      {{"list", "custmer"}, 1, "unknown_name", "customer"},
      {{"list", "customers", "--where", "contry == 'FR'"}, 1, "invalid", "country"},
      {{"add", "customer", "name=X", "type=robot"}, 1, "invalid", "person, organisation"},
      {{"add", "customer", "external_id=C1", "name=X"}, 1, "duplicate", ""},
      {{"add", "customer", "name"}, 1, "invalid", "FIELD=VALUE"},
      {{"stage", "C2", "commitment"}, 1, "not_allowed", ""},
      {{"list", "customers", "--actor", "Bob"}, 1, "not_found", "no agent"},
      {{"lst"}, 2, "unknown_name", "did you mean \"list\"?"},
      {{"list"}, 2, "invalid", "list needs KIND"},
      {{"list", "customers", "--limit", "ten"}, 2, "invalid", "not a whole number"},
      {{"funnel", "--from", "yesterday"}, 2, "invalid", "--from"},
      {{"show", "C1", "--zone", "Mars/Base"}, 2, "invalid", "Mars/Base"},
      {{"verify", "--head", "7:abc"}, 2, "invalid", "NUMBER:HASH"},
      {{"add", "customer", "name=X", "--calling-code", "33"}, 2, "invalid", "as in +33"},
      {{"import", "-"}, 2, "invalid", "standard input"},
      {{"owner", "C1", "Ana", "--nobody"}, 2, "invalid", "exclude each other"},
      {{"update", "customer", "C1", "owner=Ana"}, 1, "not_allowed", "ownerships change it"},
  };
  for (const auto& each : cases) {
    CAPTURE(each.words.front());
    CAPTURE(each.message);
    Words words = each.words;
    const Answer plain = shop(words);
    CHECK(plain.status == each.status);
    CHECK(plain.out.empty());
    CHECK(plain.err.starts_with("rapport: "));
    CHECK(has(plain.err, each.message));
    words.push_back("--json");
    const Answer told = shop(words);
    CHECK(told.status == each.status);
    const Json error = Json::parse(told.err).at("error");
    CHECK(error.at("code") == each.code);
    CHECK(error.contains("message"));
    CHECK(error.contains("field"));
  }
}

TEST_CASE("command: a book that is not there or not a book") {
  const Shell shell;
  const Answer none = shell({"list", "customers"});
  CHECK(none.status == 4);
  CHECK(has(none.err, "there is no book"));
  CHECK_FALSE(std::filesystem::exists(shell.book));

  std::ofstream(shell.book) << std::string(5000, 'x');
  const Answer other = shell({"list", "customers", "--json"});
  CHECK(other.status == 4);
  CHECK(Json::parse(other.err).at("error").at("code") == "not_a_book");
  CHECK(shell.words({":memory:", "open"}).status == 0);
}

TEST_CASE("command: records of any kind") {
  const Shop shop;
  const auto opened = shop.json({"open"});
  CHECK(opened.at(0).at("records").at("customers") == 2);
  CHECK(opened.at(0).at("commits") == 6);

  const auto all = shop.json({"list", "customers", "--order", "name"});
  REQUIRE(all.size() == 2);
  CHECK(all.at(0).at("name") == "Acme Lyon");
  CHECK(shop.json({"list", "customer", "--where", "country == 'FR'"}).size() == 1);
  CHECK(shop.json({"list", "customer", "--where", "country == null"}).size() == 1);
  CHECK(shop.json({"list", "interactions", "--where", "customer.external_id == 'C1'"}).size() == 1);
  CHECK(shop({"list", "customers", "--count"}).out == "2\n");

  const auto page = shop.json({"list", "customers", "--limit", "1"});
  REQUIRE(page.size() == 2);
  const auto rest =
      shop.json({"list", "customers", "--limit", "1", "--after", page.at(1).at("next").get<std::string>()});
  CHECK(rest.at(0).at("name") == "Acme Lyon");
  CHECK(rest.size() == 1);

  const Answer table = shop({"list", "interactions"});
  CHECK(has(table.out, "Acme Paris"));
  CHECK(has(table.out, "Ana Prévost"));

  const auto updated = shop.json(
      {"update", "customer", "C2", "industry=paper", "--actor", "ana@shop.example", "--reason", "said so"});
  CHECK(updated.at(0).at("industry") == "paper");
  const auto history = shop.json({"history", "customer", "C2"});
  REQUIRE(history.size() == 2);
  CHECK(history.at(0).at("commit").at("reason") == "said so");
  CHECK(history.at(0).at("commit").contains("actor"));
  CHECK(history.at(0).at("fields").at(0) ==
        Json{{"field", "industry"}, {"before", nullptr}, {"after", "paper"}});
  CHECK(has(shop({"history", "C2"}).out, "Ana Prévost"));

  CHECK(shop({"remove", "customer", "C2"}).status == 0);
  CHECK(shop({"list", "customers", "--count"}).out == "1\n");
}

TEST_CASE("command: one customer") {
  const Shop shop;
  for (const std::string name : {"C1", "Acme Paris", "Acme P"})
    CHECK(shop.json({"show", name}).at(0).at("customer").at("external_id") == "C1");
  const Answer shown = shop({"show", "C1"});
  for (const std::string_view part : {"Acme Paris  awareness", "hello@acme.example", "Sauvegarde échouée",
                                      "La sauvegarde de lundi manque.", "asked for an offer", "2026-03-01"}) {
    CAPTURE(part);
    CHECK(has(shown.out, part));
  }
  CHECK(shop.json({"timeline", "C1"}).size() == 2);
  CHECK(has(shop({"timeline", "C1", "--zone", "Europe/Paris"}).out, "2026-02-01 10:00"));
  const auto first = shop.json({"timeline", "C1", "--limit", "1"});
  CHECK(first.at(0).at("kind") == "stage_move");
  CHECK(first.at(1).contains("next"));

  const auto stage = shop.json({"stage", "C1"});
  CHECK(stage.at(0).at("spells").size() == 2);
  CHECK(stage.at(0).at("time_in_stages").at("exploration") == to_text(Duration(std::chrono::days{59})));
  CHECK(shop({"stage", "C1", "dissolution", "--ended-by", "customer", "--cause", "better_offer"}).status ==
        0);

  const auto funnel = shop.json({"funnel"});
  REQUIRE(funnel.size() == 5);
  CHECK(funnel.at(0).at("entered") == 2);
  CHECK(funnel.at(0).at("moved_on") == 1);
  CHECK(has(shop({"funnel"}).out, "59 days"));
  CHECK(shop.json({"quiet", "--stage", "exploration", "--days", "10"}).at(0).at("name") == "Acme Lyon");

  const auto hits = shop.json({"search", "SAUVEGARDE", "echou*"});
  REQUIRE(hits.size() == 1);
  CHECK(hits.at(0).at("title").at("text") == "Sauvegarde échouée");
  CHECK(has(shop({"search", "sauvegarde", "--kind", "interaction"}).out, "Acme Paris"));
  CHECK(shop({"search", "nothing-of-the-kind"}).status == 0);
}

TEST_CASE("command: evidence, owners, deleted records") {
  const Shop shop;
  const std::string call = shop.json({"list", "interactions"}).at(0).at("id");
  for (const std::string& evidence : {call, "interaction/" + call}) {
    const auto moved = shop.json({"stage", "C2", "awareness", "--at", "2026-02-01", "--evidence", evidence,
                                  "--evidence", "agent/Ana", "--zone", "Europe/Paris"});
    CHECK(moved.at(0).at("effective_at") == "2026-01-31T23:00:00Z");
    CHECK(moved.at(0).at("evidence").size() == 2);
    CHECK(shop({"stage", "C2", "exploration", "--because", "once more", "--at", "2026-02-01", "--zone",
                "Europe/Paris"})
              .status == 0);
  }

  const std::string move = shop.json({"list", "stage_moves"}).at(0).at("id");
  CHECK(has(shop({"update", "stage_move", move, "reason=x"}).err, "add another instead"));

  CHECK(has(shop({"owner", "C1"}).out, "nobody"));
  REQUIRE(shop({"add", "agent", "name=Bo"}).status == 0);
  CHECK(has(shop({"owner", "C1", "Ana", "--at", "2026-02-01"}).out, "Ana Prévost"));
  CHECK(shop.json({"owner", "C1", "Bo"}).size() == 2);
  CHECK(has(shop({"show", "C1"}).out, "Bo"));
  const auto periods = shop.json({"owner", "C1", "--nobody", "--reason", "left us"});
  REQUIRE(periods.size() == 2);
  CHECK(periods.at(1).contains("valid_until"));
  CHECK(shop({"owner", "C1", "Nobody At All"}).status == 1);

  CHECK(shop.json({"list", "customers", "--deleted"}).empty());
  REQUIRE(shop({"remove", "customer", "C2"}).status == 0);
  const auto deleted = shop.json({"list", "customers", "--deleted"});
  REQUIRE(deleted.size() == 1);
  CHECK(deleted.at(0).at("external_id") == "C2");
  CHECK(shop.json({"list", "customers", "--deleted", "--where", "name == 'Acme Paris'"}).empty());
  CHECK(shop({"list", "customers", "--deleted", "--count"}).status == 2);
}

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
  REQUIRE(all.at("moves").size() == 4);
  CHECK(all.at("moves").at(1).at("reason") == "asked for the log");
  CHECK(all.at("moves").at(1).contains("agent"));
  CHECK(all.at("moves").at(3).at("reason") == "disk full");
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
  CHECK(told.at("coming_days").size() == 1);
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
  CHECK(has(shop({"calendar", "Always"}).out, "Always  open  for more than a year"));
  REQUIRE(shop({"add", "calendar", "name=Fair", "zone=UTC", "hours=;", "days=2020-12-25 09:00-12:00 Fair"})
              .status == 0);
  CHECK(has(shop({"calendar", "Fair"}).out, "Fair  closed  for good"));

  CHECK(shop({"calendar", "Rome"}).status == 1);
  CHECK(shop({"calendar", "Paris", "--add", "4 hours"}).status == 2);
  CHECK(shop({"calendar", "Paris", "--add", "PT4H", "--from", "soon"}).status == 2);
  CHECK(shop({"holidays", "Paris", "no-such-file.ics"}).status == 4);
  CHECK(shop({"holidays", "Paris", file, "--from", "May"}).status == 2);
  CHECK(shop({"holidays", "Paris", file, "--from", "2030-01-01", "--until", "2029-01-01"}).status == 2);
  std::ofstream(file) << "no calendar";
  CHECK(shop({"holidays", "Paris", file}).status == 1);
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
    return text_of(path);
  };
  CHECK(has(answer(from_text<Instant>("2026-11-20T11:15:00+01:00")),
            "open  closes 2026-11-20 12:00, in 45 minutes"));
  CHECK(has(answer(from_text<Instant>("2026-11-20T12:00:00+01:00")),
            "closed  opens 2026-11-20 13:00, in 60 minutes"));
  CHECK(has(answer(from_text<Instant>("2026-11-20T18:00:00+01:00")),
            "closed  opens 2026-11-23 09:00, in 2 days"));
}

TEST_CASE("command: numbers of one country") {
  const Shop shop;
  REQUIRE(shop({"add", "contact_point", "customer=C1", "kind=phone", "value=+33 4 65 00 00 00"}).status == 0);
  const Answer again = shop(
      {"add", "contact_point", "customer=C2", "kind=phone", "value=04 65 00 00 00", "--calling-code", "+33"});
  CHECK(again.status == 1);
  CHECK(has(again.err, "has it already"));
}

TEST_CASE("command: a note is by its author") {
  const Shop shop;
  REQUIRE(shop({"add", "interaction", "customer=C2", "subject=A note", "--actor", "Ana"}).status == 0);
  CHECK(has(shop({"timeline", "C2"}).out, "Ana Prévost"));
}

TEST_CASE("command: the journal") {
  const Shop shop;
  CHECK(shop.json({"log"}).size() == 6);
  CHECK(shop.json({"log", "--limit", "2"}).at(0).at("number") == 5);
  CHECK(shop.json({"log", "--after", "0", "--limit", "2"}).at(0).at("number") == 1);
  const auto verified = shop.json({"verify"});
  CHECK(verified.at(0).at("intact") == true);
  const std::string head = verified.at(0).at("head");
  CHECK(shop({"verify", "--head", head}).status == 0);

  std::string wrong = head;
  wrong.back() = wrong.back() == '0' ? '1' : '0';
  const Answer found = shop({"verify", "--head", wrong, "--json"});
  CHECK(found.status == 3);
  CHECK_FALSE(Json::parse(found.out).at("findings").empty());
}

TEST_CASE("command: the descriptions") {
  const Shell shell;
  CHECK(has(shell({"kinds"}).out, "interaction"));
  CHECK(has(shell({"kinds", "customers"}).out, "The name to show"));
  CHECK(shell.json({"kinds"}).size() > 10);
  CHECK(shell.json({"kinds", "customer"}).at(0).at("fields").at(0).at("name") == "id");
  CHECK(has(shell({"kinds", "customer"}).out, "email_2"));
  CHECK(shell.json({"kinds", "customer"}).at(0).at("targets").at(0).at("name") == "email");
  CHECK(has(shell({"kinds", "opportunity"}).out, "closed_on"));
  CHECK(has(shell({"schema"}).out, "CREATE TABLE"));
  CHECK_FALSE(std::filesystem::exists(shell.book));
}

TEST_CASE("command: files in, files out") {
  const Shell shell;
  const std::string file = (shell.folder / "clients.csv").string();
  std::ofstream(file) << "Company,Email,Colour\nAcme,hello@acme.example,red\nBolt,not an address,blue\n";
  const auto plan = shell.json({"import", file, "--kind", "customer", "--map", "Company=name", "--plan"});
  REQUIRE(plan.at(0).at("columns").size() == 3);
  CHECK(plan.at(0).at("columns").at(0).at("target") == "name");
  for (const Words& map : std::vector<Words>{{"--map", "Colour=shade"},
                                             {"--map", "Colour=email"},
                                             {"--currency", "euro"},
                                             {"--millions", "Size"}}) {
    Words words{"import", file, "--plan"};
    words.insert(words.end(), map.begin(), map.end());
    const Answer impossible = shell(words);
    CHECK(impossible.status == 1);
    CHECK(has(impossible.out, "clients.csv → customer"));
  }
  CHECK(shell({"import", file, (shell.folder / "no-such-file.csv").string()}).status == 4);
  CHECK_FALSE(std::filesystem::exists(shell.book));

  const Answer done = shell({"import", file, "--kind", "customer", "--map", "Company=name"});
  CHECK(done.status == 0);
  CHECK(has(done.out, "Rejected rows are in"));
  CHECK(shell({"list", "customers", "--count"}).out == "1\n");
  const auto batches = shell.json({"list", "import_batches"});
  REQUIRE(batches.size() == 1);
  CHECK(shell.json({"touched", batches.at(0).at("id").get<std::string>()}).size() >= 2);

  for (const std::string form : {"csv", "jsonl"}) {
    const std::string folder = (shell.folder / form).string();
    CHECK(shell.json({"export", folder, "--form", form}).at(0).at("records").get<int>() > 0);
    const Shell other;
    CHECK(other({"import", folder}).status == 0);
    CHECK(other.json({"list", "customers"}) == shell.json({"list", "customers"}));
  }
  CHECK(shell({"export", "x", "--form", "xml"}).status == 2);
  CHECK(shell({"import", "no-such-file.csv"}).status == 4);
  CHECK(shell({"import", file, "--map", "Size=name"}).status == 1);
}

TEST_CASE("command: an import that takes nothing says so") {
  const Shell shell;
  const auto file = [&](const std::string& name, const std::string& text) {
    std::ofstream(shell.folder / name) << text;
    return (shell.folder / name).string();
  };
  const std::string bad = file("bad.csv", "Company,Email\nAcme,x\n");
  const std::string good = file("good.csv", "Company\nBolt\n");
  const std::string rejects = (shell.folder / "rejects").string();
  CHECK(shell({"import", bad, good, "--rejects", rejects}).status == 5);
  CHECK(std::filesystem::exists(rejects + "/bad.rejects.csv"));
  CHECK(shell({"list", "customers", "--count"}).out == "1\n");
  CHECK(shell({"import", bad, good, "--rejects", bad}).status == 2);
  CHECK(shell({"import", good, bad, "--map", "Email="}).status == 1);
  CHECK(shell({"list", "customers", "--count"}).out == "1\n");
  CHECK(shell({"import", file("header.csv", "Company,Email\n")}).status == 0);
  CHECK(has(shell({"--help"}).out, "5  import rejected every row of a file"));
}

TEST_CASE("command: the demo reads the data dictionary") {
  const Shell shell;
  std::filesystem::create_directory(shell.folder / "data");
  std::ofstream(shell.folder / "data/accounts.csv") << "account,revenue\nAcme,1100.04\n";
  std::ofstream(shell.folder / "data/data_dictionary.csv")
      << "Table,Field,Description\naccounts,revenue,Annual revenue (in millions of USD)\n";
  const Answer demo = shell({"demo", (shell.folder / "data").string()});
  CAPTURE(demo.err);
  CHECK(demo.status == 0);
  CHECK(has(demo.out, "--currency USD --millions revenue"));
  CHECK(has(shell({"show", "Acme"}).out, "1100040000.00 USD"));
}

TEST_CASE("command: a file is what the library takes it for") {
  const Shell shell;
  const auto file = [&](const std::string& name, const std::string& text) {
    std::ofstream(shell.folder / name) << text;
    return (shell.folder / name).string();
  };
  file("customers.ndjson", "{\"name\":\"Acme\"}\n");
  file("clients.TSV", "Company\tCity\nBolt\tLyon\n");
  file("clients.rejects.csv", "rejected_because,Company\nx,Nobody\n");
  const auto plans = shell.json({"import", shell.folder.path().string(), "--plan"});
  REQUIRE(plans.size() == 2);
  CHECK(plans.at(0).at("format") == "CSV, tab, UTF-8");
  CHECK(plans.at(1).at("kind") == "customer");
  CHECK(plans.at(1).at("format") == "JSON Lines");
  CHECK(plans.at(1).at("columns").empty());
  CHECK(shell.json({"import", shell.folder.path().string()}).size() == 2);
  for (const std::string& path :
       {file("others.ndjson", "{\"name\":\"C\"}\n"), file("dump", "{\"name\":\"D\"}\n")})
    CHECK(shell({"import", path, "--kind", "customer"}).status == 0);
  CHECK(shell({"list", "customers", "--count"}).out == "4\n");
}

TEST_CASE("command: an import tells what else did not go as it might have") {
  const Shell shell;
  const std::string file = (shell.folder / "deals.csv").string();
  std::ofstream(file) << "account,deal_stage,engage_date,close_date\nAcme,Won,2025-03-01,2025-04-01\n";
  REQUIRE(shell({"open"}).status == 0);
  REQUIRE(shell({"add", "customer", "name=Acme"}).status == 0);
  REQUIRE(shell({"add", "allowed_move", "from_stage=exploration", "to_stage=dissolution"}).status == 0);
  CHECK(has(shell({"import", file}).out, "deals.csv: 2 stage moves were not made"));
  CHECK(shell.json({"import", file}).at(0).at("remarks").size() == 1);
}

TEST_CASE("command: on a narrow terminal stages and days are not cut") {
  const terminal::Screen narrow(stdout, {.terminal = true, .width = 30});
  const Instant from = from_text<Instant>("2026-01-01T00:00:00Z");
  const std::vector<Spell> spells{{Stage::exploration, from, from + std::chrono::days{5}},
                                  {Stage::expansion, from + std::chrono::days{5}, {}}};
  CHECK(terminal::display_width(command::spell_bar(narrow, spells, from + std::chrono::days{9})) == 30);
  terminal::Table table({command::whole_column("stage"), {"why"}});
  table.add({command::stage_cell(Stage::exploration), "because they asked us for an offer"});
  CHECK(has(table.render(narrow), "exploration"));
}

TEST_CASE("command: the funnel fits a terminal of 80 columns") {
  TemporaryFolder folder;
  Book book = Book::in_memory();
  for (int i = 0; i < 100; ++i) book.customers().add({.name = "Acme"});
  for (const std::size_t width : {80, 90, 200}) {
    const auto path = folder / "answer";
    std::FILE* file = std::fopen(path.c_str(), "w");
    REQUIRE(file != nullptr);
    const terminal::Screen screen(file, {.terminal = true, .width = width});
    CHECK(command::run(command::grammar().parse({":memory:", "funnel"}), screen, book) == 0);
    std::fclose(file);
    std::istringstream answer(text_of(path));
    for (std::string line; std::getline(answer, line);) CHECK(terminal::display_width(line) <= width);
    CHECK(has(text_of(path), "█") == (width > 80));
  }
}

TEST_CASE("command: the demo") {
  const Shell shell;
  const Answer demo = shell({"demo", RAPPORT_SOURCE_DIR "/examples/data"});
  CAPTURE(demo.err);
  CHECK(demo.status == 0);
  for (const std::string_view part :
       {"Whose backup keeps failing", "Quincaillerie", "Where to look next", "intact"}) {
    CAPTURE(part);
    CHECK(has(demo.out, part));
  }
  CHECK(shell({"verify"}).status == 0);
  CHECK(shell({"demo", RAPPORT_SOURCE_DIR "/examples/data"}).status == 1);
  CHECK(shell({"demo", "no-such-folder"}).status == 4);
}

TEST_CASE("command: nothing in a pipe that only a terminal understands") {
  const Shop shop;
  for (const Words& words : std::vector<Words>{{"open"},
                                               {"list", "customers"},
                                               {"show", "C1"},
                                               {"timeline", "C1"},
                                               {"funnel"},
                                               {"history", "C1"},
                                               {"verify"},
                                               {"kinds", "customer"},
                                               {"--help"}}) {
    CAPTURE(words.front());
    const Answer answer = shop(words);
    CHECK(answer.status == 0);
    CHECK_FALSE(has(answer.out, "\x1b"));
    CHECK(answer.err.empty());
  }
}

}  // namespace rapport::test
