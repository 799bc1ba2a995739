// Arguments: what the command line says, `rapport BOOK VERB [ARGUMENTS] [--options]`.
//
// One Grammar describes every verb; parsing, help and error messages all come from it. Whoever calls parse()
// prints help() if the result asks for help, and turns a UsageError into exit status 2.
//
// Options stand anywhere, except that those of a verb follow the verb; `--limit 5` and `--limit=5` are the
// same; after `--` everything is an argument, dashes or not.
//
// A verb's name has one word or two: "list", "case open". The verbs that share their first word are a family,
// and help may be asked about it.
//
// Not here: what the verbs do, and the look of the terminal (terminal.hpp).
// Threads: values; a Grammar is read-only once built and outlives the Arguments it parsed.
//
//   const Grammar grammar("rapport", "The SQLite of customer relationships.",
//                         {{.name = "list",
//                           .summary = "Lists the records of one kind.",
//                           .arguments = {{"KIND", "customer, deal, ..."}},
//                           .options = {{"--limit", "N", "Shows at most N records.", "50"}},
//                           .example = "rapport shop.book list customer --limit 10"}});
//   const Arguments arguments = grammar.parse({argv + 1, argv + argc});
//   if (arguments.help()) {
//     screen.write(grammar.help(screen, arguments.verb(), arguments.family()));
//   } else if (arguments.verb()->name == "list") {
//     list(arguments.book(), arguments.positional(0), arguments.integer("--limit"));
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "command/terminal.hpp"
#include "rapport/error.hpp"

namespace rapport::command {

// The command line itself is wrong, whatever the book holds.
class UsageError : public Error {
 public:
  using Error::Error;
};

enum class Count { required, optional, many, any };  // exactly one, at most one, at least one, any number

// A positional argument. The required ones come first; only the last one may be many or any.
struct Argument {
  std::string name;      // "KIND"
  std::string sentence;  // "The kind of record."
  Count count = Count::required;
};

struct Option {
  std::string name;           // "--limit"
  std::string value;          // "N"; empty: a flag
  std::string sentence;       // "Shows at most N records."
  std::string fallback = {};  // the value when the option is not given; empty: none
  bool repeatable = false;
};

struct Verb {
  std::string name;     // "list", "case open"
  std::string summary;  // one sentence
  std::vector<Argument> arguments = {};
  std::vector<Option> options = {};
  std::string example = {};  // a whole command line
};

class Grammar;

// One parsed command line. Names are those of the grammar, "--limit"; asking for a name that the verb does
// not have is a mistake in the program and throws Error(Code::internal).
class Arguments {
 public:
  // Then only verb() and family() mean anything; there is neither if the help is about the whole.
  bool help() const noexcept { return help_; }
  const std::string& book() const noexcept { return book_; }
  // Owned by the grammar. Null only when help() is true.
  const Verb* verb() const noexcept { return verb_; }
  // The first word of a verb that has two, "case"; else empty.
  const std::string& family() const noexcept { return family_; }

  // Whether the verb has this option.
  bool knows(std::string_view name) const { return find_option(name) != nullptr; }
  // Present at all, as a flag or with a value.
  bool flag(std::string_view name) const { return !all(name).empty(); }
  // Every value, in the order given.
  const std::vector<std::string>& all(std::string_view name) const;
  // The value, or the fallback of the grammar. References stay valid as long as the Arguments and the
  // Grammar.
  const std::string& text(std::string_view name) const;
  // The same as a whole number; `otherwise` if there is neither a value nor a fallback in the grammar.
  std::int64_t integer(std::string_view name, std::int64_t otherwise = 0,
                       std::int64_t minimum = std::numeric_limits<std::int64_t>::min()) const;

  // The argument at place i after the verb; empty if it is optional and was not given.
  const std::string& positional(std::size_t i) const noexcept;
  const std::vector<std::string>& positionals() const noexcept { return positionals_; }

 private:
  friend class Grammar;

  const Option* find_option(std::string_view name) const noexcept;
  const Option& option(std::string_view name) const;

  const Grammar* grammar_ = nullptr;
  const Verb* verb_ = nullptr;
  bool help_ = false;
  std::string book_;
  std::string family_;
  std::vector<std::string> positionals_;
  std::map<std::string, std::vector<std::string>, std::less<>> given_;
};

class Grammar {
 public:
  // The options of every verb are --actor, --help, --json and --reason.
  Grammar(std::string program, std::string summary, std::vector<Verb> verbs);

  // The words after the program's name. No words at all ask for help.
  // Throws UsageError: unknown_name for a verb or option that does not exist, invalid for everything else.
  Arguments parse(const std::vector<std::string>& words) const;

  // About one verb; about the verbs of a family, or of the whole if that is empty, when verb is null.
  std::string help(const terminal::Screen& screen, const Verb* verb = nullptr,
                   std::string_view family = {}) const;

 private:
  friend class Arguments;

  const Verb* find_verb(std::string_view name) const noexcept;
  bool is_family(std::string_view word) const noexcept;
  // Also looks among the options of every verb. verb may be null.
  const Option* find_option(const Verb* verb, std::string_view name) const noexcept;

  // Throws the error for a name that is not there.
  [[noreturn]] void refuse_verb(const std::string& name) const;
  [[noreturn]] void refuse_no_book(std::string_view verb) const;
  [[noreturn]] void refuse_option(const Verb* verb, std::string_view name) const;
  void check_positionals(const Arguments& parsed) const;

  std::string usage(const Verb& verb) const;

  std::string program_;
  std::string summary_;
  std::vector<Verb> verbs_;
};

}  // namespace rapport::command
