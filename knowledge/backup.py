"""The whole record in one file, and back: for safe keeping, and for moving house.

A backup is a zip of one JSON Lines file a table, with the bytes of vectors beside them, and a
``manifest.json`` that tells how many rows each file has and what its digest is. It is the same
from SQLite and from PostgreSQL, so a record can move between them.

It is written under a temporary name and renamed once it is whole. Restoring reads all of it
before it changes anything, and then changes everything in one transaction. A backup holds what
the record holds, internal texts and the journal's key included: keep it as safe as the record.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, LargeBinary, Table, delete, func, insert, select

from knowledge import schema
from knowledge.database import Database
from knowledge.errors import BadInput, RecordFull, UnknownThing, Unreadable
from knowledge.journal import Act, Head, Scribe, head_of, stamp

FORMAT = "corail backup 1"

_ROWS_AT_ONCE = 1_000
_CHUNK = 1 << 20
# What zipfile raises on a file whose insides were overwritten: it may seek to nowhere, find an
# unknown method of compression, or ask for a password.
_NO_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True)
class Backup:
    """What a backup holds: ``rows`` by table, and the ``head`` of the journal at the time."""

    path: Path
    made_at: str
    rows: dict[str, int]
    head: Head


def backup(database: Database, path: str | Path, now: datetime | None = None) -> Backup:
    """Write the record, as it is at one moment, to ``path``. Others may write meanwhile.

    An earlier file of that name is replaced once the new one is whole. Raises
    :class:`RecordFull` or :class:`BadInput` when the file cannot be written.
    """
    path = Path(path).expanduser().absolute()
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Nobody but the owner of the record reads its backup: the file is ours from its beginning,
        # not one that somebody laid there, or a link to elsewhere.
        part.unlink(missing_ok=True)
        with open(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with database.reading() as connection:
                made = _write(connection, file, path, stamp(now or datetime.now(UTC)))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise RecordFull(
                f"No room left for a backup at {str(path)!r}. Free some space or choose another "
                "place; an earlier backup of that name is still there."
            ) from error
        raise BadInput(
            f"The backup cannot be written to {str(path)!r}: {error.strerror or error}. "
            "Choose another place."
        ) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return made


def restore(
    database: Database,
    path: str | Path,
    *,
    replace: bool = False,
    actor: str = "corail restore",
    now: datetime | None = None,
) -> Backup:
    """Put a backup in the place of an empty record, or of any record with ``replace``.

    The file is verified first: raises :class:`UnknownThing` when there is none,
    :class:`Unreadable` when it is damaged or not a backup, :class:`BadInput` when it would
    replace a record unasked; nothing is changed then.
    """
    path = Path(path).expanduser().absolute()
    if not path.is_file():
        raise UnknownThing(f"There is no backup at {str(path)!r}.")
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _verified(archive, path.name)
            database.migrate()
            with database.writing() as connection:
                replaced = _put(connection, archive, database.place, replace)
                told = {
                    "backup": hashlib.sha256(archive.read("manifest.json")).hexdigest(),
                    # The journal that ends here can still be told from any other.
                    "replaced": {"seq": replaced.seq, "digest": replaced.digest},
                }
                scribe = Scribe(connection, actor, now or datetime.now(UTC))
                scribe.write("", [Act("record restored", "record", told)])
    except zipfile.BadZipFile as error:
        raise _damaged(path.name, "it is not a whole zip file") from error
    return Backup(
        path,
        manifest["made_at"],
        {name: part["rows"] for name, part in manifest["tables"].items()},
        Head(**manifest["head"]),
    )


def _write(connection: Connection, file: IO[bytes], path: Path, made_at: str) -> Backup:
    tables: dict[str, dict[str, Any]] = {}
    head = head_of(connection)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for table in schema.metadata.sorted_tables:
            name = f"{table.name}.jsonl"
            lines = (_line(row) for row in _rows(connection, table, _plain_columns(table)))
            count, digest = _member(archive, name, lines, zipfile.ZIP_DEFLATED)
            tables[table.name] = {"rows": count, "files": {name: digest}}
            for column in _binary_columns(table):
                # Vectors do not compress: they are stored as they are.
                name = f"{table.name}.{column}.bin"
                values = (bytes(row[column]) for row in _rows(connection, table, [column]))
                _, digest = _member(archive, name, values, zipfile.ZIP_STORED)
                tables[table.name]["files"][name] = digest
        manifest = {
            "format": FORMAT,
            "revision": schema.REVISION,
            "made_at": made_at,
            "head": {"seq": head.seq, "digest": head.digest},
            "tables": tables,
        }
        archive.writestr("manifest.json", json.dumps(manifest, indent=1, sort_keys=True))
    return Backup(path, made_at, {name: part["rows"] for name, part in tables.items()}, head)


def _member(
    archive: zipfile.ZipFile, name: str, pieces: Iterator[bytes], method: int
) -> tuple[int, str]:
    """Write one file of the archive; how many pieces it has, and its digest."""
    entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    entry.compress_type = method
    count, digest = 0, hashlib.sha256()
    with archive.open(entry, "w", force_zip64=True) as member:
        for piece in pieces:
            member.write(piece)
            digest.update(piece)
            count += 1
    return count, digest.hexdigest()


def _rows(connection: Connection, table: Table, columns: list[str]) -> Iterator[dict[str, Any]]:
    """The rows in the order of their keys, the lengths of binary values beside plain ones."""
    wanted: list[Any] = [table.c[name] for name in columns]
    if columns == _plain_columns(table):
        wanted += [func.length(table.c[name]).label(name) for name in _binary_columns(table)]
    query = select(*wanted).order_by(*table.primary_key.columns)
    if table.name in schema.PASSING:
        return
    result = connection.execute(query.execution_options(yield_per=_ROWS_AT_ONCE))
    for row in result.mappings():
        yield dict(row)


def _line(row: dict[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _plain_columns(table: Table) -> list[str]:
    return [c.name for c in table.c if not isinstance(c.type, LargeBinary)]


def _binary_columns(table: Table) -> list[str]:
    return [c.name for c in table.c if isinstance(c.type, LargeBinary)]


def _verified(archive: zipfile.ZipFile, name: str) -> dict[str, Any]:
    """The manifest, once every file is found to be what it says."""
    try:
        return _read_through(archive, name)
    except _NO_ZIP as error:
        raise _damaged(name, f"it is not a whole zip file ({error})") from error


def _read_through(archive: zipfile.ZipFile, name: str) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
        kind, revision = manifest["format"], manifest["revision"]
        tables = manifest["tables"]
    except (KeyError, TypeError, json.JSONDecodeError) as error:
        raise Unreadable(name, "it is not a Corail backup, or its manifest is damaged.") from error
    if kind != FORMAT or revision != schema.REVISION:
        raise Unreadable(
            name,
            f"it was made by another version of Corail ({kind!r}, revision {revision!r}; this one "
            f"reads {FORMAT!r}, revision {schema.REVISION!r}). Restore it with that version.",
        )
    expected = {table.name for table in schema.metadata.sorted_tables}
    if set(tables) != expected:
        missing = ", ".join(sorted(expected ^ set(tables)))
        raise _damaged(name, f"it does not hold the tables of a record ({missing})")
    for part in tables.values():
        for file, digest in part["files"].items():
            if _digest(archive, file, name) != digest:
                raise _damaged(name, f"{file} is not what was written")
    return manifest


def _digest(archive: zipfile.ZipFile, file: str, name: str) -> str:
    digest = hashlib.sha256()
    try:
        with archive.open(file) as member:
            while chunk := member.read(_CHUNK):
                digest.update(chunk)
    except KeyError as error:
        raise _damaged(name, f"{file} is missing") from error
    return digest.hexdigest()


def _damaged(name: str, what: str) -> Unreadable:
    return Unreadable(
        name, f"the backup is damaged: {what}. Nothing was changed. Use an earlier backup."
    )


def _put(connection: Connection, archive: zipfile.ZipFile, place: str, replace: bool) -> Head:
    """Put the backup's rows in the place of all that is there; the head of what was replaced."""
    known = connection.execute(select(schema.brands.c.name, schema.brands.c.revision))
    before = {row.name: row.revision for row in known}
    if before and not replace:
        raise BadInput(
            f"The record at {place!r} is not empty: it holds {', '.join(sorted(before))}. "
            "Say that it may be replaced with `corail record restore --replace`, or restore "
            "into another place. Back it up first."
        )
    head = head_of(connection)
    for table in reversed(schema.metadata.sorted_tables):
        connection.execute(delete(table))
    for table in schema.metadata.sorted_tables:
        rows: list[dict[str, Any]] = []
        for row in _read(archive, table):
            if table is schema.brands:
                # Whoever read the record before must see that it is another now.
                row["revision"] += before.get(row["name"], 0) + 1
            rows.append(row)
            if len(rows) == _ROWS_AT_ONCE:
                connection.execute(insert(table), rows)
                rows = []
        if rows:
            connection.execute(insert(table), rows)
    return head


def _read(archive: zipfile.ZipFile, table: Table) -> Iterator[dict[str, Any]]:
    with contextlib.ExitStack() as files:
        beside = {
            column: files.enter_context(archive.open(f"{table.name}.{column}.bin"))
            for column in _binary_columns(table)
        }
        for line in files.enter_context(archive.open(f"{table.name}.jsonl")):
            row: dict[str, Any] = json.loads(line)
            for column, data in beside.items():
                row[column] = data.read(row[column])
            if row.keys() != set(table.c.keys()):
                raise _damaged(archive.filename or "", f"a row of {table.name} has other columns")
            yield row
