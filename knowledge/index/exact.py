"""Exact search: every vector of the brand is looked at.

It needs no index and no lock, only the record, and never misses. At 100,000 passages it takes
about 10 ms and 150 MB. It serves the second process on a data folder, filters that leave little,
and whatever the Chroma index cannot answer just then.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from knowledge.index.values import Progress, Synced, other_model, refusal, rest

if TYPE_CHECKING:
    from knowledge.embeddings import Embedder
    from knowledge.record import Record

# How many of the nearest a filter is asked of, before it is asked of all.
_FIRST = 256


@dataclass(frozen=True)
class _Table:
    """One brand's vectors, of length one, as they were at a revision of the record."""

    revision: int
    until: float
    """When it may be read again, once the record has changed."""
    ids: list[str]
    vectors: NDArray[np.float32]


class ExactIndex:
    """Searches the vectors kept in the record, and writes nothing."""

    holder = None
    notes: tuple[str, ...] = ()

    def __init__(self, record: Record, embedder: Embedder) -> None:
        self._record = record
        self._embedder = embedder
        self._tables: dict[str, _Table] = {}
        self._mutex = threading.Lock()

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
        """Nothing to do either, as nothing was built."""
        self.check(brand)
        return Synced(0, 0)

    def close(self) -> None:
        """Give back the memory."""
        self._tables.clear()

    def _table(self, brand: str) -> _Table:
        revision = self._record.revision(brand)
        with self._mutex:
            started = time.monotonic()
            table = self._tables.get(brand)
            if table is not None and (table.revision == revision or started < table.until):
                return table
            self._tables.pop(brand, None)
            del table  # two of them need not be in memory at once
            model = self._embedder.name
            another = other_model(self._record, brand, model)
            if another is not None:
                raise refusal(brand, model, None, another, None)
            # What is written between the two readings is found by the next search.
            ids, vectors = self._record.all_vectors(brand, model)
            vectors = _unit(vectors)
            now = time.monotonic()
            self._tables[brand] = _Table(revision, now + rest(now - started), ids, vectors)
            return self._tables[brand]


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
    """The best ``k`` let through. A filter is asked of the nearest first, and of all the others
    only when those are too few."""
    everywhere = np.arange(similarity.size)
    nearest = _best(similarity, everywhere, k if keep is None else max(k, _FIRST))
    places = [at for at in nearest if keep is None or keep(ids[at])][:k]
    if keep is not None and len(places) < min(k, similarity.size):
        let_through = np.fromiter(map(keep, ids), dtype=bool, count=len(ids))
        places = _best(similarity, np.flatnonzero(let_through), k)
    return [(ids[at], float(similarity[at])) for at in places]


def _best(similarity: NDArray[np.float32], places: NDArray[np.intp], k: int) -> list[int]:
    """The ``k`` most similar of ``places``, best first; equals in the order of the record."""
    distance = -similarity[places]
    if k < places.size:
        nearest = np.sort(np.argpartition(distance, k)[:k])
        places, distance = places[nearest], distance[nearest]
    found: list[int] = places[np.argsort(distance, kind="stable")].tolist()
    return found
