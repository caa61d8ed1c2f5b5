"""What listening remembers between two times: columns, imports begun, feeds, leaders' accounts."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from assistant.listening.browsing import as_json
from assistant.listening.values import By
from knowledge.cleaning import clean, fold
from knowledge.database import Database
from knowledge.journal import Act, Scribe
from knowledge.record.speakers import read_aliases
from knowledge.schema import feeds, leader_handles, post_columns, post_imports


@dataclass(frozen=True)
class Feed:
    """Where posts are read from again and again.

    ``kind`` is rss, bluesky or mastodon; ``address`` the feed's, or the server's; ``words`` what is
    sought there (an account, a hashtag or words; empty for a feed). ``error`` is why the last
    reading failed.
    """

    id: str
    kind: str
    address: str
    words: str
    read_at: str | None
    stopped: Mapping[str, Any]
    error: str | None


class Memory:
    """What is remembered, on a database that has been migrated. Safe between threads."""

    def __init__(
        self, database: Database, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._database = database
        self._clock = clock

    # --- columns ----------------------------------------------------------------------------------

    def columns(self, brand: str, heading: str) -> dict[str, str]:
        """The column of each field that was named by hand for tables of that heading."""
        with self._database.reading() as connection:
            found = connection.execute(
                select(post_columns.c.columns).where(
                    post_columns.c.brand == brand, post_columns.c.heading == heading
                )
            ).scalar()
        return dict(json.loads(found)) if found else {}

    def keep_columns(self, brand: str, heading: str, columns: Mapping[str, str]) -> None:
        """Remember them for the next table of that heading."""
        with self._database.writing() as connection:
            here = (post_columns.c.brand == brand, post_columns.c.heading == heading)
            connection.execute(delete(post_columns).where(*here))
            connection.execute(
                insert(post_columns).values(
                    brand=brand, heading=heading, columns=as_json(dict(columns))
                )
            )

    # --- imports ----------------------------------------------------------------------------------

    def rows_done(self, brand: str, digest: str) -> int:
        """How many rows of a file were taken in when it was imported before."""
        with self._database.reading() as connection:
            return int(
                connection.execute(
                    select(post_imports.c.rows).where(
                        post_imports.c.brand == brand, post_imports.c.digest == digest
                    )
                ).scalar()
                or 0
            )

    def begun(
        self, brand: str, digest: str, identity: str, rows: int, done: bool
    ) -> Callable[[Connection, str], None]:
        """What writes down, within a batch's transaction, how far a file was taken in."""

        def write(connection: Connection, at: str) -> None:
            here = (post_imports.c.brand == brand, post_imports.c.digest == digest)
            connection.execute(delete(post_imports).where(*here))
            connection.execute(
                insert(post_imports).values(
                    brand=brand, digest=digest, id=identity, rows=rows, done=done, at=at
                )
            )

        return write

    # --- feeds ------------------------------------------------------------------------------------

    def feeds(self, brand: str) -> list[Feed]:
        """The feeds of a brand, in the order they were added."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(feeds).where(feeds.c.brand == brand).order_by(feeds.c.added_at, feeds.c.id)
            ).all()
        return [
            Feed(r.id, r.kind, r.address, r.words, r.read_at, json.loads(r.stopped), r.error)
            for r in rows
        ]

    def add_feed(self, brand: str, kind: str, address: str, words: str, by: By) -> Feed:
        """Add a feed; one that is there already is given as it is."""
        with self._database.writing() as connection:
            scribe = Scribe(connection, by.name, self._clock())
            identity = "f" + str(scribe.digest(f"{brand}\x1f{kind}\x1f{address}\x1f{words}"))[:12]
            here = (feeds.c.brand == brand, feeds.c.id == identity)
            if connection.execute(select(feeds.c.id).where(*here)).first() is None:
                connection.execute(
                    insert(feeds).values(
                        brand=brand,
                        id=identity,
                        kind=kind,
                        address=address,
                        words=words,
                        added_at=scribe.at,
                        stopped="{}",
                    )
                )
                scribe.write(brand, [Act("feed added", identity, {"kind": kind})])
        return next(one for one in self.feeds(brand) if one.id == identity)

    def drop_feed(self, brand: str, identity: str, by: By) -> bool:
        """Read a feed no more; what was read of it stays. Whether there was one."""
        with self._database.writing() as connection:
            here = (feeds.c.brand == brand, feeds.c.id == identity)
            gone = connection.execute(delete(feeds).where(*here)).rowcount
            if gone:
                scribe = Scribe(connection, by.name, self._clock())
                scribe.write(brand, [Act("feed dropped", identity)])
        return bool(gone)

    def stopped_at(
        self, brand: str, feed: str, stopped: Mapping[str, Any]
    ) -> Callable[[Connection, str], None]:
        """What writes down, within a batch's transaction, where reading a feed stopped."""

        def write(connection: Connection, at: str) -> None:
            connection.execute(
                update(feeds)
                .where(feeds.c.brand == brand, feeds.c.id == feed)
                .values(read_at=at, stopped=as_json(dict(stopped)), error=None)
            )

        return write

    def failed(self, brand: str, feed: str, why: str) -> None:
        """Write down why a feed could not be read."""
        with self._database.writing() as connection:
            connection.execute(
                update(feeds).where(feeds.c.brand == brand, feeds.c.id == feed).values(error=why)
            )

    # --- leaders ----------------------------------------------------------------------------------

    def handles(self, brand: str) -> dict[str, str]:
        """Whose account each handle is: handle, and the speaker's name as the record has it."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(leader_handles.c.handle, leader_handles.c.speaker)
                .where(leader_handles.c.brand == brand)
                .order_by(leader_handles.c.handle)
            )
            known = read_aliases(connection, brand)
            return {row.handle: known.get(row.speaker, row.speaker) for row in rows}

    def name_handle(self, brand: str, handle: str, speaker: str | None, by: By) -> None:
        """Say whose account a handle is; ``None``: nobody's who is on record."""
        folded = fold(clean(handle).text).strip().lstrip("@")[:200]
        with self._database.writing() as connection:
            scribe = Scribe(connection, by.name, self._clock())
            here = (leader_handles.c.brand == brand, leader_handles.c.handle == folded)
            connection.execute(delete(leader_handles).where(*here))
            if speaker is not None:
                connection.execute(
                    insert(leader_handles).values(brand=brand, handle=folded, speaker=speaker)
                )
            told = {"named": speaker is not None}
            scribe.write(brand, [Act("account named", str(scribe.digest(folded)), told)])
