"""``corail people``: who may sign in, kept on the machine, and told in the journal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.cli import main
from knowledge.database import Database
from knowledge.journal import Journal

ROOT = Path(__file__).parents[3]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path, monkeypatch, capsys) -> Run:
    """Run ``corail people`` with words, over a data folder of the test's own: status, out, err."""
    monkeypatch.setenv("CORAIL_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("CORAIL_ACTOR", "root")
    monkeypatch.chdir(tmp_path)

    def _run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["corail", *words])
        try:
            main()
            status = 0
        except SystemExit as done:
            status = int(done.code or 0)
        told = capsys.readouterr()
        return status, told.out, told.err

    return _run


@pytest.fixture
def password(tmp_path) -> str:
    path = tmp_path / "password"
    path.write_text("three words apart\n", encoding="utf-8")
    return str(path)


@pytest.fixture
def house(run: Run, password: str) -> Run:
    first = ("people", "add", "Ada", "--role", "administrator", "--password-file", password)
    assert run(*first)[0] == 0
    return run


def _listed(run: Run) -> dict[str, dict]:
    status, out, _ = run("people", "list", "--json")
    assert status == 0
    return {one["name"]: one for one in json.loads(out)}


def test_the_first_administrator_is_made_on_the_machine_and_journalled(run, password, tmp_path):
    status, _, err = run("people", "add", "Maya", "--role", "drafter", "--no-password")
    assert (status, "first person has to be an administrator" in err) == (2, True)
    assert "Nobody yet" in run("people", "list")[1]
    add = ("people", "add", "Ada", "--role", "administrator", "--password-file", password)
    assert run(*add)[0] == 0
    database = Database.open(tmp_path / "data" / "corail.sqlite")
    told = [(e.actor, e.act) for e in Journal(database).entries()]
    database.close()
    assert told == [("root", "by command line"), ("root", "person added")]
    assert _listed(run)["Ada"]["roles"] == ["administrator"]


def test_people_are_added_listed_given_roles_disabled_and_erased(house, password):
    house("people", "add", "Maya", "-r", "drafter", "--email", "m@halte.example", "--no-password")
    house("people", "roles", "Maya", "-r", "reviewer", "-r", "knowledge manager")
    maya = _listed(house)["Maya"]
    assert maya["roles"] == ["knowledge manager", "reviewer"]
    assert (maya["email"], maya["has_password"]) == ("m@halte.example", False)
    assert house("people", "password", "Maya", "--password-file", password)[0] == 0
    assert _listed(house)["Maya"]["has_password"]
    house("people", "disable", "Maya")
    assert not _listed(house)["Maya"]["active"]
    assert (
        "Maya · knowledge manager, reviewer · m@halte.example · disabled"
        in house("people", "list")[1]
    )
    assert house("people", "erase", "Maya", "--yes")[0] == 0
    assert list(_listed(house)) == ["Ada"]


def test_who_is_away_has_a_stand_in_until_they_are_back(house):
    house("people", "add", "Maya", "-r", "drafter", "--no-password")
    days = ("--from", "2026-12-01", "--until", "2026-12-09", "--stand-in", "ada")
    _, out, _ = house("people", "away", "Maya", *days)
    assert out == "Maya: away from 2026-12-01 to 2026-12-09, Ada stands in.\n"
    assert _listed(house)["Maya"]["stand_in"] == "Ada"
    assert house("people", "away", "Maya", "--back")[1] == "Maya: here.\n"
    assert _listed(house)["Maya"]["away_from"] is None


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("away", "Ada"), "Say from when"),
        (("away", "Ada", "--from", "tomorrow"), "--from takes a day"),
        (("away", "Ada", "--from", "2026-12-01", "--back"), "Say from when"),
        (("roles", "Ada", "-r", "king"), "There are: drafter"),
        (("disable", "Ada"), "last administrator"),
        (("disable", "Eve"), "Nobody is called 'Eve'"),
        (("password", "Ada"), "--password-file"),
        (("password", "Ada", "--password-file", "nowhere"), "cannot be read from 'nowhere'"),
        (("add", "Ada", "-r", "drafter", "--no-password"), "Ada is here already"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(house, words, reason):
    status, out, err = house("people", *words)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1 and reason in err


def test_a_password_is_never_an_argument_and_is_not_shown(house, tmp_path):
    status, _, err = house("people", "password", "Ada", "--password", "three words apart")
    assert status == 2 and "No such option" in err
    weak = tmp_path / "weak"
    weak.write_text("motdepasse123", encoding="utf-8")
    status, _, err = house("people", "password", "Ada", "--password-file", str(weak))
    assert status == 2
    assert "first that anybody would try" in err and "motdepasse123" not in err


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of Unix")
def test_at_a_terminal_the_password_is_asked_and_not_shown(house, tmp_path):
    import pty
    import termios

    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", "people", "password", "Ada"],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )
    os.close(follower)
    seen = b""
    for asked in (b"Password", b"The same again"):
        while asked not in seen:
            seen += os.read(leader, 1024)
        # Typed once the prompt has switched the echo off.
        while termios.tcgetattr(leader)[3] & termios.ECHO:
            time.sleep(0.01)
        os.write(leader, b"quite another secret\n")
    try:
        while piece := os.read(leader, 1024):
            seen += piece
    except OSError:
        pass
    assert process.wait(60) == 0, seen
    assert b"The password is set." in seen
    assert b"quite another" not in seen


def test_serving_others_is_refused_while_nobody_was_added(run):
    status, _, err = run("serve", "--host", "0.0.0.0")
    assert status == 2
    assert "corail people add NAME --role administrator" in err
