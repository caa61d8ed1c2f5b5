"""What the benchmarks share: where the shared data is, and real brands put on record to measure.

The shared data holds real public texts that may not be copied into the project: it is read where
it lies (``--shared``, default ``../shared``), and what a benchmark writes goes outside the tree.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import re
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.assembly import Assistant

ROOT = Path(__file__).parents[1]
REAL = {
    "nestle": ["nestle/tweets.jsonl", "nestle/instagram.jsonl"],
    "loreal": ["loreal/instagram.jsonl"],
    "free": ["free/statements.jsonl"],
    "att": ["att/report.md"],
    "veolia": ["veolia/report.md"],
    "astrazeneca": ["astrazeneca/report.md"],
    "chirac": ["chirac/statements.jsonl"],
}


def arguments(description: str) -> argparse.ArgumentParser:
    """A parser with what every benchmark takes."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument(
        "--data", type=Path, default=None, help="a data folder to keep between runs (temporary)"
    )
    return parser


def require(shared: Path, name: str) -> Path:
    """A path of the shared data; stops with a sentence where it is absent."""
    path = shared / name
    if not path.exists():
        sys.exit(f"This benchmark needs {name} under {shared}: pass --shared FOLDER.")
    return path


def assistant_with(brands: Iterable[str], shared: Path, data: Path) -> Assistant:
    """An Assistant over ``data`` with the real ``brands`` (and the example brand) on record."""
    from assistant.assembly import build
    from assistant.settings import Settings

    assistant = build(Settings(data_dir=data, locale="en"))
    assistant.ensure_example()
    known = {b.name for b in assistant.brands()}
    for brand in brands:
        if brand in known or brand not in REAL:
            continue
        print(f"ingesting {brand}...", file=sys.stderr, flush=True)
        paths = [require(shared / "real", name) for name in REAL[brand]]
        assistant.ingest(paths, brand=brand)
    return assistant


class Words:
    """Vectors from words alone, in no time, where it is not measured how well things are found.

    Texts that share words are near; two unrelated ones have a high cosine, as with a real model.
    """

    name, dimension = "words", 96

    def embed_documents(self, texts: Sequence[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        vector = [0.35] * self.dimension
        for word in re.findall(r"[^\W_]{3,}", text.casefold()):
            for byte in hashlib.sha256(word[:6].encode()).digest()[:3]:
                vector[byte % self.dimension] += 1.0 if byte & 128 else -1.0
        size = math.sqrt(sum(v * v for v in vector))
        return [v / size for v in vector]


def resident(pid: int | None = None) -> float:
    """Megabytes that a process, or this one, has in memory (Linux)."""
    told = Path(f"/proc/{pid or 'self'}/status").read_text("ascii")
    kilobytes = next(line.split()[1] for line in told.splitlines() if line.startswith("VmRSS"))
    return int(kilobytes) / 1024


def table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print an aligned table."""
    cells = [[str(c) for c in header], *[[str(c) for c in row] for row in rows]]
    widths = [max(len(row[i]) for row in cells) for i in range(len(header))]
    for row in cells:
        print(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        )


def run_parts(title: str, parts: Mapping[str, Callable[[Path, Path | None], None]]) -> None:
    """Run the parts that the command line asks for, in their order; all of them by default."""
    parser = arguments(title)
    parser.add_argument("parts", nargs="*", choices=[*parts, []], metavar="PART")
    options = parser.parse_args()
    for name in options.parts or parts:
        print(f"\n== {name}", flush=True)
        parts[name](options.shared, options.data)
        sys.stdout.flush()


A_DAY, DAYS = 86_400, 3_000


def statements(texts: Iterable[str], speakers: int, first: int = 0) -> str:
    """Rows of JSONL: each text a statement, by one of so many speakers, over eight years."""
    rows = []
    for n, text in enumerate(texts, start=first):
        said = time.strftime("%Y-%m-%d", time.gmtime(1.4e9 + n % DAYS * A_DAY))
        told = {"id": n, "text": text, "speaker": f"Speaker {n % speakers}", "date": said}
        rows.append(json.dumps(told) + "\n")
    return "".join(rows)
