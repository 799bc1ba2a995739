// The contract of rapport.h, held against every exported function: whatever it is given, it does not crash; where it
// fails it says so with a code and a sentence, gives nothing, and leaves the book as it was.
#include <doctest/doctest.h>

#include <fstream>
#include <regex>
#include <set>

#include "calls.hpp"
#include "support/book.hpp"
#include "support/files.hpp"
#include "support/long.hpp"
#include "support/random.hpp"

using namespace rapport::test;

namespace {

// Files that calls make stay in a folder of the test's own.
struct InFolder {
  InFolder() { std::filesystem::current_path(folder.path()); }
  ~InFolder() { std::filesystem::current_path(before); }
  std::filesystem::path before = std::filesystem::current_path();
  TemporaryFolder folder;
};

std::set<std::string> lines_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::set<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.insert(line);
  return lines;
}

}  // namespace

TEST_CASE("the list of symbols is what the header declares") {
  const std::string header = bytes_of_file(RAPPORT_SOURCE_DIR "/capi/include/rapport.h");
  const std::regex declaration(R"(RAPPORT_API [^;]*?\b(rapport_\w+)\()");
  std::set<std::string> declared;
  for (std::sregex_iterator each(header.begin(), header.end(), declaration), end; each != end; ++each)
    declared.insert((*each)[1]);
  CHECK(declared == lines_of(RAPPORT_SOURCE_DIR "/capi/symbols.txt"));
  CHECK(declared.size() == functions().size());
}

TEST_CASE("nothing but zeros is refused by every function, with a code and a sentence") {
  const InFolder in_folder;
  World world;
  for (const Function& function : functions()) {
    CAPTURE(function.name);
    bool was_spoilt = false;
    if (ends_the_world(function.name)) continue;
    CHECK_NOTHROW(function.with(
        world, [](std::size_t) { return 0; }, -1, was_spoilt));
  }
  CHECK(world.is_intact());
}

TEST_CASE("an argument that is wrong is refused wherever it stands") {
  const InFolder in_folder;
  Random random(1);
  const Choose choose = [&](std::size_t bound) { return random.below(bound); };
  int refused = 0;
  for (const Function& function : functions()) {
    CAPTURE(function.name);
    World world;
    for (std::size_t spoil = 0; spoil < function.parameters; ++spoil)
      for (int i = 0; i < 6; ++i) {
        CAPTURE(spoil);
        bool was_spoilt = false;
        try {
          function.with(world, choose, static_cast<int>(spoil), was_spoilt);
        } catch (const Broken& broken) {
          FAIL_CHECK(broken.what());
        }
        refused += was_spoilt ? 1 : 0;
      }
  }
  CHECK(refused > 1000);
}

TEST_CASE("random calls in random order keep the contract, and the book intact") {
  const InFolder in_folder;
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Choose choose = [&](std::size_t bound) { return random.below(bound); };
    given_data = destroyed_data = 0;
    std::map<std::int32_t, int> codes;
    {
      World world;
      for (int i = 0; i < (is_long() ? 500'000 : 5000); ++i) {
        const Function& function = functions()[random.below(functions().size())];
        if (ends_the_world(function.name)) continue;
        bool was_spoilt = false;
        try {
          ++codes[function.with(world, choose, random.one_in(4) ? static_cast<int>(random.below(8)) : -1,
                                was_spoilt)];
        } catch (const Broken& broken) {
          FAIL_CHECK(function.name << ": " << broken.what());
        }
      }
      CHECK(world.is_intact());
    }
    CHECK(codes[RAPPORT_OK] > 200);
    CHECK(codes.size() > 5);
    CHECK(given_data == destroyed_data);
  }
}
