#include "exchange/csv.hpp"

#include <iconv.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>
#include <utility>

#include "kernel/text.hpp"
#include "rapport/error.hpp"

namespace rapport::csv {
namespace {

constexpr std::string_view candidates = ",;\t|";
constexpr std::size_t sniffed_bytes = std::size_t{64} << 10;
constexpr std::size_t sniffed_records = 100;

// No valid UTF-8 contains it. It stands for what could not be converted, so that the check of the record for
// valid UTF-8 finds the invalid bytes of every encoding.
constexpr char invalid_byte = '\xFF';
constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

// The longest UTF-8 sequence: with less room a conversion could not go on.
constexpr std::size_t longest_sequence = 4;

std::string_view byte_order_mark(Encoding encoding) noexcept {
  switch (encoding) {
    case Encoding::utf8: return "\xEF\xBB\xBF";
    case Encoding::utf16_little: return "\xFF\xFE";
    case Encoding::utf16_big: return "\xFE\xFF";
    case Encoding::windows_1252: return "";
  }
  return "";
}

bool is_utf16(Encoding encoding) noexcept {
  return encoding == Encoding::utf16_little || encoding == Encoding::utf16_big;
}

class File {
 public:
  explicit File(const std::filesystem::path& path) : path_(path.string()) {
    std::error_code failure;
    total_ = static_cast<std::int64_t>(std::filesystem::file_size(path, failure));
    if (failure) fail("open", failure);
    stream_.reset(std::fopen(path_.c_str(), "rb"));
    if (!stream_) fail("open", {errno, std::generic_category()});
    std::setvbuf(stream_.get(), nullptr, _IONBF, 0);  // the callers read large blocks
  }

  // Fewer bytes than asked for only at the end of the file.
  std::size_t read(char* to, std::size_t room) {
    const std::size_t size = std::fread(to, 1, room, stream_.get());
    if (std::ferror(stream_.get())) fail("read", {errno, std::generic_category()});
    read_ += static_cast<std::int64_t>(size);
    return size;
  }

  // Steps over these bytes when the file starts with them. Only before the first read.
  void skip(std::string_view mark) {
    char start[longest_sequence];
    if (std::string_view(start, read(start, mark.size())) == mark) return;
    std::rewind(stream_.get());
    read_ = 0;
  }

  std::int64_t bytes_read() const noexcept { return read_; }
  std::int64_t bytes_total() const noexcept { return total_; }

 private:
  struct Close {
    void operator()(std::FILE* stream) const noexcept { std::fclose(stream); }
  };

  [[noreturn]] void fail(const char* verb, const std::error_code& cause) const {
    throw Error(Code::io, std::string("cannot ") + verb + " " + path_ + ": " + cause.message());
  }

