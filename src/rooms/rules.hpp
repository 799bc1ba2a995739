// Rules at work: those that may fire, as the session holds them, and when they occur for a record.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engines/filter.hpp"
#include "engines/session.hpp"
#include "kernel/faults.hpp"
#include "kernel/kind.hpp"
#include "rapport/rules.hpp"

namespace rapport {

extern const Hooks rule_hooks;
extern const Hooks rule_action_hooks;
extern const Hooks firing_hooks;

// ---- The set of rules

struct HeldAction {
  HeldAction(RuleAction from, std::unique_ptr<detail::Filter> filter)
      : action(std::move(from)), value(std::move(filter)) {}

  RuleAction action;
  std::unique_ptr<detail::Filter> value;  // null for none
};

struct HeldRule {
  Rule rule;
  const Kind* kind = nullptr;
  std::vector<HeldAction> actions;
  std::unique_ptr<detail::Filter> condition;  // null for any
  const Field* field = nullptr;               // that it follows; null for none
  const cel::Computed* computed = nullptr;    // the same, where it is computed
  std::vector<int> changed;                   // numbers of the fields that must have changed; empty for any
  std::optional<OpeningHours> hours;          // of its own calendar
  std::string zone = "UTC";                   // in which its days begin
  std::vector<Uuid> revisions;                // all of its name that are of time, or of events, too
  bool may_turn = false;                      // whether the condition may become true by itself

  bool is_of_time() const noexcept { return !rule.on; }
  // Whether a firing is one of it, in whatever revision.
  bool owns(const Firing& firing) const;
  // When the condition may have become true of a record by itself; absent for never, and for no record.
  std::optional<Instant> turn(const void* record, Instant after) const {
    return record && may_turn ? condition->next_turn(record, after) : std::nullopt;
  }
  bool holds(const void* record) const { return !condition || condition->holds(record); }
  bool holds(const void* record, Instant at) const { return !condition || condition->holds(record, at); }
};

// What the conditions of a kind's rules of time read of a record: whether they hold is seen without the rest of it.
struct Glance {
  const Kind* kind = nullptr;
  std::vector<const Field*> fields;   // its deleted_at first, and those that rules follow
  std::string sql;                    // reads them by id
  std::unique_ptr<AnyRecord> record;  // what was read last; the other fields mean nothing
};

// How records of a kind lead to others that conditions of their rules of time read: cases by customer.owner to agents.
struct Lead {
  const Kind* from;
  std::string path;
  std::vector<const Field*> fields;  // of the path
  std::vector<int> read{};           // numbers of the fields that conditions read there
  bool reads_computed = false;       // and whether they read what is computed there

  const Kind& to() const { return fields.back()->refers_to(); }
};

struct RuleSet {
  std::int64_t generation = -1;
  std::int64_t rollbacks = 0;   // of the session when it was made
  std::vector<HeldRule> rules;  // in the order in which they are asked
  // Kinds, a bit for each number: those whose records the due index holds, those whose writing may move them in it,
  // and those whose changes may be events.
  std::uint64_t indexed = 0;
  std::uint64_t watched = 0;
  std::uint64_t heard = 0;
  std::vector<Lead> leads;
  bool calls_host = false;
  // Of kinds whose rules of time all have conditions, none of which becomes true by itself.
  std::vector<Glance> glances;

