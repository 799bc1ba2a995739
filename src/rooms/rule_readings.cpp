// What rules would do, and why: forecasts and explanations.
#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <limits>
#include <set>
#include <span>

#include "engines/journal.hpp"
#include "engines/records.hpp"
#include "kernel/catalogue.hpp"
#include "kernel/form.hpp"
#include "kernel/text.hpp"
#include "kernel/validate.hpp"
#include "rooms/escalations.hpp"
#include "rooms/events.hpp"
#include "rooms/rules.hpp"

namespace rapport {

namespace {

// What a path of fields leads to from a record: "owner.team.name". Absent where the acting agent may not read it.
std::optional<std::string> value_at(Session& session, const Kind& kind, const void* record,
                                    std::string_view path) {
  const Kind* at = &kind;
  std::deque<Subject> followed;
  const void* holder = record;
  const std::vector<std::string_view> names = text::parts_of(path, ".");
  for (const std::string_view& name : names) {
    const Field* field = at->find(name);
    if (const cel::Computed* computed = field ? nullptr : cel::find_computed(*at, name)) {
      const OwnedValue value = computed_value(session, computed->sql, id_of(*at, holder), session.now());
      return to_text(computed->field, {{Value::of(value)}}).value_or("");
    }
    if (!field) return "";  // a part of a value
    if (&name == &names.back() || field->type != Type::id)
      return to_text(*field, values_of(*field, holder)).value_or("");
    const Value id = field->columns[0].get(holder);
    if (id.is_nothing()) return "";
    at = &field->refers_to();
    followed.emplace_back(session, *at, uuid_of(id.text));
    holder = followed.back().last_record();
    if (!is_readable(session, *at, holder)) return {};
  }
  return "";
}

// Of the record as it is, or was.
RuleReading reading_of(Session& session, const HeldRule& rule, Subject& subject, const void* record,
                       Instant at) {
  RuleReading reading{.rule = rule.rule, .record = subject.reference(), .holds = rule.holds(record, at)};
  if (!rule.condition) return reading;
  for (const std::string& path : rule.condition->fields())
    if (auto value = value_at(session, subject.kind(), record, path))
      reading.values.push_back({path, std::move(*value)});
  return reading;
}
RuleReading reading_of(Session& session, const HeldRule& rule, Subject& subject) {
  return reading_of(session, rule, subject, subject.last_record(), session.now());
}

// The last change that a condition saw when a rule fired: before what the firing did, or as the event had left it. Absent
// where another book's journal has it, from which the firing was brought.
std::optional<std::int64_t> change_seen(Session& session, const HeldRule& rule, const Firing& firing) {
  if (rule.is_of_time()) {
    const auto commit = commit_of_change(session, firing.version);
    return commit && commit->at == firing.at ? std::optional(firing.version) : std::nullopt;
  }
  const auto base = base_in(firing.occurrence);
  if (!base) return {};
  std::optional<Commit> commit;
  if (rule.rule.on != changed_event) {
    commit = commit_of_change(session, *base);
  } else if (auto next = Journal(session).commits(*base - 1, 1); !next.empty() && next[0].number == *base) {
    commit = std::move(next[0]);
  }
  return commit && commit->at == firing.due_at ? std::optional(commit->last_change) : std::nullopt;
}

// Of one that fired, as it read the record then, where that is known.
RuleReading reading_then(Session& session, const HeldRule& rule, Subject& subject, const Firing& firing,
                         Versions& versions) {
  const auto seen = rule.condition ? change_seen(session, rule, firing) : std::nullopt;
  AnyRecord then(subject.kind());
  const bool is_known = seen && versions.fill_in(subject.kind(), subject.id(), *seen, then.get()) &&
                        is_readable(session, subject.kind(), then.get());
  RuleReading reading =
      is_known ? reading_of(session, rule, subject, then.get(), rule.is_of_time() ? firing.at : firing.due_at)
               : reading_of(session, rule, subject);
  reading.holds = true;  // whatever other records that it reads say now
  return reading;
}

RuleReading with_standpoint(RuleReading reading, const Standpoint& from) {
  reading.prospect = from.prospect;
  reading.at = from.at;
  if (from.firing) {
    reading.firing = from.firing->id;
    reading.trouble = from.firing->trouble;
  }
  reading.why = from.occurrence.why();
  return reading;
}

// Whether an event comes but once in a record's life.
bool comes_once(std::string_view event) {
  return event == added_event || event == imported_event || event == to_text(CaseEventKind::opened);
}

// Of the last event that a rule heard of, unless it fired for it: whether the next sweep fires it, or its condition did
// not hold. Absent where there is none.
std::optional<RuleReading> reading_of_event(Session& session, const HeldRule& rule, Subject& subject,
                                            std::span<const Happening> happenings, Versions& versions) {
  const auto last = std::ranges::find_if(happenings, [&](const Happening& each) {
    return hears(session, rule, each.event, each.change, each.commit);
  });
  if (last == happenings.end()) return {};
  const Occurrence occurrence = occurrence_of(rule, last->change, last->commit);
  if (subject.firing_of(occurrence)) return {};
  std::optional<AnyRecord> then;
  const void* record = as_left(last->commit, subject, versions, then);
  if (!is_readable(session, subject.kind(), record)) return {};
  RuleReading reading = reading_of(session, rule, subject, record, last->commit.at);
  if (last->change.number <= event_position(session) && reading.holds) return {};  // as the end of a chain
  const Prospect prospect = reading.holds ? Prospect::due : Prospect::held_back;
  return with_standpoint(std::move(reading),
                         {.prospect = prospect, .occurrence = occurrence, .at = last->commit.at});
}

// Why a rule gives a record no instant.
std::string why_never(const HeldRule& rule, Subject& subject, Instant now) {
  const Rule& of = rule.rule;
  if (of.on && comes_once(*of.on)) return fmt::format("was not {} since the rule began", *of.on);
  if (of.on) return fmt::format("waits for {}", *of.on);
  if (is_at_rest(subject))
    return &subject.kind() == &kind_of<Case>() ? "the case goes on in another"
                                               : "a chain of rules was cut at it";
  const bool is_there =
      of.promise ? std::ranges::any_of(subject.clocks(),
                                       [&](const RunningClock& each) { return follows(of, each.clock); })
                 : subject.followed(rule, now).has_value();
  if (!is_there && of.promise)
    return fmt::format("no {}{} is running", to_text(*of.promise),
                       of.towards == Towards::team ? " towards the team" : "");
  if (!is_there) return fmt::format("{} is absent", rule.field->name);
  if (of.yearly) return fmt::format("{} names no day", rule.field->name);
  return of.since ? fmt::format("came before {}, since when the rule fires", to_text(*of.since))
                  : "nothing comes any more";
}

// How far the turns of a condition are followed: a cheap one for a century, an expensive one for a fifth of a second.
class Patience {
 public:
  explicit Patience(const HeldRule& rule) : condition_(rule.condition.get()), spent_before_(spent()) {}
  bool is_over() const { return spent() - spent_before_ > 20'000'000; }

