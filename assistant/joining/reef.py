"""The reef, joined to the record: what is near by its embeddings and words, topics, facts.

Whether an ally's words bear on a text is told by three things. How near they are to it by meaning,
once what all texts of their language have in common is taken out; how near they are to what the
record itself says about the text, where it has something to say (pseudo-relevance feedback, Rocchio
1971), which bridges languages and ways of speaking; and the share of its telling words that they
hold. The first two are counted in standard deviations of the whole record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from assistant.joining.vectors import embedded
from assistant.quoting import quotations
from assistant.reef.ground import Words
from assistant.reef.shelf import Shelf
from assistant.reef.values import Ally, Fact, Topic
from assistant.reef.voices import words_of
from assistant.reef.work import Reef
from knowledge.backdrop import backdrop
from knowledge.errors import KnowledgeError
from knowledge.lexical import content
from knowledge.model import Brand, Commitment, Kind, Passage, Status, embedded_text, vector_key
from knowledge.record.vectors import forget
from knowledge.speaking import Voice, voice_of

if TYPE_CHECKING:
    from assistant.assembly import Assistant
    from knowledge.embeddings import Embedder
    from knowledge.record import Record
    from knowledge.retrieval import Retriever

Floats = NDArray[np.float32]

WORDS_COUNT = 2.0
"""Standard deviations that holding all the telling words of a text is worth."""
BAR, BAR_ALONE = 2.6, 2.3
"""From where on words bear on a text: with what the record says about it, and without."""
BAR_TOPIC, BEHIND = 2.0, 0.5
"""From where on words are about a topic, and how far behind the nearest topic another may be."""
SOME, SURE = 0.1, 3.0
"""The share of a topic's words to be held by what is about it, or the rise that does without."""
LEAST = 12
"""Passages that a record needs for a spread to be told; below it words alone decide."""
BRIDGES = 4
ONE_THING = 0.5
"""Cosine from which two promises in two languages are one."""
MOST_TOPICS, MOST_FACTS = 40, 5

_BINDING = frozenset({Status.OPEN, Status.DUE, Status.LATE})
_ELSEWHERE = frozenset({Kind.ALLY, Kind.OUTSIDE, Kind.REPLY})
_NOT_OURS = _ELSEWHERE | {Kind.POLICY}


def join(assistant: Assistant) -> Reef:
    """The reef of an installation."""
    shelf = Shelf(assistant.database, assistant._now, _forget_vectors)

    def ground(brand: str) -> RecordGround:
        return RecordGround(
            assistant.brand(brand),
            assistant.record,
            lambda: assistant.retriever(brand),
            lambda: assistant.embedder,
            assistant.checks.commitments,
            assistant._clock(),
        )

    def state(brand: str) -> object:
        return assistant.record.revision(brand), assistant.record.last_entry()

    phraser = None
    if assistant.chat_model is not None:
        from assistant.reef.phrasing import ModelPhraser

        phraser = ModelPhraser(assistant.chat_model)
    return Reef(shelf, ground, state, assistant._clock, phraser)


def _forget_vectors(connection: Connection, ally: Ally) -> None:
    """Drop the vectors of what an ally said: they say something of the words they were made of."""
    forget(connection, (vector_key(_embedded_as(words)) for _, words in words_of(ally)))


def _embedded_as(words: Words) -> str:
    """What is embedded of somebody's words: led by what they are about."""
    return f"{words.about}: {words.text}" if words.about else words.text


