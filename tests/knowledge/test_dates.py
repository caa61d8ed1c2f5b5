"""Dates keep the precision of their source: nothing is filled in."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dates import order, parse, span


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("2023", "2023"),
        (2023, "2023"),
        ("2023-05", "2023-05"),
        ("2023-05-10", "2023-05-10"),
        ("2023/5/3", "2023-05-03"),
        ("2024-03-01T10:00:00.000Z", "2024-03-01"),
        ("2023-11-16 23:13:18 +01:00", "2023-11-16"),
        ("2021-05-14 10:56:22+00:00", "2021-05-14"),
        ("20230510", "2023-05-10"),
        ("10 mai 2023", "2023-05-10"),
        ("1er mars 2021", "2021-03-01"),
        ("le 3 février 2020", "2020-02-03"),
        ("lundi 5 juin 2023", "2023-06-05"),
        ("12 déc. 2020 à 14h30", "2020-12-12"),
        ("May 10, 2023", "2023-05-10"),
        ("Sept. 4, 2020", "2020-09-04"),
        ("3rd of June 2021", "2021-06-03"),
        ("Thu, 04 May 2023 10:00:00 GMT", "2023-05-04"),
        ("mars 2021", "2021-03"),
        ("June 2021", "2021-06"),
        ("05/2021", "2021-05"),
        ("10/05/2023", "2023-05-10"),
        ("10.05.23", "2023-05-10"),
        ("05/31/2023", "2023-05-31"),
        ("Q3 2022", "2022"),
        ("T3 2022", "2022"),
        ("2022-Q3", "2022"),
        ("été 2021", "2021"),
        ("fin 2022", "2022"),
        ("FY2022", "2022"),
        ("Tue Oct 31 22:08:27 +0000 2017", "2017-10-31"),
        (45056, "2023-05-10"),
        ("45056", "2023-05-10"),
        (45056.75, "2023-05-10"),
        (date(2023, 5, 10), "2023-05-10"),
        (datetime(2023, 5, 10, 23, 59), "2023-05-10"),
        ("  2023-05-10\n", "2023-05-10"),
    ],
)
def test_a_date_in_a_usual_form_keeps_its_own_precision(raw, iso):
    assert parse(raw) == iso


@pytest.mark.parametrize(
    "raw",
    [
        None,
        "",
        "hier",
        "yesterday",
        "today",
        "il y a 3 jours",
        "10 mai",
        "May",
        "March 5",
        1654041600,
        "1654041600",
        "1654041600000",
        "31/02/2023",
        "2023-13-45",
        "soon 2 come",
        "version 2.10.3",
        "2022 and 2023",
        True,
        float("nan"),
        float("inf"),
        "9" * 5000,
        "x" * 100_000,
    ],
)
def test_what_is_not_surely_a_date_is_no_date(raw):
    assert parse(raw) is None


def test_month_comes_first_only_in_the_united_states():
    assert parse("10/05/2023", locale="en-US") == "2023-10-05"
    assert parse("10/05/2023", locale="en-GB") == "2023-05-10"


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_iso_dates_come_back_as_they_went_in(day):
    assert parse(day.isoformat()) == day.isoformat()
    assert parse(day.isoformat()[:7]) == day.isoformat()[:7]
    assert parse(day.strftime("%d/%m/%Y")) == day.isoformat()


@given(st.text(max_size=40))
def test_any_text_gives_a_date_or_nothing(text):
    said = parse(text)

    assert said is None or len(said) in (4, 7, 10)


def test_a_date_that_is_read_has_its_year_in_the_text():
    assert parse("10 mai") is None
    assert parse("10 mai 1998") == "1998-05-10"


def test_partial_dates_sort_before_the_days_they_hold_and_undated_first():
    dates = ["2023-05-10", None, "2022-12", "2023", "2023-05"]

    assert sorted(dates, key=order) == [None, "2022-12", "2023", "2023-05", "2023-05-10"]


@pytest.mark.parametrize(
    ("iso", "days"),
    [
        ("2023", ("2023-01-01", "2023-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2023-05-10", ("2023-05-10", "2023-05-10")),
    ],
)
def test_a_partial_date_spans_the_days_it_may_mean(iso, days):
    assert span(iso) == days
