#include "store/schema.hpp"

#include <fmt/format.h>

#include <map>

#include "kernel/catalogue.hpp"
#include "rapport/version.hpp"

namespace rapport {

namespace {

constexpr std::int64_t application_id = 0x52505254;  // "RPRT"

std::string_view sql_type(Value::Tag tag) {
  switch (tag) {
    case Value::Tag::nothing: break;
    case Value::Tag::integer: return "INTEGER";
    case Value::Tag::real: return "REAL";
    case Value::Tag::text: return "TEXT";
    case Value::Tag::bytes: return "BLOB";
  }
  return "ANY";
}

std::string table_of(const Kind& kind, bool with_sentences) {
  std::string sql = fmt::format("CREATE TABLE {} (\n", identifier(kind.name));
  if (with_sentences) sql = fmt::format("-- {} Kind {}.\n{}", kind.sentence, kind.number, sql);
  for (const Field& field : kind.fields) {
    for (std::size_t i = 0; i < field.columns.size(); ++i) {
      const bool nullable = field.optional;
      sql += fmt::format("  {} {}{}", column_name(field.columns[i]), sql_type(field.columns[i].storage),
                         nullable ? "" : " NOT NULL");
      if (field.number == id_field) sql += " PRIMARY KEY";
      if (field.type == Type::id && field.number != id_field)
        sql += fmt::format(" REFERENCES {} ({})", identifier(field.refers_to().name), identifier("id"));
      const bool last = &field == &kind.fields.back() && i + 1 == field.columns.size();
      sql += last ? "" : ",";
      if (with_sentences && i == 0) sql += fmt::format("  -- {}: {}", field.number, field.sentence);
      sql += "\n";
    }
  }
  return sql + ") STRICT, WITHOUT ROWID";
}

std::vector<std::string> indexes_of(const Kind& kind) {
  std::vector<std::string> statements;
  for (const Field& field : kind.fields) {
    if (!field.traits.indexed && !field.traits.unique) continue;
    // An absent value needs no entry; ordering by an optional field reads those rows through the primary key.
    const std::string column = column_name(field.columns[0]);
    std::string where;
    if (field.optional) where = fmt::format("{} IS NOT NULL", column);
    if (field.traits.unique) where += fmt::format("{}\"deleted_at\" IS NULL", where.empty() ? "" : " AND ");
    statements.push_back(fmt::format("CREATE {}INDEX {} ON {} ({}){}", field.traits.unique ? "UNIQUE " : "",
                                     identifier(fmt::format("{}_by_{}", kind.name, field.name)),
                                     identifier(kind.name), column, where.empty() ? "" : " WHERE " + where));
  }
  // The last column is always absent: without it SQLite would look into the rows for it.
  std::string end;
  std::string others;
  for (const Field& field : kind.fields) {
    if (field.traits.measured == Measured::end) end = column_name(field.columns[0]);
    if (field.traits.measured == Measured::yes) others += ", " + column_name(field.columns[0]);
  }
  if (!end.empty())
    statements.push_back(fmt::format(
        "CREATE INDEX {0} ON {1} ({2}{3}, \"deleted_at\") WHERE {2} IS NOT NULL AND \"deleted_at\" IS NULL",
        identifier(fmt::format("{}_measured", kind.name)), identifier(kind.name), end, others));
  return statements;
}

struct Table {
  std::string_view comment;
  std::string_view sql;
};

// What is not a kind.
constexpr Table other_tables[] = {
    {"The file's own marks: exactly one row.",
     R"(CREATE TABLE "book" (
  "id" BLOB PRIMARY KEY,
  "format" INTEGER NOT NULL,
  "oldest_reader" INTEGER NOT NULL,
  "oldest_writer" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL
) STRICT, WITHOUT ROWID)"},
    {"One row for each verb or transaction; `hash` chains it to the commit before.",
     R"(CREATE TABLE "journal_commit" (
  "number" INTEGER PRIMARY KEY,
  "at" INTEGER NOT NULL,
  "actor" BLOB,
  "verb" TEXT NOT NULL,
  "reason" TEXT,
  "cause_commit" INTEGER,
  "cause" BLOB,
  "last_change" INTEGER NOT NULL,
  "salt" BLOB,
  "digest" BLOB NOT NULL,
  "hash" BLOB NOT NULL
) STRICT)"},
    {"", R"(CREATE INDEX "journal_commit_by_cause" ON "journal_commit" ("cause") WHERE "cause" IS NOT NULL)"},
    {"One row for each time that a commit wrote a record; `old` keeps the replaced values by field number.",
     R"(CREATE TABLE "journal_change" (
  "number" INTEGER PRIMARY KEY,
  "commit_number" INTEGER NOT NULL,
  "operation" INTEGER NOT NULL,
  "kind" INTEGER NOT NULL,
  "record" BLOB NOT NULL,
  "previous" INTEGER NOT NULL,
  "old" TEXT,
  "salt" BLOB,
  "digest" BLOB NOT NULL
) STRICT)"},
    {"Which records stand on whose time line, and when.",
     R"(CREATE TABLE "timeline_entry" (
  "customer" BLOB NOT NULL,
  "at" INTEGER NOT NULL,
  "record" BLOB NOT NULL,
  "kind" INTEGER NOT NULL,
  PRIMARY KEY ("customer", "at", "record")
) STRICT, WITHOUT ROWID)"},
    {"The full-text index; a text's rowid is the version of its record.",
     R"(CREATE VIRTUAL TABLE "search_text" USING fts5 ("title", "body", tokenize = "unicode61 remove_diacritics 2"))"},
    {"The change up to which the index is caught up.",
     R"(CREATE TABLE "search_position" ("one" INTEGER PRIMARY KEY, "change" INTEGER NOT NULL) STRICT)"},
    {"For each record that rules about time are about, the next instant at which one may fire. `next_at` is "
     "the one after that: absent for none, no later than `at` while it is not known. `rule` and `occurrence` "
     "say "
     "what fires at `at`; absent where a sweep is to find that out.",
     R"(CREATE TABLE "rule_due" (
  "at" INTEGER NOT NULL,
  "record" BLOB NOT NULL,
  "kind" INTEGER NOT NULL,
  "next_at" INTEGER,
  "rule" BLOB,
  "occurrence" TEXT,
  PRIMARY KEY ("at", "record")
) STRICT, WITHOUT ROWID)"},
    {"", R"(CREATE UNIQUE INDEX "rule_due_by_record" ON "rule_due" ("record"))"},
    {"How often rules have changed, and the changes up to which events were looked at and digests tell.",
     R"(CREATE TABLE "rule_state" (
  "one" INTEGER PRIMARY KEY,
  "generation" INTEGER NOT NULL DEFAULT 0,
  "change" INTEGER NOT NULL DEFAULT 0,
  "digest" INTEGER
) STRICT)"},
    {"Records that are to be brought under the rules again, those up to `after` have been: all of a kind, "
     "since rules "
     "changed, or those that lead to a record which changed, by a path as in customer.owner.",
     R"(CREATE TABLE "rule_reindex" (
  "kind" INTEGER NOT NULL,
  "path" TEXT NOT NULL,
  "target" BLOB NOT NULL,
  "after" BLOB NOT NULL,
  PRIMARY KEY ("kind", "path", "target")
) STRICT, WITHOUT ROWID)"},
};

}  // namespace

