"""The journal: every act, its actor, its place in the order; and what shows when it is changed."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import text

from knowledge.errors import RecordUnavailable
from knowledge.journal import Head, Journal
from knowledge.model import Brand


@pytest.fixture
def journal(database):
    return Journal(database)


@pytest.fixture
def five(record, item):
    """A brand and four documents: entries 1 to 5."""
    record.keep_brand(Brand("halage"), "maya")
    return [
        record.add("halage", [item(f"By {n}.", f"/{n}.md")], "maya")[0].document_id
        for n in range(4)
    ]


def tamper(database, statement):
    with database.writing() as connection:
        assert connection.execute(text(statement)).rowcount == 1


def test_every_act_is_told_with_its_actor_and_its_subject(record, journal, item, clock):
    [old, new] = (
        k.document_id
        for k in record.add("halage", [item("By 2030.", "/a"), item("By 2032.", "/b")], "maya")
    )
    passage = record.catalogue("halage")[0].id
    record.edit("halage", old, {"title": "Pledge", "kind": "commitment"}, "ines")
    record.edit("halage", passage, {"visibility": "internal"}, "ines")
    record.supersede("halage", old, new, "ines")
    record.unsupersede("halage", old, "paul")
    record.remove("halage", old, "paul")
    record.restore_document("halage", old, "paul")
    record.erase("halage", old, "paul")

    told = [(e.seq, e.brand, e.actor, e.act, e.subject) for e in journal.entries()]
    assert told == [
        (1, "halage", "maya", "brand added", "halage"),
        (2, "halage", "maya", "document added", old),
        (3, "halage", "maya", "document added", new),
        (4, "halage", "ines", "document edited", old),
        (5, "halage", "ines", "passage edited", passage),
        (6, "halage", "ines", "document superseded", old),
        (7, "halage", "paul", "document current again", old),
        (8, "halage", "paul", "document removed", old),
        (9, "halage", "paul", "document restored", old),
        (10, "halage", "paul", "document erased", old),
    ]
    edited = journal.entries(subject=old)[1]
    assert (edited.detail["from"]["kind"], edited.detail["to"]["kind"]) == (
        "statement",
        "commitment",
    )
    assert [e.seq for e in journal.entries("halage", limit=2)] == [9, 10]
    assert journal.entries("amont") == []


def test_what_may_have_to_be_forgotten_is_never_in_the_journal(record, database, item):
    names = {
        "title": "Title of Dupond",
        "speaker": "Speaker Dupond",
        "role": "Role of Dupond",
        "url": "https://dupond.example",
        "channel": "Dupond's page",
    }
    [kept] = record.add("halage", [item("Said by Dupond.", "/home/dupond/a.md", **names)], "Dupond")
    changes = {name: f"{value} (edited)" for name, value in names.items()} | {"owner": "Dupond"}
    record.edit("halage", kept.document_id, changes, "Dupond")
    record.keep_brand(Brand("halage", "Dupond & fils"), "Dupond")
    record.add("halage", [item("Now by Dupond.", "/home/dupond/a.md", **names)], "Dupond")
    record.erase("halage", kept.document_id, "Dupond")

    with database.reading() as connection:
        rows = [dict(row) for row in connection.execute(text("SELECT * FROM journal")).mappings()]
    assert len(rows) == 6 and "dupond" not in json.dumps(rows).casefold()


def test_erasing_a_document_or_a_person_leaves_the_chain_whole(record, journal, five):
    record.erase("halage", five[1], "ines")
    assert journal.forget("maya", "ines")
    assert not journal.forget("maya", "ines")

    assert journal.verify().holds
    assert [e.actor for e in journal.entries()] == [None] * 5 + ["ines", "ines"]
    assert journal.entries()[-1].act == "actor forgotten"


@pytest.mark.usefixtures("each_migration")
def test_digests_are_keyed_so_that_a_guess_cannot_be_checked_without_the_key(tmp_path, item):
    """The same text in two records leaves different traces."""
    from knowledge.database import Database
    from knowledge.record import Record

    traces = []
    for name in ("a", "b"):
        database = Database.open(tmp_path / name)
        database.migrate()
        Record(database).add("halage", [item("We sort.")], "maya")
        traces.append(Journal(database).entries(limit=1)[0].detail["text"])
        database.close()
    assert traces[0] != traces[1]


def test_a_name_exchanged_for_another_is_seen(database, journal, five):
    """Names stand beside the chain: whoever has a rival's approvals look like theirs is found."""
    head = journal.head()
    tamper(database, "UPDATE actors SET name = 'omar' WHERE name = 'maya'")

    verdict = journal.verify(head)
    assert (verdict.holds, verdict.first_bad) == (False, 1)
    assert "the name beside entry 1" in verdict.reason


