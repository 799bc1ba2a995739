// The lifecycle: its policy as a table, and what is derived from moves against plain counting.
#include "rapport/lifecycle.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "support/kinds.hpp"
#include "support/random.hpp"
#include "support/raw_file.hpp"

namespace {

using namespace rapport;
using namespace std::chrono_literals;
using rapport::test::error_of;
using rapport::test::Random;
using rapport::test::World;

constexpr std::array stages{Stage::exploration, Stage::awareness, Stage::expansion, Stage::commitment,
                            Stage::dissolution};

Customer in_stage(World& world, Stage stage) {
  return world.book.customers().add({.name = "One", .stage = stage, .since = world.clock.now() - 24h});
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

// What a move says, and what becomes of it: "" for done, else the field that is refused.
struct Attempt {
  bool reason = false;
  bool ended_by = false;
  bool cause = false;
};

enum class Demand { never, free, with_reason, with_end };
using enum Demand;

// From (line) to (column): exploration, awareness, expansion, commitment, dissolution.
constexpr Demand policy[5][5] = {
    {never, free, never, never, with_end},
    {with_reason, never, free, never, with_end},
    {with_reason, with_reason, never, free, with_end},
    {with_reason, with_reason, with_reason, never, with_end},
    {free, never, never, never, never},
};

std::string expected_refusal(Stage to, Demand allowed, const Attempt& attempt) {
  const bool ends = to == Stage::dissolution;
  if (ends && !attempt.ended_by) return "ended_by";
  if (ends && !attempt.cause) return "ending_cause";
  if (!ends && (attempt.ended_by || attempt.cause)) return "ended_by";
  if (allowed == never) return "to_stage";
  if (allowed == with_reason && !attempt.reason) return "reason";
  return "";
}

TEST_CASE("the default policy, move by move") {
  for (std::size_t from = 0; from < 5; ++from)
    for (std::size_t to = 0; to < 5; ++to)
      for (int what = 0; what < 8; ++what) {
        const Attempt attempt{(what & 1) != 0, (what & 2) != 0, (what & 4) != 0};
        CAPTURE(to_text(stages[from]));
        CAPTURE(to_text(stages[to]));
        CAPTURE(what);
        World world;
        const Customer customer = in_stage(world, stages[from]);
        const Head head = world.book.journal().head();
        MoveDetails details;
        if (attempt.reason) details.reason = "so it is";
        if (attempt.ended_by) details.ended_by = EndedBy::vendor;
        if (attempt.cause) details.ending_cause = EndingCause::low_volume;
        const auto move = [&] { return world.book.lifecycle().move(customer.id, stages[to], details); };
        const std::string refused = expected_refusal(stages[to], policy[from][to], attempt);
        if (refused.empty()) {
          StageMove made;
          REQUIRE_NOTHROW(made = move());
          CHECK(made.from_stage == stages[from]);
          CHECK(made.to_stage == stages[to]);
          CHECK(made.effective_at == world.clock.now());
          CHECK(made.recorded_at == world.clock.now());
          CHECK(made.reason.has_value() == attempt.reason);
          CHECK(made.ended_by == details.ended_by);
          CHECK(made.ending_cause == details.ending_cause);
          CHECK(world.book.customers().get(customer.id).stage == stages[to]);
          CHECK(world.book.journal().head().commit == head.commit + 1);
        } else {
          const Error error = error_of(move);
          CHECK(error.code() == Code::not_allowed);
          CHECK(error.field() == refused);
          CHECK(error.kind() == "customer");
          CHECK(error.record() == to_text(customer.id));
          CHECK(world.book.customers().get(customer.id).stage == stages[from]);
          CHECK(world.book.journal().head() == head);
        }
      }
}

TEST_CASE("a refusal lists what is allowed from here") {
  struct Line {
    Stage from;
    Stage to;
    const char* allowed;
  };
  for (const Line& line : std::vector<Line>{
           {Stage::exploration, Stage::commitment, "awareness, dissolution"},
           {Stage::awareness, Stage::commitment, "exploration (with a reason), expansion, dissolution"},
           {Stage::expansion, Stage::expansion,
            "exploration (with a reason), awareness (with a reason), commitment, dissolution"},
           {Stage::commitment, Stage::commitment,
            "exploration (with a reason), awareness (with a reason), expansion (with a reason), dissolution"},
           {Stage::dissolution, Stage::awareness, "exploration"}}) {
    World world;
    const Customer customer = in_stage(world, line.from);
    const Error error = error_of([&] { world.book.lifecycle().move(customer.id, line.to); });
    CHECK(error.code() == Code::not_allowed);
    CHECK(contains(error.message(), std::string("allowed from here: ") + line.allowed));
    CHECK(error.message().ends_with(line.allowed));
  }
  World world;
  const Error error = error_of([&] {
    world.book.lifecycle().move(world.acme.id, Stage::dissolution, {.ended_by = EndedBy::customer});
  });
  CHECK(contains(error.message(), "failed_trial, dissatisfied, better_offer, need_gone"));
}

TEST_CASE("a move to a stage that has no name is refused") {
  World world;
  for (const int number : {0, 6, 99}) {
    const Error error =
        error_of([&] { world.book.lifecycle().move(world.acme.id, static_cast<Stage>(number)); });
    CHECK((error.code() == Code::not_allowed || error.code() == Code::invalid));
    CHECK(error.field() == "to_stage");
    CHECK(error.message().find("to ;") == std::string::npos);
  }
}

TEST_CASE("a move of nobody is not found; a deleted customer does not move") {
  World world;
  CHECK(error_of([&] { world.book.lifecycle().move({}, Stage::awareness); }).code() == Code::not_found);
  world.book.customers().remove(world.acme);
  CHECK(error_of([&] { world.book.lifecycle().move(world.acme.id, Stage::awareness); }).code() ==
        Code::not_allowed);
}

TEST_CASE("a move takes effect between the last one and now") {
  World world;
  Book& book = world.book;
  const Instant now = world.clock.now();
  const Customer customer = book.customers().add({.name = "One", .since = now - 72h});
  const auto at = [&](Stage stage, Instant when) {
    return book.lifecycle().move(customer.id, stage, {.effective_at = when, .reason = "it was so"});
  };
  const auto refused = [&](Stage stage, Instant when) {
    const Error error = error_of([&] { at(stage, when); });
    CHECK(error.code() == Code::not_allowed);
    CHECK(error.field() == "effective_at");
    return error.message();
  };
  CHECK(contains(refused(Stage::awareness, now - 72h - 1us), "before the relationship began"));
  CHECK(contains(refused(Stage::awareness, now + 1us), "future"));
  const StageMove first = at(Stage::awareness, now - 48h);
  CHECK(first.effective_at == now - 48h);
  CHECK(first.recorded_at == now);
  CHECK(contains(refused(Stage::expansion, now - 48h - 1us), "before the last move, which was to awareness"));
  CHECK(at(Stage::expansion, now - 48h).effective_at == now - 48h);
  CHECK(at(Stage::commitment, now).effective_at == now);
}

TEST_CASE("a move says who made it and what showed it") {
  World world;
  Book& book = world.book;
  book.act_as(world.agent.id);
  const Reference call = reference_to(world.call.id);
  const StageMove move =
      book.lifecycle().move(world.acme.id, Stage::awareness, {.reason = "asked", .evidence = {call}});
  CHECK(move.agent == world.agent.id);
  CHECK(move.evidence == std::vector{call});
  CHECK(book.stage_moves().get(move.id).evidence == std::vector{call});
  const Commit commit = book.journal().commit(book.journal().head().commit);
  CHECK(commit.verb == "lifecycle.move");
  CHECK(commit.reason == "asked");
}

TEST_CASE("moves stand for ever") {
  World world;
  Book& book = world.book;
  const StageMove move = book.lifecycle().move(world.acme.id, Stage::awareness);
  StageMove other = move;
  other.reason = "another";
  CHECK(error_of([&] { book.stage_moves().update(move); }).code() == Code::not_allowed);
  CHECK(error_of([&] { book.stage_moves().update(other); }).code() == Code::not_allowed);
  CHECK(error_of([&] { book.stage_moves().remove(move); }).code() == Code::not_allowed);
  CHECK(book.stage_moves().get(move.id).version == move.version);
}

TEST_CASE("a move added as a record is a move: the policy holds, and the customer follows") {
  World world;
  Book& book = world.book;
  book.stage_moves().add(
      {.customer = world.acme.id, .from_stage = Stage::commitment, .to_stage = Stage::awareness});
  CHECK(book.customers().get(world.acme.id).stage == Stage::awareness);
  CHECK(book.lifecycle().spells(world.acme.id).size() == 2);
  CHECK(error_of([&] {
          book.stage_moves().add({.customer = world.acme.id, .to_stage = Stage::commitment});
        }).field() == "to_stage");
}

TEST_CASE("only moves change a stage") {
  World world;
  Customer acme = world.acme;
  acme.stage = Stage::commitment;
  CHECK(error_of([&] { world.book.customers().update(acme); }).field() == "stage");
}

// ---- The policy

using Allowed = std::vector<AllowedMove>;

TEST_CASE("the policy can be replaced as a whole, again and again") {
  World world;
  Lifecycle lifecycle = world.book.lifecycle();
  CHECK(lifecycle.policy().size() == 14);
  lifecycle.replace_policy(
      Allowed{{.from_stage = Stage::exploration, .to_stage = Stage::commitment, .needs_evidence = true},
              {.from_stage = Stage::commitment, .to_stage = Stage::dissolution, .needs_reason = true}});
  CHECK(lifecycle.policy().size() == 2);

  const Error error = error_of([&] { lifecycle.move(world.acme.id, Stage::awareness); });
  CHECK(error.message().ends_with("allowed from here: commitment"));
  CHECK(error_of([&] { lifecycle.move(world.acme.id, Stage::commitment); }).field() == "evidence");
  lifecycle.move(world.acme.id, Stage::commitment, {.evidence = {world.to(world.ana)}});
  const MoveDetails end{.ended_by = EndedBy::customer, .ending_cause = EndingCause::other};
  CHECK(error_of([&] { lifecycle.move(world.acme.id, Stage::dissolution, end); }).field() == "reason");
  CHECK(error_of([&] { lifecycle.move(world.acme.id, Stage::expansion, {.reason = "x"}); })
            .message()
            .ends_with("allowed from here: dissolution (with a reason)"));

  const auto commits = world.book.journal().head().commit;
  lifecycle.replace_policy(Allowed{{.from_stage = Stage::awareness, .to_stage = Stage::exploration}});
  CHECK(lifecycle.policy().size() == 1);
  CHECK(world.book.journal().head().commit == commits + 1);
  CHECK(error_of([&] { lifecycle.move(world.acme.id, Stage::awareness); })
            .message()
            .ends_with("allowed from here: nothing"));
  // Nothing at all stands for the default.
  lifecycle.replace_policy({});
  CHECK(lifecycle.policy().size() == 14);
}

TEST_CASE("a policy that makes no sense is refused, and the old one stays") {
  World world;
  Lifecycle lifecycle = world.book.lifecycle();
  lifecycle.replace_policy(Allowed{{.from_stage = Stage::exploration, .to_stage = Stage::awareness}});
  const Head head = world.book.journal().head();
  const AllowedMove good{.from_stage = Stage::exploration, .to_stage = Stage::expansion};
  for (const Allowed& wrong : std::vector<Allowed>{
           {good, good},
           {good, {.from_stage = Stage::exploration, .to_stage = Stage::expansion, .needs_reason = true}},
           {good, {.from_stage = Stage::awareness, .to_stage = Stage::awareness}},
           {good, {.from_stage = static_cast<Stage>(0), .to_stage = Stage::awareness}}}) {
    CHECK(error_of([&] { lifecycle.replace_policy(wrong); }).code() == Code::invalid);
    CHECK(world.book.journal().head() == head);
    REQUIRE(lifecycle.policy().size() == 1);
    CHECK(lifecycle.policy()[0].to_stage == Stage::awareness);
  }
}

// ---- What is derived, against plain counting

struct Step {
  Stage stage;
  Instant at;
};

// A book of customers that moved at random under a policy that allows everything, and what they did.
struct Past {
  World world;
  std::vector<std::pair<Id<Customer>, std::vector<Step>>> customers;
  Instant begin;
  Instant end;

  explicit Past(std::uint64_t seed) {
    Random random(seed);
    Book& book = world.book;
    Allowed everything;
    for (const Stage from : stages)
      for (const Stage to : stages)
        if (from != to) everything.push_back({.from_stage = from, .to_stage = to});
    book.lifecycle().replace_policy(everything);
    begin = world.clock.now();
    book.customers().remove(world.acme);
    book.customers().remove(world.ana);
    for (int i = 0; i < 12; ++i) {
      Step step{stages[random.below(5)], begin + 1min * random.between(0, 30)};
      world.clock.set(begin + 2h);
      const Customer customer = book.customers().add({.name = "One", .stage = step.stage, .since = step.at});
      std::vector<Step> steps{step};
      for (std::size_t moves = random.below(7); moves > 0; --moves) {
        Stage to = stages[random.below(5)];
        if (to == step.stage) continue;
        step = {to, step.at + 1min * random.between(0, 12)};
        MoveDetails details{.effective_at = step.at};
        if (to == Stage::dissolution)
          details.ended_by = EndedBy::vendor, details.ending_cause = EndingCause::other;
        book.lifecycle().move(customer.id, to, details);
        steps.push_back(step);
      }
      customers.emplace_back(customer.id, steps);
    }
    end = begin + 2h;
  }
};

TEST_CASE("the stage at an instant, the stays and the time in each stage follow from the moves") {
  for (std::uint64_t seed = 1; seed <= 15; ++seed) {
    CAPTURE(seed);
    Past past(seed);
    const Lifecycle lifecycle = past.world.book.lifecycle();
    for (const auto& [id, steps] : past.customers) {
      const auto spells = lifecycle.spells(id);
      REQUIRE(spells.size() == steps.size());
      for (std::size_t i = 0; i < steps.size(); ++i) {
        CHECK(spells[i].stage == steps[i].stage);
        CHECK(spells[i].from == steps[i].at);
        CHECK(spells[i].until == (i + 1 < steps.size() ? std::optional(steps[i + 1].at) : std::nullopt));
      }
      for (Instant at = past.begin - 1min; at < past.end; at += 1min) {
        std::optional<Stage> expected;
        for (const Step& step : steps)
          if (step.at <= at) expected = step.stage;
        REQUIRE(lifecycle.stage_at(id, at) == expected);
      }
      for (const Instant until : {past.begin, past.begin + 20min, past.begin + 47min, past.end}) {
        std::array<Duration, 5> expected{};
        // Minute by minute, since every move is on a full minute.
        for (Instant at = past.begin; at < until; at += 1min)
          for (std::size_t i = steps.size(); i-- > 0;)
            if (steps[i].at <= at) {
              expected[static_cast<std::size_t>(steps[i].stage) - 1] += 1min;
              break;
            }
        const auto times = lifecycle.time_in_stages(id, until);
        REQUIRE(times.size() == 5);
        for (std::size_t i = 0; i < 5; ++i) {
          CHECK(times[i].first == stages[i]);
          CHECK(times[i].second == expected[i]);
        }
      }
    }
  }
}

TEST_CASE("moves of one instant follow in the order in which they were made, whatever the clocks show") {
  rapport::test::TemporaryFolder folder;
  rapport::test::FakeClock ahead;
  rapport::test::FakeClock behind;
  const Instant begin = ahead.now();
  ahead.advance(1h);
  behind.advance(30min);
  auto one = Book::open(folder / "b.rapport", rapport::test::fixed_options(ahead, 1));
  auto other = Book::open(folder / "b.rapport", rapport::test::fixed_options(behind, 2));
  const auto id = one.customers().add({.name = "Acme", .since = begin}).id;
  one.lifecycle().move(id, Stage::awareness);
  other.lifecycle().move(id, Stage::expansion);
  one.lifecycle().move(id, Stage::commitment);
  other.lifecycle().move(id, Stage::expansion, {.reason = "too early"});
  const std::vector<Stage> path{Stage::exploration, Stage::awareness, Stage::expansion, Stage::commitment,
                                Stage::expansion};
  const auto check = [&](Book& book) {
    CHECK(book.customers().get(id).stage == path.back());
    std::vector<Stage> stays;
    for (const Spell& spell : book.lifecycle().spells(id)) stays.push_back(spell.stage);
    CHECK((stays == path));
    CHECK(book.lifecycle().stage_at(id, ahead.now()) == path.back());
    const auto moves = book.overview(id).stage_moves;
    REQUIRE(moves.size() == 4);
    for (std::size_t i = 0; i < moves.size(); ++i) {
      CHECK(moves[i].effective_at == ahead.now());
      CHECK(moves[i].from_stage == path[i]);
      CHECK(moves[i].to_stage == path[i + 1]);
    }
    for (const FunnelLine& line : book.lifecycle().funnel(begin, ahead.now() + 1h)) {
      CAPTURE(to_text(line.stage));
      CHECK(line.entered == std::count(path.begin(), path.end(), line.stage));
      CHECK(line.present == (line.stage == path.back() ? 1 : 0));
      CHECK(line.moved_back == (line.stage == Stage::commitment ? 1 : 0));
    }
  };
  check(one);
  check(other);
  // A restored book tells the same.
  one.exchange().export_to(folder / "export", Exchange::Form::json_lines);
  Book restored = Book::in_memory();
  restored.exchange().import_folder(folder / "export");
  check(restored);
}

TEST_CASE("a stage that a newer version named is passed over by every question") {
  rapport::test::TemporaryFolder folder;
  const auto path = folder / "b.rapport";
  rapport::test::FakeClock clock;
  Id<Customer> id;
  {
    auto book = Book::open(path, rapport::test::fixed_options(clock));
    id = book.customers().add({.name = "Acme"}).id;
    for (const Stage stage : {Stage::awareness, Stage::expansion, Stage::commitment}) {
      clock.advance(1h);
      book.lifecycle().move(id, stage);
    }
  }
  // The stay in expansion becomes one in a stage that nobody here knows.
  rapport::test::RawFile(path).run(
      "UPDATE stage_move SET to_stage = 'devotion' WHERE to_stage = 'expansion';"
      "UPDATE stage_move SET from_stage = 'devotion' WHERE from_stage = 'expansion'");
  const auto is_passed_over = [](Stage stage) {
    return stage == Stage::expansion || stage == Stage::dissolution;
  };
  {
    auto book = Book::open(path, rapport::test::fixed_options(clock, 2));
    const Lifecycle lifecycle = book.lifecycle();
    const Instant now = clock.now() + 1h;
    CHECK(lifecycle.spells(id).size() == 4);
    CHECK(lifecycle.stage_at(id, now - 90min) == Stage{});
    CHECK(lifecycle.stage_at(id, now) == Stage::commitment);
    const auto times = lifecycle.time_in_stages(id, now);
    REQUIRE(times.size() == 5);
    for (const auto& [stage, time] : times) CHECK(time == (is_passed_over(stage) ? 0h : 1h));
    const auto lines = lifecycle.funnel(now - 24h, now);
    REQUIRE(lines.size() == 5);
    for (const FunnelLine& line : lines) {
      CAPTURE(to_text(line.stage));
      CHECK(line.entered == (is_passed_over(line.stage) ? 0 : 1));
      CHECK(line.moved_on == (line.stage == Stage::exploration || line.stage == Stage::awareness ? 1 : 0));
      CHECK(line.moved_back == 0);
      CHECK(line.present == (line.stage == Stage::commitment ? 1 : 0));
    }
    CHECK(book.overview(id).stage_moves.size() == 3);
  }
  rapport::test::RawFile(path).run("UPDATE customer SET stage = 'devotion'; DELETE FROM stage_move");
  auto book = Book::open(path, rapport::test::fixed_options(clock, 3));
  CHECK(book.lifecycle().stage_at(id, clock.now()) == Stage{});
  for (const auto& [stage, time] : book.lifecycle().time_in_stages(id, clock.now())) CHECK(time == 0h);
  for (const FunnelLine& line : book.lifecycle().funnel(clock.now() - 24h, clock.now()))
    CHECK(line.present + line.entered == 0);
  CHECK(error_of([&] { book.lifecycle().move(id, Stage::awareness); }).code() == Code::not_allowed);
}

TEST_CASE("time in stages reaches to the ends of time") {
  World world;
  const Instant since = from_text<Instant>("1950-01-01T00:00:00Z");
  const auto id = world.book.customers().add({.name = "Old", .since = since}).id;
  const auto explored = [&](Instant until) {
    return world.book.lifecycle().time_in_stages(id, until)[0].second;
  };
  CHECK(explored(Instant::max()) == from_text<Instant>("9999-12-31T23:59:59.999999Z") - since);
  CHECK(explored(Instant::min()) == 0h);
}

TEST_CASE("the funnel counts what plain counting counts") {
  for (std::uint64_t seed = 1; seed <= 15; ++seed) {
    CAPTURE(seed);
    Past past(seed);
    for (const auto& [from, until] :
         std::vector<std::pair<Instant, Instant>>{{past.begin - 1h, past.end + 1h},
                                                  {past.begin, past.begin + 30min},
                                                  {past.begin + 10min, past.begin + 40min},
                                                  {past.begin + 25min, past.begin + 26min},
                                                  {past.begin + 20min, past.begin + 20min},
                                                  {past.end, past.end + 1h}}) {
      std::array<FunnelLine, 5> expected{};
      std::array<std::vector<Duration>, 5> stays;
      const auto within = [&, from = from, until = until](Instant at) { return from <= at && at < until; };
      for (const auto& [id, steps] : past.customers)
        for (std::size_t i = 0; i < steps.size(); ++i) {
          const auto stage = static_cast<std::size_t>(steps[i].stage) - 1;
          FunnelLine& line = expected[stage];
          if (within(steps[i].at)) ++line.entered;
          const bool last = i + 1 == steps.size();
          if (steps[i].at < until && (last || steps[i + 1].at >= until)) ++line.present;
          if (last || !within(steps[i + 1].at)) continue;
          const Stage to = steps[i + 1].stage;
          stays[stage].push_back(steps[i + 1].at - steps[i].at);
          if (to == Stage::dissolution)
            ++line.ended;
          else if (steps[i].stage != Stage::dissolution && to > steps[i].stage)
            ++line.moved_on;
          else
            ++line.moved_back;
        }
      const auto lines = past.world.book.lifecycle().funnel(from, until);
      REQUIRE(lines.size() == 5);
      for (std::size_t i = 0; i < 5; ++i) {
        CAPTURE(to_text(stages[i]));
        CHECK(lines[i].stage == stages[i]);
        CHECK(lines[i].entered == expected[i].entered);
        CHECK(lines[i].moved_on == expected[i].moved_on);
        CHECK(lines[i].moved_back == expected[i].moved_back);
        CHECK(lines[i].ended == expected[i].ended);
        CHECK(lines[i].present == expected[i].present);
        CHECK(lines[i].median_time.has_value() == !stays[i].empty());
        if (stays[i].empty()) continue;
        std::sort(stays[i].begin(), stays[i].end());
        const std::size_t middle = stays[i].size() / 2;
        CHECK(lines[i].median_time ==
              (stays[i].size() % 2 == 1 ? stays[i][middle] : (stays[i][middle - 1] + stays[i][middle]) / 2));
      }
    }
  }
}

}  // namespace
