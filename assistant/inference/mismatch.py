"""What contradicts for certain: one sentence that says another, but for a figure, a date, a "not".

Only where two sentences say nearly the same is a difference a contradiction: "30 % by 2030" beside
"25 % by 2027" in sentences about two factories is none. So this looks for sentences that share
most of what they say, and in them for what differs; it would rather miss one than cry wolf.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.inference.words import Said, opposed, prefixed, take_apart
from knowledge.cleaning import fold
from knowledge.quantities import DATE, YEAR, Quantity, agree, comparable

SAME = 0.7
"""The share of what the claim says that the evidence must say too."""
SURELY = 0.75
"""And where nothing but a negation or a year differs."""
BACK = 0.5
"""The share of what the evidence, or a clause of it, says that the claim must say too."""
SHARED = 3
"""Content words they must share at least."""
ALIKE, TURNED = 0.85, 0.4
"""The share from which two sentences are the same but for a word; and in all others, the share of
what they share that a negation must turn."""
MANY = 2
"""Figures that may differ before a sentence is a list of them, which tells of something else."""

_CLAUSE = re.compile(r"[,;:()]\s|\s[-–—]\s")
_ROLES = {
    "deadline": re.compile(
        r"(?:\bby|\bbefore|\buntil|end of|no later than|d'ici|d'ici a|\bavant|\bfin|horizon)"
        r"(?: (?:the end of|fin|la fin de|mid-?|le|the))*\s*$"
    ),
    "baseline": re.compile(
        r"(?:\bfrom|\bvs\.?|versus|against|compared (?:to|with)|relative to|baseline|since"
        r"|par rapport a|\bcontre|depuis|a partir (?:de|du|d'))"
        r"(?: (?:a|our|the|l'annee|la|le))*\s*$"
    ),
}
_PLEDGE = re.compile(
    r"\b(?:target|goal|aim|pledge|commit\w*|will|objectif|cible|visons|engag\w+|\w+erons|\w+irons)\b"
)
# Words whose opposites tell two moments apart, and contradict nothing.
_OF_TIME = frozenset(
    [
        "begin",
        "begun",
        "began",
        "start",
        "launch",
        "end",
        "stop",
        "finish",
        "first",
        "last",
        "before",
        "after",
        "previous",
        "past",
        "former",
        "old",
        "current",
        "now",
        "new",
        "early",
        "late",
        "later",
        "next",
        "futur",
        "actuel",
        "avant",
        "apres",
        "debut",
        "fin",
        "premi",
        "derni",
        "ancien",
        "nouveau",
        "present",
        "pass",
        "recent",
    ]
)


@dataclass(frozen=True)
class Mismatch:
    """What differs: ``here`` in the claim, at ``[start:end]`` of it, and ``there`` in the evidence.

    ``kind`` is ``figure``, ``date``, ``negation`` or ``opposite``.
    """

    kind: str
    here: str
    there: str
    start: int
    end: int


def mismatches(claim: str, evidence: str, language: str) -> list[Mismatch]:
    """How one sentence contradicts another that says nearly the same; nothing otherwise.

    Both in ``language``, ``fr`` or ``en``. A figure that rounds another agrees with it.
    """
    a, b = take_apart(claim, language), take_apart(evidence, language)
    mine, theirs = _telling(a), _telling(b)
    shared = mine & theirs
    least = min(len(mine), len(theirs))
    within = len(shared) / max(1, len(mine))
    if len(shared) < max(2, min(SHARED, least)) or within < SAME:
        return []
    if max(_back(mine, part, language) for part in _parts(evidence)) < BACK:
        return []
    found = _figures(claim, evidence, a, b)
    if found:
        return found
    if within < SURELY:
        return []
    alike = within >= ALIKE and _back(mine, evidence, language) >= ALIKE
    return _turned(claim, evidence, a, b, shared, 1 if alike else TURNED * len(shared))


def _telling(said: Said) -> frozenset[str]:
    """What a sentence says beside its figures."""
    return frozenset(w for w in said.content if not any(c.isdigit() for c in w))


def _parts(evidence: str) -> list[str]:
    """The evidence, and its clauses: a long sentence may say the same in one of them."""
    clauses = [part for part in _CLAUSE.split(evidence) if len(part.split()) >= 4]
    return [evidence, *clauses]


def _back(mine: frozenset[str], part: str, language: str) -> float:
    theirs = _telling(take_apart(part, language))
    return len(mine & theirs) / max(SHARED, len(theirs))


def _figures(claim: str, evidence: str, a: Said, b: Said) -> list[Mismatch]:
    mine = [f for f in a.figures if not any(_met(f, g) for g in b.figures)]
    theirs = [g for g in b.figures if not any(_met(f, g) for f in a.figures)]
    if len(mine) > MANY:
        return []
    pairs = [(f, g) for f in mine for g in theirs if comparable(f, g)]
    when = [(f, g) for f, g in pairs if f.unit in _WHEN and _role(claim, f) == _role(evidence, g)]
    much = [(f, g) for f, g in pairs if f.unit not in _WHEN]
    if any(f.unit in _WHEN for f in mine) and any(f.unit not in _WHEN for f in mine):
        return []  # what was so much then is so much now: two data points
    if much and pledging(claim) != pledging(evidence) and not _one_start(claim, evidence, a, b):
        return []  # a target and a result
    return [
        Mismatch(
            "date" if f.unit in _WHEN else "figure",
            claim[f.start : f.end],
            evidence[g.start : g.end],
            f.start,
            f.end,
        )
        for f, g in (when or much)[:1]
    ]


_WHEN = frozenset({YEAR, DATE})


def _one_start(claim: str, evidence: str, a: Said, b: Said) -> bool:
    """Whether both speak of what holds from one day on: "from April" and "since April"."""
    starts = [
        [f for f in side.figures if f.unit in _WHEN and _role(text, f) == "baseline"]
        for text, side in ((claim, a), (evidence, b))
    ]
    return any(comparable(f, g) and agree(f, g) for f in starts[0] for g in starts[1])


def _role(text: str, figure: Quantity) -> str:
    """What a date is for: a deadline, a baseline, or when something was."""
    before = fold(text[: figure.start]).replace("’", "'")
    return next((name for name, cue in _ROLES.items() if cue.search(before)), "when")


def pledging(text: str) -> bool:
    """Whether a sentence speaks of what is to be reached, and not of what was."""
    return bool(_PLEDGE.search(fold(text)))


def _met(one: Quantity, other: Quantity) -> bool:
    if comparable(one, other):
        return agree(one, other)
    # "12 sites" and "12 plants", "3" and "3 fois": the figure is there.
    return one.value == other.value


def _turned(
    claim: str, evidence: str, a: Said, b: Said, shared: frozenset[str], least: float
) -> list[Mismatch]:
    if bool(a.ends) != bool(b.ends) and bool(a.negations) != bool(b.negations):
        # "We removed palm oil" and "we use no palm oil": the one ends what the other denies.
        return []
    odd = (a.negations + a.denials) % 2 != (b.negations + b.denials) % 2
    turned = [word for word in shared if not a.signs[word] & b.signs[word]]
    if odd and len(turned) >= least:
        return [Mismatch("negation", claim, evidence, 0, len(claim))]
    if turned or odd or _OF_TIME & (a.content ^ b.content):
        return []
    if opposed(a, b) > 0 or prefixed(a, b) > 0:
        return [Mismatch("opposite", claim, evidence, 0, len(claim))]
    return []
