"""What is to be said of one answer: what was done well, what is to be mended, what it counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import fmean

from assistant.model import Standing
from assistant.rehearsal.outcome import Fault, Measures, Weakness
from assistant.rehearsal.texts import Words
from assistant.rehearsal.values import Assessment, Bridge, Spot, Turn

HEARD = 45
"""Seconds of an answer that are kept on air."""
SEVERAL = 2
"""Hedges from which an answer takes itself back."""

_BORNE = frozenset({Standing.QUOTED, Standing.SUPPORTED})
_NO_CLAIM = frozenset({Standing.COURTESY, Standing.OPINION, Standing.NOT_CHECKED})


def weaknesses(told: Assessment, words: Words) -> tuple[Weakness, ...]:
    """What there is to mend, the gravest first."""
    return tuple(_weaknesses(told, words))


def _weaknesses(told: Assessment, words: Words) -> Iterator[Weakness]:
    way = told.technique
    for spot in told.contradictions:
        yield Weakness(Fault.CONTRADICTION, _against(spot, words), spot.words, spot.against)
    for spot in told.promises:
        yield Weakness(Fault.PROMISE, spot.message, spot.words)
    if not way.answered:
        instead = way.bridge is Bridge.INSTEAD
        yield Weakness(Fault.EVASION, words("bridge" if instead else "evasion"))
    for spot in way.vague:
        yield Weakness(Fault.VAGUE, spot.message, spot.words)
    for taken in way.repeated:
        yield Weakness(Fault.REPEATED, words("repeated"), taken)
    if len(way.hedges) >= SEVERAL:
        quoted = ", ".join(words.quote(one) for one in dict.fromkeys(way.hedges))
        yield Weakness(Fault.HEDGED, words("hedged", words=quoted))
    if way.seconds > HEARD:
        yield Weakness(Fault.LONG, words("long", seconds=way.seconds, most=HEARD))


def _against(spot: Spot, words: Words) -> str:
    said = spot.against
    if said is None:
        return spot.message or words("contradiction bare")
    date, quote = words.day(said.date), words.quote(said.words)
    return words("contradiction", who=said.who, date=date, quote=quote)


def merits(told: Assessment, words: Words) -> tuple[str, ...]:
    """What was done well, in sentences."""
    way = told.technique
    borne = borne_out(told)
    found = [
        words("answered") if way.answered else "",
        words("granted") if way.acknowledged else "",
        words("bridged") if way.bridge is Bridge.AFTER_ANSWER else "",
        words.some("borne", borne) if borne else "",
    ]
    return tuple(one for one in found if one)


def borne_out(told: Assessment) -> int:
    """How many sentences rest on the record."""
    return sum(one.standing in _BORNE for one in told.sentences)


def claims(told: Assessment) -> int:
    """How many sentences say something that can be on record."""
    return sum(one.standing not in _NO_CLAIM for one in told.sentences)


def measures(turns: Sequence[Turn]) -> Measures:
    """What can be counted of the answers among ``turns``."""
    told = [turn.assessment for turn in turns if turn.assessment is not None]
    voices = [one.voice for one in told if one.voice is not None]
    return Measures(
        answers=len(told),
        answered=sum(one.technique.answered for one in told),
        promises=sum(len(one.promises) for one in told),
        contradictions=sum(len(one.contradictions) for one in told),
        claims=sum(claims(one) for one in told),
        borne_out=sum(borne_out(one) for one in told),
        seconds=fmean(one.technique.seconds for one in told) if told else None,
        voice=fmean(voices) if voices else None,
    )
