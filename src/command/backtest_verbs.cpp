// backtest: what rules would have been worth on the log of a help desk.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "command/backtest_page.hpp"
#include "command/meter.hpp"
#include "command/story.hpp"
#include "command/verbs.hpp"
#include "rooms/revisions.hpp"

namespace rapport::command {

using terminal::Align;
using terminal::Style;
using terminal::Table;

namespace {

Json json_of(const BacktestScore& score) {
  Json json{{"firings", score.firings},
            {"failures", score.failures},
            {"in_time", score.in_time},
            {"late", score.late},
            {"for_nothing", score.for_nothing}};
  if (const auto median = score.median_lead()) json["median_lead"] = to_text(*median);
  return json;
}

void tell(Call& call, const BacktestReport& report) {
  call.write(fmt::format("{}, of which {} missed the promise and {} of those were never raised\n",
                         counted(report.incidents, "incident"), report.missed, report.never_raised));
  Table table({{"rule"},
               {"fired", Align::right},
               {"failed", Align::right},
               {"in time", Align::right},
               {"late", Align::right},
               {"for nothing", Align::right},
               {"median lead", Align::right}});
  const auto row = [&](const std::string& name, const BacktestScore& score) {
    const auto median = score.median_lead();
    table.add({name,
               std::to_string(score.firings),
               std::to_string(score.failures),
               {std::to_string(score.in_time), Style::green},
               {std::to_string(score.late), Style::red},
               {std::to_string(score.for_nothing), Style::yellow},
               median ? in_words(*median) : std::string()});
  };
  for (const auto& [name, score] : report.by_rule) row(name, score);
  if (report.by_rule.size() > 1) row("all together", report.together);
  call.write(table.render(call.screen));
  const std::vector<std::int64_t> counts = in_bands(report.together.lead_times);
  const auto most = static_cast<double>(std::max<std::int64_t>(1, *std::ranges::max_element(counts)));
  Table leads({{"raised before the miss"}, {"incidents", Align::right}, {""}});
  for (std::size_t i = 0; i < counts.size(); ++i)
    leads.add({lead_bands[i].words,
               std::to_string(counts[i]),
               {terminal::bar(static_cast<double>(counts[i]), most, 30), Style::cyan}});
  call.section("How early", leads.render(call.screen));
  if (report.together.failures > 0)
    call.remark(fmt::format("{} failed, the first by {}", counted(report.together.failures, "firing"),
                            terminal::one_line(report.trouble)));
}

// Teams, agents and roles that rules and ladders name are made up, since nobody of the log has them.
class People {
 public:
  explicit People(Book& book) : book_(book) {}

  // Those that one document names, or each in a list of them, in what stands in its `many`.
  void add(const std::string& document, std::string_view many) {
    const Json json = Json::parse(document, nullptr, false);
    if (!json.is_array()) return add_named(json, many);
    for (const Json& each : json) add_named(each, many);
  }

 private:
  void add_named(const Json& one, std::string_view many) {
    if (!one.is_object() || !one.contains(many) || !one[many].is_array()) return;
    for (const Json& part : one[many]) {
      // Rungs call them as actions do.
      if (const auto name = new_name_in<&RuleAction::team>(part))
        // Somebody is in it, since a ladder may end there.
        book_.agents().add({.name = "Somebody of " + *name, .team = book_.teams().add({.name = *name}).id});
      if (const auto name = new_name_in<&RuleAction::agent>(part)) book_.agents().add({.name = *name});
      if (const auto name = new_name_in<&RuleAction::role>(part))
        book_.agents().add({.name = "Somebody who is " + *name, .role = *name});
    }
  }

  // What a field says there; absent for nothing, and for what was added before.
  template <auto member>
  std::optional<std::string> new_name_in(const Json& part) {
    const std::string_view field = field_of<member>().name;
    if (!part.is_object() || !part.contains(field) || !part[field].is_string()) return {};
    auto name = part[field].get<std::string>();
    return added_.emplace(field, name).second ? std::optional(std::move(name)) : std::nullopt;
  }

  Book& book_;
  std::set<std::pair<std::string_view, std::string>> added_;
};

BacktestReport tried(Call& call, const IncidentLog& log) {
  const auto content = [&](std::string_view option) { return content_of(call.arguments.text(option)); };
  Meter meter("Trying the rules", "events");
  return backtest(log,
                  [&](Book& book) {
                    book.calendars().add({.name = "Office",
                                          .zone = call.arguments.text("--zone"),
                                          .hours = call.arguments.text("--hours")});
                    book.timekeeping().adopt(book.exchange().read_policy(content("--policy")));
                    const std::string rules = content("--rules");
                    People people(book);
                    people.add(rules, rule_form.many);
                    if (call.arguments.flag("--ladder")) {
                      const std::string ladder = content("--ladder");
                      people.add(ladder, ladder_form.many);
                      book.supervision().adopt(book.exchange().read_ladder(ladder));
                    }
                    for (RuleWithActions& each : book.exchange().read_rules(rules))
                      book.automation().adopt(std::move(each));
                  },
                  {.promise = from_text<TargetKind>(call.arguments.text("--promise")),
                   .progress = [&](std::int64_t events, std::int64_t all) { meter.show(events, all); }});
}

void write_page(const std::string& file, const std::string& page) {
  std::ofstream out(file, std::ios::binary);
  out << page;
  out.close();
  if (!out) throw Error(Code::io, fmt::format("{} cannot be written", terminal::one_line(file)));
}

}  // namespace

int backtest_log(Call& call) {
  const std::string& file = call.arguments.positional(0);
  const IncidentLog log = read_log(call, file);
  if (log.events().empty()) throw Error(Code::invalid, "the log holds no events");
  const BacktestReport report = tried(call, log);
  const std::string name = std::filesystem::path(file).filename().string();
  if (call.arguments.flag("--page")) write_page(call.arguments.text("--page"), backtest_page(report, name));
  if (call.json()) {
    Json json{{"incidents", report.incidents},
              {"missed", report.missed},
              {"never_raised", report.never_raised},
              {"trouble", report.trouble},
              {"together", json_of(report.together)}};
    for (const auto& [rule, score] : report.by_rule) json["by_rule"][rule] = json_of(score);
    call.line(json);
    return done;
  }
  tell(call, report);
  if (call.arguments.flag("--page"))
    call.remark(fmt::format("{} has it with a chart", terminal::one_line(call.arguments.text("--page"))));
  return done;
}

}  // namespace rapport::command
