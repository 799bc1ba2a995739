"""A help desk in an afternoon: a promise, a case from the first word to an accepted answer, a rule that watches."""

from datetime import datetime, timedelta, timezone

import rapport
from rapport import Calendar, Case, Interaction, Policy, Rule, RuleAction, RuleWithActions, ServiceLevel, Target


class Clock:
    """A clock of our own, so that the story has hours in it."""

    now = datetime(2026, 3, 2, 9, tzinfo=timezone.utc)

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **time: int) -> None:
        self.now += timedelta(**time)


def main() -> None:
    clock = Clock()
    with rapport.open(None, clock=clock) as book:
        # What we promise: a first answer within two open hours, a solution within a day of eight.
        paris = book.calendars.add(Calendar(name="Paris", zone="Europe/Paris", hours="mon-fri 09:00-17:00"))
        book.timekeeping.adopt(Policy(
            ServiceLevel(name="Standard", calendar=paris),
            [Target(kind="first_response", amount=timedelta(hours=2)),
             Target(kind="resolution", amount=timedelta(hours=8), stopped_in="waiting_customer")],
        ))
        # What watches over it: at half of the time the case goes a level up, and its agent hears of it.
        book.automation.adopt(RuleWithActions(
            Rule(name="Half of the time is gone", of="case", promise="resolution", percent=50),
            [RuleAction(verb="set_level", value="level + 1"),
             RuleAction(verb="notify", who="assignee", value="subject + ': half of the time is gone'")],
        ))

        acme = book.customers.add(name="Acme")
        zoe = book.agents.add(name="Zoé", skills="backup")
        case = book.service.open(Case(customer=acme, subject="No backups since Monday", skills="backup"))
        print(book.routing.candidates(book.routing.route(case))[0].why)

        clock.wait(minutes=20)
        answer = Interaction(channel="email", direction="outbound", agent=zoe, body="What does the log say?")
        book.service.reply(case, answer)
        book.service.move(case, "waiting_customer", reason="asked for the log")
        clock.wait(hours=1)
        book.service.reply(case, Interaction(channel="email", direction="inbound", body="No space left."))
        clock.wait(hours=4)
        for firing in book.automation.sweep().firings:
            print("fired:", book.rules.get(firing.rule).name)
        book.outbox.deliver(lambda notification: print("to Zoé:", notification.text))
        case = book.service.accept(book.service.resolve(case, "Old backups were removed."))
        for each in book.timekeeping.clocks(case):
            print(f"{each.kind}: {each.state}, {book.timekeeping.read(each, clock()).open_left} of open time left")
        assert case.level == 1 and book.timekeeping.standing(case, clock()) == "fulfilled"


if __name__ == "__main__":
    main()
