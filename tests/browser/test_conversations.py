"""A whole conversation over the example brand, in French and in English, in a real browser.

Once with drafts composed from the record, and once through a real OpenAI-compatible server on this
machine. Its model is tiny: what is held there is the plumbing, never the prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assistant.assembly import Assistant, build
from assistant.settings import Settings
from tests.localmodel import MISSING, model_file, openai_compatible_server

FILE = model_file()


@dataclass(frozen=True)
class Speech:
    """What is said in one language, and what is expected back."""

    locale: str
    post: str
    promise: str
    shorter: str
    other_language: str
    mention: str
    unable: str
    unable_told: str
    undo: str
    retry: str
    stop: str
    written_by: str


FRENCH = Speech(
    locale="fr-FR",
    post="Vous aviez promis zéro plastique fin 2025. Vos yaourts sont toujours en plastique.",
    promise="Nous nous engageons à retirer les emballages plastique à usage unique",
    shorter="Plus court",
    other_language="plus chaleureux, en anglais",
    mention="pour LinkedIn, parle de l'huile de palme",
    unable="fais-le rimer",
    unable_told="fais-le rimer",
    undo="Annuler",
    retry="Réessayer",
    stop="Arrêter",
    written_by="Rédigé par",
)
ENGLISH = Speech(
    locale="en-GB",
    post="Your 2030 climate target looks dead in the water. How far behind are you?",
    promise="behind the pace that our 2030 target needs",
    shorter="Shorter",
    other_language="warmer, in French",
    mention="for LinkedIn, mention the palm oil",
    unable="make it rhyme",
    unable_told="make it rhyme",
    undo="Undo",
    retry="Try again",
    stop="Stop",
    written_by="Written by",
)
BOTH = pytest.mark.parametrize("said", [FRENCH, ENGLISH], ids=["French", "English"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the example brand on record."""
    data = tmp_path_factory.mktemp("example") / "data"
    with build(Settings(data_dir=data, locale="en", actor="tester")) as assistant:
        assistant.ensure_example()
    return data


@pytest.fixture(scope="module")
def composed(folder: Path, serving: Any) -> Iterator[str]:
    settings = Settings(data_dir=folder, locale="en", actor="tester")
    with build(settings) as assistant, serving(assistant, "ronsel") as at:
        yield at


@BOTH
def test_a_whole_conversation_from_the_record(composed: str, visit: Any, said: Speech) -> None:
    one = visit(composed, locale=said.locale)
    page = one.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    one.ask(said.post)
    first = page.locator("#exchange-1 .draft-text:visible").inner_text()
    assert said.promise in first.replace("\n", " ")
    page.locator("#exchange-1 .mark:visible").first.click()
    card = page.locator(".card:focus")
    assert said.promise in card.locator("mark").first.inner_text()
    assert re.search(r"20\d\d", card.inner_text()), "the evidence is dated"

    page.get_by_role("button", name=said.shorter, exact=True).click()
    one.drafted(2)
    shorter = page.locator("#exchange-2 .draft-text:visible").inner_text()
    assert len(shorter) < len(first)

    one.change(said.other_language)
    one.drafted(3)
    greeting = page.locator("#exchange-3 .draft-text:visible").inner_text().split()[0]
    assert greeting.strip(",.") == ("Hello" if said is FRENCH else "Bonjour")

    one.change(said.mention)
    one.drafted(4)
    page.locator("#exchange-4 .asked").wait_for()
    told = page.locator("#exchange-4 .draft-text").all_text_contents()
    notes = page.locator("#reply-evidence").inner_text()
    assert any(re.search("palm", words) for words in told) or "palm" in notes

    one.change(said.unable)
    hint = page.locator("#reply-refine-hint [role=alert]")
    hint.wait_for()
    assert said.unable_told in hint.inner_text()
    assert page.locator(".exchange").count() == 4

    page.get_by_role("button", name=said.undo, exact=True).click()
    page.locator("#exchange-4").wait_for(state="detached")
    assert page.locator("#reply-refine textarea").input_value() == said.mention
    before = page.locator("#exchange-3 .draft-text:visible").inner_text()
    page.get_by_role("button", name=said.retry, exact=True).click()
    page.wait_for_function(
        "(before) => { const e = document.querySelector('#exchange-3 .draft-text');"
        " return e && e.innerText !== before; }",
        arg=before,
    )

    page.locator("#exchange-3 .copy:visible").click()
    # The server decides first.
    page.locator("#exchange-3 .copy:visible").filter(has_text=re.compile("Copied|Copié")).wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied
    assert not re.search(r"\[\d\]", copied)
    assert one.abroad == one.errors == one.dialogs == []


