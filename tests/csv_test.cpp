#include "exchange/csv.hpp"

#include <doctest/doctest.h>
#include <iconv.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "rapport/error.hpp"
#include "support/shared_data.hpp"

namespace {

namespace csv = rapport::csv;
using csv::Encoding;
using csv::Problem;
using namespace std::string_literals;

using Fields = std::vector<std::string>;
using Table = std::vector<Fields>;

constexpr Encoding encodings[] = {Encoding::utf8, Encoding::utf16_little, Encoding::utf16_big,
                                  Encoding::windows_1252};

// A file in a folder of its own, which goes with it.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::string_view content) {
    std::random_device random;
    do {
      folder_ = std::filesystem::temp_directory_path() / ("rapport_csv_" + std::to_string(random()));
    } while (!std::filesystem::create_directory(folder_));
    std::ofstream(path(), std::ios::binary) << content;
  }
  ~TemporaryFile() { std::filesystem::remove_all(folder_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  std::filesystem::path path() const { return folder_ / "table.csv"; }
  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

// A row that outlives the reader's next call.
struct Record {
  std::int64_t line;
  Fields fields;
  std::string raw;
  Problem problem;
  bool operator==(const Record&) const = default;
};

std::vector<Record> read_file(const std::filesystem::path& path, const csv::Format& format,
                              const csv::Limits& limits = {}) {
  csv::Reader reader(path, format, limits);
  std::vector<Record> records;
  csv::Row row;
  while (reader.next(row)) {
    records.push_back(
        {row.line, Fields(row.fields.begin(), row.fields.end()), std::string(row.raw), row.problem});
  }
  CHECK(reader.bytes_read() == reader.bytes_total());
  CHECK_FALSE(reader.next(row));
  return records;
}

std::vector<Record> read(std::string_view content, const csv::Format& format = {},
                         const csv::Limits& limits = {}) {
  return read_file(TemporaryFile(content).path(), format, limits);
}

Table fields_of(const std::vector<Record>& records) {
  Table table;
  for (const Record& record : records) {
    CHECK(record.problem == Problem::none);
    table.push_back(record.fields);
  }
  return table;
}

std::string encode(std::string text, Encoding encoding) {
  const iconv_t converter = iconv_open(csv::name(encoding).data(), "UTF-8");
  std::string result(text.size() * 4, '\0');
  char* from = text.data();
  char* to = result.data();
  std::size_t size = text.size();
  std::size_t room = result.size();
  REQUIRE(iconv(converter, &from, &size, &to, &room) == 0);
  iconv_close(converter);
  result.resize(result.size() - room);
  return result;
}

std::string byte_order_mark(Encoding encoding) {
  return encoding == Encoding::windows_1252 ? "" : encode("\uFEFF", encoding);
}

csv::Format sniff_text(std::string_view content, std::optional<Encoding> encoding = {}) {
  return csv::sniff(TemporaryFile(content).path(), encoding);
}

template <class Call>
rapport::Code code_of(Call call) {
  try {
    call();
  } catch (const rapport::Error& error) {
    return error.code();
  }
  FAIL("no error");
  return rapport::Code::internal;
}

}  // namespace

TEST_CASE("csv: what a file holds") {
  const struct {
    std::string content;
    Table expected;
  } cases[] = {
      {"", {}},
      {"\n\r\n\r", {}},
      {"a", {{"a"}}},
      {"a,b\n1,2\n", {{"a", "b"}, {"1", "2"}}},
      {"a,b\r\n1,2\r\n", {{"a", "b"}, {"1", "2"}}},
      {"a,b\r1,2", {{"a", "b"}, {"1", "2"}}},
      {"a,b\n\n\n1,2\n\n", {{"a", "b"}, {"1", "2"}}},
      {",", {{"", ""}}},
      {",\n,,", {{"", ""}, {"", "", ""}}},
      {"a,b\n1\n1,2,3", {{"a", "b"}, {"1"}, {"1", "2", "3"}}},
      {"\"\"", {{""}}},
      {"\"\",\"\"\n", {{"", ""}}},
      {"\"a,b\",c", {{"a,b", "c"}}},
      {"\"a\nb\",\"c\r\nd\",\"e\rf\"\ng", {{"a\nb", "c\r\nd", "e\rf"}, {"g"}}},
      {"\"\"\"\",\"a\"\"b\",\"\"\"a\"\"\"\n", {{"\"", "a\"b", "\"a\""}}},
      {"a, b, c", {{"a", " b", " c"}}},
      {" \"a\",\t \"b,c\",  \"d\"\"e\"\n", {{"a", "b,c", "d\"e"}}},
      {"5\" disk,a\"b\"", {{"5\" disk", "a\"b\""}}},
      {"\"a\"b,\"c\" ,\"d\" \"e\",f", {{"ab", "c ", "d \"e\"", "f"}}},
      {"\"a\"\"b\"c\"d,\"e\"", {{"a\"bc\"d", "e"}}},
      {"  \n a ", {{"  "}, {" a "}}},
      {"\xEF\xBB\xBF\"a\",b", {{"a", "b"}}},
      {"\xEF\xBB\xBF", {}},
  };
  for (const auto& entry : cases) {
    const std::string& content = entry.content;
    for (const std::size_t block : {std::size_t{1}, std::size_t{5}, csv::Limits{}.block}) {
      CAPTURE(content);
      CAPTURE(block);
      CHECK(fields_of(read(content, {}, {.block = block})) == entry.expected);
    }
  }
}

TEST_CASE("csv: other delimiters") {
  CHECK(fields_of(read("a\t \"b\t\"\t\t c,d", {.delimiter = '\t'})) == Table{{"a", "b\t", "", " c,d"}});
  CHECK(fields_of(read("a;\"b;\";\"c\"", {.delimiter = ';'})) == Table{{"a", "b;", "c"}});
  CHECK(fields_of(read("a b  \"c\"", {.delimiter = ' '})) == Table{{"a", "b", "", "c"}});
  for (const char delimiter : {'"', '\n', '\r', '\0', '\xE4'}) {
    CHECK(code_of([&] { read("a", {.delimiter = delimiter}); }) == rapport::Code::invalid);
  }
}

TEST_CASE("csv: line numbers and raw text") {
  const std::string content = "\r\na,b\r\n\r\n \"1\r\n\",\"\n\r\"x\n\n3 ,\"4\"\"\"\r\r5";
  for (std::size_t block = 1; block < 50; ++block) {
    const auto records = read(content, {}, {.block = block});
    REQUIRE(records.size() == 4);
    CHECK(records[0] == Record{2, {"a", "b"}, "a,b", Problem::none});
    CHECK(records[1] == Record{4, {"1\r\n", "\n\rx"}, " \"1\r\n\",\"\n\r\"x", Problem::none});
    CHECK(records[2] == Record{9, {"3 ", "4\""}, "3 ,\"4\"\"\"", Problem::none});
    CHECK(records[3] == Record{11, {"5"}, "5", Problem::none});
  }
}

TEST_CASE("csv: the header's names are trimmed, values are not") {
  const TemporaryFile file("rec_id, given name ,\" surname \"\n1, x , y");
  csv::Reader reader(file.path(), {});
  csv::Row row;
  REQUIRE(reader.header(row));
  CHECK(Fields(row.fields.begin(), row.fields.end()) == Fields{"rec_id", "given name", "surname"});
  REQUIRE(reader.next(row));
  CHECK(Fields(row.fields.begin(), row.fields.end()) == Fields{"1", " x ", " y"});
  CHECK_FALSE(reader.header(row));
}

TEST_CASE("csv: a first line that says the delimiter is no header") {
  for (const std::string mark : {"sep=;\r\n", "\"sep=;\"\n", "\xEF\xBB\xBFsep=;\n"}) {
    CAPTURE(mark);
    const TemporaryFile file(mark + "name;city\nAcme;Lyon\n");
    csv::Reader reader(file.path(), csv::sniff(file.path()));
    csv::Row row;
    REQUIRE(reader.header(row));
    CHECK(row.line == 2);
    CHECK(Fields(row.fields.begin(), row.fields.end()) == Fields{"name", "city"});
    REQUIRE(reader.next(row));
    CHECK(row.fields[1] == "Lyon");
  }
  const TemporaryFile nothing_else("sep=;\n");
  csv::Reader reader(nothing_else.path(), csv::sniff(nothing_else.path()));
  csv::Row row;
  CHECK_FALSE(reader.header(row));
}

TEST_CASE("csv: malformed records are delivered and the next ones are read") {
  SUBCASE("unterminated quote") {
    for (const std::string tail : {"", "\"\"", ",c\n", "\n3,4\n"}) {
      const auto records = read("a,b\n\n1,\"2" + tail);
      REQUIRE(records.size() == 2);
      CHECK(records[1] == Record{3, {}, "1,\"2" + tail, Problem::unterminated_quote});
    }
  }
  SUBCASE("NUL byte") {
    const auto records = read("a,b\n1,\0002\n3,\"\0\"\n5,6"s);
    REQUIRE(records.size() == 4);
    CHECK(records[1] == Record{2, {}, "1,\0002"s, Problem::nul_byte});
    CHECK(records[2] == Record{3, {}, "3,\"\0\""s, Problem::nul_byte});
    CHECK(records[3] == Record{4, {"5", "6"}, "5,6", Problem::none});
  }
  SUBCASE("bytes that are not UTF-8") {
    for (const std::string bad : {"\xFF", "\xE4", "\x80", "\xED\xA0\x80", "\xC0\xAF", "\xF0\x9D\x84"}) {
      const auto records = read("a\n\"x" + bad + "\ny\"\nz");
      REQUIRE(records.size() == 3);
      CHECK(records[1].problem == Problem::invalid_bytes);
      CHECK(records[1].fields.empty());
      CHECK(records[1].raw.starts_with("\"x\uFFFD"));
      CHECK(records[1].raw.ends_with("\uFFFD\ny\""));
      CHECK(records[2] == Record{4, {"z"}, "z", Problem::none});
    }
    CHECK(read("a,\uFFFD")[0].problem == Problem::none);
  }
  SUBCASE("bytes that Windows-1252 does not know") {
    const auto records = read("a\n\x81x\n\xE4", {.encoding = Encoding::windows_1252});
    REQUIRE(records.size() == 3);
    CHECK(records[1] == Record{2, {}, "\uFFFDx", Problem::invalid_bytes});
    CHECK(records[2] == Record{3, {"ä"}, "ä", Problem::none});
  }
  SUBCASE("half a surrogate pair, and half a character at the end") {
    const auto records = read("a\0\n\0\x34\xD8x\0\n\0b\0\n\0c"s, {.encoding = Encoding::utf16_little});
    REQUIRE(records.size() == 4);
    CHECK(records[1] == Record{2, {}, "\uFFFDx", Problem::invalid_bytes});
    CHECK(records[2] == Record{3, {"b"}, "b", Problem::none});
    CHECK(records[3] == Record{4, {}, "\uFFFD", Problem::invalid_bytes});
  }
  SUBCASE("every problem has a phrase") {
    CHECK(csv::describe(Problem::none).empty());
    for (const Problem problem :
         {Problem::unterminated_quote, Problem::too_long, Problem::invalid_bytes, Problem::nul_byte}) {
      CHECK_FALSE(csv::describe(problem).empty());
    }
  }
}

TEST_CASE("csv: a record that is too long is cut, and its end is found") {
  const std::string longest = "12,\"56\"\"9\"";
  const std::string tails[] = {"x",
                               "\"\"\n,",
                               "\xC3\xA4",
                               ",\"a\r\nb\r\",\"\nc\"",
                               "é\"x",
                               ",  \"\n\n\"\"\n\"",
                               ",\"\"" + std::string(100, '\n') + "y"};
  for (const std::string& tail : tails) {
    for (std::size_t block = 1; block < 40; ++block) {
      CAPTURE(tail);
      CAPTURE(block);
      // The same without a limit: the extent of a record does not depend on it.
      const std::string content = longest + "\n" + longest + tail + "\r\nlast";
      const auto expected = read(content);
      const auto records = read(content, {}, {.record = longest.size(), .block = block});
      REQUIRE(records.size() == expected.size());
      CHECK(records[0] == expected[0]);
      CHECK(records[1] == Record{2, {}, longest, Problem::too_long});
      CHECK(records.back() == expected.back());
    }
  }
  SUBCASE("within a character") {
    CHECK(read("aäb", {}, {.record = 2}) == std::vector<Record>{{1, {}, "a", Problem::too_long}});
  }
  SUBCASE("a quote that is never closed") {
    const auto records = read("a\n\"" + std::string(100, '\n'), {}, {.record = 10, .block = 7});
    REQUIRE(records.size() == 2);
    CHECK(records[1] == Record{2, {}, "\"" + std::string(9, '\n'), Problem::unterminated_quote});
  }
  SUBCASE("the header") {
    const TemporaryFile file("a, b ," + std::string(10'000, 'x') + "\n1");
    csv::Reader reader(file.path(), {}, {.record = 8, .block = 4});
    csv::Row row;
    REQUIRE(reader.header(row));
    CHECK(row.problem == Problem::too_long);
    CHECK(row.fields.empty());
    CHECK(row.raw == "a, b ,xx");
    REQUIRE(reader.next(row));
    CHECK(row.line == 2);
  }
}

TEST_CASE("csv: the encoding is found") {
  const std::string text = "name;città\r\nMüller;\"Zürich €\"\r\n";
  for (const Encoding encoding : encodings) {
    CAPTURE(csv::name(encoding));
    const TemporaryFile bare(encode(text, encoding));
    const TemporaryFile marked(byte_order_mark(encoding) + encode(text, encoding));
    for (const TemporaryFile* file : {&bare, &marked}) {
      const csv::Format format = csv::sniff(file->path());
      CHECK(format.encoding == encoding);
      CHECK(format.delimiter == ';');
      CHECK(csv::sniff(file->path(), encoding).delimiter == ';');
      CHECK(fields_of(read_file(file->path(), format)) == Table{{"name", "città"}, {"Müller", "Zürich €"}});
    }
  }
  CHECK(sniff_text("").encoding == Encoding::utf8);
  CHECK(sniff_text("a\n\xE4").encoding == Encoding::windows_1252);
  CHECK(sniff_text("a\n\xC3").encoding == Encoding::windows_1252);
  CHECK(sniff_text("\xEF\xBB\xBF\xE4").encoding == Encoding::utf8);
  CHECK(sniff_text("a,b\n1,\0002\n"s).encoding == Encoding::utf8);
  CHECK(sniff_text("a\n\xE4", Encoding::utf8).encoding == Encoding::utf8);

  // UTF-8 for a megabyte, whose characters lie across the blocks at every offset; a damaged byte changes nothing,
  // unless there is nothing but ASCII around it.
  for (std::size_t shift = 0; shift < 4; ++shift) {
    std::string large(shift, 'x');
    while (large.size() < 1'100'000) large += "漢\xF0\x9D\x84\x9E";
    CHECK(sniff_text(large).encoding == Encoding::utf8);
    CHECK(sniff_text(large + "\xFC").encoding == Encoding::utf8);
    CHECK(sniff_text(large + "\xFC" + large).encoding == Encoding::utf8);
    const std::string plain(large.size(), 'x');
    CHECK(sniff_text(plain + "\xFC").encoding == Encoding::windows_1252);
    CHECK(sniff_text(plain + "d\xE9j\xE0 " + plain + "\xC3\xA9").encoding == Encoding::windows_1252);
  }
}

TEST_CASE("csv: the delimiter is found") {
  const std::map<std::string, char> cases = {
      {"", ','},
      {"\n\n", ','},
      {"name", ','},
      {"name\nSmith; John\nDoe", ','},
      {"a,b\n1,2", ','},
      {"a;b\n1,5;2,5\n3,5;4,5", ';'},
      {"a\tb\n1,2\t3\n", '\t'},
      {"a|b|c\n1|2;2|3\n", '|'},
      {"\n\na;b;c\n\n1;;\n", ';'},
      {"\"id\";\"name, first\"\n1;\"Smith, J\"\n2;\"Doe, \"\"X, Y\"\"\"", ';'},
      {"id;\"a\n,,,,\n,,,,\"\n1; \"x,\n,\n\"\n2;y", ';'},
      {"disk 5\" x;size, gross\n3\";1\n4\";2\n", ';'},
      {"a, b, c\n1, 2; 3, 4\n", ','},
      {"sep=;\na,b,c;d\n1,2,3;4\n", ';'},
      {"\"sep=\t\"\r\na\tb\n", '\t'},
      {"sep=;,a\nb;,c", ','},
  };
  for (const auto& entry : cases) {
    const std::string& content = entry.first;
    CAPTURE(content);
    CHECK(sniff_text(content).delimiter == entry.second);
  }
}

TEST_CASE("csv: what is written needs no more quotes than it must") {
  const std::map<std::string, std::string> cases = {
      {"", ""},           {"a", "a"},       {"a b", "a b"},     {"a;b", "a;b"},
      {"a,b", "\"a,b\""}, {" a", "\" a\""}, {"a\t", "\"a\t\""}, {"\"", "\"\"\"\""},
      {"\n", "\"\n\""},   {"\r", "\"\r\""}, {"ä", "ä"},         {"a\"b", "\"a\"\"b\""},
      {"=1+1", "=1+1"},
  };
  for (const auto& [value, expected] : cases) {
    std::string text = "x,";
    csv::append_field(text, value, ',');
    CHECK(text == "x," + expected);
  }
  std::string text;
  for (const std::vector<std::string_view>& fields :
       std::vector<std::vector<std::string_view>>{{"a", "b;c", ""}, {""}, {"", ""}}) {
    csv::append_record(text, fields, ';');
  }
  CHECK(text == "a;\"b;c\";\r\n\"\"\r\n;\r\n");
}

TEST_CASE("csv: what is written is read back, in any encoding and with any block") {
  std::mt19937 random(20240229);
  const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(random() % limit); };
  const std::vector<std::string> latin = {"a", "B", "7", " ",  "\t", "\"", "\"\"", ",", ";",
                                          "|", "'", "ä", "\n", "\r", "€",  "\r\n", "é"};
  std::vector<std::string> all = latin;
  all.insert(all.end(), {"漢", "\xF0\x9D\x84\x9E", "\uFFFD", "\uFEFF", "\x7F"});

  for (int round = 0; round < 1500; ++round) {
    const Encoding encoding = encodings[below(std::size(encodings))];
    const auto& letters = encoding == Encoding::windows_1252 ? latin : all;
    const char delimiter = ",;\t|"[below(4)];
    const bool marked = below(2) == 0;

    // A mark at the very start would be one, so the first record is a plain one.
    Table table = {{"start"}};
    std::string text = "start\r\n";
    std::string padded = text;  // the same with blanks before the quotes, and with every field in quotes
    for (std::size_t rows = below(8); rows > 0; --rows) {
      Fields fields(1 + below(5));
      for (std::string& field : fields) {
        for (std::size_t size = below(7); size > 0; --size) field += letters[below(letters.size())];
      }
      csv::append_record(text, std::vector<std::string_view>(fields.begin(), fields.end()), delimiter);
      for (const std::string& field : fields) {
        padded += &field == fields.data() ? " \"" : delimiter + " \""s;
        for (const char c : field) padded.append(c == '"' ? 2 : 1, c);
        padded += '"';
      }
      padded += std::vector<std::string>{"\n", "\r", "\r\n", "\n\n"}[below(4)];
      table.push_back(std::move(fields));
    }
    if (below(2) == 0) text.resize(text.size() - 2);

    const csv::Limits limits{.block = below(10) == 0 ? csv::Limits{}.block : 1 + below(60)};
    CAPTURE(text);
    for (const std::string& content : {text, padded}) {
      const std::string bytes = (marked ? byte_order_mark(encoding) : "") + encode(content, encoding);
      CHECK(fields_of(read(bytes, {encoding, delimiter}, limits)) == table);
    }
  }
}

TEST_CASE("csv: whatever the bytes, the block does not matter, nor the limit where records start") {
  std::mt19937 random(4180);
  const std::string bytes = "a,\"\"\"\n\r \t;\0\xC3\xA4\xFF\xD8\x81"s;
  const auto starts = [](const std::vector<Record>& records) {
    std::vector<std::int64_t> lines;
    for (const Record& record : records) lines.push_back(record.line);
    return lines;
  };
  for (int round = 0; round < 1000; ++round) {
    std::string content;
    for (auto size = random() % 60; size > 0; --size) content += bytes[random() % bytes.size()];
    const TemporaryFile file(content);
    const csv::Format format{encodings[random() % std::size(encodings)], ",;\t "[random() % 4]};
    const std::size_t limit = random() % 30;
    const auto expected = read_file(file.path(), format, {.record = limit});
    CHECK(read_file(file.path(), format, {.record = limit, .block = 1 + random() % 40}) == expected);
    CHECK(starts(read_file(file.path(), format)) == starts(expected));
  }
}

TEST_CASE("csv: a table larger than the block, at every offset") {
  Table table;
  std::string text;
  for (int i = 0; i < 300; ++i) {
    table.push_back(
        {std::to_string(i), "Zoë \"漢\"\r\n", "", "a,b", std::string(static_cast<std::size_t>(i), '"')});
    csv::append_record(text, std::vector<std::string_view>(table.back().begin(), table.back().end()), ',');
  }
  for (const Encoding encoding : {Encoding::utf8, Encoding::utf16_little}) {
    const TemporaryFile file(encode(text, encoding));
    for (std::size_t block = 100; block < 200; ++block) {
      CHECK(fields_of(read_file(file.path(), {.encoding = encoding}, {.block = block})) == table);
    }
  }
}

TEST_CASE("csv: progress") {
  const TemporaryFile file(std::string(1000, '\n') + "a");
  csv::Reader reader(file.path(), {}, {.block = 100});
  CHECK(reader.bytes_total() == 1001);
  CHECK(reader.bytes_read() == 0);
  csv::Row row;
  REQUIRE(reader.next(row));
  CHECK(row.line == 1001);
  CHECK(reader.bytes_read() == 1001);
}

TEST_CASE("csv: files that cannot be read") {
  const TemporaryFile file("a");
  for (const auto& path : {file.folder(), file.folder() / "missing.csv"}) {
    CHECK(code_of([&] { csv::sniff(path); }) == rapport::Code::io);
    CHECK(code_of([&] { csv::Reader(path, {}); }) == rapport::Code::io);
  }
}

TEST_CASE("csv: exports of other programs") {
  const std::filesystem::path& folder = rapport::test::shared_data;
  if (rapport::test::is_missing(folder)) return;
  const std::map<std::string, std::size_t> cases = {
      {"maven_crm/accounts.csv", 85},
      {"maven_crm/sales_pipeline.csv", 8800},
      {"northwind/customers.csv", 91},
      {"linkage/febrl/dataset3.csv", 5000},
      {"olist_sample_4k/olist_customers_dataset.csv", 4000},
      {"olist_sample_4k/olist_order_reviews_dataset.csv", 3986},
  };
  for (const auto& entry : cases) {
    const std::string& name = entry.first;
    CAPTURE(name);
    const csv::Format format = csv::sniff(folder / name);
    CHECK(format.encoding == Encoding::utf8);
    CHECK(format.delimiter == ',');
    const Table table = fields_of(read_file(folder / name, format));
    REQUIRE(table.size() == entry.second + 1);
    CHECK(std::all_of(table.begin(), table.end(),
                      [&](const Fields& fields) { return fields.size() == table.front().size(); }));
  }
}
