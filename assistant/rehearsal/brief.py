"""The interview brief: one page on a topic for whoever goes on air.

It is made as a challenger prepares, from the same matter: what was said and promised on the topic,
and the hardest questions that come of it. Only what is public on the day is given to be said; what
must not be said is named, and what the record does not know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from assistant.conflicts import counts, figures
from assistant.errors import BadRequest
from assistant.evidence import Found
from assistant.quoting import Quotable, quotable_sentences
from assistant.rehearsal.asking import Script, next_question
from assistant.rehearsal.bettering import Bettering
from assistant.rehearsal.briefed import (
    Avoid,
    Avoided,
    Brief,
    Figure,
    HardQuestion,
    Position,
    Promise,
)
from assistant.rehearsal.challengers import Challenger
from assistant.rehearsal.matter import Record, near_to, said_in, speaks_of
from assistant.rehearsal.outcome import Footing
from assistant.rehearsal.sources import Sources
from assistant.rehearsal.texts import Words
from assistant.rehearsal.values import Hold, Matter, Question, Said
from knowledge.cleaning import clean, one_line, squash
from knowledge.model import Commitment, Kind, Passage, Status

POSITIONS, PROMISES, FIGURES, QUESTIONS, AVOIDED = 4, 4, 3, 3, 5
"""What one page holds, at most."""
LONGEST_TOPIC = 300
ALONE = 4.5
"""How far a passage stands out of the record (standard deviations) to be on the topic without any
of its words: a challenger may reach further than whoever must answer for it."""
HARD = 2
"""The level that the questions are asked at."""
ASKED_BY = ("journalist", "activist", "regulator")
"""Who asks them, one each, where they are among the challengers."""

_POSITION = frozenset({Kind.STATEMENT, Kind.PURPOSE, Kind.COMMITMENT, Kind.FACT})
_NOT_WARNED_OF = frozenset({Kind.ALLY, Kind.OUTSIDE, Kind.REPLY})
_RUNNING = (Status.LATE, Status.DUE, Status.OPEN, Status.DROPPED, Status.SUPERSEDED, Status.KEPT)

Limits = Callable[[str, str], Sequence[tuple[str, str]]]
"""A text, its language -> the topics that are off limits in it, each with whom to ask."""


class Briefing:
    """Makes briefs. Safe to share between threads; reads, and keeps nothing."""

    def __init__(
        self,
        record_of: Callable[[str, str], Record],
        matters: Callable[[str, str, str], Sequence[Matter]],
        challengers: Mapping[str, Challenger],
        better: Bettering,
        limits: Limits,
    ) -> None:
        self._record_of = record_of
        self._matters = matters
        self._challengers = challengers
        self._better = better
        self._limits = limits

    def __call__(self, topic: str, brand: str, language: str) -> Brief:
        """The brief on ``topic``. Raises :class:`BadRequest` without one, or a language to do."""
        about = one_line(clean(topic).text, LONGEST_TOPIC)
        if not about:
            raise BadRequest(
                "A brief is on a topic: say which, in a few words.",
                "Une fiche porte sur un sujet\u00a0: dites lequel, en quelques mots.",
            )
        if language not in ("en", "fr"):
            raise BadRequest(
                "A brief is in English (en) or in French (fr).",
                "Une fiche est en français (fr) ou en anglais (en).",
            )
        record, words, sources = self._record_of(brand, language), Words(language), Sources()
        found = _OnTopic(about, record, near_to(about, record))
        matters = [
            one
            for one in self._matters(brand, about, language)
            if one.on_topic and (one.said is None or found.speaks(one.said))
        ]
        positions = _positions(found, matters, sources)
        promises = _promises(found, sources)
        counted = _figures(found, sources)
        questions = tuple(self._questions(about, brand, language, matters, sources))
        avoid = tuple(chain(self._off_limits(about, language, words), _avoided(found, words)))
        told = record.brand
        return Brief(
            brand=told.name,
            title=told.title or told.name,
            topic=about,
            language=language,
            day=record.today.isoformat(),
            positions=positions,
            promises=promises,
            figures=counted,
            questions=questions,
            avoid=avoid[:AVOIDED],
            gaps=tuple(_gaps(positions, promises, counted, questions, record, words)),
            sources=tuple(sources.listed()),
        )

    def _questions(
        self,
        topic: str,
        brand: str,
        language: str,
        matters: Sequence[Matter],
        sources: Sources,
    ) -> Iterator[HardQuestion]:
        """The hardest questions, each on another matter and by somebody else."""
        known = [self._challengers[name] for name in ASKED_BY if name in self._challengers]
        known = known or list(self._challengers.values())
        asked: list[Question] = []
        for at in range(QUESTIONS if known else 0):
            challenger = known[at % len(known)]
            # What was asked is on another matter; whoever asks next was not there to open.
            script = Script(challenger, HARD, language, topic, matters)
            question = next_question(script, asked or (Question(""),))
            if question is None:
                return
            asked.append(question)
            answer = self._better([question], brand, language, topic, sources)
            label = challenger.labels.get(language, challenger.name)
            yield HardQuestion(question, label, answer)

    def _off_limits(self, topic: str, language: str, words: Words) -> Iterator[Avoid]:
        for name, ask in self._limits(topic, language):
            why = words("avoid off-limits", ask=ask)
            yield Avoid(Avoided.OFF_LIMITS, name, why)


@dataclass(frozen=True)
class _OnTopic:
    """What of the record is on the topic: ``near`` by passage, the nearest first."""

    topic: str
    record: Record
    near: Mapping[str, Found]

    def passages(self) -> list[Passage]:
        return [hit.passage for hit in self.near.values()]

    def sentences(self, passage: Passage) -> list[tuple[Quotable, Said]]:
        """The sentences of a passage on the topic that can stand alone, the nearest first."""
        language = "fr" if (passage.language or self.record.language) == "fr" else "en"
        found = [
            (one, said)
            for one in quotable_sentences(passage.text, passage.sentences, language)
            if not one.partial and not one.blemish
            for said in [said_in(passage, one.words, self.record.brand)]
            if self.speaks(said)
        ]
        return sorted(found, key=lambda pair: -self.share(pair[1]))

    def speaks(self, said: Said) -> bool:
        """Whether words are on the topic: with its words, or standing out far without them."""
        if not speaks_of(self.topic, said, self.near, self.record):
            return False
        hit = self.near.get(said.passage_id)
        return self.share(said) > 0.0 or (hit is not None and hit.standout >= ALONE)

    def share(self, said: Said) -> float:
        return self.record.library.coverage(self.topic, said.words)

    def speakable(self) -> list[Passage]:
        """What may be said, in the brief's language; in another where there is nothing else."""
        public = [
            one
            for one in self.passages()
            if one.kind in _POSITION and one.superseded_by is None and self.record.public(one)
        ]
        return [one for one in public if one.language == self.record.language] or public


