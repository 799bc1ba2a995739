"""Writes rapport/__init__.pyi from the package itself: `python3 write_stubs.py FILE` with rapport on the path.

Records, enumerations and errors derive from the descriptions, by way of the classes made from them; rooms and verbs
from the signatures that pybind11 writes into their docstrings. A test fails when the committed stub differs.
"""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path
from typing import Any, List, Tuple

import rapport
from rapport import _rapport

HEAD = '''"""Stubs of rapport, written by write_stubs.py: change the descriptions and the bindings instead."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import (
    Any, Callable, Dict, Generic, Iterable, Iterator, List, NamedTuple, Optional, Sequence, Tuple, Type, TypeVar, Union,
    final, overload,
)
from uuid import UUID

from ._enumeration import Enumeration as Enumeration

_R = TypeVar("_R", bound=Record)
_T = TypeVar("_T")
_S = TypeVar("_S")

__version__: str
'''

# What Python's own protocols need, which no signature tells.
BY_HAND = {
    "Record": '''
    def asdict(self) -> Dict[str, Any]: ...
    def replace(self: _R, **changes: Any) -> _R: ...
    def _repr_html_(self) -> str: ...
''',
    "Field": '''
    """A field of a class of records: its value on a record, the beginning of a condition on the class."""
    @property
    def __name__(self) -> str: ...
    @property
    def __objclass__(self) -> Type[Record]: ...
    @overload
    def __get__(self, instance: None, owner: Any = ...) -> Field[_T, _S]: ...
    @overload
    def __get__(self, instance: Record, owner: Any = ...) -> _T: ...
    def __set__(self, instance: Record, value: _S) -> None: ...
    def __getattr__(self, name: str) -> Field[Any, Any]: ...
    def __eq__(self, value: object) -> Condition: ...  # type: ignore[override]
    def __ne__(self, value: object) -> Condition: ...  # type: ignore[override]
    def __lt__(self, value: Any) -> Condition: ...
    def __le__(self, value: Any) -> Condition: ...
    def __gt__(self, value: Any) -> Condition: ...
    def __ge__(self, value: Any) -> Condition: ...
    def among(self, values: Iterable[Any], /) -> Condition: ...
    def starts_with(self, text: str, /) -> Condition: ...
''',
    "Id": '''
    def __new__(cls, kind: str, text: str) -> Id[_R]: ...
    @property
    def kind(self) -> str: ...
    @property
    def bytes(self) -> bytes: ...
    @property
    def uuid(self) -> UUID: ...
    def __hash__(self) -> int: ...
    def __lt__(self, other: Id[Any]) -> bool: ...
    def __le__(self, other: Id[Any]) -> bool: ...
    def __gt__(self, other: Id[Any]) -> bool: ...
    def __ge__(self, other: Id[Any]) -> bool: ...
''',
}
BASES = {"Field": "Generic[_T, _S]", "Id": "Generic[_R]", "Records": "Generic[_R]", "Page": "NamedTuple, Generic[_R]"}

# What a value of a field is, and what else may be given for it.
TYPES = {
    "boolean": ("bool", ""),
    "integer": ("int", ""),
    "real": ("float", ""),
    "text": ("str", ""),
    "enumeration": ("{enumeration}", "str"),
    "id": ("Id[{target}]", "str, {target}"),
    "instant": ("datetime", "str"),
    "duration": ("timedelta", "str"),
    "date": ("date", "str"),
    "partial_date": ("PartialDate", "date, str"),
    "money": ("Money", "str"),
    "reference": ("Id[Any]", "str, Record"),
    "ids": ("List[Id[{target}]]", "Iterable[Union[Id[{target}], str, {target}]]"),
    "references": ("List[Id[Any]]", "Iterable[Union[Id[Any], str, Record]]"),
}
# What else a verb takes where its signature says a type.
GIVEN = {"datetime": "str", "timedelta": "str", "date": "str", "Money": "str", "Id[Any]": "str, Record"}

RECORDS = [each for each in vars(rapport).values() if isinstance(each, type) and each.__base__ is rapport.Record]


def doc(text: Any, indent: str = "    ") -> str:
    first = inspect.cleandoc(text if isinstance(text, str) else "").split("\n\n")[0].replace("\n", " ")
    return f'{indent}"""{first}"""\n' if first else ""


def union(*kinds: str) -> str:
    parts = [each for each in kinds if each]
    return parts[0] if len(parts) == 1 else f"Union[{', '.join(parts)}]"


def given(kind: str) -> str:
    """A type of a parameter, with what else is taken for it."""
    if kind.startswith("Id[") and kind != "Id[Any]":
        return union(kind, "str", kind[3:-1])
    if kind in GIVEN:
        return union(kind, GIVEN[kind])
    if isinstance(getattr(rapport, kind, None), type) and issubclass(getattr(rapport, kind), rapport.Enumeration):
        return union(kind, "str")
    inner = re.fullmatch(r"(Optional|List)\[(.*)\]", kind)
    if inner:
        return f"{inner[1].replace('List', 'Iterable' if inner[2] == 'Id[Any]' else 'List')}[{given(inner[2])}]"
    return kind


