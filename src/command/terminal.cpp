#include "command/terminal.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <system_error>
#include <utility>

#include "rapport/error.hpp"

namespace rapport::terminal {
namespace {

constexpr std::size_t column_gap = 2;
constexpr std::size_t narrowest_column = 4;  // what shrinking leaves: three letters and the ellipsis
constexpr std::size_t narrowest_value = 20;  // narrower values are worse than lines over the edge
constexpr std::size_t progress_bar_width = 20;
constexpr std::chrono::milliseconds redraw_interval(100);

struct Point {
  utf8proc_int32_t value;
  std::size_t bytes;
};

// The first character of a text that is not empty; U+FFFD for a byte that begins none.
Point first_point(std::string_view text) {
  utf8proc_int32_t value = 0;
  const auto bytes = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                      static_cast<utf8proc_ssize_t>(text.size()), &value);
  if (bytes <= 0) return {0xFFFD, 1};
  return {value, static_cast<std::size_t>(bytes)};
}

struct Extent {
  std::size_t bytes = 0;
  std::size_t width = 0;  // columns
};

// What a reader takes for the first character: a letter with its marks is not to be cut apart.
Extent first_cluster(std::string_view text) {
  Extent cluster;
  utf8proc_int32_t previous = 0;
  utf8proc_int32_t state = 0;
  while (cluster.bytes < text.size()) {
    const Point point = first_point(text.substr(cluster.bytes));
    if (cluster.bytes > 0 && utf8proc_grapheme_break_stateful(previous, point.value, &state)) break;
    cluster.bytes += point.bytes;
    cluster.width += static_cast<std::size_t>(utf8proc_charwidth(point.value));
    previous = point.value;
  }
  return cluster;
}

// The longest beginning of the text that is at most width columns wide.
Extent fitting(std::string_view text, std::size_t width) {
  Extent fits;
  while (fits.bytes < text.size()) {
    const Extent cluster = first_cluster(text.substr(fits.bytes));
    if (cluster.width > width - fits.width) break;
    fits.bytes += cluster.bytes;
    fits.width += cluster.width;
  }
  return fits;
}

bool is_hidden_command(utf8proc_int32_t point) {
  const bool turns_direction = (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
  const auto category = utf8proc_category(point);
  return turns_direction || category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_ZL ||
         category == UTF8PROC_CATEGORY_ZP;
}

std::string_view without_trailing(std::string_view text, char unwanted) {
  return text.substr(0, text.find_last_not_of(unwanted) + 1);
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string result;
  for (; times > 0; --times) result += text;
  return result;
}

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::size_t terminal_width(int descriptor) {
  winsize size{};
  if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  const std::string_view columns = environment("COLUMNS");
  std::size_t width = 0;
  std::from_chars(columns.data(), columns.data() + columns.size(), width);
  return width > 0 ? width : 80;
}

Look look_of(std::FILE* output) {
  const int descriptor = fileno(output);
  if (!isatty(descriptor)) return {};
  const std::string_view kind = environment("TERM");
  const bool colours = environment("NO_COLOR").empty() && !kind.empty() && kind != "dumb";
  return {true, terminal_width(descriptor), colours};
}

[[noreturn]] void fail_to_write() {
  throw Error(Code::io, "cannot write the output: " + std::generic_category().message(errno));
}

// 1234567 as 1,234,567
std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t place = digits.size(); place > 3;) digits.insert(place -= 3, 1, ',');
  return digits;
}

std::string duration(double seconds) {
  // More than a century is as good as never, and keeps the number within bounds.
  const auto whole = static_cast<std::uint64_t>(std::min(std::ceil(seconds), 4e9));
  if (whole < 3600) return fmt::format("{}:{:02}", whole / 60, whole % 60);
  return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const Point point = first_point(text);
    if (is_hidden_command(point.value)) {
      result += ' ';
    } else {
      std::array<utf8proc_uint8_t, 4> bytes{};
      const auto count = utf8proc_encode_char(point.value, bytes.data());
      result.append(bytes.begin(), bytes.begin() + count);
    }
    text.remove_prefix(point.bytes);
  }
  return result;
}

