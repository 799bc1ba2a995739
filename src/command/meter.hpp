// A progress line fed by the library's callbacks, which say how much is done and how much there is in all.
//
// Threads: one.
//
//   Meter meter("Reading the journal", "commits");
//   journal.verify({}, [&](std::int64_t done, std::int64_t all) { meter.show(done, all); });
#pragma once

#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>

#include "command/terminal.hpp"

namespace rapport::command {

class Meter {
 public:
  Meter(std::string what, std::string unit) : what_(std::move(what)), unit_(std::move(unit)) {}

  void show(std::int64_t done, std::int64_t all) {
    // A folder's files are counted one by one, each from its beginning.
    if (done < shown_) {
      progress_.reset();
      shown_ = 0;
    }
    if (!progress_)
      progress_.emplace(terminal::Screen(stderr), what_, static_cast<std::uint64_t>(all),
                        std::chrono::steady_clock::now, unit_);
    if (done > shown_) progress_->advance(static_cast<std::uint64_t>(done - shown_));
    shown_ = done;
  }

 private:
  std::string what_;
  std::string unit_;
  std::optional<terminal::Progress> progress_;
  std::int64_t shown_ = 0;
};

}  // namespace rapport::command
