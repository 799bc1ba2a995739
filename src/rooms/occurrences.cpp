// When rules occur: a promise's share of time, a field's instant, each year's day, and their repeats.
#include <cctz/civil_time.h>
#include <fmt/format.h>

#include <algorithm>

#include "engines/records.hpp"
#include "kernel/validate.hpp"
#include "kernel/zone.hpp"
#include "rooms/policies.hpp"
#include "rooms/rating.hpp"
#include "rooms/rules.hpp"
#include "rooms/trying.hpp"

namespace rapport {

namespace {

// Something that a rule follows: where its first occurrence stands, and how time is counted from there.
struct Anchor {
  std::string key;
  Instant at{};
  OpeningHours hours;
  std::string why;
};

// The end of time where the calendar does not open so often any more: that never comes.
Instant later(const Rule& rule, const OpeningHours& hours, Instant from, Duration amount) {
  if (amount == Duration{}) return from;
  try {
    switch (rule.counted_in.value_or(CountedIn::wall)) {
      case CountedIn::business: return hours.add(from, BusinessDuration(amount));
      case CountedIn::working_days:
        return hours.add_days(from, static_cast<int>(amount / std::chrono::days(1)));
      case CountedIn::wall: break;
    }
  } catch (const Error& error) {
    if (error.code() != Code::invalid) throw;
    return latest_instant;
  }
  return std::min(from + amount, latest_instant);
}

// The instant at which a share of the time promised has passed, as the clock stands.
Instant share_of(const Clock& clock, const Terms& terms, std::int64_t percent) {
  const auto part = [&](Duration whole) { return Duration{whole.count() / 100 * (percent - 100)}; };
  if (percent == 100) return *clock.due_at;
  switch (terms.counted_in) {
    case CountedIn::business: return terms.hours.add(*clock.due_at, BusinessDuration(part(terms.amount)));
    case CountedIn::working_days: return *clock.due_at + part(*clock.due_at - clock.started_at);
    case CountedIn::wall: break;
  }
  return *clock.due_at + part(terms.amount);
}

void add_promises(Session& session, const HeldRule& rule, Subject& subject, std::vector<Anchor>& anchors) {
  if (!subject.clocks) subject.clocks = clocks_of(session, static_cast<const Case*>(subject.record)->id);
  for (const Clock& each : *subject.clocks) {
    if (each.kind != *rule.rule.promise || !each.due_at ||
        each.towards != rule.rule.towards.value_or(Towards::customer))
      continue;
    const Terms terms = course_of(session, each).terms.back();
    const std::int64_t percent = rule.rule.percent.value_or(100);
    const OpeningHours& hours = rule.hours ? *rule.hours : terms.hours;
    std::string why = percent == 100 ? std::string("due instant") : fmt::format("{} % of the time", percent);
    why += fmt::format(" of {}", to_text(each.kind));
    if (rule.rule.offset)
      why = fmt::format("{} {} the {}", to_text(std::chrono::abs(*rule.rule.offset)),
                        *rule.rule.offset < Duration{} ? "before" : "after", why);
    anchors.push_back(
        {fmt::format("{}{} {}", each.towards == Towards::team ? "team " : "", to_text(each.kind), each.round),
         later(rule.rule, hours, share_of(each, terms, percent), rule.rule.offset.value_or(Duration{})),
         hours, std::move(why)});
  }
}

Instant midnight(const std::string& zone, cctz::civil_day day) {
  return std::chrono::time_point_cast<Duration>(
      cctz::convert(day, zone_named(zone).value_or(cctz::utc_time_zone())));
}

// 29 February is the 28th in the years without.
cctz::civil_day day_in_year(int year, const PartialDate& date) {
  const cctz::civil_day day(year, date.month, date.day);
  return day.month() == date.month ? day : day - 1;
}

void add_field(const HeldRule& rule, const Subject& subject, Instant now, std::vector<Anchor>& anchors) {
  const Value value = rule.field->columns[0].get(subject.record);
  if (value.is_nothing()) return;
  const auto add = [&](std::string key, Instant base) {
    const OpeningHours& hours = rule.hours ? *rule.hours : day_and_night();
    std::string why(rule.field->name);
    const Duration offset = rule.rule.offset.value_or(Duration{});
    if (rule.rule.offset)
      why = fmt::format("{} {} {}", to_text(std::chrono::abs(offset)),
                        offset < Duration{} ? "before" : "after", rule.field->name);
    anchors.push_back({std::move(key), later(rule.rule, hours, base, offset), hours, std::move(why)});
  };
  const bool is_instant = rule.field->type == Type::instant;
  if (is_instant && !rule.rule.yearly) {
    const Instant at{Duration{value.integer}};
    return add(to_text(at), at);
  }
  PartialDate date;
  if (is_instant) {
    const auto zone = zone_named(rule.zone).value_or(cctz::utc_time_zone());
    const cctz::civil_day day(
        cctz::convert(std::chrono::time_point_cast<cctz::seconds>(
                          std::chrono::floor<std::chrono::seconds>(Instant{Duration{value.integer}})),
                      zone));
    date = {static_cast<std::int16_t>(day.year()), static_cast<std::uint8_t>(day.month()),
            static_cast<std::uint8_t>(day.day())};
  } else {
    date = detail::date_of(value.integer);
  }
  if (!rule.rule.yearly)
    return add(to_text(date), midnight(rule.zone, cctz::civil_day(date.year, date.month, date.day)));
  if (date.month == 0 || date.day == 0) return;
  // The offset may lead into another year than the day's.
  const int year = int{std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(now)).year()};
  const int far =
      static_cast<int>(std::chrono::abs(rule.rule.offset.value_or(Duration{})) / std::chrono::days(365)) + 1;
  for (int each = year - far; each <= year + far; ++each)
    if (each > date.year) add(std::to_string(each), midnight(rule.zone, day_in_year(each, date)));
}

std::vector<Anchor> anchors_of(Session& session, const HeldRule& rule, Subject& subject, Instant now) {
  std::vector<Anchor> anchors;
  if (rule.rule.promise)
    add_promises(session, rule, subject, anchors);
  else
    add_field(rule, subject, now, anchors);
  return anchors;
}

Occurrence repeat_of(const HeldRule& rule, const Anchor& anchor, std::int64_t number) {
  Occurrence made{anchor.key, anchor.at, anchor.why};
  if (!rule.rule.every) return made;
  made.key += fmt::format(" #{}", number);
  made.at = later(rule.rule, anchor.hours, anchor.at, *rule.rule.every * (number - 1));
  if (number > 1) made.why += fmt::format(", repeat {} of {}", number, *rule.rule.times);
  return made;
}

Around around(const HeldRule& rule, const Anchor& anchor, Instant now) {
  // The repeats ascend: the first one behind now is searched by halves.
  std::int64_t passed = 0;
  std::int64_t behind = rule.rule.times.value_or(1) + 1;
  while (behind - passed > 1) {
    const std::int64_t middle = passed + (behind - passed) / 2;
    (repeat_of(rule, anchor, middle).at <= now ? passed : behind) = middle;
  }
  Around found;
  if (passed > 0) found.passed = repeat_of(rule, anchor, passed);
  if (found.passed && rule.rule.since && found.passed->at < *rule.rule.since) found.passed.reset();
  if (behind <= rule.rule.times.value_or(1)) found.upcoming = repeat_of(rule, anchor, behind);
  return found;
}

}  // namespace

