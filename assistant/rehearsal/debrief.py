"""The debrief of a rehearsal: what held and what did not, and what to say instead.

For whoever answered, to be read in two minutes: no marks are given, and what is to be mended comes
with an answer that could be given.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.rehearsal.bettering import Bettering, rooted
from assistant.rehearsal.comparing import compare
from assistant.rehearsal.lines import quoted_lines
from assistant.rehearsal.outcome import (
    Compared,
    Debrief,
    Debriefed,
    Fault,
    Footing,
    Gap,
    Progress,
)
from assistant.rehearsal.progress import progress
from assistant.rehearsal.recalled import shown_once
from assistant.rehearsal.session import Rehearsal, Rehearsals
from assistant.rehearsal.sources import Sources
from assistant.rehearsal.texts import Words
from assistant.rehearsal.values import LEVELS, Assessment, Hold, Question, Turn
from assistant.rehearsal.weighing import HEARD, measures, merits, weaknesses
from knowledge.cleaning import one_line
from knowledge.errors import UnknownThing

LONGEST_TOPIC = 140
"""Characters of a topic in a list."""
_NO_GAP = (Footing.RECORD, Footing.WITHDRAWN)
_GAPS = {
    Hold.TOLD: "gap told",
    # What was neither promised nor counted: nothing can have become of it.
    Hold.QUOTE: "gap said",
    Hold.CHANGED: "gap said",
}

Report = Callable[[int, int], None]
"""Told how many of the turns are debriefed, and of how many."""


class Debriefing:
    """What rehearsals come to. Safe to share between threads; reads, and keeps nothing."""

    def __init__(self, rehearsals: Rehearsals, better: Bettering) -> None:
        self._rehearsals = rehearsals
        self._better = better

    def debrief(self, rehearsal: str, person: str, report: Report | None = None) -> Debrief:
        """What became of the path a rehearsal stands at; ``report`` hears of each turn.

        Raises :class:`UnknownThing` for a rehearsal that is not one's own, nor shared with one.
        """
        one = self._rehearsals.read(rehearsal, person)
        words, sources = Words(one.listed.terms.language), Sources()
        answered = [turn for turn in one.path if turn.assessment is not None]
        turns = []
        for number, turn in enumerate(answered, 1):
            if report is not None:
                report(number - 1, len(answered))
            turns.append(self._turn(number, turn, one, words, sources))
        gaps = _gaps(turns, one, words)
        return Debrief(
            listed=one.listed,
            challenger=self._label(one),
            summary=_summary(turns, words),
            turns=tuple(turns),
            lines=quoted_lines(answered, words.language),
            gaps=gaps,
            steps=tuple(_steps(turns, gaps, one, words)),
            measures=measures(answered),
            sources=tuple(sources.listed()),
        )

    def compare(self, rehearsal: str, person: str, one: str, other: str) -> Compared:
        """Two answers to one question, by the ids of their turns.

        Raises :class:`UnknownThing`, and :class:`BadRequest` for turns that are not two answers to
        one question.
        """
        whole = self._rehearsals.read(rehearsal, person)
        by_id = {turn.id: turn for turn in whole.branches}
        for identity in (one, other):
            if identity not in by_id:
                raise UnknownThing("This turn is no part of the rehearsal.")
        return compare(by_id[one], by_id[other], whole.listed.terms.language)

    def progress(self, person: str, brand: str | None = None, language: str = "en") -> Progress:
        """How somebody gets on, over their own rehearsals."""
        listed = [
            one for one in self._rehearsals.shelf.recent(person, brand) if one.person == person
        ]
        read = [self._rehearsals.read(one.id, person) for one in listed]
        return progress(person, read, language)

    def _label(self, one: Rehearsal) -> str:
        terms = one.listed.terms
        challenger = self._rehearsals.challengers.get(terms.challenger)
        if challenger is None:
            return terms.challenger
        return challenger.labels.get(terms.language, terms.challenger)

    def _turn(
        self, number: int, turn: Turn, one: Rehearsal, words: Words, sources: Sources
    ) -> Debriefed:
        told, terms = turn.assessment or Assessment(), one.listed.terms
        passages = {passage.id: passage for passage in told.passages}
        for spot in told.contradictions:
            if spot.against is not None and spot.against.passage_id in passages:
                sources.number(passages[spot.against.passage_id])
        for claim in shown_once(told.recalled):
            for each in claim.before:
                if each.said.passage_id in passages:
                    sources.number(passages[each.said.passage_id])
        found = Debriefed(number, turn, merits(told, words), weaknesses(told, words))
        if found.held:
            return found
        asked = [before.question for before in _until(one.path, turn)]
        better = self._better(asked, terms.brand, terms.language, terms.topic, sources, told)
        return Debriefed(number, turn, found.merits, found.weaknesses, better)


def _until(path: Sequence[Turn], turn: Turn) -> list[Turn]:
    return list(path[: path.index(turn) + 1])


def _summary(turns: Sequence[Debriefed], words: Words) -> str:
    """What became of the answers, in a few sentences."""
    if not turns:
        return words("answers none")
    held = sum(one.held for one in turns)
    told = [words.some("answers", len(turns))]
    if held == len(turns):
        told.append(words("held all"))
    elif held == 0:
        told.append(words("held none"))
    else:
        told.append(words.some("held", held))
    for fault, key in (
        (Fault.CONTRADICTION, "contradictions"),
        (Fault.PROMISE, "promises"),
        (Fault.EVASION, "evasions"),
    ):
        if count := len(_with(turns, fault)):
            told.append(words.some(key, count))
    return " ".join(told)


def _with(turns: Sequence[Debriefed], fault: Fault) -> list[Debriefed]:
    return [one for one in turns if any(weak.fault is fault for weak in one.weaknesses)]


def _gaps(turns: Sequence[Debriefed], one: Rehearsal, words: Words) -> tuple[Gap, ...]:
    """What the record had no answer to, or none beyond what was held up."""
    found: dict[str, list[int]] = {}
    for told in turns:
        if told.better is None or told.better.footing in _NO_GAP:
            continue
        asked = [before.question for before in _until(one.path, told.turn)]
        topic = _topic(rooted(asked), one.listed.terms.topic, words)
        found.setdefault(topic, []).append(told.number)
    return tuple(Gap(topic, tuple(numbers)) for topic, numbers in found.items())


def _topic(question: Question, topic: str, words: Words) -> str:
    matter = question.matter
    if matter is not None and matter.post:
        return words("gap post", quote=words.quote(one_line(matter.post, LONGEST_TOPIC)))
    said = next(iter(question.quoted), None)
    if said is not None and (matter is None or matter.hold is not Hold.TOPIC):
        quote = words.quote(one_line(said.words, LONGEST_TOPIC))
        key = _GAPS.get(matter.hold, "gap words") if matter is not None else "gap words"
        return words(key, quote=quote, who=said.who, date=words.day(said.date))
    return topic or one_line(question.text, LONGEST_TOPIC)


def _steps(
    turns: Sequence[Debriefed], gaps: Sequence[Gap], one: Rehearsal, words: Words
) -> list[str]:
    """What to do next, the most pressing first."""
    if not turns:
        return [words("step begin")]
    steps = []
    for fault, key in (
        (Fault.CONTRADICTION, "step contradiction"),
        (Fault.PROMISE, "step promise"),
        (Fault.EVASION, "step evasion"),
    ):
        if found := _with(turns, fault):
            steps.append(words(key, turns=_numbered(found, words)))
    if gaps:
        several = len(gaps) > 1
        topics = words("step gaps", count=len(gaps)) if several else gaps[0].topic
        steps.append(words("step gap", topics=topics))
    if any(told.better and "[" in told.better.text for told in turns):
        steps.append(words("step fill"))
    if long := _with(turns, Fault.LONG):
        steps.append(words("step long", turns=_numbered(long, words), most=HEARD))
    if all(told.held for told in turns):
        level = one.listed.terms.level
        harder = level < LEVELS[-1]
        steps.append(words("step harder" if harder else "step other", level=level + 1))
    return steps


def _numbered(turns: Sequence[Debriefed], words: Words) -> str:
    numbers = [str(one.number) for one in turns]
    return words.some("turn", len(numbers), numbers=words.listed(numbers))
