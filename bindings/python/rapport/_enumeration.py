"""What the enumerations of the descriptions have in common."""

from __future__ import annotations

import enum


class Enumeration(str, enum.Enum):
    """A name out of a fixed list; it compares with, and prints as, the plain text."""

    def __new__(cls, value: str) -> Enumeration:
        member = str.__new__(cls, value)
        member._value_ = value
        return member

    def __str__(self) -> str:
        return str(self.value)

    def __repr__(self) -> str:
        return f"{type(self).__name__}.{self.name}"

    @classmethod
    def _missing_(cls, value: object) -> None:
        names = ", ".join(member.value for member in cls)
        raise ValueError(f"{value!r} is not one of {names}")
