// demo: imports a folder into a new book and asks what a vendor would ask.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <sstream>

#include "command/any_records.hpp"
#include "command/story.hpp"
#include "command/verbs.hpp"
#include "exchange/csv.hpp"

namespace rapport::command {

using terminal::Style;
namespace files = std::filesystem;

namespace {

// The end of the newest day that stands in the files: the demo's present, whatever day it is really. Absent
// when there is no day in them.
std::optional<Instant> newest_day(const files::path& folder) {
  constexpr std::size_t length = std::string_view("2026-11-22").size();
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  // What lies beyond stands for "never", not for a day.
  const std::string beyond = "2100";
  std::string newest;
  for (const auto& each : files::directory_iterator(folder)) {
    if (!each.is_regular_file()) continue;
    const std::string text = content_of(each.path());
    for (std::size_t dash = text.find('-', 4); dash != std::string::npos; dash = text.find('-', dash + 1)) {
      const std::string_view day = std::string_view(text).substr(dash - 4, length);
      if (day.size() < length || day[7] != '-') continue;
      const bool digits = std::ranges::all_of(std::array{0, 1, 2, 3, 5, 6, 8, 9}, [&](int i) {
        return is_digit(day[static_cast<std::size_t>(i)]);
      });
      if (digits && day > newest && day < beyond) newest = day;
    }
  }
  if (newest.empty()) return {};
  try {
    return Zone("UTC").begin_of(from_text<Date>(newest)) + std::chrono::days{1};
  } catch (const Error&) {
    return {};  // 2026-99-99: not a day after all
  }
}

// What a data dictionary beside the files says of their amounts: "Annual revenue (in millions of USD)".
struct Amounts {
  std::string currency;
  std::vector<std::string> millions;  // columns
};
Amounts amounts_of(const files::path& folder) {
  constexpr std::string_view unit = "in millions of ";
  constexpr std::size_t code_length = 3;
  Amounts amounts;
  const files::path dictionary = folder / "data_dictionary.csv";
  if (!files::exists(dictionary)) return amounts;
  csv::Reader reader(dictionary, csv::sniff(dictionary));
  for (csv::Row row; reader.next(row);) {
    if (row.fields.size() < 2) continue;
    const std::string_view sentence = row.fields.back();
    const std::size_t said = sentence.find(unit);
    if (said == std::string_view::npos) continue;
    amounts.currency = sentence.substr(said + unit.size(), code_length);
    amounts.millions.emplace_back(row.fields[row.fields.size() - 2]);
  }
  return amounts;
}

std::optional<Customer> with_number(Book& book, std::string_view external_id) {
  auto page = book.customers().find(where<&Customer::external_id> == external_id, {.limit = 1});
  if (!page) return {};
  return page.records.front();
}

// The one with the longest time line.
std::optional<Customer> busiest(Book& book) {
  std::optional<Customer> found;
  std::size_t most = 0;
  book.customers().for_each({}, [&](Customer& each) {
    const std::size_t entries = book.timeline(each.id, {.limit = 1000}).entries.size();
    if (found && entries <= most) return;
    most = entries;
    found = each;
  });
  return found;
}

// A word to look for: the longest of the newest subject, or of the name.
std::string telling_word(Book& book, const Customer& customer) {
  std::string text = customer.name;
  for (const TimelineEntry& entry : book.timeline(customer.id).entries)
    if (const auto* interaction = entry.as<Interaction>(); interaction && interaction->subject) {
      text = *interaction->subject;
      break;
    }
  std::string longest;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    std::erase_if(word, [](unsigned char c) { return c < 0x80 && !std::isalnum(c); });
    if (word.size() > longest.size()) longest = word;
  }
  return longest;
}

// How a customer is named on a command line.
std::string handle(const Customer& customer) { return customer.external_id.value_or(to_text(customer.id)); }

}  // namespace

