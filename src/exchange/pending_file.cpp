#include "exchange/pending_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "rapport/error.hpp"

namespace rapport {

PendingFile::PendingFile(std::filesystem::path path, std::string_view mark)
    : path_(std::move(path)), pending_path_(fmt::format("{}.{}", path_.string(), mark)) {}

PendingFile::~PendingFile() {
  if (!is_written() || published_) return;
  stream_.close();
  std::error_code ignored;
  std::filesystem::remove(pending_path_, ignored);
}

void PendingFile::fail() const {
  const int number = errno;
  throw Error(number == ENOSPC ? Code::full : Code::io,
              fmt::format("{} cannot be written: {}", path_.string(), std::strerror(number)));
}

void PendingFile::write(std::string_view text) {
  if (!is_written()) stream_.open(pending_path_, std::ios::binary | std::ios::trunc);
  if (!stream_.write(text.data(), static_cast<std::streamsize>(text.size()))) fail();
}

void PendingFile::flush() {
  if (!stream_.flush()) fail();
}

void PendingFile::publish() {
  stream_.close();
  if (!stream_) fail();
  std::error_code trouble;
  std::filesystem::rename(pending_path_, path_, trouble);
  if (trouble)
    throw Error(Code::io, fmt::format("{} cannot be written: {}", path_.string(), trouble.message()));
  published_ = true;
}

}  // namespace rapport