def _positions(
    found: _OnTopic, matters: Sequence[Matter], sources: Sources
) -> tuple[Position, ...]:
    """What was said on the topic, the newest first, then what it replaced."""
    record = found.record
    # A document speaks once: its nearest words to the topic.
    said: dict[str, tuple[Passage, Said]] = {}
    for passage in found.speakable():
        if passage.kind is Kind.FACT or len(said) == POSITIONS:
            continue
        for _, words in found.sentences(passage)[:1]:
            said.setdefault(passage.document_id, (passage, words))
    newest = sorted(said.values(), key=lambda one: one[0].date or "", reverse=True)
    positions = [Position(one, sources.number(passage)) for passage, one in newest]
    passages = {passage.id: passage for passage in record.passages}
    for matter in matters:
        if matter.hold is Hold.CHANGED and matter.said is not None and matter.beside is not None:
            before = passages.get(matter.said.passage_id)
            if before is not None and before.language == record.language:
                number = sources.number(before)
                old = Position(matter.said, number, superseded=True, replaced=matter.beside)
                return (*positions, old)
    return tuple(positions)


def _promises(found: _OnTopic, sources: Sources) -> tuple[Promise, ...]:
    """What was promised on the topic: late before due, due before open; each once."""
    record = found.record
    listed: dict[object, tuple[Commitment, Commitment, Said]] = {}
    for one in record.commitments:
        public = [worded for worded in (one, *one.others) if record.public(worded.passage)]
        ours = [worded for worded in public if worded.passage.language == record.language]
        for worded in (ours or public)[:1]:
            said = said_in(worded.passage, worded.words, record.brand)
            if not found.speaks(said):
                continue
            # A promise and its translation have their day and their figures in common.
            same = (said.date, figures(said.words)) if said.date else squash(said.words)
            if same not in listed or ours:
                listed[same] = (one, worded, said)
    ordered = sorted(listed.values(), key=lambda told: _RUNNING.index(told[0].status))
    promises = []
    for one, worded, said in ordered[:PROMISES]:
        because = one.because if one.because and record.public(one.because) else None
        number = sources.number(worded.passage)
        after = sources.number(because) if because is not None else None
        promises.append(Promise(said, number, one.status, one.deadline, after))
    return tuple(promises)


