"""Answers and holding statements that are approved before anybody asks.

A prepared answer is a dossier with a topic in the place of a post. It is written, examined and
approved like any other, never sent itself, and used to the letter: what answers a post with it has
its approvals, each of this exact text, as long as nothing that it says is stopped by then.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, insert

from assistant.errors import BadRequest, NotAllowed
from assistant.model import Post
from assistant.review import shelf
from assistant.review.acting import (
    Acting,
    add_version,
    as_json,
    post_digest,
    reason_of,
    same_text,
    text_of,
)
from assistant.review.people import Person
from assistant.review.refusals import refused
from assistant.review.rules import Rules
from assistant.review.shelf import kept
from assistant.review.states import Act, State
from assistant.review.values import Dossier, Examination, Made
from knowledge.cleaning import squash
from knowledge.journal import Act as Entry
from knowledge.journal import Scribe
from knowledge.schema import decisions, dossiers

LONGEST_TOPIC = 200


class Preparing:
    """Prepared answers of an installation, and their use. Safe between threads."""

    def __init__(self, acting: Acting, rules: Rules, clock: Callable[[], datetime]) -> None:
        self._acting = acting
        self._rules = rules
        self._clock = clock

    def prepare(
        self,
        brand: str,
        topic: str,
        text: str,
        by: Person,
        examined: Examination,
        *,
        platform: str,
        language: str,
        made: Made | None = None,
    ) -> Dossier:
        """A new prepared answer, a draft as yet. ``topic`` says what it answers."""
        words, about = text_of(text), reason_of(topic, "A prepared answer")[:LONGEST_TOPIC]
        with self._acting.begun(by, Act.OPEN, brand=brand) as connection:
            scribe = Scribe(connection, by.name, self._clock())
            digest = hashlib.sha256(squash(about).encode("utf-8", "surrogatepass")).hexdigest()
            row = _row(brand, State.DRAFT, platform, digest, by, scribe) | {"topic": about}
            connection.execute(insert(dossiers).values(row))
            identity = str(row["id"])
            add_version(connection, identity, 1, words, by, language, made, examined, scribe)
            detail = {"version": 1, "text": scribe.digest(words)}
            scribe.write(brand, [Entry("answer prepared", identity, detail)])
            return shelf.read_dossier(connection, identity)

    def use(
        self, prepared: str, digest: str, post: Post, by: Person, examined: Examination
    ) -> Dossier:
        """A dossier that answers ``post`` with a prepared text, to the letter, approved as that is.

        ``examined`` is the text held against the record beside this post, as it stands now. Raises
        :class:`NotAllowed` where the text has not all its approvals, or where something stands in
        its way that nobody overrode when it was approved.
        """
        with self._acting.begun(by, Act.OPEN, prepared) as connection:
            before = shelf.read_dossier(connection, prepared)
            self._usable(before, digest, examined)
            scribe = Scribe(connection, by.name, self._clock())
            row = _row(before.brand, State.APPROVED, post.platform, post_digest(post), by, scribe)
            row |= {"post": kept(post), "origin": before.id}
            connection.execute(insert(dossiers).values(row))
            identity, current = str(row["id"]), before.current
            author = Person(current.author)
            add_version(
                connection,
                identity,
                1,
                current.text,
                author,
                current.language,
                current.made,
                examined,
                scribe,
            )
            self._carry(connection, before, identity, scribe)
            detail = {
                "prepared": before.id,
                "text": scribe.digest(current.text),
                "post": scribe.digest(post.text),
                "approvals": len(before.approvals),
            }
            scribe.write(before.brand, [Entry("prepared answer used", identity, detail)])
            return shelf.read_dossier(connection, identity)

    def _usable(self, before: Dossier, digest: str, examined: Examination) -> None:
        if before.topic is None:
            raise refused(BadRequest, "one post")
        same_text(before, digest)
        self._rules.sendable(before)
        overridden = {key for one in before.approvals for key in one.overrides}
        stops = [one for one in examined.blocking if one.key not in overridden]
        if stops:
            listed = "; ".join(one.message for one in stops)
            raise refused(NotAllowed, "stops here", listed=listed)

    def _carry(
        self, connection: Connection, before: Dossier, identity: str, scribe: Scribe
    ) -> None:
        """The approvals of a prepared text, under the names that gave them."""
        for number, one in enumerate(before.approvals, 1):
            connection.execute(
                insert(decisions).values(
                    dossier_id=identity,
                    number=number,
                    version=1,
                    digest=one.digest,
                    person=one.person,
                    act=one.act.value,
                    at=one.at,
                    reason=one.reason,
                    overrides=as_json(one.overrides),
                    examined=kept(one.examined),
                )
            )


def _row(
    brand: str, state: State, platform: str, digest: str, by: Person, scribe: Scribe
) -> dict[str, object]:
    return {
        "id": secrets.token_hex(16),
        "brand": brand,
        "state": state.value,
        "turn": 1,
        "version": 1,
        "platform": platform,
        "post_digest": digest,
        "opened_by": by.name,
        "opened_at": scribe.at,
        "changed_at": scribe.at,
    }
