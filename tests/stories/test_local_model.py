"""A real model on this machine, served and in process: the plumbing, never the prose."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.assembly import build
from assistant.errors import BadSettings
from assistant.model import Glimpse, Post, Reply, Severity, Standing, Wishes
from assistant.settings import Settings
from knowledge.cleaning import squash
from tests.localmodel import MISSING, model_file, openai_compatible_server

FILE = model_file()
needs_model = pytest.mark.skipif(FILE is None, reason=MISSING)

POST = "Your plastic packaging is everywhere, you promised less plastic packaging!"
ROWS = [
    ("The creamery in Arlen employs 210 people in three shifts.", "2025-02-01"),
    ("We buy our barley from farms less than 80 kilometres away.", "2024-05-06"),
    ("Our bakery school trained 40 apprentices in 2025.", "2025-09-01"),
    ("We pay every supplier within 30 days of the invoice.", "2025-01-15"),
    ("We cut plastic packaging by 18 % between 2020 and 2025.", "2026-02-03"),
    ("We will halve our plastic packaging by 2030.", "2025-06-01"),
]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    assert FILE is not None
    with openai_compatible_server(FILE) as url:
        yield url


def _draft(tmp_path: Path, embedder: Any, seen: list[Glimpse], **told: Any) -> Reply:
    rows = tmp_path / "rows.jsonl"
    rows.write_text(
        "".join(
            json.dumps({"id": n, "text": t, "date": d, "speaker": "Halte"}) + "\n"
            for n, (t, d) in enumerate(ROWS)
        ),
        encoding="utf-8",
    )
    settings = Settings(
        data_dir=tmp_path / "data",
        locale="en",
        chat_tokens=1_400,
        chat_answer_tokens=100,
        chat_temperature=0.0,
        **told,
    )
    with build(settings, embedder=embedder) as assistant:
        assistant.ingest([rows], brand="halte")
        return assistant.draft(
            Post(POST),
            brand="halte",
            wishes=Wishes(strategy="acknowledge"),
            progress=lambda step: seen.append(step) if isinstance(step, Glimpse) else None,
        )


def _holds(reply: Reply, name: str, seen: list[Glimpse]) -> None:
    """Whatever was written: it came as it was written, and nothing of it is taken on trust."""
    assert seen, "nothing was streamed"
    if reply.engine.model is None:  # what it gave could not be used: said so, and composed instead
        assert name in (reply.engine.failure or "")
        return
    assert reply.engine.model == name
    assert reply.engine.usage is not None
    assert min(reply.engine.usage.prompt, reply.engine.usage.completion) > 0
    texts = {passage.id: squash(passage.text) for passage in reply.passages}
    for draft in reply.drafts:
        blocked = any(finding.severity is Severity.BLOCK for finding in draft.findings)
        for sentence in draft.sentences:
            held = all(
                squash(c.words) in texts.get(c.passage_id, "") and c.words
                for c in sentence.citations
            )
            if sentence.standing is Standing.QUOTED:
                assert held
            assert held or blocked


@needs_model
def test_a_real_openai_compatible_server_streams_and_is_held_to_the_record(
    tmp_path: Path, embedder: Any, server: str
) -> None:
    seen: list[Glimpse] = []
    reply = _draft(tmp_path, embedder, seen, openai_base_url=server, chat_model="smollm2")
    _holds(reply, "openai:smollm2", seen)


@needs_model
def test_a_model_file_is_run_in_this_process(tmp_path: Path, embedder: Any) -> None:
    assert FILE is not None
    seen: list[Glimpse] = []
    reply = _draft(tmp_path, embedder, seen, chat_model=f"gguf:{FILE}")
    _holds(reply, FILE.stem, seen)


@needs_model
def test_a_file_that_is_no_model_is_refused(tmp_path: Path, embedder: Any) -> None:
    wrong = tmp_path / "notes.gguf"
    wrong.write_text("not a model", encoding="utf-8")
    with pytest.raises(BadSettings, match="cannot be loaded as a model"):
        _draft(tmp_path, embedder, [], chat_model=f"gguf:{wrong}")


def test_a_file_that_is_not_there_is_named(tmp_path: Path, embedder: Any) -> None:
    with pytest.raises(BadSettings, match="there is no such file"):
        _draft(tmp_path, embedder, [], chat_model=f"gguf:{tmp_path / 'gone.gguf'}")
