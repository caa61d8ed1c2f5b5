"""The shared pieces: inert whatever they hold, and saying what a reader must know."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.model import Contraindication, Finding, Intent, Length, Reading, Route, Severity
from assistant.ui import pieces
from assistant.ui.pieces import Place
from assistant.ui.texts import say
from knowledge.model import Passage, Successor

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "![x](https://attacker.invalid/pixel.png)",
    "${alert(1)} {{constructor}} `${1}`",
    "</article></div><iframe srcdoc='<b>'>",
    "javascript:alert(1)",
    "\u202egnp.exe\u202c",
)


class _Elements(HTMLParser):
    """The elements and attributes that a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words += data


def _seen(markup: str) -> _Elements:
    parser = _Elements()
    parser.feed(markup)
    return parser


def test_what_to_avoid_stands_with_the_reasons_and_stays_words(place: Place) -> None:
    avoid = tuple(Contraindication("humour", words) for words in HOSTILE)
    reading = Reading(
        "en", Intent.HARM, (), 0.4, Route.PRIVATE, ("Someone is harmed.",), contraindicated=avoid
    )
    seen = _seen(pieces.reading_line(reading, place))
    assert "Better not" in seen.words
    assert "javascript:alert(1)" in seen.words
    assert set(seen.tags) <= {"div", "p", "span", "bdi", "details", "summary", "ul", "li", "h4"}


OURS = {"article", "header", "h3", "p", "blockquote", "mark", "div", "span", "strong", "bdi", "a"}
OURS |= {"button"}


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_in_any_field_of_a_passage_stay_words(
    words: str, passage: Callable[..., Passage], place: Place
) -> None:
    """Fault 37: HTML, Markdown or script in a passage, a speaker or a title is inert."""
    one = passage(
        text=f"Before {words} after.",
        title=words,
        heading=f"{words} ",
        speaker=words,
        role=words,
        channel=words,
        url=words,
        language=words,
        superseded_by=Successor("d2", words, words),
    )
    seen = _seen(pieces.evidence_card(one, [words], place, 1))
    assert set(seen.tags) <= OURS
    assert not [name for name, _ in seen.attributes if name.startswith("on")]
    assert not [name for name, _ in seen.attributes if name in ("href", "src", "srcdoc")]
    assert "before " in seen.words.lower()


@given(st.text(max_size=200))
def test_no_text_ever_opens_an_element_or_a_template(words: str) -> None:
    """Fault 37: whatever is pasted, the page gets text."""
    markup = pieces.inert(words)
    assert not set('<>"{}$`\\') & set(markup)
    assert _seen(markup).tags == []


@given(st.text(max_size=200))
def test_what_is_copied_is_the_text_to_the_letter(words: str) -> None:
    [(_, value)] = _seen(f'<i data-copy="{pieces.exact(words)}">').attributes
    # A parser normalises NUL and half surrogates, which no draft holds; all else is the same.
    if not re.search("[\x00\r\ud800-\udfff]", words):
        assert value == words


def test_a_bidi_override_is_shown_and_isolated() -> None:
    """Fault 34: an override that would turn the line around is visible, and turns nothing."""
    shown = pieces.aside("photo\u202egnp.exe")
    assert "\u202e" not in shown
    assert "⟦U+202E⟧" in shown
    assert shown.startswith("<bdi>")
    assert shown.endswith("</bdi>")


def test_a_post_is_shown_with_its_hidden_characters_visible(place: Place) -> None:
    """Fault 34: the person sees what the post really held."""
    body = pieces.post_body("Good\u200b news \u202egnp.exe", place)
    assert "⟦U+200B⟧" in body
    assert "⟦U+202E⟧" in body
    assert 'dir="auto"' in body


