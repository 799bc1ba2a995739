#include "command/teller.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "command/any_records.hpp"
#include "command/arguments.hpp"
#include "kernel/catalogue.hpp"
#include "kernel/form.hpp"
#include "kernel/zone.hpp"

namespace rapport::command {

using terminal::Align;
using terminal::Cell;
using terminal::Screen;
using terminal::Style;
using terminal::Table;

namespace {

constexpr int prose = 1000;  // texts that may be longer are not for a table

// How much a field tells about its record. Prose, lists and keys for machines tell nothing in a table.
int weight(const Field& field) {
  const Traits& traits = field.traits;
  const bool prose_text = field.type == Type::text && traits.longest > prose && field.optional;
  const bool machine_key = field.type == Type::text && traits.derived;
  if (field.number <= 3 || prose_text || machine_key || field.type == Type::ids ||
      field.type == Type::references)
    return 0;
  return 1 + 8 * traits.natural_key + 6 * (traits.on_time_line != OnTimeLine::no) + 4 * traits.searchable +
         3 * (traits.unique || traits.indexed) + 3 * !field.optional + 2 * (field.type == Type::enumeration);
}

bool is_number(const Field& field) {
  return field.type == Type::integer || field.type == Type::real || field.type == Type::money ||
         field.type == Type::duration;
}

std::string_view arrow(Direction direction) {
  switch (direction) {
    case Direction::inbound: return "←";
    case Direction::outbound: return "→";
    case Direction::internal: return "·";
  }
  return "";
}

Style style_of(const std::optional<Sentiment>& sentiment) {
  if (sentiment == Sentiment::positive) return Style::green;
  if (sentiment == Sentiment::negative) return Style::red;
  if (sentiment == Sentiment::mixed) return Style::yellow;
  return Style::plain;
}

}  // namespace

Zone::Zone(std::string_view name) {
  const auto zone = zone_named(name);
  if (!zone)
    throw UsageError(Code::invalid, fmt::format("there is no time zone \"{}\"; write it as in Europe/Paris",
                                                terminal::one_line(name)));
  zone_ = *zone;
}

std::string Zone::moment(Instant at) const { return cctz::format("%E4Y-%m-%d %H:%M", at, zone_); }
std::string Zone::day(Instant at) const { return cctz::format("%E4Y-%m-%d", at, zone_); }

Instant Zone::begin_of(Date day) const {
  return cctz::convert(cctz::civil_day(int{day.year()}, static_cast<int>(unsigned{day.month()}),
                                       static_cast<int>(unsigned{day.day()})),
                       zone_);
}

std::string in_words(Duration duration) {
  using namespace std::chrono;
  const struct {
    Duration unit;
    std::int64_t enough;  // of the next larger unit is shown from so many of it
    std::string_view name;
  } units[] = {{days{365}, 2, "year"}, {days{1}, 2, "day"}, {hours{1}, 2, "hour"}, {minutes{1}, 1, "minute"}};
  for (const auto& each : units)
    if (duration >= each.enough * each.unit) return counted(duration / each.unit, each.name);
  return counted(duration_cast<seconds>(duration).count(), "second");
}

std::string spaced(std::string_view name) {
  std::string text(name);
  std::ranges::replace(text, '_', ' ');
  return text;
}

Style style_of(Stage stage) {
  switch (stage) {
    case Stage::exploration: return Style::blue;
    case Stage::awareness: return Style::cyan;
    case Stage::expansion: return Style::yellow;
    case Stage::commitment: return Style::green;
    case Stage::dissolution: return Style::red;
  }
  return Style::plain;
}

Style style_of(CaseState state) {
  switch (state) {
    case CaseState::new_: return Style::blue;
    case CaseState::open: return Style::yellow;
    case CaseState::waiting_customer:
    case CaseState::waiting_third_party: return Style::magenta;
    case CaseState::resolved: return Style::green;
    case CaseState::closed: return Style::dim;
  }
  return Style::plain;
}

Cell stage_cell(Stage stage) { return {to_text(stage), style_of(stage)}; }
Cell state_cell(CaseState state) { return {spaced(to_text(state)), style_of(state)}; }

terminal::Column whole_column(std::string_view header) {
  return {std::string(header), Align::left, terminal::unlimited, false};
}

std::string spell_bar(const Screen& screen, const std::vector<Spell>& spells, Instant until) {
  constexpr std::size_t widest = 60;
  const std::size_t width = std::min(widest, screen.width());
  constexpr std::array<std::string_view, 6> shades = {" ", "░", "▒", "▓", "█", "╳"};
  if (spells.empty()) return {};
  const Instant from = spells.front().from;
  const auto whole = static_cast<double>(std::max((until - from).count(), Duration::rep{1}));
  const auto column = [&](Instant at) {
    const double share = std::clamp(static_cast<double>((at - from).count()) / whole, 0.0, 1.0);
    return static_cast<std::size_t>(std::lround(share * static_cast<double>(width)));
  };
  std::string bar;
  std::size_t drawn = 0;
  for (const Spell& spell : spells) {
    // However short, a spell shows.
    const std::size_t end = std::max(column(spell.until.value_or(until)), drawn + 1);
    std::string part;
    for (; drawn < end; ++drawn)
      part += shades[std::min<std::size_t>(static_cast<std::size_t>(spell.stage), 5)];
    bar += screen.paint(style_of(spell.stage), part);
  }
  return bar;
}

namespace {

template <class E>
void colour(const Field& field, Cell& cell) {
  if (!field.enumeration || field.enumeration->name != enumeration<E>.name) return;
  for (const auto& named : enumeration<E>.values)
    if (cell.text == spaced(named.name)) cell.style = command::style_of(named.value);
}

}  // namespace

const std::string& Teller::name(const Reference& record) {
  const auto [place, is_new] = names_.try_emplace(record);
  if (!is_new) return place->second;
  const Kind* kind = find_kind(record.kind_number());
  if (kind && book_) {
    try {
      const AnyRecord found = get(*book_, *kind, record.uuid());
      place->second = label_of(*kind, found.get());
    } catch (const Error& error) {
      // A record that may not be read is told by its id.
      if (error.code() != Code::not_found) throw;
    }
  }
  if (place->second.empty())
    place->second = fmt::format("{}/{}", kind ? kind->name : "?", to_text(record.uuid()));
  return place->second;
}

std::string Teller::value(const Field& field, const std::optional<std::string>& text) {
  if (!text || text->empty()) return {};
  switch (field.type) {
    case Type::instant: return moment(from_text<Instant>(*text));
    case Type::duration: return in_words(from_text<Duration>(*text));
    case Type::id: return field.number == id_field ? *text : name(field.refers_to(), from_text<Uuid>(*text));
    case Type::reference: {
      const std::size_t slash = text->find('/');
      const Kind* kind = find_kind(std::string_view(*text).substr(0, slash));
      return kind ? name(*kind, from_text<Uuid>(std::string_view(*text).substr(slash + 1))) : *text;
    }
    case Type::boolean: return *text == "true" ? "yes" : "no";
    case Type::enumeration: return spaced(*text);
    default: return *text;
  }
}

std::string Teller::value(const Field& field, const void* record) {
  return value(field, to_text(field, values_of(field, record)));
}

Cell Teller::cell(const Field& field, const void* record) {
  Cell cell(value(field, record));
  if (field.type == Type::boolean && cell.text == "no") cell.text.clear();
  colour<Stage>(field, cell);
  colour<CaseState>(field, cell);
  return cell;
}

std::string Teller::facts(const Screen& screen, const Kind& kind, const void* record,
                          std::initializer_list<const Field*> without) {
  std::vector<terminal::KeyValue> entries;
  for (const Field& field : kind.fields) {
    if (is_common(field) || std::ranges::find(without, &field) != without.end()) continue;
    std::string text = value(field, record);
    if (!text.empty()) entries.push_back({spaced(field.name), text});
  }
  entries.push_back({"id", {to_text(id_of(kind, record)), Style::dim}});
  return terminal::key_values(screen.narrowed(100), entries);
}

Table Teller::table(const Kind& kind, const std::vector<const void*>& records, const Columns& columns) {
  std::vector<const Field*> fields;
  for (const Field& field : kind.fields)
    if (&field != columns.without && weight(field) > 0 &&
        std::ranges::any_of(records, [&](const void* each) { return !cell(field, each).text.empty(); }))
      fields.push_back(&field);
  std::ranges::stable_sort(fields, std::greater{}, [](const Field* each) { return weight(*each); });
  fields.resize(std::min(fields.size(), columns.most));
  // What people call the record comes first.
  std::ranges::sort(fields, {},
                    [](const Field* each) { return std::pair(!each->traits.natural_key, each->number); });

  std::vector<terminal::Column> head;
  if (columns.ids) head.push_back(whole_column("id"));
  for (const Field* field : fields)
    head.push_back({spaced(field->name), is_number(*field) ? Align::right : Align::left, 48});
  Table table(std::move(head));
  for (const void* record : records) {
    std::vector<Cell> row;
    if (columns.ids) row.emplace_back(to_text(id_of(kind, record)), Style::dim);
    for (const Field* field : fields) row.push_back(cell(*field, record));
    table.add(row);
  }
  return table;
}

Happenings::Happenings(Teller& teller, bool with_customer)
    : teller_(teller), with_customer_(with_customer), table_([&] {
        std::vector<terminal::Column> columns{{"when", Align::left, terminal::unlimited, false},
                                              {"", Align::left, 1, false},
                                              {"how", Align::left, terminal::unlimited, false},
                                              {"by", Align::left, 18},
                                              {"what", Align::left, 60},
                                              {"said", Align::left, 60},
                                              {"outcome", Align::left, 24}};
        if (with_customer) columns.insert(columns.begin() + 1, {"customer", Align::left, 24});
        return columns;
      }()) {}

void Happenings::add(const Kind& kind, const void* record, Instant at, Id<Customer> customer) {
  std::vector<Cell> row;
  if (&kind == &kind_of<Interaction>()) {
    const auto& it = *static_cast<const Interaction*>(record);
    const bool has_subject = it.subject && !it.subject->empty();
    row = {Cell(arrow(it.direction), Style::dim),
           Cell(spaced(to_text(it.channel))),
           Cell(teller_.name(it.agent ? it.agent : it.author), Style::dim),
           Cell(has_subject ? *it.subject : it.body.value_or(""), style_of(it.sentiment)),
           Cell(has_subject ? it.body.value_or("") : "", Style::dim),
           Cell(it.outcome.value_or(""))};
  } else if (&kind == &kind_of<StageMove>()) {
    const auto& it = *static_cast<const StageMove*>(record);
    row = {Cell("▸", style_of(it.to_stage)),
           Cell("stage"),
           Cell(teller_.name(it.agent), Style::dim),
           Cell(fmt::format("{} → {}", to_text(it.from_stage), to_text(it.to_stage)), style_of(it.to_stage)),
           Cell(it.reason.value_or(""), Style::dim),
           Cell(it.ending_cause ? spaced(to_text(*it.ending_cause)) : std::string())};
  } else if (&kind == &kind_of<Case>()) {
    const auto& it = *static_cast<const Case*>(record);
    row = {Cell("▸", state_cell(it.state).style),         Cell(spaced(to_text(it.kind))),
           Cell(teller_.name(it.assignee), Style::dim),   Cell(it.subject),
           Cell(it.description.value_or(""), Style::dim), state_cell(it.state)};
  } else if (&kind == &kind_of<Task>()) {
    const auto& it = *static_cast<const Task*>(record);
    row = {Cell("▸"),        Cell(kind.name), Cell(teller_.name(it.assignee), Style::dim),
           Cell(it.subject), Cell(""),        Cell(it.outcome.value_or(it.done_at ? "done" : "open"))};
  } else {
    row = {Cell("▸"), Cell(spaced(kind.name)), Cell(""), Cell(label_of(kind, record)), Cell(""), Cell("")};
  }
  if (with_customer_) row.insert(row.begin(), Cell(teller_.name(kind_of<Customer>(), customer.uuid)));
  row.insert(row.begin(), Cell(teller_.moment(at), Style::dim));
  table_.add(row);
}

}  // namespace rapport::command
