"""A record of a million passages on PostgreSQL and a Chroma server: where is the limit?

``python -m benchmarks.scale --database postgresql+psycopg://… [--size 1000000]``. The database must
be empty: it is written to. A Chroma server is started on loopback and stopped at the end. Real
sentences of the shared data are numbered and their vectors jittered, as in :mod:`benchmarks.speed`:
what is measured is everything around the embedding model. Printed, as it grows: seconds for the
next part to be put on record and into the index, and the rate; at the end, in a process of its own
that opens what is there: seconds to the first search, to what is promised on record, and to the
first draft after them; retrieval and drafts (p50, p95, the query's embedding apart) beside the
Chroma server asked by itself; the memory of that process; and what one more statement costs: its
ingest, the next search, the next draft. That is done twice, as the second process finds files that
the first left.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.speed import Jittered, _as_anybody, _numbered, _posts, embed, sentences
from benchmarks.workbench import ROOT, arguments, require, resident, statements, table

SPEAKERS = 40


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--database", required=True, help="an empty PostgreSQL database")
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--step", type=int, default=50_000, help="passages of one ingest")
    parser.add_argument("--part", choices=("fill", "asked"), help="internal")
    parser.add_argument("--chroma", default="", help="internal")
    options = parser.parse_args()
    if options.part:
        run = {"fill": fill, "asked": asked}[options.part]
        run(options.shared, options.data, options)
        return
    require(options.shared, "real")
    from tests.knowledge.indexes import ChromaServer

    with tempfile.TemporaryDirectory() as scratch:
        data = (options.data or Path(scratch)).resolve()
        data.mkdir(parents=True, exist_ok=True)
        embed(options.shared, data, 0)
        server = ChromaServer(data / "chroma")
        server.start()
        try:
            for part in ("fill", "asked", "asked"):
                command = [sys.executable, "-m", "benchmarks.scale", "--part", part]
                command += ["--database", options.database, "--size", str(options.size)]
                command += ["--shared", str(options.shared.resolve()), "--data", str(data)]
                command += ["--chroma", server.url, "--step", str(options.step)]
                subprocess.run(command, cwd=ROOT, check=True, env=_as_anybody())
            print(f"Memory of the Chroma server: {resident(server.pid):.0f} MB.")
        finally:
            server.stop()


def _assistant(data: Path, options: Any, embedder: Any) -> Any:
    from assistant.assembly import build
    from assistant.settings import Settings

    settings = Settings(
        data_dir=data / "home",
        brand="bench",
        locale="en",
        database_url=options.database,
        chroma_url=options.chroma,
        max_file_mb=1_000,
    )
    return build(settings, embedder=embedder)


def fill(shared: Path, data: Path, options: Any) -> None:
    """Put the record together, part by part."""
    texts = sentences(shared)
    embedder = Jittered(data, texts)
    numbered = _numbered(texts, options.size)
    rows = []
    with _assistant(data, options, embedder) as assistant:
        for at in range(0, options.size, options.step):
            file = data / f"rows-{at}.jsonl"
            part = numbered[at : at + options.step]
            file.write_text(statements(part, SPEAKERS, first=at), encoding="utf-8")
            embedder.spent = 0.0
            begin = time.perf_counter()
            report = assistant.ingest([file], brand="bench")
            took = time.perf_counter() - begin - embedder.spent
            file.unlink()
            rows.append([f"{at + options.step:,}", f"{took:.1f}", f"{report.passages / took:.0f}"])
            print("  ".join(rows[-1]), f"{resident():.0f} MB", flush=True)
    table(["passages on record", "seconds for the last part", "passages a second"], rows)


def asked(shared: Path, data: Path, options: Any) -> None:
    """What it is like to work on it, in a process that has just been started."""
    from assistant.model import Post

    texts = sentences(shared)
    embedder = Jittered(data, texts)
    posts = _posts(texts)
    with _assistant(data, options, embedder) as assistant:
        begin = time.perf_counter()
        retriever = assistant.retriever("bench")
        retriever.invoke(posts[0])
        print(f"Seconds to the first search: {time.perf_counter() - begin:.1f}", flush=True)
        rows = [_timed("retrieval", retriever.invoke, posts, embedder)]

        def draft(text: str) -> object:
            return assistant.draft(Post(text), brand="bench")

        begin = time.perf_counter()
        promised = len(assistant.commitments("bench"))
        took = time.perf_counter() - begin
        print(f"Seconds to weigh its promises: {took:.1f} ({promised} stand)", flush=True)
        begin = time.perf_counter()
        draft(posts[0])
        print(f"Seconds of the first draft: {time.perf_counter() - begin:.1f}", flush=True)
        rows.append(_timed("drafts", draft, posts, embedder))
        client, name = assistant.index._place.client(), None
        for one in client.list_collections():
            name = one.name if one.count() else name
        nearest = client.get_collection(str(name), embedding_function=None)

        def bare(text: str) -> object:
            vector = embedder.embed_query(text)
            return nearest.query(query_embeddings=[vector], n_results=64)

        rows.append(_timed("Chroma by itself", bare, posts, embedder))
        table(["", "p50, ms", "p95, ms"], rows)
        print(f"Memory of this process: {resident():.0f} MB.", flush=True)
        more = data / "more.md"
        more.write_text(f"We opened a site on day {time.time():.0f} of our count.\n")
        acts = (
            ("one more statement to be on record", lambda: assistant.ingest([more], brand="bench")),
            ("the next search", lambda: retriever.invoke(posts[1])),
            ("the next draft", lambda: draft(posts[1])),
        )
        for name, act in acts:
            begin = time.perf_counter()
            act()
            print(f"Seconds of {name}: {time.perf_counter() - begin:.1f}", flush=True)
        print(f"Passages: {assistant.passage_count('bench'):,}.", end=" ")
        print(f"Memory of this process: {resident():.0f} MB.", flush=True)


def _timed(name: str, ask: Any, posts: list[str], embedder: Jittered) -> list[str]:
    """How long each takes, without the embedding of its question."""
    took = []
    for text in posts[5:]:
        before = len(embedder.queries)
        begin = time.perf_counter()
        ask(text)
        took.append(time.perf_counter() - begin - sum(embedder.queries[before:]))
    p50, p95 = np.quantile(took, [0.5, 0.95]) * 1000
    return [name, f"{p50:.0f}", f"{p95:.0f}"]


if __name__ == "__main__":
    main()
