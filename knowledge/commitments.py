"""What the brand has committed itself to: one list, each pledge once, from all that is on record.

:func:`found` takes the pledges out of a passage (:mod:`knowledge.pledges` tells what one is),
:func:`merged` lists what is said again and again once, in its newest wording, and
:func:`knowledge.keeping.held` tells what became of each. All are pure functions over passages.

Two pledges are one when they share their subject (:func:`subject`: the stems that are neither
figures nor words of promising, French ones through the glossary, so that a pledge published in
two languages is one) and say the same target and the same day.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources

from knowledge import dates, glossary
from knowledge.cleaning import fold
from knowledge.model import Commitment, Passage
from knowledge.pledges import Pledge, pledges
from knowledge.quantities import SHARE, Quantity, agree, comparable, quantities
from knowledge.stemming import stem

__all__ = [
    "Pledge",
    "Said",
    "about",
    "alike",
    "cue",
    "figure_of",
    "found",
    "merged",
    "pledges",
    "same_day",
    "same_target",
    "subject",
]

ALIKE = 0.6
"""Share of the shorter subject that the longer one holds, for two pledges of one subject."""
ALIKE_BARE = 0.8
"""And where neither has a figure or a day to tell them apart."""
ALIKE_ABROAD = 0.3
"""And where one is in French and the other in English, of one day."""
KEPT_APART = 200
"""Pledges that are looked at for one word: what is in more of them tells nothing."""

_WORD = re.compile(r"[^\W\d_]{3,}")


def found(passage: Passage, *, names: Sequence[str] = ()) -> list[Commitment]:
    """The pledges of a passage; ``names`` are what the brand is called.

    The small promises of a reply ("we will get back to you") commit the brand to nothing.
    """
    speaker = tuple(dict.fromkeys(name for name in (passage.speaker, passage.who) if name))
    return [
        Commitment(
            passage=passage,
            start=one.start,
            end=one.end,
            words=one.words,
            target=one.target,
            deadline=one.deadline,
            baseline=one.baseline,
            owner=passage.access.owner or passage.who,
            firm=one.firm,
        )
        for one in pledges(
            passage.text,
            passage.language,
            spans=passage.sentences,
            names=(*names, *speaker),
            said=passage.date,
        )
        if not one.service
    ]


def newest_first(commitments: Iterable[Commitment]) -> list[Commitment]:
    """By the date of the passage, the undated last; those of one passage as they stand in it."""
    ordered = sorted(commitments, key=lambda c: (c.passage.position, c.start))
    return sorted(ordered, key=lambda c: dates.order(c.passage.date), reverse=True)


# --- what a pledge is about -----------------------------------------------------------------------


@lru_cache(maxsize=8_192)
def subject(words: str, language: str | None) -> frozenset[str]:
    """The stems of what ``words`` are about, English where the glossary knows the French word."""
    spoken = "fr" if language == "fr" else "en"
    plain = words.replace("’", "'")
    english = glossary.translations("fr") if spoken == "fr" else {}
    stems = set()
    for word in _WORD.findall(fold(plain)):
        if word in _dull():
            continue
        root = stem(word, spoken)
        stems.add(english[root][0] if root in english else root)
    for scopes in cue("scope").finditer(plain):
        stems.update(f"scope {number}" for number in scopes.groups() if number)
    return frozenset(stems)


def about(commitment: Commitment) -> frozenset[str]:
    """The subject of a commitment; with its heading where its words alone do not tell."""
    passage = commitment.passage
    told = subject(_core(commitment), passage.language)
    if len(told) < 2:
        told |= subject(f"{passage.heading} {passage.title}", passage.language)
    return told


def _core(commitment: Commitment) -> str:
    """The words that pledge, out of a sentence that says more: from "we" to the day to come."""
    words = commitment.words
    if commitment.target is None or commitment.deadline is None:
        return words
    at = max(words.find(commitment.target), 0)
    until = words.find(commitment.deadline[:4], at)
    own = [match.start() for match in cue("own").finditer(words, 0, at)]
    if not own or until < 0:
        return words
    return words[own[-1] : until]


def alike(one: frozenset[str], other: frozenset[str], least: int = 2) -> float:
    """How much of the shorter subject is in the longer one; 0 for less than ``least`` words."""
    shared = len(one & other)
    return shared / min(len(one), len(other)) if shared >= least else 0.0


def figure_of(target: str | None, language: str | None) -> Quantity | None:
    """The target of a pledge as a figure, where it is one."""
    if target is None:
        return None
    if cue("half").search(target):
        return Quantity(50.0, SHARE, 0, len(target))
    return next(iter(quantities(target, language)), None)


def same_target(one: Commitment, other: Commitment) -> bool:
    """Whether two pledges name the same figure, or none."""
    if one.target is None or other.target is None:
        return one.target is other.target
    a = figure_of(one.target, one.passage.language)
    b = figure_of(other.target, other.passage.language)
    if a is None or b is None:
        return a is b and bool(
            subject(one.target, one.passage.language)
            & subject(other.target, other.passage.language)
        )
    return a.unit == b.unit and agree(a, b) and (comparable(a, b) or not (a.of and b.of))


def same_day(one: str | None, other: str | None) -> bool:
    """Whether two days may be one, as precise as both are; none is none."""
    if one is None or other is None:
        return one is other
    return one.startswith(other) or other.startswith(one)


# --- each once ------------------------------------------------------------------------------------


@dataclass
class Said:
    """One pledge and all its wordings: the newest, since when it is on record, its subject."""

    newest: Commitment
    since: str | None
    subject: frozenset[str]
    others: list[Commitment] = field(default_factory=list)


def merged(commitments: Iterable[Commitment]) -> list[Said]:
    """Each pledge once, the newest first; its other wordings are behind it.

    What stands in a superseded document is never one with what replaced it.
    """
    said: list[Said] = []
    by_stem: defaultdict[str, list[int]] = defaultdict(list)
    for one in newest_first(commitments):
        mine = about(one)
        shared: Counter[int] = Counter()
        for root in mine:
            if len(by_stem[root]) <= KEPT_APART:
                shared.update(by_stem[root])
        before = next(
            (said[n] for n, _ in shared.most_common(KEPT_APART) if _is_one(said[n], one, mine)),
            None,
        )
        if before is None:
            for root in mine:
                by_stem[root].append(len(said))
            said.append(Said(one, one.passage.date, mine))
        else:
            before.others.append(one)
            before.since = one.passage.date or before.since
    return said


def _is_one(said: Said, one: Commitment, mine: frozenset[str]) -> bool:
    newest = said.newest
    if bool(newest.passage.superseded_by) != bool(one.passage.superseded_by):
        return False
    if not (same_day(newest.deadline, one.deadline) and same_target(newest, one)):
        return False
    bare = one.target is None and one.deadline is None
    needed = ALIKE_BARE if bare else ALIKE
    if newest.passage.language != one.passage.language and newest.passage.date == one.passage.date:
        # The glossary knows few words: of one day, in two languages, the figures say the rest.
        counted = one.target is not None and one.deadline is not None
        needed = ALIKE_BARE if bare else ALIKE_ABROAD
        return alike(said.subject, mine, least=1 if counted else 2) >= needed
    return alike(said.subject, mine) >= needed


# --- the words ------------------------------------------------------------------------------------


@cache
def _data() -> dict[str, str]:
    raw = resources.files("knowledge").joinpath("commitments.toml").read_text(encoding="utf-8")
    return tomllib.loads(raw)


@cache
def cue(name: str) -> re.Pattern[str]:
    """One of the patterns of ``commitments.toml``, compiled once."""
    return re.compile(_data()[name], re.VERBOSE | re.IGNORECASE)


@cache
def _dull() -> frozenset[str]:
    return frozenset(fold(_data()["dull"]).split())
