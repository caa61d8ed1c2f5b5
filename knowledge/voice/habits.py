"""Which values of each feature are usual for a brand, beside those of others.

A habit is the share of a brand's statements in each bin of a feature. As for the wording, what
counts is how much likelier a text's bin is for the brand than for others (``background.npz``);
all logarithms added, features being taken one by one as naive Bayes does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from knowledge.voice.features import FEATURES, Feature, Seen
from knowledge.voice.wording import SERVED

Floats = NDArray[np.float64]
Bins = NDArray[np.int64]

SPREAD = 0.15
"""Part of a statement that counts for each neighbouring bin: edges are nobody's habit."""

PRIOR = 5.0
"""Statements that "any bin alike" is worth beside the brand's own; four times that for others,
of whom there are few in the background."""

WIDEST = max(f.bins for f in FEATURES)


def values(seen: Seen) -> Floats:
    """The value of every feature of a text, in the order of ``FEATURES``."""
    return np.array([f.measure(seen) for f in FEATURES])


def bins(measured: Floats) -> Bins:
    """The bin of each value; same shape: (..., len(FEATURES))."""
    columns = [
        measured[..., j] if f.kinds else np.searchsorted(f.edges, measured[..., j], side="right")
        for j, f in enumerate(FEATURES)
    ]
    return np.stack(columns, axis=-1).astype(np.int64)


def counted(found: Bins) -> Floats:
    """Statements in each bin, shape (len(FEATURES), WIDEST), from bins of shape (n, features)."""
    counts = np.zeros((len(FEATURES), WIDEST))
    for j, feature in enumerate(FEATURES):
        counts[j] = np.bincount(found[:, j], minlength=WIDEST) @ _spread(feature)
    return counts


@lru_cache(maxsize=4)
def others(language: str | None) -> Floats:
    """The share of others' texts in each bin; of both languages for any but French and English."""
    with resources.files("knowledge.voice").joinpath("background.npz").open("rb") as file:
        kept = np.load(file)
        named = [language] if language in SERVED else SERVED
        counts = np.mean([kept[f"{name}_habits"] for name in named], axis=0)
    return _shares(counts, 4 * PRIOR)


@dataclass(frozen=True)
class Habits:
    """The share of a brand's statements in each bin, and of others'; (len(FEATURES), WIDEST)."""

    own: Floats
    others: Floats

    def evidence(self, found: Bins) -> float:
        """How much likelier a text's bins are for the brand: the sum of log ratios."""
        every = np.arange(len(FEATURES))
        return float(np.log(self.own[every, found] / self.others[every, found]).sum())

    def surprise(self, found: Bins) -> Floats:
        """How much rarer each bin of a text is than the brand's average one, in nats."""
        every = np.arange(len(FEATURES))
        logs = np.log(self.own)
        rarer: Floats = (self.own * logs).sum(axis=1) - logs[every, found]
        return rarer


def learn_habits(found: Bins, language: str | None) -> tuple[Habits, Floats]:
    """The habits in the bins (n, features), and each text's evidence had it not been there."""
    counts = counted(found)
    background = others(language)
    held_out = np.zeros(len(found))
    for j, feature in enumerate(FEATURES):
        spread = _spread(feature)
        # A text is judged by all the others: what it counted for is taken back out.
        own = spread[found[:, j], found[:, j]]
        without = counts[j][found[:, j]] - own + PRIOR / feature.bins
        held_out += np.log(without / (len(found) - 1 + PRIOR) / background[j][found[:, j]])
    return Habits(_shares(counts, PRIOR), background), held_out


def _shares(counts: Floats, prior: float) -> Floats:
    alike = np.array([1 / f.bins for f in FEATURES])[:, None]
    inside = np.arange(WIDEST) < np.array([f.bins for f in FEATURES])[:, None]
    total = counts.sum(axis=1, keepdims=True) + prior
    # Bins that a feature has not are never looked at; 1 keeps their logarithm at nought.
    return np.where(inside, (counts + prior * alike) / total, 1.0)


@cache
def _spread(feature: Feature) -> Floats:
    """What a statement in one bin counts for in each; shape (WIDEST, WIDEST), rows sum to 1."""
    spread = np.eye(WIDEST)
    if feature.kinds:
        return spread
    for i in range(feature.bins):
        for neighbour in (i - 1, i + 1):
            if 0 <= neighbour < feature.bins:
                spread[i, neighbour] = SPREAD
                spread[i, i] -= SPREAD
    return spread


def table(texts: Sequence[Seen]) -> Floats:
    """The values of every text; shape (len(texts), len(FEATURES))."""
    return np.stack([values(seen) for seen in texts])