std::size_t display_width(std::string_view text) { return fitting(text, unlimited).width; }

std::string shorten(std::string_view text, std::size_t width) {
  if (fitting(text, width).bytes == text.size()) return std::string(text);
  return std::string(text.substr(0, fitting(text, width - 1).bytes)) + "…";
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  text = without_trailing(text, '\n');
  do {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string paragraph = one_line(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));

    std::string_view rest = without_trailing(paragraph, ' ');
    do {
      std::size_t cut = fitting(rest, width).bytes;
      if (cut < rest.size()) {
        const std::size_t blank = rest.find_last_of(' ', cut);
        const bool has_word = blank != rest.npos && rest.find_first_not_of(' ') < blank;
        if (has_word) cut = blank;
        if (cut == 0) cut = first_cluster(rest).bytes;
      }
      lines.emplace_back(without_trailing(rest.substr(0, cut), ' '));
      rest.remove_prefix(cut);
      rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    } while (!rest.empty());
  } while (!text.empty());
  return lines;
}

std::string bar(double value, double maximum, std::size_t width) {
  static constexpr std::array<std::string_view, 8> parts = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  if (!(value > 0) || !(maximum > 0)) return {};
  const double share = value < maximum ? value / maximum : 1.0;
  const double exact = std::round(share * static_cast<double>(width) * 8);
  const auto eighths = width == 0 ? 0 : std::max<std::size_t>(1, static_cast<std::size_t>(exact));
  return repeated("█", eighths / 8).append(parts[eighths % 8]);
}

Screen::Screen(std::FILE* output) : Screen(output, look_of(output)) {}

Screen::Screen(std::FILE* output, Look look) : output_(output), look_(look) {}

Screen Screen::narrowed(std::size_t width) const {
  Screen narrow = *this;
  narrow.look_.width = std::min(width, look_.width);
  return narrow;
}

std::string Screen::paint(Style style, std::string_view text) const {
  if (!look_.colours || style == Style::plain || text.empty()) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", static_cast<int>(style), text);
}

void Screen::write(std::string_view text) const {
  if (std::fwrite(text.data(), 1, text.size(), output_) != text.size()) fail_to_write();
}

void Screen::flush() const {
  if (std::fflush(output_) != 0) fail_to_write();
}

Table::Table(std::vector<Column> columns) : columns_(std::move(columns)) {
  Row header;
  for (const Column& column : columns_) header.emplace_back(column.header, Style::bold);
  add(header);
}

void Table::add(const std::vector<Cell>& cells) {
  if (cells.size() != columns_.size()) {
    throw Error(Code::internal,
                fmt::format("a table of {} columns got a row of {} cells", columns_.size(), cells.size()));
  }
  Row& row = rows_.emplace_back();
  row.reserve(cells.size());
  for (const Cell& cell : cells) {
    const std::string text = one_line(cell.text);
    row.emplace_back(without_trailing(text, ' '), cell.style);
  }
}

std::vector<std::size_t> Table::widths(const Screen& screen) const {
  std::vector<std::size_t> widths(columns_.size(), 0);
  for (const Row& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], display_width(row[i].text));
  }
  if (!screen.is_terminal()) return widths;

  std::size_t total = 0;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    widths[i] = std::min(widths[i], std::max<std::size_t>(columns_[i].max_width, 1));
    if (columns_[i].shrinkable) widths[i] = std::min(widths[i], screen.width());
    total += widths[i] + (i > 0 ? column_gap : 0);
  }
  for (; total > screen.width(); --total) {
    std::size_t* widest = nullptr;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const bool wider = widths[i] > (widest == nullptr ? narrowest_column : *widest);
      if (columns_[i].shrinkable && wider) widest = &widths[i];
    }
    if (widest == nullptr) break;
    --*widest;
  }
  return widths;
}

