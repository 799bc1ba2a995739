"""Records, values and enumerations: what goes in comes back, and what makes no sense is refused."""

from __future__ import annotations

import copy
import datetime as datetime_module
import enum
import pickle
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

import rapport
from conftest import TIMES
from rapport import Case, ContactPoint, Customer, Id, Money, PartialDate, Record, Stage
from rapport._rapport import _described_fields

KINDS = [each for each in vars(rapport).values() if isinstance(each, type) and each.__base__ is Record]
ZONES = [timezone.utc, timezone(timedelta(hours=5, minutes=45)), timezone(-timedelta(hours=9, microseconds=1))]
# Every instant that a record may hold has to be one in UTC, too.
INSTANTS = some.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=some.sampled_from(ZONES))
UUIDS = some.uuids(version=4).map(str)
PARTIAL = some.one_of(
    some.builds(lambda day: PartialDate(year=day.year, month=day.month, day=day.day), some.dates()),
    some.builds(lambda day: PartialDate(month=day.month, day=day.day), some.dates()),
    some.builds(lambda year: PartialDate(year=year), some.integers(1, 9999)),
)
MONEY = some.builds(
    lambda minor, currency: Money(Decimal(minor).scaleb(-{"EUR": 2, "JPY": 0, "TND": 3}[currency]), currency),
    some.integers(-(2**63) + 1, 2**63 - 1), some.sampled_from(["EUR", "JPY", "TND"]),
)


def values(kind, enumeration, target):
    """What a field of a type may hold, the boundaries among them."""
    if kind == "enumeration":
        return some.sampled_from(list(getattr(rapport, enumeration)))
    if kind in ("id", "ids"):
        ids = UUIDS.map(lambda text: Id(word(target), text))
        return ids if kind == "id" else some.lists(ids, max_size=3)
    if kind in ("reference", "references"):
        ids = some.builds(Id, some.sampled_from(["customer", "case", "interaction"]), UUIDS)
        return ids if kind == "reference" else some.lists(ids, max_size=3)
    return {
        "boolean": some.booleans(),
        "integer": some.integers(-(2**63), 2**63 - 1),
        "real": some.floats(allow_nan=False, allow_infinity=False),
        "text": some.text(some.characters(blacklist_categories=("Cs",)), max_size=20),
        "instant": INSTANTS,
        "duration": some.timedeltas(timedelta(days=-(10**7)), timedelta(days=10**7)),
        "date": some.dates(),
        "partial_date": PARTIAL,
        "money": MONEY,
    }[kind]


def word(class_name):
    return "".join("_" + each.lower() if each.isupper() else each for each in class_name).lstrip("_")


def records_of(kind):
    fields = {}
    for name, type_, optional, _, enumeration, target in _described_fields(kind):
        held = values(type_, enumeration, target)
        fields[name] = some.none() | held if optional and not type_.endswith("s") else held
    return some.fixed_dictionaries(fields)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_field_of_every_kind_comes_back(kind):
    @settings(max_examples=40 * TIMES)
    @given(records_of(kind))
    def check(fields):
        record = kind(**fields)
        assert record.asdict() == fields
        assert {name: getattr(record, name) for name in fields} == fields
        assert pickle.loads(pickle.dumps(record)) == record == copy.deepcopy(record)
        assert eval(repr(record), names) == record

    names = {**vars(rapport), "datetime": datetime_module}
    check()


@settings(max_examples=60 * TIMES)
@given(records_of(Customer))
def test_what_is_stored_comes_back(fields):
    for name in ("id", "version", "deleted_at", "owner", "external_id"):
        fields.pop(name)
    with rapport.open(None) as book:
        try:
            stored = book.customers.add(**fields)
        except rapport.Invalid as error:
            assert error.kind == "customer" and error.field in fields
            return
        assert book.customers.get(stored) == stored
        kept = stored.asdict()
        for name, value in fields.items():
            if value is not None and name not in ("name", "since"):
                assert kept[name] == value
        assert list(book.customers) == [stored]


def test_records_are_values():
    acme = Customer(name="Acme", stage="commitment")
    assert acme == Customer(name="Acme", stage=Stage.commitment) != Customer(name="Acme")
    assert acme != Case() and acme != 5
    other = acme.replace(name="Other", employees=3)
    assert (acme.name, other.name, other.employees) == ("Acme", "Other", 3)
    acme.industry = "food"
    assert acme.industry == "food"
    acme.industry = None
    assert acme.industry is None
    with pytest.raises(TypeError):
        hash(acme)
    assert repr(Customer(name="A")) == "Customer(name='A')"
    assert Customer.name.__doc__ and "name" in Customer.__doc__ and issubclass(Customer, Record)


