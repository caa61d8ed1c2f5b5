"""Somebody as they are kept, and how a name is written and looked up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from assistant.errors import BadRequest
from assistant.review.people import Person, Role
from knowledge.cleaning import clean, squash

LONGEST_NAME = 100
LONGEST_EMAIL = 320
# One address: what a mail server could take for the end of it, or for another, is in none.
_ADDRESS = re.compile(r"[^\s@,;:<>()\[\]\"\\]+@[^\s@,;:<>()\[\]\"\\]+")


@dataclass(frozen=True)
class Member:
    """Somebody who may be here. Days are ISO; ``way`` in is a password where there is one."""

    name: str
    roles: frozenset[Role]
    email: str | None
    active: bool
    has_password: bool
    added_at: str
    first_until: str | None = None
    """Until when the password they were handed is good; ``None`` once they chose their own."""
    away_from: str | None = None
    away_until: str | None = None
    stand_in: str | None = None

    def is_away(self, day: str) -> bool:
        """Whether they are away on an ISO day; both ends count."""
        return self.away_from is not None and self.away_from <= day <= (self.away_until or day)


@dataclass(frozen=True)
class Session:
    """A session that stands: ``key`` tells it from the others, and opens nothing."""

    key: str
    way: str
    opened_at: str
    seen_at: str


class Operator(Person):
    """Who runs commands on the machine itself.

    They hold the database, so nothing could be kept from them: they make the first administrator,
    and help the last one who forgot their password. What they do is journalled as theirs.
    """


@dataclass(frozen=True)
class Arrival:
    """Somebody whom a proxy or a provider vouches for.

    ``called`` is the name or email they are known by, ``account`` what the provider calls their
    account for good. ``roles`` are those that a claim gives; ``None`` where no claim is asked.
    """

    called: str
    way: str
    account: str | None = None
    email: str | None = None
    roles: frozenset[Role] | None = None


def acting_for(listed: Mapping[str, Member], name: str, on: date) -> str:
    """Who acts for somebody on a day, of those ``listed`` by name: themselves, or who stands in.

    Where everybody in the row of stand-ins is away or gone, it stays with ``name``.
    """
    here, seen = listed.get(name), {name}
    while here is not None and here.is_away(on.isoformat()):
        after = listed.get(here.stand_in or "")
        if after is None or not after.active or after.name in seen:
            return name
        seen.add(after.name)
        here = after
    return here.name if here is not None else name


def name_of(words: str) -> str:
    """A name as it is kept. Raises :class:`BadRequest` where there is none, or too long a one."""
    name = squash(unicodedata.normalize("NFC", clean(words).text)).strip()
    if not name:
        raise BadRequest("Say the person's name.", "Dites le nom de la personne.")
    if len(name) > LONGEST_NAME:
        raise BadRequest(
            f"A name has at most {LONGEST_NAME} characters; this one has {len(name)}.",
            f"Un nom a au plus {LONGEST_NAME} caractères\u00a0; celui-ci en a {len(name)}.",
        )
    return name


def fold(words: str) -> str:
    """A name as it is looked up: whether in capitals or not, and however it was typed."""
    words = squash(clean(words[: 4 * LONGEST_NAME]).text).strip()
    return unicodedata.normalize("NFKC", words).casefold()[: 3 * LONGEST_NAME]


def email_of(words: str | None) -> str | None:
    """An address as it is kept. Raises :class:`BadRequest` where it is none."""
    if words is None or not words.strip():
        return None
    address = fold(words)
    if not _ADDRESS.fullmatch(address) or len(address) > LONGEST_EMAIL:
        raise BadRequest(
            f"{words!r} is no email address.",
            f"«\u00a0{words}\u00a0» n'est pas une adresse e-mail.",
        )
    return address


def roles_of(roles: Iterable[Role | str]) -> frozenset[Role]:
    """Roles, at least one. Raises :class:`BadRequest` naming those there are."""
    known = ", ".join(Role)
    try:
        found = frozenset(Role(one) for one in roles)
    except ValueError as error:
        raise BadRequest(f"{error}. There are: {known}.") from error
    if not found:
        raise BadRequest(
            f"Say at least one role. There are: {known}.", "Choisissez au moins un rôle."
        )
    return found
