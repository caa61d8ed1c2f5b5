"""Exact search: every vector of the brand is looked at.

It needs no index and no lock, only the record, and never misses. At 100,000 passages it takes
about 10 ms and 150 MB. It serves the second process on a data folder, filters that leave little,
and whatever the Chroma index cannot answer just then.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import IndexHeld
from knowledge.index.values import Progress, Synced, other_model, refusal

if TYPE_CHECKING:
    from knowledge.embeddings import Embedder
    from knowledge.record import Record

# How many of the nearest are sorted for a filter before all the others are.
_FIRST = 256


@dataclass(frozen=True)
class _Table:
    """One brand's vectors, of length one, as they were at a revision of the record."""

    revision: int
    ids: list[str]
    vectors: NDArray[np.float32]


class ExactIndex:
    """Searches the vectors kept in the record, and writes nothing.

    ``holder`` is who holds the Chroma index meanwhile, if anyone; ``note`` is why it is not used,
    if there is anything to say.
    """

    def __init__(
        self,
        record: Record,
        embedder: Embedder,
        holder: str | None = None,
        note: str | None = None,
    ) -> None:
        self._record = record
        self._embedder = embedder
        self._tables: dict[str, _Table] = {}
        self._mutex = threading.Lock()
        self.holder = holder
        self._note = note

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader should know of how searches are served, in sentences."""
        if self.holder:
            return (
                f"The index is held by {self.holder}; "
                "here, searches go over the vectors of the record.",
            )
        return (self._note,) if self._note else ()

    def search(
        self,
        brand: str,
        vector: Sequence[float],
        k: int,
        keep: Callable[[str], bool] | None = None,
    ) -> list[tuple[str, float]]:
        """The ``k`` nearest passages that ``keep`` lets through, with their cosine, best first.

        Raises :class:`IndexMismatch` when the record's vectors are another model's.
        """
        table = self._table(brand)
        asked = np.asarray(vector, dtype=np.float32)
        length = float(np.linalg.norm(asked))
        if k < 1 or not table.ids or length == 0:
            return []
        if asked.size != table.vectors.shape[1]:
            raise refusal(brand, self._embedder.name, asked.size, None, table.vectors.shape[1])
        return _nearest(table.ids, table.vectors @ (asked / length), k, keep)

    def check(self, brand: str) -> None:
        """Raises :class:`IndexMismatch` when the brand's vectors are another model's."""
        self._table(brand)

    def sync(self, brand: str, progress: Progress | None = None) -> Synced:
        """Nothing to do: what is on record is found by the next search."""
        return Synced(0, 0)

    def rebuild(self, brand: str, progress: Progress | None = None) -> Synced:
        """Refused: raises :class:`IndexHeld`, naming who holds the index."""
        raise IndexHeld(
            f"The index is held by {self.holder}. Stop it, then rebuild."
            if self.holder
            else f"There is no index to rebuild. {self._note or ''}".rstrip()
        )

    def close(self) -> None:
        """Give back the memory."""
        self._tables.clear()

    def _table(self, brand: str) -> _Table:
        revision = self._record.revision(brand)
        table = self._tables.get(brand)
        if table is not None and table.revision == revision:
            return table
        with self._mutex:
            table = self._tables.get(brand)
            if table is not None and table.revision == revision:
                return table
            self._tables.pop(brand, None)
            model = self._embedder.name
            another = other_model(self._record, brand, model)
            if another is not None:
                raise refusal(brand, model, None, another, None)
            # What is written between the two readings is found by the next search.
            ids, vectors = self._record.all_vectors(brand, model)
            table = self._tables[brand] = _Table(revision, ids, _unit(vectors))
            return table


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The rows made one long, in place where it can be; a row of zeros stays so."""
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors, dtype=np.float32))
    if np.all(np.abs(lengths - 1) < 1e-5):
        return vectors
    lengths[lengths == 0] = 1
    if not vectors.flags.writeable:
        vectors = vectors.copy()
    vectors /= lengths[:, None]
    return vectors


def _nearest(
    ids: Sequence[str],
    similarity: NDArray[np.float32],
    k: int,
    keep: Callable[[str], bool] | None,
) -> list[tuple[str, float]]:
    """The best ``k`` let through. A filter is asked of the nearest first, and of no more than
    are needed."""
    let_through = (
        (ids[at], float(similarity[at]))
        for at in _ranked(similarity, k if keep is None else max(k, _FIRST))
        if keep is None or keep(ids[at])
    )
    return list(islice(let_through, k))


def _ranked(similarity: NDArray[np.float32], first: int) -> Iterator[int]:
    """Places in the record, best first; all of them are sorted only when the first are used up.

    Ties are broken by place, so that an answer is always the same.
    """
    if first >= similarity.size:
        yield from np.argsort(-similarity, kind="stable").tolist()
        return
    nearest = np.argpartition(-similarity, first)[:first]
    best = nearest[np.lexsort((nearest, -similarity[nearest]))].tolist()
    yield from best
    given = set(best)
    yield from (at for at in np.argsort(-similarity, kind="stable").tolist() if at not in given)
