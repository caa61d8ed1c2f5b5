"""What people did with an earlier Corail is there after an upgrade, and the work goes on."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.access import Access
from assistant.errors import NotAllowed
from assistant.freezing import thaw
from assistant.model import Post, Reply
from assistant.notices.channels import Channels
from assistant.notices.outbox import Outbox
from assistant.review import Decision, Examination, Ledger, Person, Role, State
from assistant.review.publishing import on_record
from assistant.store import Store
from knowledge.database import Database
from knowledge.journal import Journal
from knowledge.record import Record
from tests.knowledge import old

MAYA = Person("Maya", frozenset({Role.DRAFTER}))
NADIA = Person("Nadia", frozenset({Role.REVIEWER}))
ADA = Person("Ada", frozenset({Role.ADMINISTRATOR}))


def since(revision: str) -> list[str]:
    """Earlier revisions, from this one on."""
    return [one for one in old.revisions() if one >= revision]


def upgraded(database: Database, revision: str) -> Database:
    old.make(database, revision)
    database.migrate()
    return database


@pytest.mark.parametrize("revision", since("0002"))
def test_conversations_are_opened_again(new_database: Database, revision: str) -> None:
    store = Store(upgraded(new_database, revision))
    [mine] = store.recent("maya")
    assert (mine.title, mine.brand, mine.count) == ("Plastique…", "halage", 1)
    _, [exchange] = store.open(mine.id, "maya")
    assert thaw(Post, exchange["post"]).text == "You promised less plastic. Where is it?"
    assert thaw(Reply, exchange["reply"]).drafts
    [hers] = store.recent("ines")
    assert hers.count == 2


@pytest.mark.parametrize("revision", since("0003"))
def test_a_reply_that_was_sent_is_what_was_approved(new_database: Database, revision: str) -> None:
    record = Record(upgraded(new_database, revision))
    ledger = Ledger(new_database, on_record(record))
    [listed] = ledger.listed("halage", states=[State.SENT])
    sent = ledger.read(listed.id)

    assert [one.text for one in sent.versions] == [
        "Hello, we cut plastic by 19 %.",
        "Hello, we cut plastic by 19 % between 2020 and 2025.",
    ]
    assert (sent.versions[0].made.model, sent.versions[0].made.prompts) == ("m-1", {"reply": "d1"})
    assert [(one.act, one.person, one.reason) for one in sent.decisions] == [
        (Decision.CHANGES, "Nadia", "Since when?"),
        (Decision.APPROVED, "Nadia", "Good."),
    ]
    [approval] = sent.approvals
    assert approval.digest == sent.current.digest
    assert approval.overrides == {approval.examined.blocking[0].key: "It is on record."}
    assert ledger.sources_of(str(sent.document_id)) == approval.examined.sources != ()
    assert record.text("halage", str(sent.document_id)) == sent.current.text
    assert (sent.assignee, sent.url) == ("Nadia", "https://x.example/1")
    [comment] = sent.comments
    assert (comment.sentence, comment.words) == (0, "Say since when.")


@pytest.mark.parametrize("revision", since("0003"))
def test_what_was_halted_stays_halted_and_what_waits_goes_on(
    new_database: Database, revision: str
) -> None:
    ledger = Ledger(upgraded(new_database, revision), on_record(Record(new_database)))
    [declined] = ledger.listed("halage", states=[State.DECLINED])
    assert ledger.read(declined.id).post is None
    assert declined.look_again == "2027-01-01"
    freeze = ledger.freeze_of("halage")
    assert freeze is not None
    assert freeze.reason == "Again"

    [waiting] = ledger.listed("halage")
    one = ledger.read(waiting.id)
    clean = Examination("halage@9")
    one = ledger.approve(one.id, one.turn, one.current.digest, NADIA, clean)
    with pytest.raises(NotAllowed, match="Again"):
        ledger.send(one.id, one.turn, one.current.digest, MAYA)
    ledger.lift("halage", ADA)
    assert ledger.send(one.id, one.turn, one.current.digest, MAYA).state is State.SENT
    assert Journal(new_database).verify().holds


@pytest.mark.parametrize("revision", since("0004"))
def test_people_come_in_as_before(new_database: Database, revision: str) -> None:
    then = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
    access = Access(upgraded(new_database, revision), clock=lambda: then)
    ada, maya = access.people()
    assert (ada.name, ada.email, ada.roles) == ("Ada", "ada@halage.example", ADA.roles)
    assert (maya.has_password, maya.stand_in) == (False, "Ada")
    assert access.acting_for("Maya", then.date()) == "Ada"
    token = access.sign_in("ADA@halage.example", "three words apart")
    assert access.session(token) == access.person("Ada")


@pytest.mark.parametrize("revision", since("0005"))
def test_prepared_answers_and_notices_are_there(new_database: Database, revision: str) -> None:
    upgraded(new_database, revision)
    ledger = Ledger(new_database, on_record(Record(new_database)))
    [prepared] = [one for one in ledger.listed("amont") if one.topic == "Late orders"]
    [used] = [one for one in ledger.listed("amont", states=[State.APPROVED]) if one.topic is None]
    assert ledger.read(used.id).current.text == ledger.read(prepared.id).current.text
    sent = ledger.send(used.id, used.turn, ledger.read(used.id).current.digest, MAYA)
    assert sent.state is State.SENT
    outbox = Outbox(new_database, Channels())
    assert [one.told.kind for one in outbox.listed()].count("reply.submitted") == 2
