"""The command line, run in this process over a data folder of the test's own."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant import assembly
from assistant.cli import main

ROWS = [
    ("We cut plastic packaging by 18 % between 2020 and 2025.", "2026-02-03"),
    ("We will halve our plastic packaging by 2030.", "2025-06-01"),
    ("The creamery in Arlen employs 210 people in three shifts.", "2025-02-01"),
    ("We pay every supplier within 30 days of the invoice.", "2025-01-15"),
    ("Our members elect the board every three years.", "2024-11-30"),
]


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    embedder: Any,
) -> Run:
    """Run ``corail`` with words, over a data folder of the test's own: status, out, err."""
    monkeypatch.setenv("CORAIL_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("CORAIL_LOCALE", "en")
    monkeypatch.chdir(tmp_path)
    build = assembly.build
    monkeypatch.setattr(assembly, "build", lambda s: build(s, embedder=embedder))

    def _run(*words: str, given: str | None = None) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["corail", *words])
        if given is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
        try:
            main()
            status = 0
        except SystemExit as done:
            status = int(done.code or 0)
        told = capsys.readouterr()
        return status, told.out, told.err

    return _run


@pytest.fixture
def halte(run: Run, tmp_path: Path) -> Run:
    rows = [
        {"id": n, "text": text, "date": day, "speaker": "Halte", "title": f"Row {n}"}
        for n, (text, day) in enumerate(ROWS)
    ]
    path = tmp_path / "statements.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    status, out, _ = run("ingest", "--brand", "halte", str(path))
    assert status == 0
    assert "5 taken" in out
    return run
