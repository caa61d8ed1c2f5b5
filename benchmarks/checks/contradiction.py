"""Contradiction: a speaker against their own words (ProSeCCo), French press claims (DACCORD).

The rows of these sets were seen when the weights were learned; unseen, the figures are those of
``benchmarks.training.inference``. What is printed here beside them are the peers on the same rows,
and what the certain mismatches alone find: how often, and how often rightly.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.inference.mismatch import mismatches
from benchmarks.checks.peers import Cosines, denials, overlap
from benchmarks.scores import auroc, interval
from benchmarks.training.inference import pairs
from benchmarks.workbench import table


def measure(shared: Path, _data: Path | None) -> None:
    """Print the table."""
    cosines = Cosines()
    rows: list[Sequence[object]] = []
    for name, found in pairs(shared).items():
        truth = np.array([label for *_, label in found])
        cosines.learn([text for one, other, *_ in found for text in (one, other)])
        peers = {
            "negations apart": [abs(denials(a) - denials(b)) for a, b, *_ in found],
            "words shared": [overlap(b, [a]) for a, b, *_ in found],
            "cosine": [cosines.between(a, b) for a, b, *_ in found],
            "length": [len(a) + len(b) for a, b, *_ in found],
        }
        for by, scores in peers.items():
            told = np.array(scores, float)
            low, high = interval(lambda r, t=told, y=truth: auroc(y[r], t[r]), len(truth))  # type: ignore[misc]
            rows.append((name, by, len(truth), f"{auroc(truth, told):.3f} [{low:.3f}, {high:.3f}]"))
        sure = np.array([bool(mismatches(b, a, language)) for a, b, language, _ in found])
        right = f"{truth[sure].mean():.2f}" if sure.any() else "none"
        rows.append((name, "certain mismatch", len(truth), f"{sure.sum()} found, {right} rightly"))
    table(("set", "by", "n", "AUROC [95 %]"), rows)
