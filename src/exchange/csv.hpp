// CSV: reads and writes the tables that people export from other programs.
//
// RFC 4180, and what is found in practice: other delimiters, other encodings, any line end, blank lines,
// blanks before an opening quote, text after a closing one. The reader streams: its memory is bounded by the
// longest record, never by the file. A malformed record is delivered with its problem, not thrown, so that
// the caller can put it aside and go on. What a column means, ragged rows (they come as they are), trimming
// of values and types are the caller's business.
//
// Not here: escapes by backslash, comment lines, other quotes than ", UTF-32, input that is not a regular
// file.
// Errors: Code::io for a file that cannot be read, Code::invalid for a delimiter that cannot be one.
// Threads: a Reader belongs to one thread at a time; the functions may be called from any.
//
//   csv::Reader reader(path, csv::sniff(path));
//   csv::Row row;
//   reader.header(row);
//   while (reader.next(row)) {
//     if (row.problem != csv::Problem::none) reject(row.line, row.raw, csv::describe(row.problem));
//   }
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::csv {

enum class Encoding { utf8, utf16_little, utf16_big, windows_1252 };

// As iconv and people call it: "UTF-8", "UTF-16LE".
std::string_view name(Encoding encoding) noexcept;

struct Format {
  Encoding encoding = Encoding::utf8;
  char delimiter = ',';
};

// Guesses the format. Without a byte order mark or an evident UTF-16 pattern this reads the whole file once,
// block by block, since one bad byte at its end is enough to make it Windows-1252. The delimiter is the one
// of , ; tab | that cuts the first records most evenly; a file with a single column gets the comma. A first
// line "sep=;", as Excel writes it, says it. Give the encoding to have only the delimiter guessed.
Format sniff(const std::filesystem::path& path, std::optional<Encoding> encoding = {});

enum class Problem {
  none,
  unterminated_quote,  // a quoted field runs to the end of the file, so this is the last record
  too_long,            // the limit is in Limits
  invalid_bytes,       // raw has U+FFFD where the file has bytes that do not belong to its encoding
  nul_byte,
};

// A phrase for people: "a quoted field is never closed".
std::string_view describe(Problem problem) noexcept;

// One record. The views point into the reader and are valid until its next call. All text is UTF-8.
struct Row {
  std::int64_t line = 0;                     // the line in the file where the record starts; the first is 1
  std::span<const std::string_view> fields;  // without quotes; empty when there is a problem
  std::string_view raw;                      // as in the file, without the line end; cut at Limits::record
  Problem problem = Problem::none;
};

// Both in bytes. A record may be `record` long as UTF-8; the file is read in steps of at least `block`.
struct Limits {
  std::size_t record = std::size_t{16} << 20;
  std::size_t block = std::size_t{256} << 10;
};

class Text;  // the file, converted

class Reader {
 public:
  Reader(const std::filesystem::path& path, const Format& format, const Limits& limits = {});
  ~Reader();
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  // False at the end of the file. A byte order mark is never part of the first record.
  bool next(Row& row);
  // Like next(), for the record that names the columns: the blanks around each name are removed, and a first
  // line that only says the delimiter is passed over.
  bool header(Row& row);

  // For a progress bar: bytes of the file, in steps of a block.
  std::int64_t bytes_read() const noexcept;
  std::int64_t bytes_total() const noexcept;

 private:
  enum class State { field_start, plain, quoted, after_quote };

  bool fill();
  bool skip_line_ends();
  void start_record();
  bool scan();
  void end_field(const char* end);
  std::string_view unquote(const char* first, const char* last);
  bool is_blank(char c) const noexcept { return (c == ' ' || c == '\t') && c != delimiter_; }

  const char delimiter_;
  const Limits limits_;
  std::array<bool, 256> ends_plain_{};  // the delimiter and the line ends
  std::unique_ptr<Text> text_;
  std::vector<char> buffer_;

  // What is in the buffer: the text from the start of the record to end_, and there a line end as a sentinel.
  char* start_;
  char* end_;
  bool at_end_of_file_ = false;
  std::int64_t line_ = 1;  // of start_

  // The scan of the current record.
  char* at_;
  const char* field_;       // where the current field starts
  const char* open_quote_;  // of the current field; null when it has none
  State state_ = State::field_start;
  bool has_quotes_ = false;
  bool collects_ = true;  // false in a record that is too long: its fields are no longer in the buffer

  std::vector<std::string_view> fields_;
  std::string unquoted_;  // values that are not in the buffer as they are: doubled quotes, text after a quote
  std::string repaired_;  // raw of a record with invalid bytes
};

// Appends one field; in quotes if it has a delimiter, a quote or a line end, or a blank at either end.
void append_field(std::string& text, std::string_view value, char delimiter);

// Appends a record with its line end, CRLF. A lone empty field is quoted, for an empty line is no record.
void append_record(std::string& text, std::span<const std::string_view> fields, char delimiter);

}  // namespace rapport::csv
