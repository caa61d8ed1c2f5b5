"""Sentences that speak against the record in other words, and those that only seem to."""

from __future__ import annotations

import pytest

from assistant.inference.clash import clash

AGAINST = [
    # A figure, in other words or units; "all" is 100 %.
    ("en", "The warranty runs for eighteen months.", "", "en", "Our warranty runs five years."),
    (
        "fr",
        "Un quart des fenêtres est encore en aluminium.",
        "",
        "fr",
        "Toutes les fenêtres de nos gares sont en bois depuis 2021.",
    ),
    (
        "en",
        "Complaints get an answer within thirty days.",
        "",
        "fr",
        "Les plaintes reçoivent une réponse sous dix jours.",
    ),
    # Which way figures go, or how they stand to what was said.
    (
        "en",
        "Punctuality got better, with a larger share of trains counted in 2025.",
        "",
        "en",
        "Of our trains, 81% were counted punctual in 2025, against 88% in 2024.",
    ),
    (
        "fr",
        "L'objectif sur les bus électriques a été atteint.",
        "",
        "fr",
        "Nous avions dit 60 % de bus électriques, et nous étions à 42 %.",
    ),
    # What is so or otherwise.
    (
        "en",
        "The tunnel is ahead of plan.",
        "How is the tunnel going?",
        "fr",
        "Le chantier du tunnel a quatre mois de retard.",
    ),
    (
        "fr",
        "Les accidents sont comptés par nos propres équipes, en interne.",
        "",
        "en",
        "An independent body counts our accidents.",
    ),
    # What one denies and the other affirms; a negation in other words.
    (
        "fr",
        "Aucun logiciel ne trie les CV, tout est lu à la main.",
        "",
        "en",
        "Software sorts CVs.",
    ),
    (
        "en",
        "Two passengers were injured in the Aldbury fire.",
        "",
        "fr",
        "Aucun voyageur n'a été blessé dans l'incendie d'Aldbury.",
    ),
    # What it is about is in the question alone.
    (
        "fr",
        "Il n'y a jamais eu le moindre report.",
        "Le tramway de Corvelle devait ouvrir en 2023. Que s'est-il passé ?",
        "fr",
        "Nous avons repoussé l'ouverture du tramway de Corvelle de 2023 à 2026.",
    ),
]
AGREES = [
    ("en", "The warranty runs for sixty months.", "", "en", "Our warranty runs five years."),
    (
        "fr",
        "La ponctualité a reculé : 81 % des trains en 2025, contre 88 % en 2024.",
        "",
        "en",
        "Of our trains, 81% were punctual in 2025, against 88% in 2024.",
    ),
    # Another year is another figure.
    (
        "en",
        "In 2019, 40% of our windows were made of wood.",
        "",
        "en",
        "In 2025, 90% of our windows were made of wood.",
    ),
    # What should have been, was not.
    (
        "en",
        "The valve was changed four days late.",
        "",
        "en",
        "The valve should have been changed on the same day.",
    ),
    # Worked out from figures on record.
    (
        "en",
        "Waste fell by about a quarter over those years.",
        "",
        "en",
        "Our waste went from 800 tonnes in 2019 to 600 tonnes in 2025.",
    ),
    # The one ends what the other denies.
    ("fr", "Nous avons abandonné l'huile de palme.", "", "fr", "Nous n'utilisons pas de palme."),
    # An hour stands for no year.
    ("en", "The depots close after two hours.", "", "en", "The depots stay closed for two years."),
]


@pytest.mark.parametrize(("language", "claim", "setting", "other", "record"), AGAINST)
def test_what_the_record_says_otherwise_is_found_in_other_words(
    language: str, claim: str, setting: str, other: str, record: str
) -> None:
    beside = ("Our head office is in Meriden, near the canal.", "en")
    found = clash(claim, setting, [beside, (record, other)], language)
    assert found is not None
    assert found.at == 1


@pytest.mark.parametrize(("language", "claim", "setting", "other", "record"), AGREES)
def test_what_only_looks_otherwise_is_let_be(
    language: str, claim: str, setting: str, other: str, record: str
) -> None:
    beside = ("Our head office is in Meriden, near the canal.", "en")
    assert clash(claim, setting, [beside, (record, other)], language) is None


def test_a_sentence_that_agrees_settles_what_another_seems_to_contradict() -> None:
    record = [
        ("An independent body counts our accidents.", "en"),
        ("Our own teams count the accidents in the depots in-house.", "en"),
    ]
    said = "Accidents in the depots are counted in-house by our own teams."
    assert clash(said, "", record, "en") is None
