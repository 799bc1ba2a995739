#include "rooms/rating.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <span>
#include <tuple>

#include "engines/records.hpp"
#include "kernel/text.hpp"
#include "kernel/validate.hpp"
#include "rooms/course.hpp"
#include "rooms/policies.hpp"

namespace rapport {

RAPPORT_KIND(Clock)

namespace {

// ---- The course

struct Course {
  std::vector<CaseEvent> events;
  std::vector<Step> steps;
};

// What is said counts from its instant on; what is planned does not count yet.
void add_words(Session& session, const Case& of, std::vector<Step>& steps) {
  static const Sql sql(fmt::format(
      "SELECT \"id\", {1}, {2} FROM {0} WHERE {3} = ? AND {3} IS NOT NULL AND \"deleted_at\" IS NULL AND {4} "
      "<> '{5}' "
      "AND {6} = '{7}' AND {2} IN ('{8}', '{9}') AND {1} <= ? ORDER BY \"id\"",
      identifier(kind_of<Interaction>().name), column_of<&Interaction::at>(),
      column_of<&Interaction::direction>(), column_of<&Interaction::about>(),
      column_of<&Interaction::channel>(), to_text(Channel::note), column_of<&Interaction::visibility>(),
      to_text(Visibility::everybody), to_text(Direction::inbound), to_text(Direction::outbound)));
  const Reference about = reference_to(of.id);
  Statement rows = session.database().prepare(sql);
  rows.bind_all(Value::of(about), Value::of(std::int64_t{session.commit().at.time_since_epoch().count()}));
  while (rows.step()) {
    const Instant at{Duration{rows.column(1).integer}};
    steps.push_back({.at = std::max(at, *of.opened_at),
                     .id = uuid_of(rows.column(0).text),
                     .what = rows.column(2).text == to_text(Direction::inbound) ? Step::What::customer_spoke
                                                                                : Step::What::we_spoke});
  }
}

Course course_of_case(Session& session, const Case& of) {
  Course course{live_where<CaseEvent>(session, field_of<&CaseEvent::of>(), Value::of(of.id.uuid)), {}};
  std::optional<Instant> over = of.deleted_at;
  for (const CaseEvent& each : course.events) {
    if (each.what == CaseEventKind::merged && of.merged_into) over = each.at;
    course.steps.push_back({.at = each.at, .id = each.id.uuid, .event = &each});
  }
  add_words(session, of, course.steps);
  std::ranges::sort(course.steps, {}, [](const Step& each) {
    const bool is_opening = each.event && each.event->what == CaseEventKind::opened;
    return std::tuple(!is_opening, each.at, each.id);
  });
  if (over) {
    std::erase_if(course.steps, [&](const Step& each) { return each.at > *over; });
    course.steps.push_back({.at = *over, .what = Step::What::over});
  }
  return course;
}

// ---- Clocks as text

constexpr std::string_view nothing = "-";

std::string text_of(const DraftEvent& event) {
  std::string line = fmt::format("{} {}", to_text(event.at), to_text(event.action));
  if (event.action == ClockAction::start || event.action == ClockAction::rerate)
    line +=
        fmt::format(" {} {}", event.terms ? to_text(event.terms->target.id) : std::string(nothing),
                    event.calendar_version ? std::to_string(*event.calendar_version) : std::string(nothing));
  if (event.due_at) line += fmt::format(" {}", to_text(*event.due_at));
  return line + '\n';
}

std::string text_of(const Draft& draft) {
  std::string text;
  for (const DraftEvent& each : draft.events) text += text_of(each);
  return text;
}

// The terms of what was only quoted: by then, by the clock on the wall.
Terms quoted_terms(Instant start, const std::vector<ClockEvent>& events) {
  for (const ClockEvent& each : events)
    if (each.due_at)
      return {.amount = std::max(Duration{1}, *each.due_at - start),
              .counted_in = CountedIn::wall,
              .hours = day_and_night()};
  return {.amount = Duration{1}, .counted_in = CountedIn::wall, .hours = day_and_night()};
}

Terms terms_of(Session& session, Id<Target> id, std::optional<std::int64_t> calendar_version) {
  const TargetInPolicy held = held_target(session, id);
  const Target& target = held.target->target;
  return {.amount = target.amount,
          .counted_in = target.counted_in,
          .to_end_of_day = target.to_end_of_day,
          .pauses = target.pauses,
          .quoted_pauses = target.quoted_pauses,
          .hours = hours_of(session, *held.policy, calendar_version)};
}

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return number;
}

}  // namespace

