"""*Tu* or *vous*, how politely, and the greeting."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.voice import Manner, address, learn_manner, politeness

SHARED = Path(os.environ.get("CORAIL_SHARED", Path(__file__).parents[3] / "../shared"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vous pouvez passer demain.", "vous"),
        ("Tu peux passer demain.", "tu"),
        ("Et toi ?", "tu"),
        ("As-tu reçu le colis ?", "tu"),
        ("Avez-vous reçu le colis ?", "vous"),
        ("Je t'envoie le lien.", "tu"),
        ("Je t’écoute.", "tu"),
        ("T'as vu ?", "tu"),
        ("Mon colis est arrivé, et le tien ?", "tu"),
        ("Pourraistu regarder ?", "tu"),
        ("Regardez la page d'aide.", "vous"),
        ("Regarde la page d'aide.", "tu"),
        ("Merci, dis-moi tout.", "tu"),
        ("Dites-nous tout.", "vous"),
        ("VOTRE COLIS EST LÀ", "vous"),
        ("Le ton de ce message surprend.", None),
        ("Il s'est tu longtemps.", None),
        ("Rendez-vous chez nous.", "vous"),
        ("Le navire est à quai.", None),
        ("C'est assez, il y a un nez chez nous.", None),
        ("Il regarde la mer.", None),
        ("Bonjour à vous tous ! Tu peux nous écrire, on te répond.", "tu"),
        ("", None),
        ("🎉", None),
    ],
)
def test_tu_and_vous_are_told_by_pronouns_and_where_there_is_none_by_verbs(
    text: str, expected: str | None
) -> None:
    assert address(text) == expected


@given(st.text(max_size=300))
def test_any_text_is_tu_or_vous_or_neither(text: str) -> None:
    assert address(text) in ("tu", "vous", None)
    assert politeness(text, "fr") == politeness(text, "fr")


@pytest.mark.parametrize(
    ("language", "polite", "blunt"),
    [
        (
            "fr",
            "Bonjour, pourriez-vous m'aider s'il vous plaît ? Merci !",
            "Arrêtez, c'est faux !!",
        ),
        ("en", "Hello, could you help me please? Thank you!", "STOP. You must fix this nonsense!!"),
    ],
)
def test_a_courteous_request_is_politer_than_an_order(
    language: str, polite: str, blunt: str
) -> None:
    assert politeness(polite, language) > 0 > politeness(blunt, language)


def test_politeness_is_not_judged_in_a_language_it_does_not_know() -> None:
    assert politeness("Bitte, danke!", "de") == 0.0


def test_a_brand_that_says_tu_is_answered_for_with_tu() -> None:
    replies = [f"Salut Léa, tu peux relancer la box {i} fois ?" for i in range(6)]

    assert learn_manner(replies, "fr") == Manner("Salut", "tu", named=True)


def test_under_five_replies_the_manner_is_the_plain_one() -> None:
    assert learn_manner(["Salut, tu vas bien ?"] * 4, "fr") == Manner("Bonjour", "vous")


@pytest.mark.skipif(
    not (SHARED / "eval").is_dir(), reason=f"the labelled rows are not under {SHARED}"
)
def test_tu_and_vous_are_told_in_real_sentences() -> None:
    path = SHARED / "eval" / "08_cocoa_fr.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

    right = sum(address(row["fr_formal"]) == "vous" for row in rows)
    right += sum(address(row["fr_informal"]) == "tu" for row in rows)

    assert right / (2 * len(rows)) >= 0.97
