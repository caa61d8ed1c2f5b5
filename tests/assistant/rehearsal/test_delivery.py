"""How an answer reads, in French as in English; and what of it is worth telling."""

from __future__ import annotations

import pytest

from assistant.exports import rehearsal_as_dict
from assistant.freezing import freeze, thaw
from assistant.rehearsal.delivery import SIGNS, observe, rate, weights
from assistant.rehearsal.hearing import heard_as
from assistant.rehearsal.session import Rehearsal
from assistant.rehearsal.shelf import Listed, Terms
from assistant.rehearsal.values import (
    Assessment,
    Degree,
    Delivery,
    Question,
    Rating,
    Technique,
    Turn,
)

ASKED = {
    "en": "How much plastic have you taken out of your packaging?",
    "fr": "Combien de plastique avez-vous retiré de vos emballages ?",
}
SPECIFIC = {
    "en": "We took out 38 % of it between 2019 and 2024, from 410 tonnes to 254, because the line "
    "in Lyon now packs in paper.",
    "fr": "Nous en avons retiré 38 % entre 2019 et 2024, de 410 tonnes à 254, parce que la ligne "
    "de Lyon emballe désormais en papier.",
}
LOOSE = {
    "en": "We are working on various initiatives with many stakeholders, and over time we hope "
    "that some things will probably change.",
    "fr": "Nous travaillons à diverses initiatives avec plusieurs parties prenantes, et avec le "
    "temps nous espérons que les choses changeront sans doute.",
}
SURE = {
    "en": "We close the two lines on 3 March because they no longer pay for themselves.",
    "fr": "Nous fermons les deux lignes le 3 mars parce qu'elles ne couvrent plus leurs coûts.",
}
UNSURE = {
    "en": "I think we might perhaps close some lines, it depends, and I can't say more than that.",
    "fr": "Je pense que nous pourrions peut-être fermer des lignes, cela dépend, je ne sais pas.",
}
HOPEFUL = {
    "en": "The year was excellent: growth is strong, the teams are proud and we keep improving.",
    "fr": "L'année a été excellente : la croissance est forte, les équipes sont fières, et nous "
    "progressons.",
}
GLOOMY = {
    "en": "The losses are worse than feared, the market is difficult and the risks are not over.",
    "fr": "Les pertes sont pires que prévu, le marché est difficile et les risques demeurent.",
}
both = pytest.mark.parametrize("language", ["en", "fr"])


def score(name: str, answer: str, language: str) -> float:
    """The score the degrees are read off."""
    of = weights()[name]
    return sum(of.pulls(observe(ASKED[language], answer, language).numbers).values())


def told(answer: str, language: str) -> dict[str, str]:
    delivery = rate(ASKED[language], answer, language)
    return heard_as(delivery, Technique(answered=True, words=len(answer.split())), language)


@both
@pytest.mark.parametrize(
    ("name", "more", "less"),
    [
        ("specific", SPECIFIC, LOOSE),
        ("assertive", SURE, UNSURE),
        ("optimistic", HOPEFUL, GLOOMY),
    ],
)
def test_an_answer_that_has_more_of_something_scores_above_one_that_has_less(
    name: str, more: dict[str, str], less: dict[str, str], language: str
) -> None:
    assert score(name, more[language], language) > score(name, less[language], language) + 0.5
    of_more, of_less = (
        getattr(rate(ASKED[language], one[language], language), name) for one in (more, less)
    )
    assert of_more.degree is Degree.CLEARLY
    assert of_less.degree is not Degree.CLEARLY


@both
def test_a_rating_names_the_words_it_goes_by_to_the_letter(language: str) -> None:
    for answer in (SPECIFIC[language], UNSURE[language], GLOOMY[language]):
        delivery = rate(ASKED[language], answer, language)
        signs = [
            sign
            for rating in (delivery.specific, delivery.assertive, delivery.optimistic)
            for sign in rating.signs
        ]
        assert any(sign.words for sign in signs)
        assert all(word in answer for sign in signs for word in sign.words)


@pytest.mark.parametrize("name", list(SIGNS))
def test_no_sign_weighs_on_the_side_it_must_not(name: str) -> None:
    shipped = weights()[name]
    assert list(shipped.signs) == list(SIGNS[name])
    assert all(shipped.signs[sign][2] * side >= 0 for sign, side in SIGNS[name].items())
    assert any(shipped.signs[sign][2] for sign in SIGNS[name])


