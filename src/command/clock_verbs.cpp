// policy load and its like, queue, measures: what was promised, what is due, and how well promises are kept.
#include <fmt/format.h>

#include <algorithm>

#include "command/any_records.hpp"
#include "command/clocks.hpp"
#include "command/verbs.hpp"

namespace rapport::command {

using terminal::Align;
using terminal::Cell;
using terminal::Style;
using terminal::Table;

namespace {

// ---- Policies

std::string amount_of(const Target& target) {
  if (target.counted_in == CountedIn::working_days)
    return fmt::format("{} working{}", in_words(target.amount),
                       target.to_end_of_day ? ", to the end of the day" : "");
  return fmt::format("{}{}", in_words(target.amount),
                     target.counted_in == CountedIn::business ? " open" : "");
}

std::string extent_of(Call& call, const Target& target) {
  std::string text;
  if (target.priority) text += fmt::format("{} ", to_text(*target.priority));
  if (target.towards == Towards::team) text += target.team ? call.teller().name(target.team) : "every team";
  return text;
}

void tell(Call& call, const Policy& policy) {
  const ServiceLevel& level = policy.level;
  std::string about = fmt::format("revision {}", level.revision);
  if (level.calendar) about += fmt::format(", by {}", call.teller().name(level.calendar));
  if (level.customer) about += fmt::format(", for {}", call.teller().name(level.customer));
  if (level.fits) about += fmt::format(", where {}", terminal::one_line(*level.fits));
  if (level.retired_at) about += ", retired";
  call.write(fmt::format("{}  {}\n", call.screen.paint(Style::bold, terminal::one_line(level.name)),
                         call.screen.paint(Style::dim, about)));
  Table table({whole_column("promise"), {"for"}, {"within"}, {"stands still in"}});
  for (const Target& each : policy.targets)
    table.add(
        {spaced(to_text(each.kind)), extent_of(call, each), amount_of(each), each.stopped_in.value_or("")});
  call.write(table.render(call.screen));
}

Json json_of(const Policy& policy) {
  return {{"level", to_json(policy.level)}, {"targets", array_of(policy.targets)}};
}

// ---- Clocks

std::string in_words_or_late(Duration left) {
  return left < Duration{} ? fmt::format("{} late", in_words(-left)) : in_words(left);
}

// ---- Measures

Cell time_cell(const Times& times, Duration Times::*which) {
  return {times.count == 0 ? std::string() : in_words(times.*which)};
}

void tell_times(Call& call, const MeasureGroup& all) {
  Table table({whole_column("time to"),
               {"counted"},
               {"cases", Align::right},
               {"mean", Align::right},
               {"median", Align::right},
               {"p90", Align::right}});
  const auto row = [&](std::string_view name, std::string_view counted, const Times& times) {
    if (times.count == 0) return;
    table.add({name,
               {counted, Style::dim},
               std::to_string(times.count),
               time_cell(times, &Times::mean),
               {time_cell(times, &Times::median).text, Style::bold},
               time_cell(times, &Times::p90)});
  };
  const auto both = [&](std::string_view name, const MeasuredTime& time) {
    row(name, "elapsed", time.elapsed);
    row("", "open", time.open);
  };
  both("first response", all.first_response);
  both("resolution", all.resolution);
  both("acceptance", all.acceptance);
  call.section("Times", table.render(call.screen));
}

std::string share(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return {};
  return fmt::format("{:.1f} %", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

void tell_promises(Call& call, const MeasureGroup& all) {
  Table table({whole_column("promise"),
               {"met", Align::right},
               {"missed", Align::right},
               {"kept", Align::right},
               {""}});
  bool any = false;
  for (const KeptPromises& each : all.promises) {
    const std::int64_t count = each.met + each.missed;
    if (count == 0) continue;
    any = true;
    table.add({spaced(to_text(each.kind)),
               std::to_string(each.met),
               std::to_string(each.missed),
               share(each.met, count),
               {terminal::bar(static_cast<double>(each.met), static_cast<double>(count), 20), Style::green}});
  }
  if (any) call.section("Promises", table.render(call.screen));
}

std::vector<terminal::Column> age_columns() {
  std::vector<terminal::Column> columns;
  for (const Duration each : age_bands)
    columns.push_back({fmt::format("under {}", in_words(each)), Align::right});
  columns.push_back({"older", Align::right});
  return columns;
}

void tell_backlog(Call& call, GroupedBy by, const std::vector<BacklogGroup>& backlog) {
  std::vector<terminal::Column> columns{whole_column(by == GroupedBy::all ? "" : to_text(by)),
                                        {"cases", Align::right}};
  std::ranges::copy(age_columns(), std::back_inserter(columns));
  Table table(columns);
  for (const BacklogGroup& each : backlog) {
    std::vector<Cell> cells{by == GroupedBy::all ? std::string("open") : each.name,
                            std::to_string(each.cases)};
    for (const std::int64_t count : each.by_age)
      cells.emplace_back(count == 0 ? std::string() : std::to_string(count));
    table.add(cells);
  }
  call.section("Backlog by age", table.render(call.screen));
}

// Means and open time beside the medians where there is room for them.
void tell_groups(Call& call, GroupedBy by, const std::vector<MeasureGroup>& groups) {
  constexpr std::size_t roomy = 140;
  const bool is_roomy = call.screen.width() >= roomy;
  std::vector<terminal::Column> columns{
      {std::string(to_text(by))}, {"cases", Align::right}, {"reopened", Align::right}};
  const auto time_columns = [&](std::string_view name, bool with_p90) {
    if (is_roomy) columns.push_back({fmt::format("{} mean", name), Align::right});
    columns.push_back({is_roomy ? "median" : fmt::format("{} median", name), Align::right});
    if (with_p90) columns.push_back({"p90", Align::right});
    if (is_roomy) columns.push_back({"open median", Align::right});
  };
  time_columns("response", false);
  time_columns("resolution", true);
  columns.push_back({"kept", Align::right});
  Table table(columns);
  for (const MeasureGroup& each : groups) {
    std::int64_t met = 0;
    std::int64_t count = 0;
    for (const KeptPromises& kind : each.promises) {
      met += kind.met;
      count += kind.met + kind.missed;
    }
    std::vector<Cell> cells{each.name.empty() ? std::string("none") : each.name, std::to_string(each.cases),
                            share(each.reopened, each.cases)};
    const auto time_cells = [&](const MeasuredTime& time, bool with_p90) {
      if (is_roomy) cells.push_back(time_cell(time.elapsed, &Times::mean));
      cells.push_back(time_cell(time.elapsed, &Times::median));
      if (with_p90) cells.push_back(time_cell(time.elapsed, &Times::p90));
      if (is_roomy) cells.push_back({time_cell(time.open, &Times::median).text, Style::dim});
    };
    time_cells(each.first_response, false);
    time_cells(each.resolution, true);
    cells.emplace_back(share(met, count));
    table.add(cells);
  }
  call.section("Measures", table.render(call.screen));
}

Json json_of(const Times& times) {
  return {{"cases", times.count},
          {"mean", to_text(times.mean)},
          {"median", to_text(times.median)},
          {"p90", to_text(times.p90)}};
}
Json json_of(const MeasuredTime& time) {
  return {{"elapsed", json_of(time.elapsed)}, {"open", json_of(time.open)}};
}

Json json_of(const MeasureGroup& group) {
  Json json{{"name", group.name},
            {"cases", group.cases},
            {"reopened", group.reopened},
            {"first_response", json_of(group.first_response)},
            {"resolution", json_of(group.resolution)},
            {"acceptance", json_of(group.acceptance)}};
  for (const KeptPromises& each : group.promises)
    json["promises"][to_text(each.kind)] = {{"met", each.met}, {"missed", each.missed}};
  return json;
}
Json json_of(const BacklogGroup& group) {
  return {{"name", group.name}, {"cases", group.cases}, {"by_age", group.by_age}};
}

}  // namespace

Cell left_cell(Duration left) {
  if (left < Duration{}) return {in_words_or_late(left), Style::red};
  return {in_words_or_late(left), left < std::chrono::hours(1) ? Style::yellow : Style::green};
}

Cell open_left_cell(BusinessDuration left) { return {in_words_or_late(left.amount), Style::dim}; }

int policy_load(Call& call) {
  const Policy policy = call.book().timekeeping().adopt(
      call.book().exchange().read_policy(content_of(call.arguments.positional(0))), call.because());
  if (call.json())
    call.line(json_of(policy));
  else
    tell(call, policy);
  return done;
}

int policy_list(Call& call) {
  const std::vector<Policy> policies = call.book().timekeeping().policies();
  for (const Policy& each : policies) {
    if (call.json())
      call.line(json_of(each));
    else
      tell(call, each);
  }
  if (policies.empty() && !call.json()) call.remark("no policies; policy load takes one from a file");
  return done;
}

int policy_retire(Call& call) {
  const Timekeeping timekeeping = call.book().timekeeping();
  return call.retire_named<&Policy::level>(timekeeping, timekeeping.policies(),
                                           "cases get no policy {}; policy list shows those they get");
}

int queue(Call& call) {
  Book& book = call.book();
  DueSearch search{.limit = call.limit()};
  if (call.arguments.flag("--team")) search.team = find_one<Team>(book, call.arguments.text("--team"));
  if (call.arguments.flag("--assignee"))
    search.assignee = find_one<Agent>(book, call.arguments.text("--assignee"));
  const std::vector<Due> queue = book.timekeeping().queue(search);
  if (call.json()) {
    for (const Due& each : queue)
      call.line({{"clock", to_json(each.clock)},
                 {"left", to_text(each.left)},
                 {"open_left", to_text(each.open_left.amount)}});
    return done;
  }
  Table table({{"left", Align::right},
               {"open", Align::right},
               whole_column("due"),
               whole_column("promise"),
               {"case", Align::left, 40},
               {"customer", Align::left, 24},
               {"assignee", Align::left, 18}});
  for (const Due& each : queue) {
    const Case of = book.cases().get(each.clock.of);
    table.add({left_cell(each.left), open_left_cell(each.open_left), call.teller().moment(*each.clock.due_at),
               spaced(to_text(each.clock.kind)),
               of.external_id ? fmt::format("{} {}", *of.external_id, of.subject) : of.subject,
               call.teller().name(kind_of<Customer>(), of.customer.uuid), call.teller().name(of.assignee)});
  }
  if (queue.empty())
    call.remark("nothing is due");
  else
    call.write(table.render(call.screen));
  return done;
}

int check(Call& call) {
  const std::vector<Clock> late = call.book().timekeeping().check(call.limit(), call.because());
  if (call.json()) {
    for (const Clock& each : late) call.line(to_json(each));
    return done;
  }
  for (const Clock& each : late)
    call.write(fmt::format("{}  {}\n", call.screen.paint(Style::red, spaced(to_text(each.kind))),
                           call.teller().name(kind_of<Case>(), each.of.uuid)));
  call.remark(fmt::format("{} found late", counted(static_cast<std::int64_t>(late.size()), "clock")));
  return done;
}

int measures(Call& call) {
  const auto by = from_text<GroupedBy>(call.arguments.text("--by"));
  const std::string& zone = call.arguments.text("--zone");
  const auto groups = call.book().measures().groups(
      {.by = by, .from = call.instant("--from"), .until = call.instant("--until"), .zone = zone});
  const auto backlog = call.book().measures().backlog(by, zone);
  if (call.json()) {
    Json json;
    json["groups"] = Json::array();
    for (const MeasureGroup& each : groups) json["groups"].push_back(json_of(each));
    json["backlog"] = Json::array();
    for (const BacklogGroup& each : backlog) json["backlog"].push_back(json_of(each));
    call.line(json);
    return done;
  }
  if (by == GroupedBy::all) {
    const MeasureGroup& all = groups.front();
    call.write(fmt::format("{}, {} opened again\n", counted(all.cases, "resolved case"),
                           all.cases == 0 ? "none" : share(all.reopened, all.cases)));
    tell_times(call, all);
    tell_promises(call, all);
  } else {
    tell_groups(call, by, groups);
  }
  if (!backlog.empty()) tell_backlog(call, by, backlog);
  return done;
}

}  // namespace rapport::command
