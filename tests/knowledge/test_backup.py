"""A backup is whole or refused; a restored record is the one that was backed up."""

import json
import os
import stat
import zipfile

import pytest
from sqlalchemy import select

from knowledge import schema
from knowledge.backup import backup, restore
from knowledge.database import Database
from knowledge.errors import BadInput, RecordReadOnly, UnknownThing, Unreadable
from knowledge.journal import Journal
from knowledge.model import Brand
from knowledge.record import Record

REVISION = f'"{schema.REVISION}"'.encode()


@pytest.fixture
def kept(record, item):
    """A record with something of everything, in two brands."""
    record.keep_brand(Brand("halage", "Halage, coopérative", ("Halage",), ("halage",)), "maya")
    record.add("halage", [item("We sort.\nWe mend — « toujours ».", title="Té", date="2021")], "m")
    record.add("halage", [item("We sort.\nWe mend.", title="Té", date="2024")], "maya")
    record.add("amont", [item("We sell.", brand="amont", supersedes="later.md")], "ines")
    record.edit("halage", record.catalogue("halage")[0].id, {"visibility": "internal"}, "ines")
    record.keep_vectors("m", {e.vector_key: [0.5, -1.25] for e in record.catalogue("halage")})
    return record


@pytest.fixture
def other(tmp_path):
    database = Database.open(tmp_path / "other" / "record.sqlite")
    database.migrate()
    yield database
    database.close()


def rows(database, *but):
    with database.reading() as connection:
        return {
            table.name: [
                tuple(row)
                for row in connection.execute(select(table).order_by(*table.primary_key.columns))
            ]
            for table in schema.metadata.sorted_tables
            if table.name not in but
        }


def all_that_is_said(database):
    record = Record(database)
    return {
        brand: (
            record.documents(brand.name, removed=True),
            record.catalogue(brand.name),
            record.passages(brand.name, [e.id for e in record.catalogue(brand.name)]),
            record.all_vectors(brand.name, "m")[0],
            record.all_vectors(brand.name, "m")[1].tolist(),
        )
        for brand in record.brands()
    }


def test_a_restored_record_is_the_one_that_was_backed_up(kept, database, other, tmp_path):
    """From SQLite and from PostgreSQL, into SQLite."""
    made = backup(database, tmp_path / "safe" / "record.zip")
    assert made.rows["documents"] == 3 and made.head == Journal(database).head()

    restored = restore(other, made.path, actor="ines")

    assert (restored.rows, restored.head) == (made.rows, made.head)
    assert all_that_is_said(other) == all_that_is_said(database)
    # Brands differ by a revision, the journal and its actors by the restoring itself.
    but = ("brands", "journal", "actors")
    assert rows(other, *but) == rows(database, *but)
    assert rows(other)["journal"][:-1] == rows(database)["journal"]
    journal = Journal(other)
    assert journal.verify(made.head).holds
    last = journal.entries()[-1]
    assert (last.act, last.actor) == ("record restored", "ines")
    record = Record(other)
    assert record.add("halage", [], "maya") == []
    assert record.remove("halage", record.documents("halage")[0].id, "maya") == []


def test_a_record_moves_from_sqlite_to_postgresql(sqlite, postgresql, item, tmp_path):
    record = Record(sqlite)
    record.add("halage", [item("We sort.\nWe mend.", title="Té")], "maya")
    record.add("halage", [item("We sort.\nWe reuse.", title="Té")], "maya")
    record.keep_vectors("m", {e.vector_key: [0.5, -1.25] for e in record.catalogue("halage")})

    restore(postgresql, backup(sqlite, tmp_path / "record.zip").path)

    assert all_that_is_said(postgresql) == all_that_is_said(sqlite)
    assert Journal(postgresql).verify(Journal(sqlite).head()).holds
    moved = Record(postgresql).add("halage", [item("We sort.\nWe reuse.", title="Té")], "maya")
    assert [k.outcome for k in moved] == ["unchanged"]


def test_a_record_that_is_not_empty_is_replaced_only_when_told(kept, database, tmp_path, item):
    made = backup(database, tmp_path / "record.zip")
    before = all_that_is_said(database)
    kept.add("aval", [item("We left.", brand="aval")], "maya")
    kept.add("halage", [item("We compost.", "/c.md")], "maya")
    revision, head = kept.revision("halage"), Journal(database).head()

    with pytest.raises(BadInput, match=r"not empty: it holds amont, aval, halage.*--replace"):
        restore(database, made.path)
    assert Journal(database).head() == head

    restore(database, made.path, replace=True)
    assert all_that_is_said(database) == before
    # Whoever derived something from the record before sees that it is another.
    assert kept.revision("halage") > revision
    replaced = Journal(database).entries()[-1].detail["replaced"]
    assert replaced == {"seq": head.seq, "digest": head.digest}


