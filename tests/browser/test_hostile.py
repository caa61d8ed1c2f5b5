"""What comes from outside does nothing on the page: it is read, and that is all."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

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


def _everywhere(words: str, answer: Any, post: Post, brand: str) -> Reply:
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


def test_hostile_words_do_nothing_anywhere(visit: Any, desk: Any, answering: Any) -> None:
    """Fault 34, fault 37, fault 38: in a post, an author, a thread, a passage, a draft, a finding:
    no request leaves this machine, no dialog opens, no element appears, nothing runs."""
    one = visit()
    page = one.page
    page.get_by_role("button", name="Author, thread and wishes").click()
    for name, words in PAYLOADS.items():
        desk.reply = partial(_everywhere, words, answering)
        page.get_by_label("Author of the post").fill(words)
        page.get_by_label("What was said before").fill(f"{words}: {words}\n{words}")
        one.ask(f"Hello {words}")
        latest = page.locator(".exchange").last
        latest.locator(".thread summary").click()
        latest.locator(".reading summary").click()
        latest.locator(".mark:visible").last.click()
        page.locator(".card:focus").wait_for()

        assert one.abroad == [], name
        assert one.dialogs == [], name
        assert page.evaluate("window.pwned") is None, name
        assert page.evaluate(_ELEMENTS) == [], name
        shown = latest.inner_text() + page.locator("#reply-evidence").inner_text()
        assert "\u202e" not in shown, name
        assert words[-8:] in shown, f"{name} is shown, as words"
    assert "⟦U+202E⟧" in shown
    assert "⟦U+2066⟧" in shown
    assert one.errors == []


def test_a_hostile_brand_and_its_example_posts_are_words_too(
    visit: Any, desk: Any, serving: Any
) -> None:
    """Fault 37: names and examples come from files as well."""
    words = PAYLOADS["onerror"] + PAYLOADS["template"] + PAYLOADS["closing"]

    class Hostile(type(desk)):  # type: ignore[misc]
        def brands(self) -> list[Brand]:
            return [Brand("fournil", words)]

        def commitments(self, brand: str | None = None) -> list[Any]:
            return []

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
