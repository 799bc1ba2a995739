// The terminal: golden output of small tables, widths, defused escape sequences, pipes, progress by a fake
// clock.
#include "command/terminal.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/error.hpp"

using namespace rapport::terminal;

namespace {

// A file that is read back as text.
class Paper {
 public:
  Paper() : file_(std::tmpfile(), std::fclose) { REQUIRE(file_ != nullptr); }

  std::FILE* file() const { return file_.get(); }
  std::string text() const {
    std::fflush(file());
    std::string result(static_cast<std::size_t>(std::ftell(file())), '\0');
    std::rewind(file());
    result.resize(std::fread(result.data(), 1, result.size(), file()));
    return result;
  }

 private:
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
};

// An environment variable for the length of a scope; null: unset.
class Environment {
 public:
  Environment(const char* name, const char* value) : name_(name) {
    if (const char* old = std::getenv(name)) {
      before_ = old;
      was_set_ = true;
    }
    value != nullptr ? setenv(name, value, 1) : unsetenv(name);
  }
  ~Environment() { was_set_ ? setenv(name_, before_.c_str(), 1) : unsetenv(name_); }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

 private:
  const char* name_;
  std::string before_;
  bool was_set_ = false;
};

const Screen pipe_screen(nullptr, {});

Screen terminal_of(std::size_t width, bool colours = false) { return {nullptr, {true, width, colours}}; }

Table customers() {
  Table table({{"Name"}, {"City"}, {"Deals", Align::right}});
  table.add({"Ann Lee", "Łódź", "3"});
  table.add({"山田太郎", "東京", "12"});
  table.add({"Rene\u0301e", "", "7"});
  return table;
}

}  // namespace

TEST_CASE("terminal: text is made safe for one line") {
  const struct {
    std::string_view stored, shown;
  } cases[] = {
      {"Ann Lee", "Ann Lee"},
      {"Łódź 東京", "Łódź 東京"},
      {"\x1b[31mred\x1b[0m", " [31mred [0m"},
      {"\x1b]0;title\x07", " ]0;title "},
      {"a\nb\r\nc\td", "a b  c d"},
      {std::string_view("nul\0in", 6), "nul in"},
      {"\x7f", " "},
      {"\u009b31m", " 31m"},                   // CSI as one C1 character
      {"\x9b", "\uFFFD"},                      // and as a raw byte
      {"\xff\xc3", "\uFFFD\uFFFD"},            // broken UTF-8
      {"\xed\xa0\x80", "\uFFFD\uFFFD\uFFFD"},  // a surrogate
      {"a\u2028b\u2029c", "a b c"},            // line and paragraph separators
      {"\u202Eevil\u2066", " evil "},          // direction overrides
      {"", ""},
  };
  for (const auto& each : cases) CHECK(one_line(each.stored) == each.shown);
}

TEST_CASE("terminal: widths are columns on the screen") {
  CHECK(display_width("") == 0);
  CHECK(display_width("Ann") == 3);
  CHECK(display_width("Łódź") == 4);
  CHECK(display_width("e\u0301") == 1);
  CHECK(display_width("東京") == 4);
  CHECK(display_width("\uFF21") == 2);      // a fullwidth letter
  CHECK(display_width("a\u200Bb") == 2);    // a zero width space
  CHECK(display_width("\U0001F600") == 2);  // an emoji
  CHECK(display_width("…─█▏") == 4);
  CHECK(display_width("\xff") == 1);
}

TEST_CASE("terminal: shortening ends in an ellipsis and cuts no character") {
  CHECK(shorten("Ann Lee", 7) == "Ann Lee");
  CHECK(shorten("Ann Lee", 5) == "Ann …");
  CHECK(shorten("Ann Lee", 1) == "…");
  CHECK(shorten("東京都", 6) == "東京都");
  CHECK(shorten("東京都", 5) == "東京…");
  CHECK(shorten("東京都", 4) == "東…");
  CHECK(shorten("Rene\u0301e", 5) == "Rene\u0301e");
  CHECK(shorten("Rene\u0301es", 5) == "Rene\u0301…");
  CHECK(shorten("", 3) == "");
}

