"""A ledger on each database, and the people of a small house."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.model import Post
from assistant.review import Dossier, Examination, Ledger, Noted, Person, Role
from assistant.review.publishing import on_record
from assistant.review.rules import Rules
from knowledge.database import Database
from knowledge.model import Brand
from knowledge.record import Record

MAYA = Person("Maya", frozenset({Role.DRAFTER}))
HUGO = Person("Hugo", frozenset({Role.DRAFTER, Role.KNOWLEDGE_MANAGER}))
NADIA = Person("Nadia", frozenset({Role.REVIEWER}))
OMAR = Person("Omar", frozenset({Role.REVIEWER}))
ADMIN = Person("Ada", frozenset({Role.ADMINISTRATOR}))
BOTH = Person("Maya", frozenset({Role.DRAFTER, Role.REVIEWER}))
ALONE = Person("me", alone=True)
CLEAN = Examination("halte@1")
POST = Post("You promised less plastic.", "x", author="@someone")
TEXT = "Hello, we cut plastic by 18 % between 2020 and 2025."


def blocked(*keys: str) -> Examination:
    """An examination that found something that blocks for each key."""
    found = tuple(Noted(key, "claims", "block", f"Not so: {key}.") for key in keys)
    return Examination("halte@1", found)


@pytest.fixture(name="blocked")
def blocking() -> Callable[..., Examination]:
    return blocked


@pytest.fixture
def people() -> dict[str, Person]:
    listed = {"maya": MAYA, "hugo": HUGO, "nadia": NADIA, "omar": OMAR, "ada": ADMIN}
    return listed | {"alone": ALONE, "both": BOTH}


@pytest.fixture
def record(database: Database) -> Record:
    made = Record(database)
    made.keep_brand(Brand("halte", title="Halte"), "test")
    return made


@pytest.fixture
def make_ledger(record: Record) -> Callable[..., Ledger]:
    return lambda **rules: Ledger(record.database, on_record(record), Rules(**rules))


@pytest.fixture
def ledger(make_ledger: Callable[..., Ledger]) -> Ledger:
    return make_ledger()


@pytest.fixture
def opened(ledger: Ledger) -> Callable[..., Dossier]:
    def _opened(text: str = TEXT, by: Person = MAYA) -> Dossier:
        return ledger.open("halte", POST, text, by, CLEAN, language="en")

    return _opened


@pytest.fixture
def submitted(ledger: Ledger, opened: Callable[..., Dossier]) -> Dossier:
    one = opened()
    return ledger.submit(one.id, one.turn, MAYA)
