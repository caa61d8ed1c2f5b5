"""What the record gives a challenger to hold against one, on a topic: the hardest first.

A challenger knows what is public on the day: what the brand said, what it promised and what
became of it, where it changed its mind, where its own figures stand beside its words, and which
posts it left without an answer. Where the topic gives no more, the rest of the record follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from assistant.conflicts import counts, figures
from assistant.evidence import Found
from assistant.quoting import Quotable
from assistant.rehearsal.sayable import (
    LONGEST,
    can_be_dated,
    is_bold,
    is_forecast,
    sayable,
    stands_alone,
)
from assistant.rehearsal.values import Hold, Matter, Said
from knowledge import commitments as pledged
from knowledge.cleaning import squash
from knowledge.languages import detect
from knowledge.model import Brand, Commitment, Kind, Passage, Status
from knowledge.quantities import COUNT, DATE, YEAR, quantities
from knowledge.speaking import Voice, voice_of

NEAR = 100
"""Passages that a topic is looked for in."""
SHORT = 8
LONGEST_ROLE = 60
"""Characters of what somebody is, said aloud beside their name."""
SHARES, STANDS_OUT = 0.34, 2.5
"""A passage is on the topic when it holds so much of its words, or stands so far out of the record
(standard deviations) without them."""
HOLDS = 0.6
"""And words that the search left out are on it when they hold so much of its."""
BESIDE = 0.5
"""Share of a pledge's subject that a fact speaks of, to be held up beside it."""

_NOT_HELD = frozenset({Kind.ALLY, Kind.OUTSIDE, Kind.POLICY})
_HELD_FIRST = {
    Hold.LATE: 6.0,
    Hold.CHANGED: 5.5,
    Hold.DROPPED: 5.0,
    Hold.GAP: 4.5,
    Hold.UNANSWERED: 4.0,
    Hold.TOLD: 3.8,
    Hold.PLEDGE: 3.5,
    Hold.PLEDGE_OPEN: 3.0,
    Hold.QUOTE: 1.5,
    Hold.FIGURE: 1.5,
}
FOREIGN = 20.0
"""How much less is held up what was said in another language than the rehearsal's."""
PLAIN = 0.5
"""How much less a short sentence without a figure or a promise."""
DULL = 1.5
"""How much less what describes an activity: no figure, no promise, nothing bold."""
CUT_OFF = 3.0
"""How much less what begins in the middle of a sentence, as rows of a table may."""


class Library(Protocol):
    """What finds passages: as :class:`knowledge.retrieval.Retriever`."""

    def search(self, query: str, k: int = 8) -> Sequence[Found]: ...
    def coverage(self, query: str, text: str) -> float: ...


@dataclass(frozen=True)
class Record:
    """A brand's record as a challenger reads it, on a day, in a language."""

    brand: Brand
    library: Library
    passages: Sequence[Passage]
    commitments: Sequence[Commitment]
    today: date
    language: str

    def public(self, passage: Passage) -> bool:
        """Whether a challenger can have read it."""
        return passage.access.is_public_on(self.today.isoformat())


def gather(topic: str, record: Record, posts: Sequence[str] = ()) -> list[Matter]:
    """All that can be held up, the hardest first; what is on the topic before the rest.

    ``posts`` are public posts that got no answer. The same words are held up once only.
    """
    near = near_to(topic, record)
    told = [
        *_pledges(record),
        *_changes(record),
        *_quotes(record),
        *_told(record),
        *_posts(record, posts),
    ]
    languages = {passage.id: passage.language for passage in record.passages}
    first: dict[object, tuple[float, Matter]] = {}
    for weight, matter in told:
        on_topic = not topic.strip() or _on_topic(matter, near, record, topic)
        score = weight + 10.0 * on_topic + 2.0 * _nearness(matter, near)
        if any(
            languages.get(one.passage_id) not in (None, record.language) for one in matter.quoted
        ):
            # Nobody reads out another language while there is something in one's own.
            on_topic = False
            score = weight - FOREIGN
        same = _same(matter)
        if same not in first or first[same][0] < score:
            first[same] = (score, replace(matter, on_topic=on_topic))
    ranked = sorted(first.values(), key=lambda one: (-one[0], one[1].key))
    return list(_once([matter for _, matter in ranked]))


def _once(matters: Iterable[Matter]) -> Iterator[Matter]:
    """Without those whose figures another one of the same day has: the same, told at less length
    or in the other language."""
    told: dict[str, list[frozenset[object]]] = {}
    for matter in matters:
        said = matter.said
        if matter.hold in (Hold.QUOTE, Hold.FIGURE) and said is not None and said.date is not None:
            counted = frozenset(figures(said.words))
            same = told.setdefault(said.date, [])
            if len(counted) >= 2 and any(counted <= one or one <= counted for one in same):
                continue
            if len(counted) >= 2:
                same.append(counted)
        yield matter