 private:
  std::int64_t spent() const { return condition_ ? condition_->spent() : 0; }

  const detail::Filter* condition_;
  std::int64_t spent_before_;
};

// When a condition holds of a record, from an instant on, or is asked again where that is far; absent where it does not
// by the end.
std::optional<Instant> holds_from(const HeldRule& rule, Subject& subject, Instant from, Instant end) {
  const Patience patience(rule);
  for (std::optional<Instant> at = from; at && *at <= end; at = rule.turn(subject.record(), *at))
    if (rule.holds(subject.record(), *at) || patience.is_over()) return at;
  return {};
}

// What a rule does to one record while time goes by and nobody writes: the clock goes from each instant at which
// something may become due to the next.
class Foretelling {
 public:
  Foretelling(Session& session, const HeldRule& rule, Subject& subject, std::vector<RuleReading>& readings)
      : session_(session), rule_(rule), subject_(subject), readings_(readings), patience_(rule) {}

  // At most so many.
  void tell(Instant from, Instant until, std::size_t most) {
    if (!rule_.is_of_time()) return tell_tries(from, until);
    if (!rule_.may_turn && !rule_.holds(subject_.record())) return;
    const std::size_t enough = readings_.size() + most;
    next_ = from;
    while (next_ && *next_ <= until && readings_.size() < enough) {
      now_ = *next_;
      next_.reset();
      if (const auto turn = subject_.next_turn(rule_, now_)) come_back(*turn);
      for_each_around(rule_, subject_, now_, [&](const Around& each) {
        if (each.passed) look_at(each);
        if (each.upcoming) come_back(each.upcoming->at);
      });
    }
  }

 private:
  // The end of time never comes.
  void come_back(Instant at) {
    if (at > now_ && at < latest_instant && (!next_ || at < *next_)) next_ = at;
  }

  void look_at(const Around& around) {
    const Occurrence& passed = *around.passed;
    const Firing* firing = subject_.firing_of(passed);
    if (firing && !firing->next_try_at) return;
    if (firing && *firing->next_try_at > now_) return come_back(*firing->next_try_at);
    if (!rule_.holds(subject_.record(), now_)) {
      if (patience_.is_over()) return;
      if (const auto turn = rule_.turn(subject_.record(), now_)) come_back(*turn);
    } else if ((firing || !is_over(subject_, around)) && told_.insert(passed.key()).second) {
      add(passed, firing);
    }
  }

  // An event is over; what failed is tried again.
  void tell_tries(Instant from, Instant until) {
    now_ = from;
    for_each_standpoint(rule_, subject_, from, Asked::to_come, [&](const Standpoint& each) {
      if (*each.at > until) return;
      now_ = std::max(from, *each.at);
      add(each.occurrence, each.firing);
    });
  }

