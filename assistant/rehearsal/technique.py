"""How a question was met: answered or evaded, bridged, granted, hedged, in whose words.

By rules, whose words are data (``technique.toml``). An answer is one when it gives what was asked
for: a verdict where yes or no settles it, a figure or a day where these are asked, an honest limit
("we have not published that"), or what the record bears out on the matter. A bridge is no fault
after an answer; without one it reads as evasive, and is told.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from assistant.checks.exposure.lines import families, subjects
from assistant.model import Standing
from assistant.rehearsal.values import Bridge, Spot, Technique
from knowledge.cleaning import flat
from knowledge.quantities import DATE, DURATION, YEAR, quantities
from knowledge.sentences import sentences

WORDS_A_MINUTE = 150
"""At which an answer is said aloud: an even pace on air."""
ENOUGH = 1.0
"""The weight of what answers, less what leads away, from which a question counts as answered."""

_BORNE_OUT = frozenset({Standing.QUOTED, Standing.SUPPORTED, Standing.EXTENDS})
_COUNTED = frozenset({*_BORNE_OUT, Standing.CONTRADICTS})
_TIMES = (YEAR, DATE, DURATION)
_ADDRESS = re.compile(r"\b[\w.+-]+@[\w-]+\.\w+|https?://|\bwww\.")
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
    """What speaks for an answer, and against: what :func:`answered` weighs."""

    verdict: bool
    whether: bool
    pressed: bool
    asked: int
    given: int
    limit: bool
    borne_out: int
    figures: bool
    taken_up: float
    away: int


def weigh(question: str, answer: str, said: Sequence[Said], language: str) -> Technique:
    """What rules can tell of how ``answer`` met ``question``; ``said`` are its sentences."""
    spoken = "fr" if language == "fr" else "en"
    found = signs(question, answer, said, spoken)
    met = answered(found)
    plain = _plain(answer)
    bridges = _cue("bridge", spoken).search(plain) is not None
    count = len(answer.split())
    return Technique(
        answered=met,
        bridge=_bridge(bridges, met),
        acknowledged=_cue("granted", spoken).search(plain) is not None,
        repeated=_repeated(question, answer),
        hedges=tuple(_to_the_letter(answer, m) for m in _cue("hedge", spoken).finditer(plain)),
        vague=_vague(said, spoken),
        words=count,
        seconds=round(count * 60 / WORDS_A_MINUTE),
    )


def signs(question: str, answer: str, said: Sequence[Said], language: str) -> Signs:
    """What of ``answer`` bears on whether ``question`` was answered."""
    asking, plain = _plain(question), _plain(answer)
    told = quantities(answer, language)
    times = [one for one in told if one.unit in _TIMES]
    wanted = [
        bool(given)
        for name, given in (
            (
                "measure",
                [q for q in told if q not in times] or _cue("none", language).search(plain),
            ),
            ("when", times or _cue("ahead", language).search(plain)),
        )
        if _cue(f"asks.{name}", language).search(asking)
    ]
    about = subjects(question, language)
    taken = about & subjects(answer, language)
    return Signs(
        verdict=_cue("verdict", language).search(plain) is not None,
        whether=_cue("asks.whether", language).search(asking) is not None,
        pressed=_cue("asks.verdict", language).search(asking) is not None,
        asked=len(wanted),
        given=sum(wanted),
        limit=_cue("limit", language).search(plain) is not None,
        borne_out=sum(one.standing in _COUNTED for one in said),
        figures=bool(told) or _ADDRESS.search(answer) is not None,
        taken_up=len(taken) / len(about) if about else 0.0,
        away=len({m.group() for m in _cue("away", language).finditer(plain)}),
    )


def answered(found: Signs) -> bool:
    """Whether what was found makes an answer."""
    weight = 1.0 * found.verdict if found.asked else 2.0 * found.verdict
    weight += 1.5 * found.limit
    weight += 0.5 * min(found.borne_out, 2)
    weight += 1.5 * found.given
    # Who says what they do not know has met the question.
    weight -= 1.0 * (found.asked - found.given) * (not found.limit)
    weight += 1.0 * found.figures
    weight -= 2.0 * (found.pressed and not found.verdict and not found.limit)
    weight -= 0.5 * min(found.away, 3)
    return weight >= ENOUGH


def is_coming(words: str, language: str) -> bool:
    """Whether a sentence says what is to be, in its speaker's own name: a promise as it is heard.

    In speech "next year the bakery opens a crèche" promises as much as "we will open one".
    """
    spoken = "fr" if language == "fr" else "en"
    plain = _plain(words)
    if plain.rstrip("»”\"' ").endswith("?") or _cue("idle", spoken).search(plain):
        return False
    if _cue("coming", spoken).search(plain):
        return True
    return _cue("ahead", spoken).search(plain) is not None and not _cue("past", spoken).search(
        plain
    )


def _bridge(bridges: bool, met: bool) -> Bridge:
    if not bridges:
        return Bridge.NONE
    return Bridge.AFTER_ANSWER if met else Bridge.INSTEAD


def _repeated(question: str, answer: str) -> tuple[str, ...]:
    """The hostile words that the question brought in and the answer took up, as it has them."""
    asking, plain = flat(question), flat(answer)
    both = [
        _to_the_letter(answer, match)
        for family in families()
        if family.search(asking) and (match := family.search(plain))
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
        if _cue("away", language).search(_plain(one.words)):
            end = one.start + len(one.words)
            found.append(Spot(one.words, one.start, end, _VAGUE[language]))
    return tuple(found)


_VAGUE = {
    "en": "Nothing here can be counted or checked, and any company could say it.",
    "fr": "Rien ici ne se compte ni ne se vérifie, et toute entreprise pourrait le dire.",
}


def _to_the_letter(text: str, match: re.Match[str]) -> str:
    return text[match.start() : match.end()]


def _plain(text: str) -> str:
    """The text letter by letter without case and accents, its length as it was."""
    return flat(text).replace("’", "'")


def in_sentences(text: str, language: str) -> list[tuple[int, str]]:
    """The sentences of an answer, each with where it begins."""
    found = [(start, text[start:end].strip()) for start, end in sentences(text, language)]
    return [(start, words) for start, words in found if words]


@cache
def _cue(name: str, language: str) -> re.Pattern[str]:
    table: Any = _data()
    for part in name.split("."):
        table = table[part]
    return re.compile(table[language])


@cache
def _data() -> dict[str, Any]:
    raw = files("assistant.rehearsal").joinpath("technique.toml").read_text("utf-8")
    return tomllib.loads(raw)
