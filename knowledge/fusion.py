"""What two searches found, put in one order.

Two searches that fail differently are fused. The dense one goes by meaning and crosses languages;
the lexical one goes by words and finds names, figures and acronyms. Each candidate has both of
its scores, brought to the scale where the record at large is 0 and the best is 1, and they are
added, seven parts to three: a convex combination (Bruch, Gai and Ingber 2023). Reciprocal rank
fusion, which looks at ranks alone, was measured beside it and found less; so was each correction
made here, with and without (docs/decisions/0003-fusion.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.holdings import Floats, Holdings
from knowledge.lexical import Word

LEXICAL_SHARE = 0.3
"""The weight of words against meaning. From .2 to .4 the measures hardly move."""

HUBNESS = 0.5
"""How much of a passage's similarity to questions at large is taken off its similarity to one."""


@dataclass(frozen=True)
class Asked:
    """One question, and what the record has for it. ``lexical`` is by row, ``mean`` and
    ``deviation`` are of its cosines with the record at large, ``floor`` and ``spread`` of the
    corrected ones."""

    vector: Floats
    spoken: tuple[str, ...]
    words: tuple[Word, ...]
    """Its content words, without the brand's own names."""
    lexical: Floats
    mean: float
    deviation: float
    floor: float
    spread: float


@dataclass(frozen=True)
class Found:
    """Candidates: their rows and their vectors; zeros for none."""

    rows: Sequence[int]
    vectors: Floats


@dataclass(frozen=True)
class Candidate:
    """A passage in the order of ``score``, as the question that it suits best sees it.

    ``standout`` is how far it rises above the record at large, in standard deviations.
    """

    row: int
    score: float
    similarity: float
    standout: float
    coverage: float
    vector: Floats


def ask(
    held: Holdings,
    vector: Floats,
    spoken: tuple[str, ...],
    words: tuple[Word, ...],
    lexical: Floats,
) -> Asked:
    """The question, held against a sample of the record."""
    mean = deviation = floor = spread = 0.0
    if held.sample.size:
        near = held.sample @ vector
        mean, deviation = float(near.mean()), float(near.std())
        corrected = near - HUBNESS * held.usual(held.sample, spoken)
        floor, spread = float(corrected.mean()), float(corrected.std())
    return Asked(vector, spoken, words, lexical, mean, deviation, floor, spread)


def rank(held: Holdings, asked: Sequence[Asked], found: Found) -> list[Candidate]:
    """The candidates by their fused scores, best first.

    Of several questions, one that stands out less from the record weighs less than the others.
    """
    if not found.rows:
        return []
    at = np.asarray(found.rows, dtype=np.intp)
    near = np.stack([found.vectors @ one.vector for one in asked])
    rises = [_rises(held, one, found.vectors, near[n]) for n, one in enumerate(asked)]
    highest = [max(float(rise.max()), 1e-6) for rise in rises]
    stands_out = [
        height / max(one.deviation, 1e-6) for height, one in zip(highest, asked, strict=True)
    ]
    fused = np.zeros(near.shape, np.float32)
    covered = np.zeros(near.shape, np.float32)
    for n, one in enumerate(asked):
        words = one.lexical[at] / (float(one.lexical.max()) or 1.0)
        fused[n] = (1 - LEXICAL_SHARE) * rises[n] / highest[n] + LEXICAL_SHARE * words
        fused[n] *= stands_out[n] / max(stands_out)
        covered[n] = held.lexical.coverage(one.words, at)
    suits = fused.argmax(axis=0)
    ranked = [
        Candidate(
            row,
            float(fused[n, i]),
            float(near[n, i]),
            float(rises[n][i]) / max(asked[n].spread, 1e-6),
            float(covered[n, i]),
            found.vectors[i],
        )
        for i, (row, n) in enumerate(zip(found.rows, suits, strict=True))
    ]
    ranked.sort(key=lambda one: (-one.score, held.lexical.ids[one.row]))
    return ranked


def _rises(held: Holdings, one: Asked, vectors: Floats, near: Floats) -> Floats:
    """How far each candidate rises above the record at large, by meaning, hubs pressed down."""
    return np.asarray(near - HUBNESS * held.usual(vectors, one.spoken) - np.float32(one.floor))


def in_turn(
    ranked: Sequence[Candidate], k: int, document: Callable[[int], int], size: Callable[[int], int]
) -> list[Candidate]:
    """The candidates, so that a short document does not take the places of others.

    Of the first ``k``, a document gives half of its passages, and one at least, as long as there
    are others: who has half of a short text has its point.
    """
    given: Counter[int] = Counter()
    first: list[Candidate] = []
    later: list[Candidate] = []
    for one in ranked:
        number = document(one.row)
        given[number] += 1
        takes_turn = given[number] <= max(1, size(number) // 2)
        (first if takes_turn and len(first) < k else later).append(one)
    return first + later
