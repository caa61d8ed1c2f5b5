"""Writes that fail: of all that an act writes, the n-th, once.

An act writes to the database (each statement that changes a row, each commit), to the index (each
change of a collection) and to the file beside it. :func:`failing` counts them as they come and
lets the n-th fail as a full disk would; a test goes on to the next n until the act passes.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

from sqlalchemy import event

from knowledge import schema
from knowledge.database import Database

CHANGES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


@dataclass
class Failing:
    """What was written so far, by its kind; the ``at``-th of it fails."""

    at: int
    written: list[str] = field(default_factory=list)

    @property
    def struck(self) -> bool:
        """Whether the act came as far as the write that fails."""
        return len(self.written) >= self.at

    def count(self, what: str, error: Exception) -> None:
        self.written.append(what)
        if len(self.written) == self.at:
            raise error


@contextmanager
def failing(at: int, database: Database, *, index: bool = False) -> Iterator[Failing]:
    """In the block the ``at``-th write of ``database``, and of the ``index``, fails."""
    told = Failing(at)

    def change(_: Any, __: Any, statement: str, *___: Any) -> None:
        if statement.lstrip().upper().startswith(CHANGES):
            told.count("change", sqlite3.OperationalError("database or disk is full"))

    def commit(connection: Any) -> None:
        if connection.get_execution_options().get("corail_writes"):
            told.count("commit", sqlite3.OperationalError("disk I/O error"))

    listened: list[tuple[str, Callable[..., None]]] = [
        ("before_cursor_execute", change),
        ("commit", commit),
    ]
    for name, heard in listened:
        event.listen(database.engine, name, heard)
    with ExitStack() as patched:
        if index:
            for owner, name in _of_the_index():
                patched.enter_context(mock.patch.object(owner, name, _counted(told, owner, name)))
        try:
            yield told
        finally:
            for name, heard in listened:
                event.remove(database.engine, name, heard)


def _of_the_index() -> list[tuple[Any, str]]:
    """Each call by which the index writes: to Chroma, and to the file that says who does."""
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

    from knowledge.index.lock import FolderLock

    return [
        (Client, "get_or_create_collection"),
        (Client, "delete_collection"),
        (Collection, "upsert"),
        (Collection, "delete"),
        (Collection, "modify"),
        (FolderLock, "_write"),
    ]


def _counted(told: Failing, owner: Any, name: str) -> Callable[..., Any]:
    inner = getattr(owner, name)

    def call(*given: Any, **named: Any) -> Any:
        told.count(name, OSError(errno.ENOSPC, "No space left on device"))
        return inner(*given, **named)

    return call


def everything(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables: what an act that failed must have left as it was."""
    with database.reading() as connection:
        return {
            name: sorted(
                map(tuple, connection.exec_driver_sql(f'SELECT * FROM "{name}"')), key=repr
            )
            for name in schema.metadata.tables
        }
