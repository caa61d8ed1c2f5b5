"""The index of passages: one contract, held by each kind of it, and what it survives.

The faults of numbers 25, 27, 28, 29 and 30 are here.
"""

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from knowledge.database import Database
from knowledge.errors import IndexHeld, IndexMismatch, IndexUnavailable
from knowledge.index import PassageIndex, open_index
from knowledge.index.exact import ExactIndex
from knowledge.index.lock import FolderLock
from knowledge.index.shelf import HNSW
from knowledge.record import Entry, Record
from knowledge.record.handed import Item

Open = Callable[..., PassageIndex]


class Hashing:
    """Vectors that depend on the text alone, of any length and name."""

    def __init__(self, dimension: int = 24, name: str = "hashing") -> None:
        self.dimension = dimension
        self.name = name

    def embed_documents(self, texts: Sequence[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        seed = hashlib.sha256(f"{self.name} {text}".encode()).digest()[:8]
        # Not of length one: a cosine must not depend on it.
        vector = np.random.default_rng(list(seed)).normal(size=self.dimension)
        return [float(x) for x in vector]


class Watched(Record):
    """A record that counts how often all of it is looked at."""

    catalogues = 0
    takes = 0.0

    def catalogue(self, brand: str) -> list[Entry]:
        self.catalogues += 1
        time.sleep(self.takes)
        return super().catalogue(brand)


@pytest.fixture
def record(sqlite: Database) -> Watched:
    return Watched(sqlite)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Chroma server of our own on loopback: the Rust one, that ``chroma run`` starts."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = Path(sys.executable).with_name("chroma")
    folder = tmp_path_factory.mktemp("served")
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [command, "run", "--path", folder, "--host", "127.0.0.1", "--port", str(port)],
            stdout=log,
            stderr=log,
        )
        try:
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline:
                with socket.socket() as one:
                    if one.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(30)


@pytest.fixture(params=["embedded", "served", "exact"])
def opened(request: pytest.FixtureRequest, record: Record, tmp_path: Path) -> Iterator[Open]:
    """Opens an index of each kind on the record."""
    indexes: list[PassageIndex] = []

    def open_one(embedder: Hashing) -> PassageIndex:
        if request.param == "exact":
            index: PassageIndex = ExactIndex(record, embedder)
        elif request.param == "served":
            url = request.getfixturevalue("server")
            index = open_index(record, embedder, tmp_path / "unused", url=url)
        else:
            for before in indexes:
                before.close()
            index = open_index(record, embedder, tmp_path / "chroma")
        indexes.append(index)
        return index

    yield open_one
    for index in indexes:
        index.close()


@pytest.fixture
def folder(record: Record, tmp_path: Path) -> Iterator[Callable[[], PassageIndex]]:
    """Opens the embedded index in one folder, again and again."""
    indexes: list[PassageIndex] = []

    def open_one() -> PassageIndex:
        indexes.append(open_index(record, Hashing(), tmp_path / "chroma"))
        return indexes[-1]

    yield open_one
    for index in indexes:
        index.close()


def fill(
    record: Record,
    item: Callable[..., Item],
    texts: Sequence[str],
    brand: str = "halage",
    embedder: Hashing | None = None,
) -> dict[str, str]:
    """One document a text, with its vector; the passages' ids by their texts."""
    items = [item(text, f"/{brand}/{text}.md", brand) for text in texts]
    record.add(brand, items, "maya")
    embed(record, embedder or Hashing(), brand)
    return {cut[0].text: cut[0].id for _, cut in items}


def embed(record: Record, embedder: Hashing, brand: str = "halage") -> None:
    missing = record.missing_vectors(brand, embedder.name)
    vectors = embedder.embed_documents([text for _, text in missing])
    record.keep_vectors(embedder.name, dict(zip([key for key, _ in missing], vectors, strict=True)))


def texts_of(number: int) -> list[str]:
    return [f"We planted {i} trees in {1990 + i % 30}." for i in range(number)]


# --- The contract


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
    record: Record, item: Callable[..., Item], opened: Open
) -> None:
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
    record: Record, item: Callable[..., Item], tmp_path: Path, folder: Callable[[], PassageIndex]
) -> None:
    mine = fill(record, item, texts_of(30))
    theirs = fill(record, item, texts_of(4), "hal")
    index = folder()
    index.sync("halage")
    index.sync("hal")
    size = bytes_in(tmp_path / "chroma")
    heard: list[tuple[int, int, str]] = []

    assert index.rebuild("halage", lambda *told: heard.append(told)) == (30, 0)

    assert heard == [(30, 30, "indexing")]
    query = Hashing().embed_query("x")
    assert sorted(i for i, _ in index.search("halage", query, 99)) == sorted(mine.values())
    assert sorted(i for i, _ in index.search("hal", query, 99)) == sorted(theirs.values())
    for _ in range(3):
        index.rebuild("halage")
    assert bytes_in(tmp_path / "chroma") < 1.5 * size


