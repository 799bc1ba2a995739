// The house: which floor may use which, where SQLite may be spoken to, and how files look.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
const fs::path root = RAPPORT_SOURCE_DIR;

std::vector<std::string> lines_of(const fs::path& path) {
  std::ifstream file(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

std::vector<fs::path> sources_under(const char* folder) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(root / folder))
    if (entry.path().extension() == ".cpp" || entry.path().extension() == ".hpp")
      found.push_back(entry.path());
  return found;
}

// What a line includes: "kernel/kind.hpp" or "sqlite3.h"; empty when it includes nothing.
std::string included(const std::string& line) {
  static const std::regex include(R"(^\s*#\s*include\s*["<]([^">]+)[">].*)");
  std::smatch found;
  return std::regex_match(line, found, include) ? found[1].str() : "";
}

// From the ground up; rooms and exchange stand side by side, as do the programs on top.
const std::map<std::string, int> floors{{"kernel", 0},  {"store", 1},   {"expression", 2}, {"calendar", 1},
                                        {"engines", 2}, {"rooms", 3},   {"exchange", 3},   {"book", 4},
                                        {"command", 5}, {"describe", 5}};

}  // namespace

TEST_CASE("no floor includes a higher one") {
  int includes = 0;
  for (const fs::path& path : sources_under("src")) {
    const std::string floor = fs::relative(path, root / "src").begin()->string();
    CAPTURE(path.string());
    REQUIRE_MESSAGE(floors.contains(floor), "src/" << floor << " is no floor of the house");
    for (const std::string& line : lines_of(path)) {
      const std::string name = included(line);
      const std::string other = name.substr(0, name.find('/'));
      if (!name.empty() && floors.contains(other)) {
        ++includes;
        CHECK_MESSAGE(floors.at(other) <= floors.at(floor), line);
      }
    }
  }
  CHECK(includes > 50);
}

TEST_CASE("SQLite is spoken to in src/store only, and nobody includes pybind11 outside the bindings") {
  int found = 0;
  for (const char* folder : {"src", "include", "capi", "examples"})
    for (const fs::path& path : sources_under(folder))
      for (const std::string& line : lines_of(path)) {
        const std::string name = included(line);
        CAPTURE(path.string());
        CHECK(name.find("pybind11") == std::string::npos);
        if (name.find("sqlite") == std::string::npos) continue;
        ++found;
        CHECK(path.parent_path() == root / "src" / "store");
      }
  CHECK(found > 0);
}

TEST_CASE("the book's file is opened by SQLite only: closing it another way would drop SQLite's locks") {
  const std::regex opening(
      R"(\b(fstream|ifstream|ofstream|filebuf|fopen|freopen|open|openat|creat)\b\s*[({>]|<cstdio>|<fcntl\.h>)");
  int lines = 0;
  for (const char* folder : {"src/store", "src/engines", "src/book"})
    for (const fs::path& path : sources_under(folder))
      for (const std::string& line : lines_of(path)) {
        ++lines;
        const bool of_a_book = line.find("Book::open(") != std::string::npos;
        CHECK_MESSAGE((of_a_book || !std::regex_search(line, opening)), path.string() << ": " << line);
      }
  CHECK(lines > 1000);
}

TEST_CASE("public headers include the standard library and each other, nothing else") {
  for (const fs::path& path : sources_under("include"))
    for (const std::string& line : lines_of(path)) {
      const std::string name = included(line);
      CAPTURE(path.string());
      CAPTURE(line);
      if (name.empty()) continue;
      if (line.find('"') != std::string::npos) {
        CHECK(name.starts_with("rapport/"));
        CHECK(fs::exists(root / "include" / name));
      } else {
        CHECK(name.find_first_of("./") == std::string::npos);  // <vector>, never <sqlite3.h>
      }
    }
}

TEST_CASE("nothing reads the clock, the environment or random numbers past the book's options") {
  // Each with the one place where it is the default of an option.
  const std::map<std::string, std::set<std::string>> allowed{
      {"system_clock::now", {"session.cpp"}},
      {"randombytes_", {"session.cpp"}},
      {"std::random_device", {}},
      {"getenv", {}},
      {"setlocale", {}},
      {"std::rand", {}},
      {"gettimeofday", {}},
      {"localtime", {"zone.cpp"}}};  // which refuses it
  for (const char* folder : {"src/kernel", "src/store", "src/expression", "src/calendar", "src/engines",
                             "src/rooms", "src/exchange", "src/book"})
    for (const fs::path& path : sources_under(folder))
      for (const std::string& line : lines_of(path))
        for (const auto& [word, where] : allowed)
          if (line.find(word) != std::string::npos)
            CHECK_MESSAGE(where.contains(path.filename().string()), path.string() << ": " << line);
}

TEST_CASE("files are short, without tabs, without trailing blanks, and end in a line feed") {
  for (const char* folder : {"src", "include", "capi", "tests", "examples"})
    for (const fs::path& path : sources_under(folder)) {
      CAPTURE(path.string());
      const auto lines = lines_of(path);
      if (std::string(folder) != "tests") CHECK(lines.size() <= 700);
      for (std::size_t i = 0; i < lines.size(); ++i) {
        CAPTURE(i + 1);
        const bool tab = lines[i].find('\t') != std::string::npos;
        const bool trailing = !lines[i].empty() && (lines[i].back() == ' ' || lines[i].back() == '\r');
        CHECK_FALSE(tab);
        CHECK_FALSE(trailing);
      }
      std::ifstream file(path, std::ios::binary | std::ios::ate);
      file.seekg(-1, std::ios::end);
      CHECK(file.get() == '\n');
    }
}
