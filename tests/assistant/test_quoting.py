"""Which sentences can be quoted alone, and which words of them."""

from __future__ import annotations

import pytest

from assistant.quoting import NotQuotable, Quotable, quotable, quotations


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
    ("language", "text", "words"),
    [
        ("en", "However, we know that more must be done.", "we know that more must be done."),
        ("fr", "Mais nous savons qu'il faut agir.", "nous savons qu'il faut agir."),
    ],
)
def test_a_connective_is_left_out_and_what_follows_is_no_whole_sentence(
    language: str, text: str, words: str
) -> None:
    found = _quote(text, language)
    assert isinstance(found, Quotable)
    assert found.words == words
    assert found.partial


def test_an_aim_in_the_infinitive_is_quoted_in_marks_only() -> None:
    found = _quote("Réformer notre laiterie, pour que plus jamais une telle panne n'arrive.", "fr")
    assert isinstance(found, Quotable)
    assert found.partial


def test_a_sentence_that_leans_is_quoted_with_the_one_before_it() -> None:
    text = "We closed the old boiler in Arles. It was burning coal. Visit our website to see it."
    spans = (
        (0, 34),
        (35, 55),
        (56, len(text)),
    )
    found = [one.words for one in quotations(text, spans, "en")]
    assert found == [
        "We closed the old boiler in Arles.",
        "We closed the old boiler in Arles. It was burning coal.",
    ]


def test_a_sentence_too_short_alone_can_begin_a_quotation() -> None:
    text = "We closed it. It was the last coal-fired boiler of the region."
    found = [
        one.words
        for one in quotations(
            text,
            (
                (0, 13),
                (14, len(text)),
            ),
            "en",
        )
    ]
    assert found == [text]


def test_a_phrase_in_prose_is_quoted_with_the_sentence_it_goes_on_from() -> None:
    text = "We help the growers of the valley. Three hundred of them, from Arles to Lyon."
    spans = (
        (0, 34),
        (35, len(text)),
    )
    assert [one.words for one in quotations(text, spans, "en")] == [text[:34], text]


def test_a_phrase_that_somebody_said_is_a_quotation_and_a_heading_is_none() -> None:
    text = "Refus de toute concession sur la sécurité des enfants."
    found = quotations(text, ((0, len(text)),), "fr", told=True)
    assert [one.words for one in found] == [text]
    assert found[0].partial
    assert quotations(text, ((0, len(text)),), "fr") == ()
    assert quotations(text[:-1], ((0, len(text) - 1),), "fr", told=True) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Les nouvelles laiteries proposent un lait sans hormones.",
        "Avec cette carte, bénéficiez de dix litres offerts.",
        "Notre dépôt permettra de servir quarante communes.",
        "La coopérative devient la première du département.",
        "La maladie frappe partout dans le monde.",
    ],
)
def test_the_verbs_of_everyday_french_make_a_sentence(text: str) -> None:
    assert isinstance(_quote(text, "fr"), Quotable)


def test_what_these_are_may_be_told_by_the_sentence_itself() -> None:
    late = (
        "We invested in the dairies of the north, resisting the temptation to sell and to let "
        "others make the effort, and these dairies now burn wood."
    )
    assert isinstance(_quote(late), Quotable)
    assert isinstance(
        _quote("We are proud that these dairies now burn wood, and no coal."), NotQuotable
    )


def test_a_decimal_before_a_unit_is_no_footnote() -> None:
    found = _quote("From 12.1 MtCO2 avoided in 2019 we went to 14 MtCO2 avoided in 2022.")
    assert isinstance(found, Quotable)


def test_marks_of_a_thread_and_of_a_footnote_are_trimmed() -> None:
    found = _quote("1/2 We gave 326k hours of courses for future roles1", "en")
    assert isinstance(found, Quotable)
    assert found.words == "We gave 326k hours of courses for future roles"


def test_a_whole_sentence_in_a_list_is_quoted_without_its_semicolon() -> None:
    found = _quote("We recycled 490,000 tonnes of plastic in our own plants;", "en")
    assert isinstance(found, Quotable)
    assert found.words.endswith("plants")


def test_a_footnote_between_two_sentences_ends_the_quotation() -> None:
    found = _quote("Only 56% of wastewater is treated safely.(1) Pipes are lacking for many.", "en")
    assert isinstance(found, Quotable)
    assert found.words == "Only 56% of wastewater is treated safely."


def test_a_brand_that_writes_without_capitals_can_be_quoted() -> None:
    text = "bonjour à tous ! le prix de nos forfaits n'augmentera pas avant 2027."
    found = quotable(text, (17, len(text)), "fr")
    assert isinstance(found, Quotable)


@pytest.mark.parametrize(
    ("language", "text", "reason"),
    [
        ("en", "This has been our line since the beginning.", "leans"),
        ("en", "It will be finished by the end of 2025.", "leans"),
        ("fr", "Cela nous engage tous, chaque jour, sur le terrain.", "leans"),
        ("fr", "Mais cela ne suffit pas à nous rendre confiants.", "leans"),
        ("fr", "Il a donc été décidé de fermer la ligne de production.", "leans"),
        ("en", "As shown above, emissions fell in all three regions.", "points"),
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


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Nous ne tiendrons pas l'objectif de fin 2025 que nous avions annoncé en 2021."),
        ("fr", "Notre objectif de 2025 n'a pas été atteint, et nous en disons la raison."),
        ("en", "We will not meet the date of 2025 that we announced in 2021."),
        ("en", "We will miss our target of 2030 by two years."),
    ],
)
def test_that_a_promise_is_not_kept_is_no_pledge(language: str, text: str) -> None:
    found = _quote(text, language)
    assert isinstance(found, Quotable)
    assert not found.pledge


def test_a_promise_to_leave_something_is_one() -> None:
    found = _quote("Nous nous engageons à ne plus acheter aucun crédit carbone.", "fr")
    assert isinstance(found, Quotable)
    assert found.pledge


def test_hostile_text_is_judged_in_bounded_time() -> None:
    import time

    for text in ("a " * 50_000, "(" * 50_000, "A" * 100_000, "we " * 30_000 + ":", "# " * 50_000):
        start = time.thread_time()
        _quote(text)
        assert time.thread_time() - start < 2.0


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ("Our dairies used 2.9 litres of water for each litre of milk in 2023.", True),
        ("All our stores use renewable electricity, in every region we serve.", True),
        ("Natural resources use and biodiversity protection by 2030 and beyond", False),
    ],
)
def test_a_plain_verb_makes_a_sentence_and_the_same_word_in_a_heading_does_not(
    words: str, whole: bool
) -> None:
    assert isinstance(quotable(words, (0, len(words)), "en"), Quotable) is whole
