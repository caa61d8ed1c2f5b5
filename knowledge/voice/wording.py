"""How a brand words things: runs of letters that it uses more than people in general do.

For every run of three to six characters, how much likelier it is in the brand's statements than
in a background of other people's (``background.npz``; ``benchmarks/training/voice.py`` builds it
and tells what it is made of). The brand's share of a run is smoothed towards the background's
(Dirichlet smoothing, Zhai and Lafferty 2004), so a run that the brand has never used counts
against a text by the same, however common it is elsewhere: the more the brand has said, the more.
The mean of the logarithms over a text is its **evidence**: above 0, more like the brand than like
others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

ORDERS = (3, 4, 5, 6)
"""Lengths of the runs, in characters."""

BITS = 17
"""Runs are hashed to this many bits: what shares a bucket is counted together."""

PRIOR = 100.0
"""Occurrences that the background is worth beside the brand's own."""

FLOOR = 0.3
"""Occurrences that every bucket of the background is credited with, of a million."""

SERVED = ("en", "fr")
"""Languages that there is a background of."""

Buckets = NDArray[np.int64]
Floats = NDArray[np.float64]

_MULTIPLY = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_SPREAD = np.uint64(0xC2B2AE3D27D4EB4F)


def buckets(text: str) -> Buckets:
    """The bucket of the run that ends at each character: shape (len(ORDERS), len(text) + 2).

    One character stands before the text and one after it, so that how it opens and ends counts.
    """
    marked = np.frombuffer(f"\x02{text}\x03".encode("utf-32-le", "replace"), dtype=np.uint32)
    characters = marked.astype(np.uint64) * _SPREAD
    rows = []
    previous = np.zeros(len(characters), dtype=np.uint64)
    for length in range(1, max(ORDERS) + 1):
        mixed = (previous * _MULTIPLY) ^ (characters + np.uint64(length))
        mixed = (mixed ^ (mixed >> np.uint64(29))) * _MIX
        mixed ^= mixed >> np.uint64(32)
        if length in ORDERS:
            rows.append((mixed & np.uint64((1 << BITS) - 1)).astype(np.int64))
        previous = np.concatenate([np.zeros(1, dtype=np.uint64), mixed[:-1]])
    return np.stack(rows)


@dataclass(frozen=True)
class Background:
    """How others word things: the share of each bucket, shape (len(ORDERS), 2 ** BITS)."""

    shares: Floats

    @classmethod
    def of(cls, counts: Floats) -> Background:
        """From occurrences per million, same shape."""
        credited = counts + FLOOR
        return cls(credited / credited.sum(axis=1, keepdims=True))


@lru_cache(maxsize=4)
def background(language: str | None) -> Background:
    """The background in a language; of French and English together for any other."""
    # Counts are kept as a byte each, on a logarithmic scale: eight steps to a factor of e.
    with resources.files("knowledge.voice").joinpath("background.npz").open("rb") as file:
        kept = np.load(file)
        names = [language] if language in SERVED else SERVED
        counts = [np.expm1(kept[name].astype(np.float64) / 8.0) for name in names]
    return Background.of(np.mean(counts, axis=0))


@dataclass(frozen=True)
class Wording:
    """What a brand's runs say, by bucket: the log ratio to the background."""

    ratios: NDArray[np.float32]

    def evidence(self, found: Buckets) -> Floats:
        """The evidence of each character of a text, from its :func:`buckets`; shape (n,)."""
        # No indexing by two arrays at once: taking row by row is three times as quick.
        rows = [ratios[row] for ratios, row in zip(self.ratios, found, strict=True)]
        mean: Floats = np.mean(rows, axis=0, dtype=np.float64)
        return mean


def learn_wording(texts: Sequence[Buckets], others: Background) -> tuple[Wording, Floats]:
    """The wording of the texts, and each text's mean evidence had it not been among them."""
    owner = np.repeat(np.arange(len(texts)), [found.shape[1] for found in texts])
    lengths = np.bincount(owner, minlength=len(texts)).astype(np.float64)
    ratios = []
    held_out = np.zeros(len(texts))
    for row, share in enumerate(others.shares):
        runs = np.concatenate([found[row] for found in texts])
        counts = np.bincount(runs, minlength=1 << BITS).astype(np.float64)
        ratios.append(np.log((counts + PRIOR * share) / (len(runs) + PRIOR) / share))
        # A text is judged by all the others: its own occurrences are taken back out.
        own, times = np.unique((owner << BITS) | runs, return_counts=True)
        text, run = own >> BITS, own & ((1 << BITS) - 1)
        without = counts[run] - times + PRIOR * share[run]
        left = len(runs) - lengths[text] + PRIOR
        said = times * np.log(without / left / share[run])
        held_out += np.bincount(text, weights=said, minlength=len(texts))
    return Wording(np.stack(ratios).astype(np.float32)), held_out / (len(ORDERS) * lengths)
