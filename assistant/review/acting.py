"""One act on a dossier: its transaction, what it changes, and what the journal is told of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from assistant.errors import BadRequest, NotAllowed, Overtaken
from assistant.model import Post
from assistant.review import shelf
from assistant.review.people import Person, may, needed
from assistant.review.refusals import refused
from assistant.review.shelf import kept
from assistant.review.states import Act, follows
from assistant.review.values import Done, Dossier, Examination, Made, digest_of
from knowledge.cleaning import clean, squash
from knowledge.database import Database
from knowledge.journal import Act as Entry
from knowledge.journal import Scribe, signed
from knowledge.schema import actors, comments, dossiers, journal, versions

Notify = Callable[[Connection, Done], None]
"""Hears of an act within its transaction: what it writes is kept with the act, or given up too."""
Standing = Callable[[Connection, Person], Person]
"""Somebody with the roles they have within a transaction: with none where they may be here no
more."""

LONGEST = 20_000
"""Characters of a text, a reason or a comment."""
LONGEST_MOMENT = 32
"""Characters of a time."""


class Acting:
    """Begins acts, each in a transaction of its own, with the rights asked first."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        notify: Notify = lambda connection, done: None,
        standing: Standing = lambda connection, by: by,
    ) -> None:
        self.database = database
        self.clock = clock
        self.notify = notify
        self._standing = standing

    @contextmanager
    def on(self, act: Act, dossier: str, turn: int | None, by: Person) -> Iterator[Work]:
        """One act: rights, turn, state; then the caller's part; then the dossier moves on.

        ``turn`` of ``None`` is for what overtakes nobody: a comment beside a decision.
        """
        with self.begun(by, act, dossier) as connection:
            before = shelf.read_dossier(connection, dossier)
            if turn is not None and before.turn != turn:
                raise what_happened(connection, before)
            after = follows(before.state, act)
            if after is None:
                raise refused(BadRequest, "state", state=before.state, act=act)
            work = Work(connection, before, by, Scribe(connection, by.name, self.clock()))
            if after is not before.state:
                work.values["state"] = after.value
            yield work
            # What overtakes nobody leaves the turn: who decides meanwhile has lost nothing.
            moved = {"turn": before.turn + (turn is not None), "changed_at": work.scribe.at}
            here = dossiers.c.id == dossier
            connection.execute(update(dossiers).where(here).values(moved | work.values))
            work.scribe.write(before.brand, work.entries)
            work.after = shelf.read_dossier(connection, dossier)
            done = Done(act, before.brand, by.name, work.scribe.at, work.after)
            self.notify(connection, done)

    @contextmanager
    def begun(
        self, by: Person, act: Act, subject: str = "", brand: str = ""
    ) -> Iterator[Connection]:
        """The transaction of an act, for who has the right to it as it begins.

        A text is examined for up to a minute before it is decided on: a role that was taken away
        meanwhile is gone. Raises :class:`NotAllowed` where somebody has no right; that is
        journalled.
        """
        signed(by.name)
        with self.database.writing() as connection:
            if may(self._standing(connection, by), act):
                yield connection
                return
            # The journal is for good, so nothing goes into it that merely was said to be a reply.
            known = connection.execute(select(dossiers.c.id).where(dossiers.c.id == subject))
            about = subject if known.first() is not None else brand
            scribe = Scribe(connection, by.name, self.clock())
            scribe.write(brand, [Entry("act refused", about or "reply", {"act": str(act)})])
        roles = needed(act) or ("nobody where people sign in",)
        raise refused(NotAllowed, "role", who=by.name, act=act, roles=roles)


@dataclass
class Work:
    """One act under way: its transaction, the dossier before it, what it changes and tells."""

    connection: Connection
    before: Dossier
    by: Person
    scribe: Scribe
    values: dict[str, Any] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    _after: Dossier | None = None

    def tell(self, what: str, **detail: Any) -> None:
        """An entry for the journal; what is ``None`` is left out."""
        said = {name: value for name, value in detail.items() if value is not None}
        self.entries.append(Entry(what, self.before.id, said))

    @property
    def after(self) -> Dossier:
        assert self._after is not None  # noqa: S101 - set when the act is done
        return self._after

    @after.setter
    def after(self, value: Dossier) -> None:
        self._after = value


