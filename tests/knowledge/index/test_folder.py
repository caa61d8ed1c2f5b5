"""The index in a folder: one process writes there, and what is damaged there is made anew.

The faults of numbers 27, 30 and 31 are here.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.errors import IndexHeld
from knowledge.index import PassageIndex, open_index
from knowledge.index.lock import FolderLock
from knowledge.index.shelf import HNSW
from knowledge.record import Record
from knowledge.record.handed import Item
from tests.knowledge.indexes import (
    Hashing,
    Opener,
    Watched,
    bytes_in,
    fill,
    other_process,
    shelf_size,
    texts_of,
    wait_for,
)

Open = Callable[..., PassageIndex]


HOLD = """
import sys
from pathlib import Path
from tests.knowledge.indexes import Hashing
from knowledge.database import Database
from knowledge.index import open_index
from knowledge.record import Record
record = Record(Database.open(Path(sys.argv[1])))
index = open_index(record, Hashing(), Path(sys.argv[2]))
index.sync("halage")
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_process_is_told_who_holds_the_index_and_searches_all_the_same(
    record: Record, item: Callable[..., Item], tmp_path: Path, folder: Opener
) -> None:
    """Fault 27: two processes on one data folder: the second says who holds it."""
    ids = fill(record, item, texts_of(10))
    query = Hashing().embed_query(texts_of(10)[3])
    with other_process(HOLD, record.database.place, tmp_path / "chroma") as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == "held\n"
        index = folder()

        assert index.search("halage", query, 1)[0][0] == ids[texts_of(10)[3]]
        assert index.holder is not None
        assert f"process {holder.pid}" in index.holder
        assert any(index.holder in note for note in index.notes)
        with pytest.raises(IndexHeld, match=f"process {holder.pid}"):
            index.rebuild("halage")

        # What the second process writes is found by itself at once.
        new = fill(record, item, ["We closed the quarry."])["We closed the quarry."]
        index.sync("halage")
        found = index.search("halage", Hashing().embed_query("We closed the quarry."), 1)
        assert found[0][0] == new

        holder.kill()
    # The lock ends with its process, however that ends; the second takes over.
    assert index.sync("halage") == (1, 0)
    assert index.holder is None
    assert index.notes == ()


@pytest.mark.parametrize(
    "damage",
    [
        "folder deleted",
        "vectors deleted",
        "database garbled",
        "database cut short",
        "header garbled",
        "vectors cut short",
        "vectors garbled",
        "one bit flipped",
        "vectors and seals deleted",
        "list of ids torn",
    ],
)
def test_a_damaged_index_is_made_anew_from_the_record_and_nothing_is_embedded(
    record: Record,
    item: Callable[..., Item],
    tmp_path: Path,
    folder: Opener,
    monkeypatch: pytest.MonkeyPatch,
    damage: str,
) -> None:
    """Fault 30: index folder deleted or corrupt: rebuilt from the record."""
    # Chroma writes its vectors out at every thousand, and before that there is nothing to tear.
    monkeypatch.setitem(HNSW, "sync_threshold", 50)
    texts = texts_of(120)
    ids = fill(record, item, texts)
    index = folder()
    index.sync("halage")
    index.close()
    chroma = tmp_path / "chroma"
    segment = next(path for path in chroma.iterdir() if path.is_dir())
    if damage == "folder deleted":
        shutil.rmtree(chroma)
    elif damage == "vectors deleted":
        shutil.rmtree(segment)
    elif damage == "database garbled":
        (chroma / "chroma.sqlite3").write_bytes(b"garbage" * 2_000)
    elif damage == "database cut short":
        os.truncate(chroma / "chroma.sqlite3", 200_000)
    elif damage == "header garbled":
        (segment / "header.bin").write_bytes(b"\xff" * 100)
    elif damage == "vectors garbled":
        with (segment / "data_level0.bin").open("r+b") as file:
            file.seek(2_000)
            file.write(b"\xa5" * 8_000)
    elif damage == "one bit flipped":
        with (segment / "data_level0.bin").open("r+b") as file:
            file.seek(3_333)
            bits = file.read(1)[0]
            file.seek(3_333)
            file.write(bytes([bits ^ 1]))
    elif damage == "vectors and seals deleted":
        shutil.rmtree(segment)
        (tmp_path / "chroma.lock").unlink()
    elif damage == "vectors cut short":
        os.truncate(segment / "data_level0.bin", 9_000)
    else:
        (segment / "index_metadata.pickle").write_bytes(b"torn")

    again = folder()
    query = Hashing().embed_query(texts[70])
    assert again.search("halage", query, 1)[0][0] == ids[texts[70]]

    wait_for(lambda: shelf_size(again, "halage") == len(texts))
    assert again.search("halage", query, 1)[0][0] == ids[texts[70]]
    assert any("made anew from the record" in note for note in again.notes)
    again.close()
    # And it stays whole: the next start finds it as it was left.
    third = folder()
    assert third.search("halage", query, 1)[0][0] == ids[texts[70]]
    assert shelf_size(third, "halage") == len(texts)
    assert third.notes == ()


