"""Where an index is: embedded in a folder, at a server, or the exact one that needs neither."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from knowledge.database import Database
from knowledge.index import PassageIndex
from knowledge.index.exact import ExactIndex
from tests.knowledge.indexes import CannotStart, ChromaServer, Hashing, Opener, Watched

Open = Callable[..., PassageIndex]


@pytest.fixture
def record(sqlite: Database) -> Watched:
    return Watched(sqlite)


def started(folder: Path) -> ChromaServer:
    """A server that runs; where none can, the test is skipped and says why."""
    server = ChromaServer(folder)
    try:
        server.start()
    except CannotStart as why:
        pytest.skip(str(why))
    return server


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of one server for all tests that leave it running."""
    server = started(tmp_path_factory.mktemp("chroma") / "served")
    yield server.url
    server.stop()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ChromaServer]:
    """A server of the test's own, to be stopped and emptied."""
    one = started(tmp_path / "served")
    yield one
    one.stop()


@pytest.fixture
def served(record: Watched, server: ChromaServer) -> Iterator[Opener]:
    """Opens indexes at that server."""
    opener = Opener(record, server.url)
    yield opener
    opener.close()


@pytest.fixture
def folder(record: Watched, tmp_path: Path) -> Iterator[Opener]:
    """Opens the embedded index in one folder."""
    opener = Opener(record, tmp_path / "chroma")
    yield opener
    opener.close()


@pytest.fixture(params=["embedded", "served"])
def chroma(request: pytest.FixtureRequest, record: Watched) -> Iterator[Opener]:
    """Opens an index of either kind, in one place."""
    if request.param == "embedded":
        yield request.getfixturevalue("folder")
        return
    opener = Opener(record, request.getfixturevalue("shared_server"))
    yield opener
    opener.close()


@pytest.fixture(params=["embedded", "served", "exact"])
def opened(request: pytest.FixtureRequest, record: Watched) -> Iterator[Open]:
    """The same, and the exact index beside them."""
    if request.param == "exact":
        yield lambda embedder=None: ExactIndex(record, embedder or Hashing())
        return
    if request.param == "embedded":
        yield request.getfixturevalue("folder")
        return
    opener = Opener(record, request.getfixturevalue("shared_server"))
    yield opener
    opener.close()
