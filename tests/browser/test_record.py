"""The Record room over the real Assistant: a document found, mended, undone; names made one; what a
new document may replace, put to a person."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.assembly import Assistant, build
from assistant.settings import Settings
from knowledge.journal import Journal

HOSTILE = "<img src=x onerror=alert(1)> flour"
FIGURES = (
    "Our bakery bakes 4,200 loaves a week. Every loaf carries the name of its mill. "
    "{n} people work at the ovens, and all of them are paid from their first day."
)
SAID = (
    {"text": FIGURES.format(n="Eight"), "title": "Key figures 2024", "kind": "fact",
     "date": "2024-02-01", "speaker": "Fournil"},
    {"text": "We buy from five mills of the valley.", "title": HOSTILE, "date": "2023-05",
     "speaker": "Jeanne Prat"},
    {"text": "Flour is our whole trade.", "title": "Interview", "date": "2025-01-01",
     "speaker": "J. Prat"},
)  # fmt: skip
NEWER = """---
title: Key figures 2025
kind: fact
speaker: Fournil
date: 2025-02-01
language: en
---
""" + FIGURES.format(n="Twelve")

WORDS: dict[str, dict[str, str]] = {
    "en": {"room": "Record", "title": "Title", "date": "Date", "bad": "is not a date"},
    "fr": {"room": "Registre", "title": "Titre", "date": "Date", "bad": "n'est pas une date"},
}


@pytest.fixture
def house(tmp_path: Path, write: Callable[[str, str], Path]) -> Iterator[Assistant]:
    rows = "\n".join(json.dumps({**row, "language": "en"}) for row in SAID)
    settings = Settings(data_dir=tmp_path / "data", locale="en", actor="tester")
    with build(settings) as assistant:
        assistant.ingest([write("said.jsonl", rows)], brand="fournil")
        yield assistant


@pytest.mark.parametrize(
    ("language", "locale", "wide"), [("en", "en-US", 1280), ("fr", "fr-FR", 390)]
)
def test_the_record_is_kept_on_the_page(
    house: Assistant,
    write: Callable[[str, str], Path],
    visit: Any,
    serving: Any,
    language: str,
    locale: str,
    wide: int,
) -> None:
    said, record = WORDS[language], house.record
    with serving(house, "fournil") as at:
        view = {"width": wide, "height": 800}
        seen = visit(at, locale=locale, viewport=view, awaited="#reply-post")
        page = seen.page

        def told(act: str, words: str = "") -> None:
            page.locator(f"#record-main [data-act={act}]").first.click()
            page.locator("#record-hint .hint").filter(has_text=words).wait_for()

        def part(name: str) -> None:
            page.locator(f".inbox-parts [data-subject={name}]").click()
            page.locator(f"[data-version^={name}]").wait_for()
            inside = "[...document.querySelectorAll('#record-main [data-version] *')]"
            assert page.evaluate(f"{inside}.every(e => e.getBoundingClientRect().right <= {wide})")

        page.get_by_role("radio", name=said["room"]).check()
        page.locator("#record-main .post-row").nth(2).wait_for()
        assert page.locator(".rec-years rect").count() == 3
        assert page.evaluate("document.documentElement.scrollWidth") <= wide
        assert page.locator("#record-main img").count() == 0

        # Found by a word of its text, with Enter; opened by keyboard, and what is wrong is told.
        page.locator("#record-main input[name=words]").fill("FLOUR")
        page.keyboard.press("Enter")
        page.wait_for_function("document.querySelectorAll('#record-main .post-row').length === 2")
        page.locator("#record-main .post-row").last.focus()
        page.keyboard.press("Enter")
        page.locator("#record-main .opened").wait_for()
        assert page.evaluate("document.activeElement.matches('[data-arrive]')")
        facts = page.locator("[data-form^='record-facts'] ")
        facts.get_by_label(said["title"], exact=True).fill("What we buy")
        facts.get_by_label(said["date"], exact=True).fill("long ago")
        page.locator("[data-act=edit]").click()
        page.locator("#record-hint [role=alert]").filter(has_text=said["bad"]).wait_for()
        assert facts.get_by_label(said["title"], exact=True).input_value() == "What we buy"
        facts.get_by_label(said["date"], exact=True).fill("2023")
        page.locator("[data-act=edit]").click()
        page.locator("#record-main .opened h2").filter(has_text="What we buy").wait_for()
        [bought] = [d for d in record.documents("fournil") if d.title == "What we buy"]
        assert bought.date == "2023"
        assert page.evaluate("document.documentElement.scrollWidth") <= wide

        # Erasing is asked twice; the first time nothing happens.
        page.locator("[data-act=erasing]").click()
        page.locator("[data-act=keep]").click()
        page.locator("[data-act=erasing]").wait_for()
        assert len(record.documents("fournil")) == 3

        part("done")
        page.locator(".rec-done li").filter(has_text="long ago").wait_for(state="detached")
        page.locator("[data-act=undo]").first.click()
        page.locator(".rec-done > li").nth(1).filter(has_text="2023-05").wait_for()
        assert record.document("fournil", bought.id).title == HOSTILE

        # Two names that may be one person are confirmed.
        part("speakers")
        told("alias")
        page.locator("[data-act=lift]").wait_for()
        assert record.aliases("fournil") == {"J. Prat": "Jeanne Prat"}
        assert page.evaluate("document.documentElement.scrollWidth") <= wide

        # A newer document is brought in: what it may replace is asked, and nothing is done.
        part("add")
        page.locator("#record-files + input, #record-room input[type=file]").first.set_input_files(
            [write("figures.md", NEWER), write("empty.md", "")]
        )
        page.locator(".came").wait_for()
        assert page.locator(".came .fate-refused, .came .fate-skipped").count() == 1
        old = next(d for d in record.documents("fournil") if d.title == "Key figures 2024")
        assert old.superseded_by is None
        part("proposed")
        assert page.locator(".proposal-card").count() >= 1
        card = page.locator(".proposal-card").filter(has_text="Eight people").first
        card.locator("[data-act=accept]").click()
        page.locator("#record-hint .hint").wait_for()
        page.locator(".proposal-card").filter(has_text="Eight people").wait_for(state="detached")
        assert record.document("fournil", old.id).superseded_by is not None
        assert (seen.abroad, seen.dialogs, seen.errors) == ([], [], [])
    acts = {(e.actor, e.act) for e in Journal(house.database).entries("fournil")}
    assert {("tester", "document edited"), ("tester", "speaker alias set")} <= acts
