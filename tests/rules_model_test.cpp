// Rules against a naive engine: one that looks at every rule on every case and customer every minute, and knows of no
// index. The book is swept only when it says that something is due.
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "rapport/rapport.hpp"
#include "support/book.hpp"
#include "support/long.hpp"
#include "support/random.hpp"

using namespace rapport;
using namespace rapport::test;

namespace {

using std::chrono::hours;
using std::chrono::minutes;

// Record, rule and occurrence.
using Fired = std::set<std::string>;

constexpr Duration minute = minutes(1);

struct NaiveRule {
  Rule rule;
  std::function<bool(const Case&)> holds;
};

// Which rules have conditions: some, all, or also some whose conditions become true by themselves.
enum class Conditions : std::uint8_t { somewhere, everywhere, turning };

struct Trial {
  Trial(std::uint64_t seed, Conditions conditions) : dice(seed) {
    clock.set(from_text<Instant>("2026-11-23T06:00:00Z"));
    book.timekeeping().adopt(
        {.level = {.name = "All", .calendar = office.id},
         .targets = {
             {.kind = TargetKind::resolution, .amount = hours(5), .stopped_in = "waiting_customer"},
             {.kind = TargetKind::next_response, .amount = hours(2), .counted_in = CountedIn::wall}}});
    const auto always = [](const Case&) { return true; };
    const auto urgent = [](const Case& each) { return each.priority == Priority::urgent; };
    const auto low = [](const Case& each) { return each.level < 2; };
    rules = {
        {{.name = "half", .promise = TargetKind::resolution, .percent = 50}, always},
        {{.name = "late", .promise = TargetKind::resolution, .percent = 140, .condition = "level < 2"}, low},
        {{.name = "urgent", .promise = TargetKind::resolution, .condition = "priority == 'urgent'"}, urgent},
        {{.name = "before", .promise = TargetKind::next_response, .offset = -minutes(30)}, always},
        {{.name = "again", .promise = TargetKind::next_response, .every = minutes(45), .times = 3}, always},
        {{.name = "open",
          .promise = TargetKind::resolution,
          .offset = -minutes(90),
          .counted_in = CountedIn::business},
         always},
        {{.name = "idle", .field = "last_event_at", .offset = minutes(100), .condition = "level < 2"}, low},
        // What these read stands elsewhere.
        {{.name = "abroad",
          .promise = TargetKind::resolution,
          .percent = 20,
          .condition = "customer.country == 'France'"},
         [this](const Case&) { return is_abroad; }},
        {{.name = "of team",
          .field = "opened_at",
          .offset = minutes(30),
          .condition = "level > 0 && customer.owner.team.name == 'Paris'"},
         [this](const Case& each) { return each.level > 0 && is_of_paris; }}};
    if (conditions == Conditions::turning) {
      const NaiveRule turning[] = {
          {{.name = "afternoon",
            .field = "opened_at",
            .offset = minutes(20),
            .condition = "level > 0 && now().getHours('Europe/Paris') >= 15"},
           [this](const Case& each) { return each.level > 0 && is_afternoon(); }},
          {{.name = "long",
            .promise = TargetKind::next_response,
            .condition = "now() - opened_at > duration('200m') || priority == 'low'"},
           [this](const Case& each) {
             return clock.now() - *each.opened_at > minutes(200) || each.priority == Priority::low;
           }},
          {{.name = "silent",
            .promise = TargetKind::next_response,
            .offset = minutes(15),
            .condition = "customer.last_contact_at == null || customer.last_contact_at < last_event_at"},
           [this](const Case& each) { return !spoken_at || *spoken_at < *each.last_event_at; }}};
      rules.insert(rules.end(), std::begin(turning), std::end(turning));
    }
    // Where all of them have conditions, what none holds for is seen without reading the rest of the record.
    if (conditions == Conditions::everywhere) {
      for (NaiveRule& each : rules)
        if (!each.rule.condition) each = {each.rule, urgent}, each.rule.condition = "priority == 'urgent'";
      quiet.condition = "name == 'Acme'";
    }
    for (const NaiveRule& each : rules) adopt(each.rule);
    adopt(quiet);
  }

  void adopt(Rule rule) {
    if (rule.of.empty()) rule.of = "case";
    const std::string text = rule.of == "case" ? "subject" : "name";
    book.automation().adopt(
        {.rule = rule, .actions = {{.verb = RuleVerb::notify, .agent = zoe.id, .value = text}}});
  }

  // ---- The naive engine

  bool is_open(Instant at) const { return hours_of_office.is_open(at); }
  // Open time added, or taken back, a minute at a time, and in the end less than one.
  Instant open_time(Instant from, Duration amount) const {
    while (amount > Duration{}) {
      const Duration step = is_open(from) ? std::min<Duration>(minute, amount) : minute;
      if (is_open(from)) amount -= step;
      from += step;
    }
    while (amount < Duration{}) {
      const Duration step = is_open(from - minute) ? std::min<Duration>(minute, -amount) : minute;
      if (is_open(from - minute)) amount += step;
      from -= step;
    }
    return from;
  }