def _figures(found: _OnTopic, sources: Sources) -> tuple[Figure, ...]:
    """The newest figures of the brand's own on the topic."""
    listed = [
        (passage, said)
        for passage in found.speakable()
        if passage.kind is Kind.FACT and passage.date is not None
        for one, said in found.sentences(passage)
        if one.figures and not one.pledge and counts(one.words)
    ]
    newest = sorted(listed, key=lambda one: one[0].date or "", reverse=True)[:FIGURES]
    return tuple(Figure(said, sources.number(passage)) for passage, said in newest)


def _avoided(found: _OnTopic, words: Words) -> Iterator[Avoid]:
    """What was replaced, and what is not public: its title, and never its words."""
    told: set[str] = set()
    record = found.record
    today = record.today.isoformat()
    for passage in found.passages():
        if passage.document_id in told or passage.kind in _NOT_WARNED_OF:
            continue
        title = passage.title or passage.heading or passage.id
        if not record.public(passage):
            told.add(passage.document_id)
            until = passage.access.embargoed_until
            held = until is not None and until > today
            key = "avoid embargoed" if held else "avoid internal"
            yield Avoid(Avoided.NOT_PUBLIC, title, words(key, date=words.day(until)))
        elif passage.superseded_by is not None and passage.language == record.language:
            told.add(passage.document_id)
            after = passage.superseded_by
            why = words(
                "avoid superseded", title=words.quote(after.title), date=words.day(after.date)
            )
            for _, said in found.sentences(passage)[:1]:
                yield Avoid(Avoided.SUPERSEDED, said.words, why)


def _gaps(
    positions: Sequence[Position],
    promises: Sequence[Promise],
    counted: Sequence[Figure],
    questions: Sequence[HardQuestion],
    record: Record,
    words: Words,
) -> Iterator[str]:
    """What the record does not know."""
    if not any(not one.superseded for one in positions):
        yield words("brief no position")
    if not counted:
        yield words("brief no figure")
    for one in promises:
        if one.status is Status.LATE:
            quote = words.quote(one.said.words)
            yield words("brief late", quote=quote, date=words.day(one.deadline))
    newest = max((one.said.date or "" for one in counted), default="")
    if newest and newest[:4] < str(record.today.year - 1):
        yield words("brief old figures", date=words.day(newest))
    for number, asked in enumerate(questions, 1):
        if asked.answer.footing is not Footing.RECORD:
            yield words(f"brief {asked.answer.footing}", number=number)
