"""What the weights of :func:`assistant.rehearsal.technique.answered` come from.

``python -m benchmarks.training.answering`` fits a logistic regression of the signs of an answer to
whether it is an evasion, on the planted answers of each record of development (they were written
for the project), and holds it against those of the other: the gap between the two is what may be
expected on a record that nobody has seen. It prints the weights learned from each and from both;
those in ``technique.py`` are the latter, rounded by hand, with :data:`FROM` taken off the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from benchmarks.rehearsal.__main__ import Row, planted, records
from benchmarks.scores import auroc
from benchmarks.workbench import arguments, table

if TYPE_CHECKING:
    from assistant.assembly import Assistant

Matrix = NDArray[np.float64]
NAMES = (
    "near",
    "joined",
    "limit",
    "verdict",
    "missing",
    "concrete",
    "opinions",
    "away",
    "challenged",
)
DEVELOPED = ("ronsel", "tervelle")
"""The records whose answers were looked at; what others are planted on is kept for measuring."""
FROM = -0.4
"""The log-odds from which an evasion is told: below evens, since one answer in six is one."""
PENALTY = 2.0
ROUNDS = 30


def main() -> None:
    chosen = arguments(__doc__ or "").parse_args()
    names = DEVELOPED
    with records(names, chosen.data) as assistant:
        x = {name: observed(assistant, planted(name)) for name in names}
    y = {name: np.array(["evasion" in row["kinds"] for row in planted(name)]) for name in names}
    whole = np.vstack([x[name] for name in names]), np.concatenate([y[name] for name in names])
    lines = []
    for name, (seen, held) in {**{n: (x[n], y[n]) for n in names}, "both": whole}.items():
        weights = learned(seen, held)
        lines.append((name, *(f"{w:.2f}" for w in weights)))
    table(("learned from", *NAMES, "at first"), lines)
    lines = []
    for name in names:
        weights = learned(x[name], y[name])
        for other in names:
            if other != name:
                score = _with_one(x[other]) @ weights
                recall, precision = _found(y[other], score > FROM)
                area = f"{auroc(y[other], score):.3f}"
                lines.append((name, other, f"{recall:.2f}", f"{precision:.2f}", area))
    table(("learned from", "held against", "recall", "precision", "AUROC"), lines)


def observed(assistant: Assistant, rows: list[Row]) -> Matrix:
    """The signs of each answer, in the order of :data:`NAMES`."""
    from assistant.model import Post
    from assistant.rehearsal.technique import USUAL, Said, signs

    told = []
    for row in rows:
        held = assistant.check(
            row["answer"], brand=row["record"], post=Post(row["question"]), locale=row["language"]
        )
        said = [Said(one.text, 0, one.standing) for one in held.sentences]
        one = signs(row["question"], row["answer"], said, row["language"], held.passages)
        near = one.touch or USUAL
        told.append(
            (
                near.near,
                near.joined,
                one.limit,
                one.verdict,
                0.0 if one.limit else one.missing,
                one.concrete,
                0.0 if one.verdict else one.opinions,
                min(one.away, 2),
                one.challenged,
            )
        )
    return np.array(told, dtype=np.float64)


def learned(x: Matrix, y: NDArray[np.bool_]) -> Matrix:
    """The weights of the signs as they are, and last what is there before any is seen."""
    mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-6
    design = _with_one((x - mean) / scale)
    penalty = np.eye(design.shape[1]) * PENALTY
    penalty[-1, -1] = 0.0
    weights = np.zeros(design.shape[1])
    for _ in range(ROUNDS):
        chance = 1.0 / (1.0 + np.exp(-design @ weights))
        slope = design.T @ (chance - y) + penalty @ weights
        bend = (design.T * (chance * (1.0 - chance))) @ design + penalty
        weights -= np.linalg.solve(bend, slope)
    plain = weights[:-1] / scale
    return np.append(plain, weights[-1] - plain @ mean)


def _with_one(x: Matrix) -> Matrix:
    return np.hstack([x, np.ones((len(x), 1))])


def _found(held: NDArray[np.bool_], said: NDArray[np.bool_]) -> tuple[float, float]:
    right = float((held & said).sum())
    return right / max(1, int(held.sum())), right / max(1, int(said.sum()))


if __name__ == "__main__":
    main()
