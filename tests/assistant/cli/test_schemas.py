"""What the commands print with ``--json`` is what ``corail schema`` says of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from assistant.outputs.catalogue import outputs, schema
from tests.assistant.api.test_api import strict
from tests.assistant.cli.conftest import Run

POST = "You promised to halve your plastic packaging. Where is it?"


@pytest.fixture
def prints(halte: Run):
    """Runs a command with ``--json`` and holds what it prints against its schema."""

    def _prints(command: str, *words: str) -> Any:
        status, out, err = halte(*command.split(), *words, "--json")
        assert status == 0, err
        value = json.loads(out)
        known = f"{command} --count" if "--count" in words else command
        Draft202012Validator(strict(schema(known))).validate(value)
        return value

    return _prints


def test_what_the_commands_print_is_what_their_schemas_say(
    prints: Any, halte: Run, tmp_path: Path
) -> None:
    given = tmp_path / "more.md"
    given.write_text("We plant a hedge for each field we open.", encoding="utf-8")
    prints("ingest", str(given))
    assert prints("draft", POST)["answered"]
    assert prints("check", "We pay every supplier within 30 days of the invoice.")["voice"]
    assert prints("search", "plastic packaging")
    documents = prints("record list")
    prints("record show", documents[0]["id"])
    assert prints("record commitments")
    assert prints("brand list")
    assert prints("settings")
    assert prints("journal show")

    posts = tmp_path / "posts.csv"
    posts.write_text("text,author,channel\nWhere is your plastic?,@zoe,x\n", encoding="utf-8")
    prints("listen import", str(posts))
    [post] = prints("listen inbox")["posts"]
    prints("listen inbox", "--count")
    prints("listen show", post["id"])
    prints("listen mark", post["id"], "--note", "Ask Ines.")
    for command in ("feed list", "themes", "asked", "presence"):
        prints(f"listen {command}")

    key = prints("people key add", "--called", "newsroom")
    assert key["key"].startswith("corail_")
    [listed] = prints("people key list")
    assert "key" not in listed
    status, out, _ = halte("people", "key", "revoke", listed["id"])
    assert (status, "opens nothing" in out) == (0, True)
    halte("people", "add", "Ada", "--role", "administrator", "--no-password")
    assert prints("people list")[0]["roles"] == ["administrator"]
    status, _, err = halte("people", "key", "add")
    assert (status, "say whose" in err) == (2, True), "where people sign in, a key is somebody's"
    assert prints("people key add", "Ada", "--role", "administrator")["roles"]
    status, _, err = halte("people", "key", "add", "Ada", "--role", "reviewer")
    assert (status, "gives nobody a right" in err) == (2, True)

    assert prints("schema") == sorted(outputs())
    status, out, _ = halte("schema", "record", "list")
    assert json.loads(out) == schema("record list")
    status, _, err = halte("schema", "nonsense")
    assert (status, "record list" in err) == (2, True)
