"""What contradicts for certain: one sentence that says another, but for a figure, a date, a "not".

Only where two sentences say nearly the same is a difference a contradiction: "30 % by 2030" beside
"25 % by 2027" in sentences about two factories is none. So this looks for sentences that share
most of what they say, and in them for what differs; it would rather miss one than cry wolf.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.inference.words import Said, opposed, prefixed, take_apart
from knowledge.quantities import DATE, SHARE, YEAR, Quantity, agree, comparable

SAME = 0.6
"""The share of what the shorter of two sentences says that the other must say too."""
SURELY = 0.7
"""And where nothing but a negation or a year differs."""
SHARED = 3
"""Content words they must share at least."""


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
    if len(shared) < min(SHARED, least) or len(shared) < 2 or len(shared) < SAME * least:
        return []
    within = len(shared) / max(1, len(mine))
    if within < SAME:
        return []
    found = _figures(claim, evidence, a, b)
    if found:
        return found
    if within >= SURELY:
        return _turned(claim, evidence, a, b, shared)
    return []


def _telling(said: Said) -> frozenset[str]:
    """What a sentence says beside its figures."""
    return frozenset(w for w in said.content if not any(c.isdigit() for c in w))


def _figures(claim: str, evidence: str, a: Said, b: Said) -> list[Mismatch]:
    mine = [f for f in a.figures if not any(_met(f, g) for g in b.figures)]
    theirs = [g for g in b.figures if not any(_met(f, g) for f in a.figures)]
    pairs = [(f, g) for f in mine for g in theirs if comparable(f, g) or _of_one_kind(f, g)]
    when = [(f, g) for f, g in pairs if f.unit in (YEAR, DATE)]
    much = [(f, g) for f, g in pairs if f.unit not in (YEAR, DATE)]
    if when and much:
        return []  # what was so much then is so much now: two data points
    return [
        Mismatch(
            "date" if f.unit in (YEAR, DATE) else "figure",
            claim[f.start : f.end],
            evidence[g.start : g.end],
            f.start,
            f.end,
        )
        for f, g in (when or much)[:1]
    ]


def _met(one: Quantity, other: Quantity) -> bool:
    if comparable(one, other):
        return agree(one, other)
    # "12 sites" and "12 plants", "3" and "3 fois": the figure is there.
    return one.value == other.value


def _of_one_kind(one: Quantity, other: Quantity) -> bool:
    """Bare numbers, one of which names nothing that is counted."""
    return (
        one.unit == other.unit and one.unit not in (YEAR, DATE, SHARE) and not (one.of and other.of)
    )


def _turned(claim: str, evidence: str, a: Said, b: Said, shared: frozenset[str]) -> list[Mismatch]:
    odd = (a.negations + a.denials) % 2 != (b.negations + b.denials) % 2
    turned = [word for word in shared if not a.signs[word] & b.signs[word]]
    if odd and turned:
        return [Mismatch("negation", claim, evidence, 0, len(claim))]
    if not odd and (opposed(a, b) > 0 or prefixed(a, b) > 0) and not turned:
        return [Mismatch("opposite", claim, evidence, 0, len(claim))]
    return []
