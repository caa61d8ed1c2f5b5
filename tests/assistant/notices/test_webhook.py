"""Posted to a real receiver: signed so that others can tell, and not led astray by its answers."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook as Verifier

from assistant.notices import webhook as sending
from assistant.notices.carrying import Carriers, carry_one
from assistant.notices.channels import Webhook
from assistant.notices.values import Standing
from assistant.notices.webhook import by_webhook

from .conftest import KEY, MAYA, Clock, House, Receiver, answer, serve_receiver

Make = Callable[..., House]


def house(at: Make, receiver: Receiver, key: bytes | None = KEY, **more: Any) -> House:
    return at(webhook=Webhook(receiver.url, key), mail=None, **more)


def carry(here: House, clock: Clock) -> str | None:
    """Carry one; why it did not arrive."""
    assert carry_one(here.outbox, "webhook", by_webhook(here.outbox.channels, clock))
    return here.outbox.listed()[-1].error


def test_what_is_posted(at: Make, receiver: Receiver, clock: Clock) -> None:
    here = house(at, receiver)
    one = here.open()
    one = here.ledger.assign(one.id, one.turn, "Nadia", MAYA, due_at="2026-11-24T10:00:00.000Z")
    assert carry(here, clock) is None
    [got] = receiver.got
    assert got.told == {
        "type": "reply.assigned",
        "timestamp": "2026-11-23T09:00:00.000000Z",
        "text": "Maya gave a reply to Nadia.",
        "data": {
            "brand": "halte",
            "by": "Maya",
            "reply": one.id,
            "platform": "x",
            "version": 1,
            "state": "draft",
            "assignee": "Nadia",
            "due_at": "2026-11-24T10:00:00.000Z",
            "link": f"https://corail.halte.example/?reply={one.id}",
        },
    }


def test_in_french(at: Make, receiver: Receiver, clock: Clock) -> None:
    here = house(at, receiver, locale="fr", page=None)
    here.submitted()
    carry(here, clock)
    [got] = receiver.got
    assert got.told["text"] == "Maya a soumis une réponse\u00a0: elle attend une relecture."
    assert got.told["data"]["link"] is None


def test_a_receiver_can_tell_that_it_is_ours(at: Make, receiver: Receiver, clock: Clock) -> None:
    """By the library that the makers of the standard give to receivers."""
    clock.on(seconds=time.time() - clock.now.timestamp())  # it refuses what is older than minutes
    here = house(at, receiver)
    here.submitted()
    carry(here, clock)
    [got] = receiver.got
    verifier = Verifier(KEY)
    assert verifier.verify(got.body, got.headers)["type"] == "reply.submitted"
    earlier = str(int(got.headers["webhook-timestamp"]) - 1)
    for name, value in (("webhook-id", "other"), ("webhook-timestamp", earlier)):
        with pytest.raises(Exception, match="No matching signature"):
            verifier.verify(got.body, got.headers | {name: value})
    with pytest.raises(Exception, match="No matching signature"):
        verifier.verify(got.body.replace(b"Maya", b"Mara"), got.headers)


def test_the_receiver_of_the_documentation_can_tell_too(
    at: Make, receiver: Receiver, clock: Clock
) -> None:
    page = (Path(__file__).parents[3] / "docs" / "notices.md").read_text(encoding="utf-8")
    [told] = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    names: dict[str, Any] = {}
    exec(told, names)
    here = house(at, receiver)
    here.submitted()
    carry(here, clock)
    [got] = receiver.got
    assert names["is_ours"](KEY, got.headers, got.body)
    assert not names["is_ours"](KEY + b"x", got.headers, got.body)
    assert not names["is_ours"](KEY, got.headers, got.body + b" ")


def test_without_a_secret_nothing_is_signed(at: Make, receiver: Receiver, clock: Clock) -> None:
    here = house(at, receiver, key=None)
    here.submitted()
    carry(here, clock)
    assert "webhook-signature" not in receiver.got[0].headers


def test_a_receiver_that_was_down_gets_it_when_it_is_up_again_under_the_same_id(
    at: Make, receiver: Receiver, clock: Clock
) -> None:
    receiver.answers[:] = [answer(503), answer(204)]
    here = house(at, receiver)
    here.submitted()
    assert carry(here, clock) == "127.0.0.1 answered 503"
    clock.on(seconds=31)
    assert carry(here, clock) is None
    first, second = receiver.got
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body
    assert int(second.headers["webhook-timestamp"]) - int(first.headers["webhook-timestamp"]) == 31


def test_nobody_is_there_and_then_somebody_is(at: Make, clock: Clock) -> None:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    here = at(webhook=Webhook(f"http://127.0.0.1:{port}/hook?token=hush"), mail=None)
    here.submitted()
    assert carry(here, clock) == "127.0.0.1: ConnectError"
    clock.on(seconds=31)
    server, receiver = serve_receiver(port)
    try:
        assert carry(here, clock) is None
    finally:
        server.shutdown()
        server.server_close()
    assert len(receiver.got) == 1


def test_a_redirect_is_not_followed(at: Make, receiver: Receiver, clock: Clock) -> None:
    other_server, other = serve_receiver()
    try:
        receiver.answers[:] = [answer(307, location=other.url)]
        here = house(at, receiver)
        here.submitted()
        assert carry(here, clock) == "127.0.0.1 answered 307 (redirects are not followed)"
        assert other.got == []
    finally:
        other_server.shutdown()
        other_server.server_close()


def dripping(handler: BaseHTTPRequestHandler) -> None:
    """An answer of one byte after another, without an end: no piece of it comes late."""
    handler.close_connection = True
    try:
        while True:
            handler.wfile.write(b"H")
            handler.wfile.flush()
            time.sleep(0.05)
    except OSError:
        pass


def endless(handler: BaseHTTPRequestHandler) -> None:
    """A body without an end: whoever reads it is filled up."""
    handler.close_connection = True
    handler.send_response(200)
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b"x" * 65_536)
    except OSError:
        pass


def test_an_answer_that_never_ends_is_waited_for_so_long(
    at: Make, receiver: Receiver, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "PATIENCE", 0.5)
    receiver.answers[:] = [dripping]
    here = house(at, receiver)
    here.submitted()
    error = carry(here, clock)
    assert error in ("127.0.0.1 did not answer within 0 s", "127.0.0.1: RemoteProtocolError")


def test_nothing_of_an_answer_is_read_but_its_status(
    at: Make, receiver: Receiver, clock: Clock
) -> None:
    receiver.answers[:] = [endless]
    here = house(at, receiver)
    here.submitted()
    assert carry(here, clock) is None


def test_no_address_and_no_secret_is_in_what_is_told_of_a_failure(
    at: Make, receiver: Receiver, clock: Clock
) -> None:
    receiver.answers[:] = [answer(400)]
    here = house(at, receiver)
    here.submitted()
    carry(here, clock)
    assert "hush" not in json.dumps([repr(one) for one in here.outbox.listed()])
    assert "hush" not in repr(here.outbox.channels)
    assert "sixteen" not in repr(here.outbox.channels)


def test_a_receiver_that_hangs_keeps_no_act_waiting_and_no_mail(
    at: Make, receiver: Receiver
) -> None:
    release = threading.Event()

    def hang(handler: BaseHTTPRequestHandler) -> None:
        release.wait(60)
        answer(204)(handler)

    receiver.answers[:] = [hang]
    here = at(webhook=Webhook(receiver.url))
    mailed = threading.Event()
    posted = by_webhook(here.outbox.channels)
    senders = {"webhook": posted, "mail": lambda _: mailed.set()}
    try:
        with Carriers(here.outbox, senders):
            here.submitted()
            assert mailed.wait(60)
            here.submitted()
            webhook = [one for one in here.outbox.listed() if one.channel == "webhook"]
            assert {one.standing for one in webhook} == {Standing.WAITING}
            release.set()
    finally:
        release.set()
