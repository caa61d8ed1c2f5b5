"""A reply that left the house, and what the next text may rest on then."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.assembly import Assistant
from assistant.checks import promises
from assistant.checks.running import Named
from assistant.errors import BadRequest, NotAllowed
from assistant.model import Finding, Post, Standing
from assistant.review import Examination, State
from knowledge.errors import KnowledgeError
from knowledge.journal import Journal
from knowledge.model import Kind
from tests.conftest import TODAY
from tests.failing import failing

SAID = "Our bakery school trained 40 apprentices in 2025."
POST = Post("You never train anybody.", "x", author="@someone")
REPLY = f"Hello, thank you for asking. We wrote: “{SAID}”"


def _on_record(assistant: Assistant, write: Callable[[str, str], Path]) -> None:
    rows = [
        {"id": "school", "text": SAID, "date": "2025-09-01", "speaker": "Halte"},
        {"id": "barley", "text": "We buy our barley nearby.", "date": "2024-05-06"},
    ]
    file = write("said.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    assistant.ingest([file], brand="halte")


def test_a_reply_that_was_sent_is_on_record_and_leads_to_what_it_rested_on(
    assistant: Assistant, write: Callable[[str, str], Path]
) -> None:
    _on_record(assistant, write)
    alone = assistant.person()
    one = assistant.review.open("halte", POST, REPLY, alone)
    assert one.current.examined.sources
    sent = assistant.review.send(one.id, one.turn, one.current.digest, alone)
    assert sent.state is State.SENT
    [said] = assistant.record.documents("halte", kind=Kind.REPLY)
    assert said.id == sent.document_id
    shown = assistant.review.held(sent)
    assert not [f for f in shown.findings if "already" in f.message]
    assert said.id not in {p.document_id for p in shown.passages}
    # The reply itself is found, and is not what a further text rests on: the statement is.
    held = assistant.check(f"As we said: “{SAID}”", brand="halte")
    cited = {c.passage_id for s in held.sentences for c in s.citations}
    sources = assistant.record.passages("halte", cited)
    assert cited
    assert all(p.kind is not Kind.REPLY for p in sources.values())
    assert cited <= set(sent.current.examined.sources)


def test_words_that_stand_in_a_reply_alone_are_no_quotation_of_the_record(
    assistant: Assistant, write: Callable[[str, str], Path]
) -> None:
    _on_record(assistant, write)
    alone = assistant.person()
    claim = "Every apprentice of ours found a job within two months."
    one = assistant.review.open("halte", POST, claim, alone)
    assistant.review.send(one.id, one.turn, one.current.digest, alone)
    held = assistant.check(claim, brand="halte")
    assert [s.standing for s in held.sentences] == [Standing.NEW]
    assert held.sentences[0].citations == ()


def test_a_reply_that_was_taken_down_stays_on_record_and_is_not_public(
    assistant: Assistant, write: Callable[[str, str], Path]
) -> None:
    _on_record(assistant, write)
    alone = assistant.person()
    one = assistant.review.open("halte", POST, REPLY, alone)
    sent = assistant.review.send(one.id, one.turn, one.current.digest, alone)
    gone = assistant.ledger.withdraw(sent.id, sent.turn, "The figure was last year's.", alone)
    assert gone.state is State.WITHDRAWN
    assert gone.comments[-1].words == "The figure was last year's."
    entry = assistant.record.document("halte", str(gone.document_id))
    assert entry.access.visibility == "internal"
    mended = assistant.review.correct(gone.id, alone)
    assert mended.corrects == gone.id
    again = assistant.review.revise(mended.id, mended.turn, REPLY + " (2025)", alone)
    assistant.review.send(again.id, again.turn, again.current.digest, alone)
    before = assistant.record.document("halte", entry.id)
    assert before.superseded_by is not None


def test_what_is_given_to_somebody_who_is_away_goes_to_who_stands_in(
    assistant: Assistant, write: Callable[[str, str], Path]
) -> None:
    _on_record(assistant, write)
    operator = assistant.access.operator("operator")
    password = "lanseuil prairie tourbe 81"
    for name, role in (
        ("Ada", "administrator"),
        ("Maya", "drafter"),
        ("Nadia", "reviewer"),
        ("Omar", "reviewer"),
    ):
        assistant.access.add(name, [role], operator, password=password)
    assistant.access.away("Nadia", TODAY, TODAY, "Omar", operator)
    maya = assistant.person("Maya")
    one = assistant.review.open("halte", POST, REPLY, maya)
    one = assistant.review.assign(one.id, one.turn, "Nadia", maya)
    assert one.assignee == "Omar"
    with pytest.raises(BadRequest, match="Nobody here is called 'Zoe'"):
        assistant.review.assign(one.id, one.turn, "Zoe", maya)
    assert assistant.review.listed("halte", person="Omar")[0].id == one.id


def test_a_check_that_did_not_look_stands_in_the_way_until_it_did(
    assistant: Assistant, write: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    _on_record(assistant, write)
    operator = assistant.access.operator("operator")
    for name, role in (("Ada", "administrator"), ("Maya", "drafter"), ("Nadia", "reviewer")):
        assistant.access.add(name, [role], operator, password="lanseuil prairie tourbe 81")
    maya, nadia = assistant.person("Maya"), assistant.person("Nadia")
    one = assistant.review.open("halte", POST, REPLY, maya)
    one = assistant.ledger.submit(one.id, one.turn, maya)
    assert not one.current.examined.blocking
    looking = promises.check

    def broken(*_: object) -> list[Finding]:
        raise RuntimeError("no")

    broken_checks = tuple(
        Named(c.name, broken) if c.name == "promises" else c for c in assistant.checks.of_texts
    )
    monkeypatch.setitem(assistant.checks.__dict__, "of_texts", broken_checks)
    assistant.review._kept.clear()
    with pytest.raises(NotAllowed, match="Not checked: new promises"):
        assistant.review.approve(one.id, one.turn, one.current.digest, nadia)
    # What was not looked at is looked at again: it is not kept as if it had been.
    mended = tuple(Named(c.name, looking) if c.name == "promises" else c for c in broken_checks)
    monkeypatch.setitem(assistant.checks.__dict__, "of_texts", mended)
    done = assistant.review.approve(one.id, one.turn, one.current.digest, nadia)
    assert done.state is State.APPROVED


def test_a_reply_is_sent_or_it_is_not_whichever_write_fails(
    assistant: Assistant, write: Callable[[str, str], Path]
) -> None:
    """Faults 25 and 26 on the way out: the n-th write of sending fails, those of the vectors and
    of the index among them. Once it is on record it is sent, and what is missing comes later."""
    _on_record(assistant, write)
    alone, clean, n = assistant.person(), Examination("halte@1"), 0
    while True:
        n += 1
        words = f"Reply {n}: the tides decide, and the pilots of Arlen with them."
        one = assistant.ledger.open("halte", POST, words, alone, clean, language="en")
        with failing(n, assistant.database, index=True) as told:
            try:
                sent = assistant.review.send(one.id, one.turn, one.current.digest, alone)
            except KnowledgeError:
                before = assistant.ledger.read(one.id)
                assert before == one
                assert before.document_id is None
                sent = None
        sent = sent or assistant.review.send(one.id, one.turn, one.current.digest, alone)
        assert sent.state is State.SENT
        assert assistant.record.text("halte", str(sent.document_id)) == words
        if not told.struck:
            break
        assistant.make_good()
        assert not assistant.record.missing_vectors("halte", assistant.embedder.name)
        found = assistant.retriever("halte").search(words, k=12)
        assert sent.document_id in {hit.passage.document_id for hit in found}
    assert "upsert" in told.written
    assert len(assistant.record.documents("halte", kind=Kind.REPLY)) == n
    assert Journal(assistant.database).verify().holds