@pytest.mark.parametrize("answer", ["", "No.", "?!", "a" * 2000, "no " * 3000])
def test_any_text_has_a_rating_whose_probabilities_are_some(answer: str) -> None:
    numbers = observe("", answer, "en").numbers
    for one in weights().values():
        chances = one.chances(numbers)
        assert sum(chances) == pytest.approx(1)
        assert min(chances) >= 0


@pytest.mark.parametrize(
    ("language", "answer", "good", "bad"),
    [
        ("en", "There is no problem.", ("no problem",), ()),
        ("en", "That is not good.", (), ("not good",)),
        ("en", "We had fewer losses.", ("fewer losses",), ()),
        ("en", "No. The growth is there.", ("growth",), ()),
        ("fr", "Il n'y a aucun problème.", ("aucun problème",), ()),
        ("fr", "Ce n'est pas bon.", (), ("pas bon",)),
        ("fr", "Nous avons moins de pertes.", ("moins de pertes",), ()),
        ("fr", "Le marché ne progresse pas.", (), ("progresse",)),
        ("fr", "Cela ira sans doute mieux.", ("mieux",), ()),
    ],
)
def test_a_good_word_that_is_denied_is_a_bad_one_and_the_other_way_round(
    language: str, answer: str, good: tuple[str, ...], bad: tuple[str, ...]
) -> None:
    words = observe("", answer, language).words
    assert (words["good"], words["bad"]) == (good, bad)


def test_a_vague_answer_is_told_what_it_lacks_and_by_which_words() -> None:
    [vague, unsure] = told(LOOSE["en"], "en").values()
    assert vague == (
        "Reads as vague: no figure; no date; no name; "
        "loose words: “working on”, “various”, “initiatives”, “many”."
    )
    assert unsure == "Sounds unsure: hedged by “we hope”, “probably”."
    [vague, unsure] = told(LOOSE["fr"], "fr").values()
    assert vague == (
        "Sonne vague : pas de chiffre ; pas de date ; pas de nom ; des mots flous "
        "(« travaillons », « diverses », « initiatives », « plusieurs »)."
    )
    assert unsure == "Semble mal assuré : des réserves (« nous espérons », « sans doute »)."


@both
def test_a_specific_answer_and_a_short_one_are_told_nothing(language: str) -> None:
    assert told(SPECIFIC[language], language) == {}
    assert told({"en": "No, never.", "fr": "Non, jamais."}[language], language) == {}


@both
def test_bad_words_in_a_heap_are_told(language: str) -> None:
    heavy = {"en": "Sounds gloomy: ", "fr": "Sonne sombre : "}[language]
    assert told(GLOOMY[language], language)["gloomy"].startswith(heavy)


def test_an_answer_is_never_told_to_have_no_figure_when_it_has_one() -> None:
    nothing = Rating(Degree.LITTLE, 0.9)
    counted = rate(ASKED["en"], "Well, we counted 12 of them in that warehouse.", "en").specific
    delivery = Delivery(Rating(Degree.LITTLE, 0.9, counted.signs), nothing, nothing)
    assert heard_as(delivery, Technique(answered=True, words=9), "en") == {}


def test_what_was_judged_before_there_were_ratings_can_still_be_opened() -> None:
    old = freeze(Assessment())
    del old["delivery"]
    assert thaw(Assessment, old).delivery is None


def test_a_rating_is_kept_and_exported_whole() -> None:
    delivery = rate(ASKED["fr"], SPECIFIC["fr"], "fr")
    assessment = Assessment(delivery=delivery)
    assert thaw(Assessment, freeze(assessment)) == assessment
    turn = Turn("t", None, Question(ASKED["fr"]), SPECIFIC["fr"], assessment)
    terms = Terms("ronsel", "journalist", 2, "fr", "record", "")
    listed = Listed("r", "ada", terms, "", "", "", "t", 1)
    out = rehearsal_as_dict(Rehearsal(listed, (turn,), (turn,)))
    shown = out["turns"][0]["assessment"]["delivery"]["specific"]
    assert shown["degree"] == "clearly"
    assert ["2019", "2024"] in [sign["words"] for sign in shown["signs"]]
