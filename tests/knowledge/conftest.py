"""A record to test with, on each database: see ``tests/conftest.py``."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from knowledge.database import Database
from knowledge.index import PassageIndex, open_index
from knowledge.ingest import ingest
from knowledge.loading import Loaded
from knowledge.model import Access, Passage, SourceDocument, document_id, passage_id
from knowledge.record import Record
from knowledge.record.handed import Item


class Clock:
    """A clock that ticks by a second at each look, and can be set."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def item(
    text: str,
    source: str = "/halage/pledge.md",
    brand: str = "halage",
    *,
    access: Access | None = None,
    own: dict[int, Access] | None = None,
    **facts: object,
) -> Item:
    """A document cut into one passage a line. ``own`` gives passages an access of their own."""
    access = access or Access()
    document = SourceDocument(source, text, access=access, **facts)  # type: ignore[arg-type]
    identity, at, cut = document_id(brand, document), 0, []
    for position, line in enumerate(text.split("\n")):
        cut.append(
            Passage(
                id=passage_id(identity, at, line),
                document_id=identity,
                brand=brand,
                position=position,
                start=at,
                end=at + len(line),
                text=line,
                sentences=((0, len(line)),),
                tokens=len(line.split()),
                title=document.title,
                access=(own or {}).get(position, access),
            )
        )
        at += len(line) + 1
    return document, cut


@pytest.fixture(name="item")
def item_maker() -> Callable[..., Item]:
    """Makes what ``Record.add`` takes: see :func:`item`."""
    return item


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def record(database: Database, clock: Clock) -> Record:
    return Record(database, clock)


@pytest.fixture
def index(record: Record, embedder: Any, tmp_path: Path) -> Iterator[PassageIndex]:
    opened = open_index(record, embedder, tmp_path / "chroma")
    yield opened
    opened.close()


@pytest.fixture
def put(record: Record, index: PassageIndex, embedder: Any) -> Callable[..., str]:
    """Puts a text on a brand's record; the document's id."""

    def _put(text: str, brand: str = "halage", **facts: Any) -> str:
        name = facts.pop("source", f"/given/{abs(hash((text, brand, str(facts))))}.md")
        document = SourceDocument(source=name, text=text, **{"language": "en", **facts})
        ingest(record, index, embedder, brand, [Loaded(Path(name), (document,))], "maya")
        return next(d.id for d in record.documents(brand) if d.source == name)

    return _put
