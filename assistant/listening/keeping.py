"""Posts into the record's database: each once, its copies counted, its thread known.

A post is known again by its channel and what the channel calls it; one without an id by its author,
its words and its day. The key of that is digested with the record's own key, so that an erased post
leaves nothing that its words could be guessed from, and does not come back with the same file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from assistant.listening.values import Incoming, Known, State
from assistant.model import Post
from assistant.themes.wording import key as same_words
from knowledge.cleaning import fold
from knowledge.journal import Scribe
from knowledge.languages import UNKNOWN
from knowledge.model import vector_key
from knowledge.record.finding import by_parts
from knowledge.schema import post_erasures, post_readings, posts

PostDigest = Callable[[Post], str]
"""The digest that a reply in review keeps of the post it answers."""

SAYS_SOMETHING = 20
"""Letters from which two posts that share them all are copies: "merci" is said by many."""

_PASSED_ON = re.compile(r"^\s*RT\s+@\w+\s*:?\s*", re.IGNORECASE)


@dataclass
class Taken:
    """What came of a batch."""

    new: int = 0
    known: int = 0
    copies: int = 0
    replies: int = 0
    own: int = 0


def take(
    connection: Connection,
    brand: str,
    arriving: Sequence[Incoming],
    scribe: Scribe,
    digest_of: PostDigest,
) -> Taken:
    """Keep the posts that are not kept yet, within a transaction."""
    keyed: dict[str, Incoming] = {}
    for one in arriving:
        keyed.setdefault(identity(brand, one, scribe), one)
    known = _known(connection, brand, keyed)
    fresh = {key: one for key, one in keyed.items() if key not in known}
    taken = Taken(known=len(arriving) - len(fresh), new=len(fresh))
    if not fresh:
        return taken
    first = 1 + (
        connection.execute(select(func.max(posts.c.arrival)).where(posts.c.brand == brand)).scalar()
        or 0
    )
    wordings: dict[str, str] = {}
    telling: set[str] = set()
    for key, one in fresh.items():
        bare = same_words(_PASSED_ON.sub("", one.text))
        wordings[key] = str(scribe.digest(bare))
        if len(bare) >= SAYS_SOMETHING:
            telling.add(key)
    originals = _originals(connection, brand, wordings.values())
    answered = _answered_already(connection, brand, fresh.values())
    rows: list[dict[str, Any]] = []
    more: dict[str, int] = {}
    for key, one in fresh.items():
        original = None if one.by_brand else originals.get(wordings[key])
        if original is None and not one.by_brand and key in telling:
            originals[wordings[key]] = key
        if original is not None:
            more[original] = more.get(original, 0) + 1
        row = _row(brand, key, one, scribe, digest_of)
        replied = (one.channel, one.own_id) in answered and not one.by_brand
        row |= {
            "arrival": first + len(rows),
            "wording": wordings[key],
            "copy_of": original,
            "state": (State.ANSWERED if replied else State.NEW).value,
            "known": Known.REPLY.value if replied else None,
        }
        rows.append(row)
        taken.own += one.by_brand
        taken.replies += one.reply_to is not None
    connection.execute(insert(posts), rows)
    taken.copies = sum(more.values())
    _count(connection, brand, more)
    _answer(connection, brand, fresh.values(), scribe.at)
    return taken


def identity(brand: str, one: Incoming, scribe: Scribe) -> str:
    """The id of a post: the same whenever the same post arrives."""
    told: tuple[str, ...]
    if one.own_id is not None:
        told = ("id", brand, one.channel, one.own_id)
    else:
        day = (one.at or "")[:10]
        told = ("said", brand, one.channel, fold(one.author or ""), same_words(one.text), day)
    return "m" + str(scribe.digest("\x1f".join(told)))[:16]


def author_key(author: str, scribe: Scribe) -> str:
    """What an author's posts share: the same for the same name, with or without its @."""
    return str(scribe.digest(fold(author).strip().lstrip("@")))


