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
