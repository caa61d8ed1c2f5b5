"""Measures of a ranking, and whether two rankings differ by more than chance.

A ranking is a list of document ids, best first, each once. Relevance is graded: what is absent
has none.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

MEASURES = ("MRR", "hit@1", "hit@5", "recall@10", "nDCG@10")


def measure(ranking: Sequence[str], relevant: Mapping[str, float]) -> dict[str, float]:
    """The measures of one question, each in [0, 1]; nDCG as in Järvelin and Kekäläinen (2002)."""
    wanted = {name for name, grade in relevant.items() if grade > 0}
    ranks = [rank for rank, name in enumerate(ranking, 1) if name in wanted]
    first = ranks[0] if ranks else math.inf
    gained = sum(
        relevant.get(name, 0.0) / math.log2(rank + 1) for rank, name in enumerate(ranking[:10], 1)
    )
    ideal = sorted(relevant.values(), reverse=True)[:10]
    best = sum(grade / math.log2(rank + 1) for rank, grade in enumerate(ideal, 1))
    return {
        "MRR": 1 / first,
        "hit@1": float(first == 1),
        "hit@5": float(first <= 5),
        "recall@10": sum(rank <= 10 for rank in ranks) / max(1, len(wanted)),
        "nDCG@10": gained / best if best else 0.0,
    }


def paired(
    ours: NDArray[np.float64], theirs: NDArray[np.float64], seed: int
) -> tuple[float, float, float, float]:
    """The mean difference over the same questions, its 95 % interval by a paired bootstrap of
    10,000 resamples, and the share of them in which it is not above nought."""
    rng = np.random.default_rng(seed)
    difference = ours - theirs
    picks = rng.integers(0, len(difference), (10_000, len(difference)))
    means = difference[picks].mean(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return float(difference.mean()), float(low), float(high), float((means <= 0).mean())