  // The open time up to what was quoted last; what the policy promises where nothing was.
  Duration promised(const Clock& of) const {
    const std::string word = " quote ";
    const std::size_t quote = of.events.rfind(word);
    if (quote == std::string::npos) return hours(5);
    const std::size_t begin = quote + word.size();
    const auto quoted = from_text<Instant>(of.events.substr(begin, of.events.find('\n', begin) - begin));
    Duration open{};
    for (Instant at = of.started_at; at < quoted; at += minute)
      if (is_open(at)) open += minute;
    return open;
  }

  // Where the first occurrences of a rule on a case stand, by key.
  std::vector<std::pair<std::string, Instant>> firsts(const Rule& rule, const Case& of,
                                                      const std::vector<Clock>& clocks) {
    if (rule.field) {
      const Instant from = *(rule.field == "opened_at" ? of.opened_at : of.last_event_at);
      return {{*rule.field + " " + to_text(from), from + *rule.offset}};
    }
    std::vector<std::pair<std::string, Instant>> found;
    for (const Clock& each : clocks) {
      if (each.kind != rule.promise || each.state != ClockState::running) continue;
      const bool in_office = each.kind == TargetKind::resolution;
      Instant at = *book.timekeeping().read(each, clock.now()).due_at;
      if (rule.percent) at = open_time(at, promised(each) * (*rule.percent - 100) / 100);
      const Duration offset = rule.offset.value_or(Duration{});
      at = rule.counted_in && in_office ? open_time(at, offset) : at + offset;
      found.emplace_back(std::string(to_text(each.kind)) + " " + std::to_string(each.round), at);
    }
    return found;
  }

  // In Paris, in winter.
  bool is_afternoon() const { return (clock.now().time_since_epoch() + hours(1)) % hours(24) >= hours(15); }

  std::optional<Instant> last_contact(Id<Customer> with) const {
    std::optional<Instant> last;
    for (const Interaction& each : said) {
      const bool is_theirs =
          each.customer == with || std::ranges::find(each.participants, with) != each.participants.end();
      if (is_theirs && each.channel != Channel::note && *each.at <= clock.now() &&
          (!last || *each.at > *last))
        last = each.at;
    }
    return last;
  }

  void look_elsewhere() {
    const Customer customer = book.customers().get(acme.id);
    const auto team_of_owner = customer.owner ? book.agents().get(*customer.owner).team : std::nullopt;
    is_abroad = customer.country == "France";
    is_of_paris = team_of_owner && book.teams().get(*team_of_owner).name == "Paris";
    spoken_at = last_contact(acme.id);
  }

  void look_at_customers() {
    for (const Id<Customer> id : {acme.id, ada.id}) {
      if (quiet.condition && id != acme.id) continue;
      const auto last = last_contact(id);
      if (last && *last + *quiet.offset <= clock.now())
        naive.insert(to_text(id) + " " + quiet.name + " " + *quiet.field + " " + to_text(*last));
    }
  }

  void look() {
    look_elsewhere();
    look_at_customers();
    for (const Id<Case> id : cases) {
      const Case of = book.cases().get(id);
      const std::vector<Clock> clocks = book.timekeeping().clocks(id);
      for (const NaiveRule& each : rules) {
        if (!each.holds(of)) continue;
        for (const auto& [key, first] : firsts(each.rule, of, clocks)) {
          std::string last;
          for (std::int64_t i = 1; i <= each.rule.times.value_or(1); ++i) {
            const Duration later = each.rule.every.value_or(Duration{}) * (i - 1);
            if (first + later > clock.now()) break;
            last = i > 1 ? key + " #" + std::to_string(i) : key;
          }
          if (!last.empty()) naive.insert(to_text(id) + " " + each.rule.name + " " + last);
        }
      }
    }
  }

  // ---- The history

  // What is said beside the cases: now or as planned, and planned otherwise, or not at all, later.
  void speak() {
    if (said.empty() || dice.below(3) > 0) {
      const bool is_of_ada = dice.below(2) == 0;
      book.interactions().add({.customer = is_of_ada ? ada.id : acme.id,
                               .channel = dice.below(4) == 0 ? Channel::note : Channel::phone,
                               .at = clock.now() + minutes(dice.below(4) * 60),
                               .participants = is_of_ada || dice.below(2) == 0 ? std::vector<Id<Customer>>{}
                                                                               : std::vector{ada.id}});
      return;
    }
    Interaction one = said[dice.below(said.size())];
    if (dice.below(2) == 0) return void(book.interactions().remove(one));
    one.at = clock.now() + minutes(dice.below(300));
    book.interactions().update(one);
  }

