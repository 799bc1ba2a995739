// Cases: their states, what is said about them, merging and splitting.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "rapport/rapport.hpp"
#include "support/book.hpp"

using namespace rapport;
using namespace rapport::test;

namespace {

using enum CaseState;
using std::chrono::hours;

constexpr CaseState states[] = {new_, open, waiting_customer, waiting_third_party, resolved, closed};

struct Desk {
  FakeClock clock;
  Book book = Book::in_memory(fixed_options(clock));
  Customer acme = book.customers().add({.name = "Acme"});
  Agent zoe = book.agents().add({.name = "Zoé"});

  Service service() { return book.service(); }
  Case open_case(std::string subject = "No backups") {
    return service().open({.kind = CaseKind::problem, .customer = acme.id, .subject = std::move(subject)});
  }
  Case get(Id<Case> id) { return book.cases().get(id); }
  std::vector<CaseEvent> moves(Id<Case> of) {
    std::vector<CaseEvent> moves = service().events(of);
    std::erase_if(moves, [](const CaseEvent& each) { return each.what != CaseEventKind::moved; });
    return moves;
  }
  Case in_state(CaseState state) {
    const Case made = open_case();
    return state == new_ ? made : service().move(made.id, state);
  }
  void say(Id<Case> of, Direction direction, std::optional<Instant> at = {}) {
    service().reply(of, {.channel = Channel::email, .direction = direction, .at = at, .body = "Hello"});
  }
};

}  // namespace

TEST_CASE(
    "the whole table of moves: what it lists is allowed, everything else is refused and changes nothing") {
  int allowed = 0;
  for (const CaseState from : states)
    for (const CaseState to : states) {
      CAPTURE(to_text(from));
      CAPTURE(to_text(to));
      Desk desk;
      const Case made = desk.in_state(from);
      const bool done = from == resolved || from == closed;
      // As the documentation has it: never back to new, out of an end only by opening it again, or to its close.
      const bool expected =
          to != new_ && to != from && (!done || to == open || (from == resolved && to == closed));
      if (expected) {
        ++allowed;
        CHECK(desk.service().move(made.id, to).state == to);
        CHECK(desk.get(made.id).reopened == (done && to == open ? 1 : 0));
        CHECK(desk.moves(made.id).back().from_state == from);
      } else {
        const Error error = error_of([&] { desk.service().move(made.id, to); });
        CHECK(error.code() == Code::not_allowed);
        CHECK(error.field() == "state");
        CHECK(error.message().find("allowed from here: ") != std::string::npos);
        CHECK(desk.get(made.id).state == from);
      }
    }
  CHECK(allowed == 5 + 4 + 4 + 4 + 2 + 1);
}

TEST_CASE("no other call writes where a case stands") {
  Desk desk;
  Case made = desk.open_case();
  made.state = closed;
  CHECK(error_of([&] { desk.book.cases().update(made); }).code() == Code::not_allowed);
  CHECK(error_of([&] {
          desk.book.cases().add({.customer = desk.acme.id, .subject = "x", .state = resolved});
        }).code() == Code::not_allowed);
  CHECK(error_of([&] {
          desk.book.cases().add({.customer = desk.acme.id, .subject = "x", .reopened = 3});
        }).field() == "reopened");
  // One that is open at once has an owner at once.
  const Case taken = desk.book.cases().add(
      {.customer = desk.acme.id, .subject = "x", .state = open, .assignee = desk.zoe.id});
  CHECK(taken.state == open);
  auto move = desk.moves(desk.in_state(open).id).front();
  move.reason = "else";
  CHECK(error_of([&] { desk.book.case_events().update(move); }).code() == Code::not_allowed);
}

