"""A tab that is closed while a model writes: nothing hangs, nothing is paid for unread or lost."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path
from typing import Any

from assistant.assembly import build
from assistant.settings import Settings
from tests.standin import Answer, Body, StandIn, sentences

ROWS = (
    "We cut plastic packaging by 18 % between 2020 and 2025.",
    "We will halve our plastic packaging by 2030.",
    "The creamery in Arlen employs 210 people in three shifts.",
    "We buy our barley from farms less than 80 kilometres away.",
    "Our bakery school trained 40 apprentices in 2025.",
    "We pay every supplier within 30 days of the invoice.",
)
POST = "Your plastic packaging is everywhere, you promised less plastic packaging!"


def _endless(_: Body) -> Answer:
    return Answer(sentences(("Hello. " * 400, [])).text, size=6, pause=0.05)


def test_a_tab_closed_while_a_draft_is_written_ends_the_work_and_keeps_the_post(
    tmp_path: Path, visit: Any, serving: Any
) -> None:
    rows = [json.dumps({"id": n, "text": t, "date": "2025-03-01"}) for n, t in enumerate(ROWS)]
    (tmp_path / "rows.jsonl").write_text("\n".join(rows), encoding="utf-8")
    with StandIn(_endless) as server:
        settings = Settings(
            data_dir=tmp_path / "data",
            locale="en",
            actor="tester",
            openai_base_url=server.url,
            chat_model="stand-in",
        )
        with build(settings) as assistant:
            assistant.ingest([tmp_path / "rows.jsonl"], brand="halte")
            with serving(assistant, "halte") as at:
                page = visit(at).page
                page.locator("#reply-post textarea").fill(POST)
                page.locator("#reply-draft").click()
                page.locator(".draft.writing .draft-text").first.wait_for()
                page.close()
                asked = len(server.requests)
                deadline = time.monotonic() + 20
                while server.aborted < asked and time.monotonic() < deadline:
                    time.sleep(0.1)
                assert server.aborted == asked, "the model is not left to write for nobody"
                assert not [t for t in threading.enumerate() if t.name == "corail-draft"]

                again = visit(at).page
                again.locator("#reply-recent-list input").click()
                again.get_by_role("option").first.click()
                kept = again.locator("#exchange-1")
                kept.wait_for()
                assert POST in kept.inner_text()
                assert "not finished" in kept.inner_text()
