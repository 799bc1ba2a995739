"""What the tests share: a clock that stands still until a test moves it, and a book in memory."""

from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Iterator

import pytest
from hypothesis import settings

import rapport

# The same examples each time, but for long runs, which look for new ones.
IS_LONG = "RAPPORT_LONG" in os.environ
TIMES = 100 if IS_LONG else 1
settings.register_profile("rapport", deadline=None, database=None, derandomize=not IS_LONG)
settings.load_profile("rapport")

START = datetime(2026, 3, 2, 9, tzinfo=timezone.utc)
SOURCE = Path(__file__).resolve().parents[3]


class Hand:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at

    def move(self, **amount: float) -> datetime:
        self.at += timedelta(**amount)
        return self.at


@pytest.fixture
def clock() -> Hand:
    return Hand()


@pytest.fixture
def book(clock: Hand) -> Iterator[Any]:
    with rapport.open(None, clock=clock, seed=7) as opened:
        yield opened