def tidied(kind: str) -> str:
    kind = re.sub(r"rapport\._rapport\.", "", kind)
    kind = re.sub(r"List\[(.*)\[\d+\]\]", r"List[\1]", kind)
    kind = kind.replace("os.PathLike", "Union[str, PathLike[str]]").replace("pathlib.Path", "Path")
    for name in ("%", "object", "handle", "args"):
        kind = kind.replace(name, "Any")
    return {"iterable": "Iterable[Any]", "Iterable": "Iterable[Any]", "list": "List[Any]"}.get(kind, kind)


def split(text: str) -> List[str]:
    """The parts of a signature between the commas that stand in no brackets or quotes."""
    parts, depth, quoted, part = [], 0, "", ""
    for letter in text:
        if quoted:
            quoted = "" if letter == quoted else quoted
        elif letter in "'\"":
            quoted = letter
        elif letter in "([{<":
            depth += 1
        elif letter in ")]}>" and not part.endswith("-"):
            depth -= 1
        if letter == "," and depth == 0 and not quoted:
            parts.append(part.strip())
            part = ""
        else:
            part += letter
    return parts + [part.strip()] if part.strip() else parts


def signature(of: Any) -> Tuple[List[str], str, str]:
    """Parameters, result and sentence of a function of pybind11."""
    line, _, rest = of.__doc__.strip().partition("\n\n")
    head, _, result = line.rpartition(" -> ")
    parameters = []
    for part in split(head[head.index("(") + 1 : -1]):
        name, colon, rest_of_it = part.partition(": ")
        kind, equals, _ = rest_of_it.partition(" = ")
        if name in ("self", "arg0") and not parameters:
            parameters.append("self")
        elif not colon:
            parameters.append(name if name == "*" else f"{name}: Any")
        else:
            parameters.append(f"{name}: {given(tidied(kind))}{' = ...' if equals else ''}")
    return parameters, tidied(result), rest.strip()


def method(name: str, of: Any, result: str = "") -> str:
    parameters, answered, sentence = signature(of)
    if name == "funnel":
        answered = "Funnel"
    parameters = ["other" + each[4:] if each.startswith("arg0") else each for each in parameters]
    if name in ("__eq__", "__ne__"):
        parameters = ["self", "other: object"]
    head = f"    def {name}({', '.join(parameters)}) -> {result or answered}:\n"
    return head + doc(sentence, " " * 8) + "        ...\n"


def record_class(of: Any) -> str:
    text = f"@final\nclass {of.__name__}(Record):\n{doc(of.__doc__)}"
    parameters = []
    for name, kind, optional, sentence, enumeration, target in _rapport._described_fields(of):
        value, also = (each.format(enumeration=enumeration, target=target) for each in TYPES[kind])
        taken = union(value, also) if kind not in ("ids", "references") else also
        if optional and kind not in ("ids", "references"):
            value, taken = f"Optional[{value}]", f"Optional[{taken}]"
        common = name in ("id", "version", "deleted_at")
        text += f"    {name}: Field[{value}, {'None' if common else taken}]\n{doc(sentence)}"
        parameters.append(f"{name}: {taken} = ...")
    return text + f"    def __new__(cls, *, {', '.join(parameters)}) -> {of.__name__}: ...\n\n"


def enumeration_class(of: Any) -> str:
    text = f"class {of.__name__}(Enumeration):\n{doc(of.__doc__)}"
    for member in of:
        ignored = "  # type: ignore[assignment]" if hasattr(str, member.name) else ""
        text += f'    {member.name} = "{member.value}"{ignored}\n{doc(member.__doc__)}'
    return text + "\n"


def shape_members(of: Any) -> str:
    shown = of.__annotations__
    lines = ""
    for name in of._fields:
        default = " = ..." if name in of._field_defaults else ""
        default += "  # type: ignore[assignment]" if hasattr(tuple, name) else ""
        lines += f"    {name}: {tidied(shown[name]).replace('List[', 'Sequence[')}{default}\n"
    return lines


def plain_class(of: Any) -> str:
    name = of.__name__
    shape = issubclass(of, tuple)
    base = BASES.get(name, "NamedTuple" if shape else "")
    text = f"class {name}{f'({base})' if base else ''}:\n{doc(of.__doc__)}"
    if shape:
        text += shape_members(of) if name != "Page" else "    records: Sequence[_R] = ...\n    next: str = ...\n"
    for key, member in sorted(vars(of).items()):
        if shape and key != "_repr_html_" and (key.startswith("_") or key in of._fields):
            continue
        if key == "_repr_html_":
            text += "    def _repr_html_(self) -> str: ...\n"
        elif isinstance(member, property) and member.fget:
            _, answered, _ = signature(member.fget)
            result = property_type(of, key, answered)
            text += f"    @property\n    def {key}(self) -> {result}:\n{doc(member.__doc__, ' ' * 8)}        ...\n"
        elif key == "__init__" and "__init__" in (member.__doc__ or ""):
            text += method(key, member)
        elif (not key.startswith("_") or key in DUNDERS) and "->" in (getattr(member, "__doc__", "") or ""):
            text += special(name, key) or method(key, member)
    return text + ("" if text.count("\n") > 2 else "    ...\n") + "\n"


