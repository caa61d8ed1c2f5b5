"""Where Chroma keeps the index: in a folder of ours, or at a server.

Either is opened at its first use, as it takes a second or two. What Chroma raises leaves here as
:class:`IndexUnavailable`, so that whoever searches can turn to the record instead.
"""

from __future__ import annotations

import base64
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import unquote, urlsplit

from knowledge.errors import IndexHeld, IndexUnavailable, KnowledgeError
from knowledge.index.lock import FolderLock, Unmarked
from knowledge.index.seals import broken, sealed, stamps

if TYPE_CHECKING:
    import httpx
    from chromadb.api import ClientAPI

PATIENCE = 30.0
"""Seconds that a server may take to answer."""

# What the lock's file calls the writes that are not of one collection.
_OPENING = "*"

_SEGMENT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Unreachable(IndexUnavailable):
    """The server did not answer: nothing is known of the index, and nothing is to be mended."""


class Gone(IndexUnavailable):
    """The collection is no more, at a server that others write to or that came back empty: there
    is nothing to be mended, only to be found or made again."""


class Stopped(IndexUnavailable):
    """The index was closed while it was being written. What is there is sound, if not all."""


class Place(Protocol):
    """Where the collections are. ``shared`` tells whether other processes write there too."""

    shared: bool

    @property
    def holder(self) -> str | None:
        """Who else holds it for writing."""

    def explained(self, collection: str) -> AbstractContextManager[None]:
        """What Chroma raises of ``collection`` in the block leaves it as one of our errors."""

    def client(self) -> ClientAPI:
        """The client, opened. Raises :class:`IndexHeld` or :class:`IndexUnavailable`."""

    def writing(self, collection: str) -> AbstractContextManager[None]:
        """While the block runs, ``collection`` is being written."""

    def torn(self, collection: str) -> bool:
        """Whether its last writer was killed at it, or its files are not as they were left."""

    def mended(self, collection: str) -> None:
        """It was dropped: what was known of its files holds no more."""

    def reset(self) -> None:
        """Begin from nothing, as far as it is ours. Raises :class:`IndexUnavailable`."""

    def close(self) -> None:
        """Let go of it."""


