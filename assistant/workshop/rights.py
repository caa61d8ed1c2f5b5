"""Who may do what in the workshop.

Opening a call, taking answers in, closing it and deciding are for those who keep the record;
writing a sentence, voting and commenting are for everybody who is signed in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum

from assistant.errors import NotAllowed
from assistant.review.people import Person, Role
from knowledge.database import Database
from knowledge.journal import Act as Entry
from knowledge.journal import Scribe, signed


class Act(StrEnum):
    """What is done in the workshop."""

    OPEN = "open a call"
    IMPORT = "import answers"
    ERASE = "erase answers"
    CLOSE = "close a call"
    DECIDE = "decide on a purpose"
    EXPORT = "export a call"
    WRITE = "write a sentence"
    VOTE = "vote"
    COMMENT = "comment"


_SAID: Mapping[Act, str] = {
    Act.OPEN: "ouvrir un appel",
    Act.IMPORT: "importer des réponses",
    Act.ERASE: "effacer des réponses",
    Act.CLOSE: "clore un appel",
    Act.DECIDE: "décider d'une raison d'être",
    Act.EXPORT: "exporter un appel",
}
_KEEPERS = frozenset({Role.KNOWLEDGE_MANAGER, Role.ADMINISTRATOR})
_EVERYBODY = frozenset({Act.WRITE, Act.VOTE, Act.COMMENT})


def may(person: Person, act: Act) -> bool:
    """Whether somebody has the right to an act. Who is alone has every right; who has no role is
    not, or no longer, let in."""
    if act in _EVERYBODY:
        return person.alone or bool(person.roles)
    return person.alone or bool(person.roles & _KEEPERS)


def demand(
    database: Database, clock: Callable[[], datetime], by: Person, act: Act, brand: str, call: str
) -> None:
    """Raises :class:`NotAllowed` where somebody has no right to an act; that is journalled."""
    signed(by.name)
    if may(by, act):
        return
    with database.writing() as connection:
        scribe = Scribe(connection, by.name, clock())
        scribe.write(brand, [Entry("act refused", call or brand, {"act": str(act)})])
    if act in _EVERYBODY:
        raise NotAllowed(
            f"{by.name} is not among those who are let in here.",
            f"{by.name} ne fait pas partie des personnes admises ici.",
        )
    raise NotAllowed(
        f"{by.name} may not {act}: that is for knowledge managers and administrators.",
        f"{by.name} ne peut pas {_SAID[act]}\u00a0: c'est le rôle des gestionnaires du registre "
        "et des administrateurs.",
    )
