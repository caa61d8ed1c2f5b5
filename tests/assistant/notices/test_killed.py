"""Killed between an act and its notice: the notice is there, and arrives, at least once."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from assistant.notices import Outbox
from assistant.notices.carrying import carry_one
from assistant.notices.channels import Webhook
from assistant.notices.outbox import LEASE
from assistant.notices.values import Standing
from assistant.notices.webhook import by_webhook
from knowledge.database import Database

from .conftest import Clock, House, Receiver, answer, wait_for

ROOT = Path(__file__).parents[3]

# Submits replies without end, and says so once each was.
ACTING = """
import json, sys
from assistant.model import Post
from assistant.notices import Channels, Outbox
from assistant.notices.channels import Webhook
from assistant.review import Examination, Ledger, Person, Role
from assistant.review.publishing import on_record
from knowledge.database import Database
from knowledge.record import Record

database = Database.open(sys.argv[1])
outbox = Outbox(database, Channels(webhook=Webhook(sys.argv[2])))
ledger = Ledger(database, on_record(Record(database)), notify=outbox.notify)
maya = Person("Maya", frozenset({Role.DRAFTER}))
while True:
    one = ledger.open("halte", Post("You!"), "We answer.", maya, Examination("h@1"), language="en")
    one = ledger.submit(one.id, one.turn, maya)
    print(json.dumps(one.id), flush=True)
"""

# Carries what waits, as a server process does.
CARRYING = """
import sys
from assistant.notices import Carriers, Channels, Outbox
from assistant.notices.channels import Webhook
from knowledge.database import Database

outbox = Outbox(Database.open(sys.argv[1]), Channels(webhook=Webhook(sys.argv[2])))
with Carriers(outbox):
    print("carrying", flush=True)
    sys.stdin.read()
"""


@contextmanager
def process(script: str, database: Database, url: str) -> Iterator[subprocess.Popen[str]]:
    place = database.engine.url.render_as_string(hide_password=False)
    if database.engine.dialect.name == "sqlite":
        place = database.place
    with subprocess.Popen(
        [sys.executable, "-c", script, place, url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as one:
        try:
            yield one
        finally:
            one.kill()


def ids(receiver: Receiver) -> Counter[str]:
    return Counter(one.headers["webhook-id"] for one in receiver.got)


def test_an_act_that_was_acknowledged_is_told_of_whoever_was_killed_after_it(
    at: Callable[..., House], database: Database, receiver: Receiver
) -> None:
    here = at(webhook=Webhook(receiver.url), mail=None)
    acknowledged: list[str] = []
    for runs in range(1, 4):
        with process(ACTING, database, receiver.url) as acting:
            assert acting.stdout is not None
            acknowledged += [json.loads(acting.stdout.readline()) for _ in range(4 * runs)]
            threading.Timer(0.01 * runs, acting.kill).start()
            rest = acting.stdout.read().splitlines()
        acknowledged += [json.loads(line) for line in rest if line.endswith('"')]
    assert receiver.got == []

    outbox = Outbox(database, here.outbox.channels, lambda: datetime.now(UTC))
    while carry_one(outbox, "webhook", by_webhook(outbox.channels)):
        pass

    told = Counter(one.told["data"]["reply"] for one in receiver.got)
    assert set(acknowledged) <= set(told)
    assert set(told.values()) == {1}
    # Nothing is told of that was not done.
    assert {here.ledger.read(one).state for one in told} == {"in review"}


def test_a_carrier_that_was_killed_while_it_sent_is_followed_by_another(
    at: Callable[..., House], database: Database, receiver: Receiver
) -> None:
    """The receiver had it, and gets it again: under one id, by which it can tell."""
    came, release = threading.Event(), threading.Event()

    def hang(handler: BaseHTTPRequestHandler) -> None:
        came.set()
        release.wait(60)

    receiver.answers[:] = [hang, answer(204)]
    here = at(webhook=Webhook(receiver.url), mail=None)
    here.submitted()
    with process(CARRYING, database, receiver.url) as carrying:
        assert came.wait(60)
        carrying.kill()
    release.set()
    later = datetime.now(UTC) + LEASE
    held = Outbox(database, here.outbox.channels)
    assert not carry_one(held, "webhook", by_webhook(held.channels))

    after = Outbox(database, here.outbox.channels, lambda: later)
    assert carry_one(after, "webhook", by_webhook(after.channels))
    assert list(ids(receiver).values()) == [2]
    assert [one.standing for one in after.listed()] == [Standing.DELIVERED]


def test_two_server_processes_carry_each_notice_once(
    at: Callable[..., House], database: Database, receiver: Receiver
) -> None:
    here = at(webhook=Webhook(receiver.url), mail=None)
    for _ in range(30):
        here.submitted()
    with (
        process(CARRYING, database, receiver.url) as first,
        process(CARRYING, database, receiver.url) as second,
    ):
        for one in (first, second):
            assert one.stdout is not None
            assert one.stdout.readline() == "carrying\n"
        wait_for(lambda: all(n.standing is Standing.DELIVERED for n in here.outbox.listed()))
    assert len(ids(receiver)) == 30
    assert set(ids(receiver).values()) == {1}


def test_a_server_that_ends_leaves_nothing_claimed_and_unsettled(
    at: Callable[..., House], database: Database, receiver: Receiver
) -> None:
    here = at(webhook=Webhook(receiver.url), mail=None)
    for _ in range(5):
        here.submitted()
    with process(CARRYING, database, receiver.url) as carrying:
        assert carrying.stdout is not None
        assert carrying.stdout.readline() == "carrying\n"
        wait_for(lambda: bool(receiver.got))
        carrying.communicate("", timeout=60)
        assert carrying.returncode == 0
    left = [one for one in here.outbox.listed() if one.standing is Standing.WAITING]
    assert [one.tries for one in left] == [0] * len(left)
    assert len(receiver.got) == 5 - len(left)


@pytest.fixture(autouse=True)
def clock_is_now(clock: Clock) -> None:
    """Other processes go by the real time: so does what is compared with them."""
    clock.now = datetime.now(UTC)
