"""What leaves the house, what is taken back, and what halts everything."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from assistant.errors import BadRequest, NotAllowed, Overtaken
from assistant.review import shelf
from assistant.review.acting import Work, reason_of, same_text, say
from assistant.review.books import Books
from assistant.review.people import Person
from assistant.review.refusals import refused
from assistant.review.states import Act
from assistant.review.values import Done, Dossier, Freeze
from knowledge.journal import Act as Entry
from knowledge.journal import Scribe
from knowledge.schema import dossiers, freezes


class Leaving(Books):
    """Acts that let a text out, take a reply back, forget a post, or halt all of it."""

    def send(
        self, dossier: str, turn: int, digest: str, by: Person, *, url: str | None = None
    ) -> Dossier:
        """Say that the approved text left the house; from here on it is on the record.

        ``url`` is where it was published. Raises :class:`NotAllowed` while a freeze stands.
        """
        with self._acting.on(Act.SEND, dossier, turn, by) as work:
            same_text(work.before, digest)
            _for_a_post(work.before)
            self._thawed(work.connection, work.before.brand)
            self._rules.sendable(work.before)
            self._leave(work, url, "reply sent", approvals=len(work.before.approvals))
        return work.after

    def send_unreviewed(
        self, dossier: str, turn: int, digest: str, by: Person, *, url: str | None = None
    ) -> Dossier:
        """As :meth:`send`, for the one person of an installation without users."""
        with self._acting.on(Act.SEND_UNREVIEWED, dossier, turn, by) as work:
            same_text(work.before, digest)
            _for_a_post(work.before)
            self._thawed(work.connection, work.before.brand)
            self._leave(work, url, "reply sent unreviewed")
        return work.after

    def take(self, dossier: str, digest: str, by: Person, how: str) -> str:
        """The exact text, to be pasted or handed to a platform (``how``), and a note of it.

        With people defined, only a text with all its approvals is given out; nothing is while a
        freeze stands.
        """
        with self._acting.on(Act.TAKE, dossier, None, by) as work:
            same_text(work.before, digest)
            _for_a_post(work.before)
            self._thawed(work.connection, work.before.brand)
            if not by.alone:
                self._rules.sendable(work.before)
            words = work.before.current.text
            told = "text taken out unreviewed" if by.alone else "text taken out"
            work.tell(told, version=work.before.version, text=work.scribe.digest(words), how=how)
        return words

    def export(self, dossier: str, by: Person, how: str) -> Dossier:
        """A dossier, to be written as a document for the file (``how``), and a note of it."""
        with self._acting.on(Act.EXPORT, dossier, None, by) as work:
            work.tell("dossier exported", how=how)
        return work.after

    def copied(self, brand: str, text: str, by: Person) -> None:
        """Note that who is alone here copied a draft out, unreviewed.

        Raises :class:`NotAllowed` where people are defined, and while a freeze stands.
        """
        with self._acting.begun(by, Act.SEND_UNREVIEWED, brand=brand) as connection:
            self._thawed(connection, brand)
            scribe = Scribe(connection, by.name, self._clock())
            detail = {"text": scribe.digest(text)}
            scribe.write(brand, [Entry("text copied unreviewed", brand, detail)])

    def withdraw(self, dossier: str, turn: int, reason: str, by: Person) -> Dossier:
        """Say that a reply was taken down. It stays on the record, and is cited no more."""
        said = reason_of(reason, "To take a reply down")
        with self._acting.on(Act.WITHDRAW, dossier, turn, by) as work:
            if self._retract is not None:
                self._retract(work.connection, work.before, work.scribe)
            say(work, said)
            work.tell("reply withdrawn", version=work.before.version)
        return work.after

    def freeze(self, brand: str, reason: str, by: Person) -> Freeze:
        """Halt everything that leaves the house for a brand, until it is lifted."""
        with self._acting.begun(by, Act.FREEZE, brand=brand) as connection:
            said = reason_of(reason, "A freeze")
            standing = shelf.read_freeze(connection, brand)
            if standing is not None:
                at = f"{standing.set_at[:16]} UTC"
                raise refused(Overtaken, "frozen already", who=standing.set_by, at=at)
            scribe = Scribe(connection, by.name, self._clock())
            last = select(func.max(freezes.c.number)).where(freezes.c.brand == brand)
            number = (connection.execute(last).scalar() or 0) + 1
            row = {"number": number, "set_by": by.name, "set_at": scribe.at, "reason": said}
            connection.execute(insert(freezes).values(brand=brand, **row))
            scribe.write(brand, [Entry("freeze set", brand, {"reason": scribe.digest(said)})])
            self._acting.notify(connection, Done(Act.FREEZE, brand, by.name, scribe.at))
        return Freeze(brand, by.name, scribe.at, said)

    def lift(self, brand: str, by: Person) -> None:
        """Lift the freeze that stands. Raises :class:`BadRequest` where none does."""
        with self._acting.begun(by, Act.LIFT, brand=brand) as connection:
            scribe = Scribe(connection, by.name, self._clock())
            here = (freezes.c.brand == brand) & freezes.c.lifted_at.is_(None)
            lifted = {"lifted_by": by.name, "lifted_at": scribe.at}
            if not connection.execute(update(freezes).where(here).values(lifted)).rowcount:
                raise refused(BadRequest, "not frozen")
            scribe.write(brand, [Entry("freeze lifted", brand)])
            self._acting.notify(connection, Done(Act.LIFT, brand, by.name, scribe.at))

    def erase_post(self, dossier: str, by: Person) -> Dossier:
        """Forget what somebody wrote: the post and its thread, with every reply to it, its
        corrections among them, and what else was kept of it. The journal's chain still holds."""
        with self._acting.on(Act.ERASE, dossier, None, by) as work:
            post, kept = work.before.post, 0
            if post is not None:
                kept = self._forget(work.connection, work.before.brand, post.text)
            here = dossiers.c.id == dossier
            digest = select(dossiers.c.post_digest).where(here).scalar_subquery()
            same = (dossiers.c.brand == work.before.brand) & (dossiers.c.post_digest == digest)
            found = select(dossiers.c.id).where(same | here, dossiers.c.post.is_not(None))
            for one in work.connection.execute(found).scalars().all():
                # Of its digest, too, it could be told that somebody wrote just that.
                gone = {"post": None, "post_digest": one}
                where = dossiers.c.id == one
                work.connection.execute(update(dossiers).where(where).values(gone))
                if one != dossier:
                    work.entries.append(Entry("post erased", one, {"with": dossier}))
            work.tell("post erased", conversations=kept or None)
        self._database.tidy()
        return work.after

    def _thawed(self, connection: Connection, brand: str) -> None:
        frozen = shelf.read_freeze(connection, brand)
        if frozen is not None:
            raise refused(NotAllowed, "frozen", who=frozen.set_by, reason=frozen.reason)

    def _leave(self, work: Work, url: str | None, told: str, **detail: Any) -> None:
        work.values["url"] = url
        document = self._publish(work.connection, replace(work.before, url=url), work.scribe)
        work.values["document_id"] = document
        text = work.scribe.digest(work.before.current.text)
        work.tell(told, version=work.before.version, text=text, document=document, **detail)


def _for_a_post(before: Dossier) -> None:
    if before.topic is not None:
        raise refused(BadRequest, "for a post")