  void add(const Occurrence& occurrence, const Firing* firing) {
    const bool is_due = now_ <= session_.now();
    readings_.push_back(with_standpoint(reading_of(session_, rule_, subject_),
                                        {.prospect = is_due ? Prospect::due : Prospect::waits,
                                         .occurrence = occurrence,
                                         .at = is_due && !firing ? occurrence.at : now_,
                                         .firing = firing}));
  }

  Session& session_;
  const HeldRule& rule_;
  Subject& subject_;
  std::vector<RuleReading>& readings_;
  Patience patience_;
  Instant now_{};
  std::optional<Instant> next_{};
  std::set<std::string> told_{};
};

// That an escalation is to climb by its ladder, which is told as the ladder's name; absent for any other record, and for
// one that does not climb.
std::optional<RuleReading> climb_of(Session& session, Subject& subject, Instant now) {
  if (&subject.kind() != &kind_of<Escalation>()) return {};
  const auto& escalation = subject.as<Escalation>();
  if (!escalation.next_at) return {};
  return RuleReading{.rule = {.name = record_of<Ladder>(session, escalation.ladder.uuid).name,
                              .of = std::string(kind_of<Escalation>().name)},
                     .record = reference_to(escalation.id),
                     .prospect = *escalation.next_at <= now ? Prospect::due : Prospect::waits,
                     .at = escalation.next_at,
                     .why = why_it_climbs(escalation)};
}

// Keeps the earliest so many, in their order.
void keep_earliest(std::vector<RuleReading>& readings, std::size_t limit) {
  std::ranges::stable_sort(readings, {}, [](const RuleReading& each) { return *each.at; });
  readings.resize(std::min(readings.size(), limit));
}

}  // namespace

std::vector<RuleReading> Automation::forecast(Instant until, std::size_t limit) const {
  limit = std::min<std::size_t>(limit, std::numeric_limits<std::int32_t>::max());
  const Reading reading(*session_);
  const RuleSet& set = rule_set(*session_);
  const Instant now = session_->now();
  std::vector<RuleReading> readings;
  // Records come by their first instant, so that none behind the last reading kept has an earlier one.
  for_each_due(*session_, until, [&](const Kind& kind, const Uuid& id, Instant first) {
    if (first > until) return false;
    Subject subject(*session_, kind, id);
    if (!subject.record() || !is_readable(*session_, kind, subject.record())) return true;
    for (const HeldRule& rule : set.rules)
      if (rule.kind == &kind) Foretelling(*session_, rule, subject, readings).tell(now, until, limit);
    if (auto climb = climb_of(*session_, subject, now); climb && *climb->at <= until)
      readings.push_back(std::move(*climb));
    if (readings.size() >= limit * 2) {
      keep_earliest(readings, limit);
      until = readings.empty() ? now : *readings.back().at;
    }
    return true;
  });
  keep_earliest(readings, limit);
  return readings;
}

std::vector<RuleReading> Automation::explain(const Reference& record) const {
  const Reading reading(*session_);
  const Kind* kind = find_kind(record.kind_number());
  if (!kind) throw Error(Code::unknown_name, "there is no such kind of record");
  need_readable(*session_, *kind, record.uuid());
  Subject subject(*session_, *kind, record.uuid());
  if (!subject.record()) detail::throw_not_found(*kind, record.uuid());
  const Instant now = session_->now();
  std::vector<RuleReading> readings;
  Versions versions(*session_);
  std::optional<std::vector<Happening>> happenings;  // looked for when a rule is about events
  if (auto climb = climb_of(*session_, subject, now)) readings.push_back(std::move(*climb));
  for (const HeldRule& rule : rule_set(*session_).rules) {
    if (rule.kind != kind) continue;
    const std::size_t before = readings.size();
    for_each_standpoint(rule, subject, now, Asked::all, [&](Standpoint each) {
      // What comes waits for its condition, which the book asks now and then; when it holds is told a year ahead.
      if (each.prospect == Prospect::waits && rule.is_of_time()) {
        const auto at = holds_from(rule, subject, *each.at, std::max(now, *each.at) + std::chrono::days(366));
        const bool has_come = each.occurrence.at <= now;
        if (at || has_come) each.at = at;
        if (!each.at) each.prospect = Prospect::held_back;
      }
      const bool is_over = each.prospect == Prospect::fired && each.firing;
      readings.push_back(with_standpoint(is_over
                                             ? reading_then(*session_, rule, subject, *each.firing, versions)
                                             : reading_of(*session_, rule, subject),
                                         each));
    });
    if (!rule.is_of_time()) {
      if (!happenings) happenings = events_of_record(*session_, *kind, record.uuid(), versions);
      if (auto last = reading_of_event(*session_, rule, subject, *happenings, versions))
        readings.push_back(std::move(*last));
    }
    if (readings.size() > before) continue;
    readings.push_back(reading_of(*session_, rule, subject));
    readings.back().why = why_never(rule, subject, now);
    if (!rule.is_of_time() && !comes_once(*rule.rule.on)) readings.back().prospect = Prospect::waits;
  }
  return readings;
}

}  // namespace rapport
