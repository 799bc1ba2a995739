// The command line: what parses, what every mistake is told, and the help as golden text.
#include "command/arguments.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "kernel/text.hpp"
#include "rapport/error.hpp"

using namespace rapport;
using namespace rapport::command;

namespace {

using Words = std::vector<std::string>;

const Grammar grammar(
    "rapport", "The SQLite of customer relationships.",
    {{.name = "list",
      .summary = "Lists the records of one kind.",
      .arguments = {{"KIND", "The kind of record."}, {"FIELD", "Shows these fields only.", Count::any}},
      .options = {{"--limit", "N", "Shows at most N records.", "50"},
                  {"--where", "CONDITION", "Shows the records that meet the condition.", "", true},
                  {"--after", "ID", "Goes on after this record."},
                  {"--deleted", "", "Shows deleted records too."}},
      .example = "rapport shop.book list customer --limit 10"},
     {.name = "show",
      .summary = "Shows one record.",
      .arguments = {{"ID", "The record."}, {"VERSION", "An older version.", Count::optional}}},
     {.name = "forget", .summary = "Erases people.", .arguments = {{"ID", "Who.", Count::many}}},
     {.name = "check", .summary = "Checks the file."},
     {.name = "case open", .summary = "Opens a case.", .arguments = {{"SUBJECT", "What about."}}},
     {.name = "case list", .summary = "Lists cases."}});

std::string help_on(std::size_t width, const Verb* verb = nullptr, bool colours = false,
                    std::string_view family = {}) {
  return grammar.help(terminal::Screen(nullptr, {true, width, colours}), verb, family);
}

}  // namespace

TEST_CASE("arguments: book, verb and arguments") {
  const Arguments arguments = grammar.parse({"shop.book", "list", "customer", "name", "city"});
  CHECK_FALSE(arguments.help());
  CHECK(arguments.book() == "shop.book");
  REQUIRE(arguments.verb() != nullptr);
  CHECK(arguments.verb()->name == "list");
  CHECK(arguments.positional(0) == "customer");
  CHECK(arguments.positional(2) == "city");
  CHECK(arguments.positional(3) == "");
  CHECK(arguments.positionals() == Words{"customer", "name", "city"});
}

TEST_CASE("arguments: verbs of two words") {
  const Arguments arguments = grammar.parse({"--json", "shop.book", "case", "--reason", "x", "open", "list"});
  CHECK(arguments.verb()->name == "case open");
  CHECK(arguments.family() == "case");
  CHECK(arguments.positionals() == Words{"list"});
  CHECK(grammar.parse({"b", "case", "list"}).verb()->name == "case list");

  for (const Words& words : {Words{"case", "--help"}, Words{"b", "case", "opne", "-h"}}) {
    const Arguments asked = grammar.parse(words);
    CHECK(asked.verb() == nullptr);
    const std::string help = help_on(80, nullptr, false, asked.family());
    CHECK(help.find("rapport BOOK case VERB") != std::string::npos);
    CHECK(help.find("case list  Lists cases.") != std::string::npos);
    CHECK(help.find("Erases people.") == std::string::npos);
  }
}

TEST_CASE("arguments: options stand anywhere, with a blank or an equals sign") {
  for (const Words& words : {Words{"b", "list", "customer", "--limit", "7", "--deleted", "--json"},
                             Words{"b", "list", "--limit=7", "--deleted", "customer", "--json"},
                             Words{"--json", "b", "list", "--deleted", "--limit=7", "customer"},
                             Words{"b", "--json", "list", "--deleted", "--limit=7", "--", "customer"}}) {
    const Arguments arguments = grammar.parse(words);
    CHECK(arguments.positionals() == Words{"customer"});
    CHECK(arguments.text("--limit") == "7");
    CHECK(arguments.integer("--limit") == 7);
    CHECK(arguments.flag("--limit"));
    CHECK(arguments.flag("--deleted"));
    CHECK(arguments.flag("--json"));
    CHECK_FALSE(arguments.flag("--where"));
  }
}

