"""The conversation as it is shown: the draft with its marks, what is missing, what was removed."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from assistant.model import (
    Allegation,
    Citation,
    Draft,
    Finding,
    Post,
    Reply,
    Route,
    Severity,
    Standing,
    Turn,
)
from assistant.ui import conversation as told
from assistant.ui.conversation import Exchange, thread_of
from assistant.ui.marking import marked_text
from assistant.ui.pieces import Place
from assistant.ui.texts import say
from knowledge.model import Brand, Passage

BRAND = Brand("moulin", "Moulin d'Aval", ("Moulin",), ("moulinaval",))
FLOUR = "Two thirds of our bread flour is milled in Eure."


def _words(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


class _Seen(HTMLParser):
    """The elements and the names of the attributes that a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes.update(name for name, _ in attrs)


def _exchange(reply: Reply | None = None, **facts: object) -> Exchange:
    post = reply.post if reply is not None else Post("Is it local?")
    one = Exchange(1, post, "moulin", "Moulin d'Aval", "X", reply=reply)
    return replace(one, **facts)  # type: ignore[arg-type]


def _log(one: Exchange, place: Place) -> str:
    return told.log((one,), place.language, place.today)


def test_each_quoted_sentence_is_followed_by_its_mark(
    draft: Callable[..., Draft], passage: Callable[..., Passage], place: Place
) -> None:
    cited = Citation("p1", FLOUR, 1)
    one = draft(
        ("Hello.", Standing.COURTESY, ()),
        (FLOUR, Standing.QUOTED, (cited,)),
        ("Which one?", Standing.COURTESY, ()),
    )
    shown = marked_text(one, {"p1": passage()}, place)
    assert _words(shown) == f"Hello. {FLOUR}[1] Which one?"


def test_a_sentence_said_twice_has_its_mark_where_it_is_cited(
    draft: Callable[..., Draft], passage: Callable[..., Passage], place: Place
) -> None:
    cited = Citation("p1", "Yes.", 1)
    one = draft(("Yes.", Standing.COURTESY, ()), ("Yes.", Standing.QUOTED, (cited,)))
    assert _words(marked_text(one, {"p1": passage()}, place)) == "Yes. Yes.[1]"


def test_a_citation_whose_sentence_is_not_in_the_text_is_not_lost(
    draft: Callable[..., Draft], passage: Callable[..., Passage], place: Place
) -> None:
    """Fault 17: what does not hold is shown with its standing, never dropped."""
    one = draft(
        ("It was said.", Standing.NOT_CHECKED, (Citation("p1", "It was", 1),)), text="Hello there."
    )
    words = _words(marked_text(one, {"p1": passage()}, place))
    assert words == "Hello there.[1] not checked"


def test_a_sentence_that_failed_its_check_says_so_beside_its_mark(
    draft: Callable[..., Draft], passage: Callable[..., Passage], place: Place
) -> None:
    """Fault 17: an invented quotation is never shown as supported."""
    one = draft(("All of it is local.", Standing.NOT_CHECKED, (Citation("p9", "All", 4),)))
    shown = marked_text(one, {"p1": passage()}, place)
    assert _words(shown) == "All of it is local.[4] not checked"
    assert "is-not-checked" in shown
    assert "not among the passages found" in shown


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script> hello",
        "![p](https://attacker.invalid/p.png)",
        "<img src=x onerror=alert(1)>",
        "${alert(1)}",
    ],
)
def test_hostile_words_in_a_post_or_from_a_model_are_text(
    words: str,
    draft: Callable[..., Draft],
    reply: Callable[..., Reply],
    passage: Callable[..., Passage],
    place: Place,
) -> None:
    """Fault 37, fault 38: no element, and nothing to fetch, comes from a post or a draft."""
    one = draft(
        (words, Standing.QUOTED, (Citation("p1", words, 1),)),
        findings=(Finding("x", Severity.NOTE, words, 0, 10, (), words),),
        note=words,
        label=words,
    )
    post = Post(words, author=words, thread=(Turn(words, words),), notes=(words,))
    made = reply(post, one, one, passages=[passage(words)], missing=words, reasons=(words,))
    made = replace(
        made,
        notes=(words,),
        engine=replace(made.engine, writer=words, failure=words),
        reading=replace(made.reading, allegations=(Allegation(words, 0, 1),), language="zz"),
    )
    shown = _exchange(made, brand_title=words, platform_label=words)
    for markup in (
        _log(shown, place),
        _log(replace(shown, reply=replace(made, answered=False)), place),
        _log(replace(shown, reply=None, error=words), place),
        told.evidence((shown,), "en", place.today),
    ):
        seen = _Seen()
        seen.feed(markup)
        assert not {"script", "img", "iframe", "a"} & seen.elements
        assert not {name for name in seen.attributes if name.startswith("on")}
        assert not {"src", "href", "srcdoc", "action"} & seen.attributes
        assert "${" not in markup


