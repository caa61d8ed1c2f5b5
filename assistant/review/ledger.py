"""What people do with a dossier: each act whole or not at all, with its entry in the journal.

Every act names who does it and the turn of the dossier that they saw. Rights are asked first, then
whether somebody else acted meanwhile, then whether the act may follow. Writers take turns
(:mod:`knowledge.database`), so of two who act at once one wins, and the other is told what
happened. A refused act is journalled too.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from assistant.errors import BadRequest, NotAllowed, Overtaken
from assistant.model import Post
from assistant.review import shelf
from assistant.review.acting import (
    LONGEST,
    Acting,
    Notify,
    Work,
    add_version,
    as_json,
    next_number,
    post_digest,
    reason_of,
    same_text,
    text_of,
)
from assistant.review.people import Person
from assistant.review.preparing import Preparing
from assistant.review.rivals import Pending, Rival
from assistant.review.rules import Rules
from assistant.review.shelf import kept
from assistant.review.states import Act, State
from assistant.review.values import (
    Decision,
    Done,
    Dossier,
    Examination,
    Freeze,
    Made,
    digest_of,
)
from knowledge.database import Database
from knowledge.journal import Act as Entry
from knowledge.journal import Scribe
from knowledge.schema import comments, decisions, dossiers, freezes

Publish = Callable[[Connection, Dossier, Scribe], str]
"""Puts a reply on the record within the transaction that sends it; gives its document's id."""
Retract = Callable[[Connection, Dossier, Scribe], None]
"""Marks it there as taken down, within the transaction that says so."""


