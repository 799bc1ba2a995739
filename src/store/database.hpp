// The database: one SQLite connection with its prepared statements. The only folder that includes sqlite3.h.
//
// Statements are prepared once, kept, and lent out; a Statement gives itself back when it goes out of scope,
// reset and without its values. Bound text and bytes are borrowed until then.
#pragma once

#include <chrono>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "kernel/value.hpp"
#include "rapport/error.hpp"
#include "rapport/options.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace rapport {

class Database;

// The text of a statement that is run often, made once: its statement is found by its number, not by its text.
class Sql {
 public:
  explicit Sql(std::string text);
  const std::string& text() const noexcept { return text_; }

 private:
  friend class Database;
  std::string text_;
  std::size_t number_;
};

class Statement {
 public:
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  // Parameters and columns count from 0.
  Statement& bind(int parameter, const Value& value);
  // Binds 0, 1, 2, ...
  template <class... Values>
  Statement& bind_all(const Values&... values) {
    int parameter = 0;
    (bind(parameter++, values), ...);
    return *this;
  }
  // Whether there is a row.
  bool step();
  // Steps to the end of a statement that returns no rows.
  void run();
  // Makes it ready to be stepped again with new values.
  void reset();
  // Borrowed until the next step or reset.
  Value column(int column) const;
  std::int64_t integer(int column) const { return this->column(column).integer; }
  int column_count() const noexcept;

 private:
  friend class Database;
  struct Slot {
    Slot() = default;
    ~Slot();
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;

    sqlite3_stmt* statement = nullptr;
    bool lent = false;
  };
  Statement(Database& database, Slot* slot, sqlite3_stmt* own)
      : database_(&database), slot_(slot), own_(own) {
    statement_ = slot ? slot->statement : own;
  }

  Database* database_;
  Slot* slot_;         // where it is kept; null for a spare one
  sqlite3_stmt* own_;  // a spare one: prepared because the kept one was lent already
  sqlite3_stmt* statement_ = nullptr;
  bool is_under_way_ = false;  // stepped since it was reset
};

class Database {
 public:
  // An empty path is a database in memory. Throws not_a_book for a file that is something else, corrupt, io,
  // ...
  Database(const std::filesystem::path& path, const Options& options);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // The statement of this text, prepared at its first use.
  Statement prepare(std::string_view sql);
  Statement prepare(const Sql& sql);
  // One or more statements without parameters or rows.
  void execute(const char* sql);
  void execute(const std::string& sql) { execute(sql.c_str()); }
  std::int64_t integer(std::string_view sql);
  // What SQLite finds wrong with tables and indexes, in its words; at most so many. Reads the whole file.
  std::vector<std::string> damages(std::size_t most);
  // Whether the full-text index holds exactly the words of its texts. Reads all of it.
  bool full_text_agrees();

  bool is_open() const noexcept { return connection_ != nullptr; }
  // Whether a statement is in somebody's hands.
  bool is_lent() const noexcept;
  bool in_transaction() const noexcept;
  void close();

  // From now on asks, every few thousand steps of a statement, whether to go on; a statement that must not ends
  // with interrupted. Nothing: nobody is asked.
  void ask_whether_to_go_on(std::function<bool()> goes_on);
  // How long to wait for another writer, from now on.
  void wait_at_most(std::chrono::milliseconds time);

  // Turns a result code into an error.
  [[noreturn]] void fail(int result_code) const;

 private:
  friend class Statement;
  sqlite3_stmt* compile(std::string_view sql, bool keep);
  Statement lend(Statement::Slot& slot, std::string_view sql);

  sqlite3* connection_ = nullptr;
  bool tells_words_ = false;  // whether full_text_agrees() has its SQL function
  std::function<void(const LogEvent&)> log_;
  std::function<bool()> goes_on_;
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
      return std::hash<std::string_view>{}(text);
    }
  };
  std::unordered_map<std::string, std::unique_ptr<Statement::Slot>, Hash, std::equal_to<>> kept_;
  std::deque<Statement::Slot> known_;  // of Sql, by number
};

// A transaction of the file, or a savepoint inside the one that runs. Unless kept, nothing of it remains.
class Savepoint {
 public:
  explicit Savepoint(Database& database);
  ~Savepoint();
  Savepoint(const Savepoint&) = delete;
  Savepoint& operator=(const Savepoint&) = delete;
  void keep();

 private:
  Database& database_;
  bool inside_;
  bool open_ = true;
};

[[noreturn]] void throw_closed();

// An error of SQLite's, with its extended result code.
struct StorageError : Error {
  int storage_code;
  StorageError(Code code, std::string message, int result_code)
      : Error(code, std::move(message)), storage_code(result_code) {}
};

// Thrown inside the store for violated constraints; the record engine knows which record and field it was.
// Anywhere else no constraint can be violated unless the file is damaged, so it passes as corrupt.
struct ConstraintViolation : Error {
  enum class Kind { missing_reference, unique, other } kind;
  std::string constraint;  // in SQLite's words: names table and column for unique
  ConstraintViolation(Kind violated, std::string_view words);
};

}  // namespace rapport