def test_an_index_that_was_copied_elsewhere_is_as_good_as_it_was(
    record: Watched,
    item: Callable[..., Item],
    tmp_path: Path,
    folder: Opener,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(HNSW, "sync_threshold", 50)
    fill(record, item, texts_of(120))
    index = folder()
    index.sync("halage")
    index.close()
    for path in (tmp_path / "chroma").rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    record.catalogues = 0

    again = folder()

    assert len(again.search("halage", Hashing().embed_query("x"), 120)) == 120
    assert (record.catalogues, again.notes) == (0, ())


def test_an_index_deleted_under_a_running_process_is_made_anew(
    record: Record, item: Callable[..., Item], tmp_path: Path, folder: Opener
) -> None:
    """Fault 30: someone tidies the data folder while the page is open."""
    fill(record, item, texts_of(10))
    index = folder()
    index.sync("halage")
    shutil.rmtree(tmp_path / "chroma")

    new = fill(record, item, ["We closed the quarry."])["We closed the quarry."]
    found = index.search("halage", Hashing().embed_query("We closed the quarry."), 1)

    assert found[0][0] == new
    assert shelf_size(index, "halage") == 11


def test_a_folder_that_cannot_be_written_leaves_the_record_to_answer(
    record: Record, item: Callable[..., Item], tmp_path: Path
) -> None:
    """Fault 31: read-only data folder: says so; reading works."""
    ids = fill(record, item, texts_of(3))
    (tmp_path / "file").touch()
    index = open_index(record, Hashing(), tmp_path / "file" / "chroma")

    found = index.search("halage", Hashing().embed_query(texts_of(3)[1]), 1)

    assert found[0][0] == ids[texts_of(3)[1]]
    assert any("cannot be written" in note for note in index.notes)


def test_what_others_keep_in_the_index_folder_is_not_deleted(
    record: Record, item: Callable[..., Item], tmp_path: Path, folder: Opener
) -> None:
    fill(record, item, texts_of(3))
    (tmp_path / "chroma").mkdir()
    (tmp_path / "chroma" / "thesis.docx").write_bytes(b"three years of work")
    (tmp_path / "chroma" / "chroma.sqlite3").write_bytes(b"not a database" * 999)

    assert folder().sync("halage") == (3, 0)
    assert (tmp_path / "chroma" / "thesis.docx").read_bytes() == b"three years of work"


def test_a_folder_does_not_grow_with_every_rebuild(
    record: Record, item: Callable[..., Item], tmp_path: Path, folder: Opener
) -> None:
    fill(record, item, texts_of(30))
    index = folder()
    index.sync("halage")
    size = bytes_in(tmp_path / "chroma")
    for _ in range(4):
        index.rebuild("halage")
    assert bytes_in(tmp_path / "chroma") < 1.5 * size


# --- The lock


def test_a_lock_is_one_holder_s_until_it_is_released(tmp_path: Path) -> None:
    first, second = FolderLock(tmp_path / "chroma"), FolderLock(tmp_path / "chroma")

    assert first.acquire()
    assert first.acquire()
    assert not second.acquire()
    assert first.holder() is None
    assert f"process {os.getpid()}" in (second.holder() or "")
    first.release()
    assert second.holder() is None
    assert second.acquire()
    second.release()


def test_a_lock_tells_what_its_last_holder_was_writing_until_that_is_settled(
    tmp_path: Path,
) -> None:
    lock = FolderLock(tmp_path / "chroma")
    lock.acquire()
    with lock.during("corail.halage.1"):
        pass
    killed = lock.during("corail.halage.2")
    killed.__enter__()
    lock.release()

    after = FolderLock(tmp_path / "chroma")
    assert after.acquire()
    assert after.cut_off == {"corail.halage.2"}
    after.release()
    again = FolderLock(tmp_path / "chroma")
    assert again.acquire()
    assert again.cut_off == {"corail.halage.2"}
    again.settle("corail.halage.2")
    again.release()
    last = FolderLock(tmp_path / "chroma")
    assert last.acquire()
    assert last.cut_off == set()
    last.release()
