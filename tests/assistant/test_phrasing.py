"""Frames, dates and topics around a quotation."""

from __future__ import annotations

import pytest

from assistant.phrasing import Quote, frame, has_passed, is_fresh, is_overdue, topic, when
from knowledge.model import Brand, Kind, Passage

BRAND = Brand("halte", title="Halte", names=("Halte",))
TODAY = "2026-11-22"


def _quote(words: str, *, ages: bool = False, pledge: bool = False, **facts: object) -> Quote:
    passage = Passage(
        id="p1",
        document_id="d1",
        brand="halte",
        position=0,
        start=0,
        end=len(words),
        text=words,
        sentences=((0, len(words)),),
        tokens=10,
        **{"speaker": "Halte", "language": "en", "date": "2026-03-02", **facts},  # type: ignore[arg-type]
    )
    return Quote(passage, words, ages, pledge, False)


@pytest.mark.parametrize(
    ("date", "language", "exact", "expected"),
    [
        ("2023", "en", False, "in 2023"),
        ("2023", "fr", False, "en 2023"),
        ("2023-05", "fr", False, "en mai 2023"),
        ("2023-05-10", "en", False, "in May 2023"),
        ("2023-05-10", "en", True, "on 10 May 2023"),
        ("2023-05-01", "fr", True, "le 1er mai 2023"),
        (None, "fr", False, None),
    ],
)
def test_a_date_is_said_as_precisely_as_it_is_known(
    date: str | None, language: str, exact: bool, expected: str | None
) -> None:
    assert when(date, language, exact=exact) == expected


def test_recent_words_of_the_brand_are_said_plainly() -> None:
    words = "We publish the milk price every month."
    assert frame(_quote(words), BRAND, "en", TODAY) == words


def test_old_words_are_given_with_their_date() -> None:
    said = frame(_quote("We publish the price.", date="2019-05-02"), BRAND, "en", TODAY)
    assert said == "We said in May 2019: “We publish the price.”"


def test_words_that_age_are_given_with_their_exact_day() -> None:
    said = frame(_quote("We open two dairies this year.", ages=True), BRAND, "en", TODAY)
    assert said == "We said on 2 March 2026: “We open two dairies this year.”"


def test_a_persons_words_carry_their_name_and_role() -> None:
    quote = _quote(
        "Je publierai le prix chaque mois.",
        speaker="Anne Lebrun",
        role="présidente",
        language="fr",
    )
    said = frame(quote, BRAND, "fr", TODAY)
    assert said == (
        "Anne Lebrun, présidente, en mars 2026\u00a0: "
        "«\u00a0Je publierai le prix chaque mois.\u00a0»"
    )


def test_words_in_another_language_are_labelled() -> None:
    said = frame(_quote("We publish the price."), BRAND, "fr", TODAY)
    assert "(en anglais)" in said
    assert "We publish the price." in said


def test_an_undated_quotation_is_never_given_a_date() -> None:
    said = frame(_quote("We publish the price.", date=None), BRAND, "en", TODAY)
    assert said == "We have said: “We publish the price.”"


def test_a_commitment_is_called_one() -> None:
    quote = _quote("We will halve plastic by 2030.", date="2021", pledge=True, kind=Kind.COMMITMENT)
    assert frame(quote, BRAND, "en", TODAY).startswith("Our commitment of 2021: ")
    assert frame(quote, BRAND, "fr", TODAY).startswith("Notre engagement de 2021")


def test_freshness_ends_after_two_years_and_never_starts_in_the_future() -> None:
    assert is_fresh("2024-12", TODAY)
    assert not is_fresh("2024-10", TODAY)
    assert not is_fresh("2027-01", TODAY)
    assert not is_fresh(None, TODAY)


@pytest.mark.parametrize(
    ("post", "evidence", "language", "expected"),
    [
        ("Stop using palm oil, liars", "We buy only certified palm oil.", "en", "palm oil"),
        (
            "Et l'huile de palme ??",
            "Nous n'utilisons plus d'huile de palme.",
            "fr",
            "l'huile de palme",
        ),
        ("Vos pesticides nous tuent", "L'usage des pesticides baisse.", "fr", "les pesticides"),
        ("You are liars", "We publish the price.", "en", None),
        ("Vous mentez", "Nous publions le prix.", "fr", None),
    ],
)
def test_the_topic_is_a_noun_of_the_post_that_the_evidence_uses(
    post: str, evidence: str, language: str, expected: str | None
) -> None:
    assert topic(post, [evidence], language) == expected


def test_a_pledge_that_is_taken_back_is_no_commitment_and_not_overdue() -> None:
    words = "Nous ne tiendrons pas l'objectif de fin 2025 que nous avions annoncé."
    quote = _quote(words, date="2024-10-08", pledge=True, kind=Kind.COMMITMENT, language="fr")
    assert not is_overdue(quote, "2026-11-23")
    assert frame(quote, BRAND, "fr", "2026-11-23").startswith("Nous l'écrivions en octobre 2024")
    kept = _quote("Nous réduirons tout de moitié d'ici 2025.", date="2024-10-08", pledge=True)
    assert is_overdue(kept, "2026-11-23")


@pytest.mark.parametrize(
    ("words", "passed"),
    [
        ("Nous proposerons un poste à chacun avant le 30 juin 2026.", True),
        ("We will halve our plastic packaging by the end of 2025.", True),
        ("Nous fermerons la laiterie le 1er octobre 2026.", True),
        ("By June 30, 2026, we will have paid everyone.", True),
        ("Nous visons la neutralité d'ici décembre 2026.", False),
        ("We will cut emissions by half between 2019 and 2030.", False),
        ("We will pay 30 farms more.", False),
    ],
)
def test_a_pledge_whose_day_has_passed_is_given_with_its_date(words: str, passed: bool) -> None:
    assert has_passed(words, "2026-11-23") is passed
    quote = _quote(words, date="2025-02-01", pledge=True)
    framed = frame(quote, BRAND, "en", "2026-11-23")
    assert (framed != words) is passed
