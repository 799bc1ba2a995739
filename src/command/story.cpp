#include "command/story.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>

#include "command/verbs.hpp"
#include "exchange/csv.hpp"

namespace rapport::command {

using terminal::Style;

std::string for_shell(const std::string& word) {
  const bool plain = !word.empty() && std::ranges::all_of(word, [](unsigned char c) {
    return std::isalnum(c) || c >= 0x80 ||
           std::string_view("_-./:=@+,").find(static_cast<char>(c)) != std::string_view::npos;
  });
  if (plain) return word;
  std::string quoted = "'";
  for (char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

void Story::tell(std::string_view sentence) {
  if (call_.json()) return;
  call_.write('\n' + call_.screen.paint(Style::magenta, "▌ ") + terminal::heading(call_.screen, sentence));
}

void Story::ask(std::string_view question, std::vector<std::string> words) {
  words.insert(words.begin(), call_.arguments.book());
  tell(question);
  if (call_.json()) {
    words.push_back("--json");
  } else {
    std::string command = "rapport";
    for (const std::string& each : words) command += ' ' + for_shell(each);
    call_.write(call_.screen.paint(Style::dim, "$ " + terminal::one_line(command)) + "\n\n");
  }
  run(grammar().parse(words), call_.screen, book_);
}

std::int64_t Story::play(const std::filesystem::path& commands) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> nobody(std::tmpfile(), std::fclose);
  if (!nobody) throw Error(Code::io, "there is no room for a temporary file");
  const terminal::Screen unseen(nobody.get());
  csv::Reader reader(commands, csv::sniff(commands));
  csv::Row row;
  reader.header(row);
  std::int64_t count = 0;
  while (reader.next(row)) {
    std::vector<std::string> words{call_.arguments.book()};
    words.insert(words.end(), row.fields.begin(), row.fields.end());
    try {
      run(grammar().parse(words), unseen, book_);
    } catch (const Error& error) {
      throw Error(error.code(),
                  fmt::format("line {} of {}: {}", row.line, commands.filename().string(), error.what()));
    }
    ++count;
  }
  return count;
}

}  // namespace rapport::command
