"""An author forgotten: their posts, the vectors made of them, and their handle in others' posts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select, update

from assistant.listening import browsing
from assistant.listening.keeping import author_key
from knowledge.cleaning import fold
from knowledge.journal import Act, Scribe
from knowledge.model import vector_key
from knowledge.record.finding import by_parts
from knowledge.record.vectors import purge
from knowledge.schema import inbox_theme_posts, inbox_themes, post_erasures, posts

ALL = 1_000_000


def erase(connection: Connection, brand: str, name: str, scribe: Scribe) -> int:
    """Forget the posts of the author of that folded name, within a transaction; how many."""
    key = author_key(name, scribe)
    here = (posts.c.brand == brand, posts.c.author_key == key)
    ids = list(connection.execute(select(posts.c.id).where(*here)).scalars())
    _release_copies(connection, brand, ids)
    for part in by_parts(ids):
        connection.execute(
            insert(post_erasures), [{"brand": brand, "post_id": one} for one in part]
        )
        connection.execute(delete(posts).where(posts.c.brand == brand, posts.c.id.in_(part)))
    named = _unname(connection, brand, name)
    _drop_empty_themes(connection, brand)
    purge(connection)
    scribe.write(brand, [Act("author erased", key, {"posts": len(ids), "named in": named})])
    return len(ids)


def _release_copies(connection: Connection, brand: str, ids: Sequence[str]) -> None:
    """What copies a post that goes stands for itself; the first of them for the others."""
    for one in ids:
        copies = browsing.where(connection, brand, posts.c.copy_of == one, most=ALL)
        left = [copy.id for copy in copies if copy.id not in set(ids)]
        if left:
            first, rest = left[0], left[1:]
            here = (posts.c.brand == brand, posts.c.id == first)
            connection.execute(update(posts).where(*here).values(copy_of=None, copies=len(rest)))
            for part in by_parts(rest):
                connection.execute(
                    update(posts)
                    .where(posts.c.brand == brand, posts.c.id.in_(part))
                    .values(copy_of=first)
                )
    # And what goes is counted no more where it was a copy.
    lost: dict[str, int] = {}
    for part in by_parts(ids):
        query = select(posts.c.copy_of).where(posts.c.brand == brand, posts.c.id.in_(part))
        for original in connection.execute(query).scalars():
            if original is not None:
                lost[original] = lost.get(original, 0) + 1
    for original, count in lost.items():
        here = (posts.c.brand == brand, posts.c.id == original)
        connection.execute(update(posts).where(*here).values(copies=posts.c.copies - count))


def _unname(connection: Connection, brand: str, name: str) -> int:
    """Take a handle out of what others wrote; in how many posts it was."""
    said = posts.c.folded.contains(f"@{name}", autoescape=True)
    pattern = re.compile(rf"@{re.escape(name)}(?!\w)", re.IGNORECASE)
    named = 0
    for one in browsing.where(connection, brand, said, most=ALL):
        text = pattern.sub("@…", one.text)
        if text == one.text:
            continue
        named += 1
        connection.execute(
            update(posts)
            .where(posts.c.brand == brand, posts.c.id == one.id)
            .values(text=text, folded=fold(text), vector_key=vector_key(text))
        )
    return named


def _drop_empty_themes(connection: Connection, brand: str) -> None:
    held = select(inbox_theme_posts.c.theme_id).where(inbox_theme_posts.c.brand == brand)
    connection.execute(
        delete(inbox_themes).where(inbox_themes.c.brand == brand, inbox_themes.c.id.not_in(held))
    )
