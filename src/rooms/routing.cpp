#include "rooms/routing.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "engines/records.hpp"
#include "kernel/text.hpp"
#include "kernel/validate.hpp"
#include "rapport/calendar.hpp"
#include "rapport/tasks.hpp"
#include "rooms/cases.hpp"
#include "rooms/people.hpp"

namespace rapport {

RAPPORT_KIND(Absence)

namespace {

// ---- Absences

std::vector<Absence> absences_of(Session& session, Id<Agent> agent) {
  return live_where<Absence>(session, field_of<&Absence::agent>(), Value::of(agent.uuid));
}

// From one instant up to, and without, the other; without end for none.
struct Period {
  Instant from{};
  Instant until = latest_instant;

  bool is_empty() const { return until <= from; }
};
Period period_of(const Absence& absence) {
  return {*absence.valid_from, absence.valid_until.value_or(latest_instant)};
}
Period common_of(Period a, Period b) { return {std::max(a.from, b.from), std::min(a.until, b.until)}; }

void prepare_absence(const Writing& writing) {
  auto& absence = *static_cast<Absence*>(writing.record);
  const auto* before = static_cast<const Absence*>(writing.before);
  if (!absence.valid_from) absence.valid_from = before ? before->valid_from : writing.session.commit().at;
}

// Follows those who stand in through the period in which all of them are absent.
void need_no_circle(Session& session, const Absence& absence, Id<Agent> stand_in, Period period) {
  if (stand_in == absence.agent)
    refuse<&Absence::stand_in>(Code::not_allowed, absence,
                               fmt::format("leads back to the agent, who is absent from {} on; another agent "
                                           "who is there is right",
                                           to_text(period.from)));
  for (const Absence& next : absences_of(session, stand_in))
    if (const Period common = common_of(period, period_of(next)); next.stand_in && !common.is_empty())
      need_no_circle(session, absence, *next.stand_in, common);
}

void check_absence(const Writing& writing) {
  const auto& absence = *static_cast<const Absence*>(writing.record);
  Session& session = writing.session;
  const Period period = period_of(absence);
  if (period.until < period.from)
    refuse<&Absence::valid_until>(Code::invalid, absence, "lies before the beginning of the period");
  need_live<&Absence::agent>(writing);
  need_live<&Absence::stand_in>(writing);
  for (const Absence& other : absences_of(session, absence.agent))
    if (other.id != absence.id && !common_of(period, period_of(other)).is_empty())
      refuse<&Absence::valid_from>(
          Code::not_allowed, absence,
          fmt::format("lies in a period in which the agent is absent already (absence {}); change that one",
                      to_text(other.id)));
  if (absence.stand_in) need_no_circle(session, absence, *absence.stand_in, period);
}

std::optional<Absence> absence_at(Session& session, Id<Agent> agent, Instant at) {
  for (Absence& each : absences_of(session, agent))
    if (const Period period = period_of(each); period.from <= at && at < period.until) return std::move(each);
  return {};
}

// ---- What a case asks of an agent

std::vector<std::string> folded_words(const std::optional<std::string>& text) {
  std::vector<std::string> words;
  if (text)
    for (const std::string_view each : text::parts_of(*text, " ")) words.push_back(text::folded(each));
  return words;
}
bool has(const std::vector<std::string>& words, std::string_view word) {
  return std::ranges::find(words, text::folded(word)) != words.end();
}
std::string_view language_of(std::string_view tag) { return tag.substr(0, tag.find('-')); }

struct Demand {
  std::vector<std::string_view> skills{};  // as the case has them
  std::optional<std::string> language{};
  std::optional<TechnicalLevel> technical_level{};
};

// The newest word about a skill or the product of the case, or else about the customer as a whole.
std::optional<TechnicalLevel> technical_level_of(Session& session, const Case& of) {
  std::vector<std::string> topics = folded_words(of.skills);
  if (of.product) topics.push_back(text::folded(*of.product));
  std::optional<TechnicalLevel> of_a_topic;
  std::optional<TechnicalLevel> in_all;
  for (const Need& each :
       live_where<Need>(session, field_of<&Need::customer>(), Value::of(of.customer.uuid))) {
    if (each.aspect != NeedAspect::technical_level) continue;
    if (!each.topic)
      in_all = each.technical_level;
    else if (has(topics, *each.topic))
      of_a_topic = each.technical_level;
  }
  return of_a_topic ? of_a_topic : in_all;
}

Demand demand_of(Session& session, const Case& of, const Customer& customer) {
  Demand demand{.language = of.language ? of.language : customer.language,
                .technical_level = technical_level_of(session, of)};
  if (of.skills) demand.skills = text::parts_of(*of.skills, " ");
  return demand;
}

// What an agent has of that, and what is in the way.
struct Answer {
  std::vector<std::string> has{};
  std::vector<std::string> lacks{};
};

void answer_language(const Demand& demand, const Agent& agent, Answer& answer) {
  if (!demand.language || !agent.languages) return;
  const bool speaks = std::ranges::any_of(text::parts_of(*agent.languages, " "), [&](std::string_view each) {
    return text::folded(language_of(each)) == text::folded(language_of(*demand.language));
  });
  if (speaks)
    answer.has.push_back(fmt::format("speaks {}", *demand.language));
  else
    answer.lacks.push_back(fmt::format("does not speak {}", *demand.language));
}

void answer_skills(const Demand& demand, const Agent& agent, Answer& answer) {
  if (demand.skills.empty()) return;
  const std::vector<std::string> known = folded_words(agent.skills);
  std::vector<std::string_view> missing;
  std::ranges::copy_if(demand.skills, std::back_inserter(missing),
                       [&](std::string_view each) { return !has(known, each); });
  if (missing.empty())
    answer.has.push_back(fmt::format("knows {}", fmt::join(demand.skills, " and ")));
  else
    answer.lacks.push_back(fmt::format("does not know {}", fmt::join(missing, " and ")));
}

void answer_technical_level(const Demand& demand, const Agent& agent, Answer& answer) {
  const auto& level = demand.technical_level;
  if (!level || (!agent.lowest_technical_level && !agent.highest_technical_level)) return;
  const bool works = *level >= agent.lowest_technical_level.value_or(*level) &&
                     *level <= agent.highest_technical_level.value_or(*level);
  (works ? answer.has : answer.lacks)
      .push_back(fmt::format("{} with customers of the technical level {}", works ? "works" : "does not work",
                             to_text(*level)));
}

std::string in_words(std::int64_t cases, std::optional<std::int64_t> capacity) {
  if (capacity) return fmt::format("{} of {} cases", cases, *capacity);
  return fmt::format("{} {}", cases, cases == 1 ? "case" : "cases");
}

void answer_capacity(const Agent& agent, std::int64_t open_cases, Answer& answer) {
  const std::string cases = in_words(open_cases, agent.capacity);
  if (is_full(agent, open_cases))
    answer.lacks.push_back(fmt::format("has {}", cases));
  else
    answer.has.push_back(cases);
}

// ---- The search

// The first of these in which two who fit differ says which one comes first.
struct Rank {
  bool is_off_work = false;
  double load = 0;
  std::int64_t open_cases = 0;
  Uuid newest_case{};
  Uuid agent{};