ClockCourse course_of(Session& session, const Clock& clock) {
  const auto refuse = [&](std::string_view line) {
    throw Error(Code::corrupt, fmt::format("has a line that cannot be read: \"{}\"", text::printable(line)),
                place_of(kind_of<Clock>(), &clock, field_of<&Clock::events>()));
  };
  ClockCourse course;
  std::vector<std::size_t> quoted_only;
  std::string_view rest = clock.events;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    std::vector<std::string_view> words = text::parts_of(line, " ");
    if (words.size() < 2) refuse(line);
    ClockEvent event{.at = from_text<Instant>(words[0]), .action = from_text<ClockAction>(words[1])};
    if (event.action == ClockAction::quote && words.size() == 3) event.due_at = from_text<Instant>(words[2]);
    if (event.action == ClockAction::start || event.action == ClockAction::rerate) {
      if (words.size() != 4) refuse(line);
      event.terms = course.terms.size();
      if (words[2] == nothing) {
        quoted_only.push_back(course.terms.size());
        course.terms.push_back({.hours = day_and_night()});
      } else {
        course.terms.push_back(terms_of(session, from_text<Id<Target>>(words[2]), number_in(words[3])));
      }
    }
    course.events.push_back(event);
  }
  for (const std::size_t each : quoted_only)
    course.terms[each] = quoted_terms(clock.started_at, course.events);
  return course;
}

namespace {

// The time that was promised is that up to what was quoted last.
Terms as_quoted(Terms terms, const Clock& clock) {
  static const std::string quote = fmt::format(" {} ", to_text(ClockAction::quote));
  const std::string_view events = clock.events;
  const std::size_t at = events.rfind(quote);
  if (at == std::string_view::npos) return terms;
  const std::size_t begin = at + quote.size();
  const auto quoted = from_text<Instant>(events.substr(begin, events.find('\n', begin) - begin));
  terms.amount = terms.counted_in == CountedIn::wall ? quoted - clock.started_at
                                                     : terms.hours.between(clock.started_at, quoted).amount;
  return terms;
}

}  // namespace

Terms terms_of(Session& session, const Clock& clock) {
  // Of the text only the end of the last line that gives terms is read: that is asked of every clock that rules
  // are about.
  static const std::string start = fmt::format(" {} ", to_text(ClockAction::start));
  static const std::string rerate = fmt::format(" {} ", to_text(ClockAction::rerate));
  const std::string_view events = clock.events;
  const bool has_many = events.find('\n') + 1 < events.size();
  const std::size_t rated = has_many ? events.rfind(rerate) : std::string_view::npos;
  const std::size_t at = rated != std::string_view::npos ? rated : events.find(start);
  if (clock.target && at != std::string_view::npos) {
    const std::string_view line = events.substr(at, events.find('\n', at) - at);
    const std::string_view words = line.substr((at == rated ? rerate : start).size());
    const std::size_t end = words.find(' ');
    if (end != std::string_view::npos && words.substr(0, end) != nothing)
      return as_quoted(terms_of(session, *clock.target, number_in(words.substr(end + 1))), clock);
  }
  return as_quoted(course_of(session, clock).terms.back(), clock);
}

bool is_over(ClockState state) noexcept {
  return state == ClockState::satisfied || state == ClockState::cancelled;
}

bool counts_only_seen(Session& session, const Clock& clock) {
  return clock.target && held_target(session, *clock.target).target->target.missed_when_seen;
}

std::optional<bool> outcome(Session& session, const Clock& clock, const ClockCourse& course,
                            const ClockReading& reading, Instant at) {
  const bool only_seen = counts_only_seen(session, clock);
  if (only_seen && reading.breached_at) return false;
  if (reading.state == ClockState::satisfied) return only_seen || !reading.is_late();
  if (reading.breached_at) return false;
  if (only_seen) return {};
  bool was_late = reading.state == ClockState::paused && reading.is_late();
  // Calling it off when it was late already does not undo that.
  if (reading.state == ClockState::cancelled)
    for (auto each = course.events.begin(); each != course.events.end() && each->at <= at; ++each)
      if (each->action == ClockAction::cancel)
        was_late = read_clock(course.terms, {course.events.begin(), each}, each->at).is_late();
  return was_late ? std::optional(false) : std::nullopt;
}

