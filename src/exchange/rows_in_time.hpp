// Rows put aside to be taken in the order of time, whatever their order in the file. Memory holds an instant
// and a place for each row; the rows themselves stand in a file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "exchange/pending_file.hpp"
#include "exchange/source.hpp"
#include "rapport/time.hpp"

namespace rapport {

class RowsInTime {
 public:
  // The file is made beside this one, with the first row.
  explicit RowsInTime(const std::filesystem::path& beside) : file_(beside) {}

  void add(const SourceRow& row, Instant at);
  bool is_empty() const noexcept { return rows_.empty(); }

  // All rows in order, as WaitingSource reads them. Rows of one instant stay as they stand in the file, or the
  // other way round in a file that goes back in time. Ends with this call.
  std::unique_ptr<PendingFile> sorted();

 private:
  struct Row {
    Instant at;
    std::uint64_t offset;
    std::uint64_t size;
  };

  PendingFile file_;
  std::vector<Row> rows_;
  std::uint64_t size_ = 0;
  std::int64_t steps_back_ = 0;  // less the steps forward
};

}  // namespace rapport
