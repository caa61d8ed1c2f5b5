"""How surely a record's bearing on a post is told; the coefficients of ``assistant/bearing.toml``.

Reads the signals of every post of ``benchmarks/posts`` against the record it was written for, and
prints the area under the ROC curve and the share of answerable posts that would be held where nine
in ten of the others are, each brand's posts judged by coefficients fitted on the other brands'.
The coefficients fitted on all of them are printed last, ready to be set. Nothing is written.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.drafts import rows_of
from benchmarks.workbench import REAL, arguments, assistant_with, require

RIDGE = 1.0
NAMES = ("fit", "together", "nearness", "own_case")
Floats = NDArray[np.float64]


def main() -> None:
    options = arguments(__doc__ or "").parse_args()
    require(options.shared, "real")
    with (
        tempfile.TemporaryDirectory() as scratch,
        assistant_with(REAL, options.shared, options.data or Path(scratch)) as assistant,
    ):
        rows = rows_of("abstention.jsonl") + rows_of("hard.jsonl")
        features = np.array([_features(assistant, row) for row in rows])
    answerable = np.array([row["answerable"] for row in rows], dtype=float)
    brands = np.array([row["brand"] for row in rows])
    scores = np.zeros(len(rows))
    for brand in sorted(set(brands)):
        others = brands != brand
        scores[~others] = _scores(_fit(features[others], answerable[others]), features[~others])
    yes, no = scores[answerable == 1], scores[answerable == 0]
    area = float(np.mean([(s > no).mean() + 0.5 * (s == no).mean() for s in yes]))
    bar = float(np.quantile(no, 0.9))
    print(f"posts: {len(yes)} answerable, {len(no)} not; judged by the other brands' coefficients")
    print(f"AUROC {area:.3f}; held where 90 % of the others are: {(yes < bar).mean():.0%}")
    weights = _fit(features, answerable)
    print(f"intercept = {weights[0]:.3f}")
    for name, weight in zip(NAMES, weights[1:], strict=True):
        print(f"{name} = {weight:.3f}")


def _features(assistant: Any, row: dict[str, Any]) -> list[float]:
    from assistant.model import Post

    told = assistant.signals(Post(row["text"], row.get("platform", "x")), brand=row["brand"])
    return [told.fit, told.together, told.nearness, float(told.own_case)]


def _fit(features: Floats, answerable: Floats) -> Floats:
    """Ridge logistic regression on standardised features; weights for the raw ones, bias first."""
    mean, spread = features.mean(axis=0), features.std(axis=0) + 1e-9
    design = np.c_[np.ones(len(features)), (features - mean) / spread]
    penalty = np.eye(design.shape[1]) * RIDGE
    penalty[0, 0] = 0
    weights = np.zeros(design.shape[1])
    for _ in range(60):
        likely = 1 / (1 + np.exp(-design @ weights))
        curve = design.T * (likely * (1 - likely) + 1e-6) @ design + penalty
        slope = design.T @ (answerable - likely) - penalty @ weights
        weights += np.linalg.solve(curve, slope)
    raw = weights[1:] / spread
    return np.r_[weights[0] - raw @ mean, raw]


def _scores(weights: Floats, features: Floats) -> Floats:
    return np.asarray(weights[0] + features @ weights[1:])


if __name__ == "__main__":
    main()