namespace {

// Puts each breach of a stored clock where it belongs: behind as many events of its instant as stood before it,
// since what came later does not undo what was seen. Nowhere when the clock was not on its way then.
void take_breaches(Draft& draft, std::span<const ClockEvent> stored) {
  using enum ClockAction;
  for (auto seen = stored.begin(); seen != stored.end(); ++seen) {
    if (seen->action != breach) continue;
    const auto before = seen - std::ranges::lower_bound(stored, seen->at, {}, &ClockEvent::at);
    const auto same = std::ranges::lower_bound(draft.events, seen->at, {}, &DraftEvent::at);
    const auto behind = std::ranges::upper_bound(draft.events, seen->at, {}, &DraftEvent::at);
    const auto place = same + std::min(before, behind - same);
    bool is_done = true;
    bool is_cancelled = false;
    for (auto each = draft.events.begin(); each != place; ++each) {
      if (each->action == start || each->action == resume) is_done = false;
      if (each->action == satisfy) is_done = true;
      if (each->action == cancel || each->action == rerate) is_cancelled = each->action == cancel;
    }
    if (!is_done && !is_cancelled) draft.events.insert(place, {.at = seen->at, .action = breach});
  }
}

// The clock as a draft has it, on top of what is stored of it.
Clock finished(Session& session, Clock clock, const Case& of, Draft draft) {
  clock.of = of.id;
  clock.kind = draft.kind;
  clock.towards = draft.towards;
  clock.round = draft.round;
  clock.team = draft.team;
  clock.state = draft.state;
  clock.started_at = draft.events.front().at;
  if (clock.events.find(to_text(ClockAction::breach)) != std::string::npos)
    take_breaches(draft, course_of(session, clock).events);
  clock.events = text_of(draft);
  const HeldTarget* held = draft.held();
  clock.target.reset();
  if (held) clock.target = held->target.id;
  const ClockCourse course = course_of(session, clock);
  const Instant now = std::max(session.commit().at, course.events.back().at);
  const ClockReading reading = read_clock(course.terms, course.events, now);
  clock.due_at.reset();
  if (clock.state == ClockState::running) clock.due_at = reading.due_at;
  clock.breached_at = reading.breached_at;
  clock.check_at = reading.breached_at ? std::nullopt : clock.due_at;
  clock.ended_at.reset();
  const ClockAction end = clock.state == ClockState::satisfied ? ClockAction::satisfy : ClockAction::cancel;
  for (const ClockEvent& each : course.events)
    if (is_over(clock.state) && each.action == end) clock.ended_at = each.at;
  clock.met = outcome(session, clock, course, reading, now);
  return clock;
}

bool differ(const Clock& a, const Clock& b) {
  const auto& fields = kind_of<Clock>().fields;
  return std::ranges::any_of(fields, [&](const Field& each) { return !each.same(&a, &b); });
}

auto key_of(const Clock& clock) { return std::tuple(clock.kind, clock.towards, clock.round); }

// Writes what differs from what is stored and returns all of them.
std::vector<Clock> write_clocks(Session& session, const Case& of, std::span<const Step> steps,
                                std::vector<Clock> stored) {
  const std::vector<Draft> drafts =
      drafts_of(steps, [&](Id<ServiceLevel> level) { return &held_policy(session, level); });
  std::vector<Clock> clocks;
  for (const Draft& draft : drafts) {
    const auto same = std::ranges::find(stored, std::tuple(draft.kind, draft.towards, draft.round), key_of);
    Clock clock = finished(session, same == stored.end() ? Clock{} : *same, of, draft);
    if (same == stored.end()) {
      clock = add(session, std::move(clock), {}, Origin::library);
    } else {
      if (differ(clock, *same)) clock = update(session, std::move(clock), {}, Origin::library);
      stored.erase(same);
    }
    clocks.push_back(std::move(clock));
  }
  // A word that was written down late may have joined two rounds.
  for (Clock& each : stored) remove_record(session, kind_of<Clock>(), &each, {}, Origin::library);
  return clocks;
}

// The promises to the customer with an outcome, by name; what was missed once was missed.
std::optional<std::string> promises(const std::vector<Clock>& clocks, bool met) {
  std::string names;
  for (const auto& kind : enumeration<TargetKind>.values) {
    const auto has = [&](bool outcome) {
      return std::ranges::any_of(clocks, [&](const Clock& each) {
        return each.kind == kind.value && each.towards == Towards::customer && each.met == outcome;
      });
    };
    if (met ? !has(true) || has(false) : !has(false)) continue;
    names += names.empty() ? "" : " ";
    names += kind.name;
  }
  if (names.empty()) return {};
  return names;
}

void fill_in(Session& session, Case& of, const Course& course) {
  of.last_event_at.reset();
  if (!course.steps.empty()) of.last_event_at = course.steps.back().at;
  of.first_response_at.reset();
  of.first_response_open.reset();
  of.resolution_open.reset();
  of.acceptance_open.reset();
  const auto answer = std::ranges::find(course.steps, Step::What::we_spoke, &Step::what);
  if (answer != course.steps.end()) of.first_response_at = answer->at;
  if (!of.service_level) return;
  const HeldPolicy& policy = held_policy(session, *of.service_level);
  if (!policy.level.calendar) return;
  std::optional<std::int64_t> version;
  for (const CaseEvent& each : course.events)
    if (each.service_level == of.service_level) version = each.calendar_version;
  const OpeningHours& hours = hours_of(session, policy, version);
  const auto open_until = [&](const std::optional<Instant>& at) -> std::optional<Duration> {
    if (!at) return {};
    return hours.between(*of.opened_at, *at).amount;
  };
  of.first_response_open = open_until(of.first_response_at);
  of.resolution_open = open_until(of.resolved_at);
  of.acceptance_open = open_until(of.accepted_at);
}

}  // namespace

