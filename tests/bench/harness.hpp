// The harness: measures in processes of their own, so that one measurement's memory is not another's, and
// prints what came out beside what was aimed at.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::bench {

class Stopwatch {
 public:
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// Many measurements of one thing, in seconds.
class Samples {
 public:
  void add(double seconds) { all_.push_back(seconds); }
  double at(double quantile) const;
  double p50() const { return at(0.5); }
  double p99() const { return at(0.99); }

 private:
  std::vector<double> all_;
};

// What a measurement in another process sends back.
struct Figures {
  double first = 0;
  double second = 0;
  double peak_megabytes = 0;  // largest resident set; filled in by in_child
};
// Runs `work` in a child process. Throws when it fails.
Figures in_child(const std::function<void(Figures&)>& work);

// Seconds for one call, the median of many rounds.
template <class F>
double seconds_each(int calls, F&& call) {
  Samples samples;
  for (int round = 0; round < 51; ++round) {
    const Stopwatch watch;
    for (int i = 0; i < calls; ++i) call();
    samples.add(watch.seconds() / calls);
  }
  return samples.p50();
}

// What the JavaScript libraries beside us need for the same, by "NAME WHAT": what a script of the folder peers
// prints. Nothing when `./dev bench` has not installed them. Some scripts are told how much there is to do.
std::map<std::string, double> peers(std::string_view script, std::size_t much = 0);

enum class Unit { seconds, milliseconds, microseconds, nanoseconds, megabytes, per_second };

// One line of the table. Times are given in seconds, whatever unit they are shown in.
struct Line {
  std::string section;
  std::string what;
  Unit unit = Unit::seconds;
  double ours = 0;
  std::optional<double> theirs{};
  std::optional<double> most_ratio{};  // the target for ours / theirs
  std::optional<double> most{};        // the target for ours
};

class Report {
 public:
  explicit Report(bool json) : json_(json) {}
  void add(Line line);
  void note(const std::string& sentence) const;
  void heading() const;
  // Counts the targets that were met.
  void finish() const;

 private:
  bool json_;
  int missed_ = 0;
  int targets_ = 0;
  bool first_ = true;
};

// A new folder for books inside the wanted one (or the temporary one), removed at the end.
class Folder {
 public:
  explicit Folder(const std::filesystem::path& wanted);
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  // A path at which there is no book yet.
  std::filesystem::path fresh(const std::string& name) const;
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

void remove_book(const std::filesystem::path& book);

}  // namespace rapport::bench
