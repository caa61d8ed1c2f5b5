"""Support: WiCE (supported against the rest) and FaithBench (summaries with what is unwanted).

WiCE's rows were seen when the weights were learned: the figure to believe is the one that
``benchmarks.training.inference`` prints for unseen rows. FaithBench's were not, and the threshold
is the one fixed on WiCE.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant.checks.grounding import judge
from benchmarks.checks.peers import Cosines, overlap, rouge
from benchmarks.scores import auroc, balanced_accuracy, interval
from benchmarks.workbench import require, table
from knowledge.sentences import sentences


def measure(shared: Path, _data: Path | None) -> None:
    """Print the table."""
    cosines = Cosines()
    rows = _wice(shared, cosines) + _faithbench(shared, cosines)
    table(("set", "by", "n", "AUROC", "95 %", "balanced", "95 %"), rows)


def _rows(shared: Path, name: str) -> list[dict[str, Any]]:
    path = require(shared, f"eval/{name}.jsonl")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _wice(shared: Path, cosines: Cosines) -> list[Sequence[object]]:
    labels, ours, lexical, plain, lengths, rouges = [], [], [], [], [], []
    for row in _rows(shared, "03_wice_claims"):
        evidence = [sentence for sentence in row["evidence"] if sentence.strip()]
        labels.append(row["label"] == "supported")
        ours.append(judge(row["claim"], evidence, "en").score)
        lexical.append(overlap(row["claim"], evidence))
        rouges.append(rouge(row["claim"], evidence))
        lengths.append(-len(row["claim"]))
        near = sorted(evidence, key=lambda s: -overlap(s, [row["claim"]]))[:8]
        plain.append(max(cosines.between(row["claim"], sentence) for sentence in near))
    said = [score >= _threshold() for score in ours]
    peers = (
        ("words shared", lexical),
        ("ROUGE-L (rouge-score)", rouges),
        ("cosine", plain),
        ("length", lengths),
    )
    return [
        _line("WiCE (seen)", "Corail", labels, ours, said),
        *(_line("WiCE", name, labels, scores, None) for name, scores in peers),
    ]


def _faithbench(shared: Path, cosines: Cosines) -> list[Sequence[object]]:
    labels, ours, lexical, plain, lengths, rouges = [], [], [], [], [], []
    for row in _rows(shared, "03_faithbench"):
        source = [row["source"][a:b] for a, b in sentences(row["source"], "en")]
        kinds = [label for one in row["annotations"] for label in one["label"]]
        labels.append(not any(kind.startswith("Unwanted") for kind in kinds))
        ours.append(judge(row["summary"], source, "en").score)
        parts = [row["summary"][a:b] for a, b in sentences(row["summary"], "en")]
        lexical.append(min(overlap(part, source) for part in parts))
        rouges.append(min(rouge(part, source) for part in parts))
        plain.append(cosines.between(row["source"], row["summary"]))
        lengths.append(-len(row["summary"]))
    said = [score >= _threshold() for score in ours]
    short = [length >= float(np.median(lengths)) for length in lengths]
    return [
        _line("FaithBench", "Corail", labels, ours, said),
        _line("FaithBench", "words shared", labels, lexical, None),
        _line("FaithBench", "ROUGE-L (rouge-score)", labels, rouges, None),
        _line("FaithBench", "cosine", labels, plain, None),
        _line("FaithBench", "shorter than the median", labels, lengths, short),
    ]


def _threshold() -> float:
    from assistant.inference.learned import weights

    return weights().threshold


def _line(
    name: str, by: str, labels: list[bool], scores: list[float], said: list[bool] | None
) -> Sequence[object]:
    truth, told = np.array(labels), np.array(scores, float)
    area = _spread(lambda rows: auroc(truth[rows], told[rows]), len(truth))
    line: list[object] = [name, by, len(truth), f"{auroc(truth, told):.3f}", area]
    if said is None:
        return [*line, "", ""]
    right = np.array(said)
    balanced = _spread(lambda rows: balanced_accuracy(truth[rows], right[rows]), len(truth))
    return [*line, f"{balanced_accuracy(truth, right):.3f}", balanced]


def _spread(measure: Any, size: int) -> str:
    low, high = interval(measure, size)
    return f"[{low:.3f}, {high:.3f}]"