  std::string path_;
  std::unique_ptr<std::FILE, Close> stream_;
  std::int64_t read_ = 0;
  std::int64_t total_ = 0;
};

// How much of the text is valid UTF-8, up to the first byte that is not.
std::size_t valid_prefix(std::string_view text) noexcept {
  return text::first_invalid(text).value_or(text.size());
}

void repair(std::string_view text, std::string& to) {
  to.clear();
  while (!text.empty()) {
    const std::size_t valid = valid_prefix(text);
    to += text.substr(0, valid);
    text.remove_prefix(valid);
    if (text.empty()) break;
    to += replacement;
    text.remove_prefix(1);
  }
}

// Text in the languages that write with Latin letters has a NUL in nearly every UTF-16 unit, always on the
// same side. A quarter is evident: no other encoding has so many, and names in other scripts may be between.
std::optional<Encoding> utf16_by_nuls(std::string_view start) {
  std::size_t nuls[2] = {0, 0};
  for (std::size_t at = 0; at < start.size(); ++at) nuls[at % 2] += start[at] == '\0';
  const std::size_t evident = start.size() / 2 / 4;
  if (nuls[0] == 0 && nuls[1] > evident) return Encoding::utf16_little;
  if (nuls[1] == 0 && nuls[0] > evident) return Encoding::utf16_big;
  return {};
}

Encoding sniff_encoding(const std::filesystem::path& path) {
  File file(path);
  std::vector<char> block(Limits{}.block);
  std::size_t size = file.read(block.data(), block.size());
  const std::string_view start(block.data(), size);
  for (const Encoding encoding : {Encoding::utf8, Encoding::utf16_little, Encoding::utf16_big}) {
    if (start.starts_with(byte_order_mark(encoding))) return encoding;
  }
  if (const auto utf16 = utf16_by_nuls(start.substr(0, sniffed_bytes))) return *utf16;

  // One damaged byte makes no other encoding of a text that is UTF-8 elsewhere; its row is rejected.
  std::size_t sequences = 0;
  std::size_t invalid = 0;
  for (;;) {
    std::size_t at = 0;
    for (;;) {
      const std::string_view rest(block.data() + at, size - at);
      const std::size_t valid = text::first_invalid(rest).value_or(rest.size());
      sequences += static_cast<std::size_t>(std::ranges::count_if(
          rest.substr(0, valid), [](char c) { return static_cast<unsigned char>(c) >= 0xC0; }));
      at += valid;
      // A sequence that the block's end cuts is looked at again with the bytes that follow.
      if (size - at < longest_sequence) break;
      ++invalid;
      ++at;
    }
    const std::size_t rest = size - at;
    std::copy_n(block.data() + at, rest, block.data());
    const std::size_t more = file.read(block.data() + rest, block.size() - rest);
    if (more == 0) {
      invalid += rest;
      return invalid == 0 || sequences > invalid ? Encoding::utf8 : Encoding::windows_1252;
    }
    size = rest + more;
  }
}

// For each of the first records how often each candidate stands outside quotes. Any candidate may start a
// field here, so a quote after any of them opens.
using Counts = std::array<std::size_t, candidates.size()>;

std::vector<Counts> count_candidates(std::string_view text) {
  std::vector<Counts> records;
  Counts counts{};
  bool quoted = false;
  bool at_field_start = true;
  bool blank = true;
  for (const char c : text) {
    if (quoted) {
      quoted = c != '"';
      at_field_start = !quoted;  // the second of two quotes opens again
    } else if (c == '\n' || c == '\r') {
      if (!blank) records.push_back(counts);
      if (records.size() == sniffed_records) return records;
      counts = {};
      at_field_start = blank = true;
    } else {
      blank = false;
      const std::size_t candidate = candidates.find(c);
      if (candidate != candidates.npos) ++counts[candidate];
      quoted = c == '"' && at_field_start;
      at_field_start = candidate != candidates.npos || (c == ' ' && at_field_start);
    }
  }
  if (!blank) records.push_back(counts);
  return records;
}

// The header decides how many columns there are; the best candidate has the most records like it.
char choose_delimiter(const std::vector<Counts>& records) {
  char best = candidates.front();
  std::pair<std::size_t, std::size_t> best_score;
  for (std::size_t i = 0; i < candidates.size() && !records.empty(); ++i) {
    const std::size_t columns = records.front()[i];
    if (columns == 0) continue;
    const auto alike = std::count_if(records.begin(), records.end(),
                                     [&](const Counts& counts) { return counts[i] == columns; });
    const std::pair score(static_cast<std::size_t>(alike), columns);
    if (score > best_score) {
      best_score = score;
      best = candidates[i];
    }
  }
  return best;
}

// The delimiter that a first line "sep=;" says; absent for any other line.
std::optional<char> said_delimiter(std::string_view line) {
  if (line.size() > 2 && line.starts_with('"') && line.ends_with('"')) line = line.substr(1, line.size() - 2);
  constexpr std::string_view says = "sep=";
  if (line.size() != says.size() + 1 || !line.starts_with(says)) return {};
  return line.back();
}

// Line ends in a text that comes in pieces; CRLF is one, even when the pieces part it.
class LineCounter {
 public:
  void add(std::string_view text) noexcept {
    for (const char c : text) {
      lines_ += c == '\r' || (c == '\n' && previous_ != '\r');
      previous_ = c;
    }
  }
  std::int64_t lines() const noexcept { return lines_; }