TEST_CASE("arguments: values") {
  const Arguments given =
      grammar.parse({"b", "list", "deal", "--where", "a=b", "--where=c=d", "--reason=--json", "--actor", "",
                     "--json", "--json", "--limit", "-5"});
  CHECK(given.all("--where") == Words{"a=b", "c=d"});
  CHECK(given.text("--where") == "c=d");
  CHECK(given.text("--reason") == "--json");
  CHECK(given.flag("--actor"));
  CHECK(given.text("--actor") == "");
  CHECK(given.integer("--limit") == -5);

  const Arguments absent = grammar.parse({"b", "list", "deal"});
  CHECK(absent.all("--where") == Words{});
  CHECK(absent.text("--after") == "");
  CHECK(absent.text("--limit") == "50");
  CHECK(absent.integer("--limit", 7) == 50);
  CHECK(absent.integer("--after", 7) == 7);
  CHECK_FALSE(absent.flag("--limit"));
}

TEST_CASE("arguments: dashes that are arguments") {
  CHECK(grammar.parse({"b", "show", "-"}).positional(0) == "-");
  CHECK(grammar.parse({"b", "show", "-5"}).positional(0) == "-5");
  CHECK(grammar.parse({"b", "show", "--", "--json"}).positional(0) == "--json");
  CHECK(grammar.parse({"b", "show", "--", "--help"}).positional(0) == "--help");
  CHECK(grammar.parse({"b", "show", "--", "--"}).positional(0) == "--");
  CHECK(grammar.parse({"--", "-odd-.book", "check"}).book() == "-odd-.book");
}

TEST_CASE("arguments: asking for help needs nothing else to be right") {
  const struct {
    Words words;
    std::string_view verb;
  } cases[] = {
      {{}, ""},
      {{"--help"}, ""},
      {{"-h"}, ""},
      {{"shop.book", "--help"}, ""},
      {{"list", "--help"}, "list"},
      {{"--help", "show"}, "show"},
      {{"shop.book", "list", "--limit", "-h"}, "list"},
      {{"shop.book", "show", "list", "--nonsense", "--help"}, "show"},
      {{"case", "open", "--help"}, "case open"},
      {{"list", "case", "open", "--help"}, "list"},
  };
  for (const auto& each : cases) {
    const Arguments arguments = grammar.parse(each.words);
    CHECK(arguments.help());
    CHECK((arguments.verb() == nullptr ? "" : arguments.verb()->name) == each.verb);
  }
}

