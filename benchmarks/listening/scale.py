"""A hundred thousand posts gathered, and ready to be browsed: seconds and memory.

Real posts are repeated with a number added and their vectors jittered (noise of a tenth of their
length), so that none is a copy: what is measured is everything around the embedding model. Each
size runs in a process of its own, whose peak memory is told, with what it takes to hold Python, the
posts and their vectors told beside it. The peer is k-means alone, with as many clusters.
On a busy machine the seconds of processor, over all cores, say more than those of the clock.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.themes.values import Voice
from benchmarks.listening.posts import REAL, vectors, voices
from benchmarks.workbench import table

SIZES = (1_000, 10_000, 100_000)
JITTER = 0.1
_START = datetime(2024, 1, 1, tzinfo=UTC)


def measure(shared: Path, data: Path | None) -> None:
    """Print the table."""
    lines = []
    for size in SIZES:
        for who in ("corail", "k-means"):
            command = [
                sys.executable,
                "-m",
                "benchmarks.listening.scale",
                who,
                str(size),
                str(shared),
                str(data or ""),
            ]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            lines.append((f"{size:,}", who, *done.stdout.rstrip("\n").split("\t")))
    table(
        (
            "posts",
            "",
            "gathered, s",
            "of processor, s",
            "browsed, s",
            "peak MB",
            "before, MB",
            "themes",
            "unsorted",
        ),
        lines,
    )


def jittered(
    real: list[Voice], known: NDArray[np.float32], size: int
) -> tuple[list[Voice], NDArray[np.float32]]:
    """``size`` voices made of real ones, and their vectors, none a copy of another."""
    rng = np.random.default_rng(5)
    picked = np.arange(size) % len(real)
    made = [
        Voice(
            f"v{i}",
            f"{real[j].text} {i}",
            real[j].language,
            _START + timedelta(minutes=5 * i),
            f"author {i % 9_973}",
            f"community {i % 7}",
        )
        for i, j in enumerate(picked)
    ]
    noisy = known[picked]
    noise = rng.standard_normal(noisy.shape, dtype=np.float32)
    noisy += noise * np.float32(JITTER / np.sqrt(noisy.shape[1]))
    noisy /= np.linalg.norm(noisy, axis=1, keepdims=True)
    return made, noisy


def _run(who: str, size: int, shared: Path, data: Path | None) -> None:
    from assistant.themes.counting import shares, volume
    from assistant.themes.gathering import gather, how_many

    real = [v for name, which in REAL.items() for v in voices(shared, which, f"{name}-")]
    known = np.vstack(
        [vectors([v.text for v in real if v.id.startswith(f"{n}-")], data) for n in REAL]
    )
    made, noisy = jittered(real, known, size)
    before = _peak()
    began, worked = time.perf_counter(), time.process_time()
    if who == "k-means":
        from sklearn.cluster import KMeans

        KMeans(how_many(size), n_init=1, random_state=0).fit(noisy)
        took, busy = time.perf_counter() - began, time.process_time() - worked
        themes = how_many(size)
        print(f"{took:.1f}", f"{busy:.1f}", "-", _peak(), before, themes, "-", sep="\t")
        return
    found = gather(made, noisy)
    gathered, busy = time.perf_counter(), time.process_time() - worked
    by_id = {voice.id: voice for voice in made}
    for theme in found.themes:
        members = [by_id[member] for member in theme.members]
        volume(members)
        shares(members)
    browsed = time.perf_counter()
    unsorted = f"{len(found.unsorted) / size:.2f}"
    print(
        f"{gathered - began:.1f}",
        f"{busy:.1f}",
        f"{browsed - gathered:.1f}",
        _peak(),
        before,
        len(found.themes),
        unsorted,
        sep="\t",
    )


def _peak() -> int:
    """The most memory this process has held, in MB (Linux tells kilobytes, macOS bytes)."""
    told = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return told // (1 << 20 if sys.platform == "darwin" else 1 << 10)


if __name__ == "__main__":
    _run(
        sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]) if sys.argv[4] else None
    )
