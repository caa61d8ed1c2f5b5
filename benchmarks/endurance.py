"""An hour of a large team in a few minutes: does anything fail, does memory grow?

``python -m benchmarks.endurance [--people 50] [--drafts 10000]``. As :mod:`benchmarks.chat`, over
the same stand-in model with a model's latency in a process of its own: ``--people`` draft on the
example brand with one Assistant, one post after another, each another post, and think in between.
Vectors are made from words (:class:`benchmarks.workbench.Words`): embedding takes no time that
would have to be taken off. Printed: errors; p50 and p95 of what Corail adds to the model's own
time; the memory of the process as it goes on, and how much it grew after the first tenth; then the
same for 8 people, and LangChain's client alone.
"""

from __future__ import annotations

import gc
import tempfile
import threading
import time
from pathlib import Path

import numpy as np

from benchmarks.chat import POSTS, Model, Took, bare, by_people, model, row
from benchmarks.workbench import Words, arguments, resident, table

MEMORY_EVERY = 1.0
"""Seconds between two looks at the memory."""


class Watch:
    """Memory of this process against how much was done, looked at in the background."""

    def __init__(self) -> None:
        self.done = 0
        self.held = 0
        """Drafts for which no model was asked, as the record does not bear on the post."""
        self.errors: list[str] = []
        self.seen: list[tuple[int, float]] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(MEMORY_EVERY):
            self.seen.append((self.done, resident()))

    def between(self, begin: float, end: float) -> float:
        """The median of the memory while from ``begin`` to ``end`` of all was done, megabytes."""
        inside = [m for n, m in self.seen if begin <= n / max(1, self.done) <= end]
        return float(np.median(inside)) if inside else float("nan")


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--drafts", type=int, default=10_000, help="in all")
    options = parser.parse_args()
    gc.set_threshold(100_000, 20, 50)  # as `corail` sets it
    with tempfile.TemporaryDirectory() as scratch, model() as served:
        data = options.data or Path(scratch)
        rows = [endured(served, data, options.people, options.drafts)]
        rows.append(endured(served, data, 8, max(160, options.drafts // 12)))
        rows.append(bare(served, 8, 20))
        table(
            ["", "at once", "n", "beside the model: p50, ms", "p95, ms", "model, ms"],
            rows,
        )


def endured(served: Model, data: Path, people: int, drafts: int) -> list[str]:
    from assistant.assembly import build
    from assistant.model import Post
    from assistant.settings import Settings

    settings = Settings(
        data_dir=data, locale="en", openai_base_url=served.url, chat_model="stand-in"
    )
    with build(settings, embedder=Words()) as assistant, Watch() as watch:
        brand = assistant.ensure_example().name
        for post in POSTS:  # warm, as a server is
            assistant.draft(Post(post), brand=brand)
        served.spans()

        def one(number: int) -> Took:
            words = f"{POSTS[number % len(POSTS)]} ({number})"
            begin = time.perf_counter()
            try:
                reply = assistant.draft(Post(words, author=f"@p{number}"), brand=brand)
                if reply.engine.failure is not None:
                    watch.errors.append(reply.engine.failure)
                watch.held += reply.engine.model is None
            except Exception as error:
                watch.errors.append(repr(error))
            watch.done += 1
            return begin, time.perf_counter(), 0.0

        began = time.perf_counter()
        done = by_people(one, people, drafts // people)
        took = time.perf_counter() - began
        spans, _ = served.spans()
    early, late = watch.between(0.1, 0.15), watch.between(0.95, 1.0)
    steps = "  ".join(f"{watch.between(n / 10, (n + 1) / 10):.0f}" for n in range(10))
    print(f"{people} people, {len(done)} drafts in {took:.0f} s: {len(watch.errors)} errors.")
    print(f"Without a model, as the record was silent: {watch.held}.")
    for told in sorted(set(watch.errors))[:5]:
        print(f"  {told[:200]}")
    print(f"Memory by tenths, MB: {steps}; after the first tenth {late / early - 1:+.1%}.")
    return row("Corail", people, done, spans)


if __name__ == "__main__":
    main()