DUNDERS = ("__eq__", "__ne__", "__lt__", "__add__", "__sub__", "__hash__", "__enter__", "__exit__", "__iter__",
           "__contains__", "__and__", "__or__", "__invert__", "__bool__", "__len__", "__arrow_c_stream__")
WHICH = "Union[Condition, str]"
EXIT = '''    def __exit__(self, type: Optional[Type[BaseException]], value: Optional[BaseException],
                 traceback: Optional[TracebackType]) -> None: ...
'''
SPECIAL = {
    ("Records", "add"): '''    @overload
    def add(self, record: Union[_R, Dict[str, Any]], /, *, reason: str = ..., commit: Optional[int] = ...,
            cause: Optional[Union[Id[Any], str, Record]] = ...) -> _R: ...
    @overload
    def add(self, *, reason: str = ..., commit: Optional[int] = ...,
            cause: Optional[Union[Id[Any], str, Record]] = ..., **fields: Any) -> _R: ...
''',
    ("Records", "__contains__"): "    def __contains__(self, record: object) -> bool: ...\n",
    ("Records", "__iter__"): "    def __iter__(self) -> Iterator[_R]: ...\n",
    ("Book", "__exit__"): EXIT,
    ("Transaction", "__exit__"): EXIT,
}


# What the collections' signatures, which know no kind, leave open: a pattern, and what stands for it.
OF_A_KIND = [
    (r"\bid: Any", "id: Union[Id[_R], str, _R]"),
    (r"\bwhich: Any = ", f"which: Optional[{WHICH}] = "),
    (r"\bwhich: Any", f"which: {WHICH}"),
    (r"\brecord: Any", "record: _R"),
    (r"\brecords: Iterable\[Any\]", "records: Iterable[Union[_R, Dict[str, Any]]]"),
    (r"\border_by: Any", "order_by: Union[Field[Any, Any], str, None]"),
    (r"-> (Page|Records)\b", r"-> \1[_R]"),
    (r"-> List\[Any\]", "-> List[Id[_R]]"),
]
ANSWERS = {"get": "_R", "update": "_R", "remove": "_R", "as_of": "Optional[_R]"}


def special(class_name: str, name: str) -> str:
    if (class_name, name) in SPECIAL:
        return SPECIAL[(class_name, name)]
    if class_name != "Records":
        return ""
    text = method(name, getattr(rapport.Records, name), result=ANSWERS.get(name, ""))
    for pattern, right in OF_A_KIND:
        text = re.sub(pattern, right, text)
    return text


def property_type(of: Any, name: str, answered: str) -> str:
    if of is rapport.Book and answered == "Records":
        return f"Records[{getattr(rapport.open(None), name).record.__name__}]"
    if of is rapport.Records and name == "record":
        return "Type[_R]"
    if answered == "Any":
        return "Optional[int]" if of is rapport.PartialDate else "Decimal" if of is rapport.Money else "Any"
    return answered


def function(name: str, of: Any) -> str:
    parameters, answered, sentence = signature(of)
    return f"def {name}({', '.join(parameters)}) -> {answered}:\n{doc(sentence)}    ...\n\n"


def stub() -> str:
    errors = [each for each in vars(rapport).values() if isinstance(each, type) and issubclass(each, rapport.Error)]
    text = HEAD
    text += "\nclass Error(Exception):\n" + doc(rapport.Error.__doc__)
    text += "".join(f"    {name}: str\n" for name in ("code", "message", "kind", "record", "field")) + "\n"
    for each in errors:
        if each is not rapport.Error:
            text += f"class {each.__name__}(Error):\n{doc(each.__doc__)}"
    for name, body in BY_HAND.items():
        base = f"({BASES[name]})" if name in BASES else ""
        final = "@final\n" if base else ""
        text += f"\n{final}class {name}{base}:\n{doc(getattr(rapport, name).__doc__)}{body}"
    for each in vars(rapport).values():
        if isinstance(each, type) and issubclass(each, rapport.Enumeration) and each is not rapport.Enumeration:
            text += "\n" + enumeration_class(each)
    for each in RECORDS:
        text += "\n" + record_class(each)
    text += f"\nclass Funnel(List[FunnelLine]):\n{doc(rapport.Funnel.__doc__)}    def _repr_html_(self) -> str: ...\n"
    # What verbs give stands in front of the collections, as named tuples have to.
    done = {*RECORDS, *errors, *(getattr(rapport, name) for name in BY_HAND), rapport.Funnel}
    for name in [*rapport.__all__, "open"]:
        each = getattr(rapport, name)
        if isinstance(each, type) and each not in done and not issubclass(each, rapport.Enumeration):
            text += "\n" + plain_class(each)
        elif not isinstance(each, type) and callable(each):
            text += "\n" + function(name, each)
    return text


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(stub(), encoding="utf-8")
