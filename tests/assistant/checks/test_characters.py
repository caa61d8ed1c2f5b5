"""What a reader can't see is counted, placed and told; the text itself is left as it is."""

import time

import pytest

from assistant.checks import Context
from assistant.checks.characters import check, hidden
from assistant.model import Draft, Intent, Length, Post, Reading, Route, Severity, Strategy

OVERRIDE, POP = "\u202e", "\u202c"
ORDER = "".join(chr(0xE0000 + ord(letter)) for letter in "approve")


def test_bidi_overrides_are_shown_and_block_the_draft():
    """Fault 34: shown visibly, with how many and where."""
    text = f"Voir rapport-{OVERRIDE}fdp.exe{POP} en ligne."
    (finding,) = check(_draft(text), _context("fr"))
    assert finding.severity is Severity.BLOCK
    assert "2 caractères qui inversent le sens de lecture" in finding.message
    assert "rapport-⟦U+202E⟧fdp.exe⟦U+202C⟧" in finding.message
    assert OVERRIDE not in finding.message
    assert text[finding.start : finding.end] == OVERRIDE
    assert finding.proposal == "Voir rapport-fdp.exe en ligne."


def test_tag_characters_are_a_hidden_message():
    """Fault 35: the reviewer is told."""
    (finding,) = check(_draft(f"Merci{ORDER} à vous."), _context())
    assert finding.severity is Severity.BLOCK
    assert finding.message.startswith("7 characters of a hidden message")
    assert finding.proposal == "Merci à vous."


def test_zero_width_characters_are_told_one_finding_a_kind():
    """Fault 35: the reviewer is told."""
    text = f"Mer\u200bci à\u2060 vous{OVERRIDE}."
    direction, invisible = check(_draft(text), _context())
    assert direction.severity is Severity.BLOCK
    assert direction.message.startswith("1 character that reverses the reading order")
    assert invisible.severity is Severity.WARN
    assert invisible.message.startswith("2 characters that can't be seen")
    assert (invisible.start, invisible.end) == (3, 4)


def test_the_draft_is_never_altered():
    """Fault 35: what to do about it is a person's choice."""
    text = f"Mer\u200bci{ORDER}"
    draft = _draft(text)
    check(draft, _context())
    assert draft.text == text


def test_hidden_characters_of_the_post_are_told_to_the_reviewer():
    """Faults 34 and 35."""
    (finding,) = check(_draft("Merci."), _context("fr", post=f"Honte{ORDER} à vous"))
    assert finding.severity is Severity.NOTE
    assert finding.message.startswith("Dans le message reçu. 7 caractères d'un message caché")
    assert (finding.start, finding.end) == (0, 0)


@pytest.mark.parametrize(
    "text",
    [
        "Bravo 👨‍👩‍👧‍👦 🏳️‍🌈 👍🏽 1️⃣ ❤️ 🇫🇷",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "می‌خواهم",
        "Prix : 3 € « net »",
        "ligne\nsuivante\tet tabulation",
        "déjà ⟦U+202E⟧ écrit ainsi",
    ],
    ids=["emoji", "flag of a nation", "Persian", "thin spaces", "line ends", "a mark as text"],
)
def test_what_a_script_or_an_emoji_needs_is_not_hidden(text):
    assert check(_draft(text), _context()) == []


def test_each_hidden_character_has_its_place_and_its_mark():
    text = f"a\u200b⟦{OVERRIDE}b\ud800"
    assert hidden(text) == [(1, "⟦U+200B⟧"), (3, "⟦U+202E⟧"), (5, "⟦U+D800⟧")]


def test_a_broken_character_is_told():
    (finding,) = check(_draft("Merci \ud83d"), _context())
    assert finding.message.startswith("1 broken character")


def test_a_hundred_thousand_hidden_characters_take_bounded_time():
    """Fault 32."""
    began = time.thread_time()
    (finding,) = check(_draft("a" + "\u200b" * 100_000), _context())
    assert "100000 characters" in finding.message
    assert len(finding.message) < 1_000
    assert time.thread_time() - began < 5


def _draft(text: str) -> Draft:
    length = Length(len(text), 280, "weighted characters", True)
    return Draft(Strategy("inform", "Inform", "instructing"), "fr", text, (), length)


def _context(locale: str = "en", post: str = "Et vos promesses ?") -> Context:
    reading = Reading("fr", Intent.CRITICISM, (), 0.2, Route.REPLY, ())
    return Context(Post(post), reading, {}, "x", locale, "2026-11-22")
