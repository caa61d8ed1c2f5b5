"""Files of posts into the inbox: batch by batch, each kept whole or not at all.

How far a file was taken in is written down with each batch, so that a stopped import goes on from
there, and what is in stays in. Nothing of a file is lost silently: each row is a post, or known, or
empty, or refused with its place and its reason.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any

from assistant.listening import columns as cols
from assistant.listening.browsing import as_json
from assistant.listening.columns import Columns, Heading
from assistant.listening.formats import Source
from assistant.listening.remembering import Memory
from assistant.listening.shelf import Shelf
from assistant.listening.values import By, Imported, Incoming, Refusal, Tell
from knowledge.cleaning import one_line
from knowledge.errors import BadInput, Unreadable
from knowledge.loading.rows import Row

BATCH = 1_000
"""Rows of one transaction: what a kill can cost."""
SAMPLE = 200
"""Rows whose names make the heading of a file of JSON."""
SHOWN = 120
"""Characters of an example of a column."""
TOLD = 200
"""Refused rows that are told of one by one; the others are counted."""

DEFAULTS = ("channel", "community", "language", "author")
"""Fields that may be given for rows that say nothing of them."""


@dataclass
class _Count:
    new: int = 0
    known: int = 0
    copies: int = 0
    replies: int = 0
    own: int = 0
    empty: int = 0
    refused: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    columns: dict[str, Mapping[str, str]] = field(default_factory=dict)
    unused: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class How:
    """How files are read: columns named by hand (field to column), what rows that say nothing get,
    and the accounts that are the brand's, folded."""

    mapping: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    ours: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        cols.checked(self.mapping)
        for name in self.defaults:
            if name not in DEFAULTS:
                raise BadInput(f"{name!r} cannot be set. Set one of {', '.join(DEFAULTS)}.")


class Importer:
    """Takes files of posts into the inboxes of one installation."""

    def __init__(self, shelf: Shelf, memory: Memory) -> None:
        self._shelf = shelf
        self._memory = memory

    def columns(self, path: Path, brand: str, how: How) -> Columns:
        """Which column each field of a file would be read from."""
        present, _ = _begun(Source(path).rows())
        return cols.recognised(path.name, present, self._mapping(brand, present, how))

    def heading(self, path: Path) -> Heading:
        """The columns that a file has, with an example of each."""
        present, rows = _begun(Source(path).rows())
        examples: dict[str, str] = {}
        for _, row in islice(rows, SAMPLE):
            for name, value in row.items():
                if isinstance(value, str | int | float) and (told := one_line(str(value), SHOWN)):
                    examples.setdefault(name, told)
        return Heading(tuple(present), examples)

    def take(
        self, paths: Sequence[Path], brand: str, by: By, how: How, tell: Tell | None = None
    ) -> Imported:
        """Take in files, one after the other. A file that cannot be read is told of, and the
        others go on. What ``tell`` raises stops the work; what was taken in stays."""
        count = _Count()
        for path in paths:
            try:
                self._file(path, brand, by, how, tell, count)
            except Unreadable as error:
                count.refused += 1
                count.refusals.append(Refusal(path.name, None, f"{error.reason}."))
            except OSError as error:
                why = f"it cannot be opened: {error.strerror or error}."
                count.refused += 1
                count.refusals.append(Refusal(path.name, None, why))
        return Imported(
            **{**vars(count), "refusals": tuple(count.refusals), "notes": tuple(count.notes)}
        )

    def _file(
        self, path: Path, brand: str, by: By, how: How, tell: Tell | None, count: _Count
    ) -> None:
        source = Source(path)
        rows = source.rows()
        present, rows = _begun(rows)
        mapping = self._mapping(brand, present, how)
        columns = cols.recognised(path.name, present, mapping)
        if how.mapping:
            self._memory.keep_columns(brand, cols.heading_of(present), how.mapping)
        count.columns[path.name], count.unused[path.name] = columns.of, columns.unused
        digest, lines = _digest(path, how, columns.of)
        before = self._memory.rows_done(brand, digest)
        identity = secrets.token_hex(8)
        done = known = 0
        if tell is not None:
            tell(0, lines, path.name)
        while batch := list(islice(rows, BATCH)):
            done += len(batch)
            if done <= before:
                # Taken in before; whatever of it was erased since does not come back either.
                known += len(batch)
                continue
            arriving = list(_posts(source, batch, columns.of, how, count))
            also = self._memory.begun(brand, digest, identity, done, False)
            taken = self._shelf.take(brand, arriving, by, identity, also)
            for name in ("new", "known", "copies", "replies", "own"):
                setattr(count, name, getattr(count, name) + getattr(taken, name))
            _refused(source, count)
            if tell is not None:
                tell(done, max(lines, done), path.name)
        count.known += known
        count.empty += source.passed
        _refused(source, count)
        if done > before:
            also = self._memory.begun(brand, digest, identity, done, True)
            self._shelf.take(brand, [], by, identity, also)
        if source.note:
            count.notes.append(f"{path.name}: {source.note}.")

    def _mapping(self, brand: str, present: Sequence[str], how: How) -> Mapping[str, str]:
        if how.mapping:
            return how.mapping
        remembered = self._memory.columns(brand, cols.heading_of(present))
        return {f: column for f, column in remembered.items() if not column or column in present}


def _begun(rows: Iterator[Row]) -> tuple[list[str], Iterator[Row]]:
    """The names of the first rows, and all the rows."""
    first = list(islice(rows, SAMPLE))
    present = list(dict.fromkeys(name for _, row in first for name in row))
    return present, chain(first, rows)


def _posts(
    source: Source,
    batch: Sequence[tuple[int, Mapping[str, Any]]],
    columns: Mapping[str, str],
    how: How,
    count: _Count,
) -> Iterator[Incoming]:
    for number, row in batch:
        try:
            yield from cols.posts_of(
                row, columns, defaults=how.defaults, channel=source.channel, ours=how.ours
            )
        except cols.NoText:
            count.empty += 1
        except ValueError as error:
            count.refused += 1
            if len(count.refusals) < TOLD:
                count.refusals.append(Refusal(source.path.name, number, f"{error}."))


def _refused(source: Source, count: _Count) -> None:
    count.refused += len(source.refused)
    for one in source.refused:
        if len(count.refusals) < TOLD:
            count.refusals.append(Refusal(source.path.name, one.row, one.reason))
    source.refused.clear()


def _digest(path: Path, how: How, columns: Mapping[str, str]) -> tuple[str, int]:
    """What tells this file, read this way, from any other, and about how many rows it has."""
    told = as_json([dict(columns), dict(how.defaults), sorted(how.ours)])
    digest, lines = hashlib.sha256(told.encode("utf-8", "surrogatepass")), 0
    with path.open("rb") as file:
        while part := file.read(1 << 20):
            digest.update(part)
            lines += part.count(b"\n")
    return digest.hexdigest(), lines