 private:
  std::int64_t lines_ = 0;
  char previous_ = '\0';
};

}  // namespace

std::string_view name(Encoding encoding) noexcept {
  switch (encoding) {
    case Encoding::utf8: return "UTF-8";
    case Encoding::utf16_little: return "UTF-16LE";
    case Encoding::utf16_big: return "UTF-16BE";
    case Encoding::windows_1252: return "WINDOWS-1252";
  }
  return "";
}

std::string_view describe(Problem problem) noexcept {
  switch (problem) {
    case Problem::none: return "";
    case Problem::unterminated_quote: return "a quoted field is never closed";
    case Problem::too_long: return "the record is too long";
    case Problem::invalid_bytes: return "the record has bytes that do not belong to the file's encoding";
    case Problem::nul_byte: return "the record has a NUL byte";
  }
  return "";
}

// The file as UTF-8, without its byte order mark.
class Text {
 public:
  Text(const std::filesystem::path& path, Encoding encoding, std::size_t block)
      : file_(path), unit_(is_utf16(encoding) ? 2 : 1) {
    file_.skip(byte_order_mark(encoding));
    if (encoding == Encoding::utf8) return;
    converter_.reset(iconv_open("UTF-8", name(encoding).data()));
    if (converter_.get() == no_converter) {
      throw Error(Code::io, "this system cannot convert from " + std::string(name(encoding)));
    }
    block_.resize(std::max(block, longest_sequence));
  }

  // 0 only at the end. There must be room for the longest sequence.
  std::size_t read(char* to, std::size_t room) {
    if (!converter_) return file_.read(to, room);
    char* const first = to;
    for (;;) {
      const int trouble = convert(to, room);
      if (trouble == E2BIG || (trouble == EILSEQ && room == 0)) break;
      if (trouble == EILSEQ) {
        replace(unit_, to, room);
      } else if (to != first) {
        break;
      } else if (!load()) {
        if (size_ > 0) replace(size_, to, room);  // the file ends within a character
        break;
      }
    }
    return static_cast<std::size_t>(to - first);
  }

  std::int64_t bytes_read() const noexcept { return file_.bytes_read(); }
  std::int64_t bytes_total() const noexcept { return file_.bytes_total(); }

 private:
  static inline const iconv_t no_converter = reinterpret_cast<iconv_t>(-1);
  struct Close {
    using pointer = iconv_t;
    void operator()(iconv_t converter) const noexcept {
      if (converter != no_converter) iconv_close(converter);
    }
  };

  // Converts what is loaded as far as it goes: 0, or iconv's reason to stop.
  int convert(char*& to, std::size_t& room) {
    char* from = block_.data() + position_;
    const std::size_t result = iconv(converter_.get(), &from, &size_, &to, &room);
    const int trouble = result == static_cast<std::size_t>(-1) ? errno : 0;
    position_ = static_cast<std::size_t>(from - block_.data());
    return trouble;
  }

  void replace(std::size_t bytes, char*& to, std::size_t& room) {
    *to++ = invalid_byte;
    --room;
    position_ += bytes;
    size_ -= bytes;
  }

  // Loads the next block behind the bytes of a character that the last one cut.
  bool load() {
    std::copy_n(block_.data() + position_, size_, block_.data());
    position_ = 0;
    const std::size_t more = file_.read(block_.data() + size_, block_.size() - size_);
    size_ += more;
    return more > 0;
  }

