from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from assistant.themes.counting import shares, volume, wilson
from assistant.themes.values import Unit, Voice


def _at(day: str) -> Voice:
    return Voice(day, "text", "en", datetime.fromisoformat(day).replace(tzinfo=UTC))


@pytest.mark.parametrize(
    ("unit", "starts"),
    [
        (Unit.WEEK, [date(2024, 4, 29), date(2024, 5, 6), date(2024, 5, 13)]),
        (Unit.MONTH, [date(2024, 5, 1)]),
    ],
)
def test_a_week_in_which_nobody_spoke_is_a_nought_and_not_a_gap(
    unit: Unit, starts: list[date]
) -> None:
    told = volume([_at("2024-05-01"), _at("2024-05-14"), Voice("x", "undated", "en")], unit)
    assert [count.start for count in told] == starts
    assert sum(count.voices for count in told) == 2


def test_a_share_is_not_told_of_a_sample_that_cannot_bear_it() -> None:
    assert wilson(7, 29) is None
    low, high = wilson(15, 30) or (0, 0)
    # Against the published formula: 0.332 to 0.668 for a half of thirty.
    assert (round(low, 3), round(high, 3)) == (0.332, 0.668)


def _from(community: str | None, people: int, each: int = 1) -> list[Voice]:
    return [
        Voice(f"{community}-{i}-{j}", "text", "en", None, f"{community}-{i}", community)
        for i in range(people)
        for j in range(each)
    ]


def test_a_group_of_few_people_is_counted_with_others_however_much_they_say() -> None:
    told = shares([*_from("staff", 20), *_from("night shift", 2, each=9), *_from("depot", 4)])
    assert {share.group: share.voices for share in told} == {"staff": 20, None: 22}


def test_a_small_group_cannot_be_told_by_subtraction() -> None:
    told = shares([*_from("staff", 20), *_from("drivers", 8), *_from("night shift", 2)])
    assert {share.group: share.authors for share in told} == {"staff": 20, None: 10}


def test_all_in_one_community_is_no_share_to_give_an_interval_of() -> None:
    [only] = shares([Voice(str(i), "hello", "en", None, f"p{i}", "x") for i in range(40)])
    assert (only.voices, only.low, only.high) == (40, None, None)