std::vector<Clock> clocks_of(Session& session, Id<Case> of) {
  std::vector<Clock> clocks = live_where<Clock>(session, field_of<&Clock::of>(), Value::of(of.uuid));
  std::ranges::sort(clocks, {}, [](const Clock& each) {
    return std::tuple(each.started_at, each.towards, each.kind, each.round);
  });
  return clocks;
}

bool can_be_quoted(Session& session, const Case& of, const CaseEvent& quotation) {
  Course course = course_of_case(session, of);
  const auto behind = std::ranges::upper_bound(course.steps, quotation.at, {}, &Step::at);
  course.steps.insert(behind, {.at = quotation.at, .event = &quotation});
  const auto drafts =
      drafts_of(course.steps, [&](Id<ServiceLevel> level) { return &held_policy(session, level); });
  return std::ranges::any_of(drafts, [&](const Draft& draft) {
    return draft.kind == *quotation.target && draft.towards == Towards::customer && !is_over(draft.state) &&
           std::ranges::any_of(draft.events, [&](const DraftEvent& each) {
             return each.at == quotation.at && each.due_at == quotation.due_at;
           });
  });
}

void rate(Session& session, Case& of, std::optional<Id<Clock>> seen_late) {
  const Course course = course_of_case(session, of);
  std::vector<Clock> stored = clocks_of(session, of.id);
  for (Clock& each : stored)
    if (each.id == seen_late) each.events += text_of({session.commit().at, ClockAction::breach});
  const std::vector<Clock> clocks = write_clocks(session, of, course.steps, std::move(stored));
  fill_in(session, of, course);
  of.met = promises(clocks, true);
  of.missed = promises(clocks, false);
}

void rate_new(Session& session, Case& of, const CaseEvent& opening) {
  const Step step{.at = opening.at, .id = opening.id.uuid, .event = &opening};
  const std::vector<Clock> clocks = write_clocks(session, of, {&step, 1}, {});
  of.met = promises(clocks, true);
  of.missed = promises(clocks, false);
}

const Hooks clock_hooks{
    .prepare =
        [](const Writing& writing) {
          if (writing.origin == Origin::call)
            throw Error(Code::not_allowed, "is kept by the book; what happens to its case moves it",
                        place_of(static_cast<const Clock*>(writing.record)->id));
        },
    // Rules about a case follow its promises.
    .wrote =
        [](const Writing& writing) {
          writing.session.note_written(kind_of<Case>(), static_cast<const Clock*>(writing.record)->of.uuid);
        },
    .follows = [](Operation, const void*) { return false; }};

}  // namespace rapport
