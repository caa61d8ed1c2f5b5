"""The promises on record, drawn over the years and as a table."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assistant.ui.pieces import Place
from assistant.ui.recording import promised
from knowledge.model import Commitment, Status


@pytest.fixture
def commitment(passage: Any) -> Any:
    def _commitment(words: str, **facts: Any) -> Commitment:
        said = facts.pop("said", "2024-03-14")
        stated = replace(passage(), text=words, date=said)
        return Commitment(stated, 0, len(words), words, **facts)

    return _commitment


def test_a_promise_is_drawn_from_its_day_to_its_deadline(commitment: Any, place: Place) -> None:
    one = commitment("We will halve our plastic by 2030.", deadline="2030", target="half")
    drawn = promised.drawn([one], place)
    assert drawn.count('<li class="promise-open">') == 1
    assert 'href="#promise-0"' in drawn
    assert 'id="promise-0"' in drawn
    assert "<q>We will halve our plastic by 2030.</q>" in drawn
    # 2024 to 2030 are the years; the mark stands at the end of the last one.
    assert "left:99." in drawn


def test_one_without_a_day_is_in_the_table_alone(commitment: Any, place: Place) -> None:
    drawn = promised.drawn([commitment("We will never sell your data.")], place)
    assert "timeline" not in drawn
    assert "We will never sell your data." in drawn


def test_what_is_known_of_a_promise_says_its_name_for_a_phone(
    commitment: Any, place: Place
) -> None:
    drawn = promised.drawn([commitment("We will halve our plastic.", target="half")], place)
    assert '<td data-name="Target: "><bdi>half</bdi></td>' in drawn
    assert drawn.count('<td class="unknown">') == 2


def test_late_says_what_is_known_and_no_more(commitment: Any, place: Place) -> None:
    late = commitment("We will plant a hedge by 2025.", deadline="2025", status=Status.LATE)
    assert "nothing on record says that it was kept" in promised.drawn([late], place)
    kept = replace(late, status=Status.KEPT, because=late.passage)
    assert "nothing on record" not in promised.drawn([kept], place)


def test_the_filter_counts_each_state_the_urgent_ones_first(commitment: Any, place: Place) -> None:
    found = [
        commitment("We will a.", status=Status.OPEN),
        commitment("We will b.", status=Status.LATE),
        commitment("We will c.", status=Status.LATE),
    ]
    assert promised.counted(found, place) == [
        ("All (3)", "all"),
        ("Late (2)", "late"),
        ("Open (1)", "open"),
    ]


def test_of_many_the_nearest_are_drawn_and_all_are_listed(commitment: Any, place: Place) -> None:
    many = [commitment(f"We will plant {n} trees.", deadline=str(1990 + n)) for n in range(60)]
    drawn = promised.drawn(many, place)
    assert drawn.count("<li ") == promised.DRAWN
    assert drawn.count("<tr id=") == 60
    assert "We will plant 36 trees." in drawn.split("</figure>")[0]


def test_words_from_the_record_are_never_markup(commitment: Any, place: Place) -> None:
    one = commitment("We will <img src=x onerror=alert(1)> by 2030.", deadline="2030")
    assert "<img" not in promised.drawn([one], place)
