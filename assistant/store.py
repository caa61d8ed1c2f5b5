"""Conversations kept on the server, by person: listed, reopened, renamed, deleted.

Each belongs to one person and one brand, and to nobody else is it found, whatever its id. What is
in an exchange is the caller's: here it is one JSON text for each.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from assistant.errors import BadRequest
from knowledge.cleaning import clean, one_line
from knowledge.database import Database
from knowledge.errors import UnknownThing
from knowledge.schema import conversations, exchanges

KEPT = 500
"""Conversations of a person: beyond that, the oldest go."""

LONGEST_TITLE = 80
LARGEST = 2_000_000
"""Characters of one exchange, as JSON."""


@dataclass(frozen=True)
class Kept:
    """A conversation without its exchanges. Times are UTC, ISO 8601."""

    id: str
    brand: str
    person: str
    title: str
    created_at: str
    changed_at: str
    count: int


class Store:
    """The conversations on a database that has been migrated. Safe to share between threads."""

    def __init__(
        self, database: Database, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._database = database
        self._clock = clock

    def save(
        self,
        conversation: str | None,
        brand: str,
        person: str,
        bodies: Sequence[Mapping[str, Any]],
        title: str,
    ) -> str:
        """Keep the exchanges of a conversation in the place of those it had; its id.

        Without an id, or with that of one that is gone or somebody else's, it is a new one, which
        gets ``title``. Raises :class:`BadRequest` for an exchange that is too large.
        """
        rows = [json.dumps(body, ensure_ascii=False, separators=(",", ":")) for body in bodies]
        for row in rows:
            if len(row) > LARGEST:
                raise BadRequest(
                    f"An exchange of {len(row):,} characters cannot be kept; at most {LARGEST:,}."
                )
        now = self._clock().isoformat(timespec="microseconds")
        with self._database.writing() as connection:
            known = conversation is not None and self._mine(connection, conversation, person)
            if conversation is None or not known:
                conversation = secrets.token_hex(16)
                connection.execute(
                    insert(conversations).values(
                        id=conversation,
                        brand=brand,
                        person=person,
                        title=_titled(title) or "…",
                        created_at=now,
                        changed_at=now,
                    )
                )
                self._thin_out(connection, person)
            here = exchanges.c.conversation_id == conversation
            connection.execute(delete(exchanges).where(here))
            if rows:
                connection.execute(
                    insert(exchanges),
                    [
                        {"conversation_id": conversation, "number": number, "body": row}
                        for number, row in enumerate(rows, 1)
                    ],
                )
            connection.execute(
                update(conversations)
                .where(conversations.c.id == conversation)
                .values(changed_at=now, brand=brand)
            )
        return conversation

    def open(self, conversation: str, person: str) -> tuple[Kept, list[dict[str, Any]]]:
        """A conversation and its exchanges, in order. Raises :class:`UnknownThing`."""
        with self._database.reading() as connection:
            found = self._listed(connection, person, conversation)
            if not found:
                raise _unknown(conversation)
            bodies = connection.execute(
                select(exchanges.c.body)
                .where(exchanges.c.conversation_id == conversation)
                .order_by(exchanges.c.number)
            ).scalars()
            return found[0], [json.loads(body) for body in bodies]

    def recent(self, person: str, limit: int = 30) -> list[Kept]:
        """The person's conversations, the one that changed last first."""
        with self._database.reading() as connection:
            return self._listed(connection, person, limit=limit)

    def rename(self, conversation: str, person: str, title: str) -> None:
        """Give a conversation another title.

        Raises :class:`UnknownThing`, and :class:`BadRequest` for an empty title.
        """
        words = _titled(title)
        if not words:
            raise BadRequest("A conversation needs a title: a few words.")
        with self._database.writing() as connection:
            if not self._mine(connection, conversation, person):
                raise _unknown(conversation)
            here = conversations.c.id == conversation
            connection.execute(update(conversations).where(here).values(title=words))

    def delete(self, conversation: str, person: str) -> None:
        """Delete a conversation for good. Raises :class:`UnknownThing`."""
        with self._database.writing() as connection:
            if not self._mine(connection, conversation, person):
                raise _unknown(conversation)
            _drop(connection, [conversation])
        self._database.tidy()

    def _mine(self, connection: Connection, conversation: str, person: str) -> bool:
        query = select(conversations.c.id).where(
            conversations.c.id == conversation, conversations.c.person == person
        )
        return connection.execute(query).first() is not None

    def _listed(
        self, connection: Connection, person: str, conversation: str | None = None, limit: int = 1
    ) -> list[Kept]:
        counted = (
            select(exchanges.c.conversation_id, func.count().label("count"))
            .group_by(exchanges.c.conversation_id)
            .subquery()
        )
        query = (
            select(conversations, func.coalesce(counted.c.count, 0).label("count"))
            .outerjoin(counted, counted.c.conversation_id == conversations.c.id)
            .where(conversations.c.person == person)
            .order_by(conversations.c.changed_at.desc(), conversations.c.id)
            .limit(limit)
        )
        if conversation is not None:
            query = query.where(conversations.c.id == conversation)
        return [Kept(**row) for row in connection.execute(query).mappings()]

    def _thin_out(self, connection: Connection, person: str) -> None:
        old = connection.execute(
            select(conversations.c.id)
            .where(conversations.c.person == person)
            .order_by(conversations.c.changed_at.desc(), conversations.c.id)
            .offset(KEPT)
        ).scalars()
        _drop(connection, list(old))


