"""Whether a post carries one person's own case, to be settled in private rather than debated.

Somebody's own order, bill, account or line that is down cannot be answered from what the brand
says in public: somebody has to open a file. What marks it (``owncase.toml``) adds up to log-odds,
a second word of a list for less than the first: something of one's own ("my bill"), a number, a
wish to be called, what one paid or waits for, what was done to one, for how long. A word of the
many ("all customers", "your app") speaks against it, and without a first person there is no case:
criticism stays public. The weights are set by hand.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from assistant.reading.complaints import Judged, valence
from assistant.reading.cues import MENTION
from knowledge.cleaning import fold

READ = 4_000
"""Characters that are looked at."""

LISTS = ("number", "contact", "dealt", "done", "desk", "lasting", "oneself", "many")

_NUMBER = (
    r"(?:plus de |presque |bientot |over |about |almost |nearly |more than )?"
    r"(?:\d+(?:[.,]\d+)?|une?|deux|trois|quatre|cinq|six|sept|huit|dix|quinze|vingt|"
    r"one|two|three|four|five|seven|eight|ten|a few|several|plusieurs|quelques|des|an?)"
)
_CASE_NUMBER = re.compile(
    r"\b\d{3}-\d{7}-\d{7}\b|(?:commande|dossier|client|contrat|ticket|order|case|booking|tracking|"
    r"reference|ref)\W{0,3}(?:n[o°]?\W{0,2}|number\W{0,2}|#)?[a-z]{0,3}\d[\da-z-]{5,}"
)


def own_case(text: str, language: str) -> Judged:
    """Whether ``text`` is about the writer's own case, how likely, and the words that say so."""
    weights: Mapping[str, float] = _kept()["weights"]
    spoken = "fr" if language == "fr" else "en"
    folded = fold(MENTION.sub(" ", text[:READ])).replace("’", "'") + " "
    said = {name: _found(_pattern(name, spoken), folded) for name in LISTS}
    said["own_thing"] = _found(_own_thing(spoken), folded)
    said["thing"] = () if said["own_thing"] else _found(_thing(spoken), folded)
    said["number"] += _found(_CASE_NUMBER, folded)
    judged = valence(text, spoken)
    said["trouble"] = judged.bad
    said["content"] = judged.good if not judged.bad else ()
    score = weights["start"]
    told: list[tuple[float, str]] = []
    for name, words in said.items():
        if words:
            # A second word of the same list says less than the first.
            weight = weights[name] * (math.sqrt(min(len(words), 3)) if name in _GROWING else 1.0)
            score += weight
            if name not in _SILENT:
                told.append((weight, words[0]))
    # A wrong done to others, for however long, is no case of one's own.
    if not any(said[name] for name in _FIRST_PERSON):
        score = min(score, weights["start"])
    probability = 1.0 / (1.0 + math.exp(-score))
    reasons = [word for weight, word in sorted(told, key=lambda one: -one[0]) if weight > 0]
    return Judged(score >= 0, round(probability, 3), tuple(dict.fromkeys(reasons))[:3])


def speaks_of_oneself(text: str, language: str) -> bool:
    """Whether who writes speaks of themselves or their own at all."""
    folded = fold(MENTION.sub(" ", text[:READ])).replace("’", "'") + " "
    return bool(_pattern("oneself", "fr" if language == "fr" else "en").search(folded))


_FIRST_PERSON = ("oneself", "contact", "number")
_GROWING = frozenset({"own_thing", "dealt", "done"})
_SILENT = frozenset({"oneself", "trouble", "thing", "desk", "content", "many"})
"""Lists whose words are no reason that anybody wants to read."""


def _found(pattern: re.Pattern[str], folded: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match.group().strip() for match in pattern.finditer(folded)))


@cache
def _pattern(name: str, language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_either(_kept()[name][language])})")


@cache
def _thing(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_either(_kept()['things'][language])})")


@cache
def _own_thing(language: str) -> re.Pattern[str]:
    kept = _kept()
    mine, things = _either(kept["mine"][language]), _either(kept["things"][language])
    # A brand's own word for a thing often ends with the thing's: "my homebox".
    return re.compile(rf"(?<!\w)(?:{mine})\s*(?:[\w'-]+\s+){{0,2}}?(?:\w*box\b|(?:{things}))")


def _either(words: Sequence[str]) -> str:
    return "|".join(_one(word) for word in sorted(words, key=len, reverse=True))


def _one(word: str) -> str:
    folded = fold(word.rstrip())
    parts = []
    for part in folded.split("…"):
        figures = [re.escape(piece).replace(r"\ ", r"\W+") for piece in part.strip().split("#")]
        parts.append(_NUMBER.join(figures))
    pattern = r"\W+(?:\w+\W+){0,3}?".join(parts)
    if not folded[-1:].isalnum():
        return pattern
    return pattern + (r"(?!\w)" if word.endswith(" ") else r"\w*")


@cache
def _kept() -> Mapping[str, Any]:
    raw = resources.files("assistant.reading").joinpath("owncase.toml")
    return tomllib.loads(raw.read_text(encoding="utf-8"))
