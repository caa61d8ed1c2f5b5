"""What was done to the record, the last first, and what of it can be undone.

Undoing is an act like any other: it is journalled, and says which entry it undoes. It is done only
where the thing is as that act left it. Where something was done since, or what it needs is no
longer kept, it is refused, and why is told.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, select

from knowledge.errors import BadInput, UnknownThing
from knowledge.journal import Scribe
from knowledge.record import curating, proposals, speakers
from knowledge.record.befores import read_before
from knowledge.schema import actors, documents, journal, passages

SHOWN = 50
LOOKED_AT = 2_000
"""Entries of the journal among which an act on the record is looked for."""


class WhyNot(StrEnum):
    """Why an act cannot be undone."""

    FINAL = "final"
    UNDONE = "undone"
    CHANGED = "changed"
    GONE = "gone"
    FORGOTTEN = "forgotten"


EDITED = ("document edited", "passage edited")
ADDED = ("document added", "document replaced")
ALIASED = ("speaker alias set", "speaker alias lifted")
SETTLED = ("proposal dismissed",)
ACTS = frozenset(
    {
        *(*EDITED, *ADDED, *ALIASED, *SETTLED),
        *("document superseded", "document current again", "document removed"),
        *("document restored", "document erased", "document updated", "proposal reopened"),
    }
)
"""The acts on the record that are shown."""


@dataclass(frozen=True)
class Done:
    """An act on the record. ``actor`` is ``None`` where the person was forgotten; ``why_not`` is
    why it cannot be undone, ``None`` where it can. ``before`` and ``after`` are the facts that an
    edit found and left, or an alias, as far as they are kept; ``documents`` those it is about."""

    seq: int
    at: str
    actor: str | None
    act: str
    documents: tuple[str, ...]
    why_not: WhyNot | None
    before: Mapping[str, str | None]
    after: Mapping[str, str | None]
    undoes: int | None = None


@dataclass(frozen=True)
class _Entry:
    seq: int
    at: str
    actor: str | None
    act: str
    subject: str
    detail: Mapping[str, Any]


def done(connection: Connection, brand: str, most: int = SHOWN) -> list[Done]:
    """The last acts on the brand's record, the last first."""
    entries = _entries(connection, brand, most)
    undone = {one.detail["undoes"] for one in entries if "undoes" in one.detail}
    return [_told(connection, brand, one, undone) for one in entries]


def undo(connection: Connection, brand: str, seq: int, scribe: Scribe) -> Done:
    """Undo one act; that act, as it was. Raises :class:`BadInput` where it cannot be."""
    known = {one.seq: one for one in _entries(connection, brand, LOOKED_AT)}
    entry = known.get(seq)
    if entry is None:
        raise UnknownThing(
            f"No act {seq} on {brand}'s record. See the last ones with `corail record done`."
        )
    undone = {one.detail["undoes"] for one in known.values() if "undoes" in one.detail}
    told = _told(connection, brand, entry, undone)
    if told.why_not is not None:
        raise CannotUndo(told.why_not, entry.seq)
    scribe.also = {"undoes": seq}
    _back(connection, brand, entry, told, scribe)
    return told


class CannotUndo(BadInput):
    """An act cannot be undone; ``why_not`` is why."""

    SAID: Mapping[WhyNot, str] = {
        WhyNot.FINAL: "it is one of those that cannot be.",
        WhyNot.UNDONE: "it was undone already.",
        WhyNot.CHANGED: "something else was done since.",
        WhyNot.GONE: "what it was done to has been erased.",
        WhyNot.FORGOTTEN: "what was there before is no longer kept.",
    }

    def __init__(self, why_not: WhyNot, seq: int) -> None:
        super().__init__(f"Act {seq} cannot be undone: {self.SAID[why_not]}")
        self.why_not = why_not


def _back(connection: Connection, brand: str, entry: _Entry, told: Done, scribe: Scribe) -> None:
    subject, detail = entry.subject, entry.detail
    if entry.act == "document edited":
        curating.edit_document(connection, brand, subject, dict(told.before), scribe)
    elif entry.act == "passage edited":
        curating.edit_passage(connection, brand, subject, dict(told.before), scribe)
    elif entry.act in (*ADDED, "document restored"):
        curating.remove(connection, brand, subject, scribe)
    elif entry.act == "document removed":
        curating.restore(connection, brand, subject, scribe)
    elif entry.act == "document superseded":
        before = detail.get("instead_of")
        curating.succeed(connection, brand, subject, before, scribe, how=detail.get("was"))
        proposals.reopened(connection, brand, subject, detail["by"])
    elif entry.act == "document current again":
        before = detail["instead_of"]
        curating.succeed(connection, brand, subject, before, scribe, how=detail.get("was"))
    elif entry.act in ALIASED:
        spelling = told.before["spelling"] or ""
        speakers.set_alias(connection, brand, spelling, told.before["name"], scribe)
        curating.touch(connection, brand)
    else:
        proposals.settle(connection, brand, subject, proposals.State.OPEN, scribe)


