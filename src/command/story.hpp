// Story: what a demonstration tells. Each question stands with the command that answers it, and that command is
// what runs.
//
// Threads: as the book.
//
//   Story story(call, book);
//   story.ask("Who is quiet?", {"quiet", "--days", "60"});
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "command/call.hpp"
#include "rapport/book.hpp"
#include "rapport/replay.hpp"

namespace rapport::command {

// A word as a shell wants it.
std::string for_shell(const std::string& word);

class Story {
 public:
  Story(Call& call, Book& book) : call_(call), book_(book) {}

  void tell(std::string_view sentence);
  // Words without the book.
  void ask(std::string_view question, std::vector<std::string> words);
  // Runs the commands of a CSV file with a header, a row each, and keeps their answers to itself; returns how
  // many there are. Throws what they throw, naming the line.
  std::int64_t play(const std::filesystem::path& commands);

 private:
  Call& call_;
  Book& book_;
};

// Where examples lie that belong to the demonstrated folder.
inline constexpr std::string_view help_desk_folder = "help_desk";

// demo.cpp
// Where the page of the demonstrated backtest goes: beside the book.
std::string backtest_page_of(const Call& call);
// A book that holds nothing yet. Throws not_allowed for one that does. What is done to it at the same instants
// makes the same book, ids included.
Book open_new_book(const Arguments& arguments, std::function<Instant()> clock);
// demo_help_desk.cpp
// A week at a help desk, whose commands and policy lie in the folder.
void tell_week(Story& story, const std::filesystem::path& folder, const std::string& page);
// Reads a log, its times in the zone that the call names.
IncidentLog read_log(const Call& call, const std::string& file);
// Replays the log that --incidents names into a new book.
int replay_incidents(Call& call);

}  // namespace rapport::command
