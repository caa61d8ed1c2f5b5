"""What one document may do to another: proposed, kept until a person decides, and remembered.

Nothing is changed by a proposal. What it says of two documents makes its id, so that what was
dismissed is not proposed again, whatever it is called at the next ingest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, insert, select, update

from knowledge.cleaning import squash
from knowledge.errors import UnknownThing
from knowledge.journal import Act, Scribe
from knowledge.record.finding import by_parts
from knowledge.schema import documents, proposals

if TYPE_CHECKING:
    from sqlalchemy import Row


class Proposed(StrEnum):
    """What a document may do to another: stand in its place, or say otherwise."""

    REPLACES = "replaces"
    CONTRADICTS = "contradicts"


class State(StrEnum):
    """Where a proposal stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


@dataclass(frozen=True)
class Proposal:
    """``new_id`` may stand in the place of ``old_id``, or contradicts it with these words.

    ``reason`` is why: for a replacement ``source``, ``title``, ``text`` or ``figures``; for a
    contradiction what differs. ``id`` and ``at`` are the record's.
    """

    kind: Proposed
    reason: str
    new_id: str
    old_id: str
    new_words: str = ""
    old_words: str = ""
    id: str = ""
    state: State = State.OPEN
    at: str = ""


def read_proposals(
    connection: Connection, brand: str, state: State | None = State.OPEN
) -> list[Proposal]:
    """The proposals, the latest first. Of the open ones, those that are still to be decided: of
    documents that are on record, the older of which stands."""
    query = select(proposals).where(proposals.c.brand == brand)
    if state is not None:
        query = query.where(proposals.c.state == state.value)
    rows = connection.execute(query.order_by(proposals.c.at.desc(), proposals.c.id)).all()
    found = [_proposal(row) for row in rows]
    if state is not State.OPEN:
        return found
    standing = _standing(connection, brand, {i for one in found for i in (one.new_id, one.old_id)})
    return [one for one in found if one.new_id in standing and one.old_id in standing]


def read_proposal(connection: Connection, brand: str, identity: str) -> Proposal:
    """The proposal of that id. Raises :class:`UnknownThing`."""
    query = select(proposals).where(proposals.c.brand == brand, proposals.c.id == identity)
    row = connection.execute(query).first()
    if row is None:
        raise UnknownThing(
            f"{brand} has no proposal {identity!r}. See what there is with "
            "`corail record proposed`."
        )
    return _proposal(row)


def keep(connection: Connection, brand: str, found: Iterable[Proposal], at: str) -> list[Proposal]:
    """Keep what was not proposed before; that, as it is kept."""
    listed = list(found)
    ids = {one.new_id for one in listed} | {one.old_id for one in listed}
    texts = _digests(connection, brand, ids)
    known = set(
        connection.execute(select(proposals.c.id).where(proposals.c.brand == brand)).scalars()
    )
    kept = []
    for one in listed:
        identity = _identity(one, texts)
        if identity is None or identity in known:
            continue
        known.add(identity)
        row = {
            "brand": brand,
            "id": identity,
            "kind": one.kind.value,
            "reason": one.reason,
            "new_id": one.new_id,
            "old_id": one.old_id,
            "state": State.OPEN.value,
            "at": at,
            "new_words": one.new_words,
            "old_words": one.old_words,
        }
        connection.execute(insert(proposals).values(row))
        kept.append(read_proposal(connection, brand, identity))
    return kept


def settle(
    connection: Connection, brand: str, identity: str, state: State, scribe: Scribe
) -> Proposal:
    """Write down how somebody decided, or that it is open again."""
    one = read_proposal(connection, brand, identity)
    if one.state is state:
        return one
    here = (proposals.c.brand == brand) & (proposals.c.id == identity)
    connection.execute(update(proposals).where(here).values(state=state.value))
    act = "proposal reopened" if state is State.OPEN else f"proposal {state.value}"
    detail = {"kind": one.kind.value, "new": one.new_id, "old": one.old_id}
    scribe.write(brand, [Act(act, identity, detail)])
    return read_proposal(connection, brand, identity)


def reopened(connection: Connection, brand: str, old: str, new: str) -> None:
    """Once ``new`` stands in the place of ``old`` no more: what proposed it is open again."""
    connection.execute(
        update(proposals)
        .where(proposals.c.brand == brand, proposals.c.state == State.ACCEPTED.value)
        .where(proposals.c.old_id == old, proposals.c.new_id == new)
        .values(state=State.OPEN.value)
    )


def _identity(one: Proposal, texts: dict[str, str]) -> str | None:
    if one.kind is Proposed.CONTRADICTS:
        told = (squash(one.new_words), squash(one.old_words))
    elif one.new_id in texts and one.old_id in texts:
        told = (texts[one.new_id], texts[one.old_id])
    else:
        return None
    return hashlib.sha256("\x1f".join((one.kind.value, *told)).encode()).hexdigest()[:16]


def _digests(connection: Connection, brand: str, ids: Iterable[str]) -> dict[str, str]:
    return {
        row.id: row.text_digest
        for part in by_parts(sorted(ids))
        for row in connection.execute(
            select(documents.c.id, documents.c.text_digest).where(
                documents.c.brand == brand, documents.c.id.in_(part)
            )
        )
    }


def _standing(connection: Connection, brand: str, ids: Iterable[str]) -> set[str]:
    query = select(documents.c.id).where(
        documents.c.brand == brand,
        documents.c.removed.is_(False),
        documents.c.superseded_by.is_(None),
    )
    return {
        identity
        for part in by_parts(sorted(ids))
        for identity in connection.execute(query.where(documents.c.id.in_(part))).scalars()
    }


def _proposal(row: Row[*tuple[Any, ...]]) -> Proposal:
    return Proposal(
        kind=Proposed(row.kind),
        reason=row.reason,
        new_id=row.new_id,
        old_id=row.old_id,
        new_words=row.new_words,
        old_words=row.old_words,
        id=row.id,
        state=State(row.state),
        at=row.at,
    )