def _row(
    brand: str, key: str, one: Incoming, scribe: Scribe, digest_of: PostDigest
) -> dict[str, Any]:
    return {
        "brand": brand,
        "id": key,
        "channel": one.channel,
        "own_id": one.own_id,
        "reply_to": one.reply_to,
        "at": one.at,
        "language": one.language or UNKNOWN,
        "community": one.community,
        "rating": one.rating,
        "reach": one.reach,
        "by_brand": one.by_brand,
        "taken_by": None,
        "copies": 0,
        "author_key": author_key(one.author, scribe) if one.author else None,
        "vector_key": vector_key(one.text),
        "post_digest": digest_of(Post(one.text, url=one.url)),
        "arrived_at": scribe.at,
        "changed_at": scribe.at,
        "author": one.author,
        "url": one.url,
        "note": "",
        "folded": fold(one.text),
        "text": one.text,
    }


def _says_something(text: str) -> bool:
    return len(same_words(_PASSED_ON.sub("", text))) >= SAYS_SOMETHING


def _known(connection: Connection, brand: str, keys: Iterable[str]) -> set[str]:
    """Those that are kept, or were erased."""
    found: set[str] = set()
    for part in by_parts(keys):
        for column, of in ((posts.c.id, posts), (post_erasures.c.post_id, post_erasures)):
            query = select(column).where(of.c.brand == brand, column.in_(part))
            found.update(connection.execute(query).scalars())
    return found


def _originals(connection: Connection, brand: str, wordings: Iterable[str]) -> dict[str, str]:
    """For each wording that is here, the first post that has it."""
    found: dict[str, str] = {}
    for part in by_parts(dict.fromkeys(wordings)):
        query = select(posts.c.wording, posts.c.id, posts.c.text).where(
            posts.c.brand == brand,
            posts.c.wording.in_(part),
            posts.c.copy_of.is_(None),
            posts.c.by_brand.is_(False),
        )
        for wording, identity_, text in connection.execute(query.order_by(posts.c.arrival)):
            if _says_something(text):
                found.setdefault(wording, identity_)
    return found


def _count(connection: Connection, brand: str, more: dict[str, int]) -> None:
    """Count copies at their originals, whose urgency has to be read again."""
    for original, count in more.items():
        here = (posts.c.brand == brand, posts.c.id == original)
        connection.execute(update(posts).where(*here).values(copies=posts.c.copies + count))
    for part in by_parts(more):
        connection.execute(
            delete(post_readings).where(
                post_readings.c.brand == brand, post_readings.c.post_id.in_(part)
            )
        )


def _answered_already(
    connection: Connection, brand: str, arriving: Iterable[Incoming]
) -> set[tuple[str, str | None]]:
    """Channel and own id of those arriving that a reply of ours, kept before, answers."""
    by_channel: dict[str, list[str]] = {}
    for one in arriving:
        if one.own_id is not None and not one.by_brand:
            by_channel.setdefault(one.channel, []).append(one.own_id)
    found: set[tuple[str, str | None]] = set()
    for channel, ids in by_channel.items():
        for part in by_parts(ids):
            query = select(posts.c.reply_to).where(
                posts.c.brand == brand,
                posts.c.channel == channel,
                posts.c.reply_to.in_(part),
                posts.c.by_brand.is_(True),
            )
            found.update((channel, own) for own in connection.execute(query).scalars())
    return found


def _answer(connection: Connection, brand: str, arriving: Iterable[Incoming], at: str) -> None:
    """What our own replies among those arriving answer is answered."""
    by_channel: dict[str, list[str]] = {}
    for one in arriving:
        if one.by_brand and one.reply_to is not None:
            by_channel.setdefault(one.channel, []).append(one.reply_to)
    for channel, ids in by_channel.items():
        for part in by_parts(ids):
            connection.execute(
                update(posts)
                .where(
                    posts.c.brand == brand,
                    posts.c.channel == channel,
                    posts.c.own_id.in_(part),
                    posts.c.by_brand.is_(False),
                    posts.c.state.in_((State.NEW.value, State.DRAFTING.value)),
                )
                .values(state=State.ANSWERED.value, known=Known.REPLY.value, changed_at=at)
            )
