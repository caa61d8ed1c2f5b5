"""Small groups are not shown, neither alone nor by subtraction."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from assistant.workshop.groups import enough, nameable, spread, suppressed
from assistant.workshop.values import Answer


def answers(**sizes: int) -> list[Answer]:
    return [
        Answer(f"{site}{n}", "…", "en", f"{site}{n}", {"site": site})
        for site, count in sizes.items()
        for n in range(count)
    ]


def test_a_group_under_the_least_is_counted_with_the_others() -> None:
    assert nameable(answers(a=9, b=6, c=3, d=2), "site", 5) == ("a", "b")


def test_a_small_rest_takes_the_smallest_group_with_it() -> None:
    # Told apart, c would be what the whole is more than a and b.
    assert nameable(answers(a=9, b=6, c=3), "site", 5) == ("a",)


def test_one_person_who_answers_often_is_no_group() -> None:
    said = [Answer(f"x{n}", "…", "en", "one", {"site": "x"}) for n in range(9)]
    assert nameable([*said, *answers(a=9, b=9)], "site", 5) == ("a",)


def test_groups_behind_a_sentence_are_named_only_where_enough_of_them_say_it() -> None:
    said = answers(a=9, b=9)
    bearing = [f"a{n}" for n in range(5)] + [f"b{n}" for n in range(4)]
    assert enough(said, bearing, "site", 5) == ("a",)


def test_a_hidden_cell_is_not_what_the_sum_is_more_than_the_rest() -> None:
    voices = np.array([[9, 8, 2], [7, 9, 8], [8, 7, 9]])
    hidden = suppressed(voices, voices, 5)
    assert hidden[0, 2]
    assert hidden.sum() >= 4
    for line in (*hidden, *hidden.T):
        assert line.sum() != 1


@given(
    st.integers(2, 5).flatmap(
        lambda columns: st.lists(
            st.lists(st.integers(0, 14), min_size=columns, max_size=columns),
            min_size=2,
            max_size=5,
        )
    )
)
@settings(max_examples=40, deadline=None)
def test_no_small_cell_can_be_worked_out_from_a_table_as_it_is_shown(
    rows: list[list[int]],
) -> None:
    voices = np.array(rows)
    hidden = suppressed(voices, voices, 5)
    assert not ((voices > 0) & (voices < 5) & ~hidden).any()
    for r, c in np.argwhere((voices > 0) & (voices < 5)):
        low, high = _bounds(voices, hidden, int(r), int(c))
        whole = hidden.all() or high - low >= 1 - 1e-6
        assert whole, (voices, hidden, (r, c))


def _bounds(voices, hidden, row: int, column: int) -> tuple[float, float]:
    """The least and the most that a hidden cell can be, from what a reader knows."""
    cells = [tuple(at) for at in np.argwhere(hidden)]
    sums, known = [], []
    for r in range(voices.shape[0]):
        sums.append([float(at[0] == r) for at in cells])
        known.append(voices[r][hidden[r]].sum())
    for c in range(voices.shape[1]):
        sums.append([float(at[1] == c) for at in cells])
        known.append(voices[:, c][hidden[:, c]].sum())
    aim = np.array([float(at == (row, column)) for at in cells])
    low = linprog(aim, A_eq=sums, b_eq=known, bounds=(0, None)).fun
    high = -linprog(-aim, A_eq=sums, b_eq=known, bounds=(0, None)).fun
    return low, high


def test_a_spread_names_no_small_group_and_keeps_its_totals() -> None:
    said = answers(a=12, b=11, c=2, d=3)
    of = {a.id: "t1" if n % 2 else "t2" for n, a in enumerate(said)}
    told = spread(said, of, "site", 5)
    assert told is not None
    assert told.groups == ("a", "b", None)
    assert told.totals == (12, 11, 5)


@pytest.mark.parametrize("sizes", [{"a": 4, "b": 3}, {"a": 20}])
def test_where_nothing_can_be_told_apart_there_is_no_spread(sizes: dict[str, int]) -> None:
    assert spread(answers(**sizes), {}, "site", 5) is None
