#include "rapport/search.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/kinds.hpp"
#include "support/raw_file.hpp"

namespace {

using namespace rapport;
using rapport::test::error_of;
using rapport::test::FakeClock;
using rapport::test::fixed_options;
using rapport::test::TemporaryFolder;

// A book with a few interactions by subject; search answers with the subjects found.
struct Library {
  FakeClock clock;
  Book book = Book::in_memory(fixed_options(clock));
  Customer acme = book.customers().add({.name = "Owner"});

  Interaction add(const std::string& subject, std::optional<std::string> body = {}) {
    return book.interactions().add({.customer = acme.id, .subject = subject, .body = std::move(body)});
  }
  std::set<std::string> found(std::string_view words) {
    std::set<std::string> titles;
    for (const SearchHit& hit : book.search(words)) titles.insert(hit.title.text);
    return titles;
  }
};
using Titles = std::set<std::string>;

TEST_CASE("words are matched whole, in any capitals, with accents folded; all must occur") {
  Library library;
  library.add("Prévu pour lundi");
  library.add("IMPREVU");
  library.add("prevu demain", "la sauvegarde échoue");
  library.add("straße in Łódź");
  library.add("Chef-d'oeuvre");
  library.add("Les Œuvres et une œuvre");
  struct Line {
    const char* words;
    Titles expected;
  };
  for (const Line& line : std::vector<Line>{
           {"prévu", {"Prévu pour lundi", "prevu demain"}},
           {"strasse", {"straße in Łódź"}},
           {"STRASSE", {"straße in Łódź"}},
           {"straße", {"straße in Łódź"}},
           {"strass*", {"straße in Łódź"}},
           {"œuvre", {"Chef-d'oeuvre", "Les Œuvres et une œuvre"}},
           {"oeuvre*", {"Chef-d'oeuvre", "Les Œuvres et une œuvre"}},
           {"\"d oeuvre\"", {"Chef-d'oeuvre"}},
           {"PREVU", {"Prévu pour lundi", "prevu demain"}},
           {"pre\u0301vu", {"Prévu pour lundi", "prevu demain"}},
           {"  prevu\t demain \n", {"prevu demain"}},
           {"demain prevu", {"prevu demain"}},
           {"prevu sauvegarde", {"prevu demain"}},  // one word in the title, one in the text
           {"prevu mardi", {}},
           {"prev", {}},
           {"prev*", {"Prévu pour lundi", "prevu demain"}},
           {"PRÉ*", {"Prévu pour lundi", "prevu demain"}},
           {"sauv* éch*", {"prevu demain"}},
           {"revu*", {}},
           {"\"prevu demain\"", {"prevu demain"}},
           {"\"demain prevu\"", {}},
           {"\"la sauvegarde\" prevu", {"prevu demain"}},
           {"\"sauvegarde la\"", {}},
           {"\"prevu demain", {"prevu demain"}},  // never closed
           {"lundi,prévu!", {}},                  // stand together so nowhere
           {"pour-lundi", {"Prévu pour lundi"}},
       }) {
    CAPTURE(line.words);
    CHECK(library.found(line.words) == line.expected);
  }
}

TEST_CASE("nothing of a question is syntax") {
  Library library;
  library.add("alpha beta");
  library.add("near or and not");
  const std::vector<std::string> questions{"NEAR",
                                           "OR",
                                           "AND",
                                           "NOT",
                                           "near(alpha beta)",
                                           "NEAR(alpha beta, 5)",
                                           "alpha OR x",
                                           "alpha AND x",
                                           "alpha NOT x",
                                           "(alpha",
                                           "alpha)",
                                           "((((",
                                           "title:alpha",
                                           "title : x",
                                           "{title}:x",
                                           "-title:alpha",
                                           "^alpha",
                                           "alpha + beta",
                                           "+",
                                           "-",
                                           "alpha -",
                                           ":",
                                           "\"",
                                           "\"\"",
                                           "\"\"\"",
                                           "\"\"\"\"",
                                           "*",
                                           "**",
                                           "***alpha",
                                           "alpha**",
                                           "* *",
                                           "'",
                                           "';--",
                                           "alpha'",
                                           "\\",
                                           "%",
                                           "_",
                                           "?",
                                           "[a]",
                                           "{",
                                           "}",
                                           "\"alpha\"*",
                                           "\"alpha*\"",
                                           "alpha\"beta",
                                           "\x01",
                                           "\x02\x03",
                                           "\U0001F600",
                                           "\u00A0",
                                           "\u202E",
                                           "a\nb",
                                           "alpha\tbeta*",
                                           "\"alpha\nbeta",
                                           "@#$%^&*()",
                                           "\"\\\"alpha"};
  for (const std::string& question : questions) {
    CAPTURE(question);
    CHECK_NOTHROW(library.book.search(question));
    CHECK_NOTHROW(library.book.search(question + " alpha"));
  }
  CHECK(library.found("OR") == Titles{"near or and not"});
  CHECK(library.found("NEAR AND NOT") == Titles{"near or and not"});
  CHECK(library.found("alpha OR near") == Titles{});
  CHECK(library.found("alpha NOT beta") == Titles{});
  CHECK(library.found("title:alpha") == Titles{});
  CHECK(library.found("alpha - beta") == Titles{"alpha beta"});
  CHECK(library.found("(alpha)") == Titles{"alpha beta"});
  CHECK(library.found("^beta") == Titles{"alpha beta"});
}

TEST_CASE("a question without words finds nothing") {
  Library library;
  library.add("alpha");
  for (const char* words : {"", " ", "\t\n", "\"\"", "*", "\" \""}) CHECK(library.book.search(words).empty());
}

TEST_CASE("a question that is no text is refused, a long one answered") {
  Library library;
  library.add("alpha");
  for (const std::string& words :
       {std::string("\xFF"), std::string("alpha \xC3"), std::string("al\0pha", 6)}) {
    const Error error = error_of([&] { library.book.search(words); });
    CHECK(error.code() == Code::invalid);
    CHECK(error.field() == "words");
  }
  std::string many;
  for (int i = 0; i < 2000; ++i) many += "alpha ";
  CHECK(library.found(many) == Titles{"alpha"});
  CHECK(library.found(many + "beta") == Titles{});
  CHECK(library.found(std::string(100000, 'x')) == Titles{});
  CHECK(library.found(std::string(100000, '"')) == Titles{});
}

TEST_CASE("a search shows 1 to 1,000 hits of one kind or of all") {
  Library library;
  Book& book = library.book;
  for (int i = 0; i < 30; ++i) library.add("Alpha " + std::to_string(i));
  const Customer alpha = book.customers().add({.name = "Alpha", .description = "the first"});
  book.needs().add({.customer = alpha.id, .statement = "an alpha version"});
  book.lifecycle().move(alpha.id, Stage::awareness, {.reason = "alpha"});
  CHECK(book.search("alpha").size() == 20);
  CHECK(book.search("alpha", {.limit = 1}).size() == 1);
  CHECK(book.search("alpha", {.limit = 1000}).size() == 33);
  CHECK(error_of([&] { book.search("alpha", {.limit = 0}); }).code() == Code::invalid);
  CHECK(error_of([&] { book.search("alpha", {.limit = 1001}); }).code() == Code::invalid);
  struct Line {
    const char* kind;
    const char* name;
    std::size_t hits;
  };
  for (const Line& line : {Line{"customer", "customer", 1}, Line{"customers", "customer", 1},
                           Line{"need", "need", 1}, Line{"stage_move", "stage_move", 1},
                           Line{"interaction", "interaction", 30}, Line{"team", "team", 0}}) {
    const auto hits = book.search("alpha", {.limit = 100, .kind = line.kind});
    CHECK(hits.size() == line.hits);
    for (const SearchHit& hit : hits) {
      CHECK(hit.kind == line.name);
      CHECK(hit.record.kind_number() == kind_named(line.name).number);
    }
  }
  CHECK(error_of([&] { book.search("alpha", {.kind = "custmer"}); }).code() == Code::unknown_name);
  CHECK(book.search("alpha", {.kind = "customer"})[0].record == Reference::to(1, alpha.id.uuid));
}

TEST_CASE("a match in the title counts more than one in the text") {
  Library library;
  library.add("something else", "alpha and five more words here");
  library.add("alpha", "nothing of it, just five words");
  const auto hits = library.book.search("alpha");
  REQUIRE(hits.size() == 2);
  CHECK(hits[0].title.text == "alpha");
  CHECK(hits[0].score > hits[1].score);
}

std::vector<std::string> highlighted(const Excerpt& excerpt) {
  std::vector<std::string> pieces;
  std::size_t end = 0;
  for (const auto& [offset, length] : excerpt.highlights) {
    CHECK(offset >= end);
    end = offset + length;
    REQUIRE(end <= excerpt.text.size());
    pieces.push_back(excerpt.text.substr(offset, length));
  }
  return pieces;
}

TEST_CASE("highlights are the words as they stand in the text") {
  Library library;
  library.add("Échec de la sauvegarde: ÉCHEC!", "Encore un échec, et \U0001D54F un échec.");
  const auto hits = library.book.search("echec sauv*");
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].title.text == "Échec de la sauvegarde: ÉCHEC!");
  CHECK(highlighted(hits[0].title) == std::vector<std::string>{"Échec", "sauvegarde", "ÉCHEC"});
  CHECK(hits[0].body.text == "Encore un échec, et \U0001D54F un échec.");
  CHECK(highlighted(hits[0].body) == std::vector<std::string>{"échec", "échec"});

  const auto only_title = library.book.search("sauvegarde");
  CHECK(highlighted(only_title.at(0).title) == std::vector<std::string>{"sauvegarde"});
  CHECK(highlighted(only_title.at(0).body).empty());
}

