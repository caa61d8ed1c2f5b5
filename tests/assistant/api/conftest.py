"""An installation with people and their keys, and the API served over it on a real socket."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from assistant.api.application import AT, application
from assistant.assembly import Assistant
from assistant.settings import Settings
from assistant.ui.serving import alone, listen, run
from assistant.ui.texts import preferred
from tests.conftest import TODAY, WordEmbedder

ROWS = [
    ("We cut plastic packaging by 18 % between 2020 and 2025.", "2026-02-03"),
    ("We will halve our plastic packaging by 2030.", "2025-06-01"),
    ("The creamery in Arlen employs 210 people in three shifts.", "2025-02-01"),
    ("We pay every supplier within 30 days of the invoice.", "2025-01-15"),
]


class Clock:
    """A morning, until it is moved."""

    now = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


class House:
    """Halte, its people, and clients that come from outside with a key."""

    def __init__(self, assistant: Assistant, at: str, clock: Clock) -> None:
        self.assistant, self.at, self.clock = assistant, at, clock
        self.access = assistant.access

    def key(self, person: str | None, *roles: str) -> str:
        """The words of a new key."""
        by = self.access.operator("root")
        return self.access.keys.add(person, "a test", by, roles=roles)[1]

    def client(self, key: str | None, **headers: str) -> httpx.Client:
        signed = {"authorization": f"Bearer {key}"} if key else {}
        where = f"{self.at}{AT}"
        return httpx.Client(base_url=where, headers=signed | headers, trust_env=False, timeout=60)


@contextmanager
def served(assistant: Assistant) -> Iterator[str]:
    """Where the API alone is served, until the block ends."""
    app = alone({AT: application(assistant, preferred)}, "127.0.0.1", assistant.access)
    told: list[str] = []
    ready, over = threading.Event(), threading.Event()

    def on_ready(at: str) -> None:
        told.append(at.rstrip("/"))
        ready.set()

    with listen("127.0.0.1", 0) as socket:
        kwargs = {"open_browser": False, "on_ready": on_ready, "until": over}
        server = threading.Thread(target=run, args=(app, socket), kwargs=kwargs)
        server.start()
        try:
            assert ready.wait(30)
            yield told[0]
        finally:
            over.set()
            server.join(15)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder, clock = tmp_path_factory.mktemp("halte"), Clock()
    settings = Settings(data_dir=folder / "data", locale="en", actor="root")
    statements = Path(folder, "statements.jsonl")
    rows = [
        {"id": n, "text": text, "date": day, "speaker": "Halte", "title": f"Row {n}"}
        for n, (text, day) in enumerate(ROWS)
    ]
    statements.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with Assistant(settings, clock=lambda: TODAY, now=clock, embedder=WordEmbedder()) as assistant:
        assistant.ingest([statements], brand="halte")
        root = assistant.access.operator("root")
        people = {"Ada": "administrator", "Maya": "drafter", "Nadia": "reviewer"}
        for name, role in (people | {"Kim": "knowledge manager"}).items():
            assistant.access.add(name, [role], root)
        with served(assistant) as at:
            yield House(assistant, at, clock)
