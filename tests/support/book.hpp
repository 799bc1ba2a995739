// What most tests need: a folder of their own, and books whose clock stands still and whose ids are the same
// each run.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

#include "rapport/rapport.hpp"

namespace rapport::test {

// A folder that is removed at the end of the test.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    // Never the folder of a test that was killed, which a name made of the process's number might be.
    std::string name = std::filesystem::temp_directory_path() / "rapport-test-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder can be made");
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// Starts at 2026-01-01T00:00:00Z and moves only when told.
class FakeClock {
 public:
  Instant now() const { return *now_; }
  void set(Instant instant) { *now_ = instant; }
  void advance(Duration duration) { *now_ += duration; }
  std::function<Instant()> source() const {
    return [now = now_] { return *now; };
  }

 private:
  std::shared_ptr<Instant> now_ = std::make_shared<Instant>(from_text<Instant>("2026-01-01T00:00:00Z"));
};

inline Options fixed_options(const FakeClock& clock, std::uint64_t seed = 1) {
  Options options;
  options.clock = clock.source();
  options.random = seeded_random(seed);
  return options;
}

// The code of the error that a call throws; Code::internal with a failing check when it throws none.
template <class F>
Error error_of(F&& call) {
  try {
    call();
  } catch (const Error& error) {
    return error;
  }
  return Error(Code::internal, "nothing was thrown");
}

}  // namespace rapport::test
