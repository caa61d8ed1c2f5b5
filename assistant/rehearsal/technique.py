"""How a question was met: answered or evaded, bridged, granted, hedged, in whose words.

By rules, whose words are data (``technique.toml``). An answer is one when it gives what was asked
for (:mod:`assistant.rehearsal.asked`), says an honest limit ("we have not published that"), or
speaks of what the record says on the matter (:mod:`assistant.rehearsal.touching`). A bridge is no
fault after an answer; without one it reads as evasive, and is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.checks.exposure.lines import families
from assistant.checks.standing import is_opinion
from assistant.model import Standing
from assistant.rehearsal.asked import Place, places
from assistant.rehearsal.cues import cue, plain
from assistant.rehearsal.touching import Touch, touch
from assistant.rehearsal.values import Bridge, Spot, Technique
from knowledge.cleaning import flat
from knowledge.model import Passage
from knowledge.quantities import quantities
from knowledge.sentences import sentences

WORDS_A_MINUTE = 150
"""At which an answer is said aloud: an even pace on air."""
AT_FIRST = 2.4
"""How evasive an answer is taken to be before anything of it was looked at.

This and the other weights of :func:`answered` are a logistic regression's, rounded, learned from
the planted answers of two records; those learned from either alone have the same signs.
"""
USUAL = Touch(1.5, 0.8)
"""What an answer has in common with a record that nothing is known of."""

SOUNDING, MOST_SOUNDING = 1.5, 4.0
"""What it weighs how an answer sounds, and the log-odds beyond which it makes no difference. It
is chosen, with :data:`AT_FIRST`, as what serves each record when that one is left out of what is
learned from; the weights of :func:`answered` are as they were without it."""

_VAGUE_FROM = 8
"""Words from which a sentence that claims and counts nothing can be called vague."""


@dataclass(frozen=True)
class Said:
    """One sentence of an answer: where it stands in it, and how it stands against the record."""

    words: str
    start: int
    standing: Standing


@dataclass(frozen=True)
class Signs:
    """What speaks for an answer, and against: what :func:`answered` weighs.

    ``missing`` is how much of what was asked for is not given; ``concrete``, whether it has a
    figure, a day or an address; ``opinions`` the share of its sentences that are one;
    ``away`` counts what leads elsewhere; ``challenged`` where nothing was asked; ``touch`` what it
    has in common with the record, ``None`` where nothing of that is known; ``sounds`` the log-odds
    that it sounds like none (:mod:`assistant.rehearsal.likeness`), 0 where that is not known.
    """

    verdict: bool
    missing: float
    limit: bool
    concrete: bool
    opinions: float
    away: int
    challenged: bool
    touch: Touch | None
    sounds: float = 0.0


def weigh(
    question: str,
    answer: str,
    said: Sequence[Said],
    language: str,
    passages: Sequence[Passage] = (),
    sounds: float = 0.0,
) -> Technique:
    """What can be told of how ``answer`` met ``question``; ``said`` are its sentences.

    ``passages`` are those of the record that are near to either; ``sounds`` the log-odds that it
    sounds like no answer.
    """
    spoken = "fr" if language == "fr" else "en"
    met = answered(replace(signs(question, answer, said, spoken, passages), sounds=sounds))
    told = plain(answer)
    bridges = cue("bridge", spoken).search(told) is not None
    count = len(answer.split())
    return Technique(
        answered=met,
        bridge=_bridge(bridges, met),
        acknowledged=cue("granted", spoken).search(told) is not None,
        repeated=_repeated(question, answer),
        hedges=tuple(_to_the_letter(answer, m) for m in cue("hedge", spoken).finditer(told)),
        vague=_vague(said, spoken),
        words=count,
        seconds=round(count * 60 / WORDS_A_MINUTE),
    )


def signs(
    question: str,
    answer: str,
    said: Sequence[Said],
    language: str,
    passages: Sequence[Passage] = (),
) -> Signs:
    """What of ``answer`` bears on whether ``question`` was answered."""
    asking, told = plain(question), plain(answer)
    found = places(question, answer, language)
    words = [one.words for one in said]
    whether = cue("asks.whether", language).search(asking) is not None
    opened = cue("asks.open", language).search(asking) is not None
    return Signs(
        verdict=cue("verdict", language).search(told) is not None,
        missing=sum(one.weight for one in found if not one.filled),
        limit=cue("limit", language).search(told) is not None,
        concrete=_is_concrete(answer, found, language),
        opinions=sum(is_opinion(one, language) for one in words) / max(1, len(words)),
        away=len({match.group() for match in cue("away", language).finditer(told)}),
        challenged=not whether and not opened,
        touch=touch(question, words, passages, language) if passages else None,
    )


def _is_concrete(answer: str, found: Sequence[Place], language: str) -> bool:
    """Whether it has a figure, a day or an address, and not in the place of something else."""
    if any(one.name in ("measure", "verdict") and not one.filled for one in found):
        return False
    return bool(quantities(answer, language)) or any(one.concrete for one in found)


def answered(found: Signs) -> bool:
    """Whether what was found makes an answer."""
    near = found.touch or USUAL
    evasive = AT_FIRST + 1.1 * min(found.away, 2)
    # An opinion may stand after a verdict, and not in its place.
    evasive += 0.0 if found.verdict else 4.0 * found.opinions
    # Who says what they do not know has met the question.
    evasive += 0.0 if found.limit else 2.0 * found.missing
    evasive -= 1.9 * found.verdict + 1.4 * found.limit + 2.5 * found.concrete
    # A reproach is met by speaking of it: there is no place to fill.
    evasive -= 1.4 * found.challenged
    evasive -= 0.75 * near.near + 0.9 * near.joined
    evasive += SOUNDING * max(-MOST_SOUNDING, min(MOST_SOUNDING, found.sounds))
    return evasive <= 0


def _bridge(bridges: bool, met: bool) -> Bridge:
    if not bridges:
        return Bridge.NONE
    return Bridge.AFTER_ANSWER if met else Bridge.INSTEAD


def _repeated(question: str, answer: str) -> tuple[str, ...]:
    """The hostile words that the question brought in and the answer took up, as it has them."""
    asking, told = flat(question), flat(answer)
    both = [
        _to_the_letter(answer, match)
        for family in families()
        if family.search(asking) and (match := family.search(told))
    ]
    return tuple(dict.fromkeys(both))


def _vague(said: Sequence[Said], language: str) -> tuple[Spot, ...]:
    """Sentences that speak for the house and could be said by any."""
    found = []
    for one in said:
        if one.standing is not Standing.NEW and one.standing is not Standing.OPINION:
            continue
        if len(one.words.split()) < _VAGUE_FROM or quantities(one.words, language):
            continue
        if cue("away", language).search(plain(one.words)):
            end = one.start + len(one.words)
            found.append(Spot(one.words, one.start, end, _VAGUE[language]))
    return tuple(found)


_VAGUE = {
    "en": "Nothing here can be counted or checked, and any company could say it.",
    "fr": "Rien ici ne se compte ni ne se vérifie, et toute entreprise pourrait le dire.",
}


def _to_the_letter(text: str, match: re.Match[str]) -> str:
    return text[match.start() : match.end()]


def in_sentences(text: str, language: str) -> list[tuple[int, str]]:
    """The sentences of an answer, each with where it begins."""
    found = [(start, text[start:end].strip()) for start, end in sentences(text, language)]
    return [(start, words) for start, words in found if words]
