"""The Rehearse room over the real Assistant: asked, answered, tried otherwise, looked back on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.assembly import build
from assistant.settings import Settings

LONG = 60_000
WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "room": "Rehearse",
        "said": (
            ("2021-03-14", "By 2025 our three ovens will run on wood from the valley."),
            ("2026-03-14", "We cut the sugar in our brioche by 20 % between 2023 and 2026."),
        ),
        "topic": "ovens",
        "answer": "By next summer every loaf will be free.",
        "told": "A promise that is not on record",
        "other": "You are right to ask: not one oven runs on wood today.",
        "held": "What will be quoted",
    },
    "fr": {
        "room": "Répéter",
        "said": (
            ("2021-03-14", "D'ici 2025, nos trois fours tourneront au bois de la vallée."),
            ("2026-03-14", "Nous avons réduit le sucre de nos brioches de 20 % depuis 2023."),
        ),
        "topic": "fours",
        "answer": "L'été prochain, tous nos pains seront gratuits.",
        "told": "Une promesse absente du registre",
        "other": "Vous avez raison de le demander : aucun four ne tourne au bois aujourd'hui.",
        "held": "Ce qui sera cité",
    },
}


@pytest.mark.parametrize(
    ("language", "locale", "wide"), [("en", "en-US", 1280), ("fr", "fr-FR", 390)]
)
def test_a_position_is_tried_tried_otherwise_and_looked_back_on(
    tmp_path: Path,
    write: Callable[[str, str], Path],
    visit: Any,
    serving: Any,
    language: str,
    locale: str,
    wide: int,
) -> None:
    said = WORDS[language]
    rows = [json.dumps({"text": t, "date": d, "speaker": "Fournil"}) for d, t in said["said"]]
    files = write("said.jsonl", "\n".join(rows))
    settings = Settings(data_dir=tmp_path / "data", locale="en", actor="tester")
    with build(settings) as assistant:
        assistant.ingest([files], brand="fournil")
        with serving(assistant, "fournil") as at:
            one = visit(at, locale=locale, viewport={"width": wide, "height": 800})
            page = one.page
            page.get_by_role("radio", name=said["room"]).check()
            page.locator("[data-form=rehearse-begin] [name=topic]").fill(said["topic"])
            page.locator("[data-act=begin]").click()
            # The question holds up dated words of the record, which open.
            page.locator(".quoted .mark").first.click()
            assert page.locator(".card.is-open mark").inner_text() == said["said"][0][1]

            box = page.locator(".turn-waits textarea")
            box.press("Control+Enter")
            page.locator("#rehearse-hint [role=alert]").wait_for()
            box.fill(said["answer"])
            box.press("Control+Enter")
            page.locator(".readout").wait_for(timeout=LONG)
            assert said["told"] in page.locator(".readout .verdict").inner_text()
            assert said["answer"] in page.locator(".readout .finding").inner_text()
            assert page.locator(".turn-waits textarea").input_value() == ""

            page.locator("[data-act=again]").click()
            page.locator("[data-form^=otherwise] textarea").fill(said["other"])
            page.locator("[data-act=otherwise]").click()
            page.locator("[data-act=compare]").click(timeout=LONG)
            page.locator(".compared").wait_for()
            pair = page.locator(".pair .draft-text").all_inner_texts()
            assert pair == [said["answer"], said["other"]]

            page.locator("[data-act=talk]").click()
            page.locator("[data-act=branch]").first.click()
            page.locator(".readout .finding").wait_for()
            page.locator("[data-act=debrief]").click()
            page.locator(".summary").wait_for(timeout=LONG)
            assert said["held"] in page.locator(".looking-back").inner_text()
            with page.expect_download() as saved:
                page.locator("[data-act=pdf]").click()
            assert Path(saved.value.path()).read_bytes().startswith(b"%PDF")

            # Nothing runs out of the window, and all is there again after the page was left.
            assert page.evaluate("document.documentElement.scrollWidth") <= wide
            page.reload()
            page.locator('html[data-corail="ready"]').wait_for(state="attached")
            page.get_by_role("radio", name=said["room"]).check()
            page.locator("[data-act=open]").click()
            page.locator(".branches").wait_for()
            assert said["answer"] in page.locator(".answered").first.inner_text()
            assert one.abroad == []
            assert one.errors == []
            assert one.dialogs == []
