"""Learns the weights of :mod:`assistant.rehearsal.delivery`, and says how good they are unseen.

    python -m benchmarks.training.delivery [--shared FOLDER] [--write]

Learned from the 124 open rows of ``10_earnings_qa``: what analysts asked and executives answered,
rated 0, 1 or 2. Proportional odds (McCullagh 1980): one score, two steps
on it. On which side a sign weighs is fixed
beforehand, so that a few noisy rows cannot teach that hedging makes specific; a sign that would
weigh on the other side weighs nothing. ``--write`` learns from all rows and writes
``assistant/rehearsal/delivery_weights.toml``: numbers only, no text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.rehearsal.delivery import BOUND, SIGNS, observe
from benchmarks.workbench import ROOT, arguments, require, table

Matrix = NDArray[np.float64]
Ratings = NDArray[np.int64]
Fitted = Callable[[Matrix], Matrix]
"""Rows -> the probabilities of 0, 1 and 2."""

TARGET = ROOT / "assistant" / "rehearsal" / "delivery_weights.toml"
FOLDS, INNER = 5, 4
PENALTIES = (3.0, 10.0, 30.0, 100.0)
LEVELLED = (0.5, 1.0)
"""How far rare ratings are made to count as much as usual ones: by half, or wholly. Not at all is
left out: a judge that never says *little* is of no use, whatever its F1."""
ROUNDS = 300
_LEAST = 0.05


@dataclass(frozen=True)
class Rows:
    """The rated answers. ``call`` numbers the calls that they come from."""

    questions: Sequence[str]
    answers: Sequence[str]
    ratings: dict[str, Ratings]
    call: NDArray[np.int64]

    def signs(self, name: str) -> Matrix:
        """What a rating goes by, a row an answer."""
        seen = [observe(q, a, "en") for q, a in zip(self.questions, self.answers, strict=True)]
        return np.array([[one.numbers[sign] for sign in SIGNS[name]] for one in seen])


def read(shared: Path) -> Rows:
    path = require(shared, "eval/10_earnings_qa.jsonl")
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    calls = [f"{row['TICKER']} {row['QUARTER']} {row['YEAR']}" for row in rows]
    return Rows(
        [row["QUESTION"] for row in rows],
        [row["ANSWER"] for row in rows],
        {name: np.array([row[name.upper()] for row in rows]) for name in SIGNS},
        np.unique(calls, return_inverse=True)[1],
    )


# --- learning -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Odds:
    """A proportional odds model: scaling, weights, and the two steps on the score."""

    mean: Matrix
    scale: Matrix
    weights: Matrix
    steps: Matrix

    def __call__(self, x: Matrix) -> Matrix:
        some, clear = _odds(_scaled(x, self.mean, self.scale) @ self.weights, self.steps)
        return np.c_[1 - some, some - clear, clear]


def learn(x: Matrix, y: Ratings, sides: Matrix, penalty: float, levelled: float) -> Odds:
    """The model of greatest likelihood, less ``penalty`` for large weights, by projected ascent.

    ``sides`` has 1, -1 or 0 for weights that may only be above nought, only below, or either.
    """
    mean, scale = x.mean(axis=0), x.std(axis=0)
    scale[scale < 1e-6] = 1.0
    z = _scaled(x, mean, scale)
    counts = np.maximum(np.bincount(y, minlength=3), 1)
    share = ((len(y) / counts) ** levelled)[y]
    share /= share.mean()
    stride = np.linalg.norm(z * np.sqrt(share)[:, None], 2) ** 2 / 2 + penalty
    weights, steps = np.zeros(x.shape[1]), np.array([-1.0, 0.0])
    for _ in range(ROUNDS):
        some, clear = _odds(z @ weights, steps)
        up = np.choose(y, [-some, 1 - some - clear, 1 - clear])
        weights += (z.T @ (share * up) - penalty * weights) / stride
        weights = np.where(weights * sides < 0, 0.0, weights)
        middle = np.maximum(some - clear, 1e-6)
        low = np.choose(y, [some, -some * (1 - some) / middle, 0.0])
        high = np.choose(y, [0.0, clear * (1 - clear) / middle, clear - 1])
        steps = steps + np.array([share @ low, share @ high]) * 2 / share.sum()
        steps[1] = max(steps[1], steps[0] + _LEAST)
    return Odds(mean, scale, weights, steps)


def chosen(x: Matrix, y: Ratings, call: NDArray[np.int64], sides: Matrix, seed: int) -> Odds:
    """:func:`learn`, its penalty and levelling chosen by cross-validation among these rows."""
    splits = list(folds(call, seed, INNER))

    def score(penalty: float, levelled: float) -> float:
        told = np.zeros(len(y), int)
        for out in splits:
            model = learn(x[~out], y[~out], sides, penalty, levelled)
            told[out] = model(x[out]).argmax(axis=1)
        return weighted_f1(y, told)

    grid = [(penalty, levelled) for penalty in PENALTIES for levelled in LEVELLED]
    return learn(x, y, sides, *max(grid, key=lambda one: score(*one)))


def _scaled(x: Matrix, mean: Matrix, scale: Matrix) -> Matrix:
    return np.clip((x - mean) / scale, -BOUND, BOUND)


def _odds(score: Matrix, steps: Matrix) -> tuple[Matrix, Matrix]:
    some, clear = (1 / (1 + np.exp(step - score)) for step in steps)
    return some, clear


# --- unseen rows ----------------------------------------------------------------------------------


def folds(call: NDArray[np.int64], seed: int, number: int = FOLDS) -> Iterator[NDArray[np.bool_]]:
    """The rows left out, fold by fold; a call's rows are left out together, folds about alike."""
    rng = np.random.default_rng(seed)
    names, sizes = np.unique(call, return_counts=True)
    load = np.zeros(number)
    fold = dict.fromkeys(names, 0)
    for at in np.argsort(-(sizes + rng.random(len(names))), kind="stable"):
        least = int(load.argmin())
        fold[names[at]] = least
        load[least] += sizes[at]
    of_row = np.array([fold[one] for one in call])
    for one in range(number):
        yield of_row == one