  File file_;
  const std::size_t unit_;  // bytes to step over after an invalid character
  std::unique_ptr<void, Close> converter_;
  std::vector<char> block_;  // bytes of the file: size_ of them wait at position_
  std::size_t position_ = 0;
  std::size_t size_ = 0;
};

Format sniff(const std::filesystem::path& path, std::optional<Encoding> encoding) {
  Format format;
  format.encoding = encoding ? *encoding : sniff_encoding(path);
  std::string start(sniffed_bytes, '\0');
  start.resize(Text(path, format.encoding, sniffed_bytes).read(start.data(), start.size()));
  const auto said = said_delimiter(std::string_view(start).substr(0, start.find_first_of("\r\n")));
  format.delimiter = said ? *said : choose_delimiter(count_candidates(start));
  return format;
}

Reader::Reader(const std::filesystem::path& path, const Format& format, const Limits& limits)
    : delimiter_(format.delimiter),
      limits_(limits),
      text_(std::make_unique<Text>(path, format.encoding, limits.block)),
      buffer_(1),
      start_(buffer_.data()),
      end_(start_) {
  if (delimiter_ == '"' || delimiter_ == '\n' || delimiter_ == '\r' || delimiter_ == '\0' ||
      (delimiter_ & 0x80) != 0) {
    throw Error(Code::invalid,
                "the delimiter must be an ASCII character, but not a quote, a line end or NUL");
  }
  for (const char c : {delimiter_, '\n', '\r'}) ends_plain_[static_cast<unsigned char>(c)] = true;
}

Reader::~Reader() = default;

// Moves the current record to the front of the buffer and reads more text behind it. Reading at least as much
// as there is keeps the repeated scan of a long record linear. All pointers but start_ and end_ become
// invalid.
bool Reader::fill() {
  const auto kept = static_cast<std::size_t>(end_ - start_);
  std::memmove(buffer_.data(), start_, kept);
  const std::size_t wanted = kept + std::max({kept, limits_.block, longest_sequence});
  if (buffer_.size() <= wanted) buffer_.resize(wanted + 1);
  start_ = buffer_.data();
  const std::size_t more = text_->read(start_ + kept, buffer_.size() - 1 - kept);
  at_end_of_file_ = more == 0;
  end_ = start_ + kept + more;
  *end_ = '\n';
  return more > 0;
}

// The end of the last record's line, and blank lines. False at the end of the file.
bool Reader::skip_line_ends() {
  for (char previous = '\0';; previous = *start_++) {
    if (start_ == end_ && !fill()) return false;
    if (*start_ != '\n' && *start_ != '\r') return true;
    if (*start_ == '\r' || previous != '\r') ++line_;
  }
}

void Reader::start_record() {
  at_ = start_;
  field_ = start_;
  open_quote_ = nullptr;
  state_ = State::field_start;
  has_quotes_ = false;
  collects_ = true;
  fields_.clear();
  unquoted_.clear();
}

// Goes on from at_ to the line end of the record and collects its fields, but for the last. False when the
// text in the buffer ends before; a further call goes on with the text that follows.
bool Reader::scan() {
  char* at = at_;
  while (at != end_) {
    switch (state_) {
      case State::field_start:
        while (is_blank(*at)) ++at;
        if (at == end_) break;
        if (*at == '"') {
          open_quote_ = at++;
          has_quotes_ = true;
          state_ = State::quoted;
          break;
        }
        state_ = State::plain;
        [[fallthrough]];
      case State::plain:
        while (!ends_plain_[static_cast<unsigned char>(*at)]) ++at;
        if (at == end_) break;
        if (*at != delimiter_) {
          at_ = at;
          return true;
        }
        end_field(at++);
        state_ = State::field_start;
        break;
      case State::quoted:
        at = static_cast<char*>(std::memchr(at, '"', static_cast<std::size_t>(end_ - at)));
        if (at != nullptr) {
          ++at;
          state_ = State::after_quote;
        } else {
          at = end_;
        }
        break;
      case State::after_quote:
        if (*at == '"') {
          ++at;
          state_ = State::quoted;
        } else {
          state_ = State::plain;
        }
        break;
    }
  }
  at_ = at;
  return false;
}

void Reader::end_field(const char* end) {
  if (!collects_) return;
  fields_.push_back(open_quote_ == nullptr ? std::string_view(field_, end) : unquote(open_quote_ + 1, end));
  field_ = end + 1;
  open_quote_ = nullptr;
}

// The value of a quoted field, from behind its opening quote to its end.
std::string_view Reader::unquote(const char* first, const char* last) {
  const auto find_quote = [last](const char* from) {
    return static_cast<const char*>(std::memchr(from, '"', static_cast<std::size_t>(last - from)));
  };
  const char* quote = find_quote(first);
  if (quote + 1 == last) return {first, quote};

  // Views of this record's earlier fields point into unquoted_, so it must not move: make room for all at
  // once.
  if (unquoted_.empty()) unquoted_.reserve(static_cast<std::size_t>(end_ - start_));
  const std::size_t start = unquoted_.size();
  while (quote + 1 != last && quote[1] == '"') {
    unquoted_.append(first, quote + 1);
    first = quote + 2;
    quote = find_quote(first);
  }
  unquoted_.append(first, quote).append(quote + 1, last);
  return std::string_view(unquoted_).substr(start);
}

bool Reader::next(Row& row) {
  if (!skip_line_ends()) return false;
  start_record();
  bool complete = scan();
  while (!complete && !at_end_of_file_ && static_cast<std::size_t>(end_ - start_) <= limits_.record) {
    fill();
    start_record();
    complete = scan();
  }

  LineCounter inside;
  auto size = static_cast<std::size_t>(at_ - start_);
  if (has_quotes_) inside.add({start_, size});
  const bool too_long = size > limits_.record;
  if (too_long) {
    // Keep the start for raw, up to a whole character, and walk over the rest without keeping it.
    collects_ = false;
    size = limits_.record;
    while (size > 0 && (start_[size] & 0xC0) == 0x80) --size;
    while (!complete && !at_end_of_file_) {
      end_ = start_ + size;
      fill();
      at_ = start_ + size;
      complete = scan();
      inside.add({start_ + size, at_});
    }
  }

  row = {.line = line_, .fields = {}, .raw = {start_, size}, .problem = Problem::none};
  if (state_ == State::quoted) {
    row.problem = Problem::unterminated_quote;
  } else if (too_long) {
    row.problem = Problem::too_long;
  } else if (row.raw.find('\0') != std::string_view::npos) {
    row.problem = Problem::nul_byte;
  }
  if (valid_prefix(row.raw) != row.raw.size()) {
    if (row.problem == Problem::none) row.problem = Problem::invalid_bytes;
    repair(row.raw, repaired_);
    row.raw = repaired_;
  }
  if (row.problem == Problem::none) {
    end_field(at_);
  } else {
    fields_.clear();
  }
  row.fields = fields_;
  start_ = at_;
  line_ += inside.lines();
  return true;
}

bool Reader::header(Row& row) {
  if (!next(row) || (said_delimiter(row.raw) && !next(row))) return false;
  for (std::string_view& field : fields_) {
    while (!field.empty() && is_blank(field.front())) field.remove_prefix(1);
    while (!field.empty() && is_blank(field.back())) field.remove_suffix(1);
  }
  return true;
}

std::int64_t Reader::bytes_read() const noexcept { return text_->bytes_read(); }
std::int64_t Reader::bytes_total() const noexcept { return text_->bytes_total(); }

void append_field(std::string& text, std::string_view value, char delimiter) {
  const char special[] = {delimiter, '"', '\r', '\n'};
  const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
  const bool needs_quotes =
      !value.empty() && (is_blank(value.front()) || is_blank(value.back()) ||
                         value.find_first_of({special, sizeof special}) != std::string_view::npos);
  if (!needs_quotes) {
    text += value;
    return;
  }
  text += '"';
  for (const char c : value) text.append(c == '"' ? 2 : 1, c);
  text += '"';
}

void append_record(std::string& text, std::span<const std::string_view> fields, char delimiter) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) text += delimiter;
    append_field(text, fields[i], delimiter);
  }
  if (fields.size() == 1 && fields.front().empty()) text += "\"\"";
  text += "\r\n";
}

}  // namespace rapport::csv
