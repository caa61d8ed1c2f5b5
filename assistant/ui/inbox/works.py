"""Long work of the room: each as it is asked for, carried out, and taken into the view."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.listening.presence import Presence
from assistant.listening.values import Imported, Tell
from assistant.review import Person
from assistant.themes.values import AskedAgain, Consensus
from assistant.ui.desk import Desk
from assistant.ui.inbox.view import View


@dataclass(frozen=True)
class Taken:
    """A file to be brought in, and the columns that were named by hand."""

    path: Path
    mapping: Mapping[str, str]


@dataclass(frozen=True)
class Work:
    """A work as it was asked for; ``subject`` is what it is about, by id."""

    name: str
    brand: str
    language: str
    subject: str = ""
    files: tuple[Taken, ...] = ()
    defaults: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Done:
    """A work that was done, and what came of it."""

    work: Work
    imported: tuple[Imported, ...] = ()
    consensus: Consensus | None = None
    asked: tuple[AskedAgain, ...] | None = None
    leaders: tuple[Presence, ...] | None = None
    told: str = ""
    """What is said of it, where that is not what is usually said."""


def carry(desk: Desk, work: Work, by: Person, tell: Tell) -> Done:
    """Carry a work out. What ``tell`` raises stops it; what was done is kept."""
    return WORKS[work.name](desk, work, by, tell)


def settled(view: View, done: Done) -> View:
    """What is looked at once a work is done, whatever was looked at meanwhile."""
    work = done.work
    if done.imported:
        return replace(view, offered=(), imported=done.imported)
    if done.consensus is not None:
        same = view.theme == work.subject
        return replace(view, consensus=done.consensus, locale=work.language) if same else view
    if done.asked is not None:
        return replace(view, asked=done.asked)
    if done.leaders is not None:
        return replace(view, leaders=done.leaders)
    return view


def following(done: Done) -> Work | None:
    """What goes on by itself: posts that came in are read, and put in order of urgency."""
    if done.work.name in ("import", "example"):
        return Work("read", done.work.brand, done.work.language)
    return None


def _import(desk: Desk, work: Work, by: Person, tell: Tell) -> Done:
    found = []
    for file in work.files:
        found.append(
            desk.listening.import_files(
                [file.path],
                work.brand,
                by,
                mapping=file.mapping,
                defaults=work.defaults,
                tell=tell,
            )
        )
        # A file of what people wrote does not stay behind on the server.
        file.path.unlink(missing_ok=True)
    return Done(work, imported=tuple(found))


def _example(desk: Desk, work: Work, by: Person, tell: Tell) -> Done:
    """The example brand's posts, brought in as any file is."""
    rows = [
        {"text": post.text, "channel": post.platform, "author": post.author}
        for post in desk.example_posts(work.brand)
    ]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "example.jsonl"
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        file.write_text("\n".join(lines), encoding="utf-8")
        found = desk.listening.import_files([file], work.brand, by, tell=tell)
    return Done(work, imported=(found,))


def _read(desk: Desk, work: Work, by: Person, tell: Tell) -> Done:
    desk.listening.read_on(work.brand, tell)
    return Done(work)


def _gather(desk: Desk, work: Work, by: Person, tell: Tell) -> Done:
    if not desk.listening.gather(work.brand, by, tell).themes:
        return Done(work, told="themes few")
    desk.listening.themes(work.brand, covered=True, tell=tell)
    return Done(work)


def _agree(desk: Desk, work: Work, by: Person, tell: Tell) -> Done:
    found = desk.listening.consensus(work.brand, work.subject, work.language)
    return Done(work, consensus=found)


def _asked(desk: Desk, work: Work, by: Person, tell: Tell) -> Done:
    return Done(work, asked=desk.listening.asked(work.brand, tell=tell))


def _leaders(desk: Desk, work: Work, by: Person, tell: Tell) -> Done:
    return Done(work, leaders=desk.listening.presence(work.brand))


WORKS: Mapping[str, Callable[[Desk, Work, Person, Tell], Done]] = {
    "import": _import,
    "example": _example,
    "read": _read,
    "gather": _gather,
    "agree": _agree,
    "asked": _asked,
    "leaders": _leaders,
}
SHOWN = {"example": "import"}
"""Works that are told of by another's name."""
