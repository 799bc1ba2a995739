// When rules occur: a promise's share of time, a field's instant, each year's day, and their repeats.
#include <cctz/civil_time.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "engines/journal.hpp"
#include "engines/records.hpp"
#include "kernel/text.hpp"
#include "kernel/validate.hpp"
#include "kernel/zone.hpp"
#include "rooms/policies.hpp"
#include "rooms/rating.hpp"
#include "rooms/rules.hpp"

namespace rapport {

// ---- Subjects

const void* Subject::last_record() {
  if (!is_current(record_, *kind_)) {
    if (!record_.value) record_.value.emplace(*kind_);
    void* record = record_.value->get();
    if (!load(session_, *kind_, id_, record)) kind_->deleted_at(record) = Instant{};
    record_.age = session_.age_of(*kind_);
  }
  return record_.value->get();
}

const void* Subject::record() { return is_deleted(*kind_, last_record()) ? nullptr : last_record(); }

namespace {

std::optional<std::int64_t> integer_in(const OwnedValue& value) {
  const auto* integer = std::get_if<std::int64_t>(&value);
  return integer ? std::optional(*integer) : std::nullopt;
}

}  // namespace

std::optional<std::int64_t> Subject::followed(const HeldRule& rule, Instant at) {
  if (!record()) return {};
  if (rule.computed) return integer_in(computed_value(session_, rule.computed->sql, id_, at));
  const Value value = rule.field->columns[0].get(record());
  return value.is_nothing() ? std::nullopt : std::optional(value.integer);
}

std::optional<Instant> Subject::stands_since(const HeldRule& rule) {
  if (rule.computed) return {};
  const auto change = change_that_wrote(session_, *kind_, version_of(*kind_, last_record()), *rule.field);
  if (!change) return {};
  // A commit that is not written yet is this one.
  const auto commit = commit_of_change(session_, *change);
  return commit ? commit->at : session_.commit().at;
}

std::optional<Instant> Subject::next_turn(const HeldRule& rule, Instant after) {
  if (!rule.computed || !record()) return {};
  const auto at = integer_in(computed_value(session_, rule.computed->turns, id_, after));
  return at ? std::optional(Instant{Duration{*at}}) : std::nullopt;
}

namespace {

// What rules and terms read of a clock; it is asked for at every case that is due.
const std::vector<const Field*>& fields_read() {
  static const std::vector<const Field*> fields{
      &field_of<&Clock::id>(),      &field_of<&Clock::version>(),    &field_of<&Clock::kind>(),
      &field_of<&Clock::towards>(), &field_of<&Clock::round>(),      &field_of<&Clock::target>(),
      &field_of<&Clock::due_at>(),  &field_of<&Clock::started_at>(), &field_of<&Clock::events>()};
  return fields;
}

std::string select_running() {
  std::string columns;
  for (const Field* each : fields_read())
    columns += (columns.empty() ? "" : ", ") + column_name(each->columns[0]);
  return fmt::format(
      "SELECT {} FROM {} WHERE {} = ? AND {} IS NOT NULL AND \"deleted_at\" IS NULL ORDER BY \"id\"", columns,
      identifier(kind_of<Clock>().name), column_of<&Clock::of>(), column_of<&Clock::due_at>());
}

}  // namespace

const std::vector<RunningClock>& Subject::clocks() {
  if (is_current(clocks_, kind_of<Clock>())) return *clocks_.value;
  static const Sql sql(select_running());
  Statement rows = session_.database().prepare(sql);
  rows.bind(0, Value::of(id_));
  std::vector<RunningClock> running;
  while (rows.step()) {
    Clock clock;
    int column = 0;
    for (const Field* each : fields_read()) load_field(kind_of<Clock>(), *each, rows, &clock, column++);
    Terms terms = terms_of(session_, clock);
    running.push_back({std::move(clock), std::move(terms)});
  }
  clocks_ = {std::move(running), session_.age_of(kind_of<Clock>())};
  return *clocks_.value;
}

const std::vector<Firing>& Subject::firings() {
  if (!is_current(firings_, kind_of<Firing>()))
    firings_ = {live_where<Firing>(session_, field_of<&Firing::record>(), Value::of(reference())),
                session_.age_of(kind_of<Firing>())};
  return *firings_.value;
}

const Firing* Subject::firing_of(const Occurrence& occurrence) {
  return firing_of(*occurrence.rule, occurrence.key());
}

const Firing* Subject::firing_of(const HeldRule& rule, std::string_view occurrence) {
  const auto found = std::ranges::find_if(
      firings(), [&](const Firing& each) { return each.occurrence == occurrence && rule.owns(each); });
  return found == firings().end() ? nullptr : &*found;
}

void Subject::add(const Firing& firing) {
  // Where others were written, too, they are read again.
  if (!firings_.value || firings_.age + 1 != session_.age_of(kind_of<Firing>())) return;
  ++firings_.age;
  const auto same = std::ranges::find(*firings_.value, firing.id, &Firing::id);
  if (same != firings_.value->end())
    *same = firing;
  else
    firings_.value->push_back(firing);
}

// ---- Words

namespace {

bool is_instant(const HeldRule& rule) { return rule.field->type == Type::instant; }

std::string words_of_offset(const Rule& rule, std::string_view from) {
  if (!rule.offset) return std::string(from);
  return fmt::format("{} {} {}", spelled_out(*rule.offset, rule.counted_in),
                     *rule.offset < Duration{} ? "before" : "after", from);
}

}  // namespace

std::string spelled_out(Duration amount, std::optional<CountedIn> counted_in) {
  switch (counted_in.value_or(CountedIn::wall)) {
    case CountedIn::business: return text::spelled_out(amount, false) + " of open time";
    case CountedIn::working_days:
      return text::counted(std::abs(amount / std::chrono::days(1)), "working day");
    case CountedIn::wall: break;
  }
  return text::spelled_out(amount);
}

std::string Occurrence::key() const {
  std::string text;
  if (clock)
    text = std::string(clock->towards == Towards::team ? "team " : "")
               .append(to_text(clock->kind))
               .append(" ")
               .append(std::to_string(clock->round));
  else if (!rule->is_of_time())
    text = fmt::format("{} {}", to_text(at), base);
  else
    text = fmt::format("{} {}", rule->field->name,
                       rule->rule.yearly   ? std::to_string(base)
                       : is_instant(*rule) ? to_text(Instant{Duration{base}})
                                           : to_text(detail::date_of(base)));
  // The first has no number: a rule that is made to repeat has fired it.
  if (repeat > 1) text += fmt::format(" #{}", repeat);
  return text;
}

std::optional<std::int64_t> base_in(std::string_view key) {
  const std::size_t blank = key.rfind(' ');
  std::int64_t base = 0;
  if (blank == std::string_view::npos) return {};
  const char* end = key.data() + key.size();
  const auto [last, error] = std::from_chars(key.data() + blank + 1, end, base);
  return error == std::errc{} && last == end ? std::optional(base) : std::nullopt;
}

std::string Occurrence::why() const {
  const Rule& of = rule->rule;
  if (of.on) return *of.on;
  std::string text(of.field ? rule->field->name : "");
  if (of.promise) {
    const std::int64_t percent = of.percent.value_or(100);
    text = of.offset ? "the " : "";
    text += percent == 100 ? "due instant" : std::to_string(percent) + " % of the time";
    text.append(" of ").append(to_text(*of.promise));
  }
  text = words_of_offset(of, text);
  if (repeat > 1) text += fmt::format(", repeat {} of {}", repeat, *of.times);
  return text;
}

// ---- Anchors

bool follows(const Rule& rule, const Clock& clock) {
  return clock.kind == *rule.promise && clock.towards == rule.towards.value_or(Towards::customer);
}

bool is_at_rest(Subject& subject) {
  if (&subject.kind() == &kind_of<Firing>()) return subject.as<Firing>().outcome == Outcome::cut;
  return &subject.kind() == &kind_of<Case>() && subject.as<Case>().merged_into;
}

Instant later(const OpeningHours& hours, std::optional<CountedIn> counted_in, Instant from, Duration amount) {
  if (amount == Duration{}) return from;
  switch (counted_in.value_or(CountedIn::wall)) {
    case CountedIn::business: return hours.add(from, BusinessDuration(amount));
    case CountedIn::working_days:
      return hours.add_days(from, static_cast<int>(amount / std::chrono::days(1)));
    case CountedIn::wall: break;
  }
  return std::min(from + amount, latest_instant);
}

namespace {

// Something that a rule follows: where its first occurrence stands, and how time is counted from there.
struct Anchor {
  Occurrence first;
  const OpeningHours& hours;
};

// The end of time where the calendar does not open so often any more: that never comes.
Instant later(const Rule& rule, const OpeningHours& hours, Instant from, Duration amount) {
  try {
    return later(hours, rule.counted_in, from, amount);
  } catch (const Error& error) {
    if (error.code() != Code::invalid) throw;
    return latest_instant;
  }
}

// The instant at which a share of the time promised has passed, as the clock stands.
Instant share_of(const Clock& clock, const Terms& terms, std::int64_t percent) {
  const auto part = [&](Duration whole) { return Duration{whole.count() / 100 * (percent - 100)}; };
  if (percent == 100) return *clock.due_at;
  switch (terms.counted_in) {
    case CountedIn::business: return terms.hours.add(*clock.due_at, BusinessDuration(part(terms.amount)));
    case CountedIn::working_days: {
      // Days are counted whole, so the share is of their open time.
      const BusinessDuration open = terms.hours.between(clock.started_at, *clock.due_at);
      if (open > BusinessDuration{})
        return terms.hours.add(*clock.due_at, BusinessDuration(part(open.amount)));
      return *clock.due_at + part(*clock.due_at - clock.started_at);
    }
    case CountedIn::wall: break;
  }
  return *clock.due_at + part(terms.amount);
}

template <class Visit>
void for_each_promise(const HeldRule& rule, Subject& subject, Visit&& visit) {
  const Rule& of = rule.rule;
  for (const RunningClock& each : subject.clocks()) {
    if (!follows(of, each.clock)) continue;
    const OpeningHours& hours = rule.hours ? *rule.hours : each.terms.hours;
    const Instant share = share_of(each.clock, each.terms, of.percent.value_or(100));
    visit(Anchor{
        {.rule = &rule, .at = later(of, hours, share, of.offset.value_or(Duration{})), .clock = &each.clock},
        hours});
  }
}

cctz::time_zone zone_of(const HeldRule& rule) {
  return zone_named(rule.zone).value_or(cctz::utc_time_zone());
}
Instant midnight(const HeldRule& rule, cctz::civil_day day) {
  return std::min<Instant>(cctz::convert(day, zone_of(rule)), latest_instant);
}

// 29 February is the 28th in the years without.
cctz::civil_day day_in_year(int year, const PartialDate& date) {
  const cctz::civil_day day(year, date.month, date.day);
  return day.month() == date.month ? day : day - 1;
}

// The day of a field's value, in the rule's zone.
PartialDate day_of(const HeldRule& rule, std::int64_t stored) {
  if (!is_instant(rule)) return detail::date_of(stored);
  const auto whole = std::chrono::floor<std::chrono::seconds>(Instant{Duration{stored}});
  const cctz::civil_day day(cctz::convert(whole, zone_of(rule)));
  return {static_cast<std::int16_t>(day.year()), static_cast<std::uint8_t>(day.month()),
          static_cast<std::uint8_t>(day.day())};
}

const OpeningHours& hours_of(const HeldRule& rule) { return rule.hours ? *rule.hours : day_and_night(); }

Anchor anchor_in_year(const HeldRule& rule, const PartialDate& date, int year) {
  const Instant day = midnight(rule, day_in_year(year, date));
  const Instant at = later(rule.rule, hours_of(rule), day, rule.rule.offset.value_or(Duration{}));
  return {{.rule = &rule, .at = at, .base = year}, hours_of(rule)};
}

template <class Visit>
void for_each_instant(const HeldRule& rule, Subject& subject, Instant now, Visit&& visit) {
  const auto value = is_at_rest(subject) ? std::nullopt : subject.followed(rule, now);
  if (!value) return;
  const auto add = [&](Instant from) {
    const Instant at = later(rule.rule, hours_of(rule), from, rule.rule.offset.value_or(Duration{}));
    visit(Anchor{{.rule = &rule, .at = at, .base = *value}, hours_of(rule)});
  };
  if (is_instant(rule) && !rule.rule.yearly) return add(Instant{Duration{*value}});
  const PartialDate date = day_of(rule, *value);
  if (date.month == 0 || date.day == 0) return;
  if (!rule.rule.yearly) return add(midnight(rule, cctz::civil_day(date.year, date.month, date.day)));
  // The last year that has come, and the next one: the offset may lead far into others than the day's. Where all that
  // has come is let pass, of those that will not be.
  now = std::max(now, rule.rule.since.value_or(now));
  const auto instant_in = [&](int year) { return anchor_in_year(rule, date, year).first.at; };
  const int first = date.year + 1;
  int year =
      std::max(first, int{std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(now)).year()});
  while (year > first && instant_in(year) > now) --year;
  while (instant_in(year + 1) <= now && instant_in(year + 1) < latest_instant) ++year;
  for (const int each : {year, year + 1}) visit(anchor_in_year(rule, date, each));
}

Occurrence repeat_of(const Anchor& anchor, std::int64_t number) {
  Occurrence made = anchor.first;
  const Rule& rule = made.rule->rule;
  if (number > 1) made.at = later(rule, anchor.hours, made.at, *rule.every * (number - 1));
  made.repeat = number;
  return made;
}

Around around(const Anchor& anchor, Instant now) {
  const Rule& rule = anchor.first.rule->rule;
  const std::int64_t times = rule.times.value_or(1);
  // The repeats ascend: the last one for which that is so is searched by halves; 0 for none.
  const auto last_one = [&](const auto& is_so) {
    std::int64_t last = 0;
    for (std::int64_t behind = times + 1; behind - last > 1;) {
      const std::int64_t middle = last + (behind - last) / 2;
      (is_so(repeat_of(anchor, middle).at) ? last : behind) = middle;
    }
    return last;
  };
  std::int64_t passed = last_one([&](Instant at) { return at <= now; });
  Around found;
  if (passed > 0) found.passed = repeat_of(anchor, passed);
  if (found.passed && rule.since && found.passed->at < *rule.since) found.passed.reset();
  if (rule.since && *rule.since > now) passed = last_one([&](Instant at) { return at < *rule.since; });
  if (passed < times) found.upcoming = repeat_of(anchor, passed + 1);
  return found;
}

}  // namespace

