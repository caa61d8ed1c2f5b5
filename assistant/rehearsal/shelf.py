"""Rehearsals kept on the server: private to who rehearses, and to whom they share them with.

A rehearsal is a tree of turns. Each turn has the one before it as its parent; answering a question
otherwise makes a second turn with the same parent, and nothing of the first is lost. What is in a
turn is the caller's: here it is one JSON text.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, insert, or_, select, update

from assistant.errors import BadRequest
from knowledge.cleaning import clean, one_line
from knowledge.database import Database
from knowledge.errors import UnknownThing
from knowledge.schema import rehearsal_shares as shares
from knowledge.schema import rehearsal_turns as turns
from knowledge.schema import rehearsals

LONGEST_TOPIC, LONGEST_TITLE = 300, 80
LARGEST = 1_000_000
"""Characters of one turn, as JSON."""
MOST = 500
"""Turns of one rehearsal, all branches together."""


@dataclass(frozen=True)
class Terms:
    """What a rehearsal is: whose record, who asks, how hard, in which language, about what.

    ``engine`` is ``"record"`` or ``"model"``: what the challenger asks by. ``speaker`` is whose
    voice the answers are held against, by the name that the record has; ``None`` is the brand's.
    """

    brand: str
    challenger: str
    level: int
    language: str
    engine: str
    topic: str
    speaker: str | None = None


@dataclass(frozen=True)
class Listed:
    """A rehearsal without its turns. Times are UTC, ISO 8601. ``person`` is who rehearses."""

    id: str
    person: str
    terms: Terms
    title: str
    created_at: str
    changed_at: str
    leaf: str | None
    count: int


@dataclass(frozen=True)
class KeptTurn:
    """A turn as it is kept, and the turn before it."""

    id: str
    parent: str | None
    number: int
    body: Mapping[str, Any]


class Shelf:
    """The rehearsals on a database that has been migrated. Safe to share between threads."""

    def __init__(
        self, database: Database, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._database = database
        self._clock = clock

    def begin(self, person: str, terms: Terms, body: Mapping[str, Any]) -> str:
        """A new rehearsal with its first turn; its id."""
        identity, now = secrets.token_hex(16), self._now()
        topic = _line(terms.topic, LONGEST_TOPIC)
        with self._database.writing() as connection:
            connection.execute(
                insert(rehearsals).values(
                    id=identity,
                    brand=terms.brand,
                    person=person,
                    challenger=terms.challenger,
                    level=terms.level,
                    language=terms.language,
                    engine=terms.engine,
                    topic=topic,
                    title=_line(topic, LONGEST_TITLE) or "…",
                    speaker=_line(terms.speaker or "", LONGEST_TITLE) or None,
                    created_at=now,
                    changed_at=now,
                )
            )
            first = _add(connection, identity, None, body)
            _stand(connection, identity, first, now)
        return identity

    def settle(
        self,
        rehearsal: str,
        person: str,
        turn: str,
        body: Mapping[str, Any],
        after: Mapping[str, Any] | None = None,
        *,
        seen: Mapping[str, Any] | None = None,
    ) -> str:
        """Keep what became of a turn, and the turn that comes ``after`` it; where it stands then.

        Only a turn that is still as it was ``seen`` gets another body. Else this is another branch
        beside it: what was kept meanwhile is never written over. All is kept or nothing.
        Raises :class:`UnknownThing`, and :class:`BadRequest` for what is too large.
        """
        with self._database.writing() as connection:
            self._own(connection, rehearsal, person)
            before = connection.execute(
                select(turns).where(turns.c.id == turn, turns.c.rehearsal_id == rehearsal)
            ).first()
            if before is None:
                raise UnknownThing("This turn is no part of the rehearsal.")
            here = turn
            if seen is None or json.loads(before.body) != seen:
                here = _add(connection, rehearsal, before.parent, body)
            else:
                connection.execute(
                    update(turns).where(turns.c.id == turn).values(body=_written(body))
                )
            leaf = here if after is None else _add(connection, rehearsal, here, after)
            _stand(connection, rehearsal, leaf, self._now())
        return leaf

    def stand(self, rehearsal: str, person: str, turn: str) -> None:
        """Go on from another turn. Raises :class:`UnknownThing`."""
        with self._database.writing() as connection:
            self._own(connection, rehearsal, person)
            known = select(turns.c.id).where(turns.c.id == turn, turns.c.rehearsal_id == rehearsal)
            if connection.execute(known).first() is None:
                raise UnknownThing("This turn is no part of the rehearsal.")
            _stand(connection, rehearsal, turn, self._now())

    def open(self, rehearsal: str, person: str) -> tuple[Listed, list[KeptTurn]]:
        """A rehearsal of one's own, or one that is shared with one, and all its turns as they came.

        Raises :class:`UnknownThing`, in the same words for one that is somebody else's.
        """
        with self._database.reading() as connection:
            found = _listed(connection, rehearsals.c.id == rehearsal, person)
            if not found:
                raise _unknown(rehearsal)
            rows = connection.execute(
                select(turns).where(turns.c.rehearsal_id == rehearsal).order_by(turns.c.number)
            )
            kept = [KeptTurn(r.id, r.parent, r.number, json.loads(r.body)) for r in rows]
        return found[0], kept

    def recent(self, person: str, brand: str | None = None, limit: int = 50) -> list[Listed]:
        """One's own and those shared with one, the one that changed last first."""
        which = rehearsals.c.brand == brand if brand is not None else rehearsals.c.id != ""
        with self._database.reading() as connection:
            return _listed(connection, which, person, limit)

    def share(self, rehearsal: str, person: str, other: str) -> None:
        """Let somebody else read a rehearsal of one's own. Raises :class:`UnknownThing`."""
        if other == person:
            raise BadRequest("It is your own already.", "Elle est déjà à vous.")
        with self._database.writing() as connection:
            self._own(connection, rehearsal, person)
            _unshare(connection, rehearsal, other)
            connection.execute(insert(shares).values(rehearsal_id=rehearsal, person=other))

    def unshare(self, rehearsal: str, person: str, other: str) -> None:
        """Let them read it no more. Raises :class:`UnknownThing`."""
        with self._database.writing() as connection:
            self._own(connection, rehearsal, person)
            _unshare(connection, rehearsal, other)

    def shared_with(self, rehearsal: str, person: str) -> list[str]:
        """Who else may read a rehearsal of one's own, by name. Raises :class:`UnknownThing`."""
        with self._database.reading() as connection:
            self._own(connection, rehearsal, person, reading=True)
            rows = select(shares.c.person).where(shares.c.rehearsal_id == rehearsal)
            return sorted(connection.execute(rows).scalars())

    def rename(self, rehearsal: str, person: str, title: str) -> None:
        """Give it another title. Raises :class:`UnknownThing`, :class:`BadRequest` for none."""
        words = _line(title, LONGEST_TITLE)
        if not words:
            raise BadRequest(
                "A rehearsal needs a title: a few words.",
                "Donnez un titre à la répétition\u00a0: quelques mots.",
            )
        with self._database.writing() as connection:
            self._own(connection, rehearsal, person)
            here = rehearsals.c.id == rehearsal
            connection.execute(update(rehearsals).where(here).values(title=words))

    def delete(self, rehearsal: str, person: str) -> None:
        """Delete a rehearsal of one's own for good, for all who could read it."""
        with self._database.writing() as connection:
            self._own(connection, rehearsal, person)
            # Its turns, and who could read them, go with it.
            connection.execute(delete(rehearsals).where(rehearsals.c.id == rehearsal))
        self._database.tidy()

    def _own(
        self, connection: Connection, rehearsal: str, person: str, *, reading: bool = False
    ) -> None:
        mine = select(rehearsals.c.id).where(
            rehearsals.c.id == rehearsal, rehearsals.c.person == person
        )
        if not reading:
            # Held until the end of the transaction: turns are numbered one after the other.
            mine = mine.with_for_update()
        if connection.execute(mine).first() is None:
            raise _unknown(rehearsal)

    def _now(self) -> str:
        return self._clock().isoformat(timespec="microseconds")