class Ledger:
    """The dossiers of an installation, and what may be done with them. Safe between threads."""

    def __init__(
        self,
        database: Database,
        publish: Publish,
        rules: Rules | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        retract: Retract | None = None,
        notify: Notify = lambda connection, done: None,
    ) -> None:
        self._database = database
        self._retract = retract
        self._acting = Acting(database, clock, notify)
        self._publish = publish
        self._rules = rules or Rules()
        self._clock = clock

    # --- reading ----------------------------------------------------------------------------------

    def read(self, dossier: str) -> Dossier:
        """A dossier whole. Raises :class:`UnknownThing`."""
        with self._database.reading() as connection:
            return shelf.read_dossier(connection, dossier)

    def listed(self, brand: str, **wanted: Any) -> list[shelf.Listed]:
        """A brand's dossiers; see :func:`shelf.read_list`."""
        with self._database.reading() as connection:
            return shelf.read_list(connection, brand, **wanted)

    def counts(self, brand: str) -> dict[State, int]:
        """How many dossiers of a brand are in each state."""
        with self._database.reading() as connection:
            return shelf.read_counts(connection, brand)

    @property
    def prepared(self) -> Preparing:
        """Answers that are approved before anybody asks."""
        return Preparing(self._database, self._acting, self._rules, self._clock)

    @property
    def rules(self) -> Rules:
        """What the house asks before a reply may leave."""
        return self._rules

    def freeze_of(self, brand: str) -> Freeze | None:
        """The freeze that stands for a brand, if one does."""
        with self._database.reading() as connection:
            return shelf.read_freeze(connection, brand)

    def find(self, beginning: str) -> list[str]:
        """The ids of dossiers that begin so, at most two."""
        with self._database.reading() as connection:
            return shelf.read_ids(connection, beginning)

    def sources_of(self, document: str) -> tuple[str, ...]:
        """The passages that a reply on record rested on when it was sent, by their ids."""
        with self._database.reading() as connection:
            return shelf.read_sources(connection, document)

    def with_pending(
        self, dossier: str, compare: Callable[[Pending, Iterable[Pending]], list[Rival]]
    ) -> list[Rival]:
        """What ``compare`` finds between a dossier and the pending ones of its brand."""
        with self._database.reading() as connection:
            one, others = shelf.read_pending(connection, dossier)
        return compare(one, others)

    # --- writing a text ---------------------------------------------------------------------------

    def open(
        self,
        brand: str,
        post: Post,
        text: str,
        by: Person,
        examined: Examination,
        *,
        language: str,
        made: Made | None = None,
        corrects: str | None = None,
    ) -> Dossier:
        """A new dossier with its first version.

        ``corrects`` is the sent dossier that this one mends.
        """
        self._acting.allowed(by, Act.OPEN, "", brand)
        words = text_of(text)
        identity = secrets.token_hex(16)
        with self._database.writing() as connection:
            scribe = Scribe(connection, by.name, self._clock())
            if corrects is not None:
                state = shelf.read_dossier(connection, corrects).state
                if state not in (State.SENT, State.WITHDRAWN):
                    raise BadRequest("Only a reply that was sent can be corrected.")
            row = {
                "id": identity,
                "brand": brand,
                "state": State.DRAFT.value,
                "turn": 1,
                "version": 1,
                "platform": post.platform,
                "post_digest": post_digest(post),
                "opened_by": by.name,
                "corrects": corrects,
                "opened_at": scribe.at,
                "changed_at": scribe.at,
                "post": kept(post),
            }
            connection.execute(insert(dossiers).values(row))
            add_version(connection, identity, 1, words, by, language, made, examined, scribe)
            detail = {"version": 1, "text": scribe.digest(words), "post": scribe.digest(post.text)}
            if corrects is not None:
                detail["corrects"] = corrects
            scribe.write(brand, [Entry("reply opened", identity, detail)])
            return shelf.read_dossier(connection, identity)

    def revise(
        self,
        dossier: str,
        turn: int,
        text: str,
        by: Person,
        examined: Examination,
        *,
        language: str,
        made: Made | None = None,
    ) -> Dossier:
        """A further version, which nobody has approved. The same text again is refused."""
        words = text_of(text)
        with self._acting.on(Act.REVISE, dossier, turn, by) as work:
            if digest_of(words) == work.before.current.digest:
                raise BadRequest("This is the text as it stands: nothing was changed.")
            number = work.before.version + 1
            add_version(
                work.connection, dossier, number, words, by, language, made, examined, work.scribe
            )
            work.values["version"] = number
            work.tell("reply revised", version=number, text=work.scribe.digest(words))
        return work.after

    def comment(
        self, dossier: str, words: str, by: Person, *, version: int, sentence: int | None = None
    ) -> Dossier:
        """A comment on a version, or on one of its sentences. It overtakes nobody."""
        said = reason_of(words, "A comment")
        with self._acting.on(Act.COMMENT, dossier, None, by) as work:
            if not 1 <= version <= work.before.version:
                raise BadRequest(f"There is no version {version} to comment on.")
            number = self._say(work, said, version, sentence)
            work.tell("comment made", comment=number, version=version)
        return work.after

    def settle(self, dossier: str, comment: int, by: Person) -> Dossier:
        """Mark a comment as settled."""
        with self._acting.on(Act.SETTLE, dossier, None, by) as work:
            here = (comments.c.dossier_id == dossier) & (comments.c.number == comment)
            done = work.connection.execute(
                update(comments).where(here).values(settled_by=by.name)
            ).rowcount
            if not done:
                raise BadRequest(f"There is no comment {comment} here.")
            work.tell("comment settled", comment=comment)
        return work.after

    # --- deciding ---------------------------------------------------------------------------------

    def submit(self, dossier: str, turn: int, by: Person) -> Dossier:
        """Hand the current version to the reviewers."""
        with self._acting.on(Act.SUBMIT, dossier, turn, by) as work:
            work.tell("reply submitted", version=work.before.version)
        return work.after

    def approve(
        self,
        dossier: str,
        turn: int,
        digest: str,
        by: Person,
        examined: Examination,
        *,
        overrides: Mapping[str, str] | None = None,
        reason: str = "",
    ) -> Dossier:
        """Put a name under one exact text: the current version, whose ``digest`` was seen.

        ``examined`` is the text held against the record as it stands now; each finding of it that
        blocks needs a reason in ``overrides``, by its key. At the last step the reply is approved.
        """
        given = {key: reason_of(why, "An override") for key, why in (overrides or {}).items()}
        with self._acting.on(Act.APPROVE, dossier, turn, by) as work:
            before = work.before
            same_text(before, digest)
            self._rules.approvable(before, by, examined, given)
            self._decide(work, Decision.APPROVED, reason, given, examined)
            steps = len(before.approvals) + 1
            if steps < self._rules.steps:
                work.values["state"] = State.IN_REVIEW.value
            work.tell(
                "reply approved",
                version=before.version,
                text=work.scribe.digest(before.current.text),
                step=steps,
                of=self._rules.steps,
                overrides={key: work.scribe.digest(why) for key, why in given.items()},
                sources=len(examined.sources),
                record=examined.record,
            )
        return work.after

    def ask_changes(self, dossier: str, turn: int, reason: str, by: Person) -> Dossier:
        """Ask the author for another version. Approvals that were given are void."""
        return self._against(Act.ASK, Decision.CHANGES, "changes asked", dossier, turn, reason, by)

    def reject(self, dossier: str, turn: int, reason: str, by: Person) -> Dossier:
        """Say that this reply shall not be sent."""
        return self._against(
            Act.REJECT, Decision.REJECTED, "reply rejected", dossier, turn, reason, by
        )

    def decline(
        self, dossier: str, turn: int, reason: str, by: Person, *, look_again: str | None = None
    ) -> Dossier:
        """Decide not to answer, and why; ``look_again`` is an ISO day to think of it again."""
        said = reason_of(reason, "A decision not to answer")
        with self._acting.on(Act.DECLINE, dossier, turn, by) as work:
            work.values["look_again"] = look_again
            number = self._say(work, said)
            work.tell("reply declined", comment=number, look_again=look_again)
        return work.after

    def reopen(self, dossier: str, turn: int, by: Person) -> Dossier:
        """Take a reply up again that was rejected, or that was not to be given."""
        with self._acting.on(Act.REOPEN, dossier, turn, by) as work:
            work.values["look_again"] = None
            work.tell("reply reopened")
        return work.after

    def assign(
        self, dossier: str, turn: int, to: str | None, by: Person, *, due_at: str | None = None
    ) -> Dossier:
        """Give a dossier to somebody ("I'm on it" where it is oneself), with a time it is due."""
        with self._acting.on(Act.ASSIGN, dossier, turn, by) as work:
            work.values |= {"assignee": to, "due_at": due_at}
            work.tell("reply assigned", to=work.scribe.digest(to), due=due_at)
        return work.after

    # --- leaving the house ------------------------------------------------------------------------

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
        self._acting.allowed(by, Act.SEND_UNREVIEWED, "", brand)
        with self._database.writing() as connection:
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
            self._say(work, said)
            work.tell("reply withdrawn", version=work.before.version)
        return work.after

    def freeze(self, brand: str, reason: str, by: Person) -> Freeze:
        """Halt everything that leaves the house for a brand, until it is lifted."""
        self._acting.allowed(by, Act.FREEZE, "", brand)
        said = reason_of(reason, "A freeze")
        with self._database.writing() as connection:
            standing = shelf.read_freeze(connection, brand)
            if standing is not None:
                raise Overtaken(f"{standing.set_by} has set a freeze already, {standing.set_at}.")
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
        self._acting.allowed(by, Act.LIFT, "", brand)
        with self._database.writing() as connection:
            scribe = Scribe(connection, by.name, self._clock())
            here = (freezes.c.brand == brand) & freezes.c.lifted_at.is_(None)
            lifted = {"lifted_by": by.name, "lifted_at": scribe.at}
            if not connection.execute(update(freezes).where(here).values(lifted)).rowcount:
                raise BadRequest("No freeze stands.")
            scribe.write(brand, [Entry("freeze lifted", brand)])
            self._acting.notify(connection, Done(Act.LIFT, brand, by.name, scribe.at))

    def erase_post(self, dossier: str, by: Person) -> Dossier:
        """Forget what somebody wrote: the post and its thread. The journal's chain still holds."""
        with self._acting.on(Act.ERASE, dossier, None, by) as work:
            work.values["post"] = None
            work.tell("post erased")
        self._database.tidy()
        return work.after

    # --- the parts of an act ----------------------------------------------------------------------

    def _against(
        self,
        act: Act,
        decision: Decision,
        told: str,
        dossier: str,
        turn: int,
        reason: str,
        by: Person,
    ) -> Dossier:
        said = reason_of(reason, "This")
        with self._acting.on(act, dossier, turn, by) as work:
            self._decide(work, decision, said, {}, work.before.current.examined)
            work.tell(told, version=work.before.version, reason=work.scribe.digest(said))
        return work.after

    def _decide(
        self,
        work: Work,
        act: Decision,
        reason: str,
        overrides: Mapping[str, str],
        examined: Examination,
    ) -> None:
        before = work.before
        work.connection.execute(
            insert(decisions).values(
                dossier_id=before.id,
                number=next_number(work.connection, decisions, before.id),
                version=before.version,
                digest=before.current.digest,
                person=work.by.name,
                act=act.value,
                at=work.scribe.at,
                reason=reason.strip()[:LONGEST],
                overrides=as_json(overrides),
                examined=kept(examined),
            )
        )

    def _say(
        self, work: Work, words: str, version: int | None = None, sentence: int | None = None
    ) -> int:
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

    def _thawed(self, connection: Connection, brand: str) -> None:
        frozen = shelf.read_freeze(connection, brand)
        if frozen is not None:
            raise NotAllowed(
                f"Nothing is sent for now: {frozen.set_by} set a freeze ({frozen.reason})."
            )

    def _leave(self, work: Work, url: str | None, told: str, **detail: Any) -> None:
        work.values["url"] = url
        document = self._publish(work.connection, replace(work.before, url=url), work.scribe)
        work.values["document_id"] = document
        text = work.scribe.digest(work.before.current.text)
        work.tell(told, version=work.before.version, text=text, document=document, **detail)


def _for_a_post(before: Dossier) -> None:
    if before.topic is not None:
        raise BadRequest(
            "A prepared answer leaves the house as the answer to a post: use it there."
        )
