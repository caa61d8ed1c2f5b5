from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.quantities import Quantity, agree, comparable, quantities


def _values(text: str, language: str | None = None) -> list[tuple[float, str]]:
    return [(round(q.value, 2), q.unit) for q in quantities(text, language)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("half of our sites", 50, "%"),
        ("la moitié de nos sites", 50, "%"),
        ("50 percent", 50, "%"),
        ("50 pour cent", 50, "%"),
        ("one plant in two", 50, "%"),
        ("un site sur deux", 50, "%"),
        ("deux tiers des salariés", 66.67, "%"),
        ("three quarters of them", 75, "%"),
        ("vingt et un pour cent", 21, "%"),
        ("€3.5bn", 3.5e9, "EUR"),
        ("3,5 milliards d'euros", 3.5e9, "EUR"),
        ("2.4 million tonnes", 2.4e6, "t"),
        ("2 400 000 tonnes", 2.4e6, "t"),
        ("2,400,000 t", 2.4e6, "t"),
        ("en 2030", 2030, "year"),
        ("deux mille trente", 2030, "year"),
        ("12 May 2023", 20230512, "date"),
        ("le 12 mai 2023", 20230512, "date"),
        ("May 2023", 20230500, "date"),
        ("24 hours", 1, "duration"),
        ("3 fois", 3, "times"),
    ],
)
def test_a_figure_is_read_in_digits_and_in_words(text: str, value: float, unit: str) -> None:
    assert (value, unit) in _values(text)


def test_the_same_sum_in_two_languages_is_one() -> None:
    (one,) = quantities("€2.4m", "en")
    (other,) = quantities("2,4 millions d'euros", "fr")
    assert comparable(one, other)
    assert agree(one, other)


def test_what_is_counted_tells_two_counts_apart() -> None:
    (sites,) = quantities("12 sites", "en")
    (usines,) = quantities("15 usines", "fr")
    (more,) = quantities("15 sites", "en")
    assert not comparable(sites, usines)
    assert comparable(sites, more)
    assert not agree(sites, more)


def test_a_round_figure_agrees_with_the_exact_one() -> None:
    (exact,) = quantities("2,412 people", "en")
    (about,) = quantities("about 2,400 people", "en")
    assert agree(exact, about)


def test_a_year_never_rounds() -> None:
    assert not agree(quantities("by 2030")[0], quantities("by 2035")[0])


def test_names_with_digits_are_no_figures() -> None:
    assert _values("COVID-19 and CO2 on the A380") == []


def test_an_article_is_no_number() -> None:
    assert _values("un site et une usine", "fr") == []
    assert _values("one of us", "en") == []


@given(st.text(max_size=300))
def test_every_figure_lies_within_the_text_and_none_overlap(text: str) -> None:
    found: list[Quantity] = quantities(text)
    end = 0
    for one in found:
        assert end <= one.start < one.end <= len(text)
        end = one.end


def test_a_long_text_of_digits_takes_no_time_to_speak_of() -> None:
    assert quantities("1,234 " * 3_000)
    quantities("1.1.1.1." * 3_000)
    quantities("un sur " * 3_000, "fr")
