from __future__ import annotations

import pytest

from assistant.inference.mismatch import mismatches


@pytest.mark.parametrize(
    ("language", "claim", "evidence", "kind"),
    [
        (
            "en",
            "We will cut our emissions by 40% by 2030.",
            "We will cut our emissions by half by 2030.",
            "figure",
        ),
        (
            "en",
            "We will reach net zero emissions across our sites by 2040.",
            "We will reach net zero emissions across our sites by 2050.",
            "date",
        ),
        (
            "fr",
            "Depuis avril 2024, nous indexons le prix du lait pour 80 % sur les coûts.",
            "Nous indexerons le prix du lait pour 60 % sur les coûts à partir d'avril 2024.",
            "figure",
        ),
        (
            "en",
            "Since May 2023 we pay 40% of the fare of every apprentice.",
            "We will pay 60% of the fare of every apprentice from May 2023.",
            "figure",
        ),
        (
            "en",
            "We sell customer data to advertisers.",
            "We do not sell customer data to advertisers.",
            "negation",
        ),
        (
            "en",
            "We opened the plant in Lyon in March.",
            "We closed the plant in Lyon in March.",
            "opposite",
        ),
        (
            "fr",
            "Nous réduirons nos émissions de 30 % d'ici 2030.",
            "Nous réduirons nos émissions de moitié d'ici 2030.",
            "figure",
        ),
        (
            "fr",
            "Nous vendons les données de nos clients.",
            "Nous ne vendons pas les données de nos clients.",
            "negation",
        ),
    ],
)
def test_a_sentence_that_says_another_but_for_one_thing_contradicts_it(
    language: str, claim: str, evidence: str, kind: str
) -> None:
    assert [one.kind for one in mismatches(claim, evidence, language)] == [kind]


@pytest.mark.parametrize(
    ("language", "claim", "evidence"),
    [
        (
            "en",
            "We cut our emissions by 50 percent.",
            "We cut our emissions by half.",
        ),
        # Two data points: what was so much then is so much now.
        (
            "en",
            "In 2022 our water use fell by 12 %.",
            "In 2021 our water use fell by 9 %.",
        ),
        (
            "en",
            "Our plant in Lyon employs 320 people.",
            "Our plants in Spain recycle 240 tonnes of paper.",
        ),
        # Only, and not not.
        (
            "fr",
            "Nous achetons du lait français pour nos yaourts.",
            "Nous n'achetons que du lait français pour nos yaourts.",
        ),
        (
            "fr",
            "Nous ne vendons jamais les données de nos clients.",
            "Nous ne vendons pas les données de nos clients.",
        ),
        (
            "en",
            "Our offices are not open on Sundays.",
            "Our offices are closed on Sundays.",
        ),
        # What was ended, and what is not.
        (
            "en",
            "We don't use palm oil in our biscuits.",
            "We removed palm oil from our biscuits in 2019.",
        ),
        (
            "fr",
            "Nous avons supprimé l'huile de palme de nos biscuits.",
            "Nous n'utilisons pas d'huile de palme dans nos biscuits.",
        ),
    ],
)
def test_what_says_the_same_or_speaks_of_something_else_does_not(
    language: str, claim: str, evidence: str
) -> None:
    assert mismatches(claim, evidence, language) == []


def test_a_mismatch_points_at_the_words_of_both() -> None:
    claim = "We will cut our emissions by 40% by 2030."
    (one,) = mismatches(claim, "We will cut our emissions by 55 % by 2030.", "en")
    assert claim[one.start : one.end] == one.here == "40%"
    assert one.there == "55 %"
