// A book's file as any other program sees it: plain SQLite, past the library. Tests look with it at what was
// really written, and play the one who alters it.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace rapport::test {

class RawFile {
 public:
  explicit RawFile(const std::filesystem::path& path) {
    if (sqlite3_open_v2(path.string().c_str(), &connection_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                        nullptr) != SQLITE_OK)
      throw std::runtime_error("the raw file does not open");
    sqlite3_busy_timeout(connection_, 10000);
  }
  ~RawFile() { sqlite3_close_v2(connection_); }
  RawFile(const RawFile&) = delete;
  RawFile& operator=(const RawFile&) = delete;

  // Every row of a question, each column as SQLite's literal: 12, 'text', X'00FF', NULL.
  std::vector<std::vector<std::string>> rows(const std::string& sql) {
    std::vector<std::vector<std::string>> all;
    sqlite3_stmt* statement = nullptr;
    const char* rest = sql.c_str();
    while (*rest != '\0') {
      if (sqlite3_prepare_v2(connection_, rest, -1, &statement, &rest) != SQLITE_OK) fail(sql);
      if (!statement) break;
      int result = SQLITE_ROW;
      while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
        auto& row = all.emplace_back();
        for (int i = 0; i < sqlite3_column_count(statement); ++i) row.push_back(literal(statement, i));
      }
      sqlite3_finalize(statement);
      if (result != SQLITE_DONE) fail(sql);
    }
    return all;
  }
  // Statements without rows; returns how many rows the last one changed.
  int run(const std::string& sql) {
    rows(sql);
    return sqlite3_changes(connection_);
  }
  std::string value(const std::string& sql) {
    const auto all = rows(sql);
    return all.empty() ? "" : all.front().front();
  }
  std::int64_t integer(const std::string& sql) { return std::stoll(value(sql)); }

 private:
  static std::string literal(sqlite3_stmt* statement, int column) {
    const auto bytes = [&] {
      const auto* start = static_cast<const char*>(sqlite3_column_blob(statement, column));
      return std::string(start ? start : "",
                         static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
    };
    switch (sqlite3_column_type(statement, column)) {
      case SQLITE_NULL: return "NULL";
      case SQLITE_BLOB: {
        std::string text = "X'";
        for (const char c : bytes()) {
          text += "0123456789ABCDEF"[static_cast<unsigned char>(c) >> 4];
          text += "0123456789ABCDEF"[static_cast<unsigned char>(c) & 15];
        }
        return text + "'";
      }
      case SQLITE_TEXT: {
        std::string text = "'";
        for (const char c : bytes()) text += c == '\'' ? std::string("''") : std::string(1, c);
        return text + "'";
      }
      default: return reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
    }
  }
  [[noreturn]] void fail(const std::string& sql) {
    throw std::runtime_error(sql + ": " + sqlite3_errmsg(connection_));
  }

  sqlite3* connection_ = nullptr;
};

// A book that was closed is one file; what a log left behind would be part of it.
inline void copy_book(const std::filesystem::path& from, const std::filesystem::path& to) {
  for (const char* tail : {"", "-wal", "-shm"}) {
    std::filesystem::remove(to.string() + tail);
    if (std::filesystem::exists(from.string() + tail))
      std::filesystem::copy_file(from.string() + tail, to.string() + tail);
  }
}

}  // namespace rapport::test
