// A file that is written under another name until it is complete, so that nobody ever sees half of it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace rapport {

class PendingFile {
 public:
  // Nothing is made before the first write. The mark keeps two writers of the same file apart.
  explicit PendingFile(std::filesystem::path path, std::string_view mark = "part");
  // Removes what was not published.
  ~PendingFile();
  PendingFile(const PendingFile&) = delete;
  PendingFile& operator=(const PendingFile&) = delete;

  // Throws io or full.
  void write(std::string_view text);
  // Hands what was written to the operating system.
  void flush();
  // Gives the file its name; the file must have been written to.
  void publish();

  bool is_written() const noexcept { return stream_.is_open(); }
  const std::filesystem::path& path() const noexcept { return path_; }
  const std::filesystem::path& pending_path() const noexcept { return pending_path_; }

 private:
  [[noreturn]] void fail() const;

  std::filesystem::path path_;
  std::filesystem::path pending_path_;
  std::ofstream stream_;
  bool published_ = false;
};

}  // namespace rapport
