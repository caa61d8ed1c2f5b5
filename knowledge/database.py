"""The database under the record: one SQLite file by default, PostgreSQL for a team.

Everything that Corail keeps goes through two context managers. :meth:`Database.reading` gives a
connection that sees one unmoving state of the record; :meth:`Database.writing` gives one whose
work is kept whole or not at all. Several processes may write at once, the page and the command
line: writers take turns from their first statement, so no one works on a state that another is
about to change, and none waits on the other half-way through.

Whatever the driver raises comes out as one of the family of :mod:`knowledge.errors`.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    create_engine,
    event,
    inspect,
    make_url,
    text,
)
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from knowledge import schema
from knowledge.errors import RecordFull, RecordReadOnly, RecordUnavailable

PATIENCE = 30
"""How many seconds a writer waits for the one before it."""

# Any number will do, as long as every writer of the record takes the same PostgreSQL lock.
_TURN = 0x436F7261696C


class Database:
    """The record's database. Make one with :meth:`open`; it may be shared between threads."""

    def __init__(self, engine: Engine, place: str, why_read_only: str | None = None) -> None:
        self.engine = engine
        self.place = place
        """Where it is, fit to be shown: a path, or a URL without its password."""
        self.why_read_only = why_read_only
        """Why nothing can be written, as a phrase; ``None`` when writing works."""
        self.writes = 0
        """How often this process wrote, or tried to."""

    @classmethod
    def open(cls, url_or_path: str | Path, *, read_only: bool = False) -> Database:
        """The database at a path (SQLite, made when absent) or at a ``postgresql://`` URL.

        A folder or a file that may not be written is opened for reading, and says so in
        :attr:`why_read_only`. Call :meth:`migrate` before the first use. Raises
        :class:`RecordUnavailable` when there is nothing to open.
        """
        if isinstance(url_or_path, str) and "://" in url_or_path:
            try:
                url = make_url(url_or_path)
            except ArgumentError as error:
                raise RecordUnavailable(
                    "The database URL cannot be read. Write it as "
                    "postgresql://user:password@host:5432/name, or give the path of a file."
                ) from error
            if url.get_backend_name() == "postgresql":
                return cls._open_server(url, read_only)
            if url.get_backend_name() != "sqlite" or not url.database:
                raise RecordUnavailable(
                    f"Corail keeps its record in SQLite or PostgreSQL, not in "
                    f"{url.render_as_string()!r}. Give a path or a postgresql:// URL."
                )
            url_or_path = url.database
        return cls._open_file(Path(url_or_path).expanduser().absolute(), read_only)

    @classmethod
    def _open_server(cls, url: URL, read_only: bool) -> Database:
        try:
            engine = create_engine(
                url.set(drivername="postgresql+psycopg"),
                pool_pre_ping=True,
                max_overflow=30,
                hide_parameters=True,
            )
        except (ModuleNotFoundError, NoSuchModuleError) as error:
            raise RecordUnavailable(
                "PostgreSQL needs its driver. Install it with `pip install corail[postgresql]`."
            ) from error
        why = "it was opened for reading" if read_only else None
        return cls(engine, url.render_as_string(hide_password=True), why)

    @classmethod
    def _open_file(cls, path: Path, read_only: bool) -> Database:
        why = "it was opened for reading" if read_only else _not_writable(path)
        if why is None:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise RecordUnavailable(
                    f"No folder can be made for the record at {str(path.parent)!r}: "
                    f"{error.strerror or error}. Choose another one with CORAIL_DATA_DIR."
                ) from error
        elif not path.is_file():
            raise RecordUnavailable(
                f"There is no record at {str(path)!r}, and none can be made there: {why}. "
                "Choose another folder with CORAIL_DATA_DIR."
            )
        address = path.as_uri() + ("?mode=rwc" if why is None else "?mode=ro")
        if why is not None and not _opens(address):
            # Without a place for its log, SQLite reads a record only as a file that nobody
            # changes. That is true when no writer has left a log beside it.
            log = path.with_name(path.name + "-wal")
            if log.exists() and log.stat().st_size:
                raise RecordUnavailable(
                    f"The record at {str(path)!r} was not closed by its last writer, and cannot "
                    f"be brought in order because {why}. Make its folder writable once."
                )
            address = path.as_uri() + "?mode=ro&immutable=1"

        def connect() -> sqlite3.Connection:
            # No isolation level: the transactions are ours to begin, see _begin.
            return sqlite3.connect(
                address, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False
            )

        engine = create_engine(
            "sqlite://", creator=connect, poolclass=_pool(), max_overflow=30, hide_parameters=True
        )
        event.listen(engine, "connect", _prepare if why is None else _prepare_to_read)
        event.listen(engine, "begin", _begin)
        return cls(engine, str(path), why)

    @property
    def read_only(self) -> bool:
        return self.why_read_only is not None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the record, whatever others write meanwhile."""
        with self._translated(), self.engine.connect() as connection:
            if self.engine.dialect.name == "postgresql":
                connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose work is kept whole when the block ends, or given up with it.

        Raises :class:`RecordReadOnly`, :class:`RecordFull` or :class:`RecordUnavailable`;
        nothing is half kept.
        """
        if self.why_read_only is not None:
            raise RecordReadOnly(
                f"The record at {self.place!r} can be read but not written: {self.why_read_only}."
            )
        try:
            with self._translated(), self.engine.connect() as connection:
                connection.execution_options(corail_writes=True)
                with connection.begin():
                    if self.engine.dialect.name == "postgresql":
                        connection.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}s'"))
                        connection.execute(text(f"SELECT pg_advisory_xact_lock({_TURN})"))
                    yield connection
        finally:
            self.writes += 1

    def migrate(self) -> None:
        """Bring the tables to what this version of Corail needs. Quick when they are.

        Raises :class:`RecordUnavailable` when the record was written by a newer Corail.
        """
        if self.revision() == schema.REVISION:
            return
        with self.writing() as connection:
            from alembic import command
            from alembic.config import Config
            from alembic.util import CommandError

            config = Config()
            here = str(Path(__file__).parent / "migrations")
            config.set_main_option("script_location", here.replace("%", "%%"))
            config.attributes["connection"] = connection
            try:
                command.upgrade(config, "head")
            except CommandError as error:
                raise RecordUnavailable(
                    f"The record at {self.place!r} was written by a newer Corail "
                    f"(revision {_revision(connection)}, this one knows {schema.REVISION}). "
                    "Upgrade Corail."
                ) from error

    def revision(self) -> str | None:
        """Which migration the tables are at; ``None`` for a database without tables."""
        with self.reading() as connection:
            return _revision(connection)

    def tidy(self) -> None:
        """Empty SQLite's log into the file, so that what was erased is not still in the log.

        Done as far as others are not reading just then; their end completes it.
        """
        if self.engine.dialect.name == "sqlite" and not self.read_only:
            with self._translated(), self.engine.connect() as connection:
                cursor = connection.connection.cursor()
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                cursor.close()

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, PoolTimeout, sqlite3.Error) as error:
            raise _explain(error, self.place) from error


