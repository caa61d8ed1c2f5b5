"""A second opinion reads what no rule lists: it warns, shows what it goes by, and stands back."""

from __future__ import annotations

import pytest

from assistant.checks.claims import find, opinion
from assistant.checks.claims.finding import breaches
from assistant.model import UNCHECKED, Severity
from knowledge.errors import EmbeddingFailed

TODAY = "2026-11-22"
INVENTED = [
    ("en", "A heater the polar bears approve of."),
    ("fr", "Un chauffage que les ours polaires approuvent."),
]
"""Praise of a product for what it spares of nature, in no word that a rule could list."""


def test_the_weights_were_learned_from_the_wordings_as_they_stand() -> None:
    assert opinion.weights().digest == opinion.digest(), (
        "wordings.toml was changed: run `python -m benchmarks.training.claims --write`."
    )


@pytest.mark.parametrize(("language", "text"), INVENTED)
def test_a_wording_that_no_rule_lists_is_told_as_a_likeness_and_blocks_nothing(
    language: str, text: str
) -> None:
    assert not breaches(text, language, today=TODAY)
    found = find(text, language, today=TODAY)
    assert [one.severity for one in found] == [Severity.WARN]
    shown = [w.text for w in opinion.wordings() if w.clause == found[0].rule]
    assert any(one.rstrip(".") in found[0].message for one in shown)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Our shop opens at nine on Saturday."),
        ("fr", "Notre boutique ouvre à neuf heures samedi."),
        ("en", "Our bank has a clean record."),
        ("en", "No, our weedkiller is not kind to butterflies."),
        ("fr", "Nous ne disons plus que ce désherbant est doux pour la nature."),
        ("en", "Our bottle is made of 100 % recycled plastic."),
    ],
)
def test_it_stands_back_where_the_rules_have_read_the_words_or_a_fact_is_given(
    language: str, text: str
) -> None:
    assert find(text, language, today=TODAY) == []


def test_a_rule_that_has_spoken_is_not_told_twice() -> None:
    found = find("Our packaging is eco-friendly.", "en", today=TODAY)
    assert [(one.rule, one.severity) for one in found] == [("4a", Severity.BLOCK)]


def test_without_the_embedded_model_the_rules_are_read_and_the_rest_is_not_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def failing(text: str) -> None:
        raise EmbeddingFailed("It cannot run here.")

    monkeypatch.setattr(opinion, "_vector", failing)
    found = find("Our packaging is eco-friendly.", "en", today=TODAY)
    assert [one.rule for one in found] == ["4a", UNCHECKED]
