"""Reading the record: brands, documents by their facts, passages in full.

Whether a document is superseded is read off its successors at the time of asking: the chain is
followed to the latest document that is still on record. A document whose successors were all
removed counts as current again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from sqlalchemy import Connection, Row, func, select

from knowledge.cleaning import one_line
from knowledge.errors import BadInput, UnknownThing
from knowledge.model import Access, Brand, Kind, Passage, Successor, Visibility
from knowledge.record.entries import DocumentEntry
from knowledge.record.speakers import read_aliases
from knowledge.schema import brands, documents, passages

if TYPE_CHECKING:
    AnyRow = Row[*tuple[Any, ...]]

T = TypeVar("T")

_REF = re.compile(r"[dp][0-9a-f]{0,63}")
# SQLite takes 32,766 parameters in a statement, PostgreSQL 65,535.
_AT_ONCE = 8_000

_FACTS = tuple(c for c in documents.c if c.name not in ("text", "loaded", "brand"))


class OwnAccess(NamedTuple):
    """What a passage says of its own access; ``None`` where it is as its document."""

    visibility: str | None
    embargoed_until: str | None
    expires: str | None
    owner: str | None


def by_parts(things: Iterable[T], size: int = _AT_ONCE) -> Iterator[list[T]]:
    """The things in lists that fit in one statement."""
    part: list[T] = []
    for thing in things:
        part.append(thing)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part


def effective(document: Access, own: OwnAccess) -> Access:
    """A passage's access: its own where it has any, its document's elsewhere.

    A passage made public by itself does not wait for its document's embargo.
    """
    if own == (None, None, None, None):
        return document
    visibility = Visibility(own.visibility) if own.visibility else document.visibility
    embargo = own.embargoed_until
    if embargo is None and own.visibility != Visibility.PUBLIC:
        embargo = document.embargoed_until
    return Access(visibility, embargo, own.expires or document.expires, own.owner or document.owner)


def read_brands(connection: Connection, name: str | None = None) -> list[Brand]:
    """The brands by name, or the one."""
    query = select(brands).order_by(brands.c.name)
    if name is not None:
        query = query.where(brands.c.name == name)
    return [
        Brand(
            name=row.name,
            title=row.title,
            names=tuple(json.loads(row.names)),
            handles=tuple(json.loads(row.handles)),
            signature=row.signature,
            languages=tuple(json.loads(row.languages)),
        )
        for row in connection.execute(query)
    ]


def resolve(connection: Connection, brand: str, ref: str) -> str:
    """The id of the document or passage that ``ref``, an id or its beginning, stands for.

    Raises :class:`UnknownThing`, or :class:`BadInput` when several begin so.
    """
    ref = ref.strip().lower()
    found: list[str] = []
    if _REF.fullmatch(ref):
        table = documents if ref.startswith("d") else passages
        query = select(table.c.id).where(table.c.brand == brand)
        if connection.execute(query.where(table.c.id == ref)).first():
            return ref
        starts = query.where(table.c.id.like(ref + "%")).order_by(table.c.id).limit(6)
        found = list(connection.execute(starts).scalars())
    if not found:
        raise UnknownThing(
            f"{brand} has no document or passage {ref!r}. "
            "See what it has with `corail record list`."
        )
    if len(found) > 1:
        shown = ", ".join(found[:5]) + (", …" if len(found) > 5 else "")
        raise BadInput(f"{ref!r} could be any of {shown}: give more of the id.")
    return found[0]


def resolve_document(connection: Connection, brand: str, ref: str) -> str:
    """As :func:`resolve`, for documents alone."""
    if not ref.strip().lower().startswith("d"):
        raise UnknownThing(
            f"{brand} has no document {ref!r}: the id of a document begins with a d. "
            "See what it has with `corail record list`."
        )
    return resolve(connection, brand, ref)


# As many documents have their passages counted by themselves, and are told by how they begin where
# they have no title; of more, the passages are counted with all of the brand's.
_FEW = 500
_OPENING = 90
"""Characters of a text's beginning that stand for a title."""


def read_documents(
    connection: Connection,
    brand: str,
    *,
    ids: Sequence[str] | None = None,
    kind: str | None = None,
    language: str | None = None,
    removed: bool = False,
) -> list[DocumentEntry]:
    """The brand's documents by date, undated ones last, those of a day in order of arrival."""
    query = select(*_FACTS).where(documents.c.brand == brand)
    counting = select(passages.c.document_id, func.count()).where(passages.c.brand == brand)
    if ids is not None:
        query = query.where(documents.c.id.in_(ids))
    if kind is not None:
        query = query.where(documents.c.kind == kind)
    if language is not None:
        query = query.where(documents.c.language == language)
    if not removed:
        query = query.where(documents.c.removed.is_(False))
    rows = sorted(connection.execute(query).all(), key=_by_date)
    if len(rows) <= _FEW:
        counting = counting.where(passages.c.document_id.in_([row.id for row in rows]))
    counted = connection.execute(counting.group_by(passages.c.document_id))
    counts = {row[0]: row[1] for row in counted.all()}
    latest = successors(connection, brand, {r.id: r.superseded_by for r in rows})
    known = read_aliases(connection, brand)
    begun = _openings(connection, brand, [row.id for row in rows if not row.title])
    return [
        DocumentEntry(
            id=row.id,
            brand=brand,
            source=row.source,
            title=row.title,
            kind=Kind(row.kind),
            speaker=row.speaker,
            role=row.role,
            date=row.date,
            channel=row.channel,
            language=row.language,
            url=row.url,
            access=access_of(row),
            notes=tuple(json.loads(row.notes)),
            supersedes=row.supersedes,
            superseded_by=latest.get(row.id),
            passages=counts.get(row.id, 0),
            removed=row.removed,
            added_at=row.added_at,
            changed_at=row.changed_at,
            known_as=known.get(row.speaker),
            opening=begun.get(row.id, ""),
        )
        for row in rows
    ]


