"""``corail journal`` on a journal that was tampered with, and its export verified elsewhere."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from knowledge.database import Database
from knowledge.journal import Act, Head, Journal, Scribe, _digest
from knowledge.schema import journal as table

ROOT = Path(__file__).parents[3]


@pytest.fixture
def kept(database: Database) -> Journal:
    for number in range(6):
        Journal(database).append("Maya", Act("reply opened", f"r{number}", {"n": number}))
    return Journal(database)


def test_case_42_an_entry_that_was_edited_is_named(database: Database, kept: Journal) -> None:
    with database.writing() as connection:
        connection.execute(update(table).where(table.c.seq == 3).values(act="reply approved"))
    verdict = kept.verify()
    assert (verdict.holds, verdict.first_bad) == (False, 3)


def test_case_42_a_tail_that_was_cut_shows_against_a_checkpoint(
    database: Database, kept: Journal
) -> None:
    head = kept.head()
    with database.writing() as connection:
        connection.execute(delete(table).where(table.c.seq > 4))
    assert kept.verify().holds
    verdict = kept.verify(head)
    assert (verdict.holds, verdict.first_bad) == (False, 5)


def test_case_42_a_chain_written_anew_shows_against_a_checkpoint(
    database: Database, kept: Journal
) -> None:
    head = kept.head()
    with database.writing() as connection:
        previous = "0" * 64
        for row in connection.execute(select(table).order_by(table.c.seq)).mappings().all():
            forged = dict(row) | {"previous": previous, "subject": "r0"}
            previous = _digest({k: v for k, v in forged.items() if k != "digest"})
            here = table.c.seq == row["seq"]
            connection.execute(update(table).where(here).values(**forged | {"digest": previous}))
    assert kept.verify().holds
    assert kept.verify(Head(head.seq, head.digest)).first_bad == head.seq


def test_case_43_a_clock_that_was_set_back_puts_nothing_out_of_order(database: Database) -> None:
    for year in (2026, 2019, 2031):
        with database.writing() as connection:
            at = datetime(year, 1, 1, tzinfo=UTC)
            Scribe(connection, "Maya", at).write("", [Act("reply opened", str(year))])
    entries = Journal(database).entries()
    assert [e.subject for e in entries][-3:] == ["2026", "2019", "2031"]
    assert Journal(database).verify().holds


def test_the_command_line_shows_verifies_and_exports(
    halte: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    point = tmp_path / "point.json"
    assert halte("journal", "checkpoint", str(point))[0] == 0
    status, told, _ = halte("journal", "verify", "--against", str(point))
    assert status == 0 and "holds" in told
    status, told, _ = halte("journal", "show", "--json")
    assert status == 0 and json.loads(told)[-1]["seq"] >= 1
    out = tmp_path / "journal.jsonl"
    assert halte("journal", "export", str(out))[0] == 0
    script = re.search(r"```python\n(.*?)```", (ROOT / "docs" / "journal.md").read_text(), re.S)
    assert script is not None
    done = subprocess.run(
        [sys.executable, "-c", script[1], str(out)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0 and "entries hold" in done.stdout
    assert '"name": "' in out.read_text("utf-8")
    masked = tmp_path / "masked.csv"
    assert halte("journal", "export", str(masked), "--masked")[0] == 0
    assert "name" not in masked.read_text("utf-8-sig").splitlines()[0]
    lines = out.read_text("utf-8").splitlines()
    out.write_text("\n".join([lines[0].replace("brand", "Brand", 1), *lines[1:]]), "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", script[1], str(out)], capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    point.write_text(json.dumps({"what": "corail journal checkpoint", "seq": 1, "digest": "0"}))
    assert halte("journal", "verify", "--against", str(point))[0] == 1
    point.write_text("{}")
    assert halte("journal", "verify", "--against", str(point))[0] == 2
    assert halte("journal", "export", str(tmp_path / "journal.txt"))[0] == 2