  bool is_level_with(const Rank& other) const {
    return is_off_work == other.is_off_work && load == other.load && open_cases == other.open_cases;
  }
  // What tells the first one from the second.
  static std::string_view told_by(const Rank& first, const Rank& second) {
    if (first.is_off_work != second.is_off_work) return "the only one at work";
    if (first.load != second.load) return "the least load";
    if (first.open_cases != second.open_cases) return "the fewest";
    return first.newest_case != second.newest_case ? "waited longest" : "the first";
  }
  friend bool operator<(const Rank& a, const Rank& b) {
    return std::tie(a.is_off_work, a.load, a.open_cases, a.newest_case, a.agent) <
           std::tie(b.is_off_work, b.load, b.open_cases, b.newest_case, b.agent);
  }
};

std::string names_of(const std::vector<std::string>& names) {
  if (names.size() < 2) return names.front();
  return fmt::format("{} and {} {}", names.front(), names.size() - 1, names.size() == 2 ? "other" : "others");
}

class Search {
 public:
  enum class Wanted : std::uint8_t { the_first, all };  // in their order

  // Passes over one agent, who hands the case over.
  Search(Session& session, const Case& of, std::optional<Id<Agent>> without, Wanted wanted)
      : session_(session),
        first_only_(wanted == Wanted::the_first),
        of_(of),
        customer_(record_of<Customer>(session, of.customer.uuid)),
        demand_(demand_of(session, of, customer_)),
        without_(without),
        now_(session.is_writing() ? session.commit().at : session.now()) {}

