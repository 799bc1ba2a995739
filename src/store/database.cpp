#include "store/database.hpp"

#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>

#include "kernel/log.hpp"
#include "rapport/error.hpp"

namespace rapport {

namespace {

constexpr std::size_t most_kept_statements = 500;

// A file too short for a database is something else; SQLite would take it for an empty one. Longer files SQLite
// judges itself. The file must not be opened here: closing it would drop the locks that another book of this
// process holds on it (POSIX drops a process's locks on a file with any of its descriptors).
void need_database_or_nothing(const std::filesystem::path& path) {
  constexpr std::uintmax_t smallest_page = 512;
  std::error_code trouble;  // no such file, or a folder: opening it says what is wrong
  const std::uintmax_t size = std::filesystem::file_size(path, trouble);
  if (!trouble && size > 0 && size < smallest_page)
    throw Error(
        Code::not_a_book,
        fmt::format("{} is not a rapport book, nor any SQLite database; it was left alone", path.string()));
}

// Nobody can write there, so the file is read without the locks and the log that SQLite would want to write
// beside it. A log that is there already says that the book was not closed; then it cannot be read so.
bool is_on_read_only_media(const std::filesystem::path& path) {
  if (path.empty()) return false;
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  std::error_code unknown;
  return ::access(folder.c_str(), W_OK) != 0 && errno == EROFS &&
         !std::filesystem::exists(path.string() + "-wal", unknown);
}

std::string in_uri(std::string_view path) {
  std::string text;
  for (const char c : path) {
    if (c == '%' || c == '?' || c == '#')
      text += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    else
      text += c;
  }
  return text;
}

}  // namespace

Sql::Sql(std::string text) : text_(std::move(text)) {
  static std::atomic<std::size_t> numbers = 0;
  number_ = numbers++;
}

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_),
      slot_(other.slot_),
      own_(other.own_),
      statement_(other.statement_),
      is_under_way_(other.is_under_way_) {
  other.slot_ = nullptr;
  other.own_ = nullptr;
  other.statement_ = nullptr;
}

Statement::Slot::~Slot() { sqlite3_finalize(statement); }

Statement::~Statement() {
  if (own_) {
    sqlite3_finalize(own_);
  } else if (slot_) {
    reset();
    sqlite3_clear_bindings(statement_);
    slot_->lent = false;
  }
}

Statement& Statement::bind(int parameter, const Value& value) {
  const int position = parameter + 1;
  int result = SQLITE_OK;
  switch (value.tag) {
    case Value::Tag::nothing: result = sqlite3_bind_null(statement_, position); break;
    case Value::Tag::integer: result = sqlite3_bind_int64(statement_, position, value.integer); break;
    case Value::Tag::real: result = sqlite3_bind_double(statement_, position, value.real); break;
    case Value::Tag::text:
      result = sqlite3_bind_text64(statement_, position, value.text.data() ? value.text.data() : "",
                                   value.text.size(), SQLITE_STATIC, SQLITE_UTF8);
      break;
    case Value::Tag::bytes:
      result = value.text.empty() ? sqlite3_bind_zeroblob(statement_, position, 0)
                                  : sqlite3_bind_blob64(statement_, position, value.text.data(),
                                                        value.text.size(), SQLITE_STATIC);
      break;
  }
  if (result != SQLITE_OK) database_->fail(result);
  return *this;
}

bool Statement::step() {
  is_under_way_ = true;
  const int result = sqlite3_step(statement_);
  if (result == SQLITE_ROW) return true;
  if (result == SQLITE_DONE) return false;
  const int extended = sqlite3_extended_errcode(database_->connection_);
  if ((extended & 0xff) == SQLITE_CONSTRAINT) {
    using enum ConstraintViolation::Kind;
    const auto kind = extended == SQLITE_CONSTRAINT_FOREIGNKEY ? missing_reference
                      : extended == SQLITE_CONSTRAINT_UNIQUE || extended == SQLITE_CONSTRAINT_PRIMARYKEY
                          ? unique
                          : other;
    ConstraintViolation violation{kind, sqlite3_errmsg(database_->connection_)};
    reset();
    throw violation;
  }
  reset();
  database_->fail(extended);
}

void Statement::run() {
  while (step()) {
  }
  reset();
}

void Statement::reset() {
  if (!is_under_way_) return;
  sqlite3_reset(statement_);
  is_under_way_ = false;
}

Value Statement::column(int column) const {
  // One call for the value and its parts from there: each sqlite3_column function would look it up again.
  sqlite3_value* const value = sqlite3_column_value(statement_, column);
  const auto view = [&](const void* start) {
    return std::string_view(static_cast<const char*>(start ? start : ""),
                            static_cast<std::size_t>(sqlite3_value_bytes(value)));
  };
  switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER: return Value::of(std::int64_t{sqlite3_value_int64(value)});
    case SQLITE_FLOAT: return Value::of(sqlite3_value_double(value));
    case SQLITE_TEXT: {
      const auto* text = sqlite3_value_text(value);
      if (!text) throw std::bad_alloc();
      return Value::of(view(text));
    }
    case SQLITE_BLOB: return Value::bytes(view(sqlite3_value_blob(value)));
    default: return {};
  }
}

