"""The Purpose room over the real Assistant: from the example call to a purpose on record."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from assistant.assembly import build
from assistant.settings import Settings
from assistant.ui.texts import say
from knowledge.model import Kind
from tests.conftest import WordEmbedder

LONG = 90_000
WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "room": "Purpose",
        "language": "en",
        "other": "fr",
        "sentence": "We exist to pay farmers galactically.",
        "unsaid": "galactically",
        "closed": "closed",
        "rows": "Feed people well and pay the farmers who do.",
        "added": "New answers: 1.",
        "filed": "Pay the farmers who feed people, and say so.",
        "known": "New answers: 0.",
    },
    "fr": {
        "room": "Raison d'être",
        "language": "fr",
        "other": "en",
        "sentence": "Nous existons pour payer les éleveurs galactiquement.",
        "unsaid": "galactiquement",
        "closed": "clos",
        "rows": "Réponse;Site\nNourrir les gens et payer ceux qui les nourrissent.;Auvry",
        "added": "Nouvelles réponses\u00a0: 1.",
        "filed": "Payer les éleveurs qui nourrissent les gens, et le dire.",
        "known": "Nouvelles réponses\u00a0: 0.",
    },
}
UNNAMED = """() => [...document.querySelectorAll(
    "#purpose-room :is(input, textarea, select, button, summary)")]
  .filter((one) => one.offsetParent && !(one.getAttribute("aria-label")
    || one.textContent.trim() || (one.labels && one.labels[0] && one.labels[0].textContent.trim())))
  .map((one) => one.outerHTML.slice(0, 120))"""
HEADINGS = """() => [...document.querySelectorAll("#purpose-room :is(h2, h3, h4)")]
  .map((one) => Number(one.tagName[1]))"""


def _sound(page: Any, wide: int) -> None:
    """Nothing runs out of the window, everything to be pressed has a name, no heading skips."""
    assert page.evaluate("document.documentElement.scrollWidth") <= wide
    assert page.evaluate(UNNAMED) == []
    levels = page.evaluate(HEADINGS)
    assert levels[0] == 2
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize(
    ("language", "locale", "wide"), [("en", "en-US", 1280), ("fr", "fr-FR", 390)]
)
def test_a_purpose_is_written_from_what_people_answered(
    tmp_path: Path, visit: Any, serving: Any, language: str, locale: str, wide: int
) -> None:
    from playwright.sync_api import TimeoutError as NotYet

    said = WORDS[language]
    settings = Settings(data_dir=tmp_path / "data", locale="en", actor="tester")
    with build(settings, embedder=WordEmbedder()) as assistant:
        assistant.ensure_example()
        with serving(assistant, "ronsel") as at:
            one = visit(at, locale=locale, viewport={"width": wide, "height": 800})
            page = one.page
            hint = page.locator("#purpose-hint")

            def go(step: str) -> None:
                # What is drawn anew in the very moment it is pressed is pressed again.
                asked = page.locator(f".step[data-subject={step}]")
                asked.click()
                here = page.locator(f".step[data-subject={step}][aria-current]")
                try:
                    here.wait_for(timeout=LONG / 4)
                except NotYet:
                    asked.click()
                    here.wait_for(timeout=LONG)
                _sound(page, wide)

            page.get_by_role("radio", name=said["room"]).check()
            page.locator("[data-act=example]").click()
            page.locator("[data-form=purpose-rows] textarea").fill(said["rows"])
            page.locator("[data-act=take-in]").click()
            page.locator(".taken-in").wait_for(timeout=LONG)
            assert said["added"] in page.locator(".taken-in").inner_text()
            assert page.locator("[data-form=purpose-rows] textarea").input_value() == ""

            # A file of answers; what says who wrote is not kept, and the same again adds nothing.
            answers = tmp_path / "answers.csv"
            answers.write_text(f'Answer,Name\n"{said["filed"]}",Zoe Vasseur\n', encoding="utf-8")
            for came in (said["added"], said["known"]):
                with page.expect_file_chooser() as chooser:
                    page.locator("#purpose-files").click()
                chooser.value.set_files(answers)
                page.locator(".taken-in", has_text=came).filter(has_text="Name").wait_for(
                    timeout=LONG
                )

            go("said")
            assert page.locator(".bars tbody tr").count() >= 3
            assert " 63" in page.locator(".bars .count").first.inner_text()
            assert "Vasseur" not in page.locator("#purpose-main").inner_html()
            go("few")
            assert page.locator("#purpose-main .card").count() > 0
            go("words")
            assert page.locator("#purpose-main q").count() > 0

            # A sentence of one's own: what bears it out, and what nobody said.
            go("sentences")
            page.locator("[name=sentence]").fill(said["sentence"])
            page.locator("[name=language]").select_option(said["language"])
            page.locator("[data-act=try]").click()
            page.locator(".tried .unsaid").wait_for(timeout=LONG)
            assert said["unsaid"] in page.locator(".tried .unsaid").inner_text()
            page.locator("[data-act=put]").click()
            hint.filter(has_text=say(language)("done put")).wait_for(timeout=LONG)
            taken = page.locator(".proposal", has=page.locator("[data-act=take-up]")).first
            words = taken.locator(".sentence").inner_text()
            taken.locator("[data-act=take-up]").click()
            hint.filter(has_text=say(language)("done take-up")).wait_for(timeout=LONG)

            go("vote")
            page.locator(".ballot .sentence", has_text=words).first.wait_for(timeout=LONG)
            page.locator("[data-act=vote]").first.click()
            page.locator("[data-act=unvote]").wait_for()
            page.locator(".ballot summary").first.click()
            page.locator(".ballot textarea").first.fill("<b>Plain</b>")
            page.locator("[data-act=say]").first.click()
            page.locator(".ballot .plain li").wait_for()
            assert "<b>Plain</b>" in page.locator(".ballot .plain li").inner_text()

            go("call")
            page.locator("summary", has=page.locator("xpath=../p//button")).first.click()
            page.locator("[data-act=close-call]").click()
            page.locator(".call-head .fact", has_text=said["closed"]).wait_for()
            choice = page.locator(f"[name='choice {said['language']}']")
            choice.wait_for()
            choice.select_option(index=1)
            with page.expect_download(timeout=LONG) as saved:
                page.locator("[data-act=call-file][data-subject=pdf]").click()
            assert Path(saved.value.path()).read_bytes().startswith(b"%PDF")
            page.locator("[data-act=decide]").click()
            page.locator(".decided").wait_for(timeout=LONG)
            _sound(page, wide)
            decided = page.locator(".decided .sentence").inner_text()
            kept = assistant.record.documents("ronsel", kind=Kind.PURPOSE)
            assert decided in {assistant.record.text("ronsel", d.id) for d in kept}
            assert one.abroad == []
            assert one.errors == []
            assert one.dialogs == []
