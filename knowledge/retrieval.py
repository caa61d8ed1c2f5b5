"""From a question or a post to the passages of the record that speak to it.

Two searches that fail differently are fused. The dense one goes by meaning and crosses languages;
the lexical one goes by words and finds names, figures and acronyms. Each candidate has both of
its scores: the cosine, measured from the question's usual similarity to this record, and BM25,
measured against the best text. They are added, two thirds to one. Reciprocal rank fusion, which
looks at ranks alone, was measured beside it and found less (docs/decisions/0003-fusion.md).

What comes back is meant to be read: the same stock phrase is there once, and what was superseded
is there, marked, beside what replaced it, since a challenger will quote it back.
"""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from numpy.typing import NDArray
from pydantic import ConfigDict, Field, PrivateAttr

from knowledge.cleaning import fold
from knowledge.errors import BadInput, UnknownThing
from knowledge.holdings import FILTERS, Floats, Holdings, UnknownFilter, unit
from knowledge.lexical import Word, best_first, words_of
from knowledge.model import Kind, Passage

__all__ = ["FILTERS", "Background", "Hit", "Retriever", "UnknownFilter"]

LEXICAL_SHARE = 0.35
"""The weight of words against meaning. From .3 to .4 the measures hardly move."""

CANDIDATES = 100
"""How many each of the two searches proposes, at least."""

# Two texts are the same to a reader when their vectors are this close, most of their words are
# shared and their figures are equal: a pledge with another figure is another pledge.
SAME_MEANING = 0.96
SAME_WORDS = 0.7

# Questions whose vectors are kept, so that asking again about the same post embeds nothing.
_REMEMBERED = 64

# Of two that say the same, the one with more authority is shown: a pledge before a reply.
_AUTHORITY = {
    **dict.fromkeys((Kind.COMMITMENT, Kind.POLICY, Kind.PURPOSE, Kind.STATEMENT), 2),
    **dict.fromkeys((Kind.FACT, Kind.ALLY), 1),
    Kind.REPLY: 0,
}


@dataclass(frozen=True)
class Hit:
    """A passage that was found, and how well it fits.

    ``score`` orders the list: about 1 for a passage that is best by meaning and by words, 0 for
    one no nearer than the record at large. ``similarity`` is the cosine. ``coverage`` is the
    share of the question's content words that the passage holds, weighed by how telling they are.
    """

    passage: Passage
    score: float
    similarity: float
    coverage: float


@dataclass(frozen=True)
class Background:
    """How similar a question is to a brand's passages at large, and to the nearest ones.

    Cosines of one embedding model are comparable within one question only: what counts is how
    far the nearest stand out from the rest.
    """

    passages: int
    mean: float
    deviation: float


@dataclass(frozen=True)
class _Asked:
    """One question, and what the record has for it, by row."""

    vector: Floats
    words: tuple[Word, ...]
    """Its content words, without the brand's own names."""
    lexical: Floats
    background: Background


