"""A small house whose people are told: a ledger with its outbox, a receiver, a mail server."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from assistant.access import Access
from assistant.access.values import Operator
from assistant.model import Post
from assistant.notices import Channels, Outbox
from assistant.notices.channels import Mail, Webhook
from assistant.review import Dossier, Examination, Ledger, Person, Role
from assistant.review.publishing import on_record
from assistant.review.rules import Rules
from knowledge.database import Database
from knowledge.model import Brand
from knowledge.record import Record

MAYA = Person("Maya", frozenset({Role.DRAFTER}))
NADIA = Person("Nadia", frozenset({Role.REVIEWER}))
OMAR = Person("Omar", frozenset({Role.REVIEWER}))
ADA = Person("Ada", frozenset({Role.ADMINISTRATOR}))
CLEAN = Examination("halte@1")
SECRET_POST = "You promised less plastic, you liars."
SECRET_TEXT = "Hello, we cut plastic by 18 % between 2020 and 2025."
KEY = b"sixteen bytes or more of key"


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def on(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@dataclass
class Received:
    """A message that came in: its headers in lower case, its body as bytes."""

    headers: dict[str, str]
    body: bytes

    @property
    def told(self) -> dict[str, Any]:
        return json.loads(self.body)


@dataclass
class Receiver:
    """A real receiver on loopback. ``answers`` are given in turn, and the last one from then on."""

    url: str
    got: list[Received] = field(default_factory=list)
    answers: list[Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=list)


def answer(status: int, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def give(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("content-length", "0")
        handler.end_headers()

    return give


def serve_receiver(port: int = 0) -> tuple[ThreadingHTTPServer, Receiver]:
    receiver = Receiver("")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            told = {name.lower(): value for name, value in self.headers.items()}
            receiver.got.append(Received(told, body))
            turns = receiver.answers
            (turns.pop(0) if len(turns) > 1 else turns[0])(self)

        def log_message(self, *_: object) -> None:
            pass

    receiver.answers.append(answer(204))
    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    receiver.url = f"http://127.0.0.1:{server.server_address[1]}/hook?token=hush"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, receiver


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server, one = serve_receiver()
    yield one
    server.shutdown()
    server.server_close()


@pytest.fixture
def house(database: Database, clock: Clock) -> Access:
    """Maya drafts, Nadia and Omar review, Ada administers. Omar has no address."""
    access = Access(database, clock=clock)
    by = Operator("root")
    for person, email in ((ADA, "ada@halte.example"), (MAYA, "maya@halte.example")):
        access.add(person.name, person.roles, by, email=email)
    access.add("Nadia", NADIA.roles, by, email="nadia@halte.example")
    access.add("Omar", OMAR.roles, by)
    Record(database).keep_brand(Brand("halte", title="Halte"), "test")
    return access


BOTH = Channels(
    webhook=Webhook("http://127.0.0.1:9/hook", KEY),
    mail=Mail("127.0.0.1", "Corail <corail@halte.example>", 9, security="none"),
    page="https://corail.halte.example",
)


@dataclass
class House:
    """A ledger and the outbox that hears of its acts."""

    ledger: Ledger
    outbox: Outbox

    def open(self, by: Person = MAYA) -> Dossier:
        post = Post(SECRET_POST, "x", author="@someone")
        return self.ledger.open("halte", post, SECRET_TEXT, by, CLEAN, language="en")

    def submitted(self) -> Dossier:
        one = self.open()
        return self.ledger.submit(one.id, one.turn, MAYA)


@pytest.fixture
def at(database: Database, house: Access, clock: Clock) -> Callable[..., House]:
    """The house with its ways out: those given in the place of :data:`BOTH`'s."""

    def make(rules: Rules | None = None, **channels: Any) -> House:
        outbox = Outbox(database, replace(BOTH, **channels), clock)
        publish = on_record(Record(database))
        ledger = Ledger(database, publish, rules, clock, notify=outbox.notify)
        return House(ledger, outbox)

    return make


def wait_for(state: Callable[[], bool], seconds: float = 60) -> None:
    ended = threading.Event()
    threading.Timer(seconds, ended.set).start()
    while not state():
        assert not ended.wait(0.02), "it did not come about"
