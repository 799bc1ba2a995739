#include "exchange/rows_in_time.hpp"

#include <algorithm>
#include <fstream>
#include <string>

#include "rapport/error.hpp"

namespace rapport {

void RowsInTime::add(const SourceRow& row, Instant at) {
  const std::string text = waiting_line(row);
  file_.write(text);
  if (!rows_.empty()) steps_back_ += (at < rows_.back().at) - (at > rows_.back().at);
  rows_.push_back({at, size_, text.size()});
  size_ += text.size();
}

std::unique_ptr<PendingFile> RowsInTime::sorted() {
  file_.flush();
  if (steps_back_ > 0) std::ranges::reverse(rows_);
  std::ranges::stable_sort(rows_, {}, &Row::at);
  auto in_order = std::make_unique<PendingFile>(file_.path());
  std::ifstream stream(file_.pending_path(), std::ios::binary);
  std::string text;
  for (const Row& row : rows_) {
    text.resize(row.size);
    stream.seekg(static_cast<std::streamoff>(row.offset));
    if (!stream.read(text.data(), static_cast<std::streamsize>(text.size())))
      throw Error(Code::io, "rows that were put aside cannot be read again");
    in_order->write(text);
  }
  in_order->flush();
  return in_order;
}

}  // namespace rapport
