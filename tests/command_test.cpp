// The `rapport` command as a shell sees it: what it prints where, and its exit status.
#include <doctest/doctest.h>

#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "command/teller.hpp"
#include "command/verbs.hpp"
#include "support/files.hpp"
#include "support/shell.hpp"

namespace rapport::test {

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
                                 "merge", "unmerge", "split", "list", "show", "route", "candidates"}) {
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
      {{"show", "C1", "--zone", "localtime"}, 2, "invalid", "localtime"},
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
    std::istringstream answer(bytes_of_file(path));
    for (std::string line; std::getline(answer, line);) CHECK(terminal::display_width(line) <= width);
    CHECK(has(bytes_of_file(path), "█") == (width > 80));
  }
}

TEST_CASE("command: the demo") {
  const Shell shell;
  const Answer demo = shell({"demo", RAPPORT_SOURCE_DIR "/examples/data"});
  CAPTURE(demo.err);
  CHECK(demo.status == 0);
  for (const std::string_view part :
       {"Whose backup keeps failing", "Quincaillerie", "A second act", "212 things happen", "Disque remplacé",
        "A third act", "Four fifths of the time are over", "Where to look next", "intact"}) {
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
