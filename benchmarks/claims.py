"""How well claims are seen, weighed and told apart, beside what costs nothing.

Three figures, each with a 95 % interval from 2,000 bootstrap resamples:

- is a sentence an environmental claim (``detect``): F1, beside a list of keywords;
- is what a sentence says of an aspect done, planned, or neither (``status``): macro and weighted
  F1, beside the majority class. Rows labelled "no action" name no aspect and are left out;
- what ``find`` makes of the three tables in ``benchmarks/sets``: precision and recall
  of "something is wrong here", and how many of the wrong lines that are found get a right clause.

The first two measures train nothing. What ``find`` learned its second opinion from is the first
two tables among others (``benchmarks/training/claims.py``): only the third is unseen. A random
third of the rows of ``detect``, and the first third of those of ``status`` in the order of a seed,
were read for principle while the rules were written: the figures to quote are those of the unseen
rest.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.checks.claims import detect, find
from assistant.checks.claims.status import status
from benchmarks.workbench import ROOT, arguments, require, table

SEED, RESAMPLES = 20261122, 2_000
STATUSES = ("implemented", "planning", "indeterminate")
TODAY = "2026-11-22"
_KEYWORDS = re.compile(
    r"environment|sustainab|climate|emission|carbon|renewab|recycl|green|energy|waste|eco-", re.I
)
Labels = NDArray[np.int64]


def main() -> None:
    measure(arguments(__doc__ or "").parse_args().shared)


def measure(shared: Path) -> None:
    """Print the tables."""
    detection(require(shared, "eval/07_environmental_claims.jsonl"))
    statuses(require(shared, "eval/07_a3cg.jsonl"))
    for name in ("claims", "claims_unseen", "claims_third"):
        print(f"\n{name}.jsonl")
        wrongs(ROOT / "benchmarks" / "sets" / f"{name}.jsonl")


def detection(path: Path) -> None:
    """F1 of "the sentence is a claim", on what was not read and on all rows."""
    rows = lines_of(path)
    order = list(range(len(rows)))
    random.Random(SEED).shuffle(order)
    read = set(order[: len(rows) // 3])
    gold = np.array([int(row["label"]) for row in rows])
    answers = {
        "keywords": np.array([int(bool(_KEYWORDS.search(row["text"]))) for row in rows]),
        "detect": np.array([int(bool(detect(row["text"], "en"))) for row in rows]),
    }
    shown = []
    for part, keep in (
        ("unseen", np.array([i not in read for i in range(len(rows))])),
        ("all", np.ones(len(rows), dtype=bool)),
    ):
        for name, said in answers.items():
            precision, recall, _ = _scores(gold[keep], said[keep])
            interval = _interval(gold[keep], said[keep], lambda g, s: _scores(g, s)[2])
            shown.append(
                [part, int(keep.sum()), name, f"{precision:.3f}", f"{recall:.3f}", interval]
            )
    print("is it an environmental claim")
    table(["rows", "n", "by", "precision", "recall", "F1"], shown)


def statuses(path: Path) -> None:
    """F1 of done, planned, neither, one answer for each aspect of a sentence."""
    rows = lines_of(path)
    random.Random(5).shuffle(rows)
    shown = []
    for part, some in (("unseen", rows[70:]), ("all", rows)):
        cases = [
            (row["text"], aspect, max(sorted(set(labels)), key=labels.count))
            for row in some
            for aspect, labels in row["aspects"].items()
            if "no action" not in labels
        ]
        gold = np.array([STATUSES.index(label) for *_, label in cases])
        majority = np.full(len(gold), int(np.bincount(gold).argmax()))
        said = np.array([STATUSES.index(status(text, aspect)) for text, aspect, _ in cases])
        for name, answer in (("majority", majority), ("status", said)):
            macro = _interval(gold, answer, lambda g, s: _by_class(g, s)[0])
            weighted = _interval(gold, answer, lambda g, s: _by_class(g, s)[1])
            shown.append([part, len(cases), name, macro, weighted])
    print("\ndone, planned, or neither")
    table(["rows", "n", "by", "macro F1", "weighted F1"], shown)


def wrongs(path: Path) -> None:
    """What ``find`` makes of lines that are wrong, or look so."""
    rows = lines_of(path)
    gold = np.array([int(bool(row["wrong"])) for row in rows])
    found = [
        {f.rule for f in find(row["text"], row["language"], _texts(row.get("evidence")), TODAY)}
        for row in rows
    ]
    said = np.array([int(bool(rules)) for rules in found])
    shown = []
    groups = {"all": np.ones(len(rows), dtype=bool)}
    for key in ("language", "form"):
        for value in sorted({str(row.get(key)) for row in rows}):
            groups[f"{key} {value}"] = np.array([str(row.get(key)) == value for row in rows])
    for name, keep in groups.items():
        precision, recall, _ = _scores(gold[keep], said[keep])
        caught = [i for i in np.flatnonzero(keep & (gold == 1)) if said[i]]
        right = sum(bool(found[i] & set(rows[i].get("clauses") or ())) for i in caught)
        wrong = int(gold[keep].sum())
        shown.append(
            [
                *(name, int(keep.sum()), wrong, f"{precision:.3f}", f"{recall:.3f}"),
                f"{right / len(caught):.3f}" if caught else "",
                f"{right / wrong:.3f}" if wrong else "",
            ]
        )
    print("\nis something wrong here, and by which clause")
    header = ["lines", "n", "wrong", "precision", "recall", "clause right (found)", "(all wrong)"]
    table(header, shown)
    for name, which in (("precision", 0), ("recall", 1)):
        print(f"{name} {_interval(gold, said, lambda g, s, k=which: _scores(g, s)[k])}")


def _texts(evidence: Any) -> list[str]:
    """Evidence as texts, whether it was written as one, as several, or as objects."""
    if not evidence:
        return []
    if isinstance(evidence, str):
        return [evidence]
    return [one if isinstance(one, str) else str(one.get("text", "")) for one in evidence]


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _scores(gold: Labels, said: Labels) -> tuple[float, float, float]:
    """Precision, recall and F1 of the class 1."""
    both = int(((gold == 1) & (said == 1)).sum())
    precision = both / max(1, int((said == 1).sum()))
    recall = both / max(1, int((gold == 1).sum()))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def _by_class(gold: Labels, said: Labels) -> tuple[float, float]:
    """F1 over the classes: their mean, and their mean by how often each is right."""
    each = [_scores((gold == k).astype(int), (said == k).astype(int))[2] for k in range(3)]
    share = np.bincount(gold, minlength=3) / max(1, len(gold))
    return float(np.mean(each)), float(np.dot(each, share))


def _interval(gold: Labels, said: Labels, measure: Callable[[Labels, Labels], float]) -> str:
    rng = np.random.default_rng(SEED)
    picks = rng.integers(0, len(gold), (RESAMPLES, len(gold)))
    drawn: Sequence[float] = [measure(gold[pick], said[pick]) for pick in picks]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return f"{measure(gold, said):.3f} [{low:.3f}, {high:.3f}]"


if __name__ == "__main__":
    main()