TEST_CASE("moves take the instant when they happened, in order") {
  Desk desk;
  const Instant start = desk.clock.now();
  Case made =
      desk.service().open({.customer = desk.acme.id, .subject = "Old", .opened_at = start - hours(100)});
  const auto move_at = [&](CaseState to, Instant at) {
    return error_of([&] { desk.service().move(made.id, to, {.at = at}); }).code();
  };
  CHECK(move_at(open, start - hours(101)) == Code::not_allowed);
  CHECK(move_at(open, start + hours(1)) == Code::not_allowed);
  desk.service().move(made.id, open, {.at = start - hours(90)});
  CHECK(move_at(resolved, start - hours(91)) == Code::not_allowed);
  made = desk.service().resolve(made.id, "Restarted", {.at = start - hours(80), .reason = "It works again"});
  CHECK(made.resolved_at == start - hours(80));
  CHECK(made.resolution == "Restarted");
  const auto moves = desk.moves(made.id);
  REQUIRE(moves.size() == 2);
  CHECK(moves[1].reason == "It works again");
  CHECK(moves[1].recorded_at == start);
  CHECK(error_of([&] {
          desk.service().open({.customer = desk.acme.id, .subject = "x", .opened_at = start + hours(1)});
        }).field() == "opened_at");
}

TEST_CASE("what is said moves a case: our answer opens it, the customer's word brings it back") {
  struct Row {
    CaseState before;
    Direction direction;
    CaseState after;
  };
  for (const CaseState before : states)
    for (const Direction direction : {Direction::inbound, Direction::outbound, Direction::internal}) {
      CAPTURE(to_text(before));
      CAPTURE(to_text(direction));
      Desk desk;
      const Case made = desk.in_state(before);
      desk.say(made.id, direction);
      const bool back = direction == Direction::inbound &&
                        (before == waiting_customer || before == resolved || before == closed);
      const bool answered = direction == Direction::outbound && before == new_;
      CHECK(desk.get(made.id).state == (back || answered ? open : before));
      CHECK(desk.get(made.id).reopened == (back && before != waiting_customer ? 1 : 0));
      if (back || answered)
        CHECK(desk.moves(made.id).back().because_of == desk.service().said(made.id).back().id);
    }
}

TEST_CASE("a note, and what was said before the last move, move nothing") {
  Desk desk;
  const Case made = desk.in_state(waiting_customer);
  desk.service().reply(made.id,
                       {.channel = Channel::note, .direction = Direction::inbound, .body = "He is away"});
  desk.say(made.id, Direction::inbound, desk.clock.now() - hours(1));
  CHECK(desk.get(made.id).state == waiting_customer);
  CHECK(desk.service().said(made.id).size() == 2);
}

TEST_CASE("an interaction that is added by itself moves its case as a reply does") {
  Desk desk;
  const Case made = desk.in_state(resolved);
  desk.book.interactions().add({.customer = desk.acme.id,
                                .channel = Channel::web_form,
                                .direction = Direction::inbound,
                                .about = reference_to(made.id)});
  CHECK(desk.get(made.id).state == open);
}

TEST_CASE("an answer is accepted, and opening the case again takes that back") {
  Desk desk;
  Case made = desk.service().open({.kind = CaseKind::complaint,
                                   .customer = desk.acme.id,
                                   .subject = "Late again",
                                   .redress_asked = "The money back"});
  CHECK(error_of([&] { desk.service().accept(made.id); }).field() == "accepted_at");
  made = desk.service().resolve(made.id, "Half of it");
  desk.clock.advance(hours(5));
  CHECK(error_of([&] { desk.service().accept(made.id, desk.clock.now() - hours(6)); }).code() ==
        Code::not_allowed);
  made = desk.service().accept(made.id, desk.clock.now() - hours(1));
  CHECK(*made.accepted_at - *made.opened_at == hours(4));
  desk.say(made.id, Direction::inbound);
  made = desk.get(made.id);
  CHECK(made.reopened == 1);
  CHECK_FALSE(made.accepted_at);
  CHECK_FALSE(made.resolved_at);
}

