"""What was done to the record, by whom, in which order: appended to, never changed.

Each entry carries the digest of the one before it, so a change anywhere breaks the chain from
there on, and :meth:`Journal.verify` names the first entry that does not hold. What a chain alone
cannot tell is that its end was cut off: keep its :meth:`Journal.head` elsewhere, and hand it to
``verify``. The sequence is the order of things; times are for the reader, and a clock that was
set back puts nothing out of order.

An entry is written in the same transaction as the act it tells of. It holds ids, outcomes and
keyed digests, never a text or a name that might have to be forgotten: erasing a document or a
person leaves the chain whole.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from knowledge.database import Database
from knowledge.errors import RecordUnavailable
from knowledge.schema import actors, journal, secrets

NOTHING = "0" * 64
"""The digest before the first entry."""


@dataclass(frozen=True)
class Act:
    """One thing that was done: ``subject`` is the id of what it was done to."""

    act: str
    subject: str
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class JournalEntry:
    """An act as the journal holds it. ``actor`` is ``None`` once the person was forgotten."""

    seq: int
    at: str
    brand: str
    actor: str | None
    act: str
    subject: str
    detail: Mapping[str, Any]
    digest: str


@dataclass(frozen=True)
class Head:
    """The last entry of the chain. Kept elsewhere, it shows that the end was not cut off."""

    seq: int
    digest: str


@dataclass(frozen=True)
class Verdict:
    """Whether the chain holds over ``count`` entries, or which entry is the first bad one."""

    count: int
    first_bad: int | None = None
    reason: str = ""

    @property
    def holds(self) -> bool:
        return self.first_bad is None


class Scribe:
    """Writes the journal inside a writer's transaction, and makes its keyed digests."""

    def __init__(self, connection: Connection, actor: str, at: datetime) -> None:
        self._connection = connection
        self._actor = signed(actor)
        self.at = stamp(at)
        self.also: Mapping[str, Any] = {}
        """What is told with every act from here on: which entry they undo."""
        self._key = _secret(connection)

    def digest(self, words: str | None) -> str | None:
        """What the journal says instead of ``words``: the same for the same words, and nothing
        that they could be guessed from without the record's own key."""
        if words is None:
            return None
        return _keyed(self._key, words)

    def key(self, person: str) -> str:
        """What the journal calls a person; who that is can be forgotten (:data:`actors`)."""
        return _key_of(self._key, person)

    def write(self, brand: str, acts: Iterable[Act]) -> None:
        """Append ``acts`` in their order."""
        head = head_of(self._connection)
        actor = self.key(self._actor)
        rows = []
        for act in acts:
            row: dict[str, Any] = {
                "seq": head.seq + 1,
                "at": self.at,
                "brand": brand,
                "actor": actor,
                "act": act.act,
                "subject": act.subject,
                "detail": canonical({**act.detail, **self.also}),
                "previous": head.digest,
            }
            row["digest"] = _digest(row)
            rows.append(row)
            head = Head(row["seq"], row["digest"])
        if not rows:
            return
        known = select(actors.c.key).where(actors.c.key == actor)
        if self._connection.execute(known).first() is None:
            self._connection.execute(insert(actors).values(key=actor, name=self._actor))
        self._connection.execute(insert(journal), rows)


class Journal:
    """The journal as it is read and verified."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def entries(
        self, brand: str | None = None, subject: str | None = None, limit: int | None = None
    ) -> list[JournalEntry]:
        """The entries in their order; the last ``limit`` of them when it is given."""
        query = (
            select(
                journal.c.seq,
                journal.c.at,
                journal.c.brand,
                actors.c.name,
                journal.c.act,
                journal.c.subject,
                journal.c.detail,
                journal.c.digest,
            )
            .outerjoin(actors, actors.c.key == journal.c.actor)
            .order_by(journal.c.seq.desc())
            .limit(limit)
        )
        if brand is not None:
            query = query.where(journal.c.brand == brand)
        if subject is not None:
            query = query.where(journal.c.subject == subject)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return [
            JournalEntry(r.seq, r.at, r.brand, r.name, r.act, r.subject, json.loads(r.detail), r[7])
            for r in reversed(rows)
        ]

    def rows(self) -> list[dict[str, Any]]:
        """The entries as the chain digests them, and beside each the ``name`` of who acted.

        ``name`` is no part of the chain: it can be forgotten.
        """
        query = (
            select(journal, actors.c.name)
            .outerjoin(actors, actors.c.key == journal.c.actor)
            .order_by(journal.c.seq)
        )
        with self._database.reading() as connection:
            return [dict(row) for row in connection.execute(query).mappings()]

    def append(self, actor: str, act: Act, at: datetime | None = None) -> None:
        """Write down one act that changes nothing else: an export, for example."""
        with self._database.writing() as connection:
            Scribe(connection, actor, at or datetime.now(UTC)).write("", [act])

    def head(self) -> Head:
        """The last entry's place and digest: keep it outside of the record."""
        with self._database.reading() as connection:
            return head_of(connection)

    def verify(self, expected: Head | None = None) -> Verdict:
        """Go through the whole chain; with the ``expected`` head, its end too."""
        with self._database.reading() as connection:
            return verify_chain(connection, expected)

    def forget(self, actor: str, on_behalf_of: str, at: datetime | None = None) -> bool:
        """Forget a person's name: their acts stay, by nobody. True when the name was known."""
        with self._database.writing() as connection:
            return forget(
                connection, actor, Scribe(connection, on_behalf_of, at or datetime.now(UTC))
            )