TEST_CASE("a long text is cut around the best match") {
  Library library;
  std::string body;
  for (int i = 0; i < 2000; ++i) body += "word" + std::to_string(i) + (i == 1500 ? " needle " : " ");
  library.add("haystack", body);
  const auto hits = library.book.search("needle");
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].body.text.size() < 500);
  CHECK(highlighted(hits[0].body) == std::vector<std::string>{"needle"});
  CHECK(hits[0].body.text.find("word1500") != std::string::npos);
}

TEST_CASE("the title is the first searchable field, the body the others; either may be empty") {
  Library library;
  library.book.interactions().add({.customer = library.acme.id, .body = "only a body"});
  library.add("only a subject");
  const auto body = library.book.search("body");
  REQUIRE(body.size() == 1);
  CHECK(body[0].title.text == "");
  CHECK(body[0].body.text == "only a body");
  const auto subject = library.book.search("subject");
  REQUIRE(subject.size() == 1);
  CHECK(subject[0].title.text == "only a subject");
  CHECK(subject[0].body.text == "");
}

TEST_CASE("updates and removals are found at once") {
  Library library;
  Interaction call = library.add("alpha", "first text");
  CHECK(library.found("alpha") == Titles{"alpha"});
  call.subject = "beta";
  call = library.book.interactions().update(call);
  CHECK(library.found("alpha") == Titles{});
  CHECK(library.found("beta") == Titles{"beta"});
  CHECK(library.found("first") == Titles{"beta"});
  call.body.reset();
  call = library.book.interactions().update(call);
  CHECK(library.found("first") == Titles{});
  library.book.interactions().remove(call);
  CHECK(library.found("beta") == Titles{});
}

