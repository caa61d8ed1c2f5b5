"""How an answer is delivered: how specific it is, how sure of itself, how hopeful.

Each is a score of signs that anybody can see in the text (figures, dates, names, reasons, hedges,
good and bad words…), so that a rating can always say what it goes by. The words are data, in French
and English alike (``delivery.toml``). On which side a sign weighs is fixed here, beforehand; how
much it weighs was learned from rated answers of executives (``delivery_weights.toml``, made by
``benchmarks/training/delivery.py``, which says from what). A sign that the ratings did not bear out
weighs nothing.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from assistant.checks.exposure.lines import subjects
from assistant.rehearsal import cues
from assistant.rehearsal.values import Degree, Delivery, Rating, Sign
from knowledge.cleaning import flat
from knowledge.quantities import DATE, DURATION, YEAR, quantities

SIGNS: dict[str, dict[str, int]] = {
    "specific": {
        "length": 1,
        "figures": 1,
        "times": 1,
        "names": 1,
        "reasons": 1,
        "compared": 1,
        "taken_up": 1,
        "missed": -1,
        "hedge": -1,
        "vague": -1,
    },
    "assertive": {
        "figures": 1,
        "reasons": 1,
        "hedge": -1,
        "vague": -1,
        "silent": -1,
        "negation": -1,
    },
    "optimistic": {
        "good": 1,
        "tone": 1,
        "bad": -1,
        "negation": -1,
    },
}
"""What each rating goes by, and whether it speaks for it (1) or against (-1)."""

BOUND = 3.0
"""Standard deviations at which a sign is cut off."""
SHORTEST = 15
"""Words at the least that shares are taken of: one hedge in three words is no third of hedges."""
BEFORE = 3
"""Words before a good or a bad one in which a "not" or a "fewer" turns it round."""

REACH = 60
"""Letters that those words are looked for in."""

_TIMES = (YEAR, DATE, DURATION)
_NAME = re.compile(r"(?<=[\w,;:]\s)(?!I\b)[A-ZÀ-ÖØ-Þ][\w&.-]*\w")
_CLAUSE = re.compile(r"[.;:!?,]")
_DEGREES = (Degree.LITTLE, Degree.SOMEWHAT, Degree.CLEARLY)


@dataclass(frozen=True)
class Observed:
    """The signs of one answer: each as a number, and the answer's own words that make it."""

    numbers: Mapping[str, float]
    words: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Weights:
    """What was learned for one rating.

    ``signs`` are, by name, the mean and the deviation that a number is scaled by, and its weight;
    ``steps`` the scores from which an answer is *somewhat* and *clearly* so, as likely as not.
    """

    signs: Mapping[str, tuple[float, float, float]]
    steps: tuple[float, float]

    def pulls(self, numbers: Mapping[str, float]) -> dict[str, float]:
        """How far each sign pulls the score, and to which side."""
        found = {}
        for name, (mean, scale, weight) in self.signs.items():
            far = max(-BOUND, min(BOUND, (numbers[name] - mean) / scale))
            found[name] = far * weight
        return found

    def chances(self, numbers: Mapping[str, float]) -> tuple[float, float, float]:
        """The probabilities of *little*, *somewhat* and *clearly*: proportional odds."""
        score = sum(self.pulls(numbers).values())
        some, clear = (1.0 / (1.0 + math.exp(step - score)) for step in self.steps)
        return 1.0 - some, some - clear, clear


def rate(question: str, answer: str, language: str) -> Delivery:
    """How specific, assertive and optimistic ``answer`` to ``question`` reads, in fr or en.

    A probability is that of an answer of which little is known beforehand, every degree being
    about as usual as another.
    """
    seen = observe(question, answer, language)
    return Delivery(**{name: _rating(of, seen) for name, of in weights().items()})


def _rating(of: Weights, seen: Observed) -> Rating:
    chances = of.chances(seen.numbers)
    best = max(range(len(chances)), key=lambda at: chances[at])
    pulls = sorted(of.pulls(seen.numbers).items(), key=lambda pull: -abs(pull[1]))
    signs = tuple(
        Sign(name, round(pull, 3), seen.words.get(name, ()))
        for name, pull in pulls
        if pull or seen.words.get(name)
    )
    return Rating(_DEGREES[best], round(chances[best], 3), signs)