int Statement::column_count() const noexcept { return sqlite3_column_count(statement_); }

void throw_closed() { throw Error(Code::misuse, "the book is closed; open it again"); }

ConstraintViolation::ConstraintViolation(Kind violated, std::string_view words)
    : Error(Code::corrupt, fmt::format("the book is damaged; restore a backup (SQLite: {})", words)),
      kind(violated),
      constraint(words) {}

Database::Database(const std::filesystem::path& path, const Options& options) : log_(options.log) {
  if (!path.empty()) need_database_or_nothing(path);
  const int flags = options.read_only ? SQLITE_OPEN_READONLY
                    : options.create  ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                      : SQLITE_OPEN_READWRITE;
  // Made absolute, since SQLite takes some names, as ":memory:", for something other than a file.
  std::error_code trouble;
  const std::string name = path.empty() ? ":memory:" : std::filesystem::absolute(path, trouble).string();
  if (trouble)
    throw Error(Code::io, fmt::format("{} cannot be opened: {}", path.string(), trouble.message()));
  const bool frozen = options.read_only && is_on_read_only_media(path);
  const std::string opened = frozen ? "file:" + in_uri(name) + "?immutable=1" : name;
  const int result = sqlite3_open_v2(opened.c_str(), &connection_,
                                     flags | SQLITE_OPEN_NOMUTEX | (frozen ? SQLITE_OPEN_URI : 0), nullptr);
  if (result != SQLITE_OK) {
    const int system = sqlite3_system_errno(connection_);  // 0 where SQLite itself refused
    const char* why = system != 0 ? std::strerror(system) : sqlite3_errstr(result);
    sqlite3_close_v2(connection_);
    if (result == SQLITE_NOMEM) throw std::bad_alloc();
    throw Error(Code::io, fmt::format("{} cannot be opened: {}", name, why));
  }
  try {
    sqlite3_extended_result_codes(connection_, 1);
    sqlite3_busy_timeout(connection_, static_cast<int>(options.busy_timeout.count()));
    execute(
        fmt::format("PRAGMA foreign_keys = ON; PRAGMA cache_size = -{}; PRAGMA trusted_schema = OFF;"
                    "PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY;",
                    options.page_cache_bytes / 1024));
  } catch (...) {
    close();
    throw;
  }
}

Database::~Database() { close(); }

void Database::close() {
  kept_.clear();
  known_.clear();
  // Statements still lent keep a zombie alive until they are given back; nothing leaks either way.
  sqlite3_close_v2(connection_);
  connection_ = nullptr;
}

sqlite3_stmt* Database::compile(std::string_view sql, bool keep) {
  if (!connection_) throw_closed();
  sqlite3_stmt* statement = nullptr;
  const int result = sqlite3_prepare_v3(connection_, sql.data(), static_cast<int>(sql.size()),
                                        keep ? SQLITE_PREPARE_PERSISTENT : 0, &statement, nullptr);
  if (result == SQLITE_ERROR) {
    const std::string_view message = sqlite3_errmsg(connection_);
    if (message.starts_with("parser stack overflow") || message.starts_with("Expression tree is too large") ||
        message.starts_with("too many SQL variables"))
      throw Error(Code::invalid, "the condition is nested too deeply or has too many values; ask in parts");
    if (message.starts_with("no such") || message.find("has no column") != std::string_view::npos)
      throw Error(Code::corrupt,
                  fmt::format("the book's tables are not those of its format; restore a backup (SQLite: {})",
                              message));
  }
  if (result != SQLITE_OK) fail(sqlite3_extended_errcode(connection_));
  return statement;
}

Statement Database::prepare(std::string_view sql) {
  auto found = kept_.find(sql);
  if (found == kept_.end()) {
    if (kept_.size() >= most_kept_statements)
      std::erase_if(kept_, [](const auto& entry) { return !entry.second->lent; });
    auto slot = std::make_unique<Statement::Slot>();
    slot->statement = compile(sql, true);
    found = kept_.emplace(std::string(sql), std::move(slot)).first;
  }
  return lend(*found->second, sql);
}

Statement Database::prepare(const Sql& sql) {
  if (known_.size() <= sql.number_) known_.resize(sql.number_ + 1);
  Statement::Slot& slot = known_[sql.number_];
  if (!slot.statement) slot.statement = compile(sql.text_, true);
  return lend(slot, sql.text_);
}

Statement Database::lend(Statement::Slot& slot, std::string_view sql) {
  if (slot.lent) return Statement(*this, nullptr, compile(sql, false));
  slot.lent = true;
  return Statement(*this, &slot, nullptr);
}

