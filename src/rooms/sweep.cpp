// The sweep: fires what is due, in order.
//
// What is due comes from two places: the due index, and the journal's changes behind the position up to which
// events have been looked at. A batch of firings is one transaction of the file, each firing a commit in it.
#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "engines/due.hpp"
#include "engines/journal.hpp"
#include "engines/records.hpp"
#include "kernel/catalogue.hpp"
#include "kernel/validate.hpp"
#include "rooms/escalations.hpp"
#include "rooms/events.hpp"
#include "rooms/rules.hpp"
#include "rooms/trying.hpp"

namespace rapport {

namespace {

constexpr std::size_t firings_in_a_batch = 100;
constexpr std::size_t records_in_a_batch = 1000;
constexpr std::size_t changes_in_a_batch = 1000;
constexpr std::size_t steps_in_a_batch = 1000;
// What is due so soon after a firing is a link of its chain.
constexpr std::chrono::minutes moment{1};

// ---- Chains

// The firing that was the cause of something; absent for none.
std::optional<Firing> firing_behind(Session& session, const std::optional<Reference>& cause) {
  if (!cause || cause->kind_number() != kind_of<Firing>().number) return {};
  return record_of<Firing>(session, cause->uuid());
}

std::string chain_to(Session& session, Firing last) {
  std::vector<std::string> names;
  for (std::int64_t i = 0; i < deepest_chain; ++i) {
    names.push_back(record_of<Rule>(session, last.rule.uuid).name);
    if (!last.set_off_by) break;
    last = record_of<Firing>(session, last.set_off_by->uuid);
  }
  std::string text;
  for (auto each = names.rbegin(); each != names.rend(); ++each) text += (text.empty() ? "" : " > ") + *each;
  return text;
}

// ---- Firing

// In words what is to fire: what it borrows may be read again meanwhile.
struct ToFire {
  explicit ToFire(const Occurrence& occurrence) : ToFire(occurrence, occurrence.key()) {}
  ToFire(const Occurrence& occurrence, std::string named)
      : rule(occurrence.rule), at(occurrence.at), key(std::move(named)), why(occurrence.why()) {}

  const HeldRule* rule;
  Instant at;
  std::string key;
  std::string why;
  std::optional<Firing> earlier{};     // that failed
  std::optional<Firing> set_off_by{};  // the firing that led to it
  const DueRecord* told{};             // by the due index; null where it was found out
};

Firing firing_of(Session& session, const ToFire& to_fire, Subject& subject, Outcome outcome) {
  Firing firing = to_fire.earlier.value_or(Firing{.rule = to_fire.rule->rule.id,
                                                  .record = subject.reference(),
                                                  .occurrence = to_fire.key,
                                                  .due_at = to_fire.at,
                                                  .tries = 0});
  firing.rule = to_fire.rule->rule.id;  // of what failed, perhaps a later revision
  firing.at = session.commit().at;
  firing.outcome = outcome;
  ++firing.tries;
  firing.next_try_at.reset();
  firing.trouble.reset();
  if (!to_fire.earlier && to_fire.set_off_by) {
    firing.depth = to_fire.set_off_by->depth + 1;
    firing.set_off_by = to_fire.set_off_by->id;
  }
  return firing;
}

Firing stored(Session& session, Firing firing, Subject& subject, bool is_new) {
  firing = is_new ? add(session, std::move(firing), {}, Origin::library)
                  : update(session, std::move(firing), {}, Origin::library);
  subject.add(firing);
  return firing;
}

// The commit is the firing's, whatever it writes.
void begin_firing(Session& session, const ToFire& to_fire, const Firing& firing) {
  session.commit().because.cause = reference_to(firing.id);
  session.commit().because.reason = to_fire.rule->rule.name + ": " + to_fire.why;
}

// The subject is under the rules again, whether or not an action wrote it. Nobody need read it once more for that.
// After what the due index had told it may only have to go on.
void end_firing(Session& session, const RuleSet& set, Subject& subject, const DueRecord* told = nullptr,
                std::int64_t age_of_clocks = 0) {
  if (std::erase(session.noted, std::pair(&subject.kind(), subject.id())) > 0)
    note_those_who_lead(session, set, subject.kind(), subject.id());
  if (!told || !goes_on(session, set, *told, age_of_clocks))
    index_again(session, set, subject, session.commit().at);
}

Firing fire(Session& session, const RuleSet& set, const ToFire& to_fire, Subject& subject) {
  Work work(session, "automation.fire", {}, Work::Size::several_writes);
  subject.last_record();  // before the firing refers to it, so that it is looked for once
  Firing firing = firing_of(session, to_fire, subject, Outcome::done);
  const bool is_cut = firing.depth > deepest_chain;
  if (is_cut) {
    firing.outcome = Outcome::cut;
    firing.trouble = trouble_text("rules set one another off: " + chain_to(session, *to_fire.set_off_by) +
                                  " > " + to_fire.rule->rule.name);
  }
  firing = stored(session, std::move(firing), subject, !to_fire.earlier);
  begin_firing(session, to_fire, firing);
  const std::int64_t age_of_clocks = session.age_of(kind_of<Clock>());
  // Each action sees what those before it did.
  if (!is_cut)
    for (const HeldAction& each : to_fire.rule->actions) act(session, *to_fire.rule, each, subject, firing);
  end_firing(session, set, subject, to_fire.told, age_of_clocks);
  work.finish();
  return firing;
}

Firing note_failure(Session& session, const RuleSet& set, const ToFire& to_fire, Subject& subject,
                    std::string_view trouble) {
  Work work(session, "automation.fail", {}, Work::Size::several_writes);
  Firing firing = firing_of(session, to_fire, subject, Outcome::failed);
  firing.trouble = trouble_text(trouble);
  if (firing.tries < most_tries) firing.next_try_at = session.commit().at + next_wait(firing.tries);
  firing = stored(session, std::move(firing), subject, !to_fire.earlier);
  begin_firing(session, to_fire, firing);
  end_firing(session, set, subject);
  work.finish();
  return firing;
}

// A firing, or why it could not be done.
struct Tried {
  std::optional<Firing> firing{};
  std::string trouble{};
};
Tried try_to_fire(Session& session, const RuleSet& set, const ToFire& to_fire, Subject& subject) {
  try {
    return {fire(session, set, to_fire, subject)};
  } catch (const Error& error) {
    // Of the rule are also calls that make no sense now; trouble of the file or the machine says nothing about it.
    if (!is_about_input(error.code()) && error.code() != Code::misuse) throw;
    return {{}, error.what()};
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    // The host's function threw.
    return {{}, error.what()};
  }
}

// ---- The sweep itself

class Sweeping {
 public:
  Sweeping(Session& session, std::size_t limit, const LastCommit& last)
      : session_(session), limit_(limit), versions_(session) {
    if (last.number > 0 && session.now() - last.at >= moment) settled_ = last.last_change;
  }