std::string Table::line(const Screen& screen, const std::vector<std::size_t>& widths, const Row& row) const {
  std::string result;
  std::size_t blanks = 0;  // owed before the next text, so that no line ends in them
  for (std::size_t i = 0; i < row.size(); ++i) {
    const bool right = columns_[i].align == Align::right;
    const std::string text = shorten(row[i].text, widths[i]);
    const std::size_t padding = widths[i] - display_width(text);
    if (right) blanks += padding;
    if (!text.empty()) {
      result.append(blanks, ' ').append(screen.paint(row[i].style, text));
      blanks = 0;
    }
    blanks += column_gap + (right ? 0 : padding);
  }
  return result + '\n';
}

std::string Table::render(const Screen& screen) const {
  const std::vector<std::size_t> fitted = widths(screen);
  Row rule;
  for (const std::size_t width : fitted) rule.emplace_back(repeated("─", width), Style::dim);

  std::string result;
  result += line(screen, fitted, rows_.front());
  result += line(screen, fitted, rule);
  for (std::size_t i = 1; i < rows_.size(); ++i) result += line(screen, fitted, rows_[i]);
  return result;
}

std::string key_values(const Screen& screen, const std::vector<KeyValue>& entries, std::size_t indent,
                       Style key_style) {
  std::vector<std::string> keys;
  std::size_t key_width = 0;
  for (const KeyValue& entry : entries) {
    keys.push_back(one_line(entry.key));
    key_width = std::max(key_width, display_width(keys.back()));
  }
  const std::size_t value_at = indent + key_width + column_gap;
  const std::size_t room = screen.width() > value_at ? screen.width() - value_at : 0;

  std::string result;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    result.append(indent, ' ').append(screen.paint(key_style, keys[i]));
    std::size_t blanks = value_at - indent - display_width(keys[i]);
    for (const std::string& text : wrap(entries[i].value.text, std::max(room, narrowest_value))) {
      if (!text.empty()) result.append(blanks, ' ').append(screen.paint(entries[i].value.style, text));
      result += '\n';
      blanks = value_at;
    }
  }
  return result;
}

std::string heading(const Screen& screen, std::string_view text) {
  return screen.paint(Style::bold, one_line(text)) + '\n';
}

Progress::Progress(const Screen& screen, std::string_view what, std::uint64_t total, Clock clock,
                   std::string_view unit)
    : screen_(screen),
      what_(one_line(what)),
      unit_(one_line(unit)),
      total_(total),
      clock_(std::move(clock)),
      start_(clock_()),
      drawn_(start_) {}

void Progress::advance(std::uint64_t units) {
  done_ += units;
  if (!screen_.is_terminal()) return;
  const auto now = clock_();
  if (now - drawn_ < redraw_interval) return;
  drawn_ = now;
  // The last column stays free: a full line would make some terminals scroll.
  const std::size_t room = std::max<std::size_t>(screen_.width(), 2) - 1;
  const std::string text = shorten(line(std::chrono::duration<double>(now - start_).count()), room);
  const std::size_t width = display_width(text);
  const std::string blanks(drawn_width_ > width ? drawn_width_ - width : 0, ' ');
  std::fprintf(screen_.output(), "\r%s%s", text.c_str(), blanks.c_str());
  std::fflush(screen_.output());
  drawn_width_ = width;
}

void Progress::finish() noexcept {
  if (drawn_width_ == 0) return;
  std::fprintf(screen_.output(), "\r%*s\r", static_cast<int>(drawn_width_), "");
  std::fflush(screen_.output());
  drawn_width_ = 0;
}

std::string Progress::line(double seconds) const {
  const auto done = static_cast<double>(done_);
  const double rate = done / seconds;
  const std::string speed =
      fmt::format("{} {}/s", grouped(static_cast<std::uint64_t>(std::llround(rate))), unit_);
  if (total_ == 0) return fmt::format("{}  {} {}  {}", what_, grouped(done_), unit_, speed);

  const auto total = static_cast<double>(total_);
  std::string filled = bar(done, total, progress_bar_width);
  filled.append(progress_bar_width - display_width(filled), ' ');
  const int percent = static_cast<int>(100 * std::min(1.0, done / total));
  const std::string left = done > 0 ? duration(std::max(0.0, total - done) / rate) : "?";
  return fmt::format("{}  {} {:3} %  {}  {} left", what_, filled, percent, speed, left);
}

}  // namespace rapport::terminal
