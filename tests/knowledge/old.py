"""Records as earlier revisions of Corail kept them.

``old/NNNN.json`` holds all rows of a record that the code of that revision made: a brand with
documents in two languages, one superseded, one internal, and its vectors; then conversations; then
replies in review; then people, notices, rehearsals. Whoever adds a migration adds the rows of the
revision before it, made by its code.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

import knowledge
from knowledge.database import Database

HERE = Path(__file__).parent / "old"
SCRIPTS = str(Path(knowledge.__file__).parent / "migrations")
Rows = dict[str, list[dict[str, Any]]]


def revisions() -> list[str]:
    """Every revision but the last, the first one first."""
    known = [script.revision for script in ScriptDirectory(SCRIPTS).walk_revisions()]
    return known[:0:-1]


def rows_of(revision: str) -> Rows:
    """The rows of a record of that revision, by table, in an order that foreign keys allow."""
    tables: Rows = json.loads((HERE / f"{revision}.json").read_text(encoding="utf-8"))
    for rows in tables.values():
        for row in rows:
            for name, value in row.items():
                if isinstance(value, dict):
                    row[name] = bytes.fromhex(value["hex"])
    return tables


def make(database: Database, revision: str) -> Rows:
    """A record of that revision in a database without tables, by plain SQL; its rows."""
    config = Config()
    config.set_main_option("script_location", SCRIPTS.replace("%", "%%"))
    rows = rows_of(revision)
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        # The first migration made a key of the journal; the record has its own.
        connection.execute(text("DELETE FROM secrets"))
        for table, listed in rows.items():
            for row in listed:
                names = ", ".join(row)
                values = ", ".join(f":{name}" for name in row)
                connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({values})"), row)
    return rows


def found(database: Database) -> Rows:
    """All rows that are there, but for the name of the migration."""
    with database.reading() as connection:
        tables = sorted(set(inspect(connection).get_table_names()) - {"alembic_version"})
        return {
            table: [
                {name: _plain(value) for name, value in row.items()}
                for row in connection.execute(text(f"SELECT * FROM {table}")).mappings()
            ]
            for table in tables
        }


def same(found: Rows, rows: Rows) -> bool:
    """Whether all of ``rows`` is there, and nothing else is in their tables.

    A column that came later is empty.
    """
    return all(_sorted(_then(found[t], listed)) == _sorted(listed) for t, listed in rows.items())


def _then(found: list[dict[str, Any]], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """``found`` without the columns that came later, where they are empty."""
    known = set().union(*(row.keys() for row in rows))
    return [{k: v for k, v in row.items() if k in known or v is not None} for row in found]


def _sorted(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(str(sorted((k, _plain(v)) for k, v in row.items())) for row in rows)


def _plain(value: Any) -> Any:
    if isinstance(value, memoryview):
        return bytes(value)
    # SQLite keeps no booleans.
    return int(value) if isinstance(value, bool) else value
