"""The cache of vectors: what was embedded once is not embedded again.

A vector is kept under the model that made it and the digest of the text it was made of
(:func:`knowledge.model.vector_key`), as little-endian float32. It belongs to no brand: two
passages whose texts and titles are the same share one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)

from knowledge.errors import BadInput
from knowledge.model import embedded_text, vector_key
from knowledge.record.finding import by_parts
from knowledge.schema import brands, documents, passages, posts, vectors

Vector = NDArray[np.float32]

_STORED = np.dtype("<f4")
_AT_ONCE = 4_000
_LIVE = and_(
    documents.c.brand == passages.c.brand,
    documents.c.id == passages.c.document_id,
    documents.c.removed.is_(False),
)


def read_vectors(connection: Connection, model: str, keys: Iterable[str]) -> dict[str, Vector]:
    """The cached vectors among ``keys``."""
    found: dict[str, Vector] = {}
    for part in by_parts(dict.fromkeys(keys)):
        query = select(vectors.c.key, vectors.c.data).where(
            vectors.c.model == model, vectors.c.key.in_(part)
        )
        for key, data in connection.execute(query):
            found[key] = np.frombuffer(data, dtype=_STORED).astype(np.float32)
    return found


def read_all(connection: Connection, brand: str, model: str) -> tuple[list[str], Vector]:
    """The ids of the brand's passages that have a vector, and their vectors, row by row."""
    cut = connection.execute(
        select(passages.c.id, passages.c.vector_key)
        .join_from(passages, documents, _LIVE)
        .where(passages.c.brand == brand)
        .order_by(passages.c.document_id, passages.c.position)
    ).all()
    # A row for each key; passages that are worded alike share it.
    place = {key: row for row, key in enumerate(dict.fromkeys(key for _, key in cut))}
    matrix: Vector | None = None
    filled = np.zeros(len(place), dtype=bool)
    for keys, data in _blocks(connection, model, place):
        block = np.frombuffer(data, dtype=_STORED).reshape(len(keys), -1)
        if matrix is None:
            matrix = np.empty((len(place), block.shape[1]), dtype=np.float32)
        rows = np.fromiter((place.get(key, -1) for key in keys), dtype=np.intp, count=len(keys))
        if (rows < 0).any():
            rows, block = rows[rows >= 0], block[rows >= 0]
        matrix[rows] = block
        filled[rows] = True
    if matrix is None:
        return [], np.zeros((0, 0), dtype=np.float32)
    found = [(identity, place[key]) for identity, key in cut if filled[place[key]]]
    rows = np.fromiter((row for _, row in found), dtype=np.intp, count=len(found))
    return [identity for identity, _ in found], _in_order(matrix, rows)


def _in_order(matrix: Vector, rows: NDArray[np.intp]) -> Vector:
    """``matrix[rows]``, without a second matrix where rows are only left out."""
    if not (np.diff(rows) > 0).all():
        return matrix[rows]
    if len(rows) < len(matrix):
        for at in range(0, len(rows), _AT_ONCE):
            part = rows[at : at + _AT_ONCE]
            matrix[at : at + len(part)] = matrix[part]
    return matrix[: len(rows)]


def _blocks(
    connection: Connection, model: str, wanted: Mapping[str, int]
) -> Iterator[tuple[list[str], bytes]]:
    """Keys and joined vectors of ``model``: of those wanted, and of others where that is quicker.

    By blocks, so that the rows as the driver gives them never stand whole beside the array.
    """
    of_model = vectors.c.model == model
    total = connection.execute(select(func.count()).where(of_model)).scalar_one()
    query = select(vectors.c.key, vectors.c.data)
    if len(wanted) * 4 > total:
        # Read as they lie in the file, which is many times quicker than one by one in the order
        # of their keys; the concatenation keeps the planner from using the index on the model.
        queries = [query.where(vectors.c.model.concat("") == model)]
    else:
        queries = [query.where(of_model, vectors.c.key.in_(part)) for part in by_parts(wanted)]
    for each in queries:
        result = connection.execute(each.execution_options(yield_per=_AT_ONCE))
        for rows in result.partitions():
            yield [row[0] for row in rows], b"".join([row[1] for row in rows])


