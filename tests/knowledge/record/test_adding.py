"""What becomes of a document that is handed in: new, unchanged, another version, a copy."""

import pytest
from sqlalchemy import event

from knowledge.database import Database
from knowledge.errors import BadInput
from knowledge.journal import Journal
from knowledge.model import (
    Access,
    Kind,
    Visibility,
    document_id,
    embedded_text,
    passage_id,
    vector_key,
)
from knowledge.record import Record

OLD = "We will halve our emissions by 2030.\nWe will publish our progress each spring."
NEW = "We will halve our emissions by 2032.\nWe will publish our progress each spring."


def outcomes(kept):
    return [k.outcome for k in kept]


def test_a_document_comes_back_as_it_went_in(record, item):
    document, cut = item(
        OLD,
        title="Climate pledge",
        kind=Kind.COMMITMENT,
        speaker="Inès Roy",
        role="chair",
        date="2023-05",
        channel="press release",
        language="en",
        url="https://halage.example/pledge",
        notes=("read as cp1252",),
        access=Access(Visibility.EMBARGOED, "2023-06-01", "2031-01-01", "comms"),
    )
    [kept] = record.add("halage", [(document, cut)], "maya")

    assert kept.outcome == "added" and kept.document_id == document_id("halage", document)
    entry = record.document("halage", kept.document_id[:9])
    assert record.documents("halage") == [entry]
    for name in ("source", "title", "kind", "speaker", "role", "date", "channel", "language"):
        assert getattr(entry, name) == getattr(document, name), name
    assert (entry.url, entry.notes, entry.access) == (document.url, document.notes, document.access)
    assert (entry.passages, entry.removed, entry.superseded_by) == (2, False, None)
    assert record.text("halage", kept.document_id) == OLD
    second, first = (record.passages("halage", [cut[1].id, cut[0].id, "p0"])).values()
    assert (first.text, second.text) == tuple(OLD.split("\n"))
    assert (first.start, first.end, first.sentences) == (0, 36, ((0, 36),))
    assert (first.speaker, first.source, first.access) == (
        "Inès Roy",
        document.source,
        document.access,
    )
    row, _ = record.catalogue("halage")
    assert (row.id, row.document_id, row.position) == (first.id, entry.id, 0)
    assert (row.kind, row.speaker, row.date, row.language) == (
        Kind.COMMITMENT,
        "Inès Roy",
        "2023-05",
        "en",
    )
    assert row.access == document.access and row.superseded is False
    assert row.vector_key == vector_key(embedded_text("Climate pledge", "", first.text))


def test_the_same_document_twice_is_no_duplicate(record, database, item):
    """Fault 12: re-adding what is there writes nothing at all; neither does a copy of it."""
    batch = [item(OLD, title="Pledge", date="2023"), item("We buy local.", "/halage/local.md")]
    assert outcomes(record.add("halage", batch, "maya")) == ["added", "added"]
    before = (record.revision("halage"), Journal(database).head(), record.documents("halage"))

    assert outcomes(record.add("halage", batch, "maya")) == ["unchanged", "unchanged"]
    [copy] = record.add("halage", [item(OLD, "/copy.md", title="Pledge", date="2023")], "maya")

    assert copy.outcome == "duplicate" and copy.document_id == document_id("halage", batch[0][0])
    after = (record.revision("halage"), Journal(database).head(), record.documents("halage"))
    assert after == before


def test_a_copy_in_the_same_batch_is_no_duplicate_either(record, item):
    """Fault 12: within one call too."""
    batch = [item(OLD), item(OLD, "/copy.md"), item(OLD)]
    assert outcomes(record.add("halage", batch, "maya")) == ["added", "duplicate", "unchanged"]
    assert len(record.documents("halage")) == 1


