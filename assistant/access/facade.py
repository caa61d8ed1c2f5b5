"""Access as the rest of Corail asks for it: who is here, what they may, and what lets them in.

Roles are read from the roll whenever somebody acts: a right that was taken away is gone at once.
Whatever is done here is told in the journal in the same transaction, and so is each refusal.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from assistant.access import sessions, tries
from assistant.access.handshake import Handshake, begin, take
from assistant.access.house import House
from assistant.access.keys import Keys
from assistant.access.passwords import Passwords, digest_in, first_until, refuse_weak
from assistant.access.roll import (
    Roll,
    add_row,
    administrators,
    anybody,
    change_roles,
    member_of,
    person_of,
    row_known_as,
    row_of,
    row_of_account,
)
from assistant.access.values import (
    Arrival,
    Member,
    Operator,
    Session,
    acting_for,
    email_of,
    fold,
    name_of,
)
from assistant.errors import BadRequest, SignInRefused
from assistant.review.people import Person, Role
from knowledge.database import Database
from knowledge.journal import Act, Scribe, stamp
from knowledge.schema import people

DOOR = "corail"
"""Who the journal names where nobody is known yet."""


class Access(Roll):
    """Who may be here and who is, over one database. Safe to share between threads."""

    def __init__(
        self,
        database: Database,
        house: House | None = None,
        *,
        passwords: Passwords | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(database, passwords or Passwords(), clock)
        self.house = house or House()
        self.keys = Keys(self)

    # --- who is here ------------------------------------------------------------------------------

    def defined(self) -> bool:
        """Whether anybody was added."""
        with self.database.reading() as connection:
            return anybody(connection)

    def signs_in(self) -> bool:
        """Whether people sign in; else this is a personal tool, and who is here is alone."""
        return self.house.asks or self.defined()

    def person(self, name: str) -> Person:
        """Somebody with the roles they have now; with none where they are unknown or disabled."""
        with self.database.reading() as connection:
            row = row_of(connection, name)
            if row is None and not self.house.asks and not anybody(connection):
                return Person(name, alone=True)
        return person_of(row) if row is not None and row.active else Person(name)

    def standing(self, connection: Connection, by: Person) -> Person:
        """Somebody with the roles they have now, within a transaction; with none where they may
        be here no more, or people were added since who would have to sign in."""
        row = row_of(connection, by.name)
        if row is not None:
            return person_of(row, by.only) if row.active else Person(by.name)
        return by if not self.house.asks and not anybody(connection) else Person(by.name)

    def unsigned(self, name: str) -> Person:
        """Whoever is here without having signed in: alone, or with no right at all."""
        return Person(name, alone=not self.signs_in())

    def operator(self, name: str) -> Operator:
        """Whoever runs commands on the machine."""
        return Operator(name)

    def acting_for(self, name: str, on: date) -> str:
        """Who acts for somebody on a day: themselves, or who stands in while they are away.

        Where everybody in the row of stand-ins is away or gone, it stays with ``name``.
        """
        return acting_for({one.name: one for one in self.people()}, name, on)

    # --- signing in and out -----------------------------------------------------------------------

    def sign_in(self, name: str, password: str, address: str = "") -> str:
        """The token of a new session. Raises :class:`SignInRefused`, in the same words and after
        the same work whether or not there is anybody of that name."""
        called = fold(name)
        with self.database.writing() as connection:
            scribe = self.scribe(connection)
            knock = tries.knock(connection, scribe, called, address)
            row = row_known_as(connection, called)
            self._told_to_wait(scribe, knock, called, row, address)
        if knock.wait:
            raise SignInRefused("wait", seconds=knock.wait)
        kept = row.password if row is not None and row.active else None
        good = self._passwords.holds(digest_in(kept), password)
        until = first_until(kept)
        late = good and until is not None and until <= stamp(self.clock())
        with self.database.writing() as connection:
            scribe = self.scribe(connection)
            now = row_known_as(connection, called)
            # Somebody may have been disabled, or their password changed, meanwhile.
            same = now is not None and now.active and now.password == kept
            if good and not late and now is not None and same:
                tries.forgive(connection, scribe, called, address)
                if until is not None:
                    # It lets somebody choose their own, and nowhere else.
                    return self._open(connection, now.name, "first", address)
                self._digest_anew(connection, now, password)
                return self._open(connection, now.name, "password", address)
            why = "wrong password" if row is not None else "nobody of that name"
            why = "first password too old" if late else why
            told = {"why": why, "way": "password", "unheard": knock.unheard or None}
            _refused(scribe, row.name if row is not None else called, address, told)
        raise SignInRefused("late" if late else "wrong")

    def session(self, token: str) -> Person | None:
        """Who is signed in with a token; ``None`` where nobody is, or no longer."""
        return self._standing(sessions.digest_of(token))

    def choosing(self, token: str) -> Member | None:
        """Who came in with a first password, and has to choose their own before anything else."""
        with self.database.reading() as connection:
            digest = sessions.digest_of(token)
            found = sessions.find(connection, self.house, digest, self.clock())
            if found is None or found.over is not None or found.way != "first":
                return None
            row = row_of(connection, found.person)
        return member_of(row) if row is not None else None

    def change_password(self, token: str, present: str, password: str, address: str = "") -> str:
        """Another password of one's own, by who knows the present one, or came in with a first one.

        The token of a new session: all others end. Raises :class:`SignInRefused`, and
        :class:`BadRequest` for a password that is too weak.
        """
        first = self.choosing(token)
        person = first or self.session(token)
        if person is None:
            raise SignInRefused("state")
        with self.database.writing() as connection:
            scribe = self.scribe(connection)
            row = row_of(connection, person.name)
            if row is None:
                raise SignInRefused("state")
            refuse_weak(password, row.name, row.email)
            if first is None:
                knock = tries.knock(connection, scribe, row.folded, address)
                self._told_to_wait(scribe, knock, row.folded, row, address)
        if first is None and knock.wait:
            raise SignInRefused("wait", seconds=knock.wait)
        held = digest_in(row.password)
        if first is not None and self._passwords.holds(held, password):
            raise BadRequest(
                "Choose another password than the one you were given.",
                "Choisissez un autre mot de passe que celui qu'on vous a donné.",
            )
        good = first is not None or self._passwords.holds(held, present)
        kept = self._passwords.digest(password)
        with self.database.writing() as connection:
            scribe = Scribe(connection, row.name, self.clock())
            now = row_of(connection, row.name)
            found = sessions.find(connection, self.house, sessions.digest_of(token), self.clock())
            stands = found is not None and found.over is None
            same = now is not None and now.active and now.password == row.password
            if good and stands and same:
                tries.forgive(connection, scribe, row.folded, address)
                connection.execute(
                    update(people).where(people.c.name == row.name).values(password=kept)
                )
                sessions.end_all(connection, row.name, "password")
                scribe.write("", [Act("password changed", scribe.key(row.name))])
                return self._open(connection, row.name, "password", address)
            told = {"why": "wrong present password", "way": "password"}
            _refused(scribe, row.name, address, told)
        raise SignInRefused("present")

    def sessions_of(self, by: Person) -> list[Session]:
        """The sessions of whoever asks that stand, the one used last first."""
        with self.database.reading() as connection:
            row = row_of(connection, by.name)
            if row is None or not row.active:
                return []
            return sessions.standing(connection, self.house, row.name, self.clock())

    def end_session(self, key: str, by: Person) -> None:
        """End one of one's own sessions; somebody else's cannot be named."""
        with self.database.writing() as connection:
            ended = sessions.end_by_key(connection, by.name, key, "ended")
            if ended:
                scribe = Scribe(connection, by.name, self.clock())
                scribe.write("", [Act("session ended", scribe.key(by.name), {"session": key})])

    def sign_out(self, token: str) -> None:
        """End the session of a token, if it stands."""
        digest = sessions.digest_of(token)
        with self.database.writing() as connection:
            now = self.clock()
            found = sessions.find(connection, self.house, digest, now)
            if found is None or found.over is not None:
                return
            sessions.end(connection, digest, "signed out")
            scribe = Scribe(connection, found.person, now)
            told = {"session": digest[-12:]}
            scribe.write("", [Act("signed out", scribe.key(found.person), told)])

    def vouched(self, called: str, address: str = "") -> Person:
        """Who a proxy of the house says is here. Raises :class:`SignInRefused` for a stranger."""
        with self.database.reading() as connection:
            row = row_known_as(connection, called)
        if row is not None:
            standing = self._standing(sessions.vouched(row.name, "proxy"), tell=False)
            if standing is not None:
                return standing
        with self.database.writing() as connection:
            row = row_known_as(connection, called)
            if row is not None and row.active:
                digest = sessions.vouched(row.name, "proxy")
                self._open(connection, row.name, "proxy", address, digest)
                return person_of(row)
        raise self._strange(Arrival(called, "proxy"), "unknown", address)

    def arrive(self, arrival: Arrival, address: str = "") -> str:
        """The token of a session for somebody whom the provider vouches for.

        Who is not on the roll comes in only where a claim gives them a role, and is then added.
        An account that came before is the same person, whatever it is called by now: a name or an
        address can often be changed by its owner, who would be two people here, or another.
        """
        with self.database.writing() as connection:
            scribe = self.scribe(connection)
            account = scribe.digest(arrival.account)
            row = row_of_account(connection, account) or row_known_as(connection, arrival.called)
            refused = _why_not(arrival, row, account)
            if refused is None:
                row = row or self._newcomer(connection, scribe, arrival)
                if account is not None and row.subject is None:
                    here = people.c.name == row.name
                    connection.execute(update(people).where(here).values(subject=account))
                if arrival.roles is not None:
                    _roles_by_claim(connection, scribe, row, arrival.roles)
                return self._open(connection, row.name, arrival.way, address)
        raise self._strange(arrival, refused, address)

    # --- single sign-on ---------------------------------------------------------------------------

    def begin_handshake(self) -> Handshake:
        """What single sign-on begins with; nothing is kept of it until it comes back."""
        with self.database.reading() as connection:
            return begin(self.scribe(connection))

    def returned(self, state: str, address: str = "") -> Handshake:
        """The handshake that came back, which counts once. Raises :class:`SignInRefused`."""
        with self.database.writing() as connection:
            scribe = self.scribe(connection)
            knock = tries.knock(connection, scribe, None, address)
            self._told_to_wait(scribe, knock, "", None, address)
            taken = None if knock.wait else take(connection, scribe, state)
            if taken is not None:
                tries.forgive(connection, scribe, None, address)
                return taken
            if not knock.wait:
                _refused(scribe, "", address, {"why": "state", "way": "oidc"})
        raise SignInRefused("wait" if knock.wait else "state", seconds=knock.wait)

    def not_vouched(self, error: SignInRefused, address: str = "") -> None:
        """Tell the journal that the provider's answer was not one."""
        with self.database.writing() as connection:
            told = {"why": error.kind, "detail": error.detail or None, "way": "oidc"}
            _refused(self.scribe(connection), "", address, told)

    def forged(self, address: str) -> None:
        """Tell the journal that somebody who is no proxy of the house sent its header."""
        with self.database.writing() as connection:
            scribe = self.scribe(connection)
            knock = tries.knock(connection, scribe, None, address)
            if not knock.told:
                told = {"why": "header", "way": "proxy", "unheard": knock.unheard or None}
                _refused(scribe, "", address, told)

    # --- parts ------------------------------------------------------------------------------------

    def scribe(self, connection: Connection) -> Scribe:
        """Writes the journal for the door, which knows nobody yet."""
        return Scribe(connection, DOOR, self.clock())

    def _open(
        self, connection: Connection, name: str, way: str, address: str, digest: str | None = None
    ) -> str:
        scribe = Scribe(connection, name, self.clock())
        return sessions.open_session(connection, scribe, self.house, name, way, address, digest)

    def _standing(self, digest: str, *, tell: bool = True) -> Person | None:
        now = self.clock()
        with self.database.reading() as connection:
            found = sessions.find(connection, self.house, digest, now)
            if found is None or (found.way == "first" and found.over is None):
                return None
            row = connection.execute(select(people).where(people.c.name == found.person)).one()
        if self.database.read_only:
            return None if found.over else person_of(row)
        if found.over is None:
            if found.stale:
                with self.database.writing() as connection:
                    sessions.touch(connection, digest, stamp(now))
            return person_of(row)
        if tell:
            with self.database.writing() as connection:
                if sessions.drop(connection, digest):
                    scribe = Scribe(connection, found.person, now)
                    told = {"why": found.over, "session": digest[-12:]}
                    scribe.write("", [Act("session refused", scribe.key(found.person), told)])
        return None

    def _told_to_wait(
        self, scribe: Scribe, knock: tries.Knock, called: str, row: Row[Any] | None, address: str
    ) -> None:
        # Once a wait: how many more came is told with the next try that is looked at.
        if knock.wait and not knock.told:
            _refused(scribe, row.name if row is not None else called, address, {"why": "wait"})

    def _digest_anew(self, connection: Connection, row: Row[Any], password: str) -> None:
        if self._passwords.is_dated(row.password):
            kept = self._passwords.digest(password)
            connection.execute(
                update(people).where(people.c.name == row.name).values(password=kept)
            )

    def _newcomer(self, connection: Connection, scribe: Scribe, arrival: Arrival) -> Row[Any]:
        try:
            email = email_of(arrival.email)
        except BadRequest:
            email = None
        if email is not None and row_known_as(connection, email) is not None:
            email = None
        roles = arrival.roles or frozenset()
        return add_row(connection, scribe, name_of(arrival.called), roles, email, None)

    def _strange(self, arrival: Arrival, kind: str, address: str) -> SignInRefused:
        with self.database.writing() as connection:
            scribe = self.scribe(connection)
            knock = tries.knock(connection, scribe, None, address)
            if not knock.told:
                _refused(scribe, fold(arrival.called), address, {"why": kind, "way": arrival.way})
        return SignInRefused(kind)


def _person(row: Row[Any]) -> Person:
    return Person(row.name, member_of(row).roles)


def _refused(scribe: Scribe, called: str, address: str, told: dict[str, Any]) -> None:
    said = {name: value for name, value in told.items() if value is not None}
    where = {"address": scribe.digest(address)} if address else {}
    subject = scribe.key(called) if called else "sign-in"
    scribe.write("", [Act("sign-in refused", subject, said | where)])


def _why_not(arrival: Arrival, row: Row[Any] | None, account: str | None) -> str | None:
    """Why somebody the provider vouches for does not come in, as a kind of refusal."""
    if arrival.roles is not None and not arrival.roles:
        return "no role"
    if row is None:
        return "unknown" if arrival.roles is None else None
    if not row.active:
        return "unknown"
    if row.subject is not None and row.subject != account:
        return "account"
    return None


def _roles_by_claim(
    connection: Connection, scribe: Scribe, row: Row[Any], roles: frozenset[Role]
) -> None:
    """The roles that the claim gives, but that the last administrator stays one."""
    before = json.loads(row.roles)
    if Role.ADMINISTRATOR in before and not administrators(connection, but=row.name):
        roles |= {Role.ADMINISTRATOR}
    change_roles(connection, scribe, row, roles)