def observe(question: str, answer: str, language: str) -> Observed:
    """The signs of ``answer``, each by its name in :data:`SIGNS`."""
    spoken = "fr" if language == "fr" else "en"
    plain = flat(answer).replace("’", "'")
    count = len(answer.split())
    told = quantities(answer, spoken)
    about = subjects(question, spoken)
    # "Not sure", "sans doute" are hedges, and say no to nothing.
    bare = cue("hedge", spoken).sub(lambda match: " " * len(match.group()), plain)
    good, bad = _tone(answer, plain, bare, spoken)
    words = {
        name: _found(name, answer, plain, spoken)
        for name in ("hedge", "silent", "reasons", "compared", "vague")
    }
    words |= {
        "figures": tuple(answer[q.start : q.end] for q in told if q.unit not in _TIMES),
        "times": tuple(answer[q.start : q.end] for q in told if q.unit in _TIMES),
        "names": tuple(match.group() for match in _NAME.finditer(answer)),
        "negation": _found("negation", answer, bare, spoken),
        "good": good,
        "bad": bad,
    }
    # Of a fact it counts that it is there; of a manner of speaking, how much of the answer it is.
    numbers = {
        name: math.log1p(len(words[name])) for name in ("figures", "times", "names", "reasons")
    }
    numbers |= {
        name: len(words[name]) / max(count, SHORTEST)
        for name in ("hedge", "compared", "vague", "bad", "negation")
    }
    numbers |= {
        "length": math.log1p(count),
        "good": math.log1p(len(good)),
        "tone": (len(good) - len(bad)) / (len(good) + len(bad) + 2),
        "silent": float(bool(words["silent"])),
        "taken_up": len(about & subjects(answer, spoken)) / len(about) if about else 0.0,
        "missed": float(_missed(question, plain, words, spoken)),
    }
    return Observed(numbers, words)


def _missed(question: str, plain: str, words: Mapping[str, tuple[str, ...]], language: str) -> bool:
    """Whether a figure or a day was asked for, and there is none."""
    asking = cues.plain(question)
    figure = cues.cue("asks.measure", language).search(asking) and not (
        words["figures"] or cues.cue("none", language).search(plain)
    )
    day = cues.cue("asks.when", language).search(asking) and not (
        words["times"] or cues.cue("ahead", language).search(plain)
    )
    return bool(figure or day)


def _tone(
    answer: str, plain: str, bare: str, language: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The good and the bad words, those that a "not" or a "fewer" turns round being the other."""
    sides: tuple[list[tuple[int, str]], list[tuple[int, str]]] = ([], [])
    for side, name in enumerate(("good", "bad")):
        for match in cue(name, language).finditer(plain):
            turned = _turned(bare, match, language)
            # What turns it round is part of what is pointed at: "not good".
            start = match.start() if turned is None else turned
            sides[side if turned is None else 1 - side].append((start, answer[start : match.end()]))
    good, bad = (tuple(words for _, words in sorted(side)) for side in sides)
    return good, bad


def _turned(plain: str, match: re.Match[str], language: str) -> int | None:
    """Where the word begins that turns a good or a bad one round, if one does."""
    since = max(0, match.start() - REACH)
    for end in _CLAUSE.finditer(plain, since, match.start()):
        since = end.end()
    near = [*re.finditer(r"\S+", plain[since : match.start()])][-BEFORE:]
    if near:
        begins = since + near[0].start()
        turning = [
            found.start()
            for name in ("negation", "fewer")
            for found in cue(name, language).finditer(plain, begins, match.start())
        ]
        if turning:
            return max(turning)
    # French says its "not" behind the verb: "ne progresse pas".
    if language == "fr" and re.match(r"\s(?:pas|plus|guere|jamais)\b", plain[match.end() :]):
        return match.start()
    return None


def _found(name: str, answer: str, plain: str, language: str) -> tuple[str, ...]:
    return tuple(answer[m.start() : m.end()] for m in cue(name, language).finditer(plain))


@cache
def cue(name: str, language: str) -> re.Pattern[str]:
    """One of the lists of words, to be found in text without case and accents."""
    raw = files("assistant.rehearsal").joinpath("delivery.toml").read_text("utf-8")
    listed = sorted(tomllib.loads(raw)[name][language], key=len, reverse=True)
    shapes = (re.escape(w).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for w in listed)
    return re.compile(rf"(?<!\w)(?:{'|'.join(shapes)})(?!\w)")


@cache
def weights() -> dict[str, Weights]:
    """The weights that are shipped, by rating."""
    raw = files("assistant.rehearsal").joinpath("delivery_weights.toml").read_text("utf-8")
    return {
        name: Weights(
            {sign: (one["mean"], one["scale"], one["weight"]) for sign, one in told.items()},
            (steps[0], steps[1]),
        )
        for name, (steps, told) in (
            (name, (table.pop("steps"), table)) for name, table in tomllib.loads(raw).items()
        )
    }