  struct Result {
    std::vector<Candidate> candidates;
    std::string_view told_by;  // what tells the first one from the second; empty for a dedicated agent
    std::size_t how_many_fit = 0;
  };
  Result run() {
    if (auto dedicated = dedicated_agent()) keep(std::move(*dedicated));
    ask_everybody();
    rank_those_who_fit();
    std::ranges::move(others_, std::back_inserter(result_.candidates));
    return std::move(result_);
  }

 private:
  void keep(Candidate candidate) {
    ++result_.how_many_fit;
    result_.candidates.push_back(std::move(candidate));
  }

  // The case itself aside.
  std::int64_t open_cases(Id<Agent> agent) {
    const auto [found, is_new] = open_cases_.try_emplace(agent.uuid);
    if (is_new) found->second = open_cases_of(session_, agent);
    return found->second - (of_.in_hand_of == agent);
  }

  // Of everybody who is asked, in one statement; whoever stands in from elsewhere is looked up by itself.
  void count_open_cases() {
    constexpr std::string_view text =
        "SELECT \"id\", (SELECT count(*) FROM {0} WHERE {1} = {2}.\"id\" AND {1} IS NOT NULL) FROM {2} "
        "WHERE \"deleted_at\" IS NULL{3}";
    const auto made = [&](const std::string& of_team) {
      return Sql(fmt::format(text, identifier(kind_of<Case>().name), column_of<&Case::in_hand_of>(),
                             identifier(kind_of<Agent>().name), of_team));
    };
    static const Sql in_team =
        made(fmt::format(" AND {0} = ? AND {0} IS NOT NULL", column_of<&Agent::team>()));
    static const Sql everywhere = made("");
    Statement rows = session_.database().prepare(of_.team ? in_team : everywhere);
    if (of_.team) rows.bind(0, Value::of(of_.team->uuid));
    while (rows.step()) open_cases_[uuid_of(rows.column(0).text)] = rows.column(1).integer;
  }

  // The agent, or whoever stands in; absent when nobody is there.
  std::optional<Agent> who_is_there(Agent agent) {
    auto there = stand_in_for(session_, std::move(agent), now_);
    if (there && there->id == without_) return {};
    return there;
  }

  std::optional<Candidate> dedicated_agent() {
    if (customer_.relationship != RelationshipType::dedicated_assistance || !customer_.owner) return {};
    const auto owner = record_of<Agent>(session_, customer_.owner->uuid);
    auto there = who_is_there(owner);
    if (!there) return {};
    std::string why = there->id == owner.id
                          ? "looks after the customer"
                          : fmt::format("stands in for {}, who looks after the customer", owner.name);
    const std::int64_t open = open_cases(there->id);
    return Candidate{std::move(*there), true, std::move(why), open};
  }

  std::vector<Agent> agents() {
    if (of_.team) return live_where<Agent>(session_, field_of<&Agent::team>(), Value::of(of_.team->uuid));
    static const Sql sql(fmt::format("SELECT {} FROM {} WHERE \"deleted_at\" IS NULL ORDER BY \"id\"",
                                     sql_of(kind_of<Agent>()).columns, identifier(kind_of<Agent>().name)));
    Statement rows = session_.database().prepare(sql);
    return load_all<Agent>(rows);
  }

  void ask_everybody() {
    count_open_cases();
    struct Asked {
      Agent agent;
      std::vector<std::string> stands_in_for;
    };
    std::map<Uuid, Asked> there;
    for (Agent& each : agents()) {
      if (each.id == without_ && !absence_at(session_, each.id, now_)) continue;
      auto found = who_is_there(each);
      const bool is_there = found && found->id == each.id;
      if (found) {
        Asked& asked = there.try_emplace(found->id.uuid, Asked{*found, {}}).first->second;
        if (!is_there) asked.stands_in_for.push_back(each.name);
      }
      if (is_there || each.id == without_) continue;
      const std::int64_t open = open_cases(each.id);
      others_.push_back({std::move(each), false,
                         found ? "is absent, somebody stands in" : "is absent, nobody stands in", open});
    }
    for (auto& [id, asked] : there)
      if (result_.candidates.empty() || result_.candidates.front().agent.id.uuid != id)
        ask(std::move(asked.agent), asked.stands_in_for);
    std::ranges::sort(others_, {}, [](const Candidate& each) { return each.agent.id; });
  }