def near_to(topic: str, record: Record) -> dict[str, Found]:
    """The passages on a topic by their ids, the nearest first; what is not public, too."""
    found = record.library.search(topic, NEAR) if topic.strip() else ()
    return {
        hit.passage.id: hit for hit in found if hit.coverage >= SHARES or hit.standout >= STANDS_OUT
    }


def _same(matter: Matter) -> object:
    """What two matters share that hold up the same words, or the same figures of the same day: a
    statement and its translation."""
    if matter.said is None:
        return matter.key
    if matter.hold is Hold.CHANGED and matter.beside is not None and matter.said.date is not None:
        return matter.hold, matter.said.date, matter.beside.date
    counted = figures(matter.said.words)
    if matter.said.date is not None and len(counted) >= 2:
        return matter.said.date, counted
    return squash(matter.said.words)


def _on_topic(matter: Matter, near: Mapping[str, Found], record: Record, topic: str) -> bool:
    if matter.said is None:
        return record.library.coverage(topic, matter.post or "") >= SHARES
    return speaks_of(topic, matter.said, near, record)


def speaks_of(topic: str, said: Said, near: Mapping[str, Found], record: Record) -> bool:
    """Whether words of the record are on a topic, of which ``near`` are the passages."""
    share = record.library.coverage(topic, said.words)
    hit = near.get(said.passage_id)
    if hit is None:
        # A search gives one of what says the same twice.
        return share >= HOLDS
    # Of a passage one sentence speaks of the topic, and the next of something else.
    return share > 0.0 or len(hit.passage.sentences) == 1 or hit.coverage == 0.0


def _nearness(matter: Matter, near: Mapping[str, Found]) -> float:
    hit = near.get(matter.said.passage_id) if matter.said is not None else None
    return hit.score if hit is not None else 0.0


def _pledges(record: Record) -> Iterator[tuple[float, Matter]]:
    """Promises that are late, given up or running, and figures beside them."""
    holds = {
        Status.LATE: Hold.LATE,
        Status.DROPPED: Hold.DROPPED,
        Status.DUE: Hold.PLEDGE,
        Status.OPEN: Hold.PLEDGE,
    }
    facts = list(_facts(record))
    for one in record.commitments:
        hold, worded = holds.get(one.status), _in_language(one, record)
        if hold is None or worded is None or is_forecast(worded.words):
            continue
        if hold is Hold.PLEDGE and one.deadline is None:
            hold = Hold.PLEDGE_OPEN
        if hold is Hold.PLEDGE_OPEN and not can_be_dated(worded):
            hold = Hold.QUOTE
        said = said_in(worded.passage, worded.words, record.brand)
        fact = _fact_beside(one, facts) if hold is not Hold.LATE else None
        if fact is not None and not _meets(fact.words, said.words, record.language):
            yield _HELD_FIRST[Hold.GAP], Matter(Hold.GAP, said, fact)
        else:
            weight = _HELD_FIRST[hold] + (0.5 if one.firm else 0.0)
            yield weight, Matter(hold, said, deadline=one.deadline)


def _in_language(one: Commitment, record: Record) -> Commitment | None:
    """The wording of a pledge that can be held up, in the rehearsal's language where there is."""
    sayable = [
        worded
        for worded in (one, *one.others)
        if stands_alone(worded.words) and record.public(worded.passage)
    ]
    ours = [worded for worded in sayable if worded.passage.language == record.language]
    return next(iter(ours or sayable), None)


@dataclass(frozen=True)
class _Fact:
    """A figure of the brand's own. ``ours`` is whether it is in the rehearsal's language."""

    said: Said
    about: frozenset[str]
    date: str
    ours: bool


def _facts(record: Record) -> Iterator[_Fact]:
    for passage in record.passages:
        if passage.kind is not Kind.FACT or passage.date is None or not record.public(passage):
            continue
        for one in sayable(passage, record.language):
            if one.figures and not one.pledge:
                yield _Fact(
                    said_in(passage, one.words, record.brand),
                    pledged.subject(one.words, passage.language),
                    passage.date,
                    passage.language == record.language,
                )


def _fact_beside(one: Commitment, facts: Sequence[_Fact]) -> Said | None:
    """A figure of the brand's own, said since, on what was promised."""
    subject = pledged.about(one)
    since = [fact for fact in facts if (one.passage.date or "") < fact.date]
    near = [
        (fact.ours, fact.date, shared, fact)
        for fact in since
        if (shared := len(subject & fact.about)) >= 2 and shared / len(subject) >= BESIDE
    ]
    return max(near, key=lambda found: found[:3])[3].said if near else None


