"""A sentence that was decided on goes on the record, in the transaction that says so.

It is kept as a purpose document, with where it comes from: the call, how many answered, what was
put to the vote and how it went, the day, who decided. It stands in the place of an earlier document
only where the person who decides says of which.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from knowledge.cleaning import one_line
from knowledge.journal import Scribe
from knowledge.model import Access, Kind, SourceDocument, Visibility, document_id
from knowledge.record import Record
from knowledge.segmenting import BOUND, segment

SOURCE = "corail:purpose/"
"""How a purpose that was decided on here is known on the record: this, its call and language."""
TITLED = 80


@dataclass(frozen=True)
class Choice:
    """A sentence that is decided on: ``supersedes`` is the document whose place it takes."""

    text: str
    language: str
    supersedes: str | None = None
    visibility: Visibility = Visibility.PUBLIC


Publish = Callable[[Connection, str, str, Sequence[Choice], Sequence[str], Scribe], list[str]]
"""Puts the choices of a call (brand, call, choices, notes) on record; the ids of the documents."""


def on_record(record: Record, bound: int = BOUND) -> Publish:
    """What puts purposes on ``record``, in passages of at most ``bound`` tokens."""

    def publish(
        connection: Connection,
        brand: str,
        call: str,
        choices: Sequence[Choice],
        notes: Sequence[str],
        scribe: Scribe,
    ) -> list[str]:
        known = next(iter(record.brands_within(connection, brand)), None)
        items = []
        for choice in choices:
            document = SourceDocument(
                source=f"{SOURCE}{call}/{choice.language}",
                text=choice.text,
                title=one_line(choice.text, TITLED),
                kind=Kind.PURPOSE,
                speaker=(known.title or None) if known else None,
                date=scribe.at[:10],
                language=choice.language,
                supersedes=choice.supersedes,
                access=Access(choice.visibility),
                notes=tuple(notes),
            )
            identity = document_id(brand, document)
            items.append((document, segment(document, brand, identity, bound)))
        kept = record.add_within(connection, brand, items, scribe)
        return [one.document_id for one in kept]

    return publish


def notes_of(told: Mapping[str, Any]) -> list[str]:
    """The provenance in a few lines, for whoever reads the document on record."""
    votes = told["votes"]
    lines = [
        f"from the open call {told['call']} ({told['answers']} answers by {told['authors']})",
        f"{told['candidates']} sentences put to the vote, {told['voters']} people voted",
        f"decided by {told['decided_by']} on {told['date']}",
    ]
    if votes is not None:
        lines.insert(2, f"{votes} of {told['voters']} chose this sentence")
    return lines
