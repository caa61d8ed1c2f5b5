"""What whoever keeps the record asks of it, beside reading and adding.

Where some words stand, who is whom, what is proposed of which documents, what was done, and undoing
it. Each act is one transaction with its entry in the journal, like those of :class:`Record`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, func, select

from knowledge.database import Database
from knowledge.journal import Scribe
from knowledge.model import Passage
from knowledge.record import curating, proposals, searching, speakers, undoing
from knowledge.record.entries import DocumentEntry
from knowledge.record.finding import OwnAccess, read_documents, read_passages
from knowledge.record.proposals import Proposal, Proposed, State
from knowledge.record.speakers import Speaker
from knowledge.record.undoing import CannotUndo, Done, WhyNot
from knowledge.schema import documents, passages

__all__ = [
    "CannotUndo",
    "Curator",
    "Done",
    "Piece",
    "Proposal",
    "Proposed",
    "Speaker",
    "State",
    "WhyNot",
]


@dataclass(frozen=True)
class Piece:
    """A passage of a document, and what it says of its own access."""

    passage: Passage
    own: OwnAccess


class Curator:
    """The record as it is kept by hand. Safe to share between threads."""

    def __init__(
        self, database: Database, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._database = database
        self._clock = clock

    # --- looking ----------------------------------------------------------------------------------

    def containing(self, brand: str, words: str) -> set[str]:
        """The ids of the documents, removed ones too, in which all of ``words`` stand."""
        with self._database.reading() as connection:
            return searching.containing(connection, brand, words)

    def documents(self, brand: str, ids: Iterable[str]) -> dict[str, DocumentEntry]:
        """The documents among ``ids`` that there are, removed ones too, by id."""
        with self._database.reading() as connection:
            found = read_documents(connection, brand, ids=sorted(set(ids)), removed=True)
        return {one.id: one for one in found}

    def latest(self, brand: str, most: int) -> list[DocumentEntry]:
        """The documents on record that came last, the last first."""
        query = (
            select(documents.c.id)
            .where(documents.c.brand == brand, documents.c.removed.is_(False))
            .order_by(documents.c.arrival.desc())
            .limit(most)
        )
        with self._database.reading() as connection:
            ids = list(connection.execute(query).scalars())
            found = {one.id: one for one in read_documents(connection, brand, ids=ids)}
        return [found[identity] for identity in ids if identity in found]

    def replaced_by(self, brand: str, document: str) -> list[DocumentEntry]:
        """The documents in whose place ``document`` was put."""
        query = select(documents.c.id).where(
            documents.c.brand == brand, documents.c.superseded_by == document
        )
        with self._database.reading() as connection:
            ids = list(connection.execute(query).scalars())
            return read_documents(connection, brand, ids=ids, removed=True) if ids else []

    def years(self, brand: str) -> dict[tuple[str | None, str], int]:
        """How many documents on record there are of each year and kind; ``None``: undated."""
        year = func.substr(documents.c.date, 1, 4)
        query = (
            select(year, documents.c.kind, func.count())
            .where(documents.c.brand == brand, documents.c.removed.is_(False))
            .group_by(year, documents.c.kind)
        )
        with self._database.reading() as connection:
            return {(row[0], row[1]): row[2] for row in connection.execute(query)}

    def pieces(self, brand: str, document: str) -> list[Piece]:
        """A document's passages in their order, removed or not; ``document`` is its whole id."""
        own = [passages.c[name] for name in OwnAccess._fields]
        query = (
            select(passages.c.id, *own)
            .where(passages.c.brand == brand, passages.c.document_id == document)
            .order_by(passages.c.position)
        )
        with self._database.reading() as connection:
            rows = {row[0]: OwnAccess(*row[1:]) for row in connection.execute(query)}
            found = read_passages(connection, brand, rows, removed=True)
        return [Piece(found[identity], rows[identity]) for identity in rows]

    # --- speakers ---------------------------------------------------------------------------------

    def speakers(self, brand: str) -> list[Speaker]:
        """The names on record, the spellings of a person together, who says most first."""
        with self._database.reading() as connection:
            return speakers.read_speakers(connection, brand)

    def alias(self, brand: str, spelling: str, name: str | None, actor: str) -> bool:
        """Say that ``spelling`` is ``name``; ``None``: nobody's but its own. Whether anything was
        written. Raises :class:`knowledge.errors.BadInput` for what is no alias."""
        with self._database.writing() as connection:
            scribe = self._scribe(connection, actor)
            changed = speakers.set_alias(connection, brand, spelling, name, scribe)
            if changed:
                curating.touch(connection, brand)
        return changed

    # --- proposals --------------------------------------------------------------------------------

    def proposals(self, brand: str, state: State | None = State.OPEN) -> list[Proposal]:
        """What is proposed of the brand's documents, the latest first."""
        with self._database.reading() as connection:
            return proposals.read_proposals(connection, brand, state)

    def proposal(self, brand: str, identity: str) -> Proposal:
        """The proposal of that id."""
        with self._database.reading() as connection:
            return proposals.read_proposal(connection, brand, identity)

    def propose(self, brand: str, found: Iterable[Proposal]) -> list[Proposal]:
        """Keep what was not proposed before; that. Nothing is changed by it."""
        with self._database.writing() as connection:
            at = self._scribe(connection, "corail").at
            return proposals.keep(connection, brand, found, at)

    def accept(self, brand: str, identity: str, actor: str) -> Proposal:
        """Let the newer document stand in the place of the older, as was proposed."""
        with self._database.writing() as connection:
            scribe = self._scribe(connection, actor)
            one = proposals.read_proposal(connection, brand, identity)
            curating.supersede(connection, brand, one.old_id, one.new_id, scribe)
            return proposals.settle(connection, brand, identity, State.ACCEPTED, scribe)

    def dismiss(self, brand: str, identity: str, actor: str) -> Proposal:
        """Let both stand; it is not proposed again."""
        with self._database.writing() as connection:
            scribe = self._scribe(connection, actor)
            return proposals.settle(connection, brand, identity, State.DISMISSED, scribe)

    # --- what was done ----------------------------------------------------------------------------

    def done(self, brand: str, most: int = undoing.SHOWN) -> list[Done]:
        """The last acts on the brand's record, the last first, and which can be undone."""
        with self._database.reading() as connection:
            return undoing.done(connection, brand, most)

    def undo(self, brand: str, seq: int, actor: str) -> Done:
        """Undo one act; that act, as it was. Raises :class:`CannotUndo` with the reason."""
        with self._database.writing() as connection:
            return undoing.undo(connection, brand, seq, self._scribe(connection, actor))

    def _scribe(self, connection: Connection, actor: str) -> Scribe:
        return Scribe(connection, actor, self._clock())
