"""What retrieval holds in memory of a large record, kept in a file so that a start is quick.

Reading 100,000 passages anew takes seconds; the arrays made of them load in tenths. The record is
the truth: a file that is not of this record, or that is damaged, or that another version of the
code made, counts for nothing, and what changed since it was made is read from the record. A record
is known by an entry of its journal, so that a restored one is not taken for the one it replaced.
"""

from __future__ import annotations

import hashlib
import inspect
import json
import os
import zipfile
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from knowledge import cleaning, holdings, lexical, stemming
from knowledge.holdings import Holdings

if TYPE_CHECKING:
    from knowledge.record import Record

WORTH = 2_000
"""Passages from which on a file is kept; fewer are read anew in a moment."""


class Snapshot:
    """The file of one brand and one embedding model. No method raises: without a file, all works.

    It holds words of the record, so it is as private as the record, and :meth:`drop` belongs to
    every erasure.
    """

    def __init__(self, folder: Path, record: Record, brand: str, model: str) -> None:
        whose = hashlib.sha256(f"{record.database.place}\n{model}".encode()).hexdigest()[:12]
        self.path = folder / f"{brand}.{whose}.npz"
        self._record = record
        self._made_of = {"brand": brand, "model": model, "code": _code()}

    def read(self) -> Holdings | None:
        """What the record held when the file was made."""
        with suppress(OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile, EOFError):
            # allow_pickle stays off: a file in a folder is data.
            with self.path.open("rb") as file, np.load(file) as kept:
                stamp = json.loads(bytes(kept["stamp"]))
                if stamp["of"] != self._made_of or not self._record.remembers(*stamp["journal"]):
                    return None
                arrays = {name: kept[name] for name in kept.files if name != "stamp"}
            return Holdings.of(arrays, int(stamp["revision"]), self._made_of["model"])
        return None

    def write(self, held: Holdings) -> None:
        """Keep what the record holds; an earlier file is replaced as a whole."""
        if len(held) < WORTH:
            return
        stamp = {
            "of": self._made_of,
            "revision": held.revision,
            "journal": self._record.last_entry(),
        }
        beside = self.path.with_suffix(f".{os.getpid()}.part")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                np.savez(
                    file,
                    stamp=np.frombuffer(json.dumps(stamp).encode(), np.uint8),
                    **held.arrays(),  # type: ignore[arg-type]
                )
            os.replace(beside, self.path)
        except OSError:
            # A full disk, or a folder that may not be written: the next start takes longer.
            with suppress(OSError):
                beside.unlink(missing_ok=True)

    def drop(self) -> None:
        """Delete the file."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)


@cache
def _code() -> str:
    """A digest of the code that makes the arrays, so that a change of it needs no number."""
    made = hashlib.sha256(metadata.version("PyStemmer").encode())
    for module in (cleaning, holdings, lexical, stemming):
        made.update(inspect.getsource(module).encode())
    return made.hexdigest()[:16]
