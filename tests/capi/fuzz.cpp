// A fuzzer of the C interface: bytes choose which functions are called, in which order, and with which arguments of the
// pools, wrong ones among them. What must hold is what calls.hpp looks at after each call.
//
//   ./dev fuzz capi 600
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>

#include "calls.hpp"
#include "support/book.hpp"

using namespace rapport::test;

namespace {

// The next choice, of one byte or two; 0 when none are left.
class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : next_(data), left_(size) {}
  bool are_left() const { return left_ > 0; }
  std::size_t below(std::size_t bound) {
    std::size_t value = take();
    if (bound > 256) value = value << 8 | take();
    return value % bound;
  }

 private:
  std::size_t take() {
    if (left_ == 0) return 0;
    --left_;
    return *next_++;
  }
  const std::uint8_t* next_;
  std::size_t left_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const TemporaryFolder folder;  // what calls write goes there
  std::filesystem::current_path(folder.path());
  const Function* last = nullptr;
  try {
    World world;
    Bytes bytes(data, size);
    const Choose choose = [&](std::size_t bound) { return bytes.below(bound); };
    while (bytes.are_left()) {
      last = &functions()[bytes.below(functions().size())];
      // Closing ends what all others need; a deadline would end them at any point.
      if (ends_the_world(last->name)) continue;
      const std::size_t spoil = bytes.below(16);
      bool was_spoilt = false;
      last->with(world, choose, spoil < 8 ? static_cast<int>(spoil) : -1, was_spoilt);
    }
    if (!world.is_intact()) throw Broken("the book does not verify");
  } catch (const std::exception& broken) {
    std::fprintf(stderr, "%s: %s\n", last ? last->name : "the world", broken.what());
    std::abort();
  }
  return 0;
}
