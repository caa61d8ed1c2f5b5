"""What a write costs whoever drafts and checks next, with no chat model.

``python -m benchmarks.afterwards [--size 10000]``: real sentences of the shared data, numbered, are
put on record by eight speakers. Then, five times over, a statement comes on record and a post is
drafted and a text checked at once; and a document is edited, and again. Vectors are made of words
(:class:`benchmarks.workbench.Words`), so that no time goes into embedding. Printed: medians, in
seconds, beside those of drafts and checks with no write before them.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from benchmarks.speed import _numbered, _posts, sentences
from benchmarks.workbench import Words, arguments, require, statements, table

ROUNDS = 5


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--size", type=int, default=10_000)
    options = parser.parse_args()
    require(options.shared, "real")
    with tempfile.TemporaryDirectory() as scratch:
        run(options.shared, options.data or Path(scratch), options.size)


def run(shared: Path, data: Path, size: int) -> None:
    from assistant.assembly import build
    from assistant.model import Post
    from assistant.review.people import Person, Role
    from assistant.settings import Settings

    texts = sentences(shared)
    posts = _posts(texts)
    file = data / "said.jsonl"
    file.write_text(statements(_numbered(texts, size), speakers=8), encoding="utf-8")
    keeper = Person("kim", frozenset({Role.KNOWLEDGE_MANAGER}))
    took: defaultdict[str, list[float]] = defaultdict(list)
    settings = Settings(data_dir=data / "home", brand="bench", locale="en")
    with build(settings, embedder=Words()) as assistant:
        assistant.ingest([file], brand="bench")

        def timed(name: str, act: Callable[..., object], *told: object, **more: object) -> None:
            begin = time.perf_counter()
            act(*told, **more)
            took[name].append(time.perf_counter() - begin)

        def ask(after: str, n: int) -> None:
            timed(f"draft {after}", assistant.draft, Post(posts[n]), brand="bench")
            words = f"{posts[n][:200]} We will end this by 2031, as we said {n} times."
            timed(f"check {after}", assistant.check, words, brand="bench", platform="x")

        ask("at first", 0)
        for n in range(1, ROUNDS + 1):
            ask("with nothing written", n)
        documents = assistant.record.documents("bench")
        for n in range(1, ROUNDS + 1):
            more = data / f"more-{n}.md"
            more.write_text(f"We opened a site in Arlen, where plastic is sorted, number {n}.\n")
            timed("statement", assistant.ingest, [more], brand="bench")
            ask("after a statement", ROUNDS + n)
        for n in range(1, ROUNDS + 1):
            told = {"channel": f"channel {n}"}
            timed("edit", assistant.curation.edit, "bench", documents[n * 7].id, told, keeper)
            ask("after an edit", 2 * ROUNDS + n)
    table(["", "s"], [[name, f"{statistics.median(each):.2f}"] for name, each in took.items()])


if __name__ == "__main__":
    main()