def test_the_same_words_by_another_speaker_are_another_document(record, item):
    batch = [item(OLD, speaker="Inès Roy"), item(OLD, "/b.md", speaker="Paul Le Goff")]
    assert outcomes(record.add("halage", batch, "maya")) == ["added", "added"]
    assert len({entry.id for entry in record.catalogue("halage")}) == 4


def test_a_new_version_supersedes_the_old_which_stays_citable(record, item):
    """Fault 13: nothing that was said is lost by saying something else."""
    [old] = record.add("halage", [item(OLD, title="Pledge", date="2021")], "maya")
    [new] = record.add("halage", [item(NEW, title="Pledge", date="2024")], "maya")

    assert new.outcome == "replaced" and new.document_id != old.document_id
    entry = record.document("halage", old.document_id)
    assert entry.superseded_by.document_id == new.document_id
    assert (entry.superseded_by.title, entry.superseded_by.date) == ("Pledge", "2024")
    catalogue = record.catalogue("halage")
    assert [(e.document_id, e.superseded) for e in catalogue] == [
        (old.document_id, True),
        (old.document_id, True),
        (new.document_id, False),
        (new.document_id, False),
    ]
    past = record.passages("halage", [catalogue[0].id])[catalogue[0].id]
    assert past.text == "We will halve our emissions by 2030."
    assert past.superseded_by.document_id == new.document_id
    assert outcomes(record.add("halage", [item(NEW, title="Pledge", date="2024")], "maya")) == [
        "unchanged"
    ]


def test_the_chain_of_versions_leads_to_the_latest(record, item):
    """Fault 13: the first of three versions is replaced by the third."""
    ids = [
        record.add("halage", [item(f"By {year}, half.", date=year)], "maya")[0].document_id
        for year in ("2021", "2022", "2023")
    ]
    for past in ids[:2]:
        assert record.document("halage", past).superseded_by.document_id == ids[2]
    assert record.document("halage", ids[2]).superseded_by is None


def test_a_version_taken_back_is_current_again(record, item):
    first, second = item(OLD), item(NEW)
    for batch in ([first], [second]):
        record.add("halage", batch, "maya")

    [kept] = record.add("halage", [first], "maya")

    assert kept.outcome == "replaced"
    old, new = document_id("halage", first[0]), document_id("halage", second[0])
    assert record.document("halage", old).superseded_by is None
    assert record.document("halage", new).superseded_by.document_id == old
    assert outcomes(record.add("halage", [first], "maya")) == ["unchanged"]


def test_a_version_taken_back_keeps_what_people_decided_since(record, item):
    """The facts they edited, the sentences they kept back, the document that came after."""
    first, second = item(OLD, title="Pledge"), item(NEW, title="Pledge")
    record.add("halage", [first], "maya")
    [kept] = record.add("halage", [second], "maya")
    record.edit("halage", kept.document_id, {"title": "Our pledge", "owner": "comms"}, "jo")
    spring = [e for e in record.catalogue("halage") if not e.superseded][1].id
    record.edit("halage", spring, {"visibility": "internal"}, "jo")
    [late] = record.add("halage", [item("By 2040.", "/late.md")], "maya")
    record.supersede("halage", kept.document_id, late.document_id, "jo")

    [back] = record.add("halage", [first], "maya")

    entry = record.document("halage", back.document_id)
    assert (entry.title, entry.access.owner) == ("Our pledge", "comms")
    assert entry.superseded_by.document_id == late.document_id
    rows = [e for e in record.catalogue("halage") if e.document_id == back.document_id]
    assert [e.access.visibility for e in rows] == [Visibility.PUBLIC, Visibility.INTERNAL]
    assert rows[0].vector_key == vector_key(f"Our pledge: {OLD.splitlines()[0]}")
    later = record.document("halage", kept.document_id).superseded_by
    assert later.document_id == late.document_id


