#include "harness.hpp"

#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <new>
#include <stdexcept>

namespace rapport::bench {

double Samples::at(double quantile) const {
  if (all_.empty()) return 0;
  std::vector<double> sorted = all_;
  std::sort(sorted.begin(), sorted.end());
  return sorted[static_cast<std::size_t>(quantile * static_cast<double>(sorted.size() - 1))];
}

Figures in_child(const std::function<void(Figures&)>& work) {
  void* memory = mmap(nullptr, sizeof(Figures), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::runtime_error("no memory for a measurement");
  auto* shared = new (memory) Figures;
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    try {
      work(*shared);
      std::fflush(nullptr);
      _exit(0);
    } catch (const std::exception& error) {
      fmt::print(stderr, "{}\n", error.what());
      _exit(1);
    }
  }
  int status = 1;
  rusage used{};
  if (child < 0 || wait4(child, &status, 0, &used) != child || status != 0) {
    munmap(memory, sizeof(Figures));
    throw std::runtime_error("a measurement failed");
  }
  Figures figures = *shared;
  munmap(memory, sizeof(Figures));
  figures.peak_megabytes = static_cast<double>(used.ru_maxrss) / 1024;
  return figures;
}

namespace {

std::string shown(Unit unit, double value) {
  switch (unit) {
    case Unit::seconds: return fmt::format("{:.2f} s", value);
    case Unit::milliseconds: return fmt::format("{:.2f} ms", value * 1e3);
    case Unit::microseconds: return fmt::format("{:.1f} us", value * 1e6);
    case Unit::nanoseconds: return fmt::format("{:.0f} ns", value * 1e9);
    case Unit::megabytes: return fmt::format("{:.0f} MB", value);
    case Unit::per_second: return fmt::format("{:.0f}/s", value);
  }
  return {};
}

}  // namespace

void Report::heading() const {
  if (!json_)
    fmt::print("{:<10} {:<48} {:>12} {:>12} {:>6}  {:<12} {}\n", "section", "what", "rapport", "by hand",
               "ratio", "target", "");
}

void Report::add(Line line) {
  std::optional<double> ratio;
  if (line.theirs && *line.theirs > 0) ratio = line.ours / *line.theirs;
  bool met = true;
  std::string target;
  if (line.most_ratio && ratio) {
    target = fmt::format("<= {:.2f}", *line.most_ratio);
    met = *ratio <= *line.most_ratio;
  } else if (line.most) {
    target = "< " + shown(line.unit, *line.most);
    met = line.ours < *line.most;
  }
  if (!target.empty()) {
    ++targets_;
    missed_ += met ? 0 : 1;
  }
  if (json_) {
    fmt::print(
        R"({}{{"section": "{}", "what": "{}", "rapport": {:.9g}, "by_hand": {}, "target": "{}", "met": {}}})",
        first_ ? "[\n" : ",\n", line.section, line.what, line.ours,
        line.theirs ? fmt::format("{:.9g}", *line.theirs) : "null", target, met);
  } else {
    fmt::print("{:<10} {:<48} {:>12} {:>12} {:>6}  {:<12} {}\n", line.section, line.what,
               shown(line.unit, line.ours), line.theirs ? shown(line.unit, *line.theirs) : "",
               ratio ? fmt::format("{:.2f}", *ratio) : "", target,
               target.empty() ? "" : (met ? "met" : "NOT MET"));
  }
  first_ = false;
  std::fflush(stdout);
}

void Report::note(const std::string& sentence) const {
  if (!json_) fmt::print("  {}\n", sentence);
}

void Report::finish() const {
  if (json_)
    fmt::print("\n]\n");
  else
    fmt::print("{} of {} targets met\n", targets_ - missed_, targets_);
}

Folder::Folder(const std::filesystem::path& wanted) : path_(wanted) {
  if (path_.empty()) path_ = std::filesystem::temp_directory_path();
  std::string name = path_ / "rapport-bench-XXXXXX";
  if (::mkdtemp(name.data()) == nullptr)
    throw std::runtime_error("no folder can be made in " + path_.string());
  path_ = name;
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path Folder::fresh(const std::string& name) const {
  remove_book(path_ / name);
  return path_ / name;
}

void remove_book(const std::filesystem::path& book) {
  for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(book.string() + ending);
}

std::map<std::string, double> peers(std::string_view script, std::size_t much) {
  std::map<std::string, double> figures;
  const char* modules = std::getenv("RAPPORT_BENCH_MODULES");
  if (!modules) return figures;
  const std::string command = fmt::format("node '{}/{}' '{}' {}", RAPPORT_BENCH_PEERS, script, modules, much);
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  char name[64];
  char what[64];
  double seconds = 0;
  while (pipe && std::fscanf(pipe.get(), "%63s %63s %lf", name, what, &seconds) == 3)
    figures[fmt::format("{} {}", name, what)] = seconds;
  return figures;
}

}  // namespace rapport::bench