std::string identifier(std::string_view name) { return fmt::format("\"{}\"", name); }

std::string column_name(const Column& column) {
  std::string name("\"");
  return name.append(column.field->name).append(column.suffix) += '"';
}

std::vector<std::string> schema_statements() {
  std::vector<std::string> statements;
  for (const Kind* kind : catalogue()) {
    statements.push_back(table_of(*kind, false));
    for (std::string& index : indexes_of(*kind)) statements.push_back(std::move(index));
  }
  for (const Table& table : other_tables) statements.emplace_back(table.sql);
  return statements;
}

std::string schema_text() {
  std::string text = fmt::format(
      "-- The schema of a rapport book, format {}. Written by the program rapport_describe.\n"
      "--\n"
      "-- Ids are 16 bytes, instants and durations microseconds (instants since 1970, UTC), dates yyyymmdd "
      "with zeros\n"
      "-- for unknown parts, money minor units beside its currency, truth values 0 and 1. Read the file with "
      "any\n"
      "-- SQLite tool; write it only through rapport, or the journal will not verify.\n",
      format_version);
  for (const Kind* kind : catalogue()) {
    text += "\n" + table_of(*kind, true) + ";\n";
    for (const std::string& index : indexes_of(*kind)) text += index + ";\n";
  }
  for (const Table& table : other_tables) {
    if (!table.comment.empty()) text += fmt::format("\n-- {}\n", table.comment);
    text += fmt::format("{};\n", table.sql);
  }
  return text;
}

