"""What a sentence states, in terms that both languages and many wordings share.

Words said otherwise: "the harvest beat the one before" and "93 %, against 96 % in 2024" have no
word in common, and speak against each other. So a sentence is read for three things: its *terms*
(what it is about, the same for a French word and its English ones), its *axes* (what can be so or
otherwise: late or on time, by hand or automated; ``axes.toml``), and its figures, where "all" is
100 % and "none" is 0. Which way the figures of one sentence go is an axis too.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from assistant.inference.words import KEPT, take_apart
from knowledge.cleaning import fold
from knowledge.glossary import translations
from knowledge.lately import lately
from knowledge.lexical import STOP
from knowledge.quantities import DATE, DURATION, YEAR, Quantity
from knowledge.stemming import stem

LONG = 5
"""Letters from which words that begin alike in both languages are taken as one: "residue"."""
REACH = 120
"""Characters before a word in which a negation of its clause turns it."""

_BREAK = re.compile(
    r"[.;:!?]|,|\b(?:mais|but|car|because|puisque|since|tandis que|while|whereas|et que|and that)\b"
)
# What should have been was not; "makes no sense" denies what stands before it.
_NOT = {
    "en": re.compile(
        r"\b(?:should have|ought to have|"
        r"not(?! only)|no(?! (?:later|more than|less than))|never|none|nobody|nothing|"
        r"neither|nor|without|cannot|hardly)\b|n't\b"
    ),
    "fr": re.compile(
        r"\bn(?:e|')\s?(?!\w+ que\b)|\b(?:aurai\w* (?:du|fallu)|aurions du|"
        r"pas|jamais|aucune?|rien|sans|ni|personne ne|nul(?:le)?)\b"
    ),
}
_EVERY = {
    "en": re.compile(
        r"\b(?:all(?: of)?(?: (?:our|the|its|their))|every(?: single)?|each and every|entirely)\b"
    ),
    "fr": re.compile(
        r"\b(?:tou(?:s|tes) (?:les|nos|leurs)|viennent tous|sont tou(?:s|tes)|entierement|"
        r"la totalite)\b"
    ),
}
_POINT = re.compile(r"\b(?:point|virgule)\s*$")
_WITHOUT = re.compile(r"\b(?:without|sans)\b")
_SHOULD = re.compile(r"\b(?:(?:should|ought to) have|aurai\w* (?:du|fallu)|aurions du)\b")
_SENSELESS = re.compile(
    r"[\w\s']{0,25}?\b(?:(?:makes|made) no sense|(?:is|was) out of the question|"
    r"n'a(?:vait)? (?:aucun|pas de) sens|est (?:hors de question|exclue?))"
)
_IF = re.compile(
    r"\b(?:unless|if|would|could|si|s'il|sauf si|a moins|pourrai\w*|serai[ts]|serions)\b"
)
_AGAINST = re.compile(
    r"\b(?:against|compared (?:to|with)|versus|up from|down from|from|contre|au lieu de)\b"
)
_TO = re.compile(r"\b(?:from|de|passee?s?|went|gone)\b.{0,60}\b(?:to|a)\b")
_EVER = {
    "en": re.compile(r"\b(?:never|always|ever|no longer|not any more|any longer|from the start)\b"),
    "fr": re.compile(r"\b(?:jamais|toujours|plus aucune?|depuis (?:le|toujours)|n'\w+ plus)\b"),
}
_UP_TO = re.compile(
    r"\b(?:until|till|up to|before|by|through|no later than|jusqu'(?:a|au|aux)|avant|d'ici)"
    r"(?: (?:the|end|of|a|la|le|les|fin|de|comptes|accounts|for|en|\w+ier|\w+bre))*\s*$"
)
_SAID = re.compile(
    r"\b(?:said|promised|announced|pledged|aimed|avions dit|avions promis|avions annonce|visions)\b"
)
_WERE = re.compile(
    r"\b(?:were at|was|reached|stood at|got to|etions a|etait a|sommes a|en etions)\b"
)
_WHEN = frozenset({YEAR, DATE})
_WORD = re.compile(r"[a-z]{2,}(?:-[a-z]+)*")


@dataclass(frozen=True)
class Stated:
    """What one sentence states.

    ``terms`` is what it is about; ``denied`` and ``affirmed`` which of them are said with a
    negation and without; ``axes`` are axes with the sides they are said with, 1 or -1;
    ``figures`` are those that measure, ``years`` those that date, ``until`` those up to which
    something holds. ``all_time``: it is said of every year there was; ``every``: of all there
    are; ``ends``: something is said to be no more.
    """

    terms: frozenset[str]
    affirmed: frozenset[str]
    denied: frozenset[str]
    axes: Mapping[str, frozenset[int]]
    figures: tuple[Quantity, ...]
    years: frozenset[int]
    until: frozenset[int]
    all_time: bool
    every: bool
    ends: bool


@lately(KEPT)
def stated(text: str, language: str) -> Stated:
    """What ``text`` states, in ``fr`` or ``en``. Kept until :func:`forget`."""
    said = take_apart(text, language)
    flat = fold(text).replace("’", "'")
    axes: dict[str, set[int]] = {}
    for name, side in _sides(flat, language):
        axes.setdefault(name, set()).add(side)
    measures = tuple(
        f
        for f in said.figures
        # The end of "four point two million" is not two million.
        if f.unit not in _WHEN and not _POINT.search(flat[: f.start])
    )
    for name, side in _moves(flat, measures):
        axes.setdefault(name, set()).add(side)
    signs: dict[str, set[int]] = {}
    for term, side in _signed(flat, language):
        signs.setdefault(term, set()).add(side)
    return Stated(
        terms=frozenset(signs),
        affirmed=frozenset(t for t, sides in signs.items() if sides == {1}),
        denied=frozenset(t for t, sides in signs.items() if sides == {-1}),
        axes={name: frozenset(sides) for name, sides in axes.items()},
        figures=measures,
        years=frozenset(_year(f) for f in said.figures if f.unit in _WHEN) - {0},
        until=frozenset(_year(f) for f in said.figures if f.unit in _WHEN and _until(flat, f))
        - {0},
        all_time=bool(_EVER[language].search(flat)),
        every=bool(_EVERY[language].search(flat)) and not _NOT[language].search(flat),
        ends=bool(said.ends or said.denials),
    )


def same(one: str, other: str) -> bool:
    """Whether two terms are one: to the letter, or by how they begin in either language."""
    return one == other or (len(one) >= LONG and len(other) >= LONG and one[:LONG] == other[:LONG])


def _term(word: str, language: str) -> str:
    return _of(stem(word, language), language)


@lru_cache(maxsize=KEPT)
def _of(stemmed: str, language: str) -> str:
    """The English stem of a French one, where the glossary has it; else the stem itself."""
    named = _synonyms(language).get(stemmed)
    if named is not None:
        return named
    known = translations("fr").get(stemmed) if language == "fr" else None
    return _synonyms("en").get(known[0], known[0]) if known else stemmed


@cache
def _synonyms(language: str) -> dict[str, str]:
    """From a stem to the term of its line."""
    found: dict[str, str] = {}
    for line in _data()["synonyms"][language].strip().splitlines():
        words = line.split()
        for word in words[0 if language == "en" else 1 :]:
            found.setdefault(stem(word, language), stem(words[0], "en"))
    return found


def _until(flat: str, figure: Quantity) -> bool:
    return bool(_UP_TO.search(flat[: figure.start]))


def _year(figure: Quantity) -> int:
    return int(figure.value) if figure.unit == YEAR else int(figure.value) // 10_000


def _sides(flat: str, language: str) -> Iterator[tuple[str, int]]:
    """Each axis that is spoken of, with its side."""
    for name, side, pattern in _axes(language):
        for match in pattern.finditer(flat):
            before = _BREAK.split(flat[max(0, match.start() - REACH) : match.start()])[-1]
            if _IF.search(before):
                continue
            # In "ne … pas encore", or "late, and not early", one negation is all there is.
            turned = bool(_NOT[language].search(before))
            turned ^= bool(_SENSELESS.match(flat, match.end()))
            yield name, -side if turned else side


def _signed(flat: str, language: str) -> Iterator[tuple[str, int]]:
    """Each term with the side it is said with: what a clause's "not" stands before is denied."""
    for clause in _BREAK.split(flat):
        denies = None if _SHOULD.search(clause) else _NOT[language].search(clause)
        # "Not … without" affirms what follows the second.
        again = _WITHOUT.search(clause, denies.end()) if denies else None
        for match in _WORD.finditer(clause):
            word = match.group()
            if word in STOP[language] or word in _empty():
                continue
            at = match.start()
            turned = denies and at > denies.start() and not (again and at > again.start())
            yield _term(word, language), -1 if turned else 1


