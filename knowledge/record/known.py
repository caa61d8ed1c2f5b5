"""What the record knows already of what is handed in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from knowledge.record.entries import Kept
from knowledge.record.finding import by_parts
from knowledge.record.handed import Handed
from knowledge.schema import documents


@dataclass
class Known:
    """A document on record, or about to be: its row, and what is to be written of it."""

    row: dict[str, Any]
    new: bool = False
    changes: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, column: str) -> Any:
        return self.row[column]

    def change(self, **values: Any) -> None:
        self.row.update(values)
        if not self.new:
            self.changes.update(values)

    @property
    def id(self) -> str:
        return str(self.row["id"])

    @property
    def twin_of(self) -> tuple[str, str]:
        return (self.row["text_digest"], self.row["facts_digest"])

    @property
    def latest(self) -> bool:
        """Whether this is the latest version that its source gave, removed or not."""
        return bool(self.row["superseded_how"] != "version")


def settled(connection: Connection, brand: str, handed: Sequence[Handed]) -> list[Kept | None]:
    """For each document, what became of it if it is on record as it is; ``None`` if it is not."""
    seen: dict[str, tuple[str, bool]] = {}
    twins: dict[tuple[str, str], str] = {}
    for part in by_parts(handed, 4_000):
        query = (
            select(
                documents.c.id,
                documents.c.text_digest,
                documents.c.facts_digest,
                documents.c.superseded_how,
                documents.c.removed,
            )
            .where(documents.c.brand == brand)
            .where(documents.c.text_digest.in_({one.digest for one in part}))
            .order_by(documents.c.arrival)
        )
        for identity, text, facts, how, removed in connection.execute(query):
            seen[identity] = (facts, not removed and how != "version")
            if not removed:
                twins.setdefault((text, facts), identity)
    found: list[Kept | None] = []
    for one in handed:
        if one.id in seen:
            same = seen[one.id] == (one.facts_digest, True)
            found.append(Kept(one.id, "unchanged") if same else None)
        else:
            twin = twins.get(one.twin_of)
            found.append(Kept(twin, "duplicate") if twin else None)
    return found


def read_known(connection: Connection, brand: str, which: ColumnElement[bool]) -> Iterator[Known]:
    """The brand's documents of which that is true, oldest first, without their texts."""
    wanted = [column for column in documents.c if column.name not in ("text", "notes")]
    query = select(*wanted).where(documents.c.brand == brand, which).order_by(documents.c.arrival)
    for row in connection.execute(query).mappings():
        yield Known(dict(row))