def test_enumerations_accept_their_names():
    assert Stage.commitment == "commitment" and f"{Stage.commitment}" == "commitment"
    assert isinstance(Stage.commitment, str) and isinstance(Stage.commitment, enum.Enum)
    assert Stage("commitment") is Stage.commitment is pickle.loads(pickle.dumps(Stage.commitment))
    assert Customer(stage="awareness").stage is Stage.awareness
    assert Stage.commitment.__doc__ == "Both sides intend to stay."
    with pytest.raises(ValueError, match="exploration, awareness"):
        Stage("comitment")


def test_ids_print_and_compare():
    one = Id("customer", "0190163d-8694-739b-aea5-966c26f8ad91")
    assert str(one) == "0190163d-8694-739b-aea5-966c26f8ad91" and one.kind == "customer"
    assert str(one.uuid) == str(one) and one.bytes == one.uuid.bytes
    assert one == Id("customer", str(one)) != Id("case", str(one))
    assert one < Id("customer", "0190163d-8694-739b-aea5-966c26f8ad92") and len({one, Id("customer", str(one))}) == 1
    assert eval(repr(one)) == one
    with pytest.raises(rapport.UnknownName):
        Id("custmer", str(one))
    with pytest.raises(rapport.Invalid):
        Id("customer", "x")


def test_money_is_exact():
    price = Money("12.50", "EUR")
    assert (price.minor, price.amount, price.currency, str(price)) == (1250, Decimal("12.50"), "EUR", "12.50 EUR")
    assert price + Money(1, "EUR") == Money("13.50", "EUR") and price - price == Money(0, "EUR")
    assert Money(5, "JPY").minor == 5 and len({price, Money("12.5", "EUR")}) == 1
    with pytest.raises(rapport.Invalid):
        price + Money(1, "JPY")
    with pytest.raises(TypeError, match="not exact"):
        Money(12.5, "EUR")
    for amount in ("12.505", "1e30", "nan"):
        with pytest.raises((rapport.Invalid, ArithmeticError, ValueError)):
            Money(amount, "EUR")


def test_partial_dates():
    birthday = PartialDate(month=5, day=12)
    assert str(birthday) == "--05-12" and birthday.year is None
    assert Customer(birthday="--05-12").birthday == birthday
    assert Customer(founded=date(1987, 1, 2)).founded == PartialDate(year=1987, month=1, day=2)
    assert pickle.loads(pickle.dumps(birthday)) == birthday
    for parts in ({"day": 5}, {"text": "5 May"}, {"month": 2, "day": 30}, {"year": 0}, {"year": 10**30}, {}):
        with pytest.raises(rapport.Invalid):
            PartialDate(**parts)


ACME = "0190163d-8694-739b-aea5-966c26f8ad91"


