#include "rooms/lifecycle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "engines/records.hpp"
#include "kernel/validate.hpp"

namespace rapport {

RAPPORT_KIND(StageMove)
RAPPORT_KIND(AllowedMove)

namespace {

constexpr std::array stages{Stage::exploration, Stage::awareness, Stage::expansion, Stage::commitment,
                            Stage::dissolution};

// Place among the stages. One that a newer version named stands behind them all.
std::size_t index_of(Stage stage) {
  return stage == Stage{} ? stages.size() : static_cast<std::size_t>(stage) - 1;
}

bool is_forward(Stage from, Stage to) {
  return to != Stage::dissolution && from != Stage::dissolution && index_of(to) > index_of(from);
}

std::vector<AllowedMove> default_policy() {
  std::vector<AllowedMove> moves;
  for (const Stage from : stages)
    for (const Stage to : stages) {
      if (from == to) continue;
      const bool next = is_forward(from, to) && index_of(to) == index_of(from) + 1;
      const bool back = from != Stage::dissolution && to != Stage::dissolution && !is_forward(from, to);
      const bool win_back = from == Stage::dissolution && to == Stage::exploration;
      if (next || back || win_back || to == Stage::dissolution)
        moves.push_back({.from_stage = from, .to_stage = to, .needs_reason = back});
    }
  return moves;
}

std::vector<AllowedMove> policy_of(Session& session) {
  static const std::string sql =
      fmt::format("SELECT {} FROM {} WHERE {} IS NULL ORDER BY {}", sql_of(kind_of<AllowedMove>()).columns,
                  identifier(kind_of<AllowedMove>().name), column_of<&AllowedMove::deleted_at>(),
                  column_of<&AllowedMove::id>());
  Statement rows = session.database().prepare(sql);
  std::vector<AllowedMove> moves = load_all<AllowedMove>(rows);
  return moves.empty() ? default_policy() : moves;
}

Customer customer_of(Session& session, Id<Customer> id) { return record_of<Customer>(session, id.uuid); }

// The error names the customer: the move is not in the book, and will not be.
template <auto member>
[[noreturn]] void refuse(const StageMove& move, std::string why) {
  throw Error(
      Code::not_allowed, std::move(why),
      {std::string(kind_of<Customer>().name), to_text(move.customer), std::string(field_of<member>().name)});
}

void check_policy(const Writing& writing, const StageMove& move) {
  const std::vector<AllowedMove> policy = policy_of(writing.session);
  const AllowedMove* found = nullptr;
  std::string allowed;
  for (const AllowedMove& each : policy) {
    if (each.from_stage != move.from_stage) continue;
    allowed += fmt::format("{}{}{}", allowed.empty() ? "" : ", ", to_text(each.to_stage),
                           each.needs_reason ? " (with a reason)" : "");
    if (each.to_stage == move.to_stage) found = &each;
  }
  if (!found)
    refuse<&StageMove::to_stage>(
        move, fmt::format("cannot move from {} to {}; allowed from here: {}", to_text(move.from_stage),
                          to_text(move.to_stage), allowed.empty() ? "nothing" : allowed));
  if (found->needs_reason && !move.reason)
    refuse<&StageMove::reason>(move, fmt::format("a move from {} to {} needs a reason",
                                                 to_text(move.from_stage), to_text(move.to_stage)));
  if (found->needs_evidence && move.evidence.empty())
    refuse<&StageMove::evidence>(move, fmt::format("a move from {} to {} needs evidence",
                                                   to_text(move.from_stage), to_text(move.to_stage)));
}

void check_ending(const StageMove& move) {
  const bool ends = move.to_stage == Stage::dissolution;
  if (ends && !move.ended_by)
    refuse<&StageMove::ended_by>(move, "dissolution needs who ended it: customer or vendor");
  if (ends && !move.ending_cause) {
    std::string causes;
    for (const auto& each : enumeration<EndingCause>.values)
      causes += fmt::format("{}{}", causes.empty() ? "" : ", ", each.name);
    refuse<&StageMove::ending_cause>(move, fmt::format("dissolution needs its cause, one of {}", causes));
  }
  if (!ends && (move.ended_by || move.ending_cause))
    refuse<&StageMove::ended_by>(
        move,
        fmt::format("only a move to dissolution has an end; this one goes to {}", to_text(move.to_stage)));
}

void prepare_move(const Writing& writing) {
  auto& move = *static_cast<StageMove*>(writing.record);
  if (writing.operation != Operation::add)
    throw Error(Code::not_allowed, "a stage move stands for ever; make another move instead",
                place_of(move.id));
  check_ending(move);
  if (writing.origin == Origin::restored) return;
  const Instant now = writing.session.commit().at;
  if (move.effective_at == Instant{}) move.effective_at = now;
  move.recorded_at = now;
  if (!move.agent && writing.session.actor) move.agent = Id<Agent>{*writing.session.actor};
  const Customer customer = customer_of(writing.session, move.customer);
  if (customer.deleted_at)
    refuse<&Customer::deleted_at>(Code::not_allowed, customer, "was deleted; it cannot move");
  move.from_stage = customer.stage;
  if (move.effective_at > now)
    refuse<&StageMove::effective_at>(move, fmt::format("{} lies in the future", to_text(move.effective_at)));
  if (customer.since && move.effective_at < *customer.since)
    refuse<&StageMove::effective_at>(move, fmt::format("{} lies before the relationship began, {}",
                                                       to_text(move.effective_at), to_text(*customer.since)));
  if (const auto moves = moves_of(writing.session, move.customer);
      !moves.empty() && move.effective_at < moves.back().effective_at)
    refuse<&StageMove::effective_at>(
        move, fmt::format("{} lies before the last move, which was to {} on {}", to_text(move.effective_at),
                          to_text(moves.back().to_stage), to_text(moves.back().effective_at)));
  if (!to_text(move.to_stage).empty()) check_policy(writing, move);  // validation refuses what has no name
}

void move_written(const Writing& writing) {
  if (writing.origin == Origin::restored) return;
  const auto& move = *static_cast<const StageMove*>(writing.record);
  Customer customer = customer_of(writing.session, move.customer);
  customer.stage = move.to_stage;
  update(writing.session, customer, {}, Origin::library);
}

void check_allowed_move(const Writing& writing) {
  const auto& move = *static_cast<const AllowedMove*>(writing.record);
  if (move.from_stage == move.to_stage)
    refuse<&AllowedMove::to_stage>(Code::invalid, move, "is the stage the move comes from");
}

// The stays of one relationship, oldest first.
std::vector<Spell> spells_of(const Customer& customer, const std::vector<StageMove>& moves) {
  std::vector<Spell> spells;
  spells.push_back(
      {moves.empty() ? customer.stage : moves.front().from_stage, customer.since.value_or(Instant{}), {}});
  for (const StageMove& move : moves) {
    spells.back().until = move.effective_at;
    spells.push_back({move.to_stage, move.effective_at, {}});
  }
  return spells;
}

}  // namespace

const Hooks stage_move_hooks{.prepare = prepare_move, .wrote = move_written};
const Hooks allowed_move_hooks{.check = check_allowed_move};

std::vector<StageMove> moves_of(Session& session, Id<Customer> customer) {
  std::vector<StageMove> moves =
      live_where<StageMove>(session, field_of<&StageMove::customer>(), Value::of(customer.uuid));
  std::sort(moves.begin(), moves.end(), [](const StageMove& a, const StageMove& b) {
    return std::tie(a.effective_at, a.version) < std::tie(b.effective_at, b.version);
  });
  return moves;
}

StageMove Lifecycle::move(Id<Customer> customer, Stage to, const MoveDetails& details,
                          const Because& because) {
  StageMove move{.customer = customer, .to_stage = to};
  move.effective_at = details.effective_at.value_or(Instant{});
  if (!details.reason.empty()) move.reason = details.reason;
  move.evidence = details.evidence;
  move.ended_by = details.ended_by;
  move.ending_cause = details.ending_cause;
  Because why = because;
  // Its own commit says why; one that it shares would fill up with the reasons of many moves, which say it
  // themselves.
  if (why.reason.empty() && !session_->is_writing()) why.reason = details.reason;
  Work work(*session_, "lifecycle.move", why, Work::Size::several_writes);
  move = add(*session_, std::move(move), {}, Origin::call);
  work.finish();
  return move;
}

std::vector<AllowedMove> Lifecycle::policy() const { return policy_of(*session_); }

void Lifecycle::replace_policy(std::span<const AllowedMove> moves, const Because& because) {
  Work work(*session_, "lifecycle.replace_policy", because, Work::Size::several_writes);
  for (std::size_t i = 0; i < moves.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (moves[i].from_stage == moves[j].from_stage && moves[i].to_stage == moves[j].to_stage)
        refuse<&AllowedMove::to_stage>(Code::invalid, moves[i],
                                       fmt::format("lists the move from {} to {} twice",
                                                   to_text(moves[i].from_stage), to_text(moves[i].to_stage)));
  for (AllowedMove& present : policy_of(*session_))
    if (present.version != 0) remove_record(*session_, kind_of<AllowedMove>(), &present, {}, Origin::library);
  for (const AllowedMove& each : moves) add(*session_, each, {}, Origin::library);
  work.finish();
}

std::optional<Stage> Lifecycle::stage_at(Id<Customer> customer, Instant at) const {
  std::optional<Stage> stage;
  for (const Spell& spell : spells(customer))
    if (spell.from <= at) stage = spell.stage;
  return stage;
}

std::vector<Spell> Lifecycle::spells(Id<Customer> customer) const {
  const Reading reading(*session_);
  return spells_of(customer_of(*session_, customer), moves_of(*session_, customer));
}

std::vector<std::pair<Stage, Duration>> Lifecycle::time_in_stages(Id<Customer> customer,
                                                                  Instant until) const {
  std::vector<std::pair<Stage, Duration>> times;
  for (const Stage stage : stages) times.emplace_back(stage, Duration{});
  times.emplace_back();  // of stages that a newer version named
  until = std::clamp(until, earliest_instant, latest_instant);
  for (const Spell& spell : spells(customer)) {
    const Instant end = std::min(spell.until.value_or(until), until);
    if (end > spell.from) times[index_of(spell.stage)].second += end - spell.from;
  }
  times.pop_back();
  return times;
}

std::vector<FunnelLine> Lifecycle::funnel(Instant from, Instant until) const {
  std::vector<FunnelLine> lines;
  for (const Stage stage : stages) lines.push_back({.stage = stage});
  lines.emplace_back();                                            // of stages that a newer version named
  std::array<std::vector<std::int64_t>, stages.size() + 1> stays;  // microseconds
  const auto within = [&](Instant at) { return from <= at && at < until; };

  // Customers side by side with their moves: both in the order of customer ids.
  Database& database = session_->database();
  Statement customers = database.prepare(
      fmt::format("SELECT {id}, {}, {} FROM {} WHERE {} IS NULL ORDER BY {id}", column_of<&Customer::since>(),
                  column_of<&Customer::stage>(), identifier(kind_of<Customer>().name),
                  column_of<&Customer::deleted_at>(), fmt::arg("id", column_of<&Customer::id>())));
  Statement moves = database.prepare(
      fmt::format("SELECT {}, {}, {at} FROM {} WHERE {} = ? AND {} IS NULL ORDER BY {at}, {}",
                  column_of<&StageMove::from_stage>(), column_of<&StageMove::to_stage>(),
                  identifier(kind_of<StageMove>().name), column_of<&StageMove::customer>(),
                  column_of<&StageMove::deleted_at>(), column_of<&StageMove::version>(),
                  fmt::arg("at", column_of<&StageMove::effective_at>())));
  const auto stage_of = [](const Value& value) {
    Stage stage{};
    detail::Member<Stage>::set(stage, 0, value);
    return stage;
  };
  while (customers.step()) {
    Instant begun{Duration{customers.integer(1)}};
    Stage stage = stage_of(customers.column(2));
    moves.reset();
    moves.bind(0, customers.column(0));
    bool more = moves.step();
    if (more) stage = stage_of(moves.column(0));
    for (;; more = moves.step()) {
      FunnelLine& line = lines[index_of(stage)];
      if (within(begun)) ++line.entered;
      if (!more) {
        if (begun < until) ++line.present;
        break;
      }
      const Stage to = stage_of(moves.column(1));
      const Instant at{Duration{moves.integer(2)}};
      if (within(at)) {
        if (to == Stage::dissolution)
          ++line.ended;
        else if (is_forward(stage, to))
          ++line.moved_on;
        else
          ++line.moved_back;
        stays[index_of(stage)].push_back((at - begun).count());
      }
      if (begun < until && at >= until) {
        ++line.present;
        break;
      }
      stage = to;
      begun = at;
    }
  }
  lines.pop_back();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (stays[i].empty()) continue;
    const auto middle = stays[i].begin() + static_cast<std::ptrdiff_t>(stays[i].size() / 2);
    std::nth_element(stays[i].begin(), middle, stays[i].end());
    std::int64_t median = *middle;
    if (stays[i].size() % 2 == 0) median = (median + *std::max_element(stays[i].begin(), middle)) / 2;
    lines[i].median_time = Duration{median};
  }
  return lines;
}

}  // namespace rapport
