"""The Reef room over the real Assistant: an ally heard, opened by keyboard, and asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.assembly import build
from assistant.settings import Settings
from knowledge.journal import Journal

HOSTILE = "<img src=x onerror=alert(1)> Mill"
WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "room": "Reef",
        "said": "Our price of wheat is 210 euros a tonne in 2026, and we publish it.",
        "shares": "The price of wheat is published, and we can check it.",
        "disputes": "The price of wheat is too low by a third.",
        "topic": "The price of wheat",
        "uncited": "May be approached, not cited",
        "unknown": "Unknown: nothing was noted. That is not agreement.",
        "about": "What it is about",
        "ask": "What you ask",
        "question": "Would you go through our wheat price with us, and tell what is wrong in it?",
        "ready": "Please post this on your page.",
        "refused": "puts words into their mouth",
        "made": "The brief is made, and kept.",
    },
    "fr": {
        "room": "Récif",
        "said": "Notre prix du blé est de 210 euros la tonne en 2026, et nous le publions.",
        "shares": "Le prix du blé est publié, et nous pouvons le vérifier.",
        "disputes": "Le prix du blé est trop bas d'un tiers.",
        "topic": "Le prix du blé",
        "uncited": "Peut être sollicité, pas cité",
        "unknown": "Inconnu\u00a0: rien n'a été noté. Cela ne vaut pas accord.",
        "about": "De quoi il s'agit",
        "ask": "Ce que vous demandez",
        "question": "Voulez-vous reprendre notre prix du blé, et dire ce qui y est faux\u00a0?",
        "ready": "Merci, et relayez notre message.",
        "refused": "leur met des mots dans la bouche",
        "made": "La fiche est prête, et gardée.",
    },
}


@pytest.mark.parametrize(
    ("language", "locale", "wide"), [("en", "en-US", 1280), ("fr", "fr-FR", 390)]
)
def test_an_ally_is_heard_opened_and_asked(
    tmp_path: Path,
    write: Callable[[str, str], Path],
    visit: Any,
    serving: Any,
    language: str,
    locale: str,
    wide: int,
) -> None:
    said = WORDS[language]
    row = {"text": said["said"], "date": "2026-02-01", "speaker": "Meule", "language": language}
    files = write("said.jsonl", json.dumps(row))
    where = {"date": "2026-03-02", "source": "Ormes"}
    allies = [
        {
            "name": "Semeurs",
            "community": "farmers",
            "shares": [where | {"words": said["shares"]}],
            "disputes": [where | {"words": said["disputes"]}],
            "ties": ["supplier: wheat"],
        },
        {"name": HOSTILE, "community": "peers"},
    ]
    settings = Settings(data_dir=tmp_path / "data", locale="en", actor="tester")
    with build(settings) as assistant:
        assistant.ingest([files], brand="meule")
        text = json.dumps(allies)
        assistant.reef.take_in_text("meule", text, "allies.json", assistant.operator)
        with serving(assistant, "meule") as at:
            view = {"width": wide, "height": 800}
            seen = visit(at, locale=locale, viewport=view, awaited="#reply-post")
            page = seen.page
            page.get_by_role("radio", name=said["room"]).check()
            page.locator(".reef-map").wait_for(state="attached")

            # The table holds who is on the map, and comes first on a phone.
            table, drawing = page.locator(".reef-table"), page.locator(".reef-figure")
            above = table.bounding_box()["y"] < drawing.bounding_box()["y"]
            assert above == (wide == 390)
            assert page.locator(".allies tbody tr").count() == 2
            assert page.evaluate("document.documentElement.scrollWidth") <= wide
            assert page.get_by_text(HOSTILE, exact=True).count() >= 1
            assert page.locator("#reef-main img").count() == 0

            # A mark on the map is reached and pressed by keyboard.
            page.locator('.reef-map [aria-label^="Semeurs"]').focus()
            page.keyboard.press("Enter")
            page.locator(".ally-sheet").wait_for()
            page.locator("[data-act=home-reef]").click()

            # What they dispute stands before what they share, and consent is told.
            page.locator("[data-form=reef-hear] textarea").fill(said["topic"])
            page.locator("[data-act=hear]").click()
            card = page.locator(".voice-card")
            card.wait_for()
            sides = card.locator(".side blockquote").all_inner_texts()
            assert sides == [said["disputes"], said["shares"]]
            assert card.get_by_text(said["uncited"]).count() == 1

            card.locator("[data-act=ask-ally]").click()
            assert page.get_by_label(said["about"]).input_value() == said["topic"]
            box = page.get_by_label(said["ask"])
            box.fill(f"{said['question']} {said['ready']}")
            page.locator("[data-act=make-brief]").click()
            page.locator("#reef-hint [role=alert]").filter(has_text=said["refused"]).wait_for()
            assert box.input_value().startswith(said["question"])  # What was written stays.
            box.fill(said["question"])
            page.locator("[data-act=make-brief]").click()
            page.locator("#reef-hint .hint").filter(has_text=said["made"]).wait_for()
            brief = page.locator(".asked-brief[open]")
            assert brief.get_by_text(said["said"]).count() == 1
            assert page.evaluate("document.documentElement.scrollWidth") <= wide
            with page.expect_download() as saved:
                brief.locator("[data-act=save-ask-pdf]").click()
            assert Path(saved.value.path()).read_bytes()[:4] == b"%PDF"

            page.locator("[data-act=home-reef]").click()
            page.locator("[data-act=open-ally]").filter(has_text="Mill").first.click()
            page.get_by_text(said["unknown"]).first.wait_for()

            # Who they are is changed where they stand.
            form = page.locator("[data-form^='reef-edit']")
            form.locator("summary").click()
            form.locator("[name=who]").fill("Ada, at the mill")
            form.locator("[data-act=edit-ally]").click()
            page.locator(".ally-sheet p").filter(has_text="Ada, at the mill").wait_for()
            assert page.evaluate("document.documentElement.scrollWidth") <= wide
            assert (seen.abroad, seen.dialogs, seen.errors) == ([], [], [])
        acts = [(e.actor, e.act) for e in Journal(assistant.database).entries("meule")]
        assert ("tester", "ally brief made") in acts
