#include "exchange/pending_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <system_error>

#include "rapport/error.hpp"

namespace rapport {

PendingFile::~PendingFile() {
  file_.reset();
  std::error_code ignored;
  if (written_ && !kept_) std::filesystem::remove(pending_path_, ignored);
}

void PendingFile::fail(int number) const {
  throw Error(
      number == ENOSPC ? Code::full : Code::io,
      fmt::format("{} cannot be written: {}", path_.string(), std::generic_category().message(number)));
}

// Under the first name that is free, since others may be writing a file of this name.
void PendingFile::open() {
  std::error_code trouble;
  if (path_.has_parent_path()) std::filesystem::create_directories(path_.parent_path(), trouble);
  if (trouble) fail(trouble.value());
  for (int number = 1; !file_; ++number) {
    pending_path_ = path_;
    pending_path_ += number == 1 ? ".part" : fmt::format(".{}.part", number);
    file_.reset(std::fopen(pending_path_.c_str(), "wbx"));
    if (!file_ && errno != EEXIST) fail(errno);
  }
  written_ = true;
}

void PendingFile::write(std::string_view text) {
  if (!written_) open();
  if (std::fwrite(text.data(), 1, text.size(), file_.get()) != text.size()) fail(errno);
}

void PendingFile::flush() {
  if (std::fflush(file_.get()) != 0) fail(errno);
}

void PendingFile::publish() {
  if (file_ && std::fclose(file_.release()) != 0) fail(errno);
  std::error_code trouble;
  std::filesystem::rename(pending_path_, path_, trouble);
  if (trouble) fail(trouble.value());
  kept_ = true;
}

}  // namespace rapport