namespace {

Occurrence year_after(Subject& subject, const Occurrence& occurrence) {
  const HeldRule& rule = *occurrence.rule;
  const PartialDate date = day_of(rule, *subject.followed(rule, occurrence.at));
  return anchor_in_year(rule, date, static_cast<int>(occurrence.base) + 1).first;
}

}  // namespace

bool is_over(Subject& subject, const Occurrence& occurrence) {
  const HeldRule& rule = *occurrence.rule;
  if (!rule.rule.yearly) return false;
  const auto value = subject.followed(rule, occurrence.at);
  const auto since = subject.stands_since(rule);
  if (!value || !since) return false;
  const auto year = static_cast<int>(occurrence.base);
  return midnight(rule, day_in_year(year, day_of(rule, *value)) + 1) <= *since;
}

bool is_over(Subject& subject, const Around& around) {
  const bool may_be_late = around.passed->rule->rule.yearly && around.upcoming;
  if (may_be_late && subject.firing_of(*around.upcoming)) return true;
  return is_over(subject, *around.passed);
}

void for_each_around(const HeldRule& rule, Subject& subject, Instant now,
                     const std::function<void(const Around&)>& visit) {
  const auto each = [&](const Anchor& anchor) { visit(around(anchor, now)); };
  if (rule.rule.promise) return for_each_promise(rule, subject, each);
  if (!rule.rule.yearly) return for_each_instant(rule, subject, now, each);
  // Of a day that comes each year only the last one that has come and the next one count.
  Around years;
  for_each_instant(rule, subject, now, [&](const Anchor& anchor) {
    const Around year = around(anchor, now);
    if (year.passed) years.passed = year.passed;
    if (year.upcoming && !years.upcoming) years.upcoming = year.upcoming;
  });
  if (years.passed || years.upcoming) visit(years);
}

