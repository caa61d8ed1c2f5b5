"""What the tests of listening share: a shelf over each database, and somebody who acts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.listening.importing import How, Importer
from assistant.listening.remembering import Memory
from assistant.listening.shelf import Shelf
from assistant.listening.values import Imported
from assistant.review.acting import post_digest
from knowledge.database import Database


@dataclass(frozen=True)
class Somebody:
    name: str = "Ada"


ADA = Somebody()


@pytest.fixture
def shelf(database: Database) -> Shelf:
    return Shelf(database, post_digest, lambda: datetime(2026, 11, 22, tzinfo=UTC))


@pytest.fixture
def take(shelf: Shelf) -> Callable[..., Imported]:
    """Take files in, with columns mapped by hand where a mapping is given."""
    importer = Importer(shelf, Memory(shelf.database))

    def _take(*paths: Path, tell: object = None, **how: object) -> Imported:
        ours = frozenset({"halage"})
        return importer.take(paths, "halage", ADA, How(ours=ours, **how), tell)  # type: ignore[arg-type]

    return _take
