// A host that calls verbs of many kinds at random, the same ones for the same seed. Some are refused by the
// rules of the rooms, as in life; a refusal is counted and leaves nothing behind.
#pragma once

#include <random>
#include <set>
#include <string>
#include <vector>

#include "kernel/form.hpp"
#include "support/book.hpp"
#include "support/kinds.hpp"

namespace rapport::test {

// Every column of a record as text, to compare records and to keep full copies.
template <class R>
std::string shown(const R& record) {
  std::string text;
  for (const Field& field : kind_of<R>().fields)
    text +=
        std::string(field.name) + "=" + to_text(field, values_of(field, &record)).value_or("(absent)") + "; ";
  return text;
}

// Every record of a kind, deleted ones too.
template <class R>
std::vector<R> everything(Book& book) {
  return book.records<R>().find({}, {.limit = 10000, .include_deleted = true}).records;
}

// The whole book as text: every record of every kind.
inline std::string whole_content(Book& book) {
  std::string text;
  for_every_kind([&]<class R>() {
    for (const R& record : everything<R>(book))
      text += std::string(kind_of<R>().name) + " " + shown(record) + "\n";
  });
  return text;
}

class RandomVerbs {
 public:
  RandomVerbs(Book& book, std::uint64_t seed) : book_(book), engine_(seed) {
    for (int i = 0; i < 3; ++i) agents_.push_back(book_.agents().add({.name = "Agent " + word()}).id);
  }

  // One verb, or one transaction of several. Whether it was accepted.
  bool step() {
    try {
      if (number(8) == 0) {
        book_.transaction(
            [&] {
              for (int i = number(4); i >= 0; --i) {
                try {
                  verb();
                } catch (const Error& error) {
                  check(error);
                }
              }
              if (number(5) == 0) throw Error(Code::invalid, "the host changed its mind");
            },
            because());
      } else if (number(8) == 0) {
        book_.automation().sweep(20);
      } else {
        verb();
      }
      return true;
    } catch (const Error& error) {
      check(error);
      return false;
    }
  }

  const std::set<Code>& refusals() const { return refusals_; }

