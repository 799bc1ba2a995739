// Sources: where the rows of an import come from.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/csv.hpp"

namespace rapport {

// The column of a reject file that says why.
inline constexpr std::string_view rejected_because = "rejected_because";

struct SourceRow {
  std::int64_t line = 0;
  // Of a CSV row its fields, of JSON Lines one: the line. Borrowed until the source is asked again.
  std::span<const std::string_view> fields{};
  std::string reason{};  // why the row is bad; empty while it is not known to be
};

class Source {
 public:
  virtual ~Source() = default;
  // False at the end. A row that cannot be read comes with its reason.
  virtual bool next(SourceRow& row) = 0;
  virtual std::int64_t bytes_read() const = 0;
  virtual std::int64_t bytes_total() const = 0;
};

// A CSV file without its header and without the column of a reject file that says why.
class CsvSource : public Source {
 public:
  // Throws invalid for a file without a header.
  CsvSource(const std::filesystem::path& file, const csv::Format& format);

  const std::vector<std::string>& columns() const noexcept { return columns_; }
  bool next(SourceRow& row) override;
  std::int64_t bytes_read() const override { return reader_.bytes_read(); }
  std::int64_t bytes_total() const override { return reader_.bytes_total(); }

 private:
  csv::Reader reader_;
  csv::Row row_;
  std::vector<std::string> columns_;
  std::optional<std::ptrdiff_t> because_;  // position of the column that is left out
  std::vector<std::string_view> kept_;     // the row's fields
};

// A JSON Lines file; a line of a reject file is taken for the record inside it.
class JsonSource : public Source {
 public:
  explicit JsonSource(const std::filesystem::path& file);

  bool next(SourceRow& row) override;
  std::int64_t bytes_read() const override { return bytes_read_; }
  std::int64_t bytes_total() const override { return bytes_total_; }

 private:
  std::optional<std::string_view> next_line();

  std::string inside_;     // the record of a reject file's line
  std::string_view text_;  // the row's only field
  std::ifstream stream_;
  std::vector<char> buffer_;
  std::size_t start_ = 0;  // of what is not delivered yet
  std::size_t end_ = 0;
  std::int64_t line_ = 0;
  std::int64_t bytes_read_ = 0;
  std::int64_t bytes_total_ = 0;
};

// Rows put aside to be tried again: a CSV file of line, reason and fields.
std::string waiting_line(const SourceRow& row);
class WaitingSource : public Source {
 public:
  explicit WaitingSource(const std::filesystem::path& file);
  bool next(SourceRow& row) override;
  // Why the row that came last was put aside.
  std::string_view reason() const { return row_.fields[1]; }
  std::int64_t bytes_read() const override { return reader_.bytes_read(); }
  std::int64_t bytes_total() const override { return reader_.bytes_total(); }

 private:
  csv::Reader reader_;
  csv::Row row_;
};

}  // namespace rapport