TEST_CASE("arguments: every mistake is told with its cure") {
  const struct {
    Words words;
    Code code;
    std::string_view message;
  } cases[] = {
      {{"--json"}, Code::invalid, "no book; write rapport BOOK VERB"},
      {{"list"}, Code::invalid, "no book; write rapport BOOK list"},
      {{"list", "customers"}, Code::invalid, "no book; write rapport BOOK list"},
      {{"shop.book"}, Code::invalid, "no verb; write rapport BOOK VERB (rapport --help lists the verbs)"},
      {{"case"}, Code::invalid, "no book; write rapport BOOK case"},
      {{"case", "list", "x"}, Code::invalid, "no book; write rapport BOOK case list"},
      {{"b", "case"},
       Code::invalid,
       "no verb; write rapport BOOK case VERB (rapport case --help lists the verbs)"},
      {{"b", "case", "opne"},
       Code::unknown_name,
       "no verb \"case opne\", did you mean \"case open\"? (rapport --help lists the verbs)"},
      {{"b", "lsit"},
       Code::unknown_name,
       "no verb \"lsit\", did you mean \"list\"? (rapport --help lists the verbs)"},
      {{"b", "frobnicate"}, Code::unknown_name, "no verb \"frobnicate\" (rapport --help lists the verbs)"},
      {{"b", "\x1b[31m"}, Code::unknown_name, "no verb \" [31m\" (rapport --help lists the verbs)"},
      {{"b", "list", "--limt", "5"},
       Code::unknown_name,
       "list has no option \"--limt\", did you mean \"--limit\"? (rapport list --help lists them)"},
      {{"b", "list", "--raeson=secret"},
       Code::unknown_name,
       "list has no option \"--raeson\", did you mean \"--reason\"? (rapport list --help lists them)"},
      {{"b", "check", "-v"},
       Code::unknown_name,
       "check has no option \"-v\" (rapport check --help lists them)"},
      {{"b", "show", "--limit", "5"},
       Code::unknown_name,
       "show has no option \"--limit\" (rapport show --help lists them)"},
      {{"--limit", "5", "b", "list"},
       Code::unknown_name,
       "no option \"--limit\" before the verb (the options of a verb follow it)"},
      {{"--jsn", "b", "list"},
       Code::unknown_name,
       "no option \"--jsn\" before the verb, did you mean \"--json\"? (the options of a verb follow it)"},
      {{"b", "list", "deal", "--json=yes"}, Code::invalid, "--json is a flag and takes no value"},
      {{"b", "list", "deal", "--limit"},
       Code::invalid,
       "--limit needs a value; write --limit N, or --limit=N if it begins with --"},
      {{"b", "list", "deal", "--limit", "--json"},
       Code::invalid,
       "--limit needs a value; write --limit N, or --limit=N if it begins with --"},
      {{"b", "list", "deal", "--limit", "--", "5"},
       Code::invalid,
       "--limit needs a value; write --limit N, or --limit=N if it begins with --"},
      {{"b", "list", "deal", "--limit=1", "--limit=2"},
       Code::invalid,
       "--limit is given twice; it takes one value"},
      {{"b", "list"}, Code::invalid, "list needs KIND; write rapport BOOK list KIND [FIELD...] [--options]"},
      {{"b", "forget"}, Code::invalid, "forget needs ID; write rapport BOOK forget ID..."},
      {{"b", "show", "1", "2", "3"},
       Code::invalid,
       "too many arguments for show: 3; write rapport BOOK show ID [VERSION]"},
      {{"b", "check", "Ann Lee"}, Code::invalid, "too many arguments for check: 1; write rapport BOOK check"},
  };
  for (const auto& each : cases) {
    CAPTURE(each.message);
    try {
      grammar.parse(each.words);
      FAIL_CHECK("no error");
    } catch (const Error& error) {
      CHECK(error.code() == each.code);
      CHECK(error.message() == each.message);
    }
  }
}

TEST_CASE("arguments: whole numbers are read strictly") {
  const struct {
    std::string_view value, message;
  } cases[] = {
      {"", "--limit: \"\" is not a whole number"},
      {"ten", "--limit: \"ten\" is not a whole number"},
      {"5x", "--limit: \"5x\" is not a whole number"},
      {" 5", "--limit: \" 5\" is not a whole number"},
      {"+5", "--limit: \"+5\" is not a whole number"},
      {"5.0", "--limit: \"5.0\" is not a whole number"},
      {"0x5", "--limit: \"0x5\" is not a whole number"},
      {"9223372036854775808", "--limit: \"9223372036854775808\" is too large a number"},
      {"0", "--limit: 0 is too small; at least 1"},
  };
  for (const auto& each : cases) {
    const Arguments arguments = grammar.parse({"b", "list", "deal", "--limit=" + std::string(each.value)});
    try {
      arguments.integer("--limit", 0, 1);
      FAIL_CHECK("no error");
    } catch (const Error& error) {
      CHECK(error.code() == Code::invalid);
      CHECK(error.message() == each.message);
    }
  }
  CHECK(grammar.parse({"b", "list", "deal", "--limit=9223372036854775807"}).integer("--limit") == INT64_MAX);
}

