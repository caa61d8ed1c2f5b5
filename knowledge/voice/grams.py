"""What a voice prefers, letter by letter and word by word, against its language at large.

Runs of two to four letters, words and pairs of words are counted in a table by their hash; a text
scores by how much likelier the voice makes them than the language does. What the language does was
counted once, in open texts (``benchmarks/training/voice.py``), and comes as numbers only.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Floats = NDArray[np.float32]

SIZE = 1 << 16
LONGEST = 4_000
"""Characters of a text that are looked at."""
PRIOR = {"letters": 500.0, "words": 200.0}
"""How many runs of the language at large each voice is taken to have said beside its own."""
_WORD = re.compile(r"[^\W_]+|[^\w\s]")


def letters(text: str) -> Ids:
    """The places of a text's runs of two to four letters; digits are all alike."""
    shown = " " + re.sub(r"\d", "0", text[:LONGEST]) + " "
    points = np.frombuffer(shown.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    found = []
    for length in (2, 3, 4):
        if len(points) >= length:
            hashed = np.zeros(len(points) - length + 1, np.uint64)
            for at in range(length):
                hashed = hashed * np.uint64(1_000_003) + points[at : len(points) - length + 1 + at]
            hashed = (hashed ^ (hashed >> np.uint64(29))) * np.uint64(0x9E3779B97F4A7C15)
            found.append((hashed >> np.uint64(48)).astype(np.int64))
    return np.concatenate(found) if found else np.zeros(0, np.int64)


def words(text: str) -> Ids:
    """The places of a text's words and marks, and of its pairs of them."""
    said = ["<", *_WORD.findall(text[:LONGEST]), ">"]
    pairs = [f"{one} {other}" for one, other in pairwise(said)]
    return np.array([_place(part) for part in (*said, *pairs)], np.int64)


def _place(part: str) -> int:
    return zlib.crc32(part.encode("utf-8", "surrogatepass")) % SIZE


def spans(text: str) -> list[tuple[int, int, int]]:
    """The words of a text with where they stand: start, end, place."""
    return [(m.start(), m.end(), _place(m.group())) for m in _WORD.finditer(text[:LONGEST])]


def counted(texts: Sequence[Ids]) -> Floats:
    """How often each place was met."""
    counts = np.zeros(SIZE, np.float32)
    for ids in texts:
        np.add.at(counts, ids, 1)
    return counts


@dataclass(frozen=True)
class Preference:
    """How much likelier a voice makes each place than its language: a logarithm, shape (SIZE,)."""

    ratios: Floats

    @classmethod
    def learn(cls, texts: Sequence[Ids], kind: str, language: str) -> Preference:
        """From a voice's texts; ``kind`` is ``letters`` or ``words``."""
        usual = background(kind, language)
        counts = counted(texts)
        prior = PRIOR[kind]
        return cls(np.log((counts + prior * usual) / (counts.sum() + prior) / usual))

    def of(self, ids: Ids) -> float:
        """How much a text is preferred, for each of its runs."""
        return float(self.ratios[ids].mean()) if len(ids) else 0.0


@cache
def background(kind: str, language: str) -> Floats:
    """How likely each place is in the language at large."""
    source = files("knowledge.voice").joinpath("background.npz")
    name = f"{kind}_{'fr' if language == 'fr' else 'en'}"
    with source.open("rb") as file, np.load(file, allow_pickle=False) as held:
        counts = np.expm1(held[name].astype(np.float32) / 16)
    likely: Floats = ((counts + 0.5) / (counts.sum() + 0.5 * SIZE)).astype(np.float32)
    return likely
