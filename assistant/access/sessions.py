"""Who is signed in: sessions kept on the server, known by the digest of a token.

Only the browser holds the token. A session ends when it is signed out of, when nothing was asked
for a while, at its last hour, or when its person's password or place is taken away; it is kept
ended for a month, so that whoever still uses it is refused and the journal told.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from assistant.access.house import House
from assistant.access.values import Session
from knowledge.journal import Act, Scribe, stamp
from knowledge.schema import people, sessions

TOLD_EVERY = timedelta(minutes=1)
"""How exactly it is known when a session was last used."""
KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Found:
    """A session as it stands: whose, since when, and why it no longer counts, if so."""

    digest: str
    person: str
    way: str
    over: str | None
    stale: bool


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def vouched(name: str, way: str) -> str:
    """The digest of the session of somebody whom a proxy names at each request: of no token."""
    return f"{way} {digest_of(name)}"[:64]


def open_session(
    connection: Connection,
    scribe: Scribe,
    house: House,
    person: str,
    way: str,
    address: str,
    digest: str | None = None,
) -> str:
    """A new session, told of in the journal; its token, which nobody can tell again."""
    now = datetime.fromisoformat(scribe.at)
    connection.execute(delete(sessions).where(sessions.c.expires_at < stamp(now - KEPT)))
    token = secrets.token_urlsafe(32)
    known = digest or digest_of(token)
    connection.execute(delete(sessions).where(sessions.c.digest == known))
    connection.execute(
        insert(sessions).values(
            digest=known,
            person=person,
            way=way,
            opened_at=scribe.at,
            seen_at=scribe.at,
            expires_at=stamp(now + house.absolute),
        )
    )
    told = {"way": way, "session": known[-12:], "address": scribe.digest(address or None)}
    scribe.write("", [Act("signed in", scribe.key(person), told)])
    return token


def find(connection: Connection, house: House, digest: str, now: datetime) -> Found | None:
    """The session of a digest, whether it still counts or not."""
    row = connection.execute(
        select(sessions, people.c.active)
        .join(people, people.c.name == sessions.c.person)
        .where(sessions.c.digest == digest)
    ).first()
    if row is None:
        return None
    quiet = now - datetime.fromisoformat(row.seen_at).astimezone(UTC)
    over: str | None = row.ended
    if over is None and not row.active:
        over = "disabled"
    if over is None and stamp(now) >= row.expires_at:
        over = "expired"
    if over is None and quiet >= house.idle:
        over = "idle"
    # Never so seldom that a short idle time would run out in between.
    return Found(digest, row.person, row.way, over, quiet >= min(TOLD_EVERY, house.idle / 4))


def standing(connection: Connection, house: House, person: str, now: datetime) -> list[Session]:
    """The sessions of somebody that count, the one used last first."""
    here = (sessions.c.person == person) & sessions.c.ended.is_(None) & (sessions.c.way != "first")
    rows = connection.execute(select(sessions).where(here).order_by(sessions.c.seen_at.desc()))
    found = [(row, find(connection, house, row.digest, now)) for row in rows.all()]
    return [
        Session(key_of(row.digest), row.way, row.opened_at, row.seen_at)
        for row, one in found
        if one is not None and one.over is None
    ]


def key_of(digest: str) -> str:
    """What tells a session from others, in the journal and on the page; it opens nothing."""
    return digest[-12:]


def touch(connection: Connection, digest: str, at: str) -> None:
    """Note that a session was used just now."""
    connection.execute(update(sessions).where(sessions.c.digest == digest).values(seen_at=at))


def end(connection: Connection, digest: str, why: str) -> None:
    """End one session."""
    here = sessions.c.digest == digest
    connection.execute(update(sessions).where(here, sessions.c.ended.is_(None)).values(ended=why))


def end_by_key(connection: Connection, person: str, key: str, why: str) -> bool:
    """End the session of a person that ``key`` tells from the others; whether there was one."""
    here = (sessions.c.person == person) & sessions.c.ended.is_(None)
    known = connection.execute(select(sessions.c.digest).where(here)).scalars().all()
    found = [one for one in known if key and key_of(one) == key]
    for one in found:
        end(connection, one, why)
    return bool(found)


def end_all(connection: Connection, person: str, why: str) -> None:
    """End every session of a person."""
    here = sessions.c.person == person
    connection.execute(update(sessions).where(here, sessions.c.ended.is_(None)).values(ended=why))


def drop(connection: Connection, digest: str) -> bool:
    """Take an ended session away once it was told of; whether it was still there."""
    return bool(connection.execute(delete(sessions).where(sessions.c.digest == digest)).rowcount)