  Sweep run() {
    index();
    // Nothing is locked to find that nothing is due.
    while (left() > 0 && is_due() && batch()) {
    }
    sweep_.is_more = is_due();
    return std::move(sweep_);
  }

 private:
  bool is_full() const { return fired_.size() + climbed_.size() >= most_; }

  std::size_t left() const {
    return limit_ - std::min(limit_, sweep_.firings.size() + sweep_.climbed.size());
  }

  bool is_due() const {
    const auto next = Automation(session_).next_due();
    return next && *next <= session_.now();
  }

  // At most so many records in one call, so that what is due does not wait for all of them.
  void index() {
    constexpr std::size_t batches = 20;
    for (std::size_t i = 0; i < batches && is_reindexing(session_); ++i) {
      Work work(session_, "automation.index", {}, Work::Size::one_write);
      reindex(session_, records_in_a_batch);
      work.finish();
    }
  }

  // Whether something was done. Firings seldom fail, so a batch is first tried without a way back for each, and
  // done with one when one of them fails.
  bool batch() {
    try {
      return batch(Batch::Failure::takes_all);
    } catch (const FiringFailed&) {
      changes_.clear();
      commit_.reset();  // it may have been one of the batch that was taken back
      return batch(Batch::Failure::leaves_others);
    }
  }

  bool batch(Batch::Failure failure) {
    Batch batch(session_, failure);
    failure_ = failure;
    begin_due(session_);
    set_ = &rule_set(session_);  // nobody changes rules meanwhile
    // What a function of the host did cannot be done once more.
    if (set_->calls_host && failure == Batch::Failure::takes_all) throw FiringFailed();
    is_behind_ = is_reindexing(session_);
    fired_.clear();
    climbed_.clear();
    looked_at_.reset();
    versions_ = Versions(session_);  // what a batch that failed had written is gone
    most_ = std::min(left(), firings_in_a_batch);
    std::size_t steps = 0;
    while (!is_full() && steps < steps_in_a_batch && one()) ++steps;
    keep_position();
    batch.finish();
    std::ranges::move(fired_, std::back_inserter(sweep_.firings));
    std::ranges::move(climbed_, std::back_inserter(sweep_.climbed));
    return steps > 0;
  }

