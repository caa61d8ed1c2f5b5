"""Who may do what on the reef, asked where each act is carried out.

Everybody who is signed in may read. Allies are put on it and changed by whoever keeps the record;
whoever decides on texts may also note what an ally said, speak with them, and write a brief.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from assistant.errors import NotAllowed
from assistant.reef.texts import refused
from assistant.review.people import Person, Role


class Deed(StrEnum):
    """What is done on the reef."""

    READ = "read"
    KEEP = "keep"
    NOTE = "note"
    CONTACT = "contact"
    CONSENT = "consent"
    BRIEF = "brief"
    EXPORT = "export"
    ERASE = "erase"


_KEEPING = frozenset({Role.KNOWLEDGE_MANAGER})
_SPEAKING = _KEEPING | {Role.REVIEWER}

_RIGHTS: Mapping[Deed, frozenset[Role]] = {
    Deed.READ: frozenset(Role),
    Deed.KEEP: _KEEPING,
    Deed.NOTE: _SPEAKING,
    Deed.CONTACT: _SPEAKING,
    Deed.CONSENT: _SPEAKING,
    Deed.BRIEF: _SPEAKING,
    Deed.EXPORT: _SPEAKING | {Role.ADMINISTRATOR},
    Deed.ERASE: _KEEPING | {Role.ADMINISTRATOR},
}


def may(person: Person, deed: Deed) -> bool:
    """Whether somebody has the right to it; who is alone here has every right."""
    return person.alone or bool(person.roles & _RIGHTS[deed])


def ask(person: Person, deed: Deed) -> None:
    """Raise :class:`NotAllowed` where they have not, naming the roles that it takes."""
    if not may(person, deed):
        roles = [role for role in Role if role in _RIGHTS[deed]]
        raise refused(NotAllowed, "role", who=person.name, deed=deed, roles=roles)
