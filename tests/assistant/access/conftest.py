"""A house on each database, a clock that can be moved, and passwords that are quick to digest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from argon2 import PasswordHasher

from assistant.access import Access, House
from assistant.access.passwords import Passwords
from knowledge.database import Database
from knowledge.journal import Journal, JournalEntry

PASSWORD = "three words apart"


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def on(self, **by: float) -> None:
        self.now += timedelta(**by)


class CountingPasswords(Passwords):
    """Digests quickly, and counts what it was asked to hold against."""

    def __init__(self) -> None:
        super().__init__(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        self.held: list[bool] = []

    def holds(self, kept: str | None, password: str) -> bool:
        self.held.append(kept is not None)
        return super().holds(kept, password)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def passwords() -> CountingPasswords:
    return CountingPasswords()


@pytest.fixture
def make(database: Database, clock: Clock, passwords: CountingPasswords) -> Callable[..., Access]:
    return lambda **house: Access(database, House(**house), passwords=passwords, clock=clock)


@pytest.fixture
def access(make: Callable[..., Access]) -> Access:
    return make()


@pytest.fixture
def ada(access: Access) -> Any:
    """The first administrator."""
    access.add("Ada", ["administrator"], access.operator("root"), password=PASSWORD)
    return access.person("Ada")


@pytest.fixture
def maya(access: Access, ada: Any) -> Any:
    access.add("Maya", ["drafter"], ada, email="Maya@Halte.example", password=PASSWORD)
    return access.person("Maya")


@pytest.fixture
def told(database: Database) -> Callable[..., list[JournalEntry]]:
    """The journal's entries, those of one act where it is named; the chain holds."""

    def _told(act: str | None = None) -> list[JournalEntry]:
        journal = Journal(database)
        assert journal.verify().holds
        return [e for e in journal.entries() if act is None or e.act == act]

    return _told
