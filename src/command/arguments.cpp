#include "command/arguments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <system_error>
#include <utility>

#include "kernel/text.hpp"
#include "rapport/error.hpp"

namespace rapport::command {
namespace {

using terminal::KeyValue;
using terminal::Screen;
using terminal::Style;

constexpr std::size_t help_width = 100;  // longer lines of prose are hard to read
constexpr std::size_t help_indent = 2;

const std::vector<Option>& common_options() {
  static const std::vector<Option> options = {
      {"--actor", "AGENT", "Who acts: kept in the history; hides others' personal notes."},
      {"--help", "", "Explains, and does nothing else; -h is the same."},
      {"--json", "", "Prints JSON for programs instead of text for people."},
      {"--reason", "TEXT", "Why the change is made; kept in the history."},
  };
  return options;
}

std::string in_quotes(std::string_view word) { return '"' + terminal::one_line(word) + '"'; }

template <typename Named>
const Named* find(const std::vector<Named>& list, std::string_view name) noexcept {
  const auto found = std::ranges::find(list, name, &Named::name);
  return found == list.end() ? nullptr : &*found;
}

template <typename Named>
std::vector<std::string_view> names(const std::vector<Named>& list) {
  std::vector<std::string_view> result;
  for (const Named& each : list) result.push_back(each.name);
  return result;
}

// A dash alone is an argument (standard input), and so is a negative number.
bool looks_like_option(std::string_view word) {
  return word.size() > 1 && word[0] == '-' && !(word[1] >= '0' && word[1] <= '9');
}

bool asks_for_help(std::string_view word) { return word == "--help" || word == "-h"; }

bool is_needed(const Argument& argument) {
  return argument.count == Count::required || argument.count == Count::many;
}

bool is_endless(const Argument& argument) {
  return argument.count == Count::many || argument.count == Count::any;
}

std::string shown(const Argument& argument) {
  const std::string name = argument.name + (is_endless(argument) ? "..." : "");
  return is_needed(argument) ? name : '[' + name + ']';
}

std::string shown(const Option& option) {
  return option.value.empty() ? option.name : option.name + ' ' + option.value;
}

std::vector<KeyValue> explained(const std::vector<Argument>& arguments) {
  std::vector<KeyValue> lines;
  for (const Argument& argument : arguments) lines.push_back({shown(argument), argument.sentence});
  return lines;
}

std::vector<KeyValue> explained(const std::vector<Option>& options) {
  std::vector<KeyValue> lines;
  for (const Option& option : options) {
    std::string sentence = option.sentence;
    if (option.repeatable) sentence += " May be repeated.";
    if (!option.fallback.empty()) sentence += fmt::format(" Default: {}.", option.fallback);
    lines.push_back({shown(option), sentence});
  }
  return lines;
}

bool belongs_to(const Verb& verb, std::string_view family) {
  return verb.name.size() > family.size() && verb.name.starts_with(family) && verb.name[family.size()] == ' ';
}

// All of them for no family.
std::vector<KeyValue> explained(const std::vector<Verb>& verbs, std::string_view family) {
  std::vector<KeyValue> lines;
  for (const Verb& verb : verbs)
    if (family.empty() || belongs_to(verb, family)) lines.push_back({verb.name, verb.summary});
  return lines;
}

std::string paragraph(const Screen& screen, std::string_view text, std::size_t indent = 0) {
  std::string result;
  for (const std::string& line :
       terminal::wrap(text, screen.width() - std::min(indent, screen.width() / 2))) {
    result.append(indent, ' ').append(line) += '\n';
  }
  return result;
}

// Nothing for an empty list.
std::string section(const Screen& screen, std::string_view title, const std::vector<KeyValue>& lines) {
  if (lines.empty()) return {};
  return '\n' + terminal::heading(screen, title) +
         terminal::key_values(screen, lines, help_indent, Style::cyan);
}

}  // namespace

const Option* Arguments::find_option(std::string_view name) const noexcept {
  return grammar_->find_option(verb_, name);
}

const Option& Arguments::option(std::string_view name) const {
  const Option* found = find_option(name);
  if (found == nullptr) throw Error(Code::internal, fmt::format("the verb has no option {}", name));
  return *found;
}

const std::vector<std::string>& Arguments::all(std::string_view name) const {
  static const std::vector<std::string> none;
  const auto found = given_.find(option(name).name);
  return found == given_.end() ? none : found->second;
}

const std::string& Arguments::text(std::string_view name) const {
  const std::vector<std::string>& values = all(name);
  return values.empty() ? option(name).fallback : values.back();
}

std::int64_t Arguments::integer(std::string_view name, std::int64_t otherwise, std::int64_t minimum) const {
  const std::string& digits = text(name);
  if (digits.empty() && !flag(name)) return otherwise;
  std::int64_t number = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, trouble] = std::from_chars(digits.data(), end, number);
  if (trouble == std::errc::result_out_of_range) {
    throw UsageError(Code::invalid, fmt::format("{}: {} is too large a number", name, in_quotes(digits)));
  }
  if (trouble != std::errc() || stop != end) {
    throw UsageError(Code::invalid, fmt::format("{}: {} is not a whole number", name, in_quotes(digits)));
  }
  if (number < minimum) {
    throw UsageError(Code::invalid, fmt::format("{}: {} is too small; at least {}", name, number, minimum));
  }
  return number;
}

