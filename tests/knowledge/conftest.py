"""A record to test with: on SQLite always, and on PostgreSQL where one is offered.

Give a database that may be written to, as ``CORAIL_TEST_POSTGRESQL=postgresql://…``: each test
makes a schema of its own in it, and drops it.
"""

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, make_url, text

from knowledge.database import Database
from knowledge.index import PassageIndex, open_index
from knowledge.ingest import ingest
from knowledge.loading import Loaded
from knowledge.model import Access, Passage, SourceDocument, document_id, passage_id
from knowledge.record import Record
from knowledge.record.handed import Item

POSTGRESQL = "CORAIL_TEST_POSTGRESQL"


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


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty record, migrated once and copied for each test."""
    path = tmp_path_factory.mktemp("blank") / "record.sqlite"
    database = Database.open(path)
    database.migrate()
    database.close()
    return path


@pytest.fixture
def sqlite(tmp_path: Path, blank: Path) -> Iterator[Database]:
    (tmp_path / "data").mkdir()
    database = Database.open(shutil.copy(blank, tmp_path / "data" / "record.sqlite"))
    yield database
    database.close()


@pytest.fixture
def postgresql() -> Iterator[Database]:
    address = os.environ.get(POSTGRESQL)
    if not address:
        pytest.skip(f"no PostgreSQL to test on: {POSTGRESQL} is not set")
    url = make_url(address).set(drivername="postgresql+psycopg")
    name = f"corail_{uuid.uuid4().hex[:12]}"
    administrator = create_engine(url, isolation_level="AUTOCOMMIT")
    with administrator.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    own = url.update_query_dict({"options": f"-csearch_path={name}"})
    database = Database.open(own.render_as_string(hide_password=False))
    database.migrate()
    yield database
    database.close()
    with administrator.connect() as connection:
        connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
    administrator.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """One test, run on each database."""
    return request.getfixturevalue(request.param)


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
