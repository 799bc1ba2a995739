// The public headers are the manual: each compiles alone, opens with what it is about, and its example
// compiles. The examples are compiled together, because reading the headers takes longer than all of them.
#include <doctest/doctest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <sstream>

#include "support/book.hpp"
#include "support/files.hpp"

namespace {

namespace fs = std::filesystem;
const fs::path root = RAPPORT_SOURCE_DIR;

std::vector<fs::path> headers() {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(root / "include" / "rapport"))
    found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

// The comment at the top, without its slashes.
std::vector<std::string> opening(const fs::path& header) {
  std::istringstream text(rapport::test::bytes_of_file(header));
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line) && line.starts_with("//");)
    lines.push_back(line.size() > 3 ? line.substr(3) : "");
  return lines;
}

// The last paragraph of the opening comment, when it is indented.
std::string example(const fs::path& header) {
  std::string code;
  bool indented = false;
  for (const std::string& line : opening(header)) {
    if (line.empty()) {
      code.clear();
      continue;
    }
    if (code.empty()) indented = line.starts_with("  ");
    code += line + "\n";
  }
  return indented ? code : "";
}

// What the compiler says; empty when it accepts.
std::string compile(const std::string& source) {
  rapport::test::TemporaryFolder folder;
  rapport::test::write_file(folder / "source.cpp", source);
  const std::string command = "c++ -std=c++20 -fsyntax-only -Wall -Wextra -Wpedantic -Werror -Wno-unused -I" +
                              (root / "include").string() + " " + (folder / "source.cpp").string() + " > " +
                              (folder / "said").string() + " 2>&1";
  const int status = std::system(command.c_str());
  if (status == 0) return "";
  return rapport::test::bytes_of_file(folder / "said") + "(status " + std::to_string(status) + ")";
}

// What an example may take for granted: the standard library's streams and assert, an open book, and the
// names the examples share.
constexpr std::string_view around = R"(
#include <cassert>
#include <iostream>
#include "rapport/rapport.hpp"
using namespace rapport;
[[maybe_unused]] static void reload_and_ask(const char*) {}
template <class T> [[maybe_unused]] static void show(const T&) {}
[[maybe_unused]] static Book the_book = Book::in_memory();
)";

// What stands before an example inside its function.
constexpr std::string_view inside = R"(
  [[maybe_unused]] Book& book = the_book;
  [[maybe_unused]] Customer acme, customer, ana;
  [[maybe_unused]] Id<Customer> id;
  [[maybe_unused]] std::int64_t seen = 0;
)";

}  // namespace

TEST_CASE("each header compiles alone, even twice, with every warning an error") {
  REQUIRE(headers().size() > 15);
  for (const fs::path& header : headers()) {
    const std::string line = "#include \"rapport/" + header.filename().string() + "\"\n";
    const std::string said = compile(line + line + "int main() {}\n");
    CHECK_MESSAGE(said == "", header.filename().string() << ": " << said);
  }
}

TEST_CASE("each header opens with a sentence on what it is about") {
  for (const fs::path& header : headers()) {
    CAPTURE(header.string());
    const auto comment = opening(header);
    REQUIRE(!comment.empty());
    std::string first;
    for (const std::string& line : comment) {
      if (line.empty()) break;
      first += line + " ";
    }
    CHECK(first.size() > 20);
    CHECK(first.find_last_of('.') >= first.size() - 2);
  }
}

TEST_CASE("the example of each header compiles") {
  std::size_t examples = 0;
  std::string functions;
  std::string declarations;
  for (const fs::path& header : headers()) {
    const std::string code = example(header);
    if (code.empty()) continue;
    ++examples;
    const std::string named = "#line 1 \"the example of " + header.filename().string() + "\"\n" + code;
    // An example that declares a kind stands outside functions; one that declares a name of those above hides
    // it.
    if (code.find("template <>") != std::string::npos)
      declarations += "namespace rapport {\n" + named + "}\n";
    else
      functions += "void example_" + std::to_string(examples) + "() {\n" + std::string(inside) + "{\n" +
                   named + "}\n}\n";
  }
  CHECK(compile(std::string(around) + functions + declarations + "int main() {}\n") == "");
  CHECK(examples > 10);
}

TEST_CASE("a program that is wrong is refused, so the checks above can fail") {
  CHECK(compile("#include \"rapport/error.hpp\"\nint main() { rapport::Error::nothing(); }\n") != "");
}