TEST_CASE("a refusal says why, and what was offered instead") {
  Desk desk;
  const Case made = desk.open_case();
  CHECK(error_of([&] { desk.service().refuse(made.id, "", "x"); }).field() == "refused_because");
  CHECK(desk.get(made.id).state == new_);
  const Case refused = desk.service().refuse(made.id, "Out of warranty", "A repair at cost");
  CHECK(refused.state == resolved);
  CHECK(refused.refused_because == "Out of warranty");
  CHECK(refused.alternative == "A repair at cost");
  CHECK(desk.moves(made.id).back().reason == "Out of warranty");
  // Opened again and done after all, it is refused no more; that it was stands in its events.
  const Case again = desk.service().move(made.id, open);
  CHECK_FALSE(again.refused_because);
  CHECK_FALSE(again.alternative);
  CHECK_FALSE(desk.service().resolve(made.id, "Repaired").refused_because);
  CHECK(desk.moves(made.id).front().reason == "Out of warranty");
  desk.service().move(made.id, open);
  const Case twice = desk.service().refuse(made.id, "It is too old", "", {.reason = "asked the maker"});
  CHECK_FALSE(twice.alternative);
  CHECK(desk.moves(made.id).back().reason == "asked the maker");
}

TEST_CASE("two cases become one, late replies reach it, and the merge can be taken back") {
  Desk desk;
  const Case first = desk.open_case("Backups");
  const Case second = desk.in_state(waiting_customer);
  const Case third = desk.open_case("Backups as well");
  desk.say(second.id, Direction::internal);
  desk.service().merge(third.id, second.id);
  desk.service().merge(second.id, first.id);
  CHECK(desk.service().survivor(third.id).id == first.id);
  desk.say(third.id, Direction::outbound);  // late: the customer answered an old mail
  CHECK(desk.get(first.id).state == open);
  CHECK(desk.get(second.id).state == waiting_customer);
  CHECK(desk.service().said(first.id).size() == 2);
  CHECK(desk.service().said(second.id).size() == 1);
  for (const auto& verb : std::vector<std::function<void()>>{
           [&] { desk.service().move(second.id, open); }, [&] { desk.service().resolve(second.id, "x"); },
           [&] { desk.service().assign(second.id, {}); }, [&] { desk.service().set_level(second.id, 1); },
           [&] { desk.service().merge(second.id, third.id); },
           [&] { desk.service().split(second.id, {}, {}); }}) {
    const Error error = error_of(verb);
    CHECK(error.code() == Code::not_allowed);
    CHECK(error.message().find(to_text(first.id)) != std::string::npos);
  }
  // In a circle, into itself, into one that was deleted.
  CHECK(error_of([&] { desk.service().merge(first.id, third.id); }).code() == Code::not_allowed);
  CHECK(error_of([&] { desk.service().merge(first.id, first.id); }).code() == Code::not_allowed);
  const Case gone = desk.open_case();
  desk.book.cases().remove(gone);
  CHECK(error_of([&] { desk.service().merge(first.id, gone.id); }).code() == Code::not_allowed);

  desk.service().unmerge(second.id);
  CHECK(desk.get(second.id).state == waiting_customer);
  CHECK(desk.service().survivor(third.id).id == second.id);
  CHECK(error_of([&] { desk.service().unmerge(second.id); }).code() == Code::not_allowed);
  CHECK(desk.book.journal().verify().intact());
}

TEST_CASE("cases of two customers become one, and each is still spoken to as who they are") {
  Desk desk;
  const Customer bob = desk.book.customers().add({.name = "Bob"});
  const Case theirs = desk.open_case("No backups");
  const Case his = desk.service().open({.customer = bob.id, .subject = "No backups either"});
  desk.service().merge(his.id, theirs.id);
  const Interaction said =
      desk.service().reply(his.id, {.direction = Direction::inbound, .body = "And now?"});
  CHECK(said.customer == bob.id);
  CHECK(said.about == reference_to(theirs.id));
  CHECK(desk.service().reply(theirs.id, {.body = "Soon"}).customer == desk.acme.id);
  CHECK(desk.service().reply(his.id, {.customer = desk.acme.id, .body = "x"}).customer == desk.acme.id);
  CHECK(desk.book.timeline(bob.id).entries.front().record == reference_to(said.id));
}