  void ask(Agent agent, const std::vector<std::string>& stands_in_for) {
    Answer answer;
    const std::int64_t open = open_cases(agent.id);
    answer_language(demand_, agent, answer);
    answer_skills(demand_, agent, answer);
    answer_technical_level(demand_, agent, answer);
    answer_capacity(agent, open, answer);
    const bool fits = answer.lacks.empty();
    if (fits && !works_now(agent)) answer.has.emplace_back("not at work now");
    if (!stands_in_for.empty())
      answer.has.push_back(fmt::format("stands in for {}", names_of(stands_in_for)));
    std::string why = fmt::format("{}", fmt::join(fits ? answer.has : answer.lacks, ", "));
    (fits ? fitting_ : others_).push_back({std::move(agent), fits, std::move(why), open});
  }

  bool works_now(const Agent& agent) {
    if (!agent.calendar) return true;
    const auto found = is_open_.find(agent.calendar->uuid);
    if (found != is_open_.end()) return found->second;
    const OpeningHours hours(record_of<Calendar>(session_, agent.calendar->uuid));
    return is_open_.emplace(agent.calendar->uuid, hours.is_open(now_)).first->second;
  }

  // Ids are in the order of adding.
  Uuid newest_case(Id<Agent> agent) {
    static const Sql sql(
        fmt::format("SELECT \"id\" FROM {0} WHERE {1} = ? AND {1} IS NOT NULL AND \"id\" <> ? "
                    "ORDER BY \"id\" DESC LIMIT 1",
                    identifier(kind_of<Case>().name), column_of<&Case::assignee>()));
    Statement row = session_.database().prepare(sql);
    row.bind_all(Value::of(agent.uuid), Value::of(of_.id.uuid));
    return row.step() ? uuid_of(row.column(0).text) : Uuid{};
  }

  // Whose newest case is the older one is looked up only where nothing else tells two of them apart.
  void rank_those_who_fit() {
    const bool by_capacity =
        std::ranges::all_of(fitting_, [](const Candidate& each) { return each.agent.capacity.has_value(); });
    std::vector<std::pair<Rank, Candidate*>> ranked;
    for (Candidate& each : fitting_) {
      const auto open = static_cast<double>(each.open_cases);
      ranked.push_back({{.is_off_work = !works_now(each.agent),
                         .load = by_capacity ? open / static_cast<double>(*each.agent.capacity) : open,
                         .open_cases = each.open_cases,
                         .agent = each.agent.id.uuid},
                        &each});
    }
    const auto by_rank = [](const auto& a, const auto& b) { return a.first < b.first; };
    std::ranges::sort(ranked, by_rank);
    for (auto begin = ranked.begin(); begin != ranked.end();) {
      const auto end = std::find_if(
          begin, ranked.end(), [&](const auto& each) { return !each.first.is_level_with(begin->first); });
      if (end - begin > 1)
        for (auto each = begin; each != end; ++each)
          each->first.newest_case = newest_case({each->first.agent});
      std::sort(begin, end, by_rank);
      if (first_only_) break;
      begin = end;
    }
    if (result_.candidates.empty() && !ranked.empty())
      result_.told_by =
          ranked.size() == 1 ? "the only one who fits" : Rank::told_by(ranked[0].first, ranked[1].first);
    for (const auto& [rank, candidate] : ranked) keep(std::move(*candidate));
  }

