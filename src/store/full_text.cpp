// Compares the words that the full-text table holds with those of its texts. FTS5 has such a check, but only as
// a statement that writes, so it would wait for other writers and hold them up.
#include <sqlite3.h>

#include <array>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>

#include "store/database.hpp"

namespace rapport {

namespace {

constexpr std::array<std::string_view, 2> columns{"title", "body"};

// One word in its place. The sum of these over a table does not depend on the order in which they are seen.
std::uint64_t mark_of(std::int64_t document, std::string_view column, std::int64_t place,
                      std::string_view word) {
  const std::hash<std::string_view> text;
  std::uint64_t mark = text(word);
  for (const std::uint64_t part : {static_cast<std::uint64_t>(document), std::uint64_t{text(column)},
                                   static_cast<std::uint64_t>(place)}) {
    mark = (mark ^ part) * 0xff51afd7ed558ccdu;  // the mixing step of MurmurHash3
    mark ^= mark >> 33;
  }
  return mark;
}

// What the texts of one row come to.
struct RowWords {
  std::uint64_t sum = 0;
  std::array<std::int64_t, columns.size()> counts{};
};

struct Tokens {
  RowWords& words;
  std::int64_t document;
  std::size_t column;
};

int count_token(void* context, int, const char* token, int size, int, int) {
  const auto& [words, document, column] = *static_cast<Tokens*>(context);
  words.sum +=
      mark_of(document, columns[column], words.counts[column]++, {token, static_cast<std::size_t>(size)});
  return SQLITE_OK;
}

// The SQL function words_of(TABLE, rowid, title, body): RowWords as bytes.
void words_of(const Fts5ExtensionApi* api, Fts5Context* table, sqlite3_context* result, int,
              sqlite3_value** arguments) {
  RowWords words;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    Tokens tokens{words, sqlite3_value_int64(arguments[0]), i};
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(arguments[1 + i]));
    const int trouble =
        api->xTokenize(table, text ? text : "", sqlite3_value_bytes(arguments[1 + i]), &tokens, count_token);
    if (trouble != SQLITE_OK) return sqlite3_result_error_code(result, trouble);
  }
  sqlite3_result_blob(result, &words, sizeof words, SQLITE_TRANSIENT);
}

// A number as FTS5 notes the sizes by which it ranks: seven bits in a byte, the highest first.
void append_size(std::string& sizes, std::int64_t number) {
  std::string digits(1, static_cast<char>(number & 0x7f));
  while ((number >>= 7) > 0) digits.insert(digits.begin(), static_cast<char>((number & 0x7f) | 0x80));
  sizes += digits;
}

}  // namespace

bool Database::full_text_agrees() {
  if (!tells_words_) {
    fts5_api* api = nullptr;
    sqlite3_stmt* ask = compile("SELECT fts5(?)", false);
    sqlite3_bind_pointer(ask, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
    sqlite3_step(ask);
    sqlite3_finalize(ask);
    if (!api) throw Error(Code::internal, "SQLite was built without FTS5");
    if (const int trouble = api->xCreateFunction(api, "words_of", nullptr, words_of, nullptr)) fail(trouble);
    tells_words_ = true;
  }
  // Each time: a transaction of the host that was rolled back took it away.
  execute(
      R"(CREATE VIRTUAL TABLE IF NOT EXISTS temp."search_word" USING fts5vocab('main', 'search_text', 'instance'))");
  RowWords all;
  std::int64_t rows = 0;
  bool sizes_right = true;
  Statement texts = prepare(
      R"(SELECT words_of(t."search_text", t.rowid, t."title", t."body"), s."sz"
         FROM "search_text" t LEFT JOIN "search_text_docsize" s ON s."id" = t.rowid)");
  for (; texts.step(); ++rows) {
    RowWords words;
    std::memcpy(&words, texts.column(0).text.data(), sizeof words);
    std::string sizes;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      append_size(sizes, words.counts[i]);
      all.counts[i] += words.counts[i];
    }
    sizes_right = sizes_right && texts.column(1).text == sizes;
    all.sum += words.sum;
  }
  Statement words = prepare(R"(SELECT "doc", "col", "offset", "term" FROM temp."search_word")");
  while (words.step())
    all.sum -= mark_of(words.integer(0), words.column(1).text, words.integer(2), words.column(3).text);
  std::string totals;
  append_size(totals, rows);
  for (const std::int64_t count : all.counts) append_size(totals, count);
  Statement noted = prepare(R"(SELECT "block" FROM "search_text_data" WHERE "id" = 1)");
  const bool totals_right = noted.step() && (rows == 0 || noted.column(0).text == totals);
  return all.sum == 0 && sizes_right && totals_right;
}

}  // namespace rapport
