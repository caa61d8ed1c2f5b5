from __future__ import annotations

import pytest

from assistant.themes.polarisation import polarisation


@pytest.mark.parametrize(
    ("stances", "value"),
    [
        ([-1.0] * 10 + [1.0] * 10, 1.0),  # two equal camps at the ends
        ([-1.0] * 20, 0.0),  # one camp, however far out
        ([-0.5] * 10 + [0.5] * 10, 0.5),  # nearer to each other
        ([-1.0] * 15 + [1.0] * 5, 0.5),  # one of them small
    ],
)
def test_the_index_is_that_of_morales_and_others(stances: list[float], value: float) -> None:
    told = polarisation(stances)
    assert told is not None
    assert told.value == pytest.approx(value)
    assert told.voices == 20
    assert told.low is not None and told.high is not None
    assert told.low <= told.value <= told.high


def test_a_few_stances_have_no_interval_and_none_have_no_index() -> None:
    few = polarisation([-0.5, 0.5, 0.4])
    assert few is not None and few.low is None
    assert polarisation([0.0, 0.0]) is None