def add_version(
    connection: Connection,
    dossier: str,
    number: int,
    words: str,
    by: Person,
    language: str,
    made: Made | None,
    examined: Examination,
    scribe: Scribe,
) -> None:
    """Keep a version; it is never changed."""
    connection.execute(
        insert(versions).values(
            dossier_id=dossier,
            number=number,
            digest=digest_of(words),
            author=by.name,
            at=scribe.at,
            language=language,
            text=words,
            made=kept(made or Made()),
            examined=kept(examined),
        )
    )


def next_number(connection: Connection, table: Any, dossier: str) -> int:
    """The number of the next row of a dossier in a table."""
    last = select(func.max(table.c.number)).where(table.c.dossier_id == dossier)
    return int(connection.execute(last).scalar() or 0) + 1


def say(work: Work, words: str, version: int | None = None, sentence: int | None = None) -> int:
    """Keep words as a comment; its number."""
    number = next_number(work.connection, comments, work.before.id)
    work.connection.execute(
        insert(comments).values(
            dossier_id=work.before.id,
            number=number,
            version=version or work.before.version,
            sentence=sentence,
            person=work.by.name,
            at=work.scribe.at,
            words=words,
        )
    )
    return number


def same_text(before: Dossier, digest: str) -> None:
    """Raises :class:`Overtaken` where the text is not the one that was seen, and
    :class:`NotAllowed` where it is not the one that was kept."""
    if before.current.digest != digest:
        who, at = before.current.author, before.current.at[11:16]
        raise refused(Overtaken, "text", number=before.version, who=who, at=f"{at} UTC")
    # What was seen and approved is known by its digest: a row that was changed beneath it is not.
    if digest_of(before.current.text) != digest:
        raise refused(NotAllowed, "altered", number=before.version)


def what_happened(connection: Connection, before: Dossier) -> Overtaken:
    """Who did what last, for somebody who acted on what was there before."""
    last = (
        select(journal.c.act, journal.c.at, actors.c.name)
        .outerjoin(actors, actors.c.key == journal.c.actor)
        .where(journal.c.subject == before.id)
        .order_by(journal.c.seq.desc())
        .limit(1)
    )
    row = connection.execute(last).first()
    if row is None:
        return refused(Overtaken, "somebody first")
    who = row.name or "?"
    at = row.at[11:16]
    return refused(Overtaken, "first", who=who, what=row.act, at=at, state=before.state)


def text_of(text: str) -> str:
    """A text as it is kept: cleaned of what nobody sees, and not empty."""
    words = clean(text).text.strip()
    if not words:
        raise refused(BadRequest, "empty")
    if len(words) > LONGEST:
        raise refused(BadRequest, "long", count=len(words), most=LONGEST)
    return words


def reason_of(words: str, what: str) -> str:
    """A reason as it is kept; ``what`` needs one is said where there is none."""
    said = clean(words).text.strip()
    if not said:
        raise refused(BadRequest, "reason", what=what)
    return said[:LONGEST]


def moment_of(written: str) -> datetime:
    """A day or a time as it is kept. Raises :class:`BadRequest` for other words: notices tell it
    to people, who would be told anything."""
    try:
        if len(written) > LONGEST_MOMENT:
            raise ValueError(f"{len(written)} characters")
        return datetime.fromisoformat(written)
    except ValueError as error:
        raise refused(BadRequest, "no moment", given=written[:LONGEST_MOMENT]) from error


def post_digest(post: Post) -> str:
    """The same for the same post, however it was pasted."""
    told = post.url or squash(post.text)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def as_json(value: Mapping[str, str]) -> str:
    """A mapping as the one JSON text of it."""
    return json.dumps(dict(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