class RecordGround:
    """One brand's record on a day, as the reef asks it."""

    def __init__(
        self,
        brand: Brand,
        record: Record,
        retriever: Callable[[], Retriever],
        embedder: Callable[[], Embedder],
        commitments: Callable[[Brand], Sequence[Commitment]],
        today: date,
    ) -> None:
        self._brand = brand
        self._record = record
        self._open_retriever = retriever
        self._open_embedder = embedder
        self._commitments = commitments
        self._today = today
        self._passages: dict[str, Passage] | None = None
        self._space: _Space | None = None

    # Opened when something is searched for: to note what somebody said takes neither.

    @cached_property
    def _retriever(self) -> Retriever:
        return self._open_retriever()

    @cached_property
    def _embedder(self) -> Embedder:
        return self._open_embedder()

    # --- what is near -----------------------------------------------------------------------------

    def near(self, text: str, heard: Sequence[Words]) -> list[float]:
        if not heard:
            return []
        sharing = self._retriever.sharing(self._retriever.words(text))
        said = [_embedded_as(one) for one in heard]
        shares = np.array([sharing(one) for one in said], dtype=np.float32)
        space = self._ready()
        if space is None:
            # On a small record no word is known to be rare: two of them are as telling as half.
            words = [self._retriever.sharing([w]) for w in self._retriever.words(text)]
            common = [sum(share(one) > 0 for share in words) / 2 for one in said]
            return [max(float(2 * s), c) for s, c in zip(shares, common, strict=True)]
        mine = space.centred(self._embedded(said), [one.language for one in heard])
        asked = space.asked(np.asarray(self._embedder.embed_query(text), np.float32), text)
        score = WORDS_COUNT * shares + space.rise(mine, asked)
        hits = sorted(self._retriever.timeline(text, 2 * BRIDGES), key=lambda hit: -hit.score)
        rows = [space.rows[h.passage.id] for h in hits if h.passage.id in space.rows][:BRIDGES]
        if rows:
            middle = space.matrix[rows].mean(axis=0)
            return [float(v) for v in (score + space.rise(mine, middle)) / BAR]
        return [float(v) for v in score / BAR_ALONE]

    def about(self, topics: Sequence[Topic], heard: Sequence[Words]) -> list[list[float]]:
        if not heard or not topics:
            return [[0.0] * len(topics) for _ in heard]
        said = [_embedded_as(one) for one in heard]
        space = self._ready()
        mine = (
            space.centred(self._embedded(said), [one.language for one in heard])
            if space is not None
            else None
        )
        columns = []
        for topic in topics:
            told = [self._about(mine, space, said, *wording) for wording in topic.wordings]
            columns.append(np.max(told, axis=0) if told else np.zeros(len(heard), np.float32))
        return _best(np.stack(columns, axis=1), BAR_TOPIC if space is not None else 1.0)

    def _about(
        self,
        mine: Floats | None,
        space: _Space | None,
        said: Sequence[str],
        identity: str,
        words: str,
    ) -> Floats:
        """How much each of what was said is about one wording of a topic."""
        share = self._retriever.sharing(self._retriever.words(words))
        shares = np.array([share(one) for one in said], dtype=np.float32)
        score: Floats = WORDS_COUNT * shares
        if mine is None or space is None:
            return score
        row = space.rows.get(identity)
        risen = space.rise(mine, space.matrix[row]) if row is not None else np.zeros_like(shares)
        # Some passages are near to everything; without a word in common, that is no topic.
        bare = (shares < SOME) & (risen < SURE)
        return np.where(bare, np.float32(0), score + risen).astype(np.float32)

    def _embedded(self, texts: Sequence[str]) -> Floats:
        return embedded(self._record, self._embedder, texts)

    def _ready(self) -> _Space | None:
        if self._space is None:
            ids, matrix = self._record.all_vectors(self._brand.name, self._embedder.name)
            if len(ids) < LEAST:
                return None
            known = self._all()
            pairs = [(row, known[one]) for row, one in enumerate(ids) if one in known]
            pairs = [
                (row, p) for row, p in pairs if p.kind not in (Kind.ALLY, Kind.OUTSIDE, Kind.REPLY)
            ]
            if len(pairs) < LEAST:
                return None
            spoken = [p.language or "" for _, p in pairs]
            at = [row for row, _ in pairs]
            names = [p.id for _, p in pairs]
            self._space = _Space(names, spoken, matrix[at], self._embedder.name)
        return self._space

    def _all(self) -> dict[str, Passage]:
        if self._passages is None:
            ids = [entry.id for entry in self._record.catalogue(self._brand.name)]
            self._passages = self._record.passages(self._brand.name, ids)
        return self._passages

    # --- what is answered for ---------------------------------------------------------------------

    def topics(self, language: str) -> list[Topic]:
        found: dict[str, Topic] = {}
        for one in self._purposes(language):
            part = one.heading.split(" > ")[-1]
            if part and part != one.title:
                first = _first_sentence(one)
                found.setdefault(part, _topic(one, part, first, of_purpose=True))
        pledges = [p for p in self._commitments(self._brand) if p.status in _BINDING and p.firm]
        # Where the brand has written its promises down as such, those are what it answers for.
        written = [p for p in pledges if p.passage.kind is Kind.COMMITMENT] or pledges
        for pledge in written:
            told = next(
                (p for p in (pledge, *pledge.others) if p.passage.language == language), pledge
            )
            name = told.passage.title or told.words
            if self._public(told.passage):
                topic = _topic(told.passage, name, told.words, of_purpose=False)
                others = [
                    (one.passage.id, f"{one.passage.title}. {one.words}")
                    for one in (pledge, *pledge.others)
                    if one is not told
                ]
                topic = replace(topic, wordings=(*topic.wordings, *others))
                found.setdefault(name, topic)
        return self._once(list(found.values()), language)[:MOST_TOPICS]

    def _once(self, topics: Sequence[Topic], language: str) -> list[Topic]:
        """Promises that are one thing in two languages told once, in the reader's if they can."""
        space, known = self._ready(), self._all()
        if space is None:
            return list(topics)
        kept: list[Topic] = []
        for one in sorted(
            topics, key=lambda one: (not one.of_purpose, _foreign(one, known, language))
        ):
            twin = None
            if not one.of_purpose and _foreign(one, known, language):
                twin = space.nearest(one, [k for k in kept if not k.of_purpose])
            if twin is None:
                kept.append(one)
            else:
                both = replace(twin, wordings=(*twin.wordings, *one.wordings))
                kept[kept.index(twin)] = both
        return kept

    def purpose(self, language: str) -> str:
        opening = [p for p in self._purposes(language) if " > " not in p.heading]
        return _first_sentence(opening[0]) if opening else ""

    def _purposes(self, language: str) -> list[Passage]:
        """The passages of the purpose that stand today, in the language where there are any; the
        document that was first on record is the purpose, others spell it out."""
        here = [
            one
            for one in self._all().values()
            if one.kind is Kind.PURPOSE and one.superseded_by is None and self._public(one)
        ]
        spoken = [one for one in here if one.language == language] or here
        ordered = sorted(
            spoken, key=lambda one: (one.date or "9999", one.document_id, one.position)
        )
        first = [one for one in ordered if one.document_id == ordered[0].document_id]
        return first

    def _public(self, passage: Passage) -> bool:
        return passage.access.is_public_on(self._today.isoformat())

    # --- facts and documents ----------------------------------------------------------------------

    def facts(self, text: str, language: str) -> list[Fact]:
        day = self._today.isoformat()
        hits = self._retriever.timeline(text, 12, public_on=day, include_superseded=False)
        sharing = self._retriever.sharing(self._retriever.words(text))
        ranked = sorted(hits, key=lambda hit: -hit.score)
        spoken = [h for h in ranked if h.passage.language == language] or ranked
        found: list[Fact] = []
        for hit in spoken:
            one = hit.passage
            if one.kind in _NOT_OURS or voice_of(one, self._brand) is not Voice.HOUSE:
                continue
            said = quotations(one.text, one.sentences, one.language or language, told=True)
            if not said:
                continue
            best = max(said, key=lambda q: sharing(one.text[q.start : q.end]))
            words = one.text[best.start : best.end]
            who = one.speaker or self._brand.title or self._brand.name
            found.append(Fact(one.id, words, who, one.date, one.title, one.url))
        return found[:MOST_FACTS]

    def document(self, ref: str) -> str | None:
        try:
            return self._record.document(self._brand.name, ref).id
        except KnowledgeError:
            return None