const std::string& Arguments::positional(std::size_t i) const noexcept {
  static const std::string none;
  return i < positionals_.size() ? positionals_[i] : none;
}

Grammar::Grammar(std::string program, std::string summary, std::vector<Verb> verbs)
    : program_(std::move(program)), summary_(std::move(summary)), verbs_(std::move(verbs)) {}

const Verb* Grammar::find_verb(std::string_view name) const noexcept { return find(verbs_, name); }

bool Grammar::is_family(std::string_view word) const noexcept {
  return std::ranges::any_of(verbs_, [&](const Verb& verb) { return belongs_to(verb, word); });
}

const Option* Grammar::find_option(const Verb* verb, std::string_view name) const noexcept {
  const Option* own = verb == nullptr ? nullptr : find(verb->options, name);
  return own != nullptr ? own : find(common_options(), name);
}

void Grammar::refuse_no_book(std::string_view verb) const {
  throw UsageError(Code::invalid, fmt::format("no book; write {} BOOK {}", program_, verb));
}

void Grammar::refuse_verb(const std::string& name) const {
  throw UsageError(Code::unknown_name,
                   fmt::format("no verb {}{} ({} --help lists the verbs)", in_quotes(name),
                               text::did_you_mean(name, names(verbs_)), program_));
}

void Grammar::refuse_option(const Verb* verb, std::string_view name) const {
  std::vector<std::string_view> known = names(common_options());
  if (verb == nullptr) {
    throw UsageError(Code::unknown_name,
                     fmt::format("no option {} before the verb{} (the options of a verb follow it)",
                                 in_quotes(name), text::did_you_mean(name, known)));
  }
  std::ranges::copy(names(verb->options), std::back_inserter(known));
  throw UsageError(Code::unknown_name,
                   fmt::format("{} has no option {}{} ({} {} --help lists them)", verb->name, in_quotes(name),
                               text::did_you_mean(name, known), program_, verb->name));
}

void Grammar::check_positionals(const Arguments& parsed) const {
  const std::vector<Argument>& wanted = parsed.verb_->arguments;
  const std::size_t count = parsed.positionals_.size();
  if (count < wanted.size() && is_needed(wanted[count])) {
    throw UsageError(Code::invalid, fmt::format("{} needs {}; write {}", parsed.verb_->name,
                                                wanted[count].name, usage(*parsed.verb_)));
  }
  const bool endless = !wanted.empty() && is_endless(wanted.back());
  // The surplus itself stays out of the message: it may be somebody's name or number.
  if (count > wanted.size() && !endless) {
    throw UsageError(Code::invalid, fmt::format("too many arguments for {}: {}; write {}", parsed.verb_->name,
                                                count, usage(*parsed.verb_)));
  }
}

