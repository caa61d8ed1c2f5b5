"""Learns the second opinion of a rehearsal's judge (:mod:`assistant.rehearsal.likeness`).

    python -m benchmarks.training.likeness [--write]

From ``wordings/``: sentences that are heard as promises and others that resemble them, answers to
a question and manners of not answering it, in both languages; and from the planted answers of the
records of development. Without ``--write`` it prints how each record is told when it is left out,
by the wordings alone and with the other records, beside the rules alone; with it, all are learned
from and ``likeness.npz`` is written: numbers, no text.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.rehearsal.likeness import cues_of, placed, together, vector
from assistant.rehearsal.pledged import is_coming
from benchmarks.rehearsal.__main__ import planted
from benchmarks.scores import auroc
from benchmarks.workbench import ROOT, table
from knowledge.sentences import sentences

Floats = NDArray[np.float32]
Truth = NDArray[np.bool_]

WORDINGS = Path(__file__).parent / "wordings"
DEVELOPED = ("ronsel", "tervelle", "cadorel")
STRENGTH = 1.0
"""How little the weights are held back (the inverse of the ridge)."""


@dataclass(frozen=True)
class Examples:
    """Vectors, what was looked at beside them, and whether each is what is to be heard."""

    vectors: Floats
    beside: Floats
    held: Truth

    def __add__(self, other: Examples) -> Examples:
        return Examples(
            np.vstack([self.vectors, other.vectors]),
            np.vstack([self.beside, other.beside]),
            np.concatenate([self.held, other.held]),
        )


@dataclass(frozen=True)
class Learned:
    """Weights over vectors from which ``mean`` was taken, and then over what is beside."""

    mean: Floats
    weights: Floats
    first: float

    def scores(self, some: Examples) -> NDArray[np.float64]:
        seen = np.hstack([placed(some.vectors, self.mean), some.beside])
        found: NDArray[np.float64] = seen @ self.weights + self.first
        return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="learn from all, and keep it")
    options = parser.parse_args()
    lines: list[Sequence[object]] = []
    kept: dict[str, NDArray[np.float32]] = {}
    for name, wordings, of in (
        ("promise", promises(), promises_of),
        ("evasion", answers(), answers_of),
    ):
        tables = {record: of(record) for record in DEVELOPED}
        for record, held in tables.items():
            rest = wordings
            for other in DEVELOPED:
                rest = rest + tables[other] if other != record else rest
            alone, more = learn(wordings).scores(held), learn(rest).scores(held)
            areas = (f"{auroc(held.held, alone):.3f}", f"{auroc(held.held, more):.3f}")
            rules = f"{auroc(held.held, _rule(record)):.3f}" if name == "promise" else ""
            lines.append((name, record, len(held.held), int(held.held.sum()), rules, *areas))
        every = wordings
        for one in tables.values():
            every = every + one
        best = learn(every)
        kept |= {
            f"{name}_mean": best.mean,
            f"{name}_weights": best.weights,
            f"{name}_first": np.array(best.first, np.float32),
        }
    told = ("heard", "left out", "n", "of them", "rules: AUROC", "wordings", "and other records")
    table(told, lines)
    if options.write:
        target = ROOT / "assistant" / "rehearsal" / "likeness.npz"
        np.savez_compressed(target, **kept)  # type: ignore[arg-type]
        print(f"{target.name}: {target.stat().st_size / 1e3:.0f} kB")


def learn(some: Examples) -> Learned:
    """A logistic regression, each side weighing the same."""
    from sklearn.linear_model import LogisticRegression

    mean = some.vectors.mean(axis=0)
    seen = np.hstack([placed(some.vectors, mean), some.beside])
    fitted = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=3000)
    fitted.fit(seen, some.held)
    return Learned(mean, fitted.coef_[0].astype(np.float32), float(fitted.intercept_[0]))


def promises() -> Examples:
    """The sentences of ``wordings``, with what is looked at beside their vectors."""
    told = [
        (words, language, mark == "+")
        for language in ("en", "fr")
        for mark, words in marked(f"promises_{language}.txt")
    ]
    return _sentences(told)


def promises_of(record: str) -> Examples:
    """The sentences of a record's planted answers; what is planted is a promise."""
    return _sentences(
        [
            (words, row["language"], "promise" in row["kinds"] and _within(row["span"], words))
            for row in planted(record)
            for words in _said(row["answer"], row["language"])
        ]
    )


def answers() -> Examples:
    """The answers of ``wordings``: whether each is none."""
    told = [
        (words, language, mark == "-")
        for language in ("en", "fr")
        for mark, words in marked(f"answers_{language}.txt")
        if mark != "?"
    ]
    return _answers(told)


def answers_of(record: str) -> Examples:
    """The planted answers of a record: whether each is none."""
    rows = planted(record)
    return _answers([(row["answer"], row["language"], "evasion" in row["kinds"]) for row in rows])


def marked(name: str) -> list[tuple[str, str]]:
    """The lines of a file of wordings, each with its mark."""
    lines = (WORDINGS / name).read_text("utf-8").splitlines()
    return [(line[0], line[2:]) for line in lines if line[:2] in ("+ ", "- ", "? ", "= ")]


def _sentences(told: Sequence[tuple[str, str, bool]]) -> Examples:
    return Examples(
        np.array([vector(words) for words, _, _ in told]),
        np.array([cues_of(words, language) for words, language, _ in told], np.float32),
        np.array([held for _, _, held in told]),
    )


def _answers(told: Sequence[tuple[str, str, bool]]) -> Examples:
    return Examples(
        np.array([together(_said(words, language)) for words, language, _ in told]),
        np.zeros((len(told), 0), np.float32),
        np.array([held for _, _, held in told]),
    )


def _rule(record: str) -> NDArray[np.float64]:
    return np.array(
        [
            float(is_coming(words, row["language"]))
            for row in planted(record)
            for words in _said(row["answer"], row["language"])
        ]
    )


def _said(text: str, language: str) -> list[str]:
    return [text[a:b].strip() for a, b in sentences(text, language) if text[a:b].strip()]


def _within(span: str, words: str) -> bool:
    return span in words or words in span


if __name__ == "__main__":
    main()
