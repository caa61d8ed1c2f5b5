"""Which names on record may be one person's: for somebody to confirm, and never taken as said.

A name is likely another's where only case, accents or punctuation differ; where one is the other's
handle; or where the surnames are one and the first names begin alike, one of them an initial. Two
people of one surname are left two: "Camille Martin" and "Claire Martin" are nobody's guess.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.cleaning import fold
from knowledge.curator import Speaker

MOST = 20
_WORD = re.compile(r"[^\W_]+")
# A courtesy is no part of a name.
_COURTESIES = frozenset({"mr", "mrs", "ms", "dr", "m", "mme", "mlle", "me", "pr", "prof", "sir"})


@dataclass(frozen=True)
class Likely:
    """``spelling`` may be ``name``; ``why`` is ``letters``, ``handle`` or ``initial``."""

    spelling: str
    name: str
    why: str


def likely(speakers: Sequence[Speaker]) -> list[Likely]:
    """The likely aliases among the names on record, the surest first, each spelling once."""
    free = [one for one in speakers if one.known_as is None and one.documents]
    found: list[Likely] = []
    taken: set[str] = set()
    for why, groups in (
        ("letters", _groups(free, _letters)),
        ("handle", _groups(free, _handle)),
        ("initial", _by_surname(free)),
    ):
        for group in groups:
            # The fullest spelling is who it is; of two as full, the one that says most.
            best = max(group, key=lambda one: (_fullness(one.spelling), one.documents))
            for one in group:
                if one is not best and one.spelling not in taken and best.spelling not in taken:
                    found.append(Likely(one.spelling, best.spelling, why))
                    taken.add(one.spelling)
    return found[:MOST]


def _groups(speakers: Sequence[Speaker], key: Callable[[str], str]) -> list[list[Speaker]]:
    by: defaultdict[str, list[Speaker]] = defaultdict(list)
    for one in speakers:
        by[key(one.spelling)].append(one)
    return [group for told, group in by.items() if told and len(group) > 1]


def _words(name: str) -> list[str]:
    words = [word for word in _WORD.findall(fold(name)) if word not in _COURTESIES]
    return words or _WORD.findall(fold(name))


def _letters(name: str) -> str:
    """The same for two ways to write one name: "MARTIN Camille", "Camille Martin"."""
    return " ".join(sorted(_words(name)))


def _handle(name: str) -> str:
    return "".join(_words(name))


def _by_surname(speakers: Sequence[Speaker]) -> list[list[Speaker]]:
    by: defaultdict[tuple[str, str], list[Speaker]] = defaultdict(list)
    for one in speakers:
        words = _words(one.spelling)
        if len(words) >= 2 and len(words[-1]) > 1:
            by[words[-1], words[0][0]].append(one)
    groups = []
    for group in by.values():
        initialled = [one for one in group if len(_words(one.spelling)[0]) == 1]
        whole = [one for one in group if one not in initialled]
        # With two whole first names, whose the initial is nobody can tell.
        if initialled and len({_letters(one.spelling) for one in whole}) == 1:
            best = max(whole, key=lambda one: (_fullness(one.spelling), one.documents))
            groups.append([best, *initialled])
    return groups


def _fullness(name: str) -> tuple[bool, int, bool, int]:
    return (
        not name.startswith("@"),
        sum(len(word) for word in _words(name) if len(word) > 1),
        not name.isupper() and not name.islower(),
        sum(not character.isascii() for character in name),
    )