  // Something changes that cases only lead to.
  void happen_elsewhere() {
    const auto choice = dice.below(4);
    if (choice == 0) {
      Customer customer = book.customers().get(acme.id);
      customer.country = dice.below(2) ? "France" : "Belgium";
      book.customers().update(customer);
    } else if (choice == 1) {
      book.people().hand_over(acme.id, dice.below(2) ? zoe.id : max.id);
    } else if (choice == 2) {
      Agent agent = book.agents().get(zoe.id);
      agent.team = dice.below(2) ? std::optional(team.id) : std::nullopt;
      book.agents().update(agent);
    } else {
      Team named = book.teams().get(team.id);
      named.name = dice.below(2) ? "Paris" : "Lyon";
      book.teams().update(named);
    }
  }

  void happen() {
    if (dice.below(5) == 0) happen_elsewhere();
    happen_once();
    said = book.interactions().find(Condition(), {.limit = 10'000}).records;
  }

  void happen_once() {
    const auto any = [&] { return cases[dice.below(cases.size())]; };
    const auto choice = dice.below(11);
    try {
      if (cases.size() < 2 || choice == 0) {
        cases.push_back(book.service()
                            .open({.customer = acme.id,
                                   .subject = "Case",
                                   .priority = dice.below(2) ? Priority::urgent : Priority::normal})
                            .id);
      } else if (choice == 1) {
        book.service().set_priority(any(), dice.below(2) ? Priority::urgent : Priority::low);
      } else if (choice == 2) {
        book.service().set_level(any(), static_cast<std::int64_t>(dice.below(4)));
      } else if (choice <= 4) {
        constexpr CaseState states[] = {CaseState::open, CaseState::waiting_customer,
                                        CaseState::waiting_third_party, CaseState::resolved,
                                        CaseState::closed};
        book.service().move(any(), states[dice.below(std::size(states))]);
      } else if (choice <= 6) {
        book.service().reply(any(),
                             {.channel = Channel::email, .direction = Direction::inbound, .body = "?"});
      } else if (choice == 7) {
        book.service().reply(any(),
                             {.channel = Channel::email, .direction = Direction::outbound, .body = "!"});
      } else if (choice >= 9) {
        speak();
      } else {
        book.timekeeping().quote(any(), TargetKind::resolution, clock.now() + minutes(10 + dice.below(600)));
      }
    } catch (const Error& error) {
      // A move that is not allowed from there, or a promise that is not owed any more.
      if (error.code() != Code::not_allowed) throw;
    }
  }

  void run(int length) {
    for (int i = 0; i < length; ++i) {
      clock.advance(minute);
      if (dice.below(12) == 0) happen();
      if (dice.below(700) == 0) adopt(rules[dice.below(rules.size())].rule);  // another revision
      if (dice.below(700) == 0) adopt(quiet);
      sweep();
      look();
      if (naive != fired) return;
    }
  }

  void sweep() {
    while (const auto next = book.automation().next_due()) {
      if (*next > clock.now()) return;
      for (const Firing& each : book.automation().sweep(1 + dice.below(50)).firings) {
        ++firings;
        CHECK(each.outcome == Outcome::done);
        fired.insert(to_text(each.record.uuid()) + " " + book.rules().get(each.rule).name + " " +
                     each.occurrence);
      }
    }
  }

  Random dice;
  FakeClock clock;
  Book book = Book::in_memory(fixed_options(clock));
  Customer acme = book.customers().add({.name = "Acme"});
  Agent zoe = book.agents().add({.name = "Zoé"});
  Agent max = book.agents().add({.name = "Max"});
  Team team = book.teams().add({.name = "Paris"});
  Calendar office = book.calendars().add(
      {.name = "Office", .zone = "Europe/Paris", .hours = "mon-fri 09:00-12:00 13:00-18:00"});
  OpeningHours hours_of_office{office};
  Customer ada = book.customers().add({.name = "Ada's"});
  bool is_abroad = false;  // Acme, as its owner is of Paris, and when it was last spoken to
  bool is_of_paris = false;
  std::optional<Instant> spoken_at;
  std::vector<NaiveRule> rules;
  Rule quiet{.name = "quiet", .of = "customer", .field = "last_contact_at", .offset = minutes(70)};
  std::vector<Interaction> said;
  std::vector<Id<Case>> cases;
  Fired naive;
  Fired fired;
  std::size_t firings = 0;
};

}  // namespace

TEST_CASE("what fires is what an engine fires that looks at everything every minute") {
  const int histories = is_long() ? 200 : 6;
  std::size_t firings = 0;
  for (int i = 0; i < histories; ++i) {
    CAPTURE(i);
    Trial trial(static_cast<std::uint64_t>(i) + 1, static_cast<Conditions>(i % 3));
    trial.run(2 * 24 * 60);
    for (const std::string& each : trial.naive)
      if (!trial.fired.contains(each)) FAIL_CHECK(to_text(trial.clock.now()) << " did not fire: " << each);
    for (const std::string& each : trial.fired)
      if (!trial.naive.contains(each)) FAIL_CHECK(to_text(trial.clock.now()) << " fired: " << each);
    CHECK(trial.firings == trial.fired.size());
    firings += trial.firings;
  }
  MESSAGE(firings << " firings");
  CHECK(firings > 100);
}