def _openings(connection: Connection, brand: str, ids: Sequence[str]) -> dict[str, str]:
    """How texts begin that have no title: nobody tells two of them by the rows they came from."""
    if not ids or len(ids) > _FEW:
        return {}
    query = select(passages.c.document_id, passages.c.text).where(
        passages.c.brand == brand, passages.c.document_id.in_(ids), passages.c.position == 0
    )
    return {row[0]: one_line(row[1], _OPENING) for row in connection.execute(query)}


def access_of(row: AnyRow) -> Access:
    """A document's access, from its row."""
    return Access(Visibility(row.visibility), row.embargoed_until, row.expires, row.owner)


def _by_date(row: AnyRow) -> tuple[bool, str, int]:
    return (row.date is None, row.date or "", row.arrival)


def successors(
    connection: Connection, brand: str, superseded_by: dict[str, str | None]
) -> dict[str, Successor]:
    """For each document that is superseded, the latest one on record in its place."""
    step = {old: new for old, new in superseded_by.items() if new is not None}
    facts: dict[str, AnyRow] = {}
    wanted = set(step.values())
    while wanted:
        reached: set[str] = set()
        for part in by_parts(wanted):
            query = select(
                documents.c.id,
                documents.c.title,
                documents.c.date,
                documents.c.removed,
                documents.c.superseded_by,
            ).where(documents.c.brand == brand, documents.c.id.in_(part))
            for row in connection.execute(query):
                facts[row.id] = row
                if row.superseded_by is not None:
                    reached.add(row.superseded_by)
        wanted = reached - facts.keys()
    found: dict[str, Successor] = {}
    for old, new in step.items():
        seen = {old}
        at: str | None = new
        while at is not None and at not in seen and at in facts:
            seen.add(at)
            row = facts[at]
            if not row.removed:
                found[old] = Successor(row.id, row.title, row.date)
            at = row.superseded_by
    return found


def read_passages(
    connection: Connection, brand: str, ids: Iterable[str], *, removed: bool = False
) -> dict[str, Passage]:
    """The passages on record among ``ids``, in the order asked for; of removed documents too on
    demand."""
    found: dict[str, AnyRow] = {}
    asked = list(dict.fromkeys(ids))
    own = (passages.c.visibility, passages.c.embargoed_until, passages.c.expires, passages.c.owner)
    for part in by_parts(asked):
        query = (
            select(
                passages.c.id.label("passage"),
                passages.c.position,
                passages.c.start,
                passages.c.stop,
                passages.c.tokens,
                passages.c.heading,
                passages.c.sentences,
                passages.c.text,
                *(column.label(f"own_{column.name}") for column in own),
                *_FACTS,
            )
            .join_from(
                passages,
                documents,
                (documents.c.brand == passages.c.brand)
                & (documents.c.id == passages.c.document_id),
            )
            .where(passages.c.brand == brand, passages.c.id.in_(part))
        )
        if not removed:
            query = query.where(documents.c.removed.is_(False))
        found.update((row.passage, row) for row in connection.execute(query))
    latest = successors(connection, brand, {r.id: r.superseded_by for r in found.values()})
    known = read_aliases(connection, brand)
    return {
        asked_id: _passage(found[asked_id], brand, latest, known)
        for asked_id in asked
        if asked_id in found
    }


def newest(connection: Connection, brand: str, kind: str, language: str, most: int) -> list[str]:
    """The ids of the passages of a kind in a language that are on record, those of the latest
    documents first, at most ``most``."""
    query = (
        select(passages.c.id)
        .join_from(
            documents,
            passages,
            (documents.c.brand == passages.c.brand) & (documents.c.id == passages.c.document_id),
        )
        .where(
            documents.c.brand == brand,
            documents.c.kind == kind,
            documents.c.language == language,
            documents.c.removed.is_(False),
        )
        .order_by(
            func.coalesce(documents.c.date, "").desc(), documents.c.arrival, passages.c.position
        )
        .limit(most)
    )
    return list(connection.execute(query).scalars())


def _passage(
    row: AnyRow, brand: str, latest: dict[str, Successor], known: dict[str, str]
) -> Passage:
    own = OwnAccess(row.own_visibility, row.own_embargoed_until, row.own_expires, row.own_owner)
    return Passage(
        id=row.passage,
        document_id=row.id,
        brand=brand,
        position=row.position,
        start=row.start,
        end=row.stop,
        text=row.text,
        sentences=tuple((a, b) for a, b in json.loads(row.sentences)),
        tokens=row.tokens,
        heading=row.heading,
        title=row.title,
        kind=Kind(row.kind),
        speaker=row.speaker,
        role=row.role,
        date=row.date,
        channel=row.channel,
        language=row.language,
        url=row.url,
        source=row.source,
        access=effective(access_of(row), own),
        superseded_by=latest.get(row.id),
        known_as=known.get(row.speaker),
    )
