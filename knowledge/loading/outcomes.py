"""What came of each file that was handed in: taken, refused with a reason, or skipped with one.

Nothing is lost silently: a folder's outcomes, added up, account for every file and every row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge.model import SourceDocument

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """How much one file may ask of the machine before it is refused."""

    file_bytes: int = 50 * MEGABYTE
    characters: int = 5_000_000
    """Of text, once it is extracted."""
    pages: int = 2_000
    rows: int = 200_000
    entries: int = 5_000
    """Files inside one Office document."""
    unpacked_bytes: int = 300 * MEGABYTE
    ratio: int = 200
    """How many times larger than packed an Office document may become (above a megabyte)."""
    seconds: float = 60.0
    memory_bytes: int = 3_000 * MEGABYTE
    """Of address space, for the process that reads PDF, Office and HTML files."""


@dataclass(frozen=True)
class Loaded:
    """A file that was read. ``documents`` is one document, or one for each row of a table."""

    path: Path
    documents: tuple[SourceDocument, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refused:
    """A file, or one row of it (counted from 1, headings apart), that cannot be taken.

    ``reason`` is a sentence for the person who can mend it.
    """

    path: Path
    reason: str
    row: int | None = None


@dataclass(frozen=True)
class Skipped:
    """A file, or ``count`` rows of one, left aside on purpose."""

    path: Path
    reason: str
    count: int = 1


Outcome = Loaded | Refused | Skipped


def renamed(outcomes: Iterable[Outcome], names: Mapping[Path, str]) -> Iterator[Outcome]:
    """The same, with files known by other ``names`` than their paths: an upload has no place that
    it would be found at again."""
    for one in outcomes:
        name = names.get(one.path)
        if name is None:
            yield one
        elif isinstance(one, Loaded):
            here = one.path.absolute().as_posix()
            known = tuple(
                replace(d, source=name + d.source.removeprefix(here)) for d in one.documents
            )
            yield replace(one, path=Path(name), documents=known)
        else:
            yield replace(one, path=Path(name))
