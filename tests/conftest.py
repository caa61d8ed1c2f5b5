"""What the tests share: an Assistant over a folder of its own, with a stand-in for the model, and
databases: SQLite always, PostgreSQL where one is offered.

Give a database that may be written to, as ``CORAIL_TEST_POSTGRESQL=postgresql://…``: each test
makes a schema of its own in it, and drops it.
"""

from __future__ import annotations

import hashlib
import math
import os
import re
import shutil
import uuid
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import hypothesis
import pytest
from sqlalchemy import create_engine, make_url, text

from assistant.assembly import Assistant, build
from assistant.settings import Settings
from knowledge.database import Database

# The same examples each time, so that a change that passes here passes anywhere. To search for new
# ones: HYPOTHESIS_PROFILE=default.
hypothesis.settings.register_profile("steady", derandomize=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

POSTGRESQL = "CORAIL_TEST_POSTGRESQL"
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
def new_sqlite(tmp_path: Path) -> Iterator[Database]:
    """A database without tables."""
    database = Database.open(tmp_path / "new" / "record.sqlite")
    yield database
    database.close()


@pytest.fixture
def new_postgresql() -> Iterator[Database]:
    """A database without tables."""
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
    yield database
    database.close()
    with administrator.connect() as connection:
        connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
    administrator.dispose()


@pytest.fixture
def postgresql(new_postgresql: Database) -> Database:
    new_postgresql.migrate()
    return new_postgresql


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """One test, run on each database."""
    return request.getfixturevalue(request.param)


@pytest.fixture(params=["sqlite", "postgresql"])
def new_database(request: pytest.FixtureRequest) -> Database:
    """One test, run on each database before it has tables."""
    return request.getfixturevalue(f"new_{request.param}")