TEST_CASE("a search inside a transaction sees what it wrote, and one that is rolled back is forgotten") {
  Library library;
  CHECK_THROWS(library.book.transaction([&] {
    library.add("alpha");
    CHECK(library.found("alpha") == Titles{"alpha"});
    throw std::runtime_error("no");
  }));
  CHECK(library.found("alpha") == Titles{});
  library.add("alpha");
  CHECK(library.found("alpha") == Titles{"alpha"});
}

TEST_CASE("the index is caught up in pieces of any size, or by the next search") {
  Library library;
  Book& book = library.book;
  for (int i = 0; i < 25; ++i) library.add("alpha " + std::to_string(i));
  const auto changes = static_cast<std::int64_t>(book.journal().changes(0, 1000).size());
  CHECK(book.catch_up_search(0) == changes);
  CHECK(book.catch_up_search(10) == changes - 10);
  CHECK(book.catch_up_search(10) == changes - 20);
  CHECK(book.catch_up_search(10) == 0);
  CHECK(book.catch_up_search(10) == 0);
  CHECK(book.catch_up_search() == 0);
  const Head head = book.journal().head();
  library.add("alpha beta");
  CHECK(book.search("alpha", {.limit = 100}).size() == 26);
  CHECK(book.catch_up_search(0) == 0);
  CHECK(book.journal().head().commit == head.commit + 1);  // catching up is no commit
}

