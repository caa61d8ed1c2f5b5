"""How surely a record's bearing on a post is told; the coefficients of ``assistant/bearing.toml``.

Reads the signals of every post of ``benchmarks/posts`` against the record it was written for, and
those of the answerable ones against another brand's record, which has nothing to do with them;
fits a ridge logistic regression, and prints the coefficients. A brand's posts, and its record, are
judged by coefficients fitted without them: AUROC, and what is held of the answerable posts where
nine in ten posts to another brand are held. Real posts to other brands are never fitted on.
"""

from __future__ import annotations

import json
import random
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.drafts import rows_of
from benchmarks.workbench import REAL, arguments, assistant_with, require, table

SEED = 20261122
RIDGE = 1.0
# Six records of companies that all speak of climate, people and suppliers: a post to one may well
# be answered by another, so they are not put to each other. Nor is anything to a helpdesk's.
ALIKE = frozenset(("nestle", "veolia", "att", "astrazeneca", "loreal"))
REAL_POSTS = (
    ("posts/engie_fr.jsonl", "text", 40),
    ("posts/trustpilot_fr.jsonl", "text", 40),
    ("posts/twcs_en.jsonl", "customer_post", 40),
)
FITTED = ("answerable", "near miss", "another brand's", "another record")
FOREIGN = ("another brand's", "another record")
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """A post put to a record: ``group`` is one of :data:`FITTED`, or real."""

    group: str
    record: str
    language: str
    features: dict[str, float]


def main() -> None:
    options = arguments(__doc__ or "").parse_args()
    require(options.shared, "real")
    with (
        tempfile.TemporaryDirectory() as scratch,
        assistant_with(REAL, options.shared, options.data or Path(scratch)) as assistant,
    ):
        cases = collect(assistant, options.shared)
    names = list(cases[0].features)
    features = np.array([[case.features[name] for name in names] for case in cases])
    answerable = np.array([case.group == "answerable" for case in cases], dtype=float)
    fitted = np.array([case.group in FITTED for case in cases])
    records = np.array([case.record for case in cases])
    scores = np.zeros(len(cases))
    for record in sorted(set(records)):
        others = fitted & (records != record)
        held_out = records == record
        scores[held_out] = _scores(_fit(features[others], answerable[others]), features[held_out])
    report(cases, scores)
    weights = _fit(features[fitted], answerable[fitted])
    print(f"intercept = {weights[0]:.3f}")
    for name, weight in zip(names, weights[1:], strict=True):
        print(f"{name} = {weight:.3f}")


def report(cases: list[Case], scores: Floats) -> None:
    """For each group the share that is held, at some bars; and how well the scores tell."""
    groups = np.array([case.group for case in cases])
    language = np.array([case.language for case in cases])
    yes = scores[groups == "answerable"]
    bar = float(np.quantile(scores[np.isin(groups, FOREIGN)], 0.9))
    bars = [0.0, 0.5, 1.0, bar]
    rows = []
    for group in dict.fromkeys(groups):
        for spoken in ("fr", "en"):
            mine = scores[(groups == group) & (language == spoken)]
            if not len(mine):
                continue
            area = np.mean([(yes > s).mean() + 0.5 * (yes == s).mean() for s in mine])
            told = "" if group == "answerable" else f"{area:.3f}"
            held = [f"{(mine < at).mean():.2f}" for at in bars]
            rows.append([group, spoken, len(mine), told, *held])
    shown = [f"held at {at:.2f}" for at in bars]
    table(["posts", "language", "n", "AUROC against answerable", *shown], rows)


def collect(assistant: Any, shared: Path) -> list[Case]:
    """Every post put to its record, and those that can show silence put to another's."""
    rng = random.Random(SEED)
    cases = []

    def put(text: str, language: str, record: str, group: str) -> None:
        from assistant.model import Post

        told = assistant.signals(Post(text, "x"), brand=record)
        cases.append(Case(group, record, language, told.features()))

    rows = rows_of("abstention.jsonl") + rows_of("hard.jsonl")
    for row in rows:
        near = "near miss" if row.get("near_miss") else "another brand's"
        group = "answerable" if row["answerable"] else near
        put(row["text"], row["language"], row["brand"], group)
    for row in rows:
        others = [b for b in REAL if _unlike(b, row["brand"])]
        if row["answerable"]:
            put(row["text"], row["language"], rng.choice(others), "another record")
    for name, key, number in REAL_POSTS:
        lines = require(shared, f"real/{name}").read_text("utf-8").splitlines()
        texts = [json.loads(line)[key] for line in lines if line.strip()]
        usable = [text for text in texts if text and 20 <= len(text) <= 600]
        for text in rng.sample(usable, number):
            record = rng.choice(("nestle", "veolia", "att", "chirac"))
            put(text, name[-8:-6], record, "real, to another")
    return cases


def _unlike(record: str, home: str) -> bool:
    if record in (home, "free"):
        return False
    return not (record in ALIKE and home in ALIKE)


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