def test_versions_within_one_batch_follow_each_other(record, item):
    kept = record.add("halage", [item(OLD), item(NEW), item(OLD), item("By 2040.")], "maya")

    assert outcomes(kept) == ["added", "replaced", "replaced", "replaced"]
    last = kept[-1].document_id
    assert {d.superseded_by.document_id for d in record.documents("halage") if d.id != last} == {
        last
    }


def test_a_new_version_of_a_removed_document_keeps_its_facts_and_not_its_text(record, item):
    [old] = record.add("halage", [item(OLD, title="Pledge")], "maya")
    record.edit("halage", old.document_id, {"visibility": "internal"}, "jo")
    record.remove("halage", old.document_id, "jo")

    [new] = record.add("halage", [item(NEW, title="Pledge")], "maya")

    assert new.outcome == "added"
    assert record.document("halage", new.document_id).access.visibility is Visibility.INTERNAL
    restored = record.restore_document("halage", old.document_id, "jo")
    assert restored.superseded_by.document_id == new.document_id


def test_rows_that_move_within_their_table_are_not_versions(record, item):
    def table(*rows):
        return [item(text, f"/t.csv#{n}") for n, text in enumerate(rows, 1)]

    record.add("halage", table("We buy local.", "We pay fair prices."), "maya")
    kept = record.add("halage", table("We sort.", "We buy local.", "We pay fair prices."), "maya")

    assert outcomes(kept) == ["added", "duplicate", "duplicate"]
    assert len(record.catalogue("halage")) == 3
    assert not any(entry.superseded for entry in record.catalogue("halage"))


def test_other_facts_update_the_document_and_keep_its_passages(record, item):
    [first] = record.add("halage", [item(OLD, title="Pledge", speaker="I. Roy")], "maya")
    ids = [entry.id for entry in record.catalogue("halage")]
    record.keep_vectors("m", {e.vector_key: [1.0] for e in record.catalogue("halage")})

    [kept] = record.add("halage", [item(OLD, title="Our pledge", speaker="Inès Roy")], "maya")

    assert (kept.outcome, kept.document_id) == ("updated", first.document_id)
    assert [entry.id for entry in record.catalogue("halage")] == ids
    assert {entry.speaker for entry in record.catalogue("halage")} == {"Inès Roy"}
    missing = record.missing_vectors("halage", "m")
    assert [text for _, text in missing] == [f"Our pledge: {line}" for line in OLD.split("\n")]
    assert [key for key, _ in missing] == [e.vector_key for e in record.catalogue("halage")]


def test_what_a_person_edited_outlives_the_next_version_of_the_source(record, item):
    [kept] = record.add("halage", [item(OLD, title="pledge_v3", speaker="I. Roy")], "maya")
    record.edit("halage", kept.document_id, {"title": "Our pledge", "visibility": "internal"}, "jo")

    assert outcomes(
        record.add("halage", [item(OLD, title="pledge_v3", speaker="I. Roy")], "m")
    ) == ["unchanged"]
    [updated] = record.add("halage", [item(OLD, title="pledge_v3", speaker="Inès Roy")], "maya")
    entry = record.document("halage", updated.document_id)
    assert (entry.title, entry.speaker) == ("Our pledge", "Inès Roy")
    assert entry.access.visibility is Visibility.INTERNAL

    [replaced] = record.add("halage", [item(NEW, title="pledge_v3", speaker="Inès Roy")], "maya")
    entry = record.document("halage", replaced.document_id)
    assert entry.title == "Our pledge" and entry.access.visibility is Visibility.INTERNAL
    newest = record.catalogue("halage")[-1]
    assert newest.vector_key == vector_key(f"Our pledge: {NEW.splitlines()[1]}")


def test_a_sentence_kept_from_the_public_stays_so_in_the_next_version(record, item):
    record.add("halage", [item(OLD)], "maya")
    record.edit("halage", record.catalogue("halage")[1].id, {"visibility": "internal"}, "jo")

    record.add("halage", [item(NEW)], "maya")

    assert [(e.superseded, e.access.visibility) for e in record.catalogue("halage")] == [
        (True, Visibility.PUBLIC),
        (True, Visibility.INTERNAL),
        (False, Visibility.PUBLIC),
        (False, Visibility.INTERNAL),
    ]


