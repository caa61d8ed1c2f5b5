"""The page over the real Assistant: from a file on record to a reply that quotes it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant.assembly import Assistant, build
from assistant.settings import Settings

BRIOCHE = """---
title: What is in our brioche
kind: statement
speaker: Jeanne Prat
role: Baker
date: 2026-03-14
channel: newsletter
language: en
url: https://example.org/brioche
---
We cut the sugar in our brioche by 20 % between 2023 and 2026.
"""
POST = "Your brioche is full of sugar, you promised less sugar in the brioche!"
# What else is on record: whether a passage bears on a post is judged against the rest.
OTHERS = (
    "By 2027 our three ovens will run on wood from the valley.",
    "Our apprentices are paid from their first day.",
    "We give unsold bread to two food banks every evening.",
    "The shop in Vernon is closed on Mondays.",
    "We publish our electricity bill every spring.",
    "Our delivery van drove 9 % fewer kilometres in 2025.",
    "Eight people work here, six of them full time.",
    "Butter comes from a dairy that we visit twice a year.",
)


def test_a_reply_quotes_a_file_that_was_put_on_record(
    tmp_path: Path, write: Callable[[str, str], Path], visit: Any, serving: Any
) -> None:
    rows = [json.dumps({"text": text, "date": "2025", "speaker": "Fournil"}) for text in OTHERS]
    write("others.jsonl", "\n".join(rows))
    files = write("brioche.md", BRIOCHE).parent
    settings = Settings(data_dir=tmp_path / "data", locale="en", actor="tester")
    with build(settings) as assistant:
        assistant.ingest([files], brand="fournil")
        _draft_and_copy(assistant, visit, serving)


def _draft_and_copy(assistant: Assistant, visit: Any, serving: Any) -> None:
    with serving(assistant, "fournil") as at:
        one = visit(at)
        page = one.page
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        one.ask(POST)
        marks = page.locator(".mark:visible")
        assert marks.count() >= 1
        marks.first.click()
        quoted = page.locator(".card:focus mark").first.inner_text()
        assert quoted in BRIOCHE
        page.locator(".copy:visible").click()
        page.locator(".copy:visible").filter(has_text="Copied").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert quoted.rstrip(".") in copied
        assert "[1]" not in copied
        assert one.abroad == []
        assert one.errors == []
