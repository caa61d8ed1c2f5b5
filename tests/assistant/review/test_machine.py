"""The workflow under many hands: whatever they do, in whatever order, what must hold holds.

Five people act on a few replies, each on what they saw last, which may be old. After each act:
nothing was sent without approvals of the same text by others than its author; no approval is
lost; versions, decisions and the journal only grow; and of two who act on one state one wins.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from assistant.errors import AssistantError, Overtaken
from assistant.model import Post
from assistant.review import Dossier, Examination, Ledger, Noted, Person, Role, State
from assistant.review.publishing import on_record
from assistant.review.rules import Rules
from knowledge.database import Database
from knowledge.journal import Journal
from knowledge.model import Brand
from knowledge.record import Record

PEOPLE = [
    Person("Maya", frozenset({Role.DRAFTER})),
    Person("Hugo", frozenset({Role.DRAFTER, Role.REVIEWER})),
    Person("Nadia", frozenset({Role.REVIEWER})),
    Person("Omar", frozenset({Role.REVIEWER})),
    Person("Ada", frozenset({Role.ADMINISTRATOR})),
]
BLOCKING = Examination("halte@1", (Noted("k", "claims", "block", "Not so."),))
CLEAN = Examination("halte@1")
STEPS = 2

people = st.sampled_from(PEOPLE)
texts = st.sampled_from(["We do.", "We do not.", "We do!", "Nous le faisons."])
examinations = st.sampled_from([CLEAN, BLOCKING])


class Workflow(RuleBasedStateMachine):
    """What people do, and what must hold after each act."""

    database: Database
    left = 0
    """How many replies left the house, in all examples."""
    taken = 0
    """How many texts were given out, in all examples."""

    def __init__(self) -> None:
        super().__init__()
        self.record = Record(self.database)
        self.ledger = Ledger(self.database, on_record(self.record), Rules(steps=STEPS))
        self.brand = f"b{id(self):x}"[:40]
        self.seen: dict[str, list[Dossier]] = {}
        self.sent: dict[str, str] = {}
        self.entries = 0

    replies = Bundle("replies")

    @initialize(target=replies, text=texts)
    def begin(self, text: str) -> str:
        self.record.keep_brand(Brand(self.brand), "test")
        self.entries = Journal(self.database).head().seq
        return self.open(PEOPLE[0], text, "You promised.")

    @rule(target=replies, by=people, text=texts, post=texts)
    def open(self, by: Person, text: str, post: str) -> str:
        try:
            one = self.ledger.open(self.brand, Post(post), text, by, CLEAN, language="en")
        except AssistantError:
            return ""
        self.seen[one.id] = [one]
        return one.id

    def _on(self, reply: str, stale: bool) -> Dossier | None:
        """What somebody saw of a reply: its last state, or an earlier one."""
        if not reply:
            return None
        states = self.seen[reply]
        return states[max(0, len(states) - 2)] if stale else states[-1]

    @contextmanager
    def _attempt(self, before: Dossier) -> Iterator[list[Dossier]]:
        """An act that may be refused; where it is, nothing but the journal may have changed."""
        now = self.ledger.read(before.id)
        done: list[Dossier] = []
        try:
            yield done
        except AssistantError as error:
            assert self.ledger.read(before.id) == now
            if before.turn != now.turn and not isinstance(error, Overtaken):
                # The right is asked first; with the right, whoever is late is told so.
                assert "may not" in str(error) or "needs a reason" in str(error)
            return
        [after] = done
        assert before.turn == now.turn, "somebody acted on what was no longer there"
        assert after.turn == now.turn + 1
        assert self.ledger.read(before.id) == after
        self.seen[before.id].append(after)

    @rule(reply=replies, by=people, text=texts, stale=st.booleans())
    def revise(self, reply: str, by: Person, text: str, stale: bool) -> None:
        if (one := self._on(reply, stale)) is not None:
            with self._attempt(one) as done:
                done.append(self.ledger.revise(one.id, one.turn, text, by, CLEAN, language="en"))

    @rule(reply=replies, by=people, stale=st.booleans())
    def submit(self, reply: str, by: Person, stale: bool) -> None:
        if (one := self._on(reply, stale)) is not None:
            with self._attempt(one) as done:
                done.append(self.ledger.submit(one.id, one.turn, by))

    @rule(
        reply=replies,
        by=people,
        stale=st.booleans(),
        examined=examinations,
        override=st.booleans(),
        other=st.booleans(),
    )
    def approve(
        self,
        reply: str,
        by: Person,
        stale: bool,
        examined: Examination,
        override: bool,
        other: bool,
    ) -> None:
        if (one := self._on(reply, stale)) is None:
            return
        digest = "0" * 64 if other else one.current.digest
        given = {"k": "It is known."} if override else {}
        with self._attempt(one) as done:
            after = self.ledger.approve(one.id, one.turn, digest, by, examined, overrides=given)
            done.append(after)
            assert Role.REVIEWER in by.roles
            assert by.name != after.current.author
            assert digest == after.current.digest
            assert override or not examined.blocking

    @rule(reply=replies, far=st.sampled_from([3, 3, 3, 2, 1, 0]))
    def carry(self, reply: str, far: int) -> None:
        """The usual way, as far as it goes: so that much is approved, and some is sent."""
        if (one := self._on(reply, False)) is None:
            return
        maya, hugo, nadia, omar, _ = PEOPLE
        with self._attempt(one) as done:
            done.append(self.ledger.submit(one.id, one.turn, hugo))
        for by in (nadia, omar)[:far]:
            one = self.seen[reply][-1]
            with self._attempt(one) as done:
                digest = one.current.digest
                done.append(self.ledger.approve(one.id, one.turn, digest, by, CLEAN))
        if far == 3:
            self._take(self.seen[reply][-1], maya)
            self._send(self.seen[reply][-1], maya, unreviewed=False)

    @rule(reply=replies, by=people, stale=st.booleans(), reject=st.booleans())
    def against(self, reply: str, by: Person, stale: bool, reject: bool) -> None:
        if (one := self._on(reply, stale)) is not None:
            act = self.ledger.reject if reject else self.ledger.ask_changes
            with self._attempt(one) as done:
                done.append(act(one.id, one.turn, "No.", by))

    @rule(reply=replies, by=people, stale=st.booleans())
    def decline(self, reply: str, by: Person, stale: bool) -> None:
        if (one := self._on(reply, stale)) is not None:
            with self._attempt(one) as done:
                done.append(self.ledger.decline(one.id, one.turn, "A joke.", by))

    @rule(reply=replies, by=people)
    def reopen(self, reply: str, by: Person) -> None:
        if (one := self._on(reply, False)) is not None:
            with self._attempt(one) as done:
                done.append(self.ledger.reopen(one.id, one.turn, by))

    @rule(reply=replies, by=people, stale=st.booleans(), unreviewed=st.booleans())
    def send(self, reply: str, by: Person, stale: bool, unreviewed: bool) -> None:
        if (one := self._on(reply, stale)) is None:
            return
        self._send(one, by, unreviewed=unreviewed)

    def _send(self, one: Dossier, by: Person, *, unreviewed: bool) -> None:
        act = self.ledger.send_unreviewed if unreviewed else self.ledger.send
        frozen = self.ledger.freeze_of(self.brand)
        with self._attempt(one) as done:
            after = act(one.id, one.turn, one.current.digest, by)
            done.append(after)
            assert not unreviewed
            assert frozen is None
            assert one.id not in self.sent, "one reply was sent twice"
            self.sent[one.id] = after.current.digest
            type(self).left += 1

    @rule(reply=replies, by=people, stale=st.booleans())
    def take(self, reply: str, by: Person, stale: bool) -> None:
        """The text is given out: only one that has all its approvals, to the letter."""
        if (one := self._on(reply, stale)) is not None:
            self._take(one, by)

    def _take(self, one: Dossier, by: Person) -> None:
        before = self.ledger.read(one.id)
        try:
            words = self.ledger.take(one.id, one.current.digest, by, "copy")
        except AssistantError:
            words = None
        now = self.ledger.read(one.id)
        assert replace(now, changed_at="") == replace(before, changed_at="")
        if words is not None:
            assert self.ledger.freeze_of(self.brand) is None
            assert words == now.current.text
            assert len({a.person for a in now.approvals}) >= STEPS
            assert all(a.digest == now.current.digest for a in now.approvals)
            assert Role.DRAFTER in by.roles or Role.REVIEWER in by.roles
            type(self).taken += 1

    @rule(target=replies, by=people, text=texts, used_by=people, post=st.sampled_from(["1", "2"]))
    def prepared(self, by: Person, text: str, used_by: Person, post: str) -> Any:
        """An answer is prepared, approved by whoever may, and used: approved as it was, or not."""
        try:
            one = self.ledger.prepared.prepare(
                self.brand, "Topic", text, by, CLEAN, platform="x", language="en"
            )
            one = self.ledger.submit(one.id, one.turn, by)
            for person in PEOPLE:
                with suppress(AssistantError):
                    one = self.ledger.approve(one.id, one.turn, one.current.digest, person, CLEAN)
            used = self.ledger.prepared.use(one.id, one.current.digest, Post(post), used_by, CLEAN)
        except AssistantError:
            return multiple()
        assert len({a.person for a in used.approvals}) >= STEPS
        assert all(a.digest == used.current.digest for a in used.approvals)
        assert all(a.person != used.current.author for a in used.approvals)
        assert used.current.text == one.current.text
        self.seen[used.id] = [used]
        self._take(used, used_by)
        self._send(used, used_by, unreviewed=False)
        return used.id

    @rule(reply=replies, by=people)
    def withdraw(self, reply: str, by: Person) -> None:
        if (one := self._on(reply, False)) is not None:
            with self._attempt(one) as done:
                done.append(self.ledger.withdraw(one.id, one.turn, "Wrong.", by))

    @rule(by=people)
    def freeze(self, by: Person) -> None:
        stood = self.ledger.freeze_of(self.brand)
        try:
            self.ledger.freeze(self.brand, "Crisis.", by)
        except AssistantError:
            assert self.ledger.freeze_of(self.brand) == stood

    @precondition(lambda self: self.ledger.freeze_of(self.brand) is not None)
    @rule(by=people)
    def lift(self, by: Person) -> None:
        try:
            self.ledger.lift(self.brand, by)
        except AssistantError:
            assert self.ledger.freeze_of(self.brand) is not None

    @invariant()
    def what_was_sent_was_approved_to_the_letter(self) -> None:
        for identity, digest in self.sent.items():
            one = self.ledger.read(identity)
            assert one.state in (State.SENT, State.WITHDRAWN)
            assert one.current.digest == digest
            assert len({a.person for a in one.approvals}) >= STEPS
            assert all(a.digest == digest for a in one.approvals)
            assert all(a.person != one.current.author for a in one.approvals)
            assert self.record.text(self.brand, str(one.document_id)) == one.current.text

    @invariant()
    def nothing_that_was_kept_is_lost(self) -> None:
        for identity, states in self.seen.items():
            now = self.ledger.read(identity)
            for before in states:
                assert now.versions[: len(before.versions)] == before.versions
                assert now.decisions[: len(before.decisions)] == before.decisions
                assert now.turn >= before.turn

    @invariant()
    def the_journal_only_grows(self) -> None:
        head = Journal(self.database).head()
        assert head.seq >= self.entries
        self.entries = head.seq

    def teardown(self) -> None:
        assert Journal(self.database).verify().holds


@pytest.mark.parametrize("backend", ["sqlite", "postgresql"])
def test_whatever_people_do_what_must_hold_holds(
    backend: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    database: Any = request.getfixturevalue(backend)

    class Here(Workflow):
        pass

    Here.database = database
    # The same steps on both; a server answers each a good deal later than a file.
    examples = 50 if backend == "sqlite" else 20
    run_state_machine_as_test(
        Here, settings=settings(max_examples=examples, stateful_step_count=30, deadline=None)
    )
    assert Here.left >= 5, "nothing was proven of what is sent"
    assert Here.taken >= 5, "nothing was proven of what is given out"