TEST_CASE("arguments: asking for what the grammar does not have is a mistake in the program") {
  const Arguments arguments = grammar.parse({"b", "show", "1"});
  try {
    arguments.text("--limit");
    FAIL_CHECK("no error");
  } catch (const Error& error) {
    CHECK(error.code() == Code::internal);
  }
}

TEST_CASE("the name that is most likely meant") {
  const std::vector<std::string_view> candidates = {"list", "show", "add", "customers", "deals"};
  const struct {
    std::string_view word, nearest;
  } cases[] = {
      {"list", "list"},
      {"lst", "list"},
      {"lisst", "list"},
      {"lust", "list"},
      {"shwo", "show"},
      {"bad", ""},
      {"ad", "add"},
      {"cust", "customers"},
      {"cutsomesr", "customers"},
      {"dael", "deals"},
      {"", ""},
      {"xyzzy", ""},
      {"l", ""},
  };
  for (const auto& each : cases) {
    CAPTURE(each.word);
    const std::string suggestion =
        each.nearest.empty() ? "" : ", did you mean \"" + std::string(each.nearest) + "\"?";
    CHECK(text::did_you_mean(each.word, candidates) == suggestion);
  }
  CHECK(text::did_you_mean("list", {}) == "");
}

TEST_CASE("arguments: help for the whole") {
  CHECK(help_on(80) ==
        "The SQLite of customer relationships.\n"
        "\n"
        "Usage\n"
        "  rapport BOOK VERB [ARGUMENTS] [--options]\n"
        "\n"
        "Verbs\n"
        "  list       Lists the records of one kind.\n"
        "  show       Shows one record.\n"
        "  forget     Erases people.\n"
        "  check      Checks the file.\n"
        "  case open  Opens a case.\n"
        "  case list  Lists cases.\n"
        "\n"
        "Options of every verb\n"
        "  --actor AGENT  Who acts: kept in the history; hides others' personal notes.\n"
        "  --help         Explains, and does nothing else; -h is the same.\n"
        "  --json         Prints JSON for programs instead of text for people.\n"
        "  --reason TEXT  Why the change is made; kept in the history.\n"
        "\n"
        "BOOK is the file with the records. rapport VERB --help explains one verb.\n");
  CHECK(help_on(80, nullptr, true)
            .starts_with("The SQLite of customer relationships.\n\n\x1b[1mUsage\x1b[0m\n"));
}

TEST_CASE("arguments: help for a verb, wrapped") {
  CHECK(help_on(50, grammar.parse({"list", "--help"}).verb()) ==
        "Lists the records of one kind.\n"
        "\n"
        "Usage\n"
        "  rapport BOOK list KIND [FIELD...] [--options]\n"
        "\n"
        "Arguments\n"
        "  KIND        The kind of record.\n"
        "  [FIELD...]  Shows these fields only.\n"
        "\n"
        "Options\n"
        "  --limit N          Shows at most N records.\n"
        "                     Default: 50.\n"
        "  --where CONDITION  Shows the records that meet\n"
        "                     the condition. May be\n"
        "                     repeated.\n"
        "  --after ID         Goes on after this record.\n"
        "  --deleted          Shows deleted records too.\n"
        "\n"
        "Options of every verb\n"
        "  --actor AGENT  Who acts: kept in the history;\n"
        "                 hides others' personal notes.\n"
        "  --help         Explains, and does nothing else;\n"
        "                 -h is the same.\n"
        "  --json         Prints JSON for programs instead\n"
        "                 of text for people.\n"
        "  --reason TEXT  Why the change is made; kept in\n"
        "                 the history.\n"
        "\n"
        "Example\n"
        "  rapport shop.book list customer --limit 10\n");
}

TEST_CASE("arguments: help in a pipe stays readable") {
  const Grammar wordy("tool", std::string(150, 'x'), {});
  const std::string help = wordy.help(terminal::Screen(nullptr, {}));
  CHECK(help.starts_with(std::string(100, 'x') + '\n'));
}