def test_when_the_record_has_nothing_it_says_what_is_missing_and_how_to_hold(
    draft: Callable[..., Draft], reply: Callable[..., Reply], place: Place
) -> None:
    """Fault 15: a post about something the record says nothing of."""
    hold = draft(("We will come back to you.", Standing.COURTESY, ()), label="Hold")
    made = reply(Post("A whale?"), hold, answered=False, missing="Add a dated position on whales.")
    words = _words(_log(_exchange(made), place))
    assert "No sentence on record to answer with" in words
    assert "Add a dated position on whales." in words
    assert "We will come back to you." in words
    evidence = _words(told.evidence((_exchange(made),), "en", place.today))
    assert "No passage is quoted here" in evidence


def test_passages_found_but_not_quoted_are_folded_away(
    draft: Callable[..., Draft],
    reply: Callable[..., Reply],
    passage: Callable[..., Passage],
    place: Place,
) -> None:
    cited = draft((FLOUR, Standing.QUOTED, (Citation("p1", FLOUR, 1),)))
    made = reply(Post("?"), cited, passages=[passage(), passage("Other.", id="p2")])
    markup = told.evidence((_exchange(made),), "en", place.today)
    before, folded = markup.split('<details class="rest">')
    assert FLOUR in _words(before)
    assert "1 more passage found, not quoted" in folded
    assert "Other." in folded


def test_what_was_removed_or_cut_from_the_post_is_told(
    draft: Callable[..., Draft], reply: Callable[..., Reply], place: Place
) -> None:
    """Fault 35, fault 32: the reviewer is told of hidden characters and of the cut."""
    notes = (
        "3 hidden characters removed (zero-width, tag)",
        "The post was cut: its first 20,000 characters are read.",
    )
    made = reply(Post("Hi", notes=notes), draft(("Hello.", Standing.COURTESY, ())))
    for language, expected in (
        ("en", "3 hidden characters removed (zero-width, tag)."),
        ("fr", "Caractères cachés retirés\u00a0: 3 (largeur nulle, étiquette)."),
    ):
        spoken = replace(place, language=language, text=say(language))
        words = _words(_log(_exchange(made), spoken))
        assert expected in words
        assert ("20,000" if language == "en" else "20\u202f000") in words


def test_the_post_is_shown_as_pasted_even_where_cleaning_changed_it(
    draft: Callable[..., Draft], reply: Callable[..., Reply], place: Place
) -> None:
    """Fault 34: the override that was stripped from the text is visible in the post."""
    made = reply(Post("photo gnp.exe"), draft(("Hello.", Standing.COURTESY, ())))
    shown = replace(_exchange(made), post=Post("photo \u202egnp.exe"))
    assert "photo ⟦U+202E⟧gnp.exe" in _words(_log(shown, place))


def test_when_and_where_the_post_was_written_stand_over_it(
    draft: Callable[..., Draft], reply: Callable[..., Reply], place: Place
) -> None:
    post = Post("?", url="https://social.example/1", time="2026-11-20 18:02")
    made = _exchange(reply(post, draft(("Hello.", Standing.COURTESY, ()))))
    markup = _log(made, place)
    assert "2026-11-20 18:02" in _words(markup)
    assert 'href="https://social.example/1"' in markup
    hostile = replace(made, post=replace(post, url="javascript:alert(1)"))
    assert "javascript" not in _log(hostile, place)