void for_each_standpoint(const HeldRule& rule, Subject& subject, Instant now, Asked asked,
                         const std::function<void(const Standpoint&)>& visit) {
  const auto holds = [&] {
    const void* record = subject.record();
    return record && rule.holds(record, now);
  };
  const auto visit_over = [&](const Standpoint& standpoint) {
    if (asked == Asked::all) visit(standpoint);
  };
  const auto visit_fired = [&](const Firing& firing, const Occurrence& occurrence) {
    if (firing.outcome != Outcome::failed || !firing.next_try_at)
      return visit_over({Prospect::fired, occurrence, firing.at, &firing});
    // What was due may have moved behind the next try.
    const Instant at = std::max(*firing.next_try_at, occurrence.at);
    // The condition of an event was asked when it happened.
    if (!rule.is_of_time() || holds())
      visit({at <= now ? Prospect::due : Prospect::waits, occurrence, at, &firing});
    else if (const auto turn = rule.turn(subject.record(), now))
      visit({Prospect::waits, occurrence, std::max(*turn, at), &firing});
    else
      visit_over({Prospect::held_back, occurrence, {}, &firing});
  };
  if (!rule.is_of_time()) {
    // Of what fired only another try is to come.
    for (const Firing& each : subject.firings())
      if ((asked == Asked::all || each.next_try_at) && rule.owns(each))
        visit_fired(each, {.rule = &rule, .at = each.due_at});
    return;
  }
  const auto visit_around = [&](const Around& each) {
    // Nothing that has come is due where the condition does not hold.
    if (each.passed && (asked == Asked::all || rule.may_turn || holds())) {
      if (const Firing* mine = subject.firing_of(*each.passed)) {
        visit_fired(*mine, *each.passed);
      } else if (!is_over(subject, each)) {
        if (holds())
          visit({Prospect::due, *each.passed, each.passed->at});
        else if (const auto turn = rule.turn(subject.record(), now))
          visit({Prospect::waits, *each.passed, turn});
        else
          visit_over({Prospect::held_back, *each.passed, {}});
      }
    }
    if (!each.upcoming) return;
    // A year's day that was moved after it came may have fired already, or be over: then it is another year's turn,
    // which the index need not know before that instant.
    Occurrence next = *each.upcoming;
    while (asked == Asked::all && rule.rule.yearly && next.at < latest_instant) {
      const Firing* mine = subject.firing_of(next);
      if (mine) visit_fired(*mine, next);
      if (!mine && !is_over(subject, next)) break;
      next = year_after(subject, next);
    }
    visit({Prospect::waits, next, next.at});
  };
  for_each_around(rule, subject, now, std::cref(visit_around));
}

}  // namespace rapport
