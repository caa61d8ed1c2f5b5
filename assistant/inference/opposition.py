"""The features of two statements that may contradict each other.

Whether they speak of the same (words and meaning shared), and whether they say it alike: polarity
of the shared words, opposites, figures, names, quantifiers. What is measured on the whole is
measured again on the two clauses that are nearest, since a long statement may deny one thing and
affirm another.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.inference.words import Said, opposed, prefixed, take_apart
from knowledge.quantities import Quantity, agree, comparable

Floats = NDArray[np.float32]

_CLAUSES = re.compile(
    r"(?<=[.;:!?])\s+|,\s+(?=mais|car|but|because|tandis|while|whereas|alors)|\s+(?=mais |but )"
)
KINDS = ("all", "ever", "some", "only", "must", "may", "will")


@dataclass(frozen=True)
class Likeness:
    """Vectors of two statements, one long, as they are and with their negations taken out."""

    one: Floats
    other: Floats
    bare_one: Floats
    bare_other: Floats

    def features(self) -> dict[str, float]:
        """How alike they are; ``denied`` is what taking the negations out brings them nearer."""
        near, bare = float(self.one @ self.other), float(self.bare_one @ self.bare_other)
        return {
            "near": near,
            "bare": bare,
            "denied": bare - near,
            "denied one": float(self.bare_one @ self.other),
            "denied other": float(self.one @ self.bare_other),
        }


def features(one: str, other: str, language: str) -> dict[str, float]:
    """What can be told of two statements from their words, by name."""
    a, b = take_apart(one, language), take_apart(other, language)
    shared = a.content & b.content
    covered = len(shared) / max(1, min(len(a.content), len(b.content)))
    turned = (a.negations % 2) != (b.negations % 2)
    opposites = opposed(a, b)
    missed, met, new = compared(a.figures, b.figures)
    found = {
        "covered one": len(shared) / max(1, len(a.content)),
        "covered other": len(shared) / max(1, len(b.content)),
        "jaccard": len(shared) / max(1, len(a.content | b.content)),
        "turned": turned,
        "turned covered": turned * covered,
        "negations apart": abs(a.negations - b.negations),
        "negations": min(3, a.negations + b.negations),
        "negations one": min(2, a.negations),
        "negations other": min(2, b.negations),
        "one denies": (a.negations > 0) != (b.negations > 0),
        "both deny": a.negations > 0 and b.negations > 0,
        "denials apart": min(2, abs(a.denials - b.denials)),
        "denials other": min(2, b.denials),
        "all turned": ((a.negations + a.denials) % 2) != ((b.negations + b.denials) % 2),
        "opposites": max(-1, min(2, opposites)),
        "opposites covered": min(2, max(0, opposites)) * covered,
        "prefixed": min(1, prefixed(a, b)),
        "figures differ": min(2, missed),
        "figures agree": min(2, met),
        "figures new": min(2, new),
        "figures differ covered": min(2, missed) * covered,
        "names missing": min(3, len(b.names - a.begins)),
        "names shared": min(3, len(b.names & a.begins)),
        "names left": min(3, len(a.names - b.begins)),
        "length one": math.log1p(len(a.stems)),
        "length other": math.log1p(len(b.stems)),
        "lengths apart": abs(math.log1p(len(a.stems)) - math.log1p(len(b.stems))),
    }
    for kind in KINDS:
        found[f"{kind} apart"] = (kind in a.kinds) != (kind in b.kinds)
    found |= {f"whole {name}": value for name, value in polarity(a, b).items()}
    nearest = max(
        (
            polarity(take_apart(x, language), take_apart(y, language))
            for x in clauses(one)
            for y in clauses(other)
        ),
        key=lambda p: p["share"] * min(p["shared"], 6),
    )
    found |= {f"clause {name}": value for name, value in nearest.items()}
    return {name: float(value) for name, value in found.items()}


def polarity(a: Said, b: Said) -> dict[str, float]:
    """Whether what two statements share is said with the same polarity."""
    shared = a.content & b.content
    turned = sum(1 for word in shared if not a.signs[word] & b.signs[word])
    denied = sum(-1 in s for s in a.signs.values()) + sum(-1 in s for s in b.signs.values())
    within = sum((-1 in a.signs[word]) + (-1 in b.signs[word]) for word in shared)
    least = max(1, min(len(a.content), len(b.content)))
    return {
        "turned": min(turned, 4),
        "turned share": turned / max(1, len(shared)),
        "turned of all": turned / least,
        "mixed": min(turned, len(shared) - turned) / max(1, len(shared)),
        "denied shared": within / max(1, denied),
        "beside the point": denied > 0 and within == 0,
        "share": len(shared) / least,
        "shared": min(10, len(shared)),
        "one side": any(-1 in s for s in a.signs.values())
        != any(-1 in s for s in b.signs.values()),
    }


def compared(one: Sequence[Quantity], other: Sequence[Quantity]) -> tuple[int, int, int]:
    """How many figures of the other differ from those of one, agree with them, or are new."""
    missed = met = new = 0
    for figure in other:
        like = [f for f in one if comparable(f, figure)]
        if any(agree(f, figure) for f in like):
            met += 1
        elif like:
            missed += 1
        else:
            new += 1
    return missed, met, new


def clauses(text: str) -> list[str]:
    """The clauses of a statement; the whole where it has but one."""
    parts = [part for part in _CLAUSES.split(text) if len(part.split()) >= 3]
    return parts[:6] or [text]
