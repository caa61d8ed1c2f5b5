"""What the brands have committed themselves to, kept between two looks at a record that changes.

Most statements promise nothing. They are read once, with what they report of promises: when the
record has changed, only what pledges is read again, and what is new, so that the first check after
a reply was sent does not wait for all that was ever said. Of a large record it is kept in a file.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from knowledge.commitments import found
from knowledge.keeping import Report, judged, reports
from knowledge.model import Brand, Commitment, Kind, Passage, Status
from knowledge.record.finding import by_parts
from knowledge.snapshot import Arrays, Snapshot

if TYPE_CHECKING:
    from knowledge.record import Entry, Record

# What the brand says in its own name, and is held to.
_COMMITTING = frozenset((Kind.PURPOSE, Kind.STATEMENT, Kind.COMMITMENT, Kind.FACT))

AT_ONCE = 4_000
"""Passages that are read at once."""

_LINKS = ("passage", "because", "others", "status")
_PLAIN = tuple(one.name for one in fields(Commitment) if one.name not in _LINKS)


@dataclass
class _Known:
    """Of one brand: what pledges and what does not, and what came of it."""

    names: tuple[str, ...]
    quiet: dict[str, tuple[str, bool]] = field(default_factory=dict)
    """The passages that pledge nothing: what they were read with, and whether they report."""
    told: dict[str, list[Report]] = field(default_factory=dict)
    """What they report, as far as it was read here."""
    pledged: dict[str, tuple[Passage, list[Commitment]]] = field(default_factory=dict)
    at: tuple[int, str] = (-1, "")
    """The revision and the day that ``standing`` is of."""
    standing: list[Commitment] = field(default_factory=list)


class Promises:
    """The commitments of the brands on one record. Safe to share between threads.

    ``folder`` is where what was read of a large record may be kept between two starts.
    """

    def __init__(self, record: Record, folder: Path | None = None) -> None:
        self._record = record
        self._folder = folder
        self._known: dict[str, _Known] = {}
        self._lock = threading.Lock()

    def of(self, brand: Brand, today: str) -> list[Commitment]:
        """What the brand has committed itself to, each once, the newest first, as it stands on
        ``today`` (ISO).

        Read in its statements, facts, purpose and commitments; what was said in a reply, or by
        an ally, commits nobody.
        """
        names = tuple(name for name in (brand.title, *brand.names) if name)
        at = (self._record.revision_lately(brand.name), today)
        with self._lock:
            known = self._known.get(brand.name)
            if known is None or known.names != names:
                known = self._known[brand.name] = self._opened(brand.name, names)
            if known.at != at:
                known.standing, known.at = self._read(brand.name, known, today), at
                self._snapshot(brand.name).write(at[0], len(known.quiet), lambda: _packed(known))
            return list(known.standing)

    def forget(self, brand: str) -> None:
        """Let nothing be left, in memory or in a file, of what was taken off the record."""
        with self._lock:
            self._known.pop(brand, None)
            self._snapshot(brand).drop()

    def _read(self, brand: str, known: _Known, today: str) -> list[Commitment]:
        entries = [e for e in self._record.catalogue(brand) if e.kind in _COMMITTING]
        facts = {entry.id: _facts(entry) for entry in entries}
        known.quiet = {i: one for i, one in known.quiet.items() if facts.get(i) == one[0]}
        known.told = {i: said for i, said in known.told.items() if i in known.quiet}
        pledged: dict[str, tuple[Passage, list[Commitment]]] = {}
        told = dict(known.told)
        for passage in self._read_through(brand, [i for i in facts if _to_read(i, known)]):
            identity = passage.id
            there = [] if identity in known.quiet else _pledges(passage, known)
            told[identity] = reports(passage, {one.start for one in there})
            if there:
                pledged[identity] = (passage, there)
            else:
                known.quiet[identity] = (facts[identity], bool(told[identity]))
                known.told[identity] = told[identity]
        known.pledged = pledged
        said = [one for _, there in pledged.values() for one in there]
        heads = self._heads(brand, entries, (passage for passage, _ in pledged.values()))
        in_order = [report for identity in facts for report in told.get(identity, ())]
        return self._as_now(brand, judged(said, in_order, heads, today))

    def _heads(
        self, brand: str, entries: Iterable[Entry], pledging: Iterable[Passage]
    ) -> dict[str, Passage]:
        """How the documents begin that stand in the place of these."""
        after = {p.superseded_by.document_id for p in pledging if p.superseded_by is not None}
        first: dict[str, str] = {}
        for entry in entries:
            if entry.document_id in after:
                first.setdefault(entry.document_id, entry.id)
        return {p.document_id: p for p in self._passages(brand, first.values()).values()}

    def _as_now(self, brand: str, standing: Iterable[Commitment]) -> list[Commitment]:
        """With the passages that settled them as they are on record now."""
        listed = list(standing)
        read = self._passages(brand, {c.because.id for c in listed if c.because is not None})
        return [
            replace(one, because=read.get(one.because.id)) if one.because is not None else one
            for one in listed
        ]

    def _read_through(self, brand: str, ids: Sequence[str]) -> Iterator[Passage]:
        """The passages one after the other: of a large record they are not all in memory."""
        for part in by_parts(ids, AT_ONCE):
            yield from self._passages(brand, part).values()

    def _passages(self, brand: str, ids: Iterable[str]) -> dict[str, Passage]:
        return self._record.passages(brand, list(ids))

    # --- kept in a file ---------------------------------------------------------------------------

    def _snapshot(self, brand: str) -> Snapshot:
        return Snapshot(self._folder, self._record, brand, "promises")

    def _opened(self, brand: str, names: tuple[str, ...]) -> _Known:
        """What the file has of the brand under these names, or nothing yet."""
        known = _Known(names)
        read = self._snapshot(brand).read()
        if read is None:
            return known
        told = json.loads(read[1]["known"].tobytes())
        if tuple(told["names"]) != names:
            return known
        known.quiet = {identity: (facts, says) for identity, facts, says in told["quiet"]}
        rows = told["standing"]
        passages = self._passages(brand, set(_named(rows)))
        if passages.keys() >= set(_named(rows)):
            known.standing = [_commitment(row, passages) for row in rows]
            known.at = (read[0], told["today"])
        return known


def _facts(entry: Entry) -> str:
    """A digest of what decides whether a passage pledges, and what it reports; the key of its
    vector is one of its words and titles."""
    decides = (entry.vector_key, entry.language, entry.date, entry.speaker)
    return hashlib.blake2b(repr(decides).encode(), digest_size=8).hexdigest()


def _to_read(identity: str, known: _Known) -> bool:
    _, says = known.quiet.get(identity, ("", True))
    return says and identity not in known.told


def _pledges(passage: Passage, known: _Known) -> list[Commitment]:
    before = known.pledged.get(passage.id)
    if before is not None and before[0] == passage:
        return before[1]
    return found(passage, names=known.names)


def _packed(known: _Known) -> Arrays:
    told = {
        "names": known.names,
        "today": known.at[1],
        "quiet": [(identity, *one) for identity, one in known.quiet.items()],
        "standing": [_row(one) for one in known.standing],
    }
    return {"known": np.frombuffer(json.dumps(told).encode(), np.uint8)}


def _row(one: Commitment) -> dict[str, Any]:
    """A commitment as JSON, its passages by their ids."""
    return {name: getattr(one, name) for name in _PLAIN} | {
        "status": one.status.value,
        "passage": one.passage.id,
        "because": one.because and one.because.id,
        "others": [_row(other) for other in one.others],
    }


def _named(rows: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for row in rows:
        yield row["passage"]
        if row["because"]:
            yield row["because"]
        yield from _named(row["others"])


def _commitment(row: Mapping[str, Any], passages: Mapping[str, Passage]) -> Commitment:
    return Commitment(
        passages[row["passage"]],
        **{name: row[name] for name in _PLAIN},
        status=Status(row["status"]),
        because=passages[row["because"]] if row["because"] else None,
        others=tuple(_commitment(other, passages) for other in row["others"]),
    )
