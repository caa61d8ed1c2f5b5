"""Listening joined to the record, to review, and to who may do what."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from assistant.access.values import Operator
from assistant.errors import NotAllowed
from assistant.joining.answering import Consulting
from assistant.joining.vectors import embedded
from assistant.listening.facade import Listening
from assistant.listening.gathered import ThemeShelf
from assistant.listening.handed import Handed
from assistant.listening.presence import Spoken
from assistant.listening.remembering import Memory
from assistant.listening.shelf import Shelf
from assistant.listening.triage import Reader
from assistant.listening.values import Act, By, Challenge, Challenged, State
from assistant.model import Post, Reading
from assistant.review.people import Person, Role
from assistant.review.refusals import refused
from assistant.review.states import PENDING
from assistant.review.states import State as ReplyState
from knowledge.journal import Act as Entry
from knowledge.journal import Scribe
from knowledge.model import Kind

if TYPE_CHECKING:
    from assistant.assembly import Assistant

_MANAGING = frozenset({Role.KNOWLEDGE_MANAGER, Role.ADMINISTRATOR})
_RIGHTS: Mapping[Act, frozenset[Role]] = {
    Act.IMPORT: frozenset(Role),
    Act.FEED: frozenset(Role),
    Act.MARK: frozenset(Role),
    Act.NAME: frozenset(Role),
    Act.GATHER: frozenset(Role),
    Act.EXPORT: frozenset(Role),
    Act.EXPORT_NAMES: frozenset({Role.REVIEWER}) | _MANAGING,
    Act.ERASE: _MANAGING,
}
GRADED = 2
"""Counted up when "answered" comes to mean something else: what was kept is asked again."""
SHOWN = 3
"""Statements of the record that a post is said to challenge."""


def listening_of(assistant: Assistant) -> Listening:
    """What listens over an Assistant's installation."""
    from assistant.reading import read

    limits = assistant.checks.off_limits

    def read_post(post: Post, locale: str) -> Reading:
        return read(post, locale=locale, off_limits=limits)

    database, now = assistant.database, assistant.now
    shelf = Shelf(database, _post_digest, now)
    handed = Handed(
        rights=_Rights(assistant),
        allows=_allows,
        vectors=lambda texts, tell=None: embedded(
            assistant.record, assistant.embedder, texts, tell
        ),
        challenges=_Challenges(assistant),
        answers=lambda brand: Consulting(assistant, brand),
        brands=assistant.brand,
        situation=lambda brand: _situation(assistant, brand),
        dossiers=lambda brand: _dossiers(assistant, brand),
        speakers=lambda brand: _speakers(assistant, brand),
        locale=assistant.locale,
        private=assistant.settings.listening_private,
    )
    reader = Reader(read_post, house=repr(limits))
    return Listening(shelf, Memory(database, now), ThemeShelf(database, now), reader, handed)


class _Rights:
    """Who may do what with an inbox. The operator holds the database, and may do all."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def __call__(self, by: By, act: Act, brand: str) -> None:
        if _allows(by, act):
            return
        with self._assistant.database.writing() as connection:
            scribe = Scribe(connection, by.name, self._assistant.now())
            scribe.write(brand, [Entry("act refused", brand, {"act": str(act)})])
        roles = tuple(role for role in Role if role in _RIGHTS[act])
        raise refused(NotAllowed, "role", who=by.name, act=act, roles=roles)


def _allows(by: By, act: Act) -> bool:
    if isinstance(by, Operator):
        return True
    return isinstance(by, Person) and (by.alone or bool(by.roles & _RIGHTS[act]))


class _Challenges:
    """What of the record a post challenges: the words that would answer it."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def __call__(self, brand: str, post: Post) -> Challenge:
        told = self._assistant.consult(post, brand)
        promises = {one.passage.id for one in self._assistant.commitments(brand)}
        shown: dict[str, Challenged] = {}
        for scored in told.evidence:
            quote = scored.quote
            passage = quote.passage
            if passage.id not in shown and len(shown) < SHOWN:
                shown[passage.id] = Challenged(
                    passage_id=passage.id,
                    words=quote.words,
                    source=" · ".join(
                        part for part in (passage.speaker, passage.title, passage.channel) if part
                    ),
                    date=passage.date,
                    commitment=quote.pledge or passage.id in promises,
                )
        return Challenge(told.bears, tuple(shown.values()), told.unknown)


def _post_digest(post: Post) -> str:
    from assistant.review.acting import post_digest

    return post_digest(post)


def _situation(assistant: Assistant, brand: str) -> str:
    told = (assistant.record.revision(brand), assistant.today, assistant.embedder.name, GRADED)
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _dossiers(assistant: Assistant, brand: str) -> dict[str, State]:
    """What became of the posts that were answered through review: the furthest of each."""
    from sqlalchemy import select

    from knowledge.schema import dossiers

    found: dict[str, State] = {}
    query = select(dossiers.c.post_digest, dossiers.c.state).where(dossiers.c.brand == brand)
    with assistant.database.reading() as connection:
        for row in connection.execute(query):
            state = ReplyState(row.state)
            came = State.NEW
            if state is ReplyState.SENT:
                came = State.ANSWERED
            elif state in PENDING:
                came = State.DRAFTING
            elif state is ReplyState.DECLINED:
                came = State.IGNORED
            known = found.get(row.post_digest)
            if known is None or _FURTHER.index(came) > _FURTHER.index(known):
                found[row.post_digest] = came
    return found


_FURTHER = (State.NEW, State.IGNORED, State.DRAFTING, State.ANSWERED)


def _speakers(assistant: Assistant, brand: str) -> list[Spoken]:
    """What people said on record: the brand itself is no leader."""
    ours = assistant.brand(brand)
    itself = {one.casefold() for one in (ours.name, ours.title, *ours.names) if one}
    texts = _texts(assistant, brand)
    found = []
    for entry in assistant.record.documents(brand):
        if entry.who is None or entry.who.casefold() in itself:
            continue
        found.append(
            Spoken(
                speaker=entry.who,
                text=texts.get(entry.id, ""),
                language=entry.language or "",
                date=entry.date,
                where=entry.channel or entry.title or entry.kind,
                id=entry.id,
                answer=entry.kind == Kind.REPLY,
                on_record=True,
            )
        )
    return found


def _texts(assistant: Assistant, brand: str) -> dict[str, str]:
    from sqlalchemy import select

    from knowledge.schema import documents

    query = select(documents.c.id, documents.c.text).where(
        documents.c.brand == brand, documents.c.removed.is_(False), documents.c.speaker.is_not(None)
    )
    with assistant.database.reading() as connection:
        return {row.id: row.text for row in connection.execute(query)}
