"""The Review room over the real Assistant: what contradicts the record is stopped, and why."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.assembly import build
from assistant.settings import Settings

SAID = (
    "We cut the sugar in our brioche by 20 % between 2023 and 2026.",
    "By 2027 our three ovens will run on wood from the valley.",
    "We give unsold bread to two food banks every evening.",
)
WRONG = "We cut the sugar in our brioche by 35 % between 2023 and 2026."


@pytest.mark.parametrize(
    ("language", "tab", "verdict", "lead"),
    [
        ("en-US", "Review", "stands in the way", "Please check"),
        ("fr-FR", "Relire", "fait obstacle", "À vérifier"),
    ],
)
def test_a_text_at_odds_with_the_record_is_stopped_and_both_sentences_are_shown(
    tmp_path: Path,
    write: Callable[[str, str], Path],
    visit: Any,
    serving: Any,
    language: str,
    tab: str,
    verdict: str,
    lead: str,
) -> None:
    rows = [json.dumps({"text": t, "date": "2026-03-14", "speaker": "Fournil"}) for t in SAID]
    files = write("said.jsonl", "\n".join(rows))
    settings = Settings(data_dir=tmp_path / "data", locale="en", actor="tester")
    with build(settings) as assistant:
        assistant.ingest([files], brand="fournil")
        with serving(assistant, "fournil") as at:
            one = visit(at, locale=language)
            page = one.page
            page.get_by_role("radio", name=tab).check()
            page.locator("#review-text textarea").fill(f"Hello! {WRONG} {SAID[2]}")
            page.locator("#review-check").click()
            outcome = page.locator(".reviewed")
            outcome.wait_for()
            assert verdict in outcome.locator(".verdict").inner_text()
            finding = outcome.locator(".finding-block").inner_text()
            assert lead in finding
            assert SAID[0] in finding
            assert "35 %" in finding
            assert outcome.locator(".sentence.is-contradicts").inner_text().startswith(WRONG[:40])
            # The text that was checked is still there to be mended.
            assert page.locator("#review-text textarea").bounding_box()["height"] > 60
            outcome.locator(".mark").first.click()
            assert page.locator(".card mark").first.inner_text() == SAID[2]
            # What was in the box stays there, and so does the other room.
            assert WRONG in page.locator("#review-text textarea").input_value()
            page.get_by_role("radio", name="Reply" if tab == "Review" else "Répondre").check()
            page.locator("#reply-post textarea").wait_for()
            assert one.abroad == []
            assert one.errors == []


def test_an_empty_text_is_asked_for(visit: Any) -> None:
    one = visit()
    one.page.get_by_role("radio", name="Review").check()
    one.page.locator("#review-check").click()
    assert "Paste the text" in one.page.locator("#review-hint [role=alert]").inner_text()


PROMISED = (
    ("By 2027 our three ovens will run on wood from the valley.", "2023-03-14"),
    ("We will plant 200 fruit trees by the end of 2024.", "2023-05-02"),
    ("We give unsold bread to two food banks every evening.", "2025-01-09"),
)


@pytest.mark.parametrize(
    ("language", "width", "tab", "late"),
    [("en-US", 1280, "Record", "Late (1)"), ("fr-FR", 390, "Registre", "En retard (1)")],
)
def test_what_was_promised_is_drawn_and_filtered(
    tmp_path: Path,
    write: Callable[[str, str], Path],
    visit: Any,
    serving: Any,
    language: str,
    width: int,
    tab: str,
    late: str,
) -> None:
    rows = [json.dumps({"text": t, "date": d, "speaker": "Fournil"}) for t, d in PROMISED]
    settings = Settings(data_dir=tmp_path / "data", locale="en", actor="tester")
    with build(settings) as assistant:
        assistant.ingest([write("said.jsonl", "\n".join(rows))], brand="fournil")
        with serving(assistant, "fournil") as at:
            page = visit(at, locale=language, viewport={"width": width, "height": 800}).page
            page.get_by_role("radio", name=tab).check()
            page.locator("[data-act=part][data-subject=promises]").click()
            page.locator(".promises").wait_for()
            assert page.locator(".timeline li").count() == 2
            assert page.locator(".promises tbody tr").count() == 2
            page.get_by_role("button", name=late).click()
            page.wait_for_function("document.querySelectorAll('.timeline li').length === 1")
            assert PROMISED[1][0] in page.locator(".promises").inner_text()
            fits = "document.documentElement.scrollWidth <= window.innerWidth"
            assert page.evaluate(fits)
            # The header's parts stand beside each other, none over another.
            boxes = [
                page.locator(name).bounding_box()
                for name in ("#corail-mark h1", "#corail-room", "#corail-brand", "#corail-language")
            ]
            for one in boxes:
                for other in boxes:
                    assert one is other or _apart(one, other)


def _apart(one: Any, other: Any) -> bool:
    return bool(
        one["x"] + one["width"] <= other["x"] + 1
        or other["x"] + other["width"] <= one["x"] + 1
        or one["y"] + one["height"] <= other["y"] + 1
        or other["y"] + other["height"] <= one["y"] + 1
    )
