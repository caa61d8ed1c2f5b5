"""Keys: what programs sign with in the name of somebody.

A key belongs to a person on the roll and carries the roles they have at the moment of a request,
or fewer; or, as long as nobody was added, to whoever is alone here. It is told once, when it is
made; a digest is kept. It is 256 random bits: nobody comes by one by trying, so tries are not
slowed down as they are for passwords, and what is kept needs no slow digest. Whatever is wrong
with a key, whoever holds it hears the same.
"""

from __future__ import annotations

import hmac
import json
import secrets
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, insert, select, update

from assistant.access.roll import anybody, person_of, row_of
from assistant.access.sessions import TOLD_EVERY, digest_of
from assistant.access.values import name_of, roles_of
from assistant.errors import BadRequest
from assistant.review.people import Person, Role
from knowledge.errors import UnknownThing
from knowledge.journal import Act, Scribe, stamp
from knowledge.schema import api_keys

if TYPE_CHECKING:
    from assistant.access.facade import Access

PREFIX = "corail"
"""What a key begins with, so that it is known for one where it was left lying about."""
LONGEST = 200
REFUSALS_TOLD_EVERY = timedelta(minutes=10)
"""How often the journal hears of a key that is refused again and again, or of unknown ones."""


@dataclass(frozen=True)
class Key:
    """A key as it is listed: ``id`` tells it from the others, and opens nothing.

    ``person`` is ``None`` for one of whoever is alone here. ``roles`` are those it was narrowed
    to; ``None`` where it carries all that its person has. Moments are UTC, ISO 8601.
    """

    id: str
    name: str
    person: str | None
    roles: tuple[str, ...] | None
    made_by: str
    made_at: str
    expires_at: str | None
    used_at: str | None
    revoked_at: str | None


