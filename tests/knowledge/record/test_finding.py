"""What the record finds: brands, documents and passages, and nothing across brands."""

import pytest

from knowledge import record as record_module
from knowledge.errors import BadInput, UnknownThing
from knowledge.journal import Journal
from knowledge.model import (
    Brand,
    Kind,
)
from knowledge.record import Record

OLD = "We will halve our emissions by 2030.\nWe will publish our progress each spring."
NEW = "We will halve our emissions by 2032.\nWe will publish our progress each spring."


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


def test_a_catalogue_is_read_once_for_each_state_of_the_record(record, item, monkeypatch):
    read, reader = [], record_module.read_catalogue
    monkeypatch.setattr(
        record_module, "read_catalogue", lambda *at: read.append(at[1]) or reader(*at)
    )
    [kept] = record.add("halage", [item("We sort plastic.\nWe mend.")], "maya")
    first = record.catalogue("halage")
    first.clear()  # whose list it is
    assert len(record.catalogue("halage")) == 2
    assert read == ["halage"]
    for change in (
        lambda: record.edit("halage", kept.document_id, {"speaker": "Inès"}, "maya"),
        lambda: record.remove("halage", kept.document_id, "maya"),
        lambda: record.restore_document("halage", kept.document_id, "maya"),
        lambda: record.erase("halage", kept.document_id, "maya"),
    ):
        change()
        again, anew = record.catalogue("halage"), Record(record.database).catalogue("halage")
        assert again == anew
    assert again == []


def test_what_was_said_last_comes_first(record, item):
    for n, facts in enumerate(
        [
            {"date": "2024-03"},
            {"date": "2025-01-01"},
            {},
            {"date": "2025-01-01", "language": "fr"},
            {"date": "2026", "kind": Kind.STATEMENT},
        ]
    ):
        told = {"kind": Kind.REPLY, "language": "en"} | facts
        record.add("halage", [item(f"First of {n}.\nSecond of {n}.", f"/{n}.md", **told)], "maya")
    record.remove("halage", record.newest("halage", Kind.STATEMENT, "en", 1)[0].document_id, "m")

    def said(kind, most=10):
        return [one.text for one in record.newest("halage", kind, "en", most)]

    assert said(Kind.REPLY) == [f"{n} of {m}." for m in (1, 0, 2) for n in ("First", "Second")]
    assert said(Kind.REPLY, 1) == ["First of 1."]
    assert said(Kind.STATEMENT) == []