  bool indexes(const Kind& kind) const noexcept { return (indexed >> kind.number & 1) != 0; }
};

// The rules as they are now. Borrowed until they change.
const RuleSet& rule_set(Session& session);

// Prepares a rule for work. Throws invalid and unknown_name, naming rule and field, for what cannot work or makes
// no sense.
HeldRule held(Session& session, Rule rule, std::vector<RuleAction> actions);

// Finds what is wrong with a rule that is to be adopted.
void look_at_rule(Session& session, const RuleWithActions& given, Faults& faults);

// The level that a value names. Throws invalid.
std::int64_t level_from(std::string_view word);

// The kinds whose records tell of events of a kind, beside its own.
std::vector<const Kind*> sources_of(const Kind& kind);
// The events that may happen to records of a kind.
std::vector<std::string_view> events_of(const Kind& kind);
inline constexpr std::string_view reopened_event = "reopened";
inline constexpr std::string_view replied_event = "replied";
inline constexpr std::string_view heard_event = "heard";
inline constexpr std::string_view moved_event = "moved";
inline constexpr std::string_view ended_event = "ended";
inline constexpr std::string_view added_event = "added";
inline constexpr std::string_view changed_event = "changed";
inline constexpr std::string_view removed_event = "removed";
inline constexpr std::string_view imported_event = "imported";

// ---- Occurrences

// A clock that runs, as far as rules read it, and the terms by which it does.
struct RunningClock {
  Clock clock;
  Terms terms;
};

struct Occurrence;

// A record that rules are about. What they read of it is read when the first of them asks, and again when it may have
// been written since.
class Subject {
 public:
  Subject(Session& session, const Kind& kind, const Uuid& id) : kind_(&kind), id_(id), session_(session) {}

  const Kind& kind() const noexcept { return *kind_; }
  const Uuid& id() const noexcept { return id_; }
  Reference reference() const { return Reference::to(kind_->number, id_); }
  // Whoever may see it; null for one that is deleted or not there.
  const void* record();
  // The same, deleted or not.
  const void* last_record();
  template <class R>
  const R& as() {
    return *static_cast<const R*>(last_record());
  }
  // What stands in the field that a rule follows, at an instant; nothing where it is absent.
  std::optional<std::int64_t> followed(const HeldRule& rule, Instant at);
  // Since when it stands there; absent where that is not known.
  std::optional<Instant> stands_since(const HeldRule& rule);
  // When that is next another though nobody writes anything; absent for never.
  std::optional<Instant> next_turn(const HeldRule& rule, Instant after);
  const std::vector<RunningClock>& clocks();  // of a case
  const std::vector<Firing>& firings();
  // Null where the rule has not fired then, nor tried to.
  const Firing* firing_of(const Occurrence& occurrence);
  const Firing* firing_of(const HeldRule& rule, std::string_view occurrence);
  // Takes in a firing of the record which was just written.
  void add(const Firing& firing);

 private:
  template <class T>
  struct Read {
    std::optional<T> value{};
    std::int64_t age = 0;  // of its kind in the session
  };
  template <class T>
  bool is_current(const Read<T>& part, const Kind& kind) const {
    return part.value && part.age == session_.age_of(kind);
  }

  const Kind* kind_;
  Uuid id_;
  Session& session_;
  Read<AnyRecord> record_;
  Read<std::vector<RunningClock>> clocks_;
  Read<std::vector<Firing>> firings_;
};

// One time that a rule is to fire on a record. Borrows from the rule and the subject.
struct Occurrence {
  const HeldRule* rule = nullptr;
  Instant at{};
  const Clock* clock = nullptr;  // of a promise
  std::int64_t base = 0;  // otherwise: the field's value as it is stored, the year, or the change or commit
  std::int64_t repeat = 1;

