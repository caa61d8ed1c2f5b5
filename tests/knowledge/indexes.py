"""What the tests of the index share: an embedding of no model, records to fill, a Chroma server."""

from __future__ import annotations

import hashlib
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from knowledge.index import PassageIndex, open_index
from knowledge.record import Entry, Record
from knowledge.record.handed import Item


class Hashing:
    """Vectors that depend on the text alone, of any length and name."""

    def __init__(self, dimension: int = 24, name: str = "hashing") -> None:
        self.dimension = dimension
        self.name = name

    def embed_documents(self, texts: Sequence[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        seed = hashlib.sha256(f"{self.name} {text}".encode()).digest()[:8]
        # Not of length one: a cosine must not depend on it.
        vector = np.random.default_rng(list(seed)).normal(size=self.dimension)
        return [float(x) for x in vector]


class Watched(Record):
    """A record that counts how often all of it is looked at."""

    catalogues = 0
    takes = 0.0

    def catalogue(self, brand: str) -> list[Entry]:
        self.catalogues += 1
        time.sleep(self.takes)
        return super().catalogue(brand)


class CannotStart(Exception):
    """There is no Chroma server to be had here: why."""


class ChromaServer:
    """A Chroma server of our own on loopback: the Rust one, that ``chroma run`` starts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers. Raises :class:`CannotStart`."""
        command = Path(sys.executable).with_name("chroma")
        self.folder.mkdir(parents=True, exist_ok=True)
        log = self.folder.with_suffix(".log")
        at = ("--path", self.folder, "--host", "127.0.0.1", "--port", str(self._port))
        try:
            with log.open("ab") as file:
                self._process = subprocess.Popen([command, "run", *at], stdout=file, stderr=file)
        except OSError as error:
            raise CannotStart(f"{command} cannot be run: {error}") from error
        deadline = time.monotonic() + 60
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                told = log.read_text(encoding="utf-8", errors="replace")[-500:]
                raise CannotStart(f"`chroma run` does not answer: {told}")
            time.sleep(0.05)

    @property
    def pid(self) -> int:
        """The process that serves, while it runs."""
        assert self._process is not None
        return self._process.pid

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/api/v2/heartbeat", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Stop it, if it runs."""
        process, self._process = self._process, None
        if process is not None:
            process.send_signal(how)
            process.wait(30)


class Opener:
    """Opens an index in one place, again and again: in a folder, or at a server."""

    def __init__(self, record: Record, where: Path | str) -> None:
        self.where = where
        """A folder, or the address of a server."""
        self._record = record
        self._opened: list[PassageIndex] = []

    def __call__(
        self, embedder: Hashing | None = None, record: Record | None = None
    ) -> PassageIndex:
        """An index. In a folder, those before are closed: one at a time may write there."""
        if isinstance(self.where, Path):
            self.close()
        self._opened.append(open_at(record or self._record, embedder or Hashing(), self.where))
        return self._opened[-1]

    def close(self) -> None:
        for index in self._opened:
            index.close()


def open_at(record: Record, embedder: Hashing, where: Path | str) -> PassageIndex:
    """The index in a folder, or at the address of a server."""
    if isinstance(where, str) and where.startswith("http"):
        return open_index(record, embedder, Path("unused"), url=where)
    return open_index(record, embedder, Path(where))


def fill(
    record: Record,
    item: Callable[..., Item],
    texts: Sequence[str],
    brand: str = "halage",
    embedder: Hashing | None = None,
) -> dict[str, str]:
    """One document a text, with its vector; the passages' ids by their texts."""
    items = [item(text, f"/{brand}/{text}.md", brand) for text in texts]
    record.add(brand, items, "maya")
    embed(record, embedder or Hashing(), brand)
    return {cut[0].text: cut[0].id for _, cut in items}


def embed(record: Record, embedder: Hashing, brand: str = "halage") -> None:
    missing = record.missing_vectors(brand, embedder.name)
    vectors = embedder.embed_documents([text for _, text in missing])
    record.keep_vectors(embedder.name, dict(zip([key for key, _ in missing], vectors, strict=True)))


def texts_of(number: int) -> list[str]:
    return [f"We planted {i} trees in {1990 + i % 30}." for i in range(number)]


def other_process(script: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def shelf_size(index: PassageIndex, brand: str) -> int | None:
    """How many vectors the brand's collection holds, by its own count; None when it is shut."""
    shelf = index._shelves.get(brand)  # type: ignore[attr-defined]
    if shelf is None or shelf._collection is None or shelf.revision is None:
        return None
    return int(shelf._collection.count())


def bytes_in(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def wait_for(state: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not state():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.02)