@pytest.mark.parametrize(
    "make, error, words",
    [
        (lambda: Customer(nam="x"), rapport.UnknownName, 'did you mean "name"'),
        (lambda: Customer("Acme"), TypeError, "by their names"),
        (lambda: Customer(name=5), TypeError, "field name: a text is right here, not 5"),
        (lambda: Customer(name=None), rapport.Invalid, "is required"),
        (lambda: Customer(name="a\ud800b"), rapport.Invalid, "surrogate"),
        (lambda: Customer(name=b"Acme"), TypeError, "a text"),
        (lambda: Customer(employees=2**70), rapport.Invalid, "too large"),
        (lambda: Customer(employees=True), TypeError, "a whole number"),
        (lambda: Customer(employees=1.5), TypeError, "a whole number"),
        (lambda: Customer(employees="5"), TypeError, "a whole number"),
        (lambda: Customer(since=datetime(2026, 1, 1)), rapport.Invalid, "has no time zone"),
        (lambda: Customer(since=date(2026, 1, 1)), TypeError, "an aware datetime"),
        (lambda: Customer(since="2026-01-01T00:00:00"), rapport.Invalid, "since"),
        (lambda: Customer(stage="comitment"), rapport.Invalid, "exploration, awareness"),
        (lambda: Customer(stage=rapport.Channel.phone), TypeError, "a Stage"),
        (lambda: Customer(stage=4), TypeError, "a Stage"),
        (lambda: Customer(annual_revenue=5), TypeError, "Money"),
        (lambda: Customer(birthday=1987), TypeError, "PartialDate"),
        (lambda: ContactPoint(valid_from=datetime(2026, 1, 1, tzinfo=timezone.utc)), TypeError, "a date"),
        (lambda: ContactPoint(is_primary=1), TypeError, "True or False"),
        (lambda: ContactPoint(customer=Id("case", ACME)), rapport.Invalid, "that of a case"),
        (lambda: ContactPoint(customer=Case()), rapport.Invalid, "that of a case"),
        (lambda: ContactPoint(customer=5), TypeError, "Id of a customer"),
        (lambda: ContactPoint(customer="Acme"), rapport.Invalid, "customer"),
        (lambda: rapport.Interaction(duration=timedelta.max), rapport.Invalid, "too long"),
        (lambda: rapport.Interaction(participants=ACME), TypeError, "a list of ids"),
        (lambda: rapport.Interaction(participants=[Case()]), rapport.Invalid, "case"),
        (lambda: rapport.Interaction(participants=7), TypeError, "iterable"),
        (lambda: rapport.Interaction(about="Acme"), rapport.Invalid, "reference"),
        (lambda: setattr(Customer(), "version", 3), AttributeError, "the book alone"),
        (lambda: setattr(Customer(), "nam", 3), AttributeError, "nam"),
        (lambda: Customer.name.__get__(Case()), TypeError, "a record of the field's kind"),
        (lambda: Record(), TypeError, "its own class"),
    ],
)
def test_what_makes_no_sense_is_refused(make, error, words):
    with pytest.raises(error, match=words):
        make()


def test_a_batch_that_fails_leaves_nothing(book):
    acme = book.customers.add(name="Acme")

    def raising():
        for number in range(2500):
            yield rapport.Interaction(customer=acme, subject=str(number))
        raise LookupError("the source ran dry")

    with pytest.raises(LookupError):
        book.interactions.add_many(raising())
    with pytest.raises(rapport.Invalid):
        book.interactions.add_many([{"customer": acme}, {"customer": acme, "subject": "x" * 10_000}])
    with pytest.raises(TypeError, match="an Interaction|a Interaction"):
        book.interactions.add_many([rapport.Interaction(customer=acme), acme])
    with pytest.raises(TypeError):
        book.interactions.add_many(5)
    assert book.interactions.count() == 0
    ids = book.interactions.add_many(
        ({"customer": acme, "subject": str(number)} for number in range(2500)), reason="a test")
    assert len(ids) == book.interactions.count() == 2500 and book.interactions.get(ids[7]).subject == "7"
    assert book.journal.commits()[-1].reason == "a test"


def test_add_takes_a_record_or_fields(book):
    acme = book.customers.add(Customer(name="Acme"), reason="a fair")
    assert book.customers.history(acme)[0].commit.reason == "a fair"
    other = book.customers.add({"name": "Other"})
    book.agents.add(name="Zoé")
    with pytest.raises(TypeError, match="not a record and name"):
        book.customers.add(Customer(), name="Acme")
    with pytest.raises(TypeError):
        book.customers.add(Customer(), Customer())
    with pytest.raises(TypeError, match="a Customer"):
        book.customers.add(Case())
    assert [each.name for each in book.customers] == ["Acme", "Other"] and other.version > acme.version


