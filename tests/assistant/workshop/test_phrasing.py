"""A chat model may phrase sentences; each is held to the answers it names."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from assistant.chat import ChatModel, Written
from assistant.errors import ModelFailed
from assistant.workshop.hearing import Heard
from assistant.workshop.phrasing import phrase
from assistant.workshop.values import Gap


class Fake(ChatModel):
    """Gives one answer, made of what it was shown, and keeps what it was asked."""

    def __init__(self, answer: Any) -> None:
        self.name, self.room, self.answer = "fake-1", 6_000, answer
        self.asked: list[tuple[str, str]] = []

    def write(
        self, messages: Sequence[tuple[str, str]], schema: Mapping[str, Any], on_words: Any = None
    ) -> Written:
        self.asked = list(messages)
        told = self.answer(messages[1][1]) if callable(self.answer) else self.answer
        return Written(told if isinstance(told, str) else json.dumps(told), "stop")


def number_of(material: str, words: str) -> int:
    """The number under which an answer was shown."""
    head = material[: material.index(words)]
    return int(head.rsplit('number="', 1)[1].split('"')[0])


NOTHING = Gap((), ())


def test_a_sentence_that_its_answers_bear_out_is_kept_with_them(heard: Heard) -> None:
    def answer(material: str) -> dict[str, Any]:
        at = number_of(material, "To teach every child to ride to school.")
        other = number_of(material, "To pay mechanics a decent wage.")
        text = "We exist to teach children to ride to school, magically."
        return {"candidates": [{"text": text, "answers": [at, other]}]}

    told = phrase(Fake(answer), heard, NOTHING, "en")
    [one] = told.proposals
    # The answer that says something else is not kept as if it bore the sentence out.
    assert [heard.by_id[i].text for i in one.named] == ["To teach every child to ride to school."]
    assert "magically" in one.borne.unsaid
    assert told.model == "fake-1"


@pytest.mark.parametrize("numbers", [[], [999], ["x"], None])
def test_a_sentence_that_rests_on_no_answer_is_left_out_and_counted(
    heard: Heard, numbers: Any
) -> None:
    rows = [{"text": "We exist to teach children to ride.", "answers": numbers}]
    told = phrase(Fake({"candidates": rows}), heard, NOTHING, "en")
    assert (told.proposals, told.dropped) == ((), 1)


def test_answers_are_shown_as_material_between_tags_that_they_cannot_close(heard: Heard) -> None:
    model = Fake({"candidates": []})
    phrase(model, heard, NOTHING, "en")
    system, material = model.asked[0][1], model.asked[1][1]
    boundary = material.split("<theme-", 1)[1].split(" ", 1)[0]
    assert boundary in system
    assert f"</answer-{boundary}>" in material


@pytest.mark.parametrize(
    ("answer", "kind"), [("", "empty"), ("no JSON at all", "garbage"), ('{"x": 1}', "garbage")]
)
def test_a_model_that_gives_nothing_usable_is_told_of(heard: Heard, answer: str, kind: str) -> None:
    with pytest.raises(ModelFailed) as failed:
        phrase(Fake(answer), heard, NOTHING, "fr")
    assert failed.value.kind == kind
