"""One writer at a time: the lock beside the folder of the embedded index.

Two processes that write one Chroma folder lose each other's vectors without a word. So whoever
opens it holds a lock of the operating system, which ends with its process however that ends. The
locked file also tells in writing who holds it, and what it is doing to the folder: whoever finds
that the last holder was cut off in the middle of a write does not trust what it left.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from knowledge.errors import IndexUnavailable
from knowledge.index.seals import Seal

# Windows forbids reading what is locked: one byte far behind the writing is locked instead.
_FAR = 1 << 30


class Unmarked(IndexUnavailable):
    """It could not even be told that the index is being written. It is as it was, and sound."""


class FolderLock:
    """The right to write to ``folder``, written down in ``<folder>.lock``."""

    def __init__(self, folder: Path) -> None:
        self.path = folder.with_name(folder.name + ".lock")
        self.cut_off: set[str] = set()
        """What holders before us were writing when they were cut off, as told to :meth:`during`,
        and is not settled yet."""
        self.seals: dict[str, Seal] = {}
        """What the files in the folder were like when they were last written."""
        self._file: int | None = None
        self._note: dict[str, Any] = {}
        self._writing: list[str] = []

    @property
    def held(self) -> bool:
        """Whether it is ours."""
        return self._file is not None

    def acquire(self) -> bool:
        """Whether it is ours now. Does not wait. Raises :class:`OSError` when the file cannot be
        made or locked at all, as in a read-only folder."""
        if self._file is not None:
            return True
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        try:
            if not _lock(file):
                os.close(file)
                return False
            before = _read(file)
        except BaseException:
            os.close(file)
            raise
        self._file = file
        self.cut_off = {str(what) for what in before.get("writing") or ()}
        self.seals = {name: tuple(seal) for name, seal in (before.get("seals") or {}).items()}
        self._note = {
            "pid": os.getpid(),
            "command": " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])[:200],
            "since": datetime.now().astimezone().isoformat(timespec="seconds"),
        }
        self._write()
        return True

    def settle(self, what: str) -> None:
        """What was cut off has been put in order."""
        self.cut_off.discard(what)
        with suppress(OSError):  # else it is put in order once more, at the next start
            self._write()

    @contextmanager
    def during(self, what: str) -> Iterator[None]:
        """While the block runs, the file says that ``what`` is being written.

        Raises :class:`Unmarked` before the block where the file cannot say so.
        """
        self._writing.append(what)
        try:
            self._write()
        except OSError as error:
            self._writing.remove(what)
            raise Unmarked(
                f"The index cannot be written: {str(self.path)!r}: {error.strerror or error}. "
                "It serves as it is."
            ) from error
        try:
            yield
        finally:
            # What fails with an error can be dealt with; only a cut leaves the mark.
            self._writing.remove(what)
            with suppress(OSError):  # a mark that stays has the index made anew, no more
                self._write()

    def release(self) -> None:
        """Let others write."""
        if self._file is not None:
            with suppress(OSError):  # a mark that could not be taken back before
                self._write()
            file, self._file = self._file, None
            os.close(file)

    def holder(self) -> str | None:
        """Who holds it, as a phrase, when it is not ours: the process, its command, since when."""
        if self._file is not None:
            return None
        try:
            file = os.open(self.path, os.O_RDWR | getattr(os, "O_BINARY", 0))
        except OSError:
            return None
        try:
            if _lock(file):
                return None
            note = _read(file)
        except OSError:
            return None
        finally:
            os.close(file)
        if "pid" not in note:
            return "another process"
        return f"process {note['pid']} ({note.get('command')}, since {note.get('since')})"

    def _write(self) -> None:
        if self._file is None:
            return
        # What was cut off before us must outlive us as well, until it is settled.
        writing = sorted({*self._writing, *self.cut_off})
        note = {**self._note, "writing": writing, "seals": self.seals}
        text = json.dumps(note).encode("ascii")
        os.lseek(self._file, 0, os.SEEK_SET)
        os.write(self._file, text)
        os.ftruncate(self._file, len(text))


def _read(file: int) -> dict[str, Any]:
    os.lseek(file, 0, os.SEEK_SET)
    try:
        note = json.loads(os.read(file, 1 << 24) or b"{}")
    except ValueError:
        return {}
    return note if isinstance(note, dict) else {}


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> bool:
        os.lseek(file, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:
    import fcntl

    def _lock(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