def test_advice_not_to_reply_is_set_apart(
    draft: Callable[..., Draft], reply: Callable[..., Reply], place: Place
) -> None:
    made = reply(Post("lol"), draft(("Hello.", Standing.COURTESY, ())))
    assert "advice-held" not in _log(_exchange(made), place)
    silent = replace(made, reading=replace(made.reading, route=Route.SILENT))
    markup = _log(_exchange(silent), place)
    assert "advice-held" in markup
    assert "Advice: better not to reply" in _words(markup)


def test_the_page_says_once_that_no_model_is_configured(
    draft: Callable[..., Draft], reply: Callable[..., Reply], place: Place
) -> None:
    made = reply(Post("?"), draft(("Hello.", Standing.COURTESY, ())))
    several = tuple(replace(_exchange(made), number=n) for n in (1, 2, 3))
    assert told.log(several, "en", place.today).count(say("en")("engine")) == 1
    with_model = replace(made, engine=replace(made.engine, model="local"))
    assert say("en")("engine") not in _log(_exchange(with_model), place)


def test_a_model_that_failed_is_told_above_the_drafts_that_stand_in_for_its_own(
    draft: Callable[..., Draft], reply: Callable[..., Reply], place: Place
) -> None:
    made = reply(Post("?"), draft(("Hello.", Standing.COURTESY, ())))
    failed = replace(made.engine, writer="local", failure="The model was silent.")
    shown = _words(_log(_exchange(replace(made, engine=failed)), place))
    assert shown.index("The model was silent.") < shown.index("Hello.")
    assert "No chat model is configured" not in shown
    unasked = replace(made.engine, writer="local")
    assert "was not asked" in _words(_log(_exchange(replace(made, engine=unasked)), place))


def test_marks_of_different_exchanges_open_different_cards(
    draft: Callable[..., Draft],
    reply: Callable[..., Reply],
    passage: Callable[..., Passage],
    place: Place,
) -> None:
    cited = draft((FLOUR, Standing.QUOTED, (Citation("p1", FLOUR, 1),)))
    made = reply(Post("?"), cited, passages=[passage()])
    both = (_exchange(made), replace(_exchange(made), number=2))
    ids = re.findall(r' id="(evidence-[^"]+)"', told.evidence(both, "en", place.today))
    opened = re.findall(r'data-card="([^"]+)"', told.log(both, "en", place.today))
    assert ids == opened == ["evidence-1-1", "evidence-2-1"]


def test_a_screen_reader_hears_the_stage_and_then_the_outcome(
    draft: Callable[..., Draft], reply: Callable[..., Reply]
) -> None:
    at_work = _exchange(stage="searching")
    assert told.status((at_work,), "fr") == "Recherche au registre"
    one = draft(("Hello.", Standing.COURTESY, ()))
    assert told.status((_exchange(reply(Post("?"), one, one)),), "en") == "2 drafts are ready."
    held = _exchange(reply(Post("?"), one, answered=False))
    assert told.status((held,), "en").startswith("Nothing on record")
    assert told.status((_exchange(error="No."),), "en") == "No draft was made"
    assert told.status((), "en") == ""


@pytest.mark.parametrize(
    ("words", "turns"),
    [
        ("", ()),
        ("Where is it?", (Turn("Where is it?"),)),
        ("@lea: Where is it?\nMoulin d'Aval: In Eure.", None),
        ("us: In Eure.", (Turn("In Eure.", None, True),)),
        ("Nous : dans l'Eure.", (Turn("dans l'Eure.", None, True),)),
        ("@MoulinAval: Dans l'Eure.", (Turn("Dans l'Eure.", None, True),)),
        ("https://example.org is wrong", (Turn("https://example.org is wrong"),)),
        ("one two three four: five", (Turn("one two three four: five"),)),
        ("lea:", (Turn("lea:"),)),
    ],
)
def test_a_thread_is_read_one_message_a_line(words: str, turns: tuple[Turn, ...] | None) -> None:
    if turns is None:
        turns = (Turn("Where is it?", "@lea"), Turn("In Eure.", None, True))
    assert thread_of(words, BRAND) == turns
