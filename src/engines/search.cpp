#include "engines/search.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engines/records.hpp"
#include "kernel/catalogue.hpp"
#include "kernel/text.hpp"

namespace rapport {

namespace {

// Where the index marks a match; these bytes occur in no text people write.
constexpr char begin_mark = '\x02';
constexpr char end_mark = '\x03';

// What stands in the index for a record: the first searchable field, and the others.
struct Document {
  Value title;  // borrowed from the row
  std::string body;
  bool is_empty() const { return title.is_nothing() && body.empty(); }
};

// From a row of KindSql::texts.
Document document_of(const Statement& row) {
  Document document{row.column(0), {}};
  for (int i = 1; i < row.column_count(); ++i) {
    const Value text = row.column(i);
    if (!text.is_nothing()) document.body.append(document.body.empty() ? "" : "\n").append(text.text);
  }
  return document;
}

// Indexes the record under the number of the change, unless a later change will.
void index_record(Database& database, const Kind& kind, std::string_view id, std::int64_t change) {
  Statement row = database.prepare(sql_of(kind).texts);
  row.bind_all(Value::bytes(id), Value::of(change));
  if (!row.step()) return;
  const Document document = document_of(row);
  if (document.is_empty()) return;
  static const Sql insert(R"(INSERT INTO "search_text" (rowid, "title", "body") VALUES (?, ?, ?))");
  database.prepare(insert)
      .bind_all(Value::of(change), document.title, Value::of(std::string_view(document.body)))
      .run();
}

std::string replaced(std::string text, std::string_view old, std::string_view now) {
  for (std::size_t at = 0; (at = text.find(old, at)) != std::string::npos; at += now.size())
    text.replace(at, old.size(), now);
  return text;
}

// Each way to spell a phrase with ligatures or without: the index folds accents, not these.
std::vector<std::string> spellings_of(std::string_view phrase) {
  constexpr std::pair<std::string_view, std::string_view> ligatures[] = {
      {"œ", "oe"}, {"æ", "ae"}, {"ß", "ss"}};
  std::string plain = text::lower_case(phrase);
  for (const auto& [joined, apart] : ligatures) plain = replaced(std::move(plain), joined, apart);
  std::vector<std::string> spellings{plain};
  for (const auto& [joined, apart] : ligatures) {
    if (plain.find(apart) == std::string::npos) continue;
    for (std::size_t i = spellings.size(); i > 0; --i)
      spellings.push_back(replaced(spellings[i - 1], apart, joined));
  }
  return spellings;
}

// The words of a question as an FTS5 expression in which nothing of the question is syntax.
std::string expression_of(std::string_view words) {
  std::string expression;
  const auto add = [&](std::string_view phrase, bool prefix) {
    if (!text::has_word(phrase)) return;  // a dash alone asks for nothing
    expression += expression.empty() ? "(" : " AND (";
    std::string_view before = "\"";
    for (const std::string& spelling : spellings_of(phrase)) {
      expression += before;
      expression += replaced(spelling, "\"", "\"\"");
      expression += prefix ? "\"*" : "\"";
      before = " OR \"";
    }
    expression += ")";
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
  if (session.is_reading())
    throw Error(Code::misuse, "a question is still being answered; catch up when it has returned");
  Savepoint part(database);
  const std::int64_t from = position(session);
  const std::int64_t until = std::min(from + limit, newest());
  {
    Statement changes = database.prepare(
        R"(SELECT "number", "kind", "record", "previous" FROM "journal_change" WHERE "number" > ? AND "number" <= ? ORDER BY "number")");
    Statement forget = database.prepare(R"(DELETE FROM "search_text" WHERE rowid = ?)");
    changes.bind_all(Value::of(from), Value::of(until));
    while (changes.step()) {
      const Kind* kind = find_kind(static_cast<int>(changes.integer(1)));
      if (!kind || !kind->searchable) continue;
      const std::int64_t previous = changes.integer(3);
      if (previous != 0) forget.bind_all(Value::of(previous)).run();
      index_record(database, *kind, changes.column(2).text, changes.integer(0));
    }
  }
  database.prepare(R"(UPDATE "search_position" SET "change" = ?)").bind_all(Value::of(until)).run();
  part.keep();
  return newest() - until;
}

void verify_search(Session& session,
                   const std::function<void(std::string what, std::optional<Reference> record)>& report) {
  Database& database = session.database();
  const std::int64_t indexed = position(session);
  Statement text = database.prepare(R"(SELECT "title", "body" FROM "search_text" WHERE rowid = ?)");
  for (const Kind* kind : catalogue()) {
    if (!kind->searchable) continue;
    std::int64_t documents = 0;
    Statement rows =
        database.prepare(fmt::format(R"(SELECT "id", "version" FROM {})", identifier(kind->name)));
    Statement texts = database.prepare(sql_of(*kind).texts);
    for (; rows.step(); texts.reset(), text.reset()) {
      const std::int64_t version = rows.integer(1);
      texts.bind_all(rows.column(0), Value::of(version));
      const Document right = version <= indexed && texts.step() ? document_of(texts) : Document{};
      text.bind_all(Value::of(version));
      const bool found = text.step();
      documents += found;
      if (found == right.is_empty() ||
          (found && !(text.column(0) == right.title && text.column(1).text == right.body)))
        report("the search index does not hold what the record says",
               Reference::to(kind->number, uuid_of(rows.column(0).text)));
    }
    // Texts of what was changed since the index was caught up are the former ones.
    Statement all = database.prepare(fmt::format(
        R"(SELECT count(*) FROM "search_text" t JOIN "journal_change" c ON c."number" = t.rowid
           JOIN {} r ON r."id" = c."record" WHERE c."kind" = ? AND r."version" <= ?)",
        identifier(kind->name)));
    all.bind_all(Value::of(std::int64_t{kind->number}), Value::of(indexed));
    if (all.step() && all.integer(0) != documents)
      report(fmt::format("the search index holds texts that no {} has", kind->name), {});
  }
  if (database.integer(R"(SELECT count(*) FROM "search_text" t
                          WHERE NOT EXISTS (SELECT 1 FROM "journal_change" WHERE "number" = t.rowid))") > 0)
    report("the search index holds texts of no record", {});
  if (!database.full_text_agrees()) report("the search index holds other words than its texts", {});
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
  if (!session.options().read_only && !session.is_reading()) try {
      while (catch_up_search(session, 100000) > 0) {
      }
    } catch (const Error& error) {
      if (error.code() != Code::busy) throw;  // another writer is at work: what is caught up is the answer
    }
  // A match in the title counts five times one in the body. Sorted by its rank, FTS5 gives one row after the
  // other, and excerpts are cut only for rows that are read.
  Statement rows = session.database().prepare(fmt::format(
      R"(SELECT c."kind", c."record", -rank, c."number",
                highlight("search_text", 0, char(2), char(3)), snippet("search_text", 1, char(2), char(3), '…', 24)
         FROM "search_text" CROSS JOIN "journal_change" c ON c."number" = "search_text".rowid
         WHERE "search_text" MATCH ? AND rank MATCH 'bm25(5.0, 1.0)'{} ORDER BY rank)",
      only ? " AND c.\"kind\" = ?" : ""));
  rows.bind(0, Value::of(std::string_view(expression)));
  if (only) rows.bind(1, Value::of(std::int64_t{only->number}));
  std::vector<SearchHit> hits;
  while (hits.size() < options.limit && rows.step()) {
    const Kind* kind = find_kind(static_cast<int>(rows.integer(0)));
    if (!kind) continue;
    const Uuid id = uuid_of(rows.column(1).text);
    if (kind->visibility && session.actor) {  // notes of others are passed over
      AnyRecord record(*kind);
      if (!detail::get(session, *kind, id, record.get())) continue;
      // It was changed since: what the index holds may be what only its author might read then.
      if (version_of(*kind, record.get()) != rows.integer(3)) continue;
    }
    hits.push_back({Reference::to(kind->number, id), kind->name, rows.column(2).real,
                    excerpt_from(rows.column(4).text), excerpt_from(rows.column(5).text)});
  }
  return hits;
}

}  // namespace rapport
