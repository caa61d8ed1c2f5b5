"""What every index of passages promises, and how it tells another model's vectors from its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from sqlalchemy import and_, literal, select

from knowledge.errors import IndexMismatch
from knowledge.schema import documents, passages, vectors

if TYPE_CHECKING:
    from knowledge.record import Record

Progress = Callable[[int, int, str], None]
"""Told how much is done, of how much, and what it is: ``embedding``, ``indexing``…"""

# Passages without a vector that are looked at to learn whether another model embedded them.
_SAMPLE = 200


def rest(seconds: float) -> float:
    """How long what took ``seconds`` is not done again, however often the record changes.

    A record of 100,000 passages takes a second to compare, and while documents are taken in it
    changes with every few of them. What is quick is done whenever it is due.
    """
    return 5 * seconds if seconds > 0.3 else 0.0


class Synced(NamedTuple):
    """How many passages came into the index, and how many left it."""

    added: int
    removed: int


class PassageIndex(Protocol):
    """Finds the passages whose vectors are nearest to a vector. Safe to share between threads.

    All that it holds is derived from the record, and none of it is embedded again.
    """

    @property
    def holder(self) -> str | None:
        """Who holds the index for writing, when that is not us: process, command, since when."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader should know of how searches are served, in sentences."""

    def warm_up(self, brand: str) -> None:
        """Begin to open the brand's index, so that the first search waits less; returns at once."""

    def search(
        self,
        brand: str,
        vector: Sequence[float],
        k: int,
        keep: Callable[[str], bool] | None = None,
    ) -> list[tuple[str, float]]:
        """The ``k`` nearest passages that ``keep`` lets through, with their cosine, best first.

        A large record that is being written may be seen as it was some seconds ago: a passage
        that was removed since is not on record any more. Raises :class:`IndexMismatch` when the
        brand was embedded with another model.
        """

    def check(self, brand: str) -> None:
        """Raises :class:`IndexMismatch` when the brand was embedded with another model."""

    def sync(self, brand: str, progress: Progress | None = None) -> Synced:
        """Bring the index to what the record holds now. Embeds nothing."""

    def rebuild(self, brand: str, progress: Progress | None = None) -> Synced:
        """Make the brand's index anew from the record. Embeds nothing."""

    def close(self) -> None:
        """Let go of files, memory and the lock."""


def other_model(record: Record, brand: str, model: str) -> str | None:
    """The model that embedded passages which ``model`` has not embedded, if there is one.

    A passage that no model has embedded yet says nothing: its turn will come.
    """
    own = and_(vectors.c.model == model, vectors.c.key == passages.c.vector_key)
    live = and_(documents.c.brand == passages.c.brand, documents.c.id == passages.c.document_id)
    without = (
        select(passages.c.vector_key)
        .join_from(passages, documents, live)
        .where(passages.c.brand == brand, documents.c.removed.is_(False))
        .where(~select(literal(1)).where(own).exists())
        .limit(_SAMPLE)
    )
    with record.database.reading() as connection:
        keys = list(connection.execute(without).scalars())
        if not keys:
            return None
        others = select(vectors.c.model).where(vectors.c.key.in_(keys)).limit(1)
        return connection.execute(others).scalar()


def refusal(
    brand: str, model: str, dimension: int | None, other: str | None, other_dimension: int | None
) -> IndexMismatch:
    """The error that says whose vectors there are, whose were asked for, and what mends it."""
    there = f"the model {other!r}" if other and other != model else "another model"
    if other_dimension is not None:
        there += f" ({other_dimension} dimensions)"
    asked = repr(model) + (f" ({dimension} dimensions)" if dimension is not None else "")
    return IndexMismatch(
        f"The passages of {brand!r} were embedded with {there}, and the settings ask for {asked}. "
        f"Embed them again with `corail record rebuild --brand {brand}`, or go back to the model "
        "they were embedded with."
    )
