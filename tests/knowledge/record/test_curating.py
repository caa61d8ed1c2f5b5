"""What a person does by hand: edit, remove, bring back, erase."""

import pytest

from knowledge.errors import BadInput, UnknownThing
from knowledge.journal import Journal
from knowledge.model import (
    Access,
    Visibility,
    vector_key,
)

OLD = "We will halve our emissions by 2030.\nWe will publish our progress each spring."
NEW = "We will halve our emissions by 2032.\nWe will publish our progress each spring."


def outcomes(kept):
    return [k.outcome for k in kept]


def test_an_edited_title_asks_for_vectors_under_the_new_title(record, item):
    [kept] = record.add("halage", [item(OLD, title="Pledge")], "maya")
    record.keep_vectors("m", {e.vector_key: [1.0] for e in record.catalogue("halage")})
    before = record.revision("halage")

    entry = record.edit("halage", kept.document_id, {"title": "Our pledge"}, "maya")

    assert entry.title == "Our pledge" and record.revision("halage") > before
    assert [text for _, text in record.missing_vectors("halage", "m")] == [
        f"Our pledge: {line}" for line in OLD.split("\n")
    ]


def test_an_edit_that_changes_nothing_writes_nothing(record, database, item):
    [kept] = record.add("halage", [item(OLD, title="Pledge")], "maya")
    before = (record.revision("halage"), Journal(database).head())
    record.edit("halage", kept.document_id, {"title": "Pledge", "speaker": None}, "maya")
    assert (record.revision("halage"), Journal(database).head()) == before


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"text": "Another text"}, "text cannot be edited on a document"),
        ({"kind": "rumour"}, "must be one of purpose"),
        ({"kind": None}, "kind cannot be empty"),
        ({"visibility": "secret"}, "must be one of public"),
        ({"visibility": "embargoed"}, "embargoed until when"),
        ({"date": "today"}, "must be a year"),
        ({"expires": "2023-02"}, "must be a day"),
    ],
)
def test_an_edit_that_cannot_be_is_refused(record, item, changes, message):
    [kept] = record.add("halage", [item(OLD)], "maya")
    before = record.document("halage", kept.document_id)
    with pytest.raises(BadInput, match=message):
        record.edit("halage", kept.document_id, changes, "maya")
    assert record.document("halage", kept.document_id) == before


def test_a_passage_has_its_documents_access_unless_it_has_its_own(record, item):
    day = "2024-01-01"
    record.add("halage", [item(OLD, access=Access(Visibility.INTERNAL, owner="comms"))], "maya")
    first, second = (entry.id for entry in record.catalogue("halage"))

    changed = record.edit("halage", first, {"visibility": "public"}, "maya")

    assert changed.id == first and changed.access == Access(Visibility.PUBLIC, owner="comms")
    assert [e.access.is_public_on(day) for e in record.catalogue("halage")] == [True, False]
    assert record.passages("halage", [second])[second].access.visibility is Visibility.INTERNAL
    record.edit("halage", first, {"visibility": None}, "maya")
    assert [e.access.is_public_on(day) for e in record.catalogue("halage")] == [False, False]
    with pytest.raises(BadInput, match="speaker cannot be edited on a passage"):
        record.edit("halage", first, {"speaker": "Paul"}, "maya")


def test_a_passage_let_out_does_not_wait_for_its_documents_embargo(record, item):
    embargo = Access(Visibility.EMBARGOED, "2030-01-01")
    record.add("halage", [item(OLD, access=embargo, own={0: Access()})], "maya")
    assert [e.access.is_public_on("2024-01-01") for e in record.catalogue("halage")] == [
        True,
        False,
    ]


def test_a_removed_document_is_hidden_everywhere_and_comes_back(record, item):
    batch = [item(OLD, title="Pledge"), item("We sort.", "/s.md")]
    [kept, other] = record.add("halage", batch, "maya")
    passages = [e.id for e in record.catalogue("halage") if e.document_id == kept.document_id]
    record.keep_vectors("m", {e.vector_key: [1.0] for e in record.catalogue("halage")})

    assert record.remove("halage", kept.document_id, "maya") == []

    assert record.passages("halage", passages) == {}
    assert {e.document_id for e in record.catalogue("halage")} == {other.document_id}
    assert len(record.all_vectors("halage", "m")[0]) == 1
    assert [d.id for d in record.documents("halage")] == [other.document_id]
    assert [d.removed for d in record.documents("halage", removed=True)] == [True, False]
    assert record.document("halage", kept.document_id).removed

    assert outcomes(record.add("halage", batch, "maya")) == ["added", "unchanged"]
    assert set(record.passages("halage", passages)) == set(passages)
    assert record.missing_vectors("halage", "m") == []

    record.remove("halage", kept.document_id, "maya")
    assert not record.restore_document("halage", kept.document_id, "maya").removed
    assert len(record.catalogue("halage")) == 3


def test_removing_what_replaced_a_document_makes_it_current_and_says_so(record, item):
    [old] = record.add("halage", [item(OLD)], "maya")
    [new] = record.add("halage", [item(NEW)], "maya")

    [again] = record.remove("halage", new.document_id, "maya")

    assert again.id == old.document_id
    assert record.document("halage", old.document_id).superseded_by is None
    record.restore_document("halage", new.document_id, "maya")
    assert record.document("halage", old.document_id).superseded_by.document_id == new.document_id


def test_erasing_the_middle_of_a_chain_keeps_its_ends_together(record, item):
    first, middle, last = (
        record.add("halage", [item(f"By {year}.")], "maya")[0].document_id
        for year in (2030, 2031, 2032)
    )
    assert record.erase("halage", middle, "maya") == []
    assert record.document("halage", first).superseded_by.document_id == last
    with pytest.raises(UnknownThing):
        record.document("halage", middle)


def test_erasing_takes_the_vectors_along_but_not_those_that_others_share(record, item):
    [kept, _] = record.add(
        "halage", [item("Said once.\nSaid twice.", "/a.md"), item("Said twice.", "/b.md")], "m"
    )
    keys = {e.vector_key for e in record.catalogue("halage")}
    record.keep_vectors("m", {key: [1.0, 2.0] for key in keys})
    assert len(keys) == 2

    record.erase("halage", kept.document_id, "maya")

    assert set(record.vectors("m", keys)) == {vector_key("Said twice.")}


def test_the_revision_grows_with_what_touches_the_passages_and_with_nothing_else(record, item):
    [kept] = record.add("halage", [item(OLD)], "maya")
    record.add("amont", [item("We sort.", brand="amont")], "ines")
    keys = {e.vector_key for e in record.catalogue("halage")}
    seen = [record.revision("halage")]
    amont = record.revision("amont")
    for act in (
        lambda: record.keep_vectors("m", {key: [1.0] for key in keys}),
        lambda: record.edit("halage", kept.document_id, {"title": "Pledge"}, "maya"),
        lambda: record.edit("halage", record.catalogue("halage")[0].id, {"owner": "jo"}, "maya"),
        lambda: record.add("halage", [item(NEW)], "maya"),
        lambda: record.unsupersede("halage", kept.document_id, "maya"),
        lambda: record.remove("halage", kept.document_id, "maya"),
        lambda: record.restore_document("halage", kept.document_id, "maya"),
        lambda: record.erase("halage", kept.document_id, "maya"),
    ):
        act()
        seen.append(record.revision("halage"))
    assert seen == sorted(set(seen))
    assert record.revision("amont") == amont
