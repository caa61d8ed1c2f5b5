"""What the settings open, and what they are not let open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.assembly import build
from assistant.errors import BadSettings
from assistant.notices import Channels
from assistant.notices.values import Standing
from assistant.settings import Settings, tell

from .conftest import ADA, Receiver, wait_for

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def channels(**given: Any) -> Channels:
    return Channels.of(Settings(**given), "en")


def test_nothing_is_open_by_default() -> None:
    assert not channels()


@pytest.mark.parametrize(
    "url",
    [
        "https://hooks.halte.example/x",
        "http://127.0.0.1:8080/x",
        "http://[::1]/x",
        "http://localhost/x",
    ],
)
def test_a_webhook_goes_out_by_https_or_stays_here(url: str) -> None:
    opened = channels(notices_webhook=url).webhook
    assert opened is not None
    assert opened.url == url


@pytest.mark.parametrize("url", ["http://hooks.halte.example/x", "http://10.0.0.4/x"])
def test_plain_http_to_elsewhere_has_to_be_meant(url: str) -> None:
    with pytest.raises(BadSettings, match=r"https address.*notices_webhook_anywhere"):
        channels(notices_webhook=url)
    assert channels(notices_webhook=url, notices_webhook_anywhere=True)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "hooks.example/x", "https://", "", "http://["]
)
def test_what_is_no_address_is_refused_without_being_repeated(url: str) -> None:
    with pytest.raises(BadSettings, match="notices_webhook"):
        channels(notices_webhook=url)


def test_the_secret_is_read_as_its_standard_writes_it_or_as_it_is() -> None:
    def key(secret: str) -> bytes | None:
        opened = channels(notices_webhook="https://h.example", notices_webhook_secret=secret)
        assert opened.webhook is not None
        return opened.webhook.key

    assert (key(SECRET) or b"").hex() == "31f290f6bf06298aab4f08d43c3f082cf648a362da2da4b0"
    assert key("a secret of some words") == b"a secret of some words"
    for bad in ("whsec_!!", "short"):
        with pytest.raises(BadSettings, match="notices_webhook_secret"):
            key(bad)


MAILED: dict[str, Any] = {
    "smtp_host": "mail.halte.example",
    "smtp_sender": "Corail <c@halte.example>",
}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"smtp_sender": None}, "smtp_sender"),
        ({"smtp_sender": "Corail"}, "smtp_sender"),
        ({"smtp_sender": "c@halte.example\nBcc: all@halte.example"}, "smtp_sender"),
        ({"smtp_user": "corail"}, "go together"),
        ({"smtp_password": "x"}, "go together"),
        ({"smtp_user": "c", "smtp_password": "x", "smtp_security": "none"}, "in the open"),
    ],
)
def test_mail_that_could_not_work_safely_is_refused(given: dict[str, Any], told: str) -> None:
    assert channels(**MAILED).mail
    with pytest.raises(BadSettings, match=told):
        channels(**MAILED | given)


def test_secrets_are_masked_where_settings_are_told() -> None:
    given = {"smtp_password": "hush", "notices_webhook": "https://h.example/hush"}
    settings = Settings(**MAILED, smtp_user="c", notices_webhook_secret=SECRET, **given)
    told = str(tell(settings, {})) + repr(Channels.of(settings, "en"))
    assert "hush" not in told
    assert "MfKQ" not in told


def test_an_installation_tells_of_what_is_done_in_it(tmp_path: Path, receiver: Receiver) -> None:
    """From the settings to the receiver, through the parts that `corail serve` starts."""
    settings = Settings(
        data_dir=tmp_path / "data",
        locale="fr",
        actor="me",
        notices_webhook=receiver.url,
        notices_webhook_secret=SECRET,
        public_url="https://corail.halte.example/",
    )
    with build(settings) as assistant, assistant.carriers():
        assistant.ledger.freeze("halte", "Attendez", assistant.person())
        wait_for(lambda: assistant.outbox.listed()[0].standing is Standing.DELIVERED)
    [got] = receiver.got
    assert got.told["type"] == "freeze.set"
    assert got.told["text"] == "me a décidé un gel\u00a0: rien ne part pour halte tant qu'il dure."
    assert got.told["data"]["link"] == "https://corail.halte.example"
    assert got.headers["webhook-signature"].startswith("v1,")


def test_a_record_that_is_only_read_carries_nothing(tmp_path: Path, receiver: Receiver) -> None:
    given = {"locale": "en", "actor": "me", "notices_webhook": receiver.url}
    settings = Settings(data_dir=tmp_path / "data", **given)
    with build(settings) as assistant:
        assistant.ledger.freeze("halte", "Wait", ADA)
        assistant.database.why_read_only = "it was opened for reading"
        with assistant.carriers() as carriers:
            assert carriers._threads == []
