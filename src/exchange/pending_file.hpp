// A file that is written under another name until it is complete, so that nobody ever sees half of it.
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string_view>

namespace rapport {

class PendingFile {
 public:
  // Nothing is made before the first write; that makes the folder, too.
  explicit PendingFile(std::filesystem::path path) : path_(std::move(path)) {}
  // Removes what was not published.
  ~PendingFile();
  PendingFile(const PendingFile&) = delete;
  PendingFile& operator=(const PendingFile&) = delete;

  // Throws io or full.
  void write(std::string_view text);
  // Hands what was written to the operating system.
  void flush();
  // Gives the file its name; the file must have been written to. Throws io or full, and may be called again.
  void publish();
  // Leaves the file under its present name.
  void keep() noexcept { kept_ = true; }

  bool is_written() const noexcept { return written_; }
  const std::filesystem::path& path() const noexcept { return path_; }
  // Where the file is until it is published; empty before the first write.
  const std::filesystem::path& pending_path() const noexcept { return pending_path_; }

 private:
  struct Close {
    void operator()(std::FILE* file) const noexcept { std::fclose(file); }
  };

  void open();
  [[noreturn]] void fail(int number) const;

  std::filesystem::path path_;
  std::filesystem::path pending_path_;
  std::unique_ptr<std::FILE, Close> file_;
  bool written_ = false;
  bool kept_ = false;  // published, or not to be removed
};

}  // namespace rapport
