"""The page over the real Assistant: from a file on record to a reply that quotes it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.assembly import Assistant

LABEL = """---
title: What is on the label
kind: fact
speaker: Jeanne Prat
role: Baker
date: 2024-03-14
channel: newsletter
language: en
url: javascript:alert(1)
---
We sell at four markets. Every loaf carries the name of the mill its flour comes from.
There are five such mills, and <b>all of them</b> are within 60 km of our ovens.
"""
OVENS = """---
title: Our ovens
kind: commitment
date: 2023
language: en
---
By 2027 our three ovens will run on wood from the valley.
"""


def test_a_reply_quotes_a_file_that_was_put_on_record(
    assistant: Assistant, write: Callable[[str, str], Path], visit: Any, serving: Any
) -> None:
    write("label.md", LABEL)
    assistant.ingest([write("ovens.md", OVENS).parent], brand="fournil")
    with serving(assistant, "fournil") as at:
        one = visit(at)
        page = one.page
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        one.ask("Does every loaf carry the name of the mill its flour comes from?")
        marks = page.locator(".mark:visible")
        assert marks.count() >= 1
        marks.first.click()
        quoted = page.locator(".card:focus mark").first.inner_text()
        assert quoted in (LABEL + OVENS).replace("\n", " ")
        page.locator(".copy:visible").click()
        page.locator(".copy:visible").filter(has_text="Copied").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert quoted.rstrip(".") in copied
        assert "[1]" not in copied
        assert page.locator(".card b").count() == 0
        assert page.locator('.card a[href^="javascript"]').count() == 0
        assert one.abroad == []
        assert one.errors == []
