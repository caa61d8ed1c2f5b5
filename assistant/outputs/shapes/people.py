"""People, and the keys of programs that act in their name."""

from __future__ import annotations

from typing_extensions import TypedDict


class NewKey(TypedDict):
    """A key just made; `key` is told this once."""

    key: str
    id: str
    name: str
    person: str | None
    roles: list[str] | None
    made_by: str
    made_at: str
    expires_at: str | None
    used_at: str | None
    revoked_at: str | None


class PasswordSet(TypedDict):
    """Whose password was set."""

    password_set: str


class Disabled(TypedDict):
    """Who can come in no more."""

    disabled: str


class Erased(TypedDict):
    """Who was forgotten for good: a person's name, or an ally's id."""

    erased: str
