"""The trace of a draft: where the time went and what came of it, and no word that anybody wrote."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from assistant.assembly import build
from assistant.errors import BadRequest, BadSettings
from assistant.model import Post
from assistant.settings import Settings
from tests.stories.test_model import POST, ROWS, Model, model, quoting

__all__ = ["model"]
AUTHOR = "Zelda Quorn"


def test_a_draft_leaves_its_stages_its_model_and_its_checks_and_no_word_of_the_post(
    model: Model, tmp_path: Path
) -> None:
    file = tmp_path / "trace.jsonl"
    with model(quoting, trace=str(file)) as (assistant, server):
        reply = assistant.draft(Post(POST, author=AUTHOR), brand="halte")
        with pytest.raises(BadRequest):
            assistant.draft(Post(POST, f"{AUTHOR}'s own platform"), brand="halte")
    spans = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    failed = [one for one in spans if one["status"] == "error"]
    assert [one["name"] for one in failed] == ["reading", "draft"]
    assert all(one["attributes"]["error.type"] == "BadRequest" for one in failed)

    told = [one for one in spans if one["trace"] != failed[0]["trace"]]
    by_id = {one["span"]: one for one in told}

    def inside(one: dict[str, Any]) -> str | None:
        return by_id[one["parent"]]["name"] if one["parent"] else None

    assert len({one["trace"] for one in told}) == 1
    stages = {one["name"]: one for one in told if inside(one) == "draft"}
    assert list(stages) == ["reading", "searching", "composing", "checking"]
    whole = next(one for one in told if one["name"] == "draft")
    assert whole["attributes"] == {
        "corail.drafts": len(reply.drafts),
        "corail.answered": True,
        "corail.platform": "x",
    }
    assert all(0 <= one["milliseconds"] <= whole["milliseconds"] for one in told)
    assert stages["searching"]["attributes"]["corail.passages"] > 0

    calls = [one for one in told if one["name"] == "model"]
    assert len(calls) == len(server.requests)
    assert {inside(one) for one in calls} == {"composing"}
    assert calls[0]["attributes"]["gen_ai.request.model"] == "openai:stand-in"
    assert calls[0]["attributes"]["gen_ai.usage.input_tokens"] == 900
    checks = {one["name"] for one in told if inside(one) == "checking"}
    assert {"check.consistency", "check.platforms"} <= checks

    # No attribute holds a word of the post, of its author, of the record or of a draft.
    written = " ".join([POST, AUTHOR, *(row[0] for row in ROWS), *(d.text for d in reply.drafts)])
    words = {w.casefold() for w in re.findall(r"[^\W\d_]{4,}", written)}
    values = json.dumps([list(one["attributes"].values()) for one in spans])
    assert words & {w.casefold() for w in re.findall(r"[^\W\d_]{4,}", values)} == set()


def test_nothing_is_traced_unless_it_is_asked_for_and_where_to_is_said_plainly(
    tmp_path: Path,
) -> None:
    assert build(Settings(data_dir=tmp_path)).tracer is None
    for where, said in (("yes", "console, otlp or a file"), (f"{tmp_path}/no/t.jsonl", "No such")):
        with pytest.raises(BadSettings, match=said):
            build(Settings(data_dir=tmp_path, trace=where)).tracer  # noqa: B018 - it is opened
    pytest.importorskip("opentelemetry.exporter.otlp.proto.http", reason="needs corail[trace]")
    with build(Settings(data_dir=tmp_path, trace="otlp")) as assistant:
        assert assistant.tracer is not None
