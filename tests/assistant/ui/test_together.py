"""Several answers in one event: in their order, each heard by those after it, none lost."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any, cast

import gradio as gr
import pytest

from assistant.ui.together import Asked, Together, merged

NOBODY = cast("gr.Request", None)


def widgets(count: int) -> list[Any]:
    with gr.Blocks():
        return [gr.Textbox() for _ in range(count)]


def test_each_input_is_sent_once_and_a_later_one_is_given_what_an_earlier_one_said() -> None:
    a, b, c = widgets(3)
    both = Together(
        [
            Asked(lambda said: said.upper(), [a], [a]),
            Asked(lambda said, other: [f"{said} {other}", gr.skip()], [a, b], [c, b]),
            Asked(lambda said: gr.update(value=said, label="Last"), [c], [b]),
            Asked(lambda said: said, [b], [a]),
        ]
    )
    assert both.inputs == [a, b, c]
    assert both.outputs == [a, c, b]
    told = both.answers(["moss", "fern", "-"], NOBODY)
    assert told == ["MOSS fern", "MOSS fern", gr.update(value="MOSS fern", label="Last")]


def test_who_asked_is_told_to_those_who_want_to_know() -> None:
    (a,) = widgets(1)

    def known(request: gr.Request) -> str:
        return str(request)

    both = Together([Asked(known, [], [a])])
    assert both.answers([], cast("gr.Request", "Ada")) == ["Ada"]


def test_what_is_shown_on_the_way_is_left_out_and_answers_by_widget_are_placed() -> None:
    a, b = widgets(2)

    def slowly() -> Iterator[list[str]]:
        yield ["soon", "soon"]
        yield ["here", "here"]

    assert Together([Asked(slowly, [], [a, b])]).answers([], NOBODY) == ["here", "here"]
    assert Together([Asked(lambda: {b: "b"}, [], [a, b])]).answers([], NOBODY) == [gr.skip(), "b"]
    assert Together([Asked(gr.skip, [], [a, b])]).answers([], NOBODY) == [gr.skip()] * 2


def test_one_that_fails_keeps_no_other_from_being_drawn(caplog: pytest.LogCaptureFixture) -> None:
    a, b = widgets(2)

    def broken() -> str:
        raise RuntimeError("the disk is gone")

    with caplog.at_level(logging.ERROR):
        told = Together([Asked(broken, [], [a]), Asked(lambda: "here", [], [b])]).answers(
            [], NOBODY
        )
    assert told == [gr.skip(), "here"]
    assert "the disk is gone" in caplog.text


@pytest.mark.parametrize(
    ("before", "after", "both"),
    [
        ("a", gr.skip(), "a"),
        (gr.skip(), "b", "b"),
        ("a", "b", "b"),
        ("a", gr.update(label="L"), gr.update(label="L", value="a")),
        (gr.update(label="L", visible=False), "b", gr.update(label="L", visible=False, value="b")),
        (gr.update(label="L"), gr.update(label="M", value=1), gr.update(label="M", value=1)),
    ],
)
def test_of_two_that_say_something_of_the_same_the_later_one_s_word_holds(
    before: Any, after: Any, both: Any
) -> None:
    assert merged(before, after) == both
