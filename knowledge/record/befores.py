"""What an act on the record found and what it left, so that it can be undone.

The journal tells that something was done and holds no words. These do, so they stand in rows of
their own that go with their document, and only the last :data:`KEPT` are kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from knowledge.journal import canonical, head_of
from knowledge.schema import record_befores

KEPT = 500
"""Acts of a brand whose words are kept."""


def keep_before(
    connection: Connection, brand: str, document: str | None, body: Mapping[str, Any]
) -> None:
    """Keep ``body`` for the act that was journalled last, in the same transaction."""
    seq = head_of(connection).seq
    row = {"brand": brand, "seq": seq, "document_id": document, "body": canonical(dict(body))}
    connection.execute(insert(record_befores).values(row))
    ours = record_befores.c.brand == brand
    query = select(record_befores.c.seq).where(ours).order_by(record_befores.c.seq.desc())
    oldest = connection.execute(query.offset(KEPT).limit(1)).scalar_one_or_none()
    if oldest is not None:
        connection.execute(delete(record_befores).where(ours, record_befores.c.seq <= oldest))


def read_before(connection: Connection, brand: str, seq: int) -> dict[str, Any] | None:
    """What was kept for an act; ``None`` where nothing was, or is any more."""
    query = select(record_befores.c.body).where(
        record_befores.c.brand == brand, record_befores.c.seq == seq
    )
    body = connection.execute(query).scalar_one_or_none()
    return json.loads(body) if body is not None else None
