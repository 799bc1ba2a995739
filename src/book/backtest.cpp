#include "rapport/backtest.hpp"

#include <algorithm>
#include <map>

#include "engines/session.hpp"
#include "rapport/book.hpp"

namespace rapport {

namespace {

// The instant that was promised for an incident and not kept; absent when it was kept or never promised.
std::optional<Instant> missed_at(Book& book, const Case& of, TargetKind promise) {
  std::optional<Instant> first;
  for (const Clock& each : book.timekeeping().clocks(of.id)) {
    if (each.kind != promise || each.towards != Towards::customer || each.met == true) continue;
    // Read at its end, when it still had a due instant; what never ended is missed where the log goes on beyond that.
    const Instant end = each.ended_at.value_or(book.now());
    const auto due = book.timekeeping().read(each, end).due_at;
    if (due && (each.met == false || *due < end) && (!first || *due < *first)) first = due;
  }
  return first;
}

void count(BacktestScore& score, std::optional<Instant> raised_at, std::optional<Instant> missed) {
  if (!raised_at) return;
  if (!missed) {
    ++score.for_nothing;
  } else if (*raised_at < *missed) {
    ++score.in_time;
    score.lead_times.push_back(*missed - *raised_at);
  } else {
    ++score.late;
  }
}

// Replays the log, sweeps whenever something is due, and notes what fires.
class Trial {
 public:
  Trial(const IncidentLog& log, const std::function<void(Book&)>& prepare)
      : log_(log), now_(log.events().front().at) {
    prepare(book_);
    if (detail::session_of(book_).is_writing())
      throw Error(Code::misuse, "the preparation left a transaction open; nothing was replayed");
    for (const RuleWithActions& each : book_.automation().all()) report_.by_rule[each.rule.name];
  }

  void run(const std::function<void(std::int64_t, std::int64_t)>& progress) {
    Replay replay(book_, log_);
    for (const IncidentEvent& each : log_.events()) {
      sweep_until(each.at);
      replay.take(1);
      if (progress) progress(replay.report().events, static_cast<std::int64_t>(log_.events().size()));
    }
    sweep_until(now_);
  }

  BacktestReport report(TargetKind promise) {
    book_.cases().for_each({}, [&](const Case& of) { add(of, promise); });
    std::ranges::sort(report_.together.lead_times);
    for (auto& [name, score] : report_.by_rule) std::ranges::sort(score.lead_times);
    return std::move(report_);
  }

 private:
  using Raised = std::map<Id<Case>, Instant>;

  void sweep_until(Instant until) {
    for (;;) {
      const auto next = book_.automation().next_due();
      if (!next || *next > until) break;
      now_ = std::max(now_, *next);
      for (const Firing& each : book_.automation().sweep().firings) note(each);
    }
    now_ = std::max(now_, until);
  }

  void note(const Firing& firing) {
    const std::string name = book_.rules().get(firing.rule).name;
    if (firing.outcome == Outcome::failed && firing.tries == 1) {
      if (report_.together.failures++ == 0) report_.trouble = name + ": " + firing.trouble.value_or("");
      ++report_.by_rule[name].failures;
    }
    if (firing.outcome != Outcome::done) return;
    ++report_.together.firings;
    ++report_.by_rule[name].firings;
    if (firing.record.kind_number() != description<Case>.kind.number) return;
    const Id<Case> of{firing.record.uuid()};
    // Not when it was due: that may lie behind, where the incident was given less time.
    raised_.try_emplace(of, firing.at);
    raised_by_[name].try_emplace(of, firing.at);
  }

  static std::optional<Instant> when(const Raised& raised, Id<Case> of) {
    const auto found = raised.find(of);
    return found == raised.end() ? std::nullopt : std::optional(found->second);
  }

  void add(const Case& of, TargetKind promise) {
    ++report_.incidents;
    const BacktestedIncident incident{.number = of.external_id.value_or(to_text(of.id)),
                                      .raised_at = when(raised_, of.id),
                                      .missed_at = missed_at(book_, of, promise)};
    report_.missed += incident.missed_at.has_value();
    report_.never_raised += incident.missed_at && !incident.raised_at;
    count(report_.together, incident.raised_at, incident.missed_at);
    for (const auto& [name, raised] : raised_by_)
      count(report_.by_rule[name], when(raised, of.id), incident.missed_at);
    if (incident.raised_at || incident.missed_at) report_.raised_or_missed.push_back(incident);
  }

  const IncidentLog& log_;
  Instant now_;
  Book book_ = Book::in_memory({.clock = [this] { return now_; }, .random = seeded_random(1)});
  Raised raised_;
  std::map<std::string, Raised> raised_by_;
  BacktestReport report_;
};

}  // namespace

BacktestReport backtest(const IncidentLog& log, const std::function<void(Book&)>& prepare,
                        const BacktestOptions& options) {
  if (log.events().empty()) return {};
  Trial trial(log, prepare);
  trial.run(options.progress);
  return trial.report(options.promise);
}

}  // namespace rapport