def spoil(path, name, change):
    """The same backup with one file of it changed; ``None`` leaves the file out."""
    with zipfile.ZipFile(path) as archive:
        files = {each: archive.read(each) for each in archive.namelist()}
    files[name] = change(files[name])
    with zipfile.ZipFile(path, "w") as archive:
        for each, data in files.items():
            if data is not None:
                archive.writestr(each, data)


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("documents.jsonl", lambda data: data.replace(b"We mend", b"We lie!"), "documents.jsonl"),
        ("journal.jsonl", lambda data: b"".join(data.splitlines(True)[:-1]), "journal.jsonl"),
        ("vectors.data.bin", lambda data: data[:-4], "vectors.data.bin"),
        ("passages.jsonl", lambda data: None, "passages.jsonl is missing"),
        ("manifest.json", lambda data: None, "not a Corail backup"),
        ("manifest.json", lambda data: data[:-10], "manifest is damaged"),
        ("manifest.json", lambda data: data.replace(REVISION, b'"9999"'), "another version"),
        ("manifest.json", lambda data: data.replace(b'"vectors"', b'"others"'), "tables"),
    ],
)
def test_a_damaged_backup_is_refused_before_anything_is_touched(
    kept, database, tmp_path, name, change, message
):
    path = backup(database, tmp_path / "record.zip").path
    spoil(path, name, change)
    before = rows(database)

    with pytest.raises(Unreadable, match=message) as refused:
        restore(database, path, replace=True)

    assert refused.value.name == "record.zip"
    assert rows(database) == before


@pytest.mark.parametrize("cut", [0, 30, 400, -200, -20, -5])
def test_a_cut_or_flipped_file_is_refused_too(sqlite, item, tmp_path, cut):
    Record(sqlite).add("halage", [item("We sort.\nWe mend.")], "maya")
    path = backup(sqlite, tmp_path / "record.zip").path
    data = path.read_bytes()
    for spoiled in (data[:cut], data[:cut] + bytes([data[cut] ^ 0xFF]) + data[cut:][1:]):
        path.write_bytes(spoiled)
        before = rows(sqlite)
        try:
            restore(sqlite, path, replace=True)
        except Unreadable:
            assert rows(sqlite) == before
        else:
            # A bit that carries nothing: the time stamp of an entry, say.
            assert rows(sqlite, "brands", "journal", "actors") == {
                k: v for k, v in before.items() if k not in ("brands", "journal", "actors")
            }


def test_a_restore_that_fails_half_way_changes_nothing(kept, database, tmp_path):
    """A digest can be right and a row still impossible: the transaction holds."""
    import hashlib

    path = backup(database, tmp_path / "record.zip").path
    with zipfile.ZipFile(path) as archive:
        lines = archive.read("passages.jsonl").splitlines(True)
    row = json.loads(lines[-1])
    row["document_id"] = "dnowhere"
    forged = b"".join([*lines[:-1], json.dumps(row).encode() + b"\n"])
    old, new = (hashlib.sha256(data).hexdigest() for data in (b"".join(lines), forged))
    spoil(path, "passages.jsonl", lambda _: forged)
    spoil(path, "manifest.json", lambda data: data.replace(old.encode(), new.encode()))
    before = rows(database)

    with pytest.raises(Exception, match=r"(?i)foreign key"):
        restore(database, path, replace=True)

    assert rows(database) == before


def test_a_backup_that_fails_leaves_the_earlier_one_and_no_debris(kept, sqlite, tmp_path):
    path = backup(sqlite, tmp_path / "record.zip").path
    earlier = path.read_bytes()
    sqlite.close()
    for name in ("record.sqlite", "record.sqlite-wal", "record.sqlite-shm"):
        (tmp_path / "data" / name).unlink(missing_ok=True)

    with pytest.raises(Exception, match=r"holds no record|cannot be used"):
        backup(sqlite, path)

    assert path.read_bytes() == earlier
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["record.zip"]


def test_a_backup_is_for_its_owner_alone(kept, sqlite, tmp_path):
    made = backup(sqlite, tmp_path / "record.zip")
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600


def test_a_backup_is_not_written_into_what_somebody_laid_in_its_place(kept, sqlite, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("mine")
    part = tmp_path / f".b.zip.{os.getpid()}.part"
    part.symlink_to(elsewhere)
    backup(sqlite, tmp_path / "b.zip")
    assert elsewhere.read_text() == "mine"
    part.write_text("")
    part.chmod(0o666)
    backup(sqlite, tmp_path / "b.zip")
    assert (tmp_path / "b.zip").stat().st_mode & 0o777 == 0o600


def test_a_place_that_cannot_be_written_is_named(kept, sqlite, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BadInput, match=r"cannot be written to .*file/record\.zip"):
        backup(sqlite, tmp_path / "file" / "record.zip")


def test_no_backup_and_no_zip_are_told_apart(sqlite, tmp_path):
    with pytest.raises(UnknownThing, match="no backup at"):
        restore(sqlite, tmp_path / "nothing.zip")
    (tmp_path / "letter.zip").write_text("Dear Maya")
    with pytest.raises(Unreadable, match=r"letter\.zip: the backup is damaged: it is not a whole"):
        restore(sqlite, tmp_path / "letter.zip")


def test_a_read_only_record_can_be_backed_up_but_not_restored_into(kept, sqlite, tmp_path):
    reader = Database.open(sqlite.place, read_only=True)
    made = backup(reader, tmp_path / "record.zip")
    with pytest.raises(RecordReadOnly):
        restore(reader, made.path, replace=True)
    reader.close()