  // Deals with an event or a due record, whichever is the earlier; whether something was done.
  bool one() {
    now_ = session_.now();
    if (set_->heard != 0 && changes_.empty() && read_changes() && changes_.empty()) return true;
    const auto due = first_due(session_, now_);
    if (!changes_.empty()) {
      const Change& change = changes_.front();
      const Commit& commit = commit_of(change);
      if (!due || commit.at <= due->at) {
        take(change, commit);
        return true;
      }
    }
    if (due) take(*due);
    return due.has_value();
  }

  // Reads on in the journal, past what no rule hears of; whether there was something.
  bool read_changes() {
    const auto read = Journal(session_).changes(event_position(session_), changes_in_a_batch);
    if (read.empty()) return false;
    read_to_ = read.back().number;
    std::ranges::copy_if(read, std::back_inserter(changes_), [&](const Change& each) {
      return (set_->heard >> each.record.kind_number() & 1) != 0;
    });
    if (changes_.empty()) set_event_position(session_, read_to_);
    return true;
  }

  const Commit& commit_of(const Change& change) {
    if (!commit_ || commit_->number != change.commit) commit_ = Journal(session_).commit(change.commit);
    return *commit_;
  }

  void take(const Change& change, const Commit& commit) {
    bool any = false;
    for (const Event& event : events_of_change(session_, change, commit, versions_)) {
      Subject subject(session_, *event.kind, event.record);  // what one rule reads, the others need not
      for (const HeldRule& rule : set_->rules) {
        if (!hears(session_, rule, event, change, commit)) continue;
        // The next batch begins with this change once more, of which nothing fires twice.
        if (is_full()) return;
        any = take(rule, event, change, commit, subject) || any;
      }
    }
    looked_at_ = changes_.size() == 1 ? read_to_ : change.number;
    changes_.pop_front();
    // Written once for a run of changes that set nothing off.
    if (any || changes_.empty()) keep_position();
  }

  void keep_position() {
    if (looked_at_) set_event_position(session_, *looked_at_);
    looked_at_.reset();
  }

  bool take(const HeldRule& rule, const Event& event, const Change& change, const Commit& commit,
            Subject& subject) {
    if (!subject.record() && event.name != removed_event) return false;
    if (rule.condition) {
      std::optional<AnyRecord> then;
      if (!rule.holds(as_left(commit, subject, versions_, then), commit.at)) return false;
    }
    const Occurrence occurrence = occurrence_of(rule, change, commit);
    ToFire to_fire(occurrence);
    if (subject.firing_of(occurrence)) return false;
    to_fire.set_off_by = firing_behind(session_, commit.cause);
    // The end of a chain sets nothing off, not even a rule about firings.
    if (to_fire.set_off_by && to_fire.set_off_by->outcome == Outcome::cut) return false;
    fire_or_fail(to_fire, subject);
    return true;
  }

  void fire_or_fail(const ToFire& to_fire, Subject& subject) {
    Tried tried = try_to_fire(session_, *set_, to_fire, subject);
    if (!tried.firing && failure_ == Batch::Failure::takes_all) throw FiringFailed();
    if (!tried.firing) tried.firing = note_failure(session_, *set_, to_fire, subject, tried.trouble);
    fired_.push_back(std::move(*tried.firing));
  }

  void take(const DueRecord& due) {
    const Sight sight = glance_at(session_, *set_, due);
    if (sight == Sight::nothing) return;
    Subject subject(session_, *due.kind, due.id);
    if (due.kind == &kind_of<Escalation>() && subject.record()) {
      const auto& escalation = subject.as<Escalation>();
      if (escalation.next_at && *escalation.next_at <= now_) return take(escalation);
    }
    const auto told = sight == Sight::something ? told_to_fire(subject, due) : std::nullopt;
    if (told) return fire_or_fail(*told, subject);
    const auto first = first_standpoint(subject);
    // Of several repeats only the last one is left, which has its turn among what is due on others.
    if (first && *first->at > due.at) return come_back(session_, due, *first->at);
    if (first) return fire_or_fail(to_fire_of(*first, subject), subject);
    // Nothing is due after all: a condition does not hold, or the rule is gone.
    index_again(session_, *set_, subject, now_);
  }

  void take(Escalation due) {
    const Id<Escalation> id = due.id;
    try {
      Work work(session_, "supervision.climb", {.reason = why_it_climbs(due), .cause = reference_to(id)},
                Work::Size::several_writes);
      climb(session_, due);
      work.finish();
    } catch (const Error& error) {
      if (!is_about_input(error.code()) && error.code() != Code::misuse) throw;
      if (failure_ == Batch::Failure::takes_all) throw FiringFailed();
      Work work(session_, "supervision.fail", {.reason = trouble_text(error.what())},
                Work::Size::several_writes);
      wait_to_climb(session_, std::move(due));
      work.finish();
    }
    climbed_.push_back(id);
  }

