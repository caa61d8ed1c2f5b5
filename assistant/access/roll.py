"""The roll: who may be here, kept by administrators alone.

Whether somebody is one is read in the transaction that acts. The last administrator stays one, so
that somebody can always let others in.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from assistant.access import sessions, tries
from assistant.access.passwords import (
    Passwords,
    as_first,
    first_password,
    first_until,
    refuse_weak,
)
from assistant.access.values import Member, Operator, email_of, fold, name_of, roles_of
from assistant.errors import BadRequest, NotAllowed
from assistant.review.people import Person, Role
from knowledge.database import Database
from knowledge.errors import UnknownThing
from knowledge.journal import Act, Scribe, forget, stamp
from knowledge.schema import conversations, notices, people, rehearsals
from knowledge.schema import rehearsal_shares as shares

FIRST_FOR = timedelta(days=7)
"""How long a first password is good."""


class Roll:
    """The people of one installation. Safe to share between threads."""

    def __init__(
        self, database: Database, passwords: Passwords, clock: Callable[[], datetime]
    ) -> None:
        self.database = database
        self._passwords = passwords
        self.clock = clock

    def people(self) -> list[Member]:
        """Everybody, by name, those who are disabled among them."""
        with self.database.reading() as connection:
            return members(connection)

    def add(
        self,
        name: str,
        roles: Iterable[Role | str],
        by: Person,
        *,
        email: str | None = None,
        password: str | None = None,
    ) -> Member:
        """Somebody new, or somebody disabled brought back as they are now described.

        The first person is an administrator, added by whoever runs commands on the machine.
        """
        if password is not None:
            refuse_weak(password, name_of(name), email_of(email))
        kept = self._passwords.digest(password) if password is not None else None
        return self._add(name, roles, by, email, kept)

    def invite(
        self, name: str, roles: Iterable[Role | str], by: Person, *, email: str | None = None
    ) -> tuple[Member, str]:
        """As :meth:`add`, with a first password that nobody has to think of: it is told once, is
        good for a week, and for nothing but choosing one's own."""
        first, kept = self._first()
        return self._add(name, roles, by, email, kept), first

    def hand_password(self, name: str, by: Person) -> str:
        """Another first password for somebody who lost theirs; whoever was signed in is out."""
        first, kept = self._first()
        self._keep_password(name, kept, by, "first password given")
        return first

    def enable(self, name: str, by: Person) -> Member:
        """Let somebody in again who was disabled, as they were."""
        with self.managing(by, "enable", name) as (connection, scribe):
            row = _known(connection, name)
            if not row.active:
                _set(connection, row.name, active=True)
                scribe.write("", [Act("person enabled", scribe.key(row.name))])
            return member_of(_known(connection, name))

    def _first(self) -> tuple[str, str]:
        first = first_password()
        return first, as_first(self._passwords.digest(first), stamp(self.clock() + FIRST_FOR))

    def _add(
        self,
        name: str,
        roles: Iterable[Role | str],
        by: Person,
        email: str | None,
        kept: str | None,
    ) -> Member:
        name, given, address = name_of(name), roles_of(roles), email_of(email)
        with self.managing(by, "add", name) as (connection, scribe):
            self._first_is_administrator(connection, given)
            before = row_of(connection, name)
            if before is not None and before.active:
                raise BadRequest(f"{before.name} is here already.", f"{before.name} est déjà là.")
            if before is not None:
                name = before.name
            _nobody_else(connection, name, address, before)
            row = add_row(connection, scribe, name, given, address, kept, before)
            return member_of(row)

    def set_roles(self, name: str, roles: Iterable[Role | str], by: Person) -> Member:
        """Give somebody other roles; they count from their next act on."""
        given = roles_of(roles)
        with self.managing(by, "roles", name) as (connection, scribe):
            row = _known(connection, name)
            if Role.ADMINISTRATOR not in given:
                keep_an_administrator(connection, row, "lose that role")
            change_roles(connection, scribe, row, given)
            return member_of(_known(connection, name))

    def set_password(self, name: str, password: str, by: Person) -> None:
        """Give somebody another password; whoever was signed in as them is out. One's own is
        changed by who knows it: :meth:`Access.change_password`."""
        with self.database.reading() as connection:
            row = _known(connection, name)
        refuse_weak(password, row.name, row.email)
        self._keep_password(name, self._passwords.digest(password), by, "password set")

    def _keep_password(self, name: str, kept: str, by: Person, told: str) -> None:
        with self.managing(by, "password", name) as (connection, scribe):
            row = _known(connection, name)
            if not isinstance(by, Operator) and fold(by.name) == row.folded:
                raise BadRequest(
                    "Change your own password under “My account”, where the present one is asked.",
                    "Changez votre propre mot de passe dans «\u00a0Mon compte\u00a0», où l'on "
                    "demande l'actuel.",
                )
            _set(connection, row.name, password=kept)
            sessions.end_all(connection, row.name, "password")
            tries.forget(connection, scribe, row.folded)
            scribe.write("", [Act(told, scribe.key(row.name))])

    def disable(self, name: str, by: Person) -> None:
        """Let somebody in no more; what they did stays theirs."""
        with self.managing(by, "disable", name) as (connection, scribe):
            row = _known(connection, name)
            keep_an_administrator(connection, row, "be disabled")
            _set(connection, row.name, active=False)
            sessions.end_all(connection, row.name, "disabled")
            scribe.write("", [Act("person disabled", scribe.key(row.name))])

    def erase(self, name: str, by: Person) -> None:
        """Forget somebody: their row, sessions and conversations, and their name in the journal.

        Their name under texts and decisions stays: who approved a text is what review is for.
        """
        with self.managing(by, "erase", name) as (connection, scribe):
            row = _known(connection, name)
            keep_an_administrator(connection, row, "be erased")
            if fold(by.name) == row.folded:
                # The journal names who erases, so nobody is forgotten by their own act.
                raise BadRequest(f"{row.name} cannot erase themselves: another administrator can.")
            tries.forget(connection, scribe, row.folded)
            connection.execute(delete(conversations).where(conversations.c.person == row.name))
            # The turns of a rehearsal go with it, and so does who else could read it.
            connection.execute(delete(rehearsals).where(rehearsals.c.person == row.name))
            connection.execute(delete(shares).where(shares.c.person == row.name))
            connection.execute(delete(notices).where(notices.c.recipient == row.name))
            _forget_in_notices(connection, row.name)
            standing_in = people.c.stand_in == row.name
            connection.execute(update(people).where(standing_in).values(stand_in=None))
            connection.execute(delete(people).where(people.c.name == row.name))
            scribe.write("", [Act("person erased", scribe.key(row.name))])
            forget(connection, row.name, scribe)
        self.database.tidy()

    def away(
        self,
        name: str,
        start: date | None,
        end: date | None,
        stand_in: str | None,
        by: Person,
    ) -> Member:
        """Somebody is away from one day to another, both counted, and who stands in for them.

        Without ``start`` they are back; without ``end`` they are away until they say so.
        """
        if start and end and end < start:
            raise BadRequest(f"{end} comes before {start}.", f"Le {end} vient avant le {start}.")
        with self.managing(by, "away", name, own=True) as (connection, scribe):
            row = _known(connection, name)
            other = _known(connection, stand_in) if stand_in and start else None
            if other is not None and (other.name == row.name or not other.active):
                raise BadRequest(
                    f"{other.name} cannot stand in for {row.name}.",
                    f"{other.name} ne peut pas remplacer {row.name}.",
                )
            _set(
                connection,
                row.name,
                away_from=start.isoformat() if start else None,
                away_until=end.isoformat() if start and end else None,
                stand_in=other.name if other is not None else None,
            )
            told = {"away": start is not None, "stand_in": other and scribe.key(other.name)}
            scribe.write("", [Act("absence set", scribe.key(row.name), told)])
            return member_of(_known(connection, name))

    @contextmanager
    def managing(
        self, by: Person, act: str, name: str, *, own: bool = False
    ) -> Iterator[tuple[Connection, Scribe]]:
        """A transaction in which ``by`` may keep the roll; a refusal is journalled."""
        with self.database.writing() as connection:
            scribe = Scribe(connection, by.name, self.clock())
            if _may(connection, by, name if own else None):
                if isinstance(by, Operator):
                    # Whoever holds the machine needs no role, so the journal says how it was done.
                    here = Act("by command line", scribe.key(name_of(name)), {"act": act})
                    scribe.write("", [here])
                yield connection, scribe
                return
            refused = Act("act refused", scribe.key(name_of(name)), {"act": f"people {act}"})
            scribe.write("", [refused])
        raise NotAllowed(
            f"{by.name} may not do this (people {act}). It takes the role: administrator.",
            f"{by.name} ne peut pas faire cela. Il faut le rôle\u00a0: administrateur.",
        )

    @staticmethod
    def _first_is_administrator(connection: Connection, given: frozenset[Role]) -> None:
        if Role.ADMINISTRATOR not in given and not administrators(connection):
            raise BadRequest(
                "The first person has to be an administrator, or nobody could add others: "
                "`corail people add NAME --role administrator`."
            )