const std::vector<Firing>& firings_on(Session& session, Subject& subject) {
  if (!subject.firings)
    subject.firings =
        live_where<Firing>(session, field_of<&Firing::record>(), Value::of(subject.reference()));
  return *subject.firings;
}

std::vector<Around> occurrences(Session& session, const HeldRule& rule, Subject& subject, Instant now) {
  std::vector<Around> found;
  for (const Anchor& each : anchors_of(session, rule, subject, now)) found.push_back(around(rule, each, now));
  // Of a day that comes each year only the last one that has come and the next one count.
  if (rule.rule.yearly && !found.empty()) {
    Around years;
    for (Around& each : found) {
      if (each.passed) years.passed = std::move(each.passed);
      if (each.upcoming && !years.upcoming) years.upcoming = std::move(each.upcoming);
    }
    found = {std::move(years)};
  }
  return found;
}

std::vector<Standpoint> standpoints(Session& session, const HeldRule& rule, Subject& subject, Instant now) {
  std::vector<Standpoint> found;
  const auto add = [&](Prospect prospect, const Occurrence& occurrence, std::optional<Instant> at,
                       std::optional<Firing> firing = {}) {
    found.push_back({prospect, occurrence, at, std::move(firing)});
  };
  const auto add_fired = [&](const Firing& firing, const Occurrence& occurrence) {
    if (firing.outcome != Outcome::failed || !firing.next_try_at)
      add(Prospect::fired, occurrence, firing.at, firing);
    else if (!rule.holds(subject.record))
      add(Prospect::held_back, occurrence, {}, firing);
    else
      add(*firing.next_try_at <= now ? Prospect::due : Prospect::waits, occurrence, firing.next_try_at,
          firing);
  };
  if (!rule.is_of_time()) {
    for (const Firing& each : firings_on(session, subject))
      if (rule.owns(each)) add_fired(each, {each.occurrence, each.due_at, *rule.rule.on});
    return found;
  }
  for (const Around& each : occurrences(session, rule, subject, now)) {
    if (each.passed) {
      const auto& fired = firings_on(session, subject);
      const auto mine = std::ranges::find_if(fired, [&](const Firing& firing) {
        return firing.occurrence == each.passed->key && rule.owns(firing);
      });
      if (mine != fired.end())
        add_fired(*mine, *each.passed);
      else if (rule.holds(subject.record))
        add(Prospect::due, *each.passed, each.passed->at);
      else
        add(Prospect::held_back, *each.passed, {});
    }
    if (each.upcoming) add(Prospect::waits, *each.upcoming, each.upcoming->at);
  }
  return found;
}

}  // namespace rapport