def _moves(flat: str, measures: tuple[Quantity, ...]) -> Iterator[tuple[str, int]]:
    """Which way two figures go: more or less than before, short of what was said or not."""
    pairs = [
        (one, other)
        for at, one in enumerate(measures)
        for other in measures[at + 1 :]
        if one.unit == other.unit and one.unit != DURATION and one.value != other.value
    ]
    for first, then in pairs[:1]:
        between = flat[first.end : then.start]
        if _SAID.search(flat[: first.start]) and _WERE.search(between):
            yield "reached", 1 if then.value >= first.value else -1
        elif _AGAINST.search(between):
            yield "more", 1 if first.value > then.value else -1
        elif _TO.search(flat[max(0, first.start - 30) : then.start + 1]):
            yield "more", 1 if then.value > first.value else -1


@cache
def _empty() -> frozenset[str]:
    """Words that say how much, when or how often, and not of what."""
    return frozenset(_data()["empty"]["words"].split())


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("assistant.inference").joinpath("axes.toml").read_text("utf-8"))


@cache
def _axes(language: str) -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    return tuple(
        (name, side, re.compile(rf"(?<![\w-])(?:{sides[key][language]})(?![\w])"))
        for name, sides in _data().items()
        for key, side in (("so", 1), ("not_so", -1))
        if key in sides and name not in ("synonyms", "empty")
    )
