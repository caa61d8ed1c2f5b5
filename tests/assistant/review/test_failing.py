"""Every write on a reply's way out fails once: the act is not done at all, and then done again."""

from __future__ import annotations

from collections.abc import Callable

from assistant.access import Access
from assistant.access.values import Operator
from assistant.model import Post
from assistant.notices import Channels, Outbox
from assistant.notices.channels import Mail, Webhook
from assistant.review import Dossier, Examination, Ledger, Person, Role, State
from assistant.review.publishing import off_record, on_record
from assistant.review.rules import Rules
from assistant.store import forget_post
from knowledge.database import Database
from knowledge.errors import RecordUnavailable
from knowledge.journal import Journal
from knowledge.record import Record
from tests.failing import everything, failing

MAYA = Person("Maya", frozenset({Role.DRAFTER}))
NADIA = Person("Nadia", frozenset({Role.REVIEWER}))
ADA = Person("Ada", frozenset({Role.ADMINISTRATOR}))
CLEAN = Examination("halte@1")
POST = Post("You promised less plastic.", "x", author="@someone")
TEXT = "Hello, we cut plastic by 18 % between 2020 and 2025. Write to us."
BOTH_WAYS = Channels(
    webhook=Webhook("https://hooks.halte.example/in", b"sixteen bytes or more"),
    mail=Mail("mail.halte.example", "corail@halte.example"),
)
Act = Callable[[Ledger, Dossier], Dossier]


def _revised(ledger: Ledger, one: Dossier) -> Dossier:
    return ledger.revise(one.id, one.turn, one.current.text + " Maya", MAYA, CLEAN, language="en")


def _approved(ledger: Ledger, one: Dossier) -> Dossier:
    overrides = {"k": "It is known."}
    digest = one.current.digest
    return ledger.approve(one.id, one.turn, digest, NADIA, CLEAN, overrides=overrides)


def _taken(ledger: Ledger, one: Dossier) -> Dossier:
    ledger.take(one.id, one.current.digest, MAYA, "copy")
    return ledger.read(one.id)


def _halted(ledger: Ledger, one: Dossier) -> Dossier:
    ledger.freeze(one.brand, "A crisis.", ADA)
    return ledger.read(one.id)


def _thawed(ledger: Ledger, one: Dossier) -> Dossier:
    ledger.lift(one.brand, ADA)
    return ledger.read(one.id)


def _corrected(ledger: Ledger, one: Dossier) -> Dossier:
    opened = ledger.open(
        one.brand, POST, TEXT + " Sorry.", MAYA, CLEAN, language="en", corrects=one.id
    )
    return ledger.read(opened.id)


def _prepared(ledger: Ledger, one: Dossier) -> Dossier:
    return ledger.prepared.prepare(
        one.brand, "Plastic", TEXT, MAYA, CLEAN, platform="x", language="en"
    )


def _used(ledger: Ledger, one: Dossier) -> Dossier:
    return ledger.prepared.use(one.id, one.current.digest, Post("And plastic?"), MAYA, CLEAN)


ACTS: tuple[tuple[str, Act], ...] = (
    ("comment", lambda on, one: on.comment(one.id, "Is it 18?", NADIA, version=1, sentence=0)),
    ("settle", lambda on, one: on.settle(one.id, 1, MAYA)),
    ("assign", lambda on, one: on.assign(one.id, one.turn, "Nadia", MAYA)),
    ("submit", lambda on, one: on.submit(one.id, one.turn, MAYA)),
    ("ask changes", lambda on, one: on.ask_changes(one.id, one.turn, "Sign it.", NADIA)),
    ("revise", _revised),
    ("submit", lambda on, one: on.submit(one.id, one.turn, MAYA)),
    ("approve", _approved),
    ("take out", _taken),
    ("freeze", _halted),
    ("lift", _thawed),
    ("send", lambda on, one: on.send(one.id, one.turn, one.current.digest, MAYA)),
    ("correct", _corrected),
    ("submit", lambda on, one: on.submit(one.id, one.turn, MAYA)),
    ("approve", _approved),
    ("send", lambda on, one: on.send(one.id, one.turn, one.current.digest, MAYA)),
    ("withdraw", lambda on, one: on.withdraw(one.id, one.turn, "Wrong year.", NADIA)),
    ("erase", lambda on, one: on.erase_post(one.id, ADA)),
    ("prepare", _prepared),
    ("submit", lambda on, one: on.submit(one.id, one.turn, MAYA)),
    ("reject", lambda on, one: on.reject(one.id, one.turn, "No.", NADIA)),
    ("reopen", lambda on, one: on.reopen(one.id, one.turn, MAYA)),
    ("submit", lambda on, one: on.submit(one.id, one.turn, MAYA)),
    ("approve", _approved),
    ("use", _used),
    ("decline", lambda on, one: on.decline(one.id, one.turn, "A joke.", MAYA)),
)
# What a server is asked for, that takes its time: from the draft to the record.
BRIEF = tuple(one for one in ACTS[:12] if one[0] in ("submit", "approve", "send"))[-3:]


def test_whichever_write_fails_the_act_is_not_done_and_then_it_is(record: Record) -> None:
    """The n-th write of every act fails, for each n: all rows are as they were, the journal's
    chain holds, and the same act done again succeeds."""
    database = record.database
    access = Access(database)
    for person in (ADA, MAYA, NADIA):
        email = f"{person.name.lower()}@halte.example"
        access.add(person.name, person.roles, Operator("root"), email=email)
    ledger = Ledger(
        database,
        on_record(record),
        Rules(),
        retract=off_record(record),
        notify=Outbox(database, BOTH_WAYS).notify,
        standing=access.standing,
        forget=forget_post,
    )
    one, failed = _until_done("open", lambda *_: _opened(ledger), ledger, None, database)
    whole = database.engine.dialect.name == "sqlite"
    for name, act in ACTS if whole else BRIEF:
        one, struck = _until_done(name, act, ledger, one, database)
        failed += struck
        # What the act said is what is kept.
        assert ledger.read(one.id) == one
    assert failed > (100 if whole else 20), "that is not every write"
    assert Journal(database).verify().holds
    sent = ledger.listed("halte", states=[State.SENT, State.WITHDRAWN], limit=100)
    assert len(sent) == len(record.documents("halte")) == (2 if whole else 1)


def _opened(ledger: Ledger) -> Dossier:
    return ledger.open("halte", POST, TEXT, MAYA, CLEAN, language="en")


def _until_done(
    name: str, act: Act, ledger: Ledger, one: Dossier | None, database: Database
) -> tuple[Dossier, int]:
    """An act whose first, second… write fails until none is left; the outcome, and how many."""
    before, n = everything(database), 0
    while True:
        n += 1
        with failing(n, database) as told:
            try:
                after = act(ledger, one)  # type: ignore[arg-type]
            except RecordUnavailable:
                assert told.struck
                assert everything(database) == before, f"{name}: write {n} left something behind"
                continue
        assert not told.struck, f"{name}: write {n} failed, and nobody was told"
        assert told.written[-1] == "commit"
        return after, n - 1
