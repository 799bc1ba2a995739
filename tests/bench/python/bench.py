"""How fast rapport is from Python, beside SQLAlchemy's bulk form and Django's per-object form.

    PYTHONPATH=build/release/python python3 tests/bench/python/bench.py [--scale 0.1]

All three record the same interactions in a file each, Django one by one and the others in one transaction, with the
same constraints (foreign keys, names of enumerations, a unique external id), an index for the time line, and a journal:
a row for each change with a digest of what was written, chained to the one before. WAL and synchronous=FULL everywhere.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
import time
import timeit
import uuid
from datetime import datetime, timedelta, timezone
from pathlib import Path

import rapport

START = datetime(2026, 1, 1, tzinfo=timezone.utc)
CHANNELS = ["phone", "email", "meeting"]


def rows(count: int, customer: object):
    """The same interactions for everybody."""
    for number in range(count):
        yield {
            "customer": customer, "channel": CHANNELS[number % 3], "direction": "inbound",
            "at": START + timedelta(seconds=number), "subject": f"Question {number}",
            "body": "How do I switch the backups on again?", "external_id": f"I{number}",
        }


class Chain:
    """The digests of a journal, as anybody would write them in Python."""

    def __init__(self) -> None:
        self.last = b""

    def next(self, row: dict) -> bytes:
        written = json.dumps(row, default=str, sort_keys=True).encode()
        self.last = hashlib.blake2b(self.last + written, digest_size=32).digest()
        return self.last


def with_rapport(folder: Path, count: int) -> float:
    with rapport.open(folder / "rapport.db", clock=lambda: START + timedelta(days=3650)) as book:
        customer = book.customers.add(name="Acme", since=START).id
        begin = time.perf_counter()
        book.interactions.add_many(rows(count, customer))
        return count / (time.perf_counter() - begin)


def with_sqlalchemy(folder: Path, count: int, objects: bool) -> float:
    """The bulk form of the ORM, with objects or with dicts."""
    from sqlalchemy import (
        CheckConstraint, Column, DateTime, ForeignKey, Index, Integer, LargeBinary, String, create_engine, event,
    )
    from sqlalchemy.orm import Session, declarative_base

    base = declarative_base()

    class Customer(base):
        __tablename__ = "customer"
        id = Column(LargeBinary(16), primary_key=True)
        name = Column(String, nullable=False)

    class Commit(base):
        __tablename__ = "commits"
        number = Column(Integer, primary_key=True)
        at = Column(DateTime, nullable=False)
        verb = Column(String, nullable=False)

    class Interaction(base):
        __tablename__ = "interaction"
        id = Column(LargeBinary(16), primary_key=True)
        customer = Column(LargeBinary(16), ForeignKey("customer.id"), nullable=False)
        channel = Column(String, CheckConstraint("channel IN ('phone', 'email', 'meeting')"), nullable=False)
        direction = Column(String, CheckConstraint("direction IN ('inbound', 'outbound', 'internal')"), nullable=False)
        at = Column(DateTime, nullable=False)
        subject = Column(String(500))
        body = Column(String)
        external_id = Column(String, unique=True)
        __table_args__ = (Index("time_line", "customer", "at"),)

    class Change(base):
        __tablename__ = "change"
        number = Column(Integer, primary_key=True)
        commit = Column(Integer, ForeignKey("commits.number"), nullable=False)
        operation = Column(String, nullable=False)
        record = Column(LargeBinary(18), nullable=False, index=True)
        digest = Column(LargeBinary(32), nullable=False)

    engine = create_engine(f"sqlite:///{folder / f'sqlalchemy_{objects}.db'}")

    @event.listens_for(engine, "connect")
    def prepare(connection, _):
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")

    base.metadata.create_all(engine)
    customer = uuid.uuid4().bytes
    with Session(engine) as session:
        session.add(Customer(id=customer, name="Acme"))
        session.commit()
        begin = time.perf_counter()
        session.add(Commit(number=1, at=START, verb="transaction"))
        session.flush()
        chain = Chain()
        interactions = [{"id": uuid.uuid4().bytes, **row} for row in rows(count, customer)]
        changes = [{"commit": 1, "operation": "add", "record": b"\0\11" + row["id"], "digest": chain.next(row)}
                   for row in interactions]
        if objects:
            session.bulk_save_objects([Interaction(**row) for row in interactions])
            session.bulk_save_objects([Change(**row) for row in changes])
        else:
            session.bulk_insert_mappings(Interaction, interactions)
            session.bulk_insert_mappings(Change, changes)
        session.commit()
        return count / (time.perf_counter() - begin)


def django_models():
    """Django is configured once in a process; a later folder changes the file only."""
    import django
    from django.conf import settings
    from django.db import models

    settings.configure(
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        DEFAULT_AUTO_FIELD="django.db.models.AutoField", USE_TZ=True)
    django.setup()

    class Customer(models.Model):
        id = models.UUIDField(primary_key=True, default=uuid.uuid4)
        name = models.CharField(max_length=200)

        class Meta:
            app_label = "bench"

    class Commit(models.Model):
        at = models.DateTimeField()
        verb = models.CharField(max_length=80)

        class Meta:
            app_label = "bench"

    class Interaction(models.Model):
        id = models.UUIDField(primary_key=True, default=uuid.uuid4)
        customer = models.ForeignKey(Customer, on_delete=models.PROTECT, db_index=False)
        channel = models.CharField(max_length=20)
        direction = models.CharField(max_length=20)
        at = models.DateTimeField()
        subject = models.CharField(max_length=500, null=True)
        body = models.TextField(null=True)
        external_id = models.CharField(max_length=200, unique=True)

        class Meta:
            app_label = "bench"
            indexes = [models.Index(fields=["customer", "at"], name="time_line")]
            constraints = [
                models.CheckConstraint(check=models.Q(channel__in=CHANNELS), name="channel"),
                models.CheckConstraint(
                    check=models.Q(direction__in=["inbound", "outbound", "internal"]), name="direction"),
            ]

    class Change(models.Model):
        commit = models.ForeignKey(Commit, on_delete=models.PROTECT)
        operation = models.CharField(max_length=20)
        record = models.UUIDField(db_index=True)
        digest = models.BinaryField(max_length=32)

        class Meta:
            app_label = "bench"

    return Customer, Commit, Interaction, Change


def with_django(all_models, folder: Path, count: int) -> float:
    from django.db import connection, transaction

    Customer, Commit, Interaction, Change = all_models
    connection.close()
    connection.settings_dict["NAME"] = str(folder / "django.db")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
    with connection.schema_editor() as editor:
        for model in all_models:
            editor.create_model(model)
    customer = Customer.objects.create(name="Acme")
    chain = Chain()
    begin = time.perf_counter()
    commit = Commit.objects.create(at=START, verb="transaction")
    for row in rows(count, customer):
        with transaction.atomic():  # an object and its journal, both or none
            interaction = Interaction.objects.create(**row)
            Change.objects.create(commit=commit, operation="add", record=interaction.id, digest=chain.next(row))
    return count / (time.perf_counter() - begin)


def walk(folder: Path, count: int) -> float:
    with rapport.open(folder / "walk.db", durability="normal") as book:
        book.teams.add_many({"name": f"team {number}"} for number in range(count))
        begin = time.perf_counter()
        seen = sum(1 for _ in book.teams)
        rate = seen / (time.perf_counter() - begin)
        assert seen == count
        return rate


def walk_interactions(folder: Path) -> float:
    with rapport.open(folder / "rapport.db") as book:
        begin = time.perf_counter()
        seen = sum(1 for _ in book.interactions)
        return seen / (time.perf_counter() - begin)


def reading(field: str) -> float:
    """Nanoseconds for one attribute, the loop taken off."""
    record = rapport.Interaction(subject="Question", at=START)
    turns = 1_000_000
    code = f"record.{field}"
    empty = min(timeit.repeat("record", globals={"record": record}, number=turns, repeat=5))
    return (min(timeit.repeat(code, globals={"record": record}, number=turns, repeat=5)) - empty) / turns * 1e9


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--scale", type=float, default=1.0, help="1.0: 100,000 interactions and a million rows walked")
    scale = parser.parse_args().scale
    count = int(100_000 * scale)
    models = django_models()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # In turns, so that whatever else the machine does slows all of them; the best of three counts.
        turns = []
        for turn in range(3):
            here = folder / str(turn)
            here.mkdir()
            turns.append((with_rapport(here, count), with_sqlalchemy(here, count // 4, True),
                          with_sqlalchemy(here, count // 4, False), with_django(models, here, max(1000, count // 10))))
        ours, objects, dicts, single = (max(each) for each in zip(*turns))
        print(f"interactions recorded in a second: rapport {ours:,.0f}; SQLAlchemy's bulk form with objects "
              f"{objects:,.0f} ({ours / objects:.1f} times) and with dicts {dicts:,.0f} ({ours / dicts:.1f} times); "
              f"Django's per-object form {single:,.0f} ({ours / single:.1f} times)")
        print(f"rows walked in a second: teams {walk(folder, int(1_000_000 * scale)):,.0f}, "
              f"interactions {walk_interactions(folder / '0'):,.0f}")
    print("attribute read, ns:", ", ".join(f"{each} {reading(each):.0f}" for each in
                                           ("version", "subject", "channel", "customer", "at", "duration")))


if __name__ == "__main__":
    main()