TEST_CASE("terminal: wrapping") {
  using Lines = std::vector<std::string>;
  CHECK(wrap("", 10) == Lines{""});
  CHECK(wrap("one two three", unlimited) == Lines{"one two three"});
  CHECK(wrap("one two three", 13) == Lines{"one two three"});
  CHECK(wrap("one two three", 8) == Lines{"one two", "three"});
  CHECK(wrap("one two three", 7) == Lines{"one two", "three"});
  CHECK(wrap("one two three", 6) == Lines{"one", "two", "three"});
  CHECK(wrap("one  two", 5) == Lines{"one", "two"});
  CHECK(wrap("incomprehensible", 6) == Lines{"incomp", "rehens", "ible"});
  CHECK(wrap("an incomprehensible", 6) == Lines{"an", "incomp", "rehens", "ible"});
  CHECK(wrap("東京都庁", 5) == Lines{"東京", "都庁"});
  CHECK(wrap("東京", 1) == Lines{"東", "京"});
  CHECK(wrap("one\r\ntwo\n\nthree\n", 20) == Lines{"one", "two", "", "three"});
  CHECK(wrap("  indented", 20) == Lines{"  indented"});
  CHECK(wrap("\x1b[2Jx", 20) == Lines{" [2Jx"});
}

TEST_CASE("terminal: bars") {
  CHECK(bar(0, 10, 4) == "");
  CHECK(bar(10, 10, 4) == "████");
  CHECK(bar(5, 10, 4) == "██");
  CHECK(bar(99, 10, 4) == "████");
  CHECK(bar(3, 32, 4) == "▍");
  CHECK(bar(9, 32, 4) == "█▏");
  CHECK(bar(7, 32, 4) == "▉");
  CHECK(bar(1, 1000000, 4) == "▏");  // a little is not nothing
  CHECK(bar(-1, 10, 4) == "");
  CHECK(bar(1, 0, 4) == "");
  CHECK(bar(std::nan(""), 10, 4) == "");
  CHECK(bar(1, std::nan(""), 4) == "");
  CHECK(bar(INFINITY, INFINITY, 2) == "██");
  CHECK(bar(1, 1, 0) == "");
}

TEST_CASE("terminal: a screen paints only if it has colours") {
  CHECK(terminal_of(80).paint(Style::red, "lost") == "lost");
  CHECK(terminal_of(80, true).paint(Style::red, "lost") == "\x1b[31mlost\x1b[0m");
  CHECK(terminal_of(80, true).paint(Style::plain, "lost") == "lost");
  CHECK(terminal_of(80, true).paint(Style::bold, "") == "");
  CHECK(terminal_of(80).narrowed(60).width() == 60);
  CHECK(terminal_of(80).narrowed(100).width() == 80);
}

TEST_CASE("terminal: a file is no terminal") {
  const Paper paper;
  const Screen screen(paper.file());
  CHECK_FALSE(screen.is_terminal());
  CHECK_FALSE(screen.colours());
  CHECK(screen.width() == unlimited);
  screen.write("text");
  screen.flush();
  CHECK(paper.text() == "text");
}

TEST_CASE("terminal: a screen asks the terminal, then the environment") {
  const int master = posix_openpt(O_RDWR | O_NOCTTY);
  if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0) {
    MESSAGE("no pseudo terminal here");
    return;
  }
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> slave(std::fopen(ptsname(master), "w"), std::fclose);
  REQUIRE(slave != nullptr);
  const Environment terminal("TERM", "xterm");
  const Environment colours("NO_COLOR", nullptr);
  const Environment columns("COLUMNS", "97");
  {
    const Screen screen(slave.get());
    CHECK(screen.is_terminal());
    CHECK(screen.colours());
    CHECK(screen.width() == 97);
  }
  for (const char* broken : {"many", "", "-3", "0"}) {
    const Environment none("COLUMNS", broken);
    CHECK(Screen(slave.get()).width() == 80);
  }
  winsize size{};
  size.ws_col = 61;
  REQUIRE(ioctl(master, TIOCSWINSZ, &size) == 0);
  CHECK(Screen(slave.get()).width() == 61);
  {
    const Environment off("NO_COLOR", "1");
    CHECK_FALSE(Screen(slave.get()).colours());
  }
  for (const char* poor : {"dumb", "", static_cast<const char*>(nullptr)}) {
    const Environment off("TERM", poor);
    CHECK_FALSE(Screen(slave.get()).colours());
  }
  close(master);
}

TEST_CASE("terminal: what cannot be written is an error") {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> full(std::fopen("/dev/full", "w"), std::fclose);
  if (full == nullptr) return;
  const Screen screen(full.get());
  try {
    screen.write("text");
    screen.flush();
    FAIL("no error");
  } catch (const rapport::Error& error) {
    CHECK(error.code() == rapport::Code::io);
  }
}