  // "resolution 1", "due_on 2026-11-23", "born_on 2026"; of an event its instant and the number of the change or commit. Of a second time followed by
  // a blank and #2.
  std::string key() const;
  // "80 % of the time of resolution"; needs no clock.
  std::string why() const;
};

// So much later, in elapsed time where nothing else is said. Throws invalid where the hours do not open so often any
// more.
Instant later(const OpeningHours& hours, std::optional<CountedIn> counted_in, Instant from, Duration amount);

// "2 hours of open time", "1 working day"; without the sign.
std::string spelled_out(Duration amount, std::optional<CountedIn> counted_in);

// Whether a rule is about a clock's promise.
bool follows(const Rule& rule, const Clock& clock);
// Of a case that goes on in another no instants come any more, nor of a firing at which a chain was cut.
bool is_at_rest(Subject& subject);

// Something that a rule follows in a record, and its occurrences around an instant.
struct Around {
  std::optional<Occurrence> passed;    // the last one that has come
  std::optional<Occurrence> upcoming;  // the next one
};

// Whether what comes each year is let pass, though its instant comes: the day was over when it was written down, or, of
// one that has come, a later year's has come already.
bool is_over(Subject& subject, const Occurrence& occurrence);
bool is_over(Subject& subject, const Around& around);

// Of a rule of time. Visitors that are asked for at each record are given by std::cref, which needs no memory.
void for_each_around(const HeldRule& rule, Subject& subject, Instant now,
                     const std::function<void(const Around&)>& visit);

// How a rule stands to a record now: one for each thing that it follows, and for each firing that an event set off.
struct Standpoint {
  Prospect prospect = Prospect::never;
  Occurrence occurrence{};
  std::optional<Instant> at{};     // when it is to fire or be tried again; of one that fired, when it did
  const Firing* firing = nullptr;  // the one there is; the subject's
};
// All of them, or only those that are due or wait, which takes less to find out.
enum class Asked : std::uint8_t { all, to_come };
void for_each_standpoint(const HeldRule& rule, Subject& subject, Instant now, Asked asked,
                         const std::function<void(const Standpoint&)>& visit);

// Of an event's occurrence, by its key: the number of the change, or where the event is that something changed, of the
// commit. Absent for any other key.
std::optional<std::int64_t> base_in(std::string_view key);

// ---- The due index

// Brings the index up to date with a record, inside a transaction.
void index_again(Session& session, const RuleSet& set, Subject& subject, Instant now);

// The record that comes first of those that are due by now, in the order of instant and id; only inside a Batch.
struct DueRecord {
  const Kind* kind;
  Uuid id;
  Instant at;
  std::optional<Instant> next_at;  // no later than `at`: not known
  std::optional<Uuid> rule;        // that fires then; absent where that is to be found out
  std::string occurrence;          // of that rule

  bool knows_next() const noexcept { return !next_at || *next_at > at; }
};
std::optional<DueRecord> first_due(Session& session, Instant now);

// The record is due again at a later instant, which has come, too.
void come_back(Session& session, const DueRecord& due, Instant at);

// What a glance at a due record shows.
enum class Sight : std::uint8_t { unclear, nothing, something };
// Where no condition holds, nothing is due after all, and the index goes on to the next instant.
Sight glance_at(Session& session, const RuleSet& set, const DueRecord& due);
// The rule that fires, where the index says so and a glance has just shown something. Null: it is to be found out. Not to
// be asked while records of the kind are behind the rules.
const HeldRule* rule_that_fires(const RuleSet& set, const DueRecord& due);
// Lets the index go on to the next instant after that rule has fired, unless that wrote something by which the next one
// may be another. The age is that of clocks in the session before.
bool goes_on(Session& session, const RuleSet& set, const DueRecord& due, std::int64_t age_of_clocks);

// Says that rules changed, so that every session reads them again; of a kind, where one is given, every record
// is then brought under them by and by.
void rules_changed(Session& session, const Kind* kind);

// Where events have been looked at up to, in changes.
std::int64_t event_position(Session& session);
void set_event_position(Session& session, std::int64_t change);

// What the commit that made a record's version did to it: it added it, replaced one of these fields, or did neither.
enum class Touch : std::uint8_t { added, replaced, otherwise };
Touch touched(Session& session, const Kind& kind, std::int64_t version, const std::vector<int>& fields);

// A record was written, which those that lead to it by a path may have to be told; inside a transaction, as it ends.
void note_those_who_lead(Session& session, const RuleSet& set, const Kind& kind, const Uuid& id);

// Brings the next so many records of those that are behind under the rules, inside a transaction.
void reindex(Session& session, std::size_t records);
bool is_reindexing(Session& session);
// Kinds whose records are not all under the rules as they are now, and up to which id they are.
std::map<int, Uuid> kinds_behind(Session& session);

// Calls visit(kind, id, first instant) for each record on which a rule may fire up to an instant, in their order,
// until it returns false. Those that are behind the rules come first, whenever they may be due.
void for_each_due(Session& session, Instant until,
                  const std::function<bool(const Kind&, const Uuid&, Instant)>& visit);

// ---- Firing

// What an action does. Throws what its verb throws.
void act(Session& session, const HeldRule& rule, const HeldAction& action, Subject& subject,
         const Firing& firing);

// Functions that the host gave.
struct HostFunctions {
  std::map<std::string, Automation::Function, std::less<>> by_name;
};

}  // namespace rapport