def test_a_long_post_is_folded_and_a_huge_one_is_bounded(place: Place) -> None:
    body = pieces.post_body("word " * 20_000, place)
    assert "<details>" in body
    assert len(body) < pieces.SHOWN_POST * 1.2


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://example.org/a?b=1", "example.org"),
        ("http://example.org", "example.org"),
        ("HTTPS://EXAMPLE.org/", "example.org"),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt://example.org/%0aalert(1)", None),
        ("data:text/html,<script>", None),
        ("ftp://example.org", None),
        ("//example.org", None),
        ("https://", None),
        ("https://bank.example@attacker.invalid/", None),
        ("https://example.org\\@attacker.invalid/", None),
        ("https://exam\u202eple.org/", None),
        ("https://exa mple.org/", None),
        ("https://[::1", None),
        (" javascript:alert(1)", None),
        ("\x01javascript:alert(1)", None),
    ],
)
def test_only_a_plain_web_address_becomes_a_link(url: str, host: str | None) -> None:
    assert pieces.web_host(url) == host


def test_a_link_opens_elsewhere_and_tells_nobody(
    passage: Callable[..., Passage], place: Place
) -> None:
    seen = _seen(pieces.evidence_card(passage(url="https://example.org/?a=1&b=2"), (), place))
    attributes = dict(seen.attributes)
    assert attributes["href"] == "https://example.org/?a=1&b=2"
    assert attributes["target"] == "_blank"
    assert attributes["rel"] == "noopener noreferrer nofollow"


# --- evidence -------------------------------------------------------------------------------------


def _highlights(markup: str) -> list[str]:
    return [html.unescape(m) for m in re.findall(r"<mark>(.*?)</mark>", markup, re.DOTALL)]


def test_the_quoted_words_are_highlighted_to_the_letter(
    passage: Callable[..., Passage], place: Place
) -> None:
    one = passage("Flour is local. Two thirds is milled in Eure. The rest comes from Orne.")
    card = pieces.evidence_card(one, ["Two thirds is milled in Eure."], place, 1)
    assert _highlights(card) == ["Two thirds is milled in Eure."]
    assert "Flour is local. <mark>" in card
    assert "to the letter" not in card


@pytest.mark.parametrize(
    ("quote", "highlighted"),
    [
        ('We call it "living flour" here.', "We call it «\u00a0living\n flour\u00a0» here."),
        ("We call it “living flour” here.", "We call it «\u00a0living\n flour\u00a0» here."),
        ("l'eau", "l’eau"),
    ],
)
def test_white_space_and_the_shape_of_quotation_marks_do_not_hide_a_quotation(
    quote: str, highlighted: str, passage: Callable[..., Passage], place: Place
) -> None:
    one = passage("Since 1906. We call it «\u00a0living\n flour\u00a0» here. And l’eau too.")
    assert _highlights(pieces.evidence_card(one, [quote], place, 1)) == [highlighted]


def test_an_accent_written_in_two_characters_is_the_same_word(
    passage: Callable[..., Passage], place: Place
) -> None:
    card = pieces.evidence_card(passage("La fe\u0301culerie ferme."), ["La féculerie"], place, 1)
    assert _highlights(card) == ["La féculerie"]


def test_words_that_are_not_in_the_passage_are_said_not_to_be(
    passage: Callable[..., Passage], place: Place
) -> None:
    """Fault 17: an invented quotation is marked on its evidence, never highlighted."""
    one = passage("Two thirds is milled in Eure.")
    card = pieces.evidence_card(one, ["Two thirds is milled", "All of it is local."], place, 1)
    assert _highlights(card) == ["Two thirds is milled"]
    assert say("en")("quote absent") in card


def test_overlapping_quotations_are_one_highlight(
    passage: Callable[..., Passage], place: Place
) -> None:
    one = passage("Two thirds is milled in Eure.")
    card = pieces.evidence_card(one, ["Two thirds is", "is milled in Eure."], place, 1)
    assert _highlights(card) == ["Two thirds is milled in Eure."]


