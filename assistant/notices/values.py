"""What there is to tell, and a notice as it is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from assistant.errors import AssistantError


class Kind(StrEnum):
    """What a notice tells, by the name that a webhook gets."""

    SUBMITTED = "reply.submitted"
    STEP = "reply.approval_needed"
    """Approved once, and another approval is asked for."""
    ASSIGNED = "reply.assigned"
    CHANGES = "reply.changes_asked"
    APPROVED = "reply.approved"
    DUE = "reply.due_soon"
    LATE = "reply.overdue"
    FROZEN = "freeze.set"
    LIFTED = "freeze.lifted"


class Standing(StrEnum):
    """Where a notice is on its way."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    GIVEN_UP = "given up"


@dataclass(frozen=True)
class Told:
    """What a notice says. Times are UTC, ISO 8601; ``by`` is nobody where a time has come."""

    kind: Kind
    brand: str
    at: str
    by: str | None = None
    reply: str | None = None
    platform: str | None = None
    version: int | None = None
    state: str | None = None
    assignee: str | None = None
    due_at: str | None = None


@dataclass(frozen=True)
class Notice:
    """A notice as it is kept. ``recipient`` is a person's name, nobody's for the webhook."""

    id: str
    channel: str
    recipient: str | None
    standing: Standing
    put_at: str
    next_at: str
    tries: int
    told: Told
    error: str | None = None
    settled_at: str | None = None


class NotDelivered(AssistantError):
    """A notice did not arrive, or not surely: why, without an address or a secret in it."""


Send = Callable[[Notice], None]
"""Carries a notice out. Raises :class:`NotDelivered`."""
