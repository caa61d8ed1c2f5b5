"""Whether a post complains, and whether it reports that something does not work.

Each list of words in ``complaints.toml`` weighs for or against; the weights are set by hand and add
up to log-odds, so every judgement can be told by the words it rests on. A good or a bad word that
is denied just before ("not happy", "aucun souci") counts on the other side. Nothing here was
learned from posts: what it is worth is measured by ``python -m benchmarks.listening complaints``.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from assistant.reading.cues import MENTION
from knowledge.cleaning import fold

READ = 4_000
"""Characters that are looked at."""


class Judged(NamedTuple):
    """Whether it is so, how likely in [0, 1], and the words that say so, weightiest first."""

    is_so: bool
    probability: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Valence:
    """The words of a text that speak well of something, and those that speak ill of it."""

    good: tuple[str, ...]
    bad: tuple[str, ...]


def complaint(text: str, language: str) -> Judged:
    """Whether ``text`` voices dissatisfaction with what was had or how one was treated."""
    return _weighed("complaint", text, language)


def problem(text: str, language: str) -> Judged:
    """Whether ``text`` reports that something sold, an app or a service, does not work."""
    return _weighed("problem", text, language)


def valence(text: str, language: str) -> Valence:
    """The words of ``text`` that speak well or ill, those denied told on the other side."""
    said = _said(text, language)
    bad = [w for name in ("fault", "undone", "unheard", "verdict", "upset") for w in said[name]]
    return Valence(tuple(dict.fromkeys(said["pleased"])), tuple(dict.fromkeys(bad)))


def _weighed(what: str, text: str, language: str) -> Judged:
    weights = _kept()[what]
    said = _said(text, language)
    score = float(weights["start"])
    told: list[tuple[float, tuple[str, ...]]] = []
    for name, words in said.items():
        if name in weights and words:
            # A second word of the same list says less than the first; a fifth, next to nothing.
            weight = float(weights[name]) * math.sqrt(min(len(words), 4))
            score += weight
            told.append((weight, words))
    probability = 1.0 / (1.0 + math.exp(-score))
    telling = sorted(told, key=lambda one: -one[0] if score >= 0 else one[0])
    reasons = [
        word for weight, words in telling if (weight > 0) == (score >= 0) for word in words[:2]
    ]
    return Judged(score >= 0, round(probability, 3), tuple(dict.fromkeys(reasons))[:4])


def _said(text: str, language: str) -> dict[str, tuple[str, ...]]:
    """The words of each list that the text holds, each once; what is denied, on the other side."""
    kept = _kept()["words"]
    spoken = language if language in ("fr", "en") else "en"
    folded = fold(MENTION.sub(" ", text[:READ])).replace("’", "'") + " "
    denial = _pattern(spoken, "denial")
    said: dict[str, dict[str, None]] = {name: {} for name in kept}
    for name, lists in kept.items():
        for match in _pattern(spoken, name).finditer(folded):
            word = match.group().strip()
            turned = lists.get("turns")
            if turned and _denied(folded[max(0, match.start() - 30) : match.start()], denial):
                said[turned][word] = None
            else:
                said[name][word] = None
    return {name: tuple(words) for name, words in said.items()}


def _denied(before: str, denial: re.Pattern[str]) -> bool:
    """Whether a denial stands right before a word, or one word away, in the same clause."""
    clause = re.split(r"[.,;:!?()]", before)[-1]
    return any(len(clause[match.end() :].split()) <= 1 for match in denial.finditer(clause))


@cache
def _pattern(language: str, name: str) -> re.Pattern[str]:
    """All words of a list as one pattern, the longest first.

    Words are sorted by how they begin: at most places in a text none of them can, and trying one
    after the other would take ten times as long.
    """
    words = sorted(_kept()["words"][name][language], key=len, reverse=True)
    anywhere: list[str] = []
    beginning: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        if word[0].isalnum() and not word.startswith("n't"):
            beginning[fold(word)[0]].append(_one(word))
        else:
            anywhere.append(_one(word))
    sorted_by = [
        f"(?={re.escape(first)})(?:{'|'.join(ones)})" for first, ones in sorted(beginning.items())
    ]
    patterns = [rf"(?<!\w)(?:{'|'.join(sorted_by)})"] if sorted_by else []
    return re.compile("|".join([*patterns, *anywhere]))


def _one(word: str) -> str:
    folded = fold(word.rstrip())
    parts = [re.escape(part.strip()) for part in folded.split("…")]
    middle = r"\W+(?:\w+\W+){0,3}?".join(part.replace(r"\ ", r"\W+") for part in parts)
    if not folded[-1:].isalnum():
        return middle
    return middle + (r"(?!\w)" if word.endswith(" ") else r"\w*")


@cache
def _kept() -> Mapping[str, Any]:
    raw = resources.files("assistant.reading").joinpath("complaints.toml")
    return tomllib.loads(raw.read_text(encoding="utf-8"))
