"""Build ``knowledge/voice/background.npz``: how people other than the brand word things.

Only sums are kept, a byte for each hashed run of letters: no text can be read back from them. Each
source weighs what stands beside it, whatever its size:

English
- 1/2: ``posts_en.txt`` beside this file, written for the project in the manner of brands' posts;
- 1/4: tweets by people, from VADER's data (Hutto and Gilbert 2014), which the source archive of
  vaderSentiment 0.5 on PyPI holds under the MIT licence. Not in the project; pass its file
  ``additional_resources/hutto_ICWSM_2014.tar.gz!tweets_GroundTruth.txt``, unpacked;
- 1/4: open rows of the shared data: web pages (03_wice), debates (04_prosecco), 08_cocoa.

French
- 1/2: ``posts_fr.txt`` beside this file, written for the project: posts, replies, addresses;
- 1/2: open rows of the shared data: 04_daccord, 04_rte3, 08_cocoa, 08_tydip.

Habits (``*_habits``) are counted on the posts, and in English on as many tweets.

The posts are of the trades and occasions that brands post about, in nobody's words but the formulas
that everybody uses; they were written after reading some captions, and copy none.

No row that is marked internal is read, nor any of the organisations that the voice is measured on.
"""

from __future__ import annotations

import html
import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.workbench import ROOT, arguments, require
from knowledge.voice.features import see
from knowledge.voice.habits import bins, counted, table
from knowledge.voice.plain import plain
from knowledge.voice.wording import BITS, ORDERS, buckets

HERE = Path(__file__).parent
TARGET = ROOT / "knowledge" / "voice" / "background.npz"
PER = 1_000_000


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--tweets", type=Path, required=True, help="VADER's tweets_GroundTruth.txt")
    options = parser.parse_args()
    folder = options.shared / "eval"
    kept = {
        "en": [
            (posts("en"), 0.5),
            (list(tweets(options.tweets)), 0.25),
            (open_english(folder), 0.25),
        ],
        "fr": [(posts("fr"), 0.5), (open_french(folder), 0.5)],
    }
    wording = {
        language: quantised(sum(weight * per_million(texts) for texts, weight in parts))
        for language, parts in kept.items()
    }
    # Sentences out of web pages have no hashtags to speak of: habits are those of posts alone.
    written = {"en": [*posts("en"), *sample(tweets(options.tweets))], "fr": posts("fr")}
    habits = {
        f"{language}_habits": counted(bins(table([see(text, language) for text in texts])))
        for language, texts in written.items()
    }
    np.savez_compressed(TARGET, **wording, **habits)
    print(f"{TARGET}: {TARGET.stat().st_size / 1024:.0f} kB")


def per_million(texts: Iterable[str]) -> NDArray[np.float64]:
    """Occurrences of each bucket, of a million; shape (len(ORDERS), 2 ** BITS)."""
    counts = np.zeros((len(ORDERS), 1 << BITS))
    for text in texts:
        for row, runs in zip(counts, buckets(plain(text).text), strict=True):
            np.add.at(row, runs, 1)
    return PER * counts / counts.sum(axis=1, keepdims=True)


def quantised(counts: Any) -> NDArray[np.uint8]:
    """Counts on the scale that :func:`knowledge.voice.wording.background` reads."""
    steps: NDArray[np.float64] = np.rint(8 * np.log1p(counts))
    return np.minimum(255, steps).astype(np.uint8)


def posts(language: str) -> list[str]:
    """Posts written for the project."""
    text = (HERE / f"posts_{language}.txt").read_text(encoding="utf-8")
    return [post.strip() for post in text.split("%%")]


def sample(texts: Iterable[str]) -> list[str]:
    """As many tweets as there are posts, for both to weigh alike."""
    return random.Random(0).sample(list(texts), len(posts("en")))


def tweets(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        yield html.unescape(line.split("\t")[-1])


def open_english(folder: Path) -> Iterator[str]:
    seen: set[str] = set()
    for row in _rows(folder, "03_wice_claims"):
        sentences = [s for s in row["evidence"] if not s.startswith("(meta data)")]
        blocks = ["\n".join(sentences[i : i + 4]) for i in range(0, len(sentences), 4)]
        for block in [row["claim"], *blocks]:
            if block not in seen:
                seen.add(block)
                yield block
    for row in _rows(folder, "04_prosecco_self_contradiction"):
        yield from (row["locution_1"], row["locution_2"])
    for row in _rows(folder, "08_cocoa_fr"):
        yield row["en"]


def open_french(folder: Path) -> Iterator[str]:
    for name in ("04_daccord_fr", "04_rte3_fr"):
        for row in _rows(folder, name):
            yield from (row["premise"], row["hypothesis"])
    for row in _rows(folder, "08_cocoa_fr"):
        yield from (row["fr_formal"], row["fr_informal"])
    for row in _rows(folder, "08_tydip_fr"):
        yield row["sentence"]


def _rows(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    for line in require(folder, f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


if __name__ == "__main__":
    main()