def test_a_card_says_who_when_where_and_how_long_ago(
    passage: Callable[..., Passage], place: Place
) -> None:
    words = _seen(pieces.evidence_card(passage(), (), place, 1)).words
    assert "Anne Roche, Head miller" in words
    assert "14 March 2024 (2 years ago)" in words
    assert "via newsletter" in words
    assert "Not superseded" in words


@pytest.mark.parametrize(
    ("channel", "language", "told"),
    [
        ("press release", "fr", "via communiqué de presse"),
        ("press release", "en", "via press release"),
        ("linkedin", "en", "via LinkedIn"),
        ("Le Petit Meunier", "fr", "via Le Petit Meunier"),
    ],
)
def test_a_usual_channel_is_told_in_the_language_of_the_page_and_any_other_as_recorded(
    passage: Callable[..., Passage], channel: str, language: str, told: str, place: Place
) -> None:
    here = replace(place, language=language, text=say(language))
    card = pieces.evidence_card(replace(passage(), channel=channel), (), here, 1)
    assert told in _seen(card).words


def test_an_undated_passage_of_no_one_says_so(
    passage: Callable[..., Passage], place: Place
) -> None:
    words = _seen(
        pieces.evidence_card(passage(date=None, speaker=None, role=None), (), place)
    ).words
    assert "undated" in words
    assert "speaker not recorded" in words
    assert "ago" not in words


def test_a_superseded_pledge_is_shown_with_the_one_that_replaced_it(
    passage: Callable[..., Passage], place: Place
) -> None:
    after = Successor("d2", "A new mill", "2025-02")
    words = _seen(pieces.evidence_card(passage(superseded_by=after), (), place)).words
    assert "Superseded by A new mill, February 2025" in words
    assert "Not superseded" not in words


def test_a_mark_is_a_button_named_by_its_source(
    passage: Callable[..., Passage], place: Place
) -> None:
    seen = _seen(pieces.mark(2, passage(), place))
    attributes = dict(seen.attributes)
    assert seen.tags == ["button"]
    assert seen.words == "[2]"
    assert attributes["aria-label"] == "Source 2: Where our flour comes from, 14 March 2024"
    assert attributes["data-card"] == pieces.card_id(1, 2)


def test_a_mark_without_its_passage_says_so(place: Place) -> None:
    """Fault 17: a citation of nothing that was retrieved is shown as such."""
    assert "not among the passages found" in pieces.mark(9, None, place)


# --- lengths and findings -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("length", "state", "words"),
    [
        (
            Length(120, 280, "weighted characters", True),
            "fits",
            "120 / 280 weighted characters fits",
        ),
        (Length(270, 280, "weighted characters", True), "near", "fits, barely"),
        (Length(292, 280, "weighted characters", False), "over", "12 too long"),
        (Length(3_010, 3_000, "bytes", False), "over", "3,010 / 3,000 bytes 10 too long"),
        (Length(0, 0, "characters", True), "near", "0 / 0 characters"),
    ],
)
def test_the_meter_says_in_words_what_its_colour_says(
    length: Length, state: str, words: str, place: Place
) -> None:
    markup = pieces.meter(length, "X", place)
    assert f"meter-{state}" in markup
    assert words in _seen(markup).words


def test_the_meter_speaks_french_and_copes_with_a_new_unit(place: Place) -> None:
    french = replace(place, text=say("fr"), language="fr")
    one = pieces.meter(Length(12_000, 10_000, "furlongs", False), "X", french)
    assert "12\u202f000 / 10\u202f000 furlongs" in _seen(one).words
    assert "2\u202f000 de trop" in _seen(one).words


def test_a_finding_gives_its_weight_its_words_and_its_proposal(place: Place) -> None:
    one = Finding("claims", Severity.WARN, "Say what you mean.", 3, 8, (), "milled in <Eure>")
    words = _seen(pieces.finding(one, "We’re green.", place)).words
    assert words.startswith("To check Say what you mean.")
    assert "re gr" in words or "green" in words
    assert "Proposed: milled in <Eure>" in words
