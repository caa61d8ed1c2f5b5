"""The Inbox room over the real Assistant: posts brought in, seen to, handed over, gathered."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.assembly import build
from assistant.settings import Settings

LONG = 120_000
HOSTILE = "<img src=x onerror=alert(1)>"
WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "room": "Inbox",
        "reply": "Reply",
        "said": ("2023-03-14", "By 2027 our three ovens will run on wood from the valley."),
        "challenge": "Your three ovens still run on gas. What about the wood from the valley?",
        "dated": "14 March 2023",
        "urgent": "My daughter was taken to hospital after eating your cake!",
        "rest": (
            "I love your bread {n}.",
            "Your bread is stale {n}.",
            "Shop {n} was closed again.",
        ),
        "empty": "Nothing has come in yet",
        "answered": "Marked as answered.",
        "silent": "1 row says nothing",
        "one": "1 post",
    },
    "fr": {
        "room": "Écoute",
        "reply": "Répondre",
        "said": ("2023-03-14", "D'ici 2027, nos trois fours tourneront au bois de la vallée."),
        "challenge": "Vos trois fours tournent toujours au gaz. Et le bois de la vallée ?",
        "dated": "14 mars 2023",
        "urgent": "Ma fille a été hospitalisée après avoir mangé votre gâteau !",
        "rest": (
            "J'adore votre pain {n}.",
            "Votre pain est rassis {n}.",
            "Encore fermé, boutique {n}.",
        ),
        "empty": "Rien n'est encore arrivé",
        "answered": "Marqué comme répondu.",
        "silent": "1 ligne ne dit rien",
        "one": "1 message",
    },
}


def export(folder: Path, said: dict[str, Any]) -> Path:
    """An export as a tool writes it: a thread, somebody's trap, a row with nothing in it."""
    rows = [
        ("1", "", "ana", "2026-03-14T08:00:00Z", said["urgent"]),
        ("2", "", "tom", "2026-03-15T08:00:00Z", "Hello @fournil"),
        ("3", "2", "tom", "2026-03-15T09:00:00Z", said["challenge"]),
        ("4", "", HOSTILE, "2026-03-16T09:00:00Z", HOSTILE),
        ("5", "", "eve", "2026-03-16T09:00:00Z", ""),
    ]
    for number in range(24):
        words = said["rest"][number % 3].format(n=number)
        rows.append((f"r{number}", "", f"u{number}", f"2026-04-{1 + number:02d}", words))
    path = folder / "export.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "in_reply_to_id", "Quidam", "date", "Zeta"), *rows])
    return path


