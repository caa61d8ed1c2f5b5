"""Long work of the room: each as it is asked for, carried out, and taken into the view."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.errors import BadRequest
from assistant.exporting import (
    Told,
    csv_text,
    jsonl_text,
    pdf,
    rows_of,
    tell_consensus,
    tell_themes,
    word,
)
from assistant.listening.gathered import ThemeListed, ThemeShown
from assistant.listening.presence import Presence
from assistant.listening.values import Imported, Query, Tell
from assistant.review import Person
from assistant.themes.values import AskedAgain, Consensus
from assistant.ui.desk import Desk, brand_of
from assistant.ui.inbox import feeding, leaving
from assistant.ui.inbox.view import View
from assistant.ui.texts import say


@dataclass(frozen=True)
class Taken:
    """A file to be brought in, and the columns that were named by hand."""

    path: Path
    mapping: Mapping[str, str]


@dataclass(frozen=True)
class Work:
    """A work as it was asked for; ``subject`` is what it is about, by id, or the kind of a file.
    ``query`` and ``names`` say which posts are saved and how, ``told`` the read-out that is."""

    name: str
    brand: str
    language: str
    subject: str = ""
    files: tuple[Taken, ...] = ()
    defaults: Mapping[str, str] = field(default_factory=dict)
    query: Query | None = None
    names: bool = False
    told: Consensus | None = None


@dataclass(frozen=True)
class Done:
    """A work that was done, and what came of it."""

    work: Work
    imported: tuple[Imported, ...] = ()
    consensus: Consensus | None = None
    asked: tuple[AskedAgain, ...] | None = None
    leaders: tuple[Presence, ...] | None = None
    file: tuple[bytes, str] | None = None
    """A file to be saved, and its name."""
    told: str = ""
    """What is said of it, where that is not what is usually said."""


def carry(desk: Desk, work: Work, by: Person, tell: Tell) -> Done:
    """Carry a work out. What ``tell`` raises stops it; what was done is kept."""
    return WORKS[work.name](desk, work, by, tell)


def settled(view: View, done: Done) -> View:
    """What is looked at once a work is done, whatever was looked at meanwhile."""
    work = done.work
    if done.imported:
        kept = view.offered if work.name == "feed-read" else ()
        return replace(view, offered=kept, imported=done.imported)
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
    if done.work.name in ("import", "example", "feed-read"):
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


def _feed_read(desk: Desk, work: Work, by: Person, tell: Tell) -> Done:
    """What is new in a feed, or in all of them; one that could not be read says why, by name."""
    room = desk.listening
    found = room.read_feeds(
        work.brand, by, only=work.subject or None, tell=tell, locale=work.language
    )
    names = {one.id: feeding.called(one) for one in room.feeds(work.brand)}
    told = tuple(
        replace(
            one,
            refused=0,
            notes=tuple(say(work.language)("feed note", feed=names[i], note=n) for n in one.notes),
        )
        for i, one in found.items()
    )
    return Done(work, imported=told)


def _save_posts(desk: Desk, work: Work, by: Person, tell: Tell) -> Done:
    """The posts of a query as rows, as ``corail listen export`` writes them."""
    query = replace(work.query or Query(), copies=True)
    if desk.listening.counts(work.brand, query).total > leaving.LARGEST:
        raise BadRequest(*(say(one)("save too many", most=leaving.LARGEST) for one in ("en", "fr")))
    ours = brand_of(desk, work.brand)
    found = desk.listening.exported(work.brand, by, query, authors=work.names)
    rows = rows_of(found, authors=work.names, locale=work.language, keep=ours.handles)
    content = (csv_text if work.subject == "csv" else jsonl_text)(rows)
    return Done(work, file=(content.encode(), f"{work.brand}-inbox.{work.subject}"))


def _save_themes(desk: Desk, work: Work, by: Person, tell: Tell) -> Done:
    room, ours = desk.listening, brand_of(desk, work.brand)
    found = room.themes(work.brand, covered=True, tell=tell)
    room.leaves(work.brand, by, "themes", {"themes": len(found.themes)})

    def opened(one: ThemeListed) -> ThemeShown:
        tell(found.themes.index(one), len(found.themes), "writing")
        return room.theme(work.brand, one.theme.id)

    title = ours.title or ours.name
    told = tell_themes(found, opened, title, work.language, ours.handles)
    return Done(work, file=_document(told, work.subject, f"{work.brand}-themes"))


def _save_sides(desk: Desk, work: Work, by: Person, tell: Tell) -> Done:
    room, ours, told = desk.listening, brand_of(desk, work.brand), work.told
    if told is None:
        raise BadRequest(say("en")("inbox failed"), say("fr")("inbox failed"))
    name = room.theme(work.brand, told.theme_id).listed.theme.name
    room.leaves(work.brand, by, "read-out", {"theme": told.theme_id})
    posts = room.posts(work.brand, told.quoted)
    document = tell_consensus(told, name, posts, work.language, ours.handles)
    return Done(work, file=_document(document, work.subject, f"{work.brand}-{told.theme_id}"))


def _document(told: Told, kind: str, name: str) -> tuple[bytes, str]:
    return (word if kind == "docx" else pdf)(told), f"{name}.{kind}"


WORKS: Mapping[str, Callable[[Desk, Work, Person, Tell], Done]] = {
    "import": _import,
    "example": _example,
    "read": _read,
    "gather": _gather,
    "agree": _agree,
    "asked": _asked,
    "leaders": _leaders,
    "feed-read": _feed_read,
    "save-posts": _save_posts,
    "save-themes": _save_themes,
    "save-sides": _save_sides,
}
SHOWN = {
    "example": "import",
    **dict.fromkeys(("save-posts", "save-themes", "save-sides"), "save"),
}
"""Works that are told of by another's name."""
