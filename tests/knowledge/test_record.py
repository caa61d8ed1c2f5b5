"""What the record promises, whichever database it stands on."""

import time

import numpy as np
import pytest

from knowledge.errors import BadInput, UnknownThing
from knowledge.journal import Journal
from knowledge.model import (
    Access,
    Brand,
    Kind,
    Visibility,
    document_id,
    embedded_text,
    passage_id,
    vector_key,
)

OLD = "We will halve our emissions by 2030.\nWe will publish our progress each spring."
NEW = "We will halve our emissions by 2032.\nWe will publish our progress each spring."


def outcomes(kept):
    return [k.outcome for k in kept]


def texts(record, brand="halage"):
    found = record.passages(brand, [entry.id for entry in record.catalogue(brand)])
    return [passage.text for passage in found.values()]


# Brands


def test_a_brand_is_kept_and_found_by_name(record):
    halage = Brand("halage", "Halage", ("Halage", "La Coop Halage"), ("halage",), "– Maya", ("fr",))
    record.keep_brand(halage, "maya")
    record.keep_brand(Brand("amont"), "maya")

    assert record.brand("halage") == halage
    assert [brand.name for brand in record.brands()] == ["amont", "halage"]
    with pytest.raises(UnknownThing, match=r"'aval'.*amont, halage"):
        record.brand("aval")


def test_keeping_a_brand_as_it_is_writes_nothing(record, database):
    record.keep_brand(Brand("halage", "Halage"), "maya")
    head = Journal(database).head()

    record.keep_brand(Brand("halage", "Halage"), "maya")
    assert Journal(database).head() == head

    record.keep_brand(Brand("halage", "Halage, coopérative"), "maya")
    assert record.brand("halage").title == "Halage, coopérative"
    assert record.brands() == [Brand("halage", "Halage, coopérative")]


@pytest.mark.parametrize("name", ["", "Halage", "la coop", "../halage", "-x", "a" * 65])
def test_a_brand_name_that_could_be_mistaken_is_refused(record, name):
    with pytest.raises(BadInput, match="cannot be called"):
        record.keep_brand(Brand(name), "maya")


def test_nothing_crosses_brands(record, item):
    """The same ids asked for through another brand give nothing, and change nothing."""
    [ours] = record.add("halage", [item(OLD, title="Pledge")], "maya")
    [theirs] = record.add("amont", [item(OLD, title="Pledge", brand="amont")], "ines")
    assert ours.document_id != theirs.document_id and theirs.outcome == "added"
    passages = [entry.id for entry in record.catalogue("halage")]
    record.keep_vectors("m", {entry.vector_key: [1.0] for entry in record.catalogue("halage")})
    before = (record.document("halage", ours.document_id), record.revision("halage"))

    assert record.passages("amont", passages) == {}
    for ask in (
        lambda: record.document("amont", ours.document_id),
        lambda: record.text("amont", ours.document_id),
        lambda: record.edit("amont", ours.document_id, {"title": "X"}, "ines"),
        lambda: record.edit("amont", passages[0], {"visibility": "internal"}, "ines"),
        lambda: record.supersede("amont", ours.document_id, theirs.document_id, "ines"),
        lambda: record.supersede("amont", theirs.document_id, ours.document_id, "ines"),
        lambda: record.remove("amont", ours.document_id, "ines"),
        lambda: record.erase("amont", ours.document_id, "ines"),
    ):
        with pytest.raises(UnknownThing, match="amont has no"):
            ask()
    assert {entry.document_id for entry in record.catalogue("amont")} == {theirs.document_id}
    assert not set(record.all_vectors("amont", "m")[0]) & set(passages)
    assert [d.id for d in record.documents("amont")] == [theirs.document_id]
    assert (record.document("halage", ours.document_id), record.revision("halage")) == before

    record.add("amont", [item(NEW, title="Later", supersedes="Pledge", brand="amont")], "ines")
    record.erase("amont", theirs.document_id, "ines")
    assert record.document("halage", ours.document_id) == before[0]
    assert record.text("halage", ours.document_id) == OLD


