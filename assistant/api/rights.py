"""What takes which role, where the job itself does not ask.

Reviews and the inbox ask by themselves, in the transaction of the act. Reading, drafting and
checking are for everybody who has a role, as on the page; putting things on record is for those
who keep it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from assistant.access import Access
from assistant.errors import NotAllowed
from assistant.review.people import Person, Role
from knowledge.journal import Act as Entry
from knowledge.journal import Scribe


class Deed(StrEnum):
    """What is done here."""

    READ = "read"
    DRAFT = "draft"
    CHECK = "check"
    KEEP = "put on record"


_IN_FRENCH = {
    Deed.READ: "lire",
    Deed.DRAFT: "rédiger",
    Deed.CHECK: "vérifier",
    Deed.KEEP: "verser au registre",
}
_ROLES_IN_FRENCH = {
    Role.DRAFTER: "rédacteur",
    Role.REVIEWER: "relecteur",
    Role.KNOWLEDGE_MANAGER: "gestionnaire du registre",
    Role.ADMINISTRATOR: "administrateur",
}
RIGHTS: Mapping[Deed, frozenset[Role]] = {
    Deed.READ: frozenset(Role),
    Deed.DRAFT: frozenset(Role),
    Deed.CHECK: frozenset(Role),
    Deed.KEEP: frozenset({Role.KNOWLEDGE_MANAGER}),
}


def demand(access: Access, by: Person, deed: Deed, brand: str = "") -> None:
    """Raises :class:`NotAllowed` where somebody has no right to a deed; that is journalled."""
    if by.alone or by.roles & RIGHTS[deed]:
        return
    with access.database.writing() as connection:
        scribe = Scribe(connection, by.name, access.clock())
        scribe.write(brand, [Entry("act refused", brand or "record", {"act": str(deed)})])
    roles = [role for role in Role if role in RIGHTS[deed]]
    raise NotAllowed(
        f"This key may not do this ({deed}). It takes the role: {' or '.join(roles)}.",
        f"Cette clé ne permet pas cela ({_IN_FRENCH[deed]}). Il faut le rôle\u00a0: "
        f"{' ou '.join(_ROLES_IN_FRENCH[role] for role in roles)}.",
    )
