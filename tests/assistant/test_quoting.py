"""Which sentences can be quoted alone, and which words of them."""

from __future__ import annotations

import pytest

from assistant.quoting import NotQuotable, Quotable, quotable


def _quote(text: str, language: str = "en") -> Quotable | NotQuotable:
    return quotable(text, (0, len(text)), language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We cut the salt in our bread by 12 % between 2019 and 2023."),
        ("en", "Our dairy in Bresle will stop burning coal before the end of 2027."),
        ("en", "The cooperative publishes the milk price it pays, every month."),
        ("fr", "Nous payons le lait 465 euros les mille litres en moyenne en 2024."),
        ("fr", "Il faut que chaque éleveur sache comment le prix est fixé."),
        ("fr", "La coopérative compte 2 400 adhérents dans six départements."),
    ],
)
def test_a_sentence_that_stands_alone_is_quoted_whole(language: str, text: str) -> None:
    found = _quote(text, language)
    assert isinstance(found, Quotable)
    assert found.words == text


@pytest.mark.parametrize(
    ("language", "text", "reason"),
    [
        ("en", "This has been our line since the beginning.", "leans"),
        ("en", "However, we know that more must be done.", "leans"),
        ("en", "It will be finished by the end of 2025.", "leans"),
        ("fr", "Cela nous engage tous, chaque jour, sur le terrain.", "leans"),
        ("fr", "Mais nous savons que ce n'est pas assez.", "leans"),
        ("fr", "Il a donc été décidé de fermer la ligne de production.", "leans"),
        ("en", "As shown above, emissions fell in all three regions.", "leans"),
        ("en", "Emissions fell in all three regions, see page 14 for details.", "points"),
        ("fr", "Les émissions ont baissé dans les trois régions (voir page 14).", "points"),
        ("en", "Sustainable sourcing in the Bresle valley and beyond", "no verb"),
        ("fr", "Baisser nos émissions dans toutes les laiteries.", "no verb"),
        ("en", "| 2022 | 14.2 | 13.1 | of which we bought 40 |", "debris"),
        ("en", "needs.Decarbonizing we are a company that cares for water", "debris"),
        ("en", "Did you know that our milk comes from 300 farms?", "question"),
        ("en", "Visit our website to learn how we work with farmers.", "invitation"),
        ("en", "Anna Smith says we should all eat more beans.", "someone else"),
        ("en", "We would like to thank @somebody for this great evening.", "addressed"),
        ("en", "We agree with that.", "too short"),
    ],
)
def test_a_sentence_that_does_not_stand_alone_is_left_out_with_its_reason(
    language: str, text: str, reason: str
) -> None:
    found = _quote(text, language)
    assert isinstance(found, NotQuotable)
    assert reason in found.reason


def test_what_frames_a_post_is_trimmed_and_the_rest_stays_to_the_letter() -> None:
    text = "@reader We buy only certified palm oil for biscuits. More info: https://a.example #palm"
    found = _quote(text)
    assert isinstance(found, Quotable)
    assert found.words == text[found.start : found.end]
    assert found.words == "We buy only certified palm oil for biscuits."


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We opened three new dairies this year in Normandy."),
        ("fr", "Nous avons ouvert trois laiteries cette année en Normandie."),
        ("fr", "Nous avons récemment ouvert une laiterie en Normandie."),
    ],
)
def test_words_that_age_are_told(language: str, text: str) -> None:
    found = _quote(text, language)
    assert isinstance(found, Quotable)
    assert found.ages


def test_a_pledge_and_a_figure_are_told() -> None:
    found = _quote("We will halve our plastic packaging by 2030, from 4,000 tonnes in 2020.")
    assert isinstance(found, Quotable)
    assert found.pledge
    assert found.figures
    assert found.owned


def test_hostile_text_is_judged_in_bounded_time() -> None:
    import time

    for text in ("a " * 50_000, "(" * 50_000, "A" * 100_000, "we " * 30_000 + ":", "# " * 50_000):
        start = time.perf_counter()
        _quote(text)
        assert time.perf_counter() - start < 2.0