class Own:
    """The conversations of one person, who sees no other's."""

    def __init__(self, store: Store, person: str) -> None:
        self._store = store
        self._person = person

    def recent(self) -> list[Kept]:
        """Them all, the one that changed last first."""
        return self._store.recent(self._person)

    def save(
        self, conversation: str | None, brand: str, bodies: Sequence[Mapping[str, Any]], title: str
    ) -> str:
        """As :meth:`Store.save`."""
        return self._store.save(conversation, brand, self._person, bodies, title)

    def open(self, conversation: str) -> tuple[Kept, list[dict[str, Any]]]:
        """As :meth:`Store.open`."""
        return self._store.open(conversation, self._person)

    def rename(self, conversation: str, title: str) -> None:
        """As :meth:`Store.rename`."""
        self._store.rename(conversation, self._person, title)

    def delete(self, conversation: str) -> None:
        """As :meth:`Store.delete`."""
        self._store.delete(conversation, self._person)


def forget_post(connection: Connection, brand: str, post: str) -> int:
    """Delete, within a transaction, the conversations in which anybody asked about a post, known
    by its text; how many they are."""
    begins = json.dumps(post[:60], ensure_ascii=False)[1:-1]
    query = (
        select(exchanges.c.conversation_id, exchanges.c.body)
        .join(conversations, conversations.c.id == exchanges.c.conversation_id)
        .where(conversations.c.brand == brand, exchanges.c.body.contains(begins, autoescape=True))
    )
    rows = connection.execute(query).all()
    found = {row[0] for row in rows if json.loads(row.body)["post"]["text"] == post}
    _drop(connection, sorted(found))
    return len(found)


def _drop(connection: Connection, ids: Sequence[str]) -> None:
    if ids:
        connection.execute(delete(exchanges).where(exchanges.c.conversation_id.in_(ids)))
        connection.execute(delete(conversations).where(conversations.c.id.in_(ids)))


def _titled(words: str) -> str:
    """One line of at most :data:`LONGEST_TITLE` characters, without hidden ones."""
    return one_line(clean(words).text, LONGEST_TITLE)


def _unknown(conversation: str) -> UnknownThing:
    return UnknownThing(
        f"You have no conversation {conversation[:40]!r}. It may have been deleted."
    )