TEST_CASE("terminal: a table is aligned and has no trailing blanks") {
  const std::string_view golden =
      "Name      City  Deals\n"
      "────────  ────  ─────\n"
      "Ann Lee   Łódź      3\n"
      "山田太郎  東京     12\n"
      "Rene\u0301e               7\n";
  CHECK(customers().render(pipe_screen) == golden);
  CHECK(customers().render(terminal_of(80)) == golden);

  Table table({{"Name"}, {"Note"}});
  table.add({"Ann", ""});
  table.add({"", ""});
  table.add({"Bob ", "two\nlines\n"});
  CHECK(table.render(pipe_screen) ==
        "Name  Note\n"
        "────  ─────────\n"
        "Ann\n"
        "\n"
        "Bob   two lines\n");
}

TEST_CASE("terminal: a table of one column, and one without rows") {
  Table table({{"Name"}});
  CHECK(table.render(pipe_screen) == "Name\n────\n");
  table.add({"Ann"});
  CHECK(table.render(pipe_screen) == "Name\n────\nAnn\n");
}

TEST_CASE("terminal: colours do not move the columns") {
  Table table({{"Name"}, {"Stage"}, {"Sum", Align::right}});
  table.add({"Ann", {"won", Style::green}, "1"});
  CHECK(table.render(terminal_of(80, true)) ==
        "\x1b[1mName\x1b[0m  \x1b[1mStage\x1b[0m  \x1b[1mSum\x1b[0m\n"
        "\x1b[2m────\x1b[0m  \x1b[2m─────\x1b[0m  \x1b[2m───\x1b[0m\n"
        "Ann   \x1b[32mwon\x1b[0m      1\n");
}

TEST_CASE("terminal: the only escape sequences of a table are its own") {
  Table table({{"Na\x1bme"}});
  table.add({"\x1b[31mAnn\u009b0m\r"});
  const std::string shown = table.render(terminal_of(80));
  CHECK(shown == "Na me\n───────────\n [31mAnn 0m\n");
}

TEST_CASE("terminal: the widest shrinkable columns give way") {
  Table table({{"Name"}, {"Note"}, {"Amount", Align::right}});
  table.add({"Annabel Lee", "a kingdom by the sea", "1849.00"});
  CHECK(table.render(terminal_of(42)) ==
        "Name         Note                   Amount\n"
        "───────────  ────────────────────  ───────\n"
        "Annabel Lee  a kingdom by the sea  1849.00\n");
  CHECK(table.render(terminal_of(34)) ==
        "Name         Note           Amount\n"
        "───────────  ────────────  ───────\n"
        "Annabel Lee  a kingdom b…  1849.00\n");
  CHECK(table.render(terminal_of(25)) ==
        "Name     Note      Amount\n"
        "───────  ───────  ───────\n"
        "Annabe…  a king…  1849.00\n");
  // Four columns each are left at least, and no number is cut.
  CHECK(table.render(terminal_of(5)) ==
        "Name  Note   Amount\n"
        "────  ────  ───────\n"
        "Ann…  a k…  1849.00\n");
  CHECK(table.render(pipe_screen) == table.render(terminal_of(80)));
}

TEST_CASE("terminal: a column keeps to its maximum, and keeps its width if it may not shrink") {
  Table table({{.header = "Name", .max_width = 6},
               {.header = "Id", .shrinkable = false},
               {.header = "Wide", .align = Align::right, .shrinkable = true}});
  table.add({"Annabel Lee", "0190-0000", "東京東京"});
  CHECK(table.render(terminal_of(80)) ==
        "Name    Id             Wide\n"
        "──────  ─────────  ────────\n"
        "Annab…  0190-0000  東京東京\n");
  CHECK(table.render(terminal_of(24)) ==
        "Name   Id           Wide\n"
        "─────  ─────────  ──────\n"
        "Anna…  0190-0000   東京…\n");
  CHECK(table.render(pipe_screen) ==
        "Name         Id             Wide\n"
        "───────────  ─────────  ────────\n"
        "Annabel Lee  0190-0000  東京東京\n");
}

TEST_CASE("terminal: a row must have a cell for each column") {
  Table table({{"Name"}, {"City"}});
  CHECK_THROWS_AS(table.add({"Ann"}), rapport::Error);
}