# --- At the next start


@pytest.mark.parametrize("opened", ["embedded", "served"], indirect=True)
def test_an_unchanged_brand_is_not_compared_at_the_next_start(
    record: Watched, item: Callable[..., Item], opened: Open
) -> None:
    fill(record, item, texts_of(20))
    assert opened(Hashing()).sync("halage") == (20, 0)
    again = opened(Hashing())
    record.catalogues = 0

    assert len(again.search("halage", Hashing().embed_query("x"), 20)) == 20
    assert record.catalogues == 0


def test_the_index_of_another_record_is_not_mistaken_for_ours(
    record: Record, item: Callable[..., Item], tmp_path: Path, folder: Callable[[], PassageIndex]
) -> None:
    """As after CORAIL_DATABASE_URL was pointed elsewhere: the revisions may be the same."""
    fill(record, item, texts_of(3))
    index = folder()
    index.sync("halage")
    index.close()
    with_other = Database.open(tmp_path / "other.sqlite")
    with_other.migrate()
    other = Record(with_other)
    ids = fill(other, item, [f"Another {i}." for i in range(3)])
    assert other.revision("halage") == record.revision("halage")

    theirs = open_index(other, Hashing(), tmp_path / "chroma")
    found = theirs.search("halage", Hashing().embed_query("x"), 9)
    theirs.close()
    with_other.close()

    assert {identity for identity, _ in found} == set(ids.values())


