"""Dossiers read from the database: one with all that belongs to it, or a list without texts' past.

Everything is read in the caller's transaction, so that what is seen is one state of things.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, func, or_, select

from assistant.freezing import freeze, thaw
from assistant.model import Post
from assistant.review.rivals import Pending
from assistant.review.states import PENDING, State
from assistant.review.values import (
    Comment,
    Decided,
    Decision,
    Dossier,
    Examination,
    Freeze,
    Made,
    Version,
)
from knowledge.cleaning import truncate
from knowledge.errors import UnknownThing
from knowledge.schema import comments, decisions, dossiers, freezes, versions

_SHOWN = 200
MOST = 200
"""Pending replies that one is compared with, those that changed last."""
MOST_LISTED = 100


@dataclass(frozen=True)
class Listed:
    """A dossier as a list shows it: the beginnings of its post and of its text."""

    id: str
    brand: str
    state: State
    turn: int
    version: int
    platform: str
    opened_by: str
    author: str
    changed_at: str
    assignee: str | None
    due_at: str | None
    look_again: str | None
    post: str | None
    text: str
    topic: str | None = None


def read_dossier(connection: Connection, identity: str) -> Dossier:
    """A dossier whole. Raises :class:`UnknownThing`."""
    query = select(dossiers).where(dossiers.c.id == identity)
    row = connection.execute(query).mappings().first()
    if row is None:
        raise UnknownThing(f"No reply {identity[:40]!r} is in review here.")

    def of(table: Any) -> list[RowMapping]:
        numbered = select(table).where(table.c.dossier_id == identity).order_by(table.c.number)
        return list(connection.execute(numbered).mappings())

    return Dossier(
        **_without(row, "state", "post", "post_digest"),
        state=State(row["state"]),
        post=post_of(row["post"]),
        versions=tuple(_version(one) for one in of(versions)),
        decisions=tuple(_decided(one) for one in of(decisions)),
        comments=tuple(_comment(one) for one in of(comments)),
    )


def read_list(
    connection: Connection,
    brand: str,
    *,
    states: Iterable[State] | None = None,
    person: str | None = None,
    prepared: bool | None = None,
    limit: int = MOST_LISTED,
) -> list[Listed]:
    """A brand's dossiers, the one that changed last first; ``states`` default to the pending.

    ``person`` leaves those that somebody wrote, opened or took on; ``prepared`` those that are
    prepared answers, or those that are not.
    """
    chosen = [str(state) for state in (PENDING if states is None else states)]
    query = (
        select(dossiers, versions.c.text, versions.c.author)
        .join(
            versions,
            and_(versions.c.dossier_id == dossiers.c.id, versions.c.number == dossiers.c.version),
        )
        .where(dossiers.c.brand == brand, dossiers.c.state.in_(chosen))
        .order_by(dossiers.c.changed_at.desc(), dossiers.c.id)
        .limit(limit)
    )
    if prepared is not None:
        topic = dossiers.c.topic
        query = query.where(topic.is_not(None) if prepared else topic.is_(None))
    if person is not None:
        query = query.where(
            or_(
                dossiers.c.assignee == person,
                dossiers.c.opened_by == person,
                versions.c.author == person,
            )
        )
    return [_listed(row) for row in connection.execute(query).mappings()]


def read_ids(connection: Connection, beginning: str, limit: int = 2) -> list[str]:
    """The ids of dossiers that begin so."""
    query = select(dossiers.c.id).where(dossiers.c.id.startswith(beginning, autoescape=True))
    return list(connection.execute(query.order_by(dossiers.c.id).limit(limit)).scalars())


def read_counts(connection: Connection, brand: str) -> dict[State, int]:
    """How many dossiers of a brand are in each state; none for a state that has none."""
    query = (
        select(dossiers.c.state, func.count())
        .where(dossiers.c.brand == brand)
        .group_by(dossiers.c.state)
    )
    return {State(state): count for state, count in connection.execute(query).all()}


def read_due(connection: Connection) -> list[tuple[str, str]]:
    """Pending dossiers that are due at some time, by their ids, and when."""
    query = select(dossiers.c.id, dossiers.c.due_at).where(
        dossiers.c.due_at.is_not(None), dossiers.c.state.in_([state.value for state in PENDING])
    )
    return [(row.id, row.due_at) for row in connection.execute(query)]


def read_pending(connection: Connection, identity: str) -> tuple[Pending, list[Pending]]:
    """A dossier as it is compared with others, and the pending ones of its brand."""
    dossier = read_dossier(connection, identity)
    current = (versions.c.dossier_id == dossiers.c.id) & (versions.c.number == dossiers.c.version)
    query = (
        select(
            dossiers.c.id,
            versions.c.author,
            versions.c.text,
            versions.c.language,
            dossiers.c.post_digest,
        )
        .join(versions, current)
        .where(dossiers.c.brand == dossier.brand)
    )
    query = query.where(dossiers.c.topic.is_(None) | (dossiers.c.id == identity))
    pending = query.where(dossiers.c.state.in_([state.value for state in PENDING]))
    own = connection.execute(query.where(dossiers.c.id == identity)).one()
    others = connection.execute(
        pending.where(dossiers.c.id != identity).order_by(dossiers.c.changed_at.desc()).limit(MOST)
    )
    return Pending(*own), [Pending(*row) for row in others]


def read_sources(connection: Connection, document: str) -> tuple[str, ...]:
    """The passages that a sent reply rested on; none for a document that was not sent from here."""
    query = select(dossiers.c.id).where(dossiers.c.document_id == document)
    identity = connection.execute(query).scalar()
    if identity is None:
        return ()
    dossier = read_dossier(connection, identity)
    examined = dossier.approvals[-1].examined if dossier.approvals else dossier.current.examined
    return examined.sources


def read_freeze(connection: Connection, brand: str) -> Freeze | None:
    """The freeze that stands for a brand, if one does."""
    query = (
        select(freezes)
        .where(freezes.c.brand == brand, freezes.c.lifted_at.is_(None))
        .order_by(freezes.c.number.desc())
        .limit(1)
    )
    row = connection.execute(query).mappings().first()
    if row is None:
        return None
    return Freeze(row["brand"], row["set_by"], row["set_at"], row["reason"])


# --- values to rows and back ----------------------------------------------------------------------


def kept(value: object) -> str:
    """A value as the database keeps it: JSON text."""
    return json.dumps(freeze(value), ensure_ascii=False, separators=(",", ":"))


def post_of(words: str | None) -> Post | None:
    """A post as it was kept; ``None`` for one that was erased."""
    return None if words is None else thaw(Post, json.loads(words))


def _version(row: Mapping[Any, Any]) -> Version:
    facts = _without(row, "dossier_id", "made", "examined")
    made = thaw(Made, json.loads(row["made"]))
    return Version(**facts, made=made, examined=_examined(row))


def _decided(row: Mapping[Any, Any]) -> Decided:
    facts = _without(row, "dossier_id", "act", "overrides", "examined")
    overrides = json.loads(row["overrides"])
    act = Decision(row["act"])
    return Decided(**facts, act=act, overrides=overrides, examined=_examined(row))


def _comment(row: Mapping[Any, Any]) -> Comment:
    return Comment(**_without(row, "dossier_id"))


def _listed(row: Mapping[Any, Any]) -> Listed:
    post = post_of(row["post"])
    names = ("id", "brand", "turn", "version", "platform", "opened_by", "author", "changed_at")
    return Listed(
        **{name: row[name] for name in (*names, "assignee", "due_at", "look_again", "topic")},
        state=State(row["state"]),
        post=None if post is None else truncate(post.text, _SHOWN)[0],
        text=truncate(row["text"], _SHOWN)[0],
    )


def _examined(row: Mapping[Any, Any]) -> Examination:
    return thaw(Examination, json.loads(row["examined"]))


def _without(row: Mapping[Any, Any], *names: str) -> dict[str, Any]:
    return {name: row[name] for name in row if name not in names}
