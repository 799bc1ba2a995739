// The `rapport` command: rapport BOOK VERB [ARGUMENTS] [--options], to try a book and to script it.
//
// Its exit statuses are those of Status.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <sstream>

#include "command/verbs.hpp"
#include "rapport/version.hpp"

using namespace rapport;
using namespace rapport::command;

namespace {

int status_of(Code code) { return code < Code::busy ? refused : no_storage; }

// Where that cannot be written, the status says enough.
void complain(const std::string& line) { std::fputs((line + '\n').c_str(), stderr); }

int tell(const Error& error, bool json, int status) {
  if (json) {
    const Json told{{"error",
                     {{"code", name(error.code())},
                      {"message", error.message()},
                      {"kind", error.kind()},
                      {"record", error.record()},
                      {"field", error.field()}}}};
    complain(told.dump(-1, ' ', false, Json::error_handler_t::replace));
    return status;
  }
  std::string_view before = "rapport: ";
  std::istringstream lines(error.what());
  for (std::string line; std::getline(lines, line); before = "") {
    complain(fmt::format("{}{}", before, terminal::one_line(line)));
  }
  return status;
}

// What the help says after the verbs.
std::string statuses(const terminal::Screen& screen) {
  return '\n' + terminal::heading(screen, "Exit status") +
         terminal::key_values(screen,
                              {{"0", "Done."},
                               {"1", "Not found or refused."},
                               {"2", "Wrong usage."},
                               {"3", "verify found something."},
                               {"4", "Trouble with the file or the machine."},
                               {"5", "import rejected every row of a file."}},
                              2, terminal::Style::cyan) +
         "\nrapport --version tells the version.\n";
}

}  // namespace

int main(int count, char** words) {
  const std::vector<std::string> line(words + 1, words + count);
  const bool json = std::ranges::find(line, "--json") != line.end();
  try {
    const terminal::Screen screen(stdout);
    int status = done;
    if (!line.empty() && line.front() == "--version") {
      screen.write(fmt::format("rapport {}, format {}\n", version, format_version));
    } else if (const Arguments arguments = grammar().parse(line); arguments.help()) {
      screen.write(grammar().help(screen, arguments.verb(), arguments.family()));
      if (!arguments.verb()) screen.write(statuses(screen));
    } else {
      status = run(arguments, screen);
    }
    screen.flush();
    return status;
  } catch (const UsageError& error) {
    return tell(error, json, wrong_usage);
  } catch (const Error& error) {
    return tell(error, json, status_of(error.code()));
  } catch (const std::filesystem::filesystem_error& error) {
    return tell(Error(Code::io, error.what()), json, no_storage);
  } catch (const std::exception& error) {
    return tell(Error(Code::internal, error.what()), json, no_storage);
  }
}
