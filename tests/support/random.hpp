// Random values that are the same each run.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace rapport::test {

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  std::uint64_t bits() { return engine_(); }
  // 0 to bound - 1.
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(engine_() % bound); }
  std::int64_t between(std::int64_t lowest, std::int64_t highest) {
    return lowest + static_cast<std::int64_t>(engine_() % (static_cast<std::uint64_t>(highest - lowest) + 1));
  }
  // True once in so many times.
  bool one_in(std::size_t times) { return below(times) == 0; }
  template <class T>
  const T& of(const std::vector<T>& choices) {
    return choices[below(choices.size())];
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace rapport::test