 private:
  int number(int below) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(below)); }
  std::string word() {
    static constexpr std::string_view words[] = {"Acme", "Prévost", "Ørsted", "O'Neil", "Ζωή",
                                                 "Blue", "\"Q\"",   "Ltd",    "Łódź",   "Nord"};
    return std::string(words[number(10)]) + " " + std::to_string(number(100000));
  }
  Because because() {
    Because why;
    if (number(3) == 0) why.reason = "because of " + word();
    if (number(5) == 0 && !customers_.empty())
      why.cause = Reference::to(kind_of<Customer>().number, any(customers_).uuid);
    if (number(5) == 0 && book_.journal().head().commit > 0) why.commit = book_.journal().head().commit;
    return why;
  }
  template <class T>
  const T& any(const std::vector<T>& list) {
    return list[static_cast<std::size_t>(number(static_cast<int>(list.size())))];
  }
  template <class T>
  std::optional<T> maybe(T value) {
    return number(2) ? std::optional<T>(std::move(value)) : std::nullopt;
  }
  void check(const Error& error) {
    refusals_.insert(error.code());
    const bool expected = error.code() == Code::not_allowed || error.code() == Code::invalid ||
                          error.code() == Code::duplicate || error.code() == Code::not_found ||
                          error.code() == Code::missing_reference;
    if (!expected) throw std::runtime_error(error.what());
  }

  void verb() {
    if (customers_.size() < 3) return add_customer();
    if (number(3) == 0) return case_verb();
    switch (number(12)) {
      case 0: return add_customer();
      case 1: {
        Customer customer = book_.customers().get(any(customers_));
        if (number(2)) customer.name = word();
        customer.industry = maybe(word());
        customer.employees = maybe<std::int64_t>(number(1000));
        customer.annual_revenue = maybe(Money{number(100000), Currency("EUR")});
        customer.external_id = maybe("X" + std::to_string(number(40)));
        customer.founded = maybe(PartialDate{static_cast<std::int16_t>(1900 + number(100)), 0, 0});
        book_.customers().update(customer, because());
        return;
      }
      case 2:
        if (number(4) == 0) book_.customers().remove(book_.customers().get(any(customers_)), because());
        return;
      case 3:
        book_.lifecycle().move(any(customers_), static_cast<Stage>(1 + number(5)),
                               {.reason = number(2) ? word() : "",
                                .ended_by = maybe(EndedBy::vendor),
                                .ending_cause = maybe(EndingCause::fraud)},
                               because());
        return;
      case 4: book_.people().hand_over(any(customers_), maybe(any(agents_)), {}, because()); return;
      case 5:
      case 6: {
        std::vector<Id<Customer>> others;
        for (int i = number(3); i > 0; --i) others.push_back(any(customers_));
        interactions_.push_back(book_.interactions()
                                    .add({.customer = any(customers_),
                                          .channel = static_cast<Channel>(1 + number(13)),
                                          .duration = maybe(Duration{number(1000000)}),
                                          .agent = maybe(any(agents_)),
                                          .participants = others,
                                          .subject = maybe(word()),
                                          .body = maybe(word() + "\n" + word())},
                                         because())
                                    .id);
        return;
      }
      case 7: {
        if (interactions_.empty()) return;
        Interaction interaction = book_.interactions().get(any(interactions_));
        if (number(5) == 0) {
          book_.interactions().remove(interaction, because());
          return;
        }
        interaction.body = maybe(word());
        interaction.outcome = maybe(word());
        interaction.at = *interaction.at - std::chrono::hours(number(3));
        interaction.participants.clear();
        if (number(2)) interaction.about = Reference::to(kind_of<Customer>().number, any(customers_).uuid);
        book_.interactions().update(interaction, because());
        return;
      }
      case 8:
        book_.contact_points().add({.customer = any(customers_),
                                    .kind = ContactKind::email,
                                    .value = "someone" + std::to_string(number(60)) + "@acme.example"},
                                   because());
        return;
      case 9:
        book_.needs().add({.customer = any(customers_),
                           .aspect = NeedAspect::goal,
                           .statement = word(),
                           .budget = maybe(Money{number(1000), Currency("JPY")}),
                           .confidence = maybe(number(100) / 100.0)},
                          because());
        return;
      case 10:
        book_.connections().add(
            {.customer = any(customers_), .role = static_cast<Role>(1 + number(8)), .other = any(customers_)},
            because());
        return;
      default: {
        Agent agent = book_.agents().get(any(agents_));
        agent.email = maybe(std::to_string(number(1000)) + "@vendor.example");
        agent.supervisor = maybe(any(agents_));
        book_.agents().update(agent, because());
        book_.act_as(maybe(any(agents_)));
      }
    }
  }

  void add_customer() {
    customers_.push_back(book_.customers()
                             .add({.type = number(2) ? CustomerType::person : CustomerType::organisation,
                                   .name = word(),
                                   .external_id = maybe("X" + std::to_string(number(1000))),
                                   .owner = maybe(any(agents_))},
                                  because())
                             .id);
  }

  template <class E>
  E any_of() {
    const auto& values = enumeration<E>.values;
    return values[static_cast<std::size_t>(number(static_cast<int>(values.size())))].value;
  }
  std::optional<Instant> lately() { return maybe(book_.now() - std::chrono::minutes(number(3000))); }

  void open_case() {
    cases_.push_back(book_.service()
                         .open({.kind = any_of<CaseKind>(),
                                .customer = any(customers_),
                                .subject = word(),
                                .priority = any_of<Priority>(),
                                .external_id = maybe("T" + std::to_string(number(200))),
                                .opened_at = lately(),
                                .assignee = maybe(any(agents_))},
                               because())
                         .id);
  }
  void adopt_policy() {
    const auto amount = [&] { return std::chrono::minutes(1 + number(2000)); };
    book_.timekeeping().adopt(
        {.level = {.name = "Policy " + std::to_string(number(3)),
                   .position = number(5),
                   .fits = maybe(std::string("priority == 'urgent' || kind == 'complaint'")),
                   .on_change = any_of<OnChange>(),
                   .reply_waits = number(4) == 0},
         .targets = {{.kind = TargetKind::resolution, .amount = amount(), .stopped_in = "waiting_customer"},
                     {.kind = TargetKind::resolution, .priority = any_of<Priority>(), .amount = amount()},
                     {.kind = any_of<TargetKind>() == TargetKind::update ? TargetKind::update
                                                                         : TargetKind::next_response,
                      .amount = amount(),
                      .rhythm = any_of<Rhythm>()},
                     {.kind = TargetKind::first_response, .amount = amount()}}},
        because());
  }
  void adopt_rule() {
    Rule rule{.name = "Rule " + std::to_string(number(4)), .position = number(5), .of = "case"};
    if (number(2))
      rule.on = number(2) ? "opened" : "moved";
    else if (number(2))
      rule.promise = any_of<TargetKind>();
    else
      rule.field = "last_event_at";
    if (!rule.on) rule.offset = maybe<Duration>(std::chrono::minutes(number(100)));
    rule.condition = maybe<std::string>("priority != 'low'");
    const std::vector<RuleAction> choices{
        {.verb = RuleVerb::set_level, .value = "level + 1"},
        {.verb = RuleVerb::note, .value = "subject"},
        {.verb = RuleVerb::notify, .agent = any(agents_), .value = "subject"},
        {.verb = RuleVerb::assign, .who = Who::supervisor},
        {.verb = RuleVerb::open_task,
         .agent = any(agents_),
         .value = "subject",
         .within = std::chrono::days(number(5)),
         .counted_in = CountedIn::working_days},
        {.verb = RuleVerb::escalate, .value = "'by a rule'"}};
    book_.automation().adopt({.rule = rule, .actions = {any(choices), any(choices)}}, because());
  }
  void escalate(Id<Case> of) {
    Supervision supervision = book_.supervision();
    if (number(3) == 0) {
      supervision.adopt(
          {.ladder = {.name = "Ladder " + std::to_string(number(2))},
           .rungs = {{.who = Who::supervisor, .wait = std::chrono::minutes(1)},
                     {.agent = any(agents_), .wait = std::chrono::minutes(5), .level = number(3)}}},
          because());
      return;
    }
    const Escalation raised = supervision.escalate(of, word(), because());
    const EscalationAnswer answer{.agent = maybe(any(agents_)), .reason = word()};
    switch (number(4)) {
      case 0: supervision.acknowledge(raised.id, answer, because()); return;
      case 1: supervision.decline(raised.id, answer, because()); return;
      case 2: supervision.step_down(raised.id, answer, because()); return;
      default: return;
    }
  }
  void case_verb() {
    if (cases_.size() < 2 || number(5) == 0) return open_case();
    const Id<Case> of = any(cases_);
    Service service = book_.service();
    const CaseEventDetails details{.at = lately(), .reason = number(2) ? word() : ""};
    switch (number(16)) {
      case 0: return adopt_policy();
      case 14: return adopt_rule();
      case 15: return escalate(of);
      case 1:
      case 2:
      case 3:
        interactions_.push_back(service
                                    .reply(of,
                                           {.channel = any_of<Channel>(),
                                            .direction = any_of<Direction>(),
                                            .at = lately(),
                                            .body = word()},
                                           because())
                                    .id);
        return;
      case 4:
      case 5: service.move(of, any_of<CaseState>(), details, because()); return;
      case 6: service.assign(of, {.assignee = maybe(any(agents_))}, details, because()); return;
      case 7: service.set_priority(of, any_of<Priority>(), details, because()); return;
      case 8:
        if (number(2))
          service.merge(of, any(cases_), because());
        else
          service.unmerge(of, because());
        return;
      case 9:
        book_.timekeeping().quote(of, any_of<TargetKind>(), book_.now() + std::chrono::minutes(number(500)),
                                  details, because());
        return;
      case 10:
        if (number(2))
          book_.timekeeping().rate(of, details, because());
        else
          book_.timekeeping().check(10, because());
        return;
      case 11:
        if (number(2))
          service.resolve(of, word(), details, because());
        else
          service.refuse(of, word(), number(2) ? word() : "", details, because());
        return;
      case 12: service.accept(of, lately(), because()); return;
      default: {
        Case changed = book_.cases().get(of);
        if (number(6) == 0) {
          book_.cases().remove(changed, because());
          return;
        }
        changed.priority = any_of<Priority>();
        changed.kind = any_of<CaseKind>();
        changed.cost = maybe(Money{number(1000), Currency("EUR")});
        book_.cases().update(changed, because());
      }
    }
  }

  Book& book_;
  std::mt19937_64 engine_;
  std::vector<Id<Case>> cases_;
  std::vector<Id<Customer>> customers_;
  std::vector<Id<Agent>> agents_;
  std::vector<Id<Interaction>> interactions_;
  std::set<Code> refusals_;
};

}  // namespace rapport::test
