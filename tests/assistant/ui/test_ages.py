"""Dates are written no more precisely than they are known, and ages likewise."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.ui.ages import age, written
from assistant.ui.texts import say

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("iso", "english", "french"),
    [
        ("2023", "2023", "2023"),
        ("2023-05", "May 2023", "mai 2023"),
        ("2023-05-01", "1 May 2023", "1er mai 2023"),
        ("2023-05-10", "10 May 2023", "10 mai 2023"),
        (None, "undated", "sans date"),
        ("", "undated", "sans date"),
        ("2023-13", "undated", "sans date"),
        ("2023-02-30", "undated", "sans date"),
        ("recently", "undated", "sans date"),
    ],
)
def test_a_date_is_written_as_precisely_as_it_is_known(
    iso: str | None, english: str, french: str
) -> None:
    assert written(iso, "en", say("en")) == english
    assert written(iso, "fr", say("fr")) == french


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2026-11-23", "today"),
        ("2026-11-22", "yesterday"),
        ("2026-11-10", "13 days ago"),
        ("2026-11-09", "2 weeks ago"),
        ("2026-10-01", "7 weeks ago"),
        ("2026-09-01", "2 months ago"),
        ("2025-01-01", "22 months ago"),
        ("2024-11-24", "23 months ago"),
        ("2024-11-23", "2 years ago"),
        ("2019-12-01", "6 years ago"),
        ("2026-11", "this month"),
        ("2026-10", "a month ago"),
        ("2023-10", "3 years ago"),
        ("2026", "this year"),
        ("2025", "last year"),
        ("2019", "about 7 years ago"),
        ("2026-12-01", "dated later than today"),
        ("2027-02", "dated later than today"),
        ("2027", "dated later than today"),
    ],
)
def test_an_age_is_as_vague_as_its_date(iso: str, words: str) -> None:
    assert age(iso, TODAY, say("en")) == words


def test_an_undated_text_has_no_age() -> None:
    assert age(None, TODAY, say("en")) is None
    assert age("soon", TODAY, say("fr")) is None
