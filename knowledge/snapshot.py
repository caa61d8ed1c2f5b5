"""What was worked out of a large record, kept in a file so that a start is quick.

Reading 100,000 passages anew takes seconds, and weighing their promises a minute; the arrays made
of them load in tenths. The record is the truth: a file that is not of this record, or that is
damaged, or that another version of the code made, counts for nothing, and what changed since it was
made is read from the record. A record is known by an entry of its journal, so that a restored one
is not taken for the one it replaced.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from knowledge.record import Record

Arrays = dict[str, NDArray[Any]]

WORTH = 2_000
"""Passages from which on a file is kept; fewer are read anew in a moment."""


class Snapshot:
    """The file of one thing that is worked out of a brand's record: for retrieval, with one
    embedding model; of its promises. No method raises: without a file, all works.

    It holds words of the record, so it is as private as the record, and :meth:`drop` belongs to
    every erasure. Where there is no ``folder``, nothing is kept.
    """

    def __init__(self, folder: Path | None, record: Record, brand: str, what: str) -> None:
        whose = hashlib.sha256(f"{record.database.place}\n{what}".encode()).hexdigest()[:12]
        self.path = folder / f"{brand}.{whose}.npz" if folder is not None else None
        self._record = record
        self._made_of = {"brand": brand, "what": what, "code": _code()}

    def read(self) -> tuple[int, Arrays] | None:
        """The record's revision when the file was made, and what it has."""
        if self.path is None:
            return None
        with suppress(OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile, EOFError):
            # allow_pickle stays off: a file in a folder is data.
            with self.path.open("rb") as file, np.load(file) as kept:
                stamp = json.loads(bytes(kept["stamp"]))
                if stamp["of"] != self._made_of or not self._record.remembers(*stamp["journal"]):
                    return None
                arrays = {name: kept[name] for name in kept.files if name != "stamp"}
            return int(stamp["revision"]), arrays
        return None

    def write(self, revision: int, passages: int, made: Callable[[], Arrays]) -> None:
        """Keep what was worked out of so many passages at a revision, where that is worth it; an
        earlier file is replaced as a whole."""
        if self.path is None or passages < WORTH:
            return
        stamp = {"of": self._made_of, "revision": revision, "journal": self._record.last_entry()}
        beside = self.path.with_suffix(f".{os.getpid()}.part")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                np.savez(
                    file,
                    stamp=np.frombuffer(json.dumps(stamp).encode(), np.uint8),
                    **made(),  # type: ignore[arg-type]
                )
            os.replace(beside, self.path)
        except OSError:
            # A full disk, or a folder that may not be written: the next start takes longer.
            with suppress(OSError):
                beside.unlink(missing_ok=True)

    def drop(self) -> None:
        """Delete the file."""
        if self.path is not None:
            with suppress(OSError):
                self.path.unlink(missing_ok=True)


@cache
def _code() -> str:
    """A digest of the code and the words that the files are made with, so that a change of them
    needs no number."""
    made = hashlib.sha256(metadata.version("PyStemmer").encode())
    for path in sorted(Path(__file__).parent.iterdir()):
        if path.suffix in (".py", ".toml"):
            made.update(path.read_bytes())
    return made.hexdigest()[:16]
