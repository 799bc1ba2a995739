"""Opening, closing, transactions, threads, callbacks and errors."""

from __future__ import annotations

import copy
import os
import pickle
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import traceback
from datetime import datetime, timedelta, timezone

import pytest

import rapport
from rapport import Case, Customer, Interaction


def test_a_block_keeps_what_was_done_and_closes(tmp_path):
    path = tmp_path / "acme.rapport"
    with rapport.open(path) as book:
        acme = book.customers.add(name="Acme")
        assert book.path == str(path) and not book.is_closed
    assert book.is_closed
    with rapport.open(str(path), read_only=True) as book:
        assert book.customers.get(acme.id) == acme
        with pytest.raises(rapport.ReadOnly):
            book.customers.add(name="Other")


def test_a_book_in_memory_leaves_no_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for nowhere in (None, ":memory:"):
        with rapport.open(nowhere) as book:
            book.customers.add(name="Acme")
            assert not book.path
    assert not list(tmp_path.iterdir())


def test_an_exception_takes_back_the_whole_block_and_comes_out(tmp_path):
    path = tmp_path / "a.rapport"
    with pytest.raises(ZeroDivisionError):
        with rapport.open(path) as book:
            book.customers.add(name="Acme")
            assert book.search("Acme")
            with book.transaction():
                book.customers.add(name="Beta")
                raise ZeroDivisionError
    assert book.is_closed
    with rapport.open(path) as book:
        assert book.customers.count() == 0 and book.search("Acme") == []
        assert book.journal.verify().intact


def test_each_verb_of_a_block_is_a_commit_and_may_fail_by_itself(tmp_path):
    path = tmp_path / "a.rapport"
    with rapport.open(path) as book:
        acme = book.customers.add(name="Acme")
        with pytest.raises(rapport.Invalid):
            book.customers.add(name="")
        with pytest.raises(rapport.NotAllowed):
            book.lifecycle.move(acme, "commitment")
        with pytest.raises(KeyError):
            with book.transaction():
                book.customers.add(name="Beta")
                raise KeyError
        with book.transaction(reason="a fair"):
            book.customers.add(name="Gamma")
            book.customers.add(name="Delta")
    with rapport.open(path) as book:
        assert sorted(each.name for each in book.customers) == ["Acme", "Delta", "Gamma"]
        assert [each.reason for each in book.journal.commits()] == [None, "a fair"]
        assert book.journal.verify().intact


def test_others_see_a_block_when_it_is_committed(tmp_path):
    path = tmp_path / "a.rapport"
    other = rapport.open(path, busy_timeout=timedelta())
    with rapport.open(path) as book:
        assert book.customers.count() == 0
        other.customers.add(name="Others write while a block only reads")
        book.customers.add(name="Acme")
        assert (book.customers.count(), other.customers.count()) == (2, 1)
        with pytest.raises(rapport.Busy):
            other.customers.add(name="Too early")
        book.commit()
        other.customers.add(name="In time")
        book.customers.add(name="Beta")
        book.close()
    assert other.customers.count() == 4
    with pytest.raises(ZeroDivisionError):
        with rapport.open(path) as book:
            book.customers.add(name="Kept")
            book.commit()
            book.customers.add(name="Gone")
            raise ZeroDivisionError
    assert other.customers.count() == 5 and other.journal.verify().intact


def test_rules_and_imports_work_in_a_block(tmp_path, clock):
    path = tmp_path / "a.rapport"
    (tmp_path / "customers.csv").write_text("name,email\nBeta,b@beta.example\n")
    for keep in (False, True):
        try:
            with rapport.open(path, clock=clock) as book:
                rule = rapport.Rule(name="up", of="case", on="opened")
                action = rapport.RuleAction(verb="set_level", value="level + 1")
                book.automation.adopt(rapport.RuleWithActions(rule, [action]))
                opened = book.service.open(Case(customer=book.customers.add(name="Acme"), subject="No backups"))
                assert len(book.automation.sweep().firings) == 1
                assert book.cases.get(opened).level == 1
                book.exchange.import_file(tmp_path / "customers.csv")
                assert book.search("Beta")
                if not keep:
                    raise LookupError
        except LookupError:
            pass
    with rapport.open(path, clock=clock) as book:
        assert book.customers.count() == 2 and book.automation.sweep().firings == []
        assert book.journal.verify().intact


