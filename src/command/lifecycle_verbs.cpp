// stage, funnel: where relationships stand and how they move.
#include <fmt/format.h>

#include <algorithm>

#include "command/any_records.hpp"
#include "command/verbs.hpp"
#include "kernel/catalogue.hpp"

namespace rapport::command {

using terminal::Align;
using terminal::Cell;
using terminal::Style;
using terminal::Table;

namespace {

constexpr std::size_t funnel_width = 24;

// "KIND/RECORD", or an interaction's id or number.
Reference record_named(Book& book, std::string_view text) {
  const std::size_t slash = text.find('/');
  const bool has_kind = slash != std::string_view::npos;
  const Kind& kind = has_kind ? kind_named(text.substr(0, slash)) : kind_of<Interaction>();
  return Reference::to(kind.number, find_one(book, kind, has_kind ? text.substr(slash + 1) : text));
}

// Takes the words as the fields of the move, so that names are read and refused as everywhere.
int move(Call& call, Id<Customer> customer, Stage before) {
  Book& book = call.book();
  AnyRecord move(kind_of<StageMove>());
  const std::pair<const Field&, std::string_view> said[] = {
      {field_of<&StageMove::to_stage>(), call.arguments.positional(1)},
      {field_of<&StageMove::reason>(), call.arguments.text("--because")},
      {field_of<&StageMove::ended_by>(), call.arguments.text("--ended-by")},
      {field_of<&StageMove::ending_cause>(), call.arguments.text("--cause")}};
  for (const auto& [field, text] : said)
    if (!text.empty()) assign(book, move, field, text);
  const auto& wanted = *static_cast<const StageMove*>(move.get());
  MoveDetails details{.effective_at = call.instant("--at"),
                      .reason = wanted.reason.value_or(""),
                      .ended_by = wanted.ended_by,
                      .ending_cause = wanted.ending_cause};
  for (const std::string& each : call.arguments.all("--evidence"))
    details.evidence.push_back(record_named(book, each));
  const StageMove made = book.lifecycle().move(customer, wanted.to_stage, details, call.because());
  if (call.json()) {
    call.line(to_json(made));
    return done;
  }
  call.write(fmt::format("{}: {} → {}\n",
                         terminal::one_line(call.teller().name(kind_of<Customer>(), customer.uuid)),
                         call.screen.paint(style_of(before), to_text(before)),
                         call.screen.paint(style_of(made.to_stage), to_text(made.to_stage))));
  return done;
}

}  // namespace

int stage(Call& call) {
  const auto id = find_one<Customer>(call.book(), call.arguments.positional(0));
  const Customer customer = call.book().customers().get(id);
  if (!call.arguments.positional(1).empty()) return move(call, id, customer.stage);

  const Instant now = call.book().now();
  const auto spells = call.book().lifecycle().spells(id);
  const auto times = call.book().lifecycle().time_in_stages(id, now);
  if (call.json()) {
    Json answer{{"customer", to_text(id)}, {"stage", to_text(customer.stage)}, {"spells", Json::array()}};
    for (const Spell& spell : spells) {
      answer["spells"].push_back({{"stage", to_text(spell.stage)}, {"from", to_text(spell.from)}});
      if (spell.until) answer["spells"].back()["until"] = to_text(*spell.until);
    }
    for (const auto& [each, time] : times)
      answer["time_in_stages"][std::string(to_text(each))] = to_text(time);
    call.line(answer);
    return done;
  }
  call.write(fmt::format("{}  {}\n{}\n", call.screen.paint(Style::bold, terminal::one_line(customer.name)),
                         call.screen.paint(style_of(customer.stage), to_text(customer.stage)),
                         spell_bar(call.screen, spells, now)));
  Table table({whole_column("stage"), whole_column("since"), whole_column("until"), {"time", Align::right}});
  for (const Spell& spell : spells)
    table.add({stage_cell(spell.stage), call.teller().moment(spell.from),
               spell.until ? Cell(call.teller().moment(*spell.until)) : Cell("now", Style::dim),
               in_words(spell.until.value_or(now) - spell.from)});
  call.write(table.render(call.screen) + '\n');
  Duration longest{1};
  for (const auto& each : times) longest = std::max(longest, each.second);
  Table sums({{"in all"}, {"time", Align::right}, {""}});
  for (const auto& [each, time] : times)
    if (time > Duration::zero())
      sums.add({stage_cell(each),
                in_words(time),
                {terminal::bar(static_cast<double>(time.count()), static_cast<double>(longest.count()),
                               funnel_width),
                 style_of(each)}});
  call.write(sums.render(call.screen));
  return done;
}

int funnel(Call& call) {
  const Instant from = call.instant("--from", from_text<Instant>("0001-01-01T00:00:00Z"));
  // The end is excluded, and what happens at this very instant has happened.
  const Instant until = call.instant("--until", call.book().now() + Duration{1});
  const auto lines = call.book().lifecycle().funnel(from, until);
  std::int64_t most = 1;
  for (const FunnelLine& line : lines) most = std::max(most, line.entered);
  // A bar is the first thing to go where there is no room.
  constexpr std::size_t beside_bar = 82;
  const std::size_t bar_width =
      std::min(funnel_width, call.screen.width() - std::min(beside_bar, call.screen.width()));
  std::vector<terminal::Column> columns{whole_column("stage"),        {"entered", Align::right},
                                        {"moved on", Align::right},   {"", Align::right},
                                        {"moved back", Align::right}, {"ended", Align::right},
                                        {"there now", Align::right},  {"median time", Align::right}};
  if (bar_width > 0) columns.insert(columns.begin() + 1, {"", Align::left, funnel_width, false});
  Table table(std::move(columns));
  for (const FunnelLine& line : lines) {
    if (call.json()) {
      call.line({{"stage", to_text(line.stage)},
                 {"entered", line.entered},
                 {"moved_on", line.moved_on},
                 {"moved_back", line.moved_back},
                 {"ended", line.ended},
                 {"present", line.present},
                 {"median_time", line.median_time ? Json(to_text(*line.median_time)) : Json(nullptr)}});
      continue;
    }
    const auto percent = [&](std::int64_t part) {
      return line.entered ? fmt::format("{:.0f} %",
                                        100.0 * static_cast<double>(part) / static_cast<double>(line.entered))
                          : std::string();
    };
    std::vector<Cell> cells{stage_cell(line.stage),
                            std::to_string(line.entered),
                            std::to_string(line.moved_on),
                            {percent(line.moved_on), Style::green},
                            std::to_string(line.moved_back),
                            std::to_string(line.ended),
                            {std::to_string(line.present), Style::bold},
                            line.median_time ? in_words(*line.median_time) : ""};
    if (bar_width > 0)
      cells.insert(cells.begin() + 1, Cell(terminal::bar(static_cast<double>(line.entered),
                                                         static_cast<double>(most), bar_width),
                                           style_of(line.stage)));
    table.add(cells);
  }
  if (!call.json()) call.write(table.render(call.screen));
  return done;
}

}  // namespace rapport::command
