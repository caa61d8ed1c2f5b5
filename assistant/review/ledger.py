"""What people do with a dossier: each act whole or not at all, with its entry in the journal.

Every act names who does it and the turn of the dossier that they saw. Rights are asked first, then
whether somebody else acted meanwhile, then whether the act may follow. Writers take turns
(:mod:`knowledge.database`), so of two who act at once one wins, and the other is told what
happened. A refused act is journalled too.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from sqlalchemy import insert, update

from assistant.errors import BadRequest
from assistant.model import Post
from assistant.review import shelf
from assistant.review.acting import (
    LONGEST,
    Work,
    add_version,
    as_json,
    moment_of,
    next_number,
    post_digest,
    reason_of,
    same_text,
    say,
    text_of,
)
from assistant.review.leaving import Leaving
from assistant.review.people import Person
from assistant.review.refusals import refused
from assistant.review.shelf import kept
from assistant.review.states import Act, State
from assistant.review.values import Decision, Dossier, Examination, Made, digest_of
from knowledge.journal import Act as Entry
from knowledge.journal import Scribe
from knowledge.schema import comments, decisions, dossiers


class Ledger(Leaving):
    """The dossiers of an installation, and what may be done with them. Safe between threads."""

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
        words, identity = text_of(text), secrets.token_hex(16)
        with self._acting.begun(by, Act.OPEN, brand=brand) as connection:
            scribe = Scribe(connection, by.name, self._clock())
            if corrects is not None:
                state = shelf.read_dossier(connection, corrects).state
                if state not in (State.SENT, State.WITHDRAWN):
                    raise refused(BadRequest, "not sent")
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
                raise refused(BadRequest, "unchanged")
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
                raise refused(BadRequest, "no version", number=version)
            number = say(work, said, version, sentence)
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
                raise refused(BadRequest, "no comment", number=comment)
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
        if look_again is not None:
            moment_of(look_again)
        with self._acting.on(Act.DECLINE, dossier, turn, by) as work:
            work.values["look_again"] = look_again
            number = say(work, said)
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
        if due_at is not None:
            moment_of(due_at)
        with self._acting.on(Act.ASSIGN, dossier, turn, by) as work:
            work.values |= {"assignee": to, "due_at": due_at}
            work.tell("reply assigned", to=work.scribe.digest(to), due=due_at)
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
