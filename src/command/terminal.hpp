// Terminal: what the command-line tool shows to people. Tables, records, bars and progress.
//
// Everything here returns text or writes it to a Screen; the Screen knows how wide it is and whether it has
// colours. In a pipe nothing is cut and nothing is coloured. Stored text is made safe on the way: a name that
// holds an escape sequence cannot reach the terminal with it.
//
// Widths are columns on the screen: a CJK character takes two, a combining mark none.
// Not here: machine-readable output (JSON, CSV), and where the rows come from.
// Threads: all values; use one Screen or Progress from one thread at a time.
//
//   const Screen screen(stdout);
//   Table table({{"Name"}, {"Stage"}, {"Amount", Align::right}});
//   table.add({"Ann Lee", {"won", Style::green}, "1200.00"});
//   screen.write(table.render(screen));
#pragma once

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::terminal {

// The numbers are the terminal's own (ECMA-48, Select Graphic Rendition).
enum class Style : int {
  plain = 0,
  bold = 1,
  dim = 2,
  red = 31,
  green = 32,
  yellow = 33,
  blue = 34,
  magenta = 35,
  cyan = 36,
};

inline constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();

// Makes any text safe for one line of a terminal: control characters, line ends and direction overrides
// become blanks, broken UTF-8 becomes U+FFFD.
std::string one_line(std::string_view text);

// Columns on the screen, as most terminals count them: the sum over the characters, with no joining of emoji.
std::size_t display_width(std::string_view text);

// Cut to at most width columns (at least 1), the last one an ellipsis if anything was cut.
std::string shorten(std::string_view text, std::size_t width);

// Printable lines of at most width columns (at least 2), broken at line ends, then at blanks, then anywhere.
// Never empty.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

// Block characters in steps of an eighth; width columns stand for maximum. Whatever is above zero shows.
std::string bar(double value, double maximum, std::size_t width);

struct Look {
  bool terminal = false;
  std::size_t width = unlimited;
  bool colours = false;
};

// A file and how to write for it. Does not own the file.
class Screen {
 public:
  // Asks the file and the environment (COLUMNS, TERM, NO_COLOR).
  explicit Screen(std::FILE* output);
  Screen(std::FILE* output, Look look);

  std::FILE* output() const noexcept { return output_; }
  bool is_terminal() const noexcept { return look_.terminal; }
  std::size_t width() const noexcept { return look_.width; }
  bool colours() const noexcept { return look_.colours; }

  // The same screen, at most this wide: for prose, which is hard to read in long lines.
  Screen narrowed(std::size_t width) const;

  // The text must be printable already.
  std::string paint(Style style, std::string_view text) const;

  // Both throw Error(Code::io).
  void write(std::string_view text) const;
  void flush() const;

 private:
  std::FILE* output_;
  Look look_;
};

// A piece of text with its style. Any text will do; whoever shows it makes it printable.
struct Cell {
  Cell(const std::convertible_to<std::string_view> auto& cell_text, Style cell_style = Style::plain)
      : text(std::string_view(cell_text)), style(cell_style) {}

  std::string text;
  Style style;
};

enum class Align { left, right };

struct Column {
  std::string header;
  Align align = Align::left;
  std::size_t max_width = unlimited;       // on a terminal only
  bool shrinkable = align == Align::left;  // a shortened number would be a wrong number
};

class Table {
 public:
  explicit Table(std::vector<Column> columns);

  // One cell for each column.
  void add(const std::vector<Cell>& cells);

  // Lines without trailing blanks. On a terminal the widest shrinkable columns give way until a row fits;
  // columns that may not shrink can still run over the edge.
  std::string render(const Screen& screen) const;

 private:
  using Row = std::vector<Cell>;

  std::vector<std::size_t> widths(const Screen& screen) const;
  std::string line(const Screen& screen, const std::vector<std::size_t>& widths, const Row& row) const;

  std::vector<Column> columns_;
  std::vector<Row> rows_;  // printable; the first one is the header
};

struct KeyValue {
  std::string key;
  Cell value;
};

// A block of two columns, one record or one list of explanations. Long values wrap; line ends in them are
// kept.
std::string key_values(const Screen& screen, const std::vector<KeyValue>& entries, std::size_t indent = 0,
                       Style key_style = Style::dim);

// A line of its own.
std::string heading(const Screen& screen, std::string_view text);

using Clock = std::function<std::chrono::steady_clock::time_point()>;

// One line that says how far long work is, on a terminal only. It appears after a tenth of a second, is
// redrawn at most ten times a second and is gone when the Progress is.
//
//   Progress progress(Screen(stderr), "Importing customers", row_count);
//   while (read(row)) progress.advance();
class Progress {
 public:
  // total 0: unknown.
  Progress(const Screen& screen, std::string_view what, std::uint64_t total,
           Clock clock = std::chrono::steady_clock::now, std::string_view unit = "rows");
  ~Progress() { finish(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void advance(std::uint64_t units = 1);
  // Clears the line, so that other output can follow.
  void finish() noexcept;

 private:
  std::string line(double seconds) const;

  Screen screen_;
  std::string what_;
  std::string unit_;
  std::uint64_t total_;
  std::uint64_t done_ = 0;
  Clock clock_;
  std::chrono::steady_clock::time_point start_;
  std::chrono::steady_clock::time_point drawn_;
  std::size_t drawn_width_ = 0;
};

}  // namespace rapport::terminal
