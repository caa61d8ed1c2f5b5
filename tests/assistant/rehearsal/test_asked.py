"""A question leaves a place open, and an answer fills it or another."""

from __future__ import annotations

import pytest

from assistant.rehearsal.asked import places


def filled(question: str, answer: str, language: str) -> dict[str, bool]:
    return {one.name: one.filled for one in places(question, answer, language)}


@pytest.mark.parametrize(
    ("language", "question", "answer", "name"),
    [
        ("en", "How many ovens do you run?", "Twelve.", "measure"),
        (
            "en",
            "How many ovens do you run?",
            "We heat every day, and there are 12 ovens.",
            "measure",
        ),
        ("en", "How much did the oven cost?", "It cost us 40,000 euros.", "measure"),
        ("en", "When did you know?", "On a Monday, from the laboratory.", "when"),
        ("en", "Why did you close it?", "Because the flour came too late.", "why"),
        ("en", "So who decided that?", "The board did, by six to two.", "who"),
        ("en", "Did you know? Yes or no?", "It did reach us, yes.", "verdict"),
        ("fr", "Combien de fours avez-vous ?", "Douze.", "measure"),
        ("fr", "Combien a coûté le four ?", "Le four a coûté 40 000 euros.", "measure"),
        ("fr", "Pourquoi l'avoir fermé ?", "Faute de farine à temps.", "why"),
        ("fr", "Qui a décidé cela ?", "Le conseil, par six voix contre deux.", "who"),
        ("fr", "Le saviez-vous, oui ou non ?", "Nous l'avons su, oui.", "verdict"),
    ],
)
def test_an_answer_fills_the_place_that_was_left_open(
    language: str, question: str, answer: str, name: str
) -> None:
    assert filled(question, answer, language)[name]


@pytest.mark.parametrize(
    ("language", "question", "answer", "name"),
    [
        ("en", "How many ovens do you run?", "They cost 40,000 euros each.", "measure"),
        ("en", "How many ovens do you run?", "In May our bakers gave 12 open days.", "measure"),
        ("en", "How much do you pay a baker?", "A baker has two free Sundays in four.", "measure"),
        ("en", "So who decided that?", "it was a hard day for all of them", "who"),
        ("fr", "Combien de fours avez-vous ?", "Chacun vaut 40 000 euros.", "measure"),
        (
            "fr",
            "Vous payez combien un boulanger ?",
            "Un boulanger a un dimanche sur deux.",
            "measure",
        ),
        ("fr", "Le saviez-vous, oui ou non ?", "Le pain est une affaire de femmes.", "verdict"),
    ],
)
def test_what_sounds_concrete_and_is_of_another_kind_leaves_it_open(
    language: str, question: str, answer: str, name: str
) -> None:
    assert not filled(question, answer, language)[name]


@pytest.mark.parametrize(
    ("language", "question", "name"),
    [
        ("en", "What was your profit last year?", "measure"),
        ("en", "How fast was it going?", "measure"),
        ("en", "What do you pay a driver?", "measure"),
        ("en", "Until when?", "when"),
        ("en", "What made you change your mind?", "why"),
        ("en", "Which director approved that?", "who"),
        ("en", "Just a yes or a no.", "verdict"),
        ("fr", "Quel pourcentage de femmes avez-vous ?", "measure"),
        ("fr", "Quel est l'écart ?", "measure"),
        ("fr", "Chiffrez-le.", "measure"),
        ("fr", "Ce sera prêt quand ?", "when"),
        ("fr", "Comment se fait-il que personne ne savait ?", "why"),
        ("fr", "Qui est responsable ?", "who"),
        ("fr", "Répondez par oui ou par non.", "verdict"),
    ],
)
def test_what_a_question_asks_for_is_heard(language: str, question: str, name: str) -> None:
    assert name in filled(question, "", language)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "The people who work here are angry."),
        ("en", "What do you do when it rains?"),
        ("fr", "Quand on ment, on le paie, non ?"),
        ("fr", "Que leur dites-vous ?"),
    ],
)
def test_what_only_sounds_like_one_asks_for_nothing(language: str, words: str) -> None:
    assert not filled(words, "", language)
