"""The rooms: what their verbs say in Python, and random sequences of them against a plain model of the rules."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from xml.dom.minidom import parseString

import pytest
from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

import rapport
from conftest import SOURCE, START, TIMES, Hand
from rapport import Case, CaseState, Customer, Interaction, ServiceLevel, Stage, Target

POLICIES = SOURCE / "examples" / "policies"


class Relationships(RuleBasedStateMachine):
    """Customers, cases and one clock for each, moved at random; every answer is compared with a model in Python."""

    customers = Bundle("customers")
    cases = Bundle("cases")

    def __init__(self):
        super().__init__()
        self.clock = Hand()
        self.book = rapport.open(None, clock=self.clock, seed=3)
        self.allowed = {(each.from_stage, each.to_stage): each for each in self.book.lifecycle.policy()}
        self.stages = {}
        self.moves = {}
        self.states = {}
        self.running = {}
        self.late_after = timedelta(hours=8)

    def teardown(self):
        assert self.book.journal.verify().intact
        self.book.close()

    @initialize()
    def promise(self):
        level = ServiceLevel(name="all", reply_waits=False)
        target = Target(kind="resolution", amount=self.late_after, counted_in="wall", stopped_in="waiting_customer")
        self.book.timekeeping.adopt(rapport.Policy(level, [target]))

    @rule(hours=some.integers(1, 30))
    def wait(self, hours):
        """Time that a clock runs counts; time in waiting_customer, resolved or closed does not."""
        self.clock.move(hours=hours)
        for case, state in self.states.items():
            if state in ("new", "open", "waiting_third_party"):
                self.running[case] += timedelta(hours=hours)

    @rule(target=customers, name=some.sampled_from(["Acme", "Épi d'Or", "Ω"]))
    def add(self, name):
        customer = self.book.customers.add(name=name).id
        self.stages[customer] = Stage.exploration
        self.moves[customer] = 0
        return customer

    @rule(customer=customers, to=some.sampled_from(list(Stage)), reason=some.sampled_from(["", "they said so"]))
    def move(self, customer, to, reason):
        move = self.allowed.get((self.stages[customer], to))
        is_allowed = move is not None and (reason or not move.needs_reason) and not move.needs_evidence
        details = {"reason": reason}
        if to == Stage.dissolution:
            details.update(ended_by=list(rapport.EndedBy)[0], ending_cause=list(rapport.EndingCause)[0])
        if is_allowed:
            made = self.book.lifecycle.move(customer, to, **details)
            assert (made.from_stage, made.to_stage) == (self.stages[customer], to)
            self.stages[customer] = to
            self.moves[customer] += 1
        else:
            with pytest.raises((rapport.NotAllowed, rapport.Invalid)):
                self.book.lifecycle.move(customer, to, **details)

    @rule(target=cases, customer=customers)
    def open(self, customer):
        case = self.book.service.open(Case(customer=customer, subject="No backups")).id
        self.states[case] = CaseState.new
        self.running[case] = timedelta()
        return case

    @rule(case=cases, to=some.sampled_from(list(CaseState)))
    def move_case(self, case, to):
        if to in self.book.service.allowed_from(self.states[case]):
            assert self.book.service.move(case, to, reason="a test").state == to
            self.states[case] = to
        else:
            with pytest.raises(rapport.NotAllowed):
                self.book.service.move(case, to, reason="a test")

    @rule(case=cases)
    def customer_writes(self, case):
        """A word of the customer brings the case back to us."""
        self.book.service.reply(case, Interaction(channel="email", direction="inbound", subject="And?"))
        if self.states[case] in ("waiting_customer", "resolved", "closed"):
            self.states[case] = CaseState.open

    @rule(customer=customers, fails=some.booleans())
    def transaction(self, customer, fails):
        try:
            with self.book.transaction(reason="together"):
                stored = self.book.customers.get(customer)
                self.book.customers.update(stored.replace(industry="food"))
                self.book.interactions.add(customer=customer, subject="told them")
                if fails:
                    raise KeyError("no")
        except KeyError:
            assert fails

    @invariant()
    def agrees(self):
        for customer, stage in self.stages.items():
            assert self.book.customers.get(customer).stage == stage
            assert len(self.book.lifecycle.spells(customer)) == self.moves[customer] + 1
        for case, state in self.states.items():
            assert self.book.cases.get(case).state == state
            [clock] = self.book.timekeeping.clocks(case)
            reading = self.book.timekeeping.read(clock, self.clock.at)
            if state not in ("resolved", "closed"):
                assert reading.elapsed == self.running[case]
                assert reading.left == self.late_after - self.running[case]
        waiting = self.book.cases.count(Case.state.among(["new", "open"]))
        assert waiting == sum(state in ("new", "open") for state in self.states.values())
        lines = self.book.lifecycle.funnel(START, self.clock.at + timedelta(days=1))
        assert {line.stage: line.present for line in lines} == {
            stage: sum(each == stage for each in self.stages.values()) for stage in Stage
        }


TestRelationships = Relationships.TestCase
TestRelationships.settings = settings(max_examples=40 * TIMES, stateful_step_count=30)


def test_people(book, clock):
    acme = book.customers.add(name="Acme")
    zoe, kim = book.agents.add(name="Zoé"), book.agents.add(name="Kim")
    book.people.hand_over(acme, zoe)
    before = clock.at
    clock.move(days=1)
    assert book.people.hand_over(acme, kim).owner == kim.id
    assert book.people.owner_at(acme, before) == zoe.id
    point = book.contact_points.add(customer=acme, kind="email", value="Info@Acme.example")
    found = book.people.find_collision("email", "info@acme.EXAMPLE")
    assert found.contact_point == point and found.customer.name == "Acme"
    assert book.people.find_collision("email", "nobody@acme.example") is None
    assert not book.people.has_consented(acme, "service", None, clock.at)


def test_a_move_says_what_is_allowed(book):
    acme = book.customers.add(name="Acme")
    with pytest.raises(rapport.NotAllowed, match="awareness"):
        book.lifecycle.move(acme, "commitment", reason="too fast")
    with pytest.raises(TypeError):
        book.lifecycle.move(acme, "awareness", because="x")
    policy = book.lifecycle.policy()
    book.lifecycle.replace_policy(policy + [rapport.AllowedMove(from_stage="exploration", to_stage="commitment")])
    assert book.lifecycle.move(acme, "commitment").to_stage == "commitment"
    book.lifecycle.replace_policy([])
    assert len(book.lifecycle.policy()) == len(policy)


def test_a_case_from_the_first_word_to_the_last(book, clock):
    acme = book.customers.add(name="Acme")
    zoe = book.agents.add(name="Zoé")
    opened = book.service.open(Case(kind="complaint", customer=acme, subject="Overcharged"))
    book.service.assign(opened, assignee=zoe)
    book.service.set_priority(opened, "urgent", reason="it is a complaint")
    clock.move(minutes=20)
    book.service.reply(opened, Interaction(direction="outbound", channel="email", body="We look into it."))
    book.service.move(opened, "waiting_customer")
    clock.move(hours=1)
    done = book.service.resolve(opened, "Money given back.", reason="a mistake of ours")
    assert book.service.accept(done).accepted_at == clock.at
    events = book.service.events(opened)
    assert [each.what for each in events][0] == "opened" and events[2].reason == "it is a complaint"
    assert len(book.service.said(opened)) == 1
    other = book.service.open(Case(customer=acme, subject="The same"))
    assert book.service.merge(other, opened).merged_into == opened.id
    assert book.service.survivor(other).id == opened.id
    book.service.unmerge(other)
    [group] = book.measures.groups()
    assert (group.cases, group.resolution.elapsed.median) == (1, timedelta(hours=1, minutes=20))
    assert book.measures.backlog("team")[0].cases == 1
    assert book.service.cost_to_serve(acme) == []


def test_policies_written_as_json(book, clock):
    with pytest.raises(rapport.MissingReference, match="calendar"):
        book.exchange.read_policy((POLICIES / "glpi.json").read_text())
    book.calendars.add(name="Office", zone="Europe/Paris", hours="mon-fri 09:00-17:00")
    policy = book.exchange.read_policy((POLICIES / "zammad.json").read_text())
    assert book.timekeeping.adopt(policy).level.name == policy.level.name
    assert [each.level.name for each in book.timekeeping.policies()] == [policy.level.name]
    acme = book.customers.add(name="Acme")
    opened = book.service.open(Case(customer=acme, subject="No backups"))
    assert isinstance(book.timekeeping.standing(opened, clock.at), rapport.Standing)
    running = [each for each in book.timekeeping.clocks(opened) if each.state == "running"]
    assert len(book.timekeeping.queue(limit=10)) == len(running)
    with pytest.raises(rapport.Invalid):
        book.exchange.read_policy("{")


def test_opening_hours():
    hours = "mon-fri 09:00-12:00 13:00-18:00"
    paris = rapport.OpeningHours(rapport.Calendar(name="Paris", zone="Europe/Paris", hours=hours))
    friday = datetime(2026, 11, 20, 16, tzinfo=timezone.utc)
    assert paris.add(friday, timedelta(hours=4)) == datetime(2026, 11, 23, 11, tzinfo=timezone.utc)
    assert paris.between(friday, friday + timedelta(days=3)) == timedelta(hours=8)
    assert paris.is_open(friday) and not paris.is_open(friday + timedelta(days=1))
    closed = rapport.with_holidays(rapport.Calendar(zone="UTC", hours="mon-fri 09:00-17:00"),
                                   [rapport.Holiday(date(2026, 12, 25), "Christmas")])
    assert "Christmas" in closed.days
    with pytest.raises(rapport.Invalid):
        rapport.OpeningHours(rapport.Calendar(zone="Europe/Pariss", hours="mon 9-10"))


def test_ladders(book, clock):
    boss = book.agents.add(name="Max")
    acme = book.customers.add(name="Acme")
    opened = book.service.open(Case(kind="complaint", customer=acme, subject="Overcharged"))
    rungs = [rapport.Rung(agent=boss, wait=timedelta(hours=1))]
    book.supervision.adopt(rapport.LadderWithRungs(rapport.Ladder(name="Complaints"), rungs))
    raised = book.supervision.escalate(opened, "wants somebody else")
    assert raised.reason == "wants somebody else" and book.supervision.escalations(opened) == [raised]
    assert [each.agent for each in book.outbox.pending()] == [boss.id]
    assert book.supervision.acknowledge(raised, agent=boss).state == "acknowledged"
    assert book.supervision.end(raised, agent=boss).ended_at == clock.at


def test_routing_and_problems(book):
    zoe = book.agents.add(name="Zoé", skills="backup")
    book.agents.add(name="Kim")
    acme = book.customers.add(name="Acme")
    opened = book.service.open(Case(customer=acme, subject="No backups", skills="backup"))
    assert [each.agent.name for each in book.routing.candidates(opened)] == ["Zoé", "Kim"]
    assert book.routing.route(opened).assignee == zoe.id
    problem = book.problems.add(name="Certificate expired", workaround="Switch the check off.")
    book.problem_management.link(opened, problem)
    assert [each.cases for each in book.problem_management.affected(problem)] == [1]
    assert [each.told for each in book.problem_management.tell(problem)] == ["workaround"]
    book.problem_management.resolve(problem, "There is a new certificate.", resolve_cases=True)
    assert book.cases.get(opened).state == "resolved"


def test_time_line_overview_and_search(book):
    acme = book.customers.add(name="Acme", description="Makes anvils, été")
    note = book.interactions.add(customer=acme, subject="Wants a quote for anvils")
    page = book.timeline(acme, limit=1)
    assert page.entries[0].record == note and page.entries[0].customer == acme.id
    assert book.overview(acme).interactions == [note]
    hits = book.search("anvils")
    assert {hit.record for hit in hits} == {acme.id, note.id}
    title = next(hit.title for hit in hits if hit.record == note.id)
    [(begin, length)] = title.highlights
    assert title.text[begin : begin + length] == "anvils"
    [body] = [hit.body for hit in book.search("ete", kind="customer")]
    assert [body.text[begin : begin + length] for begin, length in body.highlights] == ["été"]
    with pytest.raises(rapport.NotFound):
        book.overview(rapport.Id("customer", str(note.id)))


def test_the_journal(book, clock):
    acme = book.customers.add(rapport.Customer(name="Acme"), reason="a fair")
    [commit] = book.journal.commits()
    assert (commit.number, commit.verb, commit.reason, commit.at) == (1, "customer.add", "a fair", clock.at)
    [change] = book.journal.changes()
    assert change.operation == "add" and change.record == acme.id
    noted = book.journal.head()
    assert noted.startswith("1:") and len(noted) == 66
    heard = []
    assert book.journal.verify(noted, lambda done, all: heard.append((done, all))).intact and heard
    with pytest.raises(ZeroDivisionError):
        book.journal.verify(progress=lambda done, all: 1 / 0)
    book.customers.update(acme.replace(industry="food"), cause=acme, commit=1)
    assert [each.number for each in book.journal.caused_by(acme)] == [2]


def test_imports_and_exports(book, tmp_path):
    file = tmp_path / "clients.csv"
    file.write_text("Société;Pays;Effectif\nAcme;FR;7\nÉpi d'Or;;\nFermé;FR;plusieurs\n", encoding="utf-8")
    plan = book.exchange.plan(file, "customer").set("Société", "name").set("Effectif", "employees")
    assert [each.target for each in plan.columns][0] == "name"
    report = book.exchange.import_file(file, plan)
    assert (report.kind, report.added, report.rejected) == ("customer", 2, 1) and book.customers.count() == 2
    assert report.rejects == tmp_path / "clients.rejects.csv" and report.rejects.exists()
    assert "Effectif" in report.reasons[0]
    with pytest.raises(rapport.Interrupted):
        book.exchange.import_file(file, plan, progress=lambda done, all: False)
    held = []

    def leave_open(done, all):
        held.append(book.transaction())
        held[-1].__enter__()

    with pytest.raises(rapport.Misuse, match="left a transaction open"):
        book.exchange.import_file(file, plan, progress=leave_open)
    assert book.customers.count() == 2 and book.journal.verify().findings == []
    with pytest.raises(rapport.UnknownName):
        plan.set("Societe", "name")
    with pytest.raises(rapport.Io):
        book.exchange.plan(tmp_path / "missing.csv")
    written = book.exchange.export_to(tmp_path / "export", "json_lines")
    assert written >= 2 and (tmp_path / "export" / "customers.jsonl").exists()
    with rapport.open(None) as other:
        other.exchange.import_folder(tmp_path / "export")
        assert [each.name for each in other.customers] == ["Acme", "Épi d'Or"]
    heard = []
    with rapport.open(None) as other:
        report = other.exchange.import_file(file, plan, progress=lambda done, all: heard.append((done, all)))
        assert report.added == 2 and heard and heard[-1][0] == heard[-1][1]


LOG = SOURCE / "examples" / "data" / "help_desk" / "incidents.csv"


def test_logs_are_replayed():
    log = rapport.IncidentLog(LOG)
    with rapport.open(None) as book:
        replay = rapport.Replay(book, log)
        while replay.take(100):
            pass
        assert replay.report.events == len(log)


def test_rules_are_tried_out_on_a_log():
    log = rapport.IncidentLog(LOG)
    lent, heard = [], []

    def prepare(book):
        lent.append(book)
        target = Target(kind="resolution", amount=timedelta(hours=8), counted_in="wall")
        book.timekeeping.adopt(rapport.Policy(ServiceLevel(name="all"), [target]))
        rule = rapport.Rule(name="soon", of="case", promise="resolution", percent=80)
        action = rapport.RuleAction(verb="set_level", value="level + 1")
        book.automation.adopt(rapport.RuleWithActions(rule, [action]))

    report = rapport.backtest(log, prepare, progress=lambda done, all: heard.append((done, all)))
    score = report.by_rule["soon"]
    assert heard[-1] == (len(log), len(log)) and report.together.failures == 0 and report.incidents == 320
    assert score.in_time + score.late + report.never_raised == report.missed > 0
    assert score.firings == score.in_time + score.late + score.for_nothing
    early = timedelta(hours=8) * 20 / 100  # in wall time a fifth of what was promised is left whenever the rule fires
    assert score.lead_times == [early] * score.in_time
    with pytest.raises(rapport.Misuse, match="the book is closed"):
        lent[0].customers.count()

    def leave_open(book):
        book.transaction().__enter__()

    with pytest.raises(rapport.Misuse, match="left a transaction open"):
        rapport.backtest(log, leave_open)
    with pytest.raises(KeyError):
        rapport.backtest(log, lambda book: {}["no such rule"])
    with pytest.raises(rapport.Misuse, match="left a `with` block open"):
        rapport.backtest(log, lambda book: book.__enter__())
    with pytest.raises(TypeError, match="not None"):
        rapport.backtest(log, None)

    def stop(record, firing):
        raise KeyboardInterrupt

    def call_stop(book):
        rule = rapport.Rule(name="stop", of="case", on="opened")
        book.automation.adopt(rapport.RuleWithActions(rule, [rapport.RuleAction(verb="call", value="'stop'")]))
        book.automation.on_call("stop", stop)

    with pytest.raises(KeyboardInterrupt):
        rapport.backtest(log, call_stop)


def test_html_is_well_formed_and_has_no_script(book, clock):
    level = ServiceLevel(name="all")
    target = Target(kind="resolution", amount=timedelta(hours=2), counted_in="wall")
    book.timekeeping.adopt(rapport.Policy(level, [target]))
    evil = '<script>alert("x")</script>'
    acme = book.customers.add(name=evil)
    book.service.open(Case(customer=acme, subject=evil))
    book.interactions.add(customer=acme, subject=evil)
    book.lifecycle.move(acme, "awareness")
    clock.move(hours=3)
    funnel = book.lifecycle.funnel(START, START + timedelta(days=1))
    shown = [book.overview(acme), book.timeline(acme), funnel, book.customers.get(acme)]
    for each in shown:
        html = each._repr_html_()
        parseString(f"<page>{html}</page>")
        assert "<script" not in html and "prefers-color-scheme: dark" in html
    assert "running, late" in shown[0]._repr_html_()
    assert "<svg" in funnel._repr_html_() and "exploration → awareness" in shown[0]._repr_html_()


ROOMS = ["people", "lifecycle", "service", "timekeeping", "measures", "routing", "problem_management", "automation",
         "supervision", "outbox", "exchange", "journal"]


def public_functions(name):
    """The member functions of a class that a public header declares."""
    for header in (SOURCE / "include" / "rapport").glob("*.hpp"):
        found = re.search(rf"^class {name} {{\n public:\n(.*?)\n private:", header.read_text(), re.M | re.S)
        if found:
            code = re.sub(r"//.*", "", found[1])
            return {each for each in re.findall(r"^  (?!explicit|using)[A-Za-z][\w:<>,& ]*?[ &](\w+)\(", code, re.M)}
    raise AssertionError(f"no header has the class {name}")


@pytest.mark.parametrize("room", ROOMS)
def test_every_verb_of_the_headers_is_there(book, room):
    found = getattr(book, room)
    verbs = public_functions(type(found).__name__)
    assert verbs and not [each for each in verbs if not hasattr(found, each)]


def test_what_books_and_opening_hours_do_is_there():
    # rapport.open() opens both kinds of books, and each kind has its own collection.
    missing = {each for each in public_functions("Book") if not hasattr(rapport.Book, each)}
    assert missing == {"open", "in_memory", "records"}
    assert not [each for each in public_functions("OpeningHours") if not hasattr(rapport.OpeningHours, each)]


def test_every_verb_is_documented():
    missing = []
    for name in rapport.__all__:
        each = getattr(rapport, name)
        if not getattr(each, "__doc__", None) and isinstance(each, type):
            missing.append(name)
        for key, member in vars(each).items() if isinstance(each, type) else []:
            if not key.startswith("_") and not issubclass(each, (tuple, rapport.Enumeration)):
                if not getattr(member, "__doc__", None):
                    missing.append(f"{name}.{key}")
    assert not missing
    assert isinstance(Path(rapport.__file__), Path)
