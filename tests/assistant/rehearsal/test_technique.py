"""How a question was met is told from what was asked for and what was given."""

from __future__ import annotations

import pytest

from assistant.model import Standing
from assistant.rehearsal.technique import Said, is_coming, weigh
from assistant.rehearsal.values import Bridge, Technique
from knowledge.sentences import sentences


def met(question: str, answer: str, language: str, standing: Standing = Standing.NEW) -> Technique:
    said = [
        Said(answer[start:end].strip(), start, standing)
        for start, end in sentences(answer, language)
    ]
    return weigh(question, answer, said, language)


@pytest.mark.parametrize(
    ("language", "question", "answer"),
    [
        ("en", "How much sugar did you take out?", "A fifth: 20 % between 2023 and 2026."),
        ("en", "When does the second oven close?", "Next March, once the new one is tested."),
        ("en", "Did you know before the recall?", "No. The lab called us on the Monday."),
        ("en", "How many complaints?", "We have not counted them. I asked for it this week."),
        ("en", "Whom can I write to?", "To alerts@fournil.example, which an outsider reads."),
        ("en", "How much of it is flown?", "None of it, and it never was."),
        ("fr", "Combien de sucre avez-vous retiré ?", "Un cinquième : 20 % entre 2023 et 2026."),
        ("fr", "Quand fermez-vous le four ?", "En mars prochain, après l'essai du nouveau."),
        ("fr", "Le saviez-vous avant le rappel ?", "Non. Le laboratoire a appelé le lundi."),
        ("fr", "Combien de plaintes ?", "Nous ne les avons pas comptées, et je le regrette."),
        ("fr", "Quelle part voyage par avion ?", "Aucune, et il n'y en a jamais eu."),
    ],
)
def test_what_gives_what_was_asked_for_is_an_answer(
    language: str, question: str, answer: str
) -> None:
    assert met(question, answer, language).answered


@pytest.mark.parametrize(
    ("language", "question", "answer"),
    [
        ("en", "How much sugar did you take out?", "What matters is that families trust us."),
        ("en", "Did you know, yes or no?", "Our bakers start at four, on 5 days out of 7."),
        ("en", "When will you stop?", "We are working on it, and our teams are committed."),
        ("en", "Will you close it?", "I think of the bakers first. Bread is a human thing."),
        ("fr", "Combien de sucre avez-vous retiré ?", "L'essentiel, c'est la confiance."),
        ("fr", "Le saviez-vous, oui ou non ?", "Nos boulangers se lèvent à 4 heures."),
        ("fr", "Quand arrêtez-vous ?", "Nous y travaillons, pas à pas, avec nos équipes."),
        ("fr", "Allez-vous le fermer ?", "Le pain est une affaire d'hommes et de femmes."),
    ],
)
def test_what_gives_something_else_is_none(language: str, question: str, answer: str) -> None:
    assert not met(question, answer, language).answered


def test_a_bridge_is_told_apart_after_an_answer_and_instead_of_one() -> None:
    question = "How much sugar did you take out?"
    after = met(question, "20 % since 2023. But what matters is the next step.", "en")
    instead = met(question, "But what matters is the next step.", "en")
    none = met(question, "20 % since 2023.", "en")
    assert (after.bridge, instead.bridge, none.bridge) == (
        Bridge.AFTER_ANSWER,
        Bridge.INSTEAD,
        Bridge.NONE,
    )


def test_hostile_words_taken_up_hedges_and_what_is_granted_are_told_to_the_letter() -> None:
    told = met(
        "Why do you poison our children?",
        "You're right to ask. We do not Poison anybody, I think, and perhaps we never did.",
        "en",
    )
    assert told.repeated == ("Poison",)
    assert told.hedges == ("I think", "perhaps")
    assert told.acknowledged
    assert (told.words, told.seconds) == (16, 6)


def test_a_vague_sentence_is_pointed_at_and_one_that_counts_is_not() -> None:
    vague = "Nous y travaillons chaque jour avec toutes nos équipes et nos valeurs."
    told = met("Et le sucre ?", f"{vague} Nous avons retiré 20 % du sucre en trois ans.", "fr")
    [spot] = told.vague
    assert (spot.words, spot.start, spot.end) == (vague, 0, len(vague))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Next year the whole team takes a ten per cent cut."),
        ("en", "You have my word that not one job goes."),
        ("en", "Count on me to bring a buyer by Christmas."),
        ("fr", "L'an prochain, nous ouvrons une crèche."),
        ("fr", "Aucun autre site ne fermera."),
        ("fr", "Comptez sur moi pour trouver un repreneur."),
        ("fr", "Dès mars, une prime s'ajoute à votre paie."),
    ],
)
def test_what_is_said_of_days_to_come_is_heard_as_a_promise(language: str, words: str) -> None:
    assert is_coming(words, language)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "We took out 20 % by 2025, as we said we would."),
        ("en", "If it were to fail, nobody would be left alone."),
        ("en", "I won't invent a figure for you."),
        ("en", "Will it be enough?"),
        ("fr", "Nous mesurons cela chaque année et nous le montrons."),
        ("fr", "Je ne commenterai pas un nom."),
        ("fr", "Nous espérons autant que vous."),
        ("fr", "Le prix est resté au-dessus du plancher en 2025."),
    ],
)
def test_what_was_or_might_be_is_none(language: str, words: str) -> None:
    assert not is_coming(words, language)
