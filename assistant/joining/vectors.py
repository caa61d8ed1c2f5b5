"""Vectors of texts by way of the record's cache: nothing is embedded twice, by whichever job."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from knowledge.model import vector_key
from knowledge.record import Record

if TYPE_CHECKING:
    from knowledge.embeddings import Embedder

Floats = NDArray[np.float32]

AT_ONCE = 64
"""Texts that are embedded, and kept, in one go: what a kill can cost."""
READ_AT_ONCE = 4_000


def embedded(
    record: Record,
    embedder: Embedder,
    texts: Sequence[str],
    tell: Callable[[int, int, str], None] | None = None,
) -> Floats:
    """A vector for each of ``texts``, in their order.

    What the cache has not is embedded and kept there, unless it can only be read. ``tell`` hears
    how many of those are done; what it raises stops the work, and what was embedded is kept.
    Raises :class:`knowledge.errors.EmbeddingFailed`.
    """
    keys = [vector_key(text) for text in texts]
    rows: dict[str, list[int]] = {}
    for row, key in enumerate(keys):
        rows.setdefault(key, []).append(row)
    found = np.zeros((len(texts), embedder.dimension), dtype=np.float32)
    left: list[str] = []
    wanted = list(rows)
    for start in range(0, len(wanted), READ_AT_ONCE):
        part = wanted[start : start + READ_AT_ONCE]
        cached = record.vectors(embedder.name, part)
        for key in part:
            if key in cached:
                found[rows[key]] = cached[key]
            else:
                left.append(key)
    # Texts of a length go together: what is embedded side by side ends at the same time.
    left.sort(key=lambda key: len(texts[rows[key][0]]))
    for start in range(0, len(left), AT_ONCE):
        part = left[start : start + AT_ONCE]
        made = embedder.embed_documents([texts[rows[key][0]] for key in part])
        fresh = {key: np.asarray(v, dtype=np.float32) for key, v in zip(part, made, strict=True)}
        if not record.database.read_only:
            record.keep_vectors(embedder.name, fresh)
        for key, vector in fresh.items():
            found[rows[key]] = vector
        if tell is not None:
            tell(start + len(part), len(left), "embedding")
    return found