def weighted_f1(y: Ratings, told: Ratings) -> float:
    """The F1 of each rating, weighed by how many rows have it."""
    total = 0.0
    for rating in np.unique(y):
        mine, said = y == rating, told == rating
        total += mine.sum() * 2 * (mine & said).sum() / (mine.sum() + said.sum())
    return float(total / len(y))


def sides_of(name: str) -> Matrix:
    """On which side each sign of a rating may weigh."""
    return np.array(list(SIGNS[name].values()), float)


def unseen(x: Matrix, y: Ratings, call: NDArray[np.int64], sides: Matrix, seed: int) -> Ratings:
    """What is told of each row by a model that saw no row of its call, choices and all."""
    told = np.zeros(len(y), int)
    for out in folds(call, seed):
        model = chosen(x[~out], y[~out], call[~out], sides, seed)
        told[out] = model(x[out]).argmax(axis=1)
    return told


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--write", action="store_true", help="learn from all rows, and keep it")
    options = parser.parse_args()
    rows = read(options.shared)
    lines: list[Sequence[object]] = []
    written = [
        "# What was learned for assistant/rehearsal/delivery.py by",
        "# `python -m benchmarks.training.delivery --write`: each sign's scaling, and its weight.",
    ]
    for name in SIGNS:
        model = chosen(rows.signs(name), rows.ratings[name], rows.call, sides_of(name), 0)
        written += ["", f"[{name}]", f"steps = [{model.steps[0]:.4f}, {model.steps[1]:.4f}]"]
        for sign, mean, scale, weight in zip(
            SIGNS[name], model.mean, model.scale, model.weights, strict=True
        ):
            lines.append((name, sign, f"{weight:+.2f}"))
            told = f"mean = {mean:.4f}, scale = {scale:.4f}, weight = {weight:.4f}"
            written.append(f"{sign} = {{ {told} }}")
    table(("rating", "sign", "weight"), lines)
    if options.write:
        TARGET.write_text("\n".join(written) + "\n", "utf-8")
        print(f"wrote {TARGET.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