def _add(
    connection: Connection, rehearsal: str, parent: str | None, body: Mapping[str, Any]
) -> str:
    here = turns.c.rehearsal_id == rehearsal
    last = connection.execute(select(func.max(turns.c.number)).where(here)).scalar() or 0
    if last >= MOST:
        raise BadRequest(
            f"A rehearsal has at most {MOST} turns. Begin another.",
            f"Une répétition compte au plus {MOST} échanges. Commencez-en une autre.",
        )
    identity = secrets.token_hex(16)
    connection.execute(
        insert(turns).values(
            id=identity,
            rehearsal_id=rehearsal,
            parent=parent,
            number=last + 1,
            body=_written(body),
        )
    )
    return identity


def _stand(connection: Connection, rehearsal: str, leaf: str, now: str) -> None:
    here = rehearsals.c.id == rehearsal
    connection.execute(update(rehearsals).where(here).values(leaf=leaf, changed_at=now))


def _unshare(connection: Connection, rehearsal: str, other: str) -> None:
    connection.execute(
        delete(shares).where(and_(shares.c.rehearsal_id == rehearsal, shares.c.person == other))
    )


def _listed(connection: Connection, which: Any, person: str, limit: int = 1) -> list[Listed]:
    counted = (
        select(turns.c.rehearsal_id, func.count().label("count"))
        .group_by(turns.c.rehearsal_id)
        .subquery()
    )
    shown = select(shares.c.rehearsal_id).where(shares.c.person == person)
    rows = connection.execute(
        select(rehearsals, func.coalesce(counted.c.count, 0).label("count"))
        .outerjoin(counted, counted.c.rehearsal_id == rehearsals.c.id)
        .where(which, or_(rehearsals.c.person == person, rehearsals.c.id.in_(shown)))
        .order_by(rehearsals.c.changed_at.desc(), rehearsals.c.id)
        .limit(limit)
    )
    return [_as_listed(row) for row in rows]


def _as_listed(row: Row[Any]) -> Listed:
    terms = Terms(
        brand=row.brand,
        challenger=row.challenger,
        level=row.level,
        language=row.language,
        engine=row.engine,
        topic=row.topic,
        speaker=row.speaker,
    )
    return Listed(
        id=row.id,
        person=row.person,
        terms=terms,
        title=row.title,
        created_at=row.created_at,
        changed_at=row.changed_at,
        leaf=row.leaf,
        # "count" is a method of a row, too.
        count=row._mapping["count"],
    )


def _written(body: Mapping[str, Any]) -> str:
    written = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    if len(written) > LARGEST:
        raise BadRequest(
            f"A turn of {len(written):,} characters cannot be kept; at most {LARGEST:,}.",
            f"Un échange de {_grouped(len(written))} signes ne peut être conservé\u00a0; "
            f"{_grouped(LARGEST)} au plus.",
        )
    return written


def _grouped(number: int) -> str:
    """A number as French writes it."""
    return f"{number:,}".replace(",", "\u00a0")


def _line(words: str, longest: int) -> str:
    """One line of at most ``longest`` characters, without hidden ones."""
    return one_line(clean(words).text, longest)


def _unknown(rehearsal: str) -> UnknownThing:
    return UnknownThing(f"You have no rehearsal {rehearsal[:40]!r}. It may have been deleted.")
