"""What was done to the record can be undone, where nothing was done since; why not is told."""

import pytest

from knowledge.curator import CannotUndo, Curator, WhyNot
from knowledge.journal import Journal

OLD = "We will halve our plastic by 2030."
NEW = "We will halve our plastic by 2027."


@pytest.fixture
def curator(database, clock):
    return Curator(database, clock)


def last(curator, act):
    return next(one for one in curator.done("halage") if one.act == act)


def test_an_edit_is_undone_with_its_old_words_which_the_journal_never_held(
    record, curator, item, database
):
    [kept] = record.add("halage", [item(OLD, title="Pledge", speaker="C. Martin")], "maya")
    record.edit("halage", kept.document_id, {"speaker": "Camille Martin", "date": "2024"}, "maya")

    told = last(curator, "document edited")
    assert (told.before["speaker"], told.after["speaker"]) == ("C. Martin", "Camille Martin")
    assert told.why_not is None
    curator.undo("halage", told.seq, "nadia")

    back = record.document("halage", kept.document_id)
    assert (back.speaker, back.date) == ("C. Martin", None)
    undoing = curator.done("halage")[0]
    assert (undoing.actor, undoing.undoes) == ("nadia", told.seq)
    assert last(curator, "document edited").why_not is None  # The undoing can be undone.
    [first] = [one for one in curator.done("halage") if one.seq == told.seq]
    assert first.why_not is WhyNot.UNDONE
    entries = Journal(database).entries("halage")
    assert not any("Martin" in str(one.detail) for one in entries)
    assert Journal(database).verify().holds


def test_what_was_done_since_is_not_undone_over(record, curator, item):
    [kept] = record.add("halage", [item(OLD, title="Pledge")], "maya")
    record.edit("halage", kept.document_id, {"title": "One"}, "maya")
    first = last(curator, "document edited")
    record.edit("halage", kept.document_id, {"title": "Two"}, "nadia")
    with pytest.raises(CannotUndo, match="something else was done since") as refused:
        curator.undo("halage", first.seq, "maya")
    assert refused.value.why_not is WhyNot.CHANGED
    assert record.document("halage", kept.document_id).title == "Two"

    record.erase("halage", kept.document_id, "maya")
    found = {one.act: one.why_not for one in curator.done("halage")}
    assert found["document erased"] is WhyNot.FINAL
    assert found["document edited"] is WhyNot.GONE
    assert all(not one.before for one in curator.done("halage"))  # The words went with it.


def test_each_way_of_hiding_and_replacing_is_undone_as_it_was(record, curator, item):
    [one, other, third] = (
        kept.document_id
        for kept in record.add(
            "halage", [item(OLD, "/a.md"), item(NEW, "/b.md"), item("We mend.", "/c.md")], "maya"
        )
    )
    record.supersede("halage", one, other, "maya")
    record.supersede("halage", one, third, "maya")
    curator.undo("halage", last(curator, "document superseded").seq, "maya")
    assert record.document("halage", one).superseded_by.document_id == other
    record.unsupersede("halage", one, "maya")
    curator.undo("halage", last(curator, "document current again").seq, "maya")
    assert record.document("halage", one).superseded_by.document_id == other

    record.remove("halage", third, "maya")
    curator.undo("halage", last(curator, "document removed").seq, "maya")
    assert not record.document("halage", third).removed
    added = [d for d in curator.done("halage") if d.act == "document added"]
    curator.undo("halage", next(d.seq for d in added if third in d.documents), "maya")
    assert record.document("halage", third).removed

    first = next(e.id for e in record.catalogue("halage") if e.document_id == other)
    record.edit("halage", first, {"visibility": "internal"}, "maya")
    curator.undo("halage", last(curator, "passage edited").seq, "maya")
    assert curator.pieces("halage", other)[0].own.visibility is None
