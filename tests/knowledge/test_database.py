"""What the database under the record survives: other processes, kills, a full or read-only disk."""

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event, text

import knowledge
from knowledge import schema
from knowledge.database import Database
from knowledge.errors import RecordFull, RecordReadOnly, RecordUnavailable
from knowledge.journal import Journal
from knowledge.record import Record

ROOT = Path(knowledge.__file__).parents[1]
NOBODY = 65534


# Opening


def test_a_database_without_a_record_says_how_to_make_one(tmp_path):
    record = Record(Database.open(tmp_path / "new" / "record.sqlite"))
    with pytest.raises(RecordUnavailable, match=r"holds no record yet.*corail ingest"):
        record.brands()


def test_a_file_that_is_no_record_is_refused_by_name(tmp_path):
    path = tmp_path / "record.sqlite"
    path.write_bytes(b"this is a letter, not a database" * 100)
    with pytest.raises(RecordUnavailable, match=r"record\.sqlite' is damaged, or is not a record"):
        Database.open(path).migrate()
    assert path.read_bytes().startswith(b"this is a letter")


@pytest.mark.parametrize("url", ["mysql://h/x", "sqlite://", "http://h/x", "://"])
def test_another_kind_of_database_is_refused(url):
    with pytest.raises(RecordUnavailable, match="postgresql://"):
        Database.open(url)


def test_a_server_that_does_not_answer_is_named_without_its_password():
    database = Database.open("postgresql://maya:hush-hush@127.0.0.1:1/record")
    with pytest.raises(RecordUnavailable) as refused:
        database.migrate()
    assert "127.0.0.1:1/record" in str(refused.value) and "hush" not in str(refused.value)
    assert "hush" not in database.place


def test_a_path_with_spaces_accents_and_marks_is_a_path(tmp_path, item):
    folder = tmp_path / "Mes données #1 à 50 % ?"
    database = Database.open(folder / "record é.sqlite")
    database.migrate()
    Record(database).add("halage", [item("We sort.")], "maya")
    database.close()
    assert (folder / "record é.sqlite").is_file()
    assert len(Record(Database.open(folder / "record é.sqlite", read_only=True)).brands()) == 1


# Several at once


def test_a_reader_goes_on_while_one_writes_and_sees_one_state(database, item):
    record = Record(database)
    record.add("halage", [item("We sort.")], "maya")
    count = text("SELECT count(*) FROM documents")
    with database.reading() as reader:
        assert reader.execute(count).scalar() == 1
        record.add("halage", [item("We mend.", "/b.md")], "maya")
        assert reader.execute(count).scalar() == 1
    assert len(record.documents("halage")) == 2


def test_a_block_that_fails_leaves_nothing_behind(database):
    with pytest.raises(KeyError), database.writing() as connection:
        connection.execute(schema.brands.insert().values(**_brand("halage")))
        raise KeyError
    assert Record(database).brands() == []


def _brand(name: str) -> dict[str, object]:
    words = dict.fromkeys(("title", "names", "handles", "signature", "languages"), "[]")
    return {"name": name, **words, "revision": 0, "arrivals": 0}


WRITER = """
import importlib.util, sys
from knowledge.database import Database
from knowledge.record import Record
spec = importlib.util.spec_from_file_location("fixtures", {conftest!r})
fixtures = importlib.util.module_from_spec(spec)
spec.loader.exec_module(fixtures)
who, size, place = sys.argv[1], int(sys.argv[2]), sys.argv[3]
record = Record(Database.open(place))
for batch in range(int(sys.argv[4])):
    items = [
        fixtures.item("\\n".join(f"{{who}} says {{batch}}.{{n}}.{{line}}" for line in range(4)),
                      f"/{{who}}/{{batch}}/{{n}}.md")
        for n in range(size)
    ]
    record.add("halage", items, who)
    print(batch, flush=True)
""".format(conftest=str(Path(__file__).with_name("conftest.py")))


def _writer(who: str, size: int, database: Database, batches: int) -> subprocess.Popen[str]:
    place = database.engine.url.render_as_string(hide_password=False)
    if database.engine.dialect.name == "sqlite":
        place = database.place
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, who, str(size), place, str(batches)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_two_processes_may_write_the_record_at_once(database):
    """Fault 27, for the record: they take turns, and neither loses anything. (The index has one
    writer, and says who.)"""
    writers = [_writer(who, 10, database, 8) for who in ("maya", "ines")]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    for writer in writers:
        writer.stdout.close()

    record = Record(database)
    assert len(record.documents("halage")) == 160
    assert len(record.catalogue("halage")) == 640
    assert Journal(database).verify().holds
    # A brand, and 160 documents: each act has its place in one sequence.
    assert Journal(database).head().seq == 161


def test_killed_in_the_middle_of_a_write_only_whole_documents_are_there(sqlite, item):
    """Fault 25: what was acknowledged is there, whole and once; the rest is not, until the next
    start completes it."""
    size, acknowledged = 60, 0
    for delay in (0.0, 0.013, 0.047):
        writer = _writer("maya", size, sqlite, 200)
        # The first line tells of batches that are there from the time before.
        acknowledged = max(acknowledged, 1 + int(writer.stdout.readline()))
        for _ in range(acknowledged):
            acknowledged = max(acknowledged, 1 + int(writer.stdout.readline()))
        time.sleep(delay)
        writer.send_signal(signal.SIGKILL)
        rest = writer.stdout.read().split()
        writer.stdout.close()
        assert writer.wait(10) == -signal.SIGKILL
        acknowledged = max([acknowledged, *(1 + int(line) for line in rest if line.isdigit())])

        found = Record(sqlite).documents("halage")
        sources = [document.source for document in found]
        assert len(set(sources)) == len(sources) >= acknowledged * size
        assert len(sources) % size == 0
        assert {document.passages for document in found} == {4}
        assert Journal(sqlite).verify().holds
    with sqlite.reading() as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"

    again = _writer("maya", size, sqlite, acknowledged + 1)
    assert again.wait(60) == 0
    again.stdout.close()
    completed = Record(sqlite).documents("halage")
    assert len(completed) == len({d.source for d in completed}) >= (acknowledged + 1) * size


