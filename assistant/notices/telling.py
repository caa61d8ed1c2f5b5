"""Of which act who is told: those whose turn it is now, and those whose text it is.

Whoever acts is not told of their own act, nor who may be here no more; who stands in for somebody
away is told in their place. The webhook is told of everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from assistant.access.values import Member, acting_for
from assistant.notices.values import Kind, Told
from assistant.review.people import Role
from assistant.review.states import Act, State
from assistant.review.values import Done, Dossier

_KINDS: Mapping[Act, Kind] = {
    Act.SUBMIT: Kind.SUBMITTED,
    Act.ASSIGN: Kind.ASSIGNED,
    Act.ASK: Kind.CHANGES,
    Act.APPROVE: Kind.APPROVED,
    Act.FREEZE: Kind.FROZEN,
    Act.LIFT: Kind.LIFTED,
}


def told_of(done: Done) -> Told | None:
    """What there is to tell of an act; nothing of most."""
    kind, dossier = _KINDS.get(done.act), done.dossier
    if kind is None or (kind is Kind.ASSIGNED and dossier and dossier.assignee is None):
        return None
    if dossier is None:
        return Told(kind, done.brand, done.at, done.by)
    if kind is Kind.APPROVED and dossier.state is not State.APPROVED:
        kind = Kind.STEP
    return about(kind, dossier, done.at, done.by)


def about(kind: Kind, dossier: Dossier, at: str, by: str | None = None) -> Told:
    """What there is to tell of a dossier: nothing of its texts."""
    return Told(
        kind=kind,
        brand=dossier.brand,
        at=at,
        by=by,
        reply=dossier.id,
        platform=dossier.platform,
        version=dossier.version,
        state=str(dossier.state),
        assignee=dossier.assignee,
        due_at=dossier.due_at,
    )


def concerned(
    told: Told, dossier: Dossier | None, members: Iterable[Member], on: date
) -> list[Member]:
    """Whom of the ``members`` a notice concerns on a day, each once."""
    listed = {one.name: one for one in members}
    named = list(listed) if dossier is None else _named(told.kind, dossier, listed)
    found = [listed.get(acting_for(listed, name, on)) for name in named]
    here = [one for one in found if one is not None and one.active and one.roles]
    return list({one.name: one for one in here if one.name != told.by}.values())


def _named(kind: Kind, dossier: Dossier, listed: Mapping[str, Member]) -> list[str]:
    own = [dossier.assignee] if dossier.assignee else []
    writers = [dossier.current.author, dossier.opened_by]
    if kind is Kind.ASSIGNED:
        return own
    if kind in (Kind.SUBMITTED, Kind.STEP):
        return _reviewers(dossier, listed)
    if kind in (Kind.DUE, Kind.LATE):
        waits = _reviewers(dossier, listed) if dossier.state is State.IN_REVIEW else writers
        return own or waits
    return [*writers, *own]


def _reviewers(dossier: Dossier, listed: Mapping[str, Member]) -> list[str]:
    """Who may take the next step: whoever took the reply on, else all who review."""
    done = {dossier.current.author, *(one.person for one in dossier.approvals)}
    may = [
        one.name
        for one in listed.values()
        if one.active and Role.REVIEWER in one.roles and one.name not in done
    ]
    return [dossier.assignee] if dossier.assignee in may else may
