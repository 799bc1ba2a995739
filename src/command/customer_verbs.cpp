// show, timeline, quiet, search: what there is to know about customers.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "command/any_records.hpp"
#include "command/verbs.hpp"
#include "expression/texts.hpp"
#include "kernel/catalogue.hpp"

namespace rapport::command {

using terminal::Align;
using terminal::Cell;
using terminal::Style;
using terminal::Table;

namespace {

std::string stages(Call& call, const Overview& all) {
  const auto spells = call.book().lifecycle().spells(all.customer.id);
  const Instant now = call.book().now();
  Table table({whole_column("stage"),
               whole_column("from"),
               whole_column("until"),
               {"time", Align::right},
               {"why", Align::left, 60}});
  for (std::size_t i = 0; i < spells.size(); ++i) {
    // Each spell after the first begins with a move.
    const StageMove* move = i > 0 && i <= all.stage_moves.size() ? &all.stage_moves[i - 1] : nullptr;
    std::string why = move ? move->reason.value_or("") : "";
    if (move && move->ending_cause)
      why += fmt::format("{}{}", why.empty() ? "" : ", ", spaced(to_text(*move->ending_cause)));
    const Spell& spell = spells[i];
    table.add({stage_cell(spell.stage),
               call.teller().day(spell.from),
               spell.until ? Cell(call.teller().day(*spell.until)) : Cell("now", Style::dim),
               in_words(spell.until.value_or(now) - spell.from),
               {why, Style::dim}});
  }
  return spell_bar(call.screen, spells, now) + "\n" + table.render(call.screen);
}

std::string connections(Call& call, const Overview& all) {
  Table table({{"connection"}, {"with"}, {"title"}, {"from"}, {"until"}});
  for (const Connection& each : all.connections) {
    const bool outgoing = each.customer == all.customer.id;
    const std::string role = spaced(to_text(each.role));
    table.add({{outgoing ? role + " →" : "← " + role, Style::cyan},
               call.teller().name(kind_of<Customer>(), (outgoing ? each.other : each.customer).uuid),
               each.title.value_or(""),
               each.valid_from ? to_text(*each.valid_from) : std::string(),
               each.valid_until ? to_text(*each.valid_until) : std::string()});
  }
  return table.render(call.screen);
}

// The last ones that were added.
template <class R>
std::vector<R> newest(Call& call, Id<Customer> customer) {
  constexpr std::size_t longest_page = 10'000;
  const Paging paging{.limit = std::min(call.limit(), longest_page), .order = descending()};
  return call.book().records<R>().find(where<&R::customer> == customer, paging).records;
}

// An amount in each currency.
std::vector<std::string> costs(Call& call, Id<Customer> customer) {
  std::vector<std::string> costs;
  for (const Money& each : call.book().service().cost_to_serve(customer)) costs.push_back(to_text(each));
  return costs;
}

Json json_of(Call& call, const Overview& all) {
  Json spells = Json::array();
  for (const Spell& spell : call.book().lifecycle().spells(all.customer.id)) {
    spells.push_back({{"stage", to_text(spell.stage)}, {"from", to_text(spell.from)}});
    if (spell.until) spells.back()["until"] = to_text(*spell.until);
  }
  return {{"customer", to_json(all.customer)},
          {"owner", all.owner ? to_json(*all.owner) : Json(nullptr)},
          {"spells", std::move(spells)},
          {"contact_points", array_of(all.contact_points)},
          {"connections", array_of(all.connections)},
          {"needs", array_of(all.needs)},
          {"consents", array_of(all.consents)},
          {"stage_moves", array_of(all.stage_moves)},
          {"cases", array_of(newest<Case>(call, all.customer.id))},
          {"tasks", array_of(newest<Task>(call, all.customer.id))},
          {"cost_to_serve", costs(call, all.customer.id)},
          {"interactions", array_of(all.interactions)}};
}

// An excerpt with what was found in it in bold.
std::string highlighted(const terminal::Screen& screen, const Excerpt& excerpt) {
  std::string text;
  std::size_t at = 0;
  const std::string_view whole = excerpt.text;
  for (const auto& [offset, length] : excerpt.highlights) {
    text += terminal::one_line(whole.substr(at, offset - at));
    text += screen.paint(Style::yellow, terminal::one_line(whole.substr(offset, length)));
    at = offset + length;
  }
  return text + terminal::one_line(whole.substr(at));
}

Json json_of(const Excerpt& excerpt) { return {{"text", excerpt.text}, {"highlights", excerpt.highlights}}; }

// When we last turned to a customer, and how.
std::optional<Interaction> last_outbound(Book& book, Id<Customer> customer) {
  for (TimelinePaging paging;;) {
    const Timeline page = book.timeline(customer, paging);
    for (const TimelineEntry& entry : page.entries)
      if (const auto* interaction = entry.as<Interaction>();
          interaction && interaction->direction == Direction::outbound)
        return *interaction;
    if (page.next.empty()) return {};
    paging.after = page.next;
  }
}

}  // namespace

int show(Call& call) {
  const auto id = find_one<Customer>(call.book(), call.arguments.positional(0));
  const Overview all = call.book().overview(id, call.limit());
  if (call.json()) {
    call.line(json_of(call, all));
    return done;
  }
  const auto& screen = call.screen;
  const Customer& who = all.customer;
  const Cell stage = stage_cell(who.stage);
  call.write(fmt::format("{}  {}{}\n", screen.paint(Style::bold, terminal::one_line(who.name)),
                         screen.paint(stage.style, stage.text), who.deleted_at ? "  (deleted)" : ""));
  call.write(call.teller().facts(screen, kind_of<Customer>(), &who,
                                 {&field_of<&Customer::name>(), &field_of<&Customer::stage>()}));
  call.section("Stage", stages(call, all));
  const auto part = [&]<class R>(std::string_view title, const std::vector<R>& records) {
    if (!records.empty())
      call.section(title,
                   call.teller().table(records, {.without = &field_of<&R::customer>()}).render(screen));
  };
  part("Contact points", all.contact_points);
  if (!all.connections.empty()) call.section("Connections", connections(call, all));
  part("Needs", all.needs);
  part("Consents", all.consents);
  part("Cases", newest<Case>(call, id));
  part("Tasks", newest<Task>(call, id));
  if (const auto cost = costs(call, id); !cost.empty())
    call.section("What cases cost", fmt::format("{}\n", fmt::join(cost, ", ")));
  if (!all.interactions.empty()) {
    Happenings latest(call.teller(), false);
    for (const Interaction& each : all.interactions)
      latest.add(kind_of<Interaction>(), &each, each.at.value_or(Instant{}), each.customer);
    call.section("Latest interactions", latest.render(screen));
  }
  return done;
}

int timeline(Call& call) {
  const auto id = find_one<Customer>(call.book(), call.arguments.positional(0));
  const bool people = call.arguments.flag("--people");
  const Timeline page = call.book().timeline(
      id, {.limit = call.limit(), .after = call.arguments.text("--after"), .with_people = people});
  Happenings table(call.teller(), people);
  for (const TimelineEntry& entry : page.entries) {
    if (call.json())
      call.line({{"at", to_text(entry.at)},
                 {"customer", to_text(entry.customer)},
                 {"kind", entry.kind->name},
                 {"record", to_json(*entry.kind, entry.held.get())}});
    table.add(*entry.kind, entry.held.get(), entry.at, entry.customer);
  }
  if (page.entries.empty() && !call.json())
    call.remark("nothing happened yet");
  else if (!call.json())
    call.write(table.render(call.screen));
  call.next_page(page.next);
  return done;
}

int owner(Call& call) {
  Book& book = call.book();
  const auto id = find_one<Customer>(book, call.arguments.positional(0));
  const std::string& to = call.arguments.positional(1);
  const bool nobody = call.arguments.flag("--nobody");
  if (nobody && !to.empty()) throw UsageError(Code::invalid, "--nobody and an agent exclude each other");
  if (nobody || !to.empty()) {
    std::optional<Id<Agent>> agent;
    if (!nobody) agent = find_one<Agent>(book, to);
    book.people().hand_over(id, agent, call.instant("--at"), call.because());
  }
  const auto periods = book.ownerships().find(where<&Ownership::customer> == id).records;
  if (call.json()) {
    for (const Ownership& each : periods) call.line(to_json(each));
  } else if (periods.empty()) {
    call.remark("nobody");
  } else {
    call.write(
        call.teller().table(periods, {.without = &field_of<&Ownership::customer>()}).render(call.screen));
  }
  return done;
}

int quiet(Call& call) {
  const Instant now = call.book().now();
  const std::chrono::days patience{call.arguments.integer("--days", 0, 0)};
  struct Quiet {
    Customer customer;
    std::optional<Interaction> last;
    Duration silence;
  };
  std::vector<Quiet> quiet;
  // Only those that will be shown are kept, however many there are.
  const auto keep_longest = [&] {
    std::ranges::stable_sort(quiet, std::greater{}, &Quiet::silence);
    quiet.resize(std::min(quiet.size(), call.limit()), Quiet{});
  };
  const auto among = fmt::format("stage == {}", cel::quoted(call.arguments.text("--stage")));
  call.book().customers().for_each(among, [&](Customer& customer) {
    std::optional<Interaction> last = last_outbound(call.book(), customer.id);
    // Who never heard from us has waited since the beginning.
    const Duration silence = now - (last ? last->at : customer.since).value_or(now);
    if (silence < patience) return;
    quiet.push_back({std::move(customer), std::move(last), silence});
    if (quiet.size() > 2 * call.limit() + 100) keep_longest();
  });
  keep_longest();

  Table table({{"customer"},
               {"owner"},
               {"silence", Align::right},
               whole_column("last heard from us"),
               {"by"},
               {"about"}});
  for (const Quiet& each : quiet) {
    if (call.json()) {
      call.line({{"customer", to_text(each.customer.id)},
                 {"name", each.customer.name},
                 {"silence", to_text(each.silence)},
                 {"last_interaction", each.last ? Json(to_text(each.last->id)) : Json(nullptr)}});
      continue;
    }
    table.add({each.customer.name,
               call.teller().name(each.customer.owner),
               {in_words(each.silence), Style::red},
               each.last && each.last->at ? call.teller().day(*each.last->at) : "never",
               each.last ? spaced(to_text(each.last->channel)) : "",
               each.last ? each.last->subject.value_or("") : ""});
  }
  if (call.json()) return done;
  if (quiet.empty())
    call.remark("nobody");
  else
    call.write(table.render(call.screen));
  return done;
}

int search(Call& call) {
  std::string words;
  for (const std::string& each : call.arguments.positionals()) words += (words.empty() ? "" : " ") + each;
  const std::string& kind = call.arguments.text("--kind");
  const auto hits = call.book().search(
      words, {.limit = call.limit(), .kind = kind.empty() ? std::string_view() : kind_named(kind).name});
  for (const SearchHit& hit : hits) {
    if (call.json()) {
      call.line({{"kind", hit.kind},
                 {"id", to_text(hit.record.uuid())},
                 {"score", hit.score},
                 {"title", json_of(hit.title)},
                 {"body", json_of(hit.body)}});
      continue;
    }
    // Whom it is about, and when it was.
    const AnyRecord record = get(call.book(), *find_kind(hit.record.kind_number()), hit.record.uuid());
    std::string about = std::string(hit.kind);
    for (const Field& field : record.kind().fields)
      if (field.traits.on_time_line != OnTimeLine::no && field.type != Type::ids)
        about += "  " + call.teller().value(field, record.get());
    call.write(fmt::format("{}  {}\n", highlighted(call.screen, hit.title),
                           call.screen.paint(Style::dim, terminal::one_line(about))));
    if (!hit.body.text.empty()) call.write("  " + highlighted(call.screen, hit.body) + "\n");
  }
  if (hits.empty() && !call.json()) call.remark("nothing found");
  return done;
}

}  // namespace rapport::command
