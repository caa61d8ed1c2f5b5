"""Prompts load as documents, and strategies keep their shape."""

from __future__ import annotations

import re

import pytest

import prompts
from assistant.model import Intent
from assistant.strategies import Playbook, load_playbooks

BOOKS = load_playbooks()


def test_a_prompt_has_its_text_its_front_matter_and_a_stable_digest() -> None:
    prompt = prompts.load("strategies/acknowledge")
    assert "name: acknowledge" in prompt.front
    assert prompt.text.startswith("Receive what was said")
    assert prompt.variables == ("greeting", "topic")
    assert prompt.digest == prompts.load("strategies/acknowledge").digest
    assert len(prompt.digest) == 64


@pytest.mark.parametrize("name", ["strategies/nothing", "../secret", "strategies/../x", ""])
def test_a_prompt_that_is_not_there_is_told(name: str) -> None:
    with pytest.raises(prompts.PromptNotFound):
        prompts.load(name)


@pytest.mark.parametrize("book", BOOKS.values(), ids=lambda b: b.name)
def test_a_strategy_is_named_in_both_languages_with_its_theory(book: Playbook) -> None:
    assert set(book.labels) == {"en", "fr"}
    assert re.search(r"SCCT|Benoit", book.theory)


@pytest.mark.parametrize(
    ("book", "intent"),
    [(book, intent) for book in BOOKS.values() for intent in book.suits],
    ids=lambda v: v.name if isinstance(v, Playbook) else str(v),
)
@pytest.mark.parametrize(("language", "address"), [("fr", "vous"), ("fr", "tu"), ("en", "vous")])
def test_a_strategy_has_words_for_every_intent_it_suits(
    book: Playbook, intent: Intent, language: str, address: str
) -> None:
    lines = book.lines("opening", language, address, intent)
    assert any(not line.topical for line in lines)


@pytest.mark.parametrize("book", BOOKS.values(), ids=lambda b: b.name)
def test_a_courtesy_makes_no_claim(book: Playbook) -> None:
    """No figure, no year, no promise: a courtesy must hold for any brand on any day."""
    claim = re.compile(
        r"\d|\b(?:we will|we have (?:cut|reduced|stopped|always)|always|never|guarantee|"
        r"nous allons|nous ferons|nous avons (?:réduit|arrêté)|toujours|jamais|garanti)\b",
        re.I,
    )
    for wording in book.wordings():
        assert not claim.search(wording), wording


@pytest.mark.parametrize("book", BOOKS.values(), ids=lambda b: b.name)
def test_nobody_is_addressed_as_tu_in_lines_for_vous(book: Playbook) -> None:
    familiar = re.compile(r"\b(?:tu|toi|ton|ta|tes)\b", re.I)
    formal = re.compile(r"\b(?:vous|votre|vos)\b", re.I)
    for (_, voice), lines in book.courtesies.items():
        wrong = {"fr vous": familiar, "fr tu": formal}.get(voice)
        for line in lines:
            assert wrong is None or not wrong.search(line.wording), line.wording