def test_autocommit_keeps_what_a_verb_wrote(tmp_path):
    path = tmp_path / "a.rapport"
    with pytest.raises(ZeroDivisionError):
        with rapport.open(path, autocommit=True) as book:
            book.customers.add(name="Acme")
            book.commit()  # nothing to do
            raise ZeroDivisionError
    with rapport.open(path) as book, pytest.raises(rapport.Misuse), book:
        pass
    with rapport.open(path) as book:
        assert book.customers.count() == 1


def test_a_transaction_is_one_commit(book):
    with book.transaction(reason="a fair"):
        book.customers.add(name="A")
        with pytest.raises(KeyError):
            with book.transaction():
                book.customers.add(name="B")
                raise KeyError
        book.customers.add(name="C")
    assert [each.name for each in book.customers] == ["A", "C"]
    assert [(each.verb, each.reason) for each in book.journal.commits()] == [("transaction", "a fair")]


def test_a_transaction_is_used_once_and_in_order(book):
    outer, inner = book.transaction(), book.transaction()
    outer.__enter__()
    inner.__enter__()
    with pytest.raises(rapport.Misuse, match="reverse order"):
        outer.__exit__(None, None, None)
    with pytest.raises(rapport.Misuse, match="begun already"):
        inner.__enter__()
    inner.__exit__(None, None, None)
    outer.__exit__(None, None, None)


def test_a_closed_book_says_so(book):
    customers, room = book.customers, book.lifecycle
    acme = customers.add(name="Acme")
    book.close()
    book.close()
    for call in (book.now, customers.count, lambda: customers.get(acme.id), lambda: list(customers), room.policy,
                 lambda: book.transaction().__enter__(), lambda: customers.add_many([]), customers.to_pandas):
        with pytest.raises(rapport.Misuse, match="closed"):
            call()
    assert "closed" in repr(book)


def test_closing_inside_a_transaction_is_refused(book):
    with book.transaction():
        with pytest.raises(rapport.Misuse):
            book.close()


def test_errors_have_one_root_and_tell_the_place(book):
    classes = [each for each in vars(rapport).values() if isinstance(each, type) and issubclass(each, rapport.Error)]
    assert len(classes) == 18 and {each.code for each in classes if each is not rapport.Error} >= {"busy", "not_found"}
    with pytest.raises(rapport.Invalid) as caught:
        book.customers.add(name="x" * 300)
    error = caught.value
    assert (error.code, error.kind, error.field) == ("invalid", "customer", "name") and error.record
    assert str(error).endswith(error.message) and isinstance(error, rapport.Error)
    again = pickle.loads(pickle.dumps(error))
    assert (again.field, str(again)) == ("name", str(error))


def test_a_stale_record_is_a_conflict(book):
    acme = book.customers.add(name="Acme")
    book.customers.update(acme.replace(industry="food"))
    with pytest.raises(rapport.Conflict):
        book.customers.update(acme.replace(industry="steel"))
    with pytest.raises(rapport.Conflict):
        book.customers.remove(acme)


def test_what_is_no_book_is_refused(tmp_path):
    path = tmp_path / "text.rapport"
    path.write_text("hello " * 1000)
    with pytest.raises(rapport.NotABook):
        rapport.open(path)
    with pytest.raises(rapport.Error):
        rapport.open(tmp_path / "missing.rapport", create=False)
    with pytest.raises(rapport.Invalid):
        rapport.open("")


def test_handles_are_not_pickled(book):
    for handle in (book, book.customers, book.lifecycle, book.customers.expression("version > 0")):
        for attempt in (pickle.dumps, copy.copy, copy.deepcopy):
            with pytest.raises(TypeError, match="stays in its process"):
                attempt(handle)


def test_another_thread_is_refused_while_one_is_at_work(book):
    seen = []

    def intrude():
        try:
            book.customers.count()
        except rapport.Misuse as error:
            seen.append(str(error))

    with book.transaction():
        thread = threading.Thread(target=intrude)
        thread.start()
        thread.join()
    assert len(seen) == 1 and "open the file once in each thread" in seen[0]
    thread = threading.Thread(target=intrude)
    thread.start()
    thread.join()
    assert len(seen) == 1  # nobody was at work


