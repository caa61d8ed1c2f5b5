"""The posts of an installation: kept, marked, read, forgotten.

Each act that changes a post names who did it and is told in the journal in the same transaction, by
the post's id, which is a keyed digest: no name and no word of a post is ever in the journal.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from assistant.errors import BadRequest, Overtaken
from assistant.listening import browsing, forgetting, keeping
from assistant.listening.keeping import PostDigest, Taken
from assistant.listening.triage import TriagedPost
from assistant.listening.values import (
    By,
    Challenge,
    Challenged,
    Counts,
    Heard,
    Incoming,
    Known,
    Page,
    Query,
    State,
)
from knowledge.cleaning import clean, fold
from knowledge.database import Database
from knowledge.errors import UnknownThing
from knowledge.journal import Act as Entry
from knowledge.journal import Scribe
from knowledge.languages import UNKNOWN
from knowledge.record.finding import by_parts
from knowledge.schema import post_challenges, post_readings, posts

LONGEST_NOTE = 2_000
THREAD = 20
"""Posts of a thread that are shown before and after one."""
SHORTEST = 5
"""Characters of the beginning of an id."""


class Shelf:
    """The posts on a database that has been migrated. Safe to share between threads."""

    def __init__(
        self,
        database: Database,
        digest_of: PostDigest,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.database = database
        self._digest_of = digest_of
        self._clock = clock

    # --- in ---------------------------------------------------------------------------------------

    def take(
        self,
        brand: str,
        arriving: Sequence[Incoming],
        by: By,
        source: str,
        also: Callable[[Connection, str], None] = lambda connection, at: None,
    ) -> Taken:
        """Keep a batch whole or not at all; ``also`` is done with it, in the same transaction.

        ``source`` is the id of the import or of the feed that it comes from.
        """
        with self.database.writing() as connection:
            scribe = Scribe(connection, by.name, self._clock())
            taken = keeping.take(connection, brand, arriving, scribe, self._digest_of)
            also(connection, scribe.at)
            if taken.new:
                scribe.write(brand, [Entry("posts taken in", source, {"posts": taken.new})])
        return taken

    # --- looked at --------------------------------------------------------------------------------

    def page(self, brand: str, query: Query, rules: str) -> Page:
        """One page of the inbox."""
        with self.database.reading() as connection:
            return browsing.page(connection, brand, query, rules)

    def waiting_for_somebody(self, brand: str) -> int:
        """How many posts of others are new, those that say the same counted once."""
        with self.database.reading() as connection:
            return int(
                connection.execute(
                    select(func.count())
                    .select_from(posts)
                    .where(
                        posts.c.brand == brand,
                        posts.c.state == State.NEW.value,
                        posts.c.by_brand.is_(False),
                        posts.c.copy_of.is_(None),
                    )
                ).scalar_one()
            )

    def counts(self, brand: str, query: Query, rules: str) -> Counts:
        """How many posts of a query there are of each kind."""
        with self.database.reading() as connection:
            return browsing.counts(connection, brand, query, rules)

    def every(self, brand: str, query: Query, rules: str) -> Iterable[Heard]:
        """All posts of a query, a few at a time."""
        with self.database.reading() as connection:
            yield from browsing.every(connection, brand, query, rules)

    def posts(self, brand: str, ids: Iterable[str]) -> dict[str, Heard]:
        """The posts among ``ids`` that are kept, by id."""
        with self.database.reading() as connection:
            return browsing.by_ids(connection, brand, ids)

    def post(self, brand: str, ref: str) -> Heard:
        """The post of that id, or of that beginning of one. Raises :class:`UnknownThing`."""
        with self.database.reading() as connection:
            return _resolved(connection, brand, ref)

    def before(self, one: Heard) -> tuple[Heard, ...]:
        """What the post answers, and what that answers, the first of the thread first."""
        found: list[Heard] = []
        seen = {one.id}
        with self.database.reading() as connection:
            here = one
            while here.reply_to is not None and len(found) < THREAD:
                parents = browsing.where(
                    connection,
                    one.brand,
                    posts.c.channel == one.channel,
                    posts.c.own_id == here.reply_to,
                    most=1,
                )
                if not parents or parents[0].id in seen:
                    break
                here = parents[0]
                seen.add(here.id)
                found.append(here)
        return tuple(reversed(found))

    def after(self, one: Heard) -> tuple[Heard, ...]:
        """What answers the post."""
        if one.own_id is None:
            return ()
        with self.database.reading() as connection:
            same = posts.c.channel == one.channel
            answers = posts.c.reply_to == one.own_id
            return tuple(browsing.where(connection, one.brand, same, answers, most=THREAD))

    def copies(self, one: Heard) -> tuple[Heard, ...]:
        """The posts that say the same as this one."""
        if not one.copies:
            return ()
        with self.database.reading() as connection:
            same = posts.c.copy_of == one.id
            return tuple(browsing.where(connection, one.brand, same, most=THREAD))

    def by_authors(self, brand: str, names: Iterable[str]) -> list[Heard]:
        """All posts of some authors, by their names or handles, the oldest first."""
        wanted = sorted({fold(name).strip().lstrip("@") for name in names} - {""})
        if not wanted:
            return []
        with self.database.reading() as connection:
            scribe = Scribe(connection, "corail", self._clock())
            keys = [keeping.author_key(name, scribe) for name in wanted]
            return browsing.where(connection, brand, posts.c.author_key.in_(keys), most=20_000)

    # --- read -------------------------------------------------------------------------------------

    def waiting(self, brand: str, rules: str, most: int) -> list[Heard]:
        """Posts that nobody has read yet by the rules of today."""
        with self.database.reading() as connection:
            return browsing.waiting(connection, brand, rules, most)

    def unread(self, brand: str, rules: str) -> int:
        """How many of those there are."""
        with self.database.reading() as connection:
            return browsing.unread(connection, brand, rules)

    def keep_readings(self, brand: str, found: Sequence[TriagedPost], rules: str) -> None:
        """Keep what was read; a post that was erased meanwhile is left out."""
        if not found:
            return
        with self.database.writing() as connection:
            here: set[str] = set()
            unspoken: set[str] = set()
            ids = [one.post_id for one in found]
            for part in by_parts(ids):
                query = select(posts.c.id, posts.c.language)
                for row in connection.execute(
                    query.where(posts.c.brand == brand, posts.c.id.in_(part))
                ):
                    here.add(row.id)
                    if row.language == UNKNOWN:
                        unspoken.add(row.id)
                connection.execute(
                    delete(post_readings).where(
                        post_readings.c.brand == brand, post_readings.c.post_id.in_(part)
                    )
                )
            rows = [
                {
                    "brand": brand,
                    "post_id": one.post_id,
                    "rules": rules,
                    "intent": one.triage.intent.value,
                    "route": one.triage.route.value,
                    "urgency": int(one.triage.urgency),
                    "heat": one.triage.heat,
                    "complaint": one.triage.complaint,
                    "problem": one.triage.problem,
                }
                for one in found
                if one.post_id in here
            ]
            if rows:
                connection.execute(insert(post_readings), rows)
            told = {one.post_id: one.language for one in found if one.post_id in unspoken}
            set_languages(connection, brand, told)

    def keep_languages(self, brand: str, told: Mapping[str, str]) -> None:
        """Keep the languages of posts that were told by their words."""
        if told:
            with self.database.writing() as connection:
                set_languages(connection, brand, told)

    def challenge(self, one: Heard, situation: str) -> Challenge | None:
        """What a post was found to challenge in that situation; ``None`` where nobody looked."""
        with self.database.reading() as connection:
            body = connection.execute(
                select(post_challenges.c.body).where(
                    post_challenges.c.brand == one.brand,
                    post_challenges.c.post_id == one.id,
                    post_challenges.c.situation == situation,
                )
            ).scalar()
        if body is None:
            return None
        told = json.loads(body)
        return Challenge(
            told["bears"],
            tuple(Challenged(**row) for row in told["statements"]),
            tuple(told["unknown"]),
        )

    def keep_challenge(self, one: Heard, situation: str, found: Challenge) -> None:
        """Keep what a post challenges; where the record may not be written, it is found again."""
        if self.database.read_only:
            return
        body = browsing.as_json(
            {
                "bears": found.bears,
                "statements": [vars(row) for row in found.statements],
                "unknown": list(found.unknown),
            }
        )
        here = (post_challenges.c.brand == one.brand, post_challenges.c.post_id == one.id)
        with self.database.writing() as connection:
            connection.execute(delete(post_challenges).where(*here))
            if browsing.by_ids(connection, one.brand, [one.id]):
                connection.execute(
                    insert(post_challenges).values(
                        brand=one.brand, post_id=one.id, situation=situation, body=body
                    )
                )

    # --- marked -----------------------------------------------------------------------------------

    def mark(
        self,
        brand: str,
        refs: Sequence[str],
        by: By,
        *,
        state: State | None = None,
        note: str | None = None,
        taker: str | None = None,
        over: bool = False,
        seen: str | None = None,
    ) -> list[Heard]:
        """Set the state of posts, a note, or who takes them (``""``: nobody); as they are then.

        Raises :class:`Overtaken` where somebody else has one of them, unless ``over``; and where
        one changed since ``seen``, the ``changed_at`` that was looked at.
        """
        words = None if note is None else clean(note).text.strip()[:LONGEST_NOTE]
        with self.database.writing() as connection:
            scribe = Scribe(connection, by.name, self._clock())
            found = [_resolved(connection, brand, ref) for ref in refs]
            for one in found:
                if seen is not None and one.changed_at != seen:
                    raise Overtaken(
                        "This post changed while you looked at it: it is shown as it is now. "
                        "Nothing of yours was done; look again, then decide.",
                        "Ce message a changé pendant que vous le regardiez\u00a0: le voici tel "
                        "qu'il est. Rien de votre côté n'a été fait\u00a0; regardez, puis décidez.",
                    )
                if taker and one.taken_by not in (None, taker) and not over:
                    raise Overtaken(
                        f"{one.taken_by} has taken this post. Ask them, or take it over.",
                        f"{one.taken_by} s'occupe de ce message. Voyez ensemble, ou reprenez-le.",
                    )
                values: dict[str, object] = {"changed_at": scribe.at}
                told: dict[str, object] = {}
                if state is not None:
                    known = None if state is State.NEW else Known.HAND.value
                    values |= {"state": state.value, "known": known}
                    told["state"] = state.value
                if words is not None:
                    values["note"] = words
                    told["note"] = scribe.digest(words)
                if taker is not None:
                    values["taken_by"] = taker or None
                    told["taken"] = bool(taker)
                here = (posts.c.brand == brand, posts.c.id == one.id)
                connection.execute(update(posts).where(*here).values(values))
                scribe.write(brand, [Entry("post marked", one.id, told)])
            ids = [one.id for one in found]
            return list(browsing.by_ids(connection, brand, ids).values())

    def follow(self, brand: str, dossiers: Mapping[str, State]) -> None:
        """Bring posts to where the replies to them are, by the digests of what those answer.

        What somebody marked by hand stays as they left it, until a reply was sent.
        """
        with self.database.reading() as connection:
            behind = _behind(connection, brand, dossiers)
        if not behind or self.database.read_only:
            return
        with self.database.writing() as connection:
            at = Scribe(connection, "corail", self._clock()).at
            for state, ids in _behind(connection, brand, dossiers).items():
                for part in by_parts(ids):
                    connection.execute(
                        update(posts)
                        .where(posts.c.brand == brand, posts.c.id.in_(part))
                        .values(
                            state=state.value,
                            known=None if state is State.NEW else Known.DOSSIER.value,
                            changed_at=at,
                        )
                    )

    def told(self, brand: str, by: By, act: str, detail: Mapping[str, object]) -> None:
        """Tell the journal of an act on the inbox that changes nothing in it."""
        with self.database.writing() as connection:
            scribe = Scribe(connection, by.name, self._clock())
            scribe.write(brand, [Entry(act, brand, detail)])

    # --- forgotten --------------------------------------------------------------------------------

    def erase_author(self, brand: str, author: str, by: By) -> int:
        """Forget all that somebody wrote, and their handle where others wrote it; how many posts.

        Vectors made of their words go along. Taking in the same files again does not bring them
        back. Earlier backups, and replies in review to their posts, hold them still.
        """
        name = fold(author).strip().lstrip("@")
        if not name:
            raise BadRequest(
                "Name the author whose posts are to be erased.",
                "Nommez l'auteur dont les messages sont à effacer.",
            )
        with self.database.writing() as connection:
            scribe = Scribe(connection, by.name, self._clock())
            count = forgetting.erase(connection, brand, name, scribe)
        self.database.tidy()
        return count


def set_languages(connection: Connection, brand: str, told: Mapping[str, str]) -> None:
    """Set the languages of posts, by id."""
    by_language: dict[str, list[str]] = {}
    for identity, language in told.items():
        if language != UNKNOWN:
            by_language.setdefault(language, []).append(identity)
    for language, ids in by_language.items():
        for part in by_parts(ids):
            connection.execute(
                update(posts)
                .where(posts.c.brand == brand, posts.c.id.in_(part))
                .values(language=language)
            )


def _resolved(connection: Connection, brand: str, ref: str) -> Heard:
    wanted = ref.strip()
    found = browsing.by_ids(connection, brand, [wanted])
    if wanted in found:
        return found[wanted]
    begun = []
    if len(wanted) >= SHORTEST:
        begins = posts.c.id.startswith(wanted, autoescape=True)
        begun = browsing.where(connection, brand, begins, most=2)
    if len(begun) == 1:
        return begun[0]
    what = "several posts begin" if begun else "no post begins"
    quoi = "plusieurs messages commencent" if begun else "aucun message ne commence"
    raise NoSuchPost(
        f"In the inbox of {brand!r}, {what} with {wanted[:40]!r}.",
        f"Dans la boîte de {brand!r}, {quoi} par {wanted[:40]!r}.",
    )


class NoSuchPost(UnknownThing, BadRequest):
    """No post of that id; said in both languages."""


def _behind(
    connection: Connection, brand: str, dossiers: Mapping[str, State]
) -> dict[State, list[str]]:
    """The posts whose state is not where the replies to them are, by the state they come to."""
    found: dict[State, list[str]] = {}
    for part in by_parts(dossiers):
        query = select(posts.c.id, posts.c.post_digest, posts.c.state, posts.c.known).where(
            posts.c.brand == brand, posts.c.post_digest.in_(part), posts.c.by_brand.is_(False)
        )
        for row in connection.execute(query):
            state = dossiers[row.post_digest]
            by_hand = row.known == Known.HAND.value and state is not State.ANSWERED
            settled = row.state == State.ANSWERED.value and row.known == Known.REPLY.value
            if row.state != state.value and not by_hand and not settled:
                found.setdefault(state, []).append(row.id)
    return found