@BOTH
def test_a_conversation_is_found_again_renamed_and_deleted(
    composed: str, visit: Any, said: Speech
) -> None:
    one = visit(composed, locale=said.locale)
    one.ask(said.post)
    one.page.locator("#reply-rename input").fill("Plastique")
    one.page.locator("#reply-rename input").press("Enter")
    one.page.locator("#reply-hint .hint").wait_for()

    later = visit(composed, locale=said.locale)
    later.page.locator("#reply-recent-list input").click()
    later.page.get_by_role("option", name=re.compile("^Plastique")).first.click()
    later.drafted(1)
    assert said.post in later.page.locator("#exchange-1 .post").inner_text()
    later.page.locator("#exchange-1 .mark:visible").first.click()
    later.page.locator(".card:focus mark").first.wait_for()

    later.page.locator("#reply-forget").click()
    later.page.locator("#exchange-1").wait_for(state="detached")
    again = visit(composed, locale=said.locale)
    assert "Plastique" not in again.page.locator("#reply-recent").inner_text()


# --- through a real server ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def modelled(folder: Path, serving: Any, composed: str) -> Iterator[str]:
    assert FILE is not None
    with openai_compatible_server(FILE) as url:
        settings = Settings(
            data_dir=folder,
            locale="en",
            actor="tester",
            openai_base_url=url,
            chat_model="smollm2",
            chat_tokens=1_500,
            chat_answer_tokens=100,
            chat_temperature=0.0,
            chat_at_once=1,
        )
        with build(settings) as assistant, serving(assistant, "ronsel") as at:
            _only_one_strategy(assistant)
            yield at


def _only_one_strategy(assistant: Assistant) -> None:
    """Three drafts of a model on two cores would take minutes, and show nothing more than one."""
    books = assistant.playbooks
    assistant.__dict__["playbooks"] = {name: books[name] for name in ("acknowledge", "hold")}


@pytest.mark.skipif(FILE is None, reason=MISSING)
@BOTH
def test_a_whole_conversation_through_a_real_server(
    modelled: str, visit: Any, said: Speech
) -> None:
    one = visit(modelled, locale=said.locale)
    page = one.page
    page.set_default_timeout(240_000)

    page.locator("#reply-post textarea").fill(said.post)
    page.locator("#reply-draft").click()
    page.locator(".draft.writing .draft-text").first.wait_for()  # it streams
    one.drafted(1, patience=240_000)
    line = page.locator(".engine")
    line.wait_for()
    assert "smollm2" in line.inner_text()
    if said.written_by in line.inner_text():
        assert re.search(r"\d", line.inner_text()), "tokens and seconds are told"
    else:  # what it gave could not be used, and that is said above what stands in for it
        assert page.locator(".fell-back").count() == 1

    one.change(said.shorter)
    page.locator("#exchange-2 .steps").wait_for()
    page.get_by_role("button", name=said.stop, exact=True).click()
    page.locator("#exchange-2").wait_for(state="detached")
    assert page.locator("#reply-refine textarea").input_value() == said.shorter
    assert page.locator("#exchange-1 .draft-text").count() >= 1, "nothing is lost"

    page.get_by_role("button", name=said.undo, exact=True).click()
    page.locator("#exchange-1").wait_for(state="detached")
    assert page.locator("#reply-post textarea").input_value() == said.post
    assert one.abroad == one.errors == one.dialogs == []
