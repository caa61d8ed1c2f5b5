"""What a claim may stand on: a certificate, a fact with its figure, a plan, a test, the statutes.

Grounds stand beside the claim on the same medium, or on the brand's record. A ground that is
named only to say that it is over, refused or yet to come ("our application for the EU Ecolabel")
is none.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.checks.claims.letters import letters_of
from assistant.checks.claims.rules import phrase, wording, words
from knowledge.quantities import SHARE, quantities
from knowledge.sentences import sentences
from knowledge.stemming import stemmer

_NEAR = 45
_ONLY = re.compile(
    r"(?<![a-z])(?:only|just|seule?s?|uniquement|seulement)\s"
    r"(?:our\s|the\s|la\s|le\s|les\s|l'|nos\s|notre\s)(\w+)"
)
_STOPS = re.compile(r"[.!?;\n]\s")
# These are told by what is not done, or not had: nothing shakes them.
_FIRM = frozenset(
    (
        "apart",
        "lifecycle",
        "lawful",
        "due",
        "security",
        "harm",
        "limiter",
        "admitted",
        "failed",
        "compatible",
    )
)
OF_THE_BRAND = frozenset(("plan", "verified", "whole", "statutes", "statutes_cited", "bilan"))
"""Grounds that hold for the brand as a whole, whatever product a claim is about."""
_MEASURES = frozenset((SHARE, "t", "km", "m2", "m3", "kWh", "kW", "°C", "times"))


def stands(kind: str, text: str) -> bool:
    """Whether ``text`` has grounds of that kind; "plan+verified" asks for both."""
    if "+" in kind:
        return all(stands(one, text) for one in kind.split("+"))
    letters = letters_of(text).folded
    if kind == "specification":
        return _specified(text, letters)
    if kind == "figure":
        return _figure(text) and bool(phrase("grounds", "fact").search(letters))
    if kind == "scope":
        limited = phrase("shaken", "example").sub(" ", phrase("shaken", "all_of").sub(" ", letters))
        return bool(components(limited)) or _partial(text)
    return any(
        kind in _FIRM or not _shaken(letters, match.span())
        for match in _pattern(kind).finditer(letters)
    )


def lapsed(record: str, year: int) -> bool:
    """Whether a text on record says that it held until a year that is over."""
    until = phrase("shaken", "until").findall(letters_of(record).folded)
    return bool(until) and max(int(one) for one in until) < year


def about(claim: str, record: str, language: str) -> bool:
    """Whether a text on record may be about what the claim is about.

    A certificate for the paint supports nothing said of the soap, nor of the brand. A text that
    names no product, or is in another language, can't be told to be about something else.
    """
    theirs = letters_of(record).folded
    french = len(phrase("status", "french").findall(theirs)) > 1
    if french != (language == "fr") or not _product().search(theirs):
        return True
    return bool(stems(claim, language) & stems(record, language))


def stems(words: str, language: str) -> set[str]:
    """The stems of the longer words of a text."""
    stem = stemmer(language)
    letters = "".join(c if c.isalnum() else " " for c in letters_of(words).folded)
    return {stem(word) for word in letters.split() if len(word) > 3}


@lru_cache(maxsize=1)
def _product() -> re.Pattern[str]:
    return wording(["<product>"])


@lru_cache(maxsize=32)
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9])(?:{words()['grounds'][kind]})")


@lru_cache(maxsize=1)
def _component() -> re.Pattern[str]:
    return wording(words()["shaken"]["component"])


def components(letters: str) -> set[str]:
    """The parts of a product or a business that are named: packaging, cap, site."""
    return {match.group().rstrip("sx") for match in _component().finditer(letters)}


def against(kind: str, claim: str, record: str) -> bool:
    """Whether a sentence of the record says what turns ``claim`` into a breach.

    ``"part"``: it says of a part, or of a share, what the claim says of the whole. ``"harm"``: an
    update does harm. ``"limiter"``: something limits how long a product lasts.
    """
    spans = sentences(record)
    if kind == "part":
        told = [record[a:b] for a, b in spans]
        return any(_only_a_part(claim, one) and not stands("whole", one) for one in told)
    read = [letters_of(record[a:b]).folded for a, b in spans]
    if kind == "harm":
        read = [one for one in read if phrase("grounds", "update").search(one)]
    return any(_pattern(kind).search(one) for one in read)


def _only_a_part(claim: str, record: str) -> bool:
    said, told = letters_of(claim).folded, letters_of(record).folded
    quality = phrase("shaken", "quality")
    mine = {m.group().rstrip("se") for m in quality.finditer(said)}
    if not mine & {m.group().rstrip("se") for m in quality.finditer(told)}:
        return False
    if _limits(said):
        return False
    parts, limited = components(told), _limits(told)
    others = parts - components(said)
    if others and (limited or not parts & components(said)):
        return True
    only = _ONLY.search(told)
    if only is not None and only.group(1).rstrip("s") not in said:
        return True
    whole = bool(phrase("shaken", "hundred").search(said))
    return whole and (_partial(record) or limited)


def _limits(letters: str) -> bool:
    return bool(phrase("shaken", "part").search(letters))


def _specified(text: str, letters: str) -> bool:
    if phrase("grounds", "norm").search(letters):
        return True
    return _figure(text) and bool(phrase("grounds", "fact").search(letters))


def _figure(text: str) -> bool:
    return any(q.unit in _MEASURES for q in quantities(text))


def _partial(text: str) -> bool:
    return any(q.unit == SHARE and 0 < q.value < 100 for q in quantities(text))


def _shaken(letters: str, span: tuple[int, int]) -> bool:
    start, end = span
    firm = phrase("shaken", "firm")
    before = firm.sub(" ", _STOPS.split(letters[max(0, start - _NEAR) : start])[-1])
    after = firm.sub(" ", _STOPS.split(letters[end : end + _NEAR])[0])
    pattern = _doubt()
    return bool(pattern.search(before) or pattern.search(after))


@lru_cache(maxsize=1)
def _doubt() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9])(?:{words()['shaken']['of']})(?![a-z])")
