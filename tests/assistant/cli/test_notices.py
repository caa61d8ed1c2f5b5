"""``corail notices``: what waits, and what did not arrive."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.assembly import build
from assistant.cli import main
from assistant.notices.carrying import carry_one
from assistant.notices.outbox import TRIES
from assistant.notices.values import NotDelivered, Notice
from assistant.settings import Settings
from knowledge.schema import notices

Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, monkeypatch, capsys) -> Run:
    """Run ``corail notices`` with words; what it prints."""
    monkeypatch.setenv("CORAIL_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("CORAIL_NOTICES_WEBHOOK", "http://127.0.0.1:9/hook?token=hush")
    monkeypatch.chdir(tmp_path)

    def _run(*words: str) -> str:
        monkeypatch.setattr(sys, "argv", ["corail", "notices", *words])
        main_or_exit()
        return capsys.readouterr().out

    def main_or_exit() -> None:
        try:
            main()
        except SystemExit as done:
            assert not done.code

    return _run


@pytest.fixture
def given_up(run: Run, tmp_path: Path) -> None:
    """A freeze was set and lifted; of the first the webhook was told in vain."""

    def fail(_: Notice) -> None:
        raise NotDelivered("127.0.0.1 answered 503")

    url = "http://127.0.0.1:9/hook?token=hush"
    settings = Settings(data_dir=tmp_path / "data", notices_webhook=url, actor="Ada")
    with build(settings) as assistant:
        assistant.ledger.freeze("halte", "An accident", assistant.person())
        with assistant.database.writing() as connection:
            connection.execute(notices.update().values(tries=TRIES - 1))
        assert carry_one(assistant.outbox, "webhook", fail)
        assistant.ledger.lift("halte", assistant.person())


def test_where_nothing_was_told_it_says_so(run: Run, monkeypatch) -> None:
    assert run() == "0 waiting, 0 given up, 0 delivered.\n"
    monkeypatch.delenv("CORAIL_NOTICES_WEBHOOK")
    assert run().startswith("Nobody is told: set notices_webhook, or smtp_host and smtp_sender.")


@pytest.mark.usefixtures("given_up")
def test_what_waits_and_what_was_given_up_is_shown_with_why(run: Run) -> None:
    first, *lines = run().splitlines()
    assert first == "1 waiting, 1 given up, 0 delivered."
    assert lines[0].endswith(
        f"given up · freeze.set · webhook · tried {TRIES} times · 127.0.0.1 answered 503"
    )
    assert lines[1].endswith("waiting · freeze.lifted · webhook · tried 0 times")


@pytest.mark.usefixtures("given_up")
def test_as_json(run: Run) -> None:
    told = json.loads(run("--json"))
    assert [one["standing"] for one in told] == ["given up", "waiting"]
    assert told[0]["told"]["by"] == "Ada"
    assert "hush" not in json.dumps(told)


@pytest.mark.usefixtures("given_up")
def test_what_was_given_up_is_tried_again_on_demand(run: Run) -> None:
    assert run("--again").splitlines()[:2] == [
        "1 tried again.",
        "2 waiting, 0 given up, 0 delivered.",
    ]
