"""Words that tell two sides apart: log-odds with an informative prior."""

from __future__ import annotations

import math
from collections import Counter

from assistant.themes.values import Voice
from assistant.workshop.words import log_odds, wording


def test_the_weights_are_those_of_the_formula() -> None:
    one, other = Counter(a=30, b=10), Counter(a=10, b=50)
    a = 10 * 40 / 100
    odds = math.log((30 + a) / (40 + 10 - 30 - a)) - math.log((10 + a) / (60 + 10 - 10 - a))
    expected = odds / math.sqrt(1 / (30 + a) + 1 / (10 + a))
    found = log_odds(one, other, prior=10)
    assert math.isclose(found["a"], expected)
    assert found["b"] < 0 < found["a"]


def test_a_word_said_once_is_not_what_people_say() -> None:
    found = log_odds(Counter(once=1, usual=300), Counter(usual=300))
    assert found["once"] < 1.96


def test_words_of_theirs_and_of_the_brand_are_told_apart_by_language() -> None:
    said = [Voice(str(n), "Mend the old bicycles of the town.", "en") for n in range(12)]
    said += [Voice(f"f{n}", "Réparer les vieux vélos.", "fr") for n in range(12)]
    record = [f"We sell premium mobility, number {n} in Lyon." for n in range(12)]
    told = wording(said, record, ["We sell premium mobility."] * 3, "en")
    assert told is not None
    theirs, ours = {w.word for w in told.theirs}, {w.word for w in told.ours}
    assert {"mend", "bicycles"} <= theirs
    assert {"premium", "mobility"} <= ours
    assert "vélos" not in theirs
    assert "lyon" not in ours


def test_too_few_texts_tell_nothing() -> None:
    assert wording([Voice("1", "Mend.", "en")], ["We sell."] * 20, [], "en") is None