TEST_CASE("terminal: a record as keys and values") {
  const std::vector<KeyValue> record = {
      {"Name", "Ann Lee"},
      {"名前", {"アン", Style::bold}},
      {"E-mail", ""},
      {"Note", "Prefers letters to calls.\nNever \x1b[5m on Mondays."},
  };
  CHECK(key_values(pipe_screen, record) ==
        "Name    Ann Lee\n"
        "名前    アン\n"
        "E-mail\n"
        "Note    Prefers letters to calls.\n"
        "        Never  [5m on Mondays.\n");
  CHECK(key_values(terminal_of(30), record, 2) ==
        "  Name    Ann Lee\n"
        "  名前    アン\n"
        "  E-mail\n"
        "  Note    Prefers letters to\n"
        "          calls.\n"
        "          Never  [5m on\n"
        "          Mondays.\n");
  CHECK(key_values(terminal_of(80, true), {{"Name", {"Ann", Style::green}}}) ==
        "\x1b[2mName\x1b[0m  \x1b[32mAnn\x1b[0m\n");
  CHECK(key_values(terminal_of(3), {{"Name", "Ann Lee"}}) == "Name  Ann Lee\n");
  CHECK(key_values(pipe_screen, {}) == "");
}

TEST_CASE("terminal: headings") {
  CHECK(heading(pipe_screen, "Customer\nAnn") == "Customer Ann\n");
  CHECK(heading(terminal_of(80, true), "Deals") == "\x1b[1mDeals\x1b[0m\n");
}

TEST_CASE("terminal: progress by a fake clock") {
  using std::chrono::milliseconds;
  std::chrono::steady_clock::time_point now{};
  const Clock clock = [&now] { return now; };
  const Paper paper;
  const Screen screen(paper.file(), {true, 80, false});

  SUBCASE("draws at most ten times a second and clears the line") {
    {
      Progress progress(screen, "Importing", 40000, clock);
      progress.advance(10);
      CHECK(paper.text() == "");  // short work stays silent
      now += milliseconds(100);
      progress.advance(990);
      now += milliseconds(99);
      progress.advance(1000);
      now += milliseconds(1);
      progress.advance(8000);
    }
    const std::string first = "Importing  ▌                      2 %  10,000 rows/s  0:04 left";
    const std::string second = "Importing  █████                 25 %  50,000 rows/s  0:01 left";
    CHECK(paper.text() ==
          "\r" + first + "\r" + second + "\r" + std::string(display_width(second), ' ') + "\r");
  }
  SUBCASE("knows no end") {
    Progress progress(screen, "Reading", 0, clock);
    now += std::chrono::seconds(2);
    progress.advance(1234567);
    CHECK(paper.text() == "\rReading  1,234,567 rows  617,284 rows/s");
  }
  SUBCASE("can be late, early and slow") {
    Progress progress(screen, "Reading", 10001, clock);
    now += std::chrono::seconds(1);
    progress.advance(0);
    now += std::chrono::seconds(1);
    progress.advance(1);
    now += std::chrono::seconds(2);
    progress.advance(400);
    now += std::chrono::seconds(1);
    progress.advance(20000);
    CHECK(paper.text() ==
          "\rReading                         0 %  0 rows/s  ? left"
          "\rReading  ▏                      0 %  1 rows/s  5:33:20 left"
          "\rReading  ▊                      4 %  100 rows/s  1:36 left "
          "\rReading  ████████████████████ 100 %  4,080 rows/s  0:00 left");
  }
  SUBCASE("fits a narrow terminal and defuses its title") {
    Progress progress(Screen(paper.file(), {true, 12, false}), "Read\x1b\ning", 10, clock);
    now += std::chrono::seconds(1);
    progress.advance();
    CHECK(paper.text() == "\rRead  ing …");
  }
  SUBCASE("is gone once finished") {
    Progress progress(screen, "Reading", 0, clock);
    now += std::chrono::seconds(1);
    progress.advance();
    progress.finish();
    const std::string text = paper.text();
    progress.finish();
    CHECK(paper.text() == text);
    CHECK(text.ends_with(" \r"));
  }
  SUBCASE("is silent in a pipe") {
    {
      Progress progress(Screen(paper.file()), "Reading", 10, clock);
      now += std::chrono::seconds(1);
      progress.advance(5);
    }
    CHECK(paper.text() == "");
  }
}