TEST_CASE("a record that changes between two pieces is found once, as it is now") {
  Library library;
  Book& book = library.book;
  CHECK(book.catch_up_search() == 0);
  auto customer = book.customers().add({.name = "Alpha"});
  for (const char* name : {"Beta", "Gamma", "Delta", "Alpha Omega"}) {
    customer.name = name;
    customer = book.customers().update(customer);
    if (customer.name == "Gamma") CHECK(book.catch_up_search(2) == 1);
  }
  for (int i = 0; i < 5; ++i) book.catch_up_search(1);
  CHECK(book.catch_up_search(0) == 0);
  CHECK(book.search("alpha").size() == 1);
  CHECK(book.search("omega").size() == 1);
  for (const char* former : {"beta", "gamma", "delta"}) CHECK(book.search(former).empty());
  book.customers().remove(customer);
  CHECK(book.search("alpha").empty());
}

TEST_CASE("a book that is open read-only searches what was caught up last") {
  TemporaryFolder folder;
  FakeClock clock;
  {
    auto book = Book::open(folder / "book", fixed_options(clock));
    book.customers().add({.name = "Alpha"});
    CHECK(book.catch_up_search() == 0);
    book.customers().add({.name = "Alpha Beta"});
  }
  {
    Options options = fixed_options(clock);
    options.read_only = true;
    auto book = Book::open(folder / "book", options);
    const auto hits = book.search("alpha");
    REQUIRE(hits.size() == 1);
    CHECK(hits[0].title.text == "Alpha");
    CHECK(error_of([&] { book.customers().add({.name = "x"}); }).code() == Code::read_only);
    CHECK(error_of([&] { book.catch_up_search(); }).code() == Code::read_only);
  }
  auto book = Book::open(folder / "book", fixed_options(clock, 2));
  CHECK(book.search("alpha").size() == 2);
}

TEST_CASE("what a note said while it was private is not shown, however late the index is") {
  TemporaryFolder folder;
  const auto path = folder / "book";
  Id<Agent> zoe;
  Id<Agent> max;
  {
    auto book = Book::open(path);
    zoe = book.agents().add({.name = "Zoé"}).id;
    max = book.agents().add({.name = "Max"}).id;
    const auto acme = book.customers().add({.name = "Acme"});
    book.act_as(zoe);
    auto note = book.interactions().add(
        {.customer = acme.id, .body = "secretly bankrupt", .visibility = Visibility::author});
    book.search("acme");  // catches up
    note.body = "harmless";
    note.visibility = Visibility::everybody;
    book.interactions().update(note);
  }
  {
    Options options;
    options.read_only = true;
    auto book = Book::open(path, options);
    CHECK(book.search("bankrupt").size() == 1);  // the host sees what was caught up last
    book.act_as(max);
    CHECK(book.search("bankrupt").empty());
    CHECK(book.search("acme").size() == 1);
  }
  auto book = Book::open(path);
  book.act_as(max);
  CHECK(book.search("bankrupt").empty());
  CHECK(book.search("harmless").size() == 1);
}

