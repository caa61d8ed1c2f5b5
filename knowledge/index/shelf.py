"""One brand's collection in Chroma: ids and vectors of its passages, and what it was made of.

Texts, facts and filters are the record's. An id here is the passage's with the beginning of its
vector's key, so that a passage whose title was mended is seen to need its new vector.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import IndexUnavailable
from knowledge.index.places import Place

# With these, of the 10 nearest neighbours 1 in 2,000 is missed among 20,000 passages; with Chroma's
# own 16 and 100, 1 in 50. Building costs no more processor time than with those.
HNSW = {"space": "cosine", "max_neighbors": 24, "ef_construction": 100, "ef_search": 300}

# How many vectors are looked at to see whether a collection is sound.
_PROBED = 10


class Shelf:
    """The collection of one brand and one embedding model, which exists from its first vector.

    ``revision`` is the record's revision that it was last brought to, ``None`` when that is not
    known; ``dimension`` is that of its vectors. Every method raises :class:`IndexUnavailable`.
    """

    def __init__(self, place: Place, brand: str, model: str, record: str) -> None:
        # On a server, another record may have a brand of the same name.
        whose = f"{model}\n{record}" if place.shared else model
        self.name = f"corail.{brand}.{hashlib.sha256(whose.encode()).hexdigest()[:8]}"
        self.revision: int | None = None
        self.dimension: int | None = None
        self._size = 0
        self._place = place
        self._made_of: dict[str, str | int] = {"brand": brand, "model": model, "record": record}
        self._collection: Any = None
        self._ids: set[str] | None = None

    def __len__(self) -> int:
        return self._size

    def open(self) -> None:
        """Find the collection, if there is one, and see that it is sound.

        Chroma counts what its database lists, and that goes well with every vector gone.
        """
        from chromadb.errors import NotFoundError

        client = self._place.client()
        with self._place.explained(self.name), self._place.writing(self.name):
            try:
                # None: Corail brings its own vectors; Chroma would download a model.
                found: Any = client.get_collection(self.name, embedding_function=None)
            except NotFoundError:
                return
            mark = found.metadata or {}
            size = found.count()
            if size:
                sample = found.get(limit=_PROBED, offset=size // 2, include=["embeddings"])
                vectors = np.asarray(sample["embeddings"], dtype=np.float32)
                near = found.query(
                    query_embeddings=[vectors[0]],
                    n_results=min(_PROBED, size),
                    include=["distances"],
                )["distances"][0]
                if (
                    not np.isfinite(vectors).all()
                    or len(near) < min(_PROBED, size)
                    or near[0] > 0.01
                ):
                    raise IndexUnavailable(f"{self.name} does not find its own vectors.")
        self._collection, self._size = found, size
        self.dimension = mark.get("dimension")
        if mark.get("record") == self._made_of["record"] and mark.get("passages") == size:
            self.revision = mark.get("revision")

    def nearest(self, vector: NDArray[np.float32], n: int) -> list[tuple[str, float]]:
        """About ``n`` passages with their cosine, best first. Made for ``n`` well below 1,000."""
        if self._collection is None or not self._size:
            return []
        with self._place.explained(self.name):
            rows = self._collection.query(
                query_embeddings=[vector], n_results=min(n, self._size), include=["distances"]
            )
        found: dict[str, float] = {}
        for identity, distance in zip(rows["ids"][0], rows["distances"][0], strict=True):
            found.setdefault(passage_of(identity), 1.0 - float(distance))
        return list(found.items())

    def ids(self) -> set[str]:
        """The ids in the collection, as :func:`shelved` makes them; asked again of a server."""
        if self._ids is None or self._place.shared:
            self._ids = set()
            if self._collection is not None:
                with self._place.explained(self.name):
                    self._ids = set(self._collection.get(include=[])["ids"])
            # Others may have put in all that there was to put in.
            self._size = len(self._ids)
        return self._ids

    def add(self, rows: Sequence[tuple[str, NDArray[np.float32]]]) -> None:
        """Put vectors in, by the ids that :func:`shelved` makes. At most 5,461 at once."""
        if not rows:
            return
        ids = [identity for identity, _ in rows]
        vectors = np.stack([vector for _, vector in rows])
        known = self._ids if self._ids is not None else self.ids()
        client = self._place.client()
        with self._place.explained(self.name):
            if self._collection is None:
                self.dimension = int(vectors.shape[1])
                self._collection = client.get_or_create_collection(
                    self.name,
                    embedding_function=None,
                    configuration={"hnsw": HNSW},  # type: ignore[arg-type]
                    metadata={**self._made_of, "dimension": self.dimension},
                )
            self._collection.upsert(ids=ids, embeddings=vectors)
        known.update(ids)
        self._size = len(known)

    def remove(self, ids: Sequence[str]) -> None:
        """Take vectors out."""
        if not ids or self._collection is None:
            return
        known = self._ids if self._ids is not None else self.ids()
        with self._place.explained(self.name):
            self._collection.delete(ids=list(ids))
        known.difference_update(ids)
        self._size = len(known)

    def drop(self, every_model: bool = False) -> None:
        """Delete the collection; those that other models made of the same brand, too."""
        from chromadb.errors import NotFoundError

        client = self._place.client()
        whose = {k: v for k, v in self._made_of.items() if k != "model"}
        with self._place.explained(self.name):
            for found in client.list_collections():
                mark = found.metadata or {}
                if found.name == self.name or (every_model and whose.items() <= mark.items()):
                    with suppress(NotFoundError):  # at a server, somebody else was quicker
                        client.delete_collection(found.name)
                    self._place.mended(found.name)

    def mark(self, revision: int) -> None:
        """Write down that the collection is what the record held at ``revision``."""
        if self._collection is not None:
            with self._place.explained(self.name):
                self._collection.modify(
                    metadata={
                        **self._made_of,
                        "dimension": self.dimension,
                        "revision": revision,
                        "passages": self._size,
                    }
                )
                # Chroma takes up what it was given when it is next asked, and writes it out:
                # now, and not in the middle of somebody's search.
                self._collection.count()
        self.revision = revision


def shelved(passage: str, vector_key: str) -> str:
    """The id in the collection of a passage with a vector."""
    return f"{passage}.{vector_key[:8]}"


def passage_of(identity: str) -> str:
    """The passage of an id in the collection."""
    return identity.partition(".")[0]