def _changes(record: Record) -> Iterator[tuple[float, Matter]]:
    """What was said, and what replaced it."""
    heads: dict[str, list[Passage]] = {}
    for passage in record.passages:
        heads.setdefault(passage.document_id, []).append(passage)
    for passage in record.passages:
        after = passage.superseded_by
        if after is None or not record.public(passage) or passage.kind in _NOT_HELD:
            continue
        later = [
            (one, words)
            for one in heads.get(after.document_id, ())
            if record.public(one)
            for words in sayable(one, record.language)
        ]
        for words in sayable(passage, record.language):
            nearest = _nearest(words.words, passage.language, later)
            if nearest is not None and squash(nearest[1].words) != squash(words.words):
                yield (
                    _HELD_FIRST[Hold.CHANGED],
                    Matter(
                        Hold.CHANGED,
                        said_in(passage, words.words, record.brand),
                        said_in(nearest[0], nearest[1].words, record.brand),
                    ),
                )


def _nearest(
    words: str, language: str | None, later: Iterable[tuple[Passage, Quotable]]
) -> tuple[Passage, Quotable] | None:
    """The later sentence on the same subject."""
    about = pledged.subject(words, language)
    scored = [
        (len(about & pledged.subject(one.words, passage.language)), passage, one)
        for passage, one in later
    ]
    best = max(scored, key=lambda found: found[0], default=None)
    if best is None or best[0] < 2:
        return None
    return best[1], best[2]


def _quotes(record: Record) -> Iterator[tuple[float, Matter]]:
    """What the brand and its people said, the boldest and the most exact first."""
    for passage in record.passages:
        if passage.kind in _NOT_HELD or passage.superseded_by or not record.public(passage):
            continue
        # A careful past reply is a poor thing to hold up beside a chief executive's own words.
        base = _HELD_FIRST[Hold.QUOTE] - (1.0 if passage.kind is Kind.REPLY else 0.0)
        base += 0.5 if passage.date is not None else -1.0
        base += 0.3 if voice_of(passage, record.brand) is Voice.PERSON else 0.0
        for one in sayable(passage, record.language):
            if one.ages and passage.date is None:
                continue
            weight = base + 0.6 * is_bold(one.words)
            weight += 0.4 * one.figures + 0.4 * one.owned + 0.3 * one.pledge
            if len(one.words.split()) < SHORT and not (one.figures or one.pledge):
                weight -= PLAIN
            if not (one.figures or one.pledge or is_bold(one.words)):
                weight -= DULL
            if one.words[:1].islower():
                weight -= CUT_OFF
            # A count of the past is no position: one asks what became of it.
            counted = one.figures and not one.pledge and _is_count(passage, one.words, record.brand)
            hold = Hold.FIGURE if counted else Hold.QUOTE
            yield weight, Matter(hold, said_in(passage, one.words, record.brand))


def _told(record: Record) -> Iterator[tuple[float, Matter]]:
    """What others told the house, and what is on its record: the boldest and most exact first."""
    for passage in record.passages:
        told = passage.kind is Kind.OUTSIDE and passage.superseded_by is None
        if not told or passage.speaker is None or not record.public(passage):
            continue
        # "You" and "your" are what nobody quotes of their own, and the whole point here.
        for words in filter(stands_alone, passage.quotes):
            weight = _HELD_FIRST[Hold.TOLD] + 0.4 * bool(counts(words))
            weight += 0.6 * is_bold(words)
            yield weight, Matter(Hold.TOLD, said_in(passage, words, record.brand))


def _is_count(passage: Passage, words: str, brand: Brand) -> bool:
    """Whether the house counts here; what somebody makes of a figure is a position."""
    if passage.kind is Kind.FACT:
        return True
    if voice_of(passage, brand) is not Voice.HOUSE:
        return False
    # One number may be a name; an amount or a share is counted.
    told = quantities(words, passage.language or "en")
    measured = any(one.unit not in (COUNT, YEAR, DATE) for one in told)
    return measured or len(counts(words)) >= 2


def _posts(record: Record, posts: Sequence[str]) -> Iterator[tuple[float, Matter]]:
    for post in posts:
        words = " ".join(post.split())
        # An insult is no question, and one in another language is not read out.
        asks = "?" in words and detect(words).code == record.language
        if asks and len(words.split()) <= LONGEST:
            yield _HELD_FIRST[Hold.UNANSWERED], Matter(Hold.UNANSWERED, post=words)


def _meets(fact: str, pledge: str, language: str) -> bool:
    """Whether a figure is what a promise of "at least" or "at most" so much asked for."""
    told = quantities(fact, language)
    return any(
        one.unit == other.unit
        and (one.value <= other.value if one.bound == ">" else other.value <= one.value)
        for one in quantities(pledge, language)
        if one.bound
        for other in told
        if other.unit not in ("year", "date")
    )


def said_in(passage: Passage, words: str, brand: Brand) -> Said:
    """Words of a passage, with who said them: a person by name, or the brand. Whoever does not
    speak for it is named with what they are."""
    voice = voice_of(passage, brand)
    who = brand.title or brand.name
    if passage.speaker and voice is not Voice.HOUSE:
        who = passage.speaker
    if voice is Voice.OUTSIDE and passage.role and len(passage.role) <= LONGEST_ROLE:
        who = f"{who}, {passage.role}"
    return Said(passage.id, words, passage.date, who)
