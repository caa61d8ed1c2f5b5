"""What a person looks at in the room. It lives in their session and gives no right to anything."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.rehearsal.briefed import Brief
from assistant.rehearsal.outcome import Debrief


@dataclass(frozen=True)
class View:
    """``shown`` is a part of the room, ``opened`` the rehearsal in it, by its id.

    ``again`` is the turn that is being answered otherwise, ``at`` the turn that a reader of
    somebody else's rehearsal went to, ``arrive`` the turn to be brought into sight, ``pair`` the
    two turns that are compared.
    """

    shown: str = "home"
    opened: str | None = None
    again: str | None = None
    at: str | None = None
    arrive: str | None = None
    pair: tuple[str, str] | None = None
    debrief: Debrief | None = None
    brief: Brief | None = None


def home() -> View:
    """The room as it is entered."""
    return View()


def talk(rehearsal: str, *, arrive: str | None = None, at: str | None = None) -> View:
    """A rehearsal, opened."""
    return View("talk", rehearsal, arrive=arrive, at=at)
