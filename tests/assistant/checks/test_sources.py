"""A sentence that states something has a source, and its figures are in it."""

from __future__ import annotations

import pytest

from assistant.checks import Context
from assistant.checks.sources import check, is_courtesy
from assistant.checks.writing import check as check_writing
from assistant.model import (
    Citation,
    Draft,
    Intent,
    Length,
    Post,
    Reading,
    Route,
    Sentence,
    Severity,
    Standing,
    Strategy,
)
from knowledge.model import Passage

WORDS = "In 2024 we paid 2,400 farmers, 12.5 % more than in 2020."
PASSAGE = Passage(
    id="p1",
    document_id="d1",
    brand="halage",
    position=0,
    start=0,
    end=len(WORDS),
    text=WORDS,
    sentences=((0, len(WORDS)),),
    tokens=12,
    title="Farmers",
    date="2025-03-01",
)


def _draft(text: str, cites: bool = True, language: str = "en", complete: bool = True) -> Draft:
    citations = (Citation("p1", WORDS, 1),) if cites else ()
    return Draft(
        strategy=Strategy("facts", "Facts", ""),
        language=language,
        text=text,
        sentences=(Sentence(text, Standing.NOT_CHECKED, citations),),
        length=Length(len(text), 280, "characters", True),
        complete=complete,
    )


def _context(locale: str = "en") -> Context:
    reading = Reading("en", Intent.CRITICISM, (), 0.5, Route.REPLY, ())
    return Context(Post("Lies."), reading, {"p1": PASSAGE}, "x", locale, "2026-11-22")


@pytest.mark.parametrize(
    "text",
    [
        "Hello Ana.",
        "Thank you for the question.",
        "We are sorry to read this.",
        "We hear the criticism.",
        "Which shop was it?",
        "Bonjour, merci pour votre message.",
        "Nous avons bien lu votre message.",
        "Pouvez-vous nous dire dans quel magasin ?",
        "– Léa, pour Halage",
    ],
)
def test_a_courtesy_needs_no_source(text: str) -> None:
    assert is_courtesy(text)
    assert check(_draft(text, cites=False), _context()) == []


@pytest.mark.parametrize(
    "text",
    [
        "We have planted trees in every village.",
        "Our prices are the lowest of the valley.",
        "We will repay you.",
        "12 farmers left.",
        "Nous avons baissé nos émissions.",
        "Nous nous engageons à vous rembourser.",
        "Nos laiteries sont propres.",
    ],
)
def test_a_statement_without_a_source_blocks(text: str) -> None:
    [found] = check(_draft(text, cites=False), _context())
    assert found.severity is Severity.BLOCK


@pytest.mark.parametrize(
    "text",
    [
        "In 2024 we paid 2 400 farmers, 12,5 % more than in 2020.",
        "We said on 1 March 2025 that 2,400 farmers were paid.",
        "We paid 2400 farmers.",
    ],
)
def test_a_figure_of_the_source_may_be_written_otherwise(text: str) -> None:
    assert check(_draft(text), _context()) == []


@pytest.mark.parametrize(
    "text",
    ["We paid 2,500 farmers.", "We paid 24 farmers.", "12.6 % more.", "By 2030 we pay all."],
)
def test_a_figure_that_the_source_has_not_blocks(text: str) -> None:
    [found] = check(_draft(text), _context())
    assert found.severity is Severity.BLOCK
    assert found.evidence == ("p1",)


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_a_draft_that_was_cut_off_blocks(locale: str) -> None:
    """Fault 22: a truncated stream is marked incomplete, and cannot be approved."""
    [found] = check_writing(_draft("Hello", complete=False), _context(locale))
    assert found.severity is Severity.BLOCK
    assert ("interrompu" if locale == "fr" else "cut off") in found.message


def test_a_draft_in_another_language_than_asked_blocks() -> None:
    text = "Nous vous remercions de votre message et nous regardons ce qui s'est passé."
    assert check_writing(_draft(text, language="fr"), _context()) == []
    assert check_writing(_draft(text, language="en"), _context())