def keep(connection: Connection, model: str, found: Mapping[str, Sequence[float] | Vector]) -> int:
    """Keep the vectors that are not kept yet; how many there were.

    Raises :class:`BadInput` when they are not of the dimension that the model's others have, or
    hold something that is no number.
    """
    query = select(vectors.c.dimension).where(vectors.c.model == model).limit(1)
    expected = connection.execute(query).scalar()
    known: set[str] = set()
    for part in by_parts(found):
        query_known = select(vectors.c.key).where(vectors.c.model == model)
        known.update(connection.execute(query_known.where(vectors.c.key.in_(part))).scalars())
    rows = []
    for key, vector in found.items():
        if key in known:
            continue
        data = np.asarray(vector, dtype=_STORED)
        expected = expected or data.size
        if data.ndim != 1 or data.size != expected or not np.isfinite(data).all():
            raise BadInput(
                f"A vector of {model!r} is not {expected} finite numbers (shape {data.shape}). "
                "Give a model whose vectors differ another name."
            )
        rows.append({"model": model, "key": key, "dimension": expected, "data": data.tobytes()})
    if rows:
        connection.execute(insert(vectors), rows)
        # Whoever searches by these vectors has to see that there are more of them.
        touched: set[str] = set()
        for keys in by_parts([row["key"] for row in rows]):
            brands_of = select(passages.c.brand).distinct().where(passages.c.vector_key.in_(keys))
            touched.update(connection.execute(brands_of).scalars())
        if touched:
            connection.execute(
                update(brands)
                .where(brands.c.name.in_(touched))
                .values(revision=brands.c.revision + 1)
            )
    return len(rows)


def missing(connection: Connection, brand: str, model: str) -> list[tuple[str, str]]:
    """The keys without a vector among the brand's passages, each once, with what to embed."""
    cached = (
        select(literal(1))
        .where(vectors.c.model == model, vectors.c.key == passages.c.vector_key)
        .exists()
    )
    query = (
        select(passages.c.vector_key, documents.c.title, passages.c.heading, passages.c.text)
        .join_from(passages, documents, _LIVE)
        .where(passages.c.brand == brand, ~cached)
        .order_by(documents.c.arrival, passages.c.position)
    )
    return list(
        {
            key: embedded_text(title, heading, text)
            for key, title, heading, text in connection.execute(query)
        }.items()
    )


def rekey(connection: Connection, brand: str, identity: str) -> None:
    """Give a document's passages the keys of their vectors under its present title."""
    title = connection.execute(
        select(documents.c.title).where(documents.c.brand == brand, documents.c.id == identity)
    ).scalar_one()
    rows = connection.execute(
        select(passages.c.id, passages.c.heading, passages.c.text).where(
            passages.c.brand == brand, passages.c.document_id == identity
        )
    ).all()
    if rows:
        connection.execute(
            update(passages)
            .where(passages.c.brand == brand, passages.c.id == bindparam("at_id"))
            .values(vector_key=bindparam("fresh")),
            [
                {"at_id": row.id, "fresh": vector_key(embedded_text(title, row.heading, row.text))}
                for row in rows
            ],
        )


def purge(connection: Connection) -> int:
    """Drop the vectors that no passage and no post of any brand has; how many there were.

    A vector says something of the text it was made of: what is erased takes its vectors along.
    """
    return connection.execute(delete(vectors).where(_unused())).rowcount


def forget(connection: Connection, keys: Iterable[str]) -> int:
    """Drop the vectors among ``keys`` that no passage and no post has; how many there were."""
    return sum(
        connection.execute(delete(vectors).where(vectors.c.key.in_(part), _unused())).rowcount
        for part in by_parts(dict.fromkeys(keys))
    )


def _unused() -> ColumnElement[bool]:
    return and_(
        *(
            ~select(literal(1)).where(table.c.vector_key == vectors.c.key).exists()
            for table in (passages, posts)
        )
    )
