"""The page served for real on loopback, with people who sign in."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import httpx

from assistant.access import Access
from assistant.review import Person
from assistant.ui.page import build_page
from assistant.ui.serving import application, listen, run
from knowledge.model import Brand


class EmptyDesk:
    """A desk with one brand and nothing on record."""

    notices: tuple[str, ...] = ()
    writer = None
    alone = True

    def conversations_of(self, name: str | None) -> Any:
        return None

    def brands(self) -> list[Brand]:
        return [Brand("moulin", "Moulin d'Aval")]

    @property
    def listening(self) -> Any:
        return SimpleNamespace(waiting=lambda brand: 0)

    def person(self, name: str | None = None) -> Person:
        return Person(name or "me", alone=name is None)

    def passage_count(self, brand: str) -> int:
        return 0

    def platforms(self) -> list[tuple[str, str]]:
        return [("x", "X")]

    def strategies(self, locale: str) -> list[tuple[str, str]]:
        return []

    def commitments(self, brand: str | None = None) -> list[Any]:
        return []

    def example_posts(self, brand: str) -> list[Any]:
        return []


class Served:
    """Where the page is, and browsers that come to it."""

    def __init__(self, at: str, access: Access) -> None:
        self.at = at
        self.access = access

    def browser(self, **headers: str) -> httpx.Client:
        """Keeps cookies, follows nothing by itself, and never leaves this machine."""
        return httpx.Client(base_url=self.at, headers=headers, trust_env=False, timeout=20)

    @contextmanager
    def signed_in(self, name: str, password: str) -> Iterator[httpx.Client]:
        with self.browser() as browser:
            answer = browser.post("/sign-in", data={"name": name, "password": password})
            assert answer.status_code == 303, answer.text
            yield browser


@contextmanager
def served(access: Access, host: str = "127.0.0.1", desk: Any = None) -> Iterator[Served]:
    """The page until the block ends."""
    desk = desk or EmptyDesk()
    app = application(build_page(desk, desk.brands()[0].name), host, access)
    told: list[str] = []
    ready, over = threading.Event(), threading.Event()

    def on_ready(at: str) -> None:
        told.append(at.rstrip("/"))
        ready.set()

    with listen("127.0.0.1", 0) as one:
        server = threading.Thread(
            target=run,
            args=(app, one),
            kwargs={"open_browser": False, "on_ready": on_ready, "until": over},
        )
        server.start()
        try:
            assert ready.wait(30)
            yield Served(told[0], access)
        finally:
            over.set()
            server.join(15)
