"""What the brands have committed themselves to, kept between two looks at a record that changes.

Most statements promise nothing and report nothing. Those are read once: when the record has
changed, only the others, and what is new, are read again, so that the first check after a reply
was sent does not wait for all that was ever said.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.commitments import found
from knowledge.keeping import held, may_report
from knowledge.model import Brand, Commitment, Kind, Passage

if TYPE_CHECKING:
    from knowledge.record import Entry, Record

# What the brand says in its own name, and is held to.
_COMMITTING = frozenset((Kind.PURPOSE, Kind.STATEMENT, Kind.COMMITMENT, Kind.FACT))

Facts = tuple[str, str | None, str | None, str | None]


@dataclass
class _Known:
    """Of one brand: the passages that pledge nothing, by what they were read with, and the others
    with what they pledge."""

    names: tuple[str, ...]
    silent: dict[str, Facts] = field(default_factory=dict)
    reporting: dict[str, Facts] = field(default_factory=dict)
    """They pledge nothing either, and may say what became of a pledge."""
    pledged: dict[str, tuple[Passage, list[Commitment]]] = field(default_factory=dict)
    at: tuple[int, str] = (-1, "")
    """The revision and the day that ``standing`` is of."""
    standing: list[Commitment] = field(default_factory=list)


class Promises:
    """The commitments of the brands on one record. Safe to share between threads."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._known: dict[str, _Known] = {}
        self._lock = threading.Lock()

    def of(self, brand: Brand, today: str) -> list[Commitment]:
        """What the brand has committed itself to, each once, the newest first, as it stands on
        ``today`` (ISO).

        Read in its statements, facts, purpose and commitments; what was said in a reply, or by
        an ally, commits nobody.
        """
        names = tuple(name for name in (brand.title, *brand.names) if name)
        at = (self._record.revision(brand.name), today)
        with self._lock:
            known = self._known.get(brand.name)
            if known is None or known.names != names:
                known = self._known[brand.name] = _Known(names)
            if known.at != at:
                known.standing, known.at = self._read(brand.name, known, today), at
            return list(known.standing)

    def forget(self, brand: str) -> None:
        """Let nothing be left in memory of what was taken off the brand's record."""
        with self._lock:
            self._known.pop(brand, None)

    def _read(self, brand: str, known: _Known, today: str) -> list[Commitment]:
        entries = [e for e in self._record.catalogue(brand) if e.kind in _COMMITTING]
        facts = {entry.id: _facts(entry) for entry in entries}
        known.silent = _as_they_were(known.silent, facts)
        known.reporting = _as_they_were(known.reporting, facts)
        passages = self._passages(brand, [i for i in facts if i not in known.silent])
        pledged = {p.id: (p, _pledges(p, known)) for p in passages if p.id not in known.reporting}
        known.pledged = {identity: one for identity, one in pledged.items() if one[1]}
        for passage, there in pledged.values():
            if not there:
                quiet = known.reporting if may_report(passage) else known.silent
                quiet[passage.id] = facts[passage.id]
        said = [one for _, found_there in known.pledged.values() for one in found_there]
        # What took the place of a pledge is named by how it begins, whatever that says.
        heads = _heads(entries, {one.passage for one in said})
        spoken = [i for i in facts if i not in known.silent or i in heads]
        telling = self._passages(brand, spoken) if heads & known.silent.keys() else passages
        return held(said, telling, today)

    def _passages(self, brand: str, ids: Sequence[str]) -> list[Passage]:
        return list(self._record.passages(brand, ids).values())


def _facts(entry: Entry) -> Facts:
    """What decides, with the text, whether a passage pledges or reports anything."""
    return (entry.vector_key, entry.language, entry.date, entry.speaker)


def _as_they_were(known: Mapping[str, Facts], now: Mapping[str, Facts]) -> dict[str, Facts]:
    return {identity: facts for identity, facts in known.items() if now.get(identity) == facts}


def _pledges(passage: Passage, known: _Known) -> list[Commitment]:
    before = known.pledged.get(passage.id)
    if before is not None and before[0] == passage:
        return before[1]
    return found(passage, names=known.names)


def _heads(entries: Iterable[Entry], pledging: Iterable[Passage]) -> set[str]:
    """The first passages of the documents that stand in the place of these."""
    after = {p.superseded_by.document_id for p in pledging if p.superseded_by is not None}
    heads: dict[str, str] = {}
    for entry in entries:
        if entry.document_id in after:
            heads.setdefault(entry.document_id, entry.id)
    return set(heads.values())