Arguments Grammar::parse(const std::vector<std::string>& words) const {
  Arguments parsed;
  parsed.grammar_ = this;

  const auto options_end = std::ranges::find(words, "--");
  if (words.empty() || std::any_of(words.begin(), options_end, asks_for_help)) {
    // Help needs no book, so the verb is the first word that names one.
    parsed.help_ = true;
    for (auto word = words.begin(); word != options_end && parsed.verb_ == nullptr && parsed.family_.empty();
         ++word) {
      parsed.verb_ = find_verb(*word);
      if (!is_family(*word)) continue;
      parsed.family_ = *word;
      if (const auto next = word + 1; next != options_end) parsed.verb_ = find_verb(*word + ' ' + *next);
    }
    return parsed;
  }

  std::optional<std::string> book;
  for (auto word = words.begin(); word != words.end(); ++word) {
    if (word == options_end) continue;
    if (word > options_end || !looks_like_option(*word)) {
      if (!book) {
        book = *word;
      } else if (parsed.verb_ == nullptr) {
        const std::string name = parsed.family_.empty() ? *word : parsed.family_ + ' ' + *word;
        parsed.verb_ = find_verb(name);
        // "list customers", "case open": it is the book that is missing.
        if (parsed.verb_ == nullptr && find_verb(*book) != nullptr) refuse_no_book(*book);
        if (parsed.family_.empty() && find_verb(*book + ' ' + name) != nullptr)
          refuse_no_book(*book + ' ' + name);
        if (parsed.verb_ == nullptr && !is_family(name)) refuse_verb(name);
        if (parsed.verb_ == nullptr) parsed.family_ = name;
      } else {
        parsed.positionals_.push_back(*word);
      }
      continue;
    }

    const std::size_t equals = word->find('=');
    const std::string name = word->substr(0, equals);
    const Option* option = find_option(parsed.verb_, name);
    if (option == nullptr) refuse_option(parsed.verb_, name);

    std::string value;
    if (equals != word->npos) {
      if (option->value.empty()) throw UsageError(Code::invalid, name + " is a flag and takes no value");
      value = word->substr(equals + 1);
    } else if (!option->value.empty()) {
      const auto next = word + 1;
      if (next == words.end() || next->starts_with("--")) {
        throw UsageError(Code::invalid,
                         fmt::format("{0} needs a value; write {0} {1}, or {0}={1} if it begins with --",
                                     name, option->value));
      }
      value = *next;
      word = next;
    }
    std::vector<std::string>& values = parsed.given_[name];
    if (!values.empty() && !option->value.empty() && !option->repeatable) {
      throw UsageError(Code::invalid, name + " is given twice; it takes one value");
    }
    values.push_back(std::move(value));
  }

  if (!book) refuse_no_book("VERB");
  if (parsed.verb_ == nullptr) {
    if (find_verb(*book) != nullptr || is_family(*book)) refuse_no_book(*book);
    const std::string family = parsed.family_.empty() ? "" : parsed.family_ + ' ';
    throw UsageError(
        Code::invalid,
        fmt::format("no verb; write {0} BOOK {1}VERB ({0} {1}--help lists the verbs)", program_, family));
  }
  parsed.book_ = std::move(*book);
  check_positionals(parsed);
  return parsed;
}

std::string Grammar::usage(const Verb& verb) const {
  std::string line = fmt::format("{} BOOK {}", program_, verb.name);
  for (const Argument& argument : verb.arguments) line += ' ' + shown(argument);
  if (!verb.options.empty()) line += " [--options]";
  return line;
}

std::string Grammar::help(const Screen& screen, const Verb* verb, std::string_view family) const {
  const Screen page = screen.narrowed(help_width);
  if (verb == nullptr) {
    const std::string any = family.empty() ? "VERB" : std::string(family) + " VERB";
    return paragraph(page, summary_) + '\n' + terminal::heading(page, "Usage") +
           paragraph(page, fmt::format("{} BOOK {} [ARGUMENTS] [--options]", program_, any), help_indent) +
           section(page, "Verbs", explained(verbs_, family)) +
           section(page, "Options of every verb", explained(common_options())) + '\n' +
           paragraph(page, fmt::format("BOOK is the file with the records. {} {} --help explains one verb.",
                                       program_, any));
  }
  std::string text = paragraph(page, verb->summary) + '\n' + terminal::heading(page, "Usage") +
                     paragraph(page, usage(*verb), help_indent) +
                     section(page, "Arguments", explained(verb->arguments)) +
                     section(page, "Options", explained(verb->options)) +
                     section(page, "Options of every verb", explained(common_options()));
  if (!verb->example.empty()) {
    text += '\n' + terminal::heading(page, "Example") + paragraph(page, verb->example, help_indent);
  }
  return text;
}

}  // namespace rapport::command