def members(connection: Connection) -> list[Member]:
    """As :meth:`Roll.people`, within a transaction."""
    rows = connection.execute(select(people).order_by(people.c.folded)).all()
    return [member_of(row) for row in rows]


def member_of(row: Row[Any]) -> Member:
    """Somebody as their row tells."""
    return Member(
        name=row.name,
        roles=frozenset(Role(one) for one in json.loads(row.roles)),
        email=row.email,
        active=row.active,
        has_password=row.password is not None,
        added_at=row.added_at,
        first_until=first_until(row.password),
        away_from=row.away_from,
        away_until=row.away_until,
        stand_in=row.stand_in,
    )


def person_of(row: Row[Any], only: frozenset[Role] | None = None) -> Person:
    """Somebody as they act: by all the roles they have, or by those of them in ``only``."""
    roles = member_of(row).roles
    return Person(row.name, roles if only is None else roles & only, only=only)


def row_of(connection: Connection, called: str) -> Row[Any] | None:
    """The row of somebody, by name."""
    return connection.execute(select(people).where(people.c.folded == fold(called))).first()


def row_known_as(connection: Connection, called: str) -> Row[Any] | None:
    """The row of somebody, by name or else by address."""
    by_address = select(people).where(people.c.email == fold(called))
    return row_of(connection, called) or connection.execute(by_address).first()


