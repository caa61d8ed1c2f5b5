"""For a program, every command says in JSON what it says to a person in words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.cli import COMMANDS, load
from tests.assistant.cli.conftest import Run

WITHOUT = {
    "serve": "it stays, and prints the page's address when it can be opened",
    "mcp": "what it says is the protocol's, and JSON already",
}


def walk(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    inner = getattr(command, "commands", None)
    if inner is None:
        yield name, command
        return
    for key, one in inner.items():
        yield from walk(f"{name} {key}", one)


def test_every_command_takes_json_but_for_those_with_a_reason() -> None:
    commands = dict(pair for name in COMMANDS for pair in walk(name, load(name)))
    lacking = {
        name for name, one in commands.items() if not any("--json" in p.opts for p in one.params)
    }
    assert lacking == set(WITHOUT)


def test_what_was_done_is_told_as_one_value(halte: Run, tmp_path: Path) -> None:
    def told(*words: str) -> Any:
        status, out, err = halte(*words, "--json")
        assert status == 0, (words, err)
        return json.loads(out)

    first, second = [entry["id"] for entry in told("record", "list")][:2]
    assert told("record", "edit", first, "title=Plastic") == {"edited": first, "fields": ["title"]}
    assert told("record", "supersede", first, second)["superseded_by"] == second
    assert told("record", "remove", second)["current_again"][0]["title"] == "Plastic"
    assert told("brand", "set", "halte", "handles=@halte")["handles"] == ["halte"]
    archive = tmp_path / "kept.zip"
    assert told("record", "backup", str(archive)) == {"file": str(archive)}
    assert archive.exists()

    ally = told("reef", "add", "Lait Libre", "-c", "farmers")
    assert ally["name"] == "Lait Libre"
    noted = told("reef", "note", "Lait Libre", "--shares", "Less plastic.", "--source", "a letter")
    assert noted.keys() == ally.keys()
    assert told("reef", "erase", "Lait Libre", "--yes") == {"erased": ally["id"]}
    feed = told("listen", "feed", "add", "rss", "https://feed.example/posts.xml")
    assert told("listen", "feed", "drop", feed["id"]) == {"dropped": True}
    call = told("purpose", "open", "What should we be for?", "--asked", "all employees")
    assert told("purpose", "close")["id"] == call["id"]

    secret = tmp_path / "secret"
    secret.write_text("a long enough pass phrase\n", encoding="utf-8")
    member = told("people", "add", "Ada", "-r", "administrator", "--password-file", str(secret))
    assert member["roles"] == ["administrator"]
    assert "secret" not in " ".join(member), "no digest of a password is printed"
    assert told("people", "away", "Ada", "--from", "2026-11-23")["away_from"] == "2026-11-23"
    rows = tmp_path / "journal.jsonl"
    exported = told("journal", "export", str(rows))
    assert exported["rows"] == len(rows.read_text(encoding="utf-8").splitlines())
    assert told("journal", "verify")["holds"] is True
