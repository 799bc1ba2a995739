"""Collections as DataFrames and as Arrow streams: zones, absent values and whole numbers stay what they are."""

from __future__ import annotations

import ctypes
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

import rapport
from rapport import Customer, Money

SINCE = datetime(2020, 1, 2, 3, 4, 5, 678901, tzinfo=timezone.utc)


@pytest.fixture
def filled(book):
    book.customers.add_many([
        {"name": "Acme", "employees": 2**62 + 1, "since": SINCE, "annual_revenue": Money("12.50", "EUR"),
         "founded": "1987"},
        {"name": "Épi d'Or", "stage": "commitment"},
        *({"name": f"c{number}"} for number in range(10_007)),
    ])
    return book


def test_to_pandas(filled):
    pandas = pytest.importorskip("pandas")
    frame = filled.customers.to_pandas()
    assert len(frame) == 10_009 and list(frame["name"][:2]) == ["Acme", "Épi d'Or"]
    assert str(frame.dtypes["since"]) == "datetime64[ns, UTC]" and frame["since"][0] == pandas.Timestamp(SINCE)
    assert str(frame.dtypes["employees"]) == "Int64"
    assert frame["employees"][0] == 2**62 + 1 and frame["employees"][1] is pandas.NA
    assert str(frame.dtypes["deleted_at"]) == "datetime64[ns, UTC]" and frame["deleted_at"].isna().all()
    assert list(frame["stage"][:2]) == ["exploration", "commitment"] and frame.dtypes["stage"] == "category"
    assert frame["annual_revenue_minor"][0] == 1250 and frame["annual_revenue_currency"][1] is None
    assert frame["id"][0] == str(next(iter(filled.customers)).id) and frame["founded"][0] == "1987"
    few = filled.customers.where(Customer.stage == "commitment").to_pandas()
    assert list(few["name"]) == ["Épi d'Or"]
    assert len(filled.cases.to_pandas()) == 0


def test_pandas_of_every_type(book):
    pytest.importorskip("pandas")
    acme = book.customers.add(name="Acme", since=datetime(1, 1, 2, tzinfo=timezone.utc))
    assert book.customers.to_pandas()["since"][0] == acme.since
    ana = book.customers.add(name="Ana", type="person")
    note = book.interactions.add(customer=acme, duration=timedelta(minutes=5), participants=[ana], subject="x")
    book.contact_points.add(customer=acme, kind="address", value="Paris", valid_from=date(2020, 2, 29), is_primary=True)
    book.needs.add(customer=acme, aspect="goal", statement="x", confidence=0.5)
    points = book.contact_points.to_pandas()
    assert points["valid_from"][0] == date(2020, 2, 29) and points["valid_until"][0] is None
    assert points["is_primary"][0] and not points["is_shared"][0]
    said = book.interactions.to_pandas()
    assert said["duration"][0] == timedelta(minutes=5) and said["participants"][0] == str(ana.id)
    assert said["about"][0] is None and said["id"][0] == str(note.id)
    assert book.needs.to_pandas()["confidence"][0] == 0.5


class Schema(ctypes.Structure):
    pass


class Array(ctypes.Structure):
    pass


Schema._fields_ = [
    ("format", ctypes.c_char_p), ("name", ctypes.c_char_p), ("metadata", ctypes.c_char_p), ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64), ("children", ctypes.POINTER(ctypes.POINTER(Schema))),
    ("dictionary", ctypes.c_void_p),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(Schema))), ("private_data", ctypes.c_void_p),
]
Array._fields_ = [
    ("length", ctypes.c_int64), ("null_count", ctypes.c_int64), ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64), ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.POINTER(ctypes.POINTER(Array))), ("dictionary", ctypes.c_void_p),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(Array))), ("private_data", ctypes.c_void_p),
]


class Stream(ctypes.Structure):
    pass


Stream._fields_ = [
    ("get_schema", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(Stream), ctypes.POINTER(Schema))),
    ("get_next", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(Stream), ctypes.POINTER(Array))),
    ("get_last_error", ctypes.CFUNCTYPE(ctypes.c_char_p, ctypes.POINTER(Stream))),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(Stream))), ("private_data", ctypes.c_void_p),
]


