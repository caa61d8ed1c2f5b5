"""The outbox: notices kept with the acts they tell of, claimed, and settled.

A carrier claims a notice before it sends it, and writers take turns, so two server processes do
not carry the same one. A claim lapses, so that what a killed carrier held is carried by another:
a notice arrives at least once, and twice where a carrier was killed between sending it and
writing that down. Its id is the same each time.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from assistant.access.roll import members
from assistant.notices.channels import MAIL, WEBHOOK, Channels
from assistant.notices.telling import about, concerned, told_of
from assistant.notices.values import Kind, Notice, Standing, Told
from assistant.review import shelf
from assistant.review.values import Done, Dossier
from knowledge.database import Database
from knowledge.journal import stamp
from knowledge.schema import notices

TRIES = 20
"""How often a notice is tried: with the waits between, for some fourteen hours."""
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
LEASE = timedelta(minutes=5)
"""How long a claim holds: well above what a delivery may take."""
NEWS = timedelta(days=7)
"""What waited longer is no news any more."""
KEPT = timedelta(days=30)
"""How long a notice stays listed once it was delivered or given up."""


class Outbox:
    """The notices of an installation. Safe between threads and between processes."""

    def __init__(
        self,
        database: Database,
        channels: Channels,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self.channels = channels
        self._clock = clock

    # --- kept -------------------------------------------------------------------------------------

    def notify(self, connection: Connection, done: Done) -> None:
        """Keep the notices of an act, within its transaction."""
        told = told_of(done) if self.channels else None
        if told is not None:
            self._put(connection, told, done.dossier)

    def remind(self) -> int:
        """Keep notices of the replies that are due soon or overdue, each once; how many."""
        with self._database.reading() as connection:
            found = [one for one in self._due(connection) if self._news(connection, *one)]
        if not found:
            return 0
        with self._database.writing() as connection:
            # Another process may have told of them meanwhile.
            return sum(self._put(connection, *one) for one in self._due(connection))

    def _due(self, connection: Connection) -> list[tuple[Told, Dossier]]:
        now, found = self._clock(), []
        for identity, written in shelf.read_due(connection):
            due = _moment(written)
            if due is None or not now - NEWS < due <= now + self.channels.ahead:
                continue
            kind = Kind.LATE if due <= now else Kind.DUE
            dossier = shelf.read_dossier(connection, identity)
            found.append((about(kind, dossier, stamp(now)), dossier))
        return found

    def _news(self, connection: Connection, told: Told, dossier: Dossier) -> bool:
        rows = self._rows(connection, told, dossier)
        return any(not _is_kept(connection, row["id"]) for row in rows)

    def _put(self, connection: Connection, told: Told, dossier: Dossier | None) -> int:
        rows = self._rows(connection, told, dossier)
        new = [row for row in rows if not _is_kept(connection, row["id"])]
        if new:
            connection.execute(insert(notices), new)
        return len(new)

    def _rows(
        self, connection: Connection, told: Told, dossier: Dossier | None
    ) -> list[dict[str, Any]]:
        to: list[tuple[str, str | None]] = []
        if self.channels.webhook is not None:
            to.append((WEBHOOK, None))
        if self.channels.mail is not None:
            listed = concerned(told, dossier, members(connection), self._clock().date())
            to += [(MAIL, one.name) for one in listed if one.email]
        now = stamp(self._clock())
        return [
            {
                "id": _identity(told, channel, recipient),
                "channel": channel,
                "recipient": recipient,
                "state": Standing.WAITING.value,
                "put_at": now,
                "next_at": now,
                "tries": 0,
                "told": json.dumps(asdict(told), ensure_ascii=False, separators=(",", ":")),
            }
            for channel, recipient in to
        ]

    # --- carried ----------------------------------------------------------------------------------

    def claim(self, channel: str) -> tuple[Notice, str] | None:
        """The next notice to carry, with the claim to settle it by; ``None`` when none is due.

        What was tried too often, or waited too long, is given up here.
        """
        with self._database.reading() as connection:
            if self._next(connection, channel) is None:
                return None
        with self._database.writing() as connection:
            while (row := self._next(connection, channel)) is not None:
                if row.tries < TRIES and row.put_at > stamp(self._clock() - NEWS):
                    claim, until = secrets.token_hex(16), stamp(self._clock() + LEASE)
                    _set(connection, row.id, claim=claim, next_at=until, tries=row.tries + 1)
                    return _notice(row), claim
                self._settle(connection, row.id, Standing.GIVEN_UP, row.error)
        return None

    def _next(self, connection: Connection, channel: str) -> Row[Any] | None:
        query = (
            select(notices)
            .where(
                notices.c.channel == channel,
                notices.c.state == Standing.WAITING.value,
                notices.c.next_at <= stamp(self._clock()),
            )
            .order_by(notices.c.next_at, notices.c.id)
            .limit(1)
        )
        return connection.execute(query).first()

    def delivered(self, notice: Notice, claim: str) -> None:
        """It arrived. Nothing happens where the claim has lapsed and another carrier has it."""
        with self._database.writing() as connection:
            if _is_ours(connection, notice, claim):
                self._settle(connection, notice.id, Standing.DELIVERED, None)

    def failed(self, notice: Notice, claim: str, why: str) -> None:
        """It did not arrive: tried again after a while that doubles, or given up."""
        tries = notice.tries + 1
        with self._database.writing() as connection:
            if not _is_ours(connection, notice, claim):
                return
            if tries >= TRIES:
                self._settle(connection, notice.id, Standing.GIVEN_UP, why)
                return
            wait = min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT)
            _set(connection, notice.id, claim=None, next_at=stamp(self._clock() + wait), error=why)

    def _settle(
        self, connection: Connection, identity: str, standing: Standing, error: str | None
    ) -> None:
        now = stamp(self._clock())
        _set(connection, identity, state=standing.value, claim=None, settled_at=now, error=error)

    # --- looked after -----------------------------------------------------------------------------

    def listed(self) -> list[Notice]:
        """Every notice that is kept, in the order of their keeping."""
        with self._database.reading() as connection:
            rows = connection.execute(select(notices).order_by(notices.c.put_at, notices.c.id))
            return [_notice(row) for row in rows]

    def again(self) -> int:
        """Try those again that were given up; how many they are."""
        now = stamp(self._clock())
        given_up = notices.c.state == Standing.GIVEN_UP.value
        waits = {"state": Standing.WAITING.value, "put_at": now, "next_at": now, "tries": 0}
        with self._database.writing() as connection:
            anew = update(notices).where(given_up).values(settled_at=None, **waits)
            return connection.execute(anew).rowcount

    def sweep(self) -> None:
        """Forget what was settled long ago."""
        old = notices.c.settled_at < stamp(self._clock() - KEPT)
        with self._database.reading() as connection:
            if connection.execute(select(notices.c.id).where(old).limit(1)).first() is None:
                return
        with self._database.writing() as connection:
            connection.execute(delete(notices).where(old))

    def address_of(self, name: str) -> str | None:
        """Where somebody is written to now; nowhere where they may be here no more."""
        with self._database.reading() as connection:
            found = [one for one in members(connection) if one.name == name and one.active]
        return found[0].email if found else None


def _identity(told: Told, channel: str, recipient: str | None) -> str:
    """An act is told of each time it is done; a time that has come, once for each who is told."""
    if told.kind not in (Kind.DUE, Kind.LATE):
        return secrets.token_hex(16)
    parts: Iterable[str | None] = (told.kind, told.reply, told.due_at, channel, recipient)
    return hashlib.sha256("\x1f".join(part or "" for part in parts).encode()).hexdigest()[:32]


def _is_kept(connection: Connection, identity: str) -> bool:
    known = select(notices.c.id).where(notices.c.id == identity)
    return connection.execute(known).first() is not None


def _is_ours(connection: Connection, notice: Notice, claim: str) -> bool:
    held = select(notices.c.claim).where(notices.c.id == notice.id)
    return connection.execute(held).scalar() == claim


def _set(connection: Connection, identity: str, **values: Any) -> None:
    connection.execute(update(notices).where(notices.c.id == identity).values(**values))


def _notice(row: Row[Any]) -> Notice:
    told = json.loads(row.told)
    return Notice(
        id=row.id,
        channel=row.channel,
        recipient=row.recipient,
        standing=Standing(row.state),
        put_at=row.put_at,
        next_at=row.next_at,
        tries=row.tries,
        told=Told(**told | {"kind": Kind(told["kind"])}),
        error=row.error,
        settled_at=row.settled_at,
    )


def _moment(written: str) -> datetime | None:
    """A time as it was written down; UTC where it does not say."""
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