# Adding


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
    assert (row.kind, row.speaker, row.date, row.language, row.title) == (
        Kind.COMMITMENT,
        "Inès Roy",
        "2023-05",
        "en",
        "Climate pledge",
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


# Superseding


@pytest.mark.parametrize("ref", ["/halage/2019/pledge.md", "pledge.md", "Pledge of 2019", "id"])
@pytest.mark.parametrize("first", ["target", "declaration"])
def test_a_declared_successor_is_found_whichever_comes_first(record, item, ref, first):
    target = item(OLD, "/halage/2019/pledge.md", title="Pledge of 2019")
    old = document_id("halage", target[0])
    declaring = item(NEW, "/halage/new.md", supersedes=old if ref == "id" else ref)
    batches = [target, declaring] if first == "target" else [declaring, target]

    for one in batches:
        record.add("halage", [one], "maya")

    new = document_id("halage", declaring[0])
    assert record.document("halage", old).superseded_by.document_id == new
    assert record.document("halage", new).superseded_by is None


def test_a_declaration_that_could_mean_two_documents_waits_for_a_person(record, item):
    record.add(
        "halage",
        [item(OLD, "/a.md", title="Pledge"), item("By 2025.", "/b.md", title="Pledge")],
        "m",
    )
    record.add("halage", [item(NEW, "/c.md", title="Pledge", supersedes="Pledge")], "maya")
    assert not any(entry.superseded for entry in record.catalogue("halage"))


def test_two_that_declare_to_replace_each_other_make_no_circle(record, item):
    record.add(
        "halage",
        [item(OLD, "/a.md", supersedes="b.md"), item(NEW, "/b.md", supersedes="a.md")],
        "maya",
    )
    assert [entry.superseded_by is None for entry in record.documents("halage")].count(True) == 1


def test_a_circle_is_refused(record, item):
    a, b, c = (
        k.document_id
        for k in record.add("halage", [item(f"By {n}.", f"/{n}.md") for n in "abc"], "maya")
    )
    record.supersede("halage", a, b, "maya")
    record.supersede("halage", b, c, "maya")
    for old, new in ((c, a), (b, a), (a, a)):
        with pytest.raises(BadInput, match="cannot supersede"):
            record.supersede("halage", old, new, "maya")
    assert record.document("halage", a).superseded_by.document_id == c


def test_what_a_person_undid_is_not_declared_again(record, item):
    record.add("halage", [item(OLD, "/a.md"), item(NEW, "/b.md", supersedes="a.md")], "maya")
    [old] = [d for d in record.documents("halage") if d.superseded_by]

    assert record.unsupersede("halage", old.id, "jo").superseded_by is None
    record.add("halage", [item("We sort.", "/c.md")], "maya")

    assert record.document("halage", old.id).superseded_by is None


def test_a_source_that_takes_its_declaration_back_leaves_the_other_current(record, item):
    record.add("halage", [item(OLD, "/a.md"), item(NEW, "/b.md", supersedes="a.md")], "maya")
    record.add("halage", [item(NEW, "/b.md")], "maya")
    assert not any(entry.superseded for entry in record.catalogue("halage"))


def test_a_correction_of_an_old_statement_does_not_make_it_current(record, item):
    record.add("halage", [item(OLD, "/a.md"), item(NEW, "/b.md", supersedes="a.md")], "maya")
    [kept] = record.add("halage", [item(OLD + " (corrected)", "/a.md")], "maya")

    successor = record.document("halage", kept.document_id).superseded_by
    assert successor.document_id == document_id("halage", item(NEW, "/b.md")[0])


# Editing


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


# Finding


def test_documents_are_listed_by_date_and_found_by_their_facts(record, item):
    record.add(
        "halage",
        [
            item("Undated.", "/u.md"),
            item("A day.", "/d.md", date="2023-05-10", speaker="Inès Roy", language="fr"),
            item("A year.", "/y.md", date="2023", kind=Kind.FACT),
            item("Before.", "/b.md", date="2022-12-31", language="fr"),
        ],
        "maya",
    )

    def found(**filters):
        return [d.source.strip("/")[0] for d in record.documents("halage", **filters)]

    assert found() == ["b", "y", "d", "u"]
    assert found(kind="fact") == ["y"]
    assert found(speaker="inès roy") == ["d"]
    assert found(language="fr") == ["b", "d"]
    assert found(since="2023") == ["y", "d"]
    assert found(since="2023-06") == ["y"]  # some day of 2023: it may be later
    assert found(until="2022") == ["b"]
    assert found(since="2022", until="2023-05") == ["b", "y", "d"]


def test_a_short_id_is_enough_unless_it_could_be_two(record, item):
    ids = [
        k.document_id
        for k in record.add("halage", [item(f"By {n}.", f"/{n}.md") for n in range(40)], "maya")
    ]
    assert record.document("halage", ids[0][:10]).id == ids[0]
    with pytest.raises(BadInput, match="could be any of"):
        record.document("halage", "d")
    for unknown in ("dffffffffffffffff", "x", "%", "d%", "", "pledge.md"):
        with pytest.raises(UnknownThing, match="corail record list"):
            record.document("halage", unknown)


def test_an_empty_record_answers_emptily(record):
    assert record.brands() == [] and record.revision("halage") == 0
    assert record.catalogue("halage") == [] and record.documents("halage") == []
    ids, matrix = record.all_vectors("halage", "m")
    assert ids == [] and matrix.shape == (0, 0)
    assert record.missing_vectors("halage", "m") == []
    assert record.passages("halage", []) == {} == record.vectors("m", [])


# Removing and erasing


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


# Vectors


def test_vectors_come_back_as_float32_under_their_model(record):
    rng = np.random.default_rng(7)
    given = {vector_key(str(n)): rng.standard_normal(384).astype(np.float32) for n in range(50)}

    assert record.keep_vectors("m", given) == 50
    assert record.keep_vectors("m", given) == 0

    found = record.vectors("m", [*given, "unknown"])
    assert found.keys() == given.keys()
    for key, vector in found.items():
        assert vector.dtype == np.float32 and np.array_equal(vector, given[key])
    assert record.vectors("another model", given) == {}


def test_all_vectors_lie_beside_the_ids_of_their_passages(record, item):
    record.add("halage", [item("One.\nTwo.\nOne.", "/a.md"), item("Three.\nFour.", "/b.md")], "m")
    record.add("amont", [item("Five.\nOne.", "/c.md", brand="amont")], "maya")
    numbers = {"One.": 1.0, "Two.": 2.0, "Three.": 3.0, "Five.": 5.0}
    record.keep_vectors("m", {vector_key(t): [n, 0.5] for t, n in numbers.items()})
    record.keep_vectors("other", {vector_key(t): [9.0] for t in numbers})

    ids, matrix = record.all_vectors("halage", "m")

    said = record.passages("halage", ids)
    assert matrix.shape == (4, 2) and matrix.dtype == np.float32 and matrix.flags.c_contiguous
    assert [numbers[said[i].text] for i in ids] == matrix[:, 0].tolist()
    assert sorted(said[i].text for i in ids) == ["One.", "One.", "Three.", "Two."]
    assert record.missing_vectors("halage", "m") == [(vector_key("Four."), "Four.")]


def test_a_small_brand_among_many_vectors_reads_its_own(record, item):
    record.keep_vectors("m", {vector_key(str(n)): [float(n), 0.0] for n in range(100)})
    record.add("halage", [item("7\n42")], "maya")
    ids, matrix = record.all_vectors("halage", "m")
    assert len(ids) == 2 and sorted(matrix[:, 0].tolist()) == [7.0, 42.0]


@pytest.mark.parametrize("vector", [[1.0], [[1.0, 2.0]], [1.0, float("nan")]])
def test_a_vector_that_does_not_fit_its_model_is_refused(record, vector):
    record.keep_vectors("m", {"a": [1.0, 2.0]})
    with pytest.raises(BadInput, match="not 2 finite numbers"):
        record.keep_vectors("m", {"b": vector})


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


def test_a_thousand_documents_go_in_at_once_and_again_at_no_cost(record, item):
    """Bulk: one look, a few statements. Generous bounds, for a machine that does other things."""
    batch = [item(f"Statement {n} is said.", f"/{n}.md", title=f"T{n}") for n in range(1_000)]
    began = time.perf_counter()
    assert outcomes(record.add("halage", batch, "maya")) == ["added"] * 1_000
    added = time.perf_counter()
    assert outcomes(record.add("halage", batch, "maya")) == ["unchanged"] * 1_000
    again = time.perf_counter()
    assert [e.title for e in record.catalogue("halage")] == [f"T{n}" for n in range(1_000)]
    assert (added - began, again - added) < (5.0, 2.0)
