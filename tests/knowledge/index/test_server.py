"""The index at a server: several write there at once, and it may stop, or come back empty.

The record is the truth throughout: whatever the server does, what is on record is found.
"""

from __future__ import annotations

import shutil
import signal
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.errors import IndexUnavailable
from knowledge.index import PassageIndex, open_index
from knowledge.index.chroma import RETRY
from knowledge.record import Record
from knowledge.record.handed import Item
from tests.knowledge.indexes import (
    ChromaServer,
    Hashing,
    Opener,
    Watched,
    fill,
    other_process,
    shelf_size,
    texts_of,
)

Items = Callable[..., Item]


class Later:
    """The time as the index sees it, to be put forward."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from time import monotonic

        self.ahead = 0.0
        monkeypatch.setattr("knowledge.index.chroma.time", self)
        self.monotonic = lambda: monotonic() + self.ahead


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    return Later(monkeypatch)


def nearest(index: PassageIndex, text: str) -> str:
    """The passage that is nearest to a text."""
    return index.search("halage", Hashing().embed_query(text), 1)[0][0]


def all_of(index: PassageIndex) -> set[str]:
    return {found for found, _ in index.search("halage", Hashing().embed_query("x"), 999)}


def on_record(record: Record) -> set[str]:
    return {entry.id for entry in record.catalogue("halage")}


# --- Several at once

# Puts documents on record, takes every third off again, and brings the index along each time.
WRITING = """
import sys
from pathlib import Path
from knowledge.database import Database
from knowledge.record import Record
from tests.knowledge.conftest import item
from tests.knowledge.indexes import Hashing, embed, fill, open_at

