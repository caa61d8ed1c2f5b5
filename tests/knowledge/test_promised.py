"""What was read of a record is not read again, and what stands is as if it were."""

from __future__ import annotations

import pytest

from knowledge import promised, snapshot
from knowledge.commitments import found
from knowledge.keeping import held
from knowledge.model import Brand, Kind, document_id
from knowledge.promised import Promises

BRAND = Brand("halage", "Halage", ("Halage",))
TODAY = "2026-11-22"


def anew(record):
    """Every passage read, and nothing kept."""
    ids = [e.id for e in record.catalogue("halage") if e.kind in promised._COMMITTING]
    passages = list(record.passages("halage", ids).values())
    pledged = [c for p in passages for c in found(p, names=("Halage", "Halage"))]
    return held(pledged, passages, TODAY)


@pytest.fixture
def promises(record, item):
    record.add(
        "halage",
        [
            item("We will halve our emissions by 2030.", "/a.md", date="2020-05-01", title="A"),
            item("Hedges keep the soil.\nWe meet on Mondays.", "/b.md", date="2021-01-01"),
            item("We will plant 400 trees by 2024.", "/c.md", date="2022-02-02", title="Trees"),
            item("We will pay you back tomorrow.", "/r.md", kind=Kind.REPLY, date="2022-01-01"),
        ],
        "maya",
    )
    return Promises(record)


@pytest.fixture
def read(record, monkeypatch):
    """The passages that are asked for from here on."""
    seen, passages = [], record.passages

    def counted(brand, ids):
        listed = list(ids)
        seen.extend(listed)
        return passages(brand, listed)

    monkeypatch.setattr(record, "passages", counted)
    return seen


def test_what_says_nothing_of_promises_is_read_once(record, item, promises, read):
    assert promises.of(BRAND, TODAY) == anew(record)
    read.clear()
    record.add("halage", [item("We sort plastic.", "/d.md", date="2025-01-01")], "maya")
    standing = promises.of(BRAND, TODAY)
    hedges = document_id("halage", item("Hedges keep the soil.\nWe meet on Mondays.", "/b.md")[0])
    silent = {e.id for e in record.catalogue("halage") if e.document_id == hedges}
    assert len(silent) == 2 and not silent & set(read)
    read.clear()
    assert promises.of(BRAND, TODAY) == standing == anew(record)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("In 2023 we planted 400 trees.", {"date": "2024-01-05"}),
        ("We will halve our emissions by 2040.", {"date": "2025-01-01", "supersedes": "a.md"}),
        ("Nothing is promised here.", {"date": "2025-01-01", "supersedes": "a.md"}),
        ("We will plant 400 trees by 2028.", {"date": "2025-01-01"}),
    ],
)
def test_what_comes_on_record_changes_what_stands(record, item, promises, text, facts):
    before = promises.of(BRAND, TODAY)
    record.add("halage", [item(text, "/new.md", **facts)], "maya")
    after = promises.of(BRAND, TODAY)
    assert after == anew(record)
    assert [(c.words, c.status) for c in after] != [(c.words, c.status) for c in before]


def test_what_replaced_a_pledge_is_named_though_it_was_read_before_and_says_nothing(
    record, item, promises
):
    [(kept, _)] = [item("Nothing is promised here.", "/new.md", date="2025-01-01", title="New")]
    [new] = record.add("halage", [item(kept.text, "/new.md", date="2025-01-01", title="New")], "m")
    promises.of(BRAND, TODAY)
    old = next(d.id for d in record.documents("halage") if d.title == "A")
    record.supersede("halage", old, new.document_id, "maya")
    standing = promises.of(BRAND, TODAY)
    assert standing == anew(record)
    [halved] = [c for c in standing if "emissions" in c.words]
    assert halved.because is not None and halved.because.title == "New"


def test_a_fact_that_is_edited_is_seen(record, item, promises):
    promises.of(BRAND, TODAY)
    trees = next(d.id for d in record.documents("halage") if d.title == "Trees")
    record.edit("halage", trees, {"url": "https://example.org/t", "date": "2023-03-03"}, "maya")
    standing = promises.of(BRAND, TODAY)
    assert standing == anew(record)
    assert any(c.passage.url == "https://example.org/t" for c in standing)
    record.remove("halage", trees, "maya")
    assert promises.of(BRAND, TODAY) == anew(record)


def test_another_name_of_the_brand_reads_all_anew(record, promises, read):
    promises.of(BRAND, TODAY)
    read.clear()
    promises.of(Brand("halage", "Les Halages"), TODAY)
    assert len(read) == 4


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "search"


def test_a_start_takes_it_from_a_file_and_reads_what_changed_since(
    record, item, promises, read, folder, monkeypatch
):
    monkeypatch.setattr(snapshot, "WORTH", 1)
    record.add("halage", [item("In 2023 we planted 400 trees.", "/k.md", date="2024-01-05")], "m")
    before = Promises(record, folder).of(BRAND, TODAY)
    assert before == anew(record) and any(c.because for c in before)
    read.clear()
    assert Promises(record, folder).of(BRAND, TODAY) == before
    assert len(set(read)) == 3  # two pledges, and what kept one of them

    record.add("halage", [item("We will plant 400 trees by 2028.", "/n.md", date="2025")], "m")
    assert Promises(record, folder).of(BRAND, TODAY) == anew(record)
    assert Promises(record, folder).of(BRAND, "2031-01-01") != before


def test_a_file_of_another_name_or_a_torn_one_counts_for_nothing(
    record, promises, folder, monkeypatch
):
    monkeypatch.setattr(snapshot, "WORTH", 1)
    first = Promises(record, folder).of(BRAND, TODAY)
    renamed = Brand("halage", "Les Halages")
    assert [c.words for c in Promises(record, folder).of(renamed, TODAY)] == [
        c.words for c in first
    ]
    [file] = folder.iterdir()
    file.write_bytes(file.read_bytes()[:-200])
    assert Promises(record, folder).of(BRAND, TODAY) == first


def test_what_is_forgotten_is_in_no_file(record, promises, folder, monkeypatch):
    monkeypatch.setattr(snapshot, "WORTH", 1)
    kept = Promises(record, folder)
    kept.of(BRAND, TODAY)
    assert b"emissions" in next(folder.iterdir()).read_bytes()
    kept.forget("halage")
    assert list(folder.iterdir()) == []