class Keys:
    """The keys of one installation. Safe to share between threads."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._database = access.database
        self._unheard = 0
        self._told: datetime | None = None
        self._lock = threading.Lock()

    def add(
        self,
        person: str | None,
        name: str,
        by: Person,
        *,
        roles: Iterable[Role | str] | None = None,
        until: datetime | None = None,
    ) -> tuple[Key, str]:
        """A new key of ``person``, and its words, which nobody can tell again.

        Without a person, it is of whoever is alone here. ``roles`` narrow it; ``until`` is when
        it ends. Raises :class:`BadRequest` for what could never open anything.
        """
        called = name_of(name)
        with self._access.managing(by, "add key", person or by.name) as (connection, scribe):
            owner = self._owner(connection, person)
            given = _narrowed(owner, roles)
            if until is not None and until <= self._access.clock():
                raise BadRequest(
                    "This day has passed: the key would open nothing.",
                    "Ce jour est passé\u00a0: la clé n'ouvrirait rien.",
                )
            identity, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
            words = f"{PREFIX}_{identity}_{secret}"
            row = {
                "id": identity,
                "digest": digest_of(words),
                "person": owner.name if owner is not None else None,
                "name": called,
                "roles": json.dumps(given) if given is not None else None,
                "made_by": by.name,
                "made_at": scribe.at,
                "expires_at": stamp(until) if until is not None else None,
            }
            connection.execute(insert(api_keys).values(row))
            told = {"key": identity, "roles": given, "until": row["expires_at"]}
            scribe.write("", [Act("key made", _whose(scribe, row["person"]), _said(told))])
            return _key(_row(connection, identity)), words

    def listed(self) -> list[Key]:
        """All of them, the newest first, those among them that open nothing any more."""
        query = select(api_keys).order_by(api_keys.c.made_at.desc(), api_keys.c.id)
        with self._database.reading() as connection:
            return [_key(row) for row in connection.execute(query)]

    def revoke(self, identity: str, by: Person) -> Key:
        """Let a key open nothing any more, for good."""
        with self._database.reading() as connection:
            whose = _row(connection, identity).person
        with self._access.managing(by, "revoke key", whose or by.name) as (connection, scribe):
            row = _row(connection, identity)
            if row.revoked_at is None:
                here = update(api_keys).where(api_keys.c.id == identity)
                connection.execute(here.values(revoked_at=scribe.at))
                told = Act("key revoked", _whose(scribe, row.person), {"key": identity})
                scribe.write("", [told])
            return _key(_row(connection, identity))

    def holder(self, words: str, address: str = "") -> tuple[Person, Key] | None:
        """Who signs with a key, with the roles they have now, and which key it is.

        ``None`` for whatever opens nothing: the journal is told, and whoever asks hears the same.
        """
        now = self._access.clock()
        identity = _identity(words)
        with self._database.reading() as connection:
            row = connection.execute(select(api_keys).where(api_keys.c.id == identity)).first()
            kept = row.digest if row is not None else "0" * 64
            # The same work, and the same time, whether or not there is a key of that id.
            good = hmac.compare_digest(kept, digest_of(words[:LONGEST]))
            owner = row_of(connection, row.person) if row is not None and row.person else None
        if row is None or not good:
            self._unknown(address, now)
            return None
        why = self._why_not(row, owner, now)
        if why is not None:
            self._refused(row, why, address, now)
            return None
        if owner is None:
            person = self._access.unsigned(row.made_by)
        else:
            only = frozenset(Role(one) for one in json.loads(row.roles)) if row.roles else None
            person = person_of(owner, only)
        self._used(row, now)
        return person, _key(row)

    # --- parts ------------------------------------------------------------------------------------

    def _owner(self, connection: Connection, person: str | None) -> Row[Any] | None:
        if person is None:
            if self._access.house.asks or anybody(connection):
                raise BadRequest(
                    "People sign in here, so a key is somebody's: say whose. "
                    "`corail people key add NAME --called WHAT-FOR`."
                )
            return None
        row = row_of(connection, person)
        if row is None or not row.active:
            raise UnknownThing(
                f"Nobody who may come in is called {person!r}. `corail people list` tells who may."
                " Where nobody was added, leave the name out."
            )
        return row

    def _why_not(self, row: Row[Any], owner: Row[Any] | None, now: datetime) -> str | None:
        if row.revoked_at is not None:
            return "revoked"
        if row.expires_at is not None and stamp(now) >= row.expires_at:
            return "expired"
        if row.person is None:
            # Made when somebody was alone here; since then, people have to say who they are.
            return "nobody's" if self._access.signs_in() else None
        return None if owner is not None and owner.active else "disabled"

    def _used(self, row: Row[Any], now: datetime) -> None:
        if self._database.read_only or not _since(row.used_at, now, TOLD_EVERY):
            return
        with self._database.writing() as connection:
            here = update(api_keys).where(api_keys.c.id == row.id)
            connection.execute(here.values(used_at=stamp(now)))

    def _refused(self, row: Row[Any], why: str, address: str, now: datetime) -> None:
        if self._database.read_only or not _since(row.told_at, now, REFUSALS_TOLD_EVERY):
            return
        with self._database.writing() as connection:
            scribe = self._access.scribe(connection)
            told = {"key": row.id, "why": why, "address": scribe.digest(address or None)}
            scribe.write("", [Act("key refused", _whose(scribe, row.person), _said(told))])
            here = update(api_keys).where(api_keys.c.id == row.id)
            connection.execute(here.values(told_at=scribe.at))

    def _unknown(self, address: str, now: datetime) -> None:
        # Counted here and told now and then: whoever tries must not be able to fill the journal.
        with self._lock:
            self._unheard += 1
            told = self._told
            if self._database.read_only or (told and now - told < REFUSALS_TOLD_EVERY):
                return
            count, self._unheard, self._told = self._unheard, 0, now
        with self._database.writing() as connection:
            scribe = self._access.scribe(connection)
            said = {"why": "unknown", "count": count, "address": scribe.digest(address or None)}
            scribe.write("", [Act("key refused", "sign-in", _said(said))])


def _identity(words: str) -> str:
    parts = words[:LONGEST].split("_", 2)
    return parts[1][:16] if len(parts) == 3 and parts[0] == PREFIX else ""


def _narrowed(owner: Row[Any] | None, roles: Iterable[Role | str] | None) -> list[str] | None:
    """The roles that a key is narrowed to, sorted. Raises :class:`BadRequest` for others'."""
    wanted = list(roles or ())
    if not wanted:
        return None
    given = roles_of(wanted)
    if owner is None:
        raise BadRequest("Whoever is alone here has no roles to choose from: leave them out.")
    lacking = given - person_of(owner).roles
    if lacking:
        raise BadRequest(
            f"{owner.name} is no {' or '.join(sorted(lacking))}, and a key gives nobody a right."
        )
    return sorted(given)


def _row(connection: Connection, identity: str) -> Row[Any]:
    row = connection.execute(select(api_keys).where(api_keys.c.id == identity)).first()
    if row is None:
        raise UnknownThing(
            f"There is no key {identity[:40]!r}. `corail people key list` shows them."
        )
    return row


def _key(row: Row[Any]) -> Key:
    return Key(
        id=row.id,
        name=row.name,
        person=row.person,
        roles=tuple(json.loads(row.roles)) if row.roles else None,
        made_by=row.made_by,
        made_at=row.made_at,
        expires_at=row.expires_at,
        used_at=row.used_at,
        revoked_at=row.revoked_at,
    )


def _whose(scribe: Scribe, person: str | None) -> str:
    return scribe.key(person) if person is not None else "sign-in"


def _since(told: str | None, now: datetime, least: timedelta) -> bool:
    return told is None or now - datetime.fromisoformat(told).astimezone(UTC) >= least


def _said(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value is not None}
