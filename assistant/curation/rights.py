"""Who may do what to the record, asked where each act is carried out.

Everybody who is signed in may read it. It is kept by its knowledge managers; an administrator may
erase, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from assistant.curation.texts import refused
from assistant.errors import NotAllowed
from assistant.review.people import Person, Role


class Deed(StrEnum):
    """What is done to the record."""

    READ = "read"
    KEEP = "keep"
    ERASE = "erase"


_KEEPING = frozenset({Role.KNOWLEDGE_MANAGER})
_RIGHTS: Mapping[Deed, frozenset[Role]] = {
    Deed.READ: frozenset(Role),
    Deed.KEEP: _KEEPING,
    Deed.ERASE: _KEEPING | {Role.ADMINISTRATOR},
}


def may(person: Person, deed: Deed) -> bool:
    """Whether somebody has the right to it; who is alone here has every right."""
    return person.alone or bool(person.roles & _RIGHTS[deed])


def ask(person: Person, deed: Deed) -> None:
    """Raise :class:`NotAllowed` where they have not, naming the roles that it takes."""
    if not may(person, deed):
        raise refused(NotAllowed, f"role {deed}", who=person.name)