Book open_new_book(const Arguments& arguments, std::function<Instant()> clock) {
  constexpr std::uint64_t seed = 1;
  Options options;
  options.clock = std::move(clock);
  options.random = seeded_random(seed);
  Book book = open_book(arguments, Access::create, std::move(options));
  if (book.customers().find({}, {.limit = 1}))
    throw Error(Code::not_allowed, fmt::format("{} is in use already; the demo wants a new book",
                                               terminal::one_line(arguments.book())));
  return book;
}

std::string backtest_page_of(const Call& call) {
  const std::string& name = call.arguments.book();
  return name == ":memory:" ? "backtest.html" : name + ".backtest.html";
}

int demo(Call& call) {
  if (call.arguments.flag("--incidents")) return replay_incidents(call);
  const std::string& given = call.arguments.positional(0);
  const files::path folder = given.empty() ? "examples/data" : given;
  if (!files::is_directory(folder))
    throw Error(Code::io, fmt::format("there is no folder {}; name one with CSV files",
                                      terminal::one_line(folder.string())));
  std::function<Instant()> clock;
  if (const auto today = newest_day(folder)) clock = [today] { return *today; };
  const std::string& name = call.arguments.book();
  Book book = open_new_book(call.arguments, clock);
  const std::string rejects = name == ":memory:" ? "rejects" : name + ".rejects";
  files::create_directories(rejects);
  Story story(call, book);
  const Amounts amounts = amounts_of(folder);
  const bool is_said = call.arguments.flag("--currency") || amounts.currency.empty();
  std::vector<std::string> taking{"import",
                                  folder.string(),
                                  "--add-missing",
                                  "--zone",
                                  "UTC",
                                  "--missing",
                                  "NULL",
                                  "--rejects",
                                  rejects,
                                  "--currency",
                                  is_said ? call.arguments.text("--currency") : amounts.currency};
  for (const std::string& column : amounts.millions) taking.insert(taking.end(), {"--millions", column});
  story.ask("What do these files hold? Take them in.", taking);
  const std::optional<Customer> busy = busiest(book);
  if (!busy) {
    story.tell("No file names customers, so there is no more to tell.");
    return done;
  }
  story.ask("What did each import do?", {"list", "import_batches"});
  story.ask("How many customers stand where, and how do they move?", {"funnel"});

  const std::optional<Customer> backup = with_number(book, "C0007");
  const std::optional<Customer> drifting = with_number(book, "C0042");
  const Customer& hero = backup ? *backup : *busy;
  story.ask(backup ? "Whose backup keeps failing, and what do we know about them?"
                   : "What do we know about the busiest customer?",
            {"show", handle(hero), "--limit", "5"});
  story.ask("What happened, newest first?", {"timeline", handle(hero), "--limit", "15"});
  if (backup)
    story.ask("Who else spoke of a failed backup?", {"search", "sauvegarde", "échouée", "--limit", "5"});
  else
    story.ask("Where does a word occur?", {"search", telling_word(book, hero), "--limit", "5"});
  story.ask("Which committed customers have not heard from us for two months?",
            {"quiet", "--stage", "commitment", "--days", "60", "--limit", "10"});
  if (drifting)
    story.ask(fmt::format("Who is drifting away in silence? {}.", drifting->name),
              {"timeline", handle(*drifting), "--limit", "15"});
  story.ask("Who changed what about this customer, and when?", {"history", handle(hero)});
  const files::path help_desk = folder / help_desk_folder;
  if (files::is_directory(help_desk)) tell_week(story, help_desk, backtest_page_of(call));
  story.ask("Has anybody altered the past?", {"verify"});

  if (call.json()) return done;
  story.tell("Where to look next");
  const std::string shell_name = for_shell(name);
  call.write(terminal::key_values(
      call.screen,
      {{fmt::format("rapport {} open", shell_name), "what is in the book"},
       {fmt::format("rapport {} kinds customer", shell_name), "what a customer is made of"},
       {fmt::format("rapport {} list customers --where \"stage == 'expansion'\"", shell_name),
        "whom to call today"}},
      2, Style::cyan));
  return done;
}

}  // namespace rapport::command