def forget(connection: Connection, actor: str, scribe: Scribe) -> bool:
    """As :meth:`Journal.forget`, within a transaction."""
    found = connection.execute(delete(actors).where(actors.c.name == actor.strip()))
    if not found.rowcount:
        return False
    scribe.write("", [Act("actor forgotten", scribe.key(actor.strip()))])
    return True


def verify_chain(connection: Connection, expected: Head | None = None) -> Verdict:
    """As :meth:`Journal.verify`, within a transaction."""
    head, count = Head(0, NOTHING), 0
    misnamed = _misnamed(connection)
    rows = connection.execute(
        select(journal).order_by(journal.c.seq).execution_options(yield_per=5_000)
    )
    for found in rows.mappings():
        row = dict(found)
        if row["seq"] != head.seq + 1:
            return Verdict(count, head.seq + 1, f"entry {head.seq + 1} is missing")
        if row["previous"] != head.digest:
            return Verdict(
                count, row["seq"], f"entry {row['seq']} does not follow from the entry before it"
            )
        if row["digest"] != _digest(row):
            return Verdict(
                count, row["seq"], f"entry {row['seq']} was changed after it was written"
            )
        if row["actor"] in misnamed:
            return Verdict(
                count, row["seq"], f"the name beside entry {row['seq']} is not that of who wrote it"
            )
        head, count = Head(row["seq"], row["digest"]), count + 1
        if expected is not None and head.seq == expected.seq and head.digest != expected.digest:
            return Verdict(
                count, head.seq, f"entry {head.seq} is not the one whose digest was kept elsewhere"
            )
    if expected is not None and head.seq < expected.seq:
        return Verdict(
            count,
            head.seq + 1,
            f"entry {head.seq + 1} is missing: the journal once ran to {expected.seq}",
        )
    return Verdict(count)


def _misnamed(connection: Connection) -> frozenset[str]:
    """The actors whose name is not the one that their key was made of.

    Names stand beside the chain so that they can be forgotten. That one was exchanged for another,
    the keys in the chain show: without the record's own key no name can be found that fits one.
    """
    named = connection.execute(select(actors.c.key, actors.c.name)).all()
    if not named:
        return frozenset()
    key = _secret(connection)
    return frozenset(row.key for row in named if row.key != _key_of(key, row.name))


def _secret(connection: Connection) -> bytes:
    key = connection.execute(
        select(secrets.c.value).where(secrets.c.name == "journal")
    ).scalar_one_or_none()
    if key is None:
        raise RecordUnavailable(
            "The key of the journal is missing from the record. Restore a backup with "
            "`corail record restore`."
        )
    return bytes.fromhex(key)


def _keyed(key: bytes, words: str) -> str:
    return hmac.new(key, words.encode(), hashlib.sha256).hexdigest()[:32]


def _key_of(key: bytes, person: str) -> str:
    return "a" + _keyed(key, person)[:16]


def signed(actor: str) -> str:
    """The name of who writes. Raises :class:`ValueError` when there is none."""
    if not actor.strip():
        raise ValueError("every write to the record names who makes it")
    return actor.strip()


def stamp(at: datetime) -> str:
    """A moment as the record writes it: UTC, ISO 8601, to the microsecond."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def canonical(value: object) -> str:
    """The one JSON text of a value, fit to be digested."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def head_of(connection: Connection) -> Head:
    """The last entry, within a transaction."""
    last = select(journal.c.seq, journal.c.digest).order_by(journal.c.seq.desc()).limit(1)
    row = connection.execute(last).first()
    return Head(row.seq, row.digest) if row else Head(0, NOTHING)


def _digest(row: Mapping[str, Any]) -> str:
    told = {key: value for key, value in row.items() if key != "digest"}
    return hashlib.sha256(canonical(told).encode("utf-8", "surrogatepass")).hexdigest()
