"""What comes from outside does nothing on the page: it is read, and that is all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assistant.model import Allegation, Citation, Finding, Post, Reply, Sentence, Severity, Standing
from knowledge.model import Brand, Successor

BAD = "https://attacker.invalid"
PAYLOADS = {
    "script": f"<script>window.pwned = 1; fetch('{BAD}/s')</script>",
    "onerror": "<img src=x onerror=\"window.pwned = 1; alert('x')\">",
    "image": f"![pixel]({BAD}/pixel.png) <img src='{BAD}/i.png'>",
    "svg": f"<svg onload=\"window.pwned = 1\"><use href='{BAD}/u'></svg>",
    "template": "${(window.pwned = 1)} {{(window.pwned = 1)}} `${window.pwned = 1}`",
    "closing": "</div></section></article><iframe src='javascript:parent.pwned=1'></iframe>",
    "attribute": '" autofocus onfocus="window.pwned=1" x="',
    "link": "[click](javascript:window.pwned=1) <a href='javascript:window.pwned=1'>x</a>",
    "style": f"<style>@import '{BAD}/s.css'; body {{ display: none }}</style>",
    "bidi": "\u202e\u2066gnp.exe \u202d<b>bold</b>",
}


def _everywhere(words: str, post: Post, brand: str, answer: Any) -> Reply:
    """A reply in which every text that is not ours is ``words``."""
    reply: Reply = answer(post, brand)
    passages = tuple(
        replace(
            p,
            text=f"{words} {p.text}",
            title=words,
            heading=f"{words}.",
            speaker=words,
            role=words,
            channel=words,
            source=words,
            url=f"javascript:window.pwned=1//{words}",
            superseded_by=Successor("d9", words, None),
        )
        for p in reply.passages
    )
    drafts = tuple(
        replace(
            d,
            text=f"{words} {d.text}",
            strategy=replace(d.strategy, label=words, theory=words),
            sentences=(
                Sentence(words, Standing.NOT_CHECKED, (Citation("p1", words, 1),)),
                *d.sentences,
            ),
            findings=(Finding("x", Severity.BLOCK, words, 0, 12, ("p1",), words),),
            note=words,
        )
        for d in reply.drafts
    )
    reading = replace(
        reply.reading, reasons=(words,), allegations=(Allegation(words, 0, 1),), language=words
    )
    return replace(
        reply,
        post=replace(post, notes=(words,)),
        drafts=drafts,
        passages=passages,
        reading=reading,
        notes=(words,),
    )


# The elements in what we draw that we never draw, and links to anything but the web.
_ELEMENTS = """
() => [...document.querySelectorAll(
  ['log', 'evidence', 'welcome', 'offer', 'hint'].map((id) => `#reply-${id} *`).join(', ')
  + ', #corail-notices *'
)].filter((e) =>
  e.matches('script, iframe, img, style, object, embed, link, form, input, b, use, base')
  || (e.tagName === 'A' && !/^https?:/.test(e.getAttribute('href') || ''))
  || [...e.attributes].some((a) => a.name.startsWith('on'))
).map((e) => e.outerHTML.slice(0, 120))
"""


@pytest.mark.parametrize("name", PAYLOADS)
def test_hostile_words_do_nothing_anywhere(
    visit: Any, desk: Any, answering: Any, name: str
) -> None:
    """Fault 34, fault 37, fault 38: in a post, an author, a thread, a passage, a draft, a finding:
    no request leaves this machine, no dialog opens, no element appears, nothing runs."""
    words = PAYLOADS[name]
    desk.reply = lambda post, brand: _everywhere(words, post, brand, answering)
    one = visit()
    page = one.page
    page.get_by_role("button", name="Author and thread").click()
    page.get_by_label("Author of the post").fill(words)
    page.get_by_label("What was said before").fill(f"{words}: {words}\n{words}")
    one.ask(f"Hello {words}")
    for summary in page.locator("#reply-log summary, #reply-evidence summary").all():
        summary.click()
    page.locator(".mark:visible").last.click()
    page.locator(".card:focus").wait_for()
    page.wait_for_timeout(300)

    assert one.abroad == []
    assert one.dialogs == []
    assert one.errors == []
    assert page.evaluate("window.pwned") is None
    assert page.evaluate(_ELEMENTS) == []
    shown = page.locator("#reply-log").inner_text() + page.locator("#reply-evidence").inner_text()
    assert "\u202e" not in shown
    for visible in ("\u202e", "\u2066", "\u202d"):
        if visible in words:
            assert f"⟦U+{ord(visible):04X}⟧" in shown
    assert words.splitlines()[0][-12:] in shown, "it is shown, as words"


def test_a_hostile_brand_and_its_example_posts_are_words_too(
    visit: Any, desk: Any, serving: Any
) -> None:
    """Fault 37: names and examples come from files as well."""
    words = PAYLOADS["onerror"] + PAYLOADS["template"] + PAYLOADS["closing"]

    class Hostile(type(desk)):  # type: ignore[misc]
        def brands(self) -> list[Brand]:
            return [Brand("fournil", words)]

        def example_posts(self, brand: str) -> list[Post]:
            return [Post(words)]

    with serving(Hostile(notices=[words]), "fournil") as at:
        one = visit(at)
        one.page.locator("#reply-examples button:visible").click()
        one.drafted()
        assert one.abroad == []
        assert one.dialogs == []
        assert one.page.evaluate("window.pwned") is None
        assert one.page.evaluate(_ELEMENTS) == []
        assert words[:30] in one.page.locator("#corail-notices").inner_text()
