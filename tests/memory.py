"""Conversations kept in memory, for tests of the page without a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.store import Kept

WHEN = "2026-11-22T09:00"


@dataclass
class InMemory:
    """What the page asks of a person's conversations; ``kept`` are titles and exchanges by id."""

    kept: dict[str, tuple[str, list[Any]]] = field(default_factory=dict)

    def recent(self) -> list[Kept]:
        return [
            Kept(key, "fournil", "us", title, WHEN, WHEN, len(rows))
            for key, (title, rows) in self.kept.items()
        ]

    def save(
        self, conversation: str | None, brand: str, bodies: Sequence[Mapping[str, Any]], title: str
    ) -> str:
        key = conversation or f"c{len(self.kept) + 1}"
        self.kept[key] = (self.kept.get(key, (title, []))[0], list(bodies))
        return key

    def open(self, conversation: str) -> tuple[Kept, list[Any]]:
        listed = {one.id: one for one in self.recent()}
        return listed[conversation], self.kept[conversation][1]

    def rename(self, conversation: str, title: str) -> None:
        self.kept[conversation] = (title, self.kept[conversation][1])

    def delete(self, conversation: str) -> None:
        del self.kept[conversation]
