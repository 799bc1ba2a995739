// A call: one verb with what it was given, the book it works on, and where its answer goes.
//
// Each verb is a function int(Call&) whose result is the exit status; verbs.cpp lists them all.
// Threads: as the book.
#pragma once

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "command/arguments.hpp"
#include "command/teller.hpp"
#include "command/terminal.hpp"
#include "kernel/json.hpp"
#include "rapport/book.hpp"

namespace rapport::command {

// What the shell is told.
enum Status : int {
  done = 0,
  refused = 1,
  wrong_usage = 2,
  found_trouble = 3,
  no_storage = 4,
  nothing_taken = 5,
};

class Call {
 public:
  // No book for the verbs that need none.
  Call(const Arguments& arguments, const terminal::Screen& screen, Book* book);

  const Arguments& arguments;
  const terminal::Screen& screen;

  Book& book() const;
  Teller& teller() { return teller_; }
  // From --reason.
  Because because() const { return {.reason = arguments.text("--reason")}; }
  bool json() const { return arguments.flag("--json"); }
  // From --limit.
  std::size_t limit() const;
  // From an option: a day in the call's zone, or an instant.
  Instant instant(std::string_view option, Instant otherwise) const {
    return instant(option, otherwise, zone_);
  }
  // The same, absent when it is not given.
  std::optional<Instant> instant(std::string_view option) const;
  // A day in another zone, or an instant.
  Instant instant(std::string_view option, Instant otherwise, const Zone& zone) const;
  // By when: an instant, or the end of a day in the call's zone.
  Instant by_instant(std::string_view text, std::string_view place) const;

  void write(std::string_view text) const { screen.write(text); }
  // One value on one line.
  void line(const Json& json) const;
  // Says what was written, by id for those who script.
  int wrote(std::string_view verb, const Kind& kind, const void* record);
  // Retires one of those in force, called by its name or id in the first argument. `unknown` says, with {} for
  // the name, that there is none.
  template <auto record, class Room, class Whole>
  int retire_named(Room room, const std::vector<Whole>& all, std::string_view unknown) {
    const std::string& name = arguments.positional(0);
    const auto found = std::ranges::find_if(all, [&](const Whole& each) {
      return (each.*record).name == name || to_text((each.*record).id) == name;
    });
    if (found == all.end()) refuse_unknown(unknown, name);
    const auto retired = room.retire((*found.*record).id, because());
    return wrote("retired", kind_of<std::remove_cvref_t<decltype(retired)>>(), &retired);
  }
  // A titled part of a longer answer.
  void section(std::string_view title, const std::string& text) const;
  // A dim line for people.
  void remark(std::string_view text) const;
  // How to see the next page: a remark, or one more line of JSON. Nothing on the last page.
  void next_page(std::string_view cursor) const;

 private:
  [[noreturn]] static void refuse_unknown(std::string_view sentence, std::string_view name);
  static Instant instant_in(std::string_view text, std::string_view place, const Zone& zone,
                            std::chrono::days later);

  Book* book_;
  Zone zone_;
  Teller teller_;
};

// A record as JSON, fields without a value left out.
Json to_json(const Kind& kind, const void* record);
template <class R>
Json to_json(const R& record) {
  return to_json(kind_of<R>(), &record);
}
template <class R>
Json array_of(const std::vector<R>& records) {
  Json array = Json::array();
  for (const R& each : records) array.push_back(to_json(each));
  return array;
}
// All of a file. Throws io.
std::string content_of(const std::filesystem::path& file);

Json optional_json(const std::optional<std::string>& text);

}  // namespace rapport::command
