// There and back: what a book exports makes an equal book.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <map>
#include <sstream>
#include <string>

#include "rapport/rapport.hpp"
#include "support/book.hpp"
#include "support/files.hpp"

namespace rapport::test {

inline std::map<std::string, std::string> files_in(const std::filesystem::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    files[entry.path().filename().string()] = bytes_of_file(entry.path());
  return files;
}

// Exports a book, imports that into an empty one, exports again: the same files, apart from the batches the
// import itself adds.
inline void check_round_trip(Book& book, Exchange::Form form) {
  TemporaryFolder folder;
  const FakeClock clock;
  book.exchange().export_to(folder / "first", form);
  Book again = Book::in_memory(fixed_options(clock, 99));
  for (const ImportReport& report : again.exchange().import_folder(folder / "first")) {
    CAPTURE(report.file);
    for (const std::string& reason : report.reasons) MESSAGE(reason);
    CHECK(report.rejected == 0);
  }
  CHECK(again.journal().verify().intact());
  again.exchange().export_to(folder / "second", form);
  auto first = files_in(folder / "first");
  auto second = files_in(folder / "second");
  for (auto& [name, text] : first) {
    CAPTURE(name);
    if (name.starts_with("import_batches")) {
      std::istringstream lines(text);
      for (std::string line; std::getline(lines, line);) CHECK(second[name].find(line) != std::string::npos);
    } else {
      CHECK(second[name] == text);
    }
  }
  std::erase_if(second, [&](const auto& file) { return first.contains(file.first); });
  second.erase(form == Exchange::Form::csv ? "import_batches.csv" : "import_batches.jsonl");
  CHECK(second.empty());
}

}  // namespace rapport::test
