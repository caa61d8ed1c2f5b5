"""The index of passages: one contract, held by each kind of it, embedded and served alike.

The faults of numbers 25, 28 and 29 are here.
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from knowledge.database import Database
from knowledge.errors import IndexMismatch
from knowledge.index import PassageIndex
from knowledge.index.exact import ExactIndex
from knowledge.record import Record
from knowledge.record.handed import Item
from tests.knowledge.indexes import (
    Hashing,
    Opener,
    Watched,
    embed,
    fill,
    other_process,
    shelf_size,
    texts_of,
    wait_for,
)

Open = Callable[..., PassageIndex]


# --- What is found


def test_the_nearest_come_first_with_their_cosine(
    record: Record, item: Callable[..., Item], opened: Open
) -> None:
    ids = fill(record, item, texts_of(60))
    embedder = Hashing()
    query = embedder.embed_query("How many trees?")

    found = opened(embedder).search("halage", query, 5)

    cosine = {
        identity: float(np.dot(query, vector) / np.linalg.norm(query) / np.linalg.norm(vector))
        for text, identity in ids.items()
        for vector in [embedder.embed_query(text)]
    }
    expected = sorted(cosine, key=lambda identity: -cosine[identity])[:5]
    assert [identity for identity, _ in found] == expected
    assert [score for _, score in found] == pytest.approx([cosine[i] for i in expected], abs=1e-4)


def test_a_filter_that_leaves_little_still_finds_what_it_leaves(
    record: Record, item: Callable[..., Item], opened: Open
) -> None:
    ids = fill(record, item, texts_of(300))
    query = Hashing().embed_query("How many trees?")
    index = opened(Hashing())
    last = [identity for identity, _ in index.search("halage", query, 300)][-3:]

    assert [i for i, _ in index.search("halage", query, 8, keep=set(last).__contains__)] == last
    assert index.search("halage", query, 8, keep=lambda _: False) == []
    every = index.search("halage", query, 8, keep=lambda identity: identity in ids.values())
    assert every == index.search("halage", query, 8)


def test_what_is_added_and_removed_is_found_and_not_found_at_once(
    record: Record, item: Callable[..., Item], opened: Open
) -> None:
    fill(record, item, texts_of(5))
    index = opened(Hashing())
    query = Hashing().embed_query("We closed the quarry.")
    assert len(index.search("halage", query, 9)) == 5

    new = fill(record, item, ["We closed the quarry."])["We closed the quarry."]
    assert index.search("halage", query, 1)[0] == (new, pytest.approx(1.0, abs=1e-4))

    record.remove("halage", record.passages("halage", [new])[new].document_id, "maya")
    assert new not in dict(index.search("halage", query, 9))


def test_a_passage_under_a_new_title_is_found_by_its_new_vector(
    record: Record, item: Callable[..., Item], opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.index.chroma.rest", lambda seconds: 0.0)
    fill(record, item, texts_of(5))
    identity = fill(record, item, ["We said so."])["We said so."]
    index = opened(Hashing())
    index.sync("halage")
    document = record.passages("halage", [identity])[identity].document_id

    record.edit("halage", document, {"title": "Quarry"}, "maya")
    embed(record, Hashing())

    found = index.search("halage", Hashing().embed_query("Quarry: We said so."), 9)
    assert found[0] == (identity, pytest.approx(1.0, abs=1e-4))
    assert [i for i, _ in found].count(identity) == 1


def test_nothing_crosses_brands(record: Record, item: Callable[..., Item], opened: Open) -> None:
    mine = fill(record, item, texts_of(4), "halage")
    theirs = fill(record, item, texts_of(6), "hal")
    index = opened(Hashing())
    query = Hashing().embed_query(texts_of(1)[0])

    assert {i for i, _ in index.search("halage", query, 20)} == set(mine.values())
    assert {i for i, _ in index.search("hal", query, 20)} == set(theirs.values())


def test_a_brand_without_passages_has_no_hits(record: Record, opened: Open) -> None:
    index = opened(Hashing())

    assert index.search("nobody", Hashing().embed_query("x"), 5) == []
    assert index.sync("nobody") == (0, 0)
    assert index.holder is None


def test_a_vector_of_zeros_and_a_k_of_none_find_nothing(
    record: Record, item: Callable[..., Item], opened: Open
) -> None:
    fill(record, item, texts_of(3))
    index = opened(Hashing())

    assert index.search("halage", [0.0] * 24, 3) == []
    assert index.search("halage", Hashing().embed_query("x"), 0) == []


def test_passages_that_wait_for_their_vector_do_not_hide_the_others(
    record: Record, item: Callable[..., Item], opened: Open
) -> None:
    ids = fill(record, item, texts_of(5))
    record.add("halage", [item("Not embedded yet.", "/halage/new.md")], "maya")

    found = opened(Hashing()).search("halage", Hashing().embed_query("x"), 9)

    assert {identity for identity, _ in found} == set(ids.values())


@pytest.mark.parametrize("dimension", [24, 48])
def test_another_embedding_model_is_refused_until_the_index_is_rebuilt(
    record: Record, item: Callable[..., Item], opened: Open, dimension: int
) -> None:
    """Fault 28: embedding model changed, same dimension. Fault 29: dimension changed.

    Both are refused, and say what mends it; and that does.
    """
    ids = fill(record, item, texts_of(12))
    opened(Hashing()).sync("halage")
    other = Hashing(dimension, "other")
    index = opened(other)
    query = other.embed_query(texts_of(12)[7])

    with pytest.raises(IndexMismatch, match=r"'hashing'.*'other'.*`corail record rebuild"):
        index.search("halage", query, 3)
    with pytest.raises(IndexMismatch, match="corail record rebuild"):
        index.check("halage")

    embed(record, other)
    if not isinstance(index, ExactIndex):
        assert index.rebuild("halage") == (12, 0)
    assert index.search("halage", query, 1)[0][0] == ids[texts_of(12)[7]]


def test_vectors_of_another_dimension_under_the_same_name_are_refused(
    record: Record, item: Callable[..., Item], opened: Open
) -> None:
    """Fault 29: the settings ask the same model for longer vectors."""
    fill(record, item, texts_of(3))

    with pytest.raises(IndexMismatch, match=r"48 dimensions.*record rebuild|24 dimensions"):
        opened(Hashing()).search("halage", [1.0] * 48, 3)


def test_a_rebuilt_index_holds_the_brand_once_and_leaves_other_brands_alone(
    record: Record, item: Callable[..., Item], chroma: Opener
) -> None:
    mine = fill(record, item, texts_of(30))
    theirs = fill(record, item, texts_of(4), "hal")
    index = chroma()
    index.sync("halage")
    index.sync("hal")
    heard: list[tuple[int, int, str]] = []

    assert index.rebuild("halage", lambda *told: heard.append(told)) == (30, 0)

    assert heard == [(30, 30, "indexing")]
    query = Hashing().embed_query("x")
    assert sorted(i for i, _ in index.search("halage", query, 99)) == sorted(mine.values())
    assert sorted(i for i, _ in index.search("hal", query, 99)) == sorted(theirs.values())


# --- At the next start


def test_an_unchanged_brand_is_not_compared_at_the_next_start(
    record: Watched, item: Callable[..., Item], chroma: Opener
) -> None:
    fill(record, item, texts_of(20))
    assert chroma().sync("halage") == (20, 0)
    again = chroma()
    record.catalogues = 0

    assert len(again.search("halage", Hashing().embed_query("x"), 20)) == 20
    assert record.catalogues == 0


def test_the_index_of_another_record_is_not_mistaken_for_ours(
    record: Record, item: Callable[..., Item], tmp_path: Path, chroma: Opener
) -> None:
    """As after CORAIL_DATABASE_URL was pointed elsewhere: the revisions may be the same."""
    fill(record, item, texts_of(3))
    index = chroma()
    index.sync("halage")
    index.close()
    with_other = Database.open(tmp_path / "other.sqlite")
    with_other.migrate()
    other = Record(with_other)
    ids = fill(other, item, [f"Another {i}." for i in range(3)])
    assert other.revision("halage") == record.revision("halage")

    found = chroma(record=other).search("halage", Hashing().embed_query("x"), 9)
    with_other.close()

    assert {identity for identity, _ in found} == set(ids.values())


def test_a_large_record_that_changes_all_the_time_is_not_compared_at_every_search(
    record: Watched,
    item: Callable[..., Item],
    chroma: Opener,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    record.takes = 0.4
    fill(record, item, texts_of(3))
    index = chroma()
    query = Hashing().embed_query("x")
    assert len(index.search("halage", query, 9)) == 3

    fill(record, item, ["We closed the quarry."])
    assert len(index.search("halage", query, 9)) == 3
    assert record.catalogues == 1

    now = time.monotonic()
    monkeypatch.setattr("knowledge.index.chroma.time.monotonic", lambda: now + 60)
    assert len(index.search("halage", query, 9)) == 4


def test_many_changes_are_made_beside_the_searches(
    record: Record,
    item: Callable[..., Item],
    chroma: Opener,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("knowledge.index.chroma.AT_ONCE", 10)
    monkeypatch.setattr("knowledge.index.chroma.BATCH", 20)
    texts = texts_of(90)
    ids = fill(record, item, texts)
    index = chroma()

    found = index.search("halage", Hashing().embed_query(texts[40]), 1)

    assert found[0][0] == ids[texts[40]]  # answered by the record at once
    wait_for(lambda: shelf_size(index, "halage") == 90)
    assert index.search("halage", Hashing().embed_query(texts[41]), 1)[0][0] == ids[texts[41]]


def test_closing_stops_what_is_made_beside_and_the_next_start_goes_on(
    record: Record,
    item: Callable[..., Item],
    chroma: Opener,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("knowledge.index.chroma.AT_ONCE", 10)
    monkeypatch.setattr("knowledge.index.chroma.BATCH", 5)
    fill(record, item, texts_of(200))
    index = chroma()
    index.search("halage", Hashing().embed_query("x"), 1)
    index.close()

    again = chroma()
    added = again.sync("halage").added

    assert added <= 200
    assert len(again.search("halage", Hashing().embed_query("x"), 300)) == 200


# --- What goes wrong


def test_an_index_that_fails_while_searching_is_answered_for_by_the_record(
    record: Record,
    item: Callable[..., Item],
    chroma: Opener,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ids = fill(record, item, texts_of(10))
    index = chroma()
    index.sync("halage")
    query = Hashing().embed_query(texts_of(10)[3])

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("Error finding id")

    monkeypatch.setattr("chromadb.api.models.Collection.Collection.query", fail)
    assert index.search("halage", query, 1)[0][0] == ids[texts_of(10)[3]]
    assert any("Error finding id" in note for note in index.notes)
    monkeypatch.undo()

    # It is not tried again for a while, and then not trusted again: it is made anew.
    assert shelf_size(index, "halage") is None
    monkeypatch.setattr("knowledge.index.chroma.time.monotonic", lambda: 1e12)
    index.search("halage", query, 1)
    assert shelf_size(index, "halage") == 10


WRITE_UNTIL_KILLED = """
import sys
from pathlib import Path
from tests.knowledge.indexes import Hashing, open_at
from knowledge.database import Database
from knowledge.index import chroma
from knowledge.record import Record
chroma.BATCH = 10
index = open_at(Record(Database.open(Path(sys.argv[1]))), Hashing(), sys.argv[2])
index.sync("halage", lambda done, of, what: print(done, flush=True))
print("all of it", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_an_index_whose_writer_was_killed_is_completed_at_the_next_start(
    record: Record,
    item: Callable[..., Item],
    tmp_path: Path,
    chroma: Opener,
) -> None:
    """Fault 25: killed in the middle of indexing: the next start completes it, no duplicate,
    nothing acknowledged lost."""
    texts = texts_of(900)
    ids = fill(record, item, texts)
    with other_process(WRITE_UNTIL_KILLED, record.database.place, chroma.where) as writer:
        assert writer.stdout is not None
        told = [writer.stdout.readline() for _ in range(30)]
        writer.send_signal(signal.SIGKILL)
        told += writer.stdout.readlines()
    assert "all of it\n" not in told

    index = chroma()
    first = index.search("halage", Hashing().embed_query(texts[5]), 1)
    assert first[0][0] == ids[texts[5]]
    index.sync("halage")

    assert shelf_size(index, "halage") == len(texts)
    if isinstance(chroma.where, Path):
        # A folder that was being written is not trusted; at a server it is whole, if not all.
        assert any("nothing is embedded again" in note for note in index.notes)
    for text in texts[:: len(texts) // 20]:
        hits = index.search("halage", Hashing().embed_query(text), 3)
        assert hits[0][0] == ids[text]
        assert len(dict(hits)) == 3
