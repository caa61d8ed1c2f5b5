"""A real page in a real browser: Chromium over a page served on loopback, no way out of it."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from assistant.model import (
    Citation,
    Draft,
    Engine,
    Glimpse,
    Intent,
    Length,
    Post,
    Reading,
    Reply,
    Route,
    Sentence,
    Standing,
    Strategy,
    Wishes,
)
from assistant.review import Person
from knowledge.model import Brand, Kind, Passage, Successor
from tests.memory import InMemory

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Request

CHROMIUM = (
    os.environ.get("CORAIL_CHROMIUM")
    or shutil.which("chromium")
    or shutil.which("chromium-browser")
    or shutil.which("google-chrome")
)
WAIT = 20_000
PASSWORD = "lanseuil prairie tourbe 81"
"""What everybody in a test signs in with."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


# --- a desk to draft with -------------------------------------------------------------------------

QUOTED = "Every loaf carries the name of the mill its flour comes from."
PLEDGED = "By 2027 our three ovens will run on wood from the valley."
RECORD = (
    Passage(
        id="p1",
        document_id="d1",
        brand="fournil",
        position=0,
        start=0,
        end=0,
        text=f"We sell at four markets. {QUOTED} There are five such mills.",
        sentences=((0, 24),),
        tokens=20,
        title="What is on the label",
        speaker="Jeanne Prat",
        role="Baker",
        date="2024-03-14",
        channel="newsletter",
        language="en",
        url="https://example.org/label",
        kind=Kind.FACT,
    ),
    Passage(
        id="p2",
        document_id="d2",
        brand="fournil",
        position=0,
        start=0,
        end=0,
        text=PLEDGED,
        sentences=((0, len(PLEDGED)),),
        tokens=14,
        title="Our ovens",
        date="2023",
        kind=Kind.COMMITMENT,
        superseded_by=Successor("d3", "The ovens, once more", "2025-06"),
    ),
)


def draft_of(label: str, passage: Passage, quote: str, number: int, greeting: str) -> Draft:
    text = f"{greeting} {quote} What else?"
    return Draft(
        strategy=Strategy(label.lower(), label, "SCCT: instructing information (Coombs)"),
        language="en",
        text=text,
        sentences=(
            Sentence(greeting, Standing.COURTESY),
            Sentence(quote, Standing.QUOTED, (Citation(passage.id, quote, number),)),
            Sentence("What else?", Standing.COURTESY),
        ),
        length=Length(len(text), 280, "weighted characters", True),
    )


@dataclass
class BrowserDesk:
    """Drafts from :data:`RECORD` for any post, or what a test puts in its place."""

    reply: Callable[[Post, str], Reply] | None = None
    notices: Sequence[str] = ()
    asked: list[tuple[Post, str, Wishes]] = field(default_factory=list)
    wait: threading.Event | None = None
    raises: Exception | None = None
    conversations: InMemory = field(default_factory=InMemory)
    alone: bool = True
    copied: list[str] = field(default_factory=list)

    def conversations_of(self, name: str | None) -> InMemory:
        return self.conversations

    def person(self, name: str | None = None) -> Person:
        return Person(name or "me", alone=name is None)

    @property
    def review(self) -> Any:
        def copied(brand: str, text: str, by: Person) -> None:
            if self.raises is not None:
                raise self.raises
            self.copied.append(text)

        return SimpleNamespace(ledger=SimpleNamespace(copied=copied))

    def brands(self) -> list[Brand]:
        return [Brand("fournil", "Fournil"), Brand("cave", "Cave & Fils")]

    @property
    def listening(self) -> Any:
        return SimpleNamespace(waiting=lambda brand: 0)

    writer: str | None = None

    def strategies(self, locale: str) -> list[tuple[str, str]]:
        return [("inform", "Inform"), ("commit", "Commit")]

    def passage_count(self, brand: str) -> int:
        return len(RECORD) if brand == "fournil" else 0

    def platforms(self) -> list[tuple[str, str]]:
        from assistant.checks.platforms import platforms

        return platforms()

    def commitments(self, brand: str | None = None) -> list[Any]:
        return []

    def example_posts(self, brand: str) -> list[Post]:
        if brand != "fournil":
            return []
        return [
            Post("Local flour? Prove it, for once.", "bluesky", "@tom"),
            Post("Vos fours au gaz tournent toujours."),
            Post("Do you deliver on the moon?"),
        ]

    def draft(
        self,
        post: Post,
        brand: str,
        wishes: Wishes | None = None,
        progress: Callable[[str | Glimpse], None] | None = None,
        locale: str | None = None,
    ) -> Reply:
        self.asked.append((post, brand, wishes or Wishes()))
        for stage in ("reading", "searching", "composing", "checking"):
            if progress is not None:
                progress(stage)
            if stage == "searching" and self.wait is not None:
                self.wait.wait(15)
        if self.raises is not None:
            raise self.raises
        return self.reply(post, brand) if self.reply is not None else answer(post, brand)