def row_of_account(connection: Connection, account: str | None) -> Row[Any] | None:
    """The row of somebody, by the digest of the provider's account that came under their name."""
    if account is None:
        return None
    return connection.execute(select(people).where(people.c.subject == account)).first()


def administrators(connection: Connection, but: str | None = None) -> int:
    """How many active administrators there are, one of them left out."""
    rows = connection.execute(select(people.c.name, people.c.roles).where(people.c.active))
    return sum(Role.ADMINISTRATOR in json.loads(row.roles) for row in rows if row.name != but)


def keep_an_administrator(connection: Connection, row: Row[Any], what: str) -> None:
    """Raises :class:`BadRequest` where nobody else would be left to let people in."""
    is_one = row.active and Role.ADMINISTRATOR in json.loads(row.roles)
    if is_one and not administrators(connection, but=row.name):
        raise BadRequest(
            f"{row.name} is the last administrator and cannot {what}. Add another.",
            f"{row.name} est le seul administrateur et doit le rester\u00a0: ajoutez-en un autre "
            "d'abord.",
        )


def add_row(
    connection: Connection,
    scribe: Scribe,
    name: str,
    roles: frozenset[Role],
    email: str | None,
    password: str | None,
    before: Row[Any] | None = None,
) -> Row[Any]:
    """Put somebody on the roll, in the place of the row they had; their row."""
    if before is not None:
        connection.execute(delete(people).where(people.c.name == before.name))
    connection.execute(
        insert(people).values(
            name=name,
            folded=fold(name),
            email=email,
            active=True,
            added_at=scribe.at,
            roles=_written(roles),
            password=password,
        )
    )
    scribe.write("", [Act("person added", scribe.key(name), {"roles": sorted(roles)})])
    return _known(connection, name)


def change_roles(
    connection: Connection, scribe: Scribe, row: Row[Any], roles: frozenset[Role]
) -> None:
    """Give somebody other roles, told of where they are others."""
    before = sorted(json.loads(row.roles))
    if before == sorted(roles):
        return
    _set(connection, row.name, roles=_written(roles))
    told = {"from": before, "to": sorted(roles)}
    scribe.write("", [Act("roles set", scribe.key(row.name), told)])


def anybody(connection: Connection) -> bool:
    """Whether somebody was added."""
    return bool(connection.execute(select(func.count()).select_from(people)).scalar())


def _may(connection: Connection, by: Person, own: str | None) -> bool:
    if isinstance(by, Operator):
        return True
    row = row_of(connection, by.name)
    if row is None or not row.active:
        return False
    is_own = own is not None and fold(own) == row.folded
    return is_own or Role.ADMINISTRATOR in json.loads(row.roles)


def _nobody_else(
    connection: Connection, name: str, email: str | None, but: Row[Any] | None
) -> None:
    """A name or an address leads to one person only."""
    for called in (name, email):
        other = row_known_as(connection, called) if called else None
        if other is not None and (but is None or other.name != but.name):
            raise BadRequest(
                f"{called!r} is already how {other.name} is known.",
                f"«\u00a0{called}\u00a0» désigne déjà {other.name}.",
            )


def _forget_in_notices(connection: Connection, name: str) -> None:
    """Take a name out of what others are told, or were: the notices themselves stay."""
    for row in connection.execute(select(notices.c.id, notices.c.told)).all():
        told = json.loads(row.told)
        named = {key: "?" for key in ("by", "assignee") if told.get(key) == name}
        if named:
            words = json.dumps(told | named, ensure_ascii=False, separators=(",", ":"))
            here = notices.c.id == row.id
            connection.execute(update(notices).where(here).values(told=words))


def _known(connection: Connection, name: str) -> Row[Any]:
    row = row_of(connection, name)
    if row is None:
        raise UnknownThing(f"Nobody is called {name!r} here. `corail people list` tells who is.")
    return row


def _set(connection: Connection, name: str, **values: Any) -> None:
    connection.execute(update(people).where(people.c.name == name).values(**values))


def _written(roles: frozenset[Role]) -> str:
    return json.dumps(sorted(roles))
