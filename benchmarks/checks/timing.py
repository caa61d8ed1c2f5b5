"""Time: all checks on a text of 280 characters against a record of 10,000 passages.

The record is that of ``benchmarks.speed`` (real sentences, numbered and jittered); the texts are
its sentences with a figure changed, two or three to a text, none seen before. Queries are embedded
for real; their time is told apart from everything else. The peer embeds the same sentences, looks
each up in a plain vector store's numbers (exact cosines) and takes the nearest.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks import speed
from benchmarks.workbench import table
from knowledge.embeddings import forget_queries
from knowledge.sentences import sentences

SIZE = 10_000
TEXTS = 40
WARM = 5
CHARACTERS = 280


def measure(shared: Path, data: Path | None) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        place = data or Path(folder)
        texts = speed.sentences(shared)
        if not (place / "vectors.npy").exists():
            speed.embed(shared, place, 0)
        embedder = speed.Jittered(place, texts)
        assistant = speed.assistant_of(place, SIZE, embedder)
        if not assistant.brands() or not assistant.passage_count("bench"):
            speed.fill(assistant, shared, place, SIZE)
        vectors = np.load(place / "vectors.npy")
        total, asked, plain = [], [], []
        for n, text in enumerate(_texts(texts)):
            before = len(embedder.queries)
            begin = time.perf_counter()
            assistant.check(text, brand="bench", platform="x")
            spent = time.perf_counter() - begin
            forget_queries()  # The peer embeds for itself.
            begin = time.perf_counter()
            for start, end in sentences(text, "en"):
                query = np.array(embedder.embed_query(text[start:end]), np.float32)
                np.argpartition(-(vectors @ query), 8)[:8]
            if n >= WARM:
                total.append(spent)
                plain.append(time.perf_counter() - begin)
                made = embedder.queries[before:]
                asked.append(sum(made[: len(made) // 2]))
        rest = np.array(total) - np.array(asked)
        rows = [
            ("all checks", *_quantiles(np.array(total))),
            ("  of which embedding", *_quantiles(np.array(asked))),
            ("  everything else", *_quantiles(rest)),
            ("plain lookup of each sentence", *_quantiles(np.array(plain))),
        ]
        table((f"{SIZE:,} passages, {CHARACTERS} characters", "p50 ms", "p95 ms"), rows)
        assistant.close()


def _quantiles(seconds: np.ndarray) -> tuple[str, str]:
    return tuple(f"{np.quantile(seconds, q) * 1000:.0f}" for q in (0.5, 0.95))  # type: ignore[return-value]


def _texts(known: list[str]) -> list[str]:
    """Texts of the length, each of whole sentences with a figure of its own."""
    rng = np.random.default_rng(7)
    found = []
    for n in range(TEXTS + WARM):
        text = "Hello, thank you for your message."
        while len(text) < CHARACTERS - 60:
            words = known[int(rng.integers(len(known)))].rstrip(".!? ").split()
            text += f" {' '.join(words[:22])} and {n + 3} more."
        found.append(text[:CHARACTERS])
    return found
