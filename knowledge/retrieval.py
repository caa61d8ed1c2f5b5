"""From a question or a post to the passages of the record that speak to it.

Candidates come from the index (by meaning) and from BM25 (by words), and :mod:`knowledge.fusion`
puts them in one order. What comes back is meant to be read: the same stock phrase is there once,
and what was superseded is there, marked, beside what replaced it, since a challenger will quote it
back.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from numpy.typing import NDArray
from pydantic import ConfigDict, Field, PrivateAttr

from knowledge.cleaning import fold, without_addresses
from knowledge.errors import BadInput, UnknownThing
from knowledge.fusion import Asked, Candidate, Found, ask, in_turn, rank
from knowledge.holdings import FILTERS, Floats, Holdings, Recent, UnknownFilter, unit
from knowledge.lexical import Word, best_first, content, words_of
from knowledge.likeness import authority, twin
from knowledge.model import Passage
from knowledge.nearness import Nearness, has_substance, measure
from knowledge.record import SEEN_FOR
from knowledge.snapshot import Snapshot

__all__ = ["FILTERS", "Hit", "Retriever", "UnknownFilter", "as_document"]

CANDIDATES = 100
"""How many each of the two searches proposes, at least."""

SHARES, STANDS_OUT = 0.4, 3.0
"""What a topic's timeline tells of: passages that share so much of its words, or that stand so many
standard deviations out of the record without them."""

# Questions whose vectors and answers are kept, so that asking again about the same post embeds
# and searches nothing.
_REMEMBERED = 256


@dataclass(frozen=True)
class Hit:
    """A passage that was found, and how well it fits.

    ``score`` orders the list: about 1 for a passage that is best by meaning and by words, 0 for
    one no nearer than the record at large. ``similarity`` is the cosine, ``standout`` how far it
    rises above the record at large, in standard deviations, less what the passage has in common
    with questions at large. ``coverage`` is the share of the question's content words that the
    passage holds, weighed by how telling they are.
    """

    passage: Passage
    score: float
    similarity: float
    coverage: float
    standout: float = 0.0


class Retriever(BaseRetriever):
    """Hybrid retrieval over one brand's record; also a LangChain retriever.

    Safe to share between threads. The first search, and the first after the record changed, reads
    the catalogue again.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    record: Any = Field(repr=False)
    index: Any = Field(repr=False)
    embedder: Any = Field(repr=False)
    brand: str
    folder: Path | None = None
    """Where what is held in memory of a large record may be kept between two starts."""
    k: int = 8
    """How many documents :meth:`invoke` gives."""

    _held: Holdings = PrivateAttr(default_factory=Holdings)
    _vectors: Recent[Floats] = PrivateAttr(default_factory=lambda: Recent(_REMEMBERED))
    _answers: Recent[list[Hit]] = PrivateAttr(default_factory=lambda: Recent(_REMEMBERED))
    _own: tuple[tuple[int, float], frozenset[str]] = PrivateAttr(default=((-1, 0.0), frozenset()))
    _renewing: threading.Lock = PrivateAttr(default_factory=threading.Lock)

    def search(self, query: str, k: int = 8, **filters: Any) -> list[Hit]:
        """The ``k`` passages that speak best to ``query``, best first.

        ``filters``: ``kind``, ``speaker``, ``language`` (one, or several), ``since``, ``until``
        (ISO dates, as precise as they are given), ``public_on`` (an ISO day: only what is public
        then), ``include_superseded=False``. Raises :class:`BadInput` for any other.
        """
        return self.search_many((query,), k, **filters)

    def search_many(self, queries: Sequence[str], k: int = 8, **filters: Any) -> list[Hit]:
        """The ``k`` passages that speak best to any of ``queries``: a post and its allegations.

        A query that stands out less from the record's background weighs less than the others.
        """
        if isinstance(queries, str):
            raise BadInput("search_many takes several queries; for one there is search.")
        asked_for = [query for query in dict.fromkeys(queries) if query.strip()]
        held = self._holdings()
        # The sentences of one draft are those of the next, and of each version that is checked.
        key = repr((held.revision, k, sorted(filters.items()), asked_for, hash(self._named())))

        def search(_: list[str]) -> dict[str, list[Hit]]:
            return {key: self._search(held, asked_for, k, filters)}

        return list(self._answers.get([key], search)[key])

    def _search(
        self, held: Holdings, asked_for: Sequence[str], k: int, filters: dict[str, Any]
    ) -> list[Hit]:
        mask = held.matching(filters)
        if k < 1 or not asked_for or not len(held) or (mask is not None and not mask.any()):
            return []
        asked = [self._ask(held, query, mask) for query in asked_for]
        rows = self._candidates(held, asked, mask, max(CANDIDATES, 5 * k))
        ranked = rank(held, asked, self._found(held, rows))
        ranked = in_turn(ranked, k, held.document, held.size_of)
        return self._read(held, asked, ranked, mask, k)

    def timeline(self, topic: str, k: int = 12, **filters: Any) -> list[Hit]:
        """What was said about ``topic``, oldest first; what has no date comes last.

        Only passages that stand out (:data:`SHARES`), and that say something beside tags.
        """
        hits = self.search(topic, k, **filters)
        if not hits:
            return []
        told = [
            hit
            for hit in hits
            if has_substance(hit.passage.text)
            and (hit.coverage >= SHARES or hit.standout >= STANDS_OUT)
        ]
        return sorted(
            told,
            key=lambda hit: (
                hit.passage.date is None,
                hit.passage.date or "",
                hit.passage.document_id,
                hit.passage.position,
            ),
        )

    def size(self) -> int:
        """How many passages the brand has on record."""
        return len(self._holdings())

    def words(self, query: str) -> tuple[Word, ...]:
        """The content words of ``query`` as the record weighs them, the rarest first.

        The brand's own names are left out: every post to it may hold them.
        """
        return self._words(self._holdings(), query)

    def coverage(self, query: str, text: str) -> float:
        """The share of ``query``'s content words that ``text`` holds, by weight, in [0, 1]."""
        held = self._holdings()
        return held.lexical.share(self._words(held, query), text)

    def sharing(self, words: Sequence[Word]) -> Callable[[str], float]:
        """What gives, for any text, the share of ``words``, by their weights, that it holds."""
        lexical = self._holdings().lexical
        return lambda text: lexical.share(words, text)

    def nearness(self, query: str, hits: Sequence[Hit]) -> Nearness:
        """What tells whether ``hits`` answer ``query``, or are merely the nearest there are."""
        held = self._holdings()
        rows = [held.lexical.rows[h.passage.id] for h in hits if h.passage.id in held.lexical.rows]
        asked = self._ask(held, query, None)
        texts = {hit.passage.id: hit.passage.text for hit in hits}
        said = [texts[held.lexical.ids[row]] for row in rows]
        return measure(query, held, asked, self._found(held, rows), said)

    # --- the stages of a search ------------------------------------------------------------------

    def _holdings(self) -> Holdings:
        """What is on record now; what another process wrote, within a twentieth of a second."""
        held = self._held
        if held.revision == self.record.revision_lately(self.brand):
            return held
        with self._renewing:
            revision = self.record.revision(self.brand)
            if self._held.revision != revision:
                kept, found = self._snapshot(), self._held
                if not len(found) and (read := kept.read()):
                    found = Holdings.of(read[1], read[0], self.embedder.name)
                if found.revision != revision:
                    found = found.renewed(self.record, self.brand, self.embedder.name)
                    kept.write(found.revision, len(found), found.arrays)
                self._held, self._answers = found, Recent(_REMEMBERED)
            return self._held

    def _snapshot(self) -> Snapshot:
        return Snapshot(self.folder, self.record, self.brand, self.embedder.name)

    def forget(self) -> None:
        """Let nothing be left, in memory or in a file, of what was erased from the record."""
        with self._renewing:
            self._held = Holdings()
            self._answers = Recent(_REMEMBERED)
            self._snapshot().drop()

    def _vector(self, query: str) -> Floats:
        """The query's vector, one long."""
        return self._vectors.get([query], self._embedded)[query]

    def _embedded(self, queries: Sequence[str]) -> dict[str, Floats]:
        said = {query: without_addresses(query) for query in queries}
        return {
            query: unit(np.asarray(self.embedder.embed_query(words), dtype=np.float32))
            for query, words in said.items()
        }

    def _words(self, held: Holdings, query: str) -> tuple[Word, ...]:
        return held.lexical.words(query, without=self._named())

    def _named(self) -> frozenset[str]:
        """The words of the brand's own names."""
        seen, own = self._own
        now = (self.record.database.writes, time.monotonic())
        if seen[0] != now[0] or now[1] - seen[1] >= SEEN_FOR:
            own = frozenset(word for name in self._names() for word in words_of(name))
            self._own = now, own
        return own

    def _names(self) -> frozenset[str]:
        """The brand's own names, folded."""
        try:
            brand = self.record.brand(self.brand)
        except UnknownThing:
            return frozenset()
        names = (brand.name, brand.title, *brand.names, *brand.handles)
        return frozenset(fold(name) for name in names if name)

    def _ask(self, held: Holdings, query: str, mask: NDArray[np.bool_] | None) -> Asked:
        lexical = held.lexical.scores(held.lexical.words(query))
        if mask is not None:
            lexical *= mask
        spoken = content(query)[1]
        return ask(held, self._vector(query), spoken, self._words(held, query), lexical)

    def _candidates(
        self, held: Holdings, asked: Sequence[Asked], mask: NDArray[np.bool_] | None, size: int
    ) -> list[int]:
        """The rows that either search proposes for any of the questions."""
        rows = held.lexical.rows
        found: dict[int, None] = {}

        def keep(identity: str) -> bool:
            row = rows.get(identity)
            return row is not None and mask is not None and bool(mask[row])

        for one in asked:
            near = self.index.search(
                self.brand, one.vector.tolist(), size, None if mask is None else keep
            )
            # What came on record after the holdings were read has no row yet.
            found.update(dict.fromkeys(rows[i] for i, _ in near if i in rows))
            found.update(dict.fromkeys(best_first(one.lexical, size)))
        return list(found)

    def _found(self, held: Holdings, rows: Sequence[int]) -> Found:
        """The rows with their vectors, one long; zeros for none."""
        keys = [held.key(row) for row in rows]
        found = held.near.get(
            keys, lambda missing: self.record.vectors(self.embedder.name, missing)
        )
        none = np.zeros(self.embedder.dimension, np.float32)
        stacked = np.stack([none, *(found.get(key, none) for key in keys)])
        return Found(rows, unit(stacked[1:]))

    def _passages(self, held: Holdings, ids: Sequence[str]) -> dict[str, Passage]:
        return held.read.get(ids, lambda missing: self.record.passages(self.brand, missing))

    def _read(
        self,
        held: Holdings,
        asked: Sequence[Asked],
        ranked: Sequence[Candidate],
        mask: NDArray[np.bool_] | None,
        k: int,
    ) -> list[Hit]:
        """The candidates as hits: no two that say the same, replacements beside the replaced."""
        hits: list[Hit] = []
        shown: list[tuple[Passage, Floats]] = []
        ids = held.lexical.ids
        for start in range(0, len(ranked), 2 * k):
            part = ranked[start : start + 2 * k]
            texts = self._passages(held, [ids[one.row] for one in part])
            for one in part:
                passage = texts.get(ids[one.row])
                if passage is None:
                    continue
                hit = Hit(passage, one.score, one.similarity, one.coverage, one.standout)
                at = twin(passage, one.vector, shown)
                if at is None:
                    shown.append((passage, one.vector))
                    hits.append(hit)
                elif authority(passage) > authority(shown[at][0]):
                    shown[at] = (passage, one.vector)
                    hits[at] = replace(hit, score=hits[at].score)
            if len(hits) >= k:
                break
        best = sorted(hits[:k], key=lambda hit: -hit.score)
        return self._with_replacements(held, asked, best, mask)[:k]

    def _with_replacements(
        self,
        held: Holdings,
        asked: Sequence[Asked],
        hits: Sequence[Hit],
        mask: NDArray[np.bool_] | None,
    ) -> list[Hit]:
        """After each superseded passage the best one of what replaced it, if none is listed."""
        listed = {hit.passage.document_id for hit in hits}
        result: list[Hit] = []
        for hit in hits:
            result.append(hit)
            successor = hit.passage.superseded_by
            if successor is None or successor.document_id in listed:
                continue
            listed.add(successor.document_id)
            rows = [
                int(row)
                for row in held.of_document(successor.document_id)
                if mask is None or mask[row]
            ]
            for best in rank(held, asked, self._found(held, rows))[:1]:
                identity = held.lexical.ids[best.row]
                passage = self._passages(held, [identity]).get(identity)
                if passage is not None:
                    # It stands where it stands for the sake of what it replaced.
                    told = Hit(passage, hit.score, best.similarity, best.coverage, best.standout)
                    result.append(told)
        return result

    # --- as LangChain knows a retriever ----------------------------------------------------------

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, **filters: Any
    ) -> list[Document]:
        k = int(filters.pop("k", self.k))
        return [as_document(hit) for hit in self.search(query, k, **filters)]


def as_document(hit: Hit) -> Document:
    """A hit as a LangChain document; ``superseded_by`` is what replaced it, or ``None``."""
    passage = hit.passage
    after = passage.superseded_by
    return Document(
        id=passage.id,
        page_content=passage.text,
        metadata={
            "id": passage.id,
            "document_id": passage.document_id,
            "title": passage.title,
            "heading": passage.heading,
            "kind": passage.kind.value,
            "speaker": passage.speaker,
            "date": passage.date,
            "channel": passage.channel,
            "language": passage.language,
            "url": passage.url,
            "superseded_by": after
            and {"id": after.document_id, "title": after.title} | {"date": after.date},
            "score": hit.score,
            "similarity": hit.similarity,
        },
    )