TEST_CASE("a case is split, with what was said about the other half") {
  Desk desk;
  const Case whole = desk.open_case();
  const auto about_backups =
      desk.service().reply(whole.id, {.direction = Direction::inbound, .body = "Backups"});
  const auto about_invoice =
      desk.service().reply(whole.id, {.direction = Direction::inbound, .body = "Invoice"});
  const Id<Interaction> ids[] = {about_invoice.id};
  const Case part = desk.service().split(whole.id, {.kind = CaseKind::question, .subject = "Invoice"}, ids);
  CHECK(part.split_from == whole.id);
  CHECK(part.customer == desk.acme.id);
  REQUIRE(desk.service().said(part.id).size() == 1);
  CHECK(desk.service().said(part.id)[0].id == about_invoice.id);
  CHECK(desk.service().said(whole.id)[0].id == about_backups.id);
  const auto before = desk.book.cases().count();
  CHECK(error_of([&] { desk.service().split(whole.id, {.subject = "Again"}, ids); }).field() == "about");
  CHECK(desk.book.cases().count() == before);
}

TEST_CASE("what is split off came with the customer's first word about it") {
  Desk desk;
  const Instant start = desk.clock.now();
  const auto at = [&](int hour) { return start + hours(hour); };
  const Case whole = desk.open_case();
  desk.clock.set(at(9));
  const auto said = [&](Direction direction, int hour, Channel channel = Channel::email) {
    return desk.service()
        .reply(whole.id, {.channel = channel, .direction = direction, .at = at(hour), .body = "Invoice"})
        .id;
  };
  const Id<Interaction> ours = said(Direction::outbound, 1);
  const Id<Interaction> note = said(Direction::inbound, 1, Channel::note);
  const Id<Interaction> later = said(Direction::inbound, 4);
  const Id<Interaction> first = said(Direction::inbound, 3);
  const Id<Interaction> again = said(Direction::inbound, 5);
  const Id<Interaction> planned = said(Direction::inbound, 10);
  const auto split = [&](const std::vector<Id<Interaction>>& taken, std::optional<Instant> opened_at = {}) {
    return desk.service().split(whole.id, {.subject = "Invoice", .opened_at = opened_at}, taken).opened_at;
  };
  CHECK(split({ours, note, later, first}) == at(3));
  CHECK(split({again}, at(2)) == at(2));
  CHECK(split({planned}) == at(9));
  CHECK(split({}) == at(9));
}

TEST_CASE("what cases cost adds up on their customer") {
  Desk desk;
  Case one = desk.open_case();
  one.cost = from_text<Money>("12.50 EUR");
  one.redress_cost = from_text<Money>("30.00 EUR");
  desk.book.cases().update(one);
  Case two = desk.open_case();
  two.cost = from_text<Money>("7.00 USD");
  desk.book.cases().update(two);
  const auto costs = desk.service().cost_to_serve(desk.acme.id);
  REQUIRE(costs.size() == 2);
  CHECK(to_text(costs[0]) == "42.50 EUR");
  CHECK(to_text(costs[1]) == "7.00 USD");
}

TEST_CASE("a case stands on its customer's time line and is found by its words and by expressions") {
  Desk desk;
  const Case made = desk.open_case();
  desk.service().assign(made.id, {.assignee = desk.zoe.id});
  CHECK(desk.book.timeline(desk.acme.id).entries.size() == 1);
  CHECK(desk.book.search("backups").size() == 1);
  CHECK(desk.book.cases().count("state == 'new' && assignee.name == 'Zoé' && customer.name == 'Acme'") == 1);
  CHECK(desk.book.cases().count(where<&Case::assignee> == desk.zoe.id) == 1);
}
