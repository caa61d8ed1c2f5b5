"""In which state a dossier is, and which act may follow: the whole of the workflow in one table."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Where a reply is on its way."""

    DRAFT = "draft"
    IN_REVIEW = "in review"
    CHANGES_ASKED = "changes asked"
    APPROVED = "approved"
    REJECTED = "rejected"
    DECLINED = "declined"
    """It was decided not to answer."""
    SENT = "sent"
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    """What a person does with a dossier."""

    OPEN = "open"
    REVISE = "revise"
    SUBMIT = "submit"
    APPROVE = "approve"
    ASK = "ask changes"
    REJECT = "reject"
    DECLINE = "decline"
    REOPEN = "reopen"
    SEND = "send"
    SEND_UNREVIEWED = "send unreviewed"
    TAKE = "take out"
    """The exact text leaves the page: to be pasted, or in the address of a platform's own page."""
    EXPORT = "export"
    """All that is known of a reply, as a document for the file."""
    WITHDRAW = "withdraw"
    COMMENT = "comment"
    SETTLE = "settle"
    ASSIGN = "assign"
    ERASE = "erase"
    FREEZE = "freeze"
    LIFT = "lift"


PENDING = frozenset({State.DRAFT, State.IN_REVIEW, State.CHANGES_ASKED, State.APPROVED})
"""The states of a reply that may still be sent."""

_SAME = tuple(State)

# For each act, the states it may be done in and the state it leads to; ``None`` leaves it as it is.
_TABLE: Mapping[Act, tuple[frozenset[State], State | None]] = {
    # A further version is unapproved, whatever the one before it was.
    Act.REVISE: (PENDING | {State.REJECTED}, State.DRAFT),
    Act.SUBMIT: (frozenset({State.DRAFT, State.CHANGES_ASKED}), State.IN_REVIEW),
    # To the last step of approval it stays in review.
    Act.APPROVE: (frozenset({State.IN_REVIEW}), State.APPROVED),
    Act.ASK: (frozenset({State.IN_REVIEW, State.APPROVED}), State.CHANGES_ASKED),
    Act.REJECT: (frozenset({State.IN_REVIEW, State.APPROVED}), State.REJECTED),
    Act.DECLINE: (PENDING | {State.REJECTED}, State.DECLINED),
    Act.REOPEN: (frozenset({State.DECLINED, State.REJECTED}), State.DRAFT),
    Act.SEND: (frozenset({State.APPROVED}), State.SENT),
    Act.SEND_UNREVIEWED: (PENDING, State.SENT),
    Act.TAKE: (PENDING | {State.SENT}, None),
    Act.EXPORT: (frozenset(_SAME), None),
    Act.WITHDRAW: (frozenset({State.SENT}), State.WITHDRAWN),
    Act.COMMENT: (frozenset(_SAME), None),
    Act.SETTLE: (frozenset(_SAME), None),
    Act.ASSIGN: (PENDING | {State.REJECTED, State.DECLINED}, None),
    Act.ERASE: (frozenset(_SAME), None),
}


def follows(state: State, act: Act) -> State | None:
    """The state after ``act``; the same where the act changes none.

    ``None`` where ``act`` may not be done in ``state``.
    """
    allowed, after = _TABLE[act]
    if state not in allowed:
        return None
    return state if after is None else after
