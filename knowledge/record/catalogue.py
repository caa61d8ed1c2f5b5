"""The catalogue: every passage on record as a light row, to filter by without reading its text."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import Connection, or_, select

from knowledge.model import Access, Kind, Visibility
from knowledge.record.entries import Entry
from knowledge.record.finding import OwnAccess, effective, successors
from knowledge.record.speakers import read_aliases
from knowledge.schema import documents, passages

if TYPE_CHECKING:
    from knowledge.record.finding import AnyRow


def read_catalogue(connection: Connection, brand: str) -> list[Entry]:
    """Every passage on record, by the date of its document and its position there.

    Made for 100,000 of them at once: rows are taken apart by position, and what is the same for
    many passages is one object.
    """
    here = passages.c.brand == brand
    cut: defaultdict[str, list[AnyRow]] = defaultdict(list)
    for found in connection.execute(
        select(passages.c.document_id, passages.c.position, passages.c.id, passages.c.vector_key)
        .where(here)
        .order_by(passages.c.document_id, passages.c.position)
    ).all():
        cut[found[0]].append(found)
    # Few passages have an access of their own, so it is asked for apart.
    own_columns = [passages.c[name] for name in OwnAccess._fields]
    own = {
        identity: OwnAccess(*values)
        for identity, *values in connection.execute(
            select(passages.c.id, *own_columns).where(
                here, or_(*(column.is_not(None) for column in own_columns))
            )
        )
    }
    facts = (documents.c.kind, documents.c.speaker, documents.c.language)
    access_columns = [documents.c[name] for name in OwnAccess._fields]
    rows = connection.execute(
        select(
            documents.c.date,
            documents.c.arrival,
            documents.c.id,
            documents.c.superseded_by,
            *facts,
            *access_columns,
        ).where(documents.c.brand == brand, documents.c.removed.is_(False))
    ).all()
    latest = successors(connection, brand, {row[2]: row[3] for row in rows})
    known = read_aliases(connection, brand)
    kinds = {kind.value: kind for kind in Kind}
    accesses: dict[tuple[str | None, ...], Access] = {}
    entries: list[Entry] = []
    for row in sorted(rows, key=lambda row: (row[0] is None, row[0] or "", row[1])):
        date, _, identity, _, kind_value, speaker, language, visibility, *rest = row
        access = accesses.get((visibility, *rest))
        if access is None:
            access = accesses[visibility, *rest] = Access(Visibility(visibility), *rest)
        kind, superseded = kinds[kind_value], identity in latest
        who = known.get(speaker, speaker)
        for _, position, passage, key in cut[identity]:
            entries.append(
                Entry(
                    passage,
                    identity,
                    position,
                    kind,
                    who,
                    date,
                    language,
                    effective(access, own[passage]) if passage in own else access,
                    superseded,
                    key,
                )
            )
    return entries
