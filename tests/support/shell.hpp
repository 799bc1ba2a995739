// The `rapport` command as a shell runs it: what it prints where, and its exit status.
#pragma once

#include <doctest/doctest.h>
#include <sys/wait.h>

#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "support/book.hpp"
#include "support/files.hpp"

namespace rapport::test {

using Json = nlohmann::json;
using Words = std::vector<std::string>;

struct Answer {
  int status;
  std::string out;
  std::string err;
};

inline std::vector<Json> lines(const std::string& text) {
  std::vector<Json> result;
  std::istringstream all(text);
  for (std::string line; std::getline(all, line);) result.push_back(Json::parse(line));
  return result;
}

inline bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

class Shell {
 public:
  // `rapport` with these words.
  Answer words(const Words& given) const {
    std::string command = quoted(RAPPORT_BINARY_DIR "/rapport");
    for (const std::string& each : given) command += ' ' + quoted(each);
    const auto errors = folder / "errors";
    std::FILE* pipe = ::popen((command + " 2>" + quoted(errors.string())).c_str(), "r");
    REQUIRE(pipe != nullptr);
    Answer answer{};
    char buffer[4096];
    while (const std::size_t size = std::fread(buffer, 1, sizeof buffer, pipe))
      answer.out.append(buffer, size);
    answer.status = WEXITSTATUS(::pclose(pipe));
    answer.err = bytes_of_file(errors);
    return answer;
  }
  // `rapport BOOK` with these words.
  Answer operator()(Words given) const {
    given.insert(given.begin(), book);
    return words(given);
  }
  // What it prints when it does what it is told.
  std::string well(const Words& given) const {
    const Answer answer = (*this)(given);
    CAPTURE(answer.err);
    REQUIRE(answer.status == 0);
    return answer.out;
  }
  // What it says when it refuses.
  std::string refused(const Words& given) const {
    const Answer answer = (*this)(given);
    CHECK(answer.status == 1);
    return answer.err;
  }
  // The same with --json, and well.
  std::vector<Json> json(Words given) const {
    given.push_back("--json");
    const Answer answer = (*this)(given);
    CAPTURE(answer.err);
    CHECK(answer.status == 0);
    return lines(answer.out);
  }

  TemporaryFolder folder;
  std::string book = (folder / "shop.book").string();

 private:
  static std::string quoted(const std::string& word) {
    std::string result = "'";
    for (char c : word) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return result + "'";
  }
};

// A book with an agent, two customers and some talk.
struct Shop : Shell {
  Shop() {
    for (const Words& each : std::vector<Words>{
             {"open"},
             {"add", "agent", "name=Ana Prévost", "email=ana@shop.example"},
             {"add", "customer", "name=Acme Paris", "external_id=C1", "country=FR", "industry=food",
              "since=2026-01-01T00:00:00Z"},
             {"add", "customer", "name=Acme Lyon", "external_id=C2", "since=2026-01-01T00:00:00Z"},
             {"add", "contact_point", "customer=C1", "kind=email", "value=hello@acme.example"},
             {"add", "interaction", "customer=C1", "channel=phone", "direction=outbound",
              "subject=Sauvegarde échouée", "body=La sauvegarde de lundi\nmanque.", "at=2026-02-01T09:00:00Z",
              "agent=Ana"},
             {"stage", "C1", "awareness", "--at", "2026-03-01T00:00:00Z", "--because", "asked for an offer"},
         })
      well(each);
  }
};

}  // namespace rapport::test
