#include "engines/search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "engines/records.hpp"
#include "kernel/catalogue.hpp"
#include "kernel/text.hpp"

namespace rapport {

namespace {

// Where the index marks a match; these bytes occur in no text people write.
constexpr char begin_mark = '\x02';
constexpr char end_mark = '\x03';

// A document: the first searchable field that has a value, and the others.
struct Document {
  std::string title;
  std::string body;
};

Document document_of(const Kind& kind, const void* record) {
  Document document;
  bool first = true;
  for (const Field& field : kind.fields) {
    if (!field.traits.searchable) continue;
    const Value value = field.columns[0].get(record);
    std::string& part = first ? document.title : document.body;
    if (!value.is_nothing()) part += (part.empty() ? "" : "\n") + std::string(value.text);
    first = false;
  }
  return document;
}

void forget_record(Database& database, const Uuid& id) {
  Statement known = database.prepare(R"(SELECT "number" FROM "search_document" WHERE "record" = ?)");
  known.bind(0, Value::of(id));
  if (!known.step()) return;
  const Value number = Value::of(known.integer(0));
  known.reset();
  database.prepare(R"(DELETE FROM "search_text" WHERE rowid = ?)").bind_all(number).run();
  database.prepare(R"(DELETE FROM "search_document" WHERE "number" = ?)").bind_all(number).run();
}

// Indexes the record as it is now under the next document number, which it counts on.
void index_record(Session& session, const Kind& kind, const Uuid& id, std::int64_t& next_document) {
  Database& database = session.database();
  AnyRecord record(kind);
  Statement row = database.prepare(sql_of(kind).select);
  row.bind(0, Value::of(id));
  if (!row.step()) return;
  load(kind, row, record.get());
  if (is_deleted(kind, record.get())) return;
  const Document document = document_of(kind, record.get());
  if (document.title.empty() && document.body.empty()) return;
  const Value number = Value::of(next_document++);
  database.prepare(R"(INSERT INTO "search_document" ("number", "kind", "record") VALUES (?, ?, ?))")
      .bind_all(number, Value::of(std::int64_t{kind.number}), Value::of(id))
      .run();
  database.prepare(R"(INSERT INTO "search_text" (rowid, "title", "body") VALUES (?, ?, ?))")
      .bind_all(number, Value::of(std::string_view(document.title)),
                Value::of(std::string_view(document.body)))
      .run();
}

// The words of a question as an FTS5 expression in which nothing of the question is syntax.
std::string expression_of(std::string_view words) {
  std::string expression;
  const auto add = [&](std::string_view phrase, bool prefix) {
    if (text::trimmed(phrase).empty()) return;
    expression += expression.empty() ? "\"" : " \"";
    for (char c : phrase) expression += c == '"' ? std::string("\"\"") : std::string(1, c);
    expression += prefix ? "\"*" : "\"";
  };
  while (!(words = text::trimmed(words)).empty()) {
    if (words.front() == '"') {
      const std::size_t end = std::min(words.find('"', 1), words.size());
      add(words.substr(1, end - 1), false);
      words.remove_prefix(std::min(end + 1, words.size()));
      continue;
    }
    const std::size_t end = std::min(words.find_first_of(" \t\r\n\v\f\""), words.size());
    std::string_view word = words.substr(0, end);
    const bool prefix = word.size() > 1 && word.ends_with('*');
    while (word.ends_with('*')) word.remove_suffix(1);
    add(word, prefix);
    words.remove_prefix(end);
  }
  return expression;
}

Excerpt excerpt_from(std::string_view marked) {
  Excerpt excerpt;
  std::size_t start = 0;
  for (char c : marked) {
    if (c == begin_mark)
      start = excerpt.text.size();
    else if (c == end_mark)
      excerpt.highlights.emplace_back(start, excerpt.text.size() - start);
    else
      excerpt.text += c;
  }
  return excerpt;
}

std::int64_t position(Session& session) {
  return session.database().integer(R"(SELECT "change" FROM "search_position")");
}

}  // namespace

std::int64_t catch_up_search(Session& session, std::int64_t limit) {
  Database& database = session.database();
  const auto newest = [&] { return database.integer(R"(SELECT max("number") FROM "journal_change")"); };
  if (limit < 1 || position(session) >= newest())
    return std::max<std::int64_t>(0, newest() - position(session));
  // The index is derived from the journal, so catching up is no commit of its own; inside a transaction it
  // joins.
  const bool own = !database.in_transaction();
  if (own) database.prepare("BEGIN IMMEDIATE").run();
  try {
    const std::int64_t from = position(session);
    const std::int64_t until = std::min(from + limit, newest());
    {
      std::int64_t next_document =
          database.integer(R"(SELECT coalesce(max("number"), 0) + 1 FROM "search_document")");
      Statement changes = database.prepare(
          R"(SELECT "kind", "record", "operation" FROM "journal_change" WHERE "number" > ? AND "number" <= ? ORDER BY "number")");
      changes.bind_all(Value::of(from), Value::of(until));
      while (changes.step()) {
        const Kind* kind = find_kind(static_cast<int>(changes.integer(0)));
        if (!kind || !kind->searchable) continue;
        const Uuid id = uuid_of(changes.column(1).text);
        // What was only just added cannot be in the index yet.
        if (changes.integer(2) != static_cast<std::int64_t>(Operation::add)) forget_record(database, id);
        index_record(session, *kind, id, next_document);
      }
    }
    database.prepare(R"(UPDATE "search_position" SET "change" = ?)").bind_all(Value::of(until)).run();
    if (own) database.prepare("COMMIT").run();
    return newest() - until;
  } catch (...) {
    if (own && database.in_transaction()) database.execute("ROLLBACK");
    throw;
  }
}

std::vector<SearchHit> search(Session& session, std::string_view words, const SearchOptions& options) {
  if (options.limit < 1 || options.limit > 1000)
    throw Error(Code::invalid, fmt::format("{} hits; 1 to 1,000 are right", options.limit),
                {"", "", "limit"});
  if (text::first_invalid(words) || words.find('\0') != std::string_view::npos)
    throw Error(Code::invalid, "the words are not UTF-8 text", {"", "", "words"});
  const Kind* only = options.kind.empty() ? nullptr : &kind_named(options.kind);
  const std::string expression = expression_of(words);
  if (expression.empty()) return {};
  if (!session.options().read_only)
    while (catch_up_search(session, 100000) > 0) {
    }
  // A match in the title counts five times one in the body. Excerpts are cut only for rows that are returned.
  Statement rows = session.database().prepare(fmt::format(
      R"(SELECT d."kind", d."record", -bm25("search_text", 5.0, 1.0),
                highlight("search_text", 0, char(2), char(3)), snippet("search_text", 1, char(2), char(3), '…', 24)
         FROM "search_text" JOIN "search_document" d ON d."number" = "search_text".rowid
         WHERE "search_text" MATCH ?{} ORDER BY bm25("search_text", 5.0, 1.0) LIMIT ?)",
      only ? " AND d.\"kind\" = ?" : ""));
  int parameter = 0;
  rows.bind(parameter++, Value::of(std::string_view(expression)));
  if (only) rows.bind(parameter++, Value::of(std::int64_t{only->number}));
  // Notes of others are passed over, so more may be read than shown.
  rows.bind(
      parameter,
      Value::of(static_cast<std::int64_t>(session.actor ? -1 : static_cast<std::int64_t>(options.limit))));
  std::vector<SearchHit> hits;
  while (hits.size() < options.limit && rows.step()) {
    const Kind* kind = find_kind(static_cast<int>(rows.integer(0)));
    if (!kind) continue;
    const Uuid id = uuid_of(rows.column(1).text);
    if (kind->visibility && session.actor) {
      AnyRecord record(*kind);
      if (!detail::get(session, *kind, id, record.get())) continue;
    }
    hits.push_back({Reference::to(kind->number, id), kind->name, rows.column(2).real,
                    excerpt_from(rows.column(3).text), excerpt_from(rows.column(4).text)});
  }
  return hits;
}

}  // namespace rapport
