"""Measures of a ranking, and whether two rankings differ by more than chance.

A ranking is a list of document ids, best first, each once. Relevance is graded: what is absent
has none.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

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


def auroc(labels: NDArray[Any], scores: NDArray[Any]) -> float:
    """The area under the ROC curve: how often a row with label 1 scores above one with 0.

    Ties count half. By the ranks (Mann and Whitney 1947).
    """
    order = np.argsort(scores, kind="stable")
    ranks = np.empty(len(scores))
    ranks[order] = np.arange(1, len(scores) + 1)
    values, first, counts = np.unique(scores, return_inverse=True, return_counts=True)
    sums = np.bincount(first, weights=ranks, minlength=len(values))
    ranks = (sums / counts)[first]
    positive = labels.astype(bool)
    ones, noughts = int(positive.sum()), int((~positive).sum())
    if not ones or not noughts:
        return math.nan
    return float((ranks[positive].sum() - ones * (ones + 1) / 2) / (ones * noughts))


def interval(
    measure: Callable[[NDArray[np.intp]], float], rows: int, seed: int = 0, times: int = 1_000
) -> tuple[float, float]:
    """The 95 % interval of a measure of ``rows`` rows, by a bootstrap over their numbers."""
    rng = np.random.default_rng(seed)
    found = [measure(rng.integers(0, rows, rows)) for _ in range(times)]
    low, high = np.nanquantile(found, [0.025, 0.975])
    return float(low), float(high)


def balanced_accuracy(labels: NDArray[Any], said: NDArray[Any]) -> float:
    """The mean of the shares of ones and of noughts that are told right."""
    positive, told = labels.astype(bool), said.astype(bool)
    return float((told[positive].mean() + (~told[~positive]).mean()) / 2)