def test_finding_by_text_or_operators_is_the_same(book):
    agent = book.agents.add(name="Zoé", team=book.teams.add(name='Pa"r\\is\n'))
    book.customers.add_many(
        [{"name": f"c{number}", "employees": number, "annual_revenue": Money(number, "EUR"), "country": country,
          "since": datetime(2020, 1, 1 + number, tzinfo=timezone.utc), "founded": "1987-05"}
         for number, country in enumerate(["FR", "DE", None, "BE"])])
    first = next(iter(book.customers))
    book.people.hand_over(first, agent)
    pairs = [
        (Customer.employees > 1, "employees > 1", 2),
        ((Customer.country == "FR") | (Customer.country == "DE"), "country in ['FR', 'DE']", 2),
        (Customer.country.among(["FR", "BE"]), "country == 'FR' || country == 'BE'", 2),
        (Customer.country == None, "country == null", 1),  # noqa: E711
        (Customer.country != "FR", "country != 'FR'", 3),
        (~(Customer.country == "FR") & (Customer.employees <= 2), "country != 'FR' && employees <= 2", 2),
        (Customer.annual_revenue >= Money(2, "EUR"), "annual_revenue.minor >= 200", 2),
        (Customer.annual_revenue != Money(2, "EUR"), "annual_revenue.minor != 200", 3),
        (Customer.since < datetime(2020, 1, 3, tzinfo=timezone.utc), "employees < 2", 2),
        (Customer.owner.team.name == 'Pa"r\\is\n', "owner != null", 1),
        (Customer.owner == agent, "owner != null", 1),
        (Customer.owner != agent, "owner == null", 3),
        (Customer.owner.among([agent]), "owner != null", 1),
        (Customer.name.starts_with("c"), "true", 4),
        (Customer.founded == PartialDate(year=1987, month=5), "true", 4),
        (Customer.founded != "1987", "true", 4),
        (Customer.id == first, "employees == 0", 1),
        (Customer.stage == "exploration", "stage == 'exploration'", 4),
    ]
    for condition, text, count in pairs:
        assert book.customers.count(condition) == book.customers.count(text) == count, str(condition)
        assert list(book.customers.where(condition)) == book.customers.find(text).records
        assert list(book.customers.where(str(condition))) == list(book.customers.where(text))
    both = book.customers.where(Customer.employees > 0).where("country != null")
    assert both.count() == 2 and [each.name for each in both] == ["c1", "c3"] and "employees" in repr(both)
    assert pickle.loads(pickle.dumps(Customer.employees > 1)).__str__() == "employees > 1"


def test_conditions_are_checked(book):
    with pytest.raises(TypeError, match="& | ~"):
        bool(Customer.name == "x")
    with pytest.raises(rapport.Invalid, match="exploration"):
        Customer.stage == "comitment"
    with pytest.raises(TypeError, match="no order"):
        Customer.stage < "commitment"
    with pytest.raises(TypeError):
        Customer.name == 5
    with pytest.raises(TypeError, match="is a list"):
        rapport.Interaction.participants == []
    with pytest.raises(rapport.Invalid, match="chooses no"):
        book.cases.where(Customer.name == "x")
    with pytest.raises(rapport.Invalid, match="did you mean"):
        book.customers.where("nam == 'x'")
    with pytest.raises(AttributeError):
        Customer.name.team
    with pytest.raises(TypeError, match="a condition"):
        book.customers.find(5)
    with pytest.raises(TypeError):
        len(book.customers)


def test_pages_are_cut_by_key(book):
    book.customers.add_many({"name": f"c{number:02}"} for number in range(25))
    names, after = [], ""
    while True:
        page = book.customers.find(limit=10, after=after, order_by=Customer.name, descending=True)
        names += [each.name for each in page.records]
        after = page.next
        if not after:
            break
    assert names == [f"c{number:02}" for number in reversed(range(25))]
    with pytest.raises(rapport.Invalid):
        book.customers.find(limit=0)
    with pytest.raises(rapport.Invalid, match="no index"):
        book.customers.find(order_by="description")
    with pytest.raises(rapport.UnknownName):
        book.customers.find(order_by="nam")


def test_segments_and_expressions(book):
    book.customers.add(name="Acme", employees=5)
    book.segments.add(name="big", of="customer", expression="employees > 3")
    assert [each.name for each in book.customers.segment("big")] == ["Acme"]
    expression = book.customers.expression(Customer.employees > 3)
    assert expression.holds(Customer(employees=4)) and not expression.holds(Customer(employees=3))
    assert "employees" in expression.explain().sql and str(expression) == "employees > 3"
    with pytest.raises(TypeError):
        expression.holds(Case())


def test_records_as_of_an_instant(book, clock):
    acme = book.customers.add(name="Acme")
    then = clock.at
    clock.move(days=1)
    book.customers.update(acme.replace(name="Acme & Sons"))
    assert book.customers.as_of(acme, then).name == "Acme"
    assert book.customers.as_of(acme, then - timedelta(days=1)) is None
    assert [each.before for each in book.customers.history(acme)[0].fields] == ["Acme"]
    gone = book.customers.remove(book.customers.get(acme))
    assert gone.deleted_at == clock.at and book.customers.count() == 0
    assert book.customers.find(include_deleted=True).records == [gone]


def test_iterating_may_write(book):
    book.customers.add_many({"name": str(number)} for number in range(1500))
    for customer in book.customers:
        book.customers.update(customer.replace(industry="food"))
    assert book.customers.count(Customer.industry == "food") == 1500
