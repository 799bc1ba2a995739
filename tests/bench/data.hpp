// The data: the same customers and interactions for both sides, the same in each run.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::bench {

// SplitMix64: small, fast and the same everywhere.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(next() % limit); }

 private:
  std::uint64_t state_;
};

struct InteractionData {
  std::size_t customer;  // by position
  std::int64_t at;       // microseconds
  std::string_view subject;
  std::string_view body;
};

class Data {
 public:
  Data(std::size_t customers, std::size_t interactions);

  std::size_t customers() const { return customers_; }
  std::size_t interactions() const { return interactions_; }
  // One customer in a hundred is busy: a quarter of all interactions are with them.
  std::size_t busy_customers() const;

  std::string customer_name(std::size_t i) const;
  // In order: the rest of an interaction follows from its number and the dice.
  InteractionData interaction(std::size_t i, Dice& dice) const;
  // Two words that occur together now and then.
  std::string two_words(Dice& dice) const;

 private:
  std::size_t customers_;
  std::size_t interactions_;
  std::vector<std::string> words_;
  std::vector<std::string> subjects_;  // about 40 characters
  std::vector<std::string> bodies_;    // about 120 characters
};

// name,email,phone,country
void write_customers_csv(const std::filesystem::path& path, std::size_t rows);

}  // namespace rapport::bench
