"""The commands, their exit statuses, and what they print."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.assistant.cli.conftest import ROWS

ROOT = Path(__file__).parents[3]
POST = "Your plastic packaging is everywhere, you promised less plastic packaging!"
Run = Callable[..., tuple[int, str, str]]


def test_draft_prints_one_object_and_exits_0(halte: Run) -> None:
    status, out, _ = halte("draft", POST, "--brand", "halte", "--json")
    assert status == 0
    assert json.loads(out)["drafts"]


def test_a_post_can_come_on_standard_input(halte: Run) -> None:
    status, out, _ = halte("draft", "--json", given=POST)
    assert status == 0
    assert json.loads(out)["post"]["text"] == POST


def test_no_evidence_exits_3_with_a_full_object(halte: Run) -> None:
    status, out, _ = halte("draft", "Why did the ferry to Bastia leave early?", "--json")
    assert status == 3
    told = json.loads(out)
    assert not told["answered"]
    assert told["drafts"]
    assert told["missing"]


@pytest.mark.parametrize(
    "words",
    [
        ("draft", ""),
        ("draft", POST, "--platform", "myspace"),
        ("draft", POST, "--brand", "nobody"),
        ("draft", POST, "--language", "de"),
        ("draft", POST, "--thread", "absent.txt"),
        ("ingest", "absent.md", "--brand", "halte"),
        ("record", "show", "dnothing"),
        ("record", "list", "--kind", "song"),
        ("record", "commitments", "--status", "forgotten"),
        ("record", "list", "--since", "someday"),
        ("check", ""),
    ],
    ids=lambda words: " ".join(words[:3]),
)
def test_bad_input_exits_2_with_one_clear_line(halte: Run, words: tuple[str, ...]) -> None:
    status, out, err = halte(*words)
    assert status == 2
    assert out == ""
    assert err.startswith("corail: ")
    assert len(err.strip().splitlines()) == 1


def test_a_thread_is_read_from_text_and_from_json(halte: Run, tmp_path: Path) -> None:
    for name, words in (
        ("thread.txt", "ana: Your plastic packaging is everywhere\n"),
        ("thread.json", json.dumps([{"author": "ana", "text": "Your plastic packaging again"}])),
    ):
        path = tmp_path / name
        path.write_text(words, encoding="utf-8")
        status, out, _ = halte("draft", "And? Still waiting.", "--thread", str(path), "--json")
        assert status == 0
        assert json.loads(out)["post"]["thread"][0]["author"] == "ana"


def test_the_timeline_is_dated_oldest_first(halte: Run) -> None:
    status, out, _ = halte("search", "plastic packaging", "--json")
    assert status == 0
    dates = [row["date"] for row in json.loads(out)]
    assert dates == sorted(dates)
    assert len(dates) >= 2


def test_commitments_are_listed_with_how_they_stand(halte: Run) -> None:
    status, out, _ = halte("record", "commitments", "--json")
    assert status == 0
    (one,) = json.loads(out)
    assert one["words"] == "We will halve our plastic packaging by 2030."
    assert (one["status"], one["deadline"], one["target"]) == ("open", "2030", "halve")
    assert one["passage"]["date"] == "2025-06-01"
    assert "1 commitment." in halte("record", "commitments")[1]


def test_commitments_can_be_chosen_by_their_status(halte: Run) -> None:
    assert json.loads(halte("record", "commitments", "--status", "late", "--json")[1]) == []
    assert len(json.loads(halte("record", "commitments", "--status", "open", "--json")[1])) == 1


def test_a_commitment_taken_off_the_record_is_no_longer_listed(halte: Run) -> None:
    listed = json.loads(halte("record", "list", "--json")[1])
    pledge = next(d for d in listed if d["title"] == "Row 1")
    halte("record", "remove", pledge["id"])
    assert json.loads(halte("record", "commitments", "--json")[1]) == []


def test_a_document_is_listed_shown_edited_superseded_removed_and_comes_back(
    halte: Run, tmp_path: Path
) -> None:
    listed = json.loads(halte("record", "list", "--json")[1])
    assert len(listed) == 5
    first = next(d for d in listed if d["title"] == "Row 0")
    second = next(d for d in listed if d["title"] == "Row 1")
    assert ROWS[0][0] in halte("record", "show", first["id"])[1]

    assert halte("record", "edit", first["id"], "visibility=internal", "owner=Ana")[0] == 0
    shown = json.loads(halte("record", "show", first["id"], "--json")[1])
    assert (shown["visibility"], shown["owner"]) == ("internal", "Ana")
    told = json.loads(halte("draft", POST, "--json")[1])
    assert all("18 %" not in d["text"] for d in told["drafts"])

    assert halte("record", "supersede", first["id"], second["id"])[0] == 0
    shown = json.loads(halte("record", "show", first["id"], "--json")[1])
    assert shown["superseded_by"] == second["id"]

    assert halte("record", "remove", first["id"])[0] == 0
    assert len(json.loads(halte("record", "list", "--json")[1])) == 4
    assert halte("ingest", "--brand", "halte", str(tmp_path / "statements.jsonl"))[0] == 0
    assert len(json.loads(halte("record", "list", "--json")[1])) == 5
    assert "The journal holds" in halte("journal", "verify")[1]


def test_an_edit_of_an_unknown_field_is_refused(halte: Run) -> None:
    first = json.loads(halte("record", "list", "--json")[1])[0]
    status, _, err = halte("record", "edit", first["id"], "colour=blue")
    assert status == 2
    assert "colour" in err


def test_a_backup_brings_the_record_back(halte: Run, tmp_path: Path) -> None:
    archive = tmp_path / "halte.zip"
    assert halte("record", "backup", str(archive))[0] == 0
    before = halte("record", "list", "--json")[1]
    for entry in json.loads(before):
        assert halte("record", "remove", entry["id"], "--erase")[0] == 0
    assert json.loads(halte("record", "list", "--json")[1]) == []
    status, _, err = halte("record", "restore", str(archive), "--replace")
    assert status == 0, err
    assert halte("record", "list", "--json")[1] == before
    assert halte("draft", POST, "--json")[0] == 0


def test_rebuilding_the_index_embeds_nothing(halte: Run, embedder: Any) -> None:
    before = embedder.documents
    status, out, _ = halte("record", "rebuild")
    assert status == 0
    assert "5 passages" in out
    assert embedder.documents == before


def test_settings_tell_values_and_sources_and_mask_secrets(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CORAIL_OPENAI_API_KEY", "sk-very-secret")
    (tmp_path / "corail.toml").write_text('platform = "linkedin"\n', encoding="utf-8")
    status, out, _ = run("settings", "--json")
    assert status == 0
    assert "sk-very-secret" not in out
    told = {row["name"]: row for row in json.loads(out)}
    assert told["openai_api_key"]["value"] == "********"
    assert told["openai_api_key"]["source"] == "environment (CORAIL_OPENAI_API_KEY)"
    assert told["platform"]["value"] == "linkedin"
    assert told["platform"]["source"].startswith("file (")
    assert told["port"]["source"] == "default"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("CORAIL_PORT", "high", "port"), ("CORAIL_PASSAGE_TOKENS", "3", "passage_tokens")],
)
def test_a_wrong_setting_is_named_with_its_source(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    status, _, err = run("settings")
    assert status == 2
    assert said in err
    assert name in err


def test_an_unknown_setting_in_the_file_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "corail.toml").write_text('plattform = "x"\n', encoding="utf-8")
    status, _, err = run("settings")
    assert status == 2
    assert "plattform" in err


def test_outside_text_cannot_drive_the_terminal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    evil = "We cut plastic packaging \u001b[31mby 18 %\u001b[0m between 2020 and 2025."
    path.write_text(json.dumps({"text": evil, "speaker": "Ha\u202elte"}) + "\n", encoding="utf-8")
    assert run("ingest", "--brand", "halte", str(path))[0] == 0
    for words in (("search", "plastic"), ("draft", POST), ("record", "list")):
        out = run(*words)[1]
        assert "\u001b" not in out
        assert "\u202e" not in out


def test_help_answers_at_once() -> None:
    """Nothing heavy is imported for it; the figure is measured by the benchmarks."""
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "--help"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    assert "draft" in done.stdout


def test_a_text_is_checked_beside_the_post_that_it_answers(halte: Run) -> None:
    asked = "How many tonnes of plastic did you use in 2025?"
    _, alone, _ = halte("check", "Hello, thank you for asking.", "--json")
    status, beside, _ = halte("check", "Hello, thank you for asking.", "--post", asked, "--json")
    assert status == 0
    assert "no figure" not in alone
    assert "no figure" in beside
    assert {"sentences", "findings", "voice", "record"} <= set(json.loads(beside))


def test_the_record_is_kept_from_the_command_line(halte: Run, tmp_path: Path) -> None:
    row = {"text": "We will halve our plastic packaging by 2035.", "date": "2026-06-01"}
    path = tmp_path / "later.jsonl"
    path.write_text(json.dumps({**row, "speaker": "H. Prat", "language": "en"}), encoding="utf-8")
    told = json.loads(halte("ingest", "--brand", "halte", str(path), "--json")[1])
    [one] = told["proposed"]
    assert (one["kind"], told["not_looked_at"]) == ("contradicts", 0)
    assert json.loads(halte("record", "proposed", "--json")[1])[0]["id"] == one["id"]
    assert halte("record", "decide", one["id"], "--dismiss")[0] == 0
    assert "0 to decide" in halte("record", "proposed")[1]

    assert "H. Prat" in halte("record", "speakers")[1]
    assert halte("record", "alias", "H. Prat", "Halte")[0] == 0
    listed = json.loads(halte("record", "speakers", "--json")[1])["speakers"]
    assert {"H. Prat": "Halte"}.items() <= {s["spelling"]: s["known_as"] for s in listed}.items()
    done = json.loads(halte("record", "done", "--json")[1])
    assert done[0]["act"] == "speaker alias set"
    assert halte("record", "undo", str(done[0]["number"]))[0] == 0
    assert halte("record", "undo", str(done[0]["number"]))[0] == 2
    assert "undone already" in halte("record", "undo", str(done[0]["number"]))[2]
