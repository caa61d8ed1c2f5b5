"""The workflow of review: rights, one exact text, two people at once, and the record it feeds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from assistant.errors import BadRequest, NotAllowed, Overtaken
from assistant.freezing import freeze
from assistant.model import Post
from assistant.review import Dossier, Examination, Ledger, Person, State
from assistant.review.acting import post_digest
from assistant.review.publishing import on_record
from assistant.store import Store, forget_post
from knowledge.journal import Journal
from knowledge.record import Record
from knowledge.schema import dossiers, versions

Opened = Callable[..., Dossier]
People = Mapping[str, Person]
CLEAN = Examination("halte@1")
POST = Post("You promised less plastic.", "x", author="@someone")


@pytest.fixture
def approved(ledger: Ledger, submitted: Dossier, people: People) -> Dossier:
    digest = submitted.current.digest
    return ledger.approve(submitted.id, submitted.turn, digest, people["nadia"], CLEAN)


def test_a_reply_is_approved_by_another_person_sent_and_on_the_record(
    ledger: Ledger, approved: Dossier, people: People, record: Record
) -> None:
    one = approved
    assert one.state is State.APPROVED
    assert [a.person for a in one.approvals] == ["Nadia"]
    digest = one.current.digest
    sent = ledger.send(one.id, one.turn, digest, people["maya"], url="https://x.example/1")
    assert (sent.state, sent.url) == (State.SENT, "https://x.example/1")
    entry = record.document("halte", str(sent.document_id))
    assert (entry.kind, entry.channel, entry.url) == ("reply", "x", "https://x.example/1")
    assert record.text("halte", entry.id) == one.current.text
    acts = [e.act for e in Journal(record.database).entries(subject=one.id)]
    assert acts == ["reply opened", "reply submitted", "reply approved", "reply sent"]
    assert Journal(record.database).verify().holds


def test_nobody_approves_what_they_wrote_unless_the_house_lets_them(
    ledger: Ledger, make_ledger: Callable[..., Ledger], submitted: Dossier, people: People
) -> None:
    one, digest = submitted, submitted.current.digest
    with pytest.raises(NotAllowed, match="somebody else"):
        ledger.approve(one.id, one.turn, digest, people["both"], CLEAN)
    easy = make_ledger(own=True)
    done = easy.approve(one.id, one.turn, digest, people["both"], CLEAN)
    assert done.state is State.APPROVED


def test_what_blocks_is_resolved_or_overridden_with_a_reason(
    ledger: Ledger, submitted: Dossier, people: People, blocked: Callable[..., Examination]
) -> None:
    one, stops, nadia = submitted, blocked("k1"), people["nadia"]
    digest = one.current.digest
    with pytest.raises(NotAllowed, match="stands in the way"):
        ledger.approve(one.id, one.turn, digest, nadia, stops)
    with pytest.raises(BadRequest, match="reason"):
        ledger.approve(one.id, one.turn, digest, nadia, stops, overrides={"k1": " "})
    with pytest.raises(NotAllowed):
        ledger.approve(one.id, one.turn, digest, nadia, stops, overrides={"k2": "It is fine."})
    done = ledger.approve(one.id, one.turn, digest, nadia, stops, overrides={"k1": "Checked."})
    assert done.decisions[-1].overrides == {"k1": "Checked."}
    assert done.decisions[-1].examined == stops


def test_case_22_a_text_that_broke_off_cannot_be_approved(
    ledger: Ledger, submitted: Dossier, people: People
) -> None:
    one, half = submitted, replace(CLEAN, complete=False)
    with pytest.raises(NotAllowed, match="broke off"):
        ledger.approve(one.id, one.turn, one.current.digest, people["nadia"], half)


def test_one_character_more_is_another_text_which_nobody_approved(
    ledger: Ledger, approved: Dossier, people: People
) -> None:
    one, maya = approved, people["maya"]
    longer = one.current.text + "!"
    edited = ledger.revise(one.id, one.turn, longer, maya, CLEAN, language="en")
    assert (edited.state, edited.version, edited.approvals) == (State.DRAFT, 2, ())
    assert edited.versions[0] == one.versions[0]
    with pytest.raises(BadRequest):
        ledger.send(edited.id, edited.turn, edited.current.digest, maya)
    with pytest.raises(BadRequest, match="nothing was changed"):
        ledger.revise(edited.id, edited.turn, longer, maya, CLEAN, language="en")


def test_case_40_of_two_reviewers_at_once_one_wins_and_the_other_is_told(
    ledger: Ledger, submitted: Dossier, people: People
) -> None:
    one = submitted
    ledger.approve(one.id, one.turn, one.current.digest, people["nadia"], CLEAN)
    with pytest.raises(Overtaken, match="Nadia acted first: reply approved"):
        ledger.reject(one.id, one.turn, "Too cold.", people["omar"])
    assert ledger.read(one.id).state is State.APPROVED
    assert len(ledger.read(one.id).decisions) == 1


def test_case_40_an_approval_is_of_the_text_that_was_seen(
    ledger: Ledger, submitted: Dossier, people: People
) -> None:
    one, maya = submitted, people["maya"]
    one = ledger.revise(one.id, one.turn, "Another text.", maya, CLEAN, language="en")
    one = ledger.submit(one.id, one.turn, maya)
    with pytest.raises(Overtaken, match="not the one you saw"):
        ledger.approve(one.id, one.turn, submitted.current.digest, people["nadia"], CLEAN)


def test_case_41_who_has_no_right_is_refused_and_it_is_journalled(
    ledger: Ledger, submitted: Dossier, people: People, record: Record
) -> None:
    one = submitted
    with pytest.raises(NotAllowed, match="reviewer"):
        ledger.approve(one.id, one.turn, one.current.digest, people["hugo"], CLEAN)
    last = Journal(record.database).entries()[-1]
    assert (last.act, last.actor, last.subject) == ("act refused", "Hugo", one.id)
    assert last.detail == {"act": "approve"}
    assert ledger.read(one.id) == one


def test_a_role_taken_away_while_a_text_is_examined_is_gone(
    record: Record, submitted: Dossier, people: People
) -> None:
    """Who acts was read before the text was examined, up to a minute ago."""
    ledger = Ledger(
        record.database, on_record(record), standing=lambda connection, by: Person(by.name)
    )
    one = submitted
    with pytest.raises(NotAllowed, match="reviewer"):
        ledger.approve(one.id, one.turn, one.current.digest, people["nadia"], CLEAN)
    last = Journal(record.database).entries()[-1]
    assert (last.act, last.actor) == ("act refused", "Nadia")
    assert ledger.read(one.id) == one


def test_what_is_only_said_to_be_a_reply_is_not_written_into_the_journal(
    ledger: Ledger, people: People, record: Record
) -> None:
    """It is for good: who has no right could leave in it what nobody can take out again."""
    said = "Jean Dupond, 12 rue des Lilas, owes us money. " * 100
    with pytest.raises(NotAllowed):
        ledger.reject(said, 1, "No.", people["maya"])
    last = Journal(record.database).entries()[-1]
    assert (last.act, last.actor, last.subject) == ("act refused", "Maya", "reply")


@pytest.mark.parametrize("said", ["Call +33 1 23 45 67 89", "soon", "2026-11-23T18:00Z" + " " * 40])
def test_when_a_reply_is_due_is_a_time_and_nothing_else(
    ledger: Ledger, submitted: Dossier, people: People, said: str
) -> None:
    """Notices tell it to people by mail: who gives a reply away would tell them anything."""
    with pytest.raises(BadRequest, match="no day or time"):
        ledger.assign(submitted.id, submitted.turn, "Nadia", people["maya"], due_at=said)
    with pytest.raises(BadRequest, match="no day or time"):
        ledger.decline(submitted.id, submitted.turn, "No.", people["maya"], look_again=said)


def test_several_steps_take_several_people(
    make_ledger: Callable[..., Ledger], submitted: Dossier, people: People
) -> None:
    ledger, one, digest = make_ledger(steps=2), submitted, submitted.current.digest
    nadia, omar = people["nadia"], people["omar"]
    one = ledger.approve(one.id, one.turn, digest, nadia, CLEAN)
    assert one.state is State.IN_REVIEW
    with pytest.raises(NotAllowed, match="another person"):
        ledger.approve(one.id, one.turn, digest, nadia, CLEAN)
    # Changes are asked for, and the same text comes again: the first approval is void.
    one = ledger.ask_changes(one.id, one.turn, "Say when.", omar)
    one = ledger.submit(one.id, one.turn, people["maya"])
    assert one.approvals == ()
    one = ledger.approve(one.id, one.turn, digest, omar, CLEAN)
    one = ledger.approve(one.id, one.turn, digest, nadia, CLEAN)
    assert one.state is State.APPROVED


def test_while_a_freeze_stands_nothing_is_sent(
    ledger: Ledger, approved: Dossier, people: People
) -> None:
    one, maya, ada = approved, people["maya"], people["ada"]
    with pytest.raises(NotAllowed):
        ledger.freeze("halte", "Accident at the plant.", maya)
    ledger.freeze("halte", "Accident at the plant.", ada)
    with pytest.raises(NotAllowed, match="Accident at the plant"):
        ledger.send(one.id, one.turn, one.current.digest, maya)
    with pytest.raises(Overtaken):
        ledger.freeze("halte", "Again.", ada)
    ledger.lift("halte", ada)
    assert ledger.freeze_of("halte") is None
    assert ledger.send(one.id, one.turn, one.current.digest, maya).state is State.SENT


def test_who_is_alone_sends_unreviewed_and_the_journal_says_so(
    ledger: Ledger, opened: Opened, people: People, record: Record
) -> None:
    alone = people["alone"]
    one = opened(by=alone)
    with pytest.raises(NotAllowed):
        ledger.approve(one.id, one.turn, one.current.digest, alone, CLEAN)
    sent = ledger.send_unreviewed(one.id, one.turn, one.current.digest, alone)
    assert sent.state is State.SENT
    told = [e.act for e in Journal(record.database).entries(subject=one.id)]
    assert told[-1] == "reply sent unreviewed"
    other = opened()
    with pytest.raises(NotAllowed):
        ledger.send_unreviewed(other.id, other.turn, other.current.digest, people["maya"])


def test_a_correction_stands_in_the_place_of_what_was_sent(
    ledger: Ledger, opened: Opened, people: People, record: Record
) -> None:
    alone = people["alone"]
    wrong = opened(by=alone)
    wrong = ledger.send_unreviewed(wrong.id, wrong.turn, wrong.current.digest, alone)
    text = wrong.current.text.replace("18", "17")
    mended = ledger.open("halte", POST, text, alone, CLEAN, language="en", corrects=wrong.id)
    mended = ledger.send_unreviewed(mended.id, mended.turn, mended.current.digest, alone)
    entry = record.document("halte", str(wrong.document_id))
    assert entry.superseded_by is not None
    assert entry.superseded_by.document_id == mended.document_id
    unsent = opened().id
    with pytest.raises(BadRequest, match="was sent"):
        ledger.open("halte", POST, "No.", alone, CLEAN, language="en", corrects=unsent)


def test_not_to_answer_is_a_decision_with_a_reason_and_a_day(
    ledger: Ledger, opened: Opened, people: People
) -> None:
    one, maya = opened(), people["maya"]
    with pytest.raises(BadRequest, match="reason"):
        ledger.decline(one.id, one.turn, "", maya)
    one = ledger.decline(one.id, one.turn, "A joke.", maya, look_again="2026-12-01")
    assert (one.state, one.look_again) == (State.DECLINED, "2026-12-01")
    assert one.comments[-1].words == "A joke."
    assert ledger.reopen(one.id, one.turn, maya).look_again is None


def test_a_comment_overtakes_nobody(ledger: Ledger, submitted: Dossier, people: People) -> None:
    one = submitted
    ledger.comment(one.id, "Which sites?", people["omar"], version=1, sentence=0)
    one = ledger.approve(one.id, one.turn, one.current.digest, people["nadia"], CLEAN)
    one = ledger.settle(one.id, 1, people["maya"])
    assert one.comments[0].settled_by == "Maya"
    with pytest.raises(BadRequest, match="version 2"):
        ledger.comment(one.id, "Hm.", people["omar"], version=2)


def test_case_45_a_post_can_be_forgotten_and_the_chain_holds(
    ledger: Ledger, submitted: Dossier, people: People, record: Record
) -> None:
    with pytest.raises(NotAllowed):
        ledger.erase_post(submitted.id, people["maya"])
    one = ledger.erase_post(submitted.id, people["ada"])
    assert one.post is None
    entries = Journal(record.database).entries(subject=one.id)
    assert POST.text not in str(entries)
    assert Journal(record.database).verify().holds
    assert ledger.listed("halte")[0].post is None


def test_case_45_a_post_is_forgotten_with_every_reply_to_it(
    ledger: Ledger, opened: Opened, people: People, record: Record
) -> None:
    alone = people["alone"]
    sent = opened(by=alone)
    sent = ledger.send_unreviewed(sent.id, sent.turn, sent.current.digest, alone)
    mended = ledger.open("halte", POST, "We cut it.", alone, CLEAN, language="en", corrects=sent.id)
    other = ledger.open("halte", Post("Why?", "x"), "So.", alone, CLEAN, language="en")

    ledger.erase_post(sent.id, people["ada"])

    assert ledger.read(mended.id).post is None
    assert ledger.read(other.id).post is not None
    told = [e.subject for e in Journal(record.database).entries() if e.act == "post erased"]
    assert sorted(told) == sorted([sent.id, mended.id])
    with record.database.reading() as connection:
        kept = connection.execute(select(dossiers.c.post_digest)).scalars().all()
    # Nor can it be told any more that somebody wrote just that.
    assert post_digest(POST) not in kept


def test_the_list_shows_what_is_pending_the_last_change_first(
    ledger: Ledger, opened: Opened, people: People
) -> None:
    first, second = opened(), opened("Another text for the same post.")
    ledger.assign(first.id, first.turn, "Nadia", people["maya"], due_at="2026-11-23T18:00:00Z")
    assert [one.id for one in ledger.listed("halte")] == [first.id, second.id]
    assert [one.id for one in ledger.listed("halte", person="Nadia")] == [first.id]
    assert ledger.listed("halte", states=[State.SENT]) == []
    assert ledger.listed("other") == []


@pytest.mark.parametrize("text", ["", "   \n", "x" * 20_001])
def test_a_text_that_cannot_be_kept_is_refused(ledger: Ledger, people: People, text: str) -> None:
    with pytest.raises(BadRequest):
        ledger.open("halte", POST, text, people["maya"], CLEAN, language="en")
    assert ledger.listed("halte") == []


def test_only_an_approved_text_is_given_out_and_none_while_a_freeze_stands(
    ledger: Ledger, submitted: Dossier, people: People
) -> None:
    maya, nadia, digest = people["maya"], people["nadia"], submitted.current.digest
    with pytest.raises(NotAllowed, match="0 of the 1 approvals"):
        ledger.take(submitted.id, digest, maya, "copy")
    one = ledger.approve(submitted.id, submitted.turn, digest, nadia, CLEAN)
    assert ledger.take(one.id, digest, maya, "copy") == one.current.text
    with pytest.raises(Overtaken):
        ledger.take(one.id, "0" * 64, maya, "copy")
    with pytest.raises(NotAllowed, match="role"):
        ledger.take(one.id, digest, people["ada"], "copy")
    ledger.freeze("halte", "An accident at the dairy.", people["ada"])
    with pytest.raises(NotAllowed, match="accident"):
        ledger.take(one.id, digest, maya, "copy")


def test_case_42_a_text_changed_beneath_its_approval_is_given_out_no_more(
    ledger: Ledger, approved: Dossier, people: People, record: Record
) -> None:
    one, digest = approved, approved.current.digest
    with record.database.writing() as connection:
        here = versions.c.dossier_id == one.id
        connection.execute(update(versions).where(here).values(text="We cut it by half."))
    with pytest.raises(NotAllowed, match="nobody approved it"):
        ledger.take(one.id, digest, people["maya"], "copy")
    with pytest.raises(NotAllowed, match="nobody approved it"):
        ledger.send(one.id, one.turn, digest, people["maya"])


def test_case_45_the_conversations_about_a_post_go_with_it(record: Record, people: People) -> None:
    """Who drafted on it has a copy, and so has whoever tried and took nothing to review."""
    store = Store(record.database)
    other = Post("You promised less plastic, again.", "x")
    for post in (POST, other):
        store.save(None, "halte", "Hugo", [{"post": freeze(post)}], post.text)
    store.save(None, "elsewhere", "Hugo", [{"post": freeze(POST)}], POST.text)
    ledger = Ledger(record.database, on_record(record), forget=forget_post)
    one = ledger.open("halte", POST, "So.", people["maya"], CLEAN, language="en")
    ledger.erase_post(one.id, people["ada"])
    assert {kept.title for kept in store.recent("Hugo")} == {POST.text, other.text}
    assert Journal(record.database).entries(subject=one.id)[-1].detail == {"conversations": 1}


def test_what_is_copied_by_who_is_alone_is_journalled_as_unreviewed(
    ledger: Ledger, record: Record, people: People
) -> None:
    ledger.copied("halte", "A draft.", people["alone"])
    last = Journal(record.database).entries()[-1]
    assert last.act == "text copied unreviewed"
    assert "A draft." not in str(last.detail)
    with pytest.raises(NotAllowed):
        ledger.copied("halte", "A draft.", people["maya"])


@pytest.fixture
def prepared(ledger: Ledger, people: People) -> Dossier:
    one = ledger.prepared.prepare(
        "halte",
        "Recalls",
        "We are looking into it and come back today.",
        people["maya"],
        CLEAN,
        platform="x",
        language="en",
    )
    one = ledger.submit(one.id, one.turn, people["maya"])
    return ledger.approve(one.id, one.turn, one.current.digest, people["nadia"], CLEAN)


def test_a_prepared_answer_is_used_to_the_letter_under_the_name_that_approved_it(
    ledger: Ledger, prepared: Dossier, people: People, record: Record
) -> None:
    digest = prepared.current.digest
    one = ledger.prepared.use(prepared.id, digest, POST, people["hugo"], CLEAN)
    assert (one.state, one.origin, one.topic) == (State.APPROVED, prepared.id, None)
    assert (one.current.text, one.current.author) == (prepared.current.text, "Maya")
    assert [a.person for a in one.approvals] == ["Nadia"]
    sent = ledger.send(one.id, one.turn, digest, people["hugo"])
    assert record.text("halte", str(sent.document_id)) == prepared.current.text
    # It can be used again, and is never sent by itself.
    again = ledger.prepared.use(prepared.id, digest, POST, people["hugo"], CLEAN)
    assert again.id != one.id
    for act in (ledger.send, ledger.send_unreviewed):
        with pytest.raises((BadRequest, NotAllowed)):
            act(prepared.id, prepared.turn, digest, people["hugo"])
    with pytest.raises(BadRequest, match="use it there"):
        ledger.take(prepared.id, digest, people["hugo"], "copy")


def test_a_prepared_answer_is_not_used_unapproved_changed_or_where_something_stops_it(
    ledger: Ledger, prepared: Dossier, people: People, blocked: Callable[..., Examination]
) -> None:
    digest, maya = prepared.current.digest, people["maya"]
    with pytest.raises(NotAllowed, match="stands in the way"):
        ledger.prepared.use(prepared.id, digest, POST, maya, blocked("k"))
    with pytest.raises(NotAllowed, match="role"):
        ledger.prepared.use(prepared.id, digest, POST, people["ada"], CLEAN)
    changed = ledger.revise(
        prepared.id, prepared.turn, "We are looking into it.", maya, CLEAN, language="en"
    )
    with pytest.raises(NotAllowed, match="0 of the 1 approvals"):
        ledger.prepared.use(prepared.id, changed.current.digest, POST, maya, CLEAN)
    with pytest.raises(Overtaken):
        ledger.prepared.use(prepared.id, digest, POST, maya, CLEAN)


def test_prepared_answers_are_listed_by_themselves_and_are_no_rivals(
    ledger: Ledger, prepared: Dossier, submitted: Dossier
) -> None:
    assert [one.id for one in ledger.listed("halte", prepared=True)] == [prepared.id]
    assert prepared.id not in [one.id for one in ledger.listed("halte", prepared=False)]
    seen = ledger.with_pending(submitted.id, lambda one, rest: list(rest))
    assert prepared.id not in [one.dossier for one in seen]
