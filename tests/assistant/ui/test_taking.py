"""A draft that is copied by who is alone: the server decides before a word is given out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.assembly import Assistant
from assistant.model import Post
from assistant.ui.conversation import Exchange
from assistant.ui.reviewing.desk_part import View
from assistant.ui.taking import Taking


def _act(assistant: Assistant, exchange: Exchange, language: str) -> list[Any]:
    event = gr.EventData(None, {"act": "copied", "subject": f"{exchange.number}-0"})
    request = gr.Request(username=None)
    return Taking(assistant).act((exchange,), View(), "reply", language, request, event)


def test_a_freeze_gives_no_draft_out_and_says_why(assistant: Assistant, tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    said = "We cut plastic packaging by 18 % between 2020 and 2025."
    rows.write_text(json.dumps({"id": 1, "text": said, "date": "2026-02-03"}) + "\n", "utf-8")
    assistant.ingest([rows], brand="halte")
    post = Post("Your plastic packaging is everywhere. How much less plastic packaging is it?")
    reply = assistant.draft(post, brand="halte")
    exchange = Exchange(1, post, "halte", "Halte", "X", reply=reply)
    words = reply.drafts[0].text.split()[0]

    given = _act(assistant, exchange, "en")
    assert "data-copy=" in given[-1]
    assert words in given[-1]

    assistant.review.ledger.freeze("halte", "Accident at the plant.", assistant.person())
    for language in ("en", "fr"):
        refused = _act(assistant, exchange, language)[-1]
        assert "data-copy=" not in refused
        assert words not in refused
        assert 'role="alert"' in refused
