"""The index in Chroma, brought to the state of the record before it answers.

A collection is marked with the revision of the record that it was last brought to, and while that
stands nothing is compared. A collection that is torn, whose writer was killed at it, or that is
gone, is made anew from the vectors in the record. When that takes long, it is done beside the
searches, and until it is done the record answers them.
"""

from __future__ import annotations

import atexit
import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from knowledge.errors import IndexHeld, IndexMismatch, IndexUnavailable, KnowledgeError
from knowledge.index.exact import ExactIndex
from knowledge.index.lock import Unmarked
from knowledge.index.places import Gone, Place, Stopped, Unreachable
from knowledge.index.shelf import Shelf, passage_of, shelved
from knowledge.index.values import Progress, Synced, other_model, refusal, rest

if TYPE_CHECKING:
    from knowledge.embeddings import Embedder
    from knowledge.record import Record

Item = TypeVar("Item")

BATCH = 1_000
"""Passages written at once. Chroma takes up to 5,461, but whoever stops waits for one batch."""

AT_ONCE = 1_000
"""Changes that a search makes before it answers (about a second). More are made beside it."""

RETRY = 30.0
"""Seconds before an index that failed is tried again."""

# How many candidates a filter is offered before the exact search takes over.
_OFFERED = 64


class ChromaIndex:
    """Nearest passages by Chroma, and by the record where Chroma cannot answer."""

    def __init__(self, record: Record, embedder: Embedder, place: Place) -> None:
        self._record = record
        self._embedder = embedder
        self._place = place
        self._exact = ExactIndex(record, embedder)
        self._shelves: dict[str, Shelf] = {}
        self._made_anew: dict[str, str] = {}
        self._failed: dict[str, str] = {}
        self._retry_at: dict[str, float] = {}
        self._rests_until: dict[str, float] = {}
        self._suspect: set[str] = set()
        # Whoever opens, writes or drops a collection holds it. Searching needs no lock.
        self._mutex = threading.Lock()
        self._beside: threading.Thread | None = None
        self._opening: threading.Thread | None = None
        self._closing = threading.Event()

    @property
    def holder(self) -> str | None:
        """Who holds the folder, when it is another process."""
        return self._place.holder

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader should know of how searches are served, in sentences."""
        notes = [*self._made_anew.values(), *self._failed.values()]
        if holder := self.holder:
            notes.append(
                f"The index is held by {holder}. Until it ends, searches here go over the "
                "vectors kept in the record."
            )
        return tuple(notes)

    def warm_up(self, brand: str) -> None:
        """Begin to open the brand's index, so that the first search waits less; returns at once."""
        if brand not in self._shelves and self._opening is None:
            self._opening = threading.Thread(
                target=self._ready, args=(brand,), name=f"opening the index of {brand}"
            )
            self._opening.start()

    def search(
        self,
        brand: str,
        vector: Sequence[float],
        k: int,
        keep: Callable[[str], bool] | None = None,
    ) -> list[tuple[str, float]]:
        """The ``k`` nearest passages that ``keep`` lets through, with their cosine, best first.

        Raises :class:`IndexMismatch` when the brand was embedded with another model.
        """
        try:
            found = self._search_shelf(brand, vector, k, keep)
        except IndexMismatch:
            raise
        except IndexUnavailable as error:
            # It passed its probe, and failed all the same: it is not to be trusted again.
            if not isinstance(error, (Gone, Unreachable)):
                self._suspect.add(brand)
            self._fail(brand, error)
            found = None
        return self._exact.search(brand, vector, k, keep) if found is None else found

    def _search_shelf(
        self,
        brand: str,
        vector: Sequence[float],
        k: int,
        keep: Callable[[str], bool] | None,
    ) -> list[tuple[str, float]] | None:
        """As :meth:`search`; ``None`` when the record must answer."""
        shelf = self._ready(brand)
        try:
            return None if shelf is None else self._search(brand, shelf, vector, k, keep)
        except Gone:
            # Another process made it anew, or the server came back empty.
            self._shelves.pop(brand, None)
        shelf = self._ready(brand)
        return None if shelf is None else self._search(brand, shelf, vector, k, keep)

    def _search(
        self,
        brand: str,
        shelf: Shelf,
        vector: Sequence[float],
        k: int,
        keep: Callable[[str], bool] | None,
    ) -> list[tuple[str, float]] | None:
        """As :meth:`search`; ``None`` when there may be more than were found."""
        asked = np.asarray(vector, dtype=np.float32)
        if k < 1 or not len(shelf) or not asked.any():
            return []
        if asked.size != shelf.dimension:
            raise refusal(brand, self._embedder.name, asked.size, None, shelf.dimension)
        nearest = shelf.nearest(asked, k if keep is None else max(4 * k, _OFFERED))
        found = [hit for hit in nearest if keep is None or keep(hit[0])]
        return found[:k] if len(found) >= k or len(nearest) >= len(shelf) else None

    def check(self, brand: str) -> None:
        """Raises :class:`IndexMismatch` when the brand was embedded with another model."""
        other = other_model(self._record, brand, self._embedder.name)
        if other is not None:
            raise refusal(brand, self._embedder.name, None, other, None)

    def sync(self, brand: str, progress: Progress | None = None) -> Synced:
        """Bring the index to what the record holds now. Embeds nothing.

        While another process holds the folder there is nothing to do: it sees for itself.
        Raises :class:`IndexMismatch`, and :class:`IndexUnavailable` when Chroma cannot be used;
        what is on record is then still found, by exact search.
        """
        with self._mutex:
            try:
                return self._bring(brand, progress=progress)
            except IndexHeld:
                return Synced(0, 0)

    def rebuild(self, brand: str, progress: Progress | None = None) -> Synced:
        """Make the brand's index anew from the record. Embeds nothing.

        Raises :class:`IndexHeld` while another process holds the folder, and otherwise as
        :meth:`sync`.
        """
        self.check(brand)
        with self._mutex:
            self._drop(brand, every_model=True)
            done = self._bring(brand, progress=progress)
            self._made_anew.pop(brand, None)
            return done

    def close(self) -> None:
        """Finish the batch that is being written, and let go of files and of the lock."""
        self._closing.set()
        if self._opening is not None:
            self._opening.join()
        if self._beside is not None:
            self._beside.join()
        atexit.unregister(self.close)
        with self._mutex:
            self._shelves.clear()
            self._place.close()
        self._exact.close()

    def _ready(self, brand: str) -> Shelf | None:
        """The brand's shelf, at the record's revision; ``None`` when the record must answer."""
        if (opening := self._opening) not in (None, threading.current_thread()):
            opening.join()
        shelf = self._shelves.get(brand)
        if shelf is not None and (
            shelf.revision == self._record.revision_lately(brand)
            or time.monotonic() < self._rests_until.get(brand, 0.0)
        ):
            return shelf
        if (
            self._closing.is_set()
            or time.monotonic() < self._retry_at.get(brand, 0.0)
            or (self._beside is not None and self._beside.is_alive())
            or not self._mutex.acquire(timeout=1.0)
        ):
            return None
        try:
            self._bring(brand, at_once=True)
            return self._shelves[brand]
        except _TooMuch:
            self._beside = threading.Thread(
                target=self._bring_beside, args=(brand,), name=f"index of {brand}", daemon=True
            )
            atexit.register(self.close)
            self._beside.start()
        except (IndexHeld, IndexMismatch):
            pass  # the exact search says so itself, or does not mind
        except IndexUnavailable as error:
            self._fail(brand, error)
        finally:
            self._mutex.release()
        return None

    def _bring_beside(self, brand: str) -> None:
        with self._mutex:
            try:
                self._bring(brand)
            except Stopped:
                return
            except KnowledgeError as error:
                self._fail(brand, error)

    def _fail(self, brand: str, error: KnowledgeError) -> None:
        self._shelves.pop(brand, None)
        self._retry_at[brand] = time.monotonic() + RETRY
        self._failed[brand] = f"{error} Until it can, searches go over the vectors in the record."

    def _bring(
        self, brand: str, *, at_once: bool = False, progress: Progress | None = None
    ) -> Synced:
        """Bring the brand's shelf to the record. One that cannot be used is made anew, once.

        ``at_once`` trusts the mark of the last time, and raises :class:`_TooMuch` before it
        begins what would take long.
        """
        try:
            if brand in self._suspect:
                self._drop(brand)
                self._suspect.discard(brand)
            return self._bring_once(brand, at_once, progress)
        except (IndexHeld, IndexMismatch, Unreachable, Unmarked, Stopped, _TooMuch):
            raise
        except Gone:
            self._shelves.pop(brand, None)
            return self._bring_once(brand, at_once, progress)
        except IndexUnavailable as error:
            self._drop(brand)
            self._tell(brand, f"was damaged ({error})")
            return self._bring_once(brand, at_once, progress)

    def _bring_once(self, brand: str, at_once: bool, progress: Progress | None) -> Synced:
        self._go_on()
        # What is written from here on is found by the next search.
        revision = self._record.revision(brand)
        shelf = self._opened(brand)
        started = time.monotonic()
        if at_once and shelf.revision == revision:
            self._failed.pop(brand, None)
            return Synced(0, 0)
        # Before the record is read: what others put in meanwhile is then not taken for gone.
        known = shelf.ids()
        wanted = {shelved(e.id, e.vector_key): e.vector_key for e in self._record.catalogue(brand)}
        new = [(identity, key) for identity, key in wanted.items() if identity not in known]
        gone = known - wanted.keys()
        if new:
            self.check(brand)
        was_there = len(shelf) > 0
        if at_once and len(new) + len(gone) > AT_ONCE:
            if not was_there:
                self._tell(brand, "was not there")
            raise _TooMuch("A search does not wait for so much.")
        with self._place.writing(shelf.name):
            waiting = self._add(shelf, new, progress)
            # A passage that waits for its new vector is still found by the one it had.
            gone = {identity for identity in gone if passage_of(identity) not in waiting}
            for part in _parts(sorted(gone)):
                self._go_on()
                shelf.remove(part)
            shelf.mark(revision)
        now = time.monotonic()
        self._rests_until[brand] = now + rest(now - started)
        self._failed.pop(brand, None)
        if at_once and len(shelf) and not was_there:
            self._tell(brand, "was not there")
        return Synced(len(new) - len(waiting), len(gone))

    def _add(
        self, shelf: Shelf, new: Sequence[tuple[str, str]], progress: Progress | None
    ) -> set[str]:
        """Put the new ones in; the passages among them that have no vector yet."""
        waiting: set[str] = set()
        done = 0
        for part in _parts(new):
            self._go_on()
            vectors = self._record.vectors(self._embedder.name, [key for _, key in part])
            shelf.add([(identity, vectors[key]) for identity, key in part if key in vectors])
            waiting.update(passage_of(identity) for identity, key in part if key not in vectors)
            done += len(part)
            if progress is not None:
                progress(done, len(new), "indexing")
        return waiting

    def _opened(self, brand: str) -> Shelf:
        shelf = self._shelves.get(brand)
        if shelf is None:
            self._place.client()
            shelf = self._shelf(brand)
            if self._place.torn(shelf.name):
                self._drop(brand)
                self._place.mended(shelf.name)
                self._tell(brand, "was damaged, or left half written by its last writer")
            shelf.open()
            self._shelves[brand] = shelf
        return shelf

    def _shelf(self, brand: str) -> Shelf:
        return Shelf(self._place, brand, self._embedder.name, self._record.database.place)

    def _drop(self, brand: str, every_model: bool = False) -> None:
        """Delete the brand's collection, and those of other models; failing that, all there is."""
        self._shelves.pop(brand, None)
        try:
            self._shelf(brand).drop(every_model)
        except (IndexHeld, Unreachable):
            raise
        except IndexUnavailable:
            self._shelves.clear()
            self._place.reset()

    def _tell(self, brand: str, why: str) -> None:
        """Tell, unless it is told already, that the brand's index is made anew."""
        self._made_anew.setdefault(
            brand,
            f"The index of {brand!r} {why}. It is made anew from the record; "
            "nothing is embedded again.",
        )

    def _go_on(self) -> None:
        if self._closing.is_set():
            raise Stopped("The index is being closed; the next start goes on.")


class _TooMuch(IndexUnavailable):
    """A search should not wait for this."""


def _parts(items: Sequence[Item]) -> list[Sequence[Item]]:
    return [items[start : start + BATCH] for start in range(0, len(items), BATCH)]
