"""What the tests share: an Assistant over a folder of its own, with a stand-in for the model."""

from __future__ import annotations

import hashlib
import math
import os
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import hypothesis
import pytest

from assistant.assembly import Assistant, build
from assistant.settings import Settings

# The same examples each time, so that a change that passes here passes anywhere. To search for new
# ones: HYPOTHESIS_PROFILE=default.
hypothesis.settings.register_profile("steady", derandomize=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

TODAY = date(2026, 11, 22)
_WORD = re.compile(r"[^\W_]{3,}")


class WordEmbedder:
    """Vectors from words alone: texts that share words are near. Counts what it is asked for.

    Deterministic and quick, with the shape of the real model's vectors: two unrelated texts have
    a high cosine, and what counts is how far a near one stands out.
    """

    name = "words-test"
    dimension = 96

    def __init__(self) -> None:
        self.documents = 0
        self.queries = 0

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.documents += len(texts)
        return [self._vector(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        self.queries += 1
        return self._vector(text)

    def _vector(self, text: str) -> list[float]:
        vector = [0.35] * self.dimension
        for word in _WORD.findall(text.casefold()):
            digest = hashlib.sha256(word[:6].encode()).digest()
            for byte in digest[:3]:
                vector[byte % self.dimension] += 1.0 if byte & 128 else -1.0
        size = math.sqrt(sum(v * v for v in vector))
        return [v / size for v in vector]


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture
def assistant(tmp_path: Path, embedder: WordEmbedder) -> Iterator[Assistant]:
    """An Assistant over an empty record, on a fixed day."""
    settings = Settings(data_dir=tmp_path / "data", locale="en", actor="tester")
    with build(settings, clock=lambda: TODAY, embedder=embedder) as built:
        yield built


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a file under the test's folder; its path."""

    def _write(name: str, text: str) -> Path:
        path = tmp_path / "given" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return _write