def _pool() -> Any:
    from sqlalchemy.pool import QueuePool

    return QueuePool


def _not_writable(path: Path) -> str | None:
    """Why SQLite could not write at ``path``, or None. Asks the system, and changes nothing."""
    effective = os.access in os.supports_effective_ids
    if os.path.exists(path) and not os.access(path, os.W_OK, effective_ids=effective):
        return f"the file {path.name!r} is read-only"
    # SQLite keeps its log beside the file, so the folder must be writable too.
    folder = path.parent
    while not os.path.exists(folder):
        folder = folder.parent
    if not os.access(folder, os.W_OK | os.X_OK, effective_ids=effective):
        return f"the folder {str(folder)!r} is read-only"
    return None


def _opens(address: str) -> bool:
    try:
        connection = sqlite3.connect(address, uri=True, timeout=PATIENCE)
    except sqlite3.OperationalError:
        return False
    try:
        connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError:
        return False
    finally:
        connection.close()
    return True


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    """WAL lets readers go on while one writes. NORMAL loses no committed whole to a crash of
    ours, and at worst the very last commits to a power cut; the file stays sound in both."""
    _log_ahead(connection)
    for pragma in (
        "synchronous = NORMAL",
        "foreign_keys = ON",
        # What is erased is overwritten, not merely unlinked.
        "secure_delete = ON",
        "cache_size = -16384",
        "journal_size_limit = 67108864",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _log_ahead(connection: sqlite3.Connection) -> None:
    """Switch to WAL. SQLite does not wait for others who switch a new file at the same moment,
    so we do."""
    until = time.monotonic() + PATIENCE
    while connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            busy = (error.sqlite_errorcode & 0xFF) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
            if not busy or time.monotonic() > until:
                raise
            time.sleep(0.01)


def _prepare_to_read(connection: sqlite3.Connection, _: object) -> None:
    connection.execute("PRAGMA query_only = ON")


def _begin(connection: Connection) -> None:
    # A writer says so at once: one that began as a reader and then finds another writer in
    # front of it could only give up.
    writes = connection.get_execution_options().get("corail_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _explain(error: Exception, place: str) -> RecordUnavailable:
    """The error of ours that says what a driver's error means, to the person who can mend it."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    state = getattr(cause, "sqlstate", None)
    if code is not None:
        code &= 0xFF
    if code == sqlite3.SQLITE_FULL or state == "53100":
        return RecordFull(
            f"No room left for the record at {place!r}: the last change was given up whole, and "
            "what was there is still readable. Free some space and try again."
        )
    if code == sqlite3.SQLITE_READONLY or state in ("25006", "42501"):
        return RecordReadOnly(
            f"The record at {place!r} can be read but not written: {cause}. "
            "Ask for the right to write to it, or open it for reading."
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) or state == "55P03":
        return RecordUnavailable(
            f"Another process has been writing to the record at {place!r} for more than "
            f"{PATIENCE} seconds. Wait for it to finish, then try again."
        )
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return RecordUnavailable(
            f"The file {place!r} is damaged, or is not a record: {cause}. Put it aside and bring "
            "back a backup with `corail record restore`."
        )
    if "no such table" in str(cause) or state == "42P01":
        return RecordUnavailable(
            f"The database at {place!r} holds no record yet. Make one with `corail ingest`."
        )
    return RecordUnavailable(f"The record at {place!r} cannot be used: {cause}")