def test_a_large_record_that_changes_all_the_time_is_not_compared_at_every_search(
    record: Watched,
    item: Callable[..., Item],
    folder: Callable[[], PassageIndex],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    record.takes = 0.4
    fill(record, item, texts_of(3))
    index = folder()
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
    folder: Callable[[], PassageIndex],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("knowledge.index.chroma.AT_ONCE", 10)
    monkeypatch.setattr("knowledge.index.chroma.BATCH", 20)
    texts = texts_of(90)
    ids = fill(record, item, texts)
    index = folder()

    found = index.search("halage", Hashing().embed_query(texts[40]), 1)

    assert found[0][0] == ids[texts[40]]  # answered by the record at once
    wait_for(lambda: shelf_size(index, "halage") == 90)
    assert index.search("halage", Hashing().embed_query(texts[41]), 1)[0][0] == ids[texts[41]]


def test_closing_stops_what_is_made_beside_and_the_next_start_goes_on(
    record: Record,
    item: Callable[..., Item],
    folder: Callable[[], PassageIndex],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("knowledge.index.chroma.AT_ONCE", 10)
    monkeypatch.setattr("knowledge.index.chroma.BATCH", 5)
    fill(record, item, texts_of(200))
    index = folder()
    index.search("halage", Hashing().embed_query("x"), 1)
    index.close()

    again = folder()
    added = again.sync("halage").added

    assert added <= 200
    assert len(again.search("halage", Hashing().embed_query("x"), 300)) == 200


# --- What goes wrong


HOLD = """
import sys
from pathlib import Path
from tests.knowledge.test_index import Hashing
from knowledge.database import Database
from knowledge.index import open_index
from knowledge.record import Record
record = Record(Database.open(Path(sys.argv[1])))
index = open_index(record, Hashing(), Path(sys.argv[2]))
index.sync("halage")
print("held", flush=True)
sys.stdin.read()
"""


def other_process(script: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def test_a_second_process_is_told_who_holds_the_index_and_searches_all_the_same(
    record: Record, item: Callable[..., Item], tmp_path: Path, folder: Callable[[], PassageIndex]
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
    folder: Callable[[], PassageIndex],
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
    folder: Callable[[], PassageIndex],
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
    record: Record, item: Callable[..., Item], tmp_path: Path, folder: Callable[[], PassageIndex]
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


def test_an_index_that_fails_while_searching_is_answered_for_by_the_record(
    record: Record,
    item: Callable[..., Item],
    folder: Callable[[], PassageIndex],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ids = fill(record, item, texts_of(10))
    index = folder()
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
from tests.knowledge.test_index import Hashing
from knowledge.database import Database
from knowledge.index import chroma, open_index
from knowledge.record import Record
chroma.BATCH = 10
index = open_index(Record(Database.open(Path(sys.argv[1]))), Hashing(), Path(sys.argv[2]))
index.sync("halage", lambda done, of, what: print(done, flush=True))
print("all of it", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_an_index_whose_writer_was_killed_is_completed_at_the_next_start(
    record: Record,
    item: Callable[..., Item],
    tmp_path: Path,
    folder: Callable[[], PassageIndex],
) -> None:
    """Fault 25: killed in the middle of indexing: the next start completes it, no duplicate,
    nothing acknowledged lost."""
    texts = texts_of(900)
    ids = fill(record, item, texts)
    with other_process(WRITE_UNTIL_KILLED, record.database.place, tmp_path / "chroma") as writer:
        assert writer.stdout is not None
        told = [writer.stdout.readline() for _ in range(30)]
        writer.send_signal(signal.SIGKILL)
        told += writer.stdout.readlines()
    assert "all of it\n" not in told

    index = folder()
    first = index.search("halage", Hashing().embed_query(texts[5]), 1)
    assert first[0][0] == ids[texts[5]]
    index.sync("halage")

    assert shelf_size(index, "halage") == len(texts)
    assert any("nothing is embedded again" in note for note in index.notes)
    for text in texts[:: len(texts) // 20]:
        hits = index.search("halage", Hashing().embed_query(text), 3)
        assert hits[0][0] == ids[text]
        assert len(dict(hits)) == 3


def test_a_server_that_does_not_answer_leaves_the_record_to_answer(
    record: Record, item: Callable[..., Item], tmp_path: Path
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
    record: Record, item: Callable[..., Item], tmp_path: Path, folder: Callable[[], PassageIndex]
) -> None:
    fill(record, item, texts_of(3))
    (tmp_path / "chroma").mkdir()
    (tmp_path / "chroma" / "thesis.docx").write_bytes(b"three years of work")
    (tmp_path / "chroma" / "chroma.sqlite3").write_bytes(b"not a database" * 999)

    assert folder().sync("halage") == (3, 0)
    assert (tmp_path / "chroma" / "thesis.docx").read_bytes() == b"three years of work"


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


def shelf_size(index: PassageIndex, brand: str) -> int | None:
    """How many vectors the brand's collection holds, by its own count; None when it is shut."""
    shelf = index._shelves.get(brand)  # type: ignore[attr-defined]
    if shelf is None or shelf._collection is None or shelf.revision is None:
        return None
    return int(shelf._collection.count())


def bytes_in(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def wait_for(state: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not state():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.02)