class Folder:
    """A folder that belongs to one process at a time."""

    shared = False

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = FolderLock(path)
        self._client: ClientAPI | None = None

    @property
    def holder(self) -> str | None:
        return self._lock.holder()

    def explained(self, collection: str) -> AbstractContextManager[None]:
        return explained(f"{collection!r} in {str(self.path)!r}")

    def client(self) -> ClientAPI:
        if self._client is None:
            self._take()
            if _OPENING in self._lock.cut_off:
                # It was the opening itself that brought the last holder down.
                self._clear()
                self._lock.settle(_OPENING)
            self._lock.cut_off |= broken(self.path, self._lock.seals)
            try:
                self._client = self._open()
            except Unmarked:
                raise
            except IndexUnavailable:
                self._clear()
                self._client = self._open()
            self._sweep()
        return self._client

    def _take(self) -> None:
        try:
            ours = self._lock.acquire()
        except OSError as error:
            raise Unmarked(
                f"The folder of the index, {str(self.path)!r}, cannot be written: "
                f"{error.strerror or error}."
            ) from error
        if not ours:
            raise IndexHeld(
                f"The index in {str(self.path)!r} is held by "
                f"{self._lock.holder() or 'another process'}. Stop it, or let it do this."
            )

    def _open(self) -> ClientAPI:
        with explained(f"in {str(self.path)!r}"), self._lock.during(_OPENING):
            import chromadb
            from chromadb.api.shared_system_client import SharedSystemClient

            try:
                return chromadb.PersistentClient(str(self.path), settings=_settings())
            except BaseException:
                # Chroma would remember, by its path, a client that it failed to open.
                SharedSystemClient.clear_system_cache()
                raise

    @contextmanager
    def writing(self, collection: str) -> Iterator[None]:
        before = stamps(self.path)
        sound = True
        with self._lock.during(collection):
            try:
                yield
            except IndexUnavailable as error:
                # Chroma failed at it. Without a seal, its files are not trusted at the next start.
                sound = isinstance(error, Stopped)
                raise
            finally:
                if sound:
                    with explained(f"in {str(self.path)!r}"):
                        self._lock.seals = sealed(self.path, self._lock.seals, before, collection)

    def torn(self, collection: str) -> bool:
        return collection in self._lock.cut_off

    def mended(self, collection: str) -> None:
        seals = self._lock.seals
        self._lock.seals = {name: seal for name, seal in seals.items() if seal[0] != collection}
        self._lock.settle(collection)
        self._sweep()

    def reset(self) -> None:
        self._take()
        self._close_client()
        self._clear()
        self._client = self._open()

    def close(self) -> None:
        self._close_client()
        self._lock.release()

    def _close_client(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            with explained(f"in {str(self.path)!r}"):
                client.close()  # type: ignore[attr-defined]

    def _sweep(self) -> None:
        """Delete the files of collections that are no more: Chroma leaves them lying about."""
        address = (self.path / "chroma.sqlite3").absolute().as_uri() + "?mode=ro"
        try:
            with closing(sqlite3.connect(address, uri=True)) as database:
                used = {row[0] for row in database.execute("SELECT id FROM segments")}
        except sqlite3.Error:
            return
        for found in self._segments():
            if found.name not in used:
                shutil.rmtree(found, ignore_errors=True)

    def _segments(self) -> list[Path]:
        return [p for p in self.path.glob("*") if p.is_dir() and _SEGMENT.fullmatch(p.name)]

    def _clear(self) -> None:
        """Delete what Chroma wrote, and nothing else that someone may have put there."""
        try:
            for found in self._segments():
                shutil.rmtree(found)
            for found in self.path.glob("chroma.sqlite3*"):
                found.unlink()
        except OSError as error:
            raise IndexUnavailable(
                f"The damaged index in {str(self.path)!r} cannot be cleared away: "
                f"{error.strerror or error}. Delete that folder; it is made again."
            ) from error
        self._lock.seals = {}


class Server:
    """A Chroma server that someone runs. Several processes may write to it at once."""

    shared = True
    holder = None

    def __init__(self, url: str) -> None:
        self._parts = urlsplit(url if "://" in url else f"http://{url}")
        port = f":{self._parts.port}" if self._parts.port else ""
        self.address = (
            f"{self._parts.scheme}://{self._parts.hostname}{port}{self._parts.path.rstrip('/')}"
        )
        """Where it is, fit to be shown: without name and password."""
        self._client: ClientAPI | None = None
        self._session: httpx.Client | None = None

    def explained(self, collection: str) -> AbstractContextManager[None]:
        return explained(f"{collection!r} at {self.address}", missing=Gone)

    def client(self) -> ClientAPI:
        if self._client is None:
            with explained(f"at {self.address}"):
                self._client = self._open()
        return self._client

    def _open(self) -> ClientAPI:
        import chromadb
        import httpx

        headers = {}
        if self._parts.username is not None:
            login = f"{unquote(self._parts.username)}:{unquote(self._parts.password or '')}"
            headers["Authorization"] = f"Basic {base64.b64encode(login.encode()).decode()}"
        # Chroma's own client would wait for ever for a server that does not answer.
        httpx.get(
            f"{self.address}/api/v2/heartbeat", headers=headers, timeout=PATIENCE / 3
        ).raise_for_status()
        client = chromadb.HttpClient(
            host=self.address,
            port=self._parts.port or (443 if self._parts.scheme == "https" else 80),
            ssl=self._parts.scheme == "https",
            headers=headers,
            settings=_settings(),
        )
        session = getattr(getattr(client, "_server", None), "_session", None)
        if isinstance(session, httpx.Client):
            session.timeout = httpx.Timeout(PATIENCE)
            self._session = session
        return client

    def writing(self, collection: str) -> AbstractContextManager[None]:
        return nullcontext()

    def torn(self, collection: str) -> bool:
        return False

    def mended(self, collection: str) -> None:
        pass

    def reset(self) -> None:
        self.close()
        self.client()

    def close(self) -> None:
        self._client = None
        # Closing Chroma's client leaves its connections open.
        if self._session is not None:
            self._session.close()
            self._session = None


def _settings() -> Any:
    from chromadb.config import Settings

    # A stray .env where Corail is started says nothing about its index.
    return Settings(anonymized_telemetry=False, _env_file=None)  # type: ignore[call-arg]


@contextmanager
def explained(where: str, missing: type[IndexUnavailable] = IndexUnavailable) -> Iterator[None]:
    """What Chroma raises inside the block leaves it as :class:`IndexUnavailable`, and as
    ``missing`` where there is no such collection."""
    try:
        yield
    except KnowledgeError:
        raise
    # Chroma raises bare Exceptions over HTTP, and its native half panics outside of Exception.
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        reason = " ".join(str(error).split()) or type(error).__name__
        away = type(error).__module__.startswith(("httpx", "httpcore")) or "connect to" in reason
        kind: type[IndexUnavailable] = Unreachable if away else IndexUnavailable
        if type(error).__name__ == "NotFoundError":
            kind = missing
        raise kind(f"The index {where} cannot be used: {reason[:300]}.") from error
