#include "exchange/source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstring>

#include "kernel/form.hpp"
#include "kernel/text.hpp"
#include "rapport/error.hpp"

namespace rapport {

// ---- CSV

CsvSource::CsvSource(const std::filesystem::path& file, const csv::Format& format) : reader_(file, format) {
  if (!reader_.header(row_) || row_.problem != csv::Problem::none)
    throw Error(Code::invalid, fmt::format("{} has no header: its first line must name the columns",
                                           file.filename().string()));
  columns_.assign(row_.fields.begin(), row_.fields.end());
  const auto because = std::find(columns_.begin(), columns_.end(), rejected_because);
  if (because == columns_.end()) return;
  because_ = because - columns_.begin();
  columns_.erase(because);
}

bool CsvSource::next(SourceRow& row) {
  if (!reader_.next(row_)) return false;
  row.line = row_.line;
  row.reason = csv::describe(row_.problem);
  if (row_.problem != csv::Problem::none) {
    row.fields = {&row_.raw, 1};
    return true;
  }
  kept_.assign(row_.fields.begin(), row_.fields.end());
  if (because_ && *because_ < std::ssize(kept_)) kept_.erase(kept_.begin() + *because_);
  while (kept_.size() > columns_.size() && text::trimmed(kept_.back()).empty()) kept_.pop_back();
  row.fields = kept_;
  if (kept_.size() != columns_.size())
    row.reason = fmt::format("has {} {}, the header has {}", kept_.size(),
                             kept_.size() == 1 ? "column" : "columns", columns_.size());
  return true;
}

// ---- JSON Lines

JsonSource::JsonSource(const std::filesystem::path& file) : stream_(file, std::ios::binary) {
  std::error_code trouble;
  bytes_total_ = static_cast<std::int64_t>(std::filesystem::file_size(file, trouble));
  if (!stream_ || trouble)
    throw Error(Code::io, fmt::format("{} cannot be read: {}", file.string(),
                                      trouble ? trouble.message() : std::strerror(errno)));
  buffer_.resize(csv::Limits{}.block);
}

// The next line without its end, cut at the longest a record may be; absent at the end of the file.
std::optional<std::string_view> JsonSource::next_line() {
  const std::size_t longest = csv::Limits{}.record;
  std::size_t seen = 0;  // of the line, without a line end
  for (;;) {
    const char* begin = buffer_.data() + start_;
    if (const void* found = std::memchr(begin + seen, '\n', end_ - start_ - seen)) {
      const std::string_view line(begin, static_cast<std::size_t>(static_cast<const char*>(found) - begin));
      start_ += line.size() + 1;
      return line;
    }
    seen = std::min(end_ - start_, longest);
    std::memmove(buffer_.data(), begin, seen);
    start_ = 0;
    end_ = seen;
    if (end_ == buffer_.size()) buffer_.resize(std::min(buffer_.size() * 2, longest + csv::Limits{}.block));
    stream_.read(buffer_.data() + end_, static_cast<std::streamsize>(buffer_.size() - end_));
    const auto size = static_cast<std::size_t>(stream_.gcount());
    if (stream_.bad()) throw Error(Code::io, "the file cannot be read any further");
    bytes_read_ += static_cast<std::int64_t>(size);
    end_ += size;
    if (size > 0) continue;
    if (seen == 0) return {};
    start_ = end_;
    return std::string_view(buffer_.data(), seen);
  }
}

bool JsonSource::next(SourceRow& row) {
  while (const auto read = next_line()) {
    text_ = *read;
    if (++line_ == 1 && text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
    if (text::trimmed(text_).empty()) continue;
    if (text_.find(rejected_because) != std::string_view::npos)
      if (auto record = record_of_rejected_json(text_)) text_ = inside_ = std::move(*record);
    row.line = line_;
    row.fields = {&text_, 1};
    row.reason =
        csv::describe(text_.size() < csv::Limits{}.record ? csv::Problem::none : csv::Problem::too_long);
    return true;
  }
  return false;
}

// ---- Rows put aside

namespace {

// Quoting may double a row.
constexpr csv::Limits waiting_limits{.record = 4 * csv::Limits{}.record};

}  // namespace

std::string waiting_line(const SourceRow& row) {
  const std::string line = std::to_string(row.line);
  std::vector<std::string_view> fields{line, row.reason};
  fields.insert(fields.end(), row.fields.begin(), row.fields.end());
  std::string text;
  csv::append_record(text, fields, ',');
  return text;
}

WaitingSource::WaitingSource(const std::filesystem::path& file) : reader_(file, {}, waiting_limits) {}

bool WaitingSource::next(SourceRow& row) {
  if (!reader_.next(row_)) return false;
  if (row_.problem != csv::Problem::none || row_.fields.size() < 2)
    throw Error(Code::io, "rows that were put aside cannot be read again");
  const std::string_view line = row_.fields[0];
  std::from_chars(line.data(), line.data() + line.size(), row.line);
  row.fields = row_.fields.subspan(2);
  row.reason.clear();
  return true;
}

}  // namespace rapport
