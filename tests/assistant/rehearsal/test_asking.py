"""What a challenger asks: never twice, to the letter, and mostly from the dated record."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.rehearsal.asking import Script, dated_as, next_question
from assistant.rehearsal.challengers import load_challengers
from assistant.rehearsal.values import Heard, Hold, Manner, Matter, Press, Question, Said

JOURNALIST = load_challengers()["journalist"]
PLEDGE = Said("p1", "We will halve our plastic by 2030.", "2021-03-16", "Halte")
THEN = Said("p2", "We never buy carbon credits.", "2022-06-20", "Ada Quist")
NOW = Said("p3", "We buy carbon credits for our lorries.", "2025-01-02", "Halte")


def matters(count: int) -> list[Matter]:
    holds = [Hold.LATE, Hold.QUOTE, Hold.FIGURE, Hold.CHANGED, Hold.GAP, Hold.PLEDGE, Hold.DROPPED]
    return [
        Matter(
            hold := holds[n % len(holds)],
            Said(f"p{n}", f"We said thing {{number}} {n} of {count}.", f"20{10 + n % 15}", "Halte"),
            Said(f"q{n}", f"And then thing {n}.", "2026-01", "Halte")
            if hold in (Hold.CHANGED, Hold.GAP)
            else None,
            "2025-12" if hold in (Hold.LATE, Hold.PLEDGE) else None,
        )
        for n in range(count)
    ]


def script(language: str = "en", level: int = 2, count: int = 20, topic: str = "plastic") -> Script:
    return Script(JOURNALIST, level, language, topic, matters(count), "seed")


heard = st.lists(
    st.builds(
        Heard,
        st.sampled_from(Press),
        st.sampled_from(["We do our best.", "{quote} {nothing}", "Nous ferons mieux."]),
        st.none() | st.sampled_from([THEN, replace(THEN, date=None)]),
    ).filter(lambda one: one.press is not Press.CONTRADICTION or one.against is not None),
    max_size=3,
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(heard, min_size=19, max_size=19),
    st.sampled_from(["en", "fr"]),
    st.sampled_from([1, 2, 3]),
)
def test_twenty_questions_are_never_repeated_quote_to_the_letter_and_rest_on_the_record(
    answers: list[list[Heard]], language: str, level: int
) -> None:
    told = script(language, level)
    asked: list[Question] = []
    for said in [[], *answers]:
        question = next_question(told, asked, said)
        assert question is not None
        asked.append(question)
    assert len({one.text for one in asked}) == 20
    for one in asked:
        for said_before in one.quoted:
            assert said_before.words in one.text
        if one.heard is not None and "{answer}" in one.wording:
            assert one.heard.words in one.text
    assert sum(one.dated for one in asked) >= 12


def test_the_first_question_says_what_it_is_about() -> None:
    first = next_question(script())
    assert first is not None
    assert "plastic" in first.text.split("“")[0]
    second = next_question(script(), [first])
    assert second is not None
    assert "plastic" not in second.text


def test_a_contradiction_is_read_out_before_anything_else_is_pressed() -> None:
    first = next_question(script())
    assert first is not None
    said = [Heard(Press.EVASIVE), Heard(Press.CONTRADICTION, "We always bought credits.", THEN)]
    then = next_question(script(), [first], said)
    assert then is not None
    assert then.quoted == (THEN,)
    assert "We always bought credits." in then.text
    assert "20 June 2022" in then.text


@pytest.mark.parametrize("level", [1, 2, 3])
def test_a_challenger_comes_back_as_often_in_a_row_as_its_level_is_hard(level: int) -> None:
    said = [Heard(Press.CONTRADICTION, "We always bought credits.", THEN)]
    asked: list[Question] = []
    for _ in range(level + 2):
        question = next_question(script(level=level), asked, said if asked else ())
        assert question is not None
        asked.append(question)
    assert [one.heard is not None for one in asked] == [False, *[True] * level, False]


def test_what_lies_beside_the_topic_comes_after_what_is_on_it() -> None:
    beside = [replace(one, on_topic=False) for one in matters(4)]
    told = replace(script(count=0), matters=[*beside, Matter(Hold.QUOTE, PLEDGE)])
    first = next_question(told)
    assert first is not None
    assert first.quoted == (PLEDGE,)


def test_a_line_that_needs_a_day_is_not_used_for_a_promise_without_one() -> None:
    told = replace(script(count=0), matters=[Matter(Hold.LATE, PLEDGE)], topic="")
    assert next_question(told) is None
    told = replace(told, matters=[Matter(Hold.CHANGED, THEN, NOW)])
    question = next_question(told)
    assert question is not None
    assert question.quoted == (THEN, NOW)


def test_what_is_put_into_a_line_is_never_read_as_one() -> None:
    trap = Said("p9", "We {who} {nothing} stand by it.", "2024", "Halte {quote}")
    told = replace(script(count=0), matters=[Matter(Hold.QUOTE, trap)])
    question = next_question(told)
    assert question is not None
    assert "We {who} {nothing} stand by it." in question.text
    assert "Halte {quote}" in question.text


@pytest.mark.parametrize(
    ("day", "english", "french"),
    [
        ("2024-05-03", "3 May 2024", "3 mai 2024"),
        ("2024-05-01", "1 May 2024", "1er mai 2024"),
        ("2024-05", "May 2024", "mai 2024"),
        ("2024", "2024", "2024"),
        (None, "undated", "sans date"),
    ],
)
def test_dates_are_said_as_precisely_as_they_are_known(
    day: str | None, english: str, french: str
) -> None:
    assert (dated_as(day, "en"), dated_as(day, "fr")) == (english, french)


@pytest.mark.parametrize("name", sorted(load_challengers()))
def test_the_record_is_said_to_be_silent_only_where_it_is(name: str) -> None:
    lines = load_challengers()[name].asks["en"]
    silent = {one.wording for one in lines if one.manner is Manner.SILENCE}
    about = {one.wording for one in lines if one.hold is Hold.TOPIC} & silent
    told = replace(script(level=3, count=0), challenger=load_challengers()[name])
    for count, expected in ((0, bool(about)), (12, False)):
        asked: list[Question] = []
        while question := next_question(replace(told, matters=matters(count)), asked):
            asked.append(question)
        assert bool(about & {one.wording for one in asked}) is expected
