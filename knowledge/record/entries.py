"""What the record hands out: light rows to filter and list by, and what became of an addition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from knowledge.model import Access, Kind, Successor

Outcome = Literal["added", "unchanged", "updated", "replaced", "duplicate"]


@dataclass(frozen=True)
class Kept:
    """What became of one document that was handed in.

    ``added``: new, or back after a removal. ``unchanged``: nothing was written. ``updated``: the
    same text with other facts. ``replaced``: a new version; the old one is superseded by it, and
    still citable as past. ``duplicate``: the same text and facts are on record under another
    source, whose document ``document_id`` is.
    """

    document_id: str
    outcome: Outcome


class Entry(NamedTuple):
    """One passage in the catalogue: what it can be filtered by, without its text.

    ``speaker`` is who they are, where their spelling was said to be somebody's.
    """

    id: str
    document_id: str
    position: int
    kind: Kind
    speaker: str | None
    date: str | None
    language: str | None
    access: Access
    superseded: bool
    vector_key: str


@dataclass(frozen=True)
class DocumentEntry:
    """A document of the record, without its text.

    ``supersedes`` is what its source declares; ``superseded_by`` is the latest document that
    stands in its place, if any. ``passages`` counts them. Times are UTC, ISO 8601. ``speaker`` is
    to the letter, ``known_as`` whose spelling it was said to be. ``opening`` are the first words of
    a text without a title, where few documents were asked for.
    """

    id: str
    brand: str
    source: str
    title: str
    kind: Kind
    speaker: str | None
    role: str | None
    date: str | None
    channel: str | None
    language: str | None
    url: str | None
    access: Access
    notes: tuple[str, ...]
    supersedes: str | None
    superseded_by: Successor | None
    passages: int
    removed: bool
    added_at: str
    changed_at: str
    known_as: str | None = None
    opening: str = ""

    @property
    def name(self) -> str:
        """What to call it: its title, else how it begins, else where it came from."""
        return self.title or self.opening or self.source.rsplit("/", 1)[-1]

    @property
    def who(self) -> str | None:
        """Who speaks."""
        return self.known_as or self.speaker
