// Options: what a book takes from the outside world.
//
// A book never reads the system clock, random numbers, the environment or the locale except through its
// options: with a fixed clock and a seeded random source the same calls give the same file, byte for byte.
//
// Not here: where the file is (Book::open).
// Threads: callbacks are called on the thread that called the book.
//
//   rapport::Options options;
//   options.clock = [] { return rapport::Instant{std::chrono::days{20000}}; };
//   options.random = rapport::seeded_random(42);
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "rapport/error.hpp"
#include "rapport/time.hpp"

namespace rapport {

enum class Durability : std::uint8_t {
  full,    // what was acknowledged survives a power cut
  normal,  // the newest commits may be lost in a power cut, never the book's consistency
};

enum class LogLevel : std::uint8_t { information, warning, error };

// What the log hears: trouble with the file, verbs rolled back half-way, books made and migrated. Never the
// value of a field. What a caller does wrong is the caller's to log: it gets an Error.
struct LogEvent {
  LogLevel level = LogLevel::information;
  Code code{};  // of an error; 0 otherwise
  std::string message{};
};

using RandomSource = std::function<void(std::span<std::byte>)>;

struct Options {
  std::function<Instant()> clock{};  // absent: the system clock
  RandomSource random{};             // absent: the operating system's
  Durability durability = Durability::full;
  std::chrono::milliseconds busy_timeout{5000};  // how long to wait for another writer
  std::function<void(const LogEvent&)> log{};    // absent: nobody listens
  bool create = true;                            // make the file when there is none
  bool read_only = false;                        // refuse every verb
  // Country calling code put before telephone numbers without one ("+33"); empty: such numbers are kept as
  // they are.
  std::string calling_code{};
  std::int64_t page_cache_bytes = 64 << 20;  // most memory for pages of the file
};

// A reproducible source for tests and demonstrations; not for anything that must be secret.
RandomSource seeded_random(std::uint64_t seed);

}  // namespace rapport
