"""What the tests share: an Assistant over a folder of its own, with a stand-in for the model, and
databases: SQLite always, PostgreSQL where one is offered.

Give a database that may be written to, as ``CORAIL_TEST_POSTGRESQL=postgresql://…``: the tests of
one process share a schema of their own in it, emptied after each and dropped at the end.
"""

from __future__ import annotations

import hashlib
import math
import os
import re
import shutil
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from sqlalchemy import create_engine, make_url, text

from assistant.assembly import Assistant, build
from assistant.settings import Settings
from knowledge.database import Database
from knowledge.schema import REVISION, metadata

# The same examples each time, so that a change that passes here passes anywhere. To search for new
# ones: HYPOTHESIS_PROFILE=default.
hypothesis.settings.register_profile("steady", derandomize=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

POSTGRESQL = "CORAIL_TEST_POSTGRESQL"
MIGRATE = Database.migrate
TODAY = date(2026, 11, 22)
_WORD = re.compile(r"[^\W_]{3,}")


class WordEmbedder:
    """Vectors from words alone: texts that share words are near. Counts what it is asked for.

    Deterministic and quick, with the shape of the real model's vectors: two unrelated texts have
    a high cosine, and what counts is how far a near one stands out.
    """

    name = "words-test"
    dimension = 96

    def __init__(self) -> None:
        self.documents = 0
        self.queries = 0

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.documents += len(texts)
        return [self._vector(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        self.queries += 1
        return self._vector(text)

    def _vector(self, text: str) -> list[float]:
        vector = [0.35] * self.dimension
        for word in _WORD.findall(text.casefold()):
            digest = hashlib.sha256(word[:6].encode()).digest()
            for byte in digest[:3]:
                vector[byte % self.dimension] += 1.0 if byte & 128 else -1.0
        size = math.sqrt(sum(v * v for v in vector))
        return [v / size for v in vector]


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture
def assistant(tmp_path: Path, embedder: WordEmbedder) -> Iterator[Assistant]:
    """An Assistant over an empty record, on a fixed day."""
    settings = Settings(data_dir=tmp_path / "data", locale="en", actor="tester")
    with build(settings, clock=lambda: TODAY, embedder=embedder) as built:
        yield built


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a file under the test's folder; its path."""

    def _write(name: str, text: str) -> Path:
        path = tmp_path / "given" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return _write


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty record, migrated once and copied for each test."""
    path = tmp_path_factory.mktemp("blank") / "record.sqlite"
    database = Database.open(path)
    MIGRATE(database)
    database.close()
    return path


@pytest.fixture(autouse=True)
def migrated_once(monkeypatch: pytest.MonkeyPatch, blank: Path) -> None:
    """A new SQLite file becomes a copy of the blank record: what migrations do has its own tests,
    and those ask for :func:`each_migration`."""

    def copied(self: Database) -> None:
        if self.engine.dialect.name == "sqlite" and not self.read_only and self.revision() is None:
            with closing(sqlite3.connect(blank)) as a, closing(sqlite3.connect(self.place)) as b:
                a.backup(b)
        MIGRATE(self)

    monkeypatch.setattr(Database, "migrate", copied)


@pytest.fixture
def each_migration(monkeypatch: pytest.MonkeyPatch, migrated_once: None) -> None:
    """Every migration is run, as it is by whoever starts Corail."""
    monkeypatch.setattr(Database, "migrate", MIGRATE)


@pytest.fixture
def sqlite(tmp_path: Path, blank: Path) -> Iterator[Database]:
    (tmp_path / "data").mkdir()
    database = Database.open(shutil.copy(blank, tmp_path / "data" / "record.sqlite"))
    yield database
    database.close()


@pytest.fixture
def new_sqlite(tmp_path: Path) -> Iterator[Database]:
    """A database without tables."""
    database = Database.open(tmp_path / "new" / "record.sqlite")
    yield database
    database.close()


@contextmanager
def _own_schema() -> Iterator[str]:
    """The address of a schema without tables, in the database that is offered."""
    address = os.environ.get(POSTGRESQL)
    if not address:
        pytest.skip(f"no PostgreSQL to test on: {POSTGRESQL} is not set")
    url = make_url(address).set(drivername="postgresql+psycopg")
    name = f"corail_{uuid.uuid4().hex[:12]}"
    administrator = create_engine(url, isolation_level="AUTOCOMMIT")
    with administrator.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    own = url.update_query_dict({"options": f"-csearch_path={name}"})
    yield own.render_as_string(hide_password=False)
    with administrator.connect() as connection:
        connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
    administrator.dispose()


@pytest.fixture
def new_postgresql() -> Iterator[Database]:
    """A database without tables."""
    with _own_schema() as address:
        database = Database.open(address)
        yield database
        database.close()


@pytest.fixture(scope="session")
def migrated_postgresql() -> Iterator[tuple[str, dict[str, list[dict[str, Any]]]]]:
    """A record that is migrated once, and what stands in it then."""
    with _own_schema() as address:
        database = Database.open(address)
        MIGRATE(database)
        with database.reading() as connection:
            stands = {
                table.name: [dict(row) for row in connection.execute(table.select()).mappings()]
                for table in metadata.sorted_tables
            }
        database.close()
        yield address, {name: rows for name, rows in stands.items() if rows}


@pytest.fixture
def postgresql(migrated_postgresql: tuple[str, Any]) -> Iterator[Database]:
    """An empty record; what a test leaves in it is taken out again."""
    address, stands = migrated_postgresql
    database = Database.open(address)
    yield database
    with database.engine.begin() as connection:
        connection.execute(text("SET LOCAL lock_timeout = '20s'"))
        names = [table.name for table in reversed(metadata.sorted_tables)]
        connection.exec_driver_sql("; ".join(f"DELETE FROM {name}" for name in names))
        for name, rows in stands.items():
            connection.execute(metadata.tables[name].insert(), rows)
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{REVISION}'"))
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """One test, run on each database."""
    return request.getfixturevalue(request.param)


@pytest.fixture(params=["sqlite", "postgresql"])
def new_database(request: pytest.FixtureRequest) -> Database:
    """One test, run on each database before it has tables."""
    return request.getfixturevalue(f"new_{request.param}")
