"""``corail review``: replies listed, shown, and written to files."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import assembly
from assistant.model import Post
from assistant.settings import load

Run = Callable[..., tuple[int, str, str]]
TEXT = "=Hello, we cut plastic packaging by 18 % between 2020 and 2025."


@pytest.fixture
def opened(halte: Run) -> str:
    with assembly.build(load()) as assistant:
        post = Post("Call me: 06 12 34 56 78. Plastic!", "x", author="@lea")
        alone = assistant.person()
        one = assistant.review.open("halte", post, TEXT, alone)
        assistant.ledger.comment(one.id, "Fine.", alone, version=1)
        return one.id


def test_replies_are_listed_and_shown_by_the_beginning_of_their_id(halte: Run, opened: str) -> None:
    status, told, _ = halte("review", "list", "--json")
    assert status == 0 and [one["id"] for one in json.loads(told)] == [opened]
    assert opened[:8] in halte("review", "list")[1]
    assert "No reply" in halte("review", "list", "--state", "sent")[1]
    assert halte("review", "list", "--state", "lost")[0] == 2
    assert TEXT in halte("review", "show", opened[:8])[1]
    assert json.loads(halte("review", "show", opened, "--json")[1])["id"] == opened
    assert halte("review", "show", "zz")[0] == 2


def test_one_is_written_for_the_file_and_all_as_rows(
    halte: Run, opened: str, tmp_path: Path
) -> None:
    for name, head in (("one.docx", b"PK"), ("one.pdf", b"%PDF")):
        assert halte("review", "export", opened[:8], str(tmp_path / name))[0] == 0
        assert (tmp_path / name).read_bytes().startswith(head)
    assert halte("review", "export", opened, str(tmp_path / "one.txt"))[0] == 2
    table = tmp_path / "all.csv"
    assert halte("review", "export-all", str(table))[0] == 0
    words = table.read_text("utf-8-sig")
    assert "06 12 34 56 78" not in words
    rows = list(csv.DictReader(io.StringIO(words)))
    assert [row["row"] for row in rows] == ["version", "comment"]
    assert rows[0]["words"] == "'" + TEXT
    lines = tmp_path / "all.jsonl"
    assert halte("review", "export-all", str(lines), "--unmasked")[0] == 0
    first = json.loads(lines.read_text("utf-8").splitlines()[0])
    assert (first["words"], "06 12 34 56 78" in first["post"]) == (TEXT, True)
    acts = [e["act"] for e in json.loads(halte("journal", "show", "--json")[1])]
    assert acts.count("replies exported") == 2 and acts.count("dossier exported") == 2


def test_drafts_on_the_command_line_are_said_to_be_unapproved_where_people_review(
    halte: Run, tmp_path: Path
) -> None:
    assert "approved" not in halte("draft", "Plastic packaging?", "--json")[2]
    password = tmp_path / "password"
    password.write_text("lanseuil prairie tourbe 81\n")
    added = ("people", "add", "Ada", "--role", "administrator", "--password-file", str(password))
    assert halte(*added)[0] == 0
    status, _, err = halte("draft", "You promised less plastic packaging!", "--json")
    assert status == 0 and "Nobody approved these drafts" in err
    last = json.loads(halte("journal", "show", "--limit", "1", "--json")[1])[-1]
    assert last["act"] == "drafts printed"