def stream_of(capsule):
    pointer = ctypes.pythonapi.PyCapsule_GetPointer
    pointer.restype, pointer.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
    return ctypes.cast(pointer(capsule, b"arrow_array_stream"), ctypes.POINTER(Stream))


def words(array, kind, row):
    """One value, read as Arrow's specification says."""
    validity = array.buffers[0]
    if validity and not ctypes.cast(validity, ctypes.POINTER(ctypes.c_uint8))[row // 8] >> row % 8 & 1:
        return None
    if kind == b"U":
        offsets = ctypes.cast(array.buffers[1], ctypes.POINTER(ctypes.c_int64))
        return ctypes.string_at(array.buffers[2] + offsets[row], offsets[row + 1] - offsets[row]).decode()
    return ctypes.cast(array.buffers[1], ctypes.POINTER(ctypes.c_int64))[row]


def test_the_arrow_stream(filled):
    capsule = filled.customers.__arrow_c_stream__()
    stream = stream_of(capsule)
    schema = Schema()
    assert stream.contents.get_schema(stream, ctypes.byref(schema)) == 0 and schema.format == b"+s"
    columns = {schema.children[i].contents.name.decode(): (i, schema.children[i].contents.format)
               for i in range(schema.n_children)}
    assert columns["since"][1] == b"tsu:UTC" and columns["employees"][1] == b"l"
    batches = []
    while True:
        array = Array()
        assert stream.contents.get_next(stream, ctypes.byref(array)) == 0
        if not array.release:
            break
        batches.append(array.length)
        if len(batches) == 1:
            read = {name: [words(array.children[i].contents, kind, row) for row in (0, 1)]
                    for name, (i, kind) in columns.items() if kind != b"b"}
        array.release(ctypes.byref(array))
    assert batches == [10_000, 9]
    assert read["name"] == ["Acme", "Épi d'Or"] and read["employees"] == [2**62 + 1, None]
    assert read["since"][0] == (SINCE - datetime(1970, 1, 1, tzinfo=timezone.utc)) // timedelta(microseconds=1)
    assert read["annual_revenue_minor"][0] == Decimal("12.50") * 100 and read["deleted_at"] == [None, None]
    schema.release(ctypes.byref(schema))
    del capsule


def test_a_stream_that_is_not_read_is_freed(filled):
    for _ in range(10):
        filled.customers.__arrow_c_stream__()


def test_a_stream_of_a_closed_book_says_so(filled):
    stream_capsule = filled.customers.__arrow_c_stream__()
    stream = stream_of(stream_capsule)
    filled.close()
    assert stream.contents.get_next(stream, ctypes.byref(Array())) != 0
    assert b"closed" in stream.contents.get_last_error(stream)


def test_pyarrow_reads_it(filled):
    pyarrow = pytest.importorskip("pyarrow")
    table = pyarrow.table(filled.customers)
    assert table.num_rows == 10_009 and str(table.schema.field("since").type) == "timestamp[us, tz=UTC]"
    assert rapport.__version__


def test_in_asks_for_a_live_record_by_itself_or_its_id(book):
    acme, beta = book.customers.add(name="Acme"), book.customers.add(name="Beta")
    agent = book.agents.add(name="Zoé")
    some = book.customers.where(Customer.name == "Acme")
    for name in (acme, acme.id, str(acme.id)):
        assert name in book.customers and name in some
    assert beta in book.customers and beta.id not in some
    book.customers.remove(beta)
    for name in (beta.id, agent, agent.id, Customer(name="Acme"), "Acme", 5, None):
        assert name not in book.customers


def test_fields_by_name_and_a_reason(book):
    acme = book.customers.add(name="Acme", reason="asked for a quote")
    assert [each.reason for each in book.journal.commits()] == ["asked for a quote"]
    with pytest.raises(rapport.NotFound, match="never added"):
        book.lifecycle.move(Customer(name="Beta"), "awareness")
    assert acme.name == "Acme"


def test_nothing_is_made_past_a_constructor():
    for name in rapport.__all__:
        kind = getattr(rapport, name)
        if isinstance(kind, type) and kind.__new__ is not object.__new__ and not issubclass(kind, BaseException):
            try:
                repr(kind.__new__(kind))
            except (TypeError, ValueError, rapport.Error):
                pass
    for kind in (rapport.Book, rapport.Records, rapport.Expression):
        with pytest.raises(TypeError):
            kind.__new__(kind)
