"""What a person looks at in the room. It lives in their session and gives no right to anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.listening.columns import Heading
from assistant.listening.presence import Presence
from assistant.listening.values import Imported, Query, State
from assistant.themes.values import AskedAgain, Consensus

PARTS = ("posts", "themes", "asked", "leaders", "import")
TODO = (State.NEW, State.DRAFTING)
SIZE = 50
"""Posts of a page."""
WAITING = Query(states=TODO, size=SIZE)
"""What is looked at first: what nobody has seen to."""


@dataclass(frozen=True)
class Offered:
    """A file that was chosen and is not brought in yet. ``read`` is the column of each field as it
    was recognised; ``None`` where none holds the text. ``problem`` is why it cannot be read."""

    path: Path
    heading: Heading
    read: Mapping[str, str] | None
    problem: str | None = None


@dataclass(frozen=True)
class View:
    """``part`` is a part of the room. ``post`` and ``theme`` are what is opened, by id; ``behind``
    the ids of posts behind a line. ``consensus`` was read out for a reader of ``locale``.
    ``forgetting`` is the author of whom it is asked whether they are to be forgotten."""

    part: str = "posts"
    query: Query = WAITING
    post: str | None = None
    theme: str | None = None
    behind: tuple[str, ...] = ()
    offered: tuple[Offered, ...] = ()
    imported: tuple[Imported, ...] = ()
    consensus: Consensus | None = None
    locale: str = ""
    asked: tuple[AskedAgain, ...] | None = None
    leaders: tuple[Presence, ...] | None = None
    forgetting: str = ""


def home() -> View:
    """The room as it is entered."""
    return View()
