"""Which words of an answer can stand in a sentence of purpose, and which stay where they were."""

from __future__ import annotations

import pytest

from assistant.workshop.clauses import Form, clause


@pytest.mark.parametrize(
    ("language", "sentence", "words"),
    [
        ("fr", "Réparer ce qui peut encore servir.", "réparer ce qui peut encore servir"),
        ("fr", "Notre rôle, c'est de rendre le vélo possible à tous.",
         "rendre le vélo possible à tous"),
        ("fr", "Que chacun puisse réparer son vélo sans se ruiner.",
         "que chacun puisse réparer son vélo sans se ruiner"),
        ("fr", "Nous existons pour faire durer les vélos.", "faire durer les vélos"),
        ("fr", "Défendre celles et ceux qui pédalent.", "défendre celles et ceux qui pédalent"),
        ("en", "To keep old bicycles on the road.", "keep old bicycles on the road"),
        ("en", "Our purpose is to keep the town moving.", "keep the town moving"),
        ("en", "We exist to mend what others throw away.", "mend what others throw away"),
    ],
)  # fmt: skip
def test_what_the_house_is_for_is_found_in_an_answer(
    language: str, sentence: str, words: str
) -> None:
    found = clause("a1", sentence, language)
    assert found is not None
    assert (found.words, found.form) == (words, Form.AIM)
    assert found.words.lower() in sentence.lower()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Nous devons payer les mécaniciens avant tout."),
        ("en", "We must pay the mechanics before all else."),
    ],
)
def test_what_the_house_must_do_is_a_duty(language: str, sentence: str) -> None:
    found = clause("a1", sentence, language)
    assert found is not None
    assert found.form is Form.DUTY


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Réparer mon vélo sans attendre trois semaines de plus."),
        ("fr", "Arrêter les grandes phrases sur le vélo."),
        ("fr", "Notre atelier ferme trop tôt le samedi."),
        ("fr", "Rouler moins vite, c'est vraiment une raison d'être ?"),
        ("fr", "Vendre moins et réparer plutôt que fabriquer."),
        ("fr", "Premier atelier de la ville à ouvrir le dimanche."),
        ("en", "To be honest I have no idea what you want."),
        ("en", "To stop lying about the price of tyres."),
        ("en", "Bicycles are good for the town and its people."),
        ("en", "To sell 4,000 bicycles a year to the town."),
    ],
)
def test_a_complaint_a_question_or_a_private_word_is_no_sentence_for_all(
    language: str, sentence: str
) -> None:
    assert clause("a1", sentence, language) is None