@dataclass(frozen=True)
class _Candidate:
    row: int
    score: float
    similarity: float
    coverage: float
    vector: Floats


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
    k: int = 8
    """How many documents :meth:`invoke` gives."""

    _held: Holdings = PrivateAttr(default_factory=Holdings)
    _vectors: OrderedDict[str, Floats] = PrivateAttr(default_factory=OrderedDict)
    _renewing: threading.Lock = PrivateAttr(default_factory=threading.Lock)
    _remembering: threading.Lock = PrivateAttr(default_factory=threading.Lock)

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
        mask = held.matching(filters)
        if k < 1 or not asked_for or not len(held) or (mask is not None and not mask.any()):
            return []
        asked = [self._ask(held, query, mask) for query in asked_for]
        rows = self._candidates(held, asked, mask, max(CANDIDATES, 5 * k))
        ranked = _in_turn(held, self._rank(held, asked, rows), k)
        return self._read(held, asked, ranked, mask, k)

    def timeline(self, topic: str, k: int = 12, **filters: Any) -> list[Hit]:
        """What was said about ``topic``, oldest first; what has no date comes last.

        Only passages that stand out: by a word of the topic, or by meaning.
        """
        hits = self.search(topic, k, **filters)
        if not hits:
            return []
        ground = self.background(topic)
        bar = ground.mean + 2 * ground.deviation
        told = [hit for hit in hits if hit.coverage > 0 or hit.similarity >= bar]
        return sorted(
            told,
            key=lambda hit: (
                hit.passage.date is None,
                hit.passage.date or "",
                hit.passage.document_id,
                hit.passage.position,
            ),
        )

    def background(self, query: str) -> Background:
        """How similar ``query`` is to the brand's passages at large."""
        return _background(self._holdings(), self._vector(query))

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

    # --- the stages of a search ------------------------------------------------------------------

    def _holdings(self) -> Holdings:
        """What is on record now."""
        held = self._held
        if held.revision == self.record.revision(self.brand):
            return held
        with self._renewing:
            if self._held.revision != self.record.revision(self.brand):
                self._held = self._held.renewed(self.record, self.brand, self.embedder.name)
            return self._held

    def _vector(self, query: str) -> Floats:
        """The query's vector, one long."""
        with self._remembering:
            known = self._vectors.get(query)
            if known is not None:
                self._vectors.move_to_end(query)
                return known
        vector = unit(np.asarray(self.embedder.embed_query(query), dtype=np.float32))
        with self._remembering:
            self._vectors[query] = vector
            while len(self._vectors) > _REMEMBERED:
                self._vectors.popitem(last=False)
        return vector

    def _words(self, held: Holdings, query: str) -> tuple[Word, ...]:
        return held.lexical.words(query, without=self._names())

    def _names(self) -> frozenset[str]:
        """The words of the brand's own names, folded."""
        try:
            brand = self.record.brand(self.brand)
        except UnknownThing:
            return frozenset()
        names = (brand.name, brand.title, *brand.names, *brand.handles)
        return frozenset(word for name in names for word in words_of(name))

    def _ask(self, held: Holdings, query: str, mask: NDArray[np.bool_] | None) -> _Asked:
        vector = self._vector(query)
        lexical = held.lexical.scores(held.lexical.words(query))
        if mask is not None:
            lexical *= mask
        return _Asked(vector, self._words(held, query), lexical, _background(held, vector))

    def _candidates(
        self, held: Holdings, asked: Sequence[_Asked], mask: NDArray[np.bool_] | None, size: int
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

    def _rank(
        self, held: Holdings, asked: Sequence[_Asked], rows: Sequence[int]
    ) -> list[_Candidate]:
        """The rows by their fused scores, best first, each as the question it suits best sees it.

        A convex combination of scores, each brought to the scale where the background is 0 and
        the best is 1 (Bruch, Gai and Ingber 2023).
        """
        if not rows:
            return []
        vectors, titles = self._vectors_of(held, rows)
        at = np.asarray(rows, dtype=np.intp)
        of = [held.document(row) for row in rows]
        near = np.stack([vectors @ one.vector for one in asked])
        meant = np.stack(
            [_with_titles(near[n], titles @ one.vector, of) for n, one in enumerate(asked)]
        )
        rise = [
            max(float(cosines.max()) - one.background.mean, 1e-6)
            for cosines, one in zip(meant, asked, strict=True)
        ]
        stands_out = [
            height / max(one.background.deviation, 1e-6)
            for height, one in zip(rise, asked, strict=True)
        ]
        fused = np.zeros(near.shape, np.float32)
        covered = np.zeros(near.shape, np.float32)
        for n, one in enumerate(asked):
            words = one.lexical[at] / (float(one.lexical.max()) or 1.0)
            meaning = (meant[n] - one.background.mean) / rise[n]
            fused[n] = (1 - LEXICAL_SHARE) * meaning + LEXICAL_SHARE * words
            fused[n] *= stands_out[n] / max(stands_out)
            covered[n] = held.lexical.coverage(one.words, at)
        suits = fused.argmax(axis=0)
        found = [
            _Candidate(row, float(fused[n, i]), float(near[n, i]), float(covered[n, i]), vectors[i])
            for i, (row, n) in enumerate(zip(rows, suits, strict=True))
        ]
        found.sort(key=lambda one: (-one.score, held.lexical.ids[one.row]))
        return found

    def _vectors_of(self, held: Holdings, rows: Sequence[int]) -> tuple[Floats, Floats]:
        """The vectors of the rows and of their titles, one long; zeros where there is none."""
        keys = [held.key(row) for row in rows]
        titles = [held.title_key(row) for row in rows]
        found = self.record.vectors(self.embedder.name, dict.fromkeys(keys + titles))
        none = np.zeros(self.embedder.dimension, np.float32)
        of_rows = unit(np.stack([found.get(key, none) for key in keys]))
        return of_rows, unit(np.stack([found.get(key, none) for key in titles]))

    def _read(
        self,
        held: Holdings,
        asked: Sequence[_Asked],
        ranked: Sequence[_Candidate],
        mask: NDArray[np.bool_] | None,
        k: int,
    ) -> list[Hit]:
        """The candidates as hits: no two that say the same, replacements beside the replaced."""
        hits: list[Hit] = []
        place: dict[str, Floats] = {}
        ids = held.lexical.ids
        for start in range(0, len(ranked), 2 * k):
            part = ranked[start : start + 2 * k]
            texts = self.record.passages(self.brand, [ids[one.row] for one in part])
            for one in part:
                passage = texts.get(ids[one.row])
                if passage is None:
                    continue
                hit = Hit(passage, one.score, one.similarity, one.coverage)
                place[passage.id] = one.vector
                twin = _twin(hit, hits, place)
                if twin is None:
                    hits.append(hit)
                elif _authority(hit) > _authority(hits[twin]):
                    hits[twin] = replace(hit, score=hits[twin].score)
            if len(hits) >= k:
                break
        best = sorted(hits[:k], key=lambda hit: -hit.score)
        return self._with_replacements(held, asked, best, mask)[:k]

    def _with_replacements(
        self,
        held: Holdings,
        asked: Sequence[_Asked],
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
            for best in self._rank(held, asked, rows)[:1]:
                identity = held.lexical.ids[best.row]
                passage = self.record.passages(self.brand, [identity]).get(identity)
                if passage is not None:
                    # It stands where it stands for the sake of what it replaced.
                    result.append(Hit(passage, hit.score, best.similarity, best.coverage))
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


def _background(held: Holdings, vector: Floats) -> Background:
    if not held.sample.size:
        return Background(len(held), 0.0, 0.0)
    near = held.sample @ vector
    return Background(len(held), float(near.mean()), float(near.std()))


def _in_turn(held: Holdings, ranked: Sequence[_Candidate], k: int) -> list[_Candidate]:
    """The candidates, so that a short document does not take the places of others.

    Of the first ``k``, a document gives half of its passages, and one at least, as long as there
    are others: who has half of a short text has its point.
    """
    given: Counter[int] = Counter()
    first: list[_Candidate] = []
    later: list[_Candidate] = []
    for one in ranked:
        document = held.document(one.row)
        given[document] += 1
        takes_turn = given[document] <= max(1, held.size_of(document) // 2)
        (first if takes_turn and len(first) < k else later).append(one)
    return first + later


def _with_titles(near: Floats, titles: Floats, of: Sequence[int]) -> Floats:
    """The similarities, where a title's counts for the nearest passage of its document.

    A title is one more passage of its document, and not one that can be quoted.
    """
    nearest: dict[int, int] = {}
    for i in np.argsort(-near, kind="stable"):
        nearest.setdefault(of[i], int(i))
    lifted = near.copy()
    places = list(nearest.values())
    lifted[places] = np.maximum(near[places], titles[places])
    return lifted


def _twin(hit: Hit, hits: Sequence[Hit], vectors: Mapping[str, Floats]) -> int | None:
    """Where in ``hits`` the same is said already, if anywhere."""
    vector = vectors[hit.passage.id]
    for number, other in enumerate(hits):
        # Without a vector (not embedded yet) the words alone decide.
        near = not vector.any() or float(vectors[other.passage.id] @ vector) >= SAME_MEANING
        if near and _same(hit.passage, other.passage):
            return number
    return None


def _same(one: Passage, other: Passage) -> bool:
    """Whether a reader would take two texts for the same: as good as all words, equal figures.

    What was superseded is the same as what holds now only when it is so to the letter: a
    challenger quotes the old words.
    """
    a, b = _said(one.text), _said(other.text)
    if (one.superseded_by is None) != (other.superseded_by is None):
        return a == b
    if {w for w in a if w.isdigit()} != {w for w in b if w.isdigit()}:
        return False
    return len(set(a) & set(b)) >= SAME_WORDS * max(len(set(a) | set(b)), 1)


def _said(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in fold(text)).split()


def _authority(hit: Hit) -> tuple[bool, int, str]:
    """What is current before what was superseded, a pledge before a reply, the latest first."""
    passage = hit.passage
    return (passage.superseded_by is None, _AUTHORITY[passage.kind], passage.date or "")