# A full disk


def test_on_a_full_disk_the_write_is_given_up_and_reading_goes_on(sqlite, item):
    """Fault 26: SQLite is told that the file cannot grow, which is what a full disk tells it."""
    record = Record(sqlite)
    record.add("halage", [item("We sort.")], "maya")
    before = (record.documents("halage"), Journal(sqlite).head())
    sqlite.engine.dispose()
    limit = "PRAGMA max_page_count = 60"
    event.listen(sqlite.engine, "connect", lambda connection, _: connection.execute(limit))
    big = [item(f"{n}: " + "we mend. " * 60, f"/{n}.md") for n in range(500)]

    with pytest.raises(RecordFull, match=r"No room left .* given up whole, .* Free some"):
        record.add("halage", big, "maya")

    assert (record.documents("halage"), Journal(sqlite).head()) == before
    assert record.text("halage", before[0][0].id) == "We sort."
    limit = "PRAGMA max_page_count = 100000"
    sqlite.engine.dispose()
    assert {kept.outcome for kept in record.add("halage", big, "maya")} == {"added"}


# A read-only folder


@contextmanager
def _read_only(folder: Path):
    """The folder as someone sees it who may only read: the tests may run as one who may all."""
    for path in (folder, *folder.iterdir()):
        path.chmod(0o555 if path.is_dir() else 0o444)
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        for path in (folder, *folder.iterdir()):
            path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.fixture
def shelf(item):
    """A folder that others can reach, with a record that was closed properly."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "data"
        folder.mkdir()
        Path(place).chmod(0o755)
        database = Database.open(folder / "record.sqlite")
        database.migrate()
        Record(database).add("halage", [item("We sort.")], "maya")
        database.close()
        yield folder


def test_a_read_only_folder_is_named_and_its_record_read(shelf, item):
    """Fault 31: reading works; writing says that it cannot, and why."""
    with _read_only(shelf):
        database = Database.open(shelf / "record.sqlite")
        record = Record(database)
        database.migrate()
        assert [document.passages for document in record.documents("halage")] == [1]
        assert database.read_only
        with pytest.raises(
            RecordReadOnly, match=r"read but not written: the (file|folder) .* is r"
        ):
            record.add("halage", [item("We mend.", "/b.md")], "maya")
        with pytest.raises(RecordReadOnly):
            record.keep_vectors("m", {"k": [1.0]})
        database.close()
        assert [path.name for path in shelf.iterdir()] == ["record.sqlite"]


def test_a_read_only_folder_without_a_record_says_what_to_do(shelf):
    """Fault 31."""
    (shelf / "record.sqlite").unlink()
    with (
        _read_only(shelf),
        pytest.raises(RecordUnavailable, match=r"no record at .* is read-only.*CORAIL_DATA_DIR"),
    ):
        Database.open(shelf / "record.sqlite")


def test_a_read_only_record_that_was_not_closed_is_not_read_in_part(shelf, item):
    """Fault 31: what is still in the log would silently be missing."""
    open_still = Database.open(shelf / "record.sqlite")
    Record(open_still).add("halage", [item("We mend.", "/b.md")], "maya")
    copy = {path.name: path.read_bytes() for path in shelf.iterdir()}
    open_still.close()
    for name in ("record.sqlite", "record.sqlite-wal"):
        (shelf / name).write_bytes(copy[name])
    with _read_only(shelf), pytest.raises(RecordUnavailable, match="Make its folder writable once"):
        Database.open(shelf / "record.sqlite")
    assert len(Record(Database.open(shelf / "record.sqlite")).documents("halage")) == 2


def test_a_record_opened_for_reading_is_not_written(database, item):
    """Fault 31: on either database, whatever the file's rights."""
    Record(database).add("halage", [item("We sort.")], "maya")
    url = database.engine.url.render_as_string(hide_password=False)
    place = database.place if database.engine.dialect.name == "sqlite" else url

    reader = Database.open(place, read_only=True)
    record = Record(reader)

    assert len(record.catalogue("halage")) == 1
    with pytest.raises(RecordReadOnly, match="opened for reading"):
        record.add("halage", [item("We mend.", "/b.md")], "maya")
    Record(database).add("halage", [item("We mend.", "/b.md")], "maya")
    assert len(record.catalogue("halage")) == 2
    reader.close()


def test_a_write_that_the_database_itself_refuses_says_read_only(sqlite, item):
    """Fault 31: the folder looked writable, and was not."""

    def forbid(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA query_only = ON")

    event.listen(sqlite.engine, "connect", forbid)
    with pytest.raises(RecordReadOnly, match="can be read but not written"):
        Record(sqlite).add("halage", [item("We sort.")], "maya")


def test_what_is_erased_is_in_no_file_of_the_folder(sqlite, item):
    words = "a sentence that nobody may ever read again"
    record = Record(sqlite)
    [kept, _] = record.add(
        "halage", [item(f"Here is {words}.", title="unspeakable"), item("We sort.", "/b")], "maya"
    )

    def traces() -> list[str]:
        return [
            path.name
            for path in Path(sqlite.place).parent.iterdir()
            for trace in (words.encode(), b"unspeakable")
            if trace in path.read_bytes()
        ]

    assert traces()
    record.erase("halage", kept.document_id, "maya")
    assert traces() == []