@pytest.mark.parametrize("autocommit", [False, True])
def test_eight_threads_with_a_book_each(tmp_path, autocommit):
    path = tmp_path / "busy.rapport"
    rapport.open(path).close()
    errors = []

    def work(number):
        try:
            with rapport.open(
                path, durability="normal", busy_timeout=timedelta(seconds=60), autocommit=autocommit
            ) as book:
                for turn in range(20):
                    customer = book.customers.add(name=f"{number}/{turn}")
                    book.interactions.add(customer=customer, subject="hello")
                    book.lifecycle.move(customer, "awareness", reason="test")
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    with rapport.open(path) as book:
        assert book.customers.count(Customer.stage == "awareness") == 160
        assert book.journal.verify().intact


def test_exceptions_of_callbacks_come_back_with_their_traceback():
    def broken_clock():
        raise LookupError("no clock")

    with pytest.raises(LookupError) as caught:
        rapport.open(None, clock=broken_clock).customers.add(name="Acme")
    assert "broken_clock" in "".join(traceback.format_tb(caught.value.__traceback__))
    with pytest.raises(rapport.Invalid, match="time zone"):
        rapport.open(None, clock=lambda: datetime(2026, 1, 1)).now()


def test_rules_call_functions_of_the_host(book, clock):
    called = []
    acme = book.customers.add(name="Acme")
    book.automation.on_call("ring", lambda record, firing: called.append((record, firing.outcome)))
    rule = rapport.Rule(name="ring", of="case", on="opened")
    action = rapport.RuleAction(verb="call", value="'ring'")
    book.automation.adopt(rapport.RuleWithActions(rule, [action]))
    opened = book.service.open(Case(customer=acme, subject="No backups"))
    assert book.automation.next_due() is not None
    swept = book.automation.sweep()
    assert [each.outcome for each in swept.firings] == ["done"]
    assert called == [(opened.id, "done")]


def test_trouble_of_a_rule_action_is_kept(book):
    def fail(record, firing):
        raise RuntimeError("the line is dead")

    acme = book.customers.add(name="Acme")
    book.automation.on_call("ring", fail)
    book.automation.adopt(rapport.RuleWithActions(
        rapport.Rule(name="ring", of="case", on="opened"), [rapport.RuleAction(verb="call", value="'ring'")]))
    book.service.open(Case(customer=acme, subject="No backups"))
    [firing] = book.automation.sweep().firings
    assert firing.outcome == "failed" and "the line is dead" in firing.trouble


@pytest.mark.parametrize("trouble", [KeyboardInterrupt, SystemExit])
def test_what_is_no_exception_ends_the_verb(book, trouble):
    def stop(*_):
        raise trouble

    acme = book.customers.add(name="Acme")
    book.automation.on_call("ring", stop)
    book.automation.adopt(rapport.RuleWithActions(
        rapport.Rule(name="ring", of="case", on="opened"), [rapport.RuleAction(verb="call", value="'ring'")]))
    book.service.open(Case(customer=acme, subject="No backups"))
    with pytest.raises(trouble):
        book.automation.sweep()
    assert book.firings.count() == 0
    book.notifications.add(agent=book.agents.add(name="Zoé"), text="Call Acme")
    with pytest.raises(trouble):
        book.outbox.deliver(stop)
    assert [each.tries for each in book.outbox.pending()] == [0]


def test_a_function_is_a_function(book):
    for call in (lambda: book.automation.on_call("ring", None), lambda: book.outbox.deliver(None)):
        with pytest.raises(TypeError, match="a function is right here"):
            call()
    with pytest.raises(TypeError):
        rapport.open(None, clock=lambda: None).customers.add(name="Acme")