  // What the due index says fires, unless it did: a promise may have moved after it was late.
  std::optional<ToFire> told_to_fire(Subject& subject, const DueRecord& due) {
    const HeldRule* rule = is_behind_ ? nullptr : rule_that_fires(*set_, due);
    if (!rule || subject.firing_of(*rule, due.occurrence)) return {};
    ToFire to_fire({.rule = rule, .at = due.at}, due.occurrence);
    to_fire.told = &due;
    return to_fire;
  }

  // The earliest one that is due on a record; of one instant, that of the rule that comes first.
  std::optional<Standpoint> first_standpoint(Subject& subject) {
    std::optional<Standpoint> first;
    for (const HeldRule& rule : set_->rules) {
      if (rule.kind != &subject.kind()) continue;
      for_each_standpoint(rule, subject, now_, Asked::to_come, [&](const Standpoint& each) {
        if (each.prospect == Prospect::due && (!first || *each.at < *first->at)) first = each;
      });
    }
    return first;
  }

  ToFire to_fire_of(const Standpoint& due, Subject& subject) {
    ToFire to_fire(due.occurrence);
    if (due.firing)
      to_fire.earlier = *due.firing;
    else
      to_fire.set_off_by = firing_that_wrote(due.occurrence, subject);
    return to_fire;
  }

  // The firing that wrote what the rule follows, when that is only a moment ago: the clock, or the field. Another one
  // that wrote the same record has set nothing off.
  std::optional<Firing> firing_that_wrote(const Occurrence& occurrence, Subject& subject) {
    const std::int64_t version =
        occurrence.clock ? occurrence.clock->version : version_of(subject.kind(), subject.last_record());
    if (version <= settled_) return {};
    const auto commit = commit_of_change(session_, version);
    if (!commit) throw Error(Code::corrupt, fmt::format("the journal has no change {}", version));
    if (now_ - commit->at >= moment) return {};
    auto firing = firing_behind(session_, commit->cause);
    if (!firing || occurrence.clock) return firing;
    const bool wrote_it =
        touched(session_, subject.kind(), version, {occurrence.rule->field->number}) != Touch::otherwise;
    return wrote_it ? std::move(firing) : std::nullopt;
  }

  struct FiringFailed {};

  Session& session_;
  std::size_t limit_;
  Sweep sweep_;
  std::size_t most_ = 0;       // that this batch fires
  std::vector<Firing> fired_;  // of this batch, as is the next one
  std::vector<Id<Escalation>> climbed_;
  Batch::Failure failure_{};
  bool is_behind_ = false;  // whether records may not be under the rules as they are
  const RuleSet* set_ = nullptr;
  Instant now_{};
  std::int64_t settled_ = 0;    // up to this one, changes are older than a moment
  std::deque<Change> changes_;  // read and not yet looked at
  std::int64_t read_to_ = 0;
  std::optional<std::int64_t> looked_at_;  // up to here, and not written down yet
  std::optional<Commit> commit_;           // of the last one looked at
  Versions versions_;                      // of the records of events
};

// A clock that leapt would fire everything there is and hold up the journal's time for ever.
void need_plausible_clock(Session& session, const LastCommit& last) {
  constexpr std::chrono::days longest{3653};
  if (last.number > 0 && session.now() - last.at > longest)
    throw Error(
        Code::not_allowed,
        fmt::format(
            "the clock says {}, more than ten years after the last commit, of {}; set it right (should "
            "it be right, write something first)",
            to_text(session.now()), to_text(last.at)));
}

}  // namespace

Sweep Automation::sweep(std::size_t limit) {
  if (session_->is_writing())
    throw Error(Code::misuse, "a transaction or another call is still running; sweep after it");
  const LastCommit last = last_commit(*session_);
  need_plausible_clock(*session_, last);
  return Sweeping(*session_, limit, last).run();
}

std::optional<Instant> Automation::next_due() const {
  const Reading reading(*session_);
  if (is_reindexing(*session_)) return session_->now();
  std::optional<Instant> next;
  {
    static const Sql sql(R"(SELECT min("at") FROM "rule_due")");
    Statement row = session_->database().prepare(sql);
    if (row.step() && !row.column(0).is_nothing()) next = Instant{Duration{row.column(0).integer}};
  }
  if (rule_set(*session_).heard == 0) return next;
  const auto changes = Journal(*session_).changes(event_position(*session_), 1);
  if (changes.empty()) return next;
  const Instant at = Journal(*session_).commit(changes.front().commit).at;
  return next ? std::min(*next, at) : at;
}

}  // namespace rapport