TEST_CASE("an index that was altered is found by verifying, also in a book that is open read-only") {
  TemporaryFolder folder;
  const auto path = folder / "book";
  const auto altered = folder / "altered";
  {
    auto book = Book::open(path);
    for (const char* name : {"Alpha", "Beta Gamma", "Alpha Delta"})
      book.customers().add({.name = name, .description = "Owes us much, as Łódź knows"});
    book.customers().remove(book.customers().add({.name = "Gone"}));
    book.search("alpha");
    book.customers().add({.name = "Later"});  // the index is behind
  }
  const auto findings = [&](const char* sql) {
    rapport::test::copy_book(path, altered);
    if (*sql) rapport::test::RawFile(altered).run(sql);
    Options options;
    options.read_only = true;
    return Book::open(altered, options).journal().verify().findings.size();
  };
  CHECK(findings("") == 0);
  // Nor is a host's transaction that is rolled back in its way.
  auto book = Book::open(path);
  for (int i = 0; i < 3; ++i) {
    const auto taken_back = [&] {
      book.customers().add({.name = "Taken back"});
      CHECK(book.search("taken").size() == 1);
      CHECK(book.journal().verify().intact());
      throw std::logic_error("no");
    };
    CHECK_THROWS_AS(book.transaction(taken_back), std::logic_error);
    CHECK(book.journal().verify().intact());
  }
  book.close();
  for (const char* sql : {
           "UPDATE search_text SET body = 'owes us nothing' WHERE rowid = 1",
           "DELETE FROM search_text WHERE rowid = 2",
           "INSERT INTO search_text (rowid, title, body) VALUES (99, 'Alpha', 'made up')",
           "UPDATE search_text_content SET c1 = 'owes us nothing' WHERE id = 1",
           "CREATE VIRTUAL TABLE other USING fts5 (title, body, tokenize = 'unicode61 remove_diacritics 2');"
           "INSERT INTO other (rowid, title, body)"
           " SELECT rowid, replace(title, 'Alpha', 'Omega'), body FROM search_text;"
           "DELETE FROM search_text_data; INSERT INTO search_text_data SELECT * FROM other_data;"
           "DELETE FROM search_text_idx; INSERT INTO search_text_idx SELECT * FROM other_idx; DROP TABLE "
           "other",
           "UPDATE search_text_docsize SET sz = X'0109' WHERE id = 1",
           "UPDATE search_text_data SET block = X'050607' WHERE id = 1",
           "UPDATE search_position SET change = 100",
       }) {
    CAPTURE(sql);
    CHECK(findings(sql) > 0);
  }
}

TEST_CASE("a search while another book writes answers from what is caught up") {
  TemporaryFolder folder;
  const auto path = folder / "book";
  Options impatient;
  impatient.busy_timeout = {};
  auto writer = Book::open(path);
  auto reader = Book::open(path, impatient);
  writer.customers().add({.name = "Alpha"});
  CHECK(reader.search("alpha").size() == 1);
  writer.customers().add({.name = "Alpha Beta"});
  writer.transaction([&] {
    writer.customers().add({.name = "Alpha Beta Gamma"});
    CHECK(reader.search("alpha").size() == 1);
    CHECK(error_of([&] { reader.catch_up_search(); }).code() == Code::busy);
  });
  CHECK(reader.search("alpha").size() == 3);
}

}  // namespace