def test_an_untouched_journal_holds(journal, five):
    verdict = journal.verify()
    assert verdict.holds and (verdict.count, verdict.first_bad) == (5, None)
    assert journal.verify(journal.head()).holds
    assert journal.head().seq == 5


@pytest.mark.parametrize(
    ("statement", "first_bad", "reason"),
    [
        ("UPDATE journal SET at = '2020-01-01' WHERE seq = 3", 3, "was changed"),
        ("UPDATE journal SET actor = 'a0' WHERE seq = 2", 2, "was changed"),
        ("UPDATE journal SET detail = '{}' WHERE seq = 4", 4, "was changed"),
        ("UPDATE journal SET subject = 'd0' WHERE seq = 5", 5, "was changed"),
        ("UPDATE journal SET digest = 'f' WHERE seq = 1", 1, "was changed"),
        ("DELETE FROM journal WHERE seq = 1", 1, "is missing"),
        ("DELETE FROM journal WHERE seq = 3", 3, "is missing"),
    ],
)
def test_a_changed_entry_is_named(journal, database, five, statement, first_bad, reason):
    """Fault 42: the first bad entry, whatever was done to it."""
    tamper(database, statement)
    verdict = journal.verify()
    assert not verdict.holds and verdict.first_bad == first_bad and reason in verdict.reason


def test_an_entry_rewritten_with_its_own_digest_breaks_the_next(journal, database, five):
    """Fault 42: whoever mends the digest of one entry has to mend all that follow."""
    from knowledge.journal import _digest

    with database.reading() as connection:
        row = dict(connection.execute(text("SELECT * FROM journal WHERE seq = 3")).mappings().one())
    row["act"] = "document removed"
    tamper(
        database,
        f"UPDATE journal SET act = 'document removed', digest = '{_digest(row)}' WHERE seq = 3",
    )
    verdict = journal.verify()
    assert verdict.first_bad == 4 and "does not follow" in verdict.reason


def test_a_cut_tail_shows_against_a_head_kept_elsewhere(journal, database, five):
    """Fault 42: the chain alone cannot tell that its end is gone."""
    head = journal.head()
    tamper(database, "DELETE FROM journal WHERE seq = 5")

    assert journal.verify().holds
    verdict = journal.verify(head)
    assert verdict.first_bad == 5 and "once ran to 5" in verdict.reason


def test_a_tail_cut_and_grown_again_shows_too(journal, database, record, five, item):
    """Fault 42."""
    head = journal.head()
    tamper(database, "DELETE FROM journal WHERE seq = 5")
    record.add("halage", [item("By night.", "/n.md")], "mallory")
    record.add("halage", [item("By day.", "/d.md")], "mallory")

    assert journal.verify().holds
    assert journal.verify(head).first_bad == 5
    assert journal.verify(Head(4, "f" * 64)).first_bad == 4


def test_a_clock_set_back_puts_nothing_out_of_order(record, journal, item, clock):
    """Fault 43: sequence orders, not time."""
    record.add("halage", [item("First.", "/1.md")], "maya")
    clock.now -= timedelta(days=400)
    record.add("halage", [item("Second.", "/2.md")], "maya")
    [third] = record.add("halage", [item("Second, corrected.", "/2.md")], "maya")

    entries = journal.entries()
    assert [e.seq for e in entries] == [1, 2, 3, 4] and entries[2].at < entries[1].at
    assert journal.verify().holds
    found = record.passages("halage", [e.id for e in record.catalogue("halage")])
    assert [p.text for p in found.values()] == ["First.", "Second.", "Second, corrected."]
    assert record.documents("halage")[1].superseded_by.document_id == third.document_id


def test_a_record_that_lost_its_key_writes_nothing_unkeyed(record, database, item):
    with database.writing() as connection:
        connection.execute(text("DELETE FROM secrets"))
    with pytest.raises(RecordUnavailable, match="key of the journal is missing"):
        record.add("halage", [item("We sort.")], "maya")
    assert record.brands() == []