@pytest.mark.parametrize(
    ("language", "locale", "wide"), [("en", "en-US", 1280), ("fr", "fr-FR", 390)]
)
def test_posts_are_brought_in_seen_to_handed_over_and_gathered(
    tmp_path: Path,
    write: Callable[[str, str], Path],
    visit: Any,
    serving: Any,
    language: str,
    locale: str,
    wide: int,
) -> None:
    said = WORDS[language]
    day, promise = said["said"]
    row = json.dumps({"text": promise, "date": day, "speaker": "Jeanne Prat"})
    settings = Settings(data_dir=tmp_path / "data", locale="en", actor="tester")
    with build(settings) as assistant:
        assistant.ingest([write("said.jsonl", row)], brand="fournil")
        with serving(assistant, "fournil") as at:
            one = visit(at, locale=locale, viewport={"width": wide, "height": 800})
            page = one.page
            fits = f"document.documentElement.scrollWidth <= {wide}"

            # An empty inbox says what to do; the column of the text has to be named.
            page.get_by_role("radio", name=said["room"]).check()
            assert said["empty"] in page.locator(".inbox-empty").inner_text()
            with page.expect_file_chooser() as chooser:
                page.locator("#inbox-files").click()
            chooser.value.set_files(export(tmp_path, said))
            page.locator(".chosen").wait_for()
            page.locator('[name="column 0 text"]').select_option("Zeta")
            page.locator('[name="column 0 author"]').select_option("Quidam")
            assert page.evaluate(fits)
            page.locator("[data-act=import]").click()
            page.locator(".came").wait_for(timeout=LONG)
            assert said["silent"] in page.locator(".came").inner_text()

            # The most urgent stands first; a filter works from the keyboard.
            page.locator(".came [data-act=part]").click()
            first = page.locator(".post-row").first
            first.locator(".urgency-now").wait_for(timeout=LONG)
            assert said["urgent"] in first.inner_text()
            assert page.locator(".post-row", has_text=HOSTILE).count() == 1
            page.locator(".filters [name=words]").fill("GAS" if language == "en" else "GAZ")
            page.locator(".filters [name=words]").press("Enter")
            page.locator("[data-act=clear]").wait_for()
            assert said["one"] in page.locator(".listed-count").inner_text()

            # Opened: its thread, and what it challenges, quoted with its date.
            page.locator(".post-row").press("Enter")
            opened = page.locator(".opened")
            opened.locator(".mark").first.wait_for(timeout=LONG)
            assert "Hello @fournil" in opened.locator(".said").inner_text()
            assert promise in opened.locator(".challenged q").inner_text()
            assert said["dated"] in opened.locator(".challenged").inner_text()
            assert page.evaluate("document.activeElement.matches('[data-arrive]')")
            assert page.evaluate(fits)
            opened.locator(".mark").first.click()
            assert page.locator("#inbox-side .card.is-open mark").inner_text() == promise

            # Handed over with its thread; Enter drafts.
            opened.locator("[data-act=draft]").click()
            box = page.locator("#reply-post textarea")
            page.wait_for_function("document.activeElement.closest('#reply-post')")
            assert box.input_value() == said["challenge"]
            box.press("Enter")
            one.drafted(1, LONG)
            assert "Hello @fournil" in page.locator("#exchange-1").inner_text(timeout=LONG) or (
                page.locator("#exchange-1 .thread").count() == 1
            )

            # Back in the inbox it is being answered; a click more and it is.
            page.get_by_role("radio", name=said["room"]).check()
            page.locator("#inbox-side .post-drafting").wait_for()
            page.locator("#inbox-side [data-act=answered]").click()
            page.locator("#inbox-side .post-answered").wait_for()
            assert said["answered"] in page.locator("#inbox-hint").inner_text()
            page.locator("#inbox-side [data-act=close]").first.click()
            opened.wait_for(state="detached")
            page.locator("[data-act=clear]").click()
            page.locator("[data-act=clear]").wait_for(state="detached")
            page.locator("[data-act=states][data-subject=answered]").click()
            page.locator(".post-row", has_text=said["challenge"]).wait_for()

            # Themes, with their volume as a plot and a table, and their read-out.
            page.locator("[data-act=part][data-subject=themes]").click()
            page.locator("[data-act=gather]").click()
            page.locator(".theme-row").first.click(timeout=LONG)
            page.locator(".opened .volume svg").wait_for()
            page.locator("[data-act=agree]").click()
            page.locator(".sides h4").first.wait_for(timeout=LONG)
            assert "%" not in page.locator(".opened > header").inner_text()
            # Both leave as documents, without who wrote.
            for act, kind, begins in (
                ("save-sides", "pdf", b"%PDF"),
                ("save-themes", "docx", b"PK"),
            ):
                if act == "save-themes" and wide < 900:
                    page.locator("#inbox-side [data-act=close]").first.click()
                with page.expect_download(timeout=LONG) as saved:
                    page.locator(f"[data-act={act}][data-subject={kind}]").click()
                assert Path(saved.value.path()).read_bytes().startswith(begins)
            assert page.evaluate(fits)

            # A feed is added where posts come in.
            page.locator(".inbox-parts [data-act=part][data-subject=import]").click()
            page.locator(".adding summary").click()
            page.locator("[data-form=inbox-feed] [name=address]").fill("https://forum.invalid/f")
            page.locator("[data-form=inbox-feed] [name=address]").press("Enter")
            page.locator(".feed-rows", has_text="forum.invalid").wait_for()
            assert page.evaluate(fits)

            # Somebody is forgotten once it was asked twice.
            page.locator(".inbox-parts [data-act=part][data-subject=posts]").click()
            page.locator(".leaving", has=page.locator("[name=author]")).locator("summary").click()
            page.locator("[data-form=inbox-forget] [name=author]").fill("ana")
            page.locator("[data-form=inbox-forget] [data-act=forget]").click()
            page.locator(".forgetting [data-act=erase]").click()
            page.locator(".forgetting").wait_for(state="detached")
            assert page.locator(".post-row", has_text=said["urgent"]).count() == 0

            # Whoever opens the page while posts wait finds them.
            page.reload()
            page.locator(".post-row").first.wait_for()
            assert page.get_by_role("radio", name=said["room"]).is_checked()
            assert one.abroad == []
            assert one.errors == []
            assert one.dialogs == []
