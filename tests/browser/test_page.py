"""What a person does on the page, done in a browser."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from assistant.errors import BadRequest
from assistant.ui.texts import say

if TYPE_CHECKING:
    from playwright.sync_api import Page

POST = "You say local. Which mill, exactly?"
FIRST = (
    "Hello, that is fair to ask. Every loaf carries the name of the mill its flour comes from. "
    "What else?"
)


def test_a_new_user_reaches_a_draft_in_one_click(visit: Any, desk: Any) -> None:
    one = visit()
    assert "Fournil is an example brand" in one.page.locator("#reply-welcome").inner_text()
    examples = one.page.locator("#reply-examples button:visible")
    assert examples.count() == 3
    examples.first.click()
    one.drafted()
    assert one.page.locator(".draft-text:visible").inner_text().startswith("Hello, that is fair")
    [(post, brand, _)] = desk.asked
    assert (post.text, post.platform, post.author) == (
        "Local flour? Prove it, for once.",
        "bluesky",
        "@tom",
    )
    assert brand == "fournil"
    assert not one.page.locator("#reply-examples").is_visible()
    assert one.errors == []


def test_a_pasted_post_gives_candidates_with_their_strategy_length_and_theory(visit: Any) -> None:
    one = visit()
    one.ask(POST)
    tabs = one.page.get_by_role("tab")
    assert tabs.all_inner_texts() == ["Inform", "Commit"]
    panel = one.page.locator('[role="tabpanel"]:visible')
    assert "SCCT: instructing information (Coombs)" in panel.inner_text()
    assert "/ 280 weighted characters" in panel.inner_text()
    assert "fits" in panel.locator(".meter").inner_text()
    tabs.nth(1).click()
    assert "By 2027" in one.page.locator(".draft-text:visible").inner_text()
    assert one.page.locator("#reply-post textarea").input_value() == ""


def test_a_mark_opens_the_evidence_of_its_sentence(visit: Any) -> None:
    one = visit()
    one.ask(POST)
    one.page.get_by_role("button", name="Source 1: What is on the label, 14 March 2024").click()
    card = one.page.locator(".card:focus")
    assert card.get_attribute("id") == "evidence-1-1"
    assert card.locator("mark").all_inner_texts() == [
        "Every loaf carries the name of the mill its flour comes from."
    ]
    assert "Jeanne Prat, Baker" in card.inner_text()
    assert "via newsletter" in card.inner_text()
    link = card.get_by_role("link")
    assert link.get_attribute("href") == "https://example.org/label"
    assert link.get_attribute("rel") == "noopener noreferrer nofollow"
    assert link.get_attribute("target") == "_blank"
    one.page.get_by_role("tab", name="Commit").click()
    one.page.locator(".mark:visible").click()
    card = one.page.locator(".card:focus")
    assert card.get_attribute("id") == "evidence-1-2"
    assert "Superseded by The ovens, once more, June 2025" in card.inner_text()


def test_copy_gives_the_text_without_marks(visit: Any) -> None:
    one = visit()
    one.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    one.ask(POST)
    one.page.locator(".copy:visible").click()
    one.page.locator(".copy:visible").filter(has_text="Copied").wait_for()
    assert one.page.evaluate("navigator.clipboard.readText()") == FIRST


def test_the_next_post_continues_and_earlier_marks_open_their_own_evidence(visit: Any) -> None:
    one = visit()
    one.ask(POST)
    one.ask("And the ovens?")
    assert one.page.locator(".exchange").count() == 2
    assert one.page.locator(".evidence-of:visible").get_attribute("data-exchange") == "2"
    one.page.locator("#exchange-1 .mark:visible").click()
    assert one.page.locator(".card:focus").get_attribute("id") == "evidence-1-1"
    assert one.page.locator(".evidence-of:visible").count() == 1


def test_two_people_do_not_see_each_other_s_conversation(visit: Any) -> None:
    one, other = visit(), visit()
    one.ask("A whispered question about mills")
    other.ask("Something else entirely")
    assert other.page.locator(".exchange").count() == 1
    assert "whispered" not in other.page.content()
    assert "entirely" not in one.page.content()


def test_a_change_of_platform_offers_a_redraft_and_waits(visit: Any, desk: Any) -> None:
    one = visit()
    one.ask(POST)
    assert not one.page.locator("#reply-offer").is_visible()
    one.page.get_by_role("combobox", name="Platform").click()
    one.page.get_by_role("option", name="Mastodon").click()
    one.page.get_by_role("button", name="Draft again for Mastodon").wait_for()
    assert len(desk.asked) == 1
    one.page.get_by_role("button", name="Draft again for Mastodon").click()
    one.page.locator("#exchange-2 .draft-text").first.wait_for(state="attached")
    assert desk.asked[-1][0].platform == "mastodon"
    assert desk.asked[-1][0].text == POST


def test_author_thread_and_language_reach_the_desk(visit: Any, desk: Any) -> None:
    one = visit()
    one.page.get_by_role("button", name="Author, thread and wishes").click()
    one.page.get_by_label("Author of the post").fill("@zoe")
    one.page.get_by_label("What was said before").fill("@zoe: Hi\nus: Hello Zoé")
    one.page.get_by_role("combobox", name="Reply in").click()
    one.page.get_by_role("option", name="French").click()
    one.ask(POST)
    [(post, _, wishes)] = desk.asked
    assert post.author == "@zoe"
    assert [(t.text, t.by_brand) for t in post.thread] == [("Hi", False), ("Hello Zoé", True)]
    assert wishes.language == "fr"


def test_the_steps_are_seen_and_a_draft_can_be_stopped(visit: Any, desk: Any) -> None:
    desk.wait = threading.Event()
    one = visit()
    one.page.locator("#reply-post textarea").fill(POST)
    one.page.locator("#reply-draft").click()
    one.page.locator(".step-now").filter(has_text="Searching the record").wait_for()
    assert one.page.locator(".step-done").all_inner_texts()[0].startswith("Reading the post")
    one.page.get_by_role("button", name="Stop").click()
    one.page.locator("#reply-hint").filter(has_text="Stopped").wait_for()
    desk.wait.set()
    assert one.page.locator(".exchange").count() == 0
    assert one.page.locator("#reply-post textarea").input_value() == POST
    assert one.page.locator("#reply-draft").is_visible()


def test_an_error_is_a_sentence_on_the_page(visit: Any, desk: Any) -> None:
    desk.raises = BadRequest("Corail drafts in French (fr) and English (en), not 'pt'.")
    one = visit()
    one.page.locator("#reply-post textarea").fill(POST)
    one.page.locator("#reply-draft").click()
    alert = one.page.locator(".error")
    alert.wait_for()
    assert "not 'pt'." in alert.inner_text()
    assert "Traceback" not in one.page.content()
    assert one.page.locator("#reply-post textarea").input_value() == POST


# --- languages, keyboard, narrow screens, colours -------------------------------------------------


def test_a_french_browser_gets_french_and_the_choice_is_kept(visit: Any) -> None:
    one = visit(locale="fr-FR")
    page = one.page
    text = say("fr")
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.locator("#reply-draft").inner_text() == text("draft")
    assert "marque d'exemple" in page.locator("#reply-welcome").inner_text()
    assert page.get_by_role("combobox", name="Plateforme").is_visible()
    one.ask(POST)
    assert "il y a" in page.locator(".evidence").inner_text()
    page.get_by_label("English").check(force=True)
    page.locator("#reply-draft").filter(has_text="Draft").wait_for()
    page.locator(".evidence").filter(has_text="ago").wait_for()
    page.locator('html[lang="en"]').wait_for(state="attached")
    page.reload()
    page.locator("#reply-draft").filter(has_text="Draft").wait_for()
    page.locator('html[lang="en"][data-corail="ready"]').wait_for(state="attached")


def _tab_to(page: Page, selector: str, *, key: str = "Tab", most: int = 40) -> None:
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{key} does not reach {selector}")


def test_the_keyboard_reaches_draft_marks_and_evidence(visit: Any) -> None:
    one = visit()
    page = one.page
    _tab_to(page, "#reply-post textarea")
    page.keyboard.type(POST)
    _tab_to(page, "#reply-draft")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid", "the focus is seen"
    page.keyboard.press("Enter")
    one.drafted()
    _tab_to(page, '[role="tab"][aria-selected="true"]', key="Shift+Tab")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent") == "Commit"
    assert "By 2027" in page.locator(".draft-text:visible").inner_text()
    _tab_to(page, ".mark")
    page.keyboard.press("Enter")
    assert page.locator(".card:focus").get_attribute("id") == "evidence-1-2"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.mark.is-open')")


@pytest.mark.parametrize("keys", ["Enter", "Control+Enter"])
def test_enter_drafts_and_shift_enter_starts_a_line(visit: Any, desk: Any, keys: str) -> None:
    one = visit()
    one.page.locator("#reply-post textarea").click()
    one.page.keyboard.type("First line")
    one.page.keyboard.press("Shift+Enter")
    one.page.keyboard.type("second line")
    one.page.keyboard.press(keys)
    one.drafted()
    assert desk.asked[0][0].text == "First line\nsecond line"


def test_the_page_works_at_phone_width(visit: Any) -> None:
    one = visit(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = one.page
    one.ask(POST)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator(".mark:visible").tap()
    card = page.locator(".card:focus")
    card.wait_for()
    page.wait_for_function(
        "() => { const r = document.activeElement.getBoundingClientRect();"
        " return r.top >= 0 && r.top < innerHeight - 80; }"
    )
    card.get_by_role("button", name="Back to the text").tap()
    page.wait_for_function(
        "() => { const r = document.activeElement.getBoundingClientRect();"
        " return document.activeElement.matches('.mark') && r.top >= 0 && r.bottom < innerHeight; }"
    )


_CONTRASTS = """
() => {
  const parse = (colour) => {
    const [r, g, b, a] = colour.match(/[\\d.]+/g).map(Number);
    const scale = colour.startsWith('color(') ? 255 : 1;
    return [r * scale, g * scale, b * scale, a ?? 1];
  };
  const channel = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const colour = parse(getComputedStyle(e).backgroundColor);
      if (colour[3] > 0.99) return colour;
    }
    return [255, 255, 255, 1];
  };
  const poor = [];
  let seen = 0;
  for (const e of document.querySelectorAll('.contain *')) {
    const texts = [...e.childNodes].filter((n) => n.nodeType === 3);
    const words = texts.map((n) => n.textContent).join(' ').trim();
    const box = e.getBoundingClientRect();
    if (!words || box.width < 2 || box.height < 2 || e.closest('.sr-only')) continue;
    if (!e.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue;
    seen += 1;
    const [a, b] = [parse(getComputedStyle(e).color), ground(e)].map(light).sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) poor.push(`${e.className || e.tagName}: ${words}: ${ratio}`);
  }
  return seen < 8 ? ['too little seen'] : poor;
}
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(visit: Any, scheme: str) -> None:
    one = visit(color_scheme=scheme)
    one.page.wait_for_function(
        "getComputedStyle(document.querySelector('.contain')).opacity === '1'"
    )
    assert one.page.evaluate(_CONTRASTS) == []
    one.ask(POST)
    one.page.get_by_role("tab", name="Commit").click()
    one.page.locator(".mark:visible").click()
    one.page.locator("summary").first.click()
    one.page.wait_for_timeout(300)
    assert one.page.evaluate(_CONTRASTS) == []