const KindSql& sql_of(const Kind& kind) {
  static const std::map<int, KindSql> all = [] {
    std::map<int, KindSql> made;
    for (const Kind* each : catalogue()) {
      std::string columns;
      std::string marks;
      std::string texts;
      for (const Field& field : each->fields)
        if (field.traits.searchable) texts += (texts.empty() ? "" : ", ") + column_name(field.columns[0]);
      for (const Column& column : each->columns) {
        columns += (columns.empty() ? "" : ", ") + column_name(column);
        marks += marks.empty() ? "?" : ", ?";
      }
      const std::string table = identifier(each->name);
      if (!texts.empty())
        texts = fmt::format(R"(SELECT {} FROM {} WHERE "id" = ? AND "version" = ? AND "deleted_at" IS NULL)",
                            texts, table);
      made.emplace(
          each->number,
          KindSql{columns, Sql(fmt::format("INSERT INTO {} ({}) VALUES ({})", table, columns, marks)),
                  Sql(fmt::format(R"(SELECT {} FROM {} WHERE "id" = ?)", columns, table)),
                  Sql(fmt::format(R"(SELECT "version" FROM {} WHERE "id" = ?)", table)), Sql(texts),
                  fmt::format(R"({}."id" IN (SELECT "record" FROM "timeline_entry" WHERE "customer" = ? )"
                              R"(AND "kind" = {}))",
                              table, each->number)});
    }
    return made;
  }();
  return all.at(kind.number);
}

std::int64_t format_of(Database& database) { return database.integer("PRAGMA user_version"); }

FileState inspect(Database& database, const Options& options) {
  const bool empty = database.integer("SELECT count(*) FROM sqlite_schema") == 0;
  const std::int64_t application = database.integer("PRAGMA application_id");
  if (empty && application == 0) return FileState::empty;
  if (application != application_id)
    throw Error(Code::not_a_book, "the file is an SQLite database of another program; it was left alone");
  const std::int64_t format = format_of(database);
  if (format == format_version) return FileState::current;
  if (format < format_version) return FileState::older;
  Statement statement = database.prepare("SELECT \"oldest_reader\", \"oldest_writer\" FROM \"book\"");
  const bool tells = statement.step();
  const std::int64_t oldest_reader = tells ? statement.integer(0) : format;
  const std::int64_t oldest = options.read_only || !tells ? oldest_reader : statement.integer(1);
  if (oldest > format_version)
    throw Error(
        Code::newer_format,
        fmt::format(
            "the book has format {} and needs a rapport that knows format {}; this one knows {}. It was "
            "left alone: use a newer rapport{}",
            format, oldest, format_version,
            oldest_reader > format_version ? "" : ", or open it for reading"));
  return FileState::current;
}

void create_schema(Database& database, const Uuid& book, Instant now) {
  for (const std::string& statement : schema_statements()) database.execute(statement);
  database.execute(
      fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};", application_id, format_version));
  database
      .prepare(R"(INSERT INTO "book" ("id", "format", "oldest_reader", "oldest_writer", "created_at")
                      VALUES (?, ?, ?, ?, ?))")
      .bind_all(Value::of(book), Value::of(std::int64_t{format_version}),
                Value::of(std::int64_t{format_version}), Value::of(std::int64_t{format_version}),
                Value::of(std::int64_t{now.time_since_epoch().count()}))
      .run();
  database.execute(R"(INSERT INTO "search_position" ("one", "change") VALUES (1, 0))");
  // The index gathers 4 MB before it writes a part of itself: fewer parts to merge than with FTS5's one.
  database.execute(R"(INSERT INTO "search_text" ("search_text", "rank") VALUES ('hashsize', 4194304))");
}

}  // namespace rapport
