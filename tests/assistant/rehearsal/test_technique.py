"""How a question was met is told from what was asked for and what was given."""

from __future__ import annotations

import pytest

from assistant.model import Standing
from assistant.rehearsal.technique import Said, weigh
from assistant.rehearsal.values import Bridge, Technique
from knowledge.model import Passage
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


RECORD = [
    Passage("p", "d", "fournil", 0, 0, len(text), text, ((0, len(text)),), 10, language="fr")
    for text in (
        "Notre laboratoire a signalé les noisettes le 4 mai, et nous avons attendu deux jours.",
        "Nos boulangers ont deux dimanches libres sur quatre.",
        "Le sucre vient de betteraves de la région.",
    )
]


@pytest.mark.parametrize(
    ("answer", "is_answer"),
    [
        ("The laboratory had told us about the hazelnuts in May, and we let two days go by.", True),
        ("Hazelnuts remind me of my grandmother, and a company is first of all its people.", False),
    ],
)
def test_what_the_record_says_on_the_matter_is_an_answer_in_either_language(
    answer: str, is_answer: bool
) -> None:
    question = "What did you hear about the hazelnuts before the recall?"
    said = [Said(answer, 0, Standing.NEW)]
    assert weigh(question, answer, said, "en", RECORD).answered is is_answer


@pytest.mark.parametrize(
    ("language", "answer"),
    [
        ("en", "Nothing is decided yet."),
        ("en", "That's for the judge to say."),
        ("en", "I'm not able to give you that figure."),
        ("en", "Nobody has counted them."),
        ("en", "It did, and it should not have."),
        ("en", "Sadly, yes."),
        ("en", "By no means."),
        ("fr", "Rien n'est décidé."),
        ("fr", "C'est au juge de le dire."),
        ("fr", "Je ne suis pas en mesure de vous donner ce chiffre."),
        ("fr", "Personne ne les a comptés."),
        ("fr", "Nous l'avons su, oui."),
        ("fr", "Bien sûr que non."),
        ("fr", "En aucun cas."),
    ],
)
def test_a_verdict_or_an_honest_limit_meets_what_yes_or_no_settles(
    language: str, answer: str
) -> None:
    question = "Le lait a-t-il tourné ?" if language == "fr" else "Did the milk turn?"
    assert met(question, answer, language).answered