def test_an_exception_of_the_log_is_shown_and_stops_nothing(tmp_path, monkeypatch):
    shown = []
    monkeypatch.setattr(sys, "unraisablehook", lambda each: shown.append(each.exc_value))

    def log(*_):
        raise LookupError("no log")

    rapport.open(tmp_path / "a.rapport", log=log).customers.add(name="Acme")
    assert [str(each) for each in shown] == ["no log"]

    def stop(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rapport.open(tmp_path / "b.rapport", log=stop)


def test_a_callback_cannot_end_the_block(tmp_path):
    path = tmp_path / "a.rapport"
    refused = []

    def names(book):
        for end in (book.close, book.commit):
            with pytest.raises(rapport.Misuse):
                end()
            refused.append(end)
        yield {"name": "Beta"}

    with pytest.raises(ZeroDivisionError):
        with rapport.open(path) as book:
            book.customers.add(name="Acme")
            book.customers.add_many(names(book))
            book.customers.add(name="Gamma")
            raise ZeroDivisionError
    assert len(refused) == 2
    with rapport.open(path) as book:
        assert book.customers.count() == 0


def test_what_was_taken_back_is_forgotten(tmp_path, clock):
    path = tmp_path / "a.rapport"
    one, other = rapport.open(path, clock=clock), rapport.open(path, clock=clock)
    acme = one.customers.add(name="Acme")

    def adopt(book, name):
        rule = rapport.Rule(name=name, of="case", field="opened_at", offset=timedelta(hours=1))
        action = rapport.RuleAction(verb="set_level", value="level + 1")
        return book.automation.adopt(rapport.RuleWithActions(rule, [action]))

    with pytest.raises(ZeroDivisionError):
        with one.transaction():
            adopt(one, "gone")
            one.service.open(Case(customer=acme, subject="Gone"))
            one.automation.next_due()
            raise ZeroDivisionError
    adopt(other, "kept")
    one.service.open(Case(customer=acme, subject="Kept"))
    clock.move(hours=2)
    assert [one.rules.get(each.rule).name for each in one.automation.sweep().firings] == ["kept"]
    assert one.journal.verify().intact


def test_a_function_that_leaves_a_transaction_open_fails(book):
    zoe = book.agents.add(name="Zoé")
    acme = book.customers.add(name="Acme")
    held = []

    def ring(record, firing):
        book.customers.add(name="Half done")
        held.append(book.transaction(reason="mine"))
        held[-1].__enter__()
        book.customers.add(name="Left open")

    book.automation.on_call("ring", ring)
    actions = {"first": dict(verb="call", value="'ring'"), "second": dict(verb="notify", agent=zoe, value="'x'")}
    for name, action in actions.items():
        rule = rapport.Rule(name=name, of="case", on="opened")
        book.automation.adopt(rapport.RuleWithActions(rule, [rapport.RuleAction(**action)]))
    book.service.open(Case(customer=acme, subject="No backups"))
    failed, done = book.automation.sweep().firings
    assert (failed.outcome, done.outcome) == ("failed", "done")
    assert failed.trouble == "the callback left a transaction open; it was rolled back"
    assert [each.name for each in book.customers] == ["Acme"]
    with pytest.raises(rapport.Misuse, match="was rolled back"):
        held[0].__exit__(None, None, None)
    book.customers.add(name="Globex")
    with book.transaction():
        book.customers.add(name="Initech")
    assert book.journal.verify().findings == []


def test_hours_that_were_taken_back_count_for_nothing(book, clock):
    acme = book.customers.add(name="Acme")
    office = book.calendars.add(name="Office", zone="UTC", hours="mon-sun 00:00-24:00")
    target = rapport.Target(kind="resolution", amount=timedelta(hours=1))
    book.timekeeping.adopt(rapport.Policy(rapport.ServiceLevel(name="All", calendar=office), [target]))

    def due_of(hours):
        book.calendars.update(office.replace(hours=hours))
        opened = book.service.open(Case(customer=acme, subject="No backups"))
        return [each.due_at.hour for each in book.clocks.where(f"of.id == '{opened.id}'")]

    with pytest.raises(ZeroDivisionError):
        with book.transaction():
            assert due_of("mon-sun 20:00-23:00") == [21]
            raise ZeroDivisionError
    assert due_of("mon-sun 10:00-17:00") == [11]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_fork_is_noticed(tmp_path):
    book = rapport.open(tmp_path / "a.rapport")
    child = os.fork()
    if child == 0:
        try:
            book.customers.count()
        except rapport.Misuse as error:
            os._exit(0 if "forked" in str(error) else 2)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert book.customers.count() == 0


def test_the_outbox_hands_over(book):
    agent = book.agents.add(name="Zoé")
    book.notifications.add(agent=agent, text="Call Acme")
    told = []
    assert book.outbox.deliver(lambda notification: told.append(notification.text)) == 1
    assert told == ["Call Acme"] and book.outbox.pending() == []


def test_the_log_hears_of_new_books(tmp_path):
    heard = []
    rapport.open(tmp_path / "new.rapport", log=lambda level, message, code: heard.append((level, code))).close()
    assert ("information", "") in heard


def test_sqlite3_can_be_imported_beside_it(tmp_path):
    path = tmp_path / "a.rapport"
    with rapport.open(path) as book:
        book.customers.add(name="Acme")
    assert sqlite3.connect(path).execute("SELECT name FROM customer").fetchall() == [("Acme",)]
    libraries = {line.split()[-1] for line in open("/proc/self/maps") if "libsqlite3" in line}
    assert len(libraries) == 1


def test_a_seed_and_a_clock_give_the_same_ids():
    first, second = (
        rapport.open(None, seed=1, clock=lambda: datetime(2026, 1, 1, tzinfo=timezone.utc)).customers.add(name="A")
        for _ in range(2)
    )
    assert first == second


INTERRUPTED = """
import rapport, sys
book = rapport.open(sys.argv[1])
print("ready", flush=True)
try:
    while True:
        book.customers.count("name.matches('(x+x+)+y') || " + " || ".join(f"name == 'n{i}'" for i in range(1000)))
except KeyboardInterrupt:
    book.customers.count()
    book.close()
    print("stopped", flush=True)
"""


def test_control_c_stops_a_long_call(tmp_path):
    path = tmp_path / "long.rapport"
    with rapport.open(path, durability="normal") as book:
        book.customers.add_many({"name": f"customer {number} " + "x" * 100} for number in range(3000))
    child = subprocess.Popen([sys.executable, "-c", INTERRUPTED, str(path)], stdout=subprocess.PIPE, text=True)
    assert child.stdout.readline() == "ready\n"
    time.sleep(0.5)
    os.kill(child.pid, signal.SIGINT)
    output, _ = child.communicate(timeout=60)
    assert output == "stopped\n" and child.returncode == 0


def test_a_book_acts_as_an_agent(book):
    zoe = book.agents.add(name="Zoé")
    kim = book.agents.add(name="Kim")
    acme = book.customers.add(name="Acme")
    book.act_as(zoe)
    assert book.actor == zoe.id
    note = book.interactions.add(customer=acme, subject="private", visibility="author")
    book.act_as(kim)
    assert book.interactions.count() == 0
    with pytest.raises(rapport.NotFound):
        book.interactions.get(note)
    book.act_as(None)
    assert book.interactions.get(note.id).subject == "private"
    assert isinstance(note, Interaction)


class Cancelled(BaseException):
    """As asyncio's, which is no Exception."""


def test_whatever_a_function_raises_is_trouble_but_what_ends_the_program(book):
    zoe = book.agents.add(name="Zoé")
    acme = book.customers.add(name="Acme")
    raises = [Cancelled("page"), ValueError("\udcff is no text")]

    def ring(record, firing):
        raise raises.pop(0)

    book.automation.on_call("ring", ring)
    for name, action in {"call": dict(verb="call", value="'ring'"),
                         "tell": dict(verb="notify", agent=zoe, value="'x'")}.items():
        rule = rapport.Rule(name=name, of="case", on="opened")
        book.automation.adopt(rapport.RuleWithActions(rule, [rapport.RuleAction(**action)]))
    for _ in range(2):
        book.service.open(Case(customer=acme, subject="No backups"))
    firings = book.automation.sweep().firings
    assert [each.outcome for each in firings] == ["failed", "done", "failed", "done"]
    assert firings[0].trouble.startswith("Cancelled: page")
    assert firings[2].trouble.startswith("ValueError: \\udcff is no text")