def test_a_batch_is_kept_whole_or_not_at_all(record, database, item):
    bad_document, _ = item("We sort.", "/bad.md")
    _, foreign = item("We sort.", "/other.md")
    with pytest.raises(BadInput, match=r"/bad\.md: passage .* Segment the document again"):
        record.add("halage", [item(OLD), (bad_document, foreign)], "maya")
    assert record.brands() == [] and Journal(database).head().seq == 0


@pytest.mark.parametrize(
    ("text", "facts", "message"),
    [
        ("We sort.\x00", {}, "text holds a NUL"),
        ("We sort \ud83d.", {}, "text holds half a character"),
        ("We sort.", {"title": "\x00"}, "title holds a NUL"),
        ("We sort.", {"speaker": "\udc00"}, "speaker holds half a character"),
        ("We sort.", {"date": "10/05/2023"}, "date is '10/05/2023'"),
        ("We sort.", {"date": "2023-13"}, "must be a year, a month or a day"),
        ("We sort.", {"language": "French"}, "must be a code"),
        ("We sort.", {"access": Access(expires="2023")}, "expires is '2023'"),
        ("We sort.", {"source": ""}, "needs a source"),
        ("We sort.", {"source": "é" * 800}, "needs a source"),
        ("We sort.", {"access": Access(owner="x" * 401)}, "owner is longer"),
    ],
)
def test_what_cannot_be_kept_as_it_is_is_refused_by_name(record, item, text, facts, message):
    with pytest.raises(BadInput, match=message):
        record.add("halage", [item(text, **facts)], "maya")


def test_a_passage_that_is_not_in_its_document_is_refused(record, item):
    document, [first, second] = item(OLD)
    from dataclasses import replace

    words = "We have halved our emissions already"
    forged = replace(first, id=passage_id(first.document_id, 0, words), text=words)
    with pytest.raises(BadInput, match="is not what stands at"):
        record.add("halage", [(document, [forged, second])], "maya")


def test_every_write_names_its_actor(record, item):
    for actor in ("", "  "):
        with pytest.raises(ValueError, match="names who"):
            record.add("halage", [item(OLD)], actor)


def test_what_is_on_record_is_not_cut_again_and_needs_no_right_to_write(sqlite, item):
    """Passages may be handed in as something that cuts when asked: it is not asked."""

    class Uncut(list):
        def __iter__(self):
            raise AssertionError("cut although nothing changed")

        __len__ = __getitem__ = __iter__

    Record(sqlite).add("halage", [item(OLD), item("We sort.", "/s.md")], "maya")
    reader = Record(Database.open(sqlite.place, read_only=True))
    batch = [
        (item(OLD)[0], Uncut()),
        (item(OLD, "/copy.md")[0], Uncut()),
        (item("We sort.", "/s.md")[0], Uncut()),
    ]
    assert outcomes(reader.add("halage", batch, "maya")) == ["unchanged", "duplicate", "unchanged"]
    reader.database.close()


def test_a_thousand_documents_go_in_with_a_few_statements_and_again_with_fewer(record, item):
    batch = [item(f"Statement {n} is said.", f"/{n}.md", title=f"T{n}") for n in range(1_000)]
    said: list[str] = []
    event.listen(
        record.database.engine,
        "before_cursor_execute",
        lambda connection, cursor, statement, *rest: said.append(statement),
    )
    assert outcomes(record.add("halage", batch, "maya")) == ["added"] * 1_000
    first = len(said)
    assert outcomes(record.add("halage", batch, "maya")) == ["unchanged"] * 1_000
    assert len(said) - first <= first < 100
    assert {e.title for e in record.documents("halage")} == {f"T{n}" for n in range(1_000)}