who, record = sys.argv[3], Record(Database.open(Path(sys.argv[1])))
index = open_at(record, Hashing(), sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
for n in range(24):
    text = f"{who} says {n}."
    identity = fill(record, item, [text])[text]
    index.sync("halage")
    if n % 3 == 2:
        record.remove("halage", record.passages("halage", [identity])[identity].document_id, who)
        index.sync("halage")
print("notes", *index.notes, flush=True)
index.close()
"""


def test_two_processes_write_one_index_at_once_and_neither_loses_anything(
    record: Watched, item: Items, served: Opener, later: Later
) -> None:
    texts = texts_of(20)
    ids = fill(record, item, texts)
    here = served()
    here.sync("halage")
    place = record.database.place
    with (
        other_process(WRITING, place, served.where, "maya") as maya,
        other_process(WRITING, place, served.where, "ines") as ines,
    ):
        for one in (maya, ines):
            assert one.stdout is not None
            assert one.stdout.readline() == "ready\n"
        for one in (maya, ines):
            assert one.stdin is not None
            one.stdin.write("go\n")
            one.stdin.flush()
        # Whoever searches meanwhile finds what was there before.
        while maya.poll() is None or ines.poll() is None:
            assert nearest(here, texts[3]) == ids[texts[3]]
        told = [one.communicate(timeout=60)[0] for one in (maya, ines)]
    assert told == ["notes\n", "notes\n"]

    assert len(on_record(record)) == 20 + 2 * 16
    later.ahead += 60  # what took long to compare is not compared again for a while
    assert all_of(here) == on_record(record)
    assert shelf_size(here, "halage") == 52
    afterwards = served()
    assert all_of(afterwards) == on_record(record)
    assert shelf_size(afterwards, "halage") == 52


def test_what_one_adds_while_another_compares_is_not_taken_for_gone(
    record: Watched, item: Items, served: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one that compares read the record before, and the index after."""
    fill(record, item, texts_of(5))
    other = served()
    other.sync("halage")
    new, added = "We closed the quarry.", {}
    read = Watched.catalogue

    def catalogue(self: Watched, brand: str) -> object:
        monkeypatch.setattr(Watched, "catalogue", read)
        entries = read(self, brand)
        added.update(fill(record, item, [new]))
        other.sync("halage")
        return entries

    fill(record, item, ["We mend."])
    slow = served()
    monkeypatch.setattr(Watched, "catalogue", catalogue)
    slow.sync("halage")

    assert nearest(other, new) == next(iter(added.values()))
    assert shelf_size(other, "halage") == len(on_record(record)) == 7


def test_an_index_that_another_made_anew_is_taken_up_and_not_made_anew_again(
    record: Watched, item: Items, served: Opener, later: Later
) -> None:
    ids = fill(record, item, texts_of(12))
    here, other = served(), served()
    here.sync("halage")
    other.sync("halage")

    other.rebuild("halage")

    made = collections(here)
    for index in (here, other, here):
        assert nearest(index, texts_of(12)[7]) == ids[texts_of(12)[7]]
        later.ahead += RETRY + 1
    assert shelf_size(here, "halage") == shelf_size(other, "halage") == 12
    assert collections(here) == made
    assert here.notes == other.notes == ()


def collections(index: PassageIndex) -> set[str]:
    """The server's own ids of its collections: another one after each making anew."""
    client = index._place.client()  # type: ignore[attr-defined]
    return {str(one.id) for one in client.list_collections()}


# --- A server that goes


def test_a_server_that_does_not_answer_leaves_the_record_to_answer(
    record: Record, item: Items, tmp_path: Path
) -> None:
    ids = fill(record, item, texts_of(3))
    url = "http://maya:secret@127.0.0.1:9"  # the port that discards
    index = open_index(record, Hashing(), tmp_path, url=url)

    found = index.search("halage", Hashing().embed_query(texts_of(3)[1]), 1)

    assert found[0][0] == ids[texts_of(3)[1]]
    assert any("http://127.0.0.1:9" in note for note in index.notes)
    assert not any("secret" in note for note in index.notes)
    with pytest.raises(IndexUnavailable, match=r"127\.0\.0\.1:9"):
        index.sync("halage")


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_server_that_stops_and_comes_back_is_used_again_and_nothing_is_lost(
    record: Watched,
    item: Items,
    served: Opener,
    server: ChromaServer,
    later: Later,
    how: signal.Signals,
) -> None:
    texts = texts_of(30)
    ids = fill(record, item, texts)
    index = served()
    assert index.sync("halage") == (30, 0)

    server.stop(how)

    # What is asked for is answered by the record, and what is written is on record.
    assert nearest(index, texts[8]) == ids[texts[8]]
    new = "We closed the quarry."
    identity = fill(record, item, [new])[new]
    assert nearest(index, new) == identity
    [note] = index.notes
    assert server.url in note
    assert "searches go over the vectors in the record" in note
    for act in (index.sync, index.rebuild):
        with pytest.raises(IndexUnavailable, match=f"at {server.url} cannot be used"):
            act("halage")

    server.start()
    later.ahead += RETRY + 1

    assert nearest(index, new) == identity
    assert shelf_size(index, "halage") == 31
    assert index.notes == ()
    assert all_of(index) == on_record(record)
    assert all_of(served()) == on_record(record)


def test_a_server_that_stops_in_the_middle_of_a_write_is_written_to_again(
    record: Watched,
    item: Items,
    served: Opener,
    server: ChromaServer,
    later: Later,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("knowledge.index.chroma.BATCH", 10)
    fill(record, item, texts_of(95))
    index = served()

    def stop(done: int, of: int, what: str) -> None:
        if done == 50:
            server.stop(signal.SIGKILL)

    with pytest.raises(IndexUnavailable, match="cannot be used"):
        index.sync("halage", stop)
    server.start()
    later.ahead += RETRY + 1

    assert all_of(index) == on_record(record)
    index.sync("halage")
    assert shelf_size(index, "halage") == 95
    assert all_of(index) == on_record(record)


def test_a_server_that_comes_back_empty_is_filled_from_the_record(
    record: Watched, item: Items, served: Opener, server: ChromaServer, later: Later
) -> None:
    """Fault 30, served: nothing is embedded for it."""
    texts = texts_of(40)
    ids = fill(record, item, texts)
    index = served()
    index.sync("halage")
    server.stop()
    shutil.rmtree(server.folder)
    server.start()

    assert nearest(index, texts[8]) == ids[texts[8]]
    later.ahead += RETRY + 1
    assert nearest(index, texts[9]) == ids[texts[9]]

    assert shelf_size(index, "halage") == 40
    assert all_of(index) == on_record(record)
    assert any("made anew from the record" in note for note in index.notes)


def test_a_server_that_hangs_is_waited_for_so_long(
    record: Watched, item: Items, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import socket

    monkeypatch.setattr("knowledge.index.places.PATIENCE", 0.6)
    ids = fill(record, item, texts_of(3))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        held: list[socket.socket] = []
        threading.Thread(target=lambda: held.append(silent.accept()[0]), daemon=True).start()
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        index = open_index(record, Hashing(), tmp_path, url=url)
        assert nearest(index, texts_of(3)[1]) == ids[texts_of(3)[1]]
        assert any(url in note for note in index.notes)
        for one in held:
            one.close()
