// Rejects: the file of the rows that were not imported, each with its reason, in the form of the file they
// came from.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/pending_file.hpp"
#include "exchange/source.hpp"

namespace rapport {

class RejectFile {
 public:
  virtual ~RejectFile() = default;
  explicit RejectFile(std::filesystem::path path) : file_(std::move(path)) {}
  // A file is made with the first row only. Throws io, also when the file could not be published.
  void add(const SourceRow& row);
  PendingFile& file() noexcept { return file_; }

 protected:
  virtual std::string header() const = 0;
  // "line N: reason" beside the row as it was.
  virtual std::string record(std::string_view because, const SourceRow& row) const = 0;

 private:
  PendingFile file_;
};

class CsvRejects : public RejectFile {
 public:
  CsvRejects(std::filesystem::path path, std::vector<std::string> columns, char delimiter)
      : RejectFile(std::move(path)), columns_(std::move(columns)), delimiter_(delimiter) {}

 private:
  std::string header() const override;
  std::string record(std::string_view because, const SourceRow& row) const override;

  std::vector<std::string> columns_;
  char delimiter_;
};

class JsonRejects : public RejectFile {
 public:
  using RejectFile::RejectFile;

 private:
  std::string header() const override { return {}; }
  std::string record(std::string_view because, const SourceRow& row) const override;
};

// "line 12: has 2 columns, the header has 7".
std::string reason_of(const SourceRow& row);

}  // namespace rapport