def _entries(connection: Connection, brand: str, most: int) -> list[_Entry]:
    query = (
        select(
            journal.c.seq,
            journal.c.at,
            actors.c.name,
            journal.c.act,
            journal.c.subject,
            journal.c.detail,
        )
        .outerjoin(actors, actors.c.key == journal.c.actor)
        .where(journal.c.brand == brand, journal.c.act.in_(ACTS))
        .order_by(journal.c.seq.desc())
        .limit(most)
    )
    return [
        _Entry(row.seq, row.at, row.name, row.act, row.subject, json.loads(row.detail))
        for row in connection.execute(query)
    ]


def _told(connection: Connection, brand: str, entry: _Entry, undone: set[int]) -> Done:
    kept = read_before(connection, brand, entry.seq) or {}
    if entry.act in ALIASED:
        before = {"spelling": kept["spelling"], "name": kept["from"]} if kept else {}
        after = {"spelling": kept["spelling"], "name": kept["to"]} if kept else {}
    else:
        before, after = kept.get("from", {}), kept.get("to", {})
    why_not = _why_not(connection, brand, entry, before, after)
    if why_not is WhyNot.CHANGED and entry.seq in undone:
        why_not = WhyNot.UNDONE
    about = [entry.subject, entry.detail.get("by"), entry.detail.get("instead_of")]
    about += [entry.detail.get("new"), entry.detail.get("old")]
    flat = [x for one in about for x in (one if isinstance(one, list) else [one])]
    documents_of = [_document_of(connection, brand, one) for one in flat if isinstance(one, str)]
    return Done(
        seq=entry.seq,
        at=entry.at,
        actor=entry.actor,
        act=entry.act,
        documents=tuple(dict.fromkeys(one for one in documents_of if one)),
        why_not=why_not,
        before=before,
        after=after,
        undoes=entry.detail.get("undoes"),
    )


def _why_not(
    connection: Connection,
    brand: str,
    entry: _Entry,
    before: Mapping[str, str | None],
    after: Mapping[str, str | None],
) -> WhyNot | None:
    subject, detail = entry.subject, entry.detail
    if entry.act in ("document erased", "document updated", "proposal reopened"):
        return WhyNot.FINAL
    if entry.act in ALIASED:
        if not after:
            return WhyNot.FORGOTTEN
        stands = speakers.own_name(connection, brand, after["spelling"] or "") == after["name"]
        return None if stands else WhyNot.CHANGED
    if entry.act in SETTLED:
        return _unsettled(connection, brand, subject)
    if entry.act == "passage edited":
        return _edited(connection, brand, passages, subject, before, after)
    row = _row(connection, brand, documents, subject)
    if row is None:
        return WhyNot.GONE
    if entry.act == "document edited":
        return _edited(connection, brand, documents, subject, before, after)
    if entry.act in (*ADDED, "document restored", "document removed"):
        return None if row["removed"] == (entry.act == "document removed") else WhyNot.CHANGED
    stands = row["superseded_by"] == detail.get("by")
    then = detail.get("instead_of")
    if stands and then is not None and _row(connection, brand, documents, then) is None:
        return WhyNot.GONE
    return None if stands else WhyNot.CHANGED


def _edited(
    connection: Connection,
    brand: str,
    table: Any,
    subject: str,
    before: Mapping[str, str | None],
    after: Mapping[str, str | None],
) -> WhyNot | None:
    row = _row(connection, brand, table, subject)
    if row is None:
        return WhyNot.GONE
    if not before:
        return WhyNot.FORGOTTEN
    same = all(row[name] == value for name, value in after.items())
    return None if same else WhyNot.CHANGED


def _unsettled(connection: Connection, brand: str, identity: str) -> WhyNot | None:
    try:
        one = proposals.read_proposal(connection, brand, identity)
    except UnknownThing:
        return WhyNot.GONE
    return None if one.state is proposals.State.DISMISSED else WhyNot.CHANGED


def _row(connection: Connection, brand: str, table: Any, identity: str) -> dict[str, Any] | None:
    query = select(table).where(table.c.brand == brand, table.c.id == identity)
    row = connection.execute(query).mappings().first()
    return dict(row) if row is not None else None


def _document_of(connection: Connection, brand: str, subject: str) -> str | None:
    """The document that an id in the journal is of, or is."""
    if subject.startswith("d"):
        return subject
    query = select(passages.c.document_id).where(
        passages.c.brand == brand, passages.c.id == subject
    )
    return connection.execute(query).scalar_one_or_none()
