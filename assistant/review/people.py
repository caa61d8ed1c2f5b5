"""Who may do what: roles, and the acts that each gives the right to.

The right to an act is asked where the act is carried out, so that the page, the command line and
any other way in are held to the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from assistant.review.states import Act


class Role(StrEnum):
    """What somebody is here for. A person may have several roles; none contains another."""

    DRAFTER = "drafter"
    REVIEWER = "reviewer"
    KNOWLEDGE_MANAGER = "knowledge manager"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Person:
    """Somebody who acts, under the name that the journal knows.

    ``alone`` is the one person of an installation without users: a personal tool, where nobody
    else could approve, and what leaves is journalled as unreviewed. ``only`` are the roles that
    they act by, where that is by fewer than they have: with a key that was narrowed.
    """

    name: str
    roles: frozenset[Role] = frozenset()
    alone: bool = False
    only: frozenset[Role] | None = None


_WRITING = frozenset({Role.DRAFTER, Role.REVIEWER})
_ALL = frozenset(Role)

_RIGHTS: Mapping[Act, frozenset[Role]] = {
    Act.OPEN: _WRITING,
    Act.REVISE: _WRITING,
    Act.SUBMIT: _WRITING,
    Act.APPROVE: frozenset({Role.REVIEWER}),
    Act.ASK: frozenset({Role.REVIEWER}),
    Act.REJECT: frozenset({Role.REVIEWER}),
    Act.DECLINE: _WRITING,
    Act.REOPEN: _WRITING,
    Act.SEND: _WRITING,
    Act.SEND_UNREVIEWED: frozenset(),
    Act.TAKE: _WRITING,
    Act.EXPORT: frozenset({Role.REVIEWER, Role.KNOWLEDGE_MANAGER, Role.ADMINISTRATOR}),
    Act.WITHDRAW: frozenset({Role.REVIEWER, Role.ADMINISTRATOR}),
    Act.COMMENT: _ALL,
    Act.SETTLE: _ALL,
    Act.ASSIGN: _WRITING | {Role.ADMINISTRATOR},
    Act.ERASE: frozenset({Role.KNOWLEDGE_MANAGER, Role.ADMINISTRATOR}),
    Act.FREEZE: frozenset({Role.ADMINISTRATOR}),
    Act.LIFT: frozenset({Role.ADMINISTRATOR}),
}


def may(person: Person, act: Act) -> bool:
    """Whether somebody has the right to an act. Who is alone has every right but to approve."""
    if person.alone:
        return act is not Act.APPROVE
    return bool(person.roles & _RIGHTS[act])


def needed(act: Act) -> tuple[Role, ...]:
    """The roles that give the right to an act."""
    return tuple(role for role in Role if role in _RIGHTS[act])
