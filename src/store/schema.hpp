// The schema: tables and indexes from the descriptions, and the file's own marks.
//
// Each kind has a table of its own name with one column for each of its columns, keyed by id, WITHOUT ROWID:
// ids are made in ascending order, so rows are appended, and looking up one is one search. Beside them stand
// the journal, the time line (which is also the index from customers to their records) and the search index.
#pragma once

#include <string>
#include <vector>

#include "kernel/kind.hpp"
#include "store/database.hpp"

namespace rapport {

// Every statement of a new file, in order, each without its final semicolon.
std::vector<std::string> schema_statements();

// The schema as a text file with the descriptions' sentences as comments.
std::string schema_text();

// The format that the file is in.
std::int64_t format_of(Database& database);
// What stands in the file.
enum class FileState : std::uint8_t { empty, current, older };
// Throws not_a_book, newer_format, corrupt.
FileState inspect(Database& database, const Options& options);

// Makes a new book, inside a transaction of the caller's.
void create_schema(Database& database, const Uuid& book, Instant now);

// SQL texts of a kind, made once.
struct KindSql {
  std::string columns;  // "id", "version", ...
  Sql insert;           // every column, in order
  Sql select;           // every column of one id
  Sql version;          // of one id; no row when there is no such record
  Sql texts;            // the searchable fields of one id and version unless it is deleted; empty for none
  // A condition: stands on the time line of customer ?, which is the index from a customer to its records.
  // Deleted ones do not stand there.
  std::string of_customer;
};
const KindSql& sql_of(const Kind& kind);

// A column's name, quoted.
std::string column_name(const Column& column);
std::string identifier(std::string_view name);
// "\"effective_at\"" for column_of<&StageMove::effective_at>().
template <auto member>
std::string column_of() {
  return column_name(field_of<member>().columns[0]);
}

}  // namespace rapport