def _best(score: Floats, bar: float) -> list[list[float]]:
    """By rows, how near each is in terms of the bar; nothing for what falls behind the best."""
    behind = score < score.max(axis=1, keepdims=True) - BEHIND
    return [[float(v) for v in row] for row in np.where(behind, 0.0, score / bar)]


class _Space:
    """The record's vectors, one long, without what the texts of their language have in common."""

    def __init__(
        self, ids: Sequence[str], languages: Sequence[str], matrix: Floats, model: str
    ) -> None:
        rows = _unit(matrix)
        self._all = rows.mean(axis=0)
        spoken = np.array(languages)
        self._means = {
            one: rows[spoken == one].mean(axis=0)
            for one in set(languages)
            if one and (spoken == one).sum() >= LEAST
        }
        self._usual = backdrop(model)
        self.matrix = self.centred(rows, languages)
        self.rows = {identity: row for row, identity in enumerate(ids)}

    def centred(self, vectors: Floats, languages: Sequence[str]) -> Floats:
        means = np.stack([self._means.get(one, self._all) for one in languages])
        return _unit(_unit(vectors) - means)

    def asked(self, vector: Floats, text: str) -> Floats:
        """A question, without what questions of its language have in common."""
        middle = self._all
        if self._usual is not None:
            spoken = [one for one in content(text)[1] if one in self._usual.means]
            if spoken:
                middle = np.mean([self._usual.means[one] for one in spoken], axis=0)
        centred: Floats = _unit((_unit(vector[None]) - middle).astype(np.float32))[0]
        return centred

    def nearest(self, topic: Topic, others: Sequence[Topic]) -> Topic | None:
        """The one of ``others`` that is the same thing as ``topic``, if one is."""
        row = self.rows.get(topic.wordings[0][0])
        placed = [
            (one, self.rows[one.wordings[0][0]])
            for one in others
            if one.wordings[0][0] in self.rows
        ]
        if row is None or not placed:
            return None
        near = [float(self.matrix[at] @ self.matrix[row]) for _, at in placed]
        best = int(np.argmax(near))
        return placed[best][0] if near[best] >= ONE_THING else None

    def rise(self, mine: Floats, point: Floats) -> Floats:
        """How far each of ``mine`` rises above the record at large toward a point."""
        usual = self.matrix @ point
        risen: Floats = (mine @ point - usual.mean()) / max(float(usual.std()), 1e-6)
        return risen


def _unit(rows: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    one_long: Floats = rows / np.maximum(lengths, 1e-9)
    return one_long


def _first_sentence(passage: Passage) -> str:
    start, end = passage.sentences[0] if passage.sentences else (0, len(passage.text))
    return " ".join(passage.text[start:end].split())


def _topic(passage: Passage, name: str, words: str, *, of_purpose: bool) -> Topic:
    identity = "t" + vector_key(embedded_text(name, "", words))[:10]
    source = passage.url or passage.title
    said = " ".join(words.split())
    wordings = ((passage.id, f"{name}. {said}"),)
    return Topic(identity, name, said, of_purpose, passage.date, source, wordings)


def _foreign(topic: Topic, known: Mapping[str, Passage], language: str) -> bool:
    return known[topic.wordings[0][0]].language != language