  Session& session_;
  bool first_only_;
  const Case& of_;
  Customer customer_;
  Demand demand_;
  std::optional<Id<Agent>> without_;
  Instant now_;
  std::map<Uuid, std::int64_t> open_cases_;
  std::map<Uuid, bool> is_open_;  // by calendar
  std::vector<Candidate> fitting_;
  std::vector<Candidate> others_;
  Result result_;
};

// ---- Assigning

std::string sentence_of(const Search::Result& result) {
  const Candidate& first = result.candidates.front();
  std::string sentence = fmt::format("{}: {}", first.agent.name, first.why);
  if (!result.told_by.empty()) sentence += fmt::format(", {}", result.told_by);
  if (!result.told_by.empty() && result.how_many_fit > 1)
    sentence += fmt::format(" of {} agents", result.how_many_fit);
  return sentence;
}

[[noreturn]] void refuse_to_route(const Case& of, const std::vector<Candidate>& candidates) {
  constexpr std::size_t most = 10;
  std::vector<std::string> reasons;
  for (const Candidate& each : candidates)
    if (reasons.size() < most)
      reasons.push_back(fmt::format("agent {} {}", to_text(each.agent.id), each.why));
  if (candidates.empty()) reasons.emplace_back(of.team ? "its team has no agent" : "there is no agent");
  if (candidates.size() > most) reasons.push_back(fmt::format("and {} others", candidates.size() - most));
  refuse<&Case::assignee>(
      Code::not_allowed, of,
      fmt::format("nobody fits: {}; change that, or assign the case", fmt::join(reasons, "; ")));
}

CaseEvent routed(Session& session, const Case& of, std::optional<Id<Agent>> without) {
  const Search::Result result = Search(session, of, without, Search::Wanted::the_first).run();
  if (result.how_many_fit == 0) refuse_to_route(of, result.candidates);
  return {.of = of.id,
          .what = CaseEventKind::assigned,
          .reason = sentence_of(result),
          .team = of.team,
          .assignee = result.candidates.front().agent.id};
}

}  // namespace

const Hooks absence_hooks{.prepare = prepare_absence, .check = check_absence};

std::int64_t open_cases_of(Session& session, Id<Agent> agent) {
  static const Sql sql(fmt::format("SELECT count(*) FROM {0} WHERE {1} = ? AND {1} IS NOT NULL",
                                   identifier(kind_of<Case>().name), column_of<&Case::in_hand_of>()));
  Statement row = session.database().prepare(sql);
  row.bind(0, Value::of(agent.uuid));
  row.step();
  return row.column(0).integer;
}

namespace {

std::vector<Task> open_tasks_of(Session& session, Id<Agent> agent) {
  auto tasks = live_where<Task>(session, field_of<&Task::assignee>(), Value::of(agent.uuid));
  std::erase_if(tasks, [](const Task& each) { return each.done_at.has_value(); });
  return tasks;
}

}  // namespace

void need_nothing_in_hand(Session& session, const Agent& agent) {
  const auto need_none = [&](std::int64_t open, std::string_view what) {
    if (open > 0)
      refuse<&Agent::deleted_at>(Code::not_allowed, agent,
                                 fmt::format("has {}; hand {} over first (Routing::hand_over)",
                                             text::counted(open, what), open == 1 ? "it" : "them"));
  };
  need_none(open_cases_of(session, agent.id), "open case");
  need_none(static_cast<std::int64_t>(open_tasks_of(session, agent.id).size()), "open task");
}

std::optional<Agent> stand_in_for(Session& session, Agent agent, Instant at) {
  while (const auto absence = absence_at(session, agent.id, at)) {
    if (!absence->stand_in) return {};
    agent = record_of<Agent>(session, absence->stand_in->uuid);
  }
  if (agent.deleted_at) return {};
  return agent;
}

std::vector<Candidate> Routing::candidates(Id<Case> of) const {
  const Reading reading(*session_);
  return Search(*session_, record_of<Case>(*session_, of.uuid), {}, Search::Wanted::all).run().candidates;
}

Case Routing::route(Id<Case> of, const Because& because) {
  const bool says_why = because.reason.empty() && !session_->is_writing();
  Work work(*session_, "routing.route", because, Work::Size::several_writes);
  CaseEvent event = routed(*session_, writable(*session_, of), {});
  if (says_why) session_->commit().because.reason = *event.reason;
  Case assigned = happened(*session_, std::move(event));
  work.finish();
  return assigned;
}

std::vector<Case> Routing::hand_over(Id<Agent> from, std::optional<Id<Agent>> to, const Because& because) {
  Work work(*session_, "routing.hand_over", because, Work::Size::several_writes);
  const auto leaving = record_of<Agent>(*session_, from.uuid);
  if (to == from)
    throw Error(Code::invalid, "is the agent who hands over; name another, or nobody to have them routed",
                place_of(kind_of<Agent>(), &leaving, field_of<&Agent::id>()));
  std::string reason = because.reason;
  if (to && reason.empty())
    reason = fmt::format("{} hands over to {}", leaving.name, record_of<Agent>(*session_, to->uuid).name);
  std::vector<Case> cases = live_where<Case>(*session_, field_of<&Case::in_hand_of>(), Value::of(from.uuid));
  for (Case& each : cases)
    each = happened(*session_, to ? CaseEvent{.of = each.id,
                                              .what = CaseEventKind::assigned,
                                              .reason = reason,
                                              .team = each.team,
                                              .assignee = to}
                                  : routed(*session_, each, from));
  // Nobody fits a task better than others.
  for (Task& each : open_tasks_of(*session_, from)) {
    each.assignee = to;
    update(*session_, std::move(each), {}, Origin::library);
  }
  work.finish();
  return cases;
}

}  // namespace rapport