void Database::execute(const char* sql) {
  if (!connection_) throw_closed();
  const int result = sqlite3_exec(connection_, sql, nullptr, nullptr, nullptr);
  if (result != SQLITE_OK) fail(sqlite3_extended_errcode(connection_));
}

std::int64_t Database::integer(std::string_view sql) {
  Statement statement = prepare(sql);
  return statement.step() ? statement.integer(0) : 0;
}

std::vector<std::string> Database::damages(std::size_t most) {
  Statement check = prepare(fmt::format("PRAGMA integrity_check({})", most));
  std::vector<std::string> found;
  while (check.step()) found.emplace_back(check.column(0).text);
  if (found == std::vector<std::string>{"ok"}) found.clear();
  return found;
}

bool Database::in_transaction() const noexcept {
  return connection_ && sqlite3_get_autocommit(connection_) == 0;
}

Savepoint::Savepoint(Database& database) : database_(database), inside_(database.in_transaction()) {
  // Ready before they are needed: no memory then.
  for (const char* undo : {"ROLLBACK", "ROLLBACK TO part", "RELEASE part"}) database.prepare(undo);
  database.prepare(inside_ ? "SAVEPOINT part" : "BEGIN IMMEDIATE").run();
}

Savepoint::~Savepoint() {
  if (!open_ || !database_.in_transaction()) return;
  try {
    if (inside_) database_.prepare("ROLLBACK TO part").run();
    database_.prepare(inside_ ? "RELEASE part" : "ROLLBACK").run();
  } catch (const std::exception&) {
    // SQLite has rolled back by itself: that is what makes it fail.
  }
}

void Savepoint::keep() {
  database_.prepare(inside_ ? "RELEASE part" : "COMMIT").run();
  open_ = false;
}

void Database::ask_whether_to_go_on(std::function<bool()> goes_on) {
  if (!connection_) throw_closed();
  constexpr int steps = 4000;  // about 0.1 ms
  goes_on_ = std::move(goes_on);
  const auto ask = [](void* database) { return static_cast<Database*>(database)->goes_on_() ? 0 : 1; };
  sqlite3_progress_handler(connection_, steps, goes_on_ ? +ask : nullptr, this);
}

void Database::wait_at_most(std::chrono::milliseconds time) {
  if (!connection_) throw_closed();
  sqlite3_busy_timeout(connection_, static_cast<int>(time.count()));
}

bool Database::is_lent() const noexcept {
  return std::any_of(kept_.begin(), kept_.end(), [](const auto& entry) { return entry.second->lent; }) ||
         std::any_of(known_.begin(), known_.end(), [](const auto& slot) { return slot.lent; });
}

void Database::fail(int result_code) const {
  const char* message = sqlite3_errmsg(connection_);
  const auto error = [&](Code code, std::string_view advice) {
    // SQLite's messages name tables and columns, never values.
    std::string text = fmt::format("{} (SQLite {}: {})", advice, result_code, message);
    tell(log_, LogLevel::error, code, [&] { return text; });
    return StorageError(code, std::move(text), result_code);
  };
  switch (result_code & 0xff) {
    case SQLITE_NOMEM: throw std::bad_alloc();
    case SQLITE_BUSY:
    case SQLITE_LOCKED: throw error(Code::busy, "another writer holds the book; try again");
    case SQLITE_FULL: throw error(Code::full, "the disk is full; what was being written was taken back");
    case SQLITE_READONLY:
    case SQLITE_PERM: throw error(Code::read_only, "the book may not be written");
    case SQLITE_CORRUPT: throw error(Code::corrupt, "the book is damaged; restore a backup");
    case SQLITE_ERROR:
      // A full-text index that cannot make sense of its own tables, or of its own definition, says no more.
      if (const std::string_view said = message;
          said == "SQL logic error" || said.find("tokenizer") != std::string_view::npos ||
          said.starts_with("vtable constructor failed") || said.starts_with("invalid fts5 file format"))
        throw error(Code::corrupt, "the book is damaged; restore a backup");
      throw error(Code::internal, "the database refused a statement; please report this");
    case SQLITE_NOTADB: throw error(Code::not_a_book, "the file is not a rapport book");
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
      // The index of the write-ahead log finds no room either.
      if (result_code == SQLITE_IOERR_SHMSIZE || sqlite3_system_errno(connection_) == ENOSPC)
        throw error(Code::full, "the disk is full; what was being written was taken back");
      throw error(Code::io, "the operating system refused to read or write");
    case SQLITE_PROTOCOL:
    case SQLITE_NOLFS: throw error(Code::io, "the operating system refused to read or write");
    case SQLITE_INTERRUPT: throw error(Code::interrupted, "the host asked to stop");
    default: throw error(Code::internal, "the database refused a statement; please report this");
  }
}

}  // namespace rapport