def answer(post: Post, brand: str, passages: Sequence[Passage] = RECORD) -> Reply:
    first, second = passages[0], passages[1]
    return Reply(
        brand=brand,
        post=post,
        reading=Reading("en", Intent.CRITICISM, (), 0.5, Route.REPLY, ("It doubts a claim.",)),
        drafts=(
            draft_of("Inform", first, QUOTED, 1, "Hello, that is fair to ask."),
            draft_of("Commit", second, second.text, 2, "Hello, you are right."),
        ),
        passages=tuple(passages),
        engine=Engine("composed", None, {}, "", {}),
        answered=True,
    )


# --- the page, and a browser that cannot leave this machine ---------------------------------------


@contextmanager
def served(desk: Any, brand: str) -> Iterator[str]:
    from assistant.ui.page import build_page
    from assistant.ui.serving import application, listen, run

    app = application(build_page(desk, brand), "127.0.0.1", getattr(desk, "access", None))
    told: list[str] = []
    ready, over = threading.Event(), threading.Event()

    def on_ready(at: str) -> None:
        told.append(at)
        ready.set()

    with listen("127.0.0.1", 0) as socket:
        server = threading.Thread(
            target=run,
            args=(app, socket),
            kwargs={"open_browser": False, "on_ready": on_ready, "until": over},
        )
        server.start()
        try:
            assert ready.wait(60), "the page did not start"
            yield told[0]
        finally:
            over.set()
            server.join(20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # By module: as long as it is open, no test of the same process can run an event loop.
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            ],
        )
        yield launched
        launched.close()


@dataclass
class Visit:
    """One person's visit: the page, and what it did that it should not."""

    page: Page
    abroad: list[str]
    dialogs: list[str]
    errors: list[str]

    def ask(self, words: str) -> None:
        """Paste ``words``, press Draft, and wait for what comes of it."""
        before = self.page.locator(".exchange").count()
        self.page.locator("#reply-post textarea").fill(words)
        self.page.locator("#reply-draft").click()
        self.drafted(before + 1)

    def change(self, words: str) -> None:
        """Ask for a change under the drafts."""
        self.page.locator("#reply-refine textarea").fill(words)
        self.page.locator("#reply-refine-go").click()

    def drafted(self, number: int = 1, patience: int = WAIT) -> None:
        """Wait until the exchange of that number has its drafts, all of them."""
        made = self.page.locator(f"#exchange-{number} :is(.take, .missing)")
        made.first.wait_for(state="attached", timeout=patience)


@pytest.fixture(scope="module")
def desk() -> BrowserDesk:
    return BrowserDesk()


@pytest.fixture(scope="module")
def address(desk: BrowserDesk) -> Iterator[str]:
    with served(desk, "fournil") as at:
        yield at


@pytest.fixture(autouse=True)
def as_it_was(desk: BrowserDesk) -> Iterator[None]:
    yield
    desk.reply, desk.wait, desk.raises = None, None, None
    desk.asked.clear()
    desk.conversations.kept.clear()


Visiting = Callable[..., Visit]


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visiting]:
    opened: list[BrowserContext] = []

    def _visit(
        at: str | None = None,
        name: str | None = None,
        awaited: str = "#reply-welcome h2",
        **options: Any,
    ) -> Visit:
        settings = {"locale": "en-GB", "viewport": {"width": 1280, "height": 800}} | options
        context = browser.new_context(**settings)
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(WAIT)
        seen = Visit(page, [], [], [])

        def request(one: Request) -> None:
            if not one.url.startswith(((at or address).split("?")[0], "data:", "blob:")):
                seen.abroad.append(one.url)

        page.on("request", request)
        page.on("pageerror", lambda error: seen.errors.append(str(error)))

        def dialog(one: Any) -> None:
            seen.dialogs.append(one.message)
            one.dismiss()

        page.on("dialog", dialog)
        page.goto(at or address)
        if name is not None:
            page.locator("input[name=name]").fill(name)
            page.locator("input[name=password]").fill(PASSWORD)
            page.locator("button[type=submit]").first.click()
        page.locator(awaited).wait_for()
        page.locator('html[data-corail="ready"]').wait_for(state="attached")
        return seen

    yield _visit
    for context in opened:
        context.close()


@pytest.fixture
def answering() -> Callable[..., Reply]:
    return answer


@pytest.fixture(scope="session")
def serving() -> Callable[..., Any]:
    return served
